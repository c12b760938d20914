"""`ssg build` and what it shares with `ssg check`."""

import datetime as dt
import sys
import time
from pathlib import Path
from typing import Any

import click

from ssg.cli.terminal import (
    EXIT_PROBLEMS,
    EXIT_USAGE,
    ProgressBar,
    colored,
    echo,
    echo_report,
    fail,
    find_root,
    guarded,
    moment_of_build,
    site_options,
)


@click.command("build")
@site_options
@click.option("-d", "--destination", type=click.Path(path_type=Path), help="The folder to build to [default: build/ in the site].")
@click.option("--profile", is_flag=True, help="Tell what takes how long, and draw a flame chart of the layouts (.ssg/profile.svg).")
@click.option("--why", metavar="URL", default="", help="Tell why the page at this address was made again, or was not.")
@click.option("--verify", is_flag=True, help="Read every file of the destination, instead of trusting its size and time.")
def command(source: Path | None, destination: Path | None, **options: Any) -> None:
    """Compile the site into build/, ready for GitHub Pages.

    A build with errors writes nothing: what was published before stays as it was.
    """
    root = find_root(source)
    folder = (destination or root / "build").resolve()
    if destination is None and not folder.is_relative_to(root):  # whoever sends us a site must not choose where we write
        fail(f"build/ is a symbolic link that leads out of the site; if that is meant, build with -d {folder}")
    run_build(root, folder, **options)


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
    format_: str,
    quiet: bool,
    jobs: int,
    verify: bool = False,
    profile: bool = False,
    why: str = "",
    layouts: bool = True,
) -> None:
    """Build (or, without a destination, check), report, and exit with the right code."""
    from ssg.build import Options, build
    from ssg.report import render
    from ssg.workers import collect_rarely

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
    if profile:
        _show_profile(report.profile, root)
    for sentence in report.why:
        echo(sentence)
    if report.problems or format_ in ("json", "sarif"):
        echo_report(render(format_, report.problems, color=colored(sys.stdout)))
    if not quiet and format_ == "text":
        _summary(report, destination, root, time.perf_counter() - start)
    if report.errors:
        raise SystemExit(EXIT_USAGE if report.config_failed else EXIT_PROBLEMS)


def _show_profile(profile: Any, root: Path) -> None:
    from ssg.output import STATE_FOLDER
    from ssg.report.profile import render_flame, render_profile

    chart = root / STATE_FOLDER / "profile.svg"
    chart.unlink(missing_ok=True)  # it could be a link that leads elsewhere
    chart.write_text(render_flame(profile), encoding="utf-8")
    echo_report(render_profile(profile), err=True)
    echo(err=True)
    echo(f"flame chart of the layouts: {chart}", err=True)
    echo(err=True)


def _summary(report: Any, destination: Path | None, root: Path, seconds: float) -> None:
    from ssg.report import summary_line

    problems = f"{summary_line(report.problems)}, " if report.problems else ""
    done = report.published
    if destination is None:
        color = "red" if report.errors else "green"
        echo(f": {summary_line(report.problems)}, {seconds:.2f} s", lead="checked", color=color)
        return
    shown = destination.relative_to(root) if destination.is_relative_to(root) else destination
    if report.errors:
        echo(f": {summary_line(report.problems)}; {shown}/ is as it was ({seconds:.2f} s)", lead="not built", color="red")
        return
    for what, files in (("left alone", done.foreign), ("replaced", done.replaced)):
        if files:
            more = f" and {len(files) - 3:,} more" if len(files) > 3 else ""
            echo(f"{what}, not made by ssg: {', '.join(files[:3])}{more} (in {shown}/)")
    counts = f"{done.written:,} written, {done.unchanged:,} unchanged, {done.removed:,} removed"
    echo(f" {shown}/: {counts}, {problems}{seconds:.2f} s", lead="built", color="green")
