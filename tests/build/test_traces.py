"""Traces: a page is made again if and only if an answer that it saw, its recipe or its file
changed; the site then equals a clean build.
"""

import datetime as dt
import os
import random
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import jinja2
import msgspec
import pytest

import ssg.build.run
import ssg.build.tasks
from ssg.build.run import Report
from ssg.catalog.invalidated import Invalidated
from ssg.catalog.plan import Plan
from ssg.catalog.rows import PageRow
from ssg.catalog.store import Store
from ssg.pages.context import Context
from ssg.pages.registry import render_page
from ssg.problems import Severity
from ssg.text.urls import output_path
from tests.conftest import NOW, PIXEL, SITE_YAML, Site, story

# Grey too, but two pixels wide.
WIDE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000002000000010800000000d14920560000000b49444154789c636c6000000106008225c458380000"
    "000049454e44ae426082"
)


@pytest.fixture(autouse=True, scope="module")
def _layouts_compiled_once() -> Iterator[None]:
    """A build spends most of its time on reading layouts; these tests make hundreds of builds with
    the same ones.
    """
    compile_layout, known = jinja2.Environment.compile, {}
    parse_layout, parsed = jinja2.Environment.parse, {}

    def compile_once(self: jinja2.Environment, source: str, name: str, filename: str) -> object:
        if (source, filename) not in known:
            known[source, filename] = compile_layout(self, source, name, filename)
        return known[source, filename]

    def parse_once(self: jinja2.Environment, source: str) -> object:
        if source not in parsed:
            parsed[source] = parse_layout(self, source)
        return parsed[source]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jinja2.Environment, "compile", compile_once)
        patch.setattr(jinja2.Environment, "parse", parse_once)
        yield


def dated(title: str, day: int, **fields: str) -> str:
    return story(title, f"2026-11-{day:02}T12:00:00Z", **fields)


def entry(src: str, **rights: str) -> str:
    leases = (
        f", rights: {{{', '.join(f'{key}: {value}' for key, value in rights.items())}}}"
        if rights
        else ""
    )
    return f"[{{src: {src}, alt: A pier, credit: Ana Ruiz{leases}}}]"


FILES = {
    "site.yaml": f"{SITE_YAML}page_size: 3\nfeed_size: 3\n",
    "content/about.md": "---\ntitle: About\n---\n\nWe.\n",
    "content/world/_index.md": "---\ntitle: Abroad\n---\n\nFar away.\n",
    "content/local/l1.md": dated(
        "Pier closed",
        1,
        tags="[pier]",
        byline="Ana Ruiz",
        series="Wall",
        weight="1",
        body="## Why\n\nRust.",
    ),
    "content/world/w1.md": dated("Ferry strike", 2, tags="[port]", byline="Tomas Brandt"),
    "content/sport/s1.md": dated("Derby", 3),
    "content/local/l2.md": dated(
        "Pier reopens",
        4,
        tags="[pier, port]",
        byline="Ana Ruiz",
        series="Wall",
        weight="2",
        body="As [told](l1.md#why).",
    ),
    "content/world/w2.md": dated(
        "Treaty", 5, body="One.\n\n/// story-continues | page\n///\n\nTwo."
    ),
    "content/sport/s2.md": dated("Cup", 6),
    "content/local/l3.md": dated(
        "Council meets", 7, related="[local/l1.md]", media=entry("pier.png")
    ),
    "content/world/w3.md": dated("Summit", 8, layout="feature"),
    "content/local/l4.md": dated(
        "Budget vote", 10, tags="[budget]", body="/// pull-quote | A voter\nNo.\n///"
    ),
    "content/world/w4.md": dated(
        "Storm", 11, media=entry("storm.png", **{"allow-use": "{until: 2026-12-20}"})
    ),
    "content/sport/s3.md": dated("Final", 12),
    "content/local/l5.md": dated("Bus strike", 13),
    "content/local/pier.png": "",
    "content/world/storm.png": "",
    "static/rules.txt": "Rules.\n",
    "data/poll.yaml": "yes: 7\n",
    "layouts/feature.html": (
        '{% extends "story.html" %}\n{% block footer %}\n{% include "partials/poll.html" %}\n{%'
        " endblock %}\n"
    ),
    "layouts/partials/poll.html": "<p>{{ site.data.poll.yes }} said yes.</p>\n",
}
PAPER = "".join(f"-- {path} --\n{text}" for path, text in FILES.items())


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What a build did: the files that it made again, wrote and took away."""

    rendered: set[str]
    written: set[str]
    removed: set[str]
    report: Report


_CLEAN: dict[str, tuple[Report, dict[str, bytes]]] = {}


class Newsroom:
    """A site that is built again and again. Each build is held against a clean one: the same bytes,
    the same problems.
    """

    def __init__(self, site: Site, monkeypatch: pytest.MonkeyPatch):
        self.site, self.root, self.out = site, site.root, site.out
        self.options: dict[str, object] = {}
        self._rendered: set[str] = set()
        monkeypatch.setattr(ssg.build.tasks, "render_page", self._render)

    def _render(self, row: PageRow, context: Context) -> bytes | Path:
        self._rendered.add(output_path(row.url))
        return render_page(row, context)

    def write(self, **files: str) -> "Newsroom":
        for path, text in files.items():
            self.site.write(f"-- {path} --\n{text}")
        return self

    def edit(self, path: str, old: str, new: str) -> "Newsroom":
        file = self.root / path
        text = file.read_text()
        assert old in text, text
        file.write_text(text.replace(old, new, 1))
        return self

    def build(self, **options: object) -> Change:
        self.options |= options
        self._rendered.clear()
        before = self._stamps()
        report = self.site.build(**self.options)
        rendered, after = set(self._rendered), self._stamps()
        if "destination" not in self.options:
            self.compare(report, before == after)
        return Change(
            rendered=rendered,
            written={path for path, stamp in after.items() if before.get(path) != stamp},
            removed=before.keys() - after.keys(),
            report=report,
        )

    def compare(self, report: Report, is_as_before: bool) -> None:
        clean, files = self._clean_build()
        assert report.problems == clean.problems
        if clean.errors:
            assert is_as_before, "a build with errors changed the site"
        else:
            assert self.site.files() == files

    def _clean_build(self) -> tuple[Report, dict[str, bytes]]:
        """What a copy of the newsroom's files comes to, without anything that was built before. The
        same files are built once.
        """
        options = {
            name: value for name, value in self.options.items() if name not in ("jobs", "verify")
        }
        sources = {
            path.relative_to(self.root).as_posix(): path
            for path in sorted(self.root.rglob("*"))
            if path.is_file()
        }
        own = {
            name: path.read_bytes()
            for name, path in sources.items()
            if not name.startswith((".ssg/", "build/"))
        }
        key = repr((options, own))
        if key not in _CLEAN:
            fresh = Site(self.root.with_name(self.root.name + "-fresh"))
            shutil.copytree(self.root, fresh.root, ignore=shutil.ignore_patterns(".ssg", "build"))
            report = fresh.build(**options)
            _CLEAN[key] = report, fresh.files()
            shutil.rmtree(fresh.root)
        return _CLEAN[key]

    def _stamps(self) -> dict[str, tuple[int, int]]:
        paths = (path for path in self.out.rglob("*") if path.is_file())
        return {
            path.relative_to(self.out).as_posix(): (path.stat().st_mtime_ns, path.stat().st_ino)
            for path in paths
        }


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The newsroom above, built once."""
    root = tmp_path_factory.mktemp("built") / "site"
    root.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        made = Newsroom(Site(root).write(PAPER), patch)
        first = made.build()
    assert first.report.problems == ()
    assert first.rendered == first.written == set(made.site.files())
    return root


