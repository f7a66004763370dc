"""Accounts over their life: roles at several centres, passwords, sign-outs, parties that join."""

from typing import Any

import httpx
import pytest
from sqlalchemy.ext.asyncio import AsyncSession
from uuid_utils.compat import uuid7

from sar.geo.areas import parse_area
from sar.geo.position import LatLon
from sar.parties import directory
from sar.parties.models import Centre, Party
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.given.incidents import opened
from tests.law import OverHttp, kept
from tests.world import LISTED, PASSWORD, World, box

pytestmark = pytest.mark.anyio

OTHER = "another-long-password"
OWN = {"Origin": "http://test"}


async def account(client_of: ClientOf, world: World, **changes: Any) -> dict[str, Any]:
    """A new watch officer of Italy."""
    body = {
        "id": str(uuid7()),
        "login": f"w.{uuid7()}"[:40],
        "name": "Watch desk",
        "password": PASSWORD,
        "centre_id": str(world.centres["ITA"]),
        "roles": ["watch_officer"],
    } | changes
    answer = await client_of("ITA", "admin").post("/api/people", json=body)
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def sign_in(client: httpx.AsyncClient, person: dict[str, Any], password: str) -> int:
    client.cookies.clear()
    body = {"login": person["sign_in_as"], "password": password}
    return (await client.post("/api/session", json=body)).status_code


async def test_a_person_holds_roles_at_two_centres_and_switches(
    client_of: ClientOf, anonymous: httpx.AsyncClient, world: World, db: AsyncSession
) -> None:
    second = Centre(
        party_code="ITA", code="MRSC-BARI", name="MRSC Bari", position=LatLon(41.1, 16.9)
    )
    db.add(second)
    await db.commit()
    person = await account(client_of, world)
    rome = {"centre_id": str(world.centres["ITA"]), "roles": ["watch_officer"]}
    bari = {"centre_id": str(second.id), "roles": ["coordinator", "observer"]}
    changed = await client_of("ITA", "admin").put(
        f"/api/people/{person['id']}",
        json={"name": "Watch desk", "postings": [rome, bari]},
        headers={"If-Match": str(person["version"])},
    )
    assert changed.status_code == 200, changed.text
    assert changed.json()["version"] == 2
    assert await sign_in(anonymous, person, PASSWORD) == 204
    switched = await anonymous.patch("/api/me", json={"centre_id": bari["centre_id"]}, headers=OWN)
    assert switched.json()["roles"] == ["coordinator", "observer"]
    assert (await anonymous.get("/api/me")).json()["centre"] == "MRSC-BARI"


async def test_who_loses_a_role_is_signed_out_and_who_gains_one_is_not(
    client_of: ClientOf, anonymous: httpx.AsyncClient, world: World
) -> None:
    person = await account(client_of, world)
    await sign_in(anonymous, person, PASSWORD)
    for version, roles, status in (
        (1, ["watch_officer", "observer"], 200),
        (2, ["observer"], 401),
    ):
        posting = {"centre_id": str(world.centres["ITA"]), "roles": roles}
        changed = await client_of("ITA", "admin").put(
            f"/api/people/{person['id']}",
            json={"name": "Watch desk", "postings": [posting]},
            headers={"If-Match": str(version)},
        )
        assert changed.status_code == 200, changed.text
        assert (await anonymous.get("/api/me")).status_code == status


async def test_another_partys_centre_and_an_older_version_are_refused(
    client_of: ClientOf, world: World
) -> None:
    person = await account(client_of, world)
    posting = {"centre_id": str(world.centres["MLT"]), "roles": ["observer"]}
    for version, status in (("1", 404), ("7", 412)):
        answer = await client_of("ITA", "admin").put(
            f"/api/people/{person['id']}",
            json={"name": "Watch desk", "postings": [posting]},
            headers={"If-Match": version},
        )
        assert answer.status_code == status


async def test_ones_own_password_needs_the_old_one_and_ends_every_other_session(
    client_of: ClientOf, anonymous: httpx.AsyncClient, world: World
) -> None:
    person = await account(client_of, world)
    await sign_in(anonymous, person, PASSWORD)
    stolen = f"sar={anonymous.cookies['sar']}"
    wrong = await anonymous.put(
        "/api/me/password", json={"old": "not-it", "new": OTHER}, headers=OWN
    )
    assert (wrong.status_code, wrong.json()["code"]) == (403, "wrong_password")
    done = await anonymous.put(
        "/api/me/password", json={"old": PASSWORD, "new": OTHER}, headers=OWN
    )
    assert done.status_code == 204, done.text
    assert (await anonymous.get("/api/me")).status_code == 200
    anonymous.cookies.clear()
    assert (await anonymous.get("/api/me", headers={"Cookie": stolen})).status_code == 401
    assert await sign_in(anonymous, person, PASSWORD) == 401
    assert await sign_in(anonymous, person, OTHER) == 204


