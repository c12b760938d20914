"""Which ssg this is: its version and a digest of its own code. Pages of another edition are made again, also where ssg runs from a checkout."""

import functools
import hashlib
from pathlib import Path

import ssg


@functools.cache
def edition() -> str:
    digest = hashlib.blake2b(ssg.__version__.encode(), digest_size=8)
    folder = Path(__file__).parent
    for path in sorted(folder.rglob("*.py")):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
