"""The front matter of a story file as it is written: its text goes in, whatever its line ends; the
fields come out with their places. Changes are made in it, and the result is read again.
"""

import bisect
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import yaml

from ssg.problems import Problem
from ssg.source.fields import known_field
from ssg.source.files import SourceFile
from ssg.source.yaml import parse_yaml
from ssg.source.yaml_extents import Extent, extents, line_end
from ssg.story.front_matter import FIELDS
from ssg.story.halves import split_front_matter

_BOM = "\ufeff"


class CannotEdit(ValueError):
    """The story cannot be changed so; the message says why. Nothing was changed."""


class Change(NamedTuple):
    """New text in place of what stands from `start` to `end`. Offsets in `Head.text`."""

    start: int
    end: int
    new: str


class Head:
    """The fields of a story file with their places. CannotEdit where they cannot be read without
    an error: nobody knows what such a text means.
    """

    def __init__(self, written: str):
        self.written = written
        self._bom = _BOM if written.startswith(_BOM) else ""
        lines = written[len(self._bom) :].split("\r\n")
        # Where the text with plain line ends has lost a character, in its own offsets.
        self._lost: list[int] = []
        at = -1
        for line in lines[:-1]:
            at += len(line) + 1
            self._lost.append(at)
        source = SourceFile("", "\n".join(lines).replace("\r", "\n"))
        halves = split_front_matter(source)
        if isinstance(halves, Problem):
            raise CannotEdit(_told(halves))
        self.text = source.text
        self.start = source.offset(halves.first_line + 1)
        self.end = self.start + len(halves.yaml)
        document, problems = parse_yaml(source, halves.yaml, halves.first_line)
        if document is None or problems:
            raise CannotEdit(_told(problems[0]))
        if document.value is not None and not isinstance(document.value, dict):
            raise CannotEdit("the front matter has no fields such as `title: ...`")
        self.document = document
        self.values: dict[str, Any] = document.value or {}
        self._places = self._found()

    def _found(self) -> dict[str, tuple[Extent, Extent]]:
        try:
            root = extents(self.document)
        except yaml.YAMLError as error:
            raise CannotEdit(f"the front matter is not YAML: {error}") from None
        if root is None or root.kind != "mapping":
            return {}
        if not root.is_block:
            raise CannotEdit("the fields stand in braces; write each on a line of its own")
        return dict(zip(self.values, root.pairs, strict=True))

    # ---- places

    def spelled(self, name: str) -> str:
        """The field as its author spelt it: `rewrite-of` for `rewrite_of`; "" if there is none."""
        if name in self.values:
            return name
        return next((key for key in self.values if known_field({name: FIELDS["title"]}, key)), "")

    def key(self, name: str) -> Extent:
        return _moved(self._places[name][0], self.start)

    def value(self, name: str) -> Extent:
        return _moved(self._places[name][1], self.start)

    @property
    def column(self) -> int:
        """How far to the right the fields begin."""
        first = next(iter(self._places.values()), None)
        return self.column_of(first[0].start + self.start) if first else 0

    def column_of(self, at: int) -> int:
        return at - (self.text.rfind("\n", 0, at) + 1)

    def below(self, at: int, column: int) -> int:
        """Where the line behind a value begins: the one below its own, and below comments that
        stand further to the right than `column`, which belong to it.
        """
        at = line_end(self.text, at) + 1
        while at < self.end:
            line = self.text[at : line_end(self.text, at)]
            words = line.lstrip(" ")
            if not words.startswith("#") or len(line) - len(words) <= column:
                break
            at += len(line) + 1
        return at

    # ---- changing

    def changed(self, changes: Iterable[Change], wanted: Mapping[str, Any]) -> str:
        """The file's text after some changes. CannotEdit unless its fields are just those that are
        wanted then, and the story below them is as it was.
        """
        made = self.written
        for change in sorted(changes, reverse=True):
            start, end = self._offset(change.start), self._offset(change.end)
            made = made[:start] + change.new.replace("\n", self._line_end()) + made[end:]
        try:
            after = Head(made)
        except CannotEdit as error:
            raise CannotEdit(f"the file could not be read with this change: {error}") from None
        if after.values != wanted or after.text[after.end :] != self.text[self.end :]:
            raise CannotEdit(_TANGLED)
        return made

    def _offset(self, at: int) -> int:
        """An offset of `text` in the file as it is written."""
        return at + bisect.bisect_left(self._lost, at) + len(self._bom)

    def _line_end(self) -> str:
        """The line end of the line above the fields."""
        at = self._offset(self.start)
        return "\r\n" if self.written[:at].endswith("\r\n") else self.written[at - 1 : at]


_TANGLED = "the front matter is written in a way that cannot be changed here; change it in the file"


def _moved(extent: Extent, by: int) -> Extent:
    return Extent(
        start=extent.start + by,
        end=extent.end + by,
        kind=extent.kind,
        style=extent.style,
        parts=tuple(_moved(part, by) for part in extent.parts),
    )


def _told(problem: Problem) -> str:
    place = f"line {problem.span.line}: " if problem.span else ""
    return f"{place}{problem.message}" + (f"; {problem.help}" if problem.help else "")
