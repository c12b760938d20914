"""What each hand-made fast path saves: `python -m tests.bench.fast_paths 2000`.

Each path is switched off in turn, in a process of its own that patches ssg and builds stories of
newsbench from nothing with one process (`--jobs 1`). Measured is the CPU time of that process, the
system's work for it included: the least of some runs, with runs of the whole in between, since
others at work on the machine only add to it. `--instructions` counts instructions with valgrind
instead, which repeats to a thousandth on a busy machine, and takes thirty times as long.

What Python's start and the layouts take is measured by a build of few stories, and taken off: the
share is that of what each further story costs. A path that saves less than 5% of it is to go.
"""

import argparse
import contextlib
import importlib
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from tests.bench import newsbench

ROOT = Path(__file__).resolve().parents[2]
OUT = "public"


# ---- switches: each takes one path out of the ssg that this process has loaded


def off_prose() -> None:
    import ssg.markup.convert

    ssg.markup.convert.convert_common = _none  # type: ignore[assignment]


def off_front_matter() -> None:
    import ssg.source.yaml

    ssg.source.yaml.parse_common = _none  # type: ignore[assignment]


def off_typography() -> None:
    """Each text by itself, and each quotation mark by the rules."""
    import ssg.markup.fast_lane
    from ssg.markup.typography import BREAK, _Typesetter, language_of

    def one_by_one(text: str, lang: str) -> str:
        typesetter = _Typesetter(language_of(lang))
        return BREAK.join(map(typesetter.block, text.split(BREAK)))

    ssg.markup.fast_lane.typeset_blocks = one_by_one
    _Typesetter._plain_quotes = lambda self, text: text  # type: ignore[method-assign]


def off_layout_code() -> None:
    """All of Jinja's own code."""
    from jinja2.compiler import CodeGenerator

    from ssg.layouts.code import LayoutEnvironment

    LayoutEnvironment.code_generator_class = CodeGenerator


def off_layout_lookup() -> None:
    from ssg.layouts.code import LayoutEnvironment

    del LayoutEnvironment.make_globals, LayoutEnvironment.get_template


def off_answers() -> None:
    """What many pages ask is asked by each."""
    from ssg.catalog.queries import Queries

    def ask(self: Queries, *question: Any, **more: Any) -> Any:
        return self._ask(*question, **more)

    Queries._ask_cached = ask  # type: ignore[method-assign]


def off_one_lock() -> None:
    from ssg.catalog.queries import Queries

    Queries.read_transaction = contextlib.nullcontext  # type: ignore[assignment, method-assign]


def off_caches() -> None:
    """Bylines, credits, datelines, dates and addresses are read again each time."""
    names = (
        *("grammar.byline", "grammar.credit", "grammar.dateline", "rights.credit_line"),
        *("text.dates", "text.urls", "text.share"),
    )
    uncached: dict[int, Callable[..., Any]] = {}
    for name in names:
        for value in vars(importlib.import_module(f"ssg.{name}")).values():
            if hasattr(value, "cache_info"):
                uncached[id(value)] = value.__wrapped__
    for name in [name for name in sys.modules if name.startswith("ssg.")]:
        module = sys.modules[name]
        for attribute, value in list(vars(module).items()):
            if id(value) in uncached:
                setattr(module, attribute, uncached[id(value)])


def off_rare_collection() -> None:
    import ssg.build.workers

    ssg.build.workers.collect_rarely = lambda: None


def off_inline_stage() -> None:
    from ssg.markup.fast_inline import FastInline

    FastInline.extendMarkdown = _none  # type: ignore[method-assign]


def off_block_stage() -> None:
    from ssg.markup.fast_blocks import FastBlocks

    FastBlocks.extendMarkdown = _none  # type: ignore[method-assign]


def off_beside() -> None:
    """One process compares the bytes of all files."""
    import ssg.build.changed

    ssg.build.changed._MANY = sys.maxsize


def _none(*_: Any, **__: Any) -> None:
    return None


class FastPath(NamedTuple):
    """What is switched off, in words; and what is off in the build that it is compared with, too.

    `is_clone`: it is for a fresh clone with the cache of another build, where all files have other
    times. Of that, wall time is measured, since it is a second process that saves it.
    """

    words: str
    off: Callable[[], None]
    base: str = ""
    is_clone: bool = False


PATHS: Mapping[str, FastPath] = {
    "prose": FastPath("plain prose without Python-Markdown", off_prose),
    "front-matter": FastPath("plain front matter without LibYAML", off_front_matter),
    "typography": FastPath("typography of all texts together, by patterns", off_typography),
    "layout-code": FastPath("code of layouts in fewer steps", off_layout_code),
    "lookup": FastPath("layouts looked up once, plain globals", off_layout_lookup),
    "answers": FastPath("answers of the catalog to many pages, kept", off_answers),
    "one-lock": FastPath("many questions under one lock of SQLite", off_one_lock),
    "caches": FastPath("bylines, credits, datelines, dates, addresses, kept", off_caches),
    "collection": FastPath("cycles of objects looked for rarely", off_rare_collection),
    "inline": FastPath("inline stage of Python-Markdown", off_inline_stage, base="prose"),
    "blocks": FastPath("block stage of Python-Markdown", off_block_stage, base="prose"),
    "beside": FastPath("files compared by two processes", off_beside, is_clone=True),
}


