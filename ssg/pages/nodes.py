"""Values that several pages take and that cost more than a question: each is made once in a
process, and whatever was asked for it is kept with it.
"""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from ssg.catalog.queries import Queries, Trace

Value = TypeVar("Value")
# Feeds and files of one story ask for the same ones soon after one another.
_MOST_REMEMBERED = 500


class Nodes:
    """Derived values: a name and parameters go in, the value comes out.

    A page that takes a value has asked all that was asked for it: those questions go into the trace
    of the page. So a page is made again when an answer beneath it changes, whichever page or
    process made the value first. A value must follow from its parameters, from answers of `queries`
    and from what is in the recipe of every page that takes it; and nobody may change it.
    """

    def __init__(self, queries: Queries):
        self._queries = queries
        self._known: dict[tuple[str, tuple[str, ...]], tuple[Any, Trace]] = {}

    def value(self, name: str, parameters: tuple[str, ...], make: Callable[[], Value]) -> Value:
        """What `make` gives, or gave before for the same name and parameters."""
        node = (name, parameters)
        known = self._known.get(node)
        if known is None:
            with self._queries.tracing() as trace:
                known = make(), trace
            if self._queries.is_immutable:
                if len(self._known) >= _MOST_REMEMBERED:
                    del self._known[next(iter(self._known))]  # the oldest
                self._known[node] = known
        if self._queries.trace is not None:
            self._queries.trace.update(known[1])
        return cast(Value, known[0])
