"""A unit's way leads into another State: its party asks, that State clears it on conditions."""

import re

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Screens, person
from tests.clients import Clients
from tests.given.places import OFF_DJERBA
from tests.given.requests import hailed, helicopter_at_work, id_of, opened, post, stepped
from tests.running import Server

pytestmark = pytest.mark.anyio


@pytest.mark.long
async def test_a_state_is_asked_for_clearance_and_grants_it_by_keyboard_alone(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    incident = await opened(client_of, "ITA", position=OFF_DJERBA)
    await helicopter_at_work(
        client_of, server.world, incident, name="AS1630", callsign="RESCUE1", service="state"
    )

    malta = await screens.sign_in(
        await person(client_of, server, "MLT", "mlt.clearance", "watch_officer"),
        at=f"/incidents/{incident['id']}/answers",
    )
    card = malta.page.get_by_role("article", name="AS1630")
    await expect(card.get_by_role("button", name="Ask Tunisia for clearance")).to_be_visible()
    await malta.say("e")
    await expect(malta.page.get_by_label("Details")).to_have_value("Call sign RESCUE1. ")
    await malta.page.get_by_label("The need for it").fill("Hoist of people in the water.")
    await malta.page.get_by_label("Crew").fill("5")
    await malta.shot("ask-for-clearance-night")
    await malta.say("Control+Enter")
    await expect(card.get_by_role("link", name="Clearance to enter Tunisia")).to_be_visible()
    await expect(card.get_by_role("button", name="Ask Tunisia for clearance")).to_have_count(0)

    tunis = await screens.sign_in(
        await person(client_of, server, "TUN", "tun.clearance", "watch_officer"), palette="day"
    )
    page = tunis.page
    await expect(page.get_by_role("link", name="1 to acknowledge")).to_be_visible()
    await tunis.say("a")
    await expect(page.get_by_role("heading", name="may AS1630 enter Tunisia?")).to_be_visible()
    await expect(page.get_by_text("Hoist of people in the water.")).to_be_visible()
    await expect(page.get_by_text("State, not military")).to_be_visible()
    await tunis.shot("clearance-asked-day")
    await tunis.say("a")
    await expect(page.get_by_text("acknowledged · answer in", exact=False)).to_be_visible()
    await tunis.say("o")
    await page.get_by_label("Conditions").fill("Below 1500 feet.")
    await page.get_by_label("May enter until").fill("+90")
    await tunis.shot("grant-clearance-day")
    await tunis.say("Control+Enter")
    await expect(page.get_by_text("may enter", exact=True)).to_be_visible()
    await expect(card.get_by_text("Below 1500 feet.")).to_be_visible()
    await expect(card.get_by_text(re.compile(r"until .*\d\d:\d\dZ"))).to_be_visible()
    await malta.shot("clearance-granted-night")
    await expect(page.get_by_role("link", name="1 to acknowledge")).to_have_count(0)


EAST_OF_BONIFACIO = {"point": {"type": "Point", "coordinates": [10.6, 41.28]}, "error_nm": 1.0}


@pytest.mark.long
async def test_a_passage_is_notified_where_nobody_is_asked(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    incident = await opened(client_of, "ITA", position=EAST_OF_BONIFACIO)
    await helicopter_at_work(
        client_of,
        server.world,
        incident,
        name="AS1633",
        base={"type": "Point", "coordinates": [7.2, 41.28]},
    )
    malta = await screens.sign_in(
        await person(client_of, server, "MLT", "mlt.passage", "watch_officer"),
        at=f"/incidents/{incident['id']}/answers",
        palette="day",
        width=390,
        height=844,
    )
    card = malta.page.get_by_role("article", name="AS1633")
    await card.get_by_role("button", name="Notify Italy").click()
    await expect(malta.page.get_by_text("a notice is enough there")).to_be_visible()
    await malta.shot("notify-passage-phone-day")
    await malta.say("Control+Enter")
    await expect(card.get_by_text("notified").first).to_be_visible()
    await expect(card.get_by_role("button", name="Notify Italy")).to_have_count(0)
    await card.get_by_role("link", name="Notice to Italy").click()
    heading = malta.page.get_by_role("heading", name="notifies Italy: AS1633 passes through")
    await expect(heading).to_be_visible()
    await malta.shot("passage-notified-phone-day")


OFF_RAS_AJDIR = {"point": {"type": "Point", "coordinates": [11.42, 33.32]}, "error_nm": 1.0}


@pytest.mark.long
async def test_where_waters_are_not_determined_the_regions_centre_is_asked_by_name(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    incident = await opened(client_of, "ITA", position=OFF_RAS_AJDIR)
    work = await helicopter_at_work(client_of, server.world, incident, name="AS1632")

    malta = await screens.sign_in(
        await person(client_of, server, "MLT", "mlt.waters", "watch_officer"),
        at=f"/incidents/{incident['id']}/answers",
        width=390,
        height=844,
    )
    card = malta.page.get_by_role("article", name="AS1632")
    await expect(card.get_by_text("Whose waters these are is not determined here")).to_be_visible()
    ask = card.get_by_role("button", name="Ask MRCC Tunis for clearance")
    await expect(ask).to_be_visible()
    await malta.shot("waters-phone-night")
    await malta.say("e")
    await malta.say("Control+Enter")
    region = "waters not determined here (MRCC Tunis)"
    await expect(card.get_by_role("link", name=f"Clearance to enter {region}")).to_be_visible()
    tunis = await screens.sign_in(
        await person(client_of, server, "TUN", "tun.waters", "watch_officer"), palette="day"
    )
    await tunis.page.get_by_role("link", name="1 to acknowledge").wait_for()
    await tunis.say("a")
    heading = tunis.page.get_by_role("heading", name=f"may AS1632 enter {region}?")
    await expect(heading).to_be_visible()
    await expect(tunis.page.get_by_text("Whose waters these are is not")).to_be_visible()
    await expect(tunis.page.get_by_role("heading", name="Tunisia")).to_have_count(0)
    await tunis.shot("waters-asked-day")
    await tunis.say("a")
    await expect(tunis.page.get_by_text("acknowledged · answer in", exact=False)).to_be_visible()

    await stepped(client_of, "MLT", work, "depart", "arrive")
    await card.get_by_role("button", name="Took aboard").click()
    await malta.fill("How many persons", "8")
    await malta.fill("Where the people are", "33 20.5N 011 26.0E")
    await malta.shot("where-phone-night")
    await malta.say("Control+Enter")
    await expect(malta.page.get_by_role("dialog")).to_have_count(0)
    italy = await screens.sign_in(
        await person(client_of, server, "ITA", "ita.waters", "coordinator"),
        at=f"/incidents/{incident['id']}",
        palette="day",
    )
    await expect(italy.page.get_by_text("AS1632 (took persons aboard)").first).to_be_visible()

    valletta = str(server.world.centres["MLT"])
    where = f"incidents/{incident['id']}/coordination"
    await post(client_of, "ITA", where, role="coordinator", to_centre_id=valletta, reason="Near.")
    no = f"{where}/decline"
    await post(client_of, "MLT", no, role="coordinator", reason="No unit.")
    await expect(
        italy.page.get_by_role("link", name="declined to lead", exact=True)
    ).to_be_visible()
    await italy.shot("declined-to-lead-day")


@pytest.mark.long
async def test_who_hailed_a_ship_tells_the_coastal_state_by_keyboard(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    """The border ahead of a hailed ship stands where an asset's does, with the same form; that
    State reads which ship comes, and that it is nobody's."""
    incident = await opened(client_of, "ITA", position=OFF_DJERBA)
    await hailed(client_of, incident)
    italy = await screens.sign_in(
        await person(client_of, server, "ITA", "ita.tells", "watch_officer"),
        at=f"/incidents/{incident['id']}/answers",
    )
    card = italy.page.get_by_role("article", name="Exercise Star")
    await expect(card.get_by_text("It goes to assist people in distress")).to_be_visible()
    await expect(card.get_by_role("button", name="Notify Tunisia")).to_be_visible()
    await italy.shot("ship-border-ahead-night")
    await italy.say("e")
    await expect(italy.page.get_by_text("a notice is enough there")).to_be_visible()
    await italy.page.get_by_label("The need for it").fill("Nearest ship to people in the water.")
    await italy.say("Control+Enter")
    await expect(card.get_by_role("link", name="Notice to Tunisia")).to_be_visible()
    await expect(card.get_by_role("button", name="Notify Tunisia")).to_have_count(0)

    tunis = await screens.sign_in(
        await person(client_of, server, "TUN", "tun.reads", "watch_officer"),
        palette="day",
        width=390,
        height=844,
    )
    await expect(tunis.page.get_by_role("link", name="1 to acknowledge")).to_be_visible()
    await tunis.say("a")
    heading = tunis.page.get_by_role("heading", name="notifies: Exercise Star enters Tunisia")
    await expect(heading).to_be_visible()
    await expect(tunis.page.get_by_text("Flag", exact=True)).to_be_visible()
    await tunis.shot("ship-notified-phone-day")


@pytest.mark.long
async def test_a_state_says_no_to_a_passage_and_both_read_what_that_is(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    """A no where by law no leave is needed is an objection, which closes nothing."""
    incident = await opened(client_of, "ITA", position=EAST_OF_BONIFACIO)
    work = await helicopter_at_work(
        client_of,
        server.world,
        incident,
        name="AS1634",
        base={"type": "Point", "coordinates": [7.2, 41.28]},
    )
    told = await post(
        client_of,
        "MLT",
        f"deployments/{work['id']}/clearances",
        role="watch_officer",
        id=id_of(),
        territory="ITA",
    )
    at = f"/clearances/{told.json()['id']}"
    italy = await screens.sign_in(
        await person(client_of, server, "ITA", "ita.objects", "watch_officer"), at=at, palette="day"
    )
    await expect(italy.page.get_by_role("button", name="Acknowledge")).to_be_visible()
    await italy.page.get_by_role("button", name="Refuse", exact=True).click()
    await italy.fill("Why", "Live firing there.")
    await italy.say("Control+Enter")
    means = "That State objects, where by law nobody's leave is needed"
    await expect(italy.page.get_by_text(means)).to_be_visible()
    await expect(italy.page.get_by_text("objected to", exact=True)).to_be_visible()
    await italy.shot("objection-state-day")
    malta = await screens.sign_in(
        await person(client_of, server, "MLT", "mlt.reads", "watch_officer"),
        at=f"/incidents/{incident['id']}/answers",
    )
    await expect(malta.page.get_by_text("a State objects")).to_be_visible()
    card = malta.page.get_by_role("article", name="AS1634")
    await expect(card.get_by_text("Live firing there. · by law no leave is needed")).to_be_visible()
    await expect(card.get_by_role("button", name="Notify Italy")).to_have_count(0)
    await malta.shot("objection-card-night")
    await malta.page.set_viewport_size({"width": 390, "height": 844})
    await malta.shot("objection-card-night-390")
