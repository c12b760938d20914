"""The process that builds for the live server: alone with the catalog, so that it may fork, fail
and be stopped without the server. Orders and questions come in through a pipe; what came of them
goes out.
"""

import contextlib
import datetime as dt
import gc
import os
import signal
import time
import traceback
from collections import deque
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from types import FrameType
from typing import NoReturn

import msgspec

from ssg.build.options import Options, Report, Stopped
from ssg.build.run import build
from ssg.build.session import Session
from ssg.catalog.overview import Line, Overview
from ssg.catalog.schema import CATALOG_NAME, open_for_reading
from ssg.config.site import Config, load_config
from ssg.disk.doors import OutputError
from ssg.output.place import LIVE_FOLDER, STATE_FOLDER
from ssg.problems import Severity
from ssg.serve.answers import CannotAnswer, answer
from ssg.serve.orders import (
    Alive,
    Answer,
    Built,
    Early,
    Failed,
    Order,
    Question,
    Shown,
    Unpublished,
)
from ssg.story.lifecycle import Clock, State

_ASSETS, _STATIC = "layouts/assets/", "static/"
_RENDERING = "rendering pages"
# Seconds without an order, after which there is time to tidy up, and after which everything is
# looked at once more: a watcher may have missed something.
_PAUSE, _QUIET = 0.2, 5.0
_SIGN_OF_LIFE = 1.0


class _Ended(BaseException):
    """The server ends."""


def work(connection: Connection, root: Path, port: int) -> None:
    """The life of the process. It ends when the server does."""
    os.setsid()  # Ctrl-C is the server's business
    signal.signal(signal.SIGINT, _stop)
    signal.signal(signal.SIGTERM, _end)
    with contextlib.suppress(_Ended, KeyboardInterrupt, EOFError, ConnectionError):
        Builder(connection, root, port).run()


def _stop(number: int, frame: FrameType | None) -> NoReturn:
    """What is built is out of date, and does not end."""
    raise KeyboardInterrupt


def _end(number: int, frame: FrameType | None) -> NoReturn:
    raise _Ended


