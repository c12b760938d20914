"""Our code of layouts writes the text that Jinja itself would give."""

from pathlib import Path

import jinja2
import pytest

from ssg.layouts.environment import make_environment

pytestmark = pytest.mark.fast

SITE = {"title": "The <Ledger>", "sections": ("Local", "<World>")}


def rendered(environment: jinja2.Environment) -> list[str]:
    """Two pages made by one layout."""
    return [
        environment.get_template("page.html").render(site=SITE, page={"title": f"Page & {n}"})
        for n in (1, 2)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "{{ page.title }}: {{ site.title }}",
        "{{ site.title ~ page.title }}{{ 1 + 1 }}{{ none }}{{ site.sections }}",
        (
            "{% for name in site.sections %}{{ loop.index }} {{ name }} {{ site.title if loop.last"
            " }}{% endfor %}{{ page.title }}"
        ),
        "{% if page.title %}<b>{{ site.title | upper }}</b>{% endif %}{{ page.title | safe }}",
        '{% include "part.html" %}{{ page.title }}',
        "{% for page in [page] %}{{ site.title if page.title }}{% endfor %}",
        "{% macro of(site) %}<i>{{ site.title }}{% endmacro %}{{ of(site) }}{{ of(page) }}",
        "{% if page %}{% for page in site.sections %}[{{ page }}]{% endfor %}{% endif %}",
        "{% set site = page %}{{ site.title }}",
        "{% set kept %}<b>{{ page.title }}</b>{% endset %}{{ kept }}{{ kept | length }}",
        "{% autoescape false %}{{ page.title }}{{ site.title }}{% endautoescape %}",
        "{% block a %}{{ page.title }}{% endblock %}{{ self.a() }}",
    ],
)
def test_a_layout_writes_what_jinja_would_write(tmp_path: Path, text: str) -> None:
    (tmp_path / "part.html").write_text("<nav>{{ site.title }}</nav>")
    (tmp_path / "page.html").write_text(text)
    plain = jinja2.Environment(loader=jinja2.FileSystemLoader(tmp_path), autoescape=True)
    made = rendered(make_environment([tmp_path], "en", {}))
    assert made == rendered(plain)
    assert made[0]


def test_a_layout_that_other_layouts_extend_is_filled_in(tmp_path: Path) -> None:
    (tmp_path / "base.html").write_text("{{ site.title }}: {% block a %}x{% endblock %}!")
    (tmp_path / "page.html").write_text(
        '{% extends "base.html" %}{% block a %}{{ super() }}{{ page.title }}{% endblock %}'
    )
    made = rendered(make_environment([tmp_path], "en", {}))
    assert made == [f"The &lt;Ledger&gt;: xPage &amp; {n}!" for n in (1, 2)]
