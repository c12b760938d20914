"""The byline grammar: the line that names a story's authors comes in as text, one `Person` each
goes out.

A byline is cut into pieces at commas, "and", bars, slashes and dashes (`name_lists.py`). Each is
judged by itself (`byline_pieces.py`), by what looks like a name (`names.py`). Then the pieces are
put together from left to right. What does not look like a person is no author: such words stay,
as role or organisation of those before them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import msgspec

from ssg.grammar.agencies import agency_name
from ssg.grammar.byline_pieces import Piece, pieces_of, without_by
from ssg.grammar.lead_words import BY_ROLE, WITH
from ssg.grammar.name_lists import GROUP_END, cut, join_names, one_line, split_names
from ssg.grammar.name_words import WIRES
from ssg.grammar.names import (
    NOTHING_KNOWN,
    Known,
    has_east_asian,
    is_collective,
    is_first_name,
    is_unnamed,
    looks_like_name,
    looks_like_org,
)
from ssg.grammar.occupations import looks_like_role
from ssg.grammar.places import is_place
from ssg.model.people import Person

__all__ = [
    "agency_name",
    "join_names",
    "looks_like_name",
    "looks_like_org",
    "parse_byline",
    "split_names",
]


@lru_cache(maxsize=4096)  # the same people write every day
def parse_byline(text: str, known: Known = NOTHING_KNOWN) -> tuple[Person, ...]:
    """Read a byline of any number of people; an empty one gives no people. It never fails.

    Names stay as they are written. A leading "By" (German "Von", French "Par", Spanish "Por",
    "Story by") is dropped. `;` parts independent groups; after `|`, `/`, a dash or a line end comes
    what holds for the whole group. What is longer than LONGEST_BYLINE is not read: all of it is one
    name.
    """
    if len(text) > LONGEST_BYLINE:
        return (Person(name=" ".join(text.split())),)
    if has_east_asian(text):
        # Most newsrooms never need these forms.
        from ssg.grammar.east_asian import read_byline

        if found := read_byline(text, known):
            return found
    people: list[Person] = []
    if text[:1] == "(" and text.rstrip()[-1:] == ")" and text.count("(") == 1:
        text = text.strip()[1:-1]
    for group in cut(GROUP_END, one_line(text)):
        people += _read_group(group, known)
    return tuple(person for person in people if person != Person(name=""))  # brackets only


LONGEST_BYLINE = 4_000  # characters: a hundred authors, each with a role and a place


def _read_group(text: str, known: Known) -> tuple[Person, ...]:
    name = without_by(text, known)
    if not _PARTED.search(name) and (is_collective(name) or is_unnamed(name)):
        return (Person(name=name, is_agency=True),)
    word, _, rest = name.partition(" ")
    if word.casefold() in WITH and agency_name(rest):  # "Avec AFP"
        return (Person(name=rest, is_agency=True),)
    return _Group(pieces_of(text, known), known).read()


class _Group:
    """Puts the pieces of one group together, from left to right."""

    def __init__(self, pieces: Sequence[Piece], known: Known):
        self.pieces = pieces
        self.people: list[Person] = []
        self.open = {"org": 0, "role": 0}  # who was not yet given one, from this number on
        self.told: list[int] = []  # whom the last piece told of
        self.last = ""  # the field that the last piece filled
        self.place = ""  # in front of everybody: "Madrid — Ana Ruiz"
        self.owner = ""  # an organisation in front of everybody: "EFE / Ana Ruiz"
        self.role = ""  # an occupation in front: "Our correspondent in Beirut, Ana Ruiz"
        self.listed = _listed(pieces, known)

    def read(self) -> tuple[Person, ...]:
        for number, piece in enumerate(self.pieces):
            if not self.people and not self.owner:
                self._begin(number, piece)
            elif piece.separator in ("and", ", and"):
                self._join(piece)
            else:
                self._tell(number, piece)
        if self.owner and not self.people:
            self.people.append(Person(name=self.owner, is_agency=True))
        if self.owner:
            self._fill("org", self.owner)
        if self.role:
            self._change(role=self.role)
        if self.place and self.people and not self.people[-1].location:
            self._change(location=self.place)
        return tuple(self.people)

    def _begin(self, number: int, piece: Piece) -> None:
        has_person_behind = any(
            after.separator == "|" and after.kind in ("person", "name")
            for after in self.pieces[number + 1 : number + 2]
        )
        if piece.kind == "agency" and (has_person_behind or self._is_agency_of(number, piece)):
            self.owner = piece.text
        elif self._is_role_in_front(number, piece):
            first, _, rest = piece.text.partition(" ")
            self.role = rest if first.casefold() in BY_ROLE else piece.text
        elif has_person_behind and is_place(piece.text):
            self.place = piece.text
        else:
            self._add(piece)

    def _is_agency_of(self, number: int, piece: Piece) -> bool:
        """Whether a wire service stands in front of one name: "ČTK, Jan Novák"."""
        behind = self.pieces[number + 1 :]
        is_one = len(behind) == 1 and behind[0].separator == "," and " " in behind[0].text
        return is_one and behind[0].kind in ("person", "name") and bool(agency_name(piece.text))

    def _is_role_in_front(self, number: int, piece: Piece) -> bool:
        """Whether this occupation stands in front of one person: "Our correspondent, Ana Ruiz"."""
        behind = self.pieces[number + 1 :]
        if len(behind) != 1 or behind[0].kind != "person" or behind[0].separator != ",":
            return False
        return looks_like_role(piece.text) and not is_first_name(piece.text.split()[0])

    def _join(self, piece: Piece) -> None:
        """What stands behind "and": somebody else, or more of what was told last."""
        last = self.people[-1]
        if last.location and " " not in piece.text and piece.kind in ("name", "words", "place"):
            self._change(location=f"{last.location} and {piece.text}")
        elif piece.kind == "name" and (last.is_agency or " " in last.name) and _is_unknown(piece):
            self._add(piece._replace(kind="agency"))
        elif piece.kind in ("person", "name") or (
            piece.kind == "agency" and not self._goes_on(piece)
        ):
            self._add(piece)
        elif piece.kind in ("place", "contact"):
            self._change(**piece.details)
        elif last.is_agency and self.last == "name":
            self._change(name=f"{last.name} and {piece.text}")
        elif self.last in ("role", "org", "location"):
            self._go_on(piece.text)
        else:
            self.people.append(Person(name=piece.text, is_agency=True))

    def _goes_on(self, piece: Piece) -> bool:
        """Whether an organisation goes on behind its "and": "Department of Health and Human
        Services".
        """
        last = self.people[-1]
        if agency_name(piece.text) or is_collective(piece.text):
            return False
        if last.is_agency:
            return " of " in last.name and not piece.text.startswith(("The ", "the "))
        return self.last == "org" and piece.separator == "and"

    def _go_on(self, text: str) -> None:
        for number in self.told or [len(self.people) - 1]:
            before = getattr(self.people[number], self.last)
            longer = {self.last: f"{before} and {text}"}
            self.people[number] = msgspec.structs.replace(self.people[number], **longer)

    def _tell(self, number: int, piece: Piece) -> None:
        """What stands behind a comma or a bar: something about those before it, or somebody new."""
        last = self.people[-1] if self.people else Person(name="")
        is_one_word = " " not in piece.text and piece.separator == ","
        if piece.kind == "person" or (piece.kind == "name" and self._is_listed(number)):
            self._add(piece)
        elif helper := _helper(piece):
            self._add(piece._replace(kind="agency", text=helper))
        elif last.is_agency and _is_signature(piece):
            self._change(name=f"{last.name}/{piece.text}")
        elif last.location and is_one_word and piece.kind in ("name", "words", "org"):
            # One word after a place goes on with the place: "in Washington, D.C.".
            self._change(location=f"{last.location}, {piece.text}")
        elif piece.kind == "suffix":
            self._change(name=f"{last.name}, {piece.text}")
        elif piece.kind in ("contact", "place"):
            details = dict(piece.details)
            if self.last == "location" and piece.separator == ",":  # "Nairobi, Kenya"
                details["location"] = f"{last.location}, {details['location']}"
            self._change(**details)
            self.last = "location" if piece.kind == "place" else ""
        elif piece.kind == "role" or _is_no_org(piece):
            self._tell_role(piece)
        else:
            self._fill("org", piece.details.get("org") or piece.text)

    def _tell_role(self, piece: Piece) -> None:
        role = piece.details.get("role") or piece.text
        if org := piece.details.get("org"):
            self._fill("org", org)
        if (role.endswith("s") or _PLURAL.search(role)) and not self.people[-1].role:
            self._fill("role", role)
        else:
            before = self.people[-1].role
            self._change(role=f"{before}, {role}" if before else role)
        self.last = "role"

    def _is_listed(self, number: int) -> bool:
        return not self.people or number in self.listed

    def _add(self, piece: Piece) -> None:
        is_agency = piece.kind in ("agency", "org", "role", "words")
        if piece.kind == "words" and is_first_name(piece.text.partition(" ")[0]):
            is_agency = False  # "Sanne van Hoevel en van Zwindrecht"
        details = dict(piece.details) if piece.kind != "role" else {}
        org = details.pop("org", "") if not is_agency else ""
        role = details.get("role", "")
        self.people.append(
            msgspec.structs.replace(Person(name=piece.text, is_agency=is_agency), **details)
        )
        self.last, self.told = "name", []
        if is_agency:
            return
        if org and piece.separator in ("and", ", and") and not role:
            self._fill("org", org, only_plain=True)
        elif org:
            self._change(org=org)
        if role.startswith(("contributed", "contributing")):
            self._fill("role", role)
        self.last = "name"
        if org or role:
            self.last = "org" if org else "role"

    def _change(self, **details: str) -> None:
        if not self.people:
            self.people.append(Person(name=self.owner, is_agency=True))
            self.owner = ""
        self.people[-1] = msgspec.structs.replace(self.people[-1], **details)

    def _fill(self, field: str, value: str, *, only_plain: bool = False) -> None:
        """What ends a list holds for everyone in it who was not given the like before."""
        self.told = []
        for number in range(self.open[field], len(self.people)):
            person = self.people[number]
            is_plain = not (only_plain and person.role and number < len(self.people) - 1)
            if not person.is_agency and not getattr(person, field) and is_plain:
                self.people[number] = msgspec.structs.replace(person, **{field: value})
                self.told.append(number)
        self.open[field] = len(self.people)
        if not self.told and self.people and getattr(self.people[-1], field) != value:
            last = self.people[-1]
            before = getattr(last, field) or (last.name if last.is_agency else "")
            if last.is_agency:
                self.people.append(Person(name=value, is_agency=True))
            else:
                self._change(**{field: f"{before} / {value}"})
        self.last = field


def _listed(pieces: Sequence[Piece], known: Known) -> frozenset[int]:
    """The numbers of pieces behind commas that stand in a list of people: an "and" with a person
    follows, or there is another of the kind.
    """
    found: set[int] = set()
    waiting: list[int] = []
    for number, piece in enumerate(pieces):
        if piece.separator in ("", "|"):
            found.update(waiting if len(waiting) > 1 else ())
            waiting = []
        elif piece.separator == "," and piece.kind == "person":
            found.update(() if piece.details else waiting)
        elif piece.separator == "," and piece.kind == "name":
            before, behind = pieces[number - 1], pieces[number + 1 : number + 2]
            is_in_row = before.separator == "," and before.kind == "person" and not before.details
            has_role = before.kind == "role" and [after.kind for after in behind] == ["role"]
            if is_in_row or has_role:
                found.add(number)
            waiting.append(number)
        elif piece.separator in ("and", ", and") and piece.kind in ("person", "name", "agency"):
            if not _is_paired(pieces, waiting, number, known):
                found.update(waiting)
            waiting = []
    return frozenset(found.union(waiting if len(waiting) > 1 else ()))


def _is_paired(pieces: Sequence[Piece], waiting: Sequence[int], number: int, known: Known) -> bool:
    """Whether each of two has an organisation: "Ana Ruiz, Harbor Sky, and Li Wei, Alder Post"."""
    behind = pieces[number + 1 : number + 2]
    if len(waiting) != 1 or [after.separator for after in behind] != [","]:
        return False
    is_org = looks_like_org(pieces[waiting[0]].text, known, is_behind=True)
    return behind[0].kind in ("name", "agency") and (is_org or pieces[number].separator == ", and")


def _helper(piece: Piece) -> str:
    """An agency that helped, behind a comma: "Ana Ruiz, agencies", "Jana Feld, mit dpa"; or ""."""
    word, _, rest = piece.text.partition(" ")
    if not rest:
        return word if word.casefold() in WIRES else ""
    return rest if word.casefold() in WITH and agency_name(rest) else ""


def _is_signature(piece: Piece) -> bool:
    """Whether a few letters sign for a desk or an editor: "dpa/lby"."""
    text = piece.text
    return piece.separator == "|" and bool(_SIGNATURE.fullmatch(text)) and not agency_name(text)


_PLURAL = re.compile(r"(?:[eo]r|ist|[ea]nt)s[\s-](?:at|in|of)\b")  # "Editors-in-Chief"

_PARTED = re.compile(r"[,|/:•·]|\s[-–—]\s")

_SIGNATURE = re.compile(r"[a-z]{2,3}")


def _is_unknown(piece: Piece) -> bool:
    """Whether a word by itself is nobody's first name: "Ana Ruiz and Votebeat"."""
    return " " not in piece.text and piece.text.isascii() and not is_first_name(piece.text)


def _is_no_org(piece: Piece) -> bool:
    """Whether words of no known kind are told as a role: in small letters, or with a number."""
    has_number = any(map(str.isdecimal, piece.text.split()))
    if " " not in piece.text and piece.text.isalpha():
        return False  # a newsroom in small letters: "inewsource"
    return piece.kind in ("words", "name") and (
        has_number or not piece.text.lstrip("«“„")[:1].isupper()
    )
