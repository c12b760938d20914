"""What will change by itself: a site comes in, its next moments go out in order of time. Embargoes
lift, schedules and expiries come, rights end.
"""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import msgspec
from msgspec.structs import replace

from ssg.build.options import Options
from ssg.catalog.scan import CatalogScan, PictureAt
from ssg.config.site import Config
from ssg.inspect.stories import opened_with_media
from ssg.model.rights import Rights
from ssg.model.story import Story
from ssg.rights.use import judge, territories_of
from ssg.story.lifecycle import PUBLISHED, State

_WITH_MOMENTS = (
    "usable",
    "archived",
)  # a draft appears when its editor says so, and a killed story never


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """A moment of a story, on the site's clock (None where a right was never there). `late` says
    that something is shown without a right, `territories` where the right holds, in words, `reason`
    why its lease is as it is.
    """

    when: dt.datetime | None
    kind: str
    title: str
    path: str
    picture: str = ""
    late: bool = False
    territories: str = ""
    reason: str = ""


def list_due(root: Path, options: Options) -> list[Due] | None:
    """Everything that is due, late first, then by time. None when site.yaml has errors."""
    with opened_with_media(root, options) as run_:
        return None if run_ is None else due(run_.scan, run_.config, options.now)


def due(scan: CatalogScan, config: Config, now: dt.datetime) -> list[Due]:
    """The same, of a catalog whose media have been looked into."""
    found: list[Due] = []
    for story, state in scan.all_stories():
        if story.status not in _WITH_MOMENTS or state is State.EXPIRED:
            continue
        found += _of_story(story, now)
        if story.media:
            pictures = scan.distinct_rights(story.path)
            found += _of_pictures(story, pictures, state, now, config)
    zone, first = config.zone, dt.datetime.min.replace(tzinfo=dt.UTC)
    local = [
        replace(item, when=item.when.astimezone(zone) if item.when else None) for item in found
    ]
    return sorted(
        local, key=lambda item: (not item.late, item.when or first, item.path, item.picture)
    )


def _of_story(story: Story, now: dt.datetime) -> Iterator[Due]:
    """When it appears, once: what is embargoed and scheduled appears at the later moment."""
    waits = [moment for moment in (story.embargo, story.date) if moment and moment > now]
    if waits:
        kind = "embargo lifts" if max(waits) == story.embargo else "appears"
        yield Due(when=max(waits), kind=kind, title=story.title, path=story.path)
    if story.expires and story.expires > now:
        yield Due(when=story.expires, kind="expires", title=story.title, path=story.path)


def _of_pictures(
    story: Story, pictures: list[PictureAt], state: State, now: dt.datetime, config: Config
) -> Iterator[Due]:
    for at in pictures:
        rights = at.picture.rights
        about = Due(
            when=None,
            kind="",
            title=story.title,
            path=story.path,
            picture=at.picture.entry.src,
            territories=territories_of(rights),
        )
        may, waits = judge(rights, now).use, False  # the catalog may be of an earlier moment
        for kind, when, reason in _turns(rights):
            if when > now and (
                may or kind != "right ends"
            ):  # what has no right now has none to lose
                waits |= kind == "right begins"
                yield replace(about, when=when, kind=kind, reason=reason)
        if not may and state in PUBLISHED and not waits:
            ended = (
                rights.allow_use.until
                if rights.allow_use and rights.allow_use.until and rights.allow_use.until < now
                else None
            )
            lease = rights.allow_use if ended else rights.deny_use or rights.allow_use
            kind, reason = (
                "right ended" if ended else "no right to use",
                lease.reason if lease else "",
            )
            is_late = config.rights_end == "error"
            yield replace(about, when=ended, kind=kind, late=is_late, reason=reason)


def _turns(rights: Rights) -> Iterator[tuple[str, dt.datetime, str]]:
    """When the leases of a picture begin and end, what that means for it, and why it is so."""
    for what, allow, deny in (
        ("right", rights.allow_use, rights.deny_use),
        ("right to hand on", rights.allow_syndication, rights.deny_syndication),
    ):
        for lease, first, last in ((allow, "begins", "ends"), (deny, "ends", "begins")):
            if lease and lease.start:
                yield f"{what} {first}", lease.start, lease.reason
            if lease and lease.until:
                yield f"{what} {last}", lease.until, lease.reason
