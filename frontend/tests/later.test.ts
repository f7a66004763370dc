import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { persistent } from "@/ui/later";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test("a part that the line took away is loaded when the line is back", async () => {
  let away = 3;
  const load = persistent(async () => {
    away -= 1;
    if (away >= 0) throw new TypeError("no line");
    return "the part";
  });
  const loaded = load();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(await loaded).toBe("the part");
});

test("a part that never comes is said to have failed", async () => {
  const load = persistent(() => Promise.reject(new TypeError("gone")), 3);
  const failed = expect(load()).rejects.toThrow("gone");
  await vi.advanceTimersByTimeAsync(10_000);
  await failed;
});
