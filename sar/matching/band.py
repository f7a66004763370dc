"""Spread of a time to scene, from stated uncertainties and usual ones."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

import numpy as np

from sar.agreements.words import Kind
from sar.geo.arrays import Floats
from sar.incidents.drift import DRIFT_UNKNOWN_KN
from sar.matching.candidate import Candidate
from sar.matching.candidate_route import Route
from sar.matching.carriage import LOADING_MINUTES, Ride
from sar.matching.intercept import Approach
from sar.matching.question import Scene
from sar.matching.time_to_scene import TimeToScene, kept_of, wind_of
from sar.matching.wind import Wind, least_kn, with_it_kn

DRAWS: Final = 400
_SEED: Final = 1979
_TENTHS: Final = (0.1, 0.5, 0.9)
_LEAST_TO_COME: Final = DRAWS // 20
"""Fewer than one in twenty left says nothing any more: the unit is overdue."""
_NOTICE_SPREAD: Final = 0.2
_CLEARANCE_SPREAD: Final = 0.2
_SPEED_SPREAD: Final = 0.05
_VESSEL_SPEED_SPREAD: Final = 0.08
_SEA_STATE_SPREAD: Final = 0.02
_WANDERS: Final = 0.5
_ALOFT: Final = 0.5
"""The spread of a wind aloft, as a part of the one at the scene (house figure)."""
_LEAST_KN: Final = 1.0


@dataclass(frozen=True, slots=True)
class Band:
    """Minutes to scene not exceeded in 10, 50 and 90 of 100 cases."""

    p10: float
    p50: float
    p90: float


@dataclass(frozen=True, slots=True)
class Going:
    """A candidate on its way; `ride`: the one that brings it, if it cannot move by itself."""

    candidate: Candidate
    approach: Approach
    ride: Ride | None = None


def band(
    candidate: Candidate, scene: Scene, approach: Approach, *, past_minutes: float = 0.0
) -> Band | None:
    """The spread of the time; None without a time.

    Of a unit that was not there `past_minutes` later, in the cases in which it comes after them;
    None when nearly all of them are past.
    """
    return bands([Going(candidate, approach)], scene, past_minutes=past_minutes)[0]


def bands(going: Sequence[Going], scene: Scene, *, past_minutes: float = 0.0) -> list[Band | None]:
    """The spread of each time; None without one. The same question has the same answer.

    Uncertainties of places are taken as two standard deviations.
    """
    found: list[Band | None] = [None] * len(going)
    ways = [
        (at, _Way(one, scene, one.approach.time, one.approach.route))
        for at, one in enumerate(going)
        if one.approach.time is not None and one.approach.route is not None
    ]
    if scene.place is None or not ways:
        return found
    drawn = _by_tenth([way for _, way in ways], scene)
    if past_minutes <= 0.0:
        tenths = [
            np.quantile(minutes, tenth, axis=1).tolist()
            for minutes, tenth in zip(drawn, _TENTHS, strict=True)
        ]
        for (at, _), *three in zip(ways, *tenths, strict=True):
            found[at] = Band(*three)
        return found
    for (at, _), *three in zip(ways, *drawn, strict=True):
        to_come = [minutes[minutes > past_minutes] for minutes in three]
        if len(to_come[-1]) >= _LEAST_TO_COME:
            found[at] = _of_those_to_come(to_come)
    return found


def _of_those_to_come(to_come: Sequence[Floats]) -> Band:
    """The spread of draws for each tenth; where hardly any is left, of those for a later one."""
    some = [minutes for minutes in to_come if len(minutes) >= _LEAST_TO_COME]
    enough = [*some[:1] * (len(to_come) - len(some)), *some]
    tenths = zip(enough, _TENTHS, strict=True)
    return Band(*sorted(float(np.quantile(minutes, tenth)) for minutes, tenth in tenths))


@dataclass(frozen=True, slots=True)
class _Leaving:
    """The minutes before it moves off to the scene, or before both do: of its own notice, its way
    to a pick-up, the notice of what it brings, and loading."""

    own: float
    way: float = 0.0
    thing: float = 0.0
    loading: float = 0.0

    @property
    def minutes(self) -> float:
        """All of them."""
        return max(self.own + self.way, self.thing) + self.loading


@dataclass(frozen=True, slots=True)
class _Way:
    """A candidate on its way, with its time."""

    going: Going
    scene: Scene
    time: TimeToScene
    route: Route

    @property
    def unit(self) -> Candidate:
        """The one that moves."""
        ride = self.going.ride
        return self.going.candidate if ride is None else ride.carrier

    @property
    def wind_from_anywhere(self) -> Wind | None:
        """The wind on its way, if its direction is not told."""
        wind = wind_of(self.unit, self.scene)
        return None if wind is None or wind.from_deg is not None else wind

    def timed(self, kn_of: Callable[[float, Wind], float] | None = None) -> "_Timed":
        """Its time, if a wind of which no direction is told lets it make so many knots over ground,
        whatever drifts away from it or towards it."""
        wind, air_kn = self.wind_from_anywhere, self.unit.seen.figures.response_kn
        if kn_of is None or wind is None or not air_kn:
            return _Timed(self._leaving(1.0), self.time)
        over_kn = kn_of(air_kn, wind)
        drifts_kn = self.scene.drift.speed_kn if self.scene.drift else 0.0
        slower = (air_kn - drifts_kn) / max(over_kn - drifts_kn, _LEAST_KN)
        leaving, stops = self._leaving(air_kn / over_kn), self.route.stops_minutes
        time = replace(
            self.time,
            notice_minutes=leaving.minutes,
            transit_minutes=(self.time.transit_minutes - stops) * slower + stops,
            border_minutes=self.time.border_minutes * slower,
        )
        return _Timed(leaving, time)

    def _leaving(self, slower: float) -> _Leaving:
        ride = self.going.ride
        if ride is None:
            return _Leaving(self.time.notice_minutes)
        first, stops = ride.pick_up.time, ride.pick_up.route.stops_minutes
        return _Leaving(
            first.total_minutes - first.transit_minutes,
            (first.transit_minutes - stops) * slower + stops,
            float(self.going.candidate.notice.minutes),
            LOADING_MINUTES,
        )

    @property
    def aside_minutes(self) -> float:
        """The spread of the way to a pick-up by that of the carrier's place."""
        kn = self.unit.seen.figures.response_kn
        if self.going.ride is None or not kn:
            return 0.0
        return _place_spread_nm(self.unit) / kn * 60.0


