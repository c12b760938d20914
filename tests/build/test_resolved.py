"""A picture is resolved once: names of its files are decided in one place, what was noticed is told
in every build, and what may be done with it follows the moment and the settings.
"""

import datetime as dt
import io
import random
import re
import shutil
import sqlite3

import pytest
from conftest import NOW, SITE_YAML, story
from photographs import CREDIT_XMP, encoded, iim_segment, jpeg_with, photograph, xmp_segment
from PIL import Image

import ssg.rights.resolve
from ssg.build.resolve import resolve_key
from ssg.catalog.answers import decode_picture
from ssg.config.site import load_config
from ssg.media.color import BrokenProfile, is_broken, is_profile, is_srgb, to_srgb
from ssg.media.derivatives import plan_derivatives
from tests.media.test_derivatives import swapped_profile

SETTINGS = f"{SITE_YAML}pictures: {{widths: [20, 40], formats: [webp]}}\ncredits: true\n"
BROKEN_EXIF = (0xE1, b"Exif\0\0" + b"II*\0\x08\0\0\0\x01\0" + b"\x3b\x01\x02\0\0\1\0\0\xff\xff\0\0")


def entry(src, more=""):
    return f"{{src: {src}, alt: A pier, credit: Ana Ruiz{more}}}"


def paper(*media):
    return f"-- site.yaml --\n{SETTINGS}-- content/local/pier.md --\n" + story(
        media=f"[{', '.join(media)}]", body="Rust.\n\n![A pier](pier.jpg)"
    )


@pytest.fixture
def newsroom(site):
    def make(content, *media, name="site"):
        made = site(paper(*(media or (entry("pier.jpg"),))), name)
        (made.root / "content/local/pier.jpg").write_bytes(content)
        return made

    return make


def resolved(made):
    with sqlite3.connect(made.root / ".ssg/catalog.sqlite") as db:
        return [decode_picture(blob) for (blob,) in db.execute("SELECT resolved FROM picture")]


# The names of files


def test_names_are_decided_once_a_picture_and_all_read_them(newsroom, monkeypatch):
    made = newsroom(
        jpeg_with(xmp_segment(CREDIT_XMP), image=photograph(70, 50)),
        entry("pier.jpg"),
        entry("quay.png", ", focal: [20, 70]"),
    )
    made.write(
        "-- content/local/quay.md --\n"
        + story("Quay", media=f"[{entry('quay.png', ', focal: [90, 10]')}]")
        + "-- content/local/other.md --\n"
        + story("Other")
    )
    (made.root / "content/local/quay.png").write_bytes(encoded(photograph(60, 60), "PNG"))
    asked = []

    def noting(probe, settings, *, name, **more):
        asked.append(name)
        return plan_derivatives(probe, settings, name=name, **more)

    monkeypatch.setattr(ssg.rights.resolve, "plan_derivatives", noting)
    assert made.build().errors == 0, made.problems()
    pier, quay = "content/local/pier.jpg", "content/local/quay.png"
    assert sorted(asked) == [pier, quay, quay]
    names = {item.name for picture in resolved(made) for item in picture.files}
    published = {path.name for path in (made.out / "pictures").iterdir()}
    cached = {path.name for path in (made.root / ".ssg/pictures").iterdir()}
    pages = b"".join(text for path, text in made.files().items() if path.endswith(".html"))
    shown = {name.decode() for name in re.findall(rb"/pictures/([\w.-]+)", pages)}
    # Two stories share the whole of one, and only its lead has crops, around a point of its own.
    assert len(names) == len(published) == 4 + 3 + 4 + 3
    assert names == published == cached == shown
    asked.clear()
    assert made.build().published.rendered == 0
    made.write("-- content/local/other.md --\n" + story("Another"))
    made.build()
    assert asked == []
    made.write("-- content/local/quay.md --\n" + story("Quay", media=f"[{entry('quay.png')}]"))
    made.build()
    assert asked == [quay]


def test_a_picture_that_is_no_lead_has_the_bytes_of_one_that_is(newsroom):
    """It is decoded as wide as crops need, though none are made of it."""
    lead = newsroom(encoded(photograph(70, 20), "JPEG"))
    other = newsroom(
        encoded(photograph(70, 20), "JPEG"), entry("quay.png"), entry("pier.jpg"), name="other"
    )
    (other.root / "content/local/quay.png").write_bytes(encoded(photograph(60, 60), "PNG"))
    for made in (lead, other):
        made.build()
    files = {path: text for path, text in lead.files().items() if path.startswith("pictures/")}
    assert len(files) == 7
    assert {path: other.files().get(path) for path in files if "x" not in path[-9:]} == {
        path: text for path, text in files.items() if "x" not in path[-9:]
    }


