"""The same samples through all renderers: a folder of samples/ has problems.json and each format's
report.
"""

from pathlib import Path

import msgspec
import pytest

import ssg.report.sarif
from ssg.problems import Problem
from ssg.report import render

pytestmark = pytest.mark.fast

SAMPLES = sorted((Path(__file__).parent / "samples").iterdir())
SUFFIXES = {"text": "txt", "json": "json", "sarif": "sarif", "github": "github"}


def test_there_are_samples():
    assert len(SAMPLES) >= 8


@pytest.mark.parametrize("format", SUFFIXES)
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_a_sample_is_reported_as_it_was_agreed(sample, format):
    problems = msgspec.json.decode((sample / "problems.json").read_bytes(), type=list[Problem])
    report = render(format, problems)
    if format == "sarif":
        report = report.replace(
            f'"version": "{ssg.report.sarif.__version__}"', '"version": "0.0.0"', 1
        )
    # read_text would translate line ends
    assert report == (sample / f"report.{SUFFIXES[format]}").read_bytes().decode("utf-8")


def test_an_unknown_format_is_a_bug_of_the_caller():
    with pytest.raises(AssertionError):
        render("yaml", [])
