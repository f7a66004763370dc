"""Alerts leave the browser: real receivers on loopback, a real worker, real commits."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from email.message import EmailMessage
from functools import partial
from typing import Any

import orjson
import pytest
from sqlalchemy import text
from standardwebhooks.webhooks import Webhook

from tests.clients import Clients
from tests.given.incidents import alarms_seen, opened
from tests.given.requests import Plain, addressee, asked, plain, post
from tests.receivers import HookReceiver, MailReceiver, Posted, receiving, until
from tests.running import Server, start_worker, working
from tests.world import START

pytestmark = pytest.mark.anyio

ITALYS = {"type": "Point", "coordinates": [12.0, 37.0]}
"""In Italy's region alone."""
SECRET = "whsec_" + "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0"


@pytest.fixture
def mail() -> Iterator[MailReceiver]:
    with receiving(MailReceiver()) as receiver:
        yield receiver


@pytest.fixture
def hook() -> Iterator[HookReceiver]:
    with receiving(HookReceiver()) as receiver:
        yield receiver


def ways(mail: MailReceiver, hook: HookReceiver) -> dict[str, str]:
    """The settings of a worker whose alerts leave by both."""
    return {
        "SAR_ALERT_EMAIL": mail.setting,
        "SAR_ALERT_SMS": f"json://127.0.0.1:{hook.port}/sms?-to={{to}}&+X-Id={{id}}",
        "SAR_ALERT_WEBHOOKS": "true",
        "SAR_ALERT_PRIVATE_HOSTS": '["127.0.0.1"]',
    }


@pytest.fixture(autouse=True)
async def alone(server: Server) -> AsyncIterator[None]:
    """Nothing waits from a test before, and its clock is set back."""
    await server.set_clock(at=START, paused=False)
    yield
    async with server.db() as db:
        await db.execute(text("DELETE FROM alert"))
        await db.execute(text("DELETE FROM escalation"))
        await db.commit()


async def has_contacts(client_of: Clients, server: Server, party: str, *contacts: Plain) -> None:
    """The party's centre has these contacts, marked for exercises unless told."""
    centre = server.world.centres[party]
    seen = plain(await client_of(party, "observer").get(f"/api/centres/{centre}"))
    body = {"contacts": [{"in_exercises": True, **one} for one in contacts]}
    answer = await client_of(party, "admin").put(
        f"/api/centres/{centre}/contacts",
        json=body,
        headers={"If-Match": f'"{seen["version"]}"'},
    )
    assert answer.status_code == 200, answer.text


def email(value: str, **fields: Any) -> Plain:
    return {"channel": "email", "value": value, **fields}


async def is_handed_over(client_of: Clients, request: Plain) -> bool:
    """Whether one alert has gone to the one addressee, and is handed over."""
    seen = await addressee(client_of, request)
    return [one["state"] for one in seen["alerts"]] == ["handed_over"]


async def told_of(client_of: Clients, request: Plain, number: int) -> list[Plain]:
    """The alerts to the one addressee, once something has come of so many."""
    found: list[Plain] = []

    async def are_told() -> bool:
        found[:] = (await addressee(client_of, request))["alerts"]
        return len(found) >= number

    await until(are_told)
    return found


async def facts_about(
    client_of: Clients, request: Plain, type_: str, *, party: str = "ITA"
) -> list[Plain]:
    """The facts of this type that the party has read about the request, oldest first."""
    found: list[Plain] = []
    since = 0
    client = client_of(party, "observer")
    while page := plain(await client.get("/api/record", params={"limit": 500, "since": since}))[
        "entries"
    ]:
        found += [one for one in page if one["type"] == type_]
        since = page[-1]["number"]
    return [one for one in found if one["about"]["id"] == request["id"]]


