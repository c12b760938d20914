"""Notes whose each picture is, as far as story, presets and files tell: what goes into the files made of it, its place in the ledger, and who made it."""

from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from ssg.catalog.queries import LEDGER, about_photos
from ssg.catalog.rows import encode
from ssg.catalog.store import Store
from ssg.config import Config
from ssg.media.rights_metadata import Metadata
from ssg.media.told import filled, told_rights
from ssg.story.model import MediaEntry, Story
from ssg.urls import slugify

_decode_story = msgspec.msgpack.Decoder(Story).decode
_decode_said = msgspec.msgpack.Decoder(Metadata).decode
_WITH_PICTURES = "FROM told WHERE id IN (SELECT story FROM use)"


class _Credited(NamedTuple):
    """A picture of a story, as columns, and the keys of those who made it."""

    n: int
    told: bytes
    entry: bytes
    place: str
    people: frozenset[str]


def note_credits(store: Store, config: Config) -> None:
    """Bring it up to date with the stories that changed and those whose pictures did. Whatever says so now is touched."""
    if store.all_new:
        for id_, path, record in store.db.execute(f"SELECT id, path, record {_WITH_PICTURES}"):
            _put(store, path, tuple(_of_story(store, id_, record, config)))
        return
    for path in sorted(store.changed):
        people = {key for (key,) in store.db.execute("SELECT person FROM photo WHERE story = ?", (path,))}
        sql = "SELECT n, told, place FROM credited WHERE story = ? ORDER BY n"
        before = store.db.execute(sql, (path,)).fetchall()
        row = store.db.execute(f"SELECT id, record {_WITH_PICTURES} AND path = ?", (path,)).fetchone()
        now = tuple(_of_story(store, *row, config)) if row else ()
        if not before and not now:
            continue
        for table in ("credited", "photo"):
            store.db.execute(f"DELETE FROM {table} WHERE story = ?", (path,))
        _put(store, path, now)
        store.plan_is_stale |= [row[:2] for row in before] != [(item.n, item.told) for item in now]
        store.touched.add(LEDGER)
        for key in people.union(*(item.people for item in now)):
            store.touched.add(about_photos(key))


def _of_story(store: Store, id_: int, record: bytes, config: Config) -> Iterator[_Credited]:
    sql = "SELECT u.n, m.said FROM use u JOIN media m ON m.path = u.path WHERE u.story = ?"
    said = {n: _decode_said(blob) for n, blob in store.db.execute(sql, (id_,))}
    for n, written in enumerate(_decode_story(record).media):
        yield _credited(n, written, said.get(n, Metadata()), config)


def _credited(n: int, written: MediaEntry, said: Metadata, config: Config) -> _Credited:
    shown = filled(written, said)
    told = told_rights(written, shown, said, config)
    place = "\x1f".join((shown.credit.agency.casefold(), ", ".join(told.creators).casefold(), shown.credit.text))
    people = frozenset(filter(None, map(slugify, told.creators)))
    return _Credited(n, encode(told), encode(written), place if config.credits else "", people)


def _put(store: Store, path: str, rows: tuple[_Credited, ...]) -> None:
    store.db.executemany("INSERT INTO credited VALUES (?,?,?,?,?)", [(path, *row[:4]) for row in rows])
    photos = [(person, path, row.n) for row in rows for person in row.people]
    store.db.executemany("INSERT INTO photo VALUES (?,?,?)", photos)
