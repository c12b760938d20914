"""The byline grammar: the line that names a story's authors comes in as text, one `Person` each
goes out.

The names of wire services and the shape of a person's name are known here; credits read them from
here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

import msgspec

from ssg.story.people import Person


@lru_cache(maxsize=4096)  # the same people write every day
def parse_byline(text: str) -> tuple[Person, ...]:
    """Read a byline of any number of people; an empty one gives no people. It never fails.

    Names stay as they are written. A leading "By" (German "Von", French "Par", Spanish "Por") is
    dropped. `;` parts independent groups; after `|`, `/` or a line end comes what holds for the
    whole group. What is longer than LONGEST_BYLINE is not read: all of it is one name.
    """
    if len(text) > LONGEST_BYLINE:
        return (Person(name=" ".join(text.split())),)
    line = _LEAD_IN.sub("", _one_line(text), count=1)
    people = (person for group in _cut(_GROUP_END, line) for person in _read_group(group))
    return tuple(
        person for person in people if person != Person(name="")
    )  # what was in brackets only


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
        if names and separator == "," and _NAME_SUFFIX.fullmatch(piece):
            names[-1] = f"{names[-1]}, {piece}"
        else:
            names.append(piece)
    return tuple(names)


def agency_name(text: str) -> str:
    """The short name of the wire service that `text` names in full ("The Associated Press": "AP"),
    or "".
    """
    return _AGENCIES.get(" ".join(text.split()).casefold(), "")


def looks_like_org(text: str) -> bool:
    """Whether `text` reads as an organisation, not a person: a wire service, "The …", "…
    University".
    """
    return bool(agency_name(text) or _COLLECTIVE.fullmatch(text) or _ORG.search(text))


def looks_like_name(text: str, *, any_case: bool = False) -> bool:
    """Whether `text` can be a person's name in any script; `any_case` also lets "ana ruiz" pass.

    Particles ("van der"), initials, apostrophes, hyphens, ranks ("2nd Class") and handles are part
    of names.
    """
    words = text.split()
    if not words or len(words) > 8 or words[0].casefold() in _ARTICLES:
        return False
    if not all(map(_is_in_names, text)) or not (text[0].isalnum() or text[0] == "@"):
        return False
    if not any(map(str.isalpha, text)):
        return False
    if any_case:
        return True
    # A letter without case (Chinese, Arabic) counts as a capital: only a word all in lower case is
    # suspect.
    plain = [word for word in words if word.islower() and not _LOWER_NAME_WORD.fullmatch(word)]
    return not plain and not all(word.islower() for word in words)


LONGEST_BYLINE = 4_000  # characters: a hundred authors, each with a role and a place
# "Von Ana Ruiz" is a byline, "Von Miller" a name: two words or an acronym must follow, in capitals.
_LEAD_IN = re.compile(
    r"(?:(?i:written by|by)(?=[\s:]|$)\s*:?"
    r"|(?:Von|VON|Par|PAR|Por|POR)(?=\s+(?:[^\W\d_a-zß-öø-ÿ]\S*\s+[^\s,|]|[A-Z]{2,4}$)))\s*"
)
_GROUP_END = r"\s*;\s*"
_SHARED_END = r"\s*\|\s*|\s*/\s*"
# "Ortega y Gasset" is one person, "Ana Ruiz y Tomás Brandt" two: the Spanish word parts full names
# only.
_CONJUNCTION = (
    r"(?:(?i:and|with)|&|(?<!von )(?<!Von )und(?! zu\b)|UND|et|ET"
    r"|y(?=\s+[^\s,;|/]+\s+(?!(?:and|und|et|&|y|en|in)\s)[^\s,;|/(<]))"
)
_NAME_END = rf"\s*,\s*{_CONJUNCTION}\s+|\s*,\s*|\s+{_CONJUNCTION}\s+"
_WHOLE = r"<[^<>]*>|\([^()]*\)|https?://[^\s,;|]+"  # nothing is cut inside of these

_NAME_SUFFIX = re.compile(
    r"(?i:[JS]r\.?|I{2,3}|IV|Esq\.?|M\.?D\.?|Ph\.?\s?D\.?|D\.?D\.?S\.?|J\.?D\.?|R\.?N\.?|S\.?J\.?"
    r"|MBA|[MOC]BE|[KQ]C|MP)"
)
_CONTACT = re.compile(
    r"<?(?:(?<![^\s<>()@,;])(?P<email>[^\s<>()@,;]+@[^\s<>()@,;]+\.[^\s<>()@,;]+)|(?P<url>https?://[^\s<>()]+))>?"
)
_ROLE = re.compile(
    r"(?i:special to"
    r" .+|(?:.*[\s-])?(?:writer|reporter|editor|correspondent|columnist|photographer|producer"
    r"|critic|analyst|contributor|journalist|intern|chief|redakteur(?:in)?|korrespondent(?:in)?|journaliste"
    r"|correspondante?|periodista|corresponsal|report(?:ero|era)|redactora?)s?(?:\s(?:at|in|for|of|to)\s.+)?)"
)
_ASIDE = re.compile(r"\s*\(([^()]*)\)")
_PLACED = re.compile(r"(?P<name>\S.*?)\s+in\s+(?P<place>[^\W\d_a-z].*)")
_EMPLOYED = re.compile(r"(?P<name>\S.*?)\s+(?:of|for)\s+(?P<org>[^\W\d_a-z].*)")
_COLLECTIVE = re.compile(
    r"(?i:(?:from\s+)?(?:the\s+)?(?:(?:staff|wire|agency|agencies|news|service|local)(?:\s*[,&/]\s*|\s+and\s+|\s+))*"
    r"(?:staff|agencies|(?:staff|wire|service|agency|news)\s+(?:reports?|services?|dispatches)|wire\s+services?"
    r"|reports?\s+from\s+.*)|\S.*\sstaff(?:\s+reports?)?)"
)
_ORG = re.compile(
    r"^(?:The|THE|U\.?S\.)\s|\b(?i:News|Times|Tribune|Gazette|Journal|Chronicle|Observer|Images|Photos|Pictures"
    r"|Media|Agency|Agence|Agencia|Agentur|Office|Department|Ministry|Police|University|School|Museum|Library|Archives?"
    r"|Institute|Foundation|Council|County|Government|Services?|Network|Broadcasting|TV|Television|Radio|Studios?"
    r"|Commons|Magazine|Newspapers?|Inc|Ltd|LLC|Corp|GmbH|Committee|Association|Authority|Administration|Bureau"
    r"|Embassy|Army|Navy|Air Force|Coast Guard|National"
    r" Guard|Sports|Staff|Desk|Board|Zeitung|Nachrichten)\b"
)
_NAME_SIGNS = frozenset(
    "@'’‘ʻʼ`.,-‐‑·•“”\" \u200c\u200d"
)  # the last two join letters in Persian and Hindi
_LOWER_NAME_WORD = re.compile(
    r"a[fvl]|al-.*|abu|aus|bin|bint|ben|d[aeiou]s?|de[lnr]|della|dit|do[sn]?|e|el|het|i|ibn|l[aeo]s?|op|ould|sa?n"
    r"|st\.?|'t|te[nr]?|und|v[ao]n|vom|y|zur?|\d+(?:st|nd|rd|th)|jr\.?|sr\.?|@\S+"
)
_ARTICLES = frozenset({"the", "a", "an", "our", "my", "this", "that"})
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

_AGENCY_SPELLINGS: Mapping[str, tuple[str, ...]] = {
    "AAP": ("Australian Associated Press",),
    "AFP": ("Agence France-Presse", "Agence France Presse"),
    "ANP": (),
    "ANSA": (),
    "APA": (),
    "Anadolu": ("Anadolu Agency",),
    "AP": ("Associated Press", "The Associated Press"),
    "Belga": (),
    "Bloomberg": ("Bloomberg News",),
    "The Canadian Press": ("Canadian Press",),
    "dpa": ("Deutsche Presse-Agentur",),
    "EFE": ("Agencia EFE",),
    "EPA": ("European Pressphoto Agency",),
    "EPA-EFE": (),
    "Keystone": ("Keystone-SDA",),
    "Kyodo": ("Kyodo News",),
    "Lusa": (),
    "NTB": (),
    "PA": ("PA Media", "Press Association"),
    "PTI": ("Press Trust of India",),
    "Reuters": ("Thomson Reuters",),
    "Ritzau": (),
    "TASS": (),
    "TNS": ("Tribune News Service",),
    "UPI": ("United Press International",),
    "Xinhua": ("Xinhua News Agency",),
    "Yonhap": ("Yonhap News Agency",),
}
_AGENCIES = {
    spelling.casefold(): name
    for name, others in _AGENCY_SPELLINGS.items()
    for spelling in (name, *others)
}
_LONGEST_AGENCY = max(len(spelling.split()) for spelling in _AGENCIES)  # words


def _is_in_names(char: str) -> bool:
    """Letters with the marks on them (category M: vowel signs, accents), figures, what stands
    between.
    """
    return char.isalnum() or char in _NAME_SIGNS or unicodedata.category(char)[0] == "M"


def _one_line(text: str) -> str:
    """Put several lines on one: a new line says what a `|` says, unless it goes on with a list."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    line = " | ".join(line for line in lines if line)
    return re.sub(rf"(?<=,) \| | \| (?={_CONJUNCTION}\s)|(?<=\band) \| ", " ", line)


