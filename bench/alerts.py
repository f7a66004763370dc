"""Alerts that are lost or doubled while workers and the mail server are killed (-9), and how late
clocks are decided on, in calm and meanwhile."""

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Any, Final

from sqlalchemy import text

from bench.ground import Figure, ground
from bench.mail_server import MailProcess, mail_process
from sar.incidents.alarms.untasked import TASKED_WITHIN
from tests.clients import Clients
from tests.given.incidents import opened
from tests.given.requests import asked
from tests.running import Server, running, start_worker
from tests.world import LISTED, START

REQUESTS: Final = 125
ASKED: Final = ("MLT", "TUN", "GRC", LISTED)
CLOCKS: Final = REQUESTS * len(ASKED)
CASES: Final = 25
"""Cases in distress besides, in which nobody is tasked: their leads are alerted meanwhile."""
EVERY_S: Final = 0.8
"""So often a request is sent: its clocks run out while others are sent."""
SENT_AT_ONCE: Final = 3
"""On a busy machine they are sent later, not more at once than a party may."""
RATE: Final = 1.0
ANSWER_DUE: Final = timedelta(minutes=31)
BEFORE_S: Final = 15
MAIL_AWAY_S: Final = (5.0, 1.0, 1.0)
"""So long the mail server stays away after each kill of it and the worker."""
KILLED: Final = len(MAIL_AWAY_S)
WITHIN_S: Final = 900
"""A late alert is not a lost one: a busy machine works such a burst off in minutes."""
SEED: Final = 16

LATE: Final = text("""
    SELECT percentile_cont(0.99) WITHIN GROUP (ORDER BY late) FROM (
        SELECT extract(epoch FROM alert.at - addressee.sent_at) / :rate AS late
        FROM alert JOIN escalation ON escalation.id = alert.escalation_id
        JOIN addressee ON addressee.id = escalation.about_id
        WHERE alert.turn = 'acknowledge'
        UNION ALL
        SELECT extract(epoch FROM min(alert.at) - case_alarm.key::timestamptz - :untasked) / :rate
        FROM case_alarm JOIN escalation ON escalation.about_id = case_alarm.id
        JOIN alert ON alert.escalation_id = escalation.id
        WHERE case_alarm.cause = 'untasked' GROUP BY case_alarm.id
    ) clocks
""")
LATE_KILLED: Final = text("""
    SELECT percentile_cont(0.99) WITHIN GROUP (
        ORDER BY extract(epoch FROM alert.at - CAST(:due_at AS timestamptz)) / :rate
    )
    FROM alert JOIN escalation ON escalation.id = alert.escalation_id
    JOIN addressee ON addressee.id = escalation.about_id
    WHERE alert.turn = 'answer'
""")
ALERTS: Final = text("""
    SELECT alert.id::text, alert.turn, alert.place, escalation.id::text AS escalation, alert.state,
        case_alarm.id IS NULL
            OR case_alarm.cause = 'untasked' AND alert.turn = 'acknowledge' AS counted
    FROM alert JOIN escalation ON escalation.id = alert.escalation_id
    LEFT JOIN case_alarm ON case_alarm.id = escalation.about_id
""")
"""Counted are the clocks of requests, and that nobody is tasked: what else rings of the cases in so
long a time is not known ahead."""
CONTACTS: Final = text("""
    UPDATE centre SET contacts = jsonb_build_array(
        jsonb_build_object('channel', 'email', 'value', lower(code) || '-1@example.int',
            'in_exercises', true))
""")


def measure() -> list[Figure]:
    """So many clocks that run out, first undisturbed, then while the worker and the mail server are
    killed (-9)."""
    with (
        ground("alerts") as prepared,
        running(prepared.database_url, prepared.world) as server,
        TemporaryDirectory() as folder,
        mail_process(Path(folder)) as mail,
    ):
        lost, doubled, repeated, late_s, late_killed_s = asyncio.run(_run(server, mail))
    context = (
        f"{CLOCKS} clocks of a contact each; their answers all due in one second, with {CASES + 1}"
        " cases in which nobody is tasked, the worker"
        f" and the mail server killed (-9) {KILLED} times each meanwhile, the mail server away for"
        f" {sum(MAIL_AWAY_S):g} s in all;"
        f" {repeated} messages came twice under one Message-ID"
    )
    return [
        Figure("escalations_lost", lost, "alerts", context),
        Figure("escalations_doubled", doubled, "alerts", context),
        Figure(
            "clock_lateness_p99_s",
            late_s,
            "s",
            f"{CLOCKS} centres asked within {REQUESTS * EVERY_S:.0f} s, whose clocks run out at"
            f" once: from the sending to the alert decided on; and {CASES + 1} cases in which"
            " nobody is tasked: from the end of their five minutes, nobody killed",
        ),
        Figure(
            "clock_lateness_killed_p99_s",
            late_killed_s,
            "s",
            f"{CLOCKS} answers all due in one second, the worker and the mail server killed (-9)"
            f" {KILLED} times each meanwhile: from then to the alert decided on",
        ),
    ]


