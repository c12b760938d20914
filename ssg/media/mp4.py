"""MP4 video and M4A audio as their boxes (ISO/IEC 14496-12): how large and how long they are, and copies without place and camera."""

import contextlib
import sys
from array import array
from collections.abc import Iterator
from typing import NamedTuple

from ssg.media.formats import BrokenContainer
from ssg.media.isobmff import boxes

# What is kept of each box; anything else may tell of place, camera and owner. Below "stbl" and the boxes without a line here, all is kept.
_KEPT = {
    b"": (b"ftyp", b"styp", b"moov", b"mdat", b"moof", b"sidx", b"mfra"),
    b"moov": (b"mvhd", b"trak", b"mvex"),
    b"trak": (b"tkhd", b"edts", b"tref", b"mdia"),
    b"mdia": (b"mdhd", b"hdlr", b"minf", b"elng"),
    b"minf": (b"vmhd", b"smhd", b"dinf", b"stbl"),
    b"moof": (b"mfhd", b"traf"),
    b"traf": (b"tfhd", b"tfdt", b"trun", b"sbgp", b"sgpd", b"subs", b"saiz", b"saio"),
}
_COMPRESSOR = (42, 74)  # where a description of video samples names the program that made them (14496-12 section 12.1.3)
_PLAYED = (b"vide", b"soun")  # any other track is not shown by a page: places, speeds and faces that a camera noted, telemetry as captions
Span = tuple[int, int]


class Size(NamedTuple):
    """What readers see and hear: pixels (None for audio alone) and seconds (0.0 if the file does not say)."""

    width: int | None
    height: int | None
    seconds: float


def mp4_size(content: bytes) -> Size:
    """Size and length of a file. BrokenContainer if it has no index, or ends before its index says."""
    movie = _movie(content)
    tracks = [_within(content, span) for kind, span in _boxes(content, *movie) if kind == b"trak"]
    shown = next((found for track in tracks if _handler(content, track) == b"vide" and (found := _shown(content, track))), (None, None))
    return Size(*shown, _seconds(content, _within(content, movie)))


def cleaned_mp4(content: bytes) -> bytes:
    """The file with all that does not play written over at its own length, so that nothing else moves: other boxes, other tracks, and what
    lies between the samples. BrokenContainer where it cannot be told apart.
    """
    movie, file = _movie(content), (0, _end_of_boxes(content))
    blank = bytearray(content)
    _keep(blank, content, b"", file)
    rest = len(content) - file[1]
    blank[file[1] :] = (rest.to_bytes(4) + b"free").ljust(rest, b"\0")[:rest]
    whole = list(_boxes(content, *file))
    if sum(kind == b"moov" for kind, _ in whole) > 1:
        raise BrokenContainer("it has two indexes")
    tracks = [(span, _within(content, span)) for kind, span in _boxes(content, *movie) if kind == b"trak"]
    played = [track for _, track in tracks if _handler(content, track) in _PLAYED]
    for span, track in tracks:
        if track not in played:
            _wipe(blank, span)
        elif _handler(content, track) == b"vide":
            _blank_compressor(blank, content, track)
    if any(kind == b"moof" for kind, _ in whole):
        if len(played) < len(tracks):
            raise BrokenContainer("there is a track of what the camera noted in its fragments")
        return bytes(blank)
    samples = sorted(sample for track in played for sample in _samples(content, track))
    for kind, (start, end) in whole:
        if kind == b"mdat":
            _wipe_between(blank, start, end, samples)
    return bytes(blank)


def _keep(blank: bytearray, content: bytes, parent: bytes, span: Span) -> None:
    """Wipe what is not to be kept of a box, and of those within it."""
    for kind, place in _boxes(content, *span):
        if kind not in _KEPT[parent]:
            _wipe(blank, place)
        elif kind == b"hdlr":  # the name behind the type is the maker's
            blank[place[0] + 24 : place[1]] = bytes(max(0, place[1] - place[0] - 24))
        elif kind in _KEPT:
            _keep(blank, content, kind, place)


def _blank_compressor(blank: bytearray, content: bytes, track: dict[bytes, Span]) -> None:
    start, end = _deep(content, track, b"mdia", b"minf", b"stbl").get(b"stsd", (0, 0))
    for _, (entry, stop) in _boxes(content, start + 8, end) if start else ():
        at, to = (entry + offset for offset in _COMPRESSOR)
        if to <= stop:
            blank[at:to] = bytes(to - at)


def _wipe_between(blank: bytearray, at: int, end: int, samples: list[Span]) -> None:
    for start, stop in samples:
        if stop > at and start < end:
            if start > at:
                blank[at:start] = bytes(start - at)
            at = max(at, min(stop, end))
    blank[at:end] = bytes(end - at)


