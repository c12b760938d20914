"""XMP packets (ISO 16684-1, IPTC Photo Metadata Standard PLUS): reads the fields
that a newsroom asks for, and writes those of rights."""

from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

import msgspec

from ssg.media.metadata.hardened_xml import Element, parse_xml
from ssg.model.file_metadata import RightsMetadata
from ssg.model.rights import Licensor

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_XML_LANG = "http://www.w3.org/XML/1998/namespace lang"
_NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "exif": "http://ns.adobe.com/exif/1.0/",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "plus": "http://ns.useplus.org/ldf/xmp/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
}
# Where each field stands. Of several places the first that says something counts.
_TEXTS = {
    "credit": ("photoshop:Credit",),
    "creators": ("dc:creator",),
    "copyright": ("dc:rights",),
    "caption": ("dc:description",),
    "headline": ("photoshop:Headline",),
    "alt": ("Iptc4xmpCore:AltTextAccessibility",),
    "extended_description": ("Iptc4xmpCore:ExtDescrAccessibility",),
    "date_taken": ("photoshop:DateCreated", "exif:DateTimeOriginal"),
    "usage_terms": ("xmpRights:UsageTerms",),
    "web_statement": ("xmpRights:WebStatement",),
    "digital_source_type": ("Iptc4xmpExt:DigitalSourceType",),
    "data_mining": ("plus:DataMining",),
    "instructions": ("photoshop:Instructions",),
    "source": ("photoshop:Source",),
    "city": ("photoshop:City",),
    "region": ("photoshop:State",),
    "country": ("photoshop:Country",),
}
_LICENSOR = {
    "name": "LicensorName",
    "url": "LicensorURL",
    "email": "LicensorEmail",
    "id": "LicensorID",
}
_MOST_LICENSORS, _MOST_CREATORS, _LENGTHS = 10, 30, (4_000, 500, 80)  # written, in characters
_LARGEST_PACKET = 65_000  # a segment of a JPEG holds 65,533 bytes
_MOST_LANGUAGES = 200


def parse_xmp(packet: bytes) -> dict[str, Any]:
    """The fields that the packet fills: tuples of text, of `Licensor` under "licensors", and of
    (field, language, text) under "languages".
    HardenedXmlError if it is refused.
    """
    properties: dict[str, Element | str] = {}
    if not packet.startswith((b"\xff\xfe", b"\xfe\xff")):  # a zero byte is half a letter there
        packet = packet.strip(b"\0 \t\r\n")
    for description in _descriptions(parse_xml(packet)):
        for name, content in _properties(description):
            properties.setdefault(name, content)
    found: dict[str, Any] = {}
    languages: list[tuple[str, str, str]] = []
    for field, places in _TEXTS.items():
        for place in places:
            value = properties.get(_full_name(place))
            if texts := _texts(value):
                found[field] = texts
                languages += [(field, lang, text) for lang, text in _in_languages(value)]
                break
    if languages:
        found["languages"] = tuple(languages)
    if licensors := tuple(_licensors(properties.get(_full_name("plus:Licensor")))):
        found["licensors"] = licensors
    return found


def write_xmp(rights: RightsMetadata) -> bytes:
    """A packet with these rights and nothing else; b"" if there are none. The same rights give the
    same bytes.

    A file that says more than a JPEG can hold of its rights does not get away with it: texts are
    cut.
    """
    if rights == RightsMetadata():
        return b""
    packets = (_packet(_cut(rights, longest)) for longest in _LENGTHS)
    return next(packet for packet in packets if len(packet) <= _LARGEST_PACKET)


def _cut(rights: RightsMetadata, longest: int) -> RightsMetadata:
    """With texts of at most `longest` characters."""
    cut = {
        name: value[:longest]
        for name in rights.__struct_fields__
        if isinstance(value := getattr(rights, name), str)
    }
    creators = tuple(name[:longest] for name in rights.creators[:_MOST_CREATORS])
    licensors = tuple(
        Licensor(**{name: getattr(licensor, name)[:longest] for name in licensor.__struct_fields__})
        for licensor in rights.licensors[:_MOST_LICENSORS]
    )
    return msgspec.structs.replace(rights, **cut, creators=creators, licensors=licensors)


def _packet(rights: RightsMetadata) -> bytes:
    parts = [
        _simple("photoshop:Credit", rights.credit),
        _list("dc:creator", "Seq", rights.creators),
        _alternatives("dc:rights", rights.copyright),
        _alternatives("xmpRights:UsageTerms", rights.usage_terms),
        _simple("xmpRights:WebStatement", rights.web_statement),
        _simple("Iptc4xmpExt:DigitalSourceType", rights.digital_source_type),
        _simple("plus:DataMining", rights.data_mining),
        _licensor_list(rights.licensors),
    ]
    body = "".join(parts)
    prefixes = "".join(
        f' xmlns:{prefix}="{escape(url)}"'
        for prefix, url in _NAMESPACES.items()
        if f"<{prefix}:" in body
    )
    packet = (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<x:xmpmeta'
        f' xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{_RDF}"><rdf:Description'
        f' rdf:about=""{prefixes}>{body}</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket'
        ' end="r"?>'
    )
    return packet.encode("utf-8", "replace")


