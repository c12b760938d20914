"""What a picture's file says of itself: every kind of container, the order of blocks, and blocks
that are broken or hostile.
"""

import os
import time
import zlib

import photographs
import pytest
from conftest import PIXEL, story
from hypothesis import given, settings
from hypothesis import strategies as st
from photographs import (
    CREDIT_XMP,
    camera_exif,
    encoded,
    iim_segment,
    jpeg_with,
    photograph,
    xmp_segment,
)

from ssg.media.containers.photoshop import pack_iim
from ssg.media.metadata.exif import orientation_only
from ssg.media.metadata.iim import parse_iim, write_iim
from ssg.media.metadata.reader import metadata_of, read_blocks, read_metadata
from ssg.media.metadata.xmp import parse_xmp, write_xmp
from ssg.model.file_metadata import RightsMetadata, rights_of
from ssg.model.rights import Licensor

RIGHTS = RightsMetadata(
    credit="AP <Photo> & Pool",
    creators=("Ines Kessler", "Żaneta Łuk"),
    copyright="© 2025 AP",
    usage_terms="No resale",
    web_statement="https://ap.example/terms?a=1&b=2",
    licensors=(
        Licensor(name="AP", url="https://ap.example/"),
        Licensor(email="x@ap.example", id="7"),
    ),
    digital_source_type="http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture",
    data_mining="http://ns.useplus.org/ldf/vocab/DMI-PROHIBITED",
)


def read(content):
    return metadata_of(read_blocks(content))


def test_a_reference_photo_of_iptc(shared):
    found = read_metadata(shared / "conformance/photo/iptc-reference-recreated.jpg")
    assert found.credit == "Credit Line (ref2021.1)"
    assert found.creators == ("Creator1 (ref2021.1)",)
    assert found.alt == "This is the Alt Text description to support accessibility in 2021.1"
    assert found.date_taken == "2021-10-20T21:01:01+00:00"
    assert [licensor.name for licensor in found.licensors] == [
        "Licensor Name 1 (ref2021.1)",
        "Licensor Name 2 (ref2021.1)",
    ]
    assert found.digital_source_type.endswith("/softwareImage")
    assert set(dict(found.where).values()) == {"xmp"}
    assert found.warnings == ()


def test_without_its_xmp_the_reference_photo_is_read_from_iim(shared):
    content = (shared / "conformance/photo/iptc-reference-recreated.jpg").read_bytes()
    found = read(
        content.replace(b"http://ns.adobe.com/xap/1.0/\0", b"http://ns.adobe.com/xap/9.9/\0")
    )
    assert (found.credit, found.source, found.city) == (
        "Credit Line (ref2021.1)",
        "Source (ref2021.1)",
        "City (Core) (ref2021.1)",
    )
    assert found.date_taken == "2021-10-20T21:01:01+00:00"
    assert dict(found.where)["copyright"] == "iim"


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF", "TIFF"])
def test_xmp_is_found_in_every_kind_of_picture(form):
    # Pillow writes the packet of a TIFF as a tag, and that of a PNG as a chunk of text.
    if form == "PNG":
        from PIL.PngImagePlugin import PngInfo

        info = PngInfo()
        info.add_itxt("XML:com.adobe.xmp", CREDIT_XMP.decode(), zip=True)
        options = {"pnginfo": info}
    else:
        options = {"tiffinfo": {700: CREDIT_XMP}} if form == "TIFF" else {"xmp": CREDIT_XMP}
    found = read(encoded(photograph(), form, **options))
    assert (found.credit, found.creators, found.copyright) == (
        "AP",
        ("Ines Kessler",),
        "Copyright 2025 AP",
    )
    assert (found.caption, found.usage_terms, found.city) == (
        "Ferries at <rest>.",
        "No resale",
        "Port Alder",
    )
    assert found.warnings == ()


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_exif_is_found_in_every_kind_of_picture(form):
    found = read(encoded(photograph(), form, exif=camera_exif()))
    assert (found.creators, found.copyright) == (("Ana Ruiz", "Li Wei"), "(c) Ana Ruiz")
    assert found.date_taken == "2025-11-03T08:15:00"
    assert dict(found.where)["creators"] == "exif"


