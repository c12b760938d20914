"""What machines read of a page: canonical, description, Open Graph, X card and JSON-LD."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from ssg.pages.head import og_locale, shorten
from tests.conftest import SITE_YAML, Site, story

MakeSite = Callable[..., Site]
PAPER = """
-- site.yaml --
title: The Harbor Ledger
base_url: https://ledger.example/paper/
timezone: America/New_York
description: News from the harbor.
language: en-GB
social: {x: ledger}
publisher: {name: Harbor Media, url: "https://harbor.example/", logo: logo.png}
sources: {AP: {name: The Associated Press}}
sections: {world: World}
-- static/logo.png --
-- content/world/ferry.md --
---
title: Crews & "talks" </script> stall
deck: A third day
date: 2026-11-20T06:30:00-05:00
updated: 2026-11-20T11:00:00-05:00
byline:
  - name: Ana Ruiz
    role: reporter
    email: ana@ledger.example
    url: "https://ana.example/"
    org: The Harbor Ledger
  - The Associated Press
contributors: Pat Doe
dateline: {place: PORT ALDER, agency: AP}
source: {name: AP, url: "https://apnews.com/article/x"}
summary: Crews are out & stay out.
tags: [Strike, Port]
media:
  - src: ferry.png
    alt: 'Two "ferries"'
    caption: "FILE -- Ferries. (AP Photo/Ines Kessler)"
    taken: 2025-11-03
  - {src: pier.png, alt: A pier, credit: Courtesy of the Port Museum}
  - {src: free.png, alt: A gull, credit: Sam Lee, rights: {licence: "https://creativecommons.org/licenses/by/4.0/"}}
corrections:
  - {date: 2026-11-21T09:00:00-05:00, kind: correction, text: The number of crews was wrong.}
