"""site.yaml: defaults, short forms, and what is made of them."""

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path

import pytest
import tzdata
from conftest import SITE_YAML, story

from ssg.config.site import Config, Publisher, Section, Source, find_site, load_config, parse_config
from ssg.model.rights import Lease, Rights
from ssg.source.files import SourceFile
from ssg.source.yaml import parse_yaml

NEEDED = "title: Ledger\nbase_url: https://ledger.example/paper\n"


def config(more="", needed=NEEDED):
    parsed, problems = parsed_config(more, needed)
    assert problems == []
    return parsed


def parsed_config(more="", needed=NEEDED):
    source = SourceFile("site.yaml", needed + more)
    yaml, problems = parse_yaml(source, source.text)
    assert problems == []
    return parse_config(yaml, source)


def codes(more="", needed=NEEDED):
    parsed, problems = parsed_config(more, needed)
    assert parsed is None
    return [problem.code for problem in problems]


def test_title_and_base_url_are_enough():
    assert config() == Config(title="Ledger", base_url="https://ledger.example/paper/")
    assert codes(needed="title: Ledger\n") == ["missing-field"]
    assert codes(needed="base_url: https://ledger.example/\n") == ["missing-field"]


def test_the_base_url_ends_in_one_slash():
    for written in ("https://ledger.example", "https://ledger.example/"):
        assert (
            config(needed=f"title: L\nbase_url: {written}\n").base_url == "https://ledger.example/"
        )
    assert config().urls.href("/x/") == "/paper/x/"


@pytest.mark.parametrize(
    ("written", "pattern"),
    [
        ("/:section/:slug/", "/:section/:slug/"),
        (":year/:slug", "/:year/:slug/"),
        ("/:year/:slug.html", "/:year/:slug.html"),
        ("//:slug/", "/:slug/"),
    ],
)
def test_a_permalink_pattern_begins_with_a_slash_and_ends_with_one_or_html(written, pattern):
    assert config(f'permalink: "{written}"').permalink == pattern


def test_a_pattern_that_cannot_work_is_reported():
    assert codes('permalink: "/:section/"') == ["wrong-value"]
    assert codes('permalink: "/:title/"') == ["wrong-value"]


def test_sections_sources_and_publisher_have_a_short_form():
    short = config(
        "sections: {world: World News}\nsources: {AP: The Associated Press}\npublisher: Harbor"
        " Press\n"
    )
    assert short.sections == {"world": Section(title="World News")}
    assert short.sources == {"AP": Source(name="The Associated Press")}
    assert short.publisher == Publisher(name="Harbor Press")


def test_sections_and_sources_have_a_long_form():
    long = config(
        "sections:\n  world: {title: World, order: 1, description: Abroad}\n"
        "sources:\n  AP: {name: AP, url: https://apnews.com/, trusted: yes, index: false}\n"
    )
    assert long.sections["world"] == Section(title="World", order=1, description="Abroad")
    assert long.sources["AP"] == Source(
        name="AP", url="https://apnews.com/", trusted=True, index=False
    )


def test_a_source_is_not_trusted_unless_the_site_says_so():
    assert config("sources: {AP: {name: AP}}").sources["AP"].trusted is False


@pytest.mark.parametrize("written", ["[x, email]", "x, email", "\n  - x\n  - email"])
def test_share_networks_keep_their_order(written):
    assert config(f"share: {written}").share == ("x", "email")


def test_an_unknown_network_is_reported_with_the_one_meant():
    source_problem = parsed_config("share: [facebok]")[1]
    assert [(problem.code, problem.label) for problem in source_problem] == [
        ("unknown-network", "did you mean `facebook`?")
    ]


def lease(written, key="allow-use"):
    return getattr(
        config(f"timezone: America/New_York\nrights:\n  p: {{match: x, {key}: {written}}}").rights[
            "p"
        ],
        key.replace("-", "_"),
    )


def test_a_lease_has_dates_on_the_sites_clock():
    found = lease(
        "{from: 2026-11-01, until: 2026-12-20T18:00, reason: handout, territories: [US, CA]}"
    )
    assert found.start.isoformat() == "2026-11-01T00:00:00-04:00"
    assert found.until.isoformat() == "2026-12-20T18:00:00-05:00"
    assert (found.reason, found.territories) == ("handout", ("US", "CA"))


def test_a_territory_is_a_country_code_in_any_case():
    assert lease("{territories: us, reason: x}").territories == ("US",)
    assert lease("{territories: 'gb, IE'}").territories == ("GB", "IE")


_NO_CODES = [
    ("UK", "did you mean `GB`?"),
    ("EU", ""),
    ("Germany", ""),
    ("[US, XX]", ""),
    ("[[US]]", ""),
]


@pytest.mark.parametrize(("written", "label"), _NO_CODES)
def test_what_is_no_territory_code_is_refused(written, label):
    _, problems = parsed_config(
        f"rights:\n  p: {{match: x, allow-use: {{territories: {written}}}}}\n"
    )
    assert [(problem.code, problem.label) for problem in problems] == [("wrong-value", label)]
    assert "is not a territory code" in problems[0].message


def test_true_is_a_lease_without_limits():
    assert lease("true", "deny-syndication") == Lease()


def test_a_prohibition_that_is_false_is_none():
    assert lease("false", "deny-use") is None


@pytest.mark.parametrize(
    ("allow", "deny"), [("allow-use", "deny_use"), ("allow-syndication", "deny_syndication")]
)
def test_a_permission_that_is_false_is_a_prohibition(allow, deny):
    rights = config(f"rights:\n  p: {{match: x, {allow}: false}}").rights["p"]
    assert getattr(rights, deny) == Lease()


