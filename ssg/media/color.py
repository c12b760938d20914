"""Colour profiles (ICC.1:2022): which ones need work, and a fast way from one to sRGB for ordinary pixels."""

import functools
import io
from typing import Any

_MOST_TAGS = 100


class BrokenProfile(ValueError):
    """A colour profile that no pixels can be read with."""


def is_profile(profile: bytes) -> bool:
    """Whether the bytes can be an ICC profile: the size, and the signature at byte 36 (section 7.2)."""
    return len(profile) >= 132 and profile[36:40] == b"acsp" and int.from_bytes(profile[:4]) <= len(profile)


def is_srgb(profile: bytes) -> bool:
    """Whether a profile says by its name that it is sRGB, as those of most cameras and programs do."""
    if profile[16:20] != b"RGB ":
        return False
    for number in range(min(int.from_bytes(profile[128:132]), _MOST_TAGS)):
        at = 132 + 12 * number
        if profile[at : at + 4] == b"desc":
            start, size = int.from_bytes(profile[at + 4 : at + 8]), int.from_bytes(profile[at + 8 : at + 12])
            return _name(profile[start : start + min(size, 1000)]).startswith("sRGB")
    return False


def to_srgb(pixels: bytes, size: tuple[int, int], mode: str, profile: bytes) -> bytes:
    """8-bit pixels of a space as those of sRGB; `mode` is RGB or RGBA. BrokenProfile if the profile is not one of such pixels.

    libvips goes through floating point Lab, and takes ten times as long.
    """
    from PIL import Image, ImageCms

    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        transform = ImageCms.buildTransform(source, _srgb(), mode, mode)
        return ImageCms.applyTransform(Image.frombytes(mode, size, pixels), transform).tobytes()
    except (ImageCms.PyCMSError, OSError, ValueError) as error:
        raise BrokenProfile(str(error)) from None


def _name(description: bytes) -> str:
    """The text of a description tag: ASCII in version 2, UTF-16 in version 4 (sections 10.15; ICC.1:2001-04, 6.5.17)."""
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
