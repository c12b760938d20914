"""A story's Markdown in, its Body out: HTML with marks, links, pictures and blocks, each with its
place in the file; and the summary and word count.
"""

import functools
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import msgspec

from ssg.markup.balance import lost_blocks, unbalanced
from ssg.markup.comments import document_comments, without_comments
from ssg.markup.fast_lane import Common, convert_common
from ssg.markup.finish import finish
from ssg.markup.links import References
from ssg.markup.marks import CONTROL, Body, check_marks
from ssg.markup.other_dialects import foreign_markup
from ssg.markup.plain_text import count_unspaced, is_unspaced
from ssg.markup.sanitize import sanitize, taken_out
from ssg.problems import Problem, Severity
from ssg.source.files import SourceFile
from ssg.text.pasted import plain_block_heads

if TYPE_CHECKING:
    from ssg.markup.dialect import Dialect


class Converted(msgspec.Struct, frozen=True, kw_only=True):
    """What a story's text came to. `summary` is plain text: what stands above `<!--more-->`, else
    the first paragraph.
    """

    body: Body
    summary: str
    words: int
    problems: tuple[Problem, ...]


class Converter:
    """Converts the texts of many stories.

    `blocks` are the names of the layouts in layouts/blocks/, with the options that each one reads,
    where that is known.
    """

    def __init__(
        self,
        blocks: Iterable[str] | Mapping[str, tuple[str, ...] | None],
        *,
        typography: bool = True,
    ):
        self.options = dict(blocks) if isinstance(blocks, Mapping) else dict.fromkeys(blocks)
        self._typography = typography

    @functools.cached_property
    def dialect(self) -> "Dialect":
        """Python-Markdown. To load it takes longer than to convert hundreds of stories that do
        without.
        """
        from ssg.markup.dialect import Dialect

        return Dialect(sorted(self.options), typography=self._typography)

    def convert(self, source: SourceFile, start: int, *, lang: str, trusted: bool) -> Converted:
        """Convert the text of `source` from offset `start`. `trusted` false sanitises raw HTML."""
        problems: list[Problem] = []
        text = _without_control_characters(source, start, problems)
        text = text if text.isascii() else plain_block_heads(text)
        references = References(source, start)
        is_plain = trusted and "<" not in text
        refer = references.link if is_plain else None
        common = convert_common(text, lang, typography=self._typography, refer=refer)
        if common and is_plain:
            return _of_common(common, references, problems, lang)
        made = (
            (common.html, ())
            if common
            else self.dialect.convert(source, start, text, lang, problems)
        )
        if isinstance(made, Problem):
            return Converted(body=Body(), summary="", words=0, problems=(*problems, made))
        out, blocks = made
        out, exposed = without_comments(source, start, out)
        problems += exposed
        problems += document_comments(source, start)
        if "<" in text:
            problems += unbalanced(source, start, out, trusted=trusted)
        problems += foreign_markup(source, start, out)
        if not trusted:
            raw, out = out, sanitize(out)
            problems += taken_out(source, start, raw, out)
        if lost := lost_blocks(source, out, len(blocks)):
            return Converted(body=Body(), summary="", words=0, problems=(*problems, *lost))
        finished = finish(out, References(source, start))
        body = Body(
            html=finished.html,
            links=finished.links,
            pictures=finished.pictures,
            blocks=blocks,
            ids=finished.ids,
        )
        check_marks(body)
        return Converted(
            body=body,
            summary=finished.summary,
            words=count_unspaced(out) if is_unspaced(lang) else finished.words,
            problems=(*problems, *finished.problems),
        )


def _of_common(
    common: Common, references: References, problems: list[Problem], lang: str
) -> Converted:
    """The same for a text of the common subset, of which most is known already."""
    body = Body(html=_without_h1(common.html), links=tuple(references.links), ids=common.ids)
    return Converted(
        body=body,
        summary=common.first_paragraph,
        words=count_unspaced(common.html) if is_unspaced(lang) else common.words,
        problems=(*problems, *references.problems),
    )


def _without_h1(out: str) -> str:
    """The headline is the page's only h1. (In HTML that the fast lane wrote, every `<` is that of a
    tag of its own.)
    """
    return out.replace("<h1 ", "<h2 ").replace("</h1>", "</h2>") if "<h1 " in out else out


def _without_control_characters(source: SourceFile, start: int, problems: list[Problem]) -> str:
    text = source.text[start:]
    match = CONTROL.search(text)
    if not match:
        return text
    at = start + match.start()
    problems.append(
        source.problem(
            "control-character",
            f"there is a control character (U+{ord(match[0]):04X}) in the text; it was left out",
            source.span(at, at + 1),
            severity=Severity.WARNING,
            help="delete it; it often comes with text pasted from a PDF or an old system",
        )
    )
    return CONTROL.sub("", text)
