"""The coasts of the map: archives of tiles, of the world and of waters with harbours."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely

from tests.coasts import (
    WATERS,
    WORLD,
    build_coast,
    bytes_by_zoom,
    is_land,
    layers,
    place_in,
    reader,
)

ASHORE = [
    *((14.44, 35.88), (178, 67.5), (-175, 66.5), (178, -17.8), (25, 0)),
    *((0, -84), (179.9, -84.9), (-179.9, -84.9)),
]
AFLOAT = [(12.7, 34.33), (179.5, 0), (-179.5, 0), (179.9, 50), (-179.9, 50), (50, 42), (-30, 40)]

VALLETTA, GRAND_HARBOUR, MARSAMXETT = (14.512, 35.899), (14.516, 35.894), (14.506, 35.901)
LAMPEDUSA, PORTO_VECCHIO, ITS_ROADS = (12.6, 35.51), (12.6035, 35.494), (12.61, 35.48)


@pytest.mark.parametrize("zoom", [3, 4, 5])
def test_land_is_land_and_sea_is_sea_also_at_the_antimeridian_and_at_the_pole(zoom: int) -> None:
    assert [at for at in ASHORE if not is_land(WORLD, *at, zoom)] == []
    assert [at for at in AFLOAT if is_land(WORLD, *at, zoom)] == []


def test_both_sides_of_the_antimeridian_have_their_tiles_and_no_coast_along_it() -> None:
    assert layers(WORLD, (5, 0, 7))
    east = layers(WORLD, (5, 31, 7))["land"]
    assert east.bounds[2] > build_coast().EXTENT


def test_the_world_has_the_zooms_from_0_to_5() -> None:
    assert [*bytes_by_zoom(WORLD)] == [0, 1, 2, 3, 4, 5]


def test_the_waters_of_the_demo_have_those_from_7_to_10() -> None:
    assert [*bytes_by_zoom(WATERS)] == [7, 8, 9, 10]
    (box,) = reader(WATERS).metadata()["boxes"]
    west, south, east, north = box
    assert west <= 8.0
    assert south <= 30.0
    assert east >= 20.0
    assert north >= 42.0


@pytest.mark.parametrize("zoom", [9, 10])
def test_a_harbour_is_water_between_its_moles(zoom: int) -> None:
    ashore, afloat = (VALLETTA, LAMPEDUSA), (GRAND_HARBOUR, MARSAMXETT, PORTO_VECCHIO, ITS_ROADS)
    assert [at for at in ashore if not is_land(WATERS, *at, zoom)] == []
    assert [at for at in afloat if is_land(WATERS, *at, zoom)] == []
    assert is_land(WORLD, *GRAND_HARBOUR, 5)


def test_near_malta_the_finer_coast_has_many_times_the_corners_of_the_worlds() -> None:
    finer, _ = place_in(*VALLETTA, 10)
    coarser, _ = place_in(*VALLETTA, 5)
    z, x, y = finer
    size = build_coast().EXTENT / 2 ** (z - 5)
    left, top = x % 32 * size, y % 32 * size
    same = shapely.box(left, top, left + size, top + size)
    of_world = shapely.intersection(layers(WORLD, coarser)["land"], same)
    corners = shapely.get_num_coordinates(layers(WATERS, finer)["land"])
    assert corners > 10 * shapely.get_num_coordinates(of_world) > 0


def test_every_tile_of_the_waters_has_its_own_sea_over_the_coast_of_the_world() -> None:
    open_sea, _ = place_in(18.0, 34.5, 10)
    found = layers(WATERS, open_sea)
    assert [*found] == ["water"]
    script = build_coast()
    beyond = script.BUFFER * script.EXTENT
    assert found["water"].bounds == (-beyond, -beyond, *2 * (script.EXTENT + beyond,))


def test_the_archives_name_their_sources() -> None:
    assert reader(WORLD).metadata()["attribution"] == "Natural Earth 4.1"
    assert reader(WATERS).metadata()["attribution"] == "GSHHG 2.3.7, LGPL-3.0+"


Line = list[tuple[float, float]]


def a_coast(lines: list[tuple[Line, int, int, float]], nodes: int = 0) -> dict[str, Any]:
    """The arrays of GSHHG with these lines, each with level, entry and area, in the bin of 4° E
    and 50° N."""
    number = (89 - 50) * 360 + 4
    in_bins, levels = np.zeros(360 * 180, dtype=int), np.zeros(360 * 180, dtype=int)
    in_bins[number], levels[number] = len(lines), nodes
    counts = np.array([len(line) for line, *_ in lines])
    embedded = [(len(line) << 9) | (level << 6) | (entry << 3) for line, level, entry, _ in lines]
    corners = np.round(np.concatenate([line for line, *_ in lines]) * 65_535).astype(np.uint16)
    return {
        "Id_of_first_segment_in_a_bin": np.zeros(360 * 180, dtype=int),
        "N_segments_in_a_bin": in_bins,
        "Embedded_node_levels_in_a_bin": levels,
        "Embedded_npts_levels_exit_entry_for_a_segment": np.array(embedded),
        "Id_of_first_point_in_a_segment": np.cumsum(counts) - counts,
        "Id_of_GSHHS_ID": np.arange(len(lines)),
        "The_km_squared_area_of_polygons": np.array([area for *_, area in lines]),
        "Relative_longitude_from_SW_corner_of_bin": corners[:, 0].view(np.int16),
        "Relative_latitude_from_SW_corner_of_bin": corners[:, 1].view(np.int16),
    }


SOUTH_COAST: Line = [(1.0, 0.25), (0.5, 0.5), (0.0, 0.25)]
BAY: Line = [(0.25, 1.0), (0.5, 0.75), (0.75, 1.0)]
ISLAND: Line = [(0.4, 0.6), (0.6, 0.6), (0.6, 0.7), (0.4, 0.6)]
POND: Line = [(0.4, 0.1), (0.5, 0.2), (0.6, 0.1), (0.4, 0.1)]
WHOLE = 4


def land_of(*lines: tuple[Line, int, int, float], nodes: int = 0) -> Any:
    script = build_coast()
    return shapely.union_all(script.land_within(a_coast([*lines], nodes), (4.1, 50.1, 4.9, 50.9)))


def test_land_lies_to_the_left_of_its_coast_and_goes_on_along_the_bin() -> None:
    land = land_of((SOUTH_COAST, 1, 1, 9e6), (ISLAND, 1, WHOLE, 1.0))
    assert land.area == pytest.approx(0.375 + 0.01, abs=1e-4)
    lons, lats = [4.5, 4.02, 4.55, 4.5], [50.2, 50.02, 50.62, 50.55]
    assert shapely.contains_xy(land, lons, lats).tolist() == [True, True, True, False]


def test_two_coasts_in_a_bin_are_closed_each_with_the_other() -> None:
    land = land_of((SOUTH_COAST, 1, 1, 9e6), (BAY, 1, 2, 9e6))
    assert land.area == pytest.approx(0.375 + 0.0625, abs=1e-4)


@pytest.mark.parametrize(("km2", "land"), [(999.0, True), (1_000.0, False)])
def test_only_a_large_lake_counts_as_sea(km2: float, land: bool) -> None:
    found = land_of((SOUTH_COAST, 1, 1, 9e6), (POND, 2, WHOLE, km2))
    assert shapely.contains_xy(found, 4.5, 50.12) == land


@pytest.mark.parametrize(("level", "area"), [(0, 0.0), (1, 1.0), (2, 0.0), (3, 1.0)])
def test_a_bin_without_a_coast_is_what_its_corners_are(level: int, area: float) -> None:
    nodes = sum(level << 3 * corner for corner in range(4))
    of = a_coast([(ISLAND, 1, WHOLE, 1.0)], nodes)
    of["N_segments_in_a_bin"][:] = 0
    land = build_coast().land_within(of, (4, 50, 5, 51))
    assert sum(shapely.area(land)) == pytest.approx(area)


def test_other_waters_are_cut_by_a_box_of_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    script = build_coast()
    coast = a_coast([(SOUTH_COAST, 1, 1, 9e6), (ISLAND, 1, WHOLE, 1.0)])
    monkeypatch.setattr(script, "held", lambda _: coast)
    target = tmp_path / "land-waters.pmtiles"
    script.waters(tmp_path / "full.nc", [(4.2, 50.2, 4.8, 50.8)], target)
    ((west, south, east, north),) = reader(target).metadata()["boxes"]
    assert west <= 4.2 < 4.8 <= east
    assert south <= 50.2 < 50.8 <= north
    for zoom in (7, 8, 9, 10):
        assert is_land(target, 4.5, 50.2, zoom)
        assert is_land(target, 4.55, 50.62, zoom)
        assert not is_land(target, 4.5, 50.55, zoom)
    assert layers(target, place_in(14.5, 35.9, 10)[0]) == {}
    assert "zoom 10:" in capsys.readouterr().out


def test_boxes_are_read_four_numbers_each() -> None:
    script = build_coast()
    assert script.boxes_of([]) == []
    assert script.boxes_of(["-18", "12", "-14", "16", "178", "-19", "180", "-16"]) == [
        (-18.0, 12.0, -14.0, 16.0),
        (178.0, -19.0, 180.0, -16.0),
    ]
    for wrong in ("1 2 3", "14 16 -18 12", "170 -19 -170 -16", "0 0 10 90"):
        with pytest.raises(SystemExit, match="WEST SOUTH EAST NORTH"):
            script.boxes_of(wrong.split())


def test_the_same_is_cut_to_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = build_coast()
    coast = a_coast([(SOUTH_COAST, 1, 1, 9e6)])
    monkeypatch.setattr(script, "held", lambda _: coast)
    first, again = tmp_path / "first.pmtiles", tmp_path / "again.pmtiles"
    for target in (first, again):
        script.waters(tmp_path, [(4.2, 50.2, 4.4, 50.4)], target)
    assert first.read_bytes() == again.read_bytes()
