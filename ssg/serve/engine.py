"""The server's end of the pipe to the process that builds."""

import asyncio
import contextlib
import itertools
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import msgspec

from ssg.serve.builder import work
from ssg.serve.orders import Answer, Built, Early, Failed, Message, Order, Question

_SECONDS_TO_END = 10.0
# Seconds without a sign of life after which a build is stopped if a newer order waits, and after
# which it is said that something may be wrong. A build of 100,000 stories is silent for some.
_PATIENCE, _LONG = 10.0, 30.0
_ENDED = "the process that builds has ended; save a file, and it starts again"
_BUSY = "the site is being built, and that takes long; try again in a moment"
_SILENT = (
    "nothing was heard of the build for half a minute: does a layout loop without end? The next"
    " save stops it"
)


class Engine:
    """Sends orders and questions, and hands on what comes back, in the server's loop. A process
    that has ended is started again by the next order; one that is silent while a newer order waits
    is interrupted, and killed if that does not help.
    """

    def __init__(self, root: Path, port: int, take: Callable[[Early | Built | Failed], None]):
        """`take` is called with each message that is no answer to a question."""
        self._root, self._port, self._take = root, port, take
        self._numbers = itertools.count(1)
        self._asked: dict[int, asyncio.Future[Any]] = {}
        self._loop = asyncio.get_running_loop()
        self._is_building = self._is_closed = False
        self._heard = 0  # messages so far
        self._start()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")  # a fork would share the server's sockets
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=work, args=(theirs, self._root, self._port))
        self._process.start()
        theirs.close()
        self._has_ended = False
        listener = threading.Thread(target=self._listen, args=(self._connection,), daemon=True)
        listener.start()

    def order(self, order: Order) -> None:
        if self._has_ended:
            self._start()
            order = msgspec.structs.replace(order, paths=None)
        elif self._is_building:
            self._after(_PATIENCE, self._interrupt)
        self._is_building = True
        self._after(_LONG, self._say_silence)
        self._send(order)

    def _after(self, seconds: float, act: Callable[[], None]) -> None:
        """Do something if until then nothing is heard of the build."""
        heard = self._heard

        def look() -> None:
            if self._is_building and self._heard == heard and not self._is_closed:
                act()

        self._loop.call_later(seconds, look)

    def _interrupt(self) -> None:
        self._after(_PATIENCE, self._process.kill)  # a process that it forked may loop, too
        if self._process.pid is not None:
            os.kill(self._process.pid, signal.SIGINT)

    def _say_silence(self) -> None:
        self._take(Failed(message=_SILENT))

    async def ask(self, name: str, *arguments: Any) -> Any:
        """The answer to a question of `serve/answers.py`. RuntimeError says why there is none."""
        if self._has_ended:
            raise RuntimeError(_ENDED)
        number = next(self._numbers)
        future = self._asked[number] = self._loop.create_future()
        self._send(Question(number=number, name=name, arguments=arguments))
        try:
            return await asyncio.wait_for(future, _LONG)
        except TimeoutError:
            raise RuntimeError(_BUSY) from None
        finally:
            del self._asked[number]

    def close(self) -> None:
        """End the process. What it is publishing is published whole, or not at all."""
        self._is_closed = True
        self._process.terminate()
        self._process.join(_SECONDS_TO_END)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()
        self._connection.close()

    def _send(self, message: Order | Question) -> None:
        with contextlib.suppress(OSError):  # it has ended, which the listener tells
            self._connection.send(message)

    def _listen(self, connection: Connection) -> None:
        """Runs in a thread of its own, since a pipe can only be waited for."""
        with contextlib.suppress(RuntimeError):  # the loop has ended
            while True:
                try:
                    message = connection.recv()
                except (EOFError, OSError):
                    self._loop.call_soon_threadsafe(self._ended, connection)
                    return
                self._loop.call_soon_threadsafe(self._receive, message)

    def _receive(self, message: Message) -> None:
        self._heard += 1
        if isinstance(message, Built | Failed):
            self._is_building = False
        if isinstance(message, Early | Built | Failed):
            self._take(message)
        if not isinstance(message, Answer):
            return
        future = self._asked.get(message.number)
        if future is None or future.done():
            return
        if message.failed:
            future.set_exception(RuntimeError(message.failed))
        else:
            future.set_result(message.value)

    def _ended(self, connection: Connection) -> None:
        if connection is not self._connection or self._is_closed:
            return
        self._has_ended, self._is_building = True, False
        for future in self._asked.values():
            if not future.done():
                future.set_exception(RuntimeError(_ENDED))
        self._take(Failed(message=_ENDED))