def _cut(separator: str, text: str) -> Iterator[str]:
    """The parts of `text` between separators (a pattern), none of them empty; whole tokens are
    never cut.
    """
    return (piece for _, piece in _marked_cut(separator, text))


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """Each piece of a list of names with what stood before it: nothing, a comma, or "and"."""
    for separator, piece in _marked_cut(_NAME_END, text):
        yield separator if separator in ("", ",") else "and", piece


def _marked_cut(separator: str, text: str) -> Iterator[tuple[str, str]]:
    start, before = 0, ""
    for match in re.finditer(rf"(?P<whole>{_WHOLE})|(?P<separator>{separator})", text):
        if match["whole"] is None:
            if piece := text[start : match.start()].strip(" ,"):
                yield before, piece
            start, before = match.end(), match["separator"].strip()
    if piece := text[start:].strip(" ,"):
        yield before, piece


def _read_group(text: str) -> tuple[Person, ...]:
    if _COLLECTIVE.fullmatch(text):
        return (Person(name=text, is_agency=True),)
    parts = tuple(_cut(_SHARED_END, text))
    people: list[Person] = []
    for separator, piece in _pieces("".join(parts[:1])):
        if not (people and _add_detail(people, separator, piece)):
            people.append(_read_person(piece))
    for piece in parts[1:]:
        if not _add_detail(people, ",", piece):
            _fill_open(people, org=piece)
    return tuple(people)


