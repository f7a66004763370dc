"""Access costs what the parties concerned have agreed, never what others have."""

import json
from typing import Any
from uuid import UUID

import pytest
import shapely
from shapely import MultiPolygon
from sqlalchemy import Select, event, insert, select
from sqlalchemy.ext.asyncio import AsyncSession
from uuid_utils.compat import uuid7

from sar import clock
from sar.agreements import drafting
from sar.agreements.drafting import columns_of
from sar.agreements.models import Agreement, AgreementParty, Term, TermPair, Version
from sar.agreements.service import MOST_TERMS
from sar.agreements.term_document import TermDocument
from sar.agreements.words import Visibility
from sar.assets.access import granted
from sar.assets.fix_ingest import shared_by_zones
from tests.clients import ClientOf
from tests.given.agreements import agreement, concluded, drafted, proposed, term
from tests.given.assets import helicopter, registered
from tests.world import START, box

pytestmark = pytest.mark.anyio

AGREEMENTS, TERMS = 24, 200


async def agreed(
    db: AsyncSession,
    one: str,
    other: str,
    agreements: int = AGREEMENTS,
    zone: MultiPolygon | None = None,
) -> None:
    """As many agreements between two States, each over all others, as a version can hold, unless
    fewer are told; each of their terms for a zone, if one is told."""
    references = [f"{one}-{other}-{n}" for n in range(agreements)]
    rows: dict[Any, list[dict[str, Any]]] = {
        kind: [] for kind in (Agreement, AgreementParty, Version, Term, TermPair)
    }
    for reference in references:
        of, version = uuid7(), uuid7()
        rows[Agreement].append(
            {
                "id": of,
                "reference": reference,
                "title": reference,
                "proposed_by": one,
                "created_at": START,
            }
        )
        rows[AgreementParty] += [{"agreement_id": of, "party_code": p} for p in (one, other)]
        rows[Version].append(
            {
                "id": version,
                "agreement_id": of,
                "number": 1,
                "drafted_by": one,
                "created_at": START,
                "proposed_at": START,
                "signed_at": START,
                "valid_from": START,
                "prevails_over": [r for r in references if r != reference],
                "row_version": 1,
            }
        )
        for ordinal in range(TERMS):
            id_ = uuid7()
            rows[Term].append(
                {
                    "id": id_,
                    "version_id": version,
                    "ordinal": ordinal,
                    **columns_of(
                        TermDocument(
                            article=f"Art. {ordinal}", visibility=Visibility.READINESS, zone=zone
                        )
                    ),
                }
            )
            rows[TermPair] += [
                {"term_id": id_, "grantor": a, "grantee": b}
                for a, b in ((one, other), (other, one))
            ]
    for kind, some in rows.items():
        await db.execute(insert(kind), some)


async def rows_read(db: AsyncSession, query: Select[Any]) -> int:
    """All rows that the nodes of its plan give when it is run: what it costs, on any machine."""
    seen: list[int] = []

    def explained(_conn: Any, _cursor: Any, statement: str, given: Any, *_rest: Any) -> Any:
        return f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {statement}", given

    connection = await db.connection()
    engine = connection.sync_engine
    event.listen(engine, "before_cursor_execute", explained, retval=True)
    try:
        found = (await connection.execute(query)).scalar_one()
    finally:
        event.remove(engine, "before_cursor_execute", explained)
    ahead = [(json.loads(found) if isinstance(found, str) else found)[0]["Plan"]]
    while ahead:
        node = ahead.pop()
        seen.append(int(node["Actual Rows"]) * int(node["Actual Loops"]))
        ahead += node.get("Plans", [])
    return sum(seen)


@pytest.mark.long
async def test_what_two_others_have_agreed_costs_a_third_nothing(
    client_of: ClientOf, db: AsyncSession
) -> None:
    asset = await registered(client_of, "ITA", helicopter())
    await concluded(client_of, agreement(term(visibility="readiness"), parties=("ITA", "MLT")))
    seen = granted(now=clock.now(), ids=[asset["id"]])
    query = select(seen.c.viewer)
    alone = await rows_read(db, query)
    await agreed(db, "GRC", "TUN")
    noisy = await rows_read(db, query)
    assert noisy <= 2 * alone + 100, (alone, noisy)


@pytest.mark.long
async def test_zones_that_two_others_share_by_cost_a_third_nothing_as_its_asset_moves(
    client_of: ClientOf, db: AsyncSession
) -> None:
    asset = await registered(client_of, "ITA", helicopter())
    shared = term(visibility="position", zone=box(10, 30, 20, 40))
    await concluded(client_of, agreement(shared, parties=("ITA", "MLT")))
    query = shared_by_zones([UUID(asset["id"])], now=clock.now())
    alone = await rows_read(db, query)
    await agreed(db, "GRC", "TUN", zone=MultiPolygon([shapely.box(10, 30, 20, 40)]))
    noisy = await rows_read(db, query)
    assert noisy <= 2 * alone + 100, (alone, noisy)


@pytest.mark.long
async def test_agreements_that_prevail_over_one_another_cost_no_more_than_their_terms(
    client_of: ClientOf, db: AsyncSession
) -> None:
    """Held term against term they made 22 million."""
    asset = await registered(client_of, "GRC", helicopter())
    await agreed(db, "GRC", "TUN")
    seen = granted(now=clock.now(), ids=[asset["id"]])
    assert await rows_read(db, select(seen.c.viewer)) <= 40 * AGREEMENTS * TERMS


async def test_terms_in_force_between_two_have_a_bound(
    client_of: ClientOf, db: AsyncSession
) -> None:
    await agreed(db, "MLT", "ITA", MOST_TERMS // TERMS + 1)
    id_ = await proposed(client_of, agreement(term(visibility="readiness")))
    signed = await client_of("ITA", "negotiator").post(
        f"/api/agreements/{id_}/sign", json={"version": 1}
    )
    assert (signed.status_code, signed.json()["code"]) == (409, "too_many_terms")
    assert "in force from Italy to Malta:" in signed.json()["detail"]
    assert signed.json()["params"]["limit"] == MOST_TERMS


async def test_a_draft_spells_out_so_many_pairs_at_most(
    client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafting, "MOST_PAIRS", 24)
    four = ("ITA", "MLT", "TUN", "GRC")
    terms = [term(f"Art. {n}", visibility="readiness") for n in range(3)]
    await drafted(client_of, agreement(*terms[:2], parties=four))
    refused = await client_of("ITA", "negotiator").post(
        "/api/agreements", json=agreement(*terms, parties=four, reference="TEST-2")
    )
    assert (refused.status_code, refused.json()["code"]) == (422, "too_many_pairs")
