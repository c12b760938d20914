"""Files of the output that are no pages: originals keep their rights and their pixels, and tell
nothing of place, camera and owner.
"""

import os

import pytest
from conftest import story
from photographs import CREDIT_XMP, camera_exif, encoded, jpeg_with, photograph, xmp_segment
from PIL import Image

from ssg.media.metadata.reader import read_metadata

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
    assert (found.credit, found.creators, found.copyright) == (
        "Ana Ruiz",
        ("Ana Ruiz",),
        "Copyright 2025 AP",
    )
    assert (found.city, found.caption, found.date_taken) == ("", "", "")
    with (
        Image.open(newsroom.root / "content/local/pier.jpg") as before,
        Image.open(published) as after,
    ):
        assert before.tobytes() == after.tobytes()
        assert dict(after.getexif()) == {0x0112: 6}


def test_an_original_is_cleaned_again_when_it_changes_or_another_ssg_cleans_it(
    newsroom, monkeypatch
):
    newsroom.build()
    assert newsroom.build().published.rendered == 0
    (newsroom.root / "content/local/pier.jpg").write_bytes(secretive(image=photograph(80, 40)))
    newsroom.build()
    with Image.open(newsroom.out / "media/local/pier.jpg") as picture:
        assert picture.size == (80, 40)
    before = os.stat(newsroom.out / "media/local/pier.jpg").st_mtime_ns
    monkeypatch.setattr("ssg.media.original.write_iim", lambda *_: b"")
    monkeypatch.setattr("ssg.build.recipes.code_fingerprint", lambda: "another")
    newsroom.build()
    assert os.stat(newsroom.out / "media/local/pier.jpg").st_mtime_ns != before


@pytest.mark.parametrize(
    ("name", "form"), [("pier.png", "PNG"), ("pier.webp", "WEBP"), ("pier.avif", "AVIF")]
)
def test_every_kind_is_cleaned(site, name, form):
    made = site("-- content/local/pier.md --\n" + story(media=ENTRY.replace("pier.jpg", name)))
    (made.root / "content/local" / name).write_bytes(
        encoded(photograph(), form, exif=camera_exif())
    )
    assert made.build().errors == 0
    assert b"Secret" not in (made.out / "media/local" / name).read_bytes()


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="2" height="2">%s</svg>'


@pytest.mark.parametrize(
    ("name", "content", "reason", "remedy"),
    [
        ("a.svg", SVG % b"<g>", "it is no well-formed SVG", "plain SVG"),
        (
            "b.svg",
            b'<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG % b"",
            "its DOCTYPE has declarations of its own, such as entities",
            "without a DOCTYPE",
        ),
        (
            "c.svg",
            SVG % (b"<g>" * 200 + b"</g>" * 200),
            "it has too many parts, or parts too deep within one another",
            "draw it simpler",
        ),
        (
            "d.avif",
            encoded(photograph(), "AVIF", save_all=True, append_images=[photograph().rotate(9)]),
            "it is an animated AVIF, which ssg does not take",
            "animated WebP",
        ),
    ],
)
def test_a_picture_that_cannot_be_cleaned_stops_the_build_at_the_line_of_its_first_story(
    site, name, content, reason, remedy
):
    entry = f"[{{src: {name}, alt: A map, credit: Ana Ruiz}}]"
    made = site(
        "-- content/local/map.md --\n"
        + story(media=entry)
        + "-- content/local/other.md --\n"
        + story("Other", media=entry)
    )
    (made.root / "content/local" / name).write_bytes(content)
    assert made.build().errors == 1
    said = f"the picture `{name}` cannot be published: {reason}"
    assert made.problems() == [f"content/local/map.md:4:15 error[uncleaned-picture] {said}"]
    assert remedy in made.report.problems[0].help
    assert not made.out.exists()


def test_a_picture_whose_name_is_not_written_out_is_told_at_its_file(site):
    made = site(
        "-- content/local/map.md --\n"
        + story(media='[{src: "m\\x61p.svg", alt: A map, credit: Ana Ruiz}]')
        + "-- content/local/map.svg --\n<svg width='2' height='2'><g></svg>"
    )
    made.build()
    assert [(problem.code, problem.path) for problem in made.report.problems] == [
        ("uncleaned-picture", "content/local/map.svg")
    ]
