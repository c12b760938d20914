"""The dateline grammar: "BEIRUT, Aug. 9 (Reuters) —" comes in as text, place, date and agency go
out.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from ssg.grammar.agencies import agency_name
from ssg.model.people import Dateline


@lru_cache(maxsize=4096)
def parse_dateline(text: str) -> Dateline:
    """Read a dateline that stands alone, with or without its dash; what has no known form is all
    place.
    """
    line = _without_end(" ".join(text.split()))
    agency = ""
    if filed := _AGENCY.fullmatch(line):
        line, agency = filed["rest"], filed["agency"].strip()
    if dated := _DATED.fullmatch(line):
        return Dateline(place=dated["place"], date=dated["date"], agency=agency)
    return Dateline(place=line.rstrip(" ,"), agency=agency)


def split_dateline(text: str) -> tuple[Dateline | None, str]:
    """Take the dateline off the front of a story's first paragraph; (None, text as it was) without
    one.

    It is taken only when unmistakable: a place in capitals, then a dash, then a new sentence. A
    place in small letters needs a wire service or a day beside it ("Tegucigalpa, Jan 2 (EFE).-").
    """
    dash = _DASH.search(text, 0, _LONGEST)
    if not dash:
        return None, text
    body = text[dash.end() :]
    dateline = parse_dateline(text[: dash.start()])
    is_filed = bool(dateline.date or agency_name(dateline.agency))
    if not _is_place(dateline.place, in_capitals=not is_filed):
        return None, text
    if is_filed or (_is_set_apart(dash[0], dateline) and _begins_sentence(body)):
        return dateline, body
    return None, text


_LONGEST = 120  # characters: the longest a dateline can be with its dash
_DASHES = "-‐–—―"
_DASH = re.compile(r"\s*(?:\.-+|--+|[—―])\s*|(?:\s+|(?<=\)))(?:[-–])\s+|(?<=\))–")
_AGENCY = re.compile(r"(?P<rest>[^()]*?)\s*\((?P<agency>[^()]+)\)\.?")
_MONTH = (
    r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|january|february|march|april|august"
    r"|september|october"
    r"|november|december|ene|enero|febrero|marzo|abr|abril|mayo|junio|julio|ago|agosto|septiembre"
    r"|octubre|noviembre"
    r"|dic|diciembre|janv|janvier|févr|février|mars|avr|avril|mai|juin|juil|juillet|août|septembre"
    r"|octobre|novembre"
    r"|déc|décembre|jän|januar|februar|märz|mär|juni|juli|sep|okt|oktober|dez|dezember)\.?"
)
_DATED = re.compile(
    rf"(?P<place>.*?\S),?\s+(?P<date>(?i:{_MONTH}\s+\d{{1,2}}|(?:le\s+)?\d{{1,2}}(?:\."
    rf"|er)?\s+(?:de\s+)?{_MONTH})"
    r"(?:,?\s+(?:de\s+)?\d{4})?)\.?"
)
_OPENING_MARKS = "“”„\"'‘’«‹¿¡[(*_ "
_PLACE_SIGNS = frozenset(" '’.-‐/,")
_SMALL_WORD = re.compile(r"de[lnr]?|l[ae]s?|los|el|al|am|an|der|im|und|sur|en|d[oia]|of|the|upon")
_NO_PLACE = re.compile(
    r"\b(?:ADVISORY|ALERT|ANALYSIS|ARE|BREAKING|COMMENT|CORRECTED|CORRECTION|DEVELOPING|EDITORIAL"
    r"|EXCLUSIVE"
    r"|EXPLAINER|FACTBOX|FILES?|FOR|HOW|INTERVIEW|IS|KILL|LIVE|NEWS|NOTE?|OPINION|PHOTOS?|PICTURES"
    r"|PREVIEW|PROFILE"
    r"|REFILE|REPEAT|REVIEW|TIMELINE|UPDATED?|URGENT|VIDEO|WAS|WATCH|WHAT|WHO|WHY|WITHDRAWN"
    r"|WRAPUP)\b",
    re.IGNORECASE,
)


def _without_end(line: str) -> str:
    """Without the dash at its end, which may be of several signs, with a dot before it ("—", "--",
    ".-").
    """
    end = len(line)
    while end and line[end - 1] in _DASHES:
        end -= 2 if line[end - 2 : end] == ".-" else 1
    return line[:end].rstrip()


def _is_place(text: str, *, in_capitals: bool) -> bool:
    """Whether `text` can be a place: not a label such as BREAKING, nor prose that leads up to a
    dash.
    """
    city = text.partition(",")[0]
    words = re.findall(r"[\w'’.]+", text)
    if len(text) > 60 or len(words) > 7 or sum(map(str.isalpha, city)) < 3:
        return False
    if _NO_PLACE.search(text) or not all(_is_place_sign(char) for char in text):
        return False
    if in_capitals and city != city.upper():
        return False
    return all(not word[0].islower() or _SMALL_WORD.fullmatch(word) for word in words)


def _is_place_sign(char: str) -> bool:
    return char.isalpha() or char in _PLACE_SIGNS or unicodedata.combining(char) > 0


def _is_set_apart(dash: str, dateline: Dateline) -> bool:
    """Whether the dash stands free, as after a dateline; "PARIS—LONDON" names a route."""
    if dateline.agency:
        return ":" not in dateline.agency  # "(NYSE: XYZ)" is a listing on an exchange
    return dash[-1].isspace() and (dash[0].isspace() or dash[0] == ".")


def _begins_sentence(text: str) -> bool:
    first = text.lstrip(_OPENING_MARKS)[:1]
    return first.isdigit() or (first.isalpha() and not first.islower())
