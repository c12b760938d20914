"""What layouts see of data/: YAML, JSON, TOML and CSV files go in, one mapping by their names comes
out.
"""

import csv
import importlib
import io
import json
import re
from pathlib import Path
from typing import Any

import msgspec

from ssg.layouts import LayoutError
from ssg.problems import Problem
from ssg.source import SourceFile, read_source
from ssg.yaml_source import parse_yaml, resolve_text

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


# As the readers of JSON and TOML end their messages.
_LINE_COLUMN = re.compile(r"(?:at )?line (\d+),? column (\d+)")


_READERS = {
    ".yaml": resolve_text,
    ".yml": resolve_text,
    ".json": json.loads,
    ".toml": lambda text: importlib.import_module("tomllib").loads(text),
    ".csv": lambda text: list(csv.DictReader(io.StringIO(text))),
}
