"""When ssg itself fails: the story or page is named, the other problems are told, the published
site stays, and the exit code is its own.
"""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Site, story

import ssg
import ssg.build.check
import ssg.build.run
import ssg.markup.convert
import ssg.media.probe
import ssg.pages.body
from ssg.build.faults import internal_error
from ssg.problems import Problem

MakeSite = Callable[..., Site]


@pytest.fixture
def desk(site: MakeSite) -> Site:
    """Three stories, published; then one of them gets a mistake of its author's."""
    made = site(
        "".join(f"-- content/world/{name}.md --\n{story(title=f'Title {name}')}" for name in "abc")
    )
    assert made.build().errors == 0
    made.write(f"-- content/world/a.md --\n{story(title='Title a')}\n[dead](nowhere.md)\n")
    return made


def fail_at(
    monkeypatch: pytest.MonkeyPatch, module: object, name: str, wanted: str, error: Exception
) -> None:
    """Let a function of ssg raise, where one of its arguments tells of `wanted`."""
    works = getattr(module, name)

    def fails(*arguments: object, **options: object) -> object:
        if any(wanted in str(getattr(each, "path", each)) for each in arguments):
            raise error
        return works(*arguments, **options)

    monkeypatch.setattr(module, name, fails)


def internal(made: Site) -> Problem:
    assert made.report is not None
    [problem] = [problem for problem in made.report.problems if problem.code == "internal-error"]
    return problem


@pytest.mark.parametrize(
    "error", [KeyError("M"), IndexError("tuple index"), ValueError("no"), AssertionError()]
)
def test_a_failure_in_one_story_names_it_and_keeps_the_problems_of_others(
    desk: Site, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    before = desk.files()
    desk.write(f"-- content/world/b.md --\n{story(title='Title b')}\nBroken words.\n")
    fail_at(monkeypatch, ssg.markup.convert, "convert_common", "Broken words", error)
    report = desk.build()
    problem = internal(desk)
    assert problem.path == "content/world/b.md"
    assert type(error).__name__ in problem.message
    assert problem.label.startswith("ssg/markup/convert.py:")
    assert ssg.__version__ in problem.help
    assert {"dead-link"} <= set(desk.codes())
    assert report.is_our_fault
    assert desk.files() == before


def test_the_next_build_reads_that_story_again(desk: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.write(f"-- content/world/a.md --\n{story(title='Title a')}\nBroken words.\n")
    with monkeypatch.context() as patch:
        fail_at(patch, ssg.markup.convert, "convert_common", "Broken words", KeyError("M"))
        assert desk.build().is_our_fault
    assert desk.build().errors == 0
    assert "Broken words." in desk.read("world/2026/11/a/")


def test_a_failure_while_a_page_is_made_names_its_story_and_is_no_fault_of_the_layout(
    desk: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = desk.files()
    desk.write(f"-- content/world/a.md --\n{story(title='Title a', deck='New')}")
    fail_at(monkeypatch, ssg.pages.body, "fill", "", RuntimeError("no filler"))
    desk.build()
    found = [problem for problem in desk.report.problems if problem.code == "internal-error"]
    assert "content/world/a.md" in {problem.path for problem in found}
    assert {problem.code for problem in desk.report.problems} == {"internal-error"}
    assert desk.files() == before


def test_a_failure_while_a_picture_is_looked_into_names_it(
    desk: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.write("-- content/world/pier.png --\n")
    media = "\n  - {src: pier.png, alt: A pier at dusk, credit: Ana Ruiz}"
    desk.write("-- content/world/a.md --\n" + story(media=media))
    fail_at(monkeypatch, ssg.media.probe, "look_into", "pier.png", IndexError("index out of range"))
    assert desk.build().is_our_fault
    problem = internal(desk)
    assert "content/world/" in problem.path
    assert "pier.png" in problem.path + problem.message + problem.label


@pytest.mark.parametrize(
    "layout",
    [
        "{{ 1 // 0 }}",
        "{{ page.nothing.here }}",
        "{{ 'x' | date }}",
        "{{ 5 | smart }}",
        "{{ stories(limit='x') }}",
        "{{ terms(5) }}",
        "{{ section(5) }}",
        "{{ static(5) }}",
        "{{ site.title | date('never') }}",
    ],
)
def test_what_a_layout_does_wrong_is_the_layouts(desk: Site, layout: str) -> None:
    desk.write(
        f"-- content/world/a.md --\n{story(title='Title a')}-- layouts/story.html"
        f" --\n<p>\n{layout}\n"
    )
    desk.build()
    assert {(p.code, p.path, p.span and p.span.line) for p in desk.report.problems} == {
        ("layout-error", "layouts/story.html", 2)
    }


def test_a_message_is_one_line_of_bounded_length() -> None:
    problem = internal_error(ValueError("x\n" * 1000), "content/a.md", "reading this story")
    assert len(problem.message) < 300
    assert "\n" not in problem.message


def test_the_command_has_an_exit_code_of_its_own(desk: Site, tmp_path: Path) -> None:
    """In a process of its own, with a module that lets ssg fail."""
    desk.write(f"-- content/world/a.md --\n{story(title='Title a')}\nBroken words.\n")
    program = (
        "import ssg.markup.convert as c, ssg.cli\n"
        "def fails(text, *a, **k): raise KeyError('M')\n"
        "c.convert_common = fails\n"
        "ssg.cli.main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "build", "-s", str(desk.root), "--jobs", "1"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 70, done.stderr
    assert "error[internal-error]" in done.stdout
    assert "content/world/a.md" in done.stdout
    assert "as it was" in done.stdout


def test_a_failed_check_is_made_again_and_not_remembered(
    desk: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.write(f"-- content/world/a.md --\n{story(title='Title a')}\n[b](b.md)\n")
    with monkeypatch.context() as patch:
        fail_at(patch, ssg.build.check.LinkChecker, "links", "world/a.md", KeyError("x"))
        assert desk.build().is_our_fault
        assert internal(desk).path == "content/world/a.md"
    assert desk.build().errors == 0, desk.problems()


def test_a_failure_after_publishing_does_not_say_that_nothing_was(
    desk: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.write(f"-- content/world/a.md --\n{story(title='Another title')}")
    with monkeypatch.context() as patch:
        patch.setattr(ssg.build.run, "clear_pictures", lambda *_: 1 // 0)
        report = desk.build()
    assert report.is_our_fault
    assert report.is_published == ("Another title" in desk.read("world/2026/11/a/"))
    assert report.is_published


@pytest.mark.parametrize("value", ["5", "none", "[1]", "page", "site.extra"])
@pytest.mark.parametrize(
    "use",
    [
        "x|smart",
        "x|date",
        "x|iso",
        "x|json",
        "x|mailto",
        "x|direction",
        "x|striptags",
        "x|names",
        "stories(x)",
        "terms(x)",
        "photos(x)",
        "section(x)",
        "asset(x)",
        "static(x)",
    ],
)
def test_no_use_of_a_filter_or_function_is_called_a_fault_of_ours(
    desk: Site, use: str, value: str
) -> None:
    desk.write(
        f"-- content/world/a.md --\n{story(title='Title a')}-- layouts/story.html --\n{{{{"
        f" {use.replace('x', value)} }}}}\n"
    )
    assert not desk.build().is_our_fault, desk.problems()
