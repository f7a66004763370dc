"""Applies for another State's clearance for a unit at work, or notifies its entry.

The State reads the unit, the case's reference and the text of the asking party: it is not involved
in the incident by that, and reads no more of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from math import ceil
from typing import Any, Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar import clock, jobs
from sar.agreements import time_limits
from sar.agreements.clauses import TermPlain, UnitPlain
from sar.agreements.clearance_law import ClearanceRuling, Ground, mode_sent, needs_leave
from sar.agreements.clearance_mode import clearance_needed
from sar.agreements.load import load_terms
from sar.agreements.words import UNHURRIED, AssetService, ClearanceMode, ClockName, Sensor
from sar.alerts import rows as alerts
from sar.alerts.words import AlertMatter
from sar.assets import visible as assets
from sar.assets.catalogue import type_of
from sar.errors import Conflict, Forbidden, Malformed, Refusal, TooManyToParty
from sar.geo.declared import DeclaredWaters
from sar.geo.position import LatLon
from sar.geo.state_names import StateNames
from sar.geo.straits import Regime
from sar.geo.territory import undetermined
from sar.geo.waters import WhoseWaters, declared_by, waters_at
from sar.incidents import visible as incidents
from sar.incidents.centre_ref import CentreRef
from sar.incidents.informing.involving import refuse_kept_from
from sar.incidents.newest_sheet import is_distress_still
from sar.languages.places import filled
from sar.machine import Side, Step, decide
from sar.matching.rulings import ground_at, is_known_position
from sar.parties import visible as directory
from sar.parties.assistance_word import AssistanceWord
from sar.parties.caller import Caller
from sar.parties.declared_waters import declared_waters
from sar.parties.views import CentreView
from sar.record.entries import EntryAsked, EntryNotified
from sar.requests import clearance_rows, locks, pair_rows, rows
from sar.requests.asking import quota
from sar.requests.clearance_rules import (
    CLEARANCE,
    LIVE,
    begins,
    clocks_of,
    effective_state,
    leave_now_needed,
)
from sar.requests.clearances import borders_ahead, borders_shown, hailed_ships
from sar.requests.clearances.borders_ahead import Crossing
from sar.requests.clearances.granting import named, over, readers_of, touched_by
from sar.requests.deployments.stepping import sides_of
from sar.requests.locks import LockedClearance, LockedDeployment
from sar.requests.models import Clearance, Deployment
from sar.requests.recording import changed, recording
from sar.requests.scene_setting import setting_of, where_of
from sar.requests.schemas import AskClearanceBody
from sar.requests.words import ClearanceAction, ClearanceState

OWN_DECISION: Final = "Its own party's decision: it notifies, and asks no leave"
"""The basis of a notice where leave is needed: it rests on nothing that lets the unit in."""
UNREAD: Final = "requests.entry_unread"
"""The job that puts on the record that a State has not acknowledged."""
UNSAID: Final = "requests.entry_unsaid"
"""The job that puts on the record that a State has not said whether the unit may enter."""


@dataclass(frozen=True, slots=True)
class _EntryPoint:
    """The centre that is asked, and place and time of entry as far as they are known and that State
    is told; `inside`: the first place within the State, for the terms; `at_scene`: the unit works
    there, and does not only pass; `through`: the regime of the strait that it only goes through;
    `notice`: the instrument by which it gives notice before that strait."""

    centre: CentreRef
    place: LatLon | None
    at: datetime | None
    inside: LatLon | None
    at_scene: bool
    through: Regime | None
    notice: str | None


async def ask(
    db: AsyncSession, caller: Caller, deployment_id: UUID, body: AskClearanceBody, *, now: datetime
) -> None:
    """Ask as the unit's own party (Annex 3.1.3), or for a hailed ship as who directs it; or notify.
    A party may always do either, also where it need not; but not to a State that the case is kept
    from, which would read of it and be alerted."""
    locked = await locks.lock_deployment(db, caller, deployment_id, carried=True)
    work = locked.deployment
    _check_may_ask(caller, work)
    if locked.incident is not None:
        await refuse_kept_from(db, locked.incident, [body.territory])
    await _check_goes_itself(db, work)
    point = await _entry_point(db, caller, locked, body, now=now)
    terms = await load_terms(db, now=now, parties=[caller.party])
    particulars = await _particulars(db, caller, locked.deployment)
    declared = await declared_waters(db)
    waters = _waters(body.territory, point.inside, declared)
    unit = _unit(work, particulars)
    word = await directory.assistance_word(db, body.territory)
    ruling = _ruling(terms, locked, body.territory, point, unit, waters, declared, word, now=now)
    names = await directory.state_names(db)
    earlier = await clearance_rows.clearances_of(db, work.id, body.territory)
    mode = mode_sent(ruling.code, body.mode)
    _check_new(work, names.of(body.territory), earlier, mode, ruling.code, now=now)
    if not point.centre.listed:
        await _refuse_too_many(db, caller.party, locked, body.territory, names, now=now)
    touched = touched_by(locked)
    async with recording(db, touched, by=caller.actor, exercise=locked.exercise, now=now) as entry:
        _supersede(earlier, now=now)
        await db.flush()
        row = _row(caller, locked, body, mode, ruling, terms, point, waters, names, now=now)
        row.particulars = particulars
        db.add(row)
        await _start_clocks(db, row)
        kind = EntryNotified if mode is ClearanceMode.NOTIFY else EntryAsked
        entry.record(
            kind(
                **named(row), centre=point.centre.name, reference=row.reference, details=row.details
            ),
            readers=readers_of(LockedClearance(locked, row)),
        )


async def _refuse_too_many(
    db: AsyncSession,
    party: str,
    locked: LockedDeployment,
    territory: str,
    names: StateNames,
    *,
    now: datetime,
) -> None:
    """TooManyToParty where its desk is rung no more for now. Until the transaction ends nothing
    else is sent between the two, below distress."""
    if locked.incident is not None and is_distress_still(locked.incident):
        return
    await pair_rows.lock_pairs(db, asker=party, asked=[territory])
    asked = await clearance_rows.asked_below_distress(
        db, by=party, of=territory, exercise=locked.exercise, since=now - quota.WITHIN
    )
    full = quota.full_quota(quota.Asked(0, tuple(asked)), now=now)
    if full is not None:
        said = full.sentence_of_clearances(names.of(territory))
        again_s = max(1, ceil(clock.real_seconds(full.try_again_in)))
        raise TooManyToParty({territory: said}, names, retry_after_s=again_s)


async def _start_clocks(db: AsyncSession, row: Clearance) -> None:
    about = {"clearance_id": str(row.id)}
    await jobs.defer(db, UNREAD, about, at=row.acknowledge_due_at)
    if row.answer_due_at is not None:
        await jobs.defer(db, UNSAID, about, at=row.answer_due_at)
    if row.situation not in UNHURRIED:
        await alerts.begin(db, AlertMatter.CLEARANCE, [row.id], now=row.asked_at)


async def _particulars(db: AsyncSession, caller: Caller, work: Deployment) -> dict[str, Any]:
    """The unit as its register has it now, for the State that is asked."""
    if work.ship_id is not None:
        return await hailed_ships.particulars(db, work.ship_id)
    if work.asset_id is None:
        return {}
    asset = await assets.access_asset(db, caller, work.asset_id)
    return {
        "service": asset.service.value if asset.service else None,
        "armed": asset.armed,
        "sensors": list(asset.sensors),
        "callsign": asset.callsign,
        "mmsi": asset.mmsi,
        "icao24": asset.icao24,
    }


def _check_may_ask(caller: Caller, work: Deployment) -> None:
    """The unit's own party asks, or who directs a ship of opportunity, while it is at work."""
    if not hailed_ships.asks_for(work, sides_of(caller, work)):
        said = "Only a unit's own party asks for its entry."
        if work.ship_id is not None:
            said = "Only who leads the case, or has hailed the ship, asks for its entry."
        raise Forbidden("not_yours", said)
    if refusals := over(work):
        raise Conflict.of(refusals, state=work.state)


