import { expect, test } from "vitest";
import { Values } from "@/ui/values";
import { pacesIn, recoveryFields, typedPaces } from "./recovery-fields";

const HOIST = [
  { means: "hoist", persons_an_hour: 12, sea_state_max: 4 },
  { means: "hoist", persons_an_hour: 6, sea_state_max: 6 },
] as const;

test("paces are read in pairs, from calm to rough", () => {
  expect(pacesIn("6 to 6, 12 to 4", "hoist")).toEqual(HOIST);
  expect(pacesIn("12-4; 6/6", "hoist")).toEqual(HOIST);
  expect(pacesIn("", "hoist")).toEqual([]);
});

test.each(["12", "0 to 4", "12 to 10", "twelve to 4", "12 to 4 6 to 6"])("%s is none", (text) => {
  expect(pacesIn(text, "hoist")).toBeNull();
  const [field] = recoveryFields(["hoist"]);
  expect(field?.check?.(text)).toContain("up to which sea state");
});

test("each means that is chosen has a field, and what is not chosen is not sent", () => {
  const fields = recoveryFields(["night", "hoist", "boats"], HOIST);
  expect(fields.map(({ name, initial }) => [name, initial])).toEqual([
    ["recovery.hoist", "12 to 4, 6 to 6"],
    ["recovery.boats", ""],
  ]);
  const typed = new Values({ "recovery.hoist": "12 to 4, 6 to 6", "recovery.boats": "20 to 3" }, 0);
  expect(typedPaces(["hoist"], HOIST, typed)).toEqual(HOIST);
  expect(typedPaces(["boats"], HOIST, typed)).toEqual([
    { means: "boats", persons_an_hour: 20, sea_state_max: 3 },
  ]);
});
