"""Tables of registers: no column is cut off, and the chosen row is whole."""

import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import Screens, person
from tests.clients import Clients
from tests.given.agreements import agreement, concluded, term
from tests.given.assets import helicopter, registered
from tests.running import Server

pytestmark = pytest.mark.anyio

HIDDEN = """() => [...document.querySelectorAll('.scroll-table')].map(
  (box) => box.scrollWidth - box.clientWidth)"""
CUT = """() => [...document.querySelectorAll('.scroll-table td:not(.grows)')].filter(
  (cell) => cell.offsetWidth && cell.scrollWidth > cell.clientWidth,
).map((cell) => cell.innerText)"""
CHOSEN = """() => {
  const row = document.querySelector('.scroll-table tr[aria-current]').getBoundingClientRect();
  const box = document.querySelector('.scroll-table');
  const [top, head] = [box.getBoundingClientRect().top, box.querySelector('thead').offsetHeight];
  return [Math.round(row.top - top - head), Math.round(top + box.clientHeight + 1 - row.bottom)];
}"""


async def is_whole(page: Page) -> None:
    assert await page.evaluate(HIDDEN) == [0]
    assert await page.evaluate(CUT) == []


@pytest.mark.long
async def test_every_column_and_the_chosen_row_are_in_view(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    await concluded(
        client_of,
        agreement(term(may_request=True), reference="EX-ITA-MLT-GRC-1", parties=("ITA", "MLT")),
    )
    many = [
        await registered(
            client_of,
            "ITA",
            helicopter(name=f"Incident response team {number:02}", base_name="Lampedusa airport"),
        )
        for number in range(40)
    ]
    ready = {"readiness": "maintenance", "reason": "engine", "until": None}
    told = await client_of("ITA", "registrar").post(
        f"/api/assets/{many[3]['id']}/readiness", json=ready
    )
    assert told.status_code < 300, told.text
    login = await person(client_of, server, "ITA", "ita.tables", "watch_officer")
    for width, height, palette in ((1280, 800, "night"), (390, 844, "day")):
        screen = await screens.sign_in(
            login, at="/assets", width=width, height=height, palette=palette
        )
        page = screen.page
        await expect(page.get_by_role("cell", name="maintenance")).to_be_visible()
        await expect(page.get_by_text("AW139 SAR helicopter").first).to_be_visible()
        await is_whole(page)
        await page.goto(f"/assets/{many[33]['id']}")
        await expect(page.locator("tr[aria-current]")).to_be_visible()
        above, below = await page.evaluate(CHOSEN)
        assert above >= 0
        assert below >= 0
        await screen.shot(f"assets-{width}-{palette}")
        await screen.go("/agreements")
        await expect(page.get_by_role("link", name="EX-ITA-MLT-GRC-1")).to_be_visible()
        await is_whole(page)
        await screen.shot(f"agreements-{width}-{palette}")
