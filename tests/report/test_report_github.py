"""Workflow commands: the properties GitHub's runner takes, and no text that it could take for a
command.
"""

import pytest

from ssg.problems import Problem, Severity, Span
from ssg.report.github import render_github

pytestmark = pytest.mark.fast


def problem(severity=Severity.ERROR, span=(2, 1, 2, 6), **more):
    place = span and Span(line=span[0], column=span[1], end_line=span[2], end_column=span[3])
    fields = {"code": "unknown-field", "message": "no field", "path": "content/a.md", **more}
    return Problem(severity=severity, span=place, **fields)


@pytest.mark.parametrize(
    ("shown", "command"),
    [
        (
            problem(),
            "::error file=content/a.md,line=2,col=1,endColumn=6,title=unknown-field::no field",
        ),
        (
            problem(Severity.WARNING, None),
            "::warning file=content/a.md,title=unknown-field::no field",
        ),
        (problem(Severity.NOTE, None, path=""), "::notice title=unknown-field::no field"),
        (
            problem(span=(2, 4, 5, 1)),
            "::error file=content/a.md,line=2,endLine=5,title=unknown-field::no field",
        ),
        (
            problem(path="", label="a", help="b\nc"),
            "::error title=unknown-field::no field%0Aa%0Ahelp: b%0Ac",
        ),
    ],
)
def test_a_problem_becomes_one_command(shown, command):
    assert render_github([shown]) == command + "\n"


def test_separators_in_a_path_are_escaped_and_in_a_message_only_what_ends_a_line():
    shown = problem(span=None, path="a,b:c%\r\n.md", message="50%: a, b\r\n::error::x")
    assert render_github([shown]) == (
        "::error file=a%2Cb%3Ac%25%0D%0A.md,title=unknown-field::50%25: a, b%0D%0A::error::x\n"
    )


def test_an_escape_in_the_text_is_not_decoded_into_a_line_end():
    assert "::100%250A of it\n" in render_github([problem(message="100%0A of it")])


def test_other_control_characters_are_shown():
    assert "::\\x1b[2J\\x85\\u2028\n" in render_github([problem(message="\x1b[2J\x85\u2028")])


def test_without_problems_nothing_is_said():
    assert render_github([]) == ""
