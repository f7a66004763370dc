"""Clauses that conflict, on whatever screen the negotiators of both parties have open."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Screens, person
from tests.browser.readable import in_turn
from tests.clients import Clients
from tests.given.agreements import agreement, concluded, proposed, replaced, term
from tests.given.incidents import opened
from tests.running import Server, working

pytestmark = pytest.mark.anyio

WINDOWS = (("night", 1280, 800), ("day", 1280, 800), ("night", 390, 844), ("day", 390, 844))


@pytest.mark.long
async def test_negotiators_see_that_clauses_conflict_until_it_is_mended(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    old = await concluded(
        client_of, agreement(term("Art. 2", clocks={"answer": 10}), reference="STANDS-8")
    )
    await opened(client_of, "ITA", title="A case at the same time", phase="uncertainty")
    italy = await screens.sign_in(
        await person(client_of, server, "ITA", "ita.alarmed", "negotiator")
    )
    malta = await screens.sign_in(
        await person(client_of, server, "MLT", "mlt.alarmed", "negotiator"), at="/assets"
    )
    watch = await screens.sign_in(
        await person(client_of, server, "ITA", "ita.not-alarmed", "watch_officer")
    )
    newer = agreement(term("Art. 4", clocks={"answer": 60}), reference="SCREEN-8")
    id_ = await proposed(client_of, newer)
    for screen in (italy, malta):
        pill = screen.page.get_by_role("link", name="clauses conflict: SCREEN-8").first
        await expect(pill).to_be_visible()
    # Malta's desk counts the case in its region; Italy opened it, and nothing rings there.
    await expect(italy.page.get_by_role("button", name="Silence here")).to_have_count(0)
    assert await italy.page.title() == "SAR Assist", "it is not counted as what rings"
    listed = italy.page.get_by_role("listitem").filter(has_text="clauses conflict: SCREEN-8")
    await expect(listed).to_be_visible()
    await expect(watch.page.get_by_text("A case at the same time").first).to_be_visible()
    await expect(watch.page.get_by_text("clauses conflict")).to_have_count(0)

    for palette, width, height in in_turn(*WINDOWS):
        await italy.page.set_viewport_size({"width": width, "height": height})
        shown = await italy.page.evaluate("document.documentElement.dataset.palette")
        if shown != palette:
            await italy.say("d")
        await italy.shot(f"conflict-alarm-{palette}-{width}")
        wide = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        assert await italy.page.evaluate(wide)

    await malta.page.get_by_role("link", name="clauses conflict: SCREEN-8").first.click()
    conflict = malta.page.get_by_role("region", name="Clauses that conflict with others")
    await expect(conflict).to_contain_text("Art. 2 of STANDS-8, version 1 holds instead:")
    row = malta.page.get_by_role("row").filter(has_text="SCREEN-8")
    await expect(row).to_contain_text("clauses conflict")
    await malta.shot("conflict-alarm-register")
    assert id_ in malta.page.url

    with working(server):
        await replaced(client_of, old)
        for screen in (italy, malta):
            await expect(screen.page.get_by_text("clauses conflict")).to_have_count(0)
