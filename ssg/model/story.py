"""The story as values: what a newsroom knows about a piece. Made once by the parser, kept in the
catalog, never changed.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import msgspec

from ssg.model.people import Credit, Dateline, Person
from ssg.model.recordings import Recording
from ssg.model.rights import Rights


class StorySource(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """Where a story that is not our own came from. `name` is the key of site.yaml's `sources`."""

    name: str
    url: str = ""
    id: str = ""
    licence: str = ""
    canonical: str = ""


class MediaEntry(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """A picture as the front matter tells of it, or with `recording` a video or audio.
    `digital_source_type` is an address of IPTC's.
    """

    src: str
    alt: str = ""
    caption: str = ""
    credit: Credit
    is_file: bool = False
    taken: str = ""
    creators: tuple[str, ...] = ()
    digital_source_type: str = ""
    rights: Rights = Rights()
    focal: tuple[float, ...] = ()
    recording: Recording | None = None


class Part(NamedTuple):
    """A file that belongs to a recording: number `of` among the media of its story. `role` is
    "poster", "captions" or "transcript".
    """

    of: int
    role: str
    src: str


def parts_of(media: Sequence[MediaEntry]) -> Iterator[Part]:
    """The files that the recordings of a story bring along. They are numbered behind the media
    themselves.
    """
    for number, entry in enumerate(media):
        if entry.recording:
            found = [
                ("poster", entry.recording.poster),
                *(("captions", track.src) for track in entry.recording.captions),
                ("transcript", entry.recording.transcript),
            ]
            yield from (Part(number, role, src) for role, src in found if src)


def poster_of(entry: MediaEntry) -> MediaEntry | None:
    """The still picture of a recording, as an entry of its own: with the words and rights of the
    recording. None if there is none.
    """
    if entry.recording is None or not entry.recording.poster:
        return None
    return msgspec.structs.replace(entry, src=entry.recording.poster, recording=None)


def posters_of(media: Sequence[MediaEntry]) -> Iterator[tuple[int, MediaEntry]]:
    """The posters of a story as entries of their own, with their numbers among its media files."""
    for number, part in enumerate(parts_of(media), len(media)):
        if part.role == "poster" and (poster := poster_of(media[part.of])):
            yield number, poster


def poster_number(media: Sequence[MediaEntry], recording: int) -> int | None:
    """The number of the poster of a recording among the media files of a story; None if it has
    none.
    """
    parts = enumerate(parts_of(media), len(media))
    found = (n for n, part in parts if part.of == recording and part.role == "poster")
    return next(found, None)


def lead_number(media: Sequence[MediaEntry]) -> int | None:
    """The number of what can be seen of the first entry where nothing plays: the picture itself, or
    the poster of a recording.
    """
    if not media:
        return None
    return poster_number(media, 0) if media[0].recording else 0


class Correction(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """A repair, as the readers are told of it. `is_day` says that its date was given without a
    time.
    """

    date: dt.datetime
    is_day: bool = False
    kind: str = "correction"
    text: str


class Related(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """A related story: a file of ours (`path` as written) or a page elsewhere (`url`)."""

    path: str = ""
    url: str = ""
    title: str = ""


class Alias(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """A former address of a story."""

    url: str
    line: int = 0


class Story(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One file of content/. `kind` is "story", "page" (no date, in no list) or "section" (an
    _index.md).

    `url` is the planned address (see text.urls); `section` a key; `tags`, `series` and names are
    labels as written. `days` names those of `date` and `updated` that were given without a time.
    """

    path: str
    kind: str = "story"
    title: str
    url: str
    slug: str
    section: str = ""
    deck: str = ""
    kicker: str = ""
    summary: str = ""
    lang: str = "en"
    date: dt.datetime | None = None
    updated: dt.datetime | None = None
    embargo: dt.datetime | None = None
    expires: dt.datetime | None = None
    days: tuple[str, ...] = ()
    status: str = "usable"
    byline: tuple[Person, ...] = ()
    contributors: tuple[Person, ...] = ()
    tagline: str = ""
    ednote: str = ""
    dateline: Dateline | None = None
    source: StorySource | None = None
    version: str = ""
    replaces: str = ""
    urgency: int | None = None
    media: tuple[MediaEntry, ...] = ()
    share: tuple[str, ...] | None = None
    related: tuple[Related, ...] = ()
    tags: tuple[str, ...] = ()
    series: str = ""
    corrections: tuple[Correction, ...] = ()
    aliases: tuple[Alias, ...] = ()
    weight: int | None = None
    layout: str = ""
    republish: Any = None
    feeds: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    extra: Any = None
    words: int = 0
    pages: int = 1

    @property
    def canonical_elsewhere(self) -> str:
        """The address elsewhere that search engines are told of instead of ours, or ""."""
        source = self.source
        return source.url if source and source.canonical == "source" else ""


def last_changed(story: Story) -> dt.datetime | None:
    """When the latest of what readers see of a story was written: its date, its update, or a
    correction.
    """
    moments = [story.date, story.updated, *(item.date for item in story.corrections)]
    return max((moment for moment in moments if moment), default=None)


class Card(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What lists show of a story. Small, since a front reads twenty and a site has thousands.
    `lead` is the number of its picture.
    """

    path: str
    url: str
    title: str
    section: str = ""
    deck: str = ""
    kicker: str = ""
    summary: str = ""
    lang: str = "en"
    date: dt.datetime | None = None
    updated: dt.datetime | None = None
    days: tuple[str, ...] = ()
    byline: tuple[Person, ...] = ()
    lead: int | None = None


def card_of(story: Story) -> Card:
    """The card of a story."""
    return Card(
        path=story.path,
        url=story.url,
        title=story.title,
        section=story.section,
        deck=story.deck,
        kicker=story.kicker,
        summary=story.summary,
        lang=story.lang,
        date=story.date,
        updated=story.updated,
        days=story.days,
        byline=story.byline,
        lead=lead_number(story.media),
    )
