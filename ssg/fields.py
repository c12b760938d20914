"""The types that fields of front matter and site.yaml have. A raw YAML value goes in; a checked
value comes out, and its mistakes as Problems.

One declaration of a field serves three ends: it parses, it prints its JSON Schema (`ssg schema`),
and it says in a sentence what it is for.
"""

import calendar
import datetime as dt
import re
import zoneinfo
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from ssg.problems import Problem, Severity, suggest
from ssg.yaml_mistakes import in_quotes
from ssg.yaml_source import Path, Yaml

_YES = frozenset(("true", "yes", "on"))
_LONGEST_WORD = (
    1_000  # characters of a text with a pattern: an address, a language, the name of a layout
)
_NO = frozenset(("false", "no", "off"))
MISSING: Any = None


class Reader:
    """What a field's type needs while it reads: the document (for places), the site's zone, and
    where mistakes go.
    """

    __slots__ = ("_kept", "problems", "yaml", "zone")

    def __init__(self, yaml: Yaml, zone: dt.tzinfo):
        self.yaml, self.zone, self.problems = yaml, zone, []
        self._kept: dict[Path, tuple[int, ...]] = {}

    def keep(self, path: Path, numbers: tuple[int, ...]) -> None:
        """Note which entries of the list at `path` are left, by their numbers in the file; the
        others had mistakes.
        """
        self._kept[path] = numbers

    def written(self, path: Path) -> Path:
        """Where the author wrote what stands at `path` of the values: an entry's number in the file
        may be a higher one.
        """
        found: Path = ()
        for part in path:
            found = (
                *found,
                self._kept[found][part] if isinstance(part, int) and found in self._kept else part,
            )
        return found

    def mistake(
        self, path: Path, code: str, message: str, *, key: bool = False, **more: Any
    ) -> None:
        """Record a problem at `path`; it is an error unless `severity=` says otherwise."""
        problem: Problem = self.yaml.source.problem(
            code, message, self.yaml.span(path, key=key), **more
        )
        self.problems.append(problem)


class FieldType:
    """The base of all types: `parse` gives the value or None after a mistake; `schema` is its JSON
    Schema.
    """

    def parse(self, reader: Reader, value: Any, path: Path) -> Any:
        raise NotImplementedError

    def schema(self) -> dict[str, Any]:
        raise NotImplementedError


class Text(FieldType):
    """One piece of text. Line breaks inside it become spaces."""

    def __init__(self, pattern: str = "", hint: str = ""):
        self._pattern, self._hint = re.compile(pattern) if pattern else None, hint

    def parse(self, reader: Reader, value: Any, path: Path) -> str | None:
        if not isinstance(value, str):
            return _wrong_type(reader, path, "text", value, help=_quotes_help(reader, path))
        text = " ".join(value.split()) if "\n" in value or "  " in value else value.strip()
        if self._pattern and (len(text) > _LONGEST_WORD or not self._pattern.fullmatch(text)):
            reader.mistake(
                path, "wrong-value", f"`{_name(path)}` cannot be `{text[:60]}`", help=self._hint
            )
            return None
        return text

    def schema(self) -> dict[str, Any]:
        # A number or date without quotes is text to us, but not to a YAML editor.
        return {
            "type": ["string", "number"],
            **({"pattern": f"^(?:{self._pattern.pattern})$"} if self._pattern else {}),
        }


class Flag(FieldType):
    """true or false (yes, no, on and off are understood)."""

    def parse(self, reader: Reader, value: Any, path: Path) -> bool | None:
        word = value.lower() if isinstance(value, str) else ""
        if word in _YES or word in _NO:
            return word in _YES
        return _wrong_type(reader, path, "true or false", value)

    def schema(self) -> dict[str, Any]:
        return {"type": "boolean"}


class Integer(FieldType):
    """A whole number from `low` to `high`."""

    def __init__(self, low: int = -(10**9), high: int = 10**9):
        self._low, self._high = low, high

    def parse(self, reader: Reader, value: Any, path: Path) -> int | None:
        if not isinstance(value, str) or not re.fullmatch(r"[-+]?[0-9]{1,12}", value):
            return _wrong_type(reader, path, "a whole number", value)
        if not self._low <= int(value) <= self._high:
            help_ = f"it goes from {self._low} to {self._high}"
            reader.mistake(path, "wrong-value", f"`{_name(path)}` cannot be {value}", help=help_)
            return None
        return int(value)

    def schema(self) -> dict[str, Any]:
        return {"type": "integer", "minimum": self._low, "maximum": self._high}


