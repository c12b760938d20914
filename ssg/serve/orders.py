"""What the server and the process that builds for it say to one another."""

import datetime as dt
from typing import Any

import msgspec

from ssg.problems import Problem


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """What the site is shown as: with what readers do not see yet, or as they see it; now (None) or
    at another time.
    """

    drafts: bool = True
    at: dt.datetime | None = None


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """To build. `paths` changed since the last order (None: look at everything); the pages at the
    addresses in `first` are looked at by somebody.
    """

    paths: frozenset[str] | None
    shown: Shown
    first: frozenset[str] = frozenset()

    def after(self, earlier: "Order") -> "Order":
        """One order for this one and an earlier one that was not carried out."""
        known = None not in (self.paths, earlier.paths)
        paths = (self.paths or frozenset()) | (earlier.paths or frozenset()) if known else None
        return msgspec.structs.replace(self, paths=paths)


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """To answer something about the site as it was built last: the name of a function of
    `serve/answers.py`, and its arguments.
    """

    number: int
    name: str
    arguments: tuple[Any, ...] = ()


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to a question; `failed` says why there is none."""

    number: int
    value: Any = None
    failed: str = ""


class Alive(msgspec.Struct, frozen=True, kw_only=True):
    """The build goes on."""


class Early(msgspec.Struct, frozen=True, kw_only=True):
    """A file of a build that is still under way."""

    path: str
    content: bytes


class Unpublished(msgspec.Struct, frozen=True, kw_only=True):
    """A story that readers do not see now. `until` is when that ends by itself, on the
    site's clock.
    """

    path: str
    url: str
    state: str
    until: dt.datetime | None = None


class Built(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a build. `files` have other bytes than before, or are gone. `pages` are the
    addresses of the stories whose files changed, by their paths. `next_change` is when the site
    will be another one by itself.
    """

    base_path: str = "/"
    files: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    errors: int = 0
    seconds: float = 0.0
    stages: dict[str, float] = {}
    stories: dict[str, int] = {}
    pages: dict[str, str] = {}
    unpublished: tuple[Unpublished, ...] = ()
    next_change: dt.datetime | None = None


class Failed(msgspec.Struct, frozen=True, kw_only=True):
    """A build that did not come to its end, by a fault of the machine or of ours."""

    message: str
    trace: str = ""


Message = Alive | Early | Built | Failed | Answer
