import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { AssetForm, Kind } from "@/api/types";
import type { SceneUnit } from "@/state/scene";
import { iconOf, type Shape, shapeOf, unitIcon } from "./names";

const SHAPES: Record<Shape, string> = {
  rotor: "H1 H2 H3 H4 H5 H6 H7 H8 H9 H10",
  plane: "F1 F2 F3 F4 F5 F6 F7 F8 F9",
  "hollow-plane": "U1 U2",
  "hollow-rotor": "U3",
  hull: "S1 S2 S3 S4 S5 S6 S7 S8 S9 S10 S11 S12 S13",
  ship: "M1 M2 M3 M4 M5",
  square: "T1 T2 T3 T4 E1 E2 E3 E4 X1 X2 X3 X4",
};

interface Row {
  readonly code: string;
  readonly kind: Kind;
  readonly form: AssetForm;
}

/** The server's catalogue itself, as far as signs depend on it. */
function catalogue(): Row[] {
  const text = readFileSync(
    new URL("../../../../sar/assets/catalogue.yaml", import.meta.url),
    "utf8",
  );
  return text.split(/^(?=\w+:$)/m).flatMap((entry) => {
    const code = /^(\w+):$/m.exec(entry)?.[1];
    const [kind, form] = ["kind", "form"].map(
      (name) => new RegExp(`^  ${name}: (\\w+)$`, "m").exec(entry)?.[1],
    );
    return code ? [{ code, kind: kind as Kind, form: form as AssetForm }] : [];
  });
}

const unit = (code: string, kind: Kind, thing: SceneUnit["thing"] = "asset") => ({
  thing,
  view: { type: code, kind } as SceneUnit["view"],
});

test("every type of the catalogue has a sign on the map", () => {
  const drawn: Record<string, string[]> = {};
  for (const { code, kind, form } of catalogue()) {
    const shape = shapeOf(unit(code, kind), form);
    drawn[shape] = [...(drawn[shape] ?? []), code];
    const icon = { shape, headed: true, party: "ITA", ready: "ready", working: false, on: false };
    expect(iconOf(unitIcon({ ...icon, ready: "ready" }))).toEqual({ what: "unit", ...icon });
  }
  const expected = Object.entries(SHAPES).map(([shape, codes]) => [shape, codes.split(" ")]);
  expect(drawn).toEqual(Object.fromEntries(expected));
});

test("a ship of opportunity is a ship whatever is known of its type", () => {
  expect(shapeOf(unit("M4", "vessel", "ship"), null)).toBe("ship");
  expect(shapeOf(unit("M4", "vessel", "ship"), "commercial_vessel")).toBe("ship");
});

test("until the catalogue is read nothing is drawn that may be wrong", () => {
  expect(shapeOf(unit("H1", "aircraft"), null)).toBe("square");
});
