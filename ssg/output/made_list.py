"""The list of files that ssg made in a destination: outside of the catalog, so that a page that
must go goes even when that was lost.

It begins with its seal. A list without one, or of another machine, is nobody's word: nothing is
deleted by it.
"""

import contextlib
import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from ssg.disk.doors import Door, OutputError, is_plain
from ssg.disk.seals import Sealer
from ssg.source.digests import digest_of

_HEAD = "ssg made "
_PREFIX, _SUFFIX = "made-", ".txt"


class MadeList:
    """The list of one destination, by the name that the catalog knows it by. `state` is the folder
    of all lists.
    """

    def __init__(self, state: Path, destination: str, sealer: Sealer):
        self._state, self._destination, self._sealer = state, destination, sealer
        self._read: str | None = None
        self._name = (
            f"{_PREFIX}{hashlib.blake2b(destination.encode(), digest_size=8).hexdigest()}{_SUFFIX}"
        )

    def read(self) -> set[str]:
        """The files that earlier builds made there."""
        text = self._text()
        return set(text.split("\n")[1:]) - {""}

    def digest(self) -> str:
        """A digest of the list, by which the catalog knows it again; "" if none is ours."""
        text = self._text()
        return digest_of(text.encode())[0].hex() if text else ""

    def write(self, paths: Iterable[str]) -> None:
        body = "".join(f"{path}\n" for path in sorted(filter(_is_listable, paths)))
        seal = self._sealer.seal(_purpose(self._destination), body.encode()).hex()
        head = f"{_HEAD}{seal} {json.dumps(self._destination)}\n"
        with contextlib.closing(Door(self._state)) as door:
            door.put(self._name, (head + body).encode())
        self._read = head + body

    def remove(self) -> None:
        with contextlib.closing(Door(self._state)) as door:
            door.clear(self._name)
        self._read = ""

    def _text(self) -> str:
        """The whole list as it stands; "" if there is none of ours. It is read once, under the
        site's lock.
        """
        if self._read is None:
            found = _sealed_list(self._state, self._name, self._sealer)
            self._read = found[1] if found and found[0] == self._destination else ""
        return self._read


def destinations_known(state: Path, sealer: Sealer) -> Iterator[str]:
    """The destinations that have a list of ours, by their names."""
    with contextlib.suppress(FileNotFoundError, NotADirectoryError):
        for name in sorted(os.listdir(state)):
            if (
                name.startswith(_PREFIX)
                and name.endswith(_SUFFIX)
                and (found := _sealed_list(state, name, sealer))
            ):
                yield found[0]


def _sealed_list(state: Path, name: str, sealer: Sealer) -> tuple[str, str] | None:
    """The destination of a list, and its text; None if it is not ours."""
    try:
        with contextlib.closing(Door(state)) as door:
            text = door.read(name).decode()
        head, _, body = text.partition("\n")
        seal, _, destination = head.removeprefix(_HEAD).partition(" ")
        about = json.loads(destination)
        is_ours = head.startswith(_HEAD) and sealer.fits(
            bytes.fromhex(seal), _purpose(about), body.encode()
        )
    except (OSError, ValueError, TypeError, RecursionError, OutputError):
        return None
    return (about, text) if is_ours else None


def _purpose(destination: str) -> str:
    return f"list of {destination}"


def _is_listable(path: str) -> bool:
    """Whether a path can be one of ours, on a line of its own."""
    return is_plain(path) and "\n" not in path
