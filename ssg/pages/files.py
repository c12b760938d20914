"""Files that go to the output: originals of published pictures, cleaned of what they should not tell; static/ and the theme's assets as they are."""

from collections.abc import Iterator
from pathlib import Path

from ssg.catalog.rows import PageRow
from ssg.catalog.survey import Survey
from ssg.media.finder import media_url
from ssg.media.rights_metadata import rights_of
from ssg.pages.context import STATIC, Context
from ssg.problems import Problem, Severity
from ssg.source import nfc

KINDS = ("media", "static", "asset")


class PictureFileError(Exception):
    """A picture's file cannot be published; `problem` names it."""

    def __init__(self, problem: Problem):
        super().__init__(problem.message)
        self.problem = problem


def plan(context: Context, survey: Survey) -> Iterator[PageRow]:
    for path, digest in survey.published_media():
        yield PageRow(url=media_url(path), kind="media", key=path, source=path, layout=digest)
    for path in context.static_files:
        yield PageRow(url="/" + nfc(path).removeprefix(STATIC + "/"), kind="static", key=path, source=path)
    for name in context.layouts.assets():
        yield PageRow(url=f"/assets/{name}", kind="asset", key=name)


def render(row: PageRow, context: Context) -> Path | bytes:
    """The file to copy, or the bytes of a cleaned original. PictureFileError if it cannot be cleaned."""
    if row.kind == "asset":
        file = context.layouts.asset(row.key)
        assert file is not None, row.key
        return file
    return _cleaned(context, row.key) if row.kind == "media" else context.root / row.key


def _cleaned(context: Context, path: str) -> bytes:
    """The picture with the rights that its file tells of, and without place, camera and owner."""
    from ssg.media.metadata import metadata_of, read_blocks, read_file  # imported late: most builds copy no picture
    from ssg.media.original import CannotClean, clean_bytes

    try:
        content = read_file(context.root / path)
        return clean_bytes(content, rights_of(metadata_of(read_blocks(content))))
    except (CannotClean, OSError, ValueError) as error:
        raise PictureFileError(
            Problem(
                code="uncleaned-picture",
                severity=Severity.ERROR,
                message=f"what the picture tells of place and camera cannot be taken out: {error}",
                path=path,
                help="export it again, as JPEG, PNG or WebP",
            )
        ) from None
