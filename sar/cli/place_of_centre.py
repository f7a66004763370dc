"""Doubts about a centre's place: outside its region, or its coordinates exchanged (pure)."""

from collections.abc import Sequence
from typing import Final

from shapely import MultiPolygon

from sar.geo.areas import contains
from sar.geo.geodesy import direct, distance_nm
from sar.geo.position import LatLon, exchanged

FAR_INLAND_NM: Final = 100.0
"""So far from any coast few centres lie, though some do (a house figure)."""
NEAR_COAST_NM: Final = 20.0
FAR_APART_NM: Final = 100.0
"""Centres of one party that lie closer are not doubted by each other (a house figure)."""
MUCH_NEARER: Final = 5.0
"""Exchanged it would lie so many times nearer to another centre of its party (a house figure)."""
NO_STATE: Final = ""
_EXCHANGED: Final = "with the two exchanged: are they the wrong way round?"


def warning_of(
    code: str,
    place: LatLon,
    *,
    region: MultiPolygon | None,
    others: Sequence[LatLon] = (),
    party: str = "",
) -> str | None:
    """The sentence to say; None: nothing is to be doubted. A centre may well lie outside its region
    or far inland. `others`: the places of its party's other centres; `party`: its code, by which
    its territory is known if it is a State's."""
    other = exchanged(place)
    doubt = _by_region(place, other, region) if region is not None else None
    if doubt is None and other is not None:
        if region is None and others:
            doubt = _by_others(place, other, others)
        found = None if doubt else _territory(place, other, party)
        if found is not None:
            doubt = _by_territory(found, other, party, has_region=region is not None)
        elif region is None and not others:
            doubt = _by_coast(place, other)
    return doubt and f"{code} (longitude {place.lon:g}, latitude {place.lat:g}) lies {doubt}"


def _by_region(place: LatLon, other: LatLon | None, region: MultiPolygon) -> str | None:
    if contains(region, place):
        return None
    is_within = other is not None and contains(region, other)
    more = f", and would lie in it {_EXCHANGED}" if is_within else "."
    return f"outside its own region{more}"


def _by_others(place: LatLon, other: LatLon, others: Sequence[LatLon]) -> str | None:
    nm, other_nm = (min(distance_nm(one, far) for far in others) for one in (place, other))
    if nm <= FAR_APART_NM or nm <= MUCH_NEARER * other_nm:
        return None
    near = f"{nm:,.0f} nm from any other centre of its party"
    return f"{near}, and would lie within {other_nm:,.0f} nm {_EXCHANGED}"


def _by_coast(place: LatLon, other: LatLon) -> str | None:
    if not (_is_far_inland(place) and _is_near_coast(other)):
        return None
    far = f"more than {FAR_INLAND_NM:g} nm from any coast"
    return f"{far}, and would lie near one {_EXCHANGED}"


def _territory(place: LatLon, other: LatLon, party: str) -> str | None:
    """The State in which the place lies, or `NO_STATE`, if that is determined and can tell the two
    apart: then the coast, which takes as long to load, tells no more."""
    if not party or distance_nm(place, other) < FAR_APART_NM:
        return None
    from sar.geo.sea.compiled import interpreted

    with interpreted():
        from sar.geo.territory import territory_of, undetermined
    found = territory_of(place)
    return None if undetermined(found) else found or NO_STATE


def _by_territory(found: str, other: LatLon, party: str, *, has_region: bool) -> str | None:
    """The doubt of a place outside its State that would lie within: then the region that holds it
    is drawn the wrong way round too."""
    from sar.geo.territory import territory_of

    if found == party or territory_of(other) != party:
        return None
    within = f"outside {party}, as far as coasts are known here, and would lie in it {_EXCHANGED}"
    return f"{within} Its region then is so too." if has_region else within


def _is_far_inland(place: LatLon) -> bool:
    # Loaded here alone, and not compiled: that takes longer than the command.
    from sar.geo.sea.compiled import interpreted

    with interpreted():
        from sar.geo.sea.land import is_deep_inland
    return is_deep_inland(place, FAR_INLAND_NM)


def _is_near_coast(place: LatLon) -> bool:
    from sar.geo.sea.land import is_deep_inland, on_land

    beside = [direct(place, course, NEAR_COAST_NM) for course in (0.0, 90.0, 180.0, 270.0)]
    return not is_deep_inland(place, NEAR_COAST_NM) and any(map(on_land, (place, *beside)))
