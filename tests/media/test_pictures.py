"""Pictures in a build: the files made of them, what pages show of them, and how little is done the
next time.
"""

import io
import os
import subprocess
import sys

import pytest
from conftest import SITE_YAML, story
from photographs import CREDIT_XMP, camera_exif, encoded, jpeg_with, photograph, xmp_segment
from PIL import Image

from ssg.media.metadata.reader import read_metadata

SMALL = "pictures: {widths: [40, 80], formats: [avif, webp]}\n"
FIELDS = "src: pier.jpg, alt: A pier, credit: Ana Ruiz, caption: The pier"
PAPER = f"-- site.yaml --\n{SITE_YAML}{SMALL}-- content/local/pier.md --\n" + story(
    media=f"[{{{FIELDS}}}]", body="Rust."
)


def picture(width=100, height=60, turned=False):
    image = photograph(width, height)
    image = image.transpose(Image.Transpose.ROTATE_180) if turned else image
    return jpeg_with((0xE1, camera_exif()), xmp_segment(CREDIT_XMP), image=image)


@pytest.fixture
def newsroom(site):
    made = site(PAPER)
    (made.root / "content/local/pier.jpg").write_bytes(picture())
    return made


def made_files(made):
    return sorted(path.name for path in (made.out / "pictures").iterdir())


def ends(made):
    return sorted(name.rpartition("-")[2] for name in made_files(made))


def test_every_width_and_format_of_a_picture_is_published_with_its_rights_and_nothing_else(
    newsroom,
):
    assert newsroom.build().errors == 0, newsroom.problems()
    assert ends(newsroom) == [
        "16x9.jpg",
        "1x1.jpg",
        "40.avif",
        "40.jpg",
        "40.webp",
        "4x3.jpg",
        "80.avif",
        "80.jpg",
        "80.webp",
    ]
    for path in (newsroom.out / "pictures").iterdir():
        found = read_metadata(path)
        assert (found.credit, found.creators, found.copyright, found.city) == (
            "Ana Ruiz",
            ("Ana Ruiz",),
            "Copyright 2025 AP",
            "",
        )
        assert b"Secret" not in path.read_bytes()


def test_a_page_offers_the_best_format_first_and_names_files_that_are_there(newsroom):
    newsroom.build()
    page = newsroom.dom("local/2026/11/pier/")
    [shown] = page.xpath("//figure//picture")
    assert shown.xpath(".//source/@type") == ["image/avif", "image/webp"]
    [image] = shown.xpath(".//img")
    sets = [*shown.xpath(".//source/@srcset"), image.get("srcset")]
    named = [entry.split()[0] for srcset in sets for entry in srcset.split(", ")] + [
        image.get("src")
    ]
    assert all(newsroom.has(url.lstrip("/")) for url in named)
    assert [entry.split()[1] for entry in sets[0].split(", ")] == ["40w", "80w"]
    assert (
        image.get("width"),
        image.get("height"),
        image.get("fetchpriority"),
        image.get("loading"),
    ) == ("80", "48", "high", None)
    assert image.get("style").startswith("background-image:url(data:image/webp;base64,")
    assert image.get("decoding") == "async"
    assert "62rem" in image.get("sizes")


def test_search_engines_get_a_lead_in_three_shapes_and_networks_the_widest(newsroom):
    newsroom.build()
    page = newsroom.read("local/2026/11/pier/")
    assert (
        page.count("-16x9.jpg") == 4
    )  # og:image, twitter:image, and url and contentUrl of an ImageObject
    assert '<meta property="og:image:width" content="100">' in page


def test_a_feed_names_one_file_by_its_whole_address(newsroom):
    newsroom.write(
        "-- content/local/pier.md --\n"
        + story(media=f"[{{{FIELDS}}}]", body="![A pier](pier.jpg)\n\nAnd ![A pier](pier.jpg).")
    )
    newsroom.build()
    feed = newsroom.read("feed.xml")
    assert "srcset" not in feed
    assert "data:" not in feed
    assert feed.count("https://ledger.example/pictures/pier-") == 3


def test_the_second_build_makes_no_picture(newsroom, monkeypatch):
    newsroom.build()
    monkeypatch.setattr("ssg.build.pictures._make", None)
    report = newsroom.build()
    assert (report.published.rendered, report.published.written) == (0, 0)
    (newsroom.root / "content/local/pier.md").write_text(story("Another", media=f"[{{{FIELDS}}}]"))
    assert newsroom.build().errors == 0


