"""Clauses that conflict: by table, and never where the two rules on precedence agree."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import combinations, groupby
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, box

from sar.agreements.clauses import AssetFacts, OccasionPlain, Suspended, TermPlain, effective
from sar.agreements.conflicts import ClauseConflict, Comparison, only
from sar.agreements.sentences import sentence
from sar.agreements.term_document import ClearanceClause, CostClause
from sar.agreements.terms import asset_grant
from sar.agreements.words import (
    AssetService,
    Awareness,
    ClauseKind,
    ClearanceMode,
    ClockName,
    CostRule,
    Dimension,
    Kind,
    Phase,
    Situation,
    Visibility,
)
from sar.geo.state_names import BY_CODE
from tests.bytecode import instructions_of
from tests.pure.agreements.plain import DAY, IN_FORCE, NOW, term

OLD, NEW = "OLD", "NEW"
WEST, EAST = MultiPolygon([box(10, 33, 12, 36)]), MultiPolygon([box(14, 33, 16, 36)])


def conflicts(
    tried: list[TermPlain], others: list[TermPlain], *, at: datetime
) -> Iterator[ClauseConflict]:
    return Comparison(tried).conflicts_at(others, at)


def clause(mode: ClearanceMode, *kinds: ClauseKind, **fields: Any) -> tuple[ClearanceClause, ...]:
    return (ClearanceClause(mode, kinds, **fields),)


def found(new: dict[str, Any], old: dict[str, Any]) -> list[Dimension]:
    return [one.dimension for one in told(new, old)]


def told(new: dict[str, Any], old: dict[str, Any]) -> list[ClauseConflict]:
    return list(
        conflicts([term(**({"agreement": NEW} | new))], [term(agreement=OLD, **old)], at=NOW)
    )


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
    Dimension.FUEL_POINTS: ({"fuel_points": False}, {"fuel_points": True}),
    Dimension.CLOCKS: (
        {"clocks": {ClockName.ANSWER: 60}},
        {"clocks": {ClockName.ANSWER: 30, ClockName.REFERRAL: 90}},
    ),
    Dimension.CLEARANCES: (
        {"entry": clause(ClearanceMode.REQUEST, lead_minutes=60)},
        {"entry": clause(ClearanceMode.NOTIFY)},
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
    (one,) = told({topic: "A"}, {topic: "B"})
    assert (one.dimension, one.beside) == (topic, True)
    (beaten,) = told({topic: "A"}, {topic: "B", "prevails_over": frozenset({NEW})})
    assert not beaten.beside
    assert found({topic: " the  same "}, {topic: "the same"}) == []
    assert found({topic: "A"}, {}) == []


def test_every_subject_that_a_clause_can_speak_of_is_told() -> None:
    texts = {Dimension.COMMAND, Dimension.LIABILITY, Dimension.CREW_STATUS, Dimension.DATA_USE}
    assert {*LESS_AND_MORE} | texts == {*Dimension}


AIR = ClauseKind.AIRCRAFT
HELICOPTER = ClauseKind.HELICOPTER
LESS, MORE = LESS_AND_MORE[Dimension.VISIBILITY]
ASKED, LET_IN = LESS_AND_MORE[Dimension.CLEARANCES]

APART: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "another grantor": (LESS | {"grantor": "ITA"}, MORE | {"grantor": "MLT"}),
    "another grantee": (LESS | {"grantees": ("MLT",)}, MORE | {"grantees": ("TUN",)}),
    "no two parties in common": (LESS, MORE | {"parties": frozenset({"ITA", "LBY"})}),
    "another kind": (
        LESS | {"kinds": (ClauseKind.VESSEL,)},
        MORE | {"kinds": (ClauseKind.AIRCRAFT,)},
    ),
    "a helicopter and an aeroplane": (
        LESS | {"kinds": (ClauseKind.HELICOPTER,)},
        MORE | {"kinds": (ClauseKind.AEROPLANE, ClauseKind.VESSEL)},
    ),
    "helicopters are governed by the newer one": (
        {"entry": clause(ClearanceMode.REQUEST) + clause(ClearanceMode.NOTIFY, HELICOPTER)},
        {"entry": clause(ClearanceMode.NOTIFY, HELICOPTER), "kinds": (HELICOPTER,)},
    ),
    "another type": (LESS | {"types": ("S8",)}, MORE | {"types": ("A2",)}),
    "a type left out": (LESS | {"types": ("S8",)}, MORE | {"excluded_types": ("S8",)}),
    "another zone": (LESS | {"zone": WEST}, MORE | {"zone": EAST}),
    "another phase": (ASKED | {"phases": (Phase.ALERT,)}, LET_IN | {"phases": (Phase.DISTRESS,)}),
    "another situation": (ASKED, LET_IN | {"situations": (Situation.POLLUTION,)}),
    "other days": (LESS | {"valid_from": NOW}, MORE | {"valid_until": NOW}),
    "the later one prevails": (LESS | {"prevails_over": frozenset({OLD})}, MORE),
    "the older version ends before": (
        LESS | {"valid_from": NOW + 9 * DAY},
        MORE | {"instants": replace(IN_FORCE, valid_until=NOW + DAY)},
    ),
    "its kind is governed by the newer one": (
        {"entry": clause(ClearanceMode.REQUEST) + clause(ClearanceMode.PRE_CLEARED, AIR)},
        {"entry": clause(ClearanceMode.NOTIFY, AIR)},
    ),
    "a prohibition that its own exception lifts": (
        {"entry": clause(ClearanceMode.NOTIFY, AIR)},
        {"entry": clause(ClearanceMode.PROHIBITED) + clause(ClearanceMode.REQUEST, AIR)},
    ),
    "what both say of the units that both let in": (
        {"entry": clause(ClearanceMode.NOTIFY)},
        {"entry": clause(ClearanceMode.NOTIFY, unarmed=True)},
    ),
    "the same, cited first": (
        {"entry": clause(ClearanceMode.NOTIFY), "agreement": "ZULU"},
        {"entry": clause(ClearanceMode.NOTIFY, unarmed=True)},
    ),
    "a term for other units": (
        {"entry": clause(ClearanceMode.REQUEST, ClauseKind.VESSEL)},
        {"entry": clause(ClearanceMode.NOTIFY), "kinds": (AIR,)},
    ),
    "units of other kinds enter": (
        {"entry": clause(ClearanceMode.REQUEST, ClauseKind.VESSEL)},
        {"entry": clause(ClearanceMode.NOTIFY, ClauseKind.AIRCRAFT)},
    ),
    "units in other services enter": (
        {"entry": clause(ClearanceMode.REQUEST, services=(AssetService.MILITARY,))},
        {"entry": clause(ClearanceMode.NOTIFY, services=(AssetService.CIVIL,))},
    ),
    "another clock": ({"clocks": {ClockName.ANSWER: 60}}, {"clocks": {ClockName.REFERRAL: 30}}),
}


@pytest.mark.parametrize("why", APART)
def test_clauses_that_do_not_meet_do_not_conflict(why: str) -> None:
    assert found(*APART[why]) == []


MEET: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "one names a zone": (LESS | {"zone": WEST}, MORE),
    "zones that overlap": (LESS | {"zone": WEST}, MORE | {"zone": WEST}),
    "a kind and a type": (LESS | {"kinds": (ClauseKind.VESSEL,)}, MORE | {"types": ("S8",)}),
    "helicopters and all aircraft": (
        LESS | {"kinds": (HELICOPTER,)},
        MORE | {"kinds": (ClauseKind.AIRCRAFT,)},
    ),
    "one for search and rescue": (LESS, MORE | {"situations": (Situation.MASS_RESCUE,)}),
    "days that overlap": (LESS | {"valid_from": NOW}, MORE | {"valid_until": NOW + DAY}),
    "each says that it prevails": (
        LESS | {"prevails_over": frozenset({OLD})},
        MORE | {"prevails_over": frozenset({NEW})},
    ),
    "what is prohibited": (
        {"entry": clause(ClearanceMode.PRE_CLEARED)},
        {"entry": clause(ClearanceMode.PROHIBITED, ClauseKind.VESSEL)},
    ),
    "a coarser position": (
        MORE | {"position_precision_nm": 20.0},
        MORE | {"position_delay_minutes": 30},
    ),
    "a finer position, told later": (
        MORE | {"position_delay_minutes": 30},
        MORE | {"position_precision_nm": 20.0},
    ),
    "the earlier one prevails": (MORE, LESS | {"prevails_over": frozenset({NEW})}),
    "a viewer with two cases": (LESS, MORE | {"situations": (Situation.POLLUTION,)}),
    "cases, whatever assets are named": (
        {"incident_awareness": Awareness.NONE, "kinds": (ClauseKind.VESSEL,)},
        {"incident_awareness": Awareness.COARSE, "kinds": (AIR,)},
    ),
    "a clock, whatever assets are named": (
        {"clocks": {ClockName.ANSWER: 60}, "kinds": (ClauseKind.VESSEL,)},
        {"clocks": {ClockName.ANSWER: 20}, "kinds": (AIR,)},
    ),
}


@pytest.mark.parametrize("why", MEET)
def test_clauses_that_may_meet_do(why: str) -> None:
    assert len(found(*MEET[why])) == 1


def test_of_each_pair_of_parties_it_is_said_once_with_all() -> None:
    (one,) = told(LESS, MORE | {"grantor": "MLT"})
    assert one.between == (("MLT", "ITA"), ("MLT", "TUN"))


def test_a_text_of_its_own_that_says_two_things_of_exactly_the_same() -> None:
    less, more = term("Art. 1", **LESS), term("Art. 2", ordinal=2, **MORE)
    for order in ([less, more], [more, less]):
        (one,) = conflicts(order, [], at=NOW)
        assert (one.clause.article, one.other.article) == ("Art. 1", "Art. 2")
    special = replace(more, kinds=(ClauseKind.AIRCRAFT,))
    assert list(conflicts([less, special], [], at=NOW)) == [], "a rule and its exception"
    texts = [replace(less, command="A"), replace(more, command="B")]
    subjects = [one.dimension for one in conflicts(texts, [], at=NOW)]
    assert sorted(subjects) == [Dimension.COMMAND, Dimension.VISIBILITY]


def test_of_positions_the_finer_of_each_holds() -> None:
    late, coarse = {"position_delay_minutes": 30}, {"position_precision_nm": 20.0}
    for new, old in ((late, coarse), (coarse, late)):
        (one,) = told(MORE | new, MORE | old)
        assert one.beside
    assert found(MORE, MORE | coarse | late) == []


def test_of_equal_ones_the_one_that_is_cited_first_holds() -> None:
    """The order is that of a decision: by the agreement's reference."""
    both: list[dict[str, Any]] = [
        {"costs": CostClause(CostRule.FULL, currency="EUR", rate_per_hour=rate)}
        for rate in (5_000.0, 100.0)
    ]
    dear, cheap = both
    assert found(cheap, dear) == [], "NEW is cited before OLD"
    last = term(agreement="ZULU", **cheap)
    (one,) = conflicts([last], [term(agreement=OLD, **dear)], at=NOW)
    assert (one.dimension, one.beside) == (Dimension.COSTS, False)


