"""What stands in a destination, held against what the catalog knows of it."""

import msgspec

from ssg.catalog.traces import Traces
from ssg.output.destination import Destination


class OutputScan(msgspec.Struct, frozen=True, kw_only=True):
    """The files of a destination as they stand there: how many there should be, which were altered,
    which have another time but the same bytes.
    """

    standing: int
    altered: set[str]
    retimed: dict[str, int]


def look(destination: Destination, traces: Traces) -> OutputScan:
    """Look at every file that the last build left there."""
    standing, altered, retimed = 0, set[str](), dict[str, int]()
    for path, size, mtime, digest in traces.standing():
        standing += 1
        if not destination.stands(path, size, mtime):
            if (now := destination.holds(path, digest)) is None:
                altered.add(path)
            else:
                retimed[path] = now
    return OutputScan(standing=standing, altered=altered, retimed=retimed)
