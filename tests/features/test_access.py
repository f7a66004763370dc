"""Every route × {owner, agreed party, party whose agreement ended, stranger}, and nobody.

The routes come from the application's own OpenAPI: a route without a row here fails. Italy owns
what the paths name; Malta has an agreement in force and is asked for help; Tunisia's agreement
has ended; Greece never had one. Each holds every role, so that only visibility decides.
"""

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import literal, select
from sqlalchemy import text as sql
from sqlalchemy.ext.asyncio import AsyncConnection
from uuid_utils.compat import uuid7

from sar import clock, limits
from sar.app import create_app
from sar.db import make_engine, make_sessions, metadata
from tests.clients import ClientOf
from tests.conftest import ExerciseTime, NewWorld
from tests.features.law.conftest import application
from tests.given.affair import LATER, Affair, arranged, heard_things
from tests.given.agreements import agreement, text
from tests.given.assets import fix
from tests.given.fuel_points import fuel_point
from tests.given.incidents import case
from tests.running import database
from tests.statements import counted
from tests.world import PASSWORD, START, World

pytestmark = pytest.mark.anyio

__all__ = ["application"]

Json = dict[str, Any]
ASKED = ("TUN", "GRC", "MLT", "ITA")
"""The strangers first: what they are refused must not stand in the way of the others."""

ALL = (200, 200, 200, 200)
OWN_ONLY = (404, 404, 404, 200)


@pytest.fixture(scope="session")
def seeded(new_world: NewWorld) -> tuple[str, World]:
    """A database of these tests' own, in which the affair is committed."""
    return new_world("access")


@pytest.fixture(scope="module")
def affair(seeded: tuple[str, World]) -> Affair:
    """The affair, committed once for all rows."""

    async def arrange() -> Affair:
        url, world = seeded
        app = create_app(url)
        engine = make_engine(url)
        app.state.sessions = make_sessions(engine)
        ExerciseTime().advance()
        async with AsyncExitStack() as stack:

            def of(party: str, role: str) -> httpx.AsyncClient:
                client = httpx.AsyncClient(
                    transport=httpx.ASGITransport(app=app),
                    base_url="http://test",
                    headers={"Authorization": f"Bearer {world.keys[party, role]}"},
                )
                stack.push_async_callback(client.aclose)
                return client

            affair = await arranged(of, world)
            async with app.state.sessions() as db:
                affair.ids |= await heard_things(db)
        await engine.dispose()
        clock.use(None)
        return affair

    return asyncio.run(arrange())


@dataclass(frozen=True)
class Row:
    """A route, what is sent, and what the four get, in the order of `ASKED`."""

    route: str
    statuses: tuple[int, int, int, int]
    path: str = ""
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    content: bytes | None = None

    @property
    def method(self) -> str:
        """The HTTP method."""
        return self.route.split()[0]

    @property
    def address(self) -> str:
        """The path, with names of ids still in it."""
        return self.path or self.route.split()[1]


def new(**body: Any) -> Callable[[], Json]:
    """A body with an id of its own each time."""
    return lambda: {"id": str(uuid7())} | body


def row(route: str, statuses: tuple[int, int, int, int], **rest: Any) -> Row:
    """A row, shorter to write."""
    return Row(route, statuses, **rest)


IF_MATCH = {"If-Match": '"1"'}
REASON = {"reason": "It must be tried."}
INCIDENT = "/api/incidents/{incident}"
AGREEMENT = agreement(reference="NEW")
TEXT = text()
FIX = fix(12.1, 40.1)
ROW = {"mmsi": "247000999", "at": START.isoformat(), "lat": 40.1, "lon": 12.1}
SHIP = {"name": "Other ship", "type": "M4", **fix(12.0, 40.3)}
FUEL_POINT = {name: said for name, said in fuel_point().items() if name != "id"}
CASE = case()
OFFER = {"items": [{"asset_id": "{asset}"}], "valid_until": LATER}
CSV = b"name,type\nFrom a file,H1\n"

