"""Finds the pictures that stories name, and looks into them: type and pixels, or what is wrong with the file."""

import mimetypes
import posixpath
import re
import warnings
from collections.abc import Iterable
from pathlib import Path

from ssg.problems import suggest
from ssg.source import STORY_SUFFIXES, SourceStat, nfc
from ssg.urls import fold

MEDIA_FOLDER = "content/media"
MAX_PIXELS = 200_000_000
_FORMATS = {"JPEG": "image/jpeg", "MPO": "image/jpeg", "PNG": "image/png", "GIF": "image/gif", "WEBP": "image/webp", "AVIF": "image/avif"}
_SIZE = r"[0-9]{1,6}(?:\.[0-9]*)?|\.[0-9]+"
_SUFFIXES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg")


class MediaFinder:
    """The media files of the site, by the names that stories use."""

    def __init__(self, files: Iterable[SourceStat]):
        self.stats = {nfc(file.path): file for file in files if not file.path.lower().endswith(STORY_SUFFIXES)}
        self._folded = {fold(path): path for path in self.stats}

    def find(self, story_path: str, src: str) -> str | None:
        """The path of the file that `src` means in a story: beside it, else below content/media/. None if there is none."""
        return next((self.stats[path].path for path in _candidates(story_path, src) if path in self.stats), None)

    def near(self, story_path: str, src: str) -> str | None:
        """A file that the author may have meant: the same name in another case, or a similar one."""
        for path in _candidates(story_path, src):
            if found := self._folded.get(fold(path)):
                return posixpath.basename(found)
        folders = {posixpath.dirname(path) for path in _candidates(story_path, src)}
        names = [posixpath.basename(path) for path in self.stats if posixpath.dirname(path) in folders]
        return suggest(posixpath.basename(src), names)


def is_elsewhere(src: str) -> bool:
    """Whether a picture is served by another site."""
    return src.startswith(("http://", "https://"))


def media_url(path: str) -> str:
    """The planned url of a media file: content/world/ferry.jpg is /media/world/ferry.jpg."""
    return "/media/" + nfc(path).removeprefix(MEDIA_FOLDER + "/").removeprefix("content/")


def _candidates(story_path: str, src: str) -> list[str]:
    if src.startswith("/"):
        tried = [f"content{src}", f"{MEDIA_FOLDER}{src}"]
    else:
        tried = [f"{posixpath.dirname(story_path)}/{src}", f"{MEDIA_FOLDER}/{src}"]
    paths = [posixpath.normpath(path) for path in tried]
    return [path for path in paths if path.startswith("content/")]


def probe(root: Path, path: str) -> tuple[str, int | None, int | None, str | None]:
    """(MIME type, width, height, problem) of a picture. The whole file is decoded, since a truncated one shows it only then.

    Width and height are those that readers see, with the orientation of the camera applied. The problem is a sentence, or None.
    """
    if not path.lower().endswith(_SUFFIXES):
        return mimetypes.guess_type(path)[0] or "", None, None, "it is not a kind of picture that browsers show"
    if path.lower().endswith(".svg"):
        return _probe_svg(root / path)
    from PIL import Image, ImageOps, UnidentifiedImageError  # only builds that meet a new picture need it

    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    Image.init()  # else Pillow knows no MPO, WebP or AVIF yet, and asking for one of them fails
    known = tuple(name for name in _FORMATS if name in Image.OPEN)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(root / path, formats=known) as image:
                kind = _FORMATS[image.format or ""]
                width, height = image.size
                if image.getexif().get(0x0112, 1) in (5, 6, 7, 8):
                    width, height = height, width
                image.draft("RGB", (64, 64))
                ImageOps.exif_transpose(image).load()
    except UnidentifiedImageError:
        return "", None, None, "it is not a picture, or not one of a kind that browsers show"
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return "", None, None, f"it has more than {MAX_PIXELS // 1_000_000} million pixels"
    except Exception as error:  # a damaged file makes Pillow raise anything: struct.error, IndexError, ZeroDivisionError
        return "", None, None, _reason(error)
    wrong = _wrong_suffix(path, kind)
    return kind, width, height, wrong


def _reason(error: Exception) -> str:
    if isinstance(error, IsADirectoryError):
        return "it is a folder"
    if "truncated" in str(error).lower() or isinstance(error, EOFError):
        return "it is cut off, and a part of the file is missing"
    return f"it cannot be read ({str(error)[:80] or type(error).__name__})"


def _wrong_suffix(path: str, kind: str) -> str | None:
    named = mimetypes.guess_type(path.lower())[0] or ("image/avif" if path.lower().endswith(".avif") else "image/webp")
    return None if named == kind else f"its name says {named}, but it is {kind}"


def _probe_svg(path: Path) -> tuple[str, int | None, int | None, str | None]:
    with open(path, "rb") as file:
        head = file.read(8192).decode("utf-8", "replace")
    tag = re.search(r"<svg\b[^>]*>", head)
    if not tag:
        return "", None, None, "it is not an SVG picture"
    sizes = [re.search(rf"\b{name}=[\"']\s*({_SIZE})(?:px)?\s*[\"']", tag[0]) for name in ("width", "height")]
    if all(sizes):
        return "image/svg+xml", *(max(1, round(float(size[1]))) for size in sizes if size), None
    box = re.search(rf"viewBox=[\"']\s*[-0-9.]+[ ,]+[-0-9.]+[ ,]+({_SIZE})[ ,]+({_SIZE})[ \"']", tag[0])
    width, height = (max(1, round(float(v))) for v in box.groups()) if box else (None, None)
    return "image/svg+xml", width, height, None
