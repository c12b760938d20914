"""What layouts see of data/: YAML, JSON, TOML and CSV files go in, one mapping by their names comes
out.
"""

import csv
import importlib
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from ssg.layouts import LayoutError
from ssg.problems import Problem
from ssg.source.files import SourceFile, read_source
from ssg.source.yaml import parse_yaml, resolve_text

DATA = "data"


def read_data(folder: Path) -> dict[str, Any]:
    """The data files below a folder: YAML, JSON, TOML, and CSV with a header row. LayoutError for
    one that cannot be read.
    """
    data: dict[str, Any] = {}
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        reader = _READERS.get(path.suffix.lower())
        if reader is None or path.name.startswith(".") or not path.is_file():
            continue
        place = data
        for part in path.relative_to(folder).parts[:-1]:
            place = place.setdefault(part, {})
        try:
            if path.stem in place:
                raise ValueError(
                    f"another file or folder is called `{path.stem}` too; give one of them another"
                    " name"
                )
            place[path.stem] = reader(path.read_text(encoding="utf-8-sig"))
        except (ValueError, OSError, RecursionError, csv.Error) as error:
            shown = f"{DATA}/{path.relative_to(folder).as_posix()}"
            raise LayoutError(_data_problem(path, shown, error)) from error
    return data


def _data_problem(path: Path, shown: str, error: Exception) -> Problem:
    """Why a data file cannot be read, with the line where its format's reader tells it."""
    source = read_source(path.parent, path.name)
    if isinstance(source, Problem):
        return msgspec.structs.replace(source, path=shown)
    source = SourceFile(shown, source.text)
    if path.suffix.lower() in (".yaml", ".yml") and (
        problems := parse_yaml(source, source.text)[1]
    ):
        return problems[0]
    place = _LINE_COLUMN.search(str(error))
    start = source.offset(int(place[1]), int(place[2])) if place else 0
    message = (
        "the data file cannot be read:"
        f" {str(error)[: place.start()].rstrip(': (') if place else error}"
    )
    return source.problem("wrong-data", message, source.span(start, start + 1) if place else None)


def read_csv(text: str) -> list[dict[str, Any]]:
    """The rows of a table below its header, parted by commas, semicolons or tabs, whichever parts
    the header into most columns. A column with nothing but numbers in its filled cells is numbers.
    """
    first, _, rest = text.partition("\n")
    if named := _SEPARATOR.fullmatch(first.strip()):  # as Excel writes it
        delimiter, text = named[1], rest
    else:
        delimiter = max(",;\t", key=lambda mark: len(next(csv.reader([first], delimiter=mark), ())))
    rows: list[dict[str, Any]] = list(csv.DictReader(io.StringIO(text), delimiter=delimiter))
    for name in rows[0] if rows else ():
        cells = [row[name].strip() for row in rows if isinstance(row[name], str)]
        if all(_NUMBER.fullmatch(cell) for cell in cells if cell) and any(cells):
            for row in rows:
                row[name] = _number(row[name])
    return rows


def _number(cell: str | None) -> Any:
    """A number as it was written (1.50 stays 1.50); a cell that is empty stays so."""
    cell = (cell or "").strip()
    if not cell:
        return ""
    return int(cell) if cell.lstrip("-").isdecimal() else WrittenNumber(cell)


class WrittenNumber(float):
    """A number that is shown as it was written: 1.50 stays 1.50."""

    __slots__ = ("_written",)
    _written: str

    def __new__(cls, written: str) -> "WrittenNumber":
        number = super().__new__(cls, written)
        number._written = written
        return number

    def __str__(self) -> str:
        return self._written


_SEPARATOR = re.compile(r"sep=([,;\t])", re.I)
# No zero in front: that would be a postcode or a number of a house. Short enough for any program.
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{1,18})?")
# As the readers of JSON and TOML end their messages.
_LINE_COLUMN = re.compile(r"(?:at )?line (\d+),? column (\d+)")


_READERS: dict[str, Callable[[str], Any]] = {
    ".yaml": resolve_text,
    ".yml": resolve_text,
    ".json": json.loads,
    ".toml": lambda text: importlib.import_module("tomllib").loads(text),
    ".csv": read_csv,
    ".tsv": read_csv,
}
