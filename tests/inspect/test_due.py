"""`ssg due`: what will change by itself, in order of time, and what is late."""

import json

import pytest
from click.testing import CliRunner
from conftest import PIXEL, SITE_YAML, story

from ssg.cli import main

AT = "2026-11-22T12:00:00Z"


def media(rights=""):
    return f"[{{src: pier.png, alt: A pier, credit: Ana Ruiz{rights}}}]"


def due(made, *options, at=AT):
    return CliRunner().invoke(
        main, ["due", "-s", str(made.root), "--at", at, *options], catch_exceptions=False
    )


@pytest.fixture
def newsroom(site):
    return site(
        f"-- site.yaml --\n{SITE_YAML}-- content/local/later.md --\n"
        + story("Later", "2026-12-01T12:00:00Z", expires="2027-01-01T12:00:00Z")
        + "-- content/local/secret.md --\n"
        + story("Secret", embargo="2026-11-25T12:00:00Z")
        + "-- content/local/draft.md --\n"
        + story("Draft", "2026-12-02T12:00:00Z", status="draft")
        + "-- content/local/pier.md --\n"
        + story("Pier", media=media(", rights: {allow-use: {until: 2026-11-30}}"))
        + "-- content/local/plain.md --\n"
        + story("Plain", media=media())
        + "-- content/local/pier.png --\n"
    )


def test_moments_come_in_order_of_time(newsroom):
    result = due(newsroom, "--json")
    assert result.exit_code == 0
    assert [
        (item["when"], item["kind"], item["title"], item["picture"])
        for item in json.loads(result.stdout)
    ] == [
        ("2026-11-25T07:00:00-05:00", "embargo lifts", "Secret", ""),
        ("2026-11-30T23:59:59-05:00", "right ends", "Pier", "pier.png"),
        ("2026-12-01T07:00:00-05:00", "appears", "Later", ""),
        ("2027-01-01T07:00:00-05:00", "expires", "Later", ""),
    ]


def test_a_right_that_ended_is_late_and_comes_first(newsroom):
    result = due(newsroom, at="2026-12-05T12:00:00Z")
    assert result.exit_code == 3
    assert result.stdout.startswith("late  2026-11-30 23:59 EST  right ended      pier.png in Pier")
    assert result.stdout.endswith("2 due, 1 late\n")


def test_where_a_right_holds_is_told(newsroom):
    rights = ", rights: {allow-use: {until: 2026-11-30, territories: [US, CA]}}"
    newsroom.write("-- content/local/pier.md --\n" + story("Pier", media=media(rights)))
    assert "pier.png in Pier (only US, CA)" in due(newsroom).stdout
    assert [item["territories"] for item in json.loads(due(newsroom, "--json").stdout)] == [
        "",
        "only US, CA",
        "",
        "",
    ]
    assert "<td>only US, CA</td>" in due(newsroom, "--html").stdout


@pytest.mark.parametrize(
    ("rights", "kind"),
    [
        ("allow-use: {until: 2026-11-30, reason: by <b>contract</b>}", "right ends"),
        ("allow-use: {until: 2026-11-20, reason: by <b>contract</b>}", "right ended"),
        (
            (
                "allow-use: {until: 2027-11-30}, deny-use: {until: 2026-11-25, reason: by"
                " <b>contract</b>}"
            ),
            "right begins",
        ),
        ("deny-use: {reason: by <b>contract</b>}", "no right to use"),
        (
            "deny-syndication: {from: 2026-11-30, reason: by <b>contract</b>}",
            "right to hand on ends",
        ),
    ],
)
def test_the_reason_of_a_lease_is_told(site, rights, kind):
    made = site(
        "-- content/local/pier.md --\n"
        + story("Pier", media=media(f", rights: {{{rights}}}"))
        + "-- content/local/pier.png --\n"
    )
    assert "pier.png in Pier (by <b>contract</b>)" in due(made).stdout
    assert {item["kind"]: item["reason"] for item in json.loads(due(made, "--json").stdout)}[
        kind
    ] == "by <b>contract</b>"
    assert "<td>by &lt;b&gt;contract&lt;/b&gt;</td>" in due(made, "--html").stdout


