"""Video and audio: what is found inside, what is taken out, and how a story shows them."""

import contextlib
import html
import json
import re
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ssg.media.containers.mp4 import mp4_size
from ssg.media.containers.webvtt import BrokenCaptions, caption_text, without_notes
from ssg.media.formats import BrokenContainer
from ssg.media.recording import cleaned_recording, examine_recording, examine_text
from tests.conftest import PIXEL, Site
from tests.photographs import encoded, photograph
from tests.recordings import SECRET, box, element, fragmented, long_box, mp3, mp4, webm

ROOT = Path(__file__).parents[2]
VTT = (
    "WEBVTT\n\n00:01.000 --> 00:03.000\n<v Ana Ruiz>The tide comes in &amp; we wait.\n\n00:03.500"
    " --> 00:05.000\n<v Tomas>For how long?\n"
)
STORY = """
-- content/local/tide.md --
---
title: The tide comes in
date: 2026-11-01
media:
  - src: tide.mp4
    alt: Water rises along a stone pier
    caption: A spring tide at the pier.
    credit: Ana Ruiz
    poster: tide.jpg
    captions: tide.de.vtt
    transcript: tide.txt
  - {src: talk.mp3, caption: The harbor master, credit: Ana Ruiz, transcript: tide.de.vtt}
---

It rose.

![](talk.mp3)
"""
TRANSCRIPT = 'Ana Ruiz: We "wait".\n\nTomas: <b>For how long?</b>\n'


def newsroom(site, text: str = STORY, **files: bytes | str) -> Site:
    made = site(text)
    folder = made.root / "content/local"
    folder.mkdir(parents=True, exist_ok=True)
    given = {
        "tide.mp4": mp4(),
        "tide.jpg": encoded(photograph(900, 600), "JPEG"),
        "tide.de.vtt": VTT,
        "tide.txt": TRANSCRIPT,
        "talk.mp3": mp3(),
    }
    for name, content in {
        **given,
        **{name.replace("__", "."): content for name, content in files.items()},
    }.items():
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return made


def told(made: Site) -> list[str]:
    return [problem.message for problem in made.build().problems]


def page_of(made: Site, path: str = "local/2026/11/tide/index.html") -> str:
    report = made.build()
    assert [problem.message for problem in report.problems if problem.severity == "error"] == []
    return (made.out / path).read_text()


# ---- what is inside


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.mp4", mp4(), ("video/mp4", 640, 360, 83.5)),
        ("a.m4v", mp4(turned=True), ("video/mp4", 360, 640, 83.5)),
        ("a.mp4", mp4(noted=SECRET, secret=True), ("video/mp4", 640, 360, 83.5)),
        ("a.m4a", mp4(width=0), ("audio/mp4", None, None, 83.5)),
        ("a.webm", webm(), ("video/webm", 640, 360, 83.5)),
        ("a.webm", webm(live=True), ("video/webm", 640, 360, 83.5)),
        ("a.mp3", mp3(), ("audio/mpeg", None, None, 2.606)),
        ("a.mp3", mp3(secret=True), ("audio/mpeg", None, None, 2.606)),
        ("a.mp3", mp3(counted=True), ("audio/mpeg", None, None, 2.612)),
    ],
)
def test_the_kind_size_and_length_of_a_recording(tmp_path, name, content, expected):
    (tmp_path / name).write_bytes(content)
    found = examine_recording(tmp_path / name)
    assert (found.kind, found.width, found.height, found.seconds, found.problem, found.warning) == (
        *expected,
        "",
        "",
    )


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("a.mp4", b"", "the file is empty"),
        ("a.mp4", b"<html>Not found</html>", "it is not the video that its name says"),
        ("a.mp3", b"<html>Not found</html>", "it is not the audio that its name says"),
        ("a.mp4", mp4()[:-20], "it is cut off, and a part of the file is missing"),
        ("a.mp4", mp4()[:60], "it is cut off, and a part of the file is missing"),
        ("a.mp4", mp4(width=0), "there is no picture in it: name it .m4a if it is audio"),
        ("a.webm", webm()[:40], "it is cut off, and a part of the file is missing"),
        ("a.webm", webm()[:-5], "it is cut off, and a part of the file is missing"),
        ("a.mp3", b"ID3\4\0\0\0\0\0\0", "there is no sound in it"),
    ],
)
def test_a_file_that_cannot_be_played(tmp_path, name, content, problem):
    (tmp_path / name).write_bytes(content)
    assert examine_recording(tmp_path / name).problem == problem


