"""The soonest unit for a case in distress as the worker finds it, when nobody is tasked in time.

The fleet is read for this one question, apart from that of the web processes: it is seldom asked.
"""

import asyncio
from dataclasses import replace
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.assets import visible as assets
from sar.assets.fleet import from_tables
from sar.assets.fleet.following import FleetFollower, Snapshots
from sar.geo.sea.field_cache import PATIENCE_S
from sar.geo.sea.question_fields import FieldsBetween, NoFieldLine
from sar.geo.sea.stop_ways import WaysWithin
from sar.incidents import visible as incidents
from sar.incidents.models import Incident
from sar.log import logger
from sar.matching.presenting import match_view
from sar.matching.service import field_place_of, first, question_of, want_of
from sar.matching.views import MatchView
from sar.parties.caller import Caller
from sar.parties.roles import Role
from sar.requests.asking.case_matches import about_case
from sar.requests.asking.case_need import need_of
from sar.requests.asking.first_unit import LOOKED_AT, by_time

WITHIN_S: Final = 60.0
"""The whole fleet is read first, which takes seconds where it is large; the alarm rings meanwhile.
"""

log = logger(__name__)


async def soonest_seen(
    snapshots: Snapshots, incident_id: UUID, *, now: datetime
) -> MatchView | None:
    """The soonest that could take people aboard, as the lead sees it; None: none is seen, or the
    fleet cannot be read now. Nothing waits for it but a name."""
    try:
        async with asyncio.timeout(WITHIN_S), snapshots() as db:
            incident = next(iter(await incidents.rows_of(db, {incident_id})), None)
            if incident is None or incident.datum is None:
                return None
            found = await _found(db, snapshots, incident, now=now)
    except Exception:
        # Whatever goes wrong here, that nobody is tasked is told.
        log.exception("the soonest unit is not named")
        return None
    return next(iter(by_time(found, incident.conditions.get("sea_state"))), None)


async def _found(
    db: AsyncSession, snapshots: Snapshots, incident: Incident, *, now: datetime
) -> list[MatchView]:
    need = need_of(incident)
    asked = await about_case(db, _lead_of(incident), need, incident, now=now)
    basis = await question_of(db, incident.lead_party, want_of(asked.need), asked.where, now=now)
    question = replace(
        basis,
        hails=asked.hails,
        engagements=asked.engagements,
        last_works=asked.last_works,
        own_numbers=await assets.ships_under_own_numbers(db, incident.lead_party),
    )
    reached = await from_tables.reached(db)
    fleet = FleetFollower(snapshots, lambda _: None, reach_s=WITHIN_S)
    place = field_place_of(asked.where)

    stop_ways = WaysWithin(PATIENCE_S)

    async def ask(fields: FieldsBetween) -> list[MatchView]:
        sea = fields.about(place)
        result = await first(
            fleet, question, reached, sea=sea, stop_ways=stop_ways, limit=LOOKED_AT
        )
        return [match_view(one, now=now) for one in result.page]

    try:
        return await FieldsBetween(NoFieldLine()).asked(ask)
    finally:
        fleet.close()


def _lead_of(incident: Incident) -> Caller:
    """The lead, as whoever reads for it; it is on no record."""
    return Caller(
        party=incident.lead_party,
        centre_id=incident.lead_centre_id,
        centre="",
        roles=frozenset({Role.OBSERVER}),
        who="",
    )
