"""The web application of the live server: which address is answered by what."""

from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from ssg.serve.desk.routes import Desk
from ssg.serve.live import Live

_STATIC = Path(__file__).parent / "static"
_EVENTS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


def make_app(live: Live) -> Starlette:
    """The application. What is not the server's own is the site's."""

    async def events(request: Request) -> Response:
        path = request.query_params.get("path", "/")
        return StreamingResponse(live.news(path), media_type="text/event-stream", headers=_EVENTS)

    async def page(request: Request) -> Response:
        return JSONResponse(await live.page(request.query_params.get("path", "/")))

    async def site(request: Request) -> Response:
        await live.first_built.wait()
        return live.files.respond(request.scope["path"], request.url.query)

    return Starlette(
        routes=[
            Route("/__ssg/events", events),
            Route("/__ssg/page", page),
            Mount("/__ssg", StaticFiles(directory=_STATIC)),
            *Desk(live).routes(),
            Route("/{path:path}", site),
        ]
    )
