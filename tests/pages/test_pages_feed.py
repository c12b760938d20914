"""RSS feeds, read as feed readers do: full text, absolute addresses, authors, credits, and nothing
that may not be handed on.
"""

import re
from collections.abc import Callable

import feedparser
import lxml.etree
import lxml.html
import pytest

from tests.conftest import PIXEL, SITE_YAML, Site, story

MakeSite = Callable[..., Site]
MEDIA = "{http://search.yahoo.com/mrss/}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
DC = "{http://purl.org/dc/elements/1.1/}"
PAPER = f"""
-- site.yaml --
{SITE_YAML.replace(".example/", ".example/paper/")}description: News & more from the "harbor".
copyright: © The Harbor Ledger
language: en-US
feed_size: 3
sections: {{world: {{title: World, description: From elsewhere.}}}}
-- content/world/ferry.md --
---
title: Crews & <talks> stall "again"
date: 2026-11-20T06:30:00-05:00
updated: 2026-11-21T06:30:00-05:00
byline: Ana Ruiz and Tomas Brandt
tags: [Strike, "Salt & Pepper"]
summary: Less < more.
media:
  - {{src: ferry.png, alt: Two ferries, caption: FILE -- Ferries & sheds., credit: Ana Ruiz/Ledger}}
  - src: denied.png
    alt: A canary
    caption: Canarycaption
    credit: AP Photo/Ines Kessler
    rights: {{deny-syndication: true}}
  - {{src: "/pier one.png", alt: A pier, credit: Ana Ruiz}}
related: [local/old.md]
---

Read [the old one](../local/old.md#part), [the rules](/rules.pdf), [below](#end) and [elsewhere](https://example.org/?a=1&b=2).

![](denied.png)

In the line ![a canary](denied.png) of text.

![](</pier one.png>)

/// gallery
    images: [denied.png, ferry.png]
///

/// related
    stories: [../local/old.md, secret.md]
///

## End

It said `]]>` and 3 < 4 & 5.[^1] [Hush](secret.md).

[^1]: A note.
-- content/world/ferry.png --
-- content/world/denied.png --
-- content/media/pier one.png --
-- content/world/secret.md --
{story("Secret", embargo="2027-01-01T00:00:00Z")}
-- content/local/old.md --
{story("Old", "2026-11-01T12:00:00Z", body="## Part")}
-- content/local/older.md --
{story("Older", "2026-10-02T00:00:00Z")}
-- content/local/oldest.md --
{story("Oldest", "2026-10-01T00:00:00Z")}
-- static/rules.pdf --
%PDF
"""
FERRY = "https://ledger.example/paper/world/2026/11/ferry/"


@pytest.fixture(scope="module")
def item(paper: Site) -> lxml.etree._Element:
    return tree(paper, "feed.xml").find("channel/item")


@pytest.fixture(scope="module")
def text(item: lxml.etree._Element) -> lxml.html.HtmlElement:
    return lxml.html.fromstring(f"<div>{item.findtext(f'{CONTENT}encoded')}</div>")


def tree(site: Site, path: str) -> lxml.etree._Element:
    return lxml.etree.fromstring(site.read(path).encode())


def test_a_feed_reader_finds_nothing_to_complain_about(paper: Site) -> None:
    for path in ("feed.xml", "world/feed.xml", "local/feed.xml"):
        read = feedparser.parse(paper.read(path))
        assert not read.bozo, read.get("bozo_exception")
        assert read.version == "rss20"


def test_a_channel_says_what_it_is_and_where(paper: Site) -> None:
    feed = feedparser.parse(paper.read("feed.xml")).feed
    assert (feed.title, feed.link) == ("The Harbor Ledger", "https://ledger.example/paper/")
    assert feed.subtitle == 'News & more from the "harbor".'
    assert (feed.language, feed.rights) == ("en-us", "© The Harbor Ledger")
    assert [link.href for link in feed.links if link.rel == "self"] == [
        "https://ledger.example/paper/feed.xml"
    ]
    section = feedparser.parse(paper.read("world/feed.xml")).feed
    assert (section.title, section.link) == (
        "The Harbor Ledger: World",
        "https://ledger.example/paper/world/",
    )
    assert section.subtitle == "From elsewhere."


def test_a_channel_was_built_when_its_newest_story_changed(paper: Site) -> None:
    feed = feedparser.parse(paper.read("feed.xml")).feed
    assert feed.updated_parsed[:6] == (2026, 11, 21, 11, 30, 0)


