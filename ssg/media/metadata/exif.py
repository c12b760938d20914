"""EXIF (CIPA DC-008) and TIFF 6.0 structures: reads the few fields that say whose
picture it is, and writes an EXIF that holds the orientation only."""

import re
from collections.abc import Iterator, Mapping
from typing import Literal

from ssg.media.formats import Blocks, BrokenContainer

_CAPTION, _ORIENTATION, _ARTIST, _COPYRIGHT, _TAKEN, _TAKEN_OFFSET = (
    0x010E,
    0x0112,
    0x013B,
    0x8298,
    0x9003,
    0x9011,
)
_XMP, _IIM, _PHOTOSHOP, _ICC, _EXIF_IFD = 0x02BC, 0x83BB, 0x8649, 0x8773, 0x8769
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
_MOST_ENTRIES, _MOST_DIRECTORIES, _LONGEST = 1000, 1000, 16_000_000
_READ = (
    _CAPTION,
    _ORIENTATION,
    _ARTIST,
    _COPYRIGHT,
    _TAKEN,
    _TAKEN_OFFSET,
    _XMP,
    _IIM,
    _PHOTOSHOP,
    _ICC,
    _EXIF_IFD,
)
_LONGEST_TEXT = 200_000  # bytes of a text: more than is kept of any
_BROKEN = "broken-exif"
_DATE = re.compile(r"(\d{4})[:-](\d\d)[:-](\d\d)(?:[ T](\d\d:\d\d:\d\d))?")
_OFFSET = re.compile(r"[+-]\d\d:\d\d|Z")


def parse_exif(exif: bytes) -> tuple[dict[str, tuple[str, ...]], tuple[str, ...]]:
    """The fields caption, creators, copyright and date_taken, as far as they are there; and the
    warning word `broken-exif` where parts point out of the data or in a circle, or if it is no EXIF
    at all.
    """
    try:
        tags, warnings = _tags(exif)
    except BrokenContainer as error:
        return {}, (str(error),)
    found = {
        "caption": _texts(tags.get(_CAPTION)),
        "creators": tuple(name for text in _texts(tags.get(_ARTIST)) for name in _names(text)),
        "copyright": _texts(tags.get(_COPYRIGHT)),
        "date_taken": _date(_texts(tags.get(_TAKEN)), _texts(tags.get(_TAKEN_OFFSET))),
    }
    return {name: values for name, values in found.items() if values}, warnings


def orientation_of(exif: bytes) -> int:
    """How the camera was held, 1 (upright) to 8 (EXIF 2.32 section 4.6.5); 1 where it is not said
    or makes no sense.
    """
    try:
        order, raw = _order(exif), _tags(exif)[0].get(_ORIENTATION, b"")
    except BrokenContainer:
        return 1
    value = int.from_bytes(raw[:2], order)
    return value if 1 <= value <= 8 else 1


def orientation_only(orientation: int) -> bytes:
    """An EXIF structure that says how to turn the picture, and nothing else; b"" for a picture that
    stands upright.
    """
    if orientation == 1:
        return b""
    entry = _ORIENTATION.to_bytes(2) + b"\0\3" + (1).to_bytes(4) + orientation.to_bytes(2) + b"\0\0"
    return b"MM\0*" + (8).to_bytes(4) + (1).to_bytes(2) + entry + bytes(4)


def tiff_blocks(content: bytes) -> Blocks:
    """The metadata of a TIFF: it is an EXIF structure itself, with the other blocks under tags of
    their own.
    """
    from ssg.media.containers.photoshop import find_iim

    try:
        tags, _ = _tags(content)  # what is broken there is told once, where the EXIF is read
    except BrokenContainer as error:
        return Blocks(warnings=(str(error).replace("exif", "tiff"),))
    iim, broken = find_iim(tags.get(_PHOTOSHOP, b""))
    iim = iim or tags.get(_IIM, b"")
    warnings = ("broken-photoshop-block",) if broken else ()
    # The first kilobytes hold the pointers; what they point to may be anywhere.
    return Blocks(
        xmp=tags.get(_XMP, b""), iim=iim, exif=content, icc=tags.get(_ICC, b""), warnings=warnings
    )


