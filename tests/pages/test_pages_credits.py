"""/credits/: the ledger of pictures."""

import csv
import io
import json

import pytest
from conftest import SITE_YAML, story


def media(credit, rights=""):
    return f"[{{src: pier.png, alt: A pier, credit: {credit}{rights}}}]"


@pytest.fixture
def newsroom(site):
    made = site(
        f"-- site.yaml --\n{SITE_YAML}credits: true\n-- content/local/a.md --\n"
        + story(
            "The pier",
            media=media("AP Photo/Ines Kessler", ", rights: {allow-use: {until: 2026-12-31}}"),
        )
        + "-- content/local/b.md --\n"
        + story("The wall", media=media("Ana Ruiz / CC BY 4.0"))
        + "-- content/local/c.md --\n"
        + story("Secret", status="draft", media=media("Tomas Brandt"))
        + "-- content/local/pier.png --\n"
    )
    assert made.build().errors == 0, made.problems()
    return made


def test_the_ledger_tells_whose_pictures_are_where_and_until_when(newsroom):
    rows = json.loads(newsroom.read("credits/credits.json"))
    assert [
        (row["agency"], row["photographer"], row["licence"], row["until"], row["story"])
        for row in rows
    ] == [
        ("", "Ana Ruiz", "CC BY 4.0", "", "The wall"),
        ("AP", "Ines Kessler", "", "2026-12-31", "The pier"),
    ]
    assert newsroom.dom("credits/").xpath("//section/h2/text()") == ["Without an agency", "AP"]
    assert "Brandt" not in newsroom.read("credits/")
    assert newsroom.dom("local/2026/11/a/").xpath("//footer//a[@href='/credits/']/text()") == [
        "Picture credits"
    ]
    table = list(csv.DictReader(io.StringIO(newsroom.read("credits/credits.csv"))))
    assert table == rows


def test_another_credit_and_another_story_are_in_the_ledger_at_once(newsroom):
    newsroom.write("-- content/local/b.md --\n" + story("The wall", media=media("Li Wei")))
    newsroom.write("-- content/local/d.md --\n" + story("The storm", media=media('"=cmd()"')))
    newsroom.build()
    assert {row["credit"] for row in json.loads(newsroom.read("credits/credits.json"))} == {
        "AP Photo/Ines Kessler",
        "Li Wei",
        "=cmd()",
    }
    assert "'=cmd()" in newsroom.read("credits/credits.csv")
    newsroom.write(
        "-- content/local/b.md --\n" + story("The wall", status="draft", media=media("Li Wei"))
    )
    newsroom.build()
    assert "Li Wei" not in newsroom.read("credits/")


def test_a_right_ends_on_the_day_before_a_prohibition_begins(newsroom):
    newsroom.write(
        "-- content/local/b.md --\n"
        + story("The wall", media=media("Ana Ruiz", ", rights: {deny-use: {from: 2027-01-01}}"))
    )
    newsroom.build()
    assert [row["until"] for row in json.loads(newsroom.read("credits/credits.json"))] == [
        "2026-12-31",
        "2026-12-31",
    ]


def test_pictures_of_one_story_with_one_credit_are_one_line(newsroom):
    two = (
        "[{src: pier.png, alt: A pier, credit: Ana Ruiz}, {src: wall.png, alt: A wall, credit: Ana"
        " Ruiz}]"
    )
    newsroom.write(
        "-- content/local/d.md --\n"
        + story("The storm", media=two)
        + "-- content/local/wall.png --\n"
    )
    newsroom.build()
    lines = newsroom.dom("credits/").xpath("//dl/div[contains(., 'storm')]/*")
    assert [" ".join(line.text_content().split()) for line in lines] == [
        "Ana Ruiz",
        "The storm (2 files)",
    ]
    assert (
        len(
            [
                row
                for row in json.loads(newsroom.read("credits/credits.json"))
                if row["story"] == "The storm"
            ]
        )
        == 2
    )


