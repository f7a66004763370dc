"""Clauses that conflict: by table, and never where the two rules on precedence agree."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, box

from sar.agreements.clauses import AssetFacts, ClearanceClause, CostClause, TermPlain
from sar.agreements.conflicts import conflicts, only
from sar.agreements.sentences import sentence
from sar.agreements.terms import asset_grant
from sar.agreements.words import (
    AssetService,
    Awareness,
    ClearanceMode,
    ClockName,
    CostRule,
    Dimension,
    Kind,
    Phase,
    Situation,
    Visibility,
)
from tests.pure.agreements.plain import DAY, NOW, term

OLD, NEW = "OLD", "NEW"
WEST, EAST = MultiPolygon([box(10, 33, 12, 36)]), MultiPolygon([box(14, 33, 16, 36)])


def clause(mode: ClearanceMode, *kinds: Kind, **fields: Any) -> tuple[ClearanceClause, ...]:
    return (ClearanceClause(mode, kinds, **fields),)


def found(new: dict[str, Any], old: dict[str, Any]) -> list[Dimension]:
    tried = term(agreement=NEW, **new)
    return [one.dimension for one in conflicts([tried], [term(agreement=OLD, **old)])]


LESS_AND_MORE: dict[Dimension, tuple[dict[str, Any], dict[str, Any]]] = {
    Dimension.VISIBILITY: (
        {"visibility": Visibility.EXISTENCE},
        {"visibility": Visibility.POSITION},
    ),
    Dimension.INCIDENT_AWARENESS: (
        {"incident_awareness": Awareness.NONE},
        {"incident_awareness": Awareness.COARSE},
    ),
    Dimension.MAY_REQUEST: ({"may_request": False}, {"may_request": True}),
    Dimension.CLOCKS: (
        {"clocks": {ClockName.ANSWER: 60}},
        {"clocks": {ClockName.ANSWER: 30, ClockName.REFERRAL: 90}},
    ),
    Dimension.CLEARANCES: (
        {"clearances": clause(ClearanceMode.REQUEST, lead_minutes=60)},
        {"clearances": clause(ClearanceMode.NOTIFY)},
    ),
    Dimension.COSTS: (
        {"costs": CostClause(CostRule.FULL)},
        {"costs": CostClause(CostRule.MARGINAL)},
    ),
}


@pytest.mark.parametrize("dimension", LESS_AND_MORE)
def test_a_later_clause_that_says_less_does_not_hold(dimension: Dimension) -> None:
    less, more = LESS_AND_MORE[dimension]
    assert found(less, more) == [dimension]
    assert found(more, less) == [], "the later one holds by either rule"
    assert found(less, less) == []


@pytest.mark.parametrize("topic", ["command", "liability", "crew_status", "data_use"])
def test_texts_that_differ_are_both_quoted(topic: str) -> None:
    tried, other = term(agreement=NEW, **{topic: "A"}), term(agreement=OLD, **{topic: "B"})
    (one,) = conflicts([tried], [other])
    assert (one.dimension, one.quoted) == (topic, True)
    assert found({topic: " the  same "}, {topic: "the same"}) == []
    assert found({topic: "A"}, {}) == []


def test_every_subject_that_a_clause_can_speak_of_is_told() -> None:
    texts = {Dimension.COMMAND, Dimension.LIABILITY, Dimension.CREW_STATUS, Dimension.DATA_USE}
    assert {*LESS_AND_MORE} | texts == {*Dimension}


LESS, MORE = LESS_AND_MORE[Dimension.VISIBILITY]
ASKED, LET_IN = LESS_AND_MORE[Dimension.CLEARANCES]

APART: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "another grantor": (LESS | {"grantor": "ITA"}, MORE | {"grantor": "MLT"}),
    "another grantee": (LESS | {"grantees": ("MLT",)}, MORE | {"grantees": ("TUN",)}),
    "no two parties in common": (LESS, MORE | {"parties": frozenset({"ITA", "LBY"})}),
    "another kind": (LESS | {"kinds": (Kind.VESSEL,)}, MORE | {"kinds": (Kind.AIRCRAFT,)}),
    "another type": (LESS | {"types": ("S8",)}, MORE | {"types": ("A2",)}),
    "a type left out": (LESS | {"types": ("S8",)}, MORE | {"excluded_types": ("S8",)}),
    "another zone": (LESS | {"zone": WEST}, MORE | {"zone": EAST}),
    "another phase": (LESS | {"phases": (Phase.ALERT,)}, MORE | {"phases": (Phase.DISTRESS,)}),
    "another situation": (LESS, MORE | {"situations": (Situation.POLLUTION,)}),
    "other days": (LESS | {"valid_from": NOW}, MORE | {"valid_until": NOW}),
    "the later one prevails": (LESS | {"prevails_over": frozenset({OLD})}, MORE),
    "the earlier one prevails": (LESS, MORE | {"prevails_over": frozenset({NEW})}),
    "units of other kinds enter": (
        {"clearances": clause(ClearanceMode.REQUEST, Kind.VESSEL)},
        {"clearances": clause(ClearanceMode.NOTIFY, Kind.AIRCRAFT)},
    ),
    "units in other services enter": (
        {"clearances": clause(ClearanceMode.REQUEST, services=(AssetService.MILITARY,))},
        {"clearances": clause(ClearanceMode.NOTIFY, services=(AssetService.CIVIL,))},
    ),
    "another clock": ({"clocks": {ClockName.ANSWER: 60}}, {"clocks": {ClockName.REFERRAL: 30}}),
}


@pytest.mark.parametrize("why", APART)
def test_clauses_that_do_not_meet_do_not_conflict(why: str) -> None:
    assert found(*APART[why]) == []


MEET: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "one names a zone": (LESS | {"zone": WEST}, MORE),
    "zones that overlap": (LESS | {"zone": WEST}, MORE | {"zone": WEST}),
    "a kind and a type": (LESS | {"kinds": (Kind.VESSEL,)}, MORE | {"types": ("S8",)}),
    "one for search and rescue": (LESS, MORE | {"situations": (Situation.MASS_RESCUE,)}),
    "days that overlap": (LESS | {"valid_from": NOW}, MORE | {"valid_until": NOW + DAY}),
    "each says that it prevails": (
        LESS | {"prevails_over": frozenset({OLD})},
        MORE | {"prevails_over": frozenset({NEW})},
    ),
    "what is prohibited": (
        {"clearances": clause(ClearanceMode.PRE_CLEARED)},
        {"clearances": clause(ClearanceMode.PROHIBITED, Kind.VESSEL)},
    ),
    "a coarser position": (
        MORE | {"position_precision_nm": 20.0},
        MORE | {"position_delay_minutes": 30},
    ),
    "at sea alone": (LET_IN, {"clearances": clause(ClearanceMode.NOTIFY, landing=True)}),
}


@pytest.mark.parametrize("why", MEET)
def test_clauses_that_may_meet_do(why: str) -> None:
    assert len(found(*MEET[why])) == 1


def test_of_each_pair_of_parties_it_is_said_once_with_all() -> None:
    (one,) = conflicts([term(agreement=NEW, **LESS)], [term(agreement=OLD, grantor="MLT", **MORE)])
    assert one.between == (("MLT", "ITA"), ("MLT", "TUN"))


def test_a_text_of_its_own_that_says_two_things_of_exactly_the_same() -> None:
    less, more = term("Art. 1", **LESS), term("Art. 2", ordinal=2, **MORE)
    for order in ([less, more], [more, less]):
        (one,) = conflicts(order, [])
        assert (one.clause.article, one.other.article) == ("Art. 1", "Art. 2")
    special = replace(more, kinds=(Kind.AIRCRAFT,))
    assert list(conflicts([less, special], [])) == [], "a rule and its exception"
    texts = [replace(less, command="A"), replace(more, command="B")]
    told = [one.dimension for one in conflicts(texts, [])]
    assert sorted(told) == [Dimension.COMMAND, Dimension.VISIBILITY]


def test_a_sentence_of_one_subject_says_nothing_of_the_others() -> None:
    whole = term(may_request=True, command="The SMC commands.", zone=WEST, zone_name="West", **LESS)
    said = sentence(only(whole, Dimension.VISIBILITY))
    assert "know which assets it has" in said
    assert "inside West" in said
    assert "asked" not in said
    assert "commands" not in said


@st.composite
def terms(draw: st.DrawFn, agreement: str) -> TermPlain:
    return term(
        agreement=agreement,
        grantor=draw(st.sampled_from([None, "ITA", "MLT"])),
        kinds=draw(st.sampled_from([(), (Kind.VESSEL,), (Kind.AIRCRAFT,)])),
        excluded_types=draw(st.sampled_from([(), ("S8",)])),
        visibility=draw(st.sampled_from([None, *Visibility])),
        valid_until=draw(st.sampled_from([None, NOW - timedelta(hours=1), NOW + DAY])),
    )


@given(terms(NEW), terms(OLD))
def test_where_it_finds_none_a_newer_clause_is_never_passed_over(
    new: TermPlain, old: TermPlain
) -> None:
    """By the rule that decides on assets: what wins against it is told as a conflict."""
    told = {pair for one in conflicts([new], [old]) for pair in one.between}
    for owner, viewer in (("ITA", "MLT"), ("MLT", "ITA"), ("TUN", "ITA")):
        for asset in (AssetFacts(Kind.VESSEL, "S8"), AssetFacts(Kind.AIRCRAFT, "A2")):
            ruled, alone = (
                asset_grant(some, owner=owner, viewer=viewer, asset=asset, occasions=(), now=NOW)
                for some in ([new, old], [new])
            )
            if alone.winner and ruled.level != alone.level:
                assert (owner, viewer) in told
