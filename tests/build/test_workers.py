"""The seam to processes: results in order, state made once a process, errors that arrive."""

import contextlib
import os
import signal
import sys
import time
from pathlib import Path

import pytest

from ssg.build import workers
from ssg.build.workers import WorkerPool, default_jobs, in_groups, map_halves, run, run_beside


def make_state():
    return {"process": os.getpid(), "calls": 0}


def square(state, number):
    state["calls"] += 1
    return number * number


def who(state, number):
    return state["process"], os.getpid()


def fail_at_three(state, number):
    if number == 3:
        raise ValueError("three")
    return number


@pytest.mark.parametrize("jobs", [0, 1, 2, 3])
def test_results_come_in_the_order_of_the_items(jobs):
    assert list(run(make_state, square, range(20), jobs=jobs)) == [n * n for n in range(20)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_no_items_give_no_results(jobs):
    assert list(run(make_state, square, (), jobs=jobs)) == []


def test_with_one_job_everything_stays_in_this_process():
    assert set(run(make_state, who, range(3), jobs=1)) == {(os.getpid(), os.getpid())}


def test_each_process_makes_its_own_state():
    found = set(run(make_state, who, range(12), jobs=2))
    assert all(made == worked != os.getpid() for made, worked in found)


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_error_in_the_work_is_raised_here(jobs):
    results = run(make_state, fail_at_three, range(10), jobs=jobs)
    assert [next(results) for _ in range(3)] == [0, 1, 2]
    with pytest.raises(ValueError, match="three"):
        next(results)


@pytest.mark.parametrize("jobs", [1, 2])
def test_items_are_taken_only_as_they_are_needed(jobs):
    taken = []
    results = run(make_state, square, (taken.append(n) or n for n in range(1000)), jobs=jobs)
    next(results)
    results.close()
    assert len(taken) <= 3 * jobs


def make_other_state():
    return {"process": -os.getpid(), "calls": 0}


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_crew_makes_a_new_state_for_each_stage(jobs):
    with contextlib.closing(WorkerPool()) as workers:
        first = set(workers.run(make_state, who, range(12), jobs=jobs))
        second = set(workers.run(make_other_state, who, range(12), jobs=jobs))
    assert all(made == worked for made, worked in first)
    assert all(made == -worked for made, worked in second)


def test_the_processes_of_a_crew_stay_from_stage_to_stage_and_end_with_it():
    with contextlib.closing(WorkerPool()) as workers:
        first = {worked for _, worked in workers.run(make_state, who, range(12), jobs=1 + 1)}
        second = {worked for _, worked in workers.run(make_state, who, range(12), jobs=1 + 1)}
        assert first | second <= set(range(2**22)) - {os.getpid()}
        assert len(first | second) <= 2
    for process in first | second:
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)


ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only there is it safe to fork so")


def children() -> set[str]:
    """The processes below this one, the ended ones too that nobody waited for."""
    return {
        pid
        for task in Path("/proc/self/task").iterdir()
        for pid in (task / "children").read_text().split()
    }


@ON_LINUX
def test_work_beside_ours_is_done_in_another_process():
    said, own = run_beside(lambda: str(os.getpid()).encode(), os.getpid)
    assert int(said) != own == os.getpid()


@ON_LINUX
def test_a_fork_that_ends_badly_says_nothing_and_leaves_no_process():
    before = children()
    assert run_beside(lambda: os.kill(os.getpid(), signal.SIGKILL) or b"x", lambda: 1) == (b"", 1)
    assert run_beside(lambda: 1 // 0 and b"x", lambda: 1) == (b"", 1)
    assert children() <= before


@ON_LINUX
def test_an_error_of_our_own_ends_a_fork_that_has_more_to_say_than_a_pipe_holds():
    before, start = children(), time.monotonic()
    with pytest.raises(ZeroDivisionError):
        run_beside(lambda: b"x" * 10_000_000, lambda: 1 // 0)
    assert time.monotonic() - start < 30
    assert children() <= before


@ON_LINUX
def test_what_a_fork_did_not_answer_in_full_is_asked_again(monkeypatch):
    monkeypatch.setattr(workers, "_FORK_FROM", 2)
    us = os.getpid()

    def answer(items):
        return bytes(items) if os.getpid() == us else bytes(items)[:1]

    assert map_halves(answer, range(9), jobs=2) == bytes(range(9))
    assert map_halves(bytes, range(9), jobs=2) == bytes(range(9))


@pytest.mark.parametrize(
    ("count", "groups"),
    [(0, []), (2, [(0, 1)]), (4, [(0, 1), (2, 3)]), (5, [(0, 1), (2, 3), (4,)])],
)
def test_items_go_in_groups_and_none_is_lost(count, groups):
    assert list(in_groups(range(count), 2)) == groups


def test_there_is_at_least_one_processor():
    assert default_jobs() >= 1


@pytest.fixture(
    params=[
        OSError(38, "Function not implemented"),
        PermissionError(13, "Permission denied"),
        ImportError("no sem_open"),
    ]
)
def no_semaphores(request, monkeypatch):
    """A machine without /dev/shm: the first semaphore that is asked for fails."""

    import _multiprocessing

    def fail(*arguments):
        raise request.param

    monkeypatch.setattr(_multiprocessing, "SemLock", fail)
    monkeypatch.setattr("multiprocessing.synchronize._multiprocessing.SemLock", fail)


@pytest.mark.parametrize("isolated", [False, True])
def test_without_semaphores_this_process_does_the_work(no_semaphores, isolated):
    with contextlib.closing(WorkerPool(isolated=isolated)) as workers:
        for _ in range(2):
            assert set(workers.run(make_state, who, range(12), jobs=2)) == {
                (os.getpid(), os.getpid())
            }
        assert list(workers.run(make_state, square, range(5), jobs=2)) == [0, 1, 4, 9, 16]


def test_without_semaphores_a_large_site_is_built(no_semaphores, site):
    from conftest import story

    newsroom = site(
        "".join(f"-- content/world/s{n}.md --\n{story(f'Story {n}')}" for n in range(205))
    )
    assert newsroom.build(jobs=2).errors == 0
    assert newsroom.has("world/2026/11/s204/")
