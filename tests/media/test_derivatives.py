"""The files made of a picture: which ones, how they look, whose they say they are, and that they
tell nothing else.
"""

import contextlib
import io
import random
import subprocess
import sys
import zlib
from pathlib import Path

import photographs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from photographs import (
    CREDIT_XMP,
    camera_exif,
    encoded,
    iim_segment,
    jpeg_with,
    photograph,
    xmp_segment,
)
from PIL import Image, ImageCms

from ssg.media.color import cleaned_profile, is_srgb
from ssg.media.derivatives import PictureSettings, crop_box, decoded_width, plan_derivatives
from ssg.media.metadata.reader import metadata_of, read_blocks, read_metadata
from ssg.media.original import CannotClean, clean_bytes
from ssg.media.pixels import PictureError, make_derivatives
from ssg.media.probe import examine
from ssg.model.file_metadata import RightsMetadata, rights_of
from ssg.model.probe import Probe
from ssg.model.rights import Licensor

RIGHTS = RightsMetadata(
    credit="AP Photo/Ines Kessler",
    creators=("Ines Kessler",),
    copyright="© 2025 AP",
    usage_terms="No resale",
    web_statement="https://ap.example/terms",
    licensors=(Licensor(name="AP", url="https://ap.example/"),),
    digital_source_type="http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture",
)
SMALL = PictureSettings(widths=(20, 40, 80), crop_width=30)


def plan(probe, settings=SMALL, name="Pier One.JPG", rights=RIGHTS, focal=()):
    return plan_derivatives(probe, settings, name=name, rights=rights, focal=focal)


def make(tmp_path, content, name="a.jpg", settings=SMALL, rights=RIGHTS):
    """What was found in a picture, and everything planned of it, by the end of the file's name
    (`80.avif`).
    """
    source, out = tmp_path / name, tmp_path / "out"
    source.write_bytes(content)
    out.mkdir(exist_ok=True)
    probe = examine(source)
    wanted, width = plan(probe, settings, name, rights), decoded_width(probe, settings)
    made = make_derivatives(source, wanted, out, rights, width)
    return probe, {
        file.name.partition("-")[2].partition("-")[2] or file.name: file for file in made
    }


def opened(file):
    return Image.open(io.BytesIO(file.read_bytes()))


# What is planned


def test_a_large_picture_is_made_at_every_width_in_every_format():
    names = [
        item.name
        for item in plan(
            Probe(kind="image/jpeg", width=4000, height=3000, digest="x"), PictureSettings()
        )
    ]
    stem = names[0].rpartition("-")[0]
    assert stem.startswith("pier-one-")
    assert len(stem) == len("pier-one-") + 12
    widths = (400, 800, 1200, 1600, 2400)
    assert names == [
        *(f"{stem}-{width}.{suffix}" for width in widths for suffix in ("avif", "webp", "jpg")),
        *(f"{stem}-{ratio}.jpg" for ratio in ("16x9", "4x3", "1x1")),
    ]


@pytest.mark.parametrize(
    ("width", "widths"), [(100, [20, 40, 80]), (80, [20, 40, 80]), (50, [20, 40, 50]), (20, [])]
)
def test_nothing_is_made_larger_than_it_is(width, widths):
    made = plan(Probe(kind="image/jpeg", width=width, height=width, digest="x"))
    assert [item.width for item in made if item.kind == "image/avif"] == widths
    assert all(item.width <= width and item.height <= width for item in made)


@pytest.mark.parametrize(
    ("kind", "has_alpha", "plain"),
    [
        ("image/jpeg", False, "jpg"),
        ("image/png", False, "png"),
        ("image/webp", True, "png"),
        ("image/webp", False, "jpg"),
        ("image/tiff", False, "jpg"),
    ],
)
def test_the_format_for_old_browsers(kind, has_alpha, plain):
    assert plan(Probe(kind=kind, width=90, height=90, has_alpha=has_alpha))[2].name.endswith(plain)


def test_a_very_tall_picture_is_not_made_in_formats_that_cannot_hold_it():
    made = plan(Probe(kind="image/jpeg", width=100, height=20_000), PictureSettings(widths=(90,)))
    assert {item.kind for item in made} == {"image/jpeg"}


