"""From a file to a Story: where its two halves are, and what path, front matter, text and
configuration make of it together.
"""

import datetime as dt

import pytest
from conftest import story
from hypothesis import given, settings
from hypothesis import strategies as st

from ssg.config.site import Config, Section, Source
from ssg.markup.convert import Converter
from ssg.problems import Problem
from ssg.source.files import SourceFile
from ssg.story.halves import FrontMatter, split_front_matter
from ssg.story.parse import parse_story

pytestmark = pytest.mark.fast

CONVERTER = Converter(("fact-box", "pull-quote", "story-continues"))


def parse(text, path="content/world/vote.md", **settings):
    return parse_story(
        SourceFile(path, text),
        Config(
            title="Ledger",
            base_url="https://ledger.example/",
            **{"timezone": "America/New_York"} | settings,
        ),
        CONVERTER,
    )


def story_of(text, path="content/world/vote.md", **settings):
    parsed = parse(text, path, **settings)
    assert parsed.problems == ()
    return parsed.story


def codes(text, path="content/world/vote.md", **settings):
    return [problem.code for problem in parse(text, path, **settings).problems]


# ---- the two halves


def split(text):
    return split_front_matter(SourceFile("a.md", text))


def test_the_yaml_stands_between_two_lines_and_the_text_below():
    text = "---\ntitle: A\n---\n\nText\n"
    assert split(text) == FrontMatter(
        yaml="title: A\n", first_line=1, body_start=text.index("\nText")
    )


@pytest.mark.parametrize(
    "text",
    ["\n\n---\ntitle: A\n---\nText", "---  \ntitle: A\n---\t\nText", "---\ntitle: A\n...\nText"],
)
def test_blank_lines_above_and_spaces_behind_the_lines_do_no_harm(text):
    halves = split(text)
    assert halves.yaml == "title: A\n"
    assert text[halves.body_start :] == "Text"
    assert text.split("\n")[halves.first_line] == "title: A"


def test_a_rule_in_the_text_is_not_the_end_of_the_front_matter():
    text = "---\ntitle: A\n---\nOne\n\n---\n\nTwo"
    assert text[split(text).body_start :] == "One\n\n---\n\nTwo"


def test_dashes_inside_a_value_do_not_end_the_front_matter():
    assert (
        split("---\ntitle: A --- B\nnote: |\n  ---\n---\nText").yaml
        == "title: A --- B\nnote: |\n  ---\n"
    )


def test_front_matter_may_be_all_there_is():
    text = "---\ntitle: A\n---"
    assert split(text) == FrontMatter(yaml="title: A\n", first_line=1, body_start=len(text))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Text", "no-front-matter"),
        ("", "no-front-matter"),
        ("----\na: 1\n---\n", "no-front-matter"),
        ("---\ntitle: A\nText", "unclosed-front-matter"),
        ("---", "unclosed-front-matter"),
    ],
)
def test_a_file_without_both_lines_is_a_problem(text, code):
    assert split(text).code == code


@given(st.text(st.sampled_from("-\n .ab:"), max_size=30))
@settings(max_examples=150, deadline=None)
def test_splitting_loses_nothing(text):
    halves = split(text)
    if not isinstance(halves, Problem):
        lines = text.split("\n")
        assert halves.yaml == "".join(
            line + "\n"
            for line in lines[halves.first_line : halves.first_line + halves.yaml.count("\n")]
        )
        assert (
            text[: halves.body_start]
            .rstrip(" \n")
            .endswith((halves.yaml + "---", halves.yaml + "..."))
        )


def test_places_of_problems_count_from_the_top_of_the_file():
    problem = parse("\n---\ntitle: A\ndate: 2026-11-20\nurgency: 99\n---\nText").problems[0]
    assert (problem.span.line, problem.excerpt) == (5, "urgency: 99")


# ---- kinds, sections, addresses


def test_the_folder_is_the_section():
    found = story_of(story())
    assert (found.kind, found.section, found.slug, found.url) == (
        "story",
        "world",
        "vote",
        "/world/2026/11/vote/",
    )


