"""What a kind of page is: one value that says which pages there are and how one is made. The kinds
of ssg are in kinds/; plugins bring others (docs/plugins.md).
"""

from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from ssg.catalog.rows import PageRow
from ssg.catalog.scan import CatalogScan

if TYPE_CHECKING:
    from ssg.pages.context import Context

Planner = Callable[["Context", CatalogScan], Iterator[PageRow]]
StoryPlanner = Callable[["Context", CatalogScan, Collection[str]], Iterator[PageRow]]
Renderer = Callable[[PageRow, "Context"], bytes | Path]


class PageKind(msgspec.Struct, frozen=True, kw_only=True):
    """One planner of pages. Its `name` is unique; `makes` are the values of `kind` that its pages
    have, and `listed` those of them that the sitemap lists.

    `plan` yields a PageRow for each page. It may ask the catalog and read settings, and nothing
    else; an address follows from what makes a plan stale alone (ARCHITECTURE.md, "How to add"),
    since the plan of ssg's own kinds stays as long as nothing of that changed. Where each page
    belongs to one story (its `source`), `plan_stories` yields those of some stories alone, so that
    an edit plans only its own. `render` gives the bytes of a page, or the path of a file to copy;
    it asks the catalog through `context.queries` alone, since the page is made again when an answer
    changes, and by nothing else.
    """

    name: str
    makes: tuple[str, ...]
    plan: Planner
    render: Renderer
    plan_stories: StoryPlanner | None = None
    listed: tuple[str, ...] = ()
