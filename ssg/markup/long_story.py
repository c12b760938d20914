"""A long story in several pages: its body goes in; the HTML of each page, with the footnotes that
belong there, comes out.
"""

import re

from ssg.markup.marks import MARK, Block, Body
from ssg.markup.tokens import Kind, attribute, closing, ids, tokens, without

_LINK_MARK = re.compile("\x01L(\\d+)\x04")
# What the footnotes of Python-Markdown look like, which always stand at the end of a text.
_NOTES, _NOTE, _BACK_LINK = "footnote", "fn-", "footnote-backref"
_SPACES_BEFORE_BACK_LINK = ("&#160;", "\xa0", "&nbsp;")


def is_page_break(block: Block) -> bool:
    """Whether a long story goes on on a further page here: `/// story-continues | page`."""
    return block.name == "story-continues" and block.argument == "page"


def split_pages(body: Body) -> list[str]:
    """The HTML of each page of a story, each with the footnotes that it refers to. Page breaks
    inside other blocks are passed over.
    """
    pieces = _cut(body)
    if len(pieces) == 1:
        return pieces
    pieces[-1], notes = _part_notes(pieces[-1])
    return [piece + _notes_for(piece, notes, body) for piece in pieces] if notes else pieces


def _part_notes(piece: str) -> tuple[str, list[tuple[str, str]]]:
    """The last page's HTML without the footnotes, and the id and the list item of each."""
    found = list(tokens(piece))
    starts = (
        n for n, token in enumerate(found) if token.kind is Kind.START and token.name == "div"
    )
    begin = next((n for n in starts if attribute(piece, found[n], "class") == _NOTES), len(found))
    end = closing(found, begin) if begin < len(found) else len(found)
    if end == len(found):
        return piece, []
    notes, at = [], begin
    while at < end:
        token = found[at]
        name = (
            attribute(piece, token, "id") if token.kind is Kind.START and token.name == "li" else ""
        )
        if name.startswith(_NOTE):
            last = min(closing(found, at), end - 1)
            notes.append((name, piece[token.start : found[last].end]))
            at = last
        at += 1
    return piece[: found[begin].start] + piece[found[end].end :], notes


def _notes_for(piece: str, notes: list[tuple[str, str]], body: Body) -> str:
    """The footnotes that a page refers to, with the numbers that they have in the whole story."""
    referred = {body.links[int(n)].target[1:] for n in _LINK_MARK.findall(piece)}
    here = set(ids(piece))
    wanted = [
        _without_back_links(note, here, body).replace("<li ", f'<li value="{number}" ', 1)
        for number, (name, note) in enumerate(notes, 1)
        if name in referred
    ]
    if not wanted:
        return ""
    return '<div class="footnote">\n<hr>\n<ol>\n' + "\n".join(wanted) + "\n</ol>\n</div>"


def _without_back_links(note: str, here: set[str], body: Body) -> str:
    """A footnote without the links back to places that are not `here`, on its page."""
    found = list(tokens(note))
    gone: list[tuple[int, int, str]] = []
    for number, token in enumerate(found):
        if token.kind is not Kind.START or attribute(note, token, "class") != _BACK_LINK:
            continue
        mark_ = _LINK_MARK.fullmatch(attribute(note, token, "href"))
        if mark_ and body.links[int(mark_[1])].target[1:] not in here:
            before = note[: token.start]
            space = next(
                (space for space in _SPACES_BEFORE_BACK_LINK if before.endswith(space)), ""
            )
            gone.append(
                (
                    token.start - len(space),
                    found[min(closing(found, number), len(found) - 1)].end,
                    "",
                )
            )
    return without(note, gone)


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


def pages_of_ids(body: Body) -> dict[str, int]:
    """The page of a long story on which each id stands."""
    pages: dict[str, int] = {}
    for number, piece in enumerate(split_pages(body), 1):
        for name in ids(piece):
            pages.setdefault(name, number)
    return pages
