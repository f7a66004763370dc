"""A centre that was asked to lead, and a State that was asked for entry, stay silent: whom to ask
next stands there, with one key."""

from datetime import timedelta

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Screens, person
from tests.browser.readable import in_turn
from tests.clients import Clients
from tests.given.assets import helicopter, registered
from tests.given.incidents import act
from tests.given.requests import (
    asked,
    id_of,
    opened,
    post,
    work_of,
)
from tests.running import Server, working
from tests.world import START

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("clock_at_start")]

WINDOWS = (("night", 1280, 900), ("night", 390, 844), ("day", 1280, 900))


@pytest.mark.long
async def test_whom_to_propose_the_lead_to_next_and_whom_of_a_state_to_call(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    rome = await person(client_of, server, "ITA", "ita.next", "coordinator", "watch_officer")
    valletta = await person(client_of, server, "MLT", "mlt.next", "watch_officer")
    case = await opened(client_of)
    sent = await asked(client_of, server.world, "MLT", incident=case)
    rescue = await registered(client_of, "MLT", helicopter(name="AS1630"))
    work = await work_of(client_of, sent, rescue)
    where = f"deployments/{work['id']}/clearances"
    entry = {"id": id_of(), "territory": "TUN"}
    made = await post(client_of, "MLT", where, role="watch_officer", **entry)
    assert made.is_success, made.text
    called = await post(
        client_of, "MLT", f"clearances/{entry['id']}/call", role="watch_officer",
        outcome="no_answer",
    )  # fmt: skip
    assert called.is_success, called.text
    tunis = str(server.world.centres["TUN"])
    path = f"{case['id']}/coordination"
    proposed = await act(client_of, "ITA", "coordinator", path, to_centre_id=tunis)
    assert proposed.is_success, proposed.text
    with working(server):
        italy = await screens.sign_in(rome, at=f"/incidents/{case['id']}")
        await server.set_clock(at=START + timedelta(minutes=20), paused=True)
        await expect(italy.page.get_by_text("Propose the lead next to: RCC Malta")).to_be_visible()
    for palette, width, height in in_turn(*WINDOWS):
        seen = await screens.sign_in(
            rome, at=f"/incidents/{case['id']}", palette=palette, width=width, height=height
        )
        await expect(seen.page.get_by_text("Propose the lead next to: RCC Malta")).to_be_visible()
        await seen.shot(f"lead-next-{palette}-{width}")
        malta = await screens.sign_in(
            valletta, at=f"/clearances/{entry['id']}", palette=palette, width=width, height=height
        )
        await expect(malta.page.get_by_text("No other centre of that State")).to_be_visible()
        await malta.shot(f"entry-next-{palette}-{width}")
    await malta.say("w")
    await expect(malta.page.get_by_role("dialog")).to_be_visible()
    await italy.page.bring_to_front()
    await italy.say("w")
    dialog = italy.page.get_by_role("dialog")
    await expect(dialog.get_by_text("The proposal to MRCC Tunis is taken back.")).to_be_visible()
    await italy.shot("lead-next-form")
    await dialog.get_by_role("button", name="Send").click()
    await expect(dialog).to_have_count(0)
    said = "MRCC Roma proposes that RCC Malta take over"
    await expect(italy.page.get_by_text(said)).to_be_visible()
