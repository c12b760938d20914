"""The settings of the tests: which warnings fail a test, what Hypothesis tries on CI, and which
tests are fast.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LIBRARY = """
import warnings

def old():
    warnings.warn("going away", DeprecationWarning, stacklevel=2)

def odd():
    warnings.warn("odd")

def odd_call():
    warnings.warn("you call me oddly", stacklevel=2)
"""
TESTS = """
import library

def test_library_means_to_change():
    library.old()

def test_library_warns_of_itself():
    library.odd()

def test_library_warns_of_us():
    library.odd_call()

def test_file_left_open():
    open(__file__)
"""
FOUND = """
from hypothesis import given, settings, strategies as st

@given(st.integers(0, 10**9))
@settings(max_examples=5)
def test_numbers(number):
    print("tried", number)
"""


def run_tests(folder: Path, *options: str, **environment: str) -> str:
    """The output of pytest in a folder of its own, with the settings of this project."""
    known = {name: value for name, value in os.environ.items() if name != "CI"}
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-c", str(ROOT / "pyproject.toml")),
            *("--rootdir", str(folder), "--confcutdir", str(folder), "-p", "no:cacheprovider"),
            *("-p", "no:xdist", *options, str(folder)),
        ],
        cwd=folder,
        env=known | {"PYTHONPATH": os.pathsep.join((str(ROOT), str(folder)))} | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    return done.stdout + done.stderr


def test_a_warning_fails_a_test_if_it_is_about_our_own_code_and_no_deprecation(
    tmp_path: Path,
) -> None:
    (tmp_path / "library.py").write_text(LIBRARY)
    (tmp_path / "test_it.py").write_text(TESTS)
    told = run_tests(tmp_path, "-rA")
    for name, outcome in (
        ("library_means_to_change", "PASSED"),
        ("library_warns_of_itself", "PASSED"),
        ("library_warns_of_us", "FAILED"),
        ("file_left_open", "FAILED"),
    ):
        assert f"{outcome} test_it.py::test_{name}" in told, told
    assert "DeprecationWarning: going away" in told
    assert "UserWarning: odd" in told


def examples(folder: Path, *options: str, **environment: str) -> list[str]:
    told = run_tests(folder, "-s", *options, **environment)
    assert "1 passed" in told, told
    return [line for line in told.splitlines() if line.startswith("tried")]


def test_hypothesis_tries_the_same_on_ci_each_time_and_new_examples_elsewhere(
    tmp_path: Path,
) -> None:
    (tmp_path / "conftest.py").write_text((ROOT / "tests/conftest.py").read_text("utf-8"))
    (tmp_path / "test_it.py").write_text(FOUND)
    on_ci = examples(tmp_path, CI="true")
    assert len(on_ci) == 5
    assert examples(tmp_path, CI="true") == on_ci
    assert examples(tmp_path) != examples(tmp_path)
    # What `make fuzz` asks for, whatever the machine.
    fuzz = ("--hypothesis-profile=dev",)
    assert examples(tmp_path, *fuzz, CI="true") != examples(tmp_path, *fuzz, CI="true")


def test_fast_modules_start_no_build_no_browser_and_no_program() -> None:
    marked = "\npytestmark = pytest.mark.fast\n"
    texts = {path: path.read_text("utf-8") for path in ROOT.glob("tests/**/test_*.py")}
    fast = {path.name: text for path, text in texts.items() if marked in text}
    assert len(fast) > 20
    slow = re.compile(r"\bSite\b|\bsubprocess\b|\bbuild\(|\bpaper: |mark\.(?:browser|heavy)")
    assert {name: slow.search(text)[0] for name, text in fast.items() if slow.search(text)} == {}


def test_no_test_decides_for_itself_whether_its_examples_are_random() -> None:
    deciding = {
        path.name
        for path in ROOT.glob("tests/**/*.py")
        if "derandomize" in path.read_text(encoding="utf-8")
    }
    assert deciding == {"conftest.py", Path(__file__).name}
