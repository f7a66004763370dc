import { expect, test } from "vitest";
import { isOld } from "./isochrones";
import { reachLines } from "./layers/reach";
import type { Seen } from "./seen";
import { readShown } from "./shown";

const line = (speed_class: string, minutes: number, drawn = true) => ({
  type: "Feature",
  geometry: drawn ? { type: "MultiLineString", coordinates: [] } : null,
  properties: { speed_class, minutes },
});
const seen = (reach: string | null, ...features: unknown[]) =>
  ({ shown: { reach }, reach: { incidentId: "i", found: { features } } }) as unknown as Seen;

test("the lines of the chosen class alone are drawn, as far as there are any", () => {
  const all = [line("helicopter", 30), line("patrol_boat", 60), line("patrol_boat", 30, false)];
  const drawn = reachLines(seen("patrol_boat", ...all));
  expect(drawn.map(({ properties }) => [properties?.name, properties?.step])).toEqual([
    ["60 min", 1],
  ]);
  expect(reachLines(seen(null, ...all))).toEqual([]);
});

test("lines are asked for anew for another case, when it changed, and when it has drifted", () => {
  const asked = { incidentId: "i", touched: 4, atMs: 0 };
  expect(isOld(null, asked)).toBe(true);
  expect(isOld(asked, { ...asked, atMs: 60_000 })).toBe(false);
  expect(isOld(asked, { ...asked, touched: 5 })).toBe(true);
  expect(isOld(asked, { ...asked, incidentId: "j" })).toBe(true);
  expect(isOld(asked, { ...asked, atMs: 11 * 60_000 })).toBe(true);
});

test("what was kept of the layers is read as far as it can be", () => {
  expect(readShown(null)).toMatchObject({ regions: true, chart: true, reach: null });
  expect(readShown('{"zones":false,"reach":"patrol_boat"}')).toMatchObject({
    zones: false,
    reach: "patrol_boat",
  });
  expect(readShown('{"reach":"rocket"}').reach).toBeNull();
  expect(readShown("{").regions).toBe(true);
});
