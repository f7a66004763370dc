"""Borders on ways through straits: who only goes through asks nobody, by sea or by air."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from math import inf

import pytest

from sar.agreements.clearance_law import ClearanceRuling
from sar.agreements.words import ClearanceMode
from sar.geo.geodesy import distance_nm
from sar.geo.position import LatLon
from sar.geo.straits import FREE, strait_at
from sar.geo.territory import undetermined
from sar.geo.waters import WhoseWaters
from sar.matching.borders import (
    Border,
    Entering,
    borders,
    letting_in,
    objecting,
    opened_by_all,
    passed,
    refusing,
    without_leave,
)
from sar.matching.candidate_route import Route
from sar.matching.landing_places import Site
from sar.matching.question import Opening, Scene
from sar.matching.time_to_scene import Gate
from sar.matching.words import EndSaid


def route(*places: tuple[float, float], via: tuple[float, float] | None = None) -> Route:
    corners = tuple(LatLon(*place) for place in places)
    length_nm = sum(distance_nm(a, b) for a, b in pairwise(corners))
    return Route(corners, length_nm, stop=Site(LatLon(*via)) if via else None)


def crossed(way: Route, own: str = "MLT") -> tuple[Border, ...]:
    return borders(way, Scene(place=way.corners[-1]), own=own)


THROUGH = {
    "gibraltar": route((36.0, -3.5), (36.0, -5.3), (35.92, -5.8), (35.8, -8.5)),
    "dover": route((52.6, 3.0), (51.3, 2.0), (50.95, 1.4), (50.3, 0.0), (50.15, -0.6)),
    "bonifacio": route((41.2, 7.5), (41.3, 9.1), (41.27, 9.4), (41.3, 10.6)),
    "bab_el_mandeb": route((14.3, 41.9), (13.3, 42.8), (12.6, 43.25), (12.3, 43.8), (12.3, 45.0)),
    "hormuz": route((26.3, 55.2), (26.45, 56.2), (26.55, 56.6), (26.2, 56.9), (25.0, 57.6)),
    "malacca_singapore": route(
        (6.3, 96.0),
        (5.9, 98.0),
        (2.9, 101.0),
        (1.5, 102.9),
        (1.2, 103.6),
        (1.3, 104.5),
        (1.5, 105.0),
    ),
    "bering": route((64.0, -169.5), (65.8, -168.6), (67.6, -168.8)),
    "sunda": route((-4.3, 106.5), (-5.9, 105.9), (-6.3, 105.0), (-8.0, 103.5)),
    "lombok": route((-7.0, 115.9), (-8.2, 115.9), (-8.8, 115.7), (-10.5, 115.5)),
    "turkish_straits": route(
        (42.0, 29.3),
        (41.25, 29.14),
        (41.0, 28.98),
        (40.7, 27.8),
        (40.4, 26.7),
        (40.03, 26.2),
        (39.0, 25.0),
    ),
    "messina": route((38.9, 15.3), (38.25, 15.65), (38.0, 15.55), (37.0, 16.2)),
    "tiran": route((27.0, 34.6), (27.95, 34.47), (29.0, 34.75)),
}


FREELY = [code for code in THROUGH if code not in {"turkish_straits", "messina", "tiran"}]


@pytest.mark.parametrize("code", FREELY)
def test_all_borders_of_a_way_through_such_a_strait_are_within_it(code: str) -> None:
    found = crossed(THROUGH[code])
    assert found
    for one in found:
        assert one.strait is not None, (one.state, one.place)
        assert (one.strait.code, one.at_scene) == (code, False)
        assert one.strait.regime in FREE
    assert passed(THROUGH[code], Scene(), own="MLT") == found


@pytest.mark.parametrize("code", sorted({*THROUGH} - {*FREELY}))
def test_no_way_through_another_strait_is_free(code: str) -> None:
    found = crossed(THROUGH[code])
    assert found
    assert all(one.strait is None or one.strait.regime not in FREE for one in found)


@pytest.mark.parametrize("code", FREELY)
def test_a_scene_within_the_strait_is_not_gone_through(code: str) -> None:
    way = THROUGH[code]
    middle = len(way.corners) // 2 + 1
    to_scene = route(*((p.lat, p.lon) for p in way.corners[:middle]))
    if strait_at(to_scene.corners[-1]) is None:
        to_scene = route(*((p.lat, p.lon) for p in way.corners[: middle - 1]))
    found = crossed(to_scene)
    assert found
    assert all(one.strait is None for one in found)


OVER_LAND = {
    "the middle of Corsica": route((41.75, 7.3), (41.70, 10.8)),
    "the north of Sardinia": route((40.95, 7.3), (40.95, 10.8)),
}


@pytest.mark.parametrize("name", OVER_LAND)
def test_who_flies_over_the_land_beside_a_strait_does_not_go_through_it(name: str) -> None:
    found = crossed(OVER_LAND[name], own="ESP")
    assert found
    assert all(one.strait is None for one in found)


def test_who_lands_within_does_not_only_go_through() -> None:
    way = THROUGH["gibraltar"]
    found = crossed(replace(way, stop=Site(LatLon(36.08, -5.6))))
    assert found
    assert all(one.strait is None for one in found)


def test_waters_outside_the_strait_are_told_before_those_within() -> None:
    """Off the islands between Sardinia and Tunisia nobody says whose waters these are either."""
    far = route((36.1, -2.5), (36.0, -5.3), (35.92, -5.8), (35.8, -8.5), (36.8, -8.0), (37.0, -7.3))
    (one,) = (one for one in crossed(far) if undetermined(one.state))
    assert one.strait is None
    assert one.at_nm > 300.0


def test_waters_at_the_scene_begin_behind_the_strait() -> None:
    """The wait is at the scene's waters, not at the strait's, where both are not determined."""
    channel = route(
        (35.8, -8.5), (35.92, -5.8), (36.0, -5.3), (36.2, -2.5), (37.5, 5.0), (36.85, 11.33)
    )
    (one,) = (one for one in crossed(channel) if one.at_scene)
    assert one.at_nm > 600.0


INSIDE = {
    "a patrol vessel off Tripoli": (route((32.97, 13.2), (33.02, 13.3)), "ITA", "LBY"),
    "a helicopter on the coast of Tunisia": (route((33.9, 11.1), (33.86, 11.15)), "MLT", "TUN"),
    "a unit on scene": (route((33.86, 11.15), (33.86, 11.15)), "MLT", "TUN"),
}


@pytest.mark.parametrize("name", INSIDE)
def test_who_is_inside_already_meets_the_border_at_the_scene(name: str) -> None:
    way, own, state = INSIDE[name]
    (one,) = crossed(way, own=own)
    assert (one.state, one.at_scene, one.inside) == (state, True, True)
    assert one.at_nm == way.length_nm
    assert crossed(way, own=state) == ()


def test_who_leaves_and_comes_back_is_not_inside_already() -> None:
    way = route((33.02, 13.3), (34.0, 13.3), (33.02, 13.5))
    (one,) = crossed(way, own="ITA")
    assert (one.state, one.at_scene, one.inside) == ("LBY", True, False)
    assert distance_nm(LatLon(33.02, 13.3), LatLon(34.0, 13.3)) < one.at_nm < way.length_nm


def test_the_state_at_the_start_is_not_entered_where_the_scene_is_another() -> None:
    assert crossed(route((33.02, 13.3), (34.3, 13.3)), own="ITA") == ()


NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
USUAL = Gate(at_nm=3.0, clearance_minutes=30.0)


def word(state: str, from_minutes: int | None = None, until_minutes: int | None = None) -> Opening:
    """A State's word that it opens after so many minutes; None: it does not, as far as is known."""

    def after(minutes: int | None) -> datetime | None:
        return None if minutes is None else NOON + timedelta(minutes=minutes)

    return Opening(state, after(from_minutes), after(until_minutes))


