"""The common subset of news prose to HTML in one pass: a story's text in; what Python-Markdown makes of it out, or None.

Two implementations of one dialect: whatever is not plainly one of the forms below is left to Python-Markdown (see
ssg.markup.convert), and where both could, their HTML is the same byte for byte. Paragraphs, `#` headings, `*emphasis*`,
`**strong**`, `[links](address)`, `[brackets]`, one-level lists and quotes, and rules between paragraphs are taken here.
"""

import re
from collections.abc import Callable, Iterator

from ssg.markup.typography import SEAM, typesetter
from ssg.urls import slugify

# Any of these may mean what is not done here: code, escapes, attributes, tables, pictures, notes, references, blocks.
_FOREIGN = ("`", "\\", "{", "|", "\t", "\r", "\x02", "\x03", "![", "[^", "]:", "///", "~~~")
_ENTITY = re.compile(r"&(?:#|\w+;)")
_BLANK_LINE = re.compile(r"(?<=\n) +\n")
# A line that begins so is, or could in some place be, something else than the text of a paragraph.
_MARKED_LINE = r"(?:[#<>:=]|[*+-](?![^ \n])|[-*_ ]+(?![^\n])|\d+\.[ ])"
_MARKED = re.compile(_MARKED_LINE)
_MARKED_BELOW = re.compile(rf"\n{_MARKED_LINE}")
_HEADING = re.compile(r"(#{1,6}) ([^#\n]+)(?:\n|\Z)")
_RULE = re.compile(r"([-*_])(?:[ ]?\1){2,}")
_ITEM = re.compile(r"(?:[*+-]|(\d+\.))[ ]+(.*)")
_BRACKETS = re.compile(r"""\[([^\[\]]*)\](?:\(([^\s()<>"']*)(\)?))?""")
# Of one or two marks, next to no other mark, with no mark inside: forms that every version of the dialect reads alike.
_EMPHASIS = re.compile(r"([*_])(?<![*_].)(\1?)(?![\s*_])([^*_]+)(?<!\s)\1\2(?![*_])")
_STRAY_MARK = re.compile(r"\*|_(?:(?!\w)|(?<!\w.)|_)")
_MORE = re.compile(r"<!-- *more *-->")
_LINK = "\x02"  # where a link was, while emphasis is looked for


class _Uncommon(Exception):
    """Something that is left to Python-Markdown."""


def convert_common(text: str, lang: str, *, typography: bool = True) -> str | None:
    """The HTML of a story's `text`, punctuated as in `lang`; None where it is not wholly of the common subset."""
    if (
        any(mark in text for mark in _FOREIGN)
        or ("&" in text and _ENTITY.search(text))
        or ("<" in text and _is_html(text))
    ):
        return None
    text += "\n\n"
    if " \n" in text:
        text = _BLANK_LINE.sub("\n", text)
    if text[0] == " " or "\n " in text or "  \n" in text:
        return None
    writer = _Writer(typesetter(lang) if typography else None)
    try:
        for block in text.split("\n\n"):
            if block := block.lstrip("\n"):
                writer.block(block)
    except _Uncommon:
        return None
    if writer.is_quoting:
        writer.out.append("</blockquote>")
    return "\n".join(writer.out).rstrip("\n")


def _is_html(text: str) -> bool:
    """Whether there is raw HTML in `text`, other than the one comment `<!--more-->` between two blank lines."""
    before, mark, after = text.partition("\n\n<!--")
    is_more = bool(mark) and bool(_MORE.match("<!--" + after)) and after.partition("-->")[2].startswith("\n\n")
    return not is_more or "<" in before or "<" in after