@pytest.mark.long
async def test_a_case_in_which_nobody_is_tasked_wakes_the_centre_that_leads_it(
    server: Server, client_of: Clients, mail: MailReceiver, hook: HookReceiver
) -> None:
    await has_contacts(
        client_of,
        server,
        "ITA",
        email("duty@italy.example"),
        {"channel": "webhook", "value": f"{hook.url}/sar", "secret": SECRET},
        email("head@italy.example"),
    )
    case = await opened(client_of, position={"point": ITALYS, "error_nm": 1.0})
    with working(server, **ways(mail, hook)):
        await asyncio.sleep(1)
        assert mail.messages == [], "there is time to task somebody"
        await server.set_clock(at=START + timedelta(minutes=5), paused=False)
        await until(lambda: mail.messages)
        (first,) = mail.messages
        matter = f"EXERCISE. SAR: MRCC Roma: nobody is tasked. {case['reference']}"
        assert (first["To"], first["Subject"]) == ("duty@italy.example", matter)
        body = first.get_content().strip()
        assert body.startswith("EXERCISE. SAR: MRCC Roma: nobody is tasked. Reference ITA-")
        assert not any(word in body for word in ("400", "250", "boat", "°"))
        await server.set_clock(at=START + timedelta(minutes=11), paused=False)
        await until(lambda: hook.posted)
        told = Webhook(SECRET).verify(hook.posted[0].body, hook.posted[0].headers)
        assert told["data"]["text"] == body

        async def handed_over() -> bool:
            (seen,) = await alarms_seen(client_of, case)
            return [one["state"] for one in seen["alerts"]] == ["handed_over"] * 2

        await until(handed_over)
        path = f"/api/incidents/{case['id']}/alarms/take-up"
        assert (await client_of("ITA", "watch_officer").post(path)).is_success
        await server.set_clock(at=START + timedelta(minutes=25), paused=False)
        await asyncio.sleep(3)
    assert [one["To"] for one in mail.messages] == ["duty@italy.example"], "it is taken up"


@pytest.mark.long
async def test_a_worker_that_is_killed_loses_no_alert_of_a_case_and_doubles_none(
    server: Server, client_of: Clients, mail: MailReceiver, hook: HookReceiver
) -> None:
    mail.stalls_s = 8.0
    await has_contacts(client_of, server, "ITA", email("duty@italy.example"))
    case = await opened(client_of, position={"point": ITALYS, "error_nm": 1.0})
    await server.set_clock(at=START + timedelta(minutes=5), paused=False)
    killed = start_worker(server, **ways(mail, hook))
    await until(lambda: mail.messages)
    killed.kill()
    killed.wait(60)
    mail.stalls_s = 0.0
    async with server.db() as db:
        # The lease is half a minute.
        await db.execute(text("UPDATE alert SET try_at = now() WHERE state = 'waiting'"))
        await db.commit()
    with working(server, **ways(mail, hook)):

        async def taken() -> bool:
            (seen,) = await alarms_seen(client_of, case)
            return [one["state"] for one in seen["alerts"]] == ["handed_over"]

        await until(taken)
    ((told,),) = [one["alerts"] for one in await alarms_seen(client_of, case)]
    ids = {one["Message-ID"] for one in mail.messages}
    assert ids == {f"<{told['id']}@example.int>"}, "whoever gets it twice can tell"
    assert len(await facts_about(client_of, case, "CaseAlertSent")) == 1


@pytest.mark.long
async def test_who_has_not_said_so_is_not_alerted_by_an_exercise(
    server: Server, client_of: Clients, mail: MailReceiver, hook: HookReceiver
) -> None:
    await has_contacts(
        client_of,
        server,
        "MLT",
        email("real@malta.example", in_exercises=False),
        email("drill@malta.example"),
    )
    incident = await opened(client_of)
    with working(server, **ways(mail, hook)):
        sent = await asked(client_of, server.world, "MLT", incident=incident)
        (told,) = await told_of(client_of, sent, 1)
        assert told["place"] == 2
    assert [one["To"] for one in mail.messages] == ["drill@malta.example"]