@pytest.mark.parametrize(
    ("words", "waits", "until", "anew"),
    [
        pytest.param([], 30, inf, 0, id="nobody was asked yet"),
        pytest.param([word("CYP", 0)], 0, inf, 0, id="one was asked, and lets it in"),
        pytest.param([word("CYP", -5, 60)], 0, 60, 30, id="until an hour from now"),
        pytest.param([word("CYP", 0), word("TUR")], 30, inf, 0, id="another is silent"),
        pytest.param([word("CYP"), word("TUR", 0)], 30, inf, 0, id="in any order"),
        pytest.param([word("CYP", 0), word("TUR", 12)], 12, inf, 0, id="another still has time"),
        pytest.param(
            [word("CYP", 0, 90), word("TUR", 12, 60)], 12, 60, 30, id="both, one for less long"
        ),
        pytest.param(
            [word("CYP", 0), replace(word("TUR"), refused=True)], 30, inf, 0, id="one refuses"
        ),
    ],
)
def test_a_border_opens_once_all_who_were_asked_have_opened_it(
    words: list[Opening], waits: float, until: float, anew: float
) -> None:
    assert opened_by_all(USUAL, words, now=NOON) == Gate(3.0, waits, until, anew)


def test_where_nobody_is_asked_no_word_makes_a_wait() -> None:
    assert opened_by_all(None, [word("CYP", 20)], now=NOON) is None


def test_whose_leave_is_missing_is_told_beside_whose_is_there() -> None:
    ruling = ClearanceRuling(mode=ClearanceMode.REQUEST, code="not_determined_asked")
    border = Border(WhoseWaters("CYP"), 3.0, at_scene=True, place=None)
    entering = Entering(border, ruling, concerned=("CYP", "GRC", "TUR"))
    words = [
        replace(word("CYP", 0), end=EndSaid.NONE),
        replace(word("GRC"), refused=True),
        word("TUR"),
        word("ISR"),
    ]
    assert without_leave(entering, words) == ("TUR",)
    assert [one.state for one in letting_in(entering, words)] == ["CYP"]
    assert refusing(entering, words) == ("GRC",)
    told = replace(entering, ruling=replace(ruling, mode=ClearanceMode.NOTIFY))
    assert without_leave(told, words) == (), "who is told only need not answer"


@pytest.mark.parametrize(
    ("mode", "code", "closes", "objects"),
    [
        ("request", "entry_by_request", True, False),
        ("notify", "entry_notify", True, False),
        ("pre_cleared", "entry_pre_cleared", True, False),
        ("notify", "not_determined_told", False, True),
        (None, "passes_through", False, True),
        (None, "transit_passage", False, True),
        (None, "assistance_told", False, True),
        # Of a hailed ship the centre that hails it asks there.
        (None, "assistance_inshore", True, False),
        (None, "hailed_to_work", True, False),
        (None, "passes_internal_waters", True, False),
        # In waters that are its party's by its own word nobody is asked.
        (None, "not_determined_asked", False, False),
    ],
)
def test_a_no_closes_a_border_or_is_an_objection(
    mode: str | None, code: str, closes: bool, objects: bool
) -> None:
    ruling = ClearanceRuling(mode=ClearanceMode(mode) if mode else None, code=code)
    entering = Entering(Border(WhoseWaters("TUN"), 3.0, at_scene=True, place=None), ruling)
    words = [replace(word("TUN"), refused=True), replace(word("LBY"), refused=True)]
    assert refusing(entering, words) == (("TUN",) if closes else ())
    assert objecting(entering, words) == (("TUN",) if objects else ())
