"""What word processors, web pages and other systems leave in front matter."""

import pytest

from ssg.config.site import Config
from ssg.markup.convert import Converter
from ssg.source.files import SourceFile
from ssg.story.other_systems import entry_answer, story_answer
from ssg.story.parse import parse_story
from ssg.text.pasted import plain_block_heads, plain_structure, plain_word, without_marks

CONFIG = Config(title="The Harbor Ledger", base_url="https://ledger.example/")
NBSP, ZWSP, BOM = "\u00a0", "\u200b", "\ufeff"


def parse(fields, body="The words.", path="content/local/a.md"):
    text = f"---\n{fields}\n---\n\n{body}\n"
    return parse_story(SourceFile(path, text), CONFIG, Converter(["gallery", "pull-quote"]))


def told(fields, **more):
    """Code, line, column and help of each problem."""
    problems = parse(fields, **more).problems
    return [
        (p.code, p.span.line if p.span else 0, p.span.column if p.span else 0, p.help)
        for p in problems
    ]


# ---- spaces that are none


@pytest.mark.parametrize("space", [NBSP, "\u2009", "\u202f", "\u3000"])
@pytest.mark.parametrize(
    "fields",
    [
        "title:_A\ndate: 2026-11-20",
        "title: A_\ndate:_2026-11-20_",
        "title: A\ndate:_2026-11-20_06:30",
        "title: A\ndate: 2026-11-20\ndateline:\n_ place: PORT ALDER",
        "title: A\ndate: 2026-11-20\ntags:\n_-_harbor",
        "title: A\ndate: 2026-11-20\ndateline: {place:_PORT ALDER,_date:_Nov. 20}",
    ],
)
def test_a_space_of_another_kind_is_read_where_yaml_has_one(fields, space):
    parsed = parse(fields.replace("_", space))
    assert parsed.problems == ()
    assert parsed.story.title == "A"


def test_a_no_break_space_in_a_text_stays():
    assert parse(f"title: Partir{NBSP}?\ndate: 2026-11-20").story.title == f"Partir{NBSP}?"


@pytest.mark.parametrize("unseen", [ZWSP, BOM, "\u2060", "\u200e", "\u00ad"])
def test_what_cannot_be_seen_does_not_count_in_names_words_and_dates(unseen):
    fields = "_title: A\ndate: _2026-11-20\n_urgency: 3_\nstatus: us_able"
    parsed = parse(fields.replace("_", unseen))
    assert parsed.problems == ()
    assert (parsed.story.title, parsed.story.urgency) == ("A", 3)
    assert parsed.story.days == ("date",)


def test_every_character_keeps_its_place():
    text = f"title:{NBSP}A\n{NBSP}{NBSP}- b:{NBSP}{NBSP}c"
    assert len(plain_structure(text)) == len(text)
    assert plain_structure(text) == "title: A\n  - b:  c"


def test_a_block_may_have_a_no_break_space_behind_its_slashes():
    body = f"///{NBSP}gallery\n{NBSP * 4}images: [a.jpg]\n///\n"
    assert len(plain_block_heads(body)) == len(body)
    (block,) = parse("title: A\ndate: 2026-11-20", body).body.blocks
    assert (block.name, block.options) == ("gallery", {"images": ["a.jpg"]})


def test_a_character_that_looks_like_another_is_named():
    problems = parse("tіtle: A\ndate: 2026-11-20").problems
    assert [(p.label, "(U+0456)" in p.help) for p in problems] == [("did you mean `title`?", True)]


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        (f"{NBSP}title: A\ndate: 2026-11-20", 2),
        (f"title: A\n{NBSP}date: 2026-11-20", 3),
        (f"title: A\ndate: 2026-11-20\n{NBSP}{NBSP}tags: [a]", 4),
        (f"title: A\ndate: 2026-11-20\nmedia:\n  - src: a.jpg\n{NBSP}alt: A pier", 6),
        ("title: A\ndate: 2026-11-20\n\u3000deck: B", 4),
    ],
)
def test_a_space_that_is_none_before_a_field_is_named_at_its_place(fields, line):
    (problem,) = parse(fields).problems
    assert (problem.span.line, problem.span.column) == (line, 1)
    name = "ideographic space (U+3000)" if "\u3000" in fields else "no-break space (U+00A0)"
    assert problem.message == f"not YAML: the line begins with a {name}"
    assert problem.help.startswith("delete it")


def test_what_cannot_be_seen_before_a_field_that_is_indented_is_named():
    fields = f"title: A\ndate: 2026-11-20\nmedia:\n  - src: a.jpg\n{ZWSP}    alt: A pier"
    said = [p.help for p in parse(fields).problems if p.span.line == 6]
    assert said == [
        "there is a zero width space (U+200B) in it: delete it, and write the name anew"
    ]


