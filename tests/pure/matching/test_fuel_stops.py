"""Stops of aircraft for fuel, in wind: the rule, and what is found by trying everything."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import pairwise
from math import inf
from typing import Any, Final
from uuid import UUID

import numpy as np
import pytest

from sar.agreements.clauses import Setting, TermPlain
from sar.agreements.words import ClauseKind, Phase, Situation
from sar.assets.catalogue import shipped_types, type_of
from sar.assets.fuel_points import FitOf, FuelPointPlain, craft_of
from sar.assets.words import CraftKind, Fuel
from sar.geo.geodesy import direct, distance_nm, inverse
from sar.geo.position import LatLon
from sar.matching.candidate import Candidate, radius_nm
from sar.matching.findings import UNLISTED
from sar.matching.fuel_stops import (
    REFUEL_MINUTES,
    WORK_MINUTES,
    OpenStops,
    StopAhead,
    refuel_minutes,
)
from sar.matching.intercept import Approach, met
from sar.matching.landing_places import Landings, Site
from sar.matching.question import Scene
from sar.matching.reach import makes_it
from sar.matching.stop_findings import finding, findings, fuel_stops
from sar.matching.time_to_scene import Gate
from sar.matching.wind import Wind, ground_kn
from tests.given.candidates import minutes, seen_with, stop_of
from tests.pure.agreements.plain import term
from tests.pure.matching.test_intercept import unit
from tests.world import START

SCENE: Final = LatLon(34.0, 13.0)
CASE: Final = Setting(Situation.MARITIME, Phase.DISTRESS, SCENE)
OPENS: Final = term("Art. 11", grantor="MLT", fuel_points=True)
CALM: Final = Scene(place=SCENE)


def fuel_point(place: LatLon, party: str = "ITA", **fields: Any) -> FuelPointPlain:
    """Jet A-1 for helicopters at every hour, unless told."""
    usual: dict[str, Any] = {
        "id": UUID(int=7),
        "party": party,
        "name": "Rig Alpha",
        "place": place,
        "fuels": frozenset({Fuel.JET_A1}),
        "crafts": frozenset({CraftKind.HELICOPTER}),
    }
    return FuelPointPlain(**(usual | fields))


def open_stops(*points: FuelPointPlain, terms: Sequence[TermPlain] = ()) -> OpenStops:
    return OpenStops(points, terms, CASE, now=START)


def approach(
    candidate: Candidate,
    stops: OpenStops,
    scene: Scene = CALM,
    *,
    bases: Mapping[str, tuple[LatLon, ...]] | None = None,
    gates: tuple[Gate, ...] = (),
    stop_ahead: StopAhead | None = None,
) -> Approach:
    given = bases or {}

    def of(party: str, _: bool) -> Landings:
        return Landings.at(given.get(party, ()))

    landings = stops.landings(of, candidate.seen.party or "", helicopter=candidate.helicopter)
    return met(
        candidate,
        scene,
        notice_minutes=float(candidate.notice.minutes),
        sea=None,
        bases=landings,
        gates=lambda _: gates,
        stops=stops,
        stop_ahead=stop_ahead,
    )


def far(nm: float = 250.0, **fields: Any) -> Candidate:
    """A helicopter with a radius of 150 nm, too far north of the scene to fly there and back."""
    place = direct(SCENE, 0.0, nm)
    return seen_with(unit("H1", place), base=place, **fields)


def test_out_of_reach_it_takes_fuel_on_the_way_where_its_party_keeps_some() -> None:
    point = fuel_point(direct(SCENE, 0.0, 100.0))
    helicopter = far()
    assert not makes_it(helicopter, approach(helicopter, open_stops()))
    found = approach(helicopter, open_stops(point))
    assert makes_it(helicopter, found)
    assert stop_of(found) == "Rig Alpha"
    flown = 250.0 / 145.0 * 60.0
    assert minutes(found) == pytest.approx(15.0 + flown + REFUEL_MINUTES, rel=1e-3)


def test_what_is_another_partys_counts_by_a_clause_alone_and_the_clause_is_named() -> None:
    point = fuel_point(direct(SCENE, 0.0, 100.0), "MLT")
    helicopter = far()
    assert not makes_it(helicopter, approach(helicopter, open_stops(point)))
    stops = open_stops(point, terms=[OPENS])
    found = approach(helicopter, stops)
    assert stop_of(found) == "Rig Alpha"
    stop, again = fuel_stops(helicopter, found, stops)
    assert (stop.after_work, again.after_work) == (False, True), "it lands there again"
    told = finding(stop, UNLISTED).reason
    assert told.basis is not None
    assert told.basis.article == "Art. 11"
    assert told.code == "refuels_on_the_way"
    assert told.sentence == (
        "It is too far at one go: it refuels at Rig Alpha of MLT on the way, 30 min there; it"
        " is open at every hour."
    )


@pytest.mark.parametrize(
    "narrower",
    [{"kinds": (ClauseKind.AEROPLANE,)}, {"excluded_types": ("H1",)}, {"phases": (Phase.ALERT,)}],
)
def test_a_clause_that_is_about_other_units_or_cases_opens_nothing_to_it(
    narrower: dict[str, Any],
) -> None:
    point = fuel_point(direct(SCENE, 0.0, 100.0), "MLT")
    stops = open_stops(point, terms=[replace(OPENS, **narrower)])
    helicopter = far()
    assert not makes_it(helicopter, approach(helicopter, stops))


def test_the_bases_of_a_partner_are_open_by_the_same_clause() -> None:
    base = direct(SCENE, 0.0, 100.0)
    helicopter, theirs = far(), {"MLT": (base,)}
    assert not makes_it(helicopter, approach(helicopter, open_stops(), bases=theirs))
    stops = open_stops(terms=[OPENS])
    found = approach(helicopter, stops, bases=theirs)
    assert makes_it(helicopter, found)
    stop, _ = fuel_stops(helicopter, found, stops)
    assert finding(stop, UNLISTED).reason.params["party"] == "MLT"
    assert "a base of MLT" in finding(stop, UNLISTED).reason.sentence


@pytest.mark.parametrize(
    "other",
    [
        {"fuels": frozenset({Fuel.AVGAS})},
        {"crafts": frozenset({CraftKind.AEROPLANE, CraftKind.VESSEL})},
        {"hours_utc": "02:00-03:00"},
    ],
)
def test_it_takes_no_fuel_where_it_finds_none_of_its_own_or_comes_at_other_hours(
    other: dict[str, Any],
) -> None:
    point = fuel_point(direct(SCENE, 0.0, 100.0), **other)
    helicopter = far()
    assert not makes_it(helicopter, approach(helicopter, open_stops(point)))


def test_the_hours_are_asked_about_when_it_comes_there() -> None:
    """It is there 15 minutes and 150 nm at 145 kn, or 77 minutes, after the start at 12:26. From
    the scene its own base is near, which costs more on the way."""
    helicopter, place = far(), direct(SCENE, 0.0, 100.0)
    bases = {"ITA": (direct(SCENE, 180.0, 20.0),)}
    assert START.strftime("%H:%M") == "12:26"
    for hours, is_open in (
        ("13:40-14:00", True),
        ("12:00-13:40", False),
        ("13:45-15:00", False),
        ("22:00-13:45", True),
    ):
        stops = open_stops(fuel_point(place, hours_utc=hours))
        found = approach(helicopter, stops, bases=bases)
        assert (stop_of(found) == "Rig Alpha") is is_open, hours
        (*_, last) = fuel_stops(helicopter, found, stops)
        assert last.site.owner is None, "it goes on to its own base"


def test_it_goes_nowhere_from_where_it_cannot_leave_the_scene_again() -> None:
    helicopter, place = far(), direct(SCENE, 0.0, 100.0)
    for hours, comes in (("13:40-23:00", True), ("13:40-15:00", False)):
        found = approach(helicopter, open_stops(fuel_point(place, hours_utc=hours)))
        assert makes_it(helicopter, found) is comes, hours


def test_what_waits_at_a_border_comes_to_the_point_later() -> None:
    """The wait of two hours before it moves off again is over at 14:26 or later."""
    helicopter, place = far(), direct(SCENE, 0.0, 100.0)
    stops = open_stops(fuel_point(place, hours_utc="13:00-14:00"))
    bases = {"ITA": (direct(SCENE, 180.0, 20.0),)}
    for minutes_, name in ((0.0, "Rig Alpha"), (120.0, None)):
        found = approach(helicopter, stops, bases=bases, gates=(Gate(10.0, minutes_),))
        assert stop_of(found) == name


def test_of_two_it_takes_the_one_by_which_it_is_there_first_in_this_wind() -> None:
    """A stop aside of the way costs more against the wind than one farther on with it."""
    helicopter = far(230.0)
    west = fuel_point(direct(direct(SCENE, 0.0, 120.0), 270.0, 55.0), name="West")
    east = fuel_point(direct(direct(SCENE, 0.0, 120.0), 90.0, 50.0), name="East", id=UUID(int=8))
    assert stop_of(approach(helicopter, open_stops(west, east))) == "East"
    wind = replace(CALM, wind_from_deg=300.0, wind_kn=45.0)
    alone = [approach(helicopter, open_stops(one), wind) for one in (west, east)]
    first = min(alone, key=lambda one: minutes(one) if makes_it(helicopter, one) else inf)
    assert stop_of(approach(helicopter, open_stops(west, east), wind)) == stop_of(first)


def test_it_flies_to_the_scene_first_and_leaves_it_for_fuel_if_it_can_work_there() -> None:
    point = fuel_point(direct(SCENE, 180.0, 20.0))
    helicopter = far(200.0)
    stops = open_stops(point)
    found = approach(helicopter, stops)
    assert found.route is not None
    assert found.route.stop is None
    assert makes_it(helicopter, found)
    (stop,) = fuel_stops(helicopter, found, stops)
    assert stop.after_work
    told = finding(stop, UNLISTED).reason
    assert told.code == "lands_for_fuel"
    assert told.sentence == (
        "Its fuel does not take it home from the scene: it leaves it for Rig Alpha of ITA, 20 nm"
        " on, and takes fuel there, 30 min; it is open at every hour."
    )


def test_with_too_little_time_to_work_there_it_takes_fuel_before() -> None:
    point = fuel_point(direct(SCENE, 0.0, 20.0))
    helicopter = far(235.0)
    found = approach(helicopter, open_stops(point))
    assert stop_of(found) == "Rig Alpha"
    with_work_nm = 300.0 - 235.0 - 20.0
    assert with_work_nm < WORK_MINUTES / 60.0 * 145.0


def test_what_gets_home_from_the_scene_is_not_said_to_land_elsewhere() -> None:
    point = fuel_point(direct(SCENE, 180.0, 20.0))
    near = far(100.0)
    stops = open_stops(point)
    found = approach(near, stops)
    assert list(fuel_stops(near, found, stops)) == []
    assert found.lands is not None, "its time on scene counts on the nearest place"


def test_an_aeroplane_loses_longer_than_a_helicopter() -> None:
    helicopter, plane = unit("H1", SCENE), unit("F5", SCENE)
    assert refuel_minutes(helicopter) == REFUEL_MINUTES < refuel_minutes(plane)


def test_what_flies_uncrewed_takes_fuel_where_it_is_flown_from_alone() -> None:
    drone = unit("U3", SCENE)
    assert craft_of(drone.seen.type) is None
    assert not fuel_point(SCENE).serves(drone.seen.type)


DECK: Final[dict[str, Any]] = {"d_value_max_m": 20.0, "mass_max_t": 10.0}
QUAY: Final[dict[str, Any]] = {"crafts": frozenset({CraftKind.VESSEL})}
FIELD: Final[dict[str, Any]] = {
    "runway_m": 900.0,
    "crafts": frozenset({CraftKind.HELICOPTER, CraftKind.AEROPLANE}),
}


@pytest.mark.parametrize(
    ("code", "place", "exceeds", "not_known"),
    [
        ("H1", DECK, [], []),
        ("H4", DECK, [FitOf.D_VALUE, FitOf.MASS], []),
        ("H6", DECK, [FitOf.MASS], []),
        ("H4", {"d_value_max_m": 21.0}, [], [FitOf.MASS]),
        ("H1", {}, [], [FitOf.D_VALUE, FitOf.MASS]),
        ("H4", FIELD, [], []),
        ("F4", FIELD, [], []),
        ("F2", FIELD, [FitOf.RUNWAY], []),
        ("F4", FIELD | {"mass_max_t": 5.0}, [FitOf.MASS], []),
        ("F4", FIELD | {"runway_m": None}, [], [FitOf.RUNWAY]),
        ("S1", QUAY, [], [FitOf.DRAUGHT]),
        ("S1", QUAY | {"draught_max_m": 1.0}, [FitOf.DRAUGHT], []),
        ("U3", DECK, [], []),
    ],
)
def test_what_is_told_of_a_place_decides_what_fits_there(
    code: str, place: Mapping[str, Any], exceeds: list[FitOf], not_known: list[FitOf]
) -> None:
    point, one = fuel_point(SCENE, **place), type_of(code)
    assert [fit.of for fit in point.misfits(one)] == exceeds
    assert [fit.of for fit in point.unknown_fits(one)] == not_known


def test_a_helicopter_too_large_for_the_deck_takes_no_fuel_there() -> None:
    place, helicopter = direct(SCENE, 0.0, 100.0), far()
    for deck, comes in ((16.0, False), (17.0, True)):
        point = fuel_point(place, d_value_max_m=deck, mass_max_t=7.0)
        assert makes_it(helicopter, approach(helicopter, open_stops(point))) is comes
    small = open_stops(fuel_point(place, d_value_max_m=16.0))
    assert small.too_small_for(helicopter)
    assert makes_it(helicopter, approach(helicopter, small.whatever_fits()))
    assert not open_stops(fuel_point(place)).too_small_for(helicopter)


def test_what_is_not_known_of_a_place_is_told_once_for_each() -> None:
    helicopter = far()
    stops = open_stops(fuel_point(direct(SCENE, 0.0, 100.0), mass_max_t=7.0))
    found = approach(helicopter, stops)
    told = [one.reason for one in findings(fuel_stops(helicopter, found, stops), UNLISTED)]
    assert [one.code for one in told] == ["refuels_on_the_way", "fit_not_known", "lands_for_fuel"]
    assert told[1].sentence == (
        "Whether it fits at Rig Alpha of ITA is not known: nobody has told the size of the deck."
    )
    assert told[1].params["not_told"] == ["d_value_there"]


def test_what_lands_at_a_partners_base_is_not_known_and_at_an_own_one_it_is() -> None:
    base = direct(SCENE, 0.0, 100.0)
    stops, helicopter = open_stops(terms=[OPENS]), far()
    for party, codes in (("MLT", ["fit_not_known"]), ("ITA", [])):
        found = approach(helicopter, stops, bases={party: (base,)})
        told = [one.reason for one in findings(fuel_stops(helicopter, found, stops), UNLISTED)]
        assert [one.code for one in told if one.code.startswith("fit")] == codes


def test_every_type_that_flies_with_a_crew_tells_what_it_needs_to_land() -> None:
    for one in shipped_types().values():
        craft = craft_of(one)
        helicopter, plane = craft is CraftKind.HELICOPTER, craft is CraftKind.AEROPLANE
        assert (one.d_value_m is not None) is helicopter, one.code
        assert (one.runway_m is not None) is plane, one.code
        assert (one.mass_max_t is not None) is (helicopter or plane), one.code


# --- everything tried, in small steps ---

STEPS: Final = 24


@dataclass(frozen=True)
class Posed:
    """A helicopter or an aeroplane, a scene and a wind, and where it may take fuel."""

    helicopter: Candidate
    scene: Scene
    bases: tuple[LatLon, ...]
    points: tuple[FuelPointPlain, ...]


@dataclass(frozen=True)
class Leg:
    """A leg as it is flown, step by step."""

    minutes: float
    fuel_nm: float


class Tried:
    """Every way to the scene, with its fuel for it `more` than it is, and its hours wider."""

    def __init__(self, posed: Posed, *, more: float) -> None:
        self._posed, self._more = posed, more
        limit = radius_nm(posed.helicopter)
        assert limit is not None
        self._limit_nm = limit
        self._tank_nm = 2.0 * limit * (1.0 + more)

    def directly(self) -> Iterator[float]:
        """The minutes of the way without a stop, if it gets home or can work there."""
        yield from self._directly(self._least_work_nm)

    def at_all(self) -> Iterator[float]:
        """The same if it can only land somewhere."""
        yield from self._directly(0.0)

    @property
    def _least_work_nm(self) -> float:
        return WORK_MINUTES / 60.0 * self._kn

    def _directly(self, work_nm: float) -> Iterator[float]:
        start, scene = self._posed.helicopter.seen.place, self._posed.scene.place
        assert start is not None
        assert scene is not None
        notice = float(self._posed.helicopter.notice.minutes)
        out, back = self._leg(start, scene), self._leg(scene, start)
        at_scene = notice + out.minutes
        lands_nm = self._landing(scene, at_scene)
        needs_nm = out.fuel_nm + max(back.fuel_nm, lands_nm)
        if needs_nm <= self._tank_nm or out.fuel_nm + work_nm + lands_nm <= self._tank_nm:
            yield at_scene

    def over_stops(self) -> Iterator[float]:
        """The minutes over each place where it can take fuel."""
        start, scene = self._posed.helicopter.seen.place, self._posed.scene.place
        assert start is not None
        assert scene is not None
        notice = float(self._posed.helicopter.notice.minutes)
        for place, point in self._sites():
            if distance_nm(place, start) <= 0.0 or distance_nm(place, scene) > self._limit_nm:
                continue
            there, on = self._leg(start, place), self._leg(place, scene)
            comes = notice + there.minutes
            if there.fuel_nm > self._tank_nm or not self._is_open(point, comes):
                continue
            arrives = comes + refuel_minutes(self._posed.helicopter) + on.minutes
            if on.fuel_nm + self._landing(scene, arrives) <= self._tank_nm:
                yield arrives

    @property
    def _kn(self) -> float:
        return self._posed.helicopter.seen.figures.response_kn or 1.0

    def _sites(self) -> list[tuple[LatLon, FuelPointPlain | None]]:
        return [
            *((place, None) for place in self._posed.bases),
            *((one.place, one) for one in self._posed.points),
        ]

    def _landing(self, scene: LatLon, at_minutes: float) -> float:
        home = self._posed.helicopter.seen.base
        assert home is not None
        legs = [self._leg(scene, home).fuel_nm]
        for place, point in self._sites():
            leg = self._leg(scene, place)
            if self._is_open(point, at_minutes + leg.fuel_nm / self._kn * 60.0):
                legs.append(leg.fuel_nm)
        return min(legs)

    def _is_open(self, point: FuelPointPlain | None, at_minutes: float) -> bool:
        """At one of two times a little apart, or at both."""
        if point is None:
            return True
        if not point.serves(self._posed.helicopter.seen.type):
            return False
        aside = abs(self._more) * at_minutes
        at = [START + timedelta(minutes=at_minutes + one) for one in (-aside, aside)]
        found = [point.is_open(one) for one in at]
        return any(found) if self._more > 0.0 else all(found)

    def _leg(self, a: LatLon, b: LatLon) -> Leg:
        scene, whole = self._posed.scene, inverse(a, b)
        nm = whole.distance_nm
        if not scene.wind_kn or scene.wind_from_deg is None or nm <= 0.0:
            return Leg(nm / self._kn * 60.0, nm)
        wind = Wind(scene.wind_from_deg, scene.wind_kn)
        on = [direct(a, whole.course_deg, nm * n / STEPS) for n in range(STEPS)]
        hours = 0.0
        for one, other in pairwise([*on, b]):
            step = inverse(one, other)
            hours += step.distance_nm / ground_kn(self._kn, wind, step.course_deg)
        return Leg(hours * 60.0, max(nm, hours * self._kn))


def posed(seed: int) -> Posed:
    """By chance: mostly somewhat too far for one flight."""
    rng = np.random.default_rng(seed)

    def number(least: float, most: float) -> float:
        return float(rng.uniform(least, most))

    place = LatLon(number(-65.0, 65.0), number(-180.0, 180.0))
    limit = number(60.0, 200.0)
    start = direct(place, number(0.0, 360.0), limit * number(0.3, 2.4))

    def about() -> LatLon:
        """Beside the way, or anywhere about the scene."""
        if rng.random() < 0.6:
            leg = inverse(start, place)
            on = direct(start, leg.course_deg, leg.distance_nm * number(0.1, 1.1))
            return direct(on, number(0.0, 360.0), limit * number(0.0, 0.5))
        return direct(place, number(0.0, 360.0), limit * number(0.0, 1.5))

    code = "F5" if seed % 4 == 3 else "H1"
    one = seen_with(unit(code, start), base=start if rng.random() < 0.7 else about())
    one = seen_with(one, figures=replace(one.seen.figures, radius_nm=limit))
    return Posed(
        one,
        Scene(place=place, wind_from_deg=number(0.0, 360.0), wind_kn=number(0.0, 45.0)),
        tuple(about() for _ in range(int(rng.integers(3)))),
        tuple(
            fuel_point(
                about(),
                id=UUID(int=n),
                name=f"Point {n}",
                hours_utc=str(rng.choice(["", "", "10:00-13:30", "13:30-18:00"])),
                crafts=frozenset(
                    {CraftKind.HELICOPTER, CraftKind.AEROPLANE}
                    if rng.random() < 0.9
                    else {CraftKind.VESSEL}
                ),
            )
            for n in range(int(rng.integers(1, 5)))
        ),
    )


def compared(seed: int) -> str:
    """One comparison, within one in a hundred of times and of fuel; how it gets there."""
    this = posed(seed)
    found = approach(
        this.helicopter, open_stops(*this.points), this.scene, bases={"ITA": this.bases}
    )
    takes = minutes(found) if makes_it(this.helicopter, found) else inf
    more, less = Tried(this, more=0.01), Tried(this, more=-0.01)
    over = list(more.over_stops())
    least = min([*more.at_all(), *over], default=inf)
    alone = () if over else less.at_all()
    most = min([*less.directly(), *less.over_stops(), *alone], default=inf)
    assert least <= takes * 1.01, (seed, least, takes, most)
    assert takes <= most * 1.01, (seed, least, takes, most)
    if takes == inf:
        return "not"
    assert found.route is not None
    if found.route.stop is not None:
        return "at a base" if found.route.stop.point is None else "at a point"
    return "directly" if found.lands is None else "and lands elsewhere"


def test_the_soonest_way_over_any_stop_is_found_in_wind() -> None:
    ways = [compared(seed) for seed in range(150)]
    for way in ("not", "directly", "at a base", "at a point", "and lands elsewhere"):
        assert ways.count(way) >= 5, (way, ways.count(way))


@pytest.mark.long
def test_the_soonest_way_over_any_stop_is_found_in_wind_always() -> None:
    for seed in range(1_000, 5_000):
        compared(seed)


@pytest.mark.parametrize(
    ("away_nm", "scene_nm", "over"),
    [(250.0, 0.0, True), (140.0, 0.0, True), (100.0, 0.0, True), (140.0, 120.0, False)],
    ids=["sets out", "under way", "at it", "the case is nearer than was thought"],
)
def test_what_set_out_with_a_stop_ahead_takes_fuel_there_however_near_it_comes(
    away_nm: float, scene_nm: float, *, over: bool
) -> None:
    point = fuel_point(direct(SCENE, 0.0, 100.0))
    one = seen_with(far(), place=direct(SCENE, 0.0, away_nm))
    scene = Scene(place=direct(SCENE, 0.0, scene_nm))
    ahead = StopAhead(Site(point.place, "ITA", point), direct(SCENE, 0.0, 250.0), 20.0)
    found = approach(one, open_stops(point), scene, stop_ahead=ahead)
    assert stop_of(found) == ("Rig Alpha" if over else None)
    flown = (away_nm - scene_nm) / 145.0 * 60.0
    assert minutes(found) == pytest.approx(15.0 + flown + (20.0 if over else 0.0), rel=1e-3)
    shut = open_stops(fuel_point(point.place, hours_utc="02:00-03:00"))
    closed = fuel_point(point.place, hours_utc="02:00-03:00")
    ahead = replace(ahead, site=Site(point.place, "ITA", closed))
    assert stop_of(approach(one, shut, scene, stop_ahead=ahead)) is None


def test_the_minute_at_which_it_comes_to_the_stop_is_told() -> None:
    point = fuel_point(direct(SCENE, 0.0, 100.0))
    one, stops = far(), open_stops(point)
    (before, _) = fuel_stops(one, approach(one, stops), stops)
    to_stop = 15.0 + 150.0 / 145.0 * 60.0
    assert before.at_minutes == pytest.approx(to_stop, rel=1e-3)
    early, late = (
        Gate(at_nm=100.0, clearance_minutes=90.0),
        Gate(at_nm=200.0, clearance_minutes=180.0),
    )
    (before, _) = fuel_stops(one, approach(one, stops, gates=(early,)), stops)
    held = 90.0 + 50.0 / 145.0 * 60.0
    assert before.at_minutes == pytest.approx(held, rel=1e-3), "after the border before it"
    (before, _) = fuel_stops(one, approach(one, stops, gates=(late,)), stops)
    assert before.at_minutes == pytest.approx(to_stop, rel=1e-3), "before the border behind it"
