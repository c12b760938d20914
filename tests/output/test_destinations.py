"""Where a site may be built: never through a link, into what belongs to git or to somebody else, or
into another destination.
"""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Site, story

from ssg.disk.seals import sealer_of
from ssg.inspect.stories import clean
from ssg.output.destination import Destination, OutputError
from ssg.output.made_list import MadeList
from ssg.output.place import check_place
from tests.disk.test_doors import contents

Attack = Callable[[Site, Path], Path]


@pytest.fixture
def newsroom(site) -> Site:
    made: Site = site(
        f"-- content/world/a.md --\n{story()}-- static/config --\n[core]\nfsmonitor = touch"
        " /tmp/pwned\n"
    )
    made.write("-- .git/config --\n[core]\n-- .git/HEAD --\nref: refs/heads/main\n")
    return made


@pytest.fixture
def victim(tmp_path: Path) -> Path:
    """A folder outside of the site."""
    (tmp_path / "victim/zz").mkdir(parents=True)
    for name in ("x", "index.html", "zz/x", "sitemap.xml"):
        (tmp_path / "victim" / name).write_text(f"the {name} of somebody")
    return tmp_path / "victim"


def through_a_link(made: Site, victim: Path) -> Path:
    (made.root / "build").symlink_to("../victim")
    return made.out


def through_a_link_to_git(made: Site, victim: Path) -> Path:
    (made.root / "build").symlink_to(".git")
    return made.out


def through_a_dangling_link(made: Site, victim: Path) -> Path:
    (made.root / "build").symlink_to("../victim/new")
    return made.out


def below_a_link(made: Site, victim: Path) -> Path:
    (made.root / "public").symlink_to("../victim")
    return made.root / "public/site"


def a_link_outside(made: Site, victim: Path) -> Path:
    (victim.parent / "link").symlink_to("victim")
    return victim.parent / "link"


REFUSED: dict[str, tuple[Attack, str]] = {
    "build is a link": (through_a_link, "symbolic link"),
    "build is a link to git": (through_a_link_to_git, "symbolic link"),
    "build is a link to nothing": (through_a_dangling_link, "symbolic link"),
    "a folder above is a link": (below_a_link, "symbolic link"),
    "a link named by -d": (a_link_outside, "symbolic link"),
    "-d .git": (lambda made, _: made.root / ".git", "git"),
    "-d .git/hooks": (lambda made, _: made.root / ".git/hooks", "git"),
    "-d .GIT": (lambda made, _: made.root / ".GIT", "git"),
    "git of another folder": (lambda _, victim: victim / ".git/x", "git"),
    "a hidden folder": (lambda made, _: made.root / ".cache", "hidden folder"),
    "in a hidden folder": (lambda made, _: made.root / "a/.b/c", "hidden folder"),
    "the newsroom": (lambda made, _: made.root, "newsroom's own"),
    "its state": (lambda made, _: made.root / ".ssg/x", "newsroom's own"),
    "its stories": (lambda made, _: made.root / "a/../content", "newsroom's own"),
}


@pytest.mark.parametrize("attack", REFUSED)
@pytest.mark.parametrize("command", ["build", "check", "clean"])
def test_a_folder_that_is_no_place_for_a_site_is_refused_by_every_command(
    newsroom: Site, victim: Path, attack: str, command: str
) -> None:
    act, reason = REFUSED[attack]
    folder = act(newsroom, victim)
    before, other = contents(newsroom.root), contents(victim.parent / "victim")
    if command == "check" and folder != newsroom.out:
        pytest.skip("a check looks at build/ alone")
    with pytest.raises(OutputError, match=reason):
        (
            clean(newsroom.root, folder)
            if command == "clean"
            else newsroom.build(destination=folder if command == "build" else None)
        )
    assert (contents(newsroom.root), contents(victim.parent / "victim")) == (before, other)


def test_a_folder_outside_that_is_reached_through_a_link_above_it_is_fine(
    newsroom: Site, tmp_path: Path
) -> None:
    (tmp_path / "disk").mkdir()
    (tmp_path / "www").symlink_to("disk")
    assert newsroom.build(destination=tmp_path / "www/site").errors == 0
    assert (tmp_path / "disk/site/index.html").is_file()
    assert (
        newsroom.build(destination=tmp_path / "disk/site").published.written == 0
    )  # it is one destination


# ---- what is there already


