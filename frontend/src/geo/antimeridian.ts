/** Areas cut at the antimeridian, as RFC 7946 section 3.1.9 wants them. Pure. */

type Corner = readonly [lon: number, lat: number];
/** Closed. */
type Line = readonly Corner[];

/**
 * A polygon of closed rings, the outer one first, as polygons with longitudes between −180 and 180:
 * outer rings anticlockwise, holes clockwise. Longitudes may run on beyond the antimeridian or jump
 * there. Null: it goes round a pole, which edges straight in longitude and latitude cannot tell.
 */
export function cutAtAntimeridian(rings: readonly Line[]): Line[][] | null {
  const [outer = [], ...holes] = rings.map(runningOn);
  if (![outer, ...holes].every(isClosed)) return null;
  const middle = middleOf(outer);
  const turned = [
    sidedAs(outer, 1),
    ...holes.map((hole) => sidedAs(shifted(hole, turnsIn(middleOf(hole) - middle)), -1)),
  ];
  const parts = [-540, -180, 180, 540].reduce<Line[][]>(
    (cut, meridian) => cut.flatMap((part) => cutAt(part, meridian)),
    [turned],
  );
  return parts.map((part) => {
    const turns = turnsIn(middleOf(part[0] ?? []));
    return part.map((ring) => shifted(ring, turns));
  });
}

/** No corner is more than half a turn from the one before. */
export function runningOn(ring: Line): Line {
  let before = ring[0]?.[0] ?? 0;
  return ring.map(([lon, lat]) => {
    before = lon - 360 * turnsIn(lon - before);
    return [before, lat];
  });
}

/** Just half a turn is none: which way it goes is not to be told, and it is left to be refused. */
const turnsIn = (deg: number) => Math.sign(deg) * Math.ceil((Math.abs(deg) - 180) / 360);

const shifted = (ring: Line, turns: number): Line =>
  turns === 0 ? ring : ring.map(([lon, lat]) => [lon - 360 * turns, lat]);

function isClosed(ring: Line): boolean {
  const [first, last] = [ring[0], ring.at(-1)];
  return first?.[0] === last?.[0] && first?.[1] === last?.[1];
}

function middleOf(ring: Line): number {
  const lons = ring.map(([lon]) => lon);
  return (Math.min(...lons) + Math.max(...lons)) / 2;
}

/** Twice its area in square degrees: above zero where it goes anticlockwise. */
const doubleArea = (ring: Line) => {
  const [x0 = 0, y0 = 0] = ring[0] ?? [];
  return ring.slice(1).reduce((sum, [x, y], n) => {
    const [a = 0, b = 0] = ring[n] ?? [];
    return sum + (a - x0) * (y - y0) - (x - x0) * (b - y0);
  }, 0);
};

const sidedAs = (ring: Line, sign: 1 | -1): Line =>
  doubleArea(ring) * sign < 0 ? ring.toReversed() : ring;

/** The parts of a polygon west and east of a meridian. */
function cutAt(rings: readonly Line[], meridian: number): Line[][] {
  const sideOf = ([lon]: Corner) => Math.sign(lon - meridian);
  const has = (ring: Line, side: number) => ring.some((corner) => sideOf(corner) === side);
  const crossing = rings.filter((ring) => has(ring, WEST) && has(ring, EAST));
  if (crossing.length === 0) return [[...rings]];
  const chains = crossing.flatMap((ring) => chainsOf(withCrossings(ring, meridian), sideOf));
  return [WEST, EAST].flatMap((side) => {
    const holes = rings.filter((ring) => has(ring, side) && !has(ring, -side));
    return joined(chains.filter((chain) => chain.side === side).map(({ corners }) => corners))
      .filter((ring) => doubleArea(ring) !== 0)
      .map((ring) => [ring, ...holes.filter((hole) => isInside(hole, ring))]);
  });
}

const [WEST, ON, EAST] = [-1, 0, 1];

/** A part of a ring on one side of a meridian; its ends are on that. */
interface Chain {
  readonly side: number;
  readonly corners: Line;
}

