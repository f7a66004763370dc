"""Alarms of a case that leave the screens, and what stands beside them, as the lead sees it."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Screens, person
from tests.browser.readable import in_turn
from tests.clients import Clients
from tests.given.agreements import agreement, concluded, term
from tests.given.assets import helicopter, registered
from tests.given.incidents import act, opened
from tests.given.places import point
from tests.given.requests import accepted, asked, id_of, offered
from tests.receivers import MailReceiver, receiving, until
from tests.running import Server, working
from tests.world import START

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("clock_at_start")]

WINDOWS = (("night", 1280, 900), ("day", 1280, 900), ("night", 390, 844), ("day", 390, 844))
OFF_CUTRO = {"type": "Point", "coordinates": [17.6, 38.6]}
NORTH_WEST = {"course_deg": 296, "speed_kn": 6.0}


@pytest.mark.long
async def test_the_lead_takes_it_up_and_reads_what_stands_beside(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    watch = await person(client_of, server, "ITA", "ita.case-alarms", "watch_officer")
    centre = server.world.centres["ITA"]
    contact = {"channel": "email", "value": "duty@italy.example", "in_exercises": True}
    kept = await client_of("ITA", "admin").put(
        f"/api/centres/{centre}/contacts",
        json={"contacts": [{"channel": "telephone", "value": "+39 06"}, contact]},
        headers={"If-Match": '"1"'},
    )
    assert kept.status_code == 200, kept.text
    with receiving(MailReceiver()) as mail, working(server, SAR_ALERT_EMAIL=mail.setting):
        position = {"point": OFF_CUTRO, "error_nm": 1.0}
        case = await opened(client_of, position=position, drift=NORTH_WEST, title="Off Cutro")
        tow = {"unit": "Patrol boat Two", "reason": "To bring it nearer.", "persons": 400}
        told = await act(client_of, "ITA", "watch_officer", f"{case['id']}/tow", **tow)
        assert told.is_success, told.text
        lost = await opened(client_of, phase="uncertainty", position=None, title="Overdue")
        await server.set_clock(at=START + timedelta(minutes=5), paused=True)
        await until(lambda: mail.messages)
        await server.set_clock(at=START + timedelta(minutes=100), paused=True)

        async def rings() -> bool:
            seen = await client_of("ITA", "observer").get(f"/api/incidents/{case['id']}")
            return seen.json()["unwritten"] is not None

        await until(rings)
        for palette, width, height in in_turn(*WINDOWS):
            at = f"/incidents/{case['id']}"
            italy = await screens.sign_in(watch, at=at, palette=palette, width=width, height=height)
            page = italy.page
            await expect(page.get_by_text("Nobody is tasked.").first).to_be_visible()
            await expect(
                page.get_by_text("e-mail to 2nd contact handed over").first
            ).to_be_visible()
            await expect(page.get_by_text("Nobody has written anything since")).to_be_visible()
            await expect(page.get_by_text("UNDER TOW by Patrol boat Two")).to_be_visible()
            await expect(page.get_by_text("Land about")).to_be_visible()
            await italy.shot(f"case-alarms-{palette}-{width}")
            await page.get_by_text("UNDER TOW by").scroll_into_view_if_needed()
            await italy.shot(f"case-tow-{palette}-{width}")
            wide = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
            assert await page.evaluate(wide)
            await italy.go(f"/incidents/{lost['id']}")
            await expect(page.get_by_text("ASK SHIPS, AIS, LRIT AND VMS")).to_be_visible()
            await italy.shot(f"ask-ships-{palette}-{width}")
            await italy.go(f"/incidents/{case['id']}")
        await italy.say("i")
        await expect(page.get_by_text("Taken up").first).to_be_visible()
        line = {"id": id_of(), "text": "They were called again."}
        await act(client_of, "ITA", "watch_officer", f"{case['id']}/log", **line)
        await expect(page.get_by_text("Nobody has written anything since")).to_have_count(0)
        await italy.shot("case-alarms-taken-up")


@pytest.mark.long
async def test_clocks_that_are_over_stand_beside_the_case_with_their_alerts(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    watch = await person(client_of, server, "ITA", "ita.case-clocks", "watch_officer")
    position = {"point": OFF_CUTRO, "error_nm": 1.0}
    case = await opened(client_of, position=position, title="Suspended")
    said = {"reason": "Storm.", "ground": "weather", "second": "Head of operations"}
    done = await act(client_of, "ITA", "coordinator", f"{case['id']}/suspend", **said)
    assert done.is_success, done.text
    with working(server):
        await server.set_clock(at=START + timedelta(hours=6), paused=True)

        async def stand() -> bool:
            seen = await client_of("ITA", "observer").get(f"/api/incidents/{case['id']}")
            return {one["cause"] for one in seen.json()["alarms"]} >= {"look_again", "list_owed"}

        await until(stand)
    for palette, width, height in in_turn(*WINDOWS):
        at = f"/incidents/{case['id']}"
        italy = await screens.sign_in(watch, at=at, palette=palette, width=width, height=height)
        page = italy.page
        await expect(
            page.get_by_text("Nobody has looked again at the suspended search.")
        ).to_be_visible()
        await expect(page.get_by_text("Nobody has taken the list of missing")).to_be_visible()
        await italy.shot(f"case-clocks-{palette}-{width}")


@pytest.mark.long
async def test_it_rings_where_ones_unit_works_and_the_lead_writes_nothing(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    watch = await person(client_of, server, "MLT", "mlt.case-alarms", "watch_officer")
    position = {"point": OFF_CUTRO, "error_nm": 1.0}
    case = await opened(client_of, position=position, title="Nobody writes")
    sent = await asked(client_of, server.world, "MLT", incident=case)
    asset = await registered(client_of, "MLT", helicopter())
    made = await offered(client_of, "MLT", f"requests/{sent['id']}", asset["id"])
    await accepted(client_of, "ITA", made)

    async def rings(party: str, cause: str) -> bool:
        seen = await client_of(party, "observer").get(f"/api/incidents/{case['id']}")
        return cause in [one["cause"] for one in seen.json()["alarms"]]

    with working(server):
        await server.set_clock(at=START + timedelta(minutes=31), paused=True)
        await until(partial(rings, "ITA", "unwritten"))
        await server.set_clock(at=START + timedelta(minutes=42), paused=True)
        await until(partial(rings, "MLT", "lead_unheard"))
    for palette, width, height in in_turn(*WINDOWS):
        at = f"/incidents/{case['id']}"
        malta = await screens.sign_in(watch, at=at, palette=palette, width=width, height=height)
        page = malta.page
        await expect(page.get_by_text("nor has the lead taken that up")).to_be_visible()
        await expect(page.get_by_text("hear from the SMC").first).to_be_visible()
        await malta.shot(f"lead-unheard-{palette}-{width}")


@pytest.mark.long
async def test_it_rings_at_the_others_when_the_contacts_of_the_lead_were_alerted_in_vain(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    lead = await person(client_of, server, "ITA", "ita.unreached", "watch_officer", "coordinator")
    other = await person(client_of, server, "MLT", "mlt.unreached", "watch_officer")
    position = {"point": OFF_CUTRO, "error_nm": 1.0}
    case = await opened(client_of, position=position, title="Nobody answers")
    sent = await asked(client_of, server.world, "MLT", incident=case)
    asset = await registered(client_of, "MLT", helicopter())
    await offered(client_of, "MLT", f"requests/{sent['id']}", asset["id"])

    async def is_told() -> bool:
        seen = await client_of("MLT", "observer").get(f"/api/incidents/{case['id']}")
        return seen.json()["lead_unreached"] is not None

    async def rings(cause: str) -> bool:
        seen = await client_of("ITA", "observer").get(f"/api/incidents/{case['id']}")
        return cause in [one["cause"] for one in seen.json()["alarms"]]

    # Its contacts are e-mail alone, and no way is configured: none can be alerted.
    with working(server):
        await server.set_clock(at=START + timedelta(minutes=31), paused=True)
        await until(partial(rings, "unwritten"))
        await server.set_clock(at=START + timedelta(minutes=37), paused=True)
        await until(is_told)
    for palette, width, height in in_turn(*WINDOWS):
        size: dict[str, Any] = {"palette": palette, "width": width, "height": height}
        at = f"/incidents/{case['id']}"
        malta = await screens.sign_in(other, at=at, **size)
        page = malta.page
        await expect(page.get_by_text("nor any of its contacts, and people").first).to_be_visible()
        await expect(page.get_by_text("hear from the SMC").first).to_be_visible()
        await malta.shot(f"lead-unreached-{palette}-{width}")
        rome = await screens.sign_in(lead, at=at, **size)
        told = rome.page.get_by_text("that nobody here answers")
        await expect(told.first).to_be_visible()
        for desk, name in ((malta, "theirs"), (rome, "ours")):
            await desk.page.goto(f"{at}/answers")
            card = desk.page.get_by_role("article", name="Offer of MLT")
            await expect(card.get_by_text("was to be decided by 12:41Z")).to_be_visible()
            await desk.shot(f"offer-undecided-{name}-{palette}-{width}")


@pytest.mark.long
async def test_to_open_a_new_case_takes_it_up_and_to_have_it_open_does_not(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    aware = term(incident_awareness="full", grantor="ITA", grantees=["GRC"])
    await concluded(client_of, agreement(aware, parties=("ITA", "GRC")))
    watch = await person(client_of, server, "GRC", "grc.case-alarms", "watch_officer")
    there = {"point": point(22.0, 37.0), "error_nm": 2.0}
    new = await opened(client_of, title="New here", position=there)
    far = await opened(client_of, title="Drifts here")
    greece = await screens.sign_in(watch, at=f"/incidents/{far['id']}")
    page = greece.page
    await expect(page.get_by_role("heading", name="Drifts here")).to_be_visible()
    mine = page.get_by_role("button", name="I have it")
    await expect(mine).to_have_count(0)
    body = {"point": point(22.0, 37.0), "uncertainty_nm": 1.0, "reason": "Seen there."}
    moved = await act(client_of, "ITA", "watch_officer", f"{far['id']}/datum", **body)
    assert moved.is_success, moved.text
    await expect(mine).to_be_visible()

    async def taken_up(case: dict[str, Any]) -> list[bool]:
        seen = await client_of("GRC", "observer").get(f"/api/incidents/{case['id']}")
        return [one["taken_up_at"] is not None for one in seen.json()["alarms"]]

    await greece.go(f"/incidents/{new['id']}")
    await expect(page.get_by_role("heading", name="New here")).to_be_visible()
    await expect(page.get_by_text("Taken up").first).to_be_visible()
    assert await taken_up(new) == [True]
    assert await taken_up(far) == [False], "nobody may have been there"
    await greece.go(f"/incidents/{far['id']}")
    await expect(page.get_by_text("Taken up").first).to_be_visible()
    assert await taken_up(far) == [True], "now somebody has opened it"


@pytest.mark.long
async def test_news_of_a_suspended_search_is_red_and_one_key_searches_again(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    watch = await person(client_of, server, "ITA", "ita.suspended-news", "watch_officer")
    owner = await person(client_of, server, "MLT", "mlt.owner", "watch_officer")
    await registered(client_of, "MLT", helicopter())
    case = await opened(client_of)
    await asked(client_of, server.world, "MLT", incident=case)
    at = f"/incidents/{case['id']}"
    for palette, width, height in in_turn(*WINDOWS):
        malta = await screens.sign_in(owner, at=at, palette=palette, width=width, height=height)
        await expect(malta.page.get_by_text("SAR Convention, Annex 4.3")).to_be_visible()
        await malta.shot(f"owners-duty-{palette}-{width}")
    said = {"reason": "Storm.", "ground": "weather", "second": "Head"}
    answer = await act(client_of, "ITA", "coordinator", f"{case['id']}/suspend", **said)
    assert answer.is_success, answer.text
    line = {"id": id_of(), "text": "A raft was seen, people are waving."}
    told = await act(client_of, "MLT", "watch_officer", f"{case['id']}/log", **line)
    assert told.is_success, told.text
    for palette, width, height in in_turn(*WINDOWS):
        italy = await screens.sign_in(watch, at=at, palette=palette, width=width, height=height)
        await expect(italy.page.get_by_text("NEWS OF IT since")).to_be_visible()
        await italy.shot(f"suspended-news-{palette}-{width}")
    await italy.say("e")
    await expect(italy.page.get_by_text("NEWS OF IT since")).to_have_count(0)
    await expect(italy.page.get_by_text("Search suspended")).to_have_count(0)
