"""What an editor would catch in a story that is well formed: a picture without credit, alt text
that repeats the caption, a correction that will not say its name.
"""

import posixpath
import re
from collections.abc import Iterator
from typing import Any

from ssg.config.site import Config
from ssg.markup.marks import Body, Picture, mark
from ssg.markup.sanitize import unsafe_scheme
from ssg.model.recordings import Recording, media_noun, track_language
from ssg.model.story import MediaEntry, Story, poster_of
from ssg.problems import Problem, Severity, Span, suggest
from ssg.source.fields import Reader
from ssg.source.files import SourceFile
from ssg.source.yaml import Path
from ssg.story.blocks import block_pictures

_EUPHEMISM = re.compile(r"\b(clarif(?:y|ies|ied|ication)|recasts?|fixe[sd]|tweak(?:s|ed)?)\b", re.I)
EUPHEMISM_HELP = "say what was wrong and what is right (AP: never recasts, fixes, clarifies)"
_FILE_NAME = re.compile(r"[\w.-]+\.(jpe?g|png|webp|gif|avif|svg|tiff?)", re.I)
# What cameras, telephones and agencies call their files.
_CAMERA_NAME = re.compile(
    r"(?:_?(?:IMG|DSC|DSCN|DSCF|MG|PXL|SCR|GX|P)[_-]?[0-9]{4,}+|[A-Z]{2,4}[0-9]{6,}+"
    r"|[0-9]{8,}+)[\w-]*",
    re.I,
)
_SAYS_NOTHING = frozenset(
    (
        "image",
        "photo",
        "photograph",
        "picture",
        "graphic",
        "img",
        "alt",
        "alt text",
        "untitled",
        "placeholder",
        "todo",
        "tbd",
    )
)
_PICTURE_MARK = re.compile(re.escape(mark("P", 0)).replace("0", "([0-9]+)"))
_BEGINS_AS_PICTURE = re.compile(r"(?:an? |the )?(?:image|photo|photograph|picture) of\b", re.I)
# An escape of YAML by which a value could have a `<` or `-`, or a break between two signs.
_ESCAPE = re.compile(r"\\[xuU\n]")
_LONG_ALT = 250
# What stands in the place of a credit until somebody knows it.
_NO_CREDIT = frozenset(
    ("-", "–", "—", "?", "n/a", "na", "none", "tba", "tbc", "tbd", "tk", "unknown")
)
_LONGEST_OPTIONS = 20_000  # characters below a block in which a word of its options is looked for


def lint_story(story: Story, body: Body, reader: Reader, config: Config) -> list[Problem]:
    """Problems of judgement, most of them warnings."""
    linter = _Linter(reader)
    # A draft is not finished: it must not keep the others from being published.
    missing_credit = (
        Severity.WARNING if story.status == "draft" else Severity(config.missing_credit)
    )
    for number, entry in enumerate(story.media):
        linter.media(entry, story.lang, ("media", number), missing_credit)
        linter.poster(entry, story, ("media", number, "poster"))
    linter.pictures(story, body)
    linter.addresses(body)
    linter.corrections(story)
    if not body.html:
        linter.no_text(story)
    if story.source and config.sources and story.source.name not in config.sources:
        near = _source_meant(story.source.name, config)
        linter.add(
            ("source", "name"),
            "unknown-source",
            f"`{story.source.name}` is not among the `sources` of site.yaml",
            Severity.WARNING,
            label=f"did you mean `{near}`?" if near else "",
            help="add it there, with its name and url",
        )
    for number, entry in enumerate(story.media):
        if entry.rights.preset and entry.rights.preset not in config.rights:
            near = suggest(entry.rights.preset, config.rights)
            message = f"there is no rights preset `{entry.rights.preset}` in site.yaml"
            linter.add(
                ("media", number, "rights", "preset"),
                "unknown-rights",
                message,
                label=f"did you mean `{near}`?" if near else "",
                help=(
                    f"known are {', '.join(config.rights)}"
                    if config.rights
                    else "add it below `rights:` there"
                ),
            )
    return linter.problems


