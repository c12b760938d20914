"""AVIF and HEIC files as their boxes and items (ISO/IEC 14496-12, 23008-12): finds the items that
hold EXIF and XMP, and writes over all that is no part of the picture.
"""

import contextlib
from collections.abc import Iterator

from ssg.media.color import cleaned_profile
from ssg.media.containers.isobmff import (
    Span,
    boxes,
    end_of_boxes,
    merged,
    whole_boxes,
    wipe_between,
    wipe_box,
    wipe_from,
)
from ssg.media.formats import Blocks, BrokenContainer

_MOST_ITEMS, _MOST_EXTENTS, _MOST_IN_ALL, _LARGEST = 10_000, 100, 50_000, 16_000_000
_XMP = b"application/rdf+xml"
_C2PA = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")
# An EXIF item without a field: no distance to its beginning, and an empty directory (TIFF 6.0
# section 2).
_EMPTY_EXIF = bytes(4) + b"II*\0" + (8).to_bytes(4, "little") + bytes(6)
# What is kept in the file, in its meta box and among the properties of items; anything else may
# tell of place, camera and owner.
_TOP = (b"ftyp", b"meta", b"mdat")
_META = (b"hdlr", b"pitm", b"iinf", b"iloc", b"iprp", b"iref", b"idat", b"dinf", b"grpl")
_PROPERTIES = (
    b"ispe",
    b"pixi",
    b"av1C",
    b"colr",
    b"irot",
    b"imir",
    b"clap",
    b"pasp",
    b"auxC",
    b"clli",
    b"mdcv",
    b"cclv",
    b"amve",
    b"reve",
    b"a1op",
    b"a1lx",
    b"lsel",
    b"rloc",
)
_PROFILES = (b"prof", b"rICC")
_PICTURES = (b"av01", b"grid", b"iovl", b"iden", b"tmap")


def avif_blocks(content: bytes) -> Blocks:
    """The metadata of a file in ISO base media format. A file that ends early gives what was there,
    and a warning.
    """
    try:
        meta, kinds, places = _items(content)
        exif = _joined(content, places, kinds, b"Exif")
        # In front of the EXIF stands how far away it begins (23008-12 annex A.2.1).
        exif = exif[4 + int.from_bytes(exif[:4]) :]
        xmp = _joined(content, places, kinds, _XMP)
        icc = _profile(content, meta)
    except (BrokenContainer, ValueError, IndexError):
        return Blocks(warnings=("broken-avif",))
    brand = content[8:12]
    return Blocks(
        exif=exif.removeprefix(b"Exif\0\0"),
        xmp=xmp,
        icc=icc,
        has_credentials=_has_credentials(content),
        pages=2 if brand in (b"avis", b"msf1") else 1,
    )


def _has_credentials(content: bytes) -> bool:
    with contextlib.suppress(BrokenContainer):  # what stands behind the boxes need not be one
        for kind, (start, _) in boxes(content, 0, len(content)):
            if kind == b"uuid" and content[start : start + 16] == _C2PA:
                return True
    return False


def with_avif_metadata(content: bytes, *, xmp: bytes) -> bytes:
    """The file with all that is no part of the picture written over, at its own length, so that no
    pixel moves: EXIF, XMP, names, previews, unknown boxes, and bytes that belong to nothing.

    `xmp` takes the place of the old packet if there is room for it. BrokenContainer for an
    animation, and where a part cannot be reached.
    """
    if content[8:12] in (b"avis", b"msf1"):
        raise BrokenContainer("animated-avif")
    try:
        return _cleaned(content, xmp)
    except (ValueError, IndexError, KeyError):
        raise BrokenContainer("broken-avif") from None


