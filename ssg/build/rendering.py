"""What comes back from those who render: files, traces, problems and measurements, added up."""

from collections.abc import Iterator
from pathlib import Path

from ssg.build.blame import one_of, point_at_story
from ssg.build.options import Progress
from ssg.build.profile import Profile, Sample
from ssg.catalog.survey import Survey
from ssg.catalog.traces import Traces
from ssg.output.destination import Made
from ssg.problems import Problem


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

    def problems(self, root: Path, survey: Survey) -> Iterator[Problem]:
        """What went wrong: once, where many pages met the same."""
        for same in self._failed.values():
            yield point_at_story(one_of(same), root, survey)
