"""Reading files: text, lines and columns, and which files of a folder count."""

import os
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ssg.problems import Problem, Severity, Span
from ssg.source.files import (
    SourceFile,
    SourceStat,
    change_stamp,
    decode_source,
    find_files,
    read_source,
    stories_in,
)
from ssg.text.urls import nfc

pytestmark = pytest.mark.fast

TEXTS = st.text(st.sampled_from("ab \né🙂\u2028\t"), max_size=60)


@given(TEXTS, st.data())
@settings(max_examples=100, deadline=None)
def test_offset_and_line_and_column_are_each_others_reverse(text, data):
    source = SourceFile("x.md", text)
    offset = data.draw(st.integers(0, len(text)))
    line, column = source.line_column(offset)
    assert source.offset(line, column) == offset
    assert line == text.count("\n", 0, offset) + 1
    assert source.line_text(line) == text.split("\n")[line - 1]


def test_columns_count_characters_not_bytes():
    source = SourceFile("x.md", "a\né🙂x\n")
    assert source.span(4, 5) == Span(line=2, column=3, end_line=2, end_column=4)


def test_only_a_line_feed_ends_a_line():
    assert SourceFile("x.md", "a\u2028b\x0bc\nd").line_column(6) == (2, 1)


def test_lines_that_do_not_exist_are_empty():
    source = SourceFile("x.md", "one\ntwo")
    assert [source.line_text(n) for n in (0, 1, 2, 3)] == ["", "one", "two", ""]


def test_a_span_never_ends_before_it_begins():
    assert SourceFile("x.md", "abc").span(2, 1) == Span(line=1, column=3, end_line=1, end_column=3)


def test_a_problem_carries_the_line_it_is_about():
    source = SourceFile("content/a.md", "one\ntwo\n")
    problem = source.problem(
        "x", "wrong", source.span(4, 7), severity=Severity.WARNING, label="here", help="do this"
    )
    assert (problem.path, problem.excerpt, problem.severity) == (
        "content/a.md",
        "two",
        Severity.WARNING,
    )
    assert source.problem("x", "wrong").excerpt == ""


@pytest.mark.parametrize(
    "data", [b"a\nb\n", b"a\r\nb\r\n", b"a\rb\r", b"\xef\xbb\xbfa\nb\n", b"\xef\xbb\xbfa\r\nb\n"]
)
def test_byte_order_marks_and_line_ends_make_no_difference(data):
    source = decode_source("x.md", data)
    assert source.text == "a\nb\n"


def test_text_that_is_not_utf8_is_reported_at_its_byte():
    problem = decode_source("x.md", "ok\nétude é".encode() + " café".encode("latin-1"))
    assert isinstance(problem, Problem)
    assert (problem.code, problem.span.line, problem.span.column) == ("not-utf8", 2, 12)
    assert "0xe9" in problem.label


def test_a_file_is_read_up_to_its_limit(tmp_path):
    (tmp_path / "a.md").write_bytes(b"x" * 10)
    assert read_source(tmp_path, "a.md", limit=10).text == "x" * 10
    assert read_source(tmp_path, "a.md", limit=9).code == "file-too-large"


def test_a_file_that_is_not_there_is_a_problem(tmp_path):
    assert read_source(tmp_path, "none.md").code == "unreadable-file"


def found(root, folder="content"):
    files, problems = find_files(root, folder)
    return [file.path for file in files], [problem.path for problem in problems]


def make(root, *paths):
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(path)


def test_files_come_in_the_order_of_their_whole_paths(tmp_path):
    make(
        tmp_path,
        "content/b/a.md",
        "content/b.md",
        "content/a/z.md",
        "content/B.md",
        "content/a-b.md",
        "other/x.md",
    )
    paths, problems = found(tmp_path)
    assert paths == [
        "content/B.md",
        "content/a-b.md",
        "content/a/z.md",
        "content/b.md",
        "content/b/a.md",
    ]
    assert problems == []


def test_hidden_files_and_backups_of_editors_are_passed_over(tmp_path):
    make(
        tmp_path,
        "static/.well-known/tdmrep.json",
        "static/.git/config",
        "static/.DS_Store",
        "static/a.md~",
        "static/.a.md.swp",
        "static/a.tmp",
    )
    assert found(tmp_path, "static") == (["static/.well-known/tdmrep.json"], [])


def test_a_folder_that_is_not_there_is_empty(tmp_path):
    assert found(tmp_path) == ([], [])


def test_size_and_time_of_a_file_are_told_and_no_change_is_hidden_by_setting_the_time_back(
    tmp_path,
):
    make(tmp_path, "content/a.md")
    file = tmp_path / "content/a.md"
    [before] = find_files(tmp_path, "content")[0]
    assert before == SourceStat(path="content/a.md", size=12, mtime_ns=change_stamp(file.stat()))
    time, other = file.stat().st_mtime_ns, file.read_bytes()[::-1]
    while file.stat().st_ctime_ns == time:  # disks count in milliseconds
        file.write_bytes(other)
        os.utime(file, ns=(time, time))
    [after] = find_files(tmp_path, "content")[0]
    assert (file.stat().st_mtime_ns, after.size) == (time, before.size)
    assert after != before


def test_a_link_inside_the_site_is_followed(tmp_path):
    make(tmp_path, "shared/box.md", "content/a.md")
    (tmp_path / "content/more").symlink_to(tmp_path / "shared")
    (tmp_path / "content/b.md").symlink_to("a.md")
    assert found(tmp_path) == (["content/a.md", "content/b.md", "content/more/box.md"], [])


def test_a_link_that_leads_out_of_the_site_is_a_problem(tmp_path):
    root = tmp_path / "site"
    make(root, "content/a.md")
    make(tmp_path, "site-secret/x.md")
    (root / "content/out").symlink_to(tmp_path / "site-secret")
    assert found(root) == (["content/a.md"], ["content/out"])


@pytest.mark.parametrize("target", [".", "..", "../content"])
def test_a_link_to_a_folder_it_lies_in_is_a_problem(tmp_path, target):
    make(tmp_path, "content/a.md")
    (tmp_path / "content/loop").symlink_to(target)
    assert found(tmp_path) == (["content/a.md"], ["content/loop"])


def test_two_folders_that_link_to_each_other_end(tmp_path):
    make(tmp_path, "content/a/x.md", "content/b/y.md")
    (tmp_path / "content/a/to-b").symlink_to("../b")
    (tmp_path / "content/b/to-a").symlink_to("../a")
    paths, problems = found(tmp_path)
    assert "content/a/to-b/y.md" in paths
    assert problems


def test_a_dead_link_is_a_problem(tmp_path):
    make(tmp_path, "content/a.md")
    (tmp_path / "content/gone.md").symlink_to("nothing.md")
    assert found(tmp_path) == (["content/a.md"], ["content/gone.md"])


def test_stories_are_the_markdown_files():
    stats = [
        SourceStat(path=path, size=0, mtime_ns=0)
        for path in ("content/a.md", "content/b.markdown", "content/c.jpg", "content/d.mdx")
    ]
    assert [file.path for file in stories_in(stats)] == ["content/a.md", "content/b.markdown"]


def test_names_from_macos_and_linux_compare_equal():
    assert nfc(unicodedata.normalize("NFD", "café")) == "café"
