"""Speed that a vessel keeps in a sea, by the length of its hull and its kind (pure).

Displacement hulls lose after Aertssen (1969, 1975): m / length + n in a hundred, by Beaufort and
course; his figures were not checked in print. Planing hulls slow down until their boat strikes no
harder than in a slight sea: by Savitsky and Brown (1976) the mean acceleration goes with (height of
the waves / beam + 0.084) times the speed squared. Nobody tells here from where the sea comes: the
loss is that of the mean course, and the spread that between a head and a following sea (decision
64).
"""

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from sar.assets.words import Hull
from sar.geo.units import WAVES_TO_M

FREE_SEA_STATE: Final = 3
"""Up to a slight sea (Douglas) a vessel makes its response speed (house figure)."""

SOURCES: Final = {
    Hull.DISPLACEMENT: "after Aertssen 1969 and 1975, not checked in print",
    Hull.PLANING: "Savitsky and Brown 1976",
}

_COURSES: Final = (1 / 6, 1 / 6, 1 / 2, 1 / 6)
"""Parts of all courses: head sea (to 30 degrees off the bow), bow (60), beam (150), following."""

_AERTSSEN: Final = {
    4: ((900, 2), (700, 2), (350, 1), (100, 0)),
    5: ((1300, 6), (1000, 5), (500, 3), (200, 1)),
    6: ((2100, 11), (1400, 8), (700, 5), (400, 2)),
    7: ((3600, 18), (2300, 12), (1000, 7), (700, 3)),
}
"""His m and n on those courses by sea state, for Beaufort 5 to 8; beyond that there are none."""

_LAST: Final = max(_AERTSSEN)

_WAVES_M: Final = (
    WAVES_TO_M[0],
    *((least + most) / 2.0 for least, most in pairwise(WAVES_TO_M)),
    WAVES_TO_M[-1],
)
"""Significant height by sea state: the middle of its heights, of the last the least of them."""

_LENGTH_OF_BEAMS: Final = 4.0
"""The middle of the lengths to beam that the formula is for, 3 to 5."""

_OFF_HEAD: Final = 0.5
"""The part of its loss in a head sea that a planing boat has in one from abeam or astern (house
figure; the formula is for head seas)."""

_KEEPS: Final = 0.25
"""No vessel is reckoned with less of its speed (house figure): so much she needs to steer."""

_DEVIATIONS: Final = math.sqrt(12.0)
"""Of a loss that is as likely anywhere between two, those that lie between them."""


@dataclass(frozen=True, slots=True)
class KeptSpeed:
    """Parts of its response speed that a vessel keeps: on the mean course, in a head sea and in a
    following one."""

    mean: float
    head: float
    following: float

    @property
    def spread(self) -> float:
        """Standard deviation of the speed, as a part of the mean."""
        return (self.following - self.head) / _DEVIATIONS / self.mean


UNSLOWED: Final = KeptSpeed(1.0, 1.0, 1.0)


def kept_speed(hull: Hull | None, length_m: float | None, sea_state: int | None) -> KeptSpeed:
    """The parts in a sea state (Douglas); all of it where one of them is not known."""
    if hull is None or not length_m or sea_state is None or sea_state <= FREE_SEA_STATE:
        return UNSLOWED
    losses = (_slowed_down if hull is Hull.PLANING else _resisted)(length_m, sea_state)
    kept = [max(_KEEPS, 1.0 - loss) for loss in losses]
    mean = sum(part * keeps for part, keeps in zip(_COURSES, kept, strict=True))
    return KeptSpeed(mean, kept[0], kept[-1])


def _resisted(length_m: float, sea_state: int) -> list[float]:
    """The parts that a displacement hull loses on each course; beyond the last sea state of the
    table as much more for each as from the last but one to the last (house figure)."""
    last = _aertssen(length_m, min(sea_state, _LAST))
    if sea_state <= _LAST:
        return last
    before = _aertssen(length_m, _LAST - 1)
    more = sea_state - _LAST
    return [loss + more * (loss - less) for loss, less in zip(last, before, strict=True)]


def _aertssen(length_m: float, sea_state: int) -> list[float]:
    return [(m / length_m + n) / 100.0 for m, n in _AERTSSEN[sea_state]]


def _slowed_down(length_m: float, sea_state: int) -> list[float]:
    """The parts that a planing hull gives up on each course."""
    beam_m = length_m / _LENGTH_OF_BEAMS
    slight, there = (_WAVES_M[state] / beam_m + 0.084 for state in (FREE_SEA_STATE, sea_state))
    head = 1.0 - math.sqrt(slight / there)
    return [head, head, _OFF_HEAD * head, _OFF_HEAD * head]
