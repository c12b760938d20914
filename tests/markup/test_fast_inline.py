"""The drop-in stages give what Python-Markdown gives: on generated texts, on our own, and beside
patterns of others.
"""

import functools
import re
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor, Pattern
from markdown.util import AtomicString

from ssg.markup.blocks import NewsroomBlocks
from ssg.markup.fast_blocks import FastBlocks
from ssg.markup.fast_inline import FastInline
from ssg.markup.typography_tree import Typography

ROOT = Path(__file__).resolve().parents[2]
OURS = ("attr_list", "codehilite", "def_list", "fenced_code", "footnotes", "tables", "toc")
OTHERS = (
    "abbr",
    "admonition",
    "legacy_em",
    "md_in_html",
    "nl2br",
    "sane_lists",
    "smarty",
    "wikilinks",
    "pymdownx.caret",
    "pymdownx.betterem",
    "pymdownx.tilde",
)


class Mention(InlineProcessor):
    """`@name` becomes a link, and its text is looked at no more."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:
        element = Element("a", {"href": f"/{m[1]}"})
        element.text = AtomicString(m[0])
        return element, m.start(), m.end()


class OldStyle(Pattern):
    """A pattern of the kind that matches the whole text, for `%%deleted%%`."""

    def handleMatch(self, m: re.Match[str]) -> Element:
        element = Element("del")
        element.text = m.group(2)
        return element


class Strangers(Extension):
    def extendMarkdown(self, md: Markdown) -> None:
        md.inlinePatterns.register(Mention(r"@(\w+)", md), "mention", 165)
        md.inlinePatterns.register(OldStyle(r"%%(.*?)%%", md), "old-style", 55)


@functools.cache
def pair(*names: str) -> tuple[Markdown, Markdown]:
    """Two of the same set-up, the second with the drop-in stages."""

    def extensions() -> list[Extension | str]:
        own = {
            "strangers": Strangers,
            "blocks": lambda: NewsroomBlocks(("box", "pull-quote")),
            "typography": Typography,
        }
        return [own[name]() if name in own else name for name in names]

    plain, fast = (
        Markdown(extensions=extensions()),
        Markdown(extensions=[*extensions(), FastInline(), FastBlocks()]),
    )
    assert type(fast.parser) is not type(plain.parser)
    assert type(fast.treeprocessors["inline"]) is not type(plain.treeprocessors["inline"])
    return plain, fast


def assert_same(text: str, *names: str) -> None:
    plain, fast = (markdown.reset().convert(text) for markdown in pair(*names))
    assert fast == plain


SETS = {
    "nothing else": (),
    "our extensions": (*OURS, "blocks", "typography"),
    "one of each other": (
        "abbr",
        "admonition",
        "md_in_html",
        "nl2br",
        "sane_lists",
        "smarty",
        "wikilinks",
    ),
    "other emphasis": ("pymdownx.caret", "pymdownx.tilde", "pymdownx.betterem"),
    "older emphasis": ("legacy_em",),
    "patterns that are not known": (*OURS, "strangers"),
}
BAR = "¦"
PIECES = (
    "word¦two"
    " words¦*em*¦**strong**¦_em_¦__strong__¦***both***¦*¦**¦_¦`code`¦``¦\\*¦\\¦[a](b)¦[a](<b>"
    " 'c')¦![a](b)¦![a¦[a][x]¦[x]¦![x]¦[^1]¦[^2]¦[¦]¦(¦)¦<b>¦</b>¦<div>¦</div>¦<http://a.b>¦<a@b.c>¦<!--"
    " c -->¦&amp;¦&#65¦&¦  \n¦\n¦\n\n¦\n    ¦\n\n    ¦\n- ¦\n1. ¦\n> ¦\n>¦\n# ¦\n===¦\n---¦\n* *"
    " *\n¦\n| a | b |\n|---|---|\n| c | d |¦\n: ¦\n\n[x]: /u 'T'\n¦\n\n[^1]: Note.\n¦{: .c #d"
    " }¦{.c}¦\n```\n¦~~~¦\n/// box\n¦\n///\n¦@ana¦%%old%%¦^^x^^¦~~x~~¦[[Wiki]]¦*[HTML]: Hyper¦!!!"
    " note\n    ¦\"¦'¦--¦...¦\t¦\x02¦\x03¦ ¦  ¦é¦1984.¦+¦٣. "
).split(BAR)
DOCUMENTS = st.lists(st.sampled_from(PIECES), max_size=14).flatmap(
    lambda pieces: st.sampled_from(("", " ")).map(lambda gap: gap.join(pieces))
)


@pytest.mark.parametrize("names", SETS.values(), ids=SETS)
@settings(max_examples=120, deadline=None)
@given(text=DOCUMENTS)
def test_documents_full_of_syntax_come_out_the_same(names: tuple[str, ...], text: str) -> None:
    assert_same(text, *names)


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=" \n\n\t*_`\\[]()<>&;!#{}:|~^/-+=1.\"'ab\x02\x03", max_size=40))
def test_any_heap_of_special_characters_comes_out_the_same(text: str) -> None:
    assert_same(text, *OURS, "blocks", "typography")


@pytest.mark.parametrize("folder", ["content", "docs", "tests/spec", "tests/problems"])
def test_our_own_texts_come_out_the_same(folder: str) -> None:
    paths = sorted((ROOT / folder).rglob("*.md"))
    assert paths
    for path in paths:
        assert_same(path.read_text(encoding="utf-8"), *OURS, "blocks", "typography")


def test_a_pattern_that_is_not_known_is_always_tried() -> None:
    _, fast = pair(*SETS["patterns that are not known"])
    assert (
        fast.reset().convert("Call @ana, %%not bob%%.")
        == '<p>Call <a href="/ana">@ana</a>, <del>not bob</del>.</p>'
    )


def test_a_known_class_with_another_expression_is_tried() -> None:
    _, fast = pair("pymdownx.caret", "pymdownx.tilde")
    assert fast.reset().convert("^^in^^ ~~out~~") == "<p><ins>in</ins> <del>out</del></p>"


@pytest.mark.parametrize("name", OTHERS)
def test_no_extension_of_others_is_in_the_way(name: str) -> None:
    assert_same(
        "# A *b*\n\n- c\n- d_e_\n\n> `f` ^g^ ~~h~~ [[i]]\n\n!!! note\n    j <b>k</b>\n\n*[HTML]:"
        " l\n\nHTML\nm  \nn",
        name,
    )


def test_raw_html_is_set_apart_as_before_and_references_without_a_semicolon_are_closed() -> None:
    assert_same("&#65 and &#x42; & so\n\n<div>\n*a*\n</div>\n\nb")
    assert pair()[1].reset().convert("&#65 x") == "<p>&#65; x</p>"


def test_quotes_within_quotes_end_at_the_same_depth() -> None:
    assert_same(">" * 300 + " deep")
