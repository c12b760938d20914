"""`ssg media`: what pictures say of themselves is shown, and written into front matter without
touching what stands there.
"""

import json

import pytest
from click.testing import CliRunner
from conftest import PIXEL, Site
from hypothesis import given, settings
from hypothesis import strategies as st
from photographs import CREDIT_XMP, encoded, iim_segment, jpeg_with, photograph, xmp_segment
from recordings import mp3, mp4

from ssg.cli import main
from ssg.model.file_metadata import Metadata
from ssg.rights.entry import Entry, EntryError, entry_for, entry_yaml, with_entry
from ssg.source.files import SourceFile
from ssg.source.yaml import parse_yaml

FERRY = jpeg_with(xmp_segment(CREDIT_XMP), iim_segment((2, 105, b"Ferries idle")))
ENTRY = Entry(fields=(("src", "b.jpg"), ("alt", "A pier: two ferries"), ("credit", "AP")))
WRITTEN = '- src: b.jpg\n    alt: "A pier: two ferries"\n    credit: AP\n'


def run(*args):
    return CliRunner().invoke(main, [str(arg) for arg in args])


@pytest.fixture
def picture(tmp_path):
    (tmp_path / "wire").mkdir()
    path = tmp_path / "wire" / "ferry.jpg"
    path.write_bytes(FERRY)
    return path


def test_every_field_is_shown_with_its_block(picture):
    result = run("media", "show", picture)
    lines = [line.split(maxsplit=2) for line in result.stdout.splitlines()]
    assert ["credit", "[xmp]", "AP"] in lines
    assert ["headline", "[iim]", "Ferries idle"] in lines
    assert "image/jpeg, 60 x 40 pixels" in result.stdout
    assert result.exit_code == 0


def test_the_same_as_json(picture, tmp_path):
    (tmp_path / "b.jpg").write_bytes(b"")
    result = run("media", "show", "--json", picture, tmp_path / "b.jpg")
    first, second = json.loads(result.stdout)
    assert first["metadata"]["creators"] == {"value": ["Ines Kessler"], "from": "xmp"}
    assert (first["picture"]["width"], second["picture"]["problem"]) == (60, "the file is empty")
    assert result.exit_code == 1


def test_metadata_cannot_steer_the_terminal(tmp_path):
    (tmp_path / "a.jpg").write_bytes(jpeg_with(iim_segment((2, 110, b"A\x1b[2J\rB"))))
    assert "\x1b" not in run("media", "show", tmp_path / "a.jpg").stdout


def test_a_picture_goes_beside_its_story_and_into_its_front_matter(site, picture):
    made: Site = site(
        "-- content/world/ferry.md --\n---\ntitle: Ferries idle  # by the desk\ndate:"
        " 2026-11-20\n---\n\nText.\n"
    )
    story = made.root / "content/world/ferry.md"
    result = run("media", "add", picture, "--story", story)
    assert result.exit_code == 0
    assert "write its alt" in result.stderr
    assert (made.root / "content/world/ferry.jpg").read_bytes() == FERRY
    assert (
        story.read_text()
        == "---\ntitle: Ferries idle  # by the desk\ndate: 2026-11-20\nmedia:\n  # usage terms: No"
        ' resale\n  # copyright: Copyright 2025 AP\n  - src: ferry.jpg\n    caption: "Ferries at'
        ' <rest>."\n    credit: AP Photo/Ines Kessler\n---\n\nText.\n'
    )
    made.build()
    assert made.codes() == ["alt-text"]
    assert "Ines Kessler" in made.read("world/2026/11/ferry/")


def test_without_a_story_the_entry_is_printed(picture):
    result = run("media", "add", picture)
    assert result.stdout.startswith("media:\n  # usage terms: No resale\n")
    assert "\n  - src: ferry.jpg\n" in result.stdout


def test_a_story_keeps_its_byte_order_mark_line_ends_and_mode(tmp_path, picture):
    story = tmp_path / "a.md"
    story.write_bytes(b"\xef\xbb\xbf---\r\ntitle: A\r\n---\r\nText\r\n")
    story.chmod(0o640)
    assert run("media", "add", picture, "--story", story).exit_code == 0
    raw = story.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf---\r\ntitle: A\r\nmedia:\r\n")
    assert raw.count(b"\n") == raw.count(b"\r\n")
    assert story.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("no front matter", "the story has no front matter"),
        ("---\ntitle: [\n---\n", "not YAML"),
        ("---\nmedia: ferry.jpg\n---\n", "`media` is not a list"),
        ("---\nmedia:\n- src: ferry.jpg\n---\n", "ferry.jpg is in the front matter already"),
        ("---\r\ntitle: A\n---\n", "line ends of several kinds"),
    ],
)
def test_what_cannot_be_added_to_stays_as_it_was(tmp_path, picture, text, said):
    story = tmp_path / "a.md"
    story.write_bytes(text.encode())
    result = run("media", "add", picture, "--story", story)
    assert result.exit_code == 2
    assert said in result.stderr
    assert story.read_bytes() == text.encode()
    assert not (tmp_path / "ferry.jpg").exists()


