"""The clause that governs, dimension by dimension."""

from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.agreements.clauses import AssetFacts, OccasionPlain, Setting, TermPlain, fits, has_occasion
from sar.agreements.term_document import CostClause
from sar.agreements.terms import (
    AssetGrant,
    asset_grant,
    aware_parties,
    awareness,
    costs,
    may_request,
    quotes,
)
from sar.agreements.words import (
    Awareness,
    ClauseKind,
    CostRule,
    Kind,
    Phase,
    Situation,
    Visibility,
)
from sar.geo.areas import parse_area
from sar.geo.position import LatLon
from tests.pure.agreements.plain import DAY, IN_FORCE, NOW, articles, term
from tests.world import box

OFF_LAMPEDUSA, OFF_CRETE = LatLon(35.2, 12.6), LatLon(34.8, 24.0)
STRAIT = parse_area(box(11, 33, 15, 36))
SHIP = AssetFacts(Kind.VESSEL, "S9", OFF_LAMPEDUSA)
HELICOPTER = AssetFacts(Kind.AIRCRAFT, "H1", OFF_CRETE)
DISTRESS_AT_SEA = Setting(Situation.MARITIME, Phase.DISTRESS, OFF_LAMPEDUSA)


def grant(*terms: TermPlain, asset: AssetFacts = SHIP, **asked: Any) -> AssetGrant:
    """The grant by which Malta sees an Italian asset."""
    usual: dict[str, Any] = {"owner": "ITA", "viewer": "MLT", "occasions": [], "now": NOW}
    return asset_grant(terms, asset=asset, **(usual | asked))


def level(*terms: TermPlain, **asked: Any) -> Visibility:
    return grant(*terms, **asked).level


def shows(article: str = "Art. 1", **fields: Any) -> TermPlain:
    return term(article, **({"visibility": Visibility.READINESS} | fields))


# what applies


def test_without_a_term_nothing_is_seen() -> None:
    assert grant() == AssetGrant(level=Visibility.NONE, source="No term shares it")


def test_the_owner_sees_everything() -> None:
    assert level(viewer="ITA") is Visibility.POSITION


@pytest.mark.parametrize(
    ("kind", "fields", "expected"),
    [
        (ClauseKind.HELICOPTER, {"kinds": (ClauseKind.HELICOPTER,)}, True),
        (ClauseKind.HELICOPTER, {"kinds": (ClauseKind.AIRCRAFT,)}, True),
        (ClauseKind.HELICOPTER, {"kinds": (ClauseKind.AEROPLANE,)}, False),
        (ClauseKind.AEROPLANE, {"kinds": (ClauseKind.AIRCRAFT,)}, True),
        (ClauseKind.AIRCRAFT, {"kinds": (ClauseKind.HELICOPTER,)}, False),
        (ClauseKind.UNCREWED, {"kinds": (ClauseKind.HELICOPTER,)}, False),
        (ClauseKind.VESSEL, {"kinds": (ClauseKind.VESSEL,)}, True),
    ],
)
def test_a_term_names_helicopters_and_aircraft_hold_them(
    kind: ClauseKind, fields: dict[str, Any], expected: bool
) -> None:
    assert term("a", **fields).names(kind, "X1") is expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, True),
        ({"grantor": "ITA"}, True),
        ({"grantor": "MLT"}, False),
        ({"grantees": ("MLT", "TUN")}, True),
        ({"grantees": ("TUN",)}, False),
        ({"parties": frozenset({"ITA", "TUN"})}, False),
        ({"parties": frozenset({"MLT", "TUN"})}, False),
        ({"kinds": (Kind.VESSEL,)}, True),
        ({"kinds": (Kind.AIRCRAFT,)}, False),
        ({"types": ("S9",)}, True),
        ({"types": ("H1",)}, False),
        ({"kinds": (Kind.AIRCRAFT,), "types": ("S9",)}, True),
        ({"excluded_types": ("S9",)}, False),
        ({"kinds": (Kind.VESSEL,), "excluded_types": ("S9",)}, False),
        ({"excluded_types": ("H1",)}, True),
        ({"valid_from": NOW}, True),
        ({"valid_from": NOW + DAY}, False),
        ({"valid_until": NOW}, False),
        ({"valid_until": NOW + DAY}, True),
        ({"instants": replace(IN_FORCE, signed_at=None)}, False),
        ({"instants": replace(IN_FORCE, valid_from=NOW)}, True),
        ({"instants": replace(IN_FORCE, valid_from=NOW + DAY)}, False),
        ({"instants": replace(IN_FORCE, valid_until=NOW)}, False),
        ({"instants": replace(IN_FORCE, suspended_at=NOW)}, False),
        ({"instants": replace(IN_FORCE, ended_at=NOW)}, False),
        ({"instants": replace(IN_FORCE, ended_at=NOW + DAY)}, True),
    ],
)
def test_a_term_applies_only_to_whom_and_what_and_when_it_says(
    fields: dict[str, Any], expected: bool
) -> None:
    assert (level(shows(**fields)) is Visibility.READINESS) is expected


