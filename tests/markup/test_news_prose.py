"""What Markdown would take from news prose stays, and what other systems wrote is told."""

import html
import re
import tarfile
from collections import Counter
from pathlib import Path

import pytest

from ssg.markup.convert import Converted, Converter
from ssg.problems import Severity
from ssg.source.files import SourceFile

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT.parent / "shared" / "corpora" / "digitalgov.tar.xz"
CONVERTER = Converter(("embed", "fact-box", "figure", "gallery", "pull-quote"), typography=False)
VISIBLE = str.maketrans("\x01\x04", "‹›")


def convert(text: str, *, trusted: bool = True) -> Converted:
    return CONVERTER.convert(SourceFile("content/a.md", text), 0, lang="en", trusted=trusted)


def html_of(text: str) -> str:
    return convert(text).body.html.translate(VISIBLE).replace("\n", "")


def told(text: str, *, trusted: bool = True) -> list[tuple[str, int]]:
    """The code and the line of each warning."""
    problems = convert(text, trusted=trusted).problems
    assert all(problem.severity is Severity.WARNING for problem in problems), problems
    return [(problem.code, problem.span.line if problem.span else 0) for problem in problems]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "## Score: Alder 3, Tern 2 {OT}",
            '<h2 id="score-alder-3-tern-2-ot">Score: Alder 3, Tern 2 {OT}</h2>',
        ),
        ("*exactly*{sic} so", "<p><em>exactly</em>{sic} so</p>"),
        ("ranked *first*{#1} and *a*{.45}", "<p>ranked <em>first</em>{#1} and <em>a</em>{.45}</p>"),
        ('*a*{.b #c1 d="e f"}', '<p><em class="b" d="e f" id="c1">a</em></p>'),
        ("Words.\n{: .intro}", '<p class="intro">Words.</p>'),
        ("## Head {#vote}", '<h2 id="vote">Head</h2>'),
        ("#AlderStrong was painted\non a wall.", "<p>#AlderStrong was paintedon a wall.</p>"),
        ("## Written in C#", '<h2 id="written-in-c-sharp">Written in C#</h2>'),
        ("## Closed ##", '<h2 id="closed">Closed</h2>'),
        (" ## Indented", '<h2 id="indented">Indented</h2>'),
        ("Text\n## Head\nmore", '<p>Text</p><h2 id="head">Head</h2><p>more</p>'),
    ],
)
def test_words_are_not_taken_for_headings_or_attributes(text: str, expected: str) -> None:
    assert html_of(text) == expected


