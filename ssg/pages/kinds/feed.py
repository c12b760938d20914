"""RSS 2.0 feeds of the site and of each section, with full text, authors and picture credits."""

import datetime as dt
import re
from collections.abc import Iterator
from html import escape

from ssg.catalog.rows import HOME, SECTION, PageRow
from ssg.catalog.scan import CatalogScan
from ssg.pages.context import WITH_BLOCKS, Context
from ssg.pages.item import Item, item
from ssg.pages.kind import PageKind
from ssg.pages.kinds.front import section_terms
from ssg.pages.structured_data import marked_caption
from ssg.pages.views.pictures import PictureView

KINDS = ("feed",)
_LONG_AGO = dt.datetime.fromtimestamp(0, dt.UTC)  # of a story without any date
# Characters that XML 1.0 does not allow, whatever they are escaped to.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NAMESPACES = (
    'xmlns:atom="http://www.w3.org/2005/Atom"'
    ' xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"'
)


def plan(context: Context, scan: CatalogScan) -> Iterator[PageRow]:
    """One for the site and each section, even if all its stories are archived: pages point to it,
    and readers subscribe for what comes.
    """
    yield PageRow(url="/feed.xml", kind="feed", layout=WITH_BLOCKS)
    for term in section_terms(context, scan):
        yield PageRow(url=f"/{term.key}/feed.xml", kind="feed", key=term.key, layout=WITH_BLOCKS)


def render(row: PageRow, context: Context) -> bytes:
    from email.utils import format_datetime  # imported late: it takes longer than to make a feed

    config, site = context.config, context.site
    section = context.section(row.key) if row.key else None
    paths = context.queries.newest_paths(SECTION if section else HOME, row.key, config.feed_size)
    items = [item(context, path) for path in paths]
    newest = max((each.changed or _LONG_AGO for each in items), default=None)
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
        *map(_item, items),
        "</channel></rss>",
    ]
    return ("\n".join(line for line in lines if line) + "\n").encode()


def _item(item: Item) -> str:
    from email.utils import format_datetime

    lines = [
        "<item>",
        _element("title", item.title),
        _element("link", item.permalink),
        _element("guid", item.guid),
        _element("pubDate", format_datetime(item.date)) if item.date else "",
        *(_element("dc:creator", person.name) for person in item.authors),
        *(_element("category", tag) for tag in item.tags),
        _element("description", escape(item.summary, quote=False)) if item.summary else "",
        _media(item.picture) if item.picture else "",
        _media(item.recording) if item.recording else "",
        f"<content:encoded>{_cdata(item.html)}</content:encoded>",
        "</item>",
    ]
    return "\n".join(line for line in lines if line)


def _media(picture: PictureView) -> str:
    file = picture.file
    medium = picture.recording.kind if picture.recording else "image"
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


KIND = PageKind(
    name="feeds",
    makes=KINDS,
    plan=plan,
    render=render,
)
