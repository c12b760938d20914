"""What commands share: options, finding the site, colours, the progress bar, and the exit codes (0
fine, 1 problems, 2 usage, configuration or machine, 70 a fault of ssg).
"""

import contextlib
import datetime as dt
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn, TextIO

import click

from ssg.text.visible import printable, printable_json

EXIT_PROBLEMS, EXIT_USAGE, EXIT_INTERRUPTED = 1, 2, 130
EXIT_INTERNAL = 70  # a fault of ssg itself (EX_SOFTWARE of sysexits.h)
_BAR_AFTER = 1.0
_CLEAR = "\r\033[K"


class Moment(click.ParamType):  # type: ignore[type-arg]  # it has arguments since click 8.4 only
    """A date and time on the command line. Without a zone it is UTC."""

    name = "time"

    def convert(
        self, value: str, param: click.Parameter | None, context: click.Context | None
    ) -> dt.datetime:
        from ssg.text.moments import read_moment

        try:
            return read_moment(value, dt.UTC)
        except ValueError as error:
            self.fail(printable(str(error)), param, context)


class BaseUrl(click.ParamType):  # type: ignore[type-arg]  # as above
    """Where a site will be served, on the command line; the empty text of an unset variable counts
    as not given.
    """

    name = "url"

    def convert(
        self, value: str, param: click.Parameter | None, context: click.Context | None
    ) -> str:
        from ssg.source.fields import is_web_address
        from ssg.text.urls import base_url_problem

        if value and not is_web_address(value):
            self.fail(
                f"`{printable(value)}` is not a whole web address such as"
                " https://example.org/news/",
                param,
                context,
            )
        if value and (reason := base_url_problem(value)):
            self.fail(f"`{printable(value)}` cannot be used: {reason}", param, context)
        return value


def site_options(function: Callable[..., None]) -> Callable[..., None]:
    """The options of every command that looks at a site."""
    for option in reversed(
        [
            click.option(
                "-s",
                "--source",
                type=click.Path(path_type=Path),
                help="The site's folder (where site.yaml is).",
            ),
            click.option(
                "-b",
                "--base-url",
                type=BaseUrl(),
                help="Where the site will be served, in place of site.yaml's base_url.",
            ),
            click.option(
                "-D", "--drafts", is_flag=True, help="Build drafts too. Not for publishing."
            ),
            click.option(
                "-F",
                "--future",
                is_flag=True,
                help="Build scheduled and embargoed stories too. Not for publishing.",
            ),
            click.option("-E", "--expired", is_flag=True, help="Build expired stories too."),
            click.option(
                "--at",
                type=Moment(),
                help="Build the site as it will be at this time (2026-12-24T06:00:00-05:00).",
            ),
            click.option("--strict", is_flag=True, help="Take warnings as errors."),
            click.option(
                "--format",
                "format_",
                type=click.Choice(["text", "json", "sarif", "github"]),
                default="text",
                help="How problems are reported.",
            ),
            click.option("-q", "--quiet", is_flag=True, help="Print problems only."),
            click.option(
                "--all",
                "whole",
                is_flag=True,
                help="Print every problem, also where there are many of a kind.",
            ),
            click.option(
                "--jobs",
                type=click.IntRange(0, 256),
                default=0,
                help="Processes to use (0: one a processor).",
            ),
        ]
    ):
        function = option(function)
    return function


def find_root(source: Path | None) -> Path:
    """The site's folder: the one named, or the nearest with a site.yaml from here upwards. Exits
    with 2 if there is none.
    """
    from ssg.config.site import CONFIG_NAME, find_site

    if source is None:
        start = current_folder()
        root = find_site(start)
        where = f"here ({start}) or in a folder above"
    else:
        start = source.resolve()
        root = start if (start / CONFIG_NAME).is_file() else None
        where = f"in {start}"
    if root is None:
        fail(f"there is no site.yaml {where}; `ssg new site DIR` starts a site")
    return root


def current_folder() -> Path:
    """The folder that the terminal is in. Exits with 2 if somebody has removed it."""
    try:
        return Path.cwd().resolve()
    except FileNotFoundError:
        fail("the folder that you are in is gone; go to another one with `cd`")


def moment_of_build(at: dt.datetime | None) -> dt.datetime:
    """--at, else SOURCE_DATE_EPOCH (reproducible-builds.org), else the clock."""
    if at is not None:
        return at
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch:
        try:
            return dt.datetime.fromtimestamp(int(epoch), dt.UTC)
        except (ValueError, OverflowError, OSError):
            fail(f"SOURCE_DATE_EPOCH is `{epoch}`, not a number of seconds")
    return dt.datetime.now(dt.UTC)