@pytest.fixture
def paper(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Newsroom:
    """A copy of it, with all that the build left: a catalog may be carried to another machine."""
    shutil.copytree(built, tmp_path / "site")
    return Newsroom(Site(tmp_path / "site"), monkeypatch)


def pages(*urls: str) -> set[str]:
    """Files by their addresses: "local/" is its index.html, "l1" the story of that name."""
    found = set()
    for url in " ".join(urls).split():
        if re.fullmatch(r"[lws]\d", url):
            section = {"l": "local", "w": "world", "s": "sport"}[url[0]]
            url = f"{section}/2026/11/{url}/"
        found.add(url + "index.html" if url.endswith("/") or url == "" else url)
    return found


HOME = {"index.html"}
REDIRECTS = pages("local/page/2/ world/page/2/ page/5/")


def every_page(newsroom: Newsroom) -> set[str]:
    """All files that are made with a layout of the site's look."""
    return {path for path in newsroom.site.files() if path.endswith(".html")} - REDIRECTS


# ---- nothing changed


def test_when_nothing_changed_nothing_is_made_again(paper: Newsroom) -> None:
    for _ in range(2):
        change = paper.build()
        assert (change.rendered, change.written, change.removed) == (set(), set(), set())
        assert (change.report.published.rendered, change.report.published.written) == (0, 0)


def test_files_that_are_only_touched_make_no_page_again(paper: Newsroom) -> None:
    for path in FILES:
        os.utime(paper.root / path, (1, 1))
    change = paper.build()
    assert change.written == set()
    assert change.rendered == set()
    assert paper.build().rendered == set()


# ---- one edit, and the files that it changes

Edit = Callable[[Newsroom], object]


def edit(path: str, old: str, new: str) -> Edit:
    return lambda paper: paper.edit(path, old, new)


def write(path: str, text: str) -> Edit:
    return lambda paper: paper.write(**{path: text})


def move(old: str, new: str) -> Edit:
    def apply(paper: Newsroom) -> None:
        (paper.root / new).parent.mkdir(exist_ok=True)
        (paper.root / old).rename(paper.root / new)

    return apply


def remove(path: str) -> Edit:
    return lambda paper: (paper.root / path).unlink()


def each(*edits: Edit) -> Edit:
    return lambda paper: [apply(paper) for apply in edits]


L3_LISTS = pages("local/ local/feed.xml")
PHOTOS = pages("authors/ana-ruiz/")  # which shows the pictures that she is credited with
EDITS: dict[str, tuple[Edit, set[str], set[str]]] = {
    # Cards show how a text begins.
    "the text of an old story": (
        edit("content/local/l1.md", "Rust.", "Salt."),
        pages(
            "l1 local/page/1/ page/1/ archive/2026/11/ tags/pier/ authors/ana-ruiz/ series/wall/"
        ),
        set(),
    ),
    "the text of a page after the first": (
        edit("content/world/w2.md", "Two.", "2."),
        pages("world/2026/11/w2/2/ world/feed.xml"),
        set(),
    ),
    # Its neighbour l2 is its sequel too; l3 names it as related; the front has a box of its
    # section.
    "a title": (
        edit("content/local/l1.md", "Pier closed", "Pier shut"),
        pages(
            "l1 l2 l3 local/page/1/ page/1/ index.html archive/2026/11/ tags/pier/"
            " authors/ana-ruiz/ series/wall/"
        ),
        set(),
    ),
    "a tag more": (
        edit("content/local/l4.md", "[budget]", "[budget, pier]"),
        pages("l4 tags/ tags/pier/ local/feed.xml sitemap.xml"),
        set(),
    ),
    "a tag less": (
        edit("content/local/l2.md", "[pier, port]", "[pier]"),
        pages("l2 tags/ tags/port/ sitemap.xml"),
        set(),
    ),
    "the only story with a tag loses it": (
        edit("content/local/l4.md", "tags: [budget]\n", ""),
        pages("l4 tags/ local/feed.xml sitemap.xml"),
        pages("tags/budget/"),
    ),
    "another author": (
        edit("content/local/l2.md", "Ana Ruiz", "Tomas Brandt"),
        pages("l2 authors/ authors/ana-ruiz/ authors/tomas-brandt/ sitemap.xml"),
        set(),
    ),
    "another order in a series": (
        each(edit("content/local/l1.md", "weight: 1", "weight: 3")),
        pages("l1 l2 series/wall/"),
        set(),
    ),
    "a story moves to another section": (
        edit("content/sport/s2.md", "title: Cup", "title: Cup\nsection: world"),
        pages(
            "world/2026/11/s2/ s1 s3 world/2026/11/w2/2/ w3 sport/ sport/feed.xml world/"
            " world/feed.xml world/page/1/"
        )
        | pages("page/2/ index.html archive/2026/11/ sitemap.xml"),
        pages("s2"),
    ),
    "a story gets another date": (
        edit("content/sport/s1.md", "2026-11-03", "2026-11-09"),
        pages(
            "s1 s2 s3 sport/ sport/feed.xml index.html page/1/ page/2/ page/3/ archive/2026/11/"
            " sitemap.xml"
        ),
        set(),
    ),
    "a story becomes a draft": (
        edit("content/sport/s2.md", "title: Cup", "title: Cup\ndraft: true"),
        pages(
            "s1 s3 sport/ sport/feed.xml index.html page/2/ page/3/ page/4/ archive/"
            " archive/2026/11/ sitemap.xml"
        ),
        pages("s2 page/5/"),
    ),
    "a story is killed": (
        edit("content/sport/s2.md", "title: Cup", "title: Cup\nstatus: killed"),
        pages(
            "s2 s1 s3 sport/ sport/feed.xml index.html page/2/ page/3/ page/4/ archive/"
            " archive/2026/11/ sitemap.xml"
        ),
        pages("page/5/"),
    ),
    "a story is deleted": (
        remove("content/sport/s2.md"),
        pages(
            "s1 s3 sport/ sport/feed.xml index.html page/2/ page/3/ page/4/ archive/"
            " archive/2026/11/ sitemap.xml"
        ),
        pages("s2 page/5/"),
    ),
    # The home page's archive pages that are full stay as they are: that is what they are numbered
    # for.
    "a new story": (
        write("content/sport/s4.md", dated("Medal", 14)),
        pages(
            "sport/2026/11/s4/ s3 sport/ sport/feed.xml sport/page/1/ sport/page/2/ feed.xml"
            " index.html"
        )
        | pages("archive/ archive/2026/11/ sitemap.xml"),
        set(),
    ),
    "a file gets another name": (
        move("content/sport/s3.md", "content/sport/s9.md"),
        pages(
            "sport/2026/11/s9/ s2 sport/ sport/feed.xml feed.xml index.html page/4/"
            " archive/2026/11/ sitemap.xml"
        ),
        pages("s3"),
    ),
    "a picture of another size": (
        lambda paper: (paper.root / "content/local/pier.png").write_bytes(WIDE),
        pages("l3 media/local/pier.png") | L3_LISTS | PHOTOS,
        set(),
    ),
    "a picture of another name": (
        each(
            move("content/local/pier.png", "content/local/quay.png"),
            edit("content/local/l3.md", "pier.png", "quay.png"),
        ),
        pages("l3 media/local/quay.png") | L3_LISTS | PHOTOS,
        pages("media/local/pier.png"),
    ),
    "a picture in another place": (
        move("content/local/pier.png", "content/media/pier.png"),
        pages("l3 media/pier.png") | L3_LISTS | PHOTOS,
        pages("media/local/pier.png"),
    ),
    "a layout of one story": (
        edit("layouts/feature.html", "{% block footer %}", "{% block footer %}!"),
        pages("w3"),
        set(),
    ),
    "a part of that layout": (
        edit("layouts/partials/poll.html", "said", "say"),
        pages("w3"),
        set(),
    ),
    "data that one story shows": (edit("data/poll.yaml", "7", "8"), pages("w3"), set()),
    "the layout of stories": (
        write(
            "layouts/story.html",
            '{% extends "base.html" %}\n{% block main %}{{ story.title }}{% endblock %}',
        ),
        pages("l1 l2 l3 l4 l5 w1 w2 world/2026/11/w2/2/ w3 w4 s1 s2 s3"),
        set(),
    ),
    "the layout of a block": (
        write("layouts/blocks/pull-quote.html", "{{ block.body }}"),
        pages("l4 local/feed.xml"),
        set(),
    ),
    "the text of a standalone page": (
        edit("content/about.md", "We.", "Us."),
        pages("about/"),
        set(),
    ),
    "the text of a section": (
        edit("content/world/_index.md", "Far", "Too far"),
        pages("world/ world/feed.xml"),
        set(),
    ),
    "a static file more": (write("static/more.txt", "x"), pages("more.txt"), set()),
    "a static file less": (remove("static/rules.txt"), set(), pages("rules.txt")),
    "a theme's file more": (write("layouts/assets/more.css", "x"), pages("assets/more.css"), set()),
    "the size of pages": (
        edit("site.yaml", "page_size: 3", "page_size: 4"),
        pages("index.html page/1/ page/2/ page/3/ page/4/ local/ local/page/1/ world/ sitemap.xml"),
        pages("page/5/ world/page/1/ world/page/2/"),
    ),
}


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_writes_the_files_that_it_changes_and_no_other(paper: Newsroom, name: str) -> None:
    apply, written, removed = EDITS[name]
    apply(paper)
    change = paper.build()
    assert (change.written, change.removed) == (written, removed)
    assert written <= change.rendered
    assert paper.build().rendered == set()


@pytest.mark.parametrize(
    "apply",
    [
        edit("content/about.md", "About", "About us"),
        edit("content/world/_index.md", "title: Abroad", "title: World"),
        edit("site.yaml", "Ledger", "Gazette"),
        edit("layouts/base.html", "</footer>", "</footer>!"),
        write("layouts/assets/site.css", "body {}"),
    ],
    ids=["standalone page", "section", "site", "layout", "asset"],
)
def test_what_shows_on_every_page_changes_every_page(paper: Newsroom, apply: Edit) -> None:
    source = Path(ssg.__file__).parent.parent / "layouts/base.html"
    paper.write(
        **{"layouts/base.html": source.read_text().replace("</main>", "</main><footer></footer>")}
    )
    paper.build()
    apply(paper)
    change = paper.build()
    # The notice of the poll stands in the place of the footer, where standalone pages are named.
    assert every_page(paper) - change.written <= pages("w3")
    assert change.rendered & {"media/local/pier.png", "rules.txt"} == set()
    assert paper.build().rendered == set()


def rendered_after(paper: Newsroom, apply: Edit) -> set[str]:
    apply(paper)
    return paper.build().rendered


def test_a_page_that_saw_no_change_is_not_even_rendered(paper: Newsroom) -> None:
    assert rendered_after(paper, edit("content/world/w2.md", "Two.", "2.")) == pages(
        "w2 world/2026/11/w2/2/ world/feed.xml"
    )
    assert rendered_after(paper, edit("content/sport/s2.md", "put it off", "went on")) <= pages(
        "s1 s2 s3 sport/ sport/feed.xml index.html page/2/ archive/2026/11/"
    )
    assert rendered_after(paper, write("layouts/partials/poll.html", "<p>No.</p>")) == pages("w3")
    assert rendered_after(paper, write("layouts/months.html", "<p>Months.</p>")) == pages(
        "archive/"
    )


# ---- time


def at(day: int, month: int = 11, hour: int = 12) -> dt.datetime:
    return dt.datetime(2026, month, day, hour, tzinfo=dt.UTC)


def test_time_alone_publishes_and_takes_away(paper: Newsroom) -> None:
    paper.write(
        **{
            "content/sport/e1.md": dated("Embargoed", 14, embargo="2026-11-23T12:00:00Z"),
            "content/sport/e2.md": dated("Expiring", 15, expires="2026-11-24T12:00:00Z"),
            "content/sport/e3.md": dated("Scheduled", 25),
        }
    )
    lists = pages("sport/ sport/feed.xml feed.xml index.html archive/ archive/2026/11/ sitemap.xml")
    paper.build()
    assert paper.build(now=at(23, hour=11)).rendered == set()
    came = paper.build(now=at(23))
    assert came.written >= lists | pages("sport/2026/11/e1/ sport/2026/11/e2/ s3")
    assert came.written.isdisjoint(pages("l5 w4 s2 page/1/"))
    went = paper.build(now=at(24))
    assert went.written >= lists | pages("sport/2026/11/e1/ sport/2026/11/e2/")
    assert paper.build(now=at(25)).written >= lists | pages("sport/2026/11/e3/")
    assert paper.build(now=NOW).removed >= pages("sport/2026/11/e1/ sport/2026/11/e3/")


def test_a_lease_that_begins_or_ends_changes_the_pages_that_show_its_picture(
    paper: Newsroom,
) -> None:
    lease = {"allow-syndication": "{from: 2026-11-23T12:00:00Z, until: 2026-11-25T12:00:00Z}"}
    paper.edit(
        "content/world/w4.md",
        entry("storm.png", **{"allow-use": "{until: 2026-12-20}"}),
        entry("storm.png", **lease),
    )
    paper.build()
    assert paper.build(now=at(23, hour=11)).rendered == set()
    for now in (at(23), at(26)):
        change = paper.build(now=now)
        # The story page tells other sites of its picture; feeds hand it on.
        assert change.written == pages("w4 feed.xml world/feed.xml")
        assert change.rendered <= change.written | pages(
            "w3 index.html page/4/ world/ world/page/1/ archive/2026/11/ sitemap.xml"
            " authors/ana-ruiz/"
        )


def test_the_end_of_the_right_to_use_a_picture_stops_the_next_build(paper: Newsroom) -> None:
    assert paper.build(now=at(18, 12)).report.problems[0].code == "rights-end-soon"
    change = paper.build(now=at(22, 12))
    assert [problem.code for problem in change.report.problems] == ["no-right-to-use"]
    paper.edit("content/world/w4.md", "2026-12-20", "2026-12-30")
    assert paper.build().report.errors == 0


# ---- problems of files that did not change


def test_a_heading_that_is_taken_away_is_missed_by_the_story_that_links_to_it(
    paper: Newsroom,
) -> None:
    paper.edit("content/local/l1.md", "## Why", "## Because")
    change = paper.build()
    assert [(problem.code, problem.path) for problem in change.report.problems] == [
        ("dead-anchor", "content/local/l2.md")
    ]
    paper.edit("content/local/l1.md", "## Because", "## Why")
    assert paper.build().report.problems == ()


def test_a_story_with_an_error_and_mended_again_leaves_no_trace(paper: Newsroom) -> None:
    paper.edit("content/local/l1.md", "title: Pier closed", "titel: Pier closed")
    assert paper.build().report.errors > 0
    paper.edit("content/local/l1.md", "titel: Pier closed", "title: Pier closed")
    change = paper.build()
    assert (change.report.problems, change.written) == ((), set())


@pytest.mark.parametrize(
    "link", ["my%20story.md#Why", "caf%C3%A9.md#Why", "cafe\u0301.md#Why", "/%C3%A9t%C3%A9/#why"]
)
def test_an_anchor_is_checked_again_however_the_link_to_it_is_written(
    paper: Newsroom, link: str
) -> None:
    target = dated("Target", 9, body="## Why\n\nSo.").replace(
        "## Why", "## Why {#Why}" if "#Why" in link else "## Why"
    )
    paper.write(
        **{
            "content/local/my story.md": target,
            "content/local/café.md": target.replace("title", "url: /été/\ntitle"),
        }
    )
    paper.write(**{"content/local/l5.md": dated("Bus strike", 13, body=f"See [there]({link}).")})
    assert paper.build().report.problems == ()
    for name in ("my story", "café"):
        paper.edit(f"content/local/{name}.md", "## Why", "## How")
        paper.edit(f"content/local/{name}.md", " {#Why}", "") if "#Why" in link else None
    assert [problem.code for problem in paper.build().report.problems] == ["dead-anchor"]


def test_an_alias_that_is_written_twice_collides_in_any_build(paper: Newsroom) -> None:
    paper.edit("content/local/l1.md", "series:", "aliases: [/old/]\nseries:")
    paper.build()
    paper.edit("content/local/l1.md", "[/old/]", "[/old/, /old/]")
    paper.build()


def test_a_picture_that_comes_near_to_a_missing_one_is_guessed(paper: Newsroom) -> None:
    paper.edit("content/local/l5.md", "title:", f"media: {entry('bus.png')}\ntitle:")
    assert paper.build().report.errors == 1
    paper.write(**{"content/local/BUS.png": ""})
    assert "BUS.png" in paper.build().report.problems[0].label


def test_a_problem_of_the_configuration_is_shown_at_its_line(paper: Newsroom) -> None:
    paper.edit("site.yaml", "page_size", "image: none.png\npage_size")
    assert [problem.code for problem in paper.build().report.problems] == ["missing-picture"]
    paper.edit("site.yaml", "title:", "# The paper\ntitle:")
    paper.build()


# ---- what stands in the destination


def test_a_file_that_was_lost_or_changed_is_made_again_and_no_other(paper: Newsroom) -> None:
    (paper.out / "index.html").unlink()
    (paper.out / "local/index.html").write_text("defaced")
    (paper.out / "media/local/pier.png").write_bytes(WIDE)
    change = paper.build()
    assert change.rendered == change.written == pages("index.html local/ media/local/pier.png")


def alter(path: Path) -> None:
    """Other bytes, but the same size and time."""
    stat, data = path.stat(), path.read_bytes()
    path.write_bytes(bytes([data[0] ^ 1]) + data[1:])
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))


