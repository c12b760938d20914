"""What is inside a picture, and what is wrong with it, in words: nothing breaks the probe, makes it
wait or fills the memory.
"""

import os
import re
import subprocess
import sys

import pytest
from photographs import camera_exif, encoded, photograph, png_bomb
from PIL import Image

from ssg.media.probe import MAX_SIDE, examine, undecodable

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"/>'


def look(tmp_path, content, name="a.jpg"):
    (tmp_path / name).write_bytes(content)
    return examine(tmp_path / name)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "GIF", "WEBP", "AVIF", "TIFF"])
def test_the_kind_is_told_by_content(tmp_path, form):
    kind = f"image/{form.lower()}"
    found = look(tmp_path, encoded(photograph(30, 20), form), "named-wrong.bin")
    assert (found.kind, found.width, found.height, found.problem, found.warning) == (
        kind,
        30,
        20,
        "",
        "",
    )
    assert len(found.digest) == 32


def test_a_mislabelled_picture_is_a_warning(tmp_path):
    found = look(tmp_path, encoded(photograph(), "PNG"))
    assert (found.problem, found.warning) == ("", "its name says image/jpeg, but it is image/png")


@pytest.mark.parametrize(
    ("form", "options"), [("JPEG", {}), ("PNG", {}), ("WEBP", {}), ("TIFF", {})]
)
def test_the_camera_says_which_way_is_up(tmp_path, form, options):
    found = look(tmp_path, encoded(photograph(30, 20), form, exif=camera_exif(6), **options))
    assert (found.width, found.height, found.orientation) == (20, 30, 6)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_an_avif_says_itself_how_it_is_turned(tmp_path, orientation):
    found = look(tmp_path, encoded(photograph(30, 20), "AVIF", exif=camera_exif(orientation)))
    assert (found.width, found.height) == ((20, 30) if orientation >= 5 else (30, 20))
    assert found.orientation == orientation


def test_the_exif_of_an_avif_does_not_turn_it(tmp_path):
    make = b"\x01\x0f\0\2\0\0\0\x0c\0\0\0J"  # the maker's name, whose place the orientation takes
    content = encoded(photograph(30, 20), "AVIF", exif=camera_exif(1))
    assert make in content
    found = look(tmp_path, content.replace(make, b"\x01\x12\0\3\0\0\0\1\0\6\0\0"))
    assert (found.width, found.height, found.orientation) == (30, 20, 1)


@pytest.mark.parametrize("form", ["GIF", "WEBP", "PNG"])
def test_an_animation_is_told_by_its_frames(tmp_path, form):
    frames = [Image.new("RGB", (8, 8), (n, 0, 9)) for n in (0, 90, 180)]
    found = look(tmp_path, encoded(frames[0], form, save_all=True, append_images=frames[1:]))
    assert (found.pages, found.is_animated) == (3, True)
    assert not look(tmp_path, encoded(frames[0], form)).is_animated


@pytest.mark.parametrize("mode", ["CMYK", "L", "RGB"])
def test_print_colours_are_fine(tmp_path, mode):
    assert look(tmp_path, encoded(photograph(mode=mode), "JPEG")).problem == ""


def test_transparency_is_told(tmp_path):
    assert look(tmp_path, encoded(photograph(mode="RGBA"), "PNG")).has_alpha
    assert not look(tmp_path, encoded(photograph(), "PNG")).has_alpha


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "the file is empty"),
        (b"<html>404</html>", "not a picture"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(40), "HEIC"),
        (encoded(photograph(300, 300), "JPEG")[:3000], "cut off"),
        (encoded(photograph(300, 300), "PNG")[:3000], "cut off"),
        (encoded(photograph(300, 300), "WEBP")[:-200], "cut off"),
        (encoded(photograph(300, 300), "GIF")[:3000], "cut off"),
        (encoded(photograph(300, 300), "AVIF")[:-200], "cut off"),
        (png_bomb(15_000, 15_000), "more than 200 million pixels"),
        (png_bomb(2**31 - 1, 2**31 - 1), "million pixels"),
        (png_bomb(MAX_SIDE + 1, 10), "20,001 x 10 pixels: no side may be longer than 20,000"),
        (png_bomb(9000, 100), "cut off"),
    ],
)
def test_what_is_wrong_is_said_in_words(tmp_path, content, words):
    found = look(tmp_path, content)
    assert words in found.problem
    assert found.width is None


