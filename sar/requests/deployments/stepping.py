"""The steps of a deployment, as the side whose turn it is reports or directs them."""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Final, NamedTuple
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.assets import commitments
from sar.errors import Conflict, Malformed, Refusal
from sar.incidents.silent_hails import is_silent, without
from sar.incidents.words import HelpGone
from sar.languages.places import filled
from sar.machine import Side, Step, decide
from sar.parties import visible as directory
from sar.parties.caller import Caller
from sar.parties.treaty_law import LawFor
from sar.record.entries import DeploymentStepped
from sar.record.recording import FurtherFact, Recording
from sar.requests import deployment_rows, locks
from sar.requests.asking.fulfilment import update_fulfilment
from sar.requests.deployment_traits import TRAITS, Counts
from sar.requests.deployments.calling_away import (
    CALLED_AWAY,
    against_calling_away,
    naming_exercises,
    uncount_transfers,
)
from sar.requests.deployments.carried_units import drop_carried
from sar.requests.deployments.case_closed import end_with_case
from sar.requests.deployments.case_help import CaseHelp, help_after, tell_case
from sar.requests.deployments.counting import count_people
from sar.requests.deployments.earlier_work import begin_work, settle_later
from sar.requests.deployments.leaving import (
    Leaving,
    SendingWord,
    check_reason,
    drop_wishes,
    has_wish,
    judge_leaving,
    keep_word,
    with_reason,
)
from sar.requests.deployments.on_scene import Endurance, begins_by, enter_state
from sar.requests.deployments.refuelled import stay
from sar.requests.deployments.reporting import report_place, tells_where
from sar.requests.deployments.sharing import share
from sar.requests.deployments.silence_round import heard_now
from sar.requests.deployments.step_rows import put_count, step_row, tally_of
from sar.requests.locks import LockedDeployment
from sar.requests.models import Deployment
from sar.requests.recording import Touched, changed, recording, refuse
from sar.requests.schemas import ExtendDeploymentBody, StepDeploymentBody
from sar.requests.state_tables import with_people, work_machine
from sar.requests.step_doubts import (
    away_said,
    count_said,
    dead_said,
    doubts_after,
    earlier_said,
    taken_before_arrival,
)
from sar.requests.step_times import AT_THE_DESK, instant_of
from sar.requests.tally import COUNTED, Tally, doubt, not_counted, tally
from sar.requests.words import DeploymentAction, DeploymentState
from sar.time_words import minute_text, to_the_minute

STOPS: Final = frozenset(
    {DeploymentAction.RECALL, DeploymentAction.CALL_AWAY, DeploymentAction.STAND_DOWN}
)
"""The steps after which carried units do not come any more."""
SPEAKS: Final = frozenset(
    {
        DeploymentAction.DEPART,
        DeploymentAction.GET_UNDERWAY,
        DeploymentAction.PROCEED,
        DeploymentAction.ARRIVE,
        DeploymentAction.REFUEL,
        DeploymentAction.RESUME,
        DeploymentAction.LOAD,
        DeploymentAction.EMBARK,
        DeploymentAction.DELIVER,
        DeploymentAction.RETURN,
        DeploymentAction.RETURNED,
    }
)
"""The steps that are a word of the unit itself; others are taken at a desk."""
NEED_A_REASON: Final = frozenset({DeploymentAction.UNABLE})
GIVE_A_REASON: Final = frozenset(
    {
        DeploymentAction.UNABLE,
        DeploymentAction.RECALL,
        DeploymentAction.CALL_AWAY,
        DeploymentAction.STAND_DOWN,
    }
)


