"""`ssg admin` writes /admin/, where editors write stories in the browser."""

import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ssg.cli.terminal import BaseUrl, echo, fail, find_root, guarded

if TYPE_CHECKING:
    from ssg.scaffold.admin import Repository
    from ssg.scaffold.new import NewFile

_MOST_TOLD = 20
_DONE = {"new": "wrote", "update": "wrote", "changed": "wrote over", "same": "unchanged:"}
_TO_DO = {
    "new": "would write",
    "update": "would write",
    "changed": "would refuse",
    "same": "unchanged:",
}


@click.command("admin")
@click.option("-s", "--source", type=click.Path(path_type=Path), help="The site's folder.")
@click.option("--repo", help="OWNER/NAME on GitHub [default: the remote `origin` of git].")
@click.option(
    "--branch", help="The branch with the stories [default: the one that is checked out]."
)
@click.option(
    "--oauth",
    type=BaseUrl(),
    default="",
    help="The address of your helper for signing in with GitHub; otherwise editors need a token.",
)
@click.option(
    "--review", is_flag=True, help="Make each change a pull request, to be published later."
)
@click.option(
    "--vendor",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Copy the editor's program from this folder node_modules; otherwise unpkg.com serves it.",
)
@click.option(
    "--previews",
    is_flag=True,
    help="Write the workflow that publishes the site with a preview of each pull request, too.",
)
@click.option("--force", is_flag=True, help="Write over files that were changed by hand.")
@click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")
def command(
    source: Path | None,
    repo: str | None,
    branch: str | None,
    oauth: str,
    review: bool,
    vendor: Path | None,
    previews: bool,
    force: bool,
    dry_run: bool,
) -> None:
    """Write static/admin/: an editor for stories in the browser (Sveltia CMS), for a site whose
    repository is on GitHub.
    """
    from ssg.config.site import load_config
    from ssg.disk.doors import OutputError
    from ssg.layouts import Layouts
    from ssg.scaffold.admin import AdminError, admin_texts
    from ssg.scaffold.admin_files import sealed, vendored
    from ssg.scaffold.new import WORKFLOW, section_folders, workflow

    root = find_root(source)
    config, _ = load_config(root)
    if config is None:
        fail("site.yaml has problems; `ssg check` shows them")
    layouts, sections = Layouts(root, config.language), section_folders(root, config)
    repository = _repository(root, repo, branch, oauth)
    if previews and repository.folder:
        fail("the workflow is for a site that is the whole of its repository")
    try:
        texts = admin_texts(
            config,
            sections,
            repository,
            blocks=layouts.block_options(),
            styles=[name for name in layouts.assets() if name.endswith(".css")],
            review=review,
            vendored=vendor is not None,
        )
        if previews:
            texts[WORKFLOW] = workflow(previews=True)
        files = (*sealed(texts), *(vendored(vendor) if vendor else ()))
        _write(root, files, force=force, dry_run=dry_run)
    except (AdminError, OutputError) as error:
        fail(str(error))
    _tell_changes(root)
    if not sections:
        echo("There is no section yet: make a folder below content/, and run `ssg admin` again.")
    if not dry_run:
        echo(f"After the next publishing, the editor is at {config.base_url}admin/")
    if previews and not dry_run:
        echo("Previews need a secret PREVIEW_SECRET of the repository: any long random text.")


def _write(root: Path, files: Sequence["NewFile"], *, force: bool, dry_run: bool) -> None:
    """Write what is not as it should be, and say of each file what was done."""
    from ssg.scaffold.admin_files import compare, write

    states = compare(root, files)
    changed = [path for path, state in states.items() if state == "changed"]
    if changed and not force and not dry_run:
        fail(
            f"{', '.join(changed)} was changed by hand; nothing was written. `--force` writes over"
            " it"
        )
    if not dry_run:
        with guarded(root):
            write(root, files, states)
    for path, state in states.items():
        echo(f"{(_TO_DO if dry_run else _DONE)[state]} {path}")


def _tell_changes(root: Path) -> None:
    """Name what a save in the browser would lose, while there is time to write it otherwise."""
    from ssg.scaffold.admin_survey import changed_by_a_save

    changes = list(changed_by_a_save(root))
    if not changes:
        return
    echo("A save in the browser would change these fields:", err=True)
    for change in changes[:_MOST_TOLD]:
        echo(f"  {change.path}:{change.line}: `{change.field}`: {change.help}", err=True)
    if len(changes) > _MOST_TOLD:
        echo(f"  and {len(changes) - _MOST_TOLD:,} more", err=True)


def _repository(root: Path, repo: str | None, branch: str | None, oauth: str) -> "Repository":
    """Where the stories are on GitHub, as the options or git say it."""
    from ssg.scaffold.admin import Repository, repository_name

    remote = repo if repo is not None else _git(root, "remote", "get-url", "origin")
    if not remote:
        fail("git knows no repository `origin` here; name the one on GitHub: `--repo OWNER/NAME`")
    name = repository_name(remote)
    if name is None:
        fail(f"`{remote}` is no repository on GitHub; name one with `--repo OWNER/NAME`")
    found = branch or _git(root, "symbolic-ref", "--short", "HEAD") or "main"
    folder = _git(root, "rev-parse", "--show-prefix")
    return Repository(name=name, branch=found, folder=folder, oauth=oauth)


def _git(root: Path, *words: str) -> str:
    """What git says in the site's folder; "" without git, or if it knows nothing of it."""
    try:
        done = subprocess.run(
            ["git", *words], cwd=root, capture_output=True, timeout=5, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode("utf-8", "replace").strip() if done.returncode == 0 else ""
