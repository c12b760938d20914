"""Files of the output that are no pages: originals keep their rights and their pixels, and tell nothing of place, camera and owner."""

import os

import pytest
from conftest import story
from photographs import CREDIT_XMP, camera_exif, encoded, jpeg_with, photograph, xmp_segment
from PIL import Image

from ssg.media.metadata import read_metadata

ENTRY = "[{src: pier.jpg, alt: A pier, credit: Ana Ruiz}]"


def secretive(**options: object) -> bytes:
    return jpeg_with((0xE1, camera_exif(6)), xmp_segment(CREDIT_XMP), **options)


@pytest.fixture
def newsroom(site):
    made = site("-- content/local/pier.md --\n" + story(media=ENTRY))
    (made.root / "content/local/pier.jpg").write_bytes(secretive())
    return made


def test_an_original_is_published_without_place_camera_and_owner(newsroom):
    assert newsroom.build().errors == 0
    published = newsroom.out / "media/local/pier.jpg"
    assert b"Secret" not in published.read_bytes()
    assert b"GPSLatitude" not in published.read_bytes()
    found = read_metadata(published)
    assert (found.credit, found.creators, found.copyright) == ("Ana Ruiz", ("Ana Ruiz",), "Copyright 2025 AP")
    assert (found.city, found.caption, found.date_taken) == ("", "", "")
    with Image.open(newsroom.root / "content/local/pier.jpg") as before, Image.open(published) as after:
        assert before.tobytes() == after.tobytes()
        assert dict(after.getexif()) == {0x0112: 6}


def test_an_original_is_cleaned_again_when_it_changes_or_another_ssg_cleans_it(newsroom, monkeypatch):
    newsroom.build()
    assert newsroom.build().published.rendered == 0
    (newsroom.root / "content/local/pier.jpg").write_bytes(secretive(image=photograph(80, 40)))
    newsroom.build()
    with Image.open(newsroom.out / "media/local/pier.jpg") as picture:
        assert picture.size == (80, 40)
    before = os.stat(newsroom.out / "media/local/pier.jpg").st_mtime_ns
    monkeypatch.setattr("ssg.media.original.write_iim", lambda *_: b"")
    monkeypatch.setattr("ssg.recipes.edition", lambda: "another")
    newsroom.build()
    assert os.stat(newsroom.out / "media/local/pier.jpg").st_mtime_ns != before


@pytest.mark.parametrize(("name", "form"), [("pier.png", "PNG"), ("pier.webp", "WEBP"), ("pier.avif", "AVIF")])
def test_every_kind_is_cleaned(site, name, form):
    made = site("-- content/local/pier.md --\n" + story(media=ENTRY.replace("pier.jpg", name)))
    (made.root / "content/local" / name).write_bytes(encoded(photograph(), form, exif=camera_exif()))
    assert made.build().errors == 0
    assert b"Secret" not in (made.out / "media/local" / name).read_bytes()


def test_a_picture_that_cannot_be_cleaned_stops_the_build(site):
    made = site("-- content/local/map.md --\n" + story(media="[{src: map.svg, alt: A map, credit: Ana Ruiz}]")
                + "-- content/local/map.svg --\n<svg width='2' height='2'><g></svg>")  # fmt: skip
    assert made.build().errors == 1
    assert made.codes() == ["uncleaned-picture"]
    assert not made.out.exists()
