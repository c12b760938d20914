"""Finds and reads what the newsroom wrote. A path goes in; a SourceFile (decoded text that knows
its lines) comes out, or a Problem.
"""

import bisect
import itertools
import os
import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from ssg.disk.doors import TEXTS, barred
from ssg.problems import Problem, Severity, Span

CONTENT = "content"
MAX_STORY_BYTES = 10_000_000
STORY_SUFFIXES = (".md", ".markdown")
# Lists of files are lines of text; and a lone surrogate stands for a byte of a name that is not
# UTF-8.
_NO_NAME = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
# A few folders that link to one another twice would be millions of files.
_MAX_LINKS = 4
_BOM = b"\xef\xbb\xbf"
_READ_HELP: dict[type[OSError], str] = {
    FileNotFoundError: "restore the file, or build again if it was being saved just now",
    IsADirectoryError: "there is a folder of this name; put the file in its place",
    PermissionError: "let the user who runs the build read it",
}


class SourceStat(msgspec.Struct, frozen=True, kw_only=True):
    """A file that exists: `path` is POSIX and relative to the site's root; size in bytes, time in
    nanoseconds (see `change_stamp`).
    """

    path: str
    size: int
    mtime_ns: int


class SourceFile:
    """The text of one file, with line ends made LF. Offsets are counted in characters of `text`."""

    __slots__ = ("_starts", "path", "text")

    def __init__(self, path: str, text: str):
        self.path, self.text = path, text
        self._starts: list[int] | None = None

    def _line_starts(self) -> list[int]:
        if self._starts is None:
            lengths = (len(line) + 1 for line in self.text.split("\n"))
            self._starts = [0, *itertools.accumulate(lengths)][:-1]
        return self._starts

    def span(self, start: int, end: int) -> Span:
        """The 1-based lines and columns of text[start:end]."""
        line, column = self.line_column(start)
        end_line, end_column = self.line_column(max(start, end))
        return Span(line=line, column=column, end_line=end_line, end_column=end_column)

    def line_column(self, offset: int) -> tuple[int, int]:
        starts = self._line_starts()
        line = bisect.bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1

    def offset(self, line: int, column: int = 1) -> int:
        starts = self._line_starts()
        return min(starts[min(line, len(starts)) - 1] + column - 1, len(self.text))

    def line_text(self, line: int) -> str:
        starts = self._line_starts()
        if not 1 <= line <= len(starts):
            return ""
        end = self.text.find("\n", starts[line - 1])
        return self.text[starts[line - 1] : end if end != -1 else len(self.text)]

    def problem(
        self,
        code: str,
        message: str,
        span: Span | None = None,
        *,
        severity: Severity = Severity.ERROR,
        label: str = "",
        help: str = "",
        field: str = "",
    ) -> Problem:
        """A problem in this file, with the line it is about."""
        return Problem(
            code=code,
            severity=severity,
            message=message,
            path=self.path,
            span=span,
            excerpt=self.line_text(span.line) if span else "",
            label=label,
            help=help,
            field=field,
        )


class FolderScan(msgspec.Struct, kw_only=True):
    """What lies below a folder, in the order of paths. `has_links` says whether anything of it lies
    behind a symbolic link.
    """

    files: list[SourceStat] = []
    problems: list[Problem] = []
    has_links: bool = False


def find_files(root: Path, folder: str) -> tuple[list[SourceStat], list[Problem]]:
    """All files below `root/folder`, and what is wrong with their names and links."""
    scan = scan_folder(root, folder)
    return scan.files, scan.problems


def scan_folder(root: Path, folder: str) -> FolderScan:
    """All files below `root/folder`, in the order of their paths; hidden files and editors' backups
    are passed over.

    A symbolic link is followed only when what it names lies inside `root` (checked on the real
    path, after CVE-2018-17567); one that leads out of it is a problem, since a shared repository
    could publish any file of the machine that way.
    """
    scan = FolderScan()
    top, real_root = os.path.join(root, folder), os.path.realpath(root)
    if problem := _top_problem(top, folder, real_root):
        return FolderScan(problems=[problem])
    _walk(top, folder, real_root, scan, frozenset())
    scan.files.sort(key=lambda stat: stat.path)
    return scan


def source_stat(root: Path, path: str) -> SourceStat:
    """A file as it is now. OSError if there is none."""
    found = os.stat(root / path)
    return SourceStat(path=path, size=found.st_size, mtime_ns=change_stamp(found))


def is_passed_over(name: str) -> bool:
    """Whether a name is that of a hidden file or an editor's backup."""
    is_hidden = name.startswith(".") and name != ".well-known"
    return is_hidden or name.endswith(("~", ".swp", ".tmp"))


def _top_problem(top: str, folder: str, real_root: str) -> Problem | None:
    if os.path.islink(top):
        return _link_problem(top, folder, real_root, frozenset())
    if os.path.exists(top) and not os.path.isdir(top):
        return Problem(
            code="unreadable-file",
            severity=Severity.ERROR,
            message=f"`{folder}` is a file, but should be a folder",
            path=folder,
            help="give the file another name",
        )
    return None


