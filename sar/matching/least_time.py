"""The law of the least time: the lower bound of every way to a scene, in minutes."""

from typing import Final, TypeVar

from sar.geo.arrays import Floats
from sar.geo.sea.compiled import compiled

CLOSE_MINUTES: Final = 1e-6
"""More than rounding can change a bound by."""

NO_TIME: Final = 1e12
"""Later than any time, in minutes: those that fail without one follow each other by id after it."""

NEARED_NM: Final = 60.0
"""A drifting scene counts as lying on its present course until it may have come so much closer;
that bounds take it to come closer twice as fast as it drifts makes up for what its course turns."""

OneOrMany = TypeVar("OneOrMany", float, Floats)


def least_minutes(
    nm: OneOrMany, off_minutes: OneOrMany, kn: OneOrMany, nearing_kn: float
) -> OneOrMany:
    """Lower bound of the minutes from now until a unit is at the scene: it is off after so many
    minutes, at least `nm` away and no faster than `kn`, while the scene comes closer by up to
    `nearing_kn`. It takes one unit or many."""
    return (nm * 60.0 + kn * off_minutes) / (kn + nearing_kn) - CLOSE_MINUTES


least_of_one = compiled(least_minutes)
"""The same of one unit, compiled."""


@compiled
def least_flown(
    nm: float, off_minutes: float, kn: float, straight_kn: float, nearing_kn: float
) -> float:
    """The same of a way on which it makes no more than `kn` on any course, and no more than
    `straight_kn` straight to where the scene is now, so long as it has not drifted off that."""
    least = least_of_one(nm, off_minutes, kn, nearing_kn)
    if straight_kn >= kn:
        return least
    straight = least_of_one(nm, off_minutes, straight_kn, nearing_kn)
    if nearing_kn > 0.0:
        straight = min(straight, NEARED_NM / nearing_kn * 60.0)
    return max(least, straight)
