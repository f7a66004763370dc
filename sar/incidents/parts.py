"""Parts of cases besides their rows: proposals, links, reports and the centres they name.

An access module, behind `incidents.visible`.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    CTE,
    ColumnElement,
    Row,
    Select,
    Text,
    and_,
    any_,
    bindparam,
    exists,
    func,
    literal,
    not_,
    or_,
    select,
    text,
    type_coerce,
    union,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from sqlmodel import col

from sar.agreements.grants_sql import UUIDS
from sar.agreements.words import Phase
from sar.alerts import rows as alerts
from sar.alerts.presenting import alert_views, exhausted_at, proposed_by
from sar.alerts.rows import Alerting
from sar.errors import NotFound
from sar.geo.columns import PointColumn
from sar.geo.position import LatLon
from sar.incidents import place_presenting
from sar.incidents.access import CaseReader, access_by_party, centres_in, involving, kept_from
from sar.incidents.alarm_keys import is_on
from sar.incidents.coordination import answer_due_at
from sar.incidents.coordination_presenting import FartherCase, Linked
from sar.incidents.models import (
    CaseAlarm,
    Coordination,
    Incident,
    IncidentLink,
    Involved,
    LogLine,
    PhaseChange,
    ReportedPosition,
)
from sar.incidents.newest_sheet import is_distress_still
from sar.incidents.one_event import EventMember, LeadMove, cut_off_from
from sar.incidents.place_views import ReportedPositionView
from sar.incidents.presenting import LATEST_POSITIONS, Parts, raised
from sar.incidents.views import CentreRef, CoordinationView, InvolvedView, LinkView
from sar.incidents.voyage import ReportedPlace
from sar.incidents.words import (
    AlarmCause,
    CoordinationState,
    IncidentState,
    LinkState,
    Office,
)
from sar.parties.models import Centre, Party
from sar.wire import JsonObject


async def parts_of(
    db: AsyncSession,
    incidents: Sequence[Incident],
    *,
    now: datetime,
    reader: CaseReader | None = None,
) -> dict[UUID, Parts]:
    """All that the views of the cases are drawn from, by case; for one reader, or for all."""
    ids = [incident.id for incident in incidents]
    if not ids:
        return {}
    rows = {row.id: row for row in await db.execute(_rows_of_cases(), {"ids": ids})}
    links = await _links(db, ids, now=now, reader=reader)
    codes = {code for incident in incidents for code in incident.to_be_called}
    named = {i.lead_centre_id for i in incidents} | {i.region_centre_id for i in incidents}
    named |= {UUID(i.smc_by_voice["centre_id"]) for i in incidents if i.smc_by_voice}
    named |= {id_ for joined in links.values() for id_ in joined.smc_ids}
    for side in ("from_centre_id", "to_centre_id"):
        named |= {UUID(i.handover[side]) for i in incidents if i.handover}
    for row in rows.values():
        named |= {UUID(one[side]) for one in row.proposals for side in _SIDES}
    cases = {incident.id: incident for incident in incidents}
    on = {incident.id: _alarms_on(incident, rows[incident.id]) for incident in incidents}
    open_ones = [UUID(one["id"]) for row in rows.values() for one in row.proposals]
    told = {one["id"] for row in rows.values() for one in row.alarms if one["has_news"]}
    open_ones += [one.id for alarms in on.values() for one in alarms if str(one.id) in told]
    alerting = await alerts.alerting_of(db, open_ones)
    named |= {id_ for one in alerting.values() for id_ in proposed_by(one)}
    centres = await centre_refs(db, ids={id_ for id_ in named if id_}, codes=codes)
    return {
        id_: Parts(
            involved=[_involved(one) for one in rows[id_].involved],
            proposals=[
                _proposal(one, cases[id_], centres, alerting) for one in rows[id_].proposals
            ],
            links=links[id_].links,
            farther=links[id_].farther,
            alarms=[raised(one, alerting.get(one.id)) for one in on[id_]],
            positions_reported=rows[id_].reported,
            latest=[_position(one) for one in rows[id_].latest],
            centres=centres,
        )
        for id_ in ids
    }


def _involved(row: JsonObject) -> InvolvedView:
    return InvolvedView(**{name: told for name, told in row.items() if name != "centres"})


def _alarms_on(incident: Incident, row: Row[*tuple[Any, ...]]) -> list[CaseAlarm]:
    """The alarms of the case that still stand, as rows that belong to no session."""
    centres = {UUID(at["centre_id"]) for one in row.involved for at in one["centres"]}
    kept = [
        CaseAlarm(
            **{name: one[name] for name in ("cause", "party_code", "key")},
            id=UUID(one["id"]),
            incident_id=incident.id,
            centre_id=UUID(one["centre_id"]),
            at=datetime.fromisoformat(one["at"]),
            taken_up_at=one["taken_up_at"] and datetime.fromisoformat(one["taken_up_at"]),
        )
        for one in row.alarms
    ]
    return [one for one in kept if is_on(one, incident, centres)]


_SIDES: Final = ("from_centre", "to_centre")


@cache
def _rows_of_cases() -> Select[*tuple[Any, ...]]:
    """The rows that belong to each case, as JSON: one statement for all of them."""
    involved: Select[*tuple[Any, ...]] = (
        select(
            col(Involved.party_code).label("party"),
            col(Involved.why),
            col(Involved.since),
            col(Involved.led_until),
            col(Involved.centres),
        )
        .where(col(Involved.incident_id) == col(Incident.id))
        .order_by(col(Involved.since), col(Involved.party_code))
    )
    proposals: Select[*tuple[Any, ...]] = (
        select(
            col(Coordination.id),
            col(Coordination.office),
            col(Coordination.from_centre_id).label("from_centre"),
            col(Coordination.to_centre_id).label("to_centre"),
            col(Coordination.state),
            col(Coordination.reason),
            col(Coordination.answer_reason),
            col(Coordination.proposed_at),
            col(Coordination.answered_at),
            col(Coordination.said_by_voice),
        )
        .where(
            col(Coordination.incident_id) == col(Incident.id),
            or_(
                col(Coordination.state) == CoordinationState.PROPOSED,
                and_(col(Coordination.state) == CoordinationState.DECLINED, not_(_asked_anew())),
            ),
        )
        .order_by(col(Coordination.proposed_at), col(Coordination.id))
    )
    reported = col(ReportedPosition.incident_id) == col(Incident.id)
    flat = func.geometry(type_coerce(col(ReportedPosition.point), PointColumn()))
    latest: Select[*tuple[Any, ...]] = (
        select(
            col(ReportedPosition.id),
            func.ST_X(flat).label("lon"),
            func.ST_Y(flat).label("lat"),
            col(ReportedPosition.at),
            col(ReportedPosition.error_nm),
            col(ReportedPosition.source),
            col(ReportedPosition.doppler),
            col(ReportedPosition.probability),
            col(ReportedPosition.reported_at),
            col(ReportedPosition.by_party),
        )
        .where(reported)
        .order_by(col(ReportedPosition.reported_at).desc(), col(ReportedPosition.id).desc())
        .limit(LATEST_POSITIONS)
    )
    alarms: Select[*tuple[Any, ...]] = (
        select(
            col(CaseAlarm.id),
            col(CaseAlarm.cause),
            col(CaseAlarm.centre_id),
            col(CaseAlarm.party_code),
            col(CaseAlarm.key),
            col(CaseAlarm.at),
            col(CaseAlarm.taken_up_at),
            alerts.has_news(col(CaseAlarm.id)).label("has_news"),
        )
        .where(col(CaseAlarm.incident_id) == col(Incident.id))
        .order_by(col(CaseAlarm.at), col(CaseAlarm.id))
    )
    count = select(func.count()).select_from(ReportedPosition).where(reported)
    return select(
        col(Incident.id),
        _as_json(involved).label("involved"),
        _as_json(proposals).label("proposals"),
        _as_json(latest).label("latest"),
        _as_json(alarms).label("alarms"),
        count.correlate(Incident).scalar_subquery().label("reported"),
    ).where(col(Incident.id) == any_(bindparam("ids", type_=UUIDS)))


def _asked_anew() -> ColumnElement[bool]:
    """Whether a centre was asked to take the same office over since."""
    later = aliased(Coordination)
    return exists().where(
        col(later.incident_id) == col(Coordination.incident_id),
        col(later.office) == col(Coordination.office),
        col(later.id) != col(Coordination.id),
        col(later.proposed_at) >= col(Coordination.proposed_at),
    )


def _as_json(rows: Select[*tuple[Any, ...]]) -> ColumnElement[Any]:
    """The rows that belong to a case as one list of objects, in their order."""
    part = rows.correlate(Incident).subquery("part")
    listed = func.json_agg(part.table_valued())
    return select(func.coalesce(listed, func.json_build_array())).scalar_subquery()


def _proposal(
    row: JsonObject,
    incident: Incident,
    centres: Mapping[UUID, CentreRef],
    alerting: Mapping[UUID, Alerting],
) -> CoordinationView:
    found = alerting.get(UUID(row["id"]))
    kept = kept_from(incident)
    return CoordinationView(
        answer_due_at=None if row["answered_at"] else _answer_due_at(row, incident),
        **{**row, **{side: centres[UUID(row[side])] for side in _SIDES}},
        alerts=alert_views(found),
        contacts_exhausted_at=exhausted_at(found),
        ask_next=[centres[id_] for id_ in proposed_by(found) if centres[id_].party not in kept],
        ask_none=found.escalation.ask_none if found else None,
    )


def _answer_due_at(row: JsonObject, incident: Incident) -> datetime:
    said = row["said_by_voice"]
    return answer_due_at(
        datetime.fromisoformat(row["proposed_at"]),
        in_distress=is_distress_still(incident),
        said_at=said and datetime.fromisoformat(said["at"]),
    )


def _position(row: JsonObject) -> ReportedPositionView:
    where = place_presenting.where(LatLon(lat=row["lat"], lon=row["lon"]))
    return ReportedPositionView(**{**row, **where})


async def centre_refs(
    db: AsyncSession, *, ids: Collection[UUID], codes: Collection[str] = ()
) -> dict[UUID, CentreRef]:
    """Centres by id, as cases name them, in the order of their codes."""
    rows = await db.execute(_named_centres(), {"ids": list(ids), "codes": list(codes)})
    return {
        id_: CentreRef(id=id_, party=party, code=code, name=name, listed=listed)
        for id_, party, code, name, listed in rows
    }


@cache
def _named_centres() -> Select[*tuple[Any, ...]]:
    """Cached: compiling the statement costs more than running it."""
    by_id = col(Centre.id) == any_(bindparam("ids", type_=UUIDS))
    by_code = col(Centre.code) == any_(bindparam("codes", type_=ARRAY(Text())))
    return (
        select(
            col(Centre.id),
            col(Centre.party_code),
            col(Centre.code),
            col(Centre.name),
            col(Party.listed),
        )
        .join(Party, col(Party.code) == col(Centre.party_code))
        .where(by_id | by_code)
        .order_by(col(Centre.code))
    )


async def proposal_of(db: AsyncSession, proposal_id: UUID) -> Coordination | None:
    """A proposal, for the platform's own work."""
    return await db.get(Coordination, proposal_id, populate_existing=True)


