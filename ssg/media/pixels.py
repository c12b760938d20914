"""Makes the files that were planned of a picture, with libvips.

One decoding, every size, shape and format; the rights in each, and nothing else.
"""

import contextlib
import ctypes
import functools
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from ssg.disk.doors import Door
from ssg.media.color import BrokenProfile, is_profile, is_srgb, to_srgb
from ssg.media.containers.photoshop import pack_iim
from ssg.media.metadata.iim import write_iim
from ssg.media.metadata.reader import read_blocks, read_file
from ssg.media.metadata.xmp import write_xmp
from ssg.media.probe import MAX_PIXELS, undecodable
from ssg.model.file_metadata import RightsMetadata
from ssg.model.resolved import Derivative

_NO_LIMIT = 10_000_000  # of height: the width alone decides
_ARENA_MAX = -8  # glibc, malloc.h
# What savers may write (libvips VipsForeignKeep).
_KEEP_NONE, _KEEP_XMP, _KEEP_IIM = 0, 2, 4


class PictureError(Exception):
    """Nothing can be made of a picture; the message tells why in an editor's words."""


class _Canvas(NamedTuple):
    """A decoded picture, and its size as a part of the original's."""

    image: Any
    scale: float


def make_derivatives(
    source: Path,
    wanted: tuple[Derivative, ...],
    folder: Path,
    rights: RightsMetadata,
    width: int,
    keep: Callable[[str, bytes], object] | None = None,
) -> tuple[Path, ...]:
    """Make `wanted` of the picture at `source` below `folder`, each at once, or as `keep` does it.
    PictureError if it cannot be read.

    `width` is how large it is decoded (`decoded_width` says how large it must be). The same
    picture, orders, width and rights give the same bytes, on any number of processors. Memory: one
    picture of that width, and an encoder's own. A process that has called this must not fork.
    """
    write = functools.partial(_keep, folder, keep)
    try:
        content = read_file(source)
    except (OSError, ValueError) as error:
        raise PictureError(f"it cannot be read ({error})") from None
    vips = _vips()
    try:
        canvas = _decoded(vips, content, width)
        return tuple(
            write(item.name, _encoded(vips, image, item, rights))
            for item, image in _drawn(canvas, wanted)
        )
    except vips.Error as error:
        raise PictureError(undecodable(error.detail or error.message)) from None
    finally:
        _give_back()


def _keep(
    folder: Path, keep: Callable[[str, bytes], object] | None, name: str, made: bytes
) -> Path:
    if keep is None:
        with contextlib.closing(Door(folder)) as door:
            door.put(name, made)
    else:
        keep(name, made)
    return folder / name


def _give_back() -> None:
    """Return to the system what the encoders have freed (glibc only): processes that make pictures
    one after the other grow otherwise.
    """
    with contextlib.suppress(AttributeError, OSError):
        ctypes.CDLL(None).malloc_trim(0)


def _vips() -> Any:
    """libvips, loaded at the first picture. One thread and no cache: workers run beside each other,
    and no operation comes twice.
    """
    with contextlib.suppress(
        AttributeError, OSError
    ):  # glibc only: one heap instead of one a thread halves the memory
        ctypes.CDLL(None).mallopt(_ARENA_MAX, 1)
    os.environ.setdefault(
        "VIPS_WARNING", "1"
    )  # libvips is quiet when it is set: what is wrong is told by exceptions
    import pyvips

    pyvips.concurrency_set(1)
    pyvips.cache_set_max(0)
    pyvips.block_untrusted_set(True)  # loaders that were never fuzzed
    return pyvips


def _decoded(vips: Any, content: bytes, width: int) -> _Canvas:
    """The picture upright, in 8-bit sRGB or grey, at this width. One whose colour profile is broken
    is taken for sRGB, of which the editor was told when it was looked into (`has_broken_profile`).
    """
    header = vips.Image.new_from_buffer(content, "")
    if header.width * header.height > MAX_PIXELS:
        raise PictureError("it has too many pixels")
    is_turned = header.get_typeof("orientation") and header.get("orientation") >= 5
    full_width = header.height if is_turned else header.width
    width = min(full_width, width)
    profile = read_blocks(content).icc
    is_ordinary = header.format == "uchar" and header.interpretation == "srgb"
    if profile and not is_profile(profile):
        image = _without_profile(vips, content, width)
    elif not profile or is_ordinary:
        image = _of_ordinary_pixels(vips, content, width, profile)
    else:
        try:
            image = _plain(_thumbnail(vips, content, width, output_profile="srgb"))
        except vips.Error:  # if the profile is not at fault, this fails in the same way
            image = _without_profile(vips, content, width)
    return _Canvas(image, image.width / full_width)


