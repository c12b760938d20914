"""`ssg new`: the newsroom that it starts builds cleanly, and the story that it starts says what it
was told.
"""

import datetime as dt
import subprocess
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from conftest import NOW, Site
from hypothesis import example, given, settings
from hypothesis import strategies as st

import ssg
from ssg.cli import main
from ssg.config.site import Config, Section, load_config
from ssg.markup.convert import Converter
from ssg.rights.resolve import judged, resolve
from ssg.scaffold.new import (
    SectionFolder,
    clean_text,
    find_section,
    new_story,
    section_folders,
    starter_site,
    write_files,
)
from ssg.source.files import SourceFile
from ssg.source.yaml_quoting import yaml_text
from ssg.story.parse import parse_story

LOCAL = SectionFolder(key="local", title="Local", folder="local")
EPOCH = str(int(NOW.timestamp()))


def run(*args: str) -> Result:
    return CliRunner().invoke(main, ["new", *args], env={"SOURCE_DATE_EPOCH": EPOCH})


def starter(folder: Path) -> Site:
    write_files(
        folder,
        starter_site(title="The Harbor Ledger", base_url="https://ledger.example/paper/", now=NOW),
    )
    return Site(folder)


# ---- ssg new site


def test_the_new_site_builds_without_a_problem(tmp_path: Path) -> None:
    site = starter(tmp_path)
    assert site.build(strict=True).problems == ()
    assert "The night ferry is back" in site.read("")
    assert site.has("local/2026/11/night-ferry/")


def test_the_new_site_still_builds_when_its_embargo_has_lifted(tmp_path: Path) -> None:
    site = starter(tmp_path)
    assert site.build(strict=True, now=NOW + dt.timedelta(days=2)).problems == ()
    assert "one new kitchen" in site.read("")


def test_the_embargoed_example_leaves_no_trace_before_its_time(tmp_path: Path) -> None:
    site = starter(tmp_path)
    site.build()
    assert not [
        path for path, content in site.files().items() if b"kitchen" in content or "school" in path
    ]


def test_the_example_picture_has_a_credit_and_may_be_used(tmp_path: Path) -> None:
    site = starter(tmp_path)
    site.build()
    assert "Illustration by Ada Example" in site.read("local/2026/11/night-ferry/")
    assert [path for path in site.files() if path.startswith("pictures/night-ferry-")]
    story = parse_story(
        _source(tmp_path / "content/local/night-ferry.md"),
        _config(tmp_path),
        Converter(("pull-quote",)),
    ).story
    assert story is not None
    config = _config(tmp_path)
    assert judged(resolve(story.media[0], None, config), config, NOW).verdict.syndicate


def test_the_new_site_carries_its_title_and_address(tmp_path: Path) -> None:
    config = _config(starter(tmp_path).root)
    assert (config.title, config.base_url) == ("The Harbor Ledger", "https://ledger.example/paper/")


def test_the_workflow_is_yaml_and_pins_this_version_of_ssg(tmp_path: Path) -> None:
    text = (starter(tmp_path).root / ".github/workflows/pages.yml").read_text()
    workflow = yaml.safe_load(text)
    assert f'pip install "ssg-news=={ssg.__version__}"' in text
    assert workflow[True]["schedule"]  # YAML 1.1 reads `on` as true
    assert workflow["permissions"] == {}
    upload = next(
        step
        for step in workflow["jobs"]["build"]["steps"]
        if "upload-pages-artifact" in step.get("uses", "")
    )
    assert upload["with"]["include-hidden-files"] is True
    used = [
        step["uses"] for job in workflow["jobs"].values() for step in job["steps"] if "uses" in step
    ]
    assert used
    assert all(
        len(action.rpartition("@")[2]) == 40 for action in used
    )  # commits: tests/test_workflows.py


def test_what_ssg_makes_is_ignored_by_git_in_the_new_site(tmp_path: Path) -> None:
    assert {"/build/", "/.ssg/"} <= set((starter(tmp_path).root / ".gitignore").read_text().split())


def test_the_title_is_made_from_the_name_of_the_folder(tmp_path: Path) -> None:
    result = run("site", str(tmp_path / "harbor-ledger"))
    assert result.exit_code == 0, result.output
    assert _config(tmp_path / "harbor-ledger").title == "Harbor Ledger"
    assert "ssg build" in result.output


