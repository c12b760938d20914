"""Measures what takes how long: a Meter in each process, whose Samples are added up to one Profile.
Nothing that is built depends on it.
"""

import collections
import contextlib
import hashlib
import heapq
import os
import time
from collections.abc import Callable, Iterator
from typing import Any

import msgspec

_SLOWEST = 10
_MOST_TEXTS = 1_000


class Sample(msgspec.Struct, kw_only=True):
    """What one process measured, in CPU seconds. `stacks` has the time spent in a layout itself, by
    the layouts around it; `texts` the digests of what a layout wrote, up to a thousand.
    """

    stories: list[tuple[float, str]] = []
    pages: list[tuple[float, str]] = []
    kinds: dict[str, tuple[int, float]] = {}
    stacks: dict[tuple[str, ...], float] = {}
    times: dict[str, int] = {}
    texts: dict[str, set[bytes]] = {}


class Meter:
    """The clock of one process."""

    def __init__(self) -> None:
        self._stack: list[str] = []
        self._since = time.process_time()
        self._sample = Sample()
        self.start()

    def start(self) -> None:
        self._sample = Sample(
            stacks=collections.defaultdict(float),
            times=collections.Counter(),
            texts=collections.defaultdict(set),
        )

    def take(self) -> Sample:
        """What was measured since the last time."""
        sample = self._sample
        self.start()
        return Sample(
            stories=heapq.nlargest(_SLOWEST, sample.stories),
            pages=heapq.nlargest(_SLOWEST, sample.pages),
            kinds=sample.kinds,
            stacks=dict(sample.stacks),
            times=dict(sample.times),
            texts=dict(sample.texts),
        )

    @contextlib.contextmanager
    def story(self, path: str) -> Iterator[None]:
        start = time.process_time()
        yield
        self._sample.stories.append((time.process_time() - start, path))

    @contextlib.contextmanager
    def page(self, url: str, kind: str) -> Iterator[None]:
        """A page; what is not spent in layouts is booked on its kind."""
        start = time.process_time()
        self._enter(f"({kind})")
        try:
            yield
        finally:
            self._leave()
            seconds = time.process_time() - start
            self._sample.pages.append((seconds, url))
            count, before = self._sample.kinds.get(kind, (0, 0.0))
            self._sample.kinds[kind] = count + 1, before + seconds

    def watch(
        self, name: str, render: Callable[..., Iterator[str]]
    ) -> Callable[..., Iterator[str]]:
        """The function of a layout, which writes its text piece by piece, with its time taken."""

        def watched(*arguments: Any) -> Iterator[str]:
            self._sample.times[name] += 1
            digest = hashlib.blake2b(digest_size=8)
            pieces = render(*arguments)
            while True:
                self._enter(name)
                try:
                    piece = next(pieces, None)
                finally:
                    self._leave()
                if piece is None:
                    break
                digest.update(str(piece).encode())
                yield piece
            if len(texts := self._sample.texts[name]) < _MOST_TEXTS:
                texts.add(digest.digest())

        return watched

    def _enter(self, name: str) -> None:
        self._book()
        self._stack.append(name)

    def _leave(self) -> None:
        self._book()
        self._stack.pop()

    def _book(self) -> None:
        now = time.process_time()
        if self._stack:
            self._sample.stacks[tuple(self._stack)] += now - self._since
        self._since = now


class Profile(Sample, kw_only=True):
    """A whole build. `stages` has wall and CPU seconds of each stage, the CPU of its worker
    processes included.
    """

    stages: dict[str, tuple[float, float]] = {}

    @contextlib.contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        """A stage of the build."""
        wall, cpu = time.perf_counter(), _cpu_seconds()
        yield
        self.stages[stage] = time.perf_counter() - wall, _cpu_seconds() - cpu

    def add(self, sample: Sample | None) -> None:
        if sample is None:
            return
        self.stories = heapq.nlargest(_SLOWEST, self.stories + sample.stories)
        self.pages = heapq.nlargest(_SLOWEST, self.pages + sample.pages)
        for kind, (count, seconds) in sample.kinds.items():
            known = self.kinds.get(kind, (0, 0.0))
            self.kinds[kind] = known[0] + count, known[1] + seconds
        for stack, seconds in sample.stacks.items():
            self.stacks[stack] = self.stacks.get(stack, 0.0) + seconds
        for name, count in sample.times.items():
            self.times[name] = self.times.get(name, 0) + count
            self.texts[name] = self.texts.get(name, set()) | sample.texts.get(name, set())


def _cpu_seconds() -> float:
    """The CPU seconds of this process and of those that it started and that have ended."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system
