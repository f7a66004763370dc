"""The chart of a case: everything in it, alike in all directions, at the ends of the earth too."""

import re
from datetime import UTC, datetime
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from sar.casefile.chart import HEIGHT, WIDTH, svg
from sar.casefile.places import Place, PlaceKind
from sar.geo.position import LatLon, format_ddm

AT = datetime(2026, 10, 11, 12, tzinfo=UTC)
KINDS = st.sampled_from(list(PlaceKind))
SIGN = re.compile(r'<g transform="translate\(([-\d.]+) ([-\d.]+)\)"')


def place(
    lat: float, lon: float, within_nm: float = 0.0, kind: PlaceKind = PlaceKind.UNIT
) -> Place:
    return Place(kind, 'Nemo <1> & "2" \x07', LatLon(lat=lat, lon=lon), AT, within_nm)


PLACES = st.lists(
    st.builds(
        place,
        st.floats(-89, 89),
        st.floats(-180, 180),
        st.floats(0, 600),
        KINDS,
    ),
    min_size=1,
    max_size=6,
)


@given(PLACES)
def test_every_place_is_a_sign_on_the_chart(places: list[Place]) -> None:
    drawn = svg(places, as_of=AT, listed=True)
    ElementTree.fromstring(drawn)  # noqa: S314 our own
    assert len(SIGN.findall(drawn)) == len(places)
    for number, one in enumerate(places, 1):
        assert f"{number:>3}  {format_ddm(one.point)}" in drawn


def test_near_places_all_lie_within_the_frame() -> None:
    drawn = svg([place(35.5, 12.6, 20.0), place(34.3, 12.7, 4.0), place(37.5, 15.1)], as_of=AT)
    for x, y in SIGN.findall(drawn):
        assert 0 < float(x) < WIDTH
        assert 0 < float(y) < HEIGHT
    assert " nm</text>" in drawn
    assert len(re.findall(r"M[\d.]+ [\d.]+L", drawn)) >= 3


def test_a_chart_over_the_antimeridian_has_its_places_side_by_side() -> None:
    (one, _), (other, _) = SIGN.findall(svg([place(-16.5, 179.9), place(-16.5, -179.9)], as_of=AT))
    assert 0 < float(other) - float(one) < WIDTH
