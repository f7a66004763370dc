"""Web process and worker serve by a login that cannot act as the database's owner."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql
from sqlalchemy.engine.url import make_url

from sar import database
from sar.localdb import cluster as localdb
from sar.settings import settings
from tests.clients import Clients
from tests.conftest import NewWorld
from tests.given.assets import helicopter, registered
from tests.given.incidents import opened
from tests.given.requests import asked, offered
from tests.running import Server, running, working
from tests.world import START

pytestmark = pytest.mark.anyio

LOGIN = f"serving_{uuid4().hex[:8]}"


@pytest.fixture(scope="module")
def server(new_world: NewWorld, cluster: localdb.Cluster) -> Iterator[Server]:
    """A server on its own database, by a login of the two roles that serve."""
    url, world = new_world("serving_login")
    name = sql.Identifier(LOGIN)
    with localdb._administration(cluster) as admin:
        admin.execute(sql.SQL("CREATE ROLE {} LOGIN NOINHERIT PASSWORD 'loopback'").format(name))
        admin.execute(sql.SQL("GRANT sar_app, sar_system TO {}").format(name))
    serving = make_url(url).set(username=LOGIN, password="loopback")
    try:
        with running(serving.render_as_string(hide_password=False), world) as started:
            yield started
    finally:
        with localdb._administration(cluster) as admin:
            admin.execute(sql.SQL("DROP ROLE {}").format(name))


@pytest.mark.long
async def test_the_main_job_is_done_and_deadlines_are_told(
    server: Server, client_of: Clients
) -> None:
    case = await opened(client_of)
    asset = await registered(client_of, "MLT", helicopter())
    sent = await asked(client_of, server.world, "MLT", "TUN", incident=case)
    await offered(client_of, "MLT", f"requests/{sent['id']}", asset["id"])
    with working(server):
        await server.set_clock(at=START + timedelta(minutes=30), paused=False)
        for _ in range(300):
            record = await client_of("ITA", "observer").get("/api/record", params={"limit": 500})
            if "AcknowledgementOverdue" in {one["type"] for one in record.json()["entries"]}:
                return
            await asyncio.sleep(0.2)
    raise AssertionError("no silence was told")


def test_it_may_not_act_as_the_owner_nor_change_the_record(server: Server) -> None:
    place = make_url(server.database_url).set(drivername="postgresql")
    with psycopg.connect(place.render_as_string(hide_password=False)) as db:
        for role in ("sar_app", "sar_system"):
            db.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(role)))
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                db.execute("DELETE FROM record_slot")
            db.rollback()
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            db.execute("SET ROLE sar_owner")


def test_only_migrating_needs_the_owners_login(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAR_DATABASE_URL", server.database_url)
    monkeypatch.setenv("SAR_DATABASE_OWNER_URL", "postgresql+psycopg://nowhere/nothing")
    settings.cache_clear()
    try:
        assert database.migrated_url() == server.database_url
        assert "nowhere" in database.owner_url()
    finally:
        settings.cache_clear()
