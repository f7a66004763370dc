"""Alarms of a case that leave the screens where nobody takes them up (pure): how long each stands,
how long its centre's people have, and what the alert says.

All times are house figures. Most alarms are raised when a time is over already (nobody assessed,
nobody tasked, nothing heard): whoever watches has five minutes more, and where nobody does the
contacts are alerted at once. News that nobody is late with has the five minutes in any case.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sar.incidents.words import AlarmCause

TAKEN_UP_WITHIN: Final = timedelta(minutes=5)
"""On screen, where somebody is signed in; each contact is given as long."""
STILL_AFTER: Final = timedelta(minutes=30)
"""Taken up or not, an alarm that still stands has its contacts tried once more."""

TRIED_AGAIN: Final = frozenset(
    {
        AlarmCause.UNASSESSED,
        AlarmCause.BELOW,
        AlarmCause.UNTASKED,
        AlarmCause.UNCOVERED,
        AlarmCause.UNWRITTEN,
        AlarmCause.UNIT_SILENT,
        AlarmCause.AUTHORITY_SILENT,
        AlarmCause.SMC_SILENT,
        AlarmCause.LOOK_AGAIN,
        AlarmCause.SUSPENDED_NEWS,
    }
)
"""The alarms that being seen does not settle."""

AGAIN_EACH: Final = timedelta(minutes=30)
"""So often they are tried again where lives hang on it, taken up or not, while it stands: a night
is longer than two turns."""
TRIED_ON: Final = frozenset(
    {
        AlarmCause.UNTASKED,
        AlarmCause.UNCOVERED,
        AlarmCause.UNWRITTEN,
        AlarmCause.BELOW,
        AlarmCause.UNIT_SILENT,
        AlarmCause.AUTHORITY_SILENT,
        AlarmCause.SMC_SILENT,
    }
)
"""The alarms whose contacts are tried again every half hour, for as long as they stand."""

NEWS: Final = frozenset({AlarmCause.REGION, AlarmCause.ACTED})
"""The alarms for which no time is over yet: the lead may ask the centre for help meanwhile, and
whoever acted as coordinator is there."""

OF_THE_LEAD: Final = frozenset(
    {
        AlarmCause.UNASSESSED,
        AlarmCause.BELOW,
        AlarmCause.UNTASKED,
        AlarmCause.UNCOVERED,
        AlarmCause.UNWRITTEN,
        AlarmCause.AUTHORITY_SILENT,
        AlarmCause.OFFER_WAITS,
        AlarmCause.LOOK_AGAIN,
        AlarmCause.SUSPENDED_NEWS,
        AlarmCause.LIST_OWED,
    }
)
"""The alarms that are over for a centre once another leads."""

SAYS: Final[Mapping[AlarmCause, str]] = {
    AlarmCause.UNASSESSED: "a case is not assessed",
    AlarmCause.BELOW: "distress is suggested, and nobody has answered",
    AlarmCause.UNTASKED: "nobody is tasked",
    AlarmCause.UNCOVERED: "help is short, and not enough is asked for",
    AlarmCause.HELP_GONE: "a unit does not come in time",
    AlarmCause.HAIL_UNANSWERED: "a ship that was hailed does not answer",
    AlarmCause.UNIT_SILENT: "a unit at work is silent",
    AlarmCause.UNWRITTEN: "nothing is written about people in distress",
    AlarmCause.REGION: "a case may concern your region",
    AlarmCause.SMC_SILENT: "the coordinator of a case is silent",
    AlarmCause.ACTED: "a watch officer acted as coordinator",
    AlarmCause.OFFER_WAITS: "an offer of help waits",
    AlarmCause.LOOK_AGAIN: "nobody has looked again at a suspended search",
    AlarmCause.SUSPENDED_NEWS: "there is news of a suspended search",
    AlarmCause.HANDED_OVER: "what was handed over is not confirmed",
    AlarmCause.LEAD_UNHEARD: "the coordinator of a case is silent",
    AlarmCause.LEAD_UNREACHED: "the coordinator of a case is silent",
    AlarmCause.AUTHORITY_SILENT: "another authority that has a case is silent",
    AlarmCause.LIST_OWED: "nobody has taken the list of missing and dead",
}
"""The least that wakes somebody: no position, no number of people, no name."""
YOUR_WORD: Final = "your word on a case is awaited"
"""To a mission coordinator by voice that is silent, not to those who wait for it."""

IN_DISTRESS: Final = "a case in distress may concern your region"
"""Of a region that is touched, once the case is in distress."""
REGION_KEYS: Final = ("region", "region distress")
"""The keys of an alarm that a region is touched: below distress, and in it."""


def says_of(cause: AlarmCause, key: str) -> str:
    """The words of an alarm that was raised in that state."""
    return IN_DISTRESS if key == REGION_KEYS[True] else SAYS[cause]


COORDINATORS_ALONE: Final = frozenset({AlarmCause.ACTED})
"""The alarms that only a coordinator settles: a watch officer who is there takes none up."""

PAST_THE_END: Final = frozenset({AlarmCause.ACTED, AlarmCause.LIST_OWED})
"""The alarms that closing the case does not end: it may be the very decision to look at, and the
missing stay missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseNow:
    """The case as its alarms are judged by. `keys`: of each cause the state that it is in now, for
    the party that is asked; without one nothing of the kind is the matter. `acted`: the decisions
    that its watch officers took as coordinator, `gone`: the units that are gone and `hails`: the
    ships that do not answer, `units`: those at work that are silent, as far as they ring at the
    alarm's centre; each is a key of its own.
    """

    is_closed: bool
    is_kept: bool
    """The case is kept from the alarm's party."""
    leads: bool
    """The alarm's centre leads it."""
    keys: Mapping[AlarmCause, str]
    acted: Collection[str] = ()
    gone: Collection[str] = ()
    silent: Collection[str] = ()
    hails: Collection[str] = ()
    units: Collection[str] = ()


