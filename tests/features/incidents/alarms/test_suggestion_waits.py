"""The sheet suggests distress and nobody answers: after five minutes that leaves the screens."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from sar.incidents.alarms.suggested import SUGGESTION_UNANSWERED
from sar.incidents.jobs import note_suggestion_unanswered
from sar.incidents.words import AlarmCause
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.features.incidents.alarms.test_case_alarms import (
    alarms,
    climbed_for,
    quiet_case,
)
from tests.features.incidents.alarms.test_case_clocks import run
from tests.given.incidents import act, alarms_seen
from tests.given.record import entries, told
from tests.given.requests import Plain, deferred, plain
from tests.law import lawful

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("mail_leaves", "contacts")]


async def assessed(client_of: ClientOf, case: Plain, **said: Any) -> Plain:
    body = {
        "source": "A relative",
        "answers": [{"criterion": "asks_for_rescue", "answer": "yes"}],
        **said,
    }
    answer = await act(client_of, "ITA", "watch_officer", f"{case['id']}/assessment", **body)
    assert answer.is_success, answer.text
    return plain(answer)


async def test_nobody_follows_it_and_nobody_is_there(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await quiet_case(client_of, "uncertainty")
    async with lawful(db):
        found = await assessed(client_of, case)
    assert found["assessment"]["suggestion"]["level"] == "distress"
    time.advance(minutes=4)
    await assessed(client_of, case)
    time.advance(minutes=1)
    assert len(await deferred(db, SUGGESTION_UNANSWERED)) == 1, "the same sheet puts nothing off"
    await run(db, note_suggestion_unanswered, SUGGESTION_UNANSWERED, time)
    (alarm,) = await alarms(db, AlarmCause.BELOW)
    assert await climbed_for(db, alarm, time) == 1, "at once: its five minutes are over"
    assert [one["cause"] for one in await alarms_seen(client_of, case)] == ["below"]
    (told,) = await entries(db, "ITA", of="SuggestionUnanswered")
    assert told["sentence"] == (
        f"{case['reference']}: distress has been suggested for 5 min. The phase is"
        " uncertainty, and nobody has said why."
    )
    body = {"phase": "distress", "reason": "They ask for rescue."}
    async with lawful(db):
        assert (
            await act(client_of, "ITA", "watch_officer", f"{case['id']}/phase", **body)
        ).is_success
    time.advance(minutes=5)
    assert await climbed_for(db, alarm, time) == 1, "it is followed"
    assert await alarms_seen(client_of, case) == []


@pytest.mark.long
@pytest.mark.parametrize("answer", ["followed", "reasoned", "taken back", "suspended"])
async def test_an_answer_in_time_stops_it(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime, answer: str
) -> None:
    case = await quiet_case(client_of, "alert")
    await assessed(client_of, case)
    time.advance(minutes=3)
    path, role = f"{case['id']}/phase", "watch_officer"
    body: Plain = {"phase": "distress", "reason": "They ask for rescue."}
    if answer == "suspended":
        path, role = f"{case['id']}/suspend", "coordinator"
        body = {"reason": "Dark.", "ground": "darkness", "second": "Head of operations"}
    if answer in ("followed", "suspended"):
        assert (await act(client_of, "ITA", role, path, **body)).is_success
    elif answer == "reasoned":
        await assessed(client_of, case, reason="A tow is with them.")
    else:
        await assessed(client_of, case, answers=[{"criterion": "asks_for_rescue", "answer": "no"}])
    time.advance(minutes=2)
    await run(db, note_suggestion_unanswered, SUGGESTION_UNANSWERED, time)
    assert await alarms(db, AlarmCause.BELOW) == []
    assert "SuggestionUnanswered" not in await told(db, "ITA")


def since(case: Plain) -> Any:
    found = case["assessment"]["suggested_since"]
    return found and datetime.fromisoformat(found)


@pytest.mark.long
@pytest.mark.parametrize("grave", [False, True])
async def test_the_screen_counts_from_where_the_server_does(
    client_of: ClientOf, time: ExerciseTime, grave: bool
) -> None:
    """No sheet moves it on, nor is it that of which the sheet tells; a distress that is suggested
    after an alert has five minutes of its own."""
    lines = [{"criterion": one, "answer": "yes"} for one in ("bad_weather", "short_of_supplies")]
    case = await quiet_case(client_of, "uncertainty")
    said = {} if grave else {"answers": lines}
    earlier = (time.now - timedelta(minutes=20)).isoformat()
    first = await assessed(client_of, case, at=earlier, **said)
    assert first["assessment"]["suggestion"]["below"]
    assert since(first) == (began := time.now)
    time.advance(minutes=4)
    assert since(await assessed(client_of, case, **said)) == began
    if not grave:
        time.advance(minutes=1)
        assert since(await assessed(client_of, case)) == time.now
        back = [{"criterion": "asks_for_rescue", "answer": "no"}]
        assert since(await assessed(client_of, case, answers=back)) == began
    done = await assessed(client_of, case, reason="A tow is with them.", **said)
    assert since(done) is None
