"""The values of author mistakes, their collector, and did-you-mean."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ssg.problems import Problem, Problems, Severity, Span, suggest, summary_line

pytestmark = pytest.mark.fast

FIELDS = (
    "title",
    "date",
    "updated",
    "deck",
    "kicker",
    "description",
    "tags",
    "tagline",
    "base_url",
    "url",
)


def problem(code="bad-date", severity=Severity.ERROR, **more):
    return Problem(code=code, severity=severity, message=more.pop("message", "a message"), **more)


def at(line, column=1):
    return Span(line=line, column=column, end_line=line, end_column=column + 1)


@pytest.mark.parametrize(
    ("start", "end"), [((0, 1), (1, 1)), ((1, 0), (1, 1)), ((2, 1), (1, 9)), ((1, 5), (1, 4))]
)
def test_a_span_that_cannot_be_is_refused(start, end):
    with pytest.raises(ValueError, match="no such span"):
        Span(line=start[0], column=start[1], end_line=end[0], end_column=end[1])


def test_an_empty_span_marks_a_place():
    assert Span(line=1, column=5, end_line=1, end_column=5).column == 5


@pytest.mark.parametrize("codec", [msgspec.json, msgspec.msgpack])
def test_a_problem_survives_a_cache(codec):
    whole = problem(
        severity=Severity.NOTE,
        path="content/ö.md",
        span=at(3),
        excerpt="a\tb",
        label="here",
        help="do",
    )
    assert codec.decode(codec.encode(whole), type=Problem) == whole
    assert codec.decode(codec.encode(problem()), type=Problem) == problem()


def test_a_file_name_that_is_not_utf8_can_be_stored_and_is_still_told_apart():
    first, second = problem(path="content/caf\udce9.md"), problem(path="content/caf\udce8.md")
    assert first.path == "content/caf\\udce9.md"
    assert first != second
    assert msgspec.json.decode(msgspec.json.encode(first), type=Problem) == first


def test_problems_are_sorted_with_the_whole_site_and_whole_files_first():
    expected = [
        problem("no-title"),
        problem("b", path="content/a.md"),
        problem("a", path="content/a.md", span=at(2, 9)),
        problem("b", path="content/a.md", span=at(10, 1), message="first"),
        problem("b", path="content/a.md", span=at(10, 1), message="second"),
        problem("c", path="content/a.md", span=at(10, 1), message="a"),
        problem("a", path="content/b.md"),
    ]
    assert list(Problems(reversed(expected)).sorted()) == expected


def test_equal_problems_count_once():
    found = Problems([problem(span=at(1)), problem(span=at(1))])
    found.add(problem(span=at(1)))
    found.add(problem(span=at(2)))
    assert len(found.sorted()) == 2
    assert found.errors == 2


def test_the_order_of_discovery_leaves_no_trace_even_among_near_twins():
    twins = [
        problem(span=at(1), label="x"),
        problem(span=at(1), help="y"),
        problem(severity=Severity.WARNING, span=at(1)),
        problem(span=Span(line=1, column=1, end_line=2, end_column=1)),
    ]
    assert Problems(twins).sorted() == Problems(reversed(twins)).sorted()


def test_strict_makes_warnings_errors_and_leaves_notes():
    found = Problems([problem(), problem("w", Severity.WARNING), problem("n", Severity.NOTE)])
    assert (found.errors, found.warnings) == (1, 1)
    found.promote_warnings()
    assert (found.errors, found.warnings) == (2, 0)
    assert [each.severity.value for each in found.sorted()] == ["error", "note", "error"]


def test_strict_holds_for_warnings_found_later():
    found = Problems()
    found.promote_warnings()
    found.extend([problem("w", Severity.WARNING)])
    assert (found.errors, found.warnings) == (1, 0)


@pytest.mark.parametrize(
    ("severities", "line"),
    [
        ([], "no problems"),
        (["error"], "1 error"),
        (["warning", "error", "error", "error"], "3 errors, 1 warning"),
        (["note", "note"], "2 notes"),
        (["note", "error", "warning", "warning"], "1 error, 2 warnings, 1 note"),
    ],
)
def test_the_summary_counts_what_occurred(severities, line):
    assert summary_line([problem(severity=Severity(severity)) for severity in severities]) == line


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("titel", "title"),
        ("ttile", "title"),
        ("dtae", "date"),
        ("ulr", "url"),
        ("Title", "title"),
        ("baseURL", "base_url"),
        ("base-url", "base_url"),
        ("descr", "description"),
        ("kick", "kicker"),
        ("tagz", "tags"),
        ("udpated", "updated"),
    ],
)
def test_the_field_that_was_meant_is_found(word, meant):
    assert suggest(word, FIELDS) == meant
    assert suggest(word, reversed(FIELDS)) == meant


@pytest.mark.parametrize("word", ["", "xyzzy", "q", "--", "title", "t" * 100_000])
def test_a_word_like_nothing_known_or_known_already_gets_no_suggestion(word):
    assert suggest(word, FIELDS) is None


def test_nothing_known_means_no_suggestion():
    assert suggest("title", ()) is None


@settings(max_examples=100, deadline=None)
@given(word=st.sampled_from(FIELDS), index=st.integers(0, 30))
def test_swapping_two_neighbours_is_always_forgiven(word, index):
    index %= len(word) - 1
    typo = word[:index] + word[index + 1] + word[index] + word[index + 2 :]
    assert suggest(typo, FIELDS) == (None if typo == word else word)
