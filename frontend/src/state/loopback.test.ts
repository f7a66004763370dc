import { expect, test } from "vitest";
import { isLoopback } from "./loopback";

test.each([
  ["http://127.0.0.1:8017/answer#abc", true],
  ["http://127.9.0.1/answer#abc", true],
  ["http://localhost:8000/answer#abc", true],
  ["http://[::1]:8000/answer#abc", true],
  ["https://sar.example.int/answer#abc", false],
  ["http://10.0.0.7:8000/answer#abc", false],
  ["https://127.0.0.1.example.int/answer#abc", false],
])("%s is of this machine alone: %s", (address, is) => {
  expect(isLoopback(address)).toBe(is);
});
