"""The public Python client of SAR Assist. It needs httpx, websockets and orjson, nothing of `sar`.

    async with Client("http://127.0.0.1:8000", key) as client:
        me = await client.get("/api/me")
        async for event in client.live():
            ...

Its names stand here because its readers are outside this repository.
"""

from sar.client.api import Client
from sar.client.events import (
    EntryEvent,
    HeartbeatEvent,
    LiveEvent,
    LostEvent,
    PositionsEvent,
    ReadyEvent,
    ResyncEvent,
    ThingChange,
)
from sar.client.live_picture import LivePicture
from sar.client.platform_clock import PlatformClock
from sar.client.refused import Refused

__all__ = [
    "Client",
    "EntryEvent",
    "HeartbeatEvent",
    "LiveEvent",
    "LivePicture",
    "LostEvent",
    "PlatformClock",
    "PositionsEvent",
    "ReadyEvent",
    "Refused",
    "ResyncEvent",
    "ThingChange",
]
