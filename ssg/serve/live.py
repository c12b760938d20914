"""The state of the live server: what was built last, who looks at what, and what they are told."""

import asyncio
import collections
import contextlib
import datetime as dt
import json
from collections.abc import AsyncIterator, Callable, Iterable
from pathlib import Path
from typing import Any

import msgspec

from ssg.problems import Problem, Severity
from ssg.report.text import render_frame
from ssg.serve.editor import Editor
from ssg.serve.engine import Engine
from ssg.serve.orders import Built, Early, Failed, Order, Shown
from ssg.serve.site_files import SiteFiles

_MOST_PROBLEMS = 50
_PING_SECONDS = 15.0
_LONGEST_SLEEP = 3600.0
_PAGE = "index.html"
# Files that no page shows as a part of itself.
_NEVER_SHOWN = (".xml", ".txt", ".json")
_MOST_ASSETS = 1000
# Builds that are remembered, and files of each.
_LONGEST_HISTORY, _MOST_FILES = 100, 1000


class Past(msgspec.Struct, frozen=True, kw_only=True):
    """A build that changed something. `files` are None where there were too many to keep."""

    at: dt.datetime
    seconds: float
    count: int
    files: frozenset[str] | None


class Browser:
    """One page that is shown somewhere: its address, and what it is to be told."""

    def __init__(self, path: str):
        self.path = path
        self.news: asyncio.Queue[dict[str, Any]] = asyncio.Queue()


