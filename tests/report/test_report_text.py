"""Frames for the terminal: where the marks stand; what is cut, escaped and coloured."""

import pytest

from ssg.problems import Problem, Severity, Span
from ssg.report.text import explain, render_text
from ssg.text.visible import printable

pytestmark = pytest.mark.fast


def problem(excerpt="", start=1, end=2, *, line=2, end_line=None, **more):
    span = Span(line=line, column=start, end_line=end_line or line, end_column=end)
    return Problem(
        code="unknown-field",
        severity=more.pop("severity", Severity.ERROR),
        message=more.pop("message", "`titel` is not a story field"),
        path=more.pop("path", "content/politics/vote.md"),
        span=span,
        excerpt=excerpt,
        **more,
    )


def drawn(shown, width=100):
    """The source line and the line of marks below it, without their gutter."""
    source, marks = render_text([shown], color=False, width=width).split("\n")[3:5]
    return source.partition("| ")[2], marks.partition("| ")[2]


def test_a_frame_shows_place_line_mark_label_and_remedy():
    shown = problem(
        "titel: Vote postponed", 1, 6, label="did you mean `title`?", help="see `ssg schema`"
    )
    assert (
        render_text([shown], color=False) == "error[unknown-field]: `titel` is not a story field\n"
        " --> content/politics/vote.md:2:1\n"
        "  |\n"
        "2 | titel: Vote postponed\n"
        "  | ^^^^^ did you mean `title`?\n"
        "  = help: see `ssg schema`\n"
        "\n"
        "1 error\n"
    )


def test_the_gutter_is_as_wide_as_the_line_number():
    assert render_text([problem("x: 1", line=1234)], color=False).split("\n")[1:5] == [
        "    --> content/politics/vote.md:1234:1",
        "     |",
        "1234 | x: 1",
        "     | ^",
    ]


def test_a_problem_of_the_whole_site_has_no_place():
    whole = Problem(
        code="no-title", severity=Severity.WARNING, message="the site has no title", label="why"
    )
    assert (
        render_text([whole], color=False)
        == "warning[no-title]: the site has no title\n  = note: why\n\n1 warning\n"
    )


def test_a_whole_file_is_named_without_a_line():
    whole = Problem(code="unreadable", severity=Severity.ERROR, message="m", path="content/a.md")
    assert (
        render_text([whole], color=False) == "error[unreadable]: m\n --> content/a.md\n\n1 error\n"
    )


def test_without_the_source_line_the_label_becomes_a_note():
    assert render_text([problem("", label="here")], color=False).split("\n")[1:3] == [
        " --> content/politics/vote.md:2:1",
        "  = note: here",
    ]


@pytest.mark.parametrize(
    ("excerpt", "start", "end", "shown", "marks"),
    [
        ("\tx:\tbyline", 5, 11, "    x:  byline", "        ^^^^^^"),
        ("a\tb", 2, 3, "a   b", " ^^^"),
        ("東京 vote", 4, 8, "東京 vote", "     ^^^^"),
        ("x 東京", 3, 5, "x 東京", "  ^^^^"),
        ("cafe\u0301 x", 7, 8, "cafe\u0301 x", "     ^"),
        ("cafe\u0301 x", 5, 6, "cafe\u0301 x", "   ^"),
        ("👩\u200d🚀 x", 5, 6, "👩\u200d🚀 x", "   ^"),
        ("👩\u200d🚀 x", 1, 4, "👩\u200d🚀 x", "^^"),
        ("👍🏽 x", 4, 5, "👍🏽 x", "   ^"),
        ("❤\ufe0f x", 4, 5, "❤\ufe0f x", "   ^"),
        ("🇬🇧 x", 4, 5, "🇬🇧 x", "   ^"),
        ("\u1112\u1161\u11ab x", 5, 6, "\u1112\u1161\u11ab x", "   ^"),
        ("\x1b[31m red", 7, 10, "\\x1b[31m red", "         ^^^"),
        ("a\u202eb", 3, 4, "a\\u202eb", "       ^"),
    ],
)
def test_the_mark_stands_below_what_is_marked_as_a_terminal_draws_it(
    excerpt, start, end, shown, marks
):
    assert drawn(problem(excerpt, start, end)) == (shown, marks)


@pytest.mark.parametrize(
    ("start", "end", "marks"),
    [(5, 5, "    ^"), (6, 6, "     ^"), (6, 7, "     ^"), (90, 95, "     ^"), (3, 99, "  ^^^")],
)
def test_an_empty_span_or_one_past_the_end_is_still_marked(start, end, marks):
    assert drawn(problem("alt: ", start, end)) == ("alt:", marks)


def test_a_span_over_several_lines_is_marked_to_the_end_of_the_first():
    assert drawn(problem("media: [a,", 8, 2, end_line=4)) == ("media: [a,", "       ^^^")


