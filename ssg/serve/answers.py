"""Answers to what the server asks about the site as it was built last. Each function is called with
an Inquiry and the arguments of the question, in the process that builds.
"""

import collections
import contextlib
import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from ssg.catalog.overview import Line, Overview
from ssg.catalog.queries import Queries
from ssg.catalog.scan import CatalogScan
from ssg.catalog.schema import CATALOG_NAME, open_for_reading
from ssg.config.site import Config, load_config
from ssg.editing.actions import offered
from ssg.inspect.due import Due, due
from ssg.model.story import Story
from ssg.output.place import LIVE_FOLDER, STATE_FOLDER
from ssg.pages.context import Context
from ssg.pages.head import head_html
from ssg.pages.views.stories import StoryView
from ssg.serve.orders import Question, Shown
from ssg.serve.surfaces import Surfaces, surfaces_of
from ssg.story.lifecycle import Clock, State
from ssg.text.share import ShareSubject, share_links
from ssg.text.urls import output_path

_PAGE = 50
_MOST_PAGES_SHOWN = 200


class CannotAnswer(Exception):
    """There is no answer now; the message says why."""


class Inquiry(msgspec.Struct, frozen=True, kw_only=True):
    """The site that is asked about, and the moment that it is looked at. `base_url` is where it is
    served, `config` has where it is published.
    """

    root: Path
    base_url: str
    config: Config
    now: dt.datetime
    overview: Overview
    queries: Queries
    scan: CatalogScan


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a list of stories. `counts` has how many there are in each state."""

    lines: tuple[Line, ...]
    total: int
    counts: dict[str, int]
    sections: tuple[str, ...]


class AboutStory(msgspec.Struct, frozen=True, kw_only=True):
    """All that the desk shows of one story. `shown_on` are the addresses of pages that show it;
    `pictures` its media files, each with the other stories that show it; `actions` the names of
    what can be done with it now.
    """

    line: Line
    href: str
    byline: str
    permalink: str
    surfaces: Surfaces
    shares: tuple[tuple[str, str], ...]
    pictures: tuple[tuple[str, tuple[Line, ...]], ...]
    shown_on: tuple[str, ...]
    shown_on_more: int
    actions: tuple[str, ...]


def answer(root: Path, base_url: str, shown: Shown, question: Question) -> Any:
    """The answer to a question, as values that can be sent. KeyError if there is no such one."""
    function = _ANSWERS[question.name]
    with _opened(root, base_url, shown) as inquiry:
        return function(inquiry, *question.arguments)


@contextlib.contextmanager
def _opened(root: Path, base_url: str, shown: Shown) -> Iterator[Inquiry]:
    now = shown.at or dt.datetime.now(dt.UTC)
    config, _ = load_config(root)
    if config is None:
        raise CannotAnswer("site.yaml has problems; they are listed under Problems")
    with contextlib.closing(open_for_reading(root / STATE_FOLDER / CATALOG_NAME)) as connection:
        yield Inquiry(
            root=root,
            base_url=base_url,
            config=config,
            now=now,
            overview=Overview(connection, Clock(now=now)),
            queries=Queries(connection),
            scan=CatalogScan(connection),
        )


def source_of(inquiry: Inquiry, url: str) -> str:
    """The file that the page at an address was made from; "" if there is none."""
    return inquiry.overview.source_of(output_path(url))


def stories(inquiry: Inquiry, words: str, state: str, section: str, page: int) -> Found:
    """Stories with all of some words, in a state and a section ("" is any), fifty a page."""
    found = inquiry.overview.search(words, section)
    counts = collections.Counter(str(line.state) for line in found)
    chosen = [line for line in found if state in ("", line.state)]
    start = (max(1, page) - 1) * _PAGE
    return Found(
        lines=tuple(chosen[start : start + _PAGE]),
        total=len(chosen),
        counts=dict(counts),
        sections=inquiry.overview.sections(),
    )


def what_is_due(inquiry: Inquiry) -> list[Due]:
    """What will change by itself from now on, whatever time is looked at."""
    return due(inquiry.scan, inquiry.config, dt.datetime.now(dt.UTC))


def about(inquiry: Inquiry, path: str) -> AboutStory | None:
    """A story with all that the desk shows of it; None if there is none."""
    line = inquiry.overview.line(path)
    if line is None:
        return None
    story, state = inquiry.queries.story(path)
    config, urls = inquiry.config, inquiry.config.urls
    pages = [
        urls.href("/" + output.removesuffix("index.html"))
        for output in inquiry.overview.shown_on(path, LIVE_FOLDER)
        if output.endswith((".html", ".xml"))
    ]
    permalink = urls.permalink(story.url)
    subject = ShareSubject(
        title=story.title, permalink=permalink, summary=story.summary, tags=story.tags
    )
    networks = config.share if story.share is None else story.share
    return AboutStory(
        line=line,
        href=urls.href(story.url),
        surfaces=_surfaces(inquiry, story, state),
        byline=", ".join(person.name for person in story.byline),
        permalink=permalink,
        shares=tuple((link.label, link.href) for link in share_links(networks, subject)),
        pictures=_pictures(inquiry.overview, path),
        shown_on=tuple(pages[:_MOST_PAGES_SHOWN]),
        shown_on_more=max(0, len(pages) - _MOST_PAGES_SHOWN),
        # What is done is done now, whatever time is looked at.
        actions=tuple(action.name for action in offered(story, dt.datetime.now(dt.UTC))),
    )


def _pictures(overview: Overview, path: str) -> tuple[tuple[str, tuple[Line, ...]], ...]:
    """The media files of a story, each with the other stories that show it."""
    return tuple(
        (file, tuple(line for line in overview.shows(file) if line.path != path))
        for file in overview.media_of(path)
    )


def _surfaces(inquiry: Inquiry, story: Story, state: State) -> Surfaces:
    """By the head that the story's page has for readers: a preview has none."""
    here, _ = load_config(inquiry.root, inquiry.base_url)
    if here is None or story.kind != "story":
        return Surfaces()
    context = Context(inquiry.root, here, inquiry.queries, Clock(now=inquiry.now))
    head = head_html(
        context,
        title=story.title,
        permalink=here.urls.permalink(story.url),
        description=story.summary,
        kind="article",
        story=StoryView(context, story, state),
        canonical=story.canonical_elsewhere,
    )
    return surfaces_of(str(head))


_ANSWERS: dict[str, Callable[..., Any]] = {
    "source of": source_of,
    "stories": stories,
    "due": what_is_due,
    "about": about,
}
