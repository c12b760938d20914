"""What cameras and programs write in the place of a caption, and what people write that looks
alike.
"""

import pytest
from conftest import SITE_YAML, story
from photographs import encoded, iim_segment, jpeg_with, photograph
from PIL import Image

from ssg.media.metadata.camera_words import is_written_by_a_machine
from ssg.media.metadata.reader import metadata_of, read_blocks

MACHINES = [
    "OLYMPUS DIGITAL CAMERA",
    "OLYMPUS DIGITAL CAMERA         ",
    "SONY DSC",
    "KONICA MINOLTA DIGITAL CAMERA",
    "SAMSUNG CAMERA PICTURES",
    "KODAK Digital Still Camera",
    "Digital Camera",
    "MINOLTA DSC",
    r"DCIM\100MEDIA\DJI_0001.JPG",
    r"C:\Users\ana\Pier at dusk.jpg",
    "DCIM/101GOPRO",
    "IMG_1234.JPG",
    "IMG_1234",
    "IMG_20261120_101500_HDR",
    "_DSC0042",
    "DSC 0042",
    "P1010001",
    "Pier at dusk.jpeg",
    "Screenshot_20261120-101500",
    "Screenshot 2026-11-20 at 10.15.00 AM",
    "WhatsApp Image 2026-11-20 at 10.15.00",
    "shutterstock_123456789",
    "Exif_JPEG_PICTURE",
    "LEAD Technologies Inc. V1.01",
    "CREATOR: gd-jpeg v1.0 (using IJG JPEG v62), quality = 90",
    "Processed with VSCO with a6 preset",
    "File written by Adobe Photoshop® 4.0",
    "oznor",
    "NIKON D850",
    "Canon EOS R5",
    "<Digimax S500>",
    "DJI DCIM",
    "image description",
    "Untitled-1",
    "2026-11-20 10:15",
    "-",
]
PEOPLE = [
    "",
    "Ferries at rest.",
    "Pier 2026",
    "July 1914",
    "An A380 lands at Port Alder.",
    "Apple",
    "A Polaroid camera",
    "Nikon D850 in hand, Ana Ruiz waits.",
    "Samsung Galaxy S24",
    "Apple Pier 39",
    "The Olympus digital camera that took the prize.",
    "Ana Ruiz shows IMG_1234.JPG to the court.",
    "Port Alder, 20.11.2026",
    "港口",
    "The harbor at 6:30 a.m., Nov. 20, 2026.",
    "HARBOR FLOODED",
]


@pytest.mark.parametrize("text", MACHINES)
def test_what_a_camera_or_a_program_writes_is_nobody_s_caption(text):
    assert is_written_by_a_machine(text)


@pytest.mark.parametrize("text", PEOPLE)
def test_what_a_person_wrote_is_kept(text):
    assert not is_written_by_a_machine(text)


def described(text, *segments):
    exif = Image.Exif()
    exif[0x010E] = text
    return jpeg_with(*segments, exif=exif.tobytes())


@pytest.mark.parametrize("text", ["OLYMPUS DIGITAL CAMERA", r"DCIM\100MEDIA\DJI_0001.JPG"])
def test_a_camera_s_words_are_in_no_page_feed_or_data(site, text):
    made = site(
        f"-- site.yaml --\n{SITE_YAML}credits: true\n-- content/local/a.md --\n"
        + story(media="[{src: pier.jpg, alt: A pier, credit: Ana Ruiz}]", body="![](pier.jpg)")
    )
    (made.root / "content/local/pier.jpg").write_bytes(described(text))
    assert made.build().errors == 0, made.problems()
    assert made.dom("local/2026/11/a/").xpath("//*[@class='caption']") == []
    assert not [path for path, content in made.files().items() if text.encode() in content]


def test_another_block_of_the_file_may_know_the_caption():
    caption = (2, 120, b"Ferries at rest.")
    found = metadata_of(read_blocks(described("SONY DSC", iim_segment(caption))))
    assert found.caption == "Ferries at rest."
    junk = (2, 120, b"SONY DSC")
    found = metadata_of(read_blocks(described("Ferries at rest.", iim_segment(junk))))
    assert (found.caption, dict(found.where)["caption"]) == ("Ferries at rest.", "exif")


def test_a_story_s_own_caption_stays_as_it_is(site):
    media = "[{src: a.jpg, alt: A, credit: Ana Ruiz, caption: SONY DSC}]"
    made = site("-- content/local/a.md --\n" + story(media=media))
    (made.root / "content/local/a.jpg").write_bytes(encoded(photograph(), "JPEG"))
    made.build()
    assert ">SONY DSC<" in made.read("local/2026/11/a/")
