"""Sends the alerts that wait: begin an attempt, make it outside any transaction, write down what
came of it.

An attempt is begun once, by one worker of all. If the worker dies in its midst nobody knows whether
the alert was taken: once the lease is over the next attempt is made, under the same id.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, TypeVar

from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession
from uuid_utils.compat import uuid7

from sar import clock
from sar.alerts import rows
from sar.alerts.alert_text import alert_text
from sar.alerts.climbing import climb_now
from sar.alerts.contact import contact_now, number_of, wording_for
from sar.alerts.models import Alert
from sar.alerts.rows import CHANNEL, UNSENT, Claimed
from sar.alerts.subjects import AlertNews, link_to, subject_of
from sar.alerts.ways import Letter, Ways
from sar.alerts.words import AlertChannel, AlertFailure, AlertState
from sar.db import LAST_ATTEMPT, is_overtaken
from sar.ended_tasks import raise_if_cancelled
from sar.jobs import SystemSessions
from sar.listening import NotificationListener
from sar.log import first_line, logger
from sar.parties.models import Centre

log = logger(__name__)

BEAT_S: Final = 5.0
LOOK_S: Final = 1.0
"""The longest between two looks; a new alert is notified."""
AT_ONCE: Final = 32
AT_DATABASE: Final = 2
"""So many attempts are made ready or written down at once: whoever decides on alerts comes first,
in the same process."""
LEASE: Final = timedelta(seconds=30)
"""An attempt and the writing down of it take less, or it is begun anew."""
WAITS: Final = tuple(timedelta(seconds=s) for s in (30, 60, 120, 300))
"""Between attempts; the last one again and again (house figures)."""
KEPT_UP: Final = timedelta(hours=1)
"""So long after the first attempt an alert is given up (house figure)."""

WAY_NAMES: Final = {
    AlertChannel.EMAIL: "e-mail",
    AlertChannel.SMS: "SMS",
    AlertChannel.PUSH: "push message",
    AlertChannel.WEBHOOK: "webhook",
}
FAILURE_NAMES: Final = {
    AlertFailure.NOT_REACHED: "the server is not reached",
    AlertFailure.NO_ANSWER: "no answer in time",
    AlertFailure.REFUSED: "refused",
    AlertFailure.WAY_REFUSED: "the server takes nothing from here",
    AlertFailure.NOT_ALLOWED: "the address is not allowed",
    AlertFailure.CONTACT_GONE: "the contact is off the list",
    AlertFailure.CONTACT_UNMARKED: "the contact is marked for exercises no more",
    AlertFailure.NOT_CONFIGURED: "the way is not configured",
}

ENDS: Final = frozenset({AlertFailure.CONTACT_GONE, AlertFailure.CONTACT_UNMARKED})
"""The failures after which no attempt is made again."""

T = TypeVar("T")


def wait_after(attempts: int) -> timedelta:
    """The wait after the attempt of this number came to nothing."""
    return WAITS[min(max(attempts, 1), len(WAITS)) - 1]


class AlertSenderLoop:
    """Sends alerts until it is cancelled, and says every few seconds that it does."""

    def __init__(self, database_url: str, sessions: SystemSessions, ways: Ways) -> None:
        self._sessions: Final = sessions
        self._ways: Final = ways
        self._id: Final = uuid7()
        self._news: Final = asyncio.Event()
        self._heard: Final = NotificationListener(database_url, [CHANNEL])
        self._under_way: Final[set[asyncio.Task[None]]] = set()
        self._at_database: Final = asyncio.Semaphore(AT_DATABASE)
        self._beat_s = float("-inf")

    async def run(self) -> None:
        """Outlives every fault; what is under way when it is cancelled is finished by another's
        next attempt."""
        hearing = asyncio.create_task(self._hear())
        try:
            while True:
                try:
                    await self._round()
                except (SQLAlchemyError, OSError) as error:
                    log.warning("alerts do not leave yet", error=first_line(error))
                except Exception:
                    log.exception("a fault in what sends alerts")
                raise_if_cancelled()
                with suppress(TimeoutError):
                    async with asyncio.timeout(LOOK_S):
                        await self._news.wait()
                self._news.clear()
        finally:
            for task in (hearing, *self._under_way):
                task.cancel()
            await asyncio.gather(hearing, *self._under_way, return_exceptions=True)

    async def _hear(self) -> None:
        async for _heard in self._heard.listen():
            self._news.set()

    async def _round(self) -> None:
        """Begin what is due, as much as there is room for; a sign of life now and then."""
        room = AT_ONCE - len(self._under_way)
        async with self._sessions() as db, db.begin():
            now_s = asyncio.get_running_loop().time()
            if now_s - self._beat_s >= BEAT_S:
                await rows.beat(db, self._id, self._ways.channels)
            claimed = await rows.claim(db, most=room, lease=LEASE) if room else []
        self._beat_s = now_s if now_s - self._beat_s >= BEAT_S else self._beat_s
        for one in claimed:
            task = asyncio.create_task(self._attempt(one))
            self._under_way.add(task)
            task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._under_way.discard(task)
        self._news.set()

    async def _attempt(self, claimed: Claimed) -> None:
        """One attempt, from its beginning to the record."""
        try:
            ready = await self._in_transaction(lambda db: _ready(db, claimed))
            if isinstance(ready, Letter):
                failure = await self._ways.hand_over(ready)
                await self._in_transaction(lambda db: _tried(db, claimed, ready.channel, failure))
            elif ready is not None:
                await self._in_transaction(lambda db: record_outcome(db, claimed, ready))
        except (SQLAlchemyError, OSError) as error:
            log.warning(
                "an alert is tried again once its lease is over",
                alert=str(claimed.id),
                error=first_line(error),
            )
        except Exception:
            log.exception("a fault in sending an alert", alert=str(claimed.id))

    async def _in_transaction(self, work: Callable[[AsyncSession], Awaitable[T]]) -> T:
        """Do the work in a transaction, again where another's overtook it."""
        for last in (False, False, True):
            try:
                async with self._at_database, self._sessions() as db, db.begin():
                    db.info[LAST_ATTEMPT] = last
                    return await work(db)
            except DBAPIError as error:
                if last or not is_overtaken(error):
                    raise
        raise AssertionError("the last attempt returns or raises")


