"""Drawings from strangers: what makes the picture stays, what runs or reaches out goes."""

import base64
import re

import pytest

from ssg.media.containers.svg import clean_svg
from ssg.media.formats import BrokenContainer
from ssg.media.metadata.xmp import parse_xmp, write_xmp
from ssg.media.original import clean_bytes
from ssg.model.file_metadata import RightsMetadata
from tests.photographs import camera_exif, jpeg_with

pytestmark = pytest.mark.fast

OPEN = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    ' xmlns:ev="http://www.w3.org/2001/xml-events">'
)


def cleaned(inside):
    text = clean_svg(f"{OPEN}{inside}</svg>".encode(), clean_picture=bytes).decode()
    whole = text.removeprefix(
        '<?xml version="1.0" encoding="UTF-8"?>\n<svg xmlns="http://www.w3.org/2000/svg"'
    ).strip()
    return "" if whole == "/>" else whole.removesuffix("</svg>")[1:]


@pytest.mark.parametrize(
    "inside",
    [
        '<path d="M0 0L9 9" fill="url(#g)" style="stroke:#fff;opacity:.5"/>',
        '<linearGradient id="g"><stop offset="0" stop-color="red"/></linearGradient>',
        '<text x="1" xml:space="preserve">Fähre &amp; Hafen &lt; 3</text>',
        '<use href="#g"/>',
        '<image href="data:image/png;base64,iVBORw0KGgo="/>',
        "<style>.a{fill:#123;clip-path:url(#c)}</style>",
    ],
)
def test_the_drawing_stays(inside):
    assert cleaned(inside) == inside


@pytest.mark.parametrize(
    ("inside", "left"),
    [
        ("<script>alert(1)</script>", ""),
        ('<script href="https://evil.example/x.js"/>', ""),
        ("<g onclick='alert(1)' OnLoad='x()'/>", "<g/>"),
        (
            "<foreignObject><iframe xmlns='http://www.w3.org/1999/xhtml' src='x'/></foreignObject>",
            "",
        ),
        ("<html:script xmlns:html='http://www.w3.org/1999/xhtml'>alert(1)</html:script>", ""),
        ("<s:script xmlns:s='http://www.w3.org/2000/svg'>alert(1)</s:script>", ""),
        ('<a xlink:href="javascript:alert(1)"><text>go</text></a>', ""),
        ('<use xlink:href="https://evil.example/a.svg#x"/>', "<use/>"),
        ('<use href="data:image/svg+xml;base64,PHN2Zz4="/>', "<use/>"),
        ('<image href="https://evil.example/track.png"/>', "<image/>"),
        ('<image href="//evil.example/track.png"/>', "<image/>"),
        ('<image href="data:image/svg+xml,%3Csvg/%3E"/>', "<image/>"),
        ('<path fill="url(https://evil.example/#g)"/>', "<path/>"),
        ('<path fill="URL( &quot;http://evil.example/#g&quot; )"/>', "<path/>"),
        ('<path style="fill:red;background:url(//evil.example/x)"/>', '<path style="fill:red"/>'),
        ('<path style="fill:u\\72l(//evil.example/x)"/>', "<path/>"),
        ('<path style="behavior:url(#x);x:expression(alert(1))"/>', "<path/>"),
        ("<style>@import url(https://evil.example/x.css);</style>", ""),
        ("<style>.a{background:url(https://evil.example/x)}</style>", ""),
        ('<set attributeName="href" to="javascript:alert(1)"/>', ""),
        ('<animate attributeName="onload" values="x"/>', ""),
        ('<handler ev:event="load">alert(1)</handler>', ""),
        ("<!-- secret --><metadata>secret</metadata><?php x ?>", ""),
    ],
)
def test_what_runs_or_reaches_out_goes(inside, left):
    assert cleaned(inside) == left


