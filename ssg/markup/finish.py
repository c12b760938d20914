"""The last step of a text: HTML as Markdown or the sanitiser leaves it goes in, HTML as it is
stored comes out, with what was met on the way.

All is done by tokens, in one pass: comments go, the headline stays the page's only h1, tables can
be scrolled, links and pictures get their marks, and words are collected for the summary and the
count.
"""

import re

import msgspec

from ssg.markup.links import References
from ssg.markup.marks import MARK, OPEN, ForeignMark, Link, Picture, mark
from ssg.markup.other_dialects import without_shortcodes
from ssg.markup.plain_text import TextReader
from ssg.markup.tokens import Attribute, Kind, Token, attribute, attributes, tokens, without
from ssg.problems import Problem

_ALIGNMENTS = ("left", "center", "right")
_CODE = '<div class="codehilite">'
_TABLE = '<figure class="table" tabindex="0" aria-label="Table {}">'
# Attributes of a picture that ssg writes where the author has not.
_OF_THE_AUTHOR = ("alt", "width", "height", "srcset", "sizes")
_PICTURE_FILE = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif")


class Finished(msgspec.Struct, frozen=True, kw_only=True):
    """`html` with all marks. `summary` is what stands above the mark of its end, else the first
    paragraph with words.
    """

    html: str
    links: tuple[Link, ...]
    pictures: tuple[Picture, ...]
    ids: tuple[str, ...]
    summary: str
    words: int
    problems: tuple[Problem, ...]


def finish(text: str, references: References) -> Finished:
    """Finish the HTML of one story."""
    finisher = _Finisher(text, references)
    finisher.run()
    return Finished(
        html="".join(finisher.out),
        links=tuple(references.links),
        pictures=tuple(references.pictures),
        ids=tuple(finisher.ids),
        summary=finisher.summary,
        words=len(finisher.reader.words()),
        problems=tuple(references.problems),
    )


def _without_links_to_pictures(text: str, found: list[Token]) -> list[Token]:
    """Tokens without the links around a picture that lead to a picture's file, as WordPress writes
    them: ssg publishes the picture in all its sizes.
    """
    gone: set[int] = set()
    for number, token in enumerate(found[:-2]):
        if token.kind is not Kind.START or token.name != "a" or found[number + 1].name != "img":
            continue
        end = found[number + 2]
        path = attribute(text, token, "href").strip().partition("?")[0].lower()
        is_ours = path.endswith(_PICTURE_FILE) and not path.startswith(("/", "http:", "https:"))
        if is_ours and end.kind is Kind.END and end.name == "a":
            gone |= {number, number + 2}
    return [token for number, token in enumerate(found) if number not in gone] if gone else found


