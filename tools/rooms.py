#!/usr/bin/env python3
"""Draw the rooms of ssg/ (its folders, and the modules that lie in none) and what they import.

    tools/rooms.py                 figures: rooms, floors, arrows, circles; how dense the code is
    tools/rooms.py --draw          the rooms floor by floor, with what each imports
    tools/rooms.py --dot           the same as a graph for Graphviz

A room stands one floor above the highest that it imports. Imports that only a type checker reads,
and those inside of functions, count too. Standard library only.
"""

import argparse
import ast
import statistics
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1] / "ssg"
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_DECISIONS = (
    ast.If,
    ast.For,
    ast.While,
    ast.IfExp,
    ast.ExceptHandler,
    ast.comprehension,
    ast.match_case,
)


def modules(package: Path = PACKAGE) -> dict[str, Path]:
    """Each module's dotted name below the package ("" is the package itself), and its file."""
    found = {}
    for path in sorted(package.rglob("*.py")):
        parts = path.relative_to(package).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imports_of(path: Path, known: dict[str, Path], package: str = "ssg") -> Iterator[str]:
    """The modules of the package that a file imports, by their dotted names below it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        for name in names:
            first, _, below = name.partition(".")
            if first != package:
                continue
            while below and below not in known:
                below = below.rpartition(".")[0]
            yield below


def room_of(module: str) -> str:
    return module.partition(".")[0] or "ssg"


def room_graph(known: dict[str, Path]) -> dict[str, set[str]]:
    """Each room, and the rooms that it imports."""
    graph: dict[str, set[str]] = {room_of(module): set() for module in known}
    for module, path in known.items():
        graph[room_of(module)] |= {room_of(other) for other in imports_of(path, known)}
    # `ssg` itself is the version: all may ask for it.
    return {
        room: others - {room, "ssg"} for room, others in graph.items() if room not in ("", "ssg")
    }


def circles(graph: dict[str, set[str]]) -> list[set[str]]:
    """Rooms that import each other, directly or not."""
    reach = {room: _reached(graph, room) for room in graph}
    found: list[set[str]] = []
    for room in sorted(graph):
        if room in reach[room] and not any(room in circle for circle in found):
            found.append({other for other in reach[room] if room in reach[other]})
    return found


def _reached(graph: dict[str, set[str]], room: str) -> set[str]:
    seen: set[str] = set()
    waiting = list(graph[room])
    while waiting:
        other = waiting.pop()
        if other not in seen:
            seen.add(other)
            waiting += graph[other]
    return seen


def floors(graph: dict[str, set[str]]) -> dict[str, int]:
    """The floor of each room, from 0. Rooms of a circle stand on one floor."""
    circle_of = {room: frozenset(circle) for circle in circles(graph) for room in circle}
    height: dict[str, int] = {}

    def floor(room: str) -> int:
        if room not in height:
            together = circle_of.get(room, frozenset((room,)))
            below = {other for member in together for other in graph[member]} - together
            level = max((floor(other) + 1 for other in below), default=0)
            height.update(dict.fromkeys(together, level))
        return height[room]

    return {room: floor(room) for room in sorted(graph)}


def density(known: dict[str, Path]) -> list[tuple[str, str]]:
    """How long files, functions and lines are, and how much is decided in them."""
    texts = {path: path.read_text(encoding="utf-8") for path in known.values()}
    lines = [line for text in texts.values() for line in text.splitlines()]
    trees = [ast.parse(text) for text in texts.values()]
    functions = [node for tree in trees for node in ast.walk(tree) if isinstance(node, _FUNCTIONS)]
    lengths = [(node.end_lineno or 0) - node.lineno + 1 for node in functions]
    decisions = [sum(_decided(child) for child in ast.walk(node)) for node in functions]
    conditional = sum(isinstance(node, ast.IfExp) for tree in trees for node in ast.walk(tree))
    anything = sum(
        isinstance(node, ast.Name) and node.id == "Any" for tree in trees for node in ast.walk(tree)
    )
    comments = sum("#" in line for line in lines)
    return [
        ("lines", f"{len(lines):,} in {len(texts)} files"),
        ("lines a file", _spread([text.count("\n") for text in texts.values()])),
        ("lines a function", _spread(lengths)),
        ("decisions per ten lines of function", f"{10 * sum(decisions) / sum(lengths):.1f}"),
        ("conditional expressions per thousand lines", f"{1000 * conditional / len(lines):.0f}"),
        ("lines with a comment", f"{100 * comments / len(lines):.1f}%"),
        (
            "lines over 100 characters",
            f"{100 * sum(len(line) > 100 for line in lines) / len(lines):.1f}%",
        ),
        ("`Any` in annotations", f"{anything:,}"),
    ]


def _decided(node: ast.AST) -> int:
    """How many ways part at a node. `a and b and c` parts twice."""
    if isinstance(node, ast.BoolOp):
        return len(node.values) - 1
    return isinstance(node, _DECISIONS)


def _spread(values: list[int]) -> str:
    tenths = statistics.quantiles(values, n=10)
    return (
        f"median {statistics.median(values):.0f}, 90% up to {tenths[8]:.0f}, at most {max(values)}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--draw", action="store_true", help="draw the rooms floor by floor")
    parser.add_argument("--dot", action="store_true", help="print a graph for Graphviz")
    options = parser.parse_args()
    known = modules()
    graph = room_graph(known)
    height = floors(graph)
    if options.dot:
        print("digraph rooms { rankdir=BT; node [shape=box];")
        for room, others in sorted(graph.items()):
            print(f'  "{room}" -> {{{" ".join(f"{chr(34)}{o}{chr(34)}" for o in sorted(others))}}}')
        print("}")
        return
    if options.draw:
        by_floor = defaultdict(list)
        for room, level in height.items():
            by_floor[level].append(room)
        for level in sorted(by_floor, reverse=True):
            print(f"floor {level}")
            for room in by_floor[level]:
                print(f"  {room:14} imports {', '.join(sorted(graph[room])) or 'nothing'}")
        return
    figures = [
        ("rooms", f"{len(graph)}"),
        ("floors", f"{max(height.values()) + 1}"),
        ("arrows", f"{sum(map(len, graph.values()))}"),
        ("circles", "; ".join(", ".join(sorted(c)) for c in circles(graph)) or "none"),
        *density(known),
    ]
    width = max(len(name) for name, _ in figures)
    for name, value in figures:
        print(f"{name:{width}}  {value}")


if __name__ == "__main__":
    main()
