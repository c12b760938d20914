"""Every `ssg` command line in the documents is one that ssg understands, and those that only look
are run.
"""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest
from conftest import Site, story

from ssg.cli import main

ROOT = Path(__file__).resolve().parent.parent
PAGES = [*sorted(ROOT.glob("docs/*.md")), ROOT / "README.md", ROOT / "SECURITY.md"]
_BLOCK = re.compile(r"^```(?:sh|yaml)\n(.*?)^```", re.M | re.S)
_RUN = re.compile(r"^\s*(?:- run: |[A-Z_]+=\S+ )?(ssg .+?)(?:\s+#.*)?$", re.M)
_LOOKING = ("check", "schema", "list", "due", "explain")


def documented() -> list[object]:
    return [
        pytest.param(line, id=f"{page.name}: {line}")
        for page in PAGES
        for block in _BLOCK.findall(page.read_text(encoding="utf-8"))
        for line in dict.fromkeys(_RUN.findall(block))
    ]


def words_of(line: str) -> list[str]:
    return shlex.split(re.split(r"\s(?:[>|]|&&)", line)[0])[1:]


@pytest.mark.parametrize("line", documented())
def test_every_option_of_a_documented_command_exists(line: str) -> None:
    words, command = words_of(line), main
    context = click.Context(command)
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        command = command.get_command(context, words.pop(0))
        assert command is not None, line
    known = {
        name
        for parameter in command.params
        for name in (*parameter.opts, *parameter.secondary_opts)
    } | {"--help", "--version", "-h"}
    given = {word.split("=")[0] for word in words if re.match(r"--?[a-zA-Z]", word)}
    assert given <= known, f"{line}: {sorted(given - known)}"


@pytest.mark.parametrize(
    "line", [param for param in documented() if words_of(param.values[0])[:1][0] in _LOOKING]
)
def test_every_documented_command_that_only_looks_works(line: str, site: object) -> None:
    newsroom: Site = site(f"-- content/world/ferry-strike.md --\n{story()}")
    words = [os.path.expandvars(word) for word in words_of(line)]
    done = subprocess.run(
        [sys.executable, "-m", "ssg", *words],
        cwd=newsroom.root,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert "Traceback" not in done.stderr
    assert "Usage:" not in done.stderr, done.stderr
    assert done.returncode in (0, 1), done.stdout + done.stderr


def test_the_check_without_layouts_is_documented() -> None:
    lines = [param.values[0] for param in documented()]
    assert "ssg check --no-layouts" in lines
    assert len(lines) > 10