def test_what_its_grantor_has_suspended_holds_against_nothing() -> None:
    off = MORE | {"suspended": (Suspended("ITA", NOW - DAY),)}
    (one,) = told(LESS, off)
    assert {grantor for grantor, _ in one.between} == {"MLT", "TUN"}
    to_come = MORE | {"suspended": (Suspended("ITA", NOW + DAY),)}
    (before,) = told(LESS, to_come)
    assert ("ITA", "MLT") in before.between


def test_a_sentence_of_one_subject_says_nothing_of_the_others() -> None:
    whole = term(may_request=True, command="The SMC commands.", zone=WEST, zone_name="West", **LESS)
    said = sentence(only(whole, Dimension.VISIBILITY), BY_CODE)
    assert "know which assets it has" in said
    assert "inside West" in said
    assert "asked" not in said
    assert "commands" not in said


@st.composite
def terms(draw: st.DrawFn, agreement: str) -> TermPlain:
    level = draw(st.sampled_from([None, *Visibility]))
    return term(
        agreement=agreement,
        grantor=draw(st.sampled_from([None, "ITA", "MLT"])),
        kinds=draw(st.sampled_from([(), (ClauseKind.VESSEL,), (ClauseKind.AIRCRAFT,)])),
        excluded_types=draw(st.sampled_from([(), ("S8",)])),
        situations=draw(st.sampled_from([(), (Situation.POLLUTION,)])),
        visibility=level,
        position_precision_nm=draw(st.sampled_from([0.0, 5.0, 20.0])),
        position_delay_minutes=draw(st.sampled_from([0, 30])),
        prevails_over=draw(st.sampled_from([frozenset[str](), frozenset({OLD, NEW})])),
        valid_until=draw(st.sampled_from([None, NOW - timedelta(hours=1), NOW + DAY])),
    )