def test_a_video_as_a_browser_records_it():
    """In fragments (14496-12 section 8.8), with an index that has no samples."""
    path = ROOT / "content/local/wall-tide.mp4"
    found = examine_recording(path)
    assert (found.kind, found.width, found.height, found.problem) == ("video/mp4", 640, 360, "")
    assert 5 < found.seconds < 8
    content = path.read_bytes()
    cleaned = cleaned_recording(content)
    assert len(cleaned) == len(content)
    assert (
        sum(one != other for one, other in zip(cleaned, content, strict=True)) < 40
    )  # the names of its handlers
    assert cleaned_recording(cleaned) == cleaned


def test_a_name_that_says_another_kind(tmp_path):
    (tmp_path / "a.mp4").write_bytes(webm())
    assert (
        examine_recording(tmp_path / "a.mp4").warning
        == "its name says video/mp4, but it is video/webm"
    )


def test_a_folder_is_no_recording(tmp_path):
    (tmp_path / "a.mp4").mkdir()
    assert examine_recording(tmp_path / "a.mp4").problem == "it is a folder"


@settings(max_examples=300, deadline=None)
@given(
    content=st.sampled_from(
        [
            mp4(noted=SECRET, secret=True),
            fragmented(noted=SECRET),
            webm(secret=True),
            webm(live=True),
            mp3(secret=True, counted=True),
        ]
    ),
    at=st.integers(0, 2**20),
    length=st.integers(0, 8),
    new=st.binary(max_size=8),
    end=st.none() | st.integers(1, 2**20),
    name=st.sampled_from(["a.mp4", "a.webm", "a.mp3", "a.m4a"]),
)
def test_whatever_happens_to_a_file_it_is_examined_without_a_crash(
    tmp_path_factory, content, at, length, new, end, name
):
    at %= len(content)
    changed = content[:at] + new + content[at + length :]
    changed = changed if end is None else changed[: end % len(changed)]
    path = tmp_path_factory.mktemp("a") / name
    path.write_bytes(bytes(changed))
    examine_recording(path)
    with contextlib.suppress(BrokenContainer):
        cleaned_recording(bytes(changed))


# ---- what is taken out


@pytest.mark.parametrize(
    "content",
    [
        mp4(secret=True),
        mp4(noted=SECRET),
        mp4(noted=SECRET, secret=True),
        webm(secret=True),
        mp3(secret=True),
    ],
)
def test_a_published_recording_says_nothing_of_place_and_camera(content):
    assert SECRET in content
    cleaned = cleaned_recording(content)
    assert SECRET not in cleaned
    assert b"Apple" not in cleaned
    assert cleaned_recording(cleaned) == cleaned


@pytest.mark.parametrize("content", [mp4(noted=SECRET, secret=True), webm(secret=True)])
def test_pictures_and_sound_stay_where_they_were(content):
    cleaned = cleaned_recording(content)
    assert len(cleaned) == len(content)
    assert cleaned.index(b"PICTURES") == content.index(b"PICTURES")


@pytest.mark.parametrize("content", [mp4(), webm(), webm(live=True), mp3(), mp3(counted=True)])
def test_a_recording_without_metadata_is_published_as_it_is(content):
    assert cleaned_recording(content) == content


def test_the_published_file_is_the_cleaned_one(site):
    made = newsroom(site, tide__mp4=mp4(noted=SECRET, secret=True), talk__mp3=mp3(secret=True))
    page_of(made)
    assert SECRET not in (made.out / "media/local/tide.mp4").read_bytes()
    assert SECRET not in (made.out / "media/local/talk.mp3").read_bytes()


def test_telemetry_that_a_drone_writes_as_captions_goes_with_its_samples():
    content = mp4(noted=SECRET).replace(b"meta", b"text")
    assert SECRET not in cleaned_recording(content)


def test_boxes_that_nobody_knows_and_what_lies_between_samples_go():
    content = mp4()
    for extra in (
        box(b"free", SECRET),
        box(b"sefd", SECRET),
        box(b"mdat", SECRET),
        long_box(b"skip", SECRET),
    ):
        assert SECRET not in cleaned_recording(content + extra)
    inside = content.replace(content[content.index(b"moov") - 4 :], b"") + box(
        b"moov", content[content.index(b"moov") + 4 :], box(b"gps ", SECRET)
    )
    assert SECRET not in cleaned_recording(inside)


