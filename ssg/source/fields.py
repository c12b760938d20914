"""The types that fields of front matter and site.yaml have. A raw YAML value goes in; a checked
value comes out, and its mistakes as Problems.

One declaration of a field serves three ends: it parses, it prints its JSON Schema (`ssg schema`),
and it says in a sentence what it is for.
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, Unpack
from urllib.parse import urlsplit

from ssg.problems import Problem, Severity, Told, suggest
from ssg.source.yaml import Path, Yaml
from ssg.source.yaml_mistakes import in_quotes
from ssg.source.yaml_quoting import yaml_text
from ssg.text.moments import (
    DATE,
    WRITTEN,
    city_of_zone,
    has_no_city,
    meant_date,
    missing_day,
    parse_moment,
)
from ssg.text.pasted import ENDS, named, plain_dashes, plain_word, without_marks
from ssg.text.zones import NotAZone, zone, zone_names

# A JSON Schema, or a part of one.
Schema = dict[str, Any]
_YES = frozenset(("true", "yes", "on"))
# Characters of a text with a pattern: an address, a language, the name of a layout.
_LONGEST_WORD = 1_000
_NO = frozenset(("false", "no", "off"))
_PLAIN = re.compile(r"\w[^#:\[\]{},&*!|>'\"%@`]*")


class Reader:
    """What a field's type needs while it reads: the document (for places), the site's zone, and
    where mistakes go.
    """

    __slots__ = ("_kept", "known", "meant", "problems", "yaml", "zone")

    def __init__(self, yaml: Yaml, zone: dt.tzinfo, known: Any = None):
        self.yaml, self.zone = yaml, zone
        self.problems: list[Problem] = []
        self.known = known  # the organisations and people that site.yaml names
        self._kept: dict[Path, tuple[int, ...]] = {}
        # The fields that others, which are unknown, were probably meant for: they are not missing.
        self.meant: set[Path] = set()

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

    def word(self, path: Path, value: Any) -> Any:
        """A word, a date or a number at `path` as it was meant: without invisible characters, and
        without typographic quotation marks, of which the author is told.
        """
        if not isinstance(value, str):
            return value
        if value.isascii():
            return value.strip()
        text = plain_word(value)
        inside = without_marks(text)
        if inside is not None:
            self.curly(path, text, inside)
        return inside if inside is not None else text

    def curly(self, path: Path, text: str, inside: str, *, is_read: bool = False) -> None:
        """A warning where a whole value stands in typographic quotation marks, which YAML takes for
        part of it. Readers see them only in prose (`is_read`); and there only if straight ones do
        not stand around them, which is how one says that they are meant.
        """
        source, span = self.yaml.source, self.yaml.span(path)
        if span and source.text[source.offset(span.line, span.column)] in "\"'":
            return
        key = next((part for part in reversed(path) if isinstance(part, str)), "")
        written = inside if _PLAIN.fullmatch(inside) else yaml_text(inside)
        plain = f"{key}: {written}" if path and path[-1] == key else written
        keep = f"; if readers are to see them, write `{key}: '{text}'`" if is_read else ""
        self.mistake(
            path,
            "curly-quotes",
            f"`{_name(path)}` stands in the quotation marks of a word processor",
            severity=Severity.WARNING,
            help=f"write `{plain}`{keep}",
        )

    def mistake(
        self, path: Path, code: str, message: str, *, key: bool = False, **more: Unpack[Told]
    ) -> None:
        """Record a problem at `path`; it is an error unless `severity=` says otherwise. `field=`
        names the field that was meant, where it is another.
        """
        more.setdefault("field", ".".join(map(str, path)))
        span = self.yaml.span(path, key=key)
        self.problems.append(self.yaml.source.problem(code, message, span, **more))


class FieldType:
    """The base of all types: `parse` gives the value or None after a mistake; `schema` is its JSON
    Schema.
    """

    def parse(self, reader: Reader, value: object, path: Path) -> Any:
        raise NotImplementedError

    def schema(self) -> Schema:
        raise NotImplementedError


class Text(FieldType):
    """One piece of text. Line breaks inside it become spaces. `prose` is what readers read: marks
    of quotation may be part of it.
    """

    def __init__(self, pattern: str = "", hint: str = "", *, prose: bool = False):
        self.pattern, self.hint = re.compile(pattern) if pattern else None, hint
        self._prose = prose

    def parse(self, reader: Reader, value: object, path: Path) -> str | None:
        if not isinstance(value, str):
            _wrong_type(reader, path, "text", value, help=self._help(reader, path, value))
            return None
        if not value.isascii():
            value = self._as_meant(reader, value, path)
        text = " ".join(value.split()) if "\n" in value or "  " in value else value.strip()
        if self.pattern and (len(text) > _LONGEST_WORD or not self.pattern.fullmatch(text)):
            reader.mistake(
                path, "wrong-value", f"`{_name(path)}` cannot be `{text[:60]}`", help=self.hint
            )
            return None
        return text

    def _help(self, reader: Reader, path: Path, value: Any) -> str:
        """How to write the text that a list or mapping was probably meant to be. Words for readers
        may begin with a bracket.
        """
        return (not self._prose and _one_text(path, value)) or _quotes_help(reader, path)

    def _as_meant(self, reader: Reader, value: str, path: Path) -> str:
        """The value without what was pasted around it."""
        text = value.strip(ENDS)
        inside = without_marks(text)
        if inside is None:
            return text
        reader.curly(path, text, inside, is_read=self._prose)
        return text if self._prose else inside

    def schema(self) -> Schema:
        # A number or date without quotes is text to us, but not to a YAML editor.
        return {
            "type": ["string", "number"],
            **({"pattern": f"^(?:{self.pattern.pattern})$"} if self.pattern else {}),
        }


class Language(FieldType):
    """A language tag of BCP 47, in its usual capitals; `zh_tw` and `PT_br` are understood."""

    _tag = Text(
        r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*",
        "write a language tag such as en, de or pt-BR (BCP 47)",
    )

    def parse(self, reader: Reader, value: object, path: Path) -> str | None:
        tag = value.replace("_", "-") if isinstance(value, str) else value
        parsed = self._tag.parse(reader, tag, path)
        return _language_tag(parsed) if parsed else None

    def schema(self) -> Schema:
        return {"type": "string", "pattern": "^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*$"}


def _language_tag(tag: str) -> str:
    """zh-Hant-TW: scripts (four letters) begin with a capital, regions (two) are all capitals."""
    language, *others = tag.split("-")
    cases: dict[int, Callable[[str], str]] = {2: str.upper, 4: str.title}
    return "-".join([language.lower(), *(cases.get(len(part), str.lower)(part) for part in others)])


class Flag(FieldType):
    """true or false (yes, no, on and off are understood)."""

    def parse(self, reader: Reader, value: object, path: Path) -> bool | None:
        value = reader.word(path, value)
        word = value.lower() if isinstance(value, str) else ""
        if word in _YES or word in _NO:
            return word in _YES
        help_ = f"write `{path[-1]}: true` or `{path[-1]}: false`" if path else ""
        _wrong_type(reader, path, "true or false", value, help=help_)
        return None

    def schema(self) -> Schema:
        return {"type": "boolean"}


class Integer(FieldType):
    """A whole number from `low` to `high`."""

    def __init__(self, low: int = -(10**9), high: int = 10**9):
        self.low, self.high = low, high

    def parse(self, reader: Reader, value: object, path: Path) -> int | None:
        value = reader.word(path, value)
        if not isinstance(value, str) or not re.fullmatch(r"[-+]?[0-9]{1,12}", value):
            _wrong_type(reader, path, "a whole number", value)
            return None
        if not self.low <= int(value) <= self.high:
            help_ = f"it goes from {self.low} to {self.high}"
            reader.mistake(path, "wrong-value", f"`{_name(path)}` cannot be {value}", help=help_)
            return None
        return int(value)

    def schema(self) -> Schema:
        return {"type": "integer", "minimum": self.low, "maximum": self.high}


class Number(FieldType):
    """A number from `low` to `high`, fractions allowed."""

    def __init__(self, low: float, high: float):
        self.low, self.high = low, high

    def parse(self, reader: Reader, value: object, path: Path) -> float | None:
        value = reader.word(path, value)
        if (
            isinstance(value, str)
            and re.fullmatch(r"[-+]?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)", value)
            and self.low <= float(value) <= self.high
        ):
            return float(value)
        _wrong_type(reader, path, f"a number from {self.low:g} to {self.high:g}", value)
        return None

    def schema(self) -> Schema:
        return {"type": "number", "minimum": self.low, "maximum": self.high}


class Moment(FieldType):
    """A date, or a date and time (ISO 8601). Without a zone the site's `timezone` applies, never
    the machine's.

    A date alone is its first moment; with `whole_day` its last one, as people mean it who write
    `until: 2026-12-20`.
    """

    def __init__(self, *, whole_day: bool = False):
        self._whole_day = whole_day

    def parse(self, reader: Reader, value: object, path: Path) -> dt.datetime | None:
        value = reader.word(path, value)
        if isinstance(value, str) and not value.isascii():
            value = plain_dashes(value)
        match = DATE.fullmatch(value) if isinstance(value, str) else None
        if not match:
            help_ = meant_date(value) if isinstance(value, str) else WRITTEN
            _wrong_type(reader, path, "a date", value, help=help_)
            return None
        try:
            moment = parse_moment(match, reader.zone)
            if self._whole_day and match[5] is None:
                moment = (moment.replace(tzinfo=None) + dt.timedelta(days=1, seconds=-1)).replace(
                    tzinfo=reader.zone
                )
            return moment
        except ValueError as error:
            help_ = f"{missing_day(match) or error}; {meant_date(match[0])}"
            reader.mistake(path, "wrong-date", f"there is no date `{value}`", help=help_)
            return None

    def schema(self) -> Schema:
        return {"type": "string", "pattern": r"^\d{4}([-/])\d{1,2}\1\d{1,2}([Tt ].*)?$"}


class Zone(FieldType):
    """An IANA time zone."""

    def parse(self, reader: Reader, value: object, path: Path) -> str | None:
        name = reader.word(path, value)
        name = name if isinstance(name, str) else ""
        city = city_of_zone(name)
        try:
            zone(name)
        except NotAZone:
            near = suggest(name, zone_names())
            help_ = "write a name such as America/New_York or Europe/Berlin"
            if city:
                help_ = f"write `{city}`, or the name of another city"
            elif near:
                help_ = f"did you mean `{near}`?"
            reader.mistake(path, "wrong-value", f"`{value}` is not a time zone", help=help_)
            return None
        if has_no_city(name):
            reader.mistake(
                path,
                "wrong-value",
                f"the time zone `{name}` has no summer time",
                severity=Severity.WARNING,
                help=f"write the name of a city, such as `{city or 'America/New_York'}`",
            )
        return name

    def schema(self) -> Schema:
        return {"type": "string"}


class Url(FieldType):
    """An absolute web address; `schemes` says which kinds are allowed."""

    def __init__(self, schemes: Sequence[str] = ("http", "https")):
        self._schemes = tuple(schemes)

    def parse(self, reader: Reader, value: object, path: Path) -> str | None:
        if not isinstance(value, str):
            _wrong_type(reader, path, "an address", value)
            return None
        address: str = reader.word(path, value)
        if not is_web_address(address, self._schemes):
            bare = re.fullmatch(r"(?:www\.)?[\w-]+(?:\.[\w-]+)+(?:/[^\s<>\"]*)?", address)
            begin = " or ".join(f"{scheme}://" for scheme in self._schemes)
            help_ = (
                f"write `https://{address}`"
                if bare
                else f"it begins with {begin} and has no spaces"
            )
            reader.mistake(
                path,
                "wrong-url",
                f"`{_name(path)}` must be a whole web address, not `{address[:80]}`",
                help=help_,
            )
            return None
        return address

    def schema(self) -> Schema:
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
    """One of some words. Of words that mean the same, `told` are the ones that help tells of."""

    def __init__(self, *words: str, told: Sequence[str] = ()):
        self._words, self.told = words, told or words

    def parse(self, reader: Reader, value: object, path: Path) -> str | None:
        value = reader.word(path, value)
        if isinstance(value, str) and value.lower() in self._words:
            return value.lower()
        near = suggest(value, self._words) if isinstance(value, str) else None
        reader.mistake(
            path,
            "wrong-value",
            f"`{_name(path)}` cannot be {_shown(value)}",
            label=f"did you mean `{near}`?" if near else "",
            help=f"it is one of {', '.join(self.told)}",
        )
        return None

    def schema(self) -> Schema:
        return {"enum": list(self._words)}


class ListOf(FieldType):
    """A list; one value alone is a list of one. `split` parts a text at commas."""

    def __init__(self, item: FieldType, *, split: bool = False):
        self.item, self.split = item, split

    def parse(self, reader: Reader, value: object, path: Path) -> tuple[Any, ...]:
        if isinstance(value, list):
            parsed = [
                self.item.parse(reader, item, (*path, number)) for number, item in enumerate(value)
            ]
            if None in parsed:
                reader.keep(
                    path, tuple(number for number, item in enumerate(parsed) if item is not None)
                )
        elif isinstance(value, str) and self.split:
            parsed = [
                self.item.parse(reader, item.strip(), path)
                for item in value.split(",")
                if item.strip()
            ]
        else:
            parsed = [self.item.parse(reader, value, path)]
        return tuple(item for item in parsed if item is not None)

    def schema(self) -> Schema:
        return {"anyOf": [{"type": "array", "items": self.item.schema()}, self.item.schema()]}


class Record(FieldType):
    """A mapping with known fields, made into a value by `make`. `short` says how a plain text
    stands for the whole; where none can, `example` shows what to write for TEXT.
    """

    def __init__(
        self,
        fields: Mapping[str, "Field"],
        make: Callable[..., Any],
        *,
        noun: str,
        short: Callable[[str], Any] | None = None,
        answers: "Answers | None" = None,
        example: str = "",
    ):
        self.fields, self._make, self._noun, self.short = fields, make, noun, short
        self._answers, self._example = answers or no_answer, example

    def parse(self, reader: Reader, value: object, path: Path) -> Any:
        if isinstance(value, str) and self.short:
            text = reader.word(path, " ".join(value.split()))
            if text:
                return self.short(text)
            _wrong_type(reader, path, self._noun, value)
            return None
        if not isinstance(value, dict):
            help_ = self._example.replace("TEXT", value) if isinstance(value, str) else ""
            _wrong_type(reader, path, self._noun, value, help=help_)
            return None
        before = len(reader.problems)
        parsed = read_fields(reader, value, self.fields, path, self._noun, self._answers)
        if any(p.severity is Severity.ERROR for p in reader.problems[before:]):
            return None
        return self._make(**parsed)

    def schema(self) -> Schema:
        record = fields_schema(self.fields)
        return {"anyOf": [{"type": "string"}, record]} if self.short else record


class MapOf(FieldType):
    """A mapping from names of the author's choice to values of one type."""

    def __init__(self, item: FieldType):
        self.item = item

    def parse(self, reader: Reader, value: object, path: Path) -> dict[str, Any] | None:
        if not isinstance(value, dict):
            _wrong_type(reader, path, "a mapping", value)
            return None
        parsed = {
            name: self.item.parse(reader, item, (*path, name)) for name, item in value.items()
        }
        return {name: item for name, item in parsed.items() if item is not None}

    def schema(self) -> Schema:
        return {"type": "object", "additionalProperties": self.item.schema()}


