"""What is found inside a picture, as a value: kept apart from the looking, so that a build that
looks at none need not load what does.
"""

import msgspec

from ssg.model.file_metadata import Metadata


class Probe(msgspec.Struct, frozen=True, kw_only=True):
    """What is inside a media file. `kind` is a MIME type, by content. Width and height are those
    that readers see, in pixels.

    `seconds` is how long a recording lasts (0.0 if that is not known), `text` what is said in one,
    as a file of captions or a transcript has it. `orientation` is the camera's (1 to 8, EXIF),
    `pages` the number of frames. `problem` says why it cannot be published, `warning` what is odd
    about it; both are sentences without a subject's name, and "" if all is well. `digest` is of the
    whole file. With `has_broken_profile` nobody can know its colours.
    """

    kind: str = ""
    width: int | None = None
    height: int | None = None
    orientation: int = 1
    pages: int = 1
    has_alpha: bool = False
    problem: str = ""
    warning: str = ""
    digest: str = ""
    seconds: float = 0.0
    text: str = ""
    has_broken_profile: bool = False

    @property
    def is_picture(self) -> bool:
        return self.kind.startswith("image/")

    @property
    def is_animated(self) -> bool:
        return self.pages > 1


class MediaFile(msgspec.Struct, frozen=True, kw_only=True):
    """A media file that was looked into: what is inside it, what it says of itself, and a tiny
    picture to show until it is there.
    """

    path: str
    placeholder: str
    probe: Probe
    metadata: Metadata