def test_what_cameras_put_behind_the_boxes_of_a_video_goes():
    content = mp4()
    for trailer in (b"Insta360: " + SECRET, SECRET, bytes(5), bytes(4) + SECRET):
        cleaned = cleaned_recording(content + trailer)
        assert len(cleaned) == len(content + trailer)
        assert cleaned[: len(content)] == content
        assert SECRET not in cleaned
        assert mp4_size(cleaned) == mp4_size(content)


def test_a_video_cut_off_in_its_pictures_is_told(tmp_path):
    content = mp4()
    pictures, index = content.index(b"mdat") - 4, content.index(b"moov") - 4
    (tmp_path / "a.mp4").write_bytes(
        (content[:pictures] + content[index:] + content[pictures:index])[:-4]
    )
    assert (
        examine_recording(tmp_path / "a.mp4").problem
        == "it is cut off, and a part of the file is missing"
    )


def test_the_program_that_made_a_video_is_not_named():
    entry = box(
        b"avc1",
        bytes(42),
        b"\x0eGoPro AVC encoder".ljust(32, b"\0"),
        bytes(4),
        box(b"avcC", b"HOW TO DECODE"),
    )
    content = mp4()
    table = content.index(b"stbl") - 4
    described = box(b"stsd", bytes(4), (1).to_bytes(4), entry)
    for at in (content.index(kind) - 4 for kind in (b"stbl", b"minf", b"mdia", b"trak", b"moov")):
        size = int.from_bytes(content[at : at + 4]) + len(described)
        content = content[:at] + size.to_bytes(4) + content[at + 4 :]
    content = content[: table + 8] + described + content[table + 8 :]
    cleaned = cleaned_recording(content)
    assert cleaned == content.replace(b"\x0eGoPro AVC encoder", bytes(18))


def test_audio_alone_in_the_file_of_a_video_is_told(tmp_path):
    (tmp_path / "a.webm").write_bytes(
        webm().replace(b"\xe0\x10", b"\xe1\x10")
    )  # the element Audio in the place of Video
    assert (
        examine_recording(tmp_path / "a.webm").problem
        == "there is no picture in it: save it as MP3 or M4A if it is audio"
    )


@pytest.mark.parametrize("relative", [True, False])
def test_of_fragments_the_samples_of_pictures_and_sound_alone_are_kept(relative):
    plain = fragmented(relative=relative)
    assert cleaned_recording(plain) == plain
    assert mp4_size(plain) == (640, 360, 2.0)
    for content in (
        fragmented(between=SECRET, relative=relative),
        fragmented(noted=SECRET, relative=relative),
    ):
        cleaned = cleaned_recording(content)
        assert SECRET in content
        assert SECRET not in cleaned
        assert len(cleaned) == len(content)
        assert [match.start() for match in re.finditer(b"PICTURES", cleaned)] == [
            match.start() for match in re.finditer(b"PICTURES", content)
        ]
        assert cleaned.count(b"PICTURES") == 2
        assert cleaned_recording(cleaned) == cleaned


def test_a_video_with_two_indexes_is_not_published():
    content = mp4(secret=True)
    with pytest.raises(BrokenContainer, match="two indexes"):
        cleaned_recording(content + content[content.rfind(b"moov") - 4 :])


def test_tags_between_the_frames_of_joined_recordings_go():
    joined = mp3(secret=True) + mp3(secret=True)
    assert cleaned_recording(joined) == mp3() + mp3()
    lyrics = (
        mp3() + b"LYRICSBEGIN" + SECRET + b"000029LYRICS200" + b"TAG" + SECRET.ljust(125, b"\0")
    )
    assert SECRET not in cleaned_recording(lyrics)


