"""GIF files as their blocks (GIF89a specification): counts frames, and takes out what is not part
of the picture.
"""

from collections.abc import Iterator

from ssg.media.formats import MOST_PARTS, Blocks, BrokenContainer

_XMP = b"XMP DataXMP"
# A reader that knows nothing of XMP walks it as sub-blocks; these bytes lead it to the end from
# wherever it lands (XMP part 3, 1.1.2).
_XMP_TRAILER = b"\1" + bytes(range(255, -1, -1)) + b"\0"
_LOOP = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
_TRAILER = b";"
_C2PA = b"C2PA_GIF\x01\x00\x00"  # the name of the application, and its code


def gif_blocks(content: bytes) -> Blocks:
    """The metadata of a GIF; `pages` is the number of its frames."""
    frames, xmp, has_credentials, warnings = 0, b"", False, []
    try:
        for kind, raw in _parts(content):
            frames += kind == b","
            has_credentials |= kind == _C2PA
            if kind == _XMP:
                xmp = xmp or raw[14:].removesuffix(_XMP_TRAILER)
    except BrokenContainer as error:
        warnings.append(str(error))
    return Blocks(
        xmp=xmp,
        has_credentials=has_credentials,
        pages=max(1, frames),
        warnings=tuple(warnings),
    )


def with_gif_metadata(content: bytes, *, xmp: bytes = b"") -> bytes:
    """The same GIF, every frame as it was, with only this metadata: comments and other programs'
    blocks go. BrokenContainer if cut off.
    """
    kept = [raw for kind, raw in _parts(content) if kind in (b"", b",", b"\xf9", *_LOOP)]
    # A GIF87a has no extensions.
    kept[0] = b"GIF89a" + kept[0][6:]
    packet = [b"\x21\xff\x0b" + _XMP + xmp + _XMP_TRAILER] if xmp else []
    return b"".join([*kept, *packet, _TRAILER])


def _parts(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """(kind, bytes) of the header (kind b""), the images (b","), extensions (their label) and
    applications (their name).
    """
    at = 13 + _table_size(content, 10)
    yield b"", content[:at]
    for _ in range(MOST_PARTS):
        kind, start = content[at : at + 1], at
        if kind == _TRAILER:
            return
        if kind == b",":
            at = _behind_blocks(content, at + 11 + _table_size(content, at + 9))
        elif kind == b"\x21":
            kind = content[at + 1 : at + 2]
            if kind == b"\xff":
                kind = content[at + 3 : at + 14]
            at = _behind_blocks(content, at + 2)
        else:
            raise BrokenContainer("broken-gif" if kind else "truncated-gif")
        yield kind, content[start:at]
    raise BrokenContainer("broken-gif")


def _table_size(content: bytes, at: int) -> int:
    if at >= len(content):
        raise BrokenContainer("truncated-gif")
    return 3 << (content[at] & 7) + 1 if content[at] & 0x80 else 0


def _behind_blocks(content: bytes, at: int) -> int:
    for _ in range(50 * MOST_PARTS):
        if at >= len(content):
            break
        if content[at] == 0:
            return at + 1
        at += 1 + content[at]
    raise BrokenContainer("truncated-gif")