def comments_in_values(source: SourceFile, fields: Any, end: int, body: Body) -> Iterator[Problem]:
    """Comments of HTML in front matter (which ends at offset `end`) and in what blocks are given:
    there they are text, which all would read.
    """
    places = [(0, end, "a field", fields)]
    for block in body.blocks:
        begin = source.offset(block.line) if block.line else 0
        places.append(
            (begin, len(source.text), f"the block `{block.name}`", [block.argument, block.options])
        )
    for begin, last, what, values in places:
        written = source.text[begin:last]
        if "<!--" not in written and not _ESCAPE.search(written):
            continue
        if any("-->" in text.partition("<!--")[2] for text in _texts(values)):
            at = source.text.find("<!--", begin, last)
            span = source.span(at, at + 4) if at != -1 else None
            yield source.problem(
                "open-comment",
                f"a comment stands in {what}, where it is text: its words would be published",
                span,
                help="take it out; in front matter a note for colleagues begins with ` # `",
            )


def _texts(values: Any) -> Iterator[str]:
    if isinstance(values, str):
        yield values
    elif isinstance(values, dict):
        for value in values.values():
            yield from _texts(value)
    elif isinstance(values, list | tuple):
        for value in values:
            yield from _texts(value)


class _Linter:
    def __init__(self, reader: Reader):
        self.reader, self.yaml = reader, reader.yaml
        self.problems: list[Problem] = []
        self.entries: dict[str, MediaEntry] | None = None

    def add(
        self,
        path: Path,
        code: str,
        message: str,
        severity: Severity = Severity.ERROR,
        *,
        word: str = "",
        label: str = "",
        help: str = "",
    ) -> None:
        """A problem with the field at `path`; with `word` only its first place is marked."""
        source, span = self.yaml.source, self.yaml.span(self.reader.written(path))
        if word and span:
            start, end = (
                source.offset(span.line, span.column),
                source.offset(span.end_line, span.end_column),
            )
            at = source.text.find(word, start, end)
            span = source.span(at, at + len(word)) if at != -1 else span
        self.problems.append(
            source.problem(code, message, span, severity=severity, label=label, help=help)
        )

    def media(self, entry: MediaEntry, lang: str, path: Path, missing_credit: Severity) -> None:
        if not entry.credit.text or entry.credit.text.casefold() in _NO_CREDIT:
            self.add(
                path,
                "missing-credit",
                f"the {media_noun(entry.src)} `{entry.src}` has no credit",
                missing_credit,
                help="add `credit:`, such as `AP Photo/Ines Kessler` or `Ana Ruiz`",
            )
        if entry.recording:
            self.recording(entry, entry.recording, lang, path)
        elif reason := _alt_problem(entry):
            self.add(
                (*path, "alt"),
                "alt-text",
                reason,
                Severity.WARNING,
                help="say in a few words what is seen, for readers who cannot see it",
            )

    def recording(self, entry: MediaEntry, recording: Recording, lang: str, path: Path) -> None:
        """What is spoken must be there to read (WCAG 2.2, 1.2.1 and 1.2.2), and a video needs
        something to show before it plays.
        """
        noun = media_noun(entry.src)
        if noun == "video" and not recording.poster:
            self.add(
                path,
                "missing-poster",
                f"the video `{entry.src}` has no poster",
                Severity.WARNING,
                help="add `poster:` with a still picture: lists, feeds and networks show it",
            )
        if noun == "video" and recording.spoken and not recording.captions:
            self.add(
                path,
                "missing-captions",
                f"the video `{entry.src}` has no captions",
                Severity.WARNING,
                help=(
                    "add `captions:` with a WebVTT file, or `captions: false` if nothing is said"
                    " in it"
                ),
            )
        if noun == "audio" and recording.spoken and not recording.transcript:
            self.add(
                path,
                "missing-transcript",
                f"the audio `{entry.src}` has no transcript",
                Severity.WARNING,
                help=(
                    "add `transcript:` with a text file of what is said, for readers who cannot"
                    " hear it"
                ),
            )

        tracks = [
            (track.kind, track_language(track, lang).casefold(), track.label.casefold())
            for track in recording.captions
        ]
        seen: set[tuple[str, str, str]] = set()
        for number, track in enumerate(tracks):
            is_twin = track in seen
            seen.add(track)
            if is_twin:
                self.add(
                    (*path, "captions", number),
                    "wrong-value",
                    f"`{entry.src}` has two tracks that players cannot tell apart",
                    help="give each its `lang`, or a `label` of its own",
                )

    def poster(self, entry: MediaEntry, story: Story, path: Path) -> None:
        """A picture that is a poster too has one credit and one set of rights."""
        still = poster_of(entry)
        other = self.first_of(story, still.src) if still else None
        if still and other and (other.credit, other.rights) != (still.credit, still.rights):
            self.add(
                path,
                "wrong-value",
                f"`{still.src}` has an entry of its own, with another credit or other rights than"
                f" `{entry.src}`",
                help="give both entries the same, or make a poster of another file",
            )

    def first_of(self, story: Story, src: str) -> MediaEntry | None:
        """The first entry of a file."""
        if self.entries is None:
            self.entries = {entry.src: entry for entry in reversed(story.media)}
        return self.entries.get(src)

    def pictures(self, story: Story, body: Body) -> None:
        """Each picture in the text must have a media entry, since its credit stands there."""
        known = {entry.src for entry in story.media}
        source = self.yaml.source
        for picture in body.pictures:
            if picture.src not in known:
                self.unlisted(picture.src, self.place(picture))
        self.inline_pictures(story, body)
        for block in body.blocks:
            for src in block_pictures(block.name, block.argument, block.options):
                if src not in known:
                    at = _written_below(source, src, block.line)
                    self.unlisted(src, source.span(at, at + len(src)) if at != -1 else None)

    def inline_pictures(self, story: Story, body: Body) -> None:
        """A picture inside a line has room for no credit: it must be seen with it elsewhere in the
        story.
        """
        numbers = set(map(int, _PICTURE_MARK.findall(body.html))) if body.pictures else set()
        inline = [picture for number, picture in enumerate(body.pictures) if number in numbers]
        if not inline:
            return
        listed = {entry.src for entry in story.media}
        credited = {entry.src for entry in story.media[:1]} | {
            picture.src for n, picture in enumerate(body.pictures) if n not in numbers
        }
        credited.update(
            src
            for block in body.blocks
            for src in block_pictures(block.name, block.argument, block.options)
        )
        for picture in inline:
            if picture.src not in credited and picture.src in listed:
                message = (
                    f"the picture `{picture.src}` stands inside a line, where its credit is not"
                    " shown"
                )
                self.problems.append(
                    self.yaml.source.problem(
                        "uncredited-picture",
                        message,
                        self.place(picture),
                        severity=Severity.WARNING,
                        help="put it in a paragraph of its own",
                    )
                )

    def place(self, picture: Picture) -> Span | None:
        """Where the text names a picture, if that can be told."""
        source = self.yaml.source
        start = source.offset(picture.line, picture.column) if picture.line else 0
        return source.span(start, start + len(picture.src)) if picture.line else None

    def addresses(self, body: Body) -> None:
        """No address in the options of a block may run a script."""
        source = self.yaml.source
        for block in body.blocks:
            for address in _addresses(block.options):
                if scheme := unsafe_scheme(address):
                    at = _written_below(source, address, block.line)
                    span = source.span(at, at + len(address)) if at != -1 else None
                    self.problems.append(
                        source.problem(
                            "unsafe-link",
                            f"a link may not begin with `{scheme}:`",
                            span,
                            help="link to a page, or remove the link",
                        )
                    )

    def unlisted(self, src: str, span: Span | None) -> None:
        message = f"the text shows the picture `{src}`, which has no entry in `media`"
        self.problems.append(
            self.yaml.source.problem(
                "missing-media", message, span, help="add one with src, alt, caption and credit"
            )
        )

    def no_text(self, story: Story) -> None:
        """A story that readers would open for nothing. Its layout or its pictures may be all of it,
        and a draft is yet to be written.
        """
        if story.kind != "story" or story.status != "usable" or story.media or story.layout:
            return
        source = self.yaml.source
        if source.text.rstrip().endswith(("\n---", "-->")):  # else it is told why
            self.problems.append(
                source.problem(
                    "no-text",
                    "the story has no text",
                    severity=Severity.WARNING,
                    help="write it below the second line `---`, or `draft: true` above",
                )
            )

    def corrections(self, story: Story) -> None:
        for number, correction in enumerate(story.corrections):
            if correction.kind == "correction" and (word := euphemism_in(correction.text)):
                self.add(
                    ("corrections", number, "text"),
                    "correction-euphemism",
                    f"a correction should not say `{word}`",
                    Severity.WARNING,
                    word=word,
                    help=EUPHEMISM_HELP,
                )
        if story.status == "killed" and not story.corrections:
            self.add(
                ("status",),
                "kill-without-note",
                "the story is killed, and readers are not told why",
                Severity.WARNING,
                help="add a correction of kind `kill` with a date and one sentence",
            )


