"""The ledger of pictures: whose each picture is, where it is shown, under which licence and until when; as a page, as JSON and as CSV."""

import csv
import io
import json
from collections.abc import Iterator

import msgspec

from ssg.catalog.rows import PageRow
from ssg.catalog.survey import Survey
from ssg.media.rights_metadata import Metadata
from ssg.media.told import filled
from ssg.pages.context import Context, PageView
from ssg.pages.head import head_html
from ssg.pages.picture_views import picture_view
from ssg.story.rights import effective_rights, next_end

KINDS = ("credits",)
_URL = "/credits/"
_FIELDS = ("agency", "photographer", "credit", "licence", "until", "story", "permalink", "picture")


class LedgerEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A picture in a story. `until` is the day on which the right to show it ends, "" if that is open."""

    agency: str
    photographer: str
    credit: str
    licence: str
    until: str
    story: str
    url: str
    permalink: str
    picture: str


def plan(context: Context, survey: Survey) -> Iterator[PageRow]:
    if context.config.credits:
        yield PageRow(url=_URL, kind="credits", layout="credits")
        yield PageRow(url=f"{_URL}credits.json", kind="credits", key="json")
        yield PageRow(url=f"{_URL}credits.csv", kind="credits", key="csv")


def render(row: PageRow, context: Context) -> bytes:
    entries = sorted(_entries(context), key=lambda e: (e.agency.casefold(), e.photographer.casefold(), e.credit, e.permalink, e.picture))
    if row.key == "json":
        rows = [{name: getattr(entry, name) for name in _FIELDS} for entry in entries]
        return (json.dumps(rows, indent=1, ensure_ascii=False) + "\n").encode()
    if row.key == "csv":
        return _as_csv(entries)
    permalink, title = context.urls.permalink(_URL), "Picture credits"
    page = PageView(
        kind="credits",
        title=title,
        description="",
        url=context.urls.href(_URL),
        permalink=permalink,
        lang=context.config.language,
        feed_url=context.site.feed_url,
        noindex=False,
        head=head_html(context, title=title, permalink=permalink, description=f"{title} at {context.config.title}"),
    )
    return context.render("credits", page, row.url, entries=entries)


def _entries(context: Context) -> Iterator[LedgerEntry]:
    """Every picture that is shown, in every story."""
    for story in context.queries.with_pictures():
        for entry in story.media:
            view = picture_view(context, story.path, entry)
            if view is None:
                continue
            file = context.queries.picture_file(story.path, entry.src) if not context.config.media_url else None
            told = filled(entry, file.said if file else Metadata())
            end = next_end(told, context.config, context.clock.now)
            yield LedgerEntry(
                agency=view.source,
                photographer=", ".join(view.creators),
                credit=view.credit,
                licence=effective_rights(told, context.config).licence or view.licence,
                until=end.astimezone(context.zone).date().isoformat() if end else "",
                story=story.title,
                url=context.urls.href(story.url),
                permalink=context.urls.permalink(story.url),
                picture=view.permalink,
            )


def _as_csv(entries: list[LedgerEntry]) -> bytes:
    """RFC 4180. A spreadsheet must not take words of a wire for a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_FIELDS)
    for entry in entries:
        values = (getattr(entry, name) for name in _FIELDS)
        writer.writerow(f"'{value}" if value[:1] in ("=", "+", "-", "@", "\t", "\r") else value for value in values)
    return out.getvalue().encode()
