"""Problems as a SARIF 2.1.0 log for code scanning services. Problems go in, a JSON document comes
out.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from ssg import __version__
from ssg.problems import Problem, Span
from ssg.report.text import explain

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"

# Not `primaryLocationLineHash`: GitHub computes that one from the file and warns about any other
# value.
_FINGERPRINT = "ssgProblem/v1"


def render_sarif(problems: Sequence[Problem], *, version: str = __version__) -> str:
    """The log (OASIS SARIF 2.1.0, sections 3.13 to 3.30), ending with a newline. `version` is that
    of ssg.
    """
    codes = sorted({problem.code for problem in problems})
    rule_index = {code: index for index, code in enumerate(codes)}
    prints = _fingerprints(problems)
    driver = {"name": "ssg", "version": version, "rules": [_rule(code) for code in codes]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(problem, rule_index[problem.code], fingerprint)
            for problem, fingerprint in zip(problems, prints, strict=True)
        ],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(code: str) -> dict[str, Any]:
    return {"id": code, "shortDescription": {"text": code.replace("-", " ").capitalize()}}


def _result(problem: Problem, rule_index: int, fingerprint: str) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": problem.code,
        "ruleIndex": rule_index,
        "level": problem.severity.value,
        "message": {"text": explain(problem)},
    }
    if problem.path:
        location: dict[str, Any] = {"artifactLocation": {"uri": _uri(problem.path)}}
        if problem.span:
            location["region"] = _region(problem.span)
        result["locations"] = [{"physicalLocation": location}]
    result["partialFingerprints"] = {_FINGERPRINT: fingerprint}
    return result


def _uri(path: str) -> str:
    # `:` is escaped too: in the first segment it would end a scheme (RFC 3986, section 4.2).
    return quote(path, safe="/")


def _region(span: Span) -> dict[str, int]:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }


def _fingerprints(problems: Sequence[Problem]) -> list[str]:
    """One a problem, made of nothing that moves when lines are added above it; equal ones are
    numbered.
    """
    seen: Counter[str] = Counter()
    prints = []
    for problem in problems:
        parts = [problem.code, problem.path, problem.excerpt.strip() or problem.message]
        digest = hashlib.sha256(json.dumps(parts).encode("ascii")).hexdigest()[:32]
        seen[digest] += 1
        prints.append(f"{digest}:{seen[digest]}")
    return prints
