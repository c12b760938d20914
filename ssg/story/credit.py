"""The credit grammar: a credit or caption comes in as text, who made and who supplied a picture
goes out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Any, Literal, NamedTuple

import msgspec

from ssg.story.byline import agency_name, looks_like_name, looks_like_org, split_names
from ssg.story.people import Credit


class Caption(msgspec.Struct, frozen=True, kw_only=True):
    """A caption without its credit (word for word, brackets off) and without its FILE mark."""

    text: str
    credit: str = ""
    is_file: bool = False


@lru_cache(maxsize=4096)  # a newsroom has few photographers
def parse_credit(text: str) -> Credit:
    """Read a credit in the forms of AP, Reuters, Getty, AFP, PA, the services, Creative Commons and
    the like.

    Any case and spacing will do. A form that is not wholly understood sets nothing but `text`: to
    name the wrong person as the maker is worse than to name none. Nor is anything longer than 400
    characters read.
    """
    written = _without_brackets(text)
    parts = list(_read_parts(_plain(written))) if len(written) <= LONGEST_CREDIT else []
    found = _assemble(parts, is_lower_case=written == written.lower())
    return msgspec.structs.replace(Credit(text=written), **found)


def split_caption(text: str) -> Caption:
    """Take the FILE mark off the front of a caption, and a credit in brackets off its end.

    What stands in the last brackets is a credit if it parses as one or begins as one ("Photo …");
    "(right)" stays where it is.
    """
    mark = _FILE_MARK.match(text.strip())
    body = text.strip()[mark.end() if mark else 0 :]
    before, credit = _cut_last_bracket(body)
    if _BEGINS_AS_CREDIT.match(credit) or parse_credit(credit) != Credit(
        text=_without_brackets(credit)
    ):
        return Caption(text=before, credit=credit, is_file=bool(mark))
    return Caption(text=body, is_file=bool(mark))


LONGEST_CREDIT = 400
_MOST_BRACKETS = 9  # around the whole
_FILE_MARK = re.compile(
    r"(?:(?:FILES?|(?i:file photo)|File(?=\s*(?:--|[—–])))\s*(?:--|[—–:]|-(?=\s))\s*)+"
)
_BEGINS_AS_CREDIT = re.compile(
    r"(?:Photos?|PHOTO|Photograph|Foto|Image|Courtesy|COURTESY|Credit)\b|©"
)

# Where pictures come from, beside the wire services of the byline grammar.
# fmt: off
_PICTURE_SOURCES: Mapping[str, str] = {
    name.casefold(): name
    for name in (
        "Adobe Stock", "Alamy", "FilmMagic", "Flickr", "Getty Images", "Imagn Images", "IMAGO",
        "iStock", "Magnum Photos", "NurPhoto", "PA Images", "PA Wire", "Pexels",
        "picture alliance", "Pixabay", "Shutterstock", "Sipa USA", "SIPA", "Staff", "Unsplash",
        "USA TODAY Sports", "Wikimedia Commons", "WireImage", "ZUMA Press",
    )
} | {"getty": "Getty Images", "alamy stock photo": "Alamy", "picture-alliance": "picture alliance"}
_FLAGS: Mapping[str, str] = {"file": "FILE", "files": "FILE", "pool": "POOL", "ho": "HANDOUT",
    "handout": "HANDOUT", "courtesy": "COURTESY", "contributed": "COURTESY"}
# fmt: on

# One of each after its owner ("AP Photo"): "Polaris Images" is a name. Any number before "by".
_MEDIUM = (
    r"(?i:photo(?:graph)?|foto|picture|image|illustration|(?:info)?graphic|drawing|art|map|video"
    r"|bild|audio|sound|footage|film|podcast)"
)
_MEDIA = rf"(?:{_MEDIUM}(?i:s)?)"
_BY = r"(?i:by|von|par|por|taken by)"
_LABEL = re.compile(
    rf"(?:(?i:(?:mandatory\s+)?credit|photographer|crédit\s+photo|{_MEDIA}(?:\s+credit)?)\s*:"
    r"|©|\([cC]\)|(?i:copyright)(?:\s*©)?)\s*(?:\d{4}(?:[-–]\d{2,4})?,?\s+)?"
)
_MADE_BY = re.compile(rf"(?:(?P<who>\S.*?)\s+)??{_MEDIA}\s+{_BY}\s+(?P<names>\S.*)")
_WHOSE_PHOTO = re.compile(rf"(?:(?P<who>\S.*?)\s+)?{_MEDIUM}")
_GIVEN_BY = re.compile(
    rf"(?:{_MEDIA}\s+)?(?i:courtesy\s*:|courtesy(?:\s+of)?|(?:provided|supplied|contributed)\s+by)"
    r"\s+(?P<who>\S.*)"
)
_VIA = re.compile(r"(?:(?P<head>\S.*)\s+)?(?P<word>(?i:via))\s+(?P<via>\S.*)")
_FOR = re.compile(r"(?P<head>\S.*?)\s+(?i:for)\s+(?P<client>\S.*)")
_TITLE = re.compile(rf"[“„«\"][^“”„«»\"]+[”“»\"],?\s+{_BY}\s+|[“„«\"][^“”„«»\"]+[”“»\"],\s+")
_LICENSED = re.compile(r",?\s+(?i:(?:is\s+)?(?:licen[sc]ed|used)\s+under\s+(?:an?\s+|the\s+)?)")
_LICENCE = re.compile(
    r"(?i:CC0(?:[ -]1\.0)?|CC[ -]BY(?:[ -](?:NC|SA|ND))*(?:[ -]\d\.\d)?(?:[ -][A-Z]{2,6})?"
    r"|Creative Commons\b.*|public domain(?: mark)?(?: 1\.0)?)(?:\s+(?i:licen[sc]e))?"
)
_ADDRESS = re.compile(r"[\s,/|]*[(<]?https?://[^\s)>]+[)>]?")
_ACRONYM = re.compile(r"[A-Z]{2,5}")
_DASHED = re.compile(r"(.*\S)(?<!EPA)\s*[-–—]\s*([^,/|]+)(.*)")  # EPA-EFE is one agency
_ASIDE = re.compile(r"\s*\(([^()]*)\)")

_Kind = Literal["agency", "flag", "via", "client", "licence", "supplier", "marker", "org", "words"]


class _Part(NamedTuple):
    """A piece of a credit. "org" looks like an organisation, "words" are unread: they need a sign
    beside.
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


