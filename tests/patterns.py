"""Every regular expression of ssg, with the ways in which it is used, read from the source; and
texts that are made to keep one busy.
"""

import ast
import importlib
import random
import re
from collections.abc import Iterator
from pathlib import Path
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any

PACKAGE = Path(__file__).parents[1] / "ssg"
_LOOKING = {"search", "finditer", "findall", "sub", "subn", "split"}
_OPERATIONS = _LOOKING | {"match", "fullmatch"}
_ALL = frozenset({"search", "match", "fullmatch"})


def patterns() -> dict[str, tuple[re.Pattern[Any], frozenset[str]]]:
    """By "module name" (or "module:line" where it has none), with "search", "match" and
    "fullmatch", as far as it is used so.
    """
    found: dict[str, tuple[re.Pattern[Any], frozenset[str]]] = {}
    for file in sorted(PACKAGE.rglob("*.py")):
        name = ".".join(file.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(
            ".__init__"
        )
        if name.endswith("__main__"):
            continue
        tree, module = ast.parse(file.read_text(encoding="utf-8")), importlib.import_module(name)
        short = name.removeprefix("ssg.")
        for key, value in vars(module).items():
            if isinstance(value, re.Pattern) and _is_own(tree, key):
                found[f"{short} {key}"] = value, _uses(tree, key)
        for line, pattern, operation in _written_out(tree, module):
            found[f"{short}:{line}"] = pattern, frozenset({operation})
    return found


def _is_own(tree: ast.Module, name: str) -> bool:
    return any(
        isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Store)
        for node in ast.walk(tree)
    )


def _uses(tree: ast.Module, name: str) -> frozenset[str]:
    """How a pattern is used; in all ways where it is handed on, since then that cannot be seen."""
    operations, called = set(), 0
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Name)
            and node.value.id == name
        ):
            operations.add("search" if node.attr in _LOOKING else node.attr)
            called += 1
    loads = sum(
        isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Load)
        for node in ast.walk(tree)
    )
    return frozenset(operations & _ALL) if operations and loads == called else _ALL


def _written_out(tree: ast.Module, module: Any) -> Iterator[tuple[int, re.Pattern[Any], str]]:
    """Patterns in calls such as `re.sub(r"...", ...)`; what is made of values that only a function
    knows stands with these as a word.
    """
    named = {id(node.value) for node in tree.body if isinstance(node, ast.Assign | ast.AnnAssign)}
    for node in ast.walk(tree):
        if not (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and ast.unparse(node.func.value) == "re"
        ):
            continue
        if id(node) in named:
            continue
        operation = node.func.attr
        if operation == "compile" and not any(
            isinstance(inner, ast.Name) for inner in ast.walk(node.args[0])
        ):
            operation = "search"
        if operation not in _OPERATIONS:
            continue
        given = next((keyword.value for keyword in node.keywords if keyword.arg == "flags"), None)
        if (
            given is None
            and len(node.args) > 2
            and operation in ("search", "match", "fullmatch", "finditer", "findall")
        ):
            given = node.args[2]
        flags = eval(ast.unparse(given), vars(module)) if given is not None else 0
        try:
            pattern = eval(ast.unparse(node.args[0]), vars(module))
        except NameError:
            pattern = _with_words(node.args[0], module)
        yield (
            node.lineno,
            re.compile(pattern, flags),
            "search" if operation in _LOOKING else operation,
        )


def _with_words(written: ast.expr, module: Any) -> str:
    assert isinstance(written, ast.JoinedStr), ast.unparse(written)
    parts = []
    for part in written.values:
        if isinstance(part, ast.Constant):
            parts.append(part.value)
            continue
        try:
            parts.append(str(eval(ast.unparse(part.value), vars(module))))  # type: ignore[attr-defined]
        except NameError:
            parts.append("word")
    return "".join(parts)


# ---- texts


def hard_texts(pattern: re.Pattern[Any], seed: int = 1) -> "list[Hard]":
    """Texts that grow with n: what each repeat of the pattern takes, much of it, between what leads
    there and what ends or spoils it.
    """
    tree = _parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)
    is_text = isinstance(pattern.pattern, str)
    rnd = random.Random(seed)
    alphabet = _alphabet(tree, rnd)
    found: dict[tuple[str, str, str], None] = {}
    ends = ("", "\0", "\n", " !")
    for char in alphabet:
        for end in ends:
            found["", char, end] = None
    for _ in range(24):
        one, two = rnd.choice(alphabet), rnd.choice(alphabet)
        found["", one + two, rnd.choice(ends)] = None
    repeats = _count_repeats(tree)
    for number in range(repeats):
        for _ in range(4):
            sample = _Sample(number, rnd)
            sample.sequence(list(tree))
            before, body, behind = (
                "".join(sample.before),
                "".join(sample.body),
                "".join(sample.behind),
            )
            pump = body or rnd.choice(alphabet)
            for end in (behind, "\0", behind + "\0"):
                found[before, pump, end] = None
            cut = rnd.randrange(len(before + body + behind) + 1)
            found["", (before + body + behind)[:cut] or pump, rnd.choice(ends)] = None
            found[before, pump + rnd.choice(alphabet), "\0"] = None
    return [Hard(*parts, is_text=is_text) for parts in found]


