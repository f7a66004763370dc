import { expect, test } from "vitest";
import { iconOf } from "../icons/names";
import type { Seen } from "../seen";
import { vesselSigns } from "./vessels";

const NOW = Date.parse("2026-10-11T12:26:00Z");
const AT_SEA = {
  id: "v",
  place: [12.6, 35.5],
  course_deg: 90,
  speed_kn: 8,
  at: "2026-10-11T12:25:00Z",
  kind: "fishing",
  status: null,
  name: "SANTA RITA",
  doubted: false,
};

const seen = (items: object[], clusters: object[] = [], more: object = {}) =>
  ({
    vessels: { found: { items, clusters }, behind: false, failed: false },
    vesselTrack: null,
    nowMs: NOW,
    hovered: null,
    selected: null,
    ...more,
  }) as unknown as Seen;

const signOf = (given: object, more: object = {}) => {
  const [sign] = vesselSigns(seen([{ ...AT_SEA, ...given }], [], more));
  return { ...sign?.properties, icon: iconOf(String(sign?.properties?.icon)) };
};

test("it is an arrow of its kind on its course, and none where it lies still", () => {
  expect(signOf({})).toMatchObject({
    icon: { what: "vessel", kind: "fishing", headed: true, doubted: false, on: false },
    turn: 90,
    name: "SANTA RITA",
    strength: 1,
  });
  expect(signOf({ course_deg: null }).icon).toMatchObject({ headed: false });
  expect(signOf({ status: "moored" }).icon).toMatchObject({ headed: false });
  expect(signOf({}, { selected: { thing: "heard_vessel", id: "v" } }).icon).toMatchObject({
    on: true,
  });
});

test("an old position fades, and its name says since when it is last known", () => {
  expect(signOf({ at: "2026-10-11T12:00:00Z" })).toMatchObject({ strength: 0.9 });
  expect(signOf({ at: "2026-10-11T11:00:00Z" })).toMatchObject({
    strength: 0.8,
    name: "SANTA RITA\nlast known 11:00Z",
  });
});

test("many are a number, faded where all of them are old", () => {
  const place = [12.6, 35.5];
  const found = vesselSigns(
    seen(
      [],
      [
        { place, number: 30, number_old: 29 },
        { place: [13, 36], number: 7, number_old: 7 },
      ],
    ),
  );
  expect(found.map(({ properties }) => [properties?.number, properties?.strength])).toEqual([
    ["30", 1],
    ["7", 0.8],
  ]);
});

test("none is drawn while they are not read, and a track is one line across 180 degrees", () => {
  expect(vesselSigns(seen([], [], { vessels: null }))).toEqual([]);
  const line = [
    [179.9, 10],
    [-179.9, 10],
  ];
  const [track] = vesselSigns(seen([], [], { vesselTrack: { id: "v", line } }));
  expect(track?.geometry).toEqual({
    type: "LineString",
    coordinates: [
      [179.9, 10],
      [180.1, 10],
    ],
  });
});
