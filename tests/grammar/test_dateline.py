"""Datelines: the forms in tests/spec/datelines.md, and when one is taken off a paragraph."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from specfile import filled_fields, spec_cases

from ssg.grammar.dateline import parse_dateline, split_dateline
from ssg.model.people import Dateline, format_dateline

pytestmark = pytest.mark.fast

_datelines = st.builds(
    Dateline,
    place=st.sampled_from(
        [
            "PORT ALDER",
            "NEW YORK, N.Y.",
            "PARIS/LONDON",
            "SÃO PAULO",
            "STRATFORD-UPON-AVON",
            "L'AQUILA",
        ]
    ),
    date=st.sampled_from(
        ["", "Aug. 9", "Jan 2", "Nov. 20, 2026", "9 août", "9. August", "9 de agosto", "1er mai"]
    ),
    agency=st.sampled_from(["", "AP", "Reuters", "dpa", "Harbor Ledger"]),
)
_dashes = st.sampled_from([" — ", " -- ", " – ", " - ", ".- "])


@pytest.mark.parametrize(("text", "expected"), spec_cases("datelines.md"))
def test_a_dateline_is_read_as_the_specification_says(text: str, expected: dict[str, Any]) -> None:
    assert filled_fields(parse_dateline(text)) == expected


@given(dateline=_datelines)
@settings(max_examples=100, deadline=None)
def test_a_dateline_that_was_written_is_read_back(dateline: Dateline) -> None:
    assert parse_dateline(format_dateline(dateline)) == dateline


@given(
    dateline=_datelines,
    dash=_dashes,
    body=st.sampled_from(["Crews on all nine", "“We sail,” she", "9 ferries", "Élan"]),
)
@settings(max_examples=150, deadline=None)
def test_a_dateline_is_taken_off_a_paragraph(dateline: Dateline, dash: str, body: str) -> None:
    if dash == ".- " and not dateline.date and not dateline.agency and dateline.place.endswith("."):
        dash = " - "
    assert split_dateline(format_dateline(dateline) + dash + body) == (dateline, body)


def test_a_dateline_is_written_without_its_dash() -> None:
    assert format_dateline(Dateline(place="PORT ALDER", agency="AP")) == "PORT ALDER (AP)"
    assert (
        format_dateline(Dateline(place="BEIRUT", date="Aug. 9", agency="Reuters"))
        == "BEIRUT, Aug. 9 (Reuters)"
    )


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Tegucigalpa, Jan 2 (EFE).- Crews", "Tegucigalpa"),
        ("Rio de Janeiro (AFP) – crews", "Rio de Janeiro"),
        ("WASHINGTON (AP)—eBay said", "WASHINGTON"),
        ("THE HAGUE — Judges", "THE HAGUE"),
    ],
)
def test_an_agency_or_a_day_makes_up_for_small_letters(text: str, place: str) -> None:
    dateline, _ = split_dateline(text)
    assert dateline is not None
    assert dateline.place == place


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Crews on all nine ferries walked out.",
        "NATO — the alliance — met.",
        "BREAKING — Crews walk out.",
        "FILE -- Ferries sit idle.",
        "I — Ana Ruiz — swear.",
        "Ana Ruiz (reporter) — The crews.",
        "Harbor Lines (HLX) — The company",
        "IBM (NYSE: IBM) — The company",
        "COVID-19 — The virus",
        "X—Y",
        "NEW YORK–LONDON Flights",
        "PARIS-LONDON Flights",
        "NEW YORK, where talks stalled — The crews",
        "The vote was close (AP) — it said.",
        "JIM’S DINER IS CLOSED — He left.",
        "PORT ALDER Crews — Nine of them",
        f"{'LONG ' * 40}— Crews",
    ],
)
def test_what_may_be_something_else_is_left_alone(text: str) -> None:
    assert split_dateline(text) == (None, text)


@given(text=st.text(alphabet="ABCdé ,.()-—–/19", max_size=40))
@settings(max_examples=300, deadline=None)
def test_no_letter_of_a_paragraph_is_lost(text: str) -> None:
    dateline, body = split_dateline(text)
    taken = format_dateline(dateline) if dateline else ""
    assert _letters(taken) + _letters(body) == _letters(text)


def _letters(text: str) -> str:
    return "".join(char for char in text if char.isalnum())
