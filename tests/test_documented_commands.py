"""Every command line in the documents works: those of `ssg`, the targets of make, and at a small
size the benchmarks and the fuzz targets.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from conftest import Site, story
from photographs import jpeg_with

from ssg.cli import main
from tests.bench import fast_paths
from tests.serve.test_serve import serving

ROOT = Path(__file__).resolve().parent.parent
PAGES = [*sorted(ROOT.glob("docs/*.md")), ROOT / "README.md", ROOT / "SECURITY.md"]
_BLOCK = re.compile(r"^```(?:sh|yaml)\n(.*?)^```", re.M | re.S)
_RUN = re.compile(r"^\s*(?:- run: |[A-Z_]+=\S+ )?(ssg .+?)(?:\s+#.*)?$", re.M)
_INLINE = re.compile(r"`(ssg [^`\n]+)`")
# Named in a sentence without what they are given.
_CUT_SHORT = ("ssg admin", "ssg new", "ssg new site", "ssg media add")
_NOT_OURS = {"pip", "python", "python3", ".", "cd", "mkdir", "git", "rsync"}
NEWSROOM = f"""
-- content/world/ferry-strike.md --
{story("Ferry strike", slug="ferry-strike")}
-- content/local/vote.md --
{story("Vote", "2040-11-20T06:30:00Z", embargo="2040-11-20T06:30:00Z")}
"""


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


def runnable() -> list[object]:
    """Those of the blocks, and those within sentences that are whole."""
    lines = {param.values[0]: param for param in documented()}
    for page in PAGES:
        for code in _INLINE.findall(page.read_text(encoding="utf-8")):
            for line in code.split(" && "):
                if line not in _CUT_SHORT and not re.search(r"\b[A-Z]{2,}\b", line):
                    lines.setdefault(line, pytest.param(line, id=f"{page.name}: {line}"))
    return list(lines.values())


@pytest.mark.parametrize("line", runnable())
def test_every_documented_command_works(
    line: str, site: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    newsroom: Site = site(NEWSROOM)
    for name in ("ferry.jpg", "pier.jpg"):
        (newsroom.root / name).write_bytes(jpeg_with())
    monkeypatch.chdir(newsroom.root)
    words = [word.replace("/tmp/", f"{tmp_path}/") for word in words_of(line)]
    if words[0] == "serve":
        with serving(newsroom, *words[1:]) as served:
            assert "Ferry strike" in served.get()
        return
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 0, done.output
    assert done.exception is None


# ---- programs beside ssg


def test_every_other_command_of_the_documents_is_of_a_known_program() -> None:
    """A new one needs a test of its own here, unless it is not ours."""
    found = {
        line.split()[0]
        for page in PAGES
        for block in re.findall(r"^```sh\n(.*?)^```", page.read_text(encoding="utf-8"), re.M | re.S)
        for line in block.splitlines()
        if line.strip() and not line.startswith("#")
    }
    assert found <= {"ssg", "make"} | _NOT_OURS


def make(*words: str) -> str:
    done = subprocess.run(
        ["make", "-C", str(ROOT), "--no-print-directory", *words],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def targets() -> list[str]:
    return re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)


def test_every_documented_target_of_make_exists() -> None:
    written = {
        name
        for page in [*PAGES, ROOT / "ARCHITECTURE.md", *ROOT.glob("tests/bench/*.py")]
        for name in re.findall(r"(?:^|`)make ([a-z-]+)", page.read_text(encoding="utf-8"), re.M)
    }
    assert written >= {"site", "test", "fast", "floors", "bench", "fuzz"}
    assert written <= set(targets())


def test_make_alone_tells_of_every_target() -> None:
    assert re.findall(r"^  make ([a-z-]+)", make(), re.M) == targets()


@pytest.mark.parametrize("target", targets())
def test_every_target_of_make_can_be_taken_apart(target: str) -> None:
    assert make("--dry-run", target)


def test_the_targets_that_a_test_can_run_work(tmp_path: Path) -> None:
    """With the Python of this test, as if all that they need were installed."""
    this = f"BIN={Path(sys.executable).parent}"
    make("-o", ".venv/.tested", "lint", this)
    page, picture = tmp_path / "page.md", tmp_path / "picture.svg"
    shutil.copy(ROOT / "docs/benchmarks.md", page)
    make(
        *("-o", ".venv/.bench", "bench", this, "PEERS=ssg ssg-theme", f"WORK={tmp_path}"),
        *("SIZES=10/1/cold,edit", "BENCH=--idle 0 --tries 1"),
        f"REPORT=--page {page} --picture {picture}",
    )
    assert "### 10 stories (one run)" in page.read_text(encoding="utf-8")
    assert "Python: CPython 3" in page.read_text(encoding="utf-8")
    assert picture.read_text(encoding="utf-8").startswith("<svg")
    told = make(
        *("-o", ".venv/.tested", "fuzz", this, "MINUTES=0.01"),
        "FUZZ=tests/text/test_share.py",
    )
    assert "0 findings" in told
    assert " passed" in told


def run_python(*words: str) -> str:
    done = subprocess.run(
        [sys.executable, *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_benchmark_of_stages_works() -> None:
    told = run_python("-m", "tests.bench.stages", "10")
    assert re.search(r"^render +\d+\.\d+ ms$", told, re.M)
    assert re.search(r"^all +\d+\.\d+ ms$", told, re.M)


def test_the_benchmark_of_fast_paths_works(tmp_path: Path) -> None:
    """Each path can still be switched off."""
    told = run_python("-m", "tests.bench.fast_paths", "10", "--work", str(tmp_path))
    rows = re.findall(r"^\| [a-z].* \| +-?\d+\.\d+ (?:ms|s) \|.* -?\d+\.\d% \|", told, re.M)
    assert len(rows) == len(fast_paths.PATHS)


def test_the_benchmark_of_pictures_works() -> None:
    told = run_python(
        "tests/bench/pictures.py",
        *("--count", "1", "--width", "800", "--formats", "webp", "--idle", "0", "--hugo", ""),
    )
    assert re.search(r"^ssg: webp, jpg, crops +\d", told, re.M)
    assert re.search(r"^Pillow, one process, 1 pictures +\d", told, re.M)


@pytest.mark.browser
@pytest.mark.xdist_group("serve")
def test_the_benchmark_of_saves_works(tmp_path: Path) -> None:
    told = run_python(
        "tests/bench/serve.py",
        *("-n", "10", "-k", "1", "--turns", "1", "--peers", "ssg", "--work", str(tmp_path)),
    )
    for name in ("story", "style sheet", "layout of every page", "new story"):
        assert re.search(rf"^\| {name} \|  \| [\d,]+ \([\d,]+\) \|", told, re.M), told


def test_hugo_is_measured_and_not_the_program_that_starts_it(tmp_path: Path) -> None:
    script = tmp_path / "hugo"
    script.write_text("#!/usr/bin/env python3\n")
    script.chmod(0o755)
    done = subprocess.run(
        [
            *(sys.executable, "tests/bench/run.py", "build", "hugo"),
            *("--work", str(tmp_path / "work"), "-n", "10", "-k", "1"),
        ],
        cwd=ROOT,
        env=os.environ | {"HUGO": str(script)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 1
    assert "name the program itself in HUGO" in done.stderr


def test_the_check_without_layouts_is_documented() -> None:
    lines = [param.values[0] for param in documented()]
    assert "ssg check --no-layouts" in lines
    assert len(lines) > 10
