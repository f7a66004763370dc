"""A caller who may not see a thing neither holds it nor waits for who does; nobody waits for a
hash, nor for a lock without end."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar.assets.models import Asset
from sar.parties.models import ApiKey, Centre, Person
from tests.clients import ClientOf
from tests.committing import committing
from tests.conftest import ExerciseTime
from tests.given.assets import helicopter, registered
from tests.given.requests import asked, id_of, offer
from tests.running import WITHIN_S, database
from tests.world import PASSWORD, World

pytestmark = pytest.mark.anyio

OWN = {"Origin": "http://test"}


@pytest.fixture
async def holder(seeded_here: tuple[str, World]) -> AsyncIterator[AsyncSession]:
    """Somebody at work on what is Malta's."""
    async with database(seeded_here[0]) as db:
        yield db


async def account(of: ClientOf, world: World, party: str) -> dict[str, Any]:
    """An account of the party."""
    body = {
        "id": id_of(),
        "centre_id": str(world.centres[party]),
        "login": f"desk.{id_of()[-8:]}",
        "name": "Desk",
        "password": PASSWORD,
        "roles": ["observer"],
    }
    made = await of(party, "admin").post("/api/people", json=body)
    assert made.status_code == 201, made.text
    return body


async def hold(db: AsyncSession, model: type[Person | ApiKey | Centre | Asset], id_: str) -> None:
    """Lock the row."""
    await db.execute(text("SET LOCAL ROLE sar_owner"))
    row = select(col(model.id)).where(col(model.id) == UUID(id_)).with_for_update()
    assert (await db.execute(row)).scalar() == UUID(id_)


@pytest.mark.long
async def test_what_another_party_works_on_does_not_keep_a_stranger_waiting(
    of: ClientOf, here: World, holder: AsyncSession
) -> None:
    person, centre = await account(of, here, "MLT"), str(here.centres["MLT"])
    asset = (await registered(of, "MLT", helicopter()))["id"]
    key = {"id": id_of(), "label": "x", "roles": ["observer"], "centre_id": centre}
    assert (await of("MLT", "admin").post("/api/keys", json=key)).status_code == 201
    sent = await asked(of, here, "TUN")
    await hold(holder, Person, person["id"])
    await hold(holder, ApiKey, str(key["id"]))
    await hold(holder, Centre, centre)
    await hold(holder, Asset, asset)
    admin, registrar, version = of("ITA", "admin"), of("ITA", "registrar"), {"If-Match": "1"}
    own = {"centre_id": str(here.centres["ITA"]), "roles": ["observer"]}
    postings = {"name": "x", "postings": [own]}
    zone = {"languages": ["en"], "time_zone": "UTC"}
    contacts = {"contacts": [{"channel": "telephone", "value": "+39 06"}]}
    ready = {"readiness": "unavailable", "reason": "Fuel."}
    async with asyncio.timeout(WITHIN_S / 2):
        answers = [
            await admin.put(f"/api/people/{person['id']}", json=postings, headers=version),
            await admin.put(f"/api/people/{person['id']}/password", json={"password": PASSWORD}),
            await admin.delete(f"/api/people/{person['id']}"),
            await admin.delete(f"/api/keys/{key['id']}"),
            await admin.patch(f"/api/centres/{centre}", json=zone, headers=version),
            await admin.put(f"/api/centres/{centre}/contacts", json=contacts, headers=version),
            await registrar.post(f"/api/assets/{asset}/readiness", json=ready),
            await of("TUN", "coordinator").post(
                f"/api/requests/{sent['id']}/offers", json=offer(asset)
            ),
        ]
    assert [one.status_code for one in answers] == [404] * 7 + [422], [a.text for a in answers]


async def test_a_password_is_judged_and_hashed_before_the_account_is_locked(
    of: ClientOf, here: World, holder: AsyncSession, anonymous: httpx.AsyncClient
) -> None:
    person = await account(of, here, "ITA")
    browser = of("ITA", "observer")
    login = {"login": f"ITA/{person['login']}", "password": PASSWORD}
    signed = await browser.post("/api/session", json=login, headers=OWN)
    assert signed.status_code == 204, signed.text
    cookie = {"Cookie": f"sar={signed.cookies['sar']}", "Authorization": "", **OWN}
    await hold(holder, Person, person["id"])
    async with asyncio.timeout(WITHIN_S / 2):
        wrong = await browser.put(
            "/api/me/password", json={"old": "not it", "new": "another-long-one"}, headers=cookie
        )
        weak = await of("ITA", "admin").put(
            f"/api/people/{person['id']}/password", json={"password": "passwordpassword"}
        )
    assert (wrong.status_code, wrong.json()["code"]) == (403, "wrong_password")
    assert (weak.status_code, weak.json()["code"]) == (422, "weak_password")


async def test_of_two_changes_of_one_password_at_once_one_holds(of: ClientOf, here: World) -> None:
    person = await account(of, here, "ITA")
    browser = of("ITA", "observer")
    login = {"login": f"ITA/{person['login']}", "password": PASSWORD}
    signed = await browser.post("/api/session", json=login, headers=OWN)
    cookie = {"Cookie": f"sar={signed.cookies['sar']}", "Authorization": "", **OWN}
    news = ["the-first-new-password", "the-second-new-password"]
    answers = await asyncio.gather(
        *(
            browser.put("/api/me/password", json={"old": PASSWORD, "new": new}, headers=cookie)
            for new in news
        )
    )
    assert sorted(one.status_code for one in answers) in ([204, 403], [204, 401])
    held = news[[one.status_code for one in answers].index(204)]
    again = await browser.post("/api/session", json={**login, "password": held}, headers=OWN)
    assert again.status_code == 204


async def test_who_waits_too_long_for_a_lock_is_told_that_the_platform_is_busy(
    seeded_here: tuple[str, World], here: World, holder: AsyncSession, time: ExerciseTime
) -> None:
    centre = str(here.centres["ITA"])
    await hold(holder, Centre, centre)
    async with committing(*seeded_here, statement_s=3.0) as of:
        answer = await of("ITA", "admin").patch(
            f"/api/centres/{centre}",
            json={"languages": ["en"], "time_zone": "UTC"},
            headers={"If-Match": "1"},
        )
    assert (answer.status_code, answer.json()["code"]) == (503, "busy")
    assert int(answer.headers["retry-after"]) > 0
    assert "Nothing was done" in answer.json()["detail"]
