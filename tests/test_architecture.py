"""The shape of ssg/, read from its source: imports go one way, and few modules touch the clock, the
database or the terminal.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "ssg"
# The rooms, floor by floor from the lowest. A module may import from rooms that stand on a lower
# line, and from its own.
FLOORS = (
    ("ssg",),
    ("problems", "versions", "disk", "text"),
    ("plugins",),
    ("source",),
    ("markup", "model"),
    ("grammar",),
    ("config", "layouts"),
    ("media", "story"),
    ("rights", "catalog"),
    ("scaffold", "output"),
    ("editing", "pages"),
    ("build",),
    ("inspect", "report"),
    ("serve",),
    ("cli",),
    ("__main__",),
)
LONGEST_FILE, LONGEST_FUNCTION = 480, 60
LONG_FILES = {
    "source/fields.py": (
        "every type of value that front matter and site.yaml can hold: one short reader after"
        " another"
    ),
}
LONG_FUNCTIONS: dict[str, str] = {}
# The only modules besides disk/doors.py that write, move or remove files themselves.
WRITING_WITHOUT_DOORS = {
    "disk.seals": "the secret of the machine, which lies outside of every site",
    "scaffold.new": "files of a new site, where there is none yet: links there are the user's own",
    "output.destination": "an open lock is only held; a destination that was cleared goes",
    "build.workers": "a pipe between two processes",
    "serve.server": "an open lock, in which the process stands that holds it",
}
# The only modules with a pattern that looks for the `<` of a tag.
PATTERNS_OVER_TAGS = {
    "markup/tokens.py": "the tokenizer of HTML, which all the others use",
    "markup/fast_lane.py": (
        "tells Markdown's one comment of ours from all HTML, which it then leaves alone"
    ),
    "markup/limits.py": (
        "counts tags in Markdown before it is converted, to bound the time that takes"
    ),
    "grammar/byline_pieces.py": "an email address may stand in `<>` in a byline, which is no HTML",
    "grammar/name_lists.py": "an email address may stand in `<>` in a byline, which is no HTML",
    "markup/other_dialects.py": "Slack writes addresses and names in `<>`, which is no HTML",
    "media/containers/webvtt.py": "cues of captions have a syntax of their own, which is not HTML",
}
WRITING = frozenset(
    "write_bytes write_text unlink rename rmdir removedirs rmtree copytree symlink_to hardlink_to"
    " truncate".split()
)
VAGUE_NAMES = {
    "utils",
    "util",
    "helpers",
    "common",
    "base",
    "misc",
    "types",
    "tools",
    "manager",
    "core",
}
CLOCK = {
    "now",
    "utcnow",
    "today",
    "time.time",
    "time.time_ns",
    "time.monotonic",
    "time.localtime",
    "time.gmtime",
    "time.perf_counter",
}
SPEAKING = {
    "print",
    "click.echo",
    "click.secho",
    "exit",
    "quit",
    "sys.exit",
    "os._exit",
    "SystemExit",
    "input",
}


@cache
def modules() -> dict[str, Path]:
    """Every module by its name below ssg (`story.byline`; the package itself is `ssg`)."""
    return {_name(file): file for file in sorted(PACKAGE.rglob("*.py"))}


@cache
def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"), file.name)


def test_there_is_something_to_look_at() -> None:
    assert {"build.run", "cli", "catalog.store", "story.parse"} <= set(modules())


def test_every_room_has_its_floor_and_every_floor_its_rooms() -> None:
    assert {_room(name) for name in modules()} == {room for floor in FLOORS for room in floor}


def test_imports_go_to_a_lower_floor_or_stay_in_the_room() -> None:
    floor = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
    assert [
        f"{name} imports {imported}"
        for name in modules()
        for imported, _ in _imports(name)
        if floor[_room(imported)] >= floor[_room(name)] and _room(imported) != _room(name)
    ] == []


def test_imports_have_no_cycles() -> None:
    done: set[str] = set()
    for name in modules():
        _walk(name, (), done)


def test_only_the_catalog_speaks_sql() -> None:
    allowed = {"cli.terminal"}  # tells the editor, in a sentence, what sqlite3 said
    speaking = {name for name in modules() if "sqlite3" in _outside_imports(name)}
    assert {name for name in speaking if not name.startswith("catalog.")} <= allowed
    assert speaking - allowed


def test_only_the_command_line_prints_or_exits() -> None:
    assert _calls(SPEAKING, but=("cli",)) == []


def test_the_command_line_prints_through_one_door() -> None:
    """It shows control characters in names and texts. What is asked for by --json, or made by
    report/, escapes them itself.
    """
    found = _calls({"click.echo", "click.secho", "print", "click.style"}, but=())
    assert [call for call in found if not call.startswith("cli/terminal.py:")] == []
    assert found


def test_only_the_command_line_and_the_live_server_look_at_the_clock() -> None:
    found = _calls(CLOCK, but=("cli", "serve"))
    # How long a stage took is told to the editor; nothing that is built depends on it.
    assert [
        call
        for call in found
        if not (call.startswith("build/profile.py:") and call.endswith(" time.perf_counter"))
    ] == []


def test_files_are_written_moved_and_removed_through_doors() -> None:
    found = {(name, call) for name, file in modules().items() for call in _writing(tree(file))}
    assert {name for name, _ in found} - {"disk.doors"} == set(WRITING_WITHOUT_DOORS)


def test_the_rule_about_doors_would_see_a_call() -> None:
    source = """
