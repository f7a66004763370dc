"""Texts tell what two persons have said: one person's word alone takes nobody out of them."""

import pytest

from sar.incidents.texts.telex import unwrapped
from tests.clients import ClientOf, SignedIn
from tests.conftest import ExerciseTime
from tests.features.requests.texts.test_texts import at_work
from tests.features.requests.texts.test_texts_told import issue, read, text_of
from tests.given.incidents import act, case_changed, codes, opened, seconded
from tests.given.requests import Plain, asked, later, need, plain, post, stepped
from tests.world import World, box

pytestmark = pytest.mark.anyio

LONE = ", ONE PERSON'S WORD, 250 TO 400 BEFORE"


async def fewer(client_of: ClientOf, case: Plain, count: int) -> None:
    """One officer of Italy's says that so many were on board, of 250 to 400."""
    pob = {"min": count, "max": count, "source": "a voice"}
    await case_changed(client_of, case, pob=pob, pob_reason="Miscounted.")


async def on_the_sheet(client_of: ClientOf, case: Plain, fact: str) -> Plain:
    """The line of the sheet that is handed over with the case."""
    sheet = await client_of("ITA", "observer").get(f"/api/incidents/{case['id']}/handover")
    (found,) = [line for line in plain(sheet)["lines"] if line["fact"] == fact]
    return dict(found)


@pytest.mark.long
@pytest.mark.parametrize("count", [326, 0])
async def test_one_persons_lower_number_is_told_as_a_range_up_to_what_had_been_said(
    client_of: ClientOf, world: World, count: int
) -> None:
    case = await opened(client_of)
    await fewer(client_of, case, count)
    number = f"{count} TO 400"
    told = f"{number}{LONE} (SOURCE: a voice)"
    report = await text_of(client_of, case, "sitrep-short")
    assert f"D. NUMBER OF PERSONS AT RISK: {told.upper()}\n" in report
    assert "UNITS ABLE TO REACH AND RECOVER UP TO 400 PERSONS" in report
    relay = await text_of(client_of, case, "mayday-relay")
    assert f"PERSONS ON BOARD: {number}\n" in relay, "who listens hears numbers alone"
    script = await text_of(client_of, case, "call-script", centre_id=str(world.centres["LBY"]))
    assert f"Persons at risk: {told}." in script
    assert (await on_the_sheet(client_of, case, "on_board"))["text"] == told
    await seconded(client_of, case)
    assert f"PERSONS AT RISK: {count} (SOURCE: A VOICE)\n" in await text_of(
        client_of, case, "sitrep-short"
    )
    assert (await on_the_sheet(client_of, case, "on_board"))["text"] == f"{count} (SOURCE: a voice)"


@pytest.mark.long
async def test_a_report_is_due_when_one_persons_number_is_seconded(client_of: ClientOf) -> None:
    case = await opened(client_of)
    await fewer(client_of, case, 326)
    await issue(client_of, case)
    path = f"/api/incidents/{case['id']}/texts"
    client = client_of("ITA", "observer")
    assert plain(await client.get(path))["sitrep"]["causes"] == []
    await seconded(client_of, case)
    assert plain(await client.get(path))["sitrep"]["causes"] == ["on_board"]


async def relay(client_of: ClientOf, case: Plain, party: str) -> tuple[list[str], list[str]]:
    """The codes with which the party is refused the relay, and its cancellation."""
    first = await read(client_of, party, case, "mayday-relay")
    over = await read(client_of, party, case, "relay-cancelled")
    return codes(first) if first.is_error else [], codes(over) if over.is_error else []


@pytest.mark.long
async def test_whoever_sent_a_relay_cancels_it_once_nobody_is_missing(
    client_of: ClientOf, world: World
) -> None:
    """Malta speaks it on Rome's behalf, and learns that it is over without the numbers."""
    case = await opened(client_of, pob={"min": 8, "max": 8})
    work = await at_work(client_of, world, case)
    assert await relay(client_of, case, "MLT") == ([], ["relay_is_true"])
    await stepped(client_of, "MLT", work, "depart", "arrive")
    await stepped(client_of, "MLT", work, "load", persons=8)
    for party in ("ITA", "MLT"):
        assert await relay(client_of, case, party) == (["nobody_outstanding"], []), party
    theirs = (await read(client_of, "MLT", case, "relay-cancelled")).text
    assert "IS CANCELLED: NOBODY IS MISSING" in " ".join(unwrapped(theirs))
    assert "RECOVERED" not in theirs


