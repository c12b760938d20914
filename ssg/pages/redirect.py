"""Pages that lead elsewhere: the aliases of stories, and the archive page that is not full yet. And the error page."""

from collections.abc import Iterator

from ssg.catalog.store import PageRow
from ssg.pages.context import STATIC, Context, PageView
from ssg.pages.head import head_html
from ssg.story.lifecycle import NOTICES

KINDS = ("redirect", "404")


def plan(context: Context) -> Iterator[PageRow]:
    for path, url, alias in context.queries.aliases():
        yield PageRow(url=alias, kind="redirect", key=url, source=path)
    # Whoever comes from a former address of a recalled story must learn of the recall.
    for story, _ in context.queries.stories(("story", "page"), NOTICES):
        for former in story.aliases:
            yield PageRow(url=former.url, kind="redirect", key=story.url, source=story.path)
    if not (context.root / STATIC / "404.html").is_file():
        yield PageRow(url="/404.html", kind="404")


def render(row: PageRow, context: Context) -> bytes:
    """A redirect (its `key` is the planned url that it leads to), or the error page."""
    target = row.key if row.kind == "redirect" else row.url
    page = PageView(
        kind=row.kind,
        title="This page has moved" if row.kind == "redirect" else "Page not found",
        description="",
        url=context.urls.href(target),
        permalink=context.urls.permalink(target),
        lang=context.config.language,
        feed_url=context.site.feed_url,
        noindex=True,
        head=head_html(context, title="", permalink="", noindex=True),
    )
    return context.render(row.kind, page, row.source or row.url)