class Number(FieldType):
    """A number from `low` to `high`, fractions allowed."""

    def __init__(self, low: float, high: float):
        self._low, self._high = low, high

    def parse(self, reader: Reader, value: Any, path: Path) -> float | None:
        if (
            isinstance(value, str)
            and re.fullmatch(r"[-+]?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)", value)
            and self._low <= float(value) <= self._high
        ):
            return float(value)
        return _wrong_type(reader, path, f"a number from {self._low:g} to {self._high:g}", value)

    def schema(self) -> dict[str, Any]:
        return {"type": "number", "minimum": self._low, "maximum": self._high}


_DATE = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[Tt"
    r" ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*([Zz]|[-+]\d{2}:?\d{2}|[-+]\d{2})?)?"
)


class Moment(FieldType):
    """A date, or a date and time (ISO 8601). Without a zone the site's `timezone` applies, never
    the machine's.

    A date alone is its first moment; with `whole_day` its last one, as people mean it who write
    `until: 2026-12-20`.
    """

    def __init__(self, *, whole_day: bool = False):
        self._whole_day = whole_day

    def parse(self, reader: Reader, value: Any, path: Path) -> dt.datetime | None:
        match = _DATE.fullmatch(value.strip()) if isinstance(value, str) else None
        if not match:
            return _wrong_type(
                reader, path, "a date", value, help="write 2026-11-20 or 2026-11-20T06:30:00-05:00"
            )
        try:
            moment = parse_moment(match, reader.zone)
            if self._whole_day and match[4] is None:
                moment = (moment.replace(tzinfo=None) + dt.timedelta(days=1, seconds=-1)).replace(
                    tzinfo=reader.zone
                )
            return moment
        except ValueError as error:
            help_ = f"{_missing_day(match) or error}; write 2026-11-20 or 2026-11-20T06:30:00-05:00"
            reader.mistake(path, "wrong-date", f"there is no date `{value}`", help=help_)
            return None

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": r"^\d{4}-\d{1,2}-\d{1,2}([Tt ].*)?$"}


def _missing_day(match: re.Match[str]) -> str:
    """How long the month is, where the day lies beyond its end."""
    year, month, day = int(match[1]), int(match[2]), int(match[3])
    length = calendar.monthrange(year, month)[1] if year and 1 <= month <= 12 else 31
    return f"that month has {length} days" if length < day else ""


def parse_moment(match: re.Match[str], zone: dt.tzinfo) -> dt.datetime:
    """A match of the date pattern to an aware datetime. ValueError for a day or time that does not
    exist.
    """
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
    if year < 1000:
        raise ValueError("a year has four digits, from 1000 on")
    naive = dt.datetime(year, month, day, hour, minute, second)
    try:
        moment = naive.replace(tzinfo=_zone(match[7], zone))
        # Through UTC and back: a local time that a clock change skips becomes one that exists.
        local = moment.astimezone(dt.UTC).astimezone(zone)
    except OverflowError:
        raise ValueError("it lies beyond the last year, 9999") from None
    return moment if match[7] else local


def _zone(offset: str | None, zone: dt.tzinfo) -> dt.tzinfo:
    """The zone of an offset as it is written (`Z`, `-05:00`, `+0530`), or else `zone`."""
    if not offset:
        return zone
    if offset in "Zz":
        return dt.UTC
    hours, minutes = int(offset[1:3]), int(offset[-2:]) if len(offset) > 3 else 0
    if hours > 14 or minutes > 59:
        raise ValueError(f"there is no time zone {offset}")
    delta = dt.timedelta(hours=hours, minutes=minutes)
    return dt.timezone(-delta if offset[0] == "-" else delta)


def read_moment(text: str, zone: dt.tzinfo) -> dt.datetime:
    """A date as people write it on the command line. ValueError if it is none."""
    match = _DATE.fullmatch(text.strip())
    if not match:
        raise ValueError(f"`{text}` is not a date such as 2026-11-20 or 2026-11-20T06:30:00-05:00")
    return parse_moment(match, zone)


class Zone(FieldType):
    """An IANA time zone."""

    def parse(self, reader: Reader, value: Any, path: Path) -> str | None:
        try:
            zoneinfo.ZoneInfo(value if isinstance(value, str) else "")
        except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
            near = suggest(str(value), sorted(zoneinfo.available_timezones()))
            help_ = (
                f"did you mean `{near}`?"
                if near
                else "write a name such as America/New_York or Europe/Berlin"
            )
            reader.mistake(path, "wrong-value", f"`{value}` is not a time zone", help=help_)
            return None
        return value

    def schema(self) -> dict[str, Any]:
        return {"type": "string"}


