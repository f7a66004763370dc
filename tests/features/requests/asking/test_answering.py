"""Answers of addressed centres, here and by voice."""

import httpx
import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from sar.requests import claims
from sar.requests.asking import answering
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.given.assets import helicopter, registered
from tests.given.record import entries, told
from tests.given.requests import (
    Plain,
    asked,
    codes,
    later,
    offered,
    opened,
    plain,
    post,
    request_seen,
)
from tests.law import lawful
from tests.world import World

pytestmark = pytest.mark.anyio


@pytest.mark.long
async def test_acknowledging_is_read_by_the_two_sides_alone(
    client_of: ClientOf, world: World, db: AsyncSession
) -> None:
    incident = await opened(client_of)
    sent = await asked(client_of, world, "MLT", "TUN", incident=incident)
    async with lawful(db):
        answer = await post(client_of, "MLT", f"requests/{sent['id']}/acknowledge")
    seen = plain(answer)
    assert answer.status_code == 200
    assert seen["addressees"][0]["state"] == "acknowledged"
    assert seen["addressees"][0]["acknowledged_at"] == "2026-10-11T12:26:00Z"
    assert "RequestAcknowledged" in await told(db, "ITA")
    assert "RequestAcknowledged" in await told(db, "MLT")
    assert "RequestAcknowledged" not in await told(db, "TUN")
    again = await post(client_of, "MLT", f"requests/{sent['id']}/acknowledge")
    assert (again.status_code, codes(again)) == (409, ["wrong_state"])


@pytest.mark.long
async def test_declining_needs_a_reason_and_acknowledges(
    client_of: ClientOf, world: World, db: AsyncSession
) -> None:
    sent = await asked(client_of, world, "GRC")
    where = f"requests/{sent['id']}/decline"
    assert (await post(client_of, "GRC", where)).status_code == 422
    async with lawful(db):
        answer = await post(client_of, "GRC", where, reason="All our teams are out.")
    (greece,) = plain(answer)["addressees"]
    assert (greece["state"], greece["reason"]) == ("declined", "All our teams are out.")
    assert greece["acknowledged_at"] is not None
    last = (await entries(db, "ITA"))[-1]
    assert last["sentence"].endswith("declined REQ-ITA-2026-0001: All our teams are out.")


async def test_only_an_addressed_centre_answers(client_of: ClientOf, world: World) -> None:
    sent = await asked(client_of, world, "GRC")
    for action, body in (("acknowledge", {}), ("decline", {"reason": "not mine to say"})):
        own = await post(client_of, "ITA", f"requests/{sent['id']}/{action}", **body)
        assert (own.status_code, codes(own)) == (403, ["not_yours"])
        stranger = await post(client_of, "MLT", f"requests/{sent['id']}/{action}", **body)
        assert stranger.status_code == 404


async def test_naming_a_centre_that_is_not_addressed_is_told(
    client_of: ClientOf, world: World
) -> None:
    sent = await asked(client_of, world, "GRC")
    answer = await post(
        client_of,
        "GRC",
        f"requests/{sent['id']}/acknowledge",
        centre_id=str(world.centres["MLT"]),
    )
    assert answer.status_code == 422
    assert plain(answer)["errors"][0]["field"] == "centre_id"


@pytest.mark.long
async def test_an_answer_by_voice_is_recorded_with_function_and_time(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime
) -> None:
    incident = await opened(client_of)
    sent = await asked(client_of, world, "LBY", incident=incident)
    time.advance(minutes=15)
    async with lawful(db):
        answer = await post(
            client_of,
            "ITA",
            f"requests/{sent['id']}/voice-answer",
            centre_id=str(world.centres["LBY"]),
            function="duty officer",
            answer="declined",
            said="No unit can sail before tomorrow.",
            at="2026-10-11T12:31:00Z",
        )
    (tripoli,) = plain(answer)["addressees"]
    assert (tripoli["state"], tripoli["reason"]) == (
        "declined",
        "No unit can sail before tomorrow.",
    )
    assert tripoli["answered_at"] == "2026-10-11T12:31:00Z"
    assert tripoli["voice"] == [
        {
            "function": "duty officer",
            "said": "No unit can sail before tomorrow.",
            "answer": "declined",
            "at": "2026-10-11T12:31:00Z",
            "recorded_at": "2026-10-11T12:41:00Z",
            "claimed_by": None,
            "confirmed_at": None,
            "source": "voice",
            "late": False,
        }
    ]
    assert "VoiceAnswerRecorded" in await told(db, "ITA")


