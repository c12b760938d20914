"""The work that may be done in other processes: parse some stories, look into a picture, render
some pages. All of it pickles.
"""

from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from ssg.build.faults import noted
from ssg.build.profile import Meter, Sample
from ssg.build.resolve import without_files
from ssg.build.select import Task
from ssg.catalog.queries import Queries
from ssg.catalog.rows import Columns, FileRow, PageRow, file_row, media_row
from ssg.catalog.schema import DAMAGE
from ssg.config.site import Config, Stage, seen_by
from ssg.disk.doors import OutputError
from ssg.disk.seals import use_sealer
from ssg.layouts import LayoutError
from ssg.model.rights import Leased
from ssg.output.destination import Destination, Made
from ssg.pages.context import Context
from ssg.pages.kinds.files import PictureFileError
from ssg.pages.registry import render_page
from ssg.plugins import PluginError
from ssg.problems import Problem
from ssg.rights.use import leased
from ssg.source.digests import digest_of
from ssg.source.files import SourceStat, decode_source, read_file
from ssg.story.lifecycle import Clock
from ssg.text.urls import Urls, output_path
from ssg.versions import code_of, library_versions, python_version

if TYPE_CHECKING:
    from ssg.markup.convert import Converter


# The code that decides what is kept of a story's file, and of a media file.
PARSING = (
    "problems.py",
    *("text", "disk", "source", "markup", "model", "grammar", "config", "story", "rights"),
    *("catalog", "layouts/block_options.py"),
    *("build/tasks.py", "build/faults.py", "build/resolve.py"),
)
# Each block with its options, as layouts tell of them.
Blocks = tuple[tuple[str, tuple[str, ...] | None], ...]
LOOKING = ("problems.py", "text", "disk", "source", "markup", "model", "media", "build/tasks.py")


def parse_key(config: Config, blocks: Blocks) -> str:
    """What else than its file decides how a story is parsed. A change of it parses all stories
    again.
    """
    versions = library_versions(
        "markdown", "pymdown-extensions", "pyyaml", "pygments", "nh3", "msgspec", "tzdata"
    )
    known = (code_of(*PARSING), python_version(), seen_by(config, Stage.PARSE), blocks, versions)
    return digest_of(repr(known).encode())[0].hex()


def parse_setup(
    root: Path, config: Config, blocks: Blocks, profile: bool
) -> "tuple[Path, Config, Urls, Converter, Meter | None]":
    """`config` is all of it: a story is parsed without what `parse_key` does not know."""
    # Imported late, since a build without changed stories does without Markdown.
    from ssg.markup.convert import Converter

    return (
        root,
        seen_by(config, Stage.PARSE),
        config.urls,
        Converter(dict(blocks), typography=config.typography),
        Meter() if profile else None,
    )


def load_parser() -> None:
    """Import what parsing takes. A parent does so before it forks, so that each of its processes
    need not.
    """
    import ssg.markup.dialect
    import ssg.story.parse  # noqa: F401


def load_layouts() -> None:
    """Import what rendering takes."""
    import ssg.layouts.environment  # noqa: F401


def parse_group(
    state: "tuple[Path, Config, Urls, Converter, Meter | None]", files: tuple[SourceStat, ...]
) -> tuple[list[FileRow | Problem], Sample | None]:
    """Runs in a worker: parse files."""
    from ssg.markup.links import own_links
    from ssg.story.parse import parse_story

    root, config, urls, converter, meter = state
    rows: list[FileRow | Problem] = []
    for stat in files:
        data = read_file(root, stat.path)
        if isinstance(data, Problem):
            rows.append(data)
            continue
        source = decode_source(stat.path, data)
        if isinstance(source, Problem):
            rows.append(source)
            continue
        with noted(rows, stat.path, "reading this story"):
            with meter.story(stat.path) if meter else nullcontext():
                parsed = parse_story(source, config, converter)
                own = own_links(parsed.body.html, urls)
            lease = leased(parsed.story, config) if parsed.story else Leased.NOT
            pictures = without_files(parsed.story.media, config) if parsed.story else ()
            rows.append(
                file_row(
                    stat,
                    digest_of(data)[0],
                    parsed,
                    config.zone,
                    leased=lease,
                    pictures=pictures,
                    own=own,
                )
            )
    return rows, meter.take() if meter else None


def no_setup() -> None:
    return None


def probe_picture(root: Path, _: None, stat: SourceStat) -> Columns | Problem:
    """Look into a picture; gives its row in the catalog."""
    rows: list[Columns | Problem] = []
    with noted(rows, stat.path, f"looking into {stat.path}"):
        rows.append(_media_row(root, stat))
    return rows[0]


def _media_row(root: Path, stat: SourceStat) -> Columns:
    from ssg.media.metadata.reader import metadata_of, read_blocks
    from ssg.media.placeholder import placeholder
    from ssg.media.probe import look_into
    from ssg.model.file_metadata import Metadata

    found, content = look_into(root, stat.path)
    return media_row(
        stat,
        found,
        metadata_of(read_blocks(content)) if content else Metadata(),
        placeholder(content, found) if content else "",
    )


def look_key() -> str:
    """What else than its file decides what is known of a picture. A change of it looks into all
    pictures again.
    """
    return repr((code_of(*LOOKING), python_version(), library_versions("pillow", "msgspec")))


# What a process renders with: it is made once in each.
RenderState = tuple[Context, Destination, Meter | None]


def render_setup(
    root: Path,
    config: Config,
    catalog: Path,
    clock: Clock,
    destination: Destination,
    recipe_state: str,
    profile: bool,
) -> RenderState:
    use_sealer(destination.sealer)
    context = Context(root, seen_by(config, Stage.RENDER), Queries.at(catalog), clock)
    context.layouts.reuse_code(recipe_state)
    # What every page asks is asked, and kept, before any page is traced.
    context.site_trace  # noqa: B018
    meter = Meter() if profile else None
    if meter:
        context.layouts.environment.watch = meter.watch
    return context, destination, meter


def render_group(
    state: RenderState, tasks: tuple[Task, ...]
) -> tuple[list[Made], list[Problem], Sample | None]:
    """Runs in a worker: render pages into the stage."""
    context, destination, meter = state
    made: list[Made] = []
    problems: list[Problem] = []
    with context.queries.read_transaction():
        for task in tasks:
            with context.queries.tracing() as trace:
                content = _content(task.page, context, meter, problems)
            if content is None:
                continue
            made.append(
                destination.stage_file(
                    output_path(task.page.url), content, task.known, trace, task.recipe
                )
            )
    return made, problems, meter.take() if meter else None


def _content(
    page: PageRow, context: Context, meter: Meter | None, problems: list[Problem]
) -> bytes | Path | None:
    """The bytes of a page, or the file to copy; None where it cannot be made, which is then among
    the `problems`.
    """
    with noted(
        problems, page.source or page.key, f"making {page.url}", passed_on=(*DAMAGE, OutputError)
    ):
        try:
            with meter.page(page.url, page.kind) if meter else nullcontext():
                return render_page(page, context)
        except (LayoutError, PictureFileError, PluginError) as error:
            if isinstance(error.__cause__, DAMAGE):  # the layout asked, but the catalog is at fault
                raise error.__cause__ from None
            problems.append(error.problem)
    return None