def _descriptions(root: Element) -> Iterator[Element]:
    holders = (
        [root]
        if root.namespace == _RDF
        else [item for item in root.elements if item.namespace == _RDF]
    )
    for holder in holders:
        if holder.name == "RDF":
            yield from (
                item
                for item in holder.elements
                if (item.namespace, item.name) == (_RDF, "Description")
            )


def _properties(element: Element) -> Iterator[tuple[str, "Element | str"]]:
    """A property may be written as an attribute or as an element (ISO 16684-1 section 7.9.2.2)."""
    for name, value in element.attributes.items():
        if " " in name and not name.startswith((_RDF, _XML_LANG)):
            yield name, value
    for below in element.elements:
        yield f"{below.namespace} {below.name}", below


def _texts(value: "Element | str | None") -> tuple[str, ...]:
    """A value's texts: all items of a list, or the one of a choice of languages that is meant for
    everyone.
    """
    if value is None or isinstance(value, str):
        return (value.strip(),) if value and value.strip() else ()
    if resource := value.attributes.get(f"{_RDF} resource", ""):
        return (resource.strip(),)
    holder = next((item for item in value.elements if item.namespace == _RDF), None)
    if holder is None:
        return (value.text.strip(),) if value.text.strip() else ()
    if holder.name == "Description":  # a value with a qualifier
        return next(
            (
                _texts(item)
                for item in holder.elements
                if (item.namespace, item.name) == (_RDF, "value")
            ),
            (),
        )
    if holder.name == "Alt":
        # Programs leave `x-default` empty where only a language was filled in.
        said = _alternatives_of(holder)
        return next(
            (texts for lang, texts in said if lang == "x-default"), said[0][1] if said else ()
        )
    return tuple(text for item in holder.elements for text in _texts(item))


def _alternatives_of(holder: Element) -> list[tuple[str, tuple[str, ...]]]:
    """Language and texts of each alternative that says something."""
    items = holder.elements[:_MOST_LANGUAGES]
    said = ((item.attributes.get(_XML_LANG, "").strip(), _texts(item)) for item in items)
    return [(lang, texts) for lang, texts in said if texts]


def _in_languages(value: "Element | str | None") -> Iterator[tuple[str, str]]:
    """What a choice of languages says in each that it names."""
    holders = value.elements if isinstance(value, Element) else []
    for holder in holders[:1]:
        if (holder.namespace, holder.name) == (_RDF, "Alt"):
            for lang, texts in _alternatives_of(holder):
                if lang and lang != "x-default":
                    yield lang, texts[0]


def _licensors(value: "Element | str | None") -> Iterator[Licensor]:
    if not isinstance(value, Element):
        return
    for holder in value.elements:
        for item in holder.elements[:_MOST_LICENSORS]:
            inner = next(
                (
                    below
                    for below in item.elements
                    if (below.namespace, below.name) == (_RDF, "Description")
                ),
                item,
            )
            parts = dict(_properties(inner))
            said = {
                key: " ".join(_texts(parts.get(_full_name(f"plus:{name}"))))
                for key, name in _LICENSOR.items()
            }
            if any(said.values()):
                yield Licensor(**said)


def _full_name(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"{_NAMESPACES[prefix]} {local}"


def _simple(name: str, text: str) -> str:
    return f"<{name}>{_written(text)}</{name}>" if text else ""


def _list(name: str, kind: str, texts: Sequence[str]) -> str:
    items = "".join(f"<rdf:li>{_written(text)}</rdf:li>" for text in texts)
    return f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>" if items else ""


def _alternatives(name: str, text: str) -> str:
    return (
        f"<{name}><rdf:Alt><rdf:li"
        f' xml:lang="x-default">{_written(text)}</rdf:li></rdf:Alt></{name}>'
        if text
        else ""
    )


def _licensor_list(licensors: Sequence[Licensor]) -> str:
    items = "".join(
        '<rdf:li rdf:parseType="Resource">'
        + "".join(
            _simple(f"plus:{name}", getattr(licensor, key)) for key, name in _LICENSOR.items()
        )
        + "</rdf:li>"
        for licensor in licensors
    )
    return f"<plus:Licensor><rdf:Seq>{items}</rdf:Seq></plus:Licensor>" if items else ""


def _written(text: str) -> str:
    """XML has no word for control characters."""
    return escape("".join(c for c in text if c >= " " or c in "\t\n"), quote=False)
