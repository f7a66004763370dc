import { expect, test } from "vitest";
import file from "./names/places.json";
import { namesOf } from "./place-names";

const names = namesOf(file as unknown as Parameters<typeof namesOf>[0]);

test("every place has a name, lies on the earth, and is shown from some zoom on", () => {
  expect(names.length).toBeGreaterThan(5_000);
  expect(new Set(names.map(({ id }) => id)).size).toBe(names.length);
  for (const { geometry, properties } of names) {
    const [lon = 999, lat = 999] = geometry.type === "Point" ? geometry.coordinates : [];
    expect(Math.abs(lon) <= 180 && Math.abs(lat) <= 90).toBe(true);
    expect(properties?.name).toMatch(/\S/);
    expect(properties?.zoom >= 3 && properties?.zoom <= 11).toBe(true);
  }
});

test.each([
  ["Valletta", 5],
  ["Lampedusa", 6],
  ["Tripoli", 5],
])("%s is named from zoom %d on at the latest", (name, zoom) => {
  const from = names.filter(({ properties }) => properties?.name === name);
  expect(Math.min(...from.map(({ properties }) => properties?.zoom))).toBeLessThanOrEqual(zoom);
});
