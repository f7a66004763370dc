"""Which straits and canals come near a place, and which of them a way goes through."""

from functools import lru_cache
from itertools import compress
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sar.geo.position import LatLon
from sar.geo.sea.land import vectors
from sar.geo.sea.passages import Passage
from sar.geo.units import NM_PER_RADIAN

Floats = NDArray[np.float64]

_STEP_NM: Final = 1.0
_ELLIPSOID: Final = 1.01
"""Miles on the sphere differ by less from those along geodesics."""


class _Caps(NamedTuple):
    """By passage: a unit vector, and more miles than anything lies from there."""

    middles: Floats
    reach_nm: Floats


def passages_about(
    passages: tuple[Passage, ...], p: LatLon, reach_nm: float
) -> tuple[Passage, ...]:
    """Those whose lines come within reach of p, and some others."""
    lines, _ = _caps(passages)
    away_nm = _away_nm(lines, np.array([p.lon]), np.array([p.lat]))[:, 0]
    return tuple(compress(passages, (away_nm <= reach_nm + lines.reach_nm).tolist()))


def passed(passages: tuple[Passage, ...], path: tuple[LatLon, ...]) -> tuple[str, ...]:
    """The codes of the open ones whose gates a way crosses."""
    _, gates = _caps(passages)
    lons, lats = _lons_lats(path)
    away_nm = _away_nm(gates, lons, lats)
    at = vectors(lons, lats)
    legs_nm = np.arccos(np.clip((at[1:] * at[:-1]).sum(axis=1), -1.0, 1.0)) * NM_PER_RADIAN
    # Over the middle of a gate that it crosses a leg is longer by no more than the gate.
    over_nm = away_nm[:, 1:] + away_nm[:, :-1] - 2.0 * gates.reach_nm[:, None]
    close = (over_nm <= legs_nm * _ELLIPSOID).any(axis=1)
    some = compress(passages, close.tolist())
    return tuple(one.code for one in some if one.is_open and one.is_passed_by(path))


def _away_nm(caps: _Caps, lons: Floats, lats: Floats) -> Floats:
    cosines = caps.middles @ vectors(lons, lats).T
    return np.asarray(np.arccos(np.clip(cosines, -1.0, 1.0)) * NM_PER_RADIAN)


@lru_cache(maxsize=8)
def _caps(passages: tuple[Passage, ...]) -> tuple[_Caps, _Caps]:
    """Of their lines, or of their gates where they are shut; and of their gates."""
    gates = [_lons_lats(p.gate) for p in passages]
    return _about([p.points(_STEP_NM) for p in passages]), _about(gates)


def _lons_lats(places: tuple[LatLon, ...]) -> tuple[Floats, Floats]:
    return np.array([p.lon for p in places]), np.array([p.lat for p in places])


def _about(lines: list[tuple[Floats, Floats]]) -> _Caps:
    middles, reach_nm = np.empty((len(lines), 3)), np.empty(len(lines))
    for k, (lons, lats) in enumerate(lines):
        along = vectors(lons, lats)
        middles[k] = along.mean(axis=0) / np.linalg.norm(along.mean(axis=0))
        away = np.arccos(np.clip(along @ middles[k], -1.0, 1.0)).max()
        reach_nm[k] = away * NM_PER_RADIAN * _ELLIPSOID + _STEP_NM
    return _Caps(middles, reach_nm)
