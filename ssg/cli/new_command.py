"""`ssg new site DIR` starts a newsroom; `ssg new story "Title"` starts a story."""

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ssg.cli.terminal import current_folder, echo, fail, find_root, moment_of_build

if TYPE_CHECKING:
    from ssg.scaffold.new import SectionFolder


@click.group("new")
def command() -> None:
    """Start a site or a story."""


@command.command("site")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--title", help="The name of the publication [default: made from DIR].")
@click.option(
    "-b",
    "--base-url",
    default="https://example.org/",
    show_default=True,
    help="Where the site will be served.",
)
def new_site(folder: Path, title: str | None, base_url: str) -> None:
    """Start a newsroom in DIR: configuration, example stories, and a workflow that publishes it on
    GitHub Pages.
    """
    from ssg.scaffold.installed import requirement
    from ssg.scaffold.new import starter_site, write_files

    _check_empty(folder)
    name = title if title is not None else _title_from(folder)
    try:
        files = starter_site(title=name, base_url=base_url, now=moment_of_build(None))
    except ValueError as error:
        fail(str(error))
    try:
        write_files(folder, files)
    except OSError as error:
        fail(f"{error.filename or folder} cannot be written: {error.strerror}")
    echo(f"made {folder}/ with {len(files)} files. Next:")
    echo()
    echo(f"  cd {_quoted(folder)}" if folder.resolve() != current_folder() else "  (you are in it)")
    echo("  ssg build                                   compile it into build/")
    echo("  ssg serve                                   look at it, and at each save at once")
    echo('  ssg new story "A headline" --section local  start a story')
    echo()
    echo("To publish: push it to GitHub, and choose Settings > Pages > Source: GitHub Actions.")
    wanted, is_same = requirement()
    if not is_same:
        echo()
        echo("This ssg was installed from a folder, which GitHub cannot reach.")
        echo(f"The workflow installs {wanted} from PyPI instead. If that is not there, write")
        echo("the address of your ssg's repository into")
        echo('.github/workflows/pages.yml: pip install "ssg-news @ git+https://..."')


@command.command("story")
@click.argument("title")
@click.option("--section", help="The section, by its folder, key or title.")
@click.option("-s", "--source", type=click.Path(path_type=Path), help="The site's folder.")
def new_story_(title: str, section: str | None, source: Path | None) -> None:
    """Start a draft with this TITLE, and print the path of its file."""
    from ssg.config.site import load_config
    from ssg.scaffold.new import new_story, section_folders, write_files

    root = find_root(source)
    config, _ = load_config(root)
    if config is None:
        fail("site.yaml has problems; `ssg check` shows them")
    place = _section(section, section_folders(root, config), root)
    now = moment_of_build(None).astimezone(config.zone)
    try:
        file = new_story(title, section=place, byline=_own_name(root), now=now)
        write_files(root, [file])
    except ValueError as error:
        fail(str(error))
    except FileExistsError:
        fail(f"{file.path} is there already, and was not touched; give the new story another title")
    except OSError as error:
        fail(f"{file.path} cannot be written: {error.strerror}")
    echo(_from_here(root / file.path))
    echo(
        "It is a draft: `ssg serve` shows it, and taking `draft: true` out publishes it.",
        err=True,
    )


def _check_empty(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        fail(f"{folder} is a file, not a folder")
    # A repository that was just cloned or made is as good as empty.
    found = (
        sorted(item.name for item in folder.iterdir() if item.name != ".git")
        if folder.is_dir()
        else []
    )
    if found:
        more = f" and {len(found) - 3} more" if len(found) > 3 else ""
        fail(
            f"{folder} is not empty ({', '.join(found[:3])}{more}); nothing was written. Name a new"
            " folder"
        )


def _title_from(folder: Path) -> str:
    words = folder.resolve().name.replace("-", " ").replace("_", " ").split()
    return " ".join(word[:1].upper() + word[1:] for word in words) or "The Newsroom"


def _section(
    named: str | None, sections: "tuple[SectionFolder, ...]", root: Path
) -> "SectionFolder":
    """The section that was named; or the one whose folder we stand in; or the only one."""
    from ssg.problems import suggest
    from ssg.scaffold.new import SectionFolder, find_section
    from ssg.text.urls import slugify

    if named is None:
        here = current_folder()
        standing = next(
            (s for s in sections if here.is_relative_to((root / "content" / s.folder).resolve())),
            None,
        )
        if standing or len(sections) == 1:
            return standing or sections[0]
        if sections:
            fail(
                f"in which section? Add --section with one of {', '.join(s.key for s in sections)}"
            )
        named = "news"
    if found := find_section(named, sections):
        return found
    if not sections and (key := slugify(named)):
        return SectionFolder(key=key, title=named, folder=key)
    near = suggest(named, tuple(s.key for s in sections)) or suggest(
        named, tuple(s.title for s in sections)
    )
    known = (
        f"known are {', '.join(s.key for s in sections)}; a folder"
        f" content/{slugify(named) or 'name'}/ makes a new one"
    )
    fail(f"there is no section `{named}`; " + (f"did you mean `{near}`?" if near else known))


def _own_name(root: Path) -> str:
    """The author as git knows them, or nothing."""
    try:
        done = subprocess.run(
            ["git", "config", "user.name"], cwd=root, capture_output=True, timeout=5, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode("utf-8", "replace").strip()


def _from_here(path: Path) -> str:
    here = current_folder()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def _quoted(path: Path) -> str:
    import shlex

    return shlex.quote(str(path))