ASSETS = (AssetFacts(Kind.VESSEL, "S8"), AssetFacts(Kind.AIRCRAFT, "A2"))


def granted(
    some: list[TermPlain], pair: tuple[str, str], asset: AssetFacts
) -> tuple[str | None, tuple[Visibility, float, int]]:
    """The agreement that grants, and what, to a viewer with a case of each kind."""
    grant = asset_grant(
        some,
        owner=pair[0],
        viewer=pair[1],
        asset=asset,
        occasions=[OccasionPlain(one, Phase.DISTRESS) for one in Situation],
        now=NOW,
    )
    by = grant.winner.agreement if grant.winner else None
    return by, (grant.level, grant.precision_nm, grant.delay_minutes)


@given(terms(NEW), terms(OLD))
def test_where_it_finds_none_the_newer_clause_holds_as_it_stands(
    new: TermPlain, old: TermPlain
) -> None:
    """By the rule that decides on assets: whatever else is granted was told as a conflict."""
    known = {pair for one in conflicts([new], [old], at=NOW) for pair in one.between}
    for pair in {("ITA", "MLT"), ("MLT", "ITA"), ("TUN", "ITA")} - known:
        for asset in ASSETS:
            by, alone = granted([new], pair, asset)
            if by is not None:
                assert granted([new, old], pair, asset)[1] == alone


