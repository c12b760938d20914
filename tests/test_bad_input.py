"""Bad input of every kind an author's disk can hold: each gives a clear problem and leaves build/
as it was, or gives a right page.
"""

import contextlib
import os
import re
import shutil
import struct
import time
import unicodedata
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import NOW, PIXEL, Site, story
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

import ssg.build.run
from ssg.build.run import Options, Report, build
from ssg.config.site import load_config
from ssg.disk.doors import Door
from ssg.markup.convert import Converter
from ssg.media.probe import probe
from ssg.problems import Problem, Severity
from ssg.source.files import SourceFile
from ssg.story.parse import parse_story
from tests.accidents import reseal

MakeSite = Callable[..., Site]
CAFE = "caf\u00e9"
BAD = "content/world/bad.md"
PICTURE = "\n  - {src: p.png, alt: A pier at dawn, credit: Ana Ruiz}"
ALIASES = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
MERGES = "a: &a {x: 1}\n" + "".join(
    f"{name}: &{name}\n    <<: [{', '.join([f'*{before}'] * 9)}]\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small newsroom that was built."""
    made = Site(tmp_path_factory.mktemp("published"))
    made.write(
        f"-- content/world/good.md --\n{story()}-- content/world/other.md"
        f" --\n{story('A second story')}"
    )
    assert made.build().errors == 0
    return made.root


@pytest.fixture
def desk(published: Path, tmp_path: Path) -> Site:
    """A copy of it, with its catalog and its build/."""
    shutil.copytree(published, tmp_path / "site")
    return Site(tmp_path / "site")


def put(made: Site, path: str, content: str | bytes) -> Site:
    target = made.root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content.encode() if isinstance(content, str) else content)
    return made


def refused(made: Site, **options: object) -> tuple[Problem, ...]:
    """Build; see that it failed with remedies, and that nothing of build/ was touched; return the
    errors.
    """
    before = made.files()
    report = made.build(**options)
    assert report.errors, made.problems()
    assert made.files() == before
    assert not (made.root / ".ssg/stage").exists()
    errors = tuple(problem for problem in report.problems if problem.severity is Severity.ERROR)
    assert all(
        problem.help or problem.label or " must be " in problem.message for problem in errors
    ), errors
    return errors


def refused_at(made: Site, place: str, code: str, **options: object) -> Problem:
    """The first error, which must be `code` at `place` ("path:line:column", or a path;
    "path:1:2|1:3" is one of two places).
    """
    first = refused(made, **options)[0]
    where = f"{first.span.line}:{first.span.column}" if first.span else ""
    path, _, places = place.partition(":")
    assert (first.path, first.code) == (path, code), made.problems()
    assert where in places.split("|"), (
        made.problems()
    )  # versions of a library stop at different ones
    return first


# ---- bytes and front matter

