"""YAML that keeps what the author wrote, and where."""

import pytest
import yaml as pyyaml
from hypothesis import given, settings
from hypothesis import strategies as st

from ssg.problems import Span
from ssg.source.files import SourceFile
from ssg.source.yaml import _parse_fully, parse_yaml, resolve_text
from ssg.source.yaml_simple import parse_common

pytestmark = pytest.mark.fast

PLAIN = st.text(
    st.characters(
        exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp"),
        exclude_characters="\u2028\u2029\x85\ufeff\ufffe\uffff",
    ),
    max_size=12,
)
VALUES = st.recursive(
    PLAIN,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(PLAIN, inner, max_size=4),
    max_leaves=12,
)


def parse(text, first_line=0):
    prefix = "-\n" * first_line
    document, problems = parse_yaml(SourceFile("a.md", prefix + text), text, first_line)
    assert problems == []
    return document


def problems_of(text):
    return [problem.code for problem in parse_yaml(SourceFile("a.md", text), text)[1]]


def marked(document, path, **more):
    """The characters that the span of a path covers."""
    span = document.span(path, **more)
    source = document.source
    return source.text[
        source.offset(span.line, span.column) : source.offset(span.end_line, span.end_column)
    ]


@given(st.dictionaries(PLAIN, VALUES, max_size=5))
@settings(max_examples=100, deadline=None)
def test_texts_lists_and_mappings_come_back_as_they_were(value):
    text = pyyaml.safe_dump(value, allow_unicode=True, default_style='"')
    assert parse(text).value == value


@pytest.mark.parametrize(
    "word",
    ["no", "1984", "007", "2017-02-30", "1e3", "0x1f", "true", "12:30", "1_000", "=", "3.10"],
)
def test_a_scalar_stays_what_the_author_wrote(word):
    assert parse(f"a: {word}").value == {"a": word}


@pytest.mark.parametrize("text", ["a:", "a: ~", "a: null", "a: NULL"])
def test_an_empty_value_is_none(text):
    assert parse(text).value == {"a": None}


@pytest.mark.parametrize("text", ["a: ''", 'a: ""'])
def test_empty_quotes_are_an_empty_text(text):
    assert parse(text).value == {"a": ""}


def test_quoted_null_is_a_word():
    assert parse("a: 'null'").value == {"a": "null"}


def test_blocks_of_text_are_folded_as_yaml_says():
    assert parse("a: >\n  one\n  two\n\n  three\nb: |\n  x\n  y\n").value == {
        "a": "one two\nthree\n",
        "b": "x\ny\n",
    }


def test_an_empty_text_is_nothing():
    assert parse("").value is None
    assert parse("# only a comment\n").value is None


def test_aliases_are_written_out():
    assert parse("a: &x [1, 2]\nb: *x").value == {"a": ["1", "2"], "b": ["1", "2"]}


def test_keys_and_values_know_where_they_stand():
    document = parse(
        "title: Ferry\nmedia:\n  - src: a.jpg\n    alt: Ein Füßchen  # why\n  - {src: b.jpg}\n"
    )
    assert marked(document, ("title",)) == "Ferry"
    assert marked(document, ("title",), key=True) == "title"
    assert marked(document, ("media", 0, "alt")) == "Ein Füßchen"
    assert marked(document, ("media", 1, "src")) == "b.jpg"
    assert document.span(("media", 0, "alt")) == Span(line=4, column=10, end_line=4, end_column=21)


def test_places_are_counted_from_the_top_of_the_file():
    assert parse("a: 1\nb: 2\n", first_line=3).span(("b",)).line == 5


def test_a_missing_part_gives_the_place_of_its_parent():
    document = parse("media:\n  - src: a.jpg\n")
    assert document.span(("media", 0, "credit")) == document.span(("media", 0))
    assert document.span(("media", 7)) == document.span(("media",))


def test_the_span_of_a_long_value_is_its_first_line():
    document = parse("a:\n  - one\n  - two\nb: |\n  text\n")
    assert marked(document, ("a",)) == "- one"
    assert document.span(("b",)).end_line == document.span(("b",)).line == 4


@pytest.mark.parametrize("break_", ["\u2028", "\u2029", "\x85"])
@pytest.mark.parametrize("quotes", ["", '"'])
def test_a_pasted_line_separator_is_a_space_and_moves_no_line_numbers(break_, quotes):
    document = parse(f"title: {quotes}Ferry{break_}strike{quotes}\ndate: x\n")
    assert document.value == {"title": "Ferry strike", "date": "x"}
    assert document.span(("date",), key=True) == Span(line=2, column=1, end_line=2, end_column=5)


