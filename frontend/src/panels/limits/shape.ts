/** The shape of a limit, read from pasted or loaded text: GeoJSON, or a corner on each line. Pure. */

import { parsePosition } from "@/geo/parse";
import { limits } from "@/i18n/en-limits";
import { zoneOf } from "@/panels/agreements/zone";
import { type Corner, zoneFault } from "@/state/corner-lines";
import type { Area } from "@/state/standing";

export type Shape =
  | { readonly area: Area }
  | { readonly place: { type: "Point"; coordinates: [number, number] } }
  | { readonly fault: string };

const said = limits.form;

export function shapeIn(text: string): Shape {
  const trimmed = text.trim();
  if (trimmed === "") return { fault: said.empty };
  return /^[{[]/.test(trimmed) ? inJson(trimmed) : inLines(trimmed);
}

function inLines(text: string): Shape {
  const point = parsePosition(text);
  if (point && !text.includes("\n")) {
    const [lon = 0, lat = 0] = point.coordinates;
    return { place: { type: "Point", coordinates: [lon, lat] } };
  }
  const fault = zoneFault(text);
  if (fault) return { fault: "unread" in fault ? said.line(fault.unread) : said.few(fault.few) };
  const area = zoneOf(text);
  return area ? { area } : { fault: said.empty };
}

function inJson(text: string): Shape {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return { fault: said.notJson };
  }
  const found = geometriesIn(read);
  const polygons = found.flatMap(polygonsIn);
  if (polygons.length > 0) return { area: { type: "MultiPolygon", coordinates: polygons } as Area };
  const [point, ...others] = found;
  if (point?.type === "Point" && others.length === 0 && isPair(point.coordinates)) {
    const [lon, lat] = point.coordinates;
    return { place: { type: "Point", coordinates: [lon, lat] } };
  }
  return { fault: said.noArea };
}

interface Geometry {
  readonly type: string;
  readonly coordinates?: unknown;
}

/** Every geometry of a feature, a collection of features or of geometries. */
function geometriesIn(read: unknown): Geometry[] {
  if (typeof read !== "object" || read === null) return [];
  const { type, geometry, features, geometries } = read as Record<string, unknown>;
  if (type === "FeatureCollection" && Array.isArray(features))
    return features.flatMap(geometriesIn);
  if (type === "GeometryCollection" && Array.isArray(geometries))
    return geometries.flatMap(geometriesIn);
  if (type === "Feature") return geometriesIn(geometry);
  return typeof type === "string" ? [read as Geometry] : [];
}

/** As written but for heights, which limits do not have; the server says what is wrong with them. */
function polygonsIn({ type, coordinates }: Geometry): unknown[] {
  if (type === "Polygon") return [flat(coordinates)];
  return type === "MultiPolygon" && Array.isArray(coordinates) ? coordinates.map(flat) : [];
}

function flat(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  return typeof value[0] === "number" ? value.slice(0, 2) : value.map(flat);
}

const isPair = (value: unknown): value is [number, number] =>
  Array.isArray(value) && value.length >= 2 && value.every((one) => typeof one === "number");

/** The outer corners of each part, to be drawn and counted. */
export function cornersOf(area: Area): Corner[][] {
  const parts = area.type === "Polygon" ? [area.coordinates] : area.coordinates;
  return parts.map((rings) => {
    const outer = Array.isArray(rings) && Array.isArray(rings[0]) ? rings[0] : [];
    return outer.flatMap((one) => (isPair(one) ? [[one[0], one[1]] as const] : [])).slice(0, -1);
  });
}
