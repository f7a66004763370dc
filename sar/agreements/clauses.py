"""One clause of an agreement: what it says, whom and what it is about, and when it applies.

Also how several applicable clauses are ranked, and how a ruling cites them.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import permutations
from typing import TypedDict
from uuid import UUID

from shapely.geometry import MultiPolygon

from sar.agreements.versions import VersionInstants, version_state
from sar.agreements.words import (
    Awareness,
    ClearanceMode,
    ClockName,
    CostRule,
    Kind,
    Phase,
    Situation,
    VersionState,
    Visibility,
)
from sar.geo.areas import contains
from sar.geo.geodesy import snap
from sar.geo.position import LatLon


@dataclass(frozen=True, slots=True)
class ClearanceClause:
    """How assets of some kinds (none named: all) enter the grantor's territory."""

    mode: ClearanceMode
    kinds: tuple[Kind, ...] = ()
    lead_minutes: int = 0
    contact: str = ""


@dataclass(frozen=True, slots=True)
class CostClause:
    """What the grantor is reimbursed for its asset's work."""

    rule: CostRule
    free_hours: float = 0.0
    currency: str = ""
    rate_per_hour: float | None = None
    claim_days: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermPlain:
    """One term with what it needs of its version and agreement. Null or empty: says nothing."""

    id: UUID
    agreement: str
    """The agreement's reference."""
    agreement_id: UUID
    version: int
    version_id: UUID
    ordinal: int
    article: str
    parties: frozenset[str]
    instants: VersionInstants
    prevails_over: frozenset[str] = frozenset()
    grantor: str | None = None
    """None: each of the parties."""
    grantees: tuple[str, ...] = ()
    """Empty: each other party."""
    kinds: tuple[Kind, ...] = ()
    types: tuple[str, ...] = ()
    excluded_types: tuple[str, ...] = ()
    zone: MultiPolygon | None = None
    zone_name: str = ""
    phases: tuple[Phase, ...] = ()
    situations: tuple[Situation, ...] = ()
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    visibility: Visibility | None = None
    position_precision_nm: float = 0.0
    position_delay_minutes: int = 0
    incident_awareness: Awareness | None = None
    feeds: tuple[str, ...] = ()
    may_request: bool | None = None
    clocks: dict[ClockName, int] = field(default_factory=dict, hash=False)
    clearances: tuple[ClearanceClause, ...] = ()
    costs: CostClause | None = None
    data_use: str = ""
    command: str = ""
    liability: str = ""
    crew_status: str = ""

    def grants(self, grantor: str, grantee: str) -> bool:
        """Whether this is a promise of the one party to the other."""
        return (
            grantor != grantee
            and {grantor, grantee} <= self.parties
            and self.grantor in (None, grantor)
            and (not self.grantees or grantee in self.grantees)
        )

    @property
    def delay_minutes(self) -> int:
        """How late it tells where an asset is; 0 below position, where it does not say."""
        return self.position_delay_minutes if self.visibility is Visibility.POSITION else 0

    @property
    def precision_nm(self) -> float:
        """The side of the cells by which it tells where an asset is; 0 below position."""
        return self.position_precision_nm if self.visibility is Visibility.POSITION else 0.0

    def names(self, kind: Kind, type_code: str) -> bool:
        """Whether it is about such assets: of a kind or type named, or of all; never excluded."""
        if type_code in self.excluded_types:
            return False
        return not (self.kinds or self.types) or kind in self.kinds or type_code in self.types


@dataclass(frozen=True, slots=True)
class Basis:
    """The clause that a decision rests on."""

    agreement: str
    version: int
    article: str
    term_id: UUID

    @property
    def label(self) -> str:
        """As people cite it."""
        return f"{self.article} of {self.agreement}, version {self.version}"


