"""The State whose waters they are: the rule by table, places that are known, and ways that tell
what places tell."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise, permutations
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, box

from sar.geo.areas import disc
from sar.geo.declared import NOTHING_DECLARED, DeclaredWaters, LimitKind, LimitPlain
from sar.geo.extents import WatersBy
from sar.geo.geodesy import direct, distance_nm, inverse
from sar.geo.position import LatLon
from sar.geo.sea.land import on_land
from sar.geo.state_names import BY_CODE, StateNames
from sar.geo.territory import (
    APPROXIMATE,
    UNDETERMINED,
    UNDETERMINED_BEYOND,
    stretches,
    territory_of,
)
from sar.geo.waters import (
    WhoseWaters,
    coasts_near,
    kind_at,
    sentence,
    waters_at,
    whose,
)
from sar.geo.waters_on_way import waters_along

SEA, ISLAND = LimitKind.TERRITORIAL_SEA, LimitKind.ISLAND
LAMPEDUSA = LatLon(35.5005, 12.6058)
OPEN = direct(LAMPEDUSA, 180.0, 20.0)
"""Nobody's by the coast, and off Italy's alone."""
BETWEEN = LatLon(36.3, 14.75)
"""Nobody's by the coast, and off those of Italy and Malta."""
IONIAN = LatLon(34.4, 18.5)
"""Far from any coast."""
NAMES = StateNames({"ITA": "Italy"})
"""Malta is not listed: its code stands."""


def limit(
    party: str, where: MultiPolygon | LatLon = OPEN, kind: LimitKind = SEA, id_: str = ""
) -> LimitPlain:
    name = f"{party} {kind}"
    return LimitPlain(id_ or name, party, kind, name, "M.Z.N. 1", date(1998, 3, 5), where)


A, B, C = limit("ITA"), limit("MLT"), limit("TUN")
A_INTERNAL = limit("ITA", kind=LimitKind.INTERNAL_WATERS)

RULE: list[tuple[str | None, list[LimitPlain], str | None, list[str], list[str]]] = [
    # the coast says, declared by, whose, claimants, whom to tell
    (None, [], None, [], []),
    ("ITA", [], "ITA", [], []),
    (UNDETERMINED, [], UNDETERMINED, [], []),
    (UNDETERMINED_BEYOND, [], UNDETERMINED_BEYOND, [], []),
    (None, [A], "ITA", [], []),
    ("ITA", [A], "ITA", [], []),
    (UNDETERMINED, [A], "ITA", [], []),
    (UNDETERMINED_BEYOND, [A], "ITA", [], []),
    ("ITA", [A, A_INTERNAL], "ITA", [], []),
    ("MLT", [A], UNDETERMINED, ["ITA"], ["ITA", "MLT"]),
    (None, [A, B], UNDETERMINED, ["ITA", "MLT"], ["ITA", "MLT"]),
    ("ITA", [A, B], UNDETERMINED, ["ITA", "MLT"], ["ITA", "MLT"]),
    (UNDETERMINED, [A, B], UNDETERMINED, ["ITA", "MLT"], ["ITA", "MLT"]),
    (UNDETERMINED_BEYOND, [A, B], UNDETERMINED, ["ITA", "MLT"], ["ITA", "MLT"]),
    ("GRC", [A, B], UNDETERMINED, ["ITA", "MLT"], ["GRC", "ITA", "MLT"]),
    (None, [A, B, C], UNDETERMINED, ["ITA", "MLT", "TUN"], ["ITA", "MLT", "TUN"]),
]


@pytest.mark.parametrize(("coast", "claims", "state", "claimants", "concerned"), RULE)
def test_the_rule(
    coast: str | None,
    claims: list[LimitPlain],
    state: str | None,
    claimants: list[str],
    concerned: list[str],
) -> None:
    for order in permutations(claims):
        found = whose(coast, order)
        assert found.state == state
        assert list(found.claimants) == claimants
        assert list(found.concerned) == concerned
        assert found == whose(coast, claims), "the order of declarations says nothing"


