"""Problems by the thousand in a few screens: the first of each kind in each folder, and how many
more there are. Sorted problems go in; those to show and a sentence for each of the others' kinds
come out.
"""

from collections import Counter
from collections.abc import Sequence

from ssg.problems import Problem

# As many problems are shown all; of more, so many of one kind in one folder, and so many frames and
# lines in all.
_ALL, _OF_A_KIND, _FRAMES, _LINES = 50, 3, 100, 40
LIST_ALL = "`ssg check --all` lists every problem"
_Kind = tuple[str, str, str]


def shortened(problems: Sequence[Problem]) -> tuple[list[Problem], list[str]]:
    """The problems to show, and lines about the others."""
    if len(problems) <= _ALL:
        return list(problems), []
    seen: Counter[_Kind] = Counter()
    more: Counter[_Kind] = Counter()
    shown: list[Problem] = []
    for problem in problems:
        kind = (problem.severity.value, problem.code, _folder(problem.path))
        seen[kind] += 1
        if seen[kind] <= _OF_A_KIND and len(shown) < _FRAMES:
            shown.append(problem)
        else:
            more[kind] += 1
    return shown, _lines(more)


def _lines(more: Counter[_Kind]) -> list[str]:
    """One line for each kind and folder, the most frequent first; if too many, one a kind."""
    if not more:
        return []
    if len(more) > _LINES:
        whole: Counter[_Kind] = Counter()
        for (severity, code, _), count in more.items():
            whole[severity, code, ""] += count
        more = whole
    kinds = sorted(more.items(), key=lambda item: (-item[1], item[0]))
    lines = [_line(kind, count) for kind, count in kinds[:_LINES]]
    rest = sum(count for _, count in kinds[_LINES:])
    lines += [f"and {rest:,} more of other kinds"] if rest else []
    return [*lines, LIST_ALL]


def _line(kind: _Kind, count: int) -> str:
    severity, code, folder = kind
    where = f" in {folder}" if folder else ""
    return f"and {count:,} more {severity}{'s' if count > 1 else ''} [{code}]{where}"


def _folder(path: str) -> str:
    """The folder of a section, with all that lies in it: content/world/."""
    parts = path.split("/")
    return "/".join(parts[:2]) + "/" if len(parts) > 2 else "/".join(parts[:1]) + "/"
