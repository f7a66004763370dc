/** A search area in words, as paper tells it: where it is, whose it is and how it is searched. Pure. */

import type { FullIncident, SearchArea } from "@/api/types";
import { ddm } from "@/geo/format";
import { searchAreas as said } from "@/i18n/en-search-areas";
import { searchAreasOf } from "./areas-to-search";

/** The beginning of a note that says where the area is, as the server knows it too. */
const SHAPE = /^(box|circle|sector|ring) .* about \d+°/;
/** An area of more is told by the box around it. */
const MOST_CORNERS = 6;

export const areasText = (incident: Pick<FullIncident, "search_areas">): string =>
  searchAreasOf(incident).map(areaText).join("; ");

export function areaText({ name, area, assigned_to, pattern, note }: SearchArea): string {
  const where = SHAPE.test(note) ? "" : cornersText(area);
  const parts = [where, note, assigned_to && said.by(assigned_to), pattern];
  return `${name}: ${parts.filter(Boolean).join(", ")}`;
}

function cornersText(area: SearchArea["area"]): string {
  // The server keeps every area as a MultiPolygon.
  const parts = (area.coordinates as number[][][][]).map(([outer = []]) => outer.slice(0, -1));
  const corners = parts.flat();
  if (parts.length === 1 && corners.length <= MOST_CORNERS)
    return said.cornersAt(corners.map(placed).join(" / "));
  const lons = corners.map(([lon = 0]) => lon);
  const lats = corners.map(([, lat = 0]) => lat);
  const [west, east] = ends(lons);
  return said.within(placed([west, Math.min(...lats)]), placed([east, Math.max(...lats)]));
}

/** West and east; an area over the antimeridian lies at both ends of the map. */
function ends(lons: readonly number[]): [west: number, east: number] {
  const [west, east] = [Math.min(...lons), Math.max(...lons)];
  if (west !== -180 || east !== 180) return [west, east];
  return [Math.min(...lons.filter((lon) => lon > 0)), Math.max(...lons.filter((lon) => lon < 0))];
}

const placed = (coordinates: number[]) => ddm({ type: "Point", coordinates });
