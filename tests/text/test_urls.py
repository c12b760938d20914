"""URLs: slugs, permalink patterns, what may be published, and the way from a url to an href and
back.
"""

import datetime as dt
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ssg.text.urls import (
    Urls,
    case_key,
    clean_url,
    encode,
    file_slug,
    numbered_url,
    output_path,
    permalink_problem,
    slugify,
    story_url,
    url_problem,
)

pytestmark = pytest.mark.fast

WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp")), max_size=60)
# Letters of many scripts, with the marks that go with them.
HEADLINES = st.text(
    st.sampled_from("aZßÆÉéñİıℌＡ½²&'’#+-_ .…٣ЙйЁёΆάहिन्दीไทยที่がパ한국مُحَمَّעִבְ中文𠀀🙂")
    | st.characters(categories=("L", "M", "N", "P")),
    max_size=120,
)
BASES = st.sampled_from(
    (
        "https://ledger.example",
        "https://ledger.example/",
        "https://ledger.example/paper/",
        "https://ledger.example/a/b",
        "http://localhost:8000/Zeitung für alle/",
        "https://ledger.example/~ana/",
    )
)
PATHS = WORDS.map(lambda text: unicodedata.normalize("NFC", "/" + text.lstrip("/")))


@given(BASES, PATHS)
@settings(max_examples=150, deadline=None)
def test_href_and_permalink_lead_back_to_the_url(base, url):
    urls = Urls(base)
    assert urls.local(urls.href(url)) == url
    assert urls.local(urls.permalink(url)) == url
    assert urls.permalink(url) == urls.origin + urls.href(url)


@given(BASES, PATHS)
@settings(max_examples=100, deadline=None)
def test_an_href_is_plain_ascii_that_a_browser_takes_apart_as_we_do(base, url):
    href = Urls(base).href(url)
    assert href.isascii()
    assert not set(href) & set(' "<>\\^`{|}?#')


def test_the_base_path_stands_before_every_address():
    urls = Urls("https://ledger.example/paper/")
    assert urls.base_url == "https://ledger.example/paper/"
    assert urls.href("/world/") == "/paper/world/"
    assert urls.href("/") == "/paper/"
    assert urls.permalink("/feed.xml") == "https://ledger.example/paper/feed.xml"


@pytest.mark.parametrize("base", ["https://ledger.example", "https://ledger.example/"])
def test_a_site_at_the_root_has_no_base_path(base):
    urls = Urls(base)
    assert (urls.base_url, urls.base_path) == ("https://ledger.example/", "")
    assert (urls.href("/"), urls.permalink("/a/")) == ("/", "https://ledger.example/a/")


def test_a_base_path_is_encoded_once_however_it_is_written():
    assert (
        Urls("https://e.org/für/").base_path
        == Urls("https://e.org/f%C3%BCr").base_path
        == "/f%C3%BCr"
    )


@pytest.mark.parametrize(
    "href",
    [
        "/papers/x/",  # not below /paper, though it begins with the same letters
        "/x/",
        "https://other.example/paper/x/",
        "https://ledger.example.evil/paper/x/",
        "//ledger.example/paper/x/",
        "relative/",
        "",
        "#top",
        "mailto:a@ledger.example",
    ],
)
def test_addresses_elsewhere_are_not_local(href):
    assert Urls("https://ledger.example/paper/").local(href) is None


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("/paper", "/"),
        ("/paper/", "/"),
        ("/paper/x/?q=1#top", "/x/"),
        ("/paper/x/#a?b", "/x/"),
        ("https://ledger.example/paper/x", "/x"),
        ("/paper/caf%C3%A9/", "/café/"),
        ("/paper/cafe%CC%81/", "/café/"),
    ],
)
def test_query_and_fragment_are_no_part_of_a_local_url(href, url):
    assert Urls("https://ledger.example/paper/").local(href) == url


@pytest.mark.parametrize(
    ("address", "own"),
    [
        ("http://Ledger.example/paper/x", "https://ledger.example/paper/x"),
        ("//ledger.example/paper", "https://ledger.example/paper"),
        ("https://ledger.example/papers/", None),
        ("https://ledger.example.evil/paper/", None),
        ("/paper/x", None),
    ],
)
def test_an_address_of_the_site_may_be_written_in_several_ways(address, own):
    assert Urls("https://ledger.example/paper/").own(address) == own


def test_the_origin_alone_is_the_root():
    assert Urls("https://ledger.example/").local("https://ledger.example") == "/"


