"""Serialises many assets for one party by column: the array form of `presenting`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from itertools import compress
from typing import Any, Final, NamedTuple, TypeVar

import numpy as np
import orjson

from sar.agreements.words import Visibility
from sar.assets.catalogue import OWN, type_of
from sar.assets.fix_trust import trust_of
from sar.assets.presenting import FOR_OWN_PARTY, granted_view, notice_view
from sar.assets.redaction import AT_BERTH, AccessRights, notice_by
from sar.assets.words import FixDoubt
from sar.geo.geodesy import displaced_cells
from sar.time_words import to_the_minute
from sar.wire import JsonObject

T = TypeVar("T")
Cells = Sequence[Any]
Columns = dict[str, list[Any]]
"""By name of a view's field: its values, one for each row. They are JSON-ready but for instants and
for points, which are pairs of longitude and latitude."""

POINTS: Final = ("base", "point")
"""The fields that are points."""


@dataclass(frozen=True, slots=True)
class RightsByRow:
    """The different rights of a party, and for each row the index of its own."""

    rights: Sequence[AccessRights]
    index: Sequence[int]

    def each(self, of: Callable[[AccessRights], T]) -> list[T]:
        """The result for each row, evaluated once for all rows of equal rights."""
        results = [of(one) for one in self.rights]
        return [results[at] for at in self.index]

    def at(self, row: int) -> AccessRights:
        """The rights of one row."""
        return self.rights[self.index[row]]

    def where(self, mask: Sequence[bool]) -> "RightsByRow":
        """The same for the rows that the mask selects."""
        return RightsByRow(self.rights, list(compress(self.index, mask)))


class FixCells(NamedTuple):
    """Positions by column, as the database holds them."""

    at: list[datetime]
    lon: list[float]
    lat: list[float]
    course_deg: list[float | None]
    speed_kn: list[float | None]
    uncertainty_nm: list[float]
    source: list[str]
    implausible: list[bool]
    doubted_at: list[datetime | None]
    doubted_for: list[str | None]
    doubted_nm: list[float | None]
    doubt: list[str | None]
    received_at: list[datetime | None]
    secret: list[int | None]
    """Of coarse ones alone, as the berth."""
    berth_lon: list[float | None]
    berth_lat: list[float | None]


def asset_columns(
    rows: Mapping[str, Cells], rights: RightsByRow, bound: Mapping[str, list[JsonObject]]
) -> Columns:
    """`presenting.view_of` of every row; `rows` are columns of the table, the base by `base_lon`
    and `base_lat`. `bound`: what binds an asset, by its id."""
    own = rights.each(lambda one: one.own)
    knows = rights.each(lambda one: one.reaches(Visibility.READINESS))
    based = [mine or shared for mine, shared in zip(own, rows["base_shared"], strict=True)]
    columns = {
        "id": list(rows["id"]),
        "party": list(rows["party_code"]),
        "centre_id": list(rows["centre_id"]),
        "kind": list(rows["kind"]),
        "type": list(rows["type_code"]),
        "name": list(rows["name"]),
        "level": rights.each(lambda one: one.level.value),
        "own": own,
        "granted_by": rights.each(_granted),
        "base_name": _shown(rows["base_name"], based),
        "base": _shown(_points(rows["base_lon"], rows["base_lat"]), based),
        "readiness": _shown(rows["readiness"], knows),
        "readiness_until": _shown(rows["readiness_until"], knows),
        "at_sea": _shown(rows["at_sea"], knows),
        "notice": _shown(_notices(rows), knows),
        "overrides": _shown([_overrides(text) for text in rows["overrides"]], knows),
        "quantity": _shown(rows["quantity"], knows),
        "service": _shown(rows["service"], knows),
        "armed": _shown(rows["armed"], knows),
        "sensors": _shown(rows["sensors"], knows),
        "bound": _shown([bound.get(id_, _UNBOUND) for id_ in rows["id"]], knows),
    }
    return columns | {name: _shown(rows[name], own) for name in FOR_OWN_PARTY}


def position_columns(ids: list[str], fixes: FixCells, rights: RightsByRow) -> Columns:
    """`presenting.position_of` of the assets; each fix must be as old as the rights ask."""
    precision_nm = rights.each(lambda one: one.precision_nm)
    exact = [not size for size in precision_nm]
    veiled = rights.each(lambda one: one.is_veiled)
    plain = [not cut for cut in veiled]
    least_nm = rights.each(lambda one: one.least_uncertainty_nm)
    lons, lats = _displaced(fixes, precision_nm)
    berths = zip(fixes.berth_lon, fixes.berth_lat, strict=True)
    here = [one == berth for one, berth in zip(zip(lons, lats, strict=True), berths, strict=True)]
    least_nm = [AT_BERTH * nm if at else nm for nm, at in zip(least_nm, here, strict=True)]
    return {
        "thing": ["asset"] * len(ids),
        "id": ids,
        "at": [to_the_minute(at) if cut else at for at, cut in zip(fixes.at, veiled, strict=True)],
        "point": _points(lons, lats),
        "course_deg": _shown(fixes.course_deg, exact),
        "speed_kn": _shown(fixes.speed_kn, exact),
        "uncertainty_nm": [max(both) for both in zip(fixes.uncertainty_nm, least_nm, strict=True)],
        "precision_nm": precision_nm,
        "delay_minutes": rights.each(lambda one: one.delay_minutes),
        "source": [told if shown else "" for told, shown in zip(fixes.source, exact, strict=True)],
        "delivered_by": [None] * len(ids),
        "implausible": fixes.implausible,
        **{name: _shown(getattr(fixes, name), plain) for name in _OF_DOUBT},
        "trust": _shown(_trusts(fixes.doubt, fixes.implausible), plain),
    }


_OF_DOUBT: Final = ("doubted_at", "doubted_for", "doubted_nm", "doubt", "received_at")


def _trusts(doubts: Sequence[str | None], wrongs: Sequence[bool]) -> list[str]:
    return [_trust(doubt, implausible) for doubt, implausible in zip(doubts, wrongs, strict=True)]


@cache
def _trust(doubt: str | None, implausible: bool) -> str:
    return trust_of(FixDoubt(doubt) if doubt else None, implausible=implausible).value


def columns_of(views: Sequence[JsonObject], names: Sequence[str]) -> Columns:
    """The views by column; `names` are those of their fields."""
    columns = {name: [view[name] for view in views] for name in names}
    for name in columns.keys() & set(POINTS):
        columns[name] = [point and tuple(point["coordinates"]) for point in columns[name]]
    return columns


def rows_of(columns: Columns) -> list[JsonObject]:
    """A view for each row."""
    cells = [
        [_geojson(cell) for cell in column] if name in POINTS else column
        for name, column in columns.items()
    ]
    return [dict(zip(columns, row, strict=True)) for row in zip(*cells, strict=True)]


def _geojson(place: tuple[float, float] | None) -> JsonObject | None:
    return None if place is None else {"type": "Point", "coordinates": place}


_UNBOUND: Final[list[JsonObject]] = []


def _shown(cells: Cells, mask: Sequence[bool]) -> list[Any]:
    if not any(mask):
        return [None] * len(mask)
    return [cell if seen else None for cell, seen in zip(cells, mask, strict=True)]


def _points(lons: Cells, lats: Cells) -> list[tuple[float, float] | None]:
    return [None if lon is None else (lon, lat) for lon, lat in zip(lons, lats, strict=True)]


def _granted(rights: AccessRights) -> JsonObject | None:
    view = granted_view(rights.granted)
    return None if view is None else view.plain()


def _notices(rows: Mapping[str, Cells]) -> list[JsonObject]:
    return [
        _notice(*given)
        for given in zip(
            rows["type_code"],
            rows["notice_day_minutes"],
            rows["notice_night_minutes"],
            rows["notice_at_sea_minutes"],
            strict=True,
        )
    ]


@lru_cache(maxsize=4_096)
def _notice(type_code: str, *given: int | None) -> JsonObject:
    day, night, at_sea = given
    return notice_view(notice_by((day, night, at_sea), type_of(type_code))).plain()


OWN.followers.append(_notice.cache_clear)


@lru_cache(maxsize=4_096)
def _overrides(text: str) -> JsonObject:
    return {name: float(value) for name, value in orjson.loads(text).items()}


def _displaced(fixes: FixCells, precision_nm: Sequence[float]) -> tuple[list[float], list[float]]:
    sizes = set(precision_nm) - {0.0}
    if not sizes:
        return fixes.lon, fixes.lat
    lons, lats, each = np.array(fixes.lon), np.array(fixes.lat), np.array(precision_nm)
    berth_lons, berth_lats = (np.array(of, float) for of in (fixes.berth_lon, fixes.berth_lat))
    for size in sizes:
        rows = np.flatnonzero(each == size)
        secrets = np.array([fixes.secret[row] for row in rows], dtype=np.int64)
        berths = berth_lons[rows], berth_lats[rows]
        lons[rows], lats[rows] = displaced_cells(lons[rows], lats[rows], size, secrets, berths)
    return lons.tolist(), lats.tolist()
