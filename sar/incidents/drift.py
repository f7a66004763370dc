"""Drift of the object of a search: as the lead has set it, or by wind and current on its class.

Leeway: Allen and Plourde, Review of Leeway (USCG CG-D-08-99, 1999), and Allen, Leeway Divergence
(USCG CG-D-05-05, 2005), in the coefficients that OpenDrift publishes (OBJECTPROP.DAT). The drift
is the current plus the downwind leeway, the middle between drifting off to the right and to the
left; how far it goes off, and how much such objects differ, is its standard deviation. Classes have
the names given there, but for two that would say of people what nobody here says.
"""

import math
from dataclasses import dataclass
from typing import Final

from sar.geo.geodesy import direct
from sar.geo.position import LatLon
from sar.geo.units import M_PER_S_PER_KN

LEEWAY_SOURCE: Final = "Allen and Plourde 1999, Allen 2005"

_CM_PER_S_PER_KN: Final = 100.0 * M_PER_S_PER_KN
_GIVEN_SPREAD: Final = 0.25
_GIVEN_LEAST_KN: Final = 0.1
_CURRENT_KN: Final = 0.2
"""House figures: the error of a drift that the lead gives, as a share of it and at least, and the
error of a current."""


@dataclass(frozen=True, slots=True)
class Drift:
    """Over ground: course true, speed, and the standard deviation of each component.

    `leeway_class` names the class of a drift that was reckoned; None: the lead has given it.
    """

    course_deg: float
    speed_kn: float
    spread_kn: float = 0.0
    leeway_class: str | None = None


@dataclass(frozen=True, slots=True)
class LeewayClass:
    """Leeway in cm/s: slope (per cent of the wind at 10 m) and offset, downwind and to the side.

    The mean of right and left stands for either side.
    """

    name: str
    words: tuple[str, ...]
    """It is this class when the object's description holds all of one of these."""
    down_slope: float
    down_offset: float
    down_spread: float
    side_slope: float
    side_offset: float
    side_spread: float


LEEWAY: Final = (
    LeewayClass(
        "PIW-4, survival suit, face up",
        ("survival suit",),
        1.71,
        1.12,
        3.93,
        0.745,
        -0.325,
        1.665,
    ),
    LeewayClass(
        "PIW-6, deceased, face down",
        ("deceased",),
        1.117,
        10.2,
        3.04,
        0.04,
        3.90,
        4.05,
    ),
    LeewayClass(
        "SKIFF-3, swamped or capsized",
        ("capsized", "swamped"),
        1.65,
        0.0,
        3.1,
        0.39,
        0.0,
        2.9,
    ),
    LeewayClass(
        "PIW-1, state unknown",
        ("person in water", "persons in water", "people in water", "piw"),
        0.96,
        0.0,
        12.0,
        0.54,
        0.0,
        9.4,
    ),
    LeewayClass(
        "crowded makeshift raft, with sail",
        ("makeshift raft with sail", "refugee raft with sail"),
        6.43,
        -3.47,
        3.63,
        2.22,
        0.0,
        7.12,
    ),
    LeewayClass(
        "crowded makeshift raft, no sail",
        ("makeshift raft", "refugee raft"),
        1.56,
        8.3,
        1.53,
        0.078,
        2.7,
        1.52,
    ),
    LeewayClass(
        "LIFE-RAFT-DB-18, 15-50 persons, deep ballast",
        ("large life raft",),
        3.68,
        -4.96,
        5.37,
        0.415,
        -0.135,
        2.565,
    ),
    LeewayClass(
        "LIFE-RAFT-DB-10, deep ballast",
        ("ballasted life raft", "deep ballast"),
        3.52,
        -2.5,
        6.1,
        0.535,
        -1.4,
        3.55,
    ),
    LeewayClass(
        "LIFE-RAFT-NB-1, no ballast",
        ("life raft", "liferaft", "inflatable", "rubber boat"),
        3.7,
        0.0,
        12.0,
        1.98,
        0.0,
        9.4,
    ),
    LeewayClass(
        "SEA-KAYAK, person on aft deck",
        ("kayak",),
        1.16,
        11.12,
        4.12,
        0.41,
        0.0,
        4.39,
    ),
    LeewayClass(
        "SAILBOAT-1, mono-hull",
        ("sail", "yacht"),
        4.5,
        0.0,
        19.4,
        3.885,
        0.0,
        21.7,
    ),
    LeewayClass(
        "FV-DEBRIS",
        ("debris", "wreckage"),
        1.97,
        0.0,
        8.3,
        0.36,
        0.0,
        6.7,
    ),
    LeewayClass(
        "CONTAINER-2, 80 % submerged",
        ("container",),
        1.25,
        3.96,
        2.81,
        0.19,
        1.14,
        4.36,
    ),
    LeewayClass(
        "FISHING-VESSEL-1",
        ("fishing", "trawler", "pirogue", "wooden boat"),
        2.47,
        0.0,
        12.0,
        2.76,
        0.0,
        9.4,
    ),
    LeewayClass(
        "COASTAL-FREIGHTER",
        ("freighter", "coaster"),
        1.87,
        0.0,
        8.3,
        2.09,
        0.0,
        6.7,
    ),
    LeewayClass(
        "SKIFF-2, V-hull",
        ("skiff", "dinghy", "motorboat", "motor boat"),
        2.87,
        3.98,
        3.33,
        0.47,
        -0.95,
        2.79,
    ),
)
"""More special classes first."""


