"""Index of straits and canals: those near a place, and those that a way goes through."""

import math
from functools import lru_cache
from itertools import compress
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sar.geo.arrays import Floats
from sar.geo.position import LatLon
from sar.geo.sea.compiled import compiled
from sar.geo.sea.land import vector, vectors
from sar.geo.sea.passages import Passage
from sar.geo.units import NM_PER_RADIAN

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
    """Passages whose lines come within reach of p, and some others."""
    lines, _ = _caps(passages)
    at = vector(p.lon, p.lat)
    away_nm = np.array([_away_nm(middle, at) for middle in lines.middles])
    return tuple(compress(passages, (away_nm <= reach_nm + lines.reach_nm).tolist()))


def passed(passages: tuple[Passage, ...], path: tuple[LatLon, ...]) -> tuple[str, ...]:
    """The codes of the open ones whose gates a way crosses."""
    _, gates = _caps(passages)
    some = compress(passages, _may_cross(*_lons_lats(path), gates).tolist())
    return tuple(one.code for one in some if one.is_open and one.is_passed_by(path))


@compiled
def _may_cross(lons: Floats, lats: Floats, gates: _Caps) -> NDArray[np.bool_]:
    """For each gate, whether any leg passes near enough to cross it (conservative)."""
    found = np.zeros(len(gates.middles), np.bool_)
    before = vector(lons[0], lats[0])
    for k in range(1, len(lons)):
        after = vector(lons[k], lats[k])
        leg_nm = _away_nm(before, after) * _ELLIPSOID
        for gate in range(len(found)):
            middle = gates.middles[gate]
            over_nm = _away_nm(before, middle) + _away_nm(middle, after)
            found[gate] |= over_nm - 2.0 * gates.reach_nm[gate] <= leg_nm
        before = after
    return found


@compiled
def _away_nm(one: Floats, other: Floats) -> float:
    cosine = one[0] * other[0] + one[1] * other[1] + one[2] * other[2]
    return math.acos(max(-1.0, min(1.0, cosine))) * NM_PER_RADIAN


@lru_cache(maxsize=8)
def _caps(passages: tuple[Passage, ...]) -> tuple[_Caps, _Caps]:
    """The caps of their lines, or of the gates where they are shut; and the caps of their gates."""
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