/** The corners of a ring, once each, and others where its edges cross the meridian. */
function withCrossings(ring: Line, meridian: number): Line {
  return ring.slice(1).flatMap((corner, n): Line => {
    const before = at(ring, n);
    const crosses = (before[0] - meridian) * (corner[0] - meridian) < 0;
    return crosses ? [[meridian, latAt(before, corner, meridian)], corner] : [corner];
  });
}

/** By the western corner first, so that both ways over an edge meet the same place. */
function latAt(one: Corner, other: Corner, meridian: number): number {
  const [[x1, y1], [x2, y2]] = one[0] < other[0] ? [one, other] : [other, one];
  return y1 + ((y2 - y1) * (meridian - x1)) / (x2 - x1);
}

/**
 * The chains of a ring on either side. A mere touch of the meridian counts as an empty
 * chain on the other side, so that ways in and out take turns along the meridian.
 */
function chainsOf(corners: Line, sideOf: (corner: Corner) => number): Chain[] {
  const begin = corners.findIndex(
    (corner, n) => sideOf(corner) !== ON && sideOf(at(corners, n - 1)) === ON,
  );
  const runs: { side: number; corners: Corner[] }[] = [];
  for (const corner of [...corners.slice(begin), ...corners.slice(0, begin)]) {
    const side = sideOf(corner);
    if (runs.at(-1)?.side === side) runs.at(-1)?.corners.push(corner);
    else runs.push({ side, corners: [corner] });
  }
  // They take turns: one beside the meridian, one on it.
  const run = (n: number) => runs.at(n % runs.length) ?? { side: ON, corners: [] };
  const passed = (n: number) => passage(run(n).corners, run(n - 1).side, run(n + 1).side);
  return runs.map(({ side, corners: own }, n) => {
    if (side === ON) return { side: -run(n - 1).side, corners: passed(n).touched };
    return { side, corners: [...passed(n - 1).after, ...own, ...passed(n + 1).before] };
  });
}

/** The corners on the meridian that belong to the chain before them, to that after, or to none. */
function passage(on: Line, from: number, to: number) {
  if (from === to) return { before: on.slice(0, 1), touched: on, after: on.slice(-1) };
  // Where it leads along the meridian the polygon lies on one side of it only.
  const lats = on.map(([, lat]) => lat);
  const turn = lats.indexOf(from === WEST ? Math.max(...lats) : Math.min(...lats));
  return { before: on.slice(0, turn + 1), touched: [], after: on.slice(turn) };
}

const at = (corners: Line, n: number): Corner => corners.at(n % corners.length) ?? [0, 0];

/**
 * Chains of one side joined along the meridian into outer rings. The polygon lies on it between the
 * first way in and the first way out from the south (or the first way out and in), and so on.
 */
function joined(all: readonly Line[]): Line[] {
  const chains = all.filter((chain) => chain.length > 0);
  const latOf = (corner?: Corner) => corner?.[1] ?? 0;
  const ins = chains.toSorted((a, b) => latOf(a[0]) - latOf(b[0]));
  const outs = chains.toSorted((a, b) => latOf(a.at(-1)) - latOf(b.at(-1)));
  const nextOf = new Map(outs.map((chain, n) => [chain, ins[n]]));
  const left = new Set(chains);
  return chains.flatMap((first) => {
    const corners: Corner[] = [];
    let chain: Line | undefined = first;
    while (chain && left.delete(chain)) {
      corners.push(...chain);
      chain = nextOf.get(chain);
    }
    return corners.length > 0 ? [closedOnce(corners)] : [];
  });
}

/** Closed, and no corner twice in a row. */
function closedOnce(corners: Line): Line {
  const ring = [...corners, ...corners.slice(0, 1)];
  return ring.filter(
    ([lon, lat], n) => n === 0 || lon !== ring[n - 1]?.[0] || lat !== ring[n - 1]?.[1],
  );
}

/** Whether a ring lies inside another, which it does not cross. */
function isInside(ring: Line, outer: Line): boolean {
  return ring.some(([x, y]) => {
    const eastOfIt = outer.slice(1).filter(([x2, y2], n) => {
      const [x1, y1] = at(outer, n);
      return y1 > y !== y2 > y && x < x1 + ((x2 - x1) * (y - y1)) / (y2 - y1);
    });
    return eastOfIt.length % 2 === 1;
  });
}