def test_the_first_folder_is_the_section_of_folders_below_it():
    assert story_of(story(), "content/world/europe/vote.md").section == "world"


def test_a_folder_with_spaces_and_accents_makes_a_plain_key():
    found = story_of(story(), "content/Économie & Travail/vote.md")
    assert (found.section, found.url) == (
        "economie-and-travail",
        "/economie-and-travail/2026/11/vote/",
    )


def test_the_field_wins_over_the_folder():
    assert story_of(story(section="local")).section == "local"


@pytest.mark.parametrize("given_", ["world-news", "World & Abroad", "World news"])
def test_a_section_is_named_by_key_by_title_or_in_words(given_):
    assert (
        story_of(
            story(section=given_), sections={"world-news": Section(title="World & Abroad")}
        ).section
        == "world-news"
    )


def test_a_file_at_the_top_is_a_standalone_page():
    found = story_of("---\ntitle: About us\n---\nWe.", "content/about.md")
    assert (found.kind, found.section, found.url, found.date) == ("page", "", "/about/", None)


def test_a_file_at_the_top_with_a_section_is_a_story():
    found = story_of(story(section="world"), "content/vote.md")
    assert (found.kind, found.url) == ("story", "/world/2026/11/vote/")


def test_a_page_bundle_takes_its_name_from_its_folder():
    found = story_of(story(), "content/world/ferry-strike/index.md")
    assert (found.section, found.slug, found.url) == (
        "world",
        "ferry-strike",
        "/world/2026/11/ferry-strike/",
    )


def test_a_bundle_at_the_top_is_a_standalone_page():
    found = story_of("---\ntitle: About us\n---\nWe.", "content/about/index.md")
    assert (found.kind, found.section, found.url) == ("page", "", "/about/")


@pytest.mark.parametrize(
    ("path", "section", "url"),
    [("content/world/_index.md", "world", "/world/"), ("content/_index.md", "", "/")],
)
def test_an_underscore_index_is_the_text_of_a_section(path, section, url):
    found = story_of("---\ntitle: World\n---\nAbroad.", path)
    assert (found.kind, found.section, found.url) == ("section", section, url)


def test_a_dated_name_gives_the_date_and_is_no_part_of_the_slug():
    found = story_of("---\ntitle: A\n---\nText", "content/world/2025-05-12-verges-unsprayed.md")
    assert (found.slug, found.url) == ("verges-unsprayed", "/world/2025/05/verges-unsprayed/")
    assert found.date.isoformat() == "2025-05-12T00:00:00-04:00"


def test_a_dated_folder_of_a_bundle_gives_the_date_too():
    found = story_of("---\ntitle: A\n---\nText", "content/world/2025-05-12-verges/index.md")
    assert (found.slug, found.date.isoformat()) == ("verges", "2025-05-12T00:00:00-04:00")


def test_the_date_in_the_front_matter_wins_over_the_name():
    assert story_of(story(date="2026-01-02"), "content/world/2025-05-12-a.md").date.year == 2026


def test_a_name_with_a_day_that_does_not_exist():
    assert codes("---\ntitle: A\n---\nText", "content/world/2025-02-30-a.md")[0] == "wrong-date"


def test_a_story_needs_a_date_and_a_page_does_not():
    assert codes("---\ntitle: A\n---\nText") == ["missing-field"]
    assert codes("---\ntitle: A\n---\nText", "content/about.md") == []


def test_the_address_is_made_of_the_date_on_the_sites_clock():
    late = story(date="2026-12-01T02:00:00Z")  # still November 30 in New York
    assert story_of(late).url == "/world/2026/11/vote/"
    assert story_of(late, timezone="Asia/Tokyo").url == "/world/2026/12/vote/"


def test_the_permalink_pattern_decides():
    assert (
        story_of(story(), permalink="/:year-:month-:day/:slug.html").url == "/2026-11-20/vote.html"
    )


def test_a_slug_replaces_the_name():
    assert story_of(story(slug="ferry")).url == "/world/2026/11/ferry/"


