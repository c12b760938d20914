"""A story as feeds and other formats for programs take it: its whole text as HTML that can stand
anywhere, with absolute addresses and nothing that may not be handed on; whose it is, and when.
"""

import datetime as dt
from html import escape

import msgspec

from ssg.pages.body import render_opening
from ssg.pages.context import Context
from ssg.pages.views.pictures import PictureView
from ssg.pages.views.stories import PersonView, SectionView, SourceView, StoryView
from ssg.text.dates import format_date


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """All addresses are absolute. `guid` never changes while the story keeps its address; `changed`
    is when the latest of what readers see was written.

    `html` is the text with its dateline, and below it what stands there on the story's page: who
    helped, how to write to the reporter, whose the story is, and the corrections. `picture` stands
    for the story (of a video its poster), `recording` is the video or audio that it opens with;
    both only where they may be handed on. `source` is whose text it is, and under which licence, if
    it is not the newsroom's own.
    """

    guid: str
    permalink: str
    title: str
    deck: str
    summary: str
    html: str
    lang: str
    date: dt.datetime | None
    changed: dt.datetime | None
    section: SectionView | None
    authors: tuple[PersonView, ...]
    contributors: tuple[PersonView, ...]
    tags: tuple[str, ...]
    picture: PictureView | None
    recording: PictureView | None
    source: SourceView | None


def item(context: Context, path: str) -> Item:
    """The item of the story at `path`: made once in a process, for all formats and lists."""
    return context.nodes.value("item", (path,), lambda: _made(context, path))


def _made(context: Context, path: str) -> Item:
    of, state, body = context.queries.whole(path)
    story = StoryView(context, of, state)
    _, text = render_opening(context, of, body, body.html, for_feed=True)
    lead, opening = story.lead, story.lead_media
    plays = opening is not None and opening.recording is not None and opening.syndicate
    return Item(
        guid=story.permalink,
        permalink=story.permalink,
        title=story.title,
        deck=story.deck,
        summary=story.summary,
        html=str(text) + _end(story) + _corrections(story),
        lang=story.lang,
        date=story.date,
        changed=story.changed,
        section=story.section,
        authors=story.byline,
        contributors=story.contributors,
        tags=tuple(tag.label for tag in story.tags),
        picture=lead if lead and lead.syndicate else None,
        recording=opening if plays else None,
        source=story.source,
    )


def _end(story: StoryView) -> str:
    """What stands below the text on the story's page: who helped, how to write to the reporter, and
    whose the story is.
    """
    from ssg.markup.typography import smarten

    lines = []
    if story.contributors:
        people = "; ".join(
            ", ".join(filter(None, (person.name, person.role or person.org)))
            for person in story.contributors
        )
        lines.append(escape(smarten(f"Contributors: {people}.", story.lang)))
    if story.tagline:
        lines.append(escape(smarten(story.tagline, story.lang)))
    if story.source:
        name = escape(smarten(story.source.title, story.lang))
        if story.source.url:
            name = f'<a href="{escape(story.source.url)}">{name}</a>'
        licence = f" Licence: {escape(story.source.licence)}." if story.source.licence else ""
        lines.append(f"Source: {name}.{licence}")
    return "".join(f"\n<p>{line}</p>" for line in lines)


def _corrections(story: StoryView) -> str:
    """The repairs, as they stand below the text on the story's page: who reads in a feed reader is
    told of them too.
    """
    from ssg.markup.typography import (
        smarten,  # imported late: its tables take longer than to make a feed
    )

    return "".join(
        f"\n<p><b>{escape(item.label)}</b>"
        f" {escape(format_date(item.date, 'time', story.lang))}<br>\n"
        f"{escape(smarten(item.text, story.lang))}</p>"
        for item in story.corrections
    )
