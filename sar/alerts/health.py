"""The health of alerting: by the senders' signs of life, and by how each way went lately."""

from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from sar.alerts.views import AlertsLeavingView
from sar.alerts.ways import configured
from sar.alerts.words import AlertChannel, AlertsLeaving
from sar.settings import settings

SILENT_S: Final = 60.0
"""A sender that has said nothing for so long is silent (house figure)."""
FAILING_S: Final = 300.0
"""A way on which nothing was taken for so long, and that was tried, fails (house figure)."""
KNOWN_S: Final = 1_800.0
"""So long after the last attempt nobody knows any more whether it still does."""


async def read(db: AsyncSession | AsyncConnection) -> AlertsLeavingView:
    """The health of alerting now."""
    silent_s, ways = (await db.execute(_SENDERS)).one()
    failing = (await db.execute(_FAILING, {"failing": FAILING_S, "known": KNOWN_S})).scalars()
    return leaving(
        silent_s=None if silent_s is None else float(silent_s),
        ways=[AlertChannel(one) for one in ways or ()],
        failing=[AlertChannel(one) for one in failing],
        is_set=bool(configured(settings())),
    )


def leaving(
    *,
    silent_s: float | None,
    ways: list[AlertChannel],
    failing: list[AlertChannel],
    is_set: bool = False,
) -> AlertsLeavingView:
    """The state; `silent_s` None: no sender has ever run here, though a way may be set here."""
    failing = [one for one in failing if one in ways]
    if silent_s is None:
        state = AlertsLeaving.NO_WORKER if is_set else AlertsLeaving.NO_WAY
    elif silent_s > SILENT_S:
        state = AlertsLeaving.NO_WORKER
    elif failing:
        state = AlertsLeaving.FAILING
    else:
        state = AlertsLeaving.LEAVING if ways else AlertsLeaving.NO_WAY
    silent = round(silent_s) if silent_s is not None and state is AlertsLeaving.NO_WORKER else None
    return AlertsLeavingView(state=state, failing=failing, silent_s=silent)


_SENDERS: Final = text("""
    SELECT extract(epoch FROM clock_timestamp() - max(at)),
        (SELECT ways FROM alert_sender ORDER BY at DESC LIMIT 1)
    FROM alert_sender
""")
_FAILING: Final = text("""
    SELECT channel FROM alert_way
    WHERE failing_since < clock_timestamp() - make_interval(secs => :failing)
        AND failed_at > clock_timestamp() - make_interval(secs => :known)
    ORDER BY channel
""")
