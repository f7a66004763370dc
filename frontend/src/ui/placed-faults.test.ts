import { expect, test } from "vitest";
import { placedFaults } from "./placed-faults";

const fields = ["mmsi", "error", "at", "notice_day", "min", "term.0.notice", "to"].map((name) => ({
  name,
}));

test("a fault stands at the field it was typed in", () => {
  const table: readonly [path: string | null, field: string | null][] = [
    ["mmsi", "mmsi"],
    ["position.error_nm", "error"],
    ["datum.at", "at"],
    ["notice_day_minutes", "notice_day"],
    ["people.on_board.min", "min"],
    ["term.0.notice", "term.0.notice"],
    ["needs.0.quantity", null],
    ["to_centre_id", null],
    [null, null],
  ];
  for (const [field, expected] of table) {
    const placed = placedFaults(fields, [{ field, reason: "must be 9 digits" }]);
    const at = expected === null ? [] : [{ field: expected, reason: "Must be 9 digits." }];
    expect(placed.atFields, `${field}`).toEqual(at);
    expect(placed.others.length, `${field}`).toBe(expected === null ? 1 : 0);
  }
});

test("no fault is lost: what lies in no field is told below the form", () => {
  const { atFields, others } = placedFaults(fields, [
    { field: "mmsi", reason: "must be 9 digits" },
    { field: "mmsi", reason: "must be text" },
    { field: "vessel.flag", reason: "is no State" },
    { field: null, reason: "Nobody is asked." },
  ]);
  expect(atFields).toEqual([{ field: "mmsi", reason: "Must be 9 digits." }]);
  expect(others).toEqual(["vessel.flag is no State", "Nobody is asked."]);
});

test("two fields that could be meant are none", () => {
  const twice = [{ name: "at" }, { name: "at" }];
  expect(placedFaults(twice, [{ field: "at", reason: "is missing" }]).others).toEqual([
    "at is missing",
  ]);
});
