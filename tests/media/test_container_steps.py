"""The readers of pictures, recordings and captions take twice the steps for twice the file,
whatever is in it; and what is packed, shared or named again and again has a bound.
"""

import base64
import zlib
from collections.abc import Callable

import photographs as pictures
import pytest
import recordings
from recordings import box, element
from steps import assert_linear, work

from ssg.media.color import cleaned_profile
from ssg.media.containers import png
from ssg.media.containers.avif import with_avif_metadata
from ssg.media.containers.gif import gif_blocks, with_gif_metadata
from ssg.media.containers.isobmff import merged, wipe_between
from ssg.media.containers.jpeg import MOST_SCANS, count_scans, jpeg_blocks, with_jpeg_metadata
from ssg.media.containers.mp3 import cleaned_mp3, mp3_seconds
from ssg.media.containers.mp4 import cleaned_mp4, mp4_size
from ssg.media.containers.photoshop import find_iim
from ssg.media.containers.png import png_blocks, with_png_metadata
from ssg.media.containers.svg import clean_svg
from ssg.media.containers.webm import cleaned_webm, webm_size
from ssg.media.containers.webp import webp_blocks, with_webp_metadata
from ssg.media.containers.webvtt import BrokenCaptions, caption_text, without_notes
from ssg.media.formats import BrokenContainer
from ssg.media.metadata.exif import has_too_much, parse_exif, tiff_blocks
from ssg.media.metadata.extended_xmp import join_extended
from ssg.media.metadata.hardened_xml import HardenedXmlError, parse_xml
from ssg.media.metadata.iim import parse_iim
from ssg.media.metadata.xmp import parse_xmp
from ssg.media.original import CannotClean, clean_bytes
from ssg.media.probe import examine
from ssg.model.file_metadata import RightsMetadata
from tests.fuzz import containers

DECLARED = (BrokenContainer, CannotClean, BrokenCaptions, HardenedXmlError)
Make = Callable[[int], bytes]


def _chunk(kind: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4) + kind + data + zlib.crc32(data, zlib.crc32(kind)).to_bytes(4)


def _png(*chunks: bytes) -> bytes:
    whole = pictures.encoded(pictures.photograph(4, 4), "PNG")
    return whole[:33] + b"".join(chunks) + whole[33:]


def _exif(count: int, size: int) -> bytes:
    """A directory whose values all are the same bytes."""
    entry = (0x010E).to_bytes(2) + b"\0\2" + size.to_bytes(4) + (8).to_bytes(4)
    return b"MM\0*" + (8).to_bytes(4) + count.to_bytes(2) + entry * count + bytes(4) + b"a" * size


def _movie(*tracks: bytes) -> bytes:
    return box(b"ftyp", b"isom") + box(b"moov", *tracks)


def _chunked(n: int, boxes: int) -> bytes:
    """A film of n chunks of one byte, and as many boxes as one likes that could hold them."""
    offsets = b"".join((40 + 9 * k).to_bytes(4) for k in range(n))
    table = box(
        b"stbl",
        box(b"stco", bytes(4) + n.to_bytes(4) + offsets),
        box(b"stsc", bytes(4) + (1).to_bytes(4) + bytes(3) + b"\1\0\0\0\1" + bytes(4)),
        box(b"stsz", bytes(4) + (1).to_bytes(4) + n.to_bytes(4)),
    )
    handler = box(b"hdlr", bytes(8) + b"vide" + bytes(12))
    return (
        box(b"ftyp", b"isom")
        + box(b"mdat", b"x") * boxes
        + box(b"moov", box(b"trak", box(b"mdia", handler, box(b"minf", table))))
    )


def _live(n: int) -> bytes:
    whole = recordings.webm(live=True)
    return whole + b"\x1f\x43\xb6\x75\x01\xff\xff\xff\xff\xff\xff\xff" * n


