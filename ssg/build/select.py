"""Which pages must be made: those whose recipe or answers changed, and those whose files are
missing or were altered.
"""

from array import array
from collections.abc import Iterable, Iterator

import msgspec

from ssg.build.output_scan import OutputScan, look
from ssg.build.recipes import Recipes
from ssg.build.workers import in_groups
from ssg.catalog.rows import Output, PageRow
from ssg.catalog.traces import SITE_NODE, Traces
from ssg.output.destination import Destination
from ssg.pages.kinds.files import KINDS as COPIES
from ssg.pages.kinds.pictures import KINDS as PICTURES
from ssg.text.urls import output_path

# Looking for so many pages one by one takes longer than going through all.
_MANY = 2_000
_GROUP = 500


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """A page to render, what stands in its place, and the digest of its recipe."""

    page: PageRow
    known: Output | None
    recipe: bytes


class PendingPages:
    """Pages of a large site that are to be made: each is looked up when its turn comes, so that
    memory stays flat.
    """

    def __init__(self, traces: Traces, recipes: Recipes):
        self._traces, self._recipes = traces, recipes
        self._numbers, self._pictures = array("q"), array("q")
        # The time of a file that is as it was made, though its time is not; None where it is not as
        # it was made.
        self._times: dict[str, int | None] = {}

    def add(
        self, number: int, path: str, page: PageRow, known: Output | None, intact: Output | None
    ) -> None:
        """A planned page, with what is `known` of its file, and the same with the time that it
        has now, if it is `intact`.
        """
        (self._pictures if page.kind in PICTURES else self._numbers).append(number)
        if known is not intact:
            self._times[path] = intact.mtime_ns if intact else None

    def __len__(self) -> int:
        return len(self._numbers) + len(self._pictures)

    def __iter__(self) -> Iterator[Task]:
        yield from self._tasks(self._numbers)
        yield from self.pictures()

    def pictures(self) -> Iterator[Task]:
        """Those of them that are files made of pictures."""
        return self._tasks(self._pictures)

    def _tasks(self, numbers: Iterable[int]) -> Iterator[Task]:
        for group in in_groups(numbers, _GROUP):
            for _, page, path, known in list(self._traces.pages_numbered(group)):
                if known and path in self._times:
                    time = self._times[path]
                    known = None if time is None else msgspec.structs.replace(known, mtime_ns=time)
                yield Task(page=page, known=known, recipe=self._recipes.of(page))


class PendingList(list[Task]):
    """A few pages that are to be made."""

    def pictures(self) -> Iterator[Task]:
        return (task for task in self if task.page.kind in PICTURES)


class Selection(msgspec.Struct, frozen=True, kw_only=True):
    """The pages to make, and the files to remove. `unchanged` is the number of the other pages.

    `files` has the files of all pages, or is None where only what changed was looked at.
    `is_settled` says that nothing need be noted either.
    """

    waiting: PendingPages | PendingList
    stale: list[str]
    unchanged: int
    files: set[str] | None = None
    is_settled: bool = False


def select(
    destination: Destination,
    traces: Traces,
    recipes: Recipes,
    moved: set[str],
    looked: OutputScan | None,
    *,
    everything: bool,
    verify: bool,
    publish: bool,
) -> Selection:
    """Look at all pages; or, where recipes are those of the last build here, only at what changed
    and at the addresses where pages `moved`.

    `looked` is what stands there, if that was looked at already.
    """
    stale = traces.stale()
    settled = (
        traces.was_finished
        and traces.recipe_state() == recipes.state
        and traces.list_digest() == destination.list.digest()
    )
    if (
        settled
        and not everything
        and not verify
        and SITE_NODE not in stale
        and len(stale) + len(moved) < _MANY
    ):
        looked = looked or look(destination, traces)
        altered = looked.altered
        if looked.retimed:
            traces.retime(looked.retimed)
        if len(altered) < _MANY:
            tasks, gone = _changed(
                traces, recipes, stale | altered, set(map(output_path, moved)), altered
            )
            made_before = sum(
                task.known is not None or output_path(task.page.url) in altered for task in tasks
            )
            return Selection(
                waiting=tasks,
                stale=gone,
                unchanged=looked.count - len(gone) - made_before,
                is_settled=traces.is_current(),
            )
    chosen = _all(destination, traces, recipes, stale, verify)
    return (
        msgspec.structs.replace(chosen, stale=destination.stale(traces, chosen.files or set()))
        if publish
        else chosen
    )


def _changed(
    traces: Traces, recipes: Recipes, remake: set[str], looked_at: set[str], altered: set[str]
) -> tuple[PendingList, list[str]]:
    """The pages to make among those whose answers, files or addresses changed; and the files of
    those that are no longer planned.
    """
    tasks: dict[str, Task] = {}
    missing = set(looked_at)
    for _, page, path, known in (
        *traces.pages_at(sorted(remake | looked_at)),
        *traces.pages_of(COPIES),
    ):
        missing.discard(path)
        recipe = recipes.of(page)
        if (
            known
            and path not in remake
            and known.recipe != recipe
            and recipes.is_same_copy(page, known)
        ):
            traces.remake_with(path, recipe)
        elif known is None or path in remake or known.recipe != recipe:
            tasks[path] = Task(page=page, known=None if path in altered else known, recipe=recipe)
    return PendingList(tasks.values()), sorted(missing & traces.outputs())


def _all(
    destination: Destination, traces: Traces, recipes: Recipes, remake: set[str], verify: bool
) -> Selection:
    waiting = PendingPages(traces, recipes)
    files: set[str] = set()
    for number, page, path, known in traces.pages():
        files.add(path)
        recipe, intact = recipes.of(page), known
        is_stale = path in remake or (SITE_NODE in remake and page.kind not in (*COPIES, *PICTURES))
        if known and (verify or not destination.is_unchanged(path, known.size, known.mtime_ns)):
            mtime = destination.time_if_same(path, known.digest)
            # A file that was altered is unknown, so that it is written whatever is made.
            intact = None if mtime is None else msgspec.structs.replace(known, mtime_ns=mtime)
        if intact is None or is_stale or known is None or known.recipe != recipe:
            waiting.add(number, path, page, known, intact)
    return Selection(waiting=waiting, stale=[], unchanged=len(files) - len(waiting), files=files)
