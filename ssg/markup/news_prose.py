"""What Python-Markdown would take from news prose in silence stays, and what every editor's preview
shows is shown: headings, attributes, code in lists, struck words, bare addresses, broken lines.

Each rule stands in docs/markdown.md, under "What is a mark, and what is text".
"""

import html
import re
import xml.etree.ElementTree as etree

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor, CodeBlockProcessor, HashHeaderProcessor
from markdown.extensions import Extension
from markdown.extensions.attr_list import AttrListExtension, AttrListTreeprocessor
from markdown.htmlparser import HTMLExtractor
from markdown.inlinepatterns import InlineProcessor, SubstituteTagInlineProcessor
from markdown.preprocessors import HtmlBlockPreprocessor, Preprocessor
from markdown.treeprocessors import InlineProcessor as InlineStage
from markdown.util import ETX, STX, AtomicString

from ssg.markup.lists import Lists
from ssg.markup.tokens import Kind, Token, attribute, tokens, without

LINE_BREAK = r"\\\n"
SCRIPT = r"(?i:[<](script|style)\b)[^<>]*>"
TIMES = r"(?<=[0-9])\*(?=[0-9])"
STRUCK = r"~~(?![\s~])((?:[^~]|~(?!~))++)(?<!\s)~~(?!~)"
# An address ends at a space, a quotation mark, a tag, or a mark of an East Asian sentence. (What is
# between STX and ETX was put aside: a character with a backslash before it, or an element.)
_ENDS_ADDRESS = rf"\s<>\"“”„«»{STX}{ETX}、。，；：？！（）［］「」『』《》【】"
_ADDRESS = rf"(?:[^\[{_ENDS_ADDRESS}]|\[(?!/)|{STX}klzzwxh:\d{{1,9}}{ETX})"
_BEFORE = r"(?<![A-Za-z0-9_/.=:&?@#%+-])"
BARE_ADDRESS = rf"{_BEFORE}https?://(?=[^\W_]){_ADDRESS}++"
BARE_WWW = rf"{_BEFORE}www\.(?=[^\W_]){_ADDRESS}++"
_PUT_ASIDE = re.compile(rf"{STX}klzzwxh:(\d+){ETX}")
_SENTENCE_END = ".,;:!?*_~'’‘\"|"
_REFERENCE_END = re.compile(r"&[A-Za-z0-9]{1,20};\Z")
_NO_LINKS = frozenset("a button code kbd pre samp tt var".split())
_CLOSING = {")": "(", "]": "[", "}": "{"}

_HEADING = re.compile(r"(?:^ {0,3}|\n)(?P<level>#{1,6}) (?P<header>[^\n]*)(?:\n|$)")
# `.class`, `#id` and `key=value`. A class begins with a letter, and an id has one: `{.45}` and
# `{#1}` are words.
_ATTRIBUTE = (
    r"(?:\.[A-Za-z_][\w-]*|#(?=[\w-]*[^\W\d_])[\w:.-]+"
    r"|[A-Za-z_][\w:.-]*=(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s\"'{}=]+))"
)
_ATTRIBUTES = rf"\{{:?[ ]*({_ATTRIBUTE}(?:[ ]+{_ATTRIBUTE})*)[ ]*\}}"

# The first row of a table right below a line of text: a row, and the line of hyphens.
_TABLE_BELOW = re.compile(r"\n(?=[^\n|]*+\|[^\n]*+\n {0,3}\|?[ ]*:?-+:?[ ]*\|[-:| ]*(?:\n|$))")
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|\w{1,31});")
_SENTENCE = re.compile(r"[\"“‘'(*_]{0,3}[^\W\d_]\S* \S+ [^\W\d_]")
_FENCE = re.compile(r"( *(?:(?:[-*+]|\d{1,3}[.)]) +)*)(`{3,}|~{3,})([^`\n]*)$")
_ITEM = re.compile(r" *(?:[-*+]|\d{1,3}[.)]) ")
# A tab behind one of these makes a list in a word processor.
_TABBED = "o§–—•·▪●◦■"


