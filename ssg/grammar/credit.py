"""The credit grammar: a credit or caption comes in as text, who made and who supplied a picture
goes out.

A credit is read part by part (`credit_parts.py`), then the parts are put together. Who made it is
decided by what looks like a person (`names.py`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import msgspec

from ssg.grammar.credit_forms import (
    GIVEN_BY,
    LABEL,
    MADE_BY,
    Part,
    plain_credit,
    source_name,
    spelled,
)
from ssg.grammar.credit_parts import read_parts
from ssg.grammar.names import NOTHING_KNOWN, Known, looks_like_name, looks_like_org, surely_name
from ssg.model.people import Credit


class Caption(msgspec.Struct, frozen=True, kw_only=True):
    """A caption without its credit (word for word, brackets off) and without its FILE mark."""

    text: str
    credit: str = ""
    is_file: bool = False


def parse_credit(text: str, known: Known = NOTHING_KNOWN) -> Credit:
    """Read a credit in the forms of AP, Reuters, Getty, AFP, PA, the services, Creative Commons and
    the like.

    Any case and spacing will do. A form that is not wholly understood sets nothing but `text`: to
    name the wrong person as the maker is worse than to name none. Nor is anything longer than 400
    characters read.
    """
    return _read(text, known).credit


def split_caption(text: str, known: Known = NOTHING_KNOWN) -> Caption:
    """Take the FILE mark off the front of a caption, and a credit off its end.

    What stands in the last brackets is a credit if it reads as one or begins as one ("Photo …");
    "(right)" stays where it is. Without brackets it is one if an agency or a "Photo:" says so:
    "… at dawn. REUTERS/José Pérez".
    """
    mark = _FILE_MARK.match(text.strip())
    body = text.strip()[mark.end() if mark else 0 :]
    before, credit = _cut_last_bracket(body)
    if credit and (_BEGINS_AS_CREDIT.match(credit) or _read(credit, known).is_sure):
        return Caption(text=before, credit=credit, is_file=bool(mark))
    before, credit = _cut_last_sentence(body, known)
    return Caption(text=before, credit=credit, is_file=bool(mark))


class _Reading(msgspec.Struct, frozen=True):
    """A credit that was read; `is_sure` where more than a name says that it is one."""

    credit: Credit
    is_sure: bool = False


@lru_cache(maxsize=4096)  # a newsroom has few photographers
def _read(text: str, known: Known) -> _Reading:
    written = _without_brackets(text)
    plain = plain_credit(written, known) if len(written) <= LONGEST_CREDIT else ""
    parts = list(read_parts(plain, known))
    if not parts or any(part.kind == "unread" for part in parts):
        return _Reading(Credit(text=written))
    is_lower_case = written == written.lower() or parts[0].kind == "agency"
    found = _assemble(parts, known, any_case=is_lower_case)
    if found is None:
        return _Reading(Credit(text=written))
    credit = msgspec.structs.replace(Credit(text=written), **found)
    return _Reading(credit, _is_sure(parts, found, known))


LONGEST_CREDIT = 400

_MOST_BRACKETS = 9  # around the whole

_MOST_ENDS = 4  # sentences at a caption's end that may be its credit: "REUTERS/J. R. Pérez" has two

_FILE_MARK = re.compile(
    r"\((?:FILES?|FILE PHOTO|File photo)\)\s*(?:(?:--|[—–:-])\s*)?"
    r"|(?:(?:FILES?|(?i:file photo)|File(?=\s*(?:--|[—–])))\s*(?:--|[—–:]|-(?=\s))\s*)+"
)

_BEGINS_AS_CREDIT = re.compile(
    r"(?:Photos?|PHOTO|Photograph|Foto|Image|Courtesy|COURTESY|Credit)\b|©"
)

# What no caption's end lacks that is a credit; most captions have none of it.
_SIGNS = (
    "/",
    "©",
    "photo",
    "foto",
    "image",
    "bild",
    "credit",
    "courtesy",
    "cortesía",
    "provided by",
)
# The same in other languages: a text without letters of their kind is not searched for them.
_FOREIGN_SIGNS = ("kuva", "beeld", "fot. ", "kuvat")
_FOREIGN_LETTERS = (
    "zdjęci",
    "crédit",
    "fotó",
    "фото",
    "світлин",
    "φωτογραφ",
    "צילום",
    "تصوير",
    "写真",
    "撮影",
    "圖",
    "图",
    "攝",
    "摄",
    "提供",
    "사진",
    "제공",
)
_DEPTH = dict.fromkeys(")]）］】〕", 1) | dict.fromkeys("([（［【〔", -1)
_SIGNS_OF_AGENCIES = ("AP", "AFP", "EFE", "dpa", "Reuters", "REUTERS", "Getty", "Associated Press")
_DASH = re.compile(r"\s(?:[—–]|--)\s")
_SMALL_WORDS = frozenset("a and by courtesy credit de for of on photo photos the to via".split())
_ENDED = re.compile(r"[^\W\d_]{4}[.!?…][\"”’»)]?\s")  # a sentence, and no initial
_SENTENCE_END = re.compile(r"[.!?…][\"”’»)]?\s+|\s(?:[|—–]|--)\s+|[。！？]\s*")


def _without_brackets(text: str) -> str:
    """Trim space, and brackets that stand around the whole."""
    before, inside = "", text.strip()
    for _ in range(_MOST_BRACKETS):
        text = inside
        before, inside = _cut_last_bracket(text)
        if before or not inside:
            break
    return text.strip()


def _cut_last_bracket(text: str) -> tuple[str, str]:
    """The text before the bracket that ends it (but for a full stop), and in it; all and "" without
    one.
    """
    end = len(text.rstrip(" .。"))
    depth = 0
    for index in range(end - 1, -1, -1):
        depth += _DEPTH.get(text[index], 0)
        if depth <= 0:
            break
    else:
        return text, ""
    return (
        (text[:index].rstrip(), text[index + 1 : end - 1].strip())
        if index < end - 1
        else (text, "")
    )


def _cut_last_sentence(text: str, known: Known) -> tuple[str, str]:
    """The text before a credit without brackets that ends it, and the credit; all and "" without
    one.
    """
    tail = max(0, len(text) - LONGEST_CREDIT // 2)
    end = text[tail:]
    folded = end.lower()
    if not (
        any(map(folded.__contains__, _SIGNS))
        or any(map(end.__contains__, _SIGNS_OF_AGENCIES))
        or any(map(folded.__contains__, _FOREIGN_SIGNS))
        or (not end.isascii() and any(map(folded.__contains__, _FOREIGN_LETTERS)))
    ):
        return text, ""
    starts = [match.end() for match in _SENTENCE_END.finditer(text, tail)][-_MOST_ENDS:]
    for start in [*([0] if not tail else []), *starts]:
        credit = text[start:].strip(" |").removesuffix(".")
        if _is_plain_credit(credit, known, is_alone=start == 0):
            return text[:start].rstrip(" |—–-"), credit
    return text, ""


def _is_plain_credit(text: str, known: Known, *, is_alone: bool) -> bool:
    """Whether a text without brackets around it can only be a credit: an agency with a slash, or
    "Photo by …" with a name. `is_alone` where no sentence stands before it.
    """
    text = spelled(text)
    if is_alone and _is_sentence(text):
        return False
    made = MADE_BY.match(text)
    if _ENDED.search(text) or (made and _SENTENCE_END.search(f"{made['who']} ")):
        return False
    reading = _read(text, known)
    found = reading.credit
    sources = [name for name in (found.agency, found.via) if name]
    if not reading.is_sure or not (found.creators or sources):
        return False
    if any(map(source_name, sources)):
        return "/" in text or not is_alone
    if not found.flags and not found.creators and sources[0][0].islower():
        return False  # "Photo: the tabloid's front page"
    if not is_alone and _is_name_and_owner(text, known):
        return True
    is_labelled = bool(LABEL.match(text) or made or GIVEN_BY.match(text)) or " / " in text
    is_known = all(looks_like_org(name, known) or surely_name(name, known) for name in sources)
    return is_labelled and is_known


def _is_sentence(text: str) -> bool:
    """Whether what stands before a dash is a sentence: "Police at the pier — Ana Ruiz/AFP"."""
    dash = _DASH.search(text)
    words = text[: dash.start()].split() if dash else []
    return any(word.islower() and word not in _SMALL_WORDS for word in words)


def _is_name_and_owner(text: str, known: Known) -> bool:
    """Whether a name, a slash and a name of unknown kind stand there: "Ana Ruiz/Ledger". Behind
    a sentence that ends a caption so, it can be nothing else.
    """
    name, _, owner = (part.strip() for part in text.partition("/"))
    is_owner = owner[:1].isupper() and looks_like_name(owner)
    return is_owner and " " in name and looks_like_name(name) and not looks_like_org(name, known)


def _assemble(parts: Sequence[Part], known: Known, *, any_case: bool) -> dict[str, Any] | None:
    """The fields that the parts fill in; None where one is left over that has no place."""
    creators, sources = _makers(parts, known)
    if not all(looks_like_name(name, any_case=any_case) for name in creators):
        return None
    found = _suppliers(parts, sources, known)
    for kind in ("via", "client", "licence"):
        found[kind] = " / ".join(part.value for part in parts if part.kind == kind)
    flags = tuple(dict.fromkeys(part.value for part in parts if part.kind == "flag"))
    return found | {"creators": creators, "flags": flags}


def _makers(parts: Sequence[Part], known: Known) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who made it, and the names that are sources: the first segment with names in it names people,
    a later one an agency ("Ana Ruiz/Hans Verlag"). A name by itself is a person anywhere.
    """
    named = [part for part in parts if part.kind in ("person", "name")]
    plain = [part for part in named if not looks_like_org(part.value, known, is_behind=True)]
    first = next((part.segment for part in plain or named), -1)
    kinds = {part.kind for part in parts}
    has_source = (
        bool(kinds & {"agency", "org", "via", "client"}) or len({p.segment for p in parts}) > 1
    )
    creators: list[str] = []
    sources: list[str] = []
    # "Courtesy photo / Ana Ruiz": she gave it.
    is_given = parts[0][:2] == ("flag", "COURTESY") and first > parts[0].segment
    for part in parts:
        if is_given and part.kind in ("person", "name"):
            sources.append(part.value)
        elif part.kind == "person":
            creators.append(part.value)
        elif part.kind == "name" and "supplier" in kinds and "marker" not in kinds:
            sources.append(part.value)  # "Courtesy of Ana Ruiz/Harbor Foods"
        elif part.kind == "name" and part.segment == first:
            is_source = (
                bool(creators)
                and not has_source
                and looks_like_org(part.value, known, is_behind=True)
            )
            (sources if is_source else creators).append(part.value)
        elif part.kind in ("name", "word"):
            sources.append(part.value)
    return tuple(creators), tuple(sources)


