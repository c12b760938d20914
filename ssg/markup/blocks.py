"""Newsroom blocks for Python-Markdown: `/// name | argument`, options, Markdown, `///` (the syntax
of pymdown-extensions' blocks).

Any name that has a layout in layouts/blocks/ is a block. What stands inside becomes HTML between
two marks; the layout comes in when a page is rendered.
"""

import datetime as dt
import functools
import textwrap
import xml.etree.ElementTree as etree
from collections.abc import Iterable
from typing import Any

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from pymdownx.blocks import BlocksExtension, BlocksProcessor
from pymdownx.blocks.block import Block as MarkdownBlock

from ssg.markup.marks import CLOSE, OPEN, Block
from ssg.source.yaml import resolve_text

# An element name that no author can write, so that it can be taken out of the HTML again.
BLOCK_TAG = OPEN + "block" + CLOSE
_MAX_OPTION_VALUES = 2_000


class NewsroomBlocks(BlocksExtension):
    """Registers one block type a name; `names` are all of them, `found` has the blocks of the last
    conversion, in order.
    """

    def __init__(self, names: Iterable[str]):
        super().__init__()
        self.names = tuple(names)
        self.found: list[Block] = []
        self._manager: BlocksProcessor | None = None

    def extendMarkdownBlocks(self, md: Markdown, block_mgr: BlocksProcessor) -> None:
        md.block_level_elements.append(BLOCK_TAG)
        block_mgr.block_tags.add(BLOCK_TAG)
        for name in self.names:
            block_mgr.register(
                _block_type(name), {"found": self.found, "opened": lambda: block_mgr.stack}
            )
        md.treeprocessors.register(_Marker(md), "ssg-blocks", 5)
        md.registerExtension(self)
        # PyYAML's own loader would take minutes and all memory for merge keys of merge keys; and
        # `no` for False.
        block_mgr.__class__ = WholeBlocks  # in place: the library makes it
        block_mgr.split_header = functools.partial(_split_header, block_mgr)
        self._manager = block_mgr

    def reset(self) -> None:
        self.found.clear()

    def unclosed(self) -> list[int]:
        """The numbers of blocks that the last conversion found no `///` for."""
        entries = self._manager.stack if self._manager else ()
        return [entry.block.position for entry in entries]


def _split_header(
    manager: BlocksProcessor, block: str, length: int
) -> tuple[dict[str, Any] | None, str]:
    """The options above a block's text, by the YAML of front matter, and the text. The options are
    None when they are not YAML.
    """
    end = next(
        (match.start() for match in manager.end.finditer(block) if len(match[1]) == length),
        len(block),
    )
    above, below = block[:end], [block[end:]] if end < len(block) else []
    header = manager.yaml_line.match(above)
    if header is None or not header[0].strip():
        return {}, "\n".join([above, *below])
    rest = "\n".join([above[header.end() :], *below])
    try:
        options = resolve_text(textwrap.dedent(header[0]))
    except ValueError:
        return None, rest
    options = {} if options is None else options
    return (options if isinstance(options, dict) else None), rest


def _block_type(name: str) -> type[MarkdownBlock]:
    return type(f"Block_{name}", (_NewsroomBlock,), {"NAME": name})


class _NewsroomBlock(MarkdownBlock):
    """Takes any argument and any options; what they mean is the layout's business."""

    ARGUMENT = None

    def _validate(self, parent: etree.Element, arg: Any, **options: Any) -> bool:
        self.argument: str = arg or ""
        self.options: dict[str, Any] = {"attrs": {}}
        try:
            self.given = _plain(options, [_MAX_OPTION_VALUES])
        except ValueError:
            return False
        return True

    def on_create(self, parent: etree.Element) -> etree.Element:
        found = self.config["found"]
        self.position = len(found)
        element = etree.SubElement(parent, BLOCK_TAG, {"n": str(self.position)})
        found.append(Block(name=self.NAME, argument=self.argument, options=self.given))
        return element

    def on_add(self, block: etree.Element) -> etree.Element:
        if effort := getattr(self.md, "effort", None):
            effort.spend_on_elements(len(self.config["opened"]()))
        return block

    def on_markdown(self) -> str:
        return "block"


class WholeBlocks(BlocksProcessor):
    """Parses what stands inside a block as one text. The library parses it between each two blank
    lines alone, so that a list with blank lines in it would be several.
    """

    working: Any  # the library's own: the block whose inside is parsed

    def parse_blocks(self, blocks: list[str], current_parent: etree.Element) -> None:
        entry, inside, is_ended = self.stack[-1], [], False
        while blocks and not is_ended:
            above, below, is_ended = self.split_end(blocks.pop(0), entry.block.length)
            if above is not None:
                inside.append(above)
            if below is not None:
                blocks.insert(0, below)
        target = entry.block.on_add(entry.el)
        self.parser.state.set("blocks")
        working, self.working = self.working, entry
        self.parser.parseBlocks(target, "\n\n".join(inside).split("\n\n"))
        self.parser.state.reset()
        self.working = working
        if is_ended:
            entry.block._end(entry.el)
            self.inline_stack.append(entry)
            self.stack.remove(entry)
        else:
            entry.hungry = True


class _Marker(Treeprocessor):
    """Writes the marks around what stands inside each block, once the inline stage is done."""

    def run(self, root: etree.Element) -> None:
        for element in root.iter(BLOCK_TAG):
            number = element.attrib.pop("n")
            element.text = f"{OPEN}B{number}{CLOSE}{element.text or ''}"
            end = f"{OPEN}/B{number}{CLOSE}"
            if len(element):
                element[-1].tail = (element[-1].tail or "") + end
            else:
                element.text += end


def _plain(value: Any, budget: list[int]) -> Any:
    """YAML values to what JSON has. ValueError when aliases make it explode."""
    budget[0] -= 1
    if budget[0] < 0:
        raise ValueError("too many values")
    if isinstance(value, dict):
        return {str(key): _plain(item, budget) for key, item in value.items()}
    if isinstance(value, list | tuple | set):
        return [_plain(item, budget) for item in value]
    if isinstance(value, dt.date):
        return value.isoformat()
    return value if isinstance(value, str | int | float | bool | None) else str(value)
