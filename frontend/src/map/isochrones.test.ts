import { expect, test } from "vitest";
import { isOld } from "./isochrones";
import { reachLines } from "./layers/reach";
import { reachedBy, reachNotes } from "./reach-words";
import type { Seen } from "./seen";
import { readShown } from "./shown";

const line = (speed_class: string, minutes: number, drawn = true) => ({
  type: "Feature",
  geometry: drawn ? { type: "MultiLineString", coordinates: [] } : null,
  properties: { speed_class, minutes, nm: 150, is_cut: false },
});
const seen = (reach: string | null, ...features: unknown[]) =>
  ({ shown: { reach }, reach: { incidentId: "i", found: { features } } }) as unknown as Seen;

test("the lines of the chosen class alone are drawn, as far as there are any", () => {
  const all = [line("helicopter", 30), line("patrol_boat", 60), line("patrol_boat", 30, false)];
  const drawn = reachLines(seen("patrol_boat", ...all));
  expect(drawn.map(({ properties }) => [properties?.name, properties?.step])).toEqual([["1 h", 1]]);
  expect(reachLines(seen(null, ...all))).toEqual([]);
});

test("a line that the fuel cuts is named by its miles, and no line by minutes it would not last", () => {
  const cut = line("helicopter", 120);
  const all = [line("helicopter", 60), { ...cut, properties: { ...cut.properties, is_cut: true } }];
  const names = reachLines(seen("helicopter", ...all)).map(({ properties }) => properties?.name);
  expect(names).toEqual(["1 h", "150 nm"]);
});

const boat = { speed_class: "patrol_boat", speed_kn: 18.2, calm_kn: 25, by_water: true };
const flown = { speed_class: "helicopter", speed_kn: 145, calm_kn: 145, by_water: false };
const of = (properties: object) => ({ properties }) as Parameters<typeof reachNotes>[1][number];
const air_note = "Lines of aircraft are in still air.";
const told = (sea_state: number | null, note: string | null = null) =>
  ({ sea_state, note, air_note }) as Parameters<typeof reachNotes>[0];

test("the legend tells in what sea a class is slower than in a calm", () => {
  const by = (line: object, sea: number | null) => reachedBy(of(line).properties, sea);
  expect(by(boat, 5)).toBe("Reached by patrol boat, 18.2 kn in sea state 5 (25 kn in a calm)");
  expect(by({ ...boat, speed_kn: 25 }, 2)).toBe("Reached by patrol boat, 25 kn");
  expect(by(flown, 5)).toBe("Reached by helicopter, 145 kn");
});

test("it tells where the fuel ends, that no sea is known, and why there are no lines", () => {
  const cut = of({ ...flown, nm: 150, is_cut: true });
  expect(reachNotes(told(5), [cut]).at(-1)).toBe(
    "Cut at 150 nm: its fuel takes it no farther out and back.",
  );
  expect(reachNotes(told(null), [of(boat)])).toHaveLength(2);
  expect(reachNotes(told(5), [of(boat)])).toHaveLength(1);
  expect(reachNotes(told(5, "No way by sea."), [])).toEqual(["No way by sea."]);
});

test("lines of aircraft say that they are in still air, and those of vessels do not", () => {
  expect(reachNotes(told(5), [of(flown)])).toContain(air_note);
  expect(reachNotes(told(5), [of(boat)])).not.toContain(air_note);
  expect(reachNotes(told(5, "No way by sea."), [])).not.toContain(air_note);
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