def has_too_much(exif: bytes) -> bool:
    """Whether the values of the first directory are larger than the whole, several times: a decoder
    that reads all would read for long.
    """
    try:
        order = _order(exif)
    except BrokenContainer:
        return False
    at = int.from_bytes(exif[4:8], order)
    count = min(int.from_bytes(exif[at : at + 2], order), max(0, len(exif) - at - 2) // 12)
    sizes = 0
    for start in range(at + 2, at + 2 + 12 * count, 12):
        kind, number = (
            int.from_bytes(exif[start + 2 : start + 4], order),
            int.from_bytes(exif[start + 4 : start + 8], order),
        )
        sizes += min(_SIZES.get(kind, 0) * number, len(exif))
    return sizes > 4 * len(exif) + _LONGEST_TEXT


def _order(exif: bytes) -> Literal["little", "big"]:
    if exif[:4] == b"II*\0":
        return "little"
    if exif[:4] == b"MM\0*":
        return "big"
    raise BrokenContainer(_BROKEN)


def _tags(exif: bytes) -> tuple[Mapping[int, bytes], tuple[str, ...]]:
    """The raw values of the first directory and of the EXIF directory below it, and a warning where
    some could not be read.
    """
    order = _order(exif)
    start = int.from_bytes(exif[4:8], order)
    tags, is_whole = _directory(exif, start, order)
    if below := tags.get(_EXIF_IFD):
        at = int.from_bytes(below[:4], order)
        more, is_more_whole = _directory(exif, at, order) if at != start else ({}, False)
        tags, is_whole = more | tags, is_whole and is_more_whole
    return tags, () if is_whole and not _is_circle(exif, start, order) else (_BROKEN,)


def _directory(
    exif: bytes, at: int, order: Literal["little", "big"]
) -> tuple[dict[int, bytes], bool]:
    """The raw values of a directory by tag, and whether all of it is there. A value that points out
    of the data is left out.

    Only those that are read are copied: a thousand may share the same megabytes.
    """
    count = int.from_bytes(exif[at : at + 2], order)
    readable = min(count, _MOST_ENTRIES, max(0, len(exif) - at - 2) // 12)
    places: dict[int, tuple[int, int]] = {}
    is_whole = at + 2 <= len(exif) and readable == count
    for start in range(at + 2, at + 2 + 12 * readable, 12):
        tag, kind, number = (
            int.from_bytes(exif[start + a : start + b], order) for a, b in ((0, 2), (2, 4), (4, 8))
        )
        # A type that is not known is passed over (TIFF 6.0, section 2)
        size = _SIZES.get(kind, 0) * number
        place = start + 8 if size <= 4 else int.from_bytes(exif[start + 8 : start + 12], order)
        if place + size > len(exif):
            is_whole = False
        elif 0 < size <= _LONGEST:
            places[tag] = place, place + size
    return {tag: exif[slice(*places[tag])] for tag in _READ if tag in places}, is_whole


def _is_circle(exif: bytes, at: int, order: Literal["little", "big"]) -> bool:
    """Whether the directories, each of which ends with the place of the next, come back to one that
    was there already.
    """
    seen: set[int] = set()
    while 0 < at < len(exif) and at not in seen and len(seen) < _MOST_DIRECTORIES:
        seen.add(at)
        end = at + 2 + 12 * int.from_bytes(exif[at : at + 2], order)
        at = int.from_bytes(exif[end : end + 4], order)
    return at in seen


def _texts(raw: bytes | None) -> tuple[str, ...]:
    """ASCII by the standard; UTF-8 by most programs of today, cp1252 by older ones."""
    if raw is None:
        return ()
    raw = raw[:_LONGEST_TEXT].partition(b"\0")[0]
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        text = raw.decode("cp1252", "replace")
    return (text.strip(),) if text.strip() else ()


def _names(text: str) -> Iterator[str]:
    """Artists are parted by semicolons (MWG Guidelines for Handling Image Metadata 2.0, section
    5.6).
    """
    return (name.strip(' "') for name in text.split(";") if name.strip(' "'))


def _date(taken: tuple[str, ...], offset: tuple[str, ...]) -> tuple[str, ...]:
    """2021-10-20T21:01:01+00:00. A camera whose clock was never set says 0000."""
    match = _DATE.match(taken[0]) if taken else None
    if match is None or match[1] == "0000":
        return ()
    zone = offset[0] if offset and _OFFSET.fullmatch(offset[0]) else ""
    return (f"{match[1]}-{match[2]}-{match[3]}" + (f"T{match[4]}{zone}" if match[4] else ""),)
