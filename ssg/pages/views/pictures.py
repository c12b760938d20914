"""Pictures as layouts see them: an entry of a story comes in, its addresses, sizes, words and
rights go out.
"""

import functools
import re
from typing import TYPE_CHECKING

import msgspec

from ssg.catalog.answers import MediaFile
from ssg.config.pictures import PictureSettings
from ssg.media.derivatives import Derivative
from ssg.media.finder import is_elsewhere, media_url
from ssg.model.file_metadata import Metadata, RightsMetadata
from ssg.model.recordings import recording_kind, track_language
from ssg.model.rights import source_type_address
from ssg.model.story import MediaEntry, poster_of
from ssg.pages.kinds.pictures import derivatives_of, picture_url
from ssg.rights.ai_label import ai_label
from ssg.rights.told import filled, told_rights
from ssg.rights.use import judge

if TYPE_CHECKING:
    from ssg.pages.context import Context

# The width of the file for those who take only one: enough for a column of text on any screen.
_ONE_WIDTH = 1200
_PLAYER_WIDTH = 800  # of a video in the text, which is no wider than that


class PictureFileView(msgspec.Struct, frozen=True, kw_only=True):
    """One file of a picture."""

    url: str
    permalink: str
    width: int | None
    height: int | None
    type: str


class SourceSetView(msgspec.Struct, frozen=True, kw_only=True):
    """The files of a picture in one format, as a `source` element wants them."""

    type: str
    srcset: str


class TrackView(msgspec.Struct, frozen=True, kw_only=True):
    """A WebVTT file of a recording, as a `track` element wants it."""

    url: str
    kind: str
    lang: str
    label: str


class RecordingView(msgspec.Struct, frozen=True, kw_only=True):
    """What there is to play: `kind` is "video" or "audio"; `transcript` has the paragraphs of what
    is said.
    """

    kind: str
    seconds: float
    poster: "PictureView | None" = None
    tracks: tuple[TrackView, ...] = ()
    transcript: tuple[str, ...] = ()


class PictureView(msgspec.Struct, frozen=True, kw_only=True):
    """A picture; `url` is that of the largest file that is published, `file` the one for those who
    take only one. With `recording` it is a video or audio.

    `still` is the one file for a player, which has no choice of widths either, but knows WebP.
    """

    url: str
    permalink: str
    file: PictureFileView
    still: PictureFileView | None = None
    sources: tuple[SourceSetView, ...] = ()
    srcset: str = ""
    crops: tuple[PictureFileView, ...] = ()
    placeholder: str = ""
    alt: str
    caption: str
    credit: str
    is_file: bool
    taken: str
    width: int | None
    height: int | None
    type: str
    source: str
    licence: str
    creators: tuple[str, ...]
    syndicate: bool
    copyright: str = ""
    usage_terms: str = ""
    web_statement: str = ""
    acquire: str = ""
    ai_label: str = ""
    digital_source_type: str = ""
    recording: RecordingView | None = None


def media_view(
    context: "Context", story_path: str, entry: MediaEntry, lang: str, *, is_lead: bool = False
) -> PictureView | None:
    """A picture, video or audio as readers may have it; None if its rights say that they may not.
    `lang` is that of its story.
    """
    view = picture_view(context, story_path, entry, is_lead=is_lead)
    if view is None or entry.recording is None:
        return view
    kind = recording_kind(entry.src)
    poster, text = poster_of(entry), entry.recording.transcript
    media = _find(context, story_path, entry.src)
    said = _find(context, story_path, text) if text else None
    recording = RecordingView(
        kind=kind.partition("/")[0],
        seconds=media.probe.seconds if media else 0.0,
        poster=picture_view(context, story_path, poster, is_lead=is_lead) if poster else None,
        tracks=tuple(
            TrackView(
                url=_original(context, story_path, track.src)[0].url,
                kind=track.kind,
                lang=track_language(track, lang),
                label=track.label,
            )
            for track in entry.recording.captions
        ),
        transcript=tuple(part for part in re.split(r"\n\s*\n", said.probe.text) if part.strip())
        if said
        else (),
    )
    return msgspec.structs.replace(view, type=view.type or kind, recording=recording)


def picture_view(
    context: "Context", story_path: str, entry: MediaEntry, *, is_lead: bool = False
) -> PictureView | None:
    """A picture as readers may see it; None if its rights say that they may not. A story's lead
    (its first picture) has crops.
    """
    original, media = _original(context, story_path, entry.src)
    said = media.said if media else Metadata()
    written, entry = entry, filled(entry, said, context.config) if media else entry
    verdict = judge(entry, context.config, context.clock.now)
    if not verdict.use:
        return None
    told = told_rights(written, entry, said, context.config)
    plain = PictureView(
        url=original.url,
        permalink=original.permalink,
        file=original,
        alt=entry.alt,
        caption=entry.caption,
        credit=entry.credit.text,
        is_file=entry.is_file,
        taken=entry.taken,
        width=original.width,
        height=original.height,
        type=original.type,
        source=entry.credit.agency,
        licence=entry.rights.licence or entry.credit.licence,
        creators=told.creators,
        syndicate=verdict.syndicate,
        copyright=told.copyright,
        usage_terms=told.usage_terms,
        web_statement=told.web_statement,
        acquire=next(
            (licensor.url for licensor in told.licensors if is_elsewhere(licensor.url)), ""
        ),
        ai_label=ai_label(told.digital_source_type),
        digital_source_type=source_type_address(told.digital_source_type),
    )
    return _with_sizes(context, plain, media, told, entry.focal, is_lead) if media else plain


