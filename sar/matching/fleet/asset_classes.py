"""Asset classes: the facts shared by all assets of one type with the same figures, by column."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Final, NamedTuple
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from sar.agreements.words import Kind
from sar.assets.availability import NoticeDue, NoticeFor, Ready, ReadyWhy
from sar.assets.catalogue import OWN, type_of
from sar.assets.fleet.access import FleetAccess
from sar.assets.fleet.columns import UNSET, Fleet
from sar.assets.fleet.ships import Ships
from sar.assets.seen import SeenThing
from sar.assets.words import Capability
from sar.geo.arrays import Floats, Mask, Rows
from sar.geo.sea.draught import Draught
from sar.matching import fitness
from sar.matching.candidate import Candidate, radius_nm
from sar.matching.carriage import takes, tank_nm
from sar.matching.eligibility import fails
from sar.matching.question import Scene, Want
from sar.matching.time_to_scene import speed_kn, wind_of
from sar.matching.wind import most_kn
from sar.matching.words import Verdict

_Differing = tuple[tuple[str, float], ...]
_ClassKeys = tuple[tuple[str, _Differing], ...]
"""Codes of types, each with the differing figures."""

_NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True)
class AssetClasses:
    """Columns by class; `of` is the class of each row of the fleet, by the figures that the asker
    may know."""

    of: NDArray[np.int32]
    unsuited: Mask
    """It cannot serve the need at the scene, wherever it is."""
    speed_kn: Floats
    """The most that it makes on the way to the scene; 0 without a speed of its own."""
    response_kn: Floats
    """The same in no sea."""
    carried: Mask
    flies: Mask
    in_wind: Mask
    """The wind bears on its way: with its direction told its speeds have all of it behind them."""
    returns: Mask
    """Aircraft and uncrewed aircraft."""
    radius_nm: Floats
    """Radius of work; infinite: no limit is known."""
    sails: Mask
    deep: Mask
    """Its draught keeps it off shoals."""
    helicopter: Mask
    can_carry: Mask
    """It may carry something to the scene in this weather, from anywhere or from close by."""
    tank_nm: Floats
    """Range on full fuel, for aircraft out and back together; infinite: no limit is known."""
    fastest_kn: Floats
    """Its own speed; for a carried asset the speed of the fastest possible carrier."""
    day: Floats
    night: Floats
    at_sea: Floats
    """Minutes of notice of the type."""


def asset_classes(fleet: Fleet, access: FleetAccess, want: Want, scene: Scene) -> AssetClasses:
    """A class for every type, and after them one for each combination of differing figures that the
    asker may know."""
    codes = [code for _, code in fleet.index.types]
    keys: _ClassKeys = tuple((code, ()) for code in codes)
    of = fleet["type"]
    (differ,) = fleet.derived("overridden", lambda: _overridden(fleet))
    known = differ[access.knows_readiness[differ]]
    if len(known):
        kinds, figures = of[known].astype(np.int64), fleet["figures"][known]
        count = int(figures.max()) + 1
        numbers, index = np.unique(kinds * count + figures, return_inverse=True)
        keys += tuple(
            (codes[kind], tuple(fleet.overrides[figures].items()))
            for kind, figures in (divmod(key, count) for key in numbers.tolist())
        )
        of = of.copy()
        of[known] = len(codes) + index
    return replace(_classes_of(keys, want, _weather(scene), ""), of=of)


def _overridden(fleet: Fleet) -> tuple[Rows]:
    """The rows of assets whose figures differ from their type's."""
    return (np.flatnonzero(fleet["in_register"] & (fleet["figures"] != UNSET)),)


def ship_classes(ships: Ships, want: Want, scene: Scene) -> AssetClasses:
    """The classes of ships of opportunity, which have no party."""
    keys = tuple((one.code, ()) for one in ships.types)
    return replace(_classes_of(keys, want, _weather(scene), None), of=ships.type)


