"""Traces: a page is made again if and only if an answer that it saw, its recipe or its file changed; and what stands then equals a clean build."""

import datetime as dt
import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import jinja2
import msgspec
import pytest

import ssg.build
import ssg.tasks
from ssg.build import Report
from ssg.catalog.rows import PageRow
from ssg.catalog.store import Store
from ssg.pages import render_page
from ssg.pages.context import Context
from ssg.urls import output_path
from tests.conftest import NOW, PIXEL, SITE_YAML, Site, story

MakeSite = Callable[..., Site]
# Grey too, but two pixels wide.
WIDE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000002000000010800000000d14920560000000b49444154789c636c6000000106008225c458380000"
    "000049454e44ae426082"
)


@pytest.fixture(autouse=True, scope="module")
def _layouts_compiled_once() -> Iterator[None]:
    """A build spends most of its time on compiling layouts; these tests make hundreds of builds with the same ones."""
    compile_layout, known = jinja2.Environment.compile, {}

    def compile_once(self: jinja2.Environment, source: str, name: str, filename: str) -> object:
        if (source, filename) not in known:
            known[source, filename] = compile_layout(self, source, name, filename)
        return known[source, filename]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jinja2.Environment, "compile", compile_once)
        yield


def dated(title: str, day: int, **fields: str) -> str:
    return story(title, f"2026-11-{day:02}T12:00:00Z", **fields)


def entry(src: str, **rights: str) -> str:
    leases = f", rights: {{{', '.join(f'{key}: {value}' for key, value in rights.items())}}}" if rights else ""
    return f"[{{src: {src}, alt: A pier, credit: Ana Ruiz{leases}}}]"


FILES = {
    "site.yaml": f"{SITE_YAML}page_size: 3\nfeed_size: 3\n",
    "content/about.md": "---\ntitle: About\n---\n\nWe.\n",
    "content/world/_index.md": "---\ntitle: Abroad\n---\n\nFar away.\n",
    "content/local/l1.md": dated("Pier closed", 1, tags="[pier]", byline="Ana Ruiz", series="Wall", weight="1", body="## Why\n\nRust."),
    "content/world/w1.md": dated("Ferry strike", 2, tags="[port]", byline="Tomas Brandt"),
    "content/sport/s1.md": dated("Derby", 3),
    "content/local/l2.md": dated("Pier reopens", 4, tags="[pier, port]", byline="Ana Ruiz", series="Wall", weight="2", body="As [told](l1.md#why)."),
    "content/world/w2.md": dated("Treaty", 5, body="One.\n\n/// story-continues | page\n///\n\nTwo."),
    "content/sport/s2.md": dated("Cup", 6),
    "content/local/l3.md": dated("Council meets", 7, related="[local/l1.md]", media=entry("pier.png")),
    "content/world/w3.md": dated("Summit", 8, layout="feature"),
    "content/local/l4.md": dated("Budget vote", 10, tags="[budget]", body="/// pull-quote | A voter\nNo.\n///"),
    "content/world/w4.md": dated("Storm", 11, media=entry("storm.png", **{"allow-use": "{until: 2026-12-20}"})),
    "content/sport/s3.md": dated("Final", 12),
    "content/local/l5.md": dated("Bus strike", 13),
    "content/local/pier.png": "",
    "content/world/storm.png": "",
    "static/rules.txt": "Rules.\n",
    "data/poll.yaml": "yes: 7\n",
    "layouts/feature.html": '{% extends "story.html" %}\n{% block footer %}\n{% include "partials/poll.html" %}\n{% endblock %}\n',
    "layouts/partials/poll.html": "<p>{{ site.data.poll.yes }} said yes.</p>\n",
}
PAPER = "".join(f"-- {path} --\n{text}" for path, text in FILES.items())


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What a build did: the files that it made again, those that were written, and those that went."""

    rendered: set[str]
    written: set[str]
    removed: set[str]
    report: Report


class Newsroom:
    """A site that is built again and again. Each build is held against a clean one: the same bytes, the same problems."""

    def __init__(self, site: Site, monkeypatch: pytest.MonkeyPatch):
        self.site, self.root, self.out = site, site.root, site.out
        self.options: dict[str, object] = {}
        self._rendered: set[str] = set()
        monkeypatch.setattr(ssg.tasks, "render_page", self._render)

    def _render(self, row: PageRow, context: Context) -> bytes | Path:
        self._rendered.add(output_path(row.url))
        return render_page(row, context)

    def write(self, **files: str) -> "Newsroom":
        self.site.write("".join(f"-- {path} --\n{text}" for path, text in files.items()))
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
        fresh = Site(self.root.with_name(self.root.name + "-fresh"))
        shutil.copytree(self.root, fresh.root, ignore=shutil.ignore_patterns(".ssg", "build"))
        clean = fresh.build(**self.options)
        assert report.problems == clean.problems
        if clean.errors:
            assert is_as_before, "a build with errors changed the site"
        else:
            assert self.site.files() == fresh.files()
        shutil.rmtree(fresh.root)

    def _stamps(self) -> dict[str, tuple[int, int]]:
        paths = (path for path in self.out.rglob("*") if path.is_file())
        return {path.relative_to(self.out).as_posix(): (path.stat().st_mtime_ns, path.stat().st_ino) for path in paths}


@pytest.fixture
def paper(site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> Newsroom:
    """The newsroom above, built once."""
    made = Newsroom(site(PAPER), monkeypatch)
    first = made.build()
    assert first.report.problems == ()
    assert first.rendered == first.written == set(made.site.files())
    return made


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
