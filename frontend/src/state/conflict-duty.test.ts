import { expect, test } from "vitest";
import { alarmOf, loudnessOf } from "./alarms";
import { dutiesOf } from "./duties";
import { NOTHING, type Picture } from "./picture";
import { isShown } from "./silencing";

const AT = "2026-07-11T12:26:00Z";
const NOW = Date.parse(AT);

function picture(...conflicts: readonly (object | null)[]): Picture {
  const versions = conflicts.map((one) => ({ conflicts: one }));
  const agreement = { id: "a", reference: "EX-1", versions };
  return { ...NOTHING, agreement: new Map([["a", agreement]]) } as unknown as Picture;
}

const duties = (of: Picture, negotiates = true) => dutiesOf(of, "ITA", NOW, { negotiates });

test("clauses that conflict are negotiators' alone, once an agreement, until there are none", () => {
  const known = { count: 2, since: AT };
  const found = duties(picture(null, known, known));
  expect(found).toEqual([
    {
      kind: "conflict",
      path: "/agreements/a",
      incidentId: null,
      dueMs: null,
      sinceMs: NOW,
      said: "EX-1",
    },
  ]);
  expect(duties(picture(known), false)).toEqual([]);
  expect(duties(picture(null))).toEqual([]);
});

test("it stands in the header without having rung, and never rings", () => {
  const [duty] = duties(picture({ count: 1, since: AT }));
  if (!duty) throw new Error("there is one");
  for (const nowMs of [NOW, NOW + 90 * 86_400_000]) {
    expect(loudnessOf(duty, nowMs)).toBe("colour");
    expect(isShown(duty, nowMs)).toBe(true);
  }
  // What else is amber by itself stands in the list alone.
  const weigh = { kind: "weigh", dueMs: null, sinceMs: null } as const;
  expect(alarmOf("weigh").loudness).toBe("colour");
  expect(isShown(weigh, NOW)).toBe(false);
});
