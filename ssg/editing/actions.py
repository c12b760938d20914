"""What an editor does with a story, as a table: what each action is called, what it asks for, and
when it is offered. A story's text and the answers go in; its new text comes out.

What an action makes of a story follows from its file alone: no state is kept elsewhere.
"""

import datetime as dt
import enum
from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from ssg.editing.fields import add_item, remove_field, set_field
from ssg.editing.head import CannotEdit, Head
from ssg.model.story import Story
from ssg.problems import Severity
from ssg.scaffold.new import SectionFolder, clean_text
from ssg.scaffold.new import new_story as new_file
from ssg.source.fields import Reader, known_field, read_fields
from ssg.story.front_matter import CORRECTION_KINDS, FIELDS, STATUS_WORDS
from ssg.story.lifecycle import Clock, State, state_of
from ssg.story.lint import EUPHEMISM_HELP, euphemism_in
from ssg.text.moments import read_moment

_ONLY_BY_KILLING = ("kill", "withdrawal")
_REPAIRS = tuple(kind for kind in CORRECTION_KINDS if kind not in _ONLY_BY_KILLING)
# Repairs after which the story is another one than its readers have read.
_OF_SUBSTANCE = ("correction", "update")
_TIMING = {
    name: FIELDS[name]
    for name in ("date", "published", "updated", "lastmod", "embargo", "draft", "status")
}


class Kind(enum.StrEnum):
    """What an answer is: a date with time, one line, some sentences, or one of a few words."""

    MOMENT = "moment"
    TEXT = "text"
    REASON = "reason"
    CHOICE = "choice"


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that an action asks for. Of choices the first is meant where none is given."""

    name: str
    kind: Kind
    label: str
    is_required: bool = True
    choices: tuple[str, ...] = ()


class Action(msgspec.Struct, frozen=True, kw_only=True):
    """One action. It is offered in some states, and of those (where `statuses` says so) only to
    stories whose `status` is one of a few. `says` tells what readers meet afterwards.
    """

    name: str
    label: str
    says: str
    states: tuple[State, ...]
    act: Callable[[str, "Given"], str]
    asks: tuple[Asked, ...] = ()
    statuses: tuple[str, ...] = ()


def offered(story: Story, now: dt.datetime) -> tuple[Action, ...]:
    """The actions for a story as it stands at `now`. Pages and texts of sections have none."""
    if story.kind != "story":
        return ()
    state = state_of(story, Clock(now=now))
    return tuple(
        action
        for action in ACTIONS.values()
        if state in action.states and (not action.statuses or story.status in action.statuses)
    )


def perform(
    name: str, text: str, inputs: Mapping[str, str], now: dt.datetime, zone: dt.tzinfo
) -> str:
    """The text of a story after an action. Answers are texts, as a form sends them. CannotEdit for
    answers that cannot be used, or a text that cannot be changed.
    """
    action = ACTIONS.get(name)
    if action is None:
        raise CannotEdit(f"there is no action `{name}`")
    answers = {
        asked.name: _answer(asked, inputs.get(asked.name, ""), zone) for asked in action.asks
    }
    minute = now.astimezone(zone).replace(second=0, microsecond=0)
    return action.act(text, Given(answers=answers, now=minute, timing=Timing(text, zone)))


def remarks(name: str, inputs: Mapping[str, str]) -> tuple[str, ...]:
    """What an editor should look at before an action is performed, though it can be."""
    word = euphemism_in(inputs.get("text", ""))
    kind = inputs.get("kind", "") or _REPAIRS[0]
    if name != "correct" or kind != "correction" or not word:
        return ()
    return (f"a correction should not say `{word}`; {EUPHEMISM_HELP}",)


def new_story(
    section: SectionFolder, headline: str, now: dt.datetime, *, byline: str = ""
) -> tuple[str, str]:
    """The path and the text of a new draft, as `ssg new story` makes it. `now` is in the site's
    zone. CannotEdit for a headline without any text.
    """
    try:
        file = new_file(headline, section=section, byline=byline, now=now)
    except ValueError as error:
        raise CannotEdit(str(error)) from None
    return file.path, file.content.decode()


def _answer(asked: Asked, given: str, zone: dt.tzinfo) -> str | dt.datetime | None:
    text = clean_text(given)
    if not text and asked.is_required and not asked.choices:
        raise CannotEdit(f"{asked.label}: an answer is missing")
    if asked.kind is Kind.MOMENT:
        return _moment(asked, text, zone)
    if asked.choices and text not in ("", *asked.choices):
        raise CannotEdit(f"{asked.label}: it is one of {', '.join(asked.choices)}")
    return text or next(iter(asked.choices), "")


def _moment(asked: Asked, text: str, zone: dt.tzinfo) -> dt.datetime | None:
    try:
        return read_moment(text, zone) if text else None
    except ValueError as error:
        raise CannotEdit(f"{asked.label}: {error}") from None


# ---- what the file says


class Timing:
    """What of a text decides when it is seen: the fields, and the names that its author gave
    them.
    """

    def __init__(self, text: str, zone: dt.tzinfo):
        head = Head(text)
        self.raw = {
            key: value
            for key, value in head.values.items()
            if value is not None and known_field(_TIMING, key)
        }
        reader = Reader(head.document, zone)
        self.fields = read_fields(reader, self.raw, _TIMING, (), "a story")
        for problem in reader.problems:
            if problem.severity is Severity.ERROR:
                raise CannotEdit(f"{problem.message}; mend it in the file first")

    def named(self, *names: str) -> str:
        """The first of some fields that is there, or the first of all."""
        known = {known_field(_TIMING, key) for key in self.raw}
        return next((name for name in names if name in known), names[0])

    @property
    def status(self) -> str:
        """The word of `status` alone."""
        return STATUS_WORDS[self.fields.get("status", "usable")]

    @property
    def published(self) -> str:
        """The field that holds the date: `date`, or with Hugo's files `published`."""
        is_date = isinstance(self.fields.get("published"), dt.datetime)
        return "published" if is_date and "date" not in self.fields else "date"

    @property
    def date(self) -> dt.datetime | None:
        moment = self.fields.get(self.published)
        return moment if isinstance(moment, dt.datetime) else None

    @property
    def has_time(self) -> bool:
        key = next((key for key in self.raw if known_field(_TIMING, key) == self.published), "")
        return ":" in str(self.raw.get(key, ""))


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """What an action is told besides the text: the answers by the names of what it asks, the minute
    in the site's zone, and what the text says of its time.
    """

    answers: Mapping[str, Any]
    now: dt.datetime
    timing: Timing