def test_a_file_that_was_altered_without_a_trace_is_found_by_verifying(paper: Newsroom) -> None:
    for path in ("index.html", "media/local/pier.png"):
        alter(paper.out / path)
    change = paper.build(verify=True)
    assert change.written == pages("index.html media/local/pier.png")
    assert change.rendered == change.written | pages(
        "rules.txt"
    )  # its copy is compared, since this newsroom was unpacked a moment ago
    assert paper.build(verify=True).rendered == set()


def test_a_file_altered_without_a_trace_is_found_by_verifying_though_its_page_is_made_again(
    paper: Newsroom,
) -> None:
    alter(paper.out / "sport/2026/11/s1/index.html")
    paper.write(
        **{
            "layouts/story.html": (
                (Path(ssg.__file__).parent.parent / "layouts/story.html").read_text() + "\n"
            )
        }
    )
    assert paper.build(verify=True).written == pages("s1")


def test_files_that_are_no_longer_made_go_even_if_the_catalog_was_deleted(paper: Newsroom) -> None:
    paper.write(**{"content/sport/s2.md": dated("Cup", 6, draft="true")})
    remove(".ssg/catalog.sqlite")(paper)
    assert paper.build().removed == pages("s2 page/5/")


def test_two_destinations_in_turn_are_each_brought_up_to_date(paper: Newsroom) -> None:
    other = Newsroom(Site(paper.root), pytest.MonkeyPatch())
    other.out = other.site.out = paper.root.parent / "other"

    def build_other() -> set[str]:
        report = other.site.build()
        assert report.errors == 0
        assert other.site.files() == paper.site.files()
        return {"written"} if report.published.written else set()

    build_other()
    for text in ("Salt.", "Rain.", "Rust."):
        paper.write(**{"content/local/l1.md": FILES["content/local/l1.md"].replace("Rust.", text)})
        paper.build()
        assert paper.build().rendered == set()
        assert build_other() == {"written"}
        assert build_other() == set()
        assert paper.build().rendered == set()


