"""The screen tells that the line is lost, keeps what was typed, and goes on when it is back."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Screens, person
from tests.clients import Clients
from tests.given.incidents import opened
from tests.running import Server

pytestmark = pytest.mark.anyio

STOP_THE_LINE = """() => {
  const sockets = window.__sockets ?? [];
  for (const socket of sockets) socket.onmessage = null;
}"""
REMEMBER_SOCKETS = """
  window.__sockets = [];
  const Real = window.WebSocket;
  window.WebSocket = class extends Real {
    constructor(...given) { super(...given); window.__sockets.push(this); }
  };
"""
HEAR_NO_ENTRIES = """() => {
  for (const socket of window.__sockets) {
    const hear = socket.onmessage;
    socket.onmessage = (said) => JSON.parse(said.data).type === "entries" || hear(said);
    socket.hear = hear;
  }
}"""
RESYNC = """number => {
  const data = JSON.stringify({ type: "resync", reason: "gap", number });
  for (const socket of window.__sockets) socket.hear({ data });
}"""


@pytest.mark.long
async def test_a_line_that_falls_silent_is_not_called_live_and_comes_back_without_loss(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    login = await person(client_of, server, "ITA", "ita.silent", "watch_officer")
    screen = await screens.open()
    page = screen.page
    await page.add_init_script(REMEMBER_SOCKETS)
    await screens.signs_in(screen, login)

    await page.wait_for_load_state("networkidle")  # the map and its worker are there
    await page.context.set_offline(True)
    await page.evaluate(STOP_THE_LINE)
    with_a_case = await opened(client_of, "ITA", title="Opened while nobody here could hear")
    quiet = page.get_by_role("status").get_by_text("LAST HEARD")
    await expect(quiet).to_be_visible(timeout=30_000)
    await screen.shot("last-heard-night")
    banner = page.get_by_role("alert").get_by_text("NOT LIVE")
    await expect(banner).to_be_visible(timeout=180_000)
    await screen.shot("not-live-night")

    await page.context.set_offline(False)
    await expect(banner).to_have_count(0, timeout=180_000)
    await expect(page.get_by_role("link", name=with_a_case["reference"])).to_be_visible()
    await expect(page.get_by_role("status").get_by_text("LIVE", exact=True)).to_be_visible()
    screen.forget("net::ERR_INTERNET_DISCONNECTED")


@pytest.mark.long
async def test_details_are_read_again_when_the_line_is_back_or_something_was_missed(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    login = await person(client_of, server, "ITA", "ita.missed", "watch_officer")
    client = client_of("ITA", "watch_officer")
    case = await opened(client_of, "ITA", title="Read on a bad line")
    written = await client.post(f"/api/incidents/{case['id']}/log", json={"text": "First line"})
    assert written.status_code == 201, written.text
    screen = await screens.open()
    page = screen.page
    await page.add_init_script(REMEMBER_SOCKETS)
    await screens.signs_in(screen, login, at=f"/incidents/{case['id']}/log")
    line = page.get_by_role("main").get_by_text("First line")
    await expect(line).to_be_visible()
    await screen.say("1")
    await expect(line).to_have_count(0)
    await page.wait_for_load_state("networkidle")

    await page.context.set_offline(True)
    await page.evaluate("() => window.__sockets.forEach((socket) => socket.close())")
    await screen.say("4")
    trouble = page.get_by_role("main").get_by_role("alert")
    await expect(trouble.first).to_be_visible()
    await expect(line).to_have_count(0)
    await screen.shot("log-no-line-night")
    await page.context.set_offline(False)
    await expect(line).to_be_visible()
    await expect(trouble).to_have_count(0)

    await expect(page.get_by_role("status").get_by_text("LIVE", exact=True)).to_be_visible()
    await page.evaluate(HEAR_NO_ENTRIES)
    missed = await client.post(f"/api/incidents/{case['id']}/log", json={"text": "Not heard"})
    assert missed.status_code == 201, missed.text
    await page.evaluate(RESYNC, 10_000)
    await expect(page.get_by_role("main").get_by_text("Not heard")).to_be_visible()
    screen.forget("net::ERR_INTERNET_DISCONNECTED")


async def test_what_is_written_without_a_line_is_kept_and_sent_once(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    login = await person(client_of, server, "ITA", "ita.draft", "watch_officer")
    screen = await screens.sign_in(login, at="/incidents/new")
    page = screen.page
    await screen.fill("What happened", "Written on a bad line")
    await screen.fill("Reported by", "coast radio")
    await page.reload()
    await expect(page.get_by_label("What happened")).to_have_value("Written on a bad line")

    await page.route("**/api/incidents", lambda route: route.abort())
    await page.get_by_role("button", name="Open the incident").click()
    await expect(page.get_by_text("What you wrote is kept here")).to_be_visible()
    await expect(page.get_by_label("What happened")).to_have_value("Written on a bad line")

    await page.unroute("**/api/incidents")
    await page.get_by_role("button", name="Open the incident").click()
    await expect(page.get_by_role("heading", name="Written on a bad line")).to_be_visible()
    page_of = await client_of("ITA", "observer").get("/api/incidents")
    titles = [case["title"] for case in page_of.json()["items"]]
    assert titles.count("Written on a bad line") == 1
    screen.forget("net::ERR_FAILED")


async def test_a_position_that_cannot_be_read_is_said_at_its_field(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    login = await person(client_of, server, "ITA", "ita.field", "watch_officer")
    screen = await screens.sign_in(login, at="/incidents/new")
    page = screen.page
    await screen.fill("Position", "34 60.0N 012 42.0E")
    await page.get_by_role("button", name="Open the incident").click()
    await expect(page.get_by_label("Position")).to_be_focused()
    await expect(page.get_by_label("Position")).to_have_attribute("aria-invalid", "true")
    await expect(page.get_by_text("cannot be read as a position")).to_be_visible()
