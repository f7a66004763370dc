import { expect, test } from "vitest";
import { type Hearing, liveness, onReady, QUIET_MS, SILENCE_MS } from "@/state/liveness";

const HEARING: Hearing = {
  connected: true,
  awaiting: false,
  number: 7,
  head: 7,
  heardAtMs: 1_000_000,
  everyMs: 250,
  returns: 0,
};

test.each([
  ["connected and up to date", {}, 9_999, "live"],
  ["nothing is heard for ten seconds", {}, QUIET_MS, "quiet"],
  ["an entry is still to come", { head: 8 }, 1_000, "catching_up"],
  ["a snapshot is on its way", { awaiting: true }, 1_000, "catching_up"],
  ["the line is lost a moment ago", { connected: false }, 1_000, "catching_up"],
  ["no heartbeat although the line stands", {}, SILENCE_MS + 1, "not_live"],
  ["the laptop slept for an hour", { connected: false }, 3_600_000, "not_live"],
] as const)("%s", (_, changed, silentMs, expected) => {
  expect(liveness({ ...HEARING, ...changed }, HEARING.heardAtMs + silentMs)).toBe(expected);
});

test("a line that comes back is counted, the first one is not", () => {
  const first = onReady({ ...HEARING, connected: false, returns: null }, 9, 2_000_000, 250);
  expect(first).toEqual({ ...HEARING, head: 9, heardAtMs: 2_000_000, returns: 0 });
  const again = onReady({ ...first, connected: false }, 9, 2_000_000, 5_000);
  expect(again).toEqual({ ...first, everyMs: 5_000, returns: 1 });
});
