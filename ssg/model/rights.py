"""What site.yaml and front matter say of the rights to a picture: leases, licence, and the words
that go into every file made of it.
"""

import datetime as dt
import enum
from typing import Any

import msgspec

from ssg.model.territories import meant_territory, territory_code
from ssg.problems import suggest
from ssg.source.fields import (
    Either,
    Field,
    FieldType,
    ListOf,
    Moment,
    Reader,
    Record,
    Schema,
    Text,
    Url,
    is_web_address,
)
from ssg.source.yaml import Path

# IPTC NewsCodes, scheme "Digital Source Type" (cv.iptc.org/newscodes/digitalsourcetype), with the
# three that are retired.
_SCHEME = "http://cv.iptc.org/newscodes/digitalsourcetype/"
_SOURCE_TYPES = (
    "digitalCapture",
    "computationalCapture",
    "negativeFilm",
    "positiveFilm",
    "print",
    "humanEdits",
    "compositeCapture",
    "algorithmicallyEnhanced",
    "digitalCreation",
    "dataDrivenMedia",
    "trainedAlgorithmicMedia",
    "algorithmicMedia",
    "screenCapture",
    "virtualRecording",
    "composite",
    "compositeSynthetic",
    "compositeWithTrainedAlgorithmicMedia",
    "minorHumanEdits",
    "digitalArt",
    "softwareImage",
)
_FOLDED = {name.casefold(): name for name in _SOURCE_TYPES}


