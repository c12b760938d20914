"""site.yaml to Config: what a newsroom decides once for all of its stories."""

import datetime as dt
import enum
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

# isort: off
from ssg.source.fields import (
    Anything,
    Field,
    Flag,
    Integer,
    Language,
    ListOf,
    MapOf,
    Moment,
    OneOf,
    Reader,
    Record,
    Text,
    Url,
    Zone,
    read_fields,
)

# isort: on
from ssg.config.pictures import PICTURES, PictureSettings
from ssg.model.rights import PRESET, Rights
from ssg.problems import Problem, Severity, suggest
from ssg.source.files import SourceFile, read_source
from ssg.source.yaml import Yaml, parse_yaml
from ssg.text.share import NETWORKS, public_account, unknown_networks
from ssg.text.urls import Urls, base_url_problem, permalink_problem, urls_of
from ssg.text.zones import NotAZone, zone

if TYPE_CHECKING:
    from ssg.grammar.names import Known

CONFIG_NAME = "site.yaml"


class Stage(enum.Flag):
    """The stages of a build that settings may affect. Media is what is known of pictures; planning
    includes the check of all files.
    """

    PARSE = enum.auto()
    MEDIA = enum.auto()
    PLAN = enum.auto()
    RENDER = enum.auto()


_PARSE, _MEDIA, _PLAN, _RENDER = Stage
_ALL = _PARSE | _MEDIA | _PLAN | _RENDER


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """A section as site.yaml describes it; a folder of content/ needs no entry here to be one."""

    title: str = ""
    description: str = ""
    order: int = 1000


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """An agency that stories come from. Raw HTML of a source that is not `trusted` is sanitised;
    `index` false asks search engines to pass over.
    """

    name: str = ""
    url: str = ""
    licence: str = ""
    trusted: bool = False
    index: bool = True


class Publisher(msgspec.Struct, frozen=True, kw_only=True):
    """Who publishes the site."""

    name: str = ""
    url: str = ""
    logo: str = ""


class Config(msgspec.Struct, frozen=True, kw_only=True):
    """Everything in site.yaml, with defaults filled in."""

    title: str
    base_url: str
    description: str = ""
    language: str = "en"
    timezone: str = "UTC"
    permalink: str = "/:section/:year/:month/:slug/"
    share: tuple[str, ...] = ("facebook", "x", "email")
    sections: dict[str, Section] = {}
    sources: dict[str, Source] = {}
    rights: dict[str, Rights] = {}
    organizations: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    publisher: Publisher = Publisher()
    image: str = ""
    icon: str = ""
    copyright: str = ""
    contact: str = ""
    social: dict[str, str] = {}
    page_size: int = 20
    feed_size: int = 20
    months: bool = True
    author_index: bool = True
    media_url: str = ""
    missing_credit: str = "error"
    rights_end: str = "error"
    withheld: str = "This picture cannot be shown here for reasons of rights."
    pictures: PictureSettings = PictureSettings()
    credits: bool = False
    typography: bool = True
    cname: str = ""
    editor: str = ""
    since: dt.datetime | None = None
    todo: tuple[str, ...] = ()
    extra: Any = None

    @property
    def urls(self) -> Urls:
        return urls_of(self.base_url)

    @property
    def known(self) -> "Known":
        """Who is an organisation and who is a person in bylines and credits, as far as site.yaml
        says it.
        """
        from ssg.grammar.names import known_names  # only parsing asks

        agencies = (name for key, source in self.sources.items() for name in (key, source.name))
        named = (*self.organizations, *agencies, self.title, self.publisher.name)
        return known_names(named, self.people)

    @property
    def zone(self) -> dt.tzinfo:
        return zone(self.timezone)


