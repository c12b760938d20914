"""The worked example of CONTRIBUTING.md: a copy of ssg is changed as it says; its test passes."""

import os
import re
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_CODE = re.compile(r"^ {3}```python\n(.*?)^ {3}```", re.M | re.S)


def test_a_field_is_added_as_the_document_says(tmp_path: Path) -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    field, shown, test = map(textwrap.dedent, _CODE.findall(text))
    [member] = re.findall(r"`(subject: str = \"\")` in `Story`", text)
    for name in ("ssg", "layouts", "tests"):
        shutil.copytree(
            ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "test_*")
        )
    change(tmp_path / "ssg/story/front_matter.py", '    "extra": Field(', f"    {field}")
    change(tmp_path / "ssg/model/story.py", "    extra: Any = None", f"    {member}\n")
    change(
        tmp_path / "ssg/pages/views/stories.py",
        "    def contributors(self)",
        f"    def subject_(self) -> None: ...\n\n{textwrap.indent(shown, '    ')}\n    @property\n",
    )
    (tmp_path / "tests/test_subject.py").write_text(f"from conftest import story\n\n\n{test}")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/test_subject.py"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def change(file: Path, before: str, added: str) -> None:
    """Put lines above the last place of a text."""
    above, found, below = file.read_text(encoding="utf-8").rpartition(before)
    assert found, (file, before)
    file.write_text(above + added + found + below, encoding="utf-8")