UNREADABLE = {
    "empty": (b"", "", "no-front-matter"),
    "only a byte order mark": (b"\xef\xbb\xbf", "", "no-front-matter"),
    "no front matter": (b"The council met.\n", "1:1", "no-front-matter"),
    "unclosed": (b"---\ntitle: a\n\nThe council met.\n", "1:1", "unclosed-front-matter"),
    "tab": (b"---\ntitle: a\nbyline:\n\t- x\n---\n", "4:1", "yaml-syntax"),
    "Latin-1": (story("Caf\u00e9").encode("latin-1"), "2:11", "not-utf8"),
    "UTF-16": (story().encode("utf-16"), "1:1", "not-utf8"),
    "UTF-16 without a mark": (b"-\0-\0-\0\n\0", "1:1", "no-front-matter"),
    "cut in a character": (story("Caf\u00e9").encode()[:15], "2:11", "not-utf8"),
    "list": (b"---\n- a\n- b\n---\n", "2:1", "wrong-type"),
    "50 MB": (story().encode() + b"a" * 50_000_000, "", "file-too-large"),
    "control character": (b"---\ntitle: a\x00b\n---\n", "2:9", "control-character"),
    "escaped control character": (
        b'---\ntitle: "a\\x01b"\ndate: 2026-11-20\n---\n',
        "2:8",
        "control-character",
    ),
    "escaped surrogate": (b'---\ntitle: "a\\ud800"\n---\n', "2:12", "yaml-syntax"),
    "duplicate key": (b"---\ntitle: a\ndate: 2026-11-20\ntitle: b\n---\n", "4:1", "duplicate-key"),
    "tag": (
        b"---\ntitle: !!python/name:os.getcwd x\ndate: 2026-11-20\n---\n",
        "2:8",
        "yaml-syntax",
    ),
    "key that is a list": (
        b"---\ntitle: a\ndate: 2026-11-20\nextra:\n  ? [a, b]\n  : c\n---\n",
        "5:5",
        "yaml-syntax",
    ),
    "aliases": (
        "---\ntitle: a\ndate: 2026-11-20\nextra:\n "
        f" {ALIASES.replace(chr(10), chr(10) + '  ')}\n---\n".encode(),
        "4:1",
        "yaml-too-large",
    ),
    "merge keys": (
        "---\ntitle: a\ndate: 2026-11-20\nextra:\n "
        f" {MERGES.replace(chr(10), chr(10) + '  ')}\n---\n".encode(),
        "4:1",
        "yaml-too-large",
    ),
    "alias of itself": (
        b"---\ntitle: a\ndate: 2026-11-20\nextra: &a [*a]\n---\n",
        "4:1",
        "yaml-too-large",
    ),
    "100,000 lists": (
        b"---\ntitle: " + b"[" * 100_000 + b"\n---\n",
        "2:47|2:1007",
        "yaml-too-large",
    ),
    "100,000 dashes": (b"---\n" + b"- " * 100_000 + b"\n---\n", "2:81", "yaml-too-large"),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_story_that_cannot_be_read_is_reported_at_its_place(desk: Site, name: str) -> None:
    content, place, code = UNREADABLE[name]
    refused_at(put(desk, BAD, content), f"{BAD}:{place}" if place else BAD, code)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_failed_build_leaves_everything_as_it_was_whatever_the_number_of_processes(
    desk: Site, jobs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ssg.build.run, "_PARALLEL_FROM", 1)
    put(desk, BAD, story(body="[gone](gone.md)"))
    refused_at(desk, f"{BAD}:6:8", "dead-link", jobs=jobs)
    (desk.root / BAD).unlink()
    put(desk, "layouts/story.html", "<p>{{ story.title }}\n{{ nothing.here }}")
    refused_at(desk, "layouts/story.html:2:1", "layout-error", jobs=jobs)
    (desk.root / "layouts/story.html").unlink()
    before = desk.files()
    assert desk.build(jobs=jobs).errors == 0
    assert desk.files() == before


LINE_ENDS = {
    "crlf": story().replace("\n", "\r\n"),
    "cr": story().replace("\n", "\r"),
    "bom": "\ufeff" + story(),
    "bom-and-crlf": "\ufeff" + story().replace("\n", "\r\n"),
    "blank-lines-above": "\n\n" + story(),
    "blanks-behind-the-dashes": story().replace("---\n", "--- \t\n"),
    "no-line-end": story().removesuffix("\n"),
}


def test_line_ends_and_byte_order_marks_change_nothing(desk: Site) -> None:
    for name, text in LINE_ENDS.items():
        put(desk, f"content/world/{name}.md", text)
    assert desk.build().errors == 0, desk.problems()
    for name in LINE_ENDS:
        page = desk.read(f"world/2026/11/{name}/")
        assert "<p>The council put it off.</p>" in page
        assert "\r" not in page
        assert "\ufeff" not in page
        assert "<h1>Vote postponed</h1>" in page


def test_text_stays_the_text_that_the_author_wrote(desk: Site) -> None:
    words = [
        "no",
        "NO",
        "on",
        "yes",
        "1984",
        "007",
        "1_000",
        "0x1f",
        "1e3",
        "12:30:45",
        ".5",
        "2017-02-30",
        "true",
    ]
    for n, word in enumerate(words):
        put(
            desk,
            f"content/world/word-{n}.md",
            story(word, tags=f"[{word}]", byline=word, deck=word),
        )
    assert desk.build().errors == 0, desk.problems()
    for n, word in enumerate(words):
        page = desk.read(f"world/2026/11/word-{n}/")
        assert f"<h1>{word}</h1>" in page
        assert f'<p class="deck">{word}</p>' in page
        assert re.search(rf'rel="tag">{re.escape(word)}</a>', page, re.I)


def test_a_slug_that_looks_like_a_number_or_flag_is_kept(desk: Site) -> None:
    for n, slug in enumerate(("007", "no", "1984")):
        put(desk, f"content/world/{n}.md", story(slug=slug))
    assert desk.build().errors == 0
    assert all(desk.has(f"world/2026/11/{slug}/") for slug in ("007", "no", "1984"))


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"title": '" "'}, "2:8"),
        ({"byline": '[{name: " "}]'}, "4:17"),
        ({"media": '[{src: " "}]'}, "4:15"),
        ({"source": '{name: "\\t"}'}, "4:16"),
    ],
)
def test_a_field_that_must_be_there_is_missing_when_it_is_blank(
    desk: Site, fields: dict[str, str], place: str
) -> None:
    assert refused(put(desk, BAD, story(**fields)))[0].code == "missing-field"
    assert any(f"{BAD}:{place}" in line for line in desk.problems()), desk.problems()


def test_a_byline_of_nothing_but_signs_names_nobody(desk: Site) -> None:
    put(desk, BAD, story(byline='"()"'))
    assert desk.build().errors == 0
    assert not [path for path in desk.files() if path.startswith("authors/")]


# ---- dates

NO_DATES = [
    "2017-02-30",
    "2017-13-01",
    "2023-02-29",
    "2026-11-20T24:00",
    "2026-11-20T23:60",
    "0000-01-01",
    "0001-01-01",
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-14:00",
    "9999-12-31T23:59:59",
    "2026-11-20T06:30+99:00",
    "2026-11-20T06:30+05:75",
]


@pytest.mark.parametrize("field", ["date", "embargo", "expires"])
@pytest.mark.parametrize("date", NO_DATES)
def test_a_date_that_does_not_exist_is_refused(desk: Site, date: str, field: str) -> None:
    fields = {"date": date} if field == "date" else {field: date}
    line = 3 if field == "date" else 4
    problem = refused_at(
        put(desk, BAD, story(**fields)),
        f"{BAD}:{line}:{len(field) + 3}",
        "wrong-date",
        destination=desk.out,
    )
    assert date in problem.message


@pytest.mark.parametrize(
    "date",
    [
        "Nov 20, 2026",
        "20261120",
        "2026-11-20T06:30 EST",
        "2026-11-20T06:30 Europe/Berlin",
        "-2026-01-01",
        "soon",
        "[2026]",
    ],
)
def test_what_is_no_date_is_refused(desk: Site, date: str) -> None:
    refused_at(put(desk, BAD, story(date=date)), f"{BAD}:3:7", "wrong-type")