@dataclass(frozen=True, slots=True)
class AssetFacts:
    """What terms ask about an asset. `location`: the latest fix, else the base, else None.

    `earlier` is the same by minutes of delay: the newest fix that old, else the base, else None;
    what is not given is nowhere.
    """

    kind: Kind
    type_code: str
    location: LatLon | None = None
    earlier: Mapping[int, LatLon | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OccasionPlain:
    """An open incident that a party is involved in."""

    situation: Situation
    phase: Phase


@dataclass(frozen=True, slots=True)
class Setting:
    """What a decision is about: an incident, or a request without one (no phase)."""

    situation: Situation
    phase: Phase | None = None
    place: LatLon | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What every answer names: the clause that won and those that lost, in order.

    `source` is the winning article or, without one, the instrument or house figure.
    """

    winner: Basis | None = None
    losers: tuple[Basis, ...] = ()
    source: str = ""


def effective(term: TermPlain, now: datetime) -> bool:
    """Whether its version is in force and the term itself is valid."""
    return (
        version_state(term.instants, now) is VersionState.IN_FORCE
        and (term.valid_from is None or term.valid_from <= now)
        and (term.valid_until is None or now < term.valid_until)
    )


def basis(term: TermPlain) -> Basis:
    """The label of a term."""
    return Basis(term.agreement, term.version, term.article, term.id)


def pairs(
    parties: Iterable[str], *, grantor: str | None, grantees: Iterable[str]
) -> list[tuple[str, str]]:
    """Who grants whom, spelled out (`TermPlain.grants` as a list), in order."""
    chosen = set(grantees)
    return [
        (one, other)
        for one, other in permutations(sorted(parties), 2)
        if grantor in (None, one) and (not chosen or other in chosen)
    ]


def within(term: TermPlain, place: LatLon | None) -> bool:
    """Whether the place meets the term's zone; an unknown place meets only `everywhere`."""
    return term.zone is None or (place is not None and contains(term.zone, place))


def covers(term: TermPlain, asset: AssetFacts) -> bool:
    """Whether the asset meets the term's zone, being where the term itself would tell it is:
    going in or out is told no sooner and no more precisely than a position."""
    if term.zone is None:
        return True
    delay = term.delay_minutes
    place = asset.earlier.get(delay) if delay else asset.location
    return place is not None and within(term, snap(place, term.precision_nm))


def zone_delays(terms: Iterable[TermPlain]) -> set[int]:
    """The minutes of delay whose `earlier` places the terms' zones ask for."""
    return {term.delay_minutes for term in terms if term.zone is not None} - {0}


def fits(term: TermPlain, setting: Setting) -> bool:
    """Whether a setting meets zone, phases and situations; what cannot be tested is not met."""
    return (
        within(term, setting.place)
        and (not term.phases or setting.phase in term.phases)
        and (not term.situations or setting.situation in term.situations)
    )


def has_occasion(term: TermPlain, occasions: Iterable[OccasionPlain]) -> bool:
    """Whether one open incident meets phases and situations; without either none is asked."""
    if not (term.phases or term.situations):
        return True
    return any(
        (not term.phases or occasion.phase in term.phases)
        and (not term.situations or occasion.situation in term.situations)
        for occasion in occasions
    )


Favour = tuple[float, ...]
"""How favourable a term is to the grantee: the least comes first."""


class Cited(TypedDict):
    """The fields of a Ruling."""

    winner: Basis | None
    losers: tuple[Basis, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Ranking:
    """Applicable terms in order: `best` share the first place, its first one wins."""

    best: list[TermPlain]
    rest: list[TermPlain]

    def cited(self) -> Cited:
        """As a ruling names them; call it only when there is a best."""
        winner, *losers = [basis(term) for term in (*self.best, *self.rest)]
        return Cited(winner=winner, losers=tuple(losers), source=winner.label)


def rank(applicable: Iterable[TermPlain], *, favour: Callable[[TermPlain], Favour]) -> Ranking:
    """Terms not prevailed over come first, by `favour` (least first); ties go by citation.

    Each of them must already say something on the dimension ranked. Claims that go round in a
    circle, so that every term would lose, cancel each other.
    """
    terms = sorted(applicable, key=_order)
    standing, beaten = _parted(terms, lambda term: not any(_prevails(t, term) for t in terms))
    if not standing:
        standing, beaten = beaten, []
    least = min(map(favour, standing), default=())
    best, others = _parted(standing, lambda term: favour(term) == least)
    return Ranking(best=best, rest=others + beaten)


def _parted(
    terms: list[TermPlain], asked: Callable[[TermPlain], bool]
) -> tuple[list[TermPlain], list[TermPlain]]:
    answers = [(term, asked(term)) for term in terms]
    return [t for t, yes in answers if yes], [t for t, yes in answers if not yes]


def _order(term: TermPlain) -> tuple[str, int, int]:
    return term.agreement, term.version, term.ordinal


def _prevails(one: TermPlain, other: TermPlain) -> bool:
    """By one's precedence clause, unless the other's claims the same of it."""
    return other.agreement in one.prevails_over and one.agreement not in other.prevails_over
