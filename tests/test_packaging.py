"""The wheel holds all that ssg needs, works where it is installed, and starts without loading what
a command does not use.
"""

import os
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from pathlib import Path

import pytest

import ssg

REPOSITORY = Path(__file__).parents[1]
_NEEDED_TO_BUILD = (
    "pyproject.toml",
    "README.md",
    "CHANGELOG.md",
    "LICENSE",
    "ssg",
    "layouts",
    "tests/problems",
)
_SLOW_TO_LOAD = {
    "jinja2",
    "markdown",
    "yaml",
    "PIL",
    "msgspec",
    "nh3",
    "pygments",
    "babel",
    "sqlite3",
    "multiprocessing",
    "asyncio",
}


pytestmark = pytest.mark.xdist_group("packaging")  # one wheel for all of them


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy without network: what the repository holds besides must not be
    needed.
    """
    copy, made = tmp_path_factory.mktemp("copy"), tmp_path_factory.mktemp("wheel")
    for name in _NEEDED_TO_BUILD:
        source, target = REPOSITORY / name, copy / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)
    _pip(
        sys.executable,
        "wheel",
        "--no-deps",
        "--no-build-isolation",
        "--no-index",
        "--wheel-dir",
        str(made),
        str(copy),
    )
    (found,) = made.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `ssg` program of a fresh environment that has the wheel, and sees the other packages
    installed here.
    """
    folder = tmp_path_factory.mktemp("environment")
    subprocess.run(
        [sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True, timeout=120
    )
    python = folder / "bin" / "python"
    packages = Path(
        _output(
            [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
        ).strip()
    )
    _pip(
        sys.executable,
        "--python",
        str(python),
        "install",
        "--no-deps",
        "--no-index",
        "--no-compile",
        str(wheel),
    )
    # Behind the wheel's own folder on the path. A .pth in there is not read: an editable ssg of
    # this repository stays unseen.
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib"))
    return folder / "bin" / "ssg"


def test_the_wheel_holds_every_module_layout_starter_file_and_problem_page(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder, inside in (
        ("ssg", "ssg"),
        ("layouts", "ssg/theme"),
        ("tests/problems", "ssg/problem_docs"),
    ):
        wanted = {
            f"{inside}/{file.relative_to(REPOSITORY / folder).as_posix()}"
            for file in (REPOSITORY / folder).rglob("*")
            if file.is_file() and "__pycache__" not in file.parts
        }
        assert wanted
        assert wanted - names == set()


def test_the_wheel_holds_nothing_but_the_package(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"ssg"}


def test_the_wheel_names_its_version_licence_and_dependencies(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
    metadata = archive.read(name).decode().splitlines()
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert f"Version: {ssg.__version__}" in metadata
    assert f"License-Expression: {project['license']}" in metadata
    required = [
        line for line in metadata if line.startswith("Requires-Dist: ") and "extra ==" not in line
    ]
    assert len(required) == len(project["dependencies"])
    assert any(name.endswith("/licenses/LICENSE") for name in archive.namelist())


def test_the_installed_program_says_its_version_and_is_not_the_repository(installed: Path) -> None:
    assert _output([str(installed), "--version"]).strip() == f"ssg, version {ssg.__version__}"
    where = _output(
        [str(installed.with_name("python")), "-P", "-c", "import ssg; print(ssg.__file__)"]
    )
    assert where.startswith(str(installed.parent.parent))


def test_the_installed_program_starts_a_newsroom_and_builds_it(
    installed: Path, tmp_path: Path
) -> None:
    _output([str(installed), "new", "site", "newsroom"], tmp_path)
    newsroom = tmp_path / "newsroom"
    assert (newsroom / "site.yaml").is_file()
    said = _output([str(installed), "build"], newsroom)
    assert "built" in said
    assert "error" not in said
    front = (newsroom / "build" / "index.html").read_text(encoding="utf-8")
    assert "<h1" in front
    assert (newsroom / "build" / "assets" / "site.css").is_file()


def test_the_installed_program_explains_a_problem(installed: Path, tmp_path: Path) -> None:
    assert len(_output([str(installed), "explain", "unknown-field"], tmp_path)) > 200


@pytest.mark.parametrize("command", [["--version"], ["--help"]])
def test_the_program_answers_a_small_question_without_loading_what_builds(
    command: list[str],
) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "ssg", *command],
        capture_output=True,
        text=True,
        check=True,
        cwd=REPOSITORY,
    )
    loaded = {
        line.rpartition("|")[2].strip().split(".")[0]
        for line in done.stderr.splitlines()
        if line.startswith("import time:")
    }
    assert "click" in loaded
    assert loaded & _SLOW_TO_LOAD == set()


def test_a_build_after_an_edit_of_plain_prose_loads_no_markdown(tmp_path: Path) -> None:
    """To load it takes longer than the rest of such a build."""
    (tmp_path / "site.yaml").write_text("title: Ledger\nbase_url: https://l.example/\n")
    story = tmp_path / "content" / "world" / "a.md"
    story.parent.mkdir(parents=True)
    loaded = {}
    for text in ("Plain *prose*.", "Other plain prose.", "| not | plain |\n|--|--|\n| 1 | 2 |"):
        story.write_text(f"---\ntitle: A\ndate: 2026-01-01\n---\n{text}\n")
        command = [
            sys.executable,
            "-X",
            "importtime",
            "-m",
            "ssg",
            "build",
            "-q",
            "-s",
            str(tmp_path),
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=REPOSITORY)
        loaded[text] = {
            line.rpartition("|")[2].strip()
            for line in done.stderr.splitlines()
            if line.startswith("import time:")
        }
    plain, other, table = loaded.values()
    assert "ssg.story.parse" in plain & other & table
    assert not {"markdown", "pymdownx", "nh3"} & (plain | other)
    assert "markdown" in table


def _pip(python: str, *arguments: str) -> None:
    done = subprocess.run(
        [python, "-m", "pip", "--disable-pip-version-check", "--quiet", *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def _output(command: list[str], folder: Path | None = None) -> str:
    """What a program says; it must end well. The repository is not on its path."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("PYTHON")
    }
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
        env=environment,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