@pytest.mark.parametrize("coast", [None, UNDETERMINED, UNDETERMINED_BEYOND])
def test_what_one_party_alone_may_not_say_is_not_determined(coast: str | None) -> None:
    assert whose(coast, [A], alone=False) == WhoseWaters(UNDETERMINED, (A,))
    assert whose("ITA", [A], alone=False) == whose("ITA", [A]), "its own coast gives it to it"
    assert whose(coast, [A, B], alone=False) == whose(coast, [A, B])
    assert whose(coast, [], alone=False) == WhoseWaters(coast)


def sea(
    party: str, west: float, south: float, east: float, north: float, kind: LimitKind = SEA
) -> LimitPlain:
    return limit(party, MultiPolygon([box(west, south, east, north)]), kind)


OFF_CONTESTED = {
    "Kyrenia": (LatLon(35.45, 33.3), sea("CYP", 32.0, 34.0, 35.0, 36.0)),
    "Laayoune": (LatLon(27.2, -13.6), sea("MAR", -14.5, 26.0, -12.5, 28.5)),
    "Kunashir": (LatLon(44.1, 145.9), sea("JPN", 145.0, 43.0, 149.0, 46.0)),
    "Peñón de Vélez": (LatLon(35.20, -4.30), sea("MAR", -5.0, 35.0, -4.0, 35.4)),
    "the Rock of Gibraltar": (LatLon(36.12, -5.335), sea("ESP", -6.0, 35.98, -5.0, 36.3)),
}


@pytest.mark.parametrize("name", OFF_CONTESTED)
def test_off_contested_land_nobodys_word_alone_says_whose_it_is(name: str) -> None:
    place, declared = OFF_CONTESTED[name]
    beside = sea("GBR", place.lon + 0.1, place.lat + 0.1, place.lon + 0.11, place.lat + 0.11)
    for limits in ([declared], [declared, beside]):
        found = waters_at(place, DeclaredWaters.drawing(limits, ["GBR", declared.party]))
        assert (found.by, found.claimants) == (WatersBy.NOT_DETERMINED, (declared.party,))


FAR_OFF = {
    "the open Ionian": (IONIAN, limit("ITA", disc(IONIAN, 12.0))),
    "the middle of the Gulf of Sidra": (LatLon(32.3, 17.8), sea("LBY", 15.5, 30.5, 20.0, 32.4)),
    "an island in the ocean": (LatLon(0.0, -30.0), limit("BRA", LatLon(0.0, -30.0), ISLAND)),
    "another's waters": (LatLon(34.2, 10.9), sea("ITA", 10.2, 33.6, 11.4, 34.9)),
}


@pytest.mark.parametrize("name", FAR_OFF)
def test_far_from_its_own_coast_nobodys_word_alone_says_whose_it_is(name: str) -> None:
    place, declared = FAR_OFF[name]
    found = waters_at(place, DeclaredWaters.drawing([declared]))
    assert (found.by, found.claimants) == (WatersBy.NOT_DETERMINED, (declared.party,))
    (part,) = waters_along((place, direct(place, 0.0, 0.5)), DeclaredWaters.drawing([declared]))
    assert part.waters == found


def test_off_its_own_coast_it_does() -> None:
    gulf = sea("LBY", 15.5, 30.5, 20.0, 32.4, kind=LimitKind.INTERNAL_WATERS)
    assert waters_at(LatLon(31.5, 18.0), DeclaredWaters.drawing([gulf])).state == "LBY"
    kind = LimitKind.ARCHIPELAGIC_WATERS
    banda = sea("IDN", 100.0, -9.0, 135.0, -3.0, kind=kind)
    assert waters_at(LatLon(-5.8, 128.2), DeclaredWaters.drawing([banda])).state == "IDN"
    for party, place in (("LBY", LatLon(32.3, 17.8)), ("ITA", direct(LAMPEDUSA, 135.0, 100.0))):
        called_so = DeclaredWaters.drawing([limit(party, disc(place, 20.0), kind)])
        assert waters_at(place, called_so).state == UNDETERMINED, "no archipelagic State"


