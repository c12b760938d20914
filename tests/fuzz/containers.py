"""Damaged pictures, recordings and captions for all that reads them: nothing may come of them but
the declared exceptions, in a bounded time and memory.

    python -m tests.fuzz.containers --minutes 10 --seed 1

Seeds are made by tests/photographs.py and tests/recordings.py. Each input is a seed with some
damage that knows of lengths, counts and parts; the number of an input and the seed of the run make
it again. Inputs that fail are written to --keep.
"""

import argparse
import contextlib
import random
import resource
import sys
import tempfile
import time
import traceback
import tracemalloc
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
import photographs as pictures  # as the tests import them
import recordings

from ssg.media.color import cleaned_profile
from ssg.media.containers.mp3 import cleaned_mp3, mp3_seconds
from ssg.media.containers.mp4 import cleaned_mp4, mp4_size
from ssg.media.containers.photoshop import find_iim
from ssg.media.containers.webm import cleaned_webm, webm_size
from ssg.media.containers.webvtt import BrokenCaptions, caption_text, without_notes
from ssg.media.formats import BrokenContainer
from ssg.media.metadata.exif import orientation_of, parse_exif
from ssg.media.metadata.hardened_xml import HardenedXmlError
from ssg.media.metadata.iim import parse_iim
from ssg.media.metadata.reader import metadata_of, read_blocks
from ssg.media.metadata.xmp import parse_xmp
from ssg.media.original import CannotClean, clean_bytes
from ssg.media.probe import examine
from ssg.media.recording import examine_recording, examine_text
from ssg.model.file_metadata import RightsMetadata

RIGHTS = RightsMetadata(credit="AP Photo/Ines Kessler", creators=("Ines Kessler",), copyright="AP")
# CPU seconds: some for any input, and so many for each megabyte; bytes of memory likewise.
SECONDS, SECONDS_A_MEGABYTE = 1.0, 3.0
MEMORY, MEMORY_A_BYTE = 48_000_000, 40
ADDRESS_SPACE = 4_000_000_000
_EACH_MEASURED = 7  # one input in so many is run again while memory is counted, which makes it slow
_DECLARED = (BrokenContainer, CannotClean, BrokenCaptions, HardenedXmlError)
_INTERESTING = (
    0,
    1,
    2,
    7,
    8,
    0x7F,
    0x80,
    0xFF,
    0x7FFF,
    0x8000,
    0xFFFF,
    0x7FFFFFFF,
    0x80000000,
    0xFFFFFFFF,
    0xFFFFFFFFFFFFFFFF,
)
Target = Callable[[bytes], object]


def _text(content: bytes) -> str:
    return content.decode("utf-8", "replace")


def _looked_at(suffix: str, look: Callable[[Path], object]) -> Target:
    """A look into a file of this name; it may never raise anything."""
    path = Path(tempfile.mkdtemp(prefix="ssg-fuzz-")) / f"file{suffix}"

    def target(content: bytes) -> object:
        path.write_bytes(content)
        try:
            return look(path)
        except _DECLARED as error:
            raise AssertionError(f"{type(error).__name__} came out of {look.__name__}") from error

    return target


_PICTURE: dict[str, Target] = {
    "metadata": lambda content: metadata_of(read_blocks(content)),
    "clean": lambda content: clean_bytes(content, RIGHTS),
    "examine": _looked_at(".jpg", examine),
}
_DRAWING: dict[str, Target] = {"clean": _PICTURE["clean"], "examine": _looked_at(".svg", examine)}


def _of_recording(suffix: str, size: Target, clean: Target) -> dict[str, Target]:
    return {"size": size, "clean": clean, "examine": _looked_at(suffix, examine_recording)}


_CAPTIONS: dict[str, Target] = {
    "text": lambda content: caption_text(_text(content)),
    "notes": without_notes,
    "examine": _looked_at(".vtt", examine_text),
}
_BLOCKS: dict[str, dict[str, Target]] = {
    "xmp": {"parse": parse_xmp},
    "iim": {"parse": parse_iim, "find": find_iim},
    "exif": {"parse": parse_exif, "orientation": orientation_of},
    "profile": {"clean": cleaned_profile},
}


class Seed:
    """A whole file of one kind, and what it is given to."""

    def __init__(self, kind: str, content: bytes, targets: dict[str, Target]):
        self.kind, self.content, self.targets = kind, content, targets


