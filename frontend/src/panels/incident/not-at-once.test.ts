import { expect, test } from "vitest";
import type { Match } from "@/api/types";
import { whyNone, whyNotAtOnce } from "./not-at-once";

const match = (verdict: Match["verdict"], notice = 0, wait = 0, lead = 0) =>
  ({
    party: "MLT",
    verdict,
    reasons: [{ params: { lead_minutes: lead } }],
    time: { notice_minutes: notice, wait_minutes: wait },
  }) as unknown as Match;

test("the leave that it wants is told before its notice, and nothing where it comes at once", () => {
  expect(whyNotAtOnce(match("allowed"), "ITA")).toBeNull();
  expect(whyNotAtOnce(match("allowed", 0.3), "ITA")).toBeNull();
  expect(whyNotAtOnce(match("allowed", 30), "ITA")).toBe("notice 30 min");
  expect(whyNotAtOnce(match("allowed", 5, 40), "ITA")).toBe("waits 40 min for the drift");
  expect(whyNotAtOnce(match("entry_to_be_asked", 30), "ITA")).toBe("clearance to be asked");
  expect(whyNotAtOnce(match("after_notice", 30, 0, 15), "ITA")).toBe("after notice 15 min");
  expect(whyNotAtOnce(match("hail"), "ITA")).toBe("hail");
  expect(whyNotAtOnce(match("may_be_asked"), "ITA")).toBe("may be asked");
  expect(whyNotAtOnce(match("may_be_asked"), "MLT"), "its own").toBe("may be sent");
});

test("where nobody fits it is told how many do not, and why", () => {
  const none = { allowed: 0, not_suited: 3, not_available: 0, not_permitted: 1 };
  expect(whyNone(none as never)).toBe(
    "Nobody whom you see fits: 3 not suited, 1 not permitted. Any centre may still be asked.",
  );
  expect(whyNone({ allowed: 0 } as never)).toBe(
    "You see no unit and no ship. Any centre may still be asked.",
  );
});
