"""Files in ISO base media format (ISO/IEC 14496-12) as their boxes: walks through them, and writes
over what must not be published.

Nothing moves: what goes is written over at its own length. AVIF, HEIC, MP4 and M4A are such files.
"""

import bisect
import contextlib
from collections.abc import Collection, Iterable, Iterator, Sequence

from ssg.media.formats import MOST_PARTS, BrokenContainer

Span = tuple[int, int]


def boxes(content: bytes, at: int, end: int) -> Iterator[tuple[bytes, Span]]:
    """(type, (start of its data, its end)) of each box. The end may lie behind `end`: then
    something is missing.

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


def whole_boxes(content: bytes, at: int, end: int) -> Iterator[tuple[bytes, Span]]:
    """The same; BrokenContainer where a box goes on behind what is around it."""
    for kind, (start, stop) in boxes(content, at, end):
        if stop > end:
            raise BrokenContainer("truncated-boxes")
        yield kind, (start, stop)


def within(content: bytes, span: Span) -> dict[bytes, Span]:
    """The boxes of a box by their kinds, the first of each."""
    found: dict[bytes, Span] = {}
    for kind, place in whole_boxes(content, *span):
        found.setdefault(kind, place)
    return found


def deep(content: bytes, inside: dict[bytes, Span], *path: bytes) -> dict[bytes, Span]:
    """The boxes at the end of a path of kinds; none if it breaks off."""
    for kind in path:
        inside = within(content, inside[kind]) if kind in inside else {}
    return inside


def end_of_boxes(content: bytes, known: Collection[bytes]) -> int:
    """Where the boxes of a file end: what cameras and telephones put behind them need not be boxes.
    One of a `known` kind may be cut off.
    """
    end = 0
    with contextlib.suppress(BrokenContainer):
        for kind, (_, stop) in boxes(content, 0, len(content)):
            if stop > len(content):
                return len(content) if kind in known else end
            end = stop
    return end


def wipe_box(blank: bytearray, span: Span) -> None:
    """Make free space (14496-12 section 8.1.2) of a box. A length of eight bytes stands between its
    type and its data.
    """
    start, end = span
    is_long = (
        blank[start - 16 : start - 12] == b"\0\0\0\1"
        and int.from_bytes(blank[start - 8 : start]) == end - start + 16
    )
    kind_at = start - 12 if is_long else start - 4
    blank[kind_at : kind_at + 4] = b"free"
    blank[start:end] = bytes(end - start)


def wipe_from(blank: bytearray, end: int) -> None:
    """Make free space of what stands behind the boxes."""
    rest = len(blank) - end
    blank[end:] = (rest.to_bytes(4) + b"free").ljust(rest, b"\0")[:rest]


def merged(spans: Iterable[Span]) -> list[Span]:
    """The same places, in order and none in another, so that one can be looked up."""
    found: list[Span] = []
    for start, stop in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], stop)
        elif stop > start:
            found.append((start, stop))
    return found


def wipe_between(blank: bytearray, span: Span, kept: Sequence[Span]) -> None:
    """Write over what is in a span and in none of those that are `kept`, which must be `merged`."""
    at, end = span
    number = bisect.bisect_right(kept, at, key=_stop)  # the first that ends behind it
    while number < len(kept) and kept[number][0] < end:
        start, stop = kept[number]
        if start > at:
            blank[at:start] = bytes(start - at)
        at = max(at, min(stop, end))
        number += 1
    blank[at:end] = bytes(end - at)


def _stop(span: Span) -> int:
    return span[1]
