"""What the desk does with stories: each action gives a file that builds, in the state that was
meant, and is saved only over the file that was shown.
"""

import datetime as dt
import os
import stat
from concurrent.futures import ThreadPoolExecutor
from zoneinfo import ZoneInfo

import msgspec
import pytest
from conftest import NOW, story

from ssg.build.options import Options
from ssg.editing import save as saving
from ssg.editing.actions import ACTIONS, Kind, new_story, offered, perform, remarks
from ssg.editing.fields import set_field
from ssg.editing.head import CannotEdit, Head
from ssg.editing.save import Conflict, changes, create, save, shown, undo
from ssg.inspect.stories import list_stories, opened_with_media
from ssg.scaffold.new import SectionFolder
from ssg.story.lifecycle import State

ZONE = ZoneInfo("America/New_York")
PATH = "content/world/a.md"
WORLD = SectionFolder(key="world", title="World", folder="world")
LATER = "2026-11-25 09:00"

LIVE = story()
DRAFT = story(draft="true")
# What the file says, the state of it, the action, its answers, and the state that was meant.
CASES = [
    (DRAFT, "draft", "publish", {}, "live"),
    (story(status="draft"), "draft", "publish", {}, "live"),
    (story(status="pending", published="false"), "draft", "publish", {}, "live"),
    (story(date="2026-11-20", draft="yes"), "draft", "publish", {}, "live"),
    (DRAFT, "draft", "publish", {"date": LATER}, "scheduled"),
    (story(date="2026-11-30", draft="true"), "scheduled", "publish", {}, "scheduled"),
    (story(draft="true", embargo="2026-11-25"), "embargoed", "publish", {}, "embargoed"),
    (story(date="2026-11-30"), "scheduled", "publish-now", {}, "live"),
    (LIVE, "live", "hold", {}, "draft"),
    (story(status="archived"), "archived", "hold", {}, "draft"),
    (story(embargo="2026-11-25"), "embargoed", "hold", {}, "embargoed"),
    (story(date="2026-11-30"), "scheduled", "hold", {}, "scheduled"),
    (LIVE, "live", "embargo", {"until": LATER}, "embargoed"),
    (story(date="2026-11-24"), "scheduled", "embargo", {"until": LATER}, "embargoed"),
    (DRAFT, "draft", "embargo", {"until": LATER}, "embargoed"),
    (story(embargo="2026-11-25"), "embargoed", "embargo", {"until": LATER}, "embargoed"),
    (story(embargo="2026-11-25"), "embargoed", "lift-embargo", {}, "live"),
    (
        story(status="embargoed", embargo="2026-11-25"),
        "embargoed",
        "lift-embargo",
        {},
        "live",
    ),
    (story(draft="true", embargo="2026-11-25"), "embargoed", "lift-embargo", {}, "draft"),
    (LIVE, "live", "correct", {"text": "There were nine: not seven."}, "live"),
    (LIVE, "live", "correct", {"text": "More, at noon.", "kind": "update"}, "live"),
    (story(status="archived"), "archived", "correct", {"text": "Nine."}, "archived"),
    (LIVE, "live", "archive", {}, "archived"),
    (LIVE, "live", "withhold", {}, "withheld"),
    (LIVE, "live", "withhold", {"text": "We are checking a claim."}, "withheld"),
    (story(status="archived"), "archived", "withhold", {}, "withheld"),
    (story(status="withheld"), "withheld", "show", {}, "live"),
    (story(status="archived"), "archived", "show", {}, "live"),
    (LIVE, "live", "kill", {"text": "It was based on a forged letter."}, "killed"),
    (story(status="archived"), "archived", "kill", {"text": "Forged."}, "killed"),
    (story(status="withheld"), "withheld", "kill", {"text": "Forged."}, "killed"),
    (story(expires="2026-11-21"), "expired", "kill", {"text": "Forged."}, "killed"),
]


def act(name, before, **answers):
    return perform(name, before, answers, NOW, ZONE)


def states(made):
    return [each["status"] for each in list_stories(made.root, Options(now=NOW))]


def added(before, after):
    """The lines that are only in the second text."""
    return [line for line in after.split("\n") if line not in before.split("\n")]


