"""Story pages: what readers find on them, from the headline to the links to what came before."""

import re
from collections.abc import Callable
from urllib.parse import quote

import lxml.html
import pytest

from ssg.text.share import NETWORKS
from tests.conftest import PIXEL, Site, story

MakeSite = Callable[..., Site]
PAPER = """
-- site.yaml --
title: The Harbor Ledger
base_url: https://ledger.example/paper/
timezone: America/New_York
social: {x: "@ledger"}
share: [email, facebook]
sections: {world: {title: World News}}
sources: {AP: {name: The Associated Press, url: https://apnews.com/, licence: All rights reserved}}
-- content/world/ferry-strike.md --
---
title: Crews & "talks" stall
deck: Commuters face a third day
kicker: Transport
date: 2026-11-20T06:30:00-05:00
updated: 2026-11-20T11:45:00Z
byline:
  - {name: Ana Ruiz, role: reporter}
  - Tomas Brandt
  - {name: Li Na, role: photographer}
contributors: [Ana Ruiz, Pat Doe]
dateline: {place: PORT ALDER, agency: AP}
source: {name: AP, url: "https://apnews.com/article/x"}
media:
  - src: ferry.png
    alt: Two ferries tied up
    caption: "FILE -- Ferries sit idle, Nov. 3, 2025. (AP Photo/Ines Kessler)"
tags: [Strike, Port Budget]
related:
  - world/budget.md
  - world/secret.md
  - {title: The 2019 strike, url: "https://example.org/2019"}
tagline: Ana Ruiz can be reached at ana@ledger.example.
corrections:
  - date: 2026-11-21T09:00:00-05:00
    kind: correction
    text: An earlier version misstated the number of crews.
  - {date: 2026-11-21T10:00:00-05:00, kind: update, text: A quote was added.}
---

Crews on all nine ferries walked out.

They mean to stay out.
-- content/world/ferry.png --
-- content/world/budget.md --
---
title: The port budget
date: 2026-11-19T06:30:00-05:00
---
Money.
-- content/world/later.md --
---
title: What came next
date: 2026-11-21T06:30:00-05:00
---
More.
-- content/local/other.md --
---
title: Another section
date: 2026-11-20T07:00:00-05:00
---
Elsewhere.
-- content/world/secret.md --
---
title: Not yet told
date: 2026-11-20T05:00:00-05:00
embargo: 2027-01-01T00:00:00Z
---
Hush.
"""
ADDRESS = "https://ledger.example/paper/world/2026/11/ferry-strike/"


@pytest.fixture(scope="module")
def page(paper: Site) -> lxml.html.HtmlElement:
    return paper.dom("world/2026/11/ferry-strike/")


