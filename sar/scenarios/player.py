"""Plays a scenario's story: acts as its parties through the public HTTP API, at its instants."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final

from sar.client import Client, Refused
from sar.log import logger
from sar.scenarios.by_link import answer_by_link
from sar.scenarios.desks import Desk
from sar.scenarios.fleet import DemoFleet
from sar.scenarios.ground import Tell
from sar.scenarios.load import write_privately
from sar.scenarios.pace import Pace, Players
from sar.scenarios.plan import PATIENCE, PlannedAct, PlannedStage, timeline
from sar.scenarios.sayings import fill_saying
from sar.scenarios.scenario_file import Scenario, Seen, StageAct

log = logger(__name__)

LOOK_S: Final = 0.2
SET_WATCH_S: Final = 30.0
LISTEN_AGAIN_S: Final = 10.0
CHANGES_ANEW: Final = 3
"""So often a change is repeated that somebody else's came before."""


class Memory:
    """The acts of the story that are done, stored beside the credentials."""

    def __init__(self, path: Path, scenario: str) -> None:
        self._path, self._scenario = path, scenario
        try:
            kept = json.loads(path.read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            kept = {}
        self.done: set[str] = set(kept["done"]) if kept.get("scenario") == scenario else set()

    def add(self, key: str) -> None:
        """Remember that something is done."""
        self.done.add(key)
        kept = {"scenario": self._scenario, "done": sorted(self.done)}
        write_privately(self._path, json.dumps(kept) + "\n")


@dataclass(frozen=True, slots=True)
class Told:
    """The outcome of the story: `faults` are acts that were refused and conditions never met."""

    stages: int
    faults: list[str]


class Player:
    """One scenario being played on one server."""

    def __init__(self, scenario: Scenario, desks: Mapping[str, Desk], pace: Pace) -> None:
        self.scenario, self.desks, self.pace, self.watch = scenario, desks, pace, pace.watch
        self.fleet = DemoFleet(scenario, desks, pace)
        self._faults: list[str] = []

    async def tell_story(self, memory: Memory, tell: Tell) -> Told:
        """Play every stage that is not yet played; one line for each."""
        stages = timeline(self.scenario)
        for stage in stages:
            key = f"{self.scenario.code}/{stage.number}"
            if key not in memory.done:
                said = await self._play(stage, memory)
                tell(self._line(stage, len(stages), said))
                memory.add(key)
        await self.pace.run(Players.STORY)
        return Told(len(stages), self._faults)

    def _line(self, stage: PlannedStage, of: int, said: list[str]) -> str:
        told = "; ".join(one for one in said if one)
        head = f"{self.watch.now():%H:%M}Z  [{stage.number:2d}/{of}] {stage.name}"
        return f"{head}: {told}" if told else head

    async def _play(self, stage: PlannedStage, memory: Memory) -> list[str]:
        await self.pace.until(Players.STORY, stage.at)
        said = [await self._see(stage, seen) for seen in stage.until]
        for planned in stage.acts:
            if planned.key not in memory.done:
                await self.pace.until(Players.STORY, planned.at)
                said.append(await self._act(stage, planned))
                memory.add(planned.key)
        return said

    async def _see(self, stage: PlannedStage, seen: Seen) -> str:
        """Wait until a unit has come so far, but not for ever."""
        await self.pace.run(Players.STORY)
        since, word = self.watch.now(), seen.reached.replace("_", " ")
        while True:
            reached = self.fleet.orders.has_reached(seen.unit, seen.incident, seen.reached)
            if reached:
                return f"{seen.unit} {word}"
            if reached is None or self.watch.now() > since + PATIENCE:
                return self._fault(stage, f"{seen.unit} is not {word}")
            await asyncio.sleep(LOOK_S)

    async def _act(self, stage: PlannedStage, planned: PlannedAct) -> str:
        """Do it; a refusal is told and the story goes on, as people do."""
        act, desk = planned.act, self.desks[planned.act.party]
        path = await self._address(act)
        if path is None:
            return self._fault(stage, f"{act.work and act.work.unit} is not at work")
        try:
            answer = await self.pace.through(Players.STORY, _ask(desk, path, planned))
        except Refused as refused:
            if refused.code == "repeated_with_another_body":
                return ""  # it was done before a stop, at another instant
            log.debug("an act was refused", act=planned.key, path=act.path, code=refused.code)
            return self._fault(stage, f"refused, {refused.detail}")
        return fill_saying(act.say, answer)

    async def _address(self, act: StageAct) -> str | None:
        """The act's path; None when the work that it is about does not come about."""
        if act.work is None:
            return act.path
        since = self.watch.now()
        while self.watch.now() <= since + PATIENCE:
            id_ = self.fleet.orders.work_of(act.work.unit, act.work.incident)
            if id_ is not None:
                return act.path.replace("{work}", id_)
            await asyncio.sleep(LOOK_S)
        return None

    def _fault(self, stage: PlannedStage, what: str) -> str:
        """Collect a fault for the end of the story, and report it now."""
        self._faults.append(f"[{stage.number}] {what}")
        return what

    async def live(self) -> None:
        """Follow every party's feed, move every unit and set the clock, until cancelled."""
        async with asyncio.TaskGroup() as group:
            for desk in self.desks.values():
                group.create_task(self._listen(desk))
            group.create_task(self._keep_time())
            group.create_task(self.fleet.work())

    async def _listen(self, desk: Desk) -> None:
        while True:
            try:
                async for event in desk.reader.live():
                    self.fleet.orders.hear(desk, event)
            except Refused as refused:  # the crews read everything again each minute meanwhile
                log.warning("a live feed was refused", party=desk.party, why=refused.detail)
                await asyncio.sleep(LISTEN_AGAIN_S)

    async def _keep_time(self) -> None:
        client = next(iter(self.desks.values())).reader
        while True:
            await asyncio.sleep(SET_WATCH_S)
            try:
                self.watch.adopt(await client.clock())
            except Refused as refused:
                log.warning("the clock could not be read", why=refused.detail)


async def _ask(desk: Desk, path: str, planned: PlannedAct) -> Any:
    act = planned.act
    if act.answered is not None:
        return await answer_by_link(desk, act, act.answered, key=planned.key)
    client = desk[act.role]
    if act.method == "PATCH":
        return await _change(client, path, act.body, key=planned.key)
    return await client.ask(act.method, path, act.body, idempotency_key=_key(planned))


async def _change(client: Client, path: str, body: Any, *, key: str) -> Any:
    """Change something; where somebody else does at the same moment, on what then stands."""
    for _ in range(CHANGES_ANEW):
        try:
            return await client.change(path, body, idempotency_key=key)
        except Refused as refused:
            if refused.status != HTTPStatus.PRECONDITION_FAILED:
                raise
    return await client.change(path, body, idempotency_key=key)


def _key(planned: PlannedAct) -> str | None:
    """A creation is known by its id, a question needs no key, an action is known by its own."""
    body: Mapping[str, Any] = planned.act.body or {}
    return None if planned.act.method == "GET" or "id" in body else planned.key