async def open_proposals(db: AsyncSession, incident_id: UUID) -> list[Coordination]:
    """The proposals of a case that are not answered yet."""
    rows = await db.execute(
        select(Coordination)
        .where(
            col(Coordination.incident_id) == incident_id,
            col(Coordination.state) == CoordinationState.PROPOSED,
        )
        .order_by(col(Coordination.proposed_at), col(Coordination.id))
    )
    return list(rows.scalars())


async def open_proposal(db: AsyncSession, incident_id: UUID, office: Office) -> Coordination | None:
    """The proposal for one office that is not answered yet; call it under the case's lock."""
    found = [row for row in await open_proposals(db, incident_id) if row.office is office]
    return found[0] if found else None


async def parties_asked(db: AsyncSession, incident_id: UUID, office: Office) -> set[str]:
    """The parties whose centres were asked to take the office over and have not accepted."""
    rows = await db.scalars(
        select(col(Coordination.to_party)).where(
            col(Coordination.incident_id) == incident_id,
            col(Coordination.office) == office,
            col(Coordination.state) != CoordinationState.ACCEPTED,
        )
    )
    return set(rows)


async def last_report(db: AsyncSession, incident_id: UUID) -> ReportedPlace | None:
    """The latest of the positions that were reported, whoever asks."""
    rows = await db.execute(
        select(
            col(ReportedPosition.point), col(ReportedPosition.error_nm), col(ReportedPosition.at)
        )
        .where(col(ReportedPosition.incident_id) == incident_id)
        .order_by(col(ReportedPosition.at).desc(), col(ReportedPosition.id).desc())
        .limit(1)
    )
    found = rows.first()
    return None if found is None else ReportedPlace(found.point, found.error_nm, found.at)


