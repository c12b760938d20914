"""What may be done with pictures changes with stories, files and time: builds one after the other
come to what a clean one does.
"""

import datetime as dt

import pytest
from conftest import SITE_YAML, story
from photographs import CREDIT_XMP, encoded, jpeg_with, photograph, xmp_segment
from recordings import mp4

EARLY, LATE = (
    dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC),
    dt.datetime(2026, 12, 5, 12, tzinfo=dt.UTC),
)
WHEN = {
    "begins": "allow-use: {from: 2026-12-01}",
    "ends": "allow-use: {until: 2026-12-01}",
    "is forbidden until": "deny-use: {until: 2026-12-01}",
    "may be handed on from": "allow-syndication: {from: 2026-12-01}",
    "is forbidden for a day in between": "deny-use: {from: 2026-12-01, until: 2026-12-02}",
}
PHOTO = jpeg_with(xmp_segment(CREDIT_XMP), image=photograph(500, 300))  # its credit is AP's
PLAIN = encoded(photograph(500, 300), "JPEG")


@pytest.fixture
def newsroom(site):
    def make(lease, media, name="site", **files):
        settings = (
            "rights_end: withhold\nmissing_credit: warning\ncredits: true\nrights: {ap: {match:"
            f" 'AP*', {lease}}}}}\npictures: {{widths: [400]}}\n"
        )
        made = site(
            f"-- site.yaml --\n{SITE_YAML}{settings}-- content/local/pier.md --\n"
            + story(media=media, byline="Ines Kessler"),
            name,
        )
        for file, content in files.items():
            (made.root / "content/local" / file.replace("__", ".")).write_bytes(content)
        return made

    return make


def built(made, now):
    report = made.build(now=now)
    assert report.errors == 0
    return made.files()


@pytest.mark.parametrize("lease", WHEN.values(), ids=WHEN)
@pytest.mark.parametrize("first", [EARLY, LATE])
def test_a_right_by_the_credit_that_only_the_file_has(newsroom, lease, first):
    media, photo = "[{src: pier.jpg, alt: A pier}]", {"pier__jpg": PHOTO}
    made = newsroom(lease, media, **photo)
    built(made, first)
    for now in (EARLY, LATE):
        assert built(made, now) == built(newsroom(lease, media, f"clean-{now:%d}", **photo), now)


def test_a_picture_whose_file_is_replaced_by_one_with_a_lease_that_ends_meanwhile(newsroom):
    media = "[{src: pier.jpg, alt: A pier}]"
    made = newsroom(WHEN["ends"], media, pier__jpg=PLAIN)
    built(made, EARLY)
    (made.root / "content/local/pier.jpg").write_bytes(PHOTO)
    assert built(made, LATE) == built(newsroom(WHEN["ends"], media, "clean", pier__jpg=PHOTO), LATE)


@pytest.mark.parametrize("lease", WHEN.values(), ids=WHEN)
def test_a_poster_has_the_rights_that_its_own_file_tells_of(newsroom, lease):
    media = "[{src: tide.mp4, alt: The tide, caption: Tide, poster: pier.jpg, captions: false}]"
    files = {"tide__mp4": mp4(), "pier__jpg": PHOTO}
    made = newsroom(lease, media, **files)
    for now in (EARLY, LATE, EARLY):
        assert built(made, now) == built(newsroom(lease, media, f"clean-{now:%d}", **files), now)
        is_withheld = (
            "pier"
            not in made.read("local/2026/11/pier/")
            .partition('<div class="body">')[0]
            .rpartition("<video")[2]
        )
        assert is_withheld == (
            not any(path.startswith(("media/local/pier", "pictures/pier")) for path in made.files())
        )


def test_a_poster_goes_and_comes_with_its_video(newsroom):
    media = (
        "[{src: tide.mp4, alt: The tide, credit: AP Photo/Ines Kessler, poster: pier.jpg, captions:"
        " false}]"
    )
    made = newsroom(WHEN["ends"], media, tide__mp4=mp4(), pier__jpg=PLAIN)
    assert any(path.startswith("pictures/pier-") for path in built(made, EARLY))
    files = built(made, LATE)
    assert not any(path.startswith(("pictures/", "media/")) for path in files)
    assert not any(b"tide.mp4" in text or b"pier-" in text for text in files.values())


def test_a_credit_that_hides_the_agency_of_the_file_is_told(newsroom):
    media = "[{src: pier.jpg, alt: A pier, credit: Ines Kessler}]"
    made = newsroom("deny-syndication: true", media, pier__jpg=PHOTO)
    made.build()
    (problem,) = made.report.problems
    assert problem.code == "credit-differs"
    assert (
        problem.message
        == "the rights preset `ap` fits what the file of `pier.jpg` says, but not the credit Ines"
        " Kessler"
    )
    made.write("-- content/local/pier.md --\n" + story(media=media.replace("}", ", rights: ap}")))
    assert made.build().problems == ()
