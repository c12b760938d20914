"""`ssg build` and what it shares with `ssg check`."""

import datetime as dt
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ssg.cli.terminal import (
    EXIT_INTERNAL,
    EXIT_PROBLEMS,
    EXIT_USAGE,
    ProgressBar,
    colored,
    echo,
    echo_report,
    find_root,
    guarded,
    interrupted,
    moment_of_build,
    site_options,
)

if TYPE_CHECKING:
    from ssg.build.options import Report
    from ssg.build.profile import Profile
    from ssg.report import ReportFormat

_NOT_SHOWN = ("scheduled", "embargoed", "draft", "expired", "withheld", "killed")


@click.command("build")
@site_options
@click.option(
    "-d",
    "--destination",
    type=click.Path(path_type=Path),
    help=(
        "The folder to build to [default: build/ in the site; preview/ with --drafts, --future or"
        " --expired]."
    ),
)
@click.option(
    "--profile",
    is_flag=True,
    help="Tell what takes how long, and draw a flame chart of the layouts (.ssg/profile.svg).",
)
@click.option(
    "--why",
    metavar="URL",
    default="",
    help="Tell why the page at this address was made again, or was not.",
)
@click.option(
    "--verify",
    is_flag=True,
    help="Read every file of the destination, instead of trusting its size and time.",
)
def command(source: Path | None, destination: Path | None, **options: Any) -> None:
    """Compile the site into build/, ready for GitHub Pages.

    A build with errors writes nothing: what was published before stays as it was. With --drafts,
    --future or --expired it is a preview: it goes to preview/, and its pages say that they are not
    for readers.
    """
    root = find_root(source)
    # What readers may not see yet must not stand where it could be published by mistake.
    is_preview = options["drafts"] or options["future"] or options["expired"]
    folder = destination or root / ("preview" if is_preview else "build")
    is_later = options["at"] and options["at"] > dt.datetime.now(dt.UTC)
    if folder.resolve() == root / "build" and (is_preview or (is_later and destination is None)):
        echo(
            "note: build/ is the folder that is published, and this build shows in it what readers"
            " may not see yet; name another folder with -d",
            err=True,
        )
    run_build(root, Path(os.path.abspath(folder)), **options)


def run_build(
    root: Path,
    destination: Path | None,
    *,
    base_url: str | None,
    drafts: bool,
    future: bool,
    expired: bool,
    at: dt.datetime | None,
    strict: bool,
    format_: "ReportFormat",
    quiet: bool,
    whole: bool,
    jobs: int,
    verify: bool = False,
    profile: bool = False,
    why: str = "",
    layouts: bool = True,
) -> None:
    """Build (or, without a destination, check), report, and exit with the right code."""
    from ssg.build.options import Options
    from ssg.build.run import build
    from ssg.build.workers import collect_rarely

    collect_rarely()
    start = time.perf_counter()
    bar = ProgressBar(enabled=not quiet and format_ == "text")
    options = Options(
        destination=destination,
        base_url=base_url,
        drafts=drafts,
        future=future,
        expired=expired,
        now=moment_of_build(at),
        strict=strict,
        jobs=jobs,
        verify=verify,
        profile=profile,
        why=why,
        layouts=layouts,
        progress=bar,
        say=lambda message: echo(message, err=True),
    )
    with guarded(root):
        report = build(root, options)
    bar.clear()
    try:
        seconds = time.perf_counter() - start
        _tell(
            report, destination, root, seconds, format_, quiet=quiet, whole=whole, profile=profile
        )
    except KeyboardInterrupt:
        interrupted("published" if report.published.written or report.published.removed else "")
    if report.is_our_fault:
        raise SystemExit(EXIT_INTERNAL)
    if report.errors:
        raise SystemExit(EXIT_USAGE if report.config_failed else EXIT_PROBLEMS)


def _tell(
    report: "Report",
    destination: Path | None,
    root: Path,
    seconds: float,
    format_: "ReportFormat",
    *,
    quiet: bool,
    whole: bool,
    profile: bool,
) -> None:
    """Print what came of a build."""
    from ssg.report import render

    if profile and report.profile:
        _show_profile(report.profile, root)
    for sentence in report.why:
        echo(sentence)
    if report.problems or format_ in ("json", "sarif"):
        echo_report(render(format_, report.problems, color=colored(sys.stdout), whole=whole))
    if not quiet and format_ == "text":
        _summary(report, destination, root, seconds)


def _show_profile(profile: "Profile", root: Path) -> None:
    from ssg.disk.doors import Door
    from ssg.output.place import STATE_FOLDER
    from ssg.report.profile import render_flame, render_profile

    Door(root / STATE_FOLDER).put("profile.svg", render_flame(profile).encode())
    echo_report(render_profile(profile), err=True)
    echo(err=True)
    echo(f"flame chart of the layouts: {root / STATE_FOLDER / 'profile.svg'}", err=True)
    echo(err=True)


def _summary(report: "Report", destination: Path | None, root: Path, seconds: float) -> None:
    from ssg.report import summary_line

    problems = f"{summary_line(report.problems)}, " if report.problems else ""
    done = report.published
    if destination is None:
        color = "red" if report.errors else "green"
        echo(f": {summary_line(report.problems)}, {seconds:.2f} s", lead="checked", color=color)
        if not report.config_failed:
            echo(_stories(report.stories))
        return
    shown = destination.relative_to(root) if destination.is_relative_to(root) else destination
    if report.errors:
        became = "was published before that" if report.is_published else "is as it was"
        echo(
            f": {summary_line(report.problems)}; {shown}/ {became} ({seconds:.2f} s)",
            lead="not built",
            color="red",
        )
        return
    for what, files in (("left alone", done.foreign), ("replaced", done.replaced)):
        if files:
            more = f" and {len(files) - 3:,} more" if len(files) > 3 else ""
            echo(f"{what}, not made by ssg: {', '.join(files[:3])}{more} (in {shown}/)")
    counts = f"{done.written:,} written, {done.unchanged:,} unchanged, {done.removed:,} removed"
    echo(f" {shown}/: {counts}, {problems}{seconds:.2f} s", lead="built", color="green")
    echo(_stories(report.stories))


def _stories(states: dict[str, int]) -> str:
    """How many stories are shown, and why others are not: who looks for a story that is nowhere
    finds the reason here.
    """
    shown = states.get("live", 0) + states.get("archived", 0)
    line = f"{shown:,} {'story' if shown == 1 else 'stories'}"
    rest = [
        f"{count:,} {name}{'s' if name == 'draft' and count > 1 else ''}"
        for name in _NOT_SHOWN
        if (count := states.get(name, 0))
    ]
    return f"{line}; not shown: {', '.join(rest)} (`ssg list` names them)" if rest else line
