"""Lists for Python-Markdown, as CommonMark and the preview of every editor read them: the lines of
a list go in, its element comes out, with whatever stands inside its items.

Python-Markdown wants a blank line above a list and four spaces for what belongs to an item, takes
bullets and numbers for one list, and numbers each list from 1. News copy has none of that, and
items would be lost in a paragraph.
"""

import re
import xml.etree.ElementTree as etree
from typing import NamedTuple

from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor
from markdown.util import HTML_PLACEHOLDER

from ssg.markup.item_lines import is_no_item, looks_like_a_new_sentence
from ssg.markup.other_dialects import PASTED_BULLETS

BULLETS = "-*+" + PASTED_BULLETS
_BULLET = rf"[-*+{PASTED_BULLETS}]"
_MARKER = re.compile(rf"( *)({_BULLET}|(\d{{1,3}})[.)])(?:( +)(?=\S)| *$)")
# A number of an item has three digits at most: `1986. A great year.` is a sentence.
_FIRST = re.compile(rf" {{0,3}}(?:{_BULLET}|\d{{1,3}}[.)]) +\S")
# Right below a line of text, a number begins a list only if it is 1: a line may begin with
# any other (CommonMark 5.2).
_BELOW = re.compile(rf"\n(?= {{0,3}}(?:{_BULLET}|1[.)]) +\S)")
# Other lines that end a list though no blank line parts them from it.
_ENDS = re.compile(r" {0,3}(?:>|#{1,6} )")
_RULE = re.compile(r" {0,3}([-*_])(?: *\1){2,} *$")
_RAW = HTML_PLACEHOLDER.partition("%")[0]
# What belongs to an item is indented as far as its text, or by two spaces at least.
_LEAST_INDENT = 2
_WIDEST_GAP = 4


def may_begin(block: str, first: str) -> bool:
    """Whether a list could begin in a block whose first character that is no space is `first`."""
    return first in BULLETS or first.isdecimal() or "\n" in block


def _beginning(block: str) -> int | None:
    """Where the first list in a block begins; None where there is none."""
    if _FIRST.match(block) and not is_no_item(block):
        return 0
    return next(
        (match.end() for match in _BELOW.finditer(block) if not is_no_item(block, match.end())),
        None,
    )


class _Marker(NamedTuple):
    """The beginning of an item: its `indent`, the `sign` that all items of a list share, its
    `number` ("" for a bullet), and the column at which its text begins.
    """

    indent: int
    sign: str
    number: str
    column: int


class _Item(NamedTuple):
    marker: _Marker
    lines: list[str]

    def includes(self, line: str, marker: _Marker | None) -> bool:
        """Whether a line is indented so far that it belongs to the item. For a list of another kind
        one space will do.
        """
        least = min(self.marker.column, self.marker.indent + _LEAST_INDENT)
        if marker and marker.sign != self.marker.sign:
            least = self.marker.indent + 1
        return len(line) - len(line.lstrip(" ")) >= least

    def add(self, line: str) -> None:
        self.lines.append(line[min(self.marker.column, len(line) - len(line.lstrip(" "))) :])


class Lists(BlockProcessor):
    """Takes a whole list at once, with the blank lines in it, and parses each item as a text of its
    own. Lines that look like sentences of their own, right below an item, are added to
    `joined_lines`.
    """

    def __init__(self, parser: BlockParser, joined_lines: list[str]):
        super().__init__(parser)
        self._joined_lines = joined_lines

    def test(self, parent: etree.Element, block: str) -> bool:
        return _beginning(block) is not None

    def run(self, parent: etree.Element, blocks: list[str]) -> None:
        block = blocks.pop(0)
        begin = _beginning(block)
        assert begin is not None, "it was asked before"
        if begin:
            self.parser.parseBlocks(parent, [block[: begin - 1]])
        reader = _ListReader()
        blocks[:] = reader.read([block[begin:], *blocks])
        self._joined_lines += reader.joined
        first = reader.items[0].marker
        element = etree.SubElement(parent, "ol" if first.number else "ul")
        if first.number and int(first.number) != 1:
            element.set("start", str(int(first.number)))
        if reader.counts_down():
            element.set("reversed", "reversed")
        self.parser.state.set("looselist" if reader.is_loose else "list")
        for item in reader.items:
            self.parser.parseBlocks(
                etree.SubElement(element, "li"), "\n".join(item.lines).split("\n\n")
            )
        self.parser.state.reset()


class _ListReader:
    """Reads the lines of one list from blocks. It is loose where a blank line parts its items, or
    what is in one: then its items are paragraphs.
    """

    def __init__(self) -> None:
        self.items: list[_Item] = []
        self.joined: list[str] = []  # lines that look like sentences of their own
        self.is_loose = False
        self._blanks = 0
        self._has_nested = False  # the last item has a list inside

    def read(self, blocks: list[str]) -> list[str]:
        """Returns the blocks that are left."""
        for number, block in enumerate(blocks):
            lines = block.split("\n")
            for at, line in enumerate(lines):
                if not line.strip():
                    self._blanks += 1
                elif self._takes(line):
                    self._blanks = 0
                else:
                    return ["\n".join(lines[at:]), *blocks[number + 1 :]]
            self._blanks += 1
        return []

    def counts_down(self) -> bool:
        """Whether each number is one less than that above it: the five best, from the fifth."""
        numbers = [int(item.marker.number or 0) for item in self.items]
        return len(numbers) > 1 and numbers == list(
            range(numbers[0], numbers[0] - len(numbers), -1)
        )

    def _takes(self, line: str) -> bool:
        marker = None if _RULE.match(line) else _marker(line)
        if not self.items:
            assert marker is not None, "the processor saw a list here"
            self._begin(marker, line)
            return True
        item = self.items[-1]
        if item.includes(line, marker):
            self._go_on(item, line, marker)
            return True
        if marker and marker.sign != item.marker.sign:
            return False
        if marker and marker.number and self._is_no_item(line, marker):
            return False
        if marker:
            self.is_loose = self.is_loose or self._blanks > 0
            self._begin(marker, line)
            return True
        if self._blanks or _ENDS.match(line) or _RULE.match(line):
            return False
        sentence = looks_like_a_new_sentence(item.lines[-1], line.lstrip(" "))
        if sentence and not self._has_nested:  # else it is the nested list's
            self.joined.append(line.strip())
        item.lines.append(line.lstrip(" "))  # a paragraph goes on that was begun in the item
        return True

    def _is_no_item(self, line: str, marker: _Marker) -> bool:
        """Whether a line is a date, and not the next item."""
        last = self.items[-1].marker.number
        return int(marker.number) != int(last) + 1 and is_no_item(line)

    def _begin(self, marker: _Marker, line: str) -> None:
        self.items.append(_Item(marker, [line[marker.column :].lstrip(" ")]))
        self._has_nested = _marker(self.items[-1].lines[0]) is not None

    def _go_on(self, item: _Item, line: str, marker: _Marker | None) -> None:
        item.lines.extend([""] * self._blanks)
        item.add(line)
        inside = item.lines[-1]
        is_in_nested = self._has_nested and (marker or inside.startswith(" " * _LEAST_INDENT))
        if self._blanks and not is_in_nested and not inside.lstrip(" ").startswith(_RAW):
            self.is_loose = True
        self._has_nested = self._has_nested or marker is not None


def _marker(line: str) -> _Marker | None:
    match = _MARKER.match(line)
    if match is None:
        return None
    gap = len(match[4] or " ")
    column = match.end(2) + (gap if gap <= _WIDEST_GAP else 1)
    return _Marker(len(match[1]), match[2][-1], match[3] or "", column)
