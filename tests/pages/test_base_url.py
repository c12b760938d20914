"""One site at three addresses: no link leaves the base path, every one leads to a file, and
absolute addresses are right.
"""

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin

import feedparser
import lxml.etree
import pytest

from tests.conftest import Site, story

BASES = ["https://x.example/", "https://x.example/repo/", "https://x.example/a/b/"]
PAPER = f"""
-- site.yaml --
title: The Harbor Ledger
base_url: https://elsewhere.example/
page_size: 2
image: card.png
publisher: {{name: Harbor, logo: logo.png}}
cname: x.example
share: [facebook, x, pinterest, email]
-- static/card.png --
-- static/logo.png --
-- static/rules.txt --
Rules.
-- content/_index.md --
---
title: Welcome
---
See [the rules](/rules.txt) and [a section](/local/).
-- content/about.md --
---
title: About
aliases: [/who/]
---
[Home](/) and [a story](local/a.md).
-- content/local/a.md --
{
    story(
        "First",
        tags="[Über, pier]",
        byline="Ana Ruiz",
        series="Wall",
        slug="fähre",
        media="[{src: p q.png, alt: A, credit: Ana Ruiz}]",
        aliases="[/old/a.html]",
        related="[local/b.md, about.md]",
        body="[b](b.md#end) ![](<p q.png>) <img src='p q.png' alt='x'> [tag](/tags/pier/)[^1]"
        + chr(10) * 2
        + "/// related"
        + chr(10)
        + "    stories: [b.md]"
        + chr(10)
        + "///"
        + chr(10) * 2
        + "[^1]: Note.",
    )
}
-- content/local/p q.png --
-- content/local/b.md --
{
    story(
        "Second",
        "2026-10-01T12:00:00Z",
        series="Wall",
        body="One."
        + chr(10) * 2
        + "/// story-continues | page"
        + chr(10)
        + "///"
        + chr(10) * 2
        + "## End",
    )
}
-- content/local/c.md --
{story("Third", "2026-10-02T12:00:00Z", byline="Ana Ruiz")}
-- content/world/d.md --
{story("Fourth", "2026-10-03T12:00:00Z", url="/special/page.html")}
-- content/world/e.md --
{story("Fifth", "2026-10-04T12:00:00Z", status="killed")}
"""


@pytest.fixture(scope="module", params=BASES)
def built(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, Site]:
    site = Site(tmp_path_factory.mktemp("site")).write(PAPER)
    assert site.build(base_url=request.param).errors == 0, site.problems()
    return request.param, site


def links(base: str, site: Site) -> Iterator[tuple[str, str]]:
    """Each address in each page: the page, and the address as a browser completes it."""
    for path in site.files():
        if path.endswith(".html"):
            page = site.dom(path)
            refresh = [
                content.partition("url=")[2]
                for content in page.xpath("//meta[@http-equiv='refresh']/@content")
            ]
            here = base + path.removesuffix("index.html")
            for address in [*page.xpath("//@href | //@src"), *refresh]:
                if not address.startswith(("data:", "mailto:")):
                    yield path, urljoin(here, address)


def leads_to_a_file(base: str, site: Site, address: str) -> bool:
    assert address.startswith(base), f"{address} is outside {base}"
    return site.has(unquote(address.removeprefix(base).partition("?")[0]) or "index.html")


def test_every_link_on_the_site_leads_to_a_file_below_the_base_path(
    built: tuple[str, Site],
) -> None:
    base, site = built
    seen = 0
    for path, address in links(base, site):
        if address.startswith("https://x.example"):
            seen += 1
            assert leads_to_a_file(base, site, urldefrag(address).url), f"{path} links to {address}"
    assert seen > 300


def test_fragments_lead_to_elements(built: tuple[str, Site]) -> None:
    base, site = built
    ids = {
        path: set(site.dom(path).xpath("//@id")) for path in site.files() if path.endswith(".html")
    }
    fragments = 0
    for path, address in links(base, site):
        url, fragment = urldefrag(address)
        if fragment and url.startswith(base):
            target = unquote(url.removeprefix(base))
            target = target + "index.html" if target.endswith("/") or not target else target
            assert fragment in ids[target], f"{path} links to {address}"
            fragments += 1
    assert fragments > 20


def test_addresses_for_machines_are_absolute_and_lead_to_files(built: tuple[str, Site]) -> None:
    base, site = built
    addresses: list[str] = []
    for path in site.files():
        if path.endswith(".html"):
            page = site.dom(path)
            addresses += page.xpath("//link[@rel='canonical']/@href")
            addresses += page.xpath(
                "//meta[@property='og:url' or @property='og:image' or"
                " @name='twitter:image']/@content"
            )
            for script in page.xpath("//script"):
                addresses += [
                    text for text in strings(json.loads(script.text)) if text.startswith("http")
                ]
    addresses += [
        loc.text for loc in lxml.etree.fromstring(site.read("sitemap.xml").encode()).iter("{*}loc")
    ]
    for name in ("feed.xml", "local/feed.xml"):
        read = feedparser.parse(site.read(name))
        addresses += [
            read.feed.link,
            *(link.href for link in read.feed.links),
            *(entry.link for entry in read.entries),
        ]
        addresses += re.findall(r'(?:href|src|url)="([^"]+)"', site.read(name))
    addresses += re.findall(r"Sitemap: (.*)", site.read("robots.txt"))
    ours = [address for address in addresses if not address.startswith("https://schema.org")]
    assert len(ours) > 100
    for address in ours:
        assert leads_to_a_file(base, site, urldefrag(address).url), address


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from strings(item)
    elif isinstance(value, str):
        yield value


def test_the_files_have_the_same_names_at_every_address(built: tuple[str, Site]) -> None:
    _, site = built
    assert site.has("local/2026/11/fähre/")
    assert site.has("media/local/p q.png")
    assert site.has("special/page.html")
    assert not any(path.startswith(("repo/", "a/b/")) for path in site.files())


def test_a_base_url_without_a_slash_at_its_end_is_the_same_site(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    one, other = (Site(tmp_path_factory.mktemp("site")).write(PAPER) for _ in range(2))
    one.build(base_url="https://x.example/repo/")
    other.build(base_url="https://x.example/repo")
    assert one.files() == other.files()
