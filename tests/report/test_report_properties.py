"""What holds for every renderer and any problem, however hostile its text."""

import json
import re
import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from ssg.problems import Problem, Severity, Span
from ssg.report import render
from ssg.report.text import render_text

# Ordinary text, and as often what breaks reports: controls, wide, joined, combining, reordering,
# markup.
NASTY = (
    "\t\r\n\x00\x1b\x7f\x85\x9b\u2028\u2029\u200b\u200d\ufe0f\u202e\ufeff\u0301"
    "%:,;'\\<&=東é👩🏽🚀각"
)
TEXT = st.text(st.characters(codec="utf-8") | st.sampled_from(NASTY), max_size=40)
COLUMN = st.integers(1, 300)
OWN_COLOR = re.compile(r"\x1b\[(?:0|1|1;3[1346])m")


@st.composite
def _span(draw):
    line, column = draw(st.integers(1, 100_000)), draw(COLUMN)
    if draw(st.booleans()):
        return Span(
            line=line, column=column, end_line=line, end_column=column + draw(st.integers(0, 50))
        )
    return Span(line=line, column=column, end_line=line + 1, end_column=draw(COLUMN))


PROBLEM = st.builds(
    Problem,
    code=st.from_regex(r"[a-z]+(-[a-z0-9]+){0,2}", fullmatch=True),
    severity=st.sampled_from(Severity),
    message=TEXT,
    path=TEXT,
    span=st.none() | _span(),
    excerpt=TEXT | st.builds(str.__mul__, TEXT, st.integers(0, 40)),
    label=TEXT,
    help=TEXT,
)
PROBLEMS = st.lists(PROBLEM, max_size=4)
modest = settings(max_examples=60, deadline=None)


@modest
@given(PROBLEMS)
def test_json_and_sarif_always_parse_and_lose_no_problem(problems):
    entries = json.loads(render("json", problems))["problems"]
    assert [entry["message"] for entry in entries] == [problem.message for problem in problems]
    assert [entry["excerpt"] for entry in entries] == [problem.excerpt for problem in problems]
    results = json.loads(render("sarif", problems))["runs"][0]["results"]
    assert [result["ruleId"] for result in results] == [problem.code for problem in problems]


@modest
@given(PROBLEMS)
def test_github_output_is_one_command_a_problem(problems):
    lines = render("github", problems).splitlines()
    assert len(lines) == len(problems)
    assert all(re.match("::(error|warning|notice) ", line) for line in lines)


@modest
@given(PROBLEMS)
def test_no_report_sends_a_control_character_to_the_terminal(problems):
    for format in ("text", "json", "sarif", "github"):
        rest = render(format, problems).replace("\n", "")
        raw = {char for char in rest if unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp")}
        assert raw <= ({"\x7f"} if format in ("json", "sarif") else set())


@modest
@given(PROBLEMS)
def test_color_adds_our_own_sequences_and_nothing_else(problems):
    assert OWN_COLOR.sub("", render_text(problems, color=True)) == render_text(
        problems, color=False
    )


@modest
@given(PROBLEM)
def test_only_what_we_drew_ourselves_begins_a_line(problem):
    drawn = re.compile(r"(error|warning|note)\[| *(-->|\||=|\d+ \|) ?|\d+ (error|warning|note)$|$")
    assert all(drawn.match(line) for line in render_text([problem], color=False).splitlines())


@modest
@given(TEXT, TEXT, TEXT, st.integers(30, 120))
def test_the_mark_is_below_the_very_same_text_wherever_it_stands(before, marked, after, width):
    """The columns in front of the mark are those of the text in front, measured by marking that
    instead.
    """
    plain = re.compile(r"[^\u200d\ufe0f\U0001f3fb-\U0001f3ff]*")
    before, marked, after = (
        plain.match(text)[0].replace("\t", " ") for text in (before, marked, after)
    )
    prefix, mark = _drawn(before, "x" + marked, after, width)
    if "…" not in prefix:
        assert _drawn("", before + "x", "", 10_000)[1] == len(prefix) + 1
    assert 1 <= mark <= width


def _drawn(before, marked, after, width):
    """The columns before the mark (as spaces) or "…" if the line was cut, and the length of the
    mark.
    """
    span = Span(line=1, column=len(before) + 1, end_line=1, end_column=len(before + marked) + 1)
    problem = Problem(
        code="x",
        severity=Severity.NOTE,
        message="m",
        path="p",
        span=span,
        excerpt=before + marked + after,
    )
    source, underline = render_text([problem], color=False, width=width).split("\n")[3:5]
    left, mark = re.fullmatch(r"  \| ( *)(\^+)", underline).groups()
    return ("…" if source.startswith("1 | …") else left), len(mark)
