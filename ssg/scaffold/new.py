"""What `ssg new` makes: a title and a moment go in; the files of a newsroom to start from, or of a
new story, come out.

The patterns are in starter/, with blanks such as %%title%%.
"""

import datetime as dt
import errno
import os
import re
import unicodedata
from collections.abc import Iterable, Mapping
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

import msgspec

import ssg
from ssg.config.site import CONFIG_NAME, Config, parse_config
from ssg.problems import Problem
from ssg.scaffold.installed import requirement
from ssg.source.files import CONTENT, SourceFile
from ssg.source.yaml import parse_yaml
from ssg.source.yaml_quoting import yaml_text
from ssg.text.urls import device_problem, slugify

# Files whose true names would hide them from people, or act on this repository.
WORKFLOW = ".github/workflows/pages.yml"
_PLACES = {"gitignore": ".gitignore", "pages.yml": WORKFLOW}
_TEXT_SUFFIXES = (".md", ".yaml", ".yml")
_BLANK = re.compile(r"%%([a-z_-]+)%%")
_MAX_NAME_BYTES = 200  # disks take 255 bytes a name


class NewFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file to be written; `path` is POSIX and relative to the site's folder."""

    path: str
    content: bytes


class SectionFolder(msgspec.Struct, frozen=True, kw_only=True):
    """A section that a story can be put into, and the folder of content/ that holds its stories."""

    key: str
    title: str
    folder: str


def starter_site(*, title: str, base_url: str, now: dt.datetime) -> tuple[NewFile, ...]:
    """A working newsroom with a few example stories dated around `now`. ValueError if title or
    address cannot be used.
    """
    values = {
        "title": yaml_text(clean_text(title)),
        "base_url": yaml_text(base_url.strip()),
        "version": ssg.__version__,
        "requirement": requirement()[0],
        "two-days-ago": _moment(now - dt.timedelta(days=2)),
        "yesterday": _moment(now - dt.timedelta(days=1)),
        "this-morning": _moment(now - dt.timedelta(hours=2)),
        "tomorrow": _moment(now + dt.timedelta(days=1)),
    }
    root = _starter() / "site"
    files = tuple(_filled(item, path, values) for path, item in _walk(root, ""))
    for problem in _config_problems(next(file for file in files if file.path == CONFIG_NAME)):
        raise ValueError(problem.message)
    return tuple(sorted(files, key=lambda file: file.path))


def new_story(title: str, *, section: SectionFolder, byline: str, now: dt.datetime) -> NewFile:
    """The file of a new draft. `now` is in the site's zone. ValueError for a title without any
    text.
    """
    headline = clean_text(title)
    if not headline:
        raise ValueError("a story needs a title")
    by = (
        f"byline: {yaml_text(clean_text(byline))}"
        if clean_text(byline)
        else "# byline: who wrote it"
    )
    values = {"title": yaml_text(headline), "date": _moment(now), "byline": by}
    text = _fill((_starter() / "story.md").read_text(encoding="utf-8"), values)
    if slugify(section.folder) != section.key:
        text = text.replace("\ntags:", f"\nsection: {yaml_text(section.key)}\ntags:", 1)
    return NewFile(
        path=f"{CONTENT}/{section.folder}/{_file_name(headline, now)}.md", content=text.encode()
    )


def section_folders(root: Path, config: Config) -> tuple[SectionFolder, ...]:
    """The sections of a site: those of site.yaml in their order, then other folders of content/."""
    content = root / CONTENT
    names = (
        sorted(item.name for item in content.iterdir() if item.is_dir()) if content.is_dir() else []
    )
    folders = {
        slugify(name): name for name in names if name != "media" and not name.startswith((".", "_"))
    }
    listed = sorted(config.sections.items(), key=lambda pair: pair[1].order)
    known = {
        key: SectionFolder(key=key, title=section.title or key, folder=folders.get(key, key))
        for key, section in listed
    }
    others = {
        key: SectionFolder(key=key, title=name, folder=name)
        for key, name in folders.items()
        if key not in known
    }
    return (*known.values(), *others.values())


def workflow(*, previews: bool) -> str:
    """The workflow that publishes a site on GitHub Pages; with `previews`, those of pull requests
    too.
    """
    pattern = _starter() / ("previews.yml" if previews else "site/pages.yml")
    values = {"version": ssg.__version__, "requirement": requirement()[0]}
    return _fill(pattern.read_text(encoding="utf-8"), values)


def find_section(named: str, sections: Iterable[SectionFolder]) -> SectionFolder | None:
    """The section that an editor means by its key, title or folder, in any case."""
    wanted = named.strip().casefold()
    return next(
        (
            s
            for s in sections
            if wanted in (s.key.casefold(), s.title.casefold(), s.folder.casefold())
        ),
        None,
    )


def write_files(folder: Path, files: Iterable[NewFile]) -> None:
    """Write files that are not there yet. FileExistsError rather than write over one."""
    for file in files:
        target = folder / file.path
        target.parent.mkdir(parents=True, exist_ok=True)
        if not os.path.realpath(target.parent).startswith(os.path.realpath(folder)):
            raise FileExistsError(
                errno.EEXIST, "a symbolic link leads out of the site", str(target)
            )
        with open(target, "xb") as out:
            out.write(file.content)


def clean_text(text: str) -> str:
    """One line of text from the command line: control characters and broken bytes taken out, runs
    of space made one.
    """
    kept = (
        " " if unicodedata.category(c) == "Cc" else c
        for c in text
        if unicodedata.category(c) != "Cs" and c not in "\ufffe\uffff"
    )
    return " ".join("".join(kept).split())


def _file_name(headline: str, now: dt.datetime) -> str:
    """A name of the headline's words. `index` means something else, Windows keeps some names, and a
    headline of emoji has no words.
    """
    name = slugify(headline)
    if not name:
        return f"story-{now:%Y-%m-%d}"
    while len(name.encode()) > _MAX_NAME_BYTES:
        name = name[:-1].rstrip("-")
    return f"{name}-story" if name == "index" or device_problem(name) else name


def _moment(moment: dt.datetime) -> str:
    return moment.replace(second=0, microsecond=0).isoformat()


def _starter() -> Traversable:
    return resources.files("ssg") / "starter"


def _walk(folder: Traversable, path: str) -> Iterable[tuple[str, Traversable]]:
    for item in folder.iterdir():
        below = f"{path}{item.name}"
        if item.is_dir():
            yield from _walk(item, f"{below}/")
        else:
            yield _PLACES.get(below, below), item


def _filled(item: Traversable, path: str, values: Mapping[str, str]) -> NewFile:
    if not item.name.endswith(_TEXT_SUFFIXES):
        return NewFile(path=path, content=item.read_bytes())
    return NewFile(path=path, content=_fill(item.read_text(encoding="utf-8"), values).encode())


def _fill(text: str, values: Mapping[str, str]) -> str:
    # In one pass, so that a title which looks like a blank stays as it is.
    return _BLANK.sub(lambda match: values[match[1]], text)


def _config_problems(file: NewFile) -> list[Problem]:
    source = SourceFile(file.path, file.content.decode())
    yaml, problems = parse_yaml(source, source.text)
    return problems or (parse_config(yaml, source)[1] if yaml else [])
