"""Files for machines: sitemap, robots.txt, .nojekyll, CNAME, and what the newsroom puts into
static/.
"""

from collections.abc import Callable

import lxml.etree
import pytest

from ssg.pages.kinds import machine
from tests.conftest import SITE_YAML, Site, story

MakeSite = Callable[..., Site]
NS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
BASE = "https://ledger.example"
PAPER = (
    "-- content/about.md --\n---\ntitle: About\nupdated: 2026-01-02T03:04:05Z\n---\n"
    + "-- content/plain.md --\n---\ntitle: Plain\n---\n"
    + "-- content/local/a.md --\n"
    + story(
        slug="fähre & co",
        tags="[Pier]",
        byline="Ana Ruiz",
        series="Wall",
        updated="2026-11-21T10:00:00Z",
        aliases="[/old/]",
    )
    + "-- content/local/b.md --\n"
    + story("Long", "2026-10-05T12:00:00Z", body="One.\n\n/// story-continues | page\n///\n\nTwo.")
    + "-- content/world/killed.md --\n"
    + story("Killed", status="killed")
    + "-- content/world/secret.md --\n"
    + story("Secret", embargo="2027-01-01T00:00:00Z")
    + "-- content/world/draft.md --\n"
    + story("Draft", draft="true")
    + "-- static/files/report.pdf --\n%PDF\n"
    + "-- static/robots-note.txt --\nhi\n"
)


def urls(site: Site, path: str = "sitemap.xml") -> list[tuple[str, str | None]]:
    """Address and lastmod of each entry, in order."""
    tree = lxml.etree.fromstring(site.read(path).encode())
    return [(url.findtext(f"{NS}loc"), url.findtext(f"{NS}lastmod")) for url in tree]


def test_the_sitemap_lists_every_page_for_readers_once(site: MakeSite) -> None:
    made = site(PAPER)
    assert made.build().errors == 0, made.problems()
    listed = [address for address, _ in urls(made)]
    assert len(listed) == len(set(listed))
    canonical = set()
    for path in made.files():
        if path.endswith(".html"):
            canonical |= set(made.dom(path).xpath("//link[@rel='canonical']/@href"))
    assert set(listed) == canonical
    for path in (
        "",
        "about/",
        "local/2026/11/f%C3%A4hre%20%26%20co/",
        "local/2026/10/b/2/",
        "tags/pier/",
        "authors/ana-ruiz/",
        "series/wall/",
        "archive/",
        "archive/2026/11/",
        "tags/",
        "local/",
    ):
        assert f"{BASE}/{path}" in listed
    for word in ("killed", "secret", "draft", "old", "404", "report", "feed"):
        assert not [address for address in listed if word in address]


def test_the_sitemap_leaves_out_what_is_canonical_elsewhere_with_all_its_pages(
    site: MakeSite,
) -> None:
    long = "One.\n\n/// story-continues | page\n///\n\nTwo."
    source = "{name: AP, url: 'https://ap.example/a', canonical: source}"
    own = "{name: AP, url: 'https://ap.example/a', canonical: self}"
    made = site(
        f"-- content/local/a.md --\n{story('A', body=long, source=source)}"
        f"-- content/local/b.md --\n{story('B', body=long, source=own)}"
    )
    assert made.build().errors == 0, made.problems()
    listed = [address for address, _ in urls(made) if "/2026/11/" in address]
    assert listed[:2] == [f"{BASE}/local/2026/11/b/", f"{BASE}/local/2026/11/b/2/"]
    assert not [address for address in listed if "/a/" in address]
    made.write(f"-- content/local/a.md --\n{story('A', body=long, source=own)}")
    made.build()
    assert f"{BASE}/local/2026/11/a/2/" in [address for address, _ in urls(made)]


def test_lastmod_is_when_the_story_changed(site: MakeSite) -> None:
    made = site(PAPER)
    made.build()
    changed = dict(urls(made))
    assert changed[f"{BASE}/local/2026/11/f%C3%A4hre%20%26%20co/"] == "2026-11-21T10:00:00Z"
    assert (
        changed[f"{BASE}/local/2026/10/b/"]
        == changed[f"{BASE}/local/2026/10/b/2/"]
        == "2026-10-05T12:00:00Z"
    )
    assert changed[f"{BASE}/about/"] == "2026-01-02T03:04:05Z"
    assert changed[f"{BASE}/plain/"] is None
    for path in (
        "",
        "local/",
        "tags/pier/",
        "authors/ana-ruiz/",
        "series/wall/",
        "archive/2026/11/",
        "archive/",
    ):
        assert changed[f"{BASE}/{path}"] == "2026-11-21T10:00:00Z", path
    assert changed[f"{BASE}/archive/2026/10/"] == "2026-10-05T12:00:00Z"