def _of_ordinary_pixels(vips: Any, content: bytes, width: int, profile: bytes) -> Any:
    image = _plain(_thumbnail(vips, content, width))
    if not profile or is_srgb(profile) or image.bands < 3:
        return image
    size, mode = (image.width, image.height), "RGBA" if image.bands == 4 else "RGB"
    try:
        pixels = to_srgb(image.write_to_memory(), size, mode, profile)
    except BrokenProfile:
        return image
    return (
        vips.Image.new_from_memory(pixels, *size, image.bands, "uchar")
        .copy(interpretation="srgb")
        .copy_memory()
    )


def _thumbnail(vips: Any, content: bytes, width: int, **options: str) -> Any:
    # The loader's own option: libvips 8.18 passes over thumbnail's `fail_on` for a buffer.
    return vips.Image.thumbnail_buffer(
        content, width, height=_NO_LIMIT, size="down", option_string="fail_on=error", **options
    )


def _without_profile(vips: Any, content: bytes, width: int) -> Any:
    image = vips.Image.new_from_buffer(content, "", access="sequential", fail_on="error").copy()
    if image.get_typeof("icc-profile-data"):
        image.remove("icc-profile-data")
    # Turned before it is made smaller, which needs all of it in memory: a price that only broken
    # files pay.
    return _plain(
        image.copy_memory().autorot().thumbnail_image(width, height=_NO_LIMIT, size="down")
    )


def _plain(image: Any) -> Any:
    """Pixels in memory, 8 bits each, grey or sRGB, without any metadata."""
    if image.interpretation not in ("srgb", "b-w"):
        image = image.colourspace("b-w" if image.interpretation == "grey16" else "srgb")
    image = image.cast("uchar").copy()
    for name in image.get_fields():
        if name.endswith("-data") or name.startswith("exif-"):
            image.remove(name)
    return image.copy_memory()


def _drawn(canvas: _Canvas, wanted: tuple[Derivative, ...]) -> Iterator[tuple[Derivative, Any]]:
    """Each derivative with its pixels; the formats of one size share them."""
    shape: Any = None
    image: Any = None
    for item in wanted:
        if shape != (item.width, item.height, item.box):
            shape = (item.width, item.height, item.box)
            image = _resized(canvas, item)
        yield item, image


def _resized(canvas: _Canvas, item: Derivative) -> Any:
    image = canvas.image
    if item.box:
        # Rounded, a box may end a pixel outside.
        left, top, width, height = (max(0, round(part * canvas.scale)) for part in item.box)
        width, height = max(1, min(width, image.width)), max(1, min(height, image.height))
        image = image.crop(
            min(left, image.width - width), min(top, image.height - height), width, height
        )
    if (image.width, image.height) == (item.width, item.height):
        return image
    return image.thumbnail_image(item.width, height=item.height, size="force").copy_memory()


def _encoded(vips: Any, image: Any, item: Derivative, rights: RightsMetadata) -> bytes:
    """The file: as each encoder makes it by itself, but for the rights."""
    if item.kind == "image/jpeg" and image.hasalpha():
        image = image.flatten(background=255)
    image, keep = image.copy(), _KEEP_NONE
    if xmp := write_xmp(rights):
        image.set_type(vips.GValue.blob_type, "xmp-data", xmp)
        keep |= _KEEP_XMP
    made: bytes
    if item.kind == "image/png":
        made = image.pngsave_buffer(compression=6, filter="all", keep=keep)
    elif item.kind == "image/webp":
        made = image.webpsave_buffer(Q=item.quality, effort=item.effort, keep=keep)
    elif item.kind == "image/avif":
        made = image.heifsave_buffer(
            Q=item.quality, effort=item.effort, compression="av1", bitdepth=8, keep=keep
        )
    else:
        if iim := write_iim(rights.creators, rights.credit, rights.copyright):
            image.set_type(vips.GValue.blob_type, "iptc-data", b"Photoshop 3.0\0" + pack_iim(iim))
            keep |= _KEEP_IIM
        made = image.jpegsave_buffer(
            Q=item.quality, interlace=True, optimize_coding=True, keep=keep
        )
    return made
