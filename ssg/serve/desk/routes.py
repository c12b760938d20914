"""The pages of the desk, and the forms that change stories. A change is shown before it is made,
and is made only in the text that was shown.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from ssg.config.site import Config, load_config
from ssg.editing.actions import ACTIONS, new_story, perform, remarks
from ssg.editing.difference import difference
from ssg.editing.head import CannotEdit
from ssg.editing.save import Conflict, changes, create, save, shown, undo
from ssg.inspect.due import Due
from ssg.scaffold.new import find_section, section_folders
from ssg.serve.desk.pages import DeskPages
from ssg.serve.guard import DESK, SITE_HOST
from ssg.serve.live import Live
from ssg.serve.orders import Shown
from ssg.text.moments import read_moment

_MOST_OF_A_FORM = 1_000_000
_LONGEST_LOOK = dt.timedelta(hours=1)
# No page of another shows the desk in a frame, where clicks could be led to its buttons.
_HEADERS = {"Cache-Control": "no-store", "Content-Security-Policy": "frame-ancestors 'none'"}
# A file that came with a mistake in it is no story yet; its problems are on a page of their own.
_UNKNOWN = "No story that was built has this file"
Form = Mapping[str, str]


class Desk:
    """Answers for one site. What it knows comes from the builder (`live`); what it changes are the
    newsroom's own files, which the watcher sees as it sees any editor's.
    """

    def __init__(self, live: Live):
        self._live, self._pages = live, DeskPages(live)

    def routes(self) -> list[Route]:
        return [
            Route(DESK, _to_the_stories),
            *(
                Route(f"{DESK}{path}", self._told(endpoint), methods=[method])
                for path, endpoint, method in (
                    ("/", self.stories, "GET"),
                    ("/due/", self.due, "GET"),
                    ("/problems/", self.problems, "GET"),
                    ("/build/", self.build, "GET"),
                    ("/story/", self.story, "GET"),
                    ("/new/", self.new, "GET"),
                    ("/changes/", self.changes, "GET"),
                    ("/new/", self.create, "POST"),
                    ("/change/", self.change, "POST"),
                    ("/save/", self.save, "POST"),
                    ("/undo/", self.undo, "POST"),
                    ("/shown/", self.show, "POST"),
                )
            ),
        ]

    def _told(self, endpoint: Any) -> Any:
        """What cannot be done is said on a page, with its reason."""

        async def answer(request: Request) -> Response:
            await self._live.first_built.wait()
            try:
                response: Response = await endpoint(request)
            except (CannotEdit, RuntimeError) as error:
                return self._page("message", 409, heading="That cannot be done", text=str(error))
            return response

        return answer

    def _page(self, name: str, status: int = 200, **values: Any) -> Response:
        return HTMLResponse(self._pages.render(name, **values), status, _HEADERS)

    # ---- looking

    async def stories(self, request: Request) -> Response:
        asked = {name: request.query_params.get(name, "") for name in ("q", "state", "section")}
        page = _number(request.query_params.get("page", "1"))
        found = await self._live.engine.ask("stories", *asked.values(), page)
        return self._page("stories", found=found, asked=asked, page=page)

    async def due(self, request: Request) -> Response:
        due = await self._live.engine.ask("due")
        moments, at = _moments_of(due), self._live.shown.at
        step = 0 if at is None else sum(moment <= at for moment in moments)
        return self._page("due", due=due, moments=moments, step=step)

    async def problems(self, request: Request) -> Response:
        return self._page("problems", code=request.query_params.get("code", ""))

    async def build(self, request: Request) -> Response:
        return self._page("build")

    async def changes(self, request: Request) -> Response:
        return self._page("changes", changes=changes(self._live.root))

    async def story(self, request: Request) -> Response:
        path = request.query_params.get("path", "")
        about = await self._live.engine.ask("about", path)
        if about is None:
            return self._page("message", 404, heading=_UNKNOWN, text=path)
        done = request.query_params.get("done", "")
        source = shown(self._live.root, path)
        actions = [ACTIONS[name] for name in about.actions]
        return self._page("story", about=about, source=source, actions=actions, done=done)

    async def new(self, request: Request) -> Response:
        sections = section_folders(self._live.root, self._config())
        return self._page("new", sections=sections)

    # ---- acting

    async def change(self, request: Request) -> Response:
        """Show what an action would change."""
        return await self._shown_change(await _form(request), dt.datetime.now(dt.UTC))

    async def save(self, request: Request) -> Response:
        """Make the change that was shown, in the text that it was shown for; of another text, show
        the change again.
        """
        form = await _form(request)
        path, name = form.get("path", ""), form.get("action", "")
        now = _moment_of(form)
        before = shown(self._live.root, path)
        if before.digest != form.get("digest", ""):
            return await self._shown_change(form, now, is_other=True)
        action = ACTIONS.get(name)
        what = action.label if action else name
        after = perform(name, before.text, form, now, self._config().zone)
        result = save(self._live.root, path, before.digest, after, what=what, at=now)
        if isinstance(result, Conflict):
            return await self._shown_change(form, now, is_other=True)
        return _seen(f"/story/?{urlencode({'path': path, 'done': what})}")

    async def _shown_change(
        self, form: Form, now: dt.datetime, *, is_other: bool = False
    ) -> Response:
        path, name = form.get("path", ""), form.get("action", "")
        about = await self._live.engine.ask("about", path)
        if about is None:
            raise CannotEdit(f"{_UNKNOWN}: {path}")
        if name not in about.actions:
            raise CannotEdit("the story has changed, and this is not offered any more; look again")
        before, action = shown(self._live.root, path), ACTIONS[name]
        after = perform(name, before.text, form, now, self._config().zone)
        return self._page(
            "change",
            409 if is_other else 200,
            about=about,
            action=action,
            given={asked.name: form.get(asked.name, "") for asked in action.asks},
            lines=difference(before.text, after),
            remarks=remarks(name, form),
            digest=before.digest,
            now=now.isoformat(),
            is_other=is_other,
        )

    async def create(self, request: Request) -> Response:
        form = await _form(request)
        config = self._config()
        section = find_section(form.get("section", ""), section_folders(self._live.root, config))
        if section is None:
            raise CannotEdit("there is no such section")
        now = dt.datetime.now(dt.UTC)
        path, text = new_story(section, form.get("title", ""), now.astimezone(config.zone))
        create(self._live.root, path, text, what="New story", at=now)
        return _seen(f"/changes/?{urlencode({'made': path})}")

    async def undo(self, request: Request) -> Response:
        form = await _form(request)
        result = undo(self._live.root, form.get("id", ""))
        if isinstance(result, Conflict):
            raise CannotEdit(
                f"{result.path} was changed after that; nothing was undone. Change it in the editor"
            )
        return _seen("/changes/")

    async def show(self, request: Request) -> Response:
        """Show the site at another time, or as readers see it."""
        form = await _form(request)
        at = None
        if step := _number(form.get("step", "0"), 0):
            moments = _moments_of(await self._live.engine.ask("due"))
            at = moments[min(step, len(moments)) - 1] if moments else None
        elif form.get("at"):
            try:
                at = read_moment(form["at"], self._config().zone)
            except ValueError as error:
                raise CannotEdit(str(error)) from None
        self._live.show(Shown(drafts=form.get("drafts") == "yes", at=at))
        if form.get("go") == "site":
            site = f"http://{SITE_HOST}:{self._live.port}{self._live.files.base_path}"
            return RedirectResponse(site, 303)
        return _seen("/due/")

    def _config(self) -> Config:
        config, _ = load_config(self._live.root)
        if config is None:
            raise CannotEdit("site.yaml has problems; mend them first")
        return config


async def _to_the_stories(request: Request) -> Response:
    return RedirectResponse(f"{DESK}/", 307)


def _seen(path: str) -> Response:
    return RedirectResponse(f"{DESK}{path}", 303)


async def _form(request: Request) -> Form:
    """What a form sent. CannotEdit for what no form of the desk sends."""
    kind = request.headers.get("content-type", "").partition(";")[0]
    if kind != "application/x-www-form-urlencoded":
        raise CannotEdit("that is not a form of the desk")
    data = bytearray()
    async for piece in request.stream():
        data += piece
        if len(data) > _MOST_OF_A_FORM:
            raise CannotEdit("that is too long for the desk; change the file itself")
    return dict(parse_qsl(data.decode("utf-8", "replace"), keep_blank_values=True))


def _moment_of(form: Form) -> dt.datetime:
    """When the change was shown, which it was shown with."""
    now = dt.datetime.now(dt.UTC)
    try:
        then = dt.datetime.fromisoformat(form.get("now", ""))
    except ValueError:
        return now
    is_recent = then.tzinfo is not None and dt.timedelta() <= now - then < _LONGEST_LOOK
    return then if is_recent else now


def _moments_of(due: list[Due]) -> list[dt.datetime]:
    """The moments to come at which something changes, each once."""
    now = dt.datetime.now(dt.UTC)
    return sorted({item.when for item in due if item.when and item.when > now})


def _number(text: str, otherwise: int = 1) -> int:
    return int(text) if text.isdecimal() and len(text) < 9 else otherwise