---
Crews & boats.
-- content/world/ferry.png --
-- content/world/pier.png --
-- content/world/free.png --
-- content/about.md --
---
title: About
---
We are a paper.
"""
ADDRESS = "https://ledger.example/paper/world/2026/11/ferry/"
FERRY = "world/2026/11/ferry/"


def metas(site: Site, path: str) -> dict[str, str]:
    """What the meta elements say; several of one name are joined by bars."""
    found: dict[str, str] = {}
    for meta in site.dom(path).xpath("//meta[@property or @name]"):
        name, value = meta.get("property") or meta.get("name"), meta.get("content")
        found[name] = f"{found[name]}|{value}" if name in found else value
    return found


def graphs(site: Site, path: str) -> dict[str, dict[str, Any]]:
    """The JSON-LD of a page, by type."""
    items = [
        json.loads(s.text) for s in site.dom(path).xpath("//script[@type='application/ld+json']")
    ]
    assert all(item["@context"] == "https://schema.org" for item in items)
    return {item["@type"]: item for item in items}


def test_every_page_that_search_engines_may_read_names_itself(paper: Site) -> None:
    for path in paper.files():
        if not path.endswith(".html"):
            continue
        page = paper.dom(path)
        canonical = page.xpath("//link[@rel='canonical']/@href")
        if page.xpath("//meta[@name='robots']/@content") == ["noindex"]:
            assert not canonical
            continue
        assert canonical == ["https://ledger.example/paper/" + path.removesuffix("index.html")], (
            path
        )
        said = metas(paper, path)
        assert said["og:url"] == canonical[0]
        for name in (
            "description",
            "og:title",
            "og:type",
            "og:description",
            "og:site_name",
            "og:locale",
            "twitter:card",
            "twitter:title",
        ):
            assert said.get(name), f"{name} of {path}"
            assert "|" not in said[name]


def test_a_story_has_open_graph_and_x_card(paper: Site) -> None:
    said = metas(paper, FERRY)
    expected = {
        "description": "Crews are out & stay out.",
        "og:title": 'Crews & "talks" </script> stall',
        "og:type": "article",
        "og:url": ADDRESS,
        "og:site_name": "The Harbor Ledger",
        "og:description": "Crews are out & stay out.",
        "og:locale": "en_GB",
        "article:published_time": "2026-11-20T06:30:00-05:00",
        "article:modified_time": "2026-11-21T09:00:00-05:00",
        "article:section": "World",
        "article:tag": "Strike|Port",
        "og:image": "https://ledger.example/paper/media/world/ferry.png",
        "og:image:width": "1",
        "og:image:height": "1",
        "og:image:alt": 'Two "ferries"',
        "twitter:image": "https://ledger.example/paper/media/world/ferry.png",
        "twitter:image:alt": 'Two "ferries"',
        "twitter:card": "summary_large_image",
        "twitter:title": 'Crews & "talks" </script> stall',
        "twitter:description": "Crews are out & stay out.",
        "twitter:site": "@ledger",
    }
    assert {name: said.get(name) for name in expected} == expected


def test_a_front_is_a_website(paper: Site) -> None:
    said = metas(paper, "")
    assert (said["og:type"], said["description"], said["og:title"]) == (
        "website",
        "News from the harbor.",
        "The Harbor Ledger",
    )
    site = graphs(paper, "")["WebSite"]
    assert (site["name"], site["url"]) == ("The Harbor Ledger", "https://ledger.example/paper/")


def test_a_story_is_a_news_article(paper: Site) -> None:
    article = graphs(paper, FERRY)["NewsArticle"]
    expected = {
        "headline": 'Crews & "talks" </script> stall',
        "alternativeHeadline": "A third day",
        "url": ADDRESS,
        "mainEntityOfPage": ADDRESS,
        "inLanguage": "en-GB",
        "description": "Crews are out & stay out.",
        "datePublished": "2026-11-20T06:30:00-05:00",
        "dateModified": "2026-11-21T09:00:00-05:00",
        "dateline": "PORT ALDER (AP)",
        "articleSection": "World",
        "keywords": ["Strike", "Port"],
        "wordCount": 3,
        "isBasedOn": "https://apnews.com/article/x",
    }
    assert {name: article.get(name) for name in expected} == expected
    assert article["publisher"] == {
        "@type": "NewsMediaOrganization",
        "name": "Harbor Media",
        "url": "https://harbor.example/",
        "logo": {"@type": "ImageObject", "url": "https://ledger.example/paper/logo.png"},
    }


def test_each_author_is_one_object_with_an_address(paper: Site) -> None:
    article = graphs(paper, FERRY)["NewsArticle"]
    person, agency = article["author"]
    assert person == {
        "@type": "Person",
        "name": "Ana Ruiz",
        "url": "https://ledger.example/paper/authors/ana-ruiz/",
        "jobTitle": "reporter",
        "email": "ana@ledger.example",
        "sameAs": "https://ana.example/",
        "affiliation": {"@type": "Organization", "name": "The Harbor Ledger"},
    }
    assert (agency["@type"], agency["url"]) == (
        "Organization",
        "https://ledger.example/paper/authors/the-associated-press/",
    )
    assert article["contributor"] == [{"@type": "Person", "name": "Pat Doe"}]


@pytest.mark.parametrize("credit", ["Courtesy of Ana Ruiz", "Cortesía de Ana Ruiz", "Staff photo"])
def test_who_gave_a_picture_away_is_not_said_to_have_made_it(site, credit: str) -> None:
    made = site(
        "-- content/local/a.md --\n"
        + story(media=f"[{{src: pier.png, alt: A pier, credit: {credit}}}]")
        + "-- content/local/pier.png --\n"
    )
    assert made.build().errors == 0, made.problems()
    (image,) = graphs(made, "local/2026/11/a/")["NewsArticle"]["image"]
    assert image["creditText"] == credit
    assert "creator" not in image


def test_each_picture_says_whose_it_is(paper: Site) -> None:
    ferry, pier, free = graphs(paper, FERRY)["NewsArticle"]["image"]
    assert ferry == {
        "@type": "ImageObject",
        "url": "https://ledger.example/paper/media/world/ferry.png",
        "contentUrl": "https://ledger.example/paper/media/world/ferry.png",
        "width": 1,
        "height": 1,
        "caption": "FILE — Ferries.",
        "creditText": "AP Photo/Ines Kessler",
        "creator": [{"@type": "Person", "name": "Ines Kessler"}],
        "dateCreated": "2025-11-03",
    }
    assert pier["creditText"] == "Courtesy of the Port Museum"
    assert [creator["@type"] for creator in pier["creator"]] == ["Organization"]
    assert "caption" not in pier
    assert free["license"] == "https://creativecommons.org/licenses/by/4.0/"


def test_corrections_are_correction_comments(paper: Site) -> None:
    (comment,) = graphs(paper, FERRY)["NewsArticle"]["correction"]
    assert comment == {
        "@type": "CorrectionComment",
        "text": "The number of crews was wrong.",
        "datePublished": "2026-11-21T09:00:00-05:00",
    }


def test_breadcrumbs_lead_from_the_site_over_the_section_to_the_story(paper: Site) -> None:
    steps = graphs(paper, FERRY)["BreadcrumbList"]["itemListElement"]
    assert [(step["position"], step["name"], step["item"]["@id"]) for step in steps] == [
        (1, "The Harbor Ledger", "https://ledger.example/paper/"),
        (2, "World", "https://ledger.example/paper/world/"),
        (3, 'Crews & "talks" </script> stall', ADDRESS),
    ]


def test_a_page_is_a_web_page_without_author_or_date(paper: Site) -> None:
    page = graphs(paper, "about/")["WebPage"]
    assert page["name"] == "About"
    assert not {"author", "datePublished", "headline"} & set(page)


def test_a_story_without_byline_is_the_publisher_s(site: MakeSite) -> None:
    made = site("-- content/local/a.md --\n" + story())
    made.build()
    article = graphs(made, "local/2026/11/a/")["NewsArticle"]
    assert [author["name"] for author in article["author"]] == ["The Harbor Ledger"]
    assert article["dateModified"] == article["datePublished"]
    assert "image" not in article


@pytest.mark.parametrize(
    ("lang", "locale"),
    [
        ("en", "en_US"),
        ("en-gb", "en_GB"),
        ("EN-GB", "en_GB"),
        ("zh-Hans-CN", "zh_CN"),
        ("de-CH-1996", "de_CH"),
        ("pt-BR-x-ab", "pt_BR"),
        ("sv", "sv_SE"),
        ("pt", ""),
        ("zh", ""),
        ("zh-Hant", ""),
        ("sr-Latn", ""),
        ("es-419", ""),
        ("de-x-at", ""),
        ("tlh", ""),
    ],
)
def test_the_locale_is_a_language_and_a_country_or_is_left_out(lang: str, locale: str) -> None:
    assert og_locale(lang) == locale


def test_no_empty_locale_is_written(site: MakeSite) -> None:
    made = site("-- content/local/a.md --\n" + story(lang="pt"))
    made.build()
    assert "og:locale" not in metas(made, "local/2026/11/a/")


def test_keywords_are_the_tags_each_once_and_none_empty(site: MakeSite) -> None:
    tags = '["City Hall", "", "city  hall", " ", "CITY HALL", Straße, STRASSE]'
    made = site("-- content/local/a.md --\n" + story(tags=tags, share="[x]"))
    made.build()
    article = graphs(made, "local/2026/11/a/")["NewsArticle"]
    assert article["keywords"] == ["City Hall", "Straße"]


@pytest.mark.parametrize(
    ("lang", "body", "count"),
    [
        ("zh", "市议会周二推迟了表决。", 10),
        ("ja", "市議会は火曜日、投票を延期した。", 14),
        ("ja-JP", "**市議会**は2026年に AP 通信へ", 3 + 1 + 1 + 1 + 1 + 1 + 3),
        ("th", "สภาเมืองเลื่อนการลงคะแนน", 6),
        ("km", "ក្រុមប្រឹក្សា", 2),
        ("ko", "시의회는 화요일 표결을 연기했다.", 4),
        ("en", "The council put off 表决 today.", 6),
    ],
)
def test_scripts_without_spaces_are_counted_by_letters(
    site: MakeSite, lang: str, body: str, count: int
) -> None:
    made = site("-- content/local/a.md --\n" + story(lang=lang, body=body))
    made.build()
    assert graphs(made, "local/2026/11/a/")["NewsArticle"]["wordCount"] == count


def test_long_texts_are_cut_at_a_word_for_cards_and_search(site: MakeSite) -> None:
    made = site("-- content/local/a.md --\n" + story("Word " * 40, summary="Sentence " * 60))
    made.build()
    said = metas(made, "local/2026/11/a/")
    assert len(said["description"]) <= 200
    assert len(said["twitter:title"]) <= 70
    assert len(graphs(made, "local/2026/11/a/")["NewsArticle"]["headline"]) <= 110
    for text, word in ((said["description"], "Sentence"), (said["twitter:title"], "Word")):
        assert text.endswith(f"{word}…")


def test_text_is_cut_only_when_it_is_too_long() -> None:
    assert shorten("Just right", 10) == "Just right"
    assert shorten("Just too right", 10) == "Just too…"
    assert shorten("Stop, here now", 10) == "Stop…"
    assert len(shorten("x" * 300, 200)) <= 200


@pytest.mark.parametrize(
    "rights", ["deny-syndication: true", "allow-syndication: {until: 2026-01-01}"]
)
def test_a_picture_that_may_not_be_handed_on_is_on_no_card(site: MakeSite, rights: str) -> None:
    entry = f"[{{src: a.png, alt: A, credit: Ana Ruiz, rights: {{{rights}}}}}]"
    made = site("-- content/local/a.png --\n-- content/local/a.md --\n" + story(media=entry))
    assert made.build().errors == 0
    said = metas(made, "local/2026/11/a/")
    assert not [name for name in said if "image" in name]
    assert said["twitter:card"] == "summary"
    assert made.dom("local/2026/11/a/").xpath("//figure//img/@src") == ["/media/local/a.png"]


def test_a_vector_drawing_is_on_no_card_since_networks_do_not_show_it(site: MakeSite) -> None:
    made = site(
        '-- content/local/a.svg --\n<svg xmlns="http://www.w3.org/2000/svg" width="2"'
        ' height="2"/>\n-- content/local/a.md --\n'
        + story(media="[{src: a.svg, alt: A, credit: Ana Ruiz}]")
    )
    assert made.build().errors == 0, made.problems()
    assert "og:image" not in metas(made, "local/2026/11/a/")


def test_the_site_s_own_picture_stands_in_for_a_missing_one(site: MakeSite) -> None:
    made = site(
        f"-- site.yaml --\n{SITE_YAML}image: card.png\n-- static/card.png --\n-- content/local/a.md"
        " --\n" + story()
    )
    made.build()
    for path in ("", "local/", "local/2026/11/a/"):
        said = metas(made, path)
        assert (said["og:image"], said["twitter:card"]) == (
            "https://ledger.example/card.png",
            "summary_large_image",
        )


@pytest.mark.parametrize(
    ("sources", "fields", "noindex", "canonical"),
    [
        (
            "AP: {name: AP}",
            "{name: AP, url: https://apnews.com/x}",
            False,
            "https://ledger.example/local/2026/11/a/",
        ),
        (
            "AP: {name: AP, index: false}",
            "{name: AP, url: https://apnews.com/x}",
            True,
            "https://ledger.example/local/2026/11/a/",
        ),
        (
            "AP: {name: AP, index: false}",
            "{name: AP, url: https://apnews.com/x, canonical: source}",
            True,
            "https://apnews.com/x",
        ),
        (
            "Other: {name: O}",
            "{name: AP, url: https://apnews.com/x}",
            True,
            "https://ledger.example/local/2026/11/a/",
        ),
    ],
)
def test_a_copy_tells_search_engines_what_its_source_asks_for(
    site: MakeSite, sources: str, fields: str, noindex: bool, canonical: str
) -> None:
    made = site(
        f"-- site.yaml --\n{SITE_YAML}sources: {{{sources}}}\n-- content/local/a.md --\n"
        + story(source=fields)
    )
    assert made.build().errors == 0, made.problems()
    assert (metas(made, "local/2026/11/a/").get("Googlebot-News") == "noindex") is noindex
    page = made.dom("local/2026/11/a/")
    assert page.xpath("//link[@rel='canonical']/@href") == [canonical]
