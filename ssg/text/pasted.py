"""Characters that look like others, as word processors, web pages and input methods leave them.

YAML knows one space, one colon and two quotation marks. A space of another kind is read as one
where only a space can be meant; whatever else looks right and is not is told by its name and place.
"""

import re
import unicodedata

_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_UNSEEN = "\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_ANY_SPACE = re.compile(f"[{_SPACES}]")
_ANY_UNSEEN = re.compile(f"[{_UNSEEN}]")
# What stands around a value and cannot be meant. (Marks of direction may be.)
ENDS = " \t\n\u200b\u2060\ufeff"
# Where a line has its structure: before the field, around its colon, behind a hyphen.
_STRUCTURE = re.compile(
    rf"^[ \t{_SPACES}-]*+(?:[\"']?+[\w-]++[\"']?+[ {_SPACES}]*+:[ {_SPACES}]++)?+", re.M
)
_UNSEEN_INDENT = re.compile(rf"[ \t-]*+[{_UNSEEN}]")
_IN_FLOW = re.compile(rf"^(?:[^\n:]*+:)?+[ {_SPACES}-]*+[\[{{].*", re.M)
_BEHIND_SIGN = re.compile(rf"[:,\[{{][{_SPACES}]++")
_BLOCK_HEAD = re.compile(rf"^ {{0,3}}/{{3,}}[^\n]*+(?:\n[ {_SPACES}]++[^\n]*+)*+", re.M)
_INDENT = re.compile(rf"^ {{0,3}}/{{3,}}[ {_SPACES}]++|^[ {_SPACES}]++", re.M)
# What closes after each opening mark, in the languages that write it.
_CLOSED_BY = {
    "“": '”“"',
    "„": '“”"',
    "”": "”",
    "«": "»",
    "»": "«",
    "‹": "›",
    "‘": "’'",
    "‚": "‘’",
}
_APOSTROPHE = re.compile(r"(?<=\w)’(?=\w)")
_LOOK_ALIKE_COLON = re.compile(r"^[ \t-]*+([\w-]++)[ \t]*+([：﹕∶︓꞉])[ \t]*+([^\n]*+)", re.M)
_DASH = re.compile("[\u2010-\u2015\u2212\uff0d]")
_BOM, _UNSEEN_SPACE = "\ufeff", "\u200b"
_NAMES = {
    "\u00a0": "no-break space",
    "\u200b": "zero width space",
    "\ufeff": "byte order mark",
    "\u00ad": "soft hyphen",
    "\uff1a": "full-width colon",
}


def plain_structure(text: str) -> str:
    """A YAML text whose structure has no other spaces than YAML's. Every character keeps its
    place.
    """
    if text.isascii():
        return text
    text = text.replace(_BOM, _UNSEEN_SPACE)  # YAML has rules of its own for byte order marks
    if not _ANY_SPACE.search(text):
        return text
    text = _STRUCTURE.sub(_with_plain_spaces, text)
    return _IN_FLOW.sub(lambda line: _BEHIND_SIGN.sub(_with_plain_spaces, line[0]), text)


def _with_plain_spaces(match: re.Match[str]) -> str:
    return _ANY_SPACE.sub(" ", match[0])


def plain_block_heads(text: str) -> str:
    """A Markdown text with plain spaces behind `///`, and before the options right below. Every
    character keeps its place.
    """
    return _BLOCK_HEAD.sub(_with_plain_indents, text) if "///" in text else text


def _with_plain_indents(match: re.Match[str]) -> str:
    return _INDENT.sub(_with_plain_spaces, match[0])


def plain_dashes(text: str) -> str:
    """A date with hyphens, which word processors make dashes of."""
    return _DASH.sub("-", text)


def plain_word(text: str) -> str:
    """A word, date or number without what cannot be seen in it, and with plain spaces."""
    return _ANY_SPACE.sub(" ", _ANY_UNSEEN.sub("", text)).strip()


def without_marks(text: str) -> str | None:
    """What stands between the typographic quotation marks around a whole text; None if it is not
    wholly between two.
    """
    if len(text) < 3 or text[-1] not in _CLOSED_BY.get(text[0], ""):
        return None
    inside = text[1:-1]
    words = _APOSTROPHE.sub("", inside)
    return None if text[0] in words or text[-1] in words else inside.strip() or None


def look_alike_colon(text: str) -> re.Match[str] | None:
    """The first field whose colon is of another script: its name, the colon, and the value."""
    return None if text.isascii() else _LOOK_ALIKE_COLON.search(text)


def unseen_indent(line: str) -> int:
    """Where a character that cannot be seen stands before the text of a line; -1 for nowhere."""
    match = None if line.isascii() else _UNSEEN_INDENT.match(line)
    return match.end() - 1 if match else -1


def strange_space(line: str) -> int:
    """Where a line begins with a space that is none to YAML; -1 for nowhere."""
    if line.isascii():
        return -1
    match = _ANY_SPACE.search(line[: len(line) - len(line.lstrip())])
    return match.start() if match else -1


def named(char: str) -> str:
    """A character as an editor can look it up: `no-break space (U+00A0)`."""
    name = _NAMES.get(char) or unicodedata.name(char, "character").lower()
    return f"{name} (U+{ord(char):04X})"
