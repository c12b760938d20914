"""A short run of the fuzz target of stories, and whether it would see what it looks for."""

import pytest

from ssg.markup.convert import Converter
from ssg.source.files import SourceFile
from tests.fuzz.stories import MARKS, fuzz, published, what_is_wrong


def test_random_texts_of_strangers_are_harmless() -> None:
    found, counts, _ = fuzz(3, count=400)
    assert found == []
    assert counts["html"] > 300


@pytest.mark.parametrize("trusted", [True, False])
def test_no_encoding_of_a_mark_is_taken_for_one_of_ours(trusted: bool) -> None:
    converter = Converter(("fact-box",))
    forms = ("x {} y", '<b title="{}">x</b>', "/// fact-box\n{}\n///", "[x](y.md)\n\n{}")
    for form in forms:
        for first in range(0, len(MARKS), 15):
            # Several in one text, a paragraph each: to convert each alone takes minutes.
            text = "\n\n".join(form.format(mark) for mark in MARKS[first : first + 15])
            out = published(converter, text, trusted=trusted)
            assert out.count("<p>") + out.count("<b") > 10, text  # they were all taken
            assert "figure" not in out, text
            assert not any(char in out for char in "\x00\x01\x02\x03\x04"), text


@pytest.mark.parametrize(
    "text",
    [
        "</b><title><![CDATA[_\\# \\x01</div>> ](a.jpg)<desc>-->&#0000000;](a.jpg)<tr><td>",
        (
            "[^1]: note<iframe></xmp>[x](\\x01<iframe srcdoc='x'></iframe>```\n| a | b"
            " |\n|---|--:|\n| 1 | 2 |\n[x](later.md)"
        ),
    ],
)
def test_a_text_that_markdown_cannot_take_apart_is_told_and_never_published(text: str) -> None:
    """Found by an hour of this target: a place that Python-Markdown keeps for itself and does not
    fill.
    """
    converted = Converter(()).convert(SourceFile("content/a.md", text), 0, lang="en", trusted=False)
    told = [problem.code for problem in converted.problems]
    assert told == ["nested-too-deep"] or not any(
        char in converted.body.html for char in "\x02\x03"
    )


@pytest.mark.parametrize(
    ("out", "wrong"),
    [
        ("<p>fine <a href='https://a.example/'>x</a></p>", ""),
        ("<p>\x01</p>", "control character U+0001"),
        ("<p><!-- x --></p>", "a comment"),
        ("<b><script>x</script></b>", "the element script"),
        ("<img src=x onerror=y>", "the attribute onerror of img"),
        ("<a href='java&#10;script:x'>x</a>", "the attribute href of a"),
        ("<svg><a xlink:href='javascript:x'>x</a></svg>", "the element svg"),
    ],
)
def test_the_target_sees_what_is_wrong(out: str, wrong: str) -> None:
    assert what_is_wrong(out) == wrong
