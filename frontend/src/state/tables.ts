/** A snapshot by column (`format=columns`) as the same by row. Pure. */

import type { Snapshot, SnapshotColumns, Table } from "@/api/types";

export function byRow(found: Snapshot | SnapshotColumns): Snapshot {
  return {
    ...found,
    asset: rowsOf(found.asset),
    ship: rowsOf(found.ship),
    positions: rowsOf(found.positions),
  };
}

function rowsOf<V>(list: V[] | Table): V[] {
  if (Array.isArray(list)) return list;
  const rows = Array.from({ length: list.count }, (): Record<string, unknown> => ({}));
  for (const [name, column] of Object.entries(list.columns)) {
    const cell = cellOf(column);
    rows.forEach((row, at) => {
      row[name] = cell(at);
    });
  }
  return rows as V[];
}

function cellOf(column: Table["columns"][string]): (row: number) => unknown {
  if (Array.isArray(column)) return (row) => column[row];
  if ("all" in column) return () => column.all;
  if ("index" in column) return (row) => column.values[column.index[row] as number];
  if ("lon" in column) return (row) => point(column.lon[row], column.lat[row]);
  return (row) =>
    column.uuids.slice(32 * row, 32 * row + 32).replace(/(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

const point = (lon: number | null | undefined, lat: number | null | undefined) =>
  lon === null ? null : { type: "Point", coordinates: [lon, lat] };
