"""What a few words are: a person's name, an organisation, an occupation, a staff. Bylines and
credits are read by these judgements; what a newsroom says of itself in site.yaml (`Known`) wins.

No word list can be whole. So a name needs no word to be known: its shape, and where it stands, will
do. Words decide where shape and place leave it open.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

import msgspec

from ssg.grammar.agencies import agency_name
from ssg.grammar.first_names import FAMILY_NAMES_IN_FRONT, FIRST_NAMES
from ssg.grammar.name_words import (
    AMBIGUOUS,
    BODIES,
    COLLECTIVE,
    EAST_ASIAN_ORGANISATION,
    NOT_IN_FRONT,
    ORGANISATION,
    SURNAME_TOO,
    TOPIC,
)
from ssg.grammar.newsrooms import LONG_NEWSROOMS, NEWSROOMS, PAPERS
from ssg.grammar.occupations import (
    bare_word,
    folded_words,
    has_honorific,
    is_caseless,
    is_only_role,
    looks_like_role,
    owner_of_role,
)
from ssg.grammar.places import is_place


class Known(msgspec.Struct, frozen=True):
    """Organisations and people that a newsroom names in site.yaml, as `spelling` writes them."""

    organizations: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()


@lru_cache(maxsize=64)  # a site has one; the same object again makes the caches of grammars quick
def known_names(organizations: Iterable[str], people: Iterable[str]) -> Known:
    """What is known of these names (two tuples)."""
    return Known(
        frozenset(map(spelling, organizations)) - {""}, frozenset(map(spelling, people)) - {""}
    )


NOTHING_KNOWN = Known()


def spelling(text: str) -> str:
    """A name as names are compared: small letters, single spaces, no "the" in front."""
    words = text.casefold().split()
    return " ".join(words[1:] if words[:1] == ["the"] else words)


@lru_cache(maxsize=4096)  # the same few makers stand below many pictures
def looks_like_org(text: str, known: Known = NOTHING_KNOWN, *, is_behind: bool = False) -> bool:
    """Whether `text` reads as an organisation, not a person: a wire service, "The …", "…
    University", "Harbor PA". More do where it stands behind a person (`is_behind`): "Harbor Post".
    """
    name = spelling(text)
    if not name or name in known.people:
        return False
    if name in known.organizations or agency_name(text) or is_collective(text):
        return True
    words = text.split()
    if has_honorific(words):
        return False
    if len(words) > 1 and text.casefold() in LONG_NEWSROOMS:
        return True
    if _org_words(words) or is_firm(text) or is_beat(text):
        return True
    if len(words) == 2 and bare_word(words[1]) in _PAPERS_ONLY:
        return True  # "Charlotte Observer"
    if is_first_name(words[0]):
        return False
    return _org_shape(words) or (is_behind and _org_behind(words))


def is_collective(text: str) -> bool:
    """Whether a staff, a desk or the wires are named: "Staff reports", "Agencias", "Web Staff"."""
    head, *tails = _ANY_JOINT.split(text, maxsplit=1)
    words = folded_words(text)
    if not words or has_honorific(text.split()):
        return False
    if tails and not _STAFF_WORDS.issuperset(folded_words(head)):
        return is_collective(head) and is_collective(tails[0])
    if is_first_name(text.split()[0]) and len(words) > 2:
        return False
    if len(words) > 2 and is_first_name(text.split()[1]):
        return False  # "Redazione Marco Belli"
    return words[-1] in COLLECTIVE or bool(_COLLECTIVE.fullmatch(" ".join(words)))


def is_unnamed(text: str) -> bool:
    """Whether a reporter is named by no name: "Our Correspondent", "Daily Mail Reporter"."""
    if is_only_role(text):
        return True
    owner = owner_of_role(text)
    if not owner or is_first_name(owner.split()[0]) or len(owner.split()) > _LONGEST_OWNER:
        return False
    is_sole = " " not in owner and not bare_word(text.split()[-1]).startswith(("edit", "writ"))
    return is_sole or looks_like_org(owner, is_behind=True)


def joins_one_name(left: str, right: str) -> bool:
    """Whether an "and" stands inside of one name, "Tide & Times", "Food and Drug Administration",
    "Health and Science", and does not part two. Of `left` only what stands behind "of" or the like
    counts, of `right` what stands before it.

    A person on one side says that it parts. Else each side must be whole by itself to be parted.
    """
    if " " in right and (surely_name(left) or surely_name(right)):
        return False
    before, right = left, _BEHIND_OF.split(right)[0]
    if behind := list(_BEHIND_OF.finditer(left)):
        before, left = left[: behind[-1].start()], left[behind[-1].end() :]
    if agency_name(left) or agency_name(right) or bare_word(right) in COLLECTIVE - {"co"}:
        return _is_lone(left) and " " in right and not agency_name(left)  # "Arts & Culture Staff"
    if not left or not right or surely_name(right) or right[:4].casefold() == "the ":
        return False
    if behind:
        is_place_word = behind[-1]["place"]
        if is_place_word and (is_place(left) or not looks_like_role(before)):
            return False  # "in Beirut and Guardian staff"
        if (is_place_word or behind[-1]["of"]) and _goes_on_behind_of(before, left, right):
            return True
    return _is_one_name(left, right)


def _is_one_name(left: str, right: str) -> bool:
    """Whether two sides of an "and" are one name, by what they look like."""
    if _is_lone(left):
        is_more = looks_like_org(right) or looks_like_role(right) or has_topic(right)
        return is_more or _is_lone(right)
    if left[:4].casefold() == "the " and bare_word(right) in _PAPER_WORDS:
        return True  # "The News & Observer"
    if has_topic(left) or has_topic(right):
        return not _is_whole_org(left) and not surely_name(left)
    if " " not in right:
        return looks_like_org(right) and not is_collective(right)
    return looks_like_org(left) and looks_like_org(right) and not _is_whole_org(left)


def _goes_on_behind_of(head: str, left: str, right: str) -> bool:
    """Whether an "and" behind "of" goes on with what stands before it: "Department of Agriculture
    and Rural Development", "professor of history and political science".
    """
    last = bare_word(head.split()[-1])
    last = last if last in ORGANISATION else last.removesuffix("s")  # "Centers for"
    is_alike = left[0].isupper() == right[0].isupper()
    is_body = last in ORGANISATION and last not in _OF_PLACES
    return is_alike and (is_body or looks_like_role(head)) and not looks_like_role(right)


def _is_whole_org(text: str) -> bool:
    """Whether an organisation lacks nothing: "Harbor Today", and not "National Aeronautics"."""
    words = text.split()
    last = bare_word(words[-1])
    ends_as_org = last in ORGANISATION or last in AMBIGUOUS or last in SURNAME_TOO
    return looks_like_org(text) and (ends_as_org or _org_shape(words) or not _org_words(words))


def has_topic(text: str) -> bool:
    return not TOPIC.isdisjoint(map(bare_word, text.split()))


def is_beat(text: str) -> bool:
    """Whether only topics are named, which a desk or a reporter has: "Health and Science"."""
    words = text.split()
    if not words or bare_word(words[0]) not in _BEAT_WORDS:
        return False  # most texts are people
    if words[0].casefold() == "the" or (len(words) > 2 and bare_word(words[-1]) in _MEDIA_WORDS):
        return False  # "Food Safety News"
    return all(bare_word(word) in _BEAT_WORDS for word in words)


def is_firm(text: str) -> bool:
    """Whether all of a text with an "and" in it is one name: "Smith & Sons", "News and Views"."""
    joints = list(_JOINT.finditer(text))
    if not joints or looks_like_role(text):
        return False
    left, right = text[: joints[-1].start()], text[joints[-1].end() :]
    if joints[-1]["weak"] and not (has_topic(text) or looks_like_org(right)):
        return False  # "Ortega y Gasset"
    if is_first_name(left.split()[0]) and len(left.split()) > 1:
        return False
    return joins_one_name(left, right)


def _is_lone(text: str) -> bool:
    """Whether a text is one word, and nobody's first name."""
    is_word = len(text) > 1 and " " not in text
    return is_word and not is_first_name(text) and not is_caseless(text)


