"""Problems become a report: sorted problems and a format go in, the text to print or to save comes
out.
"""

from collections.abc import Sequence
from typing import Literal, assert_never

from ssg.problems import Problem, summary_line

__all__ = ["ReportFormat", "render", "summary_line"]

ReportFormat = Literal["text", "json", "sarif", "github"]


def render(
    format: ReportFormat,
    problems: Sequence[Problem],
    *,
    color: bool = False,
    width: int = 100,
    whole: bool = True,
) -> str:
    """The report in one format, in the order given. `color`, `width` (columns) and `whole` (every
    problem, however many of a kind there are) matter to text only.

    Each renderer is imported when it is asked for, since a build without problems needs none of
    them.
    """
    match format:
        case "text":
            from ssg.report.text import render_text

            return render_text(problems, color=color, width=width, whole=whole)
        case "json":
            from ssg.report.json import render_json

            return render_json(problems)
        case "sarif":
            from ssg.report.sarif import render_sarif

            return render_sarif(problems)
        case "github":
            from ssg.report.github import render_github

            return render_github(problems)
        case _:
            assert_never(format)