def test_letters_outside_the_basic_plane_count_once():
    assert marked(parse("a: 🙂🙂\nb: [🙂, é]\n"), ("b", 1)) == "é"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: [1", "yaml-syntax"),
        ("a: 1\na: 2", "duplicate-key"),
        ("a: {b: 1, b: 2}", "duplicate-key"),
        ("a: !!python/name:os.system x", "yaml-syntax"),
        ("a: !thing x", "yaml-syntax"),
        ("<<: {a: 1}", "yaml-syntax"),
        ("? [a]\n: 1", "yaml-syntax"),
        ("a: x\x07y", "control-character"),
        ("a: &x [*x]", "yaml-too-large"),
        ("[" * 60 + "]" * 60, "yaml-too-large"),
        ("a: 1\n---\nb: 2", "yaml-syntax"),
    ],
)
def test_what_has_no_one_meaning_is_a_problem(text, code):
    assert problems_of(text) == [code]


def test_aliases_that_explode_are_stopped():
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    assert problems_of("\n".join(lines)) == ["yaml-too-large"]


def test_the_text_tag_is_allowed():
    assert parse("a: !!str 12").value == {"a": "12"}


def test_values_without_a_field_follow_yaml_1_2():
    resolved = parse(
        "a: [true, no, 12, -1.5, 1e3, 0x1F, 0o17, 007, null, '12', .5, 2026-11-20, ~]\nb: {c:"
        " false}"
    ).resolve(("a",))
    assert resolved == [
        True,
        "no",
        12,
        -1.5,
        1000.0,
        31,
        15,
        7,
        None,
        "12",
        0.5,
        "2026-11-20",
        None,
    ]
    assert [type(value) for value in resolved[2:8]] == [int, float, float, int, int, int]
    assert parse("b: {c: False}").resolve(("b",)) == {"c": False}
    assert parse("b: 1").resolve(("missing",)) is None


def test_a_data_file_is_read_or_refused():
    assert resolve_text("a: [1, x]") == {"a": [1, "x"]}
    with pytest.raises(ValueError, match="given twice"):
        resolve_text("a: 1\na: 2")


@settings(max_examples=100, deadline=None)
@given(VALUES, st.integers(0, 3), st.booleans())
def test_the_line_of_a_value_is_the_one_on_which_its_span_begins(value, first_line, flow):
    document = parse(
        pyyaml.dump({"a": [1, value, {"b": value}]}, allow_unicode=True, default_flow_style=flow),
        first_line,
    )
    for path in ((), ("a",), ("a", 0), ("a", 1), ("a", 2), ("a", 2, "b"), ("a", 3), ("missing",)):
        assert document.line(path) == document.span(path).line


# ---- slips


@pytest.mark.parametrize(
    ("text", "left_out", "help_"),
    [
        ("title: Route #9 closes", "#9 closes", 'write `title: "Route #9 closes"`'),
        ("title: #metoo at work", "#metoo at work", 'write `title: "#metoo at work"`'),
        ("tags:\n  - #metoo\n  - b", "#metoo", 'write `- "#metoo"`'),
        ("media:\n  - src: a.jpg\n    alt: Route #9", "#9", 'write `alt: "Route #9"`'),
        ('title: The "Big" #9', "#9", "write `title: 'The \"Big\" #9'`"),
        ("title: A\n  long #9 text", "#9 text", "put the text in quotes"),
    ],
)
def test_a_text_that_is_cut_where_a_comment_begins_is_a_warning(text, left_out, help_):
    source = SourceFile("a.md", "---\n" + text)
    document, problems = parse_yaml(source, text, 1)
    assert problems == []
    (warning,) = document.warnings
    span = warning.span
    assert (warning.code, warning.severity) == ("cut-by-comment", "warning")
    assert (
        source.text[
            source.offset(span.line, span.column) : source.offset(span.end_line, span.end_column)
        ]
        == left_out
    )
    assert warning.help == f"{help_}; or put a space behind `#` if it is a comment"


@pytest.mark.parametrize(
    "text",
    [
        "a: 1 # one",
        "a: '1' #one",
        "a: b#c",
        "a:\n  # one\n  b: 1",
        "#a: 1\nb: 2",
        "a: 1 #----",
        "a: |\n  b #c\n",
    ],
)
def test_a_comment_that_is_meant_is_none(text):
    assert parse(text).warnings == []


@pytest.mark.parametrize(
    ("value", "quoted"),
    [
        ("*wow*", '"*wow*"'),
        ("**Live** Mayor", '"**Live** Mayor"'),
        ("[Exclusive] Mayor", '"[Exclusive] Mayor"'),
        ("{Live} Mayor: more", '"{Live} Mayor: more"'),
        ('"Wow," she said', "'\"Wow,\" she said'"),
        ("@mayor", '"@mayor"'),
        ("> more", '"> more"'),
        ("- more", '"- more"'),
        ("Mayor: 'no'", "\"Mayor: 'no'\""),
    ],
)
def test_a_text_that_needs_quotes_is_shown_in_quotes(value, quoted):
    text = f"title: {value}\ndate: 2026-11-20\n"
    (problem,) = parse_yaml(SourceFile("a.md", text), text)[1]
    assert (problem.code, problem.span.line, problem.help) == (
        "yaml-syntax",
        1,
        f"write `title: {quoted}`",
    )