def _walk(
    folder: str,
    relative: str,
    real_root: str,
    scan: FolderScan,
    above: frozenset[str],
) -> None:
    try:
        entries = list(os.scandir(folder))
    except FileNotFoundError:
        return
    for entry in entries:
        name = entry.name
        if is_passed_over(name):
            continue
        path = f"{relative}/{name}"
        scan.has_links |= (is_link := entry.is_symlink())
        if not name.isprintable() and _NO_NAME.search(name):
            scan.problems.append(
                Problem(
                    code="unreadable-file",
                    severity=Severity.ERROR,
                    message="the file's name has a control character, or is not UTF-8 text",
                    path=path,
                    help="give it another name",
                )
            )
        elif is_link and (problem := _link_problem(entry.path, path, real_root, above)):
            scan.problems.append(problem)
        elif entry.is_dir():
            inside = above | {os.path.realpath(entry.path)} if is_link else above
            _walk(entry.path, path, real_root, scan, inside)
        elif entry.is_file() and not (above and is_text_from_elsewhere(real_root, path)):
            stat = entry.stat()
            scan.files.append(SourceStat(path=path, size=stat.st_size, mtime_ns=change_stamp(stat)))


def is_text_from_elsewhere(root: str | Path, path: str) -> bool:
    """Whether a text that a page would print lies outside of content/, behind a link to a folder:
    it was not written to be published.
    """
    return (
        path.startswith(f"{CONTENT}/")
        and path.lower().endswith(TEXTS)
        and not _is_below(f"{root}/{CONTENT}", f"{root}/{path}")
    )


def _is_below(folder: str, path: str) -> bool:
    return os.path.realpath(path).startswith(os.path.realpath(folder) + os.sep)


def change_stamp(stat: os.stat_result) -> int:
    """The middle of a file's times of writing and of change (nanoseconds), another one whenever it
    changes. The first alone does not tell: archives, `cp -p` and reproducible builds set it, often
    to the same for all files. The second cannot be set.
    """
    return (stat.st_mtime_ns + stat.st_ctime_ns) // 2


def _link_problem(link: str, path: str, real_root: str, above: frozenset[str]) -> Problem | None:
    real = os.path.realpath(link)
    here = os.path.realpath(os.path.dirname(link))
    if not (real == real_root or real.startswith(real_root + os.sep)):
        text, help_ = "leads out of the site", "copy the file into the site instead"
    elif not os.path.exists(real):
        text, help_ = "leads to nothing", "remove the link, or restore what it names"
    elif real in above or here == real or here.startswith(real + os.sep):
        text, help_ = "leads to a folder that it lies in", "remove the link"
    elif why_not := barred(path, real[len(real_root) + 1 :].split(os.sep)):
        text, help_ = why_not
    elif len(above) >= _MAX_LINKS:
        text, help_ = f"lies behind {_MAX_LINKS} other links", "link to the folder itself"
    else:
        return None
    return Problem(
        code="symlink",
        severity=Severity.ERROR,
        message=f"the symbolic link {text}",
        path=path,
        help=help_,
    )


def read_source(root: Path, path: str, limit: int = MAX_STORY_BYTES) -> SourceFile | Problem:
    """The text of a file. Bytes that are not UTF-8, and files over `limit` bytes, are a Problem."""
    data = read_file(root, path, limit)
    return data if isinstance(data, Problem) else decode_source(path, data)


def read_file(root: Path, path: str, limit: int = MAX_STORY_BYTES) -> bytes | Problem:
    """The bytes of a file, or why there are none."""

    def mistake(code: str, message: str, help_: str) -> Problem:
        return Problem(code=code, severity=Severity.ERROR, message=message, path=path, help=help_)

    try:
        data = _read(f"{root}/{path}", limit + 1)
    except OSError as error:
        help_ = _READ_HELP.get(
            type(error), "try again; if it stays so, restore the file from a copy"
        )
        return mistake("unreadable-file", f"the file cannot be read: {error.strerror}", help_)
    if len(data) > limit:
        return mistake(
            "file-too-large",
            f"the file is larger than {limit // 1_000_000} MB",
            "a story is text; was a picture or an archive given the name of a story?",
        )
    return data


def _read(path: str, most: int) -> bytes:
    """At most so many bytes of a file. (A buffer for all that it could be would be made for each
    story.)
    """
    file = os.open(path, os.O_RDONLY)
    try:
        data = os.read(file, min(os.fstat(file).st_size + 1, most))
        while len(data) < most and (more := os.read(file, most - len(data))):
            data += more
        return data
    finally:
        os.close(file)


def decode_source(path: str, data: bytes) -> SourceFile | Problem:
    """Bytes to text: UTF-8 with or without a byte order mark, any line ends."""
    data = data.removeprefix(_BOM)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        start = data.rfind(b"\n", 0, error.start) + 1
        column = len(data[start : error.start].decode("utf-8", "replace")) + 1
        end = data.find(b"\n", error.start)
        excerpt = data[start : end if end != -1 else len(data)].decode("latin-1").rstrip("\r")
        return Problem(
            code="not-utf8",
            severity=Severity.ERROR,
            message="the file is not UTF-8 text",
            path=path,
            span=Span(line=line, column=column, end_line=line, end_column=column + 1),
            excerpt=excerpt,
            label=f"byte 0x{data[error.start]:02x} is not UTF-8",
            help=f"save the file as UTF-8 (it looks like {_other_encoding(data)})",
        )
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return SourceFile(path, text)


def _other_encoding(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "UTF-16"
    return "a picture or another binary file" if b"\0" in data[:1000] else "Latin-1 or Windows-1252"


def stories_in(files: list[SourceStat]) -> Iterator[SourceStat]:
    return (file for file in files if file.path.lower().endswith(STORY_SUFFIXES))