# ---- colons and quotation marks that are none


@pytest.mark.parametrize(
    ("fields", "line", "column", "help_"),
    [
        ("title：Flood\ndate: 2026-11-20", 2, 6, "write `title: Flood`"),
        ("title: Flood\ndate： 2026-11-20", 3, 5, "write `date: 2026-11-20`"),
        ("title：Flood", 2, 6, "write `title: Flood`"),
    ],
)
def test_a_colon_of_another_script_is_named_at_its_place(fields, line, column, help_):
    (problem,) = parse(fields).problems
    assert (problem.span.line, problem.span.column, problem.help) == (line, column, help_)
    assert "full-width colon (U+FF1A)" in problem.message


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("“Flood”", "Flood"),
        ("„Flut“", "Flut"),
        ("«Crue»", "Crue"),
        ("‘My Brother’s boat’", "My Brother’s boat"),
        ("”Flod”", "Flod"),
        ("“Flood” and “ebb”", None),
        ("“Flood”, says mayor", None),
        ("Flood", None),
        ("“”", None),
    ],
)
def test_marks_around_a_whole_text(text, inside):
    assert without_marks(text) == inside


def test_words_and_dates_are_read_without_the_marks_and_their_author_is_told():
    fields = "title: A\ndate: “2026-11-20”\ntags: [“flood”]\nbyline: “Ana Ruiz”\nslug: “x”"
    parsed = parse(fields)
    assert [(p.code, p.severity, p.help) for p in parsed.problems] == [
        ("curly-quotes", "warning", "write `date: 2026-11-20`"),
        ("curly-quotes", "warning", "write `flood`"),
        ("curly-quotes", "warning", "write `byline: Ana Ruiz`"),
        ("curly-quotes", "warning", "write `slug: x`"),
    ]
    story_ = parsed.story
    assert (story_.tags, story_.slug, story_.byline[0].name) == (("flood",), "x", "Ana Ruiz")


def test_a_headline_may_be_a_quotation_and_says_so_with_straight_marks_around_it():
    parsed = parse("title: “I will not go”\ndate: 2026-11-20")
    (problem,) = parsed.problems
    assert problem.help == (
        "write `title: I will not go`; if readers are to see them, write `title: '“I will not go”'`"
    )
    assert parsed.story.title == "“I will not go”"
    meant = parse("title: '“I will not go”'\ndate: 2026-11-20")
    assert (meant.problems, meant.story.title) == ((), "“I will not go”")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("'My Brother's boat'", '"My Brother\'s boat"'),
        ("'It's here", '"It\'s here"'),
        ('"The "big" flood"', "'The \"big\" flood'"),
        ('"Flood”', '"Flood"'),
        ('"Flood', '"Flood"'),
        ('"Big" flood hits', "'\"Big\" flood hits'"),
    ],
)
def test_a_remedy_publishes_no_mark_that_was_meant_for_yaml(value, written):
    assert told(f"title: {value}\ndate: 2026-11-20")[0][3] == f"write `title: {written}`"
    assert parse(f"title: {written}\ndate: 2026-11-20").problems == ()


# ---- fields of other systems


@pytest.mark.parametrize(
    ("key", "ours"),
    [
        ("subtitle", "deck"),
        ("standfirst", "deck"),
        ("headline", "title"),
        ("excerpt", "summary"),
        ("teaser", "summary"),
        ("custom_excerpt", "summary"),
        ("category", "section"),
        ("categories", "section"),
        ("keywords", "tags"),
        ("image", "media"),
        ("featured_image", "media"),
        ("featuredImage", "media"),
        ("feature_image", "media"),
        ("photo", "media"),
        ("permalink", "url"),
        ("language", "lang"),
        ("modified", "updated"),
        ("last_modified_at", "updated"),
        ("publishDate", "date"),
        ("expiryDate", "expires"),
        ("redirect_from", "aliases"),
        ("post_status", "status"),
        ("extended-kicker", "kicker"),
        ("writer", "byline"),
        ("translator", "contributors"),
        ("illustrator", "contributors"),
        ("lead", "deck"),
        ("series_order", "weight"),
        ("syndicate", "republish"),
    ],
)
def test_a_field_of_another_system_is_told_with_ours(key, ours):
    (problem,) = parse(f"title: A\ndate: 2026-11-20\n{key}: x").problems
    assert (problem.code, problem.severity, problem.span.line) == ("unknown-field", "error", 4)
    assert problem.label == f"did you mean `{ours}`?"
    assert f"`{ours}:`" in problem.help


