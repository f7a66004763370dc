"""Preview: another party's access to one's own assets, now and under a version that is tried."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from math import ceil
from typing import Annotated, Protocol
from uuid import UUID

from fastapi import Depends
from pydantic import Field
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import HTTPConnection

from sar.agreements.clauses import (
    AssetFacts,
    Basis,
    OccasionPlain,
    TermPlain,
    Veil,
    basis,
    effective,
    zone_veils,
)
from sar.agreements.load import load_terms, load_version_terms
from sar.agreements.models import Version
from sar.agreements.spans import span_s
from sar.agreements.spared_cases import shares, suspended_from
from sar.agreements.terms import AssetGrant, asset_grant
from sar.agreements.versions import VersionInstants, version_state
from sar.agreements.words import WIDER, Kind, VersionState, Visibility
from sar.stints import Stints
from sar.wire import View


@dataclass(frozen=True, slots=True)
class OwnAsset:
    """One of the party's own assets, as far as the preview asks."""

    id: UUID
    name: str
    facts: AssetFacts
    max_kn: float | None = None
    """The greatest speed of its type; None: it does not move by itself."""


class OwnAssets(Protocol):
    """The access module of assets, which lies above this package; `app` passes it in."""

    async def __call__(
        self, db: AsyncSession, party: str, *, veils: Collection[Veil], now: datetime
    ) -> Sequence[OwnAsset]:
        """The same facts with the `earlier` places of these veils."""
        ...


def _own_assets(connection: HTTPConnection) -> OwnAssets:
    read: OwnAssets = connection.app.state.own_assets
    return read


ReadsOwnAssets = Annotated[OwnAssets, Depends(_own_assets)]


class BasisView(View):
    """The clause that an answer rests on."""

    agreement: str
    version: int
    article: str
    term_id: UUID

    @classmethod
    def of(cls, clause: Basis) -> "BasisView":
        """The view of the clause that the rule names."""
        return cls(
            agreement=clause.agreement,
            version=clause.version,
            article=clause.article,
            term_id=clause.term_id,
        )


class SeenAssetView(View):
    """The viewer's access to an asset, with the clause that won and those that lost.

    `held_minutes`: a coarse position of what moves is told anew at the ends of such spans alone.
    A straight course, however long, then gives it away to about half of `precision_nm`, also to who
    knows its base, near which the base is told instead; but not to who knows when it left that. 0
    and without a delay its place, course and speed are told as they come.
    `waiting` are clauses about it that ask for an incident which is not supposed here. `finer` are
    clauses in force that show what moves more closely than it is shown here, in a case or within a
    zone: who has seen it so knows by how much its coarse place is off, until that changes.
    """

    level: Visibility
    precision_nm: float
    delay_minutes: int
    held_minutes: int
    source: str
    winner: BasisView | None
    losers: list[BasisView]
    waiting: list[BasisView]
    finer: list[BasisView]
    suspended_from: datetime | None = None
    """The time from which the owner has suspended what it grants by the clause that won, or one of
    the two ends its part in it."""
    suspended: list[BasisView] = Field(default_factory=list)
    """Clauses about it by which the owner shows nothing, having suspended what it grants, or one of
    the two having ended its part."""


class PreviewRow(View):
    """The access to one own asset now and, if a version is tried, under that."""

    asset_id: UUID
    name: str
    kind: Kind
    type_code: str
    now: SeenAssetView
    tried: SeenAssetView | None


class PreviewView(View):
    """The viewer's access to the caller's assets."""

    owner: str
    viewer: str
    version_id: UUID | None
    assets: list[PreviewRow]