def test_a_change_is_not_lost_though_a_check_saw_it_first(paper: Newsroom) -> None:
    paper.edit("content/local/l1.md", "Rust.", "Salt.")
    assert paper.site.build(destination=None).published.written == 0
    assert paper.build().written >= pages("l1")
    paper.edit("content/local/l1.md", "Salt.", "Rust.")
    paper.site.build(destination=None)
    paper.edit("content/local/l1.md", "Rust.", "Salt.")
    assert paper.build().written == set()


def test_a_change_is_not_lost_though_a_check_saw_it_under_another_configuration(
    paper: Newsroom,
) -> None:
    paper.edit("site.yaml", "Ledger", "Gazette").edit("content/local/l1.md", "Rust.", "Salt.")
    paper.site.build(destination=None)
    paper.edit("site.yaml", "Gazette", "Ledger")
    assert paper.build().written >= pages("l1")


def test_a_check_under_another_configuration_leaves_no_page_behind_that_asks_nothing_of_its_own(
    paper: Newsroom,
) -> None:
    """404.html shows what every page shows, and nothing else."""
    paper.edit("site.yaml", "Ledger", "Gazette")
    paper.site.build(destination=None)
    paper.edit("site.yaml", "Gazette", "Ledger")
    paper.write(**{"content/harbor/h1.md": dated("Tide", 14)})
    assert "404.html" in paper.build().written
    assert paper.build().rendered == set()


