"""Changes of single fields: what must change changes, and nothing else of the file."""

import datetime as dt
from collections import Counter

import pytest
import yaml as pyyaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ssg.editing.difference import Line, difference
from ssg.editing.fields import add_item, remove_field, set_field
from ssg.editing.head import CannotEdit, Head
from ssg.editing.written import as_read, one_line
from ssg.source.files import SourceFile
from ssg.source.yaml import parse_yaml
from ssg.source.yaml_extents import extents

pytestmark = pytest.mark.fast

ENTRY = {
    "date": dt.datetime(2026, 11, 22, 7, 0, tzinfo=dt.timezone(dt.timedelta(hours=-5))),
    "kind": "correction",
    "text": "There are nine crews, not seven: we regret it.",
}
AS_READ = {**ENTRY, "date": "2026-11-22T07:00:00-05:00"}
WRITTEN = 'date: 2026-11-22T07:00:00-05:00, kind: correction, text: "There are nine'

# Fields as people write them; {} is the name. Every one is a whole number of lines.
FORMS = (
    "{}: Ferry crews walk out\n",
    "{}: Ferry crews walk out   # said twice\n",
    "{} : 'It''s # no comment' # one\n",
    '"{}": "a \\" b: c" # one\n',
    "{}:\n",
    "{}:  # to be written\n",
    "{}: ~\n",
    "{}: []\n",
    "{}: [harbor, 'city, hall']  # two\n",
    "{}: [\n  # first\n  a, # why\n  b,\n  ]  # both\n",
    "{}: {{a: 1, b: [x, y]}}\n",
    "{}: |\n  one\n  # no comment\n\n  two\n",
    "{}: |+ # kept\n  one\n\n\n",
    "{}: >-   # folded\n    one\n    two\n\n",
    "{}: |2\n    one\n  two\n",
    "{}:\n  it goes\n  on # here\n",
    "{}: it goes\n  on\n\n  and on # there\n",
    '{}: "it goes\n  # on\n\n  and on" # there\n',
    "{}:\n- a # x\n# left\n- b\n",
    "{}:\n    -   date: 1\n        # why\n        text: |\n          a\n      # end\n"
    "    - {{date: 2, text: b}}\n",
    "{}: # a record\n  place: PORT ALDER\n  # agency\n  agency: AP\n",
    "{}: grüße 😀 \u3000x # 😀\n",
    "{}: a\u00a0b\n",
    "{}: a\u2028b\u0085c # d\n",
    "{}:\u00a0a\n",
    "{}: &{}x named\n",
    "{}: !!str 12\n",
)
REMARKS = ("", "", "\n", "# a remark\n", "    # far to the right\n", "# key: no field\n\n", "#\n")
NAMES = ("title", "date", "tags", "rewrite-of", "summary", "corrections", "strange_one", "source")
LINE_ENDS = ("\n", "\r\n", "\r")
# A control character in a field is a mistake, whoever writes it.
TEXTS = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\t"), max_size=20
)
VALUES = (
    TEXTS
    | st.sampled_from(("no", "null", "~", "", "- a", "a: b", "12", "#", "{a}", "it's, well"))
    | st.booleans()
    | st.datetimes(timezones=st.just(dt.UTC))
    | st.lists(TEXTS, max_size=3)
    | st.dictionaries(TEXTS, TEXTS, max_size=2)
)
DUMPED = st.builds(
    lambda value, style, flow: pyyaml.safe_dump(
        {"{}": value}, allow_unicode=True, default_style=style, default_flow_style=flow, width=20
    ).replace("{}", "{}", 1),
    st.recursive(
        TEXTS, lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner), max_leaves=5
    ),
    st.sampled_from((None, '"', "'", "|")),
    st.sampled_from((None, False)),
)


@st.composite
def files(draw):
    """A story file in pieces: what stands above the fields, each field with its name and the
    remarks above it, and what stands below them.
    """
    names = draw(st.lists(st.sampled_from(NAMES), unique=True, max_size=5))
    pieces = [("", draw(st.sampled_from(("---\n", "\ufeff---\n", "\n--- \n"))))]
    for name in (*names, ""):
        # Below a block of text, a line to the right would be more of it.
        head = pieces[-1][1].partition("\n")[0].partition("#")[0]
        is_below_text = "|" in head or ">" in head
        remarks = [each for each in REMARKS if not (is_below_text and each.startswith(" "))]
        pieces.append(("", draw(st.sampled_from(remarks))))
        if name:
            pieces.append((name, draw(st.sampled_from(FORMS)).format(name, name)))
    pieces.append(("", "---" + draw(st.sampled_from(("", "\n", "\n\nThe *body*.\n---\n# x\n")))))
    line_end = draw(st.sampled_from(LINE_ENDS))
    return [(name, text.replace("\n", line_end)) for name, text in pieces]


