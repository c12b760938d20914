"""Where addresses are written: as addresses, and outside of code."""

import pytest

from ssg.markup.links import References
from ssg.markup.written import is_address, without_code
from ssg.source.files import SourceFile


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a `b` c", "a     c"),
        ("a ``b ` c`` d", "a           d"),
        ("a ` b", "a ` b"),
        ("```\nx\n```\ny", "   \n \n   \ny"),
        ("~~~ py\nx\n", "      \n \n"),
        ("```\nx\n~~~\ny\n```\nz", "   \n \n   \n \n   \nz"),
    ],
)
def test_code_becomes_spaces(text, left):
    assert without_code(text, 0) == left


def test_an_address_is_all_that_stands_in_its_parentheses():
    text = "[a](x.md) x.md [b](x.md#c)"
    assert [
        at
        for at in range(len(text))
        if text.startswith("x.md", at) and is_address(text, at, at + 4)
    ] == [4]


def places(text, *targets):
    references = References(SourceFile("a.md", text), 0)
    for target in targets:
        references.link(target)
    return [(link.line, link.column) for link in references.links]


def test_each_link_has_the_next_place_of_its_address():
    assert places("x.md [a](x.md)\n[b](x.md)", "x.md", "x.md") == [(1, 10), (2, 5)]


def test_an_address_that_stands_nowhere_as_one_is_shown_at_its_words():
    assert places("see x.md, x.md", "x.md", "x.md", "x.md") == [(1, 5), (1, 11), (0, 0)]


def test_looking_for_places_takes_a_time_that_grows_with_the_text():
    text = "x.md " * 2_000
    references = References(SourceFile("a.md", text), 0)
    for _ in range(2_000):
        references.link("x.md")
    assert references._searched <= 3 * len(text)
