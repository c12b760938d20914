"""Tells readers when a machine had a hand in a picture: IPTC's digital source type comes in, a few
words to show go out.
"""

_LABELS = {
    # IPTC NewsCodes, scheme "Digital Source Type" (cv.iptc.org/newscodes/digitalsourcetype). Types
    # that are not here are made by people.
    "trainedalgorithmicmedia": "Image made with AI",
    "compositewithtrainedalgorithmicmedia": "Image changed with AI",
    "compositesynthetic": "Image with parts made with AI",
    "algorithmicallyenhanced": "Image changed by software",
    "algorithmicmedia": "Image made by software",
}


def ai_label(uri: str) -> str:
    """The label for a digital source type, written as an address, a QCode (`digsrctype:…`) or a
    bare name; "" where none is called for.
    """
    name = uri.strip().rstrip("/").replace(":", "/").rpartition("/")[2]
    return _LABELS.get(name.casefold(), "")