UNUSUAL = {
    "leap-day": ("2024-02-29", "2024-02-29T00:00:00-05:00"),
    "comment": ("2026-11-20 # moved once", "2026-11-20T00:00:00-05:00"),
    "no-zone": ("2026-11-20T06:30", "2026-11-20T06:30:00-05:00"),
    "in-the-gap": ("2026-03-08T02:30", "2026-03-08T03:30:00-04:00"),
    "in-the-overlap": ("2025-11-02T01:30", "2025-11-02T01:30:00-04:00"),
    "nanoseconds": ("2026-11-20T06:30:00.123456789Z", "2026-11-20T01:30:00-05:00"),
    "nepal": ("2026-11-20T06:30+0545", "2026-11-19T19:45:00-05:00"),
    "the-year-1000": ("1000-01-01T00:00+14:00", "0999-12-31T05:04:00-04:56"),
}


def test_an_unusual_date_is_read_by_the_clock_of_the_site(desk: Site) -> None:
    for name, (date, _) in UNUSUAL.items():
        put(desk, f"content/world/{name}.md", story(date=date))
    assert desk.build().errors == 0, desk.problems()
    for name, (_, shown) in UNUSUAL.items():
        (page,) = (path for path in desk.files() if path.endswith(f"/{name}/index.html"))
        assert f'<time datetime="{shown}">' in desk.read(page)


def test_a_story_that_never_expires_may_say_so_with_the_last_day_of_the_calendar(
    desk: Site,
) -> None:
    put(desk, BAD, story(expires="9999-12-31"))
    assert desk.build().errors == 0, desk.problems()
    assert "<p>The council put it off.</p>" in desk.read("world/2026/11/bad/")


@settings(max_examples=60, deadline=None)
@given(st.text("0123456789-:TZ+ .", max_size=30))
def test_no_text_of_a_date_breaks_the_parser(text: str) -> None:
    import datetime as dt
    import zoneinfo

    from ssg.text.moments import read_moment

    with contextlib.suppress(ValueError):
        moment = read_moment(text, zoneinfo.ZoneInfo("Pacific/Kiritimati"))
        assert moment.tzinfo is not None
        assert moment.astimezone(dt.UTC) == moment


# ---- slugs and file names

BAD_SLUGS = {
    "climbing": "../../x",
    "two dots": "..",
    "one dot": ".",
    "slash": "a/b",
    "backslash": r"a\b",
    "NUL": '"a\\0b"',
    "control": '"a\\x07b"',
    "newline": '"a\\x0bb"',
    "400 characters": "a" * 400,
    "200 Chinese": "\u5831" * 200,
    "right to left": '"a\u202eb"',
    "zero width": '"a\u200bb"',
    "hidden": ".htaccess",
    "query": "a?b",
    "fragment": '"a#b"',
    "percent": "a%2e%2e",
    "colon": '"a:b"',
    "star": '"a*"',
    "device": "con",
    "device with an ending": "aux.txt",
}


@pytest.mark.parametrize("slug", BAD_SLUGS.values(), ids=BAD_SLUGS)
@pytest.mark.parametrize("path", [BAD, "content/bad.md"])
def test_a_slug_that_climbs_or_that_disks_refuse_is_an_error(
    desk: Site, slug: str, path: str
) -> None:
    assert all(problem.path == path for problem in refused(put(desk, path, story(slug=slug))))
    assert desk.codes()[-1] == "wrong-slug"


@pytest.mark.parametrize("field", ["url", "aliases"])
@pytest.mark.parametrize(
    "address", ["/../x/", "/a/%2e%2e/b/", "//evil.example/", '"/a\\x07/"', "/a?p=1", "/.git/config"]
)
def test_an_address_or_alias_that_climbs_is_an_error(desk: Site, field: str, address: str) -> None:
    refused(put(desk, BAD, story(**{field: address})))
    assert desk.codes()[-1] == "wrong-slug"


def test_a_strange_slug_that_disks_take_is_published_under_it(desk: Site) -> None:
    slugs = [
        "console",
        "nulls",
        "auxiliary.txt",
        "UPPER",
        "\U0001f600",
        "a.b",
        "feed.xml",
        "index.html",
        "a b",
        "trailing.",
    ]
    for n, slug in enumerate(slugs):
        put(desk, f"content/world/{n}.md", story(slug=slug))
    assert desk.build().errors == 0, desk.problems()
    assert [slug for slug in slugs if not desk.has(f"world/2026/11/{slug}/")] == []


@pytest.mark.parametrize("slug", ["index.html", "feed.xml", "sitemap.xml", "404.html"])
def test_a_page_whose_folder_would_stand_where_a_file_stands_is_a_collision(
    desk: Site, slug: str
) -> None:
    put(desk, "content/page.md", f"---\ntitle: A page\nslug: {slug}\n---\nText.\n")
    problem = refused_at(desk, "content/page.md", "url-collision")
    assert slug in problem.message


@pytest.mark.parametrize(
    "other",
    [
        "content/world/GOOD.md",
        "content/world/2026-11-20-good.md",
        "content/World/good.md",
        "content/world/good/index.md",
        "content/world/good.markdown",
    ],
)
def test_two_stories_for_one_address_are_a_collision_that_names_both(
    desk: Site, other: str
) -> None:
    problem = refused_at(
        put(desk, other, story()), max(other, "content/world/good.md"), "url-collision"
    )
    assert other in problem.message
    assert "content/world/good.md" in problem.message


def test_two_slugs_that_differ_only_in_case_are_a_collision(desk: Site) -> None:
    put(desk, BAD, story(slug="GOOD"))
    assert "GOOD" in refused_at(desk, "content/world/good.md", "url-collision").message


