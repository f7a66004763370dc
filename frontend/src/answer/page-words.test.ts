import { expect, test } from "vitest";
import { dayZulu, plainDigits } from "./page-words";

test("an instant is told with its day, as in the texts that are sent", () => {
  expect(dayZulu("2026-10-11T18:00:00Z")).toBe("111800Z OCT 26");
  expect(dayZulu("2027-01-01T00:05:09.000Z")).toBe("010005Z JAN 27");
  expect(dayZulu("2026-12-31T23:59:00Z")).toBe("312359Z DEC 26");
});

test("digits of Arabic and Persian keyboards are digits", () => {
  expect(plainDigits("١٨٠٠")).toBe("1800");
  expect(plainDigits("+۱۲۰")).toBe("+120");
  expect(plainDigits("1800Z")).toBe("1800Z");
});
