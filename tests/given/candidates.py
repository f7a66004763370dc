"""Candidates of matching that tests begin with, and how they come."""

from dataclasses import replace

from sar.matching.candidate import Candidate
from sar.matching.evaluation import Match
from sar.matching.intercept import Approach


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