def test_two_stories_whose_names_differ_only_in_unicode_form_are_a_collision(desk: Site) -> None:
    for form in ("NFC", "NFD"):
        put(desk, f"content/world/{unicodedata.normalize(form, CAFE)}.md", story())
    assert [problem.code for problem in refused(desk)] == ["url-collision"]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_names_in_either_unicode_form_are_found_by_stories_and_published_in_one(
    desk: Site, form: str
) -> None:
    def name(text: str) -> str:
        return unicodedata.normalize(form, text)

    put(desk, name("content/world/caf\u00e9.png"), PIXEL)
    put(desk, name("content/world/caf\u00e9-two.md"), story("The caf\u00e9, again"))
    put(desk, name("static/men\u00fc.txt"), "menu")
    picture = "\n  - {src: caf\u00e9.png, alt: A cup, credit: Ana Ruiz}"
    put(
        desk,
        BAD,
        story(
            media=picture,
            body=(
                "[one](caf\u00e9-two.md) [two](cafe\u0301-two.md) [menu](/men\u00fc.txt) ![A"
                " cup](cafe\u0301.png)"
            ),
        ),
    )
    assert desk.build().errors == 0, desk.problems()
    assert {
        "media/world/caf\u00e9.png",
        "men\u00fc.txt",
        "world/2026/11/cafe-two/index.html",
    } <= set(desk.files())
    assert desk.read("world/2026/11/bad/").count('href="/world/2026/11/cafe-two/"') >= 2
    assert 'width="1" height="1"' in desk.read("world/2026/11/bad/")


def test_a_file_name_that_is_not_utf8_is_reported(desk: Site) -> None:
    for folder, name in (
        ("content/world", b"caf\xe9.md"),
        ("content/world", b"p\xe9.jpg"),
        ("static", b"caf\xe9.pdf"),
    ):
        (desk.root / folder).mkdir(exist_ok=True)
        Path(os.fsdecode(os.fsencode(desk.root / folder) + b"/" + name)).write_text(story())
    errors = refused(desk)
    assert {problem.code for problem in errors} == {"unreadable-file"}
    assert [problem.path for problem in errors] == [
        "content/world/caf\\udce9.md",
        "content/world/p\\udce9.jpg",
        "static/caf\\udce9.pdf",
    ]


def test_a_story_whose_suffix_is_in_capitals_is_a_story(desk: Site) -> None:
    put(desk, "content/world/LATE.MD", story("A late story"))
    assert desk.build().errors == 0
    assert "A late story" in desk.read("world/2026/11/late/")


def test_a_name_full_of_control_characters_cannot_steer_the_terminal(desk: Site) -> None:
    from ssg.report import render

    put(desk, "content/world/a\x1b[31m\nb.md", "no front matter")
    report = desk.build(destination=None)
    for form in ("text", "json", "sarif", "github"):
        assert "\x1b[31m" not in render(form, report.problems, color=False)


# ---- pictures


def png(width: int, height: int, rows: bytes = bytes(100)) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


