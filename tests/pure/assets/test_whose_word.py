"""The word from which each party reckons a ship: no party moves it for another."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from sar.assets.catalogue import type_of
from sar.assets.fleet.ships import Ships
from sar.assets.seen import SeenShip, ShipDoubt, Sighting
from sar.assets.whose_word import is_doubted_for, reckoned_by, told_elsewhere
from sar.geo.geodesy import direct
from sar.geo.position import LatLon

NOON = datetime(2026, 10, 11, 12, tzinfo=UTC)
HERE = LatLon(34.3, 12.7)
MAX_KN = type_of("M2").figures.max_kn


def word(party: str, minutes: float, nm: float) -> Sighting:
    return Sighting(
        party=party,
        at=NOON + timedelta(minutes=minutes),
        place=direct(HERE, 90.0, nm),
        course_deg=90.0,
        speed_kn=None,
        uncertainty_nm=0.1,
    )


def ship(*sightings: Sighting, number: int = 1) -> SeenShip:
    """As Italy tells it, at noon."""
    kind = type_of("M2")
    return SeenShip(
        id=UUID(int=number),
        name="Exercise Star",
        type=kind,
        figures=kind.figures,
        place=HERE,
        place_at=NOON,
        uncertainty_nm=0.1,
        course_deg=None,
        speed_kn=None,
        callsign=None,
        reported_by="ITA",
        told_by="ITA",
        sightings=(word("ITA", 0, 0), *sightings),
    )


@pytest.mark.parametrize(
    ("minutes", "nm", "whose"),
    [
        (5, 0, "MLT"),
        (5, 300, "MLT"),
        (0, 300, "MLT"),
        (0, 0.1, "ITA"),
        (-60, 10, "ITA"),
        (-60, 300, "MLT"),
        (-60 * 24, 300, "ITA"),
    ],
    ids=[
        "later",
        "later and elsewhere",
        "at once and elsewhere",
        "at once and there",
        "before and in reach",
        "before and out of reach",
        "long ago",
    ],
)
def test_a_party_reckons_from_its_own_word_until_a_later_one_agrees(
    minutes: float, nm: float, whose: str
) -> None:
    assert MAX_KN is not None
    told = word("MLT", minutes, nm)
    seen = reckoned_by("MLT", ship(told))
    assert seen.told_by == whose
    expected = (told.at, told.place, 90.0) if whose == "MLT" else (NOON, HERE, None)
    assert (seen.place_at, seen.place, seen.course_deg) == expected
    for other in ("ITA", "TUN"):
        assert reckoned_by(other, ship(told)) == ship(told)


def test_who_says_otherwise_is_named() -> None:
    told = ship(word("GRC", -60, 300), word("MLT", 5, 300), word("TUN", 5, 1))
    assert told_elsewhere(told) == ["GRC", "MLT"]
    assert told_elsewhere(reckoned_by("MLT", told)) == ["ITA", "TUN"]


def test_each_party_has_its_own_column_of_places() -> None:
    ships, elsewhere = Ships(), word("MLT", 5, 300)
    ships.put([ship(number=1), ship(elsewhere, number=2), ship(number=3)])
    assert ships.reckoned_by("TUN") is ships
    ships.drop([UUID(int=1)])
    mine = ships.snapshot().reckoned_by("MLT")
    places = {mine[row].id.int: (mine.lon[row], mine[row].told_by) for row in range(2)}
    assert places == {2: (elsewhere.place.lon, "MLT"), 3: (HERE.lon, "ITA")}
    assert set(ships.lon.tolist()) == {HERE.lon}
    ships.put([ship(word("MLT", -60, 10), number=2)])
    assert ships.reckoned_by("MLT") is ships
    ships.put([ship(elsewhere, number=2)])
    ships.drop([UUID(int=2)])
    assert ships.reckoned_by("MLT") is ships


@pytest.mark.parametrize(
    ("doubting", "asker", "counts"),
    [
        ([], "MLT", False),
        (["TUN"], "MLT", False),
        (["TUN"], "TUN", True),
        (["TUN"], "ITA", False),
        (["TUN", "MLT"], "MLT", True),
        (["ITA"], "MLT", True),
    ],
)
def test_a_doubt_counts_for_who_has_it_and_the_reporters_for_all(
    doubting: list[str], asker: str, counts: bool
) -> None:
    doubts = tuple(ShipDoubt(party, "No echo.", NOON.isoformat()) for party in doubting)
    assert is_doubted_for(asker, replace(ship(), doubts=doubts)) == counts
