"""Sentences on what becomes of a clause when a party suspends what it grants, or ends its part.

The rule of what goes on, and for which cases, is that of `spared_cases`, by the clause's words.
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import permutations
from typing import Final

from sar.agreements.clauses import Suspended, TermPlain
from sar.agreements.spoken import day_said, listed
from sar.agreements.terms import OF_ENTRY, RECEIPTS
from sar.geo.state_names import StateNames

_BY_NAME: Final = "asking by name"
_LIMITS: Final = "time limits"
_FUEL: Final = "fuel points"
_TEXTS: Final = "the words below"


def suspended(term: TermPlain, names: StateNames) -> list[str]:
    """The suspensions of the clause by its grantors, the ends of the parts of whoever it concerns,
    from when, and what of it goes on; of those from one instant on, once."""
    by_instant: dict[datetime, list[Suspended]] = {}
    for one in term.suspended:
        if any(
            one.concerns(*pair) and term.grants(*pair) for pair in permutations(term.parties, 2)
        ):
            by_instant.setdefault(one.from_at, []).append(one)
    return [
        " ".join([*(_begins(one, names) for one in said), *_goes_on(term)])
        for said in by_instant.values()
    ]


def _begins(one: Suspended, names: StateNames) -> str:
    does = "ends its part" if one.withdraws else "suspends what it grants"
    return f"{names.of(one.party)} {does} here from {day_said(one.from_at)}."


def _goes_on(term: TermPlain) -> Iterator[str]:
    if shown := [name for name, is_said in _shown(term).items() if is_said]:
        yield (
            f"What is shown of {listed(shown)} goes on while a case is open that both sides took"
            " part in before this was told."
        )
    if term.incident_awareness is not None:
        yield "What is told of incidents ends then."
    if in_case := _in_case(term):
        yield (
            f"What is said of {listed(in_case)} goes on for the cases that both sides have taken"
            " part in since before then, and for what was asked without a case before then."
        )
    if _of_entry(term):
        yield (
            "What is said of entry goes on for the cases that whoever enters has taken part in"
            " since before then, also where the State that is entered takes no part, and for what"
            " was asked without a case before then."
        )


def _shown(term: TermPlain) -> dict[str, bool]:
    return {"assets": term.visibility is not None, "vessels off the air": bool(term.feeds)}


def _in_case(term: TermPlain) -> list[str]:
    """The parts of the term that hold between both sides of a case."""
    texts = term.data_use or term.command or term.liability or term.crew_status
    said = {
        _BY_NAME: term.may_request is not None,
        _FUEL: term.fuel_points is not None,
        _LIMITS: not OF_ENTRY.issuperset(term.clocks),
        "costs": term.costs is not None,
        _TEXTS: bool(texts),
    }
    return [name for name, is_said in said.items() if is_said]


def _of_entry(term: TermPlain) -> bool:
    """Whether it says anything of entry; a limit for receipts holds for requests for entry too."""
    return bool(term.entry) or any(clock in OF_ENTRY | RECEIPTS for clock in term.clocks)
