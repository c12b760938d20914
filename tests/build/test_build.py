"""Builds: all or nothing, only what changed, and the same bytes whatever was built before."""

import datetime as dt
import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import jinja2
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import ssg.build.run
from ssg.output.destination import OutputError, locked
from tests import accidents
from tests.conftest import NOW, SITE_YAML, Site, story

MakeSite = Callable[..., Site]
ENTRY = "[{src: a.png, alt: A pier, credit: Ana Ruiz}]"
PAPER = (
    f"-- site.yaml --\n{SITE_YAML}page_size: 2\n-- content/local/_index.md --\n---\ntitle: Around"
    " here\n---\nHello.\n"
    + "-- content/local/a.png --\n-- static/rules.txt --\nRules.\n"
    + "-- content/local/a.md --\n"
    + story(
        "First",
        "2026-11-01T12:00:00Z",
        tags="[pier]",
        byline="Ana Ruiz",
        media=ENTRY,
        aliases="[/old/]",
        related="[local/b.md]",
    )
    + "-- content/local/b.md --\n"
    + story(
        "Second",
        "2026-11-02T12:00:00Z",
        tags="[pier, Port]",
        byline="Ana Ruiz",
        body="See [a](a.md).",
    )
    + "-- content/local/c.md --\n"
    + story("Third", "2026-11-03T12:00:00Z", series="Wall")
    + "-- content/world/d.md --\n"
    + story(
        "Fourth",
        "2026-11-04T12:00:00Z",
        byline="Tomas Brandt",
        body="One.\n\n/// story-continues | page\n///\n\nTwo.",
    )
)


@pytest.fixture(autouse=True, scope="module")
def _layouts_compiled_once() -> Iterator[None]:
    """A build spends most of its time on compiling layouts; these tests make some two hundred
    builds with the same ones.
    """
    compile_layout, known = jinja2.Environment.compile, {}

    def compile_once(self: jinja2.Environment, source: str, name: str, filename: str) -> object:
        if (source, filename) not in known:
            known[source, filename] = compile_layout(self, source, name, filename)
        return known[source, filename]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jinja2.Environment, "compile", compile_once)
        yield


def clean_build(made: Site, **options: object) -> dict[str, bytes]:
    """What a build of the same sources makes with nothing to start from."""
    fresh = made.root.with_name(made.root.name + "-fresh")
    shutil.copytree(made.root, fresh, ignore=shutil.ignore_patterns(".ssg", "build"))
    copy = Site(fresh)
    copy.build(**options)
    files = copy.files() if copy.out.exists() else {}
    shutil.rmtree(fresh)
    return files


def times(made: Site) -> dict[str, int]:
    return {path: (made.out / path).stat().st_mtime_ns for path in made.files()}


# ---- all or nothing


@pytest.mark.parametrize(
    "mistake",
    [
        "-- content/local/b.md --\n---\ntitel: Wrong\n---\n",
        "-- content/local/b.md --\n" + story(body="[x](nowhere.md)"),
        "-- content/local/b.md --\n" + story(slug="a"),
        "-- site.yaml --\ntitle: X\n",
        "-- layouts/story.html --\n{{ story.nothing }}\n",
        "-- layouts/story.html --\n{% if %}\n",
        "-- data/broken.json --\n{\n-- layouts/front.html --\n{{ site.data }}\n",
    ],
)
def test_a_build_with_errors_leaves_everything_as_it_was(site: MakeSite, mistake: str) -> None:
    made = site(PAPER)
    assert made.build().errors == 0
    before, stamps = made.files(), times(made)
    made.write("-- content/local/new.md --\n" + story("New") + mistake)
    report = made.build()
    assert report.errors > 0
    assert report.published.written == 0
    assert (made.files(), times(made)) == (before, stamps)
    made.write(PAPER)
    for path in ("layouts", "data"):
        shutil.rmtree(made.root / path, ignore_errors=True)
    assert made.build().errors == 0
    assert made.files() == clean_build(made)


def test_a_first_build_with_errors_makes_nothing(site: MakeSite) -> None:
    made = site("-- content/local/a.md --\n---\ntitle: A\n---\n")
    assert made.build().errors == 1
    assert not made.out.exists()


def test_a_check_writes_nothing(site: MakeSite) -> None:
    made = site(PAPER)
    assert made.build(destination=None).errors == 0
    assert not made.out.exists()


