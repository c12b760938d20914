"""Problems between files: dead links and anchors, two pages at one address, missing pictures,
rights that run out.
"""

import unicodedata
from collections.abc import Callable

import pytest

from tests.conftest import NOW, SITE_YAML, Site, story

MakeSite = Callable[..., Site]


def local(*stories: str) -> str:
    """The stories as content/local/a.md, b.md, ..."""
    return "".join(
        f"-- content/local/{name}.md --\n{text}"
        for name, text in zip("abcdef", stories, strict=False)
    )


# ---- links


def test_a_dead_link_is_reported_where_it_stands_with_what_was_meant(site: MakeSite) -> None:
    made = site(
        local(story(body="Fine.\n\nSee [this](ferry-strik.md) now."))
        + "-- content/local/ferry-strike.md --\n"
        + story()
    )
    made.build(destination=None)
    (problem,) = made.report.problems
    assert made.problems() == [
        "content/local/a.md:8:12 error[dead-link] the link `ferry-strik.md` leads to no story"
    ]
    assert problem.excerpt == "See [this](ferry-strik.md) now."
    assert problem.label == "did you mean `ferry-strike.md`?"
    assert (
        problem.excerpt[problem.span.column - 1 : problem.span.end_column - 1] == "ferry-strik.md"
    )


@pytest.mark.parametrize(
    ("link", "message"),
    [
        ("/nowhere/", "the link leads to `/nowhere/`, where there is no page"),
        ("/nowhere.pdf", "the link leads to `/nowhere.pdf`, where there is no page"),
        ("picture.pdf", "the link `picture.pdf` leads to no story"),
        ("../../secret.md", "the link `../../secret.md` leads to no story"),
    ],
)
def test_a_link_to_nothing_is_an_error(site: MakeSite, link: str, message: str) -> None:
    made = site(local(story(body=f"[x]({link})")))
    made.build(destination=None)
    assert made.problems() == [f"content/local/a.md:6:5 error[dead-link] {message}"]


@pytest.mark.parametrize(
    "link",
    [
        "/",
        "/local/",
        "/local",
        "/rules.txt",
        "/feed.xml",
        "/tags/pier/",
        "/archive/2026/11/",
        "/rules.txt?v=2#top",
        "#part",
        "#",
        "#top",
        "a.md#Top",
        "?page=1",
    ],
)
def test_a_link_to_any_page_or_file_of_the_site_is_fine(site: MakeSite, link: str) -> None:
    made = site(
        local(story(body=f"[x]({link})\n\n## Part", tags="[pier]"))
        + "-- static/rules.txt --\nRules.\n"
    )
    made.build(destination=None)
    assert made.problems() == []


def test_an_anchor_that_is_not_there_is_an_error(site: MakeSite) -> None:
    made = site(
        local(
            story(body="[x](b.md#midle) [y](#nope) [z](/local/2026/11/b/#middle)"),
            story(body="## Middle"),
        )
    )
    made.build(destination=None)
    assert made.problems() == [
        "content/local/a.md:6:5 error[dead-anchor] there is no `#midle` in content/local/b.md",
        "content/local/a.md:6:21 error[dead-anchor] there is no `#nope` in content/local/a.md",
    ]
    assert made.report.problems[0].label == "did you mean `#middle`?"


def test_links_of_stories_that_nobody_sees_are_not_checked(site: MakeSite) -> None:
    made = site(
        local(story(body="[x](gone.md)", draft="true"), story(body="[x](gone.md)", status="killed"))
    )
    made.build(destination=None)
    assert "dead-link" not in made.codes()


@pytest.mark.parametrize(
    "fields",
    [
        {"draft": "true"},
        {"embargo": "2027-01-01T00:00:00Z"},
        {"date": "2027-01-01T00:00:00Z"},
        {"status": "killed"},
    ],
)
def test_a_link_to_an_unpublished_story_becomes_plain_text_with_a_warning(
    site: MakeSite, fields: dict[str, str]
) -> None:
    made = site(
        local(
            story(body='See [the *other* one](b.md "Title") and [here](#fn){#fn}'),
            story("Canary", **fields),
        )
    )
    assert made.build().errors == 0
    assert made.codes().count("unpublished-link") == 1
    body = made.dom("local/2026/11/a/").xpath("//div[@class='body']")[0]
    assert "See the other one and here" in " ".join(body.text_content().split())
    assert body.xpath(".//em")
    assert [a.get("href") for a in body.iter("a")] == ["#fn"]
    made.build(strict=True)
    assert made.report.errors >= 1


