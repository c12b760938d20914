"""The byline grammar: the line that names a story's authors comes in as text, one `Person` each
goes out.

A byline is cut into pieces at commas, "and", bars, slashes and dashes. Each piece is judged by
itself (`names.py`): a person, an organisation, an occupation, ... Then the pieces are put together
from left to right. Who does not look like a person is nobody's author: such words stay, as role or
organisation of those before them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

import msgspec

from ssg.story.name_words import CITIES, DEGREE
from ssg.story.names import (
    NAME_SUFFIX,
    NOTHING_KNOWN,
    Known,
    agency_name,
    has_honorific,
    is_collective,
    is_first_name,
    leading_agency,
    looks_like_name,
    looks_like_org,
    looks_like_role,
    name_length,
    surely_name,
    trailing_agency,
    trailing_role,
)
from ssg.story.people import Person

__all__ = [
    "agency_name",
    "join_names",
    "looks_like_name",
    "looks_like_org",
    "parse_byline",
    "split_names",
]


@lru_cache(maxsize=4096)  # the same people write every day
def parse_byline(text: str, known: Known = NOTHING_KNOWN) -> tuple[Person, ...]:
    """Read a byline of any number of people; an empty one gives no people. It never fails.

    Names stay as they are written. A leading "By" (German "Von", French "Par", Spanish "Por", "Story
    by") is dropped. `;` parts independent groups; after `|`, `/`, a dash or a line end comes what
    holds for the whole group. What is longer than LONGEST_BYLINE is not read: all of it is one name.
    """
    if len(text) > LONGEST_BYLINE:
        return (Person(name=" ".join(text.split())),)
    people: list[Person] = []
    for group in _cut(_GROUP_END, _one_line(text)):
        people += _read_group(group, known)
    return tuple(person for person in people if person != Person(name=""))  # brackets only


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
    for separator, piece in _pieces(text):
        if names and separator == "," and NAME_SUFFIX.fullmatch(piece):
            names[-1] = f"{names[-1]}, {piece}"
        else:
            names.append(piece)
    return tuple(names)


LONGEST_BYLINE = 4_000  # characters: a hundred authors, each with a role and a place

# ---- where a byline is cut

_GROUP_END = re.compile(r"<[^<>]*>|\([^()]*\)|https?://[^\s,;|]+|(?P<separator>\s*[;；]\s*)")
# A hyphen needs space around it, and so does a short dash between words.
_SHARED_END = re.compile(
    r"<[^<>]*>|\([^()]*\)|https?://[^\s,;|]+"
    r"|(?P<separator>\s?(?:[|/／•—―]|//)\s?|\s(?:[-–·]|--)\s)"
)
_AND_WORDS = r"and|AND|And|with|WITH|&|und|UND|et|ET|og|och|avec|và|и|та"
# These are parts of names too ("Ortega y Gasset"): they part two names in full only.
_WEAK_AND_WORDS = r"y|Y|e|E|i|en|ve"
_NAME_END = re.compile(
    r"<[^<>]*>|\([^()]*\)|https?://[^\s,;|]+"
    rf"|(?P<separator>\s?[,，،、]\s?(?:(?:{_AND_WORDS})\s(?!al\b))?|\s(?:{_AND_WORDS})\s(?!al\b)"
    rf"|\s(?P<weak>{_WEAK_AND_WORDS})\s)"
)
_FULL_STOP = re.compile(r"(?<=[^\W\d_]{4})\.$")
_NEXT_LABEL = re.compile(r"\.\s(?=[^\W\d_]+:\s)")  # "Text: Ana Ruiz. Photos: Li Wei"
_COMMA = frozenset(",，،、")
_UND_ZU = re.compile(r"(?:von|Von)\Z")  # "Graf von und zu Guttenberg"

# ---- what is in front of a name

# Words that say who wrote; other words ("photos by", "edited by") are somebody's role.
_WRITING = frozenset(
    "story stories text texte texto testo tekst teksti author authors autor autora auteur reporter words written report reporting reported article analysis opinion column"
    " commentary comment perspective review interview essay editorial compiled submitted contributed sponsored presented provided guest special writing"
    " ein eine gastbeitrag kommentar analyse interview reportage propos recueillis entretien crónica reportaje"
    " entrevista análisis por".split()
)
_MAKING = frozenset(
    "photo photos photograph photographs photography pictures picture foto fotos fotografías images image"
    " video videos graphic graphics illustration illustrations edited editing produced translated"
    " translation additional with data research art artwork design audio animation maps and & y e et und"
    " the a".split()
)
_BY = frozenset("by von par por di av af door de d'".split())
_FOREIGN_BY = frozenset(("von", "par", "por", "di", "av", "af", "door"))
_MOST_LEAD_WORDS = 6

# ---- what is behind a name

_CONTACT = re.compile(
    r"<?(?:(?<![^\s<>()@,;])(?P<email>[^\s<>()@,;]+@[^\s<>()@,;]+\.[^\s<>()@,;]+)|(?P<url>https?://[^\s<>()]+))>?"
)
_ASIDE = re.compile(r"\s*\(([^()]*)\)")
_PLACED = re.compile(r"(?P<name>\S.*?)\s+in\s+(?P<place>[^\W\d_a-z].*)")
_SPECIAL = re.compile(r"(?:(?P<name>\S.*?)\s+)??(?P<role>(?i:special (?:to|for))\s+(?P<org>\S.*))")
_EMPLOYED = re.compile(
    r"(?:(?P<name>\S.*?)\s+)??(?:of|for|at|from|para|pour|für|voor|För|Of|FOR|OF|For|AT|PARA|POUR|FÜR)\s+(?P<org>\S.*)"
)
_ARTICLE_ORG = re.compile(r"(?P<name>\S+\s.*?)\s+(?P<org>(?:The|THE)\s+\S.*)")
_CONTRIBUTED = re.compile(
    r"(?P<name>\S.*?)\s+(?P<role>contribut(?:ed|ing) (?:reporting|to (?:this|the) .+|research|photos)|’\d\d|@\w+)"
)
_WORKS_FOR = re.compile(r".*?\s(?P<word>at|for|of|with)\s+(?P<org>\S.*)")
_COPYRIGHT = re.compile(r"\(c\)|©")
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

_Kind = Literal["person", "name", "agency", "org", "role", "place", "contact", "suffix", "words"]


class _Piece(NamedTuple):
    """A piece of a byline. "person" is one by itself; "name" has the shape of one, and it depends
    on what stands around it.
    """

    separator: str  # nothing, a comma, "and", a comma with "and", a bar
    text: str
    kind: _Kind
    details: Mapping[str, str]


def _one_line(text: str) -> str:
    """Put several lines on one: a new line says what a `|` says, unless it goes on with a list."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    line = " | ".join(line for line in lines if line)
    line = re.sub(rf"(?<=,) \| | \| (?=(?:{_AND_WORDS})\s)|(?<=\band) \| ", " ", line)
    return _FULL_STOP.sub("", _NEXT_LABEL.sub(" | ", line))


def _cut(separator: re.Pattern[str], text: str) -> Iterator[str]:
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


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """Each piece of a list of names with what stood before it: nothing, a comma, "and", or a comma
    with "and".
    """
    start, before = 0, ""
    ends = [match for match in _NAME_END.finditer(text) if match["separator"] is not None]
    for number, match in enumerate(ends):
        written = text[start : match.start()]
        end = ends[number + 1].start() if number + 1 < len(ends) else len(text)
        if match["weak"] and not _parts_names(match["weak"], written, text[match.end() : end]):
            continue
        if match["separator"].strip() == "und" and _UND_ZU.search(written):
            continue
        if piece := written.strip(" ,"):
            yield before, piece
        sign = match["separator"].strip()
        has_comma = sign[:1] in _COMMA
        before = "," if has_comma and len(sign) == 1 else ", and" if has_comma else "and"
        start = match.end()
    if piece := text[start:].strip(" ,"):
        yield before, piece


def _parts_names(word: str, left: str, right: str) -> bool:
    """Whether "y" stands between two people: "Ana Ruiz y Tomás Brandt", and not in "Ortega y
    Gasset".
    """
    before, after = _ASIDE.sub("", left).split(), _ASIDE.sub("", right).split()
    if len(before) < 2 or len(after) < 2 or not after[0][0].isupper() or after[-1].islower():
        return False
    if word in ("en", "i", "ve"):
        return is_first_name(after[0]) or any(part.islower() for part in after[1:-1])
    return True


def _read_group(text: str, known: Known) -> tuple[Person, ...]:
    if is_collective(_without_by(text)):
        return (Person(name=_without_by(text), is_agency=True),)
    pieces: list[_Piece] = []
    for number, part in enumerate(_cut(_SHARED_END, text)):
        made, rest = _lead_in(part, is_first=number == 0)
        for separator, piece in _pieces(part if made is None else rest):
            bar = "|" if number and not separator else separator
            read = _judge(bar, piece, known, any_case=text.islower())
            pieces.append(read if made is None else _as_maker(read, made))
    return _Group(pieces).read()


def _as_maker(piece: _Piece, made: str) -> _Piece:
    """A piece behind "photos by": whoever it names made the photos."""
    if piece.kind == "name" and piece.separator != ",":
        piece = piece._replace(kind="person")
    if made and piece.kind == "person" and "role" not in piece.details:
        piece = piece._replace(details={**piece.details, "role": made})
    return piece


def _judge(separator: str, text: str, known: Known, *, any_case: bool) -> _Piece:
    """What a piece of a byline is, by itself and by what stands before it."""
    if contact := _CONTACT.fullmatch(text):
        return _Piece(separator, text, "contact", _filled(contact))
    made, name = _lead_in(text, is_first=separator == "")
    if made is not None:
        return _as_maker(
            _judge("and", name, known, any_case=any_case)._replace(separator=separator), made
        )
    if separator == "," and NAME_SUFFIX.fullmatch(text):
        return _Piece(separator, text, "suffix", {})
    is_inside = separator in (",", "|")
    if is_inside and (piece := _detail(separator, text, known)):
        return piece
    found: dict[str, str] = {}
    name = _split_person(text, found, known, any_case=any_case)
    if found and looks_like_name(name, any_case=True):
        if not looks_like_org(name, known):
            return _Piece(separator, name, "person", found)
    if name and looks_like_org(name, known):
        return _Piece(separator, text if is_inside else name, "agency", {} if is_inside else found)
    if surely_name(text, known, any_case=any_case and not is_inside):
        return _Piece(separator, text, "person", {})
    if separator and looks_like_role(text):
        return _Piece(separator, text, "role", _role(text, known))
    shaped = looks_like_name(text, any_case=any_case and not is_inside)
    return _Piece(separator, text, "name" if shaped else "words", {})


def _detail(separator: str, text: str, known: Known) -> _Piece | None:
    """A piece behind a comma or a bar that tells of those before it; None if it may be somebody."""
    if text.casefold() in CITIES:
        return _Piece(separator, text, "place", {"location": text})
    if text.startswith(("in ", "In ")):
        return _Piece(separator, text, "place", {"location": text[3:].strip()})
    if special := _SPECIAL.fullmatch(text):
        if not special["name"]:
            return _Piece(separator, text, "role", {"role": text, "org": special["org"]})
    elif (employed := _EMPLOYED.fullmatch(text)) and not employed["name"]:
        return _Piece(separator, text, "org", {"org": employed["org"]})
    if text.casefold() == "staff" or _COPYRIGHT.match(text) or _is_letters(text):
        return _Piece(separator, text, "role", {"role": text})
    if (
        looks_like_role(text)
        and not is_collective(text)
        and not (is_first_name(text.split()[0]) and trailing_role(text.split()))
    ):
        return _Piece(separator, text, "role", _role(text, known))
    return None


def _split_person(text: str, found: dict[str, str], known: Known, *, any_case: bool) -> str:
    """The name in a piece; what stands behind it goes to `found`."""
    text = _ASIDE.sub(lambda match: _read_aside(match, found, known), text)
    for contact in _CONTACT.finditer(text):
        found |= _filled(contact)
    name = " ".join(_CONTACT.sub("", text).split())
    if not name:
        return found.get("email") or found.get("url", "")
    if contributed := _CONTRIBUTED.fullmatch(name):
        name, found["role"] = contributed["name"], contributed["role"]
    if (placed := _PLACED.fullmatch(name)) and _is_head(placed["name"], known, any_case=any_case):
        name, found["location"] = placed["name"], placed["place"]
    for form in (_SPECIAL, _EMPLOYED, _ARTICLE_ORG):
        match = form.fullmatch(name)
        if match and match["name"] and _is_head(match["name"], known, any_case=any_case):
            found |= {key: value for key, value in match.groupdict().items() if key != "name"}
            name = match["name"]
            break
    words = name.split()
    count = trailing_role(words)
    run_on = name_length(words)
    if run_on and looks_like_org(behind := " ".join(words[run_on:]), known):
        name = " ".join(words[:run_on])
        found["role" if count else "org"] = behind
    elif count:
        name, found["role"] = " ".join(words[:-count]), " ".join(words[-count:])
    elif len(words) > 2 and (count := trailing_agency(words)):
        head = " ".join(words[:-count])
        if _is_head(head, known, any_case=any_case):
            name, found["org"] = head, " ".join(words[-count:])
    return name


def _is_head(text: str, known: Known, *, any_case: bool) -> bool:
    """Whether what stands before "of" or "in" is somebody: "Ana Ruiz", and not "University"."""
    if agency_name(text):
        return True
    if looks_like_org(text, known) or looks_like_role(text):
        return False
    is_full = len(text.split()) > 1 or is_first_name(text) or not text.isascii()
    return is_full and looks_like_name(text, any_case=any_case)


def _read_aside(match: re.Match[str], found: dict[str, str], known: Known) -> str:
    """Keep what stands in brackets after a name: contact, place, organisation, else a role."""
    aside = match[1].strip()
    if contact := _CONTACT.fullmatch(aside):
        found |= _filled(contact)
    elif aside.startswith("in "):
        found["location"] = aside.removeprefix("in ").strip()
    elif looks_like_org(aside, known) and not looks_like_role(aside):
        found["org"] = aside
    elif aside:
        found["role"] = f"{found['role']}, {aside}" if "role" in found else aside
    return " "


def _filled(match: re.Match[str]) -> dict[str, str]:
    return {field: value for field, value in match.groupdict().items() if value}


def _role(text: str, known: Known) -> dict[str, str]:
    """Part "Associated Press Writer" into agency and role; the organisation in "writer at Harbor PA"
    is named beside the whole.
    """
    words = text.split()
    if count := leading_agency(words):
        return {"org": " ".join(words[:count]), "role": " ".join(words[count:])}
    works = _WORKS_FOR.fullmatch(text)
    if not works or looks_like_role(works["org"]):
        return {"role": text}
    org = works["org"]
    is_org = looks_like_org(org, known) and " " in org  # "Professor of History" is at no "History"
    if is_org or (works["word"] in ("at", "for") and org[:1].isupper()):
        return {"role": text, "org": org}
    return {"role": text}


def _lead_in(text: str, *, is_first: bool) -> tuple[str | None, str]:
    """What was made ("photos" in "photos by Ana Ruiz"; "" for writing), and the rest; None and all
    without a lead-in.
    """
    head, colon, rest = text.partition(":")
    if colon and rest.strip() and _is_lead(head.split()):
        return ("" if _is_writing(head.split()) else head.strip()), rest.strip()
    words = text.split()
    if is_first and words[:3] and [w.casefold() for w in words[:3]] == ["as", "told", "to"]:
        return " ".join(words[:3]), " ".join(words[3:])
    for count in range(min(len(words), _MOST_LEAD_WORDS)):
        word = words[count].casefold()
        if word in _BY and _is_by(words, count):
            lead = words[:count]
            if is_first and (_is_writing(lead) or not lead):
                return "", " ".join(words[count + 1 :])
            lead = lead[1:] if lead and lead[0].casefold() == "with" else lead
            made = "" if _is_writing(lead) and len(lead) < 2 else " ".join(lead)
            return made, " ".join(words[count + 1 :])
        if word.strip(",") not in _WRITING and word.strip(",") not in _MAKING:
            break
    return None, text


def _is_by(words: Sequence[str], count: int) -> bool:
    """Whether the word behind `count` words says "by": "Von Ana Ruiz" does, "Von Miller" does not."""
    word, rest = words[count], words[count + 1 :]
    if word.casefold() == "by":
        return bool(rest) or len(words) == 1
    if count:
        return bool(rest)
    if word.casefold() not in _FOREIGN_BY or not rest:
        return False
    names_all = looks_like_org(" ".join(rest)) or is_collective(" ".join(rest))
    if word.islower() and word not in ("di", "av", "af"):
        return names_all or (len(rest) > 1 and word in ("par", "por"))
    return names_all or (len(rest) > 1 and (rest[0][0].isupper() or not rest[0][0].isalpha()))


def _is_lead(words: Sequence[str]) -> bool:
    folded = [word.casefold() for word in words]
    return 0 < len(words) <= _MOST_LEAD_WORDS and (
        folded == ["by"] or all(word in _WRITING or word in _MAKING for word in folded)
    )


def _is_writing(words: Sequence[str]) -> bool:
    """Whether a lead-in says who wrote: "Story and photos", but not "Photos" nor "Additional
    reporting".
    """
    folded = [word.casefold() for word in words]
    is_aid = not {"additional", "with", "edited", "editing"}.isdisjoint(folded)
    return not is_aid and any(word in _WRITING or word == "by" for word in folded)


def _without_by(text: str) -> str:
    made, rest = _lead_in(text, is_first=True)
    return rest if made == "" else text


class _Group:
    """Puts the pieces of one group together, from left to right."""

    def __init__(self, pieces: Sequence[_Piece]):
        self.pieces = pieces
        self.people: list[Person] = []
        self.open = {"org": 0, "role": 0}  # who was not yet given one, from this number on
        self.told: list[int] = []  # whom the last piece told of
        self.last = ""  # the field that the last piece filled
        self.owner = ""  # an organisation in front of everybody: "EFE / Ana Ruiz"
        self.listed = _listed(pieces)

    def read(self) -> tuple[Person, ...]:
        for number, piece in enumerate(self.pieces):
            if not self.people and not self.owner:
                self._begin(number, piece)
            elif piece.separator in ("and", ", and"):
                self._join(piece)
            else:
                self._tell(number, piece)
        if self.owner and not self.people:
            self.people.append(Person(name=self.owner, is_agency=True))
        if self.owner:
            self._fill("org", self.owner)
        return tuple(self.people)

    def _begin(self, number: int, piece: _Piece) -> None:
        following = self.pieces[number + 1 : number + 2]
        if piece.kind == "agency" and any(
            after.separator == "|" and after.kind in ("person", "name") for after in following
        ):
            self.owner = piece.text
        else:
            self._add(piece)

    def _join(self, piece: _Piece) -> None:
        """What stands behind "and": somebody else, or more of what was told last."""
        last = self.people[-1]
        if last.location and " " not in piece.text and piece.kind in ("name", "words", "place"):
            self._change(location=f"{last.location} and {piece.text}")
        elif last.is_agency and piece.kind == "name" and " " not in piece.text:
            self._add(piece._replace(kind="agency"))
        elif piece.kind in ("person", "name"):
            self._add(piece)
        elif piece.kind == "agency" and not self._goes_on(piece):
            self._add(piece)
        elif piece.kind in ("place", "contact"):
            self._change(**piece.details)
        elif last.is_agency and self.last == "name":
            self._change(name=f"{last.name} and {piece.text}")
        elif self.last in ("role", "org", "location"):
            self._go_on(piece.text)
        else:
            self.people.append(Person(name=piece.text, is_agency=True))

    def _goes_on(self, piece: _Piece) -> bool:
        """Whether an organisation goes on behind its "and": "Department of Health and Human
        Services".
        """
        last = self.people[-1]
        if agency_name(piece.text) or is_collective(piece.text):
            return False
        if last.is_agency:
            return " of " in last.name and not piece.text.startswith(("The ", "the "))
        return self.last == "org" and piece.separator == "and"

    def _go_on(self, text: str) -> None:
        for number in self.told or [len(self.people) - 1]:
            before = getattr(self.people[number], self.last)
            longer = {self.last: f"{before} and {text}"}
            self.people[number] = msgspec.structs.replace(self.people[number], **longer)

    def _tell(self, number: int, piece: _Piece) -> None:
        """What stands behind a comma or a bar: something about those before it, or somebody new."""
        last = self.people[-1] if self.people else Person(name="")
        is_one_word = " " not in piece.text and piece.separator == ","
        if piece.kind == "person" or (piece.kind == "name" and self._is_listed(number)):
            self._add(piece)
        elif last.location and is_one_word and piece.kind in ("name", "words", "org"):
            # One word after a place goes on with the place: "in Washington, D.C.".
            self._change(location=f"{last.location}, {piece.text}")
        elif piece.kind == "suffix":
            self._change(name=f"{last.name}, {piece.text}")
        elif piece.kind in ("contact", "place"):
            self._change(**piece.details)
            self.last = "location" if piece.kind == "place" else ""
        elif piece.kind == "role":
            self._tell_role(piece)
        elif piece.kind in ("words", "name") and not _may_be_org(piece.text):
            self._tell_role(piece)
        else:
            self._fill("org", piece.details.get("org") or piece.text)

    def _tell_role(self, piece: _Piece) -> None:
        role = piece.details.get("role") or piece.text
        if org := piece.details.get("org"):
            self._fill("org", org)
        if role.endswith("s") and not self.people[-1].role:
            self._fill("role", role)
        else:
            before = self.people[-1].role
            self._change(role=f"{before}, {role}" if before else role)
        self.last = "role"

    def _is_listed(self, number: int) -> bool:
        return not self.people or number in self.listed

    def _add(self, piece: _Piece) -> None:
        is_agency = piece.kind in ("agency", "org", "role")
        details = dict(piece.details)
        org = details.pop("org", "") if not is_agency else ""
        role = details.get("role", "")
        self.people.append(
            msgspec.structs.replace(Person(name=piece.text, is_agency=is_agency), **details)
        )
        self.last, self.told = "name", []
        if is_agency:
            return
        if org and piece.separator in ("and", ", and") and not role:
            self._fill("org", org, only_plain=True)
        elif org:
            self._change(org=org)
        if role.startswith("contribut"):
            self._fill("role", role)
        self.last = "org" if org else "role" if role else "name"

    def _change(self, **details: str) -> None:
        if not self.people:
            self.people.append(Person(name=self.owner, is_agency=True))
            self.owner = ""
        self.people[-1] = msgspec.structs.replace(self.people[-1], **details)

    def _fill(self, field: str, value: str, *, only_plain: bool = False) -> None:
        """What ends a list holds for everyone in it who was not given the like before."""
        self.told = []
        for number in range(self.open[field], len(self.people)):
            person = self.people[number]
            is_plain = not (only_plain and person.role and number < len(self.people) - 1)
            if not person.is_agency and not getattr(person, field) and is_plain:
                self.people[number] = msgspec.structs.replace(person, **{field: value})
                self.told.append(number)
        self.open[field] = len(self.people)
        if not self.told and self.people:
            last = self.people[-1]
            before = getattr(last, field) or (last.name if last.is_agency else "")
            if last.is_agency:
                self.people.append(Person(name=value, is_agency=True))
            else:
                self._change(**{field: f"{before} / {value}"})
        self.last = field


def _listed(pieces: Sequence[_Piece]) -> frozenset[int]:
    """The numbers of pieces behind commas that stand in a list of people: an "and" with a person
    follows, or there is another of the kind.
    """
    found: set[int] = set()
    waiting: list[int] = []
    for number, piece in enumerate(pieces):
        if piece.separator in ("", "|"):
            found.update(waiting if len(waiting) > 1 else ())
            waiting = []
        elif piece.separator == "," and piece.kind == "person":
            found.update(() if piece.details else waiting)
        elif piece.separator == "," and piece.kind == "name":
            before, behind = pieces[number - 1], pieces[number + 1 : number + 2]
            is_in_row = before.separator == "," and before.kind == "person" and not before.details
            has_role = before.kind == "role" and [after.kind for after in behind] == ["role"]
            if is_in_row or has_role:
                found.add(number)
            waiting.append(number)
        elif piece.separator in ("and", ", and") and piece.kind in ("person", "name", "agency"):
            if not _is_paired(pieces, waiting, number):
                found.update(waiting)
            waiting = []
    return found.union(waiting if len(waiting) > 1 else ())


def _is_paired(pieces: Sequence[_Piece], waiting: Sequence[int], number: int) -> bool:
    """Whether each of two people has an organisation: "Ana Ruiz, Harbor Sky, and Li Wei, Alder Post"."""
    behind = pieces[number + 1 : number + 2]
    if len(waiting) != 1 or [after.separator for after in behind] != [","]:
        return False
    is_org = looks_like_org(pieces[waiting[0]].text, is_behind=True)
    return behind[0].kind in ("name", "agency") and (is_org or pieces[number].separator == ", and")


def _is_letters(text: str) -> bool:
    """Whether a piece is the letters of a degree, such as MPH."""
    return text.replace(".", "").casefold() in DEGREE and text[:1].isupper()


def _may_be_org(text: str) -> bool:
    return text[:1].isupper() and not any(map(str.isdecimal, text.split()))
