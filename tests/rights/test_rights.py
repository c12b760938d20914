"""Rights of pictures: leases with two ends, presets by name and by credit, and what an entry says
itself.
"""

import datetime as dt

import pytest

from ssg.config.site import Config
from ssg.grammar.credit import parse_credit
from ssg.model.rights import Lease, Rights, Verdict
from ssg.model.story import MediaEntry
from ssg.rights.use import effective_rights, judge, next_end

pytestmark = pytest.mark.fast

NOW = dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC)
DAY, SECOND = dt.timedelta(days=1), dt.timedelta(seconds=1)


def picture(credit="AP Photo/Ines Kessler", **rights):
    return MediaEntry(src="a.jpg", credit=parse_credit(credit), rights=Rights(**rights))


def config(**presets):
    return Config(title="L", base_url="https://ledger.example/", rights=presets)


def verdict(entry, now=NOW, **presets):
    return judge(effective_rights(entry, config(**presets)), now)


def test_a_picture_without_rights_may_be_used_and_handed_on():
    assert verdict(picture()) == Verdict(use=True, syndicate=True)


def test_a_lease_holds_from_its_first_to_its_last_moment():
    entry = picture(allow_use=Lease(start=NOW, until=NOW + DAY))
    uses = [
        verdict(entry, moment).use for moment in (NOW - SECOND, NOW, NOW + DAY, NOW + DAY + SECOND)
    ]
    assert uses == [False, True, True, False]


def test_a_prohibition_holds_from_its_first_to_its_last_moment():
    entry = picture(deny_use=Lease(start=NOW, until=NOW + DAY))
    uses = [
        verdict(entry, moment).use for moment in (NOW - SECOND, NOW, NOW + DAY, NOW + DAY + SECOND)
    ]
    assert uses == [True, False, False, True]


def test_a_lease_may_be_open_at_either_end():
    assert verdict(picture(allow_use=Lease(until=NOW))).use
    assert not verdict(picture(allow_use=Lease(until=NOW - SECOND))).use
    assert verdict(picture(allow_use=Lease(start=NOW))).use
    assert not verdict(picture(allow_use=Lease(start=NOW + SECOND))).use
    assert verdict(picture(allow_use=Lease())).use
    assert not verdict(picture(deny_use=Lease())).use


def test_the_reason_says_when_and_why():
    ended = verdict(picture(allow_use=Lease(until=NOW - DAY, reason="handout")))
    assert ended.reason == "its lease ended on 2026-11-21 (handout)"
    assert (
        verdict(picture(allow_use=Lease(start=NOW + DAY))).reason
        == "its lease begins on 2026-11-23"
    )
    assert verdict(picture(deny_use=Lease(reason="in court"))).reason == "in court"


def test_a_prohibition_wins_over_a_permission():
    assert not verdict(picture(allow_use=Lease(), deny_use=Lease())).use


def test_a_picture_that_may_not_be_used_may_not_be_handed_on():
    assert not verdict(picture(deny_use=Lease(), allow_syndication=Lease())).syndicate


def test_a_picture_that_may_not_be_handed_on_may_be_used():
    assert verdict(picture(deny_syndication=Lease(reason="agency picture"))) == Verdict(
        use=True, syndicate=False, reason="agency picture"
    )
    assert verdict(picture(allow_syndication=Lease(until=NOW - DAY))).syndicate is False


AGENCY = Rights(match="AP Photo/*", deny_syndication=Lease(reason="agency picture"))


@pytest.mark.parametrize(
    "credit", ["AP Photo/Ines Kessler", "ap photo/ines kessler", "AP Photo/Ines Kessler, File"]
)
def test_a_preset_applies_by_the_credit_in_any_case(credit):
    assert not verdict(picture(credit), ap=AGENCY).syndicate


@pytest.mark.parametrize(
    "credit", ["Ana Ruiz", "Pool via AP Photo/Ines Kessler", "AP Photographer", ""]
)
def test_a_preset_does_not_apply_to_other_credits(credit):
    assert verdict(picture(credit), ap=AGENCY).syndicate


def test_the_first_preset_that_matches_applies():
    everything = Rights(match="*", licence="any")
    assert effective_rights(picture(), config(ap=AGENCY, all=everything)).licence == ""
    assert effective_rights(picture(), config(all=everything, ap=AGENCY)).licence == "any"
    assert effective_rights(picture("Ana Ruiz"), config(ap=AGENCY, all=everything)).licence == "any"


def test_a_preset_without_match_applies_only_by_name():
    staff = Rights(licence="own")
    assert effective_rights(picture(), config(staff=staff)) == Rights()
    assert effective_rights(picture(preset="staff"), config(staff=staff)).licence == "own"


def test_a_preset_by_name_wins_over_one_by_credit():
    handout = Rights(allow_use=Lease(until=NOW + DAY))
    found = effective_rights(picture(preset="handout"), config(ap=AGENCY, handout=handout))
    assert (found.allow_use, found.deny_syndication) == (Lease(until=NOW + DAY), None)


def test_an_entry_fills_its_gaps_from_the_preset():
    preset = Rights(
        match="AP Photo/*",
        licence="by contract",
        allow_use=Lease(until=NOW - DAY),
        deny_syndication=Lease(),
    )
    found = effective_rights(picture(allow_use=Lease(until=NOW + DAY)), config(ap=preset))
    assert found == Rights(
        licence="by contract", allow_use=Lease(until=NOW + DAY), deny_syndication=Lease()
    )


def test_the_right_ends_with_the_permission_or_in_the_second_before_the_next_prohibition():
    second = dt.timedelta(seconds=1)
    ends = [
        next_end(effective_rights(picture(**rights), config()), NOW)
        for rights in (
            {},
            {"allow_use": Lease(until=NOW + DAY)},
            {"allow_use": Lease(until=NOW - DAY)},
            {"deny_use": Lease(start=NOW + 2 * DAY)},
            {"allow_use": Lease(until=NOW + 3 * DAY), "deny_use": Lease(start=NOW + 2 * DAY)},
        )
    ]
    assert ends == [None, NOW + DAY, None, NOW + 2 * DAY - second, NOW + 2 * DAY - second]


def test_the_end_of_a_presets_lease_counts():
    preset = Rights(match="AP*", allow_use=Lease(until=NOW + DAY))
    assert next_end(effective_rights(picture(), config(ap=preset)), NOW) == NOW + DAY


@pytest.mark.parametrize(
    "credit",
    [
        "AP Photo/Ines Kessler",
        "Ines Kessler/AP",
        "AP Photo / Ines Kessler",
        "Photo: Ines Kessler, AP",
        "The Associated Press",
        "Pool Photo via AP",
    ],
)
@pytest.mark.parametrize("agency", ["AP", "ap", "The Associated Press"])
def test_a_preset_by_agency_applies_however_the_credit_is_written(credit, agency):
    assert not verdict(
        picture(credit), ap=Rights(agency=agency, deny_syndication=Lease())
    ).syndicate


def test_a_preset_by_agency_does_not_apply_to_others():
    assert verdict(picture("Reuters/Ines Kessler"), ap=Rights(agency="AP", deny_use=Lease())).use
    assert verdict(picture("Ana Ruiz"), ap=Rights(agency="AP", deny_use=Lease())).use