def test_feeds_hold_the_newest_stories_up_to_their_size(paper: Site) -> None:
    titles = {
        path: [e.title for e in feedparser.parse(paper.read(path)).entries]
        for path in ("feed.xml", "world/feed.xml", "local/feed.xml")
    }
    assert titles == {
        "feed.xml": ['Crews & <talks> stall "again"', "Old", "Older"],
        "world/feed.xml": ['Crews & <talks> stall "again"'],
        "local/feed.xml": ["Old", "Older", "Oldest"],
    }


def test_an_item_has_address_guid_date_authors_and_topics(item: lxml.etree._Element) -> None:
    assert item.findtext("link") == FERRY
    assert item.findtext("guid") == FERRY
    assert item.find("guid").get("isPermaLink", "true") == "true"
    assert item.findtext("pubDate") == "Fri, 20 Nov 2026 06:30:00 -0500"
    assert [e.text for e in item.findall(f"{DC}creator")] == ["Ana Ruiz", "Tomas Brandt"]
    assert [e.text for e in item.findall("category")] == ["Strike", "Salt & Pepper"]
    assert item.findtext("description") == "Less &lt; more."  # readers take it for HTML


def test_the_guid_stays_when_headline_and_text_change(paper: Site, site: MakeSite) -> None:
    changed = site(
        PAPER.replace("stall", "resume")
        .replace("It said", "They said")
        .replace("2026-11-21T06", "2026-11-21T09")
    )
    assert changed.build().errors == 0
    guids = [[e.id for e in feedparser.parse(s.read("feed.xml")).entries] for s in (paper, changed)]
    assert guids[0] == guids[1]


def test_the_lead_picture_comes_with_size_caption_and_credit(item: lxml.etree._Element) -> None:
    (media,) = item.findall(f"{MEDIA}content")
    assert dict(media.attrib) == {
        "url": "https://ledger.example/paper/media/world/ferry.png",
        "medium": "image",
        "type": "image/png",
        "width": "1",
        "height": "1",
    }
    assert media.findtext(f"{MEDIA}description") == "FILE — Ferries & sheds."
    assert media.findtext(f"{MEDIA}credit") == "Ana Ruiz/Ledger"


def test_the_full_text_has_only_absolute_addresses(text: lxml.html.HtmlElement) -> None:
    hrefs = {a.text_content(): a.get("href") for a in text.iter("a")}
    assert hrefs["the old one"] == "https://ledger.example/paper/local/2026/11/old/#part"
    assert hrefs["the rules"] == "https://ledger.example/paper/rules.pdf"
    assert hrefs["below"] == FERRY + "#end"
    assert hrefs["elsewhere"] == "https://example.org/?a=1&b=2"
    assert hrefs["Old"] == "https://ledger.example/paper/local/2026/11/old/"
    assert all(re.match(r"https://", address) for address in text.xpath("//@href | //@src"))


def test_a_story_that_is_not_published_is_named_without_a_link(text: lxml.html.HtmlElement) -> None:
    assert "Hush" in text.text_content()
    assert not text.xpath("//a[.='Hush'] | //a[.='Secret']")


def test_pictures_in_the_text_are_those_that_may_be_handed_on(
    text: lxml.html.HtmlElement, paper: Site
) -> None:
    pictures = [
        "https://ledger.example/paper/media/pier%20one.png",
        "https://ledger.example/paper/media/world/ferry.png",
    ]
    assert [img.get("src") for img in text.iter("img")] == pictures
    for path in ("feed.xml", "world/feed.xml"):
        assert "denied" not in paper.read(path)
        assert "Canarycaption" not in paper.read(path)
    assert "In the line  of text." in text.text_content()


def test_characters_that_xml_reserves_come_through(text: lxml.html.HtmlElement) -> None:
    assert "It said ]]> and 3 < 4 & 5." in text.text_content()


def test_no_feed_hands_on_a_lead_picture_that_it_may_not(site: MakeSite) -> None:
    entry = "[{src: a.png, alt: A, credit: AP Photo/Ines Kessler, rights: ap}]"
    made = site(
        f"-- site.yaml --\n{SITE_YAML}rights: {{ap: {{deny-syndication: {{reason: agency"
        " picture}}}\n"
        + "-- content/local/a.png --\n-- content/local/a.md --\n"
        + story(media=entry)
    )
    assert made.build().errors == 0, made.problems()
    assert made.files()["media/local/a.png"].endswith(
        PIXEL[33:]
    )  # behind its head its credit is written
    for path in ("feed.xml", "local/feed.xml"):
        assert tree(made, path).find(f".//{MEDIA}content") is None
        assert "a.png" not in made.read(path)


