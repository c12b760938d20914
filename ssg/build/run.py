"""The pipeline on one screen: read, parse, store, plan, check, render, publish. Options go in; a
Report comes out. Only the cli prints.
"""

import contextlib
import functools
from collections.abc import Callable
from pathlib import Path

from ssg.build.changed import changed_stories
from ssg.build.check import check_stories
from ssg.build.check_site import check_now, check_pages
from ssg.build.faults import missed_change, noted
from ssg.build.leniency import Leniency
from ssg.build.options import Options, Published, Report, Stopped
from ssg.build.output_scan import OutputScan, look
from ssg.build.pictures import (
    clear_pictures,
    look_at_media,
    make_pictures,
    wanted_pictures,
    without_answered_problems,
    without_pictures,
)
from ssg.build.plugin_checks import Newsroom, problems_of_plugins
from ssg.build.profile import Profile
from ssg.build.recipes import Recipes, plan_key
from ssg.build.rendering import Rendering, show_first
from ssg.build.resolve import resolve_pictures
from ssg.build.select import PendingList, PendingPages, Selection, select
from ssg.build.session import Session
from ssg.build.tasks import (
    RenderState,
    load_layouts,
    load_parser,
    parse_group,
    parse_key,
    parse_setup,
    render_group,
    render_setup,
)
from ssg.build.why import explain_making
from ssg.build.workers import WorkerPool, default_jobs, in_groups
from ssg.catalog.queries import Queries
from ssg.catalog.rows import FileRow
from ssg.catalog.scan import CatalogScan
from ssg.catalog.schema import CATALOG_NAME, DAMAGE, DISCARDED, is_damage, is_damaged
from ssg.catalog.sealed import discard
from ssg.catalog.store import Store
from ssg.catalog.traces import Traces
from ssg.config.site import CONFIG_NAME, Config, Stage, load_config, seen_by
from ssg.disk.doors import OutputError
from ssg.layouts import LAYOUTS, LayoutError
from ssg.media.finder import MediaFinder
from ssg.output.destination import Destination, locked
from ssg.output.place import STATE_FOLDER
from ssg.pages.context import STATIC, Context
from ssg.pages.kinds.story import missing_layouts
from ssg.pages.registry import replan, replan_plugins
from ssg.pages.views.data import DATA
from ssg.plugins import PluginError
from ssg.problems import Problem, Problems
from ssg.source.files import CONTENT, SourceStat, stories_in
from ssg.story.lifecycle import Clock

# Below so many pieces of work, starting processes costs more than they save.
_PARALLEL_FROM = 200
_GROUP = 64
_FEW = 500
_MANY_FILES = 2_000
PUBLISHED = "published"


def build(root: Path, options: Options) -> Report:
    """Build the site at `root`. OutputError if it cannot be written; author mistakes are in the
    Report.

    A KeyboardInterrupt has the argument PUBLISHED if all was published before.
    """
    config, config_problems = load_config(root, options.base_url)
    if config is None:
        problems = Problems(config_problems)
        return Report(problems=problems.sorted(), errors=problems.errors, config_failed=True)
    # A check renders too, since layouts can fail; what it makes is thrown away.
    destination = Destination(root, options.destination or root / "build")
    destination.check(root)
    try:
        return _build(root, config, options, config_problems, destination)
    except KeyboardInterrupt:
        raise KeyboardInterrupt(*([PUBLISHED] if destination.is_published else [])) from None


def _build(
    root: Path,
    config: Config,
    options: Options,
    config_problems: list[Problem],
    destination: Destination,
) -> Report:
    """Build under the site's lock; once more from nothing, if the catalog is damaged."""
    catalog = root / STATE_FOLDER / CATALOG_NAME
    with locked(
        root, lambda: options.say("another build of this site is under way; waiting for it")
    ):
        destination.close_stage()  # of a build that was killed
        session = options.session or Session(root)
        try:
            report = _run(root, config, options, config_problems, destination, session)
            if not report.is_our_fault or not is_damaged(catalog):
                return report
        except (*DAMAGE, TypeError, ValueError, LookupError, AttributeError) as error:
            if not is_damage(error, catalog):
                raise
        options.say(DISCARDED)
        discard(catalog)
        return _run(root, config, options, config_problems, destination, session)


