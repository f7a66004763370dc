import { expect, test } from "vitest";
import { NOTHING, type Picture } from "@/state/picture";
import { pendingOf } from "./pending";

const NOW = Date.parse("2026-10-11T13:00:00Z");
const CASE = {
  id: "case",
  view: "full",
  reference: "ITA-2026-0001",
  lead: { party: "ITA", name: "MRCC Roma" },
  coordination: [
    {
      from_centre: { party: "ITA", name: "MRCC Roma" },
      to_centre: { party: "MLT", name: "RCC Malta" },
      proposed_at: "2026-10-11T12:30:00Z",
    },
  ],
  links: [
    { state: "proposed", party: "TUN", asked: true },
    { state: "accepted", party: "GRC", asked: false },
  ],
  asked_to_close: null,
};
const OFFER = {
  id: "offer",
  state: "offered",
  party: "MLT",
  to_party: "ITA",
  request_id: "request",
  incident_id: "case",
  created_at: "2026-10-11T12:00:00Z",
  valid_until: "2026-10-11T13:00:01Z",
  items: [{ name: "Rescue 1" }],
};
const WORK = {
  id: "work",
  view: "full",
  name: "Nemo",
  party: "ITA",
  lead_party: "ITA",
  incident_id: "case",
  divert: { incident_id: "other" },
};

const PICTURE = {
  ...NOTHING,
  incident: new Map<string, unknown>([
    ["case", CASE],
    ["coarse", { id: "coarse", view: "coarse" }],
  ]),
  offer: new Map<string, unknown>([
    ["offer", OFFER],
    ["decided", { ...OFFER, id: "decided", state: "accepted" }],
    ["over", { ...OFFER, id: "over", valid_until: "2026-10-11T13:00:00Z" }],
  ]),
  deployment: new Map<string, unknown>([
    ["work", WORK],
    ["other", { ...WORK, id: "other", divert: null }],
  ]),
} as unknown as Picture;

test("what waits for this party stands first, the oldest before the others", () => {
  const found = pendingOf(PICTURE, "ITA", NOW).map(({ kind, ours }) => [kind, ours]);
  expect(found).toEqual([
    ["link", true],
    ["divert", true],
    ["offer", true],
    ["lead", false],
  ]);
});

test("each names who asks, who is to answer and where", () => {
  const lead = pendingOf(PICTURE, "MLT", NOW)[0];
  expect(lead).toMatchObject({
    about: "ITA-2026-0001",
    from: "MRCC Roma",
    to: "RCC Malta",
    path: "/incidents/case",
  });
});

test("of a case seen in brief and of what is decided nothing waits", () => {
  expect(pendingOf(NOTHING, "ITA", NOW)).toEqual([]);
});
