"""The great invariant: whatever happened to a newsroom, its output and its cache, the next build
ends with the bytes of a clean one.

Sequences of the steps of test_traces.py and of those here, each followed by a clean build of the
same files. The default run takes half a minute; with INVARIANT_EXAMPLES=200 in the environment
there are so many sequences (one takes 1 to 3 seconds), and builds are killed at more moments.
"""

import contextlib
import os
import random
import re
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import ssg.build.run
import ssg.build.select
from tests import accidents
from tests.build.test_traces import (
    FILES,
    PASSING,
    SECTIONS,
    STEPS,
    WIDE,
    Newsroom,
    Step,
    _layouts_compiled_once,  # noqa: F401  for this module too
    any_of,
    built,  # noqa: F401
    dated,
    paper,  # noqa: F401
    passing,
    remove,
    toggle,
)
from tests.conftest import PIXEL, SITE_YAML, Site
from tests.photographs import CREDIT_XMP, encoded, photograph

EXAMPLES = int(os.environ.get("INVARIANT_EXAMPLES", "0"))
# A build of the newsroom with an edit or two makes some 600 changes to the disk and the catalog.
MOMENTS = range(1, 900, 7) if EXAMPLES else (1, 8, 40, 120, 200, 280, 360, 440)
CATALOG = ".ssg/catalog.sqlite"


# ---- more that may happen


def choose_a_field(paper: Newsroom, draw: random.Random) -> None:
    """One field of a story gets another value, or goes."""
    if path := passing(paper, draw):
        fields = {
            "section": draw.choice(SECTIONS),
            "date": f"2026-11-{draw.randint(1, 24):02}T12:00:00Z",
            "tags": draw.choice(["[pier, harbor]", "[Harbor]"]),
            "byline": draw.choice(["Lena Ort", "Ana Ruiz and Lena Ort"]),
            "embargo": draw.choice(["2026-11-20T12:00:00Z", "2026-11-23T18:00:00Z"]),
            "expires": draw.choice(["2026-11-21T12:00:00Z", "2026-11-24T18:00:00Z"]),
            "draft": draw.choice(["true", "false"]),
            "slug": draw.choice(["other", "another"]) + str(draw.randint(1, 9999)),
            "aliases": f"[/was/{draw.randint(1, 99999)}/]",
            "corrections": "[{date: 2026-11-21, text: It was not so.}]",
        }
        name, value = draw.choice(sorted(fields.items()))
        text = re.sub(rf"^{name}: .*\n", "", path.read_text(), flags=re.M)
        path.write_text(
            text
            if name != "date" and draw.random() < 0.2
            else text.replace("---\n", f"---\n{name}: {value}\n", 1)
        )


def show_pictures(paper: Newsroom, draw: random.Random) -> None:
    """A story with pictures of several people, of one file or two."""
    credits = ("Ana Ruiz", "AP Photo/Ines Kessler", "Lena Ort", "Ines Kessler/AP")
    leases = (
        "",
        ", rights: {allow-use: {until: 2026-11-23}}",
        ", rights: {deny-use: {from: 2026-11-25}}",
        ", rights: {copyright: Ours}",
    )
    shown = [
        f"{{src: {draw.choice(['p0.png', 'p1.png'])}, alt: A pier, credit:"
        f" {draw.choice(credits)}{draw.choice(leases)}}}"
        for _ in range(draw.randint(1, 3))
    ]
    if not (paper.root / "content/media/p1.png").exists():
        (paper.root / "content/media/p1.png").write_bytes(PIXEL)
    number = draw.randint(1, 4)
    text = dated(
        f"Pictured {number}",
        draw.choice((3, 9, 16, 21)),
        media=f"[{', '.join(shown)}]",
        byline="Ines Kessler",
    )
    paper.write(**{f"content/{draw.choice(SECTIONS)}/r{number}0000.md": text})


def with_xmp(png: bytes, packet: bytes) -> bytes:
    """The PNG with what a photo agency writes into it."""
    import zlib

    body = b"iTXtXML:com.adobe.xmp\0\0\0\0\0" + packet
    return png[:33] + (len(body) - 4).to_bytes(4) + body + zlib.crc32(body).to_bytes(4) + png[33:]


