"""Wind along the way of an aircraft: speed over ground, and miles through the air (pure).

The wind is the scene's, all along the way: none aloft is known here. It turns what a unit flies
into more or fewer miles through the air; its fuel is reckoned by those, where they are more. One
whose direction nobody has told changes no time, and is a head wind on every leg for the fuel.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from sar.assets.words import AssetForm
from sar.geo.geodesy import Leg, direct, inverse
from sar.geo.position import LatLon
from sar.matching.candidate import Candidate

LEAST_PART: Final = 0.1
"""Over ground it makes no less of its airspeed: a stronger wind lets nothing fly."""


@dataclass(frozen=True, slots=True)
class Wind:
    """The direction that it comes from, true, and its speed; direction None: it is not told."""

    from_deg: float | None
    kn: float


def flies(candidate: Candidate) -> bool:
    """Whether the wind bears on its way: it is an aircraft, crewed or not."""
    return candidate.seen.type.form in (AssetForm.ROTARY_WING, AssetForm.FIXED_WING)


def ground_kn(air_kn: float, wind: Wind, course_deg: float) -> float:
    """Speed over ground on a course that it keeps by heading into the wind (wind triangle); as in
    still air in one without a direction."""
    if wind.from_deg is None:
        return air_kn
    off = math.radians(wind.from_deg - course_deg)
    against, across = wind.kn * math.cos(off), wind.kn * math.sin(off)
    if abs(across) >= air_kn:
        return LEAST_PART * air_kn
    return max(math.sqrt(air_kn * air_kn - across * across) - against, LEAST_PART * air_kn)


def over_ground_kn(corners: Sequence[LatLon], air_kn: float, wind: Wind | None) -> float:
    """Mean speed over ground on a way from corner to corner; each leg by its middle course."""
    if wind is None or wind.from_deg is None:
        return air_kn
    legs = [by_middle(a, b) for a, b in pairwise(corners)]
    over_nm = sum(leg.distance_nm for leg in legs)
    if over_nm <= 0.0:
        return air_kn
    if len(legs) == 1:
        return ground_kn(air_kn, wind, legs[0].course_deg)
    return air_kn * over_nm / sum(air_nm(leg, air_kn, wind) for leg in legs)


def fuel_nm(a: LatLon, b: LatLon, air_kn: float, wind: Wind | None) -> float:
    """The miles through the air of one leg, and no fewer than over ground: its fuel counts on no
    wind. One without a direction is a head wind."""
    leg = by_middle(a, b)
    if wind is None:
        return leg.distance_nm
    if wind.from_deg is None:
        return leg.distance_nm * air_kn / least_kn(air_kn, wind)
    return max(leg.distance_nm, air_nm(leg, air_kn, wind))


def air_nm(leg: Leg, air_kn: float, wind: Wind) -> float:
    """The miles through the air of one leg, by its middle course."""
    if leg.distance_nm == 0.0:
        return 0.0
    return leg.distance_nm * air_kn / ground_kn(air_kn, wind, leg.course_deg)


@lru_cache(maxsize=8_192)
def by_middle(a: LatLon, b: LatLon) -> Leg:
    """The leg from a to b with its course at the middle. A question asks often for the same ones:
    between a base, where something lies, and the scene."""
    leg = inverse(a, b)
    if leg.distance_nm == 0.0:
        return leg
    middle = direct(a, leg.course_deg, leg.distance_nm / 2.0)
    return Leg(leg.distance_nm, inverse(middle, b).course_deg)


def most_kn(air_kn: float, wind: Wind | None) -> float:
    """The most that it is reckoned to make over ground, on whatever course."""
    return air_kn if wind is None or wind.from_deg is None else with_it_kn(air_kn, wind)


def directly_kn(air_kn: float, wind: Wind | None, a: LatLon, b: LatLon) -> float:
    """The most that it makes over ground straight from a to b: what it makes good toward a place
    is never more than its airspeed and the part of the wind that blows there."""
    if wind is None or wind.from_deg is None:
        return air_kn
    against = math.cos(math.radians(wind.from_deg - by_middle(a, b).course_deg))
    return max(air_kn - wind.kn * against, LEAST_PART * air_kn)


def with_it_kn(air_kn: float, wind: Wind) -> float:
    """Speed over ground with all of the wind behind it."""
    return air_kn + wind.kn


def least_kn(air_kn: float, wind: Wind) -> float:
    """Speed over ground straight against the wind: on no course is it less."""
    return max(air_kn - wind.kn, LEAST_PART * air_kn)
