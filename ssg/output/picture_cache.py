"""The files made of pictures, kept in `.ssg/pictures/`: each ends with a seal, so that none is
published that is not whole and ours.
"""

import contextlib
from pathlib import Path

from ssg.disk.doors import Door, OutputError
from ssg.disk.seals import Sealer
from ssg.output.place import STATE_FOLDER

FOLDER = "pictures"
_MARK = b"\nssg picture "
_TAIL = len(_MARK) + 32


class PictureCache:
    """The cache of one site. The seals say what a file is, so that it outlives the catalog and
    versions of ssg.
    """

    def __init__(self, root: Path, sealer: Sealer):
        self._state, self._folder, self._sealer = (
            Door(root / STATE_FOLDER),
            Door(root / STATE_FOLDER / FOLDER),
            sealer,
        )

    def open(self) -> None:
        """Make the folder if need be. OutputError if it is a link: whoever sends us a site must not
        choose where we write.
        """
        with contextlib.suppress(FileExistsError, FileNotFoundError):
            self._state.place(f"{FOLDER}/x", make=True)

    def read(self, name: str) -> bytes | None:
        """The bytes of a file as it is published; None if there is none that is whole and ours."""
        try:
            content = self._folder.read(name)
        except (OSError, OutputError):
            return None
        content, tail = content[:-_TAIL], content[-_TAIL:]
        is_ours = tail.startswith(_MARK) and self._sealer.fits(
            tail[len(_MARK) :], f"picture {name}", content
        )
        return content if is_ours and content else None

    def has(self, name: str) -> bool:
        return self.read(name) is not None

    def put(self, name: str, content: bytes) -> None:
        """Keep a file: whole or not at all, also if the power goes."""
        self._folder.put(
            name, content + _MARK + self._sealer.seal(f"picture {name}", content), sync=True
        )

    def names(self) -> list[str]:
        try:
            return self._folder.names()
        except (OSError, OutputError):
            return []

    def remove(self, name: str) -> None:
        self._folder.remove(name)