_REPORTS_LOOKED_AT: Final = 8


async def newer_reports(
    db: AsyncSession, incident_id: UUID, since: datetime
) -> list[ReportedPlace]:
    """The latest of the positions that were reported of a time after that, whoever asks: a beacon
    gives two at once."""
    rows = await db.execute(
        select(
            col(ReportedPosition.point), col(ReportedPosition.error_nm), col(ReportedPosition.at)
        )
        .where(col(ReportedPosition.incident_id) == incident_id, col(ReportedPosition.at) > since)
        .order_by(col(ReportedPosition.at).desc(), col(ReportedPosition.id).desc())
        .limit(_REPORTS_LOOKED_AT)
    )
    return [ReportedPlace(*found) for found in rows]


async def centres_that_know(db: AsyncSession, incident_id: UUID) -> dict[UUID, datetime]:
    """The centres that know of the case, each with the instant since when: that have a part in it,
    as asked for help or to lead, were told of it for their region, or have acted in it."""
    told: Select[*tuple[Any, ...]] = (
        select(col(CaseAlarm.centre_id).label("centre_id"), col(CaseAlarm.at).label("at"))
        .where(col(CaseAlarm.incident_id) == incident_id)
        .where(col(CaseAlarm.cause) == AlarmCause.REGION)
    )
    classed = select(col(PhaseChange.by_centre_id), col(PhaseChange.at)).where(
        col(PhaseChange.incident_id) == incident_id
    )
    wrote = select(col(LogLine.by_centre_id), col(LogLine.written_at)).where(
        col(LogLine.incident_id) == incident_id
    )
    asked = select(col(Coordination.to_centre_id), col(Coordination.proposed_at)).where(
        col(Coordination.incident_id) == incident_id
    )
    found = union_all(told, classed, wrote, asked).subquery()
    rows = await db.execute(
        select(found.c.centre_id, func.min(found.c.at).label("since")).group_by(found.c.centre_id)
    )
    knows = {one.centre_id: one.since for one in rows}
    for id_, since in (await centres_in(db, incident_id)).items():
        knows[id_] = min(since, knows.get(id_, since))
    return knows


