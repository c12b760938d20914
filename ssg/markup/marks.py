"""Marks: where in a story's HTML something stands that is known only later (the address of another story, the layout of a block).

A mark is U+0001, a letter and a number, U+0004. Authors cannot write one: control characters are taken out of their text and of
what a sanitiser makes of it, and marks are counted before a body is stored (see convert.py).

    href="\\x01L3\\x04"                 link 3
    src="\\x01P1\\x04"                  the address of picture 1
    \\x01F1\\x04                        picture 1 as a figure (it stood alone in a paragraph)
    \\x01B0\\x04 ... \\x01/B0\\x04        block 0 and the HTML inside it
    \\x01M0\\x04                        where the summary ends (`<!--more-->`); never stored
"""

import re
from collections import Counter
from collections.abc import Callable
from typing import Any

import msgspec

from ssg.markup.tokens import Kind, attribute, closing, ids, tokens

OPEN, CLOSE = "\x01", "\x04"
# Characters that no text of an author has: they are taken out, and stand for ours.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
MARK = re.compile("\x01([^\x01\x04]*)\x04")
_LINK_MARK = re.compile("\x01L(\\d+)\x04")
# What the footnotes of Python-Markdown look like, which always stand at the end of a text.
_NOTES, _NOTE, _BACK_LINK = "footnote", "fn-", "footnote-backref"
_SPACES_BEFORE_BACK_LINK = ("&#160;", "\xa0", "&nbsp;")


