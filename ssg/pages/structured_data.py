"""Structured data (schema.org, as JSON-LD has it): a story, its pictures and recordings, the people
and the publisher as mappings.
"""

import re
from typing import TYPE_CHECKING, Any

import msgspec

from ssg.media.finder import is_elsewhere
from ssg.pages.head import shorten
from ssg.pages.views.pictures import PictureFileView, PictureView, RecordingView
from ssg.pages.views.stories import CorrectionView, PersonView, StoryView

if TYPE_CHECKING:
    from ssg.grammar.names import Known
    from ssg.pages.context import Context

# A thing of schema.org, as JSON has it.
Thing = dict[str, Any]
_HEADLINE = 110  # characters that search engines show


def news_article(context: "Context", story: StoryView) -> Thing:
    """NewsArticle (schema.org; Google's article guidelines)."""
    of = story._of
    article: Thing = {
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
        article["dateModified"] = (story.changed or story.date).isoformat()
        article["author"] = [person(context, p) for p in story.byline] or [publisher(context)]
        article["wordCount"] = story.words
    if story.contributors:
        article["contributor"] = [person(context, p) for p in story.contributors]
    article |= _media_of(context, story)
    if story.section:
        article["articleSection"] = story.section.title
    if story.keywords:
        article["keywords"] = list(story.keywords)
    if story.dateline:
        article["dateline"] = story.dateline.text
    if story.corrections:
        article["correction"] = [_correction(c) for c in story.corrections]
    if story.source and of.source and of.source.url:
        article["isBasedOn"] = of.source.url
        article["sourceOrganization"] = {
            "@type": "NewsMediaOrganization",
            "name": story.source.title,
        }
    return article


def _media_of(context: "Context", story: StoryView) -> Thing:
    """What may be handed on of a story's pictures, video and audio."""
    found: Thing = {}
    # Google asks for a lead in several shapes (Article structured data, "image").
    if images := [
        image_object(context, picture, file)
        for picture in story.pictures
        if picture.syndicate
        for file in (*picture.crops, picture.file)
    ]:
        found["image"] = images
    elif fallback := context.config.image or context.config.publisher.logo:
        found["image"] = [
            {"@type": "ImageObject", "url": context.urls.permalink("/" + fallback.lstrip("/"))}
        ]
    for media in story.media:
        if media.recording and media.syndicate:
            found.setdefault(media.recording.kind, []).append(
                _recording_object(context, story, media, media.recording)
            )
    return found


def image_object(context: "Context", picture: PictureView, file: PictureFileView) -> Thing:
    """ImageObject of one file of a picture, with everything a credit needs (Google's image licence
    metadata).
    """
    image: Thing = {
        "@type": "ImageObject",
        "url": file.permalink,
        "contentUrl": file.permalink,
    }
    if file.width and file.height:
        image |= {"width": file.width, "height": file.height}
    if picture.caption or picture.ai_label:
        image["caption"] = marked_caption(picture)
    if picture.ai_label and picture.digital_source_type:
        image["digitalSourceType"] = picture.digital_source_type
    if picture.credit:
        image["creditText"] = picture.credit
    # A licence is known to search engines by its address only; a web statement is one (Google,
    # image license metadata).
    if address := next(filter(is_elsewhere, (picture.licence, picture.web_statement)), ""):
        image["license"] = address
    if picture.acquire:
        image["acquireLicensePage"] = picture.acquire
    if picture.copyright:
        image["copyrightNotice"] = picture.copyright
    if creators := _creators(picture, context.config.known):
        image["creator"] = creators
    if picture.taken and re.fullmatch(r"\d{4}-\d{2}-\d{2}", picture.taken):
        image["dateCreated"] = picture.taken
    return image


def _creators(picture: PictureView, known: "Known") -> list[dict[str, str]]:
    """Who made a picture: its people, else the agency. Whoever gave a picture away ("Courtesy of
    Ana Ruiz") did not make it, and "Staff" is no name.
    """
    from ssg.grammar.names import looks_like_org, surely_name  # not where no page is made

    people = [
        {"@type": "Organization" if looks_like_org(name, known) else "Person", "name": name}
        for name in picture.creators
    ]
    source = picture.source
    if people or not source or source == "Staff" or surely_name(source, known):
        return people
    return [{"@type": "Organization", "name": source}]


def _recording_object(
    context: "Context", story: StoryView, media: PictureView, recording: RecordingView
) -> Thing:
    """VideoObject or AudioObject (Google's video guidelines: name, thumbnailUrl and uploadDate are
    required).
    """
    plain = msgspec.structs.replace(media, caption="", ai_label="")
    credit = image_object(context, plain, media.file)
    found = credit | {
        "@type": "VideoObject" if recording.kind == "video" else "AudioObject",
        "encodingFormat": media.type,
    }
    found["name"] = shorten(media.caption or media.alt or story.title, _HEADLINE)
    found["description"] = marked_caption(media) or story.summary or story.title
    if story.date:
        found["uploadDate"] = story.date.isoformat()
    if recording.poster:
        found["thumbnailUrl"] = [
            file.permalink for file in (*recording.poster.crops, recording.poster.file)
        ]
    if recording.seconds:
        found["duration"] = duration(recording.seconds)
    if recording.transcript:
        found["transcript"] = "\n\n".join(recording.transcript)
    if media.digital_source_type and media.ai_label:
        found["digitalSourceType"] = media.digital_source_type
    return found


def duration(seconds: float) -> str:
    """A length of time as ISO 8601 has it: PT1M23S. It is never nothing."""
    minutes, rest = divmod(max(1, round(seconds)), 60)
    hours, minutes = divmod(minutes, 60)
    return "PT" + "".join(
        f"{number}{unit}" for number, unit in ((hours, "H"), (minutes, "M"), (rest, "S")) if number
    )


def marked_caption(picture: PictureView) -> str:
    """The caption with its FILE mark, which agencies ask for wherever an older picture goes, and
    with what a machine had to do with it.
    """
    caption = f"FILE — {picture.caption}" if picture.is_file else picture.caption
    return " ".join(filter(None, (caption, f"({picture.ai_label})" if picture.ai_label else "")))


def person(context: "Context", view: PersonView) -> Thing:
    """A byline as Person or Organization."""
    known: Thing = {
        "@type": "Organization" if view.is_agency else "Person",
        "name": view.name,
    }
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


def publisher(context: "Context") -> Thing:
    """The publisher as NewsMediaOrganization."""
    config = context.config
    known: Thing = {
        "@type": "NewsMediaOrganization",
        "name": config.publisher.name or config.title,
        "url": config.publisher.url or context.urls.permalink("/"),
    }
    if config.publisher.logo:
        known["logo"] = {
            "@type": "ImageObject",
            "url": context.urls.permalink("/" + config.publisher.logo.lstrip("/")),
        }
    return known


def breadcrumbs(context: "Context", story: StoryView) -> Thing:
    """Site, section, story."""
    steps = [(context.config.title, context.urls.permalink("/"))]
    if story.section:
        steps.append((story.section.title, story.section.permalink))
    steps.append((story.title, story.permalink))
    items = [
        {"@type": "ListItem", "position": n, "name": name, "item": {"@type": "WebPage", "@id": url}}
        for n, (name, url) in enumerate(steps, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _correction(view: CorrectionView) -> Thing:
    return {"@type": "CorrectionComment", "text": view.text, "datePublished": view.date.isoformat()}