class Hard:
    """A text of any length."""

    def __init__(self, before: str, pump: str, behind: str, *, is_text: bool = True):
        self.parts, self.is_text = (before, pump, behind), is_text

    def of(self, size: int) -> Any:
        before, pump, behind = self.parts
        text = before + pump * (size // len(pump) + 1) + behind
        return text if self.is_text else text.encode("latin-1", "replace")

    def __repr__(self) -> str:
        return "{!r} + {!r} * n + {!r}".format(*self.parts)


def _alphabet(tree: Any, rnd: random.Random) -> list[str]:
    chars: dict[str, None] = {}

    def walk(nodes: Any) -> None:
        for op, arg in nodes:
            if op in (_constants.LITERAL, _constants.NOT_LITERAL, _constants.IN, _constants.ANY):
                chars.update(dict.fromkeys(_members(op, arg)[:3]))
            else:
                for inside in _inside(op, arg):
                    walk(inside)

    walk(tree)
    some = list(chars)
    return list(dict.fromkeys([" ", "a", *(some if len(some) <= 16 else rnd.sample(some, 16))]))


def _inside(op: Any, arg: Any) -> list[Any]:
    if op is _constants.BRANCH:
        return list(arg[1])
    if op is _constants.SUBPATTERN:
        return [arg[3]]
    if op in (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT):
        return [arg[2]]
    if op in (_constants.ASSERT, _constants.ASSERT_NOT):
        return [arg[1]]
    if op is _constants.ATOMIC_GROUP:
        return [arg]
    return [part for part in arg[1:] if part] if op is _constants.GROUPREF_EXISTS else []


_ODD = "aZ5 -_.,<&\n\t\x00é\"'/()[]:=\\"


def _members(op: Any, arg: Any) -> list[str]:
    if op is _constants.LITERAL:
        return [chr(arg)]
    if op is _constants.ANY:
        return ["x", " ", "<"]
    if op is _constants.NOT_LITERAL:
        return [char for char in _ODD if ord(char) != arg]
    test = re.compile(_class(arg))
    return [
        char
        for char in (*(chr(a) for o, a in arg if o is _constants.LITERAL), *_ODD)
        if test.match(char)
    ] or ["a"]


def _class(arg: Any) -> str:
    names = {
        "CATEGORY_DIGIT": r"\d",
        "CATEGORY_NOT_DIGIT": r"\D",
        "CATEGORY_SPACE": r"\s",
        "CATEGORY_NOT_SPACE": r"\S",
        "CATEGORY_WORD": r"\w",
        "CATEGORY_NOT_WORD": r"\W",
    }
    out = "["
    for op, value in arg:
        if op is _constants.NEGATE:
            out += "^"
        elif op is _constants.LITERAL:
            out += re.escape(chr(value))
        elif op is _constants.RANGE:
            out += f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
        else:
            out += names[str(value)]
    return out + "]"


def _count_repeats(nodes: Any) -> int:
    return sum(
        (
            op in (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT)
            and arg[1] > 9
        )
        + sum(map(_count_repeats, _inside(op, arg)))
        for op, arg in nodes
    )


class _Sample:
    """A text that a pattern takes, more or less, in three parts: to the repeat of a number, one
    turn of it, and the rest.
    """

    def __init__(self, number: int, rnd: random.Random):
        self.wanted, self.rnd = number, rnd
        self.before, self.body, self.behind = [], [], []
        self.out: list[str] = self.before
        self.seen = 0

    def sequence(self, nodes: Any) -> None:
        for op, arg in nodes:
            if op in (_constants.LITERAL, _constants.NOT_LITERAL, _constants.IN, _constants.ANY):
                self.out.append(self.rnd.choice(_members(op, arg)))
            elif op is _constants.BRANCH:
                self.branch(arg[1])
            elif op in (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT):
                self.repeat(arg)
            elif op is _constants.GROUPREF:
                self.out.append("".join(self.out)[-1:])
            elif op is not _constants.ASSERT_NOT and not (op is _constants.ASSERT and arg[0] < 0):
                for inside in _inside(op, arg):
                    self.sequence(inside)

    def branch(self, choices: Any) -> None:
        counts = [_count_repeats(choice) for choice in choices]
        at, number = self.seen, None
        for index, count in enumerate(counts):
            if at <= self.wanted < at + count:
                number = index
            at += count
        chosen = self.rnd.randrange(len(choices)) if number is None else number
        self.seen += sum(counts[:chosen])
        self.sequence(choices[chosen])
        self.seen = at

    def repeat(self, arg: Any) -> None:
        least, most, inside = arg
        number, self.seen = self.seen, self.seen + (most > 9)
        if most > 9 and number == self.wanted:
            self.out = self.body
            self.sequence(inside)
            self.out = self.behind
            return
        has_wanted = self.seen <= self.wanted < self.seen + _count_repeats(inside)
        times = least or (1 if has_wanted or self.rnd.random() < 0.3 else 0)
        after = self.seen + _count_repeats(inside)
        for _ in range(min(times, 8)):
            self.seen = after - _count_repeats(inside)
            self.sequence(inside)
        self.seen = after
