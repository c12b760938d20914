"""Whose a picture is, by story, preset and file: what is embedded in every file made of it,
and goes to search engines.
"""

import json
import sys
from importlib import metadata

import pytest
from conftest import SITE_YAML, story
from photographs import CREDIT_XMP, exiftool, has_exiftool, jpeg_with, photograph, xmp_segment

import ssg.versions
from ssg.config.site import Config
from ssg.grammar.credit import parse_credit
from ssg.media.metadata.reader import read_metadata
from ssg.model.file_metadata import Metadata, rights_of
from ssg.model.probe import MediaFile, Probe
from ssg.model.rights import Licensor, Rights
from ssg.model.story import MediaEntry
from ssg.rights.resolve import resolve
from ssg.versions import engine_version

SITE = f"-- site.yaml --\n{SITE_YAML}pictures: {{widths: [40], formats: [webp], originals: true}}\n"
FILE = Metadata(
    credit="AP", creators=("Ines Kessler",), copyright="Copyright 2025 AP", usage_terms="No resale"
)
AI = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
WORDS = (
    "creator: [Ana Ruiz, Li Wei], digital_source_type: trainedAlgorithmicMedia, rights: {copyright:"
    " © 2026 Ledger, usage-terms: Ask us, web-statement: https://ledger.example/terms, licensor:"
    " {name: The Ledger, url: https://ledger.example/buy}}"
)


def embedded(credit="", metadata=FILE, rights=None, presets=None, **fields):
    entry = MediaEntry(
        src="a.jpg", credit=parse_credit(credit), rights=rights or Rights(), **fields
    )
    config = Config(title="L", base_url="https://l.example/", rights=presets or {})
    file = MediaFile(path="a.jpg", placeholder="", probe=Probe(), metadata=metadata)
    return resolve(entry, file, config).embedded


def entry(fields="", src="pier.jpg"):
    return f"[{{src: {src}, alt: A pier{fields}}}]"


@pytest.fixture
def newsroom(site):
    def make(fields="", settings="", more=""):
        made = site(
            SITE + settings + "-- content/local/pier.md --\n" + story(media=entry(fields)) + more
        )
        (made.root / "content/local/pier.jpg").write_bytes(
            jpeg_with(xmp_segment(CREDIT_XMP), image=photograph(100, 60))
        )
        return made

    return make


def picture_files(made):
    return sorted(
        path for folder in ("pictures", "media") for path in (made.out / folder).rglob("*.*")
    )


def test_a_story_that_says_nothing_leaves_the_words_of_the_file():
    assert embedded() == rights_of(FILE)


def test_what_the_story_says_stands_in_place_of_what_the_file_says_field_by_field():
    found = embedded(
        "Li Wei/The Harbor Ledger",
        rights=Rights(copyright="© 2026 Ledger", licensor=Licensor(name="Ledger")),
    )
    assert (found.credit, found.creators, found.copyright) == (
        "Li Wei/The Harbor Ledger",
        ("Li Wei",),
        "© 2026 Ledger",
    )
    assert (found.usage_terms, found.licensors) == ("No resale", (Licensor(name="Ledger"),))


@pytest.mark.parametrize(
    ("credit", "creators"),
    [
        ("AP Photo/Ines Kessler", ("Ines Kessler",)),
        ("AP Photo", ("Ines Kessler",)),  # the file knows more, and the credit agrees
        ("Li Wei", ("Li Wei",)),  # a bare name
        (
            "Port Alder Museum",
            (),
        ),  # others than those of the file: better nobody than the wrong one
    ],
)
def test_who_made_it_follows_the_credit(credit, creators):
    assert embedded(credit).creators == creators


def test_a_creator_of_its_own_counts_before_the_credit():
    assert embedded("AP Photo/Pool", creators=("Li Wei",)).creators == ("Li Wei",)


def test_a_preset_fills_what_the_story_leaves_out():
    preset = Rights(
        match="AP Photo/*",
        copyright="© AP",
        usage_terms="Editorial use only",
        digital_source_type=AI,
    )
    found = embedded(
        "AP Photo/Ines Kessler", rights=Rights(usage_terms="Once"), presets={"ap": preset}
    )
    assert (found.copyright, found.usage_terms, found.digital_source_type) == ("© AP", "Once", AI)
    by_file = embedded(
        metadata=Metadata(credit="AP", creators=("Ines Kessler",), copyright="mine"),
        presets={"ap": preset},
    )
    assert (by_file.credit, by_file.copyright) == ("AP", "© AP")


