"""Puts the counts of all units together, for the people line of their case."""

from collections import Counter
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from sar.incidents.alarms.suspended_news import follow_news
from sar.incidents.case_clocks import follow_clocks
from sar.incidents.models import Incident
from sar.incidents.people.headcount import totals
from sar.requests import deployment_rows
from sar.requests.deployments.step_rows import headcount_of
from sar.requests.landed_places import by_place
from sar.requests.step_doubts import uncounted_in


async def count_people(db: AsyncSession, incident: Incident | None, *, now: datetime) -> None:
    """Write the counts into the locked case. Its version stays: no form is stale against them."""
    if incident is None:
        return
    await db.flush()
    before = _found(incident.people or {})
    units = await deployment_rows.with_people(db, incident.id)
    deliveries = await deployment_rows.deliveries_of(db, [row.id for row in units])
    delivered: Counter[str] = Counter()
    dead: Counter[str] = Counter()
    uncounted = []
    for row in units:
        told = deliveries[row.id]
        at = [one.place for one in told if one.uncounted]
        landed = [(one.place, one.persons) for one in told]
        delivered.update(by_place(landed, row.delivered, uncounted=at))
        dead.update(by_place([(one.place, one.dead) for one in told if one.dead], row.dead_landed))
        if row.uncounted_delivered:
            standing = dict.fromkeys(one.place for one in told if one.stands) or {"": None}
            uncounted += [
                {"deployment_id": str(row.id), "name": row.name, "place": place}
                for place in standing
            ]
    incident.people = {
        "aboard": [
            {"deployment_id": str(row.id), "name": row.name, "persons": row.aboard}
            for row in units
            if row.aboard
        ],
        "uncounted": [
            {"deployment_id": str(row.id), "name": row.name}
            for row in units
            if row.uncounted_aboard
        ],
        "uncounted_delivered": uncounted,
        "delivered": [{"place": at, "persons": many} for at, many in delivered.items()],
        "dead": sum(row.dead for row in units),
        "died": sum(row.died for row in units),
        "dead_aboard": [
            {"deployment_id": str(row.id), "name": row.name, "persons": row.dead - row.dead_landed}
            for row in units
            if row.dead > row.dead_landed
        ],
        "dead_landed": [{"place": at, "persons": many} for at, many in dead.items()],
        "born": sum(row.born for row in units),
        "doubted": sum(uncounted_in(row.doubts) for row in units),
        "back_in_water": sum(row.back_in_water for row in units),
        "kinds": [asdict(one) for one in totals(headcount_of(row) for row in units)],
    }
    if _found(incident.people) > before:
        await follow_news(db, incident, now=now)
    incident.updated_at = now
    await follow_clocks(db, incident, now=now)


def _found(people: dict[str, Any]) -> int:
    """The numbers found, and found in the water again: more is news of a suspended search. Of a
    unit with people aboard whom nobody has counted, or that landed such, it is one at least."""
    places = [*people.get("aboard", ()), *people.get("delivered", ())]
    more: int = people.get("dead", 0) + people.get("back_in_water", 0)
    persons: int = sum(one["persons"] for one in places)
    uncounted = {
        one["deployment_id"]
        for name in ("uncounted", "uncounted_delivered")
        for one in people.get(name, ())
    }
    return more + persons + len(uncounted)
