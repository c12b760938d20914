"""The credit grammar: a credit or caption comes in as text, who made and who supplied a picture
goes out.

A credit is cut at slashes, bars, semicolons and dashes, and each segment read as one of the phrases
that credits are made of ("AP Photo", "Photo by …", "Courtesy of …", "… for …", "… via …") or as a
list of names. Who made it is decided by what looks like a person (`names.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Literal, NamedTuple

import msgspec

from ssg.story.byline import split_names
from ssg.story.credit_words import FLAGS, NOBODY, PICTURE_SOURCES, WHOLE
from ssg.story.name_words import OCCUPATION_BEFORE
from ssg.story.names import (
    NOTHING_KNOWN,
    Known,
    agency_name,
    has_honorific,
    is_caseless,
    is_first_name,
    looks_like_name,
    looks_like_org,
    looks_like_role,
    spelling,
    surely_name,
    trailing_role,
)
from ssg.story.people import Credit


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


def split_caption(text: str) -> Caption:
    """Take the FILE mark off the front of a caption, and a credit off its end.

    What stands in the last brackets is a credit if it reads as one or begins as one ("Photo …");
    "(right)" stays where it is. Without brackets it is one if an agency or a "Photo:" says so:
    "… at dawn. REUTERS/José Pérez".
    """
    mark = _FILE_MARK.match(text.strip())
    body = text.strip()[mark.end() if mark else 0 :]
    before, credit = _cut_last_bracket(body)
    if credit and (_BEGINS_AS_CREDIT.match(credit) or _read(credit, NOTHING_KNOWN).is_sure):
        return Caption(text=before, credit=credit, is_file=bool(mark))
    before, credit = _cut_last_sentence(body)
    return Caption(text=before, credit=credit, is_file=bool(mark))


class _Reading(msgspec.Struct, frozen=True):
    """A credit that was read; `is_sure` where more than a name says that it is one."""

    credit: Credit
    is_sure: bool = False


@lru_cache(maxsize=4096)  # a newsroom has few photographers
def _read(text: str, known: Known) -> _Reading:
    written = _without_brackets(text)
    plain = _plain(written) if len(written) <= LONGEST_CREDIT else ""
    parts = list(_read_parts(plain, known))
    if not parts or any(part.kind == "unread" for part in parts):
        return _Reading(Credit(text=written))
    is_lower_case = written == written.lower() or parts[0].kind == "agency"
    found = _assemble(parts, any_case=is_lower_case)
    if found is None:
        return _Reading(Credit(text=written))
    return _Reading(msgspec.structs.replace(Credit(text=written), **found), _is_sure(parts, found))


LONGEST_CREDIT = 400
_MOST_BRACKETS = 9  # around the whole
_MOST_ENDS = 4  # sentences at a caption's end that may be its credit: "REUTERS/J. R. Pérez" has two
_FILE_MARK = re.compile(
    r"(?:(?:FILES?|(?i:file photo)|File(?=\s*(?:--|[—–])))\s*(?:--|[—–:]|-(?=\s))\s*)+"
)
_BEGINS_AS_CREDIT = re.compile(
    r"(?:Photos?|PHOTO|Photograph|Foto|Image|Courtesy|COURTESY|Credit)\b|©"
)
_SENTENCE_END = re.compile(r"[.!?…][\"”’»)]?\s+|\s\|\s+")

# One of each after its owner ("AP Photo"): "Polaris Images" is a name. Any number before "by".
_MEDIUM = (
    r"(?i:(?:(?:photo|stock|video|press)\s+)?(?:photo(?:graph)?|foto|fotografía|fotografia|picture|image"
    r"|imagen|illustration|(?:info)?graphic|drawing|art|artwork|map|chart|video|bild|audio|sound"
    r"|footage|film|podcast|rendering|screenshot|screengrab|screen\s(?:grab|capture|shot)|still|composite|collage))"
)
_MEDIA = rf"(?:{_MEDIUM}(?i:s)?|(?i:photography))"
_BY = r"(?i:by|von|par|por|de|taken by)"
_LABEL = re.compile(
    rf"(?:(?i:(?:mandatory\s+)?credit|sources?|fuente|quelle|photographer|crédit\s+photo|crédito|photo\s+credit|{_MEDIA}(?:\s+credits?)?)\s*(?::|\.\.\.|…)"
    r"|(?i:image\s+source|image\s+caption)\s*,"
    r"|©|📷|📸|\([cC]\)|(?i:copyright)(?:\s*©)?)\s*(?:\d{4}(?:[-–]\d{2,4})?,?\s+)?"
)
_MADE_BY = re.compile(
    rf"(?:(?P<who>\S.*?)\s+)??{_MEDIA}(?:\s+(?:and|&)\s+{_MEDIA})?\s+{_BY}\s+(?P<names>\S.*)"
)
_MADE_FROM = re.compile(
    rf"{_MEDIA}\s+(?i:from)\s+(?P<who>\S.*)|(?i:screen\s?\w+|still)\s+of\s+(?P<shown>\S.*)|(?i:obtained by)\s+(?P<owner>\S.*)"
)
_WHOSE_PHOTO = re.compile(rf"(?:(?P<who>\S.*?)\s+)?{_MEDIUM}")
_OF_NAME = re.compile(rf"{_MEDIA}\s+(?P<name>\S.*)")
_GIVEN_BY = re.compile(
    rf"(?:{_MEDIA}\s+)?(?i:courtesy\s*:|courtesy(?:\s+of)?|cortesía\s+de(?:l)?|cortesia\s+d[eoa]"
    r"|courtoisie\s+de|handout\s+from|(?:provided|supplied|contributed|submitted)\s+by)"
    r"\s+(?P<who>\S.*)"
)
_VIA = re.compile(r"(?:(?P<head>\S.*)\s+)?(?P<word>(?i:via))\s+(?P<via>\S.*)")
_ON = re.compile(
    r"(?P<head>\S.*?)\s+on\s+(?P<via>(?i:unsplash|pexels|pixabay|flickr|facebook|instagram))"
)
_CLIENT = re.compile(
    r"(?:(?P<head>\S.*?)[\s,]+)??(?:(?i:special\s+(?:to|for)|for)|para|pour|für)\s+(?P<client>\S.*)"
)
_OF = re.compile(r"(?P<head>\S.*?)\s+(?:of|with|from)\s+(?P<org>\S.*)")
_TITLE = re.compile(rf"[“„«\"][^“”„«»\"]+[”“»\"],?\s+{_BY}\s+|[“„«\"][^“”„«»\"]+[”“»\"],\s+")
_LICENSED = re.compile(r",?\s+(?i:(?:is\s+)?(?:licen[sc]ed|used)\s+under\s+(?:an?\s+|the\s+)?)")
_LICENCE = re.compile(
    r"(?i:CC0(?:[ -]1\.0)?|CC[ -]BY(?:[ -](?:NC|SA|ND))*(?:[ -]\d\.\d)?(?:[ -][A-Z]{2,6})?"
    r"|Creative Commons\b.*|public domain(?: mark)?(?: 1\.0)?)(?:\s+(?i:licen[sc]e))?"
)
_ADDRESS = re.compile(r"[\s,/|]*[(<]?https?://[^\s)>]+[)>]?")
_OF_THE_DAY = re.compile(r"\s+(?:TPX )?IMAGES? OF THE DAY$")
_PERMISSION = re.compile(
    r"(?i)[\s,;/]*(?:\b(?:used|reprinted|shared)\s)?\b(?:with|by)\spermission\.?$"
)
_YEAR_AT_END = re.compile(r"(?<=\w)[\s,]+(?:19|20)\d\d$")
_DASHED = re.compile(r"(.*\S)(?<!EPA)\s*[-–—]\s*([^,/|]+)(.*)")  # EPA-EFE is one agency
_CUT = re.compile(r"\s*[/|;]\s*|\s+(?:[—–-]|--)\s+")
_LOWER_WORD = re.compile(r"[a-z]{3,}")
_ASIDE = re.compile(r"\s*\(([^()]*)\)")
_STAFF = re.compile(r"(?i:(?:(?P<who>\S.*?)\s+)?staff)")

_Kind = Literal[
    "agency",
    "flag",
    "via",
    "client",
    "licence",
    "supplier",
    "marker",
    "nobody",
    "org",
    "person",
    "name",
    "word",
    "unread",
]


class _Part(NamedTuple):
    """A piece of a credit. "person" is a name by itself, "name" has the shape of one, "word" is a
    single one: these need what stands beside them.
    """

    kind: _Kind
    value: str
    segment: int = 0


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
    end = len(text.rstrip(" ."))
    depth = 0
    for index in range(end - 1, -1, -1):
        depth += {")": 1, "(": -1}.get(text[index], 0)
        if depth <= 0:
            break
    else:
        return text, ""
    return (
        (text[:index].rstrip(), text[index + 1 : end - 1].strip())
        if index < end - 1
        else (text, "")
    )


def _cut_last_sentence(text: str) -> tuple[str, str]:
    """The text before a credit without brackets that ends it, and the credit; all and "" without
    one.
    """
    tail = max(0, len(text) - LONGEST_CREDIT // 2)
    starts = [match.end() for match in _SENTENCE_END.finditer(text, tail)][-_MOST_ENDS:]
    for start in [*([0] if not tail else []), *starts]:
        credit = text[start:].strip()
        if _is_plain_credit(credit.removesuffix(".")):
            return text[:start].rstrip().removesuffix("|").rstrip(), credit.removesuffix(".")
    return text, ""


def _is_plain_credit(text: str) -> bool:
    """Whether a text without brackets around it can only be a credit: an agency with a slash, or
    "Photo by …" with a name.
    """
    if "/" not in text and not _LABEL.match(text) and not _MADE_BY.match(text):
        return False
    reading = _read(text, NOTHING_KNOWN)
    found = reading.credit
    is_labelled = bool(_LABEL.match(text) or _MADE_BY.match(text))
    is_wire = any(_source_name(name) for name in (found.agency, found.via))
    return reading.is_sure and bool(found.creators or is_wire) and (is_labelled or is_wire)


def _plain(text: str) -> str:
    """One line in the spelling that the grammar reads: no addresses, a dash before an agency as a
    slash.
    """
    text = _TITLE.sub("", _LICENSED.sub(", ", _ADDRESS.sub("", " ".join(text.split()))))
    text = _PERMISSION.sub("", text)
    text = _OF_THE_DAY.sub("", re.sub(r"(?<=[^\W\d_]{4})\.$", "", text))
    text = _ASIDE.sub(
        lambda aside: f", {aside[1]}" if _is_part(aside[1].strip()) else aside[0], text
    )
    dashed = _DASHED.fullmatch(text)
    return (
        f"{dashed[1]}/{dashed[2]}{dashed[3]}"
        if dashed and (_source_name(dashed[2]) or dashed[2].casefold() in FLAGS)
        else text
    )


def _is_part(aside: str) -> bool:
    """Whether what stands in brackets inside of a credit is a part of it: "Ana Ruiz (Reuters)"."""
    return bool(_known_part(aside)) or looks_like_org(aside)


def _source_name(text: str) -> str:
    return agency_name(text) or PICTURE_SOURCES.get(" ".join(text.split()).casefold(), "")


def _read_parts(text: str, known: Known) -> Iterator[_Part]:
    """Cut a credit into its parts at slashes, bars and dashes, and each of these into smaller ones."""
    segments = _CUT.split(text)
    for number, segment in enumerate(segments):
        if number and _LOWER_WORD.fullmatch(segment) and not _known_part(segment):
            yield _Part("word", segment, number)  # "Ana Ruiz / laif"
            continue
        if label := _LABEL.match(segment):
            yield _Part("marker", label[0])
            segment = _YEAR_AT_END.sub("", segment[label.end() :])
        for part in _Segment(known).read(segment.strip(" ,")):
            yield part._replace(segment=number)


class _Segment:
    """Reads what stands between two slashes."""

    def __init__(self, known: Known):
        self.known = known

    def read(self, text: str) -> Iterator[_Part]:
        if not text:
            return
        if part := _known_part(text):
            yield part
        elif (via := _VIA.fullmatch(text)) and _is_via(via):
            yield from self.read((via["head"] or "").rstrip(" ,"))
            yield from self.tail("via", via["via"])
        elif on := _ON.fullmatch(text):
            yield from self.read(on["head"])
            yield from self.tail("via", on["via"])
        elif given := _GIVEN_BY.fullmatch(text):
            yield _Part("flag", "HANDOUT" if "handout" in text.casefold() else "COURTESY")
            yield from self.tail("supplier", given["who"])
        elif made := _MADE_FROM.fullmatch(text):
            yield _Part("marker", "from")
            yield _Part("org", made["who"] or made["shown"] or made["owner"])
        elif made := _MADE_BY.fullmatch(text):
            yield _Part("marker", "by")
            yield from self.owner(made["who"] or "")
            yield from self.read(made["names"])
        elif (client := _CLIENT.fullmatch(text)) and self.has_client(client["head"] or ""):
            yield from self.read((client["head"] or "").rstrip(" ,"))
            yield from self.tail("client", client["client"])
        else:
            yield from self.list(text)

    def has_client(self, head: str) -> bool:
        """Whether what stands before "for" is a maker: "Center for Arts" is one organisation."""
        if not head or _source_name(head):
            return True
        if looks_like_org(head, self.known):
            return head.split()[-1].casefold() not in WHOLE
        return all(self.is_listed(name) for name in split_names(head))

    def is_listed(self, name: str) -> bool:
        is_full = " " in name or is_first_name(name) or is_caseless(name)
        is_name = is_full and looks_like_name(name, any_case=name.islower())
        return is_name or bool(_known_part(name)) or looks_like_org(name, self.known)

    def list(self, text: str) -> Iterator[_Part]:
        """Names, and after commas their agency, flags, licence: "Ana Ruiz and Li Wei, AP, File"."""
        if "," not in text and self.is_whole_org(text):
            yield _Part("org", text)  # "Department of Health and Human Services" is not two names
            return
        for piece in split_names(text):
            yield from self.piece(piece, is_all=piece == text)

    def is_whole_org(self, text: str) -> bool:
        if _WHOSE_PHOTO.fullmatch(text) or looks_like_role(text) or _STAFF.fullmatch(text):
            return False
        of = _OF.fullmatch(text)
        if of and looks_like_name(of["head"]) and not looks_like_org(of["head"], self.known):
            return " " not in of["head"] and not is_first_name(of["head"])
        head, _, last = text.rpartition(" ")
        is_marked = bool(head) and last.casefold() in FLAGS
        return looks_like_org(text, self.known) and not is_marked and self.is_one(text)

    def is_one(self, text: str) -> bool:
        """Whether an "and" parts no people: "Ana Ruiz and The Ledger" are two."""
        names = split_names(text)
        return len(names) < 2 or not surely_name(names[0], self.known)

    def piece(self, text: str, *, is_all: bool) -> Iterator[_Part]:
        owner = _WHOSE_PHOTO.fullmatch(text)
        head, _, last = text.rpartition(" ")
        of, named = _OF.fullmatch(text), _OF_NAME.fullmatch(text)
        if part := _known_part(text):
            yield part
        elif not is_all and any(form.fullmatch(text) for form in (_VIA, _CLIENT, _GIVEN_BY)):
            yield from self.read(text)
        elif owner:
            yield from self.owner(owner["who"] or "", is_alone=True)
            yield _Part("marker", "photo")
        elif head and last.casefold() in FLAGS and not looks_like_role(text):
            yield from self.piece(head, is_all=False)
            yield _Part("flag", FLAGS[last.casefold()])
        elif looks_like_role(text) and not has_honorific(text.split()):
            yield from self.role(text)
        elif staff := _STAFF.fullmatch(text):
            yield _Part("org", staff["who"] or "Staff")
        elif named and looks_like_name(named["name"]) and not looks_like_org(text, self.known):
            yield _Part("marker", "photo")
            yield self.name(named["name"])
        elif of and looks_like_name(of["head"]) and not looks_like_org(of["head"], self.known):
            yield self.name(of["head"])
            yield _Part("org", of["org"])
        else:
            yield self.name(text)

    def role(self, text: str) -> Iterator[_Part]:
        """ "Ledger Staff Photographer": whose staff it is; other occupations say nothing here."""
        words = text.split()
        name = " ".join(words[: len(words) - (trailing_role(words, least=1) or len(words))])
        name = "" if name.casefold() in OCCUPATION_BEFORE else name  # "Senior Photographer"
        if name and surely_name(name, self.known):
            yield self.name(name)
        elif name:
            yield _Part("org", name)
        yield (
            _Part("org", "Staff")
            if "staff" in text.casefold() and not name
            else _Part("nobody", text)
        )

    def name(self, text: str) -> _Part:
        if looks_like_org(text, self.known):
            return _Part("org", text)
        if surely_name(text, self.known):
            return _Part("person", text)
        is_full = " " in text or is_caseless(text)
        if not looks_like_name(text, any_case=is_full) or len(text) < 2:
            return _Part("unread", text)
        return _Part("name" if is_full else "word", text)

    def owner(self, text: str, *, is_alone: bool = False) -> Iterator[_Part]:
        """What stands before "photo": an owner, a flag, or one and the other ("AP file", "U.S.
        Navy"). Before "photo" alone it may be a person: "Ana Ruiz photo".
        """
        head, _, last = text.rpartition(" ")
        if part := _known_part(text):
            yield part
        elif flag := FLAGS.get(last.casefold()):
            yield from self.owner(head)
            yield _Part("flag", flag)
        elif text and surely_name(text, self.known):
            yield _Part("person", text)
        elif is_alone and " " in text and not looks_like_org(text, self.known, is_behind=True):
            yield self.name(text)
        elif text.casefold() in ("family", "the family"):
            yield _Part("nobody", text)
        elif text:
            yield _Part("org", text)

    def tail(self, kind: _Kind, text: str) -> Iterator[_Part]:
        """A name that may go on with a client, flags and a licence: "Getty Images for the Harbor
        Prize, Pool".
        """
        pieces = text.split(",")
        rest: list[_Part] = []
        while len(pieces) > 1 and (part := _known_part(pieces[-1].strip())):
            pieces.pop()
            rest.insert(0, part)
        name = ",".join(pieces).strip()
        client = _CLIENT.fullmatch(name) if kind == "via" else None
        if client and client["head"] and self.has_client(client["head"]):
            name = client["head"]
            rest.append(_Part("client", client["client"]))
        yield _Part(kind, _source_name(name) or name)
        yield from rest


def _known_part(text: str) -> _Part | None:
    """A piece that can be nothing else: an agency, a flag ("Pool", "File Photo", "Photo
    submitted"), a licence.
    """
    if agency := _source_name(text):
        return _Part("agency", agency)
    folded = " ".join(text.casefold().split())
    bare = _MEDIUM_AROUND.sub("", folded).strip(" :")
    if flag := FLAGS.get(bare):
        return _Part("flag", flag)
    if folded in NOBODY or _NO_NAME.fullmatch(folded):
        return _Part("nobody", text)
    if not bare or folded in ("stock photo", "screenshot"):
        return _Part("marker", "photo") if folded in ("photo", "photos") else _Part("nobody", text)
    return _Part("licence", text) if _LICENCE.fullmatch(text) else None


_NO_NAME = re.compile(r"[-–]|(?:19|20)\d\d")
_MEDIUM_AROUND = re.compile(rf"^{_MEDIA}(?=\s|$)|(?<=\s){_MEDIA}$")


def _is_via(match: re.Match[str]) -> bool:
    """Whether "via" is the word here, and not a person's first or middle name."""
    is_source = bool(_source_name(re.split(r",|\s+for\s+", match["via"])[0]))
    return is_source or (
        match["word"] == "via" and bool(match["head"]) and not match["via"][0].islower()
    )


def _assemble(parts: Sequence[_Part], *, any_case: bool) -> dict[str, Any] | None:
    """The fields that the parts fill in; None where one is left over that has no place."""
    creators, sources = _makers(parts)
    if not all(looks_like_name(name, any_case=any_case) for name in creators):
        return None
    found = _suppliers(parts, sources)
    creators += found.pop("creators", ())
    for kind in ("via", "client", "licence"):
        found[kind] = " / ".join(part.value for part in parts if part.kind == kind)
    flags = tuple(dict.fromkeys(part.value for part in parts if part.kind == "flag"))
    return found | {"creators": creators, "flags": flags}


def _makers(parts: Sequence[_Part]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who made it, and the names that are sources: the first segment with names in it names people,
    a later one an agency ("Ana Ruiz/Hans Verlag"). A name by itself is a person anywhere.
    """
    first = next((part.segment for part in parts if part.kind in ("person", "name")), -1)
    kinds = {part.kind for part in parts}
    has_source = (
        bool(kinds & {"agency", "org", "via", "client"}) or len({p.segment for p in parts}) > 1
    )
    creators: list[str] = []
    sources: list[str] = []
    for part in parts:
        if part.kind == "person":
            creators.append(part.value)
        elif part.kind == "name" and part.segment == first:
            is_source = (
                bool(creators) and not has_source and looks_like_org(part.value, is_behind=True)
            )
            (sources if is_source else creators).append(part.value)
        elif part.kind in ("name", "word"):
            sources.append(part.value)
    return tuple(creators), tuple(sources)


def _is_sure(parts: Sequence[_Part], found: Mapping[str, Any]) -> bool:
    """Whether enough speaks for a credit: a bare name, or a phrase with "photo" in it, is not
    enough.
    """
    kinds = {part.kind for part in parts}
    if kinds & {"agency", "flag", "via", "licence", "supplier"}:
        return True
    has_names = bool(found["creators"])
    if "client" in kinds or "marker" in kinds:
        return has_names or any(part.kind == "org" and looks_like_org(part.value) for part in parts)
    return has_names and bool(found["agency"]) and len({part.segment for part in parts}) > 1


def _suppliers(parts: Sequence[_Part], sources: Sequence[str]) -> dict[str, Any]:
    """Which is the agency, which its collection: "Name/Collection/Agency", "AGENCY
    PHOTO/Name/Collection".
    """
    agencies = [
        part.value
        for part in parts
        if part.kind in ("agency", "org")
        or (part.kind in ("name", "word") and part.value in sources)
    ]
    known = [part.value for part in parts if part.kind == "agency"]
    given_by = [part.value for part in parts if part.kind == "supplier"]
    if not agencies:
        return {"agency": " / ".join(given_by)}
    leads = parts[0].kind == "agency" and (parts[0].value == "Reuters" or parts[1:2] == [_PHOTO])
    whole = [name for name in agencies if name not in _COLLECTIONS] or agencies
    agency = known[0] if leads else whole[-1]
    others = [name for name in agencies if name not in (agency, "Staff")]
    people = tuple(name for name in given_by if surely_name(name))
    others += [name for name in given_by if name not in people]
    return {
        "agency": agency,
        "collection": " / ".join(dict.fromkeys(others)),
        "creators": people,
    }


# Parts of an agency, which is the one to name where both stand.
_COLLECTIONS = frozenset({"iStock", "Staff"})
_PHOTO = _Part("marker", "photo")
