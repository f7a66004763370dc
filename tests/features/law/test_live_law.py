"""Old snapshot + entries = new snapshot, for every write that the API has.

Each case prepares a world and returns the one write that is watched. The cases are matched with
OpenAPI, so that a new unsafe route without a case fails here.
"""

import re
from functools import partial

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy.ext.asyncio import AsyncSession

from sar.live.views import RecordView, SnapshotColumnsView, SnapshotView
from sar.record.service import Picture
from tests.beginnings import Beginnings
from tests.clients import ClientOf
from tests.features.law import assets_and_incidents, people_and_agreements, requests_and_work
from tests.features.law.stage import CASES, Stage
from tests.law import JOINED, InTransaction, OverHttp, kept
from tests.live_document import Messages, document
from tests.world import World

pytestmark = pytest.mark.anyio

MODULES = (people_and_agreements, assets_and_incidents, requests_and_work)
"""Imported for the cases that they register."""


RESYNCED = {
    "accept_unasked_offer": {"TUN"},
    "sign_last_so_that_it_enters_into_force": {"GRC", "TUN"},
    "resume_agreement": {"ITA", "MLT"},
    "amend_request": {"GRC"},
    "file_request": {"TUN"},
    "open_request": {"TUN"},
    "propose_coordination": {"TUN"},
    "tell_voyage_without_a_position": {"MLT"},
    "report_position_before_any_datum": {"MLT"},
    "keep_case_from": {"GRC"},
    "keep_case_from_no_more": {"GRC"},
    "change_asset_type": {"GRC", "ITA", "MLT"},
}
"""The parties that may be told to read their snapshot again: those whose terms change, that see
assets of a type whose figures do, that become involved in an incident and so meet conditions of
terms, or that a case is kept from which a term showed. For all others entries must do."""


@pytest.fixture(scope="module")
def messages() -> Messages:
    """The messages of the live feed, as its document describes them."""
    return Messages(document())


@pytest.fixture
async def stage(
    client_of: ClientOf, world: World, beginnings: Beginnings, db: AsyncSession
) -> Stage:
    """The world as it was set up for all cases."""
    return Stage(client_of, world, beginnings, db=db)


class OnceOverHttp(OverHttp):
    """The snapshots by column, read once for cases that begin alike."""

    def __init__(self, client_of: ClientOf, beginnings: Beginnings) -> None:
        super().__init__(client_of, by_column=True)
        self._beginnings = beginnings

    async def snapshot(self, party: str) -> tuple[int, Picture]:
        """The party's snapshot now."""
        read = partial(super().snapshot, party)
        return await self._beginnings.once(f"snapshot of {party}", read)


@pytest.mark.parametrize(
    "name",
    [
        name if nth % 10 == 0 else pytest.param(name, marks=pytest.mark.long)
        for nth, name in enumerate(CASES)
    ],
)
async def test_old_snapshot_and_entries_give_the_new_snapshot(
    stage: Stage,
    db: AsyncSession,
    beginnings: Beginnings,
    anonymous: httpx.AsyncClient,
    messages: Messages,
    name: str,
) -> None:
    write = await CASES[name][1](stage)
    source = OnceOverHttp(stage.client_of, beginnings)
    async with kept(source, now=InTransaction(db)) as found:
        answer = await stage.send(write, anonymous if write.anonymous else None)
        assert answer.status_code < 300, answer.text
    assert found.resynced <= RESYNCED.get(name, set())
    for entries in found.entries.values():
        assert messages.faults({"type": "entries", "entries": entries}) == []


@pytest.mark.long
def test_every_unsafe_route_has_a_case(application: FastAPI) -> None:
    routes = {
        f"{method.upper()} {path}"
        for path, operations in application.openapi()["paths"].items()
        for method in operations
        if method in ("post", "put", "patch", "delete")
    }
    assert {route for route, _ in CASES.values()} == routes


def test_every_step_of_a_deployment_has_a_case(application: FastAPI) -> None:
    operation = application.openapi()["paths"]["/api/deployments/{deployment_id}/{action}"]["post"]
    schema = next(p["schema"] for p in operation["parameters"] if p["name"] == "action")
    names = [re.match(r"(?:step|ship)_(.*)_after_", name) for name in CASES]
    assert {name[1] for name in names if name} == set(schema["enum"])


@pytest.mark.long
async def test_a_snapshot_is_what_openapi_says(stage: Stage) -> None:
    await stage.deployment("depart")
    for party in JOINED:
        client = stage.client_of(party, "observer")
        snapshot = (await client.get("/api/snapshot")).json()
        assert SnapshotView.model_validate(snapshot).model_dump(mode="json") == snapshot
        columns = (await client.get("/api/snapshot", params={"format": "columns"})).json()
        assert SnapshotColumnsView.model_validate(columns).model_dump(mode="json") == columns
        RecordView.model_validate((await client.get("/api/record")).json())
