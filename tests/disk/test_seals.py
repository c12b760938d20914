"""The secret of the machine, and what it seals: the catalog, the lists of made files, and pictures.
What came from elsewhere is nobody's word.
"""

import contextlib
import gc
import io
import os
import shutil
import sqlite3
import stat
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import Site, story
from PIL import Image

import ssg.build.tasks
from ssg.catalog.schema import CATALOG_NAME
from ssg.catalog.sealed import SEAL_NAME, SealedFile
from ssg.disk.seals import Sealer, sealer_of, state_folder
from ssg.inspect.stories import clean
from ssg.output.destination import OutputError
from ssg.output.picture_cache import PictureCache
from tests import accidents
from tests.disk.test_doors import contents
from tests.media.test_pictures import PAPER as PICTURED
from tests.media.test_pictures import picture

PAPER = (
    "-- content/world/a.md --\n"
    + story("First", tags="[pier]", byline="Ana Ruiz")
    + "-- content/world/b.md --\n"
    + story("Second", "2026-11-21T06:30:00-05:00", body="See [a](a.md).")
    + "-- content/world/later.md --\n"
    + story("Later", embargo="2027-01-01T00:00:00Z", body="SECRET")
    + "-- static/rules.txt --\nRules.\n"
)


@pytest.fixture
def built(site) -> Site:
    made: Site = site(PAPER)
    assert made.build().errors == 0
    return made


@contextlib.contextmanager
def state_at(folder: Path) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder))
        yield


# ---- the secret


def test_the_secret_is_made_once_for_its_user_alone(tmp_path: Path) -> None:
    with state_at(tmp_path / "state"):
        first, second = sealer_of(tmp_path / "site"), sealer_of(tmp_path / "site")
    assert first == second
    assert (len(first.secret), first.reason) == (32, "")
    [file] = (tmp_path / "state/ssg").iterdir()
    assert (
        file.name,
        stat.S_IMODE(file.stat().st_mode),
        stat.S_IMODE(file.parent.stat().st_mode),
    ) == ("secret", 0o600, 0o700)
    assert first.secret not in repr(first).encode()
    assert first.secret.hex() not in repr(first)


