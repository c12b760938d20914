"""What machines read of a page: canonical, description, Open Graph, X card and JSON-LD
(schema.org), as HTML for the head.
"""

from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from ssg.layouts.script import escape_text, script_json
from ssg.pages.preview import NOINDEX
from ssg.pages.views.pictures import PictureView
from ssg.pages.views.stories import StoryView

if TYPE_CHECKING:
    from ssg.pages.context import Context

# The country that a language without one is taken for, where few would think of another:
# Portuguese, Chinese, Arabic are left out.
_HOMES = dict(
    pair.split("_")
    for pair in (
        "bg_BG cs_CZ da_DK de_DE el_GR en_US es_ES et_EE fa_IR fi_FI fr_FR he_IL hi_IN hr_HR hu_HU"
        " id_ID is_IS it_IT ja_JP ka_GE ko_KR lt_LT lv_LV nb_NO nl_NL nn_NO pl_PL ro_RO ru_RU sk_SK"
        " sl_SI sq_AL sv_SE th_TH tr_TR uk_UA vi_VN"
    ).split()
)
# Lengths that search engines and X show before they cut.
_DESCRIPTION, _X_TITLE = 200, 70


def head_html(
    context: "Context",
    *,
    title: str,
    permalink: str,
    description: str = "",
    kind: str = "website",
    noindex: bool = False,
    story: StoryView | None = None,
    canonical: str = "",
    json_ld: tuple[dict[str, Any], ...] = (),
) -> Markup:
    """The head of any page. A page that search engines must pass over has no canonical, nor
    anything to share.
    """
    if noindex or context.clock.preview:
        return Markup(NOINDEX)
    description = shorten(description, _DESCRIPTION)
    lines = [_link("canonical", canonical or permalink)]
    lines += [_meta("description", description)] if description else []
    lines += [
        _property("og:title", title),
        _property("og:type", kind),
        _property("og:url", permalink),
    ]
    lines += [_property("og:site_name", context.config.title)]
    lines += [_property("og:description", description)] if description else []
    locale = og_locale(story.lang if story else context.config.language)
    lines += [_property("og:locale", locale)] if locale else []
    lines += _story_lines(story) if story else []
    picture = (
        story.lead
        if story and story.lead and story.lead.syndicate and "svg" not in story.lead.type
        else None
    )
    lines += _picture_lines(picture) if picture else _default_picture(context)
    lines += (
        _recording_lines(story.lead_media)
        if story and story.lead_media and story.lead_media.syndicate
        else []
    )
    lines += [
        _meta(
            "twitter:card", "summary_large_image" if picture or context.config.image else "summary"
        ),
        _meta("twitter:title", shorten(title, _X_TITLE)),
    ]
    lines += [_meta("twitter:description", description)] if description else []
    account = context.config.social.get("x") or context.config.social.get("twitter")
    lines += [_meta("twitter:site", "@" + account.lstrip("@"))] if account else []
    lines += [
        f'<script type="application/ld+json">{script_json(_graph(item))}</script>'
        for item in json_ld
    ]
    return Markup("\n".join(lines))


def _story_lines(story: StoryView) -> list[str]:
    lines = [_property("article:published_time", story.date.isoformat())] if story.date else []
    if story.changed and (story.updated or story.changed != story.date):
        lines.append(_property("article:modified_time", story.changed.isoformat()))
    lines += [_property("article:section", story.section.title)] if story.section else []
    lines += [_property("article:tag", tag.label) for tag in story.tags]
    source = story._context.config.sources.get(story._of.source.name) if story._of.source else None
    if story._of.source and not (source and source.index):
        # Google asks partners that carry a copy to say this; a canonical across domains "is not
        # recommended" (2025-12).
        lines.append(_meta("Googlebot-News", "noindex"))
    return lines


def _picture_lines(picture: PictureView) -> list[str]:
    # The widest crop: what networks show beside a headline.
    file = picture.crops[0] if picture.crops else picture.file
    lines = [_property("og:image", file.permalink)]
    if file.width and file.height:
        lines += [
            _property("og:image:width", str(file.width)),
            _property("og:image:height", str(file.height)),
        ]
    lines += [_property("og:image:alt", picture.alt)] if picture.alt else []
    lines += [_meta("twitter:image", file.permalink)]
    return lines + ([_meta("twitter:image:alt", shorten(picture.alt, 420))] if picture.alt else [])


def _recording_lines(media: PictureView) -> list[str]:
    if media.recording is None:
        return []
    name, file = f"og:{media.recording.kind}", media.file
    lines = [_property(name, file.permalink), _property(f"{name}:type", media.type)]
    if file.width and file.height:
        lines += [
            _property(f"{name}:width", str(file.width)),
            _property(f"{name}:height", str(file.height)),
        ]
    return lines


def _default_picture(context: "Context") -> list[str]:
    image = context.config.image
    return [_property("og:image", context.urls.permalink("/" + image.lstrip("/")))] if image else []


def shorten(text: str, length: int) -> str:
    """Cut at a word, with an ellipsis."""
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    return text[: length - 1].rsplit(" ", 1)[0].rstrip(",;:. ") + "…"


def _graph(item: dict[str, Any]) -> dict[str, Any]:
    return {"@context": "https://schema.org", **item}


def og_locale(lang: str) -> str:
    """A language tag as `language_TERRITORY`, the one form that Open Graph knows: script, variants
    and extensions go. "" where the tag names no country and the language has no plain home.
    """
    language, *more = lang.split("-")
    language = language.lower()
    for part in more:
        if len(part) == 1:  # extensions and private use follow: no country is among them
            break
        if len(part) == 2 and part.isalpha():
            return f"{language}_{part.upper()}"
    # A script, or a region of many countries (`zh-Hant`, `es-419`), is not the language at its
    # home.
    return f"{language}_{_HOMES[language]}" if language in _HOMES and not more else ""


def _link(rel: str, href: str) -> str:
    return f'<link rel="{rel}" href="{escape_text(href)}">'


def _meta(name: str, content: str) -> str:
    return f'<meta name="{name}" content="{escape_text(content)}">'


def _property(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{escape_text(content)}">'
