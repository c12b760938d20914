"""Which ssg this is: its version, a digest of its own code, and the versions of the libraries that
it works with. Pages of another edition are made again, also where ssg runs from a checkout.
"""

import functools
import hashlib
import os
import re
import sys
from pathlib import Path

import ssg

_INSTALLED = re.compile(r"(.+?)-([^-]+)\.dist-info")


@functools.cache
def edition() -> str:
    digest = hashlib.blake2b(ssg.__version__.encode(), digest_size=8)
    folder = str(Path(__file__).parent)
    files = (
        os.path.join(parent, name)
        for parent, _, names in os.walk(folder)
        for name in names
        if name.endswith(".py")
    )
    for path in sorted(files):
        with open(path, "rb") as file:
            digest.update(path[len(folder) :].replace(os.sep, "/").encode() + b"\0" + file.read())
    return digest.hexdigest()


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
