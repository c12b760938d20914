"""What `ssg admin` makes: the settings of a site, its sections and the blocks of its layouts go in;
the files of /admin/ come out, where Sveltia CMS edits the stories of a repository on GitHub.

The patterns are in starter/admin/. See admin_form.py for the fields, admin_files.py for writing.
"""

import base64
import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from html import escape
from importlib import resources
from typing import Any

import msgspec
import yaml

import ssg
from ssg.config.site import Config
from ssg.scaffold.admin_form import Widget, index_form, story_form
from ssg.scaffold.new import SectionFolder
from ssg.source.files import CONTENT
from ssg.text.urls import slugify

FOLDER = "static/admin"
SVELTIA = "0.221.1"
_IMMUTABLE = "5.1.9"
_UNPKG = "https://unpkg.com/"
_REPOSITORY = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,38}/[A-Za-z0-9._-]{1,100}")
_REMOTE = re.compile(
    r"(?:https://(?:[^/@\s]{1,200}@)?github\.com/|(?:ssh://)?git@github\.com[:/])"
    r"([\w.-]{1,100}/[\w.-]{1,100}?)(?:\.git)?/?"
)
_BLANK = re.compile(r"%%([a-z]+)%%")
# The options of blocks that are lists, and what stands behind the `|` of the theme's blocks.
_LISTS = ("image", "images", "stories")
_ARGUMENTS = {
    "embed": "Address",
    "fact-box": "Title",
    "figure": "Picture",
    "gallery": "Picture",
    "pull-quote": "Who said it",
    "related": "Title",
    "story-continues": "page, or nothing",
}
_NOT_A_NAME = {
    "section": ("^(?!_?index$).+", "`index` is the name of another kind of file."),
    "page": ("^(?!(?:_?index|404)$).+", "ssg makes a page of that name itself."),
}
_TAGS = {":section": "", ":slug": "{{slug}}"} | {
    f":{part}": f"{{{{{part}}}}}" for part in ("year", "month", "day")
}
# Parts of a text that the editor of Sveltia CMS would write in another way, or lose: tables, HTML,
# definitions, other fences, and a paragraph with a backslash, a footnote, attributes in braces, or
# an emphasis that goes on in its next line. (A pattern of JavaScript, tried at each line: without
# the flag `m`, so that it looks no further.)
_KEPT = "|".join(
    (
        r"^\|[^\n]*\|[^\n]*(?:\n\|[^\n]*)*",
        r"^<[A-Za-z!/][^\n]*(?:\n[^\n]+)*",
        r"^[^\n:]+\n: [^\n]*(?:\n[^\n]+)*",
        r"^~~~[\s\S]*?\n~~~(?=\n|$)",
        r"^(?:[^\n]+\n)*?[^\n]*(?:\\|\[\^|\{|(?<![^\s(\"'“‘])(?:[*_]{1,3}|~~)(?=\S)[^*_~\n]*\n)[^\n]*(?:\n[^\n]+)*",
    )
)


class AdminError(Exception):
    """There is no editor for this site; the message says why, and what to do."""


class Script(msgspec.Struct, frozen=True, kw_only=True):
    """A file of others that the editor needs: where it lies in node_modules/, its address, its name
    in the site where it is copied, and the digest of its bytes (Subresource Integrity).
    """

    module: str
    url: str
    name: str
    integrity: str


CMS = Script(
    module="@sveltia/cms/dist/sveltia-cms.js",
    url=f"{_UNPKG}@sveltia/cms@{SVELTIA}/dist/sveltia-cms.js",
    name="sveltia-cms.js",
    integrity="sha384-JQ+XsKx/UzwdTiNnFStza3XtqqQoVtyNPApkfvwlzZDfhe7giE9CnfQrpHqgv3k6",
)
# What it loads for our own widgets.
REACT_DOM = Script(
    module="@sveltia/cms/dist/chunks/react-dom.js",
    url=f"{_UNPKG}@sveltia/cms@{SVELTIA}/dist/chunks/react-dom.js",
    name="chunks/react-dom.js",
    integrity="sha384-ZjKLVVFyjXdxwhkfuvk+kJ87nw3c/CSWrKZ0ffdc/X0EyWQH0J378lom+r66URHy",
)
IMMUTABLE = Script(
    module="immutable/dist/immutable.es.js",
    url=f"{_UNPKG}immutable@{_IMMUTABLE}/dist/immutable.es.js",
    name="chunks/immutable.es.js",
    integrity="sha384-ibYUKr6i/E1e4p7cim9iKSrvWWJYtf2flSwvjeMhBJ26BByGmRONB6Ql0qq88uXE",
)
SCRIPTS = (CMS, REACT_DOM, IMMUTABLE)
# Their licences (MIT) ask to go along.
LICENCES = {
    "@sveltia/cms/LICENSE.txt": "sveltia-cms-licence.txt",
    "immutable/LICENSE": "chunks/immutable-licence.txt",
}