# What was noticed

NOTICED = {
    "profile": (
        lambda: encoded(photograph(), "JPEG", icc_profile=b"not a profile"),
        "the colours of the picture `pier.jpg` may be wrong: its colour profile is broken",
    ),
    "EXIF": (
        lambda: jpeg_with(BROKEN_EXIF),
        "the picture `pier.jpg` is shown, but its EXIF cannot be read to the end",
    ),
    "XMP": (
        lambda: jpeg_with(xmp_segment(CREDIT_XMP[:-20])),
        "the picture `pier.jpg` is shown, but its XMP cannot be read to the end",
    ),
    "XMP and IPTC": (
        lambda: jpeg_with(
            xmp_segment(CREDIT_XMP[:-20]),
            (0xED, iim_segment((2, 80, b"Ana Ruiz"))[1].replace(b"\x1c\x02", b"\x1d\x02")),
        ),
        "the picture `pier.jpg` is shown, but its XMP and IPTC cannot be read to the end",
    ),
}


@pytest.mark.parametrize("name", NOTICED)
def test_what_was_noticed_of_a_file_is_told_in_every_build_until_it_is_mended(newsroom, name):
    content, message = NOTICED[name]
    made = newsroom(content())
    told = [f"content/local/pier.md:4:15 warning[broken-picture] {message}"]
    assert made.build().errors == 0
    assert made.problems() == told
    assert len(list((made.out / "pictures").iterdir())) == 7
    assert made.build().published.rendered == 0
    assert made.problems() == told
    made.write("-- content/local/other.md --\n" + story("Other"))
    made.build()
    assert made.problems() == told
    made.build(destination=None)  # a check, which makes no picture
    assert made.problems() == told
    (made.root / ".ssg/catalog.sqlite").unlink()  # and one that need not make any
    made.build()
    assert made.problems() == told
    (made.root / "content/local/pier.jpg").write_bytes(encoded(photograph(), "JPEG"))
    made.build()
    assert made.problems() == []


def test_what_was_noticed_is_told_where_each_story_names_the_file(newsroom):
    made = newsroom(jpeg_with(BROKEN_EXIF))
    made.write("-- content/local/quay.md --\n" + story(media=f"[{entry('pier.jpg')}]"))
    made.build()
    places = [line.partition(" ")[0] for line in made.problems()]
    assert places == ["content/local/pier.md:4:15", "content/local/quay.md:4:15"]


def test_words_in_a_guessed_alphabet_are_no_damage(newsroom):
    made = newsroom(jpeg_with(iim_segment((2, 80, b"Ana Ruiz"), (2, 105, b"Fj\xf6rd"))))
    assert made.build().errors == 0
    assert made.problems() == []


@pytest.mark.parametrize(
    ("mode", "profile", "broken"),
    [
        ("RGB", b"", False),
        ("RGB", b"not a profile", True),
        ("L", b"not a profile", True),
        ("RGB", swapped_profile(), False),
        ("RGBA", swapped_profile()[:300], True),
        ("CMYK", swapped_profile(), True),
        ("L", swapped_profile(), False),
    ],
)
def test_a_profile_is_broken_where_no_colours_can_be_known_by_it(mode, profile, broken):
    assert is_broken(profile, mode) is broken


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_no_profile_is_passed_over_by_the_maker_that_the_look_takes_for_whole(mode):
    """The maker takes such pictures for sRGB without a word, as the editor was told before."""
    rnd, whole, passed_over = random.Random(7), swapped_profile(), 0
    for _ in range(60):
        profile = bytearray(whole)
        for _ in range(rnd.choice((1, 3, 10))):
            profile[rnd.randrange(len(profile))] = rnd.randrange(256)
        if not is_profile(bytes(profile)) or is_srgb(bytes(profile)):
            continue
        try:
            to_srgb(bytes(4 * len(mode)), (2, 2), mode, bytes(profile))
        except BrokenProfile:
            passed_over += 1
            assert is_broken(bytes(profile), mode)
        else:
            assert not is_broken(bytes(profile), mode)
    assert passed_over > 5


