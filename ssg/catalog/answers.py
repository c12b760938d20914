"""What questions to the catalog are answered with, beside stories and cards."""

import msgspec


class Term(msgspec.Struct, frozen=True, kw_only=True):
    """A list that stories are on: an author, tag, series, section or month."""

    kind: str
    key: str
    label: str
    count: int


class MediaFile(msgspec.Struct, frozen=True, kw_only=True):
    """A picture's file: pixels, MIME type, and what is wrong with it, if anything."""

    path: str
    type: str
    width: int | None
    height: int | None
    problem: str | None


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
