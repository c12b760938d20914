"""Problems of the pictures, video and audio of a story: those that are missing or broken, what was
noticed of the others, rights that have run out.
"""

import datetime as dt
import functools
from collections.abc import Iterator

from ssg.build.checker import Checker
from ssg.media.finder import MediaFinder, is_elsewhere, why_missing
from ssg.media.formats import named_kind
from ssg.model.probe import Probe
from ssg.model.recordings import media_noun, recording_kind
from ssg.problems import Problem, Severity

_LARGE_FILE = 50 * 2**20  # bytes; docs.github.com, "About large files on GitHub"
_DUE_SOON = dt.timedelta(days=7)
# The fields of an entry of `media` that name its files.
_NAMES_FILES = ("media", "src", "poster", "captions", "transcript")


class MediaChecker(Checker):
    """Looks at the media of one story after the other."""

    def pictures(self, path: str, finder: MediaFinder) -> Iterator[Problem]:
        for src, line, file, part in self.scan.uses(path):
            if is_elsewhere(src):
                continue
            noun = {"": media_noun(src), "captions": "captions file"}.get(part, part)
            if file is None:
                near = self.guess(functools.partial(finder.near, path, src))
                message, help_ = why_missing(self.context.root, path, src, noun)
                label = f"did you mean `{near}`?" if near else ""
                yield self._picture(
                    path, line, src, "missing-picture", message, label=label, help=help_
                )
                continue
            if _is_refused(src, part):
                continue
            wrong, probe, size = self.scan.media_found(file)
            if wrong := wrong or _misplaced(probe, part):
                yield self._picture(
                    path,
                    line,
                    src,
                    "broken-picture",
                    f"the {noun} `{src}` cannot be used: {wrong}",
                    help=_export_help(src, part),
                )
            elif size > _LARGE_FILE:
                yield self._picture(
                    path,
                    line,
                    src,
                    "large-file",
                    f"the {noun} `{src}` has {size / 2**20:.0f} MiB",
                    severity=Severity.WARNING,
                    help=(
                        "GitHub warns from 50 MiB on and takes no file of more than 100 MiB: make"
                        " it smaller, or serve it from elsewhere and write its address as `src`"
                    ),
                )

    def notices(self, path: str) -> Iterator[Problem]:
        """What was noticed of the pictures of a published story."""
        for line, _, picture in self.scan.pictures_of(path, published=True):
            for notice in picture.notices:
                yield self._picture(
                    path,
                    line,
                    picture.entry.src,
                    notice.code,
                    notice.message,
                    severity=Severity.WARNING,
                    help=notice.help,
                )

    def _picture(
        self,
        path: str,
        line: int,
        src: str,
        code: str,
        message: str,
        *,
        severity: Severity = Severity.ERROR,
        label: str = "",
        help: str = "",
    ) -> Problem:
        """A problem with a media file, at its name, which stands in its entry or a few lines below
        it.
        """
        span = self.places.value(path, src, "media", _NAMES_FILES, line) if line else None
        line, column = (span.line, span.column) if span else (line, 1)
        return self.problem(
            path,
            line,
            column,
            len(src),
            code,
            message,
            severity=severity,
            label=label,
            help=help,
        )

    def rights(self, path: str) -> Iterator[Problem]:
        """A picture whose rights have run out, or do within a week."""
        config, now = self.context.config, self.context.clock.now
        for line, _, picture in self.scan.distinct_rights(path, limited=True):
            src, verdict, end = picture.entry.src, picture.verdict, picture.until
            if not verdict.use and config.rights_end == "withhold":
                yield self._picture(
                    path,
                    line,
                    src,
                    "no-right-to-use",
                    f"the {media_noun(src)} `{src}` is withheld: {verdict.reason}",
                    severity=Severity.WARNING,
                    help="put another one in its place, or renew its lease in `rights`",
                )
            elif not verdict.use:
                yield self._picture(
                    path,
                    line,
                    src,
                    "no-right-to-use",
                    f"the {media_noun(src)} `{src}` may not be used: {verdict.reason}",
                    help="take it out of the story, or renew its lease in `rights`",
                )
            elif end and end - now <= _DUE_SOON:
                yield self._picture(
                    path,
                    line,
                    src,
                    "rights-end-soon",
                    f"the right to use `{src}` ends on"
                    f" {end.astimezone(config.zone):%Y-%m-%d at %H:%M}",
                    severity=Severity.WARNING,
                    help="renew its lease in `rights`, or replace the picture before then",
                )


def _is_refused(src: str, part: str) -> bool:
    """Whether the story was told already that a file of this name cannot have this role."""
    if part == "poster":
        return bool(recording_kind(src))
    return (part == "captions" and not src.lower().endswith(".vtt")) or (
        part == "transcript" and not src.lower().endswith((".txt", ".vtt"))
    )


def _misplaced(probe: Probe, part: str) -> str:
    """Why a file of this kind cannot have this role, "" if it can."""
    if part in ("", "poster") and probe.kind.startswith("text/"):
        return "it is a text"
    return "it is no picture" if part == "poster" and not probe.is_picture else ""


def _export_help(src: str, part: str) -> str:
    if part in ("captions", "transcript"):
        return "correct the file, and save it as UTF-8"
    if recording_kind(src) or not named_kind(src):
        return (
            "export it again from the original: pictures as JPEG, PNG, WebP or AVIF, video as MP4"
            " (H.264) or WebM, audio as MP3 or M4A"
        )
    return "export it again from the original, as JPEG, PNG, WebP or AVIF"