def _with_status(text: str, status: str) -> str:
    return set_field(text, "status", status)


# ---- the actions


def _publish(text: str, given: Given) -> str:
    timing, now = given.timing, given.now
    if timing.fields.get("draft"):
        text = remove_field(text, "draft")
    if timing.fields.get("published") is False:
        text = remove_field(text, "published")
    if timing.status != "usable":
        text = _with_status(text, "usable")
    date = given.answers["date"]
    is_of_today = (
        timing.date is not None and timing.date.astimezone(now.tzinfo).date() == now.date()
    )
    if date is None and (timing.date is None or (is_of_today and not timing.has_time)):
        date = now
    return text if date is None else set_field(text, timing.published, date)


def _publish_now(text: str, given: Given) -> str:
    return set_field(text, given.timing.published, given.now)


def _hold(text: str, given: Given) -> str:
    if "status" in given.timing.fields:
        return _with_status(text, "draft")
    return set_field(text, "draft", True)


def _embargo(text: str, given: Given) -> str:
    until = given.answers["until"]
    if until <= given.now:
        raise CannotEdit("the embargo would be over already; it needs a time that is to come")
    return set_field(text, "embargo", until)


def _lift(text: str, given: Given) -> str:
    was_only_embargoed = given.timing.fields.get("status") == "embargoed"
    text = remove_field(text, "embargo")
    return _with_status(text, "usable") if was_only_embargoed else text


def _correct(text: str, given: Given) -> str:
    timing, kind, moment = given.timing, given.answers["kind"], _moment_of_entry(given)
    text = _with_entry(text, kind, given)
    updated = timing.fields.get("updated")
    is_behind = updated < moment if updated else kind == "update"
    if kind in _OF_SUBSTANCE and is_behind:
        text = set_field(text, timing.named("updated", "lastmod"), moment)
    return text