FIELDS = {
    "title": Field(Text(), "the name of the publication", required=True, affects=_ALL),
    "base_url": Field(
        Url(), "where the site is served, with its path", required=True, affects=_RENDER
    ),
    "description": Field(
        Text(), "one sentence about the publication, for search engines and feeds", affects=_RENDER
    ),
    "language": Field(
        Language(), "the language of stories that name none", affects=_PARSE | _PLAN | _RENDER
    ),
    "timezone": Field(
        Zone(),
        "the zone of dates that name none, and of all dates shown",
        affects=_ALL,
    ),
    "permalink": Field(Text(), "the pattern of story addresses", affects=_PARSE | _PLAN),
    "share": Field(ListOf(Text(), split=True), "share links and their order", affects=_RENDER),
    "sections": Field(
        MapOf(
            Record(
                {
                    "title": Field(Text(), "the section's name"),
                    "description": Field(Text(), "one sentence about it"),
                    "order": Field(Integer(), "its place in the navigation"),
                },
                Section,
                noun="a section",
                short=lambda text: Section(title=text),
            )
        ),
        "sections by key (the folder's name)",
        affects=_PARSE | _PLAN | _RENDER,
    ),
    "sources": Field(
        MapOf(
            Record(
                {
                    "name": Field(Text(), "the agency's full name"),
                    "url": Field(Url(), "its web site"),
                    "licence": Field(Text(), "under which its stories are published"),
                    "trusted": Field(Flag(), "whether raw HTML in its stories is kept as it is"),
                    "index": Field(Flag(), "whether search engines may index our copies"),
                },
                Source,
                noun="a source",
                short=lambda text: Source(name=text),
            )
        ),
        "agencies by the name that stories use",
        affects=_ALL,
    ),
    "organizations": Field(
        ListOf(Text()),
        "newsrooms, partners and studios in bylines and credits, which are no people",
        affects=_PARSE | _MEDIA | _RENDER,
    ),
    "people": Field(
        ListOf(Text()),
        "people in bylines and credits whose names look like organisations",
        affects=_PARSE | _MEDIA | _RENDER,
    ),
    "rights": Field(MapOf(PRESET), "presets of picture rights by name", affects=_PARSE | _MEDIA),
    "publisher": Field(
        Record(
            {
                "name": Field(Text(), "the publisher's name"),
                "url": Field(Url(), "the publisher's web site"),
                "logo": Field(Text(), "path of the logo in static/"),
            },
            Publisher,
            noun="a publisher",
            short=lambda text: Publisher(name=text),
        ),
        "who publishes the site",
        affects=_ALL,
    ),
    "image": Field(
        Text(),
        "path in static/ of the picture that stands for pages without one when they are shared",
        affects=_PLAN | _RENDER,
    ),
    "icon": Field(
        Text(), "path in static/ of the icon that browsers show", affects=_PLAN | _RENDER
    ),
    "copyright": Field(Text(), "the copyright line in the footer", affects=_RENDER),
    "contact": Field(Text(), "how the newsroom can be reached (an email address)", affects=_RENDER),
    "social": Field(MapOf(Text()), 'accounts by network, such as x: "@ledger"', affects=_RENDER),
    "page_size": Field(Integer(1, 1000), "stories on an archive page", affects=_PLAN | _RENDER),
    "feed_size": Field(Integer(1, 1000), "stories in a feed", affects=_PLAN | _RENDER),
    "months": Field(Flag(), "whether there is an archive by month", affects=_PLAN | _RENDER),
    "indexes": Field(
        Flag(),
        "whether there are pages listing all tags, authors and series",
        name="author_index",
        affects=_PLAN | _RENDER,
    ),
    # Where pictures are served from elsewhere, no file is kept for those that a story names.
    "media_url": Field(
        Url(),
        "where pictures are served from, if they are not part of the site",
        affects=_PARSE | _PLAN | _RENDER,
    ),
    "pictures": Field(
        PICTURES, "which files are made of each picture", affects=_MEDIA | _PLAN | _RENDER
    ),
    "missing_credit": Field(
        OneOf("error", "warning"), "what a picture without credit is", affects=_PARSE | _PLAN
    ),
    "rights_end": Field(
        OneOf("error", "withhold"),
        "what becomes of a picture that may not be shown",
        affects=_MEDIA | _PLAN,
    ),
    "withheld": Field(
        Text(), "what readers are told in the place of a picture that is withheld", affects=_RENDER
    ),
    "credits": Field(
        Flag(),
        "whether there is a page of all pictures and whose they are, at /credits/",
        affects=_ALL,
    ),
    "typography": Field(
        Flag(),
        "whether straight quotes and dashes become typographic ones",
        affects=_PARSE | _RENDER,
    ),
    "cname": Field(
        Text(r"[A-Za-z0-9.-]+", "write a host name such as www.example.org"),
        "the custom domain on GitHub Pages",
        affects=_PLAN | _RENDER,
    ),
    "since": Field(
        Moment(), "the day of the first stories that warnings are told of", affects=Stage(0)
    ),
    "todo": Field(
        ListOf(Text(), split=True),
        "folders of content/ whose errors are told, and keep nothing from being published",
        affects=Stage(0),
    ),
    "editor": Field(
        Text(),
        "how `ssg serve` opens a place in a file: an address with {path}, {line} and {column}",
        affects=Stage(0),
    ),
    "extra": Field(
        Anything(), "anything of your own; layouts see it as site.extra", affects=_RENDER
    ),
}


