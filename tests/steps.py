"""Counts the work of a call, the same on every machine: lines of Python (instructions, in ssg),
characters that methods of text and bytes go through, bytes that slices copy, and the steps of
regular expressions (see tests/regexsteps.py).

What is linear takes twice as much for twice the input; `assert_linear` says so with room for what
is there once.
"""

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType, ModuleType
from typing import Any

from regexsteps import Counter, Steps

MOST = 2.3  # for twice the input
_WHOLE = frozenset(
    (
        "split",
        "rsplit",
        "splitlines",
        "replace",
        "translate",
        "encode",
        "decode",
        "casefold",
        "lower",
        "upper",
        "expandtabs",
        "insert",
        "copy",
        "sort",
        "reverse",
    )
)


class Counted(bytes):
    """Bytes whose slices tell how much they copy."""

    counter: Counter

    def __getitem__(self, key: Any) -> Any:
        part = super().__getitem__(key)
        if isinstance(key, slice):
            self.counter.add(len(part))
            part = Counted(part)
            part.counter = self.counter
        return part


def work(
    call: Callable[[Any], object],
    given: Any,
    *,
    may_raise: tuple[type[Exception], ...] = (),
    with_patterns: bool = True,
) -> int:
    """The work of `call(given)`."""
    counter = Counter()
    if isinstance(given, bytes):
        given = Counted(given)
        given.counter = counter

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        name = frame.f_code.co_filename
        if "/re/" in name or name.endswith(("regexsteps.py", "steps.py")):
            return None
        # A loop that stands on one line gives no further lines.
        frame.f_trace_opcodes = "/ssg/" in name
        return lines

    def lines(frame: FrameType, event: str, _: Any) -> Any:
        counter.steps += event in ("line", "opcode")
        return lines

    def calls(frame: FrameType, event: str, function: Any) -> None:
        if event == "c_call" and function.__name__ in _WHOLE:
            held = getattr(function, "__self__", None)
            if isinstance(held, str | bytes | bytearray | list):
                counter.steps += len(held)

    before = sys.gettrace(), sys.getprofile()
    with _counting_patterns(counter, is_on=with_patterns):
        sys.settrace(trace)
        sys.setprofile(calls)
        try:
            call(given)
        except may_raise:
            pass
        finally:
            sys.settrace(before[0])
            sys.setprofile(before[1])
    return counter.steps


def assert_linear(
    call: Callable[[Any], object], text: Callable[[int], Any], size: int, **more: Any
) -> None:
    """Twice the input takes twice the work. What looks otherwise is looked at again at a larger
    size, where what is there once counts less.
    """
    first, second = (work(call, text(n), **more) for n in (size, 2 * size))
    if second > MOST * first:
        first, second = (work(call, text(n), **more) for n in (4 * size, 8 * size))
    assert second <= MOST * first, (
        f"{first:,} steps, and {second:,} for twice the input ({second / first:.2f} times)"
    )


_MADE: dict[re.Pattern[Any], Steps] = {}


class _Pattern:
    """Does what a pattern does, and counts what it takes."""

    def __init__(self, pattern: re.Pattern[Any], counter: Counter):
        self._pattern, self._counter = pattern, counter

    @property
    def _steps(self) -> Steps:
        if self._pattern not in _MADE:  # it takes longer than most texts do
            _MADE[self._pattern] = Steps(self._pattern, self._counter)
        steps = _MADE[self._pattern]
        steps.counter = self._counter
        return steps

    def __getattr__(self, name: str) -> Any:
        return getattr(self._pattern, name)

    def match(self, text: Any, start: int = 0, *end: int) -> Any:
        self._steps.at(_until(text, *end), start)
        return self._pattern.match(text, start, *end)

    def fullmatch(self, text: Any, start: int = 0, *end: int) -> Any:
        self._steps.at(_until(text, *end), start, to_end=True)
        return self._pattern.fullmatch(text, start, *end)

    def search(self, text: Any, start: int = 0, *end: int) -> Any:
        self._steps.search(_until(text, *end), start)
        return self._pattern.search(text, start, *end)

    def finditer(self, text: Any, start: int = 0, *end: int) -> Any:
        for _ in self._steps.spans(_until(text, *end), start):
            pass
        return self._pattern.finditer(text, start, *end)

    def findall(self, text: Any) -> Any:
        self.finditer(text)
        return self._pattern.findall(text)

    def sub(self, new: Any, text: Any, count: int = 0) -> Any:
        self._once(text, count)
        return self._pattern.sub(new, text, count)

    def split(self, text: Any, maxsplit: int = 0) -> Any:
        self._once(text, maxsplit)
        return self._pattern.split(text, maxsplit)

    def _once(self, text: Any, count: int) -> None:
        for number, _ in enumerate(self._steps.spans(text), 1):
            if number == count:
                break


def _until(text: Any, *end: int) -> Any:
    """The text up to an end, without telling that it is copied."""
    if not end or end[0] >= len(text):
        return text
    return bytes(text)[: end[0]] if isinstance(text, bytes) else text[: end[0]]


class _Re:
    """The module `re` for one who calls it with patterns written out."""

    def __init__(self, counter: Counter):
        self._counter, self._made = counter, {}

    def __getattr__(self, name: str) -> Any:
        if name not in (
            "match",
            "fullmatch",
            "search",
            "finditer",
            "findall",
            "sub",
            "split",
            "compile",
        ):
            return getattr(re, name)

        def call(pattern: Any, *values: Any, flags: int = 0, **more: Any) -> Any:
            if name in ("match", "fullmatch", "search", "finditer", "findall") and len(values) > 1:
                values, flags = values[:1], values[1]
            if name == "compile":
                values, flags = (), values[0] if values else flags
            key = pattern, int(flags)
            if key not in self._made:
                self._made[key] = _Pattern(re.compile(pattern, flags), self._counter)
            return (
                self._made[key]
                if name == "compile"
                else getattr(self._made[key], name)(*values, **more)
            )

        return call


@contextmanager
def _counting_patterns(counter: Counter, *, is_on: bool) -> Iterator[None]:
    """Every pattern of ssg counts while this lasts."""
    before: list[tuple[ModuleType, str, Any]] = []
    shared = _Re(counter)
    for name, module in list(sys.modules.items()) if is_on else ():
        if name != "ssg" and not name.startswith("ssg."):
            continue
        for key, value in list(vars(module).items()):
            if isinstance(value, re.Pattern) or value is re:
                before.append((module, key, value))
                setattr(module, key, shared if value is re else _Pattern(value, counter))
    try:
        yield
    finally:
        for module, key, value in before:
            setattr(module, key, value)
