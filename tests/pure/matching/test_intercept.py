"""The time of a candidate at the scene: borders, drift, bases, and how sure it is."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.assets.availability import NoticeDue, NoticeFor, Ready, ReadyWhy
from sar.assets.catalogue import type_of
from sar.assets.sea_loss import kept_speed
from sar.assets.seen import PlaceFrom, SeenThing
from sar.assets.words import Hull
from sar.geo.geodesy import direct, distance_nm
from sar.geo.position import LatLon
from sar.incidents.drift import carried, given_drift
from sar.matching.band import band
from sar.matching.borders import along, borders, comings
from sar.matching.candidate import Candidate
from sar.matching.candidate_route import Route
from sar.matching.fuel_stops import REFUEL_MINUTES
from sar.matching.intercept import HORIZON_MINUTES, Approach, met
from sar.matching.landing_places import Landings
from sar.matching.question import Scene, Want
from sar.matching.reach import arrival, reach
from sar.matching.time_to_scene import Gate, TimeToScene, timed
from tests.given.candidates import minutes, seen_with

SCENE = LatLon(34.3333, 12.7)
LAMPEDUSA = LatLon(35.4979, 12.6181)
CLOSE = 1e-6
NOW = datetime(2026, 10, 11, 12, 26, tzinfo=UTC)


def unit(type_code: str, place: LatLon, *, notice: int = 15, **fields: object) -> Candidate:
    asset_type = type_of(type_code)
    one = Candidate(
        seen=SeenThing(
            id=UUID(int=1),
            party="ITA",
            name="Exercise unit",
            type=asset_type,
            figures=asset_type.figures,
            place=place,
            place_from=PlaceFrom.FIX,
        ),
        notice=NoticeDue(notice, NoticeFor.DAY),
        ready=Ready(True, ReadyWhy.AVAILABLE),
    )
    return seen_with(one, **fields)


def approach(
    candidate: Candidate,
    scene: Scene,
    *,
    bases: tuple[LatLon, ...] = (),
    gates: tuple[Gate, ...] = (),
) -> Approach:
    return met(
        candidate,
        scene,
        notice_minutes=float(candidate.notice.minutes),
        sea=None,
        bases=Landings.at(bases),
        gates=lambda _: gates,
    )


def test_the_crew_flies_to_the_border_while_entry_is_being_cleared() -> None:
    route = Route((LAMPEDUSA, SCENE), 60)
    time = timed(route, notice_minutes=10, speed=120, gates=[Gate(40, 45)])
    assert (time.border_minutes, time.hold_minutes, time.total_minutes) == (20, 15, 55)
    early = timed(route, notice_minutes=10, speed=120, gates=[Gate(40, 25)])
    assert (early.hold_minutes, early.total_minutes) == (0, 40)


def test_of_two_borders_the_one_that_makes_it_wait_longest_governs() -> None:
    route = Route((LAMPEDUSA, SCENE), 60)
    time = timed(route, notice_minutes=10, speed=120, gates=[Gate(20, 40), Gate(50, 45)])
    by_hand = max(max(10 + 10, 40) + 15, 45) + 5
    assert time.total_minutes == by_hand


@pytest.mark.parametrize(
    ("notice", "until", "total"),
    [(10, 30.0, 60), (10, 29.9, 75), (30, 30.0, 80), (10, float("inf"), 60)],
)
def test_a_border_that_is_shut_again_when_the_unit_is_there_is_cleared_anew(
    notice: float, until: float, total: float
) -> None:
    route = Route((LatLon(35, 14), LatLon(35, 16)), 100)
    gates = [Gate(40, 0, until, anew_minutes=45)]
    assert timed(route, notice_minutes=notice, speed=120, gates=gates).total_minutes == total


def test_who_waits_at_one_border_may_find_the_next_one_shut() -> None:
    route = Route((LatLon(35, 14), LatLon(35, 16)), 100)
    gates = [Gate(60, 0, 50, anew_minutes=90), Gate(20, 40)]
    time = timed(route, notice_minutes=0, speed=120, gates=gates)
    assert time.total_minutes == 90 + 20
    open_ = [Gate(60, 0, 60, anew_minutes=90), Gate(20, 40)]
    assert timed(route, notice_minutes=0, speed=120, gates=open_).total_minutes == 40 + 40


def test_who_meets_it_only_where_it_has_drifted_to_waits_for_it() -> None:
    """Waters that need a clearance of five hours end south of the scene."""
    plane = unit("F2", direct(SCENE, 180, 90), notice=20)
    scene = Scene(place=SCENE, drift=given_drift(180, 8.0))

    def gates(route: Route) -> tuple[Gate, ...]:
        return (Gate(50, 300),) if route.corners[-1].lat > SCENE.lat - 0.5 else ()

    found = met(plane, scene, notice_minutes=20.0, sea=None, bases=Landings.at(()), gates=gates)
    time = found.time
    assert time is not None
    assert found.meets is not None
    assert time.total_minutes == pytest.approx(30 / 8 * 60, abs=0.5)
    assert distance_nm(carried(SCENE, scene.drift, time.total_minutes), found.meets) < 0.01
    assert time.wait_minutes > 150
    assert time.hold_minutes == pytest.approx(0.0, abs=CLOSE)
    assert time.notice_minutes + time.wait_minutes + time.transit_minutes == time.total_minutes
    (told_,) = [f.reason for f in reach(plane, found) if f.reason.code == "waits_for_drift"]
    assert told_.params == {"wait_minutes": round(time.wait_minutes, 1)}
    spread = band(plane, scene, found)
    assert spread is not None
    assert spread.p10 > time.wait_minutes


def test_a_ship_meets_what_drifts_towards_it_sooner_and_what_flees_later() -> None:
    ship = unit("S9", direct(SCENE, 0, 40))
    still = minutes(approach(ship, Scene(place=SCENE)))
    nearer = minutes(approach(ship, Scene(place=SCENE, drift=given_drift(0, 2.0))))
    farther = minutes(approach(ship, Scene(place=SCENE, drift=given_drift(180, 2.0))))
    assert nearer < still < farther
    assert nearer == pytest.approx(15 + (40 - 0.5) / 22 * 60, rel=1e-3)
    assert farther == pytest.approx(15 + (40 + 0.5) / 18 * 60, rel=1e-3)


def test_what_drifts_faster_than_the_ship_is_not_caught_up_with() -> None:
    slow = unit("S9", direct(SCENE, 0, 40))
    slow = seen_with(slow, figures=replace(slow.seen.figures, response_kn=2.0))
    found = approach(slow, Scene(place=SCENE, drift=given_drift(180, 3.0)))
    assert found.uncaught
    assert found.time is None


@given(
    st.sampled_from(["H1", "S9", "S4", "F1"]),
    st.floats(0, 359),
    st.floats(0, 300),
    st.floats(0, 359),
    st.floats(0, 5),
    st.integers(0, 300),
)
def test_it_is_there_when_the_datum_is_and_not_before(
    code: str, bearing: float, nm: float, course: float, drift_kn: float, notice: int
) -> None:
    candidate = unit(code, direct(SCENE, bearing, nm), notice=notice)
    scene = Scene(place=SCENE, drift=given_drift(course, drift_kn))
    found = approach(candidate, scene)
    assert found.time is not None
    assert found.meets is not None
    arrives = found.time.total_minutes
    assert 0 <= arrives <= HORIZON_MINUTES
    assert distance_nm(found.meets, carried(SCENE, scene.drift, arrives)) < CLOSE
    for part in (0.0, 0.5, 0.99):
        there = carried(SCENE, scene.drift, arrives * part)
        speed = candidate.seen.figures.response_kn or 1.0
        assert candidate.seen.place is not None
        needs = notice + distance_nm(candidate.seen.place, there) / speed * 60
        assert needs >= arrives * part - CLOSE


def test_vessels_lose_speed_in_a_high_sea_and_aircraft_do_not() -> None:
    far = direct(SCENE, 0, 40)
    calm, rough = Scene(place=SCENE, sea_state=3), Scene(place=SCENE, sea_state=5)
    kept = kept_speed(Hull.DISPLACEMENT, 70.0, 5).mean
    assert 0.8 < kept < 0.9
    slowed = 15 + 40 / (20 * kept) * 60
    assert minutes(approach(unit("S9", far), rough)) == pytest.approx(slowed, rel=1e-6)
    assert minutes(approach(unit("H1", far), rough)) == minutes(approach(unit("H1", far), calm))


def test_a_vessel_tells_what_the_sea_leaves_of_her_speed_and_by_whose_figures() -> None:
    far = direct(SCENE, 0, 40)
    boat, rough = unit("S2", far), Scene(place=SCENE, sea_state=5)

    def told(candidate: Candidate, scene: Scene) -> list[dict[str, object]]:
        findings = arrival(candidate, Want(), scene, approach(candidate, scene), now=NOW)
        return [dict(f.reason.params) for f in findings if f.reason.code == "slowed_by_sea"]

    (one,) = told(boat, rough)
    assert one["hull"] == "planing"
    assert one["length_m"] == 13.6
    assert one["source"] == "Savitsky and Brown 1976"
    assert one["makes_kn"] == pytest.approx(24.0 * kept_speed(Hull.PLANING, 13.6, 5).mean, abs=0.05)
    assert told(boat, Scene(place=SCENE, sea_state=3)) == []
    (ship,) = told(unit("S9", far), Scene(place=SCENE, sea_state=6))
    assert ship["hull"] == "displacement"
    assert ship["source"] == "after Aertssen 1969 and 1975, not checked in print"
    assert told(unit("H1", far), rough) == []
    longer = seen_with(boat, figures=replace(boat.seen.figures, length_m=30.0))
    assert minutes(approach(longer, rough)) < minutes(approach(boat, rough)), "by her own length"


def test_the_band_of_a_vessel_is_wider_in_a_sea_that_may_come_from_anywhere() -> None:
    ship = unit("S9", direct(SCENE, 0, 40))
    calm, rough = Scene(place=SCENE, sea_state=0), Scene(place=SCENE, sea_state=6)
    narrow, wide = (band(ship, scene, approach(ship, scene)) for scene in (calm, rough))
    assert narrow is not None
    assert wide is not None
    assert wide.p90 / wide.p10 > 1.2 * narrow.p90 / narrow.p10


def test_in_a_sea_she_stays_less_long_as_her_hours_go_on_the_way() -> None:
    boat = unit("S2", direct(SCENE, 0, 40))
    calm, rough = (approach(boat, Scene(place=SCENE, sea_state=state)) for state in (2, 5))
    assert calm.out_air_nm == pytest.approx(40.0, rel=1e-6)
    assert rough.out_air_nm is not None
    assert rough.out_air_nm * kept_speed(Hull.PLANING, 13.6, 5).mean == pytest.approx(40.0)


def test_too_far_at_one_go_it_refuels_at_a_base_on_the_way() -> None:
    far, base = direct(SCENE, 0, 220), direct(SCENE, 0, 80)
    helicopter = unit("H1", far, base=base)
    found = approach(helicopter, Scene(place=SCENE), bases=(base,))
    assert found.route is not None
    assert found.route.via == base
    assert minutes(found) == pytest.approx(15 + 220 / 145 * 60 + REFUEL_MINUTES, rel=1e-4)
    assert found.back_nm == pytest.approx(80, rel=1e-4)


def test_the_band_holds_the_estimate_and_is_the_same_every_time() -> None:
    candidate, scene = unit("S9", direct(SCENE, 0, 40)), Scene(place=SCENE, uncertainty_nm=2)
    found = approach(candidate, scene)
    first = band(candidate, scene, found)
    assert first == band(candidate, scene, found)
    assert first is not None
    assert first.p10 < minutes(found) < first.p90
    assert first.p50 == pytest.approx(minutes(found), rel=0.03)


def test_an_old_position_widens_the_band() -> None:
    scene = Scene(place=SCENE)
    fresh = unit("S9", direct(SCENE, 0, 40))
    old = replace(fresh, place_age_minutes=180.0)
    narrow = band(fresh, scene, approach(fresh, scene))
    wide = band(old, scene, approach(old, scene))
    assert narrow is not None
    assert wide is not None
    assert wide.p90 - wide.p10 > 2 * (narrow.p90 - narrow.p10)


def test_without_a_time_there_is_no_band() -> None:
    assert band(unit("S9", SCENE), Scene(), Approach()) is None
    assert TimeToScene(0, None, 0).total_minutes == 0


def test_the_way_tells_which_states_are_entered_and_where() -> None:
    sigonella = LatLon(37.4017, 14.9222)
    (malta,) = borders(Route((sigonella, SCENE), 213), Scene(place=SCENE), own="ITA")
    assert (malta.state, malta.at_scene) == ("MLT", False)
    assert 70 < malta.at_nm < 90
    told_by_the_lead = Scene(place=SCENE, territory="TUN")
    last = borders(Route((sigonella, SCENE), 213), told_by_the_lead, own="MLT")[-1]
    assert (last.state, last.at_scene, last.at_nm) == ("TUN", True, 213)


def test_a_scene_that_drifts_over_the_line_is_told_when() -> None:
    place = LatLon(35 + 16 / 60, 12 + 35 / 60)
    (ahead,) = comings(Scene(place=place, drift=given_drift(0, 0.9)))
    assert ahead.state == "ITA"
    assert ahead.minutes == pytest.approx(95, abs=25)
    assert list(comings(Scene(place=place))) == []


def test_a_place_along_a_way() -> None:
    a, b, c = SCENE, direct(SCENE, 90, 10), direct(direct(SCENE, 90, 10), 0, 10)
    assert distance_nm(along((a, b, c), 15), direct(b, 0, 5)) < 1e-6
    assert along((a, b), 50) == b
