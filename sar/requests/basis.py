"""The clauses that an offer and the deployments it leads to rest on, dimension by dimension."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.agreements.clauses import (
    Basis,
    Setting,
    TermPlain,
    UnitPlain,
)
from sar.agreements.clearance_law import ClearanceRuling, Ground
from sar.agreements.clearance_mode import clearance_needed
from sar.agreements.load import load_terms
from sar.agreements.sentences import costs_borne
from sar.agreements.spared_cases import stands
from sar.agreements.terms import costs, may_request, quotes
from sar.agreements.words import ClearanceMode
from sar.assets import visible as assets
from sar.assets.catalogue import type_of
from sar.errors import Refusal
from sar.geo.state_names import StateNames
from sar.incidents.models import Incident
from sar.languages.places import filled
from sar.matching.borders import scene_waters
from sar.matching.rulings import ground_at, is_known_position
from sar.parties import visible as directory
from sar.parties.declared_waters import declared_waters
from sar.requests.locks import LockedOffer
from sar.requests.models import Request
from sar.requests.scene_setting import where_of


@dataclass(frozen=True, slots=True)
class GoverningClause:
    """One clause, in what respect it governs the asset, and what it says there."""

    asset_id: UUID
    dimension: str
    basis: Basis
    says: str
    requester: str
    """The party to which its owner promises the work."""

    def plain(self) -> dict[str, Any]:
        """The clause as it is stored with an offer or a deployment."""
        return {
            "asset_id": str(self.asset_id),
            "dimension": self.dimension,
            "agreement": self.basis.agreement,
            "version": self.basis.version,
            "article": self.basis.article,
            "term_id": str(self.basis.term_id),
            "says": self.says,
            "requester": self.requester,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """The two sides of an offer, where the work is and when it is judged. `ground`: where a unit
    works there; `known_position`: it goes to people whose position is known."""

    owner: str
    requester: str
    territory: str | None
    setting: Setting
    now: datetime
    ground: Ground = Ground.SEA
    known_position: bool = False


def rests(
    terms: Iterable[TermPlain],
    between: Between,
    *,
    asset_id: UUID,
    unit: UnitPlain,
    names: StateNames,
) -> list[GoverningClause]:
    """Every clause that governs the work of one asset for the requester; of agreements that both
    sides are party to, because both read it. Empty for one's own assets."""
    if between.owner == between.requester:
        return []
    sides = {between.owner, between.requester}
    shared = [term for term in terms if sides <= term.parties]
    about: dict[str, Any] = {
        "owner": between.owner,
        "requester": between.requester,
        "kind": unit.named_as,
        "type_code": unit.type_code,
        "setting": between.setting,
        "now": between.now,
    }
    found = [*_decided(shared, between, about, unit=unit, names=names)]
    found += [(one.topic, one.basis, one.text) for one in quotes(shared, **about)]
    return [
        GoverningClause(asset_id, dimension, basis, says, between.requester)
        for dimension, basis, says in found
    ]


def _decided(
    shared: Sequence[TermPlain],
    between: Between,
    about: dict[str, Any],
    *,
    unit: UnitPlain,
    names: StateNames,
) -> Iterator[tuple[str, Basis, str]]:
    naming = may_request(shared, **about)
    if naming.winner is not None:
        yield "naming", naming.winner, "It may be named." if naming.allowed else "It is not named."
    entering = clearance_needed(
        shared,
        territory=between.territory,
        entering=between.owner,
        unit=unit,
        setting=between.setting,
        now=between.now,
        ground=between.ground,
        known_position=between.known_position,
    )
    if entering.winner is not None and entering.mode is not None:
        yield "entry", entering.winner, _entering(entering.mode, entering)
    paid = costs(shared, **about)
    if paid.winner is not None:
        payer, owner = names.of(between.requester), names.of(between.owner)
        yield "costs", paid.winner, f"{owner} {costs_borne(paid.costs, payer=payer)}."