@pytest.mark.long
@pytest.mark.parametrize(
    ("outcome", "sentence"),
    [
        ("no_answer", "was called about {about} at 11 Oct 12:40Z: no answer. Rang out."),
        ("not_needed", "need not be called about {about} any more. Rang out."),
    ],
)
async def test_a_call_without_answer_is_kept_and_answers_nothing(
    client_of: ClientOf,
    world: World,
    db: AsyncSession,
    time: ExerciseTime,
    outcome: str,
    sentence: str,
) -> None:
    sent = await asked(client_of, world, "LBY", incident=await opened(client_of))
    time.advance(minutes=15)
    where = f"requests/{sent['id']}/call"
    call = {
        "centre_id": str(world.centres["LBY"]),
        "outcome": outcome,
        "note": "Rang out.",
        "at": "2026-10-11T12:40:00Z",
    }
    async with lawful(db):
        answer = await post(client_of, "ITA", where, **call)
    (tripoli,) = plain(answer)["addressees"]
    assert tripoli["state"] == "sent"
    (kept,) = tripoli["voice"]
    assert (kept["answer"], kept["function"], kept["said"]) == (outcome, "", "Rang out.")
    assert kept["at"] == "2026-10-11T12:40:00Z"
    last = (await entries(db, "ITA"))[-1]
    assert last["sentence"].endswith(sentence.format(about=sent["reference"]))
    early = await post(client_of, "ITA", where, **call | {"at": later(hours=1)})
    assert (early.status_code, codes(early)) == (422, ["in_the_future"])
    before = await post(client_of, "ITA", where, **call | {"at": later(minutes=-30)})
    assert (before.status_code, codes(before)) == (422, ["before_it_was_sent"])


@pytest.mark.long
@pytest.mark.parametrize(
    "claim",
    [
        pytest.param("acknowledged", marks=pytest.mark.long),
        pytest.param("offered", marks=pytest.mark.long),
        "declined",
    ],
)
async def test_what_is_claimed_of_a_joined_party_leaves_its_answer_and_clock_to_itself(
    client_of: ClientOf, world: World, db: AsyncSession, claim: str
) -> None:
    sent = await asked(client_of, world, "MLT", incident=await opened(client_of))
    spoken = {"centre_id": str(world.centres["MLT"]), "function": "duty officer"}
    where = f"requests/{sent['id']}"
    async with lawful(db):
        made = await post(
            client_of, "ITA", f"{where}/voice-answer", **spoken, answer=claim, said="So it was."
        )
    (malta,) = plain(made)["addressees"]
    assert (malta["state"], malta["reason"], malta["acknowledged_at"]) == ("sent", "", None)
    assert malta["answered_at"] is None
    (said,) = malta["voice"]
    assert said["claimed_by"] == {"party": "ITA", "centre": "MRCC Roma"}
    for party in ("ITA", "MLT"):
        last = (await entries(db, party))[-1]
        assert (last["type"], last["facts"]["claimed_by"]) == ("VoiceAnswerClaimed", "ITA")
        assert last["sentence"].startswith("Claimed by Italy (MRCC Roma), not confirmed: ")
    async with lawful(db):
        own = plain(await post(client_of, "MLT", f"{where}/acknowledge"))
    (malta,) = own["addressees"]
    assert malta["state"] == "acknowledged"
    assert (malta["voice"][0]["confirmed_at"] is not None) is (claim == "acknowledged")
    declined = plain(await post(client_of, "MLT", f"{where}/decline", reason="No boat."))
    (malta,) = declined["addressees"]
    assert (malta["state"], malta["reason"]) == ("declined", "No boat.")