async def test_nobody_calls_ships_to_nobody(client_of: ClientOf) -> None:
    case = await opened(client_of)
    await fewer(client_of, case, 0)
    assert await relay(client_of, case, "ITA") == ([], ["relay_is_true"])
    await seconded(client_of, case)
    assert await relay(client_of, case, "ITA") == (["nobody_outstanding"], [])
    report = await text_of(client_of, case, "sitrep-short")
    assert "E. ASSISTANCE REQUIRED: NONE: NOBODY IS MISSING\n" in report


async def test_a_phase_that_one_person_alone_has_lowered_cancels_no_relay(
    client_of: ClientOf,
) -> None:
    case = await opened(client_of)
    lower = {"phase": "alert", "reason": "They have a tow."}
    await act(client_of, "ITA", "watch_officer", f"{case['id']}/phase", **lower)
    for party in ("ITA", "MLT"):
        assert await relay(client_of, case, party) == (["not_distress"], ["relay_is_true"]), party
    await seconded(client_of, case)
    assert await relay(client_of, case, "MLT") == (["not_distress"], [])


async def test_an_hour_later_a_request_says_what_was_answered_and_what_was_due(
    client_of: ClientOf, world: World, time: ExerciseTime
) -> None:
    case = await opened(client_of)
    wanted = [need(by_at=later(minutes=40))]
    sent = await asked(client_of, world, "LBY", incident=case, needs=wanted)
    libya = {"centre_id": str(world.centres["LBY"])}
    time.advance(minutes=65)
    late = await text_of(client_of, case, "request", **libya)
    assert "ACKNOWLEDGE AT ONCE (WAS DUE 12" in late
    assert "1. 1 X AIRCRAFT, AS SOON AS POSSIBLE (WANTED BY 111306Z OCT 26)\n" in late
    voice = {"function": "duty officer", "answer": "declined", "said": "All are out."}
    await post(client_of, "ITA", f"requests/{sent['id']}/voice-answer", **libya, **voice)
    text = await text_of(client_of, case, "request", **libya)
    assert "YOUR ANSWER SO FAR: DECLINED 111331Z OCT 26: ALL ARE OUT.\n" in text
    assert "TELL US AT ONCE IF YOUR ANSWER CHANGES." in text
    for gone in ("PLEASE", "WAS DUE", "THERE BY", "ACKNOWLEDGE"):
        assert gone not in text, gone
    report = await text_of(client_of, case, "sitrep-short")
    assert "STILL REQUIRED: 1 AIRCRAFT AS SOON AS POSSIBLE (WANTED BY 1306Z)" in report


async def test_the_last_word_broadcasts_no_reason_and_asks_for_a_lookout(
    client_of: ClientOf, signed_in: SignedIn
) -> None:
    case = await opened(client_of)
    closing = {
        "reason": "12 landed at Zarzis and handed to the police.",
        "despite": "Caller sounded drunk.",
        "second": "Head of operations",
    }
    first = await signed_in("coordinator")
    closed = await first.post(f"/api/incidents/{case['id']}/close", json=closing)
    assert closed.status_code == 200, closed.text
    text = await text_of(client_of, case, "all-well")
    for said in ("ZARZIS", "POLICE", "DRUNK", "HEAD OF OPERATIONS", "NO MORE ASSISTANCE"):
        assert said not in text, said
    assert "SEARCH AND RESCUE ENDED" in text
    assert "PERSONS: 250 TO 400\n" in text
    assert "KEEP A LOOKOUT WHEN PASSING" in text


async def test_a_report_tells_the_shape_of_a_search_area_in_words(client_of: ClientOf) -> None:
    case = await opened(client_of)
    note = "box 20 × 22 nm along 000° about 34°18.0′N 012°42.0′E; by day"
    area = {"name": "S1", "area": box(12.5, 34.1, 12.9, 34.5), "note": note}
    await case_changed(client_of, case, search_areas=[area])
    told = unwrapped(await text_of(client_of, case, "sitrep-full"))
    shape = "BOX 20 X 22 NM ALONG 000 DEG ABOUT 34 DEG 18.0'N 012 DEG 42.0'E, BY DAY, 34-06.0N"
    assert any(line.startswith(f"K. SEARCH AREA: S1: {shape}") for line in told)
