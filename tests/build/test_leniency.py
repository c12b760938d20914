"""`since` and `todo`: what a newsroom with an archive is told, and what can wait."""

import pytest
from conftest import SITE_YAML, story

from ssg.config.site import Config
from ssg.markup.convert import Converter
from ssg.source.files import SourceFile
from ssg.story.parse import parse_story

OLD = "-- content/old/old.md --\n"


def newsroom(site, settings, old, new="x"):
    return site(
        f"-- site.yaml --\n{SITE_YAML}{settings}\n{OLD}{old}-- content/local/new.md --\n{new}"
    )


def test_older_stories_are_not_warned_of(site):
    media = "[{src: a.png, credit: Ana Ruiz}]"
    made = newsroom(
        site,
        "since: 2024-01-01",
        story("Old", "2010-01-01", media=media) + "-- content/old/a.png --\n\n",
        story("New", media=media) + "-- content/local/a.png --\n\n",
    )
    report = made.build()
    assert [(p.code, p.path) for p in report.problems] == [("alt-text", "content/local/new.md")]


def test_their_errors_are_told_all_the_same(site):
    made = newsroom(
        site, "since: 2024-01-01", story("Old", "2010-01-01") + "[x](nope.md)\n", story("New")
    )
    assert made.build().errors == 1


def test_errors_in_a_folder_of_todo_are_notes_and_the_site_is_published(site):
    made = newsroom(
        site,
        "todo: old",
        story("Old", "2010-01-01", subtitle="x", related="[gone.md]")
        + "A [link](nope.md) and a [place](#nope).\n"
        + "-- content/old/unread.md --\nNothing but words.\n",
        story("New"),
    )
    report = made.build(strict=True)
    assert (report.errors, {p.severity for p in report.problems}) == (0, {"note"})
    assert [p.code for p in report.problems] == [
        "unknown-field",
        "dead-link",
        "dead-link",
        "dead-anchor",
        "no-front-matter",
    ]
    page = made.read("old/2010/01/old/")
    assert "A link and a" in page
    assert "nope.md" not in page


def test_other_folders_stay_strict(site):
    made = newsroom(site, "todo: old", story("Old"), story("New") + "[x](nope.md)\n")
    assert made.build().errors == 1


@pytest.mark.parametrize("folder", [".", "content", "content/old/", "old/"])
def test_a_folder_may_be_named_in_several_ways(site, folder):
    made = newsroom(site, f"todo: [{folder}]", story("Old") + "[x](nope.md)\n", story("New"))
    assert made.build().errors == 0


@pytest.mark.parametrize(
    "old",
    [
        story("Old", embrago="2030-01-01"),
        story("Old", embargo="tomorrow"),
        story("Old", embargo="2027-02-30"),
        story("Old", embargo=""),
        story("Old", expires="2026-02-30"),
        story("Old", publish_date="2027-05-01"),
        story("Old", password="x"),
        story("Old", private="true"),
        story("Old", visible="false"),
        story("Old", source="{name: AP, urll: x}"),
        story("Old", source="https://ap.example/story"),
        story("Old", deck='"q\\x02"'),
        story("Old").replace("date:", "date: 2027-01-01\ndate:", 1),
        story("Old").replace("title:", "[embargo]: 2027-01-01\ntitle:", 1),
        story("Old").replace("title:", "<<: *d\nstatus: draft\ntitle:", 1),
        story("Old", media="[{src: a.png, alt: A, credit: A, rights: {allow-use: {from: x}}}]"),
        story("Old", media="[{src: a.png, alt: A, credit: A, rights: {deny-use: }}]"),
        story("Old", media="[{src: a.png, alt: A, credit: A, righst: {deny-use: true}}]"),
        story("Old", status="kiled"),
        story("Old", draft="perhaps"),
        story("Old", expires="soon"),
        story("Old", media="[{src: a.png, alt: A pier, credit: A, rights: {deny-use: maybe}}]"),
        story("Old", media="[{src: a.png, alt: A pier, credit: A, rights: {deny-use: true}}]"),
        story("Old") + "<!-- open\n",
        story("Old", url="/twice/") + f"-- content/old/b.md --\n{story('B', url='/twice/')}",
    ],
)
def test_what_could_show_something_too_early_or_for_another_never_waits(site, old):
    made = newsroom(site, "todo: old", f"{old}-- content/old/a.png --\n\n", story("New"))
    assert made.build().errors > 0
    assert not made.out.exists() or not made.files()


@pytest.mark.parametrize(
    "source", ["AP", "{name: AP, urll: x}", "https://ap.example/story", "[AP]", "{url: x}"]
)
def test_a_text_with_any_source_is_never_taken_for_our_own(site, source):
    made = site(
        f"-- site.yaml --\n{SITE_YAML}todo: [.]\n-- content/local/a.md --\n"
        + story("A", source=source, body="Words.\n\n<script>alert(1)</script>\n")
    )
    made.build()
    assert not any(b"alert(1)" in content for content in made.files().values())
    # Nor would it be if its mistake did not stop the build.
    file = SourceFile("content/local/a.md", (made.root / "content/local/a.md").read_text())
    parsed = parse_story(file, Config(title="L", base_url="https://l.example/"), Converter(()))
    assert "Words." in parsed.body.html
    assert "alert(1)" not in parsed.body.html