@pytest.mark.parametrize(
    "own", ["index.html", "notes.txt", ".htaccess", "world/2026/11/a/index.html"]
)
def test_a_folder_of_somebody_elses_is_not_built_into_whatever_its_files_are_called(
    newsroom: Site, own: str
) -> None:
    newsroom.write(f"-- mine/{own} --\nby hand\n")
    for _ in range(2):  # to be refused makes it no more ours
        with pytest.raises(
            OutputError, match=rf"is not empty, and .* no record .* {own}.* delete that folder"
        ):
            newsroom.build(destination=newsroom.root / "mine")
        assert contents(newsroom.root / "mine").get(own) == b"by hand\n"
    assert clean(newsroom.root, newsroom.root / "mine") == (0, [own])


def test_an_empty_folder_and_a_fresh_work_tree_of_git_are_built_into(newsroom: Site) -> None:
    newsroom.write("-- tree/.git --\ngitdir: elsewhere\n")
    (newsroom.root / "empty/inside").mkdir(parents=True)
    for name in ("tree", "empty"):
        assert newsroom.build(destination=newsroom.root / name).errors == 0
        assert (newsroom.root / name / "index.html").is_file()


def test_in_one_of_our_own_files_of_others_are_left_alone_and_named(newsroom: Site) -> None:
    newsroom.build()
    newsroom.write("-- build/own.txt --\nmine\n")
    newsroom.write("-- content/world/b.md --\n" + story("Later"))
    assert newsroom.build().published.foreign == ("own.txt",)
    assert newsroom.read("own.txt") == "mine\n"


def test_a_lost_record_does_no_harm_where_every_byte_is_the_same_and_stops_the_build_where_not(
    newsroom: Site,
) -> None:
    newsroom.build()
    before = newsroom.files()
    shutil.rmtree(newsroom.root / ".ssg")
    assert newsroom.build().errors == 0
    assert newsroom.files() == before
    shutil.rmtree(newsroom.root / ".ssg")
    newsroom.write("-- content/world/a.md --\n" + story("Another headline"))
    with pytest.raises(OutputError, match="no record"):
        newsroom.build()
    assert newsroom.files() == before


# ---- one inside another


def test_a_destination_inside_another_one_is_refused_and_keeps_no_drafts_there(
    newsroom: Site,
) -> None:
    newsroom.build()
    before = newsroom.files()
    with pytest.raises(OutputError, match=r"lies in .*build, which the site is built to as well"):
        newsroom.build(destination=newsroom.out / "preview", drafts=True)
    assert newsroom.files() == before


def test_a_destination_that_holds_another_one_is_refused_until_that_is_gone(newsroom: Site) -> None:
    preview = newsroom.out / "preview"
    newsroom.build(destination=preview, drafts=True)
    with pytest.raises(OutputError, match=r"holds .*preview.*ssg clean -d"):
        newsroom.build()
    with pytest.raises(OutputError, match="holds"):
        clean(newsroom.root, newsroom.out)
    clean(newsroom.root, preview)
    assert newsroom.build().errors == 0
    assert not newsroom.has("preview/")
    newsroom.build(destination=newsroom.root / "preview", drafts=True)  # beside it is fine
    shutil.rmtree(newsroom.root / "preview")
    assert (
        newsroom.build(destination=newsroom.root / "preview/inner").errors == 0
    )  # what was there is forgotten when it is gone


def test_a_list_that_came_with_the_site_makes_no_folder_a_destination(newsroom: Site) -> None:
    newsroom.write('-- .ssg/made-0.txt --\nssg made 00 "build/x"\nx\n-- build/x/y/z --\n')
    check_place(newsroom.root, newsroom.root / "build/x/y", sealer_of(newsroom.root))


# ---- clean, and lists


def signed_list(made: Site, *paths: str) -> None:
    """A list of made files with a seal that fits: the doors must hold without the seal's help."""
    (made.root / ".ssg").mkdir(exist_ok=True)
    made_list = MadeList(made.root / ".ssg", "build", sealer_of(made.root))
    made_list.write(["a"])
    file = made.root / ".ssg" / made_list._name
    body = "".join(f"{path}\n" for path in paths)
    seal = sealer_of(made.root).seal("list of build", body.encode()).hex()
    file.write_text(f'ssg made {seal} "build"\n{body}')
    assert MadeList(made.root / ".ssg", "build", sealer_of(made.root))._text().endswith(body)


