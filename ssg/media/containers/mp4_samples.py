"""Where the pictures and sounds of an MP4 file stand: its index and the heads of its fragments go
in, spans of bytes come out.
"""

import sys
from array import array
from collections.abc import Iterator

from ssg.media.containers.isobmff import Span, whole_boxes, within
from ssg.media.formats import BrokenContainer

MOST_CHUNKS = 500_000  # of all tracks: of a film of two hours there are some ten thousand


def bounded(spans: Iterator[Span]) -> Iterator[Span]:
    """The same; BrokenContainer where there are more than of any film."""
    for number, span in enumerate(spans):
        if number >= MOST_CHUNKS:
            raise BrokenContainer("too many chunks")
        yield span


def table_samples(content: bytes, table: dict[bytes, Span]) -> Iterator[Span]:
    """Where the data of a track stands, chunk by chunk, by the boxes of its `stbl` (14496-12
    sections 8.7.3 to 8.7.5).

    BrokenContainer where the tables do not say.
    """
    chunks = _chunks(content, table)
    per_chunk = _numbers(content, table.get(b"stsc"), "I", 3)
    each, sizes = _sizes(content, table)
    if not chunks:
        return
    if not per_chunk or not (each or sizes):
        raise BrokenContainer("the samples of a track cannot be found")
    sample, run = 0, 0
    for number, at in enumerate(chunks, 1):
        while 3 * (run + 1) < len(per_chunk) and per_chunk[3 * (run + 1)] <= number:
            run += 1
        count = per_chunk[3 * run + 1]
        yield at, at + (each * count if each else sum(sizes[sample : sample + count]))
        sample += count


def fragment_samples(
    content: bytes, movie: Span, moofs: list[Span]
) -> Iterator[tuple[int, Span, list[Span]]]:
    """(number of the track, its `traf` box, where its data stands) for each track of each fragment
    (14496-12 section 8.8).
    """
    inside = within(content, movie)
    sizes = {}
    for kind, (start, _) in whole_boxes(content, *inside[b"mvex"]) if b"mvex" in inside else ():
        if kind == b"trex":
            sizes[_whole(content, start + 4)] = _whole(content, start + 16)
    count = 0
    for moof in moofs:
        head = moof[0] - (16 if _whole(content, moof[0] - 16) == 1 else 8)
        after = head
        for kind, fragment in whole_boxes(content, *moof):
            if kind == b"traf":
                track, base, size = _fragment_head(content, fragment, head, after)
                spans = list(
                    _runs(content, fragment, base, sizes.get(track, 0) if size is None else size)
                )
                count += 1 + len(spans)
                if count > MOST_CHUNKS:
                    raise BrokenContainer("too many fragments")
                after = spans[-1][1] if spans else base
                yield track, fragment, spans


def _fragment_head(
    content: bytes, fragment: Span, head: int, after: int
) -> tuple[int, int, int | None]:
    """Of a `traf`: the track, where its data is counted from, and the bytes of a sample that does
    not say its own.
    """
    start, end = within(content, fragment).get(b"tfhd", (0, 0))
    if end - start < 8:
        raise BrokenContainer("a fragment has no head")
    flags, at = _whole(content, start) & 0xFFFFFF, start + 8
    base = head if flags & 0x20000 else after
    if flags & 1:
        base, at = int.from_bytes(content[at : at + 8]), at + 8
    at += 4 * ((flags >> 1 & 1) + (flags >> 3 & 1))
    return _whole(content, start + 4), base, _whole(content, at) if flags & 0x10 else None


def _runs(content: bytes, fragment: Span, at: int, each: int) -> Iterator[Span]:
    base = at
    for kind, (start, end) in whole_boxes(content, *fragment):
        if kind != b"trun":
            continue
        flags, count, entries = (
            _whole(content, start) & 0xFFFFFF,
            _whole(content, start + 4),
            start + 8,
        )
        if flags & 1:
            at, entries = (
                base + int.from_bytes(content[entries : entries + 4], signed=True),
                entries + 4,
            )
        entries += 4 if flags & 4 else 0
        width = 4 * (flags >> 8 & 15).bit_count()
        if flags & 0x200:
            size_at = entries + (4 if flags & 0x100 else 0)
            size = sum(
                _whole(content, place)
                for place in range(size_at, min(end, size_at + count * width) - 3, width)
            )
        else:
            size = count * each
        yield at, at + size
        at += size


def _whole(content: bytes, at: int) -> int:
    return int.from_bytes(content[at : at + 4]) if at >= 0 else 0


def _chunks(content: bytes, table: dict[bytes, Span]) -> "array[int]":
    return _numbers(content, table.get(b"stco"), "I") or _numbers(content, table.get(b"co64"), "Q")


def _sizes(content: bytes, table: dict[bytes, Span]) -> "tuple[int, array[int]]":
    """How many bytes every sample has, or else the bytes of each."""
    start, end = table.get(b"stsz", (0, 0))
    each, sizes = int.from_bytes(content[start + 4 : start + 8]) if start else 0, array("I")
    if start and not each:
        count = int.from_bytes(content[start + 8 : start + 12])
        sizes.frombytes(content[start + 12 : start + 12 + 4 * min(count, (end - start - 12) // 4)])
        if sys.byteorder == "little":
            sizes.byteswap()
    return each, sizes


def _numbers(content: bytes, span: Span | None, kind: str, width: int = 1) -> "array[int]":
    """The entries of a table with a count in front of them, each of `width` whole numbers."""
    found = array(kind)
    if span is None:
        return found
    start, end = span
    size = width * found.itemsize
    count = min(int.from_bytes(content[start + 4 : start + 8]), max(0, end - start - 8) // size)
    if count > MOST_CHUNKS:
        raise BrokenContainer("too many chunks")
    found.frombytes(content[start + 8 : start + 8 + size * count])
    if sys.byteorder == "little":
        found.byteswap()
    return found