_PROPOSALS_LOCK = text("SELECT pg_advisory_xact_lock(hashtextextended(:pair, 3))")


async def proposed_below_distress(
    db: AsyncSession, *, by: str, to: str, since: datetime
) -> list[datetime]:
    """The instants at which one party proposed an office to another in cases below distress. Until
    the transaction ends nothing else is counted between them."""
    await db.execute(_PROPOSALS_LOCK, {"pair": f"{by} {to}"})
    found = await db.execute(
        select(col(Coordination.proposed_at))
        .join(Incident, col(Incident.id) == col(Coordination.incident_id))
        .where(
            col(Coordination.from_party) == by,
            col(Coordination.to_party) == to,
            col(Coordination.proposed_at) > since,
            col(Incident.phase) != Phase.DISTRESS,
        )
    )
    return list(found.scalars())


async def lead_moves(db: AsyncSession, incident_id: UUID, *, party: str) -> list[LeadMove]:
    """The open proposals to lead another case of the same event, as far as the party may know of
    that case; call it under the lock of the case and of those linked with it."""
    event = events_of([incident_id])
    link = and_(
        col(IncidentLink.incident_id) == incident_id,
        col(IncidentLink.other_id) == col(Incident.id),
        col(IncidentLink.state) == LinkState.ACCEPTED,
    )
    rows = await db.execute(
        select(
            col(Incident.id),
            col(Incident.reference),
            col(Coordination.from_party),
            col(Coordination.to_party),
            col(IncidentLink.link_id).is_not(None),
        )
        .join(event, event.c.id == col(Incident.id))
        .join(Coordination, col(Coordination.incident_id) == col(Incident.id))
        .outerjoin(IncidentLink, link)
        .where(
            col(Incident.id) != incident_id,
            col(Coordination.state) == CoordinationState.PROPOSED,
            col(Coordination.office) == Office.SMC,
        )
        .order_by(col(Incident.reference))
    )
    moves = rows.all()
    if not moves:
        return []
    cut_off = cut_off_from(incident_id, await _event_of(db, incident_id))
    return [
        LeadMove(reference, from_, to, linked)
        for id_, reference, from_, to, linked in moves
        if party not in cut_off[id_]
    ]


