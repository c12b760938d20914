"""Marks: where in a story's HTML something stands that is known only later (the address of another
story, the layout of a block).

A mark is U+0001, a letter and a number, U+0004. Authors cannot write one: control characters are
taken out of their text and of what a sanitiser makes of it, and marks are counted before a body is
stored (see convert.py).

    href="\\x01L3\\x04"                 link 3
    src="\\x01P1\\x04"                  the address of picture 1
    \\x01F1\\x04                        picture 1 as a figure (it stood alone in a paragraph)
    \\x01B0\\x04 ... \\x01/B0\\x04        block 0 and the HTML inside it
    \\x01M0\\x04                        where the summary ends (`<!--more-->`); never stored
"""

import re
from collections.abc import Callable
from typing import Any

import msgspec

OPEN, CLOSE = "\x01", "\x04"
# Characters that no text of an author has: they are taken out, and stand for ours.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
MARK = re.compile("\x01([^\x01\x04]*)\x04")


class Link(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """A link to check and resolve: `target` as the author wrote it, and where."""

    target: str
    line: int
    column: int


class Picture(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """A picture in the text: `src` as written; `alt` of the Markdown image, if any; the names of
    the attributes of its tag that stay as the author `wrote` them.
    """

    src: str
    alt: str = ""
    line: int = 0
    column: int = 0
    wrote: tuple[str, ...] = ()


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
    """How marks become HTML. Each function gets a number (index into the Body's tuples); `block`
    also gets the HTML inside.
    """

    link: Callable[[int], str]
    picture: Callable[[int], str]
    figure: Callable[[int], str]
    block: Callable[[int, str], str]


def mark(kind: str, number: int) -> str:
    return f"{OPEN}{kind}{number}{CLOSE}"


class ForeignMark(Exception):
    """A mark that is none of ours, or a control character, came out of Markdown. A body with it is
    never stored.
    """


def check_marks(body: Body) -> None:
    """ForeignMark unless `body` has just the marks of its links, pictures and blocks, and no other
    control character.
    """
    if found := CONTROL.search(MARK.sub("", body.html)):
        raise ForeignMark(f"Markdown left a control character (U+{ord(found[0]):04X}) in the text")
    blocks, pictures = len(body.blocks), len(body.pictures)
    known = {"L": len(body.links), "P": pictures, "F": pictures, "B": blocks, "/B": blocks}
    names = MARK.findall(body.html)
    for name in names:
        kind = name.rstrip("0123456789")
        if int(name[len(kind) :] or known.get(kind, 0)) >= known.get(kind, 0):
            raise ForeignMark(f"a mark in the text is none of ours: {name!r}")
    wanted = sorted(f"{kind}{number}" for number in range(blocks) for kind in ("B", "/B"))
    if sorted(name for name in names if "B" in name) != wanted:
        raise ForeignMark("a newsroom block stands in the text twice, or not at all")


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
