"""The pipeline on one screen: read, parse, store, plan, check, render, publish. Options go in; a Report comes out. Only the cli prints."""

import contextlib
import datetime as dt
import functools
import time
from collections.abc import Callable, Iterator
from importlib import metadata
from pathlib import Path

import msgspec

import ssg
from ssg.catalog.queries import Queries
from ssg.catalog.store import FileRow, Store, file_row
from ssg.check import check_site
from ssg.config import Config, load_config
from ssg.layouts import LAYOUTS, LayoutError, Layouts
from ssg.markup.convert import Converter
from ssg.media import MediaFinder, is_elsewhere, probe
from ssg.output import STATE_FOLDER, Destination, Made, Published, digest_of, locked
from ssg.pages import MODULES, plan_pages, render_page
from ssg.pages.context import DATA, STATIC, Context
from ssg.problems import Problem, Problems
from ssg.source import SourceStat, find_files, nfc, read_source, stories_in
from ssg.story.lifecycle import Clock
from ssg.story.parse import CONTENT, parse_story
from ssg.urls import output_path
from ssg.workers import default_jobs, in_groups, run

# Below so many pieces of work, starting processes costs more than they save.
_PARALLEL_FROM = 200
_GROUP = 40
Progress = Callable[[str, int, int], None]


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """What the editor asks for. `destination` is a folder; None only checks. `jobs` 0 takes all processors."""

    destination: Path | None = None
    base_url: str | None = None
    drafts: bool = False
    future: bool = False
    expired: bool = False
    now: dt.datetime
    strict: bool = False
    jobs: int = 0
    progress: Progress = lambda stage, done, total: None
    say: Callable[[str], None] = lambda message: None


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a build. `stages` has the wall seconds of each stage."""

    problems: tuple[Problem, ...]
    errors: int
    published: Published = Published()
    pages: int = 0
    stages: dict[str, float] = {}
    config_failed: bool = False


def build(root: Path, options: Options) -> Report:
    """Build the site at `root`. OutputError if it cannot be written; author mistakes are in the Report."""
    config, config_problems = load_config(root, options.base_url)
    if config is None:
        problems = Problems(config_problems)
        return Report(problems=problems.sorted(), errors=problems.errors, config_failed=True)
    destination = Destination(root, options.destination) if options.destination else None
    if destination:
        destination.check(root)
    with locked(root, lambda: options.say("another build of this site is under way; waiting for it")):
        run_ = Run(root, config, options, destination)
        run_.problems.extend(config_problems)
        with contextlib.closing(run_):
            return run_.report()


class Run:
    """One build: its stages in order, each a method."""

    def __init__(self, root: Path, config: Config, options: Options, destination: Destination | None):
        self.root, self.config, self.options, self.destination = root, config, options, destination
        self.clock = Clock(now=options.now, drafts=options.drafts, future=options.future, expired=options.expired)
        self.jobs = options.jobs or default_jobs()
        self.problems, self.stages = Problems(), {}
        if options.strict:
            self.problems.promote_warnings()
        self.store = Store(root / STATE_FOLDER)
        self.queries = Queries(self.store.path)
        self.pages = 0

    def close(self) -> None:
        self.queries.close()
        self.store.close()

    def report(self) -> Report:
        try:
            published = self._stages()
        except LayoutError as error:
            self.problems.add(error.problem)
            published = Published()
        return Report(
            problems=self.problems.sorted(),
            errors=self.problems.errors,
            published=published,
            pages=self.pages,
            stages=self.stages,
        )

    def _stages(self) -> Published:
        with self._timed("read"):
            content, link_problems = find_files(self.root, CONTENT)
            static, static_problems = find_files(self.root, STATIC)
            self.problems.extend(link_problems + static_problems)
            for folder in (LAYOUTS, DATA):  # what these may read is checked in the same way
                self.problems.extend(find_files(self.root, folder)[1])
        with self._timed("parse"):
            self.parse(content)
        with self._timed("media"):
            finder = MediaFinder(content)
            self.look_at_media(finder)
        with self._timed("plan"):
            context = self.context(tuple(file.path for file in static))
            self.plan(context)
        with self._timed("check"):
            self.problems.extend(check_site(context, finder))
        if self.problems.errors or self.destination is None:
            return Published()
        return self.write(self.destination)

    def parse(self, content: list[SourceStat]) -> None:
        """Bring the catalog's stories up to date with the files of content/, then decide which of them are published now."""
        blocks = Layouts(self.root).block_names()
        self.store.use_key(_parse_key(self.config, blocks))
        known = self.store.files()
        stories = {file.path: file for file in stories_in(content)}
        self.store.forget_files(path for path in known if path not in stories)
        changed = [(file, known.get(path, (0, 0, b""))[2]) for path, file in stories.items()
                   if known.get(path, ())[:2] != [file.size, file.mtime_ns]]  # fmt: skip
        setup = functools.partial(_parse_setup, self.root, self.config, blocks)
        done = 0
        for rows in run(setup, _parse_group, in_groups(changed, _GROUP), jobs=self._jobs(len(changed))):
            for row in rows:
                if isinstance(row, SourceStat):
                    self.store.touch_file(row)
                elif isinstance(row, Problem):
                    self.store.forget_files([row.path])
                    self.problems.add(row)
                else:
                    self.store.put_file(row)
            done += len(rows)
            self.options.progress("reading stories", done, len(changed))
        self.problems.extend(self.store.file_problems())
        self.store.set_states(self.clock)
        self.store.number_lists()
        self.store.commit()

    def look_at_media(self, finder: MediaFinder) -> None:
        """Find the file of each picture that a story names, and look into those that are new or changed."""
        if self.config.media_url:
            return
        uses = self.store.uses()
        found = [("" if is_elsewhere(src) else finder.find(path, src), story, src) for story, path, src in uses]
        self.store.set_use_paths(found)
        wanted = {path for path, _, _ in found if path}
        known = self.store.known_media()
        self.store.forget_media(path for path in known if path not in wanted)
        stats = [finder.stats[nfc(path)] for path in sorted(wanted)]
        changed = [stat for stat in stats if known.get(stat.path) != (stat.size, stat.mtime_ns)]
        jobs = self.jobs if len(changed) > 8 else 1
        for done, row in enumerate(run(_no_setup, functools.partial(_probe, self.root), changed, jobs=jobs), 1):
            self.store.put_media([row])
            self.options.progress("looking at pictures", done, len(changed))
        self.store.commit()

    def context(self, static: tuple[str, ...]) -> Context:
        return Context(self.root, self.config, self.queries, self.clock, static)

    def plan(self, context: Context) -> None:
        """Decide every page and its URL."""
        self.store.forget_pages()
        for module in MODULES:
            self.store.add_pages(plan_pages(context, module))

    def write(self, destination: Destination) -> Published:
        """Render all pages into the stage, then publish them together."""
        destination.open_stage()
        try:
            with self._timed("render"):
                made = self.render(destination)
            if self.problems.errors:
                return Published()
            with self._timed("publish"):
                return destination.publish(self.store, made)
        finally:
            destination.close_stage()

    def render(self, destination: Destination) -> list[Made]:
        rows = list(self.queries.pages())
        self.pages = len(rows)
        setup = functools.partial(_render_setup, self.root, self.config, self.store.path, self.clock, destination)
        made: list[Made] = []
        failed: dict[tuple, list[Problem]] = {}
        for group, problems in run(setup, _render_group, in_groups(rows, _GROUP), jobs=self._jobs(len(rows))):
            made += group
            for problem in problems:
                failed.setdefault((problem.code, problem.path, problem.span, problem.message), []).append(problem)
            self.options.progress("rendering pages", len(made), len(rows))
        self.problems.extend(map(_one_of, failed.values()))
        return made

    def _jobs(self, count: int) -> int:
        return self.jobs if count >= _PARALLEL_FROM else 1

    @contextlib.contextmanager
    def _timed(self, stage: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        self.stages[stage] = time.perf_counter() - start


def _parse_key(config: Config, blocks: tuple[str, ...]) -> str:
    """What else than its file decides how a story is parsed. A change of it parses all stories again."""
    versions = [metadata.version(name) for name in ("markdown", "pymdown-extensions", "pyyaml", "pygments", "nh3", "msgspec")]
    return digest_of(repr((ssg.__version__, config, blocks, versions)).encode())[0].hex()


def _parse_setup(root: Path, config: Config, blocks: tuple[str, ...]) -> tuple[Path, Config, Converter]:
    return root, config, Converter(blocks, typography=config.typography)


def _parse_group(
    state: tuple[Path, Config, Converter], files: tuple[tuple[SourceStat, bytes], ...]
) -> list[FileRow | SourceStat | Problem]:
    """Runs in a worker: parse files; one whose text is as it was comes back as its new SourceStat only."""
    root, config, converter = state
    rows: list[FileRow | SourceStat | Problem] = []
    for stat, known in files:
        source = read_source(root, stat.path)
        if isinstance(source, Problem):
            rows.append(source)
            continue
        digest, _ = digest_of(source.text.encode())
        if digest == known:
            rows.append(stat)
        else:
            rows.append(file_row(stat, digest, parse_story(source, config, converter), config.zone))
    return rows


def _no_setup() -> None:
    return None


def _probe(root: Path, _: None, stat: SourceStat) -> tuple:
    return (stat.path, stat.size, stat.mtime_ns, *probe(root, stat.path))


def _one_of(same: list[Problem]) -> Problem:
    """One problem for a mistake in a layout, which fails a thousand pages alike."""
    others = len(same) - 1
    if not others or not same[0].label:
        return same[0]
    return msgspec.structs.replace(same[0], label=f"{same[0].label} and {others:,} other page{'s' if others > 1 else ''}")


def _render_setup(root: Path, config: Config, catalog: Path, clock: Clock, destination: Destination) -> tuple[Context, Destination]:
    return Context(root, config, Queries(catalog), clock), destination


def _render_group(state: tuple[Context, Destination], rows: tuple) -> tuple[list[Made], list[Problem]]:
    """Runs in a worker: render pages into the stage."""
    context, destination = state
    made: list[Made] = []
    problems: list[Problem] = []
    for row in rows:
        path = output_path(row.url)
        try:
            content = render_page(row, context)
        except LayoutError as error:
            problems.append(error.problem)
            continue
        made.append(destination.stage_file(path, content, context.queries.output(destination.name, path)))
    return made, problems


