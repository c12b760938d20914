"""An original is published where something leads to it: a page that shows it, a link, site.yaml."""

import pytest
from conftest import SITE_YAML, story
from photographs import encoded, photograph

WIDTHS = "pictures: {widths: [40], formats: [webp]"
SITE = f"-- site.yaml --\n{SITE_YAML}{WIDTHS}}}\n"
MEDIA = "[{src: pier.jpg, alt: A pier, credit: Ana Ruiz}]"
ORIGINAL = "media/local/pier.jpg"


@pytest.fixture
def newsroom(site):
    def make(body="Text.", head=SITE, media=MEDIA, size=(60, 40), name="pier.jpg"):
        made = site(f"{head}-- content/local/a.md --\n{story('A', media=media, body=body)}")
        (made.root / "content/local" / name).write_bytes(encoded(photograph(*size), "JPEG"))
        assert made.build().errors == 0, made.problems()
        return made

    return make


def test_an_original_that_nothing_links_to_stays_at_home(newsroom):
    made = newsroom("![](pier.jpg)")
    assert not made.has(ORIGINAL)
    assert any(path.startswith("pictures/") for path in made.files())
    assert not [path for path, text in made.files().items() if b"/media/" in text]


@pytest.mark.parametrize(
    "body",
    [
        "[In full size](pier.jpg)",
        "[In full size](/media/local/pier.jpg)",
        '<a href="pier.jpg" class="zoom">In full size</a>',
        "[In full size](pier.jpg?download#top)",
    ],
)
def test_a_link_to_a_picture_publishes_its_original(newsroom, body):
    made = newsroom(body)
    assert made.has(ORIGINAL)
    (link,) = made.dom("local/2026/11/a/").xpath("//div[@class='body']//a[contains(@href, 'pier')]")
    assert link.get("href").startswith("/media/local/pier.jpg")
    assert "https://ledger.example/media/local/pier.jpg" in made.read("feed.xml")


def test_a_link_that_comes_and_goes_takes_the_original_along(newsroom):
    made = newsroom()
    assert not made.has(ORIGINAL)
    for body, has in (("[x](pier.jpg)", True), ("No link.", False)):
        made.write(f"-- content/local/a.md --\n{story('A', media=MEDIA, body=body)}")
        made.build()
        assert made.has(ORIGINAL) is has
        incremental = made.files()
        for path in sorted(made.root.glob(".ssg/catalog*")):
            path.unlink()
        made.build()
        assert made.files() == incremental


def test_a_link_to_a_picture_that_is_withheld_is_none(newsroom):
    media = MEDIA.replace("}", ", rights: {deny-use: true}}")
    made = newsroom("[words](pier.jpg)", f"{SITE}", MEDIA)
    made.write(
        f"-- site.yaml --\n{SITE_YAML}rights_end: withhold\n{WIDTHS}}}\n"
        f"-- content/local/a.md --\n{story('A', media=media, body='[words](pier.jpg)')}"
    )
    made.build()
    assert not made.has(ORIGINAL)
    assert not [path for path, text in made.files().items() if b"pier.jpg" in text]
    assert "words" in made.read("local/2026/11/a/")


def test_a_picture_that_may_not_be_handed_on_is_not_linked_to_in_a_feed(newsroom):
    media = MEDIA.replace("}", ", rights: {deny-syndication: true}}")
    made = newsroom("[words](pier.jpg)", media=media)
    assert made.has(ORIGINAL)
    assert "pier.jpg" not in made.read("feed.xml")


def test_site_yaml_may_ask_for_all_originals_and_no_other_file_changes_its_name(newsroom):
    without = newsroom().files()
    made = newsroom(head=f"-- site.yaml --\n{SITE_YAML}{WIDTHS}, originals: true}}\n")
    added = set(made.files()) - set(without)
    assert added == {ORIGINAL}
    assert set(without) <= set(made.files())


def test_a_picture_that_is_shown_as_it_is_is_published(newsroom):
    made = newsroom(size=(40, 30))
    assert made.has(ORIGINAL)
    (image,) = made.dom("local/2026/11/a/").xpath("//figure//img")
    assert image.get("src") == "/media/local/pier.jpg"


LAYOUT = '-- layouts/story.html --\n<a href="{{ story.lead.url }}">{{ story.lead.permalink }}</a>\n'


@pytest.mark.parametrize(
    ("more", "folder"), [("}", "/pictures/"), (", originals: true}", "/media/local/pier.jpg")]
)
def test_a_layout_s_link_to_a_picture_leads_to_the_largest_published_file(newsroom, more, folder):
    made = newsroom(head=f"-- site.yaml --\n{SITE_YAML}{WIDTHS}{more}\n{LAYOUT}")
    (link,) = made.dom("local/2026/11/a/").xpath("//a")
    assert link.get("href").startswith(folder)
    assert made.has(link.get("href")[1:])
    assert link.text == "https://ledger.example" + link.get("href")


@pytest.mark.parametrize("src", ["pier 2.jpg"])
@pytest.mark.parametrize(
    "body", ["![](pier%202.jpg)", "A ![x](pier%202.jpg) b", "<img src='pier%202.jpg' alt='x'>"]
)
def test_a_picture_may_be_named_as_an_address_writes_it(newsroom, body, src):
    media = f'[{{src: "{src}", alt: A pier, credit: Ana Ruiz}}]'
    made = newsroom(body, media=media, name=src)
    (image,) = made.dom("local/2026/11/a/").xpath("//div[@class='body']//img")
    assert image.get("src").startswith("/pictures/pier-2")


@pytest.mark.parametrize("src", ["pier 2.jpg"])
def test_a_link_names_a_picture_as_an_address_does(newsroom, src):
    made = newsroom(
        "[x](pier%202.jpg)", media=f'[{{src: "{src}", alt: A, credit: Ana Ruiz}}]', name=src
    )
    assert made.has("media/local/pier 2.jpg")