def test_reserved_characters_are_encoded_and_plain_ones_left():
    assert encode("/a-b_c.d~e/") == "/a-b_c.d~e/"
    assert encode("/50% off?#é/") == "/50%25%20off%3F%23%C3%A9/"


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Ferry crews walk out as talks stall", "ferry-crews-walk-out-as-talks-stall"),
        ("  --Ferry, crews: (walk) out!--  ", "ferry-crews-walk-out"),
        ("snake_case", "snake-case"),
        ("Don't", "dont"),
        ("L’été à la plage", "lete-a-la-plage"),
        ("Café Münster Øresund", "cafe-munster-oresund"),
        ("Œuvre, Straße, Łódź, Þór", "oeuvre-strasse-lodz-thor"),
        ("Tiếng Việt", "tieng-viet"),
        ("İstanbul", "istanbul"),
        ("AT&T", "at-and-t"),
        ("C++ and C#", "c-plus-plus-and-c-sharp"),
        ("#metoo", "metoo"),
        ("Route #9, C#/F#", "route-9-c-sharp-f-sharp"),
        ("#Été à l'école", "ete-a-lecole"),
        ("Ｆｕｌｌ width ½", "full-width-1-2"),
        ("$3.5 million, 50%", "3-5-million-50"),
        ("Чайковский и ёлка", "чайковский-и-ёлка"),
        ("हिन्दी समाचार", "हिन्दी-समाचार"),
        ("ข่าวที่นี่", "ข่าวที่นี่"),
        ("がんばれ日本", "がんばれ日本"),
        ("한국어 뉴스", "한국어-뉴스"),
        ("אקטואליה חדשות", "אקטואליה-חדשות"),
        ("!?", ""),
        ("", ""),
    ],
)
def test_a_slug_is_the_words_in_lower_case(text, slug):
    assert slugify(text) == unicodedata.normalize("NFC", slug)


def test_composed_and_decomposed_headlines_make_one_slug():
    for text in ("Café", "Чайковский", "がパ", "한국"):
        assert slugify(unicodedata.normalize("NFD", text)) == slugify(
            unicodedata.normalize("NFC", text)
        )


@given(HEADLINES)
@settings(max_examples=300, deadline=None)
def test_a_slug_of_a_slug_is_itself(text):
    assert slugify(slugify(text)) == slugify(text)


@given(HEADLINES)
@settings(max_examples=300, deadline=None)
def test_every_slug_can_be_published(text):
    slug = slugify(text)
    assert slug == "" or url_problem(f"/{slug}/") is None
    assert len(slug) <= 80
    assert "--" not in slug
    assert slug == unicodedata.normalize("NFC", slug).lower()


def test_a_long_slug_ends_at_a_word():
    assert slugify("word " * 40) == "-".join(["word"] * 16)
    assert slugify("x" * 100) == "x" * 80


def test_a_long_slug_of_wide_letters_still_fits_a_file_name():
    assert len(slugify("𠀀" * 100).encode()) <= 200


def story_date(**fields):
    return dt.datetime(**{"year": 2026, "month": 3, "day": 7, "tzinfo": dt.UTC} | fields)


@pytest.mark.parametrize(
    ("pattern", "url"),
    [
        ("/:section/:year/:month/:slug/", "/world/2026/03/vote/"),
        ("/:year-:month-:day-:slug.html", "/2026-03-07-vote.html"),
        ("/news/:slug/", "/news/vote/"),
        ("/:slug/:slug/", "/vote/vote/"),
    ],
)
def test_permalink_tokens_are_filled_in_with_leading_zeros(pattern, url):
    assert permalink_problem(pattern) is None
    assert story_url(pattern, "vote", "world", story_date()) == url


def test_a_token_in_a_slug_is_not_filled_in_again():
    assert story_url("/:slug/", ":year", "world", story_date()) == "/:year/"


def test_the_year_has_four_digits():
    assert story_url("/:year/:slug/", "x", "", story_date(year=987)) == "/0987/x/"


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        ("/:section/", "it needs `:slug`, or all stories would have one address"),
        ("/:slugs/", "`:slugs` is not known; use :year, :month, :day, :section, :slug"),
        ("/:title/:slug/", "`:title` is not known; use :year, :month, :day, :section, :slug"),
        ("/../:slug/", "it may not contain `.` or `..`"),
        ("/a//:slug/", "it has two slashes in a row"),
        ("/:slug?x/", "it may not contain `?`"),
    ],
)
def test_a_pattern_that_cannot_work_is_explained(pattern, why):
    assert permalink_problem(pattern) == why


