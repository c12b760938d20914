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
        f"-- site.yaml --\n{SITE_YAML}credits: true\n"
        "-- content/local/a.md --\n" + story("The pier", media=media("AP Photo/Ines Kessler", ", rights: {allow-use: {until: 2026-12-31}}"))
        + "-- content/local/b.md --\n" + story("The wall", media=media("Ana Ruiz / CC BY 4.0"))
        + "-- content/local/c.md --\n" + story("Secret", status="draft", media=media("Tomas Brandt"))
        + "-- content/local/pier.png --\n"
    )  # fmt: skip
    assert made.build().errors == 0, made.problems()
    return made


def test_the_ledger_tells_whose_pictures_are_where_and_until_when(newsroom):
    rows = json.loads(newsroom.read("credits/credits.json"))
    assert [(row["agency"], row["photographer"], row["licence"], row["until"], row["story"]) for row in rows] == [
        ("", "Ana Ruiz", "CC BY 4.0", "", "The wall"),
        ("AP", "Ines Kessler", "", "2026-12-31", "The pier"),
    ]
    assert newsroom.dom("credits/").xpath("//section/h2/text()") == ["Without an agency", "AP"]
    assert "Brandt" not in newsroom.read("credits/")
    table = list(csv.DictReader(io.StringIO(newsroom.read("credits/credits.csv"))))
    assert table == rows


def test_another_credit_and_another_story_are_in_the_ledger_at_once(newsroom):
    newsroom.write("-- content/local/b.md --\n" + story("The wall", media=media("Li Wei")))
    newsroom.write("-- content/local/d.md --\n" + story("The storm", media=media('"=cmd()"')))
    newsroom.build()
    assert {row["credit"] for row in json.loads(newsroom.read("credits/credits.json"))} == {"AP Photo/Ines Kessler", "Li Wei", "=cmd()"}
    assert "'=cmd()" in newsroom.read("credits/credits.csv")
    newsroom.write("-- content/local/b.md --\n" + story("The wall", status="draft", media=media("Li Wei")))
    newsroom.build()
    assert "Li Wei" not in newsroom.read("credits/")


def test_sites_that_do_not_ask_for_it_have_none(site):
    made = site("-- content/local/a.md --\n" + story())
    made.build()
    assert not (made.out / "credits").exists()