@pytest.mark.parametrize(
    "text", ["tags: [strike, #metoo]\n", "tags: [#metoo, strike]\ndate: 2026-11-20\n"]
)
def test_a_list_that_ends_in_a_comment_says_so(text):
    (problem,) = parse_yaml(SourceFile("a.md", text), text)[1]
    assert (problem.span.line, problem.span.column) == (1, 7)
    assert (
        problem.message == "not YAML: what follows `#metoo` is a comment, so this is never closed"
    )
    assert problem.help == 'put it in quotes: `"#metoo"`'


COMMON = [
    (
        "title: \"It's 'so'\"\ndate: 2026-11-20T06:30:00-05:00\ntags: [one, two words,"
        " 3]\ndateline: PORT ALDER"
    ),
    (
        "media:\n  - src: a.jpg\n    alt: A bridge\n    credit: 'Ana Ruiz'\n  - src: b.jpg\nshare:"
        " []\n"
    ),
    "authors:\n- Ana Ruiz\n-   Ben Ho  \n\ntitle: x  ",
    'a: "\\"Quoted\\" \\\\ back"\nb: "\\\\"',
    "source:\n    name: AP\n    url: https://ap.example/a?b=c&d\nsummary:\ndraft: ~",
]
UNCOMMON = [
    "",
    "title: a # comment",
    "title: a\n  b",
    "title: >\n  a",
    'title: "a\\tb"',
    'title: "a\\\\" b"',
    "a: 1\na: 2",
    "a: &x b\nc: *x",
    "a:\n  b:\n    c: d",
    "a: [b, [c]]",
    "a: [b,, c]",
    "a: {b: c}",
    "a: b: c",
    "a: !x b",
    "a:\n - b\n  - c",
    "? a\n: b",
    "a: [b]: c",
    "- a",
    "a:\tb",
]


def assert_common_is_the_same(text):
    """What the fast way makes of a text is what LibYAML makes of it, with every mistake."""
    common = parse_common(text)
    if common:
        document, problems = _parse_fully(SourceFile("a.md", text), text, 0)
        assert problems == []
        assert document.warnings == []
        assert common[0] == document.value
        for name, lines in common[1].items():
            assert lines == [
                document.line((name, number)) - 1 for number in range(len(common[0][name]))
            ]


@pytest.mark.parametrize("text", COMMON)
def test_plain_front_matter_is_read_the_fast_way_and_comes_out_the_same(text):
    assert parse_common(text) is not None
    assert_common_is_the_same(text)


@pytest.mark.parametrize("text", UNCOMMON)
def test_what_is_not_plain_is_left_to_libyaml(text):
    assert parse_common(text) is None


LINES = st.tuples(
    st.sampled_from(("", "", "", " ", "  ", "  ", "    ", "- ", "  - ", "  - ", "-", "    - ")),
    st.sampled_from(
        (
            "",
            "",
            "a: ",
            "b: ",
            "title: ",
            "tags:",
            "c:",
            "media:  ",
            "null: ",
            "<<: ",
            "a b: ",
            "1: ",
            '"q": ',
        )
    ),
    st.lists(
        st.sampled_from(
            (
                "",
                "word",
                "two words",
                '"quoted"',
                "'single'",
                "it's",
                "[a, b]",
                "[",
                "]",
                "[]",
                "[a,]",
                "[a-b, -c]",
                "[a -]",
                "[a, b-c -d]",
                "~",
                "null",
                "-1",
                "- x",
                ":",
                "x:y",
                "a: b",
                "#",
                " # c",
                "&a",
                "*a",
                "!t",
                "|",
                ">",
                "%",
                "@",
                "{a: b}",
                "{}",
                "é\xa0",
                "\x85",
                "'",
                '"',
                "\\",
                '\\"',
                '"\\\\"',
                '"\\"a"',
                ",",
                "?",
                "=",
                "<<",
                " ",
            )
        ),
        max_size=2,
    ).map(" ".join),
    st.sampled_from(("\n", "\n", "\n", "\n\n", " \n", "\n  \n")),
).map("".join)


@settings(max_examples=600, deadline=None)
@given(st.lists(LINES, max_size=7).map("".join))
def test_texts_of_the_pieces_of_front_matter_come_out_the_same(text):
    assert_common_is_the_same(text)


@settings(max_examples=400, deadline=None)
@given(st.text(alphabet="ab:-  \n\n[],'\"#~&|", max_size=40))
def test_heaps_of_the_characters_of_front_matter_come_out_the_same(text):
    assert_common_is_the_same(text)
    assert_common_is_the_same("a: " + text)
    assert_common_is_the_same("a:\n  - " + text)