def test_the_number_of_processes_changes_nothing(
    paper: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ssg.build.run, "_PARALLEL_FROM", 1)
    monkeypatch.setattr(ssg.build.run, "_GROUP", 3)
    for jobs, name in ((2, "Pier shut"), (1, "Pier gone"), (2, "Pier back")):
        paper.write(
            **{"content/local/l1.md": FILES["content/local/l1.md"].replace("Pier closed", name)}
        )
        assert paper.build(jobs=jobs).written == EDITS["a title"][1]
        assert paper.build().report.published.rendered == 0


# ---- builds that fail or are interrupted


def test_a_layout_that_fails_is_mended_and_nothing_was_lost(paper: Newsroom) -> None:
    paper.edit("content/local/l1.md", "Rust.", "Salt.").edit(
        "layouts/partials/poll.html", "site.data", "site.dat"
    )
    for _ in range(2):
        change = paper.build()
        assert [problem.code for problem in change.report.problems] == ["layout-error"]
        assert change.written == set()
    paper.edit("layouts/partials/poll.html", "site.dat.", "site.data.")
    assert paper.build().written == EDITS["the text of an old story"][1]


STAGES = (
    "ssg.build.run.Run.parse",
    "ssg.build.run.Run.look_at_media",
    "ssg.build.run.Run.plan",
    "ssg.build.run.Run.check",
    "ssg.catalog.store.Store.settle",
    "ssg.catalog.traces.Traces.ask_again",
    "ssg.output.destination.Destination.stale",
    "ssg.build.run.Run.render",
    "ssg.output.destination.Destination.note_made",
    "ssg.catalog.traces.Traces.reopen",
    "ssg.output.swap.Swap.move",
    "ssg.catalog.traces.Traces.finish",
    "ssg.output.destination.Destination.close_stage",
)


def interrupt(paper: Newsroom, stage: str, after: bool) -> bool:
    """A build that ends with Ctrl-C before or after a stage; or not, if it has no work for it."""
    owner, _, name = stage.rpartition(".")
    module, _, owner = owner.rpartition(".")
    of = getattr(__import__(module, fromlist=[owner]), owner)
    original = getattr(of, name)

    def stop(*args: object, **named: object) -> None:
        if after:
            original(*args, **named)
        raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(of, name, stop)
        try:
            paper.site.build(**paper.options)
        except KeyboardInterrupt:
            return True
    return False


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("stage", STAGES)
def test_a_build_that_was_interrupted_is_made_good_by_the_next_one(
    paper: Newsroom, stage: str, after: bool
) -> None:
    paper.edit("content/local/l1.md", "Pier closed", "Pier shut").write(
        **{"content/sport/s4.md": dated("Medal", 14)}
    )
    remove("content/sport/s2.md")(paper)
    paper.edit("layouts/partials/poll.html", "said", "say")
    assert interrupt(paper, stage, after)
    paper.build()
    assert paper.build().rendered == set()
    # Back again: nothing of what was interrupted is taken for what stands there now.
    paper.write(
        **{
            path: FILES[path]
            for path in ("content/local/l1.md", "content/sport/s2.md", "layouts/partials/poll.html")
        }
    )
    assert interrupt(paper, stage, after)
    remove("content/sport/s4.md")(paper)
    paper.build()


