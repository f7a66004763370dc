"""People by kind: what is not counted is not zero, and says of how many it is known."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.incidents.people.headcount import (
    SAID,
    CountedKind,
    Headcount,
    KindTotal,
    doubts,
    in_words,
    totals,
)

_K = CountedKind


@pytest.mark.parametrize(
    ("units", "told"),
    [
        ([], []),
        ([Headcount(9, {})], []),
        ([Headcount(9, {_K.CHILDREN: 0})], [KindTotal(_K.CHILDREN, 0, 9)]),
        (
            [Headcount(228, {_K.CHILDREN: 12}), Headcount(98, {})],
            [KindTotal(_K.CHILDREN, 12, 228)],
        ),
        (
            [Headcount(8, {_K.CHILDREN: 2, _K.ALONE: 1}), Headcount(6, {_K.CHILDREN: 3})],
            [KindTotal(_K.CHILDREN, 5, 14), KindTotal(_K.ALONE, 1, 8)],
        ),
        (
            [Headcount(None, {_K.CHILDREN: 12}), Headcount(6, {_K.CHILDREN: 3, _K.ALONE: 1})],
            [KindTotal(_K.CHILDREN, 15, None), KindTotal(_K.ALONE, 1, 6)],
        ),
    ],
)
def test_totals_are_of_those_for_whom_somebody_counted(
    units: list[Headcount], told: list[KindTotal]
) -> None:
    assert totals(units) == told


persons = st.none() | st.integers(0, 99)
counts = st.dictionaries(st.sampled_from(list(CountedKind)), st.integers(0, 99))


@given(st.lists(st.builds(Headcount, persons=persons, counts=counts), max_size=5))
def test_no_kind_is_told_that_nobody_counted_and_none_is_lost(units: list[Headcount]) -> None:
    told = {one.kind: one for one in totals(units)}
    assert told.keys() == {kind for unit in units for kind in unit.counts}
    for kind, one in told.items():
        assert one.counted == sum(unit.counts.get(kind, 0) for unit in units)
        of = [unit.persons for unit in units if kind in unit.counts]
        assert one.of is None if None in of else one.of == sum(many or 0 for many in of)


def test_every_kind_has_its_words() -> None:
    assert set(SAID) == set(CountedKind)
    said = in_words({_K.PREGNANT: 0, _K.CHILDREN: 12})
    assert said == "12 children, 0 pregnant"


def test_more_than_were_recovered_are_doubted() -> None:
    assert doubts(Headcount(3, {_K.CHILDREN: 3})) == ""
    assert doubts(Headcount(None, {_K.CHILDREN: 12})) == "", "nobody has counted of how many"
    assert doubts(Headcount(None, {_K.CHILDREN: 1, _K.ALONE: 2})).startswith("2 children alone")
    assert doubts(Headcount(3, {_K.MALE: 4, _K.CHILDREN: 5, _K.ALONE: 2})) == (
        "Those are more than the 3 whom it recovered: children, male."
    )