def replace_a_picture(paper: Newsroom, draw: random.Random) -> None:
    """Other bytes under the same name: pixels, metadata or both; sometimes of the same size and
    time.
    """
    path = draw.choice(
        [
            *sorted((paper.root / "content").rglob("p[01].png")),
            paper.root / "content/local/pier.png",
        ]
    )
    if path.exists():
        large = encoded(photograph(draw.choice([18, 24]), 12), "PNG")
        other = CREDIT_XMP.replace(b"Ines Kessler", b"Lena Ort").replace(b"AP", b"dpa")
        before = path.stat()
        packets = [with_xmp(large, CREDIT_XMP), with_xmp(PIXEL, CREDIT_XMP), with_xmp(PIXEL, other)]
        path.write_bytes(draw.choice([PIXEL, WIDE, large, *packets]))
        if draw.random() < 0.3:
            os.utime(path, ns=(before.st_mtime_ns, before.st_mtime_ns))


def set_up_the_site(paper: Newsroom, draw: random.Random) -> None:
    """Settings that reach far; mostly without files to draw, which takes long."""
    more = (
        "",
        "credits: true\n",
        "rights_end: withhold\n",
        "credits: true\nrights_end: withhold\n",
        "permalink: /:year/:slug/\n",
        "timezone: Asia/Tokyo\n",
        "base_url: https://ledger.example/paper/\n",
        "pictures: {widths: [16], formats: [webp]}\ncredits: true\n",
    )
    chosen = draw.choice(more)
    name = chosen.partition(":")[0]
    base = re.sub(rf"^{name}: .*\n", "", SITE_YAML, flags=re.M) if name else SITE_YAML
    paper.write(**{"site.yaml": f"{base}page_size: 3\nfeed_size: 3\n{chosen}"})


def swap_file_and_folder(paper: Newsroom, draw: random.Random) -> None:
    path = paper.root / "static/notes"
    if path.is_dir():
        shutil.rmtree(path)
        path.write_text("A file.")
    else:
        path.unlink(missing_ok=True)
        paper.write(**{"static/notes/inside.txt": "In a folder."})


def set_times(paper: Newsroom, draw: random.Random) -> None:
    """Times of files as tools set them, of the newsroom's and of the site's."""
    moment = draw.choice([1, 1_000_000_000, 1_700_000_000_123_456_789])
    folders = draw.sample(["content", "static", "layouts", "data", "build"], 2)
    for path in (
        path
        for name in folders
        for path in sorted((paper.root / name).rglob("*"))
        if path.is_file()
    ):
        if draw.random() < 0.5:
            os.utime(path, ns=(moment, moment))


def edit_and_hide_it(paper: Newsroom, draw: random.Random) -> None:
    """Another text of the same length, in a file of the same time."""
    path = paper.root / draw.choice(
        ["content/local/l5.md", "static/rules.txt", "data/poll.yaml", "content/about.md"]
    )
    if path.is_file():
        before = path.stat()
        text = path.read_text()
        path.write_text(
            f"{text[:-2]}{draw.choice('xyz')}\n"
            if path.suffix == ".md"
            else text.translate(str.maketrans("aeu712", "eau127"))
        )
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def spoil_outputs(paper: Newsroom, draw: random.Random) -> None:
    """What was made is lost, or something else stands in its place."""
    files = sorted(path for path in paper.out.rglob("*") if path.is_file())
    how = draw.choice(["all", "folder", "link", "section"])
    if how == "all" or not files:
        shutil.rmtree(paper.out, ignore_errors=True)
    elif how == "section":
        shutil.rmtree(paper.out / draw.choice(SECTIONS), ignore_errors=True)
    else:
        path = draw.choice(files)
        path.unlink()
        path.mkdir() if how == "folder" else path.symlink_to("nowhere")


def spoil_pictures(paper: Newsroom, draw: random.Random) -> None:
    shutil.rmtree(paper.root / ".ssg/pictures", ignore_errors=True)


def choose_processes(paper: Newsroom, draw: random.Random) -> None:
    """How many processes work, and from how much work on; what counts as little and as much."""
    paper.options["jobs"] = draw.choice([1, 2])
    ssg.build.run._PARALLEL_FROM = draw.choice([1, 10, 200])
    ssg.build.run._GROUP = draw.choice([1, 5, 64])
    ssg.build.run._FEW = draw.choice([0, 2, 500])
    ssg.build.run._MANY_FILES = draw.choice([0, 2_000])
    ssg.build.changed._MANY = draw.choice([0, 2_000])
    ssg.build.select._MANY = draw.choice([0, 2, 2_000])


@contextlib.contextmanager
def thresholds_kept() -> Iterator[None]:
    """Set back what `choose_processes` changed."""
    places = (
        (ssg.build.run, "_PARALLEL_FROM"),
        (ssg.build.run, "_GROUP"),
        (ssg.build.run, "_FEW"),
        (ssg.build.run, "_MANY_FILES"),
        (ssg.build.changed, "_MANY"),
        (ssg.build.select, "_MANY"),
    )
    before = [(module, name, getattr(module, name)) for module, name in places]
    try:
        yield
    finally:
        for module, name, value in before:
            setattr(module, name, value)


