"""Files that go to the output: originals of published pictures and recordings, cleaned of what they should not tell; static/ and the theme's assets as they are."""

from collections.abc import Iterator
from pathlib import Path

import msgspec

from ssg.catalog.rows import PageRow
from ssg.catalog.survey import Survey
from ssg.media.finder import media_url
from ssg.media.rights_metadata import RightsMetadata, rights_of
from ssg.pages.context import STATIC, Context
from ssg.problems import Problem, Severity
from ssg.recordings import recording_kind
from ssg.source import nfc

KINDS = ("media", "static", "asset")


class PictureFileError(Exception):
    """A picture's file cannot be published; `problem` names it."""

    def __init__(self, problem: Problem):
        super().__init__(problem.message)
        self.problem = problem


def plan(context: Context, survey: Survey) -> Iterator[PageRow]:
    for path, digest, told in survey.published_media():
        words = f" {msgspec.json.encode(told).decode()}" if told else ""
        yield PageRow(url=media_url(path), kind="media", key=path, source=path, layout=digest + words)
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
    return _published(context, row) if row.kind == "media" else context.root / row.key


def _published(context: Context, row: PageRow) -> bytes | Path:
    """A media file as it may be published."""
    if row.key.lower().endswith(".vtt"):
        return context.root / row.key
    return _cleaned_recording(context, row.key) if recording_kind(row.key) else _cleaned(context, row)


def _cleaned_recording(context: Context, path: str) -> bytes:
    from ssg.media.metadata import read_file  # imported late: most builds copy no video
    from ssg.media.recording import BrokenContainer, cleaned_recording

    try:
        return cleaned_recording(read_file(context.root / path))
    except (BrokenContainer, OSError, ValueError) as error:
        raise PictureFileError(
            Problem(
                code="uncleaned-picture",
                severity=Severity.ERROR,
                message=f"what the recording tells of place and camera cannot be taken out: {error}",
                path=path,
                help="export it again without metadata, as MP4, WebM, MP3 or M4A",
            )
        ) from None


def _cleaned(context: Context, row: PageRow) -> bytes:
    """The picture without place, camera and owner; with the rights that the stories tell, or its file's own words where these differ."""
    from ssg.media.metadata import metadata_of, read_blocks, read_file  # imported late: most builds copy no picture
    from ssg.media.original import CannotClean, clean_bytes

    told = row.layout.partition(" ")[2]
    try:
        content = read_file(context.root / row.key)
        rights = msgspec.json.decode(told, type=RightsMetadata) if told else rights_of(metadata_of(read_blocks(content)))
        return clean_bytes(content, rights)
    except (CannotClean, OSError, ValueError) as error:
        raise PictureFileError(
            Problem(
                code="uncleaned-picture",
                severity=Severity.ERROR,
                message=f"what the picture tells of place and camera cannot be taken out: {error}",
                path=row.key,
                help="export it again, as JPEG, PNG or WebP",
            )
        ) from None
