"""WebP files as their RIFF chunks (RFC 9649): reads the blocks of metadata, and swaps them for
others without touching a pixel.
"""

from collections.abc import Iterator

from ssg.media.color import cleaned_profile
from ssg.media.formats import MOST_PARTS, Blocks, BrokenContainer

_PICTURE = (b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP")
_FRAME, _FRAME_HEAD = (b"ALPH", b"VP8 ", b"VP8L"), 16
_HAS_ICC, _HAS_ALPHA, _HAS_EXIF, _HAS_XMP, _IS_ANIMATED = 0x20, 0x10, 0x08, 0x04, 0x02


def webp_blocks(content: bytes) -> Blocks:
    """The metadata of a WebP; `pages` is the number of frames of an animated one."""
    found: dict[bytes, bytes] = {}
    frames, has_credentials, warnings = 0, False, []
    try:
        for kind, data in _chunks(content):
            frames += kind == b"ANMF"
            has_credentials |= kind == b"C2PA"
            if kind in (b"XMP ", b"EXIF", b"ICCP"):
                found.setdefault(kind, data)
    except BrokenContainer as error:
        warnings.append(str(error))
    exif = found.get(b"EXIF", b"").removeprefix(b"Exif\0\0")  # the prefix is a common mistake
    icc, xmp = found.get(b"ICCP", b""), found.get(b"XMP ", b"")
    return Blocks(
        xmp=xmp,
        exif=exif,
        icc=icc,
        has_credentials=has_credentials,
        pages=max(1, frames),
        warnings=tuple(warnings),
    )


def with_webp_metadata(content: bytes, *, xmp: bytes = b"", exif: bytes = b"") -> bytes:
    """The same WebP with only this metadata; unknown chunks go too. BrokenContainer if the file is
    cut off or not WebP.
    """
    chunks = list(_chunks(content))
    kept = [(kind, _cleaned(kind, data)) for kind, data in chunks if kind in _PICTURE]
    kept = [(kind, data) for kind, data in kept if data or kind != b"ICCP"]
    if not (xmp or exif) and not any(kind == b"VP8X" for kind, _ in chunks):
        return _riff(kept)
    header = next(
        (data for kind, data in chunks if kind == b"VP8X" and len(data) >= 10), None
    ) or _extended_header(kept)
    has_icc = _HAS_ICC if any(kind == b"ICCP" for kind, _ in kept) else 0
    flags = (
        has_icc
        | header[0] & (_HAS_ALPHA | _IS_ANIMATED)
        | (_HAS_EXIF if exif else 0)
        | (_HAS_XMP if xmp else 0)
    )
    words = [(b"EXIF", exif)] if exif else []
    words += [(b"XMP ", xmp)] if xmp else []
    return _riff([(b"VP8X", bytes((flags,)) + header[1:10]), *kept, *words])


def _cleaned(kind: bytes, data: bytes) -> bytes:
    """A chunk without what is no picture: in a frame of an animation other chunks can stand (RFC
    9649 section 2.7.1.1).
    """
    if kind == b"ICCP":
        return cleaned_profile(data)
    if kind == b"ANMF":
        return data[:_FRAME_HEAD] + _packed(
            [
                (inner, pixels)
                for inner, pixels in _parts(data, _FRAME_HEAD, len(data))
                if inner in _FRAME
            ]
        )
    return data


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    said = 8 + int.from_bytes(content[4:8], "little")
    end = min(len(content), said)
    yield from _parts(content, 12, end)
    if end < said:
        raise BrokenContainer("truncated-webp")


def _parts(content: bytes, at: int, end: int) -> Iterator[tuple[bytes, bytes]]:
    for _ in range(MOST_PARTS):
        if at + 8 > end:
            break
        size = int.from_bytes(content[at + 4 : at + 8], "little")
        if at + 8 + size > end:
            raise BrokenContainer("truncated-webp")
        yield content[at : at + 4], content[at + 8 : at + 8 + size]
        at += 8 + size + size % 2


def _extended_header(chunks: list[tuple[bytes, bytes]]) -> bytes:
    """A VP8X header for a picture that had none: its size stands in the bitstream (RFC 9649
    sections 2.5 and 2.6, RFC 6386 section 9.1).
    """
    kind, data = next(
        ((kind, data) for kind, data in chunks if kind in (b"VP8 ", b"VP8L")), (b"", b"")
    )
    if kind == b"VP8 " and data[3:6] == b"\x9d\x01\x2a":
        width, height, alpha = (
            *(int.from_bytes(data[at : at + 2], "little") & 0x3FFF for at in (6, 8)),
            0,
        )
    elif kind == b"VP8L" and data[:1] == b"\x2f":
        bits = int.from_bytes(data[1:5], "little")
        width, height, alpha = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1, bits >> 28 & 1
    else:
        raise BrokenContainer("broken-webp")
    if not width or not height:
        raise BrokenContainer("broken-webp")
    icc = _HAS_ICC if any(kind == b"ICCP" for kind, _ in chunks) else 0
    flags = icc | (_HAS_ALPHA if alpha else 0)
    return (
        bytes((flags, 0, 0, 0))
        + (width - 1).to_bytes(3, "little")
        + (height - 1).to_bytes(3, "little")
    )


def _riff(chunks: list[tuple[bytes, bytes]]) -> bytes:
    body = _packed(chunks)
    return b"RIFF" + (len(body) + 4).to_bytes(4, "little") + b"WEBP" + body


def _packed(chunks: list[tuple[bytes, bytes]]) -> bytes:
    return b"".join(
        kind + len(data).to_bytes(4, "little") + data + b"\0" * (len(data) % 2)
        for kind, data in chunks
    )
