"""All units of a demo at work: they move, and their crews report, through the public API."""

import asyncio
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from sar.client import Refused
from sar.geo.position import LatLon
from sar.log import logger
from sar.machine import Side, act_for
from sar.parties.roles import Act, Role
from sar.requests.deployment_traits import TRAITS
from sar.requests.state_tables import DEPLOYMENT, SHIP
from sar.requests.words import DeploymentAction
from sar.scenarios.crews import Report, course
from sar.scenarios.desks import Desk
from sar.scenarios.names import point_of
from sar.scenarios.opening import fix_of
from sar.scenarios.orders import Orders, is_over
from sar.scenarios.pace import Pace, Players
from sar.scenarios.scenario_file import Scenario
from sar.scenarios.units import (
    FLYING,
    MOVING,
    Engagement,
    Unit,
    asset_unit,
    ship_unit,
    take_up,
)

log = logger(__name__)

TICK_S: Final = 0.25
HOLD_S: Final = 1.0
REFUSALS_TOLD: Final = 3
"""Once may be a race, as when the lead changes; so often in a row is a fault."""
AT_ONCE: Final = 4
"""Positions on their way to the server at the same time."""


class DemoFleet:
    """Plays the crew of every deployment, and sails everything else where it belongs."""

    def __init__(self, scenario: Scenario, desks: Mapping[str, Desk], pace: Pace) -> None:
        self._scenario, self._desks, self._pace = scenario, desks, pace
        self._watch = watch = pace.watch
        self._units: dict[str, Unit] = {}
        self.orders = Orders(scenario, desks, watch, self._units)
        self._held_s: dict[str, float] = {}
        """After a refusal nothing is reported of a deployment before this, by our own clock."""
        self._refusals: Counter[str] = Counter()
        self._sending = asyncio.Semaphore(AT_ONCE)

    async def muster(self) -> None:
        """Find every unit and where it is now."""
        now, opens_at = self._watch.now(), self._scenario.opens_at
        data = {a.name: a for assets in self._scenario.assets.values() for a in assets}
        for party, desk in self._desks.items():
            for asset in await desk.reader.every(f"/api/assets?party={party}&limit=500"):
                unit = asset_unit(asset, data.get(asset["name"]), desk, at=opens_at)
                take_up(unit, asset["position"], now=now)
                self._units[unit.id] = unit
        ships = {str(self._scenario.id_of("ship", s.name)): s for s in self._scenario.ships}
        first = next(iter(self._desks.values()))
        for ship in await first.reader.every("/api/ships?limit=500"):
            desk = self._desks.get(ship["reported_by"], first)
            unit = ship_unit(ship, ships.get(ship["id"]), desk, at=opens_at)
            take_up(unit, ship["position"], now=now)
            self._units[unit.id] = unit

    async def work(self) -> None:
        """Move and report for ever."""
        while True:
            now = self._watch.now()
            await self.orders.catch_up()
            for engagement in self.orders.at_work():
                while await self._report_next(self.orders.now(engagement), now):
                    await self._pace.keep_up(Players.CREWS, now)
            await self._show_all(now)
            await self._pace.run(Players.CREWS)
            await asyncio.sleep(TICK_S)

    async def _report_next(self, engagement: Engagement, now: datetime) -> bool:
        """Steer the unit, and report its next step when that is due; whether it reported.

        A step that comes to light late is not dated before the position shown last.
        """
        if is_over(engagement):
            return False
        unit = engagement.unit
        duty = engagement.duty(
            scene=self.orders.scene(engagement),
            places=self._scenario.places,
            carrier=self.orders.carrier(engagement),
        )
        ahead = course(duty)
        if not TRAITS[engagement.state].waits:
            unit.motion = ahead.motion
        due, id_ = ahead.report, engagement.deployment["id"]
        if due is not None and unit.shown_at is not None:
            due = replace(due, at=max(due.at, unit.shown_at))
        if due is None or due.at > now or time.monotonic() < self._held_s.get(id_, 0.0):
            return False
        point = unit.where(due.at).point if unit.kind in MOVING else due.point
        try:
            await self._report(engagement, due, point)
        except Refused as error:
            self._refused(id_, f"{unit.name}: {due.action}: {error.detail}")
            return False
        del self._refusals[id_]
        return True

    def _refused(self, deployment_id: str, why: str) -> None:
        self._held_s[deployment_id] = time.monotonic() + HOLD_S
        self._refusals[deployment_id] += 1
        self.orders.read_again()
        if self._refusals[deployment_id] == REFUSALS_TOLD:
            log.warning("a report is refused again and again", why=why)

    async def _report(self, engagement: Engagement, due: Report, point: LatLon | None) -> None:
        owner, unit = engagement.owner, engagement.unit
        desk, role = _speaker(engagement, due.action)
        id_ = engagement.deployment["id"]
        body = {
            "at": due.at.isoformat(),
            "point": point_of(point) if point else None,
            "said_by": unit.name,
            "persons": due.persons,
            "place": due.place,
        }
        if due.action is DeploymentAction.RELEASE:
            # The scenario's coordinators are two: nobody sends the last able unit away alone.
            body |= {"reason": "lands", "second": {"function": "Second coordinator"}}
        path = f"/api/deployments/{id_}/{due.action}"
        key = f"{id_} {due.action} {len(engagement.steps)}"
        answer = await desk[role].post(path, body, idempotency_key=key)
        if desk is not owner:
            answer = await owner.reader.get(f"/api/deployments/{id_}")
        await self.orders.take(owner, answer)
        if point is not None and unit.kind in MOVING:
            await self._send(unit, point, due.at)

    async def _show_all(self, now: datetime) -> None:
        busy = {e.unit.id for e in self.orders.at_work() if not TRAITS[e.state].waits}
        due: list[Unit] = []
        for unit in self._units.values():
            if unit.id not in busy:
                unit.goes_on(now)
            every_s = self._interval_s(unit, now, at_work=unit.id in busy)
            if unit.shows and time.monotonic() - unit.sent_s >= every_s:
                due.append(unit)
        await asyncio.gather(*(self._show(unit, now) for unit in due))

    def _interval_s(self, unit: Unit, now: datetime, *, at_work: bool) -> float:
        """Real seconds between two positions: dense where it moves fast, never a flood. One that
        stands still at its work is heard all the same, well within the interval of its kind."""
        flies = unit.kind in FLYING
        if unit.where(now).speed_kn == 0.0:
            often = 300.0 / self._watch.rate if at_work else 60.0
            return min(max(often, 2.0 if flies else 5.0), 60.0)
        if flies:
            return min(max(30.0 / self._watch.rate, 2.0), 10.0)
        return min(max(60.0 / self._watch.rate, 5.0), 30.0)

    async def _show(self, unit: Unit, now: datetime) -> None:
        seen = unit.where(now)
        await self._send(unit, seen.point, now, course_deg=seen.course_deg, speed_kn=seen.speed_kn)
        await self._pace.keep_up(Players.CREWS, now)

    async def _send(
        self,
        unit: Unit,
        point: LatLon,
        at: datetime,
        *,
        course_deg: float | None = None,
        speed_kn: float | None = None,
    ) -> None:
        unit.is_shown(point, at)
        things, role = ("ships", Role.WATCH_OFFICER) if unit.is_ship else ("assets", Role.REGISTRAR)
        fix = fix_of(point, at, course_deg=course_deg, speed_kn=speed_kn)
        try:
            async with self._sending:
                await unit.desk[role].post(f"/api/{things}/{unit.id}/fixes", fix)
        except Refused as error:
            log.warning("a position was refused", unit=unit.name, why=error.detail)


def _speaker(engagement: Engagement, action: DeploymentAction) -> tuple[Desk, Role]:
    """The reporter of a step: the owner or the lead, in the least role that may."""
    machine = SHIP if engagement.unit.is_ship else DEPLOYMENT
    sides = {row.side for (_, doing), row in machine.items() if doing is action}
    role = Role.COORDINATOR if act_for(machine, action) is Act.COORDINATE else Role.WATCH_OFFICER
    return (engagement.lead if sides == {Side.LEAD} else engagement.owner), role