def test_a_fresh_clone_with_the_state_of_the_last_build_looks_into_no_picture_and_makes_nothing(
    newsroom, monkeypatch
):
    newsroom.build()
    before = newsroom.files()
    for number, path in enumerate(sorted((newsroom.root / "content").rglob("*.*"))):
        os.utime(path, (1_700_000_000 + number,) * 2)
    for name in (
        "ssg.build.pictures.probe_picture",
        "ssg.build.pictures._make",
        "ssg.build.tasks.render_page",
    ):
        monkeypatch.setattr(name, lambda *_: pytest.fail("it was done again"))
    report = newsroom.build()
    assert (report.errors, report.published.rendered, report.published.written) == (0, 0, 0)
    monkeypatch.setattr("ssg.source.digests._has_digest", None)
    assert newsroom.build().published.rendered == 0  # the new times are known now
    assert newsroom.files() == before


def test_a_picture_with_other_bytes_of_the_same_length_is_looked_into(newsroom):
    newsroom.build()
    path = newsroom.root / "content/local/pier.jpg"
    path.write_bytes(path.read_bytes().replace(b"Copyright 2025 AP", b"Copyright 2026 AP"))
    newsroom.build()
    assert {read_metadata(file).copyright for file in (newsroom.out / "pictures").iterdir()} == {
        "Copyright 2026 AP"
    }


def test_files_that_were_lost_come_back_from_the_cache(newsroom, monkeypatch):
    newsroom.build()
    before = newsroom.files()
    for path in (newsroom.out / "pictures").iterdir():
        path.unlink()
    monkeypatch.setattr("ssg.build.pictures._make", None)
    assert newsroom.build().published.written == 9
    assert newsroom.files() == before


def test_a_replaced_picture_has_other_names_and_rewrites_the_pages_that_show_it(newsroom):
    newsroom.write("-- content/local/other.md --\n" + story("Other"))
    newsroom.build()
    before = newsroom.files()
    (newsroom.root / "content/local/pier.jpg").write_bytes(picture(turned=True))
    newsroom.build()
    after = newsroom.files()
    assert not {path for path in before if path.startswith("pictures/")} & after.keys()
    assert {path for path in after if path in before and after[path] != before[path]} >= {
        "local/2026/11/pier/index.html",
        "local/index.html",
        "index.html",
        "feed.xml",
    }
    assert sorted(path.name for path in (newsroom.root / ".ssg/pictures").iterdir()) == made_files(
        newsroom
    )


def test_a_clean_build_gives_the_same_names_and_bytes(newsroom, site):
    (newsroom.root / "content/local/pier.jpg").write_bytes(picture(turned=True))
    newsroom.build()
    (newsroom.root / "content/local/pier.jpg").write_bytes(picture())
    newsroom.build()
    other = site(PAPER, name="other")
    (other.root / "content/local/pier.jpg").write_bytes(picture())
    other.build(jobs=2)
    assert other.files() == newsroom.files()


def test_a_focal_point_moves_the_crops_and_nothing_else(newsroom):
    newsroom.build()
    before = set(made_files(newsroom))
    newsroom.write(
        "-- content/local/pier.md --\n"
        + story(media=f"[{{{FIELDS}, focal: [90, 50]}}]", body="Rust.")
    )
    newsroom.build()
    assert {name.rpartition("-")[2] for name in before ^ set(made_files(newsroom))} == {
        "16x9.jpg",
        "4x3.jpg",
        "1x1.jpg",
    }


def test_equal_pictures_in_two_folders_are_made_once(newsroom):
    newsroom.write("-- content/world/pier.md --\n" + story("Abroad", media=f"[{{{FIELDS}}}]"))
    (newsroom.root / "content/world/pier.jpg").write_bytes(picture())
    assert newsroom.build().errors == 0, newsroom.problems()
    assert len(made_files(newsroom)) == 9


