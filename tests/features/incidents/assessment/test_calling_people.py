"""Word with the people in distress: the next call, who reads of it, and that it is erased."""

from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.given.incidents import Plain, act, case_seen, codes, opened, plain
from tests.given.record import entries
from tests.given.requests import asked, zulu
from tests.law import lawful
from tests.world import World

pytestmark = pytest.mark.anyio


async def called(client_of: ClientOf, case: Plain, party: str = "ITA", **body: Any) -> Any:
    said = {"function": "Duty officer", "agreed": "Stay with the boat.", **body}
    return await act(client_of, party, "watch_officer", f"{case['id']}/called-people", **said)


async def test_the_next_call_is_in_half_an_hour_or_as_agreed_for_those_involved_alone(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await opened(client_of)
    assert (await case_seen(client_of, case))["next_call_at"] == zulu(minutes=30)
    time.advance(minutes=10)
    async with lawful(db):
        answer = await called(client_of, case)
    assert answer.status_code == 200, answer.text
    has = plain(answer)["called_people"]
    assert (has["function"], has["agreed"]) == ("Duty officer", "Stay with the boat.")
    assert (has["reached"], has["party"], has["next_at"]) == (True, "ITA", zulu(minutes=30))
    async with lawful(db):
        again = await called(client_of, case, "MLT", reached=False, next_at=zulu(minutes=54))
    due = zulu(minutes=30)  # whoever did not reach them has agreed on nothing
    assert plain(again)["next_call_at"] == due, "an involved centre may try"
    for party in ("ITA", "MLT"):
        assert (await case_seen(client_of, case, party))["next_call_at"] == due
        told = (await entries(db, party))[-1]["sentence"]
        assert told == (
            f"{case['reference']}: the people in distress were called at 11 Oct 12:36Z (Duty"
            " officer). Not reached. Next call at 11 Oct 13:06Z."
        )
    uninvolved = await client_of("GRC", "observer").get(f"/api/incidents/{case['id']}")
    assert "called_people" not in uninvolved.text or plain(uninvolved)["called_people"] is None
    assert not await entries(db, "GRC", of="PeopleCalled")


async def test_a_call_that_is_told_late_does_not_turn_the_clock_back(
    client_of: ClientOf, time: ExerciseTime
) -> None:
    case = await opened(client_of)
    time.advance(minutes=20)
    await called(client_of, case)
    late = plain(await called(client_of, case, at=zulu(minutes=-10)))
    assert late["next_call_at"] == zulu(minutes=30)
    wrong = await called(client_of, case, next_at=zulu(minutes=-1))
    assert (wrong.status_code, codes(wrong)) == (422, ["in_the_past"])


@pytest.mark.long
async def test_nobody_is_to_be_called_without_a_number_or_once_the_case_is_over(
    client_of: ClientOf,
) -> None:
    case = await opened(client_of, source={"who": "an aircraft"})
    assert (await case_seen(client_of, case))["next_call_at"] is None
    case = await opened(client_of, pob={"min": 0, "max": 0})
    assert (await case_seen(client_of, case))["next_call_at"] is None, "nobody is outstanding"


async def test_texts_to_who_is_asked_to_act_say_when_and_nothing_on_the_air_does(
    client_of: ClientOf, world: World, time: ExerciseTime
) -> None:
    case = await opened(client_of)
    await asked(client_of, world, "LBY", incident=case)
    await called(client_of, case, next_at=zulu(minutes=64))
    reader = client_of("ITA", "watch_officer")

    async def text(kind: str, **params: str) -> str:
        where = f"/api/incidents/{case['id']}/text"
        answer = await reader.get(where, params={"kind": kind, **params})
        assert answer.status_code == 200, answer.text
        return " ".join(answer.text.split())

    libya = str(world.centres["LBY"])
    assert "+8816 000, NEXT CALL 1330Z" in await text("call-script", centre_id=libya)
    assert "NEXT CALL 1330Z" in await text("sitrep-short", centre_id=libya)
    assert "NEXT CALL" not in await text("mayday-relay")
    sheet = plain(await reader.get(f"/api/incidents/{case['id']}/handover"))
    (line,) = [one for one in sheet["lines"] if one["fact"] == "call_back"]
    assert "NEXT CALL 1330Z" in line["text"]
