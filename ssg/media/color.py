"""Colour profiles (ICC.1:2022): which ones need work, a fast way from one to sRGB for ordinary
pixels, and copies that tell of colour alone.
"""

import functools
import io
from typing import Any

from ssg.media.quiet import quietly

_MOST_TAGS = 100
_MOST_SHARED = 20  # tags may share their bytes, as the curves of three colours do
_TABLE_AT, _ENTRY = 132, 12
# The tags that colours are computed with (ICC.1:2022 section 9.2; ICC.1:2001-04, 6.4). Others name
# the screen, its owner and its serial number.
_COLOR_TAGS = frozenset(
    (
        b"rXYZ",
        b"gXYZ",
        b"bXYZ",
        b"rTRC",
        b"gTRC",
        b"bTRC",
        b"kTRC",
        b"wtpt",
        b"bkpt",
        b"chad",
        b"chrm",
        b"cicp",
        b"lumi",
        b"gamt",
        b"view",
        b"meas",
        *(
            name + number
            for name in (b"A2B", b"B2A", b"D2B", b"B2D")
            for number in (b"0", b"1", b"2", b"3")
        ),
    )
)
_NAMELESS = b"Colors"
_PROFILE_ID = slice(84, 100)  # a digest of what is changed here; zeros are none (section 7.2.18)


class BrokenProfile(ValueError):
    """A colour profile that no pixels can be read with."""


def is_profile(profile: bytes) -> bool:
    """Whether the bytes can be an ICC profile: the size, and the signature at byte 36 (section
    7.2).
    """
    return (
        len(profile) >= _TABLE_AT
        and profile[36:40] == b"acsp"
        and int.from_bytes(profile[:4]) <= len(profile)
    )


def is_broken(profile: bytes, mode: str) -> bool:
    """Whether no colours can be known by the profile of a picture whose pixels are of a `mode` of
    Pillow's. There may be none; grey is grey by any; and what says that it is sRGB is taken for it.
    """
    if not is_profile(profile):
        return bool(profile)
    if mode not in ("RGB", "RGBA", "P", "PA", "CMYK") or is_srgb(profile):
        return False
    try:
        _to_srgb(profile, "CMYK" if mode == "CMYK" else "RGB", "RGB")
    except BrokenProfile:
        return True
    return False


def cleaned_profile(profile: bytes) -> bytes:
    """The profile without what does not describe colour, at its own length: private tags go, names
    are neutral ones. b"" if it is no profile.
    """
    count = int.from_bytes(profile[128:_TABLE_AT])
    if not is_profile(profile) or count > _MOST_TAGS or _TABLE_AT + _ENTRY * count > len(profile):
        return b""
    kept, named = [], []
    for at in range(_TABLE_AT, _TABLE_AT + _ENTRY * count, _ENTRY):
        name, start, size = (
            profile[at : at + 4],
            int.from_bytes(profile[at + 4 : at + 8]),
            int.from_bytes(profile[at + 8 : at + 12]),
        )
        if start < _TABLE_AT or start + size > len(profile):
            return b""
        if name in _COLOR_TAGS:
            kept.append((name, start, size))
        elif name in (b"desc", b"cprt"):
            named.append((name, start, size))
    if sum(size for _, _, size in kept) > _MOST_SHARED * len(profile):
        return b""
    blank = bytearray(len(profile))
    blank[:128] = profile[:128]
    blank[_PROFILE_ID] = bytes(16)
    for _, start, size in kept:
        blank[start : start + size] = profile[start : start + size]
    for tag in named:
        _, start, size = tag
        text = _neutral(profile[start : start + 4], size)
        if text and not any(
            start < other + length and other < start + size for _, other, length in kept
        ):
            blank[start : start + size] = text
            kept.append(tag)
    table = b"".join(name + start.to_bytes(4) + size.to_bytes(4) for name, start, size in kept)
    blank[128 : _TABLE_AT + len(table)] = len(kept).to_bytes(4) + table
    return bytes(blank)


def _neutral(kind: bytes, size: int) -> bytes:
    """A name or notice that says nothing, as an element of this type and size; b"" if there is no
    room for one (sections 10.15, 10.24).
    """
    if kind == b"mluc":
        words = _NAMELESS.decode()[: max(1, (size - 28) // 2)].encode("utf-16-be")
        text = (
            b"mluc"
            + bytes(4)
            + (1).to_bytes(4)
            + (12).to_bytes(4)
            + b"enUS"
            + len(words).to_bytes(4)
            + (28).to_bytes(4)
            + words
        )
    elif (
        kind == b"desc"
    ):  # of version 2: behind the text stand empty ones in Unicode and for the Macintosh
        text = (
            b"desc"
            + bytes(4)
            + (len(_NAMELESS) + 1).to_bytes(4)
            + _NAMELESS
            + bytes(1 + 4 + 4 + 2 + 1 + 67)
        )
    else:
        text = b"text" + bytes(4) + _NAMELESS + b"\0"
    return text.ljust(size, b"\0") if len(text) <= size else b""


def is_srgb(profile: bytes) -> bool:
    """Whether a profile says by its name that it is sRGB, as those of most cameras do."""
    if profile[16:20] != b"RGB ":
        return False
    for number in range(min(int.from_bytes(profile[128:132]), _MOST_TAGS)):
        at = 132 + 12 * number
        if profile[at : at + 4] == b"desc":
            start, size = (
                int.from_bytes(profile[at + 4 : at + 8]),
                int.from_bytes(profile[at + 8 : at + 12]),
            )
            return _name(profile[start : start + min(size, 1000)]).startswith("sRGB")
    return False


def to_srgb(pixels: bytes, size: tuple[int, int], mode: str, profile: bytes) -> bytes:
    """8-bit pixels of a space as those of sRGB; `mode` is RGB or RGBA. BrokenProfile if the profile
    is not one of such pixels.

    libvips goes through floating point Lab, and takes ten times as long.
    """
    from PIL import Image, ImageCms

    transform = _to_srgb(profile, mode, mode)
    try:
        with quietly():
            image = ImageCms.applyTransform(Image.frombytes(mode, size, pixels), transform)
            assert image is not None, "it is, where pixels are changed in place only"
            return image.tobytes()
    except (ImageCms.PyCMSError, OSError, ValueError) as error:
        raise BrokenProfile(str(error)) from None


def _to_srgb(profile: bytes, mode: str, made: str) -> Any:
    """What turns pixels of a mode into those of another, in sRGB. BrokenProfile if nothing can."""
    from PIL import ImageCms

    try:
        with quietly():
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            return ImageCms.buildTransform(source, _srgb(), mode, made)
    except (ImageCms.PyCMSError, OSError, ValueError) as error:
        raise BrokenProfile(str(error)) from None


def _name(description: bytes) -> str:
    """The text of a description tag: ASCII in version 2, UTF-16 in version 4 (sections 10.15;
    ICC.1:2001-04, 6.5.17).
    """
    if description[:4] == b"desc":
        return description[12 : 12 + int.from_bytes(description[8:12])].decode("ascii", "replace")
    if description[:4] == b"mluc":
        length, start = int.from_bytes(description[20:24]), int.from_bytes(description[24:28])
        return description[start : start + length].decode("utf-16-be", "replace")
    return ""


@functools.cache
def _srgb() -> Any:
    from PIL import ImageCms

    return ImageCms.createProfile("sRGB")