# ---- answers that change though their story did not, or though their list is as long as before


def test_a_story_that_is_updated_changes_the_times_of_its_lists_in_the_sitemap(
    paper: Newsroom,
) -> None:
    paper.edit("content/local/l1.md", "title:", "updated: 2026-11-21T12:00:00Z\ntitle:")
    paper.build()
    assert "<loc>https://ledger.example/series/wall/</loc><lastmod>2026-11-21" in paper.site.read(
        "sitemap.xml"
    )


def test_a_story_that_is_re_dated_but_was_updated_later_moves_in_the_sitemap(
    paper: Newsroom,
) -> None:
    paper.edit("content/local/l1.md", "title:", "updated: 2026-11-21T12:00:00Z\ntitle:").build()
    paper.edit("content/local/l1.md", "2026-11-01", "2026-11-03").build()


def test_two_stories_that_swap_a_tag_change_its_time_in_the_sitemap(paper: Newsroom) -> None:
    paper.edit("content/local/l2.md", "[pier, port]", "[pier]").edit(
        "content/local/l4.md", "[budget]", "[budget, port]"
    ).build()


def test_another_order_of_a_series_changes_the_times_of_its_archive_pages(paper: Newsroom) -> None:
    for number in range(1, 6):
        paper.write(
            **{
                f"content/sport/r{number}.md": dated(
                    f"Round {number}", number, series="Cup", weight=str(number)
                )
            }
        )
    paper.build()
    paper.edit("content/sport/r1.md", "weight: 1", "weight: 9").edit(
        "content/sport/r5.md", "weight: 5", "weight: 0"
    ).build()


def test_the_home_page_gets_a_text_and_loses_it(paper: Newsroom) -> None:
    paper.write(**{"content/_index.md": "---\ntitle: Home\n---\n\nGood morning.\n"}).build()
    assert "Good morning." in paper.site.read("")
    remove("content/_index.md")(paper)
    paper.build()
    assert "Good morning." not in paper.site.read("")


def test_a_page_at_the_same_address_from_another_file_is_another_page(paper: Newsroom) -> None:
    paper.write(**{"content/a.md": "---\ntitle: Rules\nurl: /rules/\n---\n\nOne.\n"}).build()
    paper.write(**{"content/b.md": "---\ntitle: Rules\nurl: /rules/\n---\n\nTwo.\n"})
    remove("content/a.md")(paper)
    paper.build()
    assert "Two." in paper.site.read("rules/")


def test_a_standalone_page_that_becomes_a_story_is_no_more_in_the_footer(paper: Newsroom) -> None:
    paper.edit("content/about.md", "title: About", "title: About\nurl: /about/").build()
    paper.edit(
        "content/about.md",
        "title: About",
        "title: About\ndate: 2026-11-21T12:00:00Z\nsection: local",
    ).build()
    assert 'href="/about/"' not in paper.site.read("sport/")


def test_a_picture_that_goes_may_leave_one_behind_that_others_use_already(paper: Newsroom) -> None:
    paper.write(**{"content/media/pier.png": ""})
    paper.edit("content/sport/s1.md", "title:", f"media: {entry('pier.png')}\ntitle:").build()
    remove("content/local/pier.png")(paper)
    assert paper.build().written == pages("l3") | L3_LISTS | PHOTOS


def test_a_link_may_lead_to_a_file_that_stands_nearer_from_now_on(paper: Newsroom) -> None:
    paper.write(
        **{"content/local/l5.md": dated("Bus strike", 13, body="See [there](world/w1.md).")}
    ).build()
    paper.write(**{"content/local/world/w1.md": dated("Nearer", 2)}).build()
    assert "/local/2026/11/w1/" in paper.site.read("local/2026/11/l5/")


@pytest.mark.parametrize("suffix", ["html", "svg", "txt"])
def test_a_part_whose_name_is_worked_out_belongs_to_the_recipe(
    paper: Newsroom, suffix: str
) -> None:
    paper.write(
        **{
            f"layouts/icons/poll.{suffix}": "one",
            "layouts/partials/poll.html": f'{{% include "icons/" ~ "poll" ~ ".{suffix}" %}}',
        }
    ).build()
    paper.edit(f"layouts/icons/poll.{suffix}", "one", "two")
    assert paper.build().written == pages("w3")


def test_an_asset_that_is_asked_for_by_another_name_belongs_to_the_recipe(paper: Newsroom) -> None:
    paper.write(
        **{
            "layouts/assets/a.js": "one",
            "layouts/robots.html": "x",
            "layouts/404.html": '{% set mark = asset %}{{ mark("a.js") }}',
        }
    ).build()
    paper.write(**{"layouts/assets/a.js": "two"}).build()


def test_an_optional_part_is_seen_when_it_comes(paper: Newsroom) -> None:
    paper.edit(
        "layouts/partials/poll.html", "<p>", '{% include "partials/more.html" ignore missing %}<p>'
    ).build()
    assert rendered_after(paper, write("layouts/partials/more.html", "More.")) == pages("w3")
    assert rendered_after(paper, remove("layouts/partials/more.html")) == pages("w3")


def test_what_a_layout_asks_while_it_is_imported_is_asked_for_each_page(paper: Newsroom) -> None:
    """Jinja keeps the values of a layout that is imported without context, so that only the first
    page would be seen to ask.
    """
    paper.write(
        **{
            "layouts/partials/latest.html": '{% set latest = stories(section="sport", limit=1) %}',
            "layouts/feature.html": (
                '{% import "partials/latest.html" as side %}{{ side.latest[0].title }}'
            ),
        }
    )
    for name in ("w1", "w4"):
        paper.edit(f"content/world/{name}.md", "title:", "layout: feature\ntitle:")
    paper.build()
    paper.edit("content/sport/s3.md", "title: Final", "title: The final")
    assert paper.build().written >= pages("w1 w3 w4")


def test_an_edit_of_a_story_with_a_picture_plans_nothing_anew(paper: Newsroom) -> None:
    paper.edit("content/local/l3.md", "The council", "A council")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Plan, "put", lambda *_: pytest.fail("planned anew"))
        paper.site.build()
    assert paper.build().rendered == set()


