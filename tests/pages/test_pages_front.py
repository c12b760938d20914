"""Fronts and archives: what each list shows, in which order, and that a full archive page never
changes again.
"""

from collections.abc import Callable

import pytest

from tests.conftest import SITE_YAML, Site, story

MakeSite = Callable[..., Site]


def headlines(site: Site, path: str) -> list[str]:
    """The headlines of the cards in a page's main part, as they come."""
    links = site.dom(path).xpath("//main//article//a[ancestor::h2 or ancestor::h3]")
    return [" ".join(link.text_content().split()) for link in links]


def heading(site: Site, path: str) -> str:
    return " ".join(site.dom(path).xpath("//main//h1")[0].text_content().split())


def numbered(first: int, last: int) -> str:
    """Stories n = first to last, an hour apart, with one section, tag, author and series."""
    return "".join(
        f"-- content/local/s{n:03}.md --\n"
        + story(
            f"Story {n}",
            f"2026-{n // 200 + 10:02}-{(n // 24) % 28 + 1:02}T{n % 24:02}:00:00Z",
            tags="[pier]",
            byline="Ana Ruiz",
        )
        for n in range(first, last + 1)
    )


ANA = "{name: Ana Ruiz, role: editor, email: a@a.example, url: https://a.co/}"
IN_A_SERIES = {"byline": "By The Associated Press", "series": "The Wall", "weight": "2"}
PAPER = f"""
-- site.yaml --
{SITE_YAML}page_size: 3
sections:
  world: {{title: World News, order: 2, description: From elsewhere.}}
  local: {{title: Home Town, order: 1}}
-- content/_index.md --
---
title: Welcome
---
Words *above* the news.
-- content/local/_index.md --
---
title: Around here
---
What happens in **Port Alder**.
-- content/culture/_index.md --
---
title: Arts
summary: All the arts.
weight: -1
---
-- content/local/a.md --
{story("A first", "2026-11-01T06:00:00Z", byline="Ana Ruiz", tags="[Pier, Port Budget]")}
-- content/local/deep/b.md --
{story("B second", "2026-11-02T06:00:00Z", byline=ANA, tags="[pier]")}
-- content/local/c.md --
{story("C third", "2026-11-03T06:00:00Z", section="world", **IN_A_SERIES)}
-- content/culture/d.md --
{story("D fourth", "2026-11-04T06:00:00Z", series="The Wall", weight="1")}
-- content/loose.md --
{story("E fifth", "2026-11-05T06:00:00Z", section="Home Town")}
"""


def test_the_home_page_shows_the_newest_stories_and_its_own_text(paper: Site) -> None:
    assert headlines(paper, "")[:3] == ["E fifth", "D fourth", "C third"]
    page = paper.dom("")
    assert page.xpath("//main//em")[0].text == "above"
    assert page.xpath("//title")[0].text == "The Harbor Ledger"


def test_a_section_is_a_folder_or_what_the_story_names(paper: Site) -> None:
    assert headlines(paper, "local/") == ["E fifth", "B second", "A first"]
    assert headlines(paper, "world/") == ["C third"]
    assert headlines(paper, "culture/") == ["D fourth"]


def test_title_text_and_description_of_a_section_come_from_site_yaml_and_index(paper: Site) -> None:
    assert heading(paper, "local/") == "Home Town"
    assert (
        "What happens in Port Alder."
        in paper.dom("local/").xpath("//header[@class='list-head']")[0].text_content()
    )
    assert heading(paper, "culture/") == "Arts"
    descriptions = {
        path: paper.dom(path).xpath("//meta[@name='description']/@content")[0]
        for path in ("world/", "culture/", "local/")
    }
    assert descriptions == {
        "world/": "From elsewhere.",
        "culture/": "All the arts.",
        "local/": "What happens in Port Alder.",
    }


def test_sections_come_in_the_order_of_weight_or_site_yaml(paper: Site) -> None:
    links = paper.dom("").xpath("//nav[@class='sections']//a")
    assert [(a.text, a.get("href")) for a in links] == [
        ("Arts", "/culture/"),
        ("Home Town", "/local/"),
        ("World News", "/world/"),
    ]


