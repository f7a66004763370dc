"""Coasts that no other State claims, beside land that is contested: told as their State's.

Each contested outline has a row of the coasts beside it, with what they answer; of the contested
stretch itself nothing is said.
"""

from importlib.resources import files
from typing import Any

import pytest
import shapely
import yaml
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Polygon

from sar.geo.extents import WatersBy
from sar.geo.position import LatLon
from sar.geo.state_names import BY_CODE
from sar.geo.territory import NOT_DETERMINED, UNDETERMINED, territory_of
from sar.geo.waters import coasts_near, sentence, waters_at


def _rows(name: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(files("sar.geo").joinpath(name).read_text("utf-8"))
    return found


def _outline(corners: list[list[float]]) -> Polygon:
    return Polygon([(lon, lat) for lat, lon in corners])


CONTESTED = {name: _outline(corners) for name, corners in _rows("contested.yaml")["land"].items()}
UNDISPUTED = {
    name: (row["state"], _outline(row["corners"])) for name, row in _rows("undisputed.yaml").items()
}
NOBODYS: Any = UNDETERMINED
BESIDE: dict[str, list[tuple[str, float, float, str]]] = {
    "Crimea": [("Odesa", 46.45, 30.8, "UKR"), ("Skadovsk", 46.05, 32.9, NOBODYS)],
    "Western Sahara": [("Tarfaya", 27.95, -12.95, "MAR"), ("Tan-Tan", 28.5, -11.4, "MAR")],
    "The Golan": [("Latakia", 35.52, 35.7, "SYR")],
    "The Gaza Strip": [("Port Said", 31.3, 32.35, "EGY"), ("Arish", 31.2, 33.8, NOBODYS)],
    "The West Bank": [("Haifa", 32.83, 34.95, NOBODYS), ("Aqaba", 29.5, 35.0, "JOR")],
    "Cyprus, north of the buffer zone": [
        ("Larnaca", 34.91, 33.65, "CYP"),
        ("Limassol", 34.67, 33.06, "CYP"),
        ("Paphos", 34.75, 32.38, "CYP"),
        ("Ayia Napa", 34.96, 34.0, "CYP"),
        ("Dhekelia", 34.96, 33.74, NOBODYS),
        ("Akrotiri", 34.54, 32.98, NOBODYS),
        ("off Famagusta", 35.05, 34.05, NOBODYS),
        ("Kyrenia", 35.35, 33.3, NOBODYS),
    ],
    "Abkhazia": [("Poti", 42.15, 41.6, "GEO"), ("Anaklia", 42.38, 41.53, NOBODYS)],
    "The coast of the Gulf of Aden from 43 to 49 E": [
        ("Bosaso", 11.3, 49.2, "SOM"),
        ("Mogadishu", 2.0, 45.4, "SOM"),
        ("west of 49 E", 11.3, 48.9, NOBODYS),
    ],
    "Tiran and Sanafir": [("Duba", 27.3, 35.6, "SAU"), ("Marsa Alam", 25.06, 34.95, "EGY")],
    "The land from the Sarstoon to the Sibun, and its islands": [
        ("Belize City", 17.49, -88.17, "BLZ"),
        ("Caye Caulker", 17.745, -88.02, "BLZ"),
        ("St George's Caye", 17.555, -88.075, "BLZ"),
        ("the mouth of the Sibun", 17.43, -88.25, NOBODYS),
        ("Dangriga", 16.97, -88.2, NOBODYS),
        ("Turneffe", 17.35, -87.85, NOBODYS),
        ("San Pedro, off Mexico", 17.92, -87.95, NOBODYS),
    ],
    "Hala'ib and Bir Tawil": [("Marsa Alam", 25.06, 34.95, "EGY"), ("Sudan", 19.6, 37.3, "SDN")],
    "The island of Taiwan and those near it": [("Wenzhou", 27.9, 121.1, "CHN")],
    "Kinmen": [("Quanzhou", 24.8, 118.85, "CHN")],
    "Matsu": [("Wenzhou", 27.9, 121.1, "CHN")],
    "The southern Kuril Islands": [
        ("Kushiro", 42.95, 144.4, "JPN"),
        ("Magadan", 59.5, 150.7, "RUS"),
    ],
    "The Falkland Islands (Malvinas)": [("Río Gallegos", -51.6, -68.9, "ARG")],
    "South Georgia and the South Sandwich Islands": [("Río Gallegos", -51.6, -68.9, "ARG")],
    "Gibraltar": [("Málaga", 36.7, -4.4, "ESP"), ("Algeciras", 36.12, -5.42, NOBODYS)],
    "Ceuta": [("Casablanca", 33.62, -7.6, "MAR"), ("Tetouan", 35.6, -5.25, NOBODYS)],
    "Melilla": [("Casablanca", 33.62, -7.6, "MAR"), ("Nador", 35.25, -2.9, NOBODYS)],
    "The Essequibo coast": [
        ("Georgetown", 6.85, -58.1, "GUY"),
        ("the Orinoco", 8.9, -60.5, "VEN"),
        ("the mouth of the Essequibo", 7.05, -58.4, NOBODYS),
    ],
    "The Chagos Archipelago": [("Port Louis", -20.15, 57.45, "MUS")],
    "Mayotte": [("Anjouan", -12.15, 44.4, "COM")],
    "Abu Musa and the Tunbs": [("Dubai", 25.3, 55.2, "ARE"), ("Bandar Abbas", 27.1, 56.2, "IRN")],
    "Jammu and Kashmir": [("Karachi", 24.8, 67.0, "PAK")],
    "The Paracel Islands": [("Da Nang", 16.15, 108.25, "VNM"), ("Sanya", 18.2, 109.45, "CHN")],
    "The Spratly Islands": [("Puerto Princesa", 9.7, 118.8, "PHL")],
    "Kosovo (in the sense of UN Security Council resolution 1244)": [
        ("Belgrade", 44.8, 20.45, "SRB")
    ],
    "The Senkaku or Diaoyu group": [("Ishigaki", 24.33, 124.15, "JPN")],
    "The Glorioso group": [("Antsiranana", -12.2, 49.35, "MDG")],
    "Juan de Nova and its rocks": [("Maintirano", -18.05, 44.0, "MDG")],
    "Europa and its rocks": [("Toliara", -23.4, 43.6, "MDG")],
    "The whole of Bassas da India": [("Beira", -19.9, 34.9, "MOZ")],
    "Matthew and its rocks": [("Nouméa", -22.3, 166.4, "FRA"), ("Tanna", -19.55, 169.2, "VUT")],
    "Navassa and its rocks": [("Jérémie", 18.68, -74.1, "HTI")],
    "Aves and its rocks": [("La Guaira", 10.65, -66.95, "VEN")],
    "Mbanié, Cocotiers and Conga": [("Port-Gentil", -0.7, 8.75, "GAB")],
}
COASTS = [(place, lat, lon, said) for rows in BESIDE.values() for place, lat, lon, said in rows]


def test_every_contested_outline_has_its_row() -> None:
    assert BESIDE.keys() == CONTESTED.keys()


@pytest.mark.parametrize(("place", "lat", "lon", "state"), COASTS)
def test_a_coast_beside_contested_land_is_its_states_where_nobody_claims_it(
    place: str, lat: float, lon: float, state: str
) -> None:
    assert territory_of(LatLon(lat, lon)) == state, place


@pytest.mark.parametrize(("lat", "lon"), [(34.96, 33.74), (17.43, -88.25), (7.05, -58.4)])
def test_of_the_contested_stretch_it_is_said_whom_to_tell_and_not_whose_it_is(
    lat: float, lon: float
) -> None:
    place = LatLon(lat, lon)
    waters = waters_at(place)
    assert waters.by is WatersBy.NOT_DETERMINED
    assert waters.state in NOT_DETERMINED
    said = sentence(place, waters, names=BY_CODE, centres=["RCC"], zones=())
    assert said.startswith("Not determined here"), said
    assert coasts_near(place, waters), "the coasts about it are told"


def test_no_outline_given_back_touches_contested_land() -> None:
    for name, (_, outline) in UNDISPUTED.items():
        assert outline.is_valid, name
        for other, land in CONTESTED.items():
            assert not outline.intersects(land), (name, other)


@given(name=st.sampled_from(sorted(CONTESTED)), east=st.floats(0.0, 1.0), north=st.floats(0.0, 1.0))
def test_nothing_in_a_contested_outline_is_given_back(name: str, east: float, north: float) -> None:
    west_lon, south_lat, east_lon, north_lat = CONTESTED[name].bounds
    lon = west_lon + east * (east_lon - west_lon)
    lat = south_lat + north * (north_lat - south_lat)
    if CONTESTED[name].buffer(-0.02).contains(shapely.Point(lon, lat)):
        assert territory_of(LatLon(lat, lon)) in {*NOT_DETERMINED, None}
