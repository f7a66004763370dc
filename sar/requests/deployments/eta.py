"""Expected times of arrival: of every unit offered or at work, for each party that may know it.

A time rests on what its reader may see of the unit and of the case, on the terms of the unit's
owner, and on the way that the unit was given. It is worked out by the rules of matching, without
any lock, and kept beside the record (`time_rows`); only news in it become entries (`lateness`).
"""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.assets.seen import PlaceFrom, SeenAsset
from sar.assets.visible import KnownBase
from sar.geo.position import LatLon
from sar.geo.sea.draught import Draught
from sar.geo.sea.field_cache import SceneFields
from sar.matching.band import band
from sar.matching.candidate import Candidate, is_under_way
from sar.matching.evaluation import Evaluator, Match
from sar.matching.question import Where
from sar.matching.ranking import landing_at
from sar.matching.time_to_scene import TimeToScene, on_scene_minutes
from sar.requests import time_rows
from sar.requests.deployment_traits import TRAITS
from sar.requests.deployments.awaiting import ExpectedUnit, Round, read, units_of
from sar.requests.deployments.given_ways import (
    GivenWays,
    OnItsWay,
    lacks_a_way,
    sea_ways_of,
    way_to_keep,
)
from sar.requests.deployments.stop_ahead import kept_of, stop_still_ahead, told_stops
from sar.requests.models import Deployment, ExpectedTime, OfferItem
from sar.requests.scene_setting import where_of
from sar.requests.words import NoTime

_SECOND_MINUTES: Final = 1.0 / 60.0
_TIMES: Final = (
    *("at", "early_at", "late_at", "leaves_at", "border_at", "clear_at", "was_at"),
    *("on_scene_minutes", "again_minutes", "why", "place_at", "way"),
    *("fuel_stops", "stop", "full_tank"),
)
_NOT_FOUND: Final = frozenset(NoTime) - {NoTime.ARRIVED, NoTime.WITH_CARRIER, NoTime.OVERDUE}
_BOTH_SIDES: Final = ("leaves_at", "border_at", "clear_at", "on_scene_minutes", "place_at")
_NOT_TOLD: Final[dict[str, Any]] = {"fuel_stops": [], "full_tank": False}
_FOR_BOTH_SIDES: Final = {**dict.fromkeys(_BOTH_SIDES), **_NOT_TOLD}
"""The columns that are for the two sides alone, as others have them."""


async def refresh(db: AsyncSession, *, now: datetime) -> list[UUID]:
    """Work out and keep the times that are due; the deployments among them, carriers first."""
    await time_rows.clear_ended_times(db, now=now)
    waiting = await time_rows.awaited(db, now=now)
    carriers = {one.carrier_id for one in waiting if one.carrier_id}
    kept = await time_rows.kept_times(db, {one.id for one in waiting} | carriers)
    oldest = {id_: min(times.values(), key=lambda time: time.as_of) for id_, times in kept.items()}
    due = time_rows.due(waiting, oldest, now=now)
    if not due:
        return []
    units = await units_of(db, [one for one in waiting if one.id in due])
    this = Round(now, units, kept)
    await read(db, this)
    await asyncio.to_thread(_work_out, this)
    _follow_carriers(this)
    rows = [_kept_row(this, unit, reader) for unit in units for reader in this.readers[unit.row.id]]
    gone = [
        (unit.row.id, reader)
        for unit in units
        for reader in kept.get(unit.row.id, {})
        if reader not in this.readers[unit.row.id]
    ]
    await time_rows.keep(db, rows, gone=gone)
    return [unit.row.id for unit in units if not unit.is_offered]


# the times