class NewsProse(Extension):
    """The rules above, for the `Markdown` it is given to. `indented_code` has the first lines of
    what is set as code and looks like text, `joined_lines` the lines below an item that look like
    sentences of their own.
    """

    def __init__(self) -> None:
        super().__init__()
        self.indented_code: list[str] = []
        self.joined_lines: list[str] = []

    def extendMarkdown(self, md: Markdown) -> None:
        blocks = md.parser.blockprocessors
        for name in ("indent", "olist", "ulist"):
            blocks.deregister(name)
        blocks.register(IndentedCode(md.parser, self.indented_code), "code", 80)
        blocks.register(Lists(md.parser, self.joined_lines), "lists", 40)
        blocks.register(TablesBelowText(md.parser), "table-below", 76)
        blocks.register(Headings(md.parser), "hashheader", 70)
        md.preprocessors.register(RawHtml(md), "html_block", 20)
        md.preprocessors.register(_TabbedBullets(md), "tabbed-bullets", 40)
        # behind other code (25), before raw HTML (20), which might stand in the code
        md.preprocessors.register(_CodeInLists(md), "code-in-lists", 24)
        patterns = md.inlinePatterns
        patterns.register(_Times(TIMES, md), "times", 66)
        patterns.register(_Scripts(SCRIPT, md), "script", 195)
        patterns.register(BareAddresses(BARE_ADDRESS, md), "bare-address", 85)
        patterns.register(BareAddresses(BARE_WWW, md), "bare-www", 84)
        patterns.register(SubstituteTagInlineProcessor(LINE_BREAK, "br"), "backslash-break", 99)
        patterns.register(_Struck(STRUCK, md), "struck", 65)


class Headings(HashHeaderProcessor):
    """A heading has a space behind its `#`. Those at its end go if a space parts them from it: `C#`
    keeps its own.
    """

    RE = _HEADING

    def run(self, parent: etree.Element, blocks: list[str]) -> None:
        block = blocks.pop(0)
        match = _HEADING.search(block)
        assert match is not None, "it was asked before"
        if match.start():
            self.parser.parseBlocks(parent, [block[: match.start()]])
        heading = etree.SubElement(parent, f"h{len(match['level'])}")
        text = match["header"].strip()
        without = text.rstrip("#")
        heading.text = without.rstrip() if without.endswith(" ") or not without else text
        if rest := block[match.end() :]:
            blocks.insert(0, rest)


class RawHtml(HtmlBlockPreprocessor):
    """What stands behind an element on its last line stays there: Python-Markdown would put a rule,
    a picture or a character reference to the end of the text.
    """

    def run(self, lines: list[str]) -> list[str]:
        reader = _RawHtmlReader(self.md)
        reader.feed("\n".join(lines))
        reader.close()
        return "".join(reader.cleandoc).split("\n")


class _RawHtmlReader(HTMLExtractor):
    def handle_empty_tag(self, data: str, is_block: bool) -> None:
        if self.inraw or not self.intail:
            super().handle_empty_tag(data, is_block)
        elif is_block and "".join(self.cleandoc[-2:]).rstrip(" ").endswith("\n\n"):
            self.cleandoc += (self.md.htmlStash.store(data), "\n\n")
        else:
            self.cleandoc.append(data)


class IndentedCode(CodeBlockProcessor):
    """Code by four spaces. Where it begins like a sentence, it is noted: pasted paragraphs often
    begin with a tab.
    """

    def __init__(self, parser: BlockParser, noted: list[str]):
        super().__init__(parser)
        self._noted = noted

    def run(self, parent: etree.Element, blocks: list[str]) -> None:
        line = blocks[0].lstrip("\n").partition("\n")[0].strip()
        if _SENTENCE.match(line):
            self._noted.append(line)
        super().run(parent, blocks)