class Link(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """A link to check and resolve: `target` as the author wrote it, and where."""

    target: str
    line: int
    column: int


class Picture(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """A picture in the text: `src` as written; `alt` of the Markdown image, if any."""

    src: str
    alt: str = ""
    line: int = 0
    column: int = 0


class Block(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """A newsroom block: `/// name | argument` with its options."""

    name: str
    argument: str = ""
    options: dict[str, Any] = {}
    line: int = 0


class Body(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The text of a story: HTML with marks, and what the marks mean."""

    html: str = ""
    links: tuple[Link, ...] = ()
    pictures: tuple[Picture, ...] = ()
    blocks: tuple[Block, ...] = ()
    ids: tuple[str, ...] = ()


class Filler(msgspec.Struct, frozen=True, kw_only=True):
    """How marks become HTML. Each function gets a number (index into the Body's tuples); `block` also gets the HTML inside."""

    link: Callable[[int], str]
    picture: Callable[[int], str]
    figure: Callable[[int], str]
    block: Callable[[int, str], str]


def mark(kind: str, number: int) -> str:
    return f"{OPEN}{kind}{number}{CLOSE}"


class ForeignMark(Exception):
    """A mark that is none of ours, or a control character, came out of Markdown. A body with it is never stored."""


def check_marks(body: Body) -> None:
    """ForeignMark unless `body` has just the marks of its links, pictures and blocks, and no other control character."""
    if found := CONTROL.search(MARK.sub("", body.html)):
        raise ForeignMark(f"Markdown left a control character (U+{ord(found[0]):04X}) in the text")
    blocks, pictures = len(body.blocks), len(body.pictures)
    known = {"L": len(body.links), "P": pictures, "F": pictures, "B": blocks, "/B": blocks}
    counts: Counter[str] = Counter()
    for name in MARK.findall(body.html):
        kind = name.rstrip("0123456789")
        counts[kind] += 1
        if int(name[len(kind) :] or known.get(kind, 0)) >= known.get(kind, 0):
            raise ForeignMark(f"a mark in the text is none of ours: {name!r}")
    if counts["B"] != blocks or counts["/B"] != blocks:
        raise ForeignMark("a newsroom block stands in the text twice")


def fill(html: str, filler: Filler) -> str:
    """Replace every mark in `html`; blocks inside blocks are filled from the inside out."""
    if OPEN not in html:
        return html
    parts = MARK.split(html)
    open_blocks: list[tuple[int, list[str]]] = []
    out: list[str] = [parts[0]]
    for name, text in zip(parts[1::2], parts[2::2], strict=True):
        kind, number = name[:1], name[1:]
        if kind == "B":
            open_blocks.append((int(number), out))
            out = []
        elif kind == "/":
            index, outer = open_blocks.pop()
            outer.append(filler.block(index, "".join(out).strip()))
            out = outer
        else:
            function = {"L": filler.link, "P": filler.picture, "F": filler.figure}[kind]
            out.append(function(int(number)))
        out.append(text)
    return "".join(out)


def is_page_break(block: Block) -> bool:
    """Whether a long story goes on on a further page here: `/// story-continues | page`."""
    return block.name == "story-continues" and block.argument == "page"


def split_pages(body: Body) -> list[str]:
    """The HTML of each page of a story, each with the footnotes that it refers to. Page breaks inside other blocks are passed over."""
    pieces = _cut(body)
    if len(pieces) == 1:
        return pieces
    pieces[-1], notes = _part_notes(pieces[-1])
    return [piece + _notes_for(piece, notes, body) for piece in pieces] if notes else pieces


def _part_notes(piece: str) -> tuple[str, list[str]]:
    """The last page's HTML without the footnotes, and each footnote's list item."""
    found = list(tokens(piece))
    starts = (n for n, token in enumerate(found) if token.kind is Kind.START and token.name == "div")
    begin = next((n for n in starts if attribute(piece, found[n], "class") == _NOTES), len(found))
    end = closing(found, begin) if begin < len(found) else len(found)
    if end == len(found):
        return piece, []
    notes, at = [], begin
    while at < end:
        token = found[at]
        if token.kind is Kind.START and token.name == "li" and attribute(piece, token, "id").startswith(_NOTE):
            last = min(closing(found, at), end - 1)
            notes.append(piece[token.start : found[last].end])
            at = last
        at += 1
    return piece[: found[begin].start] + piece[found[end].end :], notes


def _notes_for(piece: str, notes: list[str], body: Body) -> str:
    """The footnotes that a page refers to, with the numbers that they have in the whole story."""
    referred = {body.links[int(n)].target[1:] for n in _LINK_MARK.findall(piece)}
    here = set(ids(piece))
    wanted = [
        _without_back_links(note, here, body).replace("<li ", f'<li value="{number}" ', 1)
        for number, note in enumerate(notes, 1)
        if ids(note)[0] in referred
    ]
    if not wanted:
        return ""
    return '<div class="footnote">\n<hr>\n<ol>\n' + "\n".join(wanted) + "\n</ol>\n</div>"


def _without_back_links(note: str, here: set[str], body: Body) -> str:
    """A footnote without the links back to places that are not `here`, on its page."""
    found, parts, at = list(tokens(note)), [], 0
    for number, token in enumerate(found):
        if token.kind is not Kind.START or attribute(note, token, "class") != _BACK_LINK:
            continue
        mark_ = _LINK_MARK.fullmatch(attribute(note, token, "href"))
        if mark_ and body.links[int(mark_[1])].target[1:] not in here:
            before = note[at : token.start]
            space = next((space for space in _SPACES_BEFORE_BACK_LINK if before.endswith(space)), "")
            parts.append(before.removesuffix(space))
            at = found[min(closing(found, number), len(found) - 1)].end
    return "".join(parts) + note[at:]


def _cut(body: Body) -> list[str]:
    pieces, start, depth = [], 0, 0
    for match in MARK.finditer(body.html):
        kind = match[1][:1]
        if kind == "B":
            if depth == 0 and is_page_break(body.blocks[int(match[1][1:])]):
                pieces.append(body.html[start : match.start()])
            depth += 1
        elif kind == "/":
            depth -= 1
            if depth == 0 and is_page_break(body.blocks[int(match[1][2:])]):
                start = match.end()
    return [*pieces, body.html[start:]]


def page_of(body: Body, anchor: str) -> int:
    """The page of a long story that has the element with the id `anchor` (1 if none has)."""
    return next((number for number, piece in enumerate(split_pages(body), 1) if anchor in ids(piece)), 1)