def _work_out(this: Round) -> None:
    """The times of all units that go by themselves; those that differ for no reader are worked out
    once."""
    fields: dict[tuple[LatLon, Draught], SceneFields] = {}
    for unit in this.units:
        rows = this.kept.get(unit.row.id, {})
        once: dict[tuple[str, frozenset[KnownBase]], dict[str, Any]] = {}
        for reader in sorted(this.readers[unit.row.id], key=lambda one: one not in rows):
            found, bases = this.seen.get((unit.row.id, reader)), this.bases_for(unit, reader)
            seen = _seen_key(found), bases
            if seen not in once:
                given = GivenWays.of(unit, rows, reader)
                once[seen] = _time_of(this, unit, found, given, fields, bases)
            time = dict(once[seen])
            time["fuel_stops"] = [s for s in time["fuel_stops"] if this.is_told(unit, reader, s)]
            this.found[unit.row.id, reader] = time


def _seen_key(candidate: Candidate | None) -> str:
    """The position of a unit as a reader sees it, in a few words."""
    if candidate is None or candidate.seen.place is None:
        return ""
    seen, p = candidate.seen, candidate.seen.place
    own = isinstance(seen, SeenAsset) and seen.figures != seen.type.figures
    at = seen.place_at.isoformat() if seen.place_at else ""
    return f"{p.lat} {p.lon} {seen.place_from} {at} {own} {candidate.notice.minutes}"


def _time_of(
    this: Round,
    unit: ExpectedUnit,
    candidate: Candidate | None,
    given: GivenWays,
    fields: dict[tuple[LatLon, Draught], SceneFields],
    bases: frozenset[KnownBase],
) -> dict[str, Any]:
    """The columns of one time."""
    where = where_of(unit.request, unit.incident, now=this.now)
    why = _no_time(unit, candidate, where)
    if why is not None or candidate is None:
        return _nothing(why or NoTime.NO_PLACE, stop=given.stop)
    start, off_minutes = from_when(unit.row, candidate, now=this.now)
    where = where_of(unit.request, unit.incident, now=start)
    asked = this.questions[unit.asked_by]
    scene = replace(where.scene, declared=asked.scene.declared)
    question = replace(asked, scene=scene, now=start)
    sea = sea_ways_of(candidate, where, given, fields, now=this.now)
    candidate = replace(candidate, asks_in_minutes=(this.now - start) / timedelta(minutes=1))
    stop_ways = None if isinstance(sea, OnItsWay) else this.stop_ways
    stop = stop_still_ahead(given.stop, candidate, where, at=start)
    ahead = stop.ahead(candidate, question.fuel_points, at=start) if stop else None
    evaluator = Evaluator(
        question, sea=sea, bases=landing_at(bases), stop_ways=stop_ways, stop_ahead=ahead
    )
    match = evaluator.going(candidate, off_minutes, in_reach=_has_not_left(unit.row))
    if lacks_a_way(match, sea):
        this.widening.add(unit.row.id)
    stop = kept_of(match, stop)
    known = {
        "place_at": _place_at(candidate),
        "way": way_to_keep(match, sea),
        "stop": stop and stop.plain(),
        "full_tank": unit.is_out or is_under_way(candidate),
        **_endurance(match),
    }
    found = _columns(match, where, known, start=start, now=this.now)
    if found["at"] is not None:
        found["fuel_stops"] = told_stops(match, stop, start=start)
    return found


def _no_time(unit: ExpectedUnit, candidate: Candidate | None, where: Where) -> NoTime | None:
    if unit.row.carrier_asset_id is not None or (candidate is not None and candidate.carried):
        return NoTime.NO_CARRIER
    if where.scene.place is None:
        return NoTime.NO_SCENE
    if candidate is None or candidate.seen.place is None:
        return NoTime.NO_PLACE
    return None if candidate.seen.figures.response_kn else NoTime.NO_SPEED


