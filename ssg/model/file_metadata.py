"""The words about a picture as values: all that a file says of itself, and the part of it that goes
out with every picture made from it.
"""

import msgspec

from ssg.model.rights import Licensor


class RightsMetadata(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What must travel with a picture: whose it is, and what may be done with it. Nothing about
    place, camera or people.
    """

    credit: str = ""
    creators: tuple[str, ...] = ()
    copyright: str = ""
    usage_terms: str = ""
    web_statement: str = ""
    licensors: tuple[Licensor, ...] = ()
    digital_source_type: str = ""
    data_mining: str = ""


class Metadata(msgspec.Struct, frozen=True, kw_only=True):
    """All that a picture's file says of itself that a newsroom asks for; fields are empty where it
    says nothing.

    `has_credentials` says that it has Content Credentials (C2PA), which tell how it came to be.
    `date_taken` is an ISO 8601 date, with time and zone if known. `where` has (field, block) pairs:
    "xmp", "iim" or "exif". `warnings` are words for what could not be read: `xmp-with-dtd`,
    `truncated-iim`, ... `languages` has (field, language tag, text) of what is said in several.
    """

    credit: str = ""
    creators: tuple[str, ...] = ()
    copyright: str = ""
    caption: str = ""
    headline: str = ""
    alt: str = ""
    extended_description: str = ""
    date_taken: str = ""
    usage_terms: str = ""
    web_statement: str = ""
    licensors: tuple[Licensor, ...] = ()
    digital_source_type: str = ""
    data_mining: str = ""
    instructions: str = ""
    source: str = ""
    city: str = ""
    region: str = ""
    country: str = ""
    has_credentials: bool = False
    languages: tuple[tuple[str, str, str], ...] = ()
    where: tuple[tuple[str, str], ...] = ()
    warnings: tuple[str, ...] = ()

    def in_language(self, lang: str) -> "Metadata":
        """The same with the texts that are there in this language, or else in another form of it
        (`pt-PT` for `pt-BR`).
        """
        if not self.languages or not lang:
            return self
        wanted, primary = lang.casefold(), lang.partition("-")[0].casefold()
        near = {
            field: text
            for field, tag, text in reversed(self.languages)
            if tag.partition("-")[0].casefold() == primary
        }
        exact = {field: text for field, tag, text in self.languages if tag.casefold() == wanted}
        return msgspec.structs.replace(self, **(near | exact), languages=())


def rights_of(metadata: Metadata) -> RightsMetadata:
    """The part of the metadata that is kept in every copy."""
    return RightsMetadata(
        **{name: getattr(metadata, name) for name in RightsMetadata.__struct_fields__}
    )
