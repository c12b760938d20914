"""Problems as one document for editors and scripts. Problems go in, JSON in a stable order comes
out.
"""

import json
from collections.abc import Sequence

from ssg.problems import Problem, Severity

FORMAT_VERSION = 1


def render_json(problems: Sequence[Problem]) -> str:
    """{"version": 1, "problems": [...], "errors": n, "warnings": n}, ending with a newline.

    Line and column are null for a whole file. Everything outside ASCII is escaped (RFC 8259,
    section 7), so that a report printed to a terminal or read in the wrong encoding does no harm.
    """
    document = {
        "version": FORMAT_VERSION,
        "problems": [_entry(problem) for problem in problems],
        "errors": sum(problem.severity is Severity.ERROR for problem in problems),
        "warnings": sum(problem.severity is Severity.WARNING for problem in problems),
    }
    return json.dumps(document, indent=2) + "\n"


def _entry(problem: Problem) -> dict[str, str | int | None]:
    span = problem.span
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "message": problem.message,
        "path": problem.path,
        "line": span.line if span else None,
        "column": span.column if span else None,
        "end_line": span.end_line if span else None,
        "end_column": span.end_column if span else None,
        "label": problem.label,
        "help": problem.help,
        "excerpt": problem.excerpt,
    }