def kill(paper: Newsroom, draw: random.Random) -> None:
    """A build that dies at a moment that `draw` decides, oftener an early one."""
    die(paper, int(10 ** draw.uniform(0, 2.8)))


def die(paper: Newsroom, number: int) -> int:
    def work() -> None:
        accidents.killed_at(number)
        paper.site.build(**paper.options)

    return accidents.in_a_process(work)


def fill_the_disk(paper: Newsroom, draw: random.Random) -> None:
    assert build_on_a_full_disk(
        paper, int(10 ** draw.uniform(0, 2.2)), draw.choice([0, 1, 5, 1000])
    ) in (accidents.WELL, accidents.FULL)


def build_on_a_full_disk(paper: Newsroom, number: int, pages: int) -> int:
    def work() -> None:
        accidents.full_at(number, pages)
        paper.site.build(**paper.options)

    return accidents.in_a_process(work)


def damage_the_catalog(paper: Newsroom, draw: random.Random) -> None:
    catalog = paper.root / CATALOG
    if catalog.exists():
        accidents.damage(catalog, draw)


def keep_or_put_back_the_catalog(paper: Newsroom, draw: random.Random) -> None:
    """A cache of an earlier day."""
    catalog, kept = paper.root / CATALOG, paper.root.parent / "kept.sqlite"
    if kept.exists() and draw.random() < 0.6:
        accidents.replace(catalog, kept)
    elif catalog.exists():
        shutil.copyfile(catalog, kept)


def take_the_catalog_of_another_site(paper: Newsroom, draw: random.Random) -> None:
    accidents.replace(paper.root / CATALOG, paper.root.parent / "stranger.sqlite")


MORE_STEPS: dict[str, Step] = STEPS | {
    "choose a field": choose_a_field,
    "show pictures": show_pictures,
    "replace a picture": replace_a_picture,
    "set up the site": set_up_the_site,
    "swap file and folder": swap_file_and_folder,
    "set times": set_times,
    "edit and hide it": edit_and_hide_it,
    "spoil outputs": spoil_outputs,
    "spoil pictures": spoil_pictures,
    "choose processes": choose_processes,
    "kill": kill,
    "fill the disk": fill_the_disk,
    "damage the catalog": damage_the_catalog,
    "earlier catalog": keep_or_put_back_the_catalog,
    "catalog of another site": take_the_catalog_of_another_site,
    "layout of pictures": any_of(
        toggle(
            "layouts/credits.html",
            "{% for item in list.pictures %}{{ item.credit }}{% endfor %}",
            "none",
        ),
        toggle("layouts/author.html", "{{ list.title }}"),
    ),
}


# ---- any sequence


