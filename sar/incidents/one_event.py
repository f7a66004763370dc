"""Cases of one event: who reads of which, whether one centre coordinates them all, and proposals to
lead that would only swap two leads, or tell of a case that is kept from the asked party (pure).

Linked cases stay two boats until proven one: counts, clocks and tasking stay apart. One event has
one mission coordinator; until a centre has accepted to be it, each goes on with its own case
(SAR Convention, Annex 4.5.4.1; MSC.167(78) 6.7).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from sar.errors import Refusal
from sar.incidents.people.outstanding import PersonsRange, missing_in_numbers
from sar.languages.places import filled


def one_coordinator(centres: Collection[UUID | None]) -> UUID | None:
    """The centre that coordinates all cases of an event, which are given by their coordinators;
    None: they are several. A closed case has none, and is passed over."""
    found = {centre for centre in centres if centre is not None}
    return found.pop() if len(found) == 1 else None


@dataclass(frozen=True, slots=True)
class EventMember:
    """A case of an event: those that it is linked with, and the parties that it is kept from."""

    linked_with: Collection[UUID]
    kept_from: frozenset[str] = frozenset()


def cut_off_from(root: UUID, cases: Mapping[UUID, EventMember]) -> dict[UUID, frozenset[str]]:
    """By each other case of an event, the parties that read nothing of it on the root case: it is
    kept from them, or every chain of links that leads there passes a case that is. A case beyond
    one that is kept from them would tell them that there is one."""
    parties = {party for id_, case in cases.items() if id_ != root for party in case.kept_from}
    found: dict[UUID, set[str]] = {id_: set() for id_ in cases if id_ != root}
    for party in parties:
        told, ahead = {root}, [root]
        while ahead:
            case = cases.get(ahead.pop())
            near = set(case.linked_with if case else ()) - told
            near = {id_ for id_ in near if id_ in cases and party not in cases[id_].kept_from}
            told |= near
            ahead += near
        for id_ in found.keys() - told:
            found[id_].add(party)
    return {id_: frozenset(cut) for id_, cut in found.items()}


@dataclass(frozen=True, slots=True)
class LeadMove:
    """An open proposal that the lead of another case of the event pass from one party to another.

    `is_linked`: that case is linked directly, so that it may be named.
    """

    reference: str
    from_party: str
    to_party: str
    is_linked: bool = True


def against_swapping(
    moves: Collection[LeadMove], *, from_party: str, to_party: str, centre: str
) -> list[Refusal]:
    """The reason why a proposal to lead is refused: with those that are open the lead would go
    round, so that all would be accepted and the event had as many coordinators still."""
    back = [move for move in moves if (move.from_party, move.to_party) == (to_party, from_party)]
    named = [move for move in back if move.is_linked]
    if not named and from_party not in _reached(moves, to_party):
        return []
    if not named:
        said = filled(
            "Proposals of the same event that are open already would pass the lead on from"
            " {centre} back to you: each would lead another's case. Have one of them answered or"
            " withdrawn first.",
            centre=centre,
        )
        return [Refusal("proposals_cross", said, {"centre": centre})]
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
        for move in named
    ]


def _reached(moves: Collection[LeadMove], start: str) -> set[str]:
    """The parties to which the open proposals pass a lead on from that one."""
    found: set[str] = set()
    ahead = [start]
    while ahead:
        at = ahead.pop()
        further = {move.to_party for move in moves if move.from_party == at} - found
        found |= further
        ahead += further
    return found


def against_telling(cases: Collection[str], *, party: str, name: str) -> list[Refusal]:
    """The reason why a party is not made mission coordinator: it would read, as the lead, of linked
    cases that are kept from it. They are given as the proposer knows them, the party by code and by
    its name for the sentence."""
    return [
        Refusal(
            "linked_kept_from",
            filled(
                "{party} cannot be named while this case is linked with {other}, which it would"
                " learn of. Take the link apart first, or speak with the lead of the other case.",
                party=name,
                other=case,
            ),
            {"party": party, "other": case},
        )
        for case in cases
    ]


@dataclass(frozen=True, slots=True)
class SameCase:
    """The facts on which it depends whether a case may be closed as the same as another.

    `missing`, `missing_there`: for how many each is searched; `most`, `most_there`: the most of
    them that anybody has told of; `tasked`: the units at work for the one that is to be closed.
    """

    other: str
    is_linked: bool
    other_is_open: bool
    one_lead: bool
    missing: PersonsRange
    missing_there: PersonsRange
    most: int
    most_there: int
    tasked: tuple[str, ...] = ()


def is_searched_for_there(case: SameCase) -> bool:
    """Whether the other case goes on for as many people at least: for as many as were told of here,
    and for more where nobody knows how many there may be."""
    open_topped = case.missing.most is None and case.missing_there.most is not None
    return case.most <= case.most_there and not open_topped


def against_closing_as(case: SameCase) -> list[Refusal]:
    """Every reason why the case is not closed as the other: two boats until proven one, so that
    nobody is searched for no more, and nothing passes from the one to the other by itself."""
    found = []
    if not case.is_linked:
        said = filled("It is not linked with {other}: link the cases first.", other=case.other)
        found.append(Refusal("not_linked", said))
    if not case.other_is_open:
        said = filled("{other} is not worked on.", other=case.other)
        found.append(Refusal("other_not_open", said))
    if not case.one_lead:
        said = filled(
            "{other} is led by another party: agree first which centre coordinates the event.",
            other=case.other,
        )
        found.append(Refusal("two_leads", said))
    if not is_searched_for_there(case):
        said = filled(
            "{missing} are missing here, and {there} are searched for in {other}: set the number"
            " there first.",
            missing=missing_in_numbers(case.missing),
            there=missing_in_numbers(case.missing_there),
            other=case.other,
        )
        found.append(Refusal("fewer_there", said))
    if case.tasked:
        said = filled(
            "Units are at work for it, which passes to {other} by nobody's word: divert or release"
            " them first: {units}.",
            other=case.other,
            units=", ".join(case.tasked),
        )
        found.append(Refusal("still_tasked", said, {"units": list(case.tasked)}))
    return found
