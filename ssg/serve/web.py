"""The web server around the application."""

import contextlib
from collections.abc import Iterator

import uvicorn

from ssg.serve.app import make_app
from ssg.serve.guard import Guard
from ssg.serve.live import Live


class _Server(uvicorn.Server):
    """Leaves interrupts to us, who have more than a socket to close."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def web_server(live: Live, port: int, hosts: tuple[str, ...]) -> uvicorn.Server:
    """A server that answers for a site. `hosts` are names beside those of this machine's loopback;
    without any, it answers to this machine alone.
    """
    config = uvicorn.Config(
        Guard(make_app(live), port, hosts, in_network=bool(hosts)),
        log_level="critical",
        access_log=False,
        lifespan="off",
        ws="none",
        server_header=False,
        timeout_graceful_shutdown=1,
    )
    return _Server(config)