VTT = b"WEBVTT\n\n00:01.000 --> 00:04.000\n"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'
HANDLER = box(b"trak", box(b"mdia", box(b"hdlr", bytes(8) + b"vide" + bytes(12))))
CASES: dict[str, tuple[Callable[[bytes], object], Make, int]] = {
    "mp4 boxes": (cleaned_mp4, lambda n: _chunked(n, n), 150),
    "mp4 chunks": (cleaned_mp4, lambda n: _chunked(n, 1), 200),
    "mp4 tracks": (cleaned_mp4, lambda n: _movie(HANDLER * n), 60),
    "mp4 tracks, size": (mp4_size, lambda n: _movie(HANDLER * n), 60),
    "mp4 fragments": (
        cleaned_mp4,
        lambda n: (
            recordings.fragmented()
            + box(b"moof", box(b"traf", box(b"tfhd", bytes(8)), box(b"trun", bytes(8)) * n))
        ),
        100,
    ),
    "mp4 garbage": (cleaned_mp4, lambda n: recordings.mp4() + b"\0\0\0\x08free" * n, 200),
    "webm clusters": (cleaned_webm, _live, 100),
    "webm clusters, size": (webm_size, _live, 100),
    "webm tags": (cleaned_webm, lambda n: recordings.webm() + element(b"\xec", b"x") * n, 100),
    "mp3 of 0xff": (cleaned_mp3, lambda n: recordings.mp3(frames=3) + b"\xff" * n, 2_000),
    "mp3 of 0xff, size": (mp3_seconds, lambda n: b"ID3" + bytes(7) + b"\xff" * n, 2_000),
    "mp3 of heads": (
        cleaned_mp3,
        lambda n: recordings.mp3(frames=3) + b"\xff\xfb\x90\0" * n,
        1_000,
    ),
    "mp3 of tags": (mp3_seconds, lambda n: (b"ID3" + bytes(7)) * n, 200),
    "jpeg fill": (with_jpeg_metadata, lambda n: pictures.jpeg_with()[:-2] + b"\xff" * n, 300),
    "jpeg fill between scans": (
        with_jpeg_metadata,
        lambda n: pictures.jpeg_with()[:-2] + b"\xff\xda\0\2x" * n + b"\xff\xd9",
        100,
    ),
    "jpeg stuffed": (
        with_jpeg_metadata,
        lambda n: pictures.jpeg_with()[:-2] + b"\xff\xff\0" * n + b"\xff\xd9",
        200,
    ),
    "jpeg segments": (
        jpeg_blocks,
        lambda n: pictures.jpeg_with(
            *[(0xE1, b"http://ns.adobe.com/xmp/extension/\0" + b"A" * 50)] * n
        ),
        100,
    ),
    "jpeg resources": (
        jpeg_blocks,
        lambda n: pictures.jpeg_with(*[pictures.iim_segment((2, 80, b"A"))] * n),
        100,
    ),
    "png profiles": (
        with_png_metadata,
        lambda n: _png(*[_chunk(b"iCCP", b"a\0\0" + zlib.compress(bytes(4_000)))] * n),
        60,
    ),
    "png chunks": (png_blocks, lambda n: _png(_chunk(b"tEXt", b"a") * n), 100),
    "gif blocks": (
        with_gif_metadata,
        lambda n: (
            pictures.encoded(pictures.photograph(4, 4), "GIF")[:-1] + b"\x21\xfe\1a\0" * n + b";"
        ),
        100,
    ),
    "gif bytes": (
        gif_blocks,
        lambda n: (
            pictures.encoded(pictures.photograph(4, 4), "GIF")[:-1] + b"\x21\xfe" + b"\1a" * n
        ),
        200,
    ),
    "webp chunks": (
        with_webp_metadata,
        lambda n: b"RIFF" + (4 + 10 * n).to_bytes(4, "little") + b"WEBP" + b"ANMF\1\0\0\0a\0" * n,
        100,
    ),
    "webp profiles": (
        webp_blocks,
        lambda n: b"RIFF" + (4 + 10 * n).to_bytes(4, "little") + b"WEBP" + b"ICCP\1\0\0\0a\0" * n,
        100,
    ),
    "avif boxes": (lambda raw: with_avif_metadata(raw, xmp=b""), lambda n: _avif(n, n), 80),
    "exif values": (parse_exif, lambda n: _exif(min(n, 1000), 50 * n), 100),
    "tiff values": (tiff_blocks, lambda n: _exif(min(n, 1000), 50 * n), 100),
    "exif circle": (parse_exif, lambda n: b"MM\0*\0\0\0\x08\0\0\0\0\0\x08" + bytes(n), 200),
    "exif artists": (
        parse_exif,
        lambda n: (
            b"MM\0*\0\0\0\x08\0\1\x01\x3b\0\2"
            + (2 * n).to_bytes(4)
            + (26).to_bytes(4)
            + bytes(4)
            + b"a;" * n
        ),
        300,
    ),
    "iim": (parse_iim, lambda n: b"\x1c\2\x50\0\1a" * n, 100),
    "iim lengths": (parse_iim, lambda n: b"\x1c\2\x50\x80\1a" * n, 100),
    "photoshop": (find_iim, lambda n: b"8BIM" + (b"\4\5\0\0\0\0\0\0" + b"8BIM") * n, 100),
    "xmp parts": (
        lambda part: join_extended(
            b'HasExtendedXMP="' + b"A" * 32 + b'"',
            [part[k : k + 60] for k in range(0, len(part), 60)],
        ),
        lambda n: b"".join(
            b"A" * 32 + (20 * n).to_bytes(4) + (20 * k).to_bytes(4) + bytes(20) for k in range(n)
        ),
        100,
    ),
    "xmp elements": (
        parse_xmp,
        lambda n: pictures.CREDIT_XMP.replace(
            b"<rdf:li>Ines Kessler</rdf:li>", b"<rdf:li>Ines Kessler</rdf:li>" * n
        ),
        60,
    ),
    "xmp attributes": (
        parse_xml,
        lambda n: b"<a " + b" ".join(b'a%d="x"' % k for k in range(n)) + b"/>",
        100,
    ),
    "profile tags": (cleaned_profile, lambda n: containers._profile() + bytes(n), 300),
    "svg elements": (
        clean_svg,
        lambda n: SVG + b'<g style="fill:url(#a)">x</g>' * n + b"</svg>",
        60,
    ),
    "svg style": (
        clean_svg,
        lambda n: SVG + b"<style>" + b"a{fill:red}" * n + b"</style></svg>",
        60,
    ),
    "svg open style": (
        clean_svg,
        lambda n: SVG + b"<style>" + b"@media a{" * n + b"</style></svg>",
        60,
    ),
    "svg braces": (clean_svg, lambda n: SVG + b"<style>a{" + b"b{}" * n + b"</style></svg>", 60),
    "svg comments": (clean_svg, lambda n: SVG + b"<style>" + b"/* " * n + b"</style></svg>", 100),
    "svg picture": (
        clean_svg,
        lambda n: SVG + b'<image href="data:image/png;base64,' + b"AAAA" * n + b'"/></svg>',
        100,
    ),
    "svg urls": (clean_svg, lambda n: SVG + b'<g fill="' + b"url( " * n + b'"/></svg>', 100),
    "captions <": (lambda raw: caption_text(raw.decode()), lambda n: VTT + b"<" * n + b"x", 300),
    "captions <v": (lambda raw: caption_text(raw.decode()), lambda n: VTT + b"<v " * n + b"x", 200),
    "captions <v.": (
        lambda raw: caption_text(raw.decode()),
        lambda n: VTT + b"<v" + b".a" * n + b"x>",
        200,
    ),
    "captions <v.<v.": (
        lambda raw: caption_text(raw.decode()),
        lambda n: VTT + b"<v." * n + b"x>",
        200,
    ),
    "captions <v tabs": (
        lambda raw: caption_text(raw.decode()),
        lambda n: VTT + b"<v" + b"\t" * n + b"x",
        300,
    ),
    "captions": (
        lambda raw: caption_text(raw.decode()),
        lambda n: b"WEBVTT\n\n" + b"00:01.000 --> 00:04.000\n<v A>a</v>\n\n" * n,
        60,
    ),
    "captions, notes": (without_notes, lambda n: b"WEBVTT\n\n" + b"STYLE\n/* a\n\n" * n, 100),
}


