"""CPU milliseconds a story of each stage of a clean build, in one process: `python -m tests.bench.stages 1000`.

The stories are those of newsbench, which stands beside the project (../shared/bench). Compare figures of one run only,
on a machine with nothing else to do.
"""

import contextlib
import datetime as dt
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from ssg.build import Options, Run
from ssg.catalog.store import file_row
from ssg.check import check_site
from ssg.config import load_config
from ssg.layouts import Layouts
from ssg.markup.convert import Converter
from ssg.markup.fast_lane import convert_common
from ssg.media import MediaFinder
from ssg.output import Destination, digest_of
from ssg.pages import render_page
from ssg.source import SourceFile, find_files, read_source
from ssg.story.parse import parse_story, split_front_matter
from ssg.urls import output_path
from ssg.yaml_source import parse_yaml

BENCH = Path(__file__).resolve().parents[3] / "shared" / "bench"
SITE = "title: Newsbench\nbase_url: https://example.com/site/\ntimezone: America/New_York\nmedia_url: https://media.example/\n"


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_site(root, count)
        times = dict(parse_times(root)) | build_times(root)
    parts = ("front matter", "fields, byline, credits", "Markdown to HTML", "typography", "links, summary, words")
    total = sum(seconds for name, seconds in times.items() if name not in parts)
    for name, seconds in (*times.items(), ("all", total)):
        print(f"{'  ' if name in parts else ''}{name:26}".ljust(28) + f"{seconds / count * 1000:7.3f} ms")


def write_site(root: Path, count: int) -> None:
    if not (BENCH / "newsbench.py").is_file():
        sys.exit(f"newsbench is not in {BENCH}")
    sys.path.insert(0, str(BENCH))
    import newsbench

    newsbench.corpus(count, root, "hugo")
    (root / "site.yaml").write_text(SITE, encoding="utf-8")


def parse_times(root: Path) -> Iterator[tuple[str, float]]:
    """Seconds of what happens to each file alone, and of its parts, each measured by itself."""
    config, _ = load_config(root, None)
    assert config is not None
    stats = find_files(root, "content")[0]
    converter, plain = (Converter(Layouts(root).block_names(), typography=is_on) for is_on in (True, False))
    with timed() as reading:
        sources = [source for stat in stats if isinstance(source := read_source(root, stat.path), SourceFile)]
    yield "read", reading[0]
    with timed() as parsing:
        parsed = [parse_story(source, config, converter) for source in sources]
    with timed() as front:
        halves = [split_front_matter(source) for source in sources]
        for source, half in zip(sources, halves, strict=True):
            parse_yaml(source, half.yaml, half.first_line)
    starts = [half.body_start for half in halves]
    with timed() as converting:
        for source, start in zip(sources, starts, strict=True):
            converter.convert(source, start, lang="en", trusted=True)
    spent = []
    for chosen in (plain, converter):
        with timed() as making:
            for source, start in zip(sources, starts, strict=True):
                text = source.text[start:]
                if convert_common(text, "en", typography=chosen is converter) is None:
                    chosen._convert_fully(source, start, text, "en")
        spent.append(making[0])
    yield "parse", parsing[0]
    yield "front matter", front[0]
    yield "fields, byline, credits", parsing[0] - front[0] - converting[0]
    yield "Markdown to HTML", spent[0]
    yield "typography", spent[1] - spent[0]
    yield "links, summary, words", converting[0] - spent[1]
    with timed() as encoding:
        for stat, source, story in zip(stats, sources, parsed, strict=True):
            file_row(stat, digest_of(source.text.encode())[0], story, config.zone)
    yield "encode", encoding[0]


def build_times(root: Path) -> dict[str, float]:
    """Seconds of what happens to the site as a whole, in the order of a build."""
    config, _ = load_config(root, None)
    assert config is not None
    destination = Destination(root, root / "build")
    now = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    times: dict[str, float] = {}
    with contextlib.closing(
        Run(root, config, Options(now=now, destination=root / "build", jobs=1), destination)
    ) as run:
        content = find_files(root, "content")[0]
        blocks = Layouts(root).block_names()
        converter = Converter(blocks)
        rows = [
            file_row(stat, b"", parse_story(read_source(root, stat.path), config, converter), config.zone)
            for stat in content
        ]
        with timed() as times_store:
            for row in rows:
                run.store.put_file(row)
            run.store.set_states(run.clock)
            run.store.number_lists()
            run.store.commit()
        times["store"] = times_store[0]
        context = run.context(())
        with timed() as planning:
            run.plan(context)
        times["plan"] = planning[0]
        with timed() as checking:
            list(check_site(context, MediaFinder(content)))
        times["check"] = checking[0]
        return times | render_times(run, destination)


def render_times(run: Run, destination: Destination) -> dict[str, float]:
    context = run.context(())
    destination.open_stage()
    made, writing = [], 0.0
    try:
        rows = list(run.queries.pages())
        start = time.process_time()
        for row in rows:
            content = render_page(row, context)
            before = time.process_time()
            path = output_path(row.url)
            made.append(destination.stage_file(path, content, run.queries.output(destination.name, path)))
            writing += time.process_time() - before
        rendering = time.process_time() - start - writing
        with timed() as publishing:
            destination.publish(run.store, made)
    finally:
        destination.close_stage()
    return {f"render ({len(rows):,} pages)": rendering, "write": writing + publishing[0]}


@contextlib.contextmanager
def timed() -> Iterator[list[float]]:
    """A list that gets the CPU seconds of this process that the block took, the system's work for it included."""
    spent: list[float] = []
    start = time.process_time()
    yield spent
    spent.append(time.process_time() - start)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