@pytest.mark.parametrize(
    ("place", "expected"), [(OFF_LAMPEDUSA, True), (OFF_CRETE, False), (None, False)]
)
def test_a_zone_asks_where_the_asset_is(place: LatLon | None, expected: bool) -> None:
    seen = level(shows(zone=STRAIT), asset=AssetFacts(Kind.VESSEL, "S9", place))
    assert (seen is Visibility.READINESS) is expected


@pytest.mark.parametrize(
    ("phases", "situations", "occasions", "expected"),
    [
        ((Phase.DISTRESS,), (), [], False),
        ((Phase.DISTRESS,), (), [(Situation.MARITIME, Phase.DISTRESS)], True),
        ((Phase.DISTRESS,), (), [(Situation.MARITIME, Phase.ALERT)], False),
        ((), (Situation.MARITIME,), [(Situation.MARITIME, Phase.ALERT)], True),
        (
            (Phase.DISTRESS,),
            (Situation.MARITIME,),
            [(Situation.MARITIME, Phase.ALERT), (Situation.LAND, Phase.DISTRESS)],
            False,
        ),
    ],
)
def test_phases_and_situations_ask_for_one_incident_that_meets_both(
    phases: Any, situations: Any, occasions: list[Any], expected: bool
) -> None:
    met = [OccasionPlain(*occasion) for occasion in occasions]
    seen = level(shows(phases=phases, situations=situations), occasions=met)
    assert (seen is Visibility.READINESS) is expected


# which one wins


def test_the_most_favourable_wins_and_the_losers_are_named() -> None:
    found = grant(
        shows("Art. 1", visibility=Visibility.EXISTENCE),
        shows("Art. 2", ordinal=2, visibility=Visibility.POSITION),
        shows("Art. 3", ordinal=3, visibility=Visibility.NONE),
    )
    assert found.level is Visibility.POSITION
    assert found.winner is not None
    assert found.winner.label == "Art. 2 of MED, version 1"
    assert found.source == "Art. 2 of MED, version 1"
    assert articles(found.losers) == ["Art. 1", "Art. 3"]


def test_precision_and_delay_are_the_least_of_those_that_give_the_position() -> None:
    position = {"visibility": Visibility.POSITION}
    found = grant(
        shows("a", ordinal=1, position_precision_nm=5.0, position_delay_minutes=0, **position),
        shows("b", ordinal=2, position_precision_nm=1.0, position_delay_minutes=60, **position),
        shows("c", ordinal=3, visibility=Visibility.READINESS),
    )
    assert (found.precision_nm, found.delay_minutes) == (1.0, 0)
    assert found.winner is not None
    assert found.winner.article == "a"


def test_ties_go_by_agreement_version_and_ordinal() -> None:
    same = [
        shows("d", agreement="MED-B", ordinal=1),
        shows("c", agreement="MED-A", version=2, ordinal=1),
        shows("b", agreement="MED-A", ordinal=2),
        shows("a", agreement="MED-A", ordinal=1),
    ]
    for order in permutations(same):
        found = grant(*order)
        assert found.winner is not None
        assert [found.winner.article, *articles(found.losers)] == ["a", "b", "c", "d"]


