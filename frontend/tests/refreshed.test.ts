import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Refreshing, refreshing } from "@/data/refreshed";

const page = Object.assign(new EventTarget(), { hidden: false });
let asked: number;
let busy: boolean;
let list: Refreshing;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("document", page);
  page.hidden = false;
  asked = 0;
  busy = false;
  list = refreshing(
    () => {
      asked += 1;
    },
    () => busy,
  );
});

afterEach(() => {
  list.stop();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

function hide(hidden: boolean) {
  page.hidden = hidden;
  page.dispatchEvent(new Event("visibilitychange"));
}

test("it is asked once a minute", () => {
  vi.advanceTimersByTime(59_000);
  expect(asked).toBe(0);
  vi.advanceTimersByTime(1_000);
  expect(asked).toBe(1);
  vi.advanceTimersByTime(180_000);
  expect(asked).toBe(4);
});

test("a change is asked about soon; many changes at once, or one after the other, seldom", () => {
  vi.advanceTimersByTime(20_000);
  for (let change = 0; change < 50; change += 1) list.changed();
  vi.advanceTimersByTime(2_000);
  expect(asked).toBe(1);
  for (let second = 0; second < 58; second += 1) {
    list.changed();
    vi.advanceTimersByTime(1_000);
  }
  expect(asked).toBe(4);
});

test("a hidden tab asks nothing, and at once when it is looked at again", () => {
  hide(true);
  list.changed();
  vi.advanceTimersByTime(600_000);
  expect(asked).toBe(0);
  hide(false);
  vi.advanceTimersByTime(0);
  expect(asked).toBe(1);
});

test("while an answer is on its way nothing more is asked: a thin line gets its time", () => {
  busy = true;
  vi.advanceTimersByTime(300_000);
  expect(asked).toBe(0);
  busy = false;
  vi.advanceTimersByTime(2_000);
  expect(asked).toBe(1);
});

test("who has left asks no more", () => {
  list.stop();
  list.changed();
  vi.advanceTimersByTime(120_000);
  expect(asked).toBe(0);
});
