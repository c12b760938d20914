"""`ssg admin`: the editor's files are made of the site's own fields, sections and blocks, and never
written over what somebody changed.
"""

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result
from conftest import Site, story
from jsonschema import Draft7Validator

from ssg.cli import main
from ssg.config.site import Config, Section, load_config
from ssg.scaffold.admin import (
    SCRIPTS,
    AdminError,
    Repository,
    admin_texts,
    cms_config,
    repository_name,
)
from ssg.scaffold.admin_files import is_untouched
from ssg.scaffold.admin_form import BODY, INDEX_FIELDS, LEFT_OUT, story_form
from ssg.scaffold.admin_survey import changed_by_a_save
from ssg.scaffold.new import SectionFolder, section_folders
from ssg.source.fields import Field, Text
from ssg.story.front_matter import FIELDS

MakeSite = Callable[..., Site]
ROOT = Path(__file__).resolve().parents[2]
_SCHEMA = ROOT / ".judges/npm/node_modules/@sveltia/cms/schema/sveltia-cms.json"
_OURS = ("config.yml", "index.html", "forms.js")
NEWSROOM = f"""
-- site.yaml --
title: The Ledger & <Post>
base_url: https://x.example/news/
timezone: Europe/Berlin
sections: {{local: {{title: Local, order: 1}}, world: World}}
-- content/local/a.md --
{story("A")}
-- content/Arts & Film/b.md --
{story("B")}
-- content/about.md --
---
title: About
---

Us.
-- layouts/blocks/chart.html --
<figure>{{{{ block.options.unit }}}} {{{{ block.body }}}}</figure>
"""


def admin(made: Site, *words: str) -> Result:
    return CliRunner().invoke(main, ["admin", "-s", str(made.root), *words])


