"""Problems that show only when the whole site is known: two pages at one address, dead links,
missing pictures, rights that have run out.
"""

import datetime as dt
import functools
import re
from collections.abc import Callable, Iterable, Iterator

from ssg.build.faults import noted
from ssg.build.places import Places
from ssg.catalog.answers import MediaFile
from ssg.catalog.rows import OWN
from ssg.catalog.schema import DAMAGE
from ssg.catalog.survey import Survey
from ssg.media.finder import MediaFinder, is_elsewhere, why_missing
from ssg.media.formats import named_kind
from ssg.model.probe import Probe
from ssg.model.recordings import media_noun, recording_kind
from ssg.model.story import MediaEntry
from ssg.pages.body import resolve_link
from ssg.pages.context import Context
from ssg.problems import Problem, Severity, suggest
from ssg.rights.use import judge, next_end, preset_for
from ssg.story.lifecycle import NOTICES
from ssg.text.urls import Urls

_MOST_GUESSES = 50
_LARGE_FILE = 50 * 2**20  # bytes; docs.github.com, "About large files on GitHub"
_DUE_SOON = dt.timedelta(days=7)
# The fields of an entry of `media` that name its files.
_NAMES_FILES = ("media", "src", "poster", "captions", "transcript")
# What an author links to who leaves out `https://` or `mailto:`.
_HOST = re.compile(
    r"(?:www\.[\w.-]+|(?:[\w-]+\.)+(?:com|org|net|edu|gov|info|news|example|[a-z]{2}))"
    r"(?:[/?#]\S*)?",
    re.I,
)
_MAIL = re.compile(r"[^@\s/]+@[^@\s/]+\.[^@\s/]+")


def check_stories(
    context: Context, survey: Survey, finder: MediaFinder, paths: Iterable[str], urls: Urls
) -> tuple[dict[str, list[Problem]], list[Problem]]:
    """Problems between each of some stories and other files, by story; and where ssg itself failed.
    The pages must be planned. `urls` are those of the site, which planning knows nothing of.
    """
    checker = _Checker(context, survey, urls)
    faults: list[Problem] = []
    found: dict[str, list[Problem]] = {}
    for path in paths:
        with noted(faults, path, "checking this story against the others", passed_on=DAMAGE):
            found[path] = list(checker.story(path, finder))
    return found, faults