def _plain(text: str) -> str:
    """One line in the spelling that the grammar reads: no addresses, a dash before an agency as a
    slash.
    """
    text = _TITLE.sub("", _LICENSED.sub(", ", _ADDRESS.sub("", " ".join(text.split()))))
    text = re.sub(r"(?<=[^\W\d_]{4})\.$", "", text)
    text = _ASIDE.sub(
        lambda aside: f", {aside[1]}" if _known_part(aside[1].strip()) else aside[0], text
    )
    dashed = _DASHED.fullmatch(text)
    return f"{dashed[1]}/{dashed[2]}{dashed[3]}" if dashed and _source_name(dashed[2]) else text


def _source_name(text: str) -> str:
    return agency_name(text) or _PICTURE_SOURCES.get(" ".join(text.split()).casefold(), "")


def _read_parts(text: str) -> Iterator[_Part]:
    """Cut a credit into its parts at slashes and bars, and each of these into smaller ones."""
    for number, segment in enumerate(re.split(r"\s*[/|]\s*", text)):
        if label := _LABEL.match(segment):
            yield _Part("marker", label[0])
            segment = segment[label.end() :]
        for part in _read_segment(segment.strip(" ,")):
            yield part._replace(segment=number)


def _read_segment(text: str) -> Iterator[_Part]:
    if part := _known_part(text):
        yield part
    elif (via := _VIA.fullmatch(text)) and _is_via(via):
        yield from _read_segment((via["head"] or "").rstrip(" ,"))
        yield from _read_tail("via", via["via"])
    elif given := _GIVEN_BY.fullmatch(text):
        yield _Part("flag", "COURTESY")
        yield from _read_tail("supplier", given["who"])
    elif made := _MADE_BY.fullmatch(text):
        yield _Part("marker", "by")
        yield from _read_owner(made["who"] or "")
        yield from _read_segment(made["names"])
    elif (client := _FOR.fullmatch(text)) and (
        _source_name(client[1]) or looks_like_name(client[1])
    ):
        yield from _read_segment(client["head"])
        yield from _read_tail("client", client["client"])
    else:
        yield from _read_list(text)


def _read_list(text: str) -> Iterator[_Part]:
    """Names, and after commas their agency, flags, licence: "Ana Ruiz and Li Wei, AP, File"."""
    if "," not in text and looks_like_org(text) and not _WHOSE_PHOTO.fullmatch(text):
        yield _Part("org", text)  # "Department of Health and Human Services" is not two names
        return
    for piece in split_names(text):
        owner = _WHOSE_PHOTO.fullmatch(piece)
        if part := _known_part(piece):
            yield part
        elif piece != text and any(form.fullmatch(piece) for form in (_VIA, _FOR, _GIVEN_BY)):
            yield from _read_segment(piece)
        elif owner:
            yield from _read_owner(owner["who"] or "")
            yield _Part("marker", "photo")
        else:
            yield _Part(
                "org" if looks_like_org(piece) or _ACRONYM.fullmatch(piece) else "words", piece
            )


