import { expect, test } from "vitest";
import { isHeard, type SheetLine, saysYes, standing } from "./sources";

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
  expect(saysYes(line, "MV Star", "ITA")).toBe(true);
  expect(saysYes(line, " aircraft ", "ITA")).toBe(false);
  expect(saysYes({ ...line, answer: "no", others: [] }, "MV Star", "ITA")).toBe(false);
  expect(saysYes(undefined, "MV Star", "ITA")).toBe(false);
  expect(saysYes({ ...line, source: "" }, "", "ITA")).toBe(true);
  expect(saysYes({ ...line, source: "" }, "Aircraft", "ITA")).toBe(true);
});

test("an aircraft of which another party heard may be another aircraft", () => {
  const heard = { ...line, heard: true, party: "MLT" };
  expect(saysYes(heard, "Aircraft", "ITA")).toBe(true);
  expect(saysYes(heard, "Aircraft", "MLT")).toBe(false);
  expect(standing(heard, now)).toBe("yes by Aircraft 14:10Z (heard by MLT), no by MV Star 14:20Z");
  expect(isHeard(heard)).toBe(true);
  expect(isHeard(line)).toBe(false);
});

test("a line that nobody but another party denied is not known, and says who denied it", () => {
  const denied = {
    ...line,
    answer: "not_known",
    source: "",
    others: [{ answer: "no", source: "MV Star", at: line.at, heard: true, party: "MLT" }],
  } as unknown as SheetLine;
  expect(standing(denied, now)).toBe("no by MV Star 14:10Z (heard by MLT)");
});