@pytest.mark.parametrize(
    ("licence", "address"),
    [
        ("CC BY-SA 4.0", "https://creativecommons.org/licenses/by-sa/4.0/"),
        ("CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("https://ledger.example/terms", "https://ledger.example/terms"),
        ("ask the desk", ""),
    ],
)
def test_a_licence_that_has_a_page_is_the_web_statement(licence, address):
    assert embedded("Ana Ruiz", rights=Rights(licence=licence)).web_statement == address


def test_the_web_statement_of_the_file_stays_as_it_is():
    metadata = Metadata(web_statement="https://creativecommons.org/licenses/by/4.0/deed.en")
    assert embedded("Ana Ruiz", metadata=metadata).web_statement == metadata.web_statement


def test_the_words_of_the_story_are_in_every_file_and_in_what_search_engines_read(newsroom):
    made = newsroom(f", credit: Ana Ruiz/The Ledger, {WORDS}")
    made.build()
    assert made.codes() == ["credit-differs"]
    assert len(picture_files(made)) == 6
    for path in picture_files(made):
        found = read_metadata(path)
        assert (found.credit, found.creators, found.copyright) == (
            "Ana Ruiz/The Ledger",
            ("Ana Ruiz", "Li Wei"),
            "© 2026 Ledger",
        ), path
        assert (found.usage_terms, found.web_statement, found.digital_source_type) == (
            "Ask us",
            "https://ledger.example/terms",
            AI,
        )
        assert found.licensors == (Licensor(name="The Ledger", url="https://ledger.example/buy"),)
    page = made.dom("local/2026/11/pier/")
    article = next(
        json.loads(text)
        for text in page.xpath("//script[@type='application/ld+json']/text()")
        if "NewsArticle" in text
    )
    image = article["image"][0]
    assert (image["digitalSourceType"], image["copyrightNotice"]) == (AI, "© 2026 Ledger")
    assert image["license"] == "https://ledger.example/terms"
    assert [creator["name"] for creator in image["creator"]] == ["Ana Ruiz", "Li Wei"]
    assert "Image made with AI" in page.xpath("//figcaption")[0].text_content()


@pytest.mark.skipif(not has_exiftool(), reason="ExifTool is not installed")
def test_exiftool_reads_the_words_of_the_story_in_every_file(newsroom):
    made = newsroom(f", credit: Ana Ruiz/The Ledger, {WORDS}")
    made.build()
    for path in picture_files(made):
        found = exiftool(path)
        assert found["XMP-photoshop:Credit"] == "Ana Ruiz/The Ledger", path
        assert found["XMP-dc:Creator"] == "Ana Ruiz, Li Wei"
        assert found["XMP-dc:Rights"] == "© 2026 Ledger"
        assert found["XMP-xmpRights:UsageTerms"] == "Ask us"
        assert found["XMP-xmpRights:WebStatement"] == "https://ledger.example/terms"
        assert found["XMP-plus:LicensorURL"] == "https://ledger.example/buy"
        assert found["XMP-iptcExt:DigitalSourceType"] in (AI, "Trained Algorithmic Media")
        assert path.suffix == ".webp" or (found["IPTC:Credit"], found["IPTC:CopyrightNotice"]) == (
            "Ana Ruiz/The Ledger",
            "© 2026 Ledger",
        )


def test_stories_that_credit_one_file_differently_get_files_of_their_own_and_others_share_them(
    newsroom,
):
    more = "".join(
        f"-- content/local/{name}.md --\n"
        + story(name, media=entry(f", caption: {name}, credit: {credit}"))
        for name, credit in (("same", "AP Photo/Ines Kessler"), ("other", "AP Photo/I. Kessler"))
    )
    made = newsroom(", credit: AP Photo/Ines Kessler", more=more)
    made.build()
    assert made.problems() == []
    names = {
        page: made.dom(f"local/2026/11/{page}/").xpath("//figure//img/@src")
        for page in ("pier", "same", "other")
    }
    assert names["pier"] == names["same"] != names["other"]
    credits = {path.name: read_metadata(path).credit for path in picture_files(made)}
    assert credits[names["pier"][0].rpartition("/")[2]] == "AP Photo/Ines Kessler"
    assert credits[names["other"][0].rpartition("/")[2]] == "AP Photo/I. Kessler"
    assert credits["pier.jpg"] == "AP"  # the original, of which they say different things


def test_another_word_in_a_story_or_a_preset_makes_other_files_and_a_caption_makes_none(newsroom):
    made = newsroom(", credit: AP Photo/Ines Kessler, caption: One")
    made.build()
    first = picture_files(made)
    made.write(
        "-- content/local/pier.md --\n"
        + story(media=entry(", credit: AP Photo/Ines Kessler, caption: Two"))
    )
    made.build()
    assert picture_files(made) == first
    preset = "rights: {ap: {match: 'AP Photo/*', copyright: © AP, licensor: https://ap.example/}}\n"
    (made.root / "site.yaml").write_text(SITE.partition("\n")[2] + preset)
    made.build()
    assert not {path.name for path in picture_files(made)} & {path.name for path in first} - {
        "pier.jpg"
    }
    assert {read_metadata(path).copyright for path in picture_files(made)} == {"© AP"}
    before = made.files()
    made.build(destination=made.root / "again", verify=True)
    made.out = made.root / "again"
    assert made.files() == before


def test_a_digital_source_type_is_one_of_iptcs(newsroom):
    made = newsroom(", credit: Ana Ruiz, digital_source_type: trainedAlgorithmicMeda")
    made.build()
    assert (
        "content/local/pier.md:4:77 error[wrong-value] `trainedAlgorithmicMeda` is not a digital"
        " source type of IPTC" in made.problems()
    )


def test_pictures_that_people_made_have_no_source_type_for_search_engines(newsroom):
    made = newsroom(", credit: AP Photo/Ines Kessler, digital_source_type: digitalCapture")
    made.build()
    assert "digitalSourceType" not in made.read("local/2026/11/pier/")


def test_another_version_of_libvips_makes_the_files_and_the_pages_anew(newsroom, monkeypatch):
    made = newsroom(", credit: AP Photo/Ines Kessler")
    made.build()
    before = {path.name for path in (made.out / "pictures").iterdir()}
    for module in ("ssg.media.derivatives", "ssg.build.recipes", "ssg.build.resolve"):
        monkeypatch.setattr(f"{module}.picture_versions", lambda: ("99.1",))
    made.build()
    after = {path.name for path in (made.out / "pictures").iterdir()}
    assert not before & after
    assert all(
        made.has(url.lstrip("/"))
        for url in made.dom("local/2026/11/pier/").xpath("//figure//img/@src")
    )
    assert made.build().published.rendered == 0


def test_the_version_of_libvips_is_told_without_loading_it(monkeypatch):
    monkeypatch.delitem(sys.modules, "pyvips", raising=False)
    engine_version.cache_clear()
    assert engine_version() == metadata.version("pyvips-binary")
    assert "pyvips" not in sys.modules


def test_a_libvips_of_the_system_has_no_version_that_could_be_told(monkeypatch):
    def missing(name):
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(ssg.versions, "_installed", dict)
    monkeypatch.setattr(metadata, "version", missing)
    engine_version.cache_clear()
    assert engine_version() == ""
    engine_version.cache_clear()


KNOWN = "organizations: [Ines Kessler]\npeople: [Harbor News]\n"


@pytest.mark.parametrize(
    ("creator", "credit", "maker"),
    [
        ("Ines Kessler", "AP", {"@type": "Organization", "name": "AP"}),
        ("Harbor News", "AP Photo/Harbor News", {"@type": "Person", "name": "Harbor News"}),
    ],
)
def test_whom_site_yaml_names_is_known_in_what_files_say(newsroom, creator, credit, maker):
    """A studio that is called like a person, and a person who is called like a paper."""
    made = newsroom(settings=KNOWN)
    xmp = CREDIT_XMP.replace(b"Ines Kessler", creator.encode())
    (made.root / "content/local/pier.jpg").write_bytes(
        jpeg_with(xmp_segment(xmp), image=photograph(100, 60))
    )
    assert made.build().errors == 0
    page = made.dom("local/2026/11/pier/")
    assert page.xpath("//figcaption")[0].text_content().strip().endswith(credit)
    (article,) = (
        json.loads(text)
        for text in page.xpath("//script[@type='application/ld+json']/text()")
        if "NewsArticle" in text
    )
    assert (article["image"][0]["creditText"], article["image"][0]["creator"]) == (credit, [maker])


def test_a_site_yaml_that_names_others_makes_another_page(newsroom):
    made = newsroom()
    made.build()
    settings = made.root / "site.yaml"
    settings.write_text(settings.read_text() + KNOWN)
    made.build()
    assert "AP Photo/Ines Kessler" not in made.read("local/2026/11/pier/index.html")


def test_whom_site_yaml_names_is_known_where_credits_are_compared(newsroom):
    # The file says AP Photo/Ines Kessler: a person until site.yaml says that it is a studio.
    made = newsroom(", credit: Li Wei/AP")
    made.build()
    assert made.codes() == ["credit-differs"]
    made = newsroom(", credit: Li Wei/AP", settings=KNOWN)
    made.build()
    assert made.codes() == []


def test_a_preset_finds_a_studio_that_site_yaml_names(newsroom):
    preset = "rights: {studio: {agency: Ines Kessler, copyright: © Studio Kessler}}\n"
    for settings, copyright in (("", ""), (KNOWN, "© Studio Kessler")):
        made = newsroom(", credit: Photo by Ana Ruiz / Ines Kessler", settings=settings + preset)
        made.build()
        assert ("© Studio Kessler" in made.read("local/2026/11/pier/index.html")) is bool(copyright)
