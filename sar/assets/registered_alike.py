"""Rows of a list that tell of an asset which the register has already, by name and type (pure)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sar.assets.csv_import import ListedAsset, RowFault
from sar.assets.words import CARRIED


@dataclass(frozen=True, slots=True)
class NamedAsset:
    """An asset of the party's own register, by what tells it from others."""

    name: str
    type: str
    mmsi: str | None
    imo: str | None
    icao24: str | None
    callsign: str | None
    tracker_id: str | None


def registered_alike(
    listed: Iterable[ListedAsset], known: Iterable[NamedAsset]
) -> Iterator[RowFault]:
    """The faults of rows whose name and type an asset of the register has. A row that carries
    another identifier than that asset is of another one; by one that both carry it is told
    elsewhere."""
    by_name: dict[tuple[str, str], list[NamedAsset]] = defaultdict(list)
    for one in known:
        by_name[one.name, one.type].append(one)
    for row in listed:
        alike = by_name.get((row.body.name, row.body.type), ())
        if any(not _differ(row, one) for one in alike):
            said = f"{row.body.name[:40]} ({row.body.type}) is registered already"
            ways = "change that asset, or name this one apart"
            yield RowFault(row.line, "name", "registered_already", f"{said}: {ways}")


def _differ(row: ListedAsset, one: NamedAsset) -> bool:
    """Whether each of the two carries an identifier, and not the same."""
    pairs = ((getattr(row.body, name), getattr(one, name)) for name in CARRIED)
    return any(given and carried and given != carried for given, carried in pairs)
