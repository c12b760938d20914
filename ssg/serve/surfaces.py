"""How a story looks elsewhere: the head of its page goes in, as readers get it; what search engines
and social networks take of it comes out.
"""

import msgspec

from ssg.markup.tokens import Kind, attributes, tokens


class Surfaces(msgspec.Struct, frozen=True, kw_only=True):
    """What a head says of its page. `card` has Open Graph and Twitter names without their
    prefixes, Open Graph's first.
    """

    description: str = ""
    canonical: str = ""
    card: dict[str, str] = {}


def surfaces_of(head: str) -> Surfaces:
    """Read from the HTML itself, so that what is shown is what is sent."""
    named: dict[str, str] = {}
    canonical = ""
    for token in tokens(head):
        if token.kind is not Kind.START or token.name not in ("meta", "link"):
            continue
        given = {each.name: each.value for each in attributes(head, token)}
        name = given.get("property") or given.get("name")
        if given.get("rel") == "canonical":
            canonical = given.get("href", "")
        elif name and "content" in given:
            named.setdefault(name, given["content"])
    card: dict[str, str] = {}
    for prefix in ("og:", "twitter:"):
        for name, value in named.items():
            if name.startswith(prefix):
                card.setdefault(name.removeprefix(prefix), value)
    return Surfaces(description=named.get("description", ""), canonical=canonical, card=card)