def test_a_cell_keeps_its_words_in_braces() -> None:
    out = html_of("| a | b |\n|---|---|\n| won {on penalties} | lost {.x} |")
    assert "<td>won {on penalties}</td>" in out
    assert '<td class="x">lost</td>' in out


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- a\n\n1. b", "<ul><li>a</li></ul><ol><li>b</li></ol>"),
        ("- a\n1. b", "<ul><li>a</li></ul><ol><li>b</li></ol>"),
        ("- a\n* b", "<ul><li>a</li></ul><ul><li>b</li></ul>"),
        ("1. a\n1) b", "<ol><li>a</li></ol><ol><li>b</li></ol>"),
        ("3. starts\n4. goes on", '<ol start="3"><li>starts</li><li>goes on</li></ol>'),
        (
            "1. One\n\n![](x.jpg)\n\n2. Two",
            '<ol><li>One</li></ol>‹F0›<ol start="2"><li>Two</li></ol>',
        ),
        ("1986. A great year.", "<p>1986. A great year.</p>"),
        ("1. a\n\n1986. A year.", "<ol><li>a</li></ol><p>1986. A year.</p>"),
        ("Text:\n- one\n- two", "<p>Text:</p><ul><li>one</li><li>two</li></ul>"),
        ("Text:\n1. one", "<p>Text:</p><ol><li>one</li></ol>"),
        ("The count was\n14. That is all.", "<p>The count was14. That is all.</p>"),
        ("- a\n  - b\n- c", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"),
        ("1. a\n   - b\n   - c", "<ol><li>a<ul><li>b</li><li>c</li></ul></li></ol>"),
        ("  1. a\n   - b\n  2. c", "<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>"),
        (
            "- a\n    - b\n        - c",
            "<ul><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li></ul>",
        ),
        ("•\tone\n•\ttwo", "<ul><li>one</li><li>two</li></ul>"),
        ("o\tone\no\ttwo", "<ul><li>one</li><li>two</li></ul>"),
        ("• one\n• two", "<ul><li>one</li><li>two</li></ul>"),
        (
            "3. third\n2. second",
            '<ol reversed start="3"><li>third</li><li>second</li></ol>',
        ),
        ("1) one\n2) two", "<ol><li>one</li><li>two</li></ol>"),
        ("- a\nb", "<ul><li>ab</li></ul>"),
        ("- a\n\nb", "<ul><li>a</li></ul><p>b</p>"),
        ("- a\n\n  b", "<ul><li><p>a</p><p>b</p></li></ul>"),
        ("- a\n\n- b\n- c", "<ul><li><p>a</p></li><li><p>b</p></li><li><p>c</p></li></ul>"),
        ("- a\n> q", "<ul><li>a</li></ul><blockquote><p>q</p></blockquote>"),
        ("- a\n\n* * *\n- b", "<ul><li>a</li></ul><hr><ul><li>b</li></ul>"),
        ("> Text:\n> - a", "<blockquote><p>Text:</p><ul><li>a</li></ul></blockquote>"),
        ("> - a\n>\n>   b", "<blockquote><ul><li><p>a</p><p>b</p></li></ul></blockquote>"),
    ],
)
def test_lists_are_those_of_commonmark(text: str, expected: str) -> None:
    assert html_of(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "3. Mai war ein guter Tag.",
        "20. November beschloss der Rat.",
        "1. Mai: frei.",
        "31. Oktober",
        "20. Nov. 2026",
        "4. august begynte det.",
        "5. mars kom hun.",
        "17. maj er en dag.",
        "6. toukokuuta se alkoi.",
        "3. května začala.",
        "15. kolovoza",
        "9. маја је био",
        "24. veebruaril",
        "3. maijā",
        "17. júní",
        "1. FC Köln gewinnt in Mainz.",
        "3. Liga: Ulm steigt auf.",
    ],
)
def test_a_number_that_belongs_to_its_words_begins_no_item(text: str) -> None:
    assert html_of(text) == f"<p>{text}</p>"
    assert html_of(f"{text}\n\n{text}") == f"<p>{text}</p><p>{text}</p>"
    assert html_of(f"> {text}") == f"<blockquote><p>{text}</p></blockquote>"
    assert html_of(f"- {text}") == f"<ul><li>{text}</li></ul>"
    assert html_of(f"1. One\n\n{text}") == f"<ol><li>One</li></ol><p>{text}</p>" or "1. " in text
    assert html_of(f"Text\n{text}") == f"<p>Text{text}</p>"


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("3. May be a problem", 1),
        ("1. March sales\n2. May sales", 2),
        ("1. August Wilson\n2. April Ruiz", 2),
        ("1. Januar\n2. Februar\n3. März", 3),
        ("1. Prices\n2. November elections\n3. Ferries", 3),
        ("1. November elections\n2. Ferries", 2),
        ("32. Mai", 1),
        ("1. FC Köln\n2. FSV Mainz", 2),
        ("3. Maid of honor", 1),
        ("3) Mai", 1),
    ],
)
def test_other_words_behind_a_number_are_items(text: str, items: int) -> None:
    assert html_of(text).count("<li>") == items


