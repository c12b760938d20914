"""Bylines: the forms in tests/spec/bylines.md, and what must hold for any list of people."""

from __future__ import annotations

from typing import Any

import pytest
from goldfile import gold_lines, written_byline
from hypothesis import given, settings
from hypothesis import strategies as st
from specfile import filled_fields, spec_cases

from ssg.grammar.byline import (
    Person,
    agency_name,
    join_names,
    looks_like_name,
    looks_like_org,
    parse_byline,
    split_names,
)

_NAMES = (
    "Ana Ruiz",
    "Siobhán O’Neill-D'Arcy",
    "J. R. van der Berg",
    "Tomás Brandt",
    "李伟",
    "LI WEI",
    "John Smith, Jr.",
    "Martin Luther King Jr.",
    "Nguyễn Văn An",
    "José Ortega y Gasset",
    "Emily Post",
)
_name_lists = st.lists(st.sampled_from(_NAMES), min_size=1, max_size=5, unique=True)


@pytest.mark.parametrize(("text", "expected"), spec_cases("bylines.md"))
def test_a_byline_is_read_as_the_specification_says(
    text: str, expected: list[dict[str, Any]]
) -> None:
    assert [filled_fields(person) for person in parse_byline(text)] == expected


@pytest.mark.parametrize(
    ("name", "least"),
    [("bylines.txt", 300), ("bylines-unseen.txt", 100), ("bylines-world.txt", 200)],
)
def test_bylines_of_newsrooms_are_read_as_a_copy_editor_reads_them(name: str, least: int) -> None:
    lines = list(gold_lines(name))
    assert len(lines) >= least
    wrong = {text: (written_byline(parse_byline(text)), truth) for text, truth in lines}
    wrong = {text: pair for text, pair in wrong.items() if pair[0] != pair[1]}
    assert len(wrong) <= 0.03 * len(lines), wrong


@given(names=_name_lists, lang=st.sampled_from(["en", "de", "fr", "en-GB"]))
@settings(max_examples=100, deadline=None)
def test_names_that_were_joined_are_read_back(names: list[str], lang: str) -> None:
    joined = join_names(names, lang)
    assert parse_byline(f"By {joined}") == tuple(Person(name=name) for name in names)
    assert split_names(joined) == tuple(names)


@given(names=_name_lists)
@settings(max_examples=60, deadline=None)
def test_what_ends_a_byline_holds_for_everyone_in_it(names: list[str]) -> None:
    for ending in (", Reuters", " | Reuters", "\nReuters", " / Reuters"):
        people = parse_byline(f"By {join_names(names)}{ending}")
        assert people == tuple(Person(name=name, org="Reuters") for name in names)


@given(
    text=st.one_of(
        st.text(max_size=60),
        st.lists(st.sampled_from([*_NAMES, *"|/;,<>()", "and", "in", "AP"])).map(" ".join),
    )
)
@settings(max_examples=300, deadline=None)
def test_no_text_breaks_the_byline_and_no_person_is_without_a_name_and_details(text: str) -> None:
    for person in parse_byline(text):
        assert person != Person(name="")
        assert person.name == person.name.strip()


def test_site_yaml_says_who_is_an_organisation(site) -> None:  # type: ignore[no-untyped-def]
    made = site(
        "-- site.yaml --\ntitle: The Ledger\nbase_url: https://ledger.example/\n"
        "organizations: [Billy Penn]\npeople: [Harbor News]\n"
        "-- content/world/a.md --\n---\ntitle: A\ndate: 2026-11-20\n"
        "byline: Ana Ruiz / Billy Penn, and Harbor News\n---\n\nText.\n"
    )
    assert made.build().errors == 0
    assert (made.out / "authors/ana-ruiz/index.html").exists()
    assert (made.out / "authors/harbor-news/index.html").exists()
    assert not (made.out / "authors/billy-penn").exists()


