"""A printed chart over the files of the screens' map: harbours, and names that can be read."""

import re
import shutil
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest
import shapely

from sar.casefile.backdrop import BARE, Backdrop, MapName, finer_coast, places_within
from sar.casefile.chart import HEIGHT, NAMES, WIDTH, svg
from sar.casefile.map_files import shipped
from sar.casefile.places import Place, PlaceKind
from sar.geo.position import LatLon
from sar.geo.sea.land import on_land
from tests.coasts import ROOT, WATERS

AT = datetime(2026, 10, 11, 12, tzinfo=UTC)
NAMES_OF_MAP = ROOT / "frontend" / "src" / "map" / "names" / "places.json"
MALTA = (14.1, 35.75, 14.8, 36.05)
GRAND_HARBOUR = (14.515, 35.893)
TOWN = re.compile(
    r'<circle class="town" cx="([-\d.]+)" cy="([-\d.]+)"[^>]*>'
    r'<text x="([-\d.]+)" y="([-\d.]+)"[^>]*?(text-anchor="end")?>([^<]+)<'
)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Backdrop:
    """The files of the map, named as the build names them."""
    folder = tmp_path_factory.mktemp("assets")
    shutil.copy(WATERS, folder / "land-waters-Ab1_c2d.pmtiles")
    shutil.copy(NAMES_OF_MAP, folder / "places-Ab1_c2d.json")
    return shipped(folder)


def datum(lat: float, lon: float) -> Place:
    """A place that a chart is drawn about."""
    return Place(PlaceKind.DATUM, "Datum", LatLon(lat=lat, lon=lon), AT, 0.5)


def test_the_harbour_is_water_near_by_and_not_known_from_afar(files: Backdrop) -> None:
    near = finer_coast(files, MALTA, 11.0, tolerance_deg=0.0001)
    assert near.waters
    assert not near.land.contains(shapely.Point(GRAND_HARBOUR))
    assert near.land.contains(shapely.Point(14.4, 35.88))
    assert on_land(LatLon(lat=GRAND_HARBOUR[1], lon=GRAND_HARBOUR[0])), "the coarser coast"
    assert finer_coast(files, MALTA, 6.9, tolerance_deg=0.01).waters == []


def test_no_edge_of_a_tile_is_drawn_as_coast(files: Backdrop) -> None:
    found = finer_coast(files, (8.0, 36.0, 12.0, 38.0), 7.5, tolerance_deg=0.0001)
    assert found.waters
    for west, south, east, north in found.waters:
        edges = shapely.LinearRing([(west, south), (east, south), (east, north), (west, north)])
        assert shapely.intersection(found.shore, edges).length == 0.0


@pytest.mark.parametrize("box", [(-30.0, 30.0, -29.0, 31.0), (179.5, -17.0, 180.5, -16.0)])
def test_elsewhere_there_is_none(files: Backdrop, box: tuple[float, float, float, float]) -> None:
    assert finer_coast(files, box, 9.0, tolerance_deg=0.001).waters == []


def test_the_nearest_places_come_first_also_over_the_antimeridian() -> None:
    rows = [("Far", -170.0, 0.0, 3), ("Near", -179.9, 0.0, 3), ("Small", 179.8, 0.0, 9)]
    world = Backdrop(places=[MapName(*row) for row in rows])
    box = (170.0, -5.0, 195.0, 5.0)
    found = places_within(world, box, 8.0, near=LatLon(lat=0.0, lon=179.9))
    assert [name for name, _, _ in found] == ["Near", "Far"]
    assert [lon for _, lon, _ in found] == pytest.approx([180.1, 190.0])


def test_a_chart_names_a_handful_of_places_that_do_not_cover_each_other(files: Backdrop) -> None:
    drawn = svg([datum(35.9, 14.55)], as_of=AT, backdrop=files)
    ElementTree.fromstring(drawn)  # noqa: S314 our own
    found = TOWN.findall(drawn)
    assert 3 < len(found) <= NAMES
    assert "Valletta" in {name for *_, name in found}
    boxes = []
    for _, _, x, y, is_left, name in found:
        wide = 6.7 * len(name)
        left = float(x) - (wide if is_left else 0.0)
        assert left >= 0.0
        assert left + wide <= WIDTH
        assert 0.0 < float(y) < HEIGHT
        boxes.append(shapely.box(left, float(y) - 8.0, left + wide, float(y)))
    for number, one in enumerate(boxes):
        assert not any(one.intersects(other) for other in boxes[number + 1 :])


def test_a_chart_says_whose_coast_and_names_it_has(files: Backdrop) -> None:
    drawn = svg([datum(35.9, 14.55)], as_of=AT, backdrop=files)
    assert "Coast: Natural Earth, GSHHG, approximate. Not for navigation." in drawn
    assert "Names of places: GeoNames (CC BY 4.0), without prejudice" in drawn
    bare = svg([datum(35.9, 14.55)], as_of=AT, backdrop=BARE)
    assert "Coast: Natural Earth, approximate. Not for navigation." in bare
    assert "GeoNames" not in bare


def test_where_no_screens_are_built_the_chart_is_bare(tmp_path: Path) -> None:
    assert shipped(tmp_path) == BARE