def has_east_asian(text: str) -> bool:
    """Whether Chinese, Japanese or Korean letters are in a text."""
    # A pattern of these ranges would take five milliseconds to make.
    return not text.isascii() and any("\u3040" <= char <= "\ud7a3" for char in text)


def name_length(words: list[str]) -> int:
    """Of how many words a name is that more follows without a comma, if its first name is known: 2
    in "Ana Ruiz Harbor Ledger", 3 in "Ana M. Ruiz Harbor Ledger". 0 if nothing follows.
    """
    if len(words) < 4 or not is_first_name(words[0]):
        return 0
    count = 1
    while count < len(words) and (
        _INITIAL.fullmatch(words[count]) or _LOWER_NAME_WORD.fullmatch(words[count])
    ):
        count += 1
    count += 1
    while count < len(words) and NAME_SUFFIX.fullmatch(words[count]):
        count += 1
    return count if len(words) - count > 1 else 0


@lru_cache(maxsize=4096)
def looks_like_name(text: str, *, any_case: bool = False) -> bool:
    """Whether `text` can be a person's name in any script; `any_case` also lets "ana ruiz" pass.

    Particles ("van der"), initials, apostrophes, hyphens, ranks ("2nd Class") and handles are part
    of names.
    """
    words = text.split()
    words = words[1:] if words[:1] in (["The"], ["the"]) and has_honorific(words) else words
    if not words or len(words) > 10 or words[0] in _ARTICLES:
        return False
    if not all(map(_is_in_names, text)) or text[0] in _NOT_FIRST:
        return False
    if not any(map(str.isalpha, text)):
        return False
    if any_case or (len(words) > 1 and _LOWER_INITIALS.fullmatch(words[0])):
        return True
    # A letter without case (Chinese, Arabic) counts as a capital: only a word all in lower case is
    # suspect.
    lower = [word.islower() and not is_caseless(word) for word in words]
    is_particle = [bool(_LOWER_NAME_WORD.fullmatch(word.casefold())) for word in words]
    plain = [
        number
        for number, is_lower in enumerate(lower)
        if is_lower and not is_particle[number] and not (number and is_particle[number - 1])
    ]
    return not plain and not all(lower)


