"""Resolves the pictures of stories, each once: when its story, its file or a setting changed. The
verdict on one alone changes by itself, too.
"""

import datetime as dt
import itertools
from collections.abc import Collection, Iterator, Mapping, Sequence

from ssg.catalog.answers import decode_picture
from ssg.catalog.rows import PictureRow, encode
from ssg.catalog.store import Store
from ssg.config.site import Config, Stage, seen_by
from ssg.model.probe import MediaFile
from ssg.model.resolved import ResolvedPicture
from ssg.model.story import MediaEntry, parts_of, posters_of
from ssg.rights.resolve import judged, resolve
from ssg.source.digests import digest_of
from ssg.text.urls import slugify
from ssg.versions import code_of, library_versions, picture_versions, python_version

# The code that decides what is resolved of a picture.
RESOLVING = (
    *("problems.py", "text", "disk", "source", "markup", "model", "grammar", "config", "story"),
    *("media", "rights", "catalog", "layouts/block_options.py", "build/resolve.py"),
)
_GROUP = 500
_NOBODY = frozenset[str]()


def resolve_key(config: Config) -> str:
    """What else than its story, its file and the moment decides what is resolved of a picture. A
    change of it resolves all anew.
    """
    versions = (python_version(), *picture_versions(), *library_versions("msgspec", "tzdata"))
    known = (code_of(*RESOLVING), versions, seen_by(config, Stage.MEDIA))
    return digest_of(repr(known).encode())[0].hex()


def without_files(media: Sequence[MediaEntry], config: Config) -> tuple[PictureRow, ...]:
    """The pictures of a new story, as far as they depend on no file and no moment."""
    return tuple(_rows(media, {}, config, None))


def resolve_pictures(store: Store, config: Config, now: dt.datetime) -> None:
    """Bring what is resolved up to date with the stories that changed, those whose pictures did,
    and the moment. The files must have been looked into.

    What shows a picture is invalidated where it is another one now. Where the site withholds what
    it has no right to show, the files are noted as withheld; other sites are not built with them.
    """
    key, config = resolve_key(config), seen_by(config, Stage.MEDIA)
    is_anew = store.meta("resolved-under") != key
    if is_anew:
        store.set_meta("resolved-under", key)
    if store.all_new:
        _resolve_first(store, config, now)
        paths: Collection[str] | None = None
    else:
        paths = store.changed.union(store.pictures.stories() if is_anew else ())
        for path in sorted(paths):
            _resolve_again(store, config, now, path)
    for id_, path in store.pictures.limited(paths).items():
        _judge(store, config, now, id_, path)


def _resolve_first(store: Store, config: Config, now: dt.datetime) -> None:
    """Where all stories are new, only those with files are looked at: of the others all is known
    already (`without_files`) but the verdicts.
    """
    found = (
        (path, _of_story(store, config, now, path))
        for path in store.pictures.stories(with_files=True)
    )
    while group := tuple(itertools.islice(found, _GROUP)):
        for path, _ in group:
            store.pictures.forget(path)
        store.pictures.put(group)


def _resolve_again(store: Store, config: Config, now: dt.datetime, path: str) -> None:
    before = store.pictures.of(path)
    after = _of_story(store, config, now, path)
    if before != after:
        store.pictures.forget(path)
        store.pictures.put([(path, after)])
        store.plan_is_stale |= _planned(before) != _planned(after)
    if before != after or (after and path in store.changed):  # it may be published, or no more
        store.pictures.touch(path, (*before, *after))


def _of_story(store: Store, config: Config, now: dt.datetime, path: str) -> tuple[PictureRow, ...]:
    media = store.pictures.media_of(path)
    files = store.pictures.files_of(path) if media else {}
    return tuple(_rows(media, files, config, now))


def _rows(
    media: Sequence[MediaEntry],
    files: Mapping[int, MediaFile],
    config: Config,
    now: dt.datetime | None,
) -> Iterator[PictureRow]:
    """The entries of a story and the posters that belong to them, each as a row; with what may be
    done with them at a moment, if it is given.
    """
    parts = tuple(parts_of(media))
    for n, written in (*enumerate(media), *posters_of(media)):
        is_poster = n >= len(media)
        entry = parts[n - len(media)].of if is_poster else n
        picture = resolve(written, files.get(n), config, crops=entry == 0)
        if now:
            picture = judged(picture, config, now)
        # The ledger shows a recording itself, not its poster; the pages of people show pictures.
        has_place = config.credits and not is_poster
        has_people = not is_poster and not written.recording
        yield PictureRow(
            n,
            encode(picture),
            _place(picture) if has_place else "",
            frozenset(filter(None, map(slugify, picture.embedded.creators)))
            if has_people
            else _NOBODY,
        )


def _place(picture: ResolvedPicture) -> str:
    """Where a picture stands in the ledger."""
    credit, creators = picture.entry.credit, ", ".join(picture.embedded.creators)
    return "\x1f".join((credit.agency.casefold(), creators.casefold(), credit.text))


def _planned(rows: Sequence[PictureRow]) -> list[object]:
    """What planning asks of a story's pictures."""
    pictures = (decode_picture(row.resolved) for row in rows)
    return [
        (row.n, picture.embedded, picture.files)
        for row, picture in zip(rows, pictures, strict=True)
    ]


def _judge(store: Store, config: Config, now: dt.datetime, id_: int, path: str) -> None:
    """Look at the rights of a story's pictures again."""
    uses = tuple(store.pictures.uses(id_, path))
    may: list[bool] = []
    for use in uses:
        picture = use.picture and judged(use.picture, config, now)
        may.append(picture is None or picture.verdict.use)
        if picture and picture != use.picture:
            store.pictures.judge(path, use.n, picture)
            if not store.all_new:
                store.pictures.touch(path, store.pictures.of(path))
                store.changed.add(path)
    media = [use.picture.entry for use in uses if use.picture and not use.part]
    for n, part in enumerate(parts_of(media), len(media)):
        may[n] &= may[part.of]
    for use, is_allowed in zip(uses, may, strict=True):
        shown = is_allowed or config.rights_end == "error"
        if shown != use.shown:
            store.pictures.show(id_, use.n, shown)
            store.plan_is_stale = True
