"""`ssg due`: what will change by itself, in order of time; exit code 3 when a picture is shown
though its right has ended.
"""

import datetime as dt
import html
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ssg.cli.terminal import (
    EXIT_PROBLEMS,
    Moment,
    echo,
    echo_json,
    echo_report,
    find_root,
    guarded,
    moment_of_build,
)

if TYPE_CHECKING:
    from ssg.inspect.due import Due

EXIT_LATE = 3


@click.command("due")
@click.option("-s", "--source", type=click.Path(path_type=Path), help="The site's folder.")
@click.option("--at", type=Moment(), help="As it will be at this time.")
@click.option("--json", "as_json", is_flag=True, help="As JSON, one object a moment.")
@click.option("--html", "as_html", is_flag=True, help="As a page to read in a browser or to mail.")
def command(source: Path | None, at: dt.datetime | None, as_json: bool, as_html: bool) -> None:
    """List what will change by itself, in order of time: embargoes that lift, stories that appear
    or expire, rights that begin or end.

    Late is what is shown though there is no right to it (any more); then the exit code is 3.
    """
    from ssg.build.options import Options
    from ssg.inspect.due import list_due

    root = find_root(source)
    with guarded(root):
        found = list_due(root, Options(now=moment_of_build(at)))
    if found is None:
        echo("site.yaml has problems; `ssg check` shows them", err=True)
        raise SystemExit(EXIT_PROBLEMS)
    if as_json:
        echo_json([_as_json(item) for item in found])
    elif as_html:
        echo_report(_as_html(found))
    else:
        for item in found:
            _print(item)
        late = sum(item.late for item in found)
        echo(f"{len(found):,} due, {late:,} late" if found else "nothing is due")
    if any(item.late for item in found):
        raise SystemExit(EXIT_LATE)


def _when(item: "Due") -> str:
    return item.when.strftime("%Y-%m-%d %H:%M %Z") if item.when else "now"


def _print(item: "Due") -> None:
    what = f"{item.picture} in {item.title}" if item.picture else item.title
    what += "".join(f" ({words})" for words in (item.territories, item.reason) if words)
    lead, color = (
        f"{'late' if item.late else '':<4}  {_when(item):<20}  ",
        "red" if item.late else "",
    )
    echo(f"  {what}", before=lead, lead=f"{item.kind:<15}", color=color, bold=False)
    echo(f"{'':<45}{item.path}")


def _as_json(item: "Due") -> dict[str, Any]:
    when = item.when.isoformat() if item.when else None
    names = ("kind", "title", "path", "picture", "territories", "reason", "late")
    return {"when": when} | {name: getattr(item, name) for name in names}


def _as_html(found: "list[Due]") -> str:
    rows = "".join(
        f"<tr><td>{'late' if item.late else ''}</td><td>{_when(item)}</td><td>{item.kind}</td>"
        f"<td>{html.escape(item.title)}</td><td>{html.escape(item.picture)}</td>"
        f"<td>{item.territories}</td><td>{html.escape(item.reason)}</td>"
        f"<td>{html.escape(item.path)}</td></tr>\n"
        for item in found
    )
    head = "".join(
        f'<th scope="col">{name}</th>'
        for name in ("", "When", "What", "Story", "Picture", "Where", "Why", "File")
    )
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>Due</title>\n'
        "<style>body{font:1rem/1.5 system-ui;margin:2rem}td,th{padding:.25rem"
        " 1rem;text-align:left}</style>\n</head>\n"
        f"<body>\n<h1>Due</h1>\n<table>\n<tr>{head}</tr>\n{rows}</table>\n</body>\n</html>\n"
    )