@given(terms(NEW), terms(OLD))
def test_what_it_tells_is_so(new: TermPlain, old: TermPlain) -> None:
    """A clause said to hold against another is the one that decides where both speak."""
    both = effective(new, NOW) and effective(old, NOW)
    for conflict in conflicts([new], [old], at=NOW) if both else ():
        for asset in ASSETS:
            if all(one.names(asset.kind, asset.type_code) for one in (new, old)):
                for pair in conflict.between:
                    by, grant = granted([new, old], pair, asset)
                    assert conflict.beside or by == OLD
                    assert grant != granted([new], pair, asset)[1]


PAIRS_OF = ((None, ()), ("ITA", ()), ("MLT", ("ITA",)), ("TUN", ()))


@st.composite
def texts(draw: st.DrawFn, agreement: str) -> list[TermPlain]:
    """The clauses of a text; some of them say the same of the same."""
    found = []
    for at in range(draw(st.integers(0, 5))):
        grantor, grantees = draw(st.sampled_from(PAIRS_OF))
        one = replace(
            draw(terms(agreement)),
            id=UUID(int=hash((agreement, at)) % 2**128),
            ordinal=at,
            grantor=grantor,
            grantees=grantees,
            entry=draw(st.sampled_from([(), clause(ClearanceMode.NOTIFY), ASKED["entry"]])),
            command=draw(st.sampled_from(["", "A", "B"])),
            zone=draw(st.sampled_from([None, WEST, EAST])),
        )
        off = draw(st.sampled_from([(), (Suspended("ITA", NOW + DAY),)]))
        found.append(replace(one, suspended=off))
    return found