def test_another_picture_of_that_name_is_not_written_over(tmp_path, picture):
    (tmp_path / "a.md").write_text("---\ntitle: A\n---\n")
    (tmp_path / "ferry.jpg").write_bytes(PIXEL)
    result = run("media", "add", picture, "--story", tmp_path / "a.md")
    assert "is another picture" in result.stderr
    assert (tmp_path / "ferry.jpg").read_bytes() == PIXEL
    assert (tmp_path / "a.md").read_text() == "---\ntitle: A\n---\n"


def test_a_name_that_differs_in_case_alone_is_refused(tmp_path, picture):
    (tmp_path / "a.md").write_text("---\ntitle: A\n---\n")
    (tmp_path / "Ferry.JPG").write_bytes(PIXEL)
    result = run("media", "add", picture, "--story", tmp_path / "a.md")
    assert (
        "Ferry.JPG is there already, and on some disks ferry.jpg is the same name" in result.stderr
    )
    assert not (tmp_path / "ferry.jpg").exists()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.tiff", encoded(photograph(), "TIFF"), "not a kind of picture that browsers show"),
        (
            "a.jpg",
            encoded(photograph(), "TIFF"),
            "it is a TIFF picture, which browsers do not show",
        ),
        ("a.vtt", b"WEBVTT\n\n00:01.000 --> 00:02.000\nA\n", "it is a text"),
    ],
)
def test_what_no_story_could_show_is_not_added(tmp_path, name, content, said):
    (tmp_path / name).write_bytes(content)
    result = run("media", "add", tmp_path / name)
    assert result.exit_code == 2
    assert said in result.stderr


def test_a_drawing_is_shown_without_complaint(tmp_path):
    (tmp_path / "a.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><path d="M0 0h9"/></svg>'
    )
    result = run("media", "show", tmp_path / "a.svg")
    assert "image/svg+xml, 40 x 30 pixels" in result.stdout
    assert "warning" not in result.stdout


def test_a_broken_picture_is_not_added(tmp_path):
    (tmp_path / "a.md").write_text("---\ntitle: A\n---\n")
    (tmp_path / "b.jpg").write_bytes(encoded(photograph(200, 200), "JPEG")[:900])
    result = run("media", "add", tmp_path / "b.jpg", "--story", tmp_path / "a.md")
    assert result.exit_code == 2
    assert "cut off" in result.stderr


@pytest.mark.parametrize(
    ("yaml", "result"),
    [
        ("title: A\n", f"title: A\nmedia:\n  {WRITTEN}"),
        ("", f"media:\n  {WRITTEN}"),
        ("media:\ntags: a\n", f"media:\n  {WRITTEN}tags: a\n"),
        ("media: null  # none yet\ntags: a\n", f"media:   # none yet\n  {WRITTEN}tags: a\n"),
        (
            "media:\n  - src: a.jpg  # lead\n\n# below\ntags: a\n",
            f"media:\n  - src: a.jpg  # lead\n  {WRITTEN}\n# below\ntags: a\n",
        ),
        ("media:\n- src: a.jpg\n", "media:\n- src: a.jpg\n" + WRITTEN.replace("\n    ", "\n  ")),
        (
            "media:\n    - {src: a.jpg}\ntags: a\n",
            "media:\n    - {src: a.jpg}\n    "
            + WRITTEN.replace("\n    ", "\n      ")
            + "tags: a\n",
        ),
        (
            "media: [{src: a.jpg}]\n",
            'media: [{src: a.jpg}, {src: "b.jpg", alt: "A pier: two ferries", credit: "AP"}]\n',
        ),
        (
            "media: []  # none\n",
            'media: [{src: "b.jpg", alt: "A pier: two ferries", credit: "AP"}]  # none\n',
        ),
        ("media:\n  - caption: |\n      One\n\n      # two\n    src: a.jpg\n", None),
        ("media:\n  - src: a.jpg\n    caption: |\n      One\n      # two\n\ntags: a\n", None),
        ('"media":\n  - src: a.jpg\n', None),
        ("media:\n  - src: a.jpg\n    caption: >-\n      One\n      two\n# end\n", None),
        ("{title: A, media: [{src: a.jpg}]}\n", None),
    ],
)
def test_the_entry_goes_behind_the_others_and_nothing_else_changes(yaml, result):
    text = f"---\n{yaml}---\n\n- no media: here\n"
    changed = with_entry(text, ENTRY)
    if result is not None:
        assert changed == f"---\n{result}---\n\n- no media: here\n"
    before, after = (
        parse_yaml(SourceFile("", whole), whole[4 : whole.index("\n---\n") + 1])[0].value or {}
        for whole in (text, changed)
    )
    assert after == before | {"media": [*(before.get("media") or []), ENTRY.value]}
    if result is None:  # nothing that was there is gone
        lines = iter(changed)
        assert all(any(there == wanted for there in lines) for wanted in text)


