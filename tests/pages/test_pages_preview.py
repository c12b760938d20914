"""A build that shows what readers may not see yet is marked, asks not to be indexed, and goes
elsewhere.
"""

import pytest
from click.testing import CliRunner
from conftest import SITE_YAML, story

from ssg.cli import main
from ssg.pages.preview import marked

NEWSROOM = (
    f"-- site.yaml --\n{SITE_YAML}credits: true\n"
    f"-- content/local/a.md --\n{story('Live', aliases='[/old/]', tags='[wall]')}"
    f"-- content/local/b.md --\n{story('Zqdraft', draft='true')}"
    f"-- content/local/c.md --\n{story('Gone', status='killed')}"
    "-- content/about.md --\n---\ntitle: About\n---\n\nWe.\n"
)
MARK = "Preview, not for readers"


def pages(made):
    return [path for path in made.files() if path.endswith(".html")]


@pytest.mark.parametrize("asked", ["drafts", "future", "expired"])
def test_each_page_of_a_preview_is_marked_and_is_for_no_search_engine(site, asked):
    made = site(NEWSROOM)
    made.build(**{asked: True})
    assert len(pages(made)) > 10
    for path in pages(made):
        tree = made.dom(path)
        assert MARK in tree.xpath("//body")[0][0].text_content(), path
        assert tree.xpath("//meta[@name='robots']/@content") == ["noindex"], path
        assert tree.xpath("//link[@rel='canonical'] | //meta[@property]") == [], path
        assert tree.xpath("//script[@type='application/ld+json']") == [], path
    assert made.read("robots.txt") == "User-agent: *\nDisallow: /\n"
    assert f"<title>{MARK}: The Harbor Ledger</title>" in made.read("feed.xml")


def test_a_layout_cannot_leave_the_mark_out(site):
    made = site(NEWSROOM + "-- layouts/story.html --\n<b>{{ story.title }}</b>\n")
    made.build(drafts=True)
    page = made.read("local/2026/11/b/")
    assert MARK in page
    assert '<meta name="robots" content="noindex">' in page


@pytest.mark.parametrize(
    ("page", "start"),
    [
        ("<head><title><body></title></head><body id='>'>x", "<body id='>'><aside"),
        ("<!-- <body> --><body>x", "<!-- <body> --><body><aside"),
        ("x", 'x<aside aria-label="Preview"'),
    ],
)
def test_the_mark_stands_behind_the_tag_that_begins_the_body(page, start):
    assert start in marked(page, ("drafts",))


def test_what_was_a_preview_is_whole_again_when_it_is_built_for_readers(site):
    made = site(NEWSROOM)
    made.build()
    clean = made.files()
    made.build(drafts=True)
    assert made.files() != clean
    made.build()
    assert made.files() == clean
    assert not [path for path, text in clean.items() if MARK.encode() in text]


def run(made, *arguments):
    done = CliRunner().invoke(
        main, ["build", "-s", str(made.root), "--at", "2026-11-22T12:00:00Z", *arguments]
    )
    assert done.exit_code == 0, done.output
    return done.output


def test_a_preview_goes_to_a_folder_of_its_own_unless_one_is_named(site):
    made = site(NEWSROOM)
    run(made)
    clean = made.files()
    assert "built preview/" in run(made, "--drafts")
    assert made.files() == clean
    assert "Zqdraft" in (made.root / "preview/index.html").read_text()
    run(made, "--drafts", "-d", str(made.root / "elsewhere"))
    assert "Zqdraft" in (made.root / "elsewhere/index.html").read_text()


def test_a_preview_in_the_folder_that_is_published_is_told(site):
    made = site(NEWSROOM)
    assert "build/ is the folder that is published" not in run(made)
    assert "build/ is the folder that is published" in run(made, "--drafts", "-d", str(made.out))
    assert "build/ is the folder that is published" not in run(made, "--drafts")


def test_a_build_says_what_is_not_shown_and_why(site):
    made = site(
        NEWSROOM
        + f"-- content/local/d.md --\n{story('Later', '2027-11-20')}"
        + f"-- content/local/e.md --\n{story('Draft', draft='true')}"
        + f"-- content/local/f.md --\n{story('Held', embargo='2027-01-01')}"
    )
    line = (
        "1 story; not shown: 1 scheduled, 1 embargoed, 2 drafts, 1 killed (`ssg list` names them)"
    )
    assert line in run(made)
    assert "3 stories; not shown: 1 scheduled, 1 embargoed, 1 killed" in run(made, "--drafts")
    done = CliRunner().invoke(main, ["check", "-s", str(made.root), "--at", "2026-11-22T12:00:00Z"])
    assert line in done.output
    assert "not shown" not in run(made, "-q")


def test_a_build_in_which_all_is_shown_says_nothing_else(site):
    made = site(f"-- content/local/a.md --\n{story('A')}-- content/local/b.md --\n{story('B')}")
    assert "2 stories\n" in run(made)