class TablesBelowText(BlockProcessor):
    """A table may stand right below a line of text, as a list may."""

    def test(self, parent: etree.Element, block: str) -> bool:
        return bool(_TABLE_BELOW.search(block))

    def run(self, parent: etree.Element, blocks: list[str]) -> None:
        above, table = _TABLE_BELOW.split(blocks.pop(0), maxsplit=1)
        self.parser.parseBlocks(parent, [above])
        blocks.insert(0, table)


class _StrictAttributes(AttrListTreeprocessor):
    # Final in the library's types, which leave no other way to say what attributes are.
    HEADER_RE = re.compile(rf"[ ]{_ATTRIBUTES}[ ]*$")  # type: ignore[misc]
    BLOCK_RE = re.compile(rf"\n[ ]*{_ATTRIBUTES}[ ]*$")  # type: ignore[misc]
    INLINE_RE = re.compile(_ATTRIBUTES)  # type: ignore[misc]


class StrictAttributes(AttrListExtension):
    """Attribute lists that have nothing but attributes in them: `{OT}` is a word."""

    def extendMarkdown(self, md: Markdown) -> None:
        super().extendMarkdown(md)
        md.treeprocessors.register(_StrictAttributes(md), "attr_list", 8)


class BareAddresses(InlineProcessor):
    """An address in the text is a link, without the marks of the sentence at its end."""

    ANCESTOR_EXCLUDES = ("a",)

    # The library's own inline processors have another signature than its patterns, too.
    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[etree.Element, int, int]:
        end = next(
            (each.start() for each in _PUT_ASIDE.finditer(m[0]) if not self._escaped(each)),
            len(m[0]),
        )
        written = _trimmed(m[0][:end])
        # Without its semicolon, `&copy` is the name of a parameter.
        address = _REFERENCE.sub(
            lambda each: html.unescape(each[0]), _PUT_ASIDE.sub(self._escaped, written)
        )
        link = etree.Element("a")
        link.set("href", f"https://{address}" if address[:4] == "www." else address)
        link.text = AtomicString(address)
        return link, m.start(), m.start() + len(written)

    def _escaped(self, placeholder: re.Match[str]) -> str:
        """The character that was put aside for its backslash; "" for an element."""
        stage = self.md.treeprocessors["inline"]
        node = stage.stashed_nodes.get(placeholder[1]) if isinstance(stage, InlineStage) else None
        if isinstance(node, str) and node[0] == STX and node[1:-1].isdecimal():
            return chr(int(node[1:-1]))
        return ""


def _trimmed(address: str) -> str:
    """An address without what belongs to the sentence around it: marks, and brackets that were not
    opened in it.
    """
    counts = {mark: address.count(mark) for mark in "()[]{}"}
    end = len(address)
    while end:
        last = address[end - 1]
        reference = _REFERENCE_END.search(address, max(0, end - 22), end) if last == ";" else None
        if reference:
            end = reference.start()
        elif last in _SENTENCE_END:
            end -= 1
        elif last in _CLOSING and counts[last] > counts[_CLOSING[last]]:
            counts[last] -= 1
            end -= 1
        else:
            break
    return address[:end]


def without_links_in_links(out: str) -> str:
    """HTML without the links of bare addresses that stand inside a link or code of raw HTML, where
    Markdown saw the address alone.
    """
    found = list(tokens(out))
    opened: list[str] = []
    gone: list[tuple[int, int, str]] = []
    for number, token in enumerate(found):
        if token.kind is Kind.START and token.name in _NO_LINKS:
            if opened and token.name == "a" and _is_bare(out, found[number : number + 3]):
                gone += [(found[at].start, found[at].end, "") for at in (number, number + 2)]
            opened.append(token.name)
        elif token.kind is Kind.END and token.name in opened:
            while opened.pop() != token.name:
                pass
    return without(out, gone) if gone else out


def _is_bare(out: str, found: list[Token]) -> bool:
    """Whether tokens are a link whose words are its address, up to its end tag."""
    if len(found) < 3 or found[1].kind is not Kind.TEXT or found[2].kind is not Kind.END:
        return False
    words = html.unescape(out[found[1].start : found[1].end])
    return attribute(out, found[0], "href") in (words, f"https://{words}")