def test_strict_makes_warnings_stop_a_build(site: MakeSite) -> None:
    made = site(
        "-- content/local/a.md --\n"
        + story(source="{name: Nobody}", media="[{src: a.png, credit: Ana Ruiz}]")
        + "-- content/local/a.png --\n"
    )
    report = made.build()
    assert report.errors == 0
    assert {problem.severity for problem in report.problems} == {"warning"}
    shutil.rmtree(made.out)
    assert made.build(strict=True).errors == len(report.problems)
    assert not made.out.exists()


# ---- only what changed


def test_a_second_build_rewrites_nothing(site: MakeSite) -> None:
    made = site(PAPER)
    first = made.build().published
    stamps = times(made)
    second = made.build().published
    assert (second.written, second.unchanged, second.removed) == (0, first.written, 0)
    assert times(made) == stamps


def test_a_file_that_is_only_touched_is_not_rewritten(site: MakeSite) -> None:
    made = site(PAPER)
    made.build()
    os.utime(made.root / "content/local/a.md", (1, 1))
    os.utime(made.root / "content/local/a.png", (1, 1))
    assert made.build().published.written == 0


def test_an_edit_rewrites_the_pages_it_shows_on_and_no_other(site: MakeSite) -> None:
    made = site(PAPER)
    made.build()
    before, stamps = made.files(), times(made)
    path = made.root / "content/world/d.md"
    path.write_text(path.read_text().replace("Two.", "2."))
    made.build()
    after = made.files()
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {"world/2026/11/d/2/index.html", "feed.xml", "world/feed.xml"}
    assert {name for name, stamp in times(made).items() if stamp != stamps[name]} == changed


def test_an_output_file_that_was_lost_or_changed_is_made_again(site: MakeSite) -> None:
    made = site(PAPER)
    made.build()
    whole = made.files()
    (made.out / "index.html").unlink()
    (made.out / "local/index.html").write_text("defaced")
    shutil.rmtree(made.out / "world")
    made.build()
    assert made.files() == whole


def test_stale_files_go_and_so_do_folders_that_they_leave_empty(site: MakeSite) -> None:
    made = site(PAPER)
    made.build()
    assert made.has("world/2026/11/d/2/")
    made.root.joinpath("content/world/d.md").unlink()
    made.root.joinpath("static/rules.txt").unlink()
    report = made.build()
    assert report.published.removed > 0
    assert not made.has("rules.txt")
    assert not (made.out / "world").exists()
    assert not (made.out / "authors/tomas-brandt").exists()
    assert not [folder for folder, names, files in os.walk(made.out) if not names and not files]


def test_files_that_ssg_did_not_make_are_left_alone_and_reported(site: MakeSite) -> None:
    made = site(PAPER)
    made.build()
    (made.out / "world/notes").mkdir()
    (made.out / "world/notes/mine.txt").write_text("mine")
    (made.out / ".git").mkdir()
    (made.out / ".git/config").write_text("mine")
    made.root.joinpath("content/world/d.md").unlink()
    report = made.build()
    assert report.published.foreign == ("world/notes/mine.txt",)
    assert (made.out / "world/notes/mine.txt").read_text() == "mine"
    assert (made.out / ".git/config").read_text() == "mine"


@pytest.mark.parametrize("obstacle", ["local", "robots.txt/mine.txt"])
def test_a_foreign_file_in_the_way_of_a_page_stops_a_build_before_anything_is_written(
    site: MakeSite, obstacle: str
) -> None:
    made = site(PAPER)
    (made.out / obstacle).parent.mkdir(parents=True, exist_ok=True)
    (made.out / obstacle).write_text("mine")
    with pytest.raises(OutputError):
        made.build()
    assert made.files() == {obstacle: b"mine"}


def test_a_site_may_be_built_to_several_places(site: MakeSite) -> None:
    made = site(PAPER)
    other = made.root.parent / "elsewhere"
    made.build()
    report = made.build(destination=other)
    assert report.published.written == len(made.files())
    assert {
        path.relative_to(other).as_posix(): path.read_bytes()
        for path in other.rglob("*")
        if path.is_file()
    } == made.files()
    made.root.joinpath("content/world/d.md").unlink()
    made.build()
    assert (other / "world/2026/11/d/index.html").exists()
    made.build(destination=other)
    assert not (other / "world").exists()
    assert made.build().published.written == 0


