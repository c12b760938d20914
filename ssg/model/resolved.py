"""A picture as a build has resolved it: whose it is, what may be done with it until when, what is
in its file, and which files are made of it. Values only; pages add the addresses.
"""

import datetime as dt

import msgspec

from ssg.model.file_metadata import RightsMetadata
from ssg.model.rights import Rights, Verdict
from ssg.model.story import MediaEntry

# Left, top, width, height, in pixels.
Box = tuple[int, int, int, int]


class Derivative(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """A file to make of a picture. `width` and `height` are of the result, in pixels.

    It shows the whole picture, or with `box` (of the upright original) a crop.
    """

    name: str
    kind: str
    width: int
    height: int
    box: Box | None = None
    quality: int = 0
    effort: int = 0


class Notice(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """What an editor should know of a picture's file: a warning without its place."""

    code: str
    message: str
    help: str


class ResolvedPicture(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """An entry of `media`, or a poster: all that is known of it at the moment of the build.

    `entry` is what the story writes, with what the file adds; `rights` are its own and its
    preset's, and `until` is the last moment that they hold. `embedded` goes into every file that is
    made of it. `path` is its file, "" if that is not here; `kind`, sizes, `seconds` and
    `placeholder` are of that. `decoded_width` is how large it must be decoded for any of `files`.
    """

    entry: MediaEntry
    rights: Rights = Rights()
    embedded: RightsMetadata = RightsMetadata()
    verdict: Verdict = Verdict()
    until: dt.datetime | None = None
    path: str = ""
    kind: str = ""
    width: int | None = None
    height: int | None = None
    seconds: float = 0.0
    placeholder: str = ""
    files: tuple[Derivative, ...] = ()
    decoded_width: int = 0
    notices: tuple[Notice, ...] = ()
