"""The common subset of front matter in one pass: a YAML text in; its value out, as LibYAML and
yaml_source would give it, or None.

Fields of one line each (text, quoted text, a `[list, of, words]`), lists of such values or of
records of them, records of them. Whatever is not plainly that is left to LibYAML: comments, most
escapes, texts of several lines, anchors, tags, mistakes.
"""

import re
from typing import Any

# A comment, perhaps; characters that are mistakes; or what LibYAML has rules of its own for.
_UNCOMMON = re.compile("[#\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_LONGEST = 20_000  # characters: none of these has too many values
_LINE = re.compile(r"( *+)(- )?+(?:([A-Za-z_][A-Za-z0-9_-]{0,60}):(?: ++|$))?+(.*)")
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))
# A plain text that begins so, or a word of a list that contains it, may be something else.
_INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@`=<")
_QUOTED = re.compile(r'(?:[^"\\]|\\["\\])*')
_ESCAPE = re.compile(r'\\(["\\])')
_FLOW = re.compile(r"""[\[\]{}"'&*!|>%@`:?=<\\]""")


class _Uncommon(Exception):
    """Something that is left to LibYAML."""


def parse_common(text: str) -> tuple[dict[str, Any], dict[str, list[int]]] | None:
    """The fields of `text`, and for each list the lines (from 0) on which its items begin; None
    where it is not wholly of the common subset.
    """
    if len(text) > _LONGEST or _UNCOMMON.search(text):
        return None
    reader = _Reader()
    try:
        for number, line in enumerate(text.split("\n")):
            if line:
                reader.line(number, line)
    except _Uncommon:
        return None
    return (reader.fields, reader.lines) if reader.fields else None


class _Reader:
    """Takes one line after the other."""

    def __init__(self) -> None:
        self.fields: dict[str, Any] = {}
        self.lines: dict[str, list[int]] = {}
        # The field whose value stands below it, if one does; how far to the right; and the item
        # under way, if it is a record.
        self.open, self.indent = "", 0
        self.item: dict[str, Any] | None = None

    def line(self, number: int, line: str) -> None:
        spaces, dash, key, rest = _LINE.fullmatch(line).groups()  # type: ignore[union-attr]  # it matches any line
        rest = rest.strip(" ")
        if dash:
            self._item(number, len(spaces), key, rest)
        elif not key:
            raise _Uncommon
        elif not spaces:
            _put(self.fields, key, rest)
            self.open, self.item = "" if rest else key, None
        else:
            self._below(len(spaces), key, rest)

    def _item(self, number: int, indent: int, key: str | None, rest: str) -> None:
        if not self.open:
            raise _Uncommon
        if self.fields[self.open] is None:
            self.fields[self.open], self.lines[self.open], self.indent = [], [], indent
        items = self.fields[self.open]
        if not isinstance(items, list) or indent != self.indent:
            raise _Uncommon
        self.lines[self.open].append(number)
        self.item = {} if key else None
        if self.item is None:
            items.append(_value(rest))
        else:
            _put(self.item, key or "", rest)
            items.append(self.item)

    def _below(self, indent: int, key: str, rest: str) -> None:
        """A field of the item under way, or of the one record below a field."""
        if self.item is not None and indent == self.indent + 2:
            _put(self.item, key, rest)
            return
        if not self.open:
            raise _Uncommon
        if self.fields[self.open] is None:
            self.fields[self.open], self.indent = {}, indent
        if not isinstance(self.fields[self.open], dict) or indent != self.indent:
            raise _Uncommon
        _put(self.fields[self.open], key, rest)


def _put(record: dict[str, Any], key: str, rest: str) -> None:
    if key in record:
        raise _Uncommon
    record[key] = _value(rest)


def _value(text: str) -> Any:
    """What stands on one line, without spaces around it."""
    first = text[:1]
    if first in _INDICATORS:
        inside = text[1:-1]
        if first == '"' and len(text) > 1 and text[-1] == '"':
            if '"' not in inside and "\\" not in inside:
                return inside
            if _QUOTED.fullmatch(inside):
                return _ESCAPE.sub(r"\1", inside)
        if first == "'" and len(text) > 1 and text[-1] == "'" and "'" not in inside:
            return inside
        if first == "[" and text[-1] == "]" and not _FLOW.search(inside):
            return _words(inside)
        raise _Uncommon
    if ": " in text or text.endswith(":"):
        raise _Uncommon
    return None if text in _NULLS else text


def _words(inside: str) -> list[str | None]:
    if not inside.strip(" "):
        return []
    words = [word.strip(" ") for word in inside.split(",")]
    if not all(words) or any(word[0] == "-" for word in words):
        raise _Uncommon
    return [None if word in _NULLS else word for word in words]
