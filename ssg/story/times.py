"""The dates of a story: which of them were given as days alone, and those that contradict each
other.
"""

import datetime as dt
from typing import Any

import msgspec

from ssg.model.story import Correction
from ssg.problems import Severity
from ssg.source.fields import Reader
from ssg.text.moments import read_moment


class Times:
    """The dates among the fields that `reader` reads from `raw`; `dated` is the day that begins the
    file's name, or "".
    """

    def __init__(self, reader: Reader, raw: dict[str, Any], dated: str):
        self.reader, self.raw, self.dated = reader, raw, dated

    def check(self, fields: dict[str, Any], kind: str) -> None:
        """Take the date from the file's name where no field has it, and report what is wrong."""
        if "date" not in fields and self.dated and not self.raw.get("date"):
            try:
                fields["date"] = read_moment(self.dated, self.reader.zone)
            except ValueError:
                self.reader.mistake(
                    (),
                    "wrong-date",
                    f"the file's name says {self.dated}, a date that does not exist",
                )
        if (
            "date" not in fields
            and kind == "story"
            and not self.raw.get("date")
            and not self.raw.get("published")
            and ("date",) not in self.reader.meant
        ):
            self.reader.mistake(
                ("date",),
                "missing-field",
                "the story has no `date`",
                label="the fields begin here",
                help="add `date: 2026-11-20T06:30:00-05:00`",
            )
        self._order(fields)

    def _order(self, fields: dict[str, Any]) -> None:
        """Dates that contradict each other, at the one that is probably wrong."""
        if "updated" in self.days() and self._is_same_day(fields, "date", "updated"):
            fields["updated"] = max(fields["date"], fields["updated"])
        for earlier, later, message in (
            ("date", "updated", "the story was updated before its date"),
            (
                "date",
                "expires",
                "the story expires before its date comes, so nobody would ever read it",
            ),
            (
                "embargo",
                "expires",
                "the story expires before its embargo ends, so nobody would ever read it",
            ),
        ):
            first, second = fields.get(earlier), fields.get(later)
            if first and second and (second < first or (second == first and later == "expires")):
                self.reader.mistake((later,), "wrong-date", message, severity=Severity.WARNING)

    def _is_same_day(self, fields: dict[str, Any], *names: str) -> bool:
        days = {self._day(fields[name]) for name in names if name in fields}
        return len(days) == 1 and all(name in fields for name in names)

    def _day(self, moment: dt.datetime) -> dt.date:
        return moment.astimezone(self.reader.zone).date()

    def days(self) -> tuple[str, ...]:
        """Which of `date` and `updated` stand there as a date alone. A time has a colon."""
        written = {
            "date": self.raw.get("date") or self.raw.get("published") or self.dated,
            "updated": self.raw.get("updated") or self.raw.get("lastmod"),
        }
        return tuple(name for name, text in written.items() if text and ":" not in text)

    def corrections(
        self, given: tuple[Correction, ...], date: dt.datetime | None
    ) -> tuple[Correction, ...]:
        raw = self.raw.get("corrections")
        entries: list[Any] = raw if isinstance(raw, list) else [raw]
        made = []
        for number, correction in enumerate(given):
            place = self.reader.written(("corrections", number))[1]
            is_day = ":" not in (entries[int(place)].get("date") or ":")
            moment = correction.date
            if date and is_day and self._day(moment) == self._day(date):
                moment = max(moment, date)  # a day is not before a time on it
            if date and moment < date:
                self.reader.mistake(
                    ("corrections", place, "date")
                    if isinstance(raw, list)
                    else ("corrections", "date"),
                    "wrong-date",
                    "the correction was made before the story's date",
                    severity=Severity.WARNING,
                )
            made.append(msgspec.structs.replace(correction, date=moment, is_day=is_day))
        return tuple(made)