def seeds() -> list[Seed]:
    found = [Seed(kind, content, _PICTURE) for kind, content in _pictures()]
    found += [Seed("svg", content, _DRAWING) for content in _drawings()]
    for content in (
        recordings.mp4(secret=True),
        recordings.mp4(turned=True),
        recordings.fragmented(),
        recordings.fragmented(relative=False),
    ):
        found.append(Seed("mp4", content, _of_recording(".mp4", mp4_size, cleaned_mp4)))
    for content in (recordings.webm(secret=True), recordings.webm(live=True)):
        found.append(Seed("webm", content, _of_recording(".webm", webm_size, cleaned_webm)))
    for content in (recordings.mp3(counted=True, secret=True), recordings.mp3(frames=5)):
        found.append(Seed("mp3", content, _of_recording(".mp3", mp3_seconds, cleaned_mp3)))
    captions = (
        "WEBVTT - by Li\n\nNOTE for us\n\nSTYLE\n::cue { color: red } /* x */\n\n1\n00:01.000 -->"
        " 00:04.000 align:left\n<v.loud Ana>Good &amp; early</v>\n"
    )
    found.append(
        Seed(
            "vtt",
            (captions + "\n00:05.000 --> 01:00:06.000\n- <i>Yes.</i> &#233;\n" * 3).encode(),
            _CAPTIONS,
        )
    )
    found += [
        Seed("xmp", pictures.CREDIT_XMP, _BLOCKS["xmp"]),
        Seed("exif", pictures.camera_exif(6), _BLOCKS["exif"]),
    ]
    iim = pictures.iim_segment((2, 80, b"Ana"), (2, 116, b"AP"), (2, 55, b"20251103"))[
        1
    ].removeprefix(b"Photoshop 3.0\0")
    return [
        *found,
        Seed("iim", iim[12:], _BLOCKS["iim"]),
        Seed("iim", iim, _BLOCKS["iim"]),
        Seed("profile", _profile(), _BLOCKS["profile"]),
    ]


def _profile() -> bytes:
    from PIL import ImageCms

    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def _pictures() -> Iterator[tuple[str, bytes]]:
    exif, icc = pictures.camera_exif(3), _profile()
    image = pictures.photograph(24, 16)
    for progressive in (False, True):
        yield (
            "jpeg",
            pictures.jpeg_with(
                pictures.xmp_segment(pictures.CREDIT_XMP),
                pictures.iim_segment((2, 80, b"Ana")),
                image=image,
                exif=exif,
                icc_profile=icc,
                progressive=progressive,
            ),
        )
    yield "png", pictures.encoded(image, "PNG", exif=exif, icc_profile=icc)
    frames = [pictures.photograph(8 + n, 8).resize((8, 8)) for n in range(3)]
    for form in ("GIF", "WEBP", "PNG"):
        yield (
            form.lower(),
            pictures.encoded(frames[0], form, save_all=True, append_images=frames[1:]),
        )
    yield (
        "webp",
        pictures.encoded(image, "WEBP", exif=exif, icc_profile=icc, xmp=pictures.CREDIT_XMP),
    )
    yield "tiff", pictures.encoded(image, "TIFF")
    with contextlib.suppress(Exception):  # not every Pillow writes AVIF
        yield (
            "avif",
            pictures.encoded(image, "AVIF", exif=exif, icc_profile=icc, xmp=pictures.CREDIT_XMP),
        )


def _drawings() -> Iterator[bytes]:
    import base64

    inside = base64.b64encode(pictures.encoded(pictures.photograph(8, 8), "PNG"))
    yield (
        b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"'
        b' xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9"><style>@media (min-width:'
        b" 9px){a{fill:red}} b{fill:url(#c)} /* x */</style><defs><linearGradient"
        b' id=\'c\'/></defs><g style="fill:url(#c);x:y"><image xlink:href="data:image/png;base64,'
        + inside
        + b'"/><text>A &amp; B</text></g></svg>'
    )


# ---- damage


def damaged(seed: Seed, others: list[Seed], rnd: random.Random) -> bytes:
    """The seed with one to five injuries."""
    content = seed.content
    for _ in range(rnd.choice((1, 1, 2, 3, 5))):
        content = rnd.choice(_DAMAGE)(content, rnd, rnd.choice(others).content)
        content = content[:3_000_000]
    return _with_checksums(content) if seed.kind == "png" and rnd.random() < 0.8 else content


def _cut(content: bytes, rnd: random.Random, other: bytes) -> bytes:
    return content[: rnd.randrange(len(content) + 1)]


