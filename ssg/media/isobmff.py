"""AVIF and HEIC files as their boxes (ISO/IEC 14496-12, 23008-12): finds the items that hold EXIF and XMP, and writes over them."""

from collections.abc import Iterator

from ssg.media.formats import MOST_PARTS, Blocks, BrokenContainer

_MOST_ITEMS, _MOST_EXTENTS, _LARGEST = 10_000, 100, 16_000_000
_XMP = b"application/rdf+xml"
# An EXIF item without a field: no distance to its beginning, and an empty directory (TIFF 6.0 section 2).
_EMPTY_EXIF = bytes(4) + b"II*\0" + (8).to_bytes(4, "little") + bytes(6)
_WITHOUT_PIXELS = (b"uuid", b"free", b"skip", b"udta")


def avif_blocks(content: bytes) -> Blocks:
    """The metadata of a file in ISO base media format. A file that ends early gives what was there, and a warning."""
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
    return Blocks(exif=exif.removeprefix(b"Exif\0\0"), xmp=xmp, icc=icc, pages=2 if brand in (b"avis", b"msf1") else 1)


def with_avif_metadata(content: bytes, *, xmp: bytes) -> bytes:
    """The file with its EXIF, XMP and unknown boxes written over, at its own length, so that no pixel moves.

    `xmp` takes the place of the old packet if there is room for it. BrokenContainer for an animation, and where a block cannot be reached.
    """
    if content[8:12] in (b"avis", b"msf1"):
        raise BrokenContainer("animated-avif")
    try:
        meta, kinds, places = _items(content)
        blanked = bytearray(content)
        for item, kind in kinds.items():
            if kind == b"Exif" or b"/" in kind or kind in (b"uri ", b""):
                extents = places[item]
                size = sum(length for _, length in extents)
                new = _EMPTY_EXIF if kind == b"Exif" else xmp if kind == _XMP else b""
                new = (new if len(new) <= size else b"").ljust(size, b"\0" if kind == b"Exif" else b" ")
                for at, length in extents:
                    if at + length > len(content):
                        raise BrokenContainer("truncated-avif")
                    blanked[at : at + length], new = new[:length], new[length:]
        for item in _previews(content, meta):
            for at, length in places.get(item, ()):
                blanked[at : at + length] = bytes(len(blanked[at : at + length]))
        for kind, (start, end) in _boxes(content, 0, len(content)):
            if kind in _WITHOUT_PIXELS:
                blanked[start:end] = bytes(end - start)
    except (ValueError, IndexError, KeyError):
        raise BrokenContainer("broken-avif") from None
    return bytes(blanked)


def _items(content: bytes) -> tuple[dict[bytes, tuple[int, int]], dict[int, bytes], dict[int, list[tuple[int, int]]]]:
    """The boxes of the meta box, the type of each item, and the places of each."""
    boxes = dict(_boxes(content, 0, len(content)))
    if b"meta" not in boxes:
        raise BrokenContainer("truncated-avif")
    start, end = boxes[b"meta"]
    meta = dict(_boxes(content, start + 4, end))
    kinds = dict(_item_kinds(content, *meta.get(b"iinf", (0, 0))))
    return meta, kinds, dict(_item_places(content, *meta.get(b"iloc", (0, 0)), idat=meta.get(b"idat", (0, 0))[0]))


def boxes(content: bytes, at: int, end: int) -> Iterator[tuple[bytes, tuple[int, int]]]:
    """(type, (start of its data, its end)) of each box. The end may lie behind `end`: then something is missing.

    BrokenContainer for a box shorter than its head, and for more boxes than any file has.
    """
    for _ in range(MOST_PARTS):
        if at + 8 > end:
            return
        size, start = int.from_bytes(content[at : at + 4]), at + 8
        if size == 1:
            size, start = int.from_bytes(content[at + 8 : at + 16]), at + 16
        elif size == 0:  # up to the end
            size = end - at
        if size < start - at:
            break
        yield content[at + 4 : at + 8], (start, at + size)
        at += size
    raise BrokenContainer("broken-boxes")


