"""A fault of ssg itself, met while one story, picture or page is worked on: an exception goes in, a
Problem that asks for a report comes out.

So one text that ssg cannot cope with neither hides what is wrong in the others nor goes by without
a name.
"""

import errno
import traceback
from pathlib import Path
from types import TracebackType
from typing import Any

import ssg
from ssg.problems import Problem, Severity

_PACKAGE = Path(ssg.__file__).parent
_LONGEST = 200
# A name or file is what the system does not want; all else that it refuses concerns the whole
# build.
_OF_THE_FILE = {errno.ENAMETOOLONG, errno.ELOOP, errno.EINVAL, errno.ENOTDIR, errno.EISDIR}
_MOST_PLACES = 3


def internal_error(error: BaseException, path: str, doing: str) -> Problem:
    """The Problem that stands for an exception of ours. `path` is the file that was worked on,
    `doing` what was done with it.
    """
    message = " ".join(str(error).split())[:_LONGEST]
    return Problem(
        code="internal-error",
        severity=Severity.ERROR,
        message=f"ssg itself failed while {doing}: {type(error).__name__}"
        + (f": {message}" if message else ""),
        path=path,
        label=", called from ".join(_places(error)),
        help=(
            f"this is a mistake in ssg {ssg.__version__}, not in your work: please report it, with"
            " this file and these lines"
        ),
    )


def missed_change(what: str) -> Problem:
    """The Problem that stands for a change that earlier builds did not see. The pages are made now,
    so it stops nothing.
    """
    return Problem(
        code="internal-error",
        severity=Severity.WARNING,
        message=f"pages were out of date: {what}",
        path="",
        help=(
            f"this is a mistake in ssg {ssg.__version__}, not in your work; the pages were made"
            " again: please report it, with these lines"
        ),
    )


class noted:
    """Add a Problem to `problems` where work on the file at `path` fails by a fault of ours.

    What the machine refuses (a full disk, no memory) is passed on, and so are the exceptions named.
    (A class, not a generator: each story and page is worked on in one.)
    """

    __slots__ = ("doing", "passed_on", "path", "problems")

    def __init__(
        self,
        problems: list[Any],
        path: str,
        doing: str,
        passed_on: tuple[type[Exception], ...] = (),
    ):
        self.problems, self.path, self.doing, self.passed_on = problems, path, doing, passed_on

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> bool:
        if not isinstance(error, Exception) or isinstance(error, (MemoryError, *self.passed_on)):
            return False
        if isinstance(error, OSError) and error.errno not in _OF_THE_FILE:
            return False
        self.problems.append(internal_error(error, self.path, self.doing))
        return True


def is_internal(problem: Problem) -> bool:
    return problem.code == "internal-error"


def _places(error: BaseException) -> list[str]:
    """Where in ssg an exception was raised, and from where that was called."""
    frames = [
        f
        for f in traceback.extract_tb(error.__traceback__)
        if Path(f.filename).is_relative_to(_PACKAGE)
    ]
    shown = [
        f"ssg/{Path(frame.filename).relative_to(_PACKAGE).as_posix()}:{frame.lineno}"
        for frame in frames
    ]
    return shown[-1 : -_MOST_PLACES - 1 : -1]