def test_days_on_lines_that_run_together_are_told() -> None:
    assert told("Chronik\n\n3. Mai: Sturm.\n4. Mai: Ruhe.") == [("foreign-markup", 3)]
    assert told("3. Mai: Sturm.\n\n4. Mai: Ruhe.") == []


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("- one\nA sentence below.\n\nMore.", [2]),
        ("1. one\n2. two\nThe council met.", [3]),
        ("- a\n  - b\nA sentence.", [3]),
        ("> - one\n> “So,” she said.", [2]),
        ("- It ended at noon, as the council had said it would, and all of them left.\nNo.", [2]),
        ("- one\ngoes on", []),
        ("- one\n  Indented.", []),
        ("- one\n\nA sentence.", []),
        ("- The mayor, who had met with all of the members of the council and with\nAna Ruiz.", []),
    ],
)
def test_a_sentence_right_below_an_item_is_told(text: str, lines: list[int]) -> None:
    assert told(text) == [("foreign-markup", line) for line in lines]


def test_a_list_with_blank_lines_in_a_block_is_one_list() -> None:
    out = html_of("/// fact-box | Figures\n- a\n\n- b\n\n  more\n///\n\nText.")
    assert out == ("‹B0›<ul><li><p>a</p></li><li><p>b</p><p>more</p></li></ul>‹/B0›<p>Text.</p>")


def test_a_block_may_stand_in_an_item_of_a_list() -> None:
    out = html_of("- a\n\n  /// pull-quote | Bo\n  Said.\n  ///\n- b")
    assert out == ("<ul><li><p>a</p>‹B0›<p>Said.</p>‹/B0›</li><li><p>b</p></li></ul>")


@pytest.mark.parametrize("indent", ["  ", "   ", "    "])
def test_code_in_a_list_is_a_block(indent: str) -> None:
    fence = f"{indent}```\n{indent}<div>a\n\n{indent}b\n{indent}```"
    out = convert(f"1. One\n\n{fence}\n2. Two").body.html
    assert "<code>&lt;div&gt;a\n\nb\n</code>" in out
    assert out.count("<li>") == 2
    assert out.count("<ol>") == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2*3*4 = 24", "<p>2*3*4 = 24</p>"),
        ("One\\\ntwo", "<p>One<br>two</p>"),
        ("~~gone~~ ~5 ~~ 6~~", "<p><del>gone</del> ~5 ~~ 6~~</p>"),
        (
            "See https://e.example/a_b_c?x=1&y=2.",
            '<p>See <a href="https://e.example/a_b_c?x=1&amp;y=2">'
            "https://e.example/a_b_c?x=1&amp;y=2</a>.</p>",
        ),
        (
            "(https://e.example/a_(b)) *www.e.example*",
            '<p>(<a href="https://e.example/a_(b)">https://e.example/a_(b)</a>)'
            ' <em><a href="https://www.e.example">www.e.example</a></em></p>',
        ),
        (
            r"https://e.example/a\_b",
            '<p><a href="https://e.example/a_b">https://e.example/a_b</a></p>',
        ),
        (
            "详见https://e.example/a。好",
            '<p>详见<a href="https://e.example/a">https://e.example/a</a>。好</p>',
        ),
        (
            "[https://a.example](https://b.example)",
            '<p><a href="https://b.example">https://a.example</a></p>',
        ),
        ("`https://a.example`", "<p><code>https://a.example</code></p>"),
        (
            '<a href="https://a.example">https://a.example</a>',
            '<p><a href="https://a.example">https://a.example</a></p>',
        ),
        ("<code>https://a.example</code>", "<p><code>https://a.example</code></p>"),
        ("Ana wrote to ana@ledger.example.", "<p>Ana wrote to ana@ledger.example.</p>"),
    ],
)
def test_lines_break_words_are_struck_and_addresses_link(text: str, expected: str) -> None:
    assert html_of(text) == expected


def test_a_link_of_a_sanitised_story_is_there_once() -> None:
    text = '<a href="https://a.example">https://a.example</a>'
    assert convert(text, trusted=False).body.html == f"<p>{text}</p>"


def test_a_table_may_stand_right_below_text() -> None:
    out = html_of("Results:\n| a | b |\n|---|---|\n| 1 | 2 |")
    assert out.startswith("<p>Results:</p><figure")
    assert out.count("<td>") == 2