# ---- measuring


def build(root: Path, switches: list[str], options: list[str]) -> None:
    """Runs in a child: the command line of ssg, without some of its paths."""
    from ssg.cli import main

    for name in switches:
        PATHS[name].off()
    os.chdir(root)
    main(["build", "-q", "-d", OUT, *options])


def seconds(root: Path, switches: list[str]) -> float:
    """CPU seconds of a build from nothing."""
    _clean(root)
    _, usage, _ = _run(root, switches, ["--jobs", "1"])
    return usage.ru_utime + usage.ru_stime


def instructions(root: Path, switches: list[str]) -> float:
    """Instructions of such a build, in units of a thousand million."""
    _clean(root)
    counting = (
        "valgrind",
        "--tool=cachegrind",
        "--cache-sim=no",
        "--cachegrind-out-file=/dev/null",
    )
    told, _, _ = _run(root, switches, ["--jobs", "1"], counting)
    count = re.search(r"I\s+refs:\s+([\d,]+)", told)
    assert count, told
    return int(count[1].replace(",", "")) / 1e9


def clone(root: Path, switches: list[str]) -> float:
    """Wall-clock seconds of a build in which all files have other times, and the same bytes."""
    for file in root.glob("content/**/*.md"):
        file.touch()
    return _run(root, switches, [])[2]


def _clean(root: Path) -> None:
    for name in (OUT, ".ssg"):
        shutil.rmtree(root / name, ignore_errors=True)


def _run(
    root: Path, switches: list[str], options: list[str], under: tuple[str, ...] = ()
) -> tuple[str, resource.struct_rusage, float]:
    """Build in a child; gives what it wrote, what it used, and how long it took."""
    start = time.perf_counter()
    with tempfile.TemporaryFile("w+") as told:
        child = subprocess.Popen(
            [
                *(*under, sys.executable, "-m", "tests.bench.fast_paths", "--build", root),
                *(f"--off={','.join(switches)}", *(f"--option={option}" for option in options)),
            ],
            cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": "0"},
            stderr=told,
        )
        _, status, usage = os.wait4(child.pid, 0)
        took = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        told.seek(0)
        words = told.read()
    if child.returncode:
        sys.exit(f"the build without {switches} ended with {child.returncode}: {words}")
    return words, usage, took


def least(
    measure: Callable[[Path, list[str]], float], root: Path, switches: list[list[str]], runs: int
) -> list[float]:
    """The least of some measurements of each build, one right after the other."""
    turns = [[measure(root, off) for off in switches] for _ in range(runs)]
    return [min(one) for one in zip(*turns, strict=True)]


def row(name: str, few: Path, many: Path, counts: tuple[int, int], options: Any) -> str:
    """A path's line of the table."""
    path = PATHS[name]
    builds = [[path.base] if path.base else [], [*filter(None, [path.base]), name]]
    if path.is_clone:
        seconds(many, [])  # so that there is a cache
        on, off = least(clone, many, builds, options.runs)
        return f"| {path.words} | {on:.2f} s | {off:.2f} s | {(off - on) / off:.1%} | |"
    measure = instructions if options.instructions else seconds
    start = least(measure, few, builds, options.runs)
    whole = least(measure, many, builds, options.runs)
    on, off = ((b - a) / (counts[1] - counts[0]) * 1000 for a, b in zip(start, whole, strict=True))
    unit = "M" if options.instructions else "ms"
    return (
        f"| {path.words} | {on:.2f} {unit} | {off:.2f} {unit} | {(off - on) / off:.1%}"
        f" | {(start[1] - start[0]) / start[1]:.1%} |"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", nargs="?", type=int, default=2000, help="stories")
    parser.add_argument("--runs", type=int, default=1, help="of each build")
    parser.add_argument("--peer", choices=("ssg", "ssg-theme"), default="ssg-theme")
    parser.add_argument("--work", type=Path, help="where to build; best on a disk in memory")
    parser.add_argument("--only", default=",".join(PATHS), help="names of paths, parted by commas")
    parser.add_argument("--instructions", action="store_true", help="count them with valgrind")
    parser.add_argument("--build", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--off", default="", help=argparse.SUPPRESS)
    parser.add_argument("--option", action="append", default=[], help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.build:
        build(options.build, [name for name in options.off.split(",") if name], options.option)
        return
    counts = max(1, options.count // 40), options.count
    with tempfile.TemporaryDirectory(dir=options.work) as folder:
        few, many = (_site(Path(folder, str(count)), count, options.peer) for count in counts)
        print("| without | a story with it | without it | saves | of the start |")
        print("|---|---:|---:|---:|---:|", flush=True)
        for name in options.only.split(","):
            print(row(name, few, many, counts, options), flush=True)


def _site(root: Path, count: int, peer: str) -> Path:
    shutil.copytree(Path(__file__).parent / "peers" / peer, root)
    newsbench.corpus(count, root, "hugo")
    return root


if __name__ == "__main__":
    main()
