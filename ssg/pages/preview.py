"""The mark of a preview: a build that shows drafts or what is before or after its time. Whatever
the layouts make, each of its pages says so, and search engines are asked to pass over it.
"""

from ssg.markup.tokens import Kind, tokens

NOINDEX = '<meta name="robots" content="noindex">'
_MARK = (
    '<aside aria-label="Preview" style="margin:0;padding:.5em 1em;background:#7a1f1f;color:#fff;'
    'font:1rem/1.4 sans-serif;text-align:center">Preview, not for readers: this site was built with'
    " {}.</aside>"
)


def marked(page: str, shown: tuple[str, ...]) -> str:
    """The HTML of a page of a preview, with its mark at the head of the body. `shown` says what is
    there that readers do not see yet.
    """
    mark = _MARK.format(" and ".join(shown))
    places = {token.name: token.end for token in tokens(page) if token.kind is Kind.START}
    at = next((places[name] for name in ("body",) if name in places), len(page))
    page = f"{page[:at]}{mark}{page[at:]}"
    if NOINDEX not in page:
        at = places.get("head", 0)
        page = f"{page[:at]}{NOINDEX}{page[at:]}"
    return page