def _movie(content: bytes) -> Span:
    movie = _within(content, (0, _end_of_boxes(content))).get(b"moov")
    if movie is None:
        raise BrokenContainer("truncated-mp4")
    return movie


def _end_of_boxes(content: bytes) -> int:
    """Where the boxes of a file end: what cameras and telephones put behind them need not be boxes."""
    end = 0
    with contextlib.suppress(BrokenContainer):
        for kind, (_, stop) in boxes(content, 0, len(content)):
            if stop > len(content):
                return len(content) if kind in _KEPT[b""] else end
            end = stop
    return end


def _boxes(content: bytes, at: int, end: int) -> Iterator[tuple[bytes, Span]]:
    """(type, (start of its data, its end)) of each box. BrokenContainer where one goes on behind what is around it."""
    for kind, (start, stop) in boxes(content, at, end):
        if stop > end:
            raise BrokenContainer("truncated-mp4")
        yield kind, (start, stop)


def _within(content: bytes, span: Span) -> dict[bytes, Span]:
    """The boxes of a box by their kinds, the first of each."""
    found: dict[bytes, Span] = {}
    for kind, place in _boxes(content, *span):
        found.setdefault(kind, place)
    return found


def _deep(content: bytes, inside: dict[bytes, Span], *path: bytes) -> dict[bytes, Span]:
    for kind in path:
        inside = _within(content, inside[kind]) if kind in inside else {}
    return inside


def _handler(content: bytes, track: dict[bytes, Span]) -> bytes:
    start, _ = _deep(content, track, b"mdia").get(b"hdlr", (0, 0))
    return content[start + 8 : start + 12] if start else b""


def _shown(content: bytes, track: dict[bytes, Span]) -> tuple[int, int] | None:
    """Width and height of a track as it is shown: a telephone held upright turns the picture (14496-12 section 8.3.2)."""
    start, end = track.get(b"tkhd", (0, 0))
    at = start + (52 if content[start : start + 1] == b"\x01" else 40)  # of the matrix
    if not start or end < at + 44:
        return None
    a, d = (int.from_bytes(content[at + offset : at + offset + 4], signed=True) for offset in (0, 16))
    width, height = (int.from_bytes(content[at + offset : at + offset + 4]) >> 16 for offset in (36, 40))
    return ((height, width) if a == d == 0 else (width, height)) if width and height else None


def _seconds(content: bytes, movie: dict[bytes, Span]) -> float:
    start, end = movie.get(b"mvhd", (0, 0))
    if not start or end - start < 32:
        return 0.0
    wide = content[start] == 1
    at, length = (start + 20, 8) if wide else (start + 12, 4)
    scale, units = int.from_bytes(content[at : at + 4]), int.from_bytes(content[at + 4 : at + 4 + length])
    return round(units / scale, 3) if scale and units != 256**length - 1 else 0.0


def _wipe(blank: bytearray, span: Span) -> None:
    """Make free space (14496-12 section 8.1.2) of a box. A length of eight bytes stands between its type and its data."""
    start, end = span
    is_long = blank[start - 16 : start - 12] == b"\0\0\0\1" and int.from_bytes(blank[start - 8 : start]) == end - start + 16
    kind_at = start - 12 if is_long else start - 4
    blank[kind_at : kind_at + 4] = b"free"
    blank[start:end] = bytes(end - start)


def _samples(content: bytes, track: dict[bytes, Span]) -> Iterator[Span]:
    """Where in the file the data of a track stands, chunk by chunk (14496-12 sections 8.7.3 to 8.7.5)."""
    table = _deep(content, track, b"mdia", b"minf", b"stbl")
    chunks = _chunks(content, table)
    per_chunk = _entries(content, table.get(b"stsc"), 12)
    each, sizes = _sizes(content, table)
    if not chunks:
        return
    if not per_chunk or not (each or sizes):
        raise BrokenContainer("the samples of a track cannot be found")
    runs = [(int.from_bytes(run[:4]), int.from_bytes(run[4:8])) for run in per_chunk]
    sample, run = 0, 0
    for number, at in enumerate(chunks, 1):
        while run + 1 < len(runs) and runs[run + 1][0] <= number:
            run += 1
        count = runs[run][1]
        yield at, at + (each * count if each else sum(sizes[sample : sample + count]))
        sample += count


def _chunks(content: bytes, table: dict[bytes, Span]) -> list[int]:
    short, long = _entries(content, table.get(b"stco"), 4), _entries(content, table.get(b"co64"), 8)
    return [int.from_bytes(entry) for entry in short or long]


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


def _entries(content: bytes, span: Span | None, size: int) -> list[bytes]:
    """The entries of a table with a count in front of them."""
    if span is None:
        return []
    start, end = span
    count = int.from_bytes(content[start + 4 : start + 8])
    return [content[at : at + size] for at in range(start + 8, min(end, start + 8 + size * count) - size + 1, size)]
