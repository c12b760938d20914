"""Problems by the thousand: the first of each kind, and how many more."""

from click.testing import CliRunner
from conftest import story

from ssg.cli import main
from ssg.problems import Problem, Severity
from ssg.report import render
from ssg.report.digest import LIST_ALL, shortened


def problems(count, code="alt-text", folder="content/world", severity=Severity.WARNING):
    return [
        Problem(code=code, severity=severity, message="x", path=f"{folder}/{number:05}.md")
        for number in range(count)
    ]


def test_a_screen_of_problems_is_shown_whole():
    found = problems(50)
    assert shortened(found) == (found, [])


def test_of_more_the_first_of_each_kind_and_folder_are_shown_and_the_others_counted():
    found = [
        *problems(37_408),
        *problems(2, "dead-link", severity=Severity.ERROR),
        *problems(5, folder="content/local"),
    ]
    shown, lines = shortened(found)
    assert len(shown) == 3 + 2 + 3
    assert lines == [
        "and 37,405 more warnings [alt-text] in content/world/",
        "and 2 more warnings [alt-text] in content/local/",
        LIST_ALL,
    ]


def test_of_too_many_folders_only_the_kinds_are_counted():
    found = [each for n in range(200) for each in problems(5, folder=f"content/s{n}")]
    shown, lines = shortened(found)
    assert (len(shown), lines) == (100, ["and 900 more warnings [alt-text]", LIST_ALL])


def test_the_report_is_short_and_ends_with_the_true_count():
    found = problems(5_000)
    text = render("text", found, whole=False)
    assert len(text) < 1_000
    assert text.endswith(f"{LIST_ALL}\n\n5,000 warnings\n") or text.endswith(
        f"{LIST_ALL}\n\n5000 warnings\n"
    )
    assert render("text", found).count("-->") == 5_000


def test_formats_for_programs_are_whole():
    assert render("json", problems(500), whole=False).count('"path"') == 500


def test_the_command_prints_all_where_it_is_asked_to(site):
    stories = "".join(
        f"-- content/local/s{number}.md --\n{story('A', url=f'/{number}/', lastmod='2026-11-19')}"
        for number in range(60)
    )
    root = str(site(stories).root)
    arguments = ["check", "-s", root, "--at", "2026-11-22T12:00:00Z"]
    for more, frames in ((["-q"], 3), (["-q", "--all"], 60)):
        text = CliRunner().invoke(main, arguments + more, catch_exceptions=False).stdout
        assert text.count("-->") == frames
        assert (LIST_ALL in text) == (frames == 3)
