"""What somebody does, in front of a name or behind it: "political reporter Ana Ruiz", "Ana Ruiz,
staff writer"; and titles, which belong to a name: "Sen. Ana Ruiz".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from ssg.grammar.name_words import (
    AMBIGUOUS,
    BODIES,
    HONORIFIC,
    HONORIFIC_BEFORE,
    OCCUPATION,
    OCCUPATION_BEFORE,
    ORGANISATION,
    SURNAME_OCCUPATION,
    TOPIC,
)
from ssg.grammar.places import REGIONS, is_place


@lru_cache(maxsize=4096)
def looks_like_role(text: str) -> bool:
    """Whether `text` says what somebody does: "staff writer", "Professor of History"."""
    words = folded_words(text)
    if not words or words[0] == "the" or has_honorific(text.split()) or _is_body_of(words):
        return False
    if _is_occupation(words) or _ROLE.match(" ".join(words)):
        return True
    return any(
        _is_occupation([word]) and _goes_on(words[number + 1 :])
        for number, word in enumerate(words[:-1])
    )


def _goes_on(behind: list[str]) -> bool:
    """Whether these words go on with an occupation: "of history", "especial", "jefe de Cultura"."""
    if behind[0] in _BEHIND_ROLE:
        behind = behind[1:]
    return not behind or behind[0] in _ROLE_GOES_ON or is_place(" ".join(behind))


def _is_body_of(words: list[str]) -> bool:
    """Whether they are a body of people with an occupation: "Câmara dos Deputados"."""
    return len(words) > 2 and words[1] in _OF and words[0] in _BODY_WORDS


def trailing_role(words: list[str], least: int = 2) -> int:
    """Of how many words the occupation behind a name is: 2 in "Ana Ruiz Staff Writer". 0 without.
    At least two words are left for the name, or as many as one says.
    """
    least = 1 if is_caseless(words[0]) else least
    if len(words) <= least or not _is_occupation(words):
        return 0
    count = 1
    while len(words) - count > least and bare_word(words[-count - 1]) in _ROLE_WORDS:
        count += 1
    return count


def leading_role(words: Sequence[str]) -> int:
    """Of how many words the occupation in front of a name is: 2 in "political reporter Ana Ruiz".
    At least two words are left for the name. 0 without: titles ("Mayor", "Dr.") belong to names.
    """
    for number, word in enumerate(words[:-1]):
        bare = bare_word(word)
        if is_report(bare):
            number += bare_word(words[number + 1]) in _BEHIND_ROLE
            behind = words[number + 1 :]
            if not behind or bare_word(behind[0]) in _ROLE_GOES_ON:
                return 0
            is_caseless_name = is_caseless(behind[0])
            is_name = is_caseless_name or (len(behind) > 1 and behind[0][0].isupper())
            return number + 1 if is_name else 0
        if number > _MOST_BEFORE_ROLE or not (bare in _BEFORE_ROLE or bare in TOPIC):
            return 0
    return 0


def is_only_role(text: str) -> bool:
    """Whether a reporter is named by no name: "Our Correspondent"."""
    *before, last = folded_words(text) or [""]
    return bool(before) and is_report(last) and _BEFORE_ROLE.issuperset(before)


def owner_of_role(text: str) -> str:
    """Whose reporter is named by no name: "HT" of "HT Correspondent"; "" without one."""
    words = text.split()
    if len(words) < 2 or not is_report(bare_word(words[-1])):
        return ""
    while len(words) > 1:
        last = bare_word(words[-1])
        if last not in _ROLE_WORDS and not is_report(last):
            break
        words.pop()
    return " ".join(words)


def is_report(word: str) -> bool:
    """Whether a word by itself says that somebody reports: "correspondent"."""
    word = word.casefold()
    return word in _REPORTS or (word[-1:] == "s" and word[:-1] in _REPORTS)


def _is_occupation(words: list[str]) -> bool:
    """Whether they end in what somebody does; "Hugo Mayor" does not."""
    last = singular(bare_word(words[-1]))
    is_surname = last in SURNAME_OCCUPATION and len(words) > 1
    if last.endswith(_LONG_REPORTS) and not last.startswith(_LONG_REPORTS):  # "Chefreporterin"
        return True
    if "-" in last and _is_compound(last.split("-")):
        return True
    return last in OCCUPATION and not (is_surname and bare_word(words[-2]) not in _ROLE_WORDS)


def _is_compound(pieces: list[str]) -> bool:
    """Whether they are an occupation of several words: "editor-at-large", "reporter-producer"."""
    pieces = [singular(piece) for piece in pieces[pieces[0] == "co" :]]
    if len(pieces) > 2:
        return pieces[0] in OCCUPATION and pieces[1] in ("at", "in", "on")
    return OCCUPATION.issuperset(pieces)


def has_honorific(words: list[str]) -> bool:
    """Whether a title stands before a name: "Dr.", "U.S. Rep.", "The Rev.", "Staff Sgt."."""
    for number, word in enumerate(words[:-1]):
        bare = bare_word(word)
        if bare in HONORIFIC:
            behind = bare_word(words[number + 1])
            return behind not in _ROLE_GOES_ON and behind not in OCCUPATION
        if bare not in HONORIFIC_BEFORE or number > 3:
            return False
    return False


def is_caseless(word: str) -> bool:
    """Whether a word is in a script without capitals (Georgian has some, but not in names)."""
    return word.upper() == word.lower() or "ა" <= word[0] <= "ჿ"


def folded_words(text: str) -> list[str]:
    return [word.strip("()[].,:") or word for word in text.casefold().split()]


def bare_word(word: str) -> str:
    return word.casefold().strip(".,:;()“”\"'’").replace("’", "'")


def singular(word: str) -> str:
    return word if word in OCCUPATION else word.removesuffix("s")


_ROLE = re.compile(
    r"(?:class of|special to|special for|reporting from|reports from|contribut(?:ed|ing) to"
    r"|as told to|(?:[a-z&']+ ){0,4}corps member)\b"
)
_ROLE_GOES_ON = frozenset(
    """
    & a al am an and at au auprès aux bei beim chez da dans das de degli dei del della delle dello
    dem den der des do dos du em emeritus en for für hos i im in of on para pour på při til to v ve
    ved vid von w with zum zur à
    """.split()
)
_BODY_WORDS = ORGANISATION | AMBIGUOUS | BODIES | {"house"}
_OF = frozenset("of dos das de des der".split())
_ROLE_WORDS = OCCUPATION_BEFORE | OCCUPATION | TOPIC | REGIONS | {"and", "&"}
# Who writes or takes pictures: a word before a name, where others are titles of the name.
_REPORTS = frozenset(
    """
    colaborador colaboradora columnist contributor correspondant correspondante correspondants
    correspondent correspondente correspondenten corresponsal corrispondente corrispondenti cronista
    dziennikarka dziennikarz editor enviada enviado envoyé envoyée fotograf fotografa fotografo
    fotoreporter fotógrafa fotógrafo gazeteci giornalista inviata inviato jornalista journalist
    journaliste jurnalis kirjeenvaihtaja korrespondent korrespondenten korrespondentin
    korrespondentti kuvaaja muhabir muhabiri novinář novinářka periodista photographe photographer
    photojournalist redacteur redactor redactora redactrice redakteur redakteurin redaktor
    redaktorka redaktör redaktør redator redatora redattore redattrice reporter reportera reporterin
    reporterka reportero reportér reportérka repórter rédacteur rédactrice skribent toimittaja
    tudósító verslaggeefster verslaggever wartawan writer zpravodaj zpravodajka újságíró журналист
    журналистка журналіст журналістка кореспондент кореспондентка корреспондент корреспондентка
    обозреватель 記者 记者 특파원
    """.split()
)
_BEFORE_ROLE = OCCUPATION_BEFORE | frozenset(
    """
        our nuestra nuestro nostra nostro notre onze unser unsere unserem unserer unseren vår vores
        the el la le il de der die den special especial spécial speciale наш 本报 本報
        """.split()
)
_BEHIND_ROLE = frozenset(
    """
    adjoint adjointe adjunta adjunto capo chef convidada convidado emerita emeritus emérita emérito
    especial especiales freelance generale général générale invitada invitado invité invitée jefa
    jefe junior naczelna naczelny permanent permanente politique político responsabile senior
    special speciale spécial spéciale spéciaux émérite
    """.split()
)
_MOST_BEFORE_ROLE = 3
# How such words end in languages that put them together: "ORF-Korrespondentin", "Lokalredakteur".
_LONG_REPORTS = tuple(
    """
    chef chefin correspondent fotograf fotografin journalist journalistin korrespondent
    korrespondentin leiter leiterin medarbeider medarbejder redacteur redakteur redakteurin redaktör
    redaktør reporter reporterin skribent toimittaja verslaggever
    """.split()
)
