"""People, keys, sign-in and the directory."""

import httpx
import pytest
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession
from uuid_utils.compat import uuid7

from sar.parties.once import Repeatable
from sar.settings import settings
from tests.clients import ClientOf
from tests.given.record import entries
from tests.world import PASSWORD, World

pytestmark = pytest.mark.anyio


def person(world: World, **changes: object) -> dict[str, object]:
    """A valid account of Italy."""
    return {
        "id": str(uuid7()),
        "login": "watch.roma",
        "name": "Watch desk",
        "password": PASSWORD,
        "centre_id": str(world.centres["ITA"]),
        "roles": ["watch_officer"],
    } | changes


async def test_admin_adds_an_account_that_can_sign_in(
    client_of: ClientOf, anonymous: httpx.AsyncClient, world: World
) -> None:
    added = await client_of("ITA", "admin").post("/api/people", json=person(world))
    assert added.status_code == 201, added.text
    signed_in = await anonymous.post(
        "/api/session", json={"login": "ITA/watch.roma", "password": PASSWORD}
    )
    assert signed_in.status_code == 204
    cookie = signed_in.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    me = await anonymous.get("/api/me")
    assert me.json()["party"] == "ITA"
    assert me.json()["roles"] == ["watch_officer"]


async def test_a_wrong_password_and_an_unknown_login_are_refused_alike(
    client_of: ClientOf, anonymous: httpx.AsyncClient, world: World
) -> None:
    await client_of("ITA", "admin").post("/api/people", json=person(world))
    wrong = await anonymous.post(
        "/api/session", json={"login": "ITA/watch.roma", "password": "x" * 12}
    )
    unknown = await anonymous.post(
        "/api/session", json={"login": "ITA/nobody", "password": PASSWORD}
    )
    assert wrong.status_code == unknown.status_code == 401
    assert wrong.json() == unknown.json()


async def test_a_cookie_from_another_origin_writes_nothing(
    client_of: ClientOf, anonymous: httpx.AsyncClient, world: World
) -> None:
    await client_of("ITA", "admin").post("/api/people", json=person(world, roles=["admin"]))
    await anonymous.post("/api/session", json={"login": "ITA/watch.roma", "password": PASSWORD})
    forged = await anonymous.post(
        "/api/people",
        json=person(world, login="other.one"),
        headers={"Origin": "https://elsewhere.example"},
    )
    assert forged.status_code == 403
    assert forged.json()["code"] == "wrong_origin"
    own = await anonymous.post(
        "/api/people",
        json=person(world, login="other.one"),
        headers={"Origin": "http://test"},
    )
    assert own.status_code == 201


async def test_another_partys_admin_cannot_touch_an_account(
    client_of: ClientOf, world: World
) -> None:
    body = person(world)
    await client_of("ITA", "admin").post("/api/people", json=body)
    foreign = await client_of("MLT", "admin").delete(f"/api/people/{body['id']}")
    assert foreign.status_code == 404
    own = await client_of("ITA", "admin").delete(f"/api/people/{body['id']}")
    assert own.status_code == 204


async def test_a_repeated_creation_is_done_once_and_another_body_is_refused(
    client_of: ClientOf, world: World
) -> None:
    body = person(world)
    admin = client_of("ITA", "admin")
    first = await admin.post("/api/people", json=body)
    again = await admin.post("/api/people", json=body)
    assert first.status_code == again.status_code == 201
    assert first.json() == again.json()
    other = await admin.post("/api/people", json=body | {"name": "Somebody else"})
    assert other.status_code == 409
    assert other.json()["code"] == "repeated_with_another_body"


