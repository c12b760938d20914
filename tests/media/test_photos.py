"""Photos by NAME, on each person's page: a question to the catalog that follows stories, credits,
files and rights.
"""

import os

import pytest
from conftest import SITE_YAML, story
from photographs import CREDIT_XMP, encoded, jpeg_with, photograph, xmp_segment

SITE = f"-- site.yaml --\n{SITE_YAML}pictures: {{widths: [40], formats: [webp]}}\n"
PAGE = "authors/ines-kessler/"


def picture(src="pier.jpg", credit="AP Photo/Ines Kessler"):
    return f"{{src: {src}, alt: A pier, credit: {credit}}}"


def told(title, day=20, **fields):
    return story(title, f"2026-11-{day}T06:30:00-05:00", **fields)


@pytest.fixture
def newsroom(site):
    made = site(
        SITE
        + "-- content/local/own.md --\n"
        + told("By her", byline="Ines Kessler")
        + "-- content/local/a.md --\n"
        + told("The pier", 18, media=f"[{picture()}]", byline="Ana Ruiz")
        + "-- content/local/b.md --\n"
        + told(
            "The quay",
            19,
            media=f"[{picture('x.jpg', 'Tomas Brandt')}, {picture('quay.jpg', 'Ines Kessler')}]",
        )
    )
    for name in ("pier", "quay", "x"):
        (made.root / f"content/local/{name}.jpg").write_bytes(encoded(photograph(100, 60), "JPEG"))
    assert made.build().errors == 0, made.problems()
    return made


def photos(made, page=PAGE):
    """Headlines and addresses below the pictures."""
    return [
        (link.text_content().strip(), link.get("href"))
        for link in made.dom(page).xpath("//section[@class='photos']//li/a")
    ]


def test_a_person_s_page_shows_what_they_took_the_newest_first_with_links_to_the_stories(newsroom):
    assert photos(newsroom) == [
        ("The quay", "/local/2026/11/b/"),
        ("The pier", "/local/2026/11/a/"),
    ]
    section = newsroom.dom(PAGE).xpath("//section[@class='photos']")[0]
    assert section.xpath("./h2/text()") == ["Photos by Ines Kessler"]
    sources = section.xpath(".//img/@src")
    assert len(sources) == 2
    assert all(newsroom.has(src.lstrip("/")) for src in sources)
    assert photos(newsroom, "authors/ana-ruiz/") == []


def test_a_changed_credit_headline_or_state_is_there_at_once_and_nothing_else_is_made(newsroom):
    newsroom.write(
        "-- content/local/a.md --\n"
        + told("The long pier", 18, media=f"[{picture()}]", byline="Ana Ruiz")
    )
    newsroom.build()
    assert [title for title, _ in photos(newsroom)] == ["The quay", "The long pier"]
    newsroom.write(
        "-- content/local/b.md --\n"
        + told("The quay", 19, media=f"[{picture('quay.jpg', 'Li Wei')}]")
    )
    newsroom.build()
    assert [title for title, _ in photos(newsroom)] == ["The long pier"]
    newsroom.write(
        "-- content/local/a.md --\n"
        + told("The long pier", 18, media=f"[{picture()}]", status="draft")
    )
    newsroom.build()
    assert photos(newsroom) == []
    newsroom.write(
        "-- content/local/c.md --\n"
        + told("A third", 21, media=f"[{picture(credit='Ines Kessler/The Ledger')}]")
    )
    newsroom.build()
    assert [title for title, _ in photos(newsroom)] == ["A third"]
    os.unlink(newsroom.root / "content/local/c.md")
    newsroom.build()
    assert photos(newsroom) == []
    before = newsroom.files()
    newsroom.build(destination=newsroom.root / "anew")
    newsroom.out = newsroom.root / "anew"
    assert newsroom.files() == before


def test_a_file_that_names_its_maker_counts_where_the_story_does_not(newsroom):
    newsroom.write(
        "-- content/local/c.md --\n" + told("By the file", 21, media="[{src: c.jpg, alt: A pier}]")
    )
    path = newsroom.root / "content/local/c.jpg"
    path.write_bytes(jpeg_with(xmp_segment(CREDIT_XMP), image=photograph()))
    newsroom.build()
    assert photos(newsroom)[0][0] == "By the file"
    path.write_bytes(
        jpeg_with(
            xmp_segment(CREDIT_XMP.replace(b"Ines Kessler", b"Tomas Brandt")), image=photograph()
        )
    )
    newsroom.build()
    assert "By the file" not in dict(photos(newsroom))


def test_a_picture_in_many_stories_is_shown_once_and_no_more_than_24_are(newsroom):
    many = "".join(
        f"-- content/local/s{n}.md --\n" + told(f"Story {n}", 21, media=f"[{picture()}]")
        for n in range(3)
    )
    newsroom.write(many)
    newsroom.build()
    assert [title for title, _ in photos(newsroom)] == ["Story 0", "The quay"]
    for n in range(30):
        newsroom.write(
            f"-- content/local/t{n:02}.md --\n"
            + told(f"More {n:02}", 22, media=f"[{picture(f't{n:02}.png')}]")
        )
        newsroom.write(f"-- content/local/t{n:02}.png --\n")
    newsroom.build()
    found = photos(newsroom)
    assert (len(found), found[0][0], found[-1][0]) == (24, "More 00", "More 23")


def test_a_layout_that_does_not_ask_for_photos_asks_the_catalog_nothing(newsroom, monkeypatch):
    newsroom.write("-- layouts/list.html --\n{{ list.title }}\n")
    monkeypatch.setattr("ssg.catalog.queries.Queries.photos_by", None)
    assert newsroom.build().errors == 0


def test_a_layout_may_ask_for_anybodys_photos(newsroom):
    layout = (
        "{% for photo in photos('ines-kessler', 1) %}{{ photo.story.title }} {{"
        " photo.picture.credit }}{% endfor %}"
    )
    newsroom.write(f"-- layouts/page.html --\n{layout}\n")
    newsroom.write("-- content/about.md --\n---\ntitle: About\n---\n\nWe.\n")
    newsroom.build()
    assert newsroom.read("about/").strip() == "The quay Ines Kessler"
