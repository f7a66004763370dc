"""A transmitter that is heard again: told again, followed quietly, or a new report."""

from datetime import UTC, datetime, timedelta

import pytest

from sar.distress_reports.heard_distress import HeardDistress, KnownDistress, is_news, is_same
from sar.distress_reports.words import ReportMeans
from sar.geo.position import LatLon

AT = datetime(2026, 3, 1, 2, 0, tzinfo=UTC)
PLACE = LatLon(35.0, 12.0)
NEAR = LatLon(35.0 + 0.4 / 60, 12.0)
FAR = LatLon(35.0 + 0.6 / 60, 12.0)


def heard(place: LatLon | None, *, minutes: float) -> HeardDistress:
    """A beacon, so long after it was heard last."""
    at = AT + timedelta(minutes=minutes)
    return HeardDistress(ReportMeans.AIS_EPIRB, "974123456", at, place)


@pytest.mark.parametrize(
    ("hours", "same"), [(0.0, True), (6.0, True), (6.01, False), (-6.01, False)]
)
def test_a_long_silence_makes_a_new_report(hours: float, same: bool) -> None:
    known = KnownDistress(AT, PLACE, is_settled=False)
    assert is_same(known, heard(PLACE, minutes=hours * 60)) is same


@pytest.mark.parametrize(
    ("known", "place", "minutes", "news"),
    [
        (PLACE, PLACE, 1, False),
        (PLACE, NEAR, 1, False),
        (PLACE, FAR, 1, True),
        (PLACE, FAR, 0, False),
        (PLACE, FAR, -1, False),
        (PLACE, PLACE, 10, True),
        (PLACE, None, 9, False),
        (PLACE, None, 10, True),
        (None, PLACE, 0.1, True),
        (None, None, 9, False),
    ],
)
def test_a_report_that_waits_is_told_again(
    known: LatLon | None, place: LatLon | None, minutes: float, news: bool
) -> None:
    stands = KnownDistress(AT, known, is_settled=False)
    assert is_news(stands, heard(place, minutes=minutes)) is news


@pytest.mark.parametrize(("minutes", "news"), [(0.4, False), (0.5, True)])
def test_a_report_that_is_settled_is_followed_quietly(minutes: float, news: bool) -> None:
    stands = KnownDistress(AT, PLACE, is_settled=True)
    assert is_news(stands, heard(FAR, minutes=minutes)) is news
