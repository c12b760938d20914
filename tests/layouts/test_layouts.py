"""Layouts: which file makes a page, the filters, and errors that name file, line and page."""

import datetime as dt

import pytest
from conftest import story
from markupsafe import Markup

from ssg.grammar.byline import Person
from ssg.layouts import LayoutError, Layouts, theme_folder
from ssg.layouts.frozen import frozen
from ssg.layouts.script import script_json


@pytest.fixture
def write(tmp_path):
    def write_(path, text):
        target = tmp_path / "layouts" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
        return tmp_path

    return write_


def render(root, name="x.html", language="en", **values):
    return Layouts(root, language).render(name, values, "content/a.md")


def error_of(root, name="x.html", **values):
    with pytest.raises(LayoutError) as caught:
        render(root, name, **values)
    return caught.value.problem


def test_the_layouts_of_the_site_come_before_those_of_the_theme(write):
    root = write("redirect.html", "mine")
    assert render(root, "redirect.html") == "mine"
    assert Layouts(root).place("redirect.html") == "layouts/redirect.html"
    assert Layouts(root).place("404.html") == "layouts/404.html (of the theme)"
    assert Layouts(root).place("none.html") == "layouts/none.html (missing)"


def test_a_site_may_replace_one_part_of_the_theme(write):
    root = write("partials/footer.html", "my own footer")
    write("x.html", '{% include "partials/footer.html" %}')
    assert render(root) == "my own footer"


def test_blocks_are_the_files_in_blocks_of_site_and_theme(write):
    names = Layouts(write("blocks/Score-Box.html", "")).block_names()
    assert {"score-box", "pull-quote", "figure"} <= set(names)
    assert list(names) == sorted(names)


def test_assets_are_those_of_site_and_theme(write):
    layouts = Layouts(write("assets/fonts/a.woff2", "font"))
    write("assets/.hidden", "")
    write("assets/site.css", "mine")
    assert "fonts/a.woff2" in layouts.assets()
    assert ".hidden" not in layouts.assets()
    assert layouts.assets().count("site.css") == 1
    assert layouts.asset("site.css").read_text() == "mine"
    assert layouts.asset("none.css") is None


def test_values_are_escaped_and_safe_html_is_not(write):
    root = write("x.html", "{{ text }}|{{ html }}")
    assert render(root, text="<b>&", html=Markup("<b>x</b>")) == "&lt;b&gt;&amp;|<b>x</b>"


def test_lines_of_statements_leave_no_blank_lines(write):
    assert render(write("x.html", "a\n  {% if true %}\nb\n  {% endif %}\nc\n")) == "a\nb\nc"


MOMENT = dt.datetime(2026, 11, 20, 6, 30, tzinfo=dt.timezone(dt.timedelta(hours=-5)))


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("{{ day | date }}", "November 20, 2026"),
        ("{{ day | date('short') }}", "Nov. 20"),
        ("{{ day | date('long', 'de') }}", "20. November 2026"),
        ("{{ none | date }}", ""),
        ("{{ day | iso }}", "2026-11-20T06:30:00-05:00"),
        ("{{ none | iso }}", ""),
        ("{{ people | names }}", "Ana Ruiz, Li Na and Tomas Brandt"),
        ("{{ people[:2] | names('de') }}", "Ana Ruiz und Li Na"),
        ("{{ quoted | smart }}", "“Go,” they said"),
        ("{{ mapping | json }}", '{"a":"\\u003c/script>","b":[1,null]}'),
    ],
)
def test_filters(write, template, text):
    people = (Person(name="Ana Ruiz"), Person(name="Li Na"), Person(name="Tomas Brandt"))
    values = {
        "day": MOMENT,
        "none": None,
        "people": people,
        "quoted": '"Go," they said',
        "mapping": {"a": "</script>", "b": [1, None]},
    }
    assert render(write("x.html", template), **values) == text


def test_dates_are_in_the_language_of_the_site(write):
    assert (
        render(write("x.html", "{{ day | date }}"), language="fr", day=MOMENT) == "20 novembre 2026"
    )


def test_json_cannot_end_its_script():
    assert (
        script_json({"a": "</script><!--\u2028\u2029é"})
        == '{"a":"\\u003c/script>\\u003c!--\\u2028\\u2029é"}'
    )


def test_an_unknown_name_is_an_error_at_its_line(write):
    problem = error_of(write("x.html", "<p>\n\n{{ stroy.title }}\n"))
    assert (problem.code, problem.path, problem.span.line, problem.excerpt) == (
        "layout-error",
        "layouts/x.html",
        3,
        "{{ stroy.title }}",
    )
    assert "stroy" in problem.message
    assert "content/a.md" in problem.label


def test_a_mistake_in_the_syntax_is_an_error_at_its_line(write):
    problem = error_of(write("x.html", "<p>\n{% if %}\n"))
    assert (problem.code, problem.path, problem.span.line) == ("layout-error", "layouts/x.html", 2)


def test_an_error_in_an_included_layout_names_that_one(write):
    root = write("x.html", '{% include "partials/box.html" %}')
    write("partials/box.html", "a\n{{ 1 / 0 }}")
    problem = error_of(root)
    assert (problem.path, problem.span.line, problem.message) == (
        "layouts/partials/box.html",
        2,
        "division by zero",
    )


