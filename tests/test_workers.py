"""The seam to processes: results in order, state made once a process, errors that arrive."""

import os

import pytest

from ssg.workers import default_jobs, in_groups, run


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


@pytest.mark.parametrize(
    ("count", "groups"), [(0, []), (2, [(0, 1)]), (4, [(0, 1), (2, 3)]), (5, [(0, 1), (2, 3), (4,)])]
)
def test_items_go_in_groups_and_none_is_lost(count, groups):
    assert list(in_groups(range(count), 2)) == groups


def test_there_is_at_least_one_processor():
    assert default_jobs() >= 1
