"""CPU milliseconds a story of each stage of a clean build, in one process: `python -m
tests.bench.stages 1000`.

The stories are those of newsbench. Compare figures of one run only, on a machine with nothing else
to do.
"""

import collections
import datetime as dt
import functools
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import ssg.build.run
import ssg.build.tasks
import ssg.markup.convert
import ssg.story.parse
from ssg.build.run import Options, Run, build
from ssg.build.session import Session
from ssg.catalog.store import Store
from ssg.markup.convert import Converter
from ssg.markup.dialect import Dialect
from ssg.markup.fast_lane import convert_common
from ssg.output.destination import Destination
from tests.bench import newsbench

SITE = """\
title: Newsbench
base_url: https://example.com/site/
timezone: America/New_York
media_url: https://media.example/
"""
# A stage, and the functions whose time it is; what one of them has another do, is the other's time.
STAGES = {
    "read": [(Session, "scan"), (ssg.build.tasks, "read_file")],
    "front matter": [(ssg.story.parse, "split_front_matter"), (ssg.story.parse, "parse_yaml")],
    "fields": [(ssg.story.parse, "parse_story")],
    "Markdown": [(ssg.markup.convert, "convert_common"), (Dialect, "convert")],
    "references, words": [(Converter, "convert")],
    "encode": [(ssg.build.tasks, "file_row")],
    "store": [(Store, "put_files"), (Store, "set_states"), (Store, "number_lists")],
    "plan": [(Run, "plan")],
    "check": [(Run, "check")],
    "render": [(ssg.build.tasks, "render_page")],
    "write": [(Destination, "stage_file"), (Destination, "publish")],
}


class Meter:
    """Adds up the CPU seconds of this process by stage, the system's work for it included."""

    def __init__(self) -> None:
        self.seconds: collections.Counter[str] = collections.Counter()
        self._stack, self._since = ["everything else"], time.process_time()

    def watch(self, stage: str, owner: Any, name: str) -> None:
        function = getattr(owner, name)

        @functools.wraps(function)
        def watched(*arguments: Any, **options: Any) -> Any:
            self.turn()
            self._stack.append(stage)
            try:
                return function(*arguments, **options)
            finally:
                self.turn()
                self._stack.pop()

        setattr(owner, name, watched)

    def turn(self) -> None:
        """Book the time since the last turn for the stage under way."""
        now = time.process_time()
        self.seconds[self._stack[-1]] += now - self._since
        self._since = now


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_site(root, count)
        typography = typography_seconds(root)
        meter = Meter()
        for stage, functions in STAGES.items():
            for owner, name in functions:
                meter.watch(stage, owner, name)
        meter.turn()
        meter.seconds.clear()
        report = build(
            root,
            Options(destination=root / "build", now=dt.datetime(2026, 1, 1, tzinfo=dt.UTC), jobs=1),
        )
        meter.turn()
    if report.errors:
        sys.exit(f"{report.errors} errors, such as: {report.problems[0].message}")
    meter.seconds["Markdown"] -= typography
    meter.seconds["typography"] = typography
    for stage in (*STAGES, "typography", "everything else"):
        print(f"{stage:20}{meter.seconds[stage] / count * 1000:8.3f} ms")
    print(f"{'all':20}{meter.seconds.total() / count * 1000:8.3f} ms")


def write_site(root: Path, count: int) -> None:
    newsbench.corpus(count, root, "hugo")
    (root / "site.yaml").write_text(SITE, encoding="utf-8")


def typography_seconds(root: Path) -> float:
    """The part of the fast lane that sets quotation marks and dashes: with it less without it."""
    bodies = [
        path.read_text(encoding="utf-8").split("---\n", 2)[2]
        for path in sorted(root.glob("content/**/*.md"))
    ]
    spent = []
    for typography in (False, True):
        start = time.process_time()
        for body in bodies:
            convert_common(body, "en", typography=typography)
        spent.append(time.process_time() - start)
    return spent[1] - spent[0]


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