with open(path, "wb") as file, open(path, mode="x") as other, open(path, "rb") as read:
    os.replace(a, b)
    path.unlink()
    shutil.rmtree(folder)
    os.open(path, os.O_WRONLY | os.O_CREAT)
    text.replace("a", "b")
    os.open(path, os.O_RDONLY)
"""
    found = sorted(_writing(ast.parse(source)))
    assert found == ["open", "open", "os.open", "os.replace", "path.unlink", "shutil.rmtree"]


def test_the_rules_about_calls_would_see_a_call() -> None:
    source = (
        "import time\nprint(1)\nraise SystemExit(2)\nx = dt.datetime.now()\ny = time.time()\nf ="
        " click.echo"
    )
    found = sorted(name for _, name in _named(ast.parse(source), SPEAKING | CLOCK))
    assert found == ["SystemExit", "click.echo", "dt.datetime.now", "print", "time.time"]


def test_every_module_says_what_it_is_for() -> None:
    assert [
        name for name, file in modules().items() if len(ast.get_docstring(tree(file)) or "") < 20
    ] == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [name for name in modules() if VAGUE_NAMES & set(name.split("."))] == []


def test_files_are_short() -> None:
    long = {
        _shown(file)
        for file in modules().values()
        if len(file.read_text(encoding="utf-8").splitlines()) > LONGEST_FILE
    }
    assert long == set(LONG_FILES)


def test_functions_are_short() -> None:
    assert set(_long_functions()) == set(LONG_FUNCTIONS)


def test_no_conditional_expression_stands_in_another() -> None:
    """`a if b else c if d else e` is read twice by everyone: lines of `if` are read once."""
    found = [
        f"{_shown(file)}:{line}" for file in modules().values() for line in _nested(tree(file))
    ]
    assert found == []


def test_the_rule_about_conditional_expressions_would_see_one() -> None:
    source = "a if b else c if d else e\nf((a if b else c) if d else e)\na if b else [c for c in d]"
    assert list(_nested(ast.parse(source))) == [1, 2]
    assert list(_nested(ast.parse("a if b else f(c if d else e)"))) == [1]


def test_html_is_read_by_the_tokenizer_and_not_by_patterns() -> None:
    found = {
        _shown(file)
        for file in modules().values()
        if any(map(_is_over_tags, _patterns(tree(file))))
    }
    assert found == set(PATTERNS_OVER_TAGS)


def test_the_rule_about_patterns_would_see_one() -> None:
    seen = ["<p>", "</?b", "(?:<br|x)", r"<[^>]*>", "<!--.*?-->", r"<(\w+)"]
    passed_over = ["(?<=a)b", "(?<!a)b", "(?P<name>a)", r"[<>]", r"[^\]<]x", "a > b"]
    assert [text for text in seen if not _is_over_tags(text)] == []
    assert [text for text in passed_over if _is_over_tags(text)] == []
    source = "import re\nx = re.compile(rf'<{y}>')\nre.sub('</b>', '', z)\nq.sub('<a>', z)"
    assert list(_patterns(ast.parse(source))) == ["<>", "</b>"]


@pytest.mark.parametrize(
    "exceptions",
    [LONG_FILES, LONG_FUNCTIONS, PATTERNS_OVER_TAGS],
    ids=["files", "functions", "patterns"],
)
def test_every_exception_has_a_reason(exceptions: dict[str, str]) -> None:
    assert all(len(reason) > 20 for reason in exceptions.values())


def _patterns(source: ast.Module) -> Iterator[str]:
    """The regular expressions in a module: what is written in the first argument of `re.compile`
    and its like.
    """
    for node in ast.walk(source):
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("re.") and node.args:
            yield "".join(
                part.value
                for part in ast.walk(node.args[0])
                if isinstance(part, ast.Constant) and isinstance(part.value, str)
            )


def _is_over_tags(pattern: str) -> bool:
    """Whether a `<` in a pattern is a character to find, outside a set of characters."""
    pattern = re.sub(r"\\[^<]", "", pattern)
    pattern = re.sub(r"\[\^?\]?[^\]]*\]", "", pattern)
    return "<" in re.sub(r"\(\?P?<[=!]?", "", pattern)


def _name(file: Path) -> str:
    parts = file.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts) or "ssg"


def _shown(file: Path) -> str:
    return file.relative_to(PACKAGE).as_posix()


def _room(name: str) -> str:
    return name.partition(".")[0]


@cache
def _imports(name: str) -> tuple[tuple[str, bool], ...]:
    """The modules of ssg that a module imports, and whether only for types."""
    source = tree(modules()[name])
    for_types = {
        id(part)
        for node in ast.walk(source)
        if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")
        for part in ast.walk(node)
    }
    return tuple(
        (_module(full), id(node) in for_types)
        for node in ast.walk(source)
        for full in _imported(node)
        if full.split(".")[0] == "ssg"
    )


def _outside_imports(name: str) -> set[str]:
    return {
        full.split(".")[0] for node in ast.walk(tree(modules()[name])) for full in _imported(node)
    }


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        assert node.level == 0, "imports are absolute: `from ssg.grammar.byline import ...`"
        return [f"{node.module}.{alias.name}" for alias in node.names]
    return []


def _module(full: str) -> str:
    """`ssg.grammar.byline.Person` -> `grammar.byline`; a name of the package itself -> `ssg`."""
    name = full.removeprefix("ssg").removeprefix(".")
    while name and name not in modules():
        name = name.rpartition(".")[0]
    return name or "ssg"


def _walk(name: str, path: tuple[str, ...], done: set[str]) -> None:
    assert name not in path, f"a cycle: {' -> '.join((*path[path.index(name) :], name))}"
    if name in done:
        return
    for imported, for_types in _imports(name):
        if not for_types and imported != name:
            _walk(imported, (*path, name), done)
    done.add(name)


def _calls(names: set[str], but: tuple[str, ...]) -> list[str]:
    return [
        f"{_shown(file)}:{line} {called}"
        for name, file in modules().items()
        if name.partition(".")[0] not in but
        for line, called in _named(tree(file), names)
    ]


def _named(source: ast.Module, names: set[str]) -> Iterator[tuple[int, str]]:
    """Where one of the names is used: written alone, or behind a dot (`now` also means
    `dt.datetime.now`).
    """
    last = {name for name in names if name in {"now", "utcnow", "today"}}
    ends = {name.rpartition(".")[2] for name in names}
    for node in ast.walk(source):
        if (
            isinstance(node, ast.Attribute)
            and node.attr in ends
            and (
                ast.unparse(node) in names
                or (node.attr in last and "date" in ast.unparse(node.value))
            )
        ):
            yield node.lineno, ast.unparse(node)
        elif isinstance(node, ast.Name) and node.id in names - last:
            yield node.lineno, node.id


def _nested(source: ast.Module) -> Iterator[int]:
    """The lines of conditional expressions with another one inside."""
    for node in ast.walk(source):
        if isinstance(node, ast.IfExp):
            inside = sum(isinstance(part, ast.IfExp) for part in ast.walk(node))
            if inside > 1:
                yield node.lineno


def _long_functions() -> Iterator[str]:
    for file in modules().values():
        for node in ast.walk(tree(file)):
            if (
                isinstance(node, ast.FunctionDef)
                and (node.end_lineno or 0) - node.lineno + 1 > LONGEST_FUNCTION
            ):
                yield f"{_shown(file)} {node.name}"


def _writing(module: ast.Module) -> Iterator[str]:
    """The calls in a module that write, move or remove a file."""
    for node in ast.walk(module):
        if not isinstance(node, ast.Call):
            continue
        name = ast.unparse(node.func)
        given = [ast.unparse(each) for each in (*node.args, *(k.value for k in node.keywords))]
        if name in ("open", "os.fdopen"):
            writes = any(re.fullmatch(r"'[rbt]*[wxa+][rbtwxa+]*'", each) for each in given[1:])
        elif name == "os.open":
            writes = any(
                re.search(r"O_(WRONLY|RDWR|CREAT)|_NEW_FILE|_FOR_WRITING", x) for x in given
            )
        else:
            plain = name.partition(".")[0] in ("os", "shutil")
            last = name.rpartition(".")[2]
            writes = last in WRITING or (
                plain and last in ("replace", "remove", "move", "copyfile")
            )
        if writes:
            yield name
