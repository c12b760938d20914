"""What was resolved of the pictures of stories: written as a whole for each story, read when its
rights are looked at again.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from ssg.catalog.answers import MEDIA_COLUMNS, decode_picture, media_file
from ssg.catalog.invalidated import Invalidated
from ssg.catalog.rows import PictureRow, encode
from ssg.catalog.topics import LEDGER, about_photos, about_story
from ssg.model.probe import MediaFile
from ssg.model.resolved import ResolvedPicture
from ssg.model.rights import Leased
from ssg.model.story import MediaEntry


class _WithMedia(msgspec.Struct):
    """Of a story its media alone, since there may be many stories."""

    media: tuple[MediaEntry, ...] = ()


class ShownUse(NamedTuple):
    """A media file of a story: its number, its role in a recording, whether it is shown, and what
    was resolved of it (None for captions and transcripts).
    """

    n: int
    part: str
    shown: int
    picture: ResolvedPicture | None


_decode_media = msgspec.msgpack.Decoder(_WithMedia).decode


class Pictures:
    """The tables `picture` and `photo`."""

    def __init__(self, db: sqlite3.Connection, invalidated: Invalidated):
        self._db, self._invalidated = db, invalidated

    def stories(self, *, with_files: bool = False) -> list[str]:
        """The stories that name media files; or those whose files are here."""
        wanted = "JOIN media m ON m.path = u.path" if with_files else ""
        sql = f"SELECT path FROM story WHERE id IN (SELECT u.story FROM use u {wanted}) ORDER BY id"
        return [path for (path,) in self._db.execute(sql)]

    def limited(self, paths: Iterable[str] | None) -> dict[int, str]:
        """Number and path of the stories whose rights change by themselves; of some (None: of all)
        those, too, that have any limits.
        """
        sql = "SELECT id, path FROM story WHERE"
        if paths is None:
            return dict(self._db.execute(f"{sql} leased"))
        found = dict(self._db.execute(f"{sql} leased = {Leased.FOR_A_TIME:d}"))
        for path in paths:
            found.update(self._db.execute(f"{sql} leased AND path = ?", (path,)))
        return found

    def media_of(self, path: str) -> tuple[MediaEntry, ...]:
        """What a story writes of its media; nothing if it is gone."""
        sql = "SELECT t.record FROM story s JOIN text t ON t.story = s.id WHERE s.path = ?"
        row = self._db.execute(sql, (path,)).fetchone()
        return _decode_media(row[0]).media if row else ()

    def files_of(self, path: str) -> dict[int, MediaFile]:
        """The media files of a story that are here, by number, with their words in its language."""
        sql = f"""SELECT u.n, {MEDIA_COLUMNS}, s.lang FROM story s JOIN use u ON u.story = s.id
            JOIN media m ON m.path = u.path WHERE s.path = ?"""
        return {n: media_file(*media) for n, *media in self._db.execute(sql, (path,))}

    def of(self, path: str) -> tuple[PictureRow, ...]:
        """What is kept of a story's pictures."""
        sql = "SELECT n, resolved, place FROM picture WHERE story = ? ORDER BY n"
        people: dict[int, set[str]] = {}
        for n, person in self._db.execute("SELECT n, person FROM photo WHERE story = ?", (path,)):
            people.setdefault(n, set()).add(person)
        return tuple(
            PictureRow(n, blob, place, frozenset(people.get(n, ())))
            for n, blob, place in self._db.execute(sql, (path,))
        )

    def put(self, stories: Sequence[tuple[str, tuple[PictureRow, ...]]]) -> None:
        """Keep what was resolved of the pictures of some stories, of which nothing is kept."""
        self._db.executemany(
            "INSERT INTO picture VALUES (?,?,?,?)",
            [(path, *row[:3]) for path, rows in stories for row in rows],
        )
        self._db.executemany(
            "INSERT INTO photo VALUES (?,?,?)",
            [(who, path, row.n) for path, rows in stories for row in rows for who in row.people],
        )

    def forget(self, path: str) -> None:
        for table in ("picture", "photo"):
            self._db.execute(f"DELETE FROM {table} WHERE story = ?", (path,))

    def touch(self, path: str, rows: Iterable[PictureRow]) -> None:
        """Something is different for whoever shows these pictures of a story."""
        self._invalidated.add(about_story(path))
        self._invalidated.add(LEDGER)
        for key in frozenset[str]().union(*(row.people for row in rows)):
            self._invalidated.add(about_photos(key))

    def uses(self, story: int, path: str) -> Iterator[ShownUse]:
        """The media files of a story, in their order."""
        sql = """SELECT u.n, u.part, u.shown, p.resolved FROM use u
            LEFT JOIN picture p ON p.story = ? AND p.n = u.n WHERE u.story = ? ORDER BY u.n"""
        for n, part, shown, blob in self._db.execute(sql, (path, story)).fetchall():
            yield ShownUse(n, part, shown, decode_picture(blob) if blob else None)

    def judge(self, path: str, n: int, picture: ResolvedPicture) -> None:
        """The verdict on a picture is another one."""
        sql = "UPDATE picture SET resolved = ? WHERE story = ? AND n = ?"
        self._db.execute(sql, (encode(picture), path, n))

    def show(self, story: int, n: int, shown: bool) -> None:
        """A media file is withheld from now on, or no more."""
        self._db.execute("UPDATE use SET shown = ? WHERE story = ? AND n = ?", (shown, story, n))