def from_when(
    row: OfferItem | Deployment, candidate: Candidate, *, now: datetime
) -> tuple[datetime, float]:
    """The instant that the way is reckoned from, and the minutes after it at which the unit leaves.

    One that is out goes on from its last position; one that waits leaves when it has had its
    notice and is turned round from its last work, within its window, and not before now.
    """
    notice = timedelta(minutes=candidate.notice.minutes)
    if isinstance(row, OfferItem):
        return now, max(notice, row.from_at - now) / timedelta(minutes=1)
    if _has_not_left(row):
        turned_round = now + timedelta(minutes=candidate.held_minutes)
        ready = max(row.created_at + notice, row.from_at, turned_round)
        return now, max(0.0, (ready - now) / timedelta(minutes=1))
    if _is_snapped(candidate):
        return now, 0.0
    known = [at for at in (_place_at(candidate), row.left_at) if at is not None]
    return min(now, max(known, default=now)), 0.0


def _has_not_left(row: OfferItem | Deployment) -> bool:
    return isinstance(row, OfferItem) or TRAITS[row.state].waits


def _is_snapped(candidate: Candidate) -> bool:
    """A snapped position tells its cell alone, not when it was last reported."""
    seen = candidate.seen
    return isinstance(seen, SeenAsset) and bool(seen.granted and seen.granted.precision_nm)


def _place_at(candidate: Candidate) -> datetime | None:
    """The instant of its last position, as far as the reader may know it."""
    if candidate.seen.place_from is PlaceFrom.BASE or _is_snapped(candidate):
        return None
    return candidate.seen.place_at


def _nothing(why: NoTime, **known: Any) -> dict[str, Any]:
    return {**dict.fromkeys(_TIMES), **_NOT_TOLD, "why": why, **known}


def _columns(
    match: Match,
    where: Where,
    known: dict[str, Any],
    *,
    start: datetime,
    now: datetime,
) -> dict[str, Any]:
    """The columns of the time of a unit with a place, a speed and a scene, with those `known`."""
    candidate, approach, time = match.candidate, match.approach, match.approach.time
    if match.refused_by:
        return _nothing(NoTime.ENTRY_REFUSED, **known)
    if time is None:
        why = NoTime.NOT_CAUGHT if approach.uncaught else NoTime.NO_WAY
        return _nothing(NoTime.WAY_NOT_KNOWN if approach.least else why, **known)
    if approach.route is not None and approach.route.stop_not_known:
        return _nothing(NoTime.WAY_NOT_KNOWN, **known)
    past_minutes = (now - start) / timedelta(minutes=1)
    spread = band(candidate, where.scene, approach, past_minutes=past_minutes)
    if spread is None:
        due = band(candidate, where.scene, approach)
        was_at = _after(start, due.p50) if due else None
        return _nothing(NoTime.OVERDUE, was_at=was_at, **known)
    times = {"at": _after(start, spread.p50), "early_at": _after(start, spread.p10)}
    times |= {"late_at": _after(start, spread.p90), **_legs(time, start)}
    return {**dict.fromkeys(_TIMES), **known, **times}


def _legs(time: TimeToScene, start: datetime) -> dict[str, datetime]:
    """The instants of setting out and of waiting at a border."""
    legs = {"leaves_at": _after(start, time.leaves_minutes)}
    if time.clearance_minutes is not None and time.hold_minutes >= _SECOND_MINUTES:
        legs["border_at"] = _after(start, time.leaves_minutes + time.border_minutes)
        legs["clear_at"] = _after(start, time.clearance_minutes)
    return legs


def _after(start: datetime, minutes: float) -> datetime:
    return (start + timedelta(minutes=minutes)).replace(microsecond=0)


def _endurance(match: Match) -> dict[str, float | None]:
    """The minutes that its fuel allows at the scene: coming from its place, and from the nearest
    place where it lands."""
    out_nm, back_nm = match.approach.again_air_nm, match.approach.back_air_nm
    again = on_scene_minutes(match.candidate, out_nm=out_nm, back_nm=back_nm)
    stays = {"on_scene_minutes": match.on_scene_minutes, "again_minutes": again}
    return {name: n and round(n, 1) for name, n in stays.items()}