def test_an_archive_page_changed_when_its_own_stories_did(site: MakeSite) -> None:
    text = f"-- site.yaml --\n{SITE_YAML}page_size: 2\n"
    text += "".join(
        f"-- content/local/{n}.md --\n" + story(str(n), f"2026-10-0{n}T12:00:00Z")
        for n in range(1, 6)
    )
    made = site(text)
    made.build()
    changed = dict(urls(made))
    assert changed[f"{BASE}/local/page/1/"] == "2026-10-02T12:00:00Z"
    assert changed[f"{BASE}/local/page/2/"] == "2026-10-04T12:00:00Z"
    assert changed[f"{BASE}/page/1/"] == "2026-10-02T12:00:00Z"
    assert f"{BASE}/local/page/3/" not in changed


def test_a_sitemap_over_the_limit_becomes_an_index_of_several(
    site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = site(PAPER)
    made.build()
    whole = urls(made)
    monkeypatch.setattr(machine, "_LIMIT", 6)
    made = site(PAPER, name="limited")
    made.build()
    index = urls(made)
    assert [address for address, _ in index] == [
        f"{BASE}/sitemap-{n}.xml" for n in range(1, len(index) + 1)
    ]
    assert len(index) == -(-len(whole) // 6)
    parts = [urls(made, address.removeprefix(BASE + "/")) for address, _ in index]
    assert all(0 < len(part) <= 6 for part in parts)
    assert [entry for part in parts for entry in part] == whole
    monkeypatch.undo()
    assert not site(PAPER).has("sitemap-1.xml")


def test_robots_txt_names_the_sitemap(site: MakeSite) -> None:
    made = site(f"-- site.yaml --\n{SITE_YAML.replace('.example/', '.example/paper/')}")
    made.build()
    assert (
        made.read("robots.txt")
        == "User-agent: *\nAllow: /\n\nSitemap: https://ledger.example/paper/sitemap.xml\n"
    )


def test_a_robots_txt_of_one_s_own_wins(site: MakeSite) -> None:
    made = site("-- static/robots.txt --\nUser-agent: *\nDisallow: /\n")
    assert made.build().errors == 0
    assert made.read("robots.txt") == "User-agent: *\nDisallow: /\n"


def test_github_pages_is_told_to_leave_the_files_alone(site: MakeSite) -> None:
    made = site()
    made.build()
    assert made.files()[".nojekyll"] == b""
    assert not made.has("CNAME")


def test_a_custom_domain_is_in_cname(site: MakeSite) -> None:
    made = site(f"-- site.yaml --\n{SITE_YAML}cname: www.ledger.example\n")
    assert made.build().errors == 0
    assert made.read("CNAME") == "www.ledger.example\n"


def test_a_cname_of_one_s_own_stands_alone(site: MakeSite) -> None:
    made = site("-- static/CNAME --\nwww.ledger.example\n")
    assert made.build().errors == 0
    assert made.read("CNAME") == "www.ledger.example\n"


def test_static_files_are_copied_byte_for_byte(site: MakeSite) -> None:
    made = site(
        "-- static/a/b.txt --\nx\r\ny\n-- static/.well-known/security.txt --\nContact: us\n"
        "-- static/.hidden --\nno\n-- static/draft.txt~ --\nno\n"
    )
    made.root.joinpath("static/raw.bin").write_bytes(bytes(range(256)))
    assert made.build().errors == 0
    files = made.files()
    assert files["a/b.txt"] == b"x\r\ny\n"
    assert files["raw.bin"] == bytes(range(256))
    assert files[".well-known/security.txt"] == b"Contact: us\n"
    assert not [path for path in files if "hidden" in path or "draft" in path]


def test_the_theme_s_style_sheet_is_found_under_its_own_mark(site: MakeSite) -> None:
    made = site("-- layouts/assets/site.css --\nbody { color: red }\n")
    made.build()
    assert made.read("assets/site.css") == "body { color: red }\n"
    first = made.dom("").xpath("//link[@rel='stylesheet']/@href")[0]
    made.write("-- layouts/assets/site.css --\nbody { color: blue }\n").build()
    second = made.dom("").xpath("//link[@rel='stylesheet']/@href")[0]
    assert first.partition("?")[0] == second.partition("?")[0] == "/assets/site.css"
    assert first != second
