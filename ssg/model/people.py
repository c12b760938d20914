"""Who wrote, who made a picture, and where a story comes from: the values that the grammars of
byline, credit and dateline read.
"""

import msgspec


class Person(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """One author as the byline names them; `is_agency` marks a wire service, a desk or a staff
    byline.
    """

    name: str
    role: str = ""
    org: str = ""
    location: str = ""
    email: str = ""
    url: str = ""
    is_agency: bool = False


class Credit(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """A credit word for word (`text`), and what it says: the other fields are empty where it says
    nothing.

    `agency` is who supplied the picture (a wire service by its short name, a paper, a museum),
    `via` who passed it on, `client` for whom it was taken. `flags` are FILE, POOL, HANDOUT and
    COURTESY.
    """

    text: str
    creators: tuple[str, ...] = ()
    agency: str = ""
    via: str = ""
    collection: str = ""
    client: str = ""
    licence: str = ""
    flags: tuple[str, ...] = ()


class Dateline(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """Where a story was reported, on which day (as written, not a date value), and which agency
    filed it.
    """

    place: str
    date: str = ""
    agency: str = ""


def format_dateline(dateline: Dateline) -> str:
    """Write a dateline without its dash: "PORT ALDER (AP)", "BEIRUT, Aug. 9 (Reuters)"."""
    place_and_date = ", ".join(part for part in (dateline.place, dateline.date) if part)
    return " ".join(
        part for part in (place_and_date, dateline.agency and f"({dateline.agency})") if part
    )
