"""Reads what a picture's file says of itself: a path comes in, a `Metadata` goes out, whatever the
file may be. No pixel is decoded.
"""

import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ssg.media.containers import avif, gif, jpeg, png, webp
from ssg.media.formats import HEIC, TIFF, Blocks, sniff
from ssg.media.metadata import exif, iim, xmp
from ssg.media.metadata.camera_words import is_written_by_a_machine
from ssg.media.metadata.hardened_xml import HardenedXmlError
from ssg.model.file_metadata import Metadata
from ssg.model.rights import Licensor

LARGEST_FILE = 256_000_000
_MOST_CREATORS = 50
_LONGEST = 20_000  # characters
_READERS: dict[str, Callable[[bytes], Blocks]] = {
    "image/jpeg": jpeg.jpeg_blocks,
    "image/png": png.png_blocks,
    "image/gif": gif.gif_blocks,
    "image/webp": webp.webp_blocks,
    "image/avif": avif.avif_blocks,
    HEIC: avif.avif_blocks,
    TIFF: exif.tiff_blocks,
}
_LISTS = ("creators", "licensors")
# What stands beside a picture: a camera's own words are none of it, and another block may know
# more.
_FOR_READERS = ("caption", "headline", "alt")


def read_metadata(path: Path) -> Metadata:
    """What a file says of itself. Of each field XMP counts first, then IIM (which cuts a credit at
    32 bytes), then EXIF.

    It never fails: what cannot be read is a word in `warnings` (`unreadable`, `not-a-picture`,
    `broken-xmp`, `xmp-with-dtd`, ...).
    """
    try:
        content = read_file(path)
    except (OSError, ValueError):
        return Metadata(warnings=("unreadable",))
    return metadata_of(read_blocks(content))


def read_file(path: Path) -> bytes:
    """All bytes of an ordinary file. OSError, or ValueError for a pipe, a folder or a file that is
    too large.
    """
    with open(
        os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb"
    ) as file:  # else a named pipe would be waited for
        state = os.fstat(file.fileno())
        if not stat.S_ISREG(state.st_mode) or state.st_size > LARGEST_FILE:
            raise ValueError(f"{path} is not an ordinary file, or is too large")
        return file.read(state.st_size + 1)  # a reader of more would first make room for it


def read_blocks(content: bytes) -> Blocks:
    """The raw blocks of metadata in a picture of any kind that we know."""
    reader = _READERS.get(sniff(content[:4096]))
    return reader(content) if reader else Blocks(warnings=("not-a-picture",))


def metadata_of(blocks: Blocks) -> Metadata:
    """The fields of all blocks as one value."""
    warnings = list(blocks.warnings)
    found: dict[str, Any] = {}
    where: dict[str, str] = {}
    readers = (("xmp", _from_xmp), ("iim", _from_iim), ("exif", _from_exif))
    languages: list[tuple[str, str, str]] = []
    for name, fields in [(name, read(blocks, warnings)) for name, read in readers]:
        in_languages = fields.pop("languages", ())
        for field, values in fields.items():
            if field in found:
                continue
            value = _value(field, values)
            if isinstance(value, str):
                value = _for_readers(field, value)
            if value:
                found[field], where[field] = value, name
                languages += [
                    (field, lang, text)
                    for named, lang, said in in_languages
                    if named == field and (text := _for_readers(field, _clean(said)))
                ]
    ordered = tuple((field, where[field]) for field in Metadata.__struct_fields__ if field in where)
    found["languages"] = tuple(languages)
    return Metadata(
        **found,
        has_credentials=blocks.has_credentials,
        where=ordered,
        warnings=tuple(dict.fromkeys(warnings)),
    )


def _from_xmp(blocks: Blocks, warnings: list[str]) -> dict[str, Any]:
    more = _from_packet(blocks.extended_xmp, "extended-xmp", warnings)
    found = _from_packet(blocks.xmp, "xmp", warnings)
    languages = [each for each in more.pop("languages", ()) if each[0] not in found]
    found["languages"] = (*found.get("languages", ()), *languages)
    return more | found


def _from_packet(packet: bytes, name: str, warnings: list[str]) -> dict[str, Any]:
    if not packet:
        return {}
    try:
        return xmp.parse_xmp(packet)
    except HardenedXmlError as error:
        warnings.append(f"{name}-with-dtd" if str(error) == "with-dtd" else f"{error}-{name}")
        return {}


def _from_iim(blocks: Blocks, warnings: list[str]) -> dict[str, Any]:
    fields, wrong = iim.parse_iim(blocks.iim)
    warnings += wrong
    return fields


def _from_exif(blocks: Blocks, warnings: list[str]) -> dict[str, Any]:
    fields, wrong = exif.parse_exif(blocks.exif) if blocks.exif else ({}, ())
    warnings += wrong
    return fields


def _value(field: str, values: tuple[Any, ...]) -> Any:
    """What is kept of a field's values: all of a list, the first of any other."""
    clean = tuple(
        text
        for value in values[:_MOST_CREATORS]
        if (text := value if isinstance(value, Licensor) else _clean(value))
    )
    return clean if field in _LISTS else next(iter(clean), "")


def _for_readers(field: str, text: str) -> str:
    """The text; "" where it would stand beside the picture and nobody has written it."""
    return "" if field in _FOR_READERS and is_written_by_a_machine(text) else text


def _clean(text: str) -> str:
    """No control characters but line ends, one kind of line end, and an end at all."""
    text = text[:_LONGEST].replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        c for c in text if c == "\n" or c == "\t" or (c >= " " and not "\x7f" <= c <= "\x9f")
    ).strip()