def surely_name(text: str, known: Known = NOTHING_KNOWN, *, any_case: bool = False) -> bool:
    """Whether `text` is a name by itself, without a word such as "and" beside it that says so."""
    if spelling(text) in known.people:
        return True
    if not looks_like_name(text, any_case=any_case) or looks_like_org(text, known):
        return False
    words = text.split()
    if has_honorific(words) or (is_first_name(words[0]) and len(words) > 1):
        return True
    if len(words) > 1 and any(map(_INITIAL.fullmatch, words[:-1])):
        return True
    if any(word.islower() and _LOWER_NAME_WORD.fullmatch(word) for word in words[1:-1]):
        return True
    if not text.isascii() and not any("A" <= char <= "z" for char in text):
        return True  # in other scripts our words of organisations do not help, and names are short
    if len(words) > 1 and _is_double_name(words[-1]):
        return True
    return len(words) > 1 and bool(NAME_SUFFIX.fullmatch(words[-1]))


@lru_cache(maxsize=8192)
def is_first_name(word: str) -> bool:
    """Whether a word is a well-known first name, accents and a second one behind a hyphen aside."""
    plain = unicodedata.normalize("NFKD", word.partition("-")[0])
    letters = "".join(filter(str.isalpha, plain)).casefold()
    return plain[:1].isalpha() and (letters in FIRST_NAMES or letters in FAMILY_NAMES_IN_FRONT)


