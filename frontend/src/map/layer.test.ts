import fc from "fast-check";
import { expect, test } from "vitest";
import { difference, scaled } from "./layer";
import { at, type Drawn, drawn } from "./seen";

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

test("on a large screen letters and icons grow together, lines do not", () => {
  const symbol = { id: "s", type: "symbol", source: "s", layout: { "text-size": 10 } } as const;
  expect(scaled(symbol, 1.5)).toMatchObject({ layout: { "text-size": 15, "icon-size": 1.5 } });
  const line = { id: "l", type: "line", source: "s" } as const;
  expect(scaled(line, 1.5)).toBe(line);
});
