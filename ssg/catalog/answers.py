"""What questions to the catalog are answered with, beside stories and cards."""

import msgspec

from ssg.model.file_metadata import Metadata
from ssg.model.probe import MediaFile, Probe
from ssg.model.resolved import ResolvedPicture

decode_probe = msgspec.msgpack.Decoder(Probe).decode
_decode_metadata = msgspec.msgpack.Decoder(Metadata).decode
decode_picture = msgspec.msgpack.Decoder(ResolvedPicture).decode
MEDIA_COLUMNS = "m.path, m.placeholder, m.probe, m.metadata"


class Term(msgspec.Struct, frozen=True, kw_only=True):
    """A list that stories are on: an author, tag, series, section or month."""

    kind: str
    key: str
    label: str
    count: int


def media_file(path: str, placeholder: str, probe: bytes, metadata: bytes, lang: str) -> MediaFile:
    """A media file from MEDIA_COLUMNS, with its words in the language of a story."""
    return MediaFile(
        path=path,
        placeholder=placeholder,
        probe=decode_probe(probe),
        metadata=_decode_metadata(metadata).in_language(lang),
    )


class Credited(msgspec.Struct, frozen=True, kw_only=True):
    """A picture, and the story that shows it."""

    picture: ResolvedPicture
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