@pytest.mark.parametrize(
    ("url", "number", "expected"),
    [
        ("/a/", 1, "/a/"),
        ("/a/", 2, "/a/2/"),
        ("/a.html", 1, "/a.html"),
        ("/a.b/c.html", 3, "/a.b/c-3.html"),
    ],
)
def test_further_pages_of_a_story_stand_below_or_beside_the_first(url, number, expected):
    assert numbered_url(url, number) == expected


@pytest.mark.parametrize(
    ("given_", "url"),
    [
        ("about", "/about/"),
        ("/about", "/about/"),
        ("/about/", "/about/"),
        (" /a/b.html ", "/a/b.html"),
        ("feed.xml", "/feed.xml"),
        ("/v1.2", "/v1.2/"),  # a number is no file type
        ("/caf%C3%A9", "/café/"),
        ("/cafe\u0301/", "/café/"),
        ("/", "/"),
    ],
)
def test_addresses_of_authors_take_one_form(given_, url):
    assert clean_url(given_) == url
    assert clean_url(url) == url


@pytest.mark.parametrize(
    ("url", "path"),
    [("/", "index.html"), ("/a/", "a/index.html"), ("/a/b.html", "a/b.html"), ("/CNAME", "CNAME")],
)
def test_an_address_is_a_file_of_the_output(url, path):
    assert output_path(url) == path


@pytest.mark.parametrize(
    ("url", "why"),
    [
        # Its file would be an absolute path.
        ("//evil/", "it has two slashes in a row"),
        ("/a//b/", "it has two slashes in a row"),
        ("/a//", "it has two slashes in a row"),
        ("/../a/", "it may not contain `.` or `..`"),
        ("/a/..", "it may not contain `.` or `..`"),
        ("/./a/", "it may not contain `.` or `..`"),
        ("/%2e%2e/a/", "it may not contain `%`"),
        ("/a\\b/", "it may not contain `\\`"),
        ("/a?b/", "it may not contain `?`"),
        ("/a#b/", "it may not contain `#`"),
        ("/a\x00b/", "it contains a control or invisible character"),
        ("/a\u202eb/", "it contains a control or invisible character"),
        ("/a\u200bb/", "it contains a control or invisible character"),
        ("/.git/", "a part of it begins with a dot"),
        ("/a /", "a part of it begins or ends with a space"),
        ("/ a/", "a part of it begins or ends with a space"),
        ("/" + "ä" * 101 + "/", "a part of it is longer than 200 bytes, more than disks take"),
    ],
)
def test_addresses_that_disks_or_servers_refuse_are_explained(url, why):
    assert url_problem(url) == why


@pytest.mark.parametrize(
    "url",
    [
        "/",
        "/a/",
        "/a b/",
        "/a.html",
        "/.well-known/tdmrep.json",
        "/ä/",
        "/" + "ä" * 100 + "/",
        "/हिन्दी/",
    ],
)
def test_ordinary_addresses_are_fine(url):
    assert url_problem(url) is None


@given(WORDS)
@settings(max_examples=200, deadline=None)
def test_an_address_without_a_problem_stays_in_the_output_folder(text):
    url = clean_url(text)
    path = output_path(url)
    if url_problem(url) is None:
        assert path
        assert not path.startswith("/")
        assert not {"", ".", ".."} & set(path.split("/"))


def test_paths_that_are_one_file_on_some_disk_have_one_fold():
    assert case_key("A/B.html") == case_key("a/b.html")
    assert case_key("Stra\u00dfe") == case_key("STRASSE")
    assert case_key("cafe\u0301") == case_key("CAF\u00c9")
    assert case_key("a") != case_key("b")


@pytest.mark.parametrize(
    ("host", "written"),
    [
        ("müller.example", "xn--mller-kva.example"),
        ("MÜLLER.example:8000", "xn--mller-kva.example:8000"),
        ("straße.example", "xn--strae-oqa.example"),
        ("例え.テスト", "xn--r8jz45g.xn--zckzah"),
        ("ledger.example", "ledger.example"),
    ],
)
def test_hosts_are_written_in_ascii(host, written):
    assert Urls(f"https://{host}/news/").permalink("/a/") == f"https://{written}/news/a/"
    assert Urls(f"https://{host}/news/").local(f"https://{host.lower()}/news/a/?x#y") == "/a/"


def test_the_slug_of_a_file_is_as_long_as_its_name():
    name = "a-long-name " * 10
    assert len(slugify(name)) <= 80 < len(file_slug(name)) <= 200


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("/a/.b/", "a part of it begins with a dot"),
        ("/a/ b/", "a part of it begins or ends with a space"),
        ("/a /b/", "a part of it begins or ends with a space"),
    ],
)
def test_the_reason_names_what_is_wrong_with_the_url(url, reason):
    assert url_problem(url) == reason