BROKEN = {
    "zero bytes": ("p.png", b"", "the file is empty"),
    "text": ("p.png", b"hello", "not a picture"),
    "HTML": ("p.png", b"<html><script>", "not a picture"),
    "truncated": ("p.png", PIXEL[:45], "cut off"),
    "only a header": ("p.png", PIXEL[:8], "cut off"),
    "20,000 pixels a side": ("p.png", png(20_000, 20_000), "million pixels"),
    "a bomb": ("p.png", png(2**31 - 1, 2**31 - 1), "million pixels"),
    "no pixels": ("p.png", png(0, 0), "not a picture"),
    "PNG named jpg": ("p.jpg", PIXEL, "name says image/jpeg, but it is image/png"),
    "text named svg": ("p.svg", b"hello", "not an SVG"),
    "a story's source": ("p.psd", b"8BPS", "not a kind of picture"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_picture_is_reported_where_the_story_names_it(desk: Site, name: str) -> None:
    file, content, reason = BROKEN[name]
    put(desk, f"content/world/{file}", content)
    put(desk, BAD, story(media=PICTURE.replace("p.png", file)))
    assert reason in refused_at(desk, f"{BAD}:5:11", "broken-picture").message


@pytest.mark.parametrize(
    "src",
    [
        "q.png",
        "P.PNG",
        "../../../etc/p.png",
        "/etc/passwd.png",
        ".",
        "javascript:x",
        "//evil.example/p.png",
        "p.png/",
        "world",
    ],
)
def test_a_picture_that_is_not_there_is_reported_and_nothing_outside_content_is_looked_at(
    desk: Site, src: str
) -> None:
    put(desk, "content/world/p.png", PIXEL)
    put(desk, BAD, story(media=PICTURE.replace("p.png", src)))
    if src == "p.png/":  # a slash too many names the same file
        assert desk.build().errors == 0
        return
    assert refused_at(desk, f"{BAD}:5:11", "missing-picture").label == (
        "did you mean `p.png`?" if src in ("q.png", "P.PNG") else ""
    )


def test_a_folder_with_the_name_of_a_picture_is_no_picture(desk: Site) -> None:
    put(desk, "content/world/photo.jpg/x.png", PIXEL)
    put(desk, BAD, story(media=PICTURE.replace("p.png", "photo.jpg")))
    refused_at(desk, f"{BAD}:5:11", "missing-picture")


@pytest.mark.parametrize(
    "svg",
    [
        'width="1..2" height="1"',
        f'width="{"9" * 400}" height="1"',
        "",
        'viewBox="0 0 ... .."',
        'viewBox="0 0 1e9 x"',
    ],
)
def test_an_svg_without_a_sane_size_is_shown_without_one(tmp_path: Path, svg: str) -> None:
    (tmp_path / "p.svg").write_text(f"<svg {svg}></svg>")
    assert probe(tmp_path, "p.svg") == ("image/svg+xml", None, None, None)


@settings(max_examples=120, deadline=None)
@given(st.data())
def test_no_damage_to_a_picture_breaks_the_probe(data: st.DataObject) -> None:
    folder = Path("/dev/shm" if os.path.isdir("/dev/shm") else "/tmp") / f"ssg-probe-{os.getpid()}"
    folder.mkdir(exist_ok=True)
    kind = data.draw(st.sampled_from(["png", "jpg", "gif", "webp"]))
    path = folder / f"p.{kind}"
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "a pier"
    Image.new("RGB", (9, 7), "teal").save(path, exif=exif)
    content = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(content[: data.draw(st.integers(0, len(content)))])
    try:
        type_, width, height, problem = probe(folder, path.name)
    finally:
        shutil.rmtree(folder)
    assert problem or (type_ and width and height)


# ---- sizes


def test_ten_thousand_tags_are_ten_thousand_tags(desk: Site) -> None:
    def tags(count: int) -> str:
        return story(tags=f"[{', '.join(f't{n}' for n in range(count))}]")

    config, _ = load_config(desk.root)
    assert config
    parsed = parse_story(SourceFile(BAD, tags(10_000)), config, Converter(()))
    assert parsed.story
    assert len(parsed.story.tags) == 10_000
    assert not parsed.problems
    put(desk, BAD, tags(300))
    assert desk.build().errors == 0
    assert (
        desk.read("world/2026/11/bad/").count('rel="tag"')
        == 300
        == sum(path.startswith("tags/t") for path in desk.files())
    )


def test_three_thousand_pictures_in_one_story_all_appear(desk: Site) -> None:
    entries = "".join(
        f"\n  - {{src: p.png?{n}, alt: Pier number {n}, credit: Ana Ruiz}}".replace(
            "p.png?", "https://example.org/"
        )
        for n in range(3_000)
    )
    put(desk, BAD, story(media=entries))
    assert desk.build().errors == 0
    assert desk.read("world/2026/11/bad/").count('"@type":"ImageObject"') == 3_000


def test_a_thousand_dead_links_are_reported_without_guessing_for_minutes(desk: Site) -> None:
    for n in range(400):
        put(
            desk,
            f"content/world/a-story-of-the-harbor-{n}.md",
            story(body=f"[a](../local/a-story-of-the-harbour-{n}.md)"),
        )
    problems = refused(desk)
    assert len(problems) == 400
    assert sum("did you mean" in problem.label for problem in problems) == 50


def test_megabytes_of_prose_become_a_page(desk: Site) -> None:
    sentence = (
        'The council put it off, *again*, and said so in a "long" letter to the'
        " [harbor](https://x.example/) board -- twice. "
    )
    put(desk, BAD, story(body=(sentence * 8 + "\n\n") * 1_000))
    assert desk.build().errors == 0
    assert desk.read("world/2026/11/bad/").count("<em>again</em>") == 8_000


# ---- folders, layouts and data


def test_a_site_without_stories_has_a_front_page(site: MakeSite) -> None:
    made = site()
    assert made.build().errors == 0
    assert "The Harbor Ledger" in made.read("")
    (made.root / "content").mkdir()
    before = made.files()
    assert made.build().errors == 0
    assert made.files() == before


@pytest.mark.parametrize("folder", ["content", "static", "layouts", "data"])
def test_a_file_where_a_folder_should_be_is_reported(desk: Site, folder: str) -> None:
    if folder == "content":
        shutil.rmtree(desk.root / "content")
    put(desk, folder, "text")
    refused_at(desk, folder, "unreadable-file")


LAYOUTS = {
    "syntax": ("{% if %}", "2:1"),
    "undefined name": ("{{ nope.x }}", "2:1"),
    "includes itself": ('{% include "story.html" %}', "2:1"),
    "extends itself": ('{% extends "story.html" %}', "2:1"),
    "calls itself": ("{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}", "2:1"),
    "raises": ("{{ 1 // 0 }}", "2:1"),
    "asks for too much memory": ('{{ "a" * 10 ** 14 }}', "2:1"),
    "unknown filter": ("{{ story.title | smrt }}", "2:1"),
    "unknown asset": ('{{ asset("gone.css") }}', "2:1"),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_layout_that_fails_is_reported_with_its_line_and_the_story(desk: Site, name: str) -> None:
    text, place = LAYOUTS[name]
    put(desk, "layouts/story.html", f"<p>\n{text}\n")
    problem = refused_at(desk, f"layouts/story.html:{place}", "layout-error")
    assert problem.label.startswith("while making content/world/good.md")
    assert problem.excerpt == text


def test_a_mistake_in_a_layout_that_every_page_uses_is_reported_once(desk: Site) -> None:
    put(desk, "layouts/base.html", "{{ nope }}")
    (problem,) = refused(desk)
    assert problem.label.startswith("while making")
    assert "other page" in problem.label


def test_a_layout_that_is_not_utf8_is_reported(desk: Site) -> None:
    put(desk, "layouts/story.html", b"<p>caf\xe9</p>")
    assert refused(desk)[0].path == "layouts/story.html"


def test_a_block_layout_that_fails_names_the_story_that_uses_it(desk: Site) -> None:
    put(desk, "layouts/blocks/tide-table.html", "<p>\n{{ nope }}")
    put(desk, BAD, story(body="/// tide-table\nx\n///"))
    assert BAD in refused_at(desk, "layouts/blocks/tide-table.html:2:1", "layout-error").label


def test_a_layout_that_a_story_names_and_nobody_made_is_reported_in_the_story(desk: Site) -> None:
    refused_at(put(desk, BAD, story(layout="nope")), f"{BAD}:4:9", "missing-layout")


DATA = {
    "YAML": ("a.yaml", b"a: [1", "yaml-syntax"),
    "aliases": ("a.yaml", ALIASES.encode(), "yaml-too-large"),
    "merge keys": ("a.yml", MERGES.encode(), "yaml-too-large"),
    "Latin-1": ("a.yaml", b"a: \xe9", "not-utf8"),
    "key": ("a.yaml", b"? [a]\n: b", "yaml-syntax"),
    "deep JSON": ("a.json", b"[" * 100_000, "wrong-data"),
    "JSON": ("a.json", b"{a: 1}", "wrong-data"),
    "TOML": ("a.toml", b"a = ", "wrong-data"),
    "deep TOML": ("a.toml", b"a = " + b"[" * 9_000, "wrong-data"),
    "huge CSV field": ("a.csv", b"a,b\n" + b"x" * 200_000 + b",c", "wrong-data"),
    "file and folder of one name": ("a.yaml", b"a: 1", "wrong-data"),
}


@pytest.mark.parametrize("name", DATA)
def test_a_data_file_that_cannot_be_read_is_reported(desk: Site, name: str) -> None:
    file, content, code = DATA[name]
    put(desk, f"data/{file}", content)
    if code == "wrong-data" and file == "a.yaml":
        put(desk, "data/a/b.yaml", "c: 1")
    put(desk, "layouts/story.html", "{{ site.data.a }}")
    before = desk.files()
    assert desk.build().errors
    assert (desk.report.problems[0].path, desk.report.problems[0].code) == (f"data/{file}", code)
    assert desk.files() == before


# ---- site.yaml

CONFIGS = {
    "empty": ("", "wrong-type"),
    "a list": ("- a\n", "wrong-type"),
    "a text": ("hello\n", "wrong-type"),
    "not UTF-8": (b"title: caf\xe9\n", "not-utf8"),
    "a tab": ("title: a\n\tbase_url: x\n", "yaml-syntax"),
    "title twice": ("title: a\nbase_url: https://x.example/\ntitle: b\n", "duplicate-key"),
    "aliases": (
        (
            "title: a\nbase_url: https://x.example/\nextra:\n "
            f" {ALIASES.replace(chr(10), chr(10) + '  ')}\n"
        ),
        "yaml-too-large",
    ),
    "no title": ("base_url: https://x.example/\n", "missing-field"),
    "wrong types": ("title: [a]\nbase_url: {a: b}\npage_size: many\nsections: x\n", "wrong-type"),
    "zone": ("title: a\nbase_url: https://x.example/\ntimezone: ../../etc/passwd\n", "wrong-value"),
    "permalink": ("title: a\nbase_url: https://x.example/\npermalink: /../:slug/\n", "wrong-value"),
    "permalink without slug": (
        "title: a\nbase_url: https://x.example/\npermalink: /:section/\n",
        "wrong-value",
    ),
}


@pytest.mark.parametrize("name", CONFIGS)
def test_a_site_yaml_that_is_wrong_is_reported_and_nothing_is_built(desk: Site, name: str) -> None:
    content, code = CONFIGS[name]
    put(desk, "site.yaml", content)
    before = desk.files()
    report = desk.build()
    assert report.config_failed
    assert (report.problems[0].code, report.problems[0].path) == (
        code,
        "site.yaml",
    ), desk.problems()
    assert desk.files() == before


@pytest.mark.parametrize(
    "url",
    [
        "example.org",
        "https://x.example/?a=b",
        "https://x.example/#f",
        "https://x.example/?",
        "https://x .example/",
        "https://[bad/",
        "https:///p",
        "https://",
        "ftp://x.example/",
        "https://x.example/a/../b",
        "https://x.example/a//b/",
        "https://user:pw@x.example/",
        "https://x.example\\\\y",
        "javascript:alert(1)",
    ],
)
def test_a_base_url_that_cannot_be_served_is_refused_in_the_file_and_on_the_command_line(
    desk: Site, url: str
) -> None:
    report = desk.build(base_url=url.replace("\\\\", "\\"))
    assert [problem.code for problem in report.problems] == ["wrong-url"]
    put(desk, "site.yaml", f'title: a\nbase_url: "{url}"\n')
    report = desk.build()
    assert [(problem.code, problem.span.line) for problem in report.problems] == [("wrong-url", 2)]


def test_a_site_yaml_that_is_missing_is_a_problem(desk: Site) -> None:
    (desk.root / "site.yaml").unlink()
    assert [problem.code for problem in desk.build().problems] == ["unreadable-file"]


# ---- Markdown that would take for ever

TANGLES = {
    "lists": "\n".join("    " * n + "- a" for n in range(2_000)),
    "numbers": "1. " * 3_000 + "a",
    "one footnote": "[^1]" * 5_000 + "\n\n[^1]: x",
    "open tags": "<a " * 10_000,
    "CDATA": "<![CDATA[" * 5_000,
    "links without end": "[a](" * 9_000 + ")",
    "quotes and lists": "> - " * 3_000 + "a",
}
LONG = {
    "quotes": ">" * 10_000 + " x",
    "brackets": "[" * 10_000,
    "pictures": "![" * 10_000,
    "links": "[a](" * 10_000,
    "stars": "*" * 20_000,
    "star a": "*a " * 10_000,
    "stars and underscores": "*_" * 8_000,
    "underscores": "_a_" * 8_000,
    "backticks": "`" * 10_000,
    "many backticks": " ".join("`" * n for n in range(1, 200)),
    "ampersands": "&" * 20_000,
    "entities": "&#" * 10_000,
    "attributes": "{: " * 8_000,
    "spaces": "a" + " " * 50_000 + "b",
    "lines": "\n" * 100_000,
    "quotation marks": '"' * 20_000,
    "dashes": "-" * 40_000 + "a",
    "backslashes": "\\" * 30_000,
    "hashes": "#" * 20_000,
    "fences": "```\n" * 2_001,
    "one word": "a" * 1_000_000,
    "references": "[a][b]" * 5_000,
    "mixed brackets": "[a" * 3_000 + "]" * 3_000,
    "divs": "<div>\n" * 900,
}


@pytest.mark.parametrize("name", TANGLES)
def test_a_text_that_would_take_minutes_is_refused_in_seconds(desk: Site, name: str) -> None:
    problems = refused(put(desk, BAD, story(body=TANGLES[name])))
    assert [(problem.path, problem.code) for problem in problems] == [(BAD, "nested-too-deep")]


@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=pytest.mark.slow) if name == "backticks" else name for name in LONG],
)
def test_a_long_run_of_marks_is_converted_in_seconds(name: str) -> None:
    began = time.process_time()
    converted = Converter(()).convert(
        SourceFile(BAD, LONG[name] + "\n\nThe end."), 0, lang="en", trusted=True
    )
    # Each takes a few; what goes wrong here takes many minutes, on any machine.
    assert time.process_time() - began < 60
    told = [problem.code for problem in converted.problems]
    assert ("The end." in converted.body.html) != (told == ["nested-too-deep"]), told
    assert told == ["nested-too-deep"] or all(
        problem.severity is not Severity.ERROR for problem in converted.problems
    )


