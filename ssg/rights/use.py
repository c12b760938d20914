"""Whether a picture may be used, and whether it may go to partners, at a moment. A media entry,
site.yaml's presets and a moment go in; its rights and a Verdict come out.
"""

import datetime as dt
import fnmatch
import functools
from typing import TYPE_CHECKING

from ssg.config.site import Config
from ssg.model.people import Credit
from ssg.model.rights import Lease, Leased, Rights, Verdict
from ssg.model.story import MediaEntry, Story

if TYPE_CHECKING:
    from ssg.grammar.names import Known

_SECOND = dt.timedelta(seconds=1)


def judge(rights: Rights, now: dt.datetime) -> Verdict:
    """What the rights of a picture (`effective_rights`) allow at `now`, which is on the site's
    clock.
    """
    use, why_not = _allowed(rights.allow_use, rights.deny_use, now)
    if not use:
        return Verdict(use=False, syndicate=False, reason=why_not)
    syndicate, why_not = _allowed(rights.allow_syndication, rights.deny_syndication, now)
    return Verdict(syndicate=syndicate, reason=why_not)


def leased(story: Story, config: Config) -> Leased:
    """What the leases of a story's pictures come to."""
    leases = [lease for entry in story.media for lease in _leases(entry, config)]
    if any(lease.start or lease.until for lease in leases):
        return Leased.FOR_A_TIME
    return Leased.FOR_GOOD if leases else Leased.NOT


def _leases(entry: MediaEntry, config: Config) -> list[Lease]:
    if (
        not entry.credit.text and not entry.rights.preset
    ):  # the credit may stand in the file: any preset may match it
        presets = [
            entry.rights,
            *(preset for preset in config.rights.values() if preset.match or preset.agency),
        ]
        return [lease for rights in presets for lease in _of(rights)]
    return _of(effective_rights(entry, config))


def _of(rights: Rights) -> list[Lease]:
    return [
        lease
        for lease in (
            rights.allow_use,
            rights.deny_use,
            rights.allow_syndication,
            rights.deny_syndication,
        )
        if lease
    ]


def effective_rights(entry: MediaEntry, config: Config) -> Rights:
    """The entry's rights with gaps filled from the preset it names, or else from the first preset
    that matches its credit.
    """
    preset = config.rights.get(entry.rights.preset) or config.rights.get(
        preset_for(entry.credit, config)
    )
    if preset is None:
        return entry.rights
    own = entry.rights
    # What the entry says of use, or of syndication, stands in place of all that the preset says of
    # it.
    use = own if own.allow_use or own.deny_use else preset
    syndication = own if own.allow_syndication or own.deny_syndication else preset
    return Rights(
        preset=own.preset,
        licence=own.licence or preset.licence,
        copyright=own.copyright or preset.copyright,
        usage_terms=own.usage_terms or preset.usage_terms,
        web_statement=own.web_statement or preset.web_statement,
        licensor=own.licensor or preset.licensor,
        digital_source_type=preset.digital_source_type,
        allow_use=use.allow_use,
        deny_use=use.deny_use,
        allow_syndication=syndication.allow_syndication,
        deny_syndication=syndication.deny_syndication,
    )


def next_end(rights: Rights, now: dt.datetime) -> dt.datetime | None:
    """The last moment (by the second, and after `now`) at which there is a right to use the
    picture, or None: of a prohibition that begins, the one before.
    """
    denied = rights.deny_use.start if rights.deny_use else None
    ends = [
        rights.allow_use.until if rights.allow_use else None,
        denied - _SECOND if denied else None,
    ]
    return min((end for end in ends if end and end > now), default=None)


def territories_of(rights: Rights) -> str:
    """Where the right to use a picture holds, in words: "only GB, IE", "not US"; "" if everywhere.
    Nothing on the web can hold to it.
    """
    places = (("only", rights.allow_use), ("not", rights.deny_use))
    return "; ".join(
        f"{word} {', '.join(lease.territories)}"
        for word, lease in places
        if lease and lease.territories
    )


def preset_for(credit: Credit, config: Config) -> str:
    """The name of the first preset that applies to a credit, "" if none does. An agency counts as
    the source of a picture or as who passed it on.
    """
    known = config.known if any(rights.agency for rights in config.rights.values()) else None
    for name, rights in config.rights.items():
        if rights.match and fnmatch.fnmatchcase(credit.text.casefold(), rights.match.casefold()):
            return name
        if (
            rights.agency
            and known is not None
            and _short_name(rights.agency, known)
            in (
                credit.agency.casefold(),
                credit.via.casefold(),
            )
        ):
            return name
    return ""


@functools.cache
def _short_name(agency: str, known: "Known") -> str:
    """An agency as credits have it after they were read: "The Associated Press" is "ap"."""
    # The grammar of credits, which builds do without where no preset names an agency.
    from ssg.grammar.credit import parse_credit

    return (parse_credit(agency, known).agency or agency).casefold()


def _allowed(allow: Lease | None, deny: Lease | None, now: dt.datetime) -> tuple[bool, str]:
    """Whether the leases allow it at `now`, which is on the site's clock; and if not, why."""
    if deny and _runs(deny, now):
        return False, deny.reason or "it is not allowed"
    if allow and not _runs(allow, now):
        ended = allow.until is not None and now > allow.until
        when = (
            f"its lease ended on {_day(allow.until, now)}"
            if ended
            else f"its lease begins on {_day(allow.start, now)}"
        )
        return False, f"{when} ({allow.reason})" if allow.reason else when
    return True, ""


def _day(moment: dt.datetime | None, now: dt.datetime) -> str:
    return f"{moment.astimezone(now.tzinfo):%Y-%m-%d}" if moment else ""


def _runs(lease: Lease, now: dt.datetime) -> bool:
    return (lease.start is None or lease.start <= now) and (
        lease.until is None or now <= lease.until
    )
