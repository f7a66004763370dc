"""The clauses that offered or deployed work rests on, as the agreements in force now have them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.agreements.load import load_terms
from sar.assets.catalogue import type_of
from sar.incidents.models import Incident
from sar.requests.basis import Between, rests
from sar.requests.locks import HeldOffer
from sar.requests.models import Request
from sar.requests.scene_setting import setting_of

Kept = list[dict[str, Any]]
"""Clauses as they are kept with an offer or deployment."""


async def rests_of_offer(db: AsyncSession, held: HeldOffer, *, now: datetime) -> Kept:
    """The clauses that govern the offered work at `now`."""
    return await rests_of(
        db,
        [(item.asset_id, item.type_code) for item in held.items],
        owner=held.offer.party_code,
        requester=held.offer.to_party,
        incident=held.incident,
        request=held.request,
        now=now,
    )


async def rests_of(
    db: AsyncSession,
    assets: Iterable[tuple[UUID, str]],
    *,
    owner: str,
    requester: str,
    incident: Incident | None,
    request: Request | None,
    now: datetime,
) -> Kept:
    """The clauses that govern the work of these assets, given by id and type."""
    terms = await load_terms(db, now=now, parties=[owner])
    between = Between(
        owner=owner,
        requester=requester,
        territory=incident.territory_of if incident else None,
        setting=setting_of(request, incident),
        now=now,
    )
    return [
        rest.plain()
        for asset_id, type_code in assets
        for rest in rests(
            terms,
            between,
            asset_id=asset_id,
            kind=type_of(type_code).kind,
            type_code=type_code,
        )
    ]
