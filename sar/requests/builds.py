"""Assets of one make: what is true of every asset of a type with the same figures, by column."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from sar.agreements.words import Kind
from sar.assets.availability import NoticeDue, NoticeFor, Ready, ReadyWhy
from sar.assets.catalogue import type_of
from sar.assets.fleet import UNSAID, Fleet
from sar.assets.fleet_ships import Ships
from sar.assets.fleet_sight import FleetSight
from sar.assets.words import Capability
from sar.geo.sea.draught import Draught
from sar.requests import fitness
from sar.requests.approach import speed_kn
from sar.requests.candidate import Candidate, Scene, Want, radius_nm
from sar.requests.carriage import takes, tank_nm
from sar.requests.eligibility import fails
from sar.requests.words import Verdict

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
Rows = NDArray[np.intp]

Sorts = tuple[tuple[str, tuple[tuple[str, float], ...]], ...]
"""Codes of types, each with the figures that differ."""

_NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Builds:
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
    fetches: Mask
    """It may carry something to the scene, from anywhere or from close by, in the weather."""
    tank_nm: Floats
    """How far its fuel takes it, of aircraft out and back together; infinite: no limit is known."""
    fastest_kn: Floats
    """Its own speed; of what is carried that of the fastest that may come for it."""
    day: Floats
    night: Floats
    at_sea: Floats
    """Minutes of notice that the type needs."""


def builds(fleet: Fleet, found: FleetSight, want: Want, scene: Scene) -> Builds:
    """Of every type in its place, and after them of those assets whose figures differ, as far as
    the asker may know that."""
    codes = [code for _, code in fleet.words.types]
    sorts: Sorts = tuple((code, ()) for code in codes)
    of = fleet["type"]
    (differ,) = fleet.once("overridden", lambda: _overridden(fleet))
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
    return replace(_made(sorts, want, _weather(scene), ""), of=of)


def _overridden(fleet: Fleet) -> tuple[Rows]:
    """The rows of assets whose figures are not those of their type."""
    return (np.flatnonzero(fleet["standing"] & (fleet["figures"] != UNSAID)),)


def ship_builds(ships: Ships, want: Want, scene: Scene) -> Builds:
    """Of all ships of opportunity, which have no party."""
    sorts = tuple((one.code, ()) for one in ships.types)
    return replace(_made(sorts, want, _weather(scene), None), of=ships.type)


def _weather(scene: Scene) -> Scene:
    return Scene(sea_state=scene.sea_state, wind_kn=scene.wind_kn, icing=scene.icing, ice=scene.ice)


@lru_cache(maxsize=64)
def _made(
    sorts: Sorts,
    want: Want,
    weather: Scene,
    party: str | None,
) -> Builds:
    """Of types with what differs from their figures, in that order; `of` is to be told."""
    made = [(type_of(code), _stand_in(code, overrides, party)) for code, overrides in sorts]
    return Builds(
        of=np.empty(0, dtype=np.int32),
        unsuited=np.array([_unsuited(one, want, weather) for _, one in made], dtype=bool),
        speed_kn=np.array([speed_kn(one, weather) or 0.0 for _, one in made], dtype=float),
        response_kn=np.array([one.figures.response_kn or 0.0 for _, one in made], dtype=float),
        carried=np.array([one.carried for _, one in made], dtype=bool),
        flies=np.array([one.kind is Kind.AIRCRAFT for _, one in made], dtype=bool),
        returns=np.array([one.returns for _, one in made], dtype=bool),
        radius_nm=np.array([_radius_nm(one) for _, one in made], dtype=float),
        sails=np.array([one.kind is Kind.VESSEL for _, one in made], dtype=bool),
        deep=np.array([kind.draught is Draught.DEEP for kind, _ in made], dtype=bool),
        helicopter=np.array([one.helicopter for _, one in made], dtype=bool),
        fetches=np.array([_fetches(one, weather) for _, one in made], dtype=bool),
        tank_nm=np.array([tank_nm(one) for _, one in made], dtype=float),
        fastest_kn=np.array([*_fastest([one for _, one in made], weather)], dtype=float),
        day=np.array([kind.notice.day_minutes for kind, _ in made], dtype=float),
        night=np.array([kind.notice.night_minutes for kind, _ in made], dtype=float),
        at_sea=np.array([kind.notice.at_sea_minutes for kind, _ in made], dtype=float),
    )


def _fastest(made: Sequence[Candidate], weather: Scene) -> Iterator[float]:
    """Of what is carried that of the fastest of each kind of carrier that takes it."""
    fetching: dict[tuple[Kind, bool, bool], Candidate] = {}
    for one in sorted(made, key=_speed_kn):
        if _fetches(one, weather):
            fetching[one.kind, one.helicopter, _drops(one)] = one
    for one in made:
        going = [unit for unit in fetching.values() if takes(unit, one)] if one.carried else [one]
        yield max(map(_speed_kn, going), default=0.0)


def _speed_kn(candidate: Candidate) -> float:
    return candidate.figures.response_kn or 0.0


def _drops(candidate: Candidate) -> bool:
    return Capability.DROPS_RAFTS in candidate.asset_type.capabilities


@lru_cache(maxsize=4_096)
def _stand_in(code: str, overrides: tuple[tuple[str, float], ...], party: str | None) -> Candidate:
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


def _radius_nm(candidate: Candidate) -> float:
    limit = radius_nm(candidate)
    return np.inf if limit is None else limit


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