def test_names_change_with_the_picture_the_settings_the_rights_and_the_point():
    one = Probe(kind="image/jpeg", width=90, height=90, digest="x")
    other = Probe(kind="image/jpeg", width=90, height=90, digest="y")
    names = {
        plan(one)[0].name,
        plan(other)[0].name,
        plan(one, PictureSettings(widths=(20, 40, 80)))[0].name,
        plan(one, rights=RightsMetadata())[0].name,
    }
    assert len(names) == 4
    assert plan(one) == plan(one)


def test_a_focal_point_changes_the_names_of_crops_alone():
    one = Probe(kind="image/jpeg", width=90, height=60, digest="x")
    plain, around = plan(one), plan(one, focal=(1, 2))
    assert [item.name for item in plain if not item.box] == [
        item.name for item in around if not item.box
    ]
    assert not {item.name for item in plain if item.box} & {item.name for item in around}
    assert plan_derivatives(one, SMALL, name="a.jpg", rights=RIGHTS, crops=False) == tuple(
        item for item in plan(one, name="a.jpg") if not item.box
    )


@pytest.mark.parametrize(
    ("size", "settings", "width"),
    [
        ((100, 80), SMALL, 80),
        ((50, 80), SMALL, 50),
        ((20, 80), SMALL, 0),
        ((4000, 400), PictureSettings(widths=(400,)), 4000),
        ((4000, 3000), PictureSettings(widths=(400,)), 1600),
    ],
)
def test_a_picture_is_decoded_wide_enough_for_any_file_that_may_be_made_of_it(
    size, settings, width
):
    probe = Probe(kind="image/jpeg", width=size[0], height=size[1])
    assert decoded_width(probe, settings) == width


def test_nothing_is_made_of_a_picture_with_a_problem():
    assert plan(Probe(kind="image/jpeg", problem="it is cut off")) == ()


@pytest.mark.parametrize(
    ("size", "ratio", "focal", "box"),
    [
        ((400, 300), (4, 3), (), (0, 0, 400, 300)),
        ((400, 300), (1, 1), (), (50, 0, 300, 300)),
        ((400, 300), (1, 1), (0, 50), (0, 0, 300, 300)),
        ((400, 300), (1, 1), (100, 50), (100, 0, 300, 300)),
        ((300, 400), (16, 9), (50, 20), (0, 0, 300, 169)),
        ((300, 400), (16, 9), (50, 100), (0, 231, 300, 169)),
        ((1, 1), (16, 9), (), (0, 0, 1, 1)),
    ],
)
def test_a_crop_keeps_the_focal_point(size, ratio, focal, box):
    assert crop_box(*size, ratio, focal) == box


# How they look


def test_the_files_are_what_was_planned(tmp_path):
    _, files = make(tmp_path, encoded(photograph(60, 40), "JPEG"))
    assert set(files) == {
        *(f"{w}.{s}" for w in (20, 40, 60) for s in ("avif", "webp", "jpg")),
        "16x9.jpg",
        "4x3.jpg",
        "1x1.jpg",
    }
    sizes = {name: opened(file).size for name, file in files.items()}
    assert (sizes["40.avif"], sizes["60.webp"], sizes["16x9.jpg"], sizes["1x1.jpg"]) == (
        (40, 27),
        (60, 40),
        (30, 17),
        (30, 30),
    )
    assert not list((tmp_path / "out").glob(".*"))


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF"])
@pytest.mark.parametrize(("orientation", "top"), [(6, "red"), (8, "blue")])
def test_a_picture_that_the_camera_held_upright_stands_upright(tmp_path, form, orientation, top):
    image = Image.new("RGB", (60, 40), "red")
    image.paste("blue", (30, 0, 60, 40))
    _, files = make(
        tmp_path,
        encoded(image, form, exif=camera_exif(orientation), quality=95),
        f"a.{form.lower()}",
    )
    for name in ("40.avif", "1x1.jpg"):
        upright = opened(files[name])
        assert upright.size == ((40, 60) if name == "40.avif" else (30, 30))
        assert (
            upright.convert("RGB").getpixel((15, 5))[2 if top == "blue" else 0] > 200
        )  # a half of the sensor is the top
        assert upright.getexif() == {}