def _avif(items: int, boxes: int) -> bytes:
    """A picture of many pieces, between many boxes of data."""
    infe = b"".join(
        box(b"infe", b"\2\0\0\0" + k.to_bytes(2) + b"\0\0av01\0") for k in range(1, items + 1)
    )
    iloc = b"".join(
        k.to_bytes(2) + bytes(2) + b"\0\1" + (40 + 9 * k).to_bytes(4) + (1).to_bytes(4)
        for k in range(1, items + 1)
    )
    meta = box(
        b"meta",
        bytes(4),
        box(b"iinf", bytes(4) + items.to_bytes(2) + infe),
        box(b"iloc", bytes(4) + b"\x44\0" + items.to_bytes(2) + iloc),
    )
    return box(b"ftyp", b"avif\0\0\0\0avif") + box(b"mdat", b"x") * boxes + meta


@pytest.mark.parametrize("name", CASES)
def test_a_file_takes_twice_the_steps_for_twice_its_size(name: str) -> None:
    call, make, size = CASES[name]
    assert_linear(call, make, size, may_raise=DECLARED)


def test_the_places_that_are_kept_are_looked_up_and_not_gone_through() -> None:
    def wipe(raw: bytes) -> None:
        kept, blank = merged((at, at + 1) for at in range(0, len(raw), 4)), bytearray(raw)
        for at in range(0, len(raw), 8):
            wipe_between(blank, (at, at + 8), kept)

    assert_linear(wipe, bytes, 2_000)
    blank = bytearray(b"x" * 12)
    wipe_between(blank, (1, 10), merged([(6, 7), (2, 4), (3, 4), (9, 20), (0, 1)]))
    assert blank == b"x\0xx\0\0x\0\0xxx"


