"""Cases of one event: whether one centre coordinates them all, and proposals that would only swap
two leads (pure).

Linked cases stay two boats until proven one: counts, clocks and tasking stay apart. One event has
one mission coordinator; until a centre has accepted to be it, each goes on with its own case
(SAR Convention, Annex 4.5.4.1; MSC.167(78) 6.7).
"""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sar.errors import Refusal
from sar.languages.places import filled


def one_coordinator(centres: Collection[UUID | None]) -> UUID | None:
    """The centre that coordinates all cases of an event, which are given by their coordinators;
    None: they are several. A closed case has none, and is passed over."""
    found = {centre for centre in centres if centre is not None}
    return found.pop() if len(found) == 1 else None


@dataclass(frozen=True, slots=True)
class LeadMove:
    """An open proposal that the lead of a linked case pass from one party to another."""

    reference: str
    from_party: str
    to_party: str


def against_swapping(
    moves: Collection[LeadMove], *, from_party: str, to_party: str, centre: str
) -> list[Refusal]:
    """Why a proposal to lead is refused: the other lead proposes the opposite, so that both would
    be accepted and the event had two coordinators still."""
    return [
        Refusal(
            "proposals_cross",
            filled(
                "{centre} proposes already that you take over {reference}, of the same event."
                " Answer that first: else each of you would lead the other's case.",
                centre=centre,
                reference=move.reference,
            ),
            {"centre": centre, "reference": move.reference},
        )
        for move in moves
        if (move.from_party, move.to_party) == (to_party, from_party)
    ]
