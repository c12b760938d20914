"""PNG files as their chunks (W3C PNG, third edition): reads the blocks of metadata, and swaps them
for others without touching a pixel.
"""

import zlib
from collections.abc import Iterator

from ssg.media.color import cleaned_profile
from ssg.media.formats import MOST_PARTS, Blocks, BrokenContainer

SIGNATURE = b"\x89PNG\r\n\x1a\n"
_XMP = b"XML:com.adobe.xmp\0"
# What decides how a picture looks: pixels, palette, colour, transparency, density, animation. Words
# and times are not among them.
_KEPT = frozenset(
    (
        b"IHDR",
        b"PLTE",
        b"IDAT",
        b"IEND",
        b"tRNS",
        b"gAMA",
        b"cHRM",
        b"sRGB",
        b"iCCP",
        b"cICP",
        b"mDCV",
        b"cLLI",
        b"sBIT",
        b"bKGD",
        b"pHYs",
        b"acTL",
        b"fcTL",
        b"fdAT",
    )
)
# What deflate makes of a byte, at most, and what it may make in any case: profiles and packets do
# not shrink to a thousandth.
_MOST_INFLATED, _INFLATED_FROM, _RATIO = 16_000_000, 1_000_000, 64


def png_blocks(content: bytes) -> Blocks:
    """The metadata of a PNG; `pages` is the number of frames of an animated one."""
    found: dict[str, bytes] = {}
    pages, has_credentials, warnings = 1, False, []
    try:
        for kind, data, _ in _chunks(content):
            if kind == b"iTXt" and "xmp" not in found and data.startswith(_XMP):
                found["xmp"] = _international_text(data)
            elif kind == b"eXIf":
                found.setdefault("exif", data)
            elif kind == b"iCCP" and "icc" not in found:
                found["icc"] = _inflated(data.partition(b"\0")[2][1:])
            elif kind == b"caBX":
                has_credentials = True
            elif kind == b"acTL":
                pages = max(1, int.from_bytes(data[:4]))
    except BrokenContainer as error:
        warnings.append(str(error))
    return Blocks(**found, has_credentials=has_credentials, pages=pages, warnings=tuple(warnings))


def with_png_metadata(content: bytes, *, xmp: bytes = b"", exif: bytes = b"") -> bytes:
    """The same PNG with only this metadata. What stands behind its end goes. BrokenContainer if the
    file is cut off.
    """
    kept = [SIGNATURE]
    has_profile = False
    for kind, data, raw in _chunks(content):
        if kind == b"iCCP" and not has_profile:  # there may be one only (section 11.3.2.3)
            has_profile = True
            profile = cleaned_profile(_inflated(data.partition(b"\0")[2][1:]))
            kept += [_chunk(b"iCCP", b"icc\0\0" + zlib.compress(profile, 9))] if profile else []
        elif kind == b"IEND":
            kept.append(_chunk(b"IEND", b""))
        elif kind in _KEPT and kind != b"iCCP":
            kept.append(raw)
        if kind == b"IHDR":
            # No compression, no language, no translated keyword.
            kept += [_chunk(b"iTXt", _XMP + b"\0\0\0\0" + xmp)] if xmp else []
            kept += [_chunk(b"eXIf", exif)] if exif else []
    return b"".join(kept)


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes, bytes]]:
    """(type, data, all bytes of it) of each chunk up to IEND. A checksum that is wrong is a broken
    file.
    """
    at = len(SIGNATURE)
    for _ in range(MOST_PARTS):
        end = at + 12 + int.from_bytes(content[at : at + 4])
        if at + 12 > len(content) or end > len(content):
            raise BrokenContainer("truncated-png")
        kind, data = content[at + 4 : at + 8], content[at + 8 : end - 4]
        if zlib.crc32(data, zlib.crc32(kind)) != int.from_bytes(content[end - 4 : end]):
            raise BrokenContainer("broken-png")
        yield kind, data, content[at:end]
        if kind == b"IEND":
            return
        at = end
    raise BrokenContainer("broken-png")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4) + kind + data + zlib.crc32(data, zlib.crc32(kind)).to_bytes(4)


def _international_text(data: bytes) -> bytes:
    """The text of an iTXt chunk: behind keyword, two bytes on compression, language and translated
    keyword.
    """
    rest = data[len(_XMP) :]
    text = rest[2:].partition(b"\0")[2].partition(b"\0")[2]
    return _inflated(text) if rest[:1] == b"\1" else text


def _inflated(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(
            data, min(_MOST_INFLATED, max(_INFLATED_FROM, _RATIO * len(data)))
        )
    except zlib.error:
        raise BrokenContainer("broken-png") from None
