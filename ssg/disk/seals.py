"""Seals what ssg leaves in `.ssg/`, with a secret of the machine, so that no file which came with a
repository is taken for ours.

The secret lies in the machine's state folder, where nothing lands that was committed to a
repository.
"""

import contextlib
import hmac
import os
import secrets
import stat
from pathlib import Path

import msgspec

_BYTES = 32
_NAME = "secret"
_PASSING: dict[str, "Sealer"] = {}
_FOR_WRITING = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW


class Sealer(msgspec.Struct, frozen=True, kw_only=True):
    """Makes seals and knows them again. `reason` says why it knows none of an earlier build, "" if
    it does.
    """

    secret: bytes
    reason: str = ""

    def __repr__(self) -> str:
        return f"Sealer(reason={self.reason!r})"  # never the secret, which a log would show

    def seal(self, purpose: str, content: bytes) -> bytes:
        """The seal of some bytes. `purpose` says what they are for: they are nothing else then."""
        head = purpose.encode()
        key = hmac.digest(self.secret, len(head).to_bytes(4) + head, "sha256")
        return hmac.digest(key, content, "sha256")

    def fits(self, seal: bytes, purpose: str, content: bytes) -> bool:
        return hmac.compare_digest(seal, self.seal(purpose, content))


def sealer_of(root: Path) -> Sealer:
    """The sealer of this machine, for the site at `root`. Its secret is made at the first call. It
    never fails.
    """
    folder = state_folder()
    if folder is None:
        return _passing(
            "there is no home folder for the secret of this machine; set XDG_STATE_HOME to a folder"
            " that lasts"
        )
    if os.path.realpath(folder).startswith(os.path.realpath(root) + os.sep):
        return _passing(
            f"{folder} lies in the site, where anybody's files may come from; set XDG_STATE_HOME to"
            " a folder outside of it"
        )
    try:
        return Sealer(secret=_secret(folder))
    except OSError as error:
        return _passing(
            f"{folder} cannot be used ({error.strerror}); set XDG_STATE_HOME to a folder that can"
            " be written"
        )


def state_folder() -> str | None:
    """Where programs keep what is of this machine (XDG Base Directory Specification):
    $XDG_STATE_HOME/ssg, else ~/.local/state/ssg.
    """
    given = os.environ.get("XDG_STATE_HOME", "")
    if os.path.isabs(given):  # others are to be passed over
        return os.path.join(given, "ssg")
    home = os.path.expanduser("~")
    return (
        os.path.join(home, ".local", "state", "ssg")
        if os.path.isabs(home) and os.path.isdir(home)
        else None
    )


def use_sealer(sealer: Sealer) -> None:
    """In a process of a pool: know what the parent seals, also where its secret is kept nowhere."""
    if sealer.reason:
        _PASSING[sealer.reason] = sealer


def _passing(reason: str) -> Sealer:
    """A sealer with a secret that ends with this build: all that is of an earlier one is strange to
    it.
    """
    return _PASSING.setdefault(reason, Sealer(secret=secrets.token_bytes(_BYTES), reason=reason))


def _secret(folder: str) -> bytes:
    """The secret in a folder. Made there whole and once, whoever else is making it now; one that
    others can read or write is made anew.
    """
    path = os.path.join(folder, _NAME)
    if (known := _read(path)) is not None:
        return known
    os.makedirs(folder, mode=0o700, exist_ok=True)
    draft = f"{path}.{secrets.token_hex(8)}"
    file = os.open(draft, _FOR_WRITING, 0o600)
    try:
        os.write(file, secrets.token_bytes(_BYTES))
        os.fsync(file)
        _place(draft, path)
    finally:
        os.close(file)
        with contextlib.suppress(FileNotFoundError):
            os.unlink(draft)
    if (made := _read(path)) is None:
        raise PermissionError(1, "others can write there", path)
    return made


def _place(draft: str, path: str) -> None:
    if not os.path.lexists(path):
        with contextlib.suppress(FileExistsError):  # another build was faster: its secret counts
            return os.link(draft, path)
        return None
    if _read(path) is None:
        os.replace(draft, path)
    return None


def _read(path: str) -> bytes | None:
    """The secret, if it is one that only this user can know."""
    try:
        file = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return None
    try:
        state = os.fstat(file)
        is_ours = (
            stat.S_ISREG(state.st_mode)
            and state.st_uid == os.geteuid()
            and not state.st_mode & 0o077
        )
        content = os.read(file, _BYTES + 1) if is_ours else b""
        return content if len(content) == _BYTES else None
    finally:
        os.close(file)