def test_a_name_becomes_a_slug():
    assert story_of(story(), "content/world/Ferry_Strike (final).md").slug == "ferry-strike-final"
    assert story_of(story(), "content/world/!!!.md").slug == "story"


@pytest.mark.parametrize("slug", ["a/b", "../a", '".."', '"a\\\\b"', '"a?b"', "/a"])
def test_a_slug_that_is_no_part_of_an_address(slug):
    assert codes(story(slug=slug)) == ["wrong-slug"]


@pytest.mark.parametrize(
    ("given_", "url"),
    [("/old/way", "/old/way/"), ("old/way/", "/old/way/"), ("/a.html", "/a.html")],
)
def test_a_url_replaces_the_whole_address(given_, url):
    assert story_of(story(url=given_)).url == url
    assert story_of(f"---\ntitle: A\nurl: {given_}\n---\nText", "content/about.md").url == url


@pytest.mark.parametrize("url", ["/../a/", "//evil/", "/a//b/", "/a?b"])
def test_an_address_that_cannot_be_published(url):
    assert codes(story(url=url)) == ["wrong-slug"]
    assert codes(story(aliases=f"['{url}']")) == ["wrong-slug"]


def test_aliases_know_their_line():
    found = story_of(story(aliases="\n  - /2019/old.html\n  - former/address"))
    assert [(alias.url, alias.line) for alias in found.aliases] == [
        ("/2019/old.html", 5),
        ("/former/address/", 6),
    ]


# ---- status and dates


@pytest.mark.parametrize(
    ("field", "value", "status"),
    [
        ("draft", "true", "draft"),
        ("draft", "false", "usable"),
        ("published", "false", "draft"),
        ("published", "true", "usable"),
        ("status", "canceled", "killed"),
        ("status", "withdrawn", "killed"),
        ("status", "published", "usable"),
        ("status", "Withheld", "withheld"),
    ],
)
def test_a_status_in_any_words(field, value, status):
    note = (
        {"corrections": "[{date: 2026-11-21, kind: kill, text: Withdrawn.}]"}
        if status == "killed"
        else {}
    )
    assert story_of(story(**{field: value}, **note)).status == status


def test_published_as_a_date_is_the_date():
    found = story_of("---\ntitle: A\npublished: 2026-11-20T06:30:00-05:00\n---\nText")
    assert (found.status, found.date.isoformat()) == ("usable", "2026-11-20T06:30:00-05:00")


def test_date_wins_over_published_as_a_date():
    assert story_of(story(date="2026-11-20", published="2026-01-01")).date.month == 11


@pytest.mark.parametrize("status", ["embargoed", "Embargoed", "EMBARGOED"])
def test_an_embargo_needs_its_end(status):
    assert codes(story(status=status)) == ["missing-field"]
    assert story_of(story(status=status, embargo="2026-11-25")).embargo == dt.datetime(
        2026, 11, 25, 5, tzinfo=dt.UTC
    )


def test_an_update_before_the_date_is_a_warning():
    parsed = parse(story(updated="2026-11-01"))
    assert [(problem.code, problem.severity) for problem in parsed.problems] == [
        ("wrong-date", "warning")
    ]
    assert parsed.story is not None


# ---- text


def test_the_summary_is_the_first_paragraph_unless_given():
    assert story_of(story(body="First *words*.\n\nSecond.")).summary == "First words."
    assert story_of(story(body="First.", summary="Given.")).summary == "Given."
    assert story_of(story(body="First.", description="Given.")).summary == "Given."
    assert story_of(story(body="First.", summary="")).summary == "First."


def test_what_stands_above_more_is_the_summary():
    assert story_of(story(body="One.\n\nTwo.\n\n<!--more-->\n\nThree.")).summary == "One. Two."


def test_words_are_counted():
    assert story_of(story(body="One two *three*.\n\n- four\n- five")).words == 5