def test_a_way_out_of_the_reach_of_ones_own_coast_is_told_in_two_parts() -> None:
    """One limit, half of it too far out to be said alone."""
    declared = DeclaredWaters.drawing([sea("ITA", 11.0, 33.0, 14.0, 35.6)])
    out = (direct(LAMPEDUSA, 180.0, 13.0), direct(LAMPEDUSA, 180.0, 100.0))
    near, far = waters_along(out, declared)
    assert (near.state, far.state, far.waters.claimants) == ("ITA", UNDETERMINED, ("ITA",))
    assert 18.0 < near.leaves_nm < 28.0
    assert far.enters_nm == pytest.approx(near.leaves_nm, abs=0.01)


def test_an_answer_says_what_it_rests_on() -> None:
    assert whose("ITA", []).rests_on(NAMES) == APPROXIMATE
    assert whose(None, [A]).rests_on(NAMES) == "declared by Italy (M.Z.N. 1, 1998-03-05)"
    assert whose(None, [A, B]).rests_on(NAMES) == "declared by Italy and by MLT"
    assert whose("GRC", [A]).rests_on(NAMES) == "declared by Italy"
    assert whose(UNDETERMINED, []).rests_on(NAMES) == APPROXIMATE


@pytest.mark.parametrize(
    ("coast", "claims", "by", "said"),
    [
        (None, [], WatersBy.BEYOND, "Beyond any territorial sea known here."),
        (
            "ITA",
            [],
            WatersBy.APPROXIMATE,
            f"In the territory or territorial sea of Italy ({APPROXIMATE}).",
        ),
        (UNDETERMINED, [], WatersBy.NOT_DETERMINED, "Not determined here."),
        (
            UNDETERMINED,
            [A, B],
            WatersBy.NOT_DETERMINED,
            "Not determined here: declared by Italy and by MLT.",
        ),
        ("GRC", [A], WatersBy.NOT_DETERMINED, "Not determined here: declared by Italy."),
        (
            None,
            [A, A_INTERNAL],
            WatersBy.DECLARED,
            "In the internal waters of Italy, declared by Italy (M.Z.N. 1, 1998-03-05).",
        ),
        (
            None,
            [limit("ITA", kind=ISLAND)],
            WatersBy.DECLARED,
            "In the territorial sea of Italy, declared by Italy (M.Z.N. 1, 1998-03-05).",
        ),
    ],
)
def test_the_answer_in_words(
    coast: str | None, claims: list[LimitPlain], by: WatersBy, said: str
) -> None:
    found = whose(coast, claims)
    assert found.by is by
    assert sentence(OPEN, found, names=NAMES, centres=[], zones=[]) == said
    zones = [limit("ITA", kind=LimitKind.FIR)]
    more = sentence(OPEN, found, names=NAMES, centres=["MRCC Roma", "RCC Malta"], zones=zones)
    assert more == (
        f"{said} It lies in the regions of MRCC Roma and RCC Malta. It lies in the flight"
        " information region ITA fir, declared by Italy (M.Z.N. 1, 1998-03-05)."
    )


SIX_NM = DeclaredWaters.drawing([limit("ITA", disc(LAMPEDUSA, 6.0))], ["ITA"])


def test_beyond_the_limits_of_a_complete_set_its_approximate_sea_falls_away() -> None:
    nine = direct(LAMPEDUSA, 180.0, 9.0)
    assert territory_of(nine) == "ITA"
    assert waters_at(nine, SIX_NM) == WhoseWaters(None)
    assert waters_at(direct(LAMPEDUSA, 180.0, 5.0), SIX_NM).state == "ITA"
    incomplete = DeclaredWaters.drawing([limit("ITA", disc(LAMPEDUSA, 6.0))])
    assert waters_at(nine, incomplete) == WhoseWaters("ITA")


