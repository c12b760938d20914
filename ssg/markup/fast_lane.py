"""The common subset of news prose to HTML in one pass: a story's text in; what Python-Markdown
makes of it out, or None.

Two implementations of one dialect: whatever is not plainly one of the forms below is left to
Python-Markdown (see ssg.markup.convert), and where both could, their HTML is the same byte for
byte. Paragraphs, `#` headings, `*emphasis*`, `**strong**`, `[links](address)`, `[brackets]`,
one-level lists and quotes, and rules between paragraphs are taken here.
"""

import re
from collections.abc import Callable, Iterable, Iterator

import msgspec

from ssg.markup.item_lines import is_no_item, looks_like_a_new_sentence
from ssg.markup.other_dialects import LETTERED, PASTED_BULLETS, SHORTCODE
from ssg.markup.typography import BREAK, SEAM, typeset_blocks
from ssg.text.urls import slugify

# Any of these may mean what is not done here: code, escapes, attributes, tables, pictures, notes,
# references, blocks, comments.
_FOREIGN = (
    "`",
    "\\",
    "{",
    "|",
    "\t",
    "\r",
    "\x02",
    "\x03",
    BREAK[1],
    "![",
    "[^",
    "]:",
    "///",
    "~~",
    "www.",
    "\n[a]",
)
# Addresses that become links, and what other systems write in brackets, which is told.
# (A pattern that begins with plain characters finds its places some twenty times faster.)
_BARE_ADDRESS = re.compile(r"://(?:(?<=http://)(?<!\]\(http://)|(?<=https://)(?<!\]\(https://))")

_TIMES = re.compile(r"\*(?<=[0-9]\*)[0-9]")
_ENTITY = re.compile(r"&(?:#|\w+;)")
_BLANK_LINE = re.compile(r"(?<=\n) +\n")
# A line that begins so is, or could in some place be, something else than the text of a paragraph.
_MARKED_LINE = rf"(?:[#<>:={PASTED_BULLETS}]|[*+-](?![^ \n])|[-*_ ]+(?![^\n])|\d{{1,3}}[.)][ ])"
_MARKED = re.compile(_MARKED_LINE)
_MARKED_BELOW = re.compile(rf"\n(?:{_MARKED_LINE}|{LETTERED})")
_HEADING = re.compile(r"(#{1,6}) ([^#\n]+)(?:\n|\Z)")
_RULE = re.compile(r"([-*_])(?:[ ]?\1){2,}")
_ITEM = re.compile(r"([*+-]|\d{1,3}\.)[ ]+(.*)")
_BRACKETS = re.compile(r"""\[([^\[\]]*)\](?:\(([^\s()<>"']*)(\)?))?""")
# Of one or two marks, next to no other mark, with no mark inside: forms that every version of the
# dialect reads alike.
_EMPHASIS = re.compile(r"([*_])(?<![*_].)(\1?)(?![\s*_])([^*_]+)(?<!\s)\1\2(?![*_])")
_STRAY_MARK = re.compile(r"\*|_(?:(?!\w)|(?<!\w.)|_)")
_MORE = re.compile(r"<!-- *more *-->")
_LINK = "\x02"  # where a link was, while emphasis is looked for
_PARAGRAPH = "<p>"
# The address of a link -> what stands in its place: None for itself, "" for nothing.
Refer = Callable[[str], str | None]


class Common(msgspec.Struct, frozen=True, kw_only=True):
    """What a text of the common subset came to: the `html`, the count of its `words`, the words of
    its first paragraph, the ids of its headings.
    """

    html: str
    words: int
    first_paragraph: str
    ids: tuple[str, ...]


class _Uncommon(Exception):
    """Something that is left to Python-Markdown."""


