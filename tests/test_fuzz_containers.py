"""A short run of the fuzz target for pictures, recordings and captions; a long one is `python -m
tests.fuzz.containers --minutes 60`.
"""

import pytest

from tests.fuzz import containers


def test_damaged_files_give_nothing_but_the_declared_exceptions_in_bounded_memory() -> None:
    """That time is bounded, tests/media/test_container_steps.py says by counting steps."""
    figures = containers.run(20, inputs=360, is_timed=False)
    assert figures.failures == []
    assert figures.inputs == 360
    # All readers were reached behind their first lines: each took some of the input, and those that
    # refuse anything refused some.
    assert {name for name, is_taken in figures.seen if is_taken} >= {
        f"{seed.kind} {name}"
        for seed in containers.seeds()
        for name in seed.targets
        if (seed.kind, name) != ("tiff", "clean")
    }
    assert len(figures.rejected) > 12


def test_a_reader_that_raises_something_else_or_takes_too_much_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(content: bytes) -> None:
        raise IndexError(len(content))

    def large(content: bytes) -> None:
        bytes(100_000_000)

    monkeypatch.setattr(
        containers,
        "seeds",
        lambda: [containers.Seed("x", b"abc", {"broken": broken, "large": large})],
    )
    failures = containers.run(1, inputs=2, measured=1).failures
    assert sum("IndexError" in failure for failure in failures) == 2
    assert sum("100 MB" in failure for failure in failures) == 2