def test_a_related_story_that_does_not_exist_is_an_error(site: MakeSite) -> None:
    made = site(
        local(story(related="[b.md, local/c.md, local/d.md]"), story(), story(draft="true"))
    )
    made.build(destination=None)
    assert made.problems() == [
        "content/local/a.md:4:29 error[dead-link] the related story `local/d.md` does not exist"
    ]


# ---- collisions


def collisions(made: Site) -> list[str]:
    made.build(destination=None)
    return [
        line.partition(" error[url-collision] ")[2]
        for line in made.problems()
        if "[url-collision]" in line
    ]


def test_two_stories_with_one_address_are_an_error(site: MakeSite) -> None:
    made = site(local(story(slug="x"), story(slug="x")))
    assert collisions(made) == [
        "content/local/a.md and content/local/b.md have the same address: /local/2026/11/x/"
    ]


def test_two_addresses_that_are_one_on_some_disks_are_an_error(site: MakeSite) -> None:
    made = site(local(story(url="/Über/"), story(url="/über/")))
    assert collisions(made) == [
        "content/local/a.md and content/local/b.md have addresses that differ only in case or"
        " Unicode form: /Über/ and /über/"
    ]


def test_composed_and_decomposed_names_are_one_address(site: MakeSite) -> None:
    composed = unicodedata.normalize("NFC", "für.txt")
    made = site(
        f"-- static/{composed} --\n1\n-- static/{unicodedata.normalize('NFD', composed)} --\n2\n"
    )
    assert len(collisions(made)) == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            local(story(aliases="[/local/2026/11/b/]"), story()),
            "an alias of content/local/a.md and content/local/b.md have",
        ),
        (
            local(story(aliases="[/old/]"), story(aliases="[/old]")),
            "an alias of content/local/a.md and an alias of",
        ),
        (
            local(story(aliases="[/tags/pier/]", tags="[pier]")),
            "have the same address: /tags/pier/",
        ),
        (local(story(url="/local/")), "have the same address: /local/"),
        (local(story(url="/archive/")), "have the same address: /archive/"),
        ("-- static/index.html --\nx\n", "have the same address: / and /index.html"),
        ("-- static/feed.xml --\nx\n" + local(story()), "have the same address: /feed.xml"),
        (
            "-- static/media/a.png --\n-- content/media/a.png --\n"
            + local(story(media="[{src: a.png, alt: A, credit: B}]")),
            "/media/a.png",
        ),
        (
            "-- content/about.md --\n---\ntitle: A\n---\n-- static/about/index.html --\nx\n",
            "/about/",
        ),
        (
            "-- static/old --\nx\n" + local(story(aliases="[/old/]")),
            "the file static/old stands where content/local/a.md needs a folder",
        ),
        (
            (
                "-- content/local/_index.md --\n---\ntitle: A\n---\n-- content/local/b/_index.md"
                " --\n---\ntitle: B\nsection: local\n---\n"
            ),
            "section local",
        ),
    ],
)
def test_whatever_would_overwrite_something_else_is_an_error(
    site: MakeSite, text: str, message: str
) -> None:
    found = collisions(site(text))
    assert len(found) == 1
    assert message in found[0]


def test_a_file_with_a_dot_may_not_stand_where_a_folder_is_needed(site: MakeSite) -> None:
    assert collisions(site("-- static/v1.2 --\nx\n" + local(story(url="/v1.2/"))))


def test_an_embargoed_story_collides_with_nothing_until_it_is_published(site: MakeSite) -> None:
    made = site(local(story(slug="x"), story(slug="x", embargo="2027-01-01T00:00:00Z")))
    assert collisions(made) == []
    assert made.build(destination=None, future=True).errors == 1


# ---- pictures and rights


def test_a_missing_picture_is_reported_with_what_was_meant(site: MakeSite) -> None:
    made = site(
        local(story(media="[{src: Ferry.png, alt: A, credit: Ana Ruiz}]"))
        + "-- content/local/ferry.png --\n"
    )
    made.build(destination=None)
    assert made.problems() == [
        "content/local/a.md:4:15 error[missing-picture] there is no picture `Ferry.png`"
    ]
    assert made.report.problems[0].label == "did you mean `ferry.png`?"