def test_land_never_falls_away() -> None:
    rome = LatLon(41.9, 12.5)
    assert waters_at(rome, SIX_NM).state == "ITA"
    off_rome, (part,) = LatLon(41.6, 12.2), waters_along((rome, LatLon(42.2, 12.6)), SIX_NM)
    assert (part.state, part.enters_nm) == ("ITA", 0.0)
    assert waters_at(off_rome, SIX_NM).state is None
    seaward = waters_along((rome, LatLon(41.5, 12.0)), SIX_NM)
    assert [one.state for one in seaward] == ["ITA"]
    assert 10 < seaward[0].leaves_nm < 18, "it ends at the coast"


def test_what_falls_away_is_the_declaring_neighbours_alone() -> None:
    """Its own limits are complete: it says itself that what lies beyond is not its own. Another
    that declares it has it off its own coast alone."""
    off_sicily = LatLon(36.58, 14.75)
    assert territory_of(off_sicily) == "ITA"
    both = [limit("ITA", disc(LAMPEDUSA, 6.0)), limit("MLT", disc(off_sicily, 2.0))]
    complete = waters_at(off_sicily, DeclaredWaters.drawing(both, ["ITA"]))
    assert complete.state == "MLT"
    far = [limit("ITA", disc(LAMPEDUSA, 6.0)), limit("TUN", disc(off_sicily, 2.0))]
    told = waters_at(off_sicily, DeclaredWaters.drawing(far, ["ITA"]))
    assert (told.state, told.claimants) == (UNDETERMINED, ("TUN",))


@pytest.mark.parametrize("place", [LatLon(35.45, 33.3), LatLon(34.1, 10.7), LatLon(36.05, 29.6)])
def test_a_complete_set_opens_nothing_that_is_not_determined(place: LatLon) -> None:
    """Off Kyrenia, in the Gulf of Gabès, off Kastellorizo: sea that the coast gives to nobody."""
    assert waters_at(place, SIX_NM) == WhoseWaters(territory_of(place))


def test_an_island_counts_with_the_sea_around_it() -> None:
    declared = DeclaredWaters.drawing([limit("ITA", OPEN, ISLAND)])
    near, far = direct(OPEN, 90.0, 11.0), direct(OPEN, 90.0, 13.0)
    assert waters_at(near, declared).state == "ITA"
    assert kind_at(near, waters_at(near, declared)) is SEA
    assert waters_at(far, declared).state is None
    land = MultiPolygon([box(OPEN.lon, OPEN.lat, OPEN.lon + 0.1, OPEN.lat + 0.1)])
    outlined = DeclaredWaters.drawing([limit("ITA", land, ISLAND)])
    inside = LatLon(OPEN.lat + 0.05, OPEN.lon + 0.05)
    assert kind_at(inside, waters_at(inside, outlined)) is ISLAND


def test_the_innermost_declaration_says_what_kind_of_waters() -> None:
    inner = limit("ITA", disc(OPEN, 3.0), LimitKind.INTERNAL_WATERS)
    declared = DeclaredWaters.drawing([limit("ITA", disc(OPEN, 12.0)), inner])
    assert kind_at(OPEN, waters_at(OPEN, declared)) is LimitKind.INTERNAL_WATERS
    further = direct(OPEN, 0.0, 6.0)
    assert kind_at(further, waters_at(further, declared)) is SEA
    assert kind_at(OPEN, waters_at(OPEN)) is None


def test_zones_are_named_and_are_nobodys_waters() -> None:
    zones = [limit("ITA", disc(IONIAN, 50.0), kind) for kind in (LimitKind.EEZ, LimitKind.FIR)]
    declared = DeclaredWaters.drawing(zones)
    assert waters_at(IONIAN, declared) == WhoseWaters(None)
    assert waters_along((IONIAN, direct(IONIAN, 0.0, 20.0)), declared) == ()
    assert set(declared.zones.at(IONIAN)) == set(zones)