@pytest.mark.parametrize("mode", ["CMYK", "L", "RGB", "1", "P", "LA", "RGBA", "I;16"])
def test_every_kind_of_pixel_becomes_eight_bit_srgb_or_grey(tmp_path, mode):
    image = photograph(60, 40).convert("RGB" if mode == "I;16" else mode)
    if mode == "I;16":
        image = Image.frombytes("I;16", (60, 40), b"\0\x80" * 2400)
    content = encoded(image, "TIFF" if mode == "CMYK" else "PNG")
    _, files = make(tmp_path, content, "a.tif" if mode == "CMYK" else "a.png")
    for name, file in files.items():
        with opened(file) as result:
            assert result.mode in ("RGB", "L", "RGBA", "LA"), name
            assert "icc_profile" not in result.info
            assert result.load() is not None


def test_a_cmyk_jpeg_is_fine(tmp_path):
    _, files = make(tmp_path, encoded(photograph(60, 40, "CMYK"), "JPEG"))
    assert opened(files["60.jpg"]).mode == "RGB"


def swapped_profile():
    """A space whose red and green are swapped, which shows a profile that was passed over."""
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = (
        srgb.replace(b"rXYZ", b"tmp_", 1).replace(b"gXYZ", b"rXYZ", 1).replace(b"tmp_", b"gXYZ", 1)
    )
    return swapped.replace("sRGB".encode("utf-16-be"), "Swap".encode("utf-16-be"))


def deep_png(color, profile):
    import pyvips

    image = pyvips.Image.black(60, 40, bands=3).cast("ushort").copy(interpretation="rgb16") + [
        257 * part for part in color
    ]
    image = image.cast("ushort").copy(interpretation="rgb16")
    image.set_type(pyvips.GValue.blob_type, "icc-profile-data", profile)
    return image.pngsave_buffer()


@pytest.mark.parametrize("kind", ["RGB", "RGBA", "16 bits"])
def test_colours_of_another_space_are_converted(tmp_path, kind):
    color, profile = (200, 30, 30), swapped_profile()
    flat = Image.new("RGB" if kind == "16 bits" else kind, (60, 40), color)
    content = (
        deep_png(color, profile) if kind == "16 bits" else encoded(flat, "PNG", icc_profile=profile)
    )
    found, files = make(tmp_path, content, "a.png")
    assert not found.has_broken_profile
    assert all(
        abs(a - b) < 8
        for a, b in zip(opened(files["60.png"]).getpixel((9, 9))[:3], (30, 200, 30), strict=True)
    )


def test_a_profile_that_says_it_is_srgb_needs_no_work(tmp_path):
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert is_srgb(profile)
    assert not is_srgb(swapped_profile())
    assert not is_srgb(profile[:132])
    _, files = make(
        tmp_path,
        encoded(Image.new("RGB", (60, 40), (200, 30, 30)), "PNG", icc_profile=profile),
        "a.png",
    )
    assert opened(files["60.png"]).getpixel((9, 9)) == (200, 30, 30)


@pytest.mark.parametrize(
    "profile",
    [b"not a profile", b"\0\0\1\0" + bytes(32) + b"acsp" + bytes(216)],
    ids=["no profile", "empty profile"],
)
def test_a_broken_profile_of_print_colours_is_told(tmp_path, profile):
    found, files = make(tmp_path, encoded(photograph(60, 40, "CMYK"), "JPEG", icc_profile=profile))
    assert found.has_broken_profile
    assert len(files) == 12
    assert opened(files["60.jpg"]).mode == "RGB"


@pytest.mark.parametrize(
    "profile",
    [b"not a profile", b"\0\0\1\0" + bytes(32) + b"acsp" + bytes(216)],
    ids=["no profile", "empty profile"],
)
def test_a_broken_colour_profile_is_taken_for_srgb_and_told(tmp_path, profile):
    found, files = make(
        tmp_path,
        encoded(Image.new("RGB", (60, 40), (200, 30, 30)), "JPEG", icc_profile=profile, quality=95),
    )
    assert found.has_broken_profile
    assert abs(opened(files["60.jpg"]).getpixel((9, 9))[0] - 200) < 6


def test_the_transparent_parts_of_a_crop_are_white(tmp_path):
    _, files = make(tmp_path, encoded(Image.new("RGBA", (60, 40), (0, 0, 0, 0)), "PNG"), "a.png")
    assert opened(files["1x1.jpg"]).getpixel((9, 9)) == (255, 255, 255)
    assert opened(files["60.png"]).mode == "RGBA"


