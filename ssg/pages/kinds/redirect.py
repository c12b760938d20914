"""Pages that lead elsewhere: the aliases of stories, and the archive page that is not full yet. And
the error page.
"""

from collections.abc import Collection, Iterator

from markupsafe import Markup, escape

from ssg.catalog.rows import PageRow
from ssg.catalog.scan import CatalogScan
from ssg.pages.context import STATIC, Context, PageView
from ssg.pages.head import head_html
from ssg.pages.kind import PageKind

KINDS = ("redirect", "404")


def plan(context: Context, scan: CatalogScan) -> Iterator[PageRow]:
    yield from _of_stories(scan, None)
    if not (context.root / STATIC / "404.html").is_file():
        yield PageRow(url="/404.html", kind="404", layout="404")


def plan_stories(context: Context, scan: CatalogScan, paths: Collection[str]) -> Iterator[PageRow]:
    return _of_stories(scan, paths)


def _of_stories(scan: CatalogScan, paths: Collection[str] | None) -> Iterator[PageRow]:
    for path, url, alias in scan.aliases(paths):
        yield PageRow(url=alias, kind="redirect", key=url, source=path, layout="redirect")


def render(row: PageRow, context: Context) -> bytes:
    """A redirect (its `key` is the planned url that it leads to), or the error page."""
    target = row.key if row.kind == "redirect" else row.url
    permalink = context.urls.permalink(target)
    # A former address hands on to the story what search engines know of it, which `noindex` would
    # forbid. A redirect without a source stands where an archive page will be one day.
    is_former = row.kind == "redirect" and bool(row.source) and not context.clock.preview
    head = Markup(f'<link rel="canonical" href="{escape(permalink)}">')
    page = PageView(
        kind=row.kind,
        title="This page has moved" if row.kind == "redirect" else "Page not found",
        description="",
        url=context.urls.href(target),
        permalink=permalink,
        lang=context.config.language,
        feed_url=context.site.feed_url,
        noindex=not is_former,
        head=head if is_former else head_html(context, title="", permalink="", noindex=True),
    )
    return context.render(row.kind, page, row.source or row.url)


KIND = PageKind(
    name="redirects",
    makes=KINDS,
    plan_stories=plan_stories,
    plan=plan,
    render=render,
)
