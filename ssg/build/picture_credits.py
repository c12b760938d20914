"""Notes whose each picture is, by story, presets and file: what goes into the files made of it, its
place in the ledger, who made it.
"""

import itertools
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from ssg.catalog.rows import PictureRow, encode
from ssg.catalog.store import Store
from ssg.catalog.subjects import LEDGER, about_photos
from ssg.config.site import Config
from ssg.model.file_metadata import Metadata
from ssg.model.story import MediaEntry, posters_of
from ssg.rights.told import filled, told_rights
from ssg.text.urls import slugify

_decode_said = msgspec.msgpack.Decoder(Metadata).decode
_NOTHING = Metadata()


class _Pictures(msgspec.Struct):
    """Of a story its language and its pictures alone, since there may be many stories."""

    lang: str = "en"
    media: tuple[MediaEntry, ...] = ()


_decode_pictures = msgspec.msgpack.Decoder(_Pictures).decode
_GROUP = 500


def credits_of(media: Sequence[MediaEntry], config: Config) -> tuple[PictureRow, ...]:
    """Whose the pictures of a new story are, as far as that does not depend on their files."""
    return tuple(_of_media(media, {}, config))


def update_picture_credits(store: Store, config: Config) -> None:
    """Bring it up to date with the stories that changed and those whose pictures did. Whatever says
    so now is touched.

    Where all stories are new, only those with files are looked at: of the others all is known
    already (`credits_of`).
    """
    if store.all_new:
        found = (
            (path, tuple(_of_story(store, id_, record, config)))
            for id_, path, record in _with_files(store)
        )
        while group := tuple(itertools.islice(found, _GROUP)):
            for path, _ in group:
                _forget(store, path)
            store.put_credits(group)
        return
    for path in sorted(store.changed):
        people = {
            key for (key,) in store.db.execute("SELECT person FROM photo WHERE story = ?", (path,))
        }
        sql = "SELECT n, told, place FROM credited WHERE story = ? ORDER BY n"
        before = store.db.execute(sql, (path,)).fetchall()
        now = tuple(
            row
            for id_, _, record in _with_pictures(store, path)
            for row in _of_story(store, id_, record, config)
        )
        if not before and not now:
            continue
        _forget(store, path)
        store.put_credits([(path, now)])
        store.plan_is_stale |= [row[:2] for row in before] != [(item.n, item.told) for item in now]
        store.touched.add(LEDGER)
        for key in people.union(*(item.people for item in now)):
            store.touched.add(about_photos(key))


def _with_files(store: Store) -> Iterator[tuple[int, str, bytes]]:
    """Number, path and record of each story with pictures whose files are here."""
    sql = """SELECT s.id, s.path, t.record FROM story s JOIN text t ON t.story = s.id
        WHERE s.id IN (SELECT u.story FROM use u JOIN media m ON m.path = u.path)"""
    yield from store.db.execute(sql)


def _with_pictures(store: Store, path: str) -> Iterator[tuple[int, str, bytes]]:
    """The same of one story, if it has any pictures."""
    sql = """SELECT s.id, s.path, t.record FROM story s JOIN text t ON t.story = s.id
        WHERE EXISTS (SELECT 1 FROM use WHERE story = s.id) AND s.path = ?"""
    yield from store.db.execute(sql, (path,))


def _forget(store: Store, path: str) -> None:
    for table in ("credited", "photo"):
        store.db.execute(f"DELETE FROM {table} WHERE story = ?", (path,))


def _of_story(store: Store, id_: int, record: bytes, config: Config) -> Iterator[PictureRow]:
    sql = "SELECT u.n, m.said FROM use u JOIN media m ON m.path = u.path WHERE u.story = ?"
    story = _decode_pictures(record)
    said = {
        n: _decode_said(blob).in_language(story.lang) for n, blob in store.db.execute(sql, (id_,))
    }
    yield from _of_media(story.media, said, config)


def _of_media(
    media: Sequence[MediaEntry], said: Mapping[int, Metadata], config: Config
) -> Iterator[PictureRow]:
    for n, written in enumerate(media):
        yield _credited(n, written, said.get(n, _NOTHING), config)
    for n, poster in posters_of(media):
        # What goes into the files made of it; the ledger and the makers' pages show the recording
        # itself.
        yield _credited(n, poster, said.get(n, _NOTHING), config)._replace(
            place="", people=frozenset()
        )


def _credited(n: int, written: MediaEntry, said: Metadata, config: Config) -> PictureRow:
    shown = filled(written, said, config)
    told = told_rights(written, shown, said, config)
    place = "\x1f".join(
        (shown.credit.agency.casefold(), ", ".join(told.creators).casefold(), shown.credit.text)
    )
    people = (
        frozenset() if written.recording else frozenset(filter(None, map(slugify, told.creators)))
    )  # their pages show pictures
    return PictureRow(n, encode(told), encode(written), place if config.credits else "", people)
