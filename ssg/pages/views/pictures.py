"""Pictures as layouts see them: an entry of a story comes in, its addresses, sizes, words and
rights go out.
"""

import re
from typing import TYPE_CHECKING

import msgspec

from ssg.media.finder import is_elsewhere, media_url
from ssg.model.recordings import recording_kind, track_language
from ssg.model.resolved import Derivative, ResolvedPicture
from ssg.model.rights import source_type_address
from ssg.model.story import Story, poster_number
from ssg.pages.kinds.pictures import picture_url
from ssg.rights.ai_label import ai_label

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
    context: "Context", story: Story, n: int, *, is_lead: bool = False
) -> PictureView | None:
    """Number `n` of the media of a story, a picture, video or audio, as readers may have it; None
    if its rights say that they may not.
    """
    media, entry = context.queries.picture(story.path, n), story.media[n]
    view = picture_view(context, media, is_lead=is_lead) if media else None
    if media is None or view is None or entry.recording is None:
        return view
    kind, text = recording_kind(entry.src), entry.recording.transcript
    said = context.queries.transcript(story.path, text) if text else ""
    recording = RecordingView(
        kind=kind.partition("/")[0],
        seconds=media.seconds,
        poster=numbered_view(context, story.path, poster_number(story.media, n), is_lead=is_lead),
        tracks=tuple(
            TrackView(
                url=_track_url(context, story.path, track.src),
                kind=track.kind,
                lang=track_language(track, story.lang),
                label=track.label,
            )
            for track in entry.recording.captions
        ),
        transcript=tuple(part for part in re.split(r"\n\s*\n", said) if part.strip()),
    )
    return msgspec.structs.replace(view, type=view.type or kind, recording=recording)


def numbered_view(
    context: "Context", story_path: str, n: int | None, *, is_lead: bool = False
) -> PictureView | None:
    """Number `n` of the pictures of a story as readers may see it, if there is one and they may."""
    picture = None if n is None else context.queries.picture(story_path, n)
    return picture_view(context, picture, is_lead=is_lead) if picture else None


def picture_view(
    context: "Context", picture: ResolvedPicture, *, is_lead: bool = False
) -> PictureView | None:
    """A picture as readers may see it; None if its rights say that they may not. A story's lead
    (its first picture) has crops.
    """
    if not picture.verdict.use:
        return None
    entry, embedded, original = picture.entry, picture.embedded, _original(context, picture)
    plain = PictureView(
        url=original.url,
        permalink=original.permalink,
        file=original,
        placeholder=picture.placeholder,
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
        creators=embedded.creators,
        syndicate=picture.verdict.syndicate,
        copyright=embedded.copyright,
        usage_terms=embedded.usage_terms,
        web_statement=embedded.web_statement,
        acquire=next(
            (licensor.url for licensor in embedded.licensors if is_elsewhere(licensor.url)), ""
        ),
        ai_label=ai_label(embedded.digital_source_type),
        digital_source_type=source_type_address(embedded.digital_source_type),
    )
    return _with_sizes(context, plain, picture.files, is_lead) if picture.files else plain


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


def _original(context: "Context", picture: ResolvedPicture) -> PictureFileView:
    url, permalink = _addresses(context, picture.entry.src, picture.path)
    return PictureFileView(
        url=url,
        permalink=permalink,
        width=picture.width,
        height=picture.height,
        type=picture.kind,
    )


def _track_url(context: "Context", story_path: str, src: str) -> str:
    found = context.queries.original(story_path, src)
    return _addresses(context, src, found[0] if found else "")[0]


def _addresses(context: "Context", src: str, path: str) -> tuple[str, str]:
    """Where a media file stands that a story calls `src`, and the whole address of that. `path` is
    "" if the file is not here.
    """
    if is_elsewhere(src):
        return src, src
    if context.config.media_url:
        address = context.config.media_url.rstrip("/") + "/" + src.lstrip("/")
        return address, address
    url = media_url(path or src)
    return context.urls.href(url), context.urls.permalink(url)


def _with_sizes(
    context: "Context", picture: PictureView, files: tuple[Derivative, ...], is_lead: bool
) -> PictureView:
    sets: dict[str, list[Derivative]] = {}
    for item in files:
        if not item.box:
            sets.setdefault(item.kind, []).append(item)
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
        crops=tuple(_file_view(context, item) for item in files if item.box) if is_lead else (),
    )


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