def _add_detail(people: list[Person], separator: str, piece: str) -> bool:
    """Let `piece` complete the people before it, and say so; False means that it names somebody
    new.
    """
    last = people[-1]
    if last.location and " " not in piece and not agency_name(piece):
        # One word after a place goes on with the place: "in Washington, D.C.", "in Beirut and
        # Damascus".
        joint = ", " if separator == "," else " and "
        people[-1] = msgspec.structs.replace(last, location=last.location + joint + piece)
    elif contact := _CONTACT.fullmatch(piece):
        people[-1] = msgspec.structs.replace(last, **_filled(contact))
    elif separator != ",":
        return False
    elif _NAME_SUFFIX.fullmatch(piece):
        people[-1] = msgspec.structs.replace(last, name=f"{last.name}, {piece}")
    elif _ROLE.fullmatch(piece):
        org, role = _split_role(piece)
        if piece.endswith("s"):
            _fill_open(people, org=org, role=role)
        else:
            people[-1] = msgspec.structs.replace(last, org=org or last.org, role=role)
    elif looks_like_org(piece):
        _fill_open(people, org=piece)
    else:
        return False
    return True


def _split_role(text: str) -> tuple[str, str]:
    """Part "Associated Press Writer" into agency and role; other roles have no organisation in
    them.
    """
    words = text.split()
    for end in range(min(len(words) - 1, _LONGEST_AGENCY), 0, -1):
        if agency_name(org := " ".join(words[:end])):
            return org, " ".join(words[end:])
    return "", text


def _fill_open(people: list[Person], **details: str) -> None:
    """What ends a list holds for everyone in it who was not given the like before."""
    for index, person in enumerate(people):
        missing = {
            field: value for field, value in details.items() if value and not getattr(person, field)
        }
        if not person.is_agency and missing:
            people[index] = msgspec.structs.replace(person, **missing)


def _read_person(text: str) -> Person:
    found: dict[str, str] = {}
    text = _ASIDE.sub(lambda match: _read_aside(match, found), text)
    for contact in _CONTACT.finditer(text):
        found |= _filled(contact)
    name = " ".join(_CONTACT.sub("", text).split())
    if agency_name(name) or looks_like_org(name):
        return msgspec.structs.replace(Person(name=name, is_agency=True), **found)
    if placed := _PLACED.fullmatch(name):
        name, found["location"] = placed["name"], placed["place"]
    if (employed := _EMPLOYED.fullmatch(name)) and looks_like_org(employed["org"]):
        name, found["org"] = employed["name"], employed["org"]
    name = name or found.get("email") or found.get("url", "")
    return msgspec.structs.replace(Person(name=name), **found)


def _read_aside(match: re.Match[str], found: dict[str, str]) -> str:
    """Keep what stands in brackets after a name: contact, place, organisation, else a role."""
    aside = match[1].strip()
    if contact := _CONTACT.fullmatch(aside):
        found |= _filled(contact)
    elif aside.startswith("in "):
        found["location"] = aside.removeprefix("in ").strip()
    elif looks_like_org(aside):
        found["org"] = aside
    elif aside:
        found["role"] = f"{found['role']}, {aside}" if "role" in found else aside
    return ""


def _filled(match: re.Match[str]) -> dict[str, str]:
    return {field: value for field, value in match.groupdict().items() if value}
