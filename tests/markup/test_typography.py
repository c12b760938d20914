"""Smart punctuation in plain text (cases in spec/typography.md) and in the tree of a Markdown
conversion.
"""

import html
import re
from pathlib import Path

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ssg.markup.typography import smarten, typesetter
from ssg.markup.typography_tree import Typography

pytestmark = pytest.mark.fast

SPEC = Path(__file__).parents[1] / "spec" / "typography.md"
VISIBLE = str.maketrans("⍽␣", "\u202f\u00a0")
LANGUAGES = (
    "en",
    "de",
    "de-CH",
    "fr",
    "es",
    "pl",
    "sv",
    "ru",
    "ja",
    "he",
    "it",
    "nl",
    "zh-TW",
    "es-MX",
)
PUNCTUATION = re.compile("[\"'“”‘’„‚«»‹›「」『』\u05f3\u05f4′″.…\\-–—\\s]+")


def spec_cases():
    """`## title`, an optional line `lang: tag`, then the fenced blocks `text in` and `text out`.

    So that it can be seen, ⍽ is written for U+202F (narrow no-break space) and ␣ for U+00A0
    (no-break space).
    """
    for section in SPEC.read_text(encoding="utf-8").translate(VISIBLE).split("\n## ")[1:]:
        blocks = dict(re.findall(r"^```text (in|out)\n(.*?)\n```$", section, re.M | re.S))
        lang = re.search(r"^lang: (\S+)$", section, re.M)
        title = section.partition("\n")[0]
        yield pytest.param(lang[1] if lang else "en", blocks["in"], blocks["out"], id=title)


def convert(text, *extensions, lang=None, **config):
    md = markdown.Markdown(extensions=[*extensions, Typography(**config)])
    if lang:
        md.lang = lang
    return md.convert(text)


@pytest.mark.parametrize(("lang", "text", "expected"), list(spec_cases()))
def test_plain_text_is_set_as_the_specification_says(lang, text, expected):
    assert smarten(text, lang) == expected


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("ja", '彼は"はい"と', "彼は“はい”と"),
        ("zh", '这是"港口"', "这是“港口”"),
        ("zh-Hant", '"是"', "「是」"),
        ("pl", '"Tak"', "„Tak”"),
        ("hu", '"Igen"', "„Igen”"),
        ("cs", '"Ano"', "„Ano“"),
        ("sv", '"Ja"', "”Ja”"),
        ("fi", '"Joo"', "”Joo”"),
        ("ru", '"Да"', "«Да»"),
        ("uk", '"Так"', "«Так»"),
        ("it", '"Sì"', "«Sì»"),
        ("es", '"Sí"', "«Sí»"),
        ("es-MX", '"Sí"', "“Sí”"),
        ("pt-BR", '"Sim"', "“Sim”"),
        ("tr", '"Evet"', "“Evet”"),
        ("he", '"כן"', "”כן”"),
        ("he", 'צה"ל', "צה״ל"),
        ("en", "the 'hood", "the ’hood"),
        ("en", "'cause he said so", "’cause he said so"),
        ("en", "'round the corner", "’round the corner"),
        ("en", "good 'ol days in 'Merica", "good ’ol days in ’Merica"),
        ("en", "'Kay, he said", "’Kay, he said"),
        ("en", "the syllable 'ol'", "the syllable ‘ol’"),
        ("en", "the '80s", "the ’80s"),
        ("en", "a '10 feet' pole", "a ‘10 feet’ pole"),
        ("en", "''so''", "“so”"),
        ("de", "'ne Sache", "’ne Sache"),
    ],
)
def test_each_language_has_its_marks_and_apostrophes(lang, text, expected):
    assert smarten(text, lang) == expected


def test_text_without_a_trigger_comes_back_as_the_same_object():
    text = "".join(["Ferry crews walk out. ", "Talks stall: day 3; well-known."])
    assert smarten(text) is text


# What the rules look at, more often than any text would have it.
SYMBOLS = "\"\"\"'''---...  ab80sn:;!?,()[]/<>«»“”‘’„‚…—–é$%\n\u00a0\u202f\u0301"
puzzles = st.text(st.sampled_from(SYMBOLS), max_size=40)


