"""The judges that take minutes, for `make judge`: Lighthouse, and two link checkers that are not
our own.
"""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from judges.conftest import BASE_URL, PREFIX, Demo

pytestmark = pytest.mark.heavy
_WANTED = {"performance": 0.95, "accessibility": 1, "best-practices": 1, "seo": 1}


def test_lighthouse_gives_full_marks(
    demo: Demo, demo_as_served: str, lighthouse: Callable[..., list[dict[str, Any]]]
) -> None:
    pages = ["", "local/", max(demo.one_of_each_kind(), key=lambda url: url.count("/"))]
    low = [
        f"{result['url']}: {name} {result['scores'][name]}; {', '.join(result['costly'])}"
        for result in lighthouse(*(demo_as_served + page for page in pages))
        for name, least in _WANTED.items()
        if result["scores"][name] < least
    ]
    assert low == []


def test_linkinator_finds_no_broken_link(
    demo_as_served: str, program: Callable[[str], str], judge: Callable[[str], Path]
) -> None:
    command = [
        program("node"),
        str(judge("linkinator/build/src/cli.js")),
        demo_as_served,
        "--recurse",
        "--format",
        "json",
    ]
    # Only this site: what others serve today is not ours to test.
    done = subprocess.run(
        [*command, "--timeout", "10000", "--skip", r"^(?!http://127\.0\.0\.1)"],
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    links = json.loads(done.stdout[done.stdout.index("{") :])["links"]
    broken = [
        f"{link['status']} {link['url']} on {link.get('parent')}"
        for link in links
        if link["state"] == "BROKEN"
    ]
    assert broken == []
    assert sum(link["state"] == "OK" for link in links) > 50


@pytest.fixture
def below_its_prefix(demo: Demo, tmp_path: Path) -> Path:
    """A folder in which the demo lies where its address says, for checkers that read files."""
    (tmp_path / PREFIX.strip("/")).symlink_to(demo.folder, target_is_directory=True)
    return tmp_path


def test_lychee_finds_no_broken_link_or_anchor(
    below_its_prefix: Path, program: Callable[[str], str]
) -> None:
    root, site = below_its_prefix, below_its_prefix / PREFIX.strip("/")
    command = [
        program("lychee"),
        "--offline",
        "--no-progress",
        "--include-fragments",
        "--index-files",
        "index.html",
    ]
    done = subprocess.run(
        [
            *command,
            "--root-dir",
            str(root),
            "--remap",
            f"{BASE_URL} file://{site}/",
            f"{site}/**/*.html",
        ],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