@pytest.mark.long
async def test_a_mail_server_that_is_away_holds_up_nobody_and_is_tried_again(
    server: Server, client_of: Clients, mail: MailReceiver, hook: HookReceiver
) -> None:
    mail.stop()
    await has_contacts(
        client_of,
        server,
        "MLT",
        email("duty@malta.example"),
        {"channel": "webhook", "value": f"{hook.url}/sar", "secret": SECRET},
    )
    incident = await opened(client_of)
    with working(server, **ways(mail, hook)):
        sent = await asked(client_of, server.world, "MLT", incident=incident)
        first, _ = await told_of(client_of, sent, 2)
        assert len(hook.posted) == 1
        assert (first["state"], first["failure"]) == ("failed", "not_reached")
        assert first["again_at"] is not None
        mail.start()
        async with server.db() as db:
            # The wait is half a minute of real time.
            await db.execute(text("UPDATE alert SET try_at = now() WHERE state = 'failed'"))
            await db.commit()
        await until(lambda: mail.messages)

        async def all_taken() -> bool:
            seen = await addressee(client_of, sent)
            return {one["state"] for one in seen["alerts"]} == {"handed_over"}

        await until(all_taken)
    (message,) = mail.messages
    assert message["Message-ID"] == f"<{first['id']}@example.int>"
    (failed,) = await facts_about(client_of, sent, "AlertFailed")
    assert failed["facts"]["reason"] == "the server is not reached"


@pytest.mark.long
async def test_a_retry_in_an_exercise_reaches_no_contact_that_is_marked_no_more(
    server: Server, client_of: Clients, mail: MailReceiver, hook: HookReceiver
) -> None:
    mail.stop()
    both = (email("duty@malta.example"), email("drill@malta.example"))
    await has_contacts(client_of, server, "MLT", *both)
    incident = await opened(client_of)
    with working(server, **ways(mail, hook)):
        sent = await asked(client_of, server.world, "MLT", incident=incident)

        async def both_failed() -> bool:
            seen = (await addressee(client_of, sent))["alerts"]
            return [one["state"] for one in seen] == ["failed"] * 2

        await until(both_failed)
        unmarked = both[0] | {"in_exercises": False}
        await has_contacts(client_of, server, "MLT", unmarked, both[1])
        mail.start()
        async with server.db() as db:
            # The wait is half a minute of real time.
            await db.execute(text("UPDATE alert SET try_at = now() WHERE state = 'failed'"))
            await db.commit()

        async def settled() -> bool:
            seen = (await addressee(client_of, sent))["alerts"]
            return all(one["state"] != "failed" for one in seen)

        await until(settled)
    gone, reached = (await addressee(client_of, sent))["alerts"]
    assert (gone["state"], gone["failure"]) == ("given_up", "contact_unmarked")
    assert reached["state"] == "handed_over"
    assert [one["To"] for one in mail.messages] == ["drill@malta.example"]


async def failing(server: Server) -> bool:
    """Whether e-mail counts as failing from some attempt on."""
    async with server.db() as db:
        query = text("SELECT failing_since FROM alert_way WHERE channel = 'email'")
        return (await db.execute(query)).scalar() is not None


async def refused(client_of: Clients, request: Plain, party: str) -> None:
    """The alert to the one addressee comes to nothing."""

    async def has_failed() -> bool:
        seen = (await addressee(client_of, request, party))["alerts"]
        return [one["failure"] for one in seen] == ["refused"]

    await until(has_failed)