@pytest.mark.parametrize(
    "folder", [".", "content", "content/out", "layouts", "static", ".ssg", ".."]
)
def test_a_site_is_never_built_over_its_own_sources(site: MakeSite, folder: str) -> None:
    made = site(PAPER)
    before = {path: path.read_bytes() for path in made.root.rglob("*") if path.is_file()}
    with pytest.raises(OutputError):
        made.build(destination=(made.root / folder).resolve())
    assert {path: path.read_bytes() for path in before} == before


def test_the_catalog_can_always_be_deleted(site: MakeSite) -> None:
    made = site(PAPER)
    made.build()
    before = made.files()
    shutil.rmtree(made.root / ".ssg")
    report = made.build()
    assert made.files() == before
    assert report.published.foreign == ()


@pytest.mark.parametrize("is_sealed", [True, False])
@pytest.mark.parametrize("damage", [b"", b"not a database", None])
def test_a_damaged_catalog_is_made_anew(
    site: MakeSite, damage: bytes | None, is_sealed: bool
) -> None:
    made = site(PAPER)
    made.build()
    before = made.files()
    (catalog,) = (made.root / ".ssg").glob("*.sqlite")
    whole = catalog.read_bytes()
    catalog.write_bytes(whole[: len(whole) // 2] if damage is None else damage)
    if is_sealed:
        accidents.reseal(catalog)
    assert made.build().errors == 0
    assert made.files() == before


def test_an_interrupted_publication_is_completed_by_the_next_build(
    site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = site(PAPER)
    made.build()
    made.write("-- content/local/e.md --\n" + story("Fifth", "2026-11-05T12:00:00Z"))
    calls = iter(range(100))
    replace = os.replace

    def fail_at_the_fifth(*names: object, **folders: int) -> None:
        if next(calls) == 5:
            raise OSError(28, "No space left on device")
        replace(*names, **folders)

    monkeypatch.setattr(os, "replace", fail_at_the_fifth)
    with pytest.raises(OSError, match="No space"):
        made.build()
    monkeypatch.undo()
    assert made.build().errors == 0
    assert made.files() == clean_build(made)


# ---- however it came about


def edit(path: str, old: str, new: str) -> Callable[[Site], None]:
    def apply(made: Site) -> None:
        file = made.root / path
        text = file.read_text()
        assert old in text
        file.write_text(text.replace(old, new))

    return apply


EDITS: dict[str, Callable[[Site], object]] = {
    "retitled": edit("content/local/b.md", "title: Second", "title: A better one"),
    "retagged": edit("content/local/a.md", "tags: [pier]", "tags: [Pier, harbor]"),
    "re-dated": edit("content/local/a.md", "2026-11-01", "2026-10-31"),
    "moved to another section": edit("content/local/c.md", "series: Wall", "section: world"),
    "given another byline": edit("content/local/b.md", "Ana Ruiz", "ana ruiz"),
    "made a draft": edit("content/local/b.md", "title: Second", "title: Second\ndraft: true"),
    "killed": edit("content/local/a.md", "title: First", "title: First\nstatus: killed"),
    "embargoed": edit(
        "content/local/b.md", "title: Second", "title: Second\nembargo: 2027-01-01T00:00:00Z"
    ),
    "archived": edit("content/local/b.md", "title: Second", "title: Second\nstatus: archived"),
    "given another slug": edit("content/local/b.md", "title: Second", "title: Second\nslug: other"),
    "renamed": (
        lambda made: made.root.joinpath("content/local/c.md").rename(
            made.root / "content/local/z.md"
        )
    ),
    "deleted": lambda made: made.root.joinpath("content/local/c.md").unlink(),
    "without its section's text": (
        lambda made: made.root.joinpath("content/local/_index.md").unlink()
    ),
    "with another picture": lambda made: (
        shutil.copyfile(made.root / "content/local/a.png", made.root / "content/local/b.png")
        and edit("content/local/a.md", "src: a.png", "src: b.png")(made)
    ),
    "with its picture moved": lambda made: (
        (made.root / "content/media").mkdir(),
        (made.root / "content/local/a.png").rename(made.root / "content/media/a.png"),
    ),
    "with another page size": edit("site.yaml", "page_size: 2", "page_size: 3"),
    "at another address": edit("site.yaml", "ledger.example/", "ledger.example/paper/"),
    "with another title and zone": edit("site.yaml", "America/New_York", "Asia/Tokyo"),
    "with another permalink": lambda made: made.write(
        f"-- site.yaml --\n{SITE_YAML}permalink: /:year/:slug.html\n"
    ),
    "with another layout": lambda made: made.write(
        "-- layouts/page.html --\nNew\n-- layouts/blocks/embed.html --\nNew\n"
    ),
    "with a data file": lambda made: made.write(
        "-- data/x.json --\n[1]\n-- layouts/front.html --\n{{ site.data.x }}\n"
    ),
    "with another static file": lambda made: made.write(
        "-- static/rules.txt --\nOther rules.\n-- static/more/x.txt --\nx\n"
    ),
    "with a page where a file was": lambda made: (
        made.root.joinpath("static/rules.txt").unlink(),
        made.write("-- static/rules.txt/x --\nx\n"),
    ),
}


@pytest.mark.parametrize("name", EDITS)
def test_a_build_after_an_edit_equals_a_clean_one(site: MakeSite, name: str) -> None:
    made = site(PAPER)
    assert made.build().errors == 0, made.problems()
    before = made.files()
    EDITS[name](made)
    assert made.build().errors == 0, made.problems()
    assert made.files() == clean_build(made)
    assert made.files() != before or name == "with its picture moved" or "layout" in name


def test_time_alone_changes_the_site_as_a_clean_build_would(site: MakeSite) -> None:
    made = site(
        PAPER
        + "-- content/world/e.md --\n"
        + story("Embargoed", "2026-11-20T00:00:00Z", embargo="2026-11-23T00:00:00Z", tags="[soon]")
        + "-- content/world/f.md --\n"
        + story("Scheduled", "2026-11-24T00:00:00Z", byline="Late Riser")
        + "-- content/world/g.md --\n"
        + story("Expiring", "2026-11-19T00:00:00Z", expires="2026-11-25T00:00:00Z")
    )
    seen = []
    for day in (22, 23, 24, 25, 22):
        now = dt.datetime(2026, 11, day, 12, tzinfo=dt.UTC)
        made.build(now=now)
        assert made.files() == clean_build(made, now=now)
        seen.append(tuple(made.has(f"world/2026/11/{name}/") for name in "efg"))
    assert seen == [
        (False, False, True),
        (True, False, True),
        (True, True, True),
        (True, True, True),
        (False, False, True),
    ]


@pytest.mark.parametrize(
    ("option", "shown"),
    [
        ({}, "a"),
        ({"drafts": True}, "ab"),
        ({"future": True}, "acd"),
        ({"expired": True}, "ae"),
        ({"drafts": True, "future": True, "expired": True}, "abcde"),
    ],
)
def test_an_editor_may_ask_to_see_what_is_not_published(
    site: MakeSite, option: dict[str, bool], shown: str
) -> None:
    made = site(
        "-- content/local/a.md --\n"
        + story("Title a")
        + "-- content/local/b.md --\n"
        + story("Title b", draft="true")
        + "-- content/local/c.md --\n"
        + story("Title c", embargo="2027-01-01T00:00:00Z")
        + "-- content/local/d.md --\n"
        + story("Title d", "2026-12-01T00:00:00Z")
        + "-- content/local/e.md --\n"
        + story("Title e", expires="2026-11-01T00:00:00Z")
    )
    made.build(**option)
    assert {name for name in "abcde" if f"Title {name}" in made.read("local/")} == set(shown)
    made.build()
    assert {name for name in "abcde" if f"Title {name}" in made.read("local/")} == {"a"}


def test_the_number_of_processes_changes_nothing(
    site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ssg.build.run, "_PARALLEL_FROM", 1)
    monkeypatch.setattr(ssg.build.run, "_GROUP", 3)
    one, two = site(PAPER, "one"), site(PAPER, "two")
    assert one.build(jobs=1).errors == two.build(jobs=2).errors == 0
    assert one.files() == two.files()
    one.write(
        "-- content/local/b.md --\n---\ntitel: x\n---\n-- content/local/c.md --\n"
        + story(body="[x](y.md)")
    )
    two.write(
        "-- content/local/b.md --\n---\ntitel: x\n---\n-- content/local/c.md --\n"
        + story(body="[x](y.md)")
    )
    assert one.build(jobs=1).problems == two.build(jobs=2).problems != ()


def test_a_layout_error_is_the_same_in_any_number_of_processes(
    site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ssg.build.run, "_PARALLEL_FROM", 1)
    made = site(PAPER + "-- layouts/story.html --\n\n{{ story.nothing }}\n")
    one, two = made.build(jobs=1).problems, made.build(jobs=2).problems
    assert one == two
    assert {(problem.path, problem.span.line) for problem in one} == {("layouts/story.html", 2)}


def test_a_second_build_waits_for_the_first(site: MakeSite) -> None:
    made = site(PAPER)
    said: list[str] = []
    thread = threading.Thread(target=lambda: made.build(say=said.append))
    with locked(made.root, lambda: None):
        thread.start()
        for _ in range(100):
            if said:
                break
            time.sleep(0.02)
        assert said == ["another build of this site is under way; waiting for it"]
        assert not made.out.exists()
    thread.join(20)
    assert made.has("index.html")


# ---- any sequence of edits

_FIELDS = st.fixed_dictionaries(
    {},
    optional={
        "tags": st.sampled_from(["[pier]", "[Pier, port]", "[port]"]),
        "byline": st.sampled_from(["Ana Ruiz", "Tomas Brandt and Ana Ruiz"]),
        "section": st.sampled_from(["local", "world"]),
        "status": st.sampled_from(["killed", "draft", "archived", "withheld"]),
        "embargo": st.sampled_from(["2026-11-22T18:00:00Z", "2026-11-23T18:00:00Z"]),
        "expires": st.sampled_from(["2026-11-22T18:00:00Z", "2026-11-23T18:00:00Z"]),
        "series": st.just("Wall"),
        "related": st.sampled_from(["[local/s1.md]", "[local/s2.md, local/s3.md]"]),
        "media": st.just(ENTRY),
        "deck": st.sampled_from(["One", "Two"]),
    },
)
_PUT = st.tuples(st.just("put"), st.integers(1, 6), st.integers(1, 24), _FIELDS)
_DELETE = st.tuples(st.just("delete"), st.integers(1, 6))
_WAIT = st.tuples(st.just("wait"), st.sampled_from([0, 12, 36]))


@given(steps=st.lists(st.one_of(_PUT, _PUT, _DELETE, _WAIT), min_size=4, max_size=8))
@settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.reuse, Phase.generate),
)
def test_after_any_sequence_of_edits_a_build_equals_a_clean_one(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[Any, ...]]
) -> None:
    """Stories come, change and go, and so does time. Each step is built upon what the one before
    left.
    """
    made = Site(tmp_path_factory.mktemp("newsroom"))
    made.write(f"-- site.yaml --\n{SITE_YAML}page_size: 2\n-- content/local/a.png --\n")
    now = NOW
    # Stories that links lead to are there from the start to the end.
    for step in (*(("put", number, number, {"tags": "[pier]"}) for number in range(1, 4)), *steps):
        match step:
            case "put", number, day, fields:
                text = story(f"Story {number}", f"2026-11-{day:02}T12:00:00Z", **fields)
                made.write(f"-- content/local/s{number}.md --\n{text}")
            case "delete", number if number > 3:
                (made.root / f"content/local/s{number}.md").unlink(missing_ok=True)
            case "wait", hours:
                now = NOW + dt.timedelta(hours=hours)
        if step in steps:
            assert made.build(now=now).errors == 0, made.problems()
    assert made.files() == clean_build(made, now=now)


