"""The parts of a credit: it is cut at slashes, bars, semicolons and dashes, and each segment is
read as one of the phrases that credits are made of ("AP Photo", "Photo by …", "Courtesy of …",
"… for …", "… via …") or as a list of names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from ssg.grammar.credit_words import (
    FILE_LABELS,
    FLAGS,
    GIVEN_LABELS,
    LABEL_BY,
    LABELS,
    NOBODY,
    PICTURE_SOURCES,
    PLAIN_LABELS,
    SOCIAL,
    WHOLE,
)
from ssg.grammar.name_lists import name_pieces, split_names
from ssg.grammar.name_words import NEWSROOMS, OCCUPATION_BEFORE
from ssg.grammar.names import (
    Known,
    agency_name,
    has_east_asian,
    is_first_name,
    looks_like_name,
    looks_like_org,
    spelling,
    surely_name,
)
from ssg.grammar.occupations import has_honorific, is_caseless, looks_like_role, trailing_role

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


class Part(NamedTuple):
    """A piece of a credit. "person" is a name by itself, "name" has the shape of one, "word" is a
    single one: these need what stands beside them.
    """

    kind: _Kind
    value: str
    segment: int = 0


# One of each after its owner ("AP Photo"): "Polaris Images" is a name. Any number before "by".
_MEDIUM = (
    r"(?i:(?:(?:photo|stock|video|press|satellite|drone)\s+)?(?:photo(?:graph)?|foto|fotografía"
    r"|fotografia|picture|pic|pix|image|painting|portrait|sketch|cartoon|animation|visuali[sz]ation"
    r"|imagen|illustration|(?:info)?graphic|drawing|art|artwork|map|chart|video|bild|audio|sound"
    r"|footage|film|podcast|rendering|screenshot|screengrab|screen\s(?:grab|capture|shot)|still"
    r"|composite|collage))"
)

_MEDIA = rf"(?:{_MEDIUM}(?i:s)?|(?i:photography))"

_BY = r"(?i:by|von|par|por|de|taken by)"

LABEL = re.compile(
    rf"(?:(?i:(?:mandatory\s+)?credit|sources?|fuente|quelle|photographer|crédits?\s+photos?"
    rf"|crédito|photo\s+credit|{_MEDIA}(?:\s+credits?)?)\s*(?::|\.\.\.|…)"
    r"|(?i:image\s+source|image\s+caption)\s*,"
    r"|©|📷|📸|\([cC]\)|(?i:copyright)(?:\s*©)?)\s*(?:\d{4}(?:[-–]\d{2,4})?,?\s+)?"
)

MADE_BY = re.compile(
    rf"(?:(?P<who>\S.*?)\s+)??{_MEDIA}(?:\s+(?:and|&)\s+{_MEDIA})?\s+{_BY}\s+(?P<names>\S.*)"
)

_MADE_FROM = re.compile(
    rf"{_MEDIA}\s+(?i:from)\s+(?P<who>\S.*)|(?i:screen\s?\w+|still)\s+of\s+(?P<shown>\S.*)"
    r"|(?i:obtained by|from)\s+(?P<owner>\S.*)"
)

_WHOSE_PHOTO = re.compile(rf"(?:(?P<who>\S.*?)\s+)?{_MEDIUM}")

_OF_NAME = re.compile(rf"{_MEDIA}\s+(?P<name>\S.*)")

GIVEN_BY = re.compile(
    rf"(?:{_MEDIA}\s+)?(?i:courtesy\s*:|courtesy(?:\s+of)?|cortesía(?:\s+del?)?"
    rf"|cortesia(?:\s+d[eoa])?"
    r"|(?:courtoisie|gracieuseté)(?:\s+d[eu])?|(?:fourni|offert)e?s?\s+par|cedid[ao]s?\s+por"
    r"|handout\s+from|(?:provided|supplied|contributed|submitted)\s+by)"
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

_RESERVED = re.compile(r"[\s,]+(?:©|\([cC]\))\s*(?:19|20)\d\d(?:[-–]\d{2,4})?$")

_YEAR_AT_END = re.compile(r"(?<=\w)[\s,]+(?:19|20)\d\d$")

_DASHED = re.compile(r"(.*\S)(?<!EPA)\s*[-–—]\s*([^,/|]+)(.*)")  # EPA-EFE is one agency

_FIRST_WORD = re.compile(r"(?P<word>[^\W\d_]+(?:['’]s)?)(?:\s*:\s*|\.\s*:?\s*|\s+)")

_CUT = re.compile(r"\s*[/|;•]\s*|\.?\s+(?=©)|\s+(?:[—–·-]|--)\s+")

# Of whoever is named before it: an address of mail, a handle.
_CONTACT = re.compile(
    r"[\s,/|•–-]+[(<]?(?:[^\s@<>(),/]+@[^\s@<>(),/]+\.[^\s@<>(),/]+"
    r"|(?<!via )(?<!by )(?<!: )@\w+)[)>]?$"
)

_BY_IN_FRONT = re.compile(r"^(?i:(?:(?:taken|shot|captured)\s)?by)\s+(?=[^\W\d_])")

_SIGNATURE = re.compile(r"[a-z]{1,2}")

_LOWER_WORD = re.compile(r"[a-z]{3,}")

_ASIDE = re.compile(r"\s*\(([^()]*)\)")

_STAFF = re.compile(r"(?i:(?:(?P<who>\S.*?)\s+)?staff)")

_NO_NAME = re.compile(
    r"[-–]|(?:19|20)\d\d"
    r"|(?:(?:image|photo|picture|pic)s? )?(?:used )?(?:only )?for"
    r" (?:representation|illustrat|referenc)\w*(?: purposes?)?(?: only)?"
    r"|(?:representati|illustrati)\w+ (?:image|photo|picture|pic|purposes?)s?(?: only)?"
)

_MEDIUM_AROUND = re.compile(rf"^{_MEDIA}(?=\s|$)|(?<=\s){_MEDIA}$")


_ARCHIVES = ("archive", "archives")


def plain_credit(text: str, known: Known) -> str:
    """One line in the spelling that the grammar reads: no addresses, a dash before an agency as a
    slash.
    """
    text = spelled(" ".join(text.split()))
    text = text.replace(" by - ", " by STR ")
    text = _TITLE.sub("", _LICENSED.sub(", ", _ADDRESS.sub("", text)))
    text = _CONTACT.sub("", text)
    text = _BY_IN_FRONT.sub("", text)
    text = _PERMISSION.sub("", text)
    text = _RESERVED.sub("", text)
    text = _OF_THE_DAY.sub("", re.sub(r"(?<=[^\W\d_]{4})\.$", "", text))
    text = _ASIDE.sub(
        lambda aside: _as_part(aside) if _is_part(aside[1].strip(), known) else aside[0], text
    )
    dashed = _DASHED.fullmatch(text)
    return (
        f"{dashed[1]}/{dashed[2]}{dashed[3]}"
        if dashed and (source_name(dashed[2]) or dashed[2].casefold() in FLAGS)
        else text
    )


def spelled(text: str) -> str:
    """A credit with a label in other words as one that the grammar reads: "Kuva: Heikki Lahti" is
    "Photo: Heikki Lahti". One with no such label stays as it is.
    """
    if has_east_asian(text):
        from ssg.grammar.east_asian import western_credit  # most newsrooms never need it

        text = western_credit(text)
    match = _FIRST_WORD.match(text)
    if not match:
        return text
    word, rest = match["word"].casefold().replace("’", "'"), text[match.end() :]
    has_colon = ":" in match[0]
    by, _, name = rest.partition(" ")
    label = LABELS.get(word, "Photo" if word in ("foto", "fotos", "photo") else "")
    if label and name and not has_colon and by.rstrip(":") in LABEL_BY:
        return f"{label} by {name}"
    if has_colon and word in FILE_LABELS:
        return f"Photo: {rest}, File"
    if has_colon and word in GIVEN_LABELS:
        return f"{GIVEN_LABELS[word]} {rest}"
    if word in LABELS and has_colon:
        return f"{label}: {rest}"
    if word in PLAIN_LABELS and not rest[:1].islower() and rest[:1].isalpha():
        return f"Photo {rest}"
    return text


def _as_part(aside: re.Match[str]) -> str:
    """What stands in brackets, with a comma between it and what stands beside it."""
    return f", {aside[1]}" if aside.start() else f"{aside[1]}, "


def _is_part(aside: str, known: Known) -> bool:
    """Whether what stands in brackets inside of a credit is a part of it: "Ana Ruiz (Reuters)"."""
    return bool(_known_part(aside)) or looks_like_org(aside, known, is_behind=True)


def source_name(text: str) -> str:
    return agency_name(text) or PICTURE_SOURCES.get(" ".join(text.split()).casefold(), "")


def read_parts(text: str, known: Known) -> Iterator[Part]:
    """Cut a credit at slashes, bars and dashes, and each segment into its parts."""
    segments = _CUT.split(text)
    for number, segment in enumerate(segments):
        if number and _LOWER_WORD.fullmatch(segment) and not _known_part(segment):
            yield Part("word", segment, number)  # "Ana Ruiz / laif"
            continue
        if number > 1 and _SIGNATURE.fullmatch(segment):
            continue  # of an editor: "ANTARA FOTO/Budi Santoso/nz"
        is_labelled = False
        while label := LABEL.match(segment):  # "© Crédit photo : Élodie Roy" has two
            is_labelled = True
            yield Part("marker", label[0])
            segment = _YEAR_AT_END.sub("", segment[label.end() :])
        if not is_labelled and ": " in segment and (owner := _owner_with_colon(segment, known)):
            for part in Segment(known).read(owner):
                yield part._replace(segment=number)
            segment = segment[len(owner) + 1 :]
        for part in Segment(known).read(segment.strip(" ,")):
            yield part._replace(segment=number)


def _owner_with_colon(segment: str, known: Known) -> str:
    """Who stands in front of a colon: "ABC News" in "ABC News: Ana Ruiz", "ST PHOTO"; "" if it is
    no owner of pictures.
    """
    head = segment.partition(":")[0].rstrip()
    if head.casefold() in SOCIAL:
        return ""
    owned = _WHOSE_PHOTO.fullmatch(head)
    who = owned["who"] or "" if owned else head
    is_owner = source_name(who) or looks_like_org(who, known) or (owned and looks_like_name(who))
    return head if is_owner else ""


class Segment:
    """Reads what stands between two slashes."""

    def __init__(self, known: Known):
        self.known = known

    def read(self, text: str) -> Iterator[Part]:
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
        elif given := GIVEN_BY.fullmatch(text):
            yield Part("flag", "HANDOUT" if "handout" in text.casefold() else "COURTESY")
            yield from self.tail("supplier", given["who"])
        elif made := _MADE_FROM.fullmatch(text):
            yield Part("marker", "from")
            whose = made["who"] or made["shown"] or made["owner"]
            if MADE_BY.fullmatch(whose):  # "Still from video by Ana Ruiz"
                yield from self.read(whose)
            else:
                yield Part("org", whose)
        elif made := MADE_BY.fullmatch(text):
            yield Part("marker", "by")
            yield from self.owner(made["who"] or "")
            yield from self.read(made["names"])
        elif (client := _CLIENT.fullmatch(text)) and self.has_client(client["head"] or ""):
            yield from self.read((client["head"] or "").rstrip(" ,"))
            yield from self.tail("client", client["client"])
        else:
            yield from self.list(text)

    def has_client(self, head: str) -> bool:
        """Whether what stands before "for" is a maker: "Center for Arts" is one organisation."""
        if not head or source_name(head):
            return True
        if looks_like_org(head, self.known):
            return head.split()[-1].casefold() not in WHOLE
        return all(self.is_listed(name) for name in split_names(head))

    def is_listed(self, name: str) -> bool:
        is_full = " " in name or is_first_name(name) or is_caseless(name)
        is_name = is_full and looks_like_name(name, any_case=name.islower())
        return is_name or bool(_known_part(name)) or looks_like_org(name, self.known)

    def list(self, text: str) -> Iterator[Part]:
        """Names, and after commas their agency, flags, licence: "Ana Ruiz and Li Wei, AP, File"."""
        if "," not in text and self.is_whole_org(text):
            yield Part("org", text)  # "Department of Health and Human Services" is not two names
            return
        # "A, B and C" are people as far as the last "and"; what a comma adds may be a paper.
        pieces = list(name_pieces(text))
        ends = [number for number, (sign, _) in enumerate(pieces, 1) if sign.endswith("and")]
        people = {piece for _, piece in pieces[: max(ends, default=0)]}
        for piece in split_names(text):
            for part in self.piece(piece, is_all=piece == text):
                is_person = part.kind == "name" and piece in people
                yield part._replace(kind="person") if is_person else part

    def is_whole_org(self, text: str) -> bool:
        if _WHOSE_PHOTO.fullmatch(text) or looks_like_role(text) or _STAFF.fullmatch(text):
            return False
        named = _OF_NAME.fullmatch(text)
        if named and self.is_source(named["name"]):
            return False
        of = _OF.fullmatch(text)
        if of and looks_like_name(of["head"]) and not looks_like_org(of["head"], self.known):
            return " " not in of["head"] and not is_first_name(of["head"])
        head, _, last = text.rpartition(" ")
        is_marked = bool(head) and bool(_last_flag(head, last))
        return looks_like_org(text, self.known) and not is_marked and self.is_one(text)

    def is_source(self, text: str) -> bool:
        """Whether this is an agency or a newsroom, so that "Photo" in front of it is a label."""
        folded = spelling(text)
        is_known = folded in self.known.organizations or folded in NEWSROOMS
        return is_known or bool(_known_part(text))

    def is_one(self, text: str) -> bool:
        """Whether an "and" parts no people: "Ana Ruiz and The Ledger" are two."""
        names = split_names(text)
        return len(names) < 2 or not surely_name(names[0], self.known)

    def piece(self, text: str, *, is_all: bool) -> Iterator[Part]:
        owner = _WHOSE_PHOTO.fullmatch(text)
        head, _, last = text.rpartition(" ")
        of, named = _OF.fullmatch(text), _OF_NAME.fullmatch(text)
        if part := _known_part(text):
            yield part
        elif not is_all and any(form.fullmatch(text) for form in (_VIA, _CLIENT, GIVEN_BY)):
            yield from self.read(text)
        elif owner:
            yield from self.owner(owner["who"] or "", is_alone=True)
            yield Part("marker", "photo")
        elif head and (flag := _last_flag(head, last)) and not looks_like_role(text):
            yield from self.piece(head, is_all=False)
            yield Part("flag", flag)
        elif looks_like_role(text) and not has_honorific(text.split()):
            yield from self.role(text)
        elif staff := _STAFF.fullmatch(text):
            yield Part("org", staff["who"] or "Staff")
        elif named and self.is_source(named["name"]):
            yield Part("marker", "photo")
            yield _known_part(named["name"]) or Part("org", named["name"])
        elif named and looks_like_name(named["name"]) and not looks_like_org(text, self.known):
            yield Part("marker", "photo")
            yield self.name(named["name"])
        elif of and looks_like_name(of["head"]) and not looks_like_org(of["head"], self.known):
            yield self.name(of["head"])
            yield Part("org", of["org"])
        else:
            yield self.name(text)

    def role(self, text: str) -> Iterator[Part]:
        """ "Ledger Staff Photographer": whose staff it is; other occupations say nothing here."""
        words = text.split()
        name = " ".join(words[: len(words) - (trailing_role(words, least=1) or len(words))])
        name = "" if name.casefold() in OCCUPATION_BEFORE else name  # "Senior Photographer"
        if name and surely_name(name, self.known):
            yield self.name(name)
        elif name:
            yield Part("org", name)
        yield (
            Part("org", "Staff")
            if "staff" in text.casefold() and not name
            else Part("nobody", text)
        )

    def name(self, text: str) -> Part:
        if looks_like_org(text, self.known):
            return Part("org", text)
        if surely_name(text, self.known):
            return Part("person", text)
        is_full = " " in text or is_caseless(text)
        if not looks_like_name(text, any_case=is_full) or len(text) < 2:
            return Part("unread", text)
        return Part("name" if is_full else "word", text)

    def owner(self, text: str, *, is_alone: bool = False) -> Iterator[Part]:
        """What stands before "photo": an owner, a flag, or one and the other ("AP file", "U.S.
        Navy"). Before "photo" alone it may be a person: "Ana Ruiz photo".
        """
        head, _, last = text.rpartition(" ")
        if part := _known_part(text):
            yield part
        elif flag := FLAGS.get(last.casefold()):
            yield from self.owner(head)
            yield Part("flag", flag)
        elif text and surely_name(text, self.known):
            yield Part("person", text)
        elif is_alone and " " in text and not looks_like_org(text, self.known, is_behind=True):
            yield self.name(text)
        elif text.casefold() in ("family", "the family"):
            yield Part("nobody", text)
        elif text:
            yield Part("org", text)

    def tail(self, kind: _Kind, text: str) -> Iterator[Part]:
        """A name that may go on with a client, flags and a licence: "Getty Images for the Harbor
        Prize, Pool".
        """
        pieces = text.split(",")
        rest: list[Part] = []
        while len(pieces) > 1 and (part := _known_part(pieces[-1].strip())):
            pieces.pop()
            rest.insert(0, part)
        name = ",".join(pieces).strip()
        client = _CLIENT.fullmatch(name)
        head = client["head"] or "" if client else ""
        is_client = self.has_client(head) if kind == "via" else surely_name(head, self.known)
        if client and head and is_client:
            name = client["head"]
            rest.append(Part("client", client["client"]))
        yield Part(kind, source_name(name) or name)
        yield from rest


def _last_flag(head: str, last: str) -> str:
    """The flag behind an owner: "The Ledger file", "PA Archive"; "" if the word is part of a name,
    as in "Harbor Archive".
    """
    folded = last.casefold()
    return "FILE" if folded in _ARCHIVES and agency_name(head) else FLAGS.get(folded, "")


def _known_part(text: str) -> Part | None:
    """A piece that can be nothing else: an agency, a flag ("Pool", "File Photo", "Photo
    submitted"), a licence.
    """
    if agency := source_name(text):
        return Part("agency", agency)
    folded = " ".join(text.casefold().split())
    bare = _MEDIUM_AROUND.sub("", folded).strip(" :")
    if flag := FLAGS.get(bare):
        return Part("flag", flag)
    if folded in _ARCHIVES:
        return Part("flag", "FILE")
    if folded in NOBODY or _NO_NAME.fullmatch(folded):
        return Part("nobody", text)
    if not bare or folded in ("stock photo", "screenshot"):
        return Part("marker", "photo") if folded in ("photo", "photos") else Part("nobody", text)
    return Part("licence", text) if _LICENCE.fullmatch(text) else None


def _is_via(match: re.Match[str]) -> bool:
    """Whether "via" is the word here, and not a person's first or middle name."""
    is_source = bool(source_name(re.split(r",|\s+for\s+", match["via"])[0]))
    return is_source or (
        match["word"] == "via" and bool(match["head"]) and not match["via"][0].islower()
    )
