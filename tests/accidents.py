"""What may happen to a build from outside: it is killed or the disk fills at the n-th change that
it makes; its catalog is damaged.
"""

import errno
import itertools
import os
import random
import signal
import sqlite3
import sys
import time
import traceback
import warnings
from collections.abc import Callable
from pathlib import Path

from ssg.catalog import schema
from ssg.catalog.sealed import SealedFile
from ssg.disk.doors import Door, OutputError
from ssg.disk.seals import sealer_of

_FOR_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_TAKES_ROOM = ("os.mkdir", "os.link")
_CHANGES = (*_TAKES_ROOM, "os.rename", "os.remove", "os.rmdir")
_PAGE_BYTES = 16_384
WELL, FULL, MISHAP = 0, 1, 2


def in_a_process(work: Callable[[], object], *, killed_after: float | None = None) -> int:
    """Do `work` in a process of its own, which is killed after so many seconds. WELL; FULL if it
    ended with an error that a full disk or a dead process explains; MISHAP after any other, which
    is printed; or the negative number of the signal that ended it.
    """
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore", DeprecationWarning
        )  # pytest-xdist has threads, which a child does not need
        child = os.fork()
    if child:
        if killed_after is not None:
            time.sleep(killed_after)
            os.kill(child, signal.SIGKILL)
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    code = MISHAP
    try:
        work()
        code = WELL
    except (OSError, sqlite3.OperationalError, OutputError):
        code = FULL
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


def killed_at(number: int) -> None:
    """Kill this process at the number-th change that it makes to the disk or the catalog. A page
    may be half written then.
    """

    def die() -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    tick = _counted(number, die)
    _watch(_CHANGES, tick)
    write = Door.write

    def torn(door: Door, path: str, content: bytes | Path) -> int:
        if isinstance(content, bytes):
            write(door, path, content[: len(content) // 2])
            tick()
        return write(door, path, content)

    Door.write = torn
    connect = schema._connect

    def connect_and_watch(uri: str) -> sqlite3.Connection:
        connection = connect(uri)
        connection.set_trace_callback(
            lambda sql: None if sql.startswith(("SELECT", "--")) else tick()
        )
        return connection

    schema._connect = connect_and_watch


def full_at(number: int, pages: int) -> None:
    """Let the disk be full from the number-th file on that this process makes; the catalog may grow
    by so many pages.
    """

    def fail() -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    tick = _counted(number, fail)
    _watch(_TAKES_ROOM, tick)
    connect = schema._connect

    def connect_with_limit(uri: str) -> sqlite3.Connection:
        connection = connect(uri)
        if not uri.endswith("mode=ro"):
            now = connection.execute("PRAGMA page_count").fetchone()[0]
            connection.execute(f"PRAGMA max_page_count = {now + pages}")
        return connection

    schema._connect = connect_with_limit


def _counted(number: int, act: Callable[[], None]) -> Callable[[], None]:
    """A function that acts from the number-th call on."""
    count = itertools.count(1)

    def tick() -> None:
        if next(count) >= number:
            act()

    return tick


def _watch(events: tuple[str, ...], tick: Callable[[], None]) -> None:
    """Call `tick` before each of these events and each opening of a file for writing. There is no
    way back: for processes that end soon.
    """

    def hook(event: str, args: tuple) -> None:
        if event in events or (
            event == "open"
            and isinstance(args[2], int)
            and args[2] & _FOR_WRITING
            and args[0] != os.devnull
        ):
            tick()

    sys.addaudithook(hook)


def damage(catalog: Path, draw: random.Random) -> None:
    """Overwrite whole pages of a catalog, cut it short, or empty it. (Whether single bytes are
    right nobody can tell.) Its seal fits all the same: without one nothing of it would be read.
    """
    data = bytearray(catalog.read_bytes())
    how = draw.choice(("pages", "pages", "pages", "zeros", "cut", "other"))
    if how in ("pages", "zeros"):
        for _ in range(draw.randint(1, 3)):
            start = draw.randrange(max(1, len(data) // _PAGE_BYTES)) * _PAGE_BYTES
            data[start : start + _PAGE_BYTES] = (
                draw.randbytes(_PAGE_BYTES) if how == "pages" else bytes(_PAGE_BYTES)
            )
    elif how == "cut":
        del data[draw.randrange(len(data) + 1) :]
    else:
        data = bytearray(draw.choice((b"", b"no database", b"SQLite format 3\0")))
    catalog.write_bytes(data)
    reseal(catalog)


def replace(catalog: Path, other: Path) -> None:
    """Put another catalog in the place of this one, as a cache that is unpacked does."""
    for suffix in ("-wal", "-shm"):
        catalog.with_name(catalog.name + suffix).unlink(missing_ok=True)
    catalog.write_bytes(other.read_bytes())
    reseal(catalog)


def reseal(catalog: Path) -> None:
    """Seal a catalog as it is now, as if this machine had left it so."""
    SealedFile(catalog, sealer_of(catalog.parent.parent)).close()