ROWS = [
    row("DELETE /api/session", (204, 204, 204, 204)),
    row("GET /api/session", ALL),
    row("GET /api/me", (200, 200, 200, 200)),
    row("PATCH /api/me", (404, 404, 404, 403), body={"centre_id": "{centre}"}),
    row(
        "PUT /api/me/password",
        (403, 403, 403, 403),
        body={"old": PASSWORD, "new": "another-long-password"},
    ),
    row("GET /api/chart.pmtiles", (404, 404, 404, 404)),
    row("GET /api/parties", (200, 200, 200, 200)),
    row("GET /api/centres", (200, 200, 200, 200)),
    row("GET /api/centres/{centre_id}", (200, 200, 200, 200), path="/api/centres/{centre}"),
    row(
        "PUT /api/centres/{centre_id}/contacts",
        (404, 404, 404, 200),
        path="/api/centres/{centre}/contacts",
        body={"contacts": [{"channel": "telephone", "value": "+39 06"}]},
        headers=IF_MATCH,
    ),
    row(
        "PATCH /api/centres/{centre_id}",
        (404, 404, 404, 200),
        path="/api/centres/{centre}",
        body={"languages": ["it", "en"], "time_zone": "Europe/Rome"},
        headers={"If-Match": '"1"'},
    ),
    row("GET /api/declared-limits", ALL),
    row("GET /api/declared-limits/withdrawn", ALL),
    row("GET /api/declared-limits/{limit_id}", ALL, path="/api/declared-limits/{limit}"),
    row(
        "POST /api/declared-limits",
        (201, 201, 201, 201),
        body={
            "kind": "island",
            "name": "N",
            "place": {"type": "Point", "coordinates": [18.5, 34.4]},
            "deposit": "M.Z.N. 1",
            "deposited_on": "1998-03-05",
        },
    ),
    row(
        "POST /api/declared-limits/{limit_id}/withdraw",
        OWN_ONLY,
        path="/api/declared-limits/{limit}/withdraw",
        body=REASON,
    ),
    row("PUT /api/declared-limits/complete", ALL, body={"complete": True}),
    row("GET /api/feeds", (200, 200, 200, 200)),
    row("GET /api/feeds/{feed_id}/mail", OWN_ONLY, path="/api/feeds/{mailbox}/mail"),
    row("GET /api/fuel-points", ALL),
    row("GET /api/fuel-points/{point_id}", OWN_ONLY, path="/api/fuel-points/{fuel_point}"),
    row("POST /api/fuel-points", (201, 201, 201, 201), body=FUEL_POINT),
    row(
        "PATCH /api/fuel-points/{point_id}",
        OWN_ONLY,
        path="/api/fuel-points/{fuel_point}",
        body={"name": "Renamed"},
        headers=IF_MATCH,
    ),
    row(
        "POST /api/fuel-points/{point_id}/withdraw",
        OWN_ONLY,
        path="/api/fuel-points/{fuel_point}/withdraw",
        body=REASON,
    ),
    row("GET /api/waters", ALL, path="/api/waters?lon=18.5&lat=34.4"),
    row("GET /api/people", (200, 200, 200, 200)),
    row(
        "POST /api/people",
        (404, 404, 404, 201),
        body={
            "login": "new.one",
            "name": "N",
            "password": "a-long-enough-password",
            "centre_id": "{centre}",
            "roles": ["observer"],
        },
    ),
    row(
        "PUT /api/people/{person_id}",
        (404, 404, 404, 200),
        path="/api/people/{person}",
        body={"name": "X", "postings": [{"centre_id": "{centre}", "roles": ["coordinator"]}]},
        headers={"If-Match": '"1"'},
    ),
    row(
        "PUT /api/people/{person_id}/password",
        (404, 404, 404, 204),
        path="/api/people/{person}/password",
        body={"password": "another-long-password"},
    ),
    row("DELETE /api/people/{person_id}", (404, 404, 404, 204), path="/api/people/{person}"),
    row("GET /api/keys", (200, 200, 200, 200)),
    row(
        "POST /api/keys",
        (404, 404, 404, 201),
        body={"label": "n", "centre_id": "{centre}", "roles": ["observer"]},
    ),
    row("DELETE /api/keys/{key_id}", (404, 404, 404, 204), path="/api/keys/{key}"),
    row("GET /api/agreements", (200, 200, 200, 200)),
    row("POST /api/agreements", (422, 422, 201, 201), body=AGREEMENT),
    row(
        "GET /api/agreements/preview",
        (200, 200, 200, 200),
        path="/api/agreements/preview?viewer=MLT",
    ),
    row(
        "GET /api/agreements/conflicts",
        (404, 404, 200, 200),
        path="/api/agreements/conflicts?version_id={version}",
    ),
    row(
        "GET /api/agreements/{agreement_id}",
        (404, 404, 200, 200),
        path="/api/agreements/{agreement}",
    ),
    row(
        "POST /api/agreements/{agreement_id}/versions",
        (404, 404, 201, 201),
        path="/api/agreements/{agreement}/versions",
        body=TEXT,
    ),
    row(
        "PUT /api/agreements/{agreement_id}/draft",
        (404, 404, 404, 200),
        path="/api/agreements/{draft}/draft",
        body=TEXT,
        headers=IF_MATCH,
    ),
    row(
        "POST /api/agreements/{agreement_id}/propose",
        (404, 404, 404, 200),
        path="/api/agreements/{draft}/propose",
        body={},
    ),
    row(
        "POST /api/agreements/{agreement_id}/sign",
        (404, 404, 404, 409),
        path="/api/agreements/{draft}/sign",
        body={"version": 1},
    ),
    row(
        "DELETE /api/agreements/{agreement_id}/draft",
        (404, 404, 404, 204),
        path="/api/agreements/{draft}/draft",
    ),
    row(
        "POST /api/agreements/{agreement_id}/resume",
        (404, 404, 409, 409),
        path="/api/agreements/{agreement}/resume",
        body={},
    ),
    row(
        "POST /api/agreements/{agreement_id}/suspend-sharing",
        (404, 404, 200, 200),
        path="/api/agreements/{agreement}/suspend-sharing",
        body=REASON,
    ),
    row(
        "POST /api/agreements/{agreement_id}/resume-sharing",
        (404, 404, 409, 409),
        path="/api/agreements/{agreement}/resume-sharing",
        body={},
    ),
    row(
        "POST /api/agreements/{agreement_id}/end",
        (404, 404, 200, 409),
        path="/api/agreements/{agreement}/end",
        body=REASON,
    ),
    row(
        "POST /api/agreements/{agreement_id}/take-back-notice",
        (404, 404, 409, 409),
        path="/api/agreements/{agreement}/take-back-notice",
        body={},
    ),
    row(
        "GET /api/agreements/{agreement_id}/arrangement",
        (404, 404, 200, 200),
        path="/api/agreements/{agreement}/arrangement",
    ),
    row(
        "POST /api/agreements/{agreement_id}/arrangement",
        (404, 404, 422, 422),
        path="/api/agreements/{agreement}/arrangement",
        body=b"No arrangement.",
        headers={"Content-Type": "text/markdown"},
    ),
    row("GET /api/asset-types", (200, 200, 200, 200)),
    row(
        "POST /api/asset-types",
        (201, 201, 201, 201),
        body={"code": "RIB9", "based_on": "S3", "name": "RIB", "source": {"note": "Its maker"}},
    ),
    row(
        "PATCH /api/asset-types/{code}",
        (404, 404, 404, 404),
        path="/api/asset-types/MLT-NONE",
        body={"limits": "To sea state 4"},
        headers=IF_MATCH,
    ),
    row(
        "POST /api/asset-types/{code}/withdraw",
        (404, 404, 404, 404),
        path="/api/asset-types/MLT-NONE/withdraw",
        headers=IF_MATCH,
    ),
    row("GET /api/capabilities", (200, 200, 200, 200)),
    row(
        "POST /api/capabilities",
        (201, 201, 201, 201),
        body={"code": "sonar", "name": "Sonar", "meaning": "To 50 m", "source": "Its maker"},
    ),
    row(
        "PATCH /api/capabilities/{code}",
        (404, 404, 404, 404),
        path="/api/capabilities/MLT-none",
        body={"meaning": "To 60 m"},
        headers=IF_MATCH,
    ),
    row(
        "POST /api/capabilities/{code}/withdraw",
        (404, 404, 404, 404),
        path="/api/capabilities/MLT-none/withdraw",
        headers=IF_MATCH,
    ),
    row("GET /api/assets", (200, 200, 200, 200)),
    row("POST /api/assets", (201, 201, 201, 201), body={"name": "New one", "type": "H1"}),
    row(
        "POST /api/assets/import",
        (201, 201, 201, 201),
        body=CSV,
        headers={"Content-Type": "text/csv"},
    ),
    row("GET /api/assets/{asset_id}", (404, 404, 200, 200), path="/api/assets/{asset}"),
    row(
        "PATCH /api/assets/{asset_id}",
        (404, 404, 404, 200),
        path="/api/assets/{asset}",
        body={"name": "Renamed"},
        headers=IF_MATCH,
    ),
    row(
        "POST /api/assets/{asset_id}/readiness",
        (404, 404, 404, 200),
        path="/api/assets/{asset}/readiness",
        body={"readiness": "limited", "reason": "Winch out of order."},
    ),
    row(
        "POST /api/assets/{asset_id}/fixes",
        (404, 404, 404, 200),
        path="/api/assets/{asset}/fixes",
        body=FIX,
    ),
    row(
        "POST /api/assets/{asset_id}/position/believe",
        (404, 404, 404, 409),
        path="/api/assets/{asset}/position/believe",
        body={"at": "2026-10-11T12:00:00Z", "reason": "Seen there by a helicopter."},
    ),
    row(
        "POST /api/assets/{asset_id}/position/doubt",
        (404, 404, 404, 409),
        path="/api/assets/{asset}/position/doubt",
        body={"reason": "Her master says otherwise."},
    ),
    row("POST /api/fixes", (200, 200, 200, 200), path="/api/fixes", body=[ROW]),
    row("GET /api/assets/{asset_id}/track", (404, 404, 200, 200), path="/api/assets/{asset}/track"),
    row(
        "POST /api/assets/{asset_id}/retire",
        (404, 404, 404, 200),
        path="/api/assets/{asset}/retire",
        body={},
        headers=IF_MATCH,
    ),
    row("GET /api/vessels", (200, 200, 200, 200)),
    row("GET /api/vessels/on-map", (200, 200, 200, 200)),
    row("GET /api/vessels/{vessel_id}", OWN_ONLY, path="/api/vessels/{vessel}"),
    row("GET /api/ships", (200, 200, 200, 200)),
    row("POST /api/ships", (201, 201, 201, 201), body=SHIP),
    row("GET /api/ships/{ship_id}", ALL, path="/api/ships/{ship}"),
    row(
        "POST /api/ships/{ship_id}/doubt",
        ALL,
        path="/api/ships/{ship}/doubt",
        body={"reason": "Nobody of that name is there."},
    ),
    row(
        "POST /api/ships/{ship_id}/believe",
        (409, 409, 409, 409),
        path="/api/ships/{ship}/believe",
        body={"reason": "It was seen."},
    ),
    row(
        "POST /api/ships/{ship_id}/withdraw",
        (403, 403, 403, 204),
        path="/api/ships/{ship}/withdraw",
        body={"reason": "Reported twice."},
    ),
    row(
        "POST /api/ships/{ship_id}/fixes",
        (200, 200, 200, 200),
        path="/api/ships/{ship}/fixes",
        body=FIX,
    ),
    row("GET /api/incidents", (200, 200, 200, 200)),
    row("POST /api/incidents", (201, 201, 201, 201), body=CASE),
    row("GET /api/incidents/{incident_id}", (404, 404, 200, 200), path="/api/incidents/{incident}"),
    row(
        "PATCH /api/incidents/{incident_id}",
        (404, 404, 409, 200),
        path="/api/incidents/{incident}",
        body={"title": "Renamed"},
        headers=IF_MATCH,
    ),
    row(
        "POST /api/incidents/{incident_id}/positions",
        (404, 404, 201, 201),
        path="/api/incidents/{incident}/positions",
        body={"point": {"type": "Point", "coordinates": [12.0, 40.0]}, "source": "radar"},
    ),
    row(
        "GET /api/incidents/{incident_id}/positions",
        (404, 404, 200, 200),
        path="/api/incidents/{incident}/positions",
    ),
    row(
        "GET /api/incidents/{incident_id}/isochrones",
        (404, 404, 200, 200),
        path="/api/incidents/{incident}/isochrones",
    ),
    row(
        "GET /api/incidents/{incident_id}/sea-ways",
        (404, 404, 200, 200),
        path="/api/incidents/{incident}/sea-ways?places=12.0,40.0",
    ),
    row(
        "POST /api/incidents/{incident_id}/voyage",
        (404, 404, 409, 200),
        path="/api/incidents/{incident}/voyage",
        body={"way": [[12.0, 40.0]], "source": "their families"},
    ),
    row("POST /api/positions/look", ALL, body={"text": "34 20.0N 012 42.0E"}),
    row(
        "GET /api/incidents/{incident_id}/regions",
        (404, 404, 200, 200),
        path="/api/incidents/{incident}/regions",
    ),
    row(
        "POST /api/incidents/{incident_id}/datum",
        (404, 404, 409, 200),
        path="/api/incidents/{incident}/datum",
        body={"point": {"type": "Point", "coordinates": [12.0, 40.0]}, "uncertainty_nm": 2},
    ),
    row(
        "POST /api/incidents/{incident_id}/datum/drift",
        (404, 404, 409, 200),
        path="/api/incidents/{incident}/datum/drift",
    ),
    row(
        "POST /api/incidents/{incident_id}/keep-from",
        (404, 404, 409, 200),
        path="/api/incidents/{incident}/keep-from",
        body={"party": "GRC", "reason": "They have fled from there."},
    ),
    row(
        "POST /api/incidents/{incident_id}/keep-from-no-more",
        (404, 404, 409, 409),
        path="/api/incidents/{incident}/keep-from-no-more",
        body={"party": "GRC", "reason": "They have not."},
    ),
    row(
        "POST /api/incidents/{incident_id}/phase",
        (404, 404, 409, 200),
        path="/api/incidents/{incident}/phase",
        body={"phase": "alert", "reason": "They answer again."},
    ),
    row(
        "POST /api/incidents/{incident_id}/assessment",
        (404, 404, 409, 200),
        path="/api/incidents/{incident}/assessment",
        body={"answers": [{"criterion": "overloaded", "answer": "yes"}]},
    ),
    row(
        "POST /api/incidents/{incident_id}/criteria",
        (404, 404, 200, 200),
        path="/api/incidents/{incident}/criteria",
        body={"answers": [{"criterion": "overloaded", "answer": "yes"}]},
    ),
    row(
        "POST /api/incidents/{incident_id}/assessment/suggestion",
        (404, 404, 200, 200),
        path="/api/incidents/{incident}/assessment/suggestion",
        body={"answers": [{"criterion": "overloaded", "answer": "yes"}]},
    ),
    row(
        "POST /api/incidents/{incident_id}/second",
        (404, 404, 409, 409),
        path="/api/incidents/{incident}/second",
        body={"function": "Head of operations"},
    ),
    row(
        "POST /api/incidents/{incident_id}/no-able-unit",
        (404, 404, 409, 409),
        path="/api/incidents/{incident}/no-able-unit",
        body=REASON,
    ),
    row(
        "GET /api/incidents/{incident_id}/first-unit",
        (404, 404, 409, 200),
        path="/api/incidents/{incident}/first-unit",
    ),
    row(
        "POST /api/incidents/{incident_id}/help-refused",
        (404, 404, 200, 200),
        path="/api/incidents/{incident}/help-refused",
        body={"source": "her master"},
    ),
    row(
        "POST /api/incidents/{incident_id}/ships-asked",
        (404, 404, 200, 200),
        path="/api/incidents/{incident}/ships-asked",
        body={"sources": ["ships", "ais"]},
    ),
    row(
        "POST /api/incidents/{incident_id}/tow",
        (404, 404, 200, 200),
        path="/api/incidents/{incident}/tow",
        body={"unit": "Patrol boat Two", "reason": "Towards the ship."},
    ),
    row(
        "POST /api/incidents/{incident_id}/other-authority",
        (404, 404, 200, 200),
        path="/api/incidents/{incident}/other-authority",
        body={"name": "Customs"},
    ),
    row(
        "POST /api/incidents/{incident_id}/called-people",
        (404, 404, 200, 200),
        path="/api/incidents/{incident}/called-people",
        body={"function": "Duty officer"},
    ),
    row(
        "POST /api/incidents/{incident_id}/found-by-others",
        (404, 404, 200, 200),
        path="/api/incidents/{incident}/found-by-others",
        body={"by": "Customs", "alive": 3, "source": "Customs, by telephone"},
    ),
    row(
        "POST /api/incidents/{incident_id}/lost-list",
        (404, 404, 409, 200),
        path="/api/incidents/{incident}/lost-list",
        body={"authority": "Missing persons", "function": "Duty officer", "channel": "telephone"},
    ),
    row(
        "POST /api/incidents/{incident_id}/smc-by-voice",
        (404, 404, 409, 409),
        path="/api/incidents/{incident}/smc-by-voice",
        body={"centre_id": "{malta}", "function": "Duty officer", "heard": "We take it."},
    ),
    row(
        "POST /api/incidents/{incident_id}/told-by-voice",
        (404, 404, 409, 409),
        path="/api/incidents/{incident}/told-by-voice",
        body={"centre_id": "{malta}", "function": "Duty officer", "said": "Has noted it."},
    ),
    row(
        "POST /api/incidents/{incident_id}/smc-by-voice/end",
        (404, 404, 409, 409),
        path="/api/incidents/{incident}/smc-by-voice/end",
        body=REASON,
    ),
    row(
        "GET /api/incidents/{incident_id}/handover",
        (404, 404, 200, 200),
        path="/api/incidents/{incident}/handover",
    ),
    row(
        "POST /api/incidents/{incident_id}/handover/confirm",
        (404, 404, 409, 409),
        path="/api/incidents/{incident}/handover/confirm",
        body={"facts": ["phase"]},
    ),
    row(
        "POST /api/incidents/{incident_id}/log",
        (404, 404, 201, 201),
        path="/api/incidents/{incident}/log",
        body={"text": "Heard on 16."},
    ),
    row(
        "GET /api/incidents/{incident_id}/log",
        (404, 404, 200, 200),
        path="/api/incidents/{incident}/log",
    ),
    row(
        "POST /api/incidents/{incident_id}/links",
        (404, 404, 409, 409),
        path="/api/incidents/{incident}/links",
        body={"other_id": "{other}"},
    ),
    row(
        "POST /api/incidents/{incident_id}/links/{link_id}/accept",
        (404, 404, 409, 200),
        path="/api/incidents/{incident}/links/{link}/accept",
    ),
    row(
        "POST /api/incidents/{incident_id}/links/{link_id}/decline",
        (404, 404, 409, 200),
        path="/api/incidents/{incident}/links/{link}/decline",
        body=REASON,
    ),
    row(
        "POST /api/incidents/{incident_id}/links/{link_id}/withdraw",
        (404, 404, 409, 409),
        path="/api/incidents/{incident}/links/{link}/withdraw",
        body=REASON,
    ),
    row(
        "POST /api/incidents/{incident_id}/suspend",
        (404, 404, 409, 200),
        path="/api/incidents/{incident}/suspend",
        body={**REASON, "ground": "darkness", "second": "Head of operations"},
    ),
    row(
        "POST /api/incidents/{incident_id}/look-again",
        (404, 404, 409, 409),
        path="/api/incidents/{incident}/look-again",
        body=REASON,
    ),
    row(
        "POST /api/incidents/{incident_id}/acted/look",
        (404, 404, 200, 200),
        path="/api/incidents/{incident}/acted/look",
    ),
    row(
        "POST /api/incidents/{incident_id}/alarms/take-up",
        (404, 404, 200, 200),
        path="/api/incidents/{incident}/alarms/take-up",
    ),
    row(
        "POST /api/incidents/{incident_id}/reopen",
        (404, 404, 409, 409),
        path="/api/incidents/{incident}/reopen",
        body=REASON,
    ),
    row(
        "POST /api/incidents/{incident_id}/coordination",
        (404, 404, 409, 201),
        path="/api/incidents/{incident}/coordination",
        body={"to_centre_id": "{malta}"},
    ),
    row(
        "POST /api/incidents/{incident_id}/coordination/decline",
        (404, 404, 409, 409),
        path="/api/incidents/{incident}/coordination/decline",
        body=REASON,
    ),
    row(
        "POST /api/incidents/{incident_id}/coordination/withdraw",
        (404, 404, 409, 409),
        path="/api/incidents/{incident}/coordination/withdraw",
        body={},
    ),
    row(
        "POST /api/incidents/{incident_id}/coordination/accept",
        (404, 404, 409, 409),
        path="/api/incidents/{incident}/coordination/accept",
        body={},
    ),
    row(
        "GET /api/incidents/{incident_id}/history",
        (404, 404, 200, 200),
        path="/api/incidents/{incident}/history",
    ),
    row(
        "GET /api/incidents/{incident_id}/involved",
        (404, 404, 200, 200),
        path="/api/incidents/{incident}/involved",
    ),
    row(
        "GET /api/incidents/{incident_id}/export",
        (404, 404, 200, 200),
        path="/api/incidents/{incident}/export?format=csv",
    ),
    row(
        "GET /api/incidents/{incident_id}/chart",
        (404, 404, 200, 200),
        path="/api/incidents/{incident}/chart",
    ),
    row(
        "GET /api/incidents/{incident_id}/as-of",
        (404, 404, 200, 200),
        path=f"/api/incidents/{{incident}}/as-of?at={START.isoformat().replace('+00:00', 'Z')}",
    ),
    row(
        "GET /api/incidents/{incident_id}/tellings",
        (404, 404, 200, 200),
        path="/api/incidents/{incident}/tellings?party=ITA",
    ),
    row(
        "GET /api/incidents/{incident_id}/text",
        (404, 404, 200, 200),
        path="/api/incidents/{incident}/text?kind=sitrep-short",
    ),
    row(
        "GET /api/incidents/{incident_id}/text/translated",
        (404, 404, 200, 200),
        path="/api/incidents/{incident}/text/translated?kind=sitrep-short&language=ar",
    ),
    row(
        "GET /api/incidents/{incident_id}/texts",
        (404, 404, 200, 200),
        path="/api/incidents/{incident}/texts",
    ),
    row(
        "POST /api/incidents/{incident_id}/sitreps",
        (404, 404, 201, 201),
        path="/api/incidents/{incident}/sitreps",
        body={"to_centre_id": "{malta}"},
    ),
    row(
        "GET /api/incidents/{incident_id}/sitreps",
        (404, 404, 200, 200),
        path="/api/incidents/{incident}/sitreps",
    ),
    row(
        "GET /api/incidents/{incident_id}/survivors",
        (404, 404, 200, 200),
        path="/api/incidents/{incident}/survivors",
    ),
    row("GET /api/requests", (200, 200, 200, 200)),
    row(
        "POST /api/requests",
        (404, 404, 409, 201),
        body={"incident_id": "{incident}", "needs": [{"kinds": ["vessel"]}], "to": ["{malta}"]},
    ),
    row("GET /api/requests/{request_id}", (404, 404, 200, 200), path="/api/requests/{request}"),
    row(
        "POST /api/requests/{request_id}/open",
        (404, 404, 409, 409),
        path="/api/requests/{request}/open",
    ),
    row(
        "POST /api/requests/{request_id}/amend",
        (404, 404, 403, 200),
        path="/api/requests/{request}/amend",
        body={
            "reason": "More are needed.",
            "needs": [{"id": "{need}", "kinds": ["aircraft"], "quantity": 3}],
        },
    ),
    row(
        "POST /api/requests/{request_id}/acknowledge",
        (404, 404, 409, 403),
        path="/api/requests/{request}/acknowledge",
        body={},
    ),
    row(
        "POST /api/requests/{request_id}/decline",
        (404, 404, 409, 403),
        path="/api/requests/{request}/decline",
        body=REASON,
    ),
    row(
        "POST /api/requests/{request_id}/answer-link",
        (404, 404, 403, 409),
        path="/api/requests/{request}/answer-link",
        body={"centre_id": "{malta}"},
    ),
    row(
        "POST /api/requests/{request_id}/answer-link/code",
        (404, 404, 403, 409),
        path="/api/requests/{request}/answer-link/code",
        body={"centre_id": "{malta}"},
    ),
    row(
        "POST /api/requests/{request_id}/answer-link/withdraw",
        (404, 404, 403, 409),
        path="/api/requests/{request}/answer-link/withdraw",
        body={"centre_id": "{malta}"},
    ),
    row(
        "POST /api/requests/{request_id}/voice-answer",
        (404, 404, 403, 200),
        path="/api/requests/{request}/voice-answer",
        body={
            "centre_id": "{malta}",
            "function": "duty officer",
            "answer": "acknowledged",
            "said": "Yes",
        },
    ),
    row(
        "POST /api/requests/{request_id}/call",
        (404, 404, 403, 200),
        path="/api/requests/{request}/call",
        body={"centre_id": "{malta}", "outcome": "no_answer"},
    ),
    row(
        "GET /api/requests/{request_id}/matches",
        (404, 404, 200, 200),
        path="/api/requests/{request}/matches",
    ),
    row(
        "POST /api/matches",
        (404, 404, 200, 200),
        body={"incident_id": "{incident}", "need": {"kinds": ["aircraft"]}},
    ),
    row(
        "GET /api/requests/{request_id}/offers",
        (404, 404, 200, 200),
        path="/api/requests/{request}/offers",
    ),
    row(
        "POST /api/requests/{request_id}/offers",
        (404, 404, 422, 201),
        path="/api/requests/{request}/offers",
        body=OFFER,
    ),
    row("GET /api/home-cover", OWN_ONLY, path="/api/home-cover?asset_id={asset}"),
    row(
        "GET /api/requests/{request_id}/offer-terms",
        OWN_ONLY,
        path="/api/requests/{request}/offer-terms?asset_id={asset}",
    ),
    row(
        "GET /api/incidents/{incident_id}/offer-terms",
        OWN_ONLY,
        path="/api/incidents/{incident}/offer-terms?asset_id={asset}",
    ),
    row(
        "GET /api/incidents/{incident_id}/offers",
        (404, 404, 200, 200),
        path="/api/incidents/{incident}/offers",
    ),
    row(
        "POST /api/incidents/{incident_id}/offers",
        (404, 404, 422, 201),
        path="/api/incidents/{incident}/offers",
        body=OFFER,
    ),
    row("GET /api/offers/{offer_id}", (404, 404, 200, 200), path="/api/offers/{offer}"),
    row(
        "POST /api/offers/{offer_id}/confirm",
        (404, 404, 200, 403),
        path="/api/offers/{offer}/confirm",
    ),
    row(
        "POST /api/offers/{offer_id}/accept",
        (404, 404, 403, 200),
        path="/api/offers/{offer}/accept",
    ),
    row(
        "POST /api/offers/{offer_id}/decline",
        (404, 404, 403, 200),
        path="/api/offers/{offer}/decline",
        body=REASON,
    ),
    row(
        "POST /api/offers/{offer_id}/withdraw",
        (404, 404, 200, 409),
        path="/api/offers/{offer}/withdraw",
        body=REASON,
    ),
    row("GET /api/deployments", (200, 200, 200, 200)),
    row("GET /api/expected-times", (200, 200, 200, 200)),
    row(
        "GET /api/deployments/{deployment_id}",
        (404, 404, 200, 200),
        path="/api/deployments/{deployment}",
    ),
    row(
        "GET /api/deployments/{deployment_id}/costs",
        (404, 404, 200, 200),
        path="/api/deployments/{deployment}/costs",
    ),
    row(
        "POST /api/deployments/{deployment_id}/divert",
        (404, 404, 403, 409),
        path="/api/deployments/{deployment}/divert",
        body={"incident_id": "{incident}", "reason": "There is greater need."},
    ),
    row(
        "POST /api/deployments/{deployment_id}/consent-divert",
        (404, 404, 409, 403),
        path="/api/deployments/{deployment}/consent-divert",
    ),
    row(
        "POST /api/deployments/{deployment_id}/decline-divert",
        (404, 404, 409, 403),
        path="/api/deployments/{deployment}/decline-divert",
        body=REASON,
    ),
    row(
        "POST /api/deployments/{deployment_id}/withdraw-divert",
        (404, 404, 403, 409),
        path="/api/deployments/{deployment}/withdraw-divert",
        body=REASON,
    ),
    row(
        "POST /api/deployments/{deployment_id}/transfer",
        (404, 404, 422, 422),
        path="/api/deployments/{deployment}/transfer",
        body={"to_deployment_id": "{deployment}", "persons": 1},
    ),
    row(
        "POST /api/deployments/{deployment_id}/count",
        (404, 404, 200, 200),
        path="/api/deployments/{deployment}/count",
        body={"aboard": 0, "delivered": 0, "reason": "As before.", "source": "crew"},
    ),
    row(
        "POST /api/deployments/{deployment_id}/headcount",
        (404, 404, 200, 200),
        path="/api/deployments/{deployment}/headcount",
        body={"counts": {"children": 0}, "source": "crew"},
    ),
    row(
        "POST /api/deployments/{deployment_id}/heard",
        (404, 404, 409, 409),
        path="/api/deployments/{deployment}/heard",
        body={"said_by": "the pilot"},
    ),
    row(
        "POST /api/deployments/{deployment_id}/lives",
        (404, 404, 200, 200),
        path="/api/deployments/{deployment}/lives",
        body={"fact": "found-dead", "persons": 1},
    ),
    row(
        "POST /api/deployments/{deployment_id}/extend",
        (404, 404, 200, 403),
        path="/api/deployments/{deployment}/extend",
        body={"until_at": None},
    ),
    row(
        "GET /api/deployments/{deployment_id}/crossings",
        (404, 404, 200, 200),
        path="/api/deployments/{deployment}/crossings",
    ),
    row(
        "POST /api/deployments/{deployment_id}/clearances",
        (404, 404, 201, 403),
        path="/api/deployments/{deployment}/clearances",
        body={"territory": "LBY"},
    ),
    # Of a hailed ship: who directs it asks, and who is involved reads of its work in brief.
    row(
        "GET /api/deployments/{deployment_id}/crossings",
        (404, 404, 200, 200),
        path="/api/deployments/{hail}/crossings",
    ),
    row(
        "POST /api/deployments/{deployment_id}/clearances",
        (404, 404, 403, 201),
        path="/api/deployments/{hail}/clearances",
        body={"territory": "TUN"},
    ),
    row(
        "GET /api/clearances/{clearance_id}",
        OWN_ONLY,
        path="/api/clearances/{told}",
    ),
    row(
        "GET /api/clearances/{clearance_id}/signal",
        OWN_ONLY,
        path="/api/clearances/{told}/signal",
    ),
    row(
        "POST /api/clearances/{clearance_id}/acknowledge",
        (404, 404, 404, 403),
        path="/api/clearances/{told}/acknowledge",
    ),
    row(
        "POST /api/clearances/{clearance_id}/refuse",
        (404, 404, 404, 403),
        path="/api/clearances/{told}/refuse",
        body=REASON,
    ),
    row(
        "POST /api/clearances/{clearance_id}/withdraw",
        OWN_ONLY,
        path="/api/clearances/{told}/withdraw",
        body=REASON,
    ),
    row("GET /api/clearances", ALL),
    row(
        "GET /api/clearances/{clearance_id}",
        (404, 404, 200, 200),
        path="/api/clearances/{clearance}",
    ),
    row(
        "GET /api/clearances/{clearance_id}/signal",
        (404, 404, 200, 200),
        path="/api/clearances/{clearance}/signal",
    ),
    row(
        "POST /api/clearances/{clearance_id}/acknowledge",
        (404, 404, 403, 200),
        path="/api/clearances/{clearance}/acknowledge",
    ),
    row(
        "POST /api/clearances/{clearance_id}/grant",
        (404, 404, 403, 200),
        path="/api/clearances/{clearance}/grant",
        body={"conditions": "Below 1500 feet."},
    ),
    row(
        "POST /api/clearances/{clearance_id}/answer-link",
        (404, 404, 409, 403),
        path="/api/clearances/{clearance}/answer-link",
        body={},
    ),
    row(
        "POST /api/clearances/{clearance_id}/answer-link/code",
        (404, 404, 409, 403),
        path="/api/clearances/{clearance}/answer-link/code",
        body={},
    ),
    row(
        "POST /api/clearances/{clearance_id}/answer-link/withdraw",
        (404, 404, 409, 403),
        path="/api/clearances/{clearance}/answer-link/withdraw",
    ),
    row(
        "POST /api/clearances/{clearance_id}/voice-answer",
        (404, 404, 200, 403),
        path="/api/clearances/{clearance}/voice-answer",
        body={"function": "duty officer", "answer": "granted", "said": "Yes."},
    ),
    row(
        "POST /api/clearances/{clearance_id}/call",
        (404, 404, 200, 403),
        path="/api/clearances/{clearance}/call",
        body={"outcome": "not_needed"},
    ),
    row(
        "POST /api/clearances/{clearance_id}/refuse",
        (404, 404, 403, 200),
        path="/api/clearances/{clearance}/refuse",
        body=REASON,
    ),
    row(
        "POST /api/clearances/{clearance_id}/withdraw",
        (404, 404, 200, 409),
        path="/api/clearances/{clearance}/withdraw",
        body=REASON,
    ),
    row(
        "POST /api/deployments/{deployment_id}/{action}",
        (404, 404, 200, 403),
        path="/api/deployments/{deployment}/promise",
        body={"promised_at": LATER},
    ),
    row(
        "POST /api/deployments/{deployment_id}/{action}",
        (404, 404, 200, 409),
        path="/api/deployments/{deployment}/recall",
        body={"reason": "defect"},
    ),
    row(
        "GET /api/deployments/{deployment_id}/without",
        (404, 404, 200, 200),
        path="/api/deployments/{deployment}/without?action=recall",
    ),
    row(
        "POST /api/incidents/{incident_id}/ships",
        (404, 404, 201, 409),
        path="/api/incidents/{incident}/ships",
        body={"ship_id": "{ship}"},
    ),
    row(
        "POST /api/incidents/{incident_id}/close",
        (404, 404, 409, 409),
        path="/api/incidents/{incident}/close",
        body=REASON,
    ),
    row(
        "POST /api/incidents/{incident_id}/close/withdraw",
        (404, 404, 409, 409),
        path="/api/incidents/{incident}/close/withdraw",
    ),
    row(
        "POST /api/requests/{request_id}/close",
        (404, 404, 403, 200),
        path="/api/requests/{request}/close",
        body=REASON,
    ),
    row(
        "POST /api/requests/{request_id}/cancel",
        (404, 404, 403, 200),
        path="/api/requests/{request}/cancel",
        body=REASON,
    ),
    row("GET /api/distress-reports", ALL),
    row(
        "GET /api/distress-reports/{report_id}",
        (404, 404, 404, 200),
        path="/api/distress-reports/{report}",
    ),
    row(
        "POST /api/distress-reports",
        (201, 201, 201, 201),
        body={"id": "", "text": "MAYDAY MV AURORA SINKING", "source": "voice"},
    ),
    row(
        "POST /api/distress-reports/look",
        ALL,
        body={"text": "MAYDAY MV AURORA SINKING", "source": "voice"},
    ),
    row(
        "GET /api/distress-reports/{report_id}/texts",
        (404, 404, 404, 200),
        path="/api/distress-reports/{report}/texts",
    ),
    row(
        "POST /api/distress-reports/{report_id}/open",
        (404, 404, 404, 201),
        path="/api/distress-reports/{report}/open",
        body={"id": ""},
    ),
    row(
        "POST /api/distress-reports/{report_id}/join",
        (404, 404, 404, 200),
        path="/api/distress-reports/{report}/join",
        body={"incident_id": "{incident}"},
    ),
    row(
        "POST /api/distress-reports/{report_id}/take-up",
        (404, 404, 404, 200),
        path="/api/distress-reports/{report}/take-up",
    ),
    row(
        "POST /api/distress-reports/{report_id}/pass-on",
        (404, 404, 404, 409),
        path="/api/distress-reports/{report}/pass-on",
        body={"centre_id": "{centre}", "reason": "Theirs."},
    ),
    row(
        "POST /api/distress-reports/{report_id}/dismiss",
        (404, 404, 404, 200),
        path="/api/distress-reports/{report}/dismiss",
        body=REASON,
    ),
    row("GET /api/mutings", ALL),
    row(
        "POST /api/mutings",
        (201, 422, 201, 201),
        body={"id": "", "party": "GRC", "minutes": 60, "reason": "They practise."},
    ),
    row(
        "POST /api/mutings/{muting_id}/end",
        (404, 404, 403, 200),
        path="/api/mutings/{muting}/end",
        body={},
    ),
    row("GET /api/watch-relief", ALL),
    row("GET /api/watch-acts", ALL),
    row("PUT /api/watch-acts", ALL, body={"allowed": True}),
    row(
        "PUT /api/assistance-entry",
        ALL,
        body={"state": "notice", "source": "Law 1", "dated_on": "2019-03-01"},
    ),
    row("POST /api/assistance-entry/withdraw", (409, 409, 409, 409), body={"reason": "Anew."}),
    row("PUT /api/entry-authority", ALL, body={"function": "Duty desk", "numbers": ["+39 06 1"]}),
    row("PUT /api/focal-point", ALL, body={"office": "Missing persons", "contact": "+39 06 0"}),
    row("POST /api/watch-relief", (403, 403, 403, 403), body={"read_to": 0}),
    row("GET /api/snapshot", (200, 200, 200, 200)),
    row("GET /api/record", (200, 200, 200, 200)),
]