def test_chapters_names_and_other_tracks_of_webm_go():
    info = element(
        b"\x15\x49\xa9\x66",
        element(b"\x2a\xd7\xb1", (1_000_000).to_bytes(3)),
        element(b"\x73\x84", SECRET),
    )
    video = element(
        b"\xae", element(b"\xd7", b"\1"), element(b"\x83", b"\1"), element(b"\x53\x6e", SECRET)
    )
    noted = element(
        b"\xae", element(b"\xd7", b"\2"), element(b"\x83", b"\x21"), element(b"\x63\xa2", SECRET)
    )
    blocks = element(b"\xa3", b"\x81\0\0\x80PICTURES"), element(b"\xa3", b"\x82\0\0\x80" + SECRET)
    cluster = element(b"\x1f\x43\xb6\x75", element(b"\xe7", b"\0"), *blocks)
    segment = element(
        b"\x18\x53\x80\x67",
        info,
        element(b"\x16\x54\xae\x6b", video, noted),
        cluster,
        element(b"\x10\x43\xa7\x70", SECRET),
    )
    content = element(b"\x1a\x45\xdf\xa3", element(b"\x42\x82", b"webm")) + segment + SECRET
    cleaned = cleaned_recording(content)
    assert SECRET not in cleaned
    assert cleaned.index(b"PICTURES") == content.index(b"PICTURES")
    assert len(cleaned) == len(content)


def test_a_file_of_more_parts_than_any_has_is_not_published_half_cleaned():
    content = mp4() + box(b"free") * 200_001 + box(b"uuid", SECRET)
    with pytest.raises(BrokenContainer):
        cleaned_recording(content)
    with pytest.raises(BrokenContainer):
        cleaned_recording(
            webm(live=True) + b"\xec\x80" * 200_001 + element(b"\x12\x54\xc3\x67", SECRET)
        )


def test_samples_of_one_size_are_kept_and_an_index_that_lies_about_them_costs_no_memory():
    table = mp4()
    sizes = table.index(b"stsz") + 8
    count = int.from_bytes(table[sizes + 4 : sizes + 8])
    fixed = table[:sizes] + (1).to_bytes(4) + (2**31).to_bytes(4) + table[sizes + 8 :]
    assert count == len(b"PICTURES")
    assert b"PICTURES" in cleaned_recording(fixed)
    tracemalloc.start()
    cleaned_recording(
        fixed.replace((8).to_bytes(4) + (1).to_bytes(4), (2**31).to_bytes(4) + (1).to_bytes(4))
    )
    assert tracemalloc.get_traced_memory()[1] < 1_000_000
    tracemalloc.stop()


def test_what_stands_before_the_segment_of_a_webm_goes():
    content = webm()
    at = content.index(b"\x18\x53\x80\x67")
    assert SECRET not in cleaned_recording(content[:at] + element(b"\xec", SECRET) + content[at:])


# ---- captions


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "1\n00:00:01,000 --> 00:00:02,000\nA\n",
            "line 1: it must begin with `WEBVTT` (this is SubRip: save it as WebVTT)",
        ),
        ("", "line 1: it must begin with `WEBVTT`"),
        (
            "WEBVTT\n\n00:01 --> 00:02\nA\n",
            "line 3: `00:01 --> 00:02` is not a time such as `00:01.000 --> 00:04.000`",
        ),
        (
            "WEBVTT\n\none\n00:01.000 --> 00:02,000\nA\n",
            "line 4: `00:01.000 --> 00:02,000` is not a time such as `00:01.000 --> 00:04.000`",
        ),
        (
            "WEBVTT\n\n00:01.000 --> 00:02.000\nHi --> there\n",
            (
                "line 3: `-->` stands in the words of a caption, where players take it for a time:"
                " write `--&gt;`"
            ),
        ),
        ("WEBVTT\n\n00:03.000 --> 00:02.000\nA\n", "line 3: it ends before it begins"),
        (
            "WEBVTT\n\n00:01.000 --> 00:02.000\nA\n\nB is lost\n",
            "line 6: `B is lost` stands under no time such as `00:01.000 --> 00:04.000`",
        ),
    ],
)
def test_captions_that_players_would_not_show_in_full(text, problem):
    with pytest.raises(BrokenCaptions, match="^" + re.escape(problem) + "$"):
        caption_text(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("WEBVTT", ""),
        (VTT, "Ana Ruiz: The tide comes in & we wait.\n\nTomas: For how long?"),
        (
            (
                "\ufeffWEBVTT - Title\r\nKind: captions\r\n\r\nNOTE by"
                " hand\r\nAna\r\n\r\n00:00:01.000 --> 00:00:02.000"
                " align:start\r\n<i>One</i>\r\ntwo\r\n"
            ),
            "One two",
        ),
        (
            (
                "WEBVTT\n\nSTYLE\n::cue {color: red}\n\n1\n00:01.000 -->"
                " 00:02.000\nOne\n\n2\n00:02.000 --> 00:03.000\ntwo.\n\n00:09.000 -->"
                " 00:10.000\nThree."
            ),
            "One two.\n\nThree.",
        ),
        (
            "WEBVTT\n\n01:00:00.000 --> 01:00:01.000\n<v.loud Ana>A</v> <00:00.500><c>B</c>",
            "Ana: A B",
        ),
    ],
)
def test_what_captions_say(text, said):
    assert caption_text(text) == said