def _cleaned(content: bytes, xmp: bytes) -> bytes:
    end = end_of_boxes(content, _TOP)
    blank = bytearray(content)
    wipe_from(blank, end)
    found = list(whole_boxes(content, 0, end))
    if [kind for kind, _ in found].count(b"meta") != 1:
        raise BrokenContainer("broken-avif")
    meta, kinds, places = _items(content)
    previews = frozenset(_previews(content, meta))
    kept: list[Span] = []
    if sum(
        length
        for item, kind in kinds.items()
        if kind in (b"Exif", _XMP)
        for _, length in places.get(item, ())
    ) > 2 * len(content):
        raise BrokenContainer("broken-avif")  # many that share one place
    for item, kind in kinds.items():
        if kind in _PICTURES and item not in previews:
            kept += (_there(content, place) for place in places.get(item, ()))
        elif kind in (b"Exif", _XMP):
            kept += _put(
                blank,
                places[item],
                _EMPTY_EXIF if kind == b"Exif" else xmp,
                b"\0" if kind == b"Exif" else b" ",
            )
    kept = merged(kept)
    for kind, span in found:
        if kind not in _TOP:
            wipe_box(blank, span)
        elif kind == b"mdat":
            wipe_between(blank, span, kept)
        elif kind == b"meta":
            _clean_meta(blank, content, span, kept)
    return bytes(blank)


def _there(content: bytes, place: tuple[int, int]) -> Span:
    at, length = place
    if not length or at + length > len(
        content
    ):  # no length means the rest of the file (14496-12 section 8.11.3): nobody writes that
        raise BrokenContainer("truncated-avif")
    return at, at + length


def _put(
    blank: bytearray, places: list[tuple[int, int]], new: bytes, filling: bytes
) -> Iterator[Span]:
    """Write a block in the place of another: nothing but filling, if it is longer."""
    size = sum(length for _, length in places)
    new = (new if len(new) <= size else b"").ljust(size, filling)
    for at, length in places:
        if at + length > len(blank):
            raise BrokenContainer("truncated-avif")
        blank[at : at + length], new = new[:length], new[length:]
        yield at, at + length


def _clean_meta(blank: bytearray, content: bytes, span: Span, kept: list[Span]) -> None:
    for kind, (start, end) in whole_boxes(content, span[0] + 4, span[1]):
        if kind not in _META:
            wipe_box(blank, (start, end))
        elif kind == b"hdlr":  # the name behind the type is the maker's
            blank[start + 24 : end] = bytes(max(0, end - start - 24))
        elif kind == b"idat":
            wipe_between(blank, (start, end), kept)
        elif kind == b"iinf":
            for at, stop in _item_names(content, start, end):
                blank[at:stop] = b" " * (stop - at)
        elif kind == b"iprp":
            _clean_all_properties(blank, content, (start, end))


def _clean_all_properties(blank: bytearray, content: bytes, span: Span) -> None:
    for kind, place in whole_boxes(content, *span):
        if kind == b"ipco":
            _clean_properties(blank, content, place)
        elif kind != b"ipma":
            wipe_box(blank, place)


def _clean_properties(blank: bytearray, content: bytes, span: Span) -> None:
    for kind, (start, end) in whole_boxes(content, *span):
        if kind not in _PROPERTIES:
            wipe_box(blank, (start, end))
        elif kind == b"colr" and content[start : start + 4] in _PROFILES:
            profile = content[start + 4 : end]
            blank[start + 4 : end] = cleaned_profile(profile).ljust(len(profile), b"\0")


def _item_names(content: bytes, start: int, end: int) -> Iterator[Span]:
    """Where the names of items stand, without the zero at their end. Of a type of its own the type
    goes too.
    """
    for _, type_at, stop in _infe(content, start, end):
        is_own = content[type_at : type_at + 4] == b"mime" and _XMP not in content[type_at:stop]
        zero = stop - 1 if is_own else content.find(b"\0", type_at + 4, stop)
        yield type_at + 4, zero if zero != -1 else stop


def _items(
    content: bytes,
) -> tuple[dict[bytes, Span], dict[int, bytes], dict[int, list[tuple[int, int]]]]:
    """The boxes of the meta box, the type of each item, and the places of each."""
    found = dict(
        reversed(list(_boxes(content, 0, end_of_boxes(content, _TOP))))
    )  # the first of each
    if b"meta" not in found:
        raise BrokenContainer("truncated-avif")
    start, end = found[b"meta"]
    meta = dict(_boxes(content, start + 4, end))
    kinds = dict(_item_kinds(content, *meta.get(b"iinf", (0, 0))))
    return (
        meta,
        kinds,
        dict(_item_places(content, *meta.get(b"iloc", (0, 0)), idat=meta.get(b"idat", (0, 0))[0])),
    )


