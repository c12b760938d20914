"""The JSON-LD of every page: it parses, and has what search engines ask of its type.

The keys are those of schema.org's types that Google's Article, Breadcrumb and ImageObject guides
name.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from judges.conftest import BASE_URL, Demo

_WANTED = {
    "NewsArticle": (
        "headline",
        "url",
        "mainEntityOfPage",
        "publisher",
        "datePublished",
        "author",
        "inLanguage",
    ),
    "BreadcrumbList": ("itemListElement",),
    "WebSite": ("name", "url", "publisher"),
    "CollectionPage": ("name", "url"),
    "ProfilePage": ("mainEntity",),
}
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)")


def test_every_page_has_structured_data_that_parses_with_its_wanted_keys(demo: Demo) -> None:
    seen = set()
    for page, data in _data(demo):
        assert data["@context"] == "https://schema.org", page
        seen.add(data["@type"])
        for key in _WANTED.get(data["@type"], ()):
            assert data.get(key), f"{page}: {data['@type']} has no {key}"
    assert {"NewsArticle", "BreadcrumbList", "WebSite"} <= seen


def test_every_story_page_has_one_article_and_its_dates_have_zones(demo: Demo) -> None:
    stories = _first_pages_of_stories(demo)
    assert len(stories) > 10
    articles = [(page, data) for page, data in _data(demo) if data["@type"] == "NewsArticle"]
    assert sorted(page for page, _ in articles) == sorted(stories)
    for page, data in articles:
        for key in ("datePublished", "dateModified"):
            assert key not in data or _MOMENT.fullmatch(data[key]), f"{page}: {key} {data[key]}"
        for author in data["author"]:
            assert author["@type"] in {"Person", "Organization", "NewsMediaOrganization"}, page
            assert author["name"], page


def test_every_address_of_the_site_in_structured_data_exists(demo: Demo) -> None:
    checked = 0
    for page, data in _data(demo):
        for url in _strings(data):
            if url.startswith(BASE_URL):
                path = url.removeprefix(BASE_URL).partition("#")[0]
                file = demo.folder / (
                    path + "index.html" if path.endswith("/") or not path else path
                )
                assert file.is_file(), f"{page}: {url}"
                checked += 1
    assert checked > 50


def _first_pages_of_stories(demo: Demo) -> list[str]:
    """The later pages of a long story (`…/2/`) repeat nothing: the first one speaks for it."""
    stories = [
        demo.url(page)
        for page in demo.pages()
        if 'class="is-story' in page.read_text(encoding="utf-8")
    ]
    return [url for url in stories if not re.search(r"/\d+/$", url)]


def _data(demo: Demo) -> Iterator[tuple[str, dict[str, Any]]]:
    for page in demo.pages():
        tree = etree.parse(page, etree.HTMLParser(encoding="utf-8"))
        for text in tree.xpath("//script[@type='application/ld+json']/text()"):
            yield demo.url(page), json.loads(text)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _strings(part)
