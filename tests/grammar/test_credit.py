"""Credits and captions: the forms in tests/spec/credits.md, and what must hold for any text."""

from __future__ import annotations

import re
from typing import Any

import pytest
from goldfile import gold_lines, written_credit
from hypothesis import given, settings
from hypothesis import strategies as st
from specfile import filled_fields, spec_cases

from ssg.grammar.credit import Caption, Credit, parse_credit, split_caption
from ssg.grammar.names import known_names

pytestmark = pytest.mark.fast

_NAMES = (
    "Ana Ruiz",
    "Siobhán O’Neill-D'Arcy",
    "J. R. van der Berg",
    "Via Marsh",
    "李伟",
    "सुरेश कुमार",
    "ANA RUIZ",
    "John Smith, Jr.",
)
_PIECES = (
    *_NAMES,
    "AP Photo",
    "REUTERS",
    "Getty Images",
    "via",
    "Photo by",
    "Pool",
    "File",
    "(",
    ")",
    "/",
    ",",
    " ",
    "and",
)
_some_text = st.one_of(
    st.text(max_size=80), st.lists(st.sampled_from(_PIECES), max_size=9).map(" ".join)
)


@pytest.mark.parametrize(("text", "expected"), spec_cases("credits.md"))
def test_a_credit_is_read_as_the_specification_says(text: str, expected: dict[str, Any]) -> None:
    assert filled_fields(parse_credit(text)) == expected


@pytest.mark.parametrize(
    ("name", "least"),
    [("credits.txt", 300), ("credits-unseen.txt", 100), ("credits-world.txt", 200)],
)
def test_credits_of_newsrooms_are_read_as_a_copy_editor_reads_them(name: str, least: int) -> None:
    lines = list(gold_lines(name))
    assert len(lines) >= least
    wrong = {text: (written_credit(parse_credit(text)), truth) for text, truth in lines}
    wrong = {text: pair for text, pair in wrong.items() if pair[0] != pair[1]}
    assert len(wrong) <= 0.03 * len(lines), wrong


def test_credits_at_the_end_of_captions_are_taken_off() -> None:
    wrong = {}
    for text, truth in gold_lines("captions.txt"):
        caption = split_caption(text)
        credit = written_credit(parse_credit(caption.credit)) if caption.credit else ""
        found = f"{caption.text} || {credit}{' | file' if caption.is_file else ''}".strip()
        if found != truth:
            wrong[text] = found, truth
    assert not wrong


@given(names=st.lists(st.sampled_from(_NAMES), min_size=1, max_size=4, unique=True))
@settings(max_examples=60, deadline=None)
def test_every_photographer_is_found_in_every_agencys_form(names: list[str]) -> None:
    people = ", ".join(names)
    for form in (
        "AP Photo/{}",
        "REUTERS/{}/File Photo",
        "Photo by {} / AFP",
        "{}/Moment/Getty Images",
        "{} via AP",
    ):
        assert parse_credit(form.format(people)).creators == tuple(names), form


@given(text=_some_text)
@settings(max_examples=300, deadline=None)
def test_the_text_of_a_credit_is_what_was_written_and_every_field_comes_out_of_it(
    text: str,
) -> None:
    credit = parse_credit(text)
    assert credit.text in text
    assert _letters(credit.text) == _letters(text)
    for name in credit.creators:
        assert _letters(name) in _letters(text)


@given(text=_some_text)
@settings(max_examples=200, deadline=None)
def test_reading_a_credit_again_changes_nothing(text: str) -> None:
    credit = parse_credit(text)
    assert parse_credit(credit.text) == credit


def test_a_very_long_text_is_kept_and_not_read() -> None:
    text = "photo by " * 5000 + "Ana Ruiz/AP"
    assert parse_credit(text) == Credit(text=text)


@pytest.mark.parametrize(
    "text", ["AP Photo/" + "a" * 380 + "!", "(" * 190 + "AP" + ")" * 190, "A via " * 60, "A-" * 190]
)
def test_a_reader_that_tries_every_way_would_never_end_on_these(text: str) -> None:
    assert parse_credit(text).text in text


@pytest.mark.parametrize(
    "mark", ["FILE -- ", "FILE - ", "FILE PHOTO: ", "FILE: ", "FILE — ", "FILE – ", "File photo: "]
)
def test_a_file_mark_comes_off_the_front_of_a_caption(mark: str) -> None:
    caption = split_caption(f"{mark}Ferries sit idle, Nov. 3, 2025. (AP Photo/Ines Kessler)")
    assert caption == Caption(
        text="Ferries sit idle, Nov. 3, 2025.", credit="AP Photo/Ines Kessler", is_file=True
    )


@pytest.mark.parametrize(
    "text", ["FILE-sharing rises.", "Profile - a life.", "See FILE - 3.", "File this away."]
)
def test_other_words_with_file_in_them_stay(text: str) -> None:
    assert split_caption(text) == Caption(text=text)


@pytest.mark.parametrize(
    "credit",
    [
        "Photo by Ana Ruiz/Getty Images",
        "Photo by Ana Ruiz (left)/AP",
        "Courtesy Kessler family",
        "Ana Ruiz/Harbor Ledger",
        "AP",
        "Ana Ruiz / CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/)",
    ],
)
def test_a_credit_in_the_last_brackets_is_taken(credit: str) -> None:
    assert split_caption(f"Ana Ruiz (left) speaks. ({credit})") == Caption(
        text="Ana Ruiz (left) speaks.", credit=credit
    )
    assert split_caption(f"A pier ({credit}).") == Caption(text="A pier", credit=credit)


