"""Problems of the site as a whole, and where they are shown."""

import re

import pytest
from conftest import SITE_YAML, story
from photographs import encoded, photograph


def lines_of(site, code):
    return [line for line in site.problems() if f"[{code}]" in line]


def helps_of(site, code):
    return [p.help for p in site.report.problems if p.code == code]


# ---- addresses


def test_stories_of_two_days_with_one_name_are_told_of_a_pattern_with_days(site):
    made = site(
        "-- content/local/2026-10-10-roundup.md --\n---\ntitle: A\n---\nx\n"
        "-- content/local/2026-10-17-roundup.md --\n---\ntitle: B\n---\nx\n"
    )
    made.build()
    (help_,) = helps_of(made, "url-collision")
    assert "write `permalink: /:section/:year/:month/:day/:slug/` in site.yaml" in help_
    made.write(
        f"-- site.yaml --\n{SITE_YAML}permalink: /:section/:year/:month/:day/:slug/\n"
    ).build()
    assert made.problems() == []


def test_stories_of_one_day_with_one_name_are_not(site):
    made = site(
        f"-- content/local/a/index.md --\n{story('A')}-- content/local/b/a.md --\n{story('B')}"
    )
    made.build()
    assert helps_of(made, "url-collision") == [
        "give one of them another `slug`, `url` or file name"
    ]


def test_a_collision_with_a_page_of_ssg_names_the_word_that_is_taken(site):
    made = site(f"-- content/authors/ana.md --\n{story('A', byline='Ana Ruiz')}")
    made.build()
    (problem,) = [p for p in made.report.problems if p.code == "url-collision"]
    assert problem.path == "content/authors/ana.md"
    assert problem.help.startswith("ssg makes pages of its own at /authors/")


def test_names_that_begin_alike_for_eighty_letters_have_addresses_of_their_own(site):
    name = "the-council-votes-on-the-levy-for-the-seawall-and-the-pier-after-a-long-debate-in"
    made = site(
        f"-- content/local/{name}-may.md --\n{story('A')}"
        f"-- content/local/{name}-june.md --\n{story('B')}"
    )
    made.build()
    assert made.problems() == []
    assert made.has(f"local/2026/11/{name}-june/")


@pytest.mark.parametrize(
    ("aliases", "left"),
    [
        ("[/a/, /a/, a]", ["/a/"]),
        ("[/A/, /a/]", ["/A/"]),
        ("[/a/, /local/2026/11/x/]", ["/a/"]),
    ],
)
def test_an_alias_counts_once_however_it_is_written(site, aliases, left):
    made = site(f"-- content/local/x.md --\n{story('A', aliases=aliases)}")
    report = made.build()
    assert report.errors == 0
    assert [f"/{path}/" for path in ("A", "a") if made.has(f"{path}/")] == left
    told = [p.message for p in report.problems]
    assert all("was left out" in message for message in told)
    assert len(told) == (0 if "a]" in aliases and "/A/" not in aliases else 1)


# ---- sections


def test_a_section_that_is_nearly_another_is_a_warning_at_its_place(site):
    made = site(
        f"-- site.yaml --\n{SITE_YAML}sections: {{world: World}}\n"
        f"-- content/local/a.md --\n{story('Locl', section='Locl')}"
        f"-- content/local/b.md --\n{story('B', section='Wrld')}"
        f"-- content/local/c.md --\n{story('C')}-- content/world/d.md --\n{story('D')}"
    )
    made.build()
    assert lines_of(made, "unknown-section") == [
        "content/local/a.md:4:10 warning[unknown-section] `locl` makes a new section, which no"
        " folder and no line of site.yaml names",
        "content/local/b.md:4:10 warning[unknown-section] `wrld` makes a new section, which no"
        " folder and no line of site.yaml names",
    ]
    assert [p.label for p in made.report.problems] == [
        "did you mean `local`?",
        "did you mean `world`?",
    ]


def test_a_section_of_another_name_may_be_new(site):
    made = site(f"-- content/local/a.md --\n{story('A', section='Obituaries')}")
    assert made.build().problems == ()


def test_a_key_of_sections_that_no_story_belongs_to_is_a_warning(site):
    made = site(
        f"-- site.yaml --\n{SITE_YAML}sections:\n  Local News: Local\n  local: Local\n"
        f"-- content/local-news/a.md --\n{story('A')}-- content/local/b.md --\n{story('B')}"
    )
    made.build()
    (problem,) = made.report.problems
    assert (problem.code, problem.span.line, problem.label) == (
        "unknown-section",
        5,
        "did you mean `local-news`?",
    )


