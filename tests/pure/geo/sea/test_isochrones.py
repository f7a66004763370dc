"""Lines of equal way by water: as far as they say, on water, over the antimeridian."""

import numpy as np
import pytest

from sar.geo.areas import Polyline, circle
from sar.geo.geodesy import direct, distance_nm
from sar.geo.position import LatLon
from sar.geo.sea.field import SeaField, sea_field
from sar.geo.sea.isochrones import sea_lines
from sar.geo.sea.land import on_land

LEVELS_NM = (10.0, 30.0, 75.0, 140.0, 200.0)


@pytest.fixture(scope="module")
def bari() -> SeaField:
    """In port, behind the heel of the boot from the Ionian Sea."""
    return sea_field(LatLon(41.14, 16.86), radius_nm=200.0)


def corners(drawn: tuple[Polyline, ...]) -> list[LatLon]:
    return [LatLon(lat=lat, lon=lon) for line in drawn for lon, lat in line]


def not_far_from_water(p: LatLon) -> bool:
    """Within a cell."""
    return not all(on_land(direct(p, course_deg, 1.0)) for course_deg in range(0, 360, 30))


def test_from_every_point_of_a_line_the_way_is_as_long_as_it_says(bari: SeaField) -> None:
    for level, drawn in zip(LEVELS_NM, sea_lines(bari, LEVELS_NM), strict=True):
        found = [bari.way(p).nm for p in corners(drawn)]
        assert found, level
        off = np.array([nm if nm is not None else np.inf for nm in found]) - level
        # hardly told sooner than it is: lines are not drawn taut, and may run closer inshore
        assert off.max() <= 0.5 + 0.01 * level, level
        assert off.min() >= -7.0, level  # close inshore, where `way` looks closer than a cell
        assert np.quantile(np.abs(off), 0.85) <= max(1.0, 0.01 * level), level


def test_lines_run_on_water_and_go_round_the_heel(bari: SeaField) -> None:
    drawn = sea_lines(bari, (140.0,))[0]
    ashore = [p for p in corners(drawn) if on_land(p)]
    assert all(not_far_from_water(p) for p in ashore)
    assert len(ashore) <= 0.05 * len(corners(drawn))
    beyond = [p for p in corners(drawn) if p.lon < 18.2 and p.lat < 40.0]
    assert beyond  # in the Gulf of Taranto, 80 miles off over land
    assert min(distance_nm(p, bari.datum) for p in beyond) < 100.0


def test_a_line_is_cut_at_the_antimeridian() -> None:
    field = sea_field(LatLon(-25.0, 179.4), radius_nm=150.0)
    drawn = sea_lines(field, (100.0,))[0]
    for line in [*drawn, *circle(field.datum, 100.0)]:
        lons = np.array([lon for lon, _ in line])
        assert np.abs(np.diff(lons)).max() < 180.0
    assert {np.sign(p.lon) for p in corners(drawn)} == {-1.0, 1.0}
    assert all(distance_nm(p, field.datum) == pytest.approx(100.0, abs=1.0) for p in corners(drawn))


def test_lines_are_few_enough_to_send(bari: SeaField) -> None:
    assert sum(len(corners(drawn)) for drawn in sea_lines(bari, LEVELS_NM)) < 2_000


@pytest.mark.parametrize("nm", [0.0, 200.1])
def test_no_line_is_drawn_that_the_field_cannot_prove(bari: SeaField, nm: float) -> None:
    with pytest.raises(ValueError):
        sea_lines(bari, (nm,))
