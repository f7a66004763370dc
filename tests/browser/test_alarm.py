"""Alarms stay in sight and in reach, whatever else is open."""

import re

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Screens, person
from tests.browser.readable import in_turn
from tests.clients import Clients
from tests.given.incidents import opened
from tests.given.places import point
from tests.given.requests import asked
from tests.running import Server

pytestmark = pytest.mark.anyio

IN_GREECES_REGION = (22.0, 37.0)
IN_TUNISIAS_REGION = (9.5, 34.5)
IN_MALTAS_REGION = (15.0, 34.6)


async def reached_by(client_of: Clients, server: Server, party: str, number: str) -> None:
    """The party's centre is called at that number."""
    admin = client_of(party, "admin")
    path = f"/api/centres/{server.world.centres[party]}"
    (version,) = [
        one["version"]
        for one in (await admin.get("/api/centres")).json()
        if path.endswith(one["id"])
    ]
    answer = await admin.put(
        f"{path}/contacts",
        json={"contacts": [{"channel": "telephone", "value": number}]},
        headers={"If-Match": f'"{version}"'},
    )
    assert answer.status_code == 200, answer.text


@pytest.mark.long
async def test_a_dialog_leaves_the_alarm_in_sight_and_in_reach(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    case = await opened(client_of, "ITA", title="Rings")
    await asked(client_of, server.world, "MLT", incident=case)
    login = await person(client_of, server, "MLT", "mlt.rings", "watch_officer")
    for width, height in ((1280, 800), (390, 844)):
        malta = await screens.sign_in(login, width=width, height=height)
        page = malta.page
        chip = page.get_by_role("link", name="to acknowledge")
        await expect(chip).to_be_visible()
        await malta.say("n")
        await expect(page.get_by_label("What happened")).to_be_focused()
        await malta.go("/")
        await malta.say("?")
        sheet = page.get_by_role("dialog")
        await expect(sheet).to_be_visible()
        header = await page.locator("header.top").bounding_box()
        shown = await sheet.bounding_box()
        assert header is not None
        assert shown is not None
        assert shown["y"] >= header["y"] + header["height"]
        await malta.shot(f"dialog-and-alarm-{width}")
        await malta.say("s")
        await expect(page.get_by_text("silenced here")).to_be_visible()
        await expect(sheet).to_be_visible()


@pytest.mark.long
async def test_the_header_stays_one_line_with_several_alarms_and_counts_the_rest(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    there = {"point": point(*IN_MALTAS_REGION), "error_nm": 2.0}
    case = await opened(client_of, "ITA", title="Rings thrice")
    await asked(client_of, server.world, "MLT", incident=case)
    proposal = {
        "office": "smc",
        "to_centre_id": str(server.world.centres["MLT"]),
        "reason": "Near.",
    }
    answer = await client_of("ITA", "coordinator").post(
        f"/api/incidents/{case['id']}/coordination", json=proposal
    )
    assert answer.status_code == 201, answer.text
    login = await person(client_of, server, "MLT", "mlt.line", "watch_officer", "coordinator")
    malta = await screens.sign_in(login)
    page = malta.page
    header = page.locator("header.top")
    await expect(header.get_by_role("link", name="asked to lead")).to_be_visible()
    line = await header.bounding_box()
    assert line is not None
    await opened(client_of, "ITA", title="Another", position=there)
    await expect(header.get_by_role("link", name="new case", exact=True)).to_be_visible()
    await expect(header.get_by_role("link", name="asked to lead")).to_be_visible()
    await expect(header.get_by_role("button", name="Silence here")).to_be_visible()
    assert await header.bounding_box() == line
    await malta.shot("alarms-in-one-line-night-1280")
    await page.set_viewport_size({"width": 1200, "height": 800})
    await expect(header.locator(".more.wide")).to_have_text(re.compile(r"^\+[12]$"))
    narrower = await header.bounding_box()
    assert narrower is not None
    assert narrower["height"] < 1.5 * line["height"], "letters are larger, and in one line"
    await page.set_viewport_size({"width": 390, "height": 844})
    await expect(header.locator(".more.narrow")).to_have_text(re.compile(r"^\+\d$"))
    await malta.shot("alarms-in-one-line-night-390")


@pytest.mark.long
async def test_the_alarm_is_silenced_while_one_types(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    case = await opened(client_of, "ITA", title="Rings on")
    login = await person(client_of, server, "MLT", "mlt.types", "watch_officer")
    malta = await screens.sign_in(login, at="/incidents/new")
    page = malta.page
    await malta.fill("What happened", "Our own ca")
    await asked(client_of, server.world, "MLT", incident=case)
    # An older request may ring already: what is silenced before this one comes rings anew.
    listed = page.get_by_role("navigation", name="Incidents").get_by_role("link", name="Rings on")
    await expect(listed.filter(has_text="acknowledge in")).to_be_visible()
    await expect(page.get_by_role("link", name="to acknowledge")).to_be_visible()
    await malta.say("s", "e")
    await expect(page.get_by_role("button", name="Silence here")).to_be_visible()
    await malta.say("Alt+s")
    await expect(page.get_by_text("silenced here")).to_be_visible()
    await expect(page.get_by_label("What happened")).to_have_value("Our own case")


async def test_a_case_in_its_region_rings_until_it_is_opened_and_when_it_gets_worse(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    """A ferry burns in the neighbour's region."""
    login = await person(client_of, server, "GRC", "grc.region", "watch_officer")
    greece = await screens.sign_in(login)
    page = greece.page
    there = {"point": point(*IN_GREECES_REGION), "error_nm": 2.0}
    case = await opened(client_of, "ITA", title="Ferry fire", phase="alert", position=there)
    chip = page.get_by_role("link", name="new case", exact=True)
    await expect(chip).to_be_visible()
    await expect(page).to_have_title(re.compile(r"^\(1\) "))
    icon = page.locator("link[rel=icon]")
    await expect(icon).to_have_attribute("href", re.compile("^data:image/png"))
    await greece.say("s")
    await expect(page.get_by_text("silenced here")).to_be_visible()
    await greece.shot("new-case-night")
    await chip.click()
    await expect(page.get_by_role("heading", name="Ferry fire")).to_be_visible()
    await expect(chip).to_have_count(0)
    await expect(page).not_to_have_title(re.compile(r"^\("))
    await expect(icon).to_have_attribute("href", re.compile("icon.svg$"))
    worse = {"phase": "distress", "reason": "It burns."}
    raised = await client_of("ITA", "coordinator").post(
        f"/api/incidents/{case['id']}/phase", json=worse
    )
    assert raised.status_code == 200, raised.text
    # It is open on the screen, and rings all the same: nobody may be looking.
    await expect(page.get_by_role("link", name="case is worse", exact=True)).to_be_visible()
    await greece.say("s")
    await expect(page.get_by_role("link", name="case is worse", exact=True)).to_have_count(0)
    rome = await person(client_of, server, "ITA", "ita.region", "watch_officer")
    italy = await screens.sign_in(rome)
    await expect(italy.page.get_by_role("heading", name="Incidents")).to_be_visible()
    await expect(italy.page.get_by_role("link", name="new case", exact=True)).to_have_count(0)


@pytest.mark.long
async def test_who_cannot_accept_the_lead_hears_that_it_is_asked_and_who_decides(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    await reached_by(client_of, server, "TUN", "+216 71")
    case = await opened(client_of, "ITA", title="To be led by Tunisia", phase="alert")
    proposed = await client_of("ITA", "coordinator").post(
        f"/api/incidents/{case['id']}/coordination",
        json={
            "office": "smc",
            "to_centre_id": str(server.world.centres["TUN"]),
            "reason": "It lies in your region.",
        },
    )
    assert proposed.status_code in (200, 201), proposed.text
    # While none is signed in, a watch officer decides alone: that is another test's.
    decides = await person(client_of, server, "TUN", "tun.decides", "coordinator")
    await screens.sign_in(decides)
    login = await person(client_of, server, "TUN", "tun.led", "watch_officer")
    for palette, width, height in in_turn(("night", 1440, 900), ("day", 390, 844)):
        tunisia = await screens.sign_in(login, palette=palette, width=width, height=height)
        page = tunisia.page
        chip = page.get_by_role("link", name="asked to lead · a coordinator decides")
        await expect(chip).to_be_visible()
        await tunisia.shot(f"asked-to-lead-{palette}-{width}")
        await chip.click()
        await expect(page.get_by_text("A coordinator of your centre decides")).to_be_visible()
        await expect(chip).to_contain_text("call +216 71")
        await expect(page.get_by_text("To call: MRCC Tunis: telephone +216 71.")).to_be_visible()
        await tunisia.shot(f"whom-to-call-{palette}-{width}")
    asks = await person(client_of, server, "ITA", "ita.leads", "watch_officer")
    italy = await screens.sign_in(asks, at=f"/incidents/{case['id']}")
    await expect(italy.page.get_by_text("To call: MRCC Tunis: telephone +216 71.")).to_be_visible()
    await italy.shot("whom-to-call-asks")


@pytest.mark.long
async def test_a_call_without_an_answer_is_written_down_in_one_press(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    case = await opened(client_of, "ITA", title="Calls Tripoli")
    sent = await asked(client_of, server.world, "LBY", incident=case)
    login = await person(client_of, server, "ITA", "ita.calls", "watch_officer")
    italy = await screens.sign_in(login, at=f"/requests/{sent['id']}")
    page = italy.page
    await expect(page.get_by_text("Call by voice.")).to_be_visible()
    await expect(page.get_by_text(re.compile(r"^To call: .+: telephone \+000\.$"))).to_be_visible()
    await page.get_by_role("button", name="No answer").click()
    await expect(page.get_by_text(re.compile(r"^Tried \d\d:\d\dZ, no answer"))).to_be_visible()
    await expect(page.get_by_text("call by voice", exact=False).first).to_be_visible()
    await italy.shot("call-no-answer")
    await page.get_by_role("button", name="Not needed any more").click()
    await expect(page.get_by_text(re.compile("^Call not needed any more"))).to_be_visible()
    await expect(page.get_by_text("Call by voice.")).to_have_count(0)


async def test_a_hidden_tab_notifies_and_tells_nothing_of_the_case(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    login = await person(client_of, server, "TUN", "tun.hidden", "watch_officer")
    tunisia = await screens.open()
    page = tunisia.page
    await page.context.grant_permissions(["notifications"], origin=server.base_url)
    await page.add_init_script(
        """
        window.told = [];
        window.Notification = class extends Notification {
          constructor(title, more) { super(title, more); told.push(`${title}: ${more.body}`); }
        };
        Object.defineProperty(document, "hidden", { get: () => true });
        """
    )
    await screens.signs_in(tunisia, login)
    there = {"point": point(*IN_TUNISIAS_REGION), "error_nm": 2.0}
    await opened(client_of, "ITA", title="Yacht on fire", position=there)
    await expect(page.get_by_role("link", name="new case", exact=True)).to_be_visible()
    await page.wait_for_function("told.length > 0")
    for told in await page.evaluate("told"):
        assert re.fullmatch(r"EXERCISE · SAR Assist: \d alarms? rings?", told)


@pytest.mark.parametrize(
    "role",
    [
        "observer",
        *(pytest.param(other, marks=pytest.mark.long) for other in ("registrar", "admin")),
    ],
)
async def test_somebody_who_cannot_answer_reads_behind_the_chip_who_does_and_finds_no_button(
    server: Server, screens: Screens, client_of: Clients, role: str
) -> None:
    case = await opened(client_of, "ITA", title="Only read")
    await asked(client_of, server.world, "MLT", incident=case)
    login = await person(client_of, server, "MLT", f"mlt.{role}.reads", role)
    malta = await screens.sign_in(login)
    page = malta.page
    chip = page.get_by_role("link", name="to acknowledge")
    await chip.focus()
    await malta.say("Enter")
    main = page.get_by_role("main")
    await expect(main.get_by_text("Your role reads only: a watch officer answers.")).to_be_visible()
    await malta.say("a", "o")
    await expect(main.get_by_role("button", name=re.compile("Acknowledge|Offer"))).to_have_count(0)
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await expect(chip).to_be_visible()