def test_a_fresh_clone_at_another_place_with_output_and_catalog_restored_makes_nothing(
    site: MakeSite,
) -> None:
    made = site(PAPER)
    made.build()
    clone = Site(made.root.with_name("clone"))
    shutil.copytree(made.root, clone.root)
    for file in (
        path
        for name in ("content", "static")
        for path in (clone.root / name).rglob("*")
        if path.is_file()
    ):
        os.utime(file, (1_000_000_000, 1_000_000_000))
    report = clone.build()
    assert (report.errors, report.published.rendered) == (0, 0)
    assert clone.files() == made.files()
    # A file that really changed is seen all the same.
    (clone.root / "static/rules.txt").write_text("Other.")
    assert clone.build().published.written == 1


def test_output_that_was_unpacked_with_other_times_is_read_once_and_not_made_again(
    site: MakeSite,
) -> None:
    made = site(PAPER)
    made.build()
    for path in made.files():
        os.utime(made.out / path, (1_000_000_000, 1_000_000_000))
    assert made.build().published.rendered == 0
    (made.out / "rules.txt").write_text("Rules!\n")
    os.utime(made.out / "rules.txt", (1_000_000_000, 1_000_000_000))
    assert made.build().published.written <= 1
    made.build(verify=True)
    assert made.read("rules.txt") == "Rules.\n"
