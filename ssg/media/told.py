"""What a picture's own file says, where a story leaves it out: an entry and the file's metadata come in, the entry as it is shown goes out."""

from typing import Any

import msgspec

from ssg.media.rights_metadata import Metadata
from ssg.story.model import MediaEntry


def filled(entry: MediaEntry, said: Metadata) -> MediaEntry:
    """The entry with alt text, caption, credit, day and licence of the file where it has none. What the story says wins, field by field."""
    from ssg.media.entry import entry_for  # imported late: most builds look at no new picture
    from ssg.story.credit import parse_credit

    found = entry_for(entry.src, said).value
    changes: dict[str, Any] = {name: found[name] for name in ("alt", "caption", "taken") if name in found and not getattr(entry, name)}
    if "caption" in changes and "file" in found:
        changes["is_file"] = True
    if "credit" in found and not entry.credit.text:
        changes["credit"] = parse_credit(found["credit"])
    if "rights" in found and not entry.rights.licence and not entry.credit.licence:
        changes["rights"] = msgspec.structs.replace(entry.rights, licence=found["rights"]["licence"])
    return msgspec.structs.replace(entry, **changes) if changes else entry