@dataclass(frozen=True, slots=True)
class NotNeeded:
    """Nothing is awaited any more: the alert does not leave."""


async def _ready(db: AsyncSession, claimed: Claimed) -> "Letter | NotNeeded | AlertFailure | None":
    """The alert as it leaves; None: another has begun a later attempt, or it has left."""
    alert = await rows.alert(db, claimed.id)
    if alert is None or alert.state not in UNSENT or alert.attempts != claimed.attempts:
        return None
    found = await rows.escalation(db, alert.escalation_id)
    assert found is not None  # noqa: S101 a foreign key
    now = clock.now()
    about = await subject_of(found.matter).read(db, found.about_id, False, now)
    if about is None or about.is_over:
        return NotNeeded()
    centre = await db.get_one(Centre, alert.centre_id)
    contact = contact_now(centre.contacts, alert, exercise=about.exercise)
    if isinstance(contact, AlertFailure):
        return contact
    asker = await db.get_one(Centre, about.asker_centre_id)
    link = ""
    if alert.channel is not AlertChannel.WEBHOOK:
        link = await link_to(db, found.matter, found.about_id, now=now)
    text = alert_text(
        asker=asker.name,
        reference=about.reference,
        number=number_of(asker),
        exercise=about.exercise,
        turn=alert.turn,
        link=link,
        says=about.says,
        other=wording_for(alert.channel, contact, centre),
    )
    secret = next(
        (one["secret"] for one in centre.webhook_secrets if one["value"] == alert.address), ""
    )
    return Letter(
        id=alert.id,
        channel=alert.channel,
        address=alert.address,
        text=text,
        reference=about.reference,
        exercise=about.exercise,
        at=alert.at,
        secret=secret,
    )


async def _tried(
    db: AsyncSession, claimed: Claimed, channel: AlertChannel, failure: AlertFailure | None
) -> None:
    """Write down what came of an attempt that was made, and how its way went by that."""
    await record_outcome(db, claimed, failure)
    if channel is not AlertChannel.WEBHOOK:
        # A webhook is the contact's own affair, not a way of the installation.
        await rows.note_way(db, channel, claimed.id, failure)


async def record_outcome(
    db: AsyncSession, claimed: Claimed, outcome: AlertFailure | NotNeeded | None
) -> None:
    """Write down what came of an attempt, on the record too; None: it was taken. Of an attempt
    that counts as lost, and was made anew, only that it was taken is news."""
    seen = await rows.alert(db, claimed.id)
    if seen is None:
        return
    found = await rows.escalation(db, seen.escalation_id)
    assert found is not None  # noqa: S101 a foreign key
    subject = subject_of(found.matter)
    now = clock.now()
    about = await subject.read(db, found.about_id, True, now)
    alert = await rows.alert(db, claimed.id)
    if about is None or alert is None or alert.state not in UNSENT:
        return
    if outcome is not None and alert.attempts != claimed.attempts:
        return
    first_failure = alert.state is AlertState.WAITING and isinstance(outcome, AlertFailure)
    if first_failure and not about.is_over:
        await climb_now(db, found.id, now=now)  # the next contact waits for no failing one
    centre = await db.get_one(Centre, alert.centre_id)
    async with subject.recording(db, about, now) as entry:
        if isinstance(outcome, NotNeeded):
            alert.state, alert.again_at = AlertState.NOT_NEEDED, None
            entry.record(subject.facts.quiet(about), readers=())
        elif outcome is None:
            alert.state, alert.handed_over_at, alert.again_at = AlertState.HANDED_OVER, now, None
            entry.record(
                subject.facts.handed_over(about, _news(alert, centre)), readers=about.readers
            )
        else:
            _fail(alert, outcome, now=now)
            entry.record(
                subject.facts.came_to_nothing(about, _news(alert, centre)), readers=about.readers
            )


def _fail(alert: Alert, failure: AlertFailure, *, now: datetime) -> None:
    """Write a failed attempt down, and when it is made again, if it is."""
    real = clock.real_now()
    wait = wait_after(alert.attempts)
    begun_at = alert.begun_at or real
    goes_on = failure not in ENDS and real + wait < begun_at + KEPT_UP
    alert.failed_at, alert.failure = now, failure
    alert.state = AlertState.FAILED if goes_on else AlertState.GIVEN_UP
    alert.try_at = real + wait
    alert.again_at = clock.now_in(wait.total_seconds()) if goes_on else None


def _news(alert: Alert, centre: Centre) -> AlertNews:
    failed = alert.state in (AlertState.FAILED, AlertState.GIVEN_UP) and alert.failure
    return AlertNews(
        way=WAY_NAMES[alert.channel],
        place=alert.place,
        of_centre=centre.name,
        reason=FAILURE_NAMES[alert.failure] if failed and alert.failure else "",
        again=f"{alert.again_at:%H:%M:%SZ}" if alert.again_at else "",
    )
