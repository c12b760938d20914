"""`ssg check`: everything but the writing."""

from pathlib import Path
from typing import Any

import click

from ssg.cli.build_command import run_build
from ssg.cli.terminal import find_root, site_options


@click.command("check")
@site_options
@click.option(
    "--no-layouts",
    is_flag=True,
    help="Run nothing of layouts/ and read nothing of data/: for what a stranger sent.",
)
def command(source: Path | None, no_layouts: bool, **options: Any) -> None:
    """Report all problems in the site, and publish nothing.

    Layouts are programs, and a check runs them to find their mistakes. With --no-layouts it runs
    none: stories, pictures, site.yaml and everything between files are checked, and of the site's
    own layouts only the names are known.
    """
    run_build(find_root(source), None, layouts=not no_layouts, **options)
