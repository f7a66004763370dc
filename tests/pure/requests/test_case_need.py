"""The need of a case: by its phase, situation and place, and as many as anybody has told of."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from sar.agreements.words import Kind, Phase, Situation
from sar.geo.position import LatLon
from sar.incidents.models import Incident
from sar.matching.words import NeedUnit
from sar.requests.asking.case_need import VAGUE_NM, case_need, need_of
from sar.requests.words import FirstNeed, SearchGround

NOW = datetime(2026, 3, 1, 22, 0, tzinfo=UTC)
KNOWN_WELL = {"datum": LatLon(34.3, 12.7), "datum_at": NOW, "datum_uncertainty_nm": 1.0}
TWELVE = {"pob_min": 9, "pob_max": 12}


def case(**fields: Any) -> Incident:
    told: dict[str, Any] = {"phase": Phase.DISTRESS, "situation": Situation.MARITIME, **fields}
    return Incident(
        reference="ITA-2026-0001", opened_by="ITA", lead_party="ITA", lead_centre_id=UUID(int=0),
        exercise=True, title="", **told,
    )  # fmt: skip


LANDED = {"delivered": [{"place": "Lampedusa", "persons": 30}], "dead": 0}


@pytest.mark.parametrize(
    ("people", "quantity"),
    [
        ({"pob_min": 9, "pob_max": 12, "pob_highest": 40}, 12),
        ({"pob_min": 9, "pob_highest": 9}, 9),
        ({"pob_min": 9}, 9),
        ({"pob_min": 9, "pob_highest": 40}, 40),
        ({"pob_min": 9, "pob_highest": 40, "people": LANDED}, 10),
        ({"pob_min": 9, "pob_max": 12, "people": LANDED}, 1),
        ({}, 1),
    ],
)
def test_as_many_as_were_told_of_are_to_be_taken_aboard(
    people: dict[str, Any], quantity: int
) -> None:
    assert need_of(case(**people)).quantity == quantity


def test_in_distress_people_are_taken_aboard_where_their_place_is_known() -> None:
    told = case_need(case(**KNOWN_WELL, **TWELVE), now=NOW)
    assert (told.first, told.ground) == (FirstNeed.TAKE_ABOARD, None)
    assert (told.need, told.need.unit, told.need.quantity) == (told.people, NeedUnit.PERSONS, 12)


@pytest.mark.parametrize("phase", [Phase.UNCERTAINTY, Phase.ALERT])
def test_below_distress_one_finds_out_and_searches_first(phase: Phase) -> None:
    overdue = case_need(case(phase=phase, **KNOWN_WELL, **TWELVE), now=NOW)
    assert (overdue.first, overdue.ground) == (FirstNeed.SEARCH, SearchGround.PHASE)
    assert (overdue.need.unit, overdue.need.quantity) == (NeedUnit.ASSETS, 1)
    assert {Kind.AIRCRAFT, Kind.VESSEL} <= {*overdue.need.kinds}
    assert overdue.people.quantity == 12, "beside taking them aboard"


@pytest.mark.parametrize(
    ("place", "ground"),
    [
        ({}, SearchGround.NO_POSITION),
        ({**KNOWN_WELL, "datum_uncertainty_nm": VAGUE_NM + 1}, SearchGround.VAGUE_POSITION),
        ({**KNOWN_WELL, "datum_at": NOW - timedelta(hours=12)}, SearchGround.OLD_POSITION),
    ],
)
def test_a_place_that_nobody_knows_well_is_searched_for_by_two_units(
    place: dict[str, Any], ground: SearchGround
) -> None:
    lost = case_need(case(**place, **TWELVE), now=NOW)
    assert (lost.first, lost.ground, lost.need.quantity) == (FirstNeed.SEARCH, ground, 2)
    attended = case_need(case(**place, **TWELVE, attended=True), now=NOW)
    assert attended.first is FirstNeed.TAKE_ABOARD, "whoever is there sees them"


def test_a_patient_whose_place_is_known_is_taken_off_in_any_phase() -> None:
    medical = case(
        situation=Situation.MEDICAL_EVACUATION, phase=Phase.ALERT, **KNOWN_WELL, pob_min=1
    )
    assert case_need(medical, now=NOW).first is FirstNeed.TAKE_ABOARD


def test_a_pollution_is_fought_unless_people_are_in_distress_by_it() -> None:
    spill = {"situation": Situation.POLLUTION, **KNOWN_WELL}
    alone = case_need(case(**spill, phase=Phase.ALERT), now=NOW)
    assert (alone.first, alone.need.unit) == (FirstNeed.POLLUTION, NeedUnit.ASSETS)
    assert {Kind.VESSEL, Kind.EQUIPMENT} <= {*alone.need.kinds}
    assert case_need(case(**spill, pob_min=4), now=NOW).first is FirstNeed.TAKE_ABOARD


def test_on_land_vessels_search_for_nobody() -> None:
    hiker = case_need(case(situation=Situation.LAND, phase=Phase.ALERT, **KNOWN_WELL), now=NOW)
    assert Kind.VESSEL not in hiker.need.kinds
    assert Kind.TEAM in hiker.need.kinds


def test_nobody_has_told_how_many_is_told() -> None:
    assert not case_need(case(**KNOWN_WELL), now=NOW).pob_told
    assert case_need(case(**KNOWN_WELL, pob_min=9), now=NOW).pob_told
    assert case_need(case(**KNOWN_WELL, pob_min=0, pob_max=0), now=NOW).pob_told, "nobody aboard"
