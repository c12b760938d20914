"""Fronts and archives: the home page, sections, tags, authors and series, and their numbered
archive pages.

Archive page n holds stories 20(n-1)+1 to 20n of its list, counted from the oldest, so a full page
never changes again. Its link to the next page leads to a redirect to the front until that page is
full too.
"""

from collections.abc import Iterator

from markupsafe import Markup

from ssg.catalog.answers import Term
from ssg.catalog.rows import AUTHOR, HOME, SECTION, SERIES, TAG, PageRow
from ssg.catalog.scan import CatalogScan
from ssg.model.story import Card
from ssg.pages.body import render_body
from ssg.pages.context import WITH_BLOCKS, Context, PageView
from ssg.pages.head import head_html
from ssg.pages.kind import PageKind
from ssg.pages.structured_data import publisher
from ssg.pages.views.stories import CardView, PersonView, View, person_view, term_url
from ssg.text.urls import slugify

KINDS = ("front", "section", "tag", "author", "series", "archive")
_LISTS = {HOME: "front", SECTION: "section", TAG: "tag", AUTHOR: "author", SERIES: "series"}
_LAYOUTS = {"front": "front", "section": "section"}


class ListView(View, frozen=True, kw_only=True):
    """A list of stories, as layouts see it."""

    title: str
    text: Markup
    stories: tuple[CardView, ...]
    number: int
    older: str
    newer: str
    count: int
    person: PersonView | None


def plan(context: Context, scan: CatalogScan) -> Iterator[PageRow]:
    size = context.config.page_size
    home = context.queries.terms(HOME) or (Term(kind=HOME, key="", label="", count=0),)
    others = (term for kind in (TAG, AUTHOR, SERIES) for term in context.queries.terms(kind))
    terms = [*home, *section_terms(context, scan), *others]
    for term in terms:
        url = term_url(term.kind, term.key)
        kind = _LISTS[term.kind]
        layout = _LAYOUTS.get(kind, "list") + WITH_BLOCKS
        yield PageRow(
            url=url, kind=kind, key=term.key, source=_source(context, term), layout=layout
        )
        if (
            term.count > size and term.kind != SERIES
        ):  # a series is read on one page, first part first
            full = term.count // size
            for number in range(1, full + 1):
                key = f"{term.kind}/{term.key}"
                yield PageRow(
                    url=_archive_url(url, number),
                    kind="archive",
                    key=key,
                    number=number,
                    layout="archive",
                )
            yield PageRow(
                url=_archive_url(url, full + 1), kind="redirect", key=url, layout="redirect"
            )


def section_terms(context: Context, scan: CatalogScan) -> tuple[Term, ...]:
    """All sections: those with stories, and those that have an _index.md and wait for their first
    story.
    """
    terms = context.queries.terms(SECTION)
    known = {"", *(term.key for term in terms)}
    keys = {section for section, _ in scan.section_texts()} - known
    return (*terms, *(Term(kind=SECTION, key=key, label="", count=0) for key in sorted(keys)))


def _source(context: Context, term: Term) -> str:
    return (context.queries.index_path(term.key) or "") if term.kind in (HOME, SECTION) else ""


def _archive_url(front: str, number: int) -> str:
    return f"{front}page/{number}/"


def render(row: PageRow, context: Context) -> bytes:
    if row.kind == "archive":
        return _archive(row, context)
    kind = next(kind for kind, name in _LISTS.items() if name == row.kind)
    size = context.config.page_size
    count = context.queries.count(kind, row.key)
    title = _title(context, kind, row.key)
    older = (
        context.urls.href(_archive_url(row.url, count // size))
        if count > size and kind != SERIES
        else ""
    )
    cards = (
        context.queries.newest(kind, row.key, -1)[::-1]
        if kind == SERIES
        else context.queries.newest(kind, row.key, size)
    )
    view = ListView(
        title=title,
        text=_text(context, row.source),
        stories=_cards(context, cards),
        number=0,
        older=older,
        newer="",
        count=count,
        person=_person(context, row.key) if kind == AUTHOR else None,
    )
    page = _page(context, row, title, _description(context, kind, row.key, title))
    return context.render(_LAYOUTS.get(row.kind, "list"), page, row.source or row.url, list=view)


def _archive(row: PageRow, context: Context) -> bytes:
    kind, _, key = row.key.partition("/")
    size, front = context.config.page_size, term_url(kind, key)
    cards = context.queries.between(kind, key, size * (row.number - 1) + 1, size * row.number)
    title = _title(context, kind, key)
    view = ListView(
        title=title,
        text=Markup(),
        stories=_cards(context, cards),
        number=row.number,
        older=context.urls.href(_archive_url(front, row.number - 1)) if row.number > 1 else "",
        newer=context.urls.href(_archive_url(front, row.number + 1)),
        count=len(cards),
        person=None,
    )
    page = _page(context, row, f"{title}: archive, page {row.number}", "")
    return context.render("archive", page, row.url, list=view)


def _page(context: Context, row: PageRow, title: str, description: str) -> PageView:
    section = context.section(row.key) if row.kind == "section" else None
    permalink = context.urls.permalink(row.url)
    home = {
        "@type": "WebSite",
        "name": context.config.title,
        "url": permalink,
        "publisher": publisher(context),
    }
    return PageView(
        kind=row.kind,
        title=title,
        description=description,
        url=context.urls.href(row.url),
        permalink=permalink,
        lang=context.config.language,
        feed_url=section.feed_url if section else context.site.feed_url,
        noindex=False,
        head=head_html(
            context,
            title=title,
            permalink=permalink,
            description=description or f"{title}: the latest stories",
            json_ld=(home,) if row.kind == "front" else (),
        ),
    )


def _title(context: Context, kind: str, key: str) -> str:
    if kind == HOME:
        return context.config.title
    if kind == SECTION:
        return context.section(key).title
    return context.queries.label(kind, key) or key


def _description(context: Context, kind: str, key: str, title: str) -> str:
    if kind == HOME:
        return context.config.description
    if kind == SECTION:
        return context.section(key).description
    return ""


def _text(context: Context, source: str) -> Markup:
    if not source:
        return Markup()
    story, _ = context.queries.story(source)
    body = context.queries.body(source)
    return render_body(context, story, body, body.html)


def _person(context: Context, key: str) -> PersonView | None:
    byline = context.queries.byline_of(key)
    return next(
        (person_view(context, person) for person in byline if slugify(person.name) == key), None
    )


def _cards(context: Context, cards: tuple[Card, ...]) -> tuple[CardView, ...]:
    return tuple(CardView(context, card) for card in cards)


KIND = PageKind(
    name="fronts",
    makes=KINDS,
    listed=KINDS,
    plan=plan,
    render=render,
)