def for_feeds(picture: PictureView) -> PictureView:
    """With one file and whole addresses: feed readers know no base, and show what they get at their
    own size.
    """
    file = msgspec.structs.replace(picture.file, url=picture.file.permalink)
    if picture.recording:
        poster = picture.recording.poster
        recording = msgspec.structs.replace(
            picture.recording, tracks=(), poster=for_feeds(poster) if poster else None
        )
        return msgspec.structs.replace(
            picture, url=picture.permalink, file=file, recording=recording
        )
    still = (
        msgspec.structs.replace(picture.still, url=picture.still.permalink)
        if picture.still
        else None
    )
    return msgspec.structs.replace(
        picture,
        url=picture.permalink,
        file=file,
        still=still,
        sources=(),
        srcset="",
        crops=(),
        placeholder="",
    )


def _original(
    context: "Context", story_path: str, src: str
) -> tuple[PictureFileView, MediaFile | None]:
    if is_elsewhere(src):
        return _unknown_file(src, src), None
    if context.config.media_url:
        address = context.config.media_url.rstrip("/") + "/" + src.lstrip("/")
        return _unknown_file(address, address), None
    media = _find(context, story_path, src)
    url = media_url(media.path if media else src)
    url, permalink = context.urls.href(url), context.urls.permalink(url)
    if media is None:
        return _unknown_file(url, permalink), None
    probe = media.probe
    return PictureFileView(
        url=url, permalink=permalink, width=probe.width, height=probe.height, type=probe.kind
    ), media


def _unknown_file(url: str, permalink: str) -> PictureFileView:
    """A file that was not looked into."""
    return PictureFileView(url=url, permalink=permalink, width=None, height=None, type="")


def _find(context: "Context", story_path: str, src: str) -> MediaFile | None:
    return (
        None
        if is_elsewhere(src) or context.config.media_url
        else context.queries.picture_file(story_path, src)
    )


def _with_sizes(
    context: "Context",
    picture: PictureView,
    media: MediaFile,
    rights: RightsMetadata,
    focal: tuple[float, ...],
    is_lead: bool,
) -> PictureView:
    made = _planned(media, context.config.pictures, rights, focal, is_lead)
    sets: dict[str, list[Derivative]] = {}
    for item in made:
        if item.role == "responsive":
            sets.setdefault(item.kind, []).append(item)
    picture = msgspec.structs.replace(picture, placeholder=media.placeholder)
    if not sets:
        return picture
    *better, (_, plain) = sets.items()
    one = _at_least(_ONE_WIDTH, plain)
    if not context.config.pictures.originals:  # a link to the original would lead nowhere
        largest = _file_view(context, plain[-1])
        picture = msgspec.structs.replace(picture, url=largest.url, permalink=largest.permalink)
    still = _at_least(_ONE_WIDTH if is_lead else _PLAYER_WIDTH, sets.get("image/webp", plain))
    return msgspec.structs.replace(
        picture,
        file=_file_view(context, one),
        still=_file_view(context, still),
        sources=tuple(
            SourceSetView(type=kind, srcset=_srcset(context, items)) for kind, items in better
        ),
        srcset=_srcset(context, plain),
        crops=tuple(_file_view(context, item) for item in made if item.role == "crop"),
    )


@functools.lru_cache(maxsize=4096)  # a lead is on the front, in its section, in lists of its tags
def _planned(
    media: MediaFile,
    settings: PictureSettings,
    rights: RightsMetadata,
    focal: tuple[float, ...],
    is_lead: bool,
) -> tuple[Derivative, ...]:
    return derivatives_of(media, settings, rights, focal, is_lead=is_lead)


def _file_view(context: "Context", item: Derivative) -> PictureFileView:
    url = picture_url(item.name)
    return PictureFileView(
        url=context.urls.href(url),
        permalink=context.urls.permalink(url),
        width=item.width,
        height=item.height,
        type=item.kind,
    )


def _at_least(width: int, items: list[Derivative]) -> Derivative:
    """The smallest of some files that is so wide, or else the widest."""
    return next((item for item in items if (item.width or 0) >= width), items[-1])


def _srcset(context: "Context", items: list[Derivative]) -> str:
    return ", ".join(f"{context.urls.href(picture_url(item.name))} {item.width}w" for item in items)