@pytest.mark.parametrize(
    "key",
    [
        "comments",
        "wordpress_id",
        "nid",
        "_edit_last",
        "post_views_count",
        "ratings_average",
        "auto_id",
        "_migration",
        "eleventyNavigation",
        "twitter_card",
        "suppress-ads",
        "toc",
        "event_date",
        "pinned",
        "codeinjection_head",
        "guid",
        "ping_status",
    ],
)
def test_what_means_nothing_here_is_only_a_warning(key):
    (problem,) = parse(f"title: A\ndate: 2026-11-20\n{key}: x").problems
    assert (problem.code, problem.severity) == ("unknown-field", "warning")
    assert "remove it" in problem.help


@pytest.mark.parametrize(
    "key", ["caption", "image-credit", "image-caption", "alt", "image-gravity"]
)
def test_what_belongs_to_a_picture_is_sent_there(key):
    (problem,) = parse(f"title: A\ndate: 2026-11-20\n{key}: x").problems
    assert (problem.label, "below `media:`" in problem.help) == ("", True)


@pytest.mark.parametrize(
    ("key", "ours"),
    [("url", "src"), ("photographer", "credit"), ("alt_text", "alt"), ("title", "caption")],
)
def test_a_field_of_an_entry_of_media_has_answers_too(key, ours):
    assert entry_answer(key).means == ours


def test_a_key_of_our_own_is_not_answered_but_suggested():
    (problem,) = parse("title: A\ndate: 2026-11-20\nembrago: 2027-01-01").problems
    assert (problem.label, story_answer("embrago")) == ("did you mean `embargo`?", None)


@pytest.mark.parametrize(
    "fields",
    ["Title: A\ndate: 2026-11-20", "title: A\nDate: 2026-11-20", "headline: A\ndate: 2026-11-20"],
)
def test_one_mistake_is_one_error(fields):
    assert [code for code, *_ in told(fields)] == ["unknown-field"]


def test_a_hyphen_and_an_underscore_are_the_same_in_the_name_of_a_field():
    entry = "  - src: a.jpg\n    alt: A pier\n    credit: Ana Ruiz\n"
    fields = f"title: A\ndate: 2026-11-20\nmedia:\n{entry}"
    more = "    digital-source-type: trainedAlgorithmicMedia\n    rights: {deny_use: true}"
    parsed = parse(fields + more)
    assert parsed.problems == ()
    (entry,) = parsed.story.media
    assert entry.digital_source_type.endswith("trainedAlgorithmicMedia")
    assert entry.rights.deny_use is not None
    doubled = more + "\n    digital_source_type: trainedAlgorithmicMedia"
    assert [code for code, *_ in told(fields + doubled)] == ["duplicate-key"]


# ---- values of another shape


@pytest.mark.parametrize(
    ("line", "help_"),
    [
        ("series: [One]", "write `series: One`"),
        ("section: [World, Local]", "it takes one text, such as `section: World`"),
        (
            "media: pic.jpg",
            "write\nmedia:\n  - src: pic.jpg\n    alt: What is seen\n    credit: Ana Ruiz",
        ),
        (
            "source: https://wire.example/1",
            'write `source: {name: AP, url: "https://wire.example/1"}`, with the key of the agency'
            " in site.yaml",
        ),
    ],
)
def test_a_value_of_another_shape_is_shown_as_it_should_be(line, help_):
    assert [each[3] for each in told(f"title: A\ndate: 2026-11-20\n{line}")] == [help_]


def test_a_language_may_be_written_with_an_underscore():
    assert parse("title: A\ndate: 2026-11-20\nlang: zh_tw").story.lang == "zh-TW"
    assert parse("title: A\ndate: 2026-11-20\nlang: zh-hant-tw").story.lang == "zh-Hant-TW"


@pytest.mark.parametrize(
    ("status", "state"),
    [("live", "usable"), ("publish", "usable"), ("private", "draft"), ("pending", "draft")],
)
def test_words_of_ssg_list_and_of_other_systems_are_understood_as_status(status, state):
    parsed = parse(f"title: A\ndate: 2026-11-20\nstatus: {status}")
    assert (parsed.problems, parsed.story.status) == ((), state)


# ---- dates


@pytest.mark.parametrize(
    ("text", "help_"),
    [
        ("Nov. 20, 2026", "write `2026-11-20`"),
        ("November 20th, 2026 at 6:30 p.m. EST", "write `2026-11-20T18:30-05:00`"),
        ("20 November 2026", "write `2026-11-20`"),
        ("Fri, 20 Nov 2026 06:30:00 -0500", "write `2026-11-20T06:30-0500`"),
        ("20.11.2026", "write `2026-11-20`"),
        ("11/20/2026", "write `2026-11-20`"),
        ("3/4/2026", "write `2026-04-03` or `2026-03-04`"),
        ("20261120", "write `2026-11-20`"),
        ("2026-11-20 6:30 pm", "write `2026-11-20T18:30`"),
        ("1700000000", "write `2023-11-14T22:13:20Z`"),
        ("tomorrow", "write 2026-11-20 or 2026-11-20T06:30:00-05:00"),
    ],
)
def test_a_date_in_another_form_is_shown_as_it_should_be(text, help_):
    assert told(f"title: A\ndate: {text}") == [("wrong-type", 3, 7, help_)]


