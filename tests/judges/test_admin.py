"""The editor at /admin/ as editors use it: Sveltia CMS in Chromium writes and changes stories, and
ssg takes what it wrote.
"""

import base64
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from conftest import NOW, Site
from photographs import jpeg_with

from judges.conftest import REPOSITORY
from judges.pages_server import open_port, serving
from ssg.build.run import Options, build
from ssg.cli import main
from ssg.scaffold.admin import IMMUTABLE, SCRIPTS, SVELTIA, integrity

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
_PROGRAM = Path(__file__).parent / "admin.mjs"
Edit = Callable[..., dict[str, Any]]
# Stories with lists, tables, blocks, pictures of their own, and words over two lines in emphasis.
_FULL = ("culture/canning-house-studios/index", "culture/listening-room", "local/nuthatch-count")
_MARKDOWN = """\
Text with `code`, *emphasis*, **strong *and* so**, #AlderStrong, 3 * 4, a_b_c, 5 < 6, AT&T &amp; co.

<!--more-->

The tide table:
- High water: 6:12
  - at the pier, 6:20

The line read ~~Tuesday~~ Wednesday \\
at https://tides.example/alder.

| Years | Days |
|---|---:|
| 2016-2020 | 23 |

Teo
:   City Hall.

A note.[^1]

[^1]: The sum paid was $418,000.

/// embed | https://video.example/watch/one-month-of-tides
    title: One month of tides
    provider: "Harbor: Video"
///

/// related | More
    stories:
      - local/other.md
      - {title: The 2019 strike, url: "https://example.org/2019, part 2"}
///

//// fact-box | What she said

/// pull-quote | Tova Grundy, "diver"
I *stopped* when they began to overlap.
///
////

/// story-continues | page
///

<div class="x">raw <b>html</b></div>

1986\\. A year. 3\\. May.

A paragraph of a class.
{.note}

## Sub *head* {#id}

*Emphasis that goes on
in the next line.*

~~~ python
print("x")
~~~

> A quote
> of two lines
"""
_FIELDS = """\
title: "Extra: a test"
date: 2026-11-20
byline: [Ana Ruiz, {name: Tomas Brandt, role: reporter}]
contributors: Jonah Feld
tags: a, b
dateline: PORT ALDER (AP)
share: false
version: 3
urgency: 4
related:
  - local/other.md
  - {title: The 2019 strike, url: "https://example.org/2019"}
media:
  - {src: a.jpg, alt: A pier, credit: Ana Ruiz, rights: {licence: CC BY 4.0}, focal: [50, 30]}
corrections:
  - {date: 2026-11-21, text: An earlier version.}
extra: {map: {lat: 43.1}}
status: live
"""


@pytest.fixture(scope="session")
def edit(program: Callable[[str], str], judge: Callable[[str], Path]) -> Edit:
    """Let the editor of a site do some tasks, as it is published at /harbor-ledger/. What it wrote
    is then in the site's folder. Its program is copied into the site, or comes from unpkg.com.
    """
    for script in SCRIPTS:
        judge(script.module)
    node, chromium, modules = program("node"), program("chromium"), judge("playwright-core").parent

    def run(
        root: Path, *tasks: tuple[str, dict[str, Any]], is_copied: bool = True
    ) -> dict[str, Any]:
        built = root.parent / f"{root.name}-with-editor"
        words = ["admin", "-s", str(root), "--repo", "ledger/harbor"]
        vendor = ["--vendor", str(modules)] if is_copied else []
        done = CliRunner().invoke(main, [*words, *vendor])
        assert done.exit_code == 0, done.output
        build(root, Options(destination=built, now=NOW, jobs=1))
        files = {
            file.relative_to(root).as_posix(): base64.b64encode(file.read_bytes()).decode()
            for file in (root / "content").rglob("*")
            if file.is_file()
        }
        with open_port() as server, serving(server, built, "/harbor-ledger/") as address:
            asked = {
                "modules": str(modules),
                "chromium": chromium,
                "address": f"{address}admin/",
                "zone": "Asia/Tokyo",
                "served": {each.url: str(modules / each.module) for each in SCRIPTS},
                "files": files,
                "tasks": tasks,
            }
            ran = subprocess.run(
                [node, str(_PROGRAM)],
                input=json.dumps(asked),
                capture_output=True,
                text=True,
                timeout=900,
                check=False,
            )
        assert ran.returncode == 0, ran.stderr
        found: dict[str, Any] = json.loads(ran.stdout)
        for path, content in found["files"].items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(base64.b64decode(content))
        return found

    return run