def test_xmp_counts_before_iim_and_iim_before_exif():
    segments = (
        xmp_segment(CREDIT_XMP),
        iim_segment(
            (2, 110, b"AP Photo cut at 32"), (2, 120, b"IIM caption"), (2, 105, b"IIM headline")
        ),
    )
    found = read(jpeg_with(*segments, exif=camera_exif()))
    assert (found.credit, found.headline, found.date_taken) == (
        "AP",
        "IIM headline",
        "2025-11-03T08:15:00",
    )
    assert {
        key: value for key, value in found.where if key in ("credit", "headline", "date_taken")
    } == {
        "credit": "xmp",
        "headline": "iim",
        "date_taken": "exif",
    }


@pytest.mark.parametrize(
    ("records", "credit", "warnings"),
    [
        (((1, 90, b"\x1b%G"), (2, 110, "Zoë".encode())), "Zoë", ()),
        (((2, 110, "Zoë".encode()),), "Zoë", ("guessed-iim-charset",)),
        (((2, 110, "Zoë".encode("cp1252")),), "Zoë", ("guessed-iim-charset",)),
        (
            ((1, 90, b"\x1b%G"), (2, 110, "Zoë “AP”".encode("cp1252"))),
            "Zoë “AP”",
            ("guessed-iim-charset",),
        ),
        (((2, 110, "Renè ê".encode("mac_roman")),), "Renè ê", ("guessed-iim-charset",)),
        (((2, 110, b"Zoe"),), "Zoe", ()),
        (((1, 90, b"\x1b.A"), (2, 110, "Zoë".encode("cp1252"))), "Zoë", ()),
        (
            ((1, 90, b"\x1b.A"), (2, 110, "Renè ê".encode("mac_roman"))),
            "Renè ê",
            ("guessed-iim-charset",),
        ),
    ],
)
def test_the_charset_of_iim(records, credit, warnings):
    found = read(jpeg_with(iim_segment(*records)))
    assert (found.credit, found.warnings) == (credit, warnings)


@pytest.mark.parametrize("declared", [((1, 90, b"\x1b%G"),), ()], ids=["declared", "undeclared"])
def test_one_dataset_in_another_charset_leaves_the_others_as_they_are(declared):
    caption, city = "Żaneta Łuk in Zürich".encode(), "Zürich".encode("latin-1")
    found = read(
        jpeg_with(iim_segment(*declared, (2, 120, caption), (2, 80, "Zoë".encode()), (2, 90, city)))
    )
    assert (found.caption, found.creators, found.city) == (
        "Żaneta Łuk in Zürich",
        ("Zoë",),
        "Zürich",
    )
    assert found.warnings == ("guessed-iim-charset",)


def test_iim_that_is_cut_off_gives_what_was_there():
    marker, data = iim_segment((2, 80, b"Ana Ruiz"), (2, 110, b"AP"))
    found, warnings = parse_iim(data[26:-1])
    assert found["creators"] == ("Ana Ruiz",)
    assert warnings == ("truncated-iim",)
    assert read(jpeg_with((marker, data[:-9]))).warnings


DTD = b'<!DOCTYPE x [%s]><x:xmpmeta xmlns:x="adobe:ns:meta/">&a;</x:xmpmeta>'


