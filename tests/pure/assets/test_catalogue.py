"""The catalogue holds together, and agrees with the exercise scenarios."""

from collections.abc import Mapping
from typing import Any

import pytest

from sar.agreements.words import Kind
from sar.assets.catalogue import FIGURES, AssetType, asset_types, codes_of, type_of
from sar.assets.registering import faults_of
from sar.assets.words import AssetForm, Capability, TypeSource
from sar.geo.geodesy import direct, distance_nm
from sar.geo.position import LatLon
from sar.geo.sea.draught import Draught
from tests.world import START

TYPES = list(asset_types().values())


@pytest.mark.parametrize("asset_type", TYPES, ids=lambda t: t.code)
def test_the_figures_of_a_type_do_not_contradict_each_other(asset_type: AssetType) -> None:
    nothing: Mapping[str, Any] = {}
    assert not faults_of(
        type_code=asset_type.code, overrides=nothing, quantity=1, readiness_until=None, now=START
    )


@pytest.mark.parametrize("asset_type", TYPES, ids=lambda t: t.code)
def test_a_type_says_where_its_figures_come_from(asset_type: AssetType) -> None:
    source = asset_type.source
    assert source.note
    assert source.sourced <= set(FIGURES)
    assert (source.status is TypeSource.UNVERIFIED) == asset_type.illustrative
    if source.status is TypeSource.SOURCED:
        assert source.sourced


@pytest.mark.parametrize("asset_type", TYPES, ids=lambda t: t.code)
def test_what_moves_by_itself_has_speeds_and_what_is_carried_has_none(
    asset_type: AssetType,
) -> None:
    moves = asset_type.kind in (Kind.VESSEL, Kind.AIRCRAFT, Kind.UNCREWED)
    assert (asset_type.figures.response_kn is not None) == moves
    assert asset_type.divisible == (asset_type.kind is Kind.EQUIPMENT)


@pytest.mark.parametrize("asset_type", TYPES, ids=lambda t: t.code)
def test_every_vessel_has_a_draught_and_nothing_else_has(asset_type: AssetType) -> None:
    assert (asset_type.draught_m is not None) == (asset_type.kind is Kind.VESSEL)


def test_merchant_ships_are_deep_and_whatever_is_made_for_rescue_is_not() -> None:
    deep = {t.code for t in TYPES if t.draught is Draught.DEEP}
    assert deep == {"M2", "M3", "M4"}


FORMS: Mapping[AssetForm, str] = {
    AssetForm.ROTARY_WING: "H1 H2 H3 H4 H5 H6 H7 H8 H9 H10 U3",
    AssetForm.FIXED_WING: "F1 F2 F3 F4 F5 F6 F7 F8 F9 U1 U2",
    AssetForm.RESCUE_VESSEL: "S1 S2 S3 S4 S5 S6 S7 S8 S9 S10 S11 S12 S13",
    AssetForm.COMMERCIAL_VESSEL: "M1 M2 M3 M4 M5",
    AssetForm.PEOPLE: "T1 T2 T3 T4 X1 X2 X3 X4",
    AssetForm.GOODS: "E1 E2 E3 E4",
}
MOVES_AS: Mapping[Kind, set[AssetForm]] = {
    Kind.AIRCRAFT: {AssetForm.ROTARY_WING, AssetForm.FIXED_WING},
    Kind.UNCREWED: {AssetForm.ROTARY_WING, AssetForm.FIXED_WING},
    Kind.VESSEL: {AssetForm.RESCUE_VESSEL, AssetForm.COMMERCIAL_VESSEL},
    Kind.TEAM: {AssetForm.PEOPLE},
    Kind.EXPERTISE: {AssetForm.PEOPLE},
    Kind.EQUIPMENT: {AssetForm.GOODS},
}


def test_every_type_has_its_form() -> None:
    found = {form: " ".join(t.code for t in TYPES if t.form is form) for form in AssetForm}
    assert found == FORMS


@pytest.mark.parametrize("asset_type", TYPES, ids=lambda t: t.code)
def test_the_columns_of_a_type_agree(asset_type: AssetType) -> None:
    assert asset_type.form in MOVES_AS[asset_type.kind]
    assert asset_type.helicopter == asset_type.unit_class.startswith("HEL-")
    assert asset_type.helicopter == (Capability.HOIST in asset_type.capabilities)
    ship = asset_type.form is AssetForm.COMMERCIAL_VESSEL
    assert asset_type.opportunity == ship
    if asset_type.draught is Draught.DEEP:
        assert ship


