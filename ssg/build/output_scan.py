"""What stands in a destination, held against what the catalog knows of it."""

import msgspec

from ssg.catalog.traces import Traces
from ssg.output.destination import Destination


class OutputScan(msgspec.Struct, frozen=True, kw_only=True):
    """The files of a destination as they are there: the `count` of those that there should be,
    which were altered, which have another time but the same bytes.
    """

    count: int
    altered: set[str]
    retimed: dict[str, int]


def look(destination: Destination, traces: Traces) -> OutputScan:
    """Look at every file that the last build left there."""
    count, altered, retimed = 0, set[str](), dict[str, int]()
    for path, size, mtime, digest in traces.files():
        count += 1
        if not destination.is_unchanged(path, size, mtime):
            if (now := destination.time_if_same(path, digest)) is None:
                altered.add(path)
            else:
                retimed[path] = now
    return OutputScan(count=count, altered=altered, retimed=retimed)
