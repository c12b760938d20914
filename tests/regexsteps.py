"""A small backtracking matcher over the trees of `re`, which counts its steps: what `re` does
inside C, where nothing else can see it.

It walks as `re` does (leftmost start first, alternatives in order, greedy before lazy), so its
count grows as the time of `re` does. A character looked at is a step, and so is each part of a
pattern that is entered. `tests/test_steps.py` holds it equal to `re` on random texts.
"""

import functools
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from re import _compiler, _constants, _parser  # type: ignore[attr-defined]
from typing import Any

Next = Callable[[int], bool]
Run = Callable[[int, Next], bool]
_SINGLE = {_constants.LITERAL, _constants.NOT_LITERAL, _constants.ANY, _constants.IN}


@contextmanager
def _deep() -> Iterator[None]:
    """Matches of long texts call deep. Frames of Python that call Python take no C stack; other
    code is to have its limit back.
    """
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(1_000_000)
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


class TooManySteps(Exception):
    """The count has gone beyond the limit that was set."""


class Counter:
    """How many steps were taken; TooManySteps beyond `limit`."""

    def __init__(self, limit: int = 10**12):
        self.steps, self.limit = 0, limit

    def add(self, steps: int) -> None:
        self.steps += steps
        if self.steps > self.limit:
            raise TooManySteps(self.steps)


