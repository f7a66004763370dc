"""Finds the need of the other incident that a diverted unit serves."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.assets.catalogue import type_of
from sar.errors import Malformed, Refusal
from sar.matching import fitness
from sar.matching.service import want_of
from sar.requests import rows
from sar.requests.models import Deployment, Need, Request
from sar.requests.state_tables import ASKING


@dataclass(frozen=True, slots=True)
class Service:
    """A need that is asked for, in its request, and how much of it nobody has promised yet."""

    request: Request
    need: Need
    missing: int


async def services(db: AsyncSession, asked: Iterable[Request], lead: str) -> list[Service]:
    """The lead's open needs in these locked requests."""
    requests = [one for one in asked if one.state in ASKING and one.party_code == lead]
    parts = await rows.parts_of(db, requests)
    return [
        Service(request, need, coverage[need.id].missing)
        for request in requests
        for coverage in [parts[request.id].coverage()]
        for need in parts[request.id].needs
        if need.id in coverage
    ]


def against_need(row: Deployment, asked: Iterable[Service], named: UUID | None) -> list[Refusal]:
    """The reasons why the unit does not fit the need named; Malformed when nobody asks for that."""
    if named is None:
        return []
    one = next((one for one in asked if one.need.id == named), None)
    if one is None:
        raise Malformed.at("need_id", "no_such_need", "is not a need of an open request there")
    return list(_misfits(row, one.need))


def served(row: Deployment, asked: Iterable[Service], named: UUID | None) -> Service | None:
    """The need named, while it is asked for; else the only open one that the unit fits."""
    known = list(asked)
    if found := next((one for one in known if one.need.id == named), None):
        return found
    fitting = [one for one in known if one.missing and not any(_misfits(row, one.need))]
    return fitting[0] if len(fitting) == 1 else None


def _misfits(row: Deployment, need: Need) -> Iterator[Refusal]:
    for found in fitness.suits(type_of(row.type_code), row.persons, want_of(need)):
        yield Refusal(found.reason.code, found.reason.sentence, dict(found.reason.params))