async def step(
    db: AsyncSession,
    caller: Caller,
    deployment_id: UUID,
    action: DeploymentAction,
    body: StepDeploymentBody,
    *,
    now: datetime,
) -> None:
    """Take a step that needs no second party; 409 with every reason when the rules refuse."""
    calls_away = action is DeploymentAction.CALL_AWAY
    locked = await locks.lock_deployment(
        db,
        caller,
        deployment_id,
        carried=action in STOPS,
        givers=calls_away,
        counts=action in COUNTED or calls_away,
        later=True,
    )
    row = locked.deployment
    body = _completed(action, body)
    also = against_calling_away(locked) if calls_away else []
    law = None
    if row.ship_id is not None and action is DeploymentAction.RELEASE:
        law = await directory.law_of(db, caller.party)
    to, count = _decide(caller, row, action, body, also, ship_under=law)
    check_reason(action, body)
    word = SendingWord.of_step(caller, action, body)
    leaving = await judge_leaving(db, caller, locked.incident, row, word, now=now)
    if leaving is not None and leaving.waits:
        await ask_second(db, caller, locked, leaving, now=now)
        return
    body = with_reason(body)
    desk = action in AT_THE_DESK
    earlier = {} if desk else await deployment_rows.last_steps(db, [row.id])
    instant = instant_of(body.at, earlier.values(), now=now)
    at, before = instant.at, tally_of(row)
    check_promise(body.promise, since=at)
    counted = count != before
    away_in = taken_before_arrival(action, row.state, arrived=row.arrived_at is not None)
    doubtful = [
        instant.said,
        count_said(before, action, persons=body.persons),
        dead_said(before, action, persons=body.persons, dead=body.dead),
        away_said(row.name, away_in),
    ]
    of_case = await _of_case(db, locked, to, leaving, now=now)
    on_case = counted or tells_where(locked, action, body) or (of_case is not None and any(of_case))
    async with recording_step(db, caller, locked, on_case=on_case, now=now) as entry:
        goes_on = await begin_work(db, caller, locked, action, to, now=now)
        doubtful.append(earlier_said(row.name, goes_on))
        kept = step_row(caller, row, action, body, to, count, at=at, now=now)
        kept.note = _joined(kept.note, *doubtful)
        if action is DeploymentAction.DELIVER and body.uncounted:
            kept.persons = count.delivered - before.delivered or None
        db.add(kept)
        row.doubts = doubts_after(
            row.doubts,
            action,
            before,
            persons=body.persons,
            dead=body.dead,
            instant=None if desk else instant,
            away_in=away_in,
            earlier_goes_on=goes_on,
            now=now,
        )
        await uncount_transfers(
            db,
            caller,
            locked,
            persons=row.taken_over - count.taken_over,
            why="was called away with {}",
            now=now,
        )
        staying = await stay(db, locked, to, now=now)
        _advance(row, action, body, to, count, staying.endurance, at=at, now=now)
        if action in SPEAKS:
            heard_now(row, locked.incident, at=at)
        if of_case is not None:
            await _tell_case(db, caller, locked, of_case, now=now)
        if counted:
            await count_people(db, locked.incident, now=now)
        ended = await end_with_case(db, caller, locked.incident, [row], now=now)
        left = await _follow(db, caller, locked, now=now)
        note = _joined(_note(row, action, body), *doubtful, staying.says, left)
        entry.record(_fact(row, action, body, at=at, note=note), readers=row.parties)
        entry.further += ended
        if of_case is not None:
            entry.further += await _end_wishes(db, caller, locked, of_case, now=now)
        entry.further += report_place(db, caller, locked, action, body, at=at, now=now)


def _completed(action: DeploymentAction, body: StepDeploymentBody) -> StepDeploymentBody:
    """The body with what follows from it; Malformed without the reason or time that it must say."""
    if action in NEED_A_REASON and not body.note:
        raise Malformed.at("note", "missing", "must say why")
    if action is DeploymentAction.PROMISE and body.promise is None:
        raise Malformed.at("promised_at", "missing", "must say when it will be at the scene")
    note = body.note
    if action is DeploymentAction.CALL_AWAY:
        note = note or CALLED_AWAY
    return body.model_copy(update={"uncounted": _is_uncounted(action, body), "note": note})


class _OfCase(NamedTuple):
    """The changes that a step makes in its case beside the counts."""

    help: CaseHelp | None
    leaving: Leaving | None
    ends_wishes: bool
    """To send the unit away: it is not promised any more."""
    answers: bool
    """A ship acts of which it was told that its hail stays unanswered."""


async def _of_case(
    db: AsyncSession,
    locked: LockedDeployment,
    to: DeploymentState,
    leaving: Leaving | None,
    *,
    now: datetime,
) -> _OfCase | None:
    """None: it is for no case."""
    incident, row = locked.incident, locked.deployment
    if incident is None:
        return None
    return _OfCase(
        await help_after(db, incident, row, to, now=now),
        leaving,
        ends_wishes=TRAITS[to].counts is not Counts.PROMISED and has_wish(incident, row),
        answers=is_silent(incident.silent_hails, row.id),
    )


async def _tell_case(
    db: AsyncSession, caller: Caller, locked: LockedDeployment, of_case: _OfCase, *, now: datetime
) -> None:
    """Tell the case of the help that comes or goes by a step the row has taken, and of a ship that
    has answered."""
    incident, row = locked.incident, locked.deployment
    assert incident is not None  # noqa: S101 it has a case
    if of_case.help is not None:
        asset = locked.assets.get(row.asset_id) if row.asset_id else None
        await tell_case(db, incident, of_case.help, asset=asset, by=caller, now=now)
    if of_case.answers and not TRAITS[row.state].awaits_answer:
        incident.silent_hails = without(incident.silent_hails, row.id)
        incident.updated_at = now


