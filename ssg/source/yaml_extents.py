"""Where each part of a YAML text begins and ends, to the character, for those who change it. A
parsed document goes in; a tree of extents comes out.

`Yaml.span` tells an editor where to look. An alias stands here where it is written, and a value in
blocks ends with its last character, where LibYAML says that it ends with the next one.
"""

import msgspec
import yaml
from yaml._yaml import Mark as LibMark

from ssg.source.yaml import Yaml


class Extent(msgspec.Struct, frozen=True, kw_only=True):
    """One value, with its anchor: offsets in the text of the document. `kind` is "scalar", "alias",
    "sequence" or "mapping"; `style` the mark that begins a scalar (`"`, `'`, `|`, `>` or none), and
    of a collection "block" or "flow". The parts of a mapping are keys and values by turns.
    """

    start: int
    end: int
    kind: str
    style: str = ""
    parts: tuple["Extent", ...] = ()

    @property
    def is_block(self) -> bool:
        """Whether it is a list or a record whose parts have lines of their own."""
        return self.style == "block"

    @property
    def pairs(self) -> tuple[tuple["Extent", "Extent"], ...]:
        """Keys and values of a mapping."""
        return tuple(zip(self.parts[::2], self.parts[1::2], strict=True))


class _Open:
    """A collection whose end is to come."""

    def __init__(self, event: yaml.CollectionStartEvent):
        self.start: int = _at(event.start_mark)
        self.kind = "mapping" if isinstance(event, yaml.MappingStartEvent) else "sequence"
        self.style = "flow" if event.flow_style else "block"
        self.parts: list[Extent] = []

    def closed(self, event: yaml.CollectionEndEvent) -> Extent:
        end = self.parts[-1].end if self.style == "block" else _at(event.end_mark)
        return Extent(
            start=self.start, end=end, kind=self.kind, style=self.style, parts=tuple(self.parts)
        )


def extents(document: Yaml) -> Extent | None:
    """The tree of a document that has been parsed without a problem; None if there is no value."""
    above: list[_Open] = []
    found: Extent | None = None
    for event in document.events():
        if isinstance(event, yaml.CollectionStartEvent):
            above.append(_Open(event))
            continue
        if isinstance(event, yaml.CollectionEndEvent):
            found = above.pop().closed(event)
        elif isinstance(event, yaml.AliasEvent):
            found = Extent(start=_at(event.start_mark), end=_at(event.end_mark), kind="alias")
        elif isinstance(event, yaml.ScalarEvent):
            found = _scalar(document.text, event)
        else:
            continue
        if above:
            above[-1].parts.append(found)
    return found


def _at(mark: yaml.Mark | LibMark | None) -> int:
    """A mark as an offset: LibYAML counts characters, and gives each event its marks."""
    assert mark is not None
    return int(mark.index)


def _scalar(text: str, event: yaml.ScalarEvent) -> Extent:
    start, end, style = _at(event.start_mark), _at(event.end_mark), event.style or ""
    if style in ("|", ">"):
        end = _block_end(text, start, end)
    return Extent(start=start, end=end, kind="scalar", style=style)


def _block_end(text: str, start: int, end: int) -> int:
    """Where the last line of a block of text ends. Empty lines below it are part of it only if its
    head says so (`|+`).
    """
    keeps = "+" in block_indicator(text, start)
    while end > start and text[end - 1] == "\n":
        end -= 1
        if keeps:
            break
    return end


def block_indicator(text: str, start: int) -> str:
    """The head of a block of text, such as `|` or `>-`, without the comment behind it."""
    line = text[start : line_end(text, start)]
    return line.partition("#")[0].rstrip(" \t")


def line_end(text: str, at: int) -> int:
    """Where the line of an offset ends: at its line feed, or at the end of the text."""
    found = text.find("\n", at)
    return found if found != -1 else len(text)


def line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1