def fail(message: str) -> NoReturn:
    """Say why nothing can be done, and exit with 2."""
    echo(f": {message}", lead="error", color="red", err=True)
    raise SystemExit(EXIT_USAGE)


def echo(
    text: str = "",
    *,
    before: str = "",
    lead: str = "",
    color: str = "",
    bold: bool = True,
    err: bool = False,
) -> None:
    """Print one line: words of ours (`before`, then `lead` in a colour), and any text behind them.

    Names of files and words of authors are shown in it, never obeyed: a control character or a line
    break is made visible.
    """
    if color and colored(sys.stderr if err else sys.stdout):
        lead = click.style(lead, fg=color, bold=bold or None)
    click.echo(before + lead + printable(text), err=err)


def echo_json(value: object) -> None:
    """Print a value as JSON."""
    import json

    click.echo(printable_json(json.dumps(value, indent=2, ensure_ascii=False)))


def echo_report(text: str, *, err: bool = False) -> None:
    """Print what a module of report/ has made, which shows what authors wrote in this way itself,
    or a text of our own.
    """
    click.echo(text.rstrip("\n"), err=err)


def colored(stream: TextIO) -> bool:
    """Whether to colour: a terminal, and no NO_COLOR (no-color.org)."""
    return not os.environ.get("NO_COLOR") and stream.isatty() and os.environ.get("TERM") != "dumb"


@contextlib.contextmanager
def guarded(root: Path) -> Iterator[None]:
    """Turn what can go wrong with a machine into one clear sentence."""
    import sqlite3

    import msgspec

    from ssg.disk.doors import OutputError

    # A CI job that is cancelled ends as with Ctrl-C: what was published stays as it was.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    except OutputError as error:
        fail(str(error))
    except sqlite3.OperationalError as error:
        fail(
            f"the catalog in {root / '.ssg'} cannot be used: {error}; the published site was not"
            " changed by half"
        )
    except (sqlite3.DatabaseError, msgspec.MsgspecError):
        fail(
            f"the catalog in {root / '.ssg'} is damaged; the published site was not changed by"
            " half: remove that folder and build again"
        )
    except ChildProcessError as error:
        fail(f"{error}; nothing was published: try --jobs 1")
    except OSError as error:
        where = f": {error.filename}" if error.filename else ""
        fail(
            f"{error.strerror or error}{where}; the published site was not changed by half: run the"
            " build again when this is mended"
        )
    except (click.ClickException, click.exceptions.Exit, click.Abort):
        raise
    except Exception as error:
        _say_fault(error, root)
    except KeyboardInterrupt as interrupt:
        interrupted(*interrupt.args)


def interrupted(published: str = "") -> NoReturn:
    """Say what became of the site, and exit with 130. A second interrupt changes nothing."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    said = "the site was published before" if published else "nothing was published"
    echo(f"interrupted; {said}", err=True)
    raise SystemExit(EXIT_INTERRUPTED) from None


def _say_fault(error: Exception, root: Path) -> NoReturn:
    """Show where ssg itself failed, and exit with a code of its own."""
    import traceback

    from ssg import __version__

    for line in traceback.format_exception(error):
        echo_report("\n".join(map(printable, line.splitlines())), err=True)
    said = (
        f": this is a mistake in ssg {__version__}, not in {root}; the published site was not"
        " changed by half: please report it, with the lines above"
    )
    echo(said, lead="error", color="red", err=True)
    raise SystemExit(EXIT_INTERNAL)


class ProgressBar:
    """A line on the terminal that appears when a build takes more than a second."""

    def __init__(self, *, enabled: bool):
        self._enabled = enabled and sys.stderr.isatty()
        self._start, self._last, self._shown = time.monotonic(), 0.0, False

    def __call__(self, stage: str, done: int, total: int) -> None:
        now = time.monotonic()
        if (
            not self._enabled
            or now - self._start < _BAR_AFTER
            or (now - self._last < 0.1 and done < total)
        ):
            return
        self._last, self._shown = now, True
        filled = 24 * done // max(1, total)
        click.echo(
            f"{_CLEAR}{stage:<20} {'━' * filled}{'─' * (24 - filled)} {done:,}/{total:,}",
            err=True,
            nl=False,
        )

    def clear(self) -> None:
        if self._shown:
            click.echo(_CLEAR, err=True, nl=False)
            self._shown = False