@pytest.mark.parametrize(
    "title",
    ['Ada: "no" & co', "No", "1984", "# Hash", "- item", "%%version%%", "a\\b", "Der Bote – Ä"],
)
def test_any_title_survives_the_way_into_the_configuration(tmp_path: Path, title: str) -> None:
    assert run("site", str(tmp_path / "x"), "--title", title).exit_code == 0
    assert _config(tmp_path / "x").title == title


def test_a_folder_that_holds_something_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "novel.txt").write_text("Chapter one")
    result = run("site", str(tmp_path))
    assert result.exit_code == 2
    assert "is not empty (novel.txt)" in result.output
    assert [item.name for item in tmp_path.iterdir()] == ["novel.txt"]


def test_a_fresh_repository_counts_as_empty(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert run("site", str(tmp_path)).exit_code == 0


def test_a_file_in_place_of_the_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "paper").write_text("")
    result = run("site", str(tmp_path / "paper"))
    assert result.exit_code == 2
    assert "is a file" in result.output


@pytest.mark.parametrize(("option", "value"), [("--base-url", "ledger.example"), ("--title", "  ")])
def test_a_title_or_address_that_cannot_be_used_writes_nothing(
    tmp_path: Path, option: str, value: str
) -> None:
    result = run("site", str(tmp_path / "paper"), option, value)
    assert result.exit_code == 2
    assert not (tmp_path / "paper").exists()


# ---- ssg new story


def test_a_new_story_is_a_draft_of_the_site_s_own_time(site: object) -> None:
    newsroom = site("-- content/local/_index.md --\n---\ntitle: Local\n---\n")
    result = run("story", "Ferry crews: out", "-s", str(newsroom.root))
    path = newsroom.root / "content/local/ferry-crews-out.md"
    assert result.exit_code == 0, result.output
    assert result.stdout.strip().endswith("content/local/ferry-crews-out.md")
    story = parse_story(_source(path), _config(newsroom.root), Converter(())).story
    assert story is not None
    assert (story.title, story.status) == ("Ferry crews: out", "draft")
    assert "date: 2026-11-22T07:00:00-05:00" in path.read_text()


def test_a_new_story_is_in_the_output_only_with_drafts(site: object) -> None:
    newsroom = site("-- content/local/_index.md --\n---\ntitle: Local\n---\n")
    run("story", "Ferry crews out", "-s", str(newsroom.root))
    newsroom.build()
    assert not newsroom.has("local/2026/11/ferry-crews-out/")
    assert newsroom.build(drafts=True).problems == ()
    assert newsroom.has("local/2026/11/ferry-crews-out/")


def test_a_new_story_never_writes_over_another(site: object) -> None:
    newsroom = site("-- content/local/vote.md --\nmine\n")
    result = run("story", "Vote", "-s", str(newsroom.root))
    assert result.exit_code == 2
    assert "is there already" in result.output
    assert (newsroom.root / "content/local/vote.md").read_text() == "mine\n"


@pytest.mark.parametrize("named", ["Sport", "sports"])
def test_a_section_is_found_by_key_or_title(site: object, named: str) -> None:
    newsroom = site(
        "-- site.yaml --\ntitle: L\nbase_url: https://l.example/\nsections: {sports: Sport, local:"
        " Local}\n"
    )
    assert run("story", "Race", "--section", named, "-s", str(newsroom.root)).exit_code == 0
    assert (newsroom.root / "content/sports/race.md").is_file()


def test_an_unknown_section_gets_a_suggestion(site: object) -> None:
    newsroom = site(
        "-- content/business/_index.md --\n---\ntitle: B\n---\n-- content/local/_index.md"
        " --\n---\ntitle: L\n---\n"
    )
    result = run("story", "Race", "--section", "busines", "-s", str(newsroom.root))
    assert result.exit_code == 2
    assert "did you mean `business`?" in result.output


