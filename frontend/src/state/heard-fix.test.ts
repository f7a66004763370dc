import { expect, test } from "vitest";
import { mayTellOf, outcomeOf } from "./heard-fix";

test("positions of assets are for the watch and the registrars of their own party", () => {
  for (const role of ["watch_officer", "coordinator", "registrar"] as const) {
    expect(mayTellOf("asset", true, [role]), role).toBe(true);
    expect(mayTellOf("asset", false, [role]), role).toBe(false);
  }
  for (const role of ["observer", "negotiator", "admin"] as const)
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
