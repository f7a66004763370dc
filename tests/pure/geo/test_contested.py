"""Round land of which it is not said whose it is, no State is named for that land."""

from collections import defaultdict
from functools import cache
from importlib.resources import files

import pytest
import shapely
import yaml
from shapely.geometry.base import BaseGeometry

from sar.geo import territory
from sar.geo.areas import disc
from sar.geo.extents import TERRITORIAL_SEA_NM
from sar.geo.geodesy import direct
from sar.geo.position import LatLon
from sar.geo.territory import NOT_DETERMINED, territory_of
from sar.geo.waters import (
    COAST_NM,
    UNSAID_NEAR,
    coasts_about,
    coasts_near,
    unsaid_near,
    waters_at,
)

LISTED = yaml.safe_load(files("sar.geo").joinpath("contested.yaml").read_text("utf-8"))
ROCKS = {name: LatLon(*at) for name, at in LISTED["islands"].items() if len(at) == 2}
OUTLINES = {
    name: shapely.make_valid(shapely.Polygon([(lon, lat) for lat, lon in corners]))
    for name, corners in LISTED["land"].items()
}
LAND = shapely.union_all([*OUTLINES.values(), *(disc(at, 1.0) for at in ROCKS.values())])
"""All land of the list that is nobody's here."""

SEAM_DEG = 0.008
"""As wide as a seam of the thinned coast beside an outline may be."""

FARTHEST_NM = COAST_NM * 2**0.5 + TERRITORIAL_SEA_NM
"""A coast is looked for in a box about a place, by its territorial sea."""

COMPASS = range(0, 360, 45)


@cache
def _plain() -> dict[str, tuple[shapely.STRtree, list[BaseGeometry]]]:
    """The waters that each State holds outside the list."""
    owners, held = territory._territories().owners, defaultdict(list)
    for piece, state in zip(territory._polygons().geometries, owners, strict=True):
        if state not in NOT_DETERMINED:
            held[state].append(piece)
    return {state: (shapely.STRtree(pieces), pieces) for state, pieces in held.items()}


def _holds_near(state: str, place: LatLon, within_nm: float) -> bool:
    """Whether a State holds anything there that is not of the list."""
    tree, pieces = _plain()[state]
    about = disc(place, within_nm)
    return any(
        not shapely.difference(shapely.intersection(pieces[n], about), LAND).is_empty
        for n in tree.query(about, "intersects").tolist()
    )


@pytest.mark.parametrize("name", OUTLINES)
def test_no_state_holds_land_within_an_outline(name: str) -> None:
    owners = territory._territories().owners
    within = shapely.buffer(OUTLINES[name], -SEAM_DEG)
    held = {owners[n] for n in territory._polygons().query(within, "intersects").tolist()}
    assert held <= NOT_DETERMINED


@pytest.mark.parametrize("name", ROCKS)
def test_round_a_listed_rock_states_are_named_for_other_coasts_alone(name: str) -> None:
    for off_nm in (0.0, 2.0, 6.0, 12.0):
        for course_deg in COMPASS:
            place = direct(ROCKS[name], course_deg, off_nm)
            assert territory_of(place) is not None
            for state in coasts_about(place):
                assert _holds_near(state, place, FARTHEST_NM), (state, place)


NAMED: dict[str, tuple[LatLon, tuple[str, ...]]] = {
    "Senkaku": (LatLon(25.8, 123.5), ()),
    "Senkaku, the eastern rocks": (LatLon(25.98, 124.5), ()),
    "off Kunashir": (LatLon(44.0, 146.1), ()),
    "off the north of Iturup": (LatLon(45.5, 147.9), ()),
    "Glorioso": (LatLon(-11.55, 47.35), ()),
    "Matthew": (LatLon(-22.4, 171.4), ()),
    "Juan de Nova": (LatLon(-17.05, 42.75), ()),
    "Europa": (LatLon(-22.335, 40.355), ()),
    "Bassas da India": (LatLon(-21.47, 39.75), ()),
    "Navassa": (LatLon(18.40, -75.01), ("HTI",)),
    "Aves": (LatLon(15.70, -63.64), ()),
    "Dokdo": (LatLon(37.241, 131.867), ()),
    "Mbanié": (LatLon(0.82, 9.39), ("GAB", "GNQ")),
    "Peñón de Vélez": (LatLon(35.20, -4.30), ("MAR",)),
    "the Alhucemas islets": (LatLon(35.23, -3.89), ("MAR",)),
    "Melilla": (LatLon(35.31, -2.9), ("MAR",)),
    "Ceuta": (LatLon(35.91, -5.3), ("ESP", "MAR")),
}


@pytest.mark.parametrize("name", NAMED)
def test_who_is_named_off_such_land(name: str) -> None:
    """And that a State not named may have a coast there is said with it."""
    place, states = NAMED[name]
    waters = waters_at(place)
    assert coasts_near(place, waters) == states
    assert unsaid_near(place, waters)


@pytest.mark.parametrize(
    "place",
    [LatLon(33.2, 11.6), LatLon(51.06, 1.35), LatLon(35.9, 14.52), LatLon(0.0, -30.0)],
)
def test_elsewhere_nothing_is_left_unsaid(place: LatLon) -> None:
    assert not unsaid_near(place, waters_at(place))
    assert "its State" not in UNSAID_NEAR, "no word of whose it is"
