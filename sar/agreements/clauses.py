"""Clauses of agreements as plain data, with the tests of whether one applies.

Ranks the applicable clauses, and cites them as a ruling does.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Set
from dataclasses import dataclass, field
from datetime import datetime
from itertools import permutations
from typing import Final, TypedDict
from uuid import UUID

from sar.agreements.term_document import TermDocument
from sar.agreements.versions import VersionInstants, holds
from sar.agreements.words import (
    RESCUE,
    WIDER,
    AssetService,
    ClauseKind,
    Kind,
    Phase,
    Sensor,
    Situation,
    Visibility,
)
from sar.geo.areas import contains
from sar.geo.position import LatLon


@dataclass(frozen=True, slots=True)
class UnitPlain:
    """A unit as clauses and law on entry ask about it; None: not told."""

    kind: Kind
    type_code: str
    service: AssetService | None = None
    armed: bool | None = None
    sensors: frozenset[Sensor] | None = None
    narrow: ClauseKind | None = None
    """The narrowest kind by which a clause may name it; None: that of `kind`."""

    @property
    def named_as(self) -> Kind | ClauseKind:
        """The narrowest kind by which a clause may name it."""
        return self.narrow or self.kind


@dataclass(frozen=True, slots=True)
class Suspended:
    """A party's word that what it grants under a version is suspended from an instant on, or
    (`withdraws`) that its part in it ends then, so that what others grant it ends too.

    `running`: open cases, each with a party that has taken part in it since before that instant;
    `at_notice`: of them those in which it took part before that was told.
    """

    party: str
    from_at: datetime
    running: frozenset[tuple[UUID, str]] = frozenset()
    at_notice: frozenset[tuple[UUID, str]] = frozenset()
    withdraws: bool = False

    def concerns(self, grantor: str, grantee: str) -> bool:
        """Whether it is about what the one grants the other."""
        return self.party == grantor or (self.withdraws and self.party == grantee)


@dataclass(frozen=True, slots=True, kw_only=True)
class TermPlain(TermDocument):
    """One clause, with the fields of its version and agreement that rules need."""

    id: UUID
    agreement: str
    """The agreement's reference."""
    agreement_id: UUID
    version: int
    version_id: UUID
    ordinal: int
    parties: frozenset[str]
    instants: VersionInstants
    prevails_over: frozenset[str] = frozenset()
    suspended: tuple[Suspended, ...] = ()
    """Of its version, by parties; also those that are to come."""

    @property
    def text(self) -> "Text":
        """Its text, as far as the precedence of texts goes."""
        return self.agreement, self.prevails_over

    def grants(self, grantor: str, grantee: str) -> bool:
        """Whether this is a promise of the one party to the other."""
        return (
            grantor != grantee
            and {grantor, grantee} <= self.parties
            and self.grantor in (None, grantor)
            and (not self.grantees or grantee in self.grantees)
        )

    def promises(self, grantor: str) -> bool:
        """Whether it is a promise of the party to any other."""
        return any(self.grants(grantor, other) for other in self.parties)

    @property
    def delay_minutes(self) -> int:
        """The delay of the positions that it discloses; 0 below position."""
        return self.position_delay_minutes if self.visibility is Visibility.POSITION else 0

    @property
    def precision_nm(self) -> float:
        """The side of the cells of the positions that it discloses; 0 below position."""
        return self.position_precision_nm if self.visibility is Visibility.POSITION else 0.0

    @property
    def veil(self) -> "Veil":
        """The delay and precision of the positions that it discloses."""
        return self.delay_minutes, self.precision_nm

    def names(self, kind: Kind | ClauseKind, type_code: str) -> bool:
        """Whether it is about such assets, of that narrowest kind: of a kind or type named, or of
        all; never excluded."""
        if type_code in self.excluded_types:
            return False
        anything = not (self.kinds or self.types)
        return anything or is_among(kind, self.kinds) or type_code in self.types


Text = tuple[str, frozenset[str]]
"""The reference of an agreement, and those that a text of it prevails over."""


def is_among(kind: Kind | ClauseKind, named: Collection[ClauseKind]) -> bool:
    """Whether the kind, or the wider one that holds it, is named."""
    return kind in named or WIDER.get(kind) in named


@dataclass(frozen=True, slots=True)
class Basis:
    """The clause that a decision rests on."""

    agreement: str
    version: int
    article: str
    term_id: UUID

    @property
    def label(self) -> str:
        """The citation that people read."""
        return f"{self.article} of {self.agreement}, version {self.version}"


Veil = tuple[int, float]
"""The minutes of delay, and the side of the cells in nm, of positions that a term discloses."""

NO_VEIL: Final[Veil] = (0, 0.0)


