import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { WEAKEST } from "@/map/age";
import { ALL_TINTS } from "@/ui/tint";

const SHEETS = ["../src/style/tokens.css", "../src/panels/replay/replay.css"].map((path) =>
  readFileSync(new URL(path, import.meta.url), "utf8"),
);

function tokens(palette: string): Map<string, string> {
  const blocks = SHEETS.map(
    (css) => css.split(`data-palette="${palette}"`)[1]?.split("}")[0] ?? "",
  );
  return new Map(
    [...blocks.join().matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)].map((m) => [
      m[1] ?? "",
      m[2] ?? "",
    ]),
  );
}

/** Relative luminance (WCAG 2.2). */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

/** A colour drawn over another at a part of its strength. */
function over(one: string, other: string, strength: number): string {
  const parts = [1, 3, 5].map((at) => {
    const [a, b] = [one, other].map((colour) => Number.parseInt(colour.slice(at, at + 2), 16));
    return Math.round(strength * (a ?? 0) + (1 - strength) * (b ?? 0));
  });
  return `#${parts.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

const WRITTEN = ["text", "muted", "distress", "alert", "uncertainty", "good", "action", "past"];
const GROUNDS = ["ground", "panel", "raised"];
const MAP = ["sea", "land"];
const FILLED = ["distress", "alert", "good", "action"];

for (const palette of ["night", "day"] as const) {
  const colours = tokens(palette);
  const of = (name: string) => {
    const colour = colours.get(name);
    if (!colour) throw new Error(`the ${palette} palette has no ${name}`);
    return colour;
  };

  test.each(WRITTEN.flatMap((ink) => [...GROUNDS, ...MAP].map((ground) => [ink, ground] as const)))(
    `${palette}: %s can be read on %s (AA)`,
    (ink, ground) => {
      expect(contrast(of(ink), of(ground))).toBeGreaterThanOrEqual(4.5);
    },
  );

  test.each(ALL_TINTS[palette])(
    `${palette}: the tint %s of a party can be read on panel and sea`,
    (ink) => {
      for (const ground of ["panel", "sea"]) {
        expect(contrast(ink, of(ground))).toBeGreaterThanOrEqual(4.5);
      }
    },
  );

  test.each(ALL_TINTS[palette])(
    `${palette}: a sign in the tint %s is seen on sea and land, however old (AA)`,
    (ink) => {
      for (const ground of MAP) {
        const faded = over(ink, of(ground), WEAKEST);
        expect(contrast(faded, of(ground))).toBeGreaterThanOrEqual(3);
      }
    },
  );

  test.each(FILLED)(`${palette}: words on %s can be read (AA)`, (ground) => {
    expect(contrast(of("on-colour"), of(ground))).toBeGreaterThanOrEqual(4.5);
  });

  test.each(GROUNDS)(`${palette}: the edge of a control is seen on %s (AA)`, (ground) => {
    expect(contrast(of("edge"), of(ground))).toBeGreaterThanOrEqual(3);
  });

  test(`${palette}: the exercise ribbon can be read`, () => {
    expect(contrast(of("ribbon"), of("ribbon-ground"))).toBeGreaterThanOrEqual(7);
  });
}
