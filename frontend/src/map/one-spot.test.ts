import { expect, test } from "vitest";
import type { LonLat } from "@/geo/lonlat";
import { besideIt, nextOf, toldOf } from "./one-spot";
import type { Seen } from "./seen";

const LUQA: LonLat = [14.48, 35.85];
const at = ([lon, lat]: LonLat) => ({ type: "Point", coordinates: [lon, lat] });
const seen = (zoom: number) =>
  ({
    view: { west: 12, south: 34, east: 16, north: 37, zoom },
    incidents: [{ incident: { id: "case", reference: "ITA-1" }, point: at([14.481, 35.85]) }],
    units: [
      { id: "a", view: { name: "Zunzana 21" }, point: at(LUQA) },
      { id: "b", view: { name: "Zunzana 24" }, point: at(LUQA) },
      { id: "c", view: { name: "P61" }, point: at([14.52, 35.89]) },
      { id: "d", view: { name: "Nowhere" }, point: null },
    ],
    picture: { centre: new Map(), fuel_point: new Map() },
    shown: { fuel: true },
  }) as unknown as Seen;

test.each([
  [14, ["Zunzana 24"]],
  [11, ["ITA-1", "Zunzana 24"]],
  [6, ["ITA-1", "Zunzana 24", "P61"]],
])("at zoom %d its card names what lies under its sign", (zoom, names) => {
  expect(besideIt(seen(zoom), "a", LUQA)).toEqual(names);
});

test("the case that is open is not named: it is in view already", () => {
  const opened = { ...seen(11), opened: { thing: "incident" as const, id: "case" } };
  expect(besideIt(opened, "a", LUQA)).toEqual(["Zunzana 24"]);
});

const sign = (id: string) => ({ thing: "asset" as const, id });
const [CASE, A, B] = [sign("case"), sign("a"), sign("b")];

test("clicks take one after the other, and the open case only where it is alone", () => {
  const found = [CASE, A, B];
  expect(nextOf(found, null, null)).toBe(CASE);
  expect(nextOf(found, CASE, CASE)).toBe(A);
  expect(nextOf(found, CASE, A)).toBe(B);
  expect(nextOf(found, CASE, B)).toBe(A);
  expect(nextOf([CASE], CASE, A)).toBe(CASE);
  expect(nextOf([], CASE, A)).toBeUndefined();
});

test("the pointer tells of the one that was chosen, else of what a click takes", () => {
  const found = [CASE, A, B];
  expect(toldOf(found, CASE, B)).toBe(B);
  expect(toldOf(found, CASE, CASE)).toBe(A);
  expect(toldOf(found, CASE, null)).toBe(A);
  expect(toldOf([CASE], CASE, CASE)).toBe(CASE);
});
