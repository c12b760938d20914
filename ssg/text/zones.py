"""Time zones, by the database of the package `tzdata` on every machine: that of the system is of
another year on each.
"""

import functools
import importlib.util
import os
import zoneinfo

NotAZone = (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError)


@functools.cache
def _use_package() -> None:
    spec = importlib.util.find_spec("tzdata")
    places = (spec and spec.submodule_search_locations) or ()
    # By its folder: to ask the package for each zone takes a tenth of a second.
    zoneinfo.reset_tzpath(to=[os.path.join(os.path.abspath(place), "zoneinfo") for place in places])


@functools.cache
def zone(name: str) -> zoneinfo.ZoneInfo:
    """A time zone by its IANA name. One of `NotAZone` is raised where there is none."""
    _use_package()
    return zoneinfo.ZoneInfo.no_cache(name)


def zone_names() -> list[str]:
    """The names of all time zones, in order."""
    _use_package()
    return sorted(zoneinfo.available_timezones())
