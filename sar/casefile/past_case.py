"""A case as a party saw it at an instant: its entries read and folded, and positions of then."""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.assets.track_days import whole_since
from sar.assets.views import KnownPositionView
from sar.assets.visible_positions import exact_places_at
from sar.casefile.past_fold import OF_CASES, CaseFold, CaseKnown, PastCase, Present
from sar.casefile.past_views import (
    PartyToldView,
    PastCaseView,
    PlaceThen,
    TellingsView,
    TellingView,
    UnplacedUnitView,
    UnsureThingView,
)
from sar.errors import NotFound
from sar.incidents import visible as incidents
from sar.incidents.checks import check_past
from sar.incidents.views import IncidentView
from sar.parties.caller import Caller
from sar.record import service as record
from sar.record.case_entries import entries_naming, facts_with_readers
from sar.requests import drawing as requests
from sar.requests.deployment_traits import is_active
from sar.requests.words import DeploymentState
from sar.wire import JsonObject


async def read_as_of(
    db: AsyncSession, caller: Caller, incident_id: UUID, *, at: datetime, now: datetime
) -> PastCaseView:
    """The case as the caller's party saw it at an instant, in a transaction that reads the database
    as of one. NotFound where it does not see the case in full now; Malformed: it is still to come.

    The call-back is told to the parties that are involved now, whatever a party read then.
    """
    present_view = await incidents.full_view_of(db, caller.party, incident_id, now=now)
    check_past("at", at, now=now)
    at = min(at, now)
    past = await _folded(db, caller.party, incident_id, at=at, now=now)
    things = {kind: _values(past, kind) for kind in OF_CASES}
    if not _is_involved(present_view, caller.party):
        things["incident"] = [_without_call_back(one) for one in things["incident"]]
    working = [one for one in things["deployment"] if _is_at_work(one)]
    positions = await exact_places_at(
        db,
        caller.party,
        {UUID(one["asset_id"]) for one in working if one["asset_id"]},
        incident_id=incident_id,
        at=at,
        now=now,
    )
    case = things.pop("incident")
    return PastCaseView(
        incident_id=incident_id,
        at=at,
        known=past.known,
        first_told_at=past.first_told_at,
        number=past.number,
        whole=past.is_whole,
        incident=case[0] if case and past.known is CaseKnown.KNOWN else None,
        **things,
        unsure=[
            UnsureThingView(thing=thing, id=id_, told_at=one.told_at)
            for (thing, id_), one in sorted(past.things.items())
            if not one.is_sure
        ],
        positions=positions,
        whole_from=await whole_since(db, since=at, until=at, at_work=True),
        unplaced=_unplaced(working, positions, caller.party),
    )


async def _folded(
    db: AsyncSession, party: str, incident_id: UUID, *, at: datetime, now: datetime
) -> PastCase:
    fold = CaseFold(str(incident_id), at)
    head = await record.head(db, party)
    async for entry in entries_naming(db, party, incident_id, until=head):
        fold.take(entry)
    present: Present = {}
    if fold.has_gap:
        present = await incidents.picture(db, party, now=now)
        present = {**present, **await requests.picture(db, party, now=now)}
    return fold.result(present)


def _values(past: PastCase, kind: str) -> list[JsonObject]:
    return [one.value for (thing, _), one in sorted(past.things.items()) if thing == kind]


def _is_involved(view: IncidentView, party: str) -> bool:
    return any(one.party == party for one in view.involved)


def _without_call_back(case: JsonObject) -> JsonObject:
    source = case.get("source")
    return {**case, "source": {**source, "call_back": None}} if source else case


def _is_at_work(work: JsonObject) -> bool:
    return is_active(DeploymentState(work["state"]), ship=work["ship_id"] is not None)


def _unplaced(
    working: list[JsonObject], positions: list[KnownPositionView], party: str
) -> list[UnplacedUnitView]:
    placed = {str(one.id) for one in positions}
    units = [(work["asset_id"] or work["ship_id"], work) for work in working]
    return [
        UnplacedUnitView(
            id=UUID(unit),
            name=work["name"],
            why=PlaceThen.NONE_YET
            if work["asset_id"] and work["party"] == party
            else PlaceThen.NOT_KEPT,
        )
        for unit, work in units
        if unit and unit not in placed
    ]


MOST_COMPARED: Final = 8


async def read_tellings(
    db: AsyncSession,
    caller: Caller,
    incident_id: UUID,
    parties: list[str],
    *,
    after: int,
    limit: int,
    now: datetime,
) -> TellingsView:
    """The facts of a case that the caller's party was told after its own number `after`, and which
    of the `parties` were told them. NotFound where it does not see the case in full now, or may not
    ask for one of the parties: the lead may for all that are involved, others for the lead alone,
    since they do not learn whom else the lead has asked."""
    view = await incidents.full_view_of(db, caller.party, incident_id, now=now)
    comparable = _comparable(view, caller.party)
    if not comparable.issuperset(parties):
        raise NotFound("party")
    found = await facts_with_readers(
        db, caller.party, incident_id, parties, after=after, limit=limit
    )
    return TellingsView(
        incident_id=incident_id,
        number=await record.head(db, caller.party),
        comparable=sorted(comparable),
        entries=[
            TellingView(
                number=one.number,
                at=one.at,
                type=one.type,
                sentence=one.sentence,
                told=[PartyToldView(party=party, told=told) for party, told in one.told.items()],
            )
            for one in found
        ],
    )


def _comparable(view: IncidentView, party: str) -> frozenset[str]:
    if party == view.lead.party:
        return frozenset(one.party for one in view.involved) | {party}
    return frozenset({party, view.lead.party})