def test_tags_that_differ_in_case_are_one_list(paper: Site) -> None:
    assert headlines(paper, "tags/pier/") == ["B second", "A first"]
    assert headlines(paper, "tags/port-budget/") == ["A first"]
    assert heading(paper, "tags/port-budget/") == "Port Budget"


def test_an_author_page_says_who_they_are(paper: Site) -> None:
    assert headlines(paper, "authors/ana-ruiz/") == ["B second", "A first"]
    page = paper.dom("authors/ana-ruiz/")
    assert heading(paper, "authors/ana-ruiz/") == "Ana Ruiz"
    assert page.xpath("//main//p[@class='deck']")[0].text == "editor"
    hrefs = page.xpath("//ul[@class='contact']//a/@href")
    assert hrefs == ["mailto:a@a.example", "https://a.co/"]
    assert headlines(paper, "authors/the-associated-press/") == ["C third"]


def test_stories_of_one_day_without_a_time_stand_in_the_order_of_their_files(
    site: MakeSite,
) -> None:
    dates = {"c": "2026-11-20", "a": "2026-11-20", "b": "2026-11-20", "z": "2026-11-20T09:00"}
    made = site("".join(f"-- content/local/{n}.md --\n{story(n, d)}" for n, d in dates.items()))
    assert made.build().errors == 0, made.problems()
    addresses = made.dom("local/").xpath("//main//h2/a/@href | //main//h3/a/@href")
    assert [address.rstrip("/")[-1] for address in addresses] == ["z", "a", "b", "c"]
    feed = made.read("feed.xml")
    assert sorted("zabc", key=lambda name: feed.index(f"/11/{name}/</guid>")) == list("zabc")


def test_a_series_is_ordered_by_weight(paper: Site) -> None:
    assert sorted(headlines(paper, "series/the-wall/")) == ["C third", "D fourth"]
    parts = paper.dom("culture/2026/11/d/").xpath("//section[@class='series']//li")
    assert [" ".join(li.text_content().split()) for li in parts] == [
        "D fourth this story",
        "C third",
    ]
    assert (
        "Part 1 of the series"
        in paper.dom("culture/2026/11/d/").xpath("//p[@class='part']")[0].text_content()
    )


def test_a_list_that_fits_on_its_front_has_no_archive(paper: Site) -> None:
    assert not paper.has("local/page/1/")
    assert not paper.dom("local/").xpath("//nav[@class='pager']")
    assert paper.has("page/1/")


def test_an_empty_site_has_a_front_page(site: MakeSite) -> None:
    made = site()
    assert made.build().errors == 0
    assert headlines(made, "") == []


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> tuple[Site, dict[str, bytes]]:
    """A site of 70 stories, and its files when it had 45."""
    site = Site(tmp_path_factory.mktemp("grown")).write(numbered(1, 45))
    assert site.build().errors == 0, site.problems()
    before = site.files()
    site.write(numbered(46, 70))
    assert site.build().errors == 0, site.problems()
    return site, before


@pytest.mark.parametrize("front", ["", "local/", "tags/pier/", "authors/ana-ruiz/"])
def test_archive_pages_are_numbered_from_the_oldest_and_stand_still(
    grown: tuple[Site, dict[str, bytes]], front: str
) -> None:
    site, before = grown
    assert headlines(site, f"{front}page/1/") == [f"Story {n}" for n in range(20, 0, -1)]
    assert headlines(site, f"{front}page/2/") == [f"Story {n}" for n in range(40, 20, -1)]
    assert headlines(site, f"{front}page/3/") == [f"Story {n}" for n in range(60, 40, -1)]
    for number in (1, 2):
        path = f"{front}page/{number}/index.html"
        assert site.files()[path] == before[path]
    assert not site.has(f"{front}page/5/")


