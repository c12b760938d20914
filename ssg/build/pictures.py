"""Pictures in a build: looks into new ones, makes the files that are to be published and are not in
the cache yet, and clears the cache.
"""

import functools
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePosixPath

import msgspec

from ssg.build.blame import point_at_story
from ssg.build.faults import noted
from ssg.build.select import PendingList, Task
from ssg.build.tasks import look_key, no_setup, probe_picture
from ssg.build.workers import WorkerPool, map_halves, run
from ssg.catalog.rows import PageRow
from ssg.catalog.scan import CatalogScan
from ssg.catalog.store import Store
from ssg.catalog.traces import Traces
from ssg.config.site import Config
from ssg.disk.doors import OutputError, found_inside
from ssg.disk.seals import Sealer, sealer_of
from ssg.media.finder import MediaFinder, is_elsewhere
from ssg.model.file_metadata import RightsMetadata
from ssg.model.resolved import Derivative
from ssg.output.picture_cache import PictureCache
from ssg.pages.kinds.pictures import KINDS
from ssg.problems import Problem, Severity
from ssg.source.digests import have_digests
from ssg.text.urls import nfc

_HELP = "export it again from the original, as JPEG, PNG, WebP or AVIF"


_MANY = 8  # pictures, for which it pays to start processes
Progress = Callable[[str, int, int], None]


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """A picture's path, the files to make of it, how wide it is decoded for them, and the words
    that go into them.
    """

    path: str
    wanted: tuple[Derivative, ...]
    width: int
    rights: RightsMetadata


def look_at_media(
    root: Path,
    config: Config,
    store: Store,
    finder: MediaFinder,
    workers: WorkerPool,
    *,
    jobs: int,
    progress: Progress,
) -> list[Problem]:
    """Find the file of each picture that a story names, and look into those that are new or
    changed.
    """
    if config.media_url:
        return []
    problems: list[Problem] = []
    wanted: set[str] = set()
    for story, path, src, known_path in store.uses():
        found = "" if is_elsewhere(src) else finder.find(path, src)
        if found:
            wanted.add(found)
        if found != known_path:
            store.set_use(story, path, src, found)
    known = store.known_media(look_key())
    store.forget_media([path for path in known if path not in wanted])
    stats = [finder.stats[nfc(path)] for path in sorted(wanted)]
    dated = [stat for stat in stats if known.get(stat.path, ())[:2] != (stat.size, stat.mtime_ns)]
    # A fresh clone has the same pictures with other times.
    asked = [
        (stat, known[stat.path][2])
        for stat in dated
        if stat.path in known and known[stat.path][0] == stat.size
    ]
    answers = map_halves(functools.partial(have_digests, root), asked, jobs=jobs)
    same = {stat for (stat, _), is_same in zip(asked, answers, strict=True) if is_same}
    store.touch_media(same)
    changed = [stat for stat in dated if stat not in same]
    jobs = jobs if len(changed) > _MANY else 1
    for done, row in enumerate(
        workers.run(no_setup, functools.partial(probe_picture, root), changed, jobs=jobs), 1
    ):
        if isinstance(row, Problem):
            problems.append(point_at_story(row, root, CatalogScan(store.db)))
        else:
            store.put_media(row)
        progress("looking at pictures", done, len(changed))
    return problems


def without_answered_problems(scan: CatalogScan, problems: Iterable[Problem]) -> Iterator[Problem]:
    """The problems of stories but for what they leave out about a picture that its file says."""
    return (problem for problem in problems if not _is_told_by_file(scan, problem))


def _is_told_by_file(scan: CatalogScan, problem: Problem) -> bool:
    """Whether a story leaves out a credit or an alt text that the picture's file has."""
    is_credit = problem.code == "missing-credit"
    is_alt = problem.code == "alt-text" and problem.message.endswith("has no alt text")
    if not is_credit and not is_alt:
        return False
    entries = [
        at.picture.entry
        for at in scan.pictures_of(problem.path)
        if f"`{at.picture.entry.src}`" in problem.message
    ]
    found = [entry.alt if is_alt else entry.credit.text for entry in entries]
    return bool(found) and all(found)