class _Finisher:
    """`out` is what was made of the tokens so far."""

    def __init__(self, text: str, references: References):
        self.out: list[str] = []
        self.ids: list[str] = []
        self.summary = ""
        self.reader = TextReader(text)
        self._html, self._references = text, references
        self._tokens = _without_links_to_pictures(text, list(tokens(text)))
        self._blocks = 0  # newsroom blocks that are open
        # The first part of the paragraph that may be the summary.
        self._paragraph: int | None = None
        self._has_summary = False
        self._tables: list[int] = []  # open tables, each with its place in `out`
        self._table_count = 0

    def run(self) -> None:
        number = 0
        while number < len(self._tokens):
            token = self._tokens[number]
            length = self._figure(number)
            if length == 0:
                self._token(token)
            for seen in self._tokens[number : number + max(length, 1)]:
                self._note(seen)
            number += max(length, 1)

    def _note(self, token: Token) -> None:
        """Collect words, and the first paragraph among them."""
        if token.name == "p" and token.kind in (Kind.START, Kind.END):
            self._end_paragraph()
            if token.kind is Kind.START and self._blocks == 0:
                self._paragraph = len(self.reader.parts)
        self.reader.read(token)

    def _end_paragraph(self) -> None:
        if self._paragraph is not None and not self._has_summary:
            self.summary = without_shortcodes(" ".join(self.reader.words(self._paragraph)))
            self._has_summary = bool(self.summary)
        self._paragraph = None

    def _token(self, token: Token) -> None:
        piece = self._html[token.start : token.end]
        match token.kind:
            case Kind.COMMENT:
                raise ForeignMark("a comment was made when others were taken out")
            case Kind.UNFINISHED:  # told as an error; nothing comes behind it
                return
            case Kind.TEXT if OPEN in piece:
                self.out.append(MARK.sub(self._mark, piece))
            case Kind.START:
                self._start(token, piece)
            case Kind.END:
                self._end(token, piece)
            case _:
                self.out.append(piece)

    def _mark(self, match: re.Match[str]) -> str:
        kind = match[1][:1]
        self._blocks += {"B": 1, "/": -1}.get(kind, 0)
        if kind != "M":
            return match[0]
        above = match.string[: match.start()]
        self.summary = without_shortcodes(" ".join(self.reader.words(more=above)))
        self._has_summary = True
        return ""

    def _start(self, token: Token, piece: str) -> None:
        given = attributes(self._html, token) if "=" in piece else []
        named = {found.name: found.value for found in reversed(given)}
        if "id" in named:
            self.ids.append(named["id"])
        if token.name == "img":
            image = self._image(token, given, named)
            if (
                not image and self.out
            ):  # a `<` before it must not begin a tag with what stands behind it
                end = len(self.out[-1])
                self.out[-1] = without(self.out[-1], [(end, end, "")])
            self.out.append(image)
            return
        piece = self._with_addresses(token, given, named)
        if token.name == "h1":
            piece = "<h2" + piece[3:]
        elif token.name in ("td", "th") and len(given) == 1 and named.get("align") in _ALIGNMENTS:
            piece = f'<{token.name} class="{named["align"]}">'
        elif token.name == "pre" and piece == "<pre>" and self.out[-1:] == [_CODE]:
            piece = '<pre tabindex="0">'  # code scrolls sideways: the keyboard must reach it
        elif token.name == "table":
            self._tables.append(len(self.out))
            self.out.append("")
        self.out.append(piece)

    def _end(self, token: Token, piece: str) -> None:
        if token.name == "h1":
            piece = "</h2" + piece[4:]
        self.out.append(piece)
        if token.name == "table" and self._tables:
            place = self._tables.pop()
            if not self._tables:  # a table inside another one scrolls with it
                self._table_count += 1
                self.out[place] = _TABLE.format(self._table_count)
                self.out.append("</figure>")

    def _figure(self, number: int) -> int:
        """Put a figure in place of a picture that stands alone in its paragraph. Returns how many
        tokens that were; 0 if there is none.
        """
        first = self._tokens[number]
        if first.name != "p" or self._html[first.start : first.end] != "<p>":
            return 0
        at = number + 1 + self._is_space(number + 1)
        if not self._is_tag(at, Kind.START, "img"):
            return 0
        last = at + 1 + self._is_space(at + 1)
        if not self._is_tag(last, Kind.END, "p"):
            return 0
        given = attributes(self._html, self._tokens[at])
        named = {found.name: found.value for found in reversed(given)}
        picture = self._references.picture(named.get("src", ""), named.get("alt", ""))
        self.out.append("<p></p>" if picture is None else mark("F", picture))
        return last + 1 - number

    def _is_space(self, number: int) -> bool:
        if number >= len(self._tokens) or self._tokens[number].kind is not Kind.TEXT:
            return False
        return self._html[self._tokens[number].start : self._tokens[number].end].isspace()

    def _is_tag(self, number: int, kind: Kind, name: str) -> bool:
        return (
            number < len(self._tokens)
            and self._tokens[number].kind is kind
            and self._tokens[number].name == name
        )

    def _image(self, token: Token, given: list[Attribute], named: dict[str, str]) -> str:
        """A picture inside a line, or with text beside it."""
        edits = {
            found: "" if found.name == "alt" else self._references.attribute("img", found, named)
            for found in given
            if found.name != "src" and (found.name != "alt" or not found.value)
        }
        wrote = tuple(
            found.name
            for found in given
            if found.name in _OF_THE_AUTHOR and found.value and edits.get(found) != ""
        )
        picture = self._references.picture(named.get("src", ""), named.get("alt", ""), wrote)
        if picture is None:
            return ""
        edits |= {found: mark("P", picture) for found in given if found.name == "src"}
        changed = ((found, value) for found, value in edits.items() if value is not None)
        return self._edited(token, sorted(changed, key=lambda edit: edit[0].start))

    def _with_addresses(self, token: Token, given: list[Attribute], named: dict[str, str]) -> str:
        """A tag with marks in place of the addresses of our own pages and files."""
        edits = [(found, self._references.attribute(token.name, found, named)) for found in given]
        return self._edited(token, [(found, value) for found, value in edits if value is not None])

    def _edited(self, token: Token, edits: list[tuple[Attribute, str]]) -> str:
        """A tag with other values in some of its attributes; an attribute whose new value is empty
        goes.
        """
        parts, at = [], token.start
        for found, value in edits:
            name = self._html[found.start : found.start + len(found.name)]
            before = self._html[at : found.start]
            parts.append(before if value else before.rstrip())
            if value:
                parts.append(
                    f'{name}="{value}"'
                    if before[-1:] in " \t\n\f\r/" or not before
                    else f' {name}="{value}"'
                )
            at = found.end
        return "".join(parts) + self._html[at : token.end]
