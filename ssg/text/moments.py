"""Dates as people write them: a text goes in, an aware datetime comes out, or the date that was
probably meant.
"""

import calendar
import datetime as dt
import functools
import re

WRITTEN = "write 2026-11-20 or 2026-11-20T06:30:00-05:00"
_LONGEST = 80
_LAST_SECONDS = 1972  # Liberia was the last country whose clocks were seconds off
DATE = re.compile(
    r"(\d{4})([-/])(\d{1,2})\2(\d{1,2})(?:[Tt\s]\s*+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d++)?+)?+\s*+"
    r"([Zz]|UTC|GMT|[-+]\d{2}:?\d{2}|[-+]\d{2})?)?"
)
_MONTHS = {
    name: number
    for number, name in enumerate(
        "january february march april may june july august september october november"
        " december".split(),
        1,
    )
}
_MONTH = r"(?P<name>[A-Za-z]{3,9})\.?"
_CLOCK = re.compile(
    r"(\d{1,2})(?::(\d{2}))?+(?::\d{2}(?:[.,]\d++)?+)?+\s*+([ap]\.?m\.?)?+\s*+"
    r"([A-Za-z]{1,5}|[-+]\d{2}:?\d{2}|[-+]\d{1,2})?",
    re.I,
)
# What North American newsrooms write, with its offset.
_ABBREVIATIONS = {
    "z": "Z",
    "utc": "Z",
    "gmt": "Z",
    "est": "-05:00",
    "edt": "-04:00",
    "cst": "-06:00",
    "cdt": "-05:00",
    "mst": "-07:00",
    "mdt": "-06:00",
    "pst": "-08:00",
    "pdt": "-07:00",
}

# The city whose clocks an abbreviation is the time of. (Some of them are names of zones, too.)
_CITIES = {
    "EST": "America/New_York",
    "EDT": "America/New_York",
    "ET": "America/New_York",
    "CST": "America/Chicago",
    "CDT": "America/Chicago",
    "CT": "America/Chicago",
    "MST": "America/Denver",
    "MDT": "America/Denver",
    "MT": "America/Denver",
    "PST": "America/Los_Angeles",
    "PDT": "America/Los_Angeles",
    "PT": "America/Los_Angeles",
    "AKST": "America/Anchorage",
    "HST": "Pacific/Honolulu",
    "AST": "America/Halifax",
    "BST": "Europe/London",
    "CEST": "Europe/Berlin",
    "EEST": "Europe/Athens",
    "IST": "Asia/Kolkata",
    "JST": "Asia/Tokyo",
    "AEST": "Australia/Sydney",
    "NZST": "Pacific/Auckland",
}
_FIXED = re.compile(r"EST|MST|HST|Etc/GMT[-+][1-9]\d?")


@functools.cache  # compiled where a date is no ISO date, which few are
def _orders() -> tuple[re.Pattern[str], ...]:
    """A year, a month and a day in the orders that people write them."""
    orders = (
        rf"{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})",
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)?[\s-]+{_MONTH},?[\s-]+(?P<year>\d{{4}})",
        r"(?P<year>\d{4})[-./ ](?P<month>\d{1,2})[-./ ](?P<day>\d{1,2})",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})",
        r"(?P<day>\d{1,2})(?P<sign>[-./])(?P<month>\d{1,2})(?P=sign)(?P<year>\d{4})",
    )
    rest = r"(?:,?\s+(?:at\s+)?(?P<rest>.*)|[Tt](?P<time>.*))?"
    return tuple(re.compile(rf"(?:[A-Za-z]{{3,9}},?\s+)?{order}{rest}") for order in orders)


def city_of_zone(name: str) -> str:
    """The zone of a city for an abbreviation such as `EST`; "" for any other text."""
    return _CITIES.get(name.upper(), "")


def has_no_city(name: str) -> bool:
    """Whether a time zone is an offset from UTC that no summer changes. UTC itself is meant."""
    return _FIXED.fullmatch(name) is not None


def read_moment(text: str, zone: dt.tzinfo) -> dt.datetime:
    """A date as people write it on the command line. ValueError if it is none."""
    match = DATE.fullmatch(text.strip())
    if not match:
        raise ValueError(f"`{text}` is not a date such as 2026-11-20 or 2026-11-20T06:30:00-05:00")
    return parse_moment(match, zone)