def written(made: Site, *words: str) -> dict[str, Any]:
    """The configuration that the command writes."""
    done = admin(made, "--repo", "ledger/harbor", *words)
    assert done.exit_code == 0, done.output
    text = (made.root / "static/admin/config.yml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.safe_load(text)
    return found


def git(made: Site, *words: str) -> None:
    subprocess.run(["git", *words], cwd=made.root, check=True, capture_output=True)


# ---- fields


def test_every_field_of_front_matter_is_in_the_form_or_left_out_for_a_reason() -> None:
    shown = [widget["name"] for widget in story_form("UTC", ())]
    assert len(shown) == len(set(shown))
    assert set(shown) - {BODY} == set(FIELDS) - set(LEFT_OUT)
    assert set(LEFT_OUT) <= set(FIELDS)
    assert all(len(reason) > 10 for reason in LEFT_OUT.values())
    assert set(INDEX_FIELDS) <= set(shown)


def test_a_field_that_is_left_out_as_another_one_means_that_one() -> None:
    same = {key: reason for key, reason in LEFT_OUT.items() if reason.startswith("the same as")}
    assert same
    for key, reason in same.items():
        other = reason.removeprefix("the same as ")
        assert (FIELDS[key].name or key) == (FIELDS[other].name or other)


def test_fields_are_required_and_explained_as_they_are_declared() -> None:
    for widget in story_form("UTC", ()):
        if widget["name"] not in (BODY, "date"):
            field = FIELDS[widget["name"]]
            assert widget.get("required", True) is field.required
            assert widget["hint"].lower() == f"{field.doc}.".lower()
    dates = [
        next(w for w in story_form("UTC", (), needs_date=needs) if w["name"] == "date")
        for needs in (True, False)
    ]
    assert [date["required"] for date in dates] == [True, False]


def test_a_new_field_is_in_the_form_without_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(FIELDS, "subject", Field(Text(), "what it is about"))
    widget = next(w for w in story_form("UTC", ()) if w["name"] == "subject")
    assert widget == {
        "name": "subject",
        "label": "Subject",
        "hint": "What it is about.",
        "widget": "string",
        "required": False,
    }


@pytest.mark.parametrize(
    ("name", "widget"),
    [
        ("title", "string"),
        ("deck", "text"),
        ("byline", "words"),
        ("dateline", "words"),
        ("date", "datetime"),
        ("embargo", "datetime"),
        ("draft", "flag"),
        ("status", "select"),
        ("urgency", "number"),
        ("tags", "words"),
        ("source", "words"),
        ("share", "words"),
        ("media", "list"),
        ("corrections", "list"),
    ],
)
def test_a_field_has_the_widget_of_its_type(name: str, widget: str) -> None:
    found = next(w for w in story_form("UTC", ()) if w["name"] == name)
    assert found["widget"] == widget


def test_entries_of_lists_have_fields_of_their_own() -> None:
    form = {widget["name"]: widget for widget in story_form("Europe/Berlin", ())}
    media = {widget["name"]: widget for widget in form["media"]["fields"]}
    assert {"src", "alt", "caption", "credit", "rights", "focal", "captions"} <= set(media)
    assert media["src"]["widget"] == "file"
    assert "required" not in media["src"]
    correction = {widget["name"]: widget for widget in form["corrections"]["fields"]}
    assert correction["date"]["input_timezone"] == "Europe/Berlin"
    assert "refile" in correction["kind"]["options"]


def test_a_status_is_chosen_among_the_words_that_ssg_tells_of() -> None:
    status = next(w for w in story_form("UTC", ()) if w["name"] == "status")
    assert status["options"] == ["usable", "draft", "withheld", "killed", "expired", "archived"]


def test_nothing_has_a_default_that_would_change_a_story_that_is_only_opened() -> None:
    """A default is written into every story that is saved, old ones too."""
    given = [w["name"] for w in story_form("UTC", ()) if "default" in w]
    assert given == ["date"]  # which a story has


# ---- the configuration


def test_each_section_and_the_pages_have_a_collection(site: MakeSite) -> None:
    config = written(site(NEWSROOM))
    folders = {each["name"]: each["folder"] for each in config["collections"]}
    assert folders == {
        "local": "content/local",
        "world": "content/world",
        "arts-and-film": "content/Arts & Film",
        "pages": "content",
    }
    assert [each["label"] for each in config["collections"]][:2] == ["Local", "World"]
    local = config["collections"][0]
    assert (local["extension"], local["format"]) == ("md", "yaml-frontmatter")
    assert local["preview_path"] == "local/{{year}}/{{month}}/{{slug}}/"
    assert [w["name"] for w in local["index_file"]["fields"]] == [*INDEX_FIELDS, "body"]
    dates = [w for w in local["fields"] if w["widget"] == "datetime"]
    assert {date["input_timezone"] for date in dates} == {"Europe/Berlin"}
    assert config["backend"] == {
        "name": "github",
        "repo": "ledger/harbor",
        "branch": "main",
        "preview_context": "deploy/preview",
        "auth_methods": ["token"],
    }
    assert config["media_folder"] == "content/media"
    assert "publish_mode" not in config


def test_the_configuration_is_what_sveltia_takes(site: MakeSite) -> None:
    if not _SCHEMA.exists():
        pytest.skip("no @sveltia/cms in .judges/npm (`make test` installs it)")
    schema = Draft7Validator(json.loads(_SCHEMA.read_text(encoding="utf-8")))
    for words in ((), ("--review", "--oauth", "https://sign-in.ledger.example")):
        config = written(site(NEWSROOM), *words)
        assert [error.message[:200] for error in schema.iter_errors(config)] == []
    broken = config | {"collections": [{"name": "x", "folder": 1}]}
    assert not schema.is_valid(broken)


def test_blocks_of_the_layouts_can_be_inserted(site: MakeSite) -> None:
    made = site(NEWSROOM)
    config = written(made)
    body = next(w for w in config["collections"][0]["fields"] if w["name"] == "body")
    assert {"chart", "pull-quote", "gallery", "as-it-is"} <= set(body["editor_components"])
    page = (made.root / "static/admin/index.html").read_text(encoding="utf-8")
    blocks = json.loads(page.split('id="newsroom">')[1].split("</script>")[0])["blocks"]
    chart = next(block for block in blocks if block["name"] == "chart")
    assert chart["options"] == ["unit"]
    related = next(block for block in blocks if block["name"] == "related")
    assert related["lists"] == ["stories"]


def test_editors_sign_in_with_a_token_or_by_the_helper_of_the_newsroom(site: MakeSite) -> None:
    made = site(NEWSROOM)
    backend = written(made, "--oauth", "https://sign-in.ledger.example")["backend"]
    assert backend["base_url"] == "https://sign-in.ledger.example"
    assert backend["auth_methods"] == ["oauth", "token"]
    assert "base_url" not in written(made)["backend"]
    assert admin(made, "--repo", "a/b", "--oauth", "sign-in").exit_code == 2


def test_with_review_each_change_is_a_pull_request(site: MakeSite) -> None:
    assert written(site(NEWSROOM), "--review")["publish_mode"] == "editorial_workflow"


def test_a_site_in_a_folder_of_its_repository_has_its_folders_there(site: MakeSite) -> None:
    made = site(NEWSROOM)
    outer = Site(made.root.parent)
    git(outer, "init", "-q", "-b", "next")
    config = written(made)
    assert config["collections"][0]["folder"] == "site/content/local"
    assert config["media_folder"] == "site/content/media"
    assert config["backend"]["branch"] == "next"
    assert written(made, "--branch", "main")["backend"]["branch"] == "main"


def test_a_section_that_is_called_pages_has_a_collection_of_its_own(site: MakeSite) -> None:
    config = written(site(f"-- content/pages/a.md --\n{story('A')}"))
    assert [each["name"] for each in config["collections"]] == ["pages", "pages-2"]


def test_a_site_without_sections_has_its_pages_and_is_told(site: MakeSite) -> None:
    made = site("-- content/about.md --\n---\ntitle: About\n---\n\nUs.\n")
    done = admin(made, "--repo", "a/b")
    assert done.exit_code == 0
    assert "There is no section yet" in done.output
    assert len(written(made)["collections"]) == 1


def test_a_section_at_the_editors_address_is_refused(site: MakeSite) -> None:
    made = site(f"-- content/admin/a.md --\n{story('A')}")
    done = admin(made, "--repo", "a/b")
    assert done.exit_code == 2
    assert "the section `admin` has the address of the editor" in done.output
    assert not (made.root / "static").exists()
    config = Config(title="x", base_url="https://x.example/", sections={"admin": Section()})
    with pytest.raises(AdminError):
        cms_config(config, section_folders(made.root, config), Repository(name="a/b"), ())


def test_a_story_of_a_section_whose_folder_has_another_name_says_its_section(
    site: MakeSite,
) -> None:
    made = site(NEWSROOM)
    config = load_config(made.root)[0]
    section = SectionFolder(key="art", title="Art", folder="Arts & Film")
    local = SectionFolder(key="local", title="Local", folder="local")
    found = cms_config(config, (section, local), Repository(name="a/b"), ())["collections"]
    hidden = {"name": "section", "widget": "hidden", "default": "art"}
    assert found[0]["fields"][-1] == hidden
    assert hidden not in found[1]["fields"]


def test_a_section_in_another_script_has_a_collection(site: MakeSite) -> None:
    config = written(site(f"-- content/новости/a.md --\n{story('A')}"))
    assert config["collections"][0]["folder"] == "content/новости"


# ---- the repository


@pytest.mark.parametrize(
    "remote",
    [
        "ledger/harbor.site",
        "https://github.com/ledger/harbor.site",
        "https://github.com/ledger/harbor.site.git",
        "https://user:secret@github.com/ledger/harbor.site.git",
        "git@github.com:ledger/harbor.site.git",
        "ssh://git@github.com/ledger/harbor.site.git/",
    ],
)
def test_a_repository_on_github_is_known_by_its_remote(remote: str) -> None:
    assert repository_name(remote) == "ledger/harbor.site"


@pytest.mark.parametrize(
    "remote",
    ["", "/work/main", "https://gitlab.com/a/b.git", "a", "a/b/c", "a/b\nx: y", "-a/b", "a/b c"],
)
def test_what_is_none_is_refused(remote: str, site: MakeSite) -> None:
    assert repository_name(remote) is None
    done = admin(site(NEWSROOM), "--repo", remote)
    assert done.exit_code == 2
    assert "--repo OWNER/NAME" in done.output


def test_the_remote_and_the_branch_are_those_of_git(site: MakeSite) -> None:
    made = site(NEWSROOM)
    done = admin(made)
    assert done.exit_code == 2
    assert "git knows no repository `origin` here" in done.output
    git(made, "init", "-q", "-b", "trunk")
    git(made, "remote", "add", "origin", "git@github.com:ledger/harbor.git")
    assert admin(made).exit_code == 0
    config = yaml.safe_load((made.root / "static/admin/config.yml").read_text(encoding="utf-8"))
    assert config["backend"]["repo"] == "ledger/harbor"
    assert config["backend"]["branch"] == "trunk"


# ---- the page


def test_scripts_are_pinned_and_no_other_may_run(site: MakeSite) -> None:
    made = site(NEWSROOM)
    written(made)
    page = made.root / "static/admin/index.html"
    text = page.read_text(encoding="utf-8")
    assert '<meta name="robots" content="noindex">' in text
    assert "<title>The Ledger &amp; &lt;Post&gt;</title>" in text
    for script in SCRIPTS:
        assert re.search(r"@\d+\.\d+\.\d+/", script.url)
        assert script.url in text
        assert script.integrity in text
    allowed = re.search(r'script-src ([^;"]*)', text)[1].split()
    hosts = [word for word in allowed if not word.startswith("'")]
    assert hosts == [script.url for script in SCRIPTS]
    assert "'unsafe-inline'" not in allowed


def test_words_of_the_site_cannot_end_a_script(site: MakeSite) -> None:
    texts = admin_texts(
        Config(title="</script><b>", base_url="https://x.example/"),
        (),
        Repository(name="a/b"),
        blocks=[],
        styles=["</script>.css"],
    )
    assert texts["static/admin/index.html"].count("</script>") == 4
    assert "<b>" not in texts["static/admin/index.html"]


def test_the_editor_is_in_no_sitemap_and_robots_pass_it_over(site: MakeSite) -> None:
    made = site(NEWSROOM)
    made.build()
    assert "Allow: /\n" in made.read("robots.txt")
    written(made)
    made.build()
    assert made.report.errors == 0
    assert made.has("admin/")
    assert "Disallow: /news/admin/\n" in made.read("robots.txt")
    assert "admin" not in made.read("sitemap.xml")
    assert "admin" not in made.read("feed.xml")


def test_a_robots_txt_of_the_newsroom_stays(site: MakeSite) -> None:
    made = site(NEWSROOM + "-- static/robots.txt --\nUser-agent: *\n")
    written(made)
    made.build()
    assert made.read("robots.txt") == "User-agent: *\n"


# ---- files


def test_what_is_written_is_told_and_written_once(site: MakeSite) -> None:
    made = site(NEWSROOM)
    done = admin(made, "--repo", "a/b", "--dry-run")
    assert "would write static/admin/index.html" in done.output
    assert not (made.root / "static").exists()
    done = admin(made, "--repo", "a/b")
    assert [f"wrote static/admin/{name}" in done.output for name in _OURS] == [True] * 3
    assert "https://x.example/news/admin/" in done.output
    again = admin(made, "--repo", "a/b")
    assert again.output.count("unchanged:") == 3
    other = admin(made, "--repo", "a/c")
    assert other.output.count("unchanged:") == 2
    assert "wrote static/admin/config.yml" in other.output


@pytest.mark.parametrize("name", _OURS)
def test_a_file_that_was_changed_by_hand_is_kept(site: MakeSite, name: str) -> None:
    made = site(NEWSROOM)
    written(made)
    file = made.root / "static/admin" / name
    assert is_untouched(file.read_bytes())
    file.write_text("# Mine.\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    mine, others = file.read_bytes(), sorted((made.root / "static/admin").iterdir())
    done = admin(made, "--repo", "a/other")
    assert done.exit_code == 2
    assert f"static/admin/{name} was changed by hand; nothing was written" in done.output
    assert file.read_bytes() == mine
    assert sorted(file.parent.iterdir()) == others
    assert "ledger/harbor" in (made.root / "static/admin/config.yml").read_text(encoding="utf-8")
    assert f"would refuse static/admin/{name}" in admin(made, "--repo", "a/b", "--dry-run").output
    done = admin(made, "--repo", "a/b", "--force")
    assert f"wrote over static/admin/{name}" in done.output
    assert is_untouched(file.read_bytes())


def test_nothing_is_written_through_a_link(site: MakeSite, tmp_path: Path) -> None:
    made = site(NEWSROOM)
    (tmp_path / "elsewhere").mkdir()
    (made.root / "static").mkdir()
    (made.root / "static/admin").symlink_to(tmp_path / "elsewhere")
    done = admin(made, "--repo", "a/b")
    assert done.exit_code == 2
    assert "is a symbolic link" in done.output
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_the_program_can_be_copied_into_the_site(site: MakeSite, tmp_path: Path) -> None:
    modules = ROOT / ".judges/npm/node_modules"
    if not _SCHEMA.exists():
        pytest.skip("no @sveltia/cms in .judges/npm (`make test` installs it)")
    made = site(NEWSROOM)
    written(made, "--vendor", str(modules))
    folder = made.root / "static/admin"
    page = (folder / "index.html").read_text(encoding="utf-8")
    for script in SCRIPTS:
        assert (folder / script.name).read_bytes() == (modules / script.module).read_bytes()
    assert "MIT" in (folder / "sveltia-cms-licence.txt").read_text(encoding="utf-8")
    assert "https:" not in re.search(r'script-src ([^;"]*)', page)[1]
    assert '<script src="sveltia-cms.js"' in page
    done = admin(made, "--repo", "ledger/harbor", "--vendor", str(modules))
    assert done.output.count("unchanged:") == 8


def test_another_version_of_the_program_is_refused(site: MakeSite, tmp_path: Path) -> None:
    made = site(NEWSROOM)
    done = admin(made, "--repo", "a/b", "--vendor", str(tmp_path))
    assert done.exit_code == 2
    assert "there is no @sveltia/cms/dist/sveltia-cms.js in" in done.output
    for script in SCRIPTS:
        (tmp_path / script.module).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / script.module).write_text("alert(1)")
    done = admin(made, "--repo", "a/b", "--vendor", str(tmp_path))
    assert done.exit_code == 2
    assert "is another version than https://unpkg.com/@sveltia/cms@" in done.output
    assert not (made.root / "static").exists()


# ---- the workflow of previews


def test_the_workflow_of_a_new_site_makes_room_for_the_one_with_previews(tmp_path: Path) -> None:
    root = tmp_path / "ledger"
    assert CliRunner().invoke(main, ["new", "site", str(root)]).exit_code == 0
    made = Site(root)
    file = root / ".github/workflows/pages.yml"
    done = admin(made, "--repo", "a/b", "--previews")
    assert done.exit_code == 0, done.output
    assert "wrote .github/workflows/pages.yml" in done.output
    assert "PREVIEW_SECRET" in done.output
    assert "pull_request_target:" in file.read_text(encoding="utf-8")
    assert "%%" not in file.read_text(encoding="utf-8")
    file.write_text("# Ours.\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    done = admin(made, "--repo", "a/b", "--previews")
    assert done.exit_code == 2
    assert ".github/workflows/pages.yml was changed by hand" in done.output
    assert "unchanged" in admin(made, "--repo", "a/b").output


def test_a_preview_can_be_moved_below_the_site(site: MakeSite, tmp_path: Path) -> None:
    """As the workflow does: it is built for its address, in a folder of its own."""
    made = site(NEWSROOM + f"-- content/local/later.md --\n{story('Later', draft='true')}")
    made.build()
    base_url = "https://x.example/news/preview/0123/"
    made.build(destination=tmp_path / "previews/0123", base_url=base_url, drafts=True)
    shutil.move(tmp_path / "previews/0123", made.out / "preview/0123")
    page = made.dom("preview/0123/local/2026/11/later/")
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert page.xpath("//a[@href='/news/preview/0123/']")
    assert not page.xpath("//a[@href='/news/']")
    assert not made.has("local/2026/11/later/")


def test_a_workflow_is_for_a_whole_repository(site: MakeSite) -> None:
    made = site(NEWSROOM)
    git(Site(made.root.parent), "init", "-q")
    done = admin(made, "--repo", "a/b", "--previews")
    assert done.exit_code == 2
    assert "a site that is the whole of its repository" in done.output


# ---- what a save would change


def test_fields_that_a_save_would_change_are_named(site: MakeSite) -> None:
    made = site(
        "-- content/local/a.md --\n---\ntitle: 1984\ndate: 2026-11-20\nslug: 007\nversion: 1.10\n"
        "media: {src: a.jpg, credit: '007'}\nurgency: 04\ntags: [0x1F, 12, -3.5, a1]\n"
        "corrections: {date: 2026-11-21, text: Wrong.}\nextra: {n: 1.10}\n---\n\nWords.\n"
        "-- content/local/broken.md --\nNo fields.\n"
    )
    assert [(each.line, each.field) for each in changed_by_a_save(made.root)] == [
        (4, "slug"),
        (5, "version"),
        (6, "media"),
        (8, "tags"),
        (9, "corrections"),
    ]
    done = admin(made, "--repo", "a/b")
    assert 'content/local/a.md:4: `slug`: write "007", in quotes' in done.output
    assert "content/local/a.md:6: `media`: put a hyphen before its entry" in done.output


def test_many_such_fields_are_counted(site: MakeSite) -> None:
    made = site()
    for number in range(30):
        made.write(f"-- content/local/{number}.md --\n---\ntitle: x\nslug: 00{number}\n---\n")
    assert "  and 10 more" in admin(made, "--repo", "a/b").output


def test_nothing_of_the_demo_would_be_changed() -> None:
    assert list(changed_by_a_save(ROOT)) == []


def test_a_site_yaml_with_problems_is_told(site: MakeSite) -> None:
    made = site("-- site.yaml --\ntitle: x\n")
    assert load_config(made.root)[0] is None
    done = admin(made, "--repo", "a/b")
    assert done.exit_code == 2
    assert "site.yaml has problems" in done.output
