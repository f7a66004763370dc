"""Alerts that leave the browser, as the asker sees them; and the warning when they do not."""

from functools import partial

import pytest
from playwright.async_api import expect
from sqlalchemy import text

from tests.browser.conftest import Screens, person
from tests.browser.readable import in_turn
from tests.clients import Clients
from tests.given.incidents import opened
from tests.given.requests import asked, plain, request_seen
from tests.receivers import MailReceiver, receiving, until
from tests.running import Server, working

pytestmark = pytest.mark.anyio

WINDOWS = (("day", 1440, 900), ("night", 390, 844))


async def _has_contacts(client_of: Clients, server: Server, *addresses: str) -> None:
    centre = server.world.centres["MLT"]
    seen = plain(await client_of("MLT", "observer").get(f"/api/centres/{centre}"))
    contacts = [{"channel": "telephone", "value": "+356 21"}] + [
        {"channel": "email", "value": address, "in_exercises": True} for address in addresses
    ]
    answer = await client_of("MLT", "admin").put(
        f"/api/centres/{centre}/contacts",
        json={"contacts": contacts},
        headers={"If-Match": f'"{seen["version"]}"'},
    )
    assert answer.status_code == 200, answer.text


async def _has_said_that_it_sends(server: Server) -> bool:
    async with server.db() as db:
        found: bool = (await db.execute(text("SELECT count(*) > 0 FROM alert_sender"))).scalar_one()
    return found


@pytest.mark.long
async def test_the_asker_sees_who_was_alerted_and_whom_to_ask_next(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    watch = await person(client_of, server, "ITA", "ita.alerts", "watch_officer")
    with receiving(MailReceiver()) as mail, working(server, SAR_ALERT_EMAIL=mail.setting):
        await _has_contacts(client_of, server, "duty@malta.example")
        case = await opened(client_of)
        sent = await asked(client_of, server.world, "MLT", incident=case)
        italy = await screens.sign_in(watch, at=f"/requests/{sent['id']}", width=1440, height=900)
        page = italy.page
        await expect(page.get_by_text("e-mail to 2nd contact handed over")).to_be_visible()

        mail.refuses.add("nobody@malta.example")
        await _has_contacts(client_of, server, "nobody@malta.example")
        silent = await asked(client_of, server.world, "MLT", incident=case)
        await italy.go(f"/requests/{silent['id']}")
        await expect(page.get_by_text("e-mail to 2nd contact failed")).to_be_visible()
        await expect(page.get_by_text("All contacts tried")).to_be_visible()
        await expect(page.get_by_text("To call: RCC Malta: telephone +356 21.")).to_be_visible()
        for palette, width, height in in_turn(*WINDOWS):
            other = await screens.sign_in(
                watch,
                at=f"/requests/{silent['id']}",
                palette=palette,
                width=width,
                height=height,
            )
            await expect(other.page.get_by_text("All contacts tried")).to_be_visible()
            await other.shot(f"alerts-{palette}-{width}")
        await page.bring_to_front()
        await italy.say("w")
        dialog = page.get_by_role("dialog")
        await expect(dialog.get_by_label("JRCC Tripoli (LBY), by voice")).to_be_checked()
        await italy.shot("alerts-ask-next")
        for left_out in ("JRCC Piraeus (GRC)", "MRCC Tunis (TUN)"):
            await dialog.get_by_label(left_out).uncheck()
        await dialog.get_by_role("button", name="Send").click()
        await expect(dialog).to_have_count(0)
        await expect(page.get_by_text("JRCC Tripoli").first).to_be_visible()
    seen = await request_seen(client_of, silent)
    assert [one["centre"]["party"] for one in seen["addressees"]] == ["MLT", "LBY"]


@pytest.mark.long
async def test_everybody_is_warned_while_alerts_do_not_leave(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    watch = await person(client_of, server, "TUN", "tun.alerts", "observer")
    with receiving(MailReceiver()) as mail:
        with working(server, SAR_ALERT_EMAIL=mail.setting):
            tunis = await screens.sign_in(watch, width=1440, height=900)
            warning = tunis.page.get_by_role("alert").filter(has_text="ALERTS ARE NOT LEAVING")
            await expect(warning).to_have_count(0)
            await until(partial(_has_said_that_it_sends, server))
        async with server.db() as db:
            await db.execute(text("UPDATE alert_sender SET at = at - interval '61 seconds'"))
            await db.commit()
        await expect(warning).to_be_visible()
        await tunis.shot("alerts-not-leaving-night-1440")
        phone = await screens.sign_in(watch, palette="day", width=390, height=844)
        await expect(phone.page.get_by_text("ALERTS ARE NOT LEAVING")).to_be_visible()
        await phone.shot("alerts-not-leaving-day-390")
        with working(server, SAR_ALERT_EMAIL=mail.setting):
            await expect(warning).to_have_count(0)
