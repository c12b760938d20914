"""Files that go to the output as they are: pictures of published stories, static/, and the theme's assets."""

from collections.abc import Iterator
from pathlib import Path

from ssg.catalog.rows import PageRow
from ssg.catalog.survey import Survey
from ssg.media.finder import media_url
from ssg.pages.context import STATIC, Context
from ssg.source import nfc

KINDS = ("media", "static", "asset")


def plan(context: Context, survey: Survey) -> Iterator[PageRow]:
    for path in survey.published_media():
        yield PageRow(url=media_url(path), kind="media", key=path, source=path)
    for path in context.static_files:
        yield PageRow(url="/" + nfc(path).removeprefix(STATIC + "/"), kind="static", key=path, source=path)
    for name in context.layouts.assets():
        yield PageRow(url=f"/assets/{name}", kind="asset", key=name)


def render(row: PageRow, context: Context) -> Path:
    """The file to copy."""
    if row.kind == "asset":
        file = context.layouts.asset(row.key)
        assert file is not None, row.key
        return file
    return context.root / row.key