# ---- files in places where they do nothing


@pytest.mark.parametrize("path", ["content/index.md", "content/404.md", "content/media/note.md"])
def test_a_file_that_makes_no_page_is_told_and_not_published(site, path):
    made = site(f"-- {path} --\n{story('Welcome')}-- content/local/a.md --\n{story('A')}")
    report = made.build()
    assert [(p.code, p.path, p.severity) for p in report.problems] == [
        ("misplaced-file", path, "warning")
    ]
    assert not [name for name, data in made.files().items() if b"Welcome" in data]


def test_a_bundle_inside_media_of_another_section_is_a_story(site):
    made = site(f"-- content/local/media/index.md --\n{story('A')}")
    assert made.build().problems == ()


def test_an_index_of_a_folder_in_a_section_does_not_collide(site):
    made = site(
        "-- content/local/_index.md --\n---\ntitle: Local\n---\nNear.\n"
        "-- content/local/harbor/_index.md --\n---\ntitle: Harbor\n---\nBoats.\n"
        f"-- content/local/harbor/a.md --\n{story('A')}"
    )
    made.build()
    assert lines_of(made, "misplaced-file") == [
        "content/local/harbor/_index.md warning[misplaced-file] the file is the text of no section:"
        " `local` is one, its folders are not"
    ]
    assert "Near." in made.read("local/")


def test_fields_of_an_index_that_do_nothing_are_told(site):
    made = site(
        "-- content/local/_index.md --\n---\ntitle: Local\nlang: de\nextra: {x: 1}\n"
        "layout: story\n"
        "weight: 2\nsummary: Near.\n"
        "media: [{src: a.png, alt: A pier, credit: Ana Ruiz}]\n---\nNear.\n"
        f"-- content/local/a.png --\n\n-- content/local/a.md --\n{story('A')}"
    )
    made.build()
    assert [line.split("]")[0] for line in lines_of(made, "idle-field")] == [
        f"content/local/_index.md:{line}:1 warning[idle-field" for line in (3, 4, 5, 8)
    ]


def test_a_layout_with_nearly_the_name_of_another_is_told(site):
    made = site(
        "-- layouts/stroy.html --\nx\n-- layouts/long-read.html --\nx\n"
        "-- layouts/page2.html --\nx\n"
        "-- layouts/storys.html --\nx\n"
        '-- layouts/partials/mine.html --\n{% include "page2.html" %}\n'
        f"-- content/local/a.md --\n{story('A', layout='storys')}"
    )
    made.build()
    assert lines_of(made, "misplaced-file") == [
        "layouts/stroy.html warning[misplaced-file] the layout takes no other's place, and no story"
        " or layout names it"
    ]


# ---- times


def test_updates_and_corrections_to_come_are_warnings_until_they_come(site):
    made = site(
        f"-- content/local/a.md --\n{story('A', updated='2027-01-01')}"
        "-- content/local/b.md --\n"
        + story("B", corrections="[{date: 2026-12-01, text: It was nine.}]")
    )
    made.build()
    assert [line.split(" ")[0] for line in lines_of(made, "wrong-date")] == [
        "content/local/a.md:4:10",
        "content/local/b.md:4:22",
    ]
    import datetime as dt

    assert made.build(now=dt.datetime(2027, 2, 1, tzinfo=dt.UTC)).problems == ()


def test_a_correction_moves_what_search_engines_and_feeds_are_told(site):
    made = site(
        "-- content/local/a.md --\n"
        + story(
            "A",
            "2026-11-20T08:00:00-05:00",
            updated="2026-11-20T09:00:00-05:00",
            corrections="[{date: 2026-11-21T10:00:00-05:00, text: It was nine.}]",
        )
    )
    made.build()
    page = made.read("local/2026/11/a/")
    assert '"dateModified":"2026-11-21T10:00:00-05:00"' in page
    assert 'article:modified_time" content="2026-11-21T10:00:00-05:00"' in page
    assert "<lastmod>2026-11-21T15:00:00Z</lastmod>" in made.read("sitemap.xml")
    assert "<lastBuildDate>Sat, 21 Nov 2026 10:00:00 -0500" in made.read("feed.xml")


def test_a_day_is_not_before_a_time_on_it(site):
    made = site(
        "-- content/local/a.md --\n"
        + story(
            "A",
            "2026-11-10T08:00",
            updated="2026-11-10",
            corrections="[{date: 2026-11-10, text: It was nine.}]",
        )
    )
    assert made.build().problems == ()
    page = made.read("local/2026/11/a/")
    assert '"dateModified":"2026-11-10T08:00:00-05:00"' in page