@pytest.mark.parametrize(
    "text",
    [
        b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg>&a;</svg>',
        b"<html/>",
        b"<svg>",
        b"<svg xmlns='http://www.w3.org/1999/xhtml'/>",
        b"<svg>" + b"<g>" * 200 + b"</g>" * 200 + b"</svg>",
    ],
)
def test_what_is_no_drawing_or_hides_something_is_refused(text):
    with pytest.raises(BrokenContainer):
        clean_svg(text)


def test_the_document_type_that_drawing_programs_write_is_passed_over():
    doctype = (
        b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN"'
        b' "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    )
    assert clean_svg(doctype + b"<svg><g/></svg>").endswith(
        b'<svg xmlns="http://www.w3.org/2000/svg"><g/></svg>\n'
    )


def test_a_drawing_carries_the_rights():
    xmp = write_xmp(RightsMetadata(credit="Ana Ruiz"))
    text = clean_svg(f"{OPEN}<g/></svg>".encode(), xmp=xmp).decode()
    assert parse_xmp(text[text.index("<x:xmpmeta") : text.index("</x:xmpmeta>") + 12].encode())[
        "credit"
    ] == ("Ana Ruiz",)
    assert clean_svg(text.encode(), xmp=xmp).decode() == text


def test_a_photo_inside_a_drawing_does_not_say_where_it_was_taken():
    photo = jpeg_with((0xE1, b"Exif\0\0" + camera_exif()))
    drawing = (
        f'{OPEN}<image width="60"'
        f' href="data:image/jpeg;base64,{base64.b64encode(photo).decode()}"/></svg>'.encode()
    )
    cleaned = clean_bytes(drawing, RightsMetadata())
    kept = base64.b64decode(cleaned.partition(b"base64,")[2].partition(b'"')[0])
    assert b"Exif" in photo
    assert kept.startswith(b"\xff\xd8\xff")
    assert b"Exif" not in kept
    assert clean_bytes(cleaned, RightsMetadata()) == cleaned


def test_what_cannot_be_cleaned_inside_a_drawing_is_left_out():
    drawing = (
        f'{OPEN}<image width="60"'
        f' href="data:image/jpeg;base64,{base64.b64encode(b"GPS").decode()}"/></svg>'.encode()
    )
    assert b'<image width="60"/>' in clean_bytes(drawing, RightsMetadata())


@pytest.mark.parametrize(
    ("sheet", "kept"),
    [
        (".a{fill:red}", ".a{fill:red}"),
        ("/* by Osgood */ .a{fill:red} /* end", ".a{fill:red}"),
        (
            ".a{fill:url(#g)} .b{fill:url(https://x.example/)} .c{fill:blue}",
            ".a{fill:url(#g)}.c{fill:blue}",
        ),
        (
            "@media (prefers-color-scheme: dark){.a{fill:red}.b{fill:url(//x)}}",
            "@media (prefers-color-scheme: dark){.a{fill:red}}",
        ),
        ("@import 'x.css'; .a{fill:red}", ".a{fill:red}"),
        (
            "@font-face{src:url(x)} @keyframes k{from{fill:red}to{fill:blue}} .a{fill:red}",
            ".a{fill:red}",
        ),
        (".a{fill:\\75rl(//x)} .b{fill:u/**/rl(//x)} .c{fill:red}", ".c{fill:red}"),
        ("@media url(x){.a{fill:red}}", ""),
        (".a{fill:red", ""),
    ],
)
def test_rules_of_a_sheet_that_reach_for_nothing_stay(sheet, kept):
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg"><style>{sheet}</style><rect class="a"/></svg>'
    )
    cleaned = clean_svg(drawing.encode()).decode()
    assert (re.findall("<style>(.*)</style>", cleaned) or [""])[0] == kept
    assert clean_svg(cleaned.encode()).decode() == cleaned


@pytest.mark.parametrize(
    "part",
    [
        '<rect fill="url({}x"/>',
        "<style>.a{{fill:url({}x}}</style>",
        '<rect style="fill:url({}\'"/>',
    ],
)
def test_an_address_that_never_ends_keeps_nobody_waiting(part):
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg">{part.format(" " * 100_000)}</svg>'
    assert "url(" not in clean_svg(drawing.encode()).decode()
