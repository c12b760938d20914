"""Markdown to a Body (cases in spec/markup.md), its marks, links, blocks, and the sanitiser."""

import re
from pathlib import Path

import pytest
from conftest import story
from hypothesis import given, settings
from hypothesis import strategies as st

from ssg.markup.convert import Converter
from ssg.markup.long_story import is_page_break, pages_of_ids, split_pages
from ssg.markup.marks import Block, Body, Filler, Link, fill, mark
from ssg.markup.plain_text import plain_text
from ssg.markup.sanitize import sanitize, unsafe_scheme
from ssg.source.files import SourceFile

SPEC = Path(__file__).parents[1] / "spec" / "markup.md"
CONVERTER = Converter(
    ("embed", "fact-box", "figure", "gallery", "pull-quote", "related", "story-continues")
)
VISIBLE = str.maketrans("\x01\x04", "‹›")


def spec_cases():
    """`## title`, then blocks fenced with five backticks: `markdown` and `html`."""
    text = SPEC.read_text(encoding="utf-8")
    cases = re.findall(
        r"^## ([^\n]+)\n\n`{5}markdown\n(.*?)\n`{5}\n\n`{5}html\n(.*?)\n`{5}$", text, re.M | re.S
    )
    if len(cases) != text.count("`````markdown\n"):
        raise ValueError(f"{SPEC.name}: a case cannot be read")
    return [pytest.param(markdown, html, id=title) for title, markdown, html in cases]


def convert(text, lang="en", trusted=True, start=0, converter=CONVERTER):
    return converter.convert(
        SourceFile("content/world/a.md", text), start, lang=lang, trusted=trusted
    )


def html_of(text, **more):
    converted = convert(text, **more)
    assert converted.problems == ()
    return converted.body.html.translate(VISIBLE)


@pytest.mark.parametrize(("text", "expected"), spec_cases())
def test_markdown_becomes_the_html_of_the_specification(text, expected):
    assert html_of(text) == expected


def test_typography_can_be_switched_off():
    plain = Converter((), typography=False)
    assert html_of('"Go" -- now', converter=plain) == '<p>"Go" -- now</p>'


def test_one_conversion_leaves_nothing_for_the_next():
    first = convert("## Head\n\nA[^1] [r][r].\n\n[^1]: Note.\n\n[r]: x.md")
    second = convert("## Head\n\nB[^1] [r][r].").body.html
    assert second == '<h2 id="head">Head</h2>\n<p>B[^1] [r][r].</p>'
    assert convert("## Head\n\nA[^1] [r][r].\n\n[^1]: Note.\n\n[r]: x.md") == first


def test_a_converter_for_a_text_below_front_matter_starts_there():
    text = "---\ntitle: [x](y.md)\n---\n[a](b.md)"
    converted = convert(text, start=text.index("[a]"))
    assert converted.body.links == (Link(target="b.md", line=4, column=5),)
    assert converted.summary == "a"


# ---- links, pictures and blocks know where they stand


def places(text):
    return [(link.target, link.line, link.column) for link in convert(text).body.links]


def test_links_know_their_place():
    assert places("One [a](a.md#x).\n\n* two [b](b.md)\n") == [("a.md#x", 1, 9), ("b.md", 3, 11)]


def test_equal_links_have_different_places():
    assert places("[a](a.md) [b](a.md)\n\n[c](a.md)") == [
        ("a.md", 1, 5),
        ("a.md", 1, 15),
        ("a.md", 3, 5),
    ]


def test_a_link_by_reference_stands_where_its_address_does():
    assert places("[a][r]\n\n[r]: port.md") == [("port.md", 3, 6)]


def test_entities_in_a_link_are_what_the_author_wrote():
    assert places("[a](/f?a=1&amp;b=2) [c](/f?x=1&y=2)") == [
        ("/f?a=1&b=2", 1, 5),
        ("/f?x=1&y=2", 1, 25),
    ]


def test_pictures_know_alt_and_place():
    pictures = convert("![Two ferries](ferry.jpg)\n\nText ![](b.jpg)").body.pictures
    assert [(p.src, p.alt, p.line, p.column) for p in pictures] == [
        ("ferry.jpg", "Two ferries", 1, 16),
        ("b.jpg", "", 3, 10),
    ]


