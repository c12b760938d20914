"""`ssg media show` prints what pictures say of themselves; `ssg media add` puts them beside a story
and into its front matter.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ssg.cli.terminal import EXIT_PROBLEMS, echo, echo_json, fail

if TYPE_CHECKING:
    from ssg.model.file_metadata import Metadata
    from ssg.model.probe import Probe

_FILES = click.argument(
    "files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path)
)


@click.group("media")
def command() -> None:
    """Look into pictures, and add them to stories."""


@command.command("show")
@_FILES
@click.option("--json", "as_json", is_flag=True, help="As JSON, one object a file.")
def show(files: tuple[Path, ...], as_json: bool) -> None:
    """Print what pictures say of themselves, each field with the block it stands in: XMP, IIM or
    EXIF.
    """
    from ssg.media.formats import SVG
    from ssg.media.metadata.reader import read_metadata
    from ssg.media.probe import examine_any
    from ssg.model.file_metadata import Metadata

    probes = [(file, examine_any(file)) for file in files]
    found = [
        (
            file,
            probe,
            read_metadata(file)
            if probe.kind != SVG and (probe.is_picture or not probe.kind)
            else Metadata(),
        )
        for file, probe in probes
    ]
    if as_json:
        echo_json([_as_json(*one) for one in found])
    else:
        for number, one in enumerate(found):
            if number:
                echo()
            _print(*one)
    if any(probe.problem for _, probe, _ in found):
        raise SystemExit(EXIT_PROBLEMS)


@command.command("add")
@_FILES
@click.option(
    "--story",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The story's file; without it the entry is printed.",
)
def add(files: tuple[Path, ...], story: Path | None) -> None:
    """Put pictures, video or audio beside a story and into its front matter, with caption, credit
    and alt text from their own metadata.

    Without --story the entry is printed, to be pasted.
    """
    from ssg.rights.entry import entry_yaml
    from ssg.scaffold.add_media import AddError, add_pictures, known_at, read_entry

    try:
        if story is not None:
            entries = add_pictures(story, files)
        else:
            known = known_at(Path())
            entries = tuple(read_entry(file, known=known) for file in files)
            for line in ("media:\n" + "".join(entry_yaml(entry) for entry in entries)).splitlines():
                echo(line)
    except AddError as error:
        fail(str(error))
    for entry in entries:
        missing = [name for name in _wanted(entry.value["src"]) if name not in entry.value]
        done = f"added to {story}" if story else ""
        wanting = f"write its {' and its '.join(missing)}: the file has none" if missing else ""
        if done or wanting:
            echo(f"{entry.value['src']}: {'; '.join(filter(None, (done, wanting)))}", err=True)


def _wanted(src: str) -> tuple[str, ...]:
    """What an entry should say."""
    from ssg.model.recordings import recording_kind

    kind = recording_kind(src).partition("/")[0]
    more = {"video": ("poster", "captions"), "audio": ("transcript",)}.get(kind, ())
    return (*(() if kind == "audio" else ("alt",)), "caption", "credit", *more)


def _print(file: Path, probe: "Probe", metadata: "Metadata") -> None:
    from ssg.rights.ai_label import ai_label

    rows = [("file", str(file), ""), *_pixels(probe)]
    where = dict(metadata.where)
    rows += [
        (name.replace("_", " "), _shown(getattr(metadata, name)), where[name]) for name in where
    ]
    if label := ai_label(metadata.digital_source_type):
        rows.append(("label", label, ""))
    if metadata.has_credentials:
        told = "Content Credentials (C2PA); the files that ssg makes of it have none"
        rows.append(("credentials", told, ""))
    rows += [
        ("warning", word, "") for word in (*filter(None, (probe.warning,)), *metadata.warnings)
    ]
    width = max(len(name) for name, _, _ in rows)
    for name, value, block in rows:
        echo(f"{name:<{width}}  {f'[{block}]' if block else '':<6}  {value}".rstrip())


def _pixels(probe: "Probe") -> list[tuple[str, str, str]]:
    if probe.problem:
        return [("problem", probe.problem, "")]
    size = f", {probe.width:,} x {probe.height:,} pixels" if probe.width else ""
    frames = f", {probe.pages} frames" if probe.is_animated else ""
    length = f", {probe.seconds:g} seconds" if probe.seconds else ""
    return [
        (
            "picture" if probe.is_picture else probe.kind.partition("/")[0],
            f"{probe.kind}{size}{frames}{length}",
            "",
        )
    ]


def _shown(value: Any) -> str:
    """A value on one line."""
    if isinstance(value, tuple):
        return "; ".join(_shown(item) for item in value)
    if isinstance(value, str):
        return " ".join(value.split())
    return ", ".join(filter(None, (getattr(value, name) for name in value.__struct_fields__)))


def _as_json(file: Path, probe: "Probe", metadata: "Metadata") -> dict[str, Any]:
    import msgspec

    said = msgspec.to_builtins(metadata)
    fields = {name: {"value": said[name], "from": block} for name, block in metadata.where}
    return {
        "file": str(file),
        "picture": msgspec.to_builtins(probe),
        "metadata": fields,
        "content_credentials": metadata.has_credentials,
        "warnings": list(metadata.warnings),
    }
