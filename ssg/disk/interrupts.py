"""Lets an interrupt (Ctrl-C, a cancelled job) wait while something is done that must be finished,
or undone, as a whole.
"""

import contextlib
import signal
import threading
from collections.abc import Iterator
from types import FrameType

_NUMBERS = (signal.SIGINT, signal.SIGTERM)


@contextlib.contextmanager
def held() -> Iterator[None]:
    """What interrupts come meanwhile act when this ends."""
    if threading.current_thread() is not threading.main_thread():  # it gets none
        yield
        return
    waiting: list[int] = []

    def note(number: int, frame: FrameType | None) -> None:
        waiting.append(number)

    before = {number: signal.getsignal(number) for number in _NUMBERS}
    before = {
        number: handler for number, handler in before.items() if callable(handler)
    }  # what ends the process at once may do so
    try:
        for number in before:
            signal.signal(number, note)
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        if waiting:
            signal.raise_signal(waiting[0])