class _Checker:
    def __init__(self, context: Context, survey: Survey, urls: Urls):
        self.context, self.survey, self._urls = context, survey, urls
        self.places = Places(context.root)
        self._ids: tuple[str, frozenset[str]] = ("", frozenset())
        self._guesses = _MOST_GUESSES

    def problem(
        self,
        path: str,
        line: int,
        column: int,
        length: int,
        code: str,
        message: str,
        *,
        severity: Severity = Severity.ERROR,
        label: str = "",
        help: str = "",
    ) -> Problem:
        """A problem at a place in a file, with the line it is about. A line of 0 means the whole
        file.
        """
        source = self.places.source(path)
        if not line or source is None:
            return Problem(
                code=code,
                severity=severity,
                message=message,
                path=path,
                label=label,
                help=help,
            )
        start = source.offset(line, max(1, column))
        span = source.span(
            start,
            min(start + max(1, length), start + max(1, len(source.line_text(line)) - column + 1)),
        )
        return source.problem(code, message, span, severity=severity, label=label, help=help)

    def story(self, path: str, finder: MediaFinder) -> Iterator[Problem]:
        yield from self.links(path)
        if not self.context.config.media_url:
            yield from self.pictures(path, finder)
            yield from self.credits(path)
        yield from self.rights(path)

    def _guess(self, near: Callable[[], str | None]) -> str | None:
        """What was probably meant. Only so often: when a folder was renamed, thousands of links are
        dead, and each guess looks at all names.
        """
        self._guesses -= 1
        return near() if self._guesses >= 0 else None

    # ---- links

    def links(self, path: str) -> Iterator[Problem]:
        for kind, target, line, column in self.survey.links(path):
            if kind == "related":
                found = self._related(path, target, line)
            elif kind == OWN:
                found = self._own_address(path, target)
            else:
                found = self._link(path, target, line, column)
            if found:
                yield found

    def _related(self, path: str, target: str, block: int) -> Problem | None:
        """A related story of the front matter or, with the line of its first line, of a `block` in
        the text.
        """
        found = self.context.target(path, target)
        if found is not None and found.is_published:
            return None
        line, column = self._related_place(path, target, block)
        if found is None:
            return self._dead(
                path, target, line, column, f"the related story `{target}` does not exist"
            )
        if not block:
            return None
        return self.problem(
            path,
            line,
            column,
            len(target),
            "unpublished-link",
            f"the related story `{target}` is not published",
            severity=Severity.WARNING,
            help=self._until(found.path, "the block leaves it out"),
        )

    def _related_place(self, path: str, target: str, block: int) -> tuple[int, int]:
        if block:
            return self._find(path, target, block)
        span = self.places.value(path, target, "related", ("related", "path"))
        return (span.line, span.column) if span else (0, 0)

    def _until(self, path: str, what: str) -> str:
        """What becomes of a link to a story that is not published, and what to do."""
        state = self.survey.state_of(path)
        if state in NOTICES:
            return f"the story is {state}, and {what}: take the link out, or link to another story"
        return f"until it is, {what}"

    def _link(self, path: str, target: str, line: int, column: int) -> Problem | None:
        if not target:
            return self.problem(
                path,
                line,
                column,
                4,
                "dead-link",
                "the link has no address",
                help="write the address between the parentheses, or remove the link",
            )
        found = resolve_link(self.context, path, target)
        if found.unpublished:
            return self.problem(
                path,
                line,
                column,
                len(target),
                "unpublished-link",
                f"the link leads to `{target}`, which is not published",
                severity=Severity.WARNING,
                help=self._until(found.path, "the words stand there without the link"),
            )
        if found.url is None:
            return self._dead(path, target, line, column, f"the link `{target}` leads to no story")
        page = self.survey.page(found.url) if found.url else None
        if found.url and page is None:
            page = self.survey.page(found.url + "/")
            if page is None:
                return self._dead(
                    path,
                    target,
                    line,
                    column,
                    f"the link leads to `{found.url}`, where there is no page",
                )
        story = page.key if page and page.kind in ("story", "page") else ""
        if not found.url:
            story = path
        # Every page has one (HTML, "find a potential indicated element").
        is_top = found.fragment.lower() == "top"
        if found.fragment and not is_top and story and found.fragment not in self._anchors(story):
            if target.startswith("#fnref-"):  # the way back of a footnote that nothing led to
                return self._unused_note(path, target.removeprefix("#fnref-"))
            near = self._guess(lambda: suggest(found.fragment, tuple(self._anchors(story))))
            return self.problem(
                path,
                line,
                column,
                len(target),
                "dead-anchor",
                f"there is no `#{found.fragment}` in {story}",
                label=f"did you mean `#{near}`?" if near else "",
                help="headings have ids made of their words",
            )
        return None

    def _unused_note(self, path: str, name: str) -> Problem:
        line, column = self._find(path, f"[^{name}]:")
        return self.problem(
            path,
            line,
            column,
            len(name) + 4,
            "dead-anchor",
            f"nothing in the text leads to the footnote `{name}`",
            help=f"write `[^{name}]` where it belongs, or remove it",
        )

    def _own_address(self, path: str, target: str) -> Problem | None:
        """A whole address of this site, where no page stands."""
        address = self._urls.own(target) or target
        url = self._urls.local(address)
        if url is None or self.survey.page_at(self._urls, address):
            return None
        line, column = self.places.address(path, target)
        return self.problem(
            path,
            line,
            column,
            len(target),
            "dead-link",
            f"the link leads to `{url}` of this site, where there is no page",
            help="link to the story's file, such as ../world/ferry-strike.md",
        )

    def _dead(self, path: str, target: str, line: int, column: int, message: str) -> Problem:
        name = target.partition("#")[0].rpartition("/")[2]
        near = (
            self._guess(lambda: suggest(name, self.survey.file_names()))
            if name.endswith((".md", ".markdown"))
            else None
        )
        help_ = (
            "write the path of a story file, such as ../world/ferry-strike.md; other files belong"
            " into static/, linked as /file.pdf"
        )
        if _HOST.fullmatch(target) and not name.endswith((".md", ".markdown")):
            help_ = f"write `https://{target}`, if a page elsewhere is meant"
        elif _MAIL.fullmatch(target):
            help_ = f"write `mailto:{target}`, if an email address is meant"
        label = f"did you mean `{near}`?" if near else ""
        return self.problem(
            path,
            line,
            column,
            len(target),
            "dead-link",
            message,
            label=label,
            help="" if near else help_,
        )

    def _anchors(self, story: str) -> frozenset[str]:
        if self._ids[0] != story:
            self._ids = (story, frozenset(self.survey.body_of(story).ids))
        return self._ids[1]

    def _find(self, path: str, text: str, line: int = 1) -> tuple[int, int]:
        """Line and column of the first place of `text` in a file, from a line on; (0, 0) if there
        is none.
        """
        source = self.places.source(path)
        at = source.text.find(text, source.offset(max(1, line))) if source else -1
        return source.line_column(at) if source and at != -1 else (0, 0)

    # ---- pictures

    def pictures(self, path: str, finder: MediaFinder) -> Iterator[Problem]:
        for src, line, file, part in self.survey.uses(path):
            if is_elsewhere(src):
                continue
            noun = {"": media_noun(src), "captions": "captions file"}.get(part, part)
            if file is None:
                near = self._guess(functools.partial(finder.near, path, src))
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
