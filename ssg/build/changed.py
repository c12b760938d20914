"""Which stories must be parsed: those whose text is another one than the catalog knows."""

import functools
import sys
from collections.abc import Callable
from pathlib import Path

from ssg.build.output_scan import OutputScan
from ssg.build.workers import run_beside
from ssg.catalog.store import Store
from ssg.source.digests import have_digests
from ssg.source.files import SourceStat

# From so many files on, a second process is asked for half of them.
_MANY = 2_000


def changed_stories(
    root: Path,
    store: Store,
    stories: dict[str, SourceStat],
    look: Callable[[], OutputScan],
    *,
    jobs: int,
) -> tuple[list[SourceStat], OutputScan | None]:
    """Those of all `stories` that must be parsed; the catalog forgets those that are gone.

    Where many files have other times, a second process compares their bytes while this one does
    `look` at the destination: what it saw there is returned, too.
    """
    known = store.files.all()
    store.forget_files([path for path in known if path not in stories])
    dated = [
        file
        for path, file in stories.items()
        if path not in known or known[path][1] != file.mtime_ns or known[path][0] != file.size
    ]
    # A fresh clone has the same texts with other times.
    asked = [
        (file, known[file.path][2])
        for file in dated
        if file.path in known and known[file.path][0] == file.size
    ]
    answers, looked = _ask_digests(root, asked, look, jobs)
    same = {file.path: file for (file, _), is_same in zip(asked, answers, strict=True) if is_same}
    store.files.touch(same.values())
    return [file for file in dated if file.path not in same], looked


def _ask_digests(
    root: Path,
    asked: list[tuple[SourceStat, bytes]],
    look: Callable[[], OutputScan],
    jobs: int,
) -> tuple[bytes, OutputScan | None]:
    """Whether files have the digests given with them: a byte each."""
    ask = functools.partial(have_digests, root)
    if len(asked) < _MANY or jobs == 1 or sys.platform != "linux":
        return ask(asked), None
    ours = len(asked) // 3  # so that both take about as long
    theirs, (looked, answers) = run_beside(
        lambda: ask(asked[ours:]), lambda: (look(), ask(asked[:ours]))
    )
    whole = theirs if len(theirs) == len(asked) - ours else ask(asked[ours:])
    return answers + whole, looked