def test_the_profile_of_an_ordinary_camera_is_not_broken(newsroom):
    from PIL import ImageCms

    for name in ("sRGB", "LAB"):
        profile = ImageCms.ImageCmsProfile(ImageCms.createProfile(name)).tobytes()
        assert is_broken(profile, "RGB") is (name == "LAB")
    made = newsroom(
        encoded(Image.new("RGB", (60, 40), (200, 30, 30)), "JPEG", icc_profile=swapped_profile())
    )
    made.build()
    assert made.problems() == []
    path = next(path for path in made.files() if path.endswith("-40.jpg"))
    red, green, _ = Image.open(io.BytesIO(made.files()[path])).getpixel((9, 9))
    assert green > red


# What may be done with it

DENIED = ", rights: {deny-use: {reason: no release}}"
LEASED = ", rights: {allow-use: {until: 2026-11-30}}"


def pictures(made):
    return sorted(path for path in made.files() if path.startswith("pictures/"))


def test_what_becomes_of_pictures_without_a_right_follows_the_setting(newsroom):
    made = newsroom(encoded(photograph(), "JPEG"), entry("pier.jpg", DENIED))
    assert made.build().errors == 1
    site_yaml = made.root / "site.yaml"
    site_yaml.write_text(SETTINGS + "rights_end: withhold\n")
    assert made.build().errors == 0, made.problems()
    assert pictures(made) == []
    clean = newsroom(encoded(photograph(), "JPEG"), entry("pier.jpg", DENIED), name="clean")
    (clean.root / "site.yaml").write_text(SETTINGS + "rights_end: withhold\n")
    clean.build()
    assert made.files() == clean.files()


def test_the_setting_can_be_taken_back_before_the_right_ends(newsroom):
    later = dt.datetime(2026, 12, 5, tzinfo=dt.UTC)
    made = newsroom(encoded(photograph(), "JPEG"), entry("pier.jpg", LEASED))
    site_yaml = made.root / "site.yaml"
    site_yaml.write_text(SETTINGS + "rights_end: withhold\n")
    made.build(now=later)
    assert pictures(made) == []
    site_yaml.write_text(SETTINGS)
    assert made.build(now=NOW).errors == 0, made.problems()
    assert len(pictures(made)) == 7


def test_each_destination_has_the_pictures_of_its_moment(newsroom):
    later = dt.datetime(2026, 12, 5, tzinfo=dt.UTC)
    made = newsroom(encoded(photograph(), "JPEG"), entry("pier.jpg", LEASED))
    (made.root / "site.yaml").write_text(SETTINGS + "rights_end: withhold\n")
    there = made.root / "there"
    for _ in range(2):
        made.build(now=NOW)
        assert len(pictures(made)) == 7
        made.build(now=later, destination=there)
        assert not (there / "pictures").exists()
    assert made.build(now=NOW).published.rendered < 10
    assert len(pictures(made)) == 7
    shutil.rmtree(made.root / ".ssg")
    before = made.files()
    made.build(now=NOW)
    assert made.files() == before


def test_a_verdict_that_does_not_change_remakes_nothing(newsroom):
    made = newsroom(encoded(photograph(), "JPEG"), entry("pier.jpg", LEASED))
    made.build(now=NOW)
    assert made.build(now=NOW + dt.timedelta(days=3)).published.rendered == 0
    assert [picture.until for picture in resolved(made)] == [
        dt.datetime(2026, 12, 1, 4, 59, 59, tzinfo=dt.UTC)
    ]


# Keys


@pytest.mark.parametrize(
    ("setting", "matters"),
    [
        ("copyright: The Ledger", False),
        ("page_size: 3", False),
        ("base_url: http://localhost:8000/", False),
        ("rights_end: withhold", True),
        ("pictures: {jpeg_quality: 70}", True),
        ("rights: {own: {match: Ana*, licence: own}}", True),
        ("people: [Ana Ruiz]", True),
        ("timezone: Asia/Tokyo", True),
    ],
)
def test_a_setting_resolves_pictures_anew_if_it_decides_anything_of_them(site, setting, matters):
    name = setting.partition(":")[0]
    plain = "\n".join(line for line in SITE_YAML.splitlines() if not line.startswith(f"{name}:"))
    one = load_config(site(f"-- site.yaml --\n{SITE_YAML}").root)[0]
    other = load_config(site(f"-- site.yaml --\n{plain}\n{setting}\n", "other").root)[0]
    assert (resolve_key(one) != resolve_key(other)) is matters