@pytest.mark.parametrize(
    ("packet", "warning"),
    [
        (DTD % b'<!ENTITY a SYSTEM "file:///etc/passwd">', "xmp-with-dtd"),
        (DTD % b'<!ENTITY % r SYSTEM "http://ledger.example/x.dtd"> %r;', "xmp-with-dtd"),
        (
            DTD
            % (
                b'<!ENTITY z "ha">'
                + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&z;" * 50) for n in range(9))
            ),
            "xmp-with-dtd",
        ),
        (b"<x:xmpmeta>", "broken-xmp"),
        (b"not XML", "broken-xmp"),
        (CREDIT_XMP[:400], "broken-xmp"),
        (b"<a>" * 5000 + b"</a>" * 5000, "too-large-xmp"),
        (b'<?xml version="1.0" encoding="no-such"?><a/>', "broken-xmp"),
    ],
    ids=[
        "external entity",
        "external subset",
        "billion laughs",
        "no namespace",
        "no XML",
        "cut off",
        "deep",
        "encoding",
    ],
)
def test_hostile_xmp_is_a_warning_word(packet, warning):
    found = read(jpeg_with(xmp_segment(packet), iim_segment((2, 110, b"AP"))))
    assert found.warnings == (warning,)
    assert found.credit == "AP"


GUID = b"0123456789ABCDEF0123456789ABCDEF"
MAIN = (
    b"""<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
xmlns:xmpNote="http://ns.adobe.com/xmp/note/"
xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:Credit="Reuters"
xmpNote:HasExtendedXMP="%s"/></rdf:RDF></x:xmpmeta>"""
    % GUID
)
LIMIT = 8_000_000


def part(start, end, *, guid=GUID, packet=CREDIT_XMP, length=None, offset=None):
    head = (
        guid
        + (len(packet) if length is None else length).to_bytes(4)
        + (start if offset is None else offset).to_bytes(4)
    )
    return 0xE1, b"http://ns.adobe.com/xmp/extension/\0" + head + packet[start:end]


AS_ELEMENT = MAIN.replace(
    b'xmpNote:HasExtendedXMP="%s"/>' % GUID,
    b"><xmpNote:HasExtendedXMP>%s</xmpNote:HasExtendedXMP></rdf:Description>" % GUID.lower(),
)


@pytest.mark.parametrize("main", [MAIN, AS_ELEMENT])
def test_xmp_that_goes_on_in_other_segments_is_read_and_the_main_packet_counts_first(main):
    for parts in ((part(0, None),), (part(500, None), part(0, 300), part(300, 500), part(0, 300))):
        found = read(jpeg_with(xmp_segment(main), *parts))
        assert (found.credit, found.creators, found.city, found.warnings) == (
            "Reuters",
            ("Ines Kessler",),
            "Port Alder",
            (),
        )
        assert dict(found.where)["creators"] == "xmp"


@pytest.mark.parametrize(
    ("main", "parts", "warning"),
    [
        (MAIN, (), "broken-extended-xmp"),
        (CREDIT_XMP, (part(0, None),), "broken-extended-xmp"),
        (MAIN, (part(0, 300),), "broken-extended-xmp"),
        (MAIN, (part(300, None),), "broken-extended-xmp"),
        (MAIN, (part(0, 300), part(200, None)), "broken-extended-xmp"),
        (MAIN, (part(0, 300), part(300, None, length=9)), "broken-extended-xmp"),
        (MAIN, (part(0, None, guid=GUID[::-1]),), "broken-extended-xmp"),
        (MAIN, (part(0, None, length=LIMIT + 1),), "too-large-extended-xmp"),
        (MAIN, (part(0, None, packet=b"<x>"),), "broken-extended-xmp"),
        (MAIN, (part(0, None, packet=DTD % b'<!ENTITY a "b">'),), "extended-xmp-with-dtd"),
        (MAIN, ((0xE1, b"http://ns.adobe.com/xmp/extension/\0" + GUID),), "broken-extended-xmp"),
    ],
)
def test_extended_xmp_that_does_not_fit_together_is_a_warning(main, parts, warning):
    found = read(jpeg_with(xmp_segment(main), *parts))
    assert found.warnings == (warning,)
    assert found.credit == ("AP" if main == CREDIT_XMP else "Reuters")