async def test_of_claims_of_one_answer_the_newest_stands_and_so_many_at_most(
    client_of: ClientOf, world: World, db: AsyncSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answering, "STANDING_AT_MOST", 3)
    incident = await opened(client_of)
    first, last = [await asked(client_of, world, "MLT", incident=incident) for _ in range(2)]
    spoken = {"centre_id": str(world.centres["MLT"]), "function": "duty officer"}

    async def claim(sent: Plain, answer: str, said: str) -> httpx.Response:
        where = f"requests/{sent['id']}/voice-answer"
        return await post(client_of, "ITA", where, **spoken, answer=answer, said=said)

    async def pictured() -> list[str]:
        snapshot = plain(await client_of("MLT", "observer").get("/api/snapshot"))
        (seen,) = [one for one in snapshot["request"] if one["id"] == first["id"]]
        return [said["said"] for said in seen["addressees"][0]["voice"]]

    for said in ("Read.", "Read it.", "Have read it."):
        async with lawful(db):
            assert (await claim(first, "acknowledged", said)).status_code == 200
    assert await pictured() == ["Have read it."]
    facts = [one["facts"] for one in await entries(db, "MLT")]
    assert [one["said"] for one in facts if one.get("said")] == [
        "Read.",
        "Read it.",
        "Have read it.",
    ]
    for sent in (first, last):
        assert (await claim(sent, "declined", "No boat.")).status_code == 200
    full = await claim(last, "acknowledged", "Read.")
    assert (full.status_code, codes(full)) == (429, ["too_many_claims"])
    assert "what Malta has said" in full.json()["detail"]
    assert full.headers["Retry-After"] == "300"
    assert (await claim(last, "declined", "No boat at all.")).status_code == 200, "it replaces one"
    own = await post(client_of, "MLT", f"requests/{first['id']}/decline", reason="None.")
    assert own.status_code == 200, own.text
    assert (await claim(last, "acknowledged", "Read.")).status_code == 200, "two were confirmed"


@pytest.mark.long
async def test_calls_without_answer_stand_as_far_as_the_newest(
    client_of: ClientOf, world: World, db: AsyncSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claims, "CALLS_AT_MOST", 2)
    sent = await asked(client_of, world, "MLT", incident=await opened(client_of))
    for note in ("Once.", "Twice.", "Thrice."):
        call = {"centre_id": str(world.centres["MLT"]), "outcome": "no_answer", "note": note}
        async with lawful(db):
            answer = await post(client_of, "ITA", f"requests/{sent['id']}/call", **call)
    (malta,) = plain(answer)["addressees"]
    assert [said["said"] for said in malta["voice"]] == ["Twice.", "Thrice."]
    assert len(await entries(db, "MLT", of="CallUnanswered")) == 3


@pytest.mark.long
async def test_a_spoken_yes_may_become_a_no(
    client_of: ClientOf, world: World, db: AsyncSession
) -> None:
    sent = await asked(client_of, world, "LBY", incident=await opened(client_of))
    where = f"requests/{sent['id']}/voice-answer"
    spoken = {"centre_id": str(world.centres["LBY"]), "function": "duty officer"}
    for answer, said, reason in (
        ("declined", "No boat.", "No boat."),
        ("offered", "One boat sails.", ""),
        ("declined", "Its engine failed.", "Its engine failed."),
    ):
        async with lawful(db):
            made = await post(client_of, "ITA", where, **spoken, answer=answer, said=said)
        (tripoli,) = plain(made)["addressees"]
        assert (tripoli["state"], tripoli["reason"]) == (answer, reason)


@pytest.mark.long
async def test_nobody_declines_while_what_it_offered_may_be_taken_up(
    client_of: ClientOf, world: World
) -> None:
    sent = await asked(client_of, world, "MLT")
    rescue = await registered(client_of, "MLT", helicopter())
    made = await offered(client_of, "MLT", f"requests/{sent['id']}", rescue["id"])
    where = f"requests/{sent['id']}/decline"
    refused = await post(client_of, "MLT", where, reason="It is broken.")
    assert (refused.status_code, codes(refused)) == (409, ["offer_stands"])
    assert "withdraw it first" in refused.text
    await post(client_of, "MLT", f"offers/{made['id']}/withdraw")
    (malta,) = plain(await post(client_of, "MLT", where, reason="It is broken."))["addressees"]
    assert (malta["state"], malta["reason"]) == ("declined", "It is broken.")


