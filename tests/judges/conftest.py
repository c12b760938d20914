"""The demo newsroom, built for the address it is made for, and the judges that look at it."""

import datetime as dt
import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn

import msgspec
import pytest

from judges.pages_server import open_port, serving
from ssg.build.run import Options, build

REPOSITORY = Path(__file__).parents[2]
BASE_URL = "https://example.github.io/harbor-ledger/"
PREFIX = "/harbor-ledger/"
# The demo's day: after its newest story, so that a page is judged the same whenever the tests run.
NOW = dt.datetime(2026, 12, 1, 12, 0, tzinfo=dt.UTC)
_SOURCES = ("content", "layouts", "static")
_BROWSER = Path(__file__).parent / "browser.mjs"
_LIGHTHOUSE = Path(__file__).parent / "lighthouse.mjs"
Look = Callable[[str, list[str], list[str]], dict[str, Any]]
_MODULES = REPOSITORY / ".judges" / "npm" / "node_modules"


class Demo(msgspec.Struct, frozen=True, kw_only=True):
    """The demo built to `folder`, for an address that ends in `prefix`."""

    folder: Path
    base_url: str
    prefix: str

    def pages(self) -> list[Path]:
        return sorted(self.folder.rglob("*.html"))

    def url(self, file: Path) -> str:
        """The address below the front page: `local/`, `404.html`, `` for the front page itself."""
        return file.relative_to(self.folder).as_posix().removesuffix("index.html")

    def one_of_each_kind(self) -> list[str]:
        """An address of each kind of page (by the class of its body), and the story with the most
        in it.
        """
        kinds: dict[str, Path] = {}
        for page in self.pages():
            found = re.search(r'<body class="([^" ]+)', page.read_text(encoding="utf-8"))
            kind = found[1] if found else "redirect"
            if kind == "is-story":
                kinds["fullest story"] = max(
                    page, kinds.get("fullest story", page), key=lambda file: file.stat().st_size
                )
            kinds.setdefault(kind, page)
        return sorted({self.url(page) for page in kinds.values()})


def build_demo(base_url: str, folder: Path) -> Demo:
    """Build a copy of the demo: the repository's own catalog and build/ stay as they are."""
    source, built = folder / "source", folder / "built"
    source.mkdir(parents=True)
    for name in _SOURCES:
        shutil.copytree(REPOSITORY / name, source / name)
    shutil.copy(REPOSITORY / "site.yaml", source)
    report = build(source, Options(destination=built, base_url=base_url, now=NOW, jobs=1))
    assert not report.problems, f"the demo has problems: {report.problems}"
    return Demo(folder=built, base_url=base_url, prefix="/" + base_url.split("/", 3)[3])


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    return build_demo(BASE_URL, tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="session")
def demo_at_root(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    return build_demo("https://ledger.example/", tmp_path_factory.mktemp("demo-at-root"))


@pytest.fixture(scope="session")
def served(demo: Demo) -> Iterator[str]:
    """The address of the demo on this machine, ending in a slash."""
    with open_port() as server, serving(server, demo.folder, demo.prefix) as address:
        yield address


@pytest.fixture(scope="session")
def demo_as_served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a demo that was built for the address at which it is served (Lighthouse looks
    at canonical links).
    """
    with open_port() as server:
        address = f"http://127.0.0.1:{server.server_address[1]}{PREFIX}"
        built = build_demo(address, tmp_path_factory.mktemp("demo-as-served"))
        with serving(server, built.folder, PREFIX):
            yield address


@pytest.fixture(scope="session")
def program() -> Callable[[str], str]:
    """Find a program by name."""

    def find(name: str) -> str:
        return shutil.which(name) or missing(
            f"the program {name} is not installed (`make test` installs it)"
        )

    return find


@pytest.fixture(scope="session")
def judge() -> Callable[[str], Path]:
    """Find a file of the npm judges by its path in node_modules."""

    def find(path: str) -> Path:
        return (
            _MODULES / path
            if (_MODULES / path).exists()
            else missing(f"no {path} in .judges/npm (`make test` installs it)")
        )

    return find


@pytest.fixture(scope="session")
def look(program: Callable[[str], str], judge: Callable[[str], Path]) -> Look:
    """Open pages below an address: all of them, and some looked at closely. Gives findings and
    counts.
    """
    judge("axe-core/axe.min.js")
    modules = judge("playwright-core").parent
    node, chromium = program("node"), program("chromium")

    def run(address: str, everything: list[str], sample: list[str]) -> dict[str, Any]:
        asked = {
            "modules": str(modules),
            "chromium": chromium,
            "address": address,
            "all": everything,
            "sample": sample,
        }
        done = subprocess.run(
            [node, str(_BROWSER)],
            input=json.dumps(asked),
            capture_output=True,
            text=True,
            timeout=900,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        found: dict[str, Any] = json.loads(done.stdout)
        return found

    return run


@pytest.fixture(scope="session")
def lighthouse(
    program: Callable[[str], str], judge: Callable[[str], Path]
) -> Callable[..., list[dict[str, Any]]]:
    """Run Lighthouse on some addresses, on a telephone or at a desk. Gives for each its scores and
    audits.
    """

    def run(*urls: str, form: str = "mobile") -> list[dict[str, Any]]:
        modules = str(judge("lighthouse/package.json").parents[1])
        asked = {"modules": modules, "chromium": program("chromium"), "urls": urls, "form": form}
        done = subprocess.run(
            [program("node"), str(_LIGHTHOUSE)],
            input=json.dumps(asked),
            capture_output=True,
            text=True,
            timeout=900,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        results: list[dict[str, Any]] = json.loads(done.stdout)
        assert len(results) == len(urls)
        return results

    return run


def missing(what: str) -> NoReturn:
    """Skip a test whose judge is not here; fail where nobody would see that it was skipped."""
    if os.environ.get("CI"):
        pytest.fail(what)
    pytest.skip(what)
