"""Numbers on board that contradict are doubted; what nobody has told contradicts nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.incidents.people.pob_doubts import DoubtedNumber, ToldNumbers, pob_doubts
from sar.incidents.words import PobDoubt

ALONE, COUNTED = PobDoubt.MORE_ALONE_THAN_CHILDREN, PobDoubt.MORE_COUNTED_THAN_MOST


@pytest.mark.parametrize(
    ("told", "doubted"),
    [
        (ToldNumbers(), []),
        (ToldNumbers(unaccompanied=3), []),
        (ToldNumbers(children=3, unaccompanied=3), []),
        (ToldNumbers(children=0, unaccompanied=3), [DoubtedNumber(ALONE, 3, 0)]),
        (ToldNumbers(most=100, adults=90, children=20), [DoubtedNumber(COUNTED, 110, 100)]),
        (ToldNumbers(most=100, adults=90), []),
        (ToldNumbers(adults=90, children=20), []),
        (ToldNumbers(most=3, children=5), [DoubtedNumber(COUNTED, 5, 3)]),
        (
            ToldNumbers(most=3, children=5, unaccompanied=6),
            [DoubtedNumber(ALONE, 6, 5), DoubtedNumber(COUNTED, 5, 3)],
        ),
    ],
)
def test_contradictions_are_told(told: ToldNumbers, doubted: list[DoubtedNumber]) -> None:
    assert pob_doubts(told) == doubted


numbers = st.none() | st.integers(0, 200)


@given(
    st.builds(ToldNumbers, most=numbers, adults=numbers, children=numbers, unaccompanied=numbers)
)
def test_a_doubt_is_of_numbers_that_were_told(told: ToldNumbers) -> None:
    for one in pob_doubts(told):
        assert one.persons > one.most
        assert one.most in (told.children, told.most)
