"""A watch officer acts as coordinator where no coordinator is signed in."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar import clock
from sar.live.access_watch import AccessWatch
from sar.live.audience import Audience
from sar.live.position_feed import PositionFeed
from sar.parties.models import SignIn
from sar.parties.presence import PRESENT_FOR
from tests.clients import ClientOf, SignedIn
from tests.given.assets import helicopter, registered
from tests.given.incidents import coordinator, opened, plain
from tests.given.record import entries, told
from tests.given.requests import asked, hailed, id_of, offer, offered, quiet, stepped
from tests.world import World

pytestmark = pytest.mark.anyio

Plain = dict[str, Any]


async def waiting(client_of: ClientOf, world: World, **fields: Any) -> tuple[Plain, Plain]:
    """Italy's case, and Malta's offer for it that waits."""
    case = await opened(client_of, **fields)
    made = await asked(client_of, world, "MLT", incident=case)
    unit = await registered(client_of, "MLT", helicopter())
    return case, await offered(client_of, "MLT", f"requests/{made['id']}", unit["id"])


async def seen(client: httpx.AsyncClient, case: Plain) -> Plain:
    return plain(await client.get(f"/api/incidents/{case['id']}"))


def not_acting(answer: httpx.Response) -> list[str]:
    """The reasons of a refusal."""
    assert answer.status_code == 403, answer.text
    body = plain(answer)
    assert body["code"] == "role_missing"
    reasons: list[str] = body["params"]["not_acting"]
    return reasons


@pytest.mark.long
async def test_in_distress_a_lone_watch_officer_accepts_and_it_is_marked(
    signed_in: SignedIn, client_of: ClientOf, world: World, db: AsyncSession
) -> None:
    officer = await signed_in("watch_officer")
    case, waits = await waiting(client_of, world)
    assert plain(await officer.get("/api/watch-acts")) == {
        "allowed": True,
        "coordinator_signed_in": False,
        "acts": True,
    }
    answer = await officer.post(f"/api/offers/{waits['id']}/accept")
    assert answer.status_code == 200, answer.text
    assert plain(answer)["state"] == "accepted"
    (line,) = (await seen(officer, case))["acted"]
    assert (line["decision"], line["who"][:13]) == ("accept_offer", "watch_officer")
    told = [(one["type"], one["sentence"]) for one in await entries(db, "ITA")][-2:]
    assert [kind for kind, _ in told] == ["OfferAccepted", "ActedAsCoordinator"]
    assert told[-1][1] == (
        f"{case['reference']}: {line['who']} acted as coordinator of MRCC Roma,"
        " where none was present: accept offer. A coordinator is to look at it."
    )


@pytest.mark.long
async def test_others_read_of_the_decision_and_not_of_who_took_it(
    signed_in: SignedIn, client_of: ClientOf, world: World, db: AsyncSession
) -> None:
    officer = await signed_in("watch_officer")
    case, waits = await waiting(client_of, world)
    await officer.post(f"/api/offers/{waits['id']}/accept")
    assert (await seen(client_of("MLT", "observer"), case))["acted"] == []
    told = await entries(db, "MLT")
    assert told[-1]["type"] == "OfferAccepted"
    assert "watch_officer." not in str(told)


@pytest.mark.long
async def test_it_stays_until_a_coordinator_has_looked(
    signed_in: SignedIn, client_of: ClientOf, world: World, db: AsyncSession
) -> None:
    officer = await signed_in("watch_officer")
    case, waits = await waiting(client_of, world)
    await officer.post(f"/api/offers/{waits['id']}/accept")
    look = f"/api/incidents/{case['id']}/acted/look"
    assert (await officer.post(look)).status_code == 403
    boss = await signed_in("coordinator")
    looked = await boss.post(look)
    assert looked.status_code == 200, looked.text
    assert plain(looked)["acted"] == []
    assert (await told(db, "ITA"))[-1] == "ActingSeen"
    assert (await boss.post(look)).status_code == 200
    assert (await told(db, "ITA")).count("ActingSeen") == 1


@pytest.mark.long
async def test_while_a_coordinator_is_signed_in_he_decides(
    signed_in: SignedIn, client_of: ClientOf, world: World
) -> None:
    officer, boss = await signed_in("watch_officer"), await signed_in("coordinator")
    _, waits = await waiting(client_of, world)
    assert not plain(await officer.get("/api/watch-acts"))["acts"]
    refused = await officer.post(f"/api/offers/{waits['id']}/accept")
    assert not_acting(refused) == ["coordinator_signed_in"]
    assert "A coordinator of MRCC Roma is present, and decides." in plain(refused)["detail"]
    assert plain(await boss.get("/api/me"))["who"] not in refused.text
    assert (await boss.delete("/api/session")).status_code == 204
    assert (await officer.post(f"/api/offers/{waits['id']}/accept")).status_code == 200


async def test_a_coordinator_who_is_gone_without_signing_out_is_not_there(
    signed_in: SignedIn, client_of: ClientOf, world: World, db: AsyncSession
) -> None:
    boss = await signed_in("coordinator")
    long_ago = clock.real_now() - PRESENT_FOR - timedelta(seconds=1)
    await db.execute(update(SignIn).values(used_at=long_ago))
    await db.commit()
    officer = await signed_in("watch_officer")
    assert plain(await officer.get("/api/watch-acts"))["acts"]
    assert (await boss.get("/api/me", headers=touched(3))).status_code == 200
    assert not plain(await officer.get("/api/watch-acts"))["acts"]


def touched(seconds: int) -> dict[str, str]:
    """The header of a page that somebody touched so long ago."""
    return {"sar-idle-seconds": str(seconds)}


@pytest.mark.long
@pytest.mark.parametrize(
    "headers",
    [
        {},
        touched(60),
        pytest.param(touched(36_000), marks=pytest.mark.long),
        pytest.param({"sar-idle-seconds": "-1"}, marks=pytest.mark.long),
    ],
)
async def test_a_page_that_reads_by_itself_is_nobody(
    signed_in: SignedIn,
    client_of: ClientOf,
    world: World,
    db: AsyncSession,
    headers: dict[str, str],
) -> None:
    boss = await signed_in("coordinator")
    long_ago = clock.real_now() - PRESENT_FOR - timedelta(seconds=1)
    await db.execute(update(SignIn).values(used_at=long_ago))
    await db.commit()
    officer = await signed_in("watch_officer")
    _, waits = await waiting(client_of, world)
    for address in ("me", "snapshot", "watch-acts", "incidents"):
        assert (await boss.get(f"/api/{address}", headers=headers)).status_code == 200
    assert (await officer.post(f"/api/offers/{waits['id']}/accept")).status_code == 200


@pytest.mark.long
async def test_who_writes_is_there_without_a_word(
    signed_in: SignedIn, client_of: ClientOf, db: AsyncSession
) -> None:
    boss = await signed_in("coordinator")
    long_ago = clock.real_now() - PRESENT_FOR - timedelta(seconds=1)
    await db.execute(update(SignIn).values(used_at=long_ago))
    await db.commit()
    case = await opened(client_of)
    body = {"phase": "alert", "reason": "Calm."}
    said = await boss.post(f"/api/incidents/{case['id']}/phase", json=body)
    assert said.status_code == 200, said.text
    officer = await signed_in("watch_officer")
    assert not plain(await officer.get("/api/watch-acts"))["acts"]


async def test_an_open_tab_on_the_live_feed_is_nobody(
    signed_in: SignedIn, client_of: ClientOf, world: World, db: AsyncSession
) -> None:
    await signed_in("coordinator")
    (session,) = (await db.scalars(select(SignIn))).all()
    session.used_at = clock.real_now() - PRESENT_FOR - timedelta(seconds=1)
    await db.commit()
    officer = await signed_in("watch_officer")
    assert plain(await officer.get("/api/watch-acts"))["acts"]
    listening = replace(
        coordinator(world, "ITA", session.person_id), sign_in_id=session.id, key_id=None
    )
    audience = Audience()
    audience.admit(listening)
    await AccessWatch(audience, PositionFeed(audience)).check(db)
    assert plain(await officer.get("/api/watch-acts"))["acts"]


async def test_a_use_is_written_down_once_a_minute(
    signed_in: SignedIn, client_of: ClientOf, db: AsyncSession
) -> None:
    boss = await signed_in("coordinator")
    before = await db.scalar(select(col(SignIn.used_at)))
    await boss.get("/api/me", headers=touched(0))
    db.expire_all()
    assert await db.scalar(select(col(SignIn.used_at))) == before


async def test_a_coordinator_elsewhere_does_not_count(
    signed_in: SignedIn, client_of: ClientOf, world: World, db: AsyncSession
) -> None:
    await signed_in("coordinator")
    await db.execute(update(SignIn).values(centre_id=world.centres["MLT"]))
    await db.commit()
    officer = await signed_in("watch_officer")
    assert plain(await officer.get("/api/watch-acts"))["acts"]


@pytest.mark.long
async def test_outside_distress_too_a_lone_watch_officer_accepts_and_it_is_marked(
    signed_in: SignedIn, client_of: ClientOf, world: World
) -> None:
    officer = await signed_in("watch_officer")
    case, waits = await waiting(client_of, world, phase="alert")
    answer = await officer.post(f"/api/offers/{waits['id']}/accept")
    assert answer.status_code == 200, answer.text
    assert [line["decision"] for line in (await seen(officer, case))["acted"]] == ["accept_offer"]


@pytest.mark.long
async def test_a_party_may_keep_it_to_coordinators(
    signed_in: SignedIn, client_of: ClientOf, world: World, db: AsyncSession
) -> None:
    officer = await signed_in("watch_officer")
    _, waits = await waiting(client_of, world)
    body = {"allowed": False}
    assert (await client_of("ITA", "coordinator").put("/api/watch-acts", json=body)).is_error
    answer = await client_of("ITA", "admin").put("/api/watch-acts", json=body)
    assert answer.status_code == 200, answer.text
    assert not plain(answer)["allowed"]
    assert (await entries(db, "ITA"))[-1]["sentence"] == (
        "Watch officers of Italy do not act as coordinator where none is present."
    )
    refused = await officer.post(f"/api/offers/{waits['id']}/accept")
    assert not_acting(refused) == ["not_allowed"]
    assert plain(await client_of("MLT", "admin").get("/api/watch-acts"))["allowed"]


async def test_neither_a_key_nor_an_observer_acts(
    signed_in: SignedIn, client_of: ClientOf, world: World
) -> None:
    _, waits = await waiting(client_of, world)
    path = f"/api/offers/{waits['id']}/accept"
    assert (await client_of("ITA", "watch_officer").post(path)).status_code == 403
    assert (await (await signed_in("observer")).post(path)).status_code == 403


async def test_what_it_opens_and_what_it_does_not(
    signed_in: SignedIn, client_of: ClientOf, world: World
) -> None:
    officer = await signed_in("watch_officer")
    case = await opened(client_of)
    unit = await registered(client_of, "ITA", helicopter())
    at = f"/api/incidents/{case['id']}"
    sent = await officer.post(f"{at}/offers", json=offer(unit["id"], accept=True))
    assert sent.status_code == 201, sent.text
    lead = {"to_centre_id": str(world.centres["MLT"]), "office": "smc"}
    assert (await officer.post(f"{at}/coordination", json=lead)).status_code == 201
    withdrawn = await officer.post(f"{at}/coordination/withdraw", json={"office": "smc"})
    assert withdrawn.status_code == 200, withdrawn.text
    decided = [line["decision"] for line in (await seen(officer, case))["acted"]]
    assert decided == ["send_own", "propose_lead", "withdraw_lead"]
    refused = await officer.post(f"{at}/close", json={"reason": "Nobody is found."})
    assert refused.status_code == 409, "400 people are missing: not for want of a role"
    muted = await officer.post("/api/mutings", json=quiet("MLT"))
    assert muted.status_code == 403, "it brings no help"


async def test_one_asked_to_lead_accepts_and_the_lead_reads_nothing_of_who(
    signed_in: SignedIn, client_of: ClientOf, world: World
) -> None:
    officer = await signed_in("watch_officer")
    case = await opened(client_of, "MLT")
    at = f"/api/incidents/{case['id']}"
    lead = {"to_centre_id": str(world.centres["ITA"]), "office": "smc"}
    asking = await client_of("MLT", "coordinator").post(f"{at}/coordination", json=lead)
    assert asking.status_code == 201, asking.text
    taken = await officer.post(f"{at}/coordination/accept", json={"office": "smc"})
    assert taken.status_code == 200, taken.text
    assert plain(taken)["lead"]["party"] == "ITA"
    assert [line["decision"] for line in plain(taken)["acted"]] == ["accept_lead"]
    assert (await seen(client_of("MLT", "observer"), case))["acted"] == []


@pytest.mark.long
async def test_a_decision_sent_twice_is_marked_once(
    signed_in: SignedIn, client_of: ClientOf, world: World
) -> None:
    officer = await signed_in("watch_officer")
    case, waits = await waiting(client_of, world)
    headers = {"Idempotency-Key": id_of()}
    for _ in range(2):
        answer = await officer.post(f"/api/offers/{waits['id']}/accept", headers=headers)
        assert answer.status_code == 200, answer.text
    assert len((await seen(officer, case))["acted"]) == 1


@pytest.mark.long
async def test_a_lone_officer_releases_the_last_ship_on_urgent_grounds_and_is_marked(
    signed_in: SignedIn, client_of: ClientOf
) -> None:
    officer = await signed_in("watch_officer")
    case = await opened(client_of)
    work = await hailed(client_of, case)
    release = f"/api/deployments/{work['id']}/release"
    done = await officer.post(release, json={"reason": "crew_in_danger"})
    assert done.status_code == 200, done.text
    assert plain(done)["deployment"]["state"] == "released"
    now = await seen(officer, case)
    assert [line["decision"] for line in now["acted"]] == ["release"]
    (word,) = now["sent_away"]
    assert (word["waits"], word["alone"]) == (False, False), "a second is awaited after the fact"


@pytest.mark.long
async def test_without_urgent_grounds_the_lone_officers_wish_waits_for_a_second(
    signed_in: SignedIn, client_of: ClientOf
) -> None:
    officer = await signed_in("watch_officer")
    case = await opened(client_of)
    work = await stepped(client_of, "ITA", await hailed(client_of, case), "proceed", "arrive")
    release = f"/api/deployments/{work['id']}/release"
    asked = await officer.post(release, json={"reason": "relieved"})
    assert asked.status_code == 200, asked.text
    assert plain(asked)["deployment"]["state"] == "on_scene"
    (word,) = (await seen(officer, case))["sent_away"]
    assert word["waits"]
    second = {"function": "Head of operations", "word_id": word["id"]}
    gone = await officer.post(f"/api/incidents/{case['id']}/second", json=second)
    assert gone.status_code == 200, gone.text
    assert (await seen(officer, case))["sent_away"] == []


@pytest.mark.long
async def test_while_a_coordinator_is_signed_in_the_officer_releases_nothing(
    signed_in: SignedIn, client_of: ClientOf
) -> None:
    officer, _ = await signed_in("watch_officer"), await signed_in("coordinator")
    case = await opened(client_of)
    work = await hailed(client_of, case)
    body = {"reason": "crew_in_danger"}
    refused = await officer.post(f"/api/deployments/{work['id']}/release", json=body)
    assert not_acting(refused) == ["coordinator_signed_in"]