def words(element: lxml.html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def one(element: lxml.html.HtmlElement, xpath: str) -> lxml.html.HtmlElement:
    found = element.xpath(xpath)
    assert len(found) == 1, f"{len(found)} of {xpath}"
    return found[0]


def test_headline_deck_kicker_and_section_open_the_page(page: lxml.html.HtmlElement) -> None:
    assert words(one(page, "//h1")) == "Crews & “talks” stall"
    assert words(one(page, "//p[@class='deck']")) == "Commuters face a third day"
    assert words(one(page, "//p[@class='kicker']")) == "World News Transport"
    assert one(page, "//p[@class='kicker']/a").get("href") == "/paper/world/"
    assert words(one(page, "//title")) == "Crews & “talks” stall | The Harbor Ledger"


def test_every_name_in_the_byline_leads_to_its_page(
    page: lxml.html.HtmlElement, paper: Site
) -> None:
    byline = one(page, "//p[@class='byline']")
    assert words(byline) == "By Ana Ruiz, reporter; Tomas Brandt; and Li Na, photographer"
    hrefs = [link.get("href") for link in byline.iter("a")]
    assert hrefs == [
        "/paper/authors/ana-ruiz/",
        "/paper/authors/tomas-brandt/",
        "/paper/authors/li-na/",
    ]
    for href in hrefs:
        assert paper.has(href.removeprefix("/paper/"))


def test_a_contributor_is_linked_only_where_they_have_a_page(page: lxml.html.HtmlElement) -> None:
    line = one(page, "//div[@class='credits']/p[starts-with(., 'Contributors')]")
    assert words(line) == "Contributors: Ana Ruiz and Pat Doe."
    assert [(a.text, a.get("href")) for a in line.iter("a")] == [
        ("Ana Ruiz", "/paper/authors/ana-ruiz/")
    ]


def test_dates_are_time_elements_on_the_site_s_clock(page: lxml.html.HtmlElement) -> None:
    meta = one(page, "//p[@class='meta']")
    assert [time.get("datetime") for time in meta.iter("time")] == [
        "2026-11-20T06:30:00-05:00",
        "2026-11-20T06:45:00-05:00",
    ]
    assert (
        words(meta) == "November 20, 2026, 6:30 a.m. EST Updated November 20, 2026, 6:45 a.m. EST"
    )


def test_the_dateline_opens_the_first_paragraph(page: lxml.html.HtmlElement) -> None:
    first = one(page, "//div[@class='body']").find("p")
    assert words(first) == "PORT ALDER (AP) — Crews on all nine ferries walked out."


OPENINGS = [
    ("The crews.\n{: .intro}", "<p class='intro'>PORT ALDER (AP) — The crews.</p>"),
    ("<p class='x'>The crews.</p>", "<p class='x'>PORT ALDER (AP) — The crews.</p>"),
    ("<div>\n<p>The crews.</p>\n</div>", "<p>PORT ALDER (AP) — The crews.</p>"),
    ("**The** crews.", "<p>PORT ALDER (AP) — <strong>The</strong> crews.</p>"),
    ("/// fact-box | Nine\nA box.\n///\n\nThe crews.", "<p>PORT ALDER (AP) — The crews.</p>"),
    ("![A](a.png)\n\nThe crews.", "<p>PORT ALDER (AP) — The crews.</p>"),
    ("<figure><figcaption>x</figcaption></figure>\n\nGo.", "<p>PORT ALDER (AP) — Go.</p>"),
]


def opened_story(site: MakeSite, body: str) -> Site:
    media = "[{src: a.png, alt: A, credit: Ana Ruiz}]"
    made = site(
        "-- content/local/a.png --\n\n-- content/local/a.md --\n"
        + story(dateline="PORT ALDER (AP)", media=media, body=body)
    )
    assert made.build().errors == 0, made.problems()
    return made


@pytest.mark.parametrize(("body", "first"), OPENINGS)
def test_the_dateline_opens_the_first_paragraph_whatever_its_attributes(
    site: MakeSite, body: str, first: str
) -> None:
    made = opened_story(site, body)
    (line,) = made.dom("local/2026/11/a/").xpath("//*[@class='dateline']")
    paragraph = line.getparent()
    wanted = lxml.html.fromstring(first)
    assert (paragraph.tag, words(paragraph)) == ("p", words(wanted))
    assert paragraph.attrib == wanted.attrib
    assert f"> — {first.partition('— ')[2]}" in made.read("feed.xml")


@pytest.mark.parametrize("body", ["## First\n\nThe crews.", "- one\n- two", "> A quote.\n\nText."])
def test_the_dateline_stands_above_a_text_that_begins_without_a_paragraph(
    site: MakeSite, body: str
) -> None:
    made = opened_story(site, body)
    assert words(one(made.dom("local/2026/11/a/"), "//div[@class='body']").find("p")) == (
        "PORT ALDER (AP)"
    )
    assert made.read("feed.xml").count("PORT ALDER (AP)") == 1


def test_the_dateline_stands_on_the_first_page_of_a_long_story_alone(site: MakeSite) -> None:
    made = opened_story(site, "One.\n\n/// story-continues | page\n///\n\nTwo.")
    assert "PORT ALDER" in made.read("local/2026/11/a/")
    assert "PORT ALDER" not in made.dom("local/2026/11/a/2/").xpath("//main")[0].text_content()


def test_layouts_can_have_the_text_without_its_dateline(site: MakeSite) -> None:
    made = site(
        "-- layouts/story.html --\n{{ story.body }}|{{ story.text }}\n-- content/local/a.md --\n"
        + story(dateline="PORT ALDER", body="The crews.")
    )
    made.build()
    assert made.read("local/2026/11/a/") == (
        '<p>The crews.</p>|<p><span class="dateline">PORT ALDER</span> — The crews.</p>'
    )


def test_the_lead_picture_has_alt_caption_file_mark_and_credit(
    page: lxml.html.HtmlElement, paper: Site
) -> None:
    figure = one(page, "//figure[contains(@class, 'lead')]")
    image = one(figure, ".//img")
    assert image.get("alt") == "Two ferries tied up"
    assert (image.get("width"), image.get("height")) == ("1", "1")
    assert paper.files()[image.get("src").removeprefix("/paper/")].endswith(PIXEL[33:])
    assert (
        words(one(figure, ".//div[@class='caption']")) == "FILE — Ferries sit idle, Nov. 3, 2025."
    )
    assert words(one(figure, ".//div[@class='credit']")) == "AP Photo/Ines Kessler"


def test_corrections_stand_in_a_box_with_kind_and_date(page: lxml.html.HtmlElement) -> None:
    box = one(page, "//aside[@class='corrections']")
    assert [words(b) for b in box.iter("b")] == ["Correction", "Update"]
    assert [t.get("datetime") for t in box.iter("time")] == [
        "2026-11-21T09:00:00-05:00",
        "2026-11-21T10:00:00-05:00",
    ]
    assert "An earlier version misstated the number of crews." in words(box)
    assert "A quote was added." in words(box)


def test_tagline_and_source_close_the_story(page: lxml.html.HtmlElement) -> None:
    credits = one(page, "//div[@class='credits']")
    assert "Ana Ruiz can be reached at ana@ledger.example." in words(credits)
    assert credits.xpath(".//a[@href='mailto:ana@ledger.example']")
    assert "Source: The Associated Press. Licence: All rights reserved." in words(credits)
    assert (
        credits.xpath(".//a[@href='https://apnews.com/article/x']")[0].text
        == "The Associated Press"
    )


def test_tags_lead_to_their_pages(page: lxml.html.HtmlElement, paper: Site) -> None:
    tags = [(a.text, a.get("href")) for a in page.xpath("//a[@rel='tag']")]
    assert tags == [("Strike", "/paper/tags/strike/"), ("Port Budget", "/paper/tags/port-budget/")]
    assert paper.has("tags/strike/")
    assert paper.has("tags/port-budget/")


def test_related_stories_are_those_that_are_published(page: lxml.html.HtmlElement) -> None:
    links = [(words(a), a.get("href")) for a in page.xpath("//section[@class='related']//a")]
    assert links == [
        ("The port budget", "/paper/world/2026/11/budget/"),
        ("The 2019 strike", "https://example.org/2019"),
    ]


def test_previous_and_next_are_those_of_the_section(
    page: lxml.html.HtmlElement, paper: Site
) -> None:
    beside = one(page, "//nav[@class='beside']")
    assert one(beside, ".//a[@rel='prev']").get("href") == "/paper/world/2026/11/budget/"
    assert one(beside, ".//a[@rel='next']").get("href") == "/paper/world/2026/11/later/"
    oldest = paper.dom("world/2026/11/budget/")
    assert not oldest.xpath("//nav[@class='beside']//a[@rel='prev']")
    assert not paper.dom("local/2026/11/other/").xpath("//nav[@class='beside']")


def test_the_share_row_is_that_of_site_yaml_in_its_order(page: lxml.html.HtmlElement) -> None:
    hrefs = [a.get("href") for a in page.xpath("//nav[@class='share']//a")]
    title, url = quote('Crews & "talks" stall', safe=""), quote(ADDRESS, safe="")
    assert hrefs == [
        f"mailto:?subject={title}&body={title}%0D%0A{url}",
        f"https://www.facebook.com/sharer/sharer.php?u={url}",
    ]


SHARED = """
-- site.yaml --
title: Ledger
base_url: https://ledger.example/paper/
social: {x: "@ledger"}
-- content/world/ferry.png --
"""
SHARED_TITLE = "Ferries & trains: 100% späť?"


def shared_page(site: MakeSite, **fields: str) -> lxml.html.HtmlElement:
    fields = {"title": f'"{SHARED_TITLE}"', "slug": "fähre", "byline": "Ana Ruiz"} | fields
    made = site(SHARED + "-- content/world/a.md --\n" + story(**fields))
    assert made.build().errors == 0, made.problems()
    return made.dom("world/2026/11/fähre/")


def test_each_network_gets_the_absolute_address_encoded_once(site: MakeSite) -> None:
    names = list(NETWORKS)
    page = shared_page(
        site,
        share=f"[{', '.join(names)}]",
        tags="[port, two words]",
        media="[{src: ferry.png, alt: Ferries, credit: Ana Ruiz}]",
    )
    u = quote("https://ledger.example/paper/world/2026/11/f%C3%A4hre/", safe="")
    t, m = (
        quote(SHARED_TITLE, safe=""),
        quote("https://ledger.example/paper/media/world/ferry.png", safe=""),
    )
    expected = {
        "facebook": f"https://www.facebook.com/sharer/sharer.php?u={u}",
        "x": f"https://x.com/intent/post?url={u}&text={t}&via=ledger&hashtags=port",
        "pinterest": f"https://pinterest.com/pin/create/button/?url={u}&media={m}&description={t}",
        "email": f"mailto:?subject={t}&body={t}%0D%0A{u}",
        "linkedin": f"https://www.linkedin.com/sharing/share-offsite/?url={u}",
        "reddit": f"https://www.reddit.com/submit?url={u}&title={t}",
        "whatsapp": f"https://api.whatsapp.com/send?text={t}%20{u}",
        "bluesky": f"https://bsky.app/intent/compose?text={t}%20{u}",
        "mastodon": f"https://share.joinmastodon.org/#text={t}%20{u}",
        "threads": f"https://www.threads.com/intent/post?text={t}&url={u}",
        "telegram": f"https://telegram.me/share/url?url={u}&text={t}",
        "flipboard": f"https://share.flipboard.com/bookmarklet/popout?v=2&title={t}&url={u}",
        "hackernews": f"https://news.ycombinator.com/submitlink?u={u}&t={t}",
    }
    hrefs = [a.get("href") for a in page.xpath("//nav[@class='share']//li/a")]
    assert hrefs == [expected[name] for name in names]
    assert [words(a) for a in page.xpath("//nav[@class='share']//a")] == [
        NETWORKS[name].label for name in names
    ]


def test_a_story_may_choose_its_own_networks_in_its_own_order(site: MakeSite) -> None:
    page = shared_page(site, share="[reddit, x]")
    assert [words(a) for a in page.xpath("//nav[@class='share']//a")] == [
        "Share on Reddit",
        "Share on X",
    ]


def test_a_story_may_switch_sharing_off(site: MakeSite) -> None:
    assert not shared_page(site, share="false").xpath("//nav[@class='share']")


@pytest.mark.parametrize(
    ("media", "offered"),
    [
        ("[{src: ferry.png, alt: Ferries, credit: Ana Ruiz}]", True),
        (
            "[{src: ferry.png, alt: Ferries, credit: Ana Ruiz, rights: {deny-syndication: true}}]",
            False,
        ),
        (
            (
                "[{src: ferry.png, alt: Ferries, credit: Ana Ruiz, rights: {allow-syndication:"
                " {until: 2026-11-01}}}]"
            ),
            False,
        ),
        ("[]", False),
    ],
)
def test_pinterest_is_offered_only_with_a_picture_that_may_be_handed_on(
    site: MakeSite, media: str, offered: bool
) -> None:
    page = shared_page(site, share="[pinterest, email]", media=media)
    labels = [words(a) for a in page.xpath("//nav[@class='share']//a")]
    assert labels == (["Share on Pinterest", "Email"] if offered else ["Email"])


LONG = """
-- content/local/long.md --
---
title: A long story
date: 2026-11-20T06:30:00-05:00
byline: Ana Ruiz
dateline: PORT ALDER
deck: Only once
media: [{src: a.png, alt: A pier, credit: Ana Ruiz}]
tags: [pier]
tagline: Write to Ana Ruiz.
---

First part.[^one] See [the end](#the-end) and [above](#the-start).

## The start

/// story-continues | page
///

## The middle

Second part.

/// story-continues | page
///

## The end

Third part.[^two] Back to [the start](#the-start).

[^one]: Note one.
[^two]: Note two.
-- content/local/short.md --
---
title: Short
date: 2026-11-19T06:30:00-05:00
---
See [the middle](long.md#the-middle) and [a note](long.md#fn-two).
-- content/local/a.png --
"""


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Site:
    site = Site(tmp_path_factory.mktemp("long")).write(LONG)
    assert site.build().errors == 0, site.problems()
    return site


def test_a_long_story_has_numbered_pages(long: Site) -> None:
    pages = [long.dom(f"local/2026/11/long/{part}") for part in ("", "2/", "3/")]
    texts = [words(one(page, "//div[@class='body']")) for page in pages]
    for number, part in enumerate(("First part.", "Second part.", "Third part.")):
        assert [part in text for text in texts] == [n == number for n in range(3)]
    assert not long.has("local/2026/11/long/4/")
    for number, page in enumerate(pages, 1):
        nav = one(page, "//nav[@class='pages']")
        assert [a.get("href") for a in nav.xpath(".//a[not(@rel)]")] == [
            "/local/2026/11/long/",
            "/local/2026/11/long/2/",
            "/local/2026/11/long/3/",
        ]
        assert words(one(nav, ".//a[@aria-current='page']")) == f"Page {number}"


def test_what_opens_a_story_is_on_its_first_page_and_what_ends_it_on_its_last(long: Site) -> None:
    first, second, last = (long.dom(f"local/2026/11/long/{part}") for part in ("", "2/", "3/"))
    for xpath in (
        "//figure[contains(@class, 'lead')]",
        "//p[@class='deck']",
        "//span[@class='dateline']",
    ):
        assert [len(page.xpath(xpath)) for page in (first, second, last)] == [1, 0, 0], xpath
    for xpath in ("//a[@rel='tag']", "//p[.='Write to Ana Ruiz.']"):
        assert [len(page.xpath(xpath)) for page in (first, second, last)] == [0, 0, 1], xpath


def test_footnotes_are_on_the_page_that_refers_to_them(long: Site) -> None:
    first, second, last = (long.dom(f"local/2026/11/long/{part}") for part in ("", "2/", "3/"))
    assert [words(li) for li in first.xpath("//div[@class='footnote']//li")] == ["Note one. ↩"]
    assert not second.xpath("//div[@class='footnote']")
    note = one(last, "//div[@class='footnote']//li")
    assert note.get("value") == "2"
    for page in (first, last):
        ids = set(page.xpath("//@id"))
        for link in page.xpath("//a[contains(@class, 'footnote')]"):
            assert link.get("href").startswith("#")
            assert link.get("href")[1:] in ids


def test_anchors_lead_to_the_page_that_has_them(long: Site) -> None:
    first, last = long.dom("local/2026/11/long/"), long.dom("local/2026/11/long/3/")
    assert one(first, "//a[.='the end']").get("href") == "/local/2026/11/long/3/#the-end"
    assert one(first, "//a[.='above']").get("href") == "#the-start"
    assert one(last, "//a[.='the start']").get("href") == "/local/2026/11/long/#the-start"
    short = long.dom("local/2026/11/short/")
    assert one(short, "//a[.='the middle']").get("href") == "/local/2026/11/long/2/#the-middle"
    assert one(short, "//a[.='a note']").get("href") == "/local/2026/11/long/3/#fn-two"


def test_every_page_of_a_long_story_is_its_own_canonical(long: Site) -> None:
    for part in ("", "2/", "3/"):
        canonical = one(long.dom(f"local/2026/11/long/{part}"), "//link[@rel='canonical']")
        assert canonical.get("href") == f"https://ledger.example/local/2026/11/long/{part}"


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        (story(body="First *words* here.\n\nSecond."), "First words here."),
        (story(summary="From the field", body="First."), "From the field"),
        (story(description="From its other name", body="First."), "From its other name"),
        (story(body="One.\n\nTwo.\n\n<!--more-->\n\nThree."), "One. Two."),
        (story(body="## A heading\n\nAfter it.[^1]\n\n[^1]: A note."), "After it."),
        (story(body="/// fact-box | Facts\nInside.\n///\n\nOutside."), "Outside."),
    ],
)
def test_the_summary_is_the_field_or_what_stands_above_more_or_the_first_paragraph(
    site: MakeSite, text: str, summary: str
) -> None:
    made = site("-- content/local/a.md --\n" + text)
    assert made.build().errors == 0, made.problems()
    assert (
        one(made.dom("local/2026/11/a/"), "//meta[@name='description']").get("content") == summary
    )