def test_offsets_of_old_clocks_are_whole_minutes(site):
    made = site(f"-- content/local/a.md --\n{story('A', '1880-05-01')}")
    made.build()
    assert '"datePublished":"1880-05-01T00:00:02-04:56"' in made.read("local/1880/05/a/")
    assert "-0456</pubDate>" in made.read("feed.xml")
    assert "-04:56:02" not in "".join(
        data.decode("utf-8", "replace") for data in made.files().values()
    )


# ---- hosts


def test_a_host_of_other_letters_is_written_in_ascii(site):
    made = site(
        "-- site.yaml --\ntitle: Bote\nbase_url: https://Müller.example/zeitung/\n"
        f"-- content/local/a.md --\n{story('A')}"
    )
    made.build()
    where = "https://xn--mller-kva.example/zeitung/"
    for path in ("sitemap.xml", "feed.xml", "robots.txt", "local/2026/11/a/"):
        assert where in made.read(path)
        assert "Müller" not in made.read(path)


# ---- links, at their place


LINKED = """---
title: "ferry.md sails"
date: 2026-11-20
---

`ferry.md` and [x](ferry.md).

```
[y](pier.md)
```

[y](pier.md) and <a href="/nope/">/nope/</a>.
"""


def test_a_link_is_shown_where_it_is_written_not_where_its_words_stand(site):
    made = site(f"-- content/local/a.md --\n{LINKED}")
    made.build()
    assert [line.split(" ")[0] for line in lines_of(made, "dead-link")] == [
        "content/local/a.md:6:20",
        "content/local/a.md:12:5",
        "content/local/a.md:12:27",
    ]


@pytest.mark.parametrize(
    ("link", "help_"),
    [
        ("[x](www.example.com)", "write `https://www.example.com`"),
        ("[x](example.org/story?x=1)", "write `https://example.org/story?x=1`"),
        ("[x](ana@ledger.example)", "write `mailto:ana@ledger.example`"),
        ("[x]()", "write the address between the parentheses"),
        ("[x](https://ledger.example/nope/)", "link to the story's file"),
        ("[x](http://ledger.example/nope/)", "link to the story's file"),
        ("[x](//ledger.example/nope/)", "link to the story's file"),
        ("[x](htps://e.example/a)", "write `https://e.example/a`"),
        ("[x](https:/e.example)", "write `https://e.example`"),
        ("[x](ttps://e.example)", "write `https://e.example`"),
        ("[x](https://)", "write the whole address"),
        ("[x](nope.md)", "write the path of a story file"),
    ],
)
def test_each_kind_of_dead_link_has_its_own_help(site, link, help_):
    made = site(f"-- content/local/a.md --\n{story('A')}See {link}.\n")
    made.build()
    (problem,) = made.report.problems
    assert (problem.code, problem.span is not None) == ("dead-link", True)
    assert problem.help.startswith(help_)


def test_a_whole_address_of_the_site_that_leads_to_a_page_or_file_is_fine(site):
    made = site(
        f"-- static/a.pdf --\nx\n-- content/local/a.md --\n{story('A')}"
        "[x](https://ledger.example/local/) [y](http://ledger.example/a.pdf)"
        " [w](//ledger.example/local/) [v](tel:+1-555-0100) [u](HTTPS://e.example)"
        " [z](https://ledger.example/local/2026/11/a/#top)\n"
    )
    assert made.build().problems == ()


def test_a_link_to_a_story_that_was_taken_back_does_not_wait_for_it(site):
    made = site(
        f"-- content/local/a.md --\n{story('A')}[x](b.md)\n-- content/local/b.md --\n"
        + story("B", status="killed", corrections="[{date: 2026-11-20, kind: kill, text: Gone.}]")
    )
    made.build()
    (help_,) = helps_of(made, "unpublished-link")
    assert help_.startswith("the story is killed, and the words stand there without the link")


def test_a_related_story_is_shown_where_it_is_named(site):
    made = site(
        "-- content/local/a.md --\n---\ntitle: nope.md\ndate: 2026-11-20\n"
        "related: [nope.md]\n---\nx\n"
    )
    made.build()
    assert lines_of(made, "dead-link")[0].startswith("content/local/a.md:4:11 ")


def test_a_missing_picture_is_shown_at_its_name_not_in_its_caption(site):
    made = site(
        "-- content/local/a.md --\n---\ntitle: A\ndate: 2026-11-20\nmedia:\n"
        "  - alt: The pier, as pier.jpg shows\n    caption: pier.jpg\n    credit: Ana Ruiz\n"
        "    src: pier.jpg\n---\nx\n"
    )
    made.build()
    assert lines_of(made, "missing-picture")[0].startswith("content/local/a.md:8:10 ")