@pytest.mark.parametrize(
    ("text", "state", "name", "answers", "wanted"),
    CASES,
    ids=[f"{case[2]}-{number}" for number, case in enumerate(CASES)],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_an_action_gives_a_story_that_builds_in_the_state_that_was_meant(
    site, text, state, name, answers, wanted, line_end
):
    text = text.replace("\n", line_end)
    made = site(f"-- {PATH} --\n{text}")
    assert states(made) == [state]
    before = shown(made.root, PATH)
    after = save(made.root, PATH, before.digest, act(name, before.text, **answers))
    assert after.text.split("---")[-1] == text.split("---")[-1]
    assert after.text.count(line_end) == after.text.count("\n")
    assert states(made) == [wanted]
    assert made.build().errors == 0, made.problems()
    assert made.codes() == []
    undone = undo(made.root, changes(made.root)[0].id)
    assert undone.text == text
    assert (made.root / PATH).read_bytes() == text.encode()


def test_every_action_has_a_case_in_every_state_that_it_is_offered_in():
    tried = {(name, state) for _, state, name, _, _ in CASES}
    offered_in = {(name, str(state)) for name, each in ACTIONS.items() for state in each.states}
    assert offered_in - tried == set()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (LIVE, "hold embargo correct archive withhold kill"),
        (DRAFT, "publish embargo"),
        (story(date="2026-11-30"), "publish-now hold embargo"),
        (story(date="2026-11-30", draft="true"), "publish embargo"),
        (story(embargo="2026-11-25"), "hold embargo lift-embargo"),
        (story(embargo="2026-11-25", draft="true"), "publish embargo lift-embargo"),
        (story(status="archived"), "hold correct withhold show kill"),
        (story(status="withheld"), "show kill"),
        (story(status="killed"), ""),
        (story(status="expired"), "kill"),
    ],
)
def test_an_action_is_offered_where_it_makes_sense(site, text, names):
    made = site(f"-- {PATH} --\n{text}-- content/about.md --\n---\ntitle: About\n---\nUs.\n")
    with opened_with_media(made.root, Options(now=NOW)) as run:
        found = {each.path: offered(each, NOW) for each, _ in run.scan.all_stories()}
    assert [action.name for action in found[PATH]] == names.split()
    assert found["content/about.md"] == ()


def test_every_action_says_what_it_does_and_what_it_asks():
    assert all(action.label and action.says.endswith(".") for action in ACTIONS.values())
    assert {asked.kind for action in ACTIONS.values() for asked in action.asks} == {
        Kind.MOMENT,
        Kind.REASON,
        Kind.CHOICE,
    }
    assert all(isinstance(s, State) for action in ACTIONS.values() for s in action.states)


# ---- what exactly is written


def test_publishing_takes_the_draft_off_and_leaves_a_date_with_a_time():
    text = DRAFT.replace("draft: true", "draft: true # until Ana has called back")
    assert act("publish", text) == LIVE


def test_publishing_gives_the_time_to_the_day_of_today_and_leaves_another_day():
    today = DRAFT.replace("2026-11-20T06:30:00-05:00", "2026-11-22 # filed")
    assert added(today, act("publish", today)) == ["date: 2026-11-22T07:00:00-05:00 # filed"]
    earlier = DRAFT.replace("T06:30:00-05:00", " # filed")
    assert added(earlier, act("publish", earlier)) == []


def test_publishing_gives_a_date_to_a_draft_that_has_none():
    assert act("publish", "---\ntitle: A\nstatus: Draft\n---\nB\n") == (
        "---\ntitle: A\ndate: 2026-11-22T07:00:00-05:00\nstatus: usable\n---\nB\n"
    )


def test_publishing_knows_the_dates_of_hugo():
    text = "---\ntitle: A\npublished: 2026-11-22\ndraft: true\n---\nB\n"
    assert act("publish", text) == ("---\ntitle: A\npublished: 2026-11-22T07:00:00-05:00\n---\nB\n")


def test_a_held_story_is_published_again_under_its_date():
    assert act("publish", act("hold", LIVE)) == LIVE
    assert added(LIVE, act("hold", LIVE)) == ["draft: true"]
    assert "draft: true" not in act("hold", story(status="usable"))


def test_an_embargo_gets_the_zone_of_the_site_and_is_lifted_without_a_trace():
    text = act("embargo", LIVE, until="2026-11-25 09:00")
    assert added(LIVE, text) == ["embargo: 2026-11-25T09:00:00-05:00"]
    assert act("lift-embargo", text) == LIVE
    assert "embargo: 2026-11-25T09:00:00+00:00" in act("embargo", LIVE, until="2026-11-25T09:00Z")


