"""The effect of a party's suspension of what it grants, or of the end of its part, and the cases
that it spares."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from sar.agreements.clauses import Setting, Suspended, TermPlain


def suspended_from(term: TermPlain, grantor: str, grantee: str) -> datetime | None:
    """The instant from which what the grantor grants the grantee by the term's version is suspended
    or ends between the two, begun or to come."""
    ats = (one.from_at for one in term.suspended if one.concerns(grantor, grantee))
    return min(ats, default=None)


def begun(term: TermPlain, now: datetime) -> tuple[Suspended, ...]:
    """The suspensions of its version, and the ends of parties' parts, that have begun."""
    return tuple(one for one in term.suspended if one.from_at <= now)


def shares(term: TermPlain, grantor: str, grantee: str, now: datetime) -> bool:
    """Whether what the grantor shows the grantee by the term is not suspended between the two.

    It goes on as long as a case is open in which both took part before the suspension was told: no
    case that the grantee opens, or draws the grantor into, meanwhile keeps it alive.
    """
    return all(
        not _cases(said, grantor).isdisjoint(_cases(said, grantee))
        for said in _between(term, grantor, grantee, now)
    )


def _between(term: TermPlain, grantor: str, grantee: str, now: datetime) -> Iterator[Suspended]:
    return (one for one in begun(term, now) if one.concerns(grantor, grantee))


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
    parties = (grantee,) if entry else (grantor, grantee)
    return all(_spares(said, parties, setting) for said in _between(term, grantor, grantee, now))


def _spares(said: Suspended, parties: tuple[str, ...], setting: Setting) -> bool:
    if setting.asked_at is not None and setting.asked_at < said.from_at:
        return True
    case = setting.incident_id
    return case is not None and all((case, party) in said.running for party in parties)
