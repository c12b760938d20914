"""Starts the live server and ends it: a socket, the process that builds, the watcher, the web."""

import asyncio
import contextlib
import fcntl
import os
import signal
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from ssg.config.site import load_config
from ssg.disk.doors import Door, OutputError
from ssg.output.place import LIVE_FOLDER, STATE_FOLDER
from ssg.serve.editor import Editor
from ssg.serve.live import Live
from ssg.serve.orders import Built, Failed, Shown
from ssg.serve.site_files import SiteFiles
from ssg.serve.watch import Watch

OWN_PATHS = ("/__desk/", "/__ssg/")
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


class CannotServe(Exception):
    """The server cannot start, or go on; the message says why."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What `ssg serve` is asked for."""

    root: Path
    port: int
    host: str = "127.0.0.1"
    shown: Shown = Shown()
    follow: bool = False
    poll: bool = False


def serve(
    settings: Settings, say: Callable[[Built | Failed], None], started: Callable[[str], None]
) -> None:
    """Serve until an interrupt. `started` is called with the address as soon as it answers, `say`
    with what comes of each build. CannotServe says why it cannot go on.
    """
    with _only_one(settings), _bound(settings) as listening:
        asyncio.run(_serve(settings, listening, say, started))


async def _serve(
    settings: Settings,
    listening: socket.socket,
    say: Callable[[Built | Failed], None],
    started: Callable[[str], None],
) -> None:
    root, port = settings.root, listening.getsockname()[1]
    config, _ = load_config(root)
    files = SiteFiles(root / LIVE_FOLDER)
    files.base_path = f"{config.urls.base_path}/" if config else "/"
    if files.base_path.startswith(OWN_PATHS):
        raise CannotServe(f"base_url has the path {files.base_path}, which the server uses itself")
    editor = Editor(root, config.editor if config else "")
    live = Live(root, port, files, editor, settings.shown, say)
    live.follows = settings.follow
    live.build(None)
    # Imported while the process that builds starts, too.
    from ssg.serve.web import web_server

    name = socket.gethostname()
    hosts = () if settings.host in _LOOPBACK else (settings.host, name, f"{name}.local")
    server = web_server(live, port, hosts)
    try:
        watching = asyncio.ensure_future(_watch(live, settings))
        serving = asyncio.ensure_future(server.serve(sockets=[listening]))
        ended = asyncio.ensure_future(_interrupted())
        started(f"http://localhost:{port}{files.base_path}")
        done, _ = await asyncio.wait(
            {watching, serving, ended}, return_when=asyncio.FIRST_COMPLETED
        )
        server.should_exit = server.force_exit = True
        for task in done:
            task.result()
    finally:
        live.close()


async def _watch(live: Live, settings: Settings) -> None:
    watch = Watch(settings.root, poll=settings.poll)
    async for paths in watch.batches():
        if not settings.root.is_dir():
            raise CannotServe(f"{settings.root} is gone")
        live.build(paths)


async def _interrupted() -> None:
    """Wait for Ctrl-C, or for whoever ends the process."""
    loop, interrupt = asyncio.get_running_loop(), asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, interrupt.set)
    await interrupt.wait()


@contextlib.contextmanager
def _bound(settings: Settings) -> Iterator[socket.socket]:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((settings.host, settings.port))
            listening.listen(128)
        except OSError as error:
            raise CannotServe(
                f"port {settings.port} cannot be used ({error.strerror}); choose another one:"
                f" --port {settings.port + 1}"
            ) from None
        yield listening


@contextlib.contextmanager
def _only_one(settings: Settings) -> Iterator[None]:
    """Two servers of one site would build over one another."""
    try:
        with contextlib.closing(Door(settings.root)) as door:
            lock = door.lock_file(f"{STATE_FOLDER}/serve")
    except (OSError, OutputError) as error:
        raise CannotServe(f"{STATE_FOLDER}/ cannot be used: {error}") from None
    with open(lock, "r+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotServe(
                f"this site is served already, by process {file.read().strip() or '?'}"
            ) from None
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield
