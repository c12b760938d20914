"""Questions about a site that need its stories read, but nothing built: what there is, what made a
page, and removing what was made.
"""

import contextlib
import datetime as dt
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ssg.build.options import Options
from ssg.build.run import Run
from ssg.build.session import Session
from ssg.catalog.schema import CATALOG_NAME
from ssg.catalog.sealed import discard
from ssg.catalog.store import Store
from ssg.catalog.traces import Traces
from ssg.config.site import load_config
from ssg.media.finder import MediaFinder
from ssg.model.story import Story
from ssg.output.destination import Destination, locked
from ssg.output.place import STATE_FOLDER
from ssg.pages.context import STATIC, Context
from ssg.pages.describe import describe_page
from ssg.source.files import CONTENT, find_files
from ssg.story.lifecycle import Clock, next_change


def list_stories(root: Path, options: Options) -> list[dict[str, Any]] | None:
    """Every story with its state, address and next change, newest first. None when site.yaml has
    errors.
    """
    with _opened(root, options) as run_:
        if run_ is None:
            return None
        found = [
            (story, state) for story, state in run_.scan.all_stories() if story.kind == "story"
        ]
        found.sort(key=lambda pair: (pair[0].date or options.now, pair[0].path), reverse=True)
        return [_listed(run_.context, story, str(state), run_.clock) for story, state in found]


def _listed(context: Context, story: Story, state: str, clock: Clock) -> dict[str, Any]:
    def shown(moment: dt.datetime | None) -> str:
        local = context.local(moment)
        return local.isoformat() if local else ""

    return {
        "title": story.title,
        "status": state,
        "date": shown(story.date),
        "changes": shown(next_change(story, clock)),
        "section": story.section,
        "url": context.urls.href(story.url),
        "path": story.path,
    }


def explain_page(root: Path, options: Options, address: str) -> dict[str, Any] | str:
    """What made the page at an address; or a sentence saying that there is none."""
    with _opened(root, options) as run_:
        if run_ is None:
            return "site.yaml has problems; `ssg check` shows them"
        context = run_.context
        context.static_files = tuple(file.path for file in find_files(root, STATIC)[0])
        run_.look_at_media(MediaFinder(find_files(root, CONTENT)[0]))
        run_.plan()
        page = run_.scan.page_at(context.urls, address)
        if page is None:
            return (
                f"there is no page at {address}; `ssg list` shows all stories with their addresses"
            )
        return describe_page(context, page)


def clean(root: Path, folder: Path) -> tuple[int, list[str]]:
    """Remove what ssg made in `folder`, and the catalog. Returns the number of files removed, and
    those left alone.
    """
    destination = Destination(root, folder)
    destination.check(root)
    if (
        not os.path.lexists(root / STATE_FOLDER / CATALOG_NAME)
        and not Destination(root, folder).list.read()
    ):
        return 0, sorted(destination.files())
    with locked(root, lambda: None):
        destination.close_stage()
        store = Store(root / STATE_FOLDER, destination.sealer)
        removed = destination.clear(Traces(store.db, destination.name))
        store.close()
        discard(store.path)
    return removed, sorted(destination.files())


@contextlib.contextmanager
def opened_with_media(root: Path, options: Options) -> Iterator["Run | None"]:
    """A run whose stories are read and whose pictures were looked into."""
    with _opened(root, options) as run_:
        if run_ is not None:
            run_.look_at_media(MediaFinder(find_files(root, CONTENT)[0]))
        yield run_


@contextlib.contextmanager
def _opened(root: Path, options: Options) -> Iterator["Run | None"]:
    """A run whose stories are read, for commands that only look."""
    config, _ = load_config(root, options.base_url)
    if config is None:
        yield None
        return
    with locked(root, lambda: options.say("a build of this site is under way; waiting for it")):
        run_ = Run(root, config, options, None, Session(root))
        with contextlib.closing(run_):
            run_.parse(find_files(root, CONTENT)[0])
            yield run_
