"""A drop-in block stage for Python-Markdown: the same processors in the same order, but none is
asked about a block that it cannot want. The output is that of the stage it replaces, byte for byte.
A processor that is not known here (another extension's) is always asked.
"""

from collections.abc import Callable, Iterable
from typing import Any
from xml.etree.ElementTree import Element, ElementTree

from markdown import Markdown
from markdown import blockprocessors as core
from markdown.blockparser import BlockParser
from markdown.extensions import Extension, def_list, footnotes, tables
from markdown.preprocessors import HtmlBlockPreprocessor
from pymdownx.blocks import BlocksProcessor

from ssg.markup import lists, news_prose
from ssg.markup.blocks import WholeBlocks

# (the processor, a block of text, its first character that is no space) -> whether the processor
# could want the block
_Look = Callable[[Any, str, str], bool]


def _blocks(processor: Any, block: str, first: str) -> bool:
    return "///" in block or bool(processor.stack) or processor.cached_parent is not None


_LOOKS: dict[type, _Look] = {
    core.EmptyBlockProcessor: lambda processor, block, first: first in "\n",  # so is ""
    core.ListIndentProcessor: lambda processor, block, first: block[:1] == " ",
    def_list.DefListIndentProcessor: lambda processor, block, first: block[:1] == " ",
    news_prose.IndentedCode: lambda processor, block, first: block[:1] == " ",
    core.CodeBlockProcessor: lambda processor, block, first: block[:1] == " ",
    BlocksProcessor: _blocks,
    WholeBlocks: _blocks,
    news_prose.TablesBelowText: lambda processor, block, first: "|" in block and "\n" in block,
    tables.TableProcessor: lambda processor, block, first: "|" in block and "\n" in block,
    core.HashHeaderProcessor: lambda processor, block, first: "#" in block,
    news_prose.Headings: lambda processor, block, first: "#" in block,
    core.SetextHeaderProcessor: lambda processor, block, first: "\n=" in block or "\n-" in block,
    core.HRProcessor: lambda processor, block, first: first in "-_*" or "\n" in block,
    core.OListProcessor: lambda processor, block, first: first.isdecimal(),
    core.UListProcessor: lambda processor, block, first: first in "-+*",
    lists.Lists: lambda processor, block, first: lists.may_begin(block, first),
    def_list.DefListProcessor: lambda processor, block, first: ":" in block,
    core.BlockQuoteProcessor: lambda processor, block, first: ">" in block,
    footnotes.FootnoteBlockProcessor: lambda processor, block, first: "]:" in block,
    core.ReferenceProcessor: lambda processor, block, first: "]:" in block,
}


class FastBlocks(Extension):
    """Speeds up the block stage and the search for raw HTML of the `Markdown` it is given to, where
    they are the library's.
    """

    def extendMarkdown(self, md: Markdown) -> None:
        if type(md.parser) is BlockParser:
            md.parser.__class__ = _FastBlockParser  # in place: every processor holds on to it
        raw_html = md.preprocessors["html_block"]
        if type(raw_html) is HtmlBlockPreprocessor:
            raw_html.__class__ = _FastHtmlBlocks
        elif type(raw_html) is news_prose.RawHtml:
            raw_html.__class__ = _FastRawHtml


class _FastBlockParser(BlockParser):
    _plan: tuple[tuple[Any, _Look | None], ...] | None = None

    def parseDocument(self, lines: Iterable[str]) -> ElementTree:
        self._plan = tuple(
            (processor, _LOOKS.get(type(processor))) for processor in self.blockprocessors
        )
        # Written out: a call of the library's method would bring quotes within quotes nearer to the
        # recursion limit.
        self.root = Element(self.md.doc_tag)
        self.parseChunk(self.root, "\n".join(lines))
        return ElementTree(self.root)

    def parseBlocks(self, parent: Element, blocks: list[str]) -> None:
        if self._plan is None:
            super().parseBlocks(parent, blocks)
            return
        effort = getattr(self.md, "effort", None)  # a `Markdown` that is not our dialect's has none
        while blocks:
            if effort:
                effort.spend_on_block(blocks[0], len(blocks))
            block, first = blocks[0], blocks[0].lstrip(" ")[:1]
            for processor, look in self._plan:
                if (look is None or look(processor, block, first)) and processor.test(
                    parent, block
                ):
                    if processor.run(parent, blocks) is not False:
                        break
                    block, first = blocks[0], blocks[0].lstrip(" ")[:1]


class _FastHtmlBlocks(HtmlBlockPreprocessor):
    def run(self, lines: list[str]) -> list[str]:
        source = "\n".join(lines)
        # A character reference without its semicolon is given one, so those are no plain text
        # either.
        return super().run(lines) if "<" in source or "&#" in source else source.split("\n")


class _FastRawHtml(_FastHtmlBlocks, news_prose.RawHtml):
    """The same before our own."""
