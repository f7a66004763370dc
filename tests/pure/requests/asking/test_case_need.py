"""The need of a case: by phase, situation, object and place, for as many as anybody told of."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from sar.agreements.words import Kind, Phase, Situation
from sar.geo.position import LatLon
from sar.incidents.case_object import BY_FORM, BY_LEEWAY, object_of
from sar.incidents.drift import LEEWAY, LeewayClass
from sar.incidents.models import Incident
from sar.incidents.texts.craft_forms import FORMS, form_on_air
from sar.incidents.words import CaseObject
from sar.matching.words import NeedUnit
from sar.requests.asking.case_need import OUT_OF_WATER, VAGUE_NM, case_need, need_of
from sar.requests.words import FirstNeed, NeedGround

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
    assert (told.first, told.ground) == (FirstNeed.TAKE_ABOARD, NeedGround.DISTRESS)
    assert (told.need, told.need.unit, told.need.quantity) == (told.people, NeedUnit.PERSONS, 12)


@pytest.mark.parametrize("phase", [Phase.UNCERTAINTY, Phase.ALERT])
def test_below_distress_one_finds_out_and_searches_first(phase: Phase) -> None:
    overdue = case_need(case(phase=phase, **KNOWN_WELL, **TWELVE), now=NOW)
    assert (overdue.first, overdue.ground) == (FirstNeed.SEARCH, NeedGround.PHASE)
    assert (overdue.need.unit, overdue.need.quantity) == (NeedUnit.ASSETS, 1)
    assert {Kind.AIRCRAFT, Kind.VESSEL} <= {*overdue.need.kinds}
    assert overdue.people.quantity == 12, "beside taking them aboard"


@pytest.mark.parametrize(
    ("place", "ground"),
    [
        ({}, NeedGround.NO_POSITION),
        ({**KNOWN_WELL, "datum_uncertainty_nm": VAGUE_NM + 1}, NeedGround.VAGUE_POSITION),
        ({**KNOWN_WELL, "datum_at": NOW - timedelta(hours=12)}, NeedGround.OLD_POSITION),
    ],
)
def test_a_place_that_nobody_knows_well_is_searched_for_by_two_units(
    place: dict[str, Any], ground: NeedGround
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


ADRIFT = {"answers": {"adrift": {"answer": "yes", "source": "master", "at": NOW.isoformat()}}}
TAKE, SEARCH, TOW = FirstNeed.TAKE_ABOARD, FirstNeed.SEARCH, FirstNeed.TOW
LIFTING = (Kind.AIRCRAFT, Kind.VESSEL)
IN_WATER, RAFT, IN_DISTRESS = NeedGround.IN_WATER, NeedGround.SURVIVAL_CRAFT, NeedGround.DISTRESS


@pytest.mark.parametrize(
    ("words", "in_distress", "in_alert", "in_alert_adrift"),
    [
        ("", IN_DISTRESS, NeedGround.PHASE, NeedGround.ADRIFT),
        ("something grey", IN_DISTRESS, NeedGround.PHASE, NeedGround.ADRIFT),
        ("Person in water", IN_WATER, IN_WATER, IN_WATER),
        ("Two, in survival suits", IN_WATER, IN_WATER, IN_WATER),
        ("man overboard", IN_WATER, IN_WATER, IN_WATER),
        ("gone overboard from a ferry", IN_WATER, IN_WATER, IN_WATER),
        ("two crew and a container overboard", IN_WATER, IN_WATER, IN_WATER),
        ("Containers overboard", IN_DISTRESS, NeedGround.PHASE, NeedGround.PHASE),
        ("Capsized dinghy", IN_WATER, IN_WATER, IN_WATER),
        ("Wreckage of a boat", NeedGround.WRECKAGE, NeedGround.PHASE, NeedGround.PHASE),
        ("Life-raft", RAFT, RAFT, RAFT),
        ("lifeboat of a tanker", RAFT, RAFT, RAFT),
        ("raft", RAFT, RAFT, RAFT),
        ("Makeshift raft", IN_DISTRESS, NeedGround.PHASE, NeedGround.ADRIFT),
        ("Helicopter, ditched", NeedGround.AIRCRAFT, NeedGround.PHASE, NeedGround.PHASE),
        ("light aircraft", NeedGround.AIRCRAFT, NeedGround.PHASE, NeedGround.PHASE),
        ("Inflatable boat", IN_DISTRESS, NeedGround.PHASE, NeedGround.ADRIFT),
        ("Fishing vessel", IN_DISTRESS, NeedGround.PHASE, NeedGround.ADRIFT),
        ("Yacht", IN_DISTRESS, NeedGround.PHASE, NeedGround.ADRIFT),
        ("Ferry", IN_DISTRESS, NeedGround.PHASE, NeedGround.ADRIFT),
        ("Container", IN_DISTRESS, NeedGround.PHASE, NeedGround.PHASE),
        ("One deceased", IN_DISTRESS, NeedGround.PHASE, NeedGround.PHASE),
    ],
)
def test_the_object_changes_what_is_needed_first_where_its_place_is_known(
    words: str, in_distress: NeedGround, in_alert: NeedGround, in_alert_adrift: NeedGround
) -> None:
    about = {**KNOWN_WELL, **TWELVE, "object_class": words}
    distress = case_need(case(**about), now=NOW)
    alert = case_need(case(**about, phase=Phase.ALERT), now=NOW)
    adrift = case_need(case(**about, phase=Phase.ALERT, assessment=ADRIFT), now=NOW)
    assert (distress.first, distress.ground) == (TAKE, in_distress)
    assert (alert.first, alert.ground) == (
        TAKE if in_alert in (IN_WATER, RAFT) else SEARCH,
        in_alert,
    )
    firsts = {NeedGround.PHASE: SEARCH, NeedGround.ADRIFT: TOW}
    assert (adrift.first, adrift.ground) == (firsts.get(in_alert_adrift, TAKE), in_alert_adrift)
    lifted = in_distress in OUT_OF_WATER
    assert distress.need.kinds == (LIFTING if lifted else ()), "goods lift nobody out of the water"


def test_people_who_are_said_to_be_in_the_water_are_taken_out_of_it_in_any_phase() -> None:
    said = {"in_water": {"since": NOW.isoformat(), "source": "master"}, "phase": Phase.UNCERTAINTY}
    overboard = case_need(case(**KNOWN_WELL, **said, object_class="Ferry"), now=NOW)
    assert (overboard.first, overboard.ground, overboard.need.kinds) == (TAKE, IN_WATER, LIFTING)
    lost = case_need(case(**said), now=NOW)
    assert (lost.first, lost.ground) == (SEARCH, NeedGround.NO_POSITION)
    assert lost.need.quantity == 2, "as in distress"
    nobody = case_need(case(**KNOWN_WELL, **said, pob_min=0, pob_max=0), now=NOW)
    assert nobody.ground is NeedGround.PHASE


def test_a_craft_adrift_gets_a_vessel_until_it_has_one_or_is_in_distress() -> None:
    adrift = {**KNOWN_WELL, **TWELVE, "object_class": "Yacht", "assessment": ADRIFT}
    found = case_need(case(**adrift, phase=Phase.ALERT), now=NOW)
    assert (found.need.kinds, found.need.unit) == ((Kind.VESSEL,), NeedUnit.ASSETS)
    assert found.people.quantity == 12, "those aboard are taken off where the sea allows"
    assert case_need(case(**adrift), now=NOW).first is TAKE
    towed = case_need(case(**adrift, phase=Phase.ALERT, tow={"unit": "Tug"}), now=NOW)
    assert towed.ground is NeedGround.PHASE
    patient = case(**adrift, phase=Phase.ALERT, situation=Situation.MEDICAL_EVACUATION)
    assert case_need(patient, now=NOW).ground is NeedGround.PATIENT


def test_an_aircraft_that_is_down_at_sea_or_on_land_needs_whoever_takes_people_aboard() -> None:
    down = case_need(case(**KNOWN_WELL, situation=Situation.AERONAUTICAL), now=NOW)
    assert (down.first, down.ground) == (TAKE, NeedGround.AIRCRAFT)
    assert down.need.kinds == (), "it may be on land"


def test_on_land_people_in_distress_are_reached_from_the_air_or_by_a_team() -> None:
    hiker = case_need(case(situation=Situation.LAND, **KNOWN_WELL, pob_min=1), now=NOW)
    assert (hiker.first, hiker.ground) == (FirstNeed.REACH, NeedGround.ON_LAND)
    assert hiker.need.kinds == (Kind.AIRCRAFT, Kind.TEAM)


@pytest.mark.parametrize("kind", LEEWAY, ids=lambda kind: kind.name)
def test_every_class_of_drift_has_its_object(kind: LeewayClass) -> None:
    object_of_class = BY_LEEWAY.get(kind.name)
    for words in kind.words:
        found = object_of(words, Situation.MARITIME, in_water=False)
        if object_of_class is not None:
            assert found is object_of_class, words
        else:
            assert found in {CaseObject.CRAFT, CaseObject.SURVIVAL_CRAFT}, words


ON_AIR = [
    ("PERSONS IN THE WATER", "people in the water"),
    ("LIFE-RAFT", "life-raft"),
    ("LIFEBOAT", "lifeboat"),
    ("RAFT", "raft"),
    ("INFLATABLE BOAT", "RHIB"),
    ("FISHING VESSEL", "trawler"),
    ("SAILING VESSEL", "catamaran"),
    ("YACHT", "yacht"),
    ("TANKER", "tanker"),
    ("PASSENGER SHIP", "cruise ship"),
    ("CARGO SHIP", "bulk carrier"),
    ("TUG", "tug"),
    ("KAYAK OR CANOE", "canoe"),
    ("HELICOPTER", "helicopter"),
    ("AIRCRAFT", "aeroplane"),
    ("WOODEN BOAT", "wooden boat"),
    ("SMALL BOAT", "motor boat"),
]


@pytest.mark.parametrize(("form", "words"), ON_AIR)
def test_every_form_on_the_air_has_its_object(form: str, words: str) -> None:
    assert form_on_air(words) == form
    found = object_of(words, Situation.MARITIME, in_water=False)
    assert found is BY_FORM.get(form, CaseObject.CRAFT)


def test_no_form_or_class_is_named_that_is_in_neither_list() -> None:
    assert BY_FORM.keys() <= {form for form, _ in FORMS} == {form for form, _ in ON_AIR}
    assert BY_LEEWAY.keys() <= {one.name for one in LEEWAY}