@pytest.mark.parametrize("form", ["GIF", "WEBP", "PNG"])
def test_an_animation_stays_one(tmp_path, form):
    frames = [Image.new("RGB", (20, 20), color) for color in ("red", "green", "blue")]
    options = {"comment": b"SecretOwner"} if form == "GIF" else {"exif": camera_exif()}
    content = encoded(
        frames[0], form, save_all=True, append_images=frames[1:], duration=90, loop=0, **options
    )
    file = tmp_path / f"a.{form.lower()}"
    file.write_bytes(content)
    assert plan(examine(file)) == ()
    file.write_bytes(clean_bytes(content, RIGHTS))
    with opened(file) as result:
        assert result.n_frames == 3
        assert result.info["loop"] == 0
    assert b"Secret" not in file.read_bytes()
    assert rights_of(read_metadata(file)) == RIGHTS


def test_the_same_picture_gives_the_same_bytes_on_any_number_of_processors(tmp_path):
    script = (
        "import sys, hashlib; from pathlib import Path; tests = sys.argv[2]\n"
        "sys.path[:0] = [tests, tests + '/media']\nfrom"
        " test_derivatives import RIGHTS, SMALL, plan; from ssg.media import pixels; from"
        " ssg.media.probe import examine\nimport pyvips; one = pixels._vips\ndef _many():\n    vips"
        " = one(); vips.concurrency_set(int(sys.argv[3])); return vips\npixels._vips ="
        " _many\nsource = Path(sys.argv[1]); out = source.parent / ('out' + sys.argv[3]);"
        " out.mkdir()\nmade = pixels.make_derivatives(source, plan(examine(source)), out,"
        " RIGHTS, 80)\nprint([hashlib.sha256(f.read_bytes()).hexdigest() for f in made])"
    )
    (tmp_path / "a.jpg").write_bytes(encoded(photograph(900, 700), "JPEG"))
    run = [sys.executable, "-c", script, str(tmp_path / "a.jpg"), str(Path(__file__).parents[1])]
    results = {
        subprocess.run([*run, jobs], capture_output=True, text=True, check=True).stdout
        for jobs in ("1", "2", "4")
    }
    assert len(results) == 1


# Whose they are, and nothing else


def secretive_jpeg(orientation=1):
    return (
        jpeg_with(
            xmp_segment(CREDIT_XMP),
            iim_segment((2, 120, b"SecretCaption"), (2, 110, b"AP")),
            (0xFE, b"SecretComment"),
            (0xE2, b"SecretPreview"),
            exif=camera_exif(orientation),
        )
        + b"SecretTrailer"
    )


def test_every_file_carries_the_rights_and_nothing_else(tmp_path):
    _, files = make(tmp_path, secretive_jpeg())
    for file in files.values():
        content = file.read_bytes()
        assert rights_of(read_metadata(file)) == RIGHTS, file
        assert set(dict(read_metadata(file).where)) == {
            "credit",
            "creators",
            "copyright",
            "usage_terms",
            "web_statement",
            "licensors",
            "digital_source_type",
        }
        assert not read_blocks(content).exif
        assert b"Secret" not in content
    assert b"AP Photo/Ines Kessler" in read_blocks(files["20.jpg"].read_bytes()).iim


def test_without_rights_a_file_says_nothing(tmp_path):
    _, files = make(tmp_path, secretive_jpeg(), rights=RightsMetadata())
    blocks = [read_blocks(file.read_bytes()) for file in files.values()]
    assert [(block.xmp, block.iim, block.exif, block.icc) for block in blocks] == [
        (b"", b"", b"", b"")
    ] * len(files)


@pytest.mark.skipif(not photographs.has_exiftool(), reason="ExifTool is not installed")
def test_exiftool_finds_the_rights_and_nothing_else(tmp_path):
    _, files = make(tmp_path, secretive_jpeg())
    technical = ("File:", "RIFF:", "QuickTime:", "Meta:", "JFIF:", "Composite:", "PNG:")
    for file in files.values():
        found = {
            name: value
            for name, value in photographs.exiftool(file).items()
            if not name.startswith(technical)
        }
        assert {name.partition(":")[0] for name in found} <= {
            "XMP-photoshop",
            "XMP-dc",
            "XMP-xmpRights",
            "XMP-plus",
            "XMP-iptcExt",
            "IPTC",
        }
        assert found["XMP-photoshop:Credit"] == "AP Photo/Ines Kessler"
        assert found["XMP-plus:LicensorURL"] == "https://ap.example/"