def test_every_question_of_an_answer_is_forgotten_with_the_last_page_that_asked_it(
    paper: Newsroom,
) -> None:
    def questions() -> int:
        store = Store(paper.root / ".ssg")
        count = store.db.execute("SELECT count(*) FROM question").fetchone()[0]
        store.close()
        return count

    before = questions()
    for number in range(3):
        paper.write(**{f"content/sport/x{number}.md": dated("Passing", 14)}).build()
        remove(f"content/sport/x{number}.md")(paper)
        paper.build()
    assert questions() <= before


# ---- what may happen between two builds (test_invariant.py puts it into any sequence)

Step = Callable[[Newsroom, random.Random], object]
SECTIONS = ("local", "world", "sport")
BODIES = (
    "Plain.",
    "As [told](local/l1.md).",
    "As [told](world/w2.md) and [before](local/l5.md#).",
    "## Why\n\nSo, says [the pier](local/l1.md#why).",
    "/// pull-quote | A voter\nNo.\n///",
    "One.\n\n/// story-continues | page\n///\n\n## More\n\nTwo, see [more](#more).",
    "![A pier](p0.png)\n\nA pier.",
    "/// related\nstories: [local/l2.md, sport/s1.md]\n///",
)
LEASES = (
    {},
    {"allow-syndication": "{until: 2026-11-23}"},
    {"deny-syndication": "{from: 2026-11-24}"},
    {"allow-use": "{until: 2027-01-01}"},
)


PASSING = {
    "content/media/p0.png": "",
    "content/local/r1.md": dated("Alpha", 7),
    "content/sport/r2.md": dated("Beta", 12),
    "layouts/partials/side.html": "{% set top = stories(limit=1)[0].title %}",
}


def some_story(draw: random.Random) -> str:
    """A story with a handful of fields of any value that is no mistake."""
    body = draw.choice(BODIES)
    fields = {
        "tags": draw.choice(["[pier]", "[Pier, port]", "[port, vote]"]),
        "byline": draw.choice(["Ana Ruiz", "Tomas Brandt and Ana Ruiz", "ana ruiz"]),
        "contributors": draw.choice(["[Ana Ruiz]", "[Lena Ort]"]),
        "section": draw.choice(SECTIONS),
        "status": draw.choice(["draft", "archived", "killed", "withheld"]),
        "embargo": draw.choice(["2026-11-22T18:00:00Z", "2026-11-24T18:00:00Z"]),
        "expires": draw.choice(["2026-11-22T18:00:00Z", "2026-11-24T18:00:00Z"]),
        "updated": draw.choice(["2026-11-28T12:00:00Z", "2026-11-29T12:00:00Z"]),
        "series": draw.choice(["Wall", "wall", "Rounds"]),
        "weight": str(draw.randint(1, 5)),
        "related": draw.choice(["[local/l1.md]", "[sport/s2.md, https://example.org/]"]),
        "layout": "feature",
        "deck": draw.choice(["One", "Two"]),
        "aliases": f"[/old-{draw.randint(1, 99999)}/]",
    }
    fields = {name: value for name, value in fields.items() if draw.random() < 0.3}
    if "p0.png" in body or draw.random() < 0.3:
        fields["media"] = entry("p0.png", **draw.choice(LEASES))
    return dated(
        draw.choice(["Alpha", "Beta", "Gamma"]),
        draw.choice((1, 7, 7, 12, 15, 20, 22, 24)),
        **fields,
        body=body,
    )


def passing(paper: Newsroom, draw: random.Random) -> Path | None:
    """One of the stories that come and go."""
    return draw.choice(sorted((paper.root / "content").glob("*/r*.md")) or [None])


def put(paper: Newsroom, draw: random.Random) -> None:
    known = passing(paper, draw) if draw.random() < 0.6 else None
    path = (
        known.relative_to(paper.root).as_posix()
        if known
        else f"content/{draw.choice(SECTIONS)}/r{draw.randint(1, 9999)}.md"
    )
    paper.write(**{path: some_story(draw)})


def change_a_field(paper: Newsroom, draw: random.Random) -> None:
    """Only one thing of a story, so that all else stays as it was."""
    if path := passing(paper, draw):
        text = re.sub(r"^(title|draft|updated|weight|tags): .*\n", "", path.read_text(), flags=re.M)
        field = draw.choice(
            [
                "draft: true",
                "updated: 2026-11-30T12:00:00Z",
                f"weight: {draw.randint(1, 9)}",
                "tags: [vote]",
                "tags: [Pier]",
            ]
        )
        path.write_text(
            text.replace("---\n", f"---\ntitle: {draw.choice(['Alpha', 'Delta'])}\n{field}\n", 1)
        )


def go(paper: Newsroom, draw: random.Random) -> None:
    if path := passing(paper, draw):
        path.unlink()


def rename(paper: Newsroom, draw: random.Random) -> None:
    if path := passing(paper, draw):
        path.rename(paper.root / f"content/{draw.choice(SECTIONS)}/r{draw.randint(1, 9999)}.md")


def edit_what_stays(paper: Newsroom, draw: random.Random) -> None:
    path = draw.choice(
        [
            "content/local/l1.md",
            "content/local/l5.md",
            "content/world/w2.md",
            "content/sport/s1.md",
            "content/sport/s2.md",
        ]
    )
    text = FILES[path].replace("title: ", f"title: {draw.choice(['', 'New '])}")
    more = draw.choice(
        [
            "",
            "",
            "draft: true\n",
            "embargo: 2026-11-24T18:00:00Z\n",
            "status: archived\n",
            "updated: 2026-11-29T12:00:00Z\n",
        ]
    )
    paper.write(**{path: text.replace("\ndate", f"\n{more}date") + draw.choice(["", "\nMore.\n"])})


def toggle(path: str, *texts: str) -> Step:
    """A file that comes, changes and goes."""

    def apply(paper: Newsroom, draw: random.Random) -> None:
        text = draw.choice([*texts, ""])
        if text:
            paper.write(**{path: text})
        else:
            (paper.root / path).unlink(missing_ok=True)

    return apply


def any_of(*steps: Step) -> Step:
    return lambda paper, draw: draw.choice(steps)(paper, draw)


