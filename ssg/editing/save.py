"""Stories on the disk: a path goes in; the text that an editor is shown comes out, and is written
again only if the file is still that text.

content/ is the newsroom's own, where links may lead from one folder to another: what is written is
the file that a link leads to, if the site may publish it (`found_inside`).
"""

import contextlib
import datetime as dt
import errno
import fcntl
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import msgspec

from ssg.disk.doors import Door, OutputError, found_inside, is_plain
from ssg.disk.seals import sealer_of
from ssg.editing.head import CannotEdit
from ssg.editing.undo import Changed, Changes
from ssg.output.place import STATE_FOLDER
from ssg.scaffold.new import NewFile, write_files
from ssg.source.digests import digest_of
from ssg.source.files import CONTENT, MAX_STORY_BYTES, STORY_SUFFIXES

_LOCK = f"{STATE_FOLDER}/editing-lock"
_WRITABLE = 0o222


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """A story file as it stands on the disk: its text with the line ends and the byte order mark
    that it has, and the digest of its bytes.
    """

    path: str
    text: str
    digest: str


class Conflict(msgspec.Struct, frozen=True, kw_only=True):
    """Nothing was written, since the file is not what the editor was shown. Both versions, so that
    neither is lost: `found` is the file as it is now, None if it is gone; `wanted` what was to be
    written, None for a new file that was to go.
    """

    path: str
    found: Shown | None
    wanted: str | None


def shown(root: Path, path: str) -> Shown:
    """A story to show and to change. CannotEdit if there is none, or it is not UTF-8 text."""
    with _opened(root, path) as (door, place):
        found = _read(door, place, path)
    if found is None:
        raise CannotEdit(f"{path} is not there")
    return found


def save(
    root: Path,
    path: str,
    before_digest: str,
    new_text: str,
    *,
    what: str = "",
    at: dt.datetime | None = None,
) -> Shown | Conflict:
    """Write a story that was changed, and keep what it was for `undo`. `what` and `at` say what was
    done, and when. The file keeps its permissions. CannotEdit if it cannot be written.
    """
    with _locked(root), _opened(root, path) as (door, place):
        found = _read(door, place, path)
        if found is None or found.digest != before_digest:
            return Conflict(path=path, found=found, wanted=new_text)
        if new_text == found.text:
            return found
        made = _shown(path, _encoded(new_text))
        with _noted(root, made, found.text, what, at):
            _write(door, place, made.text)
        return made


def create(
    root: Path, path: str, text: str, *, what: str = "", at: dt.datetime | None = None
) -> Shown:
    """Write a new story. CannotEdit if there is a file of that name."""
    _check(path)
    with _locked(root), _told(path):
        made = _shown(path, _encoded(text))
        if os.path.lexists(root / path):
            raise CannotEdit(
                f"{path} is there already, and was not touched; give the new story another title"
            )
        with _noted(root, made, None, what, at):
            write_files(root, [NewFile(path=path, content=made.text.encode())])
        return made


def changes(root: Path) -> tuple[Changed, ...]:
    """The changes that can be undone, the latest first."""
    return _changes(root).read()


def undo(root: Path, change_id: str) -> Shown | Conflict | None:
    """Make a story what it was before a change; None where the change had made the file, which is
    gone then. A Conflict if the file was changed since.
    """
    with _locked(root):
        known = _changes(root)
        changed = next((each for each in known.read() if each.id == change_id), None)
        if changed is None:
            raise CannotEdit("there is no such change to undo; only the latest are kept")
        with _opened(root, changed.path) as (door, place):
            found = _read(door, place, changed.path)
            if found is None or found.digest != changed.after:
                return Conflict(path=changed.path, found=found, wanted=changed.before)
            if changed.before is None:
                door.remove(place)
            else:
                _write(door, place, changed.before)
            known.remove(change_id)
        if changed.before is None:
            return None
        return _shown(changed.path, changed.before.encode())


# ---- on the disk


def _check(path: str) -> None:
    if not (
        is_plain(path)
        and path.startswith(f"{CONTENT}/")
        and path.lower().endswith(STORY_SUFFIXES)
        and not any(part.startswith(".") for part in path.split("/"))
    ):
        raise CannotEdit(f"{path!r} is not a story in {CONTENT}/")


@contextlib.contextmanager
def _opened(root: Path, path: str) -> Iterator[tuple[Door, str]]:
    """The door of the site, and the place below it where a story really lies."""
    _check(path)
    with _told(path):
        real_root = os.path.realpath(root)
        place = os.path.relpath(found_inside(root, path), real_root)
        with contextlib.closing(Door(real_root)) as door:
            yield door, place


@contextlib.contextmanager
def _told(path: str) -> Iterator[None]:
    """What the disk says, in a sentence for an editor."""
    try:
        yield
    except OutputError as error:
        raise CannotEdit(str(error)) from None
    except OSError as error:
        raise CannotEdit(f"{path} cannot be read or written: {error.strerror}") from None


@contextlib.contextmanager
def _locked(root: Path) -> Iterator[None]:
    """One change at a time. (Not the lock of the site: nobody wants to wait for a build.)"""
    with _told(_LOCK), contextlib.closing(Door(os.path.realpath(root))) as door:
        lock = door.lock_file(_LOCK)
    with open(lock, "rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _changes(root: Path) -> Changes:
    return Changes(root / STATE_FOLDER, sealer_of(root))


@contextlib.contextmanager
def _noted(
    root: Path, made: Shown, before: str | None, what: str, at: dt.datetime | None
) -> Iterator[None]:
    """Keep what a file was before it is written, so that nothing is lost if we are killed then."""
    changed = Changed(
        id=os.urandom(8).hex(), path=made.path, after=made.digest, before=before, what=what, at=at
    )
    known = _changes(root)
    known.add(changed)
    try:
        yield
    except BaseException:
        known.remove(changed.id)
        raise


def _read(door: Door, place: str, path: str) -> Shown | None:
    try:
        with open(door.open(place), "rb") as file:
            data = file.read(MAX_STORY_BYTES + 1)
    except FileNotFoundError:
        return None
    if len(data) > MAX_STORY_BYTES:
        raise CannotEdit(f"{path} is larger than {MAX_STORY_BYTES // 1_000_000} MB")
    return _shown(path, data)


def _shown(path: str, data: bytes) -> Shown:
    try:
        text = data.decode()
    except UnicodeDecodeError:
        raise CannotEdit(f"{path} is not UTF-8 text; save it as UTF-8 first") from None
    return Shown(path=path, text=text, digest=digest_of(data)[0].hex())


def _encoded(text: str) -> bytes:
    try:
        data = text.encode()
    except UnicodeEncodeError:
        raise CannotEdit("the text has half a character, which no file can hold") from None
    if len(data) > MAX_STORY_BYTES:
        raise CannotEdit(f"a story has at most {MAX_STORY_BYTES // 1_000_000} MB")
    return data


def _write(door: Door, place: str, text: str) -> None:
    file = door.open(place)
    try:
        mode = stat.S_IMODE(os.fstat(file).st_mode)
    finally:
        os.close(file)
    if not mode & _WRITABLE:
        raise PermissionError(errno.EACCES, "the file is write-protected")
    door.rewrite(place, text.encode(), mode=mode)