def test_a_text_in_another_encoding_names_its_line(tmp_path):
    (tmp_path / "a.vtt").write_bytes(
        "WEBVTT\n\n00:01.000 --> 00:02.000\nDvořák".encode("iso8859-2")
    )
    assert examine_text(tmp_path / "a.vtt").problem == "line 4: it is not UTF-8"


def test_notes_of_transcribers_are_not_published(site):
    made = newsroom(
        site,
        tide__de__vtt=VTT.replace(
            "\n\n00:03.500",
            "\n\nNOTE by Osgood, secret\nof two lines\n\nNOTE\n\nSTYLE\n::cue {color:"
            " red}\n\n00:03.500",
        ),
    )
    page_of(made)
    published = (made.out / "media/local/tide.de.vtt").read_text()
    assert "secret" not in published
    assert "two lines" not in published
    assert "::cue" in published
    assert caption_text(published) == caption_text(VTT)


# ---- on the page


def test_a_story_opens_with_its_video(site):
    page = page_of(newsroom(site))
    video = re.search(r"<video .*?</video>", page, re.S)[0]
    assert 'src="/media/local/tide.mp4" type="video/mp4"' in video
    assert 'width="640" height="360"' in video
    assert re.search(r'poster="/pictures/tide-[^"]*-900.webp"', video)
    assert '<track src="/media/local/tide.de.vtt" kind="captions" srclang="de">' in video
    assert 'preload="none"' in video
    assert "autoplay" not in page
    assert "A spring tide at the pier." in page
    assert "Ana Ruiz" in re.search(r'<div class="credit">.*?</div>', page)[0]


def test_what_is_said_can_be_read(site):
    page = page_of(newsroom(site))
    first, second = re.findall(r'<details class="transcript">.*?</details>', page, re.S)
    assert "<p>Ana Ruiz: We “wait”.</p>\n<p>Tomas: &lt;b&gt;For how long?&lt;/b&gt;</p>" in first
    assert "<p>Ana Ruiz: The tide comes in &amp; we wait.</p>" in second


def test_audio_in_the_text_stands_where_a_picture_would(site):
    page = page_of(newsroom(site))
    audio = re.search(r"<audio .*?</audio>", page, re.S)[0]
    assert '<source src="/media/local/talk.mp3" type="audio/mpeg">' in audio
    assert "<img" not in audio
    assert 'src="/media/local/talk.mp3" alt' not in page


def test_the_poster_stands_for_the_video_where_nothing_plays(site):
    made = newsroom(site)
    page = page_of(made)
    home = (made.out / "index.html").read_text()
    assert re.search(r'<img src="/pictures/tide-[^"]*jpg"', home)
    assert "tide.mp4" not in home
    assert re.search(r'og:image" content="https?://[^"]*/pictures/tide-[^"]*-16x9.jpg"', page)
    assert re.search(r'og:video" content="https?://[^"]*/media/local/tide.mp4"', page)


def test_search_engines_are_told_of_video_and_audio(site):
    page = page_of(newsroom(site))
    graph = json.loads(
        html.unescape(re.search(r'<script type="application/ld\+json">(.*?)</script>', page)[1])
    )
    video, audio = graph["video"][0], graph["audio"][0]
    assert video["@type"] == "VideoObject"
    assert video["duration"] == "PT1M24S"
    assert video["contentUrl"].endswith("/media/local/tide.mp4")
    assert video["name"] == "A spring tide at the pier."
    assert video["uploadDate"].startswith("2026-11-01")
    assert all("/pictures/tide-" in address for address in video["thumbnailUrl"])
    assert video["creditText"] == "Ana Ruiz"
    assert audio["transcript"].startswith("Ana Ruiz: The tide")
    assert not any("mp4" in image["url"] or "mp3" in image["url"] for image in graph["image"])


