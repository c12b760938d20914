"""What is found inside a picture, as a value: kept apart from the looking, so that a build that looks at none need not load what does."""

import msgspec


class Probe(msgspec.Struct, frozen=True, kw_only=True):
    """What is inside a picture. `kind` is a MIME type, by content. Width and height are those that readers see, in pixels.

    `orientation` is the camera's (1 to 8, EXIF), `pages` the number of frames. `problem` says why it cannot be published, `warning`
    what is odd about it; both are sentences without a subject's name, and "" if all is well. `digest` is of the whole file.
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

    @property
    def is_animated(self) -> bool:
        return self.pages > 1