@settings(max_examples=150, deadline=None)
@given(st.text("[]()!a <>\"'\\`*_\n", max_size=60))
@example("[]('(")
def test_links_end_where_python_markdown_ends_them(text: str) -> None:
    from markdown import Markdown

    from ssg.markup.limits import LinkEnds

    reference = "\n\n[a]: /r 'R'\n"
    assert Markdown(extensions=[LinkEnds()]).convert(text + reference) == Markdown().convert(
        text + reference
    )


@pytest.mark.parametrize(
    ("options", "line"),
    [
        ("    " + ALIASES.replace("\n", "\n    "), 7),
        ("    " + MERGES.replace("\n", "\n    "), 7),
        ("    a: &a [*a]\n", 7),
        ("    a: !!python/object/apply:os.getcwd []\n", 7),
        ("    a: [1\n", 7),
        ("    - a\n", 6),
    ],
    ids=["aliases", "merge keys", "alias of itself", "tag", "unclosed", "list"],
)
def test_options_of_a_block_that_explode_or_are_no_yaml_are_refused(
    desk: Site, options: str, line: int
) -> None:
    put(desk, BAD, story(body=f"/// fact-box | A\n{options}\nx\n///\n"))
    first = refused(desk)[0]
    assert (first.path, first.code) == (BAD, "block-options")
    assert first.span
    assert first.span.line >= line