ORIGINALS = {
    "a.jpg": lambda: secretive_jpeg(6),
    "a.png": lambda: encoded(photograph(), "PNG", exif=camera_exif(6)),
    "a.webp": lambda: encoded(photograph(), "WEBP", exif=camera_exif(6), xmp=CREDIT_XMP),
    "b.webp": lambda: encoded(photograph(mode="RGBA"), "WEBP", lossless=True),
    "a.gif": lambda: encoded(photograph(), "GIF", comment=b"SecretComment"),
}


@pytest.mark.parametrize("name", ORIGINALS)
def test_a_cleaned_original_has_the_same_pixels_the_way_up_and_the_rights(tmp_path, name):
    source, target = tmp_path / name, tmp_path / f"clean-{name}"
    source.write_bytes(ORIGINALS[name]())
    target.write_bytes(clean_bytes(source.read_bytes(), RIGHTS))
    with opened(source) as before, opened(target) as after:
        assert before.convert("RGBA").tobytes() == after.convert("RGBA").tobytes()
        assert dict(after.getexif()) == ({0x0112: 6} if before.getexif().get(0x0112) == 6 else {})
        assert after.getexif().get_ifd(0x8825) == {}
    assert b"Secret" not in target.read_bytes()
    assert rights_of(read_metadata(target)) == RIGHTS
    assert clean_bytes(target.read_bytes(), RIGHTS) == target.read_bytes()
    assert not examine(target).problem


SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def with_tag(profile, name, data):
    """A profile with one tag more."""
    count = int.from_bytes(profile[128:132])
    moved = bytearray(profile[:128] + (count + 1).to_bytes(4))
    for at in range(132, 132 + 12 * count, 12):
        moved += (
            profile[at : at + 4]
            + (int.from_bytes(profile[at + 4 : at + 8]) + 12).to_bytes(4)
            + profile[at + 8 : at + 12]
        )
    moved += (
        name
        + (len(profile) + 12).to_bytes(4)
        + len(data).to_bytes(4)
        + profile[132 + 12 * count :]
        + data
    )
    moved[:4] = len(moved).to_bytes(4)
    return bytes(moved)


@pytest.mark.parametrize("profile", [SRGB, swapped_profile()])
def test_a_colour_profile_describes_colour_and_nothing_else(profile):
    profile = with_tag(profile, b"mmod", b"mmod\0\0\0\0SecretSerial")
    cleaned = cleaned_profile(profile)
    assert len(cleaned) == len(profile)
    assert b"Secret" not in cleaned
    assert cleaned_profile(cleaned) == cleaned
    colors = Image.frombytes("RGB", (16, 16), random.Random(1).randbytes(256 * 3))
    lab = ImageCms.createProfile("LAB")
    before, after = (
        ImageCms.profileToProfile(colors, io.BytesIO(one), lab, outputMode="LAB")
        for one in (profile, cleaned)
    )
    assert before.tobytes() == after.tobytes()
    assert ImageCms.getProfileDescription(io.BytesIO(cleaned)).strip() == "Colors"


@pytest.mark.parametrize(
    "profile", [b"Secret, and no profile", SRGB[:130] + b"\xff\xff" + SRGB[132:], b""]
)
def test_what_is_no_colour_profile_is_not_kept(profile):
    assert cleaned_profile(profile) == b""


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_the_profile_in_an_original_tells_of_no_screen(form):
    content = encoded(
        photograph(), form, icc_profile=with_tag(SRGB, b"mmod", b"mmod\0\0\0\0SecretSerial")
    )
    cleaned = clean_bytes(content, RIGHTS)
    assert read_blocks(cleaned).icc == cleaned_profile(read_blocks(content).icc)
    assert b"SecretSerial" in read_blocks(content).icc
    assert b"SecretSerial" not in cleaned
    with Image.open(io.BytesIO(content)) as before, Image.open(io.BytesIO(cleaned)) as after:
        assert before.tobytes() == after.tobytes()


