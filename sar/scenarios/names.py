"""Names in a scenario's YAML before the things exist: tags, and the ids that stand behind them."""

import hashlib
import re
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import yaml

from sar.geo.position import LatLon, parse_position

NAMED: Final = (
    "asset",
    "ship",
    "centre",
    "incident",
    "request",
    "need",
    "offer",
    "agreement",
    "log",
    "position",
    "coordination",
    "clearance",
    "link",
)
"""The kinds of thing that a tag may name."""
ADDRESSES: Final = ("get", "post", "patch")
"""Keys whose text is an address, in which `{incident A1}` stands for an id."""


class NamedIds:
    """Gives every name its id: a UUIDv7 in the order of the file, the rest from the name.

    So the same file gives the same ids, and to tell a story twice changes nothing.
    """

    def __init__(self, scenario: str, opens_at: datetime) -> None:
        self._scenario, self._opens_at = scenario, opens_at
        self._given: dict[tuple[str, str], UUID] = {}

    def of(self, kind: str, name: str) -> UUID:
        """The id behind a name."""
        given = self._given.get((kind, name))
        if given is None:
            at = self._opens_at + timedelta(milliseconds=len(self._given))
            given = self._given[kind, name] = _uuid7(at, f"{self._scenario}/{kind}/{name}")
        return given


def _uuid7(at: datetime, name: str) -> UUID:
    """A UUIDv7 (RFC 9562 section 5.7) whose random bits come from the name."""
    milliseconds = int(at.timestamp() * 1000)
    digest = int.from_bytes(hashlib.sha256(name.encode()).digest()[:16])
    bits = milliseconds << 80 | 0x7 << 76 | (digest >> 64 & 0xFFF) << 64
    return UUID(int=bits | 0b10 << 62 | digest & (1 << 62) - 1)


def area_of(corners: Sequence[LatLon]) -> dict[str, Any]:
    """The GeoJSON polygon with these corners."""
    ring = [[p.lon, p.lat] for p in (*corners, corners[0])]
    return {"type": "Polygon", "coordinates": [ring]}


def point_of(p: LatLon) -> dict[str, Any]:
    """The GeoJSON point."""
    return {"type": "Point", "coordinates": [p.lon, p.lat]}


def read_yaml(text: str) -> tuple[Any, NamedIds]:
    """The file as plain data, every tag filled in; yaml.YAMLError when it is no YAML."""
    raw = yaml.load(text, Loader=_Loader)  # noqa: S506 a SafeLoader with tags of its own
    ids = NamedIds(raw["code"], raw["opens_at"])
    return _Filler(ids, raw["starts_at"]).fill(raw), ids


class _Name:
    def __init__(self, kind: str, name: str) -> None:
        self.kind, self.name = kind, name


class _Minutes(float):
    """Minutes from the story's start."""


class _Loader(yaml.SafeLoader):
    """YAML with the scenario's tags."""


def _on_scalar(make: Callable[[str], Any]) -> Callable[[_Loader, yaml.ScalarNode], Any]:
    return lambda loader, node: make(str(loader.construct_scalar(node)))


def _naming(kind: str) -> Callable[[str], _Name]:
    return lambda name: _Name(kind, name)


def _area(loader: _Loader, node: yaml.SequenceNode) -> dict[str, Any]:
    return area_of([parse_position(corner) for corner in loader.construct_sequence(node)])


_Loader.add_constructor("!point", _on_scalar(lambda text: point_of(parse_position(text))))
_Loader.add_constructor("!at", _on_scalar(_Minutes))
_Loader.add_constructor("!area", _area)
for _kind in NAMED:
    _Loader.add_constructor(f"!{_kind}", _on_scalar(_naming(_kind)))

_IN_ADDRESS = re.compile(r"\{(\w+) ([^}]+)\}")


class _Filler:
    """Puts ids and instants where tags stood."""

    def __init__(self, ids: NamedIds, starts_at: datetime) -> None:
        self._ids, self._starts_at = ids, starts_at

    def fill(self, value: Any) -> Any:
        match value:
            case _Name(kind=kind, name=name):
                return str(self._ids.of(kind, name))
            case _Minutes():
                return (self._starts_at + timedelta(minutes=value)).isoformat()
            case datetime():
                return value.isoformat()
            case list():
                return [self.fill(item) for item in value]
            case dict():
                return {
                    key: self._address(item) if key in ADDRESSES else self.fill(item)
                    for key, item in value.items()
                }
            case _:
                return value

    def _address(self, path: str) -> str:
        return _IN_ADDRESS.sub(lambda found: str(self._ids.of(found[1], found[2])), path)