def test_precedence_beats_favour() -> None:
    special = shows(agreement="ARCTIC", prevails_over=frozenset({"MED"}))
    found = grant(special, shows(visibility=Visibility.POSITION))
    assert found.level is Visibility.READINESS
    assert [loser.agreement for loser in found.losers] == ["MED"]


def test_precedence_can_also_take_away() -> None:
    silent = shows(agreement="A", visibility=Visibility.NONE, prevails_over=frozenset({"MED"}))
    assert level(silent, shows()) is Visibility.NONE


def test_precedence_needs_a_term_that_applies() -> None:
    special = shows(agreement="A", zone=STRAIT, prevails_over=frozenset({"MED"}))
    assert level(special, shows(visibility=Visibility.POSITION), asset=HELICOPTER) is (
        Visibility.POSITION
    )


def test_precedence_needs_a_term_that_speaks_on_the_matter() -> None:
    special = term(agreement="A", may_request=True, prevails_over=frozenset({"MED"}))
    assert level(special, shows()) is Visibility.READINESS


def test_mutual_claims_cancel() -> None:
    one = shows(agreement="A", prevails_over=frozenset({"B"}))
    other = shows(agreement="B", visibility=Visibility.POSITION, prevails_over=frozenset({"A"}))
    assert level(one, other) is Visibility.POSITION


def test_claims_in_a_circle_cancel() -> None:
    ring = [
        shows(agreement="A", prevails_over=frozenset({"B"})),
        shows(agreement="B", prevails_over=frozenset({"C"}), visibility=Visibility.EXISTENCE),
        shows(agreement="C", prevails_over=frozenset({"A"}), visibility=Visibility.POSITION),
    ]
    assert level(*ring) is Visibility.POSITION


def test_prevailing_is_not_handed_on() -> None:
    """A over B and B over C says nothing of A over C; but B, which loses, still beats C."""
    chain = [
        shows(agreement="A", prevails_over=frozenset({"B"}), visibility=Visibility.EXISTENCE),
        shows(agreement="B", prevails_over=frozenset({"C"})),
        shows(agreement="C", visibility=Visibility.POSITION),
    ]
    assert level(*chain) is Visibility.EXISTENCE
    assert level(chain[0], chain[2]) is Visibility.POSITION


LEVELS = st.sampled_from(Visibility)


@given(st.lists(LEVELS, min_size=1, max_size=6), st.randoms())
def test_the_order_in_which_terms_are_given_is_of_no_matter(
    levels: list[Visibility], random: Any
) -> None:
    terms = [shows(str(i), ordinal=i, visibility=given) for i, given in enumerate(levels)]
    shuffled = terms.copy()
    random.shuffle(shuffled)
    assert grant(*terms) == grant(*shuffled)
    assert level(*terms) is max(levels, key=lambda one: one.rank)


@given(st.lists(LEVELS, max_size=4), LEVELS)
def test_one_more_term_never_takes_away_unless_it_prevails(
    levels: list[Visibility], more: Visibility
) -> None:
    terms = [shows(str(i), ordinal=i, visibility=given) for i, given in enumerate(levels)]
    added = shows("more", ordinal=9, visibility=more)
    assert level(*terms, added).rank >= level(*terms).rank


# the other dimensions


def aware(*terms: TermPlain, setting: Setting = DISTRESS_AT_SEA) -> Awareness:
    return awareness(terms, lead="ITA", viewer="MLT", setting=setting, now=NOW).awareness


def test_awareness_asks_about_the_incident() -> None:
    told = term(incident_awareness=Awareness.COARSE, zone=STRAIT, phases=(Phase.DISTRESS,))
    assert aware() is Awareness.NONE
    assert aware(told) is Awareness.COARSE
    assert aware(told, setting=replace(DISTRESS_AT_SEA, phase=Phase.ALERT)) is Awareness.NONE
    assert aware(told, setting=replace(DISTRESS_AT_SEA, place=OFF_CRETE)) is Awareness.NONE
    assert aware(told, setting=replace(DISTRESS_AT_SEA, place=None)) is Awareness.NONE
    assert aware(told, term(incident_awareness=Awareness.FULL)) is Awareness.FULL


