import { expect, test } from "vitest";
import { capabilityText } from "./capability-text";

test("a shipped capability has its words, a party's own those of its code", () => {
  expect(capabilityText("deice")).toBe("de-icing");
  expect(capabilityText("MLT-side_scan_sonar")).toBe("side scan sonar (MLT)");
  expect(capabilityText("unheard_of")).toBe("unheard_of");
});
