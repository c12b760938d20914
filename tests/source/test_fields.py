"""The types of fields: what each takes, what it makes of it, and where a mistake is reported."""

import datetime as dt
import os
import time
import zoneinfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ssg.source.fields import (
    Anything,
    Either,
    Field,
    Flag,
    Integer,
    ListOf,
    MapOf,
    Moment,
    Number,
    OneOf,
    Reader,
    Record,
    Text,
    Url,
    Zone,
    fields_schema,
    read_fields,
)
from ssg.source.files import SourceFile
from ssg.source.yaml import parse_yaml
from ssg.text.moments import read_moment

pytestmark = pytest.mark.fast

NEW_YORK = zoneinfo.ZoneInfo("America/New_York")
BERLIN = zoneinfo.ZoneInfo("Europe/Berlin")


def read(kind, text, zone=dt.UTC):
    """The value of a field of one type, and the codes of its mistakes."""
    yaml, problems = parse_yaml(SourceFile("a.md", f"f: {text}"), f"f: {text}")
    assert problems == []
    reader = Reader(yaml, zone)
    return kind.parse(reader, yaml.value["f"], ("f",)), [
        problem.code for problem in reader.problems
    ]


def value_of(kind, text, zone=dt.UTC):
    value, codes = read(kind, text, zone)
    assert codes == []
    return value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Ferry", "Ferry"),
        ("no", "no"),
        ("1984", "1984"),
        (">\n  one\n  two\n", "one two"),
        ("'  a   b '", "a b"),
    ],
)
def test_text_is_one_line_and_never_a_number(text, value):
    assert value_of(Text(), text) == value


def test_text_may_have_to_fit_a_pattern_as_a_whole():
    assert value_of(Text("[a-z]+"), "abc") == "abc"
    assert read(Text("[a-z]+"), "abc1") == (None, ["wrong-value"])


@pytest.mark.parametrize("word", ["true", "True", "yes", "ON"])
def test_words_for_true(word):
    assert value_of(Flag(), word) is True


@pytest.mark.parametrize("word", ["false", "FALSE", "no", "Off"])
def test_words_for_false(word):
    assert value_of(Flag(), word) is False


@pytest.mark.parametrize("word", ["1", "0", "y", "maybe", "[true]"])
def test_what_is_neither_true_nor_false(word):
    assert read(Flag(), word) == (None, ["wrong-type"])


def test_whole_numbers_have_both_ends():
    assert [value_of(Integer(1, 9), n) for n in ("1", "9", "+3", "007")] == [1, 9, 3, 7]
    assert [read(Integer(1, 9), n)[1] for n in ("0", "10", "1.5", "one", "0x1")] == [
        ["wrong-value"]
    ] * 2 + [["wrong-type"]] * 3


def test_numbers_may_have_fractions_within_both_ends():
    assert [value_of(Number(0, 100), n) for n in ("0", "100", "33.3", ".5")] == [
        0.0,
        100.0,
        33.3,
        0.5,
    ]
    assert [read(Number(0, 100), n)[1] for n in ("-1", "100.1", "half")] == [["wrong-type"]] * 3


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-20", "2026-11-20T00:00:00-05:00"),
        ("2026-7-4", "2026-07-04T00:00:00-04:00"),
        ("2026-07-04 06:30", "2026-07-04T06:30:00-04:00"),
        ("2026-07-04T06:30:15", "2026-07-04T06:30:15-04:00"),
        ("2026-07-04t06:30:15.250", "2026-07-04T06:30:15-04:00"),
        ("2026-07-04T06:30Z", "2026-07-04T06:30:00+00:00"),
        ("2026-07-04 06:30:00 +02:00", "2026-07-04T06:30:00+02:00"),
        ("2026-07-04 06:30:00 -0330", "2026-07-04T06:30:00-03:30"),
        ("2026-07-04T06:30+09", "2026-07-04T06:30:00+09:00"),
        ("2024-02-29", "2024-02-29T00:00:00-05:00"),
    ],
)
def test_dates_in_every_form_that_people_write(text, moment):
    assert value_of(Moment(), text, NEW_YORK).isoformat() == moment


