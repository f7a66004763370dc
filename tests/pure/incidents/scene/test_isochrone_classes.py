"""Classes of speed of isochrones: what the sea leaves them, and where their fuel ends."""

import pytest

from sar.geo.sea.field import RADIUS_NM
from sar.incidents.scene.isochrones import CLASSES, MOST_MINUTES

BY_CODE = {one.code: one for one in CLASSES}


@pytest.mark.parametrize(
    ("code", "sea_state", "speed_kn", "reach_nm"),
    [
        ("helicopter", None, 145.0, 150.0),
        ("helicopter", 6, 145.0, 150.0),
        ("patrol_boat", None, 25.0, 800.0),
        ("patrol_boat", 5, 18.2, 800.0),
        ("patrol_boat", 6, 16.5, 16.5 * 48),
        ("offshore_vessel", 5, 17.4, 3_300.0),
        ("merchant_ship", 3, 14.0, None),
        ("merchant_ship", 5, 13.0, None),
    ],
)
def test_a_class_goes_at_what_the_sea_leaves_it_and_as_far_as_it_lasts(
    code: str, sea_state: int | None, speed_kn: float, reach_nm: float | None
) -> None:
    one = BY_CODE[code]
    assert one.speed_kn(sea_state) == pytest.approx(speed_kn, abs=0.05)
    found = one.reach_nm(sea_state)
    assert found == (None if reach_nm is None else pytest.approx(reach_nm, abs=3.0))


def test_no_line_by_water_leaves_the_field_about_the_datum() -> None:
    for one in CLASSES:
        assert not one.by_water or one.calm_kn * MOST_MINUTES / 60.0 <= RADIUS_NM
