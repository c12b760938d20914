"""Who may ask the live server, and for what. It speaks to browsers of this machine, and pages that
they show may be anybody's.

The site and the desk are two origins of one server: a script of a story runs at http://localhost,
and the desk is read and what changes files is taken from http://127.0.0.1 alone (and from programs,
which send no Origin).
"""

import ipaddress
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

SITE_HOST, DESK_HOST = "localhost", "127.0.0.1"
DESK = "/__desk"
_LOOPBACK = (SITE_HOST, DESK_HOST, "[::1]")
_READING = ("GET", "HEAD")
_LONGEST_PATH = 4096
_DOCUMENTS = ("document", "iframe", "frame", "embed", "object")


class Guard:
    """Stands before the application. A name of a foreign site that points here is refused (DNS
    rebinding). `hosts` are names beside those of this machine's loopback by which the server may be
    called, `in_network` says that it may be called by its number, too.
    """

    def __init__(
        self, app: App, port: int, hosts: tuple[str, ...] = (), *, in_network: bool = False
    ):
        self._app, self._port, self._in_network = app, port, in_network
        self._hosts = {*_LOOPBACK, *(host.lower() for host in hosts)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        refusal = self._refusal(Request(scope))
        await (self._app if refusal is None else refusal)(scope, receive, send)

    def _refusal(self, request: Request) -> Response | None:
        """What is said instead of an answer; None where there is nothing against it."""
        if not self._is_known(request.headers.get("host", "").lower()):
            return PlainTextResponse("this server does not answer for that host\n", 403)
        path = request.url.path
        if len(path) > _LONGEST_PATH:
            return PlainTextResponse("the address is too long\n", 414)
        is_desk = path == DESK or path.startswith(f"{DESK}/")
        if request.method not in _READING:
            return self._refusal_to_act(request, is_desk=is_desk)
        if is_desk and self._is_script_of_the_site(request):
            return PlainTextResponse("the desk is read at its own address only\n", 403)
        return self._moved(request, is_desk=is_desk)

    def _is_known(self, host: str) -> bool:
        name, _, port = host.rpartition(":")
        if self._port == 80 and not port.isdecimal():
            name, port = host, "80"
        if port != str(self._port):
            return False
        return name in self._hosts or (self._in_network and _is_number(name))

    def _is_script_of_the_site(self, request: Request) -> bool:
        """Whether a page at the site's origin asks, of which it could read the answer. Programs do
        not say what they ask for.
        """
        asks_for = request.headers.get("sec-fetch-dest")
        is_site = _name(request) == SITE_HOST
        return is_site and asks_for is not None and asks_for not in _DOCUMENTS

    def _refusal_to_act(self, request: Request, *, is_desk: bool) -> Response | None:
        if request.method != "POST" or not is_desk:
            return PlainTextResponse("only GET and HEAD\n", 405, {"Allow": "GET, HEAD"})
        origin = request.headers.get("origin")
        if origin not in (None, f"http://{DESK_HOST}:{self._port}", f"http://{DESK_HOST}"):
            return PlainTextResponse("forms are taken from the desk's own pages only\n", 403)
        return None

    def _moved(self, request: Request, *, is_desk: bool) -> Response | None:
        """Browsers show the site and the desk at origins of their own."""
        if request.headers.get("sec-fetch-dest") not in _DOCUMENTS:
            return None
        name = _name(request)
        wanted = DESK_HOST if is_desk else SITE_HOST
        if name not in (SITE_HOST, DESK_HOST) or name == wanted:
            return None
        return RedirectResponse(str(request.url.replace(hostname=wanted)), 307)


def _is_number(name: str) -> bool:
    """Whether a host is an IP address, which nobody can point elsewhere."""
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True


def _name(request: Request) -> str:
    """The name that the server is called by, without its port."""
    host = request.headers["host"].lower()
    return host.rpartition(":")[0] or host
