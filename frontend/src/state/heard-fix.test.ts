import { expect, test } from "vitest";
import { mayTellOf, outcomeOf } from "./heard-fix";

test("positions of assets are for those of one's own party that register them", () => {
  expect(mayTellOf("asset", true, ["watch_officer", "registrar"])).toBe(true);
  expect(mayTellOf("asset", false, ["registrar"])).toBe(false);
  for (const role of ["observer", "watch_officer", "coordinator", "negotiator", "admin"] as const)
    expect(mayTellOf("asset", true, [role]), role).toBe(false);
});

test("positions of ships are for the watch, whoever reported them", () => {
  for (const role of ["watch_officer", "coordinator", "registrar"] as const)
    expect(mayTellOf("ship", false, [role]), role).toBe(true);
  for (const role of ["observer", "negotiator", "admin"] as const)
    expect(mayTellOf("ship", false, [role]), role).toBe(false);
});

test("a position is told as what became of it", () => {
  const counts = { accepted: 1, older: 0, implausible: 0 };
  expect(outcomeOf(counts, true)).toBe("taken");
  expect(outcomeOf(counts, false)).toBe("beside");
  expect(outcomeOf({ ...counts, older: 1 }, true)).toBe("older");
  expect(outcomeOf({ ...counts, older: 1, implausible: 1 }, false)).toBe("implausible");
  expect(outcomeOf({ accepted: 0, older: 0, implausible: 0 }, true)).toBe("repeated");
});