async def _end_wishes(
    db: AsyncSession, caller: Caller, locked: LockedDeployment, of_case: _OfCase, *, now: datetime
) -> list[FurtherFact]:
    """End what was wished of the unit before; the facts of a word by which it is sent away."""
    incident, row = locked.incident, locked.deployment
    assert incident is not None  # noqa: S101 it has a case
    if of_case.ends_wishes:
        drop_wishes(incident, row, now=now)
    if of_case.leaving is None:
        return []
    return await keep_word(db, caller, incident, row, of_case.leaving, now=now)


def _fact(
    row: Deployment,
    action: DeploymentAction,
    body: StepDeploymentBody,
    *,
    at: datetime,
    note: str,
) -> DeploymentStepped:
    """The step as the record tells it, once the row has taken it."""
    return DeploymentStepped(
        id=row.id,
        about=row.name,
        action=action.value,
        state=row.state.value,
        persons=body.persons if action in COUNTED else None,
        aboard=row.aboard if _counts_aboard(row, body) else None,
        place=body.place,
        happened_at=at if body.at else None,
        note=note,
    )


def _counts_aboard(row: Deployment, body: StepDeploymentBody) -> bool:
    """Whether the record tells how many are aboard: not where some are not counted."""
    return not row.uncounted_aboard and bool(row.aboard or body.persons)


def _is_uncounted(action: DeploymentAction, body: StepDeploymentBody) -> bool:
    """Whether people were taken aboard or landed whom nobody has counted."""
    dead = body.dead if action is DeploymentAction.DELIVER else None
    return action in COUNTED and not_counted(persons=body.persons, dead=dead, said=body.uncounted)


def _joined(*said: str) -> str:
    return " ".join(part for part in said if part)


async def ask_second(
    db: AsyncSession,
    caller: Caller,
    locked: LockedDeployment,
    leaving: Leaving,
    *,
    now: datetime,
) -> None:
    """Keep the wish to send the last able unit away, until a second person says so too."""
    incident = locked.incident
    assert incident is not None  # noqa: S101 it is sent away from there
    async with recording_step(db, caller, locked, on_case=True, now=now) as entry:
        facts = await keep_word(db, caller, incident, locked.deployment, leaving, now=now)
        first, *entry.further = facts
        entry.record(first.fact, readers=first.readers or ())


async def _follow(
    db: AsyncSession,
    caller: Caller,
    locked: LockedDeployment,
    *,
    now: datetime,
) -> str:
    """The consequences of the step: carried units, window, shared position and requests.

    Returns what the fact adds about carried units.
    """
    row = locked.deployment
    left = await drop_carried(db, caller, locked, now=now)
    if row.asset_id and TRAITS[row.state].frees:
        await commitments.cut_short(db, row.id, now=now)
        await settle_later(db, locked, now=now)
    if row.asset_id and row.incident_id:
        await share(db, row.incident_id, [row.asset_id], now=now)
    for request in locked.served_requests:
        await update_fulfilment(db, request, now=now)
    return left


def sides_of(caller: Caller, row: Deployment) -> frozenset[Side]:
    """The sides of the deployment that the caller's party is on."""
    standing = (
        (Side.OWNER, row.party_code),
        (Side.LEAD, row.lead_party),
        (Side.LEAD, row.hailed_by),
    )
    return frozenset(side for side, party in standing if party == caller.party)


def _decide(
    caller: Caller,
    row: Deployment,
    action: DeploymentAction,
    body: StepDeploymentBody,
    also: Sequence[Refusal] = (),
    *,
    ship_under: LawFor | None = None,
) -> tuple[DeploymentState, Tally]:
    """The state and the count of persons that follow, or every reason why not."""
    machine = work_machine(ship=row.ship_id is not None)
    to = decide(machine, row.state, action, sides=sides_of(caller, row))
    count = tally(
        tally_of(row),
        action,
        persons=body.persons,
        dead=body.dead,
        uncounted=body.uncounted,
        ship_under=ship_under,
    )
    if isinstance(to, Step) and isinstance(count, Tally) and not also:
        ship = row.ship_id is not None
        return with_people(to.state, action, aboard=count.anybody_aboard, ship=ship), count
    refusals = [
        *(to if isinstance(to, list) else []),
        *(count if isinstance(count, list) else []),
        *also,
    ]
    raise refuse(refusals, state=row.state)