def test_day_and_month_that_changed_places_are_put_back():
    assert told("title: A\ndate: 2026-20-11")[0][3].endswith("write `2026-11-20`")


@pytest.mark.parametrize(
    "text", ["2026-11-20 11:30 UTC", "2026/11/20 11:30:00 GMT", "2026-11-20T11:30Z"]
)
def test_dates_may_end_in_utc(text):
    assert parse(f"title: A\ndate: {text}").story.date.isoformat() == "2026-11-20T11:30:00+00:00"


# ---- heads of other systems


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("+++\ntitle = 'A'\n+++\n", "the front matter is TOML"),
        ('{\n"title": "A"\n}\n', "the front matter is JSON"),
        ("Title: A\nDate: 2026-11-20\n\nText", "as in files of Pelican"),
        ("—\ntitle: A\n—\n", "is not three hyphens"),
        ("-----\ntitle: A\n-----\n", "is not three hyphens"),
        ("```yaml\ntitle: A\n```\n", "in a block of code"),
        ("---yaml\ntitle: A\n---\n", "has a word behind it"),
        ("Just words.\n", "the story has no front matter"),
    ],
)
def test_a_head_of_another_kind_is_named(text, said):
    (problem,) = parse_story(SourceFile("content/a.md", text), CONFIG, Converter([])).problems
    assert problem.code == "no-front-matter"
    assert said in problem.message


def test_spaces_that_are_none_around_the_lines_of_hyphens_do_not_count():
    text = f"{BOM}---{NBSP}\ntitle: A\n---{NBSP}\n\nText\n"
    parsed = parse_story(SourceFile("content/a.md", text), CONFIG, Converter([]))
    assert (parsed.problems, parsed.story.title) == ((), "A")


def test_a_word_without_what_cannot_be_seen():
    assert plain_word(f"{ZWSP}20{NBSP}May{BOM} ") == "20 May"


# ---- fields that are none


@pytest.mark.parametrize(
    ("fields", "help_"),
    [
        ("title:A\ndate:2026-11-20", "write `title: A`, with a space behind the colon"),
        ("title = 'A'\ndate = 2026", "write `title: A`, with a space behind the colon"),
        ("- title: A\n- date: 2026-11-20", "write `title: A`, with a space behind the colon"),
        ("**title:** A\ndate: 2026-11-20", "write `title: A`"),
        ('"title": "A",\n"date": "2026-11-20",', 'write `title: "A"`'),
        ("title: A; date: 2026-11-20", "begin a new line with `date:`"),
        (
            "'title: A'\ndate: 2026-11-20",
            "write `name: text`, without quotation marks around the whole line",
        ),
        (
            "title: A\nrelated: [A story](world/a.md)",
            "a field takes no link of Markdown: write the address alone, or the words",
        ),
    ],
)
def test_a_line_that_is_nearly_a_field_is_shown_as_one(fields, help_):
    assert [each[3] for each in told(fields)] == [help_]


def test_an_entry_too_far_to_the_right_is_a_warning():
    (problem,) = parse("title: A\ndate: 2026-11-20\nbyline:\n- Ana Ruiz\n - Tomas Brandt").problems
    assert (problem.code, problem.severity, problem.span.line) == ("yaml-syntax", "warning", 6)


def test_a_headline_that_yaml_takes_for_a_tag_is_one_error():
    assert [code for code, *_ in told("title: !important\ndate: 2026-11-20")] == ["yaml-syntax"]


@pytest.mark.parametrize("date", ["2026–11–20", "2026−11−20", "２０２６-11-20"])
def test_dashes_and_digits_of_other_kinds_are_read_in_dates(date):
    assert str(parse(f"title: A\ndate: {date}").story.date)[:10] == "2026-11-20"


def test_a_flag_that_is_none_is_shown_as_it_should_be():
    assert told("title: A\ndate: 2026-11-20\ndraft: ja")[0][3] == (
        "write `draft: true` or `draft: false`"
    )


def test_what_other_systems_say_of_people_is_answered():
    fields = "title: A\ndate: 2026-11-20\nauthor:\n  display_name: Ana\n  twitter: x"
    problems = parse(fields).problems
    assert [(p.severity, p.label) for p in problems] == [
        ("error", "did you mean `name`?"),
        ("warning", ""),
    ]
