import { describe, expect, it, test } from "vitest";
import type { Addressee, Clearance, Offer, Request } from "@/api/types";
import { dutiesOf } from "./duties";
import { NOTHING } from "./picture";
import { answerOf, beside, inOrder, spokenNo } from "./spoken";

const NOON = Date.parse("2026-10-11T12:00:00Z");
const NOW = NOON + 20 * 60_000;
const at = (minute: number) => new Date(NOON + minute * 60_000).toISOString();
const said = (answer: string, minute: number, more = {}) => ({ answer, at: at(minute), ...more });
const CLAIM = { claimed_by: { party: "ITA", centre: "Rome" }, confirmed_at: null };

test("words stand in the order in which they were said, of one minute as they were written", () => {
  const voice = [said("granted", 12), said("refused", 10), said("acknowledged", 12)];
  expect(inOrder(voice).map(({ answer }) => answer)).toEqual([
    "refused",
    "granted",
    "acknowledged",
  ]);
});

it.each([
  ["a late no beside a yes", said("refused", 10, { late: true }), "granted", true],
  ["a later no, which would stand itself", said("refused", 13), "granted", false],
  ["the same said late", said("granted", 10, { late: true }), "granted", false],
  ["a late acknowledgement", said("acknowledged", 10, { late: true }), "granted", false],
  ["a call", said("no_answer", 10, { late: true }), "granted", false],
  ["a claimed yes beside its own no", said("granted", 14, CLAIM), "refused", true],
  [
    "a claim that was confirmed",
    said("granted", 9, { ...CLAIM, confirmed_at: at(9) }),
    "refused",
    false,
  ],
  ["a late no where nothing stands", said("refused", 10, { late: true }), null, false],
] as const)("%s", (_, word, stands, differs) => {
  expect(beside([word], stands)).toEqual(differs ? [word] : []);
});

it.each([
  ["asked", null, null],
  ["acknowledged", null, null],
  ["granted", at(1), "granted"],
  ["lapsed", at(1), "granted"],
  ["refused", at(1), "refused"],
  ["notified", null, null],
  ["noted", null, null],
  ["noted", at(1), "granted"],
] as const)("of a clearance that is %s since %s there stands: %s", (state, answered_at, stands) => {
  expect(answerOf({ state, answered_at } as Clearance)).toBe(stands);
});

describe("a no by voice", () => {
  const addressee = (...voice: object[]) =>
    ({
      centre: { id: "m", party: "MLT" },
      state: "offered",
      voice,
      link: null,
    }) as unknown as Addressee;
  const offer = (changed: object = {}) =>
    ({
      id: "o",
      request_id: "r",
      party: "MLT",
      to_party: "ITA",
      state: "offered",
      created_at: at(1.5),
      valid_until: at(60),
      items: [],
      ...changed,
    }) as unknown as Offer;
  const work = (state: string) =>
    new Map([["w", { id: "w", view: "full", offer_id: "o", state } as never]]);
  const seen = (made: Offer, more: object = {}) => ({
    ...NOTHING,
    offer: new Map([[made.id, made]]),
    ...more,
  });
  const no = said("declined", 10, CLAIM);
  const ask = (one: Addressee, made = offer(), more: object = {}) =>
    spokenNo(one, "r", seen(made, more), NOW)?.at ?? null;

  it("beside an offer that stands asks which holds", () => {
    expect(ask(addressee(no))).toBe(no.at);
    expect(ask(addressee(no), offer({ state: "provisional" }))).toBe(no.at);
  });

  it.each([
    ["before the offer", addressee(said("declined", 0, CLAIM)), offer(), {}],
    ["of another request", addressee(no), offer({ request_id: "other" }), {}],
    ["of another party", addressee(no), offer({ party: "GRC" }), {}],
    ["once the offer is withdrawn", addressee(no), offer({ state: "withdrawn" }), {}],
    ["once the offer has run out", addressee(no), offer({ valid_until: at(15) }), {}],
    [
      "once it said by voice that it stands",
      addressee(no, said("offered", 12, CLAIM)),
      offer(),
      {},
    ],
    ["once it has declined itself", { ...addressee(no), state: "declined" as const }, offer(), {}],
    [
      "once the unit is there",
      addressee(no),
      offer({ state: "accepted" }),
      { deployment: work("on_scene") },
    ],
    ["without a unit", addressee(no), offer({ state: "accepted" }), {}],
  ])("%s asks nothing", (_, one, made, more) => {
    expect(ask(one, made, more)).toBeNull();
  });

  it("within the minute of the offer asks, for the later written counts", () => {
    expect(ask(addressee(said("declined", 1, CLAIM)))).toBe(at(1));
  });

  it("asks of a unit that is on its way, and rings at the requester until it is settled", () => {
    const picture = seen(offer({ state: "accepted" }), { deployment: work("underway") });
    const request = { id: "r", party: "ITA", state: "open", addressees: [addressee(no)] };
    const rings = (voice: object[]) =>
      dutiesOf(
        {
          ...picture,
          request: new Map([
            ["r", { ...request, addressees: [addressee(...voice)] } as unknown as Request],
          ]),
        },
        "ITA",
        NOW,
      ).map(({ kind, path }) => [kind, path]);
    expect(rings([no])).toEqual([["call", "/requests/r"]]);
    expect(rings([no, said("offered", 12, CLAIM)])).toEqual([]);
  });
});