def touch(entry: str) -> tuple[str, dict[str, Any]]:
    """Change the note to editors, which no reader sees."""
    section, _, name = entry.partition("/")
    return "touch", {"entry": f"{section}/entries/{name}", "label": "Ednote", "words": "Seen."}


def pages(root: Path) -> dict[str, bytes]:
    """The site without its editor."""
    shutil.rmtree(root / "static" / "admin", ignore_errors=True)
    built = root.parent / f"{root.name}-pages"
    build(root, Options(destination=built, base_url="https://x.example/", now=NOW, jobs=1))
    return {
        file.relative_to(built).as_posix(): file.read_bytes()
        for file in built.rglob("*")
        if file.is_file()
    }


def test_the_scripts_are_those_that_ssg_knows(judge: Callable[[str], Path]) -> None:
    for script in SCRIPTS:
        assert integrity(judge(script.module).read_bytes()) == script.integrity
    version = json.loads(judge("@sveltia/cms/package.json").read_text())["version"]
    assert version == SVELTIA
    # Where the program itself asks for it: this address is the one that the page pins or replaces.
    program = judge("@sveltia/cms/dist/sveltia-cms.js").read_text(encoding="utf-8")
    assert "immutable:`^5.1.9`" in program
    assert "immutable@5.1.9" in IMMUTABLE.url


def test_a_story_that_was_written_in_the_browser_stands_in_the_page(
    site: Callable[..., Site], edit: Edit
) -> None:
    made = site(
        "-- site.yaml --\ntitle: The Ledger\nbase_url: https://x.example/\n"
        "timezone: America/New_York\nsections: {local: Local}\n"
        "-- content/local/other.md --\n---\ntitle: Other\ndate: 2026-11-19\n---\n\nWords.\n"
    )
    told = edit(
        made.root,
        (
            "write",
            {
                "section": "local",
                "title": "Café on the pier: a day",
                "date": "2026-11-20T06:30",
                "fields": {"Byline": "Ana Ruiz and Tomas Brandt", "Tags": "ferries, transport"},
                "words": {"by": "Osgood Tran", "said": "You do *not* get used to it."},
                "picture": {
                    "name": "Two Ferries (1).jpg",
                    "content": base64.b64encode(jpeg_with()).decode(),
                    "fields": {
                        "Alt": "Two ferries at a pier",
                        "Caption": "They sit idle.",
                        "Credit": "Ana Ruiz",
                    },
                },
            },
        ),
    )
    path = "content/local/cafe-on-the-pier-a-day.md"
    assert set(told["files"]) == {path, "content/media/two-ferries-1.jpg"}
    assert "date: 2026-11-20T06:30:00-05:00\n" in (made.root / path).read_text(encoding="utf-8")
    assert made.build().problems == ()
    page = made.dom("local/2026/11/cafe-on-the-pier-a-day/")
    assert page.xpath("string(//h1)").strip() == "Café on the pier: a day"
    assert page.xpath("//time/@datetime")[0].startswith("2026-11-20T06:30:00-05:00")
    assert page.xpath("//main//a[contains(@href, '/authors/')]/text()") == [
        "Ana Ruiz",
        "Tomas Brandt",
    ]
    assert page.xpath("//p/strong/text()") == ["left their boats"]
    assert page.xpath("//p/a[@href='https://example.org/law']/text()") == ["the law"]
    assert page.xpath("string(//figure[@class='pull-quote']//p)") == "You do not get used to it."
    assert page.xpath("//img[@alt='Two ferries at a pier']")
    caption = page.xpath("string(//figure[.//img]/figcaption)")
    assert "They sit idle." in caption
    assert "Ana Ruiz" in caption
    assert made.has("tags/ferries/")


