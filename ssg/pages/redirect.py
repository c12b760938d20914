"""Pages that lead elsewhere: the aliases of stories, and the archive page that is not full yet. And
the error page.
"""

from collections.abc import Iterator

from ssg.catalog.rows import PageRow
from ssg.catalog.survey import Survey
from ssg.pages.context import STATIC, Context, PageView
from ssg.pages.head import head_html

KINDS = ("redirect", "404")


def plan(context: Context, survey: Survey) -> Iterator[PageRow]:
    for path, url, alias in survey.aliases():
        yield PageRow(url=alias, kind="redirect", key=url, source=path, layout="redirect")
    if not (context.root / STATIC / "404.html").is_file():
        yield PageRow(url="/404.html", kind="404", layout="404")


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