@pytest.mark.parametrize(
    ("text", "help_"),
    [
        ("{{< youtube abc >}}", "/// embed"),
        ("{{% notice warning %}}", "/// fact-box"),
        ("{{< figure src=a.jpg >}}", "![](file.jpg)"),
        ("{% include figure.html %}", "docs/markdown.md"),
        ("{{ site.baseurl }}/a", "docs/markdown.md"),
        ('[gallery ids="1"]', "/// gallery"),
        ("[embed]https://e.example/[/embed]", "/// embed"),
        ('[caption id="a"]Words[/caption]', "![](file.jpg)"),
        ("[quote]Words[/quote]", "/// pull-quote"),
        ("[pullquote]\n\nWords\n\n[/pullquote]", "/// pull-quote"),
        ("[box]Words[/box]", "/// fact-box"),
        ("[/vc_row]", "docs/markdown.md"),
        ("[youtube dQw4w9WgXcQ]", "/// embed"),
        ("[youtube=https://v.example/1]", "/// embed"),
        ("[audio https://v.example/1.mp3]", "/// embed"),
        ('[video mp4="a.mp4"][/video]', "/// embed"),
        ('[playlist ids="1,2"]', "/// embed"),
        ("> [!NOTE]\n> Words.", "/// fact-box"),
        ("> [!info]- Title\n> Words.", "/// fact-box"),
        ("<https://e.example/a|the words>", "write `[the words](https://e.example/a)`"),
        ("Ask <@U0123ABCD>.", "write the name"),
        ("Ask <!here>.", "write the name"),
        ("[TOC]", "remove"),
        ("{:toc}", "remove"),
        ("A note.[^9]", "[^9]: The words"),
        ("| a | b |\n| c | d |", "|---|---|"),
        ("a) one\nb) two", "- "),
        ("– Yes.\n– No.", "- "),
        ("<div>\n**bold**\n</div>", "<strong>"),
        ("<table><tr><td>[a](b.md)</td></tr></table>", "<strong>"),
    ],
)
def test_markup_of_other_systems_is_told_at_its_line(text: str, help_: str) -> None:
    made = convert(f"`{{{{< code >}}}} [gallery]`\n\n~~~\n{text}\n~~~\n\n{text}")
    line = 7 + ("<div>" in text) + text.count("\n")
    [problem] = made.problems
    assert problem.code == "foreign-markup"
    assert problem.span is not None
    assert problem.span.line in (line, 7 + text.count("\n"))
    assert help_ in problem.help


@pytest.mark.parametrize(
    "text",
    [
        "[sic] and [an aside], [video] and {braces}; 5 | 6",
        "[tweet deleted], [video above], [audio in Spanish], [see https://e.example/] [a]",
        "He said [the mayor] a) won b) lost.",
        "— Yes, she said.\n\n— No.",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "[a](b.md) in **bold**, and a note.[^1]\n\n[^1]: Here.",
        "<div><p><b>bold</b></p></div>",
    ],
)
def test_what_is_right_is_not_told(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The chief[a] resigned.[b]\n\n[a]Ask whether Jonah Feld may be named\n\n[b]Done",
        "- The chief[a] resigned.\n\n[a] Ask Ana\n[b] Done",
        "The *chief*[a] resigned.\n\n---\n[a]Ask `Ana`",
    ],
)
@pytest.mark.parametrize("trusted", [True, False])
def test_a_comment_of_google_docs_is_an_error_at_its_line(text: str, trusted: bool) -> None:
    [problem] = convert(text, trusted=trusted).problems
    assert (problem.code, problem.severity) == ("open-comment", Severity.ERROR)
    assert problem.span is not None
    assert problem.excerpt.startswith("[a]")


@pytest.mark.parametrize(
    "text",
    [
        "It was [a] tide.\n\nMore.",
        "[a](b.md) sailed.\n\n[a](c.md) stayed.",
        "[a] tide\n\n[b] pier",
        "See [this][a].\n\n[a]: https://e.example/",
        "Write `[a]`:\n\n```\n[a]Note\n```",
    ],
)
def test_letters_in_brackets_are_no_comments(text: str) -> None:
    assert told(text) == []