def test_a_way_enters_and_leaves_declared_waters() -> None:
    declared = DeclaredWaters.drawing([limit("ITA", OPEN, ISLAND)])
    start = direct(OPEN, 270.0, 30.0)
    (part,) = waters_along((start, direct(OPEN, 90.0, 30.0)), declared)
    assert part.state == "ITA"
    assert part.waters.rests_on(BY_CODE) == "declared by ITA (M.Z.N. 1, 1998-03-05)"
    assert part.enters_nm == pytest.approx(18.0, abs=0.05)
    assert part.leaves_nm == pytest.approx(42.0, abs=0.05)


def test_where_two_declarations_overlap_the_way_says_so() -> None:
    west, east = direct(BETWEEN, 270.0, 5.0), direct(BETWEEN, 90.0, 5.0)
    areas = [limit("MLT", disc(east, 6.0)), limit("ITA", disc(west, 6.0))]
    declared = DeclaredWaters.drawing(areas)
    parts = waters_along((direct(BETWEEN, 270.0, 12.0), direct(BETWEEN, 90.0, 12.0)), declared)
    assert [(one.state, one.waters.claimants) for one in parts] == [
        ("ITA", ()), (UNDETERMINED, ("ITA", "MLT")), ("MLT", ()),
    ]  # fmt: skip


def test_a_common_line_drawn_twice_is_a_line() -> None:
    """Overlapping, or apart, by less than a seam: no third waters lie between."""
    lat, lon = BETWEEN.lat, BETWEEN.lon
    way = (LatLon(lat, lon - 0.2), LatLon(lat, lon + 0.2))
    for gap_deg in (-0.003, 0.0, 0.003):
        west = MultiPolygon([box(lon - 0.3, lat - 0.1, lon, lat + 0.1)])
        east = MultiPolygon([box(lon + gap_deg, lat - 0.1, lon + 0.3, lat + 0.1)])
        declared = DeclaredWaters.drawing([limit("ITA", west), limit("MLT", east)])
        parts = waters_along(way, declared)
        assert [one.state for one in parts] == ["ITA", "MLT"], gap_deg
    wide = MultiPolygon([box(lon - 0.03, lat - 0.1, lon + 0.3, lat + 0.1)])
    declared = DeclaredWaters.drawing([limit("ITA", west), limit("MLT", wide)])
    parts = waters_along(way, declared)
    assert [one.state for one in parts] == ["ITA", UNDETERMINED, "MLT"]


def test_standing_still_tells_what_the_place_tells() -> None:
    declared = DeclaredWaters.drawing([limit("MLT", LAMPEDUSA, ISLAND)])
    (part,) = waters_along((LAMPEDUSA,), declared)
    assert (part.waters, part.enters_nm, part.leaves_nm) == (waters_at(LAMPEDUSA, declared), 0, 0)
    assert part.waters.claimants == ("MLT",)
    assert part.waters.concerned == ("ITA", "MLT")
    assert waters_along((LAMPEDUSA, LAMPEDUSA), declared) == (part,)


AROUND = st.builds(LatLon, st.floats(33.0, 39.0), st.floats(9.5, 20.0))
STRAIT = st.builds(LatLon, st.floats(35.0, 36.6), st.floats(-6.5, -2.5))
"""About Gibraltar, Ceuta and Melilla, of which nothing is said."""


@st.composite
def declarations(
    draw: st.DrawFn, around: Any = AROUND, parties: Sequence[str] = ("ITA", "MLT", "TUN")
) -> DeclaredWaters:
    """A few limits, in the central Mediterranean unless told, some sets complete."""
    kinds = st.sampled_from([SEA, ISLAND, LimitKind.INTERNAL_WATERS])
    limits = [
        limit(party, place if kind is ISLAND else disc(place, nm), kind, str(n))
        for n, (party, place, nm, kind) in enumerate(
            draw(
                st.lists(
                    st.tuples(st.sampled_from(parties), around, st.floats(2, 80), kinds),
                    max_size=5,
                )
            )
        )
    ]
    return DeclaredWaters.drawing(limits, draw(st.sets(st.sampled_from(parties))))


