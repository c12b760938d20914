"""Answers to what the server asks about the site as it was built last. Each function is called with
an Inquiry and the arguments of the question, in the process that builds.
"""

import contextlib
import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from ssg.catalog.overview import Overview
from ssg.catalog.schema import CATALOG_NAME, open_for_reading
from ssg.output.place import STATE_FOLDER
from ssg.serve.orders import Question, Shown
from ssg.story.lifecycle import Clock
from ssg.text.urls import output_path


class Inquiry:
    """The site that is asked about: its folder, what it is shown as, and its catalog."""

    def __init__(self, root: Path, shown: Shown, overview: Overview):
        self.root, self.shown, self.overview = root, shown, overview


def answer(root: Path, shown: Shown, question: Question) -> Any:
    """The answer to a question, as values that can be sent. KeyError if there is no such one."""
    function = _ANSWERS[question.name]
    with _opened(root, shown) as inquiry:
        return function(inquiry, *question.arguments)


@contextlib.contextmanager
def _opened(root: Path, shown: Shown) -> Iterator[Inquiry]:
    now = shown.at or dt.datetime.now(dt.UTC)
    with contextlib.closing(open_for_reading(root / STATE_FOLDER / CATALOG_NAME)) as connection:
        yield Inquiry(root, shown, Overview(connection, Clock(now=now)))


def source_of(inquiry: Inquiry, url: str) -> str:
    """The file that the page at an address was made from; "" if there is none."""
    return inquiry.overview.source_of(output_path(url))


_ANSWERS: dict[str, Callable[..., Any]] = {"source of": source_of}
