import { expect, test } from "vitest";
import type { DeploymentCosts } from "@/api/types";
import { daysLeft } from "./claim";

test.each([
  ["2026-10-25", 14],
  ["2026-10-26", null],
  ["2026-10-12", 1],
  ["2026-10-11", 0],
  ["2026-10-10", -1],
  [null, null],
])("a claim until %s leaves %s days", (claim_until, left) => {
  const costs = { claim_until } as DeploymentCosts;
  expect(daysLeft(costs, Date.parse("2026-10-11T23:59:00Z"))).toBe(left);
});