def test_a_date_without_zone_is_on_the_sites_clock_in_summer_and_winter():
    assert value_of(Moment(), "2026-07-01T12:00", BERLIN).astimezone(dt.UTC).hour == 10
    assert value_of(Moment(), "2026-12-01T12:00", BERLIN).astimezone(dt.UTC).hour == 11


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="this system has one zone a process")
def test_the_zone_of_the_machine_makes_no_difference(monkeypatch):
    try:
        moments = []
        for zone in ("UTC", "Asia/Tokyo", "America/Los_Angeles"):
            monkeypatch.setitem(os.environ, "TZ", zone)
            time.tzset()
            moments.append(value_of(Moment(), "2026-11-20 01:00", NEW_YORK).isoformat())
    finally:
        monkeypatch.undo()
        time.tzset()
    assert moments == ["2026-11-20T01:00:00-05:00"] * 3


def test_a_local_time_that_the_clock_skips_becomes_one_that_exists():
    assert (
        value_of(Moment(), "2026-03-08T02:30", NEW_YORK).isoformat() == "2026-03-08T03:30:00-04:00"
    )


def test_a_local_time_that_comes_twice_is_the_first():
    assert (
        value_of(Moment(), "2026-11-01T01:30", NEW_YORK).isoformat() == "2026-11-01T01:30:00-04:00"
    )


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-30",
        "2025-02-29",
        "2026-13-01",
        "2026-11-20T24:00",
        "2026-11-20T06:60",
        "2026-11-20T06:30+25:00",
        "0000-01-01",
    ],
)
def test_days_and_times_that_do_not_exist(text):
    assert read(Moment(), text) == (None, ["wrong-date"])


@pytest.mark.parametrize(
    "text", ["yesterday", "20.11.2026", "2026-11", "20261120", "2026-11-20T06", "[2026-11-20]"]
)
def test_what_is_no_date(text):
    assert read(Moment(), text) == (None, ["wrong-type"])


@given(
    st.datetimes(dt.datetime(1700, 1, 1), dt.datetime(2400, 1, 1)),
    st.integers(-14 * 60 + 1, 14 * 60 - 1),
)
@settings(max_examples=100, deadline=None)
def test_an_iso_date_with_its_zone_is_that_moment(naive, minutes):
    moment = naive.replace(microsecond=0, tzinfo=dt.timezone(dt.timedelta(minutes=minutes)))
    assert read_moment(moment.isoformat(), NEW_YORK) == moment


def test_the_command_line_reads_the_same_dates():
    assert read_moment(" 2026-11-20 ", NEW_YORK) == value_of(Moment(), "2026-11-20", NEW_YORK)
    with pytest.raises(ValueError, match="is not a date"):
        read_moment("soon", NEW_YORK)


def test_a_zone_is_one_of_the_iana_names():
    assert value_of(Zone(), "America/New_York") == "America/New_York"
    assert [read(Zone(), name) for name in ("EST5", "America", "../etc/passwd", "''")] == [
        (None, ["wrong-value"])
    ] * 4


@pytest.mark.parametrize("url", ["https://e.org/", "http://e.org:8000/a?b=1#c", "HTTPS://E.ORG/"])
def test_whole_addresses_are_taken(url):
    assert value_of(Url(), url) == url


@pytest.mark.parametrize(
    "url",
    [
        "e.org",
        "/a/",
        "javascript:alert(1)",
        "ftp://e.org/",
        "'https:'",
        "https:e.org",
        "https:/e.org",
        "https:///e.org",
        "https://e.org/a b",
        "[https://e.org/]",
    ],
)
def test_what_is_no_whole_address(url):
    value, codes = read(Url(), url)
    assert value is None
    assert codes in (["wrong-url"], ["wrong-type"])


def test_one_of_some_words_in_any_case():
    assert value_of(OneOf("usable", "draft"), "Draft") == "draft"
    assert read(OneOf("usable", "draft"), "dratf") == (None, ["wrong-value"])
    assert read(OneOf("usable", "draft"), "[draft]") == (None, ["wrong-value"])


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("[a, b]", ("a", "b")),
        ("a", ("a",)),
        ("a, b , c,", ("a", "b", "c")),
        ("[]", ()),
        ("['a, b']", ("a, b",)),
    ],
)
def test_a_list_may_be_one_text_with_commas(text, values):
    assert value_of(ListOf(Text(), split=True), text) == values


def test_a_list_is_not_split_unless_its_field_says_so():
    assert value_of(ListOf(Text()), "a, b") == ("a, b",)


