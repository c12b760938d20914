"""The fields of front matter: short and long forms, other generators' names, what each becomes."""

import datetime as dt

import pytest

from ssg.config.site import Config
from ssg.grammar.byline import Person
from ssg.grammar.dateline import Dateline
from ssg.model.rights import Lease, Rights
from ssg.model.story import Correction, Related, StorySource
from ssg.source.fields import Reader, read_fields
from ssg.source.files import SourceFile
from ssg.source.yaml import parse_yaml
from ssg.story.front_matter import FIELDS

pytestmark = pytest.mark.fast

ZONE = Config(title="", base_url="", timezone="America/New_York").zone


def read(text):
    """The fields of some front matter, and the codes of its mistakes."""
    text = f"title: Vote\n{text}"
    yaml, problems = parse_yaml(SourceFile("content/world/a.md", text), text)
    assert problems == []
    reader = Reader(yaml, ZONE)
    return read_fields(reader, yaml.value, FIELDS, (), "a story"), [
        problem.code for problem in reader.problems
    ]


def field(name, text):
    fields, codes = read(text)
    assert codes == []
    return fields[name]


@pytest.mark.parametrize("key", ["byline", "author", "authors"])
@pytest.mark.parametrize(
    "written",
    [
        "Ana Ruiz and Tomas Brandt",
        "[Ana Ruiz, Tomas Brandt]",
        "[{name: Ana Ruiz}, {name: Tomas Brandt}]",
        "\n  - Ana Ruiz\n  - {name: Tomas Brandt}",
    ],
)
def test_a_byline_is_a_text_or_a_list_under_each_of_its_names(key, written):
    assert field("byline", f"{key}: {written}") == (
        Person(name="Ana Ruiz"),
        Person(name="Tomas Brandt"),
    )


def test_one_person_may_stand_without_a_list():
    person = field(
        "byline",
        "byline: {name: Ana Ruiz, role: reporter, org: Ledger, location: Port Alder, email:"
        " ana@ledger.example, url: https://ana.example/}",
    )
    assert person == (
        Person(
            name="Ana Ruiz",
            role="reporter",
            org="Ledger",
            location="Port Alder",
            email="ana@ledger.example",
            url="https://ana.example/",
        ),
    )


def test_an_agency_may_be_the_byline():
    assert field("byline", "byline: {name: Coastal Wire, agency: true}")[0].is_agency
    assert field("byline", "byline: By The Associated Press")[0].is_agency


def test_contributors_take_the_same_forms():
    assert field("contributors", "contributors: Ana Ruiz") == (Person(name="Ana Ruiz"),)


@pytest.mark.parametrize(
    "byline",
    [
        "{role: reporter}",
        "[{name: Ana, email: nobody}]",
        "[{name: Ana, url: ana.example}]",
        "[[Ana]]",
    ],
)
def test_a_person_needs_a_name_and_real_addresses(byline):
    fields, codes = read(f"byline: {byline}")
    assert fields["byline"] == ()
    assert len(codes) == 1


@pytest.mark.parametrize(
    ("alias", "key"),
    [("description", "summary"), ("contact", "tagline"), ("rewrite_of", "replaces")],
)
def test_other_names_of_a_text(alias, key):
    assert field(key, f"{alias}: some words") == field(key, f"{key}: some words") == "some words"


def test_lastmod_is_updated():
    assert (
        field("updated", "lastmod: 2026-11-20")
        == field("updated", "updated: 2026-11-20")
        == dt.datetime(2026, 11, 20, tzinfo=ZONE)
    )


@pytest.mark.parametrize(
    "pair",
    [
        "summary: a\ndescription: b",
        "updated: 2026-11-20\nlastmod: 2026-11-21",
        "byline: Ana\nauthor: Bo",
        "tagline: a\ncontact: b",
    ],
)
def test_a_field_and_its_other_name_together_are_a_duplicate(pair):
    assert read(pair)[1] == ["duplicate-key"]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("true", True),
        ("no", False),
        ("False", False),
        ("2026-11-20T06:30Z", dt.datetime(2026, 11, 20, 6, 30, tzinfo=dt.UTC)),
    ],
)
def test_published_is_a_boolean_or_a_date(written, value):
    assert field("published", f"published: {written}") == value


def test_a_dateline_has_a_short_and_a_long_form():
    assert field("dateline", "dateline: PORT ALDER, Nov. 20 (AP)") == Dateline(
        place="PORT ALDER", date="Nov. 20", agency="AP"
    )
    assert field("dateline", "dateline: {place: PORT ALDER, agency: AP}") == Dateline(
        place="PORT ALDER", agency="AP"
    )


def test_a_source_has_a_short_and_a_long_form():
    assert field("source", "source: AP") == StorySource(name="AP")
    long = (
        "source: {name: AP, url: https://apnews.com/x, id: 'urn:newsml:ap:1', licence: by contract,"
        " canonical: source}"
    )
    assert field("source", long) == StorySource(
        name="AP",
        url="https://apnews.com/x",
        id="urn:newsml:ap:1",
        licence="by contract",
        canonical="source",
    )
    assert read("source: {name: AP, canonical: theirs}")[1] == ["wrong-value"]


def test_tags_are_a_list_or_a_text_with_commas():
    assert (
        field("tags", "tags: [strike, transport]")
        == field("tags", "tags: strike, transport")
        == ("strike", "transport")
    )


