"""The next to call of a State that is silent about an entry: its centres, last its
authority."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from sar.alerts.words import NobodyNext
from sar.requests.clearances.next_of_state import PROPOSED, named


@given(st.lists(st.uuids(), max_size=6), st.booleans())
def test_centres_come_first_and_the_authority_last(centres: list[UUID], authority: bool) -> None:
    found = named(centres, authority=authority)
    if centres:
        assert found == centres[:PROPOSED]
    elif authority:
        assert found is NobodyNext.AUTHORITY_LEFT
    else:
        assert found is NobodyNext.NOBODY_LEFT