class _Scripts(InlineProcessor):
    """A script or style in a line is left alone as a whole. (Of a backslash in it, Markdown would
    make an escape.)
    """

    def handleMatch(  # type: ignore[override]  # as above
        self, m: re.Match[str], data: str
    ) -> tuple[str, int, int] | tuple[None, None, None]:
        end = data.lower().find(f"</{m[1].lower()}", m.end())
        behind = data.find(">", end) + 1 if end != -1 else 0
        if not behind:
            return None, None, None
        return self.md.htmlStash.store(data[m.start() : behind]), m.start(), behind


class _Times(InlineProcessor):
    """Between two digits, `*` is the sign of a product."""

    def handleMatch(  # type: ignore[override]  # as above
        self, m: re.Match[str], data: str
    ) -> tuple[str, int, int]:
        return f"{STX}{ord('*')}{ETX}", m.start(), m.end()


class _Struck(InlineProcessor):
    def handleMatch(  # type: ignore[override]  # as above
        self, m: re.Match[str], data: str
    ) -> tuple[etree.Element, int, int]:
        element = etree.Element("del")
        element.text = m[1]
        return element, m.start(), m.end()


class _TabbedBullets(Preprocessor):
    """Lists pasted from a word processor, whose marks are parted from the words by a tab."""

    def run(self, lines: list[str]) -> list[str]:
        return [self._line(line) if "\t" in line else line for line in lines]

    def _line(self, line: str) -> str:
        text = line.lstrip(" \t")
        if text[1:2] != "\t" or text[0] not in _TABBED:
            return line
        return f"{line[: len(line) - len(text)]}- {text[1:].lstrip()}"


class _CodeInLists(Preprocessor):
    """Code between fences that are indented, as in an item of a list: made here as code that stands
    alone is.
    """

    def run(self, lines: list[str]) -> list[str]:
        self._closing: dict[str, list[tuple[int, int]]] = {}
        out: list[str] = []
        at, in_list = 0, False
        while at < len(lines):
            line = lines[at]
            fence = _FENCE.match(line) if "```" in line or "~~~" in line else None
            end = self._end(lines, at, fence) if fence and (in_list or fence[1][4:] == "") else 0
            made = self._made(lines[at : end + 1], fence) if fence and end else []
            if end and not made:  # it cannot be read: looked at once, and left as it is
                out += lines[at : end + 1]
                at = end + 1
                continue
            out += made or [line]
            if _ITEM.match(line):
                in_list = True
            elif line.strip() and line[0] != " " and not (at and lines[at - 1].strip()):
                in_list = False
            at = end + 1 if made else at + 1
        return out

    def _end(self, lines: list[str], at: int, fence: re.Match[str]) -> int:
        """The number of the line that closes a fence; 0 if there is none."""
        mark, length = fence[2][0], len(fence[2])
        if mark not in self._closing:  # looked for once, from the last line to the first
            rows = ((number, line.strip()) for number, line in enumerate(lines))
            found = [(number, len(text)) for number, text in rows if text and not text.strip(mark)]
            self._closing[mark] = found[::-1]
        closing = self._closing[mark]
        while closing and closing[-1][0] <= at:
            closing.pop()
        return next((number for number, size in reversed(closing) if size >= length), 0)

    def _made(self, lines: list[str], fence: re.Match[str]) -> list[str]:
        """What stands for the code in the list; nothing where it cannot be read."""
        indent = len(fence[1])
        inside = [line[min(indent, len(line) - len(line.lstrip(" "))) :] for line in lines[1:-1]]
        code = [fence[2] + fence[3], *inside, fence[2]]
        made = [line for line in self.md.preprocessors["fenced_code_block"].run(code) if line]
        if len(made) != 1 or not made[0].startswith(STX):
            return []
        is_item = bool(fence[1].strip())
        above = [fence[1] + made[0]] if is_item else ["", fence[1] + made[0]]
        return [*above, ""]
