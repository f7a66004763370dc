"""Weather at a scene in the units that people tell: waves, metres per second, wind chill (pure).

Wind is kept in knots. A sea state that nobody has told follows from the height of the waves.
"""

from enum import StrEnum
from typing import Final

from sar.geo.units import KM_PER_NM, M_PER_S_PER_KN, WAVES_TO_M

WARMEST_CHILL_C: Final = 10.0
CALMEST_CHILL_KMH: Final = 4.8
"""The index is of air up to that temperature, in wind above that speed."""


class WindUnit(StrEnum):
    """The unit in which a wind speed was told."""

    KN = "kn"
    M_S = "m_s"


def sea_state_of(wave_height_m: float) -> int:
    """The sea state of waves of a significant height: a bounding height has the lower code but for
    zero, which is calm (WMO code table 3700)."""
    return sum(wave_height_m > height for height in WAVES_TO_M)


def knots_of(m_per_s: float) -> float:
    """A speed told in metres per second, in hundredths of a knot: what was told in hundredths
    comes back by `m_per_s_of`."""
    return round(m_per_s / M_PER_S_PER_KN, 2)


def m_per_s_of(knots: float) -> float:
    """A speed in metres per second, in hundredths."""
    return round(knots * M_PER_S_PER_KN, 2)


def wind_chill_c(air_c: float | None, wind_kn: float | None) -> int | None:
    """The wind chill of dry bare skin, in whole degrees; None where it has none, or is not known.

    The index of 2001 of the weather services of Canada and the United States, for wind at ten
    metres. Wet people cool faster.
    """
    if air_c is None or wind_kn is None or air_c > WARMEST_CHILL_C:
        return None
    speed = wind_kn * KM_PER_NM
    if speed <= CALMEST_CHILL_KMH:
        return None
    factor: float = speed**0.16
    return round(13.12 + 0.6215 * air_c - 11.37 * factor + 0.3965 * air_c * factor)
