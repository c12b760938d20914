"""What comes back from those who render: files, traces, problems and measurements, added up."""

import contextlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from ssg.build.blame import one_of, point_at_story
from ssg.build.options import Progress
from ssg.build.profile import Profile, Sample
from ssg.build.recipes import Recipes
from ssg.build.tasks import RenderState
from ssg.catalog.scan import CatalogScan
from ssg.catalog.traces import Traces
from ssg.layouts import LayoutError
from ssg.output.destination import Made
from ssg.pages.kinds.files import PictureFileError
from ssg.pages.registry import render_page
from ssg.plugins import PluginError
from ssg.problems import Problem
from ssg.text.urls import output_path


class Rendering:
    """The pages of one build, as they are made. `staged` are the files that have other bytes."""

    def __init__(self, traces: Traces, profile: Profile, progress: Progress, count: int):
        """`count` pages are to be made."""
        self._traces, self._profile, self._progress = traces, profile, progress
        self._count, self._done = count, 0
        self.staged: list[str] = []
        self._failed: dict[tuple[object, ...], list[Problem]] = {}

    def put(self, results: tuple[list[Made], list[Problem], Sample | None]) -> list[str]:
        """Take what `render_group` gave, and keep the traces. Returns the files of it that were
        staged.
        """
        made, problems, sample = results
        self._traces.put_pages([(each.file, each.trace, not each.staged) for each in made])
        staged = [each.file.path for each in made if each.staged]
        self.staged += staged
        for problem in problems:
            key = (problem.code, problem.path, problem.span, problem.message)
            self._failed.setdefault(key, []).append(problem)
        self._profile.add(sample)
        self._done += len(made)
        self._progress("rendering pages", self._done, self._count)
        return staged

    def problems(self, root: Path, scan: CatalogScan) -> Iterator[Problem]:
        """What went wrong: once, where many pages met the same."""
        for same in self._failed.values():
            yield point_at_story(one_of(same), root, scan)


def show_first(
    addresses: Iterable[str],
    traces: Traces,
    recipes: Recipes,
    setup: Callable[[], RenderState],
    show: Callable[[str, bytes], None],
) -> None:
    """Make the pages at some addresses for whoever looks at them, where layouts or settings change,
    before it is known which others must be made. Nothing is kept of it: the build makes them, too.
    """
    wanted = traces.pages_at(map(output_path, addresses))
    changed = [
        (page, path)
        for _, page, path, known in wanted
        if known is None or known.recipe != recipes.of(page)
    ]
    if not changed:
        return
    context, *_ = setup()
    with contextlib.suppress(LayoutError, PluginError, PictureFileError, OSError):
        for page, path in changed:
            content = render_page(page, context)
            show(path, content if isinstance(content, bytes) else content.read_bytes())