def test_options_of_a_block_mean_what_front_matter_means_by_them(desk: Site) -> None:
    put(
        desk,
        "layouts/blocks/tide-table.html",
        "{% for name, value in block.options | dictsort %}[{{ name }}={{ value }}]{% endfor %}",
    )
    put(
        desk,
        BAD,
        story(
            body=(
                "/// tide-table\n    answer: no\n    1: one\n    number: 007\n    on: 2026-11-20\n "
                "   nothing:\n///\n"
            )
        ),
    )
    assert desk.build().errors == 0, desk.problems()
    assert "[1=one][answer=no][nothing=None][number=7][on=2026-11-20]" in desk.read(
        "world/2026/11/bad/"
    )


def test_a_footnote_that_nothing_leads_to_is_reported_at_its_line(desk: Site) -> None:
    problem = refused_at(
        put(desk, BAD, story(body="The vote.\n\n[^lost]: Nobody comes here.")),
        f"{BAD}:8:1",
        "dead-anchor",
    )
    assert "`lost`" in problem.message


# ---- the disk


@contextlib.contextmanager
def full_disk(monkeypatch: pytest.MonkeyPatch, call: str, after: int) -> Iterator[None]:
    """Once, after `after` calls, a function of `os` says that the disk is full."""
    real, count = getattr(os, call), iter(range(1_000_000))

    def failing(*arguments: object, **more: object) -> object:
        if next(count) == after:
            raise OSError(28, "No space left on device")
        return real(*arguments, **more)

    with monkeypatch.context() as patched:
        patched.setattr(os, call, failing)
        yield


@pytest.mark.parametrize(("call", "after"), [("replace", 2), ("replace", 7), ("link", 1)])
def test_a_disk_that_fills_up_while_publishing_leaves_the_old_site(
    desk: Site, monkeypatch: pytest.MonkeyPatch, call: str, after: int
) -> None:
    before = desk.files()
    (desk.root / "content/world/other.md").unlink()
    put(desk, "content/world/good.md", story("Vote moved", tags="[harbor]", slug="moved"))
    put(desk, "content/local/new.md", story("A new section"))
    with (
        full_disk(monkeypatch, call, after),
        pytest.raises(OSError, match="No space") if call != "link" else contextlib.nullcontext(),
    ):
        desk.build()  # where a file cannot be linked it is copied
    if call != "link":
        assert desk.files() == before
    assert not (desk.root / ".ssg/stage").exists()
    assert desk.build().errors == 0
    assert desk.files() == built_afresh(desk)


def built_afresh(made: Site) -> dict[str, bytes]:
    """What a build makes of the site on a machine that has never seen it."""
    other = made.root.parent / "afresh"
    shutil.copytree(made.root, other, ignore=shutil.ignore_patterns("build", ".ssg"))
    clean = Site(other)
    assert clean.build().errors == 0
    return clean.files()