def test_everyone_who_is_aware_is_listed() -> None:
    terms = [
        term(incident_awareness=Awareness.COARSE, grantor="ITA"),
        term("Art. 2", incident_awareness=Awareness.FULL, grantor="ITA", grantees=("TUN",)),
        term("Art. 3", incident_awareness=Awareness.FULL, grantor="MLT"),
    ]
    found = aware_parties(terms, lead="ITA", setting=DISTRESS_AT_SEA, now=NOW)
    assert found == {"MLT": Awareness.COARSE, "TUN": Awareness.FULL}


def asked(*terms: TermPlain, setting: Setting = DISTRESS_AT_SEA) -> Any:
    return may_request(
        terms,
        owner="ITA",
        requester="MLT",
        kind=Kind.VESSEL,
        type_code="S9",
        setting=setting,
        now=NOW,
    )


def test_an_asset_that_no_term_names_may_be_asked_for() -> None:
    assert (asked().allowed, asked().source) == (None, "SAR Convention, Annex 3.1.7")


def test_naming_is_allowed_by_the_more_generous_term() -> None:
    assert asked(term(may_request=False)).allowed is False
    both = asked(term(may_request=False), term("Art. 2", ordinal=2, may_request=True))
    assert both.allowed is True
    assert articles(both.losers) == ["Art. 1"]


def test_a_request_without_an_incident_meets_no_phase() -> None:
    training = Setting(Situation.CAPACITY_BUILDING)
    named: dict[str, Any] = {"may_request": True, "situations": (Situation.CAPACITY_BUILDING,)}
    assert asked(term(**named), setting=training).allowed is True
    in_distress = term(**named, phases=(Phase.DISTRESS,))
    assert asked(in_distress, setting=training).allowed is None


@pytest.mark.parametrize(
    ("situation", "covered"),
    [
        (Situation.MARITIME, True),
        (Situation.AERONAUTICAL, True),
        (Situation.LAND, False),
        (Situation.MASS_RESCUE, True),
        (Situation.MEDICAL_EVACUATION, True),
        (Situation.NATURAL_DISASTER, False),
        (Situation.POLLUTION, False),
        (Situation.BORDER_EMERGENCY, False),
        (Situation.CAPACITY_BUILDING, False),
    ],
)
def test_a_term_that_names_no_situation_is_for_search_and_rescue_only(
    situation: Situation, covered: bool
) -> None:
    setting, met = Setting(situation, Phase.DISTRESS), [OccasionPlain(situation, Phase.DISTRESS)]
    assert fits(term(), setting) is covered
    assert fits(term(situations=(situation,)), setting)
    assert has_occasion(term(phases=(Phase.DISTRESS,)), met) is covered
    assert has_occasion(term(phases=(Phase.DISTRESS,), situations=(situation,)), met)
    assert has_occasion(term(), met), "assets shown without a case are always shown"


def paid(*terms: TermPlain) -> Any:
    return costs(
        terms,
        owner="ITA",
        requester="MLT",
        kind=Kind.VESSEL,
        type_code="S9",
        setting=DISTRESS_AT_SEA,
        now=NOW,
    )


def test_each_bears_its_own_costs_unless_a_term_says_more() -> None:
    assert paid().costs == CostClause(CostRule.OWN)
    assert paid().winner is None


def test_the_lightest_cost_rule_wins() -> None:
    full = term("full", ordinal=1, costs=CostClause(CostRule.FULL))
    marginal = term("marginal", ordinal=2, costs=CostClause(CostRule.MARGINAL))
    freer = term("freer", ordinal=3, costs=CostClause(CostRule.MARGINAL, free_hours=4))
    assert paid(full, marginal).winner.article == "marginal"
    assert paid(full, marginal, freer).winner.article == "freer"


def test_texts_are_quoted_with_their_article() -> None:
    terms = [
        term("a", ordinal=1, command="Command stays national."),
        term("b", ordinal=2, kinds=(Kind.AIRCRAFT,), liability="Each its own."),
    ]
    found = quotes(
        terms,
        owner="ITA",
        requester="MLT",
        kind=Kind.VESSEL,
        type_code="S9",
        setting=DISTRESS_AT_SEA,
        now=NOW,
    )
    assert [(q.topic, q.text, q.basis.article) for q in found] == [
        ("command", "Command stays national.", "a")
    ]