HIDDEN = [one for one in ROWS if "{" in one.address and one.statuses[1] == 404]
"""The rows that name a thing that a stranger may not see."""


async def ask(client: httpx.AsyncClient, wanted: Row, affair: Affair) -> httpx.Response:
    """Send the row as this client."""
    if isinstance(wanted.body, bytes):
        return await client.request(
            wanted.method,
            affair.fill(wanted.address),
            content=wanted.body,
            headers=wanted.headers,
        )
    body = affair.fill(wanted.body)
    if isinstance(body, dict) and "id" in body:
        body = body | {"id": str(uuid7())}
    return await client.request(
        wanted.method, affair.fill(wanted.address), json=body, headers=wanted.headers
    )


@pytest.mark.parametrize("wanted", ROWS, ids=lambda wanted: wanted.route)
async def test_each_party_gets_what_it_may(
    wanted: Row, affair: Affair, client_of: ClientOf
) -> None:
    got = [await ask(client_of(party, "all"), wanted, affair) for party in ASKED]
    assert tuple(answer.status_code for answer in got) == wanted.statuses, [
        (party, answer.status_code, answer.text[:300])
        for party, answer in zip(ASKED, got, strict=True)
    ]


async def test_no_stranger_waits_for_what_another_works_on(
    affair: Affair, client_of: ClientOf, connection: AsyncConnection, seeded: tuple[str, World]
) -> None:
    """Every row there is is locked meanwhile but those of parties, as who writes locks its own:
    who waits for one is told that the platform is busy."""
    limits._counters._paced_out_at.clear()  # the rows before have asked for the same things
    stranger, told = client_of("GRC", "all"), {}
    await connection.execute(sql("SET LOCAL lock_timeout = 100"))
    async with database(seeded[0]) as holder:
        await holder.execute(sql("SET LOCAL ROLE sar_owner"))
        for table in metadata.sorted_tables:
            if table.name == "party":
                continue
            await holder.execute(select(literal(1)).select_from(table).with_for_update())
        for wanted in HIDDEN:
            told[wanted.route] = (await ask(stranger, wanted, affair)).status_code
    assert {route: status for route, status in told.items() if status != 404} == {}
    assert len(told) > 50