def test_a_pasted_paragraph_that_becomes_code_is_told() -> None:
    assert told("One.\n\n\tThe mayor said no.\n\n    x = 1") == [("foreign-markup", 3)]


def test_a_summary_has_no_shortcode() -> None:
    assert convert("{{< img a.jpg >}}\n\nThe first words.").summary == "The first words."
    assert convert('[audio src="a.mp3"] The first words.').summary == "The first words."
    assert convert("[box]The first words.[/box]").summary == "The first words."
    assert convert("> [!NOTE]\n> The first words.").summary == "The first words."


@pytest.mark.parametrize("name", ["iframe", "script", "video", "svg", "form"])
def test_what_a_sanitiser_takes_out_is_told_at_its_line(name: str) -> None:
    text = f'Words.\n\n<{name} src="https://v.example/1">\n</{name}>\n\nMore.'
    assert told(text, trusted=False) == [("removed-html", 3)]
    [problem] = convert(text, trusted=False).problems
    assert "/// embed | https://v.example/1" in problem.help
    assert f"<{name}" not in convert(text, trusted=False).body.html
    assert told(text) == []


def test_a_picture_that_links_to_a_picture_is_that_picture() -> None:
    assert html_of("[![](a-300.jpg)](a.jpg)") == "‹F0›"
    assert html_of("[![A](a.jpg)](/b/)") == '<p><a href="‹L0›"><img alt="A" src="‹P0›"></a></p>'


def test_a_picture_keeps_what_its_author_wrote() -> None:
    made = convert('Text <img src=" a.jpg " width="300" alt="">').body
    assert made.pictures[0].src == "a.jpg"
    assert made.pictures[0].wrote == ("width",)
    assert " alt=" not in made.html  # that of its entry comes in


def test_a_picture_of_data_is_told_and_left_out() -> None:
    assert told("Text.\n\n![](data:image/png;base64,AAAA)") == [("missing-media", 3)]


def test_offers_of_a_picture_are_resolved_as_links_are() -> None:
    body = convert(
        '<picture><source srcset="/i/x.webp, https://e.example/y.webp 2x">'
        '<img src="https://e.example/x.png"></picture>'
    ).body
    assert [link.target for link in body.links] == ["/i/x.webp"]
    assert 'srcset="\x01L0\x04, https://e.example/y.webp 2x"' in body.html
    assert told('<source srcset="b.webp 2x">') == [("removed-html", 1)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<div>x</div><hr>\n\nmore", "<div>x</div><hr><p>more</p>"),
        ("<div>x</div> <hr/>\nmore\n\n<p>y</p>", "<div>x</div><hr/><p>more</p><p>y</p>"),
        ("<div>x</div><br>more\n\ny", "<div>x</div><p><br>more</p><p>y</p>"),
        ("<div>x</div>&nbsp;A &amp; B\n\ny", "<div>x</div><p>&nbsp;A &amp; B</p><p>y</p>"),
        ("<hr><hr>\n\nmore", "<hr><hr><p>more</p>"),
        ("<hr>A &amp; B\n\nmore", "<hr><p>A &amp; B</p><p>more</p>"),
        ("<p>x</p><!-- c -->\n\nmore", "<p>x</p><p>more</p>"),
    ],
)
def test_what_stands_behind_a_closing_tag_stays_there(text: str, expected: str) -> None:
    assert html_of(text) == expected


SCRIPT = "<script>document.write('<script src=\"x.js\"><\\/script>')</script>"


@pytest.mark.parametrize("text", [SCRIPT, f"Text {SCRIPT} more."])
def test_a_script_with_a_script_in_it_stays_as_it_is(text: str) -> None:
    made = convert(text)
    assert made.problems == ()
    assert SCRIPT in made.body.html


@pytest.mark.parametrize(
    "line",
    ["/// <b>summary</b>", "/// a comment of C#", "////////////////", "/// nothing", "//// x y"],
)
def test_only_a_known_name_opens_a_block(line: str) -> None:
    made = convert(f"{line}\n\nText.")
    assert made.problems == ()
    assert made.body.html.startswith("<p>//")


