"""A story with a lead, a video and a gallery of twelve pictures in Chromium: nothing moves, and no
byte of a picture is wasted.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from judges.conftest import Look
from judges.pages_server import open_port, serving
from ssg.build.run import Options, build
from tests.photographs import encoded, photograph
from tests.recordings import mp4

NOW = dt.datetime(2026, 11, 20, 12, 0, tzinfo=dt.UTC)
STORY = "local/2026/11/gallery/"
# The audits of Lighthouse 12 that look at pictures, and at what moves while they come in.
IMAGE_AUDITS = {
    "cumulative-layout-shift",
    "efficient-animated-content",
    "image-alt",
    "image-aspect-ratio",
    "image-delivery-insight",
    "image-redundant-alt",
    "image-size-responsive",
    "lcp-lazy-loaded",
    "modern-image-formats",
    "offscreen-images",
    "prioritize-lcp-image",
    "unsized-images",
    "uses-optimized-images",
    "uses-responsive-images",
    "video-caption",
}


@pytest.fixture(scope="module")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site with such a story, served on this machine."""
    root = tmp_path_factory.mktemp("gallery")
    folder = root / "content" / "local"
    folder.mkdir(parents=True)
    names = [f"pier-{number:02}.jpg" for number in range(13)]
    for number, name in enumerate(names):
        size = (1200, 1800) if number % 4 == 3 else (2000, 1333)  # one in four stands upright
        (folder / name).write_bytes(
            encoded(photograph(*size).rotate(7 * number), "JPEG", quality=90)
        )
    (folder / "tide.mp4").write_bytes(mp4(width=1280, height=720))
    (folder / "tide.vtt").write_text("WEBVTT\n\n00:01.000 --> 00:02.000\nThe tide comes in.\n")
    (folder / "gallery.md").write_text(_story(names))
    with open_port() as server:
        address = f"http://127.0.0.1:{server.server_address[1]}/paper/"
        (root / "site.yaml").write_text(
            f"title: The Harbor Ledger\ndescription: News of the harbor\nbase_url: {address}\n"
        )
        report = build(root, Options(destination=root / "build", now=NOW, jobs=2))
        assert report.problems == ()
        with serving(server, root / "build", "/paper/"):
            yield address


def _story(names: list[str]) -> str:
    entries = "".join(
        f"  - {{src: {name}, alt: Colours slope over pier {n}, caption: Pier {n} at noon., credit:"
        " Ana Ruiz}\n"
        for n, name in enumerate(names)
    )
    video = (
        "  - {src: tide.mp4, alt: Water rises, credit: Ana Ruiz, poster: pier-00.jpg, captions:"
        " tide.vtt}\n"
    )
    images = "\n".join(f"      - {name}" for name in names[1:])
    text = "The piers of the harbor, one by one, as they stood at noon.\n\n" * 3
    return (
        "---\ntitle: All piers of the harbor\nsummary: Thirteen pictures.\ndate:"
        f" 2026-11-20\nmedia:\n{entries}{video}---\n\n{text}/// gallery\n   "
        f" images:\n{images}\n///\n\n![](tide.mp4)\n\n{text}"
    )


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
def test_nothing_moves_and_nothing_is_wrong_while_a_gallery_is_read(
    gallery: str, look: Look
) -> None:
    seen = look(gallery, [STORY, ""], [STORY])
    assert [f"{found['check']}: {found['text']}" for found in seen["findings"]] == []


@pytest.mark.heavy
@pytest.mark.parametrize("form", ["mobile", "desktop"])
def test_lighthouse_finds_no_fault_with_the_pictures_of_a_gallery(
    gallery: str, lighthouse: Callable[..., list[dict[str, Any]]], form: str
) -> None:
    (result,) = lighthouse(gallery + STORY, form=form)
    audits = {name: score for name, score in result["audits"].items() if name in IMAGE_AUDITS}
    assert {"cumulative-layout-shift", "unsized-images"} <= set(audits)
    if (
        form == "mobile"
    ):  # it asks for the pixels of CSS, of which the telephone that it plays has 1.75 each
        audits.pop("image-delivery-insight", None)
    assert {name: score for name, score in audits.items() if score not in (1, None)} == {}
