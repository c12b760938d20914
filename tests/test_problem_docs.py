"""tests/problems/<code>.md documents a problem for editors, and is its test: the site under
"Example" must give the report under "Report".

What the site format cannot say (a truncated picture, a symbolic link) stands in a block ````
```python setup ````, run with `root`, the site's folder, once the example's files are written.
"""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from ssg.markup.convert import Converter
from ssg.problems import Problem
from ssg.report import render
from ssg.source.files import SourceFile
from ssg.source.yaml import parse_yaml
from tests.conftest import NOW, Site

PROJECT = Path(__file__).resolve().parent.parent
DOCS = sorted((PROJECT / "tests" / "problems").glob("*.md"))
_FENCE = re.compile(r"^```(.*)\n((?:.*\n)*?)```$", re.M)
_CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# Layouts and data files are read when pages are rendered, which a check does not do.
_FOUND_IN_RENDERING = {"layout-error", "missing-layout", "wrong-data", "uncleaned-picture"}


class ProblemDoc(msgspec.Struct, frozen=True, kw_only=True):
    """One file: its headings in order, the example site, what must be done to it besides, and the
    report on it.
    """

    headings: tuple[str, ...]
    site: str
    setup: str
    report: str


def read_doc(path: Path) -> ProblemDoc:
    """Part a documentation file into what the tests need; a block that is missing is ""."""
    text = path.read_text(encoding="utf-8")
    blocks: dict[str, str] = {}
    for fence in _FENCE.finditer(text):
        blocks.setdefault(fence[1], fence[2])
    headings = tuple(re.findall(r"^#+ .*", _FENCE.sub("", text), re.M))
    return ProblemDoc(
        headings=headings,
        site=blocks.get("site", ""),
        setup=blocks.get("python setup", ""),
        report=blocks.get("text", ""),
    )


def found_problems(doc: ProblemDoc, code: str, make: Callable[[str], Site]) -> tuple[Problem, ...]:
    """What ssg says about the example."""
    site = make(doc.site)
    exec(doc.setup, {"root": site.root})
    destination = site.out if code in _FOUND_IN_RENDERING else None
    return site.build(now=NOW, destination=destination).problems


# What no example can show: ssg fails at no text that we know of.
_WITHOUT_EXAMPLE = {"internal-error", "plugin-error"}
EXAMPLES = [path for path in DOCS if path.stem not in _WITHOUT_EXAMPLE]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_example_gives_the_report_that_is_printed_below_it(
    path: Path, site: Callable[[str], Site]
) -> None:
    doc = read_doc(path)
    problems = found_problems(doc, path.stem, site)
    assert {problem.code for problem in problems} == {path.stem}
    assert render("text", problems) == doc.report


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_each_document_has_the_same_parts(path: Path) -> None:
    title, *rest = read_doc(path).headings
    assert title == f"# {path.stem}"
    assert rest in (["## Example", "## Report"], ["## Example", "## Report", "## Mended"])


def test_every_code_in_the_program_is_documented_and_every_document_has_a_code_in_the_program() -> (
    None
):
    assert {path.stem for path in DOCS} == codes_in_program()


def test_the_index_lists_every_document_once_and_in_order() -> None:
    index = (PROJECT / "docs" / "problems.md").read_text(encoding="utf-8")
    links = re.findall(
        r"^- \[([a-z0-9-]+)\]\(\.\./tests/problems/([a-z0-9-]+)\.md\): \S.*$", index, re.M
    )
    assert links == [(path.stem, path.stem) for path in DOCS]