def convert_common(
    text: str, lang: str, *, typography: bool = True, refer: Refer | None = None
) -> Common | None:
    """What a story's `text` comes to, punctuated as in `lang`; None where it is not wholly of the
    common subset.

    `refer` is told the address of each link, in order, and gives what stands in its place.
    """
    if (
        any(mark in text for mark in _FOREIGN)
        or ("&" in text and _ENTITY.search(text))
        or ("://" in text and _BARE_ADDRESS.search(text))
        or ("[" in text and SHORTCODE.search(text))
        or ("*" in text and _TIMES.search(text))
        or ("<" in text and _is_html(text))
    ):
        return None
    text += "\n\n"
    if " \n" in text:
        text = _BLANK_LINE.sub("\n", text)
    if text[0] == " " or "\n " in text or "  \n" in text:
        return None
    reader = _Reader(refer)
    try:
        for block in text.split("\n\n"):
            if block := block.lstrip("\n"):
                reader.block(block)
    except _Uncommon:
        return None
    if reader.is_quoting:
        reader.rows.append("</blockquote>")
    return _write(reader, lang if typography else None)


def _is_html(text: str) -> bool:
    """Whether there is raw HTML in `text`, other than the one comment `<!--more-->` between two
    blank lines.
    """
    before, mark, after = text.partition("\n\n<!--")
    is_more = (
        bool(mark)
        and bool(_MORE.match("<!--" + after))
        and after.partition("-->")[2].startswith("\n\n")
    )
    return not is_more or "<" in before or "<" in after


# What stands before and after a text (before a heading, its level), and the pieces that the text is
# joined from if it is not in one.
_Row = tuple[str | int, str, list[str] | None]


class _Reader:
    """Takes one block (what stands between blank lines) after the other. `rows` are lines of HTML,
    those with a text in them without it; `texts` are those texts, yet to be set.
    """

    def __init__(self, refer: Refer | None) -> None:
        self.is_quoting = False
        self._refer = refer or _as_written
        self.rows: list[str | _Row] = []
        self.texts: list[str] = []

    def block(self, block: str) -> None:
        if self.is_quoting and block[0] != ">":
            self.rows.append("</blockquote>")
            self.is_quoting = False
        if _MARKED.match(block) is None:
            self._text(_PARAGRAPH, _plain_below(block), "</p>")
        elif block[0] == "#":
            self._heading(block)
        elif block[0] == ">":
            self._quote(block)
        elif block[0] == "<":
            self.rows.append(block + "\n")
        elif _RULE.fullmatch(block):
            self.rows.append("<hr>")
        else:
            self._list(block)

    def _heading(self, block: str) -> None:
        match = _HEADING.match(block)
        if match is None or not match[2].strip():
            raise _Uncommon
        level = len(match[1])
        self._text(level, match[2].strip(), f"</h{level}>")
        if rest := block[match.end() :]:
            if rest[0] == "#":
                raise _Uncommon
            self.block(rest)

    def _quote(self, block: str) -> None:
        """Neighbouring quotes are one."""
        inside = "\n".join(map(_unquoted, block.split("\n")))
        paragraphs = [_plain(part) for part in inside.split("\n\n") if part.strip("\n")]
        if not paragraphs or inside[0] == " " or "\n " in inside:
            raise _Uncommon
        if not self.is_quoting:
            self.rows.append("<blockquote>")
        self.is_quoting = True
        for paragraph in paragraphs:
            self._text(_PARAGRAPH, paragraph, "</p>")

    def _list(self, block: str) -> None:
        """A list right below another one, of several kinds, or that begins with another number than
        1, is left alone.
        """
        if self.rows and self.rows[-1] in ("</ul>", "</ol>"):
            raise _Uncommon
        items: list[list[str]] = []
        signs = set()
        for line in block.split("\n"):
            if item := _ITEM.match(line):
                signs.add(item[1][-1])
                if item[1][-1] == "." and (is_no_item(line) or (not items and item[1] != "1.")):
                    raise _Uncommon
                items.append([item[2]])
            elif not items:
                break
            elif looks_like_a_new_sentence(items[-1][-1], line):
                raise _Uncommon  # it is told
            else:
                items[-1].append(line)
        if len(signs) != 1:
            raise _Uncommon
        kind = "ol" if signs == {"."} else "ul"
        self.rows.append(f"<{kind}>")
        for lines in items:
            self._text("<li>", _plain("\n".join(lines)), "</li>")
        self.rows.append(f"</{kind}>")

    def _text(self, before: str | int, text: str, after: str) -> None:
        pieces = None
        if "*" in text or "_" in text or "[" in text or "]" in text:
            pieces = _pieces(text, self._refer)
            text = SEAM.join(filter(None, pieces[::2]))
        self.rows.append((before, after, pieces))
        self.texts.append(text)