def by_twos(
    tried: list[TermPlain], others: list[TermPlain], at: datetime
) -> Iterator[ClauseConflict]:
    """Each clause compared with every other alone."""
    for other in others:
        for one in tried:
            yield from conflicts([one], [other], at=at)
    for one, another in combinations(tried, 2):
        yield from conflicts([one, another], [], at=at)


def in_order(found: Iterable[ClauseConflict]) -> list[Any]:
    """The order of the clauses; subjects of the same two have none."""
    return [
        (two, sorted((one.dimension, one.between, one.beside) for one in same))
        for two, same in groupby(found, key=lambda one: (one.clause.id, one.other.id))
    ]


@given(texts(NEW), st.lists(st.sampled_from(["A", OLD, "ZULU"]).flatmap(texts), max_size=2))
def test_many_at_several_instants_are_found_as_two_at_one(
    tried: list[TermPlain], others: list[list[TermPlain]]
) -> None:
    beside = list({one.id: one for text in others for one in text}.values())
    compared = Comparison(tried)
    for at, some in ((NOW, beside), (NOW + 2 * DAY, beside[1:]), (NOW, beside)):
        assert in_order(compared.conflicts_at(some, at)) == in_order(by_twos(tried, some, at))


def unlike_days(agreement: str, count: int) -> list[TermPlain]:
    """Clauses that all say something else, each for a day of its own."""
    said = LESS if agreement == NEW else MORE
    return [
        term(
            f"Art. {at}",
            agreement=agreement,
            ordinal=at,
            valid_from=NOW + at * 2 * DAY,
            valid_until=NOW + (2 * at + 1) * DAY,
            **said,
        )
        for at in (range(count) if agreement == NEW else range(10_000, 10_000 + count))
    ]


def searched(compared: Comparison, others: list[TermPlain]) -> int:
    return instructions_of(lambda: list(compared.conflicts_at(others, NOW)))


def test_the_work_of_a_search_has_a_bound() -> None:
    tried, others = unlike_days(NEW, 40), unlike_days(OLD, 1_000)
    once, more = (
        searched(Comparison(tried, allowance=2_000), others[:count]) for count in (200, 1_000)
    )
    assert more < 1.2 * once, "beyond it nothing is compared"


def test_what_a_search_does_not_compare_is_left_and_said() -> None:
    tried, others = unlike_days(NEW, 4), unlike_days(OLD, 10)
    compared = Comparison(tried, allowance=20)
    list(compared.conflicts_at(others, NOW))
    assert 0 < len(compared.left) < len(others)
    compared.allowance = 1_000
    list(compared.conflicts_at(others, NOW))
    assert compared.left == set()


def test_what_was_compared_is_not_compared_again_at_a_later_instant() -> None:
    compared, others = Comparison(unlike_days(NEW, 40)), unlike_days(OLD, 100)
    assert searched(compared, others) > 50 * searched(compared, others)


def test_clauses_on_other_subjects_or_parties_are_not_compared() -> None:
    others = [replace(one, visibility=None, command="A") for one in unlike_days(OLD, 200)]
    strangers = [replace(one, parties=frozenset({"ITA", "LBY"})) for one in unlike_days(OLD, 200)]
    for some in (others, strangers):
        few, many = (searched(Comparison(unlike_days(NEW, n)), some) for n in (20, 100))
        assert many < 1.5 * few
