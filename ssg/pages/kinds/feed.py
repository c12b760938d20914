"""RSS 2.0 feeds of the site and of each section, with full text, authors and picture credits."""

import datetime as dt
import re
from collections.abc import Iterator
from html import escape

from markupsafe import Markup

from ssg.catalog.rows import HOME, SECTION, PageRow
from ssg.catalog.survey import Survey
from ssg.pages.body import render_opening
from ssg.pages.context import WITH_BLOCKS, Context
from ssg.pages.kinds.front import section_terms
from ssg.pages.structured_data import marked_caption
from ssg.pages.views.pictures import PictureView
from ssg.pages.views.stories import StoryView
from ssg.text.dates import format_date

KINDS = ("feed",)
# Characters that XML 1.0 does not allow, whatever they are escaped to.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NAMESPACES = (
    'xmlns:atom="http://www.w3.org/2005/Atom"'
    ' xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"'
)


def plan(context: Context, survey: Survey) -> Iterator[PageRow]:
    """One for the site and each section, even if all its stories are archived: pages point to it,
    and readers subscribe for what comes.
    """
    yield PageRow(url="/feed.xml", kind="feed", layout=WITH_BLOCKS)
    for term in section_terms(context, survey):
        yield PageRow(url=f"/{term.key}/feed.xml", kind="feed", key=term.key, layout=WITH_BLOCKS)


def render(row: PageRow, context: Context) -> bytes:
    from email.utils import format_datetime  # imported late: it takes longer than to make a feed

    config, site = context.config, context.site
    section = context.section(row.key) if row.key else None
    paths = context.queries.newest_paths(SECTION if section else HOME, row.key, config.feed_size)
    items = [_item(context, path) for path in paths]
    newest = max((changed for changed, _ in items), default=None)
    title = f"{config.title}: {section.title}" if section else config.title
    if context.clock.preview:
        title = f"Preview, not for readers: {title}"
    about = (section.description if section else config.description) or title
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<rss version="2.0" {_NAMESPACES}><channel>',
        _element("title", title),
        _element("link", section.permalink if section else site.permalink),
        _element("description", about),
        _element("language", config.language.lower()),
        (
            '<atom:link rel="self" type="application/rss+xml"'
            f' href="{escape(context.urls.permalink(row.url))}"/>'
        ),
        _element("copyright", config.copyright) if config.copyright else "",
        _element("lastBuildDate", format_datetime(newest)) if newest else "",
        *(text for _, text in items),
        "</channel></rss>",
    ]
    return ("\n".join(line for line in lines if line) + "\n").encode()


def _item(context: Context, path: str) -> tuple[dt.datetime, str]:
    """When the story last changed, and its item."""
    from email.utils import format_datetime

    of, state, body = context.queries.whole(path)
    story = StoryView(context, of, state)
    _, text = render_opening(context, of, body, body.html, for_feed=True)
    text += Markup(_end(story) + _corrections(story))
    lead = story.lead if story.lead and story.lead.syndicate else None
    lines = [
        "<item>",
        _element("title", story.title),
        _element("link", story.permalink),
        _element("guid", story.permalink),
        _element("pubDate", format_datetime(story.date)) if story.date else "",
        *(_element("dc:creator", person.name) for person in story.byline),
        *(_element("category", tag.label) for tag in story.tags),
        _element("description", escape(story.summary, quote=False)) if story.summary else "",
        _media(lead) if lead else "",
        (
            _media(opening, opening.recording.kind)
            if (opening := story.lead_media) and opening.recording and opening.syndicate
            else ""
        ),
        f"<content:encoded>{_cdata(str(text))}</content:encoded>",
        "</item>",
    ]
    return story.changed or dt.datetime.fromtimestamp(0, dt.UTC), "\n".join(
        line for line in lines if line
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


def _media(picture: PictureView, medium: str = "image") -> str:
    file = picture.file
    attributes = f'url="{escape(file.permalink)}" medium="{medium}"'
    attributes += f' type="{file.type or picture.type}"' if file.type or picture.recording else ""
    attributes += (
        f' duration="{picture.recording.seconds:.0f}"'
        if picture.recording and picture.recording.seconds >= 1
        else ""
    )
    attributes += (
        f' width="{file.width}" height="{file.height}"' if file.width and file.height else ""
    )
    inside = (
        _element("media:description", marked_caption(picture), ' type="plain"')
        if picture.caption or picture.ai_label
        else ""
    )
    role = "" if picture.recording or picture.ai_label else ' role="photographer"'
    inside += _element("media:credit", picture.credit, role) if picture.credit else ""
    return f"<media:content {attributes}>{inside}</media:content>"


def _element(name: str, text: str, attributes: str = "") -> str:
    return f"<{name}{attributes}>{escape(_NOT_XML.sub('', text), quote=False)}</{name}>"


def _cdata(text: str) -> str:
    return "<![CDATA[" + _NOT_XML.sub("", text).replace("]]>", "]]]]><![CDATA[>") + "]]>"