# Part of a name, also behind a comma.
NAME_SUFFIX = re.compile(
    r"(?i:[JS]r\.?|I{2,3}|IV|Esq\.?|M\.?D\.?|Ph\.?\s?D\.?|D\.?D\.?S\.?|J\.?D\.?|R\.?N\.?|S\.?J\.?"
    r"|MBA|[MOC]BE|[KQ]C|MP)"
)
_INITIAL = re.compile(r"(?:[^\W\d_]\.)+|[^\W\d_a-z]")
_LOWER_INITIALS = re.compile(r"(?:[^\W\d_]\.){1,3}")
_NAME_SIGNS = frozenset(
    "@'’‘ʻʼ`´.,-‐‑·・•“”\"׳״ \u200c\u200d"
)  # the last two join letters in Persian and Hindi
_LOWER_NAME_WORD = re.compile(
    r"a[fvln]?|na|n[ií]c?|u[ií]|al-.*|el-.*|abu|aus|bin|bint|ben|d[aeiou]s?|die|a['’]|de[lnr]"
    r"|della|dit|do[sn]?|e|el|en|het|i|ibn"
    r"|l[aeo]s?|op|ould|sa?n|ter|ten|tot|[dl]['’].+"
    r"|st\.?|['’][ts]|te[nr]?|und|[dl]['’]|v[ao]n|vom|y|zur?|\d+(?:st|nd|rd|th)|jr\.?|sr\.?|@\S+"
)
_NOT_FIRST = frozenset("'’`´.,-‐‑·•”")
_ARTICLES = frozenset({"The", "THE", "the", "our", "my", "this", "that"})

_COLLECTIVE = re.compile(
    r"(?:from |by )?(?:(?:the|our|la|el|da|die|de|notre|nuestra|nostra|onze|unsere[rn]?|tim) )?(?:"
    r"(?:\S+ ){0,5}(?:staff|wire|agency|news|service)(?: and \S+)?"
    r" (?:reports?|services?|dispatches)"
    r"|(?:\S+ ){0,5}(?:staff|wires?|agency|news) and (?:staff|wires?|agency|agencies|news)"
    r"(?: (?:reports?|services?))?"
    r"|(?:wire|staff|news|agency|combined)(?: (?:wire|and|staff))* (?:reports?|services?)"
    r"|(?:contributed|submitted|special|press|news|community|sponsored|partner|branded|paid|native)"
    r" (?:reports?|releases?|content|story)"
    r"|(?:\S+ ){1,2}(?:reports?|notes?|column|commentary|letters?|viewpoint)"
    r"|(?:\S+ ){0,5}editorial (?:board|team|staff)|letters? to the editor"
    r"|readers|others|red|letters|obituaries|briefs"
    r"|(?:mit|com|con|avec|med) (?:material|informa|agenc|agentur)\S*(?: \S+){0,3}"
    r"|(?:redacción|redacao|redação|rédaction|redaktion|redazione|redactie|redaksi)(?: \S+){0,3})"
)
_STAFF_WORDS = frozenset("from by the staff wire wires service news agency local combined".split())
_BEHIND_OF = re.compile(
    r"(?:^|\s)(?:(?P<place>in|from|desde)|(?P<of>of|for|d[aeo]|du|des|der|del|della|für)|at|with"
    r"|[Ss]pecial to|para|pour)\s"
)
_JOINT = re.compile(
    r"\s(?:and|And|AND|&|und|UND|et|ET|og|och|и|та|(?P<weak>y|e|i|en|ja|ve|dan|oraz))\s"
)
_ANY_JOINT = re.compile(r"\s(?:and|&|with|und|mit|et|avec|y|con|e|com|og|och|med|en|met)\s")
_TOPIC_JOINTS = frozenset("& and e en et i ja oder och og of the und y и та".split())
_BEAT_WORDS = TOPIC | _TOPIC_JOINTS
_MEDIA_WORDS = ("media", "news")
_OF_PLACES = frozenset(  # "University of Alder" is whole
    "bank city county museum parish port school state town universidad university universität"
    " université village voice".split()
)
_BODY_JOINTS = ("da", "das", "de", "di", "do", "dos", "du", "d'", "municipal")
_MONTHS = frozenset("JAN FEB MAR APR MAY JUN JUL AUG SEP SEPT OCT NOV DEC".split())
_PAPERS_ONLY = PAPERS & AMBIGUOUS  # nobody's surname
_PAPER_WORDS = SURNAME_TOO | AMBIGUOUS | ORGANISATION

