"""The first need of a case: to search, to take people aboard, to tow, to reach them on land, or to
fight a pollution.

In uncertainty and alert one finds out and searches; in distress people are recovered where their
place is known, and searched for where it is not (IAMSAR Manual, volume II, on the actions of each
phase). The object changes that as far as matching can judge what follows from it (house rules):
people in the water, or in a survival craft, are lifted out in any phase, by aircraft and vessels; a
craft adrift that is not in distress gets a vessel; people on land are reached from the air and by
teams. A fire changes nothing: no fact of a case tells of one.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sar.agreements.words import AT_SEA, Kind, Phase, Situation
from sar.incidents.case_object import object_of
from sar.incidents.case_people import most_outstanding_of, outstanding_of
from sar.incidents.datum import drifted
from sar.incidents.distress import Answer, Criterion
from sar.incidents.models import Incident
from sar.incidents.newest_sheet import sheet_of
from sar.incidents.words import CaseObject
from sar.matching.schemas import NeedBody
from sar.matching.words import NeedUnit
from sar.requests.words import FirstNeed, NeedGround

VAGUE_NM: Final = 5.0
"""A place that is not known to so much is searched for (a house figure)."""

_SEARCHING_AT_SEA: Final = (Kind.AIRCRAFT, Kind.VESSEL, Kind.UNCREWED)
_SEARCHING_ON_LAND: Final = (Kind.AIRCRAFT, Kind.UNCREWED, Kind.TEAM)
_SEARCHERS: Final = {
    Situation.AERONAUTICAL: (*_SEARCHING_AT_SEA, Kind.TEAM),
    Situation.LAND: _SEARCHING_ON_LAND,
    Situation.NATURAL_DISASTER: _SEARCHING_ON_LAND,
}
_AGAINST_POLLUTION: Final = (Kind.VESSEL, Kind.AIRCRAFT, Kind.EQUIPMENT)
_ON_LAND: Final = (Situation.LAND, Situation.NATURAL_DISASTER)
_LIFTING: Final = (Kind.AIRCRAFT, Kind.VESSEL)
_REACHING_ON_LAND: Final = (Kind.AIRCRAFT, Kind.TEAM)

OUT_OF_WATER: Final = frozenset(
    {NeedGround.IN_WATER, NeedGround.WRECKAGE, NeedGround.SURVIVAL_CRAFT, NeedGround.AIRCRAFT}
)
"""The grounds on which people are lifted out of the water, or a survival craft."""
_BY_OBJECT: Final = {
    CaseObject.PEOPLE_IN_WATER: NeedGround.IN_WATER,
    CaseObject.SURVIVAL_CRAFT: NeedGround.SURVIVAL_CRAFT,
}
"""The objects by which people are taken aboard in any phase."""
_BY_OBJECT_IN_DISTRESS: Final = {
    CaseObject.WRECKAGE: NeedGround.WRECKAGE,
    CaseObject.AIRCRAFT: NeedGround.AIRCRAFT,
}
_SEARCHED_ON: Final = frozenset(
    {
        NeedGround.PHASE,
        NeedGround.NO_POSITION,
        NeedGround.VAGUE_POSITION,
        NeedGround.OLD_POSITION,
    }
)


@dataclass(frozen=True, slots=True)
class CaseNeed:
    """The need that a case has first, and the need for whoever takes its people aboard.

    `ground`: the fact by which the first was chosen. `pob_told`: somebody has told how many are to
    be taken aboard, at least or at most.
    """

    first: FirstNeed
    ground: NeedGround
    need: NeedBody
    people: NeedBody
    pob_told: bool


def case_need(incident: Incident, *, now: datetime) -> CaseNeed:
    """The need of the case as it stands now, by phase, situation, object, people and place."""
    people, ground = need_of(incident), _ground(incident, now=now)
    outstanding = outstanding_of(incident)
    told = outstanding.most is not None or _most_told(incident) > 0
    waits = outstanding.least > 0 and incident.phase is Phase.DISTRESS
    lifts = ground in _BY_OBJECT.values()
    if incident.situation is Situation.POLLUTION and not waits and not lifts:
        ground = NeedGround.POLLUTION
    first, need = _first(incident, ground) or (FirstNeed.TAKE_ABOARD, people)
    return CaseNeed(first, ground, need, people, told)


def _first(incident: Incident, ground: NeedGround) -> tuple[FirstNeed, NeedBody] | None:
    """The need that comes before people are taken aboard; None: nothing does."""
    if ground in _SEARCHED_ON:
        return FirstNeed.SEARCH, _search(incident)
    if ground is NeedGround.POLLUTION:
        return FirstNeed.POLLUTION, NeedBody(kinds=_AGAINST_POLLUTION)
    if ground is NeedGround.ADRIFT:
        return FirstNeed.TOW, NeedBody(kinds=(Kind.VESSEL,))
    if ground is NeedGround.ON_LAND:
        return FirstNeed.REACH, NeedBody(kinds=_REACHING_ON_LAND)
    return None


def need_of(incident: Incident) -> NeedBody:
    """The need for whoever takes aboard all that are still to be; if nobody knows how many at most,
    for as many as anybody has told of. Goods lift nobody out of the water; teams do on land."""
    on_land = incident.situation in _ON_LAND
    lifting = (*_LIFTING, Kind.TEAM) if on_land else _LIFTING
    kinds = lifting if _is_to_be_lifted(incident) else ()
    return NeedBody(kinds=kinds, unit=NeedUnit.PERSONS, quantity=max(1, _most_told(incident)))


def _is_to_be_lifted(incident: Incident) -> bool:
    about = _object_of(incident)
    if about is CaseObject.AIRCRAFT:
        return incident.situation is not Situation.AERONAUTICAL  # of that kind it may be on land
    return about in {*_BY_OBJECT, *_BY_OBJECT_IN_DISTRESS}


def _object_of(incident: Incident) -> CaseObject:
    in_water = incident.in_water is not None
    return object_of(incident.object_class, incident.situation, in_water=in_water)


def _most_told(incident: Incident) -> int:
    """The most that are to be taken aboard, as far as anybody has told; 0: nobody has, or none."""
    outstanding = outstanding_of(incident)
    if outstanding.most is not None:
        return outstanding.most
    return most_outstanding_of(incident) or outstanding.least


def _search(incident: Incident) -> NeedBody:
    """In distress, or for people in the water, two units search, one in the air and one on the
    water, else one finds out (house figures)."""
    kinds = _SEARCHERS.get(incident.situation, _SEARCHING_AT_SEA)
    urgent = incident.phase is Phase.DISTRESS or _object_of(incident) in _BY_OBJECT
    return NeedBody(kinds=kinds, quantity=2 if urgent else 1)


def _ground(incident: Incident, *, now: datetime) -> NeedGround:
    """The fact that decides. At the scene everybody sees it; a patient is known to be aboard, and
    in what phase says nothing about where; nor does it of people in the water."""
    if incident.attended:
        return NeedGround.ATTENDED
    if incident.datum is None:
        return NeedGround.NO_POSITION
    if drifted(incident, now=now).uncertainty_nm > VAGUE_NM:
        told_vague = (incident.datum_uncertainty_nm or 0.0) > VAGUE_NM
        return NeedGround.VAGUE_POSITION if told_vague else NeedGround.OLD_POSITION
    about = _object_of(incident)
    if about in _BY_OBJECT and outstanding_of(incident).most != 0:
        return _BY_OBJECT[about]
    if incident.situation is Situation.MEDICAL_EVACUATION:
        return NeedGround.PATIENT
    if incident.phase is Phase.DISTRESS:
        on_land = incident.situation is Situation.LAND
        known_well = NeedGround.ON_LAND if on_land else NeedGround.DISTRESS
        return _BY_OBJECT_IN_DISTRESS.get(about, known_well)
    return NeedGround.ADRIFT if _is_adrift(incident, about) else NeedGround.PHASE


def _is_adrift(incident: Incident, about: CaseObject) -> bool:
    """Whether it is a craft, or may be, that is adrift by its sheet and has no tow."""
    may_be_craft = about is CaseObject.CRAFT or (
        about is CaseObject.NOT_TOLD and incident.situation in AT_SEA
    )
    adrift = sheet_of(incident.assessment).get(Criterion.ADRIFT) is Answer.YES
    return may_be_craft and adrift and incident.tow is None