async def _check_goes_itself(db: AsyncSession, work: Deployment) -> None:
    """Conflict for a carried unit: the clearance of its carrier covers it."""
    if work.carrier_asset_id is None or work.incident_id is None:
        return
    carrier = await rows.carrier_at(db, work, work.incident_id)
    if carrier is not None:
        said = filled(
            "{name} is carried by {carrier_name}: ask for the entry of {carrier_name}.",
            name=work.name,
            carrier_name=carrier.name,
        )
        about = {"deployment_id": str(carrier.id), "name": carrier.name}
        raise Conflict.of(Refusal("carried", said, about), state=work.state)


async def _entry_point(
    db: AsyncSession,
    caller: Caller,
    locked: LockedDeployment,
    body: AskClearanceBody,
    *,
    now: datetime,
) -> _EntryPoint:
    """The centre to ask, and place and time of entry: as the body says, else as estimated here."""
    centres = await _centres(db, caller, body)
    place, at = body.place.to_latlon() if body.place else None, body.enters_at
    inside = place
    one = await _border_ahead(db, caller, locked, body.territory, now=now)
    at_scene = one is None or one.coming or bool(one.remark.params["at_scene"])
    if one is not None:
        inside = place or one.place
        place, at = place or one.told, at or one.at
    if body.centre_id is None:
        centre = borders_shown.centre_for(centres, body.territory, inside, incident=locked.incident)
    else:
        centre = (await incidents.centre_refs(db, ids=[body.centre_id])).get(body.centre_id)
    if centre is None:
        raise Malformed.at("centre_id", "no_such_centre", "is not a centre in the directory")
    through, notice = (one.through, one.notice_by) if one else (None, None)
    return _EntryPoint(centre, place, at, inside, at_scene, through, notice)


