"""Indexes: the months and what was published in each, and all topics, writers and series."""

from collections.abc import Callable

from tests.conftest import SITE_YAML, Site, story

MakeSite = Callable[..., Site]
PAPER = (
    "-- content/local/a.md --\n"
    + story(
        "A first",
        "2025-12-31T12:00:00Z",
        tags="[Pier, strike]",
        byline="Ana Ruiz",
        series="The Wall",
    )
    + "-- content/local/b.md --\n"
    + story(
        "B second", "2026-11-01T02:00:00Z", tags="[strike]", byline="Tomas Brandt"
    )  # still October in New York
    + "-- content/local/c.md --\n"
    + story("C third", "2026-11-02T12:00:00Z", tags="[strike]", byline="Ana Ruiz")
)


def index(site: Site, path: str) -> list[tuple[str, str, str]]:
    """Text, address and count of each entry."""
    rows = site.dom(path).xpath("//ul[@class='index']/li")
    return [
        (li.find("a").text, li.find("a").get("href"), li.xpath("./span[@class='count']")[0].text)
        for li in rows
    ]


def test_months_are_listed_newest_first_with_their_counts(paper: Site) -> None:
    assert index(paper, "archive/") == [
        ("November 2026", "/archive/2026/11/", "1"),
        ("October 2026", "/archive/2026/10/", "1"),
        ("December 2025", "/archive/2025/12/", "1"),
    ]
    years = paper.dom("archive/").xpath("//main//h2")
    assert [year.text for year in years] == ["2026", "2025"]


def test_a_month_holds_the_stories_of_that_month_on_the_site_s_clock(paper: Site) -> None:
    october = paper.dom("archive/2026/10/")
    assert [h.text_content() for h in october.xpath("//main//article//h2")] == ["B second"]
    assert october.xpath("//main//h1")[0].text == "October 2026"
    assert paper.has("local/2026/10/b/")


def test_topics_writers_and_series_have_an_index_each(paper: Site) -> None:
    assert index(paper, "tags/") == [("Pier", "/tags/pier/", "1"), ("strike", "/tags/strike/", "3")]
    assert index(paper, "authors/") == [
        ("Ana Ruiz", "/authors/ana-ruiz/", "2"),
        ("Tomas Brandt", "/authors/tomas-brandt/", "1"),
    ]
    assert index(paper, "series/") == [("The Wall", "/series/the-wall/", "1")]


def test_months_and_indexes_can_be_switched_off(site: MakeSite) -> None:
    made = site(f"-- site.yaml --\n{SITE_YAML}months: false\nindexes: false\n" + PAPER)
    assert made.build().errors == 0
    for path in ("archive/", "archive/2026/11/", "tags/", "authors/", "series/"):
        assert not made.has(path)
    assert made.has("tags/pier/")


def test_a_month_s_name_is_in_the_language_of_the_site(site: MakeSite) -> None:
    made = site(f"-- site.yaml --\n{SITE_YAML}language: de\n" + PAPER)
    made.build()
    assert [row[0] for row in index(made, "archive/")] == [
        "November 2026",
        "Oktober 2026",
        "Dezember 2025",
    ]


def test_an_index_without_entries_is_not_made(site: MakeSite) -> None:
    made = site("-- content/local/a.md --\n" + story())
    made.build()
    assert made.has("archive/")
    for path in ("tags/", "authors/", "series/"):
        assert not made.has(path)


def test_a_part_of_every_page_can_call_terms_on_an_index_too(site: MakeSite) -> None:
    footer = (
        "-- layouts/partials/footer.html --\n<p id='topics'>{% for term in terms('tags') %}{{"
        " term.label }} {% endfor %}</p>\n"
    )
    made = site(
        footer
        + "-- content/local/a.md --\n"
        + story(tags="[Pier]", series="Wall", byline="Ana Ruiz")
    )
    made.build()
    assert made.problems() == []
    for path in ("tags/", "authors/", "series/", ""):
        assert "<p id='topics'>Pier </p>" in made.read(path)
