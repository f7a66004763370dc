"""Clauses that conflict stand in the pictures of both parties, from proposal until mended or in
force."""

from typing import Any

import pytest
from sqlalchemy import text as sql
from sqlalchemy.ext.asyncio import AsyncSession

from sar import clock, jobs
from sar.agreements import jobs as agreements_jobs
from sar.agreements.recording import WEIGH_CONFLICTS
from sar.alerts.rows import CLIMB
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.given.agreements import (
    act,
    after_start,
    agreement,
    concluded,
    proposed,
    replaced,
    term,
    text,
)
from tests.given.record import entries
from tests.law import lawful

pytestmark = pytest.mark.anyio

OLDER = term("Art. 2", visibility="position", clocks={"answer": 20}, liability="Each its own.")
NEWER = term("Art. 7", visibility="existence", clocks={"answer": 20}, liability="The asker's.")


async def known(client_of: ClientOf, party: str, id_: str) -> dict[str, Any] | None:
    """The party's picture of the conflicts of the agreement's newest version."""
    answer = await client_of(party, "observer").get(f"/api/agreements/{id_}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] | None = answer.json()["versions"][0]["conflicts"]
    return found


async def count(client_of: ClientOf, party: str, id_: str) -> int:
    found = await known(client_of, party, id_)
    return found["count"] if found else 0


async def work_off(db: AsyncSession) -> int:
    """Do what waits to be weighed, and say how much it was."""
    rows = await db.execute(
        sql(
            "UPDATE procrastinate_jobs SET status = 'succeeded' WHERE status = 'todo'"
            " AND args->>'work' = :work RETURNING args->'args'"
        ),
        {"work": WEIGH_CONFLICTS},
    )
    waiting = [args for (args,) in rows]
    for args in waiting:
        await agreements_jobs.weigh_conflicts(db, **args, now=clock.now())
    return len(waiting)


@pytest.mark.long
async def test_both_parties_know_from_the_proposal_until_it_is_in_force(
    client_of: ClientOf, db: AsyncSession
) -> None:
    await concluded(client_of, agreement(OLDER, reference="OLD"))
    async with lawful(db):
        id_ = await proposed(client_of, agreement(NEWER, reference="NEW"))
    for party in ("ITA", "MLT"):
        found = await known(client_of, party, id_)
        assert found is not None
        assert found["count"] == 2
        assert found["since"] is not None
        [entry] = [
            one
            for one in await entries(db, party)
            if one["type"] == "AgreementProposed" and one["about"]["reference"] == "NEW"
        ]
        shown = entry["changes"][0]["value"]["versions"][0]["conflicts"]
        assert shown["count"] == 2, "the live feed brings it with the proposal"
    await act(client_of, "ITA", id_, "sign", version=1)
    assert await count(client_of, "ITA", id_) == 2
    await act(client_of, "MLT", id_, "sign", version=1)
    assert await known(client_of, "ITA", id_) is None


@pytest.mark.long
async def test_it_stays_while_all_have_confirmed_and_it_does_not_hold_yet(
    client_of: ClientOf,
) -> None:
    await concluded(client_of, agreement(OLDER, reference="OLD"))
    body = agreement(NEWER, reference="NEW", valid_from=after_start(days=40))
    id_ = await concluded(client_of, body)
    assert await count(client_of, "MLT", id_) == 2


@pytest.mark.long
async def test_who_has_nothing_that_conflicts_knows_nothing(
    client_of: ClientOf, db: AsyncSession
) -> None:
    await concluded(client_of, agreement(OLDER, reference="OLD"))
    three = agreement(NEWER, reference="NEW", parties=("ITA", "MLT", "TUN"))
    id_ = await proposed(client_of, three)
    assert await count(client_of, "MLT", id_) == 2
    assert await known(client_of, "TUN", id_) is None
    assert "OLD" not in str(await entries(db, "TUN"))


@pytest.mark.long
async def test_it_ends_when_the_other_text_is_mended(client_of: ClientOf, db: AsyncSession) -> None:
    old = await concluded(client_of, agreement(OLDER, reference="OLD"))
    id_ = await proposed(client_of, agreement(NEWER, reference="NEW"))
    await work_off(db)
    assert await count(client_of, "ITA", id_) == 2
    since = (await known(client_of, "ITA", id_) or {})["since"]
    async with lawful(db):
        await replaced(client_of, old, term("Art. 2", liability="Each its own."))
        assert await work_off(db)
    left = await known(client_of, "ITA", id_)
    assert left == {"count": 1, "since": since}
    await replaced(client_of, old, term("Art. 2", visibility="existence"))
    await work_off(db)
    for party in ("ITA", "MLT"):
        assert await known(client_of, party, id_) is None
    assert len(await entries(db, "ITA", of="ClausesConflict")) == 1, (
        "what is mended is no new conflict"
    )


@pytest.mark.long
async def test_it_ends_when_the_text_is_withdrawn(client_of: ClientOf) -> None:
    await concluded(client_of, agreement(OLDER, reference="OLD"))
    id_ = await proposed(client_of, agreement(NEWER, reference="NEW"))
    await act(client_of, "ITA", id_, "end", version=1, reason="To be drafted anew.")
    assert await known(client_of, "MLT", id_) is None


@pytest.mark.long
async def test_it_ends_when_a_newer_text_is_proposed_instead(
    client_of: ClientOf, db: AsyncSession
) -> None:
    await concluded(client_of, agreement(OLDER, reference="OLD"))
    id_ = await proposed(client_of, agreement(NEWER, reference="NEW"))
    assert await count(client_of, "ITA", id_) == 2
    mended = term("Art. 7", visibility="position", clocks={"answer": 20})
    await act(client_of, "ITA", id_, "versions", **text(mended))
    async with lawful(db):
        await act(client_of, "ITA", id_, "propose", version=2)
    for party in ("ITA", "MLT"):
        answer = await client_of(party, "observer").get(f"/api/agreements/{id_}")
        found = {one["number"]: one["conflicts"] for one in answer.json()["versions"]}
        assert found[1] is None
    await work_off(db)
    again = (await client_of("ITA", "observer").get(f"/api/agreements/{id_}")).json()["versions"]
    assert next(one["conflicts"] for one in again if one["number"] == 1) is None


@pytest.mark.long
async def test_a_text_that_is_confirmed_later_conflicts_with_what_waits(
    client_of: ClientOf, db: AsyncSession
) -> None:
    id_ = await proposed(client_of, agreement(NEWER, reference="NEW"))
    assert await known(client_of, "ITA", id_) is None
    await concluded(client_of, agreement(OLDER, reference="OLD"))
    before = len(await entries(db, "MLT", of="ClausesConflict"))
    async with lawful(db):
        assert await work_off(db)
    assert await count(client_of, "MLT", id_) == 2
    assert len(await entries(db, "MLT", of="ClausesConflict")) == before + 1
    await work_off(db)
    assert len(await entries(db, "MLT", of="ClausesConflict")) == before + 1


@pytest.mark.long
async def test_a_suspension_by_the_time_that_it_holds_mends_half(
    client_of: ClientOf, db: AsyncSession
) -> None:
    old = await concluded(client_of, agreement(OLDER, reference="OLD"))
    await act(client_of, "ITA", old, "suspend-sharing", version=1, reason="Talks.")
    body = agreement(NEWER, reference="NEW", valid_from=after_start(days=40))
    id_ = await proposed(client_of, body)
    assert await count(client_of, "ITA", id_) > 0
    await act(client_of, "MLT", old, "suspend-sharing", version=1, reason="Talks.")
    await work_off(db)
    assert await known(client_of, "ITA", id_) is None
    await act(client_of, "MLT", old, "resume-sharing", version=1)
    await work_off(db)
    assert await count(client_of, "ITA", id_) > 0


async def test_it_ends_when_the_other_text_ends_by_time(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    old = await concluded(
        client_of, agreement(OLDER, reference="OLD", valid_until=after_start(days=30))
    )
    id_ = await proposed(client_of, agreement(NEWER, reference="NEW"))
    assert await count(client_of, "ITA", id_) == 2
    time.advance(days=31)
    await agreements_jobs.record_due_changes(db, agreement_id=old, now=time.now)
    await work_off(db)
    assert await known(client_of, "ITA", id_) is None


@pytest.mark.long
async def test_it_ends_when_the_text_can_be_confirmed_no_more(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    await concluded(client_of, agreement(OLDER, reference="OLD"))
    body = agreement(NEWER, reference="NEW", valid_until=after_start(days=30))
    id_ = await proposed(client_of, body)
    assert await count(client_of, "MLT", id_) == 2
    time.advance(days=31)
    await work_off(db)
    assert await known(client_of, "MLT", id_) is None


@pytest.mark.long
async def test_it_is_looked_at_once_however_often_another_text_changes_and_after_every_alarm(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    old = await concluded(client_of, agreement(OLDER, reference="OLD"))
    await proposed(client_of, agreement(NEWER, reference="NEW"))
    await work_off(db)
    for _ in range(2):
        await act(client_of, "ITA", old, "suspend-sharing", version=1, reason="Talks.")
        await act(client_of, "ITA", old, "resume-sharing", version=1)
    weighing = {"work": WEIGH_CONFLICTS}
    waiting = "FROM procrastinate_jobs WHERE status = 'todo' AND args->>'work' = :work"
    assert (await db.execute(sql(f"SELECT count(*) {waiting}"), weighing)).scalar() == 1

    await jobs.defer(db, CLIMB, {"escalation_id": "none"}, at=time.now)
    await db.execute(sql("UPDATE procrastinate_jobs SET scheduled_at = now() - interval '1 s'"))
    taken = [await _taken(db), await _taken(db)]
    assert taken == [CLIMB, WEIGH_CONFLICTS]
    await act(client_of, "ITA", old, "suspend-sharing", version=1, reason="Talks.")
    assert (await db.execute(sql(f"SELECT count(*) {waiting}"), weighing)).scalar() == 1, (
        "the one under way may have read what was before"
    )


async def _taken(db: AsyncSession) -> str | None:
    """The name of the work that a worker takes next, of these two."""
    await db.execute(
        sql(
            "DELETE FROM procrastinate_jobs WHERE status = 'todo' AND args->>'work' NOT IN"
            " (:climb, :weigh)"
        ),
        {"climb": CLIMB, "weigh": WEIGH_CONFLICTS},
    )
    found = await db.execute(
        sql("SELECT args->>'work' FROM procrastinate_fetch_job_v2(ARRAY['sar'], NULL)")
    )
    name: str | None = found.scalar()
    return name


@pytest.mark.long
async def test_to_look_anew_and_find_the_same_changes_nothing(
    client_of: ClientOf, db: AsyncSession
) -> None:
    await concluded(client_of, agreement(OLDER, reference="OLD"))
    id_ = await proposed(client_of, agreement(NEWER, reference="NEW"))
    await concluded(client_of, agreement(term("Art. 9", command="Who leads."), reference="OTHER"))
    before = len(await entries(db, "MLT"))
    assert await work_off(db)
    assert await count(client_of, "MLT", id_) == 2
    assert len(await entries(db, "MLT")) == before
