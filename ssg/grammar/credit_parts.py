"""The parts of a credit: it is cut at slashes, bars, semicolons and dashes, and each segment is
read as one of the phrases that credits are made of ("AP Photo", "Photo by …", "Courtesy of …",
"… for …", "… via …") or as a list of names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ssg.grammar.agencies import trailing_agency
from ssg.grammar.credit_forms import (
    CLIENT,
    CUT,
    CUT_SENTENCES,
    GIVEN_BY,
    LABEL,
    LOWER_WORD,
    MADE_BY,
    MADE_FROM,
    OF,
    ON,
    SIGNATURE,
    STAFF,
    VIA,
    YEAR_AT_END,
    Kind,
    Part,
    known_part,
    last_flag,
    of_name,
    source_name,
    whose_photo,
    with_file,
)
from ssg.grammar.credit_words import (
    FLAGS,
    SOCIAL,
    WHOLE,
)
from ssg.grammar.name_lists import name_pieces, split_names
from ssg.grammar.name_words import OCCUPATION_BEFORE
from ssg.grammar.names import (
    Known,
    is_first_name,
    looks_like_name,
    looks_like_org,
    spelling,
    surely_name,
)
from ssg.grammar.newsrooms import LONG_NEWSROOMS, NEWSROOMS
from ssg.grammar.occupations import has_honorific, is_caseless, looks_like_role, trailing_role
from ssg.grammar.places import is_place


def read_parts(text: str, known: Known) -> Iterator[Part]:
    """Cut a credit at slashes, bars and dashes, and each segment into its parts."""
    segments = (CUT_SENTENCES if ". " in text else CUT).split(text)
    for number, segment in enumerate(segments):
        if number and LOWER_WORD.fullmatch(segment) and not known_part(segment):
            yield Part("word", segment, number)  # "Ana Ruiz / laif"
            continue
        if number > 1 and SIGNATURE.fullmatch(segment):
            continue  # of an editor: "ANTARA FOTO/Budi Santoso/nz"
        is_labelled = False
        while label := LABEL.match(segment):  # "© Crédit photo : Élodie Roy" has two
            is_labelled = True
            yield Part("marker", label[0])
            segment = YEAR_AT_END.sub("", segment[label.end() :])
        if not is_labelled and ": " in segment and (owner := _owner_with_colon(segment, known)):
            for part in Segment(known).read(owner):
                kind = "org" if part.kind == "name" else part.kind
                yield part._replace(kind=kind, segment=number)
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
    owned = whose_photo(head)
    who = owned["who"] or "" if owned else head
    is_owner = source_name(who) or looks_like_org(who, known) or (owned and looks_like_name(who))
    if not is_owner and " " in head and looks_like_name(head) and not surely_name(head, known):
        is_owner = surely_name(segment.partition(":")[2].strip(), known)  # "Four Corners: Ana Ruiz"
    return head if is_owner else ""


class Segment:
    """Reads what stands between two slashes."""

    def __init__(self, known: Known):
        self.known = known

    def read(self, text: str) -> Iterator[Part]:
        if not text:
            return
        if part := known_part(text):
            yield part
        elif (via := VIA.fullmatch(text)) and _is_via(via):
            yield from self.read((via["head"] or "").rstrip(" ,"))
            yield from self.tail("via", via["via"])
        elif on := ON.fullmatch(text):
            yield from self.read(on["head"])
            yield from self.tail("via", on["via"])
        elif given := GIVEN_BY.fullmatch(text):
            yield Part("flag", "HANDOUT" if "handout" in text.casefold() else "COURTESY")
            yield from self.tail("supplier", given["who"])
        elif made := MADE_FROM.fullmatch(text):
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
        elif (client := CLIENT.fullmatch(text)) and self.has_client(client["head"] or ""):
            yield from self.read((client["head"] or "").rstrip(" ,"))
            yield from self.tail("client", client["client"])
        else:
            yield from self.list(with_file(text) or text)

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
        return is_name or bool(known_part(name)) or looks_like_org(name, self.known)

    def list(self, text: str) -> Iterator[Part]:
        """Names, and after commas their agency, flags, licence: "Ana Ruiz and Li Wei, AP, File"."""
        if "," not in text and self.is_whole_org(text):
            yield Part("org", text)  # "Department of Health and Human Services" is not two names
            return
        # "A, B and C" are people as far as the last "and"; what a comma adds may be a paper.
        pieces = list(name_pieces(text))
        ends = [number for number, (sign, _) in enumerate(pieces, 1) if sign.endswith("and")]
        people = {piece for _, piece in pieces[: max(ends, default=0)]}
        for piece in _with_places(split_names(text), self.known):
            for part in self.piece(piece, is_all=piece == text):
                is_person = part.kind == "name" and piece in people
                yield part._replace(kind="person") if is_person else part

    def is_whole_org(self, text: str) -> bool:
        if whose_photo(text) or looks_like_role(text) or STAFF.fullmatch(text):
            return False
        named = of_name(text)
        if named and self.is_label_of(text, named["name"]):
            return False
        of = OF.fullmatch(text)
        if of and looks_like_name(of["head"]) and not looks_like_org(of["head"], self.known):
            return " " not in of["head"] and not is_first_name(of["head"])
        head, _, last = text.rpartition(" ")
        is_marked = bool(head) and bool(last_flag(head, last))
        words = text.split()
        if len(words) > 3 and trailing_agency(words):
            return False
        return looks_like_org(text, self.known) and not is_marked and self.is_one(text)

    def is_source(self, text: str) -> bool:
        """Whether this is an agency or a newsroom, so that "Photo" in front of it is a label."""
        folded = spelling(text)
        is_known = folded in self.known.organizations or folded in SOCIAL
        is_known = is_known or folded in NEWSROOMS or folded in LONG_NEWSROOMS
        return is_known or bool(known_part(text))

    def is_label_of(self, text: str, name: str) -> bool:
        """Whether "Photo" in front of a name is a label: "Photo Gendarmerie nationale"."""
        if self.is_source(name):
            return True
        is_photo = text.partition(" ")[0].casefold() in ("photo", "foto")
        is_full = " " in name or (name.isupper() and len(name) > 1)
        return is_photo and is_full and looks_like_org(name, self.known)

    def is_one(self, text: str) -> bool:
        """Whether an "and" parts no people: "Ana Ruiz and The Ledger" are two."""
        names = split_names(text)
        return len(names) < 2 or not surely_name(names[0], self.known)

    def piece(self, text: str, *, is_all: bool) -> Iterator[Part]:
        owner = whose_photo(text)
        head, _, last = text.rpartition(" ")
        of, named = OF.fullmatch(text), of_name(text)
        if part := known_part(text):
            yield part
        elif not is_all and (inner := _inner_form(text)):
            yield from self.read(inner)
        elif owner:
            yield from self.owner(owner["who"] or "", is_alone=True)
            yield Part("marker", "photo")
        elif (flag := last_flag(head, last)) and not looks_like_role(text):
            yield from self.piece(head, is_all=False)
            yield Part("flag", flag)
        elif looks_like_role(text) and not has_honorific(text.split()):
            yield from self.role(text)
        elif staff := STAFF.fullmatch(text):
            yield Part("org", (staff["who"] or "").removesuffix(" senior") or "Staff")
        elif named and self.is_label_of(text, named["name"]):
            yield Part("marker", "photo")
            yield known_part(named["name"]) or Part("org", named["name"])
        elif named and looks_like_name(named["name"]) and not looks_like_org(text, self.known):
            yield Part("marker", "photo")
            yield self.name(named["name"])
        elif of and looks_like_name(of["head"]) and not looks_like_org(of["head"], self.known):
            yield self.name(of["head"])
            yield Part("org", of["org"])
        else:
            yield from self.name_and_org(text)

    def name_and_org(self, text: str) -> Iterator[Part]:
        """A name, and a newsroom that stands behind it without a sign: "Élodie Roy Le Devoir"."""
        words = text.split()
        count = trailing_agency(words) if len(words) > 2 else 0
        name = " ".join(words[: len(words) - count])
        if count and " " in name and not looks_like_org(name, self.known):
            yield self.name(name)
            yield Part("org", " ".join(words[-count:]))
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
        has_number = text[:1].isupper() and any(map(str.isdecimal, text.split()[1:]))
        if looks_like_org(text, self.known) or has_number:  # "France 3 Bretagne"
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
        if part := known_part(text):
            yield part
        elif flag := FLAGS.get(last.casefold()):
            yield from self.owner(head, is_alone=is_alone)
            yield Part("flag", flag)
        elif text and surely_name(text, self.known):
            yield Part("person", text)
        elif is_alone and " " in text and not looks_like_org(text, self.known, is_behind=True):
            yield self.name(text)
        elif text.casefold() in ("family", "the family"):
            yield Part("nobody", text)
        elif text:
            yield Part("org", text.removesuffix(" staff"))

    def tail(self, kind: Kind, text: str) -> Iterator[Part]:
        """A name that may go on with a client, flags and a licence: "Getty Images for the Harbor
        Prize, Pool".
        """
        pieces = text.split(",")
        rest: list[Part] = []
        while len(pieces) > 1 and (part := known_part(pieces[-1].strip())):
            pieces.pop()
            rest.insert(0, part)
        name = ",".join(pieces).strip()
        client = CLIENT.fullmatch(name)
        head = client["head"] or "" if client else ""
        is_client = self.has_client(head) if kind == "via" else surely_name(head, self.known)
        if client and head and is_client:
            name = client["head"]
            rest.append(Part("client", client["client"]))
        yield Part(kind, source_name(name) or name)
        yield from rest


def _with_places(pieces: Sequence[str], known: Known) -> list[str]:
    """These pieces, a place with the body before it as one: "Museum of Fine Arts, Boston"."""
    found: list[str] = []
    for piece in pieces:
        is_part = bool(found) and is_place(piece) and not known_part(found[-1])
        if is_part and looks_like_org(found[-1], known):
            found[-1] = f"{found[-1]}, {piece}"
        else:
            found.append(piece)
    return found


def _inner_form(text: str) -> str:
    """A piece of a list that is a form of its own, as it is read; "" if it is none."""
    if any(form.fullmatch(text) for form in (VIA, CLIENT, GIVEN_BY)):
        return text
    return with_file(text)


def _is_via(match: re.Match[str]) -> bool:
    """Whether "via" is the word here, and not a person's first or middle name."""
    is_source = bool(source_name(re.split(r",|\s+for\s+", match["via"])[0]))
    return is_source or (
        match["word"] == "via" and bool(match["head"]) and not match["via"][0].islower()
    )