@given(AROUND, AROUND, declarations())
def test_a_way_tells_what_its_places_tell(a: LatLon, b: LatLon, declared: DeclaredWaters) -> None:
    told_alike(a, b, declared)


@given(STRAIT, STRAIT, declarations(STRAIT, ("ESP", "MAR", "GBR")))
def test_it_does_so_off_contested_land(a: LatLon, b: LatLon, declared: DeclaredWaters) -> None:
    told_alike(a, b, declared)


def told_alike(a: LatLon, b: LatLon, declared: DeclaredWaters) -> None:
    """But within a seam of an edge, and on the coast itself."""
    length_nm = distance_nm(a, b)
    assume(length_nm > 1.0)
    parts = waters_along((a, b), declared)
    ends = [0.0, length_nm, *(end for one in parts for end in (one.enters_nm, one.leaves_nm))]
    for one in parts:
        assert 0.0 <= one.enters_nm <= one.leaves_nm <= length_nm + 1e-6
    for begins, until in pairwise(sorted(ends)):
        if until - begins < 1.5:
            continue
        for nm in np.linspace(begins + 0.5, until - 0.5, 3):
            place = on_way(a, b, nm / length_nm)
            around = [direct(place, course, 0.4) for course in (0.0, 90.0, 180.0, 270.0)]
            here = waters_at(place, declared)
            if any(waters_at(one, declared).key != here.key for one in around):
                continue  # within a seam of an edge that the way need not cross
            said = {one.waters.key for one in parts if one.enters_nm < nm < one.leaves_nm}
            entered = here.state not in (None, UNDETERMINED_BEYOND)  # told at the scene alone
            assert said == ({here.key} if entered else set()), nm


def on_way(a: LatLon, b: LatLon, share: float) -> LatLon:
    return direct(a, inverse(a, b).course_deg, share * distance_nm(a, b))


@given(AROUND, declarations())
def test_nobody_is_named_who_has_not_declared(place: LatLon, declared: DeclaredWaters) -> None:
    found, holding = waters_at(place, declared), declared.claims.at(place)
    parties: set[str | None] = {one.party for one in holding}
    assert set(found.claimants) <= parties
    coast = territory_of(place)
    if found.state not in (None, UNDETERMINED, UNDETERMINED_BEYOND):
        assert found.state in (parties or {coast})
        assert len(parties) < 2
    if coast in (UNDETERMINED, UNDETERMINED_BEYOND) and not holding:
        assert found.state == coast, "nothing that another declares opens it"
    if coast in ("ITA", "MLT", "TUN") and found.state is None:
        assert coast in declared.complete
        assert not on_land(place)


@given(AROUND, AROUND)
def test_without_declarations_the_coast_alone_speaks(a: LatLon, b: LatLon) -> None:
    assert waters_at(a, NOTHING_DECLARED) == WhoseWaters(territory_of(a))
    said = [(one.state, one.enters_nm, one.leaves_nm) for one in waters_along((a, b))]
    assert said == [(one.state, one.enters_nm, one.leaves_nm) for one in stretches((a, b))]


def test_far_from_every_declaration_a_way_is_not_looked_at_anew() -> None:
    far = DeclaredWaters.drawing([limit("ITA", LatLon(-40.0, -120.0), ISLAND)])
    way = (LatLon(34.5, 12.6), LatLon(36.6, 12.6))
    assert waters_along(way, far) == waters_along(way)


AEGEAN = limit("TUR", MultiPolygon([box(26.5, 35.9, 30.5, 37.6)]))
OFF_GREECE = {
    "Kos": LatLon(36.905, 27.29),
    "Symi": LatLon(36.63, 27.86),
    "Kastellorizo": LatLon(36.12, 29.60),
}


