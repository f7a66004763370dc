"""A listed centre answers a request by its link, without an account."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from sar import clock, limits
from sar.requests.answer_links.link_rules import SAID_AT_MOST
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.given.answer_links import Devices, Made, link_for
from tests.given.incidents import case_changed, case_seen
from tests.given.record import entries, told
from tests.given.requests import (
    Plain,
    asked,
    codes,
    id_of,
    opened,
    plain,
    post,
    request_seen,
)
from tests.law import lawful
from tests.world import LISTED, World

pytestmark = pytest.mark.anyio


async def sent_to_tripoli(client_of: ClientOf, world: World, **fields: Any) -> Plain:
    incident = await opened(client_of)
    return await asked(client_of, world, LISTED, incident=incident, **fields)


@pytest.mark.long
async def test_before_the_code_only_that_something_waits_is_shown(
    client_of: ClientOf, world: World, device: Devices, db: AsyncSession
) -> None:
    sent = await sent_to_tripoli(client_of, world, message="Anything that floats.")
    async with lawful(db):
        link = await link_for(client_of, world, sent)
    assert link.url.startswith("http://test/answer#")
    assert len(link.token) == 43
    shown = await device(link.token).look()
    assert (shown["standing"], shown["content"]) == ("code", None)
    assert shown["reference"] == sent["reference"]
    assert shown["exercise"] is True
    assert (shown["asked_by"], shown["to"]) == ("MRCC Roma", "JRCC Tripoli")
    assert shown["call"] == [{"channel": "telephone", "value": "+000", "language": "en"}]
    told_so_far = str(shown)
    for hidden in ("floats", "250", "AIRCRAFT", "boat", "12°"):
        assert hidden not in told_so_far
    (tripoli,) = (await request_seen(client_of, sent))["addressees"]
    assert tripoli["link"]["opened_at"] is None
    assert "AnswerLinkMade" in await told(db, "ITA")


async def test_a_centre_that_has_answered_is_not_to_be_called_any_more(
    client_of: ClientOf, world: World, device: Devices, db: AsyncSession
) -> None:
    case = await opened(client_of, drift={"course_deg": 180.0, "speed_kn": 4.0})
    assert [one["party"] for one in case["to_be_called"]] == [LISTED]
    link = await link_for(client_of, world, await asked(client_of, world, LISTED, incident=case))
    there = device(link.token)
    await there.open(link.code)
    async with lawful(db):
        assert (await there.say("acknowledged")).status_code == 200
    assert (await case_seen(client_of, case))["to_be_called"] == []


@pytest.mark.long
async def test_the_page_tells_one_persons_lower_number_as_a_range(
    client_of: ClientOf, world: World, device: Devices
) -> None:
    case = await opened(client_of)
    pob = {"min": 0, "max": 0, "source": "a voice"}
    await case_changed(client_of, case, pob=pob, pob_reason="A hoax.")
    link = await link_for(client_of, world, await asked(client_of, world, LISTED, incident=case))
    page = await device(link.token).open(link.code)
    lines = {fact["name"]: fact["text"] for fact in page["content"]["facts"]}
    said = "0 TO 400, ONE PERSON'S WORD, 250 TO 400 BEFORE (SOURCE: a voice)"
    assert lines["people"] == said


async def test_after_the_code_it_shows_what_an_addressee_reads(
    client_of: ClientOf, world: World, device: Devices, db: AsyncSession
) -> None:
    rough = {"wind_kn": 12, "source": "Model forecast", "at": "2026-10-11T12:20:00Z"}
    case = await opened(client_of, conditions=rough)
    floats = "Anything that floats."
    sent = await asked(client_of, world, LISTED, incident=case, message=floats)
    link = await link_for(client_of, world, sent)
    async with lawful(db):
        page = await device(link.token).open(f"{link.code[:3]} {link.code[3:]}")
    assert (page["standing"], page["outcome"]) == ("open", "accepted")
    lines = {fact["name"]: fact["text"] for fact in page["content"]["facts"]}
    assert lines["need"] == "1 × AIRCRAFT"
    assert lines["message"] == "Anything that floats."
    assert lines["people"].startswith("250 TO 400, OF WHOM CHILDREN 60")
    assert lines["position"].startswith("34-20.0N 012-42.0E")
    assert lines["phase"].startswith("DISTRESS")
    assert lines["weather"] == "WEATHER ON SCENE (MODEL FORECAST, 111220Z OCT 26): WIND 12 KN"
    assert "+8816 000" not in str(page)
    assert page["content"]["may"] == ["acknowledged", "offered", "declined"]
    (tripoli,) = (await request_seen(client_of, sent))["addressees"]
    assert tripoli["link"]["opened_at"] == "2026-10-11T12:26:00Z"
    assert "AnswerLinkOpened" in await told(db, "ITA")


async def test_its_answers_are_its_own_word_and_stop_the_clocks(
    client_of: ClientOf, world: World, device: Devices, db: AsyncSession, time: ExerciseTime
) -> None:
    sent = await sent_to_tripoli(client_of, world)
    link = await link_for(client_of, world, sent)
    there = device(link.token)
    await there.open(link.code)
    time.advance(minutes=3)
    async with lawful(db):
        assert (await there.say("acknowledged")).status_code == 200
    time.advance(minutes=4)
    async with lawful(db):
        offered = await there.say("offered", "One tug, 20 persons on deck.", there="about 1500Z")
    page = plain(offered)
    assert page["content"]["may"] == ["offered", "declined"]
    (tripoli,) = (await request_seen(client_of, sent))["addressees"]
    assert tripoli["state"] == "offered"
    assert tripoli["acknowledged_at"] == "2026-10-11T12:29:00Z"
    assert tripoli["answered_at"] == "2026-10-11T12:33:00Z"
    first, second = tripoli["voice"]
    assert (first["answer"], first["said"], first["source"]) == ("acknowledged", "", "link")
    assert second["said"] == "One tug, 20 persons on deck. There: about 1500Z"
    assert (second["function"], second["claimed_by"]) == ("duty officer", None)
    last = (await entries(db, "ITA"))[-1]
    assert last["sentence"] == (
        "JRCC Tripoli answered REQ-ITA-2026-0001 by link, code spoken (duty officer, offered):"
        " One tug, 20 persons on deck. There: about 1500Z"
    )
    assert last["by"] == {"party": LISTED, "centre": "JRCC-TRIPOLI"}
    script = await client_of("ITA", "observer").get(tripoli["call_script_url"])
    assert "111233Z OCT 26: duty officer, by link: offered. One tug" in script.text


async def test_an_offer_may_be_taken_back_and_made_anew(
    client_of: ClientOf, world: World, device: Devices
) -> None:
    sent = await sent_to_tripoli(client_of, world)
    link = await link_for(client_of, world, sent)
    there = device(link.token)
    await there.open(link.code)
    assert (await there.say("offered", "One tug.")).status_code == 200
    assert (await there.say("declined", "She has no fuel.")).status_code == 200
    (tripoli,) = (await request_seen(client_of, sent))["addressees"]
    assert (tripoli["state"], tripoli["reason"]) == ("declined", "She has no fuel.")
    page = plain(await there.say("offered", "Another tug."))
    assert page["content"]["state"] == "offered"
    wrong = await there.say("acknowledged")
    assert (wrong.status_code, codes(wrong)) == (409, ["wrong_state"])


async def test_pressed_twice_it_is_said_once(
    client_of: ClientOf, world: World, device: Devices
) -> None:
    sent = await sent_to_tripoli(client_of, world)
    link = await link_for(client_of, world, sent)
    there = device(link.token)
    await there.open(link.code)
    same = id_of()
    for _ in range(2):
        assert (await there.say("offered", "One tug.", id=same)).status_code == 200
    (tripoli,) = (await request_seen(client_of, sent))["addressees"]
    assert len(tripoli["voice"]) == 1
    other = await there.say("declined", "No tug.", id=same)
    assert (other.status_code, codes(other)) == (409, ["repeated_with_another_body"])


async def test_five_wrong_codes_lock_the_link_and_tell_who_asked(
    client_of: ClientOf, world: World, device: Devices, db: AsyncSession
) -> None:
    sent = await sent_to_tripoli(client_of, world)
    link = await link_for(client_of, world, sent)
    there = device(link.token)
    left = [(await there.open(link.wrong))["tries_left"] for _ in range(4)]
    assert left == [4, 3, 2, 1]
    async with lawful(db):
        page = await there.open(link.wrong)
    assert (page["outcome"], page["tries_left"], page["content"]) == ("locked", 0, None)
    for answer in (await there.call("open", {"code": link.code}), await there.call("look")):
        assert (answer.status_code, codes(answer)) == (404, ["link_not_good"])
    (tripoli,) = (await request_seen(client_of, sent))["addressees"]
    assert tripoli["link"]["locked_at"] == "2026-10-11T12:26:00Z"
    assert (await entries(db, "ITA"))[-1]["sentence"] == (
        "The answer link of JRCC Tripoli to REQ-ITA-2026-0001 is locked: 5 wrong codes."
    )


@pytest.mark.long
async def test_codes_are_tried_slowly_from_one_address(
    client_of: ClientOf, world: World, device: Devices, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Time stands for the limits: a slow machine would let some of the tries be paced out.
    monkeypatch.setattr(limits, "time", SimpleNamespace(monotonic=lambda: 1_000.0))
    limits._counters._paced_out_at.clear()
    for _ in range(2):
        link = await link_for(client_of, world, await sent_to_tripoli(client_of, world))
        there = device(link.token)
        for _ in range(5):
            assert (await there.call("open", {"code": link.wrong})).status_code == 200
    link = await link_for(client_of, world, await sent_to_tripoli(client_of, world))
    assert (await device(link.token).call("open", {"code": link.code})).status_code == 429


async def test_another_device_is_shown_nothing_by_the_right_code(
    client_of: ClientOf, world: World, device: Devices
) -> None:
    sent = await sent_to_tripoli(client_of, world)
    link = await link_for(client_of, world, sent)
    first, second = device(link.token), device(link.token)
    await first.open(link.code)
    assert (await first.look())["standing"] == "open"
    for page in (await second.look(), await second.open(link.code)):
        assert (page["standing"], page["content"]) == ("other_device", None)
    refused = await second.say("declined", "Not by them.")
    assert (refused.status_code, codes(refused)) == (403, ["link_not_open"])


async def test_a_page_that_did_not_hear_that_it_was_let_in_is_let_in_again(
    client_of: ClientOf, world: World, device: Devices, db: AsyncSession
) -> None:
    link = await link_for(client_of, world, await sent_to_tripoli(client_of, world))
    first = device(link.token)
    opening = id_of()
    assert (await first.call("open", {"code": link.code, "opening": opening})).status_code == 200
    deaf = device(link.token)  # the answer with its cookie was lost
    before = len(await entries(db, "ITA"))
    for given in (
        {"code": link.wrong, "opening": opening},
        {"code": link.code, "opening": id_of()},
    ):
        page = plain(await deaf.call("open", given))
        assert (page["outcome"], page["content"]) == ("other_device", None)
    page = plain(await deaf.call("open", {"code": link.code, "opening": opening}))
    assert (page["outcome"], page["standing"]) == ("accepted", "open")
    assert (await deaf.say("acknowledged")).status_code == 200
    assert (await first.look())["standing"] == "other_device", "it is bound to one device"
    assert len(await entries(db, "ITA")) == before + 1, "that it was opened is told once"


async def test_the_secret_of_the_device_is_no_scripts_to_read(
    client_of: ClientOf, world: World, device: Devices
) -> None:
    link = await link_for(client_of, world, await sent_to_tripoli(client_of, world))
    answer = await device(link.token).call("open", {"code": link.code})
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert link.token not in cookie
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"


async def _withdrawn(client_of: ClientOf, world: World, sent: Plain, link: Made) -> None:
    centre_id = str(world.centres[LISTED])
    where = f"requests/{sent['id']}/answer-link/withdraw"
    assert (await post(client_of, "ITA", where, centre_id=centre_id)).status_code == 200
    again = await post(client_of, "ITA", where, centre_id=centre_id)
    assert (again.status_code, codes(again)) == (409, ["no_answer_link"])


async def _kept_from(client_of: ClientOf, world: World, sent: Plain, link: Made) -> None:
    where = f"/api/incidents/{sent['incident_id']}/keep-from"
    kept = await client_of("ITA", "coordinator").post(
        where, json={"party": LISTED, "reason": "They fled from there."}
    )
    assert kept.status_code == 200, kept.text
    body = {"id": id_of(), "centre_id": str(world.centres[LISTED])}
    again = await post(client_of, "ITA", f"requests/{sent['id']}/answer-link", **body)
    assert (again.status_code, codes(again)) == (409, ["kept_from"])


async def _replaced(client_of: ClientOf, world: World, sent: Plain, link: Made) -> None:
    newer = await link_for(client_of, world, sent)
    assert newer.token != link.token


async def _cancelled(client_of: ClientOf, world: World, sent: Plain, link: Made) -> None:
    ended = await post(client_of, "ITA", f"requests/{sent['id']}/cancel", reason="All are safe.")
    assert ended.status_code == 200


@pytest.mark.parametrize("end", [_withdrawn, _replaced, _cancelled, _kept_from])
async def test_a_link_that_is_over_is_as_one_that_never_was(
    client_of: ClientOf, world: World, device: Devices, end: Callable[..., object]
) -> None:
    sent = await sent_to_tripoli(client_of, world)
    link = await link_for(client_of, world, sent)
    there = device(link.token)
    await there.open(link.code)
    await end(client_of, world, sent, link)  # type: ignore[misc]  # each is a coroutine
    never = await device("A" * 43).call("look")
    assert (never.status_code, codes(never)) == (404, ["link_not_good"])
    for answer in (
        await there.call("look"),
        await device(link.token).call("look"),
        await there.call("open", {"code": link.code}),
        await there.say("declined", "Too late."),
    ):
        assert (answer.status_code, answer.text) == (404, never.text)


@pytest.mark.long
async def test_a_link_ends_by_itself(
    client_of: ClientOf, world: World, device: Devices, db: AsyncSession
) -> None:
    link = await link_for(client_of, world, await sent_to_tripoli(client_of, world))
    lasts = await db.scalar(text("SELECT expires_at - made_at FROM answer_link"))
    assert lasts == timedelta(hours=72)
    await db.execute(text("UPDATE answer_link SET expires_at = :now"), {"now": clock.real_now()})
    answer = await device(link.token).call("look")
    assert (answer.status_code, codes(answer)) == (404, ["link_not_good"])


@pytest.mark.long
async def test_a_party_that_joins_answers_for_itself(
    client_of: ClientOf, world: World, device: Devices, db: AsyncSession
) -> None:
    sent = await sent_to_tripoli(client_of, world)
    link = await link_for(client_of, world, sent)
    there = device(link.token)
    await there.open(link.code)
    await db.execute(text("UPDATE party SET listed = false WHERE code = 'LBY'"))
    assert (await there.call("look")).status_code == 404
    body = {"id": id_of(), "centre_id": str(world.centres[LISTED])}
    again = await post(client_of, "ITA", f"requests/{sent['id']}/answer-link", **body)
    assert (again.status_code, codes(again)) == (409, ["answers_here"])


async def test_only_who_asks_makes_a_link_and_only_for_whom_it_asks(
    client_of: ClientOf, world: World
) -> None:
    incident = await opened(client_of)
    sent = await asked(client_of, world, "MLT", LISTED, incident=incident)
    where = f"requests/{sent['id']}/answer-link"
    tripoli = {"centre_id": str(world.centres[LISTED])}
    malta = await post(client_of, "MLT", where, id=id_of(), **tripoli)
    assert (malta.status_code, codes(malta)) == (403, ["not_yours"])
    stranger = await post(client_of, "GRC", where, id=id_of(), **tripoli)
    assert stranger.status_code == 404
    joined = await post(client_of, "ITA", where, id=id_of(), centre_id=str(world.centres["MLT"]))
    assert (joined.status_code, codes(joined)) == (409, ["answers_here"])
    assert joined.json()["detail"].startswith("Malta has joined")
    other = await post(client_of, "ITA", where, id=id_of(), centre_id=str(world.centres["GRC"]))
    assert (other.status_code, codes(other)) == (422, ["not_addressed"])
    seen = await client_of("MLT", "observer").get(f"/api/requests/{sent['id']}")
    assert [one["link"] for one in plain(seen)["addressees"]] == [None]


@pytest.mark.long
async def test_a_link_and_its_code_are_shown_once(client_of: ClientOf, world: World) -> None:
    sent = await sent_to_tripoli(client_of, world)
    body = {"id": id_of(), "centre_id": str(world.centres[LISTED])}
    where = f"requests/{sent['id']}/answer-link"
    first = plain(await post(client_of, "ITA", where, **body))
    again = plain(await post(client_of, "ITA", where, **body))
    assert (again["url"], again["code"], again["shown_before"]) == (None, None, True)
    assert (first["shown_before"], again["expires_at"]) == (False, first["expires_at"])


async def test_nothing_of_the_secrets_is_kept(
    client_of: ClientOf, world: World, device: Devices, db: AsyncSession
) -> None:
    link = await link_for(client_of, world, await sent_to_tripoli(client_of, world))
    await device(link.token).open(link.code)
    for table in ("answer_link", "addressee", "record_pending", "record_slot", "repeatable"):
        kept = str((await db.execute(text(f"SELECT t::text FROM {table} t"))).all())  # noqa: S608 names of tables
        assert link.token not in kept
        assert link.code not in kept or table.startswith("record")


@pytest.mark.long
async def test_an_answer_that_does_not_fit_is_refused_with_its_reason(
    client_of: ClientOf, world: World, device: Devices
) -> None:
    link = await link_for(client_of, world, await sent_to_tripoli(client_of, world))
    there = device(link.token)
    await there.open(link.code)
    granted = await there.say("granted", "Come in.")
    assert (granted.status_code, codes(granted)) == (409, ["not_asked_for"])
    silent = await there.say("declined")
    assert (silent.status_code, codes(silent)) == (422, ["says_nothing"])
    nobody = await there.say("offered", "One tug.", function=" ")
    assert nobody.status_code == 422
    bad = await there.call("open", {"code": "12345"})
    assert bad.status_code == 422
    for _ in range(SAID_AT_MOST):
        assert (await there.say("offered", "One tug.")).status_code == 200
    more = await there.say("offered", "One tug.")
    assert (more.status_code, codes(more)) == (409, ["said_too_often"])