def _write(reader: _Reader, lang: str | None) -> Common:
    """All texts are set and escaped together, which is faster than one by one."""
    text = BREAK.join(reader.texts)
    if lang is not None:
        text = typeset_blocks(text, lang)
    words = text.replace(SEAM, "") if SEAM in text else text
    escaped = text.replace("&", "&amp;") if "&" in text else text
    escaped = escaped.replace(">", "&gt;") if ">" in escaped else escaped
    texts = zip(words.split(BREAK), escaped.split(BREAK), strict=True)
    lines: list[str] = []
    first = ""
    names: dict[str, int] = {}
    ids: list[str] = []
    for row in reader.rows:
        if isinstance(row, str):
            lines.append(row)
            continue
        before, after, pieces = row
        plain, inline = next(texts)
        if pieces is not None:
            parts = iter(inline.split(SEAM))
            pieces[::2] = [next(parts) if piece else "" for piece in pieces[::2]]
            inline = "".join(pieces)
        if isinstance(before, int):
            ids.append(_new_id(plain, names))
            before = f'<h{before} id="{ids[-1]}">'
        elif not first and before is _PARAGRAPH:
            first = " ".join(plain.split())
        lines.append(f"{before}{inline}{after}")
    html = "\n".join(lines).rstrip("\n")
    return Common(html=html, words=len(words.split()), first_paragraph=first, ids=tuple(ids))


def _new_id(heading: str, names: dict[str, int]) -> str:
    """A heading has an id from its words; further ones of the same words are numbered."""
    name = slugify(" ".join(heading.split())) or "heading"
    number = names[name] = names.get(name, -1) + 1
    return f"{name}_{number}" if number else name


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


def _pieces(text: str, refer: Refer) -> list[str]:
    """Text, tag, text, …, text. Links are looked for first, then emphasis around and in them, as in
    Python-Markdown.
    """
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
    _emphasise(outer, pieces, _tags(links, refer))
    if "\n" in pieces[2::2]:
        raise _Uncommon
    return pieces


def _emphasise(text: str, pieces: list[str], links: Iterator[tuple[str, str]]) -> None:
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


def _add(text: str, pieces: list[str], links: Iterator[tuple[str, str]]) -> None:
    """Add text without marks of its own to the last piece, and its links with their labels."""
    if ("*" in text or "_" in text) and _STRAY_MARK.search(text):
        raise _Uncommon
    first, *more = text.split(_LINK)
    pieces[-1] += first
    for after in more:
        tag, label = next(links)
        pieces += (tag, "")
        _emphasise(label, pieces, links)
        pieces += ("</a>", after)


def _tags(links: Iterable[re.Match[str]], refer: Refer) -> Iterator[tuple[str, str]]:
    """The start tag of each link, and its label. One whose address is refused has none."""
    for link in links:
        address = refer(link[2])
        if address is None:
            address = link[2].replace("&", "&amp;")
        yield (f'<a href="{address}">' if address else "<a>"), link[1]


def _as_written(address: str) -> None:
    """What stands in place of a link's address where nobody wants to know of it: None, for the
    address itself.
    """


def _is_word(char: str) -> bool:
    return char.isalnum() or char == "_"
