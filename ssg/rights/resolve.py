"""Everything that follows for a picture from its story, its file and site.yaml, worked out once: an
entry of `media` and what was found in its file come in, a ResolvedPicture goes out.
"""

import datetime as dt

import msgspec

from ssg.config.site import Config
from ssg.media.derivatives import decoded_width, plan_derivatives
from ssg.model.file_metadata import Metadata
from ssg.model.probe import MediaFile
from ssg.model.resolved import ResolvedPicture
from ssg.model.story import MediaEntry
from ssg.rights.embedded import embedded_rights, with_file_metadata
from ssg.rights.notices import notices_of
from ssg.rights.use import effective_rights, judge, next_end

_NOTHING = Metadata()


def resolve(
    written: MediaEntry, file: MediaFile | None, config: Config, *, crops: bool = False
) -> ResolvedPicture:
    """All but the verdict on a picture. `file` says its words in the language of the story; it is
    None where there is none here. A lead has `crops`.
    """
    metadata = file.metadata if file else _NOTHING
    entry = with_file_metadata(written, metadata, config)
    rights = effective_rights(entry, config)
    embedded = embedded_rights(written, entry, rights, metadata, config)
    if file is None:
        return ResolvedPicture(entry=entry, rights=rights, embedded=embedded)
    probe = file.probe
    return ResolvedPicture(
        entry=entry,
        rights=rights,
        embedded=embedded,
        path=file.path,
        kind=probe.kind,
        width=probe.width,
        height=probe.height,
        seconds=probe.seconds,
        placeholder=file.placeholder,
        files=plan_derivatives(
            probe, config.pictures, name=file.path, rights=embedded, focal=entry.focal, crops=crops
        ),
        decoded_width=decoded_width(probe, config.pictures),
        notices=tuple(notices_of(written, file, config)),
    )


def judged(picture: ResolvedPicture, config: Config, now: dt.datetime) -> ResolvedPicture:
    """The picture with what may be done with it at `now`, and until when."""
    return msgspec.structs.replace(
        picture,
        verdict=judge(picture.rights, now.astimezone(config.zone)),
        until=next_end(picture.rights, now),
    )