async def test_an_admin_resets_a_password_and_every_session_ends(
    client_of: ClientOf, anonymous: httpx.AsyncClient, world: World
) -> None:
    person = await account(client_of, world)
    await sign_in(anonymous, person, PASSWORD)
    path = f"/api/people/{person['id']}/password"
    reset = await client_of("ITA", "admin").put(path, json={"password": OTHER})
    assert reset.status_code == 204, reset.text
    assert (await anonymous.get("/api/me")).status_code == 401
    assert await sign_in(anonymous, person, OTHER) == 204
    await client_of("ITA", "admin").delete(f"/api/people/{person['id']}")
    closed = await client_of("ITA", "admin").put(path, json={"password": PASSWORD})
    assert (closed.status_code, closed.json()["code"]) == (409, "account_closed")


async def test_the_role_of_machines_is_not_given_to_people(
    client_of: ClientOf, world: World
) -> None:
    person = await account(client_of, world)
    admin, rome = client_of("ITA", "admin"), str(world.centres["ITA"])
    told = {"name": "Watch", "login": "watch-2", "password": "a long enough password"}
    new = await admin.post("/api/people", json=told | {"centre_id": rome, "roles": ["feed"]})
    changed = await admin.put(
        f"/api/people/{person['id']}",
        json={"name": "Watch", "postings": [{"centre_id": rome, "roles": ["feed", "observer"]}]},
        headers={"If-Match": str(person["version"])},
    )
    for answer in (new, changed):
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["code"] == "role_of_machines"


@pytest.mark.parametrize(
    ("login", "password"),
    [
        ("chief", "elevenchars"),
        ("a.chief.of.watch", "A.Chief.of.Watch"),
        ("chief.watch", "ITA/chief.watch"),
        ("chief", "aaaaaaaaaaaaaa"),
    ],
)
async def test_weak_passwords_are_refused(
    client_of: ClientOf, world: World, login: str, password: str
) -> None:
    body = {
        "id": str(uuid7()),
        "login": login,
        "name": "Chief",
        "password": password,
        "centre_id": str(world.centres["ITA"]),
        "roles": ["observer"],
    }
    answer = await client_of("ITA", "admin").post("/api/people", json=body)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "password"
    assert password not in answer.text


@pytest.mark.long
async def test_a_party_that_joins_is_told_to_all_and_reads_its_snapshot(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    async with kept(OverHttp(client_of)) as law:
        party = await db.get_one(Party, LISTED)
        treaties = [{"instrument": "SAR 1979", "status": "party"}]
        await directory.change_party(
            db, party, name=None, treaties=treaties, join=True, now=time.now
        )
        await db.commit()
    assert law.changed == {"ITA", "MLT", "TUN", "GRC"}
    assert law.resynced == set()
    assert {entries[-1]["type"] for entries in law.entries.values()} == {"PartyJoined"}


@pytest.mark.long
async def test_a_centre_elsewhere_or_by_another_name_is_read_anew_in_every_picture(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime, world: World
) -> None:
    """Cases name their centres, and the regions that they touch."""
    await opened(client_of)
    malta = await db.get_one(Centre, world.centres["MLT"])
    changes: list[dict[str, Any]] = [
        {"name": "RCC Malta (Luqa)"},
        {"position": LatLon(35.85, 14.49)},
        {"srr": parse_area(box(11.5, 36.0, 19.0, 37.0))},
    ]
    for changed in changes:
        async with kept(OverHttp(client_of)) as law:
            await directory.change_centre(
                db, malta, languages=None, time_zone=None, **changed, now=time.now
            )
            await db.commit()
        assert law.resynced == {"ITA", "MLT", "TUN", "GRC"}


async def test_a_new_party_is_in_every_picture(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    async with kept(OverHttp(client_of)) as law:
        party = Party(code="EGY", name="Egypt", listed=True, created_at=time.now)
        await directory.add_party(db, party, now=time.now)
        await db.commit()
    assert law.changed == {"ITA", "MLT", "TUN", "GRC"}