@pytest.mark.parametrize("until", ["", "2026-11-22T11:00Z", "tomorrow", "2026-02-30"])
def test_an_embargo_needs_a_moment_that_is_to_come(until):
    with pytest.raises(CannotEdit):
        act("embargo", LIVE, until=until)


def test_a_correction_is_dated_and_moves_an_update_that_is_told():
    text = story(updated="2026-11-21")
    assert added(text, act("correct", text, text="There were\r\nnine.", kind="correction")) == [
        "updated: 2026-11-22T07:00:00-05:00",
        "corrections:",
        "  - date: 2026-11-22T07:00:00-05:00",
        "    kind: correction",
        "    text: There were nine.",
    ]
    assert "updated: 2026-11-21\n" in act("correct", text, text="A name.", kind="refile")
    assert "updated: 2026-11-23\n" in act("correct", story(updated="2026-11-23"), text="Nine.")
    assert "updated:" not in act("correct", LIVE, text="Nine.")
    assert "updated: 2026-11-22T07" in act("correct", LIVE, text="Nine.", kind="update")
    hugo = story(lastmod="2026-11-21")
    assert "\nlastmod: 2026-11-22T07" in act("correct", hugo, text="Nine.")


def test_a_correction_is_not_dated_before_a_story_of_this_minute(site):
    text = story(date="2026-11-22T12:00:20Z")
    now = NOW + dt.timedelta(seconds=40)
    after = perform("correct", text, {"text": "Nine."}, now, ZONE)
    assert "  - date: 2026-11-22T07:00:20-05:00\n" in after
    made = site(f"-- {PATH} --\n{after}")
    assert made.build(now=now).errors == 0
    assert made.codes() == []


def test_a_correction_that_hides_the_mistake_is_remarked_upon():
    hiding = {"text": "This clarifies the number of crews."}
    assert [note.split(";")[0] for note in remarks("correct", hiding)] == [
        "a correction should not say `clarifies`"
    ]
    assert remarks("correct", {**hiding, "kind": "note"}) == ()
    assert remarks("correct", {"text": "There were nine."}) == ()
    assert remarks("kill", hiding) == ()


@pytest.mark.parametrize(
    ("name", "answers"),
    [
        ("kill", {}),
        ("kill", {"text": " \n"}),
        ("correct", {}),
        ("correct", {"text": "Nine.", "kind": "kill"}),
        ("recall", {"text": "Nine."}),
    ],
)
def test_answers_that_are_missing_or_not_known_change_nothing(name, answers):
    with pytest.raises(CannotEdit):
        act(name, LIVE, **answers)


@pytest.mark.parametrize(
    "text",
    ['{"title": "A"}\n', "+++\ntitle = 'A'\n+++\n", "No fields.\n", story(embargo="soon")],
)
@pytest.mark.parametrize("name", sorted(ACTIONS))
def test_a_file_that_cannot_be_read_is_not_changed_by_any_action(name, text):
    with pytest.raises(CannotEdit):
        act(name, text, text="Why.", until=LATER)


def test_a_new_story_is_the_draft_that_the_command_makes(site):
    made = site("")
    path, text = new_story(WORLD, "Ferry: crews walk out", NOW.astimezone(ZONE), byline="Ana Ruiz")
    assert path == "content/world/ferry-crews-walk-out.md"
    assert Head(text).values["title"] == "Ferry: crews walk out"
    created = create(made.root, path, text, what="New story", at=NOW)
    assert states(made) == ["draft"]
    assert shown(made.root, path) == created
    published = act("publish", text) + "Crews walked out.\n"
    save(made.root, path, created.digest, published)
    assert states(made) == ["live"]
    assert made.build().errors == 0, made.problems()
    with pytest.raises(CannotEdit, match="is there already"):
        create(made.root, path, "x")
    assert (made.root / path).read_text() == published
    with pytest.raises(CannotEdit, match="needs a title"):
        new_story(WORLD, " \n", NOW)


# ---- the disk


def test_a_file_that_was_changed_meanwhile_is_left_alone_and_both_versions_are_given(site):
    made = site(f"-- {PATH} --\n{LIVE}")
    before = shown(made.root, PATH)
    theirs = LIVE.replace("put it off", "agreed")
    (made.root / PATH).write_text(theirs)
    held = act("hold", before.text)
    conflict = save(made.root, PATH, before.digest, held)
    assert conflict == Conflict(path=PATH, found=shown(made.root, PATH), wanted=held)
    assert conflict.found.text == theirs == (made.root / PATH).read_text()
    assert changes(made.root) == ()
    (made.root / PATH).unlink()
    assert save(made.root, PATH, before.digest, held) == Conflict(
        path=PATH, found=None, wanted=held
    )