def test_tags_that_look_like_other_things_stay_words():
    assert field("tags", "tags: [no, 2026, 007, 1.10, null-island]") == (
        "no",
        "2026",
        "007",
        "1.10",
        "null-island",
    )


def test_related_stories_are_paths_addresses_or_records():
    assert field(
        "related",
        "related: [world/port.md, https://e.org/2019, {title: The 2019 strike, url:"
        " https://e.org/x}, {path: ../a.md, title: A}]",
    ) == (
        Related(path="world/port.md"),
        Related(url="https://e.org/2019", title="https://e.org/2019"),
        Related(url="https://e.org/x", title="The 2019 strike"),
        Related(path="../a.md", title="A"),
    )


def test_one_related_story_needs_no_list():
    assert field("related", "related: world/port.md") == (Related(path="world/port.md"),)


@pytest.mark.parametrize("related", ["[{title: A}]", "[{url: https://e.org/, path: a.md}]"])
def test_a_related_link_leads_to_one_place(related):
    assert read(f"related: {related}")[1] == ["missing-field"]


def test_corrections_are_typed_and_dated():
    assert field(
        "corrections",
        "corrections:\n  - {date: 2026-11-20T09:00:00-05:00, text: A number was wrong.}\n"
        "  - {date: 2026-11-21, kind: refile, text: Again.}",
    ) == (
        Correction(
            date=dt.datetime(2026, 11, 20, 14, tzinfo=dt.UTC),
            kind="correction",
            text="A number was wrong.",
        ),
        Correction(date=dt.datetime(2026, 11, 21, tzinfo=ZONE), kind="refile", text="Again."),
    )
    assert read("corrections: [{date: 2026-11-20}]")[1] == ["missing-field"]
    assert read("corrections: [{date: 2026-11-20, kind: clarification, text: x}]")[1] == [
        "wrong-value"
    ]


def test_share_is_a_list_or_false():
    assert field("share", "share: false") is False
    assert (
        field("share", "share: [x, email]") == field("share", "share: x, email") == ("x", "email")
    )


@pytest.mark.parametrize(
    "status",
    [
        "usable",
        "published",
        "Draft",
        "withheld",
        "killed",
        "canceled",
        "cancelled",
        "withdrawn",
        "expired",
        "archived",
        "embargoed",
    ],
)
def test_every_word_for_a_status_is_known(status):
    assert field("status", f"status: {status}") == status.lower()


def test_urgency_goes_from_1_to_9():
    assert [field("urgency", f"urgency: {n}") for n in (1, 9)] == [1, 9]
    assert [read(f"urgency: {n}")[1] for n in (0, 10)] == [["wrong-value"], ["wrong-value"]]


def test_rights_of_a_picture_are_a_preset_or_leases():
    short, long = field(
        "media",
        "media:\n  - {src: a.jpg, rights: ap-photo}\n  - {src: b.jpg, rights: {preset: ap-photo,"
        " allow-use: {until: 2026-12-20}, deny-syndication: true}}",
    )
    assert short["rights"] == Rights(preset="ap-photo")
    assert long["rights"] == Rights(
        preset="ap-photo",
        allow_use=Lease(until=dt.datetime(2026, 12, 20, 23, 59, 59, tzinfo=ZONE)),
        deny_syndication=Lease(),
    )


def test_one_picture_needs_no_list():
    assert field("media", "media: {src: a.jpg}") == ({"src": "a.jpg"},)
    assert read("media: {alt: no file}")[1] == ["missing-field"]


def test_a_focal_point_is_in_per_cent():
    assert field("media", "media: {src: a.jpg, focal: [50, 33.3]}")[0]["focal"] == (50.0, 33.3)
    assert read("media: {src: a.jpg, focal: [50, 133]}")[1] == ["wrong-type"]
    for given in ("50", "[50]", "[50, 50, 50]", "{x: 50}"):
        assert read(f"media: {{src: a.jpg, focal: {given}}}")[1] == ["wrong-value"]


def test_a_lease_does_not_end_before_it_begins():
    def lease(until):
        return read(
            f"media: {{src: a.jpg, rights: {{allow-use: {{from: 2026-02-01, until: {until}}}}}}}"
        )[1]

    assert lease("2026-01-31") == ["wrong-date"]
    assert lease("2026-02-01") == []


def test_a_layout_is_a_name_not_a_path():
    assert field("layout", "layout: long-read") == "long-read"
    assert read("layout: ../../etc/passwd")[1] == ["wrong-value"]
    assert read("layout: long.html")[1] == ["wrong-value"]


def test_fields_of_ones_own_keep_their_types_below_extra():
    assert field("extra", "extra: {rating: 4.5, hero: true, code: '007', list: [1, two]}") == {
        "rating": 4.5,
        "hero": True,
        "code": "007",
        "list": [1, "two"],
    }
    assert read("rating: 4.5")[1] == ["unknown-field"]


def test_headlines_that_yaml_would_read_as_something_else_stay_text():
    for title in ("no", "1984", "2026-11-20", "12:30", "1.10"):
        yaml, _ = parse_yaml(SourceFile("a.md", f"title: {title}"), f"title: {title}")
        assert read_fields(Reader(yaml, ZONE), yaml.value, FIELDS, (), "a story") == {
            "title": title
        }


def test_every_field_says_what_it_is_for():
    assert [key for key, one in FIELDS.items() if len(one.doc) < 8] == []
