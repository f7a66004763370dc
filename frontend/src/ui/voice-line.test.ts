import { expect, test } from "vitest";
import { endLine, endText, voiceText } from "./voice-line";

const NOW = Date.parse("2026-10-11T13:00:00Z");
const SAID = { answer: "granted", said: "Come in.", at: "2026-10-11T12:26:00Z" };
const NONE = "no end was said: as long as it is at work";
const CLAIM = { ...SAID, claimed_by: { party: "MLT", centre: "RCC Malta" } };

test("what a centre said by its link is its own word, which the code has proven", () => {
  const said = { ...SAID, source: "link" } as const;
  expect(voiceText(said, "duty officer, granted", NOW)).toBe(
    "duty officer, granted, by link after the code 12:26Z: Come in.",
  );
  expect(voiceText({ ...said, said: "" }, "duty officer, acknowledged", NOW)).toBe(
    "duty officer, acknowledged, by link after the code 12:26Z",
  );
});

test("the end of a grant is said as it was said, and none is made up", () => {
  const ends = [
    [{ end: "named", valid_until: "2026-10-11T14:00:00Z" }, "14:00Z", "until 14:00Z"],
    [{ end: "named", valid_until: "2026-10-12T14:00:00Z" }, "12 Oct 14:00Z", "until 12 Oct 14:00Z"],
    [{ end: "none", valid_until: null }, NONE, NONE],
    [{ end: "not_told" }, "not on record", "until when is not on record"],
    [{ end: null }, "", ""],
    [{}, "", ""],
  ] as const;
  for (const [one, text, line] of ends) {
    expect([endText(one, NOW), endLine(one, NOW)]).toEqual([text, line]);
    expect(voiceText({ ...SAID, ...one }, "duty officer", NOW)).toBe(
      `duty officer, by voice 12:26Z: Come in.${line && ` · ${line}`}`,
    );
  }
});

test("what another wrote for a party that has joined is claimed until it is confirmed", () => {
  const said = voiceText(SAID, "duty officer", NOW);
  expect(voiceText(CLAIM, "duty officer", NOW)).toBe(
    `Claimed by MLT (RCC Malta), not confirmed: ${said}`,
  );
  expect(voiceText({ ...CLAIM, confirmed_at: SAID.at }, "duty officer", NOW)).toBe(said);
});
