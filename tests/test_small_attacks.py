"""Small attacks: by addresses of mail and of pages, cells of spreadsheets, layouts of other pages;
and what libraries say on the terminal.
"""

import csv
import io
import json
import logging
import subprocess
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from conftest import Site, story
from PIL import Image

from ssg.layouts import theme_folder
from ssg.layouts.environment import make_environment
from ssg.media.quiet import quietly
from ssg.pages.kinds.credits import for_spreadsheet
from ssg.story.front_matter import INNER_LAYOUTS
from ssg.text.urls import page_url_problem, permalink_problem, usable_slug

Make = Callable[[str], Site]
MEDIA = "\n  - {src: a.jpg, alt: A pier, caption: x., credit: Ana Ruiz}"


# ---- addresses of mail


def mailto(address: str) -> str:
    return (
        make_environment([], "en", {}).from_string("{{ address | mailto }}").render(address=address)
    )


@pytest.mark.parametrize(
    "address",
    [
        "a@x.example?bcc=b@y.example",
        "a@x.example,b@y.example",
        "a@x.example&bcc=b@y",
        "a@x#f",
        "a@x?body=x",
        "a@x;b@y",
        "a@x%3Fbcc=b@y.example",
    ],
)
def test_a_link_writes_to_one_address_and_says_nothing_else(address: str) -> None:
    link = urlsplit(mailto(address))
    assert (link.query, link.fragment) == ("", "")
    assert not set(link.path) & set(",;?&#")
    assert "%253F" in link.path if "%3F" in address else True


@pytest.mark.parametrize(
    "address",
    [
        "ana@ledger.example",
        "ana.ruiz+tips@news.ledger.example",
        "josé@ledger.example",
        "o_r-2@x.example",
    ],
)
def test_an_ordinary_address_stays_as_it_is(address: str) -> None:
    assert mailto(address) == f"mailto:{address}"


def test_no_page_has_a_mail_link_with_more_than_an_address(site: Make) -> None:
    newsroom = site(f"""
-- site.yaml --
title: L
base_url: https://l.example/
contact: desk@l.example?bcc=evil@y.example
share: [email]
-- content/world/a.md --
{story(title='"x&bcc=evil@y.example"', byline="Ana Ruiz (ana@l.example?bcc=evil%40y.example)")}
""")
    newsroom.build()
    links = [
        href
        for path in newsroom.files()
        if path.endswith(".html")
        for href in newsroom.dom(path).xpath("//a/@href")
    ]
    mails = {href for href in links if href.startswith("mailto:")}
    assert any("desk@l.example" in mail for mail in mails)
    for mail in mails:
        assert set(parse_qs(urlsplit(mail).query)) <= {"subject", "body"}, mail
        assert not urlsplit(mail).query or not urlsplit(mail).path


@pytest.mark.parametrize(
    "email", ["a@x.example?bcc=b", "a@x.example,b", "a;b@x.example", "a%2Cb@x.example"]
)
def test_an_address_with_a_question_mark_is_a_mistake(site: Make, email: str) -> None:
    newsroom = site(
        f"-- content/world/a.md --\n{story(byline=f'{{name: Ana, email: {json.dumps(email)}}}')}"
    )
    newsroom.build()
    (problem,) = newsroom.report.problems
    assert (problem.code, problem.span.line) == ("wrong-value", 4)


# ---- cells of spreadsheets


@pytest.mark.parametrize(
    "lead",
    ["", " ", "\u200b", "\ufeff", "\u00ad", "\u2060", "\x00", "\u00a0", "\u202e", "\u0301", "\t"],
)
@pytest.mark.parametrize(
    "sign", ["=", "+", "-", "@", "＝", "＋", "－", "＠", "﹢", "﹣", "﹦", "﹫", "−"]
)
def test_no_cell_begins_a_formula(lead: str, sign: str) -> None:
    assert for_spreadsheet(f"{lead}{sign}1+1") == f"'{lead}{sign}1+1"


@pytest.mark.parametrize(
    "text", ["", "AP", "“Port”", "© Ledger", "100 %", "(x)", "é", "中", "#1", "a=b"]
)
def test_other_cells_stay_as_they_are(text: str) -> None:
    assert for_spreadsheet(text) == text


def test_the_ledger_uses_it(site: Make) -> None:
    newsroom = site(f"""
-- site.yaml --
title: L
base_url: https://l.example/
credits: true
-- content/world/a.png --
-- content/world/a.md --
{story(title='"＝HYPERLINK(1)"', media=MEDIA.replace("a.jpg", "a.png"))}
""")
    newsroom.build()
    (row,) = csv.DictReader(io.StringIO(newsroom.read("credits/credits.csv")))
    assert row["story"] == "'＝HYPERLINK(1)"


# ---- addresses of pages