def _run(
    root: Path,
    config: Config,
    options: Options,
    config_problems: list[Problem],
    destination: Destination,
    session: Session,
) -> Report:
    with (
        session.building(root / STATE_FOLDER / CATALOG_NAME),
        contextlib.closing(Run(root, config, options, destination, session)) as run_,
    ):
        run_.problems.extend(config_problems)
        return run_.report()


class Run:
    """One build: its stages in order, each a method. Without a destination nothing is published."""

    def __init__(
        self,
        root: Path,
        config: Config,
        options: Options,
        destination: Destination | None,
        session: Session,
    ):
        self.session = session
        self.root, self.config, self.options = root, config, options
        self.clock = Clock(
            now=options.now, drafts=options.drafts, future=options.future, expired=options.expired
        )
        self.jobs = options.jobs or default_jobs()
        self.workers = WorkerPool()
        self.problems, self.profile = Problems(), Profile()
        self.why: tuple[str, ...] = ()
        if options.strict:
            self.problems.promote_warnings()
        self.destination = destination or Destination(root, root / "build")
        self.publishes = options.destination is not None
        self.store = Store(root / STATE_FOLDER, self.destination.sealer, verify=options.verify)
        if self.store.discarded:
            options.say(self.store.discarded)
        self.scan = CatalogScan(self.store.db)
        self.context = Context(
            root, config, Queries(self.store.db), self.clock, layouts=options.layouts
        )
        # Planning and checking see no setting that their key does not know.
        self.planned = Context(
            root,
            seen_by(config, Stage.PLAN),
            self.context.queries,
            self.clock,
            layouts=options.layouts,
        )
        self.traces = Traces(self.store.db, self.destination.name)
        self.looked: OutputScan | None = None
        self.linking_here: set[str] = set()  # files that name the site's address, if that is new

    def close(self) -> None:
        self.workers.close()
        self.store.close()

    def report(self) -> Report:
        """Go through all stages."""
        published = Published()
        faults: list[Problem] = []  # told beside the problems that were found before
        try:
            with noted(
                faults,
                "",
                "building the site",
                passed_on=(*DAMAGE, OutputError, LayoutError, PluginError, Stopped),
            ):
                self.read()
                if not self.options.layouts:
                    self.problems.extend(missing_layouts(self.context, self.scan))
                elif not self.problems.errors:
                    published = self.write()
        except (LayoutError, PluginError) as error:
            self.problems.add(error.problem)
        self.problems.extend(faults)
        return Report(
            problems=self.problems.sorted(),
            errors=self.problems.errors,
            published=published,
            is_published=self.destination.is_published,
            profile=self.profile,
            why=self.why,
            stories=self.scan.count_states(),
        )

    def read(self) -> None:
        """Bring the catalog up to date with the newsroom's files, plan and check."""
        with self.profile.timed("scan"):
            for folder in (CONTENT, STATIC, LAYOUTS, DATA):  # what layouts may read is checked, too
                self.problems.extend(self.session.scan(folder).problems)
            content = self.session.scan(CONTENT).files
            self.context.static_files = tuple(file.path for file in self.session.scan(STATIC).files)
            self.planned.static_files = self.context.static_files
        with self.profile.timed("parse"):
            self.parse(content)
        with self.profile.timed("media"):
            finder = MediaFinder(content)
            self.problems.extend(finder.problems)
            self.look_at_media(finder)
        with self.profile.timed("plan"):
            anew = self.plan()
        with self.profile.timed("check"):
            self.check(finder, everything=anew)
            reported = Leniency(self.config, self.scan).reported
            self.problems.extend(
                reported(without_answered_problems(self.scan, self.store.files.problems()))
            )
            self.problems.extend(reported(self.scan.findings()))
            self.problems.extend(reported(check_now(self.context, self.scan)))
            newsroom = Newsroom(self.root, self.config, self.scan, self.clock.now)
            self.problems.extend(reported(problems_of_plugins(newsroom)))
        self.store.settle()

    def parse(self, content: list[SourceStat]) -> None:
        """Parse the stories that changed, then decide which ones are published now."""
        blocks = self.context.layouts.block_options()
        self.store.use_key(parse_key(self.config, blocks))
        stories = {file.path: file for file in stories_in(content)}
        changed, self.looked = changed_stories(
            self.root,
            self.store,
            stories,
            lambda: look(self.destination, self.traces),
            jobs=self.jobs,
        )
        setup = functools.partial(parse_setup, self.root, self.config, blocks, self.options.profile)
        done, jobs = 0, self._jobs(len(changed))
        if jobs > 1:
            load_parser()
            load_layouts()  # for the pages: the processes that start now will make those too
        for rows, sample in self.workers.run(
            setup, parse_group, in_groups(changed, _GROUP), jobs=jobs
        ):
            for row in rows:
                if isinstance(row, Problem):
                    self.store.forget_files([row.path])
                    self.problems.add(row)
            self.store.put_files([row for row in rows if isinstance(row, FileRow)])
            self.profile.add(sample)
            done += len(rows)
            self.options.progress("reading stories", done, len(changed))
        self.linking_here = self.store.use_address(self.config.urls)
        self.store.set_states(self.clock)

    def look_at_media(self, finder: MediaFinder) -> None:
        """Look into the pictures that are new or changed, and resolve those of the stories that
        show them. Then lists can be numbered.
        """
        problems = look_at_media(
            self.root,
            self.config,
            self.store,
            finder,
            self.workers,
            jobs=self.jobs,
            progress=self.options.progress,
        )
        self.problems.extend(problems)
        resolve_pictures(self.store, self.config, self.clock.now)
        self.store.number_lists()

    def plan(self) -> bool:
        """Decide every page and its URL, unless nothing changed that a plan depends on. Returns
        whether all pages must be checked anew.
        """
        key = plan_key(self.planned, (self.root / CONFIG_NAME).read_bytes())
        same_key = self.store.meta("planned-under") == key
        if self.store.plan_is_stale or not same_key:
            self.store.set_meta("planned-under", key)
            few = same_key and not self.store.all_new and len(self.store.changed) < _FEW
            replan(self.planned, self.scan, self.store.plan, self.store.changed if few else None)
        replan_plugins(self.context, self.scan, self.store.plan)
        self.store.plan_is_stale |= bool(self.store.plan.moved)
        return self.store.all_new or not same_key

    def check(self, finder: MediaFinder, *, everything: bool) -> None:
        """Keep the problems between files up to date: of all stories, or of those that a change may
        concern.
        """
        replanned = self.store.plan_is_stale
        if everything or replanned:
            self.store.put_findings({"": check_pages(self.planned, self.scan)})
        if everything:
            paths = self.store.changed | set(
                self.scan.checkable(pictures=not self.config.media_url)
            )
        else:
            paths = self.scan.to_check(
                self.store.changed | self.store.files.unchecked(),
                self.store.plan.moved,
                replanned=replanned,
            )
        paths |= self.linking_here
        urls = self.config.urls
        findings, faults = check_stories(self.planned, self.scan, finder, sorted(paths), urls)
        self.store.put_findings(findings)
        self.store.files.keep_unchecked(self.problems.extend(faults))

    def _make_pictures(self, chosen: Selection) -> None:
        """Make the files of pictures that are to be published and are not in the cache."""
        wanted = wanted_pictures(
            self.root, chosen.waiting.pictures(), self.traces, verify=self.options.verify
        )
        self.problems.extend(
            make_pictures(
                self.root,
                self.scan,
                wanted,
                self.workers,
                jobs=self.jobs,
                progress=self.options.progress,
            )
        )

    def write(self) -> Published:
        """Render the pages whose recipe or answers changed into the stage, then publish them
        together.
        """
        destination, traces = self.destination, self.traces
        with self.profile.timed("ask"):
            verify = self.options.verify
            missed = traces.ask_again(
                self.context.queries, self.store.invalidated, everything=verify
            )
            self.problems.extend(map(missed_change, missed))
        with self.profile.timed("select"):
            recipes = self._recipes()
            if self.options.first and traces.recipe_state() != recipes.state:
                setup = self._render_setup(recipes.state)
                show_first(self.options.first, traces, recipes, setup, self.options.show)
            chosen = self._chosen(recipes)
        if self.options.why:
            page = self.scan.page_at(self.context.urls, self.options.why)
            self.why = explain_making(page, self.options.why, traces, recipes, destination)
        if not chosen.waiting and not chosen.stale and chosen.is_settled:
            self.session.file_count = chosen.unchanged
            return Published(unchanged=chosen.unchanged, foreign=self._foreign(chosen))
        waiting = chosen.waiting if self.publishes else without_pictures(chosen.waiting)
        count = len(chosen.waiting)
        if self.publishes:
            with self.profile.timed("pictures"):
                self._make_pictures(chosen)
        destination.open_stage()
        try:
            # Closed before the stage is: whoever still renders would write there again.
            with self.profile.timed("render"), contextlib.closing(self.workers):
                staged = [] if self.problems.errors else self.render(waiting, recipes.state)
            if self.problems.errors or not self.publishes:
                traces.rollback()
                return Published()
            with (
                self.profile.timed("publish"),
                destination.recorded_publication(
                    traces, chosen.files, set(staged), set(chosen.stale)
                ) as replaced,
            ):
                destination.publish(traces, staged, chosen.stale, recipes.state)
                clear_pictures(self.root, self.scan)
            self.session.file_count = chosen.unchanged + count
        finally:
            destination.close_stage()
        return Published(
            rendered=count,
            written=len(staged),
            unchanged=chosen.unchanged + count - len(staged),
            removed=len(chosen.stale),
            foreign=self._foreign(chosen),
            replaced=replaced,
            files=(*staged, *chosen.stale),
        )

    def _recipes(self) -> Recipes:
        parsed = self.store.meta("parsed-under")
        layouts, preview = self.context.layouts, self.clock.preview
        return Recipes(self.root, self.config, layouts, parsed, preview)

    def _chosen(self, recipes: Recipes) -> Selection:
        return select(
            self.destination,
            self.traces,
            recipes,
            self.store.plan.moved,
            self.looked or self.session.looked(),
            everything=self.store.all_new,
            verify=self.options.verify,
            publish=self.publishes,
        )

    def _foreign(self, chosen: Selection) -> tuple[str, ...]:
        """The files there that ssg did not make. To find them in a large site takes longer than a
        build that changes little.
        """
        files = chosen.files
        if files is None and chosen.unchanged > _MANY_FILES:
            return ()
        return self.destination.foreign(self.traces.outputs() if files is None else files)

    def render(self, waiting: PendingPages | PendingList, recipe_state: str) -> list[str]:
        """Render pages into the stage, and keep their traces. Returns the files staged."""
        setup = self._render_setup(recipe_state)
        count = len(waiting)
        rendering = Rendering(self.traces, self.profile, self.options.progress, count)
        if waiting:
            self.traces.put_every_page(self.context.site_trace)
        for results in self.workers.run(
            setup, render_group, in_groups(waiting, _GROUP), jobs=self._jobs(count)
        ):
            rendering.put(results)
        self.problems.extend(rendering.problems(self.root, self.scan))
        return rendering.staged

    def _render_setup(self, recipe_state: str) -> Callable[[], RenderState]:
        return functools.partial(
            render_setup,
            self.root,
            self.config,
            self.store.path,
            self.clock,
            self.destination,
            recipe_state,
            self.options.profile,
        )

    def _jobs(self, count: int) -> int:
        return self.jobs if count >= _PARALLEL_FROM else 1