def test_a_story_may_be_in_another_language(site: MakeSite) -> None:
    made = site(
        "-- content/local/a.md --\n" + story(title="Vögel", lang="de", body='Sie sagte "ja".')
    )
    made.build()
    page = made.dom("local/2026/11/a/")
    assert page.get("lang") == "de"
    assert one(page, "//header[@class='masthead']").get("lang") == "en"
    assert "„ja“" in words(page)
    headline = one(made.dom("local/"), "//article//a[.='Vögel']")
    assert headline.xpath("ancestor-or-self::*[@lang][1]/@lang") == ["de"]


@pytest.mark.parametrize(
    ("fields", "heading"),
    [
        ({"status": "killed"}, "This story has been withdrawn"),
        ({"status": "withheld"}, "This story is being withheld"),
        ({"expires": "2026-11-21T00:00:00Z"}, "This story is no longer available here"),
    ],
)
def test_a_recalled_story_is_a_notice_that_tells_nothing_of_it(
    site: MakeSite, fields: dict[str, str], heading: str
) -> None:
    note = (
        "[{date: 2026-11-21, kind: note, text: The report did not meet our standards.}, {date:"
        " 2026-11-20, text: We said that Canarymayor was charged.}]"
    )
    media = "[{src: ferry.png, alt: A canaryferry, credit: Canary Fotos, caption: Canarycaption}]"
    text = story(
        title="Canarytitle",
        body="Canarybody",
        byline="Canary Byline",
        tags="[canarytag]",
        corrections=note,
        media=media,
        source="{name: Coastal, url: https://coastal.example/x}",
        deck="Canarydeck",
        **fields,
    )
    made = site(
        "-- content/local/a.md --\n"
        + text
        + "-- content/local/b.md --\n"
        + story()
        + "-- content/local/ferry.png --\n"
    )
    made.build()
    page = made.dom("local/2026/11/a/")
    assert words(one(page, "//h1")) == heading
    assert one(page, "//meta[@name='robots']").get("content") == "noindex"
    assert not page.xpath(
        "//link[@rel='canonical'] | //meta[starts-with(@property, 'og:')] | //script"
    )
    assert "The report did not meet our standards." in words(page)
    assert bool(page.xpath("//a[@href='https://coastal.example/x']")) == ("expires" in fields)
    for path, content in made.files().items():
        assert b"canary" not in content.lower(), path
        assert "canary" not in path.lower()
        assert not path.startswith("media/")


