"""What machines read of a page: canonical, description, Open Graph, X card and JSON-LD (schema.org), as HTML for the head."""

import re
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from ssg.layouts.script import escape_text, script_json
from ssg.media.finder import is_elsewhere
from ssg.pages.picture_views import PictureFileView, PictureView
from ssg.pages.views import CorrectionView, PersonView, StoryView

if TYPE_CHECKING:
    from ssg.pages.context import Context

# Lengths that search engines and X show before they cut.
_DESCRIPTION, _HEADLINE = 200, 110
_X_TITLE = 70


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
    """The head of any page. A page that search engines must pass over has no canonical, nor anything to share."""
    if noindex:
        return Markup('<meta name="robots" content="noindex">')
    description = shorten(description, _DESCRIPTION)
    lines = [_link("canonical", canonical or permalink)]
    lines += [_meta("description", description)] if description else []
    lines += [_property("og:title", title), _property("og:type", kind), _property("og:url", permalink)]
    lines += [_property("og:site_name", context.config.title)]
    lines += [_property("og:description", description)] if description else []
    lines += [_property("og:locale", _locale(story.lang if story else context.config.language))]
    lines += _story_lines(story) if story else []
    picture = story.lead if story and story.lead and story.lead.syndicate and "svg" not in story.lead.type else None
    lines += _picture_lines(picture) if picture else _default_picture(context)
    lines += [_meta("twitter:card", "summary_large_image" if picture or context.config.image else "summary"), _meta("twitter:title", shorten(title, _X_TITLE))]
    lines += [_meta("twitter:description", description)] if description else []
    account = context.config.social.get("x") or context.config.social.get("twitter")
    lines += [_meta("twitter:site", "@" + account.lstrip("@"))] if account else []
    lines += [f'<script type="application/ld+json">{script_json(_graph(item))}</script>' for item in json_ld]
    return Markup("\n".join(lines))


def _story_lines(story: StoryView) -> list[str]:
    lines = [_property("article:published_time", story.date.isoformat())] if story.date else []
    lines += [_property("article:modified_time", story.updated.isoformat())] if story.updated else []
    lines += [_property("article:section", story.section.title)] if story.section else []
    lines += [_property("article:tag", tag.label) for tag in story.tags]
    source = story._context.config.sources.get(story._of.source.name) if story._of.source else None
    if story._of.source and not (source and source.index):
        # Google asks partners that carry a copy to say this; a canonical across domains "is not recommended" (2025-12).
        lines.append(_meta("Googlebot-News", "noindex"))
    return lines


def _picture_lines(picture: PictureView) -> list[str]:
    file = picture.crops[0] if picture.crops else picture.file  # the widest crop: what networks show beside a headline
    lines = [_property("og:image", file.permalink)]
    if file.width and file.height:
        lines += [_property("og:image:width", str(file.width)), _property("og:image:height", str(file.height))]
    lines += [_property("og:image:alt", picture.alt)] if picture.alt else []
    lines += [_meta("twitter:image", file.permalink)]
    return lines + ([_meta("twitter:image:alt", shorten(picture.alt, 420))] if picture.alt else [])


def _default_picture(context: "Context") -> list[str]:
    image = context.config.image
    return [_property("og:image", context.urls.permalink("/" + image.lstrip("/")))] if image else []


def news_article(context: "Context", story: StoryView) -> dict[str, Any]:
    """NewsArticle (schema.org; Google's article guidelines)."""
    of = story._of
    article: dict[str, Any] = {
        "@type": "NewsArticle" if of.kind == "story" else "WebPage",
        "headline" if of.kind == "story" else "name": shorten(story.title, _HEADLINE),
        "url": story.permalink,
        "mainEntityOfPage": story.permalink,
        "inLanguage": story.lang,
        "publisher": publisher(context),
    }
    if story.deck:
        article["alternativeHeadline"] = story.deck
    if story.summary:
        article["description"] = story.summary
    if of.kind == "story" and story.date:
        article["datePublished"] = story.date.isoformat()
        article["dateModified"] = (story.updated or story.date).isoformat()
        article["author"] = [person(context, p) for p in story.byline] or [publisher(context)]
        article["wordCount"] = story.words
    if story.contributors:
        article["contributor"] = [person(context, p) for p in story.contributors]
    # Google asks for a lead in several shapes (Article structured data, "image").
    if images := [image_object(picture, file) for picture in story.media if picture.syndicate for file in (*picture.crops, picture.file)]:
        article["image"] = images
    elif fallback := context.config.image or context.config.publisher.logo:
        article["image"] = [{"@type": "ImageObject", "url": context.urls.permalink("/" + fallback.lstrip("/"))}]
    if story.section:
        article["articleSection"] = story.section.title
    if of.tags:
        article["keywords"] = list(of.tags)
    if story.dateline:
        article["dateline"] = story.dateline.text
    if story.corrections:
        article["correction"] = [_correction(c) for c in story.corrections]
    if story.source and of.source and of.source.url:
        article["isBasedOn"] = of.source.url
        article["sourceOrganization"] = {"@type": "NewsMediaOrganization", "name": story.source.title}
    return article


