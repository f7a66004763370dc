"""Candidates of matching that tests begin with."""

from dataclasses import replace

from sar.matching.candidate import Candidate


def seen_with(candidate: Candidate, **changes: object) -> Candidate:
    """The candidate, with something else seen of it."""
    return replace(candidate, seen=replace(candidate.seen, **changes))  # type: ignore[arg-type] # any field
