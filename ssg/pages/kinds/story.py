"""Story pages, standalone pages and notices: everything that stands at the address of a file in
content/.
"""

from collections.abc import Collection, Iterator

from ssg.catalog.rows import PageRow
from ssg.catalog.scan import CatalogScan
from ssg.markup.long_story import split_pages
from ssg.model.story import Story
from ssg.pages.body import render_body, render_opening
from ssg.pages.context import WITH_BLOCKS, Context, PageView
from ssg.pages.head import head_html
from ssg.pages.kind import PageKind
from ssg.pages.structured_data import breadcrumbs, news_article
from ssg.pages.views.stories import NumberView, StoryView
from ssg.problems import Problem
from ssg.story.lifecycle import NOTICES
from ssg.text.urls import numbered_url

KINDS = ("story", "page", "notice")
_TOLD_OF_A_RECALL = ("kill", "withdrawal", "note")
_DEFAULT_LAYOUT = {"story": "story", "page": "page"}


def plan(
    context: Context, scan: CatalogScan, paths: Collection[str] | None = None
) -> Iterator[PageRow]:
    """The pages of the stories at `paths`, or of all: those of one depend on no other story."""
    for at in scan.addresses(paths):
        if at.kind == "section":
            continue
        if at.state in NOTICES:
            yield PageRow(url=at.url, kind="notice", key=at.path, source=at.path, layout="notice")
            continue
        layout = (at.layout or _DEFAULT_LAYOUT[at.kind]) + (WITH_BLOCKS if at.has_blocks else "")
        for number in range(1, at.pages + 1):
            url = numbered_url(at.url, number)
            yield PageRow(
                url=url, kind=at.kind, key=at.path, number=number, source=at.path, layout=layout
            )


def missing_layouts(context: Context, scan: CatalogScan) -> Iterator[Problem]:
    """Stories that name a layout which does not exist, for a check in which none is rendered."""
    for at in scan.addresses():
        is_rendered = at.kind != "section" and at.state not in NOTICES
        if at.layout and is_rendered and (found := context.layouts.missing(at.layout, at.path)):
            yield found


def render(row: PageRow, context: Context) -> bytes:
    if row.kind == "notice":
        return _notice(context, StoryView(context, *context.queries.story(row.key)))
    story, state, body = context.queries.whole(row.key)
    pieces = split_pages(body) if story.pages > 1 else [body.html]
    piece = pieces[row.number - 1] if row.number <= len(pieces) else ""
    plain, text = (
        render_opening(context, story, body, piece)
        if row.number == 1
        else (render_body(context, story, body, piece),) * 2
    )
    view = StoryView(
        context,
        story,
        state,
        body=plain,
        text=text,
        number=row.number,
        numbers=_numbers(context, story, row.number),
    )
    layout = story.layout or _DEFAULT_LAYOUT[row.kind]
    return context.render(layout, _page(context, row, view), row.source, story=view)


def _numbers(context: Context, story: Story, current: int) -> tuple[NumberView, ...]:
    if story.pages == 1:
        return ()
    return tuple(
        NumberView(
            number=n, url=context.urls.href(numbered_url(story.url, n)), current=n == current
        )
        for n in range(1, story.pages + 1)
    )


def _page(context: Context, row: PageRow, story: StoryView) -> PageView:
    of = story._of
    title = story.title if row.number == 1 else f"{story.title} ({row.number})"
    permalink = context.urls.permalink(row.url)
    return PageView(
        kind=row.kind,
        title=title,
        description=story.summary,
        url=context.urls.href(row.url),
        permalink=permalink,
        lang=story.lang,
        feed_url=story.section.feed_url if story.section else context.site.feed_url,
        noindex=False,
        head=head_html(
            context,
            title=title,
            permalink=permalink,
            description=story.summary,
            kind="article",
            story=story,
            canonical=of.canonical_elsewhere,
            json_ld=(news_article(context, story), breadcrumbs(context, story))
            if row.number == 1
            else (),
        ),
    )


def _notice(context: Context, story: StoryView) -> bytes:
    """Nothing of a recalled story may be told again: no headline, no byline, no picture, no
    correction, nothing for search engines.
    """
    story.corrections = tuple(item for item in story.corrections if item.kind in _TOLD_OF_A_RECALL)
    page = PageView(
        kind="notice",
        title="Story no longer available" if story.status == "expired" else "Story withdrawn",
        description="",
        url=story.url,
        permalink=story.permalink,
        lang=context.config.language,
        feed_url=context.site.feed_url,
        noindex=True,
        head=head_html(context, title="", permalink="", noindex=True),
    )
    return context.render("notice", page, story._of.path, story=story)


KIND = PageKind(
    name="stories",
    makes=KINDS,
    plan_stories=plan,
    listed=("story", "page"),
    plan=plan,
    render=render,
)
