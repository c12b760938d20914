"""`ssg build --why URL`: why a page was made, or was not."""

from collections.abc import Callable

import pytest

from tests.conftest import Site, story

MakeSite = Callable[..., Site]
PAPER = (
    "-- content/local/a.md --\n"
    + story("First", "2026-11-01T12:00:00Z", tags="[pier]")
    + "-- content/local/b.md --\n"
    + story("Second", "2026-11-02T12:00:00Z")
    + "-- content/local/c.md --\n"
    + story("Third", "2026-11-03T12:00:00Z")
    + "-- static/rules.txt --\nRules.\n"
)
A = "/local/2026/11/a/"


@pytest.fixture
def paper(site: MakeSite) -> Site:
    made = site(PAPER)
    assert made.build().errors == 0
    return made


def why(made: Site, url: str) -> tuple[str, ...]:
    report = made.build(why=url)
    assert report.errors == 0
    return report.why


def edit(made: Site, path: str, old: str, new: str) -> None:
    file = made.root / path
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))


def test_a_page_of_which_nothing_changed_is_not_made_again_and_says_what_it_asked(
    paper: Site,
) -> None:
    first, *asked = why(paper, A)
    assert (
        first
        == f"{A} is not made again: its layouts, site.yaml and data/ are as they were, and so is"
        " all that it asked:"
    )
    assert "  - the story content/local/a.md" in asked
    assert "  - the stories before and after content/local/a.md in its section" in asked


def test_the_story_that_changed_is_named(paper: Site) -> None:
    edit(paper, "content/local/a.md", "The council", "A council")
    assert why(paper, A) == (f"{A} is made:", "  - changed: the story content/local/a.md")


def test_a_neighbour_s_new_headline_is_a_reason_of_another_kind(paper: Site) -> None:
    edit(paper, "content/local/b.md", "Second", "Another")
    assert why(paper, A) == (
        f"{A} is made:",
        "  - changed: the stories before and after content/local/a.md in its section",
    )


def test_a_story_that_changed_nothing_which_the_page_shows_is_no_reason(paper: Site) -> None:
    edit(paper, "content/local/c.md", "Third", "Another")
    assert "is not made again" in why(paper, A)[0]


def test_what_every_page_shows_is_told_apart(paper: Site) -> None:
    paper.write("-- content/about.md --\n---\ntitle: About\n---\n\nUs.\n")
    assert why(paper, A) == (
        f"{A} is made:",
        "  - changed: the pages without date (which every page shows)",
    )


def test_a_layout_that_changed_is_a_reason_and_so_is_a_file_that_was_altered(paper: Site) -> None:
    (paper.out / "local/2026/11/a/index.html").write_text("mine")
    paper.write("-- layouts/partials/story-end.html --\nThe end.\n")
    _, *reasons = why(paper, A)
    assert reasons == [
        "  - its file is missing, or was altered by somebody",
        (
            "  - one of its layouts or of the parts that they include, data/, site.yaml or ssg"
            " itself changed"
        ),
    ]


def test_a_new_page_was_not_made_before(paper: Site) -> None:
    paper.write("-- content/local/d.md --\n" + story("Fourth", "2026-11-04T12:00:00Z"))
    assert why(paper, "https://ledger.example/local/2026/11/d/") == (
        "/local/2026/11/d/ is made:",
        "  - it was not made here before, or that build was broken off",
    )


def test_a_copy_is_made_again_when_its_file_changed(paper: Site) -> None:
    edit(paper, "static/rules.txt", "Rules.", "New rules.")
    assert why(paper, "/rules.txt") == (
        "/rules.txt is made:",
        "  - the file that it is a copy of changed",
    )


def test_an_address_without_page_is_told(paper: Site) -> None:
    assert why(paper, "/nowhere/")[0].startswith("there is no page at /nowhere/")
