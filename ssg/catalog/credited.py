"""Notes whose each picture is, by story, presets and file: what goes into the files made of it, its place in the ledger, who made it."""

import itertools
from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from ssg.catalog.rows import encode
from ssg.catalog.store import Store
from ssg.catalog.subjects import LEDGER, about_photos
from ssg.config import Config
from ssg.media.rights_metadata import Metadata
from ssg.media.told import filled, told_rights
from ssg.story.model import MediaEntry
from ssg.urls import slugify

_decode_said = msgspec.msgpack.Decoder(Metadata).decode
_NOTHING = Metadata()


class _Pictures(msgspec.Struct):
    """Of a story its pictures alone, since there may be many stories."""

    media: tuple[MediaEntry, ...] = ()


class _Credited(NamedTuple):
    """A picture of a story, as columns, and the keys of those who made it."""

    n: int
    told: bytes
    entry: bytes
    place: str
    people: frozenset[str]


_decode_pictures = msgspec.msgpack.Decoder(_Pictures).decode
_GROUP = 500


def note_credits(store: Store, config: Config) -> None:
    """Bring it up to date with the stories that changed and those whose pictures did. Whatever says so now is touched."""
    if store.all_new:
        found = ((path, tuple(_of_story(store, id_, record, config))) for id_, path, record in _with_pictures(store))
        while group := tuple(itertools.islice(found, _GROUP)):
            _put(store, group)
        return
    for path in sorted(store.changed):
        people = {key for (key,) in store.db.execute("SELECT person FROM photo WHERE story = ?", (path,))}
        sql = "SELECT n, told, place FROM credited WHERE story = ? ORDER BY n"
        before = store.db.execute(sql, (path,)).fetchall()
        now = tuple(row for id_, _, record in _with_pictures(store, path) for row in _of_story(store, id_, record, config))
        if not before and not now:
            continue
        for table in ("credited", "photo"):
            store.db.execute(f"DELETE FROM {table} WHERE story = ?", (path,))
        _put(store, ((path, now),))
        store.plan_is_stale |= [row[:2] for row in before] != [(item.n, item.told) for item in now]
        store.touched.add(LEDGER)
        for key in people.union(*(item.people for item in now)):
            store.touched.add(about_photos(key))


def _with_pictures(store: Store, path: str = "") -> Iterator[tuple[int, str, bytes]]:
    """Number, path and record of each story that has pictures, or of one."""
    of_one, values = ("AND s.path = ?", (path,)) if path else ("", ())
    sql = f"""SELECT s.id, s.path, t.record FROM story s JOIN text t ON t.story = s.id
        WHERE EXISTS (SELECT 1 FROM use WHERE story = s.id) {of_one}"""
    yield from store.db.execute(sql, values)


def _of_story(store: Store, id_: int, record: bytes, config: Config) -> Iterator[_Credited]:
    sql = "SELECT u.n, m.said FROM use u JOIN media m ON m.path = u.path WHERE u.story = ?"
    said = {n: _decode_said(blob) for n, blob in store.db.execute(sql, (id_,))}
    for n, written in enumerate(_decode_pictures(record).media):
        yield _credited(n, written, said.get(n, _NOTHING), config)


def _credited(n: int, written: MediaEntry, said: Metadata, config: Config) -> _Credited:
    shown = filled(written, said)
    told = told_rights(written, shown, said, config)
    place = "\x1f".join((shown.credit.agency.casefold(), ", ".join(told.creators).casefold(), shown.credit.text))
    people = frozenset(filter(None, map(slugify, told.creators)))
    return _Credited(n, encode(told), encode(written), place if config.credits else "", people)


def _put(store: Store, stories: tuple[tuple[str, tuple[_Credited, ...]], ...]) -> None:
    rows = [(path, row) for path, found in stories for row in found]
    store.db.executemany("INSERT INTO credited VALUES (?,?,?,?,?)", [(path, *row[:4]) for path, row in rows])
    store.db.executemany("INSERT INTO photo VALUES (?,?,?)", [(person, path, row.n) for path, row in rows for person in row.people])