# ---- bounds


def test_a_jpeg_of_very_many_scans_is_not_decoded(tmp_path) -> None:  # type: ignore[no-untyped-def]
    whole = pictures.encoded(pictures.photograph(), "JPEG", progressive=True)
    first = whole.index(b"\xff\xda")
    scan = whole[first : whole.index(b"\xff", first + 14)]
    file = tmp_path / "a.jpg"
    file.write_bytes(whole[:-2] + scan * MOST_SCANS + b"\xff\xd9")
    assert (
        examine(file).problem
        == f"it is a JPEG of more than {MOST_SCANS} scans, and would take very long to decode"
    )
    assert count_scans(whole) <= MOST_SCANS
    file.write_bytes(whole)
    assert examine(file).problem == ""


def test_a_tiff_whose_fields_are_larger_than_itself_is_not_decoded(tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "a.jpg").write_bytes(_exif(2_000, 400_000))
    assert examine(tmp_path / "a.jpg").problem == "its list of fields is larger than the file"
    assert not has_too_much(pictures.encoded(pictures.photograph(), "TIFF"))


def test_only_the_first_profile_and_packet_of_a_png_are_unpacked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    unpacked: list[int] = []
    inflated = png._inflated
    monkeypatch.setattr(png, "_inflated", lambda data: unpacked.append(len(data)) or inflated(data))
    packed = zlib.compress(bytes(16_000_000))
    bomb = _png(
        *[_chunk(b"iCCP", b"a\0\0" + packed)] * 400,
        *[_chunk(b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + packed)] * 9,
    )
    assert len(png_blocks(bomb).icc) <= 1_000_000
    with_png_metadata(bomb)
    assert len(unpacked) == 3


