"""The chart of a case: everything in it, alike in all directions, at the ends of the earth too."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from sar.casefile.chart import HEIGHT, WIDTH, svg
from sar.casefile.places import AreaToSearch, Place, PlaceKind
from sar.geo.position import LatLon, format_ddm

AT = datetime(2026, 10, 11, 12, tzinfo=UTC)
KINDS = st.sampled_from(list(PlaceKind))
SIGN = re.compile(r'<g transform="translate\(([-\d.]+) ([-\d.]+)\)"')

TEXT = re.compile(r'<text x="([-\d.]+)" y="([-\d.]+)" stroke="#fff"[^>]*>')


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


def test_a_unit_has_its_name_and_the_time_of_its_position_beside_its_sign() -> None:
    unit = replace(place(35.5, 12.6), name="Nemo 11-03")
    drawn = svg([place(35.4, 12.6, kind=PlaceKind.DATUM), unit], as_of=AT)
    assert ">2 Nemo 11-03 12:00Z</text>" in drawn
    assert ">1</text>" in drawn
    yesterday = replace(unit, at=AT - timedelta(days=1))
    assert ">1 Nemo 11-03 10 Oct 12:00Z</text>" in svg([yesterday], as_of=AT)


def test_names_of_units_at_one_place_stand_beside_each_other() -> None:
    units = [replace(place(35.5, 12.6), name=f"Nemo {number}") for number in range(12)]
    found = TEXT.findall(svg(units, as_of=AT))
    assert len(set(found)) == len(units)


def test_a_name_at_the_edge_is_not_cut() -> None:
    units = [replace(place(35.5, lon), name="Offshore Falco of Pozzallo") for lon in (12.6, 15.1)]
    drawn = svg(units, as_of=AT)
    assert 'text-anchor="end"' in drawn
    assert "Offshore Falco of Pozza\u2026" in drawn


def test_units_of_no_known_position_are_named_below() -> None:
    drawn = svg([place(35.5, 12.6)], as_of=AT, unplaced=["AS1630 (committed)", "Raft <2>"])
    assert ">Position not known: AS1630 (committed), Raft &lt;2&gt;.</text>" in drawn


def test_areas_to_be_searched_lie_within_the_frame_by_their_names() -> None:
    corners = [(34.0, 12.0), (34.0, 15.0), (36.0, 15.0), (36.0, 12.0)]
    area = AreaToSearch("A<1>", [[LatLon(lat, lon) for lat, lon in corners]], "A<1>: to Nemo 1")
    drawn = svg([place(35.5, 12.6)], as_of=AT, areas=[area], listed=True)
    ElementTree.fromstring(drawn)  # noqa: S314 our own
    (path,) = re.findall(r'class="area" d="M([^Z]+)Z"', drawn)
    for corner in path.split("L"):
        x, y = map(float, corner.split())
        assert 0 < x < WIDTH
        assert 0 < y < HEIGHT
    assert "Search area A&lt;1&gt;: to Nemo 1" in drawn