def test_a_name_that_is_nearly_one_is_an_error() -> None:
    for line in ("/// pullquote", "/// chart | wages"):
        [problem] = convert(f"{line}\nText.\n///").problems
        assert (problem.code, problem.severity) == ("unknown-block", Severity.ERROR)
    assert told("/// nothing\nText.\n///") == [("unknown-block", 1)]


# ---- a corpus of real texts, where it is at hand

_ITEM = re.compile(r"^(?!(?:[-*] ?){3,}$) {0,3}(?:[-*+]|(\d{1,3})[.)])[ \t]+\S")
_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"^[ \t>]*(?:[-*+] +)*\d{1,3}[.)] ", re.M)
_COMMENT = re.compile(r"<!--.*?-->", re.S)


def corpus(each: int) -> list[str]:
    """Every so manieth text of the corpus, without front matter."""
    if not CORPUS.is_file():
        pytest.skip("the corpus is not here")
    with tarfile.open(CORPUS) as archive:
        names = sorted(name for name in archive.getnames() if name.endswith(".md"))[::each]
        texts = [archive.extractfile(name).read().decode("utf-8") for name in names]
    return [re.split(r"^---[ \t]*$", text, maxsplit=2, flags=re.M)[-1] for text in texts]


def items_in(text: str) -> int:
    """Lines at the margin that begin an item, in texts without code and comments."""
    count, may_begin = 0, True
    for line in text.split("\n"):
        match = _ITEM.match(line)
        if match and (may_begin or match[1] in (None, "1")):
            count += 1
        may_begin = bool(match) or not line.strip()
    return count


def test_cells_beyond_the_columns_of_a_table_are_told_since_markdown_drops_them() -> None:
    text = (
        "| A | B |\n|---|---|\n| 1 | 2 |\n| Ruiz | 5 | 12 percent |\n| `a|b` | c |\n"
        "| a \\| b | c |\n\nx | y | z\n"
    )
    told = [p for p in convert(text).problems if p.code == "foreign-markup"]
    assert [p.message for p in told] == [
        "a row has 3 cells, and its table 2 columns: readers do not see the last"
    ]
    assert told[0].span.line == 4


@pytest.mark.parametrize("trusted", [True, False])
def test_words_in_angle_brackets_are_told_since_readers_do_not_see_them(trusted: bool) -> None:
    text = "<Ana Ruiz> said no. He chose <option B> and <my-widget>x</my-widget>.\n\n`<Tern>`"
    made = Converter(()).convert(SourceFile("content/a.md", text), 0, lang="en", trusted=trusted)
    told = [(p.message, p.span) for p in made.problems if p.code == "foreign-markup"]
    (message, span) = told[0]
    assert len(told) == 1
    assert message == "HTML knows no `<Ana>`: readers do not see the words in these brackets"
    assert (span.line, span.column) == (1, 1)


@pytest.mark.slow
def test_no_item_and_no_word_of_a_real_text_is_lost() -> None:
    lost: list[tuple[str, object]] = []
    seen = Counter()
    for text in corpus(2):
        text = _COMMENT.sub("", text)
        if "```" in text or "<" in text:
            continue
        made = convert(text)
        if not made.body.html:
            continue
        out = made.body.html
        for number, link in enumerate(made.body.links):
            out = out.replace(f"\x01L{number}\x04", f" {link.target} ")
        for number, picture in enumerate(made.body.pictures):
            out = re.sub(f"\x01[PF]{number}\x04", f" {picture.src} {picture.alt} ", out)
        have = set(_WORD.findall(html.unescape(out)))
        words = _WORD.findall(html.unescape(_NUMBER.sub("", text)))
        lost += [(text[:60], word) for word in words if word not in have]
        if items_in(text) > out.count("<li"):
            lost.append((text[:60], items_in(text)))
        seen.update(texts=1, items=items_in(text), words=len(words))
    assert lost == []
    assert seen["texts"] > 80
    assert seen["items"] > 50