def _flip(content: bytes, rnd: random.Random, other: bytes) -> bytes:
    raw = bytearray(content)
    for _ in range(rnd.choice((1, 1, 4, 30)) if raw else 0):
        raw[rnd.randrange(len(raw))] = rnd.choice((0, 255, rnd.randrange(256)))
    return bytes(raw)


def _number(content: bytes, rnd: random.Random, other: bytes) -> bytes:
    """A length, a count or an offset, wherever one could stand."""
    width, at = (
        rnd.choice((1, 2, 4, 4, 4, 8)),
        (
            rnd.choice(_places(content) or [0])
            if rnd.random() < 0.6
            else rnd.randrange(len(content) + 1)
        ),
    )
    near = (len(content) - at, len(content), at, at + width)
    value = (
        rnd.choice((*_INTERESTING, *near, *(number + rnd.choice((-1, 1)) for number in near)))
        % 256**width
    )
    return (
        content[:at]
        + value.to_bytes(width, rnd.choice(("big", "big", "little")))
        + content[at + width :]
    )


def _repeat(content: bytes, rnd: random.Random, other: bytes) -> bytes:
    """A part, many times."""
    start, stop = _part(content, rnd)
    times = rnd.choice((2, 3, 10, 100, 1000, 20_000))
    times = min(times, max(2, rnd.choice((20_000, 300_000, 2_000_000)) // max(1, stop - start)))
    return content[:stop] + content[start:stop] * times + content[stop:]


def _remove(content: bytes, rnd: random.Random, other: bytes) -> bytes:
    start, stop = _part(content, rnd)
    return content[:start] + content[stop:]


def _move(content: bytes, rnd: random.Random, other: bytes) -> bytes:
    """A part of this file or of another, somewhere else."""
    source = rnd.choice((content, other))
    start, stop = _part(source, rnd)
    at = (
        rnd.choice(_places(content) or [0])
        if rnd.random() < 0.6
        else rnd.randrange(len(content) + 1)
    )
    return content[:at] + source[start:stop] + content[at:]


def _fill(content: bytes, rnd: random.Random, other: bytes) -> bytes:
    """What keeps a reader looking: the same few bytes, over and over."""
    at = rnd.randrange(len(content) + 1)
    piece = rnd.choice(
        (
            b"\0",
            b"\xff",
            b"<",
            b"<v ",
            b"<v.a",
            b" ",
            b"\t",
            b"ID3\0\0\0\0\0\0\0",
            b"\xff\xfb\x90\0",
            b"&#1",
            b"(",
            b"{",
            b"a{",
            b"/*",
            b"url(",
            b"\x08free"[:4] * 2,
            b"\0\0\0\x08free",
            b"\x1c\2\x50\0\0",
            b"\xec\x80",
            b"\xff\xda\0\2",
            b"@media a{",
        )
    )
    return content[:at] + piece * rnd.choice((3, 100, 5_000, 100_000)) + content[at:]


_DAMAGE = (_cut, _flip, _number, _number, _number, _repeat, _remove, _move, _fill)


def _places(content: bytes) -> list[int]:
    """Where the name of a part could stand (four letters, as of boxes and chunks), and where its
    length before and behind it.
    """
    found: list[int] = []
    for at in range(4, min(len(content), 4_000) - 8):
        if all(48 <= byte <= 122 or byte == 32 for byte in content[at : at + 4]):
            found += (at - 4, at + 4)
    return found[:400]


def _part(content: bytes, rnd: random.Random) -> tuple[int, int]:
    """A box or chunk as a whole, if we hit one; else any piece."""
    places = _places(content)
    if places and rnd.random() < 0.6:
        at = rnd.choice(places)
        sizes = (
            int.from_bytes(content[at : at + 4]),
            int.from_bytes(content[at : at + 4]) + 12,
            int.from_bytes(content[at : at + 4], "little") + 8,
        )
        fitting = [size for size in sizes if 0 < size <= len(content) - at]
        if fitting:
            return at, at + rnd.choice(fitting)
    start = rnd.randrange(len(content) + 1)
    return start, min(len(content), start + rnd.choice((1, 2, 4, 8, 12, 16, 64, 300, 5_000)))


def _with_checksums(content: bytes) -> bytes:
    """A PNG whose chunks have right checksums, so that more than the checksum is looked at."""
    raw, at = bytearray(content), 8
    while at + 12 <= len(raw):
        end = at + 8 + int.from_bytes(raw[at : at + 4])
        if end + 4 > len(raw):
            break
        raw[end : end + 4] = zlib.crc32(raw[at + 4 : end]).to_bytes(4)
        at = end + 4
    return bytes(raw)


# ---- runs


class Figures:
    """What came of a run."""

    def __init__(self, *, is_timed: bool = True) -> None:
        self.is_timed = is_timed
        self.inputs = self.accepted = 0
        self.rejected: Counter[str] = Counter()
        self.seen: Counter[tuple[str, bool]] = Counter()
        self.slowest: tuple[float, str] = (0.0, "")
        self.largest: tuple[int, str] = (0, "")
        self.failures: list[str] = []

    def __str__(self) -> str:
        kinds = "\n".join(f"  {count:8,} {kind}" for kind, count in self.rejected.most_common(40))
        seconds, memory = (
            f"{self.slowest[0]:.2f} s CPU ({self.slowest[1]})",
            f"{self.largest[0] / 1e6:.1f} MB ({self.largest[1]})",
        )
        return (
            f"{self.inputs:,} inputs, {self.accepted:,} calls that gave a result,"
            f" {self.rejected.total():,} refused:\n{kinds}\nslowest {seconds}\nlargest memory"
            f" {memory}\n{len(self.failures)} failures"
            + "".join(f"\n{failure}" for failure in self.failures[:20])
        )


def run(
    seed: int,
    *,
    inputs: int = 0,
    seconds: float = 0.0,
    keep: Path | None = None,
    measured: int = _EACH_MEASURED,
    is_timed: bool = True,
) -> Figures:
    """So many inputs, or for so long. On a busy machine, as in tests, seconds say little."""
    figures, known, started = Figures(is_timed=is_timed), seeds(), time.monotonic()
    while figures.inputs < inputs if inputs else time.monotonic() - started < seconds:
        rnd = random.Random(f"{seed} {figures.inputs}")
        chosen = known[figures.inputs % len(known)]
        content = damaged(chosen, known, rnd)
        for name, target in chosen.targets.items():
            label = (
                f"{chosen.kind} {name}, input {figures.inputs} of seed {seed}, {len(content):,}"
                " bytes"
            )
            before = len(figures.failures)
            _call(
                figures,
                chosen.kind,
                name,
                target,
                content,
                label,
                is_measured=figures.inputs % measured == 0,
            )
            if keep and len(figures.failures) > before:
                keep.mkdir(parents=True, exist_ok=True)
                (keep / f"{chosen.kind}-{name}-{seed}-{figures.inputs}").write_bytes(content)
        figures.inputs += 1
    return figures


def _call(
    figures: Figures,
    kind: str,
    name: str,
    target: Target,
    content: bytes,
    label: str,
    *,
    is_measured: bool,
) -> None:
    began = time.process_time()
    try:
        target(content)
        figures.accepted += 1
        figures.seen[f"{kind} {name}", True] += 1
    except _DECLARED as error:
        word = str(error) if isinstance(error, BrokenContainer | HardenedXmlError) else ""
        figures.rejected[f"{kind} {name}: {type(error).__name__} {word}".rstrip()] += 1
        figures.seen[f"{kind} {name}", False] += 1
    except (Exception, RecursionError) as error:
        figures.failures.append(
            f"{label}: {type(error).__name__}:"
            f" {error}\n{''.join(traceback.format_tb(error.__traceback__)[-3:])}"
        )
    took = time.process_time() - began
    figures.slowest = max(figures.slowest, (took, label))
    if figures.is_timed and took > SECONDS + SECONDS_A_MEGABYTE * len(content) / 1e6:
        figures.failures.append(f"{label}: it took {took:.1f} s")
    if is_measured:
        peak = memory_of(target, content)
        figures.largest = max(figures.largest, (peak, label))
        if peak > MEMORY + MEMORY_A_BYTE * len(content):
            figures.failures.append(f"{label}: it took {peak / 1e6:.0f} MB")


def memory_of(target: Target, content: bytes) -> int:
    """The most bytes that a call held at one time."""
    tracemalloc.start()
    try:
        with contextlib.suppress(Exception):  # it was told where it ran without this
            target(content)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "ssg-fuzz")
    options = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    figures = run(options.seed, seconds=60 * options.minutes, keep=options.keep)
    sys.stdout.write(f"{figures}\n")
    return 1 if figures.failures else 0


if __name__ == "__main__":
    sys.exit(main())
