"""WebM video as its elements (RFC 8794, RFC 9559): how large and how long it is, and copies without tags and attachments."""

import struct
from collections.abc import Iterator

from ssg.media.formats import MOST_PARTS, BrokenContainer
from ssg.media.mp4 import Size, Span

_SEGMENT, _INFO, _TRACKS, _CLUSTER, _TAGS, _ATTACHMENTS = 0x18538067, 0x1549A966, 0x1654AE6B, 0x1F43B675, 0x1254C367, 0x1941A469
_TOP = frozenset((_INFO, _TRACKS, _CLUSTER, _TAGS, _ATTACHMENTS, 0x114D9B74, 0x1C53BB6B, 0x1043A770))  # and SeekHead, Cues, Chapters
_TRACK, _VIDEO, _WIDTH, _HEIGHT, _SCALE, _DURATION, _TITLE = 0xAE, 0xE0, 0xB0, 0xBA, 0x2AD7B1, 0x4489, 0x7BA9
_VOID = 0xEC


def webm_size(content: bytes) -> Size:
    """Size and length of a file. BrokenContainer if it is cut off before its tracks."""
    parts = {id_: span for id_, _, span in _segment(content) if id_ in (_INFO, _TRACKS)}
    if _TRACKS not in parts:
        raise BrokenContainer("truncated-webm")
    width = height = None
    for id_, _, track in _elements(content, *parts[_TRACKS]):
        video = _values(content, track).get(_VIDEO) if id_ == _TRACK else None
        if video and width is None:
            pixels = _values(content, video)
            width, height = (_whole(content, pixels.get(name)) or None for name in (_WIDTH, _HEIGHT))
    info = _values(content, parts[_INFO]) if _INFO in parts else {}
    scale = _whole(content, info.get(_SCALE)) or 1_000_000  # nanoseconds
    return Size(width, height, round(_real(content, info.get(_DURATION)) * scale / 1e9, 3))


def cleaned_webm(content: bytes) -> bytes:
    """The file with tags, attachments and title made void at their own length, so that nothing else moves."""
    blank = bytearray(content)
    for id_, head, span in _segment(content):
        if id_ in (_TAGS, _ATTACHMENTS):
            _make_void(blank, head, span[1])
        elif id_ == _INFO:
            for inner, inner_head, inner_span in _elements(content, *span):
                if inner == _TITLE:
                    _make_void(blank, inner_head, inner_span[1])
    return bytes(blank)


def _segment(content: bytes) -> Iterator[tuple[int, int, Span]]:
    """(id, start, span of its data) of the elements of the first segment."""
    for id_, _, (start, end) in _elements(content, 0, len(content)):
        if id_ == _SEGMENT:
            yield from _elements(content, start, end, is_live=True)
            return
    raise BrokenContainer("truncated-webm")


def _elements(content: bytes, at: int, end: int, is_live: bool = False) -> Iterator[tuple[int, int, Span]]:
    """The elements of a part of the file. In a recording that was sent live a cluster has no length: it ends where the next element begins."""
    for _ in range(MOST_PARTS):
        if at >= end:
            return
        head = at
        id_, at = _number(content, at, keep=True)
        size, at = _number(content, at)
        stop = at + size if size is not None else _end_of_cluster(content, at, end) if id_ == _CLUSTER and is_live else end
        if stop > end:
            raise BrokenContainer("truncated-webm")
        yield id_ or 0, head, (at, stop)
        at = stop


def _end_of_cluster(content: bytes, at: int, end: int) -> int:
    for _ in range(MOST_PARTS):
        if at >= end:
            break
        id_, after = _number(content, at, keep=True)
        if id_ in _TOP:
            break
        size, start = _number(content, after)
        if size is None or start + size > end:
            raise BrokenContainer("truncated-webm")
        at = start + size
    return at


def _number(content: bytes, at: int, keep: bool = False) -> tuple[int | None, int]:
    """A number of variable length (RFC 8794 section 4) and where it ends; None if it says that it is unknown. An id keeps its marker."""
    first = content[at] if at < len(content) else 0
    length = 9 - first.bit_length()
    if not first or at + length > len(content):
        raise BrokenContainer("truncated-webm")
    value = int.from_bytes(content[at : at + length])
    if keep:
        return value, at + length
    value &= (1 << 7 * length) - 1
    return (None if value == (1 << 7 * length) - 1 else value), at + length


def _values(content: bytes, span: Span) -> dict[int, Span]:
    return {id_: place for id_, _, place in _elements(content, *span)}


def _whole(content: bytes, span: Span | None) -> int:
    return int.from_bytes(content[span[0] : span[1]][:8]) if span else 0


def _real(content: bytes, span: Span | None) -> float:
    raw = content[span[0] : span[1]] if span else b""
    value = struct.unpack(">f" if len(raw) == 4 else ">d", raw)[0] if len(raw) in (4, 8) else 0.0
    return value if 0 <= value < 1e15 else 0.0


def _make_void(blank: bytearray, head: int, end: int) -> None:
    """An element of nothing (RFC 8794 section 11.3.2) in its place: one byte of id, and as many of length as make it fit."""
    room = end - head
    width = next(width for width in range(1, 9) if room - 1 - width < (1 << 7 * width) - 1)
    size = room - 1 - width
    blank[head:end] = bytes((_VOID,)) + ((1 << 7 * width) | size).to_bytes(width) + bytes(size)
