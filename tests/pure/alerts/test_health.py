"""The health of alerting, by what is known of senders and ways."""

import pytest

from sar.alerts.health import leaving
from sar.alerts.words import AlertChannel, AlertsLeaving

MAIL, SMS = AlertChannel.EMAIL, AlertChannel.SMS


@pytest.mark.parametrize(
    ("silent_s", "ways", "failing", "state"),
    [
        (None, [], [], "no_way"),
        (3.0, [], [], "no_way"),
        (3.0, [MAIL], [], "leaving"),
        (61.0, [MAIL], [], "no_worker"),
        (61.0, [], [], "no_worker"),
        (3.0, [MAIL, SMS], [SMS], "failing"),
        (61.0, [MAIL, SMS], [SMS], "no_worker"),
        (3.0, [MAIL], [SMS], "leaving"),
    ],
)
def test_they_leave_or_not(
    silent_s: float | None, ways: list[AlertChannel], failing: list[AlertChannel], state: str
) -> None:
    found = leaving(silent_s=silent_s, ways=ways, failing=failing)
    assert found.state is AlertsLeaving(state)
    assert (found.silent_s is not None) is (state == "no_worker")


def test_a_way_is_configured_and_no_worker_has_ever_run() -> None:
    found = leaving(silent_s=None, ways=[], failing=[], is_set=True)
    assert (found.state, found.silent_s) == (AlertsLeaving.NO_WORKER, None)
    assert leaving(silent_s=3.0, ways=[], failing=[], is_set=True).state == "no_way"