def _weather(scene: Scene) -> Scene:
    """The conditions that bear on bounds; of a wind that is known its strength alone."""
    return Scene(
        sea_state=scene.sea_state,
        wind_from_deg=None if scene.wind_from_deg is None else 0.0,
        wind_kn=scene.wind_kn,
        icing=scene.icing,
        ice=scene.ice,
    )


@lru_cache(maxsize=64)
def _classes_of(
    keys: _ClassKeys,
    want: Want,
    weather: Scene,
    party: str | None,
) -> AssetClasses:
    """Columns of these classes, in that order; `of` is left empty."""
    made = [_class_of(code, overrides, party, want, weather) for code, overrides in keys]
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
    "unsuited", "carried", "flies", "in_wind", "returns", "sails", "deep", "helicopter",
    "can_carry",
)  # fmt: skip
_FIGURES: Final = ("speed_kn", "response_kn", "radius_nm", "tank_nm", "day", "night", "at_sea")


class AssetClass(NamedTuple):
    """One asset class, with a representative candidate."""

    representative: Candidate
    unsuited: bool
    speed_kn: float
    response_kn: float
    carried: bool
    flies: bool
    in_wind: bool
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
    kind, one = type_of(code), _representative(code, overrides, party)
    wind = wind_of(one, weather)

    def most(kn: float | None) -> float:
        return most_kn(kn, wind) if kn else 0.0

    limit_nm = radius_nm(one)
    return AssetClass(
        representative=one,
        unsuited=_unsuited(one, want, weather),
        speed_kn=most(speed_kn(one, weather)),
        response_kn=most(one.seen.figures.response_kn),
        carried=one.carried,
        flies=one.kind is Kind.AIRCRAFT,
        in_wind=wind is not None,
        returns=one.returns,
        radius_nm=np.inf if limit_nm is None else limit_nm,
        sails=one.kind is Kind.VESSEL,
        deep=kind.draught is Draught.DEEP,
        helicopter=one.helicopter,
        can_carry=_can_carry(one, weather),
        tank_nm=tank_nm(one),
        day=kind.notice.day_minutes,
        night=kind.notice.night_minutes,
        at_sea=kind.notice.at_sea_minutes,
    )


OWN.followers += [_classes_of.cache_clear, _class_of.cache_clear]


def _fastest(made: Sequence[AssetClass]) -> Iterator[float]:
    """The speed of each class; for a carried one that of the fastest class that takes it."""
    carriers: dict[tuple[bool, bool, bool], AssetClass] = {}
    for one in sorted(made, key=lambda one: one.response_kn):
        if one.can_carry:
            carriers[one.sails, one.helicopter, _drops(one.representative)] = one
    for one in made:
        going = carriers.values() if one.carried else ()
        able = (
            unit.response_kn for unit in going if takes(unit.representative, one.representative)
        )
        yield max(able, default=0.0) if one.carried else one.response_kn


def _drops(candidate: Candidate) -> bool:
    return Capability.DROPS_RAFTS in candidate.seen.type.capabilities


def _representative(code: str, overrides: _Differing, party: str | None) -> Candidate:
    asset_type, given = type_of(code), dict[str, object](overrides)
    figures = replace(asset_type.figures, **given)  # type: ignore[arg-type] # names are checked when they are stored
    return Candidate(
        seen=SeenThing(id=_NOBODY, party=party, name="", type=asset_type, figures=figures),
        notice=NoticeDue(0, NoticeFor.DAY),
        ready=Ready(None, ReadyWhy.NOT_KNOWN),
    )


def _unsuited(candidate: Candidate, want: Want, scene: Scene) -> bool:
    findings = [
        *fitness.suits(candidate.seen.type, candidate.persons, want),
        *fitness.weather(candidate, scene),
    ]
    return any(finding.against is Verdict.NOT_SUITED for finding in findings)


def _can_carry(candidate: Candidate, scene: Scene) -> bool:
    if fails(fitness.weather(candidate, scene)):
        return False
    if candidate.kind is Kind.VESSEL:
        return True
    return candidate.kind is Kind.AIRCRAFT and (candidate.helicopter or _drops(candidate))
