"""SARIF: the fields that its schema and GitHub require, checked by hand; and the fixed shape of
JSON.
"""

import json

import pytest

from ssg.problems import Problem, Severity, Span
from ssg.report.json import render_json
from ssg.report.sarif import render_sarif

pytestmark = pytest.mark.fast


def problem(code="dead-link", path="content/a.md", line=3, **more):
    span = Span(line=line, column=2, end_line=line, end_column=7) if line else None
    severity = more.pop("severity", Severity.ERROR)
    return Problem(
        code=code,
        severity=severity,
        message=more.pop("message", "no such story"),
        path=path,
        span=span,
        **more,
    )


MIXED = [
    problem("no-title", "", None, severity=Severity.WARNING),
    problem("unreadable-file", line=None),
    problem(),
    problem("no-title", "content/b.md", 1, severity=Severity.NOTE, label="here", help="add one"),
]


def run_of(problems):
    return json.loads(render_sarif(problems, version="1.2.3"))["runs"][0]


def test_the_log_has_what_sarif_requires():
    log = json.loads(render_sarif(MIXED, version="1.2.3"))
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-2.1.0.json")
    assert len(log["runs"]) == 1
    driver = log["runs"][0]["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("ssg", "1.2.3")
    assert log["runs"][0]["columnKind"] == "unicodeCodePoints"
    assert len(log["runs"][0]["results"]) == len(MIXED)


def test_each_code_is_one_rule_and_each_result_points_to_its_own():
    run = run_of(MIXED)
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["dead-link", "no-title", "unreadable-file"]
    assert all(rule["shortDescription"]["text"] for rule in rules)
    assert [rules[result["ruleIndex"]]["id"] for result in run["results"]] == [
        each.code for each in MIXED
    ]
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])


def test_levels_are_those_of_the_problems():
    assert [result["level"] for result in run_of(MIXED)["results"]] == [
        "warning",
        "error",
        "error",
        "note",
    ]


def test_the_message_carries_label_and_remedy():
    assert run_of(MIXED)["results"][3]["message"] == {"text": "no such story\nhere\nhelp: add one"}


def test_a_place_is_as_exact_as_it_is_known():
    whole_site, whole_file, spot, _ = run_of(MIXED)["results"]
    assert "locations" not in whole_site
    assert whole_file["locations"] == [
        {"physicalLocation": {"artifactLocation": {"uri": "content/a.md"}}}
    ]
    assert spot["locations"][0]["physicalLocation"]["region"] == {
        "startLine": 3,
        "startColumn": 2,
        "endLine": 3,
        "endColumn": 7,
    }


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("content/ö b.md", "content/%C3%B6%20b.md"),
        ("note: x.md", "note%3A%20x.md"),
        ("a/50%.md", "a/50%25.md"),
        ("a/what?#1.md", "a/what%3F%231.md"),
    ],
)
def test_a_path_becomes_a_relative_uri(path, uri):
    location = run_of([problem(path=path)])["results"][0]["locations"][0]["physicalLocation"]
    assert location["artifactLocation"]["uri"] == uri


def prints_of(problems):
    return [
        result["partialFingerprints"]["ssgProblem/v1"] for result in run_of(problems)["results"]
    ]


def test_a_fingerprint_stays_when_lines_are_added_above_or_the_line_is_indented():
    before = problem(line=3, excerpt="see [b](b.md)")
    after = problem(line=40, excerpt="  see [b](b.md)")
    assert prints_of([before]) == prints_of([after])


def test_fingerprints_differ_for_another_code_file_or_line_and_are_numbered_when_equal():
    line = {"excerpt": "see [b](b.md)"}
    others = [
        problem(**line),
        problem("x", **line),
        problem(path="b.md", **line),
        problem(excerpt="other"),
    ]
    twins = [problem(line=3, **line), problem(line=4, **line)]
    assert len(set(prints_of(others))) == 4
    assert len(set(prints_of(twins))) == 2
    assert prints_of(twins)[0] == prints_of(others)[0]


def test_without_problems_the_log_is_still_whole():
    run = run_of([])
    assert run["results"] == []
    assert run["tool"]["driver"]["rules"] == []


def test_json_has_a_fixed_shape_in_a_fixed_order():
    report = render_json(MIXED)
    document = json.loads(report)
    assert report.endswith("}\n")
    assert list(document) == ["version", "problems", "errors", "warnings"]
    assert (document["version"], document["errors"], document["warnings"]) == (1, 2, 1)
    place = ["line", "column", "end_line", "end_column"]
    keys = ["code", "severity", "message", "path", *place, "label", "help", "excerpt"]
    assert all(list(entry) == keys for entry in document["problems"])
    assert [document["problems"][2][key] for key in place] == [3, 2, 3, 7]
    assert [document["problems"][1][key] for key in place] == [None] * 4


def test_json_is_ascii_whatever_the_text():
    assert render_json([problem(message="東京\x9b\u202e")]).isascii()