class Live:
    """Takes what the watcher saw and what the builder made; tells browsers.

    `say` is called with each result. `first_built` is set when there is something to show.
    """

    def __init__(
        self,
        root: Path,
        port: int,
        files: SiteFiles,
        editor: Editor,
        shown: Shown,
        say: Callable[[Built | Failed], None],
    ):
        self.root, self.port, self.files = root, port, files
        self.editor, self.shown = editor, shown
        self.follows = False  # browsers go to the story that was saved, unless they say otherwise
        self.built, self.failed = Built(), ""
        self.changed = Built()  # the last that changed a file, if any did
        self.first_built = asyncio.Event()
        self.history: collections.deque[Past] = collections.deque(maxlen=_LONGEST_HISTORY)
        self._say = say
        self._early: dict[str, bytes] = {}
        files.early = self._early
        self._browsers: set[Browser] = set()
        self._is_building = False
        self._timer: asyncio.TimerHandle | None = None
        self.engine = Engine(root, port, self.take)

    # ---- building

    def build(self, paths: frozenset[str] | None) -> None:
        """Have the site built again, since some paths changed (None: look at everything)."""
        self._is_building = True
        base = self.files.base_path
        seen = {browser.path for browser in self._browsers if browser.path.startswith(base)}
        first = frozenset(f"/{path[len(base) :]}" for path in seen)
        self.engine.order(Order(paths=paths, shown=self.shown, first=first))

    def show(self, shown: Shown) -> None:
        """Show the site as something else: at another time, with or without drafts."""
        self.shown = shown
        self.build(frozenset())

    def take(self, message: Early | Built | Failed) -> None:
        """What came from the builder."""
        if isinstance(message, Early):
            self._early[message.path] = message.content
            self._tell_changed([message.path], "")
            return
        self._is_building = False
        self._early.clear()
        if isinstance(message, Failed):
            self.failed = f"{message.message}\n\n{message.trace}".strip()
        else:
            self.failed, self.built = "", message
            if message.files or not self.changed.files:
                self.changed = message
            self._remember(message)
            self.files.base_path = message.base_path
            self._wait_for(message.next_change)
            follow = next(iter(sorted(message.pages.values())), "")
            self._tell_changed(message.files, "" if message.errors else follow)
        self.first_built.set()
        self._tell(self.state())
        self._say(message)

    def _remember(self, built: Built) -> None:
        if built.files:
            count = len(built.files)
            files = frozenset(built.files) if count <= _MOST_FILES else None
            now = dt.datetime.now(dt.UTC)
            past = Past(at=now, seconds=built.seconds, count=count, files=files)
            self.history.appendleft(past)

    def builds_of(self, href: str) -> list[Past]:
        """The builds that changed the page at an address, the latest first."""
        file = href.removeprefix(self.files.base_path) + _PAGE
        return [past for past in self.history if past.files is None or file in past.files]

    def _wait_for(self, moment: dt.datetime | None) -> None:
        """Build again when an embargo lifts, or another moment of a story comes."""
        if self._timer:
            self._timer.cancel()
            self._timer = None
        if moment is None or self.shown.at is not None:
            return
        seconds = (moment - dt.datetime.now(dt.UTC)).total_seconds() + 0.05
        loop = asyncio.get_running_loop()
        if seconds > _LONGEST_SLEEP:
            self._timer = loop.call_later(_LONGEST_SLEEP, self._wait_for, moment)
        else:
            self._timer = loop.call_later(max(0.0, seconds), self.build, frozenset())

    def close(self) -> None:
        if self._timer:
            self._timer.cancel()
        self.engine.close()

    # ---- telling browsers

    async def news(self, path: str) -> AsyncIterator[str]:
        """What a browser that shows the page at `path` is told, as server-sent events."""
        browser = Browser(path)
        self._browsers.add(browser)
        try:
            yield _event(self.state())
            while True:
                try:
                    message = await asyncio.wait_for(browser.news.get(), _PING_SECONDS)
                except TimeoutError:
                    yield ": still here\n\n"
                else:
                    yield _event(message)
        finally:
            self._browsers.discard(browser)

    def state(self) -> dict[str, Any]:
        """What every page shows: problems, and which stories readers do not see."""
        built = self.built
        return {
            "type": "state",
            "base": self.files.base_path,
            "building": self._is_building,
            "follow": self.follows,
            "failed": self.failed,
            "errors": built.errors,
            "warnings": sum(each.severity is Severity.WARNING for each in built.problems),
            "problems": [self._problem(each) for each in built.problems[:_MOST_PROBLEMS]],
            "more": max(0, len(built.problems) - _MOST_PROBLEMS),
            "unpublished": {
                story.url: {"state": story.state, "words": _words(story.state, story.until)}
                for story in built.unpublished
            },
            "shown": msgspec.to_builtins(self.shown),
        }

    async def page(self, path: str) -> dict[str, str]:
        """What the bar of a page needs: the file that it was made from, and who edits that."""
        base = self.files.base_path
        source = ""
        if path.startswith(base):
            with contextlib.suppress(RuntimeError):  # the page is shown without its bar's links
                source = await self.engine.ask("source of", f"/{path[len(base) :]}")
        if not source.startswith("content/"):
            return {"source": ""}
        return {"source": source, "editor": self.editor.address(source)}

    def _problem(self, problem: Problem) -> dict[str, Any]:
        span = problem.span
        line, column = (span.line, span.column) if span else (1, 1)
        is_one_line = span is not None and span.line == span.end_line
        return {
            "severity": problem.severity.value,
            "message": problem.message,
            "path": problem.path,
            "place": f"{problem.path}:{line}" if problem.path else "",
            "frame": render_frame(problem),
            "editor": self.editor.address(problem.path, line, column) if problem.path else "",
            "needle": problem.excerpt[span.column - 1 : span.end_column - 1]
            if span and is_one_line
            else "",
        }

    def _tell_changed(self, files: Iterable[str], follow: str) -> None:
        base = self.files.base_path
        pages, shared = set[str](), list[str]()
        for path in files:
            if path.endswith(".html"):
                pages.add(base + path.removesuffix(_PAGE))
            elif not path.endswith(_NEVER_SHOWN):
                shared.append(base + path)
        for browser in self._browsers:
            is_changed = browser.path in pages
            if is_changed or shared or follow:
                news = {"page": is_changed, "assets": shared[:_MOST_ASSETS], "follow": follow}
                browser.news.put_nowait({"type": "changed"} | news)

    def _tell(self, message: dict[str, Any]) -> None:
        for browser in self._browsers:
            browser.news.put_nowait(message)


def _event(message: dict[str, Any]) -> str:
    return f"data: {json.dumps(message)}\n\n"


def _words(state: str, until: dt.datetime | None) -> str:
    """What a page says of a story that readers do not see."""
    words = state.capitalize()
    return f"{words} until {until:%Y-%m-%d %H:%M}" if until else words
