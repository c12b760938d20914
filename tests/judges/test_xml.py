"""Feeds and sitemaps: well-formed, valid, and read by feedparser as a feed reader would."""

from pathlib import Path
from urllib.parse import urlsplit

import feedparser
import pytest
from lxml import etree

from judges.conftest import BASE_URL, Demo

_SITEMAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def test_every_xml_file_is_well_formed(demo: Demo) -> None:
    files = [
        file
        for file in demo.folder.rglob("*")
        if file.suffix in {".xml", ".svg", ".xsl", ".atom", ".rss"}
    ]
    assert files
    for file in files:
        etree.parse(file)


def test_sitemaps_are_valid_by_the_schema_of_sitemaps_org(demo: Demo, shared: Path) -> None:
    schemas = shared / "conformance" / "schemas" / "sitemap"
    if not schemas.is_dir():
        pytest.skip("the schemas of sitemaps.org are not here")
    for file in _sitemaps(demo):
        tree = etree.parse(file)
        name = (
            "siteindex.xsd" if tree.getroot().tag == f"{_SITEMAPS}sitemapindex" else "sitemap.xsd"
        )
        schema = etree.XMLSchema(etree.parse(schemas / name))
        assert schema.validate(tree), f"{file.name}: {schema.error_log}"


def test_sitemaps_name_each_page_once_and_only_pages_of_the_site(demo: Demo) -> None:
    named = [
        text
        for file in _sitemaps(demo)
        for text in etree.parse(file).xpath("//*[local-name()='url']/*[local-name()='loc']/text()")
    ]
    assert len(named) == len(set(named)) > 0
    for url in named:
        assert url.startswith(BASE_URL)
        path = url.removeprefix(BASE_URL)
        page = demo.folder / (path + "index.html" if path.endswith("/") or not path else path)
        assert page.is_file(), url
        assert 'name="robots" content="noindex' not in page.read_text(encoding="utf-8"), url


def test_a_feed_reader_understands_every_feed(demo: Demo) -> None:
    feeds = _feeds(demo)
    assert len(feeds) >= 5
    for file in feeds:
        feed = feedparser.parse(file.read_bytes())
        assert feed.bozo == 0, f"{file}: {feed.get('bozo_exception')}"
        assert feed.feed.title, file
        assert feed.feed.link, file
        assert feed.entries, file
        for entry in feed.entries:
            assert entry.link.startswith(("http://", "https://")), entry.link
            assert entry.title, entry.link
            assert entry.id, entry.link
            assert entry.get("published_parsed") or entry.get("updated_parsed"), entry.link
            assert entry.get("content") or entry.get("summary"), entry.link


def test_nothing_in_a_feed_is_relative(demo: Demo) -> None:
    for file in _feeds(demo):
        for entry in feedparser.parse(file.read_bytes(), resolve_relative_uris=False).entries:
            for content in entry.get("content", []):
                tree = etree.fromstring(f"<div>{content.value}</div>", etree.HTMLParser())
                for url in tree.xpath("//@href | //@src"):
                    assert urlsplit(url).scheme, (
                        f"{file.relative_to(demo.folder)}: {entry.link}: {url}"
                    )


def test_every_feed_says_its_own_address(demo: Demo) -> None:
    for file in _feeds(demo):
        links = etree.parse(file).xpath("//*[local-name()='link'][@rel='self']/@href")
        assert links == [BASE_URL + file.relative_to(demo.folder).as_posix()]


def _roots(demo: Demo, names: tuple[str, ...]) -> list[Path]:
    return [
        file
        for file in sorted(demo.folder.rglob("*.xml"))
        if etree.QName(etree.parse(file).getroot()).localname in names
    ]


def _sitemaps(demo: Demo) -> list[Path]:
    return _roots(demo, ("urlset", "sitemapindex"))


def _feeds(demo: Demo) -> list[Path]:
    return _roots(demo, ("rss", "feed"))