def test_frames_of_an_animated_webp_hold_pictures_alone():
    frames = [Image.new("RGB", (8, 8), (n, 0, 9)) for n in (0, 90)]
    content = encoded(frames[0], "WEBP", save_all=True, append_images=frames[1:])
    at = content.index(b"ANMF")
    size = int.from_bytes(content[at + 4 : at + 8], "little")
    secret = b"EXIF" + (12).to_bytes(4, "little") + b"SecretSerial"
    spiked = (
        content[: at + 4]
        + (size + len(secret)).to_bytes(4, "little")
        + content[at + 8 : at + 8 + size]
        + secret
        + content[at + 8 + size :]
    )
    spiked = spiked[:4] + (len(spiked) - 8).to_bytes(4, "little") + spiked[8:]
    assert clean_bytes(spiked, RIGHTS) == clean_bytes(content, RIGHTS)


def test_what_stands_in_the_last_chunk_or_behind_the_colour_mark_goes():
    png = encoded(photograph(), "PNG")
    end = b"\0\0\0\6IENDSecret" + zlib.crc32(b"IENDSecret").to_bytes(4)
    assert clean_bytes(png[:-12] + end, RIGHTS) == clean_bytes(png, RIGHTS)
    mark = b"Adobe\0d\0\0\0\0\1"
    jpeg = jpeg_with((0xEE, mark))
    assert mark in clean_bytes(jpeg, RIGHTS)
    assert clean_bytes(jpeg_with((0xEE, mark + b"Secret")), RIGHTS) == clean_bytes(jpeg, RIGHTS)


def test_a_progressive_jpeg_is_cleaned_scan_by_scan(tmp_path):
    profile = SRGB.ljust(70_000, b"\0")
    content = encoded(
        photograph(200, 200), "JPEG", progressive=True, exif=camera_exif(), icc_profile=profile
    )
    (tmp_path / "a.jpg").write_bytes(content)
    (tmp_path / "b.jpg").write_bytes(clean_bytes(content, RIGHTS))
    with opened(tmp_path / "a.jpg") as before, opened(tmp_path / "b.jpg") as after:
        assert before.tobytes() == after.tobytes()
        assert after.info["icc_profile"] == cleaned_profile(profile)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.tif", lambda: encoded(photograph(), "TIFF")),
        (
            "a.avif",
            lambda: encoded(photograph(), "AVIF", save_all=True, append_images=[photograph()]),
        ),
        (
            "b.avif",
            lambda: encoded(photograph(), "AVIF", exif=camera_exif()).replace(b"iloc", b"ilok"),
        ),
        ("a.jpg", lambda: secretive_jpeg()[:400]),
        ("a.png", lambda: encoded(photograph(), "PNG")[:60]),
        ("b.jpg", lambda: b""),
        ("a.svg", lambda: b"<svg><g></svg>"),
    ],
)
def test_what_cannot_be_cleaned_is_refused(name, content):
    with pytest.raises(CannotClean):
        clean_bytes(content(), RIGHTS)


def test_a_damaged_file_is_told_with_what_to_do():
    with pytest.raises(
        CannotClean, match=r"^it is damaged \(truncated-jpeg\), and what it tells"
    ) as refused:
        clean_bytes(secretive_jpeg()[:400], RIGHTS)
    assert refused.value.remedy == "export it again, as JPEG, PNG or WebP"


@pytest.mark.parametrize("packet", [CREDIT_XMP, b"<x/>"], ids=["with room", "without room"])
def test_an_avif_keeps_its_length_and_pixels_and_says_nothing_of_place_and_camera(tmp_path, packet):
    content = encoded(photograph(), "AVIF", exif=camera_exif(), xmp=packet)
    assert b"SecretSerial" in content
    cleaned = clean_bytes(content, RightsMetadata(credit="AP"))
    assert len(cleaned) == len(content)
    assert b"Secret" not in cleaned
    assert b"GPSLatitude" not in cleaned
    with Image.open(io.BytesIO(content)) as before, Image.open(io.BytesIO(cleaned)) as after:
        assert before.tobytes() == after.tobytes()
        assert dict(after.getexif()) == {}
    assert metadata_of(read_blocks(cleaned)).credit == ("AP" if packet == CREDIT_XMP else "")
    assert clean_bytes(cleaned, RightsMetadata(credit="AP")) == cleaned