@pytest.mark.long
async def test_what_may_not_be_seen_is_looked_for_as_what_there_is_not(
    affair: Affair, client_of: ClientOf, connection: AsyncConnection
) -> None:
    """The same answer after as many statements: its time does not tell the one from the other."""
    limits._counters._paced_out_at.clear()  # the rows before have asked for the same things
    nothing = Affair({name: str(uuid7()) for name in affair.ids})
    stranger = client_of("GRC", "all")
    differing = {}
    for wanted in HIDDEN:
        body = affair.fill(wanted.body)
        told = []
        for what in (affair, nothing):
            with counted(connection.engine) as sent:
                sends: dict[str, Any] = (
                    {"content": body} if isinstance(body, bytes) else {"json": body}
                )
                answer = await stranger.request(
                    wanted.method, what.fill(wanted.address), headers=wanted.headers, **sends
                )
            told.append((answer.status_code, answer.text, len(sent)))
        if told[0] != told[1]:
            differing[wanted.route] = told
    assert not differing
    assert len(HIDDEN) > 80


OPEN = {
    "POST /api/session",
    "POST /api/answer/look",
    "POST /api/answer/open",
    "POST /api/answer/say",
    "GET /api/answer/phrases/{language}",
}
"""Anybody may call them; what a link's token and code give stands in the tests of answer
links."""


async def test_a_key_opens_no_answer_link(
    client_of: ClientOf, anonymous: httpx.AsyncClient
) -> None:
    bodies = {
        "look": None,
        "open": {"code": "123456"},
        "say": {"id": str(uuid7()), "answer": "acknowledged", "function": "duty officer"},
    }
    for action, body in bodies.items():
        for client in (client_of("ITA", "all"), client_of("MLT", "all"), anonymous):
            answer = await client.post(f"/api/answer/{action}", json=body)
            assert (answer.status_code, answer.json()["code"]) == (404, "link_not_good")


async def test_nobody_gets_anything(affair: Affair, anonymous: httpx.AsyncClient) -> None:
    for wanted in ROWS:
        if wanted.route == "GET /api/session":
            continue  # it says that nobody is signed in, and nothing more
        assert (await ask(anonymous, wanted, affair)).status_code == 401, wanted.route


def test_every_route_has_a_row(application: FastAPI) -> None:
    routes = {
        f"{method.upper()} {path}"
        for path, operations in application.openapi()["paths"].items()
        for method in operations
    }
    assert routes - {row.route for row in ROWS} == OPEN
