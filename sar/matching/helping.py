"""The work that help is asked for, as far as the law on asking tells it apart."""

from dataclasses import dataclass
from typing import Final

from sar.agreements.clauses import Setting
from sar.agreements.words import AT_SEA, RESCUE, Phase, Situation
from sar.geo.position import LatLon
from sar.geo.sea.land import on_land


@dataclass(frozen=True, slots=True)
class AskedWork:
    """The kind of work that is asked for: rescue or not, at sea or not."""

    is_rescue: bool
    """The SAR Convention speaks of asking centres for it (Annex 3.1.7)."""
    at_sea: bool
    """People are in distress at sea: masters are bound to assist them (SOLAS V/33)."""


OTHER_WORK: Final = AskedWork(is_rescue=False, at_sea=False)


def is_ditched(situation: Situation, place: LatLon | None) -> bool:
    """Whether people from an aircraft are at sea: its place is known, and is not on land."""
    return situation is Situation.AERONAUTICAL and place is not None and not on_land(place)


def work_of(setting: Setting, place: LatLon | None) -> AskedWork:
    """By situation, phase and, for people from aircraft, whether the place lies on land."""
    situation = setting.situation
    ditched = is_ditched(situation, place)
    at_sea = setting.phase is Phase.DISTRESS and (situation in AT_SEA or ditched)
    return AskedWork(is_rescue=situation in RESCUE, at_sea=at_sea)
