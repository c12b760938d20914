"""Which ssg this is: digests of its own code, room by room, and the versions of what it works with.
What was made by other code is made again, also where ssg runs from a checkout.
"""

import functools
import hashlib
import os
import re
import sys
import unicodedata
from pathlib import Path

_INSTALLED = re.compile(r"(.+?)-([^-]+)\.dist-info")


# Rooms whose code decides no byte of what is built: what they do is looked at, and gone.
_APART = ("cli", "inspect", "report", "scaffold")


@functools.cache
def code_of(*places: str) -> str:
    """A digest of the code of some rooms and modules, named as below ssg/ ("story",
    "build/tasks.py").
    """
    digest = hashlib.blake2b(digest_size=8)
    for path, of_file in _code().items():
        if any(path == place or path.startswith(place + "/") for place in places):
            digest.update(path.encode() + b"\0" + of_file)
    return digest.hexdigest()


@functools.cache
def code_fingerprint() -> str:
    """A digest of all code that decides what is built, and of the Python that runs it."""
    places = sorted({path.partition("/")[0] for path in _code()} - set(_APART))
    return f"{code_of(*places)} {python_version()}"


def python_version() -> str:
    """Python's, and that of its Unicode tables, which decide what is a letter."""
    return f"{sys.version_info.major}.{sys.version_info.minor} {unicodedata.unidata_version}"


@functools.cache
def _code() -> dict[str, bytes]:
    """The modules of ssg by their paths below it, with their digests."""
    folder = str(Path(__file__).parent)
    files = sorted(
        os.path.join(parent, name)
        for parent, _, names in os.walk(folder)
        for name in names
        if name.endswith(".py")
    )
    found = {}
    for path in files:
        with open(path, "rb") as file:
            content = hashlib.blake2b(file.read(), digest_size=8).digest()
        found[path[len(folder) + 1 :].replace(os.sep, "/")] = content
    return found


def library_versions(*names: str) -> tuple[str, ...]:
    """The installed versions of some packages, by the names of their folders: reading their
    metadata takes longer than many a build.
    """
    return tuple(_installed().get(name) or _declared(name) for name in names)


@functools.cache
def engine_version() -> str:
    """The version of libvips as its wheel has it, without loading the library; "" where it is the
    system's own.
    """
    if version := _installed().get("pyvips-binary"):
        return version
    from importlib import (
        metadata,  # imported late: that takes longer than the rest of a small build's start
    )

    try:
        return metadata.version("pyvips-binary")
    except metadata.PackageNotFoundError:
        return ""


@functools.cache
def picture_versions() -> tuple[str, ...]:
    """The versions of what makes pictures: libvips, and Pillow, whose LittleCMS turns colours into
    sRGB.
    """
    return engine_version(), *library_versions("pillow")


@functools.cache
def _installed() -> dict[str, str]:
    found: dict[str, str] = {}
    for folder in filter(os.path.isdir, sys.path):
        for entry in os.listdir(folder):
            if match := _INSTALLED.fullmatch(entry):
                found.setdefault(match[1].lower().replace("_", "-"), match[2])
    return found


def _declared(name: str) -> str:
    from importlib import metadata

    return metadata.version(name)
