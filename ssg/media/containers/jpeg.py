"""JPEG files as their segments (ITU-T T.81 Annex B): reads the blocks of metadata, and swaps them
for others without touching a pixel.
"""

import contextlib
import re
from collections.abc import Iterator
from itertools import count

from ssg.media.color import cleaned_profile
from ssg.media.containers.photoshop import find_iim, pack_iim
from ssg.media.formats import MOST_PARTS, Blocks, BrokenContainer
from ssg.media.metadata.extended_xmp import join_extended

_EXIF, _XMP, _ICC, _MORE_XMP = (
    b"Exif\0\0",
    b"http://ns.adobe.com/xap/1.0/\0",
    b"ICC_PROFILE\0",
    b"http://ns.adobe.com/xmp/extension/\0",
)
_JFIF, _PHOTOSHOP = b"JFIF\0", b"Photoshop 3.0\0"
_SOS, _EOI, _APP0, _APP1, _APP2, _APP13, _APP14, _APP15, _COM = (
    0xDA,
    0xD9,
    0xE0,
    0xE1,
    0xE2,
    0xED,
    0xEE,
    0xEF,
    0xFE,
)
_APP11, _JUMBF = 0xEB, b"JP"  # JPEG XT boxes (ISO/IEC 18477-3)
_WITHOUT_LENGTH = frozenset((0x01, *range(0xD0, 0xD9)))
_MARKER = re.compile(
    rb"\xff[\x01-\xcf\xd8-\xfe]"
)  # in coded data: neither a stuffed byte nor a restart
_FILL = re.compile(rb"\xff+")
_LONGEST = 65_533
_PROFILE_PART = _LONGEST - 14
MOST_SCANS = 100  # of one picture: a progressive one has about ten
_ADOBE = 12  # bytes: the colour mark alone (Adobe Technical Note 5116)


def jpeg_blocks(content: bytes) -> Blocks:
    """The metadata of a JPEG. Everything stands before the first scan; a file that ends earlier
    gives what was there, and a warning.
    """
    exif = xmp = b""
    photoshop, icc, more_xmp, warnings = [], {}, [], []
    has_credentials = False
    try:
        for marker, data, _ in _segments(content, headers_only=True):
            if marker == _APP1 and data.startswith(_EXIF):
                exif = exif or data[len(_EXIF) :]
                warnings += [] if exif else ["broken-exif"]
            elif marker == _APP1 and data.startswith(_XMP):
                xmp = xmp or data[len(_XMP) :]
            elif marker == _APP1 and data.startswith(_MORE_XMP):
                more_xmp.append(data[len(_MORE_XMP) :])
            elif marker == _APP13 and data.startswith(_PHOTOSHOP):
                photoshop.append(data[len(_PHOTOSHOP) :])
            elif marker == _APP2 and data.startswith(_ICC) and len(data) > 14:
                icc[data[12]] = data[14:]
            elif marker == _APP11 and data.startswith(_JUMBF) and b"c2pa" in data[:128]:
                has_credentials = True
    except BrokenContainer as error:
        warnings.append(str(error))
    iim, broken = find_iim(b"".join(photoshop))
    warnings += ["broken-photoshop-block"] if broken else []
    extended, wrong = join_extended(xmp, more_xmp)
    warnings += wrong
    return Blocks(
        xmp=xmp,
        extended_xmp=extended,
        iim=iim,
        exif=exif,
        icc=b"".join(icc[n] for n in sorted(icc)),
        has_credentials=has_credentials,
        warnings=tuple(warnings),
    )


def with_jpeg_metadata(
    content: bytes, *, xmp: bytes = b"", iim: bytes = b"", exif: bytes = b""
) -> bytes:
    """The same JPEG with only this metadata. JFIF, Adobe's colour mark and the ICC profile stay,
    since pixels mean nothing without them.

    What stands behind the end of the picture goes: previews, second pictures, films.
    BrokenContainer if the file is cut off.
    """
    kept = [content[:2]]
    new = [_segment(_APP1, _EXIF + exif)] if exif else []
    new += [_segment(_APP1, _XMP + xmp)] if xmp else []
    new += [_segment(_APP13, _PHOTOSHOP + pack_iim(iim))] if iim else []
    new += _profile_segments(content)
    is_written = False
    for marker, data, raw in _segments(content):
        if not is_written and marker != _APP0:
            kept += new
            is_written = True
        if marker == _APP0 and data.startswith(_JFIF):
            kept.append(
                _segment(_APP0, data[:12] + bytes(2))
            )  # without its tiny picture (JFIF 1.02)
        elif marker == _APP14 and data.startswith(b"Adobe"):
            kept.append(_segment(_APP14, data[:_ADOBE]))
        elif marker != _COM and not _APP0 <= marker <= _APP15:
            kept.append(raw)
    return b"".join(kept)


def count_scans(content: bytes) -> int:
    """How many scans a JPEG has, as far as it is whole (0 for some): a decoder goes through all of
    the picture for each.
    """
    if (
        content.count(b"\xff\xda") <= MOST_SCANS
    ):  # in coded data these two bytes never meet, so there are no more
        return 0
    scans = 0
    with contextlib.suppress(BrokenContainer):
        for marker, _, _ in _segments(content):
            scans += marker == _SOS
    return scans


def _profile_segments(content: bytes) -> list[bytes]:
    """The ICC profile, without what does not describe colour, in as many segments as it takes
    (ICC.1:2022 annex B.4).
    """
    profile = cleaned_profile(jpeg_blocks(content).icc)
    parts = [profile[at : at + _PROFILE_PART] for at in range(0, len(profile), _PROFILE_PART)]
    if len(parts) > 255:
        return []
    return [
        _segment(_APP2, _ICC + bytes((number, len(parts))) + part)
        for number, part in enumerate(parts, 1)
    ]


def _segments(content: bytes, *, headers_only: bool = False) -> Iterator[tuple[int, bytes, bytes]]:
    """(marker, data, all bytes of it) of each segment; a scan's data run with it. Ends with EOI, or
    before the first scan.
    """
    at, size = 2, len(content)
    for number in count():
        fill = _FILL.match(content, at)
        if fill is None or number > MOST_PARTS:
            raise BrokenContainer("truncated-jpeg" if at >= size else "broken-jpeg")
        at = fill.end()
        marker, at = (content[at] if at < size else 0), at + 1
        if marker == _EOI:
            yield marker, b"", b"\xff\xd9"
            return
        if marker in _WITHOUT_LENGTH:
            yield marker, b"", content[at - 2 : at]
            continue
        length = int.from_bytes(content[at : at + 2])
        if length < 2 or at + length > size:
            raise BrokenContainer("truncated-jpeg")
        if marker == _SOS and headers_only:
            return
        end = at + length
        data = content[at + 2 : end]
        if marker == _SOS:
            after = _MARKER.search(content, end)
            if after is None:
                raise BrokenContainer("truncated-jpeg")
            start, end = end, after.start()
            while end > start and content[end - 1] == 0xFF:
                end -= 1
        # Fill bytes in front of a marker say nothing: they go.
        yield marker, data, b"\xff" + content[at - 1 : end]
        at = end


def _segment(marker: int, data: bytes) -> bytes:
    if len(data) > _LONGEST:
        raise ValueError(f"{len(data)} bytes do not fit into a segment of a JPEG")
    return bytes((0xFF, marker)) + (len(data) + 2).to_bytes(2) + data
