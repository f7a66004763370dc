"""A centre's place is doubted where its coordinates look exchanged, by what is known of it."""

import pytest
from shapely import MultiPolygon, box

from sar.cli.place_of_centre import warning_of
from sar.geo.position import LatLon

ROME = LatLon(lat=41.83, lon=12.47)
EXCHANGED = LatLon(lat=12.47, lon=41.83)
VALLETTA = LatLon(lat=35.85, lon=14.47)
REGION = MultiPolygon([box(10.0, 35.2, 19.0, 43.0)])
ASKS = "with the two exchanged: are they the wrong way round?"


@pytest.mark.parametrize("place", [ROME, VALLETTA, LatLon(lat=-17.5, lon=177.4)])
def test_a_place_that_looks_right_is_not_doubted(place: LatLon) -> None:
    assert warning_of("X", place, region=None) is None
    assert warning_of("X", place, region=None, others=[place]) is None


def test_by_its_region() -> None:
    assert warning_of("X", ROME, region=REGION) is None
    milan = LatLon(lat=45.4, lon=9.1)
    assert (warning_of("X", milan, region=REGION) or "").endswith("lies outside its own region.")
    said = warning_of("X", EXCHANGED, region=REGION) or ""
    assert said.endswith(f"outside its own region, and would lie in it {ASKS}")


def test_by_the_other_centres_of_its_party() -> None:
    said = warning_of("X", EXCHANGED, region=None, others=[VALLETTA, ROME]) or ""
    assert "nm from any other centre of its party" in said
    assert said.endswith(ASKS)
    far_away = LatLon(lat=5.0, lon=-52.6)
    assert warning_of("X", far_away, region=None, others=[ROME]) is None, "a territory overseas"


def test_without_either_by_the_coast() -> None:
    place = LatLon(lat=14.47, lon=35.85)
    assert warning_of("X", place, region=None) == (
        "X (longitude 35.85, latitude 14.47) lies more than 100 nm from any coast, and would lie"
        f" near one {ASKS}"
    )
    assert warning_of("X", EXCHANGED, region=None) is None, "on the coast of Djibouti: not known"


LISBON = LatLon(lat=38.69, lon=-9.15)
SOUTH = MultiPolygon([box(30.0, -15.0, 45.0, 0.0)])
"""A region of Lisbon whose corners are exchanged as well."""


@pytest.mark.parametrize(
    ("place", "party", "region", "ends"),
    [
        (LatLon(lat=-9.15, lon=38.69), "PRT", SOUTH, f"{ASKS} Its region then is so too."),
        (LatLon(lat=-9.15, lon=38.69), "PRT", None, ASKS),
        (LatLon(lat=-25.67, lon=37.75), "PRT", None, ASKS),
        (LatLon(lat=-9.15, lon=38.69), "TZA", SOUTH, None),
        (LatLon(lat=-9.15, lon=38.69), "SEAWATCH", SOUTH, None),
        (LISBON, "PRT", MultiPolygon([box(-15.0, 36.0, -7.0, 42.0)]), None),
        (LatLon(lat=-20.9, lon=55.3), "FRA", None, None),
        (LatLon(lat=4.9, lon=-52.3), "FRA", None, None),
        (LatLon(lat=41.83, lon=12.47), "PRT", None, None),
    ],
)
def test_by_the_territory_of_its_state(
    place: LatLon, party: str, region: MultiPolygon | None, ends: str | None
) -> None:
    """Also where the region that holds the place has been drawn the wrong way round."""
    said = warning_of("X", place, region=region, others=[place], party=party)
    assert said is None if ends is None else (said or "").endswith(ends)
    if said:
        assert "lies outside PRT, as far as coasts are known here, and would lie in it" in said
