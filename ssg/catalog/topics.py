"""The parts of the catalog that questions are about, by name: a change invalidates some of them,
and the questions about those are asked again.
"""

# The number behind the last story of any list: what depends on how a list ends depends on this one
# too.
END = 1 << 62
# Section texts, standalone pages, and all pages with their times (for the sitemap).
INDEXES, STANDALONE, PAGES = "indexes", "standalone", "pages"
# All that stories say of pictures: invalidated with every story that has any.
LEDGER = "ledger"


def about_story(path: str) -> str:
    return f"story:{path}"


def about_list(kind: str, key: str) -> str:
    return f"list:{kind}/{key}"


def about_terms(kind: str) -> str:
    return f"terms:{kind}"


def about_photos(person: str) -> str:
    return f"photos:{person}"
