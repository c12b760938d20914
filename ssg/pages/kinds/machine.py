"""Small files for machines: sitemap, robots.txt, and what GitHub Pages wants (.nojekyll, CNAME)."""

import datetime as dt
from collections.abc import Iterator
from html import escape

from ssg.catalog.rows import PageRow
from ssg.catalog.survey import Survey
from ssg.pages.context import STATIC, Context

KINDS = ("sitemap", "robots", "nojekyll", "cname")
_LISTED = (
    "story",
    "page",
    "front",
    "section",
    "tag",
    "author",
    "series",
    "archive",
    "months",
    "month",
    "terms",
    "credits",
)
# sitemaps.org: at most 50,000 URLs and 50 MB a file. Fewer, since Unicode addresses grow when they
# are encoded.
_LIMIT = 40_000
_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def plan(context: Context, survey: Survey) -> Iterator[PageRow]:
    """Must come last: the sitemap lists the pages that the others have planned."""
    yield PageRow(url="/.nojekyll", kind="nojekyll")
    if not (context.root / STATIC / "robots.txt").is_file():
        yield PageRow(url="/robots.txt", kind="robots")
    if context.config.cname:
        yield PageRow(url="/CNAME", kind="cname")
    count = context.queries.count_pages(_LISTED)
    if count > _LIMIT:
        yield from (
            PageRow(url=f"/sitemap-{n}.xml", kind="sitemap", number=n)
            for n in range(1, -(-count // _LIMIT) + 1)
        )
    yield PageRow(url="/sitemap.xml", kind="sitemap", key="index" if count > _LIMIT else "")


def render(row: PageRow, context: Context) -> bytes:
    if row.kind == "robots" and context.clock.preview:
        return b"User-agent: *\nDisallow: /\n"
    if row.kind == "robots":
        sitemap = context.urls.permalink("/sitemap.xml")
        return f"User-agent: *\nAllow: /\n\nSitemap: {sitemap}\n".encode()
    if row.kind == "cname":
        return f"{context.config.cname}\n".encode()
    if row.kind == "nojekyll":
        return b""
    return _index(context) if row.key == "index" else _urlset(context, row.number)


def _urlset(context: Context, number: int) -> bytes:
    found = context.queries.sitemap(
        _LISTED, _LIMIT * max(0, number - 1), _LIMIT, context.config.page_size
    )
    urls = "".join(
        f"<url><loc>{escape(context.urls.permalink(url))}</loc>{_lastmod(changed)}</url>\n"
        for url, changed in found
    )
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<urlset {_NAMESPACE}>\n{urls}</urlset>\n'.encode()
    )


def _index(context: Context) -> bytes:
    count = -(-context.queries.count_pages(_LISTED) // _LIMIT)
    maps = "".join(
        f"<sitemap><loc>{escape(context.urls.permalink(f'/sitemap-{n}.xml'))}</loc></sitemap>\n"
        for n in range(1, count + 1)
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<sitemapindex'
        f" {_NAMESPACE}>\n{maps}</sitemapindex>\n".encode()
    )


def _lastmod(changed: float | None) -> str:
    """The story's own time, never the build's."""
    if not changed:
        return ""
    moment = dt.datetime.fromtimestamp(int(changed // 1), dt.UTC)
    return f"<lastmod>{moment.isoformat()[:19]}Z</lastmod>"
