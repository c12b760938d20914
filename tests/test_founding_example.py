"""The article that ssg was founded on, pasted from the web: told again as a story, none of it is
lost on the page.
"""

import json
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import feedparser
import lxml.html
import msgspec
import pytest
import yaml
from PIL import Image

from ssg.grammar.credit import split_caption
from ssg.text.share import canonical_network
from tests.conftest import SITE_YAML, Site, story

_NETWORKS = ("Facebook", "X", "Pinterest", "Email")
_STRAIGHT = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})


class Pasted(msgspec.Struct, frozen=True, kw_only=True):
    """The parts of the pasted article."""

    headline: str
    networks: tuple[str, ...]
    alt: str
    caption: str
    above: tuple[str, ...]
    below: tuple[str, ...]
    contact: str

    @property
    def paragraphs(self) -> tuple[str, ...]:
        return self.above + self.below


@pytest.fixture(scope="module")
def pasted() -> Pasted:
    folder = Path(__file__).resolve().parent.parent.parent / "shared" / "seed"
    if not folder.is_dir():
        pytest.skip("the founding example is not here")
    (path,) = folder.glob("*.txt")
    lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    headline, bar, alt, caption, *rest = lines
    assert re.fullmatch(f"({'|'.join(_NETWORKS)}|Share)+", bar)
    related, end = rest.index("Related content:"), rest.index("Story Continues")
    contact = rest[end - 1]
    assert contact.startswith("-- ")
    return Pasted(
        headline=headline,
        networks=tuple(
            dict.fromkeys(canonical_network(name) for name in re.findall("|".join(_NETWORKS), bar))
        ),
        alt=alt,
        caption=caption,
        above=tuple(rest[:related]),
        below=tuple(rest[related + 1 : end - 1]),
        contact=contact.removeprefix("-- "),
    )


