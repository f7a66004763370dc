"""The first able unit of a case in distress: who it is, whether its owner knows, whom to ask."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sar.assets.catalogue import type_of
from sar.incidents import visible as incidents
from sar.incidents.access import kept_from
from sar.incidents.case_people import outstanding_of
from sar.incidents.models import Incident
from sar.matching.fleet_line import FleetLine
from sar.matching.schemas import NeedBody
from sar.matching.service import NeedAsked, answer
from sar.matching.views import AskableView, MatchesView, MatchView
from sar.matching.words import Verdict
from sar.parties.caller import Caller
from sar.requests import deployment_rows, presenting, rows
from sar.requests.asking.case_matches import about_case
from sar.requests.asking.case_need import OUT_OF_WATER, CaseNeed, case_need
from sar.requests.owner_knows import CaseAnswers, owner_knows
from sar.requests.recovery import means_of, type_can_take
from sar.requests.sending_away import Left, ToBeTaken, room_of
from sar.requests.views import AskFirstView, FirstUnitView, RoomTaskedView, SoonestView
from sar.requests.words import FirstNeed

CAN_COME: Final = frozenset(
    {
        Verdict.ALLOWED,
        Verdict.AFTER_NOTICE,
        Verdict.ENTRY_TO_BE_ASKED,
        Verdict.MAY_BE_ASKED,
        Verdict.HAIL,
    }
)
LOOKED_AT: Final = 200
"""So many candidates are looked through for the soonest that is able."""
ASKED_AT_MOST: Final = 5
"""So many parties are proposed to be asked at once (a house figure)."""


SHOWN_AT_MOST: Final = 5
"""So many of those that could come are shown beside a case (a house figure)."""


@dataclass(frozen=True, slots=True)
class _Case:
    """The case as it stood when the question was read."""

    sea_state: int | None
    kept_from: frozenset[str]
    answers: CaseAnswers
    room: Left
    need: CaseNeed


async def first_unit(line: FleetLine, incident_id: UUID) -> FirstUnitView:
    """The soonest unit or ship that takes people aboard, of those that the lead sees, and the
    parties that could be sooner than its own; those that the case is kept from are not among
    them. The first few that could come for what the case needs first, and the room of those that
    are tasked."""
    read_last: list[_Case] = []

    async def read(caller: Caller, now: datetime) -> NeedAsked:
        incident = await incidents.access_incident(line.db, caller, incident_id)
        incidents.lead_only(caller, incident)
        read_last[:] = [await _case_of(line, incident, now=now)]
        need = read_last[0].need.people
        return await about_case(line.db, caller, need, incident, now=now)

    found = await answer(line, read, limit=LOOKED_AT, cursor=None)
    (case,) = read_last
    able = by_time(found.items, case.sea_state)
    is_first = case.need.first is FirstNeed.TAKE_ABOARD
    shown = found if is_first else await _matched(line, incident_id, case.need.need)
    best = [one for one in shown.items if one.verdict in CAN_COME][:SHOWN_AT_MOST]
    return FirstUnitView(
        as_of=found.asked_at,
        soonest=as_soonest(able[0]) if able else None,
        acknowledged=bool(able) and owner_knows(able[0].party, case.answers, now=found.asked_at),
        ask=_to_ask(able, found.others_may_be_asked, case, line.caller.party),
        first=case.need.first,
        ground=case.need.ground,
        need=shown.need,
        people=found.need,
        pob_told=case.need.pob_told,
        best=best,
        without_means=_without_means(best) if case.need.ground in OUT_OF_WATER else [],
        totals_by_verdict=shown.totals_by_verdict,
        tasked=RoomTaskedView(
            units=case.room.units,
            room=case.room.on_scene + case.room.coming,
            at_least=case.room.at_least,
            enough=case.room.units > 0 and case.room.is_enough,
        ),
    )


def _without_means(found: Iterable[MatchView]) -> list[UUID]:
    """The units and ships of whose type no means is known by which it lifts people out of the
    water."""
    ids = (one.asset_id or one.ship_id for one in found if means_of(type_of(one.type)) is None)
    return [one for one in ids if one is not None]


async def _matched(line: FleetLine, incident_id: UUID, need: NeedBody) -> MatchesView:
    """The match list of the case for another need."""

    async def read(caller: Caller, now: datetime) -> NeedAsked:
        incident = await incidents.access_incident(line.db, caller, incident_id)
        return await about_case(line.db, caller, need, incident, now=now)

    return await answer(line, read, limit=LOOKED_AT, cursor=None)


async def _case_of(line: FleetLine, incident: Incident, *, now: datetime) -> _Case:
    sea_state = incident.conditions.get("sea_state")
    scene = ToBeTaken(outstanding_of(incident), sea_state, incident.datum, now)
    work = await deployment_rows.work_of_case(line.db, incident.id)
    return _Case(
        sea_state=sea_state,
        kept_from=frozenset(kept_from(incident)),
        answers=await rows.answers_in(line.db, incident.id, now=now),
        room=room_of([presenting.promise(one) for one in work], scene),
        need=case_need(incident, now=now),
    )


def by_time(found: Iterable[MatchView], sea_state: int | None) -> list[MatchView]:
    """The units that can come and take people aboard in that sea, the soonest first."""
    return sorted(
        (one for one in found if _is_able(one, sea_state)),
        key=lambda one: one.time.total_minutes if one.time else 0.0,
    )


def _is_able(one: MatchView, sea_state: int | None) -> bool:
    return (
        one.verdict in CAN_COME
        and one.time is not None
        and type_can_take(type_of(one.type), sea_state=sea_state)
    )


def _to_ask(
    able: Collection[MatchView],
    askable: Collection[AskableView],
    case: _Case,
    own: str,
) -> list[AskFirstView]:
    """One centre of each party with a unit sooner than one's own, the soonest first; ships of
    opportunity are hailed."""
    centres = {one.party: one.centres[0] for one in askable if one.centres}
    found: dict[str, AskFirstView] = {}
    for one in able:
        if one.party == own:
            break
        if one.party is None or one.party not in centres or one.party in found:
            continue
        if one.party not in case.kept_from and one.party not in case.answers.asked_for_people:
            found[one.party] = AskFirstView(centre=centres[one.party], unit=as_soonest(one))
    return list(found.values())[:ASKED_AT_MOST]


def as_soonest(one: MatchView) -> SoonestView:
    assert one.time is not None  # noqa: S101 it is able
    return SoonestView(
        asset_id=one.asset_id,
        ship_id=one.ship_id,
        party=one.party,
        name=one.name,
        type=one.type,
        minutes=one.time.total_minutes,
    )
