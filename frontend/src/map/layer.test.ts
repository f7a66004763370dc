import fc from "fast-check";
import type { ExpressionSpecification, LayerSpecification } from "maplibre-gl";
import { expect, test } from "vitest";
import type { Position } from "@/api/types";
import type { Colours } from "./colours";
import { difference, due, FOLLOW_EVERY_MS, type Layer, NEVER, scaled } from "./layer";
import { LAYERS } from "./layers";
import { hasMoved } from "./layers/units";
import { at, type Drawn, drawn, type Seen } from "./seen";

const features = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 2 })), {
    selector: ([id]) => id,
  })
  .map((pairs) => new Map(pairs.map(([id, look]) => [`${id}`, OF.get(`${id}-${look}`) as Drawn])));
const OF = new Map<string, Drawn>();
for (let id = 0; id < 10; id += 1) {
  for (let look = 0; look < 3; look += 1) OF.set(`${id}-${look}`, drawn(`${id}`, at([id, look])));
}

test("what was shown and the difference make what is to be shown", () => {
  fc.assert(
    fc.property(features, features, (before, after) => {
      const news = difference(before, after);
      const shown = new Map(before);
      for (const id of news?.remove ?? []) shown.delete(id);
      for (const feature of news?.add ?? []) shown.set(feature.id, feature);
      expect(new Map([...shown].sort())).toEqual(new Map([...after].sort()));
      for (const id of news?.remove ?? []) expect(after.has(id)).toBe(false);
      for (const feature of news?.add ?? []) expect(before.get(feature.id)).not.toBe(feature);
    }),
  );
});

test("nothing is told when nothing has changed", () => {
  const shown = new Map([["1", OF.get("1-0") as Drawn]]);
  expect(difference(shown, new Map(shown))).toBeNull();
});

test("on a large screen letters, icons and lines grow together", () => {
  const symbol = { id: "s", type: "symbol", source: "s", layout: { "text-size": 10 } } as const;
  expect(scaled(symbol, 1.5)).toMatchObject({ layout: { "text-size": 15, "icon-size": 1.5 } });
  const line = {
    id: "l",
    type: "line",
    source: "s",
    paint: { "line-width": 2, "line-dasharray": [7, 5] },
  } as const satisfies LayerSpecification;
  expect(scaled(line, 1.5)).toEqual({
    ...line,
    paint: { "line-width": 3, "line-dasharray": [7, 5] },
  });
  expect(scaled(line, 1)).toBe(line);
});

test("a width that goes by a feature grows as well, one that goes by the zoom stays", () => {
  const line = (width: ExpressionSpecification) =>
    ({ id: "l", type: "line", source: "s", paint: { "line-width": width } }) as const;
  const byFeature = line(["case", ["get", "open"], 2.2, 1]);
  expect(scaled(byFeature, 2)).toMatchObject({
    paint: { "line-width": ["*", 2, ["case", ["get", "open"], 2.2, 1]] },
  });
  const byZoom = line(["interpolate", ["linear"], ["zoom"], 2, 0.5, 8, 1.2]);
  expect(scaled(byZoom, 2)).toEqual(byZoom);
});

const colours = { palette: "night" } as Colours;
const styles = LAYERS.flatMap((layer) => layer.styles(colours));

test("every line of the map has a width, so that it grows on a wall", () => {
  const lines = styles.filter(({ type }) => type === "line");
  expect(lines.filter(({ paint }) => !paint || !("line-width" in paint))).toEqual([]);
});

test("no name of a unit fades with its sign: it has to be read", () => {
  const names = styles.filter(({ id }) => id === "fleet-names" || id === "working-names");
  expect(names).toHaveLength(2);
  for (const { paint } of names) expect(paint).not.toHaveProperty("text-opacity");
});

test("what follows all the time is told at most so often, what is pointed at at once", () => {
  const layer = {
    name: "fleet",
    reads: ({ hovered }) => [hovered],
    follows: ({ units }) => [units],
    styles: () => [],
    features: () => [],
  } satisfies Layer;
  const seen = (hovered: string | null, units: string) => ({ hovered, units }) as unknown as Seen;
  const first = due(layer, NEVER, seen(null, "a"), 1_000);
  expect(first).toMatchObject({ atMs: 1_000 });
  if (first === null || typeof first === "number") throw new Error("told at first");
  expect(due(layer, first, seen(null, "a"), 1_100)).toBeNull();
  expect(due(layer, first, seen(null, "b"), 1_100)).toBe(FOLLOW_EVERY_MS - 100);
  expect(due(layer, first, seen("x", "b"), 1_100)).toMatchObject({ atMs: 1_100 });
  expect(due(layer, first, seen(null, "b"), 1_000 + FOLLOW_EVERY_MS)).toMatchObject({
    reads: [null],
    follows: ["b"],
  });
});

test("a sign has moved when it can be seen: by half a pixel or three degrees", () => {
  const position = (lon: number, lat: number, course_deg: number | null = 0) =>
    ({ point: { type: "Point", coordinates: [lon, lat] }, course_deg }) as unknown as Position;
  const here = position(12, 34);
  expect(hasMoved(here, position(12.01, 34.005, 2), 4)).toBe(false);
  expect(hasMoved(here, position(12.01, 34.005, 2), 9)).toBe(true);
  expect(hasMoved(here, position(12, 34, 5), 4)).toBe(true);
  expect(hasMoved(position(12, 34, 359), position(12, 34, 1), 4)).toBe(false);
  expect(hasMoved(null, here, 4)).toBe(true);
  expect(hasMoved(null, null, 4)).toBe(false);
});