def configure(paper: Newsroom, draw: random.Random) -> None:
    sections = draw.choice(["", "sections:\n  sport: {order: 1}\n  world: {title: Elsewhere}\n"])
    sizes = f"page_size: {draw.randint(2, 4)}\nfeed_size: {draw.randint(2, 4)}\n"
    paper.write(
        **{
            "site.yaml": (
                SITE_YAML
                + sizes
                + sections
                + draw.choice(["", "months: false\n", "# As before.\n"])
            )
        }
    )


def picture(paper: Newsroom, draw: random.Random) -> None:
    """Of two sizes, and in a place that goes before the one below content/media/."""
    path = paper.root / draw.choice(
        ["content/media/p0.png", "content/local/p0.png", "content/world/p0.png"]
    )
    if path.exists() and path.parent.name != "media" and draw.random() < 0.4:
        path.unlink()
    else:
        path.write_bytes(draw.choice([PIXEL, WIDE]))


def harm_outputs(paper: Newsroom, draw: random.Random) -> None:
    for path in draw.sample(sorted(path for path in paper.out.rglob("*") if path.is_file()), 3):
        path.unlink() if draw.random() < 0.5 else path.write_text("defaced")


def wait(paper: Newsroom, draw: random.Random) -> None:
    paper.options["now"] = draw.choice(
        [NOW, at(22, hour=20), at(23), at(24, hour=20), at(25), at(30), at(6)]
    )
    for flag in ("drafts", "future", "expired"):
        paper.options[flag] = draw.random() < 0.15


def interrupted(paper: Newsroom, draw: random.Random) -> None:
    interrupt(paper, draw.choice(STAGES), draw.random() < 0.5)


def mistake(paper: Newsroom, draw: random.Random) -> None:
    """A build that fails, and is mended."""
    path, text = draw.choice(
        [
            ("content/local/broken.md", dated("Broken", 3, body="[x](nowhere.md)")),
            ("content/local/broken.md", dated("Broken", 3, media=entry("nowhere.png"))),
            ("content/local/broken.md", "---\ntitel: Broken\n---\n"),
            ("content/broken.md", "---\ntitle: Broken\nurl: /about/\n---\n"),
            ("layouts/partials/poll.html", "{{ nothing }}"),
            ("layouts/base.html", "{% if %}"),
            ("data/broken.json", "{"),
        ]
    )
    paper.write(**{path: text})
    paper.build()
    remove(path)(paper)
    if path in FILES:
        paper.write(**{path: FILES[path]})


def elsewhere(paper: Newsroom, draw: random.Random) -> None:
    """A check, or a build to another place."""
    paper.site.build(
        **paper.options | {"destination": draw.choice([None, paper.root.parent / "other"])}
    )


OTHER_STORY_LAYOUT = """{% extends "base.html" %}
{% block main %}{{ story.body }}{% for tag in story.tags %}{{ tag.count }}{% endfor %}{% endblock %}
"""
OTHER_FRONT_LAYOUT = """{{ list.text }}
{% for item in stories(limit=3, offset=2) %}
{{ item.title }}{{ item.lead.url if item.lead }}{% endfor %}
"""
STEPS: dict[str, Step] = {
    "put": put,
    "change a field": change_a_field,
    "go": go,
    "rename": rename,
    "edit what stays": edit_what_stays,
    "section text": any_of(
        *(
            toggle(
                f"content/{place}_index.md",
                "---\ntitle: A\n---\n\nSee [this](/about/).\n",
                "---\ntitle: B\nweight: 2\n---\n\nText.\n",
            )
            for place in ("", "world/", "sport/", "empty/")
        )
    ),
    "standalone page": toggle(
        "content/imprint.md",
        "---\ntitle: Imprint\n---\n\nWe.\n",
        "---\ntitle: Legal\nweight: -1\n---\n\nWe.\n",
    ),
    "layout": any_of(
        toggle("layouts/story.html", OTHER_STORY_LAYOUT),
        toggle(
            "layouts/blocks/pull-quote.html", "<b>{{ block.body }}</b>", "<i>{{ block.body }}</i>"
        ),
        toggle("layouts/blocks/new.html", "new"),
        toggle(
            "layouts/partials/footer.html",
            "<p>{{ stories(tag='pier') | map(attribute='title') | join }}</p>",
        ),
        toggle(
            "layouts/404.html",
            "{% import 'partials/side.html' as side %}{{ side.top }}",
            "{{ terms('authors') | length }}",
        ),
        toggle("layouts/front.html", OTHER_FRONT_LAYOUT),
        toggle(
            "layouts/archive.html",
            "{{ list.stories | length }}{% include 'partials/' ~ 'side.html' %}{{ top }}",
        ),
        lambda paper, draw: paper.write(
            **{
                "layouts/partials/side.html": (
                    f"{{% set top = stories(limit={draw.randint(1, 3)})[-1].title %}}"
                )
            }
        ),
    ),
    "asset": any_of(
        toggle("layouts/assets/site.css", "a {}", "b {}"), toggle("layouts/assets/more.js", "1")
    ),
    "data": any_of(
        toggle("data/other.csv", "a,b\n1,2\n", "a,b\n1,3\n"),
        lambda paper, draw: paper.write(**{"data/poll.yaml": f"yes: {draw.randint(1, 3)}\n"}),
    ),
    "static": any_of(
        *(
            toggle(f"static/{name}", "x", "y")
            for name in ("rules.txt", "robots.txt", "404.html", "media/more.txt")
        )
    ),
    "configuration": configure,
    "picture": picture,
    "harm outputs": harm_outputs,
    "wait": wait,
    "interrupted": interrupted,
    "mistake": mistake,
    "elsewhere": elsewhere,
    "catalog deleted": (
        lambda paper, draw: (paper.root / ".ssg/catalog.sqlite").unlink(missing_ok=True)
    ),
}


def test_verify_asks_everything_again_and_calls_what_was_missed_a_fault_of_ours(
    paper: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An `invalidated.add` that somebody forgot would never be healed otherwise."""
    made = paper.site
    made.build()
    with monkeypatch.context() as patch:
        patch.setattr(Invalidated, "add", lambda *_, **__: None)
        paper.edit("content/local/l1.md", "title: ", "title: Other ")
        made.build()
    assert "Other " not in made.read("tags/pier/")
    report = made.build(verify=True)
    assert "Other " in made.read("tags/pier/")
    assert report.is_our_fault
    assert {problem.severity for problem in report.problems} == {Severity.WARNING}
    assert not made.build(verify=True).is_our_fault