class Either(FieldType):
    """false (or true), or a value of another type: `share: false`, `share: [x, email]`."""

    def __init__(self, other: FieldType):
        self._other = other

    def parse(self, reader: Reader, value: object, path: Path) -> Any:
        word = value.lower() if isinstance(value, str) else ""
        if word in _YES or word in _NO:
            return word in _YES
        return self._other.parse(reader, value, path)

    def schema(self) -> Schema:
        return {"anyOf": [{"type": "boolean"}, self._other.schema()]}


class Anything(FieldType):
    """Whatever the author likes, by the YAML 1.2 core schema."""

    def parse(self, reader: Reader, value: object, path: Path) -> Any:
        return reader.yaml.resolve(path)

    def schema(self) -> Schema:
        return {}


class Field:
    """A field's type, what it is for, and whether it must be there. `name` is the keyword it is
    handed on under. One that `guards` keeps something from being seen: it may not stand there
    without a value. `affects` says which stages of a build read it, where that matters.
    """

    __slots__ = ("affects", "doc", "guards", "name", "required", "type")

    def __init__(
        self,
        type: FieldType,
        doc: str,
        *,
        name: str = "",
        required: bool = False,
        guards: bool = False,
        affects: Any = None,
    ):
        self.type, self.doc, self.name = type, doc, name
        self.required, self.guards, self.affects = required, guards, affects


