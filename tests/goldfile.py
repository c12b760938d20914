"""Reads tests/gold/*.txt: bylines and credits in the house styles of real newsrooms, and what a
copy editor reads in each.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ssg.model.people import Credit, Person

_GOLD = Path(__file__).parent / "gold"


def gold_lines(name: str) -> Iterator[tuple[str, str]]:
    """Each line of a list: the text as it is written, and the truth in the list's own notation."""
    for line in (_GOLD / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            text, _, truth = line.partition(" => ") if " => " in line else line.partition(" =>")
            yield text.replace("\\n", "\n"), truth.strip()


def written_byline(people: tuple[Person, ...]) -> str:
    """A byline as the list writes it."""
    return " ; ".join(map(_written_person, people))


def _written_person(person: Person) -> str:
    parts = [("*" if person.is_agency else "") + person.name]
    for field, signs in (
        ("role", "{}"),
        ("org", "[]"),
        ("location", "()"),
        ("email", "<>"),
        ("url", "<>"),
    ):
        if value := getattr(person, field):
            parts.append(f"{signs[0]}{value}{signs[1]}")
    return " ".join(parts)


def written_credit(credit: Credit) -> str:
    """A credit as the list writes it."""
    parts = [" + ".join(credit.creators) or "-"]
    for label, value in (
        ("agency", credit.agency),
        ("via", credit.via),
        ("for", credit.client),
        ("of", credit.collection),
        ("licence", credit.licence),
        ("flags", " ".join(credit.flags)),
    ):
        if value:
            parts.append(f"{label}: {value}")
    return " | ".join(parts)
