"""The choice of a way: the soonest, both there and back, and no longer than over a third port."""

import itertools
import random
from typing import Final

import pytest

from sar.geo.geodesy import distance_nm
from sar.geo.position import LatLon
from sar.geo.sea.draught import Draught
from sar.geo.sea.field import sea_field
from sar.geo.sea.land import over_land_nm
from sar.geo.sea.legs import sea_way
from sar.geo.sea.sea_route import NO_WAY
from tests.pure.cli.test_geo import ask
from tests.pure.geo.sea.ports import ELSEWHERE, EUROPE
from tests.pure.geo.sea.times import Asked, by_command, by_fields, detours, minutes

BOTH_WAYS: Final = 0.005

WAYS: Final = pytest.mark.parametrize("asked", [by_command, by_fields])
ABROAD: Final = ("Bari", "Naples")
DRAUGHTS: Final = pytest.mark.parametrize("draught", list(Draught))
DEEP_FIRST: Final = pytest.mark.parametrize(
    "draught", [Draught.DEEP, pytest.param(Draught.SHALLOW, marks=pytest.mark.long)]
)


def leg(name: str) -> str:
    return f"{EUROPE[name].lon},{EUROPE[name].lat}"


@WAYS
@DEEP_FIRST
def test_from_catania_to_cagliari_and_back_one_goes_through_messina(
    asked: Asked, draught: Draught
) -> None:
    there = asked(EUROPE["Catania"], EUROPE["Cagliari"], draught)
    back = asked(EUROPE["Cagliari"], EUROPE["Catania"], draught)
    assert there.passages == back.passages == ("messina",)
    assert minutes(there) == pytest.approx(minutes(back), rel=BOTH_WAYS)
    assert there.nm == pytest.approx(377, rel=0.025)  # Pub. 151


@DEEP_FIRST
def test_there_and_back_are_one_way_to_the_command(draught: Draught) -> None:
    there, back = (
        sea_way(EUROPE[a], EUROPE[b], draught=draught) for a, b in (ABROAD, ABROAD[::-1])
    )
    assert there.nm == back.nm
    assert there.path == back.path[::-1]


def test_the_command_tells_the_straits_in_both_directions() -> None:
    for a, b in itertools.permutations(("Catania", "Cagliari")):
        assert "through Strait of Messina" in ask("--from", leg(a), "--to", leg(b)).stdout


@pytest.mark.parametrize(
    ("asked", "a", "b", "most_nm"),
    [
        (by_command, EUROPE["Turku"], EUROPE["Brest"], 1_330.0),
        (by_fields, LatLon(54.17, 12.10), EUROPE["Le Havre"], 620.0),
        pytest.param(by_fields, EUROPE["Turku"], EUROPE["Brest"], 1_330.0, marks=pytest.mark.long),
    ],
    ids=("by_command", "by_fields", "by_fields from farther"),
)
def test_from_the_baltic_to_the_channel_and_back_one_goes_through_the_kiel_canal(
    asked: Asked, a: LatLon, b: LatLon, most_nm: float
) -> None:
    there = asked(a, b, Draught.DEEP)
    back = asked(b, a, Draught.DEEP)
    assert set(there.passages) == set(back.passages) == {"kiel", "dover"}
    assert there.nm is not None
    assert there.nm < most_nm


@DEEP_FIRST
def test_a_canal_that_saves_fewer_miles_than_its_hours_are_worth_is_passed_by(
    draught: Draught,
) -> None:
    esbjerg, aarhus = LatLon(55.46, 8.43), EUROPE["Aarhus"]
    for a, b in itertools.permutations((esbjerg, aarhus)):
        assert "kiel" not in sea_way(a, b, draught=draught).passages


@pytest.mark.long
@DEEP_FIRST
def test_from_hamburg_one_comes_to_thessaloniki(draught: Draught) -> None:
    there = sea_way(EUROPE["Hamburg"], EUROPE["Thessaloniki"], draught=draught)
    assert there.nm == pytest.approx(3_330, rel=0.01)


def test_a_quay_by_a_pond_has_a_way_from_the_water_beside_it() -> None:
    nagasaki, off_goto = LatLon(32.73, 129.86), LatLon(32.0, 128.0)
    assert sea_way(nagasaki, off_goto).nm == pytest.approx(105, rel=0.05)


@pytest.mark.long
def test_a_way_up_a_river_that_leaves_the_field_is_not_denied() -> None:
    field = sea_field(EUROPE["Thessaloniki"], radius_nm=1_000.0, cell_nm=1.5)
    way = field.way(EUROPE["Hamburg"])
    assert way.nm is None
    assert way.note != NO_WAY


@pytest.mark.long
@DEEP_FIRST
def test_no_way_from_auckland_begins_across_the_isthmus(draught: Draught) -> None:
    auckland, sydney = ELSEWHERE["Auckland"], ELSEWHERE["Sydney"]
    field = sea_field(sydney, radius_nm=1_500.0, cell_nm=4.0, draught=draught)
    about = sea_field(auckland, radius_nm=1_500.0, cell_nm=4.0, draught=draught)
    for way in (field.way(auckland), about.way(sydney)):
        legs = list(itertools.pairwise(way.path))
        near = [leg for leg in legs if distance_nm(auckland, leg[0]) < 20.0]
        near += [leg for leg in legs if distance_nm(auckland, leg[1]) < 20.0]
        assert all(over_land_nm(a, b, 20.0) < 2.5 for a, b in near)
        assert way.nm == pytest.approx(1_280, rel=0.01)


NARROW: Final = ("Cagliari", "Catania", "Messina", "Naples", "Palermo", "Tunis", "Valletta", "Bari")
SHORT: Final = random.Random(10).sample(list(itertools.permutations(NARROW, 3)), 10)


@DEEP_FIRST
def test_there_and_back_take_as_long_whichever_end_the_field_is_about(draught: Draught) -> None:
    """But for some, where the cells of the two fields chose another side of an island or shoal."""
    ways = {
        (a, b): minutes(by_fields(EUROPE[a], EUROPE[b], draught))
        for b, a in itertools.permutations(NARROW, 2)
    }
    off = {(a, b): abs(ways[a, b] / ways[b, a] - 1.0) for a, b in itertools.combinations(NARROW, 2)}
    assert sum(one > BOTH_WAYS for one in off.values()) <= 0.15 * len(off), off
    assert max(off.values()) <= 0.02, off


def test_ten_short_ways_are_no_longer_than_over_a_third_port() -> None:
    for one in detours(EUROPE, SHORT, by_fields, Draught.DEEP):
        assert one.ratio <= 1.01, one


def drawn(ports: dict[str, LatLon], count: int) -> list[tuple[str, str, str]]:
    """Triples of ports in any order."""
    draw = random.Random(151)
    names = sorted(ports)
    triples = (draw.sample(names, 3) for _ in range(count))
    return [(a, b, c) for a, b, c in triples]


@pytest.mark.long
@WAYS
@DRAUGHTS
@pytest.mark.parametrize(("ports", "count"), [(EUROPE, 40), (ELSEWHERE, 20)])
def test_no_way_is_longer_than_over_a_third_port(
    asked: Asked, draught: Draught, ports: dict[str, LatLon], count: int
) -> None:
    found = detours(ports, drawn(ports, count), asked, draught)
    assert [one for one in found if one.ratio > 1.01] == []
