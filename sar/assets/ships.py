"""Ships of opportunity: reported by whoever sees or hears them, known to every joined party."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from functools import partial
from typing import Final
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col
from uuid_utils.compat import uuid7

from sar import limits
from sar.assets import visible
from sar.assets.catalogue import UNKNOWN_TYPE, shipped_types, type_of
from sar.assets.fix_ingest import Ingested, announce, doubted_of_ship, is_future, next_mark
from sar.assets.fix_schemas import FixBody
from sar.assets.models import Ship, ShipSighting, ShipTrackPoint
from sar.assets.plausible import (
    NO_SPEED_KN,
    Judged,
    Known,
    KnownFix,
    NewFix,
    is_nowhere,
    judge,
    run_of,
)
from sar.assets.schemas import ShipBody, ShipReasonBody
from sar.assets.seen import SeenShip
from sar.assets.service import new_fix, refuse_future
from sar.errors import Conflict, Forbidden, Malformed, Refusal, SlowDown, TooManyDoubts
from sar.geo.geojson import Point
from sar.languages.places import filled
from sar.parties.caller import Caller
from sar.parties.visible import joined, state_names
from sar.record.entries import Fact, ShipDoubted, ShipDoubtEnded, ShipReported, ShipWithdrawn
from sar.record.recording import recording
from sar.record.service import PLATFORM, Actor


async def report(db: AsyncSession, caller: Caller, body: ShipBody, *, now: datetime) -> None:
    """Put a ship nearby into everyone's picture, with where it is."""
    if body.type not in shipped_types():
        raise Malformed.at("type", "unknown_type", UNKNOWN_TYPE)
    if not type_of(body.type).opportunity:
        raise Malformed.at("type", "not_a_ship_of_opportunity", "is not a type that can be hailed")
    if is_future(body.at, now=now):
        raise Malformed.at("at", "in_the_future", "has not come yet")
    _refuse_unknown(body)
    await _refuse_known(db, body)
    await _refuse_own_asset(db, caller, body)
    await _refuse_beyond(db, caller)
    mark = await next_mark(db)
    ship = Ship(
        id=body.id,
        name=body.name,
        type_code=body.type,
        mmsi=body.mmsi,
        imo=body.imo,
        callsign=body.callsign,
        flag=body.flag,
        at=min(body.at, now),
        point=body.point.to_latlon(),
        course_deg=body.course_deg,
        speed_kn=body.speed_kn,
        uncertainty_nm=body.uncertainty_nm,
        source=body.source,
        delivered_by=caller.party,
        reported_by=caller.party,
        mark=mark,
    )
    draw = partial(visible.ship_views, db, [body.id])
    async with recording(db, draw, by=caller.actor, now=now) as entry:
        try:
            async with db.begin_nested():
                db.add(ship)
                await db.flush()
        except IntegrityError:
            await _refuse_known(db, body)
            raise
        fix = new_fix(ship.id, body)
        first = Judged(fix, older=False, implausible=False)
        await _keep(db, ship.id, [first], by=caller.party)
        db.add(_sighting(fix, by=caller.party, now=now))
        await announce(db, mark)
        entry.record(ShipReported(id=body.id, about=body.name), readers=await joined(db))


async def report_heard(
    db: AsyncSession, caller: Caller, vessel: SeenShip, *, now: datetime
) -> Ship:
    """The ship of opportunity that a vessel off the air is: the standing one under its number, or
    one that the caller's party reports by this, and vouches for from now on."""
    heard = vessel.heard
    known = None if heard is None else await visible.ship_by_mmsi(db, heard.mmsi)
    if known is not None or heard is None:
        return known or await visible.access_ship(db, vessel.id)
    body = ShipBody(
        id=uuid7() if await visible.was_ship(db, vessel.id) else vessel.id,
        name=vessel.name,
        type=vessel.type.code,
        mmsi=heard.mmsi,
        imo=heard.imo,
        callsign=vessel.callsign,
        at=vessel.place_at,
        point=Point.of(vessel.place),
        course_deg=vessel.course_deg,
        speed_kn=vessel.speed_kn,
        uncertainty_nm=vessel.uncertainty_nm,
        source="AIS",
    )
    await report(db, caller, body, now=now)
    return await visible.access_ship(db, body.id)


