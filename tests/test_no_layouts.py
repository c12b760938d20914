"""`ssg check --no-layouts` checks what a stranger sent, and runs nothing of it."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Site, problem_line, story

from ssg.layouts import Layouts

Make = Callable[[str], Site]

# Layouts that hang, fill the memory or fail: where Jinja works on one, optimises its constants, or
# runs it.
HANGS = "{% for a in range(10 ** 12) %}{% endfor %}"
BIG_CONSTANT = '{{ "a" * 99999999999 }}'
EVIL = f"""
-- layouts/base.html --
{HANGS}
-- layouts/story.html --
{HANGS}{{{{ 1 // 0 }}}}
-- layouts/front.html --
{BIG_CONSTANT}
-- layouts/long-read.html --
{BIG_CONSTANT}
-- layouts/partials/macros.html --
{BIG_CONSTANT}
-- layouts/blocks/chart.html --
{HANGS}
-- layouts/blocks/embed.html --
{{% if %}}{{{{ block.options.size }}}}{"{#" * 1000}
-- data/bad.json --
[[[[
-- content/world/a.md --
{story("Chart", body="/// chart | wages" + chr(10) + "    unit: euro" + chr(10) + "///" + chr(10))}
"""


def check(newsroom: Site, **options: object) -> list[str]:
    report = newsroom.build(destination=None, layouts=False, **options)
    return [problem_line(problem) for problem in report.problems]


def test_nothing_of_the_layouts_and_data_is_run_or_read(
    site: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom = site(EVIL)
    opened: list[str] = []

    def watch(event: str, arguments: tuple) -> None:
        if event == "open" and watching:
            opened.append(
                os.fsdecode(arguments[0]) if isinstance(arguments[0], str | bytes) else ""
            )

    watching = True
    sys.addaudithook(watch)
    try:
        assert check(newsroom) == []
    finally:
        watching = False
    inside = [name for name in opened if name.startswith(str(newsroom.root))]
    assert any("content/world/a.md" in name for name in inside)
    assert [
        name
        for name in inside
        if f"{os.sep}layouts{os.sep}" in name or f"{os.sep}data{os.sep}" in name
    ] == []


def test_the_program_ends_soon_and_writes_nothing_but_its_catalog(site: Make) -> None:
    newsroom = site(EVIL)
    done = subprocess.run(
        [sys.executable, "-m", "ssg", "check", "--no-layouts", "-s", str(newsroom.root)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert not newsroom.out.exists()


def test_the_same_layouts_would_have_been_run_without_it(site: Make) -> None:
    newsroom = site(
        f"-- layouts/story.html --\n{{{{ 1 // 0 }}}}\n-- content/world/a.md --\n{story()}"
    )
    newsroom.build(destination=None)
    assert newsroom.codes() == ["layout-error"]
    assert check(newsroom) == []


def test_mistakes_in_stories_pictures_and_between_files_are_told(site: Make) -> None:
    newsroom = site(f"""
-- layouts/base.html --
{HANGS}
-- content/world/a.md --
{story(body="See [that](gone.md)." + chr(10) * 2 + "/// chrat | x" + chr(10) + "///")}
-- content/world/b.md --
{story(media=chr(10) + "  - {src: ferry.jpg, alt: A ferry, credit: AP}", url="/same/")}
-- content/world/c.md --
{story(url="/same/", titel="x")}
""")
    check(newsroom)
    assert set(newsroom.codes()) == {
        "dead-link",
        "unknown-block",
        "missing-picture",
        "url-collision",
        "unknown-field",
    }


def test_a_layout_is_known_by_its_name(site: Make) -> None:
    newsroom = site(f"""
-- layouts/long-read.html --
{HANGS}
-- content/world/a.md --
{story(layout="long-read")}
-- content/world/b.md --
{story(layout="longread")}
""")
    (problem,) = check(newsroom)
    assert problem.startswith(
        "content/world/b.md:4:9 error[missing-layout] there is no layout `longread.html`"
    )


def test_options_of_blocks_are_checked_where_the_theme_alone_decides(site: Make) -> None:
    text = story(body="/// pull-quote | Words." + chr(10) + "    autor: Ana" + chr(10) + "///")
    assert [
        line.partition(" ")[2] for line in check(site(f"-- content/world/a.md --\n{text}"))
    ] == ["error[block-options] `autor` is not an option of the block `pull-quote`"]
    newsroom = Site(site("").root.parent / "other")
    newsroom.root.mkdir()
    assert (
        check(
            newsroom.write(
                f"-- layouts/partials/x.html --\n{HANGS}\n-- content/world/a.md --\n{text}"
            )
        )
        == []
    )


def test_a_build_after_it_makes_every_page(site: Make) -> None:
    newsroom = site(
        "-- layouts/blocks/chart.html --\n<b>{{ block.options.unit }}</b>\n-- content/world/a.md"
        " --\n" + story(body="/// chart | wages" + chr(10) + "    unit: euro" + chr(10) + "///")
    )
    assert check(newsroom) == []
    newsroom.build()
    assert "<b>euro</b>" in newsroom.read("world/2026/11/a/")
    before = newsroom.files()
    assert check(newsroom) == []
    newsroom.build()
    assert newsroom.files() == before


def test_layouts_that_must_not_be_run_cannot_be(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="must not be run"):
        Layouts(tmp_path, read_own=False).environment  # noqa: B018