def test_pictures_of_stories_that_are_not_published_are_not_made(newsroom):
    newsroom.write("-- content/local/pier.md --\n" + story(media=f"[{{{FIELDS}}}]", status="draft"))
    newsroom.build()
    assert not (newsroom.out / "pictures").exists()
    newsroom.build(drafts=True)
    assert len(made_files(newsroom)) == 9
    newsroom.build()
    assert not (newsroom.out / "pictures").exists()
    assert list((newsroom.root / ".ssg/pictures").iterdir()) == []


@pytest.mark.parametrize(
    "settings",
    [
        "pictures: {widths: []}\n",
        "pictures: {widths: [200]}\n",
        "media_url: https://media.example/\n",
    ],
)
def test_sites_and_pictures_that_want_no_other_sizes(site, settings):
    made = site(PAPER.replace(SMALL, settings))
    (made.root / "content/local/pier.jpg").write_bytes(picture())
    assert made.build().errors == 0
    assert not (made.out / "pictures").exists()
    assert made.dom("local/2026/11/pier/").xpath("//figure//picture") == []


def test_a_check_makes_no_picture(newsroom):
    assert newsroom.build(destination=None).errors == 0
    assert not (newsroom.root / ".ssg/pictures").exists()


def test_libvips_stays_out_of_the_building_process(newsroom):
    script = (
        "import datetime, pathlib, sys; from ssg.build.options import Options; from ssg.build.run"
        " import build\nroot = pathlib.Path(sys.argv[1])\nnow = datetime.datetime(2026, 11, 22,"
        " tzinfo=datetime.UTC)\nbuild(root, Options(destination=root / 'build', now=now, jobs=1))\n"
        "print('pyvips' in sys.modules)"
    )
    # In a process of its own: others of these tests load libvips, and such a process must not fork.
    run = [sys.executable, "-c", script, str(newsroom.root)]
    assert subprocess.run(run, capture_output=True, text=True, check=True).stdout == "False\n"
    assert made_files(newsroom)


def test_a_link_in_the_cache_is_neither_published_nor_written_through(newsroom):
    newsroom.build()
    name = made_files(newsroom)[0]
    secret = newsroom.root / "secret.txt"
    secret.write_text("secret")
    cached = newsroom.root / ".ssg/pictures" / name
    cached.unlink()
    cached.symlink_to(secret)
    (newsroom.out / "pictures" / name).unlink()
    newsroom.build()
    assert (newsroom.out / "pictures" / name).read_bytes() != b"secret"
    assert secret.read_text() == "secret"


def test_a_png_with_a_see_through_ground_stays_one_and_has_no_placeholder(site):
    made = site(PAPER.replace("pier.jpg", "pier.png"))
    (made.root / "content/local/pier.png").write_bytes(
        encoded(photograph(100, 60).convert("RGBA"), "PNG")
    )
    made.build()
    assert {"80.png", "80.webp"} <= set(ends(made))
    [image] = made.dom("local/2026/11/pier/").xpath("//figure//img")
    assert image.get("style") is None
    with Image.open(io.BytesIO((made.out / image.get("src").lstrip("/")).read_bytes())) as shown:
        assert shown.mode == "RGBA"


@pytest.mark.parametrize("size", [(300, 200), (600, 40), (90, 500)])
def test_what_is_made_later_of_a_picture_has_the_bytes_that_a_clean_build_gives(site, size):
    """Crops for a lead, another focal point, a file that was lost from the cache: whatever else is
    made with it.
    """
    other = story("Other", media=f"[{{{FIELDS}, focal: [90, 90]}}]")
    files = {
        "a.md": PAPER.replace(
            f"[{{{FIELDS}}}]", f"[{{src: x.jpg, alt: A gull, credit: Ana Ruiz}}, {{{FIELDS}}}]"
        ),
        "b.md": "-- content/local/b.md --\n" + other,
    }

    def fresh(name, text):
        made = site(text, name)
        for file, content in (("pier.jpg", picture(*size)), ("x.jpg", picture())):
            (made.root / "content/local" / file).write_bytes(content)
        return made

    made = fresh("site", files["a.md"])
    made.build()
    made.write(files["b.md"])
    made.build()
    lost = sorted((made.root / ".ssg/pictures").glob("pier-*80.jpg"))[0]
    lost.unlink()
    (made.out / "pictures" / lost.name).unlink()
    made.build()
    clean = fresh("clean", files["a.md"] + files["b.md"])
    clean.build()
    assert made.files() == clean.files()