class Url(FieldType):
    """An absolute web address; `schemes` says which kinds are allowed."""

    def __init__(self, schemes: Sequence[str] = ("http", "https")):
        self._schemes = tuple(schemes)

    def parse(self, reader: Reader, value: Any, path: Path) -> str | None:
        if not isinstance(value, str):
            return _wrong_type(reader, path, "an address", value)
        if not is_web_address(value, self._schemes):
            bare = re.fullmatch(r"(?:www\.)?[\w-]+(?:\.[\w-]+)+(?:/[^\s<>\"]*)?", value)
            begin = " or ".join(f"{scheme}://" for scheme in self._schemes)
            help_ = (
                f"write `https://{value}`" if bare else f"it begins with {begin} and has no spaces"
            )
            reader.mistake(
                path,
                "wrong-url",
                f"`{_name(path)}` must be a whole web address, not `{value[:80]}`",
                help=help_,
            )
            return None
        return value

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^({'|'.join(self._schemes)}):"}


def is_web_address(text: str, schemes: Sequence[str] = ("http", "https")) -> bool:
    """Whether a text is a whole address: one of the schemes, a host, and nothing that would end it
    in HTML.
    """
    return (
        text.partition(":")[0].lower() in schemes
        and not re.search(r"[\s<>\"\\]", text)
        and _has_host(text)
    )