def image_object(picture: PictureView, file: PictureFileView) -> dict[str, Any]:
    """ImageObject of one file of a picture, with everything a credit needs (Google's image licence metadata)."""
    image: dict[str, Any] = {"@type": "ImageObject", "url": file.permalink, "contentUrl": file.permalink}
    if file.width and file.height:
        image |= {"width": file.width, "height": file.height}
    if picture.caption or picture.ai_label:
        image["caption"] = marked_caption(picture)
    if picture.ai_label and picture.digital_source_type:
        image["digitalSourceType"] = picture.digital_source_type
    if picture.credit:
        image["creditText"] = picture.credit
    # A licence is known to search engines by its address only; a web statement is one (Google, image license metadata).
    if address := next(filter(is_elsewhere, (picture.licence, picture.web_statement)), ""):
        image["license"] = address
    if picture.acquire:
        image["acquireLicensePage"] = picture.acquire
    if picture.copyright:
        image["copyrightNotice"] = picture.copyright
    if picture.creators:
        image["creator"] = [{"@type": "Person", "name": name} for name in picture.creators]
    elif picture.source:
        image["creator"] = [{"@type": "Organization", "name": picture.source}]
    if picture.taken and re.fullmatch(r"\d{4}-\d{2}-\d{2}", picture.taken):
        image["dateCreated"] = picture.taken
    return image


def marked_caption(picture: PictureView) -> str:
    """The caption with its FILE mark, which agencies ask for wherever an older picture goes, and with what a machine had to do with it."""
    caption = f"FILE — {picture.caption}" if picture.is_file else picture.caption
    return " ".join(filter(None, (caption, f"({picture.ai_label})" if picture.ai_label else "")))


def person(context: "Context", view: PersonView) -> dict[str, Any]:
    """A byline as Person or Organization."""
    known: dict[str, Any] = {"@type": "Organization" if view.is_agency else "Person", "name": view.name}
    if view.url:
        known["url"] = context.urls.origin + view.url
    if view.role and not view.is_agency:
        known["jobTitle"] = view.role
    if view.email:
        known["email"] = view.email
    if view.link:
        known["sameAs"] = view.link
    if view.org and not view.is_agency:
        known["affiliation"] = {"@type": "Organization", "name": view.org}
    return known


def publisher(context: "Context") -> dict[str, Any]:
    """The publisher as NewsMediaOrganization."""
    config = context.config
    known: dict[str, Any] = {
        "@type": "NewsMediaOrganization",
        "name": config.publisher.name or config.title,
        "url": config.publisher.url or context.urls.permalink("/"),
    }
    if config.publisher.logo:
        known["logo"] = {"@type": "ImageObject", "url": context.urls.permalink("/" + config.publisher.logo.lstrip("/"))}
    return known


def breadcrumbs(context: "Context", story: StoryView) -> dict[str, Any]:
    """Site, section, story."""
    steps = [(context.config.title, context.urls.permalink("/"))]
    if story.section:
        steps.append((story.section.title, story.section.permalink))
    steps.append((story.title, story.permalink))
    items = [
        {"@type": "ListItem", "position": n, "name": name, "item": {"@type": "WebPage", "@id": url}} for n, (name, url) in enumerate(steps, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def shorten(text: str, length: int) -> str:
    """Cut at a word, with an ellipsis."""
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    return text[: length - 1].rsplit(" ", 1)[0].rstrip(",;:. ") + "…"


def _correction(view: CorrectionView) -> dict[str, Any]:
    return {"@type": "CorrectionComment", "text": view.text, "datePublished": view.date.isoformat()}


def _graph(item: dict[str, Any]) -> dict[str, Any]:
    return {"@context": "https://schema.org", **item}


def _locale(lang: str) -> str:
    regions = {"en": "en_US", "de": "de_DE", "fr": "fr_FR", "es": "es_ES"}
    return lang.replace("-", "_") if "-" in lang else regions.get(lang, lang)


def _link(rel: str, href: str) -> str:
    return f'<link rel="{rel}" href="{escape_text(href)}">'


def _meta(name: str, content: str) -> str:
    return f'<meta name="{name}" content="{escape_text(content)}">'


def _property(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{escape_text(content)}">'


