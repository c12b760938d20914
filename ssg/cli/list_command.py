"""`ssg list`: the newsroom's stories, with status and address."""

import datetime as dt
from pathlib import Path
from typing import Any

import click
import msgspec

from ssg.cli.terminal import (
    EXIT_PROBLEMS,
    Moment,
    echo,
    echo_json,
    find_root,
    guarded,
    moment_of_build,
)

_STATES = ("live", "draft", "scheduled", "embargoed", "killed", "withheld", "expired", "archived")
_COLORS = {
    "live": "green",
    "draft": "yellow",
    "scheduled": "cyan",
    "embargoed": "magenta",
    "killed": "red",
    "withheld": "red",
    "expired": "red",
}


@click.command("list")
@click.argument("state", type=click.Choice(_STATES), required=False)
@click.option("-s", "--source", type=click.Path(path_type=Path), help="The site's folder.")
@click.option("--at", type=Moment(), help="As it will be at this time.")
@click.option("--json", "as_json", is_flag=True, help="As JSON, one object a story.")
@click.option("--plugins", is_flag=True, help="List the plugins that are installed instead.")
def command(
    state: str | None, source: Path | None, at: dt.datetime | None, as_json: bool, plugins: bool
) -> None:
    """List stories, newest first; with a STATE (draft, scheduled, embargoed, expired, ...) only
    those.
    """
    from ssg.build.options import Options
    from ssg.inspect.stories import list_stories

    if plugins:
        return _list_plugins(as_json)
    root = find_root(source)
    with guarded(root):
        listing = list_stories(root, Options(now=moment_of_build(at)))
    if listing is None:
        echo("site.yaml has problems; `ssg check` shows them", err=True)
        raise SystemExit(EXIT_PROBLEMS)
    rows = [row for row in listing if state in (None, row["status"])]
    if as_json:
        echo_json(rows)
        return
    for row in rows:
        _print(row)
    echo(f"{len(rows):,} stories" if len(rows) != 1 else "1 story")


def _list_plugins(as_json: bool) -> None:
    from ssg.plugins import plugins

    if as_json:
        return echo_json([msgspec.structs.asdict(plugin) for plugin in plugins()])
    for each in plugins():
        echo(f"{each.group:<16}  {each.name:<20}  {each.package} {each.version}")
    echo(f"{len(plugins())} plugins" if len(plugins()) != 1 else "1 plugin")


def _print(row: dict[str, Any]) -> None:
    until = f"  (until {row['changes']})" if row["changes"] else ""
    lead = f"{row['date'][:16] or '-':<16}  "
    echo(
        f"  {row['title']}{until}",
        before=lead,
        lead=f"{row['status']:<9}",
        color=_COLORS.get(row["status"], ""),
        bold=False,
    )
    echo(f"{'':<29}{row['path']}  {row['url']}")
