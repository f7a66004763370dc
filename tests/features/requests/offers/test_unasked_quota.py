"""The quota of unasked offers below distress: by pair of parties, never in the way of distress."""

import asyncio
from collections import Counter

import httpx
import pytest

from tests.beginnings import beginning
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.given.agreements import agreement, concluded, term
from tests.given.assets import helicopter, registered
from tests.given.incidents import act, opened
from tests.given.requests import Plain, asked, later, offer, offered, plain, post
from tests.world import World

pytestmark = pytest.mark.anyio

FULL = "too_many_offers_to_party"


async def make(
    client_of: ClientOf, incident: Plain, unit: Plain, *, party: str = "MLT"
) -> httpx.Response:
    return await send(
        client_of, incident, offer(unit["id"], valid_until=later(hours=5)), party=party
    )


async def send(
    client_of: ClientOf, incident: Plain, body: Plain, *, party: str = "MLT"
) -> httpx.Response:
    client = client_of(party, "watch_officer")
    return await client.post(f"/api/incidents/{incident['id']}/offers", json=body)


async def make_many(client_of: ClientOf, incident: Plain, unit: Plain, times: int) -> list[Plain]:
    """Offers that are all taken."""
    answers = [await make(client_of, incident, unit) for _ in range(times)]
    assert [answer.status_code for answer in answers] == [201] * times, answers[-1].text
    return [plain(answer) for answer in answers]


@pytest.mark.long
async def test_twenty_wait_for_a_decision_and_thirty_are_made_within_the_hour(
    client_of: ClientOf, time: ExerciseTime
) -> None:
    unit = await registered(client_of, "MLT", helicopter())
    incident = await opened(client_of, phase="alert")
    made = await make_many(client_of, incident, unit, 20)
    refused = await make(client_of, await opened(client_of, phase="uncertainty"), unit)
    assert refused.status_code == 429
    told = plain(refused)
    assert told["code"] == FULL
    assert told["params"] == {"party": "ITA", "retry_after_s": 300}
    assert refused.headers["Retry-After"] == "300"
    assert "20 wait for its decision" in told["detail"]
    assert "Call Italy by telephone" in told["detail"]
    time.advance(minutes=20)
    for one in made[:10]:
        answer = await post(client_of, "MLT", f"offers/{one['id']}/withdraw")
        assert answer.status_code == 200, answer.text
    await make_many(client_of, incident, unit, 10)
    for one in made[10:]:
        answer = await post(client_of, "ITA", f"offers/{one['id']}/decline", reason="Not now.")
        assert answer.status_code == 200, answer.text
    refused = await make(client_of, incident, unit)
    assert (refused.status_code, plain(refused)["code"]) == (429, FULL)
    assert "30 were made within the hour" in plain(refused)["detail"]
    assert refused.headers["Retry-After"] == str(40 * 60)
    time.advance(minutes=40)
    await make_many(client_of, incident, unit, 1)


@beginning
async def full(client_of: ClientOf) -> Plain:
    """Twenty offers of Malta's for a case of Italy's wait: the last of them as it was sent, the
    case and the unit."""
    unit = await registered(client_of, "MLT", helicopter())
    incident = await opened(client_of, phase="alert")
    await make_many(client_of, incident, unit, 19)
    last = offer(unit["id"], valid_until=later(hours=5))
    assert (await send(client_of, incident, last)).status_code == 201
    return {"last": last, "incident": incident, "unit": unit}


@pytest.mark.long
async def test_distress_has_none_nor_has_what_was_asked_for_nor_one_s_own_case(
    client_of: ClientOf, world: World, full: Plain
) -> None:
    unit, incident = full["unit"], full["incident"]
    own = await registered(client_of, "ITA", helicopter())
    assert (await make(client_of, incident, unit)).status_code == 429
    await make_many(client_of, await opened(client_of), unit, 2)
    sent = await asked(client_of, world, "MLT", incident=incident)
    await offered(client_of, "MLT", f"requests/{sent['id']}", unit["id"])
    assert (await make(client_of, incident, own, party="ITA")).status_code == 201
    raised = await act(
        client_of, "ITA", "coordinator", f"{incident['id']}/phase", phase="distress", reason="Now."
    )
    assert raised.status_code == 200, raised.text
    await make_many(client_of, incident, unit, 1)
    await make_many(client_of, await opened(client_of, phase="alert"), unit, 1)


@pytest.mark.long
async def test_it_is_counted_by_pair(client_of: ClientOf, full: Plain) -> None:
    unit, incident = full["unit"], full["incident"]
    assert (await make(client_of, incident, unit)).status_code == 429
    await make_many(client_of, await opened(client_of, "TUN", phase="alert"), unit, 1)
    sharing = term(incident_awareness="coarse")
    await concluded(client_of, agreement(sharing, reference="A-1", parties=("ITA", "GRC")))
    other = await registered(client_of, "GRC", helicopter())
    assert (await make(client_of, incident, other, party="GRC")).status_code == 201


async def test_a_repeat_gets_the_answer_of_the_first(client_of: ClientOf, full: Plain) -> None:
    answers = [await send(client_of, full["incident"], full["last"]) for _ in "ab"]
    assert [answer.status_code for answer in answers] == [201] * 2
    assert (await make(client_of, full["incident"], full["unit"])).status_code == 429


# with real commits


@pytest.mark.long
async def test_many_at_once_are_counted_exactly(of: ClientOf) -> None:
    """Of several cases, so that they wait for no common row."""
    unit = await registered(of, "MLT", helicopter())
    cases = [await opened(of, phase="alert") for _ in range(3)]

    async def until_told(n: int) -> str:
        body = offer(unit["id"])
        while True:
            answer = await of("MLT", "watch_officer").post(
                f"/api/incidents/{cases[n % 3]['id']}/offers", json=body
            )
            code: str = plain(answer).get("code", "made")
            if answer.status_code not in (429, 503) or code == FULL:
                return code

    told = await asyncio.gather(*(until_told(n) for n in range(26)))
    assert Counter(told) == {"made": 20, FULL: 6}
