import { expect, test } from "vitest";
import { type SheetLine, saysYes, standing } from "./sources";

const now = Date.parse("2026-10-11T14:30:00Z");
const line = {
  criterion: "dead_aboard",
  answer: "yes",
  source: "Aircraft",
  at: "2026-10-11T14:10:00Z",
  contradicts: true,
  others: [{ answer: "no", source: "MV Star", at: "2026-10-11T14:20:00Z" }],
} as unknown as SheetLine;

test("both sources are said with their times, the earlier first", () => {
  expect(standing(line, now)).toBe("yes by Aircraft 14:10Z, no by MV Star 14:20Z");
  const late = { ...line, at: "2026-10-11T14:25:00Z" };
  expect(standing(late, now)).toBe("no by MV Star 14:20Z, yes by Aircraft 14:25Z");
});

test("only another source's yes has to be taken back with a reason", () => {
  expect(saysYes(line, "MV Star")).toBe(true);
  expect(saysYes(line, " aircraft ")).toBe(false);
  expect(saysYes({ ...line, answer: "no", others: [] }, "MV Star")).toBe(false);
  expect(saysYes(undefined, "MV Star")).toBe(false);
  expect(saysYes({ ...line, source: "" }, "")).toBe(true);
  expect(saysYes({ ...line, source: "" }, "Aircraft")).toBe(true);
});
