"""HTML as browsers read it: a text in, its tags, comments and texts out, each with its place.

This is the tokenizer of the HTML standard (WHATWG HTML, 13.2.5), with what its tree builder tells
it: inside a script or a style there are no tags, inside an SVG there are. Whatever looks through
HTML or changes it does so by these tokens, so that what a browser takes for a comment or for the
value of an attribute is never taken for a tag, nor the other way round.
"""

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from enum import Enum
from html.entities import html5 as _REFERENCES
from typing import NamedTuple

_SPACE = r"\t\n\f\r "
# A name may begin with anything but a space, a slash or `>`. Where a value was begun and has no
# end, there is no attribute.
_ATTRIBUTE_FORM = (
    rf"[{_SPACE}/]*+(?P<name>[^{_SPACE}/>][^{_SPACE}/>=]*+)"
    rf"(?:[{_SPACE}]*+=[{_SPACE}]*+"
    rf"""(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?=>)|(?P<bare>[^"'{_SPACE}>][^{_SPACE}>]*+))|(?![{_SPACE}]*+=))"""
)
_ATTRIBUTE = re.compile(_ATTRIBUTE_FORM)
_NAMELESS = re.sub(r"\?P<\w+>", "?:", _ATTRIBUTE_FORM)
_TAG = re.compile(rf"<(/?)([A-Za-z][^{_SPACE}/>]*+)(?:{_NAMELESS})*+[{_SPACE}/]*+>")
_COMMENT = re.compile(r"<!--(?:-?>|.*?--!?>)", re.S)
_SCRIPT = re.compile(rf"<!--|-->|<(/?)script(?=[{_SPACE}/>])", re.I)
_CHARACTER_DATA = "<![CDATA["
# Inside these there is text alone, up to their end tag (13.2.6.4.4 and 13.2.6.4.7).
_RAW_TEXT = ("iframe", "noembed", "noframes", "style", "textarea", "title", "xmp")
_RAW_ENDS = {name: re.compile(rf"</{name}(?=[{_SPACE}/>])", re.I) for name in _RAW_TEXT}
# Parts of an SVG or a formula whose inside is HTML again, and the tags of HTML that end an SVG or a
# formula (13.2.6.5).
_FOREIGN = ("svg", "math")
_HTML_INSIDE = frozenset(("foreignobject", "desc", "title", "mi", "mo", "mn", "ms", "mtext"))
_ENDS_FOREIGN = frozenset(
    "b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img"
    " li listing menu meta nobr ol p pre ruby s small span strong strike sub sup table tt u ul"
    " var".split()
)
# A reference by name counts inside an attribute without its semicolon only where no letter, digit
# or `=` follows.
_REFERENCE = re.compile(r"&(?:#[xX]?[0-9A-Fa-f]+;?|([A-Za-z][A-Za-z0-9]*;?)(=?))")
# What could begin a tag or a comment with whatever comes to stand behind it.
_OPEN_END = re.compile(r"<([!/?]?-?)\Z")
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f]")
_MANY_DIGITS = 9
_LONG_NUMBER = re.compile(
    rf"&#(?:([0-9]{{{_MANY_DIGITS},}}+)|[xX]([0-9A-Fa-f]{{{_MANY_DIGITS},}}+));?"
)
VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())


# All elements of HTML, also those that the standard calls obsolete (HTML 4 to 16.2).
HTML_ELEMENTS = frozenset(
    """
    a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big
    blink blockquote body br button canvas caption center cite code col colgroup data datalist dd
    del details dfn dialog dir div dl dt em embed fieldset figcaption figure font footer form frame
    frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe image img input ins isindex kbd
    keygen label legend li link listing main map mark marquee math menu menuitem meta meter
    multicol nav nextid nobr noembed noframes noscript object ol optgroup option output p param
    picture plaintext portal pre progress q rb rp rt rtc ruby s samp script search section select
    selectedcontent slot small source spacer span strike strong style sub summary sup svg table
    tbody td template textarea tfoot th thead time title tr track tt u ul var video wbr xmp
    """.split()
)


