"""Small files for machines: sitemap, robots.txt, and what GitHub Pages wants (.nojekyll, CNAME)."""

import datetime as dt
from collections.abc import Iterator
from html import escape

from ssg.catalog.rows import PageRow
from ssg.pages.context import STATIC, Context
from ssg.pages.kind import PageKind

KINDS = ("sitemap", "robots", "nojekyll", "cname")
# sitemaps.org: at most 50,000 URLs and 50 MB a file. Fewer, since Unicode addresses grow when they
# are encoded.
_LIMIT = 40_000
# What `ssg admin` writes into static/, and other editors of its kind do.
_EDITOR = ("admin/index.html", "admin/config.yml")
_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def machine_kind(listed: tuple[str, ...]) -> PageKind:
    """The kind that must be planned last: its sitemap lists the pages of the kinds `listed`, which
    the others have planned.
    """
    return PageKind(
        name="machine",
        makes=KINDS,
        plan=lambda context, scan: _plan(context, listed),
        render=lambda row, context: _render(row, context, listed),
    )


def _plan(context: Context, listed: tuple[str, ...]) -> Iterator[PageRow]:
    yield PageRow(url="/.nojekyll", kind="nojekyll")
    if not (context.root / STATIC / "robots.txt").is_file():
        has_editor = {f"{STATIC}/{name}" for name in _EDITOR} <= set(context.static_files)
        yield PageRow(url="/robots.txt", kind="robots", key="editor" if has_editor else "")
    if context.config.cname:
        yield PageRow(url="/CNAME", kind="cname")
    count = context.queries.count_pages(listed)
    if count > _LIMIT:
        yield from (
            PageRow(url=f"/sitemap-{n}.xml", kind="sitemap", number=n)
            for n in range(1, -(-count // _LIMIT) + 1)
        )
    yield PageRow(url="/sitemap.xml", kind="sitemap", key="index" if count > _LIMIT else "")


def _render(row: PageRow, context: Context, listed: tuple[str, ...]) -> bytes:
    if row.kind == "robots" and context.clock.preview:
        return b"User-agent: *\nDisallow: /\n"
    if row.kind == "robots":
        sitemap = context.urls.permalink("/sitemap.xml")
        rule = f"Disallow: {context.urls.href('/admin/')}" if row.key else "Allow: /"
        return f"User-agent: *\n{rule}\n\nSitemap: {sitemap}\n".encode()
    if row.kind == "cname":
        return f"{context.config.cname}\n".encode()
    if row.kind == "nojekyll":
        return b""
    return _index(context, listed) if row.key == "index" else _urlset(context, row.number, listed)


def _urlset(context: Context, number: int, listed: tuple[str, ...]) -> bytes:
    found = context.queries.sitemap(
        listed, _LIMIT * max(0, number - 1), _LIMIT, context.config.page_size
    )
    urls = "".join(
        f"<url><loc>{escape(context.urls.permalink(url))}</loc>{_lastmod(changed)}</url>\n"
        for url, changed in found
    )
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<urlset {_NAMESPACE}>\n{urls}</urlset>\n'.encode()
    )


def _index(context: Context, listed: tuple[str, ...]) -> bytes:
    count = -(-context.queries.count_pages(listed) // _LIMIT)
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
