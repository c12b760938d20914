"""Files that go to the output: recordings, and originals of published pictures as far as something
leads to them, cleaned of what they should not tell; static/ and the theme's assets as they are.
"""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import msgspec

from ssg.catalog.rows import PageRow
from ssg.catalog.scan import CatalogScan
from ssg.disk.doors import OutputError, found_inside, is_plain
from ssg.media.finder import media_url
from ssg.model.file_metadata import RightsMetadata, rights_of
from ssg.model.recordings import media_noun, recording_kind
from ssg.pages.context import STATIC, Context
from ssg.pages.kind import PageKind
from ssg.problems import Problem, Severity
from ssg.text.urls import nfc

KINDS = ("media", "static", "asset")


class PictureFileError(Exception):
    """A picture's file cannot be published; `problem` names it."""

    def __init__(self, problem: Problem):
        super().__init__(problem.message)
        self.problem = problem


def plan(context: Context, scan: CatalogScan) -> Iterator[PageRow]:
    originals, linked = context.config.pictures.originals, scan.linked_files()
    for path, digest, pictures in scan.published_media():
        url = media_url(path)
        if any(picture.files for picture in pictures) and not originals and url not in linked:
            continue  # pages show the files that are made of it
        embedded = {picture.embedded for picture in pictures}
        words = f" {msgspec.json.encode(embedded.pop()).decode()}" if len(embedded) == 1 else ""
        yield PageRow(url=url, kind="media", key=path, source=path, layout=digest + words)
    for path in context.static_files:
        yield PageRow(
            url="/" + nfc(path).removeprefix(STATIC + "/"), kind="static", key=path, source=path
        )
    for name in context.layouts.assets():
        yield PageRow(url=f"/assets/{name}", kind="asset", key=name)


def render(row: PageRow, context: Context) -> Path | bytes:
    """The file to copy, or the bytes of a cleaned original. PictureFileError if it cannot be
    cleaned.
    """
    if row.kind == "asset":
        return _asset(row, context)
    return _published(context, row) if row.kind == "media" else found_inside(context.root, row.key)


def _asset(row: PageRow, context: Context) -> Path:
    """A file of layouts/assets/, or of the theme's."""
    file = context.layouts.asset(row.key) if is_plain(row.key) else None
    if file is None:
        raise OutputError(f"there is no file layouts/assets/{row.key}; build again")
    return (
        found_inside(context.root, f"layouts/assets/{row.key}")
        if file.is_relative_to(context.root)
        else file.resolve()
    )


def _published(context: Context, row: PageRow) -> bytes:
    """A media file as it may be published: without place, camera and owner. Pictures have the
    rights that the stories tell, or their file's own words where these differ.
    """
    # Imported late: most builds copy no media.
    from ssg.media.containers.webvtt import without_notes
    from ssg.media.formats import BrokenContainer
    from ssg.media.metadata.reader import metadata_of, read_blocks, read_file
    from ssg.media.original import CannotClean, clean_bytes
    from ssg.media.recording import cleaned_recording

    embedded = row.layout.partition(" ")[2]
    try:
        content = read_file(found_inside(context.root, row.key))
        if row.key.lower().endswith(".vtt"):
            return without_notes(content)
        if recording_kind(row.key):
            return cleaned_recording(content)
        rights = (
            msgspec.json.decode(embedded, type=RightsMetadata)
            if embedded
            else rights_of(metadata_of(read_blocks(content)))
        )
        return clean_bytes(content, rights)
    except CannotClean as error:
        raise PictureFileError(_uncleaned(row.key, str(error), error.remedy)) from None
    except (BrokenContainer, OSError, ValueError) as error:
        kinds = "MP4, WebM, MP3 or M4A" if recording_kind(row.key) else "JPEG, PNG or WebP"
        message = f"what it tells of place and camera cannot be taken out: {error}"
        raise PictureFileError(
            _uncleaned(row.key, message, f"export it again, as {kinds}")
        ) from None


def _uncleaned(path: str, reason: str, remedy: str) -> Problem:
    message = f"the {media_noun(path)} `{PurePosixPath(path).name}` cannot be published: {reason}"
    return Problem(
        code="uncleaned-picture", severity=Severity.ERROR, message=message, path=path, help=remedy
    )


KIND = PageKind(
    name="files",
    makes=KINDS,
    plan=plan,
    render=render,
)
