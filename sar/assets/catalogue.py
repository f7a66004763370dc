"""The types of asset: what they are, how fast, how far, for whom; read once from the catalogue.

Minutes of turn-round and figures of recovery are house figures for every type: no source gives
them.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from importlib.resources import files
from threading import Lock
from types import MappingProxyType
from typing import Any, Final

import yaml

from sar.agreements.words import ClauseKind, Kind
from sar.assets.words import AssetForm, Capability, Hull, TypeSource
from sar.geo.sea.draught import Draught

OPPORTUNITY: Final = "opportunity"
"""The unit class of ships that belong to no party and are hailed (SOLAS V/33)."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Performance figures of a type or an asset; None: it has none of its own, or it is not known.

    `response_kn` is made when answering a distress: not below the cruise, not above the maximum.
    Capacities are survivors aboard, normally and in extremis.
    """

    cruise_kn: float | None = None
    response_kn: float | None = None
    max_kn: float | None = None
    range_nm: float | None = None
    radius_nm: float | None = None
    endurance_h: float | None = None
    capacity_normal: int | None = None
    capacity_extreme: int | None = None
    sea_state_max: int | None = None
    """The highest sea state (Douglas) in which it does its main work."""
    wind_max_kn: float | None = None
    length_m: float | None = None
    """Of a vessel: by it she loses speed in a sea."""


FIGURES: Final = tuple(one.name for one in fields(Figures))


@dataclass(frozen=True, slots=True)
class Notice:
    """Minutes from the call to under way: ashore by day and by night, and when out already."""

    day_minutes: int
    night_minutes: int
    at_sea_minutes: int


@dataclass(frozen=True, slots=True)
class RecoveryPace:
    """Persons that one means takes aboard an hour, about, in a sea state (Douglas) up to that."""

    sea_state_max: int
    persons_an_hour: int


Recovery = Mapping[Capability, tuple[RecoveryPace, ...]]
"""The paces of each means of recovery, calmest sea first: house figures."""


@dataclass(frozen=True, slots=True)
class Source:
    """The source of a type's figures; `sourced` names those with a public source."""

    status: TypeSource
    note: str
    sourced: frozenset[str]


@dataclass(frozen=True, slots=True)
class AssetType:
    """One type of asset."""

    code: str
    kind: Kind
    form: AssetForm
    name: str
    unit_class: str
    """IAMSAR's class of the unit (HEL-M, LRG, RV, …), or what people call it."""
    figures: Figures
    draught_m: float | None
    """The draught of a vessel when laden: a round figure."""
    d_value_m: float | None
    """Of a helicopter, its length with the rotors turning: by it decks are marked."""
    mass_max_t: float | None
    """Of an aircraft, at take-off."""
    runway_m: float | None
    """Of an aeroplane: the runway that it needs, a round figure."""
    hull: Hull | None
    """Of a vessel."""
    notice: Notice
    turn_round_minutes: int
    """From home again to ready again: a house figure."""
    capabilities: frozenset[str]
    """Of the catalogue, and of its party's own, which begin with the party's code."""
    recovery: Recovery
    """Empty: it takes nobody aboard by itself, or no figures are known."""
    limits: str
    """Working limits in words, beside `sea_state_max` and `wind_max_kn`."""
    divisible: bool
    """Counted by quantity and bound in parts: equipment, rather than a unit."""
    source: Source

    @property
    def illustrative(self) -> bool:
        """Its figures are round numbers, to be checked before anyone relies on them."""
        return self.source.status is TypeSource.UNVERIFIED

    @property
    def draught(self) -> Draught:
        """Whether she keeps off shoals."""
        return Draught.of(self.draught_m)

    @property
    def helicopter(self) -> bool:
        """It lands where helicopters land, and lifts: crewed, and of rotary wing."""
        return self.kind is Kind.AIRCRAFT and self.form is AssetForm.ROTARY_WING

    @property
    def narrow(self) -> ClauseKind:
        """The narrowest kind by which a clause may name it."""
        if self.kind is not Kind.AIRCRAFT:
            return ClauseKind(self.kind)
        return ClauseKind.HELICOPTER if self.helicopter else ClauseKind.AEROPLANE

    @property
    def opportunity(self) -> bool:
        """It may be hailed without an owner."""
        return self.unit_class == OPPORTUNITY


