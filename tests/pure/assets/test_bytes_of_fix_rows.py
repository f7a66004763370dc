"""Bytes that are sent as rows of positions: of any of them come rows, or a refusal that says why,
and soon."""

import time
from collections.abc import Callable, Generator
from math import isfinite
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.assets.fix_rows import ReadRow, read_csv, read_naf
from sar.assets.fix_schemas import MAX_FIXES
from sar.errors import Malformed

Way = Callable[[bytes], Generator[None, None, list[ReadRow]]]

CSV: Final = (
    b"mmsi,at,lat,lon,course_deg,speed_kn\r\n"
    b"247000001,2026-10-11T12:00:00Z,35.5,12.5,90,12\r\n"
    b'"247000002",2026-10-11T12:00:01Z,-35.5,179.9,,\r\n'
)
NAF: Final = (
    b"//SR//TM/POS//RC/IFAB2//DA/20261011//TI/1200//LT/+35.504//LG/+012.601//SP/65//CO/270//ER//\n"
    b"//SR//TM/ENT//RC/IFAB2//DA/20261011//TI/1201//LT/+35.5//LG/+12.6//ER//\n"
)
WAYS: Final = [pytest.param(read_csv, CSV, id="csv"), pytest.param(read_naf, NAF, id="naf")]
LARGEST: Final = 2_000_000
SOON_S: Final = 5.0
"""By the processor's time; each takes less than a tenth of it."""


def rows_of(read: Way, content: bytes) -> list[ReadRow] | Malformed:
    """The rows, or the refusal."""
    steps = read(content)
    while True:
        try:
            next(steps)
        except StopIteration as ended:
            found: list[ReadRow] = ended.value
            return found
        except Malformed as refusal:
            return refusal


def check(found: list[ReadRow] | Malformed) -> None:
    if isinstance(found, Malformed):
        (error,) = found.errors
        assert error["code"]
        assert error["reason"].isprintable()
        return
    assert 0 < len(found) <= MAX_FIXES
    assert [one.row for one in found] == list(range(len(found)))
    for one in found:
        assert one.given is None or one.fault is None
        if one.fault is not None:
            assert one.fault.code
            assert one.fault.reason
        if one.given is not None:
            assert -90 <= one.given.lat <= 90
            assert -180 <= one.given.lon <= 180
            assert one.given.at.tzinfo is not None
            numbers = (one.given.course_deg, one.given.speed_kn, one.given.uncertainty_nm)
            assert all(number is None or isfinite(number) for number in numbers)


@pytest.mark.parametrize(("read", "sent"), WAYS)
def test_what_is_right_is_read(read: Way, sent: bytes) -> None:
    found = rows_of(read, sent)
    assert isinstance(found, list)
    assert [one.fault for one in found] == [None, None]
    assert found[0].given is not None
    check(found)


@pytest.mark.parametrize(("read", "_sent"), WAYS)
@given(content=st.binary(max_size=300))
def test_any_bytes_are_rows_or_refused(read: Way, _sent: bytes, content: bytes) -> None:
    check(rows_of(read, content))


@pytest.mark.parametrize(("read", "sent"), WAYS)
@given(
    changes=st.lists(
        st.tuples(st.integers(0, 200), st.integers(0, 12), st.binary(max_size=12)), max_size=6
    )
)
def test_bytes_changed_by_chance_are_rows_or_refused(
    read: Way, sent: bytes, changes: list[tuple[int, int, bytes]]
) -> None:
    for at, long, instead in changes:
        sent = sent[:at] + instead + sent[at + long :]
    check(rows_of(read, sent))


@given(
    cells=st.lists(
        st.tuples(*[st.text(max_size=12) | st.sampled_from(["nan", "1e999", "-0", "٣٥", ""])] * 3),
        max_size=5,
    )
)
def test_any_cells_are_rows_or_refused(cells: list[tuple[str, str, str]]) -> None:
    lines = "\n".join(",".join(row) for row in cells)
    content = f"mmsi,lat,lon\n{lines}".encode("utf-8", "surrogatepass")
    check(rows_of(read_csv, content))


@pytest.mark.parametrize(("read", "sent"), WAYS)
@pytest.mark.parametrize(
    "unit",
    [b"\n", b"\r", b",", b";", b'"', b'"a"\n', b"\xff", b"x", b"//", b"//SR//", b"//ER//", b"/"],
)
def test_very_many_bytes_are_judged_soon(read: Way, sent: bytes, unit: bytes) -> None:
    for begin in (b"", sent):
        content = begin + unit * (LARGEST // len(unit))
        began_s = time.process_time()
        check(rows_of(read, content))
        assert time.process_time() - began_s < SOON_S