def stands(cause: AlarmCause, key: str, case: CaseNow) -> bool:
    """Whether an alarm that was raised in that state is still the matter."""
    if case.is_kept or (cause in OF_THE_LEAD and not case.leads):
        return False
    if case.is_closed and cause not in PAST_THE_END:
        return False
    if cause == AlarmCause.ACTED:
        return key in case.acted
    if cause == AlarmCause.HELP_GONE:
        return key in case.gone
    if cause == AlarmCause.AUTHORITY_SILENT:
        return key in case.silent
    if cause == AlarmCause.HAIL_UNANSWERED:
        return key in case.hails
    if cause == AlarmCause.UNIT_SILENT:
        return key in case.units
    return case.keys.get(cause) == key


def leaves_at_once(cause: AlarmCause, *, watched: bool) -> bool:
    """Whether the contacts are alerted as soon as it is raised; else once nobody has taken it up
    in time. `watched`: somebody who can settle it is signed in at the centre."""
    return not watched and cause not in NEWS


def again_each(cause: AlarmCause) -> timedelta | None:
    """The interval at which its contacts are tried once more after that; None: not again."""
    return AGAIN_EACH if cause in TRIED_ON else None


def is_taken_up(taken_up_at: datetime | None, alerted_at: Iterable[datetime]) -> bool:
    """Whether somebody has it now: none of its contacts was alerted since somebody said so."""
    return taken_up_at is not None and all(at <= taken_up_at for at in alerted_at)


def is_unreached(since: datetime, *, seen_at: datetime | None, written_at: datetime | None) -> bool:
    """Whether nobody at the lead has answered a turn of alerts that began then: neither taken it
    up, nor written anything in the case."""
    return all(at is None or at < since for at in (seen_at, written_at))


def tried_again_at(cause: AlarmCause, raised_at: datetime) -> datetime | None:
    """The instant at which its contacts are tried once more; None: being seen settles it."""
    return raised_at + STILL_AFTER if cause in TRIED_AGAIN else None