@cache
def shipped_types() -> Mapping[str, AssetType]:
    """The types of the catalogue that comes with the platform by code, in its order."""
    text = files("sar.assets").joinpath("catalogue.yaml").read_text(encoding="utf-8")
    rows: dict[str, dict[str, Any]] = yaml.safe_load(text)
    return MappingProxyType({code: _read(code, row) for code, row in rows.items()})


@cache
def greatest_speeds(kind: Kind) -> tuple[float, ...]:
    """The greatest speeds of the shipped types of a kind in knots; none of what does not move by
    itself."""
    speeds = (one.figures.max_kn for one in shipped_types().values() if one.kind is kind)
    return tuple(kn for kn in speeds if kn)


def _read(code: str, row: dict[str, Any]) -> AssetType:
    given, rest = {name: row.pop(name, None) for name in FIGURES}, row
    notice = Notice(*rest.pop("notice"))
    source = rest.pop("source")
    asset_type = AssetType(
        code=code,
        kind=Kind(rest.pop("kind")),
        form=AssetForm(rest.pop("form")),
        name=rest.pop("name"),
        unit_class=rest.pop("unit_class"),
        figures=Figures(**given),
        draught_m=rest.pop("draught_m", None),
        d_value_m=rest.pop("d_value_m", None),
        mass_max_t=rest.pop("mass_max_t", None),
        runway_m=rest.pop("runway_m", None),
        hull=Hull(rest.pop("hull")) if "hull" in rest else None,
        notice=notice,
        turn_round_minutes=rest.pop("turn_round_minutes"),
        capabilities=frozenset(Capability(word) for word in rest.pop("capabilities", [])),
        recovery=_recovery(rest.pop("recovery", {})),
        limits=rest.pop("limits", ""),
        divisible=rest.pop("divisible", False),
        source=Source(
            TypeSource(source["status"]), source["note"], frozenset(source.get("sourced", []))
        ),
    )
    if rest:
        raise ValueError(f"the catalogue says {sorted(rest)} of {code}, which is unknown")
    return asset_type


def _recovery(row: Mapping[str, Mapping[int, int]]) -> Recovery:
    return MappingProxyType(
        {
            Capability(means): tuple(RecoveryPace(sea, persons) for sea, persons in paces.items())
            for means, paces in row.items()
        }
    )


@dataclass(slots=True)
class OwnTypes:
    """The types of parties' own that this process knows. The database has them: `own_types` keeps
    them here, and says how one that is not known here yet is looked up."""

    known: Mapping[str, AssetType]
    look_up: Callable[[str], None] | None = None
    followers: list[Callable[[], None]] = field(default_factory=list)
    """Called when some type changes, to forget what was worked out of it."""
    keeping: Lock = field(default_factory=Lock)
    """A thread keeps types beside the loop."""


OWN: Final = OwnTypes(MappingProxyType({}))


def keep_own(types: Iterable[AssetType]) -> None:
    """Keep types of parties' own, new or refined, beside those known."""
    kept = {one.code: one for one in types}
    with OWN.keeping:
        OWN.known = MappingProxyType({**OWN.known, **kept})
    for follower in OWN.followers:
        follower()


def asset_types() -> Mapping[str, AssetType]:
    """All types that this process knows by code: those shipped, in the catalogue's order, then
    parties' own."""
    if not OWN.known:
        return shipped_types()
    return MappingProxyType({**shipped_types(), **OWN.known})


def type_of(code: str) -> AssetType:
    """The type of a stored code, looked up where this process is behind (`own_types.look_up_in`);
    KeyError for one that nobody's catalogue holds. Never of a code that somebody sends: that is
    asked of the database."""
    found = known_type(code)
    if found is None and PREFIX_END in code and OWN.look_up is not None:
        OWN.look_up(code)
        found = known_type(code)
    if found is None:
        raise KeyError(code)
    return found


def known_type(code: str) -> AssetType | None:
    """The type, if this process knows it."""
    return shipped_types().get(code) or OWN.known.get(code)


UNKNOWN_TYPE: Final = "is not the code of a type in the catalogue"


PREFIX_END: Final = "-"
"""It ends the party's code at the beginning of the code of a type of its own."""


def codes_of(kind: Kind) -> list[str]:
    """The codes of all types of a kind."""
    return [code for code, asset_type in asset_types().items() if asset_type.kind is kind]
