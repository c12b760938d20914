"""Marks: where in a story's HTML something stands that is known only later (the address of another story, the layout of a block).

A mark is U+0001, a letter and a number, U+0004. Authors cannot write one, since control characters are taken out of their text.

    href="\\x01L3\\x04"                 link 3
    src="\\x01P1\\x04"                  the address of picture 1
    \\x01F1\\x04                        picture 1 as a figure (it stood alone in a paragraph)
    \\x01B0\\x04 ... \\x01/B0\\x04        block 0 and the HTML inside it
"""

import re
from collections.abc import Callable
from typing import Any

import msgspec

OPEN, CLOSE = "\x01", "\x04"
_MARK = re.compile("\x01([^\x04]*)\x04")
# What Python-Markdown's footnotes extension writes, always at the end of a text.
_NOTES = re.compile(r'<div class="footnote">.*</div>', re.S)
_NOTE = re.compile(r'<li id="(fn-[^"]*)">.*?</li>(?=\s*(?:<li id="fn-|</ol>))', re.S)
_LINK_MARK = re.compile("\x01L(\\d+)\x04")
_BACK_LINK = re.compile('(?:&#160;|\xa0)?<a class="footnote-backref" href="\x01L(\\d+)\x04"[^>]*>.*?</a>', re.S)


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


def fill(html: str, filler: Filler) -> str:
    """Replace every mark in `html`; blocks inside blocks are filled from the inside out."""
    if OPEN not in html:
        return html
    parts = _MARK.split(html)
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
    notes = _NOTES.search(pieces[-1]) if len(pieces) > 1 else None
    if notes is None:
        return pieces
    pieces[-1] = pieces[-1][: notes.start()] + pieces[-1][notes.end() :]
    return [piece + _notes_for(piece, notes[0], body) for piece in pieces]


def _notes_for(piece: str, notes: str, body: Body) -> str:
    """The footnotes that a page refers to, with the numbers that they have in the whole story."""
    referred = {body.links[int(n)].target[1:] for n in _LINK_MARK.findall(piece)}
    wanted = [
        note[0].replace("<li ", f'<li value="{number}" ', 1)
        for number, note in enumerate(_NOTE.finditer(notes), 1)
        if note[1] in referred
    ]
    if not wanted:
        return ""
    text = _BACK_LINK.sub(lambda m: m[0] if f' id="{body.links[int(m[1])].target[1:]}"' in piece else "", "\n".join(wanted))
    return f'<div class="footnote">\n<hr>\n<ol>\n{text}\n</ol>\n</div>'


def _cut(body: Body) -> list[str]:
    pieces, start, depth = [], 0, 0
    for match in _MARK.finditer(body.html):
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
    wanted = f' id="{anchor}"'
    return next((number for number, piece in enumerate(split_pages(body), 1) if wanted in piece), 1)
