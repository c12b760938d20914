"""Every link, picture and anchor of every page leads to something in the output, at `/` and below a
prefix.
"""

import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from lxml import etree

from judges.conftest import PREFIX, Demo, build_demo

# What holds an address in HTML; srcset and meta refresh are taken apart below.
_ADDRESSES = (
    "//@href | //@src | //@poster | //@action | //@cite | //meta[@property='og:image' or"
    " @property='og:url']/@content"
)


def test_every_internal_link_and_anchor_leads_somewhere_below_a_prefix(demo: Demo) -> None:
    assert demo.prefix == PREFIX
    links = _Links(demo)
    assert links.broken() == []
    assert links.checked > 1000


def test_every_internal_link_and_anchor_leads_somewhere_at_the_root(demo_at_root: Demo) -> None:
    assert demo_at_root.prefix == "/"
    links = _Links(demo_at_root)
    assert links.broken() == []
    assert links.checked > 1000


def test_every_page_can_be_reached_from_the_front_page(demo: Demo) -> None:
    links = _Links(demo)
    seen, waiting = set(), [demo.folder / "index.html"]
    while waiting:
        page = waiting.pop()
        if page not in seen:
            seen.add(page)
            waiting += [
                file
                for url in links.urls(page)
                if (file := links.file(url)) and file.suffix == ".html"
            ]
    lost = {page for page in set(demo.pages()) - seen if _is_for_readers(page)}
    assert sorted(map(demo.url, lost)) == []


def test_the_crawler_sees_a_dead_link_a_dead_anchor_and_a_way_out_of_the_prefix(
    tmp_path: Path,
) -> None:
    page = (
        '<a href="/repo/gone/"></a><a href="#none"></a><img src="/repo/a.png" srcset="/repo/b.png'
        ' 2x"><a href="/about/"></a>'
    )
    (tmp_path / "index.html").write_text(
        page + '<a href="#top"></a><p id="here"><a href="/repo/#here"></a>'
    )
    links = _Links(Demo(folder=tmp_path, base_url="https://example.org/repo/", prefix="/repo/"))
    assert [line.partition(" -> ")[2] for line in links.broken()] == [
        "/repo/gone/",
        "#none",
        "/repo/a.png",
        "/about/",
        "/repo/b.png",
    ]


@pytest.mark.parametrize("base_url", ["https://ledger.example/a/b/", "http://ledger.example:8080/"])
def test_links_hold_at_a_deeper_prefix_and_with_a_port(tmp_path: Path, base_url: str) -> None:
    assert _Links(build_demo(base_url, tmp_path)).broken() == []


class _Links:
    """The links of a built site."""

    def __init__(self, demo: Demo):
        self.demo, self.checked = demo, 0
        self._anchors: dict[Path, set[str]] = {}

    def broken(self) -> list[str]:
        """`page -> address` of each address of this site that leads nowhere."""
        return [
            f"{self.demo.url(page)} -> {raw}"
            for page in self.demo.pages()
            for raw, url in self._addresses(page)
            if not self._leads_somewhere(url)
        ]

    def urls(self, page: Path) -> Iterator[str]:
        """The absolute addresses that a page names, in order."""
        yield from (url for _, url in self._addresses(page))

    def file(self, url: str) -> Path | None:
        """The file that an address of this site names; None if it is not of this site, or there is
        no such file.
        """
        parts = urlsplit(url)
        path = unquote(parts.path)
        if parts.netloc != self._host or not path.startswith(self.demo.prefix):
            return None
        name = path[len(self.demo.prefix) :]
        file = self.demo.folder / (name + "index.html" if name.endswith("/") or not name else name)
        return file if file.is_file() else None

    @cached_property
    def _host(self) -> str:
        return urlsplit(self.demo.base_url).netloc

    def _addresses(self, page: Path) -> Iterator[tuple[str, str]]:
        tree = _tree(page)
        here = self.demo.base_url + self.demo.url(page)
        found = list(tree.xpath(_ADDRESSES))
        for srcset in tree.xpath("//@srcset | //@imagesrcset"):
            found += [part.split()[0] for part in srcset.split(",")]
        for content in tree.xpath("//meta[@http-equiv='refresh']/@content"):
            found += re.findall(r"url=(.+)", content)
        for raw in found:
            yield raw, urljoin(here, raw)

    def _leads_somewhere(self, url: str) -> bool:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or parts.netloc != self._host:
            return True
        self.checked += 1
        file = self.file(url)
        if file is None or not parts.fragment or file.suffix != ".html":
            return file is not None
        if file not in self._anchors:
            self._anchors[file] = set(_tree(file).xpath("//@id")) | {"top"}
        return unquote(parts.fragment) in self._anchors[file]


def _is_for_readers(page: Path) -> bool:
    """Whether somebody should find the page by clicking: not the 404 page, a notice, or the old
    address of a moved page.
    """
    text = page.read_text(encoding="utf-8")
    return (
        page.name != "404.html"
        and 'http-equiv="refresh"' not in text
        and '<body class="is-notice' not in text
    )


def _tree(page: Path) -> etree._ElementTree:
    return etree.parse(page, etree.HTMLParser(encoding="utf-8"))
