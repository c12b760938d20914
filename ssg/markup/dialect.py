"""Python-Markdown with the extensions that make our dialect: a story's text in, its HTML with block
marks and its Blocks out.
"""

import re
from collections import Counter
from collections.abc import Iterable

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.codehilite import CodeHiliteExtension
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.fenced_code import FencedCodeExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.tables import TableExtension
from markdown.extensions.toc import TocExtension
from markdown.util import ETX, STX

from ssg.markup.block_places import placed_blocks
from ssg.markup.blocks import BLOCK_TAG, NewsroomBlocks
from ssg.markup.fast_blocks import FastBlocks
from ssg.markup.fast_inline import FastInline
from ssg.markup.limits import Effort, LinkEnds, TangledText, find_tangle
from ssg.markup.marks import Block
from ssg.markup.news_prose import NewsProse, StrictAttributes, without_links_in_links
from ssg.markup.other_dialects import indented_code, joined_lines
from ssg.markup.typography_tree import Typography
from ssg.problems import Problem
from ssg.source.files import SourceFile
from ssg.text.urls import slugify

_BEGINNING = re.compile(r"[^\s\x02\x03][^\x02\x03\n]*")
_LONGEST_BEGINNING = 200
_LOST = "Markdown cannot take links, code and HTML in this text apart, and would lose some of it"
_UNTANGLE = "remove some levels of lists or quotes; if it was pasted, clean it up first"


class _HeadingIds(TocExtension):
    """Gives headings ids of their words. Further ones of the same words are numbered here:
    Python-Markdown would try all numbers in turn.
    """

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        super().__init__(slugify=self._id, toc_depth="1-6", marker="")

    def reset(self) -> None:
        super().reset()
        self._counts.clear()

    def _id(self, text: str, separator: str) -> str:
        name = slugify(text) or "heading"
        self._counts[name] += 1
        return name if self._counts[name] == 1 else f"{name}_{self._counts[name] - 1}"


class _Markdown(Markdown):
    """With what our extensions ask it for."""

    lang = ""
    effort: Effort | None = None


class Dialect:
    """Set up once and used for many stories. `blocks` are the names of blocks."""

    def __init__(self, blocks: Iterable[str], *, typography: bool = True):
        self._blocks, self._prose = NewsroomBlocks(blocks), NewsProse()
        extensions: list[Extension] = [
            StrictAttributes(),
            CodeHiliteExtension(guess_lang=False),
            DefListExtension(),
            FencedCodeExtension(),
            FootnoteExtension(BACKLINK_TITLE="Back to reference {}", SEPARATOR="-"),
            TableExtension(use_align_attribute=True),
            _HeadingIds(),
            self._prose,
            self._blocks,
        ]
        if typography:
            extensions.append(Typography())
        extensions += [LinkEnds(), FastInline(), FastBlocks()]
        self.markdown = _Markdown(extensions=extensions, output_format="html")

    def convert(
        self, source: SourceFile, start: int, text: str, lang: str, problems: list[Problem]
    ) -> tuple[str, tuple[Block, ...]] | Problem:
        """Convert `text`, which stands in `source` from offset `start`; a Problem where that would
        take for ever. Mistakes in blocks go to `problems`.
        """
        self.markdown.reset()
        self.markdown.lang = lang
        self._prose.indented_code.clear()
        self._prose.joined_lines.clear()
        self.markdown.effort = Effort(text)
        span = None
        if tangle := find_tangle(text):
            span, reason = source.span(start + tangle[0], start + tangle[0] + 1), tangle[1]
        else:
            try:
                out = (
                    self.markdown.convert(text)
                    .replace(f"<{BLOCK_TAG}>", "")
                    .replace(f"</{BLOCK_TAG}>", "")
                )
                if (
                    STX in out or ETX in out
                ):  # a place of its own that it did not fill: what belongs there would be lost
                    raise TangledText(_LOST)
                if "<" in text and ("://" in text or "www." in text):
                    out = without_links_in_links(out)
                problems += indented_code(source, start, self._prose.indented_code)
                problems += joined_lines(source, start, self._prose.joined_lines)
                return out, placed_blocks(self._blocks, source, start, out, problems)
            except RecursionError:
                reason = "the text is nested too deeply"
            except TangledText as error:
                reason = str(error)
                if error.near:
                    at = start + _place_of(error.near, text)
                    span = source.span(at, at + 1)
        return source.problem("nested-too-deep", reason, span, help=_UNTANGLE)


def _place_of(near: str, text: str) -> int:
    """Where in a text a part of it stands that a stage of Markdown was at: by its first words,
    before anything that the stage put in.
    """
    words = _BEGINNING.search(near[:_LONGEST_BEGINNING])
    return max(0, text.find(words[0].strip())) if words else 0
