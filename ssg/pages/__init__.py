"""The kinds of pages: one module each. `plan` tells which pages there are, `render` makes one.

A further kind of page is a module here with KINDS, plan and render, a line in MODULES, and a layout.
"""

from collections.abc import Iterator
from pathlib import Path

from ssg.catalog.store import PageRow
from ssg.pages import feed, files, front, index, machine, redirect, story
from ssg.pages.context import Context

# In this order: the sitemap in `machine` lists what the others have planned.
MODULES = (story, front, index, feed, redirect, files, machine)
_RENDER = {kind: module.render for module in MODULES for kind in module.KINDS}


def plan_pages(context: Context, module: object) -> Iterator[PageRow]:
    """The pages of one module."""
    return module.plan(context)


def render_page(row: PageRow, context: Context) -> bytes | Path:
    """The bytes of a page, or the file that it is a copy of. LayoutError if a layout fails."""
    return _RENDER[row.kind](row, context)