def test_sites_that_do_not_ask_for_it_have_none(site):
    made = site("-- content/local/a.md --\n" + story())
    made.build()
    assert not (made.out / "credits").exists()


def test_many_pictures_are_parted_into_pages_and_stay_whole_for_programs(site, monkeypatch):
    monkeypatch.setattr("ssg.pages.kinds.credits._PAGE_SIZE", 3)
    parts = [
        f"-- content/local/s{n}.md --\n" + story(f"Story {n}", media=media(f"Ana Ruiz/Agency {n}"))
        for n in range(7)
    ]
    made = site(
        f"-- site.yaml --\n{SITE_YAML}credits: true\n-- content/local/pier.png --\n"
        + "".join(parts)
    )
    made.build()
    pages = ["credits/", "credits/page/2/", "credits/page/3/"]
    shown = [made.dom(page).xpath("//main//dd/a/text()") for page in pages]
    assert shown == [
        ["Story 0", "Story 1", "Story 2"],
        ["Story 3", "Story 4", "Story 5"],
        ["Story 6"],
    ]
    links = [made.dom(page).xpath("//nav[@class='pager']/a/@href") for page in pages]
    assert links == [["/credits/page/2/"], ["/credits/", "/credits/page/3/"], ["/credits/page/2/"]]
    assert all(
        made.dom(page).xpath("//link[@rel='canonical']/@href") == [f"https://ledger.example/{page}"]
        for page in pages
    )
    assert len(json.loads(made.read("credits/credits.json"))) == 7
    sitemap = made.read("sitemap.xml")
    assert all(f"<loc>https://ledger.example/{page}</loc>" in sitemap for page in pages)
    assert "credits.json" not in sitemap
    made.write("-- content/local/s1.md --\n" + story("Story 1", status="draft"))
    made.build()
    assert not made.has("credits/page/3/")
    assert made.dom("credits/page/2/").xpath("//main//dd/a/text()") == [
        "Story 4",
        "Story 5",
        "Story 6",
    ]
    assert made.dom("credits/page/2/").xpath("//nav[@class='pager']/a/@href") == ["/credits/"]


def test_an_edit_of_a_story_without_pictures_leaves_the_ledger_alone(newsroom, monkeypatch):
    newsroom.write("-- content/local/d.md --\n" + story("The storm"))
    newsroom.build()
    monkeypatch.setattr("ssg.catalog.queries.Queries.ledger", None)
    newsroom.write("-- content/local/d.md --\n" + story("The storm goes on"))
    assert newsroom.build().errors == 0


def test_another_headline_and_a_changed_preset_are_in_the_ledger_at_once(newsroom):
    newsroom.write(
        "-- content/local/b.md --\n" + story("The harbor wall", media=media("Ana Ruiz / CC BY 4.0"))
    )
    newsroom.build()
    assert "The harbor wall" in newsroom.read("credits/")
    (newsroom.root / "site.yaml").write_text(
        f"{SITE_YAML}credits: true\nrights: {{ap: {{match: AP Photo/*, licence: leased}}}}\n"
    )
    newsroom.build()
    assert [row["licence"] for row in json.loads(newsroom.read("credits/credits.json"))] == [
        "CC BY 4.0",
        "leased",
    ]


def test_the_ledger_tells_where_a_right_holds(newsroom):
    rights = (
        ", rights: {allow-use: {territories: [us, CA]}, deny-use: {from: 2027-01-01, territories:"
        " [GB]}}"
    )
    newsroom.write(
        "-- content/local/b.md --\n" + story("The wall", media=media("Ana Ruiz", rights))
    )
    newsroom.build()
    assert "(only US, CA; not GB)" in newsroom.dom("credits/").xpath("//main")[0].text_content()
    assert {
        row["territories"]
        for row in csv.DictReader(io.StringIO(newsroom.read("credits/credits.csv")))
    } == {"", "only US, CA; not GB"}