def whole(pieces):
    return "".join(text for _, text in pieces)


def values(text):
    return Head(text).values


def comments(text):
    """The lines that are comments, or look like ones."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return Counter(line for line in lines if line.lstrip().startswith("#"))


def around(pieces, name):
    """What stands above a field, the field, and what stands below it."""
    number = next(n for n, (each, _) in enumerate(pieces) if each == name)
    return whole(pieces[:number]), pieces[number][1], whole(pieces[number + 1 :])


@given(files(), VALUES, st.data())
@settings(max_examples=400)
def test_a_field_that_is_set_changes_and_nothing_else_does(pieces, value, data):
    text = whole(pieces)
    before = values(text)
    if not before:
        return
    name = data.draw(st.sampled_from(list(before)))
    after = set_field(text, name, value)
    above, field, below = around(pieces, name)
    assert values(after) == {**before, name: as_read(value)}
    assert list(values(after)) == list(before)
    assert after.startswith(above)
    assert after.endswith(below)
    lost = comments(text) - comments(after)
    # Lines of a text are none, though they may look so.
    assert not lost - Counter(("  # no comment", "  # on"))
    assert "no comment" not in str(lost) or "|\n" in field.replace("\r", "\n")


@given(files(), VALUES, st.sampled_from((*NAMES, "embargo", "status", "deck", "extra")))
@settings(max_examples=400)
def test_a_field_that_is_set_and_removed_again_leaves_the_same_bytes(pieces, value, name):
    text = whole(pieces)
    if Head(text).spelled(name):
        return
    after = set_field(text, name, value)
    assert values(after) == {**values(text), name: as_read(value)}
    assert remove_field(after, name) == text


@given(files(), st.data())
@settings(max_examples=300)
def test_a_field_that_is_removed_takes_nothing_with_it_but_comments_to_the_right(pieces, data):
    text = whole(pieces)
    before = values(text)
    if not before:
        return
    name = data.draw(st.sampled_from(list(before)))
    after = remove_field(text, name)
    above, _, below = around(pieces, name)
    assert values(after) == {key: value for key, value in before.items() if key != name}
    assert after.startswith(above)
    assert below.endswith(after[len(above) :].lstrip("\r\n "))
    assert remove_field(after, name) == after


@given(files(), st.sampled_from(("corrections", "media")))
@settings(max_examples=300)
def test_an_entry_comes_behind_those_that_are_there(pieces, name):
    text = whole(pieces)
    old = values(text).get(name)
    if isinstance(old, str):
        with pytest.raises(CannotEdit, match="is no list"):
            add_item(text, name, ENTRY)
        return
    entries = old if isinstance(old, list) else [old] if old else []
    after = add_item(text, name, ENTRY)
    assert values(after) == {**values(text), name: [*entries, AS_READ]}
    assert comments(text) - comments(after) == (
        Counter() if not isinstance(old, dict) else comments(text) - comments(after)
    )
    assert values(add_item(after, name, ENTRY))[name] == [*entries, AS_READ, AS_READ]


@given(DUMPED, VALUES)
@settings(max_examples=300)
@example("{}: |2-\n\n   a\n", "b")
def test_what_another_program_dumped_is_replaced_whole(form, value):
    text = f"---\ntitle: A\n{form.replace('{}', 'it', 1)}# below\nlast: b\n---\nBody.\n"
    try:
        before = values(text)
    except CannotEdit:  # a text that YAML may not hold
        return
    after = set_field(text, "it", value)
    assert values(after) == {**before, "it": as_read(value)}
    assert after.startswith("---\ntitle: A\n")
    assert after.endswith("# below\nlast: b\n---\nBody.\n")
    assert remove_field(text, "it") == "---\ntitle: A\n# below\nlast: b\n---\nBody.\n"


@given(VALUES)
@settings(max_examples=300)
def test_a_value_is_read_as_it_was_meant_also_inside_of_brackets(value):
    for text, wanted in (
        (f"a: {one_line(value)}\n", as_read(value)),
        (f"a: [{one_line(value, is_inside=True) or 'null'}, b]\n", [as_read(value), "b"]),
    ):
        document, problems = parse_yaml(SourceFile("", text), text)
        assert not problems
        assert document.value == {"a": wanted}


@given(st.sampled_from(FORMS), st.sampled_from(FORMS))
def test_the_extents_of_values_hold_their_own_text_and_no_more(first, second):
    text = first.format("a", "a") + second.format("b", "b")
    document, problems = parse_yaml(SourceFile("", text), text)
    assert not problems
    (key, value), (other, last) = extents(document).pairs
    assert text[key.start : key.end].strip("\"'") == "a"
    assert text[other.start : other.end].strip("\"'") == "b"
    assert key.end <= value.start <= value.end < other.start
    assert last.end <= len(text)
    assert not text[value.end : other.start].strip(" \n\",']}").split("#")[0].strip()


STORY = """\
---
title: "Ferry crews: a walkout"  # the desk's
deck:
date: 2026-11-20T06:30:00-05:00 # as filed
tags: [strike, transport]
# media:
#   - src: picture.jpg
---