def test_a_way_of_writing_that_cannot_be_added_to_is_refused():
    with pytest.raises(EntryError, match="paste the entry by hand"):
        with_entry("---\n{title: A}\n---\n", ENTRY)


def test_what_an_entry_takes_from_the_file():
    metadata = Metadata(
        caption="FILE - Ferries sit idle,\nNov. 3, 2025. (AP Photo/Ines Kessler, File)",
        date_taken="2025-11-03T08:15:00",
        alt="Two ferries",
        web_statement="https://creativecommons.org/licenses/by-sa/4.0/",
        instructions="EMBARGOED\n---\nuntil noon",
    )
    assert entry_for("a.jpg", metadata).value == {
        "src": "a.jpg",
        "alt": "Two ferries",
        "caption": "Ferries sit idle, Nov. 3, 2025.",
        "credit": "AP Photo/Ines Kessler, File",
        "taken": "2025-11-03",
        "file": "true",
        "rights": {"licence": "CC BY-SA 4.0"},
    }
    assert "  # instructions: EMBARGOED --- until noon\n" in entry_yaml(
        entry_for("a.jpg", metadata)
    )


@settings(max_examples=150, deadline=None)
@given(
    st.text(max_size=40),
    st.text(max_size=40),
    st.text(max_size=40),
    st.sampled_from(["", "media: []\n", "media:\n- src: a\n"]),
)
def test_whatever_a_file_says_the_front_matter_stays_yaml(caption, credit, terms, yaml):
    entry = entry_for("b.jpg", Metadata(caption=caption, credit=credit, usage_terms=terms))
    try:
        changed = with_entry(f"---\ntitle: A\n{yaml}---\nText\n", entry)
    except EntryError:
        pytest.fail("refused")
    assert changed.endswith("---\nText\n")


def test_video_and_audio_are_shown_and_added(tmp_path):
    for name, content in (("tide.mp4", mp4()), ("talk.mp3", mp3())):
        (tmp_path / name).write_bytes(content)
    story = tmp_path / "site" / "a.md"
    story.parent.mkdir()
    story.write_text("---\ntitle: A\n---\n\nA.\n")
    shown = run("media", "show", tmp_path / "tide.mp4")
    assert shown.exit_code == 0
    assert "video/mp4, 640 x 360 pixels, 83.5 seconds" in shown.stdout
    assert "not-a-picture" not in shown.stdout
    added = run("media", "add", tmp_path / "tide.mp4", tmp_path / "talk.mp3", "--story", story)
    assert (
        story.read_text()
        == "---\ntitle: A\nmedia:\n  - src: tide.mp4\n  - src: talk.mp3\n---\n\nA.\n"
    )
    assert (story.parent / "talk.mp3").read_bytes() == mp3()
    assert (
        "write its alt and its caption and its credit and its poster and its captions: the file has"
        " none" in added.stderr
    )
    assert "write its caption and its credit and its transcript: the file has none" in added.stderr


def test_an_entry_knows_whom_site_yaml_names(tmp_path):
    (tmp_path / "site.yaml").write_text(
        "title: L\nbase_url: https://l.example/\norganizations: [Ines Kessler]\n"
    )
    (tmp_path / "content").mkdir()
    (tmp_path / "ferry.jpg").write_bytes(FERRY)
    story = tmp_path / "content/a.md"
    story.write_text("---\ntitle: A\n---\nText.\n")
    assert run("media", "add", "--story", story, tmp_path / "ferry.jpg").exit_code == 0
    assert "credit: AP\n" in story.read_text()
    (tmp_path / "site.yaml").write_text("title: [\n")  # what cannot be read names nobody
    other = tmp_path / "content/b.md"
    other.write_text("---\ntitle: B\n---\nText.\n")
    assert run("media", "add", "--story", other, tmp_path / "ferry.jpg").exit_code == 0
    assert "credit: AP Photo/Ines Kessler\n" in other.read_text()
