"""Problems of the pictures, video and audio of a story: those that are missing or broken, credits
that differ from what the file says, rights that have run out.
"""

import datetime as dt
import functools
from collections.abc import Iterator

from ssg.build.checker import Checker
from ssg.catalog.answers import MediaFile
from ssg.media.finder import MediaFinder, is_elsewhere, why_missing
from ssg.media.formats import named_kind
from ssg.model.probe import Probe
from ssg.model.recordings import media_noun, recording_kind
from ssg.model.story import MediaEntry
from ssg.problems import Problem, Severity
from ssg.rights.use import judge, next_end, preset_for

_LARGE_FILE = 50 * 2**20  # bytes; docs.github.com, "About large files on GitHub"
_DUE_SOON = dt.timedelta(days=7)
# The fields of an entry of `media` that name its files.
_NAMES_FILES = ("media", "src", "poster", "captions", "transcript")


class MediaChecker(Checker):
    """Looks at the media of one story after the other."""

    def pictures(self, path: str, finder: MediaFinder) -> Iterator[Problem]:
        for src, line, file, part in self.survey.uses(path):
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
            wrong, probe, size = self.survey.media_found(file)
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

    def credits(self, path: str) -> Iterator[Problem]:
        """A printed credit that names others than the picture's own file."""
        from ssg.rights.credit_line import (
            differing_credit,  # imported late, with the grammars of credits
        )

        known = self.context.config.known
        for entry, line, file in self.survey.shown(path):
            if file and file.said.has_credentials:
                yield self._lost_credentials(path, line, entry.src)
            if file and (preset := self._missed_preset(entry, file)):
                yield self._picture(
                    path,
                    line,
                    entry.src,
                    "credit-differs",
                    f"the rights preset `{preset}` fits what the file of `{entry.src}` says, but"
                    f" not the credit {entry.credit.text}",
                    severity=Severity.WARNING,
                    help=(
                        f"correct the credit, or write `rights: {preset}` if it applies all the"
                        " same"
                    ),
                )
            if file and (filed := differing_credit(entry.credit.text, file.said, known)):
                yield self._picture(
                    path,
                    line,
                    entry.src,
                    "credit-differs",
                    f"the {media_noun(entry.src)} `{entry.src}` is credited to {entry.credit.text},"
                    f" but its file says {' '.join(filed.split())[:120]}",
                    severity=Severity.WARNING,
                    help="ask who is right, and correct the other one",
                )

    def _lost_credentials(self, path: str, line: int, src: str) -> Problem:
        return self._picture(
            path,
            line,
            src,
            "content-credentials",
            f"the picture `{src}` has Content Credentials (C2PA), which the published files do not"
            " have",
            severity=Severity.WARNING,
            help=(
                "keep the original; if readers are to check them, link to it where it is kept,"
                " and say how the picture came to be in `digital_source_type`"
            ),
        )

    def _missed_preset(self, entry: MediaEntry, file: MediaFile) -> str:
        """A preset by the credit of the file, where none applies to the printed one: an agency's
        terms hold, whoever is named.
        """
        from ssg.grammar.credit import parse_credit
        from ssg.rights.credit_line import credit_line

        config = self.context.config
        filed = credit_line(file.said, config.known)
        if (
            not filed
            or not entry.credit.text
            or entry.rights.preset
            or preset_for(entry.credit, config)
        ):
            return ""
        return preset_for(parse_credit(filed, config.known), config)

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
        entries = self.survey.leased(path, config)
        lines = {src: line for src, line, *_ in self.survey.uses(path)} if entries else {}
        for entry in entries:
            verdict = judge(entry, config, now)
            if not verdict.use and config.rights_end == "withhold":
                yield self._picture(
                    path,
                    lines.get(entry.src, 0),
                    entry.src,
                    "no-right-to-use",
                    f"the {media_noun(entry.src)} `{entry.src}` is withheld: {verdict.reason}",
                    severity=Severity.WARNING,
                    help="put another one in its place, or renew its lease in `rights`",
                )
            elif not verdict.use:
                yield self._picture(
                    path,
                    lines.get(entry.src, 0),
                    entry.src,
                    "no-right-to-use",
                    f"the {media_noun(entry.src)} `{entry.src}` may not be used: {verdict.reason}",
                    help="take it out of the story, or renew its lease in `rights`",
                )
            elif (end := next_end(entry, config, now)) and end - now <= _DUE_SOON:
                when = end.astimezone(config.zone)
                yield self._picture(
                    path,
                    lines.get(entry.src, 0),
                    entry.src,
                    "rights-end-soon",
                    f"the right to use `{entry.src}` ends on {when:%Y-%m-%d at %H:%M}",
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
