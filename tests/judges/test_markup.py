"""The markup of every page, style sheet and drawing, by the Nu HTML checker and html-validate."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

from judges.conftest import Demo

_NU = "vnu-jar/build/dist/vnu.jar"
_HTML_VALIDATE = "html-validate/bin/html-validate.mjs"


def test_the_nu_checker_finds_nothing_in_any_page(
    demo: Demo, program: Callable[[str], str], judge: Callable[[str], Path]
) -> None:
    assert _nu([program("java"), "-jar", str(judge(_NU))], demo.folder) == []


def test_the_nu_checker_would_find_a_mistake(
    tmp_path: Path, program: Callable[[str], str], judge: Callable[[str], Path]
) -> None:
    (tmp_path / "a.html").write_text("<!doctype html><html lang=en><title>A</title><p><em>no end")
    (tmp_path / "a.css").write_text("p { colour: red }")
    found = _nu([program("java"), "-jar", str(judge(_NU))], tmp_path)
    assert {line.split(":")[0] for line in found} == {"a.html", "a.css"}


def test_html_validate_finds_nothing_in_any_page(
    demo: Demo, program: Callable[[str], str], judge: Callable[[str], Path]
) -> None:
    config = Path(__file__).parent / "html-validate.cjs"
    command = [
        program("node"),
        str(judge(_HTML_VALIDATE)),
        "-c",
        str(config),
        "--formatter",
        "json",
    ]
    done = subprocess.run(
        [*command, f"{demo.folder}/**/*.html"], capture_output=True, text=True, check=False
    )
    assert done.returncode in (0, 1), done.stderr
    assert done.stdout, done.stderr
    found = [
        f"{Path(file['filePath']).relative_to(demo.folder)}:{message['line']} {message['ruleId']}:"
        f" {message['message']}"
        for file in json.loads(done.stdout)
        for message in file["messages"]
    ]
    assert found == []


def _nu(command: list[str], folder: Path) -> list[str]:
    """What the checker says of the HTML, CSS and SVG files of a folder: errors, warnings and
    remarks.
    """
    options = [
        "--skip-non-html",
        "--also-check-css",
        "--also-check-svg",
        "--stdout",
        "--exit-zero-always",
    ]
    done = subprocess.run(
        [*command, *options, "--format", "json", str(folder)],
        capture_output=True,
        text=True,
        check=True,
    )
    return [
        f"{message.get('url', '').removeprefix(f'file:{folder}/')}:{message.get('lastLine')}"
        f" {message['message']}"
        for message in json.loads(done.stdout)["messages"]
    ]
