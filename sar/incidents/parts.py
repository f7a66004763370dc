"""Parts of cases besides their rows, as the views of them are drawn, and the centres they name.

An access module, behind `incidents.visible`.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Row,
    Select,
    Text,
    and_,
    any_,
    bindparam,
    exists,
    func,
    not_,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from sqlmodel import col

from sar.agreements.grants_sql import UUIDS
from sar.alerts import rows as alerts
from sar.alerts.presenting import alert_views, exhausted_at, proposed_by
from sar.alerts.rows import Alerting
from sar.geo.columns import PointColumn
from sar.geo.position import LatLon
from sar.incidents import place_presenting
from sar.incidents.access import CaseReader, kept_from
from sar.incidents.alarm_keys import is_on
from sar.incidents.centre_ref import CentreRef
from sar.incidents.coordination import answer_due_at
from sar.incidents.coordination_views import CoordinationView
from sar.incidents.informing_views import InvolvedView
from sar.incidents.linked_cases import links_of
from sar.incidents.models import CaseAlarm, Coordination, Incident, Involved, ReportedPosition
from sar.incidents.newest_sheet import is_distress_still
from sar.incidents.place_views import ReportedPositionView
from sar.incidents.presenting import Parts, raised
from sar.incidents.words import CoordinationState
from sar.parties.models import Centre, Party
from sar.wire import JsonObject

LATEST_POSITIONS: Final = 3
"""So many reported positions are shown, the newest; the list has all."""


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
    links = await links_of(db, ids, now=now, reader=reader)
    codes = {code for incident in incidents for code in incident.still_to_be_called}
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
    count = select(func.count()).select_from(ReportedPosition).where(_reported_of_case())
    return select(
        col(Incident.id),
        _as_json(_involved_rows()).label("involved"),
        _as_json(_proposal_rows()).label("proposals"),
        _as_json(_latest_reports()).label("latest"),
        _as_json(_alarm_rows()).label("alarms"),
        count.correlate(Incident).scalar_subquery().label("reported"),
    ).where(col(Incident.id) == any_(bindparam("ids", type_=UUIDS)))


def _involved_rows() -> Select[*tuple[Any, ...]]:
    """The parties involved, in the order in which they became so."""
    return (
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


def _proposal_rows() -> Select[*tuple[Any, ...]]:
    """The proposals that are open, or declined and not made anew."""
    return (
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


def _latest_reports() -> Select[*tuple[Any, ...]]:
    """The newest of the positions reported."""
    flat = func.geometry(type_coerce(col(ReportedPosition.point), PointColumn()))
    return (
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
        .where(_reported_of_case())
        .order_by(col(ReportedPosition.reported_at).desc(), col(ReportedPosition.id).desc())
        .limit(LATEST_POSITIONS)
    )


def _reported_of_case() -> ColumnElement[bool]:
    return col(ReportedPosition.incident_id) == col(Incident.id)


def _alarm_rows() -> Select[*tuple[Any, ...]]:
    """The alarms kept, each with whether there is news of alerts to contacts."""
    return (
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
