"""What users of other generators ran into, each as a test here. The docstring of a test names the
report.
"""

import os
import re
import resource
import shutil
import subprocess
import sys
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from conftest import NOW, PIXEL, Site, story

import ssg.build.tasks

MakeSite = Callable[..., Site]
REPOSITORY = Path(__file__).resolve().parent.parent
PICTURE = "\n  - {src: pier.png, alt: A pier at dawn, credit: Ana Ruiz}"
VOTE = story(
    "Vote postponed",
    tags="[council]",
    byline="Ana Ruiz",
    aliases="[/old-vote/]",
    media=PICTURE,
)
FERRY = story("Ferry crews walk out", date="2026-11-19", tags="[strike]", byline="Tomas Brandt")
CLOCK = story("The clock strikes again", date="2026-11-18", tags="[council, strike]")
PAPER = f"""\
-- content/world/pier.png --
-- content/world/_index.md --
---
title: World
---
-- content/world/vote.md --
{VOTE}-- content/world/ferry.md --
{FERRY}-- content/local/clock.md --
{CLOCK}-- static/notes.txt --
Notes.
"""
TEXTS = (".html", ".xml", ".json", ".txt")


def clean_copy(made: Site) -> dict[str, bytes]:
    """What a machine that has never seen the site makes of it."""
    other = made.root.parent / "clean"
    shutil.rmtree(other, ignore_errors=True)
    shutil.copytree(made.root, other, ignore=shutil.ignore_patterns("build", ".ssg"))
    clean = Site(other)
    assert clean.build().errors == 0, clean.problems()
    return clean.files()


def rebuilt(made: Site) -> set[str]:
    """Build again; see that it equals a clean build; return what changed, came or went."""
    before = made.files()
    assert made.build().errors == 0, made.problems()
    after = made.files()
    assert after == clean_copy(made)
    return {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}


@pytest.fixture
def paper(site: MakeSite) -> Site:
    made = site(PAPER)
    assert made.build().errors == 0, made.problems()
    return made


def edit(made: Site, path: str, old: str, new: str) -> None:
    file = made.root / path
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))


# ---- warm builds


GOES = {
    "draft": "draft: true",
    "expire": "expires: 2026-11-21",
    "kill": "status: killed",
    "embargo": "embargo: 2026-11-23",
    "withhold": "status: withheld",
    "postpone": "date: 2026-11-23",
}


@pytest.mark.parametrize("change", ["delete", *GOES])
def test_a_story_that_goes_takes_everything_of_it_along(paper: Site, change: str) -> None:
    """hwaro#791: a deleted, drafted or expired story stayed published, with its aliases and its
    picture.
    """
    if change == "delete":
        (paper.root / "content/world/vote.md").unlink()
    else:
        text = (paper.root / "content/world/vote.md").read_text()
        text = re.sub("^date: .*\n", "", text, flags=re.M) if change == "postpone" else text
        (paper.root / "content/world/vote.md").write_text(
            text.replace("byline: Ana Ruiz", GOES[change])
        )
    gone = {"media/world/pier.png", "authors/ana-ruiz/index.html"}
    if change not in ("expire", "kill", "withhold"):  # of which a notice stays
        gone |= {"world/2026/11/vote/index.html", "old-vote/index.html"}
    assert gone <= rebuilt(paper)
    assert not gone & set(paper.files())
    assert not any(b"Vote postponed" in content for content in paper.files().values())


def test_a_new_headline_or_tag_reaches_every_list(paper: Site) -> None:
    """hwaro#642: lists stayed stale after a retitle or retag."""
    edit(paper, "content/world/vote.md", "Vote postponed", "Vote moved")
    changed = rebuilt(paper)
    assert {
        "index.html",
        "world/index.html",
        "tags/council/index.html",
        "feed.xml",
        "world/feed.xml",
        "archive/2026/11/index.html",
    } <= changed
    assert not any(b"Vote postponed" in content for content in paper.files().values())
    edit(paper, "content/world/vote.md", "[council]", "[harbor]")
    changed = rebuilt(paper)
    assert {"tags/index.html", "tags/harbor/index.html", "tags/council/index.html"} <= changed
    assert "Vote moved" not in paper.read("tags/council/")


