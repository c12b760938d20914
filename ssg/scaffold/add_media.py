"""Adds pictures to a story on the disk: the files are copied beside it, and its front matter is
replaced in one step.
"""

import contextlib
import os
from collections.abc import Sequence
from pathlib import Path

from ssg.config.site import find_site, load_config
from ssg.disk.doors import Door
from ssg.grammar.names import NOTHING_KNOWN, Known
from ssg.media.metadata.reader import read_metadata
from ssg.media.probe import probe_media
from ssg.rights.entry import Entry, EntryError, entry_for, with_entry
from ssg.source.files import MAX_STORY_BYTES, decode_source
from ssg.text.urls import nfc


class AddError(Exception):
    """Nothing was written; the message says why, with the file's name."""


def read_entry(picture: Path, src: str = "", known: Known = NOTHING_KNOWN) -> Entry:
    """The entry for a picture, video or audio; `known` is whom site.yaml names. AddError if it is
    none that can be published.
    """
    found = probe_media(picture.parent, picture.name)
    wrong = (
        found.problem or found.warning or ("it is a text" if found.kind.startswith("text/") else "")
    )
    if wrong:
        raise AddError(f"{picture} cannot be used: {wrong}")
    return entry_for(src or nfc(picture.name), read_metadata(picture), known)


def known_at(folder: Path) -> Known:
    """Whom the site of a folder names in its site.yaml; nobody without a site, or one that can be
    read.
    """
    root = find_site(folder.absolute())
    config = load_config(root)[0] if root else None
    return config.known if config else NOTHING_KNOWN


def add_pictures(story: Path, pictures: Sequence[Path]) -> tuple[Entry, ...]:
    """Copy pictures beside the story and write their entries into it; all of them, or none.
    AddError says why not.

    A copy that is there already with the same bytes is taken as it is; one with other bytes is
    never written over.
    """
    known = known_at(story.parent)
    entries = tuple(read_entry(picture, known=known) for picture in pictures)
    try:
        raw = _read_story(story)
        text = _text_of(raw, story)
        for entry in entries:
            text = with_entry(text, entry)
        copies = [(picture, story.parent / picture.name) for picture in pictures]
        for path in (story, *(target for _, target in copies)):
            _must_lie_inside(path)
        for picture, target in copies:
            if other := _in_another_case(target):
                raise AddError(
                    f"{other} is there already, and on some disks {target.name} is the same name:"
                    " give yours another one"
                )
            if target.exists() and target.read_bytes() != picture.read_bytes():
                raise AddError(
                    f"{target} is there already, and is another picture: give yours another name"
                )
        for picture, target in copies:
            if not os.path.lexists(target):
                _write(target, picture.read_bytes())
        _write(story, _encoded_like(raw, text))
    except EntryError as error:
        raise AddError(f"{story}: {error}") from None
    except OSError as error:
        raise AddError(
            f"{error.filename or story} cannot be used: {error.strerror or error}"
        ) from None
    return entries


def _must_lie_inside(path: Path) -> None:
    """AddError for a link that leads out of the story's site, or to nothing: what it names is not
    ours to write.
    """
    real, site = os.path.realpath(path), find_site(path.parent)
    inside = site is not None and real.startswith(os.path.realpath(site) + os.sep)
    if path.is_symlink() and not (inside and os.path.isfile(real)):
        raise AddError(f"{path} is a symbolic link that leads elsewhere; remove it")


def _in_another_case(target: Path) -> Path | None:
    """A file beside the target whose name differs in upper and lower case alone."""
    beside = (path for path in target.parent.iterdir() if path.name != target.name)
    return next((path for path in beside if path.name.casefold() == target.name.casefold()), None)


def _read_story(story: Path) -> bytes:
    with open(story, "rb") as file:
        return file.read(MAX_STORY_BYTES + 1)


def _text_of(raw: bytes, story: Path) -> str:
    source = decode_source(str(story), raw)
    if len(raw) > MAX_STORY_BYTES or not hasattr(source, "text"):
        raise AddError(f"{story} is not a story: it must be UTF-8 text")
    windows = raw.count(b"\r\n")
    if raw.count(b"\r") != windows or windows not in (0, raw.count(b"\n")):
        raise AddError(f"{story} has line ends of several kinds: save it with one kind")
    return str(source.text)


def _encoded_like(raw: bytes, text: str) -> bytes:
    """With the byte order mark and the line ends of before."""
    if b"\r\n" in raw:
        text = text.replace("\n", "\r\n")
    return (b"\xef\xbb\xbf" if raw.startswith(b"\xef\xbb\xbf") else b"") + text.encode()


def _write(path: Path, content: bytes) -> None:
    """A file is there whole, or as it was; its permissions stay, and so does a link to it."""
    path = Path(os.path.realpath(path))
    mode = path.stat().st_mode & 0o7777 if path.exists() else None
    with contextlib.closing(Door(path.parent)) as door:
        door.put(path.name, content, mode=mode)