@pytest.mark.parametrize("is_copied", [True, False], ids=["copied", "from unpkg"])
def test_no_script_runs_but_those_that_are_pinned(
    site: Callable[..., Site], edit: Edit, is_copied: bool
) -> None:
    made = site("-- content/local/a.md --\n---\ntitle: A\ndate: 2026-11-19\n---\n\nWords.\n")
    told = edit(made.root, touch("local/a"), is_copied=is_copied)
    assert told["complaints"] == []
    assert set(told["files"]) == {"content/local/a.md"}
    # What docs/admin.md says of it: fonts and icons, the newest version, the state of GitHub.
    hosts = {address.split("/")[2] for address in told["asked"]}
    assert hosts <= {"cdn.jsdelivr.net", "unpkg.com", "www.githubstatus.com"}
    scripts = {address for address in told["asked"] if address.endswith((".js", ".mjs"))}
    assert scripts == (set() if is_copied else {script.url for script in SCRIPTS})


def test_a_story_that_was_opened_and_saved_says_what_it_said(
    site: Callable[..., Site], edit: Edit
) -> None:
    made = site(
        f"-- content/local/extra.md --\n---\n{_FIELDS}---\n\n{_MARKDOWN}"
        "-- content/local/other.md --\n---\ntitle: Other\ndate: 2026-11-19\n---\n\nWords.\n"
    )
    (made.root / "content/local/a.jpg").write_bytes(jpeg_with())
    before = pages(made.root)
    assert "local/2026/11/extra/2/index.html" in before
    told = edit(made.root, touch("local/extra"))
    assert set(told["files"]) == {"content/local/extra.md"}
    assert "ednote: Seen." in (made.root / "content/local/extra.md").read_text(encoding="utf-8")
    assert pages(made.root) == before


def test_what_keeps_a_story_back_does_so_after_a_save(
    site: Callable[..., Site], edit: Edit
) -> None:
    """ssg reads words for true that YAML 1.2 takes for texts."""
    words = ("yes", "On", "true", '"true"')
    text = "-- content/local/a.md --\n---\ntitle: A\ndate: 2026-11-19\n---\n\nWords.\n"
    for number, word in enumerate(words):
        text += (
            f"-- content/local/b{number}.md --\n---\ntitle: B\ndate: 2026-11-19\n"
            f"draft: {word}\n---\n\nWords.\n"
        )
    made = site(text)
    before = pages(made.root)
    told = edit(made.root, *(touch(f"local/b{number}") for number in range(len(words))))
    assert len(told["files"]) == len(words)
    assert pages(made.root) == before
    assert "local/2026/11/b0/index.html" not in before


def demo(folder: Path) -> Path:
    for name in ("content", "layouts", "static"):
        shutil.copytree(REPOSITORY / name, folder / name)
    shutil.copy(REPOSITORY / "site.yaml", folder)
    return folder


def test_stories_of_the_demo_stay_as_they_are_when_they_are_saved(
    tmp_path: Path, edit: Edit
) -> None:
    root = demo(tmp_path)
    before = pages(root)
    told = edit(root, *map(touch, _FULL))
    assert len(told["files"]) == len(_FULL)
    assert pages(root) == before


@pytest.mark.heavy
def test_all_stories_of_the_demo_stay_as_they_are_when_they_are_saved(
    tmp_path: Path, edit: Edit
) -> None:
    root = demo(tmp_path)
    before = pages(root)
    paths = [
        file.relative_to(root / "content").with_suffix("").as_posix()
        for file in sorted((root / "content").rglob("*.md"))
    ]
    told = edit(root, *(touch(path if "/" in path else f"pages/{path}") for path in paths))
    assert len(told["files"]) == len(paths) > 20
    assert pages(root) == before
