import fc from "fast-check";
import { expect, test } from "vitest";
import type { Asset, Deployment, Position } from "@/api/types";
import { type FleetRow, fleetOf, lookedFor, sorted } from "@/state/fleet";

const asset = (id: string, fields: Partial<Asset>) => ({ id, ...fields }) as Asset;
const byId = (...assets: Asset[]) => new Map(assets.map((one) => [one.id, one]));
const NONE = { text: "", party: "", kind: "", readiness: "" };

const FLEET = byId(
  asset("1", { name: "Nemo 11", party: "ITA", kind: "aircraft", type: "H1", readiness: "limited" }),
  asset("2", {
    name: "Nemo 2",
    party: "ITA",
    kind: "aircraft",
    type: "H1",
    readiness: "available",
  }),
  asset("3", { name: "P61", party: "MLT", kind: "vessel", type: "V2", readiness: null }),
  asset("4", { name: "Old", party: "ITA", kind: "vessel", retired_at: "2026-01-01T00:00:00Z" }),
);
const rows = fleetOf(FLEET, new Map(), new Map());
const names = (some: readonly FleetRow[]) => some.map(({ asset: { name } }) => name);

test("retired assets are no longer in the register", () => {
  expect(names(rows)).toEqual(["Nemo 11", "Nemo 2", "P61"]);
});

test("names are sorted as people count", () => {
  expect(names(sorted(rows, "name", false))).toEqual(["Nemo 2", "Nemo 11", "P61"]);
});

test("what is not known comes last in either direction", () => {
  expect(names(sorted(rows, "readiness", false))).toEqual(["Nemo 2", "Nemo 11", "P61"]);
  expect(names(sorted(rows, "readiness", true))).toEqual(["Nemo 11", "Nemo 2", "P61"]);
});

test.each([
  [{ text: "nemo h1" }, ["Nemo 11", "Nemo 2"]],
  [{ party: "MLT" }, ["P61"]],
  [{ kind: "aircraft", readiness: "available" }, ["Nemo 2"]],
  [{ text: "nobody" }, []],
])("%j finds %j", (looking, found) => {
  expect(names(lookedFor(rows, { ...NONE, ...looking }))).toEqual(found);
});

test("a row tells when it was heard and what binds it now", () => {
  const heard = new Map([["1", { at: "2026-01-01T10:00:00Z" } as Position]]);
  const works = new Map([
    ["w", { id: "w", asset_id: "1", state: "underway" } as Deployment],
    ["x", { id: "x", asset_id: "2", state: "returned" } as Deployment],
  ]);
  const [first, second] = fleetOf(FLEET, heard, works);
  expect(first?.heardMs).toBe(Date.parse("2026-01-01T10:00:00Z"));
  expect(first?.work?.id).toBe("w");
  expect(second?.work).toBeNull();
});

test("sorting keeps every row, whatever the column", () => {
  const columns = ["name", "party", "type", "readiness", "base", "heard", "task"] as const;
  fc.assert(
    fc.property(fc.constantFrom(...columns), fc.boolean(), (by, down) => {
      expect(new Set(sorted(rows, by, down))).toEqual(new Set(rows));
    }),
  );
});