def test_a_line_that_just_fits_is_not_cut():
    line = "x" * 36
    assert drawn(problem(line, 36, 37), width=40) == (line, " " * 35 + "^")
    assert drawn(problem(line + "y", 37, 38), width=40) == ("…" + "x" * 33 + "y", " " * 34 + "^")


def test_the_mark_behind_the_end_of_a_full_line_has_room_too():
    shown, marks = drawn(problem("x" * 36, 37, 37), width=40)
    assert shown.startswith("…x")
    assert marks == " " * len(shown) + "^"
    assert len(marks) <= 36


@pytest.mark.parametrize("place", [0, 1, 30, 500, 4_000, 99_999])
@pytest.mark.parametrize("filler", ["x", "東", "e\u0301"])
def test_a_very_long_line_is_cut_to_what_surrounds_the_mark(place, filler):
    line = filler * place + "BAD" + filler * 100
    start = len(filler) * place + 1
    shown, marks = drawn(problem(line, start, start + 3), width=60)
    assert "BAD" in shown
    assert shown.endswith("…")
    assert not shown.startswith("…\u0301"), "an accent without its letter"
    assert marks == " " * _width(shown[: shown.index("BAD")]) + "^^^"
    assert _width(shown) <= 56


def test_the_end_of_a_very_long_line_is_shown_to_its_end():
    shown, marks = drawn(problem("word " * 50 + "BAD", 251, 254), width=60)
    assert shown.startswith("…")
    assert shown.endswith("BAD")
    assert marks == " " * shown.index("BAD") + "^^^"


def test_a_mark_longer_than_the_terminal_is_cut_with_its_line():
    shown, marks = drawn(problem("ab " + "x" * 500, 4, 504), width=60)
    assert shown == "…" + "x" * 54 + "…"
    assert marks == " " + "^" * 54


def test_a_terminal_of_no_width_still_gets_a_frame():
    assert drawn(problem("x" * 100, 50, 51), width=0)[0] == "…" + "x" * 18 + "…"


def _width(text):
    return sum(0 if char == "\u0301" else 2 if char == "東" else 1 for char in text)


def test_nothing_in_a_problem_reaches_the_terminal_as_a_command():
    hostile = "\x1b]0;owned\x07\x9b2J\r\n\u202e"
    report = render_text(
        [problem(hostile, message=hostile, path=hostile, label=hostile, help=hostile)], color=False
    )
    assert not set("\x1b\x07\x9b\r\u202e") & set(report)
    assert "error[unknown-field]: \\x1b]0;owned\\x07\\x9b2J\\x0d\\x0a\\u202e\n" in report


def test_a_second_line_of_help_cannot_pass_for_a_line_of_ours():
    report = render_text([problem("x: 1", help="write\n::error::forged")], color=False)
    assert report.split("\n")[5:7] == ["  = help: write", "  |       ::error::forged"]


@pytest.mark.parametrize(
    "text", ["می\u200cخواهم", "👩\u200d🚀", "שלום\u200f!", "non\u00a0breaking", "a\\x1b"]
)
def test_joiners_and_ordinary_writing_are_left_as_they_are(text):
    assert printable(text) == text


@pytest.mark.parametrize(
    ("severity", "style"),
    [(Severity.ERROR, "1;31"), (Severity.WARNING, "1;33"), (Severity.NOTE, "1;36")],
)
def test_color_marks_the_severity_and_the_gutter(severity, style):
    lines = render_text(
        [problem("titel: x", 1, 6, severity=severity, label="?")], color=True
    ).split("\n")
    assert lines[0].startswith(f"\x1b[{style}m{severity.value}[unknown-field]\x1b[0m: ")
    assert lines[1] == " \x1b[1;34m-->\x1b[0m content/politics/vote.md:2:1"
    assert lines[3:5] == [
        "\x1b[1;34m2\x1b[0m \x1b[1;34m|\x1b[0m titel: x",
        f"  \x1b[1;34m|\x1b[0m \x1b[{style}m^^^^^\x1b[0m \x1b[{style}m?\x1b[0m",
    ]


def test_frames_keep_the_order_they_are_given_in_and_the_summary_is_last():
    report = render_text(
        [problem("b", message="second"), problem("a", message="first")], color=False
    )
    assert report.index("second") < report.index("first")
    assert report.endswith("\n\n2 errors\n")


def test_without_problems_there_is_only_the_summary():
    assert render_text([], color=True) == "no problems\n"


def test_an_explanation_has_message_label_and_help_and_leaves_out_what_is_empty():
    assert explain(problem("x", message="m", label="l", help="h")) == "m\nl\nhelp: h"
    assert explain(problem("x", message="m")) == "m"
