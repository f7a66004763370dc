import { expect, test } from "vitest";
import { voiceText } from "./voice-line";

const NOW = Date.parse("2026-10-11T13:00:00Z");
const SAID = { answer: "granted", said: "Come in.", at: "2026-10-11T12:26:00Z" };
const CLAIM = { ...SAID, claimed_by: { party: "MLT", centre: "Rcc Malta" } };

test("what a centre said by its link is its own word, which the code has proven", () => {
  const said = { ...SAID, source: "link" } as const;
  expect(voiceText(said, "duty officer, granted", NOW)).toBe(
    "duty officer, granted, by link after the code 12:26Z: Come in.",
  );
  expect(voiceText({ ...said, said: "" }, "duty officer, acknowledged", NOW)).toBe(
    "duty officer, acknowledged, by link after the code 12:26Z",
  );
});

test("what another wrote for a party that has joined is claimed until it is confirmed", () => {
  const said = voiceText(SAID, "duty officer", NOW);
  expect(voiceText(CLAIM, "duty officer", NOW)).toBe(
    `Claimed by MLT (Rcc Malta), not confirmed: ${said}`,
  );
  expect(voiceText({ ...CLAIM, confirmed_at: SAID.at }, "duty officer", NOW)).toBe(said);
});