def test_extended_xmp_is_read_beside_a_part_of_another():
    found = read(jpeg_with(xmp_segment(MAIN), part(0, None), part(0, None, guid=GUID[::-1])))
    assert (found.creators, found.warnings) == (("Ines Kessler",), ("broken-extended-xmp",))


def test_xmp_in_utf_16_is_read():
    assert parse_xmp(CREDIT_XMP.decode().encode("utf-16"))["credit"] == ("AP",)


# Its values are far behind its end.
LOST = b"II*\0\x08\0\0\0\xff\xff" + b"\x0e\1\2\0\xff\xff\xff\xff" * 9


NO_DIRECTORY = b"MM\0*\0\0\0\x08"
ARTIST = b"\1\x3b\0\2\0\0\0\4Ana\0"
BELOW = b"\x87\x69\0\4\0\0\0\1"  # and where the EXIF directory is


@pytest.mark.parametrize(
    ("rest", "creators"),
    [
        (b"", ()),
        (b"\0" * 100, ()),
        (b"II*\0\xff\xff\xff\xff", ()),
        (LOST, ()),
        (NO_DIRECTORY, ()),
        (NO_DIRECTORY + b"\xff\xff\x01", ()),
        (NO_DIRECTORY + b"\0\2" + ARTIST + b"\x82\x98\0\2\0\0\1\0\0\0\xff\xff", ("Ana",)),
        (NO_DIRECTORY + b"\0\2" + ARTIST + BELOW + b"\0\0\xff\xff", ("Ana",)),
        (NO_DIRECTORY + b"\0\2" + ARTIST + BELOW + b"\0\0\0\x08", ("Ana",)),
        (NO_DIRECTORY + b"\0\1" + ARTIST + b"\0\0\0\x08", ("Ana",)),
    ],
    ids=[
        "empty",
        "zeros",
        "starts outside",
        "values outside",
        "nothing behind its head",
        "absurd count",
        "a value outside",
        "EXIF outside",
        "EXIF in a circle",
        "next in a circle",
    ],
)
def test_a_broken_exif_is_a_warning_and_gives_what_was_there(rest, creators):
    found = read(jpeg_with((0xE1, b"Exif\0\0" + rest)))
    assert (found.creators, found.warnings) == (creators, ("broken-exif",))


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF", "TIFF"])
def test_a_whole_exif_is_no_warning(form):
    for exif in (camera_exif(), orientation_only(6), NO_DIRECTORY + b"\0\0\0\0\0\0"):
        assert read(encoded(photograph(), form, exif=exif)).warnings == ()
    assert (
        read(jpeg_with((0xE1, b"Exif\0\0" + NO_DIRECTORY + b"\0\1" + ARTIST))).warnings == ()
    )  # many programs end it so


def test_a_file_that_cannot_be_read_is_a_warning(tmp_path):
    (tmp_path / "empty.jpg").write_bytes(b"")
    os.mkfifo(tmp_path / "pipe.jpg")
    (tmp_path / "page.jpg").write_text("<html>")
    words = {
        name: read_metadata(tmp_path / name).warnings
        for name in ("", "none.jpg", "empty.jpg", "pipe.jpg", "page.jpg")
    }
    assert words == {
        "": ("unreadable",),
        "none.jpg": ("unreadable",),
        "empty.jpg": ("not-a-picture",),
        "pipe.jpg": ("unreadable",),
        "page.jpg": ("not-a-picture",),
    }


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xd8" + b"\xff" * 8_000_000,
        b"\xff\xd8" + b"\xff\xe1\0\2" * 2_000_000,
        b"\x89PNG\r\n\x1a\n" + bytes(8_000_000),
        b"RIFF\xff\xff\x7f\0WEBP" + bytes(8_000_000),
        b"GIF89a" + b"\1\0\1\0\0\0\0" + b"!\xfe\0" * 2_000_000,
        b"\0\0\0\x10ftypavif\0\0\0\0" + b"\0\0\0\x08free" * 1_000_000,
    ],
    ids=["fill bytes", "empty segments", "png", "webp", "gif", "avif"],
)
def test_a_container_of_endless_parts_is_given_up(content):
    start = time.monotonic()
    read(content)
    assert time.monotonic() - start < 5