def test_nothing_that_a_layout_writes_breaks_a_feed(site: MakeSite) -> None:
    made = site(
        "-- layouts/blocks/odd.html --\n<p>tab\tbell\x07end\uffff]]></p>\n-- content/local/a.md"
        " --\n" + story(body="A form\x0cfeed.\n\n/// odd\n///")
    )
    assert made.build().errors == 0, made.problems()
    read = feedparser.parse(made.read("feed.xml"))
    assert not read.bozo
    assert read.entries[0].content[0].value == "<p>A formfeed.</p>\n<p>tab\tbellend]]></p>"


def test_a_long_story_is_whole_in_the_feed(site: MakeSite) -> None:
    made = site(
        "-- content/local/a.md --\n"
        + story(
            body=(
                "One.[^1]\n\n/// story-continues | page\n///\n\n## Two\n\n[up](#two)\n\n[^1]: Note."
            )
        )
    )
    assert made.build().errors == 0, made.problems()
    text = feedparser.parse(made.read("feed.xml")).entries[0].content[0].value
    for part in ("One.", "Two", "Note."):
        assert part in text
    assert 'href="https://ledger.example/local/2026/11/a/#two"' in text


def test_a_feed_that_pages_point_to_is_always_there(site: MakeSite) -> None:
    made = site(
        "-- content/local/a.md --\n"
        + story(status="archived")
        + "-- content/world/b.md --\n"
        + story(draft="true")
    )
    assert made.build().errors == 0
    linked = {
        a
        for path in made.files()
        if path.endswith(".html")
        for a in made.dom(path).xpath("//link[@rel='alternate']/@href")
    }
    assert linked == {"/feed.xml", "/local/feed.xml"}
    for address in linked:
        assert not feedparser.parse(made.read(address[1:])).entries


def test_a_recalled_story_leaves_the_feeds(site: MakeSite) -> None:
    made = site(
        "-- content/local/a.md --\n"
        + story("Canary", status="killed")
        + "-- content/local/b.md --\n"
        + story("Kept")
    )
    assert made.build().errors == 0
    for path in ("feed.xml", "local/feed.xml"):
        assert [e.title for e in feedparser.parse(made.read(path)).entries] == ["Kept"]


def test_the_full_text_has_dateline_contributors_tagline_and_source(site: MakeSite) -> None:
    fields = {
        "dateline": "PORT ALDER (AP)",
        "contributors": "[{name: Bo Li, role: photographer}, Eva Ek]",
        "tagline": 'Reach "us" at <desk@ledger.example>',
        "source": "{name: AP, url: 'https://ap.example/?a=1&b=2', licence: CC BY 4.0}",
    }
    made = site("-- content/local/a.md --\n" + story(body="Nine.", **fields))
    assert made.build().errors == 0, made.problems()
    (item,) = lxml.etree.fromstring(made.read("feed.xml").encode()).iter("item")
    assert item.findtext("{http://purl.org/rss/1.0/modules/content/}encoded") == (
        '<p><span class="dateline">PORT ALDER (AP)</span> — Nine.</p>\n'
        "<p>Contributors: Bo Li, photographer; Eva Ek.</p>\n"
        "<p>Reach “us” at &lt;desk@ledger.example&gt;</p>\n"
        '<p>Source: <a href="https://ap.example/?a=1&amp;b=2">AP</a>. Licence: CC BY 4.0.</p>'
    )


def test_corrections_stand_at_the_end_of_the_full_text(site: MakeSite) -> None:
    repairs = (
        '[{date: 2026-11-21T09:00:00-05:00, text: The "9" & <10> were swapped.}, {date: 2026-11-22,'
        " kind: update, text: More.}]"
    )
    made = site("-- content/local/a.md --\n" + story(body="Nine crews.", corrections=repairs))
    made.build()
    text = feedparser.parse(made.read("feed.xml")).entries[0].content[0].value
    assert (
        text
        == "<p>Nine crews.</p>\n<p><b>Correction</b> November 21, 2026, 9:00 a.m. EST<br />\nThe"
        " “9” &amp; &lt;10&gt; were swapped.</p>\n<p><b>Update</b> November 22, 2026<br"
        " />\nMore.</p>"
    )