@pytest.mark.parametrize("command", ["build", "clean"])
def test_a_list_of_made_files_that_leads_through_a_link_deletes_nothing_outside(
    newsroom: Site, victim: Path, command: str
) -> None:
    newsroom.build()
    (newsroom.out / "zz").symlink_to("../../victim/zz")
    signed_list(newsroom, "zz/x", *newsroom.files())
    before, site = contents(victim), newsroom.files()
    (newsroom.root / ".ssg/catalog.sqlite").unlink()
    with pytest.raises(OutputError, match="is a symbolic link"):
        clean(newsroom.root, newsroom.out) if command == "clean" else newsroom.build()
    assert (contents(victim), newsroom.files()) == (before, site)


@pytest.mark.parametrize("command", ["build", "clean"])
def test_paths_on_a_list_that_lead_out_delete_nothing(
    newsroom: Site, victim: Path, command: str
) -> None:
    newsroom.build()
    bad = ("../../victim/x", str(victim / "x"), "world/../../../victim/x", "./x", "a//b", "..", "")
    signed_list(newsroom, *bad, *newsroom.files())
    (newsroom.root / ".ssg/catalog.sqlite").unlink()
    before = contents(victim)
    if command == "clean":
        clean(newsroom.root, newsroom.out)
        assert not newsroom.out.exists()
    else:
        assert newsroom.build().errors == 0
    assert contents(victim) == before


@pytest.mark.parametrize(
    "how",
    [
        "unsigned",
        "another's",
        "of another destination",
        "altered",
        "link",
        "folder",
        "bytes",
        "deep",
    ],
)
def test_by_a_list_that_is_not_ours_nothing_is_deleted(
    newsroom: Site, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom.build()
    newsroom.write("-- build/mine.txt --\nmine\n")
    (made_list,) = (newsroom.root / ".ssg").glob("made-*.txt")
    text = made_list.read_text()
    forged = text + "mine.txt\n"
    if how == "unsigned":
        forged = forged.partition("\n")[2]
    if how == "another's":
        with monkeypatch.context() as patch:
            patch.setenv("XDG_STATE_HOME", str(newsroom.root.parent / "other"))
            MadeList(newsroom.root / ".ssg", "build", sealer_of(newsroom.root)).write(
                [*newsroom.files()]
            )
            forged = made_list.read_text()
    if how == "of another destination":
        sealer = sealer_of(newsroom.root)
        body = "mine.txt\n"
        forged = f'ssg made {sealer.seal("list of other", body.encode()).hex()} "build"\n{body}'
    made_list.unlink()
    if how == "link":
        (newsroom.root / "list.txt").write_text(forged)
        made_list.symlink_to("../list.txt")
    elif how == "folder":
        made_list.mkdir()
    else:
        made_list.write_bytes(
            {"bytes": b"\xff\xfe", "deep": b"ssg made 00 " + b"[" * 100_000}.get(
                how, forged.encode()
            )
        )
    (newsroom.root / ".ssg/catalog.sqlite").unlink()
    with pytest.raises(OutputError, match="no record"):
        newsroom.build()
    assert newsroom.read("mine.txt") == "mine\n"
    assert "mine.txt" in clean(newsroom.root, newsroom.out)[1]


# ---- the probe


def test_building_empties_no_file_that_a_link_in_the_destination_leads_to(
    newsroom: Site, victim: Path
) -> None:
    newsroom.build()
    before = contents(victim)
    for name in (".ssg-probe", ".nojekyll", "index.html", ".index.html.1"):
        (newsroom.out / name).unlink(missing_ok=True)
        (newsroom.out / name).symlink_to("../../victim/x")
    newsroom.write("-- content/world/b.md --\n" + story("Later"))
    assert newsroom.build().errors == 0
    assert contents(victim) == before
    assert not (newsroom.out / "index.html").is_symlink()
    assert not (newsroom.out / ".nojekyll").is_symlink()


def test_a_stage_that_is_a_link_is_removed_and_not_followed(newsroom: Site, victim: Path) -> None:
    (newsroom.root / ".ssg").mkdir()
    (newsroom.root / ".ssg/stage").symlink_to("../../victim")
    before = contents(victim)
    assert newsroom.build().errors == 0
    assert contents(victim) == before
    assert not os.path.lexists(newsroom.root / ".ssg/stage")


def test_the_name_of_a_destination_is_that_of_its_real_place(
    newsroom: Site, tmp_path: Path
) -> None:
    (tmp_path / "alias").symlink_to(newsroom.root.name)
    assert Destination(tmp_path / "alias", tmp_path / "alias/build").name == "build"