class _Writer:
    """Takes one block (what stands between blank lines) after the other; `out` has the HTML of each."""

    def __init__(self, smarten: Callable[[str], str] | None):
        self.smarten, self.is_quoting = smarten, False
        self.out: list[str] = []
        self.ids: dict[str, int] = {}

    def block(self, block: str) -> None:
        if self.is_quoting and block[0] != ">":
            self.out.append("</blockquote>")
            self.is_quoting = False
        if _MARKED.match(block) is None:
            self.out.append(f"<p>{self._inline(_plain_below(block))[0]}</p>")
        elif block[0] == "#":
            self._heading(block)
        elif block[0] == ">":
            self._quote(block)
        elif block[0] == "<":
            self.out.append(block + "\n")
        elif _RULE.fullmatch(block):
            self.out.append("<hr>")
        else:
            self._list(block)

    def _heading(self, block: str) -> None:
        """A heading has an id from its words; further ones of the same words are numbered."""
        match = _HEADING.match(block)
        if match is None or not match[2].strip():
            raise _Uncommon
        heading, words = self._inline(match[2].strip())
        name = slugify(" ".join(words.split())) or "heading"
        number = self.ids[name] = self.ids.get(name, -1) + 1
        name = f"{name}_{number}" if number else name
        level = len(match[1])
        self.out.append(f'<h{level} id="{name}">{heading}</h{level}>')
        if rest := block[match.end() :]:
            if rest[0] == "#":
                raise _Uncommon
            self.block(rest)

    def _quote(self, block: str) -> None:
        """Neighbouring quotes are one."""
        inside = "\n".join(map(_unquoted, block.split("\n")))
        paragraphs = [f"<p>{self._inline(_plain(part))[0]}</p>" for part in inside.split("\n\n") if part.strip("\n")]
        if not paragraphs or inside[0] == " " or "\n " in inside:
            raise _Uncommon
        if not self.is_quoting:
            self.out.append("<blockquote>")
        self.is_quoting = True
        self.out += paragraphs

    def _list(self, block: str) -> None:
        """A list right below another one, or of items of both kinds, is left alone: it would be one loose list."""
        if self.out and self.out[-1] in ("</ul>", "</ol>"):
            raise _Uncommon
        items: list[list[str]] = []
        kinds = set()
        for line in block.split("\n"):
            if item := _ITEM.match(line):
                kinds.add("ol" if item[1] else "ul")
                items.append([item[2]])
            elif not items:
                break
            else:
                items[-1].append(line)
        if len(kinds) != 1:
            raise _Uncommon
        kind = kinds.pop()
        texts = (_plain("\n".join(item)) for item in items)
        rows = (f"<li>{self._inline(text)[0]}</li>" for text in texts)
        self.out += (f"<{kind}>", *rows, f"</{kind}>")

    def _inline(self, text: str) -> tuple[str, str]:
        """The HTML of one block's text, and its words alone."""
        pieces = _pieces(text) if "*" in text or "_" in text or "[" in text or "]" in text else [text]
        texts = SEAM.join(filter(None, pieces[::2]))
        if self.smarten:
            texts = self.smarten(texts)
        escaped = texts.replace("&", "&amp;") if "&" in texts else texts
        escaped = escaped.replace(">", "&gt;") if ">" in escaped else escaped
        if len(pieces) == 1:
            return escaped, texts
        parts = iter(escaped.split(SEAM))
        pieces[::2] = [next(parts) if piece else "" for piece in pieces[::2]]
        return "".join(pieces), texts.replace(SEAM, "")


def _plain(block: str) -> str:
    """`block`, if it is the text of one paragraph, without space in front of it."""
    if _MARKED.match(block):
        raise _Uncommon
    return _plain_below(block)


def _plain_below(block: str) -> str:
    """The same where the first line is known to be plain."""
    if ("\n" in block and _MARKED_BELOW.search(block)) or not (text := block.lstrip()):
        raise _Uncommon
    return text


def _unquoted(line: str) -> str:
    if line.strip() == ">":
        return ""
    return line[2:] if line.startswith("> ") else line.removeprefix(">")


def _pieces(text: str) -> list[str]:
    """Text, tag, text, …, text. Links are looked for first, then emphasis around and in them, as in Python-Markdown."""
    links: list[re.Match[str]] = []
    kept, literal, at = [], 0, 0
    for match in _BRACKETS.finditer(text) if "[" in text or "]" in text else ():
        if match[2] is None:
            literal += 1
            continue
        if not (match[3] and match[2] and match[1].strip()):
            raise _Uncommon
        kept.append(text[at : match.start()])
        links.append(match)
        at = match.end()
    outer = _LINK.join((*kept, text[at:]))
    if outer.count("[") != literal or outer.count("]") != literal:
        raise _Uncommon
    pieces = [""]
    _emphasise(outer, pieces, iter(links))
    if "\n" in pieces[2::2]:
        raise _Uncommon
    return pieces


def _emphasise(text: str, pieces: list[str], links: Iterator[re.Match[str]]) -> None:
    at = 0
    for match in _EMPHASIS.finditer(text) if "*" in text or "_" in text else ():
        start, end = match.span()
        if match[1] == "_" and (_is_word(text[start - 1 : start]) or _is_word(text[end : end + 1])):
            raise _Uncommon
        tag = "strong" if match[2] else "em"
        _add(text[at:start], pieces, links)
        pieces += (f"<{tag}>", "")
        _add(match[3], pieces, links)
        pieces += (f"</{tag}>", "")
        at = end
    _add(text[at:], pieces, links)


def _add(text: str, pieces: list[str], links: Iterator[re.Match[str]]) -> None:
    """Add text without marks of its own to the last piece, and the links in it with their labels."""
    if ("*" in text or "_" in text) and _STRAY_MARK.search(text):
        raise _Uncommon
    first, *more = text.split(_LINK)
    pieces[-1] += first
    for after in more:
        link = next(links)
        target = link[2].replace("&", "&amp;")
        pieces += (f'<a href="{target}">', "")
        _emphasise(link[1], pieces, links)
        pieces += ("</a>", after)


def _is_word(char: str) -> bool:
    return char.isalnum() or char == "_"