@pytest.fixture(scope="module")
def told(pasted: Pasted, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The same article as a story file, built."""
    fields = {
        "title": pasted.headline,
        "date": "2017-12-27",
        "byline": "By Richard Sisk",
        "share": list(pasted.networks),
        "media": [
            {
                "src": "flag.jpg",
                "alt": split_caption(pasted.alt).text,
                "caption": pasted.caption,
                "taken": "2017-07-17",
            }
        ],
        "related": [
            "world/earlier.md",
            {"title": "The mission", "url": "https://example.org/mission"},
        ],
        "tagline": pasted.contact,
    }
    related = "/// related | Related content\n    stories: [earlier.md]\n///"
    parts = [*pasted.above, related, *pasted.below, "/// story-continues\n///"]
    text = f"---\n{yaml.safe_dump(fields, allow_unicode=True)}---\n\n" + "\n\n".join(parts) + "\n"
    earlier = story("What was said earlier", "2017-12-20T12:00:00Z")
    site = Site(tmp_path_factory.mktemp("paper"))
    site.write(
        f"-- site.yaml --\n{SITE_YAML}-- content/world/impunity.md --\n{text}--"
        f" content/world/earlier.md --\n{earlier}"
    )
    Image.new("RGB", (640, 427), (90, 80, 70)).save(site.root / "content/world/flag.jpg", "JPEG")
    assert site.build().errors == 0, site.problems()
    return site


@pytest.fixture(scope="module")
def page(told: Site) -> lxml.html.HtmlElement:
    return told.dom("world/2017/12/impunity/")


@pytest.fixture(scope="module")
def article(page: lxml.html.HtmlElement) -> dict[str, object]:
    graphs = [
        json.loads(script.text) for script in page.xpath("//script[@type='application/ld+json']")
    ]
    return next(graph for graph in graphs if graph["@type"] == "NewsArticle")


def straight(text: str) -> str:
    """The words on one line, with typewriter quotes as in the pasted text."""
    return " ".join(text.translate(_STRAIGHT).split())


def text_of(page: lxml.html.HtmlElement, xpath: str) -> str:
    (found,) = page.xpath(xpath)
    return straight(found.text_content())


def test_only_judgements_about_the_long_alt_text_are_left(told: Site) -> None:
    assert set(told.codes()) <= {"alt-text"}


def test_the_headline_stands_on_the_page_and_in_the_data(
    pasted: Pasted, page: lxml.html.HtmlElement, article: dict[str, object]
) -> None:
    assert text_of(page, "//h1") == pasted.headline
    assert article["headline"] == pasted.headline


def test_the_byline_leads_to_the_reporter(
    told: Site, page: lxml.html.HtmlElement, article: dict[str, object]
) -> None:
    assert text_of(page, "//p[@class='byline']") == "By Richard Sisk"
    assert page.xpath("//p[@class='byline']/a/@href") == ["/authors/richard-sisk/"]
    assert told.has("authors/richard-sisk/")
    assert article["author"] == [
        {
            "@type": "Person",
            "name": "Richard Sisk",
            "url": "https://ledger.example/authors/richard-sisk/",
        }
    ]
    assert article["datePublished"] == "2017-12-27T00:00:00-05:00"
    assert page.xpath("//p[@class='meta']/time/@datetime") == ["2017-12-27T00:00:00-05:00"]


def test_the_contact_line_closes_the_story_with_a_link(
    pasted: Pasted, page: lxml.html.HtmlElement
) -> None:
    assert text_of(page, "//div[@class='credits']/p") == pasted.contact
    address = re.search(r"\S+@\S+\w", pasted.contact)[0]
    assert page.xpath("//div[@class='credits']//a/@href") == [f"mailto:{address}"]


def test_the_picture_has_its_long_alt_text_and_its_short_caption(
    pasted: Pasted, page: lxml.html.HtmlElement
) -> None:
    (image,) = page.xpath("//figure[contains(@class, 'lead')]//img")
    assert (image.get("width"), image.get("height")) == ("640", "427")
    told_alt = pasted.alt.removeprefix("FILE -- ").rpartition(" (")[0]
    assert straight(image.get("alt")) == told_alt
    caption = pasted.caption.removeprefix("FILE -- ").rpartition(" (")[0]
    assert (
        text_of(page, "//figure[contains(@class, 'lead')]//div[@class='caption']")
        == f"FILE — {caption}"
    )
    assert "July 17, 2017" in caption


def test_the_credit_names_agency_and_photographer_on_page_and_in_data(
    pasted: Pasted, page: lxml.html.HtmlElement, article: dict[str, object]
) -> None:
    credit = pasted.caption.rpartition("(")[2].rstrip(")")
    assert credit.startswith("AP Photo/")
    assert text_of(page, "//figure[contains(@class, 'lead')]//div[@class='credit']") == credit
    assert len(article["image"]) == 4  # three crops and the whole
    for image in article["image"]:
        assert image["creditText"] == credit
        assert image["creator"] == [{"@type": "Person", "name": credit.removeprefix("AP Photo/")}]
        assert image["caption"].startswith("FILE — ")
        assert image["dateCreated"] == "2017-07-17"


def test_related_stories_stand_in_the_text_where_they_stood_and_below_it(
    pasted: Pasted, page: lxml.html.HtmlElement
) -> None:
    (box,) = page.xpath("//aside[@class='related-box']")
    assert straight(box.xpath("./h2")[0].text_content()) == "Related content"
    assert box.xpath(".//a/@href") == ["/world/2017/12/earlier/"]
    assert straight(box.getprevious().text_content()) == pasted.above[-1]
    assert straight(box.getnext().text_content()) == pasted.below[0]
    assert page.xpath("//section[@class='related']//a/@href") == [
        "/world/2017/12/earlier/",
        "https://example.org/mission",
    ]


def test_the_share_links_are_those_of_the_share_bar(
    pasted: Pasted, page: lxml.html.HtmlElement
) -> None:
    assert pasted.networks == ("facebook", "x", "pinterest", "email")
    address = "https://ledger.example/world/2017/12/impunity/"
    facebook, x, pinterest, email = (
        parse_qs(urlsplit(href).query) for href in page.xpath("//nav[@class='share']//a/@href")
    )
    assert facebook == {"u": [address]}
    assert x == {"url": [address], "text": [pasted.headline]}
    assert pinterest == {
        "url": [address],
        "description": [pasted.headline],
        "media": [
            "https://ledger.example" + page.xpath("//figure[contains(@class, 'lead')]//img/@src")[0]
        ],
    }
    assert email == {"subject": [pasted.headline], "body": [f"{pasted.headline}\r\n{address}"]}


def test_every_paragraph_is_there_word_for_word_and_nothing_else(
    told: Site, pasted: Pasted, page: lxml.html.HtmlElement
) -> None:
    (body,) = page.xpath("//div[@class='body']")
    assert (
        tuple(straight(p.text_content()) for p in body.xpath("./p[not(@class)]"))
        == pasted.paragraphs
    )
    assert len(pasted.paragraphs) > 10
    assert [p.text for p in body.xpath("./p[@class='jump']")] == ["Story continues below"]


def test_the_feed_has_every_word_and_the_credit(told: Site, pasted: Pasted) -> None:
    entry = feedparser.parse(told.read("feed.xml")).entries[0]
    assert (entry.title, entry.author) == (pasted.headline, "Richard Sisk")
    (content,) = (content.value for content in entry.content if content.type == "text/html")
    text = straight(lxml.html.fromstring(content).text_content())
    for paragraph in pasted.paragraphs:
        assert paragraph in text
    assert entry.media_credit[0]["content"] in pasted.caption
