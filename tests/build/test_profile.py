"""`ssg build --profile`: what takes how long. It changes nothing of what is built."""

import xml.etree.ElementTree as etree
from collections.abc import Callable

import pytest

import ssg.build.run
from ssg.build.profile import Profile, Sample
from ssg.report.profile import render_flame, render_profile
from tests.conftest import Site, story

MakeSite = Callable[..., Site]
PAPER = "".join(
    f"-- content/local/s{n}.md --\n{story(f'Story {n}', f'2026-11-{n:02}T12:00:00Z')}"
    for n in range(1, 8)
)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_profile_names_stages_kinds_layouts_parts_and_the_slowest(
    site: MakeSite, monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    monkeypatch.setattr(ssg.build.run, "_PARALLEL_FROM", 1)
    monkeypatch.setattr(ssg.build.run, "_GROUP", 2)
    made = site(PAPER)
    profile = made.build(profile=True, jobs=jobs).profile
    assert profile is not None
    assert set(profile.stages) == {
        "scan",
        "parse",
        "media",
        "plan",
        "check",
        "ask",
        "select",
        "pictures",
        "render",
        "publish",
    }
    assert profile.kinds["story"][0] == 7
    assert profile.times["story.html"] == 7
    assert profile.times["base.html"] >= 7
    assert len(profile.texts["base.html"]) >= 7
    assert {path for _, path in profile.stories} == {f"content/local/s{n}.md" for n in range(1, 8)}
    assert len(profile.pages) == 10
    assert any(stack[:3] == ("(story)", "story.html", "base.html") for stack in profile.stacks)


def test_to_measure_changes_no_byte(site: MakeSite) -> None:
    measured, plain = site(PAPER, "measured"), site(PAPER, "plain")
    measured.build(profile=True)
    plain.build()
    assert measured.files() == plain.files()


def test_samples_of_several_processes_are_added_up() -> None:
    profile = Profile()
    for seconds in (1.0, 2.0):
        stack = ("(story)", "story.html")
        profile.add(
            Sample(
                stacks={stack: seconds},
                kinds={"story": (2, seconds)},
                times={"story.html": 2},
                texts={"story.html": {b"x"}},
            )
        )
    profile.add(None)
    assert profile.stacks == {("(story)", "story.html"): 3.0}
    assert profile.kinds == {"story": (4, 3.0)}
    assert (profile.times, profile.texts) == ({"story.html": 4}, {"story.html": {b"x"}})


def test_the_table_shows_times_texts_and_seconds_of_a_layout() -> None:
    profile = Profile(
        stages={"render": (1.5, 2.5)},
        kinds={"story": (100, 2.0)},
        times={"nav.html": 100, "story.html": 100},
        texts={"nav.html": {b"1"}, "story.html": {bytes([n]) for n in range(100)}},
        stacks={("(story)", "nav.html"): 0.5},
        stories=[(0.25, "content/a.md")],
    )
    lines = render_profile(profile).split("\n")
    assert "render              1.50     2.50" in lines
    assert "story               100    2.00      20.00" in lines
    (nav,) = (line for line in lines if line.startswith("nav.html "))
    assert nav.split() == ["nav.html", "100", "1", "0.50"]
    assert "    250.0 ms  content/a.md" in lines


def test_the_flame_chart_is_a_picture_whose_bars_are_as_wide_as_their_time() -> None:
    profile = Profile(stacks={("(story)",): 1.0, ("(story)", "<b>.html"): 3.0, ("(tag)",): 4.0})
    svg = etree.fromstring(render_flame(profile))
    bars = {
        group[0].text: float(group[1].get("width", "")) for group in svg if group.tag.endswith("}g")
    }
    assert bars == {"(story): 4.000 s": 600.0, "<b>.html: 3.000 s": 450.0, "(tag): 4.000 s": 600.0}


def test_a_profile_of_a_build_that_made_nothing_is_short_and_whole(site: MakeSite) -> None:
    made = site(PAPER)
    made.build()
    profile = made.build(profile=True).profile
    assert profile is not None
    assert not profile.kinds
    assert "render" not in profile.stages
    etree.fromstring(render_flame(profile))