def test_a_plain_or_long_form_of_by_is_dropped_once() -> None:
    for lead_in in ("By ", "BY ", "by ", "By: ", "Written by "):
        assert parse_byline(f"{lead_in}Ana Ruiz") == (Person(name="Ana Ruiz"),)
    assert parse_byline("By Par Lindqvist")[0].name == "Par Lindqvist"


@pytest.mark.parametrize(
    ("names", "lang", "joined"),
    [
        ((), "en", ""),
        (("A",), "en", "A"),
        (("A", "B"), "en", "A and B"),
        (("A", "B", "C"), "en", "A, B and C"),
        (("A", "B", "C"), "de-AT", "A, B und C"),
        (("A", "B"), "fr", "A et B"),
        (("Ana", "Luis"), "es", "Ana y Luis"),
        (("Ana", "Inés"), "es", "Ana e Inés"),
        (("Ana", "Iago"), "es_MX", "Ana y Iago"),
        (("A", "B"), "tlh", "A and B"),
    ],
)
def test_names_are_joined_as_running_text_does(
    names: tuple[str, ...], lang: str, joined: str
) -> None:
    assert join_names(names, lang) == joined


def test_an_agency_is_known_by_any_of_its_names() -> None:
    assert {
        agency_name(name) for name in ("AP", "ap", "The  Associated Press", "ASSOCIATED PRESS")
    } == {"AP"}
    assert agency_name("Ana Ruiz") == ""


def test_people_and_organisations_are_told_apart() -> None:
    for organisation in (
        "Reuters",
        "The Ledger",
        "Houston Chronicle",
        "U.S. Army",
        "Harbor University",
        "Staff reports",
    ):
        assert looks_like_org(organisation), organisation
    for person in _NAMES:
        assert looks_like_name(person), person
        assert not looks_like_org(person), person
    for neither in (
        "",
        "the author",
        "ana ruiz",
        "ferries at dawn",
        "24",
        "Ana + Li",
        "Ferries tied up at an empty pier",
    ):
        assert not looks_like_name(neither), neither
    assert looks_like_name("ana ruiz", any_case=True)


def test_a_byline_that_is_too_long_is_a_problem_at_its_line(site) -> None:  # type: ignore[no-untyped-def]
    made = site(
        "-- content/world/a.md --\n---\ntitle: A\ndate: 2026-11-20\nbyline:"
        f" {'a' * 50_000}\n---\n\nText.\n"
    )
    assert made.build().errors == 1
    problem = next(problem for problem in made.build().problems if problem.code == "wrong-value")
    assert (problem.span.line, problem.message) == (
        4,
        "a byline may have 4,000 characters, and this one has 50,000",
    )
    assert "a list of names" in problem.help


@pytest.mark.parametrize(
    ("byline", "people"),
    [
        ("Ana Ruiz of Tide & Times", [("Ana Ruiz", "", "Tide & Times")]),
        ("Ana Ruiz, Tide & Times", [("Ana Ruiz", "", "Tide & Times")]),
        ("Ana Ruiz / Smith & Sons", [("Ana Ruiz", "", "Smith & Sons")]),
        (
            "Ana Ruiz & Li Wei of Brown & Co.",
            [("Ana Ruiz", "", "Brown & Co."), ("Li Wei", "", "Brown & Co.")],
        ),
        ("Ana Ruiz, Arts & Culture Editor", [("Ana Ruiz", "Arts & Culture Editor", "")]),
        ("Tide & Times", [("Tide & Times", "", "")]),
        ("Ana Ruiz & Tomas Brandt", [("Ana Ruiz", "", ""), ("Tomas Brandt", "", "")]),
        ("Ana & Tomas", [("Ana", "", ""), ("Tomas", "", "")]),
        ("Ana Ruiz & Banksy", [("Ana Ruiz", "", ""), ("Banksy", "", "")]),
        ("Ana Ruiz & AP", [("Ana Ruiz", "", ""), ("AP", "", "")]),
    ],
)
def test_an_ampersand_inside_a_name_parts_nobody(
    byline: str, people: list[tuple[str, str, str]]
) -> None:
    assert [(each.name, each.role, each.org) for each in parse_byline(byline)] == people