@dataclass(frozen=True, slots=True)
class AssetFacts:
    """The facts about an asset that terms ask for. `location`: the latest fix, else the base.

    `earlier` is the place that is disclosed so, by veil: of the newest fix that is old enough, else
    of the base. None, and a veil that is not given: nowhere.
    """

    kind: Kind | ClauseKind
    """The narrowest by which a clause may name it."""
    type_code: str
    location: LatLon | None = None
    earlier: Mapping[Veil, LatLon | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OccasionPlain:
    """An open incident that a party is involved in."""

    situation: Situation
    phase: Phase


@dataclass(frozen=True, slots=True)
class Setting:
    """The setting of a decision: an incident, or a request without one (no phase)."""

    situation: Situation
    phase: Phase | None = None
    place: LatLon | None = None
    incident_id: UUID | None = None
    """The case, if it is one."""
    asked_at: datetime | None = None
    """The instant at which a request without a case was sent."""
    left_distress: bool = False
    """One person's word alone has ended a distress: house figures are those of distress still."""
    region_led_by: str | None = None
    """The party that leads the case by the centre in whose region the scene lies, if it does: what
    that one asks for, the centre of the region asks for (SAR Convention, Annex 4.6)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """The citation in every answer: the clause that won and those that lost, in order.

    `source` is the winning article or, without one, the instrument or house figure.
    """

    winner: Basis | None = None
    losers: tuple[Basis, ...] = ()
    source: str = ""


def effective(term: TermPlain, now: datetime) -> bool:
    """Whether its version is in force, or still holds for running cases, and the term itself is
    valid."""
    return (
        holds(term.instants, now)
        and (term.valid_from is None or term.valid_from <= now)
        and (term.valid_until is None or now < term.valid_until)
    )


def basis(term: TermPlain) -> Basis:
    """The label of a term."""
    return Basis(term.agreement, term.version, term.article, term.id)


def pairs(
    parties: Iterable[str], *, grantor: str | None, grantees: Iterable[str]
) -> list[tuple[str, str]]:
    """The pairs of grantor and grantee, spelled out (`TermPlain.grants` as a list), in order."""
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
    """Whether the asset, at the place the term itself discloses, meets the term's zone.

    Entering and leaving are disclosed no sooner and no more precisely than a position.
    """
    if term.zone is None:
        return True
    place = asset.location if term.veil == NO_VEIL else asset.earlier.get(term.veil)
    return place is not None and within(term, place)


def zone_veils(terms: Iterable[TermPlain]) -> set[Veil]:
    """The veils whose `earlier` places the terms' zones ask for."""
    return {term.veil for term in terms if term.zone is not None} - {NO_VEIL}


def fits(term: TermPlain, setting: Setting) -> bool:
    """Whether a setting meets zone, phases and situations; what cannot be tested is not met.

    A term that names no situation is about search and rescue only.
    """
    return within(term, setting.place) and fits_anywhere(term, setting)


def fits_anywhere(term: TermPlain, setting: Setting) -> bool:
    """Whether a setting meets phases and situations, as `fits` reads them."""
    return (not term.phases or setting.phase in term.phases) and setting.situation in (
        term.situations or RESCUE
    )


def has_occasion(term: TermPlain, occasions: Iterable[OccasionPlain]) -> bool:
    """Whether one open incident meets phases and situations, as `fits` reads them; without either
    none is asked."""
    if not (term.phases or term.situations):
        return True
    return any(
        (not term.phases or occasion.phase in term.phases)
        and occasion.situation in (term.situations or RESCUE)
        for occasion in occasions
    )


Favour = tuple[float, ...]
"""The rank of a term by its favour to the grantee: the least comes first."""


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
        """The fields of a ruling that cites them; call it only when there is a best."""
        winner, *losers = [basis(term) for term in (*self.best, *self.rest)]
        return Cited(winner=winner, losers=tuple(losers), source=winner.label)


def rank(applicable: Iterable[TermPlain], *, favour: Callable[[TermPlain], Favour]) -> Ranking:
    """Terms not prevailed over come first, by `favour` (least first); ties go by citation.

    Each of them must already say something on the dimension ranked. Claims that go round in a
    circle, so that every term would lose, cancel each other.
    """
    terms = sorted(applicable, key=order_of)
    claimants = claimants_of(term.text for term in terms)
    standing, beaten = _parted(terms, lambda term: not is_beaten(term.text, claimants))
    if not standing:
        standing, beaten = beaten, []
    least = min(map(favour, standing), default=())
    best, others = _parted(standing, lambda term: favour(term) == least)
    return Ranking(best=best, rest=others + beaten)


def claimants_of(texts: Iterable[Text]) -> Mapping[str, Set[str]]:
    """By agreement, those that say that they prevail over it: texts are held against texts, not
    terms against terms (`prevails`), since a text has hundreds."""
    one_each = set(texts)
    present = {agreement for agreement, _ in one_each}
    found: dict[str, set[str]] = defaultdict(set)
    for agreement, prevails_over in one_each:
        for other in prevails_over & present:
            found[other].add(agreement)
    return found


def is_beaten(text: Text, claimants: Mapping[str, Set[str]]) -> bool:
    """Whether a text prevails over this one, which does not claim the same of it."""
    agreement, prevails_over = text
    return not claimants.get(agreement, prevails_over) <= prevails_over


def _parted(
    terms: list[TermPlain], asked: Callable[[TermPlain], bool]
) -> tuple[list[TermPlain], list[TermPlain]]:
    answers = [(term, asked(term)) for term in terms]
    return [t for t, yes in answers if yes], [t for t, yes in answers if not yes]


def order_of(term: TermPlain) -> tuple[str, int, int]:
    """The order in which clauses of equal favour go: by citation."""
    return term.agreement, term.version, term.ordinal


def prevails(one: TermPlain, other: TermPlain) -> bool:
    """Whether one's precedence clause beats the other, which does not claim the same of it."""
    return other.agreement in one.prevails_over and one.agreement not in other.prevails_over