@pytest.mark.parametrize("front", ["", "local/", "tags/pier/", "authors/ana-ruiz/"])
def test_following_older_from_the_front_shows_every_story(
    grown: tuple[Site, dict[str, bytes]], front: str
) -> None:
    site, _ = grown
    seen, path = set(headlines(site, front)), front
    assert {f"Story {n}" for n in range(51, 71)} <= seen
    while older := site.dom(path).xpath("//nav[@class='pager']/a[@rel='next']/@href"):
        path = older[0].removeprefix("/")
        seen |= set(headlines(site, path))
    assert path == f"{front}page/1/"
    assert seen == {f"Story {n}" for n in range(1, 71)}


def test_newer_leads_upwards_and_from_the_last_full_page_to_the_front(
    grown: tuple[Site, dict[str, bytes]],
) -> None:
    site, before = grown
    newer = [
        site.dom(f"local/page/{n}/").xpath("//nav[@class='pager']/a[@rel='prev']/@href")
        for n in (1, 2, 3)
    ]
    assert newer == [["/local/page/2/"], ["/local/page/3/"], ["/local/page/4/"]]
    redirect = site.dom("local/page/4/").xpath("//meta[@http-equiv='refresh']/@content")
    assert redirect == ["0; url=/local/"]
    assert b'http-equiv="refresh"' in before["local/page/3/index.html"]
    assert b'http-equiv="refresh"' not in site.files()["local/page/3/index.html"]


def test_a_new_story_rewrites_a_handful_of_files(grown: tuple[Site, dict[str, bytes]]) -> None:
    site, _ = grown
    site.write(numbered(71, 71))
    written = site.build().published.written
    # The story and its neighbour; four fronts; month, index pages and sitemap; two feeds. All lists
    # of all pages would be some 90.
    assert written <= 15
    site.root.joinpath("content/local/s071.md").unlink()
    assert site.build().published.removed == 1


def test_drafts_and_embargoed_stories_do_not_count(site: MakeSite) -> None:
    hidden = (
        "-- content/local/x.md --\n"
        + story(
            "Canary", "2026-11-01T00:00:00Z", draft="true", tags="[secret]", byline="Nobody Else"
        )
        + "-- content/local/y.md --\n"
        + story("Canary", "2026-11-01T00:00:00Z", embargo="2027-01-01T00:00:00Z", series="Hidden")
        + "-- content/hidden/z.md --\n"
        + story("Canary", "2027-01-01T00:00:00Z")
    )
    plain, with_hidden = site(numbered(1, 21), "plain"), site(numbered(1, 21) + hidden, "hidden")
    plain.build()
    with_hidden.build()
    assert with_hidden.files() == plain.files()


def test_a_section_that_waits_for_its_first_story_has_a_front_and_a_feed(site: MakeSite) -> None:
    made = site(
        "-- content/local/_index.md --\n---\ntitle: Around here\n---\nSoon.\n"
        "-- content/about.md --\n---\ntitle: A\n---\n[x](local/_index.md)\n"
    )
    assert made.build().problems == ()
    assert heading(made, "local/") == "Around here"
    assert made.has("local/feed.xml")
    assert not made.dom("").xpath("//nav[@class='sections']")


def test_a_series_is_listed_from_its_first_part_on(site: MakeSite) -> None:
    parts = "".join(
        f"-- content/local/{name}.md --\n" + story(name, f"2026-11-0{day}T06:00:00Z", series="Wall")
        for day, name in enumerate("abc", 1)
    )
    made = site(parts)
    made.build()
    titles = [
        title.text_content().strip()
        for title in made.dom("series/wall/").xpath("//main//article//h2")
    ]
    assert titles == ["a", "b", "c"]


def test_archived_stories_stay_in_lists_but_not_in_the_boxes_of_the_home_page(
    site: MakeSite,
) -> None:
    made = site(
        "".join(f"-- content/local/{n}.md --\n" + story(f"Story {n}") for n in range(7))
        + "-- content/local/old.md --\n"
        + story("Kept for the record", status="archived")
    )
    assert made.build().errors == 0
    assert "Kept for the record" not in made.read("")
    assert "Kept for the record" in made.read("local/")
    made.write("-- content/local/old.md --\n" + story("Kept for the record"))
    made.build()
    assert "Kept for the record" in made.read("")