@pytest.mark.long
async def test_a_refused_address_is_no_fault_of_the_way_until_another_is_refused_too(
    server: Server, client_of: Clients, mail: MailReceiver, hook: HookReceiver
) -> None:
    async with server.db() as db:
        await db.execute(text("DELETE FROM alert_way"))
        await db.commit()
    for party in ("MLT", "TUN", "GRC"):
        await has_contacts(client_of, server, party, email(f"duty@{party.lower()}.example"))
    mail.refuses |= {"duty@mlt.example", "duty@tun.example"}
    incident = await opened(client_of)
    with working(server, **ways(mail, hook)):
        first = await asked(client_of, server.world, "MLT", incident=incident)
        await refused(client_of, first, "MLT")
        assert not await failing(server)
        taken = await asked(client_of, server.world, "GRC", incident=incident)
        await until(lambda: mail.messages)
        second = await asked(client_of, server.world, "TUN", incident=incident)
        await refused(client_of, second, "TUN")
        assert not await failing(server), "one was taken between them"
        await post(client_of, "GRC", f"requests/{taken['id']}/decline", reason="All are out.")
        mail.refuses.add("duty@grc.example")
        again = await asked(client_of, server.world, "GRC", incident=incident)
        await refused(client_of, again, "GRC")
        await until(partial(failing, server))


@pytest.mark.long
async def test_all_contacts_were_tried_and_the_asker_is_told_whom_to_ask_next(
    server: Server, client_of: Clients, mail: MailReceiver, hook: HookReceiver
) -> None:
    await has_contacts(client_of, server, "MLT", email("nobody@malta.example"))
    mail.refuses.add("nobody@malta.example")
    kept = [{"party": "TUN", "reason": "They fled from there."}]
    incident = await opened(client_of, kept_from=kept)
    with working(server, **ways(mail, hook)):
        sent = await asked(client_of, server.world, "MLT", incident=incident)

        async def exhausted() -> bool:
            return (await addressee(client_of, sent))["contacts_exhausted_at"] is not None

        await until(exhausted)
    seen = await addressee(client_of, sent)
    assert seen["alerts"][0]["failure"] == "refused"
    proposed = [one["party"] for one in seen["ask_next"]]
    assert proposed[0] in ("LBY", "GRC")
    assert not {"ITA", "MLT", "TUN"} & set(proposed)
    assert (await addressee(client_of, sent, "MLT"))["ask_next"] == []
    (told,) = await facts_about(client_of, sent, "ContactsExhausted")
    assert told["facts"] == {"centre": "RCC Malta", "tried": 1}
    requests = await client_of("ITA", "observer").get(f"/api/requests/{sent['id']}")
    assert len(plain(requests)["addressees"]) == 1, "nobody is asked by it"


@pytest.mark.long
async def test_a_worker_that_is_killed_in_an_attempt_loses_no_alert(
    server: Server, client_of: Clients, mail: MailReceiver, hook: HookReceiver
) -> None:
    mail.stalls_s = 8.0
    await has_contacts(client_of, server, "MLT", email("duty@malta.example"))
    incident = await opened(client_of)
    killed = start_worker(server, **ways(mail, hook))
    sent = await asked(client_of, server.world, "MLT", incident=incident)
    await until(lambda: mail.messages)
    killed.kill()
    killed.wait(60)
    assert (await addressee(client_of, sent))["alerts"] == [], "nobody knows what came of it"
    mail.stalls_s = 0.0
    async with server.db() as db:
        # The lease is half a minute.
        await db.execute(text("UPDATE alert SET try_at = now() WHERE state = 'waiting'"))
        await db.commit()
    with working(server, **ways(mail, hook)):
        await until(partial(is_handed_over, client_of, sent))
    (told,) = (await addressee(client_of, sent))["alerts"]
    ids = {one["Message-ID"] for one in mail.messages}
    assert ids == {f"<{told['id']}@example.int>"}, "whoever gets it twice can tell"
    assert len(await facts_about(client_of, sent, "AlertSent")) == 1


@pytest.mark.long
async def test_two_workers_send_each_alert_once(
    server: Server, client_of: Clients, mail: MailReceiver, hook: HookReceiver
) -> None:
    await has_contacts(client_of, server, "MLT", email("duty@malta.example"))
    await has_contacts(client_of, server, "TUN", email("duty@tunis.example"))
    incident = await opened(client_of)
    with working(server, **ways(mail, hook)), working(server, **ways(mail, hook)):
        for _ in range(10):
            await asked(client_of, server.world, "MLT", "TUN", incident=incident)
        await until(lambda: len(mail.messages) >= 20)
        await asyncio.sleep(2)
    assert len(mail.messages) == 20
    assert len({one["Message-ID"] for one in mail.messages}) == 20


