"""Attacks that once ran a script, in Chromium: no text of a stranger runs in a page, in a feed's
article or in its data.
"""

import re
from collections.abc import Callable

import pytest
from conftest import Site, story
from lxml import etree

from judges.scripts import pages_that_run
from tests.fuzz.stories import MARKS, RUNS, fuzz

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
MakeSite = Callable[..., Site]
ATTACKS = [
    f'<img src="a.jpg" alt="&#1;F1&#4;" title="x onload={RUNS} y">',
    f'<p title="&#1;F0&#4; onmouseover={RUNS} ">words</p>',
    f'<img alt="&#1;F1&#4;" src="a.jpg"> <img alt="&#1;F0&#4;" src="a.jpg onload={RUNS} ">',
    f'<!--<a href="later.md"><script>{RUNS}</script>-->',
    f"<!-- ' --> <b title=\"&#2;\">x</b> <!-- ' > <script>{RUNS}</script> -->",
    f'<b title="<table><script>{RUNS}</script>">x</b>',
    f"<a href='later.md'>x</a><!-- > <img src=x onerror={RUNS}> -->",
    f"<!-- <!-- more --><script>{RUNS}</script>",
    f"<svg><style><img src=x onerror={RUNS}></style></svg>",
    f'[x](javascript:{RUNS}) <a href="java&#1;script:{RUNS}">x</a>',
    f"/// fact-box | <script>{RUNS}</script>\n<b title='\n///\n'><img src=x onerror={RUNS}>",
    f"</script><script>{RUNS}</script>",
    f"]]><script>{RUNS}</script><![CDATA[",
]
LATER = (
    "-- content/world/later.md --\n---\ntitle: Later\ndate: 2027-01-01T00:00:00Z\n---\n\nLater.\n"
)


def calm(inside: str) -> str:
    return f"<!doctype html><title>calm</title><div>{inside}</div>"


def test_the_browser_would_see_a_script() -> None:
    bad = [
        f"<script>{RUNS}</script>",
        f"<img src=x onerror={RUNS}>",
        f'<a href="javascript:void({RUNS})">x</a>',
    ]
    assert pages_that_run([calm(text) for text in ("words", *bad)]) == [1, 2, 3]


def test_nothing_runs_in_a_page_or_in_a_feeds_article(site: MakeSite) -> None:
    built = 0
    for number, attack in enumerate(ATTACKS):
        media = "\n  - {src: a.jpg, alt: A pier, credit: Ana Ruiz}"
        made = site(
            "-- site.yaml --\ntitle: calm\nbase_url: https://x.example/\nmedia_url: https://m.example/\n"
            + LATER
            + "-- content/world/a.md --\n"
            + story(
                title="calm",
                source="Wire",
                media=media,
                body=f"Words.\n\n{attack}\n\nMore words.\n",
            ),
            name=f"site{number}",
        )
        report = made.build()
        assert not report.is_our_fault, attack
        if report.errors:  # refused as a whole
            continue
        built += 1
        page = re.sub(
            r"<title>.*?</title>",
            "<title>calm</title>",
            made.read("world/2026/11/a/"),
            count=1,
            flags=re.S,
        )
        feed = etree.fromstring(made.read("feed.xml").encode())
        articles = feed.xpath("//*[local-name()='encoded']/text()")
        assert articles
        # The data for search engines too: as a page would have it if it ended too early.
        assert pages_that_run([page, *map(calm, articles)]) == [], attack
    assert built > len(ATTACKS) // 2


def test_nothing_runs_that_is_made_of_random_pieces() -> None:
    found, counts, kept = fuzz(11, count=500)
    assert found == []
    assert counts["html"] > 400
    assert len(kept) >= 10
    assert pages_that_run([calm(out) for out in kept]) == []


def test_there_are_marks_in_every_encoding() -> None:
    assert len(MARKS) > 1_000
    assert "&#1;F0&#4;" in MARKS
