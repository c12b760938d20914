"""The tokenizer of HTML beside a real parser (html5lib), on the standard's corner cases and on
random texts.
"""

import re

import html5lib
import html5lib._tokenizer as tokenizer
import pytest
from html5lib.constants import tokenTypes
from hypothesis import given, settings
from hypothesis import strategies as st

from ssg.markup.plain_text import plain_text
from ssg.markup.tokens import Kind, attributes, closing, ids, tokens, unescape, without

pytestmark = pytest.mark.fast

# Tags, text in a row and comments: (start, name, attributes), (end, name), (text, …), (comment,).
Seen = list[tuple]
# Character references of control characters stand for nothing in our attributes.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd\ufffe\uffff]")
_NAMES = {number: name for name, number in tokenTypes.items()}


def by_html5lib(text: str, monkeypatch: pytest.MonkeyPatch) -> Seen:
    """What the tokenizer of html5lib gives while its parser tells it where it is."""
    log: Seen = []
    works = tokenizer.HTMLTokenizer.__iter__

    def logging(self):
        for token in works(self):
            kind, name, data = _NAMES[token["type"]], token.get("name"), token.get("data")
            if kind in ("StartTag", "EmptyTag"):
                log.append(
                    (
                        "start",
                        name.lower(),
                        {key.lower(): _CONTROL.sub("", data[key]) for key in data or ()},
                    )
                )
            elif kind == "EndTag":
                log.append(("end", name.lower()))
            elif kind in ("Characters", "SpaceCharacters"):
                add_text(log, data)
            elif kind in ("Comment", "Doctype"):
                log.append(("comment",))
            yield token

    with monkeypatch.context() as patch:
        patch.setattr(tokenizer.HTMLTokenizer, "__iter__", logging)
        html5lib.parseFragment(text, container="div")
    return log


def by_us(text: str) -> Seen:
    seen: Seen = []
    for token in tokens(text):
        if token.kind is Kind.START:
            named: dict[str, str] = {}
            for found in attributes(text, token):
                named.setdefault(found.name, _CONTROL.sub("", found.value))
            seen.append(("start", token.name, named))
        elif token.kind is Kind.END:
            seen.append(("end", token.name))
        elif token.kind is Kind.COMMENT and text[token.start : token.end] != "</>":
            seen.append(("comment",))
        elif token.kind is Kind.TEXT:
            add_text(seen, unescape(text[token.start : token.end]))
        elif token.kind is Kind.RAW:
            raw = text[token.start : token.end]
            is_told = seen and seen[-1][:2] in (("start", "title"), ("start", "textarea"))
            add_text(seen, unescape(raw) if is_told else raw.removeprefix("<![CDATA["))
    return seen


def add_text(seen: Seen, text: str) -> None:
    """Text, joined with the one before it."""
    text = _CONTROL.sub("", text)
    if seen and seen[-1][0] == "text":
        text = seen.pop()[1] + text
    if text:
        seen.append(("text", text))


_PIECES = [
    *(
        "<",
        "</",
        ">",
        "/",
        "a",
        "b",
        "div",
        "p",
        "script",
        "style",
        "svg",
        "math",
        "title",
        "textarea",
        "iframe",
        "xmp",
    ),
    *(
        "noembed",
        "br",
        "img",
        "foreignObject",
        "desc",
        "table",
        "td",
        "!--",
        "--",
        "-->",
        "--!>",
        "!",
        "?",
        "[CDATA[",
    ),
    *(
        "]]>",
        "'",
        '"',
        "=",
        " ",
        "\n",
        "href",
        "x",
        "&amp;",
        "&copy",
        "&copy=",
        "&#38;",
        "&lt",
        "SCRIPT",
        "font",
        "color",
    ),
    *(
        "é",
        "\xa0",
        "mi",
        "<!--",
        "<script>",
        "</script>",
        "<svg>",
        "</svg>",
        "<style>",
        "</style>",
        '<a href="',
        "<b title='",
    ),
    *(
        "<p>",
        "plaintext",
        "<math>",
        "<svg/>",
        "&#1;",
        "&#x0;",
        "<title>",
        "</title>",
        "/>",
        "\t",
        "\f",
    ),
]


@given(st.lists(st.sampled_from(_PIECES), max_size=16).map("".join))
@settings(max_examples=1500)
def test_random_texts_have_the_tags_texts_and_comments_that_a_parser_sees(text: str) -> None:
    # html5lib is older than the rule that `</p>` and `</br>` end an SVG.
    if re.search(r"</(?:p|br)\b", text, re.I) and re.search("<(?:svg|math)", text, re.I):
        return
    with pytest.MonkeyPatch.context() as monkeypatch:
        parsed = by_html5lib(text, monkeypatch)
    found = by_us(text)
    # An unfinished comment is one for a parser, an unfinished tag is nothing.
    if Kind.UNFINISHED in {token.kind for token in tokens(text)} and len(parsed) > len(found):
        assert parsed.pop() == ("comment",)
    assert found == parsed