@pytest.mark.parametrize(
    ("src", "message", "help_"),
    [
        ("dir.jpg", "`dir.jpg` is a folder, not a file", "name the file of the picture"),
        (
            "/etc/passwd.jpg",
            "there is no picture `/etc/passwd.jpg`",
            "a name that begins with / is looked for below content/ and content/media/",
        ),
        (
            "../../x.jpg",
            "there is no picture `../../x.jpg`: it would lie outside of content/",
            "beside the story or into content/media/",
        ),
        ("x.jpg", "there is no picture `x.jpg`", "upper and lower case count"),
    ],
)
def test_what_is_wrong_with_the_name_of_a_picture_is_said(
    site: MakeSite, src: str, message: str, help_: str
) -> None:
    made = site(local(story(media=f"[{{src: {src}, alt: A, credit: Ana Ruiz}}]")))
    (made.root / "content/local/dir.jpg").mkdir()
    made.build(destination=None)
    assert made.problems() == [f"content/local/a.md:4:15 error[missing-picture] {message}"]
    assert help_ in made.report.problems[0].help


def test_a_picture_may_lie_beside_the_story_or_in_the_media_folder(site: MakeSite) -> None:
    made = site(
        "-- content/local/ferry/index.md --\n"
        + story(
            media=(
                "[{src: a.png, alt: A, credit: Ana}, {src: deep/b.png, alt: B, credit: Ana}, {src:"
                " /world/c.png, alt: C, credit: Ana}]"
            )
        )
        + "-- content/local/ferry/a.png --\n-- content/media/deep/b.png --\n-- content/world/c.png"
        " --\n-- content/world/unused.png --\n"
    )
    assert made.build().problems == ()
    assert sorted(path for path in made.files() if path.startswith("media/")) == [
        "media/deep/b.png",
        "media/local/ferry/a.png",
        "media/world/c.png",
    ]


@pytest.mark.parametrize("status", ["killed", "withheld", "expired"])
def test_the_picture_of_a_recalled_story_may_be_deleted(site: MakeSite, status: str) -> None:
    note = "[{date: 2026-11-21, kind: kill, text: It was wrong.}]"
    made = site(
        local(
            story(
                media="[{src: gone.png, alt: A, credit: Ana Ruiz}]", status=status, corrections=note
            )
        )
    )
    assert made.build().errors == 0, made.problems()


@pytest.mark.parametrize(
    ("rights", "reported"),
    [
        (
            "{allow-use: {until: 2026-11-21, reason: handout}}",
            "!its lease ended on 2026-11-21 (handout)",
        ),
        (
            "{allow-use: {from: 2026-12-01}}",
            "!its lease begins on 2026-12-01",
        ),
        (
            "{deny-use: {reason: the family asked}}",
            "!the family asked",
        ),
        (
            "{allow-use: {until: 2026-11-25T12:00:00Z}}",
            "warning[rights-end-soon] the right to use `a.png` ends on 2026-11-25 at 07:00",
        ),
        ("{allow-use: {until: 2027-11-25}}", ""),
        ("{deny-syndication: true}", ""),
        ("handout", "!its lease ended on 2026-11-01"),
    ],
)
def test_pictures_are_used_only_while_their_rights_allow_it(
    site: MakeSite, rights: str, reported: str
) -> None:
    presets = (
        f"-- site.yaml --\n{SITE_YAML}rights: {{handout: {{allow-use: {{until: 2026-11-01}}}}}}\n"
    )
    made = site(
        presets
        + local(story(media=f"[{{src: a.png, alt: A, credit: Ana Ruiz, rights: {rights}}}]"))
        + "-- content/local/a.png --\n"
    )
    made.build(destination=None)
    reported = reported.replace("!", "error[no-right-to-use] the picture `a.png` may not be used: ")
    assert [line.partition(" ")[2] for line in made.problems()] == ([reported] if reported else [])


def test_a_preset_applies_to_the_credits_that_it_matches(site: MakeSite) -> None:
    presets = (
        f"-- site.yaml --\n{SITE_YAML}rights: {{ap: {{match: 'AP Photo/*', allow-use: {{until:"
        " 2026-11-01}}}\n"
    )
    pictures = (
        "[{src: a.png, alt: A, credit: Ana Ruiz}, {src: b.png, alt: B, credit: AP Photo/Ines"
        " Kessler}]"
    )
    made = site(
        presets
        + local(story(media=pictures))
        + "-- content/local/a.png --\n-- content/local/b.png --\n"
    )
    made.build(destination=None)
    assert [problem.code for problem in made.report.problems] == ["no-right-to-use"]
    assert "`b.png`" in made.report.problems[0].message
    assert NOW.year == 2026  # what the dates above stand against


def test_the_picture_and_logo_of_the_site_must_be_there(site: MakeSite) -> None:
    made = site(
        f"-- site.yaml --\n{SITE_YAML}image: card.png\npublisher: {{logo: logo.png}}\n--"
        " static/card.png --\n"
    )
    made.build(destination=None)
    assert made.problems() == [
        "site.yaml:5:19 warning[missing-picture] there is no picture `static/logo.png`"
    ]


# ---- blocks


