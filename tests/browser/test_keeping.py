"""A case is opened without telling a party, and later it may be told: from the screen alone."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Screens, person
from tests.browser.readable import in_turn
from tests.clients import Clients
from tests.given.incidents import opened
from tests.running import Server

pytestmark = pytest.mark.anyio


@pytest.mark.long
async def test_a_case_is_kept_from_a_party_from_its_first_moment(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    watch = await person(client_of, server, "ITA", "ita.keeps", "watch_officer")
    italy = await screens.sign_in(watch, at="/incidents/new", width=1440, height=900)
    page = italy.page
    await page.get_by_label("What happened").fill("Boat that flees")
    await page.get_by_label("Position", exact=True).fill("34 20N 012 42E")
    await page.get_by_label("Reported by").fill("Relative ashore")
    why = page.get_by_label("Why they are not told")
    await expect(why).to_have_value("Harm is feared if they are told.")
    await page.get_by_role("group", name="Not to be told").get_by_label("Malta (MLT)").check()
    await why.fill("They fled from there.")
    await italy.shot("keeping-new-night-1440")
    await page.get_by_role("button", name="Open the incident").click()
    knows = page.get_by_role("region", name="Whose region, and who knows")
    await expect(knows).to_contain_text("not to be told")
    await expect(knows).to_contain_text("They fled from there.")
    (case,) = (await client_of("ITA", "observer").get("/api/incidents")).json()["items"]
    assert (await client_of("MLT", "observer").get("/api/incidents")).json()["items"] == []
    for palette, width, height in in_turn(("day", 1440, 900), ("night", 390, 844)):
        at = f"/incidents/{case['id']}"
        other = await screens.sign_in(watch, at=at, palette=palette, width=width, height=height)
        shown = other.page.get_by_role("region", name="Whose region, and who knows")
        await shown.scroll_into_view_if_needed()
        await expect(shown).to_contain_text("not to be told")
        await other.shot(f"keeping-{palette}-{width}")

    asking = await screens.sign_in(
        watch, at=f"/incidents/{case['id']}/ask", palette="day", width=1440, height=900
    )
    malta = asking.page.get_by_role("listitem").filter(has_text="RCC Malta")
    await expect(malta.get_by_role("checkbox")).to_be_disabled()
    await expect(malta).to_contain_text("Not to be told of this case: They fled from there.")
    await asking.shot("keeping-ask-day-1440")

    await page.get_by_role("button", name="Keep from a party").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Not to be told").select_option("LBY")
    await dialog.get_by_label("Why").fill("The same.")
    await italy.shot("keeping-more-night-1440")
    await dialog.get_by_role("button", name="Keep from a party").click()
    await expect(dialog).to_have_count(0)
    await expect(knows.get_by_text("not to be told")).to_have_count(2)

    await page.get_by_role("button", name="Whom to tell first").click()
    choice = dialog.get_by_label("Tell first")
    await expect(choice.get_by_role("option", name="LBY")).to_have_count(0)
    await choice.select_option("TUN")
    await italy.shot("tell-first-night-1440")
    await dialog.get_by_role("button", name="Whom to tell first").click()
    await expect(dialog).to_have_count(0)
    await expect(page.get_by_text("The lead tells Tunisia first")).to_be_visible()

    row = knows.get_by_role("listitem").filter(has_text="MLT")
    await row.get_by_role("button", name="May be told").click()
    await dialog.get_by_label("Why").fill("They did not come from there.")
    await italy.shot("keeping-told-night-1440")
    await dialog.get_by_role("button", name="May be told").click()
    await expect(knows.get_by_role("listitem").filter(has_text="MLT")).to_contain_text(
        "knows since"
    )
    listed = (await client_of("MLT", "observer").get("/api/incidents")).json()["items"]
    assert [one["id"] for one in listed] == [case["id"]]


@pytest.mark.long
async def test_words_that_name_no_party_stand_in_red_until_they_are_settled(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    kept = [{"party": "their own government", "reason": "They fled from there."}]
    numbers = {"min": 60, "max": 40, "source": "relative"}
    incident = await opened(client_of, "ITA", kept_from=kept, pob=numbers)
    watch = await person(client_of, server, "ITA", "ita.words", "watch_officer")
    at = f"/incidents/{incident['id']}"
    phone = await screens.sign_in(watch, at=at, palette="day", width=390, height=844)
    await expect(phone.page.get_by_text("names no party known here")).to_be_visible()
    await phone.shot("unnamed-words-phone-day")
    italy = await screens.sign_in(watch, at=at)
    page = italy.page
    red = page.get_by_text("NOBODY IS TOLD OF THIS CASE BY THE PLATFORM")
    await expect(red).to_be_visible()
    await expect(page.get_by_text("Taken as 40 to 60. Ask again.")).to_be_visible()
    await italy.shot("unnamed-words-night")
    malta = client_of("MLT", "observer")
    assert (await malta.get(f"/api/incidents/{incident['id']}")).status_code == 404
    dialog = page.get_by_role("dialog")
    await page.get_by_role("button", name="Name the party").click()
    await dialog.get_by_label("Not to be told").select_option("LBY")
    await dialog.get_by_label("Why").fill("It is meant.")
    await dialog.get_by_role("button", name="Keep from a party").click()
    await expect(dialog).to_have_count(0)
    await page.get_by_role("button", name="Settle the words").click()
    await dialog.get_by_label("Why").fill("Libya is meant.")
    await dialog.get_by_role("button", name="Settle the words").click()
    await expect(red).to_have_count(0)
    assert (await malta.get(f"/api/incidents/{incident['id']}")).status_code == 200