def test_rights_that_are_written_are_read_again():
    assert rights_of(metadata_of(read_blocks(jpeg_with(xmp_segment(write_xmp(RIGHTS)))))) == RIGHTS
    assert write_xmp(RIGHTS) == write_xmp(RIGHTS)
    assert write_xmp(RightsMetadata()) == b""


def test_rights_that_a_jpeg_cannot_hold_are_cut():
    licensors = (
        Licensor(name="<" * 5000, url="&" * 5000, email="\U0001f6a2" * 5000, id="'" * 5000),
    ) * 20
    packet = write_xmp(
        RightsMetadata(
            credit="AP", creators=("é" * 5000,) * 90, usage_terms="&" * 9000, licensors=licensors
        )
    )
    assert len(packet) < 65_500
    assert parse_xmp(packet)["credit"] == ("AP",)


def test_iim_is_cut_between_letters_and_says_its_charset():
    found, warnings = parse_iim(write_iim(["Ł" * 30], "é" * 17, "x"))
    assert (found["creators"], found["credit"], found["copyright"], warnings) == (
        ("Ł" * 16,),
        ("é" * 16,),
        ("x",),
        (),
    )


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["JPEG", "PNG", "WEBP", "AVIF", "GIF", "TIFF"]), st.data())
def test_no_damage_to_a_file_is_an_exception(form, data):
    options = {"exif": camera_exif(), "xmp": CREDIT_XMP} if form in ("JPEG", "WEBP", "AVIF") else {}
    content = bytearray(encoded(photograph(), form, **options))
    for at in data.draw(st.lists(st.integers(0, min(len(content), 2000) - 1), max_size=8)):
        content[at] = data.draw(st.integers(0, 255))
    read(bytes(content[: data.draw(st.integers(0, len(content)))]))


@pytest.mark.skipif(not photographs.has_exiftool(), reason="ExifTool is not installed")
def test_exiftool_reads_what_we_wrote(tmp_path):
    path = tmp_path / "a.jpg"
    iim = write_iim(RIGHTS.creators, RIGHTS.credit, RIGHTS.copyright)
    path.write_bytes(
        jpeg_with(xmp_segment(write_xmp(RIGHTS)), (0xED, b"Photoshop 3.0\0" + pack_iim(iim)))
    )
    found = photographs.exiftool(path)
    assert found["XMP-photoshop:Credit"] == found["IPTC:Credit"] == RIGHTS.credit
    assert found["IPTC:CopyrightNotice"] == "© 2025 AP"
    assert found["XMP-dc:Creator"] == "Ines Kessler, Żaneta Łuk"
    assert found["XMP-xmpRights:WebStatement"] == RIGHTS.web_statement
    assert found["XMP-plus:LicensorURL"] == "https://ap.example/"
    assert "Warning" not in " ".join(found)


def in_languages(*texts):
    """XMP with a description and an alternative text in some languages."""
    items = "".join(f'<rdf:li xml:lang="{lang}">{text}</rdf:li>' for lang, text in texts)
    named = "dc:description", "Iptc4xmpCore:AltTextAccessibility"
    fields = "".join(f"<{name}><rdf:Alt>{items}</rdf:Alt></{name}>" for name in named)
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/">'
        f"{fields}</rdf:Description></rdf:RDF></x:xmpmeta>"
    ).encode()