async def test_an_address_in_the_own_network_and_a_redirection_are_refused(
    server: Server, client_of: Clients, mail: MailReceiver, hook: HookReceiver
) -> None:
    hook.status, hook.location = 307, "http://localhost/elsewhere"
    await has_contacts(
        client_of,
        server,
        "MLT",
        {"channel": "webhook", "value": f"https://localhost:{hook.port}/", "secret": SECRET},
        {"channel": "webhook", "value": f"{hook.url}/sar", "secret": SECRET},
    )
    incident = await opened(client_of)
    with working(server, **ways(mail, hook)):
        sent = await asked(client_of, server.world, "MLT", incident=incident)

        async def both() -> bool:
            seen = (await addressee(client_of, sent))["alerts"]
            return [one["failure"] for one in seen] == ["not_allowed", "refused"]

        await until(both)
    assert [one.path for one in hook.posted] == ["/sar"]


async def test_a_centre_that_nobody_watches_is_alerted_at_once_contact_by_contact(
    server: Server, client_of: Clients, mail: MailReceiver, hook: HookReceiver
) -> None:
    await has_contacts(client_of, server, "ITA", {"channel": "telephone", "value": "+000"})
    await has_contacts(
        client_of,
        server,
        "MLT",
        {"channel": "telephone", "value": "+356 21"},
        email("duty@malta.example"),
        {"channel": "webhook", "value": f"{hook.url}/sar", "secret": SECRET},
        {"channel": "sms", "value": "+35679000000"},
    )
    incident = await opened(client_of)
    with working(server, **ways(mail, hook)):
        sent = await asked(client_of, server.world, "MLT", incident=incident)
        # What else rings meanwhile, of cases whose lead is not reached, leaves too.
        reference = sent["reference"]

        def by_mail() -> list[EmailMessage]:
            return [one for one in mail.messages if reference in one["Subject"]]

        def posted() -> list[Posted]:
            return [one for one in hook.posted if reference.encode() in one.body]

        await until(by_mail)
        (first,) = by_mail()
        assert first["Subject"] == f"EXERCISE. SAR: MRCC Roma asks you. {sent['reference']}"
        body = first.get_content().strip()
        assert body == (
            f"EXERCISE. SAR: MRCC Roma asks you. Reference {sent['reference']}. Call +000."
        )
        await until(partial(is_handed_over, client_of, sent))
        assert "duty@malta.example" not in str(await addressee(client_of, sent))
        assert not posted(), "the next contact has its time"

        await server.set_clock(at=START + timedelta(minutes=11), paused=False)
        await until(posted)
        (hooked,) = posted()
        told = Webhook(SECRET).verify(hooked.body, hooked.headers)
        assert told["data"]["text"] == body
        assert told["data"]["exercise"] is True

        await server.set_clock(at=START + timedelta(minutes=22), paused=False)
        await until(lambda: len(posted()) == 2)
        assert posted()[1].path == "/sms?to=%2B35679000000"
        assert orjson.loads(posted()[1].body)["message"] == body
        await post(client_of, "MLT", f"requests/{sent['id']}/decline", reason="All are out.")
        await server.set_clock(at=START + timedelta(minutes=40), paused=False)
        await asyncio.sleep(3)
    assert (len(by_mail()), len(posted())) == (1, 2), "it has answered"
    # A request's reference ends as that of its case may.
    lead_silent = [
        one for one in mail.messages if one["Subject"].endswith(f" {incident['reference']}")
    ]
    assert len(lead_silent) == 1, "who leads has no contact that could be alerted"
    for party in ("ITA", "MLT"):
        told_of = await facts_about(client_of, sent, "AlertSent", party=party)
        assert [one["facts"]["way"] for one in told_of] == ["e-mail", "webhook", "SMS"]
        assert "malta.example" not in str(told_of)
        assert "35679" not in str(told_of)
