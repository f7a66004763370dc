"""The first need of a case: to search, to take people aboard, or to fight a pollution.

In uncertainty and alert one finds out and searches; in distress people are recovered where their
place is known, and searched for where it is not (IAMSAR Manual, volume II, on the actions of each
phase).
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sar.agreements.words import Kind, Phase, Situation
from sar.incidents.case_people import most_outstanding_of, outstanding_of
from sar.incidents.datum import drifted
from sar.incidents.models import Incident
from sar.matching.schemas import NeedBody
from sar.matching.words import NeedUnit
from sar.requests.words import FirstNeed, SearchGround

VAGUE_NM: Final = 5.0
"""A place that is not known to so much is searched for (a house figure)."""

_AT_SEA: Final = (Kind.AIRCRAFT, Kind.VESSEL, Kind.UNCREWED)
_ON_LAND: Final = (Kind.AIRCRAFT, Kind.UNCREWED, Kind.TEAM)
_SEARCHERS: Final = {
    Situation.AERONAUTICAL: (*_AT_SEA, Kind.TEAM),
    Situation.LAND: _ON_LAND,
    Situation.NATURAL_DISASTER: _ON_LAND,
}
_AGAINST_POLLUTION: Final = (Kind.VESSEL, Kind.AIRCRAFT, Kind.EQUIPMENT)


@dataclass(frozen=True, slots=True)
class CaseNeed:
    """The need that a case has first, and the need for whoever takes its people aboard.

    `ground`: why one searches first; None: one does not. `pob_told`: somebody has told how many are
    to be taken aboard, at least or at most.
    """

    first: FirstNeed
    ground: SearchGround | None
    need: NeedBody
    people: NeedBody
    pob_told: bool


def case_need(incident: Incident, *, now: datetime) -> CaseNeed:
    """The need of the case as it stands now, by phase, situation, people and place."""
    people, ground = need_of(incident), _ground(incident, now=now)
    outstanding = outstanding_of(incident)
    told = outstanding.most is not None or _most_told(incident) > 0
    waits = outstanding.least > 0 and incident.phase is Phase.DISTRESS
    if incident.situation is Situation.POLLUTION and not waits:
        against = NeedBody(kinds=_AGAINST_POLLUTION)
        return CaseNeed(FirstNeed.POLLUTION, None, against, people, told)
    if ground is None:
        return CaseNeed(FirstNeed.TAKE_ABOARD, None, people, people, told)
    return CaseNeed(FirstNeed.SEARCH, ground, _search(incident), people, told)


def need_of(incident: Incident) -> NeedBody:
    """The need for whoever takes aboard all that are still to be; if nobody knows how many at most,
    for as many as anybody has told of."""
    return NeedBody(unit=NeedUnit.PERSONS, quantity=max(1, _most_told(incident)))


def _most_told(incident: Incident) -> int:
    """The most that are to be taken aboard, as far as anybody has told; 0: nobody has, or none."""
    outstanding = outstanding_of(incident)
    if outstanding.most is not None:
        return outstanding.most
    return most_outstanding_of(incident) or outstanding.least


def _search(incident: Incident) -> NeedBody:
    """In distress two units search, one in the air and one on the water, else one finds out (house
    figures)."""
    kinds = _SEARCHERS.get(incident.situation, _AT_SEA)
    return NeedBody(kinds=kinds, quantity=2 if incident.phase is Phase.DISTRESS else 1)


def _ground(incident: Incident, *, now: datetime) -> SearchGround | None:
    """The reason why one searches first. At the scene everybody sees it; a patient is known to be
    aboard, and in what phase says nothing about where."""
    if incident.attended:
        return None
    if incident.datum is None:
        return SearchGround.NO_POSITION
    if drifted(incident, now=now).uncertainty_nm > VAGUE_NM:
        told_vague = (incident.datum_uncertainty_nm or 0.0) > VAGUE_NM
        return SearchGround.VAGUE_POSITION if told_vague else SearchGround.OLD_POSITION
    if incident.situation is Situation.MEDICAL_EVACUATION:
        return None
    return None if incident.phase is Phase.DISTRESS else SearchGround.PHASE
