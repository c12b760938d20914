"""What layouts see. Each class is one noun of docs/layouts.md, made from the catalog's values with
the site's URLs filled in.

A property that costs a query is worked out when a layout asks for it.
"""

import datetime as dt
import operator
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import msgspec
from markupsafe import Markup

from ssg.catalog.answers import Term
from ssg.catalog.rows import AUTHOR, SECTION, SERIES, TAG
from ssg.layouts.frozen import Frozen, frozen
from ssg.model.people import Person, format_dateline
from ssg.model.story import Card, Story, last_changed
from ssg.pages.views.lazy import lazy
from ssg.pages.views.pictures import PictureView, media_view, numbered_view
from ssg.story.lifecycle import State
from ssg.text.share import ShareLink, ShareSubject, share_links
from ssg.text.urls import slugify

if TYPE_CHECKING:
    from ssg.pages.context import Context

FOLDERS = {AUTHOR: "authors", TAG: "tags", SERIES: "series"}
INDEX_TITLES = {AUTHOR: "Writers", TAG: "Topics", SERIES: "Series"}
_CORRECTION_LABELS = {
    "correction": "Correction",
    "update": "Update",
    "refile": "Refile",
    "repeat": "Repeat",
    "kill": "Story killed",
    "withdrawal": "Story withdrawn",
    "note": "Editor’s note",
}


class View(msgspec.Struct, frozen=True, kw_only=True):
    """A plain view: values only."""


class PersonView(View, frozen=True, kw_only=True):
    name: str
    role: str
    org: str
    location: str
    email: str
    link: str
    url: str
    is_agency: bool


class SectionView(View, frozen=True, kw_only=True):
    key: str
    title: str
    description: str
    url: str
    permalink: str
    feed_url: str


class TermView:
    """A tag, author or series; `count` costs a query, and makes the page depend on it."""

    def __init__(
        self, context: "Context", kind: str, key: str, label: str, count: int | None = None
    ):
        self._context, self._kind, self._key, self.label = context, kind, key, label
        if count is not None:
            self.count = count

    @lazy
    def count(self) -> int:
        return self._context.queries.count(self._kind, self._key)

    @property
    def url(self) -> str:
        return self._context.urls.href(term_url(self._kind, self._key))

    @property
    def permalink(self) -> str:
        return self._context.urls.permalink(term_url(self._kind, self._key))


class LinkView(View, frozen=True, kw_only=True):
    title: str
    url: str
    external: bool


class CorrectionView(View, frozen=True, kw_only=True):
    date: dt.datetime
    kind: str
    label: str
    text: str


class DatelineView(View, frozen=True, kw_only=True):
    place: str
    date: str
    agency: str
    text: str


class SourceView(View, frozen=True, kw_only=True):
    name: str
    title: str
    url: str
    licence: str


class NumberView(View, frozen=True, kw_only=True):
    number: int
    url: str
    current: bool


class SeriesView(TermView):
    """A series, with its stories from the first part on, and the place of the story being shown."""

    def __init__(
        self,
        context: "Context",
        key: str,
        label: str,
        stories: tuple["CardView", ...],
        position: int,
    ):
        super().__init__(context, SERIES, key, label, len(stories))
        self.stories, self.position = stories, position


def _of(name: str) -> property:
    """A property that is passed on as it is."""
    return property(operator.attrgetter(f"_of.{name}"))


Of = TypeVar("Of", bound=Card | Story)


