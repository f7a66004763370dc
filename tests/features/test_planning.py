"""The planning of statements."""

from typing import Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.ext.asyncio import AsyncConnection

from sar.db import make_engine
from tests.clients import ClientOf
from tests.given.agreements import agreement, concluded, term
from tests.given.assets import helicopter, registered

pytestmark = pytest.mark.anyio


async def test_no_statement_is_ever_planned_for_any_parameters(seeded: tuple[str, object]) -> None:
    engine = make_engine(seeded[0])
    async with engine.connect() as db:
        for n in range(10):
            await db.execute(text("SELECT count(*) FROM asset WHERE quantity = :n"), {"n": n})
        kept = await db.execute(text("SELECT count(*) FROM pg_prepared_statements"))
        assert kept.scalar() == 0
        assert (await db.execute(text("SHOW jit"))).scalar() == "off"
    await engine.dispose()


async def test_what_a_list_of_assets_may_show_is_evaluated_once_for_all_of_them(
    client_of: ClientOf, connection: AsyncConnection
) -> None:
    """Also while the planner expects one row only, having no statistics yet."""
    await concluded(client_of, agreement(term(visibility="readiness")))
    for n in range(5):
        await registered(client_of, "MLT", helicopter(name=f"Rescue {n}"))
        await registered(client_of, "ITA", helicopter(name=f"Soccorso {n}"))
    sent: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, given: Any, *_rest: Any) -> None:
        sent.append((statement, given))

    engine = connection.engine.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    answer = await client_of("ITA", "observer").get("/api/assets")
    event.remove(engine, "before_cursor_execute", note)
    assert len(answer.json()["items"]) == 10
    (statement, given) = next(one for one in sent if "scope_grants" in one[0])
    explain = f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}"
    plan = (await connection.exec_driver_sql(explain, given)).scalar_one()[0]["Plan"]
    loops = [node["Actual Loops"] for node in _nodes(plan) if node["Node Type"] == "WindowAgg"]
    assert len(loops) == 3
    assert set(loops) == {1}


def _nodes(node: dict[str, Any]) -> list[dict[str, Any]]:
    """The node of a plan and all below it."""
    return [node, *(below for one in node.get("Plans", ()) for below in _nodes(one))]
