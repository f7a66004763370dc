"""The rarer acts of a watch: loads, links, a diversion's need, a case that is over."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Screens, person
from tests.browser.readable import in_turn, unreadable
from tests.clients import Clients
from tests.given.agreements import agreement, concluded, term
from tests.given.assets import delivered, fix, helicopter, pumps, registered
from tests.given.incidents import case_changed
from tests.given.requests import (
    FAR_EAST,
    accepted,
    asked,
    deployed,
    need,
    offered,
    opened,
    post,
    stepped,
    work_of,
)
from tests.running import Server

pytestmark = pytest.mark.anyio
MAP_IS_DRAWN = True

COLD = {"water_c": 14.0, "wind_kn": 10.0, "wind_from_deg": 300.0}


@pytest.mark.long
async def test_three_of_ten_pumps_are_offered_aboard_the_own_helicopter(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    store = await registered(client_of, "MLT", pumps())
    carrier = await registered(client_of, "MLT", helicopter(name="AS1630"))
    incident = await opened(client_of, "ITA")
    wanted = need(kinds=["equipment"], quantity=3)
    request = await asked(client_of, server.world, "MLT", incident=incident, needs=[wanted])
    malta = await screens.sign_in(
        await person(client_of, server, "MLT", "mlt.loads", "watch_officer"),
        at=f"/requests/{request['id']}",
        width=390,
        height=844,
    )
    page = malta.page
    await expect(page.get_by_text("Your answer")).to_be_visible()
    await malta.say("o")
    one = page.get_by_role("checkbox", name="Pumps")
    await expect(one).to_be_visible()
    if not await one.is_checked():
        await one.press("Space")
    await malta.fill("How many (of 10)", "3")
    await page.get_by_label("Carried by").select_option(label="AS1630")
    await expect(page.get_by_text("What carries it is offered with it.")).to_be_visible()
    await malta.shot("offer-load-phone-night")
    await page.get_by_role("button", name="Send the offer").focus()
    await malta.say("Enter")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    made = await client_of("MLT", "observer").get(f"/api/requests/{request['id']}/offers")
    load, along = made.json()[0]["items"]
    assert (load["asset_id"], load["quantity"]) == (store["id"], 3)
    assert load["carrier_asset_id"] == along["asset_id"] == carrier["id"]
    assert (load["need_id"], along["need_id"]) == (wanted["id"], None)


@pytest.mark.long
async def test_links_are_answered_a_unit_is_diverted_and_a_closed_case_reopened(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    shared = term(visibility="position", incident_awareness="full", may_request=True)
    await concluded(client_of, agreement(shared, reference="WORK", parties=("ITA", "MLT")))
    rescue = await registered(client_of, "MLT", helicopter(name="AS1630"))
    first = await opened(client_of, "ITA", conditions=COLD)
    in_water = {"since": first["datum"]["at"], "source": "a man on board"}
    await case_changed(client_of, first, in_water=in_water)
    request = await asked(client_of, server.world, "MLT", incident=first)
    taken = await offered(client_of, "MLT", f"requests/{request['id']}", rescue["id"])
    await accepted(client_of, "ITA", taken)
    second = await opened(client_of, "ITA", title="Inflatable adrift", position=FAR_EAST)
    wanted = need(what="Lift them off")
    await asked(client_of, server.world, "MLT", incident=second, needs=[wanted])
    for title in ("Heard twice", "Seen from the air"):
        theirs = await opened(client_of, "MLT", title=title)
        where = f"incidents/{theirs['id']}/links"
        put = await post(client_of, "MLT", where, other_id=first["id"], reason=title)
        assert put.status_code == 200, put.text

    italy = await screens.sign_in(
        await person(client_of, server, "ITA", "ita.works", "coordinator", "watch_officer"),
        at=f"/incidents/{first['id']}",
    )
    page = italy.page
    declines = page.get_by_role("button", name="Decline")
    cards = page.get_by_role("main").locator(".card.call").filter(has=declines)
    await expect(cards).to_have_count(2)
    await expect(page.get_by_text("in the water without life-jackets")).to_be_visible()
    await italy.shot("links-night")
    await cards.filter(has_text="Heard twice").get_by_role("button", name="Accept").focus()
    await italy.say("Enter")
    await expect(page.get_by_text("Same event as", exact=False)).to_be_visible()
    await cards.get_by_role("button", name="Decline").focus()
    await italy.say("Enter")
    await page.get_by_label("Why", exact=True).fill("Another boat, farther south.")
    await italy.say("Control+Enter")
    await expect(cards).to_have_count(0)
    await expect(page.get_by_text("NOT ONE COORDINATOR YET")).to_be_visible()

    await italy.say("3")
    card = page.get_by_role("article", name="AS1630")
    await card.get_by_role("button", name="Divert").focus()
    await italy.say("Enter")
    case = page.get_by_label("To which case, for which need")
    await case.select_option(label=f"{second['reference']} · Lift them off: 1 unit · aircraft")
    left = "After this 0 of 250–400 can be taken aboard on scene."
    await expect(page.get_by_role("dialog").get_by_text(left)).to_be_visible()
    await page.get_by_label("Why", exact=True).fill("It is sinking.")
    await italy.shot("divert-night")
    await italy.say("Control+Enter")
    said = (
        f"Diversion to {second['reference']} (Lift them off: 1 unit · aircraft) proposed:"
        " It is sinking."
    )
    await expect(card.get_by_text(said)).to_be_visible()
    await italy.shot("diversion-proposed-night")
    works = (await client_of("MLT", "observer").get("/api/deployments")).json()["items"]
    (divert,) = [one["divert"] for one in works if one["divert"]]
    assert (divert["incident_id"], divert["need_id"]) == (second["id"], wanted["id"])

    over = await opened(client_of, "ITA", phase="uncertainty", pob={}, title="False alarm")
    where = f"incidents/{over['id']}/close"
    closed = await post(client_of, "ITA", where, reason="All ashore and well.")
    assert closed.status_code == 200, closed.text
    await italy.go(f"/incidents/{over['id']}")
    await expect(page.get_by_text("This case is over.", exact=False)).to_be_visible()
    await expect(page.get_by_text("All ashore and well.")).to_be_visible()
    await italy.shot("closed-case-night")
    await page.get_by_role("button", name="Reopen").focus()
    await italy.say("Enter")
    await page.get_by_label("Why", exact=True).fill("They have left port again.")
    await italy.say("Control+Enter")
    await expect(page.get_by_text("This case is over.", exact=False)).to_have_count(0)
    await expect(page.get_by_role("link", name="Needs")).to_be_visible()


@pytest.mark.long
async def test_a_unit_that_refuels_says_where_only_if_somebody_types_it(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    rescue = await registered(client_of, "MLT", helicopter(name="AS1630"))
    case = await opened(client_of, "ITA")
    request = await asked(client_of, server.world, "MLT", incident=case)
    work = await work_of(client_of, request, rescue)
    await stepped(client_of, "MLT", work, "depart", "arrive")
    await delivered(client_of, "MLT", rescue["id"], fix(12.75, 34.5))
    login = await person(client_of, server, "MLT", "mlt.refuels", "watch_officer")
    for palette, width, height in in_turn(("night", 1440, 900), ("day", 390, 844)):
        malta = await screens.sign_in(
            login,
            at=f"/incidents/{case['id']}/answers",
            palette=palette,
            width=width,
            height=height,
        )
        page = malta.page
        card = page.get_by_role("article", name="AS1630")
        await card.get_by_role("button", name="Refuelling").focus()
        await malta.say("Enter")
        sheet = page.get_by_role("dialog")
        await expect(sheet.get_by_label("Where it refuels")).to_be_focused()
        if palette == "day":
            await malta.type("Frigate")
            await sheet.get_by_role("button", name="Where the unit is: 34°30.0").click()
        window = f"{palette}-{width}"
        assert await unreadable(malta, "refuel", window, within="dialog[open]") == []
        await sheet.get_by_role("button", name="Refuelling").click()
        await expect(card.get_by_text("refuelling", exact=True)).to_be_visible()
        if palette == "night":
            await stepped(client_of, "MLT", work, "resume")
    seen = await client_of("MLT", "observer").get(f"/api/deployments/{work['id']}")
    steps = [one for one in seen.json()["steps"] if one["action"] == "refuel"]
    assert [(one["place"], one["point"]) for one in steps] == [
        ("", None),
        ("Frigate", {"type": "Point", "coordinates": [12.75, 34.5]}),
    ]


@pytest.mark.long
async def test_a_case_is_closed_with_a_unit_at_sea_and_one_that_never_left(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    shared = term(visibility="position", incident_awareness="full", may_request=True)
    await concluded(client_of, agreement(shared, reference="CLOSE", parties=("ITA", "MLT")))
    incident = await opened(client_of, "ITA", pob={"min": 0, "max": 0})
    request = await asked(client_of, server.world, "MLT", incident=incident)
    works = []
    for name in ("AS1631", "AS1632"):
        unit = await registered(client_of, "MLT", helicopter(name=name))
        made = await offered(client_of, "MLT", f"requests/{request['id']}", unit["id"])
        works += await deployed(client_of, "MLT", await accepted(client_of, "ITA", made))
    await stepped(client_of, "MLT", works[0], "depart")
    italy = await screens.sign_in(
        await person(client_of, server, "ITA", "ita.closes", "coordinator", "watch_officer"),
        at=f"/incidents/{incident['id']}",
        palette="day",
        width=1440,
        height=900,
    )
    page = italy.page
    await page.get_by_role("button", name="Close", exact=True).first.click()
    dialog = page.get_by_role("dialog")
    await expect(dialog.get_by_text("Released. Tell them to come home: AS1631.")).to_be_visible()
    await expect(dialog.get_by_text("Stood down, not left yet: AS1632.")).to_be_visible()
    await expect(dialog.get_by_text(f"Asked no more: {request['reference']}.")).to_be_visible()
    await italy.shot("close-day")
    await italy.fill("Outcome", "Nobody was on board.")
    await dialog.get_by_role("button", name="Close", exact=True).click()
    await expect(page.get_by_text("Not home yet", exact=True)).to_be_visible()
    await expect(page.get_by_role("article", name="AS1631")).to_contain_text("released")
    await italy.shot("closed-day")

    malta = await screens.sign_in(
        await person(client_of, server, "MLT", "mlt.closed", "watch_officer"),
        at=f"/incidents/{incident['id']}",
        width=390,
        height=844,
    )
    card = malta.page.get_by_role("article", name="AS1631")
    await expect(card).to_be_visible()
    await malta.shot("closed-phone-night")
    await card.get_by_role("button", name="Returned", exact=True).click()
    await expect(malta.page.get_by_text("Not home yet", exact=True)).to_have_count(0)
    await malta.page.get_by_role("link", name="Answers").click()
    await expect(malta.page.get_by_role("article", name="AS1631")).to_be_visible()
    await malta.shot("closed-home-phone-night")
