"""Plugins: the package of docs/plugins.md, installed as the document says, and what goes wrong in
one.
"""

import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import Site, story

import ssg.pages.registry
import ssg.plugins
from ssg.cli import main

DOC = Path(__file__).resolve().parents[1] / "docs/plugins.md"
_CODE = re.compile(r"^```(\w+)\n(.*?)^```", re.M | re.S)
PAPER = (
    "-- content/world/a.md --\n"
    + story("Ferry stops!", body="Words of *a*.\n\n/// score\n    home: 3\n    away: 2\n///")
    + "-- content/world/b.md --\n"
    + story("Second", body="Words of b.")
    + "-- content/world/later.md --\n"
    + story("Later", embargo="2040-01-01T00:00:00Z", body="SECRET")
)
MakeSite = Callable[..., Site]


def documented() -> tuple[str, str]:
    """The entry points and the code of the document."""
    found = _CODE.findall(DOC.read_text(encoding="utf-8"))
    [points] = [text for language, text in found if language == "toml"]
    return points, "\n".join(text for language, text in found if language == "python")


class Package:
    """A package in a folder of its own, as pip would install it."""

    def __init__(self, folder: Path):
        self.folder = folder
        folder.mkdir()

    def write(self, code: str, points: str = "", version: str = "1.0") -> None:
        points = points or documented()[0]
        sections = re.findall(
            r'^\[project\.entry-points\."(.+?)"\]\n(.*?)(?=^\[|\Z)', points, re.M | re.S
        )
        lines = [f"[{group}]\n{text.replace(chr(34), '')}" for group, text in sections]
        info = self.folder / "ssg_lite-1.0.dist-info"
        info.mkdir(exist_ok=True)
        (info / "entry_points.txt").write_text("\n".join(lines))
        (info / "METADATA").write_text(
            f"Metadata-Version: 2.1\nName: ssg-lite\nVersion: {version}\n"
        )
        (self.folder / "ssg_lite.py").write_text(code)
        forget()


def forget() -> None:
    """As another process would begin: nothing of plugins is known."""
    sys.modules.pop("ssg_lite", None)
    for known in (
        ssg.plugins._installed,
        ssg.plugins._loaded,
        ssg.pages.registry.page_kinds,
        ssg.pages.registry._renderers,
        ssg.pages.registry._of_plugins,
        ssg.pages.registry._plugin_kinds,
        ssg.pages.registry.plugin_marks,
    ):
        known.cache_clear()


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Package:
    made = Package(tmp_path / "packages")
    monkeypatch.syspath_prepend(made.folder)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    made.write(documented()[1])
    yield made
    sys.path.remove(str(made.folder))
    forget()


def test_what_the_document_shows_works(site: MakeSite, package: Package) -> None:
    made = site(PAPER)
    assert made.build().errors == 0, made.problems()
    assert made.read("lite/world/2026/11/a/") == "Ferry stops!\n\nWords of a.\n"
    assert '<p class="score">3 : 2</p>' in made.read("world/2026/11/a/")
    assert '<p class="score">3 : 2</p>' in made.read("feed.xml").replace("&lt;", "<")
    assert made.problems() == [
        "content/world/a.md:2:8 warning[shouting] the headline ends with an exclamation mark"
    ]
    assert not any("later" in path or b"SECRET" in text for path, text in made.files().items())
    assert b"/lite/" not in made.files()["sitemap.xml"]


def test_an_edit_makes_the_page_of_its_story_alone_and_as_a_clean_build_does(
    site: MakeSite, package: Package
) -> None:
    made = site(PAPER)
    made.build()
    assert made.build().published.rendered == 0
    made.write("-- content/world/b.md --\n" + story("Second", body="Other words."))
    before = made.files()
    made.build()
    assert made.read("lite/world/2026/11/b/") == "Second\n\nOther words.\n"
    changed = {path for path, text in made.files().items() if before.get(path) != text}
    assert "lite/world/2026/11/a/index.html" not in changed
    clean = site(PAPER, "clean")
    clean.write("-- content/world/b.md --\n" + story("Second", body="Other words."))
    clean.build()
    assert made.files() == clean.files()


@pytest.mark.parametrize("how", ["version", "code"])
def test_what_a_plugin_makes_is_made_again_when_the_plugin_changes(
    site: MakeSite, package: Package, how: str
) -> None:
    made, code = site(PAPER), documented()[1]
    made.build()
    if how == "version":
        package.write(code, version="1.1")
        assert made.build().published.rendered >= 2
        assert made.build().published.rendered == 0
        return
    package.write(code.replace("{story.title}\\n", "{story.title.upper()}\\n"))
    made.build()
    assert made.read("lite/world/2026/11/b/").startswith("SECOND")


def test_a_plan_is_made_anew_whatever_it_depends_on(site: MakeSite, package: Package) -> None:
    code = documented()[1].replace(
        'if at.kind == "story" and', 'if "x" in context.data.get("wanted", "x") and'
    )
    package.write(code)
    made = site(PAPER)
    made.build()
    assert made.has("lite/world/2026/11/b/")
    made.write("-- data/wanted.json --\n[]\n")
    made.build()
    assert not made.has("lite/world/2026/11/b/")