def without_pictures(tasks: Iterable[Task]) -> PendingList:
    """What a check renders: it makes no picture."""
    return PendingList(task for task in tasks if task.page.kind not in KINDS)


def make_pictures(
    root: Path,
    scan: CatalogScan,
    pages: Iterable[PageRow],
    workers: WorkerPool,
    *,
    jobs: int,
    progress: Progress,
) -> list[Problem]:
    """Make the files of some pages that are pictures, as far as there are none in the cache that
    are whole and ours. A picture that cannot be decoded is a problem. OutputError if the cache is
    no folder.

    The `workers` end where there is much to make: they hold memory, and would only wait.
    """
    sealer = sealer_of(root)
    cache = PictureCache(root, sealer)
    missing: dict[str, set[str]] = {}
    for page in pages:
        if not cache.has(page.key):
            missing.setdefault(page.source, set()).add(page.key)
    if not missing:
        return []
    cache.open()
    if len(missing) > _MANY:
        workers.close()
    problems = []
    orders = _orders(scan, missing)
    make = functools.partial(_make, root, sealer)
    for done, problem in enumerate(
        run(no_setup, make, orders, jobs=min(jobs, len(missing)), isolated=True), 1
    ):
        problems += [point_at_story(problem, root, scan)] if problem else []
        progress(
            "making pictures", min(done, len(missing)), len(missing)
        )  # stories that credit one file differently are two orders
    return problems


def clear_pictures(root: Path, scan: CatalogScan) -> None:
    """Remove from the cache what no page of the plan wants any more."""
    cache = PictureCache(root, sealer_of(root))
    planned = scan.planned_keys(KINDS)
    for name in sorted(set(cache.names()) - planned):
        cache.remove(name)


def wanted_pictures(
    root: Path, tasks: Iterable[Task], traces: Traces, *, verify: bool
) -> Iterator[PageRow]:
    """The pages of those tasks, whose files must be there; and those whose file in the cache was
    altered, where all is to be verified.
    """
    yield from (task.page for task in tasks)
    if verify:
        cache = PictureCache(root, sealer_of(root))
        kept = set(cache.names())
        yield from (
            page
            for _, page, *_ in traces.pages_of(KINDS)
            if page.key in kept and not cache.has(page.key)
        )


def _orders(scan: CatalogScan, missing: dict[str, set[str]]) -> Iterator[Order]:
    for path in sorted(missing):
        wanted: dict[RightsMetadata, dict[str, Derivative]] = {}
        width = 0
        for picture in scan.published_pictures(path):
            files = {item.name: item for item in picture.files if item.name in missing[path]}
            wanted.setdefault(picture.embedded, {}).update(files)
            width = picture.decoded_width
        for rights, files in wanted.items():
            if files:
                yield Order(path=path, wanted=tuple(files.values()), width=width, rights=rights)


def _make(root: Path, sealer: Sealer, _: None, order: Order) -> Problem | None:
    """Runs in a worker, where libvips may be loaded."""
    from ssg.media.pixels import PictureError, make_derivatives

    cache = PictureCache(root, sealer)
    problems: list[Problem] = []
    with noted(problems, order.path, f"making smaller files of {order.path}", (OutputError,)):
        try:
            make_derivatives(
                found_inside(root, order.path),
                order.wanted,
                root,
                order.rights,
                order.width,
                keep=cache.put,
            )
        except PictureError as error:
            message = f"the picture `{PurePosixPath(order.path).name}` cannot be used: {error}"
            return Problem(
                code="broken-picture",
                severity=Severity.ERROR,
                message=message,
                path=order.path,
                help=_HELP,
            )
    return problems[0] if problems else None
