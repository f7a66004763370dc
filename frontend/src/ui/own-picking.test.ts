import { expect, test } from "vitest";
import { picking } from "@/state/pointing";
import { endPicking } from "./own-picking";

test("a form that is gone waits for no position, and leaves another's asking alone", () => {
  const own = { take: () => {} };
  const others = { take: () => {} };
  picking.set(own);
  endPicking(null);
  expect(picking.get()).toBe(own);
  endPicking(own);
  expect(picking.get()).toBeNull();
  picking.set(others);
  endPicking(own);
  expect(picking.get()).toBe(others);
  picking.set(null);
});
