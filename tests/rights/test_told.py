"""What a picture's own file says: it stands in for what the story leaves out, and goes where the
picture goes.
"""

import datetime as dt
import json

import pytest
from conftest import SITE_YAML, story
from photographs import jpeg_with, photograph, xmp_segment

from ssg.media.metadata.xmp import write_xmp
from ssg.model.file_metadata import RightsMetadata
from ssg.model.rights import Licensor

SITE = f"-- site.yaml --\n{SITE_YAML}pictures: {{widths: [], formats: []}}\n"
SAID = b"""<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
  xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
  photoshop:Credit="AP" photoshop:DateCreated="2026-11-19">
<dc:creator><rdf:Seq><rdf:li>Ines Kessler</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt>
<rdf:li xml:lang="x-default">FILE - Ferries at rest. (AP Photo/Ines Kessler)</rdf:li>
</rdf:Alt></dc:description>
<Iptc4xmpCore:AltTextAccessibility><rdf:Alt>
<rdf:li xml:lang="x-default">Two ferries at a pier</rdf:li>
</rdf:Alt></Iptc4xmpCore:AltTextAccessibility>
</rdf:Description></rdf:RDF></x:xmpmeta>"""
RIGHTS = RightsMetadata(
    credit="AP",
    creators=("Ines Kessler",),
    copyright="© 2026 AP",
    web_statement="https://ap.example/terms",
    licensors=(Licensor(name="AP", url="https://ap.example/buy"),),
    digital_source_type=(
        "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia"
    ),
)


@pytest.fixture
def newsroom(site):
    """A story with one picture: `fields` of its entry, and what the file says."""

    def make(fields="", packet=SAID, settings="", **more):
        made = site(
            SITE
            + settings
            + "-- content/local/pier.md --\n"
            + story(media=f"[{{src: pier.jpg{fields}}}]", **more)
        )
        (made.root / "content/local/pier.jpg").write_bytes(
            jpeg_with(xmp_segment(packet), image=photograph())
        )
        return made

    return make


def article(made):
    for text in made.dom("local/2026/11/pier/").xpath(
        "//script[@type='application/ld+json']/text()"
    ):
        if json.loads(text)["@type"] == "NewsArticle":
            return json.loads(text)


def test_a_story_needs_to_say_nothing_that_the_file_says(newsroom):
    made = newsroom()
    assert made.build().errors == 0
    assert made.problems() == []
    figure = made.dom("local/2026/11/pier/").xpath("//figure")[0]
    assert figure.xpath(".//img/@alt") == ["Two ferries at a pier"]
    assert (
        " ".join(figure.text_content().split()) == "FILE — Ferries at rest. AP Photo/Ines Kessler"
    )
    [image] = article(made)["image"]
    assert image["creditText"] == "AP Photo/Ines Kessler"
    assert image["creator"] == [{"@type": "Person", "name": "Ines Kessler"}]
    assert image["dateCreated"] == "2026-11-19"


def test_what_the_story_says_wins_field_by_field(newsroom):
    made = newsroom(", alt: Ferries, credit: I. Kessler/AP")
    assert made.build().errors == 0
    assert made.problems() == []
    figure = made.dom("local/2026/11/pier/").xpath("//figure")[0]
    assert figure.xpath(".//img/@alt") == ["Ferries"]
    assert "I. Kessler/AP" in figure.text_content()
    assert "Ferries at rest." in figure.text_content()


def test_an_address_of_the_file_that_could_run_a_script_is_told_nowhere(newsroom):
    bad = write_xmp(
        RightsMetadata(
            credit="AP",
            web_statement="javascript:alert(1)",
            licensors=(Licensor(name="AP", url="data:text/html,x"),),
        )
    )
    made = newsroom(packet=bad)
    assert made.build().errors == 0
    written = (made.out / "media/local/pier.jpg").read_bytes()
    assert b"AP" in written
    assert b"javascript" not in written
    assert b"data:text" not in written


def test_a_file_that_names_nobody_leaves_the_credit_missing(newsroom):
    made = newsroom(packet=b"<x/>")
    made.build()
    assert made.codes() == ["alt-text", "missing-credit"]


def test_a_credit_that_names_somebody_else_than_the_file_is_a_warning_with_both(newsroom):
    made = newsroom(", alt: Ferries, credit: Tomas Brandt")
    made.build()
    assert made.problems() == [
        "content/local/pier.md:4:15 warning[credit-differs] the picture `pier.jpg` is credited to"
        " Tomas Brandt, but its file says AP Photo/Ines Kessler"
    ]
    (made.root / "content/local/pier.jpg").write_bytes(jpeg_with(image=photograph()))
    made.build()
    assert made.problems() == []


def test_another_credit_in_the_file_rewrites_the_page(newsroom):
    made = newsroom()
    made.build()
    (made.root / "content/local/pier.jpg").write_bytes(
        jpeg_with(xmp_segment(SAID.replace(b"Ines Kessler", b"Tomas Brandt")))
    )
    made.build()
    assert "AP Photo/Tomas Brandt" in made.read("local/2026/11/pier/")


def test_search_engines_are_told_of_copyright_licence_and_licensor_and_readers_of_the_machine(
    newsroom,
):
    made = newsroom(", alt: Ferries, caption: Ferries at rest.", write_xmp(RIGHTS))
    made.build()
    [image] = article(made)["image"]
    assert (image["license"], image["acquireLicensePage"]) == (
        "https://ap.example/terms",
        "https://ap.example/buy",
    )
    assert image["copyrightNotice"] == "© 2026 AP"
    assert image["caption"] == "Ferries at rest. (Image changed with AI)"
    assert (
        "Image changed with AI"
        in made.dom("local/2026/11/pier/").xpath("//figcaption")[0].text_content()
    )
    assert "Ferries at rest. (Image changed with AI)</media:description>" in made.read("feed.xml")


def test_a_preset_matches_the_credit_of_the_file_now_and_later(newsroom):
    preset = (
        'rights: {ap: {match: "AP Photo/*", allow-use: {until: 2026-11-30}, deny-syndication:'
        " true}}\n"
    )
    made = newsroom(settings=preset)
    assert made.build().errors == 0
    page = made.read("local/2026/11/pier/")
    assert "og:image" not in page
    assert "image" not in article(made)
    assert "media:content" not in made.read("feed.xml")
    made.build(now=dt.datetime(2026, 12, 5, tzinfo=dt.UTC))
    assert made.codes() == ["no-right-to-use"]