Crews walked out.
"""


@pytest.mark.parametrize(
    ("name", "value", "line", "above"),
    [
        ("title", "Crews walk out", "title: Crews walk out  # the desk's", "---"),
        ("title", "No: 1", 'title: "No: 1"  # the desk\'s', "---"),
        ("deck", "A deck", "deck: A deck", "title:"),
        ("date", AS_READ["date"], f'date: "{AS_READ["date"]}" # as filed', "deck:"),
        ("date", ENTRY["date"], f"date: {AS_READ['date']} # as filed", "deck:"),
        ("status", "archived", "status: archived", "date:"),
        ("embargo", ENTRY["date"], f"embargo: {AS_READ['date']}", "date:"),
        ("draft", True, "draft: true", "date:"),
        ("kicker", "Harbor", "kicker: Harbor", "deck:"),
        ("section", "world", "section: world", "date:"),
        ("lang", "de", "lang: de", "tags:"),
        ("unheard_of", "x", "unheard_of: x", "#   - src"),
    ],
)
def test_a_field_stands_where_it_belongs_in_the_least_quotes(name, value, line, above):
    after = set_field(STORY, name, value).split("\n")
    assert line in after
    assert after[after.index(line) - 1].startswith(above)


def test_corrections_stand_at_the_end():
    after = add_item(STORY, "corrections", ENTRY)
    assert after == STORY.replace(
        "---\n\nCrews",
        "corrections:\n  - date: 2026-11-22T07:00:00-05:00\n    kind: correction\n"
        '    text: "There are nine crews, not seven: we regret it."\n---\n\nCrews',
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "corrections:\n- date: 2026-11-21\n  text: One.\n",
            "corrections:\n- date: 2026-11-21\n  text: One.\n- date: D\n  text: T\n  kind: K\n",
        ),
        (
            "corrections:\n  - {text: One., date: 2026-11-21}  # a\n# b\n",
            "corrections:\n  - {text: One., date: 2026-11-21}  # a\n"
            "  - {text: T, date: D, kind: K}\n# b\n",
        ),
        (
            "corrections:\n    -   date: 2026-11-21\n        text: >\n          One.\n\n",
            "corrections:\n    -   date: 2026-11-21\n        text: >\n          One.\n"
            "    -   date: D\n        text: T\n        kind: K\n\n",
        ),
        (
            "corrections: [{date: 2026-11-21, text: One.}] # a\n",
            "corrections: [{date: 2026-11-21, text: One.}, {date: D, text: T, kind: K}] # a\n",
        ),
        (
            "corrections: [\n  {date: 2026-11-21, text: One.},\n]\n",
            "corrections: [\n  {date: 2026-11-21, text: One.},\n"
            "  {date: D, text: T, kind: K},\n]\n",
        ),
        (
            "corrections: {date: 2026-11-21, text: One.}\n",
            "corrections: [{date: 2026-11-21, text: One.}, {date: D, kind: K, text: T}]\n",
        ),
        (
            "corrections: # a\n  date: 2026-11-21\n  # b\n  text: |\n    One.\n",
            "corrections: # a\n  - date: 2026-11-21\n    # b\n    text: |\n      One.\n"
            "  - date: D\n    kind: K\n    text: T\n",
        ),
        ("corrections: [] # a\n", "corrections: # a\n  - date: D\n    kind: K\n    text: T\n"),
        ("corrections:\n", "corrections:\n  - date: D\n    kind: K\n    text: T\n"),
        (
            "tags:\n- a\n",
            "tags:\n- a\ncorrections:\n- date: D\n  kind: K\n  text: T\n",
        ),
    ],
)
def test_an_entry_is_written_as_its_siblings_are(before, after):
    entry = {"date": "D", "kind": "K", "text": "T"}
    assert add_item(f"---\n{before}---\nB\n", "corrections", entry) == f"---\n{after}---\nB\n"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('{"title": "A"}\n\nBody.\n', "the front matter is JSON"),
        ('+++\ntitle = "A"\n+++\n', "TOML, which ssg does not read"),
        ("Crews walked out.\n", "no front matter"),
        ("", "no front matter"),
        ("---\ntitle: A\n", "has no end"),
        ("---\ntitle: [\n---\n", "line "),
        ("---\ntitle: A\ntitle: B\n---\n", "given twice"),
        ("---\n{title: A}\n---\n", "in braces"),
        ("---\n- a\n---\n", "no fields"),
        ("---\ntitle: A\x07\n---\n", "control character"),
        ("---\na: &x b\nc: *x\n---\n", "could not be read"),
    ],
)
def test_a_file_whose_fields_cannot_be_told_is_not_changed(text, why):
    for change in (
        lambda: set_field(text, "a", "x"),
        lambda: remove_field(text, "a"),
        lambda: add_item(text, "a", {"b": "x"}),
    ):
        with pytest.raises(CannotEdit) as told:
            change()
        assert why in str(told.value) or "is no list" in str(told.value)


def test_a_field_that_has_the_value_already_is_not_written_anew():
    assert set_field(STORY, "title", "Ferry crews: a walkout") == STORY
    assert set_field("---\na: 'x'\n---\n", "a", "x") == "---\na: 'x'\n---\n"


def test_a_field_is_found_as_its_author_spelt_it():
    assert set_field("---\nrewrite-of: a\n---\n", "rewrite_of", "b") == "---\nrewrite-of: b\n---\n"


def test_an_empty_line_does_not_become_part_of_the_text_above_a_field_that_goes():
    kept = "---\na:\n  - |+ # kept\n    text\n\n"
    assert remove_field(f"{kept}b: c\n\n\n# d\n---\n", "b") == f"{kept}# d\n---\n"
    assert remove_field("---\na: |\n  b\nc: d\n\n---\n", "c") == "---\na: |\n  b\n\n---\n"


def test_an_alias_is_replaced_where_it_stands():
    text = "---\na: &x [b, c] # d\ne: *x # f\n---\n"
    assert set_field(text, "e", "g") == "---\na: &x [b, c] # d\ne: g # f\n---\n"
    assert remove_field(text, "e") == "---\na: &x [b, c] # d\n---\n"


def test_the_difference_of_two_texts_is_told_line_by_line():
    after = set_field(STORY, "deck", "A deck")
    assert difference(STORY, after) == (
        Line(kind="same", text="---", before=1, after=1),
        Line(kind="same", text='title: "Ferry crews: a walkout"  # the desk\'s', before=2, after=2),
        Line(kind="removed", text="deck:", before=3),
        Line(kind="added", text="deck: A deck", after=3),
        Line(kind="same", text="date: 2026-11-20T06:30:00-05:00 # as filed", before=4, after=4),
        Line(kind="same", text="tags: [strike, transport]", before=5, after=5),
        Line(kind="same", text="# media:", before=6, after=6),
        Line(kind="gap"),
    )
    assert difference(STORY, STORY) == ()


LINES = st.lists(st.sampled_from(("a\n", "b\n", "c\r\n", "\u2028\n", "\n")), max_size=30)


@given(LINES, LINES, st.integers(0, 20))
def test_a_difference_leads_from_one_text_to_the_other(old, new, same):
    head = [f"{number}\n" for number in range(same)]
    before, after = "".join(head + old + head), "".join(head + new + head)
    lines = difference(before, after)
    for text, side, gone in ((before, "before", "added"), (after, "after", "removed")):
        numbered = [line for line in lines if line.kind not in (gone, "gap")]
        every = [line.rstrip("\r\n") for line in text.split("\n")]
        assert [line.text for line in numbered] == [
            every[getattr(line, side) - 1] for line in numbered
        ]
    same_lines = {line.before for line in lines if line.kind == "same"}
    removed = {line.before for line in lines if line.kind == "removed"}
    assert not same_lines & removed
    kinds = [line.kind for line in lines]
    assert (before == after) == ("added" not in kinds and "removed" not in kinds)
    assert [line.kind for line in lines].count("gap") <= len(lines) // 2 + 1


def test_a_difference_of_very_long_texts_is_told_at_once():
    old = "".join(f"{number}\n" for number in range(20_000))
    new = "".join(f"{number * 7}\n" for number in range(20_000))
    kinds = Counter(line.kind for line in difference(old, new))
    assert kinds["removed"] == kinds["added"] == 19_999
