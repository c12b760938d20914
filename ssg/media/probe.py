"""Looks into a picture: a file comes in, a `Probe` goes out with its kind, pixels and frames,
or with what is wrong, in an editor's words."""

import io
import re
from pathlib import Path

import msgspec

from ssg.media.color import is_broken
from ssg.media.containers.jpeg import MOST_SCANS, count_scans, with_jpeg_metadata
from ssg.media.formats import HEIC, SVG, TIFF, Blocks, BrokenContainer, named_kind, sniff
from ssg.media.metadata.exif import has_too_much, orientation_of
from ssg.media.metadata.hardened_xml import HardenedXmlError, parse_xml
from ssg.media.metadata.reader import LARGEST_FILE, read_blocks, read_file
from ssg.media.quiet import quietly
from ssg.media.recording import TEXTS, examine_recording, examine_text
from ssg.model.probe import Probe
from ssg.model.recordings import NOT_PLAYED, recording_kind
from ssg.source.digests import digest_of

MAX_PIXELS = 200_000_000
MAX_SIDE = 20_000
_LONGEST_REASON = 80  # characters of a library's own words
# A larger picture is checked by its parts, so that memory stays bounded.
_DECODED_PIXELS = 50_000_000
_FORMATS = {
    "JPEG": "image/jpeg",
    "MPO": "image/jpeg",
    "PNG": "image/png",
    "GIF": "image/gif",
    "WEBP": "image/webp",
    "AVIF": "image/avif",
    "TIFF": TIFF,
}
_SUFFIXES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg")
_SIZE = r"(?:[0-9]{1,6}(?:\.[0-9]*)?|\.[0-9]+)"
_UNITS = {
    "": 1.0,
    "px": 1.0,
    "pt": 4 / 3,
    "pc": 16.0,
    "in": 96.0,
    "cm": 96 / 2.54,
    "mm": 9.6 / 2.54,
}
_LENGTH = re.compile(rf"\s*\+?({_SIZE})(|px|pt|pc|in|cm|mm)\s*", re.I)
_BOX = re.compile(rf"\s*[-+0-9.e]+[\s,]+[-+0-9.e]+[\s,]+({_SIZE})[\s,]+({_SIZE})\s*", re.I)
_ORIENTATION = 0x0112
_NOT_SHOWN = "it is not a kind of picture that browsers show"
_CUT_OFF = "it is cut off, and a part of the file is missing"
_NO_PICTURE = "it is not a picture, or not one of a kind that browsers show"


def examine(path: Path) -> Probe:
    """Look into a picture. It never fails and never waits. The whole file is decoded, since a
    truncated one shows it only then.
    """
    return _examined(path)[0]


def _examined(path: Path) -> tuple[Probe, bytes]:
    """What is inside a picture, and its bytes."""
    try:
        content = read_file(path)
    except OSError as error:
        return Probe(problem=_reason(error)), b""
    except ValueError:
        return Probe(problem=_odd_file(path)), b""
    if not content:
        return Probe(problem="the file is empty"), b""
    kind = sniff(content[:8192])
    digest = digest_of(content)[0].hex()
    if kind == SVG:
        found = _examine_svg(content)
    elif kind == HEIC:
        found = Probe(
            kind=HEIC, problem="it is a HEIC picture, which browsers do not show: save it as JPEG"
        )
    else:
        found = _examine_pixels(content, kind) if kind else Probe(problem=_NO_PICTURE)
    named = named_kind(path.name)
    warning = (
        f"its name says {named}, but it is {found.kind}"
        if found.kind and named and named != found.kind
        else ""
    )
    return msgspec.structs.replace(found, digest=digest, warning=warning), content


def examine_any(path: Path) -> Probe:
    """Look into a picture, video or audio, whichever its name promises. It never fails."""
    return examine_recording(path) if recording_kind(path.name) else examine(path)


def probe(root: Path, path: str) -> tuple[str, int | None, int | None, str | None]:
    """(MIME type, width, height, problem or warning) of a picture, as the catalog keeps them. The
    last is a sentence, or None.
    """
    found = probe_media(root, path)
    kind = "" if found.problem else found.kind
    if found.problem == _NOT_SHOWN:
        kind = named_kind(path)
    return (
        kind,
        *((None, None) if found.problem else (found.width, found.height)),
        found.problem or found.warning or None,
    )


def probe_media(root: Path, path: str) -> Probe:
    """What is inside a media file that a story names; one that browsers do not show or play has a
    problem.
    """
    return look_into(root, path)[0]


def look_into(root: Path, path: str) -> tuple[Probe, bytes]:
    """The same, and the bytes of a picture without a problem: whoever asks more of it need not read
    it again, and cannot meet another one.
    """
    suffix = "." + path.lower().rpartition(".")[2]
    if recording_kind(path):
        return examine_recording(root / path), b""
    if suffix in TEXTS:
        return examine_text(root / path), b""
    if suffix in NOT_PLAYED:
        return Probe(problem="not all browsers play it"), b""
    if suffix not in _SUFFIXES:
        return Probe(problem=_NOT_SHOWN), b""
    found, content = _examined(root / path)
    if suffix == ".svg" and found.kind != SVG:
        is_told = found.problem and found.problem != _NO_PICTURE
        return Probe(problem=found.problem if is_told else "it is not an SVG picture"), b""
    if found.problem:
        return found, b""
    if found.kind == TIFF:
        return Probe(problem="it is a TIFF picture, which browsers do not show"), b""
    return found, content


