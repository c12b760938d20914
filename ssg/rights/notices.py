"""What an editor should know of a picture's file: an entry of `media` and what was found in its
file come in, warnings go out. Where they stand, only the check knows.
"""

from collections.abc import Iterator

from ssg.config.site import Config
from ssg.model.file_metadata import Metadata
from ssg.model.probe import MediaFile
from ssg.model.recordings import media_noun
from ssg.model.resolved import Notice
from ssg.model.story import MediaEntry
from ssg.rights.use import preset_for

_LONGEST = 120  # characters of a credit
_NOTHING = Metadata()
# The parts of a file that tell of it, by what their warnings have in their words.
_PARTS = {"exif": "EXIF", "iim": "IPTC", "photoshop": "IPTC", "xmp": "XMP"}
_NO_DAMAGE = ("guessed-iim-charset", "not-a-picture", "unreadable")


def notices_of(written: MediaEntry, file: MediaFile, config: Config) -> Iterator[Notice]:
    """The warnings of an entry as it is `written`, by what its file says and how that is."""
    what = f"{media_noun(written.src)} `{written.src}`"
    if file.probe.has_broken_profile:
        yield Notice(
            code="broken-picture",
            message=f"the colours of the {what} may be wrong: its colour profile is broken",
            help="export it again from the original, in sRGB",
        )
    if file.metadata == _NOTHING:
        return
    if parts := _unread(file.metadata):
        yield Notice(
            code="broken-picture",
            message=f"the {what} is shown, but its {parts} cannot be read to the end",
            help=(
                "its credit, rights and caption may be missing: write them into its entry, or"
                " export it again from the original"
            ),
        )
    if file.metadata.has_credentials:
        yield Notice(
            code="content-credentials",
            message=(
                f"the picture `{written.src}` has Content Credentials (C2PA), which the published"
                " files do not have"
            ),
            help=(
                "keep the original; if readers are to check them, link to it where it is kept,"
                " and say how the picture came to be in `digital_source_type`"
            ),
        )
    yield from _of_credit(written, what, file.metadata, config)


def _of_credit(
    written: MediaEntry, what: str, metadata: Metadata, config: Config
) -> Iterator[Notice]:
    """A printed credit that names others than the picture's own file."""
    # Imported late, with the grammars of credits: most builds look at no new picture.
    from ssg.rights.credit_line import differing_credit

    if preset := _missed_preset(written, metadata, config):
        yield Notice(
            code="credit-differs",
            message=(
                f"the rights preset `{preset}` fits what the file of `{written.src}` says, but"
                f" not the credit {written.credit.text}"
            ),
            help=f"correct the credit, or write `rights: {preset}` if it applies all the same",
        )
    if filed := differing_credit(written.credit.text, metadata, config.known):
        yield Notice(
            code="credit-differs",
            message=(
                f"the {what} is credited to {written.credit.text},"
                f" but its file says {' '.join(filed.split())[:_LONGEST]}"
            ),
            help="ask who is right, and correct the other one",
        )


def _missed_preset(written: MediaEntry, metadata: Metadata, config: Config) -> str:
    """A preset by the credit of the file, where none applies to the printed one: an agency's
    terms hold, whoever is named.
    """
    from ssg.grammar.credit import parse_credit
    from ssg.rights.credit_line import credit_line

    is_plain = written.credit.text and not written.rights.preset
    if not is_plain or preset_for(written.credit, config):
        return ""
    filed = credit_line(metadata, config.known)
    return preset_for(parse_credit(filed, config.known), config) if filed else ""


def _unread(metadata: Metadata) -> str:
    """The parts of a file whose words are damaged, as "EXIF and XMP"."""
    damaged = [word for word in metadata.warnings if word not in _NO_DAMAGE]
    parts = (part for word in damaged for key, part in _PARTS.items() if key in word)
    return " and ".join(dict.fromkeys(parts)) or ("metadata" if damaged else "")
