"""Which folders a site may be built to: none that is a link, holds what is not ours to replace, or
would be published with another one.
"""

import os
from pathlib import Path

from ssg.disk.doors import OutputError, files_below
from ssg.disk.seals import Sealer
from ssg.output.made_list import destinations_known

STATE_FOLDER = ".ssg"
# Where `ssg serve` builds, and nothing else does: it holds drafts, and is never published.
LIVE_FOLDER = f"{STATE_FOLDER}/live"
_OWN = ("content", "layouts", "static", "data", STATE_FOLDER)


def real_place(folder: Path) -> Path:
    """A folder by its real path, but for its own name, which may be a link."""
    given = os.path.abspath(folder)
    return Path(os.path.realpath(os.path.dirname(given)), os.path.basename(given))


def check_place(root: Path, given: Path, sealer: Sealer) -> None:
    """OutputError if building to `given` would overwrite what is not ours or publish what is not
    meant for it, or cannot work.
    """
    folder, root = real_place(given), Path(os.path.realpath(root))
    _check_links(root, Path(os.path.abspath(given)))
    if folder == root / LIVE_FOLDER:
        return
    if folder.exists() and not folder.is_dir():
        raise OutputError(f"{folder} is a file, not a folder")
    if (
        folder == root
        or folder in root.parents
        or any(_is_in(folder, root / name) for name in _OWN)
    ):
        raise OutputError(f"{folder} holds the newsroom's own files; build to another folder (-d)")
    if ".git" in (part.casefold() for part in folder.parts):
        raise OutputError(
            f"{folder} belongs to git, which runs what it finds there; build to another folder (-d)"
        )
    if folder.is_relative_to(root) and (
        hidden := next(
            (part for part in folder.relative_to(root).parts if part.startswith(".")), None
        )
    ):
        raise OutputError(
            f"{folder} lies in the hidden folder {hidden} of the site, which is not for readers;"
            " build to another folder (-d)"
        )
    _check_others(root, folder, sealer)


def _check_links(root: Path, given: Path) -> None:
    """A link could be anybody's who sends us files; and what it leads to can be named."""
    below = next(
        (base for base in (root, Path(os.path.abspath(root))) if given.is_relative_to(base)),
        given.parent,
    )
    steps = given.relative_to(below).parts
    for number in range(1, len(steps) + 1):
        place = below.joinpath(*steps[:number])
        if place.is_symlink():
            raise OutputError(
                f"{place} is a symbolic link; remove it, or build to the folder that it leads to:"
                f" -d {os.path.realpath(given)}"
            )


def _check_others(root: Path, folder: Path, sealer: Sealer) -> None:
    """One destination inside another would be published with it, drafts and all."""
    for name in destinations_known(root / STATE_FOLDER, sealer):
        other = real_place(root / name)
        if other in folder.parents and other.is_dir():
            raise OutputError(
                f"{folder} lies in {other}, which the site is built to as well, and would be"
                " published with it; build to a folder beside it (-d)"
            )
        if folder in other.parents and next(files_below(other), None) is not None:
            raise OutputError(
                f"{folder} holds {other}, which the site is built to as well and would be published"
                f" with it; remove that one (ssg clean -d {other}), or build to a folder beside it"
                " (-d)"
            )


def _is_in(folder: Path, own: Path) -> bool:
    """Whether a folder is one of the newsroom's own or lies in it, also where the disk takes upper
    for lower case.
    """
    return any(place == own or _is_same(place, own) for place in (folder, *folder.parents))


def _is_same(one: Path, other: Path) -> bool:
    try:
        return os.path.samefile(one, other)
    except OSError:
        return False