_STATES = frozenset(
    "al ak az ar ca co ct de fl ga hi ia id il in ks ky la ma me mi mn mo ms mt nc nd ne nh nj nm"
    " nv ny oh ok or pa pr ri sc sd tn tx ut va vt wa wi wv wy dc uk eu tv fm am usa qc bc".split()
)
_NAME_PREFIX = re.compile(
    r"(?:Mc|Mac|De|Del|Des|Di|Da|Du|La|Le|Lo|Las|Los|St|San|Van|Von|Ver|Vander|Fitz|O|D|L|Al|El"
    r"|Abu|Ben|Bin|Ibn"
    r"|Jo|Ja|Ka|Ke|Ki|Ky|Sha|She|Ta|Te|Tre|Ra|Ro|Mary|Anna|Anne|Ann|Beth|Billy|Lee|Lou|Rose|Sue"
    r"|Ten|Ter|Tar|Ó)"
    r"[^\W\d_a-z].*"
)
_LONGEST_WORD = 60
_CAMEL = re.compile(
    r"[a-z]{2,}[A-Z][a-z]+|[A-Z]+[a-z]+[A-Z0-9]\w*|[A-Z]{2,}[a-z]{2,}\w*|[A-Z][a-z]+\d+"
)
_DOMAIN = re.compile(
    r"(?i)[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|news|info|tv|co|us|uk|de|fr|es|eu|io|at|au|be|br|ca|ch|cl|cz|dk|fi|hu|ie|in|it|jp"
    r"|kr|mx|nl|no|nz|pl|pt|ro|ru|se|sk|ua|za)"
)
_ARTICLE_IN_FRONT = frozenset("El La Los Las Le Les Il Der Die Das".split())
_LONGEST_OWNER = 3  # words: more may begin with a name
_LONGEST_ORG_HEAD = 3  # "Voice of", "the Friends of"


def _org_words(words: list[str]) -> bool:
    """Whether a word of organisations is among them; one that is a surname too counts without a
    first name before it.
    """
    folded = [bare_word(word).removesuffix("'s") for word in words]
    if folded[0] in ("the", "u.s", "u.k", "u.n") and len(folded) > 1:
        return True
    if len(folded) > 2 and folded[0] in BODIES and folded[1] in _BODY_JOINTS:
        return True
    front = folded[1:] if folded[0] in NOT_IN_FRONT else folded
    if not ORGANISATION.isdisjoint(front):
        return True
    if not NEWSROOMS.isdisjoint(folded) and _has_newsroom(words, folded):
        return True
    if any(len(word) > _SHORTEST_COMPOUND and word.endswith(_ORG_ENDINGS) for word in front):
        return True
    pieces = {piece for word in folded if "-" in word for piece in word.split("-")}
    if pieces & ORGANISATION and not is_first_name(words[0]):
        return True
    is_named = is_first_name(words[0]) or len(words) < 2
    return not is_named and not AMBIGUOUS.isdisjoint(pieces.union(folded))


def _has_newsroom(words: list[str], folded: list[str]) -> bool:
    """Whether a newsroom of one word is named: "Le Figaro", "SRF News". The short ones are first
    names too ("Taz"): among other words they count in capitals only.
    """
    if len(words) < 2:
        return True
    is_mixed = not all(map(str.isupper, words))
    return not is_first_name(words[0]) and any(
        bare in NEWSROOMS
        and (len(bare) > _SHORT_NEWSROOM or not bare.isalpha() or (word.isupper() and is_mixed))
        for word, bare in zip(words, folded, strict=True)
    )