class Kind(Enum):
    """What a token is."""

    TEXT = "text"  # character references in it count
    RAW = "raw"  # what stands inside a script, a style, a title …: no text of the page, and no tags
    START = "start tag"
    END = "end tag"
    COMMENT = "comment"  # also a doctype, `<?…>`, `</ …>`: nothing that a reader sees
    UNFINISHED = (  # a tag or comment without an end: a browser would swallow all that follows
        "unfinished"
    )


class Token(NamedTuple):
    """A piece of HTML from offset `start` to `end`; `name` is that of a tag, in small letters."""

    kind: Kind
    start: int
    end: int
    name: str = ""


class Attribute(NamedTuple):
    """One attribute of a tag, from offset `start` to `end`: its name in small letters, and its
    value with references resolved.
    """

    name: str
    value: str
    start: int
    end: int


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a piece of HTML that stands in the body of a page. They follow each other
    without a gap.
    """
    begun = at = 0
    foreign = _Foreign()
    while (start := text.find("<", at)) != -1:
        token = _markup_at(text, start, in_foreign=foreign.is_open())
        if token is None:  # a `<` that is text
            at = start + 1
            continue
        if start > begun:
            yield Token(Kind.TEXT, begun, start)
        yield token
        begun = at = token.end
        if token.kind is Kind.END:
            foreign.leave(token.name)
        elif token.kind is Kind.START and not foreign.enter(text, token):
            end = _raw_end(text, token)
            if end > at:
                yield Token(Kind.RAW, at, end)
                begun = at = end
    if begun < len(text):
        yield Token(Kind.TEXT, begun, len(text))


def attributes(text: str, tag: Token) -> list[Attribute]:
    """The attributes of a tag, in their order. Of two with one name, browsers take the first."""
    found: list[Attribute] = []
    at = tag.start + 1 + len(tag.name) + (tag.kind is Kind.END)
    while match := _ATTRIBUTE.match(text, at, tag.end):
        value = match["double"] or match["single"] or match["bare"] or ""
        found.append(
            Attribute(match["name"].lower(), _resolved(value), match.start("name"), match.end())
        )
        at = match.end()
    return found


def attribute(text: str, tag: Token, name: str) -> str:
    """The value of one attribute of a tag; "" if it has none."""
    return next((found.value for found in attributes(text, tag) if found.name == name), "")


def _markup_at(text: str, start: int, *, in_foreign: bool) -> Token | None:
    """The token that the `<` at `start` begins; None if it is text."""
    after = text[start + 1 : start + 3]
    first = after[1:] if after[:1] == "/" else after[:1]
    if first.isascii() and first.isalpha():
        if match := _TAG.match(text, start):
            return Token(Kind.END if match[1] else Kind.START, start, match.end(), match[2].lower())
        name = re.compile(rf"[^{_SPACE}/>]*").match(text, start + 1 + (after[:1] == "/"))
        return Token(Kind.UNFINISHED, start, len(text), name[0].lower() if name else "")
    if after[:1] not in ("!", "?", "/") or after == "/":
        return None
    if text.startswith("<!--", start):
        end = match.end() if (match := _COMMENT.match(text, start)) else -1
    elif in_foreign and text.startswith(_CHARACTER_DATA, start):
        end = text.find("]]>", start) + 3
        return Token(Kind.RAW, start, end if end > 2 else len(text))
    else:
        end = text.find(">", start) + 1 or -1
    return (
        Token(Kind.COMMENT, start, end)
        if end != -1
        else Token(Kind.UNFINISHED, start, len(text), "!--")
    )


def _raw_end(text: str, tag: Token) -> int:
    """Where the text inside a raw element ends, whose start tag is given; 0 for other elements."""
    if tag.name == "plaintext":
        return len(text)
    if tag.name == "script":
        return _script_end(text, tag.end)
    if tag.name not in _RAW_ENDS:
        return 0
    match = _RAW_ENDS[tag.name].search(text, tag.end)
    return match.start() if match else len(text)


def _script_end(text: str, at: int) -> int:
    """Where a script ends. Inside `<!-- <script> … -->` an end tag belongs to the inner one
    (13.2.5.15 to 13.2.5.31).
    """
    is_escaped = is_inner = False
    while match := _SCRIPT.search(text, at):
        at = match.end()
        if match[0] == "<!--":
            is_escaped = True
            at -= 2  # its own dashes may be those of `-->`
        elif match[0] == "-->":
            is_escaped = is_inner = False
        elif not match[1]:
            is_inner = is_escaped
        elif is_inner:
            is_inner = False
        else:
            return match.start()
    return len(text)


class _Foreign:
    """Which SVG or formula the tokens are in: a `<style>` there is an element like others."""

    def __init__(self) -> None:
        # The open elements from the outermost SVG or formula on, each with whether HTML stands
        # inside.
        self._opened: list[tuple[str, bool]] = []
        self._names: Counter[str] = Counter()

    def is_open(self) -> bool:
        return bool(self._opened) and not self._opened[-1][1]

    def enter(self, text: str, tag: Token) -> bool:
        """A start tag comes. Returns whether it is one of an SVG or a formula."""
        if self.is_open() and _is_of_html(text, tag):
            self._close()
        is_foreign = self.is_open() or tag.name in _FOREIGN
        if is_foreign and text[tag.end - 2] != "/":
            self._open(tag.name, tag.name in _HTML_INSIDE)
        elif self._opened and not is_foreign and tag.name not in VOID:
            self._open(tag.name, True)
        return is_foreign

    def leave(self, name: str) -> None:
        """An end tag comes."""
        if self.is_open() and name in ("p", "br"):
            self._close()
        elif self._names[name]:
            while self._pop() != name:
                pass

    def _open(self, name: str, is_html_inside: bool) -> None:
        self._opened.append((name, is_html_inside))
        self._names[name] += 1

    def _pop(self) -> str:
        name, _ = self._opened.pop()
        self._names[name] -= 1
        return name

    def _close(self) -> None:
        """Go out to the nearest HTML."""
        while self.is_open():
            self._pop()


def _is_of_html(text: str, tag: Token) -> bool:
    """Whether a start tag inside an SVG or a formula ends it."""
    if tag.name == "font":
        named = {found.name for found in attributes(text, tag)}
        return not named.isdisjoint(("color", "face", "size"))
    return tag.name in _ENDS_FOREIGN


def unescape(text: str) -> str:
    """A text with its character references resolved; those of control characters are left out."""
    if "&" not in text:
        return text
    # Python makes no number of thousands of digits, and leaves some control characters.
    resolved = html.unescape(_LONG_NUMBER.sub(_short, text) if "&#" in text else text)
    return _CONTROL.sub("", resolved) if "&#" in text else resolved


def _short(reference: re.Match[str]) -> str:
    """A reference by number, with fewer digits; U+FFFD if no character has that number."""
    digits = (reference[1] or reference[2]).lstrip("0") or "0"
    base = "" if reference[1] else "x"
    return f"&#{base}{digits};" if len(digits) < _MANY_DIGITS else "\ufffd"


def _resolved(value: str) -> str:
    """The same for an attribute's value."""
    return _REFERENCE.sub(_character, value) if "&" in value else value


