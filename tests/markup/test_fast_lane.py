"""The fast lane gives what Python-Markdown gives, or leaves it alone: on generated texts, newsbench
and our own stories.
"""

import functools
import re
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ssg.markup import convert
from ssg.markup.convert import Converter
from ssg.markup.fast_lane import convert_common
from ssg.source.files import SourceFile

ROOT = Path(__file__).resolve().parents[2]
BENCH = ROOT / "tests" / "bench"
BLOCKS = ("pull-quote", "correction", "box")


@functools.cache
def converter(typography: bool = True) -> Converter:
    return Converter(BLOCKS, typography=typography)


def in_full(text: str, lang: str = "en", typography: bool = True) -> str:
    """What the whole of Python-Markdown makes of `text`."""
    markdown = converter(typography).dialect.markdown
    markdown.reset()
    markdown.lang = lang
    return markdown.convert(text)


def fast_html(text: str, lang: str = "en", typography: bool = True) -> str | None:
    common = convert_common(text, lang, typography=typography)
    return common and common.html


def assert_same(text: str, lang: str = "en", typography: bool = True) -> None:
    fast = fast_html(text, lang, typography)
    assert fast is None or fast == in_full(text, lang, typography)


def bodies(folder: Path, pattern: str = "**/*.md") -> list[str]:
    """The texts below the front matter of all stories in a folder."""
    texts = (path.read_text(encoding="utf-8") for path in sorted(folder.glob(pattern)))
    return [re.split(r"^---[ \t]*$", text, maxsplit=2, flags=re.M)[-1] for text in texts]


@functools.cache
def newsbench(count: int) -> list[str]:
    if not (BENCH / "newsbench.py").is_file():
        pytest.skip("newsbench is not here")
    sys.path.insert(0, str(BENCH))
    try:
        import newsbench
    finally:
        sys.path.remove(str(BENCH))
    return [newsbench.story(number, count)["body"] + "\n" for number in range(count)]


COMMON = [
    "A paragraph.",
    "Two\nlines of one paragraph.",
    "One.\n\n\n\nTwo, far below.\n",
    "One.\n   \nTwo, below spaces. \n",
    '"It\'s *not* done," said "[the *mayor*](https://e.example/a_b?c=1&d=2#x)" -- 3 > 2 & AT&T.',
    "**Strong** and *em* and __strong__ and _em_, and snake_case stays; (*so* does) a*b*c.",
    "*[A link](x) inside* and [*emphasis* in](y) one.",
    "*Ana Ruiz contributed.*\n\n-- Ana Ruiz can be reached at ana_ruiz@ledger.example",
    "[sic] and [an aside] (in brackets), not [a] [link].",
    '# One\n\n## Two, "quoted"\n\n### Two *marked* [words](u)\n\n## One\n\n## One',
    "## A heading\nwith its text right below.",
    "## …\n\n## 一二",
    "- one\n- two *items*\n- [three](u)\n\nAfter it.",
    "* one\n  \nAfter.",
    "1. one\n2. two\nwhich goes on\n3. three",
    "> Quoted.\n> On two lines.\n\n> Joined *to* it.\n\nNot.",
    "> One.\n>\n> Two.\nLazy.",
    "Above.\n\n---\n\nBelow.\n\n* * *\n\nEnd.",
    "Above the fold.\n\n<!--more-->\n\nBelow.",
    '1984 was a year. 5 - 3 = 2; e.g. "6\'2\\""'.replace("\\", ""),
    "- one\n\nText.\n\n- another list",
]


@pytest.mark.parametrize("text", COMMON)
def test_plain_news_prose_takes_the_fast_lane_and_comes_out_the_same(text: str) -> None:
    for lang in ("en", "de", "fr"):
        for typography in (True, False):
            fast = fast_html(text, lang, typography)
            assert fast is not None
            assert fast == in_full(text, lang, typography)


UNCOMMON = [
    "`code`",
    "a <b>tag</b>",
    "An &amp; entity",
    "a \\* escape",
    "a | b\n--|--\n1 | 2",
    "![picture](a.jpg)",
    "note[^1]\n\n[^1]: The note.",
    "[ref][1]\n\n[1]: https://e.example/",
    "/// pull-quote\nText.\n///",
    "Heading {#id}\n=======",
    "    code by four spaces",
    "- a\n\n- loose list",
    "- a\n    - nested",
    "> > quote in a quote",
    "> - list in a quote",
    ">     code in a quote",
    "> a\n>\n>     code in a quote",
    "- > quote in a list",
    "- 1. list in a list",
    "term\n: definition",
    "two spaces  \nbreak a line",
    "Text\n---",
    "Text\n***\nmore",
    "Text\n> quoted",
    "--_\n- no list",
    "*\n* no list",
    "=\n---\n1. a heading",
    "- a\n1. mixed",
    "***both***",
    "5 * 3",
    "*not closed",
    "*one **two** three*",
    '[a](b "title")',
    "[a](<b>)",
    "[a [b](c)](d)",
    "[a](b(c))",
    "an ] alone",
    "<!--more-->\n\nFirst.",
    "One.\n\n<!--more-->\nTwo.",
]


@pytest.mark.parametrize("text", UNCOMMON)
def test_what_is_not_plain_is_left_to_python_markdown(text: str) -> None:
    assert convert_common(text, "en") is None