def test_codes_are_found_wherever_they_are_handed_on() -> None:
    """The search for codes itself, on a program that hands them on in all ways that ssg does."""
    program = """
class Problem:
    code: str
class Linter:
    def add(self, path, code, message): ...
def mistake(code, message, *more): return Problem(code=code)
def at_line(source, line, *, code): ...
linter.add(("media",), "by-method", "not-this-one")
mistake("by-function" if late else "or-this", "nor-this")
at_line(source, 3, code="by-keyword")
Problem(code="made-here")
Notice(code="noticed")
{"set"}.add("not-a-code")
"""
    tree = ast.parse(program)
    assert set(_codes(tree, _positions([tree]))) == {
        "by-method",
        "by-function",
        "or-this",
        "by-keyword",
        "made-here",
        "noticed",
    }


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ("title: a: b", "a colon in a text without quotes"),
        ("corrections: {text: a: b}", "a comma is missing, or a text needs quotes"),
        ("title: Vote\n deck: Later", "this line does not go with those above"),
        ("title: Vote\njust words\ndate: 2026-11-20", "this line is no field"),
        ('title: "Vote" postponed', "something follows the closing quotation mark"),
        ('title: "Vote\ndate: 2026-11-20', "the quotation mark is never closed"),
        ("tags: [vote, council\ndate: 2026-11-20", "the list is never closed"),
        ("source: {name: AP\ndate: 2026-11-20", "the bracket is never closed"),
        ("title: @ledger", "a text cannot begin with `@`"),
        ("title: *vote", "a text cannot begin with `*`"),
        ("title: > vote", "a text cannot begin with `>`"),
        ("title: Vote\n\tdeck: Later", "a tab is used for indentation"),
    ],
)
def test_mistakes_in_yaml_are_told_in_an_editors_words(fields: str, message: str) -> None:
    _, problems = parse_yaml(SourceFile("vote.md", fields), fields)
    assert [problem.message for problem in problems] == [f"not YAML: {message}"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The council voted.\n///\nIt met again.", [("stray-block-end", 2)]),
        ("The council voted.\n\n/// factbox | Votes\n\nNine.\n\n///", [("unknown-block", 3)]),
        ("/// fact-box\n\nNine.\n\n///\n\n///", [("stray-block-end", 7)]),
        ("/// fact-box\n    note: [a\n\nNine.\n///", [("block-options", 2)]),
        ("```\n///\n```", []),
    ],
)
def test_a_block_that_cannot_be_read_is_reported_once_and_at_its_line(
    text: str, found: list[tuple[str, int]]
) -> None:
    problems = (
        Converter(("fact-box",))
        .convert(SourceFile("vote.md", text), 0, lang="en", trusted=True)
        .problems
    )
    assert [
        (problem.code, problem.span.line if problem.span else 0) for problem in problems
    ] == found


def codes_in_program() -> set[str]:
    """Every code that ssg/ can give: the string constants handed to a parameter called `code`."""
    trees = [
        ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted((PROJECT / "ssg").rglob("*.py"))
    ]
    positions = _positions(trees)
    return {code for tree in trees for code in _codes(tree, positions)}


def _positions(trees: list[ast.Module]) -> dict[str, set[int]]:
    """Which argument of a function is its `code`, by the function's name (several of one name may
    differ); `self` does not count.
    """
    positions: dict[str, set[int]] = {"Problem": set(), "Notice": set()}
    for function in (
        node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)
    ):
        names = [argument.arg for argument in (*function.args.posonlyargs, *function.args.args)]
        names = names[1:] if names[:1] == ["self"] else names
        if "code" in names:
            positions.setdefault(function.name, set()).add(names.index("code"))
        elif any(argument.arg == "code" for argument in function.args.kwonlyargs):
            positions.setdefault(function.name, set())
    return positions


def _codes(tree: ast.Module, positions: dict[str, set[int]]) -> Iterator[str]:
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = (
            call.func.attr
            if isinstance(call.func, ast.Attribute)
            else call.func.id
            if isinstance(call.func, ast.Name)
            else ""
        )
        if name not in positions:
            continue
        given = [call.args[at] for at in positions[name] if at < len(call.args)]
        given += [keyword.value for keyword in call.keywords if keyword.arg == "code"]
        yield from (text for value in given for text in _constants(value) if _CODE.fullmatch(text))


def _constants(value: ast.expr) -> Iterator[str]:
    """The string itself, or both arms of `a if late else b`."""
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        yield value.value
    elif isinstance(value, ast.IfExp):
        yield from _constants(value.body)
        yield from _constants(value.orelse)
