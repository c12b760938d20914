"""Sets Jinja up for layouts: filters, what they may call, and undefined names that say what is
missing in the words of layouts.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import jinja2
from jinja2.filters import do_attr
from jinja2.utils import missing
from markupsafe import Markup

from ssg.grammar.byline import join_names
from ssg.layouts.code import LayoutEnvironment
from ssg.layouts.mistakes import LayoutMistake, must_be, must_be_public
from ssg.layouts.script import script_json
from ssg.layouts.sorting import sort
from ssg.markup.plain_text import plain_text
from ssg.markup.typography import smarten
from ssg.problems import suggest
from ssg.text.dates import format_date

# Scripts that run from right to left, and the languages that are written in one of them unless
# their tag says otherwise (CLDR).
_RTL_SCRIPTS = frozenset(("arab", "hebr", "thaa", "syrc", "nkoo", "adlm", "rohg"))
# All of ASCII that means something in a mailto URL, and may stand in an address only encoded.
_NOT_OF_ADDRESS = re.compile(r"""[\x00- "#%&(),/:-?\[-^`{-}\x7f]""")
_RTL_LANGUAGES = frozenset(
    (
        "ar",
        "arc",
        "ckb",
        "dv",
        "fa",
        "he",
        "iw",
        "ks",
        "lrc",
        "mzn",
        "nqo",
        "ps",
        "sd",
        "syr",
        "ug",
        "ur",
        "yi",
    )
)


def make_environment(
    folders: Sequence[Path], language: str, functions: Mapping[str, Callable[..., Any]]
) -> LayoutEnvironment:
    """An environment for the layouts in `folders`, first one first, in the site's `language`."""
    environment = LayoutEnvironment(
        loader=jinja2.FileSystemLoader(folders),
        autoescape=True,
        undefined=_Undefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        auto_reload=False,
    )
    environment.template_class = _Template

    @jinja2.pass_context
    def smart(context: jinja2.runtime.Context, text: str, lang: str = "") -> str:
        """Typography by the language named, or that of the page."""
        if isinstance(text, _Absent):
            return ""
        must_be(str, text=text, lang=lang)
        shown = context.get("block") or context.get("page")
        return smarten(text, lang or getattr(shown, "lang", "") or language)

    def date(moment: dt.datetime | None, form: str = "long", lang: str = "") -> str:
        return _date(moment, form, lang or language) if moment else ""

    def names(people: Iterable[Any], lang: str = "") -> str:
        return _names(people, lang or language)

    # The same input gives the same bytes.
    del environment.filters["random"], environment.globals["lipsum"]
    environment.filters["attr"] = _attr
    environment.filters["striptags"] = lambda value: plain_text(str(value))
    environment.filters.update(
        sort=sort,
        smart=smart,
        date=date,
        iso=_iso,
        names=names,
        json=_json,
        direction=direction,
        mailto=_mailto,
    )
    environment.globals.update(functions)
    return environment


@jinja2.pass_environment
def _attr(environment: jinja2.Environment, of: Any, name: str) -> Any:
    must_be(str, name=name)
    must_be_public(name)
    return do_attr(environment, of, name)


class _Absent(jinja2.ChainableUndefined):
    """A key that a mapping of the newsroom does not have (`extra`, data/, a block's options, …):
    not every story has it, so it counts as empty, and so does whatever is asked of it.
    """

    __slots__ = ()


class _Undefined(jinja2.StrictUndefined):
    """Says what is missing in the words of layouts, not of Python."""

    __slots__ = ()

    def __new__(cls, hint: Any = None, obj: Any = missing, name: Any = None, *more: Any) -> Any:
        if isinstance(obj, dict) and hint is None:
            return _Absent(hint, obj, name, *more)
        return super().__new__(cls)

    @property
    def _undefined_message(self) -> str:
        name, of = str(self._undefined_name), self._undefined_obj
        if self._undefined_hint or self._undefined_name is None:
            return self._undefined_hint or "the layout asks for something that does not exist"
        if of is missing:
            return f"`{name}` is not known here"
        if of is None:
            return f"there is no `{name}` here, since what it is asked of is empty"
        near = suggest(
            name,
            (
                [str(key) for key in of]
                if isinstance(of, Mapping)
                else [key for key in dir(of) if key[0] != "_"]
            ),
        )
        kind = (
            "mapping" if isinstance(of, Mapping) else type(of).__name__.removesuffix("View").lower()
        )
        return f"there is no `{name}` in this {kind}" + (
            f"; did you mean `{near}`?" if near else ""
        )


class _Template(jinja2.Template):
    """A template whose module is made anew for each page that imports it.

    Jinja keeps the module of an import without context: a question that it asks would be asked for
    the first page only, and the others would show the answer without a trace of it.
    """

    def _get_default_module(self, ctx: jinja2.runtime.Context | None = None) -> Any:
        return self.make_module()


def direction(lang: str) -> str:
    """The `dir` of a text by its language tag: "rtl" or "ltr"."""
    primary, *more = lang.lower().split("-")
    script = next((part for part in more if len(part) == 4), "")
    return "rtl" if script in _RTL_SCRIPTS or (not script and primary in _RTL_LANGUAGES) else "ltr"


def _date(moment: dt.datetime, form: str, lang: str) -> str:
    try:
        return format_date(moment, form, lang)
    except Exception as error:  # only now asked for the reason: pages have many dates
        must_be(dt.date, date=moment)
        must_be(str, form=form, lang=lang)
        if isinstance(error, ValueError):
            raise LayoutMistake(str(error)) from None
        raise


def _names(people: Iterable[Any], lang: str) -> str:
    found = [person.name for person in people]
    for name in found:
        must_be(str, name=name)
    return join_names(found, lang)


def _mailto(address: str) -> str:
    """The link that writes to an address, and to no other: what would add recipients or a text to
    it is encoded (RFC 6068).
    """
    return "mailto:" + _NOT_OF_ADDRESS.sub(lambda match: f"%{ord(match[0]):02X}", address)


def _json(value: Any) -> Markup:
    return Markup(script_json(None if isinstance(value, _Absent) else value))


def _iso(moment: dt.datetime | None) -> str:
    return moment.isoformat() if moment else ""