def test_a_refused_permission_keeps_the_reason_of_its_prohibition():
    rights = config(
        "rights:\n  p: {match: x, allow-use: false, deny-use: {reason: in court}}"
    ).rights["p"]
    assert rights == Rights(match="x", deny_use=Lease(reason="in court"))


def test_settings_have_their_types():
    found = config(
        "page_size: 5\nmonths: no\nindexes: no\ntypography: off\nmissing_credit: warning\nsocial:"
        " {x: '@ledger'}\nlanguage: pt-BR\n"
    )
    assert (found.page_size, found.months, found.author_index, found.typography) == (
        5,
        False,
        False,
        False,
    )
    assert (found.missing_credit, found.social, found.language) == (
        "warning",
        {"x": "@ledger"},
        "pt-BR",
    )


@pytest.mark.parametrize(
    "line",
    [
        "page_size: 0",
        "page_size: 1001",
        "language: english!",
        "timezone: Mars/Olympus",
        "missing_credit: ignore",
        "media_url: /media",
        "months: perhaps",
    ],
)
def test_a_wrong_setting_leaves_no_configuration(line):
    assert len(codes(line)) == 1


def test_a_wrong_time_zone_is_reported_once_though_dates_need_it():
    assert codes(
        "timezone: Mars/Olympus\nrights: {p: {match: x, allow-use: {until: 2026-01-01}}}"
    ) == ["wrong-value"]


def test_settings_of_ones_own_stand_below_extra_with_their_types():
    assert config("extra: {founded: 1887, favicon: true, motto: 'no', none: null}").extra == {
        "founded": 1887,
        "favicon": True,
        "motto": "no",
        "none": None,
    }
    assert codes("favicon: true") == ["unknown-field"]


def test_a_site_is_found_from_any_folder_below_it(tmp_path):
    (tmp_path / "content/world").mkdir(parents=True)
    assert find_site(tmp_path / "content/world") is None
    (tmp_path / "site.yaml").write_text(NEEDED)
    assert find_site(tmp_path / "content/world") == tmp_path
    assert find_site(tmp_path) == tmp_path


def test_the_base_url_of_the_command_line_wins(tmp_path):
    (tmp_path / "site.yaml").write_text(NEEDED)
    assert load_config(tmp_path, "http://localhost:8000")[0].base_url == "http://localhost:8000/"
    assert load_config(tmp_path)[0].base_url == "https://ledger.example/paper/"
    assert [problem.code for problem in load_config(tmp_path, "localhost")[1]] == ["wrong-url"]


@pytest.mark.parametrize("text", ["", "just text", "- a\n- b\n", "title: [\n"])
def test_a_file_that_is_no_mapping_is_a_problem(tmp_path, text):
    (tmp_path / "site.yaml").write_text(text)
    found, problems = load_config(tmp_path)
    assert found is None
    assert len(problems) == 1


def test_the_zone_is_the_sites():
    moment = dt.datetime(2026, 7, 1, tzinfo=dt.UTC).astimezone(
        config("timezone: Europe/Berlin").zone
    )
    assert moment.hour == 2


def test_a_text_of_site_yaml_that_a_comment_cuts_is_a_warning_and_no_more(site):
    made = site(
        f"-- site.yaml --\n{SITE_YAML}description: News of pier #9\n-- content/a.md --\n{story()}"
    )
    assert made.build().errors == 0
    assert made.codes() == ["cut-by-comment"]


def test_a_text_that_looks_like_a_list_is_shown_in_quotes(site):
    made = site("-- content/local/a.md --\n" + story(title="[Exclusive]"))
    made.build()
    (problem,) = made.report.problems
    assert (problem.code, problem.help) == ("wrong-type", 'write `title: "[Exclusive]"`')


def test_accounts_on_x_are_names_and_others_addresses():
    given = (
        "{x: https://x.com/ledger, twitter: ledger, mastodon: 'https://m.example/@ledger',"
        " instagram: '@ledger'}"
    )
    found, problems = parsed_config(f"social: {given}")
    assert (found.social["x"], found.social["twitter"]) == ("@ledger", "@ledger")
    assert [(p.code, p.severity, p.message) for p in problems] == [
        (
            "wrong-url",
            "warning",
            "no page links to `social.instagram`: `@ledger` is not a whole web address",
        )
    ]


def test_the_footer_links_to_every_account(site):
    accounts = "social: {twitter: ledger, mastodon: 'http://m.example/@l'}\n"
    made = site(f"-- site.yaml --\n{SITE_YAML}{accounts}-- content/local/a.md --\n{story()}")
    assert made.build().errors == 0
    assert '<a href="https://x.com/ledger" rel="me">X</a>' in made.read("")
    assert '<a href="http://m.example/@l" rel="me">Mastodon</a>' in made.read("")


def test_time_zones_are_those_of_the_package_on_every_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A system that knows another law for Tokyo, in the folder that Python would look into."""
    (tmp_path / "Asia").mkdir()
    utc = Path(tzdata.__path__[0], "zoneinfo", "Etc", "UTC").read_bytes()
    (tmp_path / "Asia/Tokyo").write_bytes(utc)
    code = (
        "import datetime as dt; from ssg.text.zones import zone, zone_names;"
        " print(zone('Asia/Tokyo').utcoffset(dt.datetime(2026, 1, 1)), len(zone_names()) > 400)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONTZPATH": str(tmp_path)},
    )
    assert done.stdout == "9:00:00 True\n"