def leeway_class(description: str) -> LeewayClass | None:
    """The class that the words for an object name; None: the words name none."""
    said = description.casefold()
    return next((one for one in LEEWAY if any(word in said for word in one.words)), None)


def given_drift(course_deg: float, speed_kn: float) -> Drift:
    """A drift as the lead gives it."""
    return Drift(course_deg, speed_kn, max(_GIVEN_LEAST_KN, _GIVEN_SPREAD * speed_kn))


def reckoned(
    description: str,
    *,
    wind_from_deg: float | None,
    wind_kn: float | None,
    current_to_deg: float | None = None,
    current_kn: float | None = None,
) -> Drift | None:
    """The drift by wind and current; None without a wind or for an object of no known class."""
    known = leeway_class(description)
    if known is None or wind_from_deg is None or wind_kn is None:
        return None
    wind_m_per_s = wind_kn * M_PER_S_PER_KN
    down_kn = max(0.0, known.down_slope * wind_m_per_s + known.down_offset) / _CM_PER_S_PER_KN
    side_kn = (known.side_slope * wind_m_per_s + known.side_offset) / _CM_PER_S_PER_KN
    east, north = _vector(wind_from_deg + 180.0, down_kn)
    spread_kn = math.sqrt(
        (known.down_spread / _CM_PER_S_PER_KN) ** 2 / 2
        + ((known.side_spread / _CM_PER_S_PER_KN) ** 2 + side_kn**2) / 2
    )
    if current_to_deg is not None and current_kn is not None:
        set_east, set_north = _vector(current_to_deg, current_kn)
        east, north = east + set_east, north + set_north
    speed_kn = math.hypot(east, north)
    course_deg = math.degrees(math.atan2(east, north)) % 360.0 if speed_kn else 0.0
    course_deg = 0.0 if course_deg == 360.0 else course_deg  # -1e-20 % 360 rounds up to 360
    return Drift(course_deg, speed_kn, math.hypot(spread_kn, _CURRENT_KN), known.name)


def _vector(course_deg: float, speed_kn: float) -> tuple[float, float]:
    """East and north."""
    course = math.radians(course_deg)
    return speed_kn * math.sin(course), speed_kn * math.cos(course)


def carried(place: LatLon, drift: Drift | None, minutes: float) -> LatLon:
    """The place it has drifted to after so many minutes."""
    if drift is None or drift.speed_kn == 0.0 or minutes == 0.0:
        return place
    return direct(place, drift.course_deg, drift.speed_kn * minutes / 60.0)


DRIFT_UNKNOWN_KN: Final = 0.5
"""House figure: the speed at which an object may drift when nobody has said."""

STEP_NM: Final = 2.0
"""A scene that drifts gets a new field whenever it has gone so far."""


def stepped(datum: LatLon, drift: Drift | None, minutes: float) -> LatLon:
    """The place of the field of a scene that has drifted for so long."""
    if drift is None or drift.speed_kn == 0.0:
        return datum
    step_minutes = STEP_NM / drift.speed_kn * 60.0
    return carried(datum, drift, math.floor(minutes / step_minutes) * step_minutes)