def test_the_logo_of_the_publisher_is_shown_at_its_own_line(site):
    made = site(
        f"-- site.yaml --\n{SITE_YAML}image: logo.png\npublisher: {{name: X, logo: logo.png}}\n"
        f"-- content/local/a.md --\n{story('A')}"
    )
    made.build()
    assert [line.split(" ")[0] for line in lines_of(made, "missing-picture")] == [
        "site.yaml:4:8",
        "site.yaml:5:28",
    ]


# ---- what was written nearly right


def test_a_correction_before_its_story_and_a_zone_without_summer_time_are_told(site):
    config = f"-- site.yaml --\n{SITE_YAML}".replace("America/New_York", "EST")
    made = site(
        f"{config}-- content/local/a.md --\n"
        + story(
            "A",
            "2026-11-20T08:00:00-05:00",
            corrections="[{date: 2026-11-19T10:00:00-05:00, text: It was nine.}]",
        )
    )
    assert made.build().errors == 0
    (zone, *_) = [line for line in made.problems() if "EST" in line]
    assert "warning[wrong-value] the time zone `EST` has no summer time" in zone
    assert helps_of(made, "wrong-value") == ["write the name of a city, such as `America/New_York`"]
    assert lines_of(made, "wrong-date") == [
        "content/local/a.md:4:22 warning[wrong-date] the correction was made before the story's"
        " date"
    ]


def test_options_without_indentation_and_block_names_of_two_words_are_told_at_their_lines(site):
    body = "/// gallery\nimages: [a.jpg]\n///\n\n/// pull quote | x\nbig\n///"
    made = site("-- content/local/a.md --\n" + story("A", body=body))
    made.build()
    (option,) = lines_of(made, "block-options")
    assert "`images` is text, since it is not indented by four spaces" in option
    assert helps_of(made, "block-options") == ["write `    images: [a.jpg]`"]
    (block,) = [p for p in made.report.problems if p.code == "unknown-block"]
    assert (block.span.line, block.label) == (10, "did you mean `pull-quote`?")


def test_an_address_that_would_be_a_download_is_shown_with_a_slash(site):
    made = site("-- content/local/a.md --\n" + story("A", url="/news/st.louis"))
    made.build()
    assert helps_of(made, "wrong-slug") == ["write `url: /news/st.louis/`"]


def test_every_address_of_raw_html_is_below_the_base_path_and_whole_in_feeds(site):
    config = SITE_YAML.replace("https://ledger.example/", "https://ledger.example/paper/")
    body = (
        '<picture><source srcset="/img/x.webp 1x, /img/y.webp 2x">'
        '<img src="pier.jpg" alt="A pier" width="30"></picture>\n\n'
        '<video src="/clip.mp4" poster="/still.jpg" width="10"></video>'
    )
    files = "".join(
        f"-- static/{name} --\nx\n"
        for name in ("img/x.webp", "img/y.webp", "clip.mp4", "still.jpg")
    )
    media = "[{src: pier.jpg, alt: A pier, credit: Ana Ruiz}]"
    made = site(
        f"-- site.yaml --\n{config}{files}-- content/local/a.md --\n"
        + story("A", body=body, media=media)
    )
    (made.root / "content/local/pier.jpg").write_bytes(encoded(photograph(), "JPEG"))
    assert made.build().errors == 0, made.problems()
    page, feed = made.read("local/2026/11/a/"), made.read("feed.xml")
    assert 'srcset="/paper/img/x.webp 1x, /paper/img/y.webp 2x"' in page
    assert '<video src="/paper/clip.mp4" poster="/paper/still.jpg" width="10">' in page
    (image,) = re.findall(r'<img[^>]*width="30"[^>]*>', page)
    assert image.count("width=") == 1
    assert image.count("srcset=") <= 1
    for name in ("img/x.webp 1x", "img/y.webp 2x", "clip.mp4", "still.jpg"):
        assert f"https://ledger.example/paper/{name}" in feed


def test_a_list_of_names_with_the_words_of_a_byline_has_the_names_alone(site):
    made = site("-- content/local/a.md --\n" + story("A", byline="[By Ana Ruiz, and Tomas Brandt]"))
    made.build()
    names = made.dom("local/2026/11/a/").xpath("//p[@class='byline']/a/text()")
    assert names == ["Ana Ruiz", "Tomas Brandt"]
