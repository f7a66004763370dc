"""Spread of a time to scene, from stated uncertainties and usual ones."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np

from sar.agreements.words import Kind
from sar.geo.arrays import Floats
from sar.incidents.drift import DRIFT_UNKNOWN_KN
from sar.matching.candidate import Candidate
from sar.matching.intercept import Approach
from sar.matching.question import Scene
from sar.matching.time_to_scene import TimeToScene, kept_of, wind_of

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


@dataclass(frozen=True, slots=True)
class Band:
    """Minutes to scene not exceeded in 10, 50 and 90 of 100 cases."""

    p10: float
    p50: float
    p90: float


def band(
    candidate: Candidate, scene: Scene, approach: Approach, *, past_minutes: float = 0.0
) -> Band | None:
    """The spread of the time; None without a time.

    Of a unit that was not there `past_minutes` later, in the cases in which it comes after them;
    None when nearly all of them are past.
    """
    return bands([(candidate, approach)], scene, past_minutes=past_minutes)[0]


def bands(
    going: Sequence[tuple[Candidate, Approach]], scene: Scene, *, past_minutes: float = 0.0
) -> list[Band | None]:
    """The spread of each time; None without one. The same question has the same answer.

    Uncertainties of places are taken as two standard deviations.
    """
    found: list[Band | None] = [None] * len(going)
    timed = [
        (at, candidate, approach.time, approach.route.length_nm)
        for at, (candidate, approach) in enumerate(going)
        if approach.time is not None and approach.route is not None
    ]
    if scene.place is None or not timed:
        return found
    time = _Times.of(
        [time for _, _, time, _ in timed], [candidate.held_minutes for _, candidate, *_ in timed]
    )
    spread_nm = _column(_place_spread_nm(candidate) for _, candidate, *_ in timed)
    slowness = _column(_speed_spread(candidate, scene) for _, candidate, *_ in timed)
    length_nm = _column(max(length_nm, 1e-6) for *_, length_nm in timed)
    place, notice, clearance, speed, datum, drift = _draws()
    drifts_kn = scene.drift.spread_kn if scene.drift else DRIFT_UNKNOWN_KN
    off_nm = (
        place * spread_nm
        + datum * scene.uncertainty_nm / 2.0
        + drift * drifts_kn * time.total / 60.0
    )
    longer = np.maximum(0.0, 1.0 + off_nm / length_nm)
    held_back = np.exp(drift * _column(_wait_spread(going[at][1], scene) for at, *_ in timed))
    minutes = time.drawn(longer * np.exp(-speed * slowness), notice, clearance, held_back)
    if past_minutes <= 0.0:
        tenths = np.quantile(minutes, _TENTHS, axis=1).T.tolist()
        for (at, *_), three in zip(timed, tenths, strict=True):
            found[at] = Band(*three)
        return found
    for (at, *_), drawn in zip(timed, minutes, strict=True):
        to_come = drawn[drawn > past_minutes]
        if len(to_come) >= _LEAST_TO_COME:
            found[at] = Band(*np.quantile(to_come, _TENTHS).tolist())
    return found


@dataclass(frozen=True, slots=True)
class _Times:
    """Times to scene by column, in minutes; clearance 0 without any."""

    notice: Floats
    held: Floats
    """No draw moves off sooner."""
    clearance: Floats
    border: Floats
    wait: Floats
    transit: Floats
    total: Floats

    @classmethod
    def of(cls, times: Sequence[TimeToScene], held: Iterable[float]) -> "_Times":
        return cls(
            _column(time.notice_minutes for time in times),
            _column(held),
            _column(time.clearance_minutes or 0.0 for time in times),
            _column(time.border_minutes for time in times),
            _column(time.wait_minutes for time in times),
            _column(time.transit_minutes for time in times),
            _column(time.total_minutes for time in times),
        )

    def drawn(
        self, stretched: Floats, notice: Floats, clearance: Floats, held_back: Floats
    ) -> Floats:
        """The time to scene of every draw, by its own rule."""
        leaves = np.maximum(self.notice * np.exp(notice * _NOTICE_SPREAD), self.held)
        leaves = leaves + self.wait * held_back
        at_border = leaves + self.border * stretched
        cleared = self.clearance * np.exp(clearance * _CLEARANCE_SPREAD)
        result: Floats = np.maximum(at_border, cleared) + (self.transit - self.border) * stretched
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