@pytest.mark.parametrize(
    ("texts", "lang", "caption"),
    [
        ([("x-default", ""), ("de", "Fähre"), ("en", "Ferry")], "", "Fähre"),
        ([("x-default", " "), ("de", "Fähre"), ("en", "Ferry")], "en", "Ferry"),
        ([("de", "Fähre"), ("en", "Ferry")], "", "Fähre"),
        ([("de", "Fähre"), ("en-GB", "Ferry")], "en", "Ferry"),
        ([("de", "Fähre"), ("EN", "Ferry")], "en-US", "Ferry"),
        ([("pt-PT", "Barco"), ("pt-BR", "Balsa")], "pt-BR", "Balsa"),
        ([("pt-PT", "Barco"), ("pt-BR", "Balsa")], "pt", "Barco"),
        ([("x-default", "Ferry"), ("de", "Fähre")], "de", "Fähre"),
        ([("x-default", "Ferry"), ("de", "Fähre")], "fr", "Ferry"),
        ([("de", ""), ("en", "Ferry")], "de", "Ferry"),
        ([("de", "Fähre"), ("en", "SONY DSC")], "en", "Fähre"),
    ],
)
def test_of_several_languages_the_story_s_own_counts(texts, lang, caption):
    found = read(jpeg_with(xmp_segment(in_languages(*texts)))).in_language(lang)
    assert (found.caption, found.alt) == (caption, caption)


def test_a_story_shows_the_words_of_its_own_language(site):
    said = in_languages(("x-default", ""), ("de", "Eine Fähre"), ("en", "A ferry"))
    media = "[{src: /media/pier.jpg, credit: Ana Ruiz}]"
    made = site(
        f"-- content/local/a.md --\n{story('A', media=media, lang='en-GB')}"
        f"-- content/local/b.md --\n{story('B', media=media, lang='de')}"
    )
    (made.root / "content/media").mkdir()
    (made.root / "content/media/pier.jpg").write_bytes(jpeg_with(xmp_segment(said)))
    assert made.build().errors == 0, made.problems()
    for name, words in (("a", "A ferry"), ("b", "Eine Fähre")):
        (image,) = made.dom(f"local/2026/11/{name}/").xpath("//figure//img")
        assert image.get("alt") == words
        assert f">{words}<" in made.read(f"local/2026/11/{name}/")
    made.write(f"-- content/local/a.md --\n{story('A', media=media, lang='de')}")
    made.build()
    assert "A ferry" not in made.read("local/2026/11/a/")


def _isobmff(*boxes: tuple[bytes, bytes]) -> bytes:
    return b"".join((8 + len(data)).to_bytes(4) + kind + data for kind, data in boxes)


C2PA_FILES = {
    "jpeg": (
        b"\xff\xd8\xff\xeb\0\x22JP\0\1\0\0\0\1\0\0\0\x18jumb\0\0\0\x10jumdc2pa\0\x11\0\x10\xff\xd9"
    ),
    "png": PIXEL[:33] + b"\0\0\0\1caBXx" + zlib.crc32(b"caBXx").to_bytes(4) + PIXEL[33:],
    "webp": b"RIFF\x1a\0\0\0WEBPVP8L\1\0\0\0x\0C2PA\4\0\0\0mani",
    "gif": b"GIF89a\1\0\1\0\0\0\0\x21\xff\x0bC2PA_GIF\1\0\0\4mani\0;",
    "avif": _isobmff(
        (b"ftyp", b"avif\0\0\0\0avif"),
        (b"uuid", bytes.fromhex("d8fec3d61b0e483c92975828877ec481") + b"manifest"),
        (b"meta", bytes(4) + _isobmff((b"iinf", bytes(6)), (b"iloc", bytes(8)))),
    ),
}


@pytest.mark.parametrize("kind", C2PA_FILES)
def test_content_credentials_are_found(kind: str) -> None:
    """C2PA specification 2.1, annex A.3: where each kind of file keeps its manifest."""
    content = C2PA_FILES[kind]
    assert metadata_of(read_blocks(content)).has_credentials
    hidden = content.replace(b"c2pa", b"c2pb").replace(b"C2PA", b"C2PB").replace(b"caBX", b"caBY")
    hidden = hidden.replace(b"\xd8\xfe\xc3\xd6", b"\xd8\xfe\xc3\xd7")
    assert not metadata_of(read_blocks(hidden)).has_credentials