def test_a_disk_that_fills_up_while_rendering_leaves_the_old_site(
    desk: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = desk.files()
    put(desk, "content/world/good.md", story("Vote moved"))
    count = iter(range(1_000))

    write = Door.write

    def failing(door: Door, path: str, data: bytes | Path) -> int:
        if next(count) >= 3:
            raise OSError(28, "No space left on device")
        return write(door, path, data)

    with monkeypatch.context() as patched:
        patched.setattr(Door, "write", failing)
        with pytest.raises(OSError, match="No space"):
            desk.build()
    assert desk.files() == before
    assert not (desk.root / ".ssg/stage").exists()
    assert desk.build().errors == 0
    assert "Vote moved" in desk.read("world/2026/11/good/")


def test_a_first_build_that_fails_half_way_leaves_no_file(
    desk: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = desk.root / "elsewhere"
    with full_disk(monkeypatch, "replace", 2), pytest.raises(OSError, match="No space"):
        desk.build(destination=out)
    assert [path for path in out.rglob("*") if path.is_file()] == []


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can act as another user")
def test_a_build_folder_that_may_not_be_written_to_is_left_alone(
    desk: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = desk.files()
    put(desk, "content/world/good.md", story("Vote moved"))

    def refuse(self: Path, *arguments: object, **more: object) -> int:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(
        "ssg.output.destination.Destination._check_writable", lambda self: refuse(self.folder)
    )
    with pytest.raises(PermissionError):
        desk.build()
    assert desk.files() == before


def errors_of(root: Path, destination: Path) -> str:
    from ssg.output.destination import OutputError

    with pytest.raises(OutputError) as caught:
        build(root, Options(now=NOW, destination=destination, jobs=1))
    return str(caught.value)


def test_a_destination_that_holds_the_newsroom_or_is_a_file_is_refused(desk: Site) -> None:
    root, before = (
        desk.root,
        {
            path: path.read_bytes()
            for path in desk.root.rglob("*")
            if path.is_file() and ".ssg" not in path.parts
        },
    )
    (root / "static").mkdir()
    for place in (
        root,
        root.parent,
        Path("/"),
        root / "content",
        root / "content/world",
        root / "static",
        root / "layouts",
        root / ".ssg",
    ):
        assert "newsroom's own files" in errors_of(root, place)
    assert "is a file" in errors_of(root, root / "site.yaml")
    assert {path: path.read_bytes() for path in before} == before


@pytest.mark.parametrize("obstacle", ["local", "local/2026/11", "robots.txt/mine.txt"])
def test_somebody_elses_file_where_a_folder_is_needed_stops_the_build_and_stays(
    desk: Site, obstacle: str
) -> None:
    from ssg.output.destination import OutputError

    (desk.out / "robots.txt").unlink()
    put(desk, f"build/{obstacle}", "mine")
    put(desk, "content/local/new.md", story("A new section"))
    before = desk.files()
    with pytest.raises(OutputError, match="move it away"):
        desk.build()
    assert desk.files() == before


def test_files_of_the_output_that_were_altered_or_deleted_by_hand_are_made_again(
    desk: Site,
) -> None:
    before = desk.files()
    (desk.out / "index.html").write_text("vandalised")
    (desk.out / "feed.xml").unlink()
    shutil.rmtree(desk.out / "world")
    assert desk.build().published.written >= 4
    assert desk.files() == before


@pytest.mark.parametrize("is_sealed", [True, False])
@pytest.mark.parametrize("damage", ["text", "zeros", "cut", "folder", "foreign", "old"])
def test_a_damaged_catalog_is_made_anew_with_the_same_result(
    desk: Site, damage: str, is_sealed: bool
) -> None:
    import sqlite3

    before, catalog = desk.files(), desk.root / ".ssg/catalog.sqlite"
    content = catalog.read_bytes()
    catalog.unlink()
    if damage == "folder":
        (catalog / "inside").mkdir(parents=True)
    elif damage == "foreign":
        sqlite3.connect(catalog).execute("CREATE TABLE mine (a)").connection.close()
    elif damage == "old":
        catalog.write_bytes(content)
        with contextlib.closing(sqlite3.connect(catalog)) as connection:
            connection.execute("UPDATE meta SET value = 'older' WHERE key = 'schema'")
            connection.commit()
    else:
        damaged = (
            content[:100] + bytes(len(content) - 100)
            if damage == "zeros"
            else content[: len(content) // 2]
        )
        catalog.write_bytes(
            b"not a database, but long enough to be taken for one" * 50
            if damage == "text"
            else damaged
        )
    if is_sealed and damage != "folder":
        reseal(catalog)
    assert desk.build().errors == 0
    assert desk.files() == before


def test_the_report_of_a_refused_build_says_nothing_was_published(desk: Site) -> None:
    report: Report = put(desk, BAD, "x").build()
    assert (report.published.written, report.published.unchanged, report.published.removed) == (
        0,
        0,
        0,
    )


@pytest.mark.parametrize("fields", ["", "\n", "# to be written\n", "null\n"])
@pytest.mark.parametrize("path", ["content/local/a.md", "content/a.md", "content/local/_index.md"])
def test_front_matter_without_fields_is_a_story_without_title(
    site: MakeSite, path: str, fields: str
) -> None:
    made = site(f"-- {path} --\n---\n{fields}---\n\nThe council put it off.\n")
    made.build()
    assert "missing-field" in made.codes()
    assert any(line.startswith(path) and "`title`" in line for line in made.problems())
