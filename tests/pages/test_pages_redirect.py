"""Redirects from former addresses, and the error page."""

from collections.abc import Callable

import pytest

from tests.conftest import SITE_YAML, Site, story

MakeSite = Callable[..., Site]


def refresh(site: Site, path: str) -> str:
    """Where a redirect page leads."""
    (content,) = site.dom(path).xpath("//meta[@http-equiv='refresh']/@content")
    return content.partition("url=")[2]


@pytest.mark.parametrize("alias", ["/old/address/", "/old/address", "old/address"])
def test_an_alias_leads_to_the_story(site: MakeSite, alias: str) -> None:
    made = site("-- content/local/a.md --\n" + story(aliases=f"[{alias}]"))
    assert made.build().errors == 0
    assert refresh(made, "old/address/") == "/local/2026/11/a/"
    page = made.dom("old/address/")
    assert "/local/2026/11/a/" in page.xpath("//main//a/@href")
    assert page.xpath("//link[@rel='canonical']/@href") == [
        "https://ledger.example/local/2026/11/a/"
    ]


def test_search_engines_may_follow_an_alias_to_the_new_address(site: MakeSite) -> None:
    made = site("-- content/local/a.md --\n" + story(aliases="[/old/]"))
    made.build()
    assert made.dom("old/").xpath("//meta[@name='robots']") == []


def test_a_redirect_that_an_archive_page_will_replace_is_not_indexed(site: MakeSite) -> None:
    made = site(
        f"-- site.yaml --\n{SITE_YAML}page_size: 1\n-- content/local/a.md --\n{story('A')}"
        f"-- content/local/b.md --\n{story('B')}"
    )
    made.build()
    assert refresh(made, "page/3/") == "/"
    page = made.dom("page/3/")
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert page.xpath("//link[@rel='canonical']") == []


def test_an_alias_may_name_a_file_and_any_letters(site: MakeSite) -> None:
    made = site(
        "-- content/local/a.md --\n"
        + story(slug="fähre", aliases="[/2009/ferry.html, /f%C3%A4hre/]")
    )
    assert made.build().errors == 0
    assert refresh(made, "2009/ferry.html") == "/local/2026/11/f%C3%A4hre/"
    assert refresh(made, "fähre/") == "/local/2026/11/f%C3%A4hre/"


def test_a_redirect_leads_below_the_base_path(site: MakeSite) -> None:
    made = site(
        f"-- site.yaml --\n{SITE_YAML.replace('.example/', '.example/paper/')}-- content/a.md"
        " --\n---\ntitle: A\naliases: [/b/]\n---\n"
    )
    assert made.build().errors == 0
    assert refresh(made, "b/") == "/paper/a/"


@pytest.mark.parametrize("status", ["killed", "withheld", "expired"])
def test_an_alias_of_a_recalled_story_leads_to_its_notice(site: MakeSite, status: str) -> None:
    made = site("-- content/local/a.md --\n" + story(aliases="[/old/]", status=status))
    assert made.build().errors == 0
    assert refresh(made, "old/") == "/local/2026/11/a/"


@pytest.mark.parametrize(
    "fields",
    [
        {"draft": "true"},
        {"embargo": "2027-01-01T00:00:00Z"},
        {"status": "killed", "embargo": "2027-01-01T00:00:00Z"},
    ],
)
def test_an_alias_of_an_unpublished_story_is_not_made(
    site: MakeSite, fields: dict[str, str]
) -> None:
    made = site("-- content/local/a.md --\n" + story(aliases="[/old/]", **fields))
    assert made.build().errors == 0
    assert not made.has("old/")


def test_an_alias_is_in_neither_sitemap_nor_feed(site: MakeSite) -> None:
    made = site("-- content/local/a.md --\n" + story(aliases="[/old/]"))
    made.build()
    for name in ("sitemap.xml", "feed.xml"):
        assert "/old/" not in made.read(name)


def test_there_is_an_error_page_that_works_at_any_depth(site: MakeSite) -> None:
    made = site(
        f"-- site.yaml --\n{SITE_YAML.replace('.example/', '.example/paper/')}-- content/local/a.md"
        " --\n" + story()
    )
    made.build()
    page = made.dom("404.html")
    addresses = [
        value for value in page.xpath("//@href | //@src") if not value.startswith(("#", "data:"))
    ]
    assert addresses
    assert all(value.startswith("/paper/") for value in addresses)
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]


def test_an_error_page_of_one_s_own_wins(site: MakeSite) -> None:
    made = site("-- static/404.html --\n<p>Lost?\n")
    assert made.build().errors == 0
    assert made.read("404.html") == "<p>Lost?\n"
