"""A story's Markdown in, its Body out: HTML with marks, links, pictures and blocks, each with its place in the file; and the summary and word count."""

import html
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping

import msgspec
from markdown import Markdown
from markdown.extensions.attr_list import AttrListExtension
from markdown.extensions.codehilite import CodeHiliteExtension
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.fenced_code import FencedCodeExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.tables import TableExtension
from markdown.extensions.toc import TocExtension

from ssg.markup.balance import lost_blocks, unbalanced
from ssg.markup.blocks import BLOCK_TAG, NewsroomBlocks
from ssg.markup.fast_blocks import FastBlocks
from ssg.markup.fast_inline import FastInline
from ssg.markup.fast_lane import convert_common
from ssg.markup.limits import LinkEnds, TangledText, find_tangle
from ssg.markup.links import find_references
from ssg.markup.marks import CLOSE, OPEN, Block, Body
from ssg.markup.sanitize import sanitize
from ssg.markup.typography_tree import Typography
from ssg.problems import Problem, Severity, suggest
from ssg.source import SourceFile
from ssg.urls import slugify
from ssg.yaml_source import parse_yaml

_UNTANGLE = "remove some levels of lists or quotes; if it was pasted, clean it up first"
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_MORE = re.compile(r"(?:<p>)?<!--\s*more\s*-->(?:</p>)?\n?")
_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.S)
_NOTE_REFERENCE = re.compile(r'<sup\b.*?</sup>|<a class="footnote-backref".*?</a>', re.S)
_TAG = re.compile(r"<[^>]*>")
_TAG_OR_MARK = re.compile(rf"<[^>]*>|{OPEN}[^{CLOSE}]*{CLOSE}")
_BLOCK_END = re.compile(r"</(?:p|li|h[1-6]|td|th|dt|dd|div|blockquote|figcaption|pre)>|<br\b[^>]*>")
_ID = re.compile(r'id="(?<=\sid=")([^"]+)"')
_BLOCK_OR_PARAGRAPH = re.compile(rf"{OPEN}B([0-9]+){CLOSE}|<p>.*?</p>", re.S)
_BLOCK_LINE = re.compile(r"^ {0,3}/{3,}[ ]*([\w-]+)[ ]*(?:\|.*)?$", re.M)
_STRAY_BLOCK = re.compile(r"<p>/{3,}[ ]*([\w-]*)|^ {0,3}/{3,}[ ]*([\w-]*)[ ]*(?:\|.*)?(?=$|</p>)", re.M)


class Converted(msgspec.Struct, frozen=True, kw_only=True):
    """What a story's text came to. `summary` is plain text: what stands above `<!--more-->`, else the first paragraph."""

    body: Body
    summary: str
    words: int
    problems: tuple[Problem, ...]


class Converter:
    """Python-Markdown, set up once and used for many stories.

    `blocks` are the names of the layouts in layouts/blocks/, with the options that each one reads, where that is known.
    """

    def __init__(self, blocks: Iterable[str] | Mapping[str, tuple[str, ...] | None], *, typography: bool = True):
        self.options = dict(blocks) if isinstance(blocks, Mapping) else dict.fromkeys(blocks)
        self._names = tuple(sorted(self.options))
        self._blocks = NewsroomBlocks(self._names)
        extensions = [
            AttrListExtension(),
            CodeHiliteExtension(guess_lang=False),
            DefListExtension(),
            FencedCodeExtension(),
            FootnoteExtension(BACKLINK_TITLE="Back to reference {}", SEPARATOR="-"),
            TableExtension(),
            TocExtension(slugify=lambda text, separator: slugify(text) or "heading", toc_depth="1-6", marker=""),
            self._blocks,
        ]
        self._typography = typography
        if typography:
            extensions.append(Typography())
        extensions += [LinkEnds(), FastInline(), FastBlocks()]
        self._markdown = Markdown(extensions=extensions, output_format="html")

    def convert(self, source: SourceFile, start: int, *, lang: str, trusted: bool) -> Converted:
        """Convert the text of `source` from offset `start`. `trusted` false sanitises raw HTML."""
        problems: list[Problem] = []
        text = _without_control_characters(source, start, problems)
        blocks: tuple[Block, ...] = ()
        out: str | Problem | None = convert_common(text, lang, typography=self._typography)
        if out is None:
            out = self._convert_fully(source, start, text, lang)
            if isinstance(out, Problem):
                return Converted(body=Body(), summary="", words=0, problems=(*problems, out))
            blocks = self._placed_blocks(source, start, out, problems)
            out = out.replace(f"<{BLOCK_TAG}>", "").replace(f"</{BLOCK_TAG}>", "")
        out = _tidy(out)
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

    def _convert_fully(self, source: SourceFile, start: int, text: str, lang: str) -> str | Problem:
        """The HTML that Python-Markdown makes of `text`, or why it cannot be asked to."""
        self._markdown.reset()
        self._markdown.lang = lang
        span = None
        if tangle := find_tangle(text):
            span, reason = source.span(start + tangle[0], start + tangle[0] + 1), tangle[1]
        else:
            try:
                return self._markdown.convert(text)
            except RecursionError:
                reason = "the text is nested too deeply"
            except TangledText as error:
                reason = str(error)
        return source.problem("nested-too-deep", reason, span, help=_UNTANGLE)

    def _placed_blocks(self, source: SourceFile, start: int, out: str, problems: list[Problem]) -> tuple:
        """The blocks with their lines; those that are unknown or never closed are problems."""
        found = self._blocks.found
        if not found and "///" not in out:
            return ()
        heads, lines, ends = _block_lines(source, start), {}, 0
        for match in _BLOCK_OR_PARAGRAPH.finditer(out):  # in the order of the text, so that each takes the next line of its name
            if match[1]:
                number = int(match[1])
                lines[number] = _next_line(heads, found[number].name)
            for stray in _STRAY_BLOCK.finditer(match[0]) if "///" in match[0] else ():
                if name := html.unescape(stray[1] or stray[2] or ""):
                    problems.append(self._stray(source, name, _next_line(heads, name.lower())))
                else:
                    ends += 1
        placed = [msgspec.structs.replace(block, line=lines.get(n) or _next_line(heads, block.name)) for n, block in enumerate(found)]
        for number in self._blocks.unclosed():
            problems.append(_at_line(source, placed[number].line, "unclosed-block", f"the block `{placed[number].name}` is never closed",
                                     help="put a line `///` below what belongs to it"))  # fmt: skip
        stray_ends = _stray_ends(source, start)[:ends] if ends else []
        if ends and not stray_ends and not any(problem.code in ("unknown-block", "block-options") for problem in problems):
            stray_ends = [0]  # where it is cannot be told; else it ends one of the blocks that are reported already
        for line in stray_ends:
            problems.append(_at_line(source, line, "stray-block-end", "a line `///` closes no block",
                                     help="remove it, or check the block above it"))  # fmt: skip
        return tuple(placed)

    def _stray(self, source: SourceFile, name: str, line: int) -> Problem:
        """A block's first line that opened no block."""
        if name.lower() in self._names:
            return _wrong_options(source, line, name)
        near = suggest(name, self._names)
        label = f"did you mean `{near}`?" if near else ""
        return _at_line(source, line, "unknown-block", f"there is no block `{name}`", label=label,
                        help=f"known are {', '.join(self._names)}; a layout layouts/blocks/{name}.html makes a new one")  # fmt: skip


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
    match = _CONTROL.search(text)
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


