"""rights_end: withhold leaves out what may not be shown, with every file of it, for as long as it
may not.
"""

import datetime as dt

import pytest
from conftest import NOW, SITE_YAML, story
from photographs import encoded, photograph

SITE = (
    f"-- site.yaml --\n{SITE_YAML}rights_end: withhold\npictures: {{widths: [40], formats:"
    " [webp]}\n"
)
LATER = dt.datetime(2026, 12, 5, tzinfo=dt.UTC)


def entry(rights):
    return (
        "[{src: pier.jpg, alt: A pier, caption: The pier at noon, credit: Ana Ruiz, rights:"
        f" {{{rights}}}}}]"
    )


@pytest.fixture
def newsroom(site):
    def make(rights, more=""):
        made = site(SITE + "-- content/local/pier.md --\n" + story(media=entry(rights)) + more)
        (made.root / "content/local/pier.jpg").write_bytes(encoded(photograph(), "JPEG"))
        return made

    return make


def boxes(made, page="local/2026/11/pier/"):
    return [
        box.text_content() for box in made.dom(page).xpath("//*[@class='withheld'][@role='note']")
    ]


def picture_files(made):
    return {path for path in made.files() if path.startswith(("media/", "pictures/"))}


def test_a_picture_goes_with_all_its_files_when_its_lease_ends_and_comes_back_when_it_is_renewed(
    newsroom,
):
    made = newsroom("allow-use: {until: 2026-11-30}")
    assert made.build(now=NOW).errors == 0
    assert len(picture_files(made)) == 5
    assert made.build(now=LATER).errors == 0
    assert made.problems() == [
        "content/local/pier.md:4:15 warning[no-right-to-use] the picture `pier.jpg` is withheld:"
        " its lease ended on 2026-11-30"
    ]
    assert picture_files(made) == set()
    assert not any(b"pier.jpg" in text or b"at noon" in text for text in made.files().values())
    assert boxes(made) == ["This picture cannot be shown here for reasons of rights."]
    made.write(
        "-- content/local/pier.md --\n" + story(media=entry("allow-use: {until: 2027-11-30}"))
    )
    made.build(now=LATER)
    assert made.problems() == []
    assert len(picture_files(made)) == 5


def test_a_picture_that_is_never_allowed_is_withheld_from_the_first_build_on(newsroom):
    made = newsroom("deny-use: {reason: no release}")
    assert made.build().errors == 0
    assert picture_files(made) == set()
    made.write("-- content/local/pier.md --\n" + story(media=entry("deny-use: false")))
    made.build()
    assert len(picture_files(made)) == 5


def test_a_file_that_another_story_may_show_stays(newsroom):
    more = "-- content/local/other.md --\n" + story(
        "Other", media="[{src: pier.jpg, alt: A pier, credit: Ana Ruiz}]"
    )
    made = newsroom("deny-use: true", more)
    made.build()
    assert len(picture_files(made)) == 5
    assert made.dom("local/2026/11/pier/").xpath("//figure") == []


BODY = """
![Two men at the pier](pier.jpg)

/// figure | pier.jpg
The pier in the fog.
///

/// gallery
    images: [pier.jpg, quay.jpg]

Both of them.
///

A word ![of the pier](pier.jpg) in between.
"""


def test_a_box_stands_in_the_place_of_each_picture_and_nothing_tells_of_it(newsroom):
    other = ", {src: quay.jpg, alt: A quay, caption: The quay, credit: Tomas Brandt}]"
    media = entry("deny-use: true").removesuffix("]") + other
    made = newsroom(
        "", "-- content/local/pier.md --\n" + story(media=media, body=BODY, byline="Ana Ruiz")
    )
    (made.root / "content/local/quay.jpg").write_bytes(encoded(photograph(), "JPEG"))
    (made.root / "site.yaml").write_text(
        SITE.partition("\n")[2] + 'withheld: "Gone: <rights>"\ncredits: true\n'
    )
    assert made.build().errors == 0, made.problems()
    page = made.dom("local/2026/11/pier/")
    assert boxes(made) == ["Gone: <rights>"] * 4  # lead, figure, figure block, one of the gallery
    assert page.xpath("//div[@class='gallery']//img/@alt") == ["A quay"]
    for name, text in made.files().items():
        assert not any(
            word in text
            for word in (
                b"pier.jpg",
                b"A pier",
                b"at noon",
                b"Two men",
                b"in the fog",
                b"of the pier",
            )
        ), name
        assert name.endswith(("pier/index.html", ".css")) or b"withheld" not in text, name
    assert "Photos by" not in made.read("authors/ana-ruiz/")
    assert "Ana Ruiz" not in made.read("credits/")


def test_a_story_whose_right_is_over_leaves_the_photos_of_its_maker(newsroom):
    made = newsroom(
        "",
        "-- content/local/pier.md --\n"
        + story(media=entry("allow-use: {until: 2026-11-30}"), byline="Ana Ruiz"),
    )
    made.build(now=NOW)
    assert "Photos by Ana Ruiz" in made.read("authors/ana-ruiz/")
    made.build(now=LATER)
    assert "Photos by" not in made.read("authors/ana-ruiz/")


def test_the_box_follows_its_layout(newsroom):
    made = newsroom("deny-use: true")
    made.write(
        "-- content/local/pier.md --\n"
        + story(media=entry("deny-use: true"), body="![x](pier.jpg)")
    )
    made.build()
    made.write(
        '-- layouts/partials/withheld.html --\n<p class="withheld" role="note">{{ site.title'
        " }}</p>\n"
    )
    made.build()
    assert boxes(made) == ["The Harbor Ledger"] * 2