@dataclass(frozen=True, slots=True)
class _Timed:
    """A time to the scene, and how what is before it moves off comes about."""

    leaving: _Leaving
    time: TimeToScene


def _by_tenth(ways: Sequence[_Way], scene: Scene) -> list[Floats]:
    """The draws of which each tenth is taken: of a unit in a wind whose direction is not told the
    least of those with all of it behind, and the most of those with all of it ahead."""
    told = _drawn(ways, [way.timed() for way in ways], scene)
    if all(way.wind_from_anywhere is None for way in ways):
        return [told, told, told]
    with_it = _drawn(ways, [way.timed(with_it_kn) for way in ways], scene)
    against = _drawn(ways, [way.timed(least_kn) for way in ways], scene)
    return [with_it, told, against]


def _drawn(ways: Sequence[_Way], timed: Sequence[_Timed], scene: Scene) -> Floats:
    """The minutes of each way in every draw, by its own rule."""
    place, notice, clearance, speed, datum, drift = _draws()
    times = [one.time for one in timed]
    slower = np.exp(-speed * _column(_speed_spread(way.unit, scene) for way in ways))
    leaves = _leaves(ways, [one.leaving for one in timed], place, notice, slower)
    held_back = np.exp(drift * _column(_wait_spread(way.going.approach, scene) for way in ways))
    leaves = leaves + _column(time.wait_minutes for time in times) * held_back
    drifts_kn = scene.drift.spread_kn if scene.drift else DRIFT_UNKNOWN_KN
    off_nm = (
        place * _column(_place_spread_nm(way.going.candidate) for way in ways)
        + datum * scene.uncertainty_nm / 2.0
        + drift * drifts_kn * _column(time.total_minutes for time in times) / 60.0
    )
    longer = np.maximum(0.0, 1.0 + off_nm / _column(max(w.route.length_nm, 1e-6) for w in ways))
    stretched = longer * slower
    border = _column(time.border_minutes for time in times)
    cleared = _column(time.clearance_minutes or 0.0 for time in times)
    at_border = np.maximum(
        leaves + border * stretched, cleared * np.exp(clearance * _CLEARANCE_SPREAD)
    )
    rest = _column(time.transit_minutes for time in times) - border
    result: Floats = at_border + rest * stretched
    return result


def _leaves(
    ways: Sequence[_Way],
    leaving: Sequence[_Leaving],
    place: Floats,
    notice: Floats,
    slower: Floats,
) -> Floats:
    """The minute at which each moves off in every draw, a wait for what drifts apart; no draw is
    sooner than it is turned round."""
    sooner_or_later = np.exp(notice * _NOTICE_SPREAD)
    own = _column(one.own for one in leaving) * sooner_or_later
    own = np.maximum(own, _column(way.unit.held_minutes for way in ways))
    if all(way.going.ride is None for way in ways):
        return own
    aside = place * _column(way.aside_minutes for way in ways)
    comes = own + np.maximum(0.0, _column(one.way for one in leaving) * slower + aside)
    thing = _column(one.thing for one in leaving) * sooner_or_later
    loading = _column(one.loading for one in leaving)
    result: Floats = np.maximum(comes, thing) + loading
    return result


def _column(values: Iterable[float]) -> Floats:
    return np.array(list(values), dtype=np.float64)[:, None]


def _place_spread_nm(candidate: Candidate) -> float:
    """Error of the fix and the distance it may have moved since; zero for a base."""
    cruise_kn = candidate.seen.figures.cruise_kn or 0.0
    since_h = min(candidate.place_age_minutes / 60.0, 24.0)
    gone_nm = _WANDERS * cruise_kn * since_h
    return float(np.hypot(candidate.seen.uncertainty_nm or 0.0, gone_nm)) / 2.0


def _speed_spread(candidate: Candidate, scene: Scene) -> float:
    if candidate.kind is not Kind.VESSEL:
        return math.hypot(_SPEED_SPREAD, _wind_spread(candidate, scene))
    spread = _VESSEL_SPEED_SPREAD + _SEA_STATE_SPREAD * (scene.sea_state or 0)
    return math.hypot(spread, kept_of(candidate, scene).spread)


def _wind_spread(candidate: Candidate, scene: Scene) -> float:
    wind, air_kn = wind_of(candidate, scene), candidate.seen.figures.response_kn
    return _ALOFT * wind.kn / air_kn if wind is not None and air_kn else 0.0


def _wait_spread(approach: Approach, scene: Scene) -> float:
    """The part by which a wait until what drifts is in reach may differ: as the speed of the drift
    does."""
    if not approach.waits_for_reach or scene.drift is None:
        return 0.0
    return scene.drift.spread_kn / scene.drift.speed_kn


@cache
def _draws() -> Floats:
    """Six rows of standard normal draws, the same for all units: chance does not part two of
    them."""
    return np.random.default_rng(_SEED).standard_normal((6, DRAWS))
