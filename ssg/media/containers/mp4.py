"""MP4 video and M4A audio as their boxes (ISO/IEC 14496-12): how large and how long they are, and
copies without place and camera.
"""

import itertools
from typing import NamedTuple

from ssg.media.containers.isobmff import (
    Span,
    deep,
    end_of_boxes,
    merged,
    whole_boxes,
    wipe_between,
    wipe_box,
    wipe_from,
    within,
)
from ssg.media.containers.mp4_samples import bounded, fragment_samples, table_samples
from ssg.media.formats import BrokenContainer

# What is kept of each box; anything else may tell of place, camera and owner. Below "stbl" and the
# boxes without a line here, all is kept.
_KEPT = {
    b"": (b"ftyp", b"styp", b"moov", b"mdat", b"moof", b"sidx", b"mfra"),
    b"moov": (b"mvhd", b"trak", b"mvex"),
    b"trak": (b"tkhd", b"edts", b"tref", b"mdia"),
    b"mdia": (b"mdhd", b"hdlr", b"minf", b"elng"),
    b"minf": (b"vmhd", b"smhd", b"dinf", b"stbl"),
    b"moof": (b"mfhd", b"traf"),
    b"traf": (b"tfhd", b"tfdt", b"trun", b"sbgp", b"sgpd", b"subs", b"saiz", b"saio"),
}
_COMPRESSOR = (
    42,
    74,
)  # where a description of video samples names the program that made them (14496-12 section 12.1.3)
_PLAYED = (
    b"vide",
    b"soun",
    # Any other track is not shown by a page: places, speeds and faces that a camera noted,
    # telemetry as captions
)


class Size(NamedTuple):
    """What readers see and hear: pixels (None for audio alone) and seconds (0.0 if the file does
    not say).
    """

    width: int | None
    height: int | None
    seconds: float


def mp4_size(content: bytes) -> Size:
    """Size and length of a file. BrokenContainer if its index is missing or says it is longer."""
    movie = _movie(content)
    tracks = [
        within(content, span) for kind, span in whole_boxes(content, *movie) if kind == b"trak"
    ]
    width, height = next(
        (
            found
            for track in tracks
            if _handler(content, track) == b"vide" and (found := _shown(content, track))
        ),
        (None, None),
    )
    return Size(width, height, _seconds(content, within(content, movie)))


def cleaned_mp4(content: bytes) -> bytes:
    """The file with all that does not play written over at its own length, so that nothing else
    moves: other boxes, other tracks, and what lies between the samples. BrokenContainer where it
    cannot be told apart.
    """
    movie, file = _movie(content), (0, end_of_boxes(content, _KEPT[b""]))
    blank = bytearray(content)
    _keep(blank, content, b"", file)
    wipe_from(blank, file[1])
    whole = list(whole_boxes(content, *file))
    if sum(kind == b"moov" for kind, _ in whole) > 1:
        raise BrokenContainer("it has two indexes")
    played = []
    for span in [span for kind, span in whole_boxes(content, *movie) if kind == b"trak"]:
        track = within(content, span)
        handler = _handler(content, track)
        if handler not in _PLAYED:
            wipe_box(blank, span)
            continue
        played.append(track)
        if handler == b"vide":
            _blank_compressor(blank, content, track)
    tables = (
        table_samples(content, deep(content, track, b"mdia", b"minf", b"stbl")) for track in played
    )
    samples = list(bounded(itertools.chain.from_iterable(tables)))
    runs = list(fragment_samples(content, movie, [span for kind, span in whole if kind == b"moof"]))
    numbers = {_number(content, track) for track in played}
    samples += (span for number, _, spans in runs if number in numbers for span in spans)
    for number, fragment, _ in runs:
        if number not in numbers:
            wipe_box(blank, fragment)
    samples = merged(samples)
    for kind, span in whole:
        if kind == b"mdat":
            wipe_between(blank, span, samples)
    return bytes(blank)


def _keep(blank: bytearray, content: bytes, parent: bytes, span: Span) -> None:
    """Wipe what is not to be kept of a box, and of those within it."""
    for kind, place in whole_boxes(content, *span):
        if kind not in _KEPT[parent]:
            wipe_box(blank, place)
        elif kind == b"hdlr":  # the name behind the type is the maker's
            blank[place[0] + 24 : place[1]] = bytes(max(0, place[1] - place[0] - 24))
        elif kind in _KEPT:
            _keep(blank, content, kind, place)


def _blank_compressor(blank: bytearray, content: bytes, track: dict[bytes, Span]) -> None:
    start, end = deep(content, track, b"mdia", b"minf", b"stbl").get(b"stsd", (0, 0))
    for _, (entry, stop) in whole_boxes(content, start + 8, end) if start else ():
        at, to = (entry + offset for offset in _COMPRESSOR)
        if to <= stop:
            blank[at:to] = bytes(to - at)


def _movie(content: bytes) -> Span:
    movie = within(content, (0, end_of_boxes(content, _KEPT[b""]))).get(b"moov")
    if movie is None:
        raise BrokenContainer("truncated-mp4")
    return movie


def _handler(content: bytes, track: dict[bytes, Span]) -> bytes:
    start, _ = deep(content, track, b"mdia").get(b"hdlr", (0, 0))
    return content[start + 8 : start + 12] if start else b""


def _number(content: bytes, track: dict[bytes, Span]) -> int:
    """By which fragments name a track (14496-12 section 8.3.2)."""
    start, _ = track.get(b"tkhd", (0, 0))
    at = start + (20 if content[start : start + 1] == b"\x01" else 12)
    return int.from_bytes(content[at : at + 4]) if start else 0


def _shown(content: bytes, track: dict[bytes, Span]) -> tuple[int, int] | None:
    """Width and height of a track as it is shown: a telephone held upright turns the picture
    (14496-12 section 8.3.2).
    """
    start, end = track.get(b"tkhd", (0, 0))
    at = start + (52 if content[start : start + 1] == b"\x01" else 40)  # of the matrix
    if not start or end < at + 44:
        return None
    a, d = (
        int.from_bytes(content[at + offset : at + offset + 4], signed=True) for offset in (0, 16)
    )
    width, height = (
        int.from_bytes(content[at + offset : at + offset + 4]) >> 16 for offset in (36, 40)
    )
    if not width or not height:
        return None
    return (height, width) if a == d == 0 else (width, height)


def _seconds(content: bytes, movie: dict[bytes, Span]) -> float:
    start, end = movie.get(b"mvhd", (0, 0))
    if not start or end - start < 32:
        return 0.0
    wide = content[start] == 1
    at, length = (start + 20, 8) if wide else (start + 12, 4)
    scale, units = (
        int.from_bytes(content[at : at + 4]),
        int.from_bytes(content[at + 4 : at + 4 + length]),
    )
    return round(units / scale, 3) if scale and units != 256**length - 1 else 0.0