def test_a_missing_layout_is_named_with_the_one_that_asks_for_it(write):
    root = write("x.html", '{% include "partials/none.html" %}')
    problem = error_of(root)
    assert (problem.code, problem.path, problem.span.line) == (
        "missing-layout",
        "layouts/x.html",
        1,
    )
    assert problem.message == "there is no layout `partials/none.html`"
    assert error_of(root, "gone.html").code == "missing-layout"


def test_a_layout_that_includes_itself_is_an_error(write):
    assert error_of(write("x.html", 'a{% include "x.html" %}')).code == "layout-error"


def test_the_theme_is_found():
    assert (theme_folder() / "base.html").is_file()


def test_a_parent_layout_that_is_missing_is_reported_once_for_all_pages(site) -> None:
    made = site(
        "-- layouts/story.html --\n{# ours #}\n{% extends 'bas.html' %}\n"
        + "".join(f"-- content/local/{name}.md --\n{story()}" for name in "abc")
    )
    made.build()
    assert made.problems() == [
        "layouts/story.html:2:1 error[missing-layout] there is no layout `bas.html`"
    ]
    (problem,) = made.report.problems
    assert problem.label == "while making content/local/a.md and 2 other pages"
    assert problem.help == "did you mean `base.html`?"


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ('stories(limit="x")', "`limit` must be a whole number, not x"),
        ("stories(limit=none)", "`limit` must be a whole number, not None"),
        ("stories(limit=2.5)", "`limit` must be a whole number, not 2.5"),
        ('stories(tag=["a"])', "`tag` must be text, not ['a']"),
        ("photos(none)", "`by` must be text, not None"),
        ("[1, 2] | random", "No filter named 'random'."),
        ("lipsum()", "`lipsum` is not known here"),
    ],
)
def test_a_layout_that_asks_wrongly_is_named_and_the_catalog_is_not_blamed(
    site, call: str, message: str
) -> None:
    made = site(
        "-- content/local/a.md --\n---\ntitle: A\ndate: 2026-01-01\n---\nA.\n-- layouts/front.html"
        " --\n<p>\n{{ " + call + " }}\n"
    )
    (problem,) = made.build().problems
    assert (problem.code, problem.path, problem.span.line) == (
        "layout-error",
        "layouts/front.html",
        2,
    )
    assert message in problem.message


def test_a_layout_may_ask_for_no_story(site) -> None:
    made = site(
        "-- content/local/a.md --\n---\ntitle: A\ndate: 2026-01-01\n---\nA.\n-- layouts/front.html"
        " --\n{{ stories(limit=0) | length }}\n"
    )
    assert made.build().problems == ()
    assert (made.out / "index.html").read_text().strip() == "0"


def test_what_is_asked_of_something_empty_is_told_in_words(site):
    made = site(
        "-- layouts/story.html --\n{{ story.source.sponsored }}\n"
        f"-- content/local/a.md --\n{story('A')}"
    )
    made.build()
    (problem,) = made.report.problems
    assert problem.message == "there is no `sponsored` here, since what it is asked of is empty"


@pytest.mark.parametrize(
    "asked",
    [
        "story._context",
        "story['_context']",
        "story | attr('_context')",
        "[story] | map(attribute='_context') | list",
        "[story] | groupby('_context')",
        "''.__class__",
        "stories.__globals__",
    ],
)
def test_what_is_not_for_layouts_cannot_be_reached(write, asked):
    problem = error_of(write("x.html", f"{{{{ {asked} }}}}"), story=object(), stories=len)
    assert "is not for layouts" in problem.message


def test_a_key_that_begins_with_an_underscore_is_one_of_the_newsroom(write):
    assert render(write("x.html", "{{ row['_id'] }}"), row={"_id": 7}) == "7"


@pytest.mark.parametrize("value", [object(), error_of, [object()], iter(())])
def test_nothing_is_printed_with_its_place_in_memory(write, value):
    problem = error_of(write("x.html", "{{ value }}"), value=value)
    assert problem.message.startswith("this is not a text")


@pytest.mark.parametrize("value", [7, 1.5, None, ["a"], {"a": 1}, dt.date(2026, 1, 1), True])
def test_all_else_is_printed_as_python_writes_it(write, value):
    assert render(write("x.html", "{{ value }}"), value=value) == str(Markup.escape(str(value)))


@pytest.mark.parametrize(
    "change",
    [
        "data.update({'a': 2})",
        "data.setdefault('b', 2)",
        "data.pop('a')",
        "data.clear()",
        "data.__setitem__('a', 2)",
        "data.rows.append(2)",
        "data.rows[0].update({'x': 2})",
    ],
)
def test_what_layouts_share_cannot_be_changed(write, change):
    data = frozen({"a": 1, "rows": [{"x": 1}]})
    error_of(write("x.html", f"{{% set _ = {change} %}}"), data=data)
    assert data == {"a": 1, "rows": ({"x": 1},)}
    shown = render(
        write("x.html", "{{ data | json }} {{ data.rows[0].x }} {{ data.none }}"), data=data
    )
    assert shown == '{"a":1,"rows":[{"x":1}]} 1 '
