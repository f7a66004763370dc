"""Handing people over, alive or dead, from one deployment to another of the same incident, in one
step.

Delivered by the one and taken aboard by the other they would count twice, and as many others who
are still missing would not be missed when the case is closed. So would the dead.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.errors import Conflict, Forbidden, Malformed, NotFound, Refusal
from sar.languages.places import filled
from sar.parties.caller import Caller
from sar.record.entries import DeadTransferred, PersonsTransferred, UncountedTransferred
from sar.record.facts import Fact
from sar.record.recording import FurtherFact
from sar.requests import deployment_rows, locks, visible
from sar.requests.asking.fulfilment import update_fulfilment
from sar.requests.deployments.case_closed import end_with_case
from sar.requests.deployments.case_help import help_after, tell_case
from sar.requests.deployments.counting import count_people
from sar.requests.deployments.on_scene import begins_by, enter_state
from sar.requests.deployments.sharing import share
from sar.requests.deployments.step_rows import put_count, step_row, tally_of
from sar.requests.deployments.stepping import sides_of
from sar.requests.locks import LockedDeployment
from sar.requests.models import Deployment, Request
from sar.requests.recording import Touched, changed, recording
from sar.requests.schemas import StepDeploymentBody, TransferSurvivorsBody
from sar.requests.step_doubts import away_said, count_said, dead_said, doubts_after
from sar.requests.step_times import StepInstant, instant_of, of_one
from sar.requests.tally import not_counted
from sar.requests.transfer_counts import Afloat, HandedOver, hand_over
from sar.requests.words import DeploymentAction, DeploymentState


@dataclass(frozen=True, slots=True)
class _Pair:
    """The two deployments, locked."""

    giver: LockedDeployment
    taker: LockedDeployment

    @property
    def rows(self) -> tuple[Deployment, Deployment]:
        """Giver and taker."""
        return self.giver.deployment, self.taker.deployment

    @property
    def assets(self) -> list[UUID]:
        """The assets among them."""
        return [row.asset_id for row in self.rows if row.asset_id]

    @property
    def requests(self) -> dict[UUID, Request]:
        """The one or two that they serve."""
        both = (self.giver.request, self.taker.request)
        return {request.id: request for request in both if request}

    @property
    def parties(self) -> set[str]:
        """The sides of both: who reads the step."""
        return {party for row in self.rows for party in row.parties}


@dataclass(frozen=True, slots=True)
class _Side:
    """One of the two, as the step leaves it. `away`: that it was not known to be there, in words;
    `about`: the note; `known`: the living who are known to have gone over."""

    row: Deployment
    end: Afloat
    action: DeploymentAction
    away_in: DeploymentState | None
    away: str
    about: str
    known: int


async def transfer(
    db: AsyncSession,
    caller: Caller,
    deployment_id: UUID,
    body: TransferSurvivorsBody,
    *,
    now: datetime,
) -> None:
    """Hand `persons` and `dead` over; what the one has falls, and what the other has rises."""
    alive, dead = body.persons or 0, body.dead or 0
    uncounted = not_counted(persons=body.persons, dead=body.dead, said=body.uncounted)
    pair = await _hold(db, caller, deployment_id, body)
    giver, taker = pair.rows
    after = _decide(caller, pair, persons=alive, dead=dead, uncounted=uncounted)
    sides = _sides(pair, after, body, uncounted=uncounted)
    helped = await help_after(db, pair.giver.incident, taker, after.taker.state, now=now)
    last = await deployment_rows.last_steps(db, [row.id for row in pair.rows])
    instant = instant_of(body.at, last.values(), now=now)
    touched = Touched(
        incidents=[giver.incident_id] if giver.incident_id else [],
        requests=pair.requests.keys(),
        deployments=[giver.id, taker.id],
        assets=pair.assets,
    )
    async with recording(
        db, touched, by=caller.actor, exercise=pair.giver.exercise, now=now
    ) as entry:
        for side in sides:
            own = of_one(instant, last[side.row.id])
            _write_step(db, caller, side, body, uncounted=uncounted, instant=own, now=now)
        if pair.giver.incident is not None and helped is not None:
            await tell_case(db, pair.giver.incident, helped, asset=None, by=caller, now=now)
        await count_people(db, pair.giver.incident, now=now)
        ended = await end_with_case(db, caller, pair.giver.incident, pair.rows, now=now)
        if giver.incident_id:
            await share(db, giver.incident_id, pair.assets, now=now)
        for request in pair.requests.values():
            await update_fulfilment(db, request, now=now)
        note = _told(after, body, *(side.away for side in sides))
        first, *more = _facts(pair, body, note, uncounted=uncounted)
        entry.record(first, readers=pair.parties)
        entry.further += [FurtherFact(fact, caller.actor) for fact in more]
        entry.further += ended


def _sides(
    pair: _Pair, after: HandedOver, body: TransferSurvivorsBody, *, uncounted: bool
) -> tuple[_Side, _Side]:
    """Giver and taker, each with its step and the note on it."""
    giver, taker = pair.rows
    alive, dead = body.persons or 0, body.dead or 0
    giver_away = away_said(giver.name, after.giver_away)
    taker_away = away_said(taker.name, after.taker_away)
    known = after.taker.tally.aboard - taker.aboard
    living = "All living went, not counted." if uncounted else ""
    bodies = f"{dead} dead were taken over." if dead else ""
    gave = f"To {taker.name}. {living} {_doubtful(giver, alive, dead)} {giver_away}"
    took = f"From {giver.name}. {living} {bodies} {_crowd(after)} {taker_away}"
    return (
        _Side(
            giver, after.giver, DeploymentAction.TRANSFER, after.giver_away, giver_away, gave, known
        ),
        _Side(
            taker, after.taker, DeploymentAction.RECEIVE, after.taker_away, taker_away, took, known
        ),
    )


def _write_step(
    db: AsyncSession,
    caller: Caller,
    side: _Side,
    body: TransferSurvivorsBody,
    *,
    uncounted: bool,
    instant: StepInstant,
    now: datetime,
) -> None:
    """The step of one of the two, and its row after it."""
    row, end = side.row, side.end
    note = " ".join(part for part in (*side.about.split(), instant.said, body.note) if part)
    said = StepDeploymentBody(
        said_by=body.said_by,
        persons=side.known or None,
        uncounted=uncounted,
        dead=body.dead,
        note=note,
    )
    db.add(step_row(caller, row, side.action, said, end.state, end.tally, at=instant.at, now=now))
    row.doubts = doubts_after(
        row.doubts,
        side.action,
        tally_of(row),
        persons=body.persons,
        dead=body.dead,
        instant=instant,
        away_in=side.away_in,
        now=now,
    )
    enter_state(row, end.state, begins=begins_by(side.action), at=instant.at)
    put_count(row, end.tally)
    changed(row, now=now)


async def _hold(
    db: AsyncSession, caller: Caller, giver_id: UUID, body: TransferSurvivorsBody
) -> _Pair:
    await visible.access_deployment(db, caller, giver_id)
    if body.to_deployment_id == giver_id:
        raise Malformed.at("to_deployment_id", "same_deployment", "is the deployment itself")
    try:
        await visible.access_deployment(db, caller, body.to_deployment_id)
    except NotFound:
        raise Malformed.at(
            "to_deployment_id", "no_such_deployment", "is no deployment that you see"
        ) from None
    locked = await locks.lock_deployments(db, caller, [giver_id, body.to_deployment_id])
    return _Pair(locked[giver_id], locked[body.to_deployment_id])


def _doubtful(giver: Deployment, persons: int, dead: int) -> str:
    """A note for readers in full: more went than were known to be aboard, alive or dead."""
    before, gives = tally_of(giver), DeploymentAction.TRANSFER
    said = (
        count_said(before, gives, persons=persons),
        dead_said(before, gives, persons=persons, dead=dead),
    )
    return " ".join(part for part in said if part)


def _facts(pair: _Pair, body: TransferSurvivorsBody, note: str, *, uncounted: bool) -> list[Fact]:
    """The living and the dead who went, each with their number, and those whom nobody has counted;
    the note stands once."""
    giver, taker = pair.rows
    facts: list[Fact] = []
    if body.persons:
        facts.append(
            PersonsTransferred(
                id=giver.id, about=giver.name, to=taker.name, persons=body.persons, note=note
            )
        )
    if uncounted:
        facts.append(
            UncountedTransferred(
                id=giver.id, about=giver.name, to=taker.name, note="" if facts else note
            )
        )
    if body.dead:
        facts.append(
            DeadTransferred(
                id=giver.id,
                about=giver.name,
                to=taker.name,
                dead=body.dead,
                note="" if facts else note,
            )
        )
    return facts


def _decide(caller: Caller, pair: _Pair, *, persons: int, dead: int, uncounted: bool) -> HandedOver:
    giver, taker = pair.rows
    # The taker's party sees the giver in brief: it neither moves its survivors nor learns their
    # count.
    if not sides_of(caller, giver):
        raise Forbidden("not_yours", "Only the owner of the unit that gives, or the lead, may.")
    if giver.incident_id is None or giver.incident_id != taker.incident_id:
        said = filled(
            "{name} and {taker_name} are not at work for the same incident.",
            name=giver.name,
            taker_name=taker.name,
        )
        raise Conflict.of([Refusal("other_incident", said)], state=giver.state)
    return hand_over(
        _afloat(giver), _afloat(taker), persons=persons, dead=dead, uncounted=uncounted
    )


def _afloat(row: Deployment) -> Afloat:
    return Afloat(row.name, row.ship_id is not None, row.state, tally_of(row), row.persons)


def _crowd(after: HandedOver) -> str:
    """A note for readers in full: more are aboard the taker than it usually holds."""
    taker = after.taker
    said = f"{taker.tally.aboard} are aboard {taker.name}, which holds {taker.holds}."
    return said if after.crowded else ""


def _told(after: HandedOver, body: TransferSurvivorsBody, *away: str) -> str:
    """The note that all three parties read: the giver's owner is not to learn the taker's count."""
    crowd = f"{after.taker.name} has more aboard than it holds." if after.crowded else ""
    return " ".join(part for part in (crowd, *away, body.note) if part)
