"""What of a layout depends on `site` alone is rendered once; everything else for each page, with
the text that Jinja itself would give.
"""

from pathlib import Path

import jinja2
import pytest

from ssg.layouts.environment import make_environment

pytestmark = pytest.mark.fast


class Watched:
    """A site that counts how often its title is asked for."""

    def __init__(self) -> None:
        self.asked = 0
        self.sections = ("Local", "<World>")

    @property
    def title(self) -> str:
        self.asked += 1
        return "The Ledger"


def rendered(folder: Path, text: str, **values: object) -> tuple[list[str], int]:
    """Two pages made by one layout, and how often the site's title was asked for."""
    (folder / "page.html").write_text(text)
    environment, site = make_environment([folder], "en", {"stories": lambda: "asked"}), Watched()
    made = [
        environment.get_template("page.html").render(
            site=site, page={"title": f"Page {n}", "lang": "en"}, **values
        )
        for n in (1, 2)
    ]
    return made, site.asked


@pytest.mark.parametrize(
    "text",
    [
        "{{ page.title }}: {{ site.title }}",
        (
            "{% for name in site.sections %}{{ loop.index }} {{ name }} {{ site.title if loop.last"
            " }}{% endfor %}{{ page.title }}"
        ),
        "{% if page.title %}<b>{{ site.title | upper }}</b>{% endif %}{{ page.title }}",
        '{% include "part.html" %}{{ page.title }}',
    ],
)
def test_what_depends_on_the_site_alone_is_rendered_once(tmp_path: Path, text: str) -> None:
    (tmp_path / "part.html").write_text("<nav>{{ site.title }}</nav>")
    made, asked = rendered(tmp_path, text)
    plain = jinja2.Environment(
        loader=jinja2.FileSystemLoader(tmp_path), autoescape=True
    ).get_template("page.html")
    assert made == [plain.render(site=Watched(), page={"title": f"Page {n}"}) for n in (1, 2)]
    assert asked == 1


@pytest.mark.parametrize(
    "text",
    [
        "{{ site.title ~ page.title }}",
        "{{ site.title | smart }}",
        "{{ stories() }}{{ site.title if stories() }}",
        "{% for page in [page] %}{{ site.title if page.title }}{% endfor %}",
        '{% include "part.html" %}',
        "{% macro of(site) %}{{ site.title }}{% endmacro %}{{ of(site) }}",
    ],
)
def test_what_could_depend_on_the_page_is_rendered_for_each(tmp_path: Path, text: str) -> None:
    (tmp_path / "part.html").write_text(
        "{{ site.title }}{{ page.title }}" if "include" in text else ""
    )
    made, asked = rendered(tmp_path, text.replace('"part.html"', '"part.html" with context'))
    assert len(made) == 2
    # The title in part.html stands apart from what depends on the page.
    assert asked == (1 if "include" in text else 2)


def test_a_name_of_a_loop_is_not_taken_for_the_page_around_it(tmp_path: Path) -> None:
    made, _ = rendered(
        tmp_path,
        "{% if page %}{{ page.title }}{% for page in site.sections %}[{{ page }}]{% endfor %}{%"
        " endif %}",
    )
    assert made == [f"Page {n}[Local][&lt;World&gt;]" for n in (1, 2)]


def test_a_layout_that_sets_site_itself_is_left_as_it_is(tmp_path: Path) -> None:
    made, _ = rendered(tmp_path, "{% set site = page %}{{ site.title }}")
    assert made == ["Page 1", "Page 2"]
