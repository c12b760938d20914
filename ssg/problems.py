"""Author mistakes as values. Each stage hands in Problems; a run's collector hands out each once,
sorted.

How a problem is shown lives in `report/`; what a code means lives in its documentation.
"""

import difflib
import enum
import re
from collections.abc import Iterable, Sequence
from typing import TypedDict

import msgspec

_SURROGATE = re.compile("[\ud800-\udfff]")
_TEXT_FIELDS = ("message", "path", "excerpt", "label", "help")
_LONGEST_WORD = 80


class Severity(enum.StrEnum):
    """An error stops the build from publishing; a warning does with --strict; a note never does."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Span(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of one file. Lines and columns count from 1, columns in code points; the end is
    exclusive.

    An empty span (end equal to start) is the place before a character. A span that cannot be is a
    ValueError.
    """

    line: int
    column: int
    end_line: int
    end_column: int

    def __post_init__(self) -> None:
        start, end = (self.line, self.column), (self.end_line, self.end_column)
        if min(*start, *end) < 1 or end < start:
            raise ValueError(f"no such span: {start} to {end}")


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """One mistake. `code` is kebab-case; `message` is one line that can be understood alone.

    `path` is POSIX and relative to the site's root ("" is the whole site); `span` None is the whole
    file. `excerpt` is the source line at `span.line`, so that no renderer needs the disk. `label`
    stands beside the marked text, `help` says what to do. `field` is the field of a file that it is
    about, or was meant ("media.0.rights"); "" if it is about something else. Encodes with msgspec,
    whatever bytes a file name was made of.
    """

    code: str
    severity: Severity
    message: str
    path: str = ""
    span: Span | None = None
    excerpt: str = ""
    label: str = ""
    help: str = ""
    field: str = ""

    def __post_init__(self) -> None:
        # A file name that is not UTF-8 arrives with lone surrogates, which can be neither stored
        # nor printed.
        for name in _TEXT_FIELDS:
            text = getattr(self, name)
            if not text.isascii() and _SURROGATE.search(text):
                text = text.encode("utf-8", "backslashreplace").decode("utf-8")
                msgspec.structs.force_setattr(self, name, text)


class Told(TypedDict, total=False):
    """What may be told of a problem beside its message, as keyword arguments that are handed on."""

    severity: Severity
    label: str
    help: str
    field: str


class Problems:
    """The collector of one run. Equal problems count once, whichever stage or worker found them."""

    def __init__(self, problems: Iterable[Problem] = ()) -> None:
        self._found: set[Problem] = set()
        self._strict = False
        self.extend(problems)

    def add(self, problem: Problem) -> None:
        self._found.add(_promoted(problem) if self._strict else problem)

    def extend(self, problems: Iterable[Problem]) -> list[str]:
        """Add problems; gives the files that they are about."""
        paths = []
        for problem in problems:
            self.add(problem)
            paths.append(problem.path)
        return paths

    def promote_warnings(self) -> None:
        """--strict: warnings become errors, those already here and those still to come. Notes stay
        notes.
        """
        self._strict = True
        self._found = {_promoted(problem) for problem in self._found}

    def sorted(self) -> tuple[Problem, ...]:
        """By path, line, column, code and message: the whole site first, a whole file before its
        lines.
        """
        return tuple(sorted(self._found, key=_order))

    @property
    def errors(self) -> int:
        return _count(self._found, Severity.ERROR)

    @property
    def warnings(self) -> int:
        return _count(self._found, Severity.WARNING)


def _promoted(problem: Problem) -> Problem:
    if problem.severity is not Severity.WARNING:
        return problem
    return msgspec.structs.replace(problem, severity=Severity.ERROR)


def _order(problem: Problem) -> tuple[object, ...]:
    span = problem.span
    start = (span.line, span.column) if span else (0, 0)
    end = (span.end_line, span.end_column) if span else (0, 0)
    # The rest breaks ties, so that the order never depends on which worker came first.
    rest = (end, problem.severity.value, problem.label, problem.help, problem.excerpt)
    return (problem.path, start, problem.code, problem.message, rest)


def _count(problems: Iterable[Problem], severity: Severity) -> int:
    return sum(problem.severity is severity for problem in problems)


def summary_line(problems: Sequence[Problem]) -> str:
    """What a report ends with: "3 errors, 1 warning, 2 notes"; a kind that did not occur is left
    out.
    """
    counts = [(_count(problems, severity), severity.value) for severity in Severity]
    parts = [f"{count} {name}" + ("s" if count > 1 else "") for count, name in counts if count]
    return ", ".join(parts) or "no problems"


def suggest(word: str, known: Iterable[str]) -> str | None:
    """The known word that `word` was probably meant to be, or None; the order of `known` does not
    matter.

    Tried in turn: other case, hyphens or spaces (`Base-URL`); two neighbours swapped (`dtae`); the
    beginning of exactly one known word (`descr`, at least three letters); the closest spelling. The
    last looks at every known word: meant for hundreds of them (fields, tags), it takes about a
    second for 20,000 paths.
    """
    by_fold: dict[str, str] = {}
    for candidate in sorted(known, reverse=True):
        by_fold[_fold(candidate)] = candidate
    folded = _fold(word)
    if not folded or len(word) > _LONGEST_WORD or word in by_fold.values():
        return None
    match = _near(folded, by_fold)
    return by_fold[match] if match is not None else None


def _fold(word: str) -> str:
    return re.sub(r"[-_\s]", "", word.casefold())


def _near(folded: str, choices: Iterable[str]) -> str | None:
    if folded in choices:
        return folded
    swapped = {
        folded[:i] + folded[i + 1] + folded[i] + folded[i + 2 :] for i in range(len(folded) - 1)
    }
    if exact := sorted(swapped.intersection(choices)):
        return exact[0]
    completed = [choice for choice in choices if len(folded) >= 3 and choice.startswith(folded)]
    if len(completed) == 1:
        return completed[0]
    close = difflib.get_close_matches(folded, sorted(choices), n=1, cutoff=0.7)
    return close[0] if close else None
