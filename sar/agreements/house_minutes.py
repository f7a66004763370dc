"""House figures of the clocks that run for an answer, in distress and else."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from sar.agreements.clearance_law import asking_source
from sar.agreements.words import AT_SEA, RESCUE, ClockName, Phase, Situation


class HouseMinutes(NamedTuple):
    """Minutes in a case in distress, and in every other case and request."""

    distress: int
    otherwise: int


HOUSE_MINUTES: Final[Mapping[ClockName, HouseMinutes]] = {
    ClockName.ACKNOWLEDGE: HouseMinutes(5, 10),
    ClockName.ANSWER: HouseMinutes(15, 30),
    ClockName.ACKNOWLEDGE_ENTRY: HouseMinutes(2, 5),
    ClockName.CONDITIONS: HouseMinutes(15, 30),
    ClockName.CLEARANCE: HouseMinutes(15, 30),
    ClockName.REFERRAL: HouseMinutes(60, 60),
}
"""The SAR Convention gives no minutes anywhere. `referral` is of older versions and starts none."""

SERVES: Final[Mapping[ClockName, str]] = {
    ClockName.ACKNOWLEDGE: "SAR Convention, Annex 3.1.7",
    ClockName.ANSWER: "SAR Convention, Annex 3.1.7",
    ClockName.ACKNOWLEDGE_ENTRY: "SAR Convention, Annex 3.1.4.1",
    ClockName.CONDITIONS: "SAR Convention, Annex 3.1.4.2",
    ClockName.CLEARANCE: "SAR Convention, Annex 3.1.2-3.1.4",
    ClockName.REFERRAL: "CRC art. 3 and 20; GCM objective 11(e)",
}
"""The paragraph that each clock serves. 3.1.4 speaks of entry alone: its receipt is acknowledged
"immediately" (3.1.4.1), its conditions are told "as soon as possible" (3.1.4.2)."""

ASKED_BY_REGION: Final = "SAR Convention, Annex 4.6"
"""The paragraph that an answer about help serves where the centre of the region asks: each Party
then acts. If another centre asks, centres assist (3.1.7)."""

_OF_HELP: Final = frozenset({ClockName.ACKNOWLEDGE, ClockName.ANSWER})


def serves(clock: ClockName, situation: Situation, *, region_asks: bool = False) -> str:
    """The paragraph that the clock serves in such work, empty where none speaks of it.
    `region_asks`: the centre of the region in which the scene lies asks."""
    spoken_of = RESCUE if clock in _OF_HELP else AT_SEA
    if clock is ClockName.REFERRAL or situation in spoken_of:
        return ASKED_BY_REGION if region_asks and clock is ClockName.ANSWER else SERVES[clock]
    if situation is Situation.AERONAUTICAL:  # 3.1.2-3.1.4 are of maritime casualties
        return asking_source(situation)
    return ""


def house_source(clock: ClockName, situation: Situation, *, region_asks: bool = False) -> str:
    """The figure's source: a paragraph of the SAR Convention where that speaks of such work; of
    entry for people from aircraft, whom the law of the air speaks of, that."""
    served = serves(clock, situation, region_asks=region_asks)
    return f"House figure, serving {served}" if served else "House figure"


def house_minutes(clock: ClockName, phase: Phase | None) -> int:
    """The figure where no term sets one; without a phase nobody is known to be in distress."""
    figure = HOUSE_MINUTES[clock]
    return figure.distress if phase is Phase.DISTRESS else figure.otherwise
