"""Lists of names: joined as running text does it, and cut again at commas and at "and", in a dozen
languages. Words that are parts of names too ("y", "e") part two names in full only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from ssg.grammar.agencies import agency_name
from ssg.grammar.lead_words import WORK
from ssg.grammar.names import NAME_SUFFIX, is_collective, is_first_name, joins_one_name
from ssg.grammar.occupations import looks_like_role
from ssg.grammar.places import is_place


def join_names(names: Sequence[str], lang: str = "en") -> str:
    """Join names as running text does: "A", "A and B", "A, B and C" (no serial comma: AP style).

    `lang` is a language tag; its primary part chooses the word, English where we know none.
    """
    *others, last = names or ("",)
    if not others:
        return last
    language = lang.lower().replace("_", "-").partition("-")[0]
    word = _AND.get(language, "and")
    if language == "es" and _SPANISH_I_SOUND.match(last):
        word = "e"
    return f"{', '.join(others)} {word} {last}"


def split_names(text: str) -> tuple[str, ...]:
    """Cut a list of names at commas and at "and" (&, und, et, y), keeping "John Smith, Jr." in one
    piece.
    """
    names: list[str] = []
    for separator, piece in name_pieces(text):
        if names and separator == "," and NAME_SUFFIX.fullmatch(piece):
            names[-1] = f"{names[-1]}, {piece}"
        else:
            names.append(piece)
    return tuple(names)


def one_line(text: str) -> str:
    """Put several lines on one: a new line says what a `|` says, unless it goes on with a list."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    line = " | ".join(line for line in lines if line)
    line = re.sub(rf"(?<=,) \| | \| (?=(?:{AND_WORDS})\s)|(?<=\band) \| ", " ", line)
    if ". " in line:
        line = _SENTENCE.sub(_at_role, line)
    line = _FULL_STOP.sub("", _NEXT_LABEL.sub(" | ", _AND_IN_FRONT.sub("", line)))
    if ":" in line:
        line = _LABEL_INSIDE.sub(_at_label, _LABELS_JOINED.sub(_as_and, line))
    line = _BY_INSIDE.sub(_at_label, line) if ". " in line else line
    return _with_bars(line) if " by " in line else line


def _with_bars(line: str) -> str:
    """A bar before what somebody did, where nothing parts it from a name before it: "By Ana Ruiz
    Photographs by Li Wei".
    """
    words = line.split(" ")
    for number in range(len(words) - 1, 2, -1):
        first = number
        while words[number] == "by" and first and is_label(words[first - 1]):
            first -= 1
        if 1 < first < number and words[first - 1][-1].isalpha():
            words[first] = f"| {words[first]}"
    return " ".join(words)


def _at_label(match: re.Match[str]) -> str:
    """A bar before a word that says what follows: "Text: Ana Ruiz Foto: Li Wei"."""
    return " | " if is_label(match["label"]) else match[0]


def _at_role(match: re.Match[str]) -> str:
    """A bar before an occupation: "Ana Ruiz. Enviada especial a Kiev"."""
    return f" | {match['told']}" if looks_like_role(match["told"]) else match[0]


def _as_and(match: re.Match[str]) -> str:
    """ "Text/Foto:" as "Text & Foto:", since a slash parts people."""
    is_joined = is_label(match["label"]) and is_label(match["other"])
    return f"{match['label']} & {match['other']}" if is_joined else match[0]


def is_label(word: str) -> bool:
    """Whether a word says what somebody did: "Text", "Photos", "Foto’s"."""
    return word.casefold().replace("’", "'") in WORK


def cut(separator: re.Pattern[str], text: str) -> Iterator[str]:
    """The parts of `text` between separators, none of them empty; addresses and brackets are never
    cut.
    """
    start = 0
    for match in separator.finditer(text):
        if match["separator"] is not None:
            if part := text[start : match.start()].strip(" ,"):
                yield part
            start = match.end()
    if part := text[start:].strip(" ,"):
        yield part


def name_pieces(text: str) -> Iterator[tuple[str, str]]:
    """Each piece of a list of names with what stood before it: nothing, a comma, "and", or a comma
    with "and".
    """
    start, before = 0, ""
    seen, words = 0, 0  # of the piece that is being read
    ends = [match for match in _NAME_END.finditer(text) if match["separator"] is not None]
    for number, match in enumerate(ends):
        written = text[start : match.start()]
        end = ends[number + 1].start() if number + 1 < len(ends) else len(text)
        words += len(ASIDE.sub("", text[seen : match.start()]).split())
        seen = match.end()
        if match["weak"] and not _parts_names(match["weak"], words, text[match.end() : end]):
            words += 1
            continue
        sign, right = match["separator"].strip(), text[match.end() : end].strip()
        if sign[:1] not in _COMMA and _is_inside(sign, written, right):
            continue
        words = 0
        if piece := written.strip(" ,"):
            yield before, piece
        before, start = "and", match.end()
        if sign[:1] in _COMMA:
            before = "," if len(sign) == 1 else ", and"
        if sign.endswith(_SHOUTED) and not text.isupper():  # ", ET Bureau"
            before, start = ",", match.start() + 1
    if piece := text[start:].strip(" ,"):
        yield before, piece