class Builder:
    """Carries out orders, the newest only where several wait, and answers questions in between."""

    def __init__(self, connection: Connection, root: Path, port: int):
        self._connection, self._root, self._port = connection, root, port
        self._session = Session(root)
        self._waiting: deque[Order | Question] = deque()
        self._base_path = ""  # that of the last site.yaml without mistakes
        self._shown = Shown()
        self._said = time.monotonic()  # when the server last heard of us
        self._is_first = True
        self._is_unsure = False  # only what was named as changed has been looked at

    def run(self) -> None:
        """Work until the server closes the pipe (EOFError)."""
        while True:
            self._rest()
            self._receive(wait=not self._waiting)
            task = self._waiting.popleft()
            if isinstance(task, Question):
                self._connection.send(self._answer(task))
                continue
            while self._waiting and isinstance(newer := self._waiting[0], Order):
                self._waiting.popleft()
                task = newer.after(task)
            self._carry_out(task)

    def _rest(self) -> None:
        """What is done while nobody asks for anything."""
        if self._waiting or self._connection.poll(_PAUSE):
            return
        gc.collect()  # each build leaves circles of objects, which Python would keep for long
        if self._is_unsure and not self._connection.poll(_QUIET):
            self._waiting.append(Order(paths=None, shown=self._shown))

    def _receive(self, *, wait: bool) -> None:
        while wait or self._connection.poll():
            self._waiting.append(self._connection.recv())
            wait = False

    def _carry_out(self, order: Order) -> None:
        if order.paths is None or not (self._root / LIVE_FOLDER).is_dir():
            self._session.forget()
        for path in sorted(order.paths or ()):
            self._session.note(path)
        self._shown = order.shown
        # At the start the watcher may begin after the build has looked.
        self._is_unsure = order.paths is not None or self._is_first
        self._is_first = False
        try:
            self._connection.send(self._build(order))
        except Stopped:  # a newer order waits, which makes what this one would have made
            return
        except KeyboardInterrupt:
            self._session.forget()
        except Exception as error:
            self._session.forget()
            trace = "" if isinstance(error, OutputError) else traceback.format_exc()
            self._connection.send(Failed(message=str(error) or type(error).__name__, trace=trace))

    def _build(self, order: Order) -> Built:
        start = time.perf_counter()
        config, problems = load_config(self._root)
        if config is None:  # a build here would not miss the site's own address
            return Built(
                base_path=f"{self._base_path}/",
                problems=tuple(problems),
                errors=sum(each.severity is Severity.ERROR for each in problems),
                seconds=time.perf_counter() - start,
            )
        first = order.first | set(_copies(order.paths or frozenset()))
        if config.urls.base_path != self._base_path:
            self._base_path = config.urls.base_path
            first = frozenset()  # browsers are at the old path, where such a page has no styles
        paths = order.paths or frozenset()
        options = Options(
            destination=self._root / LIVE_FOLDER,
            base_url=self._base_url,
            drafts=order.shown.drafts,
            future=order.shown.drafts,
            now=self._now(),
            session=self._session,
            progress=self._progress,
            first=first,
            show=lambda path, content: self._connection.send(Early(path=path, content=content)),
        )
        report = build(self._root, options)
        return self._built(report, config, paths, time.perf_counter() - start)

    @property
    def _base_url(self) -> str:
        return f"http://localhost:{self._port}{self._base_path}/"

    def _now(self) -> dt.datetime:
        return self._shown.at or dt.datetime.now(dt.UTC)

    def _progress(self, stage: str, done: int, total: int) -> None:
        """Whoever saves again waits for nothing that is out of date."""
        if time.monotonic() - self._said > _SIGN_OF_LIFE:
            self._said = time.monotonic()
            self._connection.send(Alive())
        if stage == _RENDERING and done < total:
            self._receive(wait=False)
            if any(isinstance(task, Order) for task in self._waiting):
                raise Stopped

    def _built(
        self, report: Report, config: Config, paths: frozenset[str], seconds: float
    ) -> Built:
        built = Built(
            base_path=f"{self._base_path}/",
            files=report.published.files,
            problems=report.problems,
            errors=report.errors,
            seconds=seconds,
            stages=_wall(report),
            stories=report.stories,
        )
        with self._overview() as overview:
            lines = [overview.line(path) for path in sorted(paths)]
            return msgspec.structs.replace(
                built,
                pages={line.path: config.urls.href(line.url) for line in lines if line},
                unpublished=tuple(_unpublished(line, config) for line in overview.unpublished()),
                next_change=_moment(overview.next_change()),
            )

    @contextlib.contextmanager
    def _overview(self) -> Iterator[Overview]:
        with contextlib.closing(
            open_for_reading(self._root / STATE_FOLDER / CATALOG_NAME)
        ) as connection:
            yield Overview(connection, Clock(now=self._now()))

    def _answer(self, question: Question) -> Answer:
        try:
            value = answer(self._root, self._base_url, self._shown, question)
        except CannotAnswer as error:
            return Answer(number=question.number, failed=str(error))
        except Exception as error:
            return Answer(number=question.number, failed=f"{type(error).__name__}: {error}")
        return Answer(number=question.number, value=value)


def _copies(paths: frozenset[str]) -> list[str]:
    """The addresses of files that are published as they are: a page asks for its style sheet."""
    assets = [f"/assets/{path[len(_ASSETS) :]}" for path in paths if path.startswith(_ASSETS)]
    return assets + [f"/{path[len(_STATIC) :]}" for path in paths if path.startswith(_STATIC)]


def _wall(report: Report) -> dict[str, float]:
    stages = report.profile.stages if report.profile else {}
    return {stage: seconds for stage, (seconds, _) in stages.items()}


def _unpublished(line: Line, config: Config) -> Unpublished:
    waits = line.state in (State.EMBARGOED, State.SCHEDULED)
    until = _moment(max(line.embargo or 0, line.published or 0)) if waits else None
    return Unpublished(
        path=line.path,
        url=config.urls.href(line.url),
        state=line.state,
        until=until.astimezone(config.zone) if until else None,
    )


def _moment(seconds: float | None) -> dt.datetime | None:
    return None if seconds is None else dt.datetime.fromtimestamp(seconds, dt.UTC)
