"""The pieces of a byline: each is judged by itself, a person, an organisation, an occupation, a
place; what stands in front of a name ("Photos by") or behind it ("of The Ledger") are its details.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from ssg.grammar.agencies import agency_name, leading_agency, trailing_agency
from ssg.grammar.lead_words import (
    ARTICLES,
    BY,
    BY_ROLE,
    FOREIGN_BY,
    GREEK_BY,
    JOINTS,
    PLAIN_BY,
    PLAIN_LABELS,
    SMALL_WORDS,
    WITH,
    WORK,
    WRITING,
)
from ssg.grammar.name_lists import ASIDE, SHARED_END, cut, is_label, name_pieces
from ssg.grammar.name_words import DEGREE, HONORIFIC, SURNAME_TOO, WIRES
from ssg.grammar.names import (
    NAME_SUFFIX,
    Known,
    has_topic,
    is_beat,
    is_collective,
    is_firm,
    is_first_name,
    looks_like_name,
    looks_like_org,
    name_length,
    spelling,
    surely_name,
)
from ssg.grammar.newsrooms import LONG_NEWSROOMS
from ssg.grammar.occupations import (
    bare_word,
    is_caseless,
    is_report,
    leading_role,
    looks_like_role,
    trailing_role,
)
from ssg.grammar.places import is_place

_Kind = Literal["person", "name", "agency", "org", "role", "place", "contact", "suffix", "words"]


class Piece(NamedTuple):
    """A piece of a byline. "person" is one by itself; "name" has the shape of one, and it depends
    on what stands around it.
    """

    separator: str  # nothing, a comma, "and", a comma with "and", a bar
    text: str
    kind: _Kind
    details: Mapping[str, str]


def pieces_of(text: str, known: Known) -> list[Piece]:
    """The pieces of a group of people; a bar, a slash or a dash before one is "|"."""
    pieces: list[Piece] = []
    for number, part in enumerate(cut(SHARED_END, text)):
        made, rest = _lead_in(part, known, is_first=number == 0)
        for separator, piece in name_pieces(part if made is None else rest):
            bar = "|" if number and not separator else separator
            read = _judge(bar, piece, known, any_case=text.islower())
            pieces.append(read if made is None else _as_maker(read, made))
    return pieces


def _as_maker(piece: Piece, made: str) -> Piece:
    """A piece behind "photos by": whoever it names made the photos."""
    if piece.kind == "name" and piece.separator != ",":
        piece = piece._replace(kind="person")
    if made and piece.kind == "person" and "role" not in piece.details:
        piece = piece._replace(details={**piece.details, "role": made})
    return piece


def _judge(separator: str, text: str, known: Known, *, any_case: bool) -> Piece:
    """What a piece of a byline is, by itself and by what stands before it."""
    if len(text) > LONGEST_PIECE:
        return Piece(separator, text, "words", {})
    if contact := _CONTACT.fullmatch(text):
        return Piece(separator, text, "contact", _filled(contact))
    made, name = _lead_in(text, known, is_first=separator == "")
    if made is not None:
        piece = _judge("and", name, known, any_case=any_case)
        return _as_maker(piece, made)._replace(separator=separator)
    is_inside = separator in (",", "|")
    if is_inside and (detail := _detail(separator, text, known)):
        return detail
    if _NICKNAME.fullmatch(text):
        return Piece(separator, text, "person", {})
    found: dict[str, str] = {}
    name = text if is_firm(text) else _split_person(text, found, known, any_case=any_case)
    is_org = bool(name) and looks_like_org(name, known)
    if found and not is_org and looks_like_name(name, any_case=True):
        return Piece(separator, name, "person", found)
    if is_org:
        return Piece(separator, text if is_inside else name, "agency", {} if is_inside else found)
    if surely_name(text, known, any_case=any_case and not is_inside):
        return Piece(separator, text, "person", {})
    if (separator or is_report(text)) and looks_like_role(text):
        return Piece(separator, text, "role", _role(text, known))
    shaped = looks_like_name(text, any_case=any_case and not is_inside)
    return Piece(separator, text, "name" if shaped else "words", {})


def _detail(separator: str, text: str, known: Known) -> Piece | None:
    """A piece behind a comma or a bar that tells of those before it; None if it may be somebody."""
    if separator == "," and NAME_SUFFIX.fullmatch(text):
        return Piece(separator, text, "suffix", {})
    if place := _place(text):
        return Piece(separator, text, "place", {"location": place})
    if special := _SPECIAL.fullmatch(text):
        if not special["name"]:
            return Piece(separator, text, "role", {"role": text, "org": special["org"]})
    elif (employed := _EMPLOYED.fullmatch(text)) and not employed["name"]:
        return Piece(separator, text, "org", {"org": employed["org"]})
    elif (owned := _OF_ORG.fullmatch(text)) and _is_owner(owned, known):
        return Piece(separator, text, "org", {"org": owned["org"]})
    if text.casefold() == "staff" or _TOLD.match(text) or _is_letters(text) or _is_title(text):
        return Piece(separator, text, "role", {"role": text})
    return Piece(separator, text, "role", _role(text, known)) if _is_role(text, known) else None


def _is_owner(owned: re.Match[str], known: Known) -> bool:
    """Whether an organisation stands behind "da" or "de", which is no article: "de Volkskrant"."""
    return owned[0].casefold() not in LONG_NEWSROOMS and looks_like_org(owned["org"], known)


def _is_title(text: str) -> bool:
    """Whether a piece is a title, a kind of text, topics: "Rabbi", "Commentary", "Science"."""
    is_kind = is_label(text) and not is_collective(text)
    return is_kind or bare_word(text) in HONORIFIC or is_beat(text)


def _place(text: str) -> str:
    """The place that a piece names: "Beirut", "in Beirut", "de Beirut"; "" if it names none."""
    if is_place(text):
        return text
    if text.startswith(("in ", "In ")) or _IN_PLACE.match(text):
        return text.partition(" ")[2].strip()
    owned = _OF_ORG.fullmatch(text)
    return owned["org"] if owned and is_place(owned["org"]) else ""


def _is_role(text: str, known: Known) -> bool:
    """Whether a piece is an occupation, and no name with one behind it: "Ana Ruiz editor". In small
    letters it need not be known: "stipendiat ved NTNU".
    """
    if is_collective(text) and not looks_like_role(text):
        return False
    first, _, rest = text.partition(" ")
    if first.islower() and rest and first not in ARTICLES and first not in SMALL_WORDS:
        return not is_caseless(first) and spelling(text) not in known.organizations
    if not looks_like_role(text):
        return False
    return not (is_first_name(text.split()[0]) and trailing_role(text.split()))


def _split_person(text: str, found: dict[str, str], known: Known, *, any_case: bool) -> str:
    """The name in a piece; what stands behind it goes to `found`."""
    text = ASIDE.sub(lambda match: _read_aside(match, found, known), text)
    for contact in _CONTACT.finditer(text):
        found |= _filled(contact)
    name = " ".join(_CONTACT.sub("", text).split())
    if not name:
        return found.get("email") or found.get("url", "")
    name = _without_employer(name, found, known, any_case=any_case)
    words = name.split()
    if (front := leading_role(words)) and _is_head(
        " ".join(words[front:]), known, any_case=any_case
    ):
        found["role"], words = " ".join(words[:front]), words[front:]
        name = " ".join(words)
    count = trailing_role(words)
    run_on = name_length(words)
    if run_on and looks_like_org(behind := " ".join(words[run_on:]), known):
        name = " ".join(words[:run_on])
        is_role = count or behind[:1].islower()
        beside = f" ({found['org']})" if not is_role and "org" in found else ""
        found["role" if is_role else "org"] = behind + beside
    elif count:
        count += _owner_length(words[:-count], known)
        name, found["role"] = " ".join(words[:-count]), " ".join(words[-count:])
    elif len(words) > 2 and (count := trailing_agency(words)):
        head = " ".join(words[:-count])
        if _is_head(head, known, any_case=any_case):
            name, found["org"] = head, " ".join(words[-count:])
    return name


def _owner_length(words: list[str], known: Known) -> int:
    """Of how many words the newsroom between a name and an occupation is: 2 in "Wren Talbot Seattle
    Times", as in "… Seattle Times reporter".
    """
    if len(words) < _SHORTEST_OWNED:
        return trailing_agency(words) if len(words) > 2 else 0
    is_owned = looks_like_org(" ".join(words[2:]), known, is_behind=True)
    is_named = looks_like_name(" ".join(words[:2])) and not looks_like_org(
        " ".join(words[:2]), known
    )
    return len(words) - 2 if is_owned and is_named else trailing_agency(words)


def _without_employer(name: str, found: dict[str, str], known: Known, *, any_case: bool) -> str:
    """A name without place, occupation and organisation behind it, which go to `found`."""
    if contributed := _CONTRIBUTED.fullmatch(name):
        name = contributed["name"]
        found |= _role(contributed["role"], known)
    if (placed := _PLACED.fullmatch(name)) and _is_head(placed["name"], known, any_case=any_case):
        name, found["location"] = placed["name"], placed["place"]
    for form in (_SPECIAL, _EMPLOYED, _ARTICLE_ORG):
        match = form.fullmatch(name)
        if match and match["name"] and _is_head(match["name"], known, any_case=any_case):
            found |= {key: value for key, value in match.groupdict().items() if key != "name"}
            return match["name"]
    return name


def _is_head(text: str, known: Known, *, any_case: bool) -> bool:
    """Whether what stands before "of" or "in" is somebody: "Ana Ruiz", and not "University"."""
    if agency_name(text) or text.casefold() in WIRES:
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
    elif aside.partition(" ")[0] in WITH or is_label(aside):
        found["role"] = aside
    elif looks_like_org(aside, known) and not looks_like_role(aside):
        found["org"] = aside
    elif aside:
        found["role"] = f"{found['role']}, {aside}" if "role" in found else aside
    return " "


def _filled(match: re.Match[str]) -> dict[str, str]:
    return {field: value for field, value in match.groupdict().items() if value}


def _role(text: str, known: Known) -> dict[str, str]:
    """Part "Associated Press Writer" into agency and role; the organisation in "writer at Harbor
    PA" is named beside the whole.
    """
    words = text.split()
    if count := leading_agency(words):
        return {"org": " ".join(words[:count]), "role": " ".join(words[count:])}
    works = _WORKS_FOR.fullmatch(text)
    if words[0].casefold() in ("author", "autor", "autora"):  # of a book
        return {"role": text}
    if (
        not works
        or looks_like_role(works["org"])
        or is_beat(works["org"])
        or is_place(works["org"])
    ):
        return {"role": text}
    org = works["org"]
    # "Professor of History" is at no "History".
    is_org = " " in org and not org.islower() and looks_like_org(org, known)
    is_led = bool(words) and not _LEADS.isdisjoint(map(str.casefold, words))
    if is_led and " " in org and org.istitle() and not has_topic(org):
        is_org = True  # "CEO of Harbor Foods"
    if is_org or (works and works["word"] in _AT and org[:1].isupper()):
        return {"role": text, "org": org}
    return {"role": text}


_LEADS = frozenset("ceo cfo chair co-founder coo cto director founder owner president".split())
_AT = frozenset("at for da do del della".split())


def _lead_in(text: str, known: Known, *, is_first: bool) -> tuple[str | None, str]:
    """What was made ("photos" in "photos by Ana Ruiz"; "" for writing), and the rest; None and all
    without a lead-in.
    """
    if not text.isascii() and text.startswith(GREEK_BY):
        return "", text.split(" ", 2)[2]
    if ":" in text and (labelled := _label(text, known)):
        return labelled
    words = text.split()
    if is_first and words[:3] and [w.casefold() for w in words[:3]] == ["as", "told", "to"]:
        return " ".join(words[:3]), " ".join(words[3:])
    for count in range(min(len(words), _MOST_LEAD_WORDS)):
        word = words[count].casefold()
        if word == "from" and count and "by" in words[count + 2 :]:
            by = words.index("by", count)  # "Reporting from Kyiv by Ana Ruiz"
            return "", f"{' '.join(words[by + 1 :])} in {' '.join(words[count + 1 : by])}"
        if word in BY and _is_by(words, count, known):
            lead = words[:count]
            if is_first and (_is_writing(lead) or not lead):
                return "", " ".join(words[count + 1 :])
            is_help = bool(lead) and lead[0].casefold() == "with"
            lead = lead[is_help:]
            made = "" if _is_writing(lead) and len(lead) < 2 and not is_help else " ".join(lead)
            return made, " ".join(words[count + 1 :])
        if word.strip(",") not in WORK and word not in ARTICLES:
            break
    if is_first and (asked := _ASKED.match(text)):
        return "", text[asked.end() :]
    return _unknown_lead(words, known) or _plain_label(words, known) or (None, text)


def _label(text: str, known: Known) -> tuple[str, str] | None:
    """What was made, and the rest, of "Photos: Ana Ruiz"; None if no label stands in front."""
    head, _, rest = (part.strip() for part in text.partition(":"))
    head = head.removesuffix(" by")  # "Edited by: Ana Ruiz"
    if rest and _is_lead(head.split()):
        return ("" if _is_writing(head.split()) else head), rest
    if is_beat(head) and looks_like_name(rest):
        return "", rest  # "Debatt: Sigrun Nordby"
    return (head, rest) if _is_unknown_label(head, rest, known) else None


def _is_unknown_label(head: str, rest: str, known: Known) -> bool:
    """Whether a word before a colon says what a person did: "Bildstrecke: Jana Feld"."""
    if len(head.split()) > _MOST_LABEL_WORDS or not surely_name(rest, known):
        return False
    return not looks_like_org(head, known) and not surely_name(head, known)


def _unknown_lead(words: Sequence[str], known: Known) -> tuple[str, str] | None:
    """A lead-in of unknown words before "by" and a person: "Mapped by Ana Ruiz", "Ein Porträt von
    Jana Feld"; None if it is none. A word with "-ed" says what was done, others what was written.
    """
    for count, word in enumerate(words[1:_MOST_LEAD_WORDS], 1):
        if word.casefold() not in PLAIN_BY:
            continue
        rest = " ".join(words[count + 1 :])
        head = rest.partition(",")[0]
        is_plain = word == "by" and looks_like_name(head) and not looks_like_org(head, known)
        is_person = " " in head and (is_plain or surely_name(head, known))
        if is_first_name(words[0]) or not is_person:
            return None
        is_done = words[count - 1].casefold().endswith(("ed", "ing", "iert", "zeichnet"))
        return (" ".join(words[:count]) if is_done else ""), rest
    return None


def _plain_label(words: Sequence[str], known: Known) -> tuple[str, str] | None:
    """A lead-in without a sign behind it: "kuvat Pekka Laine", "oprac. Anna Nowak"; None if it is
    none.
    """
    if len(words) < 3 or leading_role(words):
        return None
    label = words[0].casefold().replace("’", "'").rstrip(".")
    rest = " ".join(words[1:])
    if label in PLAIN_LABELS or (label in WORK and words[0].endswith(".")):
        is_label = looks_like_name(rest) and not looks_like_org(rest, known)
    else:
        is_label = label in WRITING and label not in SURNAME_TOO and surely_name(rest, known)
    if not is_label:
        return None
    return ("" if _is_writing(words[:1]) or label in WRITING else words[0]), rest


def _is_by(words: Sequence[str], count: int, known: Known) -> bool:
    """Whether the word behind `count` words says "by": in "Von Ana Ruiz", not in "Von Miller"."""
    word, rest = words[count], words[count + 1 :]
    if word.casefold() == "by":
        return bool(rest) or len(words) == 1
    if count:
        return bool(rest)
    if word.casefold() == "from":  # "From Ana Ruiz in Beirut"; "with files from" is read above
        return len(rest) > 1 and surely_name(" ".join(rest[:2]).rstrip(","))
    if rest and word.casefold() in BY_ROLE and leading_role(rest):
        return True
    if word.casefold() not in FOREIGN_BY or not rest:
        return False
    names_all = looks_like_org(" ".join(rest), known) or is_collective(" ".join(rest))
    if names_all or len(rest) < 2:
        return names_all
    if is_first_name(rest[0]):
        return True
    if rest[1].casefold() in JOINTS or rest[0].endswith(","):
        return False  # "Oleh Sentsov and Ana Ruiz" has a first name in front
    if word.islower() and word not in ("di", "av", "af"):
        return word in ("par", "por")
    return rest[0][0].isupper() or is_caseless(rest[0])


def _is_lead(words: Sequence[str]) -> bool:
    folded = [word.casefold() for word in words]
    return 0 < len(words) <= _MOST_LEAD_WORDS and (folded == ["by"] or all(map(is_label, folded)))


def _is_writing(words: Sequence[str]) -> bool:
    """Whether a lead-in says who wrote: "Story and photos", but not "Photos" nor "Additional
    reporting".
    """
    folded = [word.casefold() for word in words]
    is_aid = not {"additional", "with", "edited", "editing"}.isdisjoint(folded)
    return not is_aid and any(word in WRITING or word == "by" for word in folded)


def without_by(text: str, known: Known) -> str:
    made, rest = _lead_in(text, known, is_first=True)
    return rest if made == "" else text


def _is_letters(text: str) -> bool:
    """Whether a piece is the letters of a degree, such as MPH."""
    return text.replace(".", "").casefold() in DEGREE and text[:1].isupper()


_MOST_LEAD_WORDS = 6
_MOST_LABEL_WORDS = 2  # of those that are not known
_SHORTEST_OWNED = 4  # a name and a newsroom of two words each
LONGEST_PIECE = 400  # characters: what is longer is nobody's name, and is not read

_CONTACT = re.compile(
    r"<?(?:(?<![^\s<>()@,;])(?P<email>[^\s<>()@,;]+@[^\s<>()@,;]+\.[^\s<>()@,;]+)"
    r"|(?P<url>https?://[^\s<>()]+))>?"
)

_NICKNAME = re.compile(
    r"[^\W\d_a-z]\w+ \([^\W\d_a-z][\w.]*\) [^\W\d_a-z][\w’'-]+"
)  # "Isabel (Izzy) Metz"

_ASKED = re.compile(
    r"(?i:(?:das|die|dieses)\s(?:interview|gespräch|fragen)\s(?:führten?|stellten?))\s"
)

_PLACED = re.compile(r"(?P<name>\S.*?)\s+(?:in|desde|reporting from)\s+(?P<place>[^\W\d_a-z].*)")

_IN_PLACE = re.compile(r"(?:desde|Desde|em|Em)\s[^\W\d_a-z]")

_OF_ORG = re.compile(
    r"(?:d[ae]|do|aus|from|de la|del|della|des|der|vom|van|av|af)\s+(?P<org>[^\W\d_a-z].*)"
)

_SPECIAL = re.compile(
    r"(?:(?P<name>\S.*?)\s+)??(?P<role>(?i:special (?:to|for)|especial (?:para|a)|spécial pour"
    r"|speciaal voor)\s+(?P<org>\S.*))"
)

_EMPLOYED = re.compile(
    r"(?:(?P<name>\S.*?)\s+)??"
    r"(?:of|for|at|from|para|pour|für|voor|Of|For|OF|FOR|AT|PARA|POUR|FÜR)\s+(?P<org>\S.*)"
)

_ARTICLE_ORG = re.compile(r"(?P<name>\S+\s.*?)\s+(?P<org>(?:The|THE)\s+\S.*)")

_CONTRIBUTED = re.compile(
    r"(?P<name>\S.*?)\s+"
    r"(?P<role>contribut(?:ed|ing) (?:reporting|to (?:this|the) .+|research|photos)|['’]\d\d|@\w+"
    r"|(?:is|was) (?:an?|the) .+|(?:covers|reports|writes) .+)"
)

_WORKS_FOR = re.compile(r".*?\s(?P<word>at|for|of|with|d[aeo]|del|della|der|des)\s+(?P<org>\S.*)")

# A copyright, a party and state ("D-Ohio"), the beginning of a sentence.
_TOLD = re.compile(
    r"\(c\)|©|[DRI]-[A-Z]|(?:who|is|was|has|covers|writes|lives|works)\s"
    r"|(?i:com (?:informações|agências)|con (?:información|agencias)|avec (?:les )?agences"
    r"|mit (?:material|agentur|informationen))"
)
