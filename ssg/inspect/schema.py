"""JSON Schemas made from the fields that the parser itself uses, so that an editor and a build
never disagree.
"""

from typing import Any

import ssg
from ssg.config import site as config
from ssg.source.fields import fields_schema
from ssg.story import front_matter

_TITLES = {"story": "The front matter of a story", "site": "site.yaml"}


def json_schema(what: str) -> dict[str, Any]:
    """The schema of "story" or "site" (JSON Schema draft 2020-12). An empty value is allowed for
    every field, as in YAML.
    """
    schema = fields_schema(front_matter.FIELDS if what == "story" else config.FIELDS)
    for name, property_ in schema["properties"].items():
        if name not in schema.get("required", ()) and set(property_) != {"description"}:
            description = property_.pop("description")
            schema["properties"][name] = {
                "description": description,
                "anyOf": [property_, {"type": "null"}],
            }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"{_TITLES[what]} (ssg {ssg.__version__})",
        **schema,
    }
