"""A creation repeated over a bad link under its Idempotency-Key, without an id of its own."""

from dataclasses import replace
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import SQLModel

from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.features.law import assets_and_incidents, people_and_agreements, requests_and_work
from tests.features.law.stage import CASES, Stage, Write
from tests.world import PASSWORD, World

pytestmark = pytest.mark.anyio

MODULES = (people_and_agreements, assets_and_incidents, requests_and_work)
"""Imported for the cases that they register."""
KEY = {"Idempotency-Key": "over-a-bad-link"}


@pytest.fixture
async def stage(client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime) -> Stage:
    """The world as it was set up for all cases."""
    return Stage(client_of, world, db=db)


def creating(application: FastAPI) -> set[str]:
    """The routes that answer 201."""
    return {
        f"{method.upper()} {path}"
        for path, operations in application.openapi()["paths"].items()
        for method, operation in operations.items()
        if "201" in operation["responses"]
    }


def without_id(write: Write) -> Write:
    """The write under a key, without the id that its body would carry."""
    body = write.json
    if isinstance(body, dict):
        body = {name: value for name, value in body.items() if name != "id"}
    return replace(write, json=body, headers=write.headers | KEY)


async def rows(db: AsyncSession) -> dict[str, int]:
    """The number of rows of each table, entries of the record too."""
    return {
        table.name: (await db.execute(select(func.count()).select_from(table))).scalar_one()
        for table in SQLModel.metadata.sorted_tables
    }


@pytest.mark.long
async def test_every_creation_repeated_under_its_key_answers_with_what_was_made(
    application: FastAPI, stage: Stage, db: AsyncSession
) -> None:
    routes = creating(application)
    seen = set()
    await stage.set_up()
    for name, (route, case) in sorted(CASES.items()):
        if route not in routes:
            continue
        seen.add(route)
        write = without_id(await case(stage))
        write.headers["Idempotency-Key"] = name
        first = await stage.send(write)
        assert first.status_code == 201, (name, first.text)
        before = await rows(db)
        again = await stage.send(write)
        assert again.status_code == 201, (name, again.text)
        assert await rows(db) == before, name
        assert shown(again.json()) == shown(first.json()), name
    assert seen == routes


SHOWN_ONCE = ("key", "url", "code", "shown_before")


def shown(answer: dict[str, Any]) -> dict[str, Any]:
    """The answer without what is shown once."""
    return {name: value for name, value in answer.items() if name not in SHOWN_ONCE}


async def test_the_repeat_says_that_a_keys_secret_was_shown_before(
    client_of: ClientOf, world: World
) -> None:
    body = {"label": "AIS feed", "centre_id": str(world.centres["ITA"]), "roles": ["feed"]}
    admin = client_of("ITA", "admin")
    first = await admin.post("/api/keys", json=body, headers=KEY)
    again = await admin.post("/api/keys", json=body, headers=KEY)
    assert (first.json()["shown_before"], first.json()["key"][:4]) == (False, "sar_")
    assert (again.json()["shown_before"], again.json()["key"]) == (True, None)


async def test_the_same_key_with_another_body_is_refused(client_of: ClientOf, world: World) -> None:
    body = {
        "login": "night.watch",
        "name": "Night watch",
        "password": PASSWORD,
        "centre_id": str(world.centres["ITA"]),
        "roles": ["observer"],
    }
    admin = client_of("ITA", "admin")
    first = await admin.post("/api/people", json=body, headers=KEY)
    assert first.status_code == 201, first.text
    other = await admin.post("/api/people", json=body | {"name": "Day watch"}, headers=KEY)
    assert (other.status_code, other.json()["code"]) == (409, "repeated_with_another_body")
