"""Where a mistake in a media file is shown: a problem with the file comes in, the same at the line
of the first story that names it goes out.
"""

from pathlib import Path

import msgspec

from ssg.catalog.scan import CatalogScan
from ssg.problems import Problem
from ssg.source.files import SourceFile, read_source


def point_at_story(problem: Problem, root: Path, scan: CatalogScan) -> Problem:
    """The problem as it is, where it is about no media file that a published story shows, or where
    the name is not written out there.
    """
    use = scan.first_use(problem.path)
    source = read_source(root, use[0]) if use else None
    if use is None or not isinstance(source, SourceFile):
        return problem
    _, name, line = use
    at = source.text.find(name, source.offset(max(1, line)))
    if at == -1:
        return problem
    return source.problem(
        problem.code,
        problem.message,
        source.span(at, at + len(name)),
        severity=problem.severity,
        label=problem.label,
        help=problem.help,
    )


def one_of(same: list[Problem]) -> Problem:
    """One problem for a mistake in a layout, which fails a thousand pages alike. It names the first
    page, in whatever order they were made.
    """
    others, first = len(same) - 1, min(same, key=lambda problem: problem.label)
    if not others or not first.label:
        return first
    return msgspec.structs.replace(
        first, label=f"{first.label} and {others:,} other page{'s' if others > 1 else ''}"
    )
