"""The rule of agreements: the governing clause of each dimension, and those that lost to it.

Several clauses: one whose agreement another applicable clause's agreement prevails over loses
(mutual claims cancel, and prevailing is not transitive); then the most favourable to the grantee
wins, except that `prohibited` beats every other mode of clearance (`clearance_mode`).
`grants_sql` is the SQL form of `asset_grant`, `grants_array` its array form; one property test
holds the three equal.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sar.agreements.clauses import (
    AssetFacts,
    Basis,
    Favour,
    OccasionPlain,
    Ruling,
    Setting,
    TermPlain,
    basis,
    covers,
    effective,
    fits,
    has_occasion,
    rank,
)
from sar.agreements.house_minutes import house_minutes, house_source, serves
from sar.agreements.spared_cases import shares, stands
from sar.agreements.term_document import CostClause
from sar.agreements.words import (
    RESCUE,
    Awareness,
    ClauseKind,
    ClockName,
    CostRule,
    Kind,
    Phase,
    Visibility,
)

OF_ENTRY: Final = frozenset(
    {ClockName.ACKNOWLEDGE_ENTRY, ClockName.CONDITIONS, ClockName.CLEARANCE}
)
"""The clocks of a request for entry, for which the State entered need not take part in the case."""

RECEIPTS: Final = frozenset({ClockName.ACKNOWLEDGE, ClockName.ACKNOWLEDGE_ENTRY})
"""The clocks that hold for the receipt of requests for entry, too."""

OWN_COSTS: Final = (
    "No clause says who pays: each party bears its own costs (house default after the IAMSAR model"
    " agreement)"
)

QUOTED: Final = ("command", "liability", "crew_status", "data_use")
"""The topics of a clause that are text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssetGrant(Ruling):
    """A viewer's access to an asset; precision and delay are 0 below position."""

    level: Visibility
    precision_nm: float = 0.0
    delay_minutes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AwarenessRuling(Ruling):
    """The awareness that a party has of an incident it is not involved in."""

    awareness: Awareness


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestRuling(Ruling):
    """The ruling on naming the asset in a request; None: no term says so (it may be asked).

    It limits the naming of assets, never the asking of a centre (Annex 3.1.7).
    """

    allowed: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLimit(Ruling):
    """A clock's limit; `house` when no term sets one, `serves` the paragraph that it serves."""

    minutes: int
    house: bool
    serves: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CostRuling(Ruling):
    """The bearer of costs; the default (each party its own) when no term says so."""

    costs: CostClause


@dataclass(frozen=True, slots=True)
class Quote:
    """A clause's own words on a topic (`command`, `liability`, `crew_status`, `data_use`)."""

    topic: str
    text: str
    basis: Basis


def asset_grant(
    terms: Iterable[TermPlain],
    *,
    owner: str,
    viewer: str,
    asset: AssetFacts,
    occasions: Iterable[OccasionPlain],
    now: datetime,
) -> AssetGrant:
    """The viewer's access to the owner's asset.

    `occasions` are the viewer's open incidents: a term with phases or situations asks for one.
    A zone is tested at the place its own term discloses (`clauses.covers`). Deployment plays no
    part here.
    """
    if owner == viewer:
        return AssetGrant(level=Visibility.POSITION, source="Its own asset")
    met = list(occasions)
    applicable = [
        term
        for term in terms
        if term.visibility is not None
        and term.grants(owner, viewer)
        and term.names(asset.kind, asset.type_code)
        and effective(term, now)
        and shares(term, owner, viewer, now)
        and covers(term, asset)
        and has_occasion(term, met)
    ]
    ranked = rank(applicable, favour=lambda term: (-level_of(term).rank,))
    if not ranked.best:
        return AssetGrant(level=Visibility.NONE, source="No term shares it")
    level = level_of(ranked.best[0])
    return AssetGrant(
        level=level,
        precision_nm=min(term.precision_nm for term in ranked.best),
        delay_minutes=min(term.delay_minutes for term in ranked.best),
        **ranked.cited(),
    )


def awareness(
    terms: Iterable[TermPlain], *, lead: str, viewer: str, setting: Setting, now: datetime
) -> AwarenessRuling:
    """The awareness that a party has of the lead's incident without being involved."""
    applicable = [
        term
        for term in terms
        if term.incident_awareness is not None
        and term.grants(lead, viewer)
        and effective(term, now)
        and stands(term, lead, viewer, setting, now)
        and fits(term, setting)
    ]
    ranked = rank(applicable, favour=lambda term: (-_aware(term).rank,))
    if not ranked.best:
        return AwarenessRuling(awareness=Awareness.NONE, source="No term shares it")
    return AwarenessRuling(awareness=_aware(ranked.best[0]), **ranked.cited())


def aware_parties(
    terms: Iterable[TermPlain], *, lead: str, setting: Setting, now: datetime
) -> dict[str, Awareness]:
    """The parties with some awareness of the lead's incident that are not involved."""
    sharing = [term for term in terms if term.incident_awareness is not None]
    parties = sorted(frozenset().union(*(term.parties for term in sharing)) - {lead})
    seen = {
        party: awareness(sharing, lead=lead, viewer=party, setting=setting, now=now).awareness
        for party in parties
    }
    return {party: level for party, level in seen.items() if level is not Awareness.NONE}