@pytest.mark.parametrize(
    "url",
    [
        "/sw.js",
        "/SW.JS",
        "/feed.xml",
        "/sitemap.xml",
        "/a/data.json",
        "/site.css",
        "/robots.txt",
        "/x.wasm",
        "/a.svg",
        "/.well-known/assetlinks.json",
        "/a.php",
        "/con/",
        "/news/aux.html",
        "/NUL",
        "/com1/x/",
        "/lpt³/",
        "/a/con .html",
    ],
)
def test_a_story_cannot_take_the_address_of_another_kind_of_file(site: Make, url: str) -> None:
    newsroom = site(f"-- content/world/a.md --\n{story(url=json.dumps(url, ensure_ascii=False))}")
    newsroom.build()
    (problem,) = newsroom.report.problems
    assert (problem.code, problem.span.line, bool(problem.help)) == ("wrong-slug", 4, True)
    assert newsroom.files() == {}


@pytest.mark.parametrize(
    "url",
    [
        "/strike/",
        "/a.html",
        "/old.htm",
        "/console/",
        "/auxiliary/",
        "/com/",
        "/com10/",
        "/node.js/",
        "/v1.2/",
        "/.well-known/x/",
    ],
)
def test_pages_keep_their_addresses(url: str) -> None:
    assert page_url_problem(url) is None


@pytest.mark.parametrize("url", ["/news/4711.php", "/story.aspx", "/old.shtml", "/a.html", "/a/"])
def test_a_former_address_may_end_as_old_systems_made_it(url: str) -> None:
    assert page_url_problem(url, is_old=True) is None


@pytest.mark.parametrize("alias", ["/sw.js", "/feed.xml", "/nul/", "/x/prn.html", "/app.mjs"])
def test_nor_can_an_alias(site: Make, alias: str) -> None:
    newsroom = site(f"-- content/world/a.md --\n{story(aliases=f'[/fine/, {alias}]')}")
    newsroom.build()
    (problem,) = newsroom.report.problems
    assert (problem.code, problem.span.line) == ("wrong-slug", 4)


@pytest.mark.parametrize(
    ("path", "fields", "help_"),
    [
        ("content/world/a.md", {"slug": "con"}, "write `slug: con-story`"),
        ("content/world/aux.md", {}, "write `slug: aux-story`"),
        ("content/nul/a.md", {}, "give its folder another name, or write `section:`"),
    ],
)
def test_nor_can_a_slug_a_file_name_or_a_folder(
    site: Make, path: str, fields: dict[str, str], help_: str
) -> None:
    newsroom = site(f"-- {path} --\n{story(**fields)}")
    newsroom.build()
    (problem,) = newsroom.report.problems
    assert (problem.code, problem.help) == ("wrong-slug", help_)
    assert problem.span is not None


def test_a_permalink_pattern_makes_pages() -> None:
    assert permalink_problem("/:section/:slug.html") is None
    assert permalink_problem("/:slug.js") == "a file that ends in `.js` is no page"
    assert "con" in (permalink_problem("/con/:slug/") or "")
    assert usable_slug("NUL") == "nul-story"


# ---- layouts of other pages


def test_the_layouts_of_other_pages_are_all_of_the_theme_but_those_of_stories() -> None:
    assert {path.stem for path in theme_folder().glob("*.html")} - {
        "story",
        "page",
    } == INNER_LAYOUTS


@pytest.mark.parametrize("name", ["redirect", "Redirect", "404", "base", "notice"])
def test_a_story_cannot_name_the_layout_of_another_kind_of_page(site: Make, name: str) -> None:
    newsroom = site(f"-- content/world/a.md --\n{story(layout=name)}")
    newsroom.build()
    (problem,) = newsroom.report.problems
    assert (problem.code, problem.span.line) == ("wrong-value", 4)
    assert problem.message == f"`layout` cannot be `{name}`: ssg makes other pages with it"
    assert "layout" in problem.help


# ---- libraries on the terminal


def odd_picture() -> bytes:
    """A JPEG whose EXIF promises more than is there: Pillow warns of it."""
    exif = Image.Exif()
    exif[0x010E] = "A long description that is cut off " * 4
    exif[0x0112] = 6
    data = bytearray(exif.tobytes())
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "navy").save(out, "JPEG", exif=bytes(data[:-60]))
    return out.getvalue()


def test_pillow_warns_of_the_picture_of_these_tests() -> None:
    with pytest.warns(UserWarning):  # noqa: PT030  (whatever it says)
        Image.open(io.BytesIO(odd_picture())).getexif().get(0x0112)


def test_what_pillow_warns_of_is_not_on_the_terminal(site: Make) -> None:
    newsroom = site("-- content/world/a.md --\n" + story(media=MEDIA))
    (newsroom.root / "content/world/a.jpg").write_bytes(odd_picture())
    done = subprocess.run(
        [sys.executable, "-W", "always", "-m", "ssg", "build", "-s", str(newsroom.root)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Warning" not in done.stderr, done.stderr
    assert "PIL" not in done.stderr


def test_neither_warnings_nor_logs_come_through(
    capsys: pytest.CaptureFixture, tmp_path: Path
) -> None:
    with quietly():
        warnings.warn("odd EXIF", UserWarning, stacklevel=1)
        logging.getLogger("PIL.TiffImagePlugin").warning("odd TIFF")
    assert capsys.readouterr().err == ""