def test_an_archived_story_keeps_its_page_and_leaves_the_feeds(site: MakeSite) -> None:
    made = site(
        "-- content/local/a.md --\n"
        + story(title="Oldarchived", status="archived")
        + "-- content/local/b.md --\n"
        + story()
    )
    assert made.build().errors == 0
    listed = {path for path, content in made.files().items() if b"Oldarchived" in content}
    assert "local/2026/11/a/index.html" in listed
    assert "local/index.html" in listed
    assert not listed & {"feed.xml", "local/feed.xml"}
    assert "/local/2026/11/a/" in made.read("sitemap.xml")


def test_links_between_stories_survive_every_way_of_writing_them(site: MakeSite) -> None:
    made = site(
        "-- content/local/a.md --\n"
        + story(
            body=(
                "[beside](b%20c.md) [rooted](/world/d.md) [below](world/d.md?x=1#part)"
                " [up](../world/d.md) [address](/world/2026/11/d/)"
                " [encoded](/local/2026/11/%C3%BCber/) [anchor](#caf%C3%A9) [decomposed](spät.md)"
                " [away](https://example.org/a?b=1&c=2)\n\n## Café {#café}"
            )
        )
        + "-- content/local/spa\u0308t.md --\n"
        + story()
        + "-- content/local/b c.md --\n"
        + story(slug="über")
        + "-- content/world/d.md --\n"
        + story(body="## Part")
    )
    assert made.build().errors == 0, made.problems()
    body = one(made.dom("local/2026/11/a/"), "//div[@class='body']")
    hrefs = {words(a): a.get("href") for a in body.iter("a")}
    assert hrefs == {
        "beside": "/local/2026/11/%C3%BCber/",
        "rooted": "/world/2026/11/d/",
        "below": "/world/2026/11/d/?x=1#part",
        "up": "/world/2026/11/d/",
        "address": "/world/2026/11/d/",
        "encoded": "/local/2026/11/%C3%BCber/",
        "anchor": "#café",
        "decomposed": "/local/2026/11/spat/",
        "away": "https://example.org/a?b=1&c=2",
    }


