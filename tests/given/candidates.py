"""Candidates of matching that tests begin with, and how they come."""

from dataclasses import replace

from sar.matching.candidate import Candidate
from sar.matching.evaluation import Match
from sar.matching.intercept import Approach
from sar.matching.reach import reach


def seen_with(candidate: Candidate, **changes: object) -> Candidate:
    """The candidate, with something else seen of it."""
    return replace(candidate, seen=replace(candidate.seen, **changes))  # type: ignore[arg-type] # any field


def minutes(found: Approach | Match) -> float:
    """The minutes until it is there."""
    assert found.time is not None
    return found.time.total_minutes


def stop_of(found: Approach) -> str | None:
    """The name of the fuel point on its way."""
    assert found.route is not None
    stop = found.route.stop
    return None if stop is None or stop.point is None else stop.point.name


def reach_codes(candidate: Candidate, found: Approach) -> list[str]:
    """The codes of all that its reach says of the way."""
    return [finding.reason.code for finding in reach(candidate, found)]