# what is carried, and what is kept


def _follow_carriers(this: Round) -> None:
    """A carried unit comes when its carrier comes; its carrier's fuel is no limit to its work."""
    for unit in this.units:
        carrier_id = unit.awaited.carrier_id
        if unit.row.carrier_asset_id is None or carrier_id is None:
            continue
        for reader in this.readers[unit.row.id]:
            if with_carrier := _carrier_time(this, carrier_id, reader):
                this.found[unit.row.id, reader] = with_carrier


def _carrier_time(this: Round, carrier_id: UUID, reader: str) -> dict[str, Any] | None:
    found = this.found.get((carrier_id, reader))
    if found is None:
        kept = this.kept.get(carrier_id, {}).get(reader)
        if kept is None:
            return None
        found = {name: getattr(kept, name) for name in _TIMES}
    if found["why"] is NoTime.ARRIVED:
        return _nothing(NoTime.WITH_CARRIER)
    stops = [stop for stop in found["fuel_stops"] if not stop["after_work"]]
    own = dict.fromkeys(("on_scene_minutes", "again_minutes", "way", "stop"))
    return {**found, **own, "fuel_stops": stops, "full_tank": False}


def _kept_row(this: Round, unit: ExpectedUnit, reader: str) -> dict[str, Any]:
    """The row as it is kept. Of a unit that is out the fuel left is not known: its endurance stays
    as it was when it set out."""
    kept = this.kept.get(unit.row.id, {}).get(reader)
    row = _or_overdue(unit.row, this.found[unit.row.id, reader], now=this.now)
    if unit.is_out and kept is not None:
        row |= {name: getattr(kept, name) for name in ("on_scene_minutes", "again_minutes")}
    if not this.readers[unit.row.id][reader]:
        row |= _FOR_BOTH_SIDES
    fix_mark, as_of, mark = unit.awaited.fix_mark, this.now, None
    moved = kept is None or kept.fix_mark != fix_mark
    seen = _seen_key(this.seen.get((unit.row.id, reader)))
    rests_on = "" if unit.row.id in this.widening else unit.awaited.rests_on
    if kept is not None and _tells_the_same(unit, kept, seen, rests_on, now=this.now):
        row, as_of, mark = {name: getattr(kept, name) for name in _TIMES}, kept.as_of, kept.mark
    return {
        **row,
        "work_id": unit.row.id,
        "reader": reader,
        "incident_id": unit.incident.id if unit.incident else None,
        "as_of": as_of,
        "rests_on": rests_on,
        "fix_mark": fix_mark,
        "fix_as_of": this.now if moved or kept is None else kept.fix_as_of,
        "seen": seen,
        "mark": mark,
    }


def _or_overdue(
    work: OfferItem | Deployment, found: dict[str, Any], *, now: datetime
) -> dict[str, Any]:
    """The time found, or, where none is known, that the unit is overdue: it should have been there
    by its promise, else by the time first expected, whatever keeps a time from being known."""
    why = found["why"]
    if not isinstance(work, Deployment) or why not in _NOT_FOUND:
        return dict(found)
    if why is NoTime.WAY_NOT_KNOWN and work.first_expected_at is not None:
        return dict(found)  # the way is worked out anew in a moment
    due = work.promised_at or work.first_expected_at
    if due is None or now <= due:
        return dict(found)
    return {**found, "why": NoTime.OVERDUE, "was_at": due}


def _tells_the_same(
    unit: ExpectedUnit, kept: ExpectedTime, seen: str, rests_on: str, *, now: datetime
) -> bool:
    """Nothing has changed but a position that the reader does not see: it is not told that there
    is one by a time that is worked out anew."""
    return (
        unit.row.carrier_asset_id is None
        and bool(rests_on)
        and (kept.seen, kept.rests_on) == (seen, rests_on)
        and time_rows.is_of_this_minute(kept, now=now)
    )