async def _centres(db: AsyncSession, caller: Caller, body: AskClearanceBody) -> list[CentreView]:
    """The centres of the State to ask, or Malformed."""
    if body.territory == caller.party:
        raise Malformed.at("territory", "own_territory", "is your own State")
    centres = await directory.centres(db, party=body.territory, serving=True)
    if not centres:
        reason = "has no centre in the directory: ask by telephone, and write it in the log"
        raise Malformed.at("territory", "no_centre", reason)
    if body.centre_id is not None and all(one.id != body.centre_id for one in centres):
        name = (await directory.state_names(db)).of(body.territory)
        raise Malformed.at(
            "centre_id",
            "not_of_territory",
            filled("is not a centre of {territory}", territory=name),
        )
    return centres


async def _border_ahead(
    db: AsyncSession, caller: Caller, locked: LockedDeployment, territory: str, *, now: datetime
) -> Crossing | None:
    """The first border of the State on the unit's way at which it is asked or told, else its
    first, as the unit's own party sees it."""
    found = await borders_ahead.ahead(
        db,
        caller.party,
        locked.deployment,
        request=locked.request,
        incident=locked.incident,
        now=now,
    )
    of_state = [one for one in found if one.territory == territory]
    return next((one for one in of_state if one.asked), next(iter(of_state), None))


def _waters(territory: str, place: LatLon | None, declared: DeclaredWaters) -> WhoseWaters:
    """The waters at the place of entry; where none is known, those of the State that is asked."""
    return WhoseWaters(territory) if place is None else waters_at(place, declared)


def _rests_on(waters: WhoseWaters, territory: str, names: StateNames, *, told: bool) -> str | None:
    """The declaration there, for the basis. If the place of entry is not told, no more than
    that the State that is asked has declared waters: its deposit, or who else has declared them,
    would say where they lie."""
    if told:
        return waters.rests_on(names) if waters.declared else None
    own = any(one.party == territory for one in waters.declared)
    return declared_by([territory], names) if own else None


def _ruling(
    terms: Sequence[TermPlain],
    locked: LockedDeployment,
    territory: str,
    point: _EntryPoint,
    unit: UnitPlain,
    waters: WhoseWaters,
    declared: DeclaredWaters,
    word: AssistanceWord | None,
    *,
    now: datetime,
) -> ClearanceRuling:
    """The terms that govern entering there; none where it is not determined whose waters these
    are."""
    work, place = locked.deployment, point.inside
    where = where_of(locked.request, locked.incident, now=now)
    scene = where.scene.place
    return clearance_needed(
        terms,
        territory=waters.state if undetermined(waters.state) else territory,
        entering=work.party_code or "",
        unit=unit,
        setting=replace(where.setting, place=place or where.setting.place),
        now=now,
        at_scene=point.at_scene,
        ground=ground_at(scene, declared) if scene and point.at_scene else Ground.SEA,
        known_position=is_known_position(where.scene, where.setting),
        through=point.through,
        word=word,
    )


def _unit(work: Deployment, particulars: dict[str, Any]) -> UnitPlain:
    of = type_of(work.type_code)
    if work.asset_id is None:
        return UnitPlain(of.kind, of.code, narrow=of.narrow)
    service = particulars["service"]
    return UnitPlain(
        of.kind,
        of.code,
        AssetService(service) if service else None,
        particulars["armed"],
        frozenset(map(Sensor, particulars["sensors"])),
        of.narrow,
    )


