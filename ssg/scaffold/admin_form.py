"""The form of the editor in the browser, made of the fields of front matter: a field goes in; the
widget of Sveltia CMS that edits it comes out.

A field that can be written in several ways (a byline as a text or as records) has the widget
`words` of starter/admin/forms.js. The widgets of Sveltia CMS take one shape, and lose the others.
"""

from collections.abc import Mapping
from functools import singledispatch
from typing import Any

from ssg.source.fields import (
    Either,
    Field,
    FieldType,
    Flag,
    Integer,
    Language,
    ListOf,
    Moment,
    Number,
    OneOf,
    Record,
    Text,
    Url,
)
from ssg.story.front_matter import FIELDS

# What an entry of Sveltia's configuration holds.
Widget = dict[str, Any]
BODY = "body"
# What an editor fills in first. The other fields follow in the order of the documentation.
_FIRST = ("title", "deck", "kicker", "byline", "dateline", "date", "draft", BODY, "media", "tags")
# Fields of front matter that are in no form, and why. What a story says in them stays as it is.
LEFT_OUT = {
    "description": "the same as summary",
    "authors": "the same as byline",
    "author": "the same as byline",
    "contact": "the same as tagline",
    "lastmod": "the same as updated",
    "rewrite_of": "nothing uses it yet",
    "replaces": "the same as rewrite_of",
    "republish": "nothing uses it yet",
    "feeds": "nothing uses it yet",
    "partners": "nothing uses it yet",
    "published": "draft and date say the same; it is a word of other systems",
    "section": "the folder of the collection says it",
    "extra": "it is the newsroom's own, of any shape",
}
# Fields of a section's text, and of the home page's: ssg warns of others there.
INDEX_FIELDS = ("title", "summary", "weight", "ednote")
# Fields that name a file, which is chosen or uploaded.
_FILES = ("src", "poster", "transcript")
_LONG = ("deck", "summary", "caption", "alt", "ednote", "text")
_BUTTONS = (
    "bold",
    "italic",
    "strikethrough",
    "code",
    "link",
    "heading-two",
    "heading-three",
    "heading-four",
    "quote",
    "bulleted-list",
    "numbered-list",
)


def story_form(zone: str, blocks: tuple[str, ...], *, needs_date: bool = True) -> list[Widget]:
    """The form of a story, or of a page, which needs no date."""
    known = {BODY: _body(blocks)} | {
        key: _entry(key, field, zone) for key, field in FIELDS.items() if key not in LEFT_OUT
    }
    known["date"]["required"] = needs_date
    if needs_date:
        known["date"]["default"] = "{{now}}"
    return [known[key] for key in dict.fromkeys((*_FIRST, *known))]


def index_form(zone: str, blocks: tuple[str, ...]) -> list[Widget]:
    """The form of the text at the top of a section, or of the home page."""
    fields = [_entry(key, FIELDS[key], zone) for key in INDEX_FIELDS]
    return [*fields, _body(blocks)]


def _body(blocks: tuple[str, ...]) -> Widget:
    return {
        "name": BODY,
        "label": "Text",
        "widget": "richtext",
        "required": False,
        "buttons": list(_BUTTONS),
        "editor_components": [*blocks, "code-block"],
        "use_emoji_autocomplete": False,
    }


def _entry(key: str, field: Field, zone: str) -> Widget:
    """A field under its name, with its sentence as a hint."""
    made: Widget = {"name": key, "label": _label(key), "hint": _sentence(field.doc)}
    if key in _FILES:
        made["widget"] = "file"
    else:
        made |= _widget(field.type, zone)
        if made["widget"] == "string" and key in _LONG:
            made["widget"] = "text"
    if not field.required:
        made["required"] = False
    return made


def _entries(fields: Mapping[str, Field], zone: str) -> list[Widget]:
    return [_entry(key, field, zone) for key, field in fields.items()]


def _label(key: str) -> str:
    words = key.replace("_", " ").replace("-", " ")
    return words[:1].upper() + words[1:]


def _sentence(doc: str) -> str:
    return f"{doc[:1].upper()}{doc[1:]}."


# ---- a widget for each type


@singledispatch
def _widget(type_: FieldType, zone: str) -> Widget:
    """A type with several shapes, or one of its own: its words as they are written."""
    return {"widget": "words"}


@_widget.register
def _text(type_: Text, zone: str) -> Widget:
    made: Widget = {"widget": "string"}
    if type_.pattern:
        made["pattern"] = [f"^(?:{type_.pattern.pattern})$", _sentence(type_.hint)]
    return made


@_widget.register
def _language(type_: Language, zone: str) -> Widget:
    pattern = type_.schema()["pattern"]
    return {"widget": "string", "pattern": [pattern, "Write a language such as en or pt-BR."]}


@_widget.register
def _url(type_: Url, zone: str) -> Widget:
    return {"widget": "string", "type": "url"}


@_widget.register
def _flag(type_: Flag, zone: str) -> Widget:
    return {"widget": "flag"}


@_widget.register
def _integer(type_: Integer, zone: str) -> Widget:
    return {"widget": "number", "value_type": "int", "min": type_.low, "max": type_.high}


@_widget.register
def _number(type_: Number, zone: str) -> Widget:
    return {"widget": "number", "value_type": "float", "min": type_.low, "max": type_.high}


@_widget.register
def _moment(type_: Moment, zone: str) -> Widget:
    """A time in the site's zone, whatever the zone of the editor's machine; it is written with its
    offset.
    """
    return {"widget": "datetime", "input_timezone": "utc" if zone == "UTC" else zone}


@_widget.register
def _one_of(type_: OneOf, zone: str) -> Widget:
    return {"widget": "select", "options": list(type_.told)}


@_widget.register
def _either(type_: Either, zone: str) -> Widget:
    return {"widget": "words", "flag": True}


@_widget.register
def _record(type_: Record, zone: str) -> Widget:
    if type_.short:
        return {"widget": "words"}
    return {"widget": "object", "collapsed": "auto", "fields": _entries(type_.fields, zone)}


@_widget.register
def _list(type_: ListOf, zone: str) -> Widget:
    item = type_.item
    if isinstance(item, Record) and not item.short:
        return {"widget": "list", "collapsed": "auto", "fields": _entries(item.fields, zone)}
    return {"widget": "words", "list": "commas" if type_.split else "lines"}
