"""Links between cases, and the events that they make up.

An access module, behind `incidents.visible`.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    CTE,
    ColumnElement,
    Select,
    Text,
    and_,
    any_,
    bindparam,
    func,
    literal,
    select,
    union,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from sqlmodel import col

from sar.errors import NotFound
from sar.incidents.access import IDS, NAMED, CaseReader, access_by_party, involving, kept_from
from sar.incidents.coordination_presenting import FartherCase, Linked
from sar.incidents.coordination_views import LinkView
from sar.incidents.models import Coordination, Incident, IncidentLink
from sar.incidents.one_event import EventMember, LeadMove, cut_off_from
from sar.incidents.words import CoordinationState, IncidentState, LinkState, Office


def events_of(wanted: ColumnElement[bool]) -> CTE:
    """By case that is `wanted` (`root`) those of its event (`id`), itself among them: all that are
    linked with it, directly or over others, where both leads have said so."""
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
class LinksOfCase:
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
    event = events_of(NAMED)
    direct: Select[*tuple[Any, ...]] = select(
        col(IncidentLink.incident_id).label("root"), col(IncidentLink.other_id).label("id")
    ).where(col(IncidentLink.incident_id) == any_(IDS))
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


async def links_of(
    db: AsyncSession, ids: Sequence[UUID], *, now: datetime, reader: CaseReader | None
) -> dict[UUID, LinksOfCase]:
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
    result: dict[UUID, LinksOfCase] = defaultdict(LinksOfCase)
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


async def lead_moves(db: AsyncSession, incident_id: UUID, *, party: str) -> list[LeadMove]:
    """The open proposals to lead another case of the same event, as far as the party may know of
    that case; call it under the lock of the case and of those linked with it."""
    event = events_of(col(Incident.id) == incident_id)
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
    event = events_of(col(Incident.id) == incident_id)
    found = await db.execute(
        select(Incident, _LINKED_WITH).join(event, event.c.id == col(Incident.id))
    )
    return {case.id: EventMember(near or (), kept_from(case)) for case, near in found}


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
