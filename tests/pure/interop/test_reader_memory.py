"""Memory of the reader of a feed, and its bounds."""

from datetime import timedelta

from sar.assets.heard_vessels import VESSELS_AT_MOST, WRITTEN_AFTER, VesselParticulars
from sar.geo.position import LatLon
from sar.interop.ais.heard_positions import HeardPosition
from sar.interop.reader_memory import (
    ASKED_AGAIN_AFTER_S,
    NOBODYS_AT_MOST,
    TOLD_AGAIN_AFTER,
    NobodysNames,
    WrittenVessels,
)
from tests.world import START

MMSI = "247000319"


def heard(*names: tuple[str, str]) -> HeardPosition:
    """A position off the air by these names."""
    return HeardPosition(names or (("mmsi", MMSI),), START, LatLon(35.0, 14.0), 10.0, 90.0, 0.1)


def test_a_name_that_nobody_has_is_asked_for_again_after_a_while() -> None:
    memory = NobodysNames()
    assert not memory.hold(heard(), now_s=0.0)
    memory.add([heard()], now_s=0.0)
    assert memory.hold(heard(), now_s=ASKED_AGAIN_AFTER_S - 0.1)
    assert not memory.hold(heard(), now_s=ASKED_AGAIN_AFTER_S)


def test_names_are_one_only_together() -> None:
    memory = NobodysNames()
    memory.add([heard()], now_s=0.0)
    assert not memory.hold(heard(("mmsi", MMSI), ("callsign", "9HAB1")), now_s=0.0)


def test_very_many_names_are_forgotten_and_the_newest_stay() -> None:
    memory = NobodysNames()
    memory.add((heard(("mmsi", f"{n:09d}")) for n in range(NOBODYS_AT_MOST + 1)), now_s=0.0)
    memory.add([heard()], now_s=0.0)
    assert not memory.hold(heard(("mmsi", f"{1:09d}")), now_s=0.0)
    assert memory.hold(heard(), now_s=0.0)


def test_a_vessel_is_written_again_when_its_time_has_come() -> None:
    memory = WrittenVessels()
    assert not memory.lately(MMSI, START)
    memory.add({MMSI: heard()}, {})
    assert memory.lately(MMSI, START + WRITTEN_AFTER - timedelta(seconds=1))
    assert memory.lately(MMSI, START - timedelta(minutes=1))
    assert not memory.lately(MMSI, START + WRITTEN_AFTER)


def test_particulars_are_written_when_they_are_new_or_long_told() -> None:
    memory = WrittenVessels()
    name = VesselParticulars(mmsi=MMSI, at=START, name="AURORA")
    size = VesselParticulars(mmsi=MMSI, at=START, length_m=90)
    assert not memory.tell(name)
    memory.add({}, {MMSI: name})
    assert memory.tell(name)
    assert not memory.tell(size)
    memory.add({}, {MMSI: size})
    assert memory.tell(name)
    assert memory.tell(size)
    assert not memory.tell(VesselParticulars(mmsi=MMSI, at=START, name="AURORA II"))
    late = START + TOLD_AGAIN_AFTER
    assert not memory.tell(VesselParticulars(mmsi=MMSI, at=late, name="AURORA"))


def test_memory_of_vessels_is_bounded() -> None:
    memory = WrittenVessels()
    for many in range(3):
        told = {
            f"{n:09d}": heard() for n in range(many * VESSELS_AT_MOST, (many + 1) * VESSELS_AT_MOST)
        }
        memory.add(told, {})
    memory.add({MMSI: heard()}, {})
    assert not memory.lately(f"{1:09d}", START)
    assert memory.lately(MMSI, START)