@pytest.mark.long
async def test_a_spoken_no_beside_an_offer_is_recorded_and_takes_nothing_back(
    client_of: ClientOf, world: World, db: AsyncSession
) -> None:
    sent = await asked(client_of, world, "MLT")
    rescue = await registered(client_of, "MLT", helicopter())
    made = await offered(client_of, "MLT", f"requests/{sent['id']}", rescue["id"])
    spoken = {"centre_id": str(world.centres["MLT"]), "function": "duty officer"}
    where = f"requests/{sent['id']}/voice-answer"
    async with lawful(db):
        told = await post(
            client_of, "ITA", where, **spoken, answer="declined", said="Its engine failed."
        )
    (malta,) = plain(told)["addressees"]
    assert (malta["state"], malta["reason"]) == ("offered", "")
    assert [one["answer"] for one in malta["voice"]] == ["declined"]
    # Both sides see it.
    theirs = await request_seen(client_of, sent, "MLT")
    assert [one["said"] for one in theirs["addressees"][0]["voice"]] == ["Its engine failed."]
    stands = plain(await client_of("ITA", "observer").get(f"/api/offers/{made['id']}"))
    assert stands["state"] == "offered"
    await post(client_of, "ITA", f"offers/{made['id']}/accept", role="coordinator")


async def test_what_a_centre_said_last_counts_whenever_it_is_written_down(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime
) -> None:
    sent = await asked(client_of, world, "LBY", incident=await opened(client_of))
    time.advance(minutes=20)
    where = f"requests/{sent['id']}/voice-answer"
    spoken = {"centre_id": str(world.centres["LBY"]), "function": "duty officer"}
    for answer, minutes, said, stands, late in (
        ("offered", -8, "One boat sails.", "offered", False),
        ("declined", -10, "No boat.", "offered", True),
        ("acknowledged", -12, "We look.", "offered", True),
        ("acknowledged", -2, "Noted.", "offered", False),
        ("declined", -1, "Its engine failed.", "declined", False),
        ("declined", 0, "Nor has another.", "declined", False),
    ):
        body = {**spoken, "answer": answer, "said": said, "at": later(minutes=minutes)}
        async with lawful(db):
            (tripoli,) = plain(await post(client_of, "ITA", where, **body))["addressees"]
        assert (tripoli["state"], tripoli["voice"][-1]["late"]) == (stands, late)
    assert tripoli["reason"] == "Nor has another."
    assert tripoli["acknowledged_at"] == tripoli["voice"][2]["at"]


async def test_what_a_centre_said_is_recorded_once_the_request_is_over(
    client_of: ClientOf, world: World, db: AsyncSession
) -> None:
    sent = await asked(client_of, world, "LBY", incident=await opened(client_of))
    await post(client_of, "ITA", f"requests/{sent['id']}/cancel", reason="Not needed.")
    where = f"requests/{sent['id']}/voice-answer"
    spoken = {"centre_id": str(world.centres["LBY"]), "function": "duty officer"}
    async with lawful(db):
        told = await post(client_of, "ITA", where, **spoken, answer="offered", said="One boat.")
    (tripoli,) = plain(told)["addressees"]
    assert (tripoli["state"], tripoli["acknowledged_at"]) == ("sent", None)
    assert [one["said"] for one in tripoli["voice"]] == ["One boat."]


async def test_only_the_requester_records_voices_and_not_of_the_future(
    client_of: ClientOf, world: World
) -> None:
    sent = await asked(client_of, world, "GRC")
    said = {
        "centre_id": str(world.centres["GRC"]),
        "function": "duty officer",
        "answer": "acknowledged",
        "said": "Understood.",
    }
    where = f"requests/{sent['id']}/voice-answer"
    addressee = await post(client_of, "GRC", where, **said)
    assert (addressee.status_code, codes(addressee)) == (403, ["not_yours"])
    early = await post(client_of, "ITA", where, **said, at=later(hours=1))
    assert (early.status_code, codes(early)) == (422, ["in_the_future"])
    before = await post(client_of, "ITA", where, **said, at=later(minutes=-10))
    assert (before.status_code, codes(before)) == (422, ["before_it_was_sent"])
    sent_is_no_answer = await post(client_of, "ITA", where, **{**said, "answer": "sent"})
    assert sent_is_no_answer.status_code == 422
    elsewhere = {**said, "centre_id": str(world.centres["MLT"])}
    assert codes(await post(client_of, "ITA", where, **elsewhere)) == ["not_addressed"]


async def test_nothing_is_answered_to_a_request_that_is_over(
    client_of: ClientOf, world: World
) -> None:
    sent = await asked(client_of, world, "GRC")
    await post(client_of, "ITA", f"requests/{sent['id']}/close")
    answer = await post(client_of, "GRC", f"requests/{sent['id']}/acknowledge")
    assert (answer.status_code, codes(answer)) == (409, ["request_over"])
