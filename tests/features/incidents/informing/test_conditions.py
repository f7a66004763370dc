"""Terms that ask for a phase or situation: which cases meet them, and who is told."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from tests.beginnings import beginning
from tests.clients import ClientOf
from tests.given.agreements import agreement, concluded, term
from tests.given.assets import helicopter, registered, seen
from tests.given.incidents import Plain, act, opened
from tests.given.record import entries
from tests.law import lawful

pytestmark = pytest.mark.anyio


@beginning
async def nemo(client_of: ClientOf) -> Plain:
    """A helicopter of Italy, shown to Malta in distress alone."""
    shared = term(
        "Art. 5", visibility="position", phases=["distress"], grantor="ITA", grantees=["MLT"]
    )
    await concluded(client_of, agreement(shared, reference="SAR-ITA-MLT"))
    return await registered(client_of, "ITA", helicopter())


async def test_an_exercise_meets_no_condition_in_a_real_installation(
    client_of: ClientOf, db: AsyncSession, nemo: Plain, real_installation: None
) -> None:
    await opened(client_of, "MLT", position=None, exercise=True)
    assert await seen(client_of, "MLT", nemo["id"]) is None
    assert await entries(db, "ITA", of="ConditionMet") == []
    await opened(client_of, "MLT", position=None)
    assert await seen(client_of, "MLT", nemo["id"]) is not None


@pytest.mark.long
async def test_in_an_exercise_installation_exercises_meet_conditions(
    client_of: ClientOf, nemo: Plain
) -> None:
    await opened(client_of, "MLT", position=None)
    assert await seen(client_of, "MLT", nemo["id"]) is not None


async def test_the_grantor_is_told_of_a_case_that_it_does_not_see(
    client_of: ClientOf, db: AsyncSession, nemo: Plain
) -> None:
    incident = await opened(client_of, "MLT", position=None, phase="alert")
    assert await entries(db, "ITA", of="ConditionMet") == []
    body = {"phase": "distress", "reason": "Engine room flooded."}
    await act(client_of, "MLT", "watch_officer", f"{incident['id']}/phase", **body)
    (told,) = await entries(db, "ITA", of="ConditionMet")
    assert told["about"]["reference"] == "SAR-ITA-MLT"
    assert told["facts"] == {
        "version": 1,
        "article": "Art. 5",
        "grantee": "MLT",
        "phase": "distress",
        "situation": "maritime",
        "lead": "MLT",
        "incident_id": None,
        "case": "a case of its own",
    }
    assert incident["reference"] not in str(told)
    assert incident["id"] not in str(told)
    for party in ("MLT", "GRC"):
        assert not await entries(db, party, of="ConditionMet"), party


async def test_of_a_third_partys_case_the_grantor_learns_neither_whose_nor_which(
    client_of: ClientOf, db: AsyncSession, nemo: Plain
) -> None:
    incident = await opened(client_of, "GRC")
    assert "MLT" in [row["party"] for row in incident["involved"]]
    (told,) = await entries(db, "ITA", of="ConditionMet")
    assert (told["facts"]["lead"], told["facts"]["case"]) == (None, "another's case")


@pytest.mark.long
async def test_the_grantor_is_told_which_case_where_it_sees_it(
    client_of: ClientOf, db: AsyncSession, nemo: Plain
) -> None:
    aware = term(incident_awareness="coarse", grantor="MLT", grantees=["ITA"])
    await concluded(client_of, agreement(aware, reference="AWARE"))
    incident = await opened(client_of, "MLT", position=None)
    (told,) = await entries(db, "ITA", of="ConditionMet")
    assert told["facts"]["case"] == incident["reference"]
    assert told["facts"]["incident_id"] == incident["id"]


async def test_a_condition_that_is_met_already_is_not_told_again(
    client_of: ClientOf, db: AsyncSession, nemo: Plain
) -> None:
    await opened(client_of, "MLT", position=None)
    await opened(client_of, "MLT", position=None)
    assert len(await entries(db, "ITA", of="ConditionMet")) == 1


KEPT = {"party": "ITA", "reason": "They fled from there."}


async def taken_off(client_of: ClientOf, incident: Plain) -> None:
    where = f"/api/incidents/{incident['id']}/keep-from-no-more"
    answer = await client_of("MLT", "watch_officer").post(where, json=KEPT)
    assert answer.is_success, answer.text


async def test_a_grantor_reads_nothing_of_a_case_that_is_kept_from_it(
    client_of: ClientOf, db: AsyncSession, nemo: Plain
) -> None:
    async with lawful(db):
        kept = await opened(client_of, "MLT", position=None, phase="alert", kept_from=[KEPT])
        body = {"phase": "distress", "reason": "Engine room flooded."}
        await act(client_of, "MLT", "watch_officer", f"{kept['id']}/phase", **body)
    assert await seen(client_of, "MLT", nemo["id"]) is not None
    assert await entries(db, "ITA", of="ConditionMet") == []


async def test_taken_off_the_list_it_reads_what_it_was_owed(
    client_of: ClientOf, db: AsyncSession, nemo: Plain
) -> None:
    kept = await opened(client_of, "MLT", position=None, kept_from=[KEPT])
    async with lawful(db):
        await taken_off(client_of, kept)
    (told,) = await entries(db, "ITA", of="ConditionMet")
    assert (told["facts"]["grantee"], told["facts"]["case"]) == ("MLT", "a case of its own")


async def test_another_case_meets_the_condition_although_a_kept_one_does(
    client_of: ClientOf, db: AsyncSession, nemo: Plain
) -> None:
    kept = await opened(client_of, "MLT", position=None, kept_from=[KEPT])
    await opened(client_of, "MLT", position=None)
    assert len(await entries(db, "ITA", of="ConditionMet")) == 1
    await taken_off(client_of, kept)
    assert len(await entries(db, "ITA", of="ConditionMet")) == 1


async def test_a_case_that_closes_while_it_is_kept_is_never_told(
    client_of: ClientOf, db: AsyncSession, nemo: Plain
) -> None:
    kept = await opened(client_of, "MLT", position=None, kept_from=[KEPT], pob={"max": 0})
    body = {"reason": "A buoy."}
    closed = await act(client_of, "MLT", "coordinator", f"{kept['id']}/close", **body)
    assert closed.is_success, closed.text
    assert await seen(client_of, "MLT", nemo["id"]) is None
    assert await entries(db, "ITA", of="ConditionMet") == []
