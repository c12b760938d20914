"""Alt text that does not help those who cannot see the picture."""

import pytest
from conftest import NOW, SITE_YAML, story

from ssg.config.site import parse_config
from ssg.markup.convert import Converter
from ssg.source.files import SourceFile
from ssg.source.yaml import parse_yaml
from ssg.story.parse import parse_story

pytestmark = pytest.mark.fast


def warning_for(alt, src="ferry-strike.jpg"):
    config_source = SourceFile("site.yaml", SITE_YAML)
    config, _ = parse_config(parse_yaml(config_source, SITE_YAML)[0], config_source)
    entry = f"[{{src: {src}, alt: '{alt}', credit: AP Photo/Ines Kessler}}]"
    parsed = parse_story(
        SourceFile("content/a.md", story(date=NOW.isoformat(), media=entry)), config, Converter(())
    )
    return [problem.message for problem in parsed.problems if problem.code == "alt-text"]


@pytest.mark.parametrize(
    ("alt", "reason"),
    [
        ("ferry-strike.jpg", "is a file name"),
        ("ferry-strike", "is a file name"),
        ("IMG_2041", "is a file name"),
        ("DSC00017-2", "is a file name"),
        ("PXL_20251103_081500", "is a file name"),
        ("AP25307123456789", "is a file name"),
        ("Photo", "does not say what is seen"),
        ("TODO.", "does not say what is seen"),
        ("Photo of two ferries", "begins with `Photo of`"),
        ("An image of two ferries", "begins with `An image of`"),
        ("Two ferries. AP Photo/Ines Kessler", "carries the credit"),
        ("two ferries " * 22, "longer than 250"),
    ],
)
def test_alt_text_that_does_not_help(alt, reason):
    (message,) = warning_for(alt)
    assert reason in message


@pytest.mark.parametrize(
    "alt",
    [
        "Two ferries at a pier",
        "Ferry",
        "A photographer holds an image of her son",
        "Photo album on a desk",
        "P7",
        "9 ferries",
    ],
)
def test_alt_text_that_helps(alt):
    assert warning_for(alt) == []


def test_one_plain_word_may_be_what_is_seen():
    assert warning_for("nuthatch", "nuthatch.jpg") == []
