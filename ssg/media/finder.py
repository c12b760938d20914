"""Finds the pictures that stories name: a story and a name come in, the file below content/ goes
out.
"""

import os
import posixpath
from collections.abc import Iterable
from pathlib import Path

from ssg.problems import Problem, Severity, suggest
from ssg.source.files import STORY_SUFFIXES, SourceStat, is_text_from_elsewhere
from ssg.text.urls import case_key, nfc

MEDIA_FOLDER = "content/media"


class MediaFinder:
    """The media files of the site, by the names that stories use."""

    def __init__(self, files: Iterable[SourceStat]):
        self.stats: dict[str, SourceStat] = {}
        self.problems: list[Problem] = []
        for file in files:
            if file.path.lower().endswith(STORY_SUFFIXES):
                continue
            if self.stats.setdefault(nfc(file.path), file) is not file:
                self.problems.append(_same_name(file.path))
        self._by_case_key = {case_key(path): path for path in self.stats}

    def find(self, story_path: str, src: str) -> str | None:
        """The path of the file that `src` means in a story: beside it, else below content/media/.
        None if there is none.
        """
        return next(
            (self.stats[path].path for path in _candidates(story_path, src) if path in self.stats),
            None,
        )

    def near(self, story_path: str, src: str) -> str | None:
        """A file the author may have meant: the same name in another case, or a similar one."""
        for path in _candidates(story_path, src):
            if found := self._by_case_key.get(case_key(path)):
                return posixpath.basename(found)
        folders = {posixpath.dirname(path) for path in _candidates(story_path, src)}
        names = [
            posixpath.basename(path) for path in self.stats if posixpath.dirname(path) in folders
        ]
        return suggest(posixpath.basename(src), names)


def why_missing(root: Path, story_path: str, src: str, noun: str) -> tuple[str, str]:
    """In an editor's words: that no file was found for `src` in a story, and where it belongs."""
    message, help_ = f"there is no {noun} `{src}`", "put it beside the story or into content/media/"
    tried = _candidates(story_path, src)
    if any(os.path.isdir(root / path) for path in tried):
        return f"`{src}` is a folder, not a file", f"name the file of the {noun}"
    if any(is_text_from_elsewhere(root, path) and os.path.isfile(root / path) for path in tried):
        return (
            (
                f"{message} in content/: it lies elsewhere, behind a link, and its text would be"
                " printed"
            ),
            f"copy the file of the {noun} into content/",
        )
    if not tried:
        return f"{message}: it would lie outside of content/", help_
    if src.startswith("/"):
        return (
            message,
            f"{help_}; a name that begins with / is looked for below content/ and content/media/",
        )
    return message, f"{help_}; upper and lower case count"


def _same_name(path: str) -> Problem:
    return Problem(
        code="url-collision",
        severity=Severity.ERROR,
        path=path,
        message=(
            f"two files have the name {nfc(path)}, one with its accents as signs of their own: on a"
            " Mac and in the site they are one"
        ),
        help="give one of them another name",
    )


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
