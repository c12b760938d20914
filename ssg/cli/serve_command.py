"""`ssg serve`: the site on this machine, as it is being written."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ssg.cli.terminal import Moment, echo, echo_report, fail, find_root, guarded

if TYPE_CHECKING:
    from ssg.serve.orders import Built, Failed

_PORT = 8000


@click.command("serve")
@click.option(
    "-s",
    "--source",
    type=click.Path(path_type=Path),
    help="The site's folder (where site.yaml is).",
)
@click.option(
    "-p",
    "--port",
    type=click.IntRange(0, 65535),
    default=_PORT,
    show_default=True,
    help="Where to serve on this machine (0: any port that is free).",
)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="The address to listen on. Any but this machine's own shows drafts to the network.",
)
@click.option(
    "--at",
    type=Moment(),
    help="Show the site as it will be at this time (2026-12-24T06:00:00-05:00).",
)
@click.option(
    "--no-drafts", is_flag=True, help="Show only what readers see: no drafts, nothing to come."
)
@click.option("--follow", is_flag=True, help="Go to the page of each story that is saved.")
@click.option("--open", "open_", is_flag=True, help="Open the site in the browser.")
@click.option("--poll", is_flag=True, help="Look for changes again and again: for network folders.")
def command(
    source: Path | None,
    port: int,
    host: str,
    at: dt.datetime | None,
    no_drafts: bool,
    follow: bool,
    open_: bool,
    poll: bool,
) -> None:
    """Serve the site on this machine, and show each save at once.

    It is built below .ssg/ with drafts and with what is to come, and nothing of that is ever
    published. Ctrl-C ends the server.
    """
    root = find_root(source)
    try:
        from ssg.serve.orders import Shown
        from ssg.serve.server import CannotServe, Settings, serve
    except ModuleNotFoundError as error:
        fail(
            f"`ssg serve` needs a package that is not installed ({error.name}): pip install"
            " 'ssg-news[serve]'"
        )

    def started(address: str) -> None:
        echo(f" {address}; Ctrl-C ends it", lead="serving", color="green")
        if open_:
            click.launch(address)

    shown = Shown(drafts=not no_drafts, at=at)
    settings = Settings(root=root, port=port, host=host, shown=shown, follow=follow, poll=poll)
    with guarded(root):
        try:
            serve(settings, _Teller(), started)
        except CannotServe as error:
            fail(str(error))


class _Teller:
    """Prints what came of each build: problems as `ssg build` does, and one line. Where nothing
    changed, a line follows only upon a build that failed.
    """

    def __init__(self) -> None:
        self._has_failed = False

    def __call__(self, result: "Built | Failed") -> None:
        from ssg.report import render, summary_line
        from ssg.serve.orders import Failed

        had_failed = self._has_failed
        self._has_failed = isinstance(result, Failed) or result.errors > 0
        if isinstance(result, Failed):
            echo(f": {result.message}", lead="not built", color="red")
            echo_report(result.trace)
            return
        if result.problems:
            echo_report(render("text", result.problems, whole=False))
        seconds = f"{result.seconds:.2f} s"
        if result.errors:
            echo(f": {summary_line(result.problems)} ({seconds})", lead="not built", color="red")
        elif result.files or had_failed:
            files = f"{len(result.files):,} file{'' if len(result.files) == 1 else 's'}"
            echo(f" {files} changed ({seconds})", lead="built", color="green")
