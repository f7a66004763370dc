import { expect, test } from "vitest";
import type { Incident } from "@/api/types";
import { whyKept } from "./kept-from";

const kept = { view: "full", kept_from: [{ party: "MLT", reason: "They fled.", at: "" }] };

test("a party that is not to be told has its reason, others none", () => {
  const incident = kept as unknown as Incident;
  expect(whyKept(incident, "MLT")).toBe("They fled.");
  expect(whyKept(incident, "TUN")).toBeUndefined();
  expect(whyKept({ view: "coarse" } as unknown as Incident, "MLT")).toBeUndefined();
  expect(whyKept(undefined, "MLT")).toBeUndefined();
});