@pytest.fixture(scope="module")
def stranger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The catalog of another newsroom of the same name and settings."""
    site = Site(tmp_path_factory.mktemp("stranger"))
    for path, text in FILES.items():
        if "/w" not in path:
            site.write(f"-- {path} --\n{text.replace('12:00', '13:00')}")
    site.write(f"-- content/world/x1.md --\n{dated('Elsewhere', 14)}").write(
        "-- content/local/r1.md --\n" + dated("Theirs", 15)
    )
    assert site.build().errors == 0, site.problems()
    return site.root / CATALOG


STEP = st.tuples(st.sampled_from(sorted(MORE_STEPS)), st.integers(0, 999_999))


@pytest.mark.slow
@given(steps=st.lists(STEP, min_size=6, max_size=14))
@settings(max_examples=EXAMPLES or 5, deadline=None, suppress_health_check=list(HealthCheck))
def test_after_any_sequence_of_events_a_build_equals_a_clean_one(
    built: Path,
    stranger: Path,
    tmp_path_factory: pytest.TempPathFactory,
    steps: list[tuple[str, int]],
) -> None:
    root = tmp_path_factory.mktemp("random") / "site"
    shutil.copytree(built, root)
    shutil.copyfile(stranger, root.parent / "stranger.sqlite")
    with pytest.MonkeyPatch.context() as patch, thresholds_kept():
        made = Newsroom(Site(root), patch)
        made.write(**PASSING)
        for name, seed in steps:
            take(made, name, seed)
    shutil.rmtree(root.parent)


def take(made: Newsroom, name: str, seed: int) -> None:
    """One step, and mostly a build after it; where that found no mistake, another one has nothing
    to do.
    """
    draw = random.Random(seed)
    MORE_STEPS[name](made, draw)
    if draw.random() < 0.8:
        change = made.build()
        if change.report.errors == 0 and draw.random() < 0.2:
            assert made.build().rendered == set()


# ---- killed, and no room left


def change_much(paper: Newsroom) -> None:
    """A story edited, one new, one gone, a layout and a picture changed."""
    paper.edit("content/local/l1.md", "Pier closed", "Pier shut").write(
        **{"content/sport/s4.md": dated("Medal", 14)}
    )
    remove("content/sport/s2.md")(paper)
    paper.edit("layouts/partials/poll.html", "said", "say")
    (paper.root / "content/local/pier.png").write_bytes(WIDE)


def change_back(paper: Newsroom) -> None:
    paper.write(
        **{
            path: FILES[path]
            for path in ("content/local/l1.md", "content/sport/s2.md", "layouts/partials/poll.html")
        }
    )
    remove("content/sport/s4.md")(paper)
    (paper.root / "content/local/pier.png").write_bytes(PIXEL)


@pytest.mark.slow
@pytest.mark.parametrize("number", MOMENTS)
def test_a_build_that_is_killed_at_any_change_it_makes_is_made_good_by_the_next_one(
    paper: Newsroom, number: int
) -> None:
    change_much(paper)
    ended = die(paper, number)
    if EXAMPLES and ended == accidents.WELL:
        pytest.skip("the build makes fewer changes")
    assert ended < 0, "MOMENTS has to name changes that the build makes"
    paper.build()
    change_back(paper)
    assert die(paper, number) < 0
    # What was being published when it died is not what is wanted now.
    paper.edit("content/local/l1.md", "Pier closed", "Pier gone")
    paper.build()
    assert paper.build().rendered == set()


@pytest.mark.parametrize("number", MOMENTS[::2])
def test_a_first_build_that_is_killed_is_made_good_by_the_next_one(
    paper: Newsroom, number: int
) -> None:
    shutil.rmtree(paper.out)
    shutil.rmtree(paper.root / ".ssg")
    ended = die(paper, number * 2)
    if EXAMPLES and ended == accidents.WELL:
        pytest.skip("the build makes fewer changes")
    assert ended < 0, "MOMENTS has to name changes that the build makes"
    remove("content/sport/s2.md")(paper)
    paper.build()


@pytest.mark.parametrize("seconds", [0.02, 0.08])
def test_a_build_in_several_processes_that_is_killed_is_made_good_by_the_next_one(
    paper: Newsroom,
    seconds: float,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ssg.build.run, "_PARALLEL_FROM", 1)
    monkeypatch.setattr(ssg.build.run, "_GROUP", 2)
    paper.options["jobs"] = 2
    change_much(paper)
    paper.edit("site.yaml", "Ledger", "Gazette")
    assert accidents.in_a_process(
        lambda: paper.site.build(**paper.options), killed_after=seconds
    ) in (-9, accidents.WELL)
    change_back(paper)
    paper.build()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("files", "pages"), [(1, 9), (4, 9), (9, 9), (20, 9), (40, 9), (99, 0), (99, 2)]
)
def test_a_build_for_which_the_disk_has_no_room_leaves_the_site_as_it_was_and_the_next_one_is_right(
    paper: Newsroom,
    files: int,
    pages: int,
) -> None:
    before = paper.site.files()
    change_much(paper)
    for number in range(20 if pages < 9 else 0):  # so that the catalog must grow
        paper.write(
            **{
                f"content/local/more{number}.md": dated(
                    f"More {number}", 12, tags=f"[tag {number}]", body="Word. " * 3000
                )
            }
        )
    ended = build_on_a_full_disk(paper, files, pages)
    assert ended in (accidents.WELL, accidents.FULL)
    assert ended == accidents.WELL or paper.site.files() == before
    paper.build()


# ---- catalogs that cannot be trusted


@pytest.mark.parametrize("seed", range(40 if EXAMPLES else 5))
def test_damage_to_the_catalog_is_never_seen_in_the_site(paper: Newsroom, seed: int) -> None:
    """Whenever it is met: while files are read, questions asked or, in the middle of a layout,
    pages made.
    """
    accidents.damage(paper.root / CATALOG, random.Random(seed))
    change_much(paper)
    paper.build()
    change_back(paper)
    paper.build()


@pytest.mark.parametrize("jobs", [1, 2])
def test_damage_that_a_layout_meets_is_no_mistake_of_the_layout(
    paper: Newsroom,
    jobs: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ssg.build.run, "_PARALLEL_FROM", 1)
    catalog = paper.root / CATALOG
    with contextlib.closing(sqlite3.connect(catalog)) as db:
        [page] = db.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'photo'").fetchone()
        size = db.execute("PRAGMA page_size").fetchone()[0]
    whole = catalog.read_bytes()
    catalog.write_bytes(whole[: (page - 1) * size] + bytes(size) + whole[page * size :])
    accidents.reseal(catalog)
    # The page of its author asks for photos by her, which nothing that came before did.
    paper.edit("content/local/l1.md", "Pier closed", "Pier shut")
    said: list[str] = []
    change = paper.build(jobs=jobs, say=said.append)
    assert (change.report.errors, len(said)) == (0, 1)
    assert "made anew" in said[0]


def test_damage_that_looks_like_a_missing_value_is_damage(paper: Newsroom) -> None:
    with contextlib.closing(sqlite3.connect(paper.root / CATALOG)) as db:
        db.execute("PRAGMA writable_schema = ON")
        db.execute(
            "UPDATE sqlite_schema SET sql = replace(sql, 'files BLOB NOT NULL', 'files BLOB') WHERE"
            " name = 'seen'"
        )
        db.commit()
    with contextlib.closing(sqlite3.connect(paper.root / CATALOG)) as db:
        db.execute("UPDATE seen SET files = NULL")
        db.execute("PRAGMA writable_schema = ON")
        db.execute(
            "UPDATE sqlite_schema SET sql = replace(sql, 'files BLOB', 'files BLOB NOT NULL') WHERE"
            " name = 'seen'"
        )
        db.commit()
    accidents.reseal(paper.root / CATALOG)
    paper.edit("content/local/l1.md", "Pier closed", "Pier shut")
    assert paper.build().report.errors == 0


def test_an_error_of_ours_is_not_taken_for_damage(
    paper: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise TypeError("ours")

    monkeypatch.setattr(ssg.build.run.Run, "plan", fail)
    said: list[str] = []
    report = paper.site.build(say=said.append)
    assert [problem.message for problem in report.problems] == [
        "ssg itself failed while building the site: TypeError: ours"
    ]
    assert said == []


def test_what_an_earlier_or_foreign_catalog_does_not_know_of_goes_all_the_same(
    paper: Newsroom, stranger: Path
) -> None:
    catalog, kept = paper.root / CATALOG, paper.root.parent / "kept.sqlite"
    for other in (kept, stranger):
        shutil.copyfile(catalog, kept)
        paper.write(**{"content/sport/s4.md": dated("Medal", 14)}).build()
        accidents.replace(catalog, other)
        remove("content/sport/s4.md")(paper)
        assert "sport/2026/11/s4/index.html" in paper.build().removed


def test_a_list_of_made_files_that_was_lost_is_whole_again_after_the_next_build(
    paper: Newsroom,
) -> None:
    for path in (paper.root / ".ssg").glob("made-*"):
        path.unlink()
    paper.write(**{"content/sport/s4.md": dated("Medal", 14)}).build()
    (paper.root / CATALOG).unlink()
    remove("content/sport/s2.md")(paper)
    assert "sport/2026/11/s2/index.html" in paper.build().removed


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("content/local/l1.md", "Pier closed", "Pier opened"),
        ("static/rules.txt", "Rules", "Rites"),
        ("data/poll.yaml", "7", "8"),
        ("layouts/feature.html", "footer", "header"),
    ],
)
def test_another_text_of_the_same_length_and_time_is_another_text(
    paper: Newsroom, path: str, old: str, new: str
) -> None:
    """Reproducible builds, archives and `cp -p` give files times of their choice; so that a time
    alone tells nothing.
    """
    os.utime(paper.root / path, ns=(10**18, 10**18))
    paper.build()
    paper.edit(path, old, new)
    os.utime(paper.root / path, ns=(10**18, 10**18))
    paper.build()


def test_two_pictures_of_the_same_size_and_time_may_change_places(paper: Newsroom) -> None:
    pier, storm = paper.root / "content/local/pier.png", paper.root / "content/world/storm.png"
    for path, agency in ((pier, b"AP"), (storm, b"PA")):
        path.write_bytes(with_xmp(PIXEL, CREDIT_XMP.replace(b"AP", agency)))
        os.utime(path, ns=(10**18, 10**18))
    paper.build()
    aside = pier.with_name("aside.png")
    pier.rename(aside)
    storm.rename(pier)
    aside.rename(storm)
    paper.build()
