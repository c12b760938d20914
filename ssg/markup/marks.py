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


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """A link to check and resolve: `target` as the author wrote it, and where."""

    target: str
    line: int
    column: int


class Picture(msgspec.Struct, frozen=True, kw_only=True):
    """A picture in the text: `src` as written; `alt` of the Markdown image, if any."""

    src: str
    alt: str = ""
    line: int = 0
    column: int = 0


class Block(msgspec.Struct, frozen=True, kw_only=True):
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
    """The HTML of each page of a story. Page breaks inside other blocks are passed over."""
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