def _boxes(content: bytes, at: int, end: int) -> Iterator[tuple[bytes, tuple[int, int]]]:
    """The same, with what is there of a box that is cut off."""
    yield from ((kind, (start, min(stop, end))) for kind, (start, stop) in boxes(content, at, end))


def _item_kinds(content: bytes, start: int, end: int) -> Iterator[tuple[int, bytes]]:
    """(item, type) of the entries of an iinf box; for a MIME item its content type."""
    if not start:
        return
    first = start + (6 if content[start] == 0 else 8)
    for number, (kind, (at, stop)) in enumerate(_boxes(content, first, end)):
        version = content[at] if at < stop else 0
        if kind != b"infe" or version < 2 or number > _MOST_ITEMS:
            continue
        width = 2 if version == 2 else 4
        item, after = int.from_bytes(content[at + 4 : at + 4 + width]), at + 6 + width
        type_ = content[after : after + 4]
        if type_ == b"mime":
            name_and_type = content[after + 4 : stop].split(b"\0")
            type_ = name_and_type[1] if len(name_and_type) > 1 else b""
        yield item, type_


def _item_places(content: bytes, start: int, end: int, idat: int) -> Iterator[tuple[int, list[tuple[int, int]]]]:
    """(item, [(offset, length), ...]) of an iloc box."""
    if not start or end - start < 8:
        return
    version = content[start]
    widths = content[start + 4] >> 4, content[start + 4] & 15, content[start + 5] >> 4, content[start + 5] & 15
    offset_width, length_width, base_width, index_width = widths
    wide = 4 if version == 2 else 2
    at = start + 6
    count, at = int.from_bytes(content[at : at + wide]), at + wide
    for _ in range(min(count, _MOST_ITEMS)):
        item, at = int.from_bytes(content[at : at + wide]), at + wide
        method = content[at + 1] & 15 if version and at + 1 < end else 0
        at += 4 if version else 2
        base, at = int.from_bytes(content[at : at + base_width]), at + base_width
        extents, at = int.from_bytes(content[at : at + 2]), at + 2
        if at > end or extents > _MOST_EXTENTS:
            raise BrokenContainer("broken-avif")
        places = []
        for _ in range(extents):
            at += index_width if version else 0
            offset, at = int.from_bytes(content[at : at + offset_width]), at + offset_width
            length, at = int.from_bytes(content[at : at + length_width]), at + length_width
            places.append((base + offset + (idat if method == 1 else 0), length))
        if method in (0, 1):
            yield item, places


def _joined(content: bytes, places: dict[int, list[tuple[int, int]]], kinds: dict[int, bytes], wanted: bytes) -> bytes:
    item = next((item for item, kind in kinds.items() if kind == wanted and item in places), None)
    joined = b""
    for at, length in places[item] if item is not None else ():
        joined += content[at : at + min(length, _LARGEST - len(joined))]
    return joined


def _previews(content: bytes, meta: dict[bytes, tuple[int, int]]) -> Iterator[int]:
    """The items that are smaller pictures of another one, and may show what was cut off it (23008-12 section 6.4.4)."""
    start, end = meta.get(b"iref", (0, 0))
    width = 4 if start and content[start] else 2
    for kind, (at, _) in _boxes(content, start + 4, end) if start else ():
        if kind == b"thmb":
            yield int.from_bytes(content[at : at + width])


def _profile(content: bytes, meta: dict[bytes, tuple[int, int]]) -> bytes:
    """The first ICC profile among the properties of items."""
    properties = dict(_boxes(content, *meta.get(b"iprp", (0, 0)))).get(b"ipco", (0, 0))
    for kind, (start, end) in _boxes(content, *properties):
        if kind == b"colr" and content[start : start + 4] in (b"prof", b"rICC"):
            return content[start + 4 : end]
    return b""
