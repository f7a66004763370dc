"""The terms under which own assets would work, told before they are offered. Read-only."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.agreements.load import load_costs
from sar.agreements.term_document import CostClause
from sar.agreements.terms import OWN_COSTS
from sar.agreements.words import CostRule
from sar.assets import visible as assets
from sar.errors import NotFound
from sar.incidents.models import Incident
from sar.parties.caller import Caller
from sar.requests.basis import KeptClauses, clauses_of
from sar.requests.cost_estimate import (
    COUNTED_BY,
    WorkTime,
    digits,
    estimate,
    exact,
    money,
)
from sar.requests.lending_views import AssetTermsView, CostExampleView, OfferTermsView
from sar.requests.models import Request
from sar.requests.views import RestView

EXAMPLE_HOURS: Final = (6, 12, 24)
"""The costs are reckoned for so many hours of work (a house figure)."""


async def read_terms(
    db: AsyncSession,
    caller: Caller,
    asset_ids: Collection[UUID],
    *,
    to_party: str,
    incident: Incident | None = None,
    request: Request | None = None,
    now: datetime,
) -> OfferTermsView:
    """The clauses that would govern own assets, and their costs; NotFound for others' assets."""
    ids = list(dict.fromkeys(asset_ids))
    owned = {
        one.id: one for one in await assets.access_assets(db, ids, of=caller.party, lock=False)
    }
    if owned.keys() != set(ids):
        raise NotFound("asset")
    kept = await clauses_of(
        db,
        [(id_, owned[id_].type_code) for id_ in ids],
        owner=caller.party,
        requester=to_party,
        incident=incident,
        request=request,
        now=now,
    )
    return OfferTermsView(
        to_party=to_party,
        assets=[await _terms_of(db, id_, kept, to_party=to_party, now=now) for id_ in ids],
        counted_by=COUNTED_BY,
        as_of=now,
    )


async def _terms_of(
    db: AsyncSession, asset_id: UUID, kept: KeptClauses, *, to_party: str, now: datetime
) -> AssetTermsView:
    own = [one for one in kept if one["asset_id"] == str(asset_id)]
    paid = next((one for one in own if one["dimension"] == "costs"), None)
    costs = await load_costs(db, UUID(paid["term_id"])) if paid else None
    costs = costs or CostClause(CostRule.OWN)
    bears_own = costs.rule is CostRule.OWN
    return AssetTermsView(
        asset_id=asset_id,
        clauses=[RestView(**one) for one in own],
        costs_clause=RestView(**paid) if paid else None,
        says=paid["says"] if paid else f"{OWN_COSTS}.",
        payer=None if bears_own else to_party,
        rule=costs.rule,
        free_hours=digits(exact(costs.free_hours)),
        rate_per_hour=None if costs.rate_per_hour is None else money(exact(costs.rate_per_hour)),
        currency=costs.currency,
        claim_days=costs.claim_days,
        examples=[] if bears_own else [_example(costs, hours, now=now) for hours in EXAMPLE_HOURS],
    )


def _example(costs: CostClause, hours: int, *, now: datetime) -> CostExampleView:
    found = estimate(costs, WorkTime(now, now + timedelta(hours=hours)), now=now)
    figures: dict[str, Any] = {"owed": found.owed, "counted_hours": found.counted_hours}
    amount = None if found.amount is None else money(found.amount)
    return CostExampleView(hours=hours, amount=amount, **figures)
