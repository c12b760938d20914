"""What a newsroom with an archive does not want to hear, or not yet: warnings about stories older
than `since`, and errors in the folders of `todo`, which become notes that keep nothing from being
published. Problems go in, those that are reported come out.
"""

from collections.abc import Iterable, Iterator

import msgspec

from ssg.catalog.scan import CatalogScan
from ssg.config.site import Config
from ssg.problems import Problem, Severity
from ssg.source.files import CONTENT

# Errors that can wait: what is wrong is left out of the page, or its story is not published at all.
# No right, no leak and no page in the place of another is among them.
_CAN_WAIT = frozenset(
    """
    block-options dead-anchor dead-link file-too-large missing-credit missing-media missing-picture
    nested-too-deep no-front-matter not-utf8 stray-block-end unclosed-block unclosed-front-matter
    unknown-block unknown-network unsafe-link
    """.split()
)
# These can wait where they are about a field that keeps nothing from being seen. A field that
# nobody knows may be one that does: "private: true".
_CAN_WAIT_IN_FIELDS = frozenset(
    "missing-field unknown-field wrong-date wrong-slug wrong-type wrong-url wrong-value".split()
)
_HARMLESS = frozenset(
    """
    title deck kicker summary byline contributors dateline tagline contact tags series weight slug
    url aliases related share lang layout corrections updated
    """.split()
)
_HARMLESS_OF_MEDIA = frozenset(
    "src alt caption focal lang poster captions transcript duration".split()
)


class Leniency:
    """By the `since` and `todo` of a site.yaml."""

    def __init__(self, config: Config, scan: CatalogScan):
        self._since, self._scan = config.since, scan
        self._folders = tuple(_prefix(folder) for folder in config.todo)
        self._old: frozenset[str] | None = None

    def reported(self, problems: Iterable[Problem]) -> Iterator[Problem]:
        """The problems that are reported, each with the severity that it has here."""
        if not self._folders and self._since is None:
            yield from problems
            return
        for problem in problems:
            if problem.severity is Severity.WARNING and self._is_old(problem.path):
                continue
            yield _as_note(problem) if self._waits(problem) else problem

    def _waits(self, problem: Problem) -> bool:
        if problem.severity is not Severity.ERROR or not self._folders:
            return False
        can_wait = problem.code in _CAN_WAIT or (
            problem.code in _CAN_WAIT_IN_FIELDS and _is_harmless(problem.field)
        )
        return can_wait and problem.path.startswith(self._folders)

    def _is_old(self, path: str) -> bool:
        if self._since is None:
            return False
        if self._old is None:
            self._old = self._scan.dated_before(self._since.timestamp())
        return path in self._old


def _prefix(folder: str) -> str:
    """How the paths of all files in a folder of content/ begin."""
    inside = folder.strip("/").removeprefix(CONTENT).strip("/")
    return f"{CONTENT}/{inside}/" if inside and inside != "." else f"{CONTENT}/"


def _as_note(problem: Problem) -> Problem:
    return msgspec.structs.replace(problem, severity=Severity.NOTE)


def _is_harmless(field: str) -> bool:
    """Whether a story may be published though this field of it could not be read."""
    name, *rest = field.split(".")
    if name == "media":
        return len(rest) > 1 and rest[1] in _HARMLESS_OF_MEDIA
    return name in _HARMLESS