class ListedView(Generic[Of]):
    """What a Card and a whole Story (`of`) have in common."""

    def __init__(self, context: "Context", of: Of):
        self._context, self._of = context, of

    title, deck, kicker = _of("title"), _of("deck"), _of("kicker")
    summary, lang = _of("summary"), _of("lang")

    @lazy
    def url(self) -> str:
        return self._context.urls.href(self._of.url)

    @lazy
    def permalink(self) -> str:
        return self._context.urls.permalink(self._of.url)

    @lazy
    def date(self) -> dt.datetime | None:
        return self._context.local(self._of.date, is_day="date" in self._of.days)

    @lazy
    def updated(self) -> dt.datetime | None:
        return self._context.local(self._of.updated, is_day="updated" in self._of.days)

    @lazy
    def section(self) -> SectionView | None:
        return self._context.section(self._of.section) if self._of.section else None

    @lazy
    def byline(self) -> tuple[PersonView, ...]:
        # A standalone page is on no list, so its writers may have no page of their own.
        on_lists = bool(self._of.section)
        return tuple(
            person_view(self._context, person, may_lack_page=not on_lists)
            for person in self._of.byline
        )


class CardView(ListedView[Card]):
    """A story as lists show it."""

    @lazy
    def lead(self) -> PictureView | None:
        return numbered_view(self._context, self._of.path, self._of.lead)


class PhotoView(View, frozen=True, kw_only=True):
    """A picture, and the newest story that shows it."""

    picture: PictureView
    story: CardView


class StoryView(ListedView[Story]):
    """A whole story. The kind of page that shows it sets `body`, `text` and the page numbers."""

    slug, version, urgency = _of("slug"), _of("version"), _of("urgency")
    tagline, words = _of("tagline"), _of("words")

    def __init__(
        self,
        context: "Context",
        story: Story,
        state: State,
        body: Markup = Markup(),
        text: Markup = Markup(),
        number: int = 1,
        numbers: tuple[NumberView, ...] = (),
    ):
        super().__init__(context, story)
        self.state, self.body, self.text = state, body, text
        self.number, self.numbers = number, numbers

    @property
    def status(self) -> str:
        """The state as readers meet it: "killed", "expired", ... ("usable" for a live story)."""
        return "usable" if self.state is State.LIVE else str(self.state)

    @property
    def extra(self) -> Any:
        """What stands below `extra`; of a story without it a mapping without keys."""
        return Frozen() if self._of.extra is None else frozen(self._of.extra)

    @lazy
    def changed(self) -> dt.datetime | None:
        """When the latest of what readers see was written, of date, update and corrections."""
        return self._context.local(last_changed(self._of))

    @lazy
    def contributors(self) -> tuple[PersonView, ...]:
        return tuple(
            person_view(self._context, person, may_lack_page=True)
            for person in self._of.contributors
        )

    @lazy
    def dateline(self) -> DatelineView | None:
        line = self._of.dateline
        return (
            DatelineView(
                place=line.place, date=line.date, agency=line.agency, text=format_dateline(line)
            )
            if line
            else None
        )

    @lazy
    def source(self) -> SourceView | None:
        source = self._of.source
        if source is None:
            return None
        known = self._context.config.sources.get(source.name)
        return SourceView(
            name=source.name,
            title=known.name if known and known.name else source.name,
            url=source.url or (known.url if known else ""),
            licence=source.licence or (known.licence if known else ""),
        )

    @lazy
    def lead(self) -> PictureView | None:
        """The picture that stands for the story: of a video its poster."""
        first = self.lead_media
        return first.recording.poster if first and first.recording else first

    @property
    def lead_media(self) -> PictureView | None:
        """What the story opens with: a picture, video or audio."""
        return self._media[0] if self._media else None

    @property
    def lead_withheld(self) -> bool:
        """Whether there is a lead that must not be shown now."""
        return bool(self._media) and self._media[0] is None

    @lazy
    def media(self) -> tuple[PictureView, ...]:
        return tuple(view for view in self._media if view)

    @property
    def pictures(self) -> tuple[PictureView, ...]:
        """All that can be seen where nothing plays."""
        seen = (view.recording.poster if view.recording else view for view in self.media)
        return tuple(view for view in seen if view)

    @lazy
    def _media(self) -> tuple[PictureView | None, ...]:
        of = self._of
        return tuple(media_view(self._context, of, n, is_lead=n == 0) for n in range(len(of.media)))

    @lazy
    def corrections(self) -> tuple[CorrectionView, ...]:
        local = self._context.local
        return tuple(
            CorrectionView(
                date=local(c.date, is_day=c.is_day),
                kind=c.kind,
                label=_CORRECTION_LABELS[c.kind],
                text=c.text,
            )
            for c in self._of.corrections
        )

    @lazy
    def keywords(self) -> tuple[str, ...]:
        """The tags as words: each once, whatever its case, and none that is empty."""
        found: dict[str, str] = {}
        for tag in (" ".join(tag.split()) for tag in self._of.tags):
            if tag:
                found.setdefault(tag.casefold(), tag)
        return tuple(found.values())

    @lazy
    def tags(self) -> tuple[TermView, ...]:
        slugs = dict.fromkeys(slugify(tag) for tag in self._of.tags)
        found = ((slug, self._context.queries.label(TAG, slug)) for slug in slugs)
        return tuple(TermView(self._context, TAG, slug, label) for slug, label in found if label)

    @lazy
    def series(self) -> SeriesView | None:
        key = slugify(self._of.series)
        label = self._context.queries.label(SERIES, key) if key else None
        if label is None:
            return None
        cards = self._context.queries.newest(SERIES, key, -1)[::-1]
        place = next((n for n, card in enumerate(cards, 1) if card.path == self._of.path), 0)
        return SeriesView(
            self._context, key, label, tuple(CardView(self._context, card) for card in cards), place
        )

    @lazy
    def share(self) -> tuple[ShareLink, ...]:
        config, lead = self._context.config, self.lead
        subject = ShareSubject(
            title=self.title,
            permalink=self.permalink,
            summary=self.summary,
            image=lead.file.permalink if lead and lead.syndicate else "",
            tags=self.keywords,
            via=config.social.get("x", config.social.get("twitter", "")).lstrip("@"),
        )
        return share_links(config.share if self._of.share is None else self._of.share, subject)

    @lazy
    def related(self) -> tuple[LinkView, ...]:
        return tuple(
            view
            for item in self._of.related
            if (view := related_view(self._context, self._of.path, item.path, item.url, item.title))
        )

    @lazy
    def _neighbours(self) -> tuple[CardView | None, CardView | None]:
        before, after = self._context.queries.neighbours(self._of.section, self._of.path)
        return (CardView(self._context, before) if before else None), (
            CardView(self._context, after) if after else None
        )

    @property
    def previous(self) -> CardView | None:
        return self._neighbours[0]

    @property
    def next(self) -> CardView | None:
        return self._neighbours[1]