async def test_a_key_is_shown_once_and_stops_when_revoked(
    client_of: ClientOf, anonymous: httpx.AsyncClient, world: World
) -> None:
    admin = client_of("ITA", "admin")
    body = {
        "id": str(uuid7()),
        "label": "radar",
        "centre_id": str(world.centres["ITA"]),
        "roles": ["observer"],
    }
    made = await admin.post("/api/keys", json=body)
    key = made.json()["key"]
    assert (await admin.post("/api/keys", json=body)).json()["key"] is None
    headers = {"Authorization": f"Bearer {key}"}
    assert (await anonymous.get("/api/me", headers=headers)).status_code == 200
    await admin.delete(f"/api/keys/{body['id']}")
    assert (await anonymous.get("/api/me", headers=headers)).status_code == 401


async def test_input_that_is_refused_leaves_nothing_behind(
    client_of: ClientOf, world: World, db: AsyncSession
) -> None:
    body = person(world, surprise=1)
    refused = await client_of("ITA", "admin").post("/api/people", json=body)
    assert refused.status_code == 422
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.json()["errors"][0]["field"] == "surprise"
    kept = await db.execute(select(Repeatable).where(text("key = :key")), {"key": body["id"]})
    assert kept.first() is None


@pytest.mark.parametrize(
    ("raw", "status", "field"),
    [
        (b'{"login": NaN, "password": "x"}', 422, "login"),
        (b'{"login": 1e400, "password": "x"}', 422, "login"),
        (b'{"login": "x", "password": "a\\u0000b"}', 422, "password"),
        (b'{"login": "\\ud800", "password": "x"}', 422, "login"),
        (b'{"login": ', 422, "body"),
        (b"\xff\xfe", 422, "body"),
        (b"[" * 3_900, 422, "body"),
        (b"{" + b",".join(b'"k%d":0' % n for n in range(300)) + b"}", 422, "body"),
        (b'{"login": "' + b"x" * 1_000_001 + b'"}', 413, None),
    ],
)
async def test_hostile_bodies_are_refused_with_a_problem(
    anonymous: httpx.AsyncClient, raw: bytes, status: int, field: str | None
) -> None:
    answer = await anonymous.post(
        "/api/session", content=raw, headers={"Content-Type": "application/json"}
    )
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert [e["field"] for e in answer.json().get("errors", [])][:1] == ([field] if field else [])


async def test_contacts_change_with_the_version_they_were_based_on(
    client_of: ClientOf, world: World
) -> None:
    admin = client_of("MLT", "admin")
    path = f"/api/centres/{world.centres['MLT']}/contacts"
    body = {"contacts": [{"channel": "telephone", "value": "+356 1", "language": "en"}]}
    assert (await admin.put(path, json=body)).status_code == 428
    assert (await admin.put(path, json=body, headers={"If-Match": '"7"'})).status_code == 412
    done = await admin.put(path, json=body, headers={"If-Match": '"1"'})
    assert done.status_code == 200
    assert done.json()["version"] == 2
    foreign = await client_of("ITA", "admin").put(path, json=body, headers={"If-Match": '"2"'})
    assert foreign.status_code == 404


SECRET = "whsec_" + "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0"
HOOK = {"channel": "webhook", "value": "https://alerts.example.int/sar"}


async def test_the_secret_of_a_webhook_is_kept_and_never_told(
    client_of: ClientOf, world: World, db: AsyncSession
) -> None:
    admin = client_of("MLT", "admin")
    path = f"/api/centres/{world.centres['MLT']}/contacts"
    missing = await admin.put(path, json={"contacts": [HOOK]}, headers={"If-Match": '"1"'})
    assert missing.json()["errors"][0]["field"] == "contacts[0].secret"
    body = {"contacts": [{**HOOK, "secret": SECRET, "hours": "20:00-06:00"}]}
    done = await admin.put(path, json=body, headers={"If-Match": '"1"'})
    assert done.status_code == 200, done.text
    (told,) = done.json()["contacts"]
    assert told == {
        **HOOK, "language": "", "verified_on": None, "hours": "20:00-06:00", "in_exercises": False
    }  # fmt: skip
    kept = await admin.put(path, json={"contacts": [HOOK]}, headers={"If-Match": '"2"'})
    assert kept.status_code == 200, "the same address keeps its own"
    for party in ("MLT", "ITA"):
        assert SECRET[6:] not in str(await entries(db, party))
        assert SECRET[6:] not in (await client_of(party, "observer").get("/api/snapshot")).text