def test_an_undo_is_refused_when_the_file_was_changed_since(site):
    made = site(f"-- {PATH} --\n{LIVE}")
    save(made.root, PATH, shown(made.root, PATH).digest, act("hold", LIVE), what="Hold", at=NOW)
    (made.root / PATH).write_text(LIVE + "More.\n")
    (changed,) = changes(made.root)
    assert (changed.path, changed.before, changed.what, changed.at) == (PATH, LIVE, "Hold", NOW)
    conflict = undo(made.root, changed.id)
    assert (conflict.found.text, conflict.wanted) == (LIVE + "More.\n", LIVE)
    assert (made.root / PATH).read_text() == LIVE + "More.\n"
    with pytest.raises(CannotEdit, match="no such change"):
        undo(made.root, "unknown")


def test_the_latest_twenty_changes_are_kept_and_undone_one_by_one(site):
    made = site(f"-- {PATH} --\n{LIVE}")
    found = shown(made.root, PATH)
    for number in range(25):
        found = save(made.root, PATH, found.digest, LIVE + f"{number}\n", what=str(number))
    assert [each.what for each in changes(made.root)] == [str(24 - n) for n in range(20)]
    for _ in range(20):
        found = undo(made.root, changes(made.root)[0].id)
    assert found.text == LIVE + "4\n"
    assert changes(made.root) == ()


def test_a_new_story_that_is_undone_is_gone_unless_it_was_written_on(site):
    made = site(f"-- {PATH} --\n{LIVE}")
    create(made.root, "content/world/b.md", DRAFT)
    assert undo(made.root, changes(made.root)[0].id) is None
    assert not (made.root / "content/world/b.md").exists()
    create(made.root, "content/world/b.md", DRAFT)
    (made.root / "content/world/b.md").write_text(DRAFT + "More.\n")
    assert undo(made.root, changes(made.root)[0].id).wanted is None
    assert (made.root / "content/world/b.md").read_text() == DRAFT + "More.\n"


def test_a_list_of_changes_that_came_with_the_repository_is_nobodys_word(site):
    made = site(f"-- {PATH} --\n{LIVE}")
    save(made.root, PATH, shown(made.root, PATH).digest, DRAFT)
    file = made.root / ".ssg/changes"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    forged = msgspec.json.encode(
        [{"id": "1", "path": PATH, "after": shown(made.root, PATH).digest, "before": "Forged."}]
    )
    file.write_bytes(file.read_bytes()[:32] + forged)
    assert changes(made.root) == ()
    with pytest.raises(CannotEdit, match="no such change"):
        undo(made.root, "1")
    assert (made.root / PATH).read_text() == DRAFT


def test_what_a_file_is_besides_its_text_is_kept(site):
    made = site("")
    text = "\ufeff" + LIVE.replace("\n", "\r\n")
    file = made.root / PATH
    file.parent.mkdir(parents=True)
    file.write_bytes(text.encode())
    file.chmod(0o640)
    before = shown(made.root, PATH)
    assert before.text == text
    save(made.root, PATH, before.digest, act("archive", text))
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    date = "date: 2026-11-20T06:30:00-05:00\r\n"
    assert file.read_bytes() == text.replace(date, f"{date}status: archived\r\n").encode()
    assert os.listdir(file.parent) == ["a.md"]


def test_a_story_behind_a_link_inside_the_site_is_written_to_its_real_file(site):
    made = site(f"-- content/local/real.md --\n{LIVE}-- content/world/b.md --\n{DRAFT}")
    (made.root / PATH).symlink_to("../local/real.md")
    (made.root / "content/city").symlink_to("local")
    for path in (PATH, "content/city/real.md"):
        found = shown(made.root, path)
        save(made.root, path, found.digest, found.text + "More.\n")
    assert (made.root / PATH).is_symlink()
    assert (made.root / "content/local/real.md").read_text() == LIVE + "More.\nMore.\n"


