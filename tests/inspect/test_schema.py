"""The JSON Schemas: valid themselves, taking what the parser takes, refusing what it refuses."""

import re
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from ssg.config import site as config
from ssg.config.site import Config
from ssg.inspect.schema import json_schema
from ssg.source.fields import Reader, read_fields
from ssg.source.files import SourceFile
from ssg.source.yaml import parse_yaml
from ssg.story import front_matter

ROOT = Path(__file__).resolve().parents[2]
STORY = Draft202012Validator(json_schema("story"))
SITE = Draft202012Validator(json_schema("site"))


class EditorLoader(yaml.SafeLoader):
    """YAML as editors read it for a schema (YAML 1.2): a date is a text, and `no` is one too."""


EditorLoader.yaml_implicit_resolvers = {
    first: [
        (tag, pattern)
        for tag, pattern in resolvers
        if tag not in ("tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool")
    ]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
EditorLoader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile("true|false", re.I), list("tTfF")
)


def load(text):
    return yaml.load(text, EditorLoader)


def errors(validator, text):
    return [
        f"{'/'.join(map(str, error.absolute_path))}: {error.message}"
        for error in validator.iter_errors(load(text))
    ]


def parses(text):
    """Whether the parser itself finds no mistake in some front matter."""
    document, problems = parse_yaml(SourceFile("content/world/a.md", text), text)
    reader = Reader(document, Config(title="", base_url="").zone)
    read_fields(reader, document.value, front_matter.FIELDS, (), "a story")
    return not problems and not reader.problems


@pytest.mark.parametrize("what", ["story", "site"])
def test_the_schemas_are_schemas(what):
    schema = json_schema(what)
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize(
    ("what", "fields"), [("story", front_matter.FIELDS), ("site", config.FIELDS)]
)
def test_every_field_is_in_its_schema_with_its_description(what, fields):
    properties = json_schema(what)["properties"]
    assert {name: value["description"] for name, value in properties.items()} == {
        name: field.doc for name, field in fields.items()
    }


@pytest.mark.parametrize("path", sorted(ROOT.glob("content/**/*.md")), ids=lambda path: path.stem)
def test_the_stories_of_the_demo_fit_the_schema(path):
    text = path.read_text(encoding="utf-8").split("---\n")[1]
    assert errors(STORY, text) == []


def test_the_configuration_of_the_demo_fits_the_schema():
    assert errors(SITE, (ROOT / "site.yaml").read_text(encoding="utf-8")) == []


GOOD = [
    "byline: Ana Ruiz",
    "byline: [Ana Ruiz, {name: Tomas Brandt, email: t@ledger.example}]",
    "byline: {name: Ana Ruiz, agency: false}",
    "dateline: PORT ALDER (AP)",
    "dateline: {place: PORT ALDER}",
    "source: AP",
    "source: {name: AP, canonical: source}",
    "media: {src: a.jpg, alt: A, credit: B, focal: [50, 40.5], file: true}",
    (
        "media: [{src: a.jpg, rights: ap-photo}, {src: b.jpg, rights: {allow-use: {until:"
        " 2026-12-20}, deny-syndication: true}}]"
    ),
    "share: false",
    "share: [x, email]",
    "share: x, email",
    "published: true",
    "published: 2026-11-20",
    "date: 2026-11-20T06:30:00-05:00",
    "tags: [strike, 2026]",
    "tags: strike, transport",
    "related: [a.md, {title: A, url: 'https://e.org/'}]",
    "corrections: [{date: 2026-11-20, kind: refile, text: x}]",
    "urgency: 3",
    "version: 2",
    "version: 1.5",
    "deck:",
    "extra: {anything: [1, {goes: true}]}",
    "republish: {anything: goes}",
    "lang: pt-BR",
]


@pytest.mark.parametrize("line", GOOD)
def test_parser_and_schema_both_take(line):
    text = f"title: A\n{line}"
    assert errors(STORY, text) == []
    assert parses(text)


BAD = [
    "titel: B",
    "byline: {role: reporter}",
    "byline: [{name: Ana, mail: a@b.example}]",
    "byline: {name: Ana, email: nobody}",
    "dateline: {agency: AP}",
    "source: {name: AP, canonical: theirs}",
    "source: {name: AP, url: apnews.com}",
    "media: {alt: no file}",
    "media: {src: a.jpg, file: perhaps}",
    "media: {src: a.jpg, focal: [150]}",
    "media: {src: a.jpg, rights: {allow-use: {unti: 2026-12-20}}}",
    "published: perhaps",
    "date: yesterday",
    "date: 2026",
    "urgency: 12",
    "urgency: high",
    "status: spiked",
    "draft: 2",
    "corrections: [{text: x}]",
    "layout: ../base",
    "lang: english!",
    "title:",
    "deck: [a, b]",
]


@pytest.mark.parametrize("line", BAD)
def test_parser_and_schema_both_refuse(line):
    text = line if line.startswith("title") else f"title: A\n{line}"
    assert errors(STORY, text)
    assert not parses(text)


def test_a_story_needs_a_title():
    assert errors(STORY, "deck: x")
    assert not parses("deck: x")


NEEDED = "title: L\nbase_url: https://ledger.example/\n"


@pytest.mark.parametrize(
    "more",
    [
        "sections: {world: World, local: {title: Local, order: 1}}",
        "sources: {AP: The AP, CW: {name: Coastal Wire, trusted: false}}",
        "rights: {ap: {match: 'AP*', deny-syndication: {reason: agency}}, own: {allow-use: true}}",
        "publisher: Harbor Press",
        "share: [x]",
        "page_size: 10\nmonths: false",
        "social: {x: '@ledger'}",
        "extra: {a: 1}",
    ],
)
def test_a_configuration_that_the_schema_takes(more):
    assert errors(SITE, NEEDED + more) == []


@pytest.mark.parametrize(
    "more",
    [
        "sektions: {}",
        "sections: {world: {titel: World}}",
        "page_size: 0",
        "months: sometimes",
        "rights: {ap: {deny: true}}",
        "missing_credit: ignore",
        "media_url: /media",
    ],
)
def test_a_configuration_that_the_schema_refuses(more):
    assert errors(SITE, NEEDED + more)


def test_a_configuration_needs_title_and_base_url():
    assert errors(SITE, "title: L")
    assert errors(SITE, "base_url: https://ledger.example/")
