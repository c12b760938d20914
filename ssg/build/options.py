"""What a build is asked to do, and what came of it."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import msgspec

from ssg.build.faults import is_internal
from ssg.build.profile import Profile
from ssg.build.session import Session
from ssg.problems import Problem

Progress = Callable[[str, int, int], None]


class Stopped(Exception):
    """Raised by `Options.progress` to end a build before it publishes anything."""


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """What the editor asks for. `destination` is a folder; None only checks. `jobs` 0 takes all
    processors.

    `verify` reads every file of the destination instead of trusting its size and time. `profile`
    measures what takes how long, `why` is the address of a page whose making is to be explained.
    Without `layouts` nothing is rendered, and the site's own layouts are known by their names only.

    `session` has what the same process knows from its last build. Where layouts or settings
    changed, the pages at the addresses in `first` are made first, and `show` is called with each:
    the path of its file, and its bytes.
    """

    destination: Path | None = None
    base_url: str | None = None
    drafts: bool = False
    future: bool = False
    expired: bool = False
    now: dt.datetime
    strict: bool = False
    jobs: int = 0
    verify: bool = False
    profile: bool = False
    why: str = ""
    layouts: bool = True
    progress: Progress = lambda stage, done, total: None
    say: Callable[[str], None] = lambda message: None
    session: Session | None = None
    first: frozenset[str] = frozenset()
    show: Callable[[str, bytes], None] = lambda path, content: None


class Published(msgspec.Struct, frozen=True, kw_only=True):
    """What publishing did, in files. `rendered` were made, of which `written` had other bytes than
    before.

    `foreign` are files in the destination that ssg did not make; they were left alone. `replaced`
    are such files in the place of pages. `files` are those that have other bytes or are gone.
    """

    rendered: int = 0
    written: int = 0
    unchanged: int = 0
    removed: int = 0
    foreign: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a build. `is_published` says that files were moved into place, also where ssg
    failed afterwards. `why` has sentences about the page that was asked about.
    `stories` are counted by their state.
    """

    problems: tuple[Problem, ...]
    errors: int
    published: Published = Published()
    is_published: bool = False
    config_failed: bool = False
    profile: Profile | None = None
    why: tuple[str, ...] = ()
    stories: dict[str, int] = {}

    @property
    def is_our_fault(self) -> bool:
        """Whether ssg itself failed somewhere."""
        return any(map(is_internal, self.problems))