def euphemism_in(text: str) -> str:
    """The word by which a correction hides that something was wrong, or ""."""
    word = _EUPHEMISM.search(text)
    return word[0] if word else ""


def _written_below(source: SourceFile, word: str, line: int) -> int:
    """Where a word stands in a block that begins on a line; -1 if that cannot be told."""
    start = source.offset(line) if line else 0
    return source.text.find(word, start, start + _LONGEST_OPTIONS) if line else -1


def _addresses(options: Any) -> Iterator[str]:
    """What stands under `url` or `href` in the options of a block, however deep."""
    if isinstance(options, list):
        for item in options:
            yield from _addresses(item)
    elif isinstance(options, dict):
        for key, value in options.items():
            if key in ("url", "href") and isinstance(value, str):
                yield value
            yield from _addresses(value)


def _source_meant(name: str, config: Config) -> str | None:
    """The agency in site.yaml that is probably meant: by its full name, or by a similar one."""
    wanted = name.casefold().removeprefix("the ")
    by_full_name = (
        key
        for key, source in config.sources.items()
        if source.name.casefold().removeprefix("the ") == wanted
    )
    return next(by_full_name, None) or suggest(name, config.sources)


def _alt_problem(entry: MediaEntry) -> str | None:
    alt = entry.alt
    if not alt:
        return f"the picture `{entry.src}` has no alt text"
    if _FILE_NAME.fullmatch(alt) or _CAMERA_NAME.fullmatch(alt) or _is_stem(alt, entry.src):
        return f"the alt text of `{entry.src}` is a file name"
    if alt.casefold().strip(". ") in _SAYS_NOTHING:
        return f"the alt text of `{entry.src}` does not say what is seen"
    if begins := _BEGINS_AS_PICTURE.match(alt):
        return (
            f"the alt text of `{entry.src}` begins with `{begins[0].strip()}`, which screen readers"
            " say already"
        )
    if len(alt) > _LONG_ALT:
        return f"the alt text of `{entry.src}` is longer than {_LONG_ALT} characters"
    if entry.caption and alt.casefold().strip(". ") == entry.caption.casefold().strip(". "):
        return f"the alt text of `{entry.src}` repeats the caption"
    if len(entry.credit.text) > 3 and entry.credit.text.casefold() in alt.casefold():
        return f"the alt text of `{entry.src}` carries the credit"
    if re.match(r"file( photo)?\b\s*[-\u2013\u2014:]", alt, re.I) or re.search(
        r"\((?:AP Photo|Photo by|REUTERS)", alt
    ):
        return f"the alt text of `{entry.src}` carries the credit or the FILE mark"
    return None


def _is_stem(alt: str, src: str) -> bool:
    """`ferry-strike` for ferry-strike.jpg; one plain word may well be what is seen."""
    return alt == posixpath.basename(src).rpartition(".")[0] and not alt.isalpha()