def _entering(mode: ClearanceMode, ruling: ClearanceRuling) -> str:
    minutes = ruling.lead_minutes
    ahead = f"{minutes} minute{'' if minutes == 1 else 's'} ahead" if minutes else "before"
    agreed = f" ({ruling.contact.rstrip('.')})" if ruling.contact else ""
    match mode:
        case ClearanceMode.PRE_CLEARED:
            return f"Entry is cleared in advance{agreed}."
        case ClearanceMode.NOTIFY:
            return f"Entry is notified {ahead}{agreed}."
        case ClearanceMode.REQUEST:
            return f"Entry is asked for {ahead}{agreed}."
        case ClearanceMode.PROHIBITED:
            return "Entry is prohibited."


def ended(rests_on: Iterable[dict[str, Any]], effective: Collection[UUID]) -> list[Refusal]:
    """A refusal for every clause of an offer that is no longer in force, each named once."""
    gone = {
        (kept["agreement"], kept["version"], kept["article"])
        for kept in rests_on
        if UUID(kept["term_id"]) not in effective
    }
    return [
        Refusal(
            "agreement_ended",
            filled(
                "{article} of {agreement}, version {version}, on which the offer rests, is no"
                " longer in force: the owner must confirm the offer again.",
                article=article,
                agreement=agreement,
                version=version,
            ),
            {"agreement": agreement, "version": version, "article": article},
        )
        for agreement, version, article in sorted(gone)
    ]


def still_effective(
    rests_on: Iterable[dict[str, Any]],
    terms: Iterable[TermPlain],
    *,
    owner: str,
    requester: str,
    setting: Setting,
    offered_at: datetime,
    now: datetime,
) -> set[UUID]:
    """The ids of the clauses of an offer that are among the effective `terms`, and that no grantor
    had suspended for this case or request when it was made."""
    by_id = {term.id: term for term in terms}
    setting = replace(setting, asked_at=min(offered_at, setting.asked_at or offered_at))

    def holds(kept: dict[str, Any]) -> bool:
        term = by_id.get(UUID(kept["term_id"]))
        if term is None:
            return False
        if kept["dimension"] != "entry":
            return stands(term, owner, requester, setting, now)
        return any(
            stands(term, state, owner, setting, now, entry=True)
            for state in term.parties
            if term.grants(state, owner)
        )

    kept_ids = {UUID(kept["term_id"]) for kept in rests_on}
    return kept_ids - {UUID(kept["term_id"]) for kept in rests_on if not holds(kept)}


KeptClauses = list[dict[str, Any]]
"""Clauses as they are stored with an offer or deployment."""


async def clauses_of_offer(db: AsyncSession, locked: LockedOffer, *, now: datetime) -> KeptClauses:
    """The clauses that govern the offered work at `now`."""
    return await clauses_of(
        db,
        [(item.asset_id, item.type_code) for item in locked.items],
        owner=locked.offer.party_code,
        requester=locked.offer.to_party,
        incident=locked.incident,
        request=locked.request,
        now=now,
    )


async def clauses_of(
    db: AsyncSession,
    items: Iterable[tuple[UUID, str]],
    *,
    owner: str,
    requester: str,
    incident: Incident | None,
    request: Request | None,
    now: datetime,
) -> KeptClauses:
    """The clauses that govern the work of these assets, given by id and type."""
    given = dict(items)
    terms = await load_terms(db, now=now, parties=[owner])
    seen = await assets.seen_assets(db, owner, now=now, ids=given)
    units = {
        asset_id: UnitPlain(one.kind, one.code, narrow=one.narrow)
        for asset_id, type_code in given.items()
        for one in [type_of(type_code)]
    } | {one.id: one.unit for one in seen}
    where, declared = where_of(request, incident, now=now), await declared_waters(db)
    scene = replace(where.scene, declared=declared)
    between = Between(
        owner=owner,
        requester=requester,
        territory=scene_waters(scene, scene.place).state,
        setting=where.setting,
        now=now,
        ground=ground_at(scene.place, declared) if scene.place else Ground.SEA,
        known_position=is_known_position(scene, where.setting),
    )
    names = await directory.state_names(db)
    return [
        rest.plain()
        for asset_id in given
        for rest in rests(terms, between, asset_id=asset_id, unit=units[asset_id], names=names)
    ]
