"""The demo in Debian's Chromium: accessibility, quiet console, no other host, small screens, no
JavaScript.
"""

from pathlib import Path

import pytest

from judges.conftest import Demo, Look
from judges.pages_server import open_port, serving

# One worker opens the browser for all of them.
pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
CHECKS = ("axe", "console", "other hosts", "reflow", "layout shift", "no script")


@pytest.fixture(scope="session")
def findings(demo: Demo, served: str, look: Look) -> list[dict[str, str]]:
    """What Chromium says of one page of each kind; all are measured at the narrowest width."""
    sample = _without_redirects(demo, demo.one_of_each_kind())
    everything = _without_redirects(demo, [demo.url(page) for page in demo.pages()])
    seen = look(served, everything, sample)
    assert len(sample) >= 8
    assert seen["counts"] == {"axe": 4 * len(sample), "pages": 4 * len(sample) + len(everything)}
    found: list[dict[str, str]] = seen["findings"]
    assert {finding["check"] for finding in found} <= set(CHECKS)
    return found


@pytest.mark.parametrize("check", CHECKS)
def test_a_page_of_each_kind_is_fine_in_chromium(
    findings: list[dict[str, str]], check: str
) -> None:
    assert [
        f"{finding['page']}: {finding['text']}" for finding in findings if finding["check"] == check
    ] == []


def test_each_check_would_find_its_mistake(tmp_path: Path, look: Look) -> None:
    (tmp_path / "index.html").write_text(_BAD_PAGE)
    with open_port() as server, serving(server, tmp_path, "/paper/") as address:
        seen = look(address, [""], [""])
    assert {finding["check"] for finding in seen["findings"]} == set(CHECKS)


@pytest.mark.heavy
def test_axe_finds_nothing_in_any_page(demo: Demo, served: str, look: Look) -> None:
    everything = _without_redirects(demo, [demo.url(page) for page in demo.pages()])
    assert look(served, [], everything)["findings"] == []


def _without_redirects(demo: Demo, urls: list[str]) -> list[str]:
    """Without the pages that only send a reader on: a browser has left them before anybody can
    look.
    """
    names = {url: url + "index.html" if url.endswith("/") or not url else url for url in urls}
    return [
        url
        for url, name in names.items()
        if 'http-equiv="refresh"' not in (demo.folder / name).read_text("utf-8")
    ]


_BAD_PAGE = """<!doctype html><html lang="en"><title>Bad</title>
<main><h1 id="title" style="color: #ddd; background: #fff">A headline too faint to read</h1>
<p style="width: 2000px">Too wide</p><img data-src="late.png" alt="">
<img src="https://elsewhere.example/pixel.png" alt=""></main>
<script>console.error("something is wrong")
const late = "<p style='height: 200px'>Late</p>"
const insert = () => document.body.insertAdjacentHTML("afterbegin", late)
addEventListener("load", () => setTimeout(insert, 100))
</script></html>
"""
