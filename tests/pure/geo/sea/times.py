"""Ways between ports, asked as the command asks and as matching does, and what they take."""

import itertools
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from sar.geo.position import LatLon
from sar.geo.sea.draught import Draught
from sar.geo.sea.field import sea_field
from sar.geo.sea.field_cache import CachedField, SceneFields
from sar.geo.sea.legs import FIELDS_NM, sea_way, whole_earth
from sar.geo.sea.passages import SERVICE_KN, as_asked
from sar.geo.sea.sea_route import SeaWay

Asked = Callable[[LatLon, LatLon, Draught], SeaWay]


def by_command(a: LatLon, b: LatLon, draught: Draught) -> SeaWay:
    """As `sar geo sea-distance` has it."""
    return sea_way(a, b, draught=draught)


def by_fields(a: LatLon, b: LatLon, draught: Draught) -> SeaWay:
    """As a question of matching has it that has waited for every field."""
    way = SceneFields(b, {}).way(a, draught)
    if way.is_proven:
        return way
    way = SceneFields(b, {draught: (_wide(b, draught),)}).way(a, draught)
    if way.is_proven:
        return way
    return SceneFields(b, {draught: (_wide(b, draught), _earth(b, draught))}).way(a, draught)


@lru_cache(maxsize=4)
def _wide(place: LatLon, draught: Draught) -> CachedField:
    radius_nm, cell_nm = FIELDS_NM[-1]
    return CachedField(sea_field(place, radius_nm=radius_nm, cell_nm=cell_nm, draught=draught))


@lru_cache(maxsize=1)
def _earth(place: LatLon, draught: Draught) -> CachedField:
    return CachedField(whole_earth(place, as_asked(), draught=draught))


@dataclass(frozen=True, slots=True)
class Detour:
    """The length of a way against the two over a third port, and by which passages both go."""

    over: str
    ratio: float
    passages: frozenset[str]
    over_passages: frozenset[str]


def minutes(way: SeaWay) -> float:
    """At the service speed, with the hours of canals: what ways are chosen by."""
    assert way.nm is not None, way.note
    return (way.nm + way.hours_nm) / SERVICE_KN * 60.0


def detours(
    ports: dict[str, LatLon],
    triples: Iterable[tuple[str, str, str]],
    asked: Asked,
    draught: Draught,
) -> list[Detour]:
    """Of each triple the way from the first to the last against that over the middle one."""
    way = cache(lambda a, b: asked(ports[a], ports[b], draught))
    legs = {pair for a, b, c in triples for pair in ((a, c), (a, b), (b, c))}
    for _, to_one_port in itertools.groupby(sorted(legs, key=lambda leg: leg[1]), lambda x: x[1]):
        for pair in to_one_port:
            way(*pair)
    found = []
    for a, b, c in triples:
        whole, first, rest = way(a, c), way(a, b), way(b, c)
        over = frozenset((*first.passages, *rest.passages))
        ratio = minutes(whole) / (minutes(first) + minutes(rest))
        found.append(Detour(f"{a}, {b}, {c}", ratio, frozenset(whole.passages), over))
    return found
