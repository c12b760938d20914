"""The credit that a picture's own metadata asks for, in the grammar of credits; and whether the one
that is printed says the same.
"""

import re
import unicodedata
from functools import lru_cache

from ssg.grammar.byline import join_names
from ssg.grammar.credit import parse_credit
from ssg.grammar.credit_forms import source_name
from ssg.grammar.credit_words import NOBODY
from ssg.grammar.names import (
    NOTHING_KNOWN,
    Known,
    looks_like_name,
    looks_like_org,
    spelling,
    surely_name,
)
from ssg.model.file_metadata import Metadata
from ssg.model.people import Credit

# The way that these agencies ask to be credited; others come behind the name and a slash.
_FORMS = {"AP": "AP Photo/{names}", "Reuters": "REUTERS/{names}"}
_NOBODY = NOBODY | {"staff", "handout", "pool", "picasa"}


def credit_line(metadata: Metadata, known: Known = NOTHING_KNOWN) -> str:
    """The credit with its maker in it, such as `AP Photo/Ines Kessler`; "" if the file names
    nobody.

    What the file says stays word for word, unless its maker stands apart from it and both together
    make a credit that can be read. `known` is whom site.yaml names, here and below.
    """
    credit = " ".join(metadata.credit.split())
    names = list(makers(metadata, known))
    if not credit:
        credit = metadata.source if parse_credit(metadata.source, known).agency else ""
    if not names or not credit:
        return credit or join_names(names)
    found = parse_credit(credit, known)
    if found.creators or any(_key(name) in _key(credit) for name in names):
        return credit
    # "AP Photo" and "ASSOCIATED PRESS" are the agency and no more; a collection, a client or a flag
    # must not get lost.
    is_agency = found == Credit(text=credit, agency=found.agency)
    form = _FORMS.get(found.agency, "{names}/{credit}") if is_agency else "{names}/{credit}"
    line = form.format(names=join_names(names), credit=credit)
    return line if set(parse_credit(line, known).creators) == set(names) else credit


def makers(metadata: Metadata, known: Known = NOTHING_KNOWN) -> tuple[str, ...]:
    """The people that a file names as its creators, "KESSLER, Ines" as Ines Kessler; agencies,
    desks and "STR" are none. Many write several into one field: "Ines Kessler; Li Wei".
    """
    names = (
        name
        for written in metadata.creators
        for part in written.split(";")
        for name in _listed(part)
    )
    turned = (" ".join(_turned(name).split()) for name in names)
    return tuple(dict.fromkeys(maker for name in turned for maker in _people(name, known)))


@lru_cache(maxsize=4096)  # a newsroom has few photographers
def people_in(credit: Credit) -> tuple[str, ...]:
    """Those who made the picture."""
    return tuple(filter(_is_somebody, credit.creators))


def differing_credit(printed: str, metadata: Metadata, known: Known = NOTHING_KNOWN) -> str:
    """The file's credit line if the one that is printed names other people or another agency; "" if
    they agree, or one says nothing.

    `I. Kessler`, `KESSLER, Ines` and `Inés Kessler` are one person; an agency is one under its long
    and its short name.
    """
    filed = credit_line(metadata, known)
    if not printed.strip() or not filed:
        return ""
    ours, theirs = (parse_credit(_visible(text), known) for text in (printed, filed))
    our_people, their_people = (
        people_in(ours),
        people_in(theirs) or makers(metadata, known),
    )
    our_sources, their_sources = _sources(ours), _sources(theirs)
    if our_people and their_people:
        same_people = any(_is_same(one, other) for one in our_people for other in their_people)
        return (
            ""
            if same_people and (our_sources & their_sources or not (our_sources and their_sources))
            else filed
        )
    if our_sources and their_sources:
        return "" if our_sources & their_sources else filed
    if "staff" in our_sources | their_sources and (our_people or their_people):
        return ""
    if _key(printed) == _key(filed):
        return ""
    # What cannot be read is compared by its words.
    return "" if _words(printed) & _words(f"{filed} {' '.join(metadata.creators)}") else filed


def _sources(credit: Credit) -> set[str]:
    return {
        _key(spelling(part))
        for name in (credit.agency, credit.via, credit.collection)
        for part in name.split(" / ")
        if part
    }


def _is_same(one: str, other: str) -> bool:
    """Whether two names are one person's: the same last name, and first names that are equal or an
    initial of each other.
    """
    first, second = _key(_turned(one)).split(), _key(_turned(other)).split()
    if not first or not second or first[-1] != second[-1]:
        return sorted(first) == sorted(second)
    short, long = sorted((first[:1], second[:1]), key=lambda part: len(part[0]))
    return (
        long[0].startswith(short[0])
        if len(short[0]) == 1
        else short == long or len(first) == 1 or len(second) == 1
    )


def _turned(name: str) -> str:
    """`KESSLER, Ines` as `Ines Kessler`. A suffix such as Jr. is no first name."""
    last, comma, first = name.partition(",")
    if (
        not comma
        or not first.strip()
        or re.fullmatch(r"\s*(?:[JS]r|I{2,3}|IV|Esq|M\.?D|Ph\.?D)\.?\s*", first)
    ):
        return name
    return f"{first.strip()} {last.title() if last.isupper() else last}".strip()


def _listed(written: str) -> list[str]:
    """`Ines Kessler, Li Wei` are two; in `Kessler, Ines` the comma parts one name."""
    names = [name.strip() for name in written.split(",")]
    return names if all(" " in name and surely_name(name) for name in names) else [written]


def _is_somebody(name: str) -> bool:
    return bool(name.strip()) and _key(name) not in _NOBODY and "@" not in name


def _people(creator: str, known: Known) -> tuple[str, ...]:
    """The people in a field that should hold one. Some write a whole credit into it; what has no
    usual shape ("anaruiz") is left as it is.
    """
    if not _is_somebody(creator) or looks_like_org(creator, known):
        return ()
    read = parse_credit(creator, known)
    is_single = " " not in creator and looks_like_name(creator) and not source_name(creator)
    if read == Credit(text=creator) or is_single:
        return (creator,)
    return tuple(filter(_is_somebody, read.creators))


def _words(text: str) -> set[str]:
    return {word for word in _key(text).split() if len(word) > 1} - {
        "photo",
        "photos",
        "by",
        "the",
        "courtesy",
        "of",
        "credit",
        "via",
    }


def _key(text: str) -> str:
    """Without accents, case, punctuation and what cannot be seen."""
    plain = "".join(
        c for c in unicodedata.normalize("NFKD", _visible(text)) if not unicodedata.combining(c)
    )
    return " ".join(re.findall(r"\w+", plain.casefold()))


def _visible(text: str) -> str:
    """Without signs that only steer: zero-width spaces, soft hyphens, turns of direction (Unicode's
    category Cf).
    """
    return text if text.isascii() else "".join(c for c in text if unicodedata.category(c) != "Cf")