@pytest.mark.parametrize("asset_type", TYPES, ids=lambda t: t.code)
def test_every_property_that_rules_read_is_set(asset_type: AssetType) -> None:
    """Speeds of what moves; reach of what flies; draught of what floats; room of what rescues."""
    figures = asset_type.figures
    assert asset_type.name
    assert asset_type.unit_class
    assert asset_type.capabilities
    assert asset_type.notice.day_minutes > 0
    if asset_type.kind in (Kind.AIRCRAFT, Kind.UNCREWED, Kind.VESSEL):
        assert figures.response_kn
        assert figures.cruise_kn
        assert figures.max_kn
    if asset_type.kind in (Kind.AIRCRAFT, Kind.UNCREWED):
        assert figures.radius_nm or figures.range_nm
        assert figures.endurance_h
    if asset_type.kind is Kind.VESSEL:
        assert asset_type.draught_m
    if asset_type.kind is Kind.VESSEL or asset_type.helicopter:
        assert figures.capacity_normal


@pytest.mark.parametrize("asset_type", TYPES, ids=lambda t: t.code)
def test_no_notice_by_night_is_shorter_than_by_day(asset_type: AssetType) -> None:
    assert asset_type.notice.night_minutes >= asset_type.notice.day_minutes
    assert asset_type.notice.at_sea_minutes <= asset_type.notice.day_minutes


TURN_ROUNDS: Mapping[int, str] = {
    0: "M1 M2 M3 M4 M5 E1 E2 E3 E4",
    30: "U3 S1 S2 S3 S4 S5 S6 S12 S13",
    45: "H1 H2 H3 H4 H5 H6 H7 H8 H9 H10",
    60: "F1 F2 F3 F4 F5 F6 F9 U1 U2 S11 T2 T3 T4 X1 X2 X3 X4",
    90: "F7 F8",
    120: "S7 S8 S9 S10",
    360: "T1",
}
"""Minutes from home again to ready again: house figures."""


def test_every_type_has_its_turn_round() -> None:
    found = {
        minutes: " ".join(t.code for t in TYPES if t.turn_round_minutes == minutes)
        for minutes in sorted({t.turn_round_minutes for t in TYPES})
    }
    assert found == TURN_ROUNDS


MEANS = {Capability.HOIST, Capability.BOATS, Capability.LOW_FREEBOARD}
RECOVERIES: Mapping[str, str] = {
    "hoist to 4: 12": "H9",
    "hoist to 4: 12, to 5: 6": "H8",
    "hoist to 4: 12, to 6: 6": "H1 H2 H3 H4 H6 H7 H10",
    "hoist to 4: 12, to 7: 6": "H5",
    "boats to 3: 20, to 4: 10": "S7 S8 S9 S10 S13 M1",
    "low_freeboard to 3: 30, to 4: 15": "S4 S12 M5",
    "low_freeboard to 3: 30, to 5: 15": "S3 S11 M1",
    "low_freeboard to 3: 30, to 6: 15": "S1 S2 S5 S6 S13",
}
"""Means, sea state and persons an hour: house figures."""


def test_every_type_with_means_to_recover_has_its_pace_and_its_sea() -> None:
    found: dict[str, list[str]] = {}
    for t in TYPES:
        assert t.recovery.keys() == t.capabilities & MEANS, t.code
        for means, paces in t.recovery.items():
            told = ", ".join(f"to {p.sea_state_max}: {p.persons_an_hour}" for p in paces)
            found.setdefault(f"{means} {told}", []).append(t.code)
    assert {told: " ".join(codes) for told, codes in found.items()} == RECOVERIES


@pytest.mark.parametrize("asset_type", TYPES, ids=lambda t: t.code)
def test_nobody_recovers_beyond_its_own_sea_and_none_faster_in_a_rougher_one(
    asset_type: AssetType,
) -> None:
    most = asset_type.figures.sea_state_max
    for paces in asset_type.recovery.values():
        seas = [pace.sea_state_max for pace in paces]
        rates = [pace.persons_an_hour for pace in paces]
        assert seas == sorted(set(seas))
        assert rates == sorted(rates, reverse=True)
        assert most is None or seas[-1] <= most


def test_every_kind_and_every_capability_has_a_type() -> None:
    assert all(codes_of(kind) for kind in Kind)
    told = frozenset[Capability]().union(*(t.capabilities for t in TYPES))
    assert told >= {Capability.HOIST, Capability.DROPS_RAFTS, Capability.PUMP, Capability.TRAINING}


@pytest.mark.parametrize(
    ("code", "response_kn"),
    [("H1", 145), ("S9", 20), ("S5", 30), ("F5", 230), ("F6", 240), ("S7", 25), ("M4", 14)],
)
def test_responses_are_those_of_the_scenario(code: str, response_kn: float) -> None:
    assert type_of(code).figures.response_kn == response_kn


def test_a_type_that_is_not_in_the_catalogue_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        type_of("ZZ9")


def test_the_bulk_carrier_of_the_scenario_arrives_when_the_field_notes_say() -> None:
    datum = LatLon(34 + 20 / 60, 12 + 42 / 60)
    ship = direct(datum, 180.0, 12.0)
    bulk = type_of("M4")
    assert bulk.figures.response_kn is not None
    minutes = bulk.notice.at_sea_minutes + distance_nm(ship, datum) / bulk.figures.response_kn * 60
    assert round(minutes) == 61
