"""Texts of distress that somebody tells: each makes a report, or is a further text of one."""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from typing import Self
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar import installation
from sar.distress_reports import visible
from sar.distress_reports.addressing import Addressed, addressed
from sar.distress_reports.last_known import LastKnown, last_known
from sar.distress_reports.line_marks import MarkedLine, marked_lines
from sar.distress_reports.models import DistressReport
from sar.distress_reports.presenting import position_view
from sar.distress_reports.probable_same import same_as
from sar.distress_reports.reading.read_report import ReadReport
from sar.distress_reports.reading.reading import read_text
from sar.distress_reports.recording import recording
from sar.distress_reports.ringing import move, ring
from sar.distress_reports.schemas import LookAtTextBody, TellDistressBody
from sar.distress_reports.signal_names import SOURCES, name_of
from sar.distress_reports.told_distress import (
    MOST_TEXTS,
    ToldPlace,
    means_of,
    places_after,
    places_of,
    sender_of,
)
from sar.distress_reports.views import (
    MarkedLineView,
    RingingView,
    TextLookView,
    ToldPersonsView,
)
from sar.distress_reports.words import RingsBy
from sar.errors import Conflict, Refusal
from sar.geo.position import LatLon, format_ddm
from sar.incidents import visible as incidents
from sar.parties.caller import Caller
from sar.record.entries import DistressTold, DistressToldAgain
from sar.record.service import Actor
from sar.threads import to_its_end
from sar.time_words import minute_text


async def read_in_thread(text: str, *, now: datetime) -> ReadReport:
    """The findings of a text; a long one takes longer than the loop may wait."""
    work = asyncio.ensure_future(asyncio.to_thread(read_text, text, now=now))
    return await to_its_end(work)


@dataclass(frozen=True, slots=True)
class TextTeller:
    """The party that tells a text, by a person at one of its centres, or by its mail (`centre_id`
    None: at none). `is_proven`: it is known who wrote the text; else it is never a further text of
    a report, and its report has no sender: who forges a number would move a true report, or have it
    taken for one that is settled."""

    party: str
    centre_id: UUID | None
    actor: Actor
    is_proven: bool = True

    @classmethod
    def of(cls, caller: Caller) -> Self:
        """The caller of a request."""
        return cls(caller.party, caller.centre_id, caller.actor)


@dataclass(frozen=True, slots=True)
class _Ringing:
    """The centre at which a text rings, and why."""

    to: Addressed
    by: RingsBy
    last: LastKnown | None = None


async def look_at_text(
    db: AsyncSession, caller: Caller, body: LookAtTextBody, *, now: datetime
) -> TextLookView:
    """Read a text for a person, with the centre at which it would ring and what it is probably of;
    nothing is kept."""
    read, lines = await _read_and_marked(body.text, now=now)
    places = places_of(read, now=now)
    best = places[0].place if places else None
    rings = await _ringing(db, TextTeller.of(caller), read, best, now=now)
    to = rings.to
    named = {to.centre_id} | ({to.region_centre_id} if to.region_centre_id else set())
    centres = await incidents.centre_refs(db, ids=named)
    row = await visible.waiting_of(db, caller.party, sender_of(read), body.text, lock=False)
    return TextLookView(
        form=read.form,
        kind=read.kind,
        is_test=read.is_test,
        ending=read.ending,
        positions=[position_view(one) for one in places],
        mmsi=read.mmsi,
        beacon_id=read.beacon_id,
        callsign=read.callsign,
        craft_name=read.craft_name,
        flag=read.flag,
        persons=read.persons and ToldPersonsView(min=read.persons[0], max=read.persons[1]),
        nature=read.nature,
        at=read.at,
        message_number=read.message_number,
        lines=[MarkedLineView(text=one.text, state=one.state, gave=[*one.gave]) for one in lines],
        noted=[*read.noted],
        unread=[*read.unread],
        rings=RingingView(
            centre=centres[to.centre_id],
            region=None if to.region_centre_id is None else centres[to.region_centre_id],
            by=rings.by,
            last_known_at=None if rings.last is None else rings.last.at,
        ),
        joins=None if row is None else row.id,
        same_as=await same_as(db, caller.party, read, best, now=now),
    )


async def _read_and_marked(text: str, *, now: datetime) -> tuple[ReadReport, list[MarkedLine]]:
    def both() -> tuple[ReadReport, list[MarkedLine]]:
        read = read_text(text, now=now)
        return read, marked_lines(text, read)

    return await to_its_end(asyncio.ensure_future(asyncio.to_thread(both)))


async def tell_text(
    db: AsyncSession, teller: TextTeller, body: TellDistressBody, *, now: datetime
) -> UUID:
    """Keep a text and ring; returns the report's id. A text of the same sender as one that waits,
    or the very same text, is a further text of that."""
    read = await read_in_thread(body.text, now=now)
    exercise = (await installation.read(db)).exercise
    if read.is_test and not exercise:
        raise Conflict.of(
            Refusal(
                "says_test",
                "The text says that it is a test, so that nothing rings outside an exercise. If"
                " people are in distress all the same, open a case.",
            )
        )
    sender = sender_of(read) if teller.is_proven else ""
    await visible.lock_sender(db, sender or body.text)
    row = await visible.waiting_of(db, teller.party, sender, body.text)
    if row is not None and len(row.texts) < MOST_TEXTS:
        if any(one["text"] == body.text for one in row.texts):
            return row.id
        if await _tell_further(db, teller, row, body, read, now=now):
            return row.id
    await _report(db, teller, body, read, exercise=exercise, now=now)
    return body.id