class Repository(msgspec.Struct, frozen=True, kw_only=True):
    """Where on GitHub the stories are: OWNER/NAME, the branch, and the site's folder in it, which
    is "" or ends in a slash. `oauth` is the address of the newsroom's helper for signing in with
    GitHub; without one, editors sign in with a token.
    """

    name: str
    branch: str = "main"
    folder: str = ""
    oauth: str = ""


def integrity(content: bytes) -> str:
    """The digest of a script, as HTML's attribute `integrity` has it."""
    return f"sha384-{base64.b64encode(hashlib.sha384(content).digest()).decode()}"


def repository_name(text: str) -> str | None:
    """OWNER/NAME of a repository on GitHub, given as that or as the address of a remote."""
    found = _REMOTE.fullmatch(text.strip())
    name = found[1] if found else text.strip()
    return name if _REPOSITORY.fullmatch(name) else None


def admin_texts(
    config: Config,
    sections: Iterable[SectionFolder],
    repository: Repository,
    *,
    blocks: Iterable[tuple[str, tuple[str, ...] | None]],
    styles: Iterable[str],
    review: bool = False,
    vendored: bool = False,
) -> dict[str, str]:
    """The files of the editor by their paths in the site. `blocks` are those of the layouts
    with their options, `styles` the site's style sheets. AdminError for a site that has none.
    """
    known = [_block(name, options) for name, options in blocks]
    names = (*(block["name"] for block in known), "picture", "as-it-is")
    settings = cms_config(config, tuple(sections), repository, names, review=review)
    return {
        f"{FOLDER}/config.yml": _yaml(settings),
        f"{FOLDER}/index.html": _page(config.title, known, tuple(styles), vendored=vendored),
        f"{FOLDER}/forms.js": _pattern("forms.js"),
    }


# ---- config.yml


def cms_config(
    config: Config,
    sections: tuple[SectionFolder, ...],
    repository: Repository,
    blocks: tuple[str, ...],
    *,
    review: bool = False,
) -> Widget:
    """The configuration of Sveltia CMS: a collection for each section, and one for pages."""
    if any(section.folder == "admin" or section.key == "admin" for section in sections):
        raise AdminError(
            "the section `admin` has the address of the editor, /admin/; give it another name"
        )
    stories = story_form(config.timezone, blocks)
    pages = story_form(config.timezone, blocks, needs_date=False)
    index = index_form(config.timezone, blocks)
    taken: set[str] = set()
    collections = [
        _section(section, config, repository, stories, index, taken) for section in sections
    ]
    return {
        "app_title": config.title,
        "site_url": config.base_url,
        "backend": {
            "name": "github",
            "repo": repository.name,
            "branch": repository.branch,
            # The name that our workflow gives to the addresses of previews.
            "preview_context": "deploy/preview",
            **_sign_in(repository),
        },
        **({"publish_mode": "editorial_workflow"} if review else {}),
        "media_folder": f"{repository.folder}{CONTENT}/media",
        "public_folder": "/",
        "media_libraries": {
            "default": {"config": {"slugify_filename": True}},
            # Pictures of others need a credit and a licence, which would not come along.
            "stock_assets": False,
        },
        "slug": {"encoding": "unicode", "clean_accents": True, "maxlength": 80},
        "output": {"omit_empty_optional_fields": True},
        "collections": [*collections, _pages(repository, pages, index, taken)],
    }


def _sign_in(repository: Repository) -> Widget:
    """Without a helper of its own, Sveltia CMS would ask a server of Netlify, which knows nothing
    of the site.
    """
    if not repository.oauth:
        return {"auth_methods": ["token"]}
    return {"base_url": repository.oauth, "auth_methods": ["oauth", "token"]}


