"""The text of a story with its marks filled in: links resolved, pictures placed, blocks rendered by
their layouts.
"""

import functools
import html
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import msgspec
from markupsafe import Markup

from ssg.catalog.rows import linked_file
from ssg.markup.long_story import pages_of_ids
from ssg.markup.marks import CLOSE, MARK, OPEN, Block, Body, Filler, fill
from ssg.markup.openings import opening_place
from ssg.markup.tokens import VOID, Kind, attributes, closing, ids, tokens, without
from ssg.media.finder import media_url
from ssg.model.people import format_dateline
from ssg.model.story import Story
from ssg.pages.views.pictures import PictureView, for_feeds, media_view
from ssg.pages.views.stories import LinkView, View, related_view
from ssg.plugins import of_plugin
from ssg.story.blocks import block_pictures, block_stories
from ssg.text.urls import nfc, numbered_url

if TYPE_CHECKING:
    from ssg.pages.context import Context

WITHHELD_LAYOUT = "partials/withheld.html"


class BlockView(View, frozen=True, kw_only=True):
    """A block, as its layout sees it. `withheld` is the number of pictures that it names and that
    must not be shown now.
    """

    name: str
    argument: str
    options: dict[str, Any]
    body: Markup
    pictures: tuple[PictureView, ...]
    withheld: int
    stories: tuple[LinkView, ...]
    number: int
    lang: str


class Resolved(msgspec.Struct, frozen=True, kw_only=True):
    """Where a link leads: `url` of a page (None when there is none), and whether a story there is
    not published yet.
    """

    url: str | None
    fragment: str = ""
    path: str = ""
    pages: int = 1
    unpublished: bool = False


def render_body(
    context: "Context", story: Story, body: Body, piece: str, *, for_feed: bool = False
) -> Markup:
    """HTML of `piece` (the whole of body.html or a page of it). For feeds, links are absolute and
    pictures that may not be handed on are gone.
    """
    return Markup(_Writer(context, story, body, piece, for_feed).filled(piece))


def render_opening(
    context: "Context", story: Story, body: Body, piece: str, *, for_feed: bool = False
) -> tuple[Markup, Markup]:
    """The same of the beginning of a story, without its dateline and with it: at the head of the
    first paragraph, whatever attributes that has; above the text where that begins otherwise.
    """
    if story.dateline is None:
        plain = render_body(context, story, body, piece, for_feed=for_feed)
        return plain, plain
    line = html.escape(format_dateline(story.dateline))
    place = opening_place(piece)
    if place is None:
        plain = render_body(context, story, body, piece, for_feed=for_feed)
        return plain, Markup(f'<p class="dateline">{line}</p>\n{plain}')
    # Parted as it is stored: what layouts make of its marks could hold anything.
    writer = _Writer(context, story, body, piece, for_feed)
    before, after = writer.filled(piece[:place]), writer.filled(piece[place:])
    return Markup(before + after), Markup(f'{before}<span class="dateline">{line}</span> — {after}')


def without_hidden(piece: str, hidden: set[str]) -> str:
    """Stored HTML without the addresses that are `hidden` marks: readers may not see what they lead
    to.

    Of a link the words stay, and its id, since another link may lead there. An element that is
    nothing without its address goes; any other loses the attribute alone.
    """
    if not hidden:
        return piece
    found = list(tokens(piece))
    # From one offset to another, and what stands there instead.
    gone: set[tuple[int, int, str]] = set()
    for number, token in enumerate(found):
        given = attributes(piece, token) if token.kind is Kind.START else []
        secret = [each for each in given if each.value in hidden]
        if not secret:
            continue
        is_raw = number + 1 < len(found) and found[number + 1].kind is Kind.RAW
        if is_raw or (token.name in VOID and any(each.name in ("src", "href") for each in secret)):
            gone |= {(*found[at][1:3], "") for at in range(number, number + 1 + is_raw)}
        elif token.name == "a" and (
            anchor := next((each.value for each in given if each.name == "id"), "")
        ):
            gone.add((*token[1:3], f'<a id="{html.escape(anchor)}">'))
            continue
        elif token.name == "a":
            gone.add((*token[1:3], ""))
        else:
            gone |= {(_behind_space(piece, each.start), each.end, "") for each in secret}
            continue
        end = len(found) if token.name in VOID else closing(found, number)
        gone |= {(*found[at][1:3], "") for at in range(end, min(end + 1, len(found)))}
    return without(piece, sorted(gone))


