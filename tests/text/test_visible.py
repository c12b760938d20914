"""Whatever an author, a partner or a stranger's repository wrote is shown on a terminal, never
obeyed.
"""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import NOW, Site, story
from hypothesis import given
from hypothesis import strategies as st

from ssg.cli import main
from ssg.cli.terminal import echo, echo_json
from ssg.text.visible import printable, printable_json

# Clears the screen; ends a line, and begins a command for GitHub's runner; sets a title with the
# one-byte form of ESC ]; turns text around.
HOSTILE = "\x1b[2J\n::error::x\x9d0;t\x07‮y"
STEERING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f‪-‮⁦-⁩]")
EPOCH = {"SOURCE_DATE_EPOCH": str(int(NOW.timestamp())), "GIT_CONFIG_GLOBAL": "/dev/null"}


def said(*arguments: str) -> str:
    done = CliRunner().invoke(main, list(arguments), env=EPOCH)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.output


def assert_harmless(output: str) -> None:
    assert output.strip()
    assert not STEERING.search(output), ascii(output)
    assert not re.search(r"^::", output, re.M), output


@given(st.text())
def test_what_is_printable_is_one_line_that_steers_nothing(text: str) -> None:
    shown = printable(text)
    assert not STEERING.search(shown)
    assert len(shown.splitlines()) <= 1
    assert printable(shown) == shown


@given(st.recursive(st.text(), lambda inner: st.lists(inner, max_size=3)))
def test_json_says_the_same_and_steers_nothing(value: object) -> None:
    text = printable_json(json.dumps(value, ensure_ascii=False, indent=1))
    assert not STEERING.search(text)
    assert json.loads(text) == value


def test_ordinary_text_stays_as_it_is() -> None:
    for text in ("Tomás Brandt -- “Port Alder”", "שלום \u200f(AP)", "👩\u200d🚒", "می\u200cخواهم"):
        assert printable(text) == text


@pytest.fixture
def newsroom(site: Callable[[str], Site]) -> Site:
    return site(f"-- content/world/a.md --\n{story('Plain')}\n")


def test_names_of_foreign_files_are_shown_by_build_and_clean(newsroom: Site) -> None:
    said("build", "-q", "-s", str(newsroom.root))
    (newsroom.out / f"x{HOSTILE.replace('/', '')}.html").write_text("mine")
    built = said("build", "-s", str(newsroom.root))
    assert "left alone, not made by ssg: x\\x1b[2J\\x0a::error::x" in built
    assert_harmless(built)
    cleaned = said("clean", "-s", str(newsroom.root))
    assert "left alone, not known to be made by ssg: x\\x1b[2J" in cleaned
    assert_harmless(cleaned)


def test_names_of_files_in_the_newsroom_are_shown_by_check(newsroom: Site) -> None:
    (newsroom.root / "content/world" / f"{HOSTILE}.md").write_text(story())
    (newsroom.root / "static").mkdir()
    (newsroom.root / "static" / f"{HOSTILE}.txt").write_text("x")
    for format_ in ("text", "github", "json", "sarif"):
        output = said("check", "--format", format_, "-s", str(newsroom.root))
        assert not STEERING.search(output), ascii(output)
        if format_ == "github":
            assert all(line.startswith("::error ") for line in output.splitlines())


def test_words_of_stories_are_shown_by_list_and_due(newsroom: Site) -> None:
    quoted = json.dumps("A\x1b[2J\n::error::x\x9d0;t\x07\u202ey")
    (newsroom.root / "content/world/b.md").write_text(
        f"---\ntitle: {quoted}\ndate: 2027-01-01\n---\nText.\n"
    )
    for command in (["list"], ["list", "--json"], ["due"], ["due", "--json"]):
        assert_harmless(said(*command, "-s", str(newsroom.root)))


def test_names_are_shown_by_new_and_by_media(tmp_path: Path) -> None:
    (tmp_path / HOSTILE).write_text("x")
    assert "\\x1b[2J" in said("new", "site", str(tmp_path))
    assert_harmless(said("new", "site", str(tmp_path)))
    for command in (["show"], ["show", "--json"], ["add"]):
        assert_harmless(said("media", *command, str(tmp_path / HOSTILE)))


def test_what_was_typed_is_shown_in_messages(tmp_path: Path) -> None:
    for arguments in (
        ["bu\x1b[2Jild"],
        ["explain", "x\x1b[2J"],
        ["build", "-b", "x\x1b[2J"],
        ["build", "--at", "x\x1b[2J"],
        ["check", "-s", "x\x1b[2J"],
    ):
        assert_harmless(said(*arguments))


def test_words_of_ours_are_coloured_and_those_of_others_are_not(
    capsys: pytest.CaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ssg.cli.terminal.colored", lambda stream: True)
    monkeypatch.setattr("click.utils.should_strip_ansi", lambda stream, color: False)
    echo(f": {HOSTILE}", lead="error", color="red")
    echo_json({"a": "\x9b2J"})
    out = capsys.readouterr().out
    assert out.startswith("\x1b[31m\x1b[1merror\x1b[0m: \\x1b[2J\\x0a")
    assert out.endswith('{\n  "a": "\\u009b2J"\n}\n')


def test_a_message_about_a_file_that_cannot_be_written_is_one_line(newsroom: Site) -> None:
    folder = newsroom.root / "x\x1b[2J"
    folder.write_text("a file")
    done = subprocess.run(
        [sys.executable, "-m", "ssg", "build", "-s", str(newsroom.root), "-d", str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert_harmless(done.stdout + done.stderr)