@pytest.mark.parametrize(
    "target", ["../../../outside.md", "../../.git/hooks.md", "../../layouts/a.md", "b.txt"]
)
def test_a_link_that_leads_elsewhere_is_neither_shown_nor_written(site, target):
    made = site(f"-- content/world/b.md --\n{LIVE}")
    (made.root / PATH).symlink_to(target)
    real = (made.root / "content/world" / target).resolve()
    real.parent.mkdir(parents=True, exist_ok=True)
    real.write_text(LIVE)
    if target.endswith(".txt"):
        assert shown(made.root, PATH).text == LIVE  # a story's text may be called otherwise
        return
    with pytest.raises(CannotEdit):
        shown(made.root, PATH)
    with pytest.raises(CannotEdit):
        save(made.root, PATH, shown(made.root, "content/world/b.md").digest, DRAFT)
    assert real.read_text() == LIVE


@pytest.mark.parametrize(
    "path",
    [
        "site.yaml",
        "content/../site.yaml",
        "../a.md",
        "/etc/a.md",
        "content/world/a.jpg",
        "content/.hidden/a.md",
        "layouts/a.md",
        "content/",
        "content/a\0.md",
        "",
    ],
)
def test_only_stories_are_shown_saved_or_made(site, path):
    made = site(f"-- {PATH} --\n{LIVE}")
    for call in (
        lambda: shown(made.root, path),
        lambda: save(made.root, path, "", DRAFT),
        lambda: create(made.root, path, DRAFT),
    ):
        with pytest.raises(CannotEdit, match="is not a story"):
            call()


def test_a_file_that_cannot_be_written_stays_and_is_told(site, monkeypatch):
    made = site(f"-- {PATH} --\n{LIVE}")
    file, before = made.root / PATH, shown(made.root, PATH)
    file.chmod(0o444)
    with pytest.raises(CannotEdit, match="write-protected"):
        save(made.root, PATH, before.digest, DRAFT)
    file.chmod(0o644)

    def full(*args, **kwargs):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("ssg.disk.doors._write_all", full)
        with pytest.raises(CannotEdit, match="No space left"):
            save(made.root, PATH, before.digest, DRAFT)
    monkeypatch.setattr(saving.Door, "rewrite", full)
    with pytest.raises(CannotEdit, match="No space left"):
        save(made.root, PATH, before.digest, DRAFT)
    assert file.read_text() == LIVE
    assert changes(made.root) == ()
    assert os.listdir(file.parent) == ["a.md"]


def test_a_folder_in_the_place_of_the_draft_is_not_removed(site):
    made = site(f"-- {PATH} --\n{LIVE}-- content/world/.a.md.draft/x.md --\n{LIVE}")
    with pytest.raises(CannotEdit):
        save(made.root, PATH, shown(made.root, PATH).digest, DRAFT)
    assert (made.root / "content/world/.a.md.draft/x.md").read_text() == LIVE
    assert (made.root / PATH).read_text() == LIVE


def test_a_story_with_the_longest_name_is_written(site):
    path = f"content/world/{'ö' * 126}.md"
    made = site(f"-- {path} --\n{LIVE}")
    save(made.root, path, shown(made.root, path).digest, DRAFT)
    assert (made.root / path).read_text() == DRAFT


def test_of_two_editors_at_once_one_is_told_of_the_other(site):
    made = site(f"-- {PATH} --\n{LIVE}")
    digest = shown(made.root, PATH).digest
    texts = [LIVE + f"{number}\n" for number in range(8)]
    with ThreadPoolExecutor() as pool:
        done = list(pool.map(lambda text: save(made.root, PATH, digest, text), texts))
    (won,) = [each for each in done if not isinstance(each, Conflict)]
    assert (made.root / PATH).read_text() == won.text
    assert {each.found.text for each in done if isinstance(each, Conflict)} == {won.text}
    assert [each.after for each in changes(made.root)] == [won.digest]


def test_what_is_no_text_is_told(site):
    made = site(f"-- {PATH} --\n{LIVE}")
    before = shown(made.root, PATH)
    with pytest.raises(CannotEdit, match="half a character"):
        save(made.root, PATH, before.digest, LIVE + "\ud800")
    (made.root / PATH).write_bytes(b"\xff\xfe")
    with pytest.raises(CannotEdit, match="UTF-8"):
        shown(made.root, PATH)
    with pytest.raises(CannotEdit, match="is not there"):
        shown(made.root, "content/world/none.md")
    assert set_field(LIVE, "title", "A") != LIVE
