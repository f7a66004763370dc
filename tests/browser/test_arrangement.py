"""An arrangement between centres: taken away as a text, edited, read and kept as a draft."""

from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Screens, person
from tests.clients import Clients
from tests.given.agreements import agreement, concluded, term
from tests.running import Server

pytestmark = pytest.mark.anyio


def read(path: Path) -> str:
    """A file's text."""
    return path.read_text(encoding="utf-8")


COSTS = {"rule": "marginal", "currency": "EUR", "rate_per_hour": 4500}


@pytest.mark.long
async def test_an_edited_text_is_reported_mended_and_kept_as_a_draft(
    server: Server, screens: Screens, client_of: Clients, tmp_path: Path
) -> None:
    body = agreement(term("Art. 4", visibility="position"), term("Art. 9", costs=COSTS))
    id_ = await concluded(client_of, {**body, "reference": "TEXT-7"})
    malta = await screens.sign_in(
        await person(client_of, server, "MLT", "mlt.text", "negotiator"),
        at=f"/agreements/{id_}",
    )
    page = malta.page
    await page.get_by_role("button", name="As a text to edit").focus()
    await malta.say("Enter")
    await expect(page.get_by_role("heading", name="The arrangement of TEXT-7")).to_be_visible()
    async with page.expect_download() as loading:
        await page.get_by_role("link", name="The arrangement of version 1 as a text").click()
    taken = await loading.value
    assert taken.suggested_filename == "TEXT-7-v1.md"
    await taken.save_as(tmp_path / "taken.md")
    text = read(tmp_path / "taken.md")
    assert "## 28. Text, languages and notification" in text
    edited = text.replace(
        "## 13. Handing over co-ordination\n",
        "## 13. Handing over co-ordination\n\nBy voice, and in writing within the hour.\n",
    )
    wrong, right = tmp_path / "wrong.md", tmp_path / "right.md"
    wrong.write_text(edited.replace(": 4500]]", ": a lot]]"), encoding="utf-8")
    right.write_text(edited.replace(": 4500]]", ": 4000]]"), encoding="utf-8")

    chosen = page.get_by_label("The edited text")
    await chosen.set_input_files(wrong)
    await expect(page.get_by_role("alert")).to_contain_text("must be a number in digits")
    await expect(page.get_by_role("alert")).to_contain_text("Now it says “4500”.")
    await expect(page.get_by_role("button", name="Make it our draft")).to_have_count(0)
    await malta.shot("arrangement-faults-night")
    await malta.say("d")
    await page.set_viewport_size({"width": 390, "height": 844})
    await malta.shot("arrangement-faults-day-390")
    await page.set_viewport_size({"width": 1280, "height": 800})
    await malta.say("d")

    await chosen.set_input_files(right)
    report = page.get_by_role("region", name="What was read")
    await expect(report).to_contain_text("14.2 costs.rate_per_hour 4500 → 4000")
    await expect(report).to_contain_text("13. Handing over co-ordination changed")
    await malta.shot("arrangement-read-night")
    await page.get_by_role("button", name="Make it our draft").focus()
    await malta.say("Enter")
    one = page.get_by_role("region", name="TEXT-7")
    await one.get_by_text("One other version").click()
    draft = one.get_by_role("article", name="Version 2 · draft")
    await expect(draft).to_contain_text("at 4,000 EUR per hour")
    await draft.get_by_text("Words of 1 clause of the arrangement").click()
    await expect(draft).to_contain_text("By voice, and in writing within the hour.")
    await malta.shot("arrangement-draft-night")

    # The form keeps the words that it does not show.
    await page.get_by_role("button", name="Go on with the draft").click()
    await page.get_by_label("Note", exact=True).first.fill("After the talks")
    await page.get_by_role("button", name="Keep the draft").click()
    await one.get_by_text("One other version").click()
    await expect(draft.get_by_text("After the talks")).to_be_visible()
    found = (await client_of("MLT", "observer").get(f"/api/agreements/{id_}")).json()
    assert found["versions"][0]["arrangement"][0]["words"].startswith("By voice")