def _refuse_unknown(body: ShipBody) -> None:
    """Malformed where a ship is reported with what receivers send that know nothing: its report is
    what it is reckoned from, and there is no earlier one to go by."""
    if is_nowhere(body.point.to_latlon()):
        said = "is 0° N 0° E, as receivers say that know no place: say where the ship is"
        raise Malformed.at("point", "no_place_known", said)
    if body.speed_kn == NO_SPEED_KN:
        said = "is 102.3 kn, as receivers say that know no speed: leave it out"
        raise Malformed.at("speed_kn", "no_speed_known", said)


async def _refuse_known(db: AsyncSession, body: ShipBody) -> None:
    known = None if body.mmsi is None else await visible.ship_by_mmsi(db, body.mmsi)
    if known is not None:
        raise Conflict.of(
            Refusal(
                "ship_known",
                filled(
                    "MMSI {mmsi} is {name}, reported by {reported_by}: send where it is by your"
                    " word, and your matches reckon from there.",
                    mmsi=known.mmsi,
                    name=known.name,
                    reported_by=(await state_names(db)).of(known.reported_by),
                ),
                {"id": str(known.id), "name": known.name, "party": known.reported_by},
            )
        )


STANDING_AT_MOST: Final = 1_000
"""Ships that one party has reported and not withdrawn: every one is in everybody's picture and in
every question (house figure)."""
SILENT_AFTER: Final = timedelta(days=14)
"""A ship that nobody has told a position of for so long is withdrawn (house figure)."""


async def _refuse_beyond(db: AsyncSession, caller: Caller) -> None:
    """Conflict where so many of the caller's party stand; its reports wait for each other here."""
    await db.execute(_ONE_AT_A_TIME, {"party": caller.party})
    standing = await visible.ships_standing(db, caller.party)
    if standing >= STANDING_AT_MOST:
        said = filled(
            "{standing} ships stand that {party} has reported, and no more may: withdraw those"
            " that are not there any more. A ship of which nobody tells a position for {days} days"
            " is withdrawn by itself.",
            standing=standing,
            party=(await state_names(db)).of(caller.party),
            days=SILENT_AFTER.days,
        )
        params = {"field": "reported_by", "standing": standing, "limit": STANDING_AT_MOST}
        raise Conflict.of(Refusal("too_many_ships", said, params))


_ONE_AT_A_TIME: Final = text("SELECT pg_advisory_xact_lock(hashtextextended(:party, 3))")


async def _refuse_own_asset(db: AsyncSession, caller: Caller, body: ShipBody) -> None:
    """Conflict where an asset of the caller's party carries the number.

    The numbers that other parties' assets carry are not told by a refusal.
    """
    wanted = {"mmsi": [body.mmsi]} if body.mmsi else {}
    for name in (await visible.identified(db, caller.party, wanted)).values():
        said = filled(
            "{name} carries MMSI {mmsi}: it is your own asset, no ship of opportunity.",
            name=name,
            mmsi=body.mmsi,
        )
        raise Conflict.of(
            Refusal("identifier_taken", said, {"field": "mmsi", "number": body.mmsi, "asset": name})
        )


