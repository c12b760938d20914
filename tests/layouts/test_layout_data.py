"""What layouts see of `extra` and of data/: missing keys are empty, numbers are numbers."""

import pytest
from conftest import SITE_YAML, story

from ssg.pages.views.data import read_csv


def shown(site, layout, more="", **fields):
    made = site(
        f"{more}-- layouts/story.html --\n{layout}\n-- content/local/a.md --\n{story(**fields)}"
    )
    assert made.build().errors == 0, made.problems()
    return made.read("local/2026/11/a/")


@pytest.mark.parametrize(
    ("layout", "text"),
    [
        ("{% if story.extra.x %}yes{% else %}no{% endif %}", "no"),
        ("{% if story.extra.x.y.z %}yes{% else %}no{% endif %}", "no"),
        ("[{{ story.extra.x }}]", "[]"),
        ("[{{ story.extra['x'] | smart }}]", "[]"),
        ("{{ story.extra.x or 'none' }}", "none"),
        ("{{ story.extra.x | default('none') }}", "none"),
        ("{% for one in story.extra.x %}{{ one }}{% else %}none{% endfor %}", "none"),
        ("{{ story.extra.x | json }}", "null"),
        ("[{{ site.extra.x }}{{ site.data.crew }}{{ site.social.x }}]", "[]"),
        ("{{ 'yes' if story.extra.x is defined else 'no' }}", "no"),
    ],
)
@pytest.mark.parametrize("fields", [{}, {"extra": "{y: 1}"}, {"extra": ""}])
def test_a_key_that_a_story_does_not_have_is_empty(site, layout, text, fields):
    assert shown(site, layout, **fields) == text


def test_a_key_that_is_there_is_shown(site):
    layout = "{{ story.extra.x }}{{ site.extra.y }}"
    more = f"-- site.yaml --\n{SITE_YAML}extra: {{y: 2}}\n"
    assert shown(site, layout, more, extra="{x: 1}") == "12"


@pytest.mark.parametrize(
    ("layout", "name"),
    [
        ("{{ story.titel }}", "titel"),
        ("{{ story.exta.x }}", "exta"),
        ("{{ site.dat.x }}", "dat"),
        ("{% if stroy.extra.x %}{% endif %}", "stroy"),
        ("{{ story.lead.caption }}{{ page.titel }}", "titel"),
    ],
)
def test_a_typo_elsewhere_is_told(site, layout, name):
    media = "[{src: 'https://x.example/a.jpg', alt: A, credit: Ana Ruiz}]"
    made = site(
        f"-- layouts/story.html --\n{layout}\n-- content/local/a.md --\n{story(media=media)}"
    )
    made.build()
    assert made.codes() == ["layout-error"]
    assert f"`{name}`" in made.problems()[0]


@pytest.mark.parametrize(
    "text",
    [
        "name,votes\nA,985\nB,4211\nC,50\n",
        "name;votes\nA;985\nB;4211\nC;50\n",
        "name\tvotes\nA\t985\nB\t4211\nC\t50\n",
        "sep=;\nname;votes\nA;985\nB;4211\nC;50\n",
        'name;votes\n"A";"985"\nB; 4211\nC;50\n',
    ],
)
def test_a_table_is_parted_by_what_parts_its_header_and_sorts_by_numbers(site, text):
    rows = (
        "{% for row in site.data.t | sort(attribute='votes', reverse=true) %}"
        "{{ row.name }}{% endfor %}"
    )
    assert shown(site, rows, f"-- data/t.csv --\n{text}") == "BAC"
    assert sum(row["votes"] for row in read_csv(text)) == 5246


@pytest.mark.parametrize(
    ("cells", "values"),
    [
        (["1", "-2", "0"], [1, -2, 0]),
        (["1.50", "2"], [1.5, 2]),
        (["01", "10"], ["01", "10"]),
        (["1", "", "3"], [1, "", 3]),
        (["1", "n/a"], ["1", "n/a"]),
        (["", ""], ["", ""]),
        (["12,5"], ["12,5"]),
        (["1" * 30], ["1" * 30]),
    ],
)
def test_a_column_of_numbers_is_numbers_and_any_other_stays_as_written(cells, values):
    rows = read_csv("a;b\n" + "".join(f"x;{cell}\n" for cell in cells))
    assert [row["b"] for row in rows] == values


@pytest.mark.parametrize(
    ("cells", "ordered"),
    [
        (["985", "4,211", "n/a", "50"], ["50", "985", "4,211", "n/a"]),
        (["12,5", "9,25", "100"], ["9,25", "12,5", "100"]),
        (["3", "", "20"], ["3", "20", ""]),
        (["b", "A", "c"], ["A", "b", "c"]),
    ],
)
def test_texts_that_are_numbers_sort_as_numbers_and_empty_cells_come_last(site, cells, ordered):
    table = "-- data/t.csv --\na;b\n" + "".join(f"x;{cell}\n" for cell in cells)
    layout = "{{ site.data.t | sort(attribute='b') | map(attribute='b') | join('|') }}"
    assert shown(site, layout, table) == "|".join(ordered)
