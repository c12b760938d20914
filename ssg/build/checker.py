"""What every check between files works with: it shows a problem at the place in a file that it is
about, and guesses what was meant.
"""

from collections.abc import Callable

from ssg.build.places import Places
from ssg.catalog.scan import CatalogScan
from ssg.pages.context import Context
from ssg.problems import Problem, Severity

# When a folder was renamed, thousands of links are dead, and each guess looks at all names.
_MOST_GUESSES = 50


class Guesses:
    """How many more may be made in a build; all checks share it."""

    def __init__(self) -> None:
        self.left = _MOST_GUESSES


class Checker:
    """The base of all checks."""

    def __init__(self, context: Context, scan: CatalogScan, places: Places, guesses: Guesses):
        self.context, self.scan, self.places = context, scan, places
        self._guesses = guesses

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

    def guess(self, near: Callable[[], str | None]) -> str | None:
        """What was probably meant. Only so often."""
        self._guesses.left -= 1
        return near() if self._guesses.left >= 0 else None
