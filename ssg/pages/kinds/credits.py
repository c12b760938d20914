"""The ledger of pictures: whose each picture is, where it is shown, under which licence and until
when; as a page, as JSON and as CSV.
"""

import csv
import io
import itertools
import json
import unicodedata
from collections.abc import Iterator

import msgspec

from ssg.catalog.rows import PageRow
from ssg.catalog.scan import CatalogScan
from ssg.pages.context import Context, PageView
from ssg.pages.head import head_html
from ssg.pages.kind import PageKind
from ssg.pages.views.pictures import picture_view
from ssg.pages.views.stories import View
from ssg.rights.use import territories_of

KINDS = ("credits", "ledger")
_URL = "/credits/"
_PAGE_SIZE = 200  # pictures
_FORMULA = frozenset("=+-@\u2212")  # the last is the minus sign
_FIELDS = (
    "agency",
    "photographer",
    "credit",
    "licence",
    "until",
    "territories",
    "story",
    "permalink",
    "picture",
)


class LedgerEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A picture in a story, or as many as `count` that differ in nothing but their file (`picture`
    is the first). `until` is the last day of the right to show it, "" if that is open;
    `territories` is where it holds.
    """

    agency: str
    photographer: str
    credit: str
    licence: str
    until: str
    territories: str
    story: str
    url: str
    permalink: str
    picture: str
    count: int = 1


class LedgerView(View, frozen=True, kw_only=True):
    """Which page of the ledger this is, and the addresses of its neighbours ("" where there is
    none).
    """

    number: int
    pages: int
    previous: str
    next: str


def plan(context: Context, scan: CatalogScan) -> Iterator[PageRow]:
    """Pages of 200 pictures each, and all of it for programs."""
    if context.config.credits:
        pages = max(1, -(-scan.count_shown() // _PAGE_SIZE))
        for number in range(1, pages + 1):
            yield PageRow(
                url=_page_url(number),
                kind="credits",
                key=str(pages),
                number=number,
                layout="credits",
            )
        yield PageRow(url=f"{_URL}credits.json", kind="ledger", key="json")
        yield PageRow(url=f"{_URL}credits.csv", kind="ledger", key="csv")


def render(row: PageRow, context: Context) -> bytes:
    if row.kind == "ledger":
        return _for_programs(list(_entries(context, 0, -1)), row.key)
    entries = tuple(_together(_entries(context, _PAGE_SIZE * (row.number - 1), _PAGE_SIZE)))
    permalink, title = (
        context.urls.permalink(row.url),
        "Picture credits" if row.number == 1 else f"Picture credits ({row.number})",
    )
    pages = int(row.key)
    ledger = LedgerView(
        number=row.number,
        pages=pages,
        previous=context.urls.href(_page_url(row.number - 1)) if row.number > 1 else "",
        next=context.urls.href(_page_url(row.number + 1)) if row.number < pages else "",
    )
    page = PageView(
        kind="credits",
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
    return context.render("credits", page, row.url, entries=entries, ledger=ledger)


def _page_url(number: int) -> str:
    return _URL if number == 1 else f"{_URL}page/{number}/"


def _for_programs(entries: list[LedgerEntry], form: str) -> bytes:
    if form == "json":
        rows = [{name: getattr(entry, name) for name in _FIELDS} for entry in entries]
        return (json.dumps(rows, indent=1, ensure_ascii=False) + "\n").encode()
    return _as_csv(entries)


def _entries(context: Context, first: int, limit: int) -> Iterator[LedgerEntry]:
    """Pictures that are shown, each in each of its stories."""
    for item in context.queries.ledger(first, limit):
        view = picture_view(context, item.picture)
        if view is None:
            continue
        rights, end = item.picture.rights, item.picture.until
        yield LedgerEntry(
            agency=view.source,
            photographer=", ".join(view.creators),
            credit=view.credit,
            licence=rights.licence or view.licence,
            until=end.astimezone(context.zone).date().isoformat() if end else "",
            territories=territories_of(rights),
            story=item.title,
            url=context.urls.href(item.url),
            permalink=context.urls.permalink(item.url),
            picture=view.permalink
            if view.syndicate
            else "",  # what may not be handed on is in no file for programs
        )


def _together(entries: Iterator[LedgerEntry]) -> Iterator[LedgerEntry]:
    for _, same in itertools.groupby(
        entries, key=lambda entry: msgspec.structs.replace(entry, picture="")
    ):
        first, *others = same
        yield msgspec.structs.replace(first, count=1 + len(others))


def for_spreadsheet(value: str) -> str:
    """A cell's text, with a mark before it that makes it text where a spreadsheet would take words
    of a wire for a formula.

    Some pass over characters that nobody sees, and take wide signs for the ordinary ones.
    """
    if value[:1].isalnum():
        return value
    seen = next((c for c in value if unicodedata.category(c)[0] not in "CZM"), "")
    is_formula = unicodedata.normalize("NFKC", seen)[:1] in _FORMULA if seen else False
    return f"'{value}" if is_formula or value[:1] in ("\t", "\r", "\n") else value


def _as_csv(entries: list[LedgerEntry]) -> bytes:
    """RFC 4180."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_FIELDS)
    for entry in entries:
        writer.writerow(for_spreadsheet(getattr(entry, name)) for name in _FIELDS)
    return out.getvalue().encode()


KIND = PageKind(
    name="credits",
    makes=KINDS,
    listed=("credits",),
    plan=plan,
    render=render,
)
