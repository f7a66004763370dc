"""Contents of a case file: everything about a case that one party may read, at one instant."""

from collections.abc import Awaitable, Callable, Collection
from datetime import datetime
from typing import Final, Protocol, TypeVar
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.assets.views import KnownPositionView
from sar.assets.visible_positions import positions as asset_positions
from sar.assets.visible_ships import ship_positions
from sar.casefile.case_data import CaseFile
from sar.incidents import listing as cases
from sar.incidents import visible
from sar.incidents.datum import drifted, told_at, within_nm
from sar.incidents.history_views import LogLineView
from sar.incidents.models import Incident
from sar.incidents.texts.place_lines import Plot
from sar.parties.caller import Caller
from sar.record import service as record
from sar.record.search import EntrySearch, find
from sar.requests import listing
from sar.requests.deployment_traits import is_active
from sar.requests.deployment_views import SeenDeployment
from sar.requests.listing import DeploymentList, RequestList
from sar.requests.views import RequestView
from sar.requests.visible import steps_in
from sar.wire import JsonObject, Listing, cursor_of

PAGE: Final = 500


async def read(
    db: AsyncSession, caller: Caller, incident_id: UUID, *, whole: bool = True, now: datetime
) -> CaseFile:
    """The case file as the caller's party may read it; NotFound where it does not see the case in
    full. Not `whole`: its places alone."""
    party = caller.party
    incident = await visible.full_view_of(db, party, incident_id, now=now)
    row = await visible.access_aware(db, caller, incident_id, now=now)
    deployments = await _all_deployments(db, party, incident_id)
    steps = await steps_in(db, party, incident_id)
    names = {step.id: name for step, name in steps}
    at_work = {
        unit: work.name
        for work in deployments
        if is_active(work.state, ship=work.ship_id is not None)
        and (unit := work.asset_id or work.ship_id)
    }
    return CaseFile(
        party=party,
        as_of=now,
        number=await record.head(db, party),
        incident=incident,
        history=await cases.history(db, incident_id),
        present=_present(row, now=now),
        reported=await cases.positions(db, incident_id),
        requests=await _all_requests(db, party, incident_id) if whole else [],
        deployments=deployments,
        steps=[step for step, _ in steps],
        log=await _log(db, party, incident_id) if whole else [],
        names=names | at_work,
        units=await _positions(db, party, at_work, now=now) if at_work else [],
        entries=await _entries(db, party, incident_id) if whole else [],
    )


async def _positions(
    db: AsyncSession, party: str, units: Collection[UUID], *, now: datetime
) -> list[KnownPositionView]:
    """The latest positions of assets and ships, as far as the party may see them."""
    assets = await asset_positions(db, party, now=now, asset_ids=units)
    return [*assets, *await ship_positions(db, units)]


def _present(incident: Incident, *, now: datetime) -> Plot | None:
    at = told_at(incident, now=now)
    present = drifted(incident, now=at)
    if present.place is None:
        return None
    return Plot(present.place, at, within_nm(present.uncertainty_nm))


async def _entries(db: AsyncSession, party: str, incident_id: UUID) -> list[JsonObject]:
    found: list[JsonObject] = []
    after = 0
    while True:
        search = EntrySearch(after=after, about=[incident_id], facts_only=True, changes=False)
        page = await find(db, party, search, limit=PAGE)
        found += [record.parse(read) for read in page]
        if len(page) < PAGE:
            return found
        after = page[-1].number


class _Listed(Protocol):
    @property
    def id(self) -> UUID: ...


ListedView = TypeVar("ListedView", bound=_Listed)


async def _all(page: Callable[[str | None], Awaitable[list[ListedView]]]) -> list[ListedView]:
    """Every row of a list, in its order, read page by page."""
    found: list[ListedView] = []
    cursor: str | None = None
    while True:
        rows = await page(cursor)
        found += rows[:PAGE]
        if len(rows) <= PAGE:
            return found
        cursor = cursor_of(str(found[-1].id))


async def _log(db: AsyncSession, party: str, incident_id: UUID) -> list[LogLineView]:
    def page(cursor: str | None) -> Awaitable[list[LogLineView]]:
        return cases.log_page(db, party, incident_id, Listing(limit=PAGE, cursor=cursor))

    return await _all(page)


async def _all_requests(db: AsyncSession, party: str, incident_id: UUID) -> list[RequestView]:
    def page(cursor: str | None) -> Awaitable[list[RequestView]]:
        wanted = RequestList(incident_id=incident_id, limit=PAGE, cursor=cursor)
        return listing.requests(db, party, wanted)

    return (await _all(page))[::-1]


async def _all_deployments(db: AsyncSession, party: str, incident_id: UUID) -> list[SeenDeployment]:
    def page(cursor: str | None) -> Awaitable[list[SeenDeployment]]:
        wanted = DeploymentList(incident_id=incident_id, limit=PAGE, cursor=cursor)
        return listing.deployments(db, party, wanted)

    return (await _all(page))[::-1]
