"""Problems that show only when the whole site is known: dead links, missing pictures, rights that
have run out. Those of the site as a whole are in check_site.py.
"""

from collections.abc import Iterable

from ssg.build.check_links import LinkChecker
from ssg.build.check_media import MediaChecker
from ssg.build.checker import Guesses
from ssg.build.faults import noted
from ssg.build.places import Places
from ssg.catalog.scan import CatalogScan
from ssg.catalog.schema import DAMAGE
from ssg.media.finder import MediaFinder
from ssg.pages.context import Context
from ssg.problems import Problem
from ssg.text.urls import Urls


def check_stories(
    context: Context, scan: CatalogScan, finder: MediaFinder, paths: Iterable[str], urls: Urls
) -> tuple[dict[str, list[Problem]], list[Problem]]:
    """Problems between each of some stories and other files, by story; and where ssg itself failed.
    The pages must be planned. `urls` are those of the site, which planning knows nothing of.
    """
    places, guesses = Places(context.root), Guesses()
    links = LinkChecker(context, scan, places, guesses, urls)
    media = MediaChecker(context, scan, places, guesses)
    faults: list[Problem] = []
    found: dict[str, list[Problem]] = {}
    for path in paths:
        with noted(faults, path, "checking this story against the others", passed_on=DAMAGE):
            problems = [*links.links(path)]
            if not context.config.media_url:
                problems += [*media.pictures(path, finder), *media.notices(path)]
            found[path] = [*problems, *media.rights(path)]
    return found, faults