@pytest.mark.parametrize(
    "text",
    [
        "Ana Ruiz (right)",
        "The space agency (NASA)",
        "Sen. Ana Ruiz (D-Ohio)",
        "A race (Smith/Jones).",
        "A pier ((right)",
        "A pier (Ana Ruiz)",
        "A pier :)",
        "A pier ()",
        "",
        "A pier (AP Photo/Ana Ruiz) at dawn",
    ],
)
def test_other_brackets_at_the_end_stay(text: str) -> None:
    assert split_caption(text) == Caption(text=text)


@pytest.mark.parametrize(
    "credit",
    [
        "REUTERS/José Pérez",
        "REUTERS/J. R. Pérez",
        "REUTERS/José Pérez/File Photo",
        "AP Photo/Ines Kessler",
        "Ana Ruiz/AFP via Getty Images",
        "Photo by Ana Ruiz/Getty Images",
        "Photo: Ana Ruiz",
        "Foto: Jürgen Öz/dpa",
        "AP Photo",
        "Getty Images",
        "Courtesy of Ana Ruiz",
        "Photo courtesy of the Harbor Museum",
        "Ana Ruiz / Harbor PA",
        "Ana Ruiz/The Harbor Ledger via AP",
        "© Ana Ruiz 2025",
    ],
)
@pytest.mark.parametrize(
    "before", ["A pier in Port Alder, Nov. 3, 2026.", "“We won’t go.”", "Now!"]
)
def test_a_credit_at_the_end_needs_no_brackets(before: str, credit: str) -> None:
    assert split_caption(f"{before} {credit}") == Caption(text=before, credit=credit)
    assert split_caption(f"{before} {credit}.") == Caption(text=before, credit=credit)
    assert split_caption(f"FILE -- {before} {credit}") == Caption(
        text=before, credit=credit, is_file=True
    )


@pytest.mark.parametrize(
    "text",
    [
        "A pier. Ana Ruiz",
        "She works for Reuters. He does not.",
        "They won. The score was 3/4.",
        "A pier. Ana Ruiz and Tomas Brandt/Li Wei won the relay.",
        "He was a photographer. Photo by his brother.",
        "Courtesy counts. Courtesy of kings.",
    ],
)
def test_words_at_the_end_that_are_no_credit_stay(text: str) -> None:
    assert split_caption(text) == Caption(text=text)


@pytest.mark.parametrize(
    ("caption", "text", "credit"),
    [
        ("Ferries at rest — Ana Ruiz/AFP", "Ferries at rest", "Ana Ruiz/AFP"),
        ("Ferries at rest -- AP Photo/Ana Ruiz", "Ferries at rest", "AP Photo/Ana Ruiz"),
        ("Ferries at rest | Photo: Ana Ruiz", "Ferries at rest", "Photo: Ana Ruiz"),
        ("Ferries at rest [Ana Ruiz/AP]", "Ferries at rest", "Ana Ruiz/AP"),
        ("Ferries at rest. [REUTERS/José Pérez].", "Ferries at rest.", "REUTERS/José Pérez"),
        ("“They [the ferries] rest [sic]”", "“They [the ferries] rest [sic]”", ""),
        ("Ana Ruiz — the mayor — and Li Wei", "Ana Ruiz — the mayor — and Li Wei", ""),
        ("The relay: Alder 3 — Tern 2/1", "The relay: Alder 3 — Tern 2/1", ""),
    ],
)
def test_dashes_and_square_brackets_part_a_credit_from_a_caption(
    caption: str, text: str, credit: str
) -> None:
    assert split_caption(caption) == Caption(text=text, credit=credit)


def test_a_caption_that_is_only_a_credit_has_no_text_left() -> None:
    assert split_caption("(AP Photo/Ana Ruiz)") == Caption(text="", credit="AP Photo/Ana Ruiz")


@given(
    text=st.one_of(
        _some_text, st.tuples(_some_text, _some_text).map(lambda two: f"{two[0]} ({two[1]})")
    )
)
@settings(max_examples=300, deadline=None)
def test_no_word_of_a_caption_is_lost(text: str) -> None:
    caption = split_caption(text)
    kept = _letters(caption.text) + _letters(caption.credit)
    if caption.is_file:
        assert re.fullmatch(r"(?:FILES?|(?i:filephoto)|File)*" + re.escape(kept), _letters(text))
    else:
        assert kept == _letters(text)


def _letters(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


def test_whom_site_yaml_names_is_known_wherever_a_credit_names_them() -> None:
    known = known_names(("Lena Marsh", "Billy Penn"), ("Harbor News",))
    for text, truth in (
        ("Photo by Ana Ruiz (Lena Marsh)", "Ana Ruiz | agency: Lena Marsh"),
        ("Ana Ruiz, Lena Marsh", "Ana Ruiz | agency: Lena Marsh"),
        ("Courtesy of Lena Marsh / AP", "- | agency: AP | of: Lena Marsh | flags: COURTESY"),
        ("Lena Marsh: Ana Ruiz", "Ana Ruiz | agency: Lena Marsh"),
        ("Photo Billy Penn", "- | agency: Billy Penn"),
        ("Harbor News / AP", "Harbor News | agency: AP"),
    ):
        assert written_credit(parse_credit(text, known)) == truth
    assert split_caption("A pier. Photo: Lena Marsh", known).credit == "Photo: Lena Marsh"
    assert split_caption("A pier. (Photo: Billy Penn)", known).credit == "Photo: Billy Penn"
