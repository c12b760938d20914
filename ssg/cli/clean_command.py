"""`ssg clean`: remove the output and the catalog."""

import os
from pathlib import Path

import click

from ssg.cli.terminal import echo, find_root, guarded


@click.command("clean")
@click.option("-s", "--source", type=click.Path(path_type=Path), help="The site's folder.")
@click.option(
    "-d",
    "--destination",
    type=click.Path(path_type=Path),
    help="The folder that was built to [default: build/ in the site].",
)
def command(source: Path | None, destination: Path | None) -> None:
    """Remove the files that ssg made, and its catalog. Files that it did not make stay."""
    from ssg.inspect.stories import clean

    root = find_root(source)
    folder = Path(os.path.abspath(destination or root / "build"))
    preview = root / "preview"
    with guarded(root):
        if destination is None and preview.is_dir():
            drafts, _ = clean(root, preview)
            if drafts:
                echo(f"removed {drafts:,} files from {preview}")
        removed, foreign = clean(root, folder)
    echo(f"removed {removed:,} files from {folder}, and the catalog")
    if foreign:
        more = f" and {len(foreign) - 3:,} more" if len(foreign) > 3 else ""
        echo(f"left alone, not known to be made by ssg: {', '.join(foreign[:3])}{more}")
