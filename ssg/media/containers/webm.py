"""WebM video as its elements (RFC 8794, RFC 9559): how large and how long it is, and copies without
tags and attachments.
"""

import struct
from collections.abc import Iterator

from ssg.media.containers.isobmff import Span
from ssg.media.containers.mp4 import Size
from ssg.media.formats import MOST_PARTS, BrokenContainer

_HEADER, _SEGMENT, _INFO, _TRACKS, _CLUSTER, _TAGS, _ATTACHMENTS = (
    0x1A45DFA3,
    0x18538067,
    0x1549A966,
    0x1654AE6B,
    0x1F43B675,
    0x1254C367,
    0x1941A469,
)
_TOP = frozenset(
    (_INFO, _TRACKS, _CLUSTER, _TAGS, _ATTACHMENTS, 0x114D9B74, 0x1C53BB6B, 0x1043A770)
)  # and SeekHead, Cues, Chapters
# What is kept of a track, of a cluster, and of a group in it (RFC 9559 section 5.1).
_TRACK_KEPT = frozenset(
    (
        0xD7,
        0x73C5,
        0x83,
        0xB9,
        0x88,
        0x55AA,
        0x9C,
        0x6DE7,
        0x6DF8,
        0x23E383,
        0x234E7A,
        0x55EE,
        0x22B59C,
        0x22B59D,
        0x86,
        0x63A2,
        0x56AA,
        0x56BB,
        0xE0,
        0xE1,
        0x6D80,
    )
)
_CLUSTER_KEPT, _GROUP_KEPT = (
    frozenset((0xE7, 0xA7, 0xAB, 0xA3, 0xA0)),
    frozenset((0xA1, 0x9B, 0xFA, 0xFB, 0x75A2)),
)
_ADDED, _ALPHA, _MUXER, _WRITER = 0x75A1, 0x53C0, 0x4D80, 0x5741
_TRACK, _VIDEO, _WIDTH, _HEIGHT, _SCALE, _DURATION, _TITLE = (
    0xAE,
    0xE0,
    0xB0,
    0xBA,
    0x2AD7B1,
    0x4489,
    0x7BA9,
)
_VOID, _TYPE, _TRACK_NUMBER, _SIMPLE_BLOCK, _BLOCK_GROUP, _BLOCK = (
    0xEC,
    0x83,
    0xD7,
    0xA3,
    0xA0,
    0xA1,
)
_PLAYED = frozenset((_INFO, _TRACKS, _CLUSTER, 0x114D9B74, 0x1C53BB6B))
_INFO_KEPT = frozenset(
    (_SCALE, _DURATION, _MUXER, _WRITER)
)  # the programs that wrote it must be named (RFC 9559 section 5.1.2)


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
            width, height = (
                _whole(content, pixels.get(name)) or None for name in (_WIDTH, _HEIGHT)
            )
    info = _values(content, parts[_INFO]) if _INFO in parts else {}
    scale = _whole(content, info.get(_SCALE)) or 1_000_000  # nanoseconds
    return Size(width, height, round(_real(content, info.get(_DURATION)) * scale / 1e9, 3))


def cleaned_webm(content: bytes) -> bytes:
    """The file with all that does not play made void at its own length, so that nothing else moves:
    tags, attachments, chapters, titles, names of files, other tracks than video and audio.
    """
    blank = bytearray(content)
    played: dict[int, bool] = {}
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
        elif id_ == _INFO:
            _clean_info(blank, content, span)
        elif id_ == _TRACKS:
            played |= _clean_tracks(blank, content, span)
        elif id_ == _CLUSTER:
            _clean_cluster(blank, content, span, played)
    blank[end:] = bytes(len(blank) - end)
    return bytes(blank)


def _clean_info(blank: bytearray, content: bytes, span: Span) -> None:
    for id_, head, (start, end) in _elements(content, *span):
        if id_ not in _INFO_KEPT:
            _make_void(blank, head, end)
        elif id_ in (_MUXER, _WRITER):
            blank[start:end] = b"-".ljust(end - start, b"\0")[: end - start]


def _clean_tracks(blank: bytearray, content: bytes, span: Span) -> dict[int, bool]:
    """The numbers of the tracks that play, and whether what is added to their blocks says where a
    picture is transparent.
    """
    played = {}
    for id_, head, place in _elements(content, *span):
        values = _values(content, place) if id_ == _TRACK else {}
        if (
            _whole(content, values.get(_TYPE)) not in (0, 1, 2) or id_ != _TRACK
        ):  # video, audio; 0 where it does not say
            _make_void(blank, head, place[1])
            continue
        video = _values(content, values[_VIDEO]) if _VIDEO in values else {}
        played[_whole(content, values.get(_TRACK_NUMBER))] = bool(
            _whole(content, video.get(_ALPHA))
        )
        for inner, inner_head, inside in _elements(content, *place):
            if inner not in _TRACK_KEPT:
                _make_void(blank, inner_head, inside[1])
    return played


def _clean_cluster(blank: bytearray, content: bytes, span: Span, played: dict[int, bool]) -> None:
    for id_, head, place in _elements(content, *span):
        block = place if id_ == _SIMPLE_BLOCK else None
        if id_ == _BLOCK_GROUP:
            block = _values(content, place).get(_BLOCK)
        track = _number(content, block[0])[0] if block else None
        if id_ not in _CLUSTER_KEPT or (block and track not in played):
            _make_void(blank, head, place[1])
        elif id_ == _BLOCK_GROUP:
            for inner, inner_head, inside in _elements(content, *place):
                if inner not in _GROUP_KEPT and not (
                    inner == _ADDED and track is not None and played.get(track)
                ):
                    _make_void(blank, inner_head, inside[1])


def _segment(content: bytes) -> Iterator[tuple[int, int, Span]]:
    """(id, start, span of its data) of the elements of the first segment."""
    for id_, _, (start, end) in _elements(content, 0, len(content)):
        if id_ == _SEGMENT:
            yield from _elements(content, start, end, is_live=True)
            return
    raise BrokenContainer("truncated-webm")


def _elements(
    content: bytes, at: int, end: int, is_live: bool = False
) -> Iterator[tuple[int, int, Span]]:
    """The elements of a part of the file. In a recording that was sent live a cluster has no
    length: it ends where the next element begins.
    """
    for _ in range(MOST_PARTS):
        if at >= end:
            return
        head = at
        id_, at = _number(content, at, keep=True)
        size, at = _number(content, at)
        if size is not None:
            stop = at + size
        elif id_ == _CLUSTER and is_live:
            stop = _end_of_cluster(content, at, end)
        else:
            stop = end
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
    """A number of variable length (RFC 8794 section 4) and where it ends; None if it says that it
    is unknown. An id keeps its marker.
    """
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
    form = {4: ">f", 8: ">d"}.get(len(raw))
    value = struct.unpack(form, raw)[0] if form else 0.0
    return value if 0 <= value < 1e15 else 0.0


def _make_void(blank: bytearray, head: int, end: int) -> None:
    """An element of nothing (RFC 8794 section 11.3.2) in its place: one byte of id, and as many of
    length as make it fit.
    """
    room = end - head
    width = next(width for width in range(1, 9) if room - 1 - width < (1 << 7 * width) - 1)
    size = room - 1 - width
    blank[head:end] = bytes((_VOID,)) + ((1 << 7 * width) | size).to_bytes(width) + bytes(size)
