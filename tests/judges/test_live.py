"""`ssg serve` in Debian's Chromium: a save is patched into the page, a mistake is shown over it,
the desk works by keyboard, at 390 pixels, and without script.
"""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import story
from tests.serve.test_serve import BASE, serving

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
LONG = "The first words.\n\n" + "\n\n".join(
    f"Paragraph {number} of a long story." for number in range(60)
)
LAYOUT = """<!doctype html><html lang="{{ page.lang }}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>{{ page.title }}</title>{{ page.head }}
<link rel="stylesheet" href="{{ asset('own.css') }}"><link rel="icon" href="data:,"></head><body>
<main><h1>{{ story.title }}</h1>{{ story.body }}<label>Say <input></label>
<details><summary>More</summary>So</details></main></body></html>
"""
NEWSROOM = (
    f"-- site.yaml --\n{BASE}"
    f"-- content/world/a.md --\n{story('Pier <b>closed</b>', body=LONG)}"
    f"-- content/world/b.md --\n{story('Ferry late')}"
    f"-- layouts/story.html --\n{LAYOUT}"
    "-- layouts/assets/own.css --\nbody{--own:one}\n"
)


def test_an_editor_sees_each_save_and_the_desk_works_by_keyboard(
    site, program: Callable[[str], str], judge: Callable[[str], Path]
) -> None:
    with serving(site(NEWSROOM)) as served:
        served.get()
        order = {
            "modules": str(judge("playwright-core").parent),
            "chromium": program("chromium"),
            "address": served.address,
            "root": str(served.made.root),
            "port": served.address.split(":")[2].split("/")[0],
        }
        done = subprocess.run(
            [program("node"), str(Path(__file__).with_name("live.mjs"))],
            input=json.dumps(order),
            capture_output=True,
            text=True,
            check=False,
            timeout=180,
        )
    assert done.stderr == ""
    assert json.loads(done.stdout) == []
