import { expect, test } from "vitest";
import type { Colours } from "./colours";
import { LAYERS } from "./layers";
import { LINES, stylesOf } from "./line-list";
import { painted, workedOut } from "./paint-value";

const COLOURS = new Proxy({ palette: "night" } as unknown as Colours, {
  get: (given, name) => (name === "palette" ? given.palette : `#${String(name)}`),
});
/** Their names stand beside them. */
const NAMED = ["graticule-lines", "view-edges"];

test("every line and area that a layer draws is explained", () => {
  const explained = new Set([...LINES.flatMap(({ by }) => by), ...NAMED]);
  const drawn = LAYERS.flatMap((layer) => layer.styles(COLOURS))
    .filter(({ type }) => type === "line" || type === "fill")
    .map(({ id }) => id);
  expect(drawn.filter((id) => !explained.has(id))).toEqual([]);
});

test("each is drawn as its layer draws it", () => {
  for (const one of LINES) {
    for (const style of stylesOf(one, COLOURS)) {
      const { fill, stroke, width, opacity } = painted(style, one.told ?? {});
      expect(
        [fill, stroke].some((colour) => colour.startsWith("#")),
        one.name,
      ).toBe(true);
      expect(width > 0 && opacity > 0, one.name).toBe(true);
    }
  }
});

test("what the layers write is worked out", () => {
  expect(workedOut(["case", ["get", "open"], 2.2, 1], { open: true })).toBe(2.2);
  expect(workedOut(["case", ["get", "open"], 2.2, 1], { open: false })).toBe(1);
  expect(workedOut(["match", ["get", "of"], "unit", "grey", "red"], { of: "unit" })).toBe("grey");
  expect(workedOut(["match", ["get", "of"], "unit", "grey", "red"], { of: "ring" })).toBe("red");
  const steps = ["step", ["get", "step"], 2.6, 1, 2, 2, 1.4];
  expect([0, 1, 5].map((step) => workedOut(steps, { step }))).toEqual([2.6, 2, 1.4]);
  expect(() => workedOut(["zoom"], {})).toThrow("no such expression");
});