async def _report(
    db: AsyncSession,
    teller: TextTeller,
    body: TellDistressBody,
    read: ReadReport,
    *,
    exercise: bool,
    now: datetime,
) -> None:
    places = places_of(read, now=now)
    best = places[0] if places else None
    rings = await _ringing(db, teller, read, None if best is None else best.place, now=now)
    row = DistressReport(
        id=body.id,
        means=means_of(read),
        sender=sender_of(read) if teller.is_proven else "",
        heard_party=teller.party,
        heard_by=body.source.value,
        party_code=rings.to.party,
        centre_id=rings.to.centre_id,
        region_centre_id=rings.to.region_centre_id,
        exercise=exercise,
        first_at=now,
        last_at=now,
    )
    _add(row, body, read, places, now=now, names_sender=teller.is_proven)
    async with recording(db, row, by=teller.actor, exercise=exercise, now=now) as entry:
        db.add(row)
        await ring(db, row, now=now)
        fact = DistressTold(
            id=row.id,
            about=name_of(row.means, row.sender),
            by=teller.party,
            source=SOURCES[body.source],
            centre=rings.to.name,
            where=_where(best, rings),
        )
        entry.record(fact, readers=visible.readers_of(row))


async def _tell_further(
    db: AsyncSession,
    teller: TextTeller,
    row: DistressReport,
    body: TellDistressBody,
    read: ReadReport,
    *,
    now: datetime,
) -> bool:
    """Add a text to a report that waits. A better position may lie in another centre's region: it
    rings there from then on. False, and nothing is done, where the teller would not see it then."""
    known = [ToldPlace.of_kept(one) for one in row.positions]
    if not known and row.point is not None:
        known = [ToldPlace(row.point, row.point_at, _HEARD_NM, None, None)]
    places = places_after(known, places_of(read, now=now))
    best = places[0] if places else None
    to = None
    if best is not None and best.place != row.point:
        to = await addressed(db, row.heard_party, best.place, else_at=_else_at(row, teller))
    rings_at = row.party_code if to is None or row.passed_at is not None else to.party
    if teller.party not in {row.heard_party, rings_at, *row.passed_by}:
        return False
    told = set(visible.readers_of(row))
    async with recording(db, row, by=teller.actor, exercise=row.exercise, now=now) as entry:
        if to is not None:
            await move(db, row, to, now=now)
        row.last_at = max(row.last_at, now)
        _add(row, body, read, places, now=now)
        centres = await incidents.centre_refs(db, ids=[row.centre_id])
        fact = DistressToldAgain(
            id=row.id,
            about=name_of(row.means, row.sender),
            by=teller.party,
            source=SOURCES[body.source],
            centre=centres[row.centre_id].name,
            where=_where(best, None),
        )
        entry.record(fact, readers=told.union(visible.readers_of(row)))
    return True


_HEARD_NM = 0.1


def _else_at(row: DistressReport, teller: TextTeller) -> UUID | None:
    return teller.centre_id if row.heard_party == teller.party else None


def _add(
    row: DistressReport,
    body: TellDistressBody,
    read: ReadReport,
    places: list[ToldPlace],
    *,
    now: datetime,
    names_sender: bool = True,
) -> None:
    """The text and its places on the row; a place of which no time is told is of now, or stays of
    when it was known first."""
    text = {"at": now.isoformat(), "source": body.source.value, "text": body.text}
    row.texts = [*row.texts, text]
    row.positions = [one.kept() for one in places]
    row.ending = read.ending
    if names_sender and not row.sender:
        row.sender = sender_of(read)
    if places and places[0].place != row.point:
        row.point, row.point_at = places[0].place, places[0].at or now


async def _ringing(
    db: AsyncSession, teller: TextTeller, read: ReadReport, place: LatLon | None, *, now: datetime
) -> _Ringing:
    """The centre: of the region of its place, else of the sender's last known place, else the
    caller's own."""
    last = None
    if place is None:
        last = await last_known(db, teller.party, sender_of(read), read.mmsi, now=now)
    looked = place if last is None else last.place
    to = await addressed(db, teller.party, looked, else_at=teller.centre_id)
    if to is None:
        raise Conflict.of(Refusal("no_centre", "Your party has no centre at which it could ring."))
    if looked is None:
        return _Ringing(to, RingsBy.NO_POSITION)
    if to.region_centre_id != to.centre_id:
        return _Ringing(to, RingsBy.NO_CENTRE_JOINED, last)
    return _Ringing(to, RingsBy.POSITION if last is None else RingsBy.LAST_KNOWN, last)


def _where(best: ToldPlace | None, rings: _Ringing | None) -> str:
    if best is not None:
        of = "without a time" if best.at is None else f"at {minute_text(best.at)}"
        doppler = "" if best.doppler is None else ", one of two places by Doppler"
        return f"in {format_ddm(best.place)} {of}{doppler}"
    if rings is not None and rings.last is not None:
        return f"without a position; its sender's last known one is of {minute_text(rings.last.at)}"
    return "without a position"