def _check_new(
    work: Deployment,
    territory: str,
    earlier: Sequence[Clearance],
    mode: ClearanceMode,
    code: str,
    *,
    now: datetime,
) -> None:
    """Conflict where the State, `territory` by name, has been asked already; leave can be asked
    for beside a notice that gives none by the ruling of now, or gave none."""
    asks = mode is ClearanceMode.REQUEST
    live = [row for row in earlier if _counts(row, now=now) in LIVE]
    standing = [
        row for row in live if not (asks and leave_now_needed(row.state, row.code, code_now=code))
    ]
    if standing:
        notice = all(row.mode is ClearanceMode.NOTIFY for row in standing)
        said = (
            filled(
                "{territory} has been sent a notice of it already: that is taken back first.",
                territory=territory,
            )
            if notice
            else filled(
                "{territory} has been asked for it already: it is withdrawn or answered first.",
                territory=territory,
            )
        )
        raise Conflict.of(Refusal("asked_already", said), state=work.state)


def _supersede(earlier: Sequence[Clearance], *, now: datetime) -> None:
    """Clearances refused or lapsed are answered no more, and a notice that gave no leave is none:
    the new one counts."""
    for row in earlier:
        sides = frozenset({Side.PLATFORM})
        step = decide(CLEARANCE, _counts(row, now=now), ClearanceAction.SUPERSEDE, sides=sides)
        if isinstance(step, Step):
            row.state = step.state
            changed(row, now=now)


def _counts(row: Clearance, *, now: datetime) -> ClearanceState:
    return effective_state(row.state, valid_until=row.valid_until, now=now)


def _row(
    caller: Caller,
    locked: LockedDeployment,
    body: AskClearanceBody,
    mode: ClearanceMode,
    ruling: ClearanceRuling,
    terms: Sequence[TermPlain],
    point: _EntryPoint,
    waters: WhoseWaters,
    names: StateNames,
    *,
    now: datetime,
) -> Clearance:
    """The row of the clearance, with the clocks that start."""
    work, incident = locked.deployment, locked.incident
    setting = setting_of(locked.request, incident)
    clocks = clocks_of(mode)
    limits = time_limits.limits(
        clocks, terms, asker=caller.party, asked=body.territory, setting=setting, now=now
    )
    # It is let in with its conditions, in one answer: the sooner of the two limits.
    answers = [time_limits.due(limits, name, now=now) for name in clocks[1:]]
    return Clearance(
        id=body.id,
        deployment_id=work.id,
        party_code=caller.party,
        asked_by=caller.centre_id,
        territory=body.territory,
        centre_id=point.centre.id,
        incident_id=work.incident_id,
        reference=incident.reference if incident else locked.reference,
        situation=setting.situation,
        phase=setting.phase,
        exercise=locked.exercise,
        name=work.name,
        type_code=work.type_code,
        mode=mode,
        code=ruling.code,
        basis={
            **_basis(work, mode, ruling, point),
            "waters": _rests_on(waters, body.territory, names, told=point.place is not None),
        },
        lead_minutes=ruling.lead_minutes,
        contact=ruling.contact,
        state=begins(mode),
        details=body.details,
        mission=body.mission.model_dump(mode="json", exclude_defaults=True),
        place=point.place,
        enters_at=point.at,
        asked_at=now,
        acknowledge_due_at=time_limits.due(limits, ClockName.ACKNOWLEDGE_ENTRY, now=now),
        answer_due_at=min(answers, default=None),
        limits=time_limits.stored(limits),
        updated_at=now,
    )


def _basis(
    work: Deployment, mode: ClearanceMode, ruling: ClearanceRuling, point: _EntryPoint
) -> dict[str, Any]:
    """The clause that governs the clearance, or the instrument where none does."""
    won, instrument = ruling.winner, point.notice or ruling.source
    if mode is ClearanceMode.NOTIFY and needs_leave(ruling.code):
        won = None
        instrument = OWN_DECISION if work.ship_id is None else hailed_ships.DIRECTORS_DECISION
    return {
        "agreement": won.agreement if won else None,
        "version": won.version if won else None,
        "article": won.article if won else None,
        "instrument": None if won else instrument,
    }
