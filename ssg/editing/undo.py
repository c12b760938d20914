"""The latest changes of the desk, kept in `.ssg/` so that they can be undone. A Changed goes in;
the list of them comes out.

The file is sealed: one that came with a repository could write anything into a story.
"""

import contextlib
import datetime as dt
from collections.abc import Iterable
from pathlib import Path

import msgspec

from ssg.disk.doors import Door, OutputError
from ssg.disk.seals import Sealer

_NAME = "changes"
_PURPOSE = "changes of stories"
_MOST = 20
_MOST_BYTES = 20_000_000
_SEAL_BYTES = 32


class Changed(msgspec.Struct, frozen=True, kw_only=True):
    """One change: the digest of the file after it, and the text before it (None for a file that it
    made). `what` and `at` say what was done, and when.
    """

    id: str
    path: str
    after: str
    before: str | None
    what: str = ""
    at: dt.datetime | None = None


class Changes:
    """The list of a site, in its folder `state`. Whoever changes it holds the lock of `save.py`."""

    def __init__(self, state: Path, sealer: Sealer):
        self._state, self._sealer = state, sealer

    def read(self) -> tuple[Changed, ...]:
        """The latest first; none where the list is not ours."""
        try:
            with contextlib.closing(Door(self._state)) as door:
                data = door.read(_NAME)
            seal, body = data[:_SEAL_BYTES], data[_SEAL_BYTES:]
            if not self._sealer.fits(seal, _PURPOSE, body):
                return ()
            return msgspec.json.decode(body, type=tuple[Changed, ...])
        except (OSError, OutputError, msgspec.MsgspecError):
            return ()

    def add(self, changed: Changed) -> None:
        self._write([changed, *self.read()])

    def remove(self, change_id: str) -> None:
        self._write([each for each in self.read() if each.id != change_id])

    def _write(self, kept: Iterable[Changed]) -> None:
        body = msgspec.json.encode(_latest(kept))
        with contextlib.closing(Door(self._state)) as door:
            door.put(_NAME, self._sealer.seal(_PURPOSE, body) + body, mode=0o600)


def _latest(changes: Iterable[Changed]) -> list[Changed]:
    """As many as are kept: some, and not more than fits; the latest in any case."""
    kept: list[Changed] = []
    room = _MOST_BYTES
    for changed in changes:
        room -= len(changed.before or "")
        if kept and (room < 0 or len(kept) == _MOST):
            break
        kept.append(changed)
    return kept
