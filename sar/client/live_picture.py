"""A party's whole picture, kept current by the live feed."""

from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing
from typing import Any, Self

from sar.client.api import Client
from sar.client.events import (
    EntryEvent,
    ExpectedEvent,
    LiveEvent,
    PositionsEvent,
    ReadyEvent,
    ResyncEvent,
)
from sar.client.tables import by_row

NO_THINGS = ("number", "head", "clock", "positions", "expected")
"""Members of a snapshot that are no lists of things."""


class LivePicture:
    """Everything the party sees: `things` by kind and id, `positions` by id of asset or ship.

    `expected` has the expected times of arrival, by deployment or offered item. `positions` has
    only what is watched, from the first seconds of `follow` on.
    """

    def __init__(self, snapshot: Mapping[str, Any]) -> None:
        self.positions: dict[str, Mapping[str, Any]] = {}
        self._draw(snapshot)

    def _draw(self, snapshot: Mapping[str, Any]) -> None:
        self.number: int = snapshot["number"]
        self.as_of: str = snapshot["clock"]["now"]
        self.things: dict[tuple[str, str], dict[str, Any]] = {
            (thing, view["id"]): view
            for thing, views in snapshot.items()
            if thing not in NO_THINGS and isinstance(views, list)
            for view in views
        }
        self.expected: dict[str, Mapping[str, Any]] = {
            time["id"]: time for time in snapshot["expected"]
        }

    @classmethod
    async def read(cls, client: Client) -> Self:
        """As it is now."""
        return cls(await _snapshot(client))

    def all(self, thing: str) -> list[dict[str, Any]]:
        """Every one of a kind: `asset`, `incident`, `request` and so on."""
        return [view for (kind, _), view in self.things.items() if kind == thing]

    def apply(self, event: LiveEvent) -> None:
        """Take in an event; after a `ResyncEvent` the caller reads the picture again."""
        match event:
            case EntryEvent() if event.number > self.number:
                self._enter(event)
            case ReadyEvent():
                self.positions.clear()
            case PositionsEvent():
                self.positions.update({fix["id"]: fix for fix in event.fixes})
                for id_ in event.gone:
                    self.positions.pop(id_, None)
            case ExpectedEvent():
                self.expected.update({time["id"]: time for time in event.times})
            case _:
                pass

    def _enter(self, entry: EntryEvent) -> None:
        self.number = entry.number
        for change in entry.changes:
            if change.value is None:
                self.things.pop((change.thing, change.id), None)
            else:
                self.things[change.thing, change.id] = change.value

    async def follow(
        self,
        client: Client,
        *,
        positions: tuple[float, float, float, float] | None = None,
        incidents: Sequence[str] = (),
        thin: bool = False,
    ) -> AsyncGenerator[LiveEvent, None]:
        """The live feed from here on, each event when the picture has taken it in."""
        stream = client.live(
            since=self.number,
            as_of=self.as_of,
            positions=positions,
            incidents=incidents,
            thin=thin,
        )
        async with aclosing(stream) as events:
            async for event in events:
                if isinstance(event, ResyncEvent):
                    self._draw(await _snapshot(client))
                else:
                    self.apply(event)
                yield event


async def _snapshot(client: Client) -> dict[str, Any]:
    return by_row(await client.get("/api/snapshot", {"format": "columns"}))
