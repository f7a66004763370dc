"""Pictures of requests, mutings, offers, deployments and clearances, drawn for every party."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from functools import cache
from typing import TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar.alerts import rows as alerts
from sar.assets import visible as assets
from sar.incidents import visible as incidents
from sar.parties import visible as directory
from sar.record import access_barrier
from sar.record.service import Picture, Views, merged
from sar.requests import clearance_rules, deployment_rows, presenting
from sar.requests import rows as requests_rows
from sar.requests.clearance_rows import centres_of_clearances, with_work
from sar.requests.models import (
    Clearance,
    Deployment,
    Muting,
    Offer,
    Request,
)
from sar.requests.rows import centres_of_requests
from sar.requests.state_tables import LIVE, UNDECIDED, effective_state
from sar.requests.visible import (
    sees_clearance,
    sees_deployment,
    sees_muting,
    sees_offer,
    sees_request,
)

DrawnRow = TypeVar("DrawnRow")


async def views(
    db: AsyncSession,
    *,
    incident_ids: Collection[UUID] = (),
    request_ids: Collection[UUID] = (),
    muting_ids: Collection[UUID] = (),
    offer_ids: Collection[UUID] = (),
    deployment_ids: Collection[UUID] = (),
    asset_ids: Collection[UUID] = (),
    ship_ids: Collection[UUID] = (),
    now: datetime,
) -> Views:
    """The views of these things, and of those in lower packages, for every party, for the
    record."""
    await access_barrier.note(db)
    drawn: list[Views] = []
    if request_ids:
        requests = await _rows(db, _requests().where(col(Request.id).in_(request_ids)))
        drawn.append(await _draw_requests(db, requests))
    if muting_ids:
        drawn.append(await _draw_mutings(db, col(Muting.id).in_(muting_ids)))
    if offer_ids:
        offers = await _rows(db, _offers().where(col(Offer.id).in_(offer_ids)))
        drawn.append(await _draw_offers(db, offers, now=now))
    if deployment_ids:
        works = await _rows(db, _deployments().where(col(Deployment.id).in_(deployment_ids)))
        drawn.append(await _draw_deployments(db, works))
        drawn.append(await _draw_clearances(db, col(Deployment.id).in_(deployment_ids), now=now))
    if incident_ids:
        drawn.append(await incidents.views(db, incident_ids, now=now))
    if asset_ids:
        drawn.append(await assets.views(db, asset_ids, now=now))
    if ship_ids:
        drawn.append(await assets.ship_views(db, ship_ids))
    joined = await directory.joined(db)
    return {party: seen for party, seen in merged(drawn).items() if party in joined}


@cache
def _requests() -> Select[Request]:
    return select(Request).where(col(Request.state).in_(LIVE)).order_by(col(Request.id))


@cache
def _live() -> Select[UUID]:
    return select(col(Request.id)).where(col(Request.state).in_(LIVE))


@cache
def _offers() -> Select[Offer]:
    in_picture = or_(col(Offer.state).in_(UNDECIDED), col(Offer.request_id).in_(_live()))
    return select(Offer).where(in_picture).order_by(col(Offer.id))


@cache
def _deployments() -> Select[Deployment]:
    in_picture = or_(
        deployment_rows.active(),
        deployment_rows.anybody_aboard(),
        # Those whom it landed are still to be counted.
        col(Deployment.uncounted_delivered),
        col(Deployment.request_id).in_(_live()),
    )
    return select(Deployment).where(in_picture).order_by(col(Deployment.id))


@cache
def _clearances() -> Select[Clearance, Deployment]:
    in_picture = or_(deployment_rows.active(), deployment_rows.anybody_aboard())
    stands = col(Clearance.state).not_in(clearance_rules.NOT_ASKED)
    return with_work().where(in_picture, stands).order_by(col(Clearance.id))


async def picture(db: AsyncSession, party: str, *, now: datetime) -> Picture:
    """Everything of this layer that the party sees, as it counts at `now`: what has run out has
    expired or lapsed, whether that is on the record yet or not."""
    result: Picture = {}
    for drawn in (
        await _draw_requests(db, await _rows(db, _requests().where(sees_request(party)))),
        await _draw_mutings(db, sees_muting(party) & (col(Muting.until_at) > now)),
        await _draw_offers(db, await _rows(db, _offers().where(sees_offer(party))), now=now),
        await _draw_deployments(db, await _rows(db, _deployments().where(sees_deployment(party)))),
        await _draw_clearances(db, sees_clearance(party), now=now),
    ):
        result |= drawn.get(party, {})
    return result


async def _rows(db: AsyncSession, query: Select[DrawnRow]) -> list[DrawnRow]:
    return list((await db.execute(query)).scalars())


async def _draw_requests(db: AsyncSession, rows: Sequence[Request]) -> Views:
    if not rows:
        return {}
    found = await requests_rows.parts_of(db, rows)
    parts = {id_: one.without_withdrawn() for id_, one in found.items()}
    centres = await centres_of_requests(db, rows, parts.values())
    result: dict[str, Picture] = defaultdict(dict)
    for row in rows:
        whole = presenting.request_view(row, parts[row.id], centres, reader=None).plain()
        readers = {one.party_code for one in parts[row.id].addressees} if row.opened_at else set()
        for party in readers - {row.party_code, row.filed_by}:
            own = presenting.request_view(row, parts[row.id], centres, reader=party)
            result[party]["request", str(row.id)] = own.plain()
        result[row.party_code]["request", str(row.id)] = whole
        if row.filed_by != row.party_code:
            filed = presenting.request_view(row, parts[row.id].uncounted(), centres, reader=None)
            result[row.filed_by]["request", str(row.id)] = filed.plain()
    return result


async def _draw_mutings(db: AsyncSession, wanted: ColumnElement[bool]) -> Views:
    """Mutings that nobody has ended, also past their time until that is on the record."""
    standing = select(Muting).where(col(Muting.ended_at).is_(None), wanted)
    rows = await _rows(db, standing.order_by(col(Muting.id)))
    if not rows:
        return {}
    centres = await incidents.centre_refs(db, ids={row.centre_id for row in rows})
    result: dict[str, Picture] = defaultdict(dict)
    for row in rows:
        plain = presenting.muting_view(row, centres).plain()
        for party in (row.party_code, row.of_party):
            result[party]["muting", str(row.id)] = plain
    return result


async def _draw_offers(db: AsyncSession, rows: Sequence[Offer], *, now: datetime) -> Views:
    if not rows:
        return {}
    items = await requests_rows.items_of(db, [row.id for row in rows])
    centres = await incidents.centre_refs(db, ids={row.centre_id for row in rows})
    result: dict[str, Picture] = defaultdict(dict)
    for row in rows:
        state = effective_state(row.state, valid_until=row.valid_until, now=now)
        plain = presenting.offer_view(row, items[row.id], centres, state=state).plain()
        for party in {row.party_code, row.to_party}:
            result[party]["offer", str(row.id)] = plain
    return result


async def _draw_deployments(db: AsyncSession, rows: Sequence[Deployment]) -> Views:
    if not rows:
        return {}
    involved = await incidents.involvements(
        db, {row.incident_id for row in rows if row.incident_id is not None}
    )
    result: dict[str, Picture] = defaultdict(dict)
    for row in rows:
        key = ("deployment", str(row.id))
        whole, brief = presenting.deployment_view(row).plain(), presenting.brief_view(row).plain()
        if row.incident_id is not None:
            for one in involved[row.incident_id]:
                result[one.party][key] = brief  # type: ignore[index] # the thing is a literal
        for party in row.parties:
            result[party][key] = whole  # type: ignore[index] # the thing is a literal
    return result


async def _draw_clearances(
    db: AsyncSession, wanted: ColumnElement[bool], *, now: datetime
) -> Views:
    found = (await db.execute(_clearances().where(wanted))).all()
    alerting = await alerts.alerting_of(db, [row.id for row, _ in found])
    centres = await centres_of_clearances(db, [row for row, _ in found], alerting)
    result: dict[str, Picture] = defaultdict(dict)
    for row, work in found:
        state = clearance_rules.effective_state(row.state, valid_until=row.valid_until, now=now)
        told = presenting.clearance_view(row, centres, alerting.get(row.id), state=state)
        plain = told.plain()
        for party in {row.party_code, row.territory, work.lead_party}:
            result[party]["clearance", str(row.id)] = plain
    return result