def test_feeds_play_it_from_whole_addresses(site):
    made = newsroom(site)
    page_of(made)
    feed = (made.out / "feed.xml").read_text()
    assert re.search(
        r'<media:content url="https?://[^"]*/tide.mp4" medium="video" type="video/mp4"'
        r' duration="84"',
        feed,
    )
    assert re.search(r'<source src="https?://[^"]*/media/local/talk.mp3"', feed)


def test_a_transcript_is_no_file_of_the_site(site):
    made = newsroom(site)
    page_of(made)
    assert sorted(path.name for path in (made.out / "media/local").iterdir()) == [
        "talk.mp3",
        "tide.de.vtt",
        "tide.mp4",
    ]


def test_another_word_in_a_transcript_makes_its_page_anew(site):
    made = newsroom(site)
    page_of(made)
    (made.root / "content/local/tide.txt").write_text("Nobody spoke, after all.")
    assert "Nobody spoke, after all." in page_of(made)


def test_a_video_without_a_right_is_withheld_with_all_that_belongs_to_it(site):
    text = STORY.replace("    poster:", "    rights: {deny-use: true}\n    poster:")
    made = newsroom(
        site,
        "-- site.yaml --\ntitle: L\nbase_url: https://l.example/\nrights_end: withhold\n" + text,
    )
    page = page_of(made)
    assert "tide.mp4" not in page
    assert "tide.de.vtt" not in page
    assert 'class="withheld"' in page
    published = {path.name for path in made.out.rglob("*") if path.is_file()}
    assert "tide.mp4" not in published
    assert "tide.jpg" not in published
    assert not any(name.startswith("tide-") for name in published)
    assert "tide.de.vtt" not in published  # as the transcript of the other recording it is no file


def test_a_video_that_may_not_be_handed_on_is_in_no_feed_and_no_preview(site):
    made = newsroom(
        site, STORY.replace("    poster:", "    rights: {deny-syndication: true}\n    poster:")
    )
    page = page_of(made)
    assert "og:video" not in page
    assert "VideoObject" not in page
    assert "tide.mp4" not in (made.out / "feed.xml").read_text()


def test_a_video_from_elsewhere_needs_no_file(site):
    made = newsroom(site, STORY.replace("src: tide.mp4", "src: https://cdn.example/v/tide.mp4?x=1"))
    page = page_of(made)
    assert '<source src="https://cdn.example/v/tide.mp4?x=1" type="video/mp4">' in page
    assert not (made.out / "media/local/tide.mp4").exists()


def test_the_ledger_names_a_video_once(site):
    made = newsroom(
        site, "-- site.yaml --\ntitle: L\nbase_url: https://l.example/\ncredits: true\n" + STORY
    )
    page_of(made)
    ledger = json.loads((made.out / "credits/credits.json").read_text())
    assert [entry["picture"].rpartition("/")[2] for entry in ledger] == ["tide.mp4", "talk.mp3"]


# ---- what is wrong


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("    poster: talk.mp3", "a poster is a picture"),
        ("    poster: tide.de.vtt", "the poster `tide.de.vtt` cannot be used: it is a text"),
        ("    captions: tide.srt", "captions are WebVTT files, and `tide.srt` is none"),
        (
            "    transcript: tide.docx",
            "a transcript is a .txt or .vtt file, and `tide.docx` is none",
        ),
        ("    captions: tide.en.vtt", "there is no captions file `tide.en.vtt`"),
    ],
)
def test_parts_of_a_recording_that_are_something_else(site, line, message):
    name = line.strip().partition(":")[0]
    made = newsroom(site, re.sub(rf"    {name}: .*", line, STORY, count=1))
    assert message in [problem.message for problem in made.build().problems]


@pytest.mark.parametrize(
    "line", ["    captions: x.srt", "    transcript: x.pdf", "    poster: talk.mp3"]
)
def test_what_cannot_be_such_a_part_by_its_name_is_told_once(site, line):
    name = line.strip().partition(":")[0]
    made = newsroom(
        site, re.sub(rf"    {name}: .*", line, STORY, count=1), x__srt="1", x__pdf="%PDF-1.7"
    )
    assert [problem.code for problem in made.build().problems if problem.severity == "error"] == [
        "wrong-value"
    ]


