"""A copy of an original without what it should not tell: place, serial numbers, owners, previews.

The pixels stay as they are, to the bit.
"""

from ssg.media.containers.avif import with_avif_metadata
from ssg.media.containers.gif import with_gif_metadata
from ssg.media.containers.jpeg import with_jpeg_metadata
from ssg.media.containers.png import with_png_metadata
from ssg.media.containers.svg import clean_svg
from ssg.media.containers.webp import with_webp_metadata
from ssg.media.formats import SVG, BrokenContainer, sniff
from ssg.media.metadata.exif import orientation_of, orientation_only
from ssg.media.metadata.iim import write_iim
from ssg.media.metadata.reader import read_blocks
from ssg.media.metadata.xmp import write_xmp
from ssg.model.file_metadata import RightsMetadata

_EXPORT = "export it again, as JPEG, PNG or WebP"
# What is wrong, and what to do, by the warning word of a container; all others are damage.
_REASONS = {
    "with-dtd-svg": (
        "its DOCTYPE has declarations of its own, such as entities",
        "save it as plain SVG, without a DOCTYPE that declares entities",
    ),
    "broken-svg": (
        "it is no well-formed SVG",
        "open it in a drawing program, and save it as plain SVG",
    ),
    "too-large-svg": (
        "it has too many parts, or parts too deep within one another",
        "draw it simpler and save it as plain SVG, or export it as PNG",
    ),
    "animated-avif": (
        "it is an animated AVIF, which ssg does not take",
        "save it as animated WebP",
    ),
}


class CannotClean(Exception):
    """The metadata cannot be taken out of a file without changing its pixels, or at all. The
    message tells why in an editor's words, `remedy` what to do.
    """

    def __init__(self, message: str, remedy: str = _EXPORT):
        super().__init__(message)
        self.remedy = remedy


def clean_bytes(content: bytes, rights: RightsMetadata) -> bytes:
    """A copy of a picture's file with these rights, the way up, and no other metadata.

    CannotClean for a kind that is not cleaned (animated AVIF, HEIC, TIFF) and for a damaged file.
    """
    kind = sniff(content[:8192])
    xmp = write_xmp(rights)
    try:
        if kind == "image/gif":
            return with_gif_metadata(content, xmp=xmp)
        if kind == SVG:
            return clean_svg(content, xmp=xmp, clean_picture=_clean_inside)
        if kind == "image/avif":
            return with_avif_metadata(content, xmp=xmp)
        exif = read_blocks(content).exif
        upright = orientation_only(orientation_of(exif)) if exif else b""
        if kind == "image/png":
            return with_png_metadata(content, xmp=xmp, exif=upright)
        if kind == "image/webp":
            return with_webp_metadata(content, xmp=xmp, exif=upright)
        if kind == "image/jpeg":
            iim = write_iim(rights.creators, rights.credit, rights.copyright)
            return with_jpeg_metadata(content, xmp=xmp, iim=iim, exif=upright)
    except BrokenContainer as error:
        damage = (
            f"it is damaged ({error}), and what it tells of place and camera cannot be taken out"
        )
        raise CannotClean(*_REASONS.get(str(error), (damage, _EXPORT))) from None
    raise CannotClean(
        f"{kind or 'a file of its kind'} is not cleaned without a loss",
        "save it as JPEG, PNG or WebP",
    )


def _clean_inside(content: bytes) -> bytes | None:
    """A picture inside a drawing, without any words about itself; None if it cannot be cleaned, or
    is a drawing again.
    """
    try:
        return clean_bytes(content, RightsMetadata()) if sniff(content[:8192]) != SVG else None
    except CannotClean:
        return None
