"""Which pages must be made: those whose recipe or answers changed, and those whose files are missing or were altered."""

import msgspec

from ssg.catalog.rows import Output, PageRow
from ssg.catalog.traces import EVERY_PAGE, Planned, Traces
from ssg.output import Destination
from ssg.pages.files import KINDS as COPIES
from ssg.recipes import Recipes

# Looking for so many pages one by one takes longer than going through all.
_MANY = 2_000


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """A page to render, what stands in its place, and the digest of its recipe."""

    page: PageRow
    known: Output | None
    made_with: bytes


class Selection(msgspec.Struct, frozen=True, kw_only=True):
    """The pages to make. `standing` is the number of the others; `planned` has the files of all pages, or is None where no page came or went.

    `is_settled` says that nothing need be noted either.
    """

    waiting: list[Task]
    standing: int
    planned: set[str] | None = None
    is_settled: bool = False


def select(destination: Destination, traces: Traces, recipes: Recipes, *, everything: bool, verify: bool) -> Selection:
    """Look at `everything` that is planned; or, where plan and recipes are those of the last build here, only at what changed."""
    stale = traces.stale()
    settled = traces.was_finished and traces.recipe_state() == recipes.state
    if settled and not everything and EVERY_PAGE not in stale and len(stale) < _MANY:
        standing, altered = 0, set[str]()
        for path, size, mtime in traces.standing():
            standing += 1
            if not destination.stands(path, size, mtime):
                altered.add(path)
        if len(altered) < _MANY:
            waiting = list(_some(traces, recipes, stale, altered))
            return Selection(waiting=waiting, standing=standing - len(waiting), is_settled=traces.is_current())
    return _all(destination, traces, recipes, stale, verify)


def _some(traces: Traces, recipes: Recipes, stale: set[str], altered: set[str]) -> list[Task]:
    tasks = {}
    for page, path, known in (*traces.pages_at(sorted(stale | altered)), *traces.pages_of(COPIES)):
        made_with = recipes.made_with(page)
        if known is None or path in stale or path in altered or known.made_with != made_with:
            tasks[path] = Task(page=page, known=None if path in altered else known, made_with=made_with)
    return list(tasks.values())


def _all(destination: Destination, traces: Traces, recipes: Recipes, stale: set[str], verify: bool) -> Selection:
    waiting: list[Task] = []
    planned: set[str] = set()
    for page, path, known in traces.pages():
        planned.add(path)
        made_with = recipes.made_with(page)
        is_stale = path in stale or (EVERY_PAGE in stale and page.kind not in COPIES)
        if known and not (destination.holds(known) if verify else destination.stands(path, known.size, known.mtime_ns)):
            known = None  # so that it is written whatever is made
        if known is None or is_stale or known.made_with != made_with:
            waiting.append(Task(page=page, known=known, made_with=made_with))
    return Selection(waiting=waiting, standing=len(planned) - len(waiting), planned=planned)