def test_a_picture_has_no_captions(site):
    made = site(
        "-- content/a/b.md --\n---\ntitle: B\ndate: 2026-01-01\nmedia:\n  - {src: b.png, alt: A"
        " pier, credit: Ana Ruiz, captions: b.vtt}\n---\nB.\n"
    )
    (made.root / "content/a/b.png").write_bytes(PIXEL)
    problem = made.build().problems[0]
    assert problem.message == "`captions` belongs to a video or audio, and `b.png` is none"


def test_kinds_that_not_all_browsers_play(site):
    made = newsroom(
        site,
        "-- content/a/b.md --\n---\ntitle: B\ndate: 2026-01-01\nmedia: [{src: b.mov, alt: A pier,"
        " credit: Ana Ruiz}]\n---\nB.\n",
    )
    (made.root / "content/a/b.mov").write_bytes(mp4())
    problem = made.build().problems[0]
    assert problem.message == "the recording `b.mov` cannot be used: not all browsers play it"
    assert "video as MP4" in problem.help


def test_two_tracks_that_players_cannot_tell_apart(site):
    twice = "captions: [{src: tide.de.vtt}, {src: tide.vtt, lang: DE}]"
    message = "`tide.mp4` has two tracks that players cannot tell apart"
    assert message in told(newsroom(site, STORY.replace("captions: tide.de.vtt", twice)))
    told_apart = twice.replace("lang: DE", "lang: de, label: Leichte Sprache")
    assert message not in told(newsroom(site, STORY.replace("captions: tide.de.vtt", told_apart)))


@pytest.mark.parametrize(
    "address",
    ["http://[::1/x.mp4", "https://", "http://x.example:99999999/a.mp4", "ftp://x.example/a.mp4"],
)
def test_addresses_that_are_none(site, address):
    for name, text in (
        ("src", STORY.replace("src: tide.mp4", f'src: "{address}"')),
        ("poster", STORY.replace("poster: tide.jpg", f'poster: "{address}"')),
        ("captions", STORY.replace("captions: tide.de.vtt", f'captions: "{address}"')),
    ):
        assert f"`{address}` is not a web address" in told(newsroom(site, text)), name


def test_audio_shows_no_captions(site):
    made = newsroom(
        site,
        STORY.replace(
            "credit: Ana Ruiz, transcript: tide.de.vtt", "credit: Ana Ruiz, captions: tide.de.vtt"
        ),
    )
    assert "captions belong to a video: an audio shows none" in told(made)


def test_a_transcript_without_a_word_is_told(site):
    made = newsroom(site, tide__txt=" \n\n")
    assert "the transcript `tide.txt` cannot be used: nothing is said in it" in [
        problem.message for problem in made.build().problems
    ]


def test_characters_that_are_none_stay_out_of_the_page(site):
    page = page_of(newsroom(site, tide__txt="We\x00 wa\x0bit\x1b, \ufffenow."))
    assert "<p>We wait, now.</p>" in page


def test_captions_from_elsewhere_are_asked_for_so_that_they_load(site):
    page = page_of(
        newsroom(
            site, STORY.replace("captions: tide.de.vtt", "captions: https://cdn.example/tide.vtt")
        )
    )
    assert 'crossorigin="anonymous"' in page


def test_a_poster_that_is_a_picture_of_its_own_has_its_credit(site):
    more = STORY.replace(
        "  - {src: talk",
        "  - {src: tide.jpg, alt: A pier at noon, credit: Coastal Wire}\n  - {src: talk",
    )
    messages = [problem.message for problem in newsroom(site, more).build().problems]
    assert (
        "`tide.jpg` has an entry of its own, with another credit or other rights than `tide.mp4`"
        in messages
    )


@pytest.mark.parametrize(
    "text",
    [
        "WEBVTT\n00:01.000 --> 00:03.000\nHello.\n",
        "WEBVTT - Tide\n00:01.000 --> 00:03.000\nHello.\n\n00:03.000 --> 00:04.000\n",
        "WEBVTT\nKind: captions\nLanguage: en\n00:01.000 --> 00:03.000\nHello.\n",
        "\ufeffWEBVTT\r\n00:01.000 --> 00:03.000 align:start\r\nHello.\r\n",
    ],
)
def test_a_caption_right_below_the_first_line_is_shown_as_players_show_it(text):
    assert caption_text(text) == "Hello."
    published = without_notes(text.encode()).decode()
    assert published.startswith("WEBVTT\n\n00:01.000 --> 00:03.000")
    assert "Hello." in published
    assert "Kind" not in published
