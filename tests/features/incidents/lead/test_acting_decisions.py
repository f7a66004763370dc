"""The takers of a coordinator's decisions: by role, decision, phase, and whether one is there."""

from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest

from sar.incidents.words import ActingDecision
from tests.clients import ClientOf, SignedIn
from tests.given.assets import helicopter, registered
from tests.given.incidents import opened, plain
from tests.given.requests import asked, deployed, hailed, offer, offered, post, stepped
from tests.world import World

pytestmark = pytest.mark.anyio

Plain = dict[str, Any]
Decision = tuple[str, Plain]
"""The path of a write, and its body."""


class Stage:
    """The ground of each decision: a new case of Italy's in that phase."""

    def __init__(self, client_of: ClientOf, world: World, phase: str) -> None:
        self.client_of, self.world, self.phase = client_of, world, phase
        self.count = 0

    async def case(self, party: str = "ITA") -> Plain:
        return await opened(self.client_of, party, phase=self.phase)

    async def unit(self, party: str) -> Plain:
        self.count += 1
        return await registered(self.client_of, party, helicopter(name=f"Unit {self.count}"))

    async def offer_of_malta(self) -> str:
        case = await self.case()
        made = await asked(self.client_of, self.world, "MLT", incident=case)
        unit = await self.unit("MLT")
        found = await offered(self.client_of, "MLT", f"requests/{made['id']}", unit["id"])
        return f"offers/{found['id']}"

    async def own_work(self) -> Plain:
        case = await self.case()
        unit = await self.unit("ITA")
        made = await offered(
            self.client_of, "ITA", f"incidents/{case['id']}", unit["id"], accept=True
        )
        (row,) = await deployed(self.client_of, "ITA", made)
        return row

    async def work_of_malta(self) -> Plain:
        case = await self.case()
        unit = await self.unit("MLT")
        made = await offered(self.client_of, "MLT", f"incidents/{case['id']}", unit["id"])
        assert (await post(self.client_of, "ITA", f"offers/{made['id']}/accept")).is_success
        (row,) = await deployed(self.client_of, "ITA", made)
        return row

    async def proposal(self, by: str, to: str) -> str:
        case = await self.case(by)
        lead = {"to_centre_id": str(self.world.centres[to]), "office": "smc"}
        path = f"incidents/{case['id']}/coordination"
        assert (await post(self.client_of, by, path, **lead)).is_success
        return path


async def accept_offer(stage: Stage) -> Decision:
    return f"{await stage.offer_of_malta()}/accept", {}


async def decline_offer(stage: Stage) -> Decision:
    return f"{await stage.offer_of_malta()}/decline", {"reason": "Too far."}


async def send_own(stage: Stage) -> Decision:
    case, unit = await stage.case(), await stage.unit("ITA")
    return f"incidents/{case['id']}/offers", offer(unit["id"], accept=True)


async def divert(stage: Stage) -> Decision:
    work, second = await stage.own_work(), await stage.case()
    return f"deployments/{work['id']}/divert", {"incident_id": second["id"], "reason": "Nearer."}


async def withdraw_diversion(stage: Stage) -> Decision:
    work, second = await stage.work_of_malta(), await stage.case()
    where = f"deployments/{work['id']}"
    to = {"incident_id": second["id"], "reason": "Nearer."}
    wish = await post(stage.client_of, "ITA", f"{where}/divert", **to)
    assert wish.is_success, wish.text
    return f"{where}/withdraw-divert", {"reason": "Not needed."}


async def propose_lead(stage: Stage) -> Decision:
    case = await stage.case()
    lead = {"to_centre_id": str(stage.world.centres["MLT"]), "office": "smc"}
    return f"incidents/{case['id']}/coordination", lead


async def accept_lead(stage: Stage) -> Decision:
    return f"{await stage.proposal('MLT', 'ITA')}/accept", {"office": "smc"}


async def decline_lead(stage: Stage) -> Decision:
    reason = {"office": "smc", "reason": "Too far."}
    return f"{await stage.proposal('MLT', 'ITA')}/decline", reason


async def withdraw_lead(stage: Stage) -> Decision:
    return f"{await stage.proposal('ITA', 'MLT')}/withdraw", {"office": "smc"}


async def release(stage: Stage) -> Decision:
    work = await hailed(stage.client_of, await stage.case())
    work = await stepped(stage.client_of, "ITA", work, "proceed", "arrive")
    return f"deployments/{work['id']}/release", {"reason": "relieved"}


async def stand_down(stage: Stage) -> Decision:
    work = await stage.own_work()
    return f"deployments/{work['id']}/stand-down", {"reason": "relieved"}


async def suspend(stage: Stage) -> Decision:
    case = await stage.case()
    return f"incidents/{case['id']}/suspend", {"reason": "Fog.", "ground": "weather"}


async def close(stage: Stage) -> Decision:
    case = await stage.case()
    despite = {"reason": "The search is over.", "despite": "Searched for ten days."}
    return f"incidents/{case['id']}/close", despite


STAGED: dict[ActingDecision, Callable[[Stage], Awaitable[Decision]]] = {
    ActingDecision.ACCEPT_OFFER: accept_offer,
    ActingDecision.DECLINE_OFFER: decline_offer,
    ActingDecision.SEND_OWN: send_own,
    ActingDecision.DIVERT: divert,
    ActingDecision.WITHDRAW_DIVERSION: withdraw_diversion,
    ActingDecision.PROPOSE_LEAD: propose_lead,
    ActingDecision.ACCEPT_LEAD: accept_lead,
    ActingDecision.DECLINE_LEAD: decline_lead,
    ActingDecision.WITHDRAW_LEAD: withdraw_lead,
    ActingDecision.RELEASE: release,
    ActingDecision.STAND_DOWN: stand_down,
    ActingDecision.SUSPEND: suspend,
    ActingDecision.CLOSE: close,
}