def _has_host(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return bool(parts.hostname) and parts.port != 0
    except ValueError:  # brackets that are no IPv6 address, a port that is none
        return False


class OneOf(FieldType):
    """One of some words."""

    def __init__(self, *words: str):
        self._words = words

    def parse(self, reader: Reader, value: Any, path: Path) -> str | None:
        if isinstance(value, str) and value.lower() in self._words:
            return value.lower()
        near = suggest(value, self._words) if isinstance(value, str) else None
        reader.mistake(
            path,
            "wrong-value",
            f"`{_name(path)}` cannot be {_shown(value)}",
            label=f"did you mean `{near}`?" if near else "",
            help=f"it is one of {', '.join(self._words)}",
        )
        return None

    def schema(self) -> dict[str, Any]:
        return {"enum": list(self._words)}


class ListOf(FieldType):
    """A list; one value alone is a list of one. `split` parts a text at commas."""

    def __init__(self, item: FieldType, *, split: bool = False):
        self._item, self._split = item, split

    def parse(self, reader: Reader, value: Any, path: Path) -> tuple[Any, ...]:
        if isinstance(value, list):
            parsed = [
                self._item.parse(reader, item, (*path, number)) for number, item in enumerate(value)
            ]
            if None in parsed:
                reader.keep(
                    path, tuple(number for number, item in enumerate(parsed) if item is not None)
                )
        elif isinstance(value, str) and self._split:
            parsed = [
                self._item.parse(reader, item.strip(), path)
                for item in value.split(",")
                if item.strip()
            ]
        else:
            parsed = [self._item.parse(reader, value, path)]
        return tuple(item for item in parsed if item is not None)

    def schema(self) -> dict[str, Any]:
        return {"anyOf": [{"type": "array", "items": self._item.schema()}, self._item.schema()]}


class Record(FieldType):
    """A mapping with known fields, made into a value by `make`. `short` says how a plain text
    stands for the whole.
    """

    def __init__(
        self,
        fields: Mapping[str, "Field"],
        make: Callable[..., Any],
        *,
        noun: str,
        short: Callable[[str], Any] | None = None,
    ):
        self._fields, self._make, self._noun, self._short = fields, make, noun, short

    def parse(self, reader: Reader, value: Any, path: Path) -> Any:
        if isinstance(value, str) and self._short:
            text = " ".join(value.split())
            return self._short(text) if text else _wrong_type(reader, path, self._noun, value)
        if not isinstance(value, dict):
            return _wrong_type(reader, path, self._noun, value)
        before = len(reader.problems)
        parsed = read_fields(reader, value, self._fields, path, self._noun)
        if any(p.severity is Severity.ERROR for p in reader.problems[before:]):
            return None
        return self._make(**parsed)

    def schema(self) -> dict[str, Any]:
        record = fields_schema(self._fields)
        return {"anyOf": [{"type": "string"}, record]} if self._short else record


class MapOf(FieldType):
    """A mapping from names of the author's choice to values of one type."""

    def __init__(self, item: FieldType):
        self._item = item

    def parse(self, reader: Reader, value: Any, path: Path) -> dict[str, Any] | None:
        if not isinstance(value, dict):
            return _wrong_type(reader, path, "a mapping", value)
        parsed = {
            name: self._item.parse(reader, item, (*path, name)) for name, item in value.items()
        }
        return {name: item for name, item in parsed.items() if item is not None}

    def schema(self) -> dict[str, Any]:
        return {"type": "object", "additionalProperties": self._item.schema()}


class Either(FieldType):
    """false (or true), or a value of another type: `share: false`, `share: [x, email]`."""

    def __init__(self, other: FieldType):
        self._other = other

    def parse(self, reader: Reader, value: Any, path: Path) -> Any:
        word = value.lower() if isinstance(value, str) else ""
        if word in _YES or word in _NO:
            return word in _YES
        return self._other.parse(reader, value, path)

    def schema(self) -> dict[str, Any]:
        return {"anyOf": [{"type": "boolean"}, self._other.schema()]}


class Anything(FieldType):
    """Whatever the author likes, by the YAML 1.2 core schema."""

    def parse(self, reader: Reader, value: Any, path: Path) -> Any:
        return reader.yaml.resolve(path)

    def schema(self) -> dict[str, Any]:
        return {}


class Field:
    """A field's type, what it is for, and whether it must be there. `name` is the keyword it is
    handed on under.
    """

    __slots__ = ("doc", "name", "required", "type")

    def __init__(self, type: FieldType, doc: str, *, name: str = "", required: bool = False):
        self.type, self.doc, self.name, self.required = type, doc, name, required


def read_fields(
    reader: Reader, value: Mapping[str, Any], fields: Mapping[str, Field], path: Path, noun: str
) -> dict[str, Any]:
    """Check a mapping against its fields. Fields that are empty or wrong are left out of the
    result.
    """
    parsed: dict[str, Any] = {}
    for key, item in value.items():
        field = fields.get(key)
        if field is None:
            _unknown(reader, key, fields, path, noun)
        elif item is not None:
            result = field.type.parse(reader, item, (*path, key))
            name = field.name or key.replace("-", "_")
            if name in parsed:
                other = next(
                    other
                    for other in value
                    if other in fields and (fields[other].name or other.replace("-", "_")) == name
                )
                reader.mistake(
                    (*path, key),
                    "duplicate-key",
                    f"`{key}` means the same as `{other}`, which is given too",
                    key=True,
                    help="keep one of them",
                )
            elif result is not None:
                parsed[name] = result
    for key, field in fields.items():
        if not field.required:
            continue
        given = value.get(key)
        if given is None or (isinstance(given, str) and not given.strip()):
            message = f"{re.sub('^an? ', 'the ', noun)} has no `{key}`"
            label = "" if path else "the fields begin here"
            reader.mistake(
                (*path, key),
                "missing-field",
                message,
                label=label,
                help=f"add `{key}:` ({field.doc})",
            )
    return parsed


def _unknown(reader: Reader, key: str, fields: Mapping[str, Field], path: Path, noun: str) -> None:
    near = suggest(key, tuple(fields))
    where = "" if path else "; put fields of your own below `extra:`"
    reader.mistake(
        (*path, key),
        "unknown-field",
        f"`{key}` is not a field of {noun}",
        key=True,
        label=f"did you mean `{near}`?" if near else "",
        help="" if near else f"known are {', '.join(fields)}{where}",
    )


def fields_schema(fields: Mapping[str, Field]) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a mapping with these fields."""
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {
            key: {"description": field.doc, **field.type.schema()} for key, field in fields.items()
        },
        **(
            {"required": required}
            if (required := [key for key, field in fields.items() if field.required])
            else {}
        ),
    }


def _wrong_type(reader: Reader, path: Path, wanted: str, value: Any, help: str = "") -> None:
    reader.mistake(
        path, "wrong-type", f"`{_name(path)}` must be {wanted}, not {_shown(value)}", help=help
    )


def _quotes_help(reader: Reader, path: Path) -> str:
    """How to write a text that begins with a bracket, such as `[Exclusive]`."""
    span = reader.yaml.span(path)
    line = reader.yaml.source.line_text(span.line) if span else ""
    begins_line = span is not None and re.fullmatch(
        r"\s*(?:- +)?[\w-]+:\s+", line[: span.column - 1]
    )
    return in_quotes(line) if begins_line and span and line[span.column - 1] in "[{" else ""


def _shown(value: Any) -> str:
    if isinstance(value, str):
        return f"`{value[:60]}`" if value else "empty"
    return (
        "a list" if isinstance(value, list) else "a mapping" if isinstance(value, dict) else "empty"
    )


def _name(path: Path) -> str:
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in path)
