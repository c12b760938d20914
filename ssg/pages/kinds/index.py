"""Indexes: the months and what was published in each, and all tags, authors and series."""

import datetime as dt
from collections.abc import Iterator

from markupsafe import Markup

from ssg.catalog.rows import MONTH, PageRow
from ssg.catalog.scan import CatalogScan
from ssg.pages.context import Context, PageView
from ssg.pages.head import head_html
from ssg.pages.kind import PageKind
from ssg.pages.kinds.front import ListView
from ssg.pages.views.stories import FOLDERS, INDEX_TITLES, CardView, View, term_view
from ssg.text.dates import format_date

KINDS = ("months", "month", "terms")


class MonthView(View, frozen=True, kw_only=True):
    """A month with stories."""

    label: str
    url: str
    count: int
    year: int


def plan(context: Context, scan: CatalogScan) -> Iterator[PageRow]:
    if context.config.months and (months := context.queries.terms(MONTH)):
        yield PageRow(url="/archive/", kind="months", layout="months")
        for month in months:
            yield PageRow(url=_month_url(month.key), kind="month", key=month.key, layout="month")
    if context.config.author_index:
        for kind, folder in FOLDERS.items():
            if context.queries.terms(kind):
                yield PageRow(url=f"/{folder}/", kind="terms", key=kind, layout="terms")


def render(row: PageRow, context: Context) -> bytes:
    if row.kind == "terms":
        title = INDEX_TITLES[row.key]
        entries = tuple(term_view(context, term) for term in context.queries.terms(row.key))
        return context.render("terms", _page(context, row, title), row.url, entries=entries)
    if row.kind == "months":
        months = tuple(
            _month(context, term.key, term.count) for term in reversed(context.queries.terms(MONTH))
        )
        return context.render("months", _page(context, row, "Archive"), row.url, months=months)
    count = context.queries.count(MONTH, row.key)
    title = _label(context, row.key)
    cards = tuple(CardView(context, card) for card in context.queries.newest(MONTH, row.key, -1))
    view = ListView(
        title=title,
        text=Markup(),
        stories=cards,
        number=0,
        older="",
        newer="",
        count=count,
        person=None,
    )
    return context.render("month", _page(context, row, title), row.url, list=view)


def _month_url(key: str) -> str:
    return f"/archive/{key.replace('-', '/')}/"


def _label(context: Context, key: str) -> str:
    return format_date(dt.datetime(int(key[:4]), int(key[5:]), 1), "month", context.config.language)


def _month(context: Context, key: str, count: int) -> MonthView:
    return MonthView(
        label=_label(context, key),
        url=context.urls.href(_month_url(key)),
        count=count,
        year=int(key[:4]),
    )


def _page(context: Context, row: PageRow, title: str) -> PageView:
    permalink = context.urls.permalink(row.url)
    return PageView(
        kind=row.kind,
        title=title,
        description="",
        url=context.urls.href(row.url),
        permalink=permalink,
        lang=context.config.language,
        feed_url=context.site.feed_url,
        noindex=False,
        head=head_html(
            context,
            title=title,
            permalink=permalink,
            description=f"{title} at {context.config.title}",
        ),
    )


KIND = PageKind(
    name="indexes",
    makes=KINDS,
    listed=KINDS,
    plan=plan,
    render=render,
)