def _withhold(text: str, given: Given) -> str:
    return _noticed(text, "withheld", "note", given)


def _kill(text: str, given: Given) -> str:
    return _noticed(text, "killed", "kill", given)


def _noticed(text: str, status: str, kind: str, given: Given) -> str:
    """A story in whose place a notice stands, which says why if that is known."""
    text = _with_status(text, status)
    return _with_entry(text, kind, given) if given.answers["text"] else text


def _with_entry(text: str, kind: str, given: Given) -> str:
    entry = {"date": _moment_of_entry(given), "kind": kind, "text": given.answers["text"]}
    return add_item(text, "corrections", entry)


def _moment_of_entry(given: Given) -> dt.datetime:
    """Now, in whole minutes; but not before a story that was published in this very minute."""
    date, now = given.timing.date, given.now
    is_of_this_minute = date is not None and now < date < now + dt.timedelta(minutes=1)
    return date.astimezone(now.tzinfo) if date and is_of_this_minute else now


def _archive(text: str, given: Given) -> str:
    return _with_status(text, "archived")


def _show(text: str, given: Given) -> str:
    return _with_status(text, "usable")


def _reason(label: str, *, is_required: bool) -> Asked:
    return Asked(name="text", kind=Kind.REASON, label=label, is_required=is_required)


_UNSEEN = (State.DRAFT, State.SCHEDULED, State.EMBARGOED)
ACTIONS: dict[str, Action] = {
    action.name: action
    for action in (
        Action(
            name="publish",
            label="Publish",
            says="Readers see the story from its date on, and not before its embargo is over.",
            states=_UNSEEN,
            statuses=("draft",),
            asks=(
                Asked(
                    name="date",
                    kind=Kind.MOMENT,
                    label="Another date than the file has",
                    is_required=False,
                ),
            ),
            act=_publish,
        ),
        Action(
            name="publish-now",
            label="Publish now",
            says="Readers see the story now, and not only at the date that it had.",
            states=(State.SCHEDULED,),
            statuses=("usable", "archived"),
            act=_publish_now,
        ),
        Action(
            name="hold",
            label="Hold",
            says="The story is a draft again. If it was published, its page is gone.",
            states=(State.LIVE, State.ARCHIVED, State.SCHEDULED, State.EMBARGOED),
            statuses=("usable", "archived"),
            act=_hold,
        ),
        Action(
            name="embargo",
            label="Set embargo",
            says="Until then the story leaves no trace in the output.",
            states=(*_UNSEEN, State.LIVE),
            asks=(Asked(name="until", kind=Kind.MOMENT, label="Until"),),
            act=_embargo,
        ),
        Action(
            name="lift-embargo",
            label="Lift embargo",
            says="The story is seen as its date and status say.",
            states=(State.EMBARGOED,),
            act=_lift,
        ),
        Action(
            name="correct",
            label="Add correction",
            says="Readers are told of the repair at the end of the story.",
            states=(State.LIVE, State.ARCHIVED),
            asks=(
                Asked(name="kind", kind=Kind.CHOICE, label="Kind", choices=_REPAIRS),
                _reason("What was wrong and what is right", is_required=True),
            ),
            act=_correct,
        ),
        Action(
            name="archive",
            label="Archive",
            says="The story keeps its page; it is no longer on the home page and in feeds.",
            states=(State.LIVE,),
            act=_archive,
        ),
        Action(
            name="withhold",
            label="Withhold",
            says="A notice stands at the story's address, until it is shown again.",
            states=(State.LIVE, State.ARCHIVED),
            asks=(_reason("Why, for readers", is_required=False),),
            act=_withhold,
        ),
        Action(
            name="show",
            label="Show again",
            says="The story stands at its address again, and in all its lists.",
            states=(State.WITHHELD, State.ARCHIVED),
            act=_show,
        ),
        Action(
            name="kill",
            label="Kill",
            says=(
                "A notice that says why stands at the story's address, and the story leaves all"
                " lists and feeds. The history of the repository still has its text."
            ),
            states=(State.LIVE, State.ARCHIVED, State.WITHHELD, State.EXPIRED),
            asks=(_reason("Why, for readers and partners", is_required=True),),
            act=_kill,
        ),
    )
}
