"""Reports and cases that a text is probably of, for a person to decide: by the same identity, or
near its place."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from sar.distress_reports import visible
from sar.distress_reports.reading.read_report import ReadReport
from sar.distress_reports.signal_names import name_of
from sar.distress_reports.told_distress import sender_of
from sar.distress_reports.views import SameAsView
from sar.geo.geodesy import distance_nm
from sar.geo.position import LatLon
from sar.incidents import listing
from sar.incidents.access import CaseReader
from sar.incidents.words import IncidentState

WITHIN_NM: Final = 30.0
"""As far as a drifting raft and a place that was told wrongly may be apart (house figure)."""
AT_MOST: Final = 5


async def same_as(
    db: AsyncSession, party: str, read: ReadReport, place: LatLon | None, *, now: datetime
) -> list[SameAsView]:
    """The ones that the party sees: of the same identity first, then the nearest."""
    found = await _reports(db, party, read, place) + await _cases(db, party, read, place, now=now)
    found.sort(key=lambda one: (not one.same_identity, one.nm is None, one.nm or 0.0))
    return found[:AT_MOST]


async def _reports(
    db: AsyncSession, party: str, read: ReadReport, place: LatLon | None
) -> list[SameAsView]:
    sender = sender_of(read)
    found = []
    for row in await visible.waiting(db, party):
        same = bool(sender) and row.sender == sender
        nm = None if place is None or row.point is None else distance_nm(place, row.point)
        if same or (nm is not None and nm <= WITHIN_NM):
            named = name_of(row.means, row.sender)
            found.append(_same("distress_report", row.id, named, same=same, nm=nm))
    return found


async def _cases(
    db: AsyncSession, party: str, read: ReadReport, place: LatLon | None, *, now: datetime
) -> list[SameAsView]:
    reader = CaseReader(db, party, now)
    told = _told(read)
    alike = await listing.cases_of_craft(reader, told) if told else []
    near = []
    if place is not None:
        near = await listing.near_cases(reader, place, at=now, within_nm=WITHIN_NM)
    found = {}
    for case in [*alike, *near]:
        datum = case.datum
        nm = None if place is None or datum is None else distance_nm(place, datum)
        same = case in alike
        if case.state is IncidentState.CLOSED or not (same or (nm or 0.0) <= WITHIN_NM):
            continue
        named = f"{case.reference} {case.title}"
        found[case.id] = _same("incident", case.id, named, same=same, nm=nm)
    return list(found.values())


def _same(thing: str, id_: object, name: str, *, same: bool, nm: float | None) -> SameAsView:
    return SameAsView.model_validate(
        {"thing": thing, "id": id_, "name": name, "same_identity": same, "nm": nm}
    )


def _told(read: ReadReport) -> Mapping[str, str]:
    fields = {"mmsi": read.mmsi, "callsign": read.callsign, "name": read.craft_name}
    return {name: value for name, value in fields.items() if value}
