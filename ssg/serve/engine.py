"""The server's end of the pipe to the process that builds."""

import asyncio
import contextlib
import itertools
import multiprocessing
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ssg.serve.builder import work
from ssg.serve.orders import Answer, Built, Early, Failed, Message, Order, Question

_SECONDS_TO_END = 10.0
_ENDED = "the process that builds has ended; start `ssg serve` again"


class Engine:
    """Sends orders and questions, and hands on what comes back, in the server's loop."""

    def __init__(self, root: Path, port: int, take: Callable[[Early | Built | Failed], None]):
        """`take` is called with each message that is no answer to a question."""
        context = multiprocessing.get_context("spawn")  # a fork would share the server's sockets
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=work, args=(theirs, root, port), daemon=False)
        self._process.start()
        theirs.close()
        self._take = take
        self._numbers = itertools.count(1)
        self._asked: dict[int, asyncio.Future[Any]] = {}
        self._has_ended = False
        self._loop = asyncio.get_running_loop()
        threading.Thread(target=self._listen, daemon=True).start()

    def order(self, order: Order) -> None:
        self._send(order)

    async def ask(self, name: str, *arguments: Any) -> Any:
        """The answer to a question of `serve/answers.py`. RuntimeError says why there is none."""
        if self._has_ended:
            raise RuntimeError(_ENDED)
        number = next(self._numbers)
        future = self._asked[number] = self._loop.create_future()
        self._send(Question(number=number, name=name, arguments=arguments))
        try:
            return await future
        finally:
            del self._asked[number]

    def close(self) -> None:
        """End the process. What it is publishing is published whole, or not at all."""
        self._process.terminate()
        self._process.join(_SECONDS_TO_END)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()
        self._connection.close()

    def _send(self, message: Order | Question) -> None:
        with contextlib.suppress(OSError):  # it has ended, which the listener tells
            self._connection.send(message)

    def _listen(self) -> None:
        """Runs in a thread of its own, since a pipe can only be waited for."""
        with contextlib.suppress(RuntimeError):  # the loop has ended
            while True:
                try:
                    message = self._connection.recv()
                except (EOFError, OSError):
                    self._loop.call_soon_threadsafe(self._ended)
                    return
                self._loop.call_soon_threadsafe(self._receive, message)

    def _receive(self, message: Message) -> None:
        if not isinstance(message, Answer):
            self._take(message)
            return
        future = self._asked.get(message.number)
        if future is None or future.done():
            return
        if message.failed:
            future.set_exception(RuntimeError(message.failed))
        else:
            future.set_result(message.value)

    def _ended(self) -> None:
        self._has_ended = True
        for future in self._asked.values():
            if not future.done():
                future.set_exception(RuntimeError(_ENDED))
        self._take(Failed(message=_ENDED))
