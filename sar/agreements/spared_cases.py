"""The effect of a party's suspension of what it grants, and the cases that it spares."""

from datetime import datetime
from uuid import UUID

from sar.agreements.clauses import Setting, Suspended, TermPlain


def suspension(term: TermPlain, grantor: str) -> Suspended | None:
    """The grantor's suspension of what it grants under the term's version, begun or to come."""
    return next((one for one in term.suspended if one.grantor == grantor), None)


def begun(term: TermPlain, now: datetime) -> tuple[Suspended, ...]:
    """The suspensions of its version that have begun."""
    return tuple(one for one in term.suspended if one.from_at <= now)


def shares(term: TermPlain, grantor: str, grantee: str, now: datetime) -> bool:
    """Whether what the grantor shows the grantee by the term is not suspended between the two.

    It goes on as long as a case is open in which both took part before the suspension was told: no
    case that the grantee opens, or draws the grantor into, meanwhile keeps it alive.
    """
    said = suspension(term, grantor)
    if said is None or now < said.from_at:
        return True
    return not _cases(said, grantor).isdisjoint(_cases(said, grantee))


def _cases(said: Suspended, party: str) -> set[UUID]:
    return {case for case, one in said.at_notice if one == party}


def stands(
    term: TermPlain,
    grantor: str,
    grantee: str,
    setting: Setting,
    now: datetime,
    *,
    entry: bool = False,
) -> bool:
    """Whether the term is not suspended between the two for this case or request.

    A case in which both have taken part since before the suspension began goes on under it, and a
    request without a case that was sent before. `entry`: the territory's State need not take part
    in the case; it goes on for whoever enters for it.
    """
    said = suspension(term, grantor)
    if said is None or now < said.from_at:
        return True
    if setting.asked_at is not None and setting.asked_at < said.from_at:
        return True
    case, parties = setting.incident_id, (grantee,) if entry else (grantor, grantee)
    return case is not None and all((case, party) in said.running for party in parties)
