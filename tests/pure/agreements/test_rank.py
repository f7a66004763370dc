"""The order of clauses: as when each is held against every other, at a cost that grows as they
do."""

from collections.abc import Callable, Sequence
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.agreements.clauses import Favour, Ranking, TermPlain, order_of, prevails, rank
from tests.bytecode import instructions_of
from tests.pure.agreements.plain import term

REFERENCES = ("A", "B", "C", "D", "E")


def ranked_one_by_one(
    applicable: Sequence[TermPlain], favour: Callable[[TermPlain], Favour]
) -> Ranking:
    """Each term held against every other, as the rule says it."""
    terms = sorted(applicable, key=order_of)
    beaten = [one for one in terms if any(prevails(other, one) for other in terms)]
    standing = [one for one in terms if one not in beaten]
    if not standing:
        standing, beaten = beaten, []
    least = min(map(favour, standing), default=())
    best = [one for one in standing if favour(one) == least]
    return Ranking(best, [one for one in standing if one not in best] + beaten)


def costing(one: TermPlain) -> Favour:
    return (one.position_delay_minutes,)


@st.composite
def drawn(draw: st.DrawFn) -> list[TermPlain]:
    """Terms of a few agreements; also of two that have one reference, as strangers' may."""
    texts = st.tuples(st.sampled_from(REFERENCES), st.frozensets(st.sampled_from(REFERENCES)))
    found = draw(st.lists(st.tuples(texts, st.integers(0, 2)), max_size=12))
    return [
        term(
            f"Art. {at}",
            agreement=agreement,
            ordinal=at,
            prevails_over=over,
            position_delay_minutes=minutes,
        )
        for at, ((agreement, over), minutes) in enumerate(found)
    ]


@given(drawn())
def test_it_is_the_order_of_each_held_against_every_other(terms: list[TermPlain]) -> None:
    assert rank(terms, favour=costing) == ranked_one_by_one(terms, costing)


def of_one_text(count: int) -> list[TermPlain]:
    return [term(ordinal=at, prevails_over=frozenset({"OLD"})) for at in range(count)]


def of_texts_in_a_row(count: int) -> list[TermPlain]:
    """Each text prevails over the fifty before it."""
    over = [frozenset(f"R{it}" for it in range(max(0, at - 50), at)) for at in range(count)]
    return [term(agreement=f"R{at}", prevails_over=over[at]) for at in range(count)]


@pytest.mark.parametrize("terms_of", [of_one_text, of_texts_in_a_row])
def test_five_times_the_terms_cost_five_times_as_much(
    terms_of: Callable[[int], list[TermPlain]],
) -> None:
    few, many = (
        instructions_of(partial(rank, terms_of(count), favour=costing)) for count in (200, 1_000)
    )
    assert many < 6.5 * few
