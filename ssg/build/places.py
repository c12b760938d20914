"""Where something stands in a file that was read before: the file is read again, by its grammar, so
that a problem is shown where a value was written and not where its words stand, too.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ssg.markup.links import References
from ssg.problems import Problem, Span
from ssg.source.files import SourceFile, read_source
from ssg.source.yaml import Path as YamlPath
from ssg.source.yaml import Yaml, parse_yaml
from ssg.story.halves import FrontMatter, split_front_matter
from ssg.text.urls import nfc


class Places:
    """Looks into one file after the other; the last one is kept."""

    def __init__(self, root: Path):
        self._root, self._path = root, ""
        self._source: SourceFile | None = None
        self._yaml: Yaml | None = None

    def source(self, path: str) -> SourceFile | None:
        """The text of a file, if it can be read."""
        if self._path != path:
            found = read_source(self._root, path) if path else None
            self._source = found if isinstance(found, SourceFile) else None
            self._path, self._yaml = path, None
        return self._source

    def address(self, path: str, target: str) -> tuple[int, int]:
        """Line and column where an address stands in the text of a story; (0, 0) if it cannot be
        told.
        """
        source = self.source(path)
        halves = split_front_matter(source) if source else None
        if source is None or not isinstance(halves, FrontMatter):
            return 0, 0
        return References(source, halves.body_start).place(target)

    def _fields(self, path: str) -> Yaml | None:
        """The front matter of a story, or the whole of site.yaml."""
        source = self.source(path)
        if source is None or self._yaml is not None:
            return self._yaml
        text, first_line = source.text, 0
        if path.endswith((".md", ".markdown")):
            halves = split_front_matter(source)
            if isinstance(halves, Problem):
                return None
            text, first_line = halves.yaml, halves.first_line
        self._yaml, _ = parse_yaml(source, text, first_line)
        return self._yaml

    def field(self, path: str, *at: str | int, key: bool = False) -> Span | None:
        """Where a field stands, or None if there is none. A hyphen in a name is an underscore."""
        yaml = self._fields(path)
        written = _written(yaml.value, at) if yaml else None
        return yaml.span(written, key=key) if yaml and written is not None else None

    def value(
        self, path: str, text: str, at: str, keys: tuple[str, ...], line: int = 0
    ) -> Span | None:
        """Where a text stands as the value of one of `keys` below the field `at`: in the entry that
        begins on `line`, if that is given.
        """
        yaml = self._fields(path)
        if yaml is None or not isinstance(yaml.value, dict):
            return None
        for found in _paths_of(yaml.value.get(at), text, (at,)):
            key = next(part for part in reversed(found) if isinstance(part, str))
            if key in keys and (not line or yaml.line(found[:2]) == line):
                return yaml.span(found)
        return None


def _written(value: Any, at: YamlPath) -> YamlPath | None:
    """The path as the author spelt its keys."""
    found: YamlPath = ()
    for part in at:
        if isinstance(part, str) and isinstance(value, dict):
            same = (key for key in value if key.replace("-", "_") == part.replace("-", "_"))
            part = next(same, part)
            if part not in value:
                return None
        elif not (isinstance(part, int) and isinstance(value, list) and part < len(value)):
            return None
        found, value = (*found, part), value[part]
    return found


def _paths_of(value: Any, text: str, at: YamlPath) -> Iterator[YamlPath]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _paths_of(item, text, (*at, key))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _paths_of(item, text, (*at, number))
    elif isinstance(value, str) and nfc(value.strip()) == text:
        yield at