def _examine_pixels(content: bytes, kind: str) -> Probe:
    from PIL import Image, UnidentifiedImageError  # only builds that meet a new picture need it

    Image.MAX_IMAGE_PIXELS = None  # we look at the size ourselves
    Image.init()  # else Pillow knows no MPO, WebP or AVIF yet, and asking for one of them fails
    known = tuple(name for name in _FORMATS if name in Image.OPEN)
    if reason := _too_tangled(content, kind):
        return Probe(kind=kind, problem=reason)
    blocks = read_blocks(content)
    is_cut = any(word.startswith("truncated") for word in blocks.warnings)
    try:
        with quietly(), Image.open(io.BytesIO(content), formats=known) as image:
            width, height = image.size
            if reason := _too_large(width, height):
                return Probe(kind=kind, problem=reason)
            if is_cut:
                return Probe(kind=kind, problem=_CUT_OFF)
            orientation = _orientation(kind, blocks, image)
            has_alpha = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
            mode = image.mode
            _decode(image, content)
    except UnidentifiedImageError:
        return Probe(problem=_CUT_OFF if is_cut else _NO_PICTURE)
    # A damaged file makes Pillow raise anything: struct.error, IndexError, ZeroDivisionError
    except Exception as error:
        return Probe(kind=kind, problem=_CUT_OFF if is_cut else _reason(error))
    if orientation >= 5 and kind != TIFF:  # Pillow has turned that already
        width, height = height, width
    return Probe(
        kind=kind,
        width=width,
        height=height,
        orientation=orientation,
        pages=blocks.pages,
        has_alpha=has_alpha,
        has_broken_profile=is_broken(blocks.icc, mode),
    )


def _decode(image, content: bytes) -> None:  # type: ignore[no-untyped-def]
    """Raise if pixels are missing. A JPEG is decoded at an eighth of its size, which needs all of
    its data.
    """
    if image.width * image.height <= _DECODED_PIXELS:
        image.draft("RGB", (64, 64))
        image.load()
    elif image.format in ("JPEG", "MPO"):
        try:
            with_jpeg_metadata(content)
        except BrokenContainer:
            raise EOFError from None


def _orientation(kind: str, blocks: Blocks, image) -> int:  # type: ignore[no-untyped-def]
    if kind == "image/avif":
        # An AVIF turns its pixels by itself, and its EXIF must be passed over (MIAF, ISO/IEC
        # 23000-22 section 7.3.10). Pillow does not turn them, but tells how they are turned, in the
        # words of EXIF.
        turned = image.getexif().get(_ORIENTATION, 1)
        return turned if turned in range(1, 9) else 1
    return orientation_of(blocks.exif) if blocks.exif else 1


def _too_large(width: int, height: int) -> str:
    if width * height > MAX_PIXELS:
        return f"it has more than {MAX_PIXELS // 1_000_000} million pixels"
    if max(width, height) > MAX_SIDE:
        return f"it is {width:,} x {height:,} pixels: no side may be longer than {MAX_SIDE:,}"
    return ""


def _too_tangled(content: bytes, kind: str) -> str:
    """What would keep a decoder busy for long, though the picture is not large."""
    if kind == "image/jpeg" and count_scans(content) > MOST_SCANS:
        return f"it is a JPEG of more than {MOST_SCANS} scans, and would take very long to decode"
    return (
        "its list of fields is larger than the file"
        if kind == TIFF and has_too_much(content)
        else ""
    )


def _reason(error: Exception) -> str:
    if isinstance(error, IsADirectoryError):
        return "it is a folder"
    if "truncated" in str(error).lower() or isinstance(error, EOFError):
        return _CUT_OFF
    if isinstance(error, OSError) and error.strerror:  # the disk says so, not a decoder
        return f"it cannot be read ({error.strerror})"
    return undecodable(str(error) or type(error).__name__)


def undecodable(said: str) -> str:
    """In an editor's words, that a decoder has given up; what it said of that stands in brackets,
    cut to one short line.
    """
    return (
        f"it is damaged and cannot be decoded ({' '.join(said.split())[:_LONGEST_REASON].strip()})"
    )


def _odd_file(path: Path) -> str:
    if path.is_dir():
        return "it is a folder"
    return (
        f"the file is larger than {LARGEST_FILE // 1_000_000} MB"
        if path.is_file()
        else "it is not an ordinary file"
    )


def _examine_svg(content: bytes) -> Probe:
    try:
        root = parse_xml(content, named_doctype=True)
    except HardenedXmlError:  # why it cannot be cleaned is told where that is tried
        return Probe(kind=SVG)
    if root.name != "svg":
        return Probe(problem=_NO_PICTURE)
    sizes = [_pixels(root.attributes.get(name, "")) for name in ("width", "height")]
    if not all(sizes):
        box = _BOX.fullmatch(root.attributes.get("viewBox", ""))
        shape = [float(value) for value in box.groups()] if box else [0.0, 0.0]
        sizes = _sized(sizes, shape)
    width, height = (max(1, round(size)) if size else None for size in sizes)
    return Probe(kind=SVG, width=width, height=height)


def _pixels(length: str) -> float:
    """A length of CSS in pixels; 0.0 for one that depends on what is around the drawing."""
    match = _LENGTH.fullmatch(length)
    return float(match[1]) * _UNITS[match[2].lower()] if match else 0.0


def _sized(sizes: list[float], shape: list[float]) -> list[float]:
    """Width and height by the shape of the drawing, where one of them or both are missing."""
    if not all(shape):
        return [0.0, 0.0]
    width, height = sizes
    if width:
        return [width, width * shape[1] / shape[0]]
    return [height * shape[0] / shape[1], height] if height else shape
