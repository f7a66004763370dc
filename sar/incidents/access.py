"""Access to cases: the parties involved in each, and the access of every party."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    any_,
    bindparam,
    exists,
    select,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped
from sqlmodel import col

from sar.agreements.clauses import Setting, TermPlain
from sar.agreements.grants_sql import UUIDS
from sar.agreements.load import load_terms
from sar.agreements.terms import aware_parties, awareness
from sar.agreements.words import Awareness, Phase
from sar.incidents.informing_views import InvolvedView
from sar.incidents.models import Incident, Involved
from sar.incidents.newest_sheet import has_left_distress
from sar.incidents.words import IncidentAccess, IncidentState
from sar.parties import visible as directory

AccessByParty = dict[str, IncidentAccess]
"""The access of each party to one case, by party code; absent: none."""


def kept_from(incident: Incident) -> frozenset[str]:
    """The parties that are not to be told of the case."""
    return frozenset(one["party"] for one in incident.kept_from if one["party"])


def is_held_back(incident: Incident) -> bool:
    """Whether words stand on the case that name no party known here, of one that is not to be told:
    until it is settled whom they mean the platform itself tells nobody. A party that is asked by
    people is told."""
    return any(not one["party"] for one in incident.kept_from)


IDS: Final = bindparam("ids", type_=UUIDS)
NAMED: Final[ColumnElement[bool]] = col(Incident.id) == any_(IDS)
"""One of the cases `ids`, for statements that are built once. Its contrary is `!= all_(IDS)`: the
negation that SQLAlchemy writes, `<> ANY`, means something else."""


def involving(party: str | BindParameter[str]) -> Select[UUID]:
    """The ids of the cases that the party is involved in, to narrow a statement with."""
    return select(col(Involved.incident_id)).where(col(Involved.party_code) == party)


async def involved_in(db: AsyncSession, party: str, ids: Collection[UUID]) -> set[UUID]:
    """The ids, of these, of cases that the party is involved in."""
    found = involving(party).where(col(Involved.incident_id).in_(ids))
    return set(await db.scalars(found))


def in_distress(incident_id: Mapped[UUID | None]) -> ColumnElement[bool]:
    """Whether the case that a row names is in distress, whoever asks; without a case: no."""
    this = col(Incident.id) == incident_id
    return exists().where(this, col(Incident.phase) == Phase.DISTRESS)


def in_exercise(incident_id: Mapped[UUID | None]) -> ColumnElement[bool]:
    """Whether the case that a row names is an exercise, whoever asks; without a case: no."""
    return exists().where(col(Incident.id) == incident_id, col(Incident.exercise))


@dataclass(slots=True)
class CaseReader:
    """One party's access to cases; the terms that give it awareness are loaded once, if needed.

    The party is a caller's, so that it has joined: one that is only listed has no keys.
    """

    db: AsyncSession
    party: str
    now: datetime
    _sharing: list[TermPlain] | None = None

    async def sharing(self) -> list[TermPlain]:
        """The terms in force by which other parties may share their cases with it."""
        if self._sharing is None:
            terms = await load_terms(self.db, now=self.now, parties=[self.party])
            self._sharing = [term for term in terms if term.incident_awareness is not None]
        return self._sharing

    async def others_sharing(self) -> set[str]:
        """The other parties of those terms: no other's case is seen without being involved."""
        return {party for term in await self.sharing() for party in term.parties} - {self.party}

    async def access_to(self, incident: Incident, *, involved: bool) -> IncidentAccess | None:
        """Its access to a case, None without any; as `access_by_party` gives it to all."""
        if involved:
            return IncidentAccess.INVOLVED
        if incident.state is IncidentState.CLOSED or is_held_back(incident):
            return None
        if self.party in kept_from(incident):
            return None
        ruling = awareness(
            await self.sharing(),
            lead=incident.lead_party,
            viewer=self.party,
            setting=setting(incident),
            now=self.now,
        )
        level = ruling.awareness
        return None if level is Awareness.NONE else IncidentAccess(level)


async def access_of(
    reader: CaseReader, incidents: Sequence[Incident]
) -> dict[UUID, IncidentAccess]:
    """The reader's access to the cases, by id; absent: none."""
    ids = [incident.id for incident in incidents]
    mine = involving(reader.party).where(col(Involved.incident_id).in_(ids))
    involved = set((await reader.db.execute(mine)).scalars())
    access = {i.id: await reader.access_to(i, involved=i.id in involved) for i in incidents}
    return {id_: level for id_, level in access.items() if level is not None}


async def involvements(
    db: AsyncSession, incident_ids: Collection[UUID]
) -> dict[UUID, list[InvolvedView]]:
    """The parties involved in each case, with reasons and the instant it began."""
    if not incident_ids:
        return defaultdict(list)
    rows = await db.execute(_INVOLVED, {"ids": list(incident_ids)})
    result: dict[UUID, list[InvolvedView]] = defaultdict(list)
    for incident_id, party, why, since, until in rows:
        view = InvolvedView(party=party, why=why, since=since, led_until=until)
        result[incident_id].append(view)
    return result


_INVOLVED: Final = (
    select(
        col(Involved.incident_id),
        col(Involved.party_code),
        col(Involved.why),
        col(Involved.since),
        col(Involved.led_until),
    )
    .where(col(Involved.incident_id) == any_(IDS))
    .order_by(col(Involved.since), col(Involved.party_code))
)


async def centres_in(db: AsyncSession, incident_id: UUID) -> dict[UUID, datetime]:
    """The centres that have a part in the case themselves, each with the instant since when."""
    rows = await db.scalars(
        select(col(Involved.centres)).where(col(Involved.incident_id) == incident_id)
    )
    return {
        UUID(one["centre_id"]): datetime.fromisoformat(one["since"])
        for centres in rows
        for one in centres
    }


async def access_by_party(
    db: AsyncSession, incidents: Sequence[Incident], *, now: datetime
) -> dict[UUID, AccessByParty]:
    """The access of every joined party to each of the cases."""
    ids = [incident.id for incident in incidents]
    involved = await involvements(db, ids)
    result: dict[UUID, AccessByParty] = {
        id_: {row.party: IncidentAccess.INVOLVED for row in involved[id_]} for id_ in ids
    }
    open_ones = [
        i for i in incidents if i.state is not IncidentState.CLOSED and not is_held_back(i)
    ]
    if not open_ones:
        return result
    terms = await load_terms(db, now=now, parties={i.lead_party for i in open_ones})
    sharing = [term for term in terms if term.incident_awareness is not None]
    joined = set(await directory.joined(db)) if sharing else set()
    for incident in open_ones:
        aware = aware_parties(sharing, lead=incident.lead_party, setting=setting(incident), now=now)
        told = aware.keys() & joined - result[incident.id].keys()
        for party in told - kept_from(incident):
            result[incident.id][party] = IncidentAccess(aware[party])
    return result


def setting(incident: Incident) -> Setting:
    """The facts of the case that terms ask for."""
    return Setting(
        incident.situation,
        incident.phase,
        incident.datum,
        incident.id,
        left_distress=has_left_distress(incident.assessment),
        region_led_by=(
            incident.lead_party if incident.region_centre_id == incident.lead_centre_id else None
        ),
    )
