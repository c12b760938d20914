"""Digests of bytes and files (SHA-256, cut to 16 bytes: faster than BLAKE2 where the processor
helps, as most do).
"""

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path

from ssg.source.files import SourceStat

_BYTES = 16


def digest_of(content: bytes | Path | int) -> tuple[bytes, int]:
    """Digest and size in bytes of some bytes or of a file; one that is open already (by its number)
    is closed then.
    """
    if isinstance(content, bytes):
        return hashlib.sha256(content).digest()[:_BYTES], len(content)
    digest = hashlib.sha256()
    with open(content, "rb") as file:
        while chunk := file.read(1 << 20):
            digest.update(chunk)
        return digest.digest()[:_BYTES], file.tell()


def have_digests(root: Path, files: Sequence[tuple[SourceStat, bytes]]) -> bytes:
    """For each of some files below `root`: 1 if its bytes have the digest given with it, else 0.
    (In few steps: a fresh clone asks it of all stories.)
    """
    folder = os.open(root, os.O_RDONLY)
    try:
        return bytes(_has_digest(folder, stat.path, stat.size, digest) for stat, digest in files)
    finally:
        os.close(folder)


def _has_digest(folder: int, path: str, size: int, digest: bytes) -> bool:
    try:
        file = os.open(path, os.O_RDONLY, dir_fd=folder)
    except OSError:
        return False
    try:
        return hashlib.sha256(os.read(file, size + 1)).digest()[:_BYTES] == digest
    except OSError:
        return False
    finally:
        os.close(file)
