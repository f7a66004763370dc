"""How sure a time to scene is: its spread from what is stated and what is usual."""

import hashlib
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sar.agreements.words import Kind
from sar.requests.approach import Approach, TimeToScene
from sar.requests.candidate import Candidate, Scene

DRAWS: Final = 400
_NOTICE_SPREAD: Final = 0.2
_CLEARANCE_SPREAD: Final = 0.2
_SPEED_SPREAD: Final = 0.05
_VESSEL_SPEED_SPREAD: Final = 0.08
_SEA_STATE_SPREAD: Final = 0.02
_WANDERS: Final = 0.5
DRIFT_UNKNOWN_KN: Final = 0.5
"""House figures: how far notice, clearance and speed may be off in parts of themselves, the part
of its cruise at which a unit goes who knows where since its last fix, and what an object may
drift when nobody has said."""


@dataclass(frozen=True, slots=True)
class Band:
    """Minutes to scene that are not exceeded in 10, 50 and 90 of 100 cases."""

    p10: float
    p50: float
    p90: float


def band(candidate: Candidate, scene: Scene, approach: Approach) -> Band | None:
    """The spread of the time; None without a time. The same question has the same answer.

    Uncertainties of places are taken as two standard deviations.
    """
    time, route = approach.time, approach.route
    if time is None or route is None or scene.place is None:
        return None
    place, notice, clearance, speed, datum, drift = _draws(candidate, scene)
    ahead_h = time.total_minutes / 60.0
    drifts_kn = scene.drift.spread_kn if scene.drift else DRIFT_UNKNOWN_KN
    off_nm = (
        place * _place_spread_nm(candidate)
        + datum * scene.uncertainty_nm / 2.0
        + drift * drifts_kn * ahead_h
    )
    length_nm = max(route.length_nm, 1e-6)
    longer = np.maximum(0.0, 1.0 + off_nm / length_nm)
    slower = np.exp(-speed * _speed_spread(candidate, scene))
    minutes = _minutes(time, longer * slower, notice, clearance)
    p10, p50, p90 = np.quantile(minutes, (0.1, 0.5, 0.9)).tolist()
    return Band(p10, p50, p90)


def _minutes(
    time: TimeToScene,
    stretched: NDArray[np.float64],
    notice: NDArray[np.float64],
    clearance: NDArray[np.float64],
) -> NDArray[np.float64]:
    """The time to scene of every draw, by its own rule."""
    moves_off = time.notice_minutes * np.exp(notice * _NOTICE_SPREAD)
    at_border = moves_off + time.border_minutes * stretched
    if time.clearance_minutes is not None:
        cleared = time.clearance_minutes * np.exp(clearance * _CLEARANCE_SPREAD)
        at_border = np.maximum(at_border, cleared)
    return at_border + (time.transit_minutes - time.border_minutes) * stretched


def _place_spread_nm(candidate: Candidate) -> float:
    """What the fix is off by, and how far it may have gone since; nothing known of a base."""
    cruise_kn = candidate.figures.cruise_kn or 0.0
    since_h = min(candidate.place_age_minutes / 60.0, 24.0)
    gone_nm = _WANDERS * cruise_kn * since_h
    return float(np.hypot(candidate.uncertainty_nm, gone_nm)) / 2.0


def _speed_spread(candidate: Candidate, scene: Scene) -> float:
    if candidate.kind is not Kind.VESSEL:
        return _SPEED_SPREAD
    return _VESSEL_SPEED_SPREAD + _SEA_STATE_SPREAD * (scene.sea_state or 0)


def _draws(candidate: Candidate, scene: Scene) -> NDArray[np.float64]:
    """Six rows of standard normal draws that belong to this candidate and this place."""
    asked = f"{candidate.id} {scene.place}".encode()
    seed = int.from_bytes(hashlib.blake2b(asked, digest_size=8).digest())
    return np.random.default_rng(seed).standard_normal((6, DRAWS))
