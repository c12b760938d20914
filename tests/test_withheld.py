"""rights_end: withhold leaves out what may not be shown, with every file of it, for as long as it may not."""

import datetime as dt

import pytest
from conftest import NOW, SITE_YAML, story
from photographs import encoded, photograph

SITE = f"-- site.yaml --\n{SITE_YAML}rights_end: withhold\npictures: {{widths: [40], formats: [webp]}}\n"
LATER = dt.datetime(2026, 12, 5, tzinfo=dt.UTC)


def entry(rights):
    return f"[{{src: pier.jpg, alt: A pier, caption: The pier at noon, credit: Ana Ruiz, rights: {{{rights}}}}}]"


@pytest.fixture
def newsroom(site):
    def make(rights, more=""):
        made = site(SITE + "-- content/local/pier.md --\n" + story(media=entry(rights)) + more)
        (made.root / "content/local/pier.jpg").write_bytes(encoded(photograph(), "JPEG"))
        return made

    return make


def picture_files(made):
    return {path for path in made.files() if path.startswith(("media/", "pictures/"))}


def test_a_picture_goes_with_all_its_files_when_its_lease_ends_and_comes_back_when_it_is_renewed(newsroom):
    made = newsroom("allow-use: {until: 2026-11-30}")
    assert made.build(now=NOW).errors == 0
    assert len(picture_files(made)) == 6
    assert made.build(now=LATER).errors == 0
    assert made.problems() == ["content/local/pier.md:4:15 warning[no-right-to-use] the picture `pier.jpg` is withheld: its lease ended on 2026-11-30"]
    assert picture_files(made) == set()
    assert not any(b"pier.jpg" in text or b"at noon" in text for text in made.files().values())
    made.write("-- content/local/pier.md --\n" + story(media=entry("allow-use: {until: 2027-11-30}")))
    made.build(now=LATER)
    assert made.problems() == []
    assert len(picture_files(made)) == 6


def test_a_picture_that_is_never_allowed_is_withheld_from_the_first_build_on(newsroom):
    made = newsroom("deny-use: {reason: no release}")
    assert made.build().errors == 0
    assert picture_files(made) == set()
    made.write("-- content/local/pier.md --\n" + story(media=entry("deny-use: false")))
    made.build()
    assert len(picture_files(made)) == 6


def test_a_file_that_another_story_may_show_stays(newsroom):
    more = "-- content/local/other.md --\n" + story("Other", media="[{src: pier.jpg, alt: A pier, credit: Ana Ruiz}]")
    made = newsroom("deny-use: true", more)
    made.build()
    assert "media/local/pier.jpg" in picture_files(made)
    assert made.dom("local/2026/11/pier/").xpath("//figure") == []