BAR = "¦"
WORDS = (
    "crews¦It's¦\"no\"¦'so'¦3.5¦--¦...¦Müller's¦AT&T¦a_b¦x>y¦e.g.¦1984.¦:¦#5¦(see¦below)¦\xa0¦!¦-"
).split(BAR)
INLINE = (
    "*{}*¦**{}**¦_{}_¦__{}__¦[{}](https://e.example/a_b?c=1&d=*2)¦[{}](/x)¦[{}]¦\"{}\"¦'{}'¦({})¦*{}¦{}_¦*[{}](u)*¦[*{}*](u)¦[{}]("
    " u)¦***{}***¦`{}`¦{}  ¦\\{}¦<i>{}</i>¦[{}](u"
    " 't')¦[{}][x]¦![{}](u)¦{}{{.c}}¦https://e.example/{}--x¦{} *"
).split(BAR)
STARTS = (
    "¦¦¦¦¦¦- ¦* ¦+ ¦1. ¦2.  ¦> ¦>¦## ¦# ¦#¦: ¦  ¦    ¦---¦* * *¦=¦/// box\n¦| a | ¦<!--more-->¦_"
    " ¦[x]: ¦> - ¦- # "
).split(BAR)
ENDS = ("\n\n¦\n\n¦\n\n¦\n\n¦\n¦\n\n\n¦\n \n¦ \n\n¦  \n¦\n>\n¦\n\n<!--more-->\n\n¦\n---\n¦").split(
    BAR
)


PHRASES = tuple(form.format(word) for form in INLINE for word in WORDS) + tuple(
    outer.format(inner.format("so")) for outer in INLINE for inner in INLINE
)
LINES = st.tuples(
    st.sampled_from(STARTS),
    st.lists(st.sampled_from(PHRASES), max_size=3).map(" ".join),
    st.sampled_from(ENDS),
).map("".join)
# Documents from the pieces that stories are made of, and from those that are nearly such.
NEWSY = st.lists(LINES, max_size=5).map("".join)

SPECIALS = st.text(
    alphabet=" \n\n*_[]()>#-+.1:=|`~!<&;{}'\"\\/^aé\xa0\u2028\u3000\x0b\x0c\x1cK²٣", max_size=40
)
LANGUAGES = st.sampled_from(("en", "de", "fr", "es"))


@settings(max_examples=400, deadline=None)
@given(NEWSY, LANGUAGES)
def test_texts_of_the_pieces_of_stories_come_out_the_same(text: str, lang: str) -> None:
    assert_same(text, lang)


@settings(max_examples=400, deadline=None)
@given(SPECIALS, st.booleans())
def test_any_heap_of_special_characters_comes_out_the_same(text: str, typography: bool) -> None:
    assert_same(text, "en", typography)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=" \n\n*_[]()>-'\"a.", max_size=30))
def test_heaps_of_the_characters_of_the_common_subset_come_out_the_same(text: str) -> None:
    assert_same(text)


def test_nearly_all_newsbench_stories_take_the_fast_lane_and_come_out_the_same() -> None:
    texts = newsbench(300)
    fast = [fast_html(text) for text in texts]
    assert sum(html is not None for html in fast) >= 0.95 * len(texts)
    assert all(html in (None, in_full(text)) for html, text in zip(fast, texts, strict=True))


def test_our_own_stories_and_pages_of_documentation_come_out_the_same() -> None:
    texts = [
        *bodies(ROOT / "content"),
        *bodies(ROOT / "docs"),
        *bodies(ROOT / "tests" / "spec"),
        *bodies(ROOT / "tests" / "problems"),
    ]
    assert len(texts) > 20
    for text in texts:
        assert_same(text)
    plain = [
        text
        for text in bodies(ROOT / "content")
        if not re.search(r"///|<(?!!--more)|\[\^|\|", text)
    ]
    assert sum(convert_common(text, "en") is not None for text in plain) >= 0.7 * len(plain) >= 7


def test_a_long_text_of_open_ends_is_looked_at_in_linear_time() -> None:
    for piece in (
        "[a](",
        "*a ",
        "**a",
        "_a",
        "[",
        "]",
        "> a\n\n",
        "# a\n",
        "- a\n",
        "#" + " " * 50 + "\n",
        "* " * 20 + "\n",
        "&a",
        "1. ",
        "a\n",
    ):
        convert_common(piece * 20_000, "en")


@settings(max_examples=300, deadline=None)
@given(NEWSY | SPECIALS, LANGUAGES)
def test_the_count_of_words_the_summary_and_the_ids_of_any_text_are_those_of_the_full_lane(
    text: str, lang: str
) -> None:
    source = SourceFile("content/a.md", "---\ntitle: a\n---\n" + text)
    fast = converter().convert(source, 17, lang=lang, trusted=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(convert, "convert_common", lambda *arguments, **options: None)
        assert fast == converter().convert(source, 17, lang=lang, trusted=True)


def test_a_converter_gives_equal_values_with_and_without_the_fast_lane(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Not only the HTML: links, their lines, pictures, ids, the summary, the count of words and the
    problems, too.
    """
    texts = [
        *COMMON,
        *UNCOMMON,
        *bodies(ROOT / "content"),
        *(newsbench(40) if BENCH.is_dir() else ()),
    ]
    texts += [
        "[a](x.md) [b](javascript:1) *[x](x.md)*",
        "\x07control *x*",
        "One.\n\n<!--more-->\n\n[a](a.md)",
    ]
    sources = [SourceFile("content/a.md", "---\ntitle: a\n---\n" + text) for text in texts]
    for trusted in (True, False):
        fast = [converter().convert(source, 17, lang="en", trusted=trusted) for source in sources]
        with monkeypatch.context() as patch:
            patch.setattr(convert, "convert_common", lambda *arguments, **options: None)
            assert fast == [
                converter().convert(source, 17, lang="en", trusted=trusted) for source in sources
            ]