def may_request(
    terms: Iterable[TermPlain],
    *,
    owner: str,
    requester: str,
    kind: Kind | ClauseKind,
    type_code: str,
    setting: Setting,
    now: datetime,
) -> RequestRuling:
    """Whether the requester may name such an asset of the owner's in a request."""
    if owner == requester:
        return RequestRuling(allowed=True, source="Its own asset")
    applicable = [
        term
        for term in _about(terms, owner, requester, kind, type_code, setting, now)
        if term.may_request is not None
    ]
    ranked = rank(applicable, favour=lambda term: (not term.may_request,))
    if not ranked.best:
        return RequestRuling(allowed=None, source=_asking_source(setting))
    return RequestRuling(allowed=ranked.best[0].may_request, **ranked.cited())


def _asking_source(setting: Setting) -> str:
    """The source by which a centre may be asked for help where no term says so."""
    if setting.situation in RESCUE:
        return "SAR Convention, Annex 3.1.7"
    return "House rule: any centre may be asked"


def clock_limit(
    terms: Iterable[TermPlain],
    clock: ClockName,
    *,
    asker: str,
    asked: str,
    setting: Setting,
    now: datetime,
) -> TimeLimit:
    """The shortest time within which the asked party has promised the asker to act, else the house
    figure for the setting's phase.

    A clause's figure wins, also over a shorter house figure. It is asked for when something is sent
    and stays as it was told then: a later change of phase moves no clock that runs, and what is
    asked anew has the figure of its own time.
    """
    spoken = RECEIPTS if clock is ClockName.ACKNOWLEDGE_ENTRY else frozenset({clock})

    def promised(term: TermPlain) -> int:
        """Its figure for entry alone, where it has one, before that for all requests."""
        return term.clocks.get(clock) or min(
            term.clocks[one] for one in spoken & term.clocks.keys()
        )

    applicable = [
        term
        for term in terms
        if not spoken.isdisjoint(term.clocks)
        and term.grants(asked, asker)
        and effective(term, now)
        and stands(term, asked, asker, setting, now, entry=clock in OF_ENTRY)
        and fits(term, setting)
    ]
    ranked = rank(applicable, favour=lambda term: (promised(term),))
    region_asks = setting.region_led_by == asker
    served = serves(clock, setting.situation, region_asks=region_asks)
    if not ranked.best:
        source = house_source(clock, setting.situation, region_asks=region_asks)
        phase = Phase.DISTRESS if setting.left_distress else setting.phase
        minutes = house_minutes(clock, phase)
        return TimeLimit(minutes=minutes, house=True, serves=served, source=source)
    minutes = promised(ranked.best[0])
    return TimeLimit(minutes=minutes, house=False, serves=served, **ranked.cited())


def costs(
    terms: Iterable[TermPlain],
    *,
    owner: str,
    requester: str,
    kind: Kind | ClauseKind,
    type_code: str,
    setting: Setting,
    now: datetime,
) -> CostRuling:
    """The bearer of the costs of the owner's asset. Costs never rank and never delay."""
    applicable = [
        term
        for term in _about(terms, owner, requester, kind, type_code, setting, now)
        if term.costs is not None
    ]
    ranked = rank(applicable, favour=burden)
    if not ranked.best:
        return CostRuling(
            costs=CostClause(CostRule.OWN),
            source=OWN_COSTS,
        )
    return CostRuling(costs=_costs(ranked.best[0]), **ranked.cited())


def quotes(
    terms: Iterable[TermPlain],
    *,
    owner: str,
    requester: str,
    kind: Kind | ClauseKind,
    type_code: str,
    setting: Setting,
    now: datetime,
) -> list[Quote]:
    """The texts on command, liability, crew status and use of data that a decision can quote."""
    applicable = list(_about(terms, owner, requester, kind, type_code, setting, now))
    found = []
    for topic in QUOTED:
        ranked = rank([t for t in applicable if getattr(t, topic)], favour=lambda _: ())
        found += [Quote(topic, getattr(term, topic), basis(term)) for term in ranked.best]
    return found


def _about(
    terms: Iterable[TermPlain],
    owner: str,
    requester: str,
    kind: Kind | ClauseKind,
    type_code: str,
    setting: Setting,
    now: datetime,
) -> Iterable[TermPlain]:
    return (
        term
        for term in terms
        if term.grants(owner, requester)
        and term.names(kind, type_code)
        and effective(term, now)
        and stands(term, owner, requester, setting, now)
        and fits(term, setting)
    )


def level_of(term: TermPlain) -> Visibility:
    """The visibility of assets that the term grants."""
    return term.visibility or Visibility.NONE


def _aware(term: TermPlain) -> Awareness:
    return term.incident_awareness or Awareness.NONE


def _costs(term: TermPlain) -> CostClause:
    return term.costs or CostClause(CostRule.OWN)


def burden(term: TermPlain) -> Favour:
    """The burden on the requester: each its own, then marginal, full; more free hours first."""
    costs = _costs(term)
    return list(CostRule).index(costs.rule), -costs.free_hours
