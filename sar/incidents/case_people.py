"""The people of a case as rules count them, from its row."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sar.incidents.models import Incident
from sar.incidents.people.found_by_others import found_people
from sar.incidents.people.lost_list import Lost
from sar.incidents.people.outstanding import (
    FoundPeople,
    PersonsRange,
    most_outstanding,
    outstanding_range,
)
from sar.incidents.phases import Outstanding, outstanding, still_asked


def found_of(incident: Incident) -> FoundPeople:
    """The people who were found, by its units as they were counted last, and by others."""
    return found_people(incident.people, incident.found_by_others)


def outstanding_of(incident: Incident) -> PersonsRange:
    """The people of the case whom nobody has found yet."""
    return outstanding_range(incident.searched_for, found_of(incident))


def obstacles_of(
    incident: Incident, *, distress: bool, unreleased: Sequence[str] = ()
) -> Outstanding:
    """The reasons against suspending or ending it, as people are counted. `distress`: it is or was
    in that phase; `unreleased`: the ships that are not released yet, which hold its end alone."""
    return outstanding(
        incident.searched_for,
        found_of(incident),
        highest=incident.pob_highest,
        distress=distress,
        unreleased=tuple(unreleased),
    )


def most_outstanding_of(incident: Incident) -> int:
    """The most of them that anybody has told of."""
    return most_outstanding(incident.searched_for, found_of(incident), incident.pob_highest)


def wish_to_suspend(incident: Incident) -> dict[str, Any] | None:
    """One person's wish to suspend the search, while no more people are unaccounted for than it was
    given for; None: nobody wishes it."""
    word = incident.asked_to_suspend
    stands = word is not None and still_asked(word["most"], outstanding_of(incident))
    return word if stands else None


def lost_of(incident: Incident) -> Lost:
    """The missing and the dead of the case. Of one that was closed as the same as another nobody is
    missing: the search goes on in that one. Its dead are its own."""
    missing = PersonsRange(0, 0) if incident.closed_as else outstanding_of(incident)
    return Lost(missing, found_of(incident).dead)


def in_water_since(incident: Incident) -> datetime | None:
    """The time since which people are in the water, as somebody has said; None: nobody has."""
    said = incident.in_water
    return datetime.fromisoformat(said["since"]) if said else None