@given(st.text(st.sampled_from("<>/!-=\"' ab\n&;"), max_size=40))
@settings(max_examples=500)
def test_the_tokens_of_any_text_are_the_whole_text(text: str) -> None:
    found = list(tokens(text))
    assert "".join(text[token.start : token.end] for token in found) == text
    assert all(token.start < token.end for token in found)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("<!-- ' --><b>", ["comment", "start tag"]),
        ("<!--><b>-->", ["comment", "start tag", "text"]),
        ("<!---><b>", ["comment", "start tag"]),
        ("<!-- a --!><b>", ["comment", "start tag"]),
        ("<!-- <!-- more --> b", ["comment", "text"]),
        ("<!a <b>>", ["comment", "text"]),
        ("<?php <b>", ["comment"]),
        ("</ b>x", ["comment", "text"]),
        ("</>x", ["comment", "text"]),
        ("a < b", ["text"]),
        ("a <3", ["text"]),
        ("<!-- a", ["unfinished"]),
        ("<a href='x", ["unfinished"]),
        ("<a", ["unfinished"]),
        ('<b title=">">', ["start tag"]),
        ("<b title='a\"b'>", ["start tag"]),
        ("<b title=a'b>", ["start tag"]),
        ("<script>a<b>c</b></script>", ["start tag", "raw", "end tag"]),
        ("<script><!--<script></script>--></script>x", ["start tag", "raw", "end tag", "text"]),
        ("<svg><style><b>", ["start tag", "start tag", "start tag"]),
        ("<svg><![CDATA[<b>]]></svg>", ["start tag", "raw", "end tag"]),
        ("<![CDATA[<b>]]>", ["comment", "text"]),
        ("<textarea><b></textarea>", ["start tag", "raw", "end tag"]),
        ("<style/><b>", ["start tag", "raw"]),
    ],
)
def test_what_is_a_tag_and_what_is_none(text: str, kinds: list[str]) -> None:
    assert [token.kind.value for token in tokens(text)] == kinds


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("<a href=x>", [("href", "x")]),
        ("<a HREF = 'x y'>", [("href", "x y")]),
        ('<a title="a > b" href=/x/>', [("title", "a > b"), ("href", "/x/")]),
        ("<a/href=x/y>", [("href", "x/y")]),
        ("<a href>", [("href", "")]),
        ("<a href=>", [("href", "")]),
        ("<a =x>", [("=x", "")]),
        ("<a href=a href=b>", [("href", "a"), ("href", "b")]),
        ('<a href="x"title=y>', [("href", "x"), ("title", "y")]),
        ("<a href='&amp;&copy=1&copy;&notit;&#x41;'>", [("href", "&&copy=1©&notit;A")]),
        ("<a href='java&#1;script:x'>", [("href", "javascript:x")]),
        ("<a \xa0href=x>", [("\xa0href", "x")]),
    ],
)
def test_attributes_are_those_of_the_standard(tag: str, expected: list[tuple[str, str]]) -> None:
    [token] = tokens(tag)
    found = attributes(tag, token)
    assert [(each.name, each.value) for each in found] == expected
    assert all(tag[each.start :].lower().startswith(each.name) for each in found)


def test_the_end_of_an_element_is_found_past_others_of_its_name() -> None:
    text = "<div>a<div>b</div><p></p></div>c</div>"
    found = list(tokens(text))
    assert text[: found[closing(found, 0)].end] == "<div>a<div>b</div><p></p></div>"
    assert closing(list(tokens("<div>a")), 0) == 2


def test_ids_are_those_of_elements_alone() -> None:
    text = (
        '<p id=a title="id=b"> id="c" <!-- <p id=d> --><script>"<p id=e>"</script><b ID="f&amp;g">'
    )
    assert ids(text) == ("a", "f&g")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<p>a<!-- secret -->b</p>", "ab"),
        ("<p>a <script>var secret</script>b<style>.secret{}</style></p>", "a b"),
        ('<p title="> secret">a</p>', "a"),
        ("<p>one</p><p>two<br>three</p>", "one two three"),
        ("a&nbsp;b &lt;c&gt;", "a b <c>"),
        ('x<sup id="fnref-1"><a class="footnote-ref" href="#fn-1">1</a></sup>', "x"),
        ("m<sup>2</sup>", "m2"),
        ("a <!-- secret", "a"),
        ("a <b title='secret", "a"),
    ],
)
def test_the_words_of_html_are_what_a_reader_sees(text: str, words: str) -> None:
    assert plain_text(text) == words


@pytest.mark.parametrize(
    ("text", "gone", "left"),
    [
        ("<<!-- -->script>", "<!-- -->", "&lt;script>"),
        ("</<!-- -->p>", "<!-- -->", "&lt;/p>"),
        ("<!<b>-- x -->", "<b>", "&lt;!-- x --&gt;"),
        ("a <b>c", "<b>", "a c"),
    ],
)
def test_what_stands_around_a_piece_that_goes_makes_no_tag(text: str, gone: str, left: str) -> None:
    at = text.index(gone)
    out = without(text, [(at, at + len(gone), "")])
    assert out.replace("-->", "--&gt;") == left
    assert {token.kind for token in tokens(out)} == {Kind.TEXT}