async def move(
    db: AsyncSession,
    caller: Caller,
    ship: Ship,
    fixes: Sequence[FixBody],
    *,
    at_work: bool,
    now: datetime,
) -> Ingested:
    """New positions of a ship, which is locked: all are kept on its track, by who delivered them.

    The reporter moves the ship; while it is at work those who may say where it is do. Whether the
    caller's party may, the layer decides that knows what it is at work for. Another party's
    positions stand beside. A position that does not move the ship moves its place by the party's
    own word, from which the party reckons (`whose_word`). Positions out of the ship's reach, from
    where it is or by the party's own word, are marked and change nothing there.
    """
    refuse_future(fixes, now=now)
    mark, by = await next_mark(db), caller.party
    told = await visible.sighting_by(db, ship, by)
    moves = at_work or by == ship.reported_by
    new = [new_fix(ship.id, fix) for fix in fixes]
    judged = await _judged(db, ship, new, by=by, known=ship if moves else told)
    once = {one.fix.at: one for one in judged}
    fresh = await _keep(db, ship.id, list(once.values()), by=by)
    own = await _judged(db, ship, [one.fix for one in fresh], by=by, known=told)
    if any(not one.older for one in (*fresh, *own)):
        if moves:
            _advance(ship, fresh, by=by, now=now)
        if told is None and (first := _newest(own)) is not None:
            db.add(told := _sighting(first, by=by, now=now))
        if told is not None:
            _advance(told, own, by=by, now=now)
        ship.mark = mark
        await db.flush()
        await announce(db, mark)
    return Ingested(
        accepted=len(fresh),
        older=sum(one.older for one in fresh),
        implausible=sum(one.implausible for one in fresh),
        repeated=len(fixes) - len(fresh),
    )


async def _judged(
    db: AsyncSession,
    ship: Ship,
    fixes: Sequence[NewFix],
    *,
    by: str,
    known: Ship | ShipSighting | None,
) -> list[Judged]:
    """The positions, judged from the place that is known; None: from none."""
    max_kn = type_of(ship.type_code).figures.max_kn
    state: dict[UUID, Known] = {}
    if known is not None:
        doubted = await doubted_of_ship(db, ship.id, by, known)
        sound = KnownFix(known.at, known.point, known.uncertainty_nm)
        state[ship.id] = Known(sound, run_of(doubted, max_kn))
    speeds = {} if max_kn is None else {ship.id: max_kn}
    return judge(fixes, state, speeds)


def _newest(judged: Sequence[Judged]) -> NewFix | None:
    """The newest plausible position that is later than what was known."""
    later = (one.fix for one in judged if not (one.older or one.implausible))
    return max(later, key=_at, default=None)


def _advance(row: Ship | ShipSighting, judged: Sequence[Judged], *, by: str, now: datetime) -> None:
    """Takes in the newest plausible position, one whose clock is fast as of now."""
    fix = _newest(judged)
    if fix is not None and fix.at > row.at:
        row.at, row.point = min(fix.at, now), fix.point
        row.course_deg, row.speed_kn = fix.course_deg, fix.speed_kn
        row.uncertainty_nm, row.source = fix.uncertainty_nm, fix.source
        row.delivered_by, row.doubted_at = by, None
        if isinstance(row, Ship):
            row.implausible = False
    later = [one.fix.at for one in judged if one.implausible and not one.older]
    row.doubted_at = max((at for at in later if at > row.at), default=row.doubted_at)


def _at(fix: NewFix) -> datetime:
    return fix.at


def _sighting(fix: NewFix, *, by: str, now: datetime) -> ShipSighting:
    return ShipSighting(
        ship_id=fix.asset_id,
        delivered_by=by,
        at=min(fix.at, now),
        point=fix.point,
        course_deg=fix.course_deg,
        speed_kn=fix.speed_kn,
        uncertainty_nm=fix.uncertainty_nm,
        source=fix.source,
    )


async def doubt(
    db: AsyncSession, caller: Caller, ship_id: UUID, body: ShipReasonBody, *, now: datetime
) -> None:
    """Put on the record that the caller's party doubts a ship; said again it replaces the
    reason."""
    ship = await visible.access_ship(db, ship_id, lock=True)
    _count_doubt(caller)
    said = {"party": caller.party, "reason": body.reason, "at": now.isoformat()}
    others = [one for one in ship.doubts if one["party"] != caller.party]
    fact = ShipDoubted(id=ship.id, about=ship.name, reason=body.reason)
    async with _changing(db, caller.actor, ship, fact, now=now):
        ship.doubts = [*others, said]