def test_blocks_know_argument_options_and_line():
    given_ = "    images: [a.jpg, b.jpg]\n    count: 3\n    wide: true\n    day: 2026-11-20\n"
    text = f"One.\n\n/// gallery | The pier\n{given_}\nText.\n///\n\n/// Gallery\n///\n"
    options = {"images": ["a.jpg", "b.jpg"], "count": 3, "wide": True, "day": "2026-11-20"}
    assert convert(text).body.blocks == (
        Block(name="gallery", argument="The pier", options=options, line=3),
        Block(name="gallery", line=12),
    )


def test_a_block_with_bad_options_is_reported_at_its_own_line():
    bad, good = "/// fact-box | A\n    a: [1\n\nx\n///", "/// fact-box | B\n    a: 1\n\nx\n///"
    code = "```\n/// fact-box | In code\n```"
    converted = convert(f"{code}\n\n{good}\n\n{bad}\n\n{good}\n")
    assert [(block.argument, block.line) for block in converted.body.blocks] == [
        ("B", 5),
        ("B", 17),
    ]
    assert [(problem.code, problem.span.line) for problem in converted.problems] == [
        ("block-options", 12)
    ]


def test_blocks_inside_blocks_are_counted_in_the_order_of_the_text():
    text = "//// fact-box | Outer\n/// pull-quote | Inner\nQ\n///\n////\n\n/// fact-box | Last\n///"
    assert [(b.argument, b.line) for b in convert(text).body.blocks] == [
        ("Outer", 1),
        ("Inner", 2),
        ("Last", 7),
    ]


def test_ids_are_those_of_the_html():
    assert convert(
        '## One\n\n{: #x }\n\nText\n{: #para }\n\n<b id="raw">b</b>\n\n### One'
    ).body.ids == (
        "one",
        "para",
        "raw",
        "one_1",
    )


# ---- summary and words


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        ("First *words* [here](a.md).\n\nSecond.", "First words here."),
        ("## Head\n\nFirst.", "First."),
        ("![a](a.jpg)\n\nFirst.", "First."),
        ("![a](a.jpg) ![b](b.jpg)\n\nFirst.", "First."),
        ("/// pull-quote\nQuote.\n///\n\nFirst.", "First."),
        ("//// fact-box\n/// pull-quote\nQ.\n///\n\nIn.\n////\n\nFirst.", "First."),
        ("Cargo fell[^1].\n\n[^1]: By half.", "Cargo fell."),
        ('Three < four & "more".', "Three < four & “more”."),
        ("One  \ntwo", "One two"),
        ("One.\n\nTwo.\n\n<!--more-->\n\nThree.", "One. Two."),
        ("- a\n- b\n\n<!-- more -->\n\nText", "a b"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", ""),
        ("", ""),
    ],
)
def test_the_summary_is_plain_text(text, summary):
    assert convert(text).summary == summary


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("One two, three -- four.", 5),
        ("half**way** there", 2),
        ("| a | b |\n|---|---|\n| 1 | 2 |", 4),
        ("- one\n- two", 2),
        ("one[^1] two\n\n[^1]: Note here.", 4),
        ("/// fact-box | Not counted\nIn the box.\n///", 3),
        ("one  \ntwo", 2),
        ("<!-- a comment --> one", 1),
    ],
)
def test_words_are_those_that_are_read(text, words):
    assert convert(text).words == words


def test_inline_elements_do_not_part_a_word_and_blocks_do():
    assert (
        plain_text("<p>half<em>way</em></p><p>there</p><ul><li>a</li><li>b</li></ul>x<br>y")
        == "halfway there a b x y"
    )
    assert plain_text("a &amp; b &lt;c&gt; &quot;d&quot;") == 'a & b <c> "d"'


# ---- marks


def filled(html, **more):
    names = {
        "link": lambda n: f"link{n}",
        "picture": lambda n: f"pic{n}",
        "figure": lambda n: f"<figure{n}>",
        "block": lambda n, inside: f"<{n}:{inside}>",
    }
    return fill(html, Filler(**names | more))


def test_every_mark_is_filled_with_what_it_stands_for():
    assert (
        filled(f'<a href="{mark("L", 0)}"><img src="{mark("P", 12)}"></a>{mark("F", 3)}')
        == '<a href="link0"><img src="pic12"></a><figure3>'
    )