def person_view(context: "Context", person: Person, may_lack_page: bool = False) -> PersonView:
    """A person with the link to their page. Contributors have one only if they have a byline
    somewhere.
    """
    key = slugify(person.name)
    has_page = bool(key) and (not may_lack_page or context.queries.label(AUTHOR, key) is not None)
    return PersonView(
        name=person.name,
        role=person.role,
        org=person.org,
        location=person.location,
        email=person.email,
        link=person.url,
        url=context.urls.href(f"/authors/{key}/") if has_page else "",
        is_agency=person.is_agency or context.is_source(person.name),
    )


def term_view(context: "Context", term: Term) -> TermView:
    return TermView(context, term.kind, term.key, term.label, term.count)


def term_url(kind: str, key: str) -> str:
    """The planned url of the front of a list."""
    if not key:
        return "/"
    return f"/{key}/" if kind == SECTION else f"/{FOLDERS[kind]}/{key}/"


def related_view(
    context: "Context", story_path: str, path: str, url: str, title: str, *, absolute: bool = False
) -> LinkView | None:
    """A related link; None while the story that it names is not published."""
    if url:
        return LinkView(title=title or url, url=url, external=True)
    target = context.target(story_path, path)
    if target is None or not target.is_published:
        return None
    address = context.urls.permalink if absolute else context.urls.href
    return LinkView(title=title or target.title, url=address(target.url), external=False)