@pytest.mark.parametrize("name", OFF_GREECE)
def test_nobody_alone_declares_the_sea_off_a_neighbours_beach(name: str) -> None:
    place = OFF_GREECE[name]
    found = waters_at(place, DeclaredWaters.drawing([AEGEAN]))
    assert (found.by, found.claimants) == (WatersBy.NOT_DETERMINED, ("TUR",))
    assert found.concerned == ("GRC", "TUR")
    elsewhere = limit("GRC", MultiPolygon([box(26.0, 35.0, 30.0, 35.85)]))
    assert waters_at(place, DeclaredWaters.drawing([AEGEAN, elsewhere])) == found


SAMOS = sea("GRC", 26.4, 37.4, 27.02, 37.9)
MYCALE = sea("TUR", 27.02, 37.4, 27.6, 37.9)
IN_THE_STRAIT = LatLon(37.68, 27.0)
"""Between Samos and the mainland."""


@pytest.mark.parametrize(
    ("complete", "owner"), [({"GRC", "TUR"}, "GRC"), ({"TUR"}, "GRC"), ({"GRC"}, UNDETERMINED)]
)
def test_what_a_neighbour_leaves_out_of_all_it_claims_is_the_others(
    complete: set[str], owner: str
) -> None:
    """Until it has said that its limits are all there are, it may load more."""
    assert territory_of(IN_THE_STRAIT) == UNDETERMINED
    found = waters_at(IN_THE_STRAIT, DeclaredWaters.drawing([SAMOS, MYCALE], complete))
    assert found.state == owner
    assert found.near == (() if owner == "GRC" else ("TUR",))


def test_a_harbour_that_is_loaded_first_opens_nothing_around_it() -> None:
    harbour = sea("GRC", 27.28, 36.89, 27.30, 36.90)
    found = waters_at(OFF_GREECE["Kos"], DeclaredWaters.drawing([AEGEAN, harbour]))
    assert (found.state, found.near) == (UNDETERMINED, ("GRC",))


def test_a_way_past_a_neighbours_beach_tells_what_its_places_tell() -> None:
    declared = DeclaredWaters.drawing([AEGEAN])
    way = (LatLon(37.3, 26.9), OFF_GREECE["Kos"], OFF_GREECE["Symi"])
    before_nm = 0.0
    parts = waters_along(way, declared)
    for a, b in pairwise(way):
        length_nm = distance_nm(a, b)
        for share in np.linspace(0.02, 0.98, 25):
            here = direct(a, inverse(a, b).course_deg, length_nm * share)
            at_nm = before_nm + length_nm * share
            told = [one for one in parts if one.enters_nm + 1.0 < at_nm < one.leaves_nm - 1.0]
            assert all(one.waters.key == waters_at(here, declared).key for one in told)
        before_nm += length_nm
    assert any(one.waters.near == ("GRC",) for one in parts)


def test_waters_closed_by_lines_of_ones_own_are_declared_as_ever() -> None:
    gabes = limit("TUN", MultiPolygon([box(10.2, 33.6, 11.4, 34.9)]))
    assert waters_at(LatLon(34.2, 10.9), DeclaredWaters.drawing([gabes])).state == "TUN"


@pytest.mark.parametrize(
    ("place", "near"),
    [
        ((33.2, 11.6), ("LBY", "TUN")),
        ((36.85, 11.6), ("ITA", "TUN")),
        ((27.95, 34.55), ("EGY", "SAU")),
        ((36.17, 29.62), ("GRC", "TUR")),
        ((32.99, 13.2), ()),  # one State's, as far as is known
        ((-5.0, 110.0), ()),  # far from any coast
    ],
)
def test_the_states_whose_coasts_are_near_are_told(
    place: tuple[float, float], near: tuple[str, ...]
) -> None:
    p = LatLon(*place)
    assert coasts_near(p, waters_at(p)) == near
    assert waters_at(p).claimants == ()