def seen_by(config: Config, stage: Stage) -> Config:
    """The configuration as a stage sees it: with the defaults in place of all that it does not
    read, so that a change of that cannot matter to it.
    """
    hidden = {
        field.name or key: _DEFAULTS[field.name or key]
        for key, field in FIELDS.items()
        if stage not in field.affects
    }
    return msgspec.structs.replace(config, **hidden)


_DEFAULTS: dict[str, Any] = {
    each.name: each.default if each.default_factory is msgspec.NODEFAULT else each.default_factory()
    for each in msgspec.structs.fields(Config)
} | {"title": "", "base_url": "https://example.invalid/"}


def find_site(start: Path) -> Path | None:
    """The nearest folder with a site.yaml, from `start` upwards."""
    return next(
        (folder for folder in (start, *start.parents) if (folder / CONFIG_NAME).is_file()), None
    )


def load_config(root: Path, base_url: str | None = None) -> tuple[Config | None, list[Problem]]:
    """Read `root/site.yaml`. The Config is None when there are errors. `base_url` takes the place
    of the file's.
    """
    real = os.path.realpath(root / CONFIG_NAME)
    if real != os.path.join(os.path.realpath(root), CONFIG_NAME):
        message = "site.yaml is a symbolic link"  # lines of whatever it leads to would be shown
        return None, [
            Problem(
                code="symlink",
                severity=Severity.ERROR,
                message=message,
                path=CONFIG_NAME,
                help="copy the file into the site instead",
            )
        ]
    source = read_source(root, CONFIG_NAME)
    if isinstance(source, Problem):
        return None, [source]
    yaml, problems = parse_yaml(source, source.text)
    if yaml is None or problems:
        return None, problems
    if not isinstance(yaml.value, dict):
        return None, [
            source.problem(
                "wrong-type", "site.yaml must be a mapping of fields such as `title: ...`"
            )
        ]
    if base_url:
        yaml.value["base_url"] = base_url
    return parse_config(yaml, source)


def parse_config(yaml: Yaml, source: SourceFile) -> tuple[Config | None, list[Problem]]:
    try:
        local: dt.tzinfo = (
            zone(named) if isinstance(named := yaml.value.get("timezone"), str) else dt.UTC
        )
    except NotAZone:
        local = dt.UTC
    reader = Reader(yaml, local)
    parsed = read_fields(reader, yaml.value, FIELDS, (), "site.yaml")
    _check_permalink(reader, parsed)
    if "base_url" in parsed and (reason := base_url_problem(parsed["base_url"])):
        reader.mistake(
            ("base_url",),
            "wrong-url",
            f"`base_url` cannot be used: {reason}",
            help="write `https://example.org/` or `https://example.org/news/`",
        )
    check_networks(reader, parsed.get("share", ()), ("share",))
    _social(reader, parsed.get("social", {}))
    if any(problem.severity is Severity.ERROR for problem in reader.problems):
        return None, reader.problems
    parsed["base_url"] = Urls(parsed["base_url"]).base_url
    return Config(**parsed), [*yaml.warnings, *reader.problems]


def _check_permalink(reader: Reader, parsed: dict[str, Any]) -> None:
    if "permalink" not in parsed:
        return
    pattern = "/" + parsed["permalink"].lstrip("/")
    parsed["permalink"] = pattern if pattern.endswith(("/", ".html")) else f"{pattern}/"
    if reason := permalink_problem(parsed["permalink"]):
        reader.mistake(
            ("permalink",), "wrong-value", f"the permalink pattern cannot be used: {reason}"
        )


def _social(reader: Reader, accounts: dict[str, str]) -> None:
    for network, account in accounts.items():
        accounts[network] = public_account(network, account) or account
        if not public_account(network, account):
            message = (
                f"no page links to `social.{network}`: `{account[:80]}` is not a whole web address"
            )
            reader.mistake(
                ("social", network),
                "wrong-url",
                message,
                severity=Severity.WARNING,
                help="it begins with https://",
            )


def check_networks(reader: Reader, names: Any, path: tuple[str | int, ...]) -> None:
    """Report names in a `share` list that are no network."""
    given = (reader.yaml.value or {}).get("share")
    for name in unknown_networks(names if isinstance(names, tuple) else ()):
        at = (*path, given.index(name)) if isinstance(given, list) and name in given else path
        near = suggest(name, tuple(NETWORKS))
        label = f"did you mean `{near}`?" if near else ""
        reader.mistake(
            at,
            "unknown-network",
            f"`{name}` is not a share network",
            label=label,
            help=f"known are {', '.join(NETWORKS)}",
        )