async def _event_of(db: AsyncSession, incident_id: UUID) -> dict[UUID, EventMember]:
    """Every case of the event, by id."""
    event = events_of([incident_id])
    found = await db.execute(
        select(Incident, _LINKED_WITH).join(event, event.c.id == col(Incident.id))
    )
    return {case.id: EventMember(near or (), kept_from(case)) for case, near in found}


def events_of(incident_ids: Iterable[UUID]) -> CTE:
    """By case (`root`) those of its event (`id`), itself among them: all that are linked with it,
    directly or over others, where both leads have said so."""
    return _events(col(Incident.id).in_(incident_ids))


def _events(wanted: ColumnElement[bool]) -> CTE:
    event = (
        select(col(Incident.id).label("root"), col(Incident.id).label("id"))
        .where(wanted)
        .cte("event", recursive=True)
    )
    step = (
        select(event.c.root, col(IncidentLink.other_id))
        .join(IncidentLink, col(IncidentLink.incident_id) == event.c.id)
        .where(col(IncidentLink.state) == LinkState.ACCEPTED)
    )
    return event.union(step)


@dataclass(slots=True)
class _Joined:
    """The cases that a case is linked with, and the farther ones of its event."""

    links: list[Linked] = field(default_factory=list)
    farther: list[FartherCase] = field(default_factory=list)

    @property
    def smc_ids(self) -> set[UUID | None]:
        """The centres that coordinate the other cases."""
        near = {one.smc_centre_id for one in self.links}
        return near | {one.smc_centre_id for one in self.farther}


@cache
def _links_of_cases(*, by_reader: bool) -> Select[*tuple[Any, ...]]:
    """The links of the cases `ids` and the rest of their events, each with whether the party
    `party` is involved in the other case. Cached by form: building it costs more than running."""
    involved: ColumnElement[bool] = literal(value=False)
    if by_reader:
        involved = col(Incident.id).in_(involving(bindparam("party", type_=Text())))
    ids = any_(bindparam("ids", type_=UUIDS))
    event = _events(col(Incident.id) == ids)
    direct: Select[*tuple[Any, ...]] = select(
        col(IncidentLink.incident_id).label("root"), col(IncidentLink.other_id).label("id")
    ).where(col(IncidentLink.incident_id) == ids)
    pairs = union(select(event.c.root, event.c.id), direct).subquery("pairs")
    return (
        select(
            pairs.c.root,
            IncidentLink,
            Incident,
            involved,
            event.c.id.is_not(None),
            _LINKED_WITH,
        )
        .join(Incident, col(Incident.id) == pairs.c.id)
        .outerjoin(
            IncidentLink,
            and_(
                col(IncidentLink.incident_id) == pairs.c.root,
                col(IncidentLink.other_id) == pairs.c.id,
            ),
        )
        .outerjoin(event, and_(event.c.root == pairs.c.root, event.c.id == pairs.c.id))
        .where(pairs.c.root != pairs.c.id)
        .order_by(col(Incident.reference))
    )


async def _links(
    db: AsyncSession, ids: Sequence[UUID], *, now: datetime, reader: CaseReader | None
) -> dict[UUID, _Joined]:
    """The links of each case and the rest of its event, with those who see the other one: of all,
    or only the reader."""
    party = None if reader is None else reader.party
    found = await db.execute(_links_of_cases(by_reader=bool(party)), {"ids": ids, "party": party})
    rows = [
        (root, link, other, mine, is_in_event, near)
        for root, link, other, mine, is_in_event, near in found
    ]
    readers: dict[UUID, frozenset[str]] = {}
    if reader is None:
        others = list({other.id: other for _, _, other, *_ in rows}.values())
        access = await access_by_party(db, others, now=now)
        readers = {id_: frozenset(levels) for id_, levels in access.items()}
    else:
        for _, _, other, mine, *_ in rows:
            sees = await reader.access_to(other, involved=mine) is not None
            readers[other.id] = frozenset({reader.party} if sees else ())
    cut_off = _cut_off(rows)
    result: dict[UUID, _Joined] = defaultdict(_Joined)
    for root, link, other, _, is_in_event, _ in rows:
        closed = other.state is IncidentState.CLOSED
        smc_id = None if closed else other.smc_centre_id
        if is_in_event and (link is None or link.state is not LinkState.ACCEPTED):
            far = FartherCase(other, readers[other.id], cut_off[root][other.id], smc_id)
            result[root].farther.append(far)
        if link is None:
            continue
        view = LinkView(
            id=link.link_id,
            state=link.state,
            incident_id=other.id,
            reference=other.reference,
            party=other.lead_party,
            asked=link.asked,
            reason=link.reason,
        )
        result[root].links.append(
            Linked(view, readers[other.id], kept_from(other), link.at, smc_id)
        )
    return result


