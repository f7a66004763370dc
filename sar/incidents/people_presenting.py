"""Views of the people of a case, from its row."""

from typing import Any

from sar.incidents.case_people import found_of, in_water_since, lost_of, outstanding_of
from sar.incidents.models import Incident
from sar.incidents.people.fewer_on_board import was_of
from sar.incidents.people.found_by_others import with_others
from sar.incidents.people.immersion import IMMERSION_SOURCE, immersed_since
from sar.incidents.people.outstanding import surplus
from sar.incidents.people.pob_doubts import ToldNumbers, pob_doubts
from sar.incidents.people_views import (
    AboardView,
    DeliveredView,
    FewerOnBoardView,
    FoundByOthersView,
    ImmersionView,
    InWaterView,
    KindTotalView,
    ListTakenView,
    LostListView,
    PeopleView,
    PobDoubtView,
    UncountedDeliveredView,
    UncountedView,
)
from sar.incidents.schemas import PobBody
from sar.incidents.words import IncidentState


def people_fields(incident: Incident, *, reader: str, call_back: bool) -> dict[str, Any]:
    """The fields of the people of a case; their counts and the list of the lost for the lead."""
    leads = reader == incident.lead_party
    return {
        "pob": PobBody(min=incident.pob_min, max=incident.pob_max, **incident.pob),
        "pob_doubts": _pob_doubts(incident),
        "fewer_on_board": _fewer_on_board(incident),
        "people": people(incident) if leads else None,
        "found_by_others": found_by_others(incident) if call_back else None,
        "lost_list": _lost_list(incident) if leads else None,
        "in_water": incident.in_water and InWaterView(**incident.in_water),
        "immersion": _immersion(incident),
    }


def _fewer_on_board(incident: Incident) -> FewerOnBoardView | None:
    word = incident.fewer_on_board
    if word is None:
        return None
    was = was_of(word)
    return FewerOnBoardView(
        id=word["id"],
        party=word["party"],
        was_min=was.least,
        was_max=was.most,
        reason=word["reason"],
        source=word["source"],
        at=word["at"],
        second_due_at=word["second_due_at"],
        alone=word["alone"],
    )


def _pob_doubts(incident: Incident) -> list[PobDoubtView]:
    told = incident.pob
    numbers = ToldNumbers(
        incident.pob_max, told.get("adults"), told.get("children"), told.get("unaccompanied")
    )
    return [
        PobDoubtView(code=one.code, persons=one.persons, most=one.most)
        for one in pob_doubts(numbers)
    ]


def people(incident: Incident) -> PeopleView:
    """The people of the case by count."""
    counts = with_others(incident.people, incident.found_by_others)
    found = found_of(incident)
    aboard = [AboardView(**one) for one in counts.get("aboard", ())]
    delivered = [DeliveredView(**one) for one in counts.get("delivered", ())]
    missing = outstanding_of(incident)
    return PeopleView(
        recovered=found.total,
        aboard=aboard,
        uncounted=[UncountedView(**one) for one in counts.get("uncounted", ())],
        uncounted_delivered=[
            UncountedDeliveredView(**one) for one in counts.get("uncounted_delivered", ())
        ],
        delivered=delivered,
        dead=found.dead,
        died=counts.get("died", 0),
        dead_aboard=[AboardView(**one) for one in counts.get("dead_aboard", ())],
        dead_landed=[DeliveredView(**one) for one in counts.get("dead_landed", ())],
        born=found.born,
        back_in_water=counts.get("back_in_water", 0),
        kinds=[KindTotalView(**one) for one in counts.get("kinds", ())],
        found_by_others=found_by_others(incident),
        outstanding_min=missing.least,
        outstanding_max=missing.most,
        surplus=surplus(incident.on_board, found),
    )


def found_by_others(incident: Incident) -> list[FoundByOthersView]:
    """The people whom others than its units found, as they were told, entry by entry."""
    return [FoundByOthersView(**one) for one in incident.found_by_others]


def _lost_list(incident: Incident) -> LostListView | None:
    """None of a case that is searched for, or of which nobody is missing or dead."""
    lost, taken = lost_of(incident), incident.lost_list
    searched = incident.state is IncidentState.OPEN
    if taken is None and (searched or incident.lost_due_at is None):
        return None
    return LostListView(
        missing_min=lost.missing.least,
        missing_max=lost.missing.most,
        dead=lost.dead,
        due_at=incident.lost_due_at,
        taken=taken
        and ListTakenView(
            authority=taken["authority"],
            function=taken["function"],
            channel=taken["channel"],
            at=taken["at"],
            missing_min=taken["least"],
            missing_max=taken["most"],
            dead=taken["dead"],
        ),
    )


def _immersion(incident: Incident) -> ImmersionView | None:
    bound = immersed_since(in_water_since(incident), incident.conditions.get("water_c"))
    if bound is None:
        return None
    return ImmersionView(least_at=bound.least_at, most_at=bound.most_at, source=IMMERSION_SOURCE)