def test_a_page_break_makes_a_page_and_one_inside_a_block_does_not():
    assert story_of(story(body="One.")).pages == 1
    assert story_of(story(body="One.\n\n/// story-continues\n///\n\nTwo.")).pages == 1
    assert (
        story_of(
            story(
                body=(
                    "One.\n\n/// story-continues | page\n///\n\nTwo.\n\n/// story-continues |"
                    " page\n///\n\nThree."
                )
            )
        ).pages
        == 3
    )
    assert (
        story_of(
            story(body="/// fact-box\n\n//// story-continues | page\n////\n\nIn.\n///\n\nTwo.")
        ).pages
        == 1
    )


def test_the_language_of_the_site_unless_given():
    assert story_of(story(), language="de").lang == "de"
    assert story_of(story(lang="fr"), language="de").lang == "fr"


def test_quotes_are_set_in_the_language_of_the_story():
    assert "„So“" in parse(story(body='"So"', lang="de")).body.html
    assert "“So”" in parse(story(body='"So"')).body.html


def test_share_of_a_story():
    assert story_of(story()).share is None
    assert story_of(story(share="true")).share is None
    assert story_of(story(share="false")).share == ()
    assert story_of(story(share="[x, email]")).share == ("x", "email")
    assert codes(story(share="[x, myspace]")) == ["unknown-network"]


def test_html_of_a_source_that_is_not_trusted_is_sanitised():
    body = "<b onclick='x()'>Bold</b> <script>alert(1)</script>"
    for source in ("AP", "Unknown"):
        html = parse(story(body=body, source=source), sources={"AP": Source(name="AP")}).body.html
        assert "onclick" not in html
        assert "script" not in html
        assert "<b>Bold</b>" in html


def test_html_of_our_own_and_of_trusted_sources_is_kept():
    body = "<video data-x='1' controls></video> words"
    assert "data-x" in parse(story(body=body)).body.html
    assert (
        "data-x"
        in parse(
            story(body=body, source="CW"), sources={"CW": Source(name="Coastal Wire", trusted=True)}
        ).body.html
    )


def test_an_own_preference_of_the_writer_is_kept_below_extra():
    assert story_of(story(extra="{rating: 4, tags: [a]}")).extra == {"rating": 4, "tags": ["a"]}


# ---- pictures


def media(fields):
    return story_of(story(media=f"\n  - src: ferry.jpg\n    alt: Two ferries\n    {fields}")).media[
        0
    ]


def test_a_credit_inside_the_caption_is_taken_out_of_it():
    entry = media(
        'caption: "Ferries sit idle at Port Alder, Nov. 3, 2025. (AP Photo/Ines Kessler)"'
    )
    assert entry.caption == "Ferries sit idle at Port Alder, Nov. 3, 2025."
    assert (entry.credit.text, entry.credit.creators) == (
        "AP Photo/Ines Kessler",
        ("Ines Kessler",),
    )


def test_the_credit_field_wins_over_one_in_the_caption():
    entry = media('caption: "Idle. (AP Photo/Ines Kessler)"\n    credit: Ana Ruiz')
    assert entry.credit.text == "Ana Ruiz"


@pytest.mark.parametrize("mark", ["FILE -- ", "FILE - ", "FILE — ", "FILE PHOTO: "])
def test_a_file_mark_in_the_caption_is_taken_out_and_remembered(mark):
    entry = media(f'caption: "{mark}Ferries sit idle."\n    credit: Ana Ruiz')
    assert (entry.is_file, entry.caption) == (True, "Ferries sit idle.")


def test_a_file_mark_in_the_credit_or_a_field_counts_too():
    assert media("credit: 'AP Photo/Ines Kessler, File'").is_file
    assert media("credit: Ana Ruiz\n    file: true").is_file
    assert not media("credit: Ana Ruiz").is_file


def test_an_unknown_form_of_credit_is_kept_word_for_word():
    assert media("credit: 'found in a drawer, 1962?'").credit.text == "found in a drawer, 1962?"


def test_pictures_know_their_lines():
    assert parse(
        story(media="\n  - {src: a.jpg, alt: A, credit: B}\n  - {src: b.jpg, alt: A, credit: B}")
    ).media_lines == (5, 6)