def test_an_ednote_is_published_nowhere(site: MakeSite) -> None:
    made = site("-- content/local/a.md --\n" + story(ednote="For editors only"))
    assert made.build().errors == 0
    for path, content in made.files().items():
        assert b"For editors only" not in content, path


def test_a_page_without_a_section_has_no_date_and_is_in_no_list(site: MakeSite) -> None:
    made = site(
        "-- content/about.md --\n---\ntitle: About us\n---\nWe are a paper.\n-- content/local/a.md"
        " --\n" + story()
    )
    assert made.build().errors == 0
    page = made.dom("about/")
    assert words(one(page, "//h1")) == "About us"
    assert not page.xpath("//main//time")
    assert "About us" not in words(one(made.dom(""), "//main"))
    assert one(page, "//footer//a[.='About us']").get("href") == "/about/"
    assert not re.search("About us", made.read("feed.xml"))


# ---- dates, languages, bylines


def only(made: Site, path: str = "local/2026/11/a/") -> lxml.html.HtmlElement:
    assert made.build().errors == 0, made.problems()
    return made.dom(path)


@pytest.mark.parametrize(
    ("date", "shown"),
    [
        ("2026-11-20", "November 20, 2026"),
        ("2026-11-20T00:00", "November 20, 2026, 12:00 a.m. EST"),
        ("2026-11-20T06:30:00-05:00", "November 20, 2026, 6:30 a.m. EST"),
    ],
)
def test_a_date_without_a_time_is_shown_without_one(site: MakeSite, date: str, shown: str) -> None:
    repairs = f"[{{text: Not so., date: {date}}}, {{text: Nor so., date: {date}}}]"
    page = only(
        site("-- content/local/a.md --\n" + story(date=date, updated=date, corrections=repairs))
    )
    assert words(one(page, "//p[@class='meta']")) == f"{shown} Updated {shown}"
    assert [words(time) for time in one(page, "//aside").iter("time")] == [shown, shown]


