"""Whose a picture is, in words: an entry, site.yaml's presets and the file's metadata come in; the
entry as it is shown, and the words that go into every file made of it, go out. What the story says
wins, field by field.
"""

import re
from typing import Any

import msgspec

from ssg.config.site import Config
from ssg.model.file_metadata import Metadata, RightsMetadata
from ssg.model.rights import Rights
from ssg.model.story import MediaEntry
from ssg.source.fields import is_web_address

_CREATIVE_COMMONS = re.compile(r"CC (BY(?:-(?:NC|SA|ND))*) (\d\.\d)", re.I)
_OTHER_SCHEME = re.compile(r"(?!https?:)[a-z][a-z0-9+.-]*:", re.I)
_NOTHING = Metadata()
_CC0 = re.compile(r"CC0(?: 1\.0)?", re.I)


def with_file_metadata(entry: MediaEntry, metadata: Metadata, config: Config) -> MediaEntry:
    """The entry with alt text, caption, credit, day and licence of the file where it has none."""
    if metadata == _NOTHING:
        return entry
    from ssg.grammar.credit import parse_credit
    from ssg.rights.entry import entry_for  # imported late: most builds look at no new picture

    known = config.known
    found = entry_for(entry.src, metadata, known).value
    changes: dict[str, Any] = {
        name: found[name]
        for name in ("alt", "caption", "taken")
        if name in found and not getattr(entry, name)
    }
    if "caption" in changes and "file" in found:
        changes["is_file"] = True
    if "credit" in found and not entry.credit.text:
        changes["credit"] = parse_credit(found["credit"], known)
    if "rights" in found and not entry.rights.licence and not entry.credit.licence:
        changes["rights"] = msgspec.structs.replace(
            entry.rights, licence=found["rights"]["licence"]
        )
    return msgspec.structs.replace(entry, **changes) if changes else entry


def embedded_rights(
    written: MediaEntry, shown: MediaEntry, rights: Rights, metadata: Metadata, config: Config
) -> RightsMetadata:
    """Whose a picture is and what may be done with it: by the entry as it is `written`, else its
    preset, else the file's own `metadata`.

    `shown` is the entry `with_file_metadata`, `rights` are its own and its preset's.
    """
    return RightsMetadata(
        credit=written.credit.text or metadata.credit or shown.credit.text,
        creators=_creators(written, shown, metadata, config),
        copyright=rights.copyright or metadata.copyright,
        usage_terms=rights.usage_terms or metadata.usage_terms,
        web_statement=rights.web_statement
        or _licence_page(written, shown, rights.licence)
        or _address(metadata.web_statement),
        licensors=(rights.licensor,)
        if rights.licensor
        else tuple(
            msgspec.structs.replace(one, url=_address(one.url)) for one in metadata.licensors
        ),
        digital_source_type=written.digital_source_type
        or rights.digital_source_type
        or metadata.digital_source_type,
        data_mining=metadata.data_mining,
    )


def _address(text: str) -> str:
    """An address of a file, "" if it is one that could run a script. Many leave out the https:// in
    front.
    """
    return "" if _OTHER_SCHEME.match(text.strip()) else text


def _creators(
    written: MediaEntry, shown: MediaEntry, metadata: Metadata, config: Config
) -> tuple[str, ...]:
    """Those whom the story names; else those of the file, unless the credit that is printed speaks
    of others.
    """
    from ssg.rights.credit_line import differing_credit, makers, people_in

    if written.creators:
        return written.creators
    if not written.credit.text:
        return makers(metadata, config.known) or people_in(shown.credit)
    if people := people_in(written.credit):
        return people
    known = config.known
    differs = differing_credit(written.credit.text, metadata, known)
    return () if differs else makers(metadata, known)


def _licence_page(written: MediaEntry, shown: MediaEntry, licence: str) -> str:
    """The address of the licence that the story or a preset names; "" if only the file does, or if
    we do not know it.
    """
    if (
        shown.rights.licence and not written.rights.licence
    ):  # the file's own web statement, in short
        return ""
    licence = licence or written.credit.licence
    if is_web_address(licence):
        return licence
    if match := _CREATIVE_COMMONS.fullmatch(licence):
        return f"https://creativecommons.org/licenses/{match[1].lower()}/{match[2]}/"
    return "https://creativecommons.org/publicdomain/zero/1.0/" if _CC0.fullmatch(licence) else ""