def test_problems_behind_an_entry_with_a_mistake_are_at_their_own_lines():
    wrong = "\n  - {alt: No file, credit: B}"
    pictures = (
        wrong + "\n  - {src: b.jpg, alt: A, credit: B}\n  - {src: c.jpg, alt: A, rights: none-such}"
    )
    repairs = "\n  - {text: No date}\n  - {date: 2026-11-21, text: This fixes a name.}"
    parsed = parse(
        story(media=pictures, corrections=repairs, aliases="\n  - [1]\n  - /old/\n  - /../")
    )
    assert parsed.media_lines == (6, 7)
    assert [(p.code, p.span.line) for p in parsed.problems if p.code != "missing-field"] == [
        ("wrong-type", 12),
        ("wrong-slug", 14),
        ("missing-credit", 7),
        ("correction-euphemism", 10),
        ("unknown-rights", 7),
    ]
    assert parsed.story.aliases[0].line == 13


def test_a_picture_without_credit_is_what_the_site_says():
    text = story(media="{src: a.jpg, alt: Two ferries}")
    assert [problem.severity for problem in parse(text).problems] == ["error"]
    assert [problem.severity for problem in parse(text, missing_credit="warning").problems] == [
        "warning"
    ]


# ---- the whole


def test_parsing_is_pure():
    text = story(body='One "two"[^1].\n\n[^1]: Note.\n\n## Head\n\n/// fact-box | T\nIn.\n///')
    first = parse(text)
    parse(story(body="## Head\n\nOther[^1].\n\n[^1]: Else.", lang="de"))
    assert parse(text) == first


def test_a_story_with_an_error_keeps_its_address_and_its_text_so_that_links_both_ways_are_checked():
    parsed = parse(story(urgency="99"))
    assert parsed.story.url == "/world/2026/11/vote/"
    assert parsed.body.html == "<p>The council put it off.</p>"


def test_every_mistake_is_found_in_one_run():
    found = codes("---\ntitel: A\nurgency: 99\ndate: 2026-02-30\n---\n[x](javascript:alert(1))")
    assert sorted(found) == [
        "unknown-field",
        "unsafe-link",
        "wrong-date",
        "wrong-value",
    ]


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({"expires": "2026-11-19"}, 4),
        ({"expires": "2026-11-20T06:30:00-05:00"}, 4),
        ({"embargo": "2026-11-22", "expires": "2026-11-21"}, 5),
        ({"updated": "2026-11-19"}, 4),
    ],
)
def test_dates_that_contradict_each_other_are_a_warning(fields, line):
    (problem,) = parse(story(**fields)).problems
    assert (problem.code, problem.severity, problem.span.line) == ("wrong-date", "warning", line)


def test_the_text_of_a_section_cannot_have_an_address_of_its_own():
    (problem,) = parse("---\ntitle: Local\nurl: /near/\n---\n", "content/local/_index.md").problems
    assert (problem.code, problem.severity, problem.span.line) == ("wrong-slug", "error", 3)
    assert (
        problem.message
        == "the address cannot be used: a section stands at /local/, after its folder"
    )


@pytest.mark.parametrize(
    ("fields", "body", "path", "codes"),
    [
        ("", "", "content/world/a.md", ["no-text"]),
        ("", "<!-- to come -->", "content/world/a.md", ["no-text"]),
        ("deck: All that is known", " \n\n", "content/world/a.md", ["no-text"]),
        ("draft: true\n", "", "content/world/a.md", []),
        ("status: withheld\n", "", "content/world/a.md", []),
        ("media: [{src: a.jpg, alt: A pier, credit: Ana Ruiz}]\n", "", "content/world/a.md", []),
        ("layout: votes\n", "", "content/world/a.md", []),
        ("", "- one", "content/world/a.md", []),
        ("", "/// pull-quote\nWords.\n///", "content/world/a.md", []),
        ("", "", "content/about.md", []),
        ("", "", "content/world/_index.md", []),
    ],
)
def test_a_story_without_text_is_told(fields, body, path, codes):
    date = "date: 2026-11-20\n" if "world/a" in path else ""
    parsed = parse(f"---\ntitle: A\n{date}{fields.rstrip()}\n---\n{body}\n", path)
    assert [problem.code for problem in parsed.problems] == codes