class Lease(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """One dated permission or prohibition, after the Guardian's Grid. `territories` are codes of
    ISO 3166-1; none means everywhere.
    """

    start: dt.datetime | None = None
    until: dt.datetime | None = None
    territories: tuple[str, ...] = ()
    reason: str = ""


class Licensor(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """Whom to ask for a licence (PLUS, IPTC Photo Metadata Standard "Licensor")."""

    name: str = ""
    url: str = ""
    email: str = ""
    id: str = ""


class Rights(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """What may be done with a picture; `preset` names an entry of site.yaml's `rights`, a preset
    applies to credits like `match` and to those that name `agency`.

    Copyright, usage terms, web statement, licensor and digital source type (an address of IPTC's)
    stand in place of what its file says.
    """

    preset: str = ""
    match: str = ""
    agency: str = ""
    licence: str = ""
    copyright: str = ""
    usage_terms: str = ""
    web_statement: str = ""
    licensor: Licensor | None = None
    digital_source_type: str = ""
    allow_use: Lease | None = None
    deny_use: Lease | None = None
    allow_syndication: Lease | None = None
    deny_syndication: Lease | None = None


class Verdict(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """May a picture be published here, may it be handed on, and why not."""

    use: bool = True
    syndicate: bool = True
    reason: str = ""


class Leased(enum.IntEnum):
    """Whether something limits the use of a story's pictures, and whether that changes by itself
    one day.
    """

    NOT = 0
    FOR_GOOD = 1
    FOR_A_TIME = 2


def source_type_address(text: str) -> str:
    """IPTC's address of a digital source type, given as that, as a QCode (`digsrctype:…`) or as a
    bare name; "" if there is none.
    """
    name = text.strip().rstrip("/").replace(":", "/").rpartition("/")[2]
    known = _FOLDED.get(name.casefold())
    return _SCHEME + known if known else ""


class SourceType(FieldType):
    """A digital source type of IPTC, by its name or its address; the address goes out."""

    def parse(self, reader: Reader, value: object, path: Path) -> str | None:
        if isinstance(value, str) and (address := source_type_address(value)):
            return address
        near = suggest(value, _SOURCE_TYPES) if isinstance(value, str) else None
        label = f"did you mean `{near}`?" if near else ""
        help_ = (
            "such as trainedAlgorithmicMedia (made with AI) or compositeWithTrainedAlgorithmicMedia"
            " (changed with AI)"
        )
        reader.mistake(
            path,
            "wrong-value",
            f"`{value}` is not a digital source type of IPTC",
            label=label,
            help=help_,
        )
        return None

    def schema(self) -> Schema:
        return {
            "anyOf": [{"enum": list(_SOURCE_TYPES)}, {"type": "string", "pattern": f"^{_SCHEME}"}]
        }


class Territory(FieldType):
    """A country, as a two-letter code of ISO 3166-1."""

    def parse(self, reader: Reader, value: object, path: Path) -> str | None:
        if isinstance(value, str) and (code := territory_code(value)):
            return code
        meant = meant_territory(value) if isinstance(value, str) else ""
        label = f"did you mean `{meant}`?" if meant else ""
        help_ = "write a country as its two letters of ISO 3166-1, such as US, GB or DE"
        reader.mistake(
            path, "wrong-value", f"`{value}` is not a territory code", label=label, help=help_
        )
        return None

    def schema(self) -> Schema:
        return {"type": "string", "pattern": "^[A-Za-z]{2}$"}


class LeaseRecord(Record):
    """A lease, which must not end before it begins."""

    def parse(self, reader: Reader, value: object, path: Path) -> Lease | None:
        lease: Lease | None = super().parse(reader, value, path)
        if lease and lease.start and lease.until and lease.until < lease.start:
            reader.mistake(
                (*path, "until"),
                "wrong-date",
                "the lease ends before it begins",
                help="`from` is its first day, `until` its last",
            )
        return lease


_LEASE = Either(
    LeaseRecord(
        {
            "from": Field(Moment(), "first moment it applies", name="start"),
            "until": Field(Moment(whole_day=True), "last day or moment it applies"),
            "territories": Field(
                ListOf(Territory(), split=True),
                "countries, as two-letter codes; told, not enforced",
            ),
            "reason": Field(Text(), "why, as it is shown in reports"),
        },
        Lease,
        noun="a lease",
    )
)
_LEASES = {
    "allow-use": Field(_LEASE, "when the picture may be published", guards=True),
    "deny-use": Field(_LEASE, "when the picture must not be published", guards=True),
    "allow-syndication": Field(_LEASE, "when it may go to partners", guards=True),
    "deny-syndication": Field(_LEASE, "when it must not go to partners", guards=True),
}
_LICENSOR = Record(
    {
        "name": Field(Text(), "their name"),
        "url": Field(Url(), "where a licence is sold"),
        "email": Field(
            Text(
                r"[^@\s<>?%,;#]+@[^@\s<>?%,;#]+\.[^@\s<>?%,;#]+",
                "write an address such as desk@ap.example",
            ),
            "their email address",
        ),
    },
    Licensor,
    noun="a licensor",
    short=lambda text: Licensor(url=text) if is_web_address(text) else Licensor(name=text),
)
_WORDS = {
    "licence": Field(Text(), "the licence's name"),
    "copyright": Field(Text(), "the copyright notice"),
    "usage-terms": Field(Text(), "what may be done with it, in words"),
    "web-statement": Field(Url(), "the page that tells of its rights"),
    "licensor": Field(_LICENSOR, "whom to ask for a licence: an address, a name or both"),
}


def _rights(**values: Any) -> Rights:
    # `deny-syndication: true` is a lease without limits, and `allow-use: false` says the same as
    # `deny-use: true`.
    names = [name.replace("-", "_") for name in _LEASES]
    leases = {
        name: Lease() if values[name] is True else values[name] or None
        for name in names
        if name in values
    }
    for what in ("use", "syndication"):
        if values.get(f"allow_{what}") is False and not leases.get(f"deny_{what}"):
            leases[f"deny_{what}"] = Lease()
    return Rights(**values | leases)


RIGHTS = Record(
    {"preset": Field(Text(), "the name of a preset in site.yaml"), **_WORDS, **_LEASES},
    _rights,
    noun="rights",
    short=lambda text: Rights(preset=text),
)
PRESET = Record(
    {
        "match": Field(Text(), "credits it applies to, `*` for anything"),
        "agency": Field(
            Text(), "the agency to whose pictures it applies, however their credit is written"
        ),
        **_WORDS,
        "digital-source-type": Field(SourceType(), "how such pictures come to be, by IPTC's name"),
        **_LEASES,
    },
    _rights,
    noun="a rights preset",
)