class Answer(NamedTuple):
    """What to say of a field that other programs know and we do not. `means` is our name of it;
    one that `is_idle` does no harm.
    """

    help: str = ""
    means: str = ""
    is_idle: bool = False


Answers = Callable[[str], Answer | None]


def no_answer(key: str) -> None:
    """The answers of a mapping that no other program writes."""


def known_field(fields: Mapping[str, Field], key: str) -> str:
    """The name among `fields` that a key stands for, or "": hyphens and underscores are the same,
    and what cannot be seen does not count.
    """
    if key in fields:
        return key
    plain = key if key.isascii() else plain_word(key)
    spellings = (plain, plain.replace("-", "_"), plain.replace("_", "-"))
    return next((name for name in spellings if name in fields), "")


def read_fields(
    reader: Reader,
    value: Mapping[str, Any],
    fields: Mapping[str, Field],
    path: Path,
    noun: str,
    answers: Answers = no_answer,
) -> dict[str, Any]:
    """Check a mapping against its fields. Fields that are empty or wrong are left out of the
    result.
    """
    parsed: dict[str, Any] = {}
    given_as: dict[str, str] = {}
    for key, item in value.items():
        known = key if key in fields else known_field(fields, key)
        field = fields.get(known)
        if field is None:
            _unknown(reader, key, fields, path, noun, answers)
        elif item is not None:
            result = field.type.parse(reader, item, (*path, key))
            name = field.name or known.replace("-", "_")
            other = given_as.setdefault(name, key)
            if name in parsed and other != key:
                reader.mistake(
                    (*path, key),
                    "duplicate-key",
                    f"`{key}` means the same as `{other}`, which is given too",
                    key=True,
                    help="keep one of them",
                )
            elif result is not None:
                parsed[name] = result
        elif field.guards:
            reader.mistake(
                (*path, key),
                "wrong-value",
                f"`{key}` has no value, so it would keep nothing back",
                key=True,
                help="write its value, or remove the line",
            )
    _required(reader, value, fields, path, noun)
    return parsed


