"""What the blocks in a story's text name (pictures and other stories), and what is wrong with their
arguments and options.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Unpack

from ssg.markup.marks import Block, Body
from ssg.markup.sanitize import unsafe_scheme
from ssg.model.story import Related
from ssg.problems import Problem, Told, suggest
from ssg.source.files import SourceFile
from ssg.text.urls import nfc

_LONGEST_OPTIONS = 20_000  # characters below a block in which a word of its options is looked for
_WEB = ("https://", "http://")
# The options of the theme's blocks that are one text, those that may be several, and how they look.
_TEXTS = {"embed": ("url", "title", "provider"), "fact-box": ("title",)}
_LISTS = ("image", "images", "stories")
_EXAMPLES = {
    "url": "https://example.org/video",
    "title": "The vote in numbers",
    "provider": "YouTube",
    "image": "ferry.jpg",
    "images": "[ferry.jpg, pier.jpg]",
    "stories": "[world/ferry-strike.md]",
}


def block_pictures(name: str, argument: str, options: Mapping[str, Any]) -> tuple[str, ...]:
    """The pictures that a block names: its options `image` and `images`, and the argument of a
    figure or gallery.
    """
    named = [argument] if name in ("figure", "gallery") and argument else []
    for key in ("image", "images"):
        value = options.get(key, [])
        named += value if isinstance(value, list) else [value]
    return tuple(nfc(str(src)) for src in named if not isinstance(src, list | dict | None))


def block_stories(options: Mapping[str, Any]) -> tuple[Related, ...]:
    """The stories that a block names in its option `stories`: files of ours, addresses, or mappings
    of `path` or `url` and `title`.
    """
    stories = _listed(options.get("stories"))
    return tuple(_related(item) for item in stories if not isinstance(item, list))


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _related(item: Any) -> Related:
    given = item
    if not isinstance(item, dict):
        given = {"url" if str(item).startswith(_WEB) else "path": item}
    path, url, title = (str(given.get(key) or "") for key in ("path", "url", "title"))
    return Related(path="" if url else path, url=url, title=title)


def check_blocks(
    source: SourceFile, body: Body, options: Mapping[str, tuple[str, ...] | None]
) -> Iterator[Problem]:
    """What a block's layout would pass over in silence.

    `options` has the options that the layout of each block reads, None where it may read any.
    """
    for block in body.blocks:
        known = options.get(block.name)
        for name in block.options:
            if known is not None and name not in known:
                yield _unknown_option(source, block, name, known)
        if block.name == "story-continues" and block.argument not in ("", "page"):
            near = suggest(block.argument, ("page",))
            yield _mistake(
                source,
                block,
                block.argument,
                f"the block `story-continues` cannot take `{block.argument}`",
                label=f"did you mean `{near}`?" if near else "",
                help="write `page` for a further page, or nothing for the line alone",
            )
        wrong = [
            *_unindented(source, block, known or ()),
            *_wrong_types(source, block, known or ()),
        ]
        yield from wrong or _without_subject(source, block, known or ())


def _unindented(source: SourceFile, block: Block, known: tuple[str, ...]) -> Iterator[Problem]:
    """An option right below the first line that is no option, since it is not indented."""
    line = source.line_text(block.line + 1) if block.line and not block.options else ""
    name, colon, _ = line.strip().partition(":")
    if not colon or name not in known:
        return
    yield _mistake(
        source,
        block,
        line,
        f"`{name}` is text, since it is not indented by four spaces",
        help=f"write `    {line.strip()[:80]}`",
    )


def _wrong_types(source: SourceFile, block: Block, known: tuple[str, ...]) -> Iterator[Problem]:
    """Options of our blocks with a list or a mapping where their layouts want a text, or a list of
    texts. What a site's own layout reads under other names is its own affair.
    """
    for name, value in block.options.items():
        is_list = name in _LISTS
        if (name not in _TEXTS.get(block.name, ()) and not is_list) or name not in known:
            continue
        given = value if isinstance(value, list) and is_list else [value]
        takes_mapping = name == "stories"
        if any(
            isinstance(one, list) or (isinstance(one, dict) and not takes_mapping) for one in given
        ):
            wanted = "a text, or a list of texts" if is_list else "a text"
            yield _mistake(
                source,
                block,
                name,
                f"the option `{name}` of the block `{block.name}` must be {wanted}",
                help=f"write `    {name}: {_EXAMPLES[name]}`",
            )


def _unknown_option(source: SourceFile, block: Block, name: str, known: tuple[str, ...]) -> Problem:
    near = suggest(name, known)
    choice = f"known are {', '.join(known)}" if known else "it has no options"
    return _mistake(
        source,
        block,
        name,
        f"`{name}` is not an option of the block `{block.name}`",
        label=f"did you mean `{near}`?" if near else "",
        help="" if near else choice,
    )


def _without_subject(source: SourceFile, block: Block, known: tuple[str, ...]) -> Iterator[Problem]:
    """A block of ours that says nothing of what it is there for. One whose layout reads other
    options is the site's own.
    """
    name = block.name
    if name == "embed" and "url" in known:
        yield from _embed_without_address(source, block)
    elif name in ("figure", "gallery") and "image" in known:
        if not block_pictures(name, block.argument, block.options):
            message = f"the block `{name}` names no picture"
            help = f"write `/// {name} | ferry.jpg`, as in `media`"
            yield _mistake(source, block, "", message, help=help)
    elif name == "related" and "stories" in known:
        yield from _related_without_stories(source, block)


def _embed_without_address(source: SourceFile, block: Block) -> Iterator[Problem]:
    url = str(block.argument or block.options.get("url") or "")
    if not url:
        message = "the block `embed` has no address"
        yield _mistake(
            source, block, "", message, help="write it behind the name: `/// embed | https://…`"
        )
    elif not url.startswith(_WEB) and not unsafe_scheme(url):
        message = f"the address of the block `embed` must be a whole one, not `{url[:80]}`"
        yield _mistake(source, block, url, message, help="it begins with https://")


def _related_without_stories(source: SourceFile, block: Block) -> Iterator[Problem]:
    stories = block_stories(block.options)
    urls = [story.url for story in stories if story.url]
    bad = [url for url in urls if not url.startswith(_WEB) and not unsafe_scheme(url)]
    if not all(story.path or story.url for story in stories):
        message = "a story in the block `related` has neither `path` nor `url`"
        help = "write the path of its file, or `{title: …, url: …}`"
        yield _mistake(source, block, "stories", message, help=help)
    elif bad:
        message = (
            "the `url` of a story in the block `related` must be a whole address, not"
            f" `{bad[0][:80]}`"
        )
        help = "it begins with https://; name a story of yours as `path`"
        yield _mistake(source, block, bad[0], message, help=help)
    elif not stories:
        message = "the block `related` names no story"
        help = "write `    stories: [world/ferry-strike.md]` below"
        yield _mistake(source, block, "", message, help=help)


def _mistake(
    source: SourceFile, block: Block, word: str, message: str, **more: Unpack[Told]
) -> Problem:
    """A problem with `word`, which stands in the block's first line or below it; without a word it
    is about the first line.
    """
    if not block.line:
        return source.problem("block-options", message, **more)
    start = source.offset(block.line)
    at = source.text.find(word, start, start + _LONGEST_OPTIONS) if word else -1
    end = at + len(word) if at != -1 else start + len(source.line_text(block.line))
    return source.problem(
        "block-options", message, source.span(at if at != -1 else start, end), **more
    )
