"""Assets of one make: what is true of every asset of a type with the same figures, by column."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Final, NamedTuple
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from sar.agreements.words import Kind
from sar.assets.availability import NoticeDue, NoticeFor, Ready, ReadyWhy
from sar.assets.catalogue import type_of
from sar.assets.fleet.access import FleetAccess
from sar.assets.fleet.columns import UNSET, Fleet
from sar.assets.fleet.ships import Ships
from sar.assets.words import Capability
from sar.geo.sea.draught import Draught
from sar.matching import fitness
from sar.matching.candidate import Candidate, radius_nm
from sar.matching.carriage import takes, tank_nm
from sar.matching.eligibility import fails
from sar.matching.question import Scene, Want
from sar.matching.time_to_scene import speed_kn
from sar.matching.words import Verdict

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
Rows = NDArray[np.intp]

_Differing = tuple[tuple[str, float], ...]
_ClassKeys = tuple[tuple[str, _Differing], ...]
"""Codes of types, each with the figures that differ."""

_NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True)
class AssetClasses:
    """By build; `of` gives the build of each row of the fleet, by the figures that are seen."""

    of: NDArray[np.int32]
    unsuited: Mask
    """It cannot serve the need at the scene, wherever it is."""
    speed_kn: Floats
    """On the way to the scene, 0 without one of its own."""
    response_kn: Floats
    carried: Mask
    flies: Mask
    returns: Mask
    """Aircraft and what flies uncrewed."""
    radius_nm: Floats
    """How far away it can work; infinite: no limit is known."""
    sails: Mask
    deep: Mask
    """Its draught keeps it off shoals."""
    helicopter: Mask
    can_carry: Mask
    """It may carry something to the scene, from anywhere or from close by, in the weather."""
    tank_nm: Floats
    """How far its fuel takes it, of aircraft out and back together; infinite: no limit is known."""
    fastest_kn: Floats
    """Its own speed; of what is carried that of the fastest that may come for it."""
    day: Floats
    night: Floats
    at_sea: Floats
    """Minutes of notice that the type needs."""


def asset_classes(fleet: Fleet, found: FleetAccess, want: Want, scene: Scene) -> AssetClasses:
    """Of every type in its place, and after them of those assets whose figures differ, as far as
    the asker may know that."""
    codes = [code for _, code in fleet.index.types]
    sorts: _ClassKeys = tuple((code, ()) for code in codes)
    of = fleet["type"]
    (differ,) = fleet.derived("overridden", lambda: _overridden(fleet))
    known = differ[found.knows_readiness[differ]]
    if len(known):
        kinds, figures = of[known].astype(np.int64), fleet["figures"][known]
        count = int(figures.max()) + 1
        keys, place = np.unique(kinds * count + figures, return_inverse=True)
        sorts += tuple(
            (codes[kind], tuple(fleet.overrides[figures].items()))
            for kind, figures in (divmod(key, count) for key in keys.tolist())
        )
        of = of.copy()
        of[known] = len(codes) + place
    return replace(_classes_of(sorts, want, _weather(scene), ""), of=of)


def _overridden(fleet: Fleet) -> tuple[Rows]:
    """The rows of assets whose figures are not those of their type."""
    return (np.flatnonzero(fleet["in_register"] & (fleet["figures"] != UNSET)),)


def ship_classes(ships: Ships, want: Want, scene: Scene) -> AssetClasses:
    """Of all ships of opportunity, which have no party."""
    sorts = tuple((one.code, ()) for one in ships.types)
    return replace(_classes_of(sorts, want, _weather(scene), None), of=ships.type)


def _weather(scene: Scene) -> Scene:
    return Scene(sea_state=scene.sea_state, wind_kn=scene.wind_kn, icing=scene.icing, ice=scene.ice)


@lru_cache(maxsize=64)
def _classes_of(
    sorts: _ClassKeys,
    want: Want,
    weather: Scene,
    party: str | None,
) -> AssetClasses:
    """Of types with what differs from their figures, in that order; `of` is to be told."""
    made = [_class_of(code, overrides, party, want, weather) for code, overrides in sorts]
    fastest = _fastest(made)

    def column(name: str, kind: type) -> NDArray[Any]:
        return np.array([getattr(one, name) for one in made], dtype=kind)

    return AssetClasses(
        of=np.empty(0, dtype=np.int32),
        fastest_kn=np.array([*fastest], dtype=float),
        **{name: column(name, bool) for name in _MASKS},
        **{name: column(name, float) for name in _FIGURES},
    )


_MASKS: Final = (
    "unsuited", "carried", "flies", "returns", "sails", "deep", "helicopter", "fetches",
)  # fmt: skip
_FIGURES: Final = ("speed_kn", "response_kn", "radius_nm", "tank_nm", "day", "night", "at_sea")


class AssetClass(NamedTuple):
    """The same of one build, with what stands for all assets of it."""

    stand_in: Candidate
    unsuited: bool
    speed_kn: float
    response_kn: float
    carried: bool
    flies: bool
    returns: bool
    radius_nm: float
    sails: bool
    deep: bool
    helicopter: bool
    can_carry: bool
    tank_nm: float
    day: float
    night: float
    at_sea: float


@lru_cache(maxsize=16_384)
def _class_of(
    code: str, overrides: _Differing, party: str | None, want: Want, weather: Scene
) -> AssetClass:
    kind, one = type_of(code), _stand_in(code, overrides, party)
    limit_nm = radius_nm(one)
    return AssetClass(
        stand_in=one,
        unsuited=_unsuited(one, want, weather),
        speed_kn=speed_kn(one, weather) or 0.0,
        response_kn=one.figures.response_kn or 0.0,
        carried=one.carried,
        flies=one.kind is Kind.AIRCRAFT,
        returns=one.returns,
        radius_nm=np.inf if limit_nm is None else limit_nm,
        sails=one.kind is Kind.VESSEL,
        deep=kind.draught is Draught.DEEP,
        helicopter=one.helicopter,
        can_carry=_fetches(one, weather),
        tank_nm=tank_nm(one),
        day=kind.notice.day_minutes,
        night=kind.notice.night_minutes,
        at_sea=kind.notice.at_sea_minutes,
    )


def _fastest(made: Sequence[AssetClass]) -> Iterator[float]:
    """Of what is carried that of the fastest of each kind of carrier that takes it."""
    fetching: dict[tuple[bool, bool, bool], AssetClass] = {}
    for one in sorted(made, key=lambda one: one.response_kn):
        if one.can_carry:
            fetching[one.sails, one.helicopter, _drops(one.stand_in)] = one
    for one in made:
        going = fetching.values() if one.carried else ()
        able = (unit.response_kn for unit in going if takes(unit.stand_in, one.stand_in))
        yield max(able, default=0.0) if one.carried else one.response_kn


def _drops(candidate: Candidate) -> bool:
    return Capability.DROPS_RAFTS in candidate.asset_type.capabilities


def _stand_in(code: str, overrides: _Differing, party: str | None) -> Candidate:
    asset_type, given = type_of(code), dict[str, object](overrides)
    return Candidate(
        id=_NOBODY,
        party=party,
        name="",
        asset_type=asset_type,
        figures=replace(asset_type.figures, **given),  # type: ignore[arg-type] # names are checked when they are stored
        notice=NoticeDue(0, NoticeFor.DAY),
        ready=Ready(None, ReadyWhy.NOT_KNOWN),
    )


def _unsuited(candidate: Candidate, want: Want, scene: Scene) -> bool:
    findings = [
        *fitness.suits(candidate.asset_type, candidate.persons, want),
        *fitness.weather(candidate, scene),
    ]
    return any(finding.against is Verdict.NOT_SUITED for finding in findings)


def _fetches(candidate: Candidate, scene: Scene) -> bool:
    if fails(fitness.weather(candidate, scene)):
        return False
    if candidate.kind is Kind.VESSEL:
        return True
    return candidate.kind is Kind.AIRCRAFT and (candidate.helicopter or _drops(candidate))