def test_blocks_are_filled_from_the_inside_out():
    html = f"a{mark('B', 0)}\nb{mark('B', 1)}c{mark('L', 2)}{mark('/B', 1)}d\n{mark('/B', 0)}e"
    assert filled(html) == "a<0:b<1:clink2>d>e"


def test_html_without_marks_is_left_as_it_is():
    assert filled("<p>a</p>") == "<p>a</p>"


LEAVES = st.sampled_from(("x", "<p>y</p>", mark("L", 1), mark("F", 2)))
TREES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3).map(
        lambda parts: mark("B", 5) + "".join(parts) + mark("/B", 5)
    ),
    max_leaves=8,
)


@given(st.lists(TREES, max_size=4))
@settings(max_examples=60, deadline=None)
def test_no_mark_is_left_and_no_text_is_lost(trees):
    html = "".join(trees)
    out = filled(html)
    assert "\x01" not in out
    assert "\x04" not in out
    assert (out.count("x"), out.count("link1"), out.count("<5:")) == (
        html.count("x"),
        html.count("\x01L1"),
        html.count("\x01B5"),
    )


BREAK = "\n\n/// story-continues | page\n///\n\n"
NOTES = "\n\n[^a]: Note A.\n[^b]: Note B.\n"
LONG = f"One[^a].\n\n## First{BREAK}Two[^b][^a].\n\n## Second{BREAK}Three.{NOTES}"


def test_a_page_break_parts_a_story_and_the_words_stay_in_order():
    pieces = split_pages(convert(LONG).body)
    assert [plain_text(piece).split()[0] for piece in pieces] == ["One.", "Two.", "Three."]


def test_each_page_has_the_footnotes_that_it_refers_to_under_their_numbers():
    pieces = split_pages(convert(LONG).body)
    notes = [re.findall(r'<li value="(\d)" id="(fn-.)"', piece) for piece in pieces]
    assert notes == [[("1", "fn-a")], [("1", "fn-a"), ("2", "fn-b")], []]


def test_a_note_leads_back_only_to_places_on_its_own_page():
    pieces = split_pages(convert(LONG).body)
    assert [piece.count("footnote-backref") for piece in pieces] == [1, 2, 0]


def test_an_anchor_is_on_the_page_of_its_heading():
    body = convert(LONG).body
    assert [
        pages_of_ids(body).get(anchor, 1) for anchor in ("first", "second", "fnref-b", "nowhere")
    ] == [1, 2, 2, 1]


def test_a_break_inside_another_block_is_no_page_break():
    body = convert("/// fact-box\n\n//// story-continues | page\n////\n\nIn.\n///\n\nOut.").body
    assert len(split_pages(body)) == 1


def test_only_the_word_page_makes_a_new_page():
    assert is_page_break(Block(name="story-continues", argument="page"))
    assert not is_page_break(Block(name="story-continues"))
    assert not is_page_break(Block(name="pull-quote", argument="page"))
    assert split_pages(Body(html="<p>a</p>")) == ["<p>a</p>"]


# ---- what is not safe


@pytest.mark.parametrize(
    "address",
    [
        "javascript:x()",
        "JavaScript:x()",
        " java\tscript:x()",
        "&#106;avascript:x()",
        "&amp;#106;avascript:x()",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
    ],
)
def test_schemes_that_can_run_a_script_are_seen_through_every_disguise(address):
    assert unsafe_scheme(address) in ("javascript", "data", "vbscript", "file")


@pytest.mark.parametrize(
    "address",
    [
        "https://e.org/javascript:x",
        "/javascript:x",
        "mailto:a@b.c",
        "tel:1",
        "a.md#data:",
        "",
        "?q=javascript:x",
        "#javascript:x",
    ],
)
def test_ordinary_addresses_are_safe(address):
    assert unsafe_scheme(address) is None


def test_sanitising_keeps_the_markup_of_news_prose():
    text = (
        '<h2 id="a" class="b">H</h2><p lang="fr">x <em>y</em> <a href="https://e.org/"'
        ' title="t">l</a></p><ul><li>z</li></ul><table><tr><td colspan="2"'
        ' class="left">1</td></tr></table><blockquote>q</blockquote><figure><img src="a.jpg"'
        ' alt="A"><figcaption>c</figcaption></figure>'
    )
    assert sanitize(text).replace("<tbody>", "").replace("</tbody>", "") == text


