"""The seam between the pipeline and where its work is done: in this process for little work, in
local processes for much.

Results come back in the order of the items, whatever the number of processes; so output never
depends on it.
"""

import collections
import contextlib
import gc
import itertools
import os
import pickle
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

Item = TypeVar("Item")
Result = TypeVar("Result")
State = TypeVar("State")
_stage, _state = 0, None
_FORK_FROM = 1_000


def default_jobs() -> int:
    """The processors that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # macOS
        return os.cpu_count() or 1


class WorkerPool:
    """Local processes that stay from stage to stage of a build. They start when there is first much
    to do, while this process is still small: a fork shares all that its parent holds.

    `isolated` keeps all work out of this process, also that of one job: for libraries that make it
    unsafe to fork later.
    """

    def __init__(self, *, isolated: bool = False):
        self._isolated, self._can_start = isolated, True
        self._pool: ProcessPoolExecutor | None = None
        self._stage = 0

    def run(
        self,
        setup: Callable[[], State],
        work: Callable[[State, Item], Result],
        items: Iterable[Item],
        *,
        jobs: int,
    ) -> Iterator[Result]:
        """Yield work(state, item) for each item, in order. `setup` makes the state, once in each
        process that has work.

        With more than one job, or isolated, `setup`, `work`, items and results must pickle. An
        exception in `work` is raised here; ChildProcessError where a process was ended from
        outside.
        """
        pool = None if jobs <= 1 and not self._isolated else self._started(jobs)
        if pool is None:
            waiting_items = iter(items)
            for first in waiting_items:
                state = setup()
                for item in itertools.chain([first], waiting_items):
                    yield work(state, item)
            return
        self._stage += 1
        order = (self._stage, pickle.dumps(setup))
        from concurrent.futures import BrokenExecutor

        waiting: collections.deque[Future[Result]] = collections.deque()
        try:
            for item in items:
                waiting.append(pool.submit(_call, order, work, item))
                if len(waiting) >= 3 * jobs:  # few results in flight keep memory flat
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenExecutor as error:
            raise ChildProcessError(
                "a process of the build was ended from outside, perhaps for want of memory"
            ) from error

    def _started(self, jobs: int) -> "ProcessPoolExecutor | None":
        """The processes, which start if there are none yet. None where a machine has no semaphores
        (no /dev/shm): this process does the work.
        """
        if self._pool is None and self._can_start:
            try:
                self._pool = _pool(jobs, self._isolated)
            except (ImportError, NotImplementedError, OSError):
                self._can_start = False
        return self._pool

    def close(self) -> None:
        """End the processes. What was not begun is not done."""
        if self._pool:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None


def run(
    setup: Callable[[], State],
    work: Callable[[State, Item], Result],
    items: Iterable[Item],
    *,
    jobs: int,
    isolated: bool = False,
) -> Iterator[Result]:
    """The same with a pool of its own."""
    with contextlib.closing(WorkerPool(isolated=isolated)) as workers:
        yield from workers.run(setup, work, items, jobs=jobs)


def _pool(jobs: int, isolated: bool) -> "ProcessPoolExecutor":
    import multiprocessing  # imported late, since small builds do without
    from concurrent.futures import ProcessPoolExecutor

    # Fork where it is safe and cheap (Linux; no other pool is at work, which would have threads
    # here); spawn elsewhere.
    is_safe = os.uname().sysname == "Linux" and not (isolated and "pyvips" in sys.modules)
    context = multiprocessing.get_context("fork" if is_safe else "spawn")
    return ProcessPoolExecutor(
        max(1, jobs), mp_context=context, initializer=_start, initargs=(os.getpid(),)
    )


def run_beside(work: Callable[[], bytes], own: Callable[[], Result]) -> tuple[bytes, Result]:
    """Do `work` in a bare fork while this process does its `own`: to start a pool takes longer than
    such work.

    What the fork said is cut short where it was ended: who asks knows how long an answer is.
    """
    reading, writing = os.pipe()
    # An interrupt must not find a fork on its way into what only its parent may do.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT, signal.SIGTERM))
    try:
        child = os.fork()
    except OSError:
        os.close(reading)
        os.close(writing)
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        raise
    if not child:
        try:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
            os.close(reading)  # else it would write on where nobody reads any more
            with os.fdopen(writing, "wb") as pipe:
                pipe.write(work())
        finally:
            os.kill(
                os.getpid(), signal.SIGKILL
            )  # nothing that it has in common with its parent may be closed twice
    signal.pthread_sigmask(signal.SIG_SETMASK, before)
    os.close(writing)
    try:
        with os.fdopen(reading, "rb") as pipe:
            result = own()
            return pipe.read(), result
    finally:
        os.waitpid(child, 0)


def map_halves(
    work: Callable[[Sequence[Item]], bytes], items: Sequence[Item], *, jobs: int
) -> bytes:
    """work(items), which gives a byte an item, with the second half done beside the first."""
    if (
        jobs <= 1 or len(items) < _FORK_FROM or sys.platform != "linux" or _is_busy()
    ):  # a pool has threads
        return work(items)
    half = len(items) // 2
    second, first = run_beside(lambda: work(items[half:]), lambda: work(items[:half]))
    return first + (second if len(second) == len(items) - half else work(items[half:]))


def _is_busy() -> bool:
    """Whether a fork of this process would not be safe."""
    return threading.active_count() > 1 or "pyvips" in sys.modules


def in_groups(items: Iterable[Item], size: int) -> Iterator[tuple[Item, ...]]:
    """Items in tuples of `size`: one message to a worker costs more than one small page."""
    group: list[Item] = []
    for item in items:
        group.append(item)
        if len(group) == size:
            yield tuple(group)
            group = []
    if group:
        yield tuple(group)


def _start(parent: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's business
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # what the parent made of it means nothing here
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def collect_rarely() -> None:
    """Look for unreachable cycles of objects less often: what is there now stays, and there are few
    of them in pages.
    """
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def _end_with(parent: int) -> None:
    """A worker whose parent was killed would wait for work for ever."""
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGKILL)


def _call(order: tuple[int, bytes], work: Callable[[Any, Item], Result], item: Item) -> Result:
    """Runs in a process of a pool. The state of the stage before is given up when the first item of
    a new one comes.
    """
    global _stage, _state
    if order[0] != _stage:
        _state = None
        _state, _stage = pickle.loads(order[1])(), order[0]
        collect_rarely()
    return work(_state, item)
