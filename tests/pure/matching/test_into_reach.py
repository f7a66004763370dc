"""Units that what drifts must come to before they reach it: they wait, and are there no sooner."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

import pytest

from sar.geo.geodesy import direct, distance_nm
from sar.geo.position import LatLon
from sar.incidents.drift import carried, given_drift
from sar.matching.band import band
from sar.matching.candidate import Candidate, radius_nm
from sar.matching.intercept import HORIZON_MINUTES, Approach, met
from sar.matching.landing_places import Landings
from sar.matching.question import Scene
from sar.matching.reach import makes_it, short_nm
from sar.matching.time_to_scene import Gate
from tests.given.candidates import minutes, reach_codes, seen_with
from tests.pure.matching.test_intercept import SCENE, unit

STEP_MINUTES = 1.0


def waiting(
    candidate: Candidate,
    scene: Scene,
    *,
    bases: tuple[LatLon, ...] = (),
    gates: tuple[Gate, ...] = (),
    in_reach: bool = True,
) -> Approach:
    return met(
        candidate,
        scene,
        notice_minutes=float(candidate.notice.minutes),
        sea=None,
        bases=Landings.at(bases),
        gates=lambda _: gates,
        short_nm=partial(short_nm, candidate) if in_reach else None,
    )


def test_a_helicopter_waits_until_what_drifts_is_within_its_radius() -> None:
    helicopter = unit("H1", direct(SCENE, 180, 166))
    scene = Scene(place=SCENE, drift=given_drift(180, 4.0))
    found = waiting(helicopter, scene)
    assert found.time is not None
    assert found.meets is not None
    assert found.waits_for_reach
    assert makes_it(helicopter, found)
    assert minutes(found) == pytest.approx(16 / 4 * 60, abs=1.0), "16 miles at 4 knots"
    assert found.time.leaves_minutes == pytest.approx(minutes(found) - 150 / 145 * 60, abs=1.0)
    assert distance_nm(found.meets, carried(SCENE, scene.drift, minutes(found))) < 0.01
    assert "waits_for_reach" in reach_codes(helicopter, found)
    assert "beyond_reach" not in reach_codes(helicopter, found)
    assert "waits_for_drift" not in reach_codes(helicopter, found)


def test_a_boat_of_short_range_does_so_too() -> None:
    boat = unit("S4", direct(SCENE, 180, 60))
    found = waiting(boat, Scene(place=SCENE, drift=given_drift(180, 2.0)))
    assert found.waits_for_reach
    assert minutes(found) == pytest.approx(10 / 2 * 60, abs=1.0)


def test_its_band_is_as_wide_as_the_drift_is_unsure() -> None:
    helicopter = unit("H1", direct(SCENE, 180, 166), notice=0)
    scene = Scene(place=SCENE, drift=given_drift(180, 2.0))
    found = waiting(helicopter, scene)
    spread = band(helicopter, scene, found)
    assert found.time is not None
    assert spread is not None
    assert spread.p10 < minutes(found) < spread.p90
    assert spread.p90 - spread.p10 > 0.5 * found.time.wait_minutes, "a quarter of it, both ways"


@pytest.mark.parametrize("course", [0.0, 90.0])
def test_what_never_drifts_into_reach_is_beyond_it(course: float) -> None:
    helicopter = unit("H1", direct(SCENE, 180, 200))
    found = waiting(helicopter, Scene(place=SCENE, drift=given_drift(course, 1.0)))
    assert not found.waits_for_reach
    assert not makes_it(helicopter, found)
    assert "beyond_reach" in reach_codes(helicopter, found)


def test_nothing_waits_for_what_stays_or_is_in_reach() -> None:
    far, near = unit("H1", direct(SCENE, 180, 166)), unit("H1", direct(SCENE, 180, 100))
    assert not waiting(far, Scene(place=SCENE)).waits_for_reach
    drifting = Scene(place=SCENE, drift=given_drift(180, 4.0))
    assert waiting(near, drifting) == waiting(near, drifting, in_reach=False)


def test_one_that_is_under_way_is_not_held_back() -> None:
    helicopter = unit("H1", direct(SCENE, 180, 166))
    scene = Scene(place=SCENE, drift=given_drift(180, 4.0))
    assert minutes(waiting(helicopter, scene, in_reach=False)) < 120.0


def test_over_a_base_that_what_drifts_comes_near_to_it_goes_as_soon_as_it_may() -> None:
    base = direct(SCENE, 180, 160)
    helicopter = unit("H1", direct(SCENE, 180, 300), base=direct(SCENE, 180, 300))
    found = waiting(helicopter, Scene(place=SCENE, drift=given_drift(180, 2.0)), bases=(base,))
    assert found.route is not None
    assert found.route.via == base
    assert found.waits_for_reach
    assert minutes(found) == pytest.approx(10 / 2 * 60, abs=1.5)


@dataclass(frozen=True)
class Case:
    """A unit about a scene that drifts, with bases of its party."""

    candidate: Candidate
    scene: Scene
    bases: tuple[LatLon, ...]
    gates: tuple[Gate, ...]

    def found(self) -> Approach:
        return waiting(self.candidate, self.scene, bases=self.bases, gates=self.gates)

    def is_met(self, at_minutes: float) -> bool:
        """Whether it is there by that minute and reaches where the datum is then: worked out by
        itself, for a datum that stays there."""
        place = carried(SCENE, self.scene.drift, at_minutes)
        there = replace(self.scene, place=place, drift=None)
        still = waiting(self.candidate, there, bases=self.bases, gates=self.gates)
        return makes_it(self.candidate, still) and minutes(still) <= at_minutes

    def first(self, until: float) -> float | None:
        """The first of the small steps at which it is met."""
        at = 0.0
        while at <= until:
            if self.is_met(at):
                return at
            at += STEP_MINUTES
        return None


def cases(count: int) -> Iterator[Case]:
    chance = random.Random(1979)
    for _ in range(count):
        code = chance.choice(["H1", "H1", "F1", "S4", "S12"])
        drift_kn = chance.choice([1.0, 4.0, 8.0])
        limit = radius_nm(unit(code, SCENE)) or 0.0
        bearing = chance.uniform(0, 360)
        place = direct(SCENE, bearing, limit * chance.uniform(0.7, 1.6))
        bases = tuple(
            direct(SCENE, bearing + chance.uniform(-60, 60), limit * chance.uniform(0.2, 1.4))
            for _ in range(chance.randrange(4))
        )
        one = unit(code, place, notice=chance.randrange(120))
        if bases and chance.random() < 0.7:
            one = seen_with(one, base=chance.choice([place, *bases]))
        course = (bearing + chance.gauss(0, 60)) % 360
        wind = chance.random() < 0.4
        scene = Scene(
            place=SCENE,
            drift=given_drift(course, drift_kn),
            wind_from_deg=chance.uniform(0, 360) if wind else None,
            wind_kn=chance.uniform(0, 40) if wind else None,
        )
        gates = (Gate(limit / 2, chance.uniform(0, 600)),) if chance.random() < 0.2 else ()
        yield Case(one, scene, bases, gates)


def checked(cases: Iterator[Case]) -> int:
    """Each against small steps; how many wait for reach."""
    waited = 0
    for case in cases:
        found = case.found()
        if makes_it(case.candidate, found) and found.time is not None:
            at = minutes(found)
            first = case.first(at + STEP_MINUTES)
            assert first is not None, (case, at)
            assert first - STEP_MINUTES - 0.01 <= at <= first + 0.01, (case, at, first)
            assert case.is_met(at + 0.01), "no sooner than in reach"
            waited += found.waits_for_reach
        else:
            assert case.first(min(HORIZON_MINUTES, 2_000.0)) is None, case
    return waited


def test_it_is_there_at_the_first_of_small_steps_at_which_it_may_be() -> None:
    assert checked(cases(60)) > 5, "or it proves little"


@pytest.mark.long
def test_so_it_is_in_many_cases() -> None:
    assert checked(cases(1_900)) > 150
