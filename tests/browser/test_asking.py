"""Asking: who could come stays true while one writes, and what is asked arrives as it was meant."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Screens, person
from tests.clients import Clients
from tests.given.agreements import agreement, concluded, term
from tests.given.assets import delivered, fix, helicopter, registered
from tests.given.incidents import opened
from tests.given.requests import asked, need, ship_of_opportunity
from tests.running import Server

pytestmark = pytest.mark.anyio


@pytest.mark.long
async def test_who_could_come_is_asked_again_and_takes_nothing_from_the_hand(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    shared = term(visibility="position", incident_awareness="full", may_request=True)
    await concluded(client_of, agreement(shared, reference="FRESH", parties=("ITA", "MLT")))
    own = await registered(client_of, "ITA", helicopter(name="Nemo 7"))
    for name in ("Angel 1", "Angel 2"):
        await registered(client_of, "MLT", helicopter(name=name))
    case = await opened(client_of, "ITA", title="Fresh candidates")
    login = await person(client_of, server, "ITA", "ita.fresh", "coordinator")
    italy = await screens.open(width=1440, height=900)
    page = italy.page
    await page.clock.install()
    await screens.signs_in(italy, login, at=f"/incidents/{case['id']}/ask")
    matches = page.get_by_role("region", name="Who could come")
    async with page.expect_response("**/api/matches"):
        await page.get_by_role("checkbox", name="aircraft").check()
    async with page.expect_response("**/api/matches"):
        await page.get_by_label("At the scene by (UTC)").fill("+120")
    read = page.get_by_text("read as")
    meant = await read.inner_text()
    await expect(matches.get_by_text("As of")).to_be_visible()
    await expect(matches.get_by_role("button", name="Ask RCC Malta")).to_have_count(1)

    what = page.get_by_label("What for", exact=True)
    await what.fill("Lift eight people")
    await what.press("Home")
    await delivered(client_of, "ITA", own["id"], fix(15.6, 38.0))
    await registered(client_of, "MLT", helicopter(name="Angel 3"))
    await expect(matches.get_by_text("Angel 3")).to_be_visible()
    await expect(matches.get_by_text("later than at")).to_be_visible()
    await expect(what).to_be_focused()
    await page.keyboard.type("Now: ")
    await expect(what).to_have_value("Now: Lift eight people")
    await italy.shot("ask-fresh-night")

    async with page.expect_request("**/api/matches"):
        await page.clock.fast_forward("01:05")
    assert await read.inner_text() == meant

    await matches.get_by_role("button", name="Ask RCC Malta").press("Enter")
    await expect(matches.get_by_text("RCC Malta is to be asked")).to_have_count(3)
    assert await page.evaluate("document.activeElement !== document.body")
    await expect(page.get_by_role("checkbox", name="RCC Malta")).to_be_checked()

    await page.route("**/api/matches", lambda route: route.abort())
    await page.clock.fast_forward("01:05")
    await expect(matches.get_by_text("it could not be asked again")).to_be_visible()
    await expect(matches.get_by_text("Angel 3")).to_be_visible()
    await italy.shot("ask-old-night")
    await page.unroute("**/api/matches")
    italy.forget("net::ERR_FAILED")

    await what.press("Enter")
    review = page.get_by_role("dialog")
    await expect(review.get_by_text("Now: Lift eight people: 1 unit · aircraft")).to_be_visible()
    await expect(review.get_by_text("34°20.0′N 012°42.0′E ±")).to_be_visible()
    await italy.shot("ask-review-kinds-night")
    await italy.say("Enter")
    await expect(page.get_by_text("Now: Lift eight people: 1 unit · aircraft")).to_be_visible()

    malta = await screens.sign_in(
        await person(client_of, server, "MLT", "mlt.fresh", "watch_officer"), palette="day"
    )
    await malta.say("a")
    await expect(
        malta.page.get_by_text("Now: Lift eight people: 1 unit · aircraft")
    ).to_be_visible()


@pytest.mark.long
async def test_nothing_is_promised_that_nobody_typed(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    shared = term(visibility="position", incident_awareness="full", may_request=True)
    await concluded(client_of, agreement(shared, reference="PROMISE", parties=("ITA", "MLT")))
    case = await opened(client_of, "ITA", title="Promises")
    helper = await registered(client_of, "ITA", helicopter(name="Nemo 9"))
    await registered(client_of, "MLT", helicopter(name="Angel 9"))
    await ship_of_opportunity(client_of, name="Passing Star")
    wanted = [need(kinds=["aircraft"])]
    request = await asked(client_of, server.world, "MLT", incident=case, needs=wanted)
    malta = await screens.sign_in(
        await person(client_of, server, "MLT", "mlt.promise", "watch_officer"),
        at=f"/requests/{request['id']}",
    )
    page = malta.page
    await expect(page.get_by_text("Your answer")).to_be_visible()
    await malta.say("o")
    going = page.get_by_role("list", name="What is offered").get_by_role("listitem")
    await expect(going).to_contain_text("no time promised")
    promised = page.get_by_label("Promised at the scene (UTC)")
    await expect(promised).to_have_value("")
    await malta.shot("offer-unpromised-night")
    await promised.fill("+90")
    await expect(going).to_contain_text("you promise")
    await promised.fill("+5")
    await expect(going).to_contain_text("sooner than expected")
    await malta.shot("offer-promised-night")
    await promised.fill("")
    await page.get_by_role("button", name="Send the offer").click()
    await expect(page.get_by_role("dialog")).to_have_count(0)
    made = await client_of("MLT", "observer").get(f"/api/requests/{request['id']}/offers")
    assert [item["promised_at"] for item in made.json()[0]["items"]] == [None]

    login = await person(client_of, server, "ITA", "ita.promise", "coordinator")
    italy = await screens.sign_in(login, at=f"/incidents/{case['id']}/ask", width=1440)
    matches = italy.page.get_by_role("region", name="Who could come")
    for unit, act in (("Nemo 9", "Send it"), ("Passing Star", "Hail it")):
        row = matches.get_by_role("listitem").filter(has_text=unit)
        await row.get_by_role("button", name=act).click()
        await expect(
            italy.page.get_by_role("region", name="Who arrives when").get_by_text(unit)
        ).to_be_visible()
    there = {"incident_id": case["id"]}
    found = await client_of("ITA", "observer").get("/api/deployments", params=there)
    works = found.json()["items"]
    assert {work["promised_at"] for work in works} == {None}
    assert helper["id"] in {work["asset_id"] for work in works}


@pytest.mark.long
async def test_where_nobody_is_chosen_the_centres_come_into_view(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    case = await opened(client_of, "ITA", title="Whom to ask")
    login = await person(client_of, server, "ITA", "ita.whom", "coordinator")
    italy = await screens.open(width=1440, height=900)
    await screens.signs_in(italy, login, at=f"/incidents/{case['id']}/ask")
    page = italy.page
    await page.get_by_role("checkbox", name="aircraft").check()
    how_many = page.get_by_label("How many")
    first = page.get_by_role("group", name="Ask these centres").get_by_role("checkbox").first
    for _ in range(2):
        await how_many.press("Enter")
        await expect(page.get_by_text("Choose at least one centre.")).to_be_in_viewport()
        await expect(first).to_be_focused()
        await expect(first).to_be_in_viewport(ratio=1)
        await how_many.focus()
    await first.press("Enter")
    await italy.shot("ask-nobody-chosen-night")