PHASES = ("uncertainty", "alert", "distress")
PHASES_IN_SHORT = [
    phase if phase == "distress" else pytest.param(phase, marks=pytest.mark.long)
    for phase in PHASES
]


def bars(answer: httpx.Response) -> list[str]:
    assert answer.status_code == 403, answer.text
    found: list[str] = plain(answer)["params"].get("not_acting", [])
    return found


def test_every_decision_is_in_the_table() -> None:
    assert set(STAGED) == set(ActingDecision)


@pytest.mark.long
@pytest.mark.parametrize("phase", PHASES_IN_SHORT)
async def test_a_lone_watch_officer_decides_and_neither_an_observer_nor_a_key_does(
    signed_in: SignedIn, client_of: ClientOf, world: World, phase: str
) -> None:
    officer, observer = await signed_in("watch_officer"), await signed_in("observer")
    key = client_of("ITA", "watch_officer")
    for decision, staged in STAGED.items():
        path, body = await staged(Stage(client_of, world, phase))
        for other in (observer, key):
            bars(await other.post(f"/api/{path}", json=body))
        done = await officer.post(f"/api/{path}", json=body)
        assert done.is_success, (decision, done.text)
        acted = [one for one in await marks(officer) if one["decision"] == decision]
        assert len(acted) == 1, decision


@pytest.mark.long
@pytest.mark.parametrize("phase", PHASES_IN_SHORT)
async def test_while_a_coordinator_is_signed_in_that_one_decides(
    signed_in: SignedIn, client_of: ClientOf, world: World, phase: str
) -> None:
    officer, boss = await signed_in("watch_officer"), await signed_in("coordinator")
    for decision, staged in STAGED.items():
        path, body = await staged(Stage(client_of, world, phase))
        refused = await officer.post(f"/api/{path}", json=body)
        assert bars(refused) == ["coordinator_signed_in"], decision
        done = await boss.post(f"/api/{path}", json=body)
        assert done.is_success, (decision, done.text)
    assert await marks(officer) == []


async def marks(officer: httpx.AsyncClient) -> list[Plain]:
    """Every mark of the party's cases."""
    cases = plain(await officer.get("/api/incidents"))["items"]
    return [line for one in cases for line in one.get("acted", [])]


@pytest.mark.long
@pytest.mark.parametrize("phase", PHASES)
async def test_what_takes_help_away_keeps_its_second(
    signed_in: SignedIn, client_of: ClientOf, world: World, phase: str
) -> None:
    officer, other = await signed_in("watch_officer"), await signed_in("watch_officer")
    stage = Stage(client_of, world, phase)
    for staged, waits_for in ((suspend, "asked_to_suspend"), (close, "asked_to_close")):
        path, body = await staged(stage)
        case = plain(await officer.post(f"/api/{path}", json=body))
        assert (case["state"], case[waits_for] is not None) == ("open", True)
        seconded = await other.post(f"/api/incidents/{case['id']}/second", json={})
        assert seconded.is_success, seconded.text
        assert plain(seconded)["state"] in ("suspended", "closed")
    path, body = await release(stage)
    gone = plain(await officer.post(f"/api/{path}", json=body))["deployment"]
    case = plain(await officer.get(f"/api/incidents/{gone['incident_id']}"))
    (word,) = case["sent_away"]
    assert (gone["state"] == "released", word["waits"]) == (
        (False, True) if phase == "distress" else (True, False)
    )


async def test_below_distress_an_officers_release_needs_a_reason_and_a_coordinators_none(
    signed_in: SignedIn, client_of: ClientOf, world: World
) -> None:
    officer = await signed_in("watch_officer")
    path, _ = await release(Stage(client_of, world, "alert"))
    look = path.replace("/release", "/without")
    wanted = plain(await officer.get(f"/api/{look}?action=release"))
    assert (wanted["reason_needed"], wanted["waits"]) == (True, False)
    refused = await officer.post(f"/api/{path}", json={})
    assert plain(refused)["code"] == "reason_needed"
    assert (await post(client_of, "ITA", path)).is_success


async def test_a_lone_officer_takes_no_unit_from_distress_to_what_is_none(
    signed_in: SignedIn, client_of: ClientOf, world: World
) -> None:
    officer = await signed_in("watch_officer")
    work = await Stage(client_of, world, "distress").own_work()
    calm, grave = await opened(client_of, phase="alert"), await opened(client_of)
    path = f"/api/deployments/{work['id']}/divert"
    refused = await officer.post(path, json={"incident_id": calm["id"], "reason": "Nearer."})
    assert bars(refused) == ["not_in_distress"]
    done = await officer.post(path, json={"incident_id": grave["id"], "reason": "Nearer."})
    assert done.is_success, done.text


@pytest.mark.long
async def test_what_is_asked_for_without_a_case_waits_for_a_coordinator(
    signed_in: SignedIn, client_of: ClientOf, world: World
) -> None:
    officer = await signed_in("watch_officer")
    made = await asked(client_of, world, "MLT")
    unit = await registered(client_of, "MLT", helicopter())
    found = await offered(client_of, "MLT", f"requests/{made['id']}", unit["id"])
    refused = await officer.post(f"/api/offers/{found['id']}/accept")
    assert bars(refused) == ["no_case"]