@dataclass(frozen=True, slots=True)
class ViewerTerms:
    """The terms of an instant that decide a viewer's access to the owner's assets.

    `supposed` is the one incident the viewer is taken to be involved in. Its real ones are not
    read: the answer would betray them to the owner.
    """

    terms: list[TermPlain]
    owner: str
    viewer: str
    supposed: OccasionPlain | None
    at: datetime

    def access_to(self, own: OwnAsset) -> SeenAssetView:
        """The access to one asset."""
        asset = own.facts
        grant = asset_grant(
            self.terms,
            owner=self.owner,
            viewer=self.viewer,
            asset=asset,
            occasions=[self.supposed] if self.supposed else [],
            now=self.at,
        )
        return SeenAssetView(
            level=grant.level,
            precision_nm=grant.precision_nm,
            delay_minutes=grant.delay_minutes,
            held_minutes=ceil(span_s(grant.precision_nm, own.max_kn) / 60),
            source=grant.source,
            winner=BasisView.of(grant.winner) if grant.winner else None,
            losers=[BasisView.of(loser) for loser in grant.losers],
            waiting=[BasisView.of(one) for one in self._waiting(asset, grant)],
            finer=[BasisView.of(one) for one in self._finer(own, grant)],
            suspended_from=self._suspended_from(grant),
            suspended=[
                BasisView.of(basis(term))
                for term in self._about(asset)
                if not shares(term, self.owner, self.viewer, self.at)
                and version_state(term.instants, self.at) is VersionState.IN_FORCE
            ],
        )

    def _suspended_from(self, grant: AssetGrant) -> datetime | None:
        won = grant.winner
        of = (term for term in self.terms if won and term.id == won.term_id)
        return next((suspended_from(term, self.owner, self.viewer) for term in of), None)

    def _waiting(self, asset: AssetFacts, grant: AssetGrant) -> list[Basis]:
        met = {grant.winner, *grant.losers}
        return [
            basis(term)
            for term in self._about(asset)
            if (term.phases or term.situations)
            and shares(term, self.owner, self.viewer, self.at)
            and basis(term) not in met
        ]

    def _finer(self, own: OwnAsset, grant: AssetGrant) -> list[Basis]:
        if not own.max_kn:
            return []
        return [
            basis(term)
            for term in self._about(own.facts)
            if term.visibility is Visibility.POSITION
            and term.precision_nm < grant.precision_nm
            and shares(term, self.owner, self.viewer, self.at)
        ]

    def _about(self, asset: AssetFacts) -> list[TermPlain]:
        """The clauses in force by which the owner shows the viewer such assets."""
        return [
            term
            for term in self.terms
            if term.visibility is not None
            and term.grants(self.owner, self.viewer)
            and term.names(asset.kind, asset.type_code)
            and effective(term, self.at)
        ]


async def access_preview(
    db: AsyncSession,
    own_assets: OwnAssets,
    *,
    owner: str,
    viewer: str,
    tried: Version | None,
    supposed: OccasionPlain | None,
    now: datetime,
) -> PreviewView:
    """The viewer's access to the owner's assets now and, if a version is tried, under that."""
    effective_terms = await load_terms(db, now=now, parties=[owner, viewer])
    current = ViewerTerms(effective_terms, owner, viewer, supposed, now)
    other = None if tried is None else await _under(db, tried, current)
    veils = zone_veils([*effective_terms, *(other.terms if other else ())])
    own = await own_assets(db, owner, veils=veils, now=now)
    rows, stints = [], Stints()
    for asset in own:
        row = PreviewRow(
            asset_id=asset.id,
            name=asset.name,
            kind=Kind(WIDER.get(asset.facts.kind, asset.facts.kind)),
            type_code=asset.facts.type_code,
            now=current.access_to(asset),
            tried=other.access_to(asset) if other else None,
        )
        rows.append(row)
        await stints.rest()
    version_id = tried.id if tried else None
    return PreviewView(owner=owner, viewer=viewer, version_id=version_id, assets=rows)


async def _under(db: AsyncSession, tried: Version, current: ViewerTerms) -> ViewerTerms:
    """The terms when the tried version is in force, at the earliest from its `valid_from`."""
    at = max(current.at, tried.valid_from)
    signed = VersionInstants(valid_from=at, proposed_at=at, signed_at=at)
    others = await load_terms(db, now=at, parties=[current.owner, current.viewer])
    terms = [
        *(term for term in others if term.agreement_id != tried.agreement_id),
        *(replace(term, instants=signed) for term in await load_version_terms(db, [tried.id])),
    ]
    return replace(current, terms=terms, at=at)