def _behind_space(text: str, at: int) -> int:
    """The offset at which the space before another offset begins."""
    while text[at - 1] in " \t\n\f\r":
        at -= 1
    return at


def resolve_link(context: "Context", story_path: str, target: str) -> Resolved:
    """What a link in a story means: a story file, a file of its `media`, an address from the site's
    root, or a place on the same page.
    """
    path, _, fragment = target.partition("#")
    path, fragment = unquote(path.partition("?")[0]), unquote(fragment)
    if not path:
        found = context.queries.target(story_path)
        return Resolved(
            url="", fragment=fragment, path=story_path, pages=found.pages if found else 1
        )
    if path.endswith((".md", ".markdown")):
        found = context.target(story_path, path)
        if found is None:
            return Resolved(url=None, fragment=fragment)
        return Resolved(
            url=found.url,
            fragment=fragment,
            path=found.path,
            pages=found.pages,
            unpublished=not found.is_published,
        )
    if path.startswith("/"):
        return Resolved(url=path, fragment=fragment)
    if file := context.queries.original(story_path, nfc(path)):
        path, is_shown = file
        return Resolved(url=media_url(path), fragment=fragment, unpublished=not is_shown)
    return Resolved(url=None, fragment=fragment)


class _Writer:
    def __init__(self, context: "Context", story: Story, body: Body, piece: str, for_feed: bool):
        self.context, self.story, self.text, self.piece, self.for_feed = (
            context,
            story,
            body,
            piece,
            for_feed,
        )
        self.entries = {entry.src: number for number, entry in enumerate(story.media)}
        self._links: dict[int, Resolved] = {}
        self._inline: dict[int, PictureView | None] = {}
        self._pages: dict[str, dict[str, int]] = {}

    @functools.cached_property
    def ids(self) -> frozenset[str]:
        """The places in this piece that a link can lead to."""
        return frozenset(ids(self.piece))

    def filled(self, piece: str) -> str:
        """HTML of the piece, or of the next part of it. No element that may go reaches over its
        end.
        """
        filler = Filler(link=self.link, picture=self.picture, figure=self.figure, block=self.block)
        return fill(without_hidden(piece, self.hidden), filler)

    @functools.cached_property
    def hidden(self) -> set[str]:
        """The marks of the addresses that readers may not see: of stories that are not published,
        of pictures that are withheld.
        """
        if not self.text.links and not self.text.pictures:
            return set()
        marks = set(MARK.findall(self.piece))
        links = (name for name in marks if name[0] == "L" and self._leads_nowhere(int(name[1:])))
        pictures = (
            name for name in marks if name[0] == "P" and self._shown_inline(int(name[1:])) is None
        )
        return {f"{OPEN}{name}{CLOSE}" for name in (*links, *pictures)}

    def _leads_nowhere(self, number: int) -> bool:
        """Whether the words of a link stand without it: its story is not published, or there is
        none (in a folder whose mistakes may wait).
        """
        found = self._resolved(number)
        return found.unpublished or found.url is None

    def _resolved(self, number: int) -> Resolved:
        if number not in self._links:
            target = self.text.links[number].target
            file = linked_file(target)
            found = resolve_link(self.context, self.story.path, target)
            if file in self.entries:  # what must not be shown or handed on is not linked to either
                found = msgspec.structs.replace(found, unpublished=self._view(file) is None)
            self._links[number] = found
        return self._links[number]

    def link(self, number: int) -> str:
        target, found = self.text.links[number].target, self._resolved(number)
        if (
            target.lower() in ("#", "#top") and not self.for_feed
        ):  # of this page, whichever of a long story it is
            return target
        address = self.context.urls.permalink if self.for_feed else self.context.urls.href
        if found.url is None:
            return html.escape(target)
        url = found.url or (self.story.url if self.for_feed or self.story.pages > 1 else "")
        if found.fragment and found.pages > 1 and not self.for_feed:
            number = self._page_of(found.path, found.fragment)
            # Within one page a fragment alone will do; it is also right for footnotes, which stand
            # on each page that has them.
            url = (
                ""
                if found.path == self.story.path and found.fragment in self.ids
                else numbered_url(url, number)
            )
        query = target.partition("#")[0].partition("?")[2]
        end = (f"?{query}" if query else "") + (f"#{found.fragment}" if found.fragment else "")
        return html.escape((address(url) if url else "") + end)

    def _page_of(self, path: str, fragment: str) -> int:
        """The page of a long story that has an anchor. (Asked for each story once: a contents list
        asks for all of its anchors.)
        """
        if path not in self._pages:
            body = self.text if path == self.story.path else self.context.queries.body(path)
            self._pages[path] = pages_of_ids(body)
        return self._pages[path].get(fragment, 1)

    def picture(self, number: int) -> str:
        picture = self._shown_inline(number)
        assert picture is not None, "its element was taken out"
        file, wrote = picture.file, self.text.pictures[number].wrote
        more = "" if "alt" in wrote else f'" alt="{html.escape(picture.alt)}'
        if file.width and file.height and not {"width", "height"} & {*wrote}:
            more += f'" width="{file.width}" height="{file.height}'
        if picture.srcset and "srcset" not in wrote:
            more += f'" srcset="{html.escape(picture.srcset)}'
            if "sizes" not in wrote:
                more += '" sizes="(min-width: 46rem) 42rem, 100vw'
        return html.escape(file.url) + more

    def _shown_inline(self, number: int) -> PictureView | None:
        if number not in self._inline:
            self._inline[number] = self._inline_view(number)
        return self._inline[number]

    def _inline_view(self, number: int) -> PictureView | None:
        picture = self._view(self.text.pictures[number].src)
        if picture and picture.recording:  # nothing plays in the middle of a sentence
            picture = picture.recording.poster
        return picture

    def figure(self, number: int) -> str:
        picture = self.text.pictures[number]
        view = self._view(picture.src)
        if view is None:
            return self._placeholder()
        if picture.alt and not view.alt:
            view = msgspec.structs.replace(view, alt=picture.alt)
        return self._layout(Block(name="figure", argument=picture.src), 0, Markup(), (view,))

    def block(self, number: int, inside: str) -> str:
        block = self.text.blocks[number]
        if self.for_feed and block.name == "story-continues":
            return ""  # a feed has no further pages
        named = block_pictures(block.name, block.argument, block.options)
        pictures = tuple(view for src in named if (view := self._view(src)))
        if named and not pictures:
            return self._placeholder() if any(src in self.entries for src in named) else ""
        withheld = (
            sum(src in self.entries for src in named) - len(pictures) if not self.for_feed else 0
        )
        return self._layout(block, number + 1, Markup(inside), pictures, withheld)

    def _placeholder(self) -> str:
        """What stands in the place of a picture that is withheld: nothing of it, neither name nor
        words.
        """
        if self.for_feed:
            return ""
        return self.context.layouts.render(
            WITHHELD_LAYOUT, {"site": self.context.site}, self.story.path
        ).strip()

    def _layout(
        self,
        block: Block,
        number: int,
        inside: Markup,
        pictures: tuple[PictureView, ...],
        withheld: int = 0,
    ) -> str:
        view = BlockView(
            name=block.name,
            argument=block.argument,
            options=block.options,
            body=inside,
            pictures=pictures,
            withheld=withheld,
            stories=self._stories(block.options),
            number=number,
            lang=self.story.lang,
        )
        if block.name in self.context.layouts.plugin_blocks:
            plugin, made = self.context.layouts.plugin_blocks[block.name]
            with of_plugin(plugin, f"making the block `{block.name}`", self.story.path):
                text = made.render(view, self.context.site)
                if not isinstance(text, str):
                    raise TypeError(f"`render` gives text, not {type(text).__name__}")
                text.encode()  # half a character could not be written
                return text.strip()
        values = {"site": self.context.site, "block": view}
        return self.context.layouts.render(
            f"blocks/{block.name}.html", values, self.story.path
        ).strip()

    def _stories(self, options: dict[str, Any]) -> tuple[LinkView, ...]:
        at = self.story.path
        found = (
            related_view(self.context, at, s.path, s.url, s.title, absolute=self.for_feed)
            for s in block_stories(options)
        )
        return tuple(link for link in found if link)

    def _view(self, src: str) -> PictureView | None:
        number = self.entries.get(src)
        view = None if number is None else media_view(self.context, self.story, number)
        if view is None or not self.for_feed:
            return view
        return for_feeds(view) if view.syndicate else None