@pytest.mark.parametrize(
    "text",
    [
        "<script>x()</script>",
        "<b onclick=x()>",
        "<style>p{}</style>",
        "<form><input></form>",
        "<iframe src='https://e.org'></iframe>",
        "<p style='color:red'>",
        "<a href='javascript:x()'>",
    ],
)
def test_sanitising_takes_out_what_acts(text):
    assert not re.search(r"script|onclick|style|form|input|iframe", sanitize(text))


def test_marks_and_comments_come_through_the_sanitiser():
    body = convert(
        "/// fact-box\nIn <u onclick='x'>it</u>.\n///\n\nOne.\n\n<!--more-->\n\n[a](b.md)"
        " ![c](d.jpg)",
        trusted=False,
    )
    assert (
        body.body.html.translate(VISIBLE)
        == '‹B0›\n<p>In <u>it</u>.</p>\n‹/B0›\n<p>One.</p>\n\n<p><a href="‹L0›">a</a> <img alt="c"'
        ' src="‹P0›"></p>'
    )
    assert body.summary == "In it. One."


# ---- links and blocks on a page


def test_every_way_to_link_to_a_story(site):
    targets = (
        "port.md ../local/levy.md local/levy.md /local/levy.md port.md#cost port.md?v=1#cost #here"
        " /world/ /feed.xml"
    )
    links = " ".join(f"[{n}]({target})" for n, target in enumerate(targets.split())) + "\n\n## Here"
    made = site(
        "-- site.yaml --\ntitle: L\nbase_url: https://ledger.example/paper/\n-- content/world/a.md"
        f" --\n{story(body=links)}-- content/world/port.md --\n{story(body='## Cost')}--"
        f" content/local/levy.md --\n{story()}"
    )
    assert made.build().errors == 0, made.problems()
    hrefs = re.findall(r'<a href="([^"]*)">\d</a>', made.read("world/2026/11/a/"))
    port, levy = "/paper/world/2026/11/port/", "/paper/local/2026/11/levy/"
    assert hrefs == [
        port,
        levy,
        levy,
        levy,
        port + "#cost",
        port + "?v=1#cost",
        "#here",
        "/paper/world/",
        "/paper/feed.xml",
    ]


def test_a_file_beside_the_story_comes_before_one_of_the_same_path_from_the_top(site):
    made = site(
        f"-- content/world/a.md --\n{story(body='[x](local/b.md)')}"
        f"-- content/world/local/b.md --\n{story()}-- content/local/b.md --\n{story()}"
    )
    made.build()
    assert '<a href="/world/2026/11/b/">x</a>' in made.read("world/2026/11/a/")


def test_words_of_a_link_to_an_unpublished_story_stay_without_the_link(site):
    made = site(
        f"-- content/world/a.md --\n{story(body='See [the *plan*](b.md) now.')}"
        f"-- content/world/b.md --\n{story(title='Secret', draft='true')}"
    )
    made.build()
    assert "<p>See the <em>plan</em> now.</p>" in made.read("world/2026/11/a/")


def test_a_layout_of_ones_own_makes_a_block(site):
    layout = (
        '<aside class="score">{{ block.argument }}|{{ block.options.home }}|{{ block.body }}|{{'
        " block.number }}</aside>"
    )
    body = "/// score-box | Final\n    home: 3\n\n*Late* goal.\n///"
    made = site(
        f"-- layouts/blocks/score-box.html --\n{layout}\n-- content/world/a.md"
        f" --\n{story(body=body)}"
    )
    assert made.build().errors == 0, made.problems()
    assert '<aside class="score">Final|3|<p><em>Late</em> goal.</p>|1</aside>' in made.read(
        "world/2026/11/a/"
    )


def test_a_block_of_the_site_replaces_that_of_the_theme(site):
    layout = "<q>{{ block.body }}</q>"
    body = "/// pull-quote\nGo.\n///"
    made = site(
        f"-- layouts/blocks/pull-quote.html --\n{layout}\n-- content/world/a.md"
        f" --\n{story(body=body)}"
    )
    made.build()
    assert "<q><p>Go.</p></q>" in made.read("world/2026/11/a/")