def test_a_film_of_more_chunks_than_any_is_refused_before_they_are_read() -> None:
    n = 10_000_000
    table = box(
        b"stbl",
        box(b"stco", bytes(4) + n.to_bytes(4) + bytes(4 * n)),
        box(b"stsc", bytes(4) + (1).to_bytes(4) + bytes(12)),
    )
    film = _movie(
        box(
            b"trak", box(b"mdia", box(b"hdlr", bytes(8) + b"vide" + bytes(12)), box(b"minf", table))
        )
    )
    assert containers.memory_of(cleaned_mp4, film) < 2.5 * len(film)
    with pytest.raises(BrokenContainer):
        cleaned_mp4(film)


def test_sound_of_false_heads_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ssg.media.containers.mp3._MOST_FALSE", 50)
    with pytest.raises(BrokenContainer, match="broken-mp3"):
        cleaned_mp3(recordings.mp3(frames=3) + b"\xff\xfb\x90\0" * 400)


def test_a_drawing_of_very_many_pictures_is_not_taken() -> None:
    inside = base64.b64encode(_png(_chunk(b"iCCP", b"a\0\0" + zlib.compress(bytes(1_000_000)))))
    image = b'<image href="data:image/png;base64,' + inside + b'"/>'
    assert clean_svg(SVG + image * 200 + b"</svg>")
    with pytest.raises(CannotClean, match="too many parts"):
        clean_bytes(SVG + image * 201 + b"</svg>", RightsMetadata())


def test_a_name_that_is_written_once_and_meant_everywhere_takes_no_memory() -> None:
    xml = b'<a xmlns:b="' + b"x" * 1_000_000 + b'">' + b"<b:c/>" * 90_000 + b"</a>"
    with pytest.raises(HardenedXmlError, match="too-large"):
        parse_xml(xml)
    assert containers.memory_of(parse_xml, xml) < 200_000_000


def test_many_items_of_a_picture_that_share_one_place_are_refused() -> None:
    infe = b"".join(
        box(b"infe", b"\2\0\0\0" + k.to_bytes(2) + b"\0\0Exif\0") for k in range(1, 500)
    )
    iloc = b"".join(
        k.to_bytes(2) + bytes(2) + b"\0\1" + (40).to_bytes(4) + (50_000).to_bytes(4)
        for k in range(1, 500)
    )
    meta = box(
        b"meta",
        bytes(4),
        box(b"iinf", bytes(4) + (499).to_bytes(2) + infe),
        box(b"iloc", bytes(4) + b"\x44\0" + (499).to_bytes(2) + iloc),
    )
    with pytest.raises(BrokenContainer):
        with_avif_metadata(
            box(b"ftyp", b"avif\0\0\0\0avif") + box(b"mdat", bytes(60_000)) + meta, xmp=b""
        )


def test_a_character_of_five_thousand_digits_in_captions_is_no_error() -> None:
    assert (
        caption_text("WEBVTT\n\n00:01.000 --> 00:04.000\nA &#" + "1" * 5_000 + "; b &#233;")
        == "A \ufffd b \u00e9"
    )
    with pytest.raises(BrokenCaptions):
        caption_text("WEBVTT\n\n" + "1" * 5_000 + ":00:01.000 --> 00:04.000\na")


def test_a_file_is_read_without_room_for_the_largest_there_may_be(tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "a.jpg").write_bytes(b"x")
    assert containers.memory_of(lambda _: examine(tmp_path / "a.jpg"), b"") < 50_000_000


def test_the_counter_sees_copies_that_no_line_shows() -> None:
    def quadratic(raw: bytes) -> None:
        rest = raw
        while rest:
            rest = rest[100:]

    with pytest.raises(AssertionError, match="for twice the input"):
        assert_linear(quadratic, bytes, 20_000)
    assert work(len, bytes(9)) < 9
