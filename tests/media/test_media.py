"""Pictures: which file a name means, its address, and what is inside it."""

import io
import unicodedata

import pytest
from conftest import PIXEL
from PIL import Image

from ssg.media.finder import MediaFinder, is_elsewhere, media_url
from ssg.media.probe import probe
from ssg.source.files import SourceStat


def finder(*paths):
    return MediaFinder(SourceStat(path=path, size=1, mtime_ns=1) for path in paths)


STORY = "content/world/ferry/index.md"


def test_a_picture_beside_the_story_comes_before_one_in_the_library():
    both = finder("content/world/ferry/a.jpg", "content/media/a.jpg")
    assert both.find(STORY, "a.jpg") == "content/world/ferry/a.jpg"
    assert finder("content/media/a.jpg").find(STORY, "a.jpg") == "content/media/a.jpg"


def test_two_files_whose_names_are_one_on_other_disks_are_told():
    names = [unicodedata.normalize(form, "content/world/caf\u00e9.jpg") for form in ("NFC", "NFD")]
    found = finder(*names).problems
    assert [(problem.code, problem.path) for problem in found] == [("url-collision", names[1])]
    assert finder(names[1]).problems == []


@pytest.mark.parametrize(
    ("src", "path"),
    [
        ("pictures/a.jpg", "content/world/ferry/pictures/a.jpg"),
        ("./a.jpg", "content/world/ferry/a.jpg"),
        ("../a.jpg", "content/world/a.jpg"),
        ("/world/a.jpg", "content/world/a.jpg"),
        ("2026/a.jpg", "content/media/2026/a.jpg"),
        ("/2026/a.jpg", "content/media/2026/a.jpg"),
    ],
)
def test_folders_in_a_name_count_from_the_story_or_from_the_root(src, path):
    assert finder(path).find(STORY, src) == path


@pytest.mark.parametrize(
    "src", ["b.jpg", "A.jpg", "../../../site.yaml", "../../../../etc/passwd", "/../site.yaml"]
)
def test_names_that_mean_no_file_of_content(src):
    assert finder("content/world/ferry/a.jpg", "site.yaml").find(STORY, src) is None


def test_a_story_is_no_picture():
    assert finder("content/world/ferry/b.md").find(STORY, "b.md") is None


def test_a_name_from_a_mac_finds_a_name_from_linux():
    path = unicodedata.normalize("NFD", "content/media/café.jpg")
    assert finder(path).find(STORY, "café.jpg") == path


def test_a_near_name_is_suggested():
    there = finder("content/world/ferry/Pier-One.jpg", "content/media/harbor.jpg")
    assert there.near(STORY, "pier-one.JPG") == "Pier-One.jpg"
    assert there.near(STORY, "pier-on.jpg") == "Pier-One.jpg"
    assert there.near(STORY, "harbour.jpg") == "harbor.jpg"
    assert there.near(STORY, "zebra.png") is None


@pytest.mark.parametrize(
    ("path", "url"),
    [
        ("content/world/ferry.jpg", "/media/world/ferry.jpg"),
        ("content/media/ferry.jpg", "/media/ferry.jpg"),
        ("content/media/2026/ferry.jpg", "/media/2026/ferry.jpg"),
        ("content/world/media/ferry.jpg", "/media/world/media/ferry.jpg"),
        ("content/cafe\u0301.jpg", "/media/café.jpg"),
    ],
)
def test_the_address_of_a_picture(path, url):
    assert media_url(path) == url


def test_pictures_of_other_sites():
    assert is_elsewhere("https://e.org/a.jpg")
    assert not is_elsewhere("https.jpg")


def saved(tmp_path, name, form, size=(6, 4), **options):
    image = Image.new("RGB", size, "teal")
    image.save(tmp_path / name, form, **options)
    return probe(tmp_path, name)


@pytest.mark.parametrize(
    ("name", "form", "kind"),
    [
        ("a.jpg", "JPEG", "image/jpeg"),
        ("a.JPEG", "JPEG", "image/jpeg"),
        ("a.png", "PNG", "image/png"),
        ("a.gif", "GIF", "image/gif"),
        ("a.webp", "WEBP", "image/webp"),
    ],
)
def test_type_and_size_of_each_kind_of_picture(tmp_path, name, form, kind):
    assert saved(tmp_path, name, form) == (kind, 6, 4, None)


def test_the_smallest_png(tmp_path):
    (tmp_path / "p.png").write_bytes(PIXEL)
    assert probe(tmp_path, "p.png") == ("image/png", 1, 1, None)


@pytest.mark.parametrize(
    ("orientation", "size"), [(1, (6, 4)), (3, (6, 4)), (6, (4, 6)), (8, (4, 6))]
)
def test_a_picture_that_the_camera_held_upright_is_upright(tmp_path, orientation, size):
    exif = Image.Exif()
    exif[0x0112] = orientation
    assert saved(tmp_path, "a.jpg", "JPEG", exif=exif)[1:3] == size


def test_a_picture_that_is_cut_off(tmp_path):
    data = io.BytesIO()
    Image.effect_noise((200, 200), 60).save(data, "JPEG")
    (tmp_path / "a.jpg").write_bytes(data.getvalue()[: len(data.getvalue()) // 2])
    assert "cut off" in probe(tmp_path, "a.jpg")[3]


def test_a_file_that_only_says_it_is_a_picture(tmp_path):
    (tmp_path / "a.jpg").write_text("<html>404</html>")
    assert "not a picture" in probe(tmp_path, "a.jpg")[3]
    (tmp_path / "b.jpg").write_bytes(b"")
    assert probe(tmp_path, "b.jpg")[3]


def test_a_name_that_says_another_kind(tmp_path):
    kind, width, height, wrong = saved(tmp_path, "a.jpg", "PNG")
    assert (kind, width, height) == ("image/png", 6, 4)
    assert "image/jpeg" in wrong
    assert "image/png" in wrong


def test_a_kind_that_browsers_do_not_show(tmp_path):
    (tmp_path / "a.tif").write_bytes(b"II*\0")
    assert "browsers" in probe(tmp_path, "a.tif")[3]


@pytest.mark.parametrize(
    ("tag", "size"),
    [
        ('<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20">', (30, 20)),
        ("<svg width='30px' height='20.4px'>", (30, 20)),
        ('<svg viewBox="0 0 300 200">', (300, 200)),
        ('<svg width="100%" height="100%" viewBox="-5 -5 30,20">', (30, 20)),
        ("<svg>", (None, None)),
    ],
)
def test_the_size_of_a_drawing(tmp_path, tag, size):
    (tmp_path / "a.svg").write_text(f'<?xml version="1.0"?>\n<!-- drawn -->\n{tag}</svg>')
    assert probe(tmp_path, "a.svg") == ("image/svg+xml", *size, None)


def test_a_drawing_that_is_none(tmp_path):
    (tmp_path / "a.svg").write_text("<html></html>")
    assert "not an SVG" in probe(tmp_path, "a.svg")[3]
