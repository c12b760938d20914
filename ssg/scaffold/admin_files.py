"""Writes the editor into static/admin/ of a site, and the workflow of its previews. A file that
somebody changed by hand is never written over unasked: each of ours ends with the digest of what
stands above it.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from ssg.disk.doors import Door, OutputError
from ssg.scaffold.admin import FOLDER, LICENCES, SCRIPTS, AdminError, integrity
from ssg.scaffold.new import NewFile, workflow

_COMMENTS = {".yml": ("# ", ""), ".js": ("// ", ""), ".html": ("<!-- ", " -->")}
_SEAL = re.compile(rb"(?:# |// |<!-- )written by ssg admin, sha256 ([0-9a-f]{64})(?: -->)?\n")
_INTEGRITY = re.compile(rb"sha384-[A-Za-z0-9+/]{64}")


def sealed(texts: Mapping[str, str]) -> tuple[NewFile, ...]:
    """Files by their paths in the site, each with its digest in its last line."""
    return tuple(NewFile(path=path, content=_sealed(path, text)) for path, text in texts.items())


def vendored(modules: Path) -> tuple[NewFile, ...]:
    """The scripts of others, with their licences, from a folder node_modules/. AdminError if one is
    missing or not the one that ssg knows.
    """
    found = []
    for script in SCRIPTS:
        content = _read(modules, script.module)
        if integrity(content) != script.integrity:
            raise AdminError(
                f"{modules / script.module} is another version than {script.url}; install that one"
            )
        found.append(NewFile(path=f"{FOLDER}/{script.name}", content=content))
    for module, name in LICENCES.items():
        found.append(NewFile(path=f"{FOLDER}/{name}", content=_read(modules, module)))
    return tuple(found)


def _read(modules: Path, path: str) -> bytes:
    try:
        return (modules / path).read_bytes()
    except OSError:
        raise AdminError(
            f"there is no {path} in {modules}; name the folder node_modules that npm made"
        ) from None


def compare(root: Path, files: Iterable[NewFile]) -> dict[str, str]:
    """What is to be done with each file: "new", "update", "same", or "changed" by hand."""
    door = Door(root)
    started = integrity(workflow(previews=False).encode())  # what `ssg new site` wrote has no seal
    known = _known_scripts(door) | {started}
    return {file.path: _state(door, file, known) for file in files}


def write(root: Path, files: Iterable[NewFile], states: Mapping[str, str]) -> None:
    """Write what is not there as it should be. OutputError for a link that leads elsewhere."""
    door = Door(root)
    for file in files:
        if states[file.path] != "same":
            door.make_room(file.path)
            door.write(file.path, file.content)


def _sealed(name: str, text: str) -> bytes:
    content = text.encode()
    before, behind = _COMMENTS[Path(name).suffix]
    digest = hashlib.sha256(content).hexdigest()
    return content + f"{before}written by ssg admin, sha256 {digest}{behind}\n".encode()


def is_untouched(content: bytes) -> bool:
    """Whether a file is as ssg wrote it."""
    above, _, last = content.rstrip(b"\n").rpartition(b"\n")
    seal = _SEAL.fullmatch(last + b"\n")
    return seal is not None and hashlib.sha256(above + b"\n").hexdigest() == seal[1].decode()


def _known_scripts(door: Door) -> frozenset[str]:
    """The digests of scripts that an earlier `ssg admin` copied, by its page, if untouched."""
    page = _content(door, f"{FOLDER}/index.html")
    if page is None or not is_untouched(page):
        return frozenset()
    return frozenset(each.decode() for each in _INTEGRITY.findall(page))


def _state(door: Door, file: NewFile, known: frozenset[str]) -> str:
    found = _content(door, file.path)
    if found is None:
        return "new"
    if found == file.content:
        return "same"
    return "update" if is_untouched(found) or integrity(found) in known else "changed"


def _content(door: Door, path: str) -> bytes | None:
    try:
        return door.read(path)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise OutputError(f"{path} cannot be read: {error.strerror}") from None
