"""Notes what may be done now with the pictures, video and audio of stories: it changes with the
stories, with their files, and by itself.
"""

import datetime as dt
from collections.abc import Iterator

import msgspec

from ssg.catalog.store import Store
from ssg.catalog.survey import told_entries
from ssg.config.site import Config
from ssg.model.story import MediaEntry, Story, parts_of
from ssg.rights.use import judge, next_end

_decode_story = msgspec.msgpack.Decoder(Story).decode


def update_picture_rights(store: Store, config: Config, now: dt.datetime) -> None:
    """Look at the rights of changed stories, and of those whose rights change by themselves. Their
    files must have been looked into.

    Pages that show such a story are touched where a verdict is another one, or holds to another
    moment. Where the site withholds what it has no right to show, the files are noted as withheld;
    other sites are not built with such pictures at all.
    """
    for id_, path, kind, rights in _limited(store):
        (record,) = store.db.execute("SELECT record FROM text WHERE story = ?", (id_,)).fetchone()
        story = _decode_story(record)
        entries = told_entries(store.db, story, config)
        verdicts = [judge(entry, config, now) for entry in entries]
        code = ",".join(_code(entry, config, now) for entry in entries)
        if code != rights:
            store.db.execute("UPDATE story SET rights = ? WHERE id = ?", (code, id_))
            if not store.all_new:
                store.note_state(id_, path, kind)
        if config.rights_end == "withhold":
            may = [verdict.use for verdict in verdicts]
            for n, part in enumerate(parts_of(story.media), len(story.media)):
                may[n] &= may[part.of]
            _withhold(store, id_, may)


def _limited(store: Store) -> Iterator[tuple[int, str, str, str]]:
    """Number, path, kind and former verdicts of the stories to look at."""
    sql = "SELECT id, path, kind, rights FROM story WHERE"
    if store.all_new:
        yield from store.db.execute(f"{sql} leased").fetchall()
        return
    rows = store.db.execute(f"{sql} leased = 2").fetchall()
    for path in sorted(store.changed):
        rows += store.db.execute(f"{sql} leased AND path = ?", (path,))
    yield from dict.fromkeys(rows)


def _code(entry: MediaEntry, config: Config, now: dt.datetime) -> str:
    """A verdict in a few letters, and until when it holds, to see whether it has changed: "us" may
    be used and handed on.
    """
    verdict, end = judge(entry, config, now), next_end(entry, config, now)
    until = f"{end.timestamp():.0f}" if end else ""
    return ("u" if verdict.use else "-") + ("s" if verdict.syndicate else "-") + until


def _withhold(store: Store, story: int, may: list[bool]) -> None:
    for n, shown in enumerate(may):
        done = store.db.execute(
            "UPDATE use SET shown = ? WHERE story = ? AND n = ? AND shown != ?",
            (shown, story, n, shown),
        )
        store.plan_is_stale |= done.rowcount > 0
