"""Whether a story may be seen at a moment. A Story and `now` go in; one of a few states comes out.
Nothing else in ssg decides this.
"""

import datetime as dt
import enum

import msgspec

from ssg.model.story import Story


class State(enum.StrEnum):
    """LIVE and ARCHIVED have a page; KILLED, WITHHELD and EXPIRED have a notice at their URL; the
    others leave no trace at all.
    """

    LIVE = "live"
    ARCHIVED = "archived"
    KILLED = "killed"
    WITHHELD = "withheld"
    EXPIRED = "expired"
    DRAFT = "draft"
    SCHEDULED = "scheduled"
    EMBARGOED = "embargoed"


PUBLISHED = (State.LIVE, State.ARCHIVED)
NOTICES = (State.KILLED, State.WITHHELD, State.EXPIRED)


class Clock(msgspec.Struct, frozen=True, kw_only=True):
    """The moment of a build, and what the editor asked to see besides."""

    now: dt.datetime
    drafts: bool = False
    future: bool = False
    expired: bool = False

    @property
    def preview(self) -> tuple[str, ...]:
        """What is shown that readers do not see; nothing of that in a build for them."""
        asked = (
            (self.drafts, "drafts"),
            (self.future, "stories of the future"),
            (self.expired, "expired stories"),
        )
        return tuple(words for is_asked, words in asked if is_asked)


class Timing(msgspec.Struct, frozen=True, kw_only=True):
    """What of a story decides its state."""

    status: str
    date: dt.datetime | None
    embargo: dt.datetime | None
    expires: dt.datetime | None

    @classmethod
    def at(cls, status: str, *moments: float | None) -> "Timing":
        """From date, embargo and expiry in seconds since 1970."""
        date, embargo, expires = (
            None if at is None else dt.datetime.fromtimestamp(at, dt.UTC) for at in moments
        )
        return cls(status=status, date=date, embargo=embargo, expires=expires)


def state_of(story: Story | Timing, clock: Clock) -> State:
    """The state of a story at `clock.now`.

    An embargo wins over everything: a story that is killed before it was ever published leaves no
    notice, since that would tell of it.
    """
    if story.embargo and story.embargo > clock.now and not clock.future:
        return State.EMBARGOED
    if story.date and story.date > clock.now and not clock.future:
        return State.SCHEDULED
    if story.status == "draft" and not clock.drafts:
        return State.DRAFT
    if story.status in ("killed", "withheld"):
        return State(story.status)
    if not clock.expired and (
        story.status == "expired" or (story.expires and story.expires <= clock.now)
    ):
        return State.EXPIRED
    return State.ARCHIVED if story.status == "archived" else State.LIVE


def next_change(story: Story, clock: Clock) -> dt.datetime | None:
    """The next moment after `clock.now` at which the state changes by itself, or None."""
    moments = [m for m in (story.embargo, story.date, story.expires) if m and m > clock.now]
    return min(moments, default=None)