def _tidy(out: str) -> str:
    """What Python-Markdown writes, in the form that our pages need."""
    if "<h1" in out:  # the headline is the page's only h1
        out = re.sub(r"<(/?)h1\b", r"<\1h2", out)
    if "text-align" in out:
        out = re.sub(r' style="text-align: (left|center|right);"', r' class="\1"', out)
    if '<div class="codehilite"><pre>' in out:  # code scrolls sideways: the keyboard must reach it
        out = out.replace('<div class="codehilite"><pre>', '<div class="codehilite"><pre tabindex="0">')
    return out


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


def _slashed_lines(source: SourceFile, start: int) -> Iterator[tuple[int, str, int]]:
    """Number, text and slashes of the lines that begin with three slashes or more; code in fences is passed over."""
    fence = ""
    for number, line in enumerate(source.text[start:].split("\n"), source.line_column(start)[0]):
        text = line.strip()
        if text.startswith(fence or ("```", "~~~")):
            fence = "" if fence else text[:3]
        elif not fence and text.startswith("///"):
            yield number, line, len(text) - len(text.lstrip("/"))


def _block_lines(source: SourceFile, start: int) -> dict[str, list[int]]:
    """The first lines of blocks by the names there, last one first."""
    heads: dict[str, list[int]] = {}
    for number, line, _ in reversed(list(_slashed_lines(source, start))):
        if match := _BLOCK_LINE.match(line):
            heads.setdefault(match[1].lower(), []).append(number)
    return heads


def _next_line(heads: dict[str, list[int]], name: str) -> int:
    """Take the next first line of a block of this name; 0 if none is left."""
    return heads[name].pop() if heads.get(name) else 0


def _stray_ends(source: SourceFile, start: int) -> list[int]:
    """The lines `///` with no first line of a block above them."""
    found: list[int] = []
    opened: list[int] = []
    for number, line, slashes in _slashed_lines(source, start):
        if _BLOCK_LINE.match(line):
            opened.append(slashes)
        elif slashes == len(line.strip()):
            if slashes in opened:
                del opened[len(opened) - 1 - opened[::-1].index(slashes) :]
            else:
                found.append(number)
    return found


def _wrong_options(source: SourceFile, line: int, name: str) -> Problem:
    """Where the options below the first line of a block (at `line`) are not YAML."""
    below = source.text[source.offset(line + 1) :].split("\n") if line else []
    options = "\n".join(itertools.takewhile(lambda text: text.startswith("    "), below))
    _, problems = parse_yaml(source, options, line)
    if problems:
        reason = problems[0].message.removeprefix("not YAML: ")
        message = f"the options of the block `{name}` cannot be read: {reason}"
        return msgspec.structs.replace(problems[0], code="block-options", message=message)
    return _at_line(source, line, "block-options", f"the options of the block `{name}` cannot be read",
                    help="indent options by four spaces right below the first line: `    images: [a.jpg, b.jpg]`")  # fmt: skip


def _at_line(source: SourceFile, line: int, code: str, message: str, **more: str) -> Problem:
    if not line:
        return source.problem(code, message, **more)
    start = source.offset(line)
    return source.problem(code, message, source.span(start, start + max(1, len(source.line_text(line)))), **more)
