"""The exercise clock is stopped while another process has not heard of it and writes on."""

import time as real_time
from datetime import datetime, timedelta

import pytest

from sar import clock
from tests.clients import ClientOf
from tests.committing import committing
from tests.given.agreements import act, agreement, concluded, term
from tests.given.assets import helicopter
from tests.running import WITHIN_S, Server
from tests.world import START

pytestmark = pytest.mark.anyio

LATER = timedelta(minutes=50)
"""At a thousand times real time a process hears of it so late in three seconds."""


async def _time_of(client_of: ClientOf) -> datetime:
    me = (await client_of("ITA", "observer").get("/api/me")).json()
    return datetime.fromisoformat(me["clock"]["now"])


async def test_what_is_written_later_than_the_stopped_clock_does_not_stop_everyone(
    server: Server, client_of: ClientOf
) -> None:
    await server.set_clock(at=START)
    async with committing(server.database_url, server.world) as late:
        clock.use(clock.Scale(clock.real_now(), START + LATER, 1.0, paused=True))
        body = agreement(term(visibility="position"), parties=["ITA", "MLT"])
        id_ = await concluded(late, body)
        await act(late, "ITA", id_, "suspend-sharing", reason="Under review.")

    deadline = real_time.monotonic() + WITHIN_S
    while await _time_of(client_of) < START + LATER:
        assert real_time.monotonic() < deadline, "the server's clock stays behind the record"
    answer = await client_of("ITA", "registrar").post("/api/assets", json=helicopter())
    assert answer.status_code == 201, answer.text

    await server.set_clock(rate=1.0, paused=False)
    assert await _time_of(client_of) >= START + LATER
    assert clock.now() >= START + LATER, "and the clock goes on from there"
