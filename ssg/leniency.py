"""What a newsroom with an archive does not want to hear, or not yet: warnings about stories older
than `since`, and errors in the folders of `todo`, which become notes that keep nothing from being
published. Problems go in, those that are told come out.
"""

import re
from collections.abc import Iterable, Iterator

import msgspec

from ssg.catalog.survey import Survey
from ssg.config import Config
from ssg.problems import Problem, Severity
from ssg.source import CONTENT

# Errors that can wait: what is wrong is left out of the page, or its story is not published at all.
# No right, no leak and no page in the place of another is among them.
_CAN_WAIT = frozenset(
    """
    block-options control-character dead-anchor dead-link duplicate-key
    file-too-large missing-credit missing-field missing-media missing-picture nested-too-deep
    no-front-matter not-utf8 stray-block-end unclosed-block unclosed-front-matter unknown-block
    unknown-field unknown-network unknown-source unsafe-link wrong-date wrong-slug wrong-type
    wrong-url wrong-value yaml-syntax yaml-too-large
    """.split()
)
# Fields that keep something from being seen: a mistake in one of them never waits.
_GUARDS = re.compile(
    r"`(?:embargo|expires|status|draft|published|[\w.]*rights[\w.-]*|[\w.]*(?:allow|deny)[-_]\w+)`"
    r"|embargo"
)


class Leniency:
    """By the `since` and `todo` of a site.yaml."""

    def __init__(self, config: Config, survey: Survey):
        self._since, self._survey = config.since, survey
        self._folders = tuple(_prefix(folder) for folder in config.todo)
        self._old: frozenset[str] | None = None

    def told(self, problems: Iterable[Problem]) -> Iterator[Problem]:
        """The problems that are told, each with the severity that it has here."""
        if not self._folders and self._since is None:
            yield from problems
            return
        for problem in problems:
            if problem.severity is Severity.WARNING and self._is_old(problem.path):
                continue
            yield _as_note(problem) if self._waits(problem) else problem

    def _waits(self, problem: Problem) -> bool:
        return (
            problem.severity is Severity.ERROR
            and problem.path.startswith(self._folders)
            and bool(self._folders)
            and problem.code in _CAN_WAIT
            and not _GUARDS.search(f"{problem.message} {problem.label}")
        )

    def _is_old(self, path: str) -> bool:
        if self._since is None:
            return False
        if self._old is None:
            self._old = self._survey.dated_before(self._since.timestamp())
        return path in self._old


def _prefix(folder: str) -> str:
    """How the paths of all files in a folder of content/ begin."""
    inside = folder.strip("/").removeprefix(CONTENT).strip("/")
    return f"{CONTENT}/{inside}/" if inside and inside != "." else f"{CONTENT}/"


def _as_note(problem: Problem) -> Problem:
    return msgspec.structs.replace(problem, severity=Severity.NOTE)