def test_what_is_withheld_is_not_late(newsroom):
    (newsroom.root / "site.yaml").write_text(SITE_YAML + "rights_end: withhold\n")
    assert due(newsroom, at="2026-12-05T12:00:00Z").exit_code == 0


def test_a_right_by_the_credit_of_the_file_counts(newsroom):
    from ssg.media.containers.png import with_png_metadata
    from ssg.media.metadata.xmp import write_xmp
    from ssg.model.file_metadata import RightsMetadata

    preset = "rights: {ap: {match: 'AP*', allow-use: {until: 2026-11-30}}}\n"
    (newsroom.root / "site.yaml").write_text(SITE_YAML + preset)
    newsroom.write(
        "-- content/local/plain.md --\n" + story("Plain", media="[{src: pier.png, alt: A pier}]")
    )
    packet = write_xmp(RightsMetadata(credit="AP", creators=("Ines Kessler",)))
    (newsroom.root / "content/local/pier.png").write_bytes(
        with_png_metadata(PIXEL, xmp=packet, exif=b"")
    )
    late = [
        item["title"]
        for item in json.loads(due(newsroom, "--json", at="2026-12-05T12:00:00Z").stdout)
        if item["late"]
    ]
    assert sorted(late) == ["Pier", "Plain"]


@pytest.mark.parametrize(
    ("rights", "kinds"),
    [
        ("allow-syndication: {until: 2026-11-30}", ["right to hand on ends"]),
        ("deny-syndication: {until: 2026-11-30}", ["right to hand on begins"]),
        ("deny-use: {until: 2026-11-30}", ["right begins"]),
        ("deny-use: {from: 2026-11-30, until: 2026-12-02}", ["right ends", "right begins"]),
        ("allow-use: {from: 2026-11-30, until: 2026-12-02}", ["right begins"]),
        ("deny-use: true", ["no right to use"]),
    ],
)
def test_every_moment_at_which_a_lease_changes_the_site_is_due(site, rights, kinds):
    made = site(
        "-- content/local/pier.md --\n"
        + story("Pier", media=media(f", rights: {{{rights}}}"))
        + "-- content/local/pier.png --\n"
    )
    assert [item["kind"] for item in json.loads(due(made, "--json").stdout)] == kinds


def test_a_page_to_read_and_nothing_due(newsroom, site):
    newsroom.write(
        "-- content/local/secret.md --\n" + story("<b>Secret</b>", embargo="2026-11-25T12:00:00Z")
    )
    assert "<td>&lt;b&gt;Secret&lt;/b&gt;</td>" in due(newsroom, "--html").stdout
    assert (
        due(site("-- content/local/a.md --\n" + story(), name="other")).stdout == "nothing is due\n"
    )


@pytest.mark.parametrize(
    ("date", "embargo", "kind", "when"),
    [
        ("2026-11-25T12:00:00Z", "2026-11-25T12:00:00Z", "embargo lifts", "2026-11-25T07:00:00"),
        ("2026-11-26T12:00:00Z", "2026-11-25T12:00:00Z", "appears", "2026-11-26T07:00:00"),
        ("2026-11-24T12:00:00Z", "2026-11-25T12:00:00Z", "embargo lifts", "2026-11-25T07:00:00"),
    ],
)
def test_an_embargoed_story_is_listed_once_when_it_appears(site, date, embargo, kind, when):
    made = site(f"-- content/local/secret.md --\n{story('Secret', date, embargo=embargo)}")
    found = [(item["kind"], item["when"][:19]) for item in json.loads(due(made, "--json").stdout)]
    assert found == [(kind, when)]