def _section(
    section: SectionFolder,
    config: Config,
    repository: Repository,
    form: list[Widget],
    index: list[Widget],
    taken: set[str],
) -> Widget:
    # Its folder says the section of a story, unless it has another name.
    named = slugify(section.folder) == section.key
    told = {"name": "section", "widget": "hidden", "default": section.key}
    return {
        "name": _unused(section.key, taken),
        "label": section.title,
        "label_singular": "Story",
        "folder": f"{repository.folder}{CONTENT}/{section.folder}",
        **_kind("section"),
        # Stories may lie in folders of their own, with their pictures.
        "nested": {"subfolders": False},
        "preview_path": _address(config.permalink, section.key),
        "preview_path_date_field": "date",
        "sortable_fields": {
            "fields": ["date", "title"],
            "default": {"field": "date", "direction": "descending"},
        },
        "view_filters": [{"label": "Drafts", "field": "draft", "pattern": True}],
        "index_file": {"name": "_index", "label": f"Front of {section.title}", "fields": index},
        "fields": form if named else [*form, told],
    }


def _pages(
    repository: Repository, form: list[Widget], index: list[Widget], taken: set[str]
) -> Widget:
    return {
        "name": _unused("pages", taken),
        "label": "Pages",
        "label_singular": "Page",
        "description": "Pages such as About, which are in no list.",
        "folder": f"{repository.folder}{CONTENT}",
        **_kind("page"),
        "preview_path": "{{slug}}/",
        "index_file": {"name": "_index", "label": "Home page", "fields": index},
        "fields": form,
    }


def _kind(kind: str) -> Widget:
    pattern, wrong = _NOT_A_NAME[kind]
    return {
        "extension": "md",
        "format": "yaml-frontmatter",
        "create": True,
        "slug": {
            "template": "{{slug}}",
            "editable": ["create"],
            "pattern": [pattern, wrong],
            "hint": "The name of the file, and the last part of the address.",
        },
    }


def _unused(key: str, taken: set[str]) -> str:
    """The name of a collection, which stands in addresses of the editor; `pages` may be a section,
    too.
    """
    name = key
    while name in taken:
        name += "-2"
    taken.add(name)
    return name


def _address(permalink: str, section: str) -> str:
    """The pattern of addresses in the words of Sveltia CMS."""
    tags = {**_TAGS, ":section": section}
    return re.sub(r":[a-z]+", lambda match: tags.get(match[0], match[0]), permalink).lstrip("/")


class _Dumper(yaml.SafeDumper):
    """Names what stands in several places by what it is, not by a number alone."""

    def generate_anchor(self, node: yaml.Node) -> str:
        self.last_anchor_id: int = self.last_anchor_id + 1
        return f"form{self.last_anchor_id}"

    def ignore_aliases(self, data: Any) -> bool:
        # Only forms are long enough for that.
        return not isinstance(data, list) or len(data) < 4


def _yaml(settings: Mapping[str, Any]) -> str:
    text: str = yaml.dump(settings, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100)
    return f"# The editor at /admin/, made by `ssg admin` of ssg {ssg.__version__}.\n{text}"


# ---- index.html


def _block(name: str, options: tuple[str, ...] | None) -> dict[str, Any]:
    """A block as forms.js wants it. Where its options cannot be told, what stands there is kept."""
    words = name.replace("-", " ").replace("_", " ")
    return {
        "name": name,
        "label": words[:1].upper() + words[1:],
        "argument": _ARGUMENTS.get(name, ""),
        "options": list(options or ()),
        "lists": [option for option in options or () if option in _LISTS],
    }


def _page(
    title: str, blocks: list[dict[str, Any]], styles: tuple[str, ...], *, vendored: bool
) -> str:
    where = {script.url: f"./{script.name}" if vendored else script.url for script in SCRIPTS}
    imports = _json(
        {
            "imports": {url: place for url, place in where.items() if vendored and url != CMS.url},
            "integrity": {where[each.url]: each.integrity for each in (REACT_DOM, IMMUTABLE)},
        }
    )
    digest = base64.b64encode(hashlib.sha256(imports.encode()).digest()).decode()
    others = () if vendored else tuple(where.values())
    values = {
        "allowed": " ".join(("'self'", f"'sha256-{digest}'", *others)),
        "title": escape(title),
        "imports": imports,
        "script": where[CMS.url].removeprefix("./"),
        "integrity": CMS.integrity,
        "newsroom": _json(
            {
                "styles": [f"../assets/{name}" for name in styles],
                "blocks": blocks,
                "kept": _KEPT,
            }
        ),
    }
    return _BLANK.sub(lambda match: values[match[1]], _pattern("index.html"))


def _json(value: object) -> str:
    """JSON that may stand in a script of HTML."""
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")


def _pattern(name: str) -> str:
    return (resources.files("ssg") / "starter" / "admin" / name).read_text(encoding="utf-8")
