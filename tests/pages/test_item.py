"""A story as feeds and other formats take it: made once in a process, and made again for whatever
was asked for it.
"""

from collections.abc import Callable

import pytest

import ssg.pages.item
from ssg.catalog.queries import Queries
from ssg.catalog.schema import CATALOG_NAME
from ssg.config.site import load_config
from ssg.pages.context import Context
from ssg.pages.item import Item, item
from ssg.pages.nodes import Nodes
from ssg.story.lifecycle import Clock
from tests.conftest import NOW, PIXEL, SITE_YAML, Site, story

MakeSite = Callable[..., Site]
PAPER = f"""
-- site.yaml --
{SITE_YAML}sources: {{wire: {{name: The Wire, url: https://wire.example/}}}}
-- content/world/ferry.md --
---
title: Crews stall
deck: For now
date: 2026-11-20T06:30:00-05:00
updated: 2026-11-21T06:30:00-05:00
byline: Ana Ruiz and Tomas Brandt
contributors: Ines Kessler
dateline: PORT ALDER
tags: [Strike]
summary: Less.
source: {{name: wire, licence: CC BY 4.0}}
media:
  - {{src: ferry.png, alt: Two ferries, caption: Ferries., credit: Ana Ruiz/Ledger}}
corrections: [{{date: 2026-11-21T06:30:00-05:00, text: The number was wrong.}}]
---

Read [the old one](../local/old.md).

/// related
    stories: [../local/old.md]
///
-- content/local/old.md --
{story("Old", "2026-11-01T12:00:00Z")}
"""


@pytest.fixture
def paper(site: MakeSite) -> Site:
    made = site(PAPER)
    (made.root / "content/world/ferry.png").write_bytes(PIXEL)
    assert made.build().errors == 0
    return made


def context_of(made: Site) -> Context:
    config, _ = load_config(made.root)
    assert config is not None
    queries = Queries.at(made.root / ".ssg" / CATALOG_NAME)
    return Context(made.root, config, queries, Clock(now=NOW))


def edit(made: Site, path: str, old: str, new: str) -> None:
    file = made.root / path
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))


def test_an_item_has_all_that_a_format_tells(paper: Site) -> None:
    made = item(context_of(paper), "content/world/ferry.md")
    address = "https://ledger.example/world/2026/11/ferry/"
    assert (made.guid, made.permalink) == (address, address)
    assert (made.title, made.deck, made.summary, made.lang) == (
        "Crews stall",
        "For now",
        "Less.",
        "en",
    )
    assert [person.name for person in made.authors] == ["Ana Ruiz", "Tomas Brandt"]
    assert [person.name for person in made.contributors] == ["Ines Kessler"]
    assert made.date
    assert made.date.isoformat() == "2026-11-20T06:30:00-05:00"
    assert made.changed
    assert made.changed.isoformat() == "2026-11-21T06:30:00-05:00"
    assert made.section
    assert made.section.title == "World"
    assert made.tags == ("Strike",)
    assert made.picture
    assert made.picture.credit == "Ana Ruiz/Ledger"
    assert made.recording is None
    assert made.source
    assert (made.source.title, made.source.licence) == ("The Wire", "CC BY 4.0")


def test_its_text_can_stand_anywhere(paper: Site) -> None:
    text = item(context_of(paper), "content/world/ferry.md").html
    assert "PORT ALDER" in text
    assert '<a href="https://ledger.example/local/2026/11/old/">' in text
    below = [text.index(words) for words in ("Contributors:", "The Wire", "The number was wrong.")]
    assert below == sorted(below)


def test_all_lists_that_show_a_story_share_its_item(
    paper: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    original = ssg.pages.item._made

    def noting(context: Context, path: str) -> Item:
        made.append(path)
        return original(context, path)

    monkeypatch.setattr(ssg.pages.item, "_made", noting)
    edit(paper, "content/world/ferry.md", "Read", "Do read")
    assert paper.build(jobs=1).errors == 0
    assert made.count("content/world/ferry.md") == 1
    assert "Do read" in paper.read("feed.xml")
    assert "Do read" in paper.read("world/feed.xml")


def test_what_an_item_asked_is_in_the_trace_of_each_list(paper: Site) -> None:
    """A related story is named by its headline: only the items ask for that."""
    edit(paper, "content/local/old.md", "title: Old", "title: Oldest")
    assert paper.build().errors == 0
    assert "Oldest" in paper.read("world/feed.xml")
    assert "Oldest" in paper.read("feed.xml")


def test_what_cannot_be_made_leaves_the_trace_of_its_page_as_it_was(paper: Site) -> None:
    queries = context_of(paper).queries
    nodes = Nodes(queries)

    def fails() -> None:
        queries.story("content/local/old.md")
        raise LookupError("M")

    with queries.tracing() as trace:
        with pytest.raises(LookupError):
            nodes.value("item", ("content/local/old.md",), fails)
        assert queries.trace is trace
        assert not trace
        nodes.value(
            "item", ("content/local/old.md",), lambda: queries.story("content/local/old.md")
        )
    assert list(trace) == [("story", ("content/local/old.md",))]


def test_nothing_is_remembered_while_the_catalog_may_change(paper: Site) -> None:
    nodes = Nodes(Queries(context_of(paper).queries.db))
    numbers = iter([1, 2])
    made = [nodes.value("number", (), numbers.__next__) for _ in range(2)]
    assert made == [1, 2]
