"""Where a mistake in a media file is shown: a problem with the file comes in, the same at the line of the first story that names it goes out."""

from pathlib import Path

from ssg.catalog.survey import Survey
from ssg.problems import Problem
from ssg.source import SourceFile, read_source


def at_its_story(problem: Problem, root: Path, survey: Survey) -> Problem:
    """The problem as it is, where it is about no media file that a published story shows, or where the name is not written out there."""
    use = survey.first_use(problem.path)
    source = read_source(root, use[0]) if use else None
    if use is None or not isinstance(source, SourceFile):
        return problem
    _, name, line = use
    at = source.text.find(name, source.offset(max(1, line)))
    if at == -1:
        return problem
    return source.problem(problem.code, problem.message, source.span(at, at + len(name)), severity=problem.severity, help=problem.help)
