"""The command line: exit codes, formats, finding the site, and what each command prints."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
import yaml
from click.testing import CliRunner, Result

import ssg
from ssg.cli import COMMANDS, main
from tests.conftest import SITE_YAML, Site, story

MakeSite = Callable[..., Site]
PROJECT = Path(__file__).resolve().parents[2]
AT = "2026-11-22T12:00:00Z"
GOOD = "-- content/local/a.md --\n" + story("Vote postponed", byline="Ana Ruiz")
BAD = "-- content/local/a.md --\n---\ntitel: Vote\ntitle: Vote\ndate: 2026-11-20\n---\n\nText.\n"
WARNED = (
    "-- content/local/a.md --\n"
    + story(media="[{src: a.png, credit: Ana Ruiz}]")
    + "-- content/local/a.png --\n"
)


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SOURCE_DATE_EPOCH", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)


def run(*arguments: object) -> Result:
    """Run a command in this process; an exception that is not an exit is the test's failure."""
    return CliRunner().invoke(
        main, [str(argument) for argument in arguments], catch_exceptions=False
    )


def run_process(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    return subprocess.run(
        [sys.executable, "-m", "ssg", *arguments],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
    )


# ---- build and check


def test_a_good_site_is_built_with_exit_code_0(site: MakeSite) -> None:
    made = site(GOOD)
    result = run("build", "-s", made.root, "--at", AT)
    assert result.exit_code == 0
    assert re.fullmatch(
        r"built build/: \d+ written, 0 unchanged, 0 removed, \d+\.\d\d s\n1 story\n", result.stdout
    )
    assert result.stderr == ""
    assert made.has("local/2026/11/a/")


def test_mistakes_in_stories_are_shown_and_give_exit_code_1(site: MakeSite) -> None:
    made = site(BAD)
    result = run("build", "-s", made.root)
    assert result.exit_code == 1
    assert "error[unknown-field]: `titel`" in result.stdout
    assert "--> content/local/a.md:2:1" in result.stdout
    assert "1 error" in result.stdout
    assert "not built" in result.stdout
    assert not made.out.exists()


@pytest.mark.parametrize("command", ["build", "check"])
def test_mistakes_in_site_yaml_give_exit_code_2(site: MakeSite, command: str) -> None:
    made = site("-- site.yaml --\ntitle: X\n")
    result = run(command, "-s", made.root)
    assert result.exit_code == 2
    assert "error[missing-field]" in result.stdout


def test_a_build_that_site_yaml_stops_has_no_profile(site: MakeSite) -> None:
    made = site("-- site.yaml --\ntitle: X\n")
    result = run("build", "--profile", "-s", made.root)
    assert result.exit_code == 2
    assert "error[missing-field]" in result.stdout
    assert "flame chart" not in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["bild"],
        ["build", "--nope"],
        ["build", "--at", "soon"],
        ["build", "--format", "xml"],
        ["build", "--jobs", "-1"],
        ["list", "lost"],
        ["schema", "page"],
        ["explain"],
        ["explain", "no-such-code"],
    ],
)
def test_wrong_usage_gives_exit_code_2_and_one_clear_sentence(arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "rror: " in result.stderr
    assert "Traceback" not in result.stderr


def test_a_warning_is_fine_unless_strict(site: MakeSite) -> None:
    made = site(WARNED)
    assert run("check", "-s", made.root, "--at", AT).exit_code == 0
    strict = run("check", "-s", made.root, "--at", AT, "--strict")
    assert strict.exit_code == 1
    assert "error[alt-text]" in strict.stdout


def test_check_reports_and_writes_nothing(site: MakeSite) -> None:
    made = site(GOOD)
    result = run("check", "-s", made.root, "--at", AT)
    assert result.exit_code == 0
    assert result.stdout.startswith("checked: no problems")
    assert not made.out.exists()


def test_quiet_prints_problems_only(site: MakeSite) -> None:
    good, warned = site(GOOD, "good"), site(WARNED, "warned")
    assert run("build", "-q", "-s", good.root, "--at", AT).output == ""
    output = run("build", "-q", "-s", warned.root, "--at", AT).output
    assert output.startswith("warning[alt-text]")
    assert "built" not in output


def test_json_is_one_document_whether_there_are_problems_or_not(site: MakeSite) -> None:
    bad = json.loads(run("build", "-s", site(BAD, "bad").root, "--format", "json").stdout)
    assert (bad["version"], bad["errors"]) == (1, 1)
    assert {problem["code"] for problem in bad["problems"]} == {"unknown-field"}
    good = run("build", "-s", site(GOOD, "good").root, "--format", "json", "--at", AT)
    assert json.loads(good.stdout) == {"version": 1, "problems": [], "errors": 0, "warnings": 0}
    broken = json.loads(
        run("check", "-s", site("-- site.yaml --\n- x\n", "broken").root, "--format", "json").stdout
    )
    assert broken["errors"] == 1


def test_sarif_names_the_place_of_each_problem(site: MakeSite) -> None:
    log = json.loads(run("check", "-s", site(BAD).root, "--format", "sarif").stdout)
    (result,) = log["runs"][0]["results"]
    assert result["ruleId"] == "unknown-field"
    place = result["locations"][0]["physicalLocation"]
    assert (place["artifactLocation"]["uri"], place["region"]["startLine"]) == (
        "content/local/a.md",
        2,
    )


def test_github_gets_one_annotation_a_line(site: MakeSite) -> None:
    lines = run("check", "-s", site(BAD).root, "--format", "github").stdout.splitlines()
    assert len(lines) == 1
    assert lines[0].startswith(
        "::error file=content/local/a.md,line=2,col=1,endColumn=6,title=unknown-field::"
    )


def test_the_site_is_found_from_any_folder_below_it(
    site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = site(GOOD)
    monkeypatch.chdir(made.root / "content/local")
    assert run("build", "--at", AT).exit_code == 0
    assert made.has("local/2026/11/a/")


def test_without_a_site_every_command_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for arguments in (
        ["build"],
        ["check"],
        ["list"],
        ["clean"],
        ["explain", "/x/"],
        ["build", "-s", "nowhere"],
    ):
        result = run(*arguments)
        assert result.exit_code == 2
        assert result.stderr.startswith("error: there is no site.yaml")


def test_a_folder_that_is_gone_is_said(tmp_path: Path) -> None:
    folder = tmp_path / "gone"
    folder.mkdir()
    script = (
        "import os, shutil, sys; os.chdir(sys.argv[1]); os.rmdir(sys.argv[1]);"
        " from ssg.cli import main; main(['build'])"
    )
    result = subprocess.run(
        [sys.executable, "-c", script, str(folder)], capture_output=True, text=True, check=False
    )
    assert result.returncode == 2
    assert result.stderr == (
        "error: the folder that you are in is gone; go to another one with `cd`\n"
    )


def test_a_file_in_place_of_the_state_folder_is_said(site: MakeSite) -> None:
    newsroom = site(f"{SITE_YAML}\n{story('a.md')}")
    (newsroom.root / ".ssg").write_text("x")
    result = run("build", "--source", str(newsroom.root))
    assert result.exit_code == 2
    assert f"{newsroom.root / '.ssg'} is a file" in result.output
    assert (newsroom.root / ".ssg").read_text() == "x"


def test_another_destination_and_another_address(site: MakeSite, tmp_path: Path) -> None:
    made = site(GOOD)
    result = run(
        "build",
        "-s",
        made.root,
        "-d",
        tmp_path / "www",
        "-b",
        "https://other.example/x/",
        "--at",
        AT,
    )
    assert result.exit_code == 0
    assert str(tmp_path / "www") in result.stdout
    assert (
        'href="https://other.example/x/local/2026/11/a/"'
        in (tmp_path / "www/local/2026/11/a/index.html").read_text()
    )
    assert not made.out.exists()


def test_building_over_the_sources_is_refused(site: MakeSite) -> None:
    made = site(GOOD)
    result = run("build", "-s", made.root, "-d", made.root / "content")
    assert result.exit_code == 2
    assert result.stderr.startswith("error: ")
    assert "holds the newsroom's own files" in result.stderr


@pytest.mark.parametrize(
    ("options", "seen"),
    [
        ([], {"live"}),
        (["--at", "2026-11-24T00:00:00Z"], {"live", "embargoed"}),
        (["--at", "2026-12-24T00:00:00Z"], {"live", "embargoed", "scheduled"}),
        (["-D"], {"live", "draft"}),
        (["-F"], {"live", "embargoed", "scheduled"}),
        (["-E"], {"live", "expired"}),
        (
            ["--drafts", "--future", "--expired"],
            {"live", "draft", "embargoed", "scheduled", "expired"},
        ),
    ],
)
def test_options_show_what_is_not_published_yet_or_any_more(
    site: MakeSite, options: list[str], seen: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795348800")  # 2026-11-22T12:00:00Z
    made = site(STATES)
    assert run("build", "-s", made.root, "-d", made.out, *options).exit_code == 0
    feed = made.read("feed.xml")
    assert {
        state
        for state in ("live", "draft", "embargoed", "scheduled", "expired")
        if f"<title>A {state} story" in feed
    } == seen


def test_a_source_date_epoch_that_is_no_number_is_refused(
    site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    result = run("build", "-s", site(GOOD).root)
    assert result.exit_code == 2
    assert "SOURCE_DATE_EPOCH" in result.stderr


def test_files_that_ssg_did_not_make_are_named(site: MakeSite) -> None:
    made = site(GOOD)
    run("build", "-s", made.root, "--at", AT)
    for number in range(5):
        (made.out / f"mine{number}.txt").write_text("x")
    output = run("build", "-s", made.root, "--at", AT).stdout
    assert (
        "left alone, not made by ssg: mine0.txt, mine1.txt, mine2.txt and 2 more (in build/)"
        in output
    )


# ---- the other commands

STATES = (
    "-- content/local/live.md --\n"
    + story("A live story")
    + "-- content/local/draft.md --\n"
    + story("A draft story", draft="true")
    + "-- content/local/embargoed.md --\n"
    + story("A embargoed story", embargo="2026-11-23T00:00:00Z")
    + "-- content/local/scheduled.md --\n"
    + story("A scheduled story", "2026-12-01T00:00:00Z")
    + "-- content/local/expired.md --\n"
    + story("A expired story", expires="2026-11-21T00:00:00Z")
    + "-- content/world/killed.md --\n"
    + story("A killed story", status="killed")
    + "-- content/world/withheld.md --\n"
    + story("A withheld story", status="withheld")
    + "-- content/world/archived.md --\n"
    + story("A archived story", status="archived")
    + "-- content/about.md --\n---\ntitle: About\n---\n"
)


@pytest.mark.parametrize(
    "state",
    ["live", "draft", "embargoed", "scheduled", "expired", "killed", "withheld", "archived"],
)
def test_stories_are_listed_by_state(site: MakeSite, state: str) -> None:
    made = site(STATES)
    rows = json.loads(run("list", state, "-s", made.root, "--at", AT, "--json").stdout)
    assert [(row["title"], row["status"]) for row in rows] == [(f"A {state} story", state)]


def test_a_list_tells_address_section_date_and_next_change(site: MakeSite) -> None:
    rows = {
        row["status"]: row
        for row in json.loads(run("list", "-s", site(STATES).root, "--at", AT, "--json").stdout)
    }
    assert len(rows) == 8
    assert rows["embargoed"] == {
        "title": "A embargoed story",
        "status": "embargoed",
        "date": "2026-11-20T06:30:00-05:00",
        "changes": "2026-11-22T19:00:00-05:00",
        "section": "local",
        "url": "/local/2026/11/embargoed/",
        "path": "content/local/embargoed.md",
    }
    assert rows["live"]["changes"] == ""
    assert rows["scheduled"]["changes"] == rows["scheduled"]["date"] == "2026-11-30T19:00:00-05:00"


def test_a_list_for_people_is_newest_first_with_a_count(site: MakeSite) -> None:
    output = run("list", "-s", site(STATES).root, "--at", AT).stdout
    lines = output.splitlines()
    assert "scheduled" in lines[0]
    assert "A scheduled story  (until 2026-11-30T19:00:00-05:00)" in lines[0]
    assert lines[1].split() == ["content/local/scheduled.md", "/local/2026/11/scheduled/"]
    assert lines[-1] == "8 stories"
    assert "About" not in output


def test_listing_with_a_broken_site_yaml_points_to_check(site: MakeSite) -> None:
    result = run("list", "-s", site("-- site.yaml --\ntitle: X\n").root)
    assert result.exit_code != 0
    assert "`ssg check` shows them" in result.stderr


def test_a_listing_does_not_disturb_the_next_build(site: MakeSite) -> None:
    made = site(STATES)
    run("build", "-s", made.root, "--at", AT)
    before = made.files()
    run("list", "-s", made.root, "--at", "2027-11-22T12:00:00Z")
    run("explain", "/local/", "-s", made.root)
    assert "0 written" in run("build", "-s", made.root, "--at", AT).stdout
    assert made.files() == before


def test_a_problem_code_is_explained_from_its_documentation() -> None:
    result = run("explain", "missing-credit")
    assert result.exit_code == 0
    assert (
        result.stdout
        == (PROJECT / "tests/problems/missing-credit.md").read_text().rstrip("\n") + "\n"
    )
    assert "did you mean `missing-credit`?" in run("explain", "missing-credits").stderr


@pytest.mark.parametrize(
    "address",
    [
        "/local/2026/11/a/",
        "/paper/local/2026/11/a/",
        "https://ledger.example/paper/local/2026/11/a/?x#y",
        "/local/2026/11/a",
    ],
)
def test_an_address_is_explained(
    site: MakeSite, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795348800")
    made = site(f"-- site.yaml --\n{SITE_YAML.replace('.example/', '.example/paper/')}" + GOOD)
    result = run("explain", address, "-s", made.root)
    assert result.exit_code == 0, result.output
    said = dict(line.split(maxsplit=1) for line in result.stdout.splitlines())
    assert said["url"] == "/paper/local/2026/11/a/"
    assert said["source"] == "content/local/a.md"
    assert said["layout"].startswith("layouts/story.html")
    assert said["file"] == "local/2026/11/a/index.html"


def test_an_address_without_a_page_is_exit_code_1(site: MakeSite) -> None:
    result = run("explain", "/nowhere/", "-s", site(GOOD).root)
    assert result.exit_code == 1
    assert "there is no page at /nowhere/" in result.stdout


@pytest.mark.parametrize("what", ["story", "site"])
def test_the_schema_is_valid_and_accepts_what_the_parser_accepts(site: MakeSite, what: str) -> None:
    schema = json.loads(run("schema", what).stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    good = {
        "story": "title: A\ndate: '2026-11-20'\nbyline: [{name: Ana}]\ntags: [a]",
        "site": "title: A\nbase_url: https://x.example/",
    }[what]
    assert not list(validator.iter_errors(yaml.safe_load(good)))
    assert list(validator.iter_errors(yaml.safe_load(good.replace("title", "titel"))))


def test_clean_removes_what_was_made_and_nothing_else(site: MakeSite) -> None:
    made = site(GOOD)
    run("build", "-s", made.root, "--at", AT)
    (made.out / "mine.txt").write_text("mine")
    sources = {
        path: path.read_bytes() for path in (made.root / "content").rglob("*") if path.is_file()
    }
    result = run("clean", "-s", made.root)
    assert result.exit_code == 0
    assert "left alone, not known to be made by ssg: mine.txt" in result.stdout
    assert list(made.files()) == ["mine.txt"]
    assert {path: path.read_bytes() for path in sources} == sources
    assert not list((made.root / ".ssg").glob("catalog*"))
    (made.out / "mine.txt").unlink()
    run("build", "-s", made.root, "--at", AT)
    run("clean", "-s", made.root)
    assert not made.out.exists()
    assert run("clean", "-s", made.root).exit_code == 0


def test_an_unknown_command_is_answered_with_the_one_that_was_meant() -> None:
    result = run("biuld")
    assert result.exit_code == 2
    assert "there is no command `biuld`; did you mean `build`?" in result.stderr


def test_help_lists_every_command_and_each_has_its_own() -> None:
    text = run("--help").stdout
    for name in COMMANDS:
        assert re.search(rf"^  {name} ", text, re.M)
        result = run(name, "-h")
        assert result.exit_code == 0
        assert result.stdout.startswith(f"Usage: main {name}")


# ---- as a process


def test_version_is_printed_without_loading_what_it_does_not_need(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom ssg.cli import main\ntry:\n    main(['--version'])\nfinally:\n   "
        " print(*sys.modules, file=sys.stderr)"
    )
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0
    assert done.stdout == f"ssg, version {ssg.__version__}\n"
    loaded = {name.partition(".")[0] for name in done.stderr.split()}
    assert "click" in loaded
    assert not loaded & {
        "jinja2",
        "markdown",
        "yaml",
        "msgspec",
        "PIL",
        "pygments",
        "nh3",
        "babel",
        "sqlite3",
        "multiprocessing",
    }


def test_the_module_is_the_command(site: MakeSite) -> None:
    good, bad = site(GOOD, "good"), site(BAD, "bad")
    assert run_process("build", "--at", AT, cwd=good.root).returncode == 0
    done = run_process("check", cwd=bad.root)
    assert done.returncode == 1
    assert "error[unknown-field]" in done.stdout
    assert "\x1b" not in done.stdout
    assert run_process("nonsense", cwd=good.root).returncode == 2


@pytest.mark.parametrize(
    "address", ["foo", "https://", "ftp://a.example/", "https://a.example/?x=1"]
)
def test_a_base_url_that_is_none_is_a_mistake_in_the_command(site: MakeSite, address: str) -> None:
    result = run("build", "-s", site(GOOD).root, "--base-url", address)
    assert result.exit_code == 2
    assert f"Invalid value for '-b' / '--base-url': `{address}`" in result.stderr
    assert "site.yaml" not in result.output


def test_an_empty_base_url_counts_as_not_given(site: MakeSite) -> None:
    made = site(GOOD)
    assert run("build", "-s", made.root, "--at", AT, "-b", "").exit_code == 0
    assert "https://ledger.example/local/2026/11/a/" in made.read("sitemap.xml")


def test_a_file_of_somebody_else_in_the_place_of_a_page_is_replaced_and_named(
    site: MakeSite,
) -> None:
    made = site(GOOD)
    run("build", "-s", made.root, "--at", AT)
    made.write(
        "-- build/local/2026/11/b/index.html --\nBy hand.\n-- build/robots.txt --\nEdited.\n"
    )
    made.write("-- content/local/b.md --\n" + story("Later"))
    result = run("build", "-s", made.root, "--at", AT)
    assert "replaced, not made by ssg: local/2026/11/b/index.html (in build/)\n" in result.stdout
    assert "replaced" not in run("build", "-s", made.root, "--at", AT).stdout