def test_a_changed_data_file_changes_the_pages_that_show_it(paper: Site) -> None:
    """hwaro#769: a data file was missing from the cache key."""
    paper.write(
        "-- data/tides.yaml --\nhigh: '06:12'\n-- layouts/story.html --\n<p>High water {{"
        " site.data.tides.high }}</p>\n"
    )
    rebuilt(paper)
    paper.write("-- data/tides.yaml --\nhigh: '07:01'\n")
    assert "world/2026/11/vote/index.html" in rebuilt(paper)
    assert "07:01" in paper.read("world/2026/11/vote/")


def test_a_static_file_that_was_deleted_or_renamed_is_gone(paper: Site) -> None:
    """hwaro#798: deleted static files and old fingerprints were kept."""
    (paper.root / "static/notes.txt").rename(paper.root / "static/paper.txt")
    paper.write("-- layouts/assets/site.css --\nbody { color: teal }\n")
    assert {"notes.txt", "paper.txt", "assets/site.css", "index.html"} <= rebuilt(paper)
    assert not paper.has("notes.txt")
    assert paper.has("paper.txt")


def test_a_feed_has_html_and_never_markdown_however_often_it_is_built(paper: Site) -> None:
    """jekyll#4112: a feed got raw Markdown when incremental."""
    edit(
        paper,
        "content/world/vote.md",
        "The council put it off.",
        "The council put it **off** [again](ferry.md).",
    )
    rebuilt(paper)
    edit(paper, "content/local/clock.md", "strikes", "chimes")
    rebuilt(paper)
    assert "<strong>off</strong>" in paper.read("feed.xml")
    assert "**" not in paper.read("feed.xml")


