"""A story's Markdown in, its Body out: HTML with marks, links, pictures and blocks, each with its place in the file; and the summary and word count."""

import functools
import html
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import msgspec

from ssg.markup.balance import lost_blocks, unbalanced
from ssg.markup.fast_lane import Common, convert_common
from ssg.markup.links import find_references
from ssg.markup.marks import CLOSE, OPEN, Body
from ssg.markup.sanitize import sanitize
from ssg.problems import Problem, Severity
from ssg.source import SourceFile

if TYPE_CHECKING:
    from ssg.markup.dialect import Dialect

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_CONTROL_BYTES = bytes((*range(9), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F, 0xC2))
_MORE = re.compile(r"(?:<p>)?<!--\s*more\s*-->(?:</p>)?\n?")
_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.S)
_NOTE_REFERENCE = re.compile(r'<sup\b.*?</sup>|<a class="footnote-backref".*?</a>', re.S)
_TAG = re.compile(r"<[^>]*>")
_TAG_OR_MARK = re.compile(rf"<[^>]*>|{OPEN}[^{CLOSE}]*{CLOSE}")
_BLOCK_END = re.compile(r"</(?:p|li|h[1-6]|td|th|dt|dd|div|blockquote|figcaption|pre)>|<br\b[^>]*>")
_ID = re.compile(r'id="(?<=\sid=")([^"]+)"')


class Converted(msgspec.Struct, frozen=True, kw_only=True):
    """What a story's text came to. `summary` is plain text: what stands above `<!--more-->`, else the first paragraph."""

    body: Body
    summary: str
    words: int
    problems: tuple[Problem, ...]


class Converter:
    """Converts the texts of many stories.

    `blocks` are the names of the layouts in layouts/blocks/, with the options that each one reads, where that is known.
    """

    def __init__(self, blocks: Iterable[str] | Mapping[str, tuple[str, ...] | None], *, typography: bool = True):
        self.options = dict(blocks) if isinstance(blocks, Mapping) else dict.fromkeys(blocks)
        self._typography = typography

    @functools.cached_property
    def dialect(self) -> "Dialect":
        """Python-Markdown. To load it takes longer than to convert hundreds of stories that do without."""
        from ssg.markup.dialect import Dialect

        return Dialect(sorted(self.options), typography=self._typography)

    def convert(self, source: SourceFile, start: int, *, lang: str, trusted: bool) -> Converted:
        """Convert the text of `source` from offset `start`. `trusted` false sanitises raw HTML."""
        problems: list[Problem] = []
        text = _without_control_characters(source, start, problems)
        common = convert_common(text, lang, typography=self._typography)
        if common and trusted and "<" not in text:
            return _of_common(common, source, start, problems)
        made = (common.html, ()) if common else self.dialect.convert(source, start, text, lang, problems)
        if isinstance(made, Problem):
            return Converted(body=Body(), summary="", words=0, problems=(*problems, made))
        out, blocks = _tidy(made[0]), made[1]
        if "<" in text:
            problems += unbalanced(source, start, out, trusted=trusted)
        if not trusted:
            out = sanitize(out)
            problems += lost_blocks(source, out, len(blocks))
        out, summary_html = _cut_at_more(out)
        out, links, pictures, unsafe = find_references(out, source, start)
        body = Body(
            html=_number_tables(out), links=links, pictures=pictures, blocks=blocks, ids=tuple(_ID.findall(out)) if " id=" in out else ()
        )
        return Converted(
            body=body,
            summary=plain_text(summary_html if summary_html is not None else _first_paragraph(out)),
            words=len(_words(out)),
            problems=(*problems, *unsafe),
        )


def _of_common(common: Common, source: SourceFile, start: int, problems: list[Problem]) -> Converted:
    """The same for a text of the common subset, of which most is known already."""
    out, links, unsafe = _without_h1(common.html), (), []
    if common.has_links:
        out, links, _, unsafe = find_references(out, source, start)
    body = Body(html=out, links=links, ids=common.ids)
    return Converted(body=body, summary=common.first_paragraph, words=common.words, problems=(*problems, *unsafe))


def plain_text(text_html: str) -> str:
    """The words of some HTML on one line, without footnote marks. Inline elements do not part a word, block elements do."""
    return " ".join(_words(text_html))


def _words(text_html: str) -> list[str]:
    if "<sup" in text_html:
        text_html = _NOTE_REFERENCE.sub("", text_html)
    tag = _TAG_OR_MARK if OPEN in text_html else _TAG
    return html.unescape(tag.sub("", _BLOCK_END.sub(" ", text_html))).split()


def _without_control_characters(source: SourceFile, start: int, problems: list[Problem]) -> str:
    text = source.text[start:]
    match = _CONTROL.search(text) if _may_have_control(text) else None
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
    return _CONTROL.sub("", text)


def _may_have_control(text: str) -> bool:
    """A look at the bytes, some times faster than the expression. C1 controls begin with C2, as do no-break spaces; U+FFFE with EF BF."""
    encoded = text.encode("utf-8", "surrogatepass")
    return len(encoded.translate(None, _CONTROL_BYTES)) != len(encoded) or b"\xef\xbf" in encoded


def _tidy(out: str) -> str:
    """What Python-Markdown writes, in the form that our pages need."""
    out = _without_h1(out)
    if "text-align" in out:
        out = re.sub(r' style="text-align: (left|center|right);"', r' class="\1"', out)
    if '<div class="codehilite"><pre>' in out:  # code scrolls sideways: the keyboard must reach it
        out = out.replace('<div class="codehilite"><pre>', '<div class="codehilite"><pre tabindex="0">')
    return out


def _without_h1(out: str) -> str:
    """The headline is the page's only h1."""
    return re.sub(r"<(/?)h1\b", r"<\1h2", out) if "<h1" in out else out


def _number_tables(out: str) -> str:
    """Each table in a figure of its own that scrolls on a phone and that the keyboard reaches."""
    if "<table>" not in out:
        return out
    count = iter(range(1, out.count("<table>") + 1))
    opening = '<figure class="table" tabindex="0" aria-label="Table {}"><table>'
    return re.sub("<table>", lambda _: opening.format(next(count)), out).replace("</table>", "</table></figure>")


def _cut_at_more(out: str) -> tuple[str, str | None]:
    match = _MORE.search(out) if "<!--" in out else None
    if not match:
        return out, None
    return _MORE.sub("", out), out[: match.start()]


def _first_paragraph(out: str) -> str:
    """The first paragraph of the text that is not inside a block and has words."""
    depth, position = 0, 0
    for match in _PARAGRAPH.finditer(out):
        before = out[position : match.start()]
        depth += before.count("\x01B") - before.count("\x01/B")
        position = match.start()
        if depth == 0 and plain_text(match[1]):
            return match[1]
    return ""