def test_a_check_may_stop_the_build(site: MakeSite, package: Package) -> None:
    code = documented()[1].replace('field="title",', 'field="title", severity="error",')
    package.write(code)
    made = site(PAPER)
    assert made.build().errors == 1
    assert made.problems()[0].startswith("content/world/a.md:2:8 error[shouting]")


def test_the_pages_of_a_plugin_go_with_it(site: MakeSite, package: Package) -> None:
    made = site(PAPER.replace("/// score\n    home: 3\n    away: 2\n///", ""))
    made.build()
    assert made.has("lite/world/2026/11/a/")
    package.write("", "[project]\n")
    assert made.build().errors == 0
    assert not [path for path in made.files() if path.startswith("lite/")]


@pytest.mark.parametrize(
    ("line", "doing"),
    [
        ("    for at in", "planning its pages"),
        ("    story, state, body =", "making /lite/world/2026/11/a/"),
        ("    home, away =", "making the block `score`"),
        ("    for story, state in", "checking the stories"),
        ("LITE = PageKind(", "loading it"),
    ],
)
def test_a_failure_of_a_plugin_is_told_as_its_own_and_publishes_nothing(
    site: MakeSite, package: Package, line: str, doing: str
) -> None:
    code = documented()[1]
    assert line in code
    indent = line[: len(line) - len(line.lstrip())]
    package.write(code.replace(line, f"{indent}1 / 0\n{line}", 1))
    made = site(PAPER)
    made.build()
    told = [problem.message for problem in made.report.problems if problem.code == "plugin-error"]
    assert any(
        message.startswith("the plugin `")
        and "of ssg-lite 1.0" in message
        and doing in message
        and "ZeroDivisionError" in message
        for message in told
    ), made.problems()
    assert "internal-error" not in made.codes()
    assert made.files() == {}


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("LITE = PageKind(", "LITE = dict(", "ssg_lite:LITE is not a PageKind"),
        ('makes=("lite",)', 'makes=("story",)', "another kind makes pages of that name"),
        ("SCORE = PluginBlock(", "SCORE = dict(", "ssg_lite:SCORE is not a PluginBlock"),
        ("yield newsroom.problem(", "yield str(", "TypeError"),
        ('makes=("lite",)', 'makes="lite"', "`makes` is a tuple of texts"),
        ('makes=("lite",)', 'makes=("lite",), listed=("b",)', "`listed` is a tuple"),
        ('options=("home", "away")', "options=iter(str, 1)", "`options` is a tuple of texts"),
        ('kind="lite"', 'kind="story"', "which is not in `makes`"),
        ("yield PageRow(", "yield dict(", "values of PageRow, not dict"),
        ('url=f"/lite{at.url}"', 'url="/../x/"', "the address `/../x/` cannot be used"),
        ('url=f"/lite{at.url}"', 'url="//x/y/"', "the address `//x/y/` cannot be used"),
        ('url=f"/lite{at.url}"', 'url="/.git/x"', "the address `/.git/x` cannot be used"),
        ('url=f"/lite{at.url}"', 'url="/" + 300 * "x"', "is too long"),
        ('url=f"/lite{at.url}"', "url=5", "are texts"),
        ('\\n".encode()', '\\n"', "`render` gives bytes, not str"),
        ("    story, state,", "    return\n    story, state,", "not NoneType"),
        (
            "    story, state, body =",
            "    raise SystemExit(3)\n    story, state, body =",
            "SystemExit",
        ),
        (
            "    return f'<p class",
            "    return b'x'\n    return f'<p class",
            "gives text, not bytes",
        ),
    ],
)
def test_what_is_no_plugin_is_told(
    site: MakeSite, package: Package, old: str, new: str, says: str
) -> None:
    code = documented()[1]
    assert old in code
    package.write(code.replace(old, new, 1))
    made = site(PAPER)
    made.build()
    assert any(says in line and "plugin-error" in line for line in made.problems()), made.problems()


def test_an_option_that_the_block_does_not_have_is_told(site: MakeSite, package: Package) -> None:
    made = site(PAPER.replace("    away: 2", "    awya: 2"))
    made.build()
    assert "block-options" in made.codes()


def test_a_layout_of_the_same_name_comes_first(site: MakeSite, package: Package) -> None:
    paper = PAPER.replace("    away: 2\n", "")
    made = site(paper + "-- layouts/blocks/score.html --\n<b>mine {{ block.options.home }}</b>\n")
    assert made.build().errors == 0, made.problems()
    assert "<b>mine 3</b>" in made.read("world/2026/11/a/")


def test_plugins_are_listed(package: Package) -> None:
    text = CliRunner().invoke(main, ["list", "--plugins"]).output
    assert text.splitlines() == [
        "ssg.blocks        score                 ssg-lite 1.0",
        "ssg.checks        house-style           ssg-lite 1.0",
        "ssg.page_kinds    lite                  ssg-lite 1.0",
        "3 plugins",
    ]
    assert (
        '"package": "ssg-lite"' in CliRunner().invoke(main, ["list", "--plugins", "--json"]).output
    )