def in_block(*lines: str) -> str:
    return "\n".join(["Fine.", "", *lines, "///"])


def test_the_stories_of_a_related_block_are_checked_as_links_are(site: MakeSite) -> None:
    body = in_block("/// related", "    stories: [b.md, c.md, local/d.md, nowhere.md]")
    made = site(
        local(story(body=body), story("B"), story("C", draft="true"), story("D", date="2027-01-01"))
    )
    made.build()
    assert made.problems() == [
        (
            "content/local/a.md:9:21 warning[unpublished-link] the related story `c.md` is not"
            " published"
        ),
        (
            "content/local/a.md:9:27 warning[unpublished-link] the related story `local/d.md` is"
            " not published"
        ),
        "content/local/a.md:9:39 error[dead-link] the related story `nowhere.md` does not exist",
    ]


def test_a_story_named_in_a_block_is_missed_when_it_goes_and_found_when_it_comes(
    site: MakeSite,
) -> None:
    made = site(local(story(body=in_block("/// related", "    stories: b.md")), story("B")))
    made.build()
    assert made.problems() == []
    (made.root / "content/local/b.md").unlink()
    made.build()
    assert made.codes() == ["dead-link"]
    made.write("-- content/local/b.md --\n" + story("B", draft="true"))
    made.build()
    assert made.codes() == ["unpublished-link"]


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        (["/// embed"], "8:1 the block `embed` has no address"),
        (
            ["/// embed | video.example/a"],
            "8:13 the address of the block `embed` must be a whole one, not `video.example/a`",
        ),
        (
            ["/// embed | https://a.example/", "    titel: A"],
            "9:5 `titel` is not an option of the block `embed`",
        ),
        (
            ["/// pull-quote | Ana", "    by: Ana", "", "So."],
            "9:5 `by` is not an option of the block `pull-quote`",
        ),
        (["/// story-continues | pgae"], "8:23 the block `story-continues` cannot take `pgae`"),
        (["/// figure"], "8:1 the block `figure` names no picture"),
        (["/// related | More"], "8:1 the block `related` names no story"),
        (
            ["/// related", "    stories: [{title: A}]"],
            "9:5 a story in the block `related` has neither `path` nor `url`",
        ),
    ],
)
def test_what_a_block_would_pass_over_in_silence_is_an_error(
    site: MakeSite, lines: list[str], problem: str
) -> None:
    made = site(local(story(body=in_block(*lines))))
    made.build(destination=None)
    place, _, message = problem.partition(" ")
    assert made.problems() == [f"content/local/a.md:{place} error[block-options] {message}"]


def test_a_block_of_the_site_takes_what_its_layout_reads(site: MakeSite) -> None:
    layouts = (
        "-- layouts/blocks/embed.html --\n{% include 'parts/frame.html' %}{{ block.options['id']"
        " }}\n-- layouts/parts/frame.html --\n{{ block.options.get('width', '9') }}{#"
        " block.options.height #}\n"
    )
    made = site(
        layouts + local(story(body=in_block("/// embed", "    {id: x1, width: 3, height: 4}")))
    )
    made.build()
    assert made.problems() == [
        "content/local/a.md:9:24 error[block-options] `height` is not an option of the block"
        " `embed`"
    ]
    made.write(
        "-- layouts/parts/frame.html --\n{{ block.options.height }}{{ block.options.width }}\n"
    )
    made.build()
    assert made.problems() == []
    assert "43x1" in made.read("local/2026/11/a/")


@pytest.mark.parametrize(
    "layout",
    [
        "{% for name, value in block.options.items() %}{{ value }}{% endfor %}",
        "{% set options = block.options %}{{ options.any }}",
        "{% macro show(it) %}{{ it.options.any }}{% endmacro %}{{ show(block) }}",
        "{% set part = 'parts/x.html' %}{% include part %}",
    ],
)
def test_where_it_cannot_be_told_what_a_layout_reads_any_option_is_fine(
    site: MakeSite, layout: str
) -> None:
    parts = (
        f"-- layouts/blocks/chart.html --\n{layout}\n-- layouts/parts/x.html --\n{{{{"
        " block.options.any }}\n"
    )
    made = site(parts + local(story(body=in_block("/// chart", "    any: thing"))))
    made.build()
    assert made.problems() == []
    assert "thing" in made.read("local/2026/11/a/")


def test_a_dead_link_is_told_in_the_same_run_as_a_mistake_in_the_front_matter(
    site: MakeSite,
) -> None:
    made = site(local(story(titel="Wrong", body="See [the ferry](ferry.md).")))
    made.build()
    assert sorted(made.codes()) == ["dead-link", "unknown-field"]
