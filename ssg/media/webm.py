"""WebM video as its elements (RFC 8794, RFC 9559): how large and how long it is, and copies without tags and attachments."""

import struct
from collections.abc import Iterator

from ssg.media.formats import MOST_PARTS, BrokenContainer
from ssg.media.isobmff import Span
from ssg.media.mp4 import Size

_HEADER, _SEGMENT, _INFO, _TRACKS, _CLUSTER, _TAGS, _ATTACHMENTS = 0x1A45DFA3, 0x18538067, 0x1549A966, 0x1654AE6B, 0x1F43B675, 0x1254C367, 0x1941A469
_TOP = frozenset((_INFO, _TRACKS, _CLUSTER, _TAGS, _ATTACHMENTS, 0x114D9B74, 0x1C53BB6B, 0x1043A770))  # and SeekHead, Cues, Chapters
_TRACK, _VIDEO, _WIDTH, _HEIGHT, _SCALE, _DURATION, _TITLE = 0xAE, 0xE0, 0xB0, 0xBA, 0x2AD7B1, 0x4489, 0x7BA9
_VOID, _TYPE, _TRACK_NUMBER, _NAME, _SIMPLE_BLOCK, _BLOCK_GROUP, _BLOCK = 0xEC, 0x83, 0xD7, 0x536E, 0xA3, 0xA0, 0xA1
_PLAYED = frozenset((_INFO, _TRACKS, _CLUSTER, 0x114D9B74, 0x1C53BB6B))
_INFO_KEPT = frozenset((_SCALE, _DURATION, 0x4D80, 0x5741))  # the programs that wrote it must be named (RFC 9559 section 5.1.2)


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
    """The file with all that does not play made void at its own length, so that nothing else moves: tags, attachments, chapters, titles, names of
    files, other tracks than video and audio.
    """
    blank = bytearray(content)
    dropped: set[int | None] = set()
    end = 0
    for id_, head, span in _elements(content, 0, len(content)):
        if id_ == _SEGMENT:
            break
        if id_ != _HEADER:
            _make_void(blank, head, span[1])
    for id_, head, span in _segment(content):
        end = span[1]
        if id_ not in _PLAYED:
            _make_void(blank, head, end)
        elif id_ in (_INFO, _TRACKS):
            for inner, inner_head, place in _elements(content, *span):
                if inner not in (_INFO_KEPT if id_ == _INFO else (_TRACK,)):
                    _make_void(blank, inner_head, place[1])
                elif id_ == _TRACKS:
                    _clean_track(blank, content, inner_head, place, dropped)
        elif id_ == _CLUSTER and dropped:
            _clean_cluster(blank, content, span, dropped)
    blank[end:] = bytes(len(blank) - end)
    return bytes(blank)


def _clean_track(blank: bytearray, content: bytes, head: int, span: Span, dropped: set[int | None]) -> None:
    values = _values(content, span)
    if _whole(content, values.get(_TYPE)) not in (0, 1, 2):  # video, audio; 0 where it does not say
        dropped.add(_whole(content, values.get(_TRACK_NUMBER)))
        _make_void(blank, head, span[1])
        return
    for id_, inner_head, place in _elements(content, *span):
        if id_ == _NAME:
            _make_void(blank, inner_head, place[1])


def _clean_cluster(blank: bytearray, content: bytes, span: Span, dropped: set[int | None]) -> None:
    for id_, head, place in _elements(content, *span):
        block = place if id_ == _SIMPLE_BLOCK else _values(content, place).get(_BLOCK) if id_ == _BLOCK_GROUP else None
        if block and _number(content, block[0])[0] in dropped:
            _make_void(blank, head, place[1])


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
    raise BrokenContainer("broken-webm")


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
    else:
        raise BrokenContainer("broken-webm")
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
