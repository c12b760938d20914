"""Dates as readers see them. A datetime and a language go in; text comes out."""

import datetime as dt
import functools

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
# AP style shortens the longer months only.
_SHORT = [
    "Jan.",
    "Feb.",
    "March",
    "April",
    "May",
    "June",
    "July",
    "Aug.",
    "Sept.",
    "Oct.",
    "Nov.",
    "Dec.",
]
# What CLDR calls these forms: the language puts day, month and year in its own order.
_BABEL = {"long": "long", "month": "yMMMM", "short": "MMMd"}
# Languages and countries that write as AP does.
_AMERICAN = frozenset(("en", "en-us"))


class Day(dt.datetime):
    """A moment that was given as a date alone: no time of day is shown."""


def as_day(moment: dt.datetime) -> Day:
    """The same moment, as one that was given as a date alone."""
    return Day.combine(moment.date(), moment.time(), moment.tzinfo)


def format_date(moment: dt.datetime, form: str, lang: str) -> str:
    """`form` is "long" (November 20, 2026), "time" (with the time, unless it is a Day), "short"
    (Nov. 20) or "month" (November 2026).

    ValueError for another form.
    """
    if form not in ("long", "time", "short", "month"):
        raise ValueError(f"there is no form of date `{form}`; use long, time, short or month")
    form = "long" if form == "time" and isinstance(moment, Day) else form
    if lang.lower() in _AMERICAN:
        return _english(moment, form)
    return _by_babel(moment.replace(tzinfo=None), form, lang)


def _english(moment: dt.datetime, form: str) -> str:
    if form == "short":
        return f"{_SHORT[moment.month - 1]} {moment.day}"
    if form == "month":
        return f"{_MONTHS[moment.month - 1]} {moment.year}"
    day = f"{_MONTHS[moment.month - 1]} {moment.day}, {moment.year}"
    if form == "long":
        return day
    half = "a.m." if moment.hour < 12 else "p.m."
    clock = f"{moment.hour % 12 or 12}:{moment.minute:02} {half}"
    return f"{day}, {clock} {_zone_name(moment)}".rstrip()


def _zone_name(moment: dt.datetime) -> str:
    """`EST`, or `UTC-3` where a zone has no name of letters (Sao Paulo's is `-03`)."""
    name = moment.tzname() or ""
    has_letters = name == "UTC" or not name.startswith(("+", "-", "UTC"))
    return name if has_letters else _from_utc(moment)


def _from_utc(moment: dt.datetime) -> str:
    minutes = round((moment.utcoffset() or dt.timedelta()).total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{hours}" + (f":{rest:02}" if rest else "")


# By wall-clock time: two equal moments of different zones must not share an entry.
@functools.lru_cache(maxsize=4096)
def _by_babel(moment: dt.datetime, form: str, lang: str) -> str:
    from babel import (  # a large package that English sites do without
        Locale,
        UnknownLocaleError,
        dates,
    )

    try:
        locale = Locale.parse(lang, sep="-")
        month = locale.months["format"]["wide"][moment.month]
    except (UnknownLocaleError, ValueError, KeyError):
        return _english(moment, form)
    if month == f"M{moment.month:02}":  # Babel knows the language, but not its months
        return _english(moment, form)
    if form in ("month", "short"):
        return dates.format_skeleton(_BABEL[form], moment, locale=locale)
    day = dates.format_date(moment, "long", locale)
    if form == "time":
        return f"{day}, {dates.format_time(moment, 'short', locale=locale)}"
    return day
