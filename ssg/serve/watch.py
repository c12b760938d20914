"""Watches the newsroom's files: paths that changed come out, in batches as they are saved."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

from watchfiles import awatch

from ssg.config.site import CONFIG_NAME
from ssg.layouts import LAYOUTS
from ssg.pages.context import STATIC
from ssg.pages.views.data import DATA
from ssg.source.files import CONTENT, is_passed_over

WATCHED = (CONTENT, STATIC, LAYOUTS, DATA)
# Milliseconds: how long a batch stays open after its last change, and at most. A branch switch is
# one batch; but one save should not wait for another.
_STEP, _LONGEST = 15, 400
_POLL_EVERY = 300


class Watch:
    """Two watchers: one of the site's own folder, where site.yaml and the folders come and go, and
    one of all that lies in these. What is built, and what else lies there, is not looked at.
    """

    def __init__(self, root: Path, *, poll: bool):
        """`poll` looks again and again, for network folders that tell of no change."""
        self._root, self._poll = root.resolve(), poll
        self._changes: asyncio.Queue[frozenset[str]] = asyncio.Queue()
        self._stop, self._again = asyncio.Event(), asyncio.Event()

    async def batches(self) -> AsyncIterator[frozenset[str]]:
        """Paths that came, changed or went (POSIX, relative to the site), for ever; none where the
        site's own folder is gone.
        """
        watching = asyncio.gather(self._watch_top(), self._watch_folders())
        try:
            while True:
                yield await self._changes.get()
        finally:
            self._stop.set()
            watching.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await watching

    async def _watch_top(self) -> None:
        known = self._folders()
        async for paths in self._watched([self._root], self._stop, recursive=False):
            if self._folders() != known:
                known = self._folders()
                self._again.set()
            ours = frozenset(path for path in paths if path == CONFIG_NAME or path in WATCHED)
            if ours or not self._root.is_dir():
                self._changes.put_nowait(ours)

    async def _watch_folders(self) -> None:
        while True:
            self._again = asyncio.Event()
            folders = [self._root / name for name in self._folders()]
            if not folders:
                await self._again.wait()
                continue
            # A folder that goes ends the watch with an error; it is begun anew with the others.
            with contextlib.suppress(OSError, RuntimeError):
                async for paths in self._watched(folders, self._again, recursive=True):
                    if paths:
                        self._changes.put_nowait(paths)
            await asyncio.sleep(_STEP / 1000)

    async def _watched(
        self, folders: Sequence[Path], stop: asyncio.Event, *, recursive: bool
    ) -> AsyncIterator[frozenset[str]]:
        async for batch in awatch(
            *folders,
            watch_filter=None,
            step=_STEP,
            debounce=_LONGEST,
            stop_event=stop,
            force_polling=self._poll or None,
            poll_delay_ms=_POLL_EVERY,
            recursive=recursive,
        ):
            yield frozenset(filter(None, (self._shown(path) for _, path in batch)))

    def _folders(self) -> tuple[str, ...]:
        return tuple(name for name in WATCHED if (self._root / name).is_dir())

    def _shown(self, path: str) -> str:
        """A path as the site knows it; "" for what is no file of the newsroom."""
        try:
            parts = Path(path).relative_to(self._root).parts
        except ValueError:
            return ""
        return "" if any(map(is_passed_over, parts)) else "/".join(parts)
