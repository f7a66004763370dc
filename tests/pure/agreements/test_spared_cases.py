"""The grants that a party suspends, and the cases that this spares."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest

from sar.agreements.clauses import AssetFacts, Setting, Suspended, TermPlain, UnitPlain
from sar.agreements.clearance_mode import clearance_needed
from sar.agreements.sentences import sentence
from sar.agreements.spared_cases import suspended_from
from sar.agreements.spoken import listed
from sar.agreements.term_document import ClearanceClause, CostClause
from sar.agreements.terms import asset_grant, awareness, clock_limit, costs, may_request
from sar.agreements.words import (
    Awareness,
    ClearanceMode,
    ClockName,
    CostRule,
    Kind,
    Phase,
    Situation,
    Visibility,
)
from sar.geo.state_names import BY_CODE
from tests.pure.agreements.plain import DAY, NOW, term

CASE, OTHER = UUID(int=1), UUID(int=2)
BOTH = frozenset({(CASE, "MLT"), (CASE, "ITA")})


def clause(
    *,
    by: str = "MLT",
    from_at: datetime = NOW,
    running: Iterable[tuple[UUID, str]] = (),
    at_notice: Iterable[tuple[UUID, str]] | None = None,
    withdraws: bool = False,
) -> TermPlain:
    """Each shows and promises the other everything; one has suspended what it grants, or ended its
    part. The cases ran at the notice unless told."""
    spared = frozenset(running)
    early = spared if at_notice is None else frozenset(at_notice)
    return term(
        visibility=Visibility.POSITION,
        incident_awareness=Awareness.FULL,
        may_request=True,
        clocks={ClockName.ANSWER: 7},
        entry=(ClearanceClause(ClearanceMode.PRE_CLEARED),),
        costs=CostClause(CostRule.FULL),
        suspended=(Suspended(by, from_at, spared, early, withdraws),),
    )


def in_case(case: UUID | None, asked_at: datetime | None = None) -> Setting:
    return Setting(Situation.MARITIME, Phase.DISTRESS, None, case, asked_at)


def shown(one: TermPlain, owner: str = "MLT", viewer: str = "ITA") -> bool:
    asset = AssetFacts(Kind.VESSEL, "S9")
    found = asset_grant([one], owner=owner, viewer=viewer, asset=asset, occasions=[], now=NOW)
    return found.level is Visibility.POSITION


def told(one: TermPlain, setting: Setting, owner: str = "MLT", viewer: str = "ITA") -> set[str]:
    """The dimensions in which the clause governs between the two in that setting."""
    about: dict[str, Any] = {
        "owner": owner,
        "requester": viewer,
        "kind": Kind.VESSEL,
        "type_code": "S9",
        "setting": setting,
        "now": NOW,
    }
    rulings = {
        "naming": may_request([one], **about),
        "costs": costs([one], **about),
        "answer": clock_limit(
            [one], ClockName.ANSWER, asker=viewer, asked=owner, setting=setting, now=NOW
        ),
        "awareness": awareness([one], lead=owner, viewer=viewer, setting=setting, now=NOW),
        "entry": clearance_needed(
            [one],
            territory=owner,
            entering=viewer,
            unit=UnitPlain(Kind.VESSEL, "S9"),
            setting=setting,
            now=NOW,
        ),
    }
    return {name for name, found in rulings.items() if found.winner is not None}


ALL = {"naming", "costs", "answer", "awareness", "entry"}


def test_it_holds_until_the_instant_and_not_from_then_on() -> None:
    later, begun = clause(from_at=NOW + DAY), clause(from_at=NOW)
    assert (shown(later), told(later, in_case(CASE))) == (True, ALL)
    assert (shown(begun), told(begun, in_case(CASE))) == (False, set())


def test_what_others_grant_goes_on() -> None:
    one = clause()
    assert shown(one, owner="ITA", viewer="MLT")
    assert told(one, in_case(CASE), owner="ITA", viewer="MLT") == ALL


def test_a_case_in_which_both_took_part_goes_on_as_it_was() -> None:
    one = clause(running=BOTH)
    assert shown(one)
    assert told(one, in_case(CASE)) == ALL
    assert told(one, in_case(OTHER)) == set(), "another case is a new one"
    assert told(one, in_case(None)) == set()


def test_a_case_that_began_after_the_notice_keeps_no_picture() -> None:
    one = clause(running=BOTH, at_notice={(CASE, "MLT")})
    assert not shown(one)
    assert told(one, in_case(CASE)) == ALL


@pytest.mark.parametrize(
    ("running", "left"),
    [
        ({(CASE, "ITA")}, {"entry"}),
        ({(CASE, "MLT")}, set()),
        ({(CASE, "MLT"), (OTHER, "ITA")}, set()),
        ({(CASE, "ITA"), (CASE, "TUN")}, {"entry"}),
    ],
)
def test_both_must_have_taken_part_but_of_entry_who_enters_alone(
    running: set[tuple[UUID, str]], left: set[str]
) -> None:
    one = clause(running=running)
    assert not shown(one)
    assert told(one, in_case(CASE)) == left


def test_a_request_without_a_case_that_was_sent_before_goes_on() -> None:
    one = clause()
    assert told(one, in_case(None, NOW - DAY)) == ALL
    assert told(one, in_case(None, NOW)) == set()


BOTH_WAYS = (("MLT", "ITA"), ("ITA", "MLT"))


@pytest.mark.parametrize(("owner", "viewer"), BOTH_WAYS)
def test_who_ends_its_part_grants_nothing_and_is_granted_nothing(owner: str, viewer: str) -> None:
    later, begun = (clause(from_at=at, withdraws=True) for at in (NOW + DAY, NOW))
    assert (shown(later, owner, viewer), told(later, in_case(CASE), owner, viewer)) == (True, ALL)
    assert (shown(begun, owner, viewer), told(begun, in_case(CASE), owner, viewer)) == (
        False,
        set(),
    )


@pytest.mark.parametrize(("owner", "viewer"), BOTH_WAYS)
def test_what_ran_goes_on_when_a_party_ends_its_part(owner: str, viewer: str) -> None:
    one = clause(running=BOTH, withdraws=True)
    assert shown(one, owner, viewer)
    assert told(one, in_case(CASE), owner, viewer) == ALL
    assert told(one, in_case(OTHER), owner, viewer) == set()
    assert told(one, in_case(None, NOW - DAY), owner, viewer) == ALL
    entering = clause(running={(CASE, viewer)}, withdraws=True)
    assert told(entering, in_case(CASE), owner, viewer) == {"entry"}


@pytest.mark.parametrize(("owner", "viewer"), BOTH_WAYS)
def test_the_others_go_on_among_themselves(owner: str, viewer: str) -> None:
    one = clause(by="TUN", withdraws=True)
    assert shown(one, owner, viewer)
    assert told(one, in_case(None), owner, viewer) == ALL


def test_of_two_notices_each_must_spare_the_case() -> None:
    early, late = (clause(running=BOTH), clause(running={(CASE, "MLT")}, withdraws=True))
    both = replace(early, suspended=early.suspended + late.suspended)
    assert told(both, in_case(CASE)) == set()
    assert suspended_from(both, "MLT", "ITA") == NOW


@pytest.mark.parametrize(
    ("by", "grantee", "says"),
    [("MLT", "ITA", True), ("ITA", "ITA", True), ("TUN", "ITA", False)],
)
def test_the_sentence_says_whose_part_ends_where_it_concerns_it(
    by: str, grantee: str, says: bool
) -> None:
    one = term(
        grantor="MLT",
        grantees=(grantee,),
        parties=frozenset({"ITA", "MLT", "TUN"}),
        visibility=Visibility.READINESS,
        suspended=(Suspended(by, NOW, withdraws=True),),
    )
    assert (f"{by} ends its part here from {NOW:%Y-%m-%d %H:%M}Z" in sentence(one, BY_CODE)) is says


@pytest.mark.parametrize(("by", "says"), [("MLT", True), ("ITA", False)])
def test_the_sentence_says_by_whom_and_from_when(by: str, says: bool) -> None:
    one = term(grantor="MLT", visibility=Visibility.READINESS, suspended=(Suspended(by, NOW),))
    word = f"{by} suspends what it grants here from {NOW:%Y-%m-%d %H:%M}Z"
    assert (word in sentence(one, BY_CODE)) is says


GOES_ON = {
    "pictures": "What is shown of assets goes on while a case is open that both sides took part in"
    " before this was told.",
    "awareness": "What is told of incidents ends then.",
    "entry": "What is said of entry goes on for the cases that whoever enters has taken part in"
    " since before then, also where the State that is entered takes no part, and for what was asked"
    " without a case before then.",
}


def for_both(*spoken: str) -> str:
    """The parts that go on for the cases of both sides."""
    return (
        f"What is said of {listed(spoken)} goes on for the cases that both sides have taken part in"
        " since before then, and for what was asked without a case before then."
    )


@pytest.mark.parametrize(
    ("said", "tails"),
    [
        ({"visibility": Visibility.POSITION}, [GOES_ON["pictures"]]),
        ({"incident_awareness": Awareness.FULL}, [GOES_ON["awareness"]]),
        ({"may_request": False}, [for_both("asking by name")]),
        ({"fuel_points": True}, [for_both("fuel points")]),
        ({"clocks": {ClockName.ANSWER: 5}}, [for_both("time limits")]),
        ({"clocks": {ClockName.ACKNOWLEDGE: 5}}, [for_both("time limits"), GOES_ON["entry"]]),
        ({"clocks": {ClockName.CONDITIONS: 5}}, [GOES_ON["entry"]]),
        ({"entry": (ClearanceClause(ClearanceMode.NOTIFY),)}, [GOES_ON["entry"]]),
        (
            {"costs": CostClause(CostRule.OWN), "command": "Theirs."},
            [for_both("costs", "the words below"), "Command: Theirs."],
        ),
        (
            {
                "visibility": Visibility.EXISTENCE,
                "incident_awareness": Awareness.COARSE,
                "may_request": True,
                "entry": (ClearanceClause(ClearanceMode.NOTIFY),),
            },
            [
                GOES_ON["pictures"],
                GOES_ON["awareness"],
                for_both("asking by name"),
                GOES_ON["entry"],
            ],
        ),
    ],
)
def test_the_sentence_says_what_goes_on_by_what_the_clause_says(
    said: dict[str, Any], tails: list[str]
) -> None:
    one = term(grantor="MLT", suspended=(Suspended("MLT", NOW),), **said)
    _, _, tail = sentence(one, BY_CODE).partition("suspends what it grants here from ")
    assert tail == " ".join([f"{NOW:%Y-%m-%d %H:%M}Z.", *tails])


def test_what_begins_at_one_instant_has_one_tail() -> None:
    both = (Suspended("MLT", NOW), Suspended("MLT", NOW, withdraws=True))
    one = term(grantor="MLT", visibility=Visibility.POSITION, suspended=both)
    told = sentence(one, BY_CODE)
    assert "MLT suspends what it grants" in told
    assert "MLT ends its part" in told
    assert told.count(GOES_ON["pictures"]) == 1
    later = replace(one, suspended=(both[0], replace(both[1], from_at=NOW + DAY)))
    assert sentence(later, BY_CODE).count(GOES_ON["pictures"]) == 2
