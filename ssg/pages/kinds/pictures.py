"""The files that are made of each picture that a published story shows: every width and format, and
the crops of leads.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ssg.catalog.rows import PageRow
from ssg.catalog.scan import CatalogScan
from ssg.disk.doors import OutputError
from ssg.pages.kind import PageKind

if TYPE_CHECKING:
    from ssg.pages.context import Context

KINDS = ("picture",)


def plan(context: "Context", scan: CatalogScan) -> Iterator[PageRow]:
    """A page for each file. Equal pictures in two folders are one, if what is told of them is equal
    too.
    """
    seen: set[str] = set()
    for picture in scan.published_pictures():
        for item in picture.files:
            if item.name not in seen:
                seen.add(item.name)
                yield PageRow(
                    url=picture_url(item.name), kind="picture", key=item.name, source=picture.path
                )


def render(row: PageRow, context: "Context") -> bytes:
    """The file, which was made before pages are (build/pictures.py). OutputError if another took
    its place since.
    """
    content = context.picture_cache.read(row.key)
    if content is None:
        raise OutputError(f".ssg/pictures/{row.key} is not as it was made; build again")
    return content


def picture_url(name: str) -> str:
    """The planned url of a file that is made of a picture."""
    return f"/pictures/{name}"


KIND = PageKind(
    name="pictures",
    makes=KINDS,
    plan=plan,
    render=render,
)