def test_a_date_in_the_name_of_the_file_has_no_time(site: MakeSite) -> None:
    page = only(site("-- content/local/2026-11-20-a.md --\n---\ntitle: Vote\n---\nText.\n"))
    assert words(one(page, "//p[@class='meta']")) == "November 20, 2026"


def test_a_story_s_own_dates_are_in_its_language(site: MakeSite) -> None:
    repairs = "{text: Nein., date: 2026-11-21}"
    page = only(
        site(
            "-- content/local/a.md --\n" + story(date="2026-11-20", lang="de", corrections=repairs)
        )
    )
    times = {words(time): time.get("lang") for time in page.iter("time")}
    assert times == {"20. November 2026": "de", "21. November 2026": "de"}


@pytest.mark.parametrize(
    ("byline", "shown"),
    [
        (
            "[{name: Ana, role: reporter}, {name: Tom, role: photographer}]",
            "By Ana, reporter, and Tom, photographer",
        ),
        ("[{name: Ana}, {name: Tom, role: photographer}]", "By Ana and Tom, photographer"),
        ("[{name: Ana, role: reporter}, {name: Tom}]", "By Ana, reporter, and Tom"),
        (
            "[{name: Ana, org: The Harbor Ledger}, {name: Tom, org: The Harbor Ledger}]",
            "By Ana and Tom",
        ),
        ("[{name: Ana, org: The Harbor Ledger}, {name: Tom}, {name: Li}]", "By Ana, Tom, and Li"),
        ("By Ana Ruiz in Madrid", "By Ana Ruiz, Madrid"),
        (
            "Ana Ruiz, staff writer, Harbor PA, Madrid",
            "By Ana Ruiz, staff writer, Harbor PA, Madrid",
        ),
        (
            "Ana Ruiz in Madrid and Tomas Brandt in Kyiv",
            "By Ana Ruiz, Madrid, and Tomas Brandt, Kyiv",
        ),
        (
            "{name: Ana Ruiz, role: correspondent in Madrid, location: Madrid}",
            "By Ana Ruiz, correspondent in Madrid",
        ),
    ],
)
def test_bylines_read_as_sentences(site: MakeSite, byline: str, shown: str) -> None:
    assert (
        words(
            one(
                only(site("-- content/local/a.md --\n" + story(byline=byline))),
                "//p[@class='byline']",
            )
        )
        == shown
    )


def test_a_story_that_is_read_from_right_to_left_says_so(site: MakeSite) -> None:
    made = site(
        "-- content/local/a.md --\n"
        + story("שלום", lang="he")
        + "-- content/local/b.md --\n"
        + story("Hello", series="S")
    )
    page = only(made)
    assert (page.get("lang"), page.get("dir")) == ("he", "rtl")
    masthead = one(page, "//header[@class='masthead']")
    assert (masthead.get("lang"), masthead.get("dir")) == ("en", "ltr")
    front = made.dom("")
    assert front.get("dir") is None
    assert {h.get("dir") for h in front.xpath("//h2[@lang='he']")} == {"rtl"}
    assert {h.get("dir") for h in front.xpath("//main//h2[not(@lang)]")} == {None}


def test_the_parts_of_a_series_are_set_in_their_own_languages(site: MakeSite) -> None:
    german = story('"Eins"', date="2026-11-19", series="S", lang="de").replace(
        '"Eins"', "'\"Eins\"'"
    )
    page = only(
        site(
            "-- content/local/a.md --\n" + story(series="S") + "-- content/local/b.md --\n" + german
        )
    )
    (part,) = page.xpath("//section[@class='series']//a[@lang='de']")
    assert words(part) == "„Eins“"