class Steps:
    """A pattern that counts: `spans` gives what `finditer` would, `match` and `fullmatch` one span
    or None.
    """

    def __init__(self, pattern: re.Pattern[Any], counter: Counter):
        self.pattern, self.counter = pattern, counter
        self.tree = _parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)
        self.text: Any = ""
        self.end = 0
        self.groups: dict[int, tuple[int, int]] = {}
        self._chars: dict[Any, bool] = {}
        self.run = self._sequence(list(self.tree), self.tree.state.flags)

    def at(self, text: Any, start: int, *, to_end: bool = False) -> tuple[int, int] | None:
        """Where a match from `start` ends."""
        self.text, self.end, self.groups = text, len(text), {}
        found: list[int] = []

        def last(place: int) -> bool:
            if to_end and place != self.end:
                return False
            found.append(place)
            return True

        with _deep():
            return (start, found[0]) if self.run(start, last) else None

    def spans(self, text: Any, start: int = 0) -> Iterator[tuple[int, int]]:
        """As `finditer`: behind an empty match comes none that is empty at the same place."""
        at, must_advance = start, -1
        while at <= len(text):
            found = self._search(text, at, must_advance)
            if found is None:
                return
            yield found
            at, must_advance = found[1], found[1] if found[0] == found[1] else -1

    def search(self, text: Any, start: int = 0) -> tuple[int, int] | None:
        return self._search(text, start, -1)

    def _search(self, text: Any, start: int, must_advance: int) -> tuple[int, int] | None:
        self.text, self.end = text, len(text)
        for begin in range(start, len(text) + 1):
            self.counter.add(1)
            self.groups = {}
            found: list[int] = []

            def last(place: int, begin: int = begin, found: list[int] = found) -> bool:
                if place == begin == must_advance:
                    return False
                found.append(place)
                return True

            with _deep():
                is_found = self.run(begin, last)
            if is_found:
                return begin, found[0]
        return None

    # ---- the parts of a pattern, each as a function of a place and of what comes behind it

    def _sequence(self, nodes: list[Any], flags: int) -> Run:
        runs = [self._node(op, arg, flags) for op, arg in nodes]
        if not runs:
            return lambda at, then: then(at)
        if len(runs) == 1:
            return runs[0]

        def step(number: int, at: int, then: Next) -> bool:
            if number == len(runs) - 1:
                return runs[number](at, then)
            return runs[number](at, lambda place: step(number + 1, place, then))

        return lambda at, then: step(0, at, then)

    def _node(self, op: Any, arg: Any, flags: int) -> Run:
        if op in _SINGLE:
            is_it = self._single(op, arg, flags)

            def one(at: int, then: Next) -> bool:
                self.counter.add(1)
                return at < self.end and is_it(at) and then(at + 1)

            return one
        name = str(op).lower()
        return getattr(self, f"_{name}")(arg, flags)  # type: ignore[no-any-return]

    def _single(self, op: Any, arg: Any, flags: int) -> Callable[[int], bool]:
        """Whether the character at a place is meant, asked of `re` once for each character."""
        state = _parser.State()
        state.flags, state.str = flags, self.pattern.pattern
        one = _compiler.compile(_parser.SubPattern(state, [(op, arg)]), flags & ~re.DEBUG)
        known: dict[Any, bool] = {}

        def is_it(at: int) -> bool:
            char = self.text[at : at + 1]
            if char not in known:
                known[char] = one.match(char) is not None
            return known[char]

        return is_it

    def _branch(self, arg: Any, flags: int) -> Run:
        choices = [self._sequence(list(choice), flags) for choice in arg[1]]

        def run(at: int, then: Next) -> bool:
            for choice in choices:
                self.counter.add(1)
                if choice(at, then):
                    return True
            return False

        return run

    def _subpattern(self, arg: Any, flags: int) -> Run:
        group, added, removed, inside = arg
        body = self._sequence(list(inside), (flags | added) & ~removed)
        if group is None:
            return body

        def run(at: int, then: Next) -> bool:
            def close(place: int) -> bool:
                before = self.groups.get(group)
                self.groups[group] = (at, place)
                if then(place):
                    return True
                self.groups.pop(group)
                if before is not None:
                    self.groups[group] = before
                return False

            return body(at, close)

        return run

    def _max_repeat(self, arg: Any, flags: int) -> Run:
        least, most, inside = arg
        if len(inside) == 1 and inside[0][0] in _SINGLE:
            return self._run_of(inside[0], least, most, flags)
        body = self._sequence(list(inside), flags)

        def again(at: int, then: Next, count: int, last: int) -> bool:
            self.counter.add(1)
            if count < least:
                return body(at, lambda place: again(place, then, count + 1, at))
            if (
                count < most
                and at != last
                and body(at, lambda place: again(place, then, count + 1, at))
            ):
                return True
            return then(at)

        return lambda at, then: again(at, then, 0, -1)

    def _min_repeat(self, arg: Any, flags: int) -> Run:
        least, most, inside = arg
        body = self._sequence(list(inside), flags)

        def again(at: int, then: Next, count: int, last: int) -> bool:
            while True:  # a loop as far as one character after the other is taken
                self.counter.add(1)
                if count >= least and then(at):
                    return True
                if count >= most or (count >= least and at == last):
                    return False
                if not (len(inside) == 1 and inside[0][0] in _SINGLE):
                    return body(at, functools.partial(more, then, count, at))
                if not body(at, lambda _: True):
                    return False
                at, count, last = at + 1, count + 1, at

        def more(then: Next, count: int, last: int, at: int) -> bool:
            return again(at, then, count + 1, last)

        return lambda at, then: again(at, then, 0, -1)

    def _run_of(self, node: Any, least: int, most: int, flags: int) -> Run:
        is_it = self._single(*node, flags)

        def run(at: int, then: Next) -> bool:
            place = at
            while place < self.end and place - at < most and is_it(place):
                place += 1
            self.counter.add(place - at + 1)
            while place - at >= least:
                self.counter.add(1)
                if then(place):
                    return True
                place -= 1
            return False

        return run

    def _possessive_repeat(self, arg: Any, flags: int) -> Run:
        least, most, inside = arg
        body = self._sequence(list(inside), flags)

        def run(at: int, then: Next) -> bool:
            count = 0
            while count < most:
                self.counter.add(1)
                ends: list[int] = []
                if not body(at, lambda place, ends=ends: ends.append(place) is None):  # type: ignore[misc]
                    break
                count += 1
                if ends[0] == at:
                    count = max(count, least)
                    break
                at = ends[0]
            return count >= least and then(at)

        return run

    def _atomic_group(self, inside: Any, flags: int) -> Run:
        body = self._sequence(list(inside), flags)

        def run(at: int, then: Next) -> bool:
            ends: list[int] = []
            return body(at, lambda place: ends.append(place) is None) and then(ends[0])

        return run

    def _assert(self, arg: Any, flags: int) -> Run:
        direction, inside = arg
        body, width = (
            self._sequence(list(inside), flags),
            inside.getwidth()[0] if direction < 0 else 0,
        )

        def run(at: int, then: Next) -> bool:
            return at >= width and body(at - width, lambda _: True) and then(at)

        return run

    def _assert_not(self, arg: Any, flags: int) -> Run:
        direction, inside = arg
        body, width = (
            self._sequence(list(inside), flags),
            inside.getwidth()[0] if direction < 0 else 0,
        )

        def run(at: int, then: Next) -> bool:
            before = dict(self.groups)
            if at >= width and body(at - width, lambda _: True):
                self.groups = before
                return False
            return then(at)

        return run

    def _groupref(self, group: int, flags: int) -> Run:
        def run(at: int, then: Next) -> bool:
            if group not in self.groups:
                return False
            start, stop = self.groups[group]
            self.counter.add(stop - start + 1)
            wanted, found = self.text[start:stop], self.text[at : at + stop - start]
            if wanted != found and not (flags & re.I and wanted.lower() == found.lower()):
                return False
            return then(at + stop - start)

        return run

    def _groupref_exists(self, arg: Any, flags: int) -> Run:
        group, yes, no = arg
        first, second = self._sequence(list(yes), flags), self._sequence(list(no or ()), flags)
        return lambda at, then: (first if group in self.groups else second)(at, then)

    def _failure(self, arg: Any, flags: int) -> Run:
        return lambda at, then: False

    def _at(self, where: Any, flags: int) -> Run:
        name = str(where)
        if name == "AT_BEGINNING" and flags & re.M:
            name = "AT_BEGINNING_LINE"
        if name == "AT_END" and flags & re.M:
            name = "AT_END_LINE"

        def is_there(at: int) -> bool:
            text, newline = self.text, "\n" if isinstance(self.text, str) else b"\n"
            if name in ("AT_BEGINNING", "AT_BEGINNING_STRING"):
                return at == 0
            if name == "AT_BEGINNING_LINE":
                return at == 0 or text[at - 1 : at] == newline
            if name == "AT_END":
                return at == self.end or (at == self.end - 1 and text[at:] == newline)
            if name == "AT_END_LINE":
                return at == self.end or text[at : at + 1] == newline
            if name == "AT_END_STRING":
                return at == self.end
            sides = [
                bool(side) and self._is_word(side, flags)
                for side in (text[at - 1 : at] if at else text[:0], text[at : at + 1])
            ]
            return (sides[0] != sides[1]) == (name == "AT_BOUNDARY")

        def run(at: int, then: Next) -> bool:
            self.counter.add(1)
            return is_there(at) and then(at)

        return run

    def _is_word(self, char: Any, flags: int) -> bool:
        if char not in self._chars:
            word = "\\w" if isinstance(char, str) else b"\\w"
            self._chars[char] = re.match(word, char, flags & re.A) is not None
        return self._chars[char]