_SHORT_NEWSROOM = 5  # letters
_SHORTEST_COMPOUND = 8
# How organisations end where words are put together: "Abendzeitung", "Kunstmuseum".
_ORG_ENDINGS = tuple(
    """
    agentur akademie amt anstalt anzeiger archiv ausschuss avisen behörde betriebe bibliothek bladet
    brannvesen bundesamt bureau byrån centrum dagblad dienst direktion direktorat direktoratet
    distrikt distriktet feuerwehr fonden forbundet forening foundation fraktion fylke fylkeskommune
    förbundet förening förvaltningen genossenschaft gesellschaft gewerkschaft gymnasium hochschule
    innung inspektoratet institut kammer kaupunki keskus kirche klinik klinikum kommissariat
    kommission kommun kommune kommunen konzern krankenhaus krant laitos landratsamt landsting liitto
    magazin ministerie ministeriet ministerium ministeriö museet museum myndigheten nachrichten
    netzwerk nieuws orchester parlament partei poliisilaitos politi politiet polizei posten presse
    präsidium rathaus redaksjonen redaktion redaktionen rederi regionen rundfunk rundschau
    räddningstjänst räddningstjänsten rådet sanomat schule selskabet sender senderen sjukhus
    sjukhuset sparkasse staatsanwaltschaft stadtwerke stiftelsen stiftung styrelsen sygehus sykehus
    sykehuset theater tidende tidning tidningen tilsynet universiteit universitet universitetet
    universität verband verein vereniging verkehrsbetriebe verket verlag versicherung verwaltung
    vesenet virasto werke yliopisto zeitschrift zeitung zentrale zentrum
    """.split()
)


def _org_shape(words: list[str]) -> bool:
    """Whether they are written as organisations are: "Harbor PA", "ProPublica", "Voice of Alder",
    "harbor.example".
    """
    is_mixed = any(char.islower() for word in words for char in word)
    last = bare_word(words[-1])
    if not last.isascii() and len(last) > 2 and last.endswith(EAST_ASIAN_ORGANISATION):
        return True
    if len(words) > 1:
        if words[-1].isdecimal() and words[0].isupper() and words[0] not in _MONTHS:
            return True  # "FOX 9"
        if is_mixed and words[-1].isupper() and words[-1].isascii() and words[-1].isalpha():
            return last in _STATES or (len(last) > 2 and not NAME_SUFFIX.fullmatch(last))
        if words[0].isupper() and is_mixed and is_place(" ".join(words[1:])):
            return True  # "UC Santa Barbara"
        head = words[: _LONGEST_ORG_HEAD - 1]
        return any(word in ("of", "for") for word in head[1:])
    word = words[0]
    if _DOMAIN.fullmatch(word):
        return True
    if word.isascii() and word.isalpha() and word.isupper():
        return 2 <= len(word) <= 5
    return bool(_CAMEL.fullmatch(word[:_LONGEST_WORD])) and not _NAME_PREFIX.fullmatch(word)


def _org_behind(words: list[str]) -> bool:
    """Whether they are an organisation if a person stands before them: "Harbor Post", "La Voz"."""
    if len(words) > 1 and not SURNAME_TOO.isdisjoint(map(bare_word, words[1:])):
        return True
    if any(map(is_place, words[1:])):
        return True  # "Sciences Bretagne"
    return 1 < len(words) < 4 and words[0].title() in _ARTICLE_IN_FRONT


def _is_double_name(word: str) -> bool:
    """Whether a word is two family names ("Ruiz-Brandt"), and not a paper's ("Capital-Star")."""
    pieces = word.casefold().split("-")
    is_paper = not _PAPER_WORDS.isdisjoint(pieces)
    return len(pieces) == 2 and all(pieces) and word.title() == word and not is_paper


def _is_in_names(char: str) -> bool:
    """Letters with the marks on them (category M: vowel signs, accents), figures, what stands
    between.
    """
    return char.isalnum() or char in _NAME_SIGNS or unicodedata.category(char)[0] == "M"
