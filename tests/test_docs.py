"""The user's documents say what the code does: every field is documented, and every example builds
without a problem.
"""

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import SITE_YAML, Site
from PIL import Image
from recordings import mp3, mp4

from ssg.config.site import Config
from ssg.inspect.schema import json_schema
from ssg.pages import body, context
from ssg.pages.kinds import front, index
from ssg.pages.views import pictures, stories

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
_FENCE = re.compile(r"^(```+)([^\n`]*)\n(.*?)^\1\s*$", re.M | re.S)
_ROW = re.compile(r"^\| `([a-z_*.-]+)` \|(.*)\|$", re.M)
_HEADER = re.compile(r"^\| field \|.*\n\|[-| ]+\n((?:\|.*\n)+)", re.M)
_PICTURE = re.compile(r"[\w/-]+\.(?:jpg|png)\b")
_RECORDING = re.compile(r"\b([\w-]+(?:\.en)?\.(?:mp4|mp3|vtt|txt))\b")
_RECORDED = {
    "mp4": mp4(),
    "mp3": mp3(),
    "vtt": b"WEBVTT\n\n00:01.000 --> 00:02.000\nHello.\n",
    "txt": b"Hello.\n",
}
_EXAMPLES = ("story", "story-fields", "story-text", "site.yaml")
# Fields that are made of the same parts as another one, which is documented in its place.
_SAME_PARTS = {"authors": "byline", "author": "byline", "contributors": "byline"}
_LEASE = re.compile(r"(?:media\.rights|rights\.\*)\.(?:allow|deny)-(?:use|syndication)\.")
_NEWSROOM = f"""
-- site.yaml --
{SITE_YAML}
sources: {{AP: The Associated Press}}
rights: {{cc-by: {{match: "* / CC BY 4.0*"}}}}
-- static/logo.png --
-- static/port-policy.pdf --
%PDF
-- content/local/seawall-levy.md --
---
title: The levy for the seawall
date: 2026-11-01
---

It rises.
-- content/world/port-budget.md --
---
title: The port's budget
date: 2026-11-01
---

## The vote

It passed.
"""


def fields_in(schema: dict, prefix: str = "") -> Iterator[str]:
    """The names of all fields of a JSON Schema, with dots between levels and a star for a name of
    the author's choice.
    """
    for name, below in schema.get("properties", {}).items():
        yield prefix + name
        yield from fields_in(below, f"{prefix}{name}.")
    for below in schema.get("anyOf", ()):
        yield from fields_in(below, prefix)
    for key, step in (("items", ""), ("additionalProperties", "*.")):
        if isinstance(below := schema.get(key), dict):
            yield from fields_in(below, prefix + step)


def documented_in(page: str) -> dict[str, str]:
    """The fields in a document's tables, each with its default as it is written."""
    text = (DOCS / page).read_text(encoding="utf-8")
    rows = [row for table in _HEADER.finditer(text) for row in _ROW.finditer(table[1])]
    names = [row[1] for row in rows]
    assert len(names) == len(set(names)), (
        f"twice in {page}: {sorted({n for n in names if names.count(n) > 1})}"
    )
    return {row[1]: row[2].rpartition("|")[2].strip() for row in rows}


def real_fields(what: str) -> set[str]:
    names = set()
    for name in fields_in(json_schema(what)):
        first, dot, rest = name.partition(".")
        names.add(
            _LEASE.sub("lease.", f"{_SAME_PARTS.get(first, first) if dot else first}{dot}{rest}")
        )
    return names


@pytest.mark.parametrize(
    ("page", "what"), [("front-matter.md", "story"), ("configuration.md", "site")]
)
def test_every_field_is_documented_and_no_other(page: str, what: str) -> None:
    assert set(documented_in(page)) == real_fields(what)


def test_the_documented_defaults_of_the_configuration_are_the_real_ones() -> None:
    defaults = {
        name: value for name, value in _defaults().items() if isinstance(value, str | bool | int)
    }
    documented = documented_in("configuration.md")
    shown = {
        name: documented["indexes" if name == "author_index" else name].strip("`")
        for name in defaults
    }
    assert shown == {name: _as_yaml(value) for name, value in defaults.items()}


def _defaults() -> dict[str, object]:
    config = Config(title="L", base_url="https://l.example/")
    return {
        name: getattr(config, name)
        for name in config.__struct_fields__
        if name not in ("title", "base_url", "extra")
    }


def _as_yaml(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value) if value != "" else '""'