def parse_moment(match: re.Match[str], zone: dt.tzinfo) -> dt.datetime:
    """A match of the date pattern to an aware datetime. ValueError for a day or time that does not
    exist.
    """
    year, month, day, hour, minute, second = (
        int(part or 0) for part in match.group(1, 3, 4, 5, 6, 7)
    )
    if year < 1000:
        raise ValueError("a year has four digits, from 1000 on")
    naive = dt.datetime(year, month, day, hour, minute, second)
    try:
        moment = naive.replace(tzinfo=_zone(match[8], zone))
        # Through UTC and back: a local time that a clock change skips becomes one that exists.
        local = moment.astimezone(dt.UTC).astimezone(zone)
    except OverflowError:
        raise ValueError("it lies beyond the last year, 9999") from None
    return in_whole_minutes(moment if match[8] else local)


def in_whole_minutes(moment: dt.datetime) -> dt.datetime:
    """The same moment with an offset that ISO 8601 and RFC 5322 can write: before standard time,
    zones were seconds off (New York's clocks -4:56:02 until 1883).
    """
    if moment.year > _LAST_SECONDS:  # nearly all
        return moment
    offset = moment.utcoffset()
    if offset is None or not offset.seconds % 60:
        return moment
    return moment.astimezone(dt.timezone(dt.timedelta(minutes=round(offset.total_seconds() / 60))))


def _zone(offset: str | None, zone: dt.tzinfo) -> dt.tzinfo:
    """The zone of an offset as it is written (`Z`, `-05:00`, `+0530`, `UTC`), or else `zone`."""
    if not offset:
        return zone
    if offset[0].isalpha():
        return dt.UTC
    hours, minutes = int(offset[1:3]), int(offset[-2:]) if len(offset) > 3 else 0
    if hours > 14 or minutes > 59:
        raise ValueError(f"there is no time zone {offset}")
    delta = dt.timedelta(hours=hours, minutes=minutes)
    return dt.timezone(-delta if offset[0] == "-" else delta)


def meant_date(text: str) -> str:
    """How to write a date that was written in another way: a help."""
    text = text.rstrip(" ,;.")
    if len(text) > _LONGEST:
        return WRITTEN
    found = [_as_written(match) for order in _orders() if (match := order.fullmatch(text))]
    meant = next(filter(None, found), ())
    if not meant and re.fullmatch(r"\d{10}(?:\d{3})?", text):
        meant = (f"{dt.datetime.fromtimestamp(int(text[:10]), dt.UTC):%Y-%m-%dT%H:%M:%SZ}",)
    return f"write {' or '.join(f'`{date}`' for date in meant)}" if meant else WRITTEN


def _as_written(match: re.Match[str]) -> tuple[str, ...]:
    """The dates that a text in one of the orders may mean, as ssg reads them."""
    parts = match.groupdict()
    year, day = int(parts["year"]), int(parts["day"])
    month = int(parts.get("month") or 0) or _month(parts.get("name") or "")
    clock = _clock((parts.get("rest") or parts.get("time") or "").strip())
    if clock is None:
        return ()
    orders = [(month, day)]
    if parts.get("month") and not (parts.get("sign") == "." or month > 12):
        orders.append((day, month))  # 3/4 is March 4 in America, 3 April elsewhere
    elif month > 12:
        orders = [(day, month)]
    if (
        match.re in _orders()[2:4]
    ):  # after a year comes a month, unless there is none of that number
        orders = orders[-1:] if month > 12 else orders[:1]
    dates = [_iso(year, *order) for order in dict.fromkeys(orders)]
    return tuple(date + clock for date in dates if date)


def _month(name: str) -> int:
    """The number of an English month, whole or shortened; 0 for another word."""
    return next((n for whole, n in _MONTHS.items() if whole.startswith(name.lower())), 0)


def _iso(year: int, month: int, day: int) -> str:
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return ""


def _clock(text: str) -> str | None:
    """A time of day as it follows a date, "" for none; None where it is no time."""
    match = _CLOCK.fullmatch(text)
    if not match:
        return None if text else ""
    hour, minute = int(match[1]), int(match[2] or 0)
    if match[3]:
        hour = hour % 12 + (12 if match[3][0] in "pP" else 0)
    elif match[2] is None:
        return None
    if hour > 23 or minute > 59:
        return None
    zone = match[4] or ""
    if zone and zone[0].isalpha():
        zone = _ABBREVIATIONS.get(zone.lower(), "")
    elif zone and len(zone) < 4:
        zone = f"{zone[0]}{int(zone[1:]):02}:00"
    return f"T{hour:02}:{minute:02}{zone}"


def missing_day(match: re.Match[str]) -> str:
    """How long the month is, where the day lies beyond its end."""
    year, month, day = (int(part) for part in match.group(1, 3, 4))
    length = calendar.monthrange(year, month)[1] if year and 1 <= month <= 12 else 31
    return f"that month has {length} days" if length < day else ""