def _required(
    reader: Reader, value: Mapping[str, Any], fields: Mapping[str, Field], path: Path, noun: str
) -> None:
    """Report the fields that must be there and are not."""
    for key, field in fields.items():
        if not field.required:
            continue
        given = value.get(key) or next(
            (item for name, item in value.items() if item and known_field(fields, name) == key),
            None,
        )
        is_missing = given is None or (isinstance(given, str) and not given.strip(ENDS))
        if is_missing and (*path, key) not in reader.meant:
            message = f"{re.sub('^an? ', 'the ', noun)} has no `{key}`"
            label = "" if path else "the fields begin here"
            reader.mistake(
                (*path, key),
                "missing-field",
                message,
                label=label,
                help=f"add `{key}:` ({field.doc})",
            )


def _unknown(
    reader: Reader,
    key: str,
    fields: Mapping[str, Field],
    path: Path,
    noun: str,
    answers: Answers,
) -> None:
    answer = answers(key) if known_field(fields, key.lower()) == "" else None
    near = answer.means if answer else suggest(plain_word(key), tuple(fields))
    where = "" if path else "; put fields of your own below `extra:`"
    help_ = "" if near else f"known are {', '.join(fields)}{where}"
    help_ = answer.help if answer else help_
    if strange := next((char for char in key if not char.isascii()), ""):
        help_ = f"there is a {named(strange)} in it: delete it, and write the name anew"
    if near is not None and near in fields:
        reader.meant.add((*path, near))
    reader.mistake(
        (*path, key),
        "unknown-field",
        f"`{key}` is not a field of {noun}",
        key=True,
        severity=Severity.WARNING if answer and answer.is_idle else Severity.ERROR,
        label=f"did you mean `{near}`?" if near else "",
        help=help_,
        field=".".join(map(str, (*path, near or key))),
    )


def fields_schema(fields: Mapping[str, Field]) -> Schema:
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


def _one_text(path: Path, value: Any) -> str:
    """How to write a list of texts where one text is wanted; "" for anything else."""
    key = path[-1]
    if not isinstance(value, list) or not value or not all(isinstance(v, str) for v in value):
        return ""
    written = yaml_text(value[0])
    line = f"`{key}: {written}`" if isinstance(key, str) else f"`{written}`"
    return f"write {line}" if len(value) == 1 else f"it takes one text, such as {line}"


def _quotes_help(reader: Reader, path: Path) -> str:
    """How to write a text that begins with a bracket, such as `[Exclusive]`."""
    span = reader.yaml.span(path)
    line = reader.yaml.source.line_text(span.line) if span else ""
    begins_line = span is not None and re.fullmatch(
        r"\s*(?:- +)?[\w-]+:\s+", line[: span.column - 1]
    )
    return in_quotes(line) if begins_line and span and line[span.column - 1] in "[{" else ""


def _shown(value: Any) -> str:
    if isinstance(value, str) and value:
        return f"`{value[:60]}`"
    if isinstance(value, list):
        return "a list"
    return "a mapping" if isinstance(value, dict) else "empty"


def _name(path: Path) -> str:
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in path)
