"""Options of our blocks with another type of value than their layouts read are told at the story's
line.
"""

import pytest
from conftest import story


@pytest.mark.parametrize(
    ("block", "name"),
    [
        ("/// embed | https://x.example/\n    provider: [1]\n///", "provider"),
        ("/// embed | https://x.example/\n    title: {a: b}\n///", "title"),
        ("/// embed\n    url: [https://x.example/]\n///", "url"),
        ("/// fact-box\n    title: [a, {b: c}]\n\nx\n///", "title"),
        ("/// gallery\n    images: {a: b}\n///", "images"),
        ("/// figure\n    image: [[a.png]]\n///", "image"),
        ("/// related\n    stories: [[a.md]]\n///", "stories"),
    ],
)
def test_a_list_or_a_mapping_in_the_place_of_a_text_is_told_at_its_line(site, block, name):
    made = site("-- content/local/a.md --\n" + story(body=block))
    made.build()
    (problem,) = made.problems()
    assert problem.startswith("content/local/a.md:7:5 error[block-options] ")
    assert f"the option `{name}` of the block" in problem


@pytest.mark.parametrize("title", ["2026", "1.50", "true", "''", "~", "A word"])
def test_a_number_may_be_a_title(site, title):
    embed = f"/// embed | https://x.example/\n    title: {title}\n///"
    block = f"{embed}\n\n/// fact-box\n    title: {title}\n\nx\n///"
    made = site("-- content/local/a.md --\n" + story(body=block))
    assert made.build().errors == 0, made.problems()
    assert "None" not in made.dom("local/2026/11/a/").xpath("//main")[0].text_content()


def test_a_site_s_own_block_may_read_what_it_likes(site):
    made = site(
        "-- layouts/blocks/chart.html --\n{{ block.options.title | join(', ') }}\n"
        "-- content/local/a.md --\n" + story(body="/// chart\n    title: [a, b]\n///")
    )
    assert made.build().errors == 0, made.problems()
    assert "a, b" in made.read("local/2026/11/a/")
