"""The costs of a unit's work, as the two parties that they are between read them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.agreements.load import load_costs
from sar.agreements.term_document import CostClause
from sar.agreements.terms import OWN_COSTS
from sar.agreements.words import CostRule
from sar.errors import NotFound
from sar.parties.caller import Caller
from sar.requests import deployment_rows, rows, visible
from sar.requests.cost_estimate import (
    CONTRADICTION,
    COUNTED_BY,
    CostEstimate,
    digits,
    estimate,
    exact,
    money,
    work_time,
)
from sar.requests.deployment_views import DeploymentCostsView
from sar.requests.models import Deployment
from sar.requests.views import RestView


async def read_costs(
    db: AsyncSession, caller: Caller, deployment_id: UUID, *, now: datetime
) -> DeploymentCostsView:
    """The estimate of an asset's work, or NotFound for whoever it is not between."""
    row = await visible.access_deployment(db, caller, deployment_id)
    kept = next((one for one in row.terms if one["dimension"] == "costs"), None)
    requester = await _requester(db, row)
    if row.party_code is None or caller.party not in (row.party_code, requester):
        raise NotFound("deployment")
    costs = await load_costs(db, UUID(kept["term_id"])) if kept else None
    costs = costs or CostClause(CostRule.OWN)
    time = work_time(row.left_at, await deployment_rows.states_entered(db, row.id))
    found = estimate(costs, time, now=now)
    bears_own = costs.rule is CostRule.OWN
    return DeploymentCostsView(
        deployment_id=row.id,
        owner=row.party_code,
        payer=None if bears_own else requester,
        clause=RestView(**kept) if kept else None,
        says=kept["says"] if kept else f"{OWN_COSTS}.",
        rule=costs.rule,
        free_hours=digits(exact(costs.free_hours)),
        rate_per_hour=None if costs.rate_per_hour is None else money(exact(costs.rate_per_hour)),
        currency=costs.currency,
        claim_days=costs.claim_days,
        left_at=time.left_at,
        ended_at=time.ended_at,
        counted_by=COUNTED_BY + _for_all(row) + (CONTRADICTION if time.contradicts_itself else ""),
        **_figures(found),
        as_of=now,
    )


def _for_all(row: Deployment) -> str:
    if row.quantity == 1:
        return ""
    return f" The rate is counted once for all {row.quantity} of them."


def _figures(found: CostEstimate) -> dict[str, Any]:
    return {
        "owed": found.owed,
        "counted_hours": found.counted_hours,
        "amount": None if found.amount is None else money(found.amount),
        "final": found.final,
        "claim_until": found.claim_until,
    }


async def _requester(db: AsyncSession, row: Deployment) -> str:
    """The party to which the work was promised, whoever leads it by now.

    Clauses that an earlier release kept do not name it, and there may be none; then it is who the
    offer was made to, else who leads.
    """
    named = [str(kept["requester"]) for kept in row.terms if "requester" in kept]
    if named:
        return named[0]
    offer = await rows.offer(db, row.offer_id) if row.offer_id else None
    return offer.to_party if offer else row.lead_party
