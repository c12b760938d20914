"""The state of a story at a moment, and the moment at which it changes by itself."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ssg.model.story import Story
from ssg.story.lifecycle import NOTICES, PUBLISHED, Clock, State, next_change, state_of

pytestmark = pytest.mark.fast

NOW = dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC)
SECOND, HOUR = dt.timedelta(seconds=1), dt.timedelta(hours=1)


def story(**fields):
    return Story(
        **{
            "path": "content/world/a.md",
            "title": "A",
            "url": "/a/",
            "slug": "a",
            "date": NOW - HOUR,
        }
        | fields
    )


def state(story, **asked):
    return state_of(story, Clock(now=NOW, **asked))


def test_a_usable_story_is_live():
    assert state(story()) is State.LIVE


def test_a_page_without_date_is_live():
    assert state(story(date=None)) is State.LIVE


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("draft", State.DRAFT),
        ("withheld", State.WITHHELD),
        ("killed", State.KILLED),
        ("expired", State.EXPIRED),
        ("archived", State.ARCHIVED),
    ],
)
def test_the_status_that_an_editor_sets(status, expected):
    assert state(story(status=status)) is expected


def test_a_story_is_published_at_its_date_and_not_a_second_before():
    assert state(story(date=NOW)) is State.LIVE
    assert state(story(date=NOW + SECOND)) is State.SCHEDULED


def test_an_embargo_ends_at_its_time_and_not_a_second_before():
    assert state(story(embargo=NOW)) is State.LIVE
    assert state(story(embargo=NOW + SECOND)) is State.EMBARGOED


def test_a_story_expires_at_its_time_and_not_a_second_before():
    assert state(story(expires=NOW + SECOND)) is State.LIVE
    assert state(story(expires=NOW)) is State.EXPIRED


@pytest.mark.parametrize("status", ["usable", "draft", "withheld", "killed", "expired", "archived"])
def test_an_embargo_wins_over_every_status(status):
    assert state(story(status=status, embargo=NOW + HOUR)) is State.EMBARGOED


@pytest.mark.parametrize("status", ["withheld", "killed", "expired"])
def test_a_story_that_was_never_published_leaves_no_notice(status):
    assert state(story(status=status, date=NOW + HOUR)) is State.SCHEDULED


def test_a_kill_wins_over_expiry():
    assert state(story(status="killed", expires=NOW - HOUR)) is State.KILLED


def test_an_archived_story_expires_too():
    assert state(story(status="archived", expires=NOW - HOUR)) is State.EXPIRED


def test_drafts_are_seen_when_asked_for():
    assert state(story(status="draft"), drafts=True) is State.LIVE
    assert state(story(status="draft"), future=True, expired=True) is State.DRAFT


def test_the_future_is_seen_when_asked_for():
    assert state(story(date=NOW + HOUR, embargo=NOW + HOUR), future=True) is State.LIVE
    assert state(story(date=NOW + HOUR), drafts=True, expired=True) is State.SCHEDULED


def test_expired_stories_are_seen_when_asked_for():
    assert state(story(expires=NOW - HOUR), expired=True) is State.LIVE
    assert state(story(status="expired"), expired=True) is State.LIVE
    assert state(story(expires=NOW - HOUR), drafts=True, future=True) is State.EXPIRED


@pytest.mark.parametrize("status", ["withheld", "killed"])
def test_nothing_that_can_be_asked_for_brings_a_recalled_story_back(status):
    assert state(story(status=status), drafts=True, future=True, expired=True) is State(status)


def test_moments_of_other_zones_are_compared_as_moments():
    tokyo = dt.timezone(dt.timedelta(hours=9))
    assert state(story(embargo=dt.datetime(2026, 11, 22, 20, 59, tzinfo=tokyo))) is State.LIVE
    assert state(story(embargo=dt.datetime(2026, 11, 22, 21, 1, tzinfo=tokyo))) is State.EMBARGOED


def test_the_next_change_is_the_nearest_moment_ahead():
    clock = Clock(now=NOW)
    assert next_change(story(), clock) is None
    assert next_change(story(expires=NOW + 3 * HOUR), clock) == NOW + 3 * HOUR
    assert (
        next_change(story(date=NOW + 2 * HOUR, embargo=NOW + HOUR, expires=NOW + 3 * HOUR), clock)
        == NOW + HOUR
    )
    assert next_change(story(embargo=NOW - HOUR, expires=NOW), clock) is None


MOMENTS = st.none() | st.integers(-3, 3).map(lambda hours: NOW + hours * HOUR)


@given(MOMENTS, MOMENTS, MOMENTS)
@settings(max_examples=100, deadline=None)
def test_nothing_changes_before_the_next_change(date, embargo, expires):
    it = story(date=date, embargo=embargo, expires=expires)
    for hour in range(-4, 4):
        clock = Clock(now=NOW + hour * HOUR)
        change = next_change(it, clock)
        just_before = (change or NOW + 9 * HOUR) - SECOND
        assert state_of(it, Clock(now=just_before)) is state_of(it, clock)


def test_a_state_has_a_page_or_a_notice_or_leaves_no_trace():
    assert not set(PUBLISHED) & set(NOTICES)
    assert set(State) - set(PUBLISHED) - set(NOTICES) == {
        State.DRAFT,
        State.SCHEDULED,
        State.EMBARGOED,
    }
