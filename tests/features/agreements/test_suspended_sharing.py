"""A party suspends what it grants, with notice; cases that run by then go on."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from sar.agreements import jobs as agreements_jobs
from sar.agreements import visible as agreements
from sar.assets.access import asset_accesses
from sar.live.access_watch import changed_between
from sar.record import service as record
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.given.agreements import act, after_start, agreement, concluded, term
from tests.given.assets import helicopter, registered
from tests.given.incidents import closed, opened
from tests.given.record import entries, told
from tests.given.requests import accepted, asked, offered
from tests.world import World

pytestmark = pytest.mark.anyio

WHY = {"reason": "Talks about the zone."}


async def _shared(client_of: ClientOf) -> str:
    """Each shows the other the position of its assets."""
    return await concluded(client_of, agreement(term("Art. 4", visibility="position")))


async def _seen(db: AsyncSession, time: ExerciseTime) -> set[tuple[str, str | None]]:
    """The viewers and owners of assets that are seen by a term now."""
    found = await asset_accesses(db, now=time.now)
    return {(one.viewer, one.term.article) for one in found if one.term}


async def test_it_begins_when_it_was_said_to_and_what_others_grant_goes_on(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    id_ = await _shared(client_of)
    for party in ("ITA", "MLT"):
        await registered(client_of, party, helicopter())
    assert await _seen(db, time) == {("ITA", "Art. 4"), ("MLT", "Art. 4")}
    view = await act(client_of, "MLT", id_, "suspend-sharing", **WHY)
    [said] = view["versions"][0]["suspensions"]
    assert (said["party"], said["reason"]) == ("MLT", WHY["reason"])
    assert view["versions"][0]["state"] == "in_force"
    assert "Malta suspends what it grants here from" in view["versions"][0]["terms"][0]["sentence"]
    for party in ("ITA", "MLT"):
        assert (await told(db, party))[-1] == "SharingSuspended"
    assert await _seen(db, time) == {("ITA", "Art. 4"), ("MLT", "Art. 4")}, "not yet"

    before = time.now
    time.advance(hours=24)
    assert await changed_between(db, before, time.now) == {"ITA", "MLT"}
    assert await _seen(db, time) == {("MLT", "Art. 4")}
    mark = await record.head(db, "ITA")
    [dossier] = await agreements.dossiers(db, [UUID(id_)])
    [version] = dossier.versions
    await agreements_jobs.note_terms(db, version_id=str(version.id), now=time.now)
    [read] = await record.since(db, "ITA", mark)
    assert read.resync

    mark = await record.head(db, "ITA")
    await act(client_of, "MLT", id_, "resume-sharing")
    assert await _seen(db, time) == {("ITA", "Art. 4"), ("MLT", "Art. 4")}
    [read] = await record.since(db, "ITA", mark)
    assert read.resync
    assert record.parse(read)["sentence"].startswith("Malta grants again")


async def test_a_shorter_notice_is_refused_with_the_earliest_instant(
    client_of: ClientOf, time: ExerciseTime
) -> None:
    id_ = await _shared(client_of)
    answer = await client_of("MLT", "negotiator").post(
        f"/api/agreements/{id_}/suspend-sharing", json={**WHY, "from_at": after_start(hours=23)}
    )
    assert (answer.status_code, answer.json()["code"]) == (409, "notice_too_short")
    earliest = answer.json()["params"]["earliest_at"]
    assert earliest == (time.now + timedelta(hours=24)).isoformat()
    await act(client_of, "MLT", id_, "suspend-sharing", **WHY, from_at=earliest)
    twice = await client_of("MLT", "negotiator").post(
        f"/api/agreements/{id_}/suspend-sharing", json=WHY
    )
    assert (twice.status_code, twice.json()["code"]) == (409, "sharing_suspended")
    others = await client_of("ITA", "negotiator").post(
        f"/api/agreements/{id_}/resume-sharing", json={}
    )
    assert (others.status_code, others.json()["code"]) == (409, "not_suspended")


@pytest.mark.long
async def test_a_case_that_both_take_part_in_by_then_goes_on_until_it_is_closed(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime, world: World
) -> None:
    id_ = await _shared(client_of)
    asset = await registered(client_of, "MLT", helicopter())
    case = await opened(client_of, "ITA")
    await asked(client_of, world, "MLT", incident=case)
    time.advance(minutes=1)
    await act(client_of, "MLT", id_, "suspend-sharing", **WHY)
    time.advance(hours=25)
    assert await _seen(db, time) == {("ITA", "Art. 4")}

    made = await offered(
        client_of, "MLT", f"incidents/{case['id']}", asset["id"], valid_until=after_start(hours=30)
    )
    await accepted(client_of, "ITA", made)

    other = await opened(client_of, "GRC")
    assert await _seen(db, time) == {("ITA", "Art. 4")}, other["reference"]


@pytest.mark.long
async def test_a_case_that_begins_within_the_notice_keeps_no_picture_alive(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime, world: World
) -> None:
    """A party that is told of a suspension cannot put it off by drawing the grantor into a case.
    The case itself goes on: what it is asked for may still be offered under the terms."""
    id_ = await _shared(client_of)
    asset = await registered(client_of, "MLT", helicopter())
    await act(client_of, "MLT", id_, "suspend-sharing", **WHY)
    time.advance(minutes=1)
    case = await opened(client_of, "ITA")
    await asked(client_of, world, "MLT", incident=case)
    time.advance(hours=25)
    assert await _seen(db, time) == set()
    made = await offered(
        client_of, "MLT", f"incidents/{case['id']}", asset["id"], valid_until=after_start(hours=30)
    )
    await accepted(client_of, "ITA", made)


async def test_who_joins_a_case_later_gets_nothing_by_it(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime, world: World
) -> None:
    shown = term("Art. 4", visibility="position")
    id_ = await concluded(client_of, agreement(shown, parties=["ITA", "GRC"]))
    await registered(client_of, "GRC", helicopter())
    case = await opened(client_of, "ITA")
    await act(client_of, "GRC", id_, "suspend-sharing", **WHY)
    time.advance(hours=24)
    await asked(client_of, world, "GRC", incident=case)
    assert await _seen(db, time) == set()


@pytest.mark.long
async def test_when_the_last_such_case_is_closed_both_read_their_pictures_again(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime, world: World
) -> None:
    id_ = await _shared(client_of)
    await registered(client_of, "MLT", helicopter())
    case = await opened(client_of, "ITA", pob={"min": 0, "max": 0, "source": "caller"})
    await asked(client_of, world, "MLT", incident=case)
    time.advance(minutes=1)
    await act(client_of, "MLT", id_, "suspend-sharing", **WHY)
    time.advance(hours=25)
    mark = await record.head(db, "ITA")
    await closed(client_of, case)
    assert await _seen(db, time) == set()
    assert any(one.resync for one in await record.since(db, "ITA", mark))
    assert await entries(db, "ITA", mark)
