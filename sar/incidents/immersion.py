"""Survival times with life-jackets in water of a temperature, by a table: never a reason to stop.

Without life-jackets cold water drowns within minutes, whatever a table of temperatures says.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

IMMERSION_SOURCE: Final = (
    "Expected survival time in cold water, United States Search and Rescue Task Force"
)

_HOUR: Final = 60.0
IMMERSION: Final = (
    (0.3, 15.0, 45.0),
    (4.5, 0.5 * _HOUR, 1.5 * _HOUR),
    (10.0, 1.0 * _HOUR, 3.0 * _HOUR),
    (15.5, 1.0 * _HOUR, 6.0 * _HOUR),
    (21.0, 2.0 * _HOUR, 40.0 * _HOUR),
    (26.5, 3.0 * _HOUR, None),
)
"""Up to a water temperature in °C: minutes that people in the water are expected to survive, from
and to; None: it gives no upper figure. The source's degrees Fahrenheit, rounded to half a degree
Celsius."""


def immersion_minutes(water_c: float) -> tuple[float, float | None] | None:
    """The minutes that the table expects; None: it has no figure for such water."""
    return next(((least, most) for up_to, least, most in IMMERSION if water_c <= up_to), None)


@dataclass(frozen=True, slots=True)
class Bound:
    """The instants between which the estimate runs out; `most_at` None: the table has none."""

    least_at: datetime
    most_at: datetime | None


def immersed_since(since_at: datetime | None, water_c: float | None) -> Bound | None:
    """The estimate for those in the water since then; None: nobody is said to be, or no figure is
    known."""
    expected = None if water_c is None else immersion_minutes(water_c)
    if since_at is None or expected is None:
        return None
    least, most = expected
    return Bound(
        least_at=since_at + timedelta(minutes=least),
        most_at=None if most is None else since_at + timedelta(minutes=most),
    )