def test_a_wrong_item_is_left_out_and_reported():
    assert read(ListOf(Integer()), "[1, x, 3]") == ((1, 3), ["wrong-type"])


def test_either_a_flag_or_a_list():
    kind = Either(ListOf(Text(), split=True))
    assert (value_of(kind, "false"), value_of(kind, "yes")) == (False, True)
    assert (value_of(kind, "[x, email]"), value_of(kind, "x, email")) == (
        ("x", "email"),
        ("x", "email"),
    )


PERSON = Record(
    {"name": Field(Text(), "the name", required=True), "is-agency": Field(Flag(), "agency?")},
    dict,
    noun="a person",
    short=lambda text: {"name": text},
)


def test_a_record_has_a_short_form():
    assert value_of(PERSON, "Ana Ruiz") == {"name": "Ana Ruiz"}
    assert value_of(PERSON, "{name: Ana Ruiz, is-agency: no}") == {
        "name": "Ana Ruiz",
        "is_agency": False,
    }


def test_a_record_with_a_mistake_is_nothing():
    assert read(PERSON, "{name: Ana, is-agency: perhaps}") == (None, ["wrong-type"])
    assert read(PERSON, "{nam: Ana}") == (None, ["unknown-field"])
    assert read(PERSON, "[Ana]") == (None, ["wrong-type"])


def test_a_mapping_has_names_of_the_authors_choice():
    assert value_of(MapOf(Integer()), "{a: 1, 2: 3}") == {"a": 1, "2": 3}
    assert read(MapOf(Integer()), "{a: 1, b: x}") == ({"a": 1}, ["wrong-type"])
    assert read(MapOf(Integer()), "[1]") == (None, ["wrong-type"])


def test_anything_goes_with_its_yaml_type():
    assert value_of(Anything(), "{a: [1, 'no', false, null, 1.5], b: no}") == {
        "a": [1, "no", False, None, 1.5],
        "b": "no",
    }


FIELDS = {
    "title": Field(Text(), "the headline", required=True),
    "by": Field(Text(), "who", name="byline"),
    "author": Field(Text(), "who", name="byline"),
    "page-size": Field(Integer(), "how many"),
}


def read_all(text):
    yaml, problems = parse_yaml(SourceFile("a.md", text), text)
    assert problems == []
    reader = Reader(yaml, dt.UTC)
    return read_fields(reader, yaml.value, FIELDS, (), "a story"), reader.problems


def test_fields_are_handed_on_under_their_names():
    assert read_all("title: A\nauthor: Ana\npage-size: 3") == (
        {"title": "A", "byline": "Ana", "page_size": 3},
        [],
    )


def test_empty_fields_count_as_left_out():
    assert read_all("title: A\nby:\nauthor: Ana") == ({"title": "A", "byline": "Ana"}, [])


def test_two_names_of_one_field_are_a_duplicate():
    parsed, problems = read_all("title: A\nby: Ana\nauthor: Bo")
    assert parsed["byline"] == "Ana"
    assert [(problem.code, problem.span.line, problem.excerpt) for problem in problems] == [
        ("duplicate-key", 3, "author: Bo")
    ]


@pytest.mark.parametrize("text", ["by: Ana", "title:\nby: Ana", "title: ''\nby: Ana"])
def test_a_required_field_that_is_missing_or_empty(text):
    assert [problem.code for problem in read_all(text)[1]] == ["missing-field"]


def test_an_unknown_field_is_marked_at_its_key_with_the_one_meant():
    problem = read_all("title: A\nauthro: Ana")[1][0]
    assert (problem.code, problem.span.line, problem.span.column, problem.span.end_column) == (
        "unknown-field",
        2,
        1,
        7,
    )
    assert problem.label == "did you mean `author`?"


def test_a_mistake_deep_down_names_its_whole_path():
    text = "f: [{name: Ana}, {name: [x]}]"
    yaml, _ = parse_yaml(SourceFile("a.md", text), text)
    reader = Reader(yaml, dt.UTC)
    ListOf(PERSON).parse(reader, yaml.value["f"], ("f",))
    assert [problem.message for problem in reader.problems] == [
        "`f.2.name` must be text, not a list"
    ]


def test_the_schema_of_fields_says_what_is_required_and_what_for():
    schema = fields_schema(FIELDS)
    assert schema["required"] == ["title"]
    assert schema["additionalProperties"] is False
    assert schema["properties"]["page-size"]["description"] == "how many"
