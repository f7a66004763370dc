"""Alarms of a party's requests below distress, silent for a time: told to both, hidden from nobody
whom they concern."""

from typing import Any

import httpx
import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from sar.requests.asking import jobs
from sar.requests.asking.muting import MUTING_OVER
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.given.record import entries, told
from tests.given.requests import Plain, asked, codes, deferred, id_of, plain, post, quiet
from tests.law import lawful
from tests.world import World

pytestmark = pytest.mark.anyio


async def mute(
    client_of: ClientOf, of_party: str = "ITA", *, role: str = "coordinator", **fields: Any
) -> httpx.Response:
    body = quiet(of_party, **fields)
    return await client_of("MLT", role).post("/api/mutings", json=body)


async def muted(client_of: ClientOf, **fields: Any) -> Plain:
    answer = await mute(client_of, **fields)
    assert answer.status_code == 201, answer.text
    return plain(answer)


async def seen(client_of: ClientOf, party: str) -> list[Plain]:
    """The mutings in the party's snapshot, which are those of its list."""
    client = client_of(party, "observer")
    listed: list[Plain] = (await client.get("/api/mutings")).json()
    assert plain(await client.get("/api/snapshot"))["muting"] == listed
    return listed


async def test_both_parties_are_told_and_nobody_else(
    client_of: ClientOf, world: World, db: AsyncSession
) -> None:
    async with lawful(db):
        made = await muted(client_of, minutes=90)
    assert made == {
        "id": made["id"],
        "party": "MLT",
        "centre": made["centre"],
        "of_party": "ITA",
        "reason": "They send drills.",
        "at": "2026-10-11T12:26:00Z",
        "until_at": "2026-10-11T13:56:00Z",
        "ended_at": None,
    }
    assert made["centre"]["id"] == str(world.centres["MLT"])
    for party in ("ITA", "MLT"):
        assert await seen(client_of, party) == [made]
        last = (await entries(db, party))[-1]
        assert last["sentence"] == (
            "Malta silenced its alarms of requests and cases of Italy below distress until 11 Oct"
            " 13:56Z: They send drills."
        )
    for party in ("TUN", "GRC"):
        assert await seen(client_of, party) == []
        assert "AlarmsSilenced" not in await told(db, party)
    stranger = await post(client_of, "TUN", f"mutings/{made['id']}/end")
    assert stranger.status_code == 404


@pytest.mark.long
async def test_it_hides_nothing_and_stops_no_clock(client_of: ClientOf, world: World) -> None:
    await muted(client_of)
    sent = await asked(client_of, world, "MLT")
    listed = plain(await client_of("MLT", "observer").get("/api/snapshot"))["request"]
    assert [one["id"] for one in listed] == [sent["id"]]
    assert listed[0]["addressees"][0]["acknowledge_due_at"] == "2026-10-11T12:36:00Z"


@pytest.mark.long
async def test_a_coordinator_silences_and_whoever_watches_lets_it_ring(
    client_of: ClientOf, db: AsyncSession
) -> None:
    for role in ("observer", "watch_officer", "admin"):
        refused = await mute(client_of, role=role)
        assert (refused.status_code, codes(refused)) == (403, ["role_missing"])
    made = await muted(client_of)
    path = f"mutings/{made['id']}/end"
    observer = await post(client_of, "MLT", path, role="observer")
    assert (observer.status_code, codes(observer)) == (403, ["role_missing"])
    other = await post(client_of, "ITA", path)
    assert (other.status_code, codes(other)) == (403, ["not_yours"])
    async with lawful(db):
        ended = await post(client_of, "MLT", path, role="watch_officer")
    assert (ended.status_code, plain(ended)["ended_at"]) == (200, "2026-10-11T12:26:00Z")
    assert await seen(client_of, "MLT") == await seen(client_of, "ITA") == []
    again = await post(client_of, "MLT", path)
    assert (again.status_code, codes(again)) == (409, ["muting_over"])
    assert (await told(db, "ITA"))[-2:] == [
        "AlarmsSilenced",
        "AlarmsRestored",
    ]


async def test_its_time_is_over_with_or_without_the_job(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    made = await muted(client_of)
    assert await deferred(db, MUTING_OVER) == [{"muting_id": made["id"]}]
    await jobs.end_muting(db, muting_id=made["id"], now=time.advance(minutes=59))
    assert await seen(client_of, "ITA") == [made]
    now = time.advance(minutes=1)
    assert await seen(client_of, "ITA") == await seen(client_of, "MLT") == []
    over = await post(client_of, "MLT", f"mutings/{made['id']}/end")
    assert (over.status_code, codes(over)) == (409, ["muting_over"])
    for _ in range(2):
        await jobs.end_muting(db, muting_id=made["id"], now=now)
    await jobs.end_muting(db, muting_id=id_of(), now=now)
    last, before = (await entries(db, "ITA"))[-1:-3:-1]
    assert (before["type"], last["type"]) == ("AlarmsSilenced", "AlarmsRestored")
    assert last["changes"] == [{"thing": "muting", "id": made["id"], "value": None}]
    assert last["by"]["party"] is None


@pytest.mark.long
async def test_a_later_one_takes_its_place(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    first = await muted(client_of, minutes=720)
    time.advance(minutes=10)
    async with lawful(db):
        second = await muted(client_of, minutes=60)
    assert await seen(client_of, "ITA") == [second]
    over = await post(client_of, "MLT", f"mutings/{first['id']}/end")
    assert (over.status_code, codes(over)) == (409, ["muting_over"])
    # Of another party it is another one.
    await muted(client_of, of_party="GRC")
    assert len(await seen(client_of, "MLT")) == 2
    assert await seen(client_of, "ITA") == [second]


async def test_a_repeat_changes_nothing(client_of: ClientOf, time: ExerciseTime) -> None:
    id_ = id_of()
    made = await muted(client_of, id=id_)
    time.advance(minutes=5)
    assert await muted(client_of, id=id_) == made
    other = await mute(client_of, id=id_, minutes=30)
    assert (other.status_code, codes(other)) == (409, ["repeated_with_another_body"])


@pytest.mark.long
@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"minutes": 721}, "less_than_equal"),
        ({"minutes": 0}, "greater_than_equal"),
        ({"reason": ""}, "string_too_short"),
        ({"of_party": "MLT"}, "no_such_party"),
        ({"of_party": "LBY"}, "no_such_party"),
        ({"of_party": "XYZ"}, "no_such_party"),
    ],
)
async def test_it_is_of_another_party_for_a_time_and_with_a_reason(
    client_of: ClientOf, fields: Plain, code: str
) -> None:
    refused = await mute(client_of, **fields)
    assert (refused.status_code, codes(refused)) == (422, [code])
