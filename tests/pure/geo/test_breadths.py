"""States that keep less than 12 nm: the sea between the two is nobody's here, and not the high
seas; what they keep is theirs, and elsewhere they keep 12 nm."""

from importlib.resources import files

import numpy as np
import pytest
import shapely
import yaml
from shapely.geometry import Polygon

from sar.geo.extents import TERRITORIAL_SEA_NM
from sar.geo.position import LatLon
from sar.geo.territory import UNDETERMINED, territory_of

ROWS = yaml.safe_load(files("sar.geo").joinpath("breadths.yaml").read_text("utf-8"))


@pytest.mark.parametrize(
    ("lat", "lon", "state"),
    [
        (37.5, 25.75, UNDETERMINED),  # 7 nm off Mykonos
        (39.2, 25.65, UNDETERMINED),  # between Lemnos and Lesbos, 7 nm off
        (35.52, 24.6, UNDETERMINED),  # 7 nm north of Crete
        (37.48, 25.25, "GRC"),  # 3 nm off Mykonos
        (35.40, 25.13, "GRC"),  # 3 nm off Crete
        (37.98, 23.73, "GRC"),  # Athens
        (36.7, 30.7, "TUR"),  # 8 nm off Antalya, in another sea
        (41.4, 140.4, UNDETERMINED),  # the middle of the Tsugaru Strait
        (30.85, 130.75, UNDETERMINED),  # the middle of the Osumi Strait
        (41.75, 140.7, "JPN"),  # Hakodate
        (42.9, 144.6, "JPN"),  # 5 nm off Kushiro, in another sea
        (36.4, 129.5, "KOR"),  # 4 nm off the east coast, in another sea
    ],
)
def test_places_and_their_states(lat: float, lon: float, state: str) -> None:
    assert territory_of(LatLon(lat, lon)) == state


@pytest.mark.parametrize("name", ROWS)
def test_a_row_is_whole_and_says_how_far_it_was_read(name: str) -> None:
    row = ROWS[name]
    assert set(row) == {"name", "states", "breadth_nm", "basis", "how_read", "waters"}
    assert 0 < row["breadth_nm"] < TERRITORIAL_SEA_NM
    assert row["how_read"] in ("read", "from_memory", "house_reading")
    assert all(len(state) == 3 for state in row["states"])
    assert Polygon([(lon, lat) for lat, lon in row["waters"]]).is_valid


@pytest.mark.parametrize("name", ROWS)
def test_some_of_its_waters_are_theirs_and_some_are_not_told(name: str) -> None:
    row = ROWS[name]
    area = Polygon([(lon, lat) for lat, lon in row["waters"]])
    west, south, east, north = area.bounds
    lons, lats = np.meshgrid(np.arange(west, east, 0.1), np.arange(south, north, 0.1))
    inside = shapely.contains_xy(area, lons, lats)
    found = {
        territory_of(LatLon(float(lat), float(lon)))
        for lat, lon in zip(lats[inside], lons[inside], strict=True)
    }
    assert set(row["states"]) <= found
    assert UNDETERMINED in found
