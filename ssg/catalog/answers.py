"""What questions to the catalog are answered with, beside stories and cards."""

import msgspec

from ssg.model.file_metadata import Metadata
from ssg.model.probe import Probe
from ssg.model.story import MediaEntry

_decode_probe = msgspec.msgpack.Decoder(Probe).decode
_decode_said = msgspec.msgpack.Decoder(Metadata).decode
MEDIA_COLUMNS = "m.path, m.problem, m.placeholder, m.probe, m.said"


class Term(msgspec.Struct, frozen=True, kw_only=True):
    """A list that stories are on: an author, tag, series, section or month."""

    kind: str
    key: str
    label: str
    count: int


class MediaFile(msgspec.Struct, frozen=True, kw_only=True):
    """A picture's file: what is inside it, what it says of itself, what is wrong with it, and a
    tiny one to show until it is there.
    """

    path: str
    problem: str | None
    placeholder: str
    probe: Probe
    said: Metadata


def media_file(
    path: str, problem: str | None, placeholder: str, probe: bytes, said: bytes, lang: str = ""
) -> MediaFile:
    """A picture's file from MEDIA_COLUMNS, with its words in the language of a story, if it has
    any.
    """
    return MediaFile(
        path=path,
        problem=problem,
        placeholder=placeholder,
        probe=_decode_probe(probe),
        said=_decode_said(said).in_language(lang),
    )


class Credited(msgspec.Struct, frozen=True, kw_only=True):
    """A picture as a story writes of it, and that story."""

    entry: MediaEntry
    path: str
    url: str
    title: str


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """What a link to a story file leads to."""

    url: str
    path: str
    title: str
    is_published: bool
    pages: int


class StandalonePage(msgspec.Struct, frozen=True, kw_only=True):
    """A page without date, such as About."""

    title: str
    url: str
