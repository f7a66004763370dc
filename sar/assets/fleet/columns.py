"""The whole fleet by column: every registered asset, for rules over many assets at once.

Holds the rows of every party, unredacted, and never leaves the process: an asker receives only what
`fleet.access` allows. Names of bases are left out: no rule reads them.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import chain, combinations, product
from math import isnan
from typing import Any, Final, TypeVar
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from sar.agreements.clauses import OccasionPlain
from sar.agreements.grants_array import FleetFacts, FleetIndex, in_order_of
from sar.agreements.words import AssetService, Sensor
from sar.assets.availability import Window
from sar.assets.catalogue import asset_types, type_of
from sar.assets.fleet.ships import Ships
from sar.assets.words import Readiness
from sar.geo.position import LatLon

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
NEVER: Final = np.iinfo(np.int64).min
UNSET: Final = -1
READINESS: Final = tuple(Readiness)
CHARACTERS: Final = tuple(
    product(
        (None, *AssetService),
        (None, False, True),
        chain.from_iterable(combinations(Sensor, n) for n in range(len(Sensor) + 1)),
    )
)
"""Each service, armed or not, with each set of sensors: what the column `character` indexes."""
_CHARACTER: Final[Mapping[tuple[AssetService | None, bool | None, frozenset[str]], int]] = {
    (service, armed, frozenset(sensors)): place
    for place, (service, armed, sensors) in enumerate(CHARACTERS)
}

T = TypeVar("T")

_REMEMBERED: Final = 10_000
"""The least number of changes remembered."""

COLUMNS: Final[Mapping[str, Any]] = {
    "id_high": np.uint64, "id_low": np.uint64, "owner": np.int32, "type": np.int32,
    "centre": np.int32, "fixed": np.bool_, "lon": np.float64, "lat": np.float64, "at": np.int64,
    "uncertainty_nm": np.float64, "implausible": np.bool_, "doubted_at": np.int64,
    "secret": np.int32, "berth_lon": np.float64, "berth_lat": np.float64, "base_lon": np.float64,
    "base_lat": np.float64, "base_shared": np.bool_, "at_sea": np.bool_, "readiness": np.int8,
    "readiness_until": np.int64, "day": np.int32, "night": np.int32, "sea": np.int32,
    "figures": np.int32, "quantity": np.int32, "character": np.uint8, "in_register": np.bool_,
    "name_from": np.uint32, "name_bytes": np.uint16,
}  # fmt: skip
"""`lon`, `lat`: the latest fix where `fixed`, else the base, else NaN. Instants are in
microseconds; `figures` is an index into the overrides; minutes and indexes of -1 are unset."""


_ROW_COLUMNS: Final = (
    "id_high", "id_low", "owner", "type", "centre", "base_lon", "base_lat", "base_shared",
    "at_sea", "readiness", "readiness_until", "day", "night", "sea", "figures", "quantity",
    "character",
)  # fmt: skip

_DERIVED_FROM: Final = ("owner", "type", "figures", "base_lon", "base_lat", "in_register")


@dataclass(frozen=True, slots=True, kw_only=True)
class FleetRow:
    """One asset as the tables hold it; satisfies `redaction.RegisteredAsset`."""

    id: UUID
    party_code: str
    centre_id: UUID
    type_code: str
    base: LatLon | None
    base_shared: bool
    at_sea: bool
    readiness: Readiness
    readiness_until: datetime | None
    notice_day_minutes: int | None
    notice_night_minutes: int | None
    notice_at_sea_minutes: int | None
    overrides: Mapping[str, float]
    quantity: int
    service: AssetService | None = None
    armed: bool | None = None
    sensors: Sequence[str] = ()
    windows: tuple[Window, ...] = ()
    name: str = ""
    base_name: str = ""


@dataclass(frozen=True, slots=True)
class FleetFix:
    """A fix of an asset, without its identity."""

    at: datetime
    point: LatLon
    uncertainty_nm: float
    implausible: bool
    secret: int
    berth: LatLon | None = None
    course_deg: float | None = None
    speed_kn: float | None = None
    source: str = ""
    doubted_at: datetime | None = None


class Fleet:
    """Columns that grow by doubling; dropped rows are reused."""

    def __init__(self) -> None:
        self.length = 0
        self.number = 0
        """The number of the record, and the mark of positions, as of which the columns hold."""
        self.mark = 0
        self.ships = Ships()
        self.occasions: Mapping[str, Sequence[OccasionPlain]] = {}
        """By viewer: the occasions that terms with phases or situations ask for."""
        self.deployed: Mapping[str, Mapping[UUID, UUID]] = {}
        """By viewer: the deployed assets whose positions are shared with it, each with its
        incident."""
        self._of: dict[str, NDArray[Any]] = {
            name: np.zeros(0, dtype=kind) for name, kind in COLUMNS.items()
        }
        kinds = asset_types()
        self._index = FleetIndex((), tuple((kinds[code].narrow, code) for code in sorted(kinds)))
        self._types = {code: place for place, (_, code) in enumerate(self._index.types)}
        self._owners: dict[str, int] = {}
        self._centres: dict[UUID, int] = {}
        self._centre_ids: list[UUID] = []
        self._figures: dict[tuple[tuple[str, float], ...], int] = {}
        self._overrides: list[Mapping[str, float]] = []
        self._names = bytearray()
        self._windows: dict[int, tuple[Window, ...]] = {}
        self._free: list[int] = []
        self._order: tuple[NDArray[np.intp], NDArray[np.uint64]] | None = None
        self._by_owner: tuple[NDArray[np.int32], NDArray[np.int32]] | None = None
        self._changed: list[int] = []
        self._forgotten = 0
        self._derived: dict[str, Any] = {}

    def __getitem__(self, column: str) -> NDArray[Any]:
        """A column of all rows; values of rows not `in_register` are meaningless."""
        return self._of[column][: self.length]

    @property
    def index(self) -> FleetIndex:
        """The owners and types that the columns `owner` and `type` index."""
        return self._index

    @property
    def facts(self) -> FleetFacts:
        """The facts about the assets that terms ask for."""
        if self._by_owner is None:
            self._by_owner = in_order_of(self["owner"])
        return FleetFacts(
            self["owner"], self["type"], self["lon"], self["lat"], by_owner=self._by_owner
        )

    @property
    def overrides(self) -> Sequence[Mapping[str, float]]:
        """The overrides that the column `figures` indexes."""
        return self._overrides

    @property
    def size_bytes(self) -> int:
        """The memory of the columns, with their spare room."""
        columns = [*self._of.values(), *(self._order or ()), *(self._by_owner or ())]
        for made in self._derived.values():
            columns += [part for part in made if isinstance(part, np.ndarray)]
        return len(self._names) + sum(int(column.nbytes) for column in columns)

    def derived(self, name: str, make: Callable[[], T]) -> T:
        """A cached tuple derived from owners, types, figures and bases of all parties' assets;
        computed again by `make` after any of these has changed."""
        kept = self._derived  # a change meanwhile replaces the dictionary
        if name not in kept:
            kept[name] = make()
        made: T = kept[name]
        return made

    @property
    def changes(self) -> int:
        """The number of changes so far."""
        return self._forgotten + len(self._changed)

    def changed_since(self, changes: int) -> NDArray[np.intp] | None:
        """The rows changed after so many changes; None: too long ago to know."""
        if changes < self._forgotten:
            return None
        return np.unique(np.array(self._changed[changes - self._forgotten :], dtype=np.intp))

    def note(self, row: int) -> None:
        """Counts the asset among the changed ones."""
        self._changed.append(row)
        if len(self._changed) > 2 * _REMEMBERED:
            del self._changed[:_REMEMBERED]
            self._forgotten += _REMEMBERED

    def committed_rows(self) -> Collection[int]:
        """The rows of assets with any commitment."""
        return self._windows.keys()

    def windows(self, row: int) -> tuple[Window, ...]:
        """The commitments of the asset."""
        return self._windows.get(row, ())

    def snapshot(self) -> "Fleet":
        """A copy to be read while the fleet changes."""
        copied = copy(self)
        copied._of = {name: self[name].copy() for name in COLUMNS}
        copied._names, copied._windows = self._names[:], dict(self._windows)
        copied._derived = dict(self._derived)
        copied._overrides = self._overrides[:]
        copied.ships = self.ships.snapshot()
        return copied

    # keeping it fresh

    def put(self, assets: Iterable[tuple[FleetRow, FleetFix | None]]) -> None:
        """Stores assets, new or changed, each with its latest fix."""
        given = list(assets)
        rows = self.rows(asset.id for asset, _ in given)
        for (asset, fix), found in zip(given, rows.tolist(), strict=True):
            row = found if found >= 0 else self._new_row()
            self._write(row, asset)
            self._place(row, fix, asset.base)

    def drop(self, ids: Iterable[UUID]) -> None:
        """Removes assets."""
        for row in self.rows(ids).tolist():
            if row >= 0:
                self._of["in_register"][row] = False
                self._of["lon"][row] = self._of["lat"][row] = np.nan
                self._windows.pop(row, None)
                self._free.append(row)
                self._derived = {}
                self.note(row)
        self._order = None

    def move(self, asset_id: UUID, fix: FleetFix) -> bool:
        """Stores the latest fix of an asset; returns whether it is newer than the stored one."""
        row = int(self.rows([asset_id])[0])
        if row < 0:
            return False
        newer = not self["fixed"][row] or bool(self["at"][row] < micros(fix.at))
        self._place(row, fix, None)
        return newer

    def rows(self, ids: Iterable[UUID]) -> NDArray[np.int64]:
        """The row of each id; -1 for an unknown one."""
        wanted = [id_.int for id_ in ids]
        high = np.array([one >> 64 for one in wanted], dtype=np.uint64)
        low = np.array([one & (2**64 - 1) for one in wanted], dtype=np.uint64)
        order, keys = self._ordered()
        starts = np.searchsorted(keys, high, side="left")
        ends = np.searchsorted(keys, high, side="right")
        found = np.full(len(wanted), -1, dtype=np.int64)
        for at, (start, end) in enumerate(zip(starts.tolist(), ends.tolist(), strict=True)):
            same = order[start:end]
            met = same[self["id_low"][same] == low[at]]
            if len(met):
                found[at] = met[0]
        return found

    def _ordered(self) -> tuple[NDArray[np.intp], NDArray[np.uint64]]:
        """The registered rows by the upper half of their ids, and those halves."""
        if self._order is None:
            registered = np.flatnonzero(self["in_register"])
            order = registered[np.argsort(self["id_high"][registered], kind="stable")]
            self._order = order, self["id_high"][order]
        return self._order

    def _new_row(self) -> int:
        self._order = self._by_owner = None
        if self._free:
            return self._free.pop()
        if self.length == len(self._of["in_register"]):
            room = max(1_024, self.length // 4)
            for name, kind in COLUMNS.items():
                self._of[name] = np.concatenate((self._of[name], np.zeros(room, dtype=kind)))
        self.length += 1
        return self.length - 1

    def _write(self, row: int, asset: FleetRow) -> None:
        if self._name(row) != asset.name:
            said = asset.name.encode()
            self._of["name_from"][row], self._of["name_bytes"][row] = len(self._names), len(said)
            self._names += said
        values = {
            "id_high": asset.id.int >> 64,
            "id_low": asset.id.int & (2**64 - 1),
            "owner": self._owner_index(asset.party_code),
            "type": self._type_index(asset.type_code),
            "centre": self._centre_index(asset.centre_id),
            "base_lon": asset.base.lon if asset.base else np.nan,
            "base_lat": asset.base.lat if asset.base else np.nan,
            "base_shared": asset.base_shared,
            "at_sea": asset.at_sea,
            "readiness": READINESS.index(asset.readiness),
            "readiness_until": micros(asset.readiness_until),
            "day": _minutes_or_unset(asset.notice_day_minutes),
            "night": _minutes_or_unset(asset.notice_night_minutes),
            "sea": _minutes_or_unset(asset.notice_at_sea_minutes),
            "figures": self._figures_index(asset.overrides),
            "quantity": asset.quantity,
            "character": _CHARACTER[asset.service, asset.armed, frozenset(asset.sensors)],
            "in_register": True,
        }
        if any(_differs(self._of[name][row], values[name]) for name in _DERIVED_FROM):
            self._derived = {}
        for name, value in values.items():
            self._of[name][row] = value
        if asset.windows:
            self._windows[row] = asset.windows
        else:
            self._windows.pop(row, None)

    def _place(self, row: int, fix: FleetFix | None, base: LatLon | None) -> None:
        point = fix.point if fix else base
        values = {
            "fixed": fix is not None,
            "lon": point.lon if point else np.nan,
            "lat": point.lat if point else np.nan,
            "at": micros(fix.at if fix else None),
            "uncertainty_nm": fix.uncertainty_nm if fix else 0.0,
            "implausible": fix is not None and fix.implausible,
            "doubted_at": micros(fix.doubted_at if fix else None),
            "secret": fix.secret if fix else 0,
            "berth_lon": fix.berth.lon if fix and fix.berth else np.nan,
            "berth_lat": fix.berth.lat if fix and fix.berth else np.nan,
        }
        for name, value in values.items():
            self._of[name][row] = value
        self.note(row)

    def _owner_index(self, party: str) -> int:
        if party not in self._owners:
            self._owners[party] = len(self._owners)
            self._index = FleetIndex(tuple(self._owners), self._index.types)
        return self._owners[party]

    def _type_index(self, code: str) -> int:
        if code not in self._types:
            narrow = type_of(code).narrow  # where it is not known here yet, nothing is changed
            self._types[code] = len(self._types)
            types = (*self._index.types, (narrow, code))
            self._index = FleetIndex(self._index.owners, types)
            self._derived = {}
        return self._types[code]

    def _centre_index(self, centre_id: UUID) -> int:
        if centre_id not in self._centres:
            self._centres[centre_id] = len(self._centre_ids)
            self._centre_ids.append(centre_id)
        return self._centres[centre_id]

    def _figures_index(self, overrides: Mapping[str, float]) -> int:
        if not overrides:
            return UNSET
        key = tuple(sorted(overrides.items()))
        if key not in self._figures:
            self._figures[key] = len(self._overrides)
            self._overrides.append(dict(overrides))
        return self._figures[key]

    def _name(self, row: int) -> str:
        start, length = int(self._of["name_from"][row]), int(self._of["name_bytes"][row])
        return self._names[start : start + length].decode()

    # reading one asset back

    def ids(self, rows: Iterable[int]) -> Iterator[UUID]:
        """The ids of the rows."""
        high, low = self["id_high"], self["id_low"]
        return (UUID(int=(int(high[row]) << 64) | int(low[row])) for row in rows)

    def asset(self, row: int) -> FleetRow:
        """One asset as the tables hold it, without the name of its base."""
        at = {name: self._of[name].item(row) for name in _ROW_COLUMNS}
        service, armed, sensors = CHARACTERS[at["character"]]
        return FleetRow(
            id=UUID(int=(at["id_high"] << 64) | at["id_low"]),
            party_code=self._index.owners[at["owner"]],
            centre_id=self._centre_ids[at["centre"]],
            type_code=self._index.types[at["type"]][1],
            base=_latlon(at["base_lon"], at["base_lat"]),
            base_shared=at["base_shared"],
            at_sea=at["at_sea"],
            readiness=READINESS[at["readiness"]],
            readiness_until=instant(at["readiness_until"]),
            notice_day_minutes=_minutes_or_none(at["day"]),
            notice_night_minutes=_minutes_or_none(at["night"]),
            notice_at_sea_minutes=_minutes_or_none(at["sea"]),
            overrides=self._overrides[at["figures"]] if at["figures"] >= 0 else {},
            quantity=at["quantity"],
            service=service,
            armed=armed,
            sensors=sensors,
            windows=self.windows(row),
            name=self._name(row),
        )

    def base(self, row: int) -> LatLon | None:
        """The base of one asset."""
        return _latlon(float(self["base_lon"][row]), float(self["base_lat"][row]))

    def fix(self, row: int) -> FleetFix | None:
        """The latest fix of one asset, without course, speed and source."""
        column = self._of
        at = instant(column["at"].item(row))
        point = _latlon(column["lon"].item(row), column["lat"].item(row))
        if at is None or point is None or not column["fixed"].item(row):
            return None
        return FleetFix(
            at=at,
            point=point,
            uncertainty_nm=column["uncertainty_nm"].item(row),
            implausible=column["implausible"].item(row),
            doubted_at=instant(column["doubted_at"].item(row)),
            secret=column["secret"].item(row),
            berth=_latlon(column["berth_lon"].item(row), column["berth_lat"].item(row)),
        )


def _differs(kept: Any, value: Any) -> bool:
    return bool(kept != value and not (kept != kept and value != value))


def micros(at: datetime | None) -> int:
    """An instant as a column value."""
    return NEVER if at is None else (at - EPOCH) // timedelta(microseconds=1)


def instant(kept: int) -> datetime | None:
    """The instant of a column value."""
    return None if kept == NEVER else EPOCH + timedelta(microseconds=kept)


def _minutes_or_unset(minutes: int | None) -> int:
    return UNSET if minutes is None else minutes


def _minutes_or_none(minutes: int) -> int | None:
    return None if minutes == UNSET else minutes


def _latlon(lon: float, lat: float) -> LatLon | None:
    return None if isnan(lon) else LatLon(lat=lat, lon=lon)