@settings(max_examples=400, deadline=None)
@given(puzzles | st.text(max_size=40), st.sampled_from(LANGUAGES))
def test_text_that_was_set_is_not_changed_again(text, lang):
    once = smarten(text, lang)
    assert smarten(once, lang) == once


@settings(max_examples=300, deadline=None)
@given(puzzles | st.text(max_size=40), st.sampled_from(LANGUAGES))
def test_nothing_but_quotes_dashes_dots_and_spaces_changes(text, lang):
    assert PUNCTUATION.sub("", smarten(text, lang)) == PUNCTUATION.sub("", text)


@settings(max_examples=200, deadline=None)
@given(puzzles, st.sampled_from(LANGUAGES))
def test_no_straight_quote_is_left(text, lang):
    assert not re.search("[\"']", smarten(text, lang).replace("://", ""))


@settings(max_examples=200, deadline=None)
@given(
    st.text(st.sampled_from("\"\"''--.. ab80s,;?()/“”’é$%"), max_size=40),
    st.sampled_from(LANGUAGES),
)
def test_a_paragraph_without_markup_is_set_as_plain_text_is(text, lang):
    # A word first, so that no list begins; and no space last, which Markdown would take away.
    text = f"So {text}.".replace("  ", " ")
    assert convert(text, lang=lang) == f"<p>{html.escape(smarten(text, lang), quote=False)}</p>"


HOSTILE = [
    '"',
    "'",
    "\"'",
    '" ',
    "-",
    "- ",
    "--x",
    ".",
    ". ",
    "... ",
    "://",
    "6'2\"",
    "\x02",
    '\x03"',
    " --- ",
    '«" ',
]


@pytest.mark.parametrize("unit", HOSTILE)
def test_a_hostile_text_is_set_in_linear_time(unit):
    # Quadratic work would take minutes here.
    text = unit * (100_000 // len(unit))
    for lang in ("en", "fr"):
        assert PUNCTUATION.sub("", smarten(text, lang)) == PUNCTUATION.sub("", text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"[Link](u)" said', '“<a href="u">Link</a>” said'),
        ('said "[Link](u) here."', 'said “<a href="u">Link</a> here.”'),
        ('*"quoted"* text', "<em>“quoted”</em> text"),
        ('"*word*" text', "“<em>word</em>” text"),
        ('--"**No**"', "—“<strong>No</strong>”"),
        ("said *Smith's* lawyer", "said <em>Smith’s</em> lawyer"),
        ("*Smith*'s and *Jones*' lawyers", "<em>Smith</em>’s and <em>Jones</em>’ lawyers"),
        ('**"Bold"**, he said', "<strong>“Bold”</strong>, he said"),
        ("\"*'Go,'*\" she said", "“<em>‘Go,’</em>” she said"),
        ('***"Deep"*** "x"', "<strong><em>“Deep”</em></strong> “x”"),
        ("use --*strict* --strict", "use --<em>strict</em> --strict"),
        ("10--*12*", "10–<em>12</em>"),
        ('a  \n"b"', "a<br />\n“b”"),
        (
            '"![a "b"](s.jpg "t\'s")" "c"',
            '“<img alt="a &quot;b&quot;" src="s.jpg" title="t\'s" />” “c”',
        ),
    ],
)
def test_a_quote_knows_what_is_on_the_other_side_of_an_inline_element(text, expected):
    assert convert(text) == f"<p>{expected}</p>"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("`\"a\" -- '...'` 'b'", "<code>\"a\" -- '...'</code> ‘b’"),
        ('`x`\'s "`y`"', "<code>x</code>’s “<code>y</code>”"),
        ('<https://e.org/a--b> "c"', '<a href="https://e.org/a--b">https://e.org/a--b</a> “c”'),
        ('<kbd>"</kbd> "c"', '<kbd>"</kbd> “c”'),
        ('<code><b>"--"</b></code>"c"', '<code><b>"--"</b></code>”c”'),
        ('<b title="a--b">"c"</b>', '<b title="a--b">“c”</b>'),
        ('a <!-- "b" -- --> "c"', 'a <!-- "b" -- --> “c”'),
    ],
)
def test_code_and_addresses_and_raw_tags_stay(text, expected):
    assert convert(text) == f"<p>{expected}</p>"