def _read_owner(text: str) -> Iterator[_Part]:
    """What stands before "photo": an owner, a flag, or both ("AP file", "U.S. Navy")."""
    head, _, last = text.rpartition(" ")
    if part := _known_part(text):
        yield part
    elif flag := _FLAGS.get(last.casefold()):
        yield from _read_owner(head)
        yield _Part("flag", flag)
    elif text:
        yield _Part("org", text)


def _read_tail(kind: _Kind, text: str) -> Iterator[_Part]:
    """A name that may go on with a client, flags and a licence: "Getty Images for the Harbor Prize,
    Pool".
    """
    pieces = text.split(",")
    rest: list[_Part] = []
    while len(pieces) > 1 and (part := _known_part(pieces[-1].strip())):
        pieces.pop()
        rest.insert(0, part)
    name = ",".join(pieces).strip()
    if kind == "via" and (client := _FOR.fullmatch(name)):
        name = client["head"]
        rest.append(_Part("client", client["client"]))
    yield _Part(kind, _source_name(name) or name)
    yield from rest


def _known_part(text: str) -> _Part | None:
    """A piece that can be nothing else: an agency, a flag ("Pool", "File Photo"), a licence."""
    if agency := _source_name(text):
        return _Part("agency", agency)
    if flag := _FLAGS.get(re.sub(rf"\s+{_MEDIUM}$", "", text).casefold()):
        return _Part("flag", flag)
    return _Part("licence", text) if _LICENCE.fullmatch(text) else None


def _is_via(match: re.Match[str]) -> bool:
    """Whether "via" is the word here, and not a person's first or middle name."""
    is_source = bool(_source_name(re.split(r",|\s+for\s+", match["via"])[0]))
    return is_source or (
        match["word"] == "via" and bool(match["head"]) and not match["via"][0].islower()
    )


def _assemble(parts: Sequence[_Part], *, is_lower_case: bool) -> dict[str, Any]:
    """The fields that the parts fill in; none where a part is left over that has no place."""
    unread = groupby(
        (part for part in parts if part.kind == "words"), key=lambda part: part.segment
    )
    words = [tuple(part.value for part in group) for _, group in unread]
    creators, sources = (*words[:2], (), ())[:2]
    any_case = is_lower_case or (bool(parts) and parts[0].kind == "agency")
    if len(words) > 2 or len(sources) > 1 or not _is_sure(parts, creators):
        return {}
    if not all(looks_like_name(name, any_case=any_case) for name in (*creators, *sources)):
        return {}
    found = _suppliers(parts, "".join(sources))
    creators += found.pop("creators", ())
    for kind in ("via", "client", "licence"):
        found[kind] = " / ".join(part.value for part in parts if part.kind == kind)
    flags = tuple(dict.fromkeys(part.value for part in parts if part.kind == "flag"))
    return found | {"creators": creators, "flags": flags}


def _is_sure(parts: Sequence[_Part], creators: tuple[str, ...]) -> bool:
    """Whether enough speaks for a credit: a bare name, or a phrase with "photo" in it, is not
    enough.
    """
    kinds = {part.kind for part in parts}
    if kinds & {"agency", "flag", "via", "licence", "supplier"}:
        return True
    has_full_names = bool(creators) and all(" " in name or not name.isascii() for name in creators)
    if "client" in kinds:
        return has_full_names and all(
            looks_like_org(part.value) for part in parts if part.kind == "client"
        )
    if "marker" in kinds:
        return bool(creators) or any(
            part.kind == "org" and looks_like_org(part.value) for part in parts
        )
    return has_full_names and len({part.segment for part in parts}) > 1


def _suppliers(parts: Sequence[_Part], source: str) -> dict[str, Any]:
    """Which is the agency, which its collection: "Name/Collection/Agency", "AGENCY
    PHOTO/Name/Collection".
    """
    agencies = [part.value for part in parts if part.kind in ("agency", "org")]
    known = [part.value for part in parts if part.kind == "agency"]
    given_by = [part.value for part in parts if part.kind == "supplier"]
    if source:
        agencies.insert(0, source) if known else agencies.append(source)
    if not agencies:
        return {"agency": " / ".join(given_by)}
    leads = parts[0].kind == "agency" and (parts[0].value == "Reuters" or parts[1:2] == [_PHOTO])
    agency = known[0] if leads else agencies[-1]
    others = [name for name in agencies if name not in (agency, "Staff")]
    people = tuple(name for name in given_by if looks_like_name(name) and not looks_like_org(name))
    others += [name for name in given_by if name not in people]
    return {"agency": agency, "collection": " / ".join(others), "creators": people}


_PHOTO = _Part("marker", "photo")