@pytest.mark.parametrize(
    ("contacts", "code"),
    [
        ([{"channel": "email", "value": "nobody"}], "no_such_form"),
        ([{"channel": "email", "value": "a@b.int,c@d.int"}], "no_such_form"),
        ([{"channel": "sms", "value": "0612"}], "no_such_form"),
        ([{"channel": "webhook", "value": "ftp://x"}], "no_such_form"),
        ([{"channel": "telephone", "value": "+1", "secret": SECRET}], "secret_of_webhooks"),
        ([{**HOOK, "secret": "whsec_short"}], "no_webhook_secret"),
        ([{"channel": "email", "value": "a@b.int", "hours": "6-20"}], "no_hours"),
        ([{"channel": "email", "value": "a@b.int"}] * 2, "contact_twice"),
    ],
)
async def test_a_contact_that_cannot_be_alerted_is_refused(
    client_of: ClientOf, world: World, contacts: list[dict[str, str]], code: str
) -> None:
    path = f"/api/centres/{world.centres['MLT']}/contacts"
    answer = await client_of("MLT", "admin").put(
        path, json={"contacts": contacts}, headers={"If-Match": '"1"'}
    )
    assert answer.status_code == 422, answer.text
    assert [one["code"] for one in answer.json()["errors"]] == [code]
    assert SECRET not in answer.text


async def test_roles_are_asked_for(client_of: ClientOf, world: World) -> None:
    refused = await client_of("ITA", "observer").post("/api/people", json=person(world))
    assert refused.status_code == 403
    assert refused.json()["code"] == "role_missing"
    feed = await client_of("ITA", "feed").get("/api/parties")
    assert feed.status_code == 403


@pytest.mark.parametrize("version", ['"999999999999999999999999999999"', '"-1"', "x", '""'])
async def test_a_version_that_cannot_be_is_refused(
    client_of: ClientOf, world: World, version: str
) -> None:
    answer = await client_of("ITA", "admin").put(
        f"/api/centres/{world.centres['ITA']}/contacts",
        json={"contacts": [{"channel": "telephone", "value": "+39 06"}]},
        headers={"If-Match": version},
    )
    assert answer.status_code == 422, answer.text
    assert answer.json()["errors"][0]["field"] == "If-Match"


async def test_under_tls_a_page_that_came_without_it_is_another_origin(
    client_of: ClientOf,
    anonymous: httpx.AsyncClient,
    world: World,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await client_of("ITA", "admin").post("/api/people", json=person(world))
    monkeypatch.setattr(settings(), "tls", True)
    given = {"login": "ITA/watch.roma", "password": PASSWORD}
    got = [
        await anonymous.post("/api/session", json=given, headers={"Origin": f"{scheme}://test"})
        for scheme in ("http", "https")
    ]
    assert [answer.status_code for answer in got] == [403, 204], got
    assert got[0].json()["code"] == "wrong_origin"


async def test_an_origin_that_is_no_address_is_another_origin(
    anonymous: httpx.AsyncClient,
) -> None:
    answer = await anonymous.post(
        "/api/session", json={"login": "x", "password": "y"}, headers={"Origin": "http://["}
    )
    assert answer.status_code == 403
    assert answer.json()["code"] == "wrong_origin"


async def test_a_body_nested_too_deep_is_refused_with_a_key_too(client_of: ClientOf) -> None:
    answer = await client_of("ITA", "admin").post(
        "/api/keys",
        content=b'{"label": ' + b"[" * 300 + b"]" * 300 + b"}",
        headers={"Content-Type": "application/json", "Idempotency-Key": "deep"},
    )
    assert answer.status_code == 422, answer.text