def test_what_a_decoder_says_comes_behind_an_editors_words_on_one_short_line(tmp_path):
    content = encoded(photograph(300, 300), "PNG")
    middle = len(content) // 2
    found = look(tmp_path, content[:middle] + bytes(100) + content[middle + 100 :])
    assert re.fullmatch(r"it is damaged and cannot be decoded \([^\n]{1,80}\)", found.problem)
    assert (
        undecodable("VipsJpeg: \nbad\n" + "x" * 100)
        == f"it is damaged and cannot be decoded (VipsJpeg: bad {'x' * 66})"
    )


def test_what_is_no_file(tmp_path):
    os.mkfifo(tmp_path / "pipe.jpg")
    (tmp_path / "folder.jpg").mkdir()
    (tmp_path / "dangling.jpg").symlink_to("nowhere.jpg")
    missing = dict.fromkeys(("dangling.jpg", "none.jpg"), "No such file")
    words = {
        "pipe.jpg": "not an ordinary file",
        "folder.jpg": "a folder",
        ".": "a folder",
    } | missing
    assert {
        name for name, said in words.items() if said not in examine(tmp_path / name).problem
    } == set()


def test_a_drawing(tmp_path):
    found = look(tmp_path, SVG, "a.svg")
    assert (found.kind, found.width, found.height) == ("image/svg+xml", 30, 20)


@pytest.mark.skipif(
    not os.path.exists("/proc/self/status"), reason="memory is read from Linux's /proc"
)
def test_a_bomb_stays_small_in_memory(tmp_path):
    (tmp_path / "a.png").write_bytes(png_bomb(14_000, 14_000))
    code = (
        "import sys; from pathlib import Path; from ssg.media.probe import examine; found ="
        " examine(Path(sys.argv[1]))\nprint(next(line.split()[1] for line in"
        " open('/proc/self/status') if line.startswith('VmHWM')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "a.png")],
        capture_output=True,
        text=True,
        check=True,
    )
    assert int(done.stdout) < 150_000


XMLNS = 'xmlns="http://www.w3.org/2000/svg"'


@pytest.mark.parametrize(
    ("drawing", "size"),
    [
        (f'<svg {XMLNS} stroke-width="2" width="640" height="360"/>', (640, 360)),
        (f'<svg {XMLNS} data-width="1" data-height="1" viewBox="0 0 640 360"/>', (640, 360)),
        (f"<svg {XMLNS}\n width = '640px'\n height='360'></svg>", (640, 360)),
        (f'<!-- <svg width="1" height="1"> --><svg {XMLNS} width="640" height="360"/>', (640, 360)),
        (f'<svg {XMLNS} aria-label="a > b" width="640" height="360"/>', (640, 360)),
        (f'<svg {XMLNS} aria-label=\'width="1"\' width="640" height="360"/>', (640, 360)),
        (f'<svg {XMLNS} width="640" viewBox="0 0 64 36"/>', (640, 360)),
        (f'<svg {XMLNS} height="360" viewBox="0,0,64,36"/>', (640, 360)),
        (f'<svg {XMLNS} width="100%" height="100%" viewBox="-1 -1 640.2 360"/>', (640, 360)),
        (f'<svg {XMLNS} width="25.4mm" height="1in"/>', (96, 96)),
        (f'<svg {XMLNS} width="72pt" height="6pc"/>', (96, 96)),
        (f'<svg {XMLNS} width="0" height="0" viewBox="0 0 640 360"/>', (640, 360)),
        (f'<svg {XMLNS} width="20em" height="10em"/>', (None, None)),
        (f'<svg {XMLNS} viewBox="0 0 0 360"/>', (None, None)),
        (f"<svg {XMLNS}/>", (None, None)),
        ('<s:svg xmlns:s="http://www.w3.org/2000/svg" width="640" height="360"/>', (640, 360)),
        (f'<?xml version="1.0"?>\n<svg {XMLNS} width="&#54;40" height="360"/>', (640, 360)),
    ],
)
def test_the_size_of_a_drawing_is_that_of_its_attributes(tmp_path, drawing, size):
    found = look(tmp_path, drawing.encode(), "a.svg")
    assert (found.kind, found.width, found.height) == ("image/svg+xml", *size)