def _advance(
    row: Deployment,
    action: DeploymentAction,
    body: StepDeploymentBody,
    to: DeploymentState,
    count: Tally,
    endurance: Endurance,
    *,
    at: datetime,
    now: datetime,
) -> None:
    was = row.state
    enter_state(row, to, endurance, begins=begins_by(action), at=at)
    put_count(row, count)
    if body.promise is not None:
        row.promised_at = body.promise
    if action is DeploymentAction.DEPART:
        row.left_at = row.left_at or at
    if action is DeploymentAction.ARRIVE:
        row.arrived_at = row.arrived_at or at
    if action in GIVE_A_REASON:
        row.reason = body.note
    elif TRAITS[was].gone is HelpGone.UNABLE and to is not was:
        # She comes after all.
        row.reason = ""
    if TRAITS[to].refuels or TRAITS[to].frees:
        row.fuel = None
    if TRAITS[to].frees or action is DeploymentAction.RELEASE:
        # The lead's release stands; a diversion proposed before does not.
        row.forget_diversion()
    changed(row, now=now)


def _note(row: Deployment, action: DeploymentAction, body: StepDeploymentBody) -> str:
    """The note of the fact; a recall says that survivors are aboard, a promise its time."""
    said = [body.note] if body.note else []
    if action in COUNTED and row.uncounted_aboard:
        said.insert(0, "People are aboard, not counted.")
    if action is DeploymentAction.DELIVER and body.uncounted:
        said.insert(0, "All living were landed, not counted.")
    if action is DeploymentAction.RECALL and row.uncounted_aboard:
        said.insert(0, "People are aboard, not counted, and still to be delivered.")
    elif action is DeploymentAction.RECALL and row.aboard:
        said.insert(0, f"{row.aboard} survivors are aboard and still to be delivered.")
    if action in COUNTED and (more := doubt(row.name, tally_of(row), at_most=row.persons_at_most)):
        said.append(more)
    if body.promise is not None:
        said.append(f"Promised at the scene at {minute_text(body.promise)}.")
    return " ".join(said)


def check_promise(promised_at: datetime | None, *, since: datetime) -> None:
    """Malformed when an arrival is promised for an instant before the promise."""
    if promised_at is not None and promised_at < to_the_minute(since):
        said = filled("is before {time}, when it was promised", time=minute_text(since))
        raise Malformed.at("promised_at", "in_the_past", said)


async def extend(
    db: AsyncSession,
    caller: Caller,
    deployment_id: UUID,
    body: ExtendDeploymentBody,
    *,
    now: datetime,
) -> None:
    """Bind the asset for longer, or shorter, than was agreed; its owner says so."""
    if body.until_at is not None and body.until_at <= now:
        raise Malformed.at("until_at", "in_the_past", "is not in the future")
    locked = await locks.lock_deployment(db, caller, deployment_id)
    row, action = locked.deployment, DeploymentAction.EXTEND
    if body.until_at is not None and row.from_at is not None and body.until_at <= row.from_at:
        reason = filled("is not after it begins, {time}", time=minute_text(row.from_at))
        raise Malformed.at("until_at", "window_order", reason)
    to, count = _decide(caller, row, action, StepDeploymentBody())
    asset = locked.assets.get(row.asset_id) if row.asset_id else None
    if asset is None:
        said = filled("{name} has been taken out of the register.", name=row.name)
        raise Conflict.of(Refusal("asset_retired", said), state=row.state)
    async with recording_step(db, caller, locked, now=now) as entry:
        async with naming_exercises(db, caller):
            await commitments.extend(db, asset, deployment_id=row.id, until_at=body.until_at)
        row.until_at = body.until_at
        until = minute_text(body.until_at) if body.until_at else "it is released"
        report = StepDeploymentBody(note=f"Until {until}.")
        db.add(step_row(caller, row, action, report, to, count, at=now, now=now))
        changed(row, now=now)
        fact = DeploymentStepped(
            id=row.id, about=row.name, action=action.value, state=row.state.value, note=report.note
        )
        entry.record(fact, readers=row.parties)


def recording_step(
    db: AsyncSession,
    caller: Caller,
    locked: LockedDeployment,
    *,
    on_case: bool = False,
    now: datetime,
) -> AbstractAsyncContextManager[Recording]:
    """Records a step; the other parties involved see the state that it leads to. `on_case`: it
    changes what the case shows too."""
    row = locked.deployment
    rows = [row, *locked.carried, *locked.givers, *locked.later]
    touched = Touched(
        incidents=[row.incident_id] if on_case and row.incident_id else [],
        requests={
            *(one.request_id for one in rows if one.request_id),
            *(request.id for request in locked.asked_here),
        },
        deployments=[one.id for one in rows],
        assets=[row.asset_id] if row.asset_id else [],
    )
    return recording(db, touched, by=caller.actor, exercise=locked.exercise, now=now)