def test_two_that_make_it_at_once_have_the_same(tmp_path: Path) -> None:
    found: list[Sealer] = []
    start = threading.Barrier(8)

    def ask() -> None:
        start.wait()
        found.append(sealer_of(tmp_path / "site"))

    with state_at(tmp_path / "state"):
        threads = [threading.Thread(target=ask) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len({sealer.secret for sealer in found}) == 1
    assert [file.name for file in (tmp_path / "state/ssg").iterdir()] == ["secret"]


@pytest.mark.parametrize("spoilt", ["readable", "writable", "short", "long", "link", "empty"])
def test_a_secret_that_others_can_know_or_that_is_none_is_made_anew(
    tmp_path: Path, spoilt: str
) -> None:
    with state_at(tmp_path / "state"):
        before = sealer_of(tmp_path / "site")
        file = tmp_path / "state/ssg/secret"
        if spoilt in ("readable", "writable"):
            file.chmod(0o644 if spoilt == "readable" else 0o602)
        elif spoilt == "link":
            (tmp_path / "known").write_bytes(bytes(32))
            (tmp_path / "known").chmod(0o600)
            file.unlink()
            file.symlink_to(tmp_path / "known")
        else:
            file.write_bytes({"short": b"x" * 31, "long": b"x" * 33, "empty": b""}[spoilt])
        after = sealer_of(tmp_path / "site")
        assert after.secret not in (before.secret, bytes(32))
        assert (after.reason, sealer_of(tmp_path / "site")) == ("", after)
    if spoilt == "link":
        assert (tmp_path / "known").read_bytes() == bytes(32)


@pytest.mark.parametrize("how", ["a file", "in the site", "no home"])
def test_where_no_secret_can_be_kept_nothing_of_an_earlier_build_is_trusted_and_each_build_is_whole(
    site: Callable[..., Site], tmp_path: Path, parsed: list[str], how: str
) -> None:
    made = site(PICTURED + PAPER)
    (made.root / "content/local/pier.jpg").write_bytes(picture())
    (tmp_path / "file").write_text("")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(
            "XDG_STATE_HOME",
            {
                "a file": str(tmp_path / "file"),
                "in the site": str(made.root / "state"),
                "no home": "",
            }[how],
        )
        patch.setenv("HOME", str(tmp_path / "nowhere"))
        said: list[str] = []
        assert made.build(say=said.append).errors == 0, made.problems()
        assert said == []
        before, _ = made.files(), parsed.clear()
        ssg.disk.seals._PASSING.clear()  # as another process
        assert made.build(say=said.append).errors == 0
        assert len(said) == 1
        assert "not trusted" in said[0]
        assert "XDG_STATE_HOME" in said[0]
        assert made.files() == before
        assert len(parsed) == 4
    assert not (made.root / "state").exists()
    assert not (tmp_path / "nowhere").exists()


def test_the_folder_of_the_state_is_that_of_the_standard(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_STATE_HOME", "not/absolute")
    assert state_folder() == f"{tmp_path}/.local/state/ssg"
    monkeypatch.setenv("XDG_STATE_HOME", "/somewhere")
    assert state_folder() == "/somewhere/ssg"


def test_a_seal_is_for_one_purpose_and_one_content() -> None:
    sealer = Sealer(secret=b"x" * 32)
    seal = sealer.seal("list of build", b"a")
    assert sealer.fits(seal, "list of build", b"a")
    for purpose, content in (("list of buil", b"da"), ("list of build", b"b"), ("picture a", b"a")):
        assert not sealer.fits(seal, purpose, content)
    assert not Sealer(secret=b"y" * 32).fits(seal, "list of build", b"a")


# ---- the catalog


def test_a_catalog_of_this_machine_is_trusted_without_being_read(
    built: Site, parsed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ssg.catalog.sealed._digest", lambda path: pytest.fail("it was read"))
    said: list[str] = []
    report = built.build(say=said.append)
    assert (report.published.rendered, parsed, said) == (0, [], [])


def test_a_build_that_changes_the_catalog_seals_it_again(built: Site, parsed: list[str]) -> None:
    for number in range(3):
        built.write(f"-- content/world/c{number}.md --\n" + story(f"More {number}"))
        said: list[str] = []
        built.build(say=said.append)
        assert (parsed, said) == ([f"content/world/c{number}.md"], [])
        parsed.clear()


def restored(made: Site, name: str = "clone") -> Site:
    """What CI does: a fresh checkout elsewhere, with what was kept unpacked into it; all of it has
    other numbers and times.
    """
    clone = Site(made.root.with_name(name))
    shutil.copytree(made.root, clone.root, copy_function=shutil.copy)
    for path in clone.root.rglob("*"):
        if path.is_file() and "build" not in path.parts:
            os.utime(path, (1_000_000_000, 1_000_000_000))
    return clone


def test_what_was_kept_is_trusted_together_with_the_state_folder(
    built: Site, parsed: list[str]
) -> None:
    parsed.clear()
    clone, said = restored(built), list[str]()
    report = clone.build(say=said.append)
    assert (report.errors, report.published.rendered, parsed, said) == (0, 0, [], [])
    assert clone.files() == built.files()
    clone.write("-- content/world/a.md --\n" + story("Other"))
    clone.build()
    assert parsed == ["content/world/a.md"]


def test_away_from_ci_a_catalog_is_never_read_to_seal_it(
    built: Site, parsed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CI")
    monkeypatch.setattr("ssg.catalog.sealed._digest", lambda path: pytest.fail("it was read"))
    for number in range(2):
        parsed.clear()
        built.write("-- content/world/a.md --\n" + story(f"Other {number}"))
        built.build()
        assert parsed == ["content/world/a.md"]
    parsed.clear()
    said = list[str]()
    restored(built).build(say=said.append)  # a copy has another number: it may be anybody's
    assert (len(parsed), len(said)) == (3, 1)


def test_on_ci_a_catalog_from_home_is_sealed_for_the_next_run(
    built: Site, parsed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as home:
        home.delenv("CI")
        built.write("-- content/world/a.md --\n" + story("Other"))
        built.build()
    built.build()
    parsed.clear()
    assert restored(built).build().errors == 0
    assert parsed == []


def test_what_was_kept_without_the_state_folder_is_begun_anew_with_the_same_result(
    built: Site, parsed: list[str], tmp_path: Path
) -> None:
    parsed.clear()
    clone, said = restored(built), list[str]()
    with state_at(tmp_path / "another machine"):
        report = clone.build(say=said.append)
        assert (report.errors, len(parsed), len(said)) == (0, 3, 1)
        assert "came from elsewhere" in said[0]
        assert clone.files() == built.files()
        parsed.clear()
        assert clone.build().published.rendered == 0
        assert parsed == []


def test_a_page_that_must_go_stops_a_build_that_does_not_know_it(
    built: Site, tmp_path: Path
) -> None:
    clone = restored(built)
    (clone.root / "content/world/b.md").unlink()
    with (
        state_at(tmp_path / "another machine"),
        pytest.raises(OutputError, match=r"delete that folder.*restore .*state/ssg"),
    ):
        clone.build()
    assert clone.files() == built.files()


def test_a_build_that_was_killed_leaves_no_catalog_that_is_trusted(
    built: Site, parsed: list[str]
) -> None:
    built.write("-- content/world/a.md --\n" + story("Other"))

    def work() -> None:
        accidents.killed_at(30)
        built.build()

    assert accidents.in_a_process(work) < 0
    assert not (built.root / ".ssg" / SEAL_NAME).exists()
    said: list[str] = []
    assert built.build(say=said.append).errors == 0
    assert len(said) == 1
    assert "killed" in said[0]
    assert len(parsed) == 3


def test_a_build_with_errors_or_an_interrupt_seals_its_catalog(
    built: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    built.write("-- content/world/bad.md --\nno front matter\n")
    assert built.build().errors
    assert (built.root / ".ssg" / SEAL_NAME).exists()
    (built.root / "content/world/bad.md").unlink()
    built.write("-- content/world/a.md --\n" + story("Other"))
    with monkeypatch.context() as patch:
        patch.setattr(
            "ssg.build.run.Run.render", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt)
        )
        with pytest.raises(KeyboardInterrupt):
            built.build()
    said: list[str] = []
    built.build(say=said.append)
    assert said == []


# ---- forged catalogs: first without a seal, then with one that fits, so that the doors are tested
# alone


def forge(made: Site, *statements: tuple[str, tuple], is_sealed: bool) -> None:
    catalog = made.root / ".ssg" / CATALOG_NAME
    with contextlib.closing(sqlite3.connect(catalog)) as db:
        for sql, values in statements:
            assert db.execute(sql, values).rowcount, sql
        db.commit()
    if is_sealed:
        accidents.reseal(catalog)


FORGERIES: dict[str, Callable[[Path], list[tuple[str, tuple]]]] = {
    "a file of the machine": lambda victim: [
        ("UPDATE page SET key = ? WHERE kind = 'static'", (str(victim / "secret"),))
    ],
    "a file above": lambda victim: [
        ("UPDATE page SET key = '../victim/secret' WHERE kind = 'static'", ())
    ],
    "a file above, behind static": lambda victim: [
        ("UPDATE page SET key = 'static/../../victim/secret' WHERE kind = 'static'", ())
    ],
    "an embargoed story": lambda victim: [
        ("UPDATE page SET key = 'content/world/../world/later.md' WHERE kind = 'static'", ())
    ],
    "data": lambda victim: [("UPDATE page SET key = 'data/budget.yaml' WHERE kind = 'static'", ())],
    "an asset above": lambda victim: [
        ("UPDATE page SET key = '../../content/world/later.md' WHERE kind = 'asset'", ())
    ],
    "a picture above": lambda victim: [
        (
            (
                "UPDATE page SET kind = 'picture', key = '../../content/world/later.md' WHERE kind"
                " = 'static'"
            ),
            (),
        )
    ],
    "a place above": lambda victim: [
        ("UPDATE page SET url = '/../../victim/x' WHERE kind = 'static'", ())
    ],
    "a place above, as file": lambda victim: [
        (
            (
                "UPDATE page SET url = '/../../victim/x', output = '../../victim/x' WHERE kind ="
                " 'static'"
            ),
            (),
        )
    ],
    "a place of the machine": lambda victim: [
        (f"UPDATE page SET url = '/{victim}/x', output = '{victim}/x' WHERE kind = 'static'", ())
    ],
    "git": lambda victim: [
        (
            (
                "UPDATE page SET url = '/../.git/config', output = '../.git/config' WHERE kind ="
                " 'static'"
            ),
            (),
        )
    ],
    "a file to remove": lambda victim: [
        ("UPDATE output SET path = '../../victim/x' WHERE path = 'rules.txt'", ())
    ],
}


@pytest.mark.parametrize("is_sealed", [False, True])
@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forged_catalog_publishes_writes_and_removes_nothing_that_is_not_the_sites(
    built: Site, tmp_path: Path, forgery: str, is_sealed: bool
) -> None:
    victim = tmp_path / "victim"
    victim.mkdir()
    for name in ("secret", "x"):
        (victim / name).write_text("SECRET")
    built.write("-- data/budget.yaml --\nsecret: SECRET\n-- .git/config --\n[core]\n")
    built.build()
    again = [
        ("DELETE FROM output WHERE path IN ('rules.txt', 'assets/style.css')", ()),
        ("DELETE FROM meta WHERE key LIKE 'finished%'", ()),
    ]
    forge(
        built,
        *FORGERIES[forgery](victim),
        *(again if forgery != "a file to remove" else again[1:]),
        is_sealed=is_sealed,
    )
    before, sources = contents(victim), contents(built.root / ".git")
    try:
        built.build()
    except OutputError as error:
        assert is_sealed, error  # noqa: PT017  (it may be raised, or not)
    assert (contents(victim), contents(built.root / ".git")) == (before, sources)
    assert not [path for path, content in built.files().items() if b"SECRET" in content]
    assert (
        contents(tmp_path).keys()
        - {path for path in contents(tmp_path) if path.startswith(("site", "victim", "state"))}
        == set()
    )
    clean(built.root, built.out)
    assert (contents(victim), contents(built.root / ".git")) == (before, sources)


@pytest.mark.parametrize("is_restored", [False, True])
def test_text_that_is_in_no_file_is_not_published(built: Site, is_restored: bool) -> None:
    before = built.files()
    forge(
        built,
        ("UPDATE story SET title = 'FORGED'", ()),
        ("UPDATE card SET card = replace(card, 'First', 'FORGE')", ()),
        ("UPDATE output SET recipe = x''", ()),
        ("DELETE FROM meta WHERE key LIKE 'finished%'", ()),
        is_sealed=False,
    )
    made = restored(built) if is_restored else built
    made.build()
    assert made.files() == before


@pytest.mark.parametrize("seal", ["none", "kept", "another machine's", "junk", "link", "folder"])
def test_a_catalog_under_a_seal_that_is_not_its_own_is_begun_anew(
    built: Site, parsed: list[str], tmp_path: Path, seal: str
) -> None:
    file = built.root / ".ssg" / SEAL_NAME
    kept = file.read_text()
    forge(built, ("UPDATE story SET title = 'FORGED'", ()), is_sealed=False)
    if seal == "another machine's":
        with state_at(tmp_path / "another machine"):
            SealedFile(built.root / ".ssg" / CATALOG_NAME, sealer_of(built.root)).close()
    elif seal != "kept":
        file.unlink()
        if seal == "junk":
            file.write_text("00 11\n")
        elif seal == "link":
            (tmp_path / "elsewhere").write_text(kept)
            file.symlink_to(tmp_path / "elsewhere")
        elif seal == "folder":
            (file / "in").mkdir(parents=True)
    said: list[str] = []
    assert built.build(say=said.append).errors == 0
    assert len(said) == 1
    assert "made anew" in said[0]
    assert len(parsed) == 3
    assert seal != "link" or (tmp_path / "elsewhere").read_text() == kept


def test_the_seal_of_one_state_of_a_catalog_is_not_that_of_another(
    built: Site, parsed: list[str]
) -> None:
    """The digest of the bytes cannot be exchanged for that of other bytes that were sealed once."""
    catalog, file = built.root / ".ssg" / CATALOG_NAME, built.root / ".ssg" / SEAL_NAME
    old_digest = file.read_text().split()[1]
    built.write("-- content/world/a.md --\n" + story("Other"))
    built.build()
    seal = file.read_text().split()[0]
    file.write_text(f"{seal} {old_digest}\n")
    parsed.clear()
    said: list[str] = []
    built.build(say=said.append)
    assert len(said) == 1
    assert catalog.exists()


# ---- what SQLite would follow


def hot_journal(path: Path, super_journal: str) -> bytes:
    """A rollback journal of one page that names a super-journal (sqlite.org/fileformat2.html):
    SQLite would delete that file.
    """
    magic, page = b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7", path.read_bytes()[:16384]
    head = (
        magic
        + (1).to_bytes(4)
        + bytes(4)
        + (len(path.read_bytes()) // 16384).to_bytes(4)
        + (512).to_bytes(4)
        + (16384).to_bytes(4)
    )
    record = (1).to_bytes(4) + page + sum(page[i] for i in range(16384 - 200, 0, -200)).to_bytes(4)
    name = super_journal.encode()
    tail = (
        (2**30 // 16384 + 1).to_bytes(4)
        + name
        + len(name).to_bytes(4)
        + sum(name).to_bytes(4)
        + magic
    )
    return head.ljust(512, b"\0") + record + tail


@pytest.mark.parametrize("is_sealed", [False, True])
def test_a_hot_journal_that_names_another_file_deletes_nothing(
    built: Site, tmp_path: Path, is_sealed: bool
) -> None:
    victim = tmp_path / "victim"
    victim.write_text("somebody's")
    catalog = built.root / ".ssg" / CATALOG_NAME
    gc.collect()  # whoever still reads the catalog
    with contextlib.closing(
        sqlite3.connect(catalog)
    ) as db:  # so that SQLite would roll a journal back
        db.execute("PRAGMA journal_mode = DELETE")
    catalog.with_name(CATALOG_NAME + "-journal").write_bytes(hot_journal(catalog, str(victim)))
    if is_sealed:
        accidents.reseal(catalog)
    before = built.files()
    assert built.build().errors == 0
    assert (victim.read_text(), built.files()) == ("somebody's", before)
    assert not catalog.with_name(CATALOG_NAME + "-journal").exists()


@pytest.mark.parametrize("target", ["there", "not there", "folder"])
@pytest.mark.parametrize(
    "name",
    [
        "catalog.sqlite",
        "catalog.sqlite-wal",
        "catalog.sqlite-shm",
        "catalog.sqlite-journal",
        "seal",
        "pictures",
        "profile.svg",
    ],
)
def test_a_link_in_the_state_folder_is_removed_and_makes_or_changes_no_file(
    built: Site, tmp_path: Path, name: str, target: str
) -> None:
    far = tmp_path / "far"
    far.mkdir()
    for other in ("file", "folder/x"):
        (far / other).parent.mkdir(exist_ok=True)
        (far / other).write_text("somebody's")
    link = built.root / ".ssg" / name
    link.unlink(missing_ok=True)
    link.symlink_to(far / {"there": "file", "not there": "new", "folder": "folder"}[target])
    before, after = contents(far), built.files()
    assert built.build().errors == 0
    assert (contents(far), built.files()) == (before, after)
    assert not (built.root / ".ssg" / name).is_symlink() or name in ("pictures", "profile.svg")


@pytest.mark.parametrize("name", ["catalog.sqlite", "catalog.sqlite-wal", "seal"])
def test_a_pipe_in_the_state_folder_is_not_waited_for(built: Site, name: str) -> None:
    path = built.root / ".ssg" / name
    path.unlink(missing_ok=True)
    os.mkfifo(path)
    assert built.build().errors == 0


def test_a_log_beside_a_sealed_catalog_is_not_played_back(
    built: Site, parsed: list[str], tmp_path: Path
) -> None:
    catalog = built.root / ".ssg" / CATALOG_NAME
    kept = catalog.read_bytes()
    db = sqlite3.connect(catalog)
    db.execute("UPDATE story SET title = 'FORGED'")
    db.commit()
    log = catalog.with_name(CATALOG_NAME + "-wal").read_bytes()
    db.close()
    catalog.write_bytes(kept)
    catalog.with_name(CATALOG_NAME + "-wal").write_bytes(log)
    accidents.reseal(catalog)
    before = built.files()
    built.build()
    with contextlib.closing(sqlite3.connect(catalog)) as db:
        assert "FORGED" not in [title for (title,) in db.execute("SELECT title FROM story")]
    assert built.files() == before


# ---- pictures


@pytest.fixture
def pictured(site) -> Site:
    made: Site = site(PICTURED)
    (made.root / "content/local/pier.jpg").write_bytes(picture())
    assert made.build().errors == 0, made.problems()
    return made


SPOILT: dict[str, Callable[[bytes, bytes], bytes]] = {
    "empty": lambda content, other: b"",
    "cut short": lambda content, other: content[: len(content) // 2],
    "altered": lambda content, other: content[:40] + bytes([content[40] ^ 1]) + content[41:],
    "foreign": lambda content, other: b"\xff\xd8 somebody's picture",
    "another one of ours": lambda content, other: other,
    "without its seal": lambda content, other: content[:-45],
    "only a seal": lambda content, other: content[-45:],
}


@pytest.mark.parametrize("spoilt", SPOILT)
@pytest.mark.parametrize("how", ["wanted", "verify"])
def test_a_picture_in_the_cache_that_is_not_as_it_was_made_is_made_anew_and_never_published(
    pictured: Site, spoilt: str, how: str
) -> None:
    before, cached = pictured.files(), sorted((pictured.root / ".ssg/pictures").iterdir())
    whole, other = cached[0].read_bytes(), cached[1].read_bytes()
    cached[0].write_bytes(SPOILT[spoilt](whole, other))
    if how == "wanted":
        (pictured.out / "pictures" / cached[0].name).unlink()
    assert pictured.build(verify=how == "verify").errors == 0
    assert pictured.files() == before
    assert cached[0].read_bytes() == whole


@pytest.mark.parametrize("lost", ["catalog.sqlite", "seal"])
def test_pictures_outlive_the_catalog(
    pictured: Site, monkeypatch: pytest.MonkeyPatch, lost: str
) -> None:
    before = pictured.files()
    (pictured.root / ".ssg" / lost).unlink()
    shutil.rmtree(pictured.out)
    monkeypatch.setattr("ssg.build.pictures._orders", lambda *_: pytest.fail("made again"))
    assert pictured.build().errors == 0
    assert pictured.files() == before


def test_pictures_of_another_machine_are_made_anew(pictured: Site, tmp_path: Path) -> None:
    before, name = (
        pictured.files(),
        sorted(path.name for path in (pictured.root / ".ssg/pictures").iterdir())[0],
    )
    shutil.rmtree(pictured.out)
    with state_at(tmp_path / "another machine"):
        assert PictureCache(pictured.root, sealer_of(pictured.root)).read(name) is None
        assert pictured.build().errors == 0
        assert PictureCache(pictured.root, sealer_of(pictured.root)).read(name) is not None
    assert pictured.files() == before


@pytest.mark.parametrize("what", ["folder", "link", "pipe"])
def test_something_else_in_the_place_of_a_picture_gives_way(
    pictured: Site, tmp_path: Path, what: str
) -> None:
    before, cached = pictured.files(), sorted((pictured.root / ".ssg/pictures").iterdir())[0]
    (tmp_path / "victim").write_bytes(b"somebody's")
    cached.unlink()
    {
        "folder": lambda: (cached / "in").mkdir(parents=True),
        "link": lambda: cached.symlink_to(tmp_path / "victim"),
        "pipe": lambda: os.mkfifo(cached),
    }[what]()
    (pictured.out / "pictures" / cached.name).unlink()
    assert pictured.build().errors == 0
    assert pictured.files() == before
    assert (tmp_path / "victim").read_bytes() == b"somebody's"


def test_what_is_published_of_a_picture_has_no_seal(pictured: Site) -> None:
    for path, content in pictured.files().items():
        assert b"ssg picture " not in content, path
    shown = next(
        content
        for path, content in pictured.files().items()
        if path.startswith("pictures/") and path.endswith(".jpg")
    )
    assert content_ends(shown)


def content_ends(content: bytes) -> bool:
    with Image.open(io.BytesIO(content)) as image:
        image.load()
    return content.endswith(b"\xff\xd9")
