"""The words of credits: where pictures come from beside the wire services, and what is said of how
they came. Only data; `credit.py` reads by them.
"""

from collections.abc import Mapping

# fmt: off
PICTURE_SOURCES: Mapping[str, str] = {
    name.casefold(): name
    for name in (
        "Adobe Stock", "Alamy", "Bettmann", "Chinatopix", "Depositphotos", "Dreamstime",
        "Europa Press", "FilmMagic", "Flickr", "Folhapress", "Getty Images", "Icon Sportswire",
        "Imagn Images", "IMAGO", "Invision", "iStock", "KCNA", "LaPresse", "Lehtikuva",
        "Magnum Photos", "NurPhoto", "PA Images", "PA Wire", "Pexels", "picture alliance",
        "Pixabay", "Rex", "Ritzau Scanpix", "Scanpix", "Shutterstock", "Sipa USA", "SIPA",
        "Staff", "TT", "TT News Agency", "Unsplash", "USA TODAY Sports", "Wikimedia Commons",
        "WireImage", "ZUMA Press",
    )
} | {
    "getty": "Getty Images", "alamy stock photo": "Alamy", "picture-alliance": "picture alliance",
    "istockphoto": "iStock",
}
FLAGS: Mapping[str, str] = {
    "file": "FILE", "files": "FILE", "archivo": "FILE", "archiv": "FILE", "arquivo": "FILE",
    "pool": "POOL", "ho": "HANDOUT", "handout": "HANDOUT", "family handout": "HANDOUT",
    "divulgação": "HANDOUT", "courtesy": "COURTESY", "contributed": "COURTESY",
    "provided": "COURTESY", "submitted": "COURTESY", "supplied": "COURTESY",
    "cedida": "COURTESY", "cedido": "COURTESY", "cortesía": "COURTESY", "cortesia": "COURTESY",
}
# fmt: on

# Where nobody is named.
NOBODY = frozenset(
    (
        "uncredited",
        "anonymous",
        "unknown",
        "str",
        "stringer",
        "stf",
        "not provided",
        "privat",
        "private",
        "unbekannt",
        "no credit",
        "none",
        "author",
        "the author",
        "reprodução",
        "reproducción",
        "reproduction",
        "all rights reserved",
        "ai",
        "ai-generated",
        "ai generated",
        "generated with ai",
    )
)
# Behind these "for" goes on with the name: "Center for Alder Arts".
WHOLE = frozenset(
    "academy alliance association center centre coalition committee council department foundation"
    " fund institute league museum office organization school society trust".split()
)