def test_the_preview_inside_an_avif_goes_since_it_may_show_what_was_cut_off():
    content = encoded(photograph(), "AVIF", exif=camera_exif())
    assert content.count(b"cdsc") == 1
    # Its EXIF becomes a smaller picture of it: the data are the same, but nothing else would take
    # them out.
    content = content.replace(b"cdsc", b"thmb").replace(b"Exif\0", b"av01\0", 1)
    assert b"SecretSerial" in content
    assert b"SecretSerial" not in clean_bytes(content, RightsMetadata())


def _box(kind, data):
    return (8 + len(data)).to_bytes(4) + kind + data


@pytest.mark.parametrize(
    "extra",
    [
        b"SecretTrailer",
        b"\0\0\0\3SecretTrailer",
        _box(b"mdat", b"SecretTrailer"),
        _box(b"sefd", b"SecretTrailer"),
        b"\xff\xd8\xff\xe1SecretTrailer",
    ],
)
def test_what_stands_behind_the_picture_in_an_avif_goes(extra):
    content = encoded(photograph(), "AVIF", exif=camera_exif())
    cleaned = clean_bytes(content + extra, RightsMetadata())
    assert b"Secret" not in cleaned
    assert len(cleaned) == len(content + extra)
    with Image.open(io.BytesIO(content)) as before, Image.open(io.BytesIO(cleaned)) as after:
        assert before.tobytes() == after.tobytes()


def test_an_avif_with_two_indexes_is_not_published():
    content = encoded(photograph(), "AVIF", exif=camera_exif())
    with pytest.raises(CannotClean):
        clean_bytes(content + b"\0\0\0\x08meta", RightsMetadata())


def test_names_of_parts_and_of_the_maker_go_from_an_avif():
    content = encoded(photograph(), "AVIF", exif=camera_exif())
    name = b"Color\0"
    assert name in content
    content = content.replace(name, b"Owner\0")
    assert b"Owner" not in clean_bytes(content, RightsMetadata())


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(sorted(ORIGINALS)), st.data())
def test_no_damage_to_an_original_breaks_the_cleaning(name, data):
    content = bytearray(ORIGINALS[name]())
    for at in data.draw(st.lists(st.integers(0, min(len(content), 1500) - 1), max_size=8)):
        content[at] = data.draw(st.integers(0, 255))
    with contextlib.suppress(CannotClean):
        cleaned = clean_bytes(bytes(content[: data.draw(st.integers(0, len(content)))]), RIGHTS)
        assert b"SecretTrailer" not in cleaned


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.sampled_from(["a.jpg", "a.png", "a.webp", "b.webp"]), st.data())
def test_no_damage_to_a_picture_breaks_the_engine(tmp_path, name, data):
    content = bytearray(ORIGINALS[name]())
    for at in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=6)):
        content[at] = data.draw(st.integers(0, 255))
    with contextlib.suppress(PictureError):
        make(tmp_path, bytes(content), name)


def test_a_damaged_picture_is_a_sentence(tmp_path):
    (tmp_path / "a.jpg").write_bytes(encoded(photograph(300, 300), "JPEG")[:2000])
    wanted = plan(Probe(kind="image/jpeg", width=300, height=300))
    with pytest.raises(
        PictureError, match=r"^it is damaged and cannot be decoded \([^\n]{1,80}\)$"
    ):
        make_derivatives(tmp_path / "a.jpg", wanted, tmp_path, RIGHTS, 80)
    with pytest.raises(PictureError, match="it cannot be read"):
        make_derivatives(tmp_path / "none.jpg", wanted, tmp_path, RIGHTS, 80)


def test_libvips_is_loaded_only_when_a_picture_is_made():
    code = (
        "import sys, ssg.media.pixels, ssg.media.probe, ssg.media.metadata.reader, ssg.media.finder"
        "; print('pyvips' in sys.modules)"
    )
    assert (
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        ).stdout
        == "False\n"
    )


def test_metadata_of_a_picture_without_any():
    assert metadata_of(read_blocks(encoded(photograph(), "JPEG"))).where == ()
