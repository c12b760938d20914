"""The files that are made of each picture that a published story shows: every width and format, and
the crops of leads.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ssg.catalog.answers import MediaFile
from ssg.catalog.rows import PageRow
from ssg.catalog.survey import Survey
from ssg.config.pictures import PictureSettings
from ssg.disk.doors import OutputError
from ssg.media.derivatives import Derivative, wanted_derivatives
from ssg.model.file_metadata import RightsMetadata

if TYPE_CHECKING:
    from ssg.pages.context import Context

KINDS = ("picture",)


def plan(context: "Context", survey: Survey) -> Iterator[PageRow]:
    """A page for each file. Equal pictures in two folders are one, if what is told of them is equal
    too.
    """
    seen: set[str] = set()
    for file, focal, is_lead, rights in (
        survey.published_pictures() if not context.config.media_url else ()
    ):
        for item in derivatives_of(file, context.config.pictures, rights, focal, is_lead=is_lead):
            if item.name not in seen:
                seen.add(item.name)
                yield PageRow(
                    url=picture_url(item.name), kind="picture", key=item.name, source=file.path
                )


def render(row: PageRow, context: "Context") -> bytes:
    """The file, which was made before pages are (build/pictures.py). OutputError if another took
    its place since.
    """
    content = context.picture_cache.read(row.key)
    if content is None:
        raise OutputError(f".ssg/pictures/{row.key} is not as it was made; build again")
    return content


def derivatives_of(
    file: MediaFile,
    settings: PictureSettings,
    rights: RightsMetadata,
    focal: tuple[float, ...],
    *,
    is_lead: bool,
) -> tuple[Derivative, ...]:
    """The files to make of a picture of which a story tells `rights`; none of one that has a
    problem.
    """
    return wanted_derivatives(
        file.probe, settings, name=file.path, rights=rights, focal=focal, crops=is_lead
    )


def picture_url(name: str) -> str:
    """The planned url of a file that is made of a picture."""
    return f"/pictures/{name}"