def _character(reference: re.Match[str]) -> str:
    name, is_assigned = reference[1], bool(reference[2])
    if name is None:
        return unescape(reference[0])
    if name not in _REFERENCES or (is_assigned and not name.endswith(";")):
        return reference[0]
    return _REFERENCES[name] + reference[2]


def closing(found: list[Token], number: int) -> int:
    """The number of the end tag that closes the start tag `number` among some tokens; how many
    there are if none does.
    """
    name, depth = found[number].name, 0
    for at in range(number, len(found)):
        if found[at].name != name:
            continue
        depth += (found[at].kind is Kind.START) - (found[at].kind is Kind.END)
        if depth == 0:
            return at
    return len(found)


def without(text: str, gone: Iterable[tuple[int, int, str]]) -> str:
    """HTML without some pieces, each from one offset to another, with another text in its place;
    they follow each other.

    What stands around a piece must not become a tag when it is gone: a `<` before it that was text
    is written as one.
    """
    parts: list[str] = []
    at = 0
    for start, end, instead in gone:
        parts += (_OPEN_END.sub(r"&lt;\1", text[at:start]), instead)
        at = end
    return "".join(parts) + text[at:]


def ids(text: str) -> tuple[str, ...]:
    """The ids of the elements in a piece of HTML, in their order."""
    if "id" not in text.lower():
        return ()
    starts = (token for token in tokens(text) if token.kind is Kind.START)
    return tuple(value for token in starts if (value := attribute(text, token, "id")))