def test_a_code_block_stays():
    assert convert("    \"a\" -- 'b'...") == "<pre><code>\"a\" -- 'b'...\n</code></pre>"
    assert "\"a\" -- 'b'" in html.unescape(convert("```\n\"a\" -- 'b'\n```", "fenced_code"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r'\"a\" "b"', '"a" “b”'),
        (r"\'tis don\'t 'b'", "'tis don't ‘b’"),
        (r"a \-- b \-\- c -- d", "a -- b -- c — d"),
        (r"a\... b...", "a... b…"),
    ],
)
def test_a_backslash_keeps_the_mark_as_it_was_typed(text, expected):
    assert convert(text) == f"<p>{expected}</p>"


def test_an_entity_counts_as_the_character_it_is():
    assert (
        convert('a&mdash;"b" c&nbsp;"d" e&eacute;" f')
        == "<p>a&mdash;“b” c&nbsp;“d” e&eacute;” f</p>"
    )


def test_each_block_begins_anew():
    text = (
        '"a\n\n"b, he said\n\n- "c\n- "d\n\n## "e\n\n> "f"\n\n| "g | h" |\n|---|---|\n| "i | "j |'
    )
    found = re.findall(r"[“”\"]", convert(text, "tables"))
    assert "".join(found) == "“" * 6 + "”“”““"


def test_a_nested_list_does_not_join_its_parents_text():
    expected = "<ul>\n<li>“a<ul>\n<li>“b”</li>\n</ul>\n</li>\n<li>c”</li>\n</ul>"
    assert convert('- "a\n    - "b"\n- c"') == expected


def test_the_values_in_an_attribute_list_are_read_before_quotes_are_set():
    assert (
        convert("It's\n{: title=\"a 'b' -- c\" }", "attr_list")
        == "<p title=\"a 'b' -- c\">It’s</p>"
    )


def test_an_abbreviation_counts_as_a_word():
    expected = "<p>“<abbr title=\"a 'b'\">AP</abbr>” and <abbr title=\"a 'b'\">AP</abbr>’s</p>"
    assert convert("\"AP\" and AP's\n\n*[AP]: a 'b'", "abbr") == expected


def test_a_heading_is_set_before_the_table_of_contents_copies_it():
    md = markdown.Markdown(extensions=["toc", Typography()])
    assert md.convert('# It\'s "so"') == '<h1 id="its-so">It’s “so”</h1>'
    assert md.toc_tokens[0]["name"] == "It’s “so”"


def test_footnotes_and_definitions_are_set():
    out = convert('"A."[^1] b\n\n[^1]: It\'s "c"\n\nterm\'s\n:   "def"', "footnotes", "def_list")
    for part in ("“A.”<sup", "It’s “c”", "<dt>term’s</dt>", "<dd>“def”</dd>"):
        assert part in out


def test_the_language_of_a_conversion_comes_before_that_of_the_extension():
    md = markdown.Markdown(extensions=[Typography(lang="fr")])
    assert md.convert('"a"') == "<p>«\u202fa\u202f»</p>"
    md.lang = "de-AT"
    assert md.convert('"a"') == "<p>„a“</p>"
    md.lang = None
    assert md.reset().convert('"a"') == "<p>«\u202fa\u202f»</p>"


def test_nothing_of_one_conversion_is_left_for_the_next():
    md = markdown.Markdown(extensions=[Typography()])
    assert md.convert('<code>"a') == '<p><code>"a</p>'
    assert [md.reset().convert('" "') for _ in range(2)] == ["<p>“ ”</p>"] * 2


PIECES = (
    '"',
    "'",
    "--",
    "-",
    "...",
    ".",
    " ",
    " ",
    "a",
    "b'",
    "It's",
    '"Yes,"',
    "'80s",
    "6'2\"",
    "(",
    ")",
    "//",
    ":",
    "é",
    "\xa0",
    "”",
    "’",
    "\n",
    ",",
    "!",
    "'s",
    "\x02\x02",
)


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join), st.sampled_from(LANGUAGES))
def test_quotes_that_are_plain_are_set_as_those_that_need_a_second_look(text, lang):
    # Raw HTML anywhere in the story has each quote decided one by one.
    assert typesetter(lang)(text) == typesetter(lang, ("<i>",))(text)