def _boxes(content: bytes, at: int, end: int) -> Iterator[tuple[bytes, Span]]:
    """The same, with what is there of a box that is cut off."""
    yield from ((kind, (start, min(stop, end))) for kind, (start, stop) in boxes(content, at, end))


def _item_kinds(content: bytes, start: int, end: int) -> Iterator[tuple[int, bytes]]:
    """(item, type) of the entries of an iinf box; for a MIME item its content type."""
    for item, type_at, stop in _infe(content, start, end):
        type_ = content[type_at : type_at + 4]
        if type_ == b"mime":
            name_and_type = content[type_at + 4 : stop].split(b"\0")
            type_ = name_and_type[1] if len(name_and_type) > 1 else b""
        yield item, type_


def _infe(content: bytes, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """(item, where its type stands, where its entry ends) of the entries of an iinf box."""
    if not start:
        return
    first = start + (6 if content[start] == 0 else 8)
    for number, (kind, (at, stop)) in enumerate(_boxes(content, first, end)):
        version = content[at] if at < stop else 0
        if kind != b"infe" or version < 2 or number > _MOST_ITEMS:
            continue
        width = 2 if version == 2 else 4
        yield int.from_bytes(content[at + 4 : at + 4 + width]), at + 6 + width, stop


def _item_places(
    content: bytes, start: int, end: int, idat: int
) -> Iterator[tuple[int, list[tuple[int, int]]]]:
    """(item, [(offset, length), ...]) of an iloc box."""
    if not start or end - start < 8:
        return
    version = content[start]
    widths = (
        content[start + 4] >> 4,
        content[start + 4] & 15,
        content[start + 5] >> 4,
        content[start + 5] & 15,
    )
    offset_width, length_width, base_width, index_width = widths
    wide = 4 if version == 2 else 2
    at = start + 6
    count, at = int.from_bytes(content[at : at + wide]), at + wide
    in_all = 0
    for _ in range(min(count, _MOST_ITEMS)):
        item, at = int.from_bytes(content[at : at + wide]), at + wide
        method = content[at + 1] & 15 if version and at + 1 < end else 0
        at += 4 if version else 2
        base, at = int.from_bytes(content[at : at + base_width]), at + base_width
        extents, at = int.from_bytes(content[at : at + 2]), at + 2
        in_all += extents
        if at > end or extents > _MOST_EXTENTS or in_all > _MOST_IN_ALL:
            raise BrokenContainer("broken-avif")
        places = []
        for _ in range(extents):
            at += index_width if version else 0
            offset, at = int.from_bytes(content[at : at + offset_width]), at + offset_width
            length, at = int.from_bytes(content[at : at + length_width]), at + length_width
            places.append((base + offset + (idat if method == 1 else 0), length))
        if method in (0, 1):
            yield item, places


def _joined(
    content: bytes, places: dict[int, list[tuple[int, int]]], kinds: dict[int, bytes], wanted: bytes
) -> bytes:
    item = next((item for item, kind in kinds.items() if kind == wanted and item in places), None)
    joined = bytearray()
    for at, length in places[item] if item is not None else ():
        joined += content[at : at + min(length, _LARGEST - len(joined))]
    return bytes(joined)


def _previews(content: bytes, meta: dict[bytes, Span]) -> Iterator[int]:
    """The items that are smaller pictures of another one, and may show what was cut off it
    (23008-12 section 6.4.4).
    """
    start, end = meta.get(b"iref", (0, 0))
    width = 4 if start and content[start] else 2
    for kind, (at, _) in _boxes(content, start + 4, end) if start else ():
        if kind == b"thmb":
            yield int.from_bytes(content[at : at + width])


def _profile(content: bytes, meta: dict[bytes, Span]) -> bytes:
    """The first ICC profile among the properties of items."""
    properties = dict(_boxes(content, *meta.get(b"iprp", (0, 0)))).get(b"ipco", (0, 0))
    for kind, (start, end) in _boxes(content, *properties):
        if kind == b"colr" and content[start : start + 4] in _PROFILES:
            return content[start + 4 : end]
    return b""
