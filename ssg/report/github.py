"""Problems as annotations on a pull request. Problems go in, GitHub Actions workflow commands come
out.
"""

from collections.abc import Sequence

from ssg.problems import Problem, Severity
from ssg.report.text import explain
from ssg.text.visible import printable

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def render_github(problems: Sequence[Problem]) -> str:
    """`::error file=...,line=...,col=...,endColumn=...,title=...::message`, one line a problem.

    The escaping is that of the runner's own toolkit: %, CR and LF everywhere, and `:` and `,` in
    properties.
    """
    return "".join(f"{_command(problem)}\n" for problem in problems)


def _command(problem: Problem) -> str:
    properties = {**_place(problem), "title": problem.code}
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{_COMMANDS[problem.severity]} {listed}::{_data(explain(problem))}"


def _place(problem: Problem) -> dict[str, str]:
    if not problem.path:
        return {}
    place, span = {"file": problem.path}, problem.span
    if span is None:
        return place
    place["line"] = str(span.line)
    if span.end_line != span.line:
        # The runner takes columns only for a span on one line.
        return {**place, "endLine": str(span.end_line)}
    return {**place, "col": str(span.column), "endColumn": str(span.end_column)}


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _data(text: str) -> str:
    # The log is read in terminals too, so what is left of control characters is made visible.
    return printable(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))
