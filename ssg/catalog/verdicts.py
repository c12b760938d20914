"""Notes which pictures a site withholds now, because it has no right to show them: then their files are not published either."""

import datetime as dt

import msgspec

from ssg.catalog.store import Store
from ssg.catalog.survey import with_said
from ssg.config import Config
from ssg.story.model import Story
from ssg.story.rights import judge

_decode_story = msgspec.msgpack.Decoder(Story).decode


def withhold(store: Store, config: Config, now: dt.datetime) -> None:
    """Look at the rights of changed stories, and of those whose rights change by themselves. Other sites are not built with such pictures at all."""
    if config.rights_end != "withhold":
        return
    for id_, path, leased, record in store.db.execute("SELECT id, path, leased, record FROM told WHERE leased").fetchall():
        if not (leased == 2 or store.all_new or path in store.changed):
            continue
        for n, entry in enumerate(with_said(store.db, _decode_story(record)).media):
            shown = judge(entry, config, now).use
            done = store.db.execute("UPDATE use SET shown = ? WHERE story = ? AND n = ? AND shown != ?", (shown, id_, n, shown))
            store.plan_is_stale |= done.rowcount > 0
