"""Reads tests/spec/*.md: each `## title` with a fenced text and a fenced json block becomes one
test case.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import msgspec
import pytest

_CASE = re.compile(
    r"^## (?P<title>[^\n]+)\n(?:(?!##|```)[^\n]*\n)*?"
    r"```text\n(?P<text>.*?)\n```\n+```json\n(?P<expected>.*?)\n```$",
    re.MULTILINE | re.DOTALL,
)


def spec_cases(name: str) -> list[Any]:
    """The cases of tests/spec/<name> as pytest parameters (text, expected value), each known by its
    title.
    """
    source = (Path(__file__).parent / "spec" / name).read_text(encoding="utf-8")
    cases = [
        pytest.param(case["text"], json.loads(case["expected"]), id=case["title"])
        for case in _CASE.finditer(source)
    ]
    titles = re.findall(r"^## ", source, re.MULTILINE)
    if not cases or len(cases) != len(titles):
        raise ValueError(f"{name}: {len(titles)} titles but {len(cases)} cases that can be read")
    return cases


def filled_fields(value: msgspec.Struct) -> dict[str, Any]:
    """The fields that say something, in JSON's types, as spec files write them."""
    filled = {
        name: field
        for name in value.__struct_fields__
        if (field := msgspec.to_builtins(getattr(value, name)))
    }
    return {
        name: list(field) if isinstance(field, tuple) else field for name, field in filled.items()
    }
