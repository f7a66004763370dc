/** Rings of a globe cut open for a flat map: what steps over the antimeridian, what holds a pole. */

import type { Polygon, Position } from "geojson";

const POLE_LAT = 90;

/** The ring with no step of more than half a turn: it may run beyond ±180. A ring round a pole,
 * which would not close, is led along that pole and back. */
export function unrolled(ring: readonly Position[]): Position[] {
  const flat: Position[] = [];
  let turned = 0;
  let before: number | undefined;
  for (const [lon = 0, lat = 0] of ring) {
    if (before !== undefined && lon - before > 180) turned -= 360;
    if (before !== undefined && lon - before < -180) turned += 360;
    before = lon;
    flat.push([lon + turned, lat]);
  }
  return turned === 0 ? flat : aroundPole(flat);
}

/** Starts the ring where it steps over the antimeridian, so that one turn is ±180 to ∓180. */
function aroundPole(flat: readonly Position[]): Position[] {
  const first = flat[0]?.[0] ?? 0;
  const last = flat.at(-1)?.[0] ?? 0;
  const turn = last > first ? 360 : -360;
  const step = flat.findIndex(([lon = 0]) => (turn > 0 ? lon > 180 : lon < -180));
  const ahead = step < 0 ? flat.slice(0, -1) : flat.slice(step, -1);
  const behind = step < 0 ? [] : flat.slice(0, step);
  const open = [
    ...ahead.map(([lon = 0, lat = 0]) => [lon - (step < 0 ? 0 : turn), lat]),
    ...behind,
  ];
  const south = open.reduce((sum, [, lat = 0]) => sum + lat, 0) < 0;
  const pole = south ? -POLE_LAT : POLE_LAT;
  const [from, to] = turn > 0 ? [-180, 180] : [180, -180];
  const [, startLat = 0] = open[0] ?? [];
  const [, endLat = 0] = open.at(-1) ?? [];
  return [[from, startLat], ...open, [to, endLat], [to, pole], [from, pole], [from, startLat]];
}

/** A polygon whose rings may run beyond ±180, the holes brought to the side of the outer ring. */
export function unrolledPolygon(rings: readonly Position[][]): Polygon {
  const [outer = [], ...holes] = rings.map((ring) => unrolled(ring));
  const middle = middleLon(outer);
  const beside = holes.map((hole) => {
    const shift = Math.round((middle - middleLon(hole)) / 360) * 360;
    return shift === 0 ? hole : hole.map(([lon = 0, lat = 0]) => [lon + shift, lat]);
  });
  return { type: "Polygon", coordinates: [outer, ...beside] };
}

function middleLon(ring: readonly Position[]): number {
  const lons = ring.map(([lon = 0]) => lon);
  return (Math.min(...lons) + Math.max(...lons)) / 2;
}
