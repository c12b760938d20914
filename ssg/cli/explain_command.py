"""`ssg explain CODE` prints the documentation of a problem; `ssg explain /some/url/` says what made
that page.
"""

from pathlib import Path
from typing import Any

import click

from ssg.cli.terminal import EXIT_PROBLEMS, echo, echo_report, fail, find_root, moment_of_build


@click.command("explain")
@click.argument("what")
@click.option("-s", "--source", type=click.Path(path_type=Path), help="The site's folder.")
def command(what: str, source: Path | None) -> None:
    """Explain a problem CODE (`missing-credit`), or say which file, layout and configuration made
    the page at a URL.
    """
    if what.startswith(("/", "http://", "https://")):
        _explain_page(what, find_root(source))
    else:
        _explain_code(what)


def problem_docs() -> dict[str, Path]:
    """The documentation of each problem code: inside the installed package, or in a checkout's
    tests/problems/.
    """
    package = Path(__file__).resolve().parent.parent
    folder = (
        package / "problem_docs"
        if (package / "problem_docs").is_dir()
        else package.parent / "tests" / "problems"
    )
    return {path.stem: path for path in sorted(folder.glob("*.md"))}


def _explain_code(code: str) -> None:
    from ssg.problems import suggest

    docs = problem_docs()
    if code not in docs:
        near = suggest(code, tuple(docs))
        fail(
            f"there is no problem code `{code}`"
            + (f"; did you mean `{near}`?" if near else f"; known are {', '.join(docs)}")
        )
    echo_report(docs[code].read_text(encoding="utf-8"))


def _explain_page(address: str, root: Path) -> None:
    from ssg.build.options import Options
    from ssg.inspect.stories import explain_page

    found = explain_page(root, Options(now=moment_of_build(None)), address)
    if isinstance(found, str):
        echo(found)
        raise SystemExit(EXIT_PROBLEMS)
    rows: dict[str, Any] = found
    width = max(len(name) for name in rows)
    for name, value in rows.items():
        echo(f"{name:<{width}}  {value}")