def _is_inside(word: str, left: str, right: str) -> bool:
    """Whether a word for "and" stands inside of a name, and parts nothing."""
    if word == "und" and left.endswith(_VON_UND):
        return True
    if word in _SHOUTED and not left.isupper():
        return True  # "Mint, ET Bureau"
    if word.casefold() in ("with", "avec"):
        return False
    return joins_one_name(ASIDE.sub("", left), ASIDE.sub("", right))


def _parts_names(word: str, words_before: int, right: str) -> bool:
    """Whether "y" stands between two people: "Ana Ruiz y Tomás Brandt", and not in "Ortega y
    Gasset".
    """
    after = ASIDE.sub("", right).split()
    if words_before > 1 and len(after) == 1 and (is_collective(after[0]) or agency_name(after[0])):
        return True  # "Ana Ruiz y agencias"
    if words_before < 2 or len(after) < 2 or not after[0][0].isupper() or after[-1].islower():
        return False
    if word in ("en", "i", "ve"):
        # In Spanish and in Norwegian these say "in": "Ana Ruiz en San Miguel".
        is_name = is_first_name(after[0]) or any(part.islower() for part in after[1:-1])
        return is_name or not (is_place(" ".join(after)) or after[0] in _PLACES_BEGIN)
    return True


GROUP_END = re.compile(r"<[^<>]*>|\([^()]*\)|https?://[^\s,;|]+|(?P<separator>\s*[;；]\s*)")

# A hyphen needs space around it, and so does a short dash between words.
SHARED_END = re.compile(
    r"<[^<>]*>|\([^()]*\)|https?://[^\s,;|]+"
    r"|(?P<separator>\s?(?:[|／•—―]|//|/(?!\d)|(?<!\d)/)\s?|\s(?:[-–·]|--)\s)"
)

AND_WORDS = r"and|AND|And|with|WITH|&|und|UND|et|ET|og|och|avec|và|и|та"

# These are parts of names too ("Ortega y Gasset"): they part two names in full only.
_WEAK_AND_WORDS = r"y|Y|e|E|i|ja|és|dan|oraz|en|ve"

_NAME_END = re.compile(
    r"<[^<>]*>|\([^()]*\)|https?://[^\s,;|]+"
    rf"|(?P<separator>\s?[,，،、]\s?(?:(?:{AND_WORDS})\s(?!al\b))?|\s(?:{AND_WORDS})\s(?!al\b)"
    rf"|\s(?P<weak>{_WEAK_AND_WORDS})\s)"
)

_AND_IN_FRONT = re.compile(r"^(?:and|with|&|und|et|y)\s(?=[^\W\d_a-z])")  # of a list's last entry
_FULL_STOP = re.compile(r"(?<=[^\W\d_]{4})\.$")

_SENTENCE = re.compile(r"(?<=[^\W\d_]{4})\.\s(?P<told>[^\W\d_a-z][^,|/;]*)")
_NEXT_LABEL = re.compile(r"\.\s(?=[^\W\d_]+:\s)")  # "Text: Ana Ruiz. Photos: Li Wei"

_WORD = r"[^\W\d_]+(?:['’]s)?"

_LABEL_INSIDE = re.compile(  # "Text: Ana Ruiz Foto och video: Li Wei"
    rf"(?<=[^\W\d_])\.?\s(?=(?P<label>{_WORD})(?:\s(?:and|&|und|et|y|e|i|og|och|ja|en|и"
    rf"|та)\s{_WORD})?\s?:\s)"
    rf"(?<!\sand\s)(?<!\s[&yei]\s)(?<!\s(?:og|et|ja|en|та)\s)(?<!\s(?:und|och)\s)"
)

_LABELS_JOINED = re.compile(rf"\b(?P<label>{_WORD})\s?[/+]\s?(?P<other>{_WORD})(?=\s?:)")

_BY_INSIDE = re.compile(  # "By Ana Ruiz. Photographs by Li Wei"
    rf"\.\s(?=(?P<label>{_WORD})(?:\s\S+){{0,2}}\s(?:by|von|par|por|de|di|av)\s)"
)

_COMMA = frozenset(",，،、")

_PLACES_BEGIN = frozenset(
    "Buenos Ciudad El Isla La Las Los Monte New Nueva Nuevo North Port Puerto Quinta Río Saint San"
    " Santa Santo Sierra South Villa West".split()
)

_SHOUTED = ("ET", "UND")

_VON_UND = (" von", " Von")  # "Graf von und zu Guttenberg"

ASIDE = re.compile(r"\s*\(([^()]*)\)")

_SPANISH_I_SOUND = re.compile(r"(?i)h?[ií](?![aeo])")

_AND: Mapping[str, str] = {
    "da": "og",
    "de": "und",
    "en": "and",
    "es": "y",
    "fr": "et",
    "it": "e",
    "nb": "og",
    "nl": "en",
    "pt": "e",
    "sv": "och",
}
