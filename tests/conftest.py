"""`site(text)`: a whole newsroom in one string, files parted by `-- path --`; build it, and look at
what came out.
"""

import datetime as dt
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import lxml.html
import pytest
from hypothesis import settings

import ssg.build.tasks
from ssg.build.run import Options, Report, build
from ssg.problems import Problem

# On CI the same examples are tried each time, so that a push fails for what it changed. New ones
# are tried on machines of people, and by `make fuzz`.
settings.register_profile("ci", derandomize=True, deadline=None, print_blob=True, database=None)
settings.register_profile("dev", derandomize=False, deadline=None, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "dev")
os.environ["CI"] = "true"  # what is kept between builds is sealed for another machine's disk, too

NOW = dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC)
_PART = re.compile(r"^-- (\S.*?) --\n", re.M)
SITE_YAML = (
    "title: The Harbor Ledger\nbase_url: https://ledger.example/\ntimezone: America/New_York\n"
)
# The smallest picture that every reader accepts: one grey pixel.
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c6360000000020001"
    "48afa4710000000049454e44ae426082"
)


class Site:
    """A newsroom in a temporary folder."""

    def __init__(self, root: Path):
        self.root, self.out = root, root / "build"
        self.report: Report | None = None

    def write(self, text: str) -> "Site":
        """Write the files of `text`; what stands above the first `-- path --` is passed over."""
        parts = _PART.split(text)
        for path, content in zip(parts[1::2], parts[2::2], strict=True):
            target = self.root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            if target.suffix == ".png" and not content.strip():
                target.write_bytes(PIXEL)
            else:
                target.write_text(content, encoding="utf-8", newline="")
        if not (self.root / "site.yaml").exists():
            (self.root / "site.yaml").write_text(SITE_YAML)
        return self

    def build(self, **options: object) -> Report:
        """Build to build/ in this process; `destination=None` only checks."""
        options = {"now": NOW, "destination": self.out, "jobs": 1} | options
        self.report = build(self.root, Options(**options))
        return self.report

    def read(self, path: str) -> str:
        """A file of the output; a path that ends in a slash is its index.html."""
        return (
            self.out / (path + "index.html" if path.endswith("/") or not path else path)
        ).read_text(encoding="utf-8")

    def dom(self, path: str) -> lxml.html.HtmlElement:
        """A page of the output as a tree."""
        return lxml.html.fromstring(self.read(path))

    def has(self, path: str) -> bool:
        return (self.out / (path + "index.html" if path.endswith("/") else path)).is_file()

    def files(self) -> dict[str, bytes]:
        """Every file of the output, by path."""
        return {
            p.relative_to(self.out).as_posix(): p.read_bytes()
            for p in sorted(self.out.rglob("*"))
            if p.is_file()
        }

    def problems(self) -> list[str]:
        """The problems of the last build as `path:line:column severity[code] message`, in order."""
        assert self.report is not None
        return [problem_line(problem) for problem in self.report.problems]

    def codes(self) -> list[str]:
        assert self.report is not None
        return [problem.code for problem in self.report.problems]


def problem_line(problem: Problem) -> str:
    place = f":{problem.span.line}:{problem.span.column}" if problem.span else ""
    return f"{problem.path}{place} {problem.severity}[{problem.code}] {problem.message}"


@pytest.fixture(scope="session", autouse=True)
def state_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where programs of these tests keep what is of this machine: never in the home of whoever runs
    them.
    """
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("state")
        patch.setenv("XDG_STATE_HOME", str(folder))
        yield folder


@pytest.fixture
def site(tmp_path: Path) -> Callable[[str], Site]:
    """Make a newsroom from one string."""

    def make(text: str = "", name: str = "site") -> Site:
        root = tmp_path / name
        root.mkdir(exist_ok=True)
        return Site(root).write(text)

    return make


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The stories that were parsed since the list was last emptied."""
    seen: list[str] = []
    read = ssg.build.tasks.read_file

    def noting(root: Path, path: str) -> object:
        seen.append(path)
        return read(root, path)

    monkeypatch.setattr(ssg.build.tasks, "read_file", noting)
    return seen


@pytest.fixture(scope="module")
def paper(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The newsroom that a module calls PAPER, built once for all its tests."""
    made = Site(tmp_path_factory.mktemp("paper")).write(request.module.PAPER)
    assert made.build().errors == 0, made.problems()
    return made


def story(
    title: str = "Vote postponed",
    date: str = "2026-11-20T06:30:00-05:00",
    body: str = "The council put it off.",
    **fields: str,
) -> str:
    """The text of a story file."""
    more = "".join(f"{key}: {value}\n" for key, value in fields.items())
    return f"---\ntitle: {title}\ndate: {date}\n{more}---\n\n{body}\n"


@pytest.fixture
def shared() -> Path:
    """The folder of official schemas and samples beside the project; tests that need it are skipped
    without it.
    """
    folder = Path(__file__).resolve().parent.parent.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the folder shared/ is not here")
    return folder
