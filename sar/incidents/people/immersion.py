"""Survival times with life-jackets in water of a temperature, by a model: never a reason to stop.

Without life-jackets cold water drowns within minutes, whatever a model of cooling says.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

WITHOUT_LIFE_JACKETS: Final = (
    "Without life-jackets: minutes; in cold water 10 to 15 (US National SAR Manual)."
)
IMMERSION_SOURCE: Final = (
    "survival model of Hayward, Eckerson and Collis 1975, from half of its time on by a house"
    " figure; house reading, not checked in print"
)
"""IAMSAR's own figure could not be checked here either: a centre that has the manual goes by it."""

COLDEST_C: Final = 0.0
WARMEST_C: Final = 20.0
"""The model is of cold water: in warmer water its figure grows beyond all measure. There the figure
of the warmest is said, as what is reached at least: nobody is ever said to be without a limit
(house rule)."""


SOONEST: Final = 0.5
"""Children, the thin and who swims or holds up another cool sooner: from half of that time on
deaths are expected (house figure)."""


def immersion_minutes(water_c: float) -> tuple[float, float]:
    """The whole minutes from which deaths are expected, and in which an average adult in light
    clothes, held up by a life-jacket and still, cools to 30 °C by the model."""
    water_c = min(max(water_c, COLDEST_C), WARMEST_C)
    average = 15.0 + 7.2 / (0.0785 - 0.0034 * water_c)
    return float(int(SOONEST * average)), float(int(average))


@dataclass(frozen=True, slots=True)
class Bound:
    """The instants between which the estimate runs out."""

    least_at: datetime
    most_at: datetime


def immersed_since(since_at: datetime | None, water_c: float | None) -> Bound | None:
    """The estimate for those in the water since then; None: nobody is said to be, or its
    temperature is not known."""
    if since_at is None or water_c is None:
        return None
    least, most = immersion_minutes(water_c)
    return Bound(since_at + timedelta(minutes=least), since_at + timedelta(minutes=most))