@pytest.mark.parametrize("seed", ["0", "1"])
def test_a_second_build_finds_nothing_to_do_in_another_process(paper: Site, seed: str) -> None:
    """nikola#1887, nikola#2220, nikola#1747: unordered data, an object's repr or rendering itself
    made pages look changed.
    """
    command = [sys.executable, "-m", "ssg", "build", "-s", str(paper.root), "--at", NOW.isoformat()]
    done = subprocess.run(
        command,
        cwd=REPOSITORY,
        env=os.environ | {"PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert " 0 written" in done.stdout
    assert " 0 removed" in done.stdout


def test_the_sitemap_is_right_after_a_parallel_build(
    paper: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """nikola#1719: a parallel run left the sitemap stale."""
    monkeypatch.setattr("ssg.build.run._PARALLEL_FROM", 1)
    paper.write("-- content/world/new.md --\n" + story("A new story"))
    assert paper.build(jobs=3).errors == 0
    assert paper.files() == clean_copy(paper)
    assert "https://ledger.example/world/2026/11/new/" in paper.read("sitemap.xml")


def test_a_new_story_touches_its_neighbour_and_not_all_stories(site: MakeSite) -> None:
    """lektor#114: previous and next links made every page depend on every page."""
    made = site(
        "".join(
            f"-- content/world/s{n}.md --\n" + story(f"Vote {n}", date=f"2026-10-{n + 1:02}")
            for n in range(25)
        )
    )
    made.build()
    made.write("-- content/world/s25.md --\n" + story("Vote 25", date="2026-10-28"))
    changed = rebuilt(made)
    assert len([path for path in changed if re.search(r"/s\d+/index", path)]) <= 8


def test_a_changed_macro_or_partial_changes_every_page_that_uses_it(paper: Site) -> None:
    """lektor#410: a macro change was not rebuilt."""
    shutil.copytree(REPOSITORY / "layouts", paper.root / "layouts")
    assert rebuilt(paper) == set()
    edit(paper, "layouts/partials/footer.html", "</footer>", "<p>Since 1887</p></footer>")
    assert "world/2026/11/vote/index.html" in rebuilt(paper)
    edit(paper, "layouts/partials/macros.html", "By {{ item.byline", "Von {{ item.byline")
    assert "index.html" in rebuilt(paper)


def test_a_touched_file_changes_nothing(paper: Site) -> None:
    """11ty#3950: a timestamp alone rebuilt the site."""
    for path in (paper.root / "content").rglob("*"):
        os.utime(path, (1, 1))
    before = {path: (paper.out / path).stat().st_mtime_ns for path in paper.files()}
    assert paper.build().published.written == 0
    assert {path: (paper.out / path).stat().st_mtime_ns for path in before} == before


def test_a_fresh_runner_with_the_cache_writes_nothing_anew(paper: Site, tmp_path: Path) -> None:
    """astro#18055: a fresh CI runner reused 0 of 15,501 pages."""
    fresh = Site(tmp_path / "another/runner")
    shutil.copytree(paper.root, fresh.root, copy_function=shutil.copy2)
    for path in (fresh.root / "content").rglob(
        "*.md"
    ):  # a checkout gives every source file the time of the checkout
        path.touch()
    assert fresh.build().published.written == 0


def test_an_output_that_is_missing_is_written_again(paper: Site) -> None:
    """hugo PR#14630: a cache hit did not rewrite a missing output."""
    before = paper.files()
    for path in ("world/2026/11/vote/index.html", "media/world/pier.png", "feed.xml", "notes.txt"):
        (paper.out / path).unlink()
    assert paper.build().published.written == 4
    assert paper.files() == before


def test_a_tag_that_is_new_has_a_page_at_once(paper: Site) -> None:
    """hugo#13648: a new tag's page was not made."""
    edit(paper, "content/local/clock.md", "[council, strike]", "[council, strike, towers]")
    assert "tags/towers/index.html" in rebuilt(paper)


# ---- output


def test_two_pages_for_one_path_are_an_error_that_names_both(paper: Site) -> None:
    """hugo#1867, influxdata/docs-v2#7408: two pages, one path; the winner varied, silently."""
    before = paper.files()
    paper.write("-- content/local/other.md --\n" + story(url="/world/2026/11/vote/"))
    assert paper.build().errors
    (problem,) = paper.report.problems
    assert problem.code == "url-collision"
    assert "other.md" in problem.message
    assert "vote.md" in problem.message
    assert paper.files() == before


def test_an_alias_cannot_replace_a_page(paper: Site) -> None:
    """The stub of an alias was written over a real page."""
    edit(paper, "content/world/vote.md", "/old-vote/", "/world/2026/11/ferry/")
    assert paper.build().errors
    assert paper.codes() == ["url-collision"]


def test_files_that_are_no_longer_made_do_not_stay(paper: Site) -> None:
    """hugo#3537: stale files stayed for ever."""
    (paper.root / "site.yaml").write_text(
        (paper.root / "site.yaml").read_text() + "permalink: /:year/:slug/\nmonths: false\n"
    )
    changed = rebuilt(paper)
    assert {
        "world/2026/11/vote/index.html",
        "2026/vote/index.html",
        "archive/index.html",
    } <= changed
    assert not (paper.out / "archive").exists()
    assert not (paper.out / "world/2026").exists()


def test_output_that_is_removed_while_it_is_built_is_whole_after_the_next_build(
    paper: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """hugo#8166: races with the removal of the output."""
    before, render = paper.files(), ssg.build.tasks.render_page

    def remove_and_render(*args: object) -> object:
        shutil.rmtree(paper.out, ignore_errors=True)
        return render(*args)

    edit(paper, "content/world/vote.md", "Vote postponed", "Vote moved")
    monkeypatch.setattr(ssg.build.tasks, "render_page", remove_and_render)
    paper.build()
    monkeypatch.undo()
    rebuilt(paper)
    assert paper.files().keys() == before.keys()


@pytest.mark.parametrize(
    ("command", "content", "code"),
    [
        ("build", story(body="[x](gone.md)"), 1),
        ("check", "no front matter", 1),
        ("build", story(), 0),
    ],
)
def test_the_exit_code_tells_whether_there_were_errors(
    paper: Site, command: str, content: str, code: int
) -> None:
    """hugo#740: errors were logged, and the exit code was 0."""
    paper.write(f"-- content/world/new.md --\n{content}")
    done = subprocess.run(
        [sys.executable, "-m", "ssg", command, "-s", str(paper.root), "-q"],
        cwd=REPOSITORY,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == code, done.stdout


def test_a_feed_is_xml_whatever_the_story_says(paper: Site) -> None:
    """hugo#3268, jekyll-feed#98, zola#762: control characters, ampersands and addresses made feeds
    invalid.
    """
    body = "R&D \x0b\x1f said < & > ]]> &amp; &#1; \ufffe [x](https://x.example/?a=1&b=2)"
    paper.write(
        "-- content/world/odd.md --\n"
        + story("'R&D <cuts> & \"more\" ]]>'", body=body, tags="[R&D]", slug="r&d")
    )
    paper.build()
    assert {problem.code for problem in paper.report.problems} == {"control-character"}
    for path, content in paper.files().items():
        if path.endswith(".xml"):
            ElementTree.fromstring(content)
    titles = [
        element.text for element in ElementTree.fromstring(paper.read("feed.xml")).iter("title")
    ]
    assert 'R&D <cuts> & "more" ]]>' in titles
    assert "https://ledger.example/world/2026/11/r&amp;d/" in paper.read("feed.xml").replace(
        "%26", "&amp;"
    )


def test_pictures_have_one_address_in_pages_and_feeds(paper: Site) -> None:
    """pelican#225: the paths of pictures in feeds differed from those in pages."""
    edit(
        paper,
        "content/world/vote.md",
        "The council put it off.",
        "The council put it off.\n\n![A pier at dawn](pier.png)",
    )
    paper.build()
    feed = set(re.findall(r"https://ledger\.example(/media/[^\"&<]+)", paper.read("feed.xml")))
    assert (
        feed
        == set(re.findall(r'src="(/media/[^"]+)"', paper.read("world/2026/11/vote/")))
        == {"/media/world/pier.png"}
    )


def test_the_sitemap_has_every_address_once(paper: Site) -> None:
    """zola#633: duplicate entries in the sitemap."""
    found = re.findall("<loc>(.*?)</loc>", paper.read("sitemap.xml"))
    assert len(found) == len(set(found)) > 5
    assert all(
        paper.has(address.removeprefix("https://ledger.example/") + "index.html")
        for address in found
    )
    assert "https://ledger.example/old-vote/" not in found


# ---- addresses and names


def test_every_link_stays_below_the_base_path(site: MakeSite) -> None:
    """hugo#8078, pelican#3513: links were wrong below a subpath."""
    made = site(
        PAPER
        + "-- site.yaml --\ntitle: Ledger\nbase_url: https://ledger.example/re po/docs/\n".replace(
            "re po", "re%20po"
        )
    )
    edit(
        made,
        "content/world/vote.md",
        "The council put it off.",
        "[a](ferry.md) [b](/notes.txt) [c](#top) [d](/world/) [e](https://x.example/)\n{: #top }",
    )
    assert made.build().errors == 0, made.problems()
    for path, content in made.files().items():
        if path.endswith(".html"):
            for href in re.findall(r'(?:href|src)="([^"]*)"', content.decode()):
                assert href.startswith(("/re%20po/docs/", "https://", "#", "mailto:", "data:")), (
                    path,
                    href,
                )
    assert 'href="/re%20po/docs/notes.txt"' in made.read("world/2026/11/vote/")


def test_an_address_that_only_begins_like_the_base_is_another_site() -> None:
    """astro PR#17701: base /docs matched /docs-archive."""
    from ssg.text.urls import Urls

    urls = Urls("https://ledger.example/docs/")
    assert urls.local("/docs-archive/x/") is None
    assert urls.local("https://ledger.example/docs-archive/") is None
    assert urls.local("https://ledger.example.evil.example/docs/") is None
    assert urls.local("/docs/x/") == "/x/"


def test_composed_and_decomposed_names_are_one_name(site: MakeSite) -> None:
    """hugo#4853: names from macOS were not found on Linux."""
    made = site("-- content/world/links.md --\n" + story(body="[x](caf\u00e9.md)"))
    (made.root / ("content/world/" + unicodedata.normalize("NFD", "caf\u00e9.md"))).write_text(
        story("The caf\u00e9")
    )
    assert made.build().errors == 0, made.problems()
    assert 'href="/world/2026/11/cafe/"' in made.read("world/2026/11/links/")


def test_a_name_in_the_wrong_case_is_an_error_on_every_disk(paper: Site) -> None:
    """hugo#557: case differed between the author's disk and the server."""
    edit(paper, "content/world/vote.md", "pier.png", "Pier.png")
    assert paper.build().errors
    assert [(problem.code, problem.label) for problem in paper.report.problems] == [
        ("missing-picture", "did you mean `pier.png`?")
    ]


@pytest.mark.parametrize("machine", ["UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_an_address_does_not_depend_on_the_zone_of_the_machine(
    site: MakeSite, machine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """jekyll#850: permalinks depended on the zone."""
    monkeypatch.setenv("TZ", machine)
    time.tzset()
    try:
        made = site(
            "-- content/world/late.md --\n"
            + story(date="2026-10-31T23:30:00-04:00")
            + "-- content/world/noon.md --\n"
            + story(date="2026-10-31")
        )
        made.build()
        assert made.has("world/2026/10/late/")
        assert made.has("world/2026/10/noon/")
    finally:
        monkeypatch.undo()
        time.tzset()


def test_a_story_of_a_leap_day_is_published(site: MakeSite) -> None:
    """jekyll#4607: the post of a leap day was not published."""
    made = site("-- content/world/2024-02-29-leap.md --\n---\ntitle: Leap\n---\nText.\n")
    assert made.build().errors == 0
    assert made.has("world/2024/02/leap/")


def test_a_story_of_today_is_published_by_the_clock_of_the_newsroom(site: MakeSite) -> None:
    """hugo#6320, jekyll#3998: "my post is missing", for reasons of time zone."""
    made = site(
        "-- content/world/today.md --\n"
        + story(date="2026-11-22")
        + "-- content/world/soon.md --\n"
        + story(date="2026-11-22T07:00:01")
    )
    made.build()
    assert made.has("world/2026/11/today/")
    assert not made.has("world/2026/11/soon/")


# ---- input


def test_windows_line_ends_and_marks_are_no_obstacle(site: MakeSite) -> None:
    """jekyll#3304: front matter with CRLF, and byte order marks."""
    made = site()
    (made.root / "content/world").mkdir(parents=True)
    for name, text in {
        "a": story().replace("\n", "\r\n"),
        "b": "\ufeff" + story(),
        "c": "\ufeff" + story().replace("\n", "\r\n"),
    }.items():
        (made.root / f"content/world/{name}.md").write_bytes(text.encode())
    assert made.build().errors == 0
    assert all(made.has(f"world/2026/11/{name}/") for name in "abc")


def test_a_malformed_picture_is_an_error_in_a_moment(site: MakeSite) -> None:
    """astro PR#17747: a malformed image hung the build."""
    made = site()
    broken = [
        b"",
        PIXEL[:20],
        PIXEL[:45],
        b"\x89PNG" + b"\xff" * 5_000,
        b"GIF89a" + b"\0" * 50,
        b"\xff\xd8\xff" + b"\xff" * 5_000,
        b"RIFF\xff\xff\xff\xffWEBPVP8 " + b"\xff" * 100,
    ]
    for n, content in enumerate(broken):
        made.write(
            f"-- content/world/{n}.md --\n" + story(media=PICTURE.replace("pier", f"pier-{n}"))
        )
        (made.root / f"content/world/pier-{n}.png").write_bytes(content)
    assert made.build().errors == len(broken)
    assert set(made.codes()) == {"broken-picture"}


def test_many_files_need_few_open_files(site: MakeSite) -> None:
    """11ty#2633: EMFILE, too many open files."""
    made = site(
        "".join(
            f"-- content/world/s{n}.md --\n" + story(f"Vote {n}", media=PICTURE) for n in range(120)
        )
        + "-- content/media/pier.png --\n"
    )
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    used = len(os.listdir("/proc/self/fd")) if Path("/proc/self/fd").is_dir() else 100
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(used + 25, soft), hard))
    try:
        assert made.build(jobs=2).errors == 0
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.mark.parametrize(
    ("epoch", "code", "built"),
    [("0", 0, False), ("1795348800", 0, True), ("tomorrow", 2, False), ("", 0, None)],
)
def test_source_date_epoch_is_the_moment_of_the_build(
    site: MakeSite, epoch: str, code: int, built: bool | None
) -> None:
    """mkdocs#3795: SOURCE_DATE_EPOCH=0 was taken for no value."""
    made = site("-- content/world/a.md --\n" + story())
    done = subprocess.run(
        [sys.executable, "-m", "ssg", "build", "-s", str(made.root)],
        cwd=REPOSITORY,
        env=os.environ | {"SOURCE_DATE_EPOCH": epoch},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == code
    assert "Traceback" not in done.stderr
    if built is not None:
        assert made.has("world/2026/11/a/") is built


def test_no_is_a_word_and_a_key_given_twice_an_error(site: MakeSite) -> None:
    """YAML's `no` was read as false, and the last value of a duplicate key won silently."""
    made = site("-- content/world/a.md --\n" + story("No", kicker="no", tags="[no, off]"))
    assert made.build().errors == 0
    assert "tags/no/index.html" in made.files()
    assert "tags/off/index.html" in made.files()
    made.write("-- content/world/a.md --\n" + story(deck="one\ndeck: two"))
    assert made.build().errors
    assert made.problems() == ["content/world/a.md:5:1 error[duplicate-key] `deck` is given twice"]


# ---- security


@pytest.mark.parametrize("field", ["slug", "url", "aliases"])
def test_no_field_leads_out_of_the_output(paper: Site, field: str) -> None:
    """CVE-2026-39408: output traversal through a slug."""
    paper.write("-- content/world/new.md --\n" + story(**{field: "../../../escaped"}))
    assert paper.build().errors
    assert not list(paper.root.parent.rglob("escaped*"))


def test_the_real_path_of_a_link_counts(paper: Site, tmp_path: Path) -> None:
    """CVE-2018-17567, CVE-2026-35525: symbolic links out of the tree; the path was checked, not the
    real path.
    """
    (tmp_path / "secret.txt").write_text("SECRET")
    (paper.root / "static/inner").symlink_to("..")
    (paper.root / "static/secret.txt").symlink_to("inner/../secret.txt")
    assert paper.build().errors
    assert set(paper.codes()) == {"symlink"}
    assert not any(b"SECRET" in content for content in paper.files().values())


def test_the_scheme_of_a_link_is_looked_at_after_entities_are_decoded(paper: Site) -> None:
    """CVE-2026-5160: the scheme was checked before entities were decoded; and XSS through the
    titles of links.
    """
    body = (
        'The [x](javascript&colon;alert(1)) and [y](http://x.example/ "\\"'
        ' onmouseover=\\"alert(1)").'
    )
    paper.write("-- content/world/new.md --\n" + story(body=body))
    assert paper.build().errors
    assert "unsafe-link" in paper.codes()
    paper.write(
        "-- content/world/new.md --\n"
        + story(body=body.replace("javascript&colon;alert(1)", "http://x.example/"))
    )
    assert paper.build().errors == 0
    assert not re.search(
        r"<[^>]*\sonmouseover=", re.sub(r'"[^"]*"', '""', paper.read("world/2026/11/new/"))
    )


def test_the_template_engine_is_new_enough() -> None:
    """Jinja2 below 3.1.6 could be made to leave its sandbox."""
    import tomllib

    import jinja2

    assert tuple(int(part) for part in jinja2.__version__.split(".")[:3]) >= (3, 1, 6)
    needed = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())["project"]["dependencies"]
    assert any(re.match(r"jinja2\s*>=\s*3\.1\.[6-9]", name, re.I) for name in needed), needed


# ---- what they asked for


def test_feeds_carry_the_whole_text(paper: Site) -> None:
    """hugo#4071: full-text feeds, asked for since 2017."""
    edit(
        paper,
        "content/world/vote.md",
        "The council put it off.",
        "First.\n\n<!--more-->\n\nLast words.",
    )
    paper.build()
    assert "Last words." in paper.read("feed.xml")


def test_a_dead_link_is_found_and_its_place_told(paper: Site) -> None:
    """hugo#1430: link checking, "out of scope" there; and errors that name the content file and the
    line.
    """
    edit(
        paper,
        "content/world/vote.md",
        "The council put it off.",
        "First.\n\nSee [it](../local/clok.md#x).",
    )
    paper.build()
    (problem,) = paper.report.problems
    assert problem.code == "dead-link"
    assert problem.label == "did you mean `clock.md`?"
    assert (problem.path, problem.excerpt) == (
        "content/world/vote.md",
        "See [it](../local/clok.md#x).",
    )
