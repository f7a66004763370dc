"""The redaction of assets by level, and of positions by a term's precision and delay."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from uuid_utils.compat import uuid7

from sar.agreements.words import AssetService, Kind, Visibility
from sar.assets.availability import Window
from sar.assets.models import Asset
from sar.assets.presenting import OpenCommitment, position_of, shown_by, view_of
from sar.assets.redaction import AssetAccess, DoubtedFix, seen_of
from sar.assets.seen import Granted, PlaceFrom
from sar.assets.views import AssetView
from sar.assets.words import FixDoubt, FixTrust, Readiness
from sar.geo.geodesy import direct, distance_nm
from sar.geo.position import LatLon

NOW = datetime(2026, 10, 11, 12, 26, 41, tzinfo=UTC)
BASE = LatLon(35.5, 12.6)


def asset(**changes: Any) -> Asset:
    given: dict[str, Any] = {
        "id": uuid7(),
        "party_code": "ITA",
        "centre_id": uuid4(),
        "type_code": "H1",
        "kind": Kind.AIRCRAFT,
        "name": "Nemo 11",
        "mmsi": "247000001",
        "callsign": "NEMO11",
        "base_name": "Lampedusa",
        "base": BASE,
        "readiness": Readiness.LIMITED,
        "readiness_reason": "one winch",
        "readiness_until": NOW + timedelta(hours=3),
        "notice_day_minutes": 30,
        "overrides": {"response_kn": 140.0},
        "note": "secret",
        "service": AssetService.STATE,
        "armed": False,
        "sensors": ["infrared"],
        "created_at": NOW,
        "updated_at": NOW,
        "version": 7,
    }
    return Asset(**(given | changes))


BOUND = [OpenCommitment(Window(NOW, None, 1), uuid4())]
TERM = Granted(
    Visibility.EXISTENCE, agreement="MED-1", version=2, article="Art. 8(2)", term_id=uuid4()
)


def access_at(level: Visibility, **changes: object) -> AssetAccess:
    return AssetAccess(uuid4(), "MLT", term=replace(TERM, level=level, **changes))  # type: ignore[arg-type] # changes fit


OWN = AssetAccess(uuid4(), "ITA", own=True)
READINESS_FIELDS = {
    "readiness", "readiness_until", "at_sea", "notice", "overrides", "quantity", "bound",
    "service", "armed", "sensors",
}  # fmt: skip
OWN_FIELDS = set(AssetView.model_fields) - READINESS_FIELDS - {
    "id", "party", "centre_id", "kind", "type", "name", "level", "own", "granted_by", "base_name",
    "base",
}  # fmt: skip


def told(view: AssetView) -> set[str]:
    return {name for name, value in view.plain().items() if value is not None}


def test_existence_tells_nothing_of_readiness_and_nothing_that_is_the_partys_own() -> None:
    view = view_of(asset(), access_at(Visibility.EXISTENCE), BOUND)
    assert not told(view) & (READINESS_FIELDS | OWN_FIELDS)
    assert view.granted_by is not None
    assert (view.granted_by.agreement, view.granted_by.article) == ("MED-1", "Art. 8(2)")


@pytest.mark.parametrize("level", [Visibility.READINESS, Visibility.POSITION])
def test_readiness_tells_windows_but_not_for_whom(level: Visibility) -> None:
    view = view_of(asset(), access_at(level), BOUND)
    assert told(view) & OWN_FIELDS == set()
    assert told(view) >= READINESS_FIELDS
    assert view.bound is not None
    assert view.bound[0].deployment_id is None
    assert view.notice is not None
    assert (view.notice.day_minutes, view.notice.night_minutes) == (30, 45)


def test_the_own_party_is_told_everything() -> None:
    view = view_of(asset(), OWN, BOUND)
    assert view.note == "secret"
    assert view.version == 7
    assert view.granted_by is None
    assert view.bound is not None
    assert view.bound[0].deployment_id == BOUND[0].deployment_id


def test_a_base_that_is_not_shared_shows_to_its_own_party_alone() -> None:
    hidden = asset(base_shared=False)
    view = view_of(hidden, access_at(Visibility.POSITION), [])
    assert (view.base, view.base_name) == (None, None)
    assert view_of(hidden, OWN, []).base is not None
    assert seen_of(hidden, access_at(Visibility.READINESS), [], None).place is None


def test_a_view_holds_no_position_at_any_level() -> None:
    assert "position" not in AssetView.model_fields


HERE = LatLon(34.31, 12.72)


def fix(point: LatLon = HERE, number: int = 7, at_berth: LatLon | None = None) -> DoubtedFix:
    class Row:
        at, course_deg, speed_kn = NOW, 271.0, 18.5
        uncertainty_nm, source, implausible = 0.05, "AIS", False
        doubted_at, secret, berth = NOW + timedelta(minutes=4), number, at_berth
        doubted_for, doubted_nm, doubt = FixDoubt.TELEPORT, 140.0, FixDoubt.FROZEN
        received_at = NOW + timedelta(minutes=3)

    row = Row()
    row.point = point  # type: ignore[attr-defined] # a row in disguise
    return row  # type: ignore[return-value] # likewise


def test_an_exact_position_is_told_as_it_is() -> None:
    view = position_of(fix(), access_at(Visibility.POSITION))
    assert view.point.to_latlon() == LatLon(34.31, 12.72)
    assert (view.at, view.course_deg, view.speed_kn, view.source) == (NOW, 271.0, 18.5, "AIS")


def test_a_snapped_position_hides_course_speed_source_and_the_second() -> None:
    view = position_of(fix(), access_at(Visibility.POSITION, precision_nm=10.0))
    assert (view.course_deg, view.speed_kn, view.source) == (None, None, "")
    assert view.at == NOW.replace(second=0)
    assert view.precision_nm == 10.0


def test_a_delayed_position_hides_the_second_alone() -> None:
    view = position_of(fix(), access_at(Visibility.POSITION, delay_minutes=15))
    assert view.at == NOW.replace(second=0)
    assert view.course_deg == 271.0


def test_doubts_and_when_it_came_are_told_with_exact_positions_alone() -> None:
    told = ("doubted_at", "doubted_for", "doubted_nm", "trust", "doubt", "received_at")
    plain = position_of(fix(), access_at(Visibility.POSITION))
    assert (plain.trust, plain.doubt, plain.doubted_for, plain.doubted_nm) == (
        FixTrust.SUSPECT, FixDoubt.FROZEN, FixDoubt.TELEPORT, 140.0,
    )  # fmt: skip
    for veil in ({"precision_nm": 10.0}, {"delay_minutes": 15}):
        view = position_of(fix(), access_at(Visibility.POSITION, **veil))
        assert [getattr(view, name) for name in told] == [None] * len(told)


@given(st.floats(-90, 90), st.floats(-180, 180), st.floats(0.5, 60), st.integers(0, 2**31 - 1))
def test_the_truth_lies_within_the_precision_and_the_uncertainty_of_a_coarse_position(
    lat: float, lon: float, precision_nm: float, secret: int
) -> None:
    point = LatLon(lat, lon)
    coarse = access_at(Visibility.POSITION, precision_nm=precision_nm)
    view = position_of(fix(point, secret), coarse)
    assert distance_nm(view.point.to_latlon(), point) <= view.precision_nm <= view.uncertainty_nm


def test_at_its_berth_an_asset_is_told_there_and_within_twice_the_precision() -> None:
    coarse = access_at(Visibility.POSITION, precision_nm=10.0)
    for place in (HERE, direct(HERE, 71.0, 2.0)):
        view = position_of(fix(place, at_berth=HERE), coarse)
        assert view.point.to_latlon() == HERE
        assert (view.precision_nm, view.uncertainty_nm) == (10.0, 20.0)
    away = direct(HERE, 71.0, 19.0)
    assert position_of(fix(away, at_berth=HERE), coarse) == position_of(fix(away), coarse)


def test_the_secret_of_a_displacement_is_in_no_view_of_a_position() -> None:
    for access in (OWN, access_at(Visibility.POSITION, precision_nm=10.0)):
        assert "1234567891" not in position_of(fix(number=1_234_567_891), access).model_dump_json()


def test_deployment_shows_precisely_what_a_term_would_snap() -> None:
    incident_id = uuid4()
    access = AssetAccess(
        uuid4(),
        "MLT",
        term=replace(TERM, level=Visibility.POSITION, precision_nm=30.0, delay_minutes=60),
        deployed=Granted(Visibility.POSITION, incident_id=incident_id),
    )
    view = position_of(fix(), access)
    assert (view.precision_nm, view.delay_minutes) == (0.0, 0)
    granted_by = view_of(asset(), access, []).granted_by
    assert granted_by is not None
    assert (granted_by.incident_id, granted_by.agreement) == (incident_id, None)


def test_matching_is_given_the_types_figures_where_the_assets_own_are_not_shared() -> None:
    seen = seen_of(
        asset(), access_at(Visibility.EXISTENCE), [binding.window for binding in BOUND], None
    )
    assert seen.figures.response_kn == 145
    assert seen.notice.day_minutes == 15
    assert (seen.readiness, seen.bound, seen.quantity, seen.at_sea) == (None, None, None, None)
    assert (seen.place, seen.place_from) == (BASE, PlaceFrom.BASE)


def test_matching_is_given_the_place_that_is_shown_and_no_better() -> None:
    access = access_at(Visibility.POSITION, precision_nm=10.0)
    view = position_of(fix(), access)
    seen = seen_of(asset(), access, [binding.window for binding in BOUND], shown_by(view))
    assert seen.place == view.point.to_latlon()
    assert seen.place_from is PlaceFrom.FIX
    assert seen.place_at == view.at
    assert seen.figures.response_kn == 140.0
    assert seen.bound == (BOUND[0].window,)