async def believe(
    db: AsyncSession, caller: Caller, ship_id: UUID, body: ShipReasonBody, *, now: datetime
) -> None:
    """Take the doubt of the caller's party back; Conflict where it has none."""
    ship = await visible.access_ship(db, ship_id, lock=True)
    others = [one for one in ship.doubts if one["party"] != caller.party]
    if len(others) == len(ship.doubts):
        party = (await state_names(db)).of(caller.party)
        said = filled("{name} is not doubted by {party}.", name=ship.name, party=party)
        raise Conflict.of(Refusal("not_doubted", said))
    _count_doubt(caller)
    fact = ShipDoubtEnded(id=ship.id, about=ship.name, party=caller.party, reason=body.reason)
    async with _changing(db, caller.actor, ship, fact, now=now):
        ship.doubts = others


DOUBTS_PER_MINUTE: Final = 1
DOUBTS_AT_ONCE: Final = 20
"""Doubts that one party says, or takes back, in real time: each goes onto everybody's record (house
figures)."""


def _count_doubt(caller: Caller) -> None:
    """Count one of the caller's party; raise TooManyDoubts where they come too soon."""
    per_minute, at_once = DOUBTS_PER_MINUTE, DOUBTS_AT_ONCE
    try:
        limits.take("ship_doubts", caller.party, per_minute=per_minute, at_once=at_once)
    except SlowDown as slow:
        raise TooManyDoubts(slow.params["retry_after_s"]) from None


async def check_reporter(db: AsyncSession, caller: Caller, ship: Ship) -> None:
    """Forbidden but for the party that reported the ship."""
    if caller.party != ship.reported_by:
        said = filled(
            "{reported_by} reported {name} and may withdraw it.",
            reported_by=(await state_names(db)).of(ship.reported_by),
            name=ship.name,
        )
        raise Forbidden("not_reporter", said)


async def withdraw(
    db: AsyncSession, caller: Caller, ship: Ship, body: ShipReasonBody, *, now: datetime
) -> None:
    """Take a ship, which is locked, out of everyone's picture."""
    await check_reporter(db, caller, ship)
    fact = ShipWithdrawn(id=ship.id, about=ship.name, reason=body.reason)
    async with _changing(db, caller.actor, ship, fact, now=now):
        ship.withdrawn_at = now


async def withdraw_silent(db: AsyncSession, ship: Ship, *, now: datetime) -> None:
    """Take a ship, which is locked, out of everyone's picture, as nobody tells where it is."""
    reason = f"Nobody has told where it is for {SILENT_AFTER.days} days."
    fact = ShipWithdrawn(id=ship.id, about=ship.name, reason=reason)
    async with _changing(db, PLATFORM, ship, fact, now=now):
        ship.withdrawn_at = now


@asynccontextmanager
async def _changing(
    db: AsyncSession, by: Actor, ship: Ship, fact: Fact, *, now: datetime
) -> AsyncIterator[None]:
    mark = await next_mark(db)
    draw = partial(visible.ship_views, db, [ship.id])
    async with recording(db, draw, by=by, now=now) as entry:
        yield
        ship.mark, ship.version = mark, ship.version + 1
        await db.flush()
        await announce(db, mark)
        entry.record(fact, readers=await joined(db))


async def _keep(
    db: AsyncSession, ship_id: UUID, judged: Sequence[Judged], *, by: str
) -> list[Judged]:
    """Keep them on the track; returns those of instants for which none was known before."""
    rows = [
        {
            "ship_id": ship_id,
            "at": one.fix.at,
            "point": one.fix.point,
            "course_deg": one.fix.course_deg,
            "speed_kn": one.fix.speed_kn,
            "uncertainty_nm": one.fix.uncertainty_nm,
            "source": one.fix.source,
            "delivered_by": by,
            "implausible": one.implausible,
        }
        for one in judged
    ]
    kept = await db.execute(
        insert(ShipTrackPoint).on_conflict_do_nothing().returning(col(ShipTrackPoint.at)),
        rows,
    )
    fresh = set(kept.scalars())
    return [one for one in judged if one.fix.at in fresh]