def _is_sure(parts: Sequence[Part], found: Mapping[str, Any], known: Known) -> bool:
    """Whether enough speaks for a credit: a bare name, or a phrase with "photo" in it, is not
    enough.
    """
    kinds = {part.kind for part in parts}
    if kinds & {"agency", "flag", "via", "licence", "supplier"}:
        return True
    has_names = bool(found["creators"])
    if "client" in kinds or "marker" in kinds:
        orgs = (part.value for part in parts if part.kind == "org")
        return has_names or any(looks_like_org(name, known) for name in orgs)
    return has_names and bool(found["agency"]) and len({part.segment for part in parts}) > 1


def _suppliers(parts: Sequence[Part], sources: Sequence[str], known: Known) -> dict[str, Any]:
    """Which is the agency, which its collection: "Name/Collection/Agency", "AGENCY
    PHOTO/Name/Collection".
    """
    agencies = [
        part.value
        for part in parts
        if part.kind in ("agency", "org")
        or (part.kind in ("person", "name", "word") and part.value in sources)
    ]
    named = [part.value for part in parts if part.kind == "agency"]
    given_by = [part.value for part in parts if part.kind == "supplier"]
    if not agencies:
        return {"agency": " / ".join(given_by)}
    has_collections = parts[0].value in ("Reuters", "Getty Images")
    leads = parts[0].kind == "agency" and (has_collections or parts[1:2] == [PHOTO])
    whole = [name for name in agencies if name not in _COLLECTIONS] or agencies
    agency = named[0] if leads else whole[-1]
    others = [name for name in agencies if name not in (agency, "Staff")]
    # Who gave a picture away need not have made it: "Courtesy of Ana Ruiz/Harbor Museum".
    return {"agency": agency, "collection": " / ".join(dict.fromkeys(others + given_by))}


# Parts of an agency, which is the one to name where both stand.
_COLLECTIONS = frozenset({"iStock", "Staff"})

PHOTO = Part("marker", "photo")