_EventRow = tuple[UUID, IncidentLink | None, Incident, bool, bool, Sequence[UUID] | None]

_other_link: Final = aliased(IncidentLink)
_LINKED_WITH: Final = (
    select(func.array_agg(col(_other_link.other_id)))
    .where(col(_other_link.incident_id) == col(Incident.id))
    .where(col(_other_link.state) == LinkState.ACCEPTED)
    .correlate(Incident)
    .scalar_subquery()
)
"""The ids of the cases that a case is linked with by the word of both leads; null: with none."""


def _cut_off(rows: Iterable[_EventRow]) -> dict[UUID, dict[UUID, frozenset[str]]]:
    """By case and other case of its event, the parties that read nothing of that one."""
    events: dict[UUID, dict[UUID, EventMember]] = defaultdict(dict)
    for root, link, other, _, is_in_event, near in rows:
        if not is_in_event:
            continue
        events[root][other.id] = EventMember(near or (), kept_from(other))
        if link is not None and link.state is LinkState.ACCEPTED:
            first = events[root].get(root, EventMember(()))
            events[root][root] = EventMember([*first.linked_with, other.id])
    return {root: cut_off_from(root, cases) for root, cases in events.items()}


async def link_between(db: AsyncSession, incident_id: UUID, other_id: UUID) -> IncidentLink | None:
    """The link of the one case to the other, proposed or accepted; call it under their locks."""
    return await db.get(IncidentLink, (incident_id, other_id), populate_existing=True)


async def access_link(db: AsyncSession, incident_id: UUID, link_id: UUID) -> IncidentLink:
    """The link of a case, which the caller's party leads, or NotFound."""
    query = select(IncidentLink).where(
        col(IncidentLink.incident_id) == incident_id, col(IncidentLink.link_id) == link_id
    )
    found = (await db.execute(query)).scalar_one_or_none()
    if found is None:
        raise NotFound("link")
    return found


async def alarm_of(db: AsyncSession, alarm_id: UUID) -> CaseAlarm | None:
    """An alarm of a case, for the platform's own work."""
    return await db.get(CaseAlarm, alarm_id, populate_existing=True)


async def alarms_of(db: AsyncSession, incident_id: UUID, party: str) -> Sequence[CaseAlarm]:
    """The alarms of a case for the party's centres; call it under the case's lock."""
    query = select(CaseAlarm).where(
        col(CaseAlarm.incident_id) == incident_id, col(CaseAlarm.party_code) == party
    )
    found = await db.scalars(query.execution_options(populate_existing=True))
    return found.all()


async def ringing_unwritten(db: AsyncSession, ids: Collection[UUID]) -> list[tuple[UUID, str]]:
    """The cases among the things of which nothing was written for too long, each with the instant
    of the next look. Nothing else of them is told."""
    since = col(Incident.unwritten)["since"].astext
    query = select(col(Incident.id), col(Incident.unwritten)["look_at"].astext).where(
        col(Incident.id).in_(ids), since.is_not(None)
    )
    return [(id_, look_at) for id_, look_at in await db.execute(query)]


async def asking_heard(db: AsyncSession, ids: Collection[UUID]) -> list[tuple[UUID, bool]]:
    """The cases among the things of which it was looked whether help is asked for, each with
    whether it rings that it is short. Nothing else of them is told."""
    clock = col(Incident.unasked)
    query = select(col(Incident.id), clock["since"].astext.is_not(None)).where(
        col(Incident.id).in_(ids),
        func.jsonb_typeof(clock) == "object",
        clock["look_at"].astext.is_(None),
    )
    return [(id_, rings) for id_, rings in await db.execute(query)]
