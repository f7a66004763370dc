"""Units that go to people in distress at sea whose position is known."""

import pytest

from sar.agreements.clauses import Setting
from sar.agreements.words import Phase, Situation
from sar.geo.position import LatLon
from sar.matching.helping import work_of
from sar.matching.question import Scene
from sar.matching.rulings import KNOWN_NM, is_known_position

OFF_TRIPOLI, DERNA = LatLon(33.0, 13.2), LatLon(32.74, 22.63)


def known(place: LatLon | None, setting: Setting, *, within_nm: float = 1.0) -> bool:
    return is_known_position(Scene(place=place, uncertainty_nm=within_nm), setting)


@pytest.mark.parametrize("situation", Situation)
@pytest.mark.parametrize("phase", Phase)
@pytest.mark.parametrize("place", [OFF_TRIPOLI, DERNA])
def test_people_in_a_ditched_aircraft_are_in_distress_at_sea(
    situation: Situation, phase: Phase, place: LatLon
) -> None:
    """The same rule as that of a master's duty: one card never says both."""
    setting = Setting(situation, phase)
    assert known(place, setting) is work_of(setting, place).at_sea
    assert not known(place, setting, within_nm=KNOWN_NM + 0.1)
    assert not known(None, setting)


def test_an_aircraft_on_land_is_not_at_sea() -> None:
    setting = Setting(Situation.AERONAUTICAL, Phase.DISTRESS)
    assert known(OFF_TRIPOLI, setting)
    assert not known(DERNA, setting)