def test_with_several_sections_and_none_named_they_are_listed(site: object) -> None:
    newsroom = site(
        "-- content/business/_index.md --\n---\ntitle: B\n---\n-- content/local/_index.md"
        " --\n---\ntitle: L\n---\n"
    )
    result = run("story", "Race", "-s", str(newsroom.root))
    assert result.exit_code == 2
    assert "business, local" in result.output


def test_the_section_is_the_one_whose_folder_we_stand_in(
    site: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom = site(
        "-- content/business/_index.md --\n---\ntitle: B\n---\n-- content/local/_index.md"
        " --\n---\ntitle: L\n---\n"
    )
    monkeypatch.chdir(newsroom.root / "content/local")
    result = run("story", "Race")
    assert result.stdout.strip() == "race.md"
    assert (newsroom.root / "content/local/race.md").is_file()


def test_a_section_whose_folder_says_another_key_is_written_down(tmp_path: Path) -> None:
    named = SectionFolder(key="local_news", title="Local", folder="local_news")
    text = new_story("Vote", section=named, byline="", now=NOW).content.decode()
    config = Config(title="L", base_url="https://l.example/", sections={"local_news": Section()})
    story = parse_story(SourceFile("content/local_news/vote.md", text), config, Converter(())).story
    assert story is not None
    assert story.section == "local_news"


def test_the_media_folder_is_no_section(site: object) -> None:
    newsroom = site("-- content/media/readme.txt --\nx\n-- content/Local News/vote.md --\nx\n")
    folders = section_folders(newsroom.root, _config(newsroom.root))
    assert [(section.key, section.folder) for section in folders] == [("local-news", "Local News")]
    assert find_section("LOCAL news", folders) == folders[0]


def test_the_byline_comes_from_git(site: object) -> None:
    newsroom = site("-- content/local/_index.md --\n---\ntitle: L\n---\n")
    subprocess.run(["git", "init", "-q"], cwd=newsroom.root, check=True)
    subprocess.run(["git", "config", "user.name", "Ana Ruiz"], cwd=newsroom.root, check=True)
    run("story", "Vote", "-s", str(newsroom.root))
    assert "\nbyline: Ana Ruiz\n" in (newsroom.root / "content/local/vote.md").read_text()


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Ça va ? Ja, schön!", "ca-va-ja-schon"),
        ("港の夜", "港の夜"),
        ("🎉", "story-2026-11-22"),
        ("Index", "index-story"),
        ("LPT0", "lpt0-story"),
        ("Con", "con-story"),
        ("../../etc", "etc"),
    ],
)
def test_the_file_is_named_by_the_words_of_the_title(title: str, name: str) -> None:
    assert new_story(title, section=LOCAL, byline="", now=NOW).path == f"content/local/{name}.md"


@settings(max_examples=150, deadline=None)
@given(st.text(min_size=1, max_size=120))
@example("a: b # c")
@example("\ud800 broken bytes")
@example("yes")
@example("'tis")
@example("x" * 4 + "\u2028" + "y\u0085z\u00a0w")
@example("𠮷" * 90)
@example("LPT0")
def test_any_title_comes_back_as_it_was_written(title: str) -> None:
    if not clean_text(title):
        with pytest.raises(ValueError, match="needs a title"):
            new_story(title, section=LOCAL, byline="", now=NOW)
        return
    file = new_story(title, section=LOCAL, byline="", now=NOW)
    parsed = parse_story(
        SourceFile(file.path, file.content.decode()),
        Config(title="L", base_url="https://l.example/"),
        Converter(()),
    )
    assert parsed.problems == ()
    assert parsed.story is not None
    assert parsed.story.title == clean_text(title)
    assert len(file.path.rpartition("/")[2].encode()) < 255


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60).map(clean_text))
@example("No")
@example("1e3")
@example("a: b")
@example("2026-11-20")
def test_quoted_text_means_the_same_to_every_reader_of_yaml(text: str) -> None:
    assert yaml.safe_load(f"x: {yaml_text(text)}\n")["x"] == (text or None)


def _config(root: Path) -> Config:
    config, problems = load_config(root)
    assert config is not None, problems
    return config


def _source(path: Path) -> SourceFile:
    return SourceFile(
        "content/" + path.as_posix().rpartition("/content/")[2], path.read_text(encoding="utf-8")
    )
