"""`ssg check`: everything but the writing."""

from pathlib import Path
from typing import Any

import click

from ssg.cli.build_command import run_build
from ssg.cli.terminal import find_root, site_options


@click.command("check")
@site_options
def command(source: Path | None, **options: Any) -> None:
    """Report all problems in the site, and write nothing."""
    run_build(find_root(source), None, **options)
