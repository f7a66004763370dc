"""Orders to the demo's units: deployments and scenes, kept current by the feeds."""

import time
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from sar.client import EntryEvent, LiveEvent, PlatformClock, ReadyEvent, Refused, ResyncEvent
from sar.geo.position import LatLon
from sar.log import logger
from sar.requests.deployment_traits import is_active
from sar.requests.words import DeploymentState
from sar.scenarios.desks import Desk
from sar.scenarios.scenario_file import Scenario, Task
from sar.scenarios.units import Engagement, Unit, asset_unit, ship_unit

log = logger(__name__)

READ_AGAIN_S: Final = 60.0
"""So often everything is read again, whatever the feeds have told."""

ViewRead = Mapping[str, Any]


class Orders:
    """Every deployment of the demo's parties, as owner and lead read it."""

    def __init__(
        self,
        scenario: Scenario,
        desks: Mapping[str, Desk],
        watch: PlatformClock,
        units: dict[str, Unit],
    ) -> None:
        self._scenario, self._desks, self._watch, self._units = scenario, desks, watch, units
        self._engaged: dict[str, Engagement] = {}
        self._scenes: dict[str, LatLon] = {}
        self._changed: dict[str, Desk] = {}
        self._read_s = float("-inf")

    def hear(self, desk: Desk, event: LiveEvent) -> None:
        """Note what a party's live feed says; `catch_up` acts on it."""
        match event:
            case EntryEvent():
                for change in event.changes:
                    self._note(desk, change.thing, change.id, change.value)
            case ReadyEvent() | ResyncEvent():
                self.read_again()
            case _:
                pass

    def read_again(self) -> None:
        """Something may have been missed."""
        self._read_s = float("-inf")

    def _note(self, desk: Desk, thing: str, id_: str, value: ViewRead | None) -> None:
        match thing:
            case "deployment":
                known = self._engaged.get(id_)
                is_ours = known is not None and known.owner is desk
                if is_ours or (value is not None and _is_own(desk, value)):
                    self._changed[id_] = desk
            case "incident" | "request" if value is not None:
                self._place(f"/api/{thing}s/{id_}", value)
            case _:
                pass

    def _place(self, goal: str, seen: ViewRead) -> None:
        """The datum of an incident, or the place that a request names."""
        point = seen.get("place") or (seen.get("datum") or {}).get("point")
        if point is not None:
            lon, lat = point["coordinates"]
            self._scenes[goal] = LatLon(lat=lat, lon=lon)

    async def catch_up(self) -> None:
        """Read what has changed, or everything when that may be more than the feeds have told."""
        try:
            if time.monotonic() - self._read_s > READ_AGAIN_S:
                self._read_s = time.monotonic()
                self._changed.clear()
                await self._read_everything()
            while self._changed:
                id_, desk = self._changed.popitem()
                await self.take(desk, await desk.reader.get(f"/api/deployments/{id_}"))
        except Refused as error:
            log.warning("deployments could not be read", why=error.detail)

    async def _read_everything(self) -> None:
        for desk in self._desks.values():
            for view in await desk.reader.every("/api/deployments?limit=500"):
                known = self._engaged.get(view["id"])
                is_known = known is not None and known.deployment["version"] == view["version"]
                if _is_own(desk, view) and not is_known:
                    await self.take(desk, await desk.reader.get(f"/api/deployments/{view['id']}"))
        for goal, desk in {_goal(e): e.owner for e in self.at_work()}.items():
            if goal is not None:
                self._place(goal, await desk.reader.get(goal))

    async def take(self, desk: Desk, answer: ViewRead) -> None:
        """A deployment with its steps, as its owner (a ship's lead) reads it now."""
        deployment = answer["deployment"]
        if not _is_own(desk, deployment):
            return
        unit = await self._unit_of(desk, deployment)
        before = self._engaged.get(deployment["id"])
        engagement = Engagement(
            unit=unit,
            owner=desk,
            lead=self._desks.get(deployment["lead_party"], desk),
            deployment=deployment,
            steps=answer["steps"],
            tasks=self._tasks(unit.name, deployment["incident_id"]),
        )
        self._engaged[deployment["id"]] = engagement
        if is_over(engagement) and before is not None and not is_over(before):
            now = self._watch.now()
            unit.is_free(unit.where(now).point, now)
        goal = _goal(engagement)
        if goal is not None and goal not in self._scenes and not is_over(engagement):
            self._place(goal, await desk.reader.get(goal))

    async def _unit_of(self, desk: Desk, deployment: ViewRead) -> Unit:
        """One that the scenario does not know was registered meanwhile."""
        id_ = deployment["asset_id"] or deployment["ship_id"]
        if id_ not in self._units:
            now = self._watch.now()
            if deployment["asset_id"]:
                asset = await desk.reader.get(f"/api/assets/{id_}")
                self._units[id_] = asset_unit(asset, None, desk, at=now)
            else:
                ships = await desk.reader.every("/api/ships?limit=500")
                ship = next(ship for ship in ships if ship["id"] == id_)
                self._units[id_] = ship_unit(ship, None, desk, at=now)
        return self._units[id_]

    def _tasks(self, unit: str, incident_id: str | None) -> tuple[Task, ...]:
        for work in self._scenario.work:
            if (work.unit, work.incident) == (unit, incident_id):
                return tuple(work.tasks)
        return ()

    # what the crews ask

    def at_work(self) -> list[Engagement]:
        """Deployments that are not over."""
        return [e for e in self._engaged.values() if not is_over(e)]

    def now(self, engagement: Engagement) -> Engagement:
        """The same deployment after its latest change."""
        return self._engaged[engagement.deployment["id"]]

    def scene(self, engagement: Engagement) -> LatLon | None:
        """The place that its unit is to go to, once that is known."""
        return self._scenes.get(_goal(engagement) or "")

    def carrier(self, engagement: Engagement) -> Mapping[DeploymentState, datetime] | None:
        """The instants at which its carrier came to each state; None: it goes by itself."""
        carrier_id = engagement.deployment["carrier_asset_id"]
        if carrier_id is None:
            return None
        incident_id = engagement.deployment["incident_id"]
        carrying = self._of(incident_id, carrier_id)
        return next((other.reached for other in carrying), {})

    def _of(self, incident_id: str | None, asset_id: str) -> Iterator[Engagement]:
        for engagement in self._engaged.values():
            deployment = engagement.deployment
            if (deployment["incident_id"], deployment["asset_id"]) == (incident_id, asset_id):
                yield engagement

    def work_of(self, unit: str, incident_id: str) -> str | None:
        """The id of a unit's deployment in an incident, once it has one that is not over."""
        for engagement in self.at_work():
            found = engagement.unit.name, engagement.deployment["incident_id"]
            if found == (unit, incident_id):
                id_: str = engagement.deployment["id"]
                return id_
        return None

    def has_reached(self, unit: str, incident_id: str, state: DeploymentState) -> bool | None:
        """Whether a unit has come so far in an incident; None: it never will any more."""
        found = [
            e
            for e in self._engaged.values()
            if e.unit.name == unit and e.deployment["incident_id"] == incident_id
        ]
        if any(state in e.reached for e in found):
            return True
        return None if found and all(is_over(e) for e in found) else False


def _is_own(desk: Desk, view: ViewRead) -> bool:
    """Whether the desk's party owns the asset, or leads where it is a ship's."""
    speaker: str = view["party"] or view["lead_party"]
    return view["view"] == "full" and desk.party == speaker


def is_over(engagement: Engagement) -> bool:
    """Nothing more is to be done: the unit is free."""
    return not is_active(engagement.state, ship=engagement.unit.is_ship)


def _goal(engagement: Engagement) -> str | None:
    """The address of what says where to go."""
    deployment = engagement.deployment
    if deployment["incident_id"]:
        return f"/api/incidents/{deployment['incident_id']}"
    return f"/api/requests/{deployment['request_id']}" if deployment["request_id"] else None