def examples() -> Iterator[object]:
    pages = [*sorted(DOCS.glob("*.md")), ROOT / "README.md"]
    for page in pages:
        text = page.read_text(encoding="utf-8")
        for fence in _FENCE.finditer(text):
            if fence[2].strip() in _EXAMPLES:
                line = text.count("\n", 0, fence.start()) + 1
                yield pytest.param(fence[2].strip(), fence[3], id=f"{page.name}-{line}")


@pytest.mark.parametrize(("kind", "text"), list(examples()))
def test_every_example_builds_without_a_problem(
    site: Callable[[str], Site], kind: str, text: str
) -> None:
    newsroom = site(_NEWSROOM + _as_files(kind, text))
    for name in _PICTURE.findall(text):
        _draw(newsroom.root / ("static" if kind == "site.yaml" else "content/media") / name)
    for name in _RECORDING.findall(text) if "poster:" in text else ():
        (newsroom.root / "content/media" / name).write_bytes(_RECORDED[name.rpartition(".")[2]])
    report = newsroom.build(destination=None, drafts=True)
    assert newsroom.problems() == []
    assert report.errors == 0


def _as_files(kind: str, text: str) -> str:
    if kind == "site.yaml":
        required = "" if re.search(r"^title:", text, re.M) else SITE_YAML
        return f"-- site.yaml --\n{required}{text}"
    if kind == "story-text":
        text = f"---\ntitle: An example\ndate: 2026-11-20\n---\n\n{text}"
    elif kind == "story-fields":
        missing = [
            f"{name}: {value}\n"
            for name, value in (("title", "An example"), ("date", "2026-11-20"))
            if not re.search(rf"^{name}:", text, re.M)
        ]
        text = f"---\n{''.join(missing)}{text}---\n\nThe council put it off.\n"
    return f"-- content/local/example.md --\n{text}"


def _draw(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    out = io.BytesIO()
    Image.new("L", (1, 1)).save(out, "PNG" if path.suffix == ".png" else "JPEG")
    path.write_bytes(out.getvalue())


def test_there_are_examples_of_each_kind() -> None:
    assert {example.values[0] for example in examples()} == set(_EXAMPLES)


@pytest.mark.parametrize("page", ["front-matter.md", "configuration.md", "markdown.md"])
def test_no_example_escapes_the_test(page: str) -> None:
    kinds = {
        fence[2].strip() for fence in _FENCE.finditer((DOCS / page).read_text(encoding="utf-8"))
    }
    assert kinds <= {*_EXAMPLES, "sh"}


def _pages() -> list[Path]:
    return [
        *sorted(DOCS.glob("*.md")),
        *(ROOT / name for name in ("README.md", "ARCHITECTURE.md", "CHANGELOG.md", "SECURITY.md")),
    ]


@pytest.mark.parametrize("page", _pages(), ids=lambda page: page.name)
def test_every_link_between_documents_leads_somewhere(page: Path) -> None:
    text = _FENCE.sub("", page.read_text(encoding="utf-8"))
    text = re.sub(r"^    .*$|`[^`\n]*`", "", text, flags=re.M)
    for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)\s]+)\)", text):
        path, _, anchor = target.partition("#")
        found = page.parent / path
        assert found.exists(), f"{page.name} links to {target}"
        if anchor:
            headings = re.findall(r"^#+ (.+)$", found.read_text(encoding="utf-8"), re.M)
            assert anchor in {
                re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings
            }, target


def test_every_block_of_the_theme_is_documented() -> None:
    table = set(
        re.findall(r"^\| `([a-z-]+)` \|", (DOCS / "markdown.md").read_text(encoding="utf-8"), re.M)
    )
    assert {path.stem for path in (ROOT / "layouts/blocks").glob("*.html")} <= table


def test_everything_that_layouts_can_see_is_documented() -> None:
    text = (DOCS / "layouts.md").read_text(encoding="utf-8")
    words = set(re.findall(r"\w+", " ".join(re.findall(r"`[^`\n]+`", text))))
    modules = (body, context, front, index, pictures, stories)
    views = {
        value
        for module in modules
        for name, value in vars(module).items()
        if name.endswith("View") and name != "View"
    }
    assert len(views) > 10
    seen = {
        name
        for view in views
        for name in getattr(view, "__struct_fields__", vars(view))
        if not name.startswith("_")
    }
    assert seen <= words


def test_every_file_that_the_architecture_names_exists() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:\w+/)*[a-z_]+\.py)`", text)) - {"NAME_command.py"}
    assert len(named) > 30
    modules = {
        path.relative_to(ROOT).as_posix()
        for path in (*ROOT.glob("ssg/**/*.py"), *ROOT.glob("tests/**/*.py"))
    }
    assert [
        name
        for name in sorted(named)
        if not any(module.endswith(f"/{name}") or module == name for module in modules)
    ] == []
