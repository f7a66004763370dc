"""Signals of distress that receivers hear: a report is made of each transmission, and told again as
it goes on."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from sar import installation
from sar.distress_reports import visible
from sar.distress_reports.addressing import Addressed, addressed
from sar.distress_reports.heard_distress import HeardDistress, KnownDistress, is_news, is_same
from sar.distress_reports.models import DistressReport
from sar.distress_reports.recording import recording
from sar.distress_reports.ringing import move, ring
from sar.distress_reports.signal_names import name_of
from sar.distress_reports.words import ReportState
from sar.geo.position import format_ddm
from sar.record.entries import DistressHeard, DistressHeardAgain
from sar.record.service import PLATFORM
from sar.time_words import minute_text

NEW_AT_MOST: Final = 30
NEW_WITHIN: Final = timedelta(hours=1)
"""Beyond so many transmitters that one party's receivers hear within that time, further ones are
counted with the feed and ring nowhere: somebody plays with a transmitter (house figures)."""


async def hear(
    db: AsyncSession, party: str, feed: str, heard: HeardDistress, *, now: datetime
) -> bool:
    """Take what a party's feed has heard; returns whether it is known now."""
    await visible.lock_sender(db, heard.sender)
    row = await visible.newest_of(db, heard.sender)
    if row is None or not is_same(_known(row), heard):
        return await _report(db, party, feed, heard, now=now)
    if is_news(_known(row), heard):
        if row.state is ReportState.WAITING:
            await _tell_again(db, row, heard, now=now)
        else:
            _follow(row, heard)
    return True


def _known(row: DistressReport) -> KnownDistress:
    is_settled = row.state is not ReportState.WAITING
    return KnownDistress(last_at=row.last_at, place=row.point, is_settled=is_settled)


async def _report(
    db: AsyncSession, party: str, feed: str, heard: HeardDistress, *, now: datetime
) -> bool:
    to = await addressed(db, party, heard.place)
    if to is None or await visible.heard_since(db, party, now - NEW_WITHIN) >= NEW_AT_MOST:
        return False
    row = DistressReport(
        means=heard.means,
        sender=heard.sender,
        heard_party=party,
        heard_by=feed,
        party_code=to.party,
        centre_id=to.centre_id,
        region_centre_id=to.region_centre_id,
        exercise=(await installation.read(db)).exercise,
        first_at=heard.at,
        last_at=heard.at,
        point=heard.place,
        point_at=None if heard.place is None else heard.at,
    )
    async with recording(db, row, by=PLATFORM, exercise=row.exercise, now=now) as entry:
        db.add(row)
        await ring(db, row, now=now)
        fact = DistressHeard(
            id=row.id,
            about=name_of(row.means, row.sender),
            by=party,
            centre=to.name,
            where=_where(heard),
        )
        entry.record(fact, readers=visible.readers_of(row))
    return True


async def _tell_again(
    db: AsyncSession, row: DistressReport, heard: HeardDistress, *, now: datetime
) -> None:
    """A first place may lie in another centre's region: it rings there from then on."""
    to = await _addressed_anew(db, row, heard)
    told = set(visible.readers_of(row))
    async with recording(db, row, by=PLATFORM, exercise=row.exercise, now=now) as entry:
        if to is not None:
            await move(db, row, to, now=now)
        _follow(row, heard)
        about = name_of(row.means, row.sender)
        fact = DistressHeardAgain(id=row.id, about=about, where=_where(heard))
        entry.record(fact, readers=told.union(visible.readers_of(row)))


async def _addressed_anew(
    db: AsyncSession, row: DistressReport, heard: HeardDistress
) -> Addressed | None:
    if row.point is not None or heard.place is None:
        return None
    return await addressed(db, row.heard_party, heard.place)


def _follow(row: DistressReport, heard: HeardDistress) -> None:
    row.last_at = heard.at
    if heard.place is not None:
        row.point, row.point_at = heard.place, heard.at
        row.positions = []


def _where(heard: HeardDistress) -> str:
    if heard.place is None:
        return "without a position"
    return f"in {format_ddm(heard.place)} at {minute_text(heard.at)}"
