import { expect, test } from "vitest";
import type { Addressee } from "@/api/types";
import { alertText } from "./alert-lines";

const NOW = Date.parse("2026-10-11T12:30:00Z");

const alert = (change: object) =>
  ({
    channel: "email",
    place: 2,
    state: "waiting",
    handed_over_at: null,
    failed_at: null,
    failure: null,
    again_at: null,
    ...change,
  }) as unknown as Addressee["alerts"][number];

test.each([
  [{}, "", "e-mail to 2nd contact: on its way"],
  [
    { state: "handed_over", handed_over_at: "2026-10-11T12:03:00Z" },
    "",
    "e-mail to 2nd contact handed over 12:03Z",
  ],
  [
    {
      channel: "sms",
      place: 4,
      state: "failed",
      failure: "refused",
      failed_at: "2026-10-11T12:04:00Z",
      again_at: "2026-10-11T12:05:00Z",
    },
    "MRSC Bari",
    "SMS to 4th contact of MRSC Bari failed 12:04Z (refused), again 12:05Z",
  ],
  [
    { state: "given_up", failure: "contact_gone", failed_at: "2026-10-11T12:04:00Z" },
    "",
    "e-mail to 2nd contact failed 12:04Z (contact off the list), given up",
  ],
])("an alert in a line", (change, other, said) => {
  expect(alertText(alert(change), other, NOW)).toBe(said);
});
