"""JSON in slices says what it says in one piece."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.http.slices import SLICE_BYTES, slices
from sar.wire import canonical_bytes

pytestmark = pytest.mark.anyio

LEAVES = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=20)
VALUES = st.recursive(
    LEAVES,
    lambda one: st.lists(one, max_size=30) | st.dictionaries(st.text(max_size=5), one, max_size=6),
    max_leaves=60,
)


@given(st.dictionaries(st.text(max_size=8), VALUES, max_size=8))
async def test_slices_are_the_canonical_text(value: dict[str, object]) -> None:
    assert b"".join(await slices(value)) == canonical_bytes(value)


async def test_a_slice_is_no_larger_than_it_may_be() -> None:
    value = {"asset": [{"id": str(n), "text": "x" * 90} for n in range(5_000)], "number": 1}
    cut = await slices(value)
    assert b"".join(cut) == canonical_bytes(value)
    assert max(map(len, cut)) <= SLICE_BYTES
    assert len(cut) > 5