async def _run(server: Server, mail: MailProcess) -> tuple[int, int, int, float, float]:
    async with server.db() as db:
        await db.execute(CONTACTS)
        await db.commit()
    await server.set_clock(at=START, rate=RATE, paused=False)
    clients = Clients(server.client)
    case = await opened(clients)
    with _working(server, mail) as kill_and_start:
        await _until(lambda: _beats(server))
        late_s, due_at = await _undisturbed(server, clients, case)
        chance = random.Random(SEED)
        for away_s in MAIL_AWAY_S:
            await asyncio.sleep(chance.uniform(1.0, 4.0))
            kill_and_start()
            await asyncio.sleep(away_s)
            mail.start()
        await _until(lambda: _number(server, turn="answer", at_least=CLOCKS))
        await _until(lambda: _number(server, turn="acknowledge", at_least=CLOCKS + CASES + 1))
    async with server.db() as db:
        found = await db.execute(LATE_KILLED, {"due_at": due_at, "rate": RATE})
        late_killed_s = float(found.scalar_one())
    return (*(await _judged(server, mail)), late_s, late_killed_s)


@contextmanager
def _working(server: Server, mail: MailProcess) -> Iterator[Callable[[], None]]:
    """A worker, and what kills it and the mail server and starts another worker."""
    worker = start_worker(server, SAR_ALERT_EMAIL=mail.setting)

    def kill_and_start() -> None:
        nonlocal worker
        worker.kill()
        worker.wait(60)
        mail.kill()
        worker = start_worker(server, SAR_ALERT_EMAIL=mail.setting)

    try:
        yield kill_and_start
    finally:
        worker.terminate()
        worker.wait(60)


async def _undisturbed(
    server: Server, clients: Clients, case: dict[str, Any]
) -> tuple[float, datetime]:
    """The delay of the clocks while nobody is killed; and when, at once, the answers are due."""
    begun_at = monotonic()
    at_once = asyncio.Semaphore(SENT_AT_ONCE)

    async def one(number: int) -> None:
        await asyncio.sleep(EVERY_S * number)
        async with at_once:
            sent = await asked(clients, server.world, *ASKED, incident=case)
        assert len(sent["addressees"]) == len(ASKED)

    for _ in range(CASES):
        place = {"type": "Point", "coordinates": [24.0, 36.0]}
        await opened(clients, "GRC", position={"point": place, "error_nm": 1.0})
    await asyncio.gather(*(one(number) for number in range(REQUESTS)))
    await _until(lambda: _number(server, turn="acknowledge", at_least=CLOCKS))
    # That nobody is tasked rings five minutes after distress, of all cases within a second or two.
    if monotonic() < begun_at + TASKED_WITHIN.total_seconds() - BEFORE_S:
        near = START + TASKED_WITHIN - timedelta(seconds=BEFORE_S)
        await server.set_clock(at=near, rate=RATE, paused=False)
    await _until(lambda: _number(server, turn="acknowledge", at_least=CLOCKS + CASES + 1))
    async with server.db() as db:
        given = {"rate": RATE, "untasked": TASKED_WITHIN}
        late_s = float((await db.execute(LATE, given)).scalar_one())
    due_at = START + ANSWER_DUE + timedelta(hours=1)
    await server.set_clock(at=due_at, rate=RATE, paused=False)
    return late_s, due_at


async def _until(condition: Callable[[], Awaitable[bool]]) -> None:
    for _ in range(WITHIN_S * 5):
        if await condition():
            return
        await asyncio.sleep(0.2)


async def _beats(server: Server) -> bool:
    async with server.db() as db:
        return bool((await db.execute(text("SELECT count(*) FROM alert_sender"))).scalar_one())


async def _number(server: Server, *, turn: str, at_least: int) -> bool:
    """Whether so many alerts of the turn have been taken."""
    query = text("SELECT count(*) FROM alert WHERE turn = :turn AND state = 'handed_over'")
    async with server.db() as db:
        found = (await db.execute(query, {"turn": turn})).scalar_one()
    return bool(found >= at_least)


async def _judged(server: Server, mail: MailProcess) -> tuple[int, int, int]:
    """The alerts that nobody received; those that were decided twice; and the messages that came
    twice, as whoever receives them can tell."""
    async with server.db() as db:
        decided = (await db.execute(ALERTS)).all()
    received = Counter(one["Message-ID"].strip("<>").partition("@")[0] for one in mail.messages)
    steps = Counter((one.escalation, one.turn, one.place) for one in decided)
    wanted = CLOCKS * 2 + CASES + 1
    kept = {
        (one.escalation, one.turn, one.place) for one in decided if one.counted and received[one.id]
    }
    lost = wanted - len(kept)
    doubled = sum(number - 1 for number in steps.values())
    return lost, doubled, sum(number - 1 for number in received.values())
